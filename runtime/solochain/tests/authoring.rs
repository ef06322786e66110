//! Extrinsics that are applied many in one call, as an author adds them to its block.

#[path = "common/first_block.rs"]
mod first_block;

use codec::Encode;
use first_block::on_a_chain;
use frame_support::{storage::transactional::is_transactional, weights::Weight};
use sp_core::Pair;
use sp_keyring::Sr25519Keyring::{Alice, Bob};
use sp_runtime::{
	generic::Era,
	transaction_validity::{
		InvalidTransaction::{Call, ExhaustsResources, Future, Stale},
		TransactionValidityError::Invalid,
	},
	ApplyExtrinsicResult, OpaqueExtrinsic, StateVersion,
};
use witan_primitives::{Signature, WIT};
use witan_runtime::{systems::chain::transactions::tx_extension, *};
use witan_runtime_apis::authoring::runtime_decl_for_authoring_api::AuthoringApiV1;
use witan_runtime_common::authoring::apply_extrinsics;

/// Returns a transaction of Alice's.
fn transaction(call: RuntimeCall, nonce: Nonce) -> UncheckedExtrinsic {
	let extension = tx_extension(Era::Immortal, nonce, 0);
	let payload = SignedPayload::new(call.clone(), extension.clone()).expect("a known genesis");
	let signature = Signature::Sr25519(payload.using_encoded(|bytes| Alice.pair().sign(bytes)));
	UncheckedExtrinsic::new_signed(call, Alice.to_account_id().into(), signature, extension)
}

fn transfer(value: Balance, nonce: Nonce) -> UncheckedExtrinsic {
	let dest = Bob.to_account_id().into();
	transaction(pallet_balances::Call::transfer_keep_alive { dest, value }.into(), nonce)
}

/// Returns a transaction that is longer than a block may be.
fn too_long(nonce: Nonce) -> UncheckedExtrinsic {
	transaction(frame_system::Call::remark { remark: vec![0; 6 << 20] }.into(), nonce)
}

fn apply(extrinsics: Vec<OpaqueExtrinsic>, budget: Weight) -> Vec<ApplyExtrinsicResult> {
	<Runtime as AuthoringApiV1<Block>>::apply_extrinsics(extrinsics, budget)
}

/// Applies extrinsics as an author does: those that a call leaves are in the next.
fn apply_all(extrinsics: &[UncheckedExtrinsic], budget: Weight) -> Vec<ApplyExtrinsicResult> {
	let mut results = Vec::new();
	while let Some(left) = extrinsics.get(results.len()..).filter(|left| !left.is_empty()) {
		let more = apply(opaque(left), budget);
		assert!(!more.is_empty(), "each call goes on");
		results.extend(more);
	}
	results
}

fn opaque(extrinsics: &[UncheckedExtrinsic]) -> Vec<OpaqueExtrinsic> {
	extrinsics.iter().cloned().map(OpaqueExtrinsic::from).collect()
}

fn root() -> Vec<u8> {
	sp_io::storage::root(StateVersion::V1)
}

/// Returns the weight of the block so far.
fn weight() -> Weight {
	frame_system::BlockWeight::<Runtime>::get().total()
}

// Protects: a block that an author makes by batches is the one that others get when they import it,
// whatever was refused in between.
#[test]
fn block_should_be_that_of_single_calls_without_what_was_refused() {
	for budget in [Weight::zero(), Weight::from_parts(1_000_000_000, u64::MAX), Weight::MAX] {
		let (extrinsics, results, authored) = on_a_chain(|| {
			let extrinsics = vec![
				transfer(WIT, 7),
				transfer(WIT, 0),
				transfer(10_000 * WIT, 1),
				too_long(2),
				transfer(WIT, 2),
				transfer(WIT, 2),
				transfer(WIT, 3),
			];
			let results = apply_all(&extrinsics, budget);
			(extrinsics, results, root())
		});
		assert!(
			matches!(
				results[..],
				[
					Err(Invalid(Future)),
					Ok(Ok(())),
					Ok(Err(_)),
					Err(Invalid(ExhaustsResources)),
					Ok(Ok(())),
					Err(Invalid(Stale)),
					Ok(Ok(())),
				]
			),
			"{results:?}"
		);
		let (accepted, expected): (Vec<_>, Vec<_>) =
			extrinsics.into_iter().zip(results).filter(|(_, result)| result.is_ok()).unzip();
		let imported = on_a_chain(|| {
			let results: Vec<_> = accepted.into_iter().map(Executive::apply_extrinsic).collect();
			(results, root())
		});
		assert_eq!(imported, (expected, authored));
	}
}

// Protects: a refused transaction leaves nothing in the block, not even its bytes, although it is
// the first.
#[test]
fn state_should_stay_when_an_extrinsic_is_refused() {
	on_a_chain(|| {
		let before = root();
		let no_extrinsic = OpaqueExtrinsic::from_blob(vec![4, 0, 0]);
		for (extrinsic, reason) in [
			(OpaqueExtrinsic::from(transfer(WIT, 7)), Future),
			(OpaqueExtrinsic::from(too_long(0)), ExhaustsResources),
			(no_extrinsic, Call),
		] {
			assert_eq!(apply(vec![extrinsic], Weight::MAX), vec![Err(Invalid(reason))]);
			assert_eq!(root(), before);
		}
	});
}

// Protects: an author learns of a refused transaction before those that need it are tried.
#[test]
fn call_should_end_with_the_first_extrinsic_that_is_refused() {
	on_a_chain(|| {
		let extrinsics = opaque(&[transfer(WIT, 0), transfer(WIT, 7), transfer(WIT, 1)]);
		let results = apply(extrinsics, Weight::MAX);
		assert_eq!(results, vec![Ok(Ok(())), Err(Invalid(Future))]);
	});
}

// Protects: an author can look at the clock: a call ends when it has used its weight, and not
// before.
#[test]
fn call_should_end_when_its_budget_is_used() {
	on_a_chain(|| {
		apply_all(&[transfer(WIT, 0)], Weight::MAX);
		let before = weight();
		apply_all(&[transfer(WIT, 1)], Weight::MAX);
		let of_one = weight().saturating_sub(before).ref_time();
		assert!(of_one > 0);

		let next = |first: Nonce| opaque(&[0, 1, 2].map(|index| transfer(WIT, first + index)));
		let calls = [(0, 2, 1), (of_one, 3, 1), (of_one + 1, 4, 2), (10 * of_one, 6, 3)];
		for (time, first, expected) in calls {
			let results = apply(next(first), Weight::from_parts(time, u64::MAX));
			assert_eq!(results, vec![Ok(Ok(())); expected], "in {time} of {of_one}");
		}
		assert_eq!(apply(Vec::new(), Weight::MAX), vec![]);
	});
}

// Protects: an extrinsic that counts the layers of storage around it ends as in the block's import.
#[test]
fn extrinsic_should_see_no_layer_around_it() {
	on_a_chain(|| {
		let extrinsics = opaque(&[transfer(WIT, 0)]);
		let results =
			apply_extrinsics::<Runtime, UncheckedExtrinsic>(extrinsics, Weight::MAX, |_| {
				assert!(!is_transactional());
				Ok(Ok(()))
			});
		assert_eq!(results, vec![Ok(Ok(()))]);
	});
}
