//! A validator that equivocates loses stake: a report is checked, slashes once, and can't be made
//! up.

#[path = "common/preset.rs"]
mod preset;

use frame_support::{
	assert_noop, assert_ok,
	traits::{Hooks, KeyOwnerProofSystem},
};
use preset::state_of;
use sp_consensus_babe::{
	digests::{CompatibleDigestItem as _, PreDigest, SecondaryPlainPreDigest},
	AuthorityId as BabeId, EquivocationProof, Slot, KEY_TYPE,
};
use sp_core::{ed25519, sr25519, Pair};
use sp_keyring::Sr25519Keyring;
use sp_runtime::{
	generic::DigestItem,
	traits::{BlakeTwo256, Hash as _, Header as _},
	Digest, Perbill,
};
use witan_primitives::Header;
use witan_runtime::*;

/// Runs `test` with the four validators of the local preset, in a block of the genesis session.
fn on_local_chain(test: impl FnOnce()) {
	state_of("local").execute_with(|| {
		let claim = SecondaryPlainPreDigest { authority_index: 0, slot: Slot::from(1) };
		let digest =
			Digest { logs: vec![DigestItem::babe_pre_digest(PreDigest::SecondaryPlain(claim))] };
		System::reset_events();
		System::initialize(&1, &Default::default(), &digest);
		Babe::on_initialize(1);
		Staking::on_initialize(1);
		Staking::on_finalize(1);
		test();
	});
}

/// Builds a block of slot 1, different for each `salt`, signed by `author`.
fn sealed_block(author: &sr25519::Pair, index: u32, salt: u8) -> Header {
	let claim = SecondaryPlainPreDigest { authority_index: index, slot: Slot::from(1) };
	let mut header = Header::new(
		1,
		Hash::repeat_byte(salt),
		Default::default(),
		System::parent_hash(),
		Digest { logs: vec![DigestItem::babe_pre_digest(PreDigest::SecondaryPlain(claim))] },
	);
	let signature = author.sign(header.hash().as_ref());
	header.digest.push(DigestItem::babe_seal(signature.into()));
	header
}

fn babe_equivocation(author: &sr25519::Pair) -> EquivocationProof<Header> {
	let offender = BabeId::from(author.public());
	let index =
		Babe::authorities().iter().position(|(id, _)| *id == offender).expect("an authority");
	EquivocationProof {
		offender,
		slot: Slot::from(1),
		first_header: sealed_block(author, index as u32, 1),
		second_header: sealed_block(author, index as u32, 2),
	}
}

fn bonded(who: Sr25519Keyring) -> Balance {
	Staking::ledger(who.to_account_id().into()).expect("bonded").active
}

// Protects: a validator that makes two blocks in a slot loses its stake, once, to the treasury.
#[test]
fn babe_equivocation_should_slash_once() {
	on_local_chain(|| {
		let bob = Sr25519Keyring::Bob;
		let before = bonded(bob);
		let treasury = || Balances::free_balance(systems::chain::money::TreasuryAccount::get());
		let issuance = Balances::total_issuance();
		let proof = babe_equivocation(&bob.pair());
		let owner =
			Historical::prove((KEY_TYPE, proof.offender.clone())).expect("a validator's key");
		let report = || {
			Babe::report_equivocation(
				RuntimeOrigin::signed(Sr25519Keyring::Eve.to_account_id()),
				Box::new(proof.clone()),
				owner.clone(),
			)
		};
		assert_ok!(report());

		// One of four: min((3 · 1 / 4)², 1) of the stake.
		let fraction = Perbill::from_rational(9u32, 16u32);
		assert_eq!(bonded(bob), before - fraction * before);
		assert_eq!(bonded(Sr25519Keyring::Alice), before);
		assert!(treasury() > 0);
		assert_eq!(Balances::total_issuance(), issuance, "a slash moves tokens and destroys none");

		assert!(report().is_err(), "the same offence is not punished twice");
		assert_eq!(bonded(bob), before - fraction * before);
	});
}

// Protects: an honest validator can't be slashed for one block that is reported twice.
#[test]
fn report_should_change_nothing_when_the_blocks_are_the_same() {
	on_local_chain(|| {
		let bob = Sr25519Keyring::Bob;
		let mut proof = babe_equivocation(&bob.pair());
		proof.second_header = proof.first_header.clone();
		let owner =
			Historical::prove((KEY_TYPE, proof.offender.clone())).expect("a validator's key");
		assert_noop!(
			Babe::report_equivocation(
				RuntimeOrigin::signed(Sr25519Keyring::Eve.to_account_id()),
				Box::new(proof),
				owner,
			),
			pallet_babe::Error::<Runtime>::InvalidEquivocationProof
		);
	});
}

// Protects: a validator can't be slashed for what another signed.
#[test]
fn report_should_change_nothing_when_a_signature_is_forged() {
	on_local_chain(|| {
		let mut proof = babe_equivocation(&Sr25519Keyring::Bob.pair());
		proof.offender = Sr25519Keyring::Charlie.public().into();
		let owner =
			Historical::prove((KEY_TYPE, proof.offender.clone())).expect("a validator's key");
		assert_noop!(
			Babe::report_equivocation(
				RuntimeOrigin::signed(Sr25519Keyring::Eve.to_account_id()),
				Box::new(proof),
				owner,
			),
			pallet_babe::Error::<Runtime>::InvalidEquivocationProof
		);
	});
}

// Protects: a validator that votes twice in a round of finality loses its stake.
#[test]
fn grandpa_equivocation_should_slash() {
	use sp_consensus_grandpa as grandpa;

	on_local_chain(|| {
		let offender = ed25519::Pair::from_string("//Bob", None).expect("a development key");
		let before = bonded(Sr25519Keyring::Bob);
		let vote = |salt: u8| {
			let prevote = finality_grandpa::Prevote {
				target_hash: BlakeTwo256::hash(&[salt]),
				target_number: 1,
			};
			let message = finality_grandpa::Message::Prevote(prevote.clone());
			let payload = grandpa::localized_payload(1, 0, &message);
			(prevote, offender.sign(&payload).into())
		};
		let equivocation = finality_grandpa::Equivocation {
			round_number: 1,
			identity: offender.public().into(),
			first: vote(1),
			second: vote(2),
		};
		let proof =
			grandpa::EquivocationProof::new(0, grandpa::Equivocation::Prevote(equivocation));
		let owner =
			Historical::prove((grandpa::KEY_TYPE, grandpa::AuthorityId::from(offender.public())))
				.expect("a validator's key");
		assert_ok!(Grandpa::report_equivocation(
			RuntimeOrigin::signed(Sr25519Keyring::Eve.to_account_id()),
			Box::new(proof),
			owner,
		));
		assert_eq!(
			bonded(Sr25519Keyring::Bob),
			before - Perbill::from_rational(9u32, 16u32) * before
		);
	});
}
