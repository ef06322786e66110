//! Properties that the runtime adds to its pallets: inflation, bags, fees, and that no key is above
//! the rules.

use frame_support::{
	assert_ok,
	dispatch::GetDispatchInfo,
	traits::{
		fungible::{Inspect, Mutate},
		tokens::{Pay, Preservation},
		Get, Hooks, Randomness,
	},
	weights::{Weight, WeightToFee},
};
use proptest::prelude::*;
use sp_consensus_babe::digests::{
	CompatibleDigestItem, PreDigest, SecondaryPlainPreDigest, SecondaryVRFPreDigest,
};
use sp_core::{crypto::VrfSecret, sr25519::vrf::VrfTranscript, H256};
use sp_keyring::Sr25519Keyring;
use sp_runtime::{Digest, DigestItem, DispatchError, Perbill, TokenError};
use witan_primitives::{AccountId, EXISTENTIAL_DEPOSIT, MILLI_WIT, WIT};
use witan_runtime::{
	systems::{
		chain::{
			block_limits::BlockWeights,
			money::TreasuryAccount,
			staking::{era_payout, BagThresholds},
		},
		experts::BlockRandomness,
	},
	Balances, Runtime, RuntimeCall, System, TransactionPayment,
};

const YEAR: u64 = 31_557_600_000;

fn payout(staked: u128, issuance: u128, millis: u64) -> (u128, u128) {
	era_payout(
		staked,
		issuance,
		millis,
		Perbill::from_perthousand(25),
		Perbill::from_percent(10),
		Perbill::from_percent(50),
		Perbill::from_percent(5),
	)
}

// Protects: the yearly minting is the rate that governance set, and stakers get it at the ideal
// share.
#[test]
fn stakers_should_get_all_that_is_minted_when_the_ideal_share_is_staked() {
	let issuance = 1_000_000 * WIT;
	assert_eq!(payout(issuance / 2, issuance, YEAR), (issuance / 10, 0));
}

// Protects: the first staker is paid, and the treasury gets the rest of the minting.
#[test]
fn stakers_should_get_the_minimum_when_nothing_is_staked() {
	let issuance = 1_000_000 * WIT;
	assert_eq!(payout(0, issuance, YEAR), (issuance / 40, issuance / 10 - issuance / 40));
}

// Protects: a chain that stood still does not inflate its tokens when it goes on.
#[test]
fn a_stalled_chain_should_not_mint_for_more_than_a_year() {
	let issuance = 1_000_000 * WIT;
	assert_eq!(payout(issuance / 3, issuance, 50 * YEAR), payout(issuance / 3, issuance, YEAR));
}

proptest! {
	// Protects: no stake, issuance, era or parameters mint more than the maximum rate allows.
	#[test]
	fn payout_should_never_exceed_the_maximum(
		issuance in 0u128..1_000_000_000 * WIT, staked_share in 0u32..=1_000_000_000, millis: u64,
		minimum in 0u32..=1_000_000_000, maximum in 0u32..=1_000_000_000,
		ideal in 0u32..=1_000_000_000, falloff in 0u32..=1_000_000_000,
	) {
		let staked = Perbill::from_parts(staked_share) * issuance;
		let maximum = Perbill::from_parts(maximum);
		let (stakers, treasury) = era_payout(
			staked, issuance, millis, Perbill::from_parts(minimum), maximum,
			Perbill::from_parts(ideal), Perbill::from_parts(falloff),
		);
		prop_assert!(stakers + treasury <= maximum.mul_ceil(issuance));
	}
}

// Protects: the voter list finds the bag of every account by its weight: a list that does not rise
// would lose accounts.
#[test]
fn bags_should_rise_and_end_with_the_highest_weight() {
	let bags = BagThresholds::get();
	assert!(bags.windows(2).all(|pair| pair[0] < pair[1]));
	assert_eq!(bags.last(), Some(&u64::MAX));
}

// Protects: everyday fees stay small, and are not free.
#[test]
fn a_transfer_should_cost_a_few_thousandths_of_a_token_at_most() {
	let transfer: RuntimeCall = pallet_balances::Call::transfer_keep_alive {
		dest: AccountId::new([1; 32]).into(),
		value: WIT,
	}
	.into();
	let base =
		BlockWeights::get().get(frame_support::dispatch::DispatchClass::Normal).base_extrinsic;
	let weight = base + transfer.get_dispatch_info().call_weight;
	let fee = sp_io::TestExternalities::default()
		.execute_with(|| pallet_fees::PriceOfWeight::<Runtime>::weight_to_fee(&weight));
	assert!((MILLI_WIT / 100..10 * MILLI_WIT).contains(&fee), "{fee}");
}

// Protects: fees of which the treasury gets a part can be paid, whatever was spent from it.
#[test]
fn spends_should_leave_the_treasury_its_account() {
	type Paymaster = <Runtime as pallet_treasury::Config>::Paymaster;

	sp_io::TestExternalities::default().execute_with(|| {
		let (treasury, payee) = (TreasuryAccount::get(), Sr25519Keyring::Alice.to_account_id());
		Balances::set_balance(&treasury, 10 * WIT);
		assert_eq!(
			Paymaster::pay(&payee, (), 10 * WIT),
			Err(DispatchError::Token(TokenError::NotExpendable))
		);
		assert_ok!(Paymaster::pay(&payee, (), 10 * WIT - EXISTENTIAL_DEPOSIT));
		assert_eq!(Balances::balance(&treasury), EXISTENTIAL_DEPOSIT);
		// The least part of a fee still comes to it.
		assert_ok!(Balances::transfer(&payee, &treasury, 1, Preservation::Preserve));
	});
}

// Protects: no account becomes root, which is above every rule.
#[test]
fn no_pallet_should_give_an_account_root() {
	use frame_support::traits::PalletsInfoAccess;

	let pallets = witan_runtime::AllPalletsWithSystem::infos();
	assert!(pallets.len() > 20);
	for pallet in pallets {
		assert!(
			!pallet.module_name.contains("sudo") && !pallet.name.contains("Sudo"),
			"{}",
			pallet.name
		);
	}
}

/// Returns the randomness of draws in a block with this parent, whose author made this claim, if
/// any.
fn randomness(parent: u8, claim: Option<&[u8]>) -> H256 {
	let claim = claim.map(|entropy| {
		let transcript = VrfTranscript::new(b"claim", &[(b"entropy", entropy)]);
		let vrf_signature = Sr25519Keyring::Alice.pair().vrf_sign(&transcript.into_sign_data());
		PreDigest::SecondaryVRF(SecondaryVRFPreDigest {
			authority_index: 0,
			slot: 1.into(),
			vrf_signature,
		})
	});
	let logs = claim.map(DigestItem::babe_pre_digest).into_iter().collect();
	sp_io::TestExternalities::default().execute_with(|| {
		System::initialize(&1, &H256::repeat_byte(parent), &Digest { logs });
		let (randomness, known_since) = BlockRandomness::random(b"test");
		assert_eq!(known_since, 1);
		randomness
	})
}

// Protects: experts are drawn with the output of the block author's VRF. Only the author knows it
// before the block, and can't choose it. The parent's hash, which everyone knows, would not do.
#[test]
fn randomness_should_be_of_the_authors_vrf() {
	assert_eq!(randomness(1, Some(b"a")), randomness(2, Some(b"a")));
	assert_ne!(randomness(1, Some(b"a")), randomness(1, Some(b"b")));
	// A block that was sealed by hand has no claim.
	assert_ne!(randomness(1, None), randomness(2, None));
	assert_ne!(randomness(1, None), randomness(1, Some(b"a")));
}

// Protects: nobody is drawn by what everybody can foresee. Without a VRF draws wait, except on a
// chain for trials.
#[test]
fn draws_should_wait_when_a_block_has_no_vrf() {
	let waits = |trial: bool, vrf: bool| {
		sp_io::TestExternalities::default().execute_with(|| {
			pallet_chain_config::Floors::<Runtime>::put(!trial);
			let slot = 1.into();
			let claim = if vrf {
				let transcript = VrfTranscript::new(b"claim", &[]).into_sign_data();
				let vrf_signature = Sr25519Keyring::Alice.pair().vrf_sign(&transcript);
				let claim = SecondaryVRFPreDigest { authority_index: 0, slot, vrf_signature };
				PreDigest::SecondaryVRF(claim)
			} else {
				PreDigest::SecondaryPlain(SecondaryPlainPreDigest { authority_index: 0, slot })
			};
			let digest = Digest { logs: vec![DigestItem::babe_pre_digest(claim)] };
			System::initialize(&1, &H256::zero(), &digest);
			<Runtime as pallet_business::Config>::Paused::get()
		})
	};
	assert!(waits(false, false));
	assert!(!waits(false, true));
	assert!(!waits(true, false));
	assert!(!waits(true, true));
}

// Protects: a block fits its slot. Its author, the sending of it and whoever imports it need no
// longer than the shortest slot, with all that hooks may take.
#[test]
fn block_should_fit_its_slot_with_all_of_its_hooks() {
	use frame_election_provider_support::WeightInfo as _;
	use pallet_chain_config::SLOT_DURATION_BOUNDS;
	use pallet_staking::WeightInfo as _;
	use witan_runtime::systems::chain::{
		block_limits::*,
		election::{ElectionWeight, MAX_CANDIDATES, MAX_VOTERS},
		staking::MAX_NOMINATIONS,
	};

	let milliseconds = |weight: Weight| weight.ref_time() / 1_000_000_000;
	let whole = milliseconds(MAXIMUM_BLOCK_WEIGHT + IDLE);
	assert!(2 * whole + SENDING <= *SLOT_DURATION_BOUNDS.start());
	let limits = BlockWeights::get();
	let base = limits.base_block;
	assert!((NORMAL + DRAWS + base).ref_time() <= limits.max_block.ref_time());
	assert!((SCHEDULED + DRAWS + ELECTION).ref_time() <= limits.max_block.ref_time());
	let names = MAX_VOTERS * MAX_NOMINATIONS;
	let election = ElectionWeight::phragmen(MAX_VOTERS, MAX_CANDIDATES, MAX_NOMINATIONS)
		+ <Runtime as pallet_staking::Config>::WeightInfo::get_npos_voters(0, MAX_VOTERS)
		+ <Runtime as frame_system::Config>::DbWeight::get().reads(names.into());
	assert!(election.ref_time() <= ELECTION.ref_time(), "{election:?}");
	assert!((MIGRATION + base).ref_time() <= limits.max_block.ref_time());
	assert_eq!(<Runtime as pallet_business::Config>::MaxDrawsWeight::get(), DRAWS);
	assert_eq!(
		<Runtime as pallet_migrations::Config>::MaxServiceWeight::get().ref_time(),
		MIGRATION.ref_time()
	);
}

// Protects: nobody keeps others out of blocks by transactions that claim what they don't take, or
// takes authors their slots by those that are begun late. All that accounts can have reason to do
// fits all the same.
#[test]
fn transaction_should_take_a_quarter_of_a_blocks_time_at_most() {
	use frame_support::dispatch::DispatchClass;
	use pallet_babe::WeightInfo as _;
	use witan_runtime::systems::chain::{
		block_limits::{NORMAL, TRANSACTION},
		consensus::MAX_AUTHORITIES,
		staking::MAX_EXPOSURE_PAGE_SIZE,
	};

	let limits = BlockWeights::get();
	assert_eq!(limits.get(DispatchClass::Normal).max_extrinsic, Some(TRANSACTION));
	assert!(4 * TRANSACTION.ref_time() <= NORMAL.ref_time());
	let validator_stash = AccountId::new([1; 32]);
	let calls: [RuntimeCall; 3] = [
		pallet_staking::Call::payout_stakers { validator_stash, era: 0 }.into(),
		pallet_forum::Call::propagate { steps: pallet_forum::MAX_STEPS }.into(),
		pallet_validation_pool::Call::settle { pool: 0 }.into(),
	];
	for call in calls {
		let weight = call.get_dispatch_info().call_weight;
		assert!(weight.all_lte(TRANSACTION), "{call:?}: {weight:?}");
	}
	let report = <Runtime as pallet_babe::Config>::WeightInfo::report_equivocation(
		MAX_AUTHORITIES,
		MAX_EXPOSURE_PAGE_SIZE,
	);
	assert!(report.all_lte(TRANSACTION), "{report:?}");
}

// Protects: bytes are as scarce as time. A block that is full of them is as full as one that is
// full of weight, so its price rises as fast.
#[test]
fn price_should_rise_as_fast_by_bytes_as_by_weight() {
	use frame_support::dispatch::DispatchClass;
	use pallet_transaction_payment::{Multiplier, NextFeeMultiplier};
	use witan_runtime::systems::chain::block_limits::NORMAL;

	let after = |used: Weight| {
		sp_io::TestExternalities::default().execute_with(|| {
			NextFeeMultiplier::<Runtime>::put(Multiplier::from_u32(10));
			System::set_block_consumed_resources(Weight::zero(), 0);
			System::register_extra_weight_unchecked(used, DispatchClass::Normal);
			TransactionPayment::on_finalize(1);
			NextFeeMultiplier::<Runtime>::get()
		})
	};
	let by_time = after(Weight::from_parts(NORMAL.ref_time(), 0));
	assert_eq!(after(Weight::from_parts(0, NORMAL.proof_size())), by_time);
	assert!(by_time > Multiplier::from_u32(10));
	assert!(after(Weight::zero()) < Multiplier::from_u32(10));
	let length = <Runtime as frame_system::Config>::BlockLength::get();
	assert_eq!(u64::from(*length.max.get(DispatchClass::Normal)), NORMAL.proof_size());
}

// Protects: the heaviest call that a directive dispatches fits into a block whose hooks have taken
// their part. Otherwise the scheduler would never run it, and drop it.
#[test]
fn the_scheduler_should_have_room_for_the_heaviest_directive() {
	use pallet_governance::WeightInfo as _;
	use pallet_scheduler::WeightInfo as _;

	let fetched = <Runtime as pallet_governance::Config>::WeightInfo::enact_dispatch(
		pallet_governance::MAX_CALL_LEN,
	);
	let post = H256::zero();
	let weight = fetched + <Runtime as pallet_governance::Config>::MaxDispatchWeight::get();
	let enact: RuntimeCall = pallet_governance::Call::enact { post, weight }.into();
	type Scheduler = <Runtime as pallet_scheduler::Config>::WeightInfo;
	let agenda = Scheduler::service_agendas_base()
		+ Scheduler::service_agenda_base(50)
		+ Scheduler::service_task_named();
	let needed = agenda + enact.get_dispatch_info().call_weight;
	let most = sp_io::TestExternalities::default()
		.execute_with(<Runtime as pallet_scheduler::Config>::MaximumWeight::get);
	assert!(needed.all_lte(most), "{needed:?} of {most:?}");
}
