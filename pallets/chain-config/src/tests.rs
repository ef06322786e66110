//! Choices at genesis, their bounds, and the invariants.

use crate::{mock::*, *};
use frame_support::traits::Get;
use proptest::prelude::*;
use sp_runtime::TryRuntimeError;

type Genesis = crate::GenesisConfig<Test>;

// Protects: every pallet reads the choices that genesis stored.
#[test]
fn choices_should_be_served_when_given_at_genesis() {
	let genesis = Genesis {
		slot_duration: 4_000,
		epoch_length: 10,
		sessions_per_era: 2,
		bonding_duration: 5,
		slash_defer_duration: 4,
		deposit_per_item: 100,
		deposit_per_byte: 3,
		enactment_delay: 7,
		upgrade_delay: 8,
		undo_delay: 9,
		floors: false,
	};
	on_chain(genesis, || {
		assert_eq!(get::SlotDuration::<Test>::get(), 4_000);
		assert_eq!(get::MinimumPeriod::<Test>::get(), 2_000);
		assert_eq!(get::EpochLength::<Test>::get(), 10);
		assert_eq!(get::SessionsPerEra::<Test>::get(), 2);
		assert_eq!(get::BondingDuration::<Test>::get(), 5);
		assert_eq!(get::SlashDeferDuration::<Test>::get(), 4);
		assert_eq!(get::ReportLongevity::<Test>::get(), 5 * 2 * 10);
		assert_eq!((DepositPerItem::<Test>::get(), DepositPerByte::<Test>::get()), (100, 3));
		assert_eq!((EnactmentDelay::<Test>::get(), UpgradeDelay::<Test>::get()), (7, 8));
		assert_eq!((UndoDelay::<Test>::get(), get::Floors::<Test>::get()), (9, false));
	});
}

// Protects: a chain specification without choices starts a chain.
#[test]
fn defaults_should_be_within_bounds_when_nothing_is_chosen() {
	assert_eq!(Genesis::default().check(), Ok(()));
	on_chain(Genesis::default(), || {
		assert_eq!(SlotDuration::<Test>::get(), DEFAULT_SLOT_DURATION);
		assert_eq!(DepositPerByte::<Test>::get(), 1_000_000);
	});
}

// Protects: metadata and benchmarks see the defaults before a genesis has been built.
#[test]
fn defaults_should_be_served_when_storage_is_empty() {
	sp_io::TestExternalities::default().execute_with(|| {
		assert_eq!(SlotDuration::<Test>::get(), DEFAULT_SLOT_DURATION);
		assert_eq!(EpochLength::<Test>::get(), DEFAULT_EPOCH_LENGTH);
		assert_eq!(DepositPerItem::<Test>::get(), DefaultDepositPerItem::<Test>::get());
		assert_eq!(ChainConfig::do_try_state(), Ok(()));
	});
}

// Protects: no chain starts with a choice that consensus or governance can't live with.
#[test]
fn genesis_should_be_refused_with_its_cause_when_a_choice_is_out_of_bounds() {
	let cases = [
		(
			Genesis { slot_duration: 2_999, ..Default::default() },
			InvalidChoice::SlotDuration(2_999),
		),
		(
			Genesis { slot_duration: 60_001, ..Default::default() },
			InvalidChoice::SlotDuration(60_001),
		),
		(Genesis { epoch_length: 3, ..Default::default() }, InvalidChoice::EpochLength(3)),
		(Genesis { sessions_per_era: 0, ..Default::default() }, InvalidChoice::SessionsPerEra(0)),
		(Genesis { bonding_duration: 0, ..Default::default() }, InvalidChoice::BondingDuration(0)),
		(
			Genesis { bonding_duration: 5, slash_defer_duration: 5, ..Default::default() },
			InvalidChoice::SlashDeferDuration(5),
		),
		(Genesis { enactment_delay: 0, ..Default::default() }, InvalidChoice::EnactmentDelay(0)),
		(
			Genesis { upgrade_delay: 2_592_001, ..Default::default() },
			InvalidChoice::UpgradeDelay(2_592_001),
		),
		(Genesis { undo_delay: 0, ..Default::default() }, InvalidChoice::UndoDelay(0)),
		(Genesis { undo_delay: 28_801, ..Default::default() }, InvalidChoice::UndoDelay(28_801)),
		(
			Genesis { enactment_delay: 28_799, ..Default::default() },
			InvalidChoice::DelayBelowFloor(28_799),
		),
		(
			Genesis { upgrade_delay: 28_799, ..Default::default() },
			InvalidChoice::DelayBelowFloor(28_799),
		),
	];
	for (genesis, cause) in cases {
		assert_eq!(genesis.check(), Err(cause));
	}
}

// Protects: an operator learns from the message which value is wrong, and its bounds.
#[test]
#[should_panic(expected = "chainConfig: slotDuration is 5 ms, must be in 3000..=60000")]
fn genesis_should_name_value_and_bounds_when_refused() {
	on_chain(Genesis { slot_duration: 5, ..Default::default() }, || ());
}

// Protects: `try_state` finds every choice that is stored out of its bounds.
#[test]
fn try_state_should_fail_when_a_choice_is_out_of_its_bounds() {
	let breaks: [fn(); 9] = [
		|| SlotDuration::<Test>::put(2_999),
		|| EpochLength::<Test>::put(3),
		|| SessionsPerEra::<Test>::put(0),
		|| BondingDuration::<Test>::put(1_001),
		|| SlashDeferDuration::<Test>::put(DEFAULT_BONDING_DURATION),
		|| EnactmentDelay::<Test>::put(0),
		|| UpgradeDelay::<Test>::put(2_592_001),
		|| UndoDelay::<Test>::put(0),
		|| UpgradeDelay::<Test>::put(1),
	];
	for break_one in breaks {
		sp_io::TestExternalities::default().execute_with(|| {
			assert_eq!(ChainConfig::do_try_state(), Ok(()));
			break_one();
			assert_eq!(
				ChainConfig::do_try_state(),
				Err(TryRuntimeError::Other("a stored choice is out of its bounds"))
			);
		});
	}
}

proptest! {
	// Protects: equivocations can be reported exactly as long as the stake behind them is bonded.
	#[test]
	fn report_longevity_should_not_saturate_when_choices_are_within_bounds(
		bonding in BONDING_DURATION_BOUNDS,
		sessions in SESSIONS_PER_ERA_BOUNDS,
		epoch in EPOCH_LENGTH_BOUNDS,
	) {
		prop_assert_eq!(
			u128::from(report_longevity(bonding, sessions, epoch)),
			u128::from(bonding) * u128::from(sessions) * u128::from(epoch),
		);
	}
}
