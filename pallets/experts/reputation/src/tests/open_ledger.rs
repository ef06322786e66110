use super::{assert_fails, skip};
use crate::{mock::*, Error, LedgerInfo, Ledgers};
use codec::Encode;
use frame_support::assert_ok;
use witan_experts::{
	ledger::{OpenLedger, MAX_HALF_LIFE},
	shares::Shares,
};

// Protects: a new ledger is empty, in its first era from the block on in which it was opened.
#[test]
fn ledger_should_be_empty_when_opened() {
	ExtBuilder::default().build_and_execute(|| {
		skip(4);
		assert_ok!(Reputation::open_ledger(2, Some(100)));
		let empty = LedgerInfo {
			half_life: Some(100),
			supply: 0,
			shares: Shares::zero(),
			era: 0,
			era_start: 5,
			accounts: 0,
			paid_in: 0,
			claimed: 0,
			snapshot: None,
			mintable: None,
		};
		assert_eq!(Reputation::ledger(2), Some(empty));
		assert_eq!(Reputation::ledger(3), None);
		assert_eq!(events(), []);
	});
}

// Protects: a half-life that could not be computed with is refused.
#[test]
fn ledger_should_be_refused_when_its_half_life_is_out_of_range() {
	ExtBuilder::default().build_and_execute(|| {
		let open = |half_life| move || Reputation::open_ledger(2, half_life);
		assert_fails(open(Some(0)), Error::<Test>::HalfLifeZero);
		assert_fails(open(Some(MAX_HALF_LIFE + 1)), Error::<Test>::HalfLifeTooLong);
		for half_life in [Some(MAX_HALF_LIFE), Some(1), None] {
			assert_ok!(open(half_life)());
		}
	});
}

// Protects: a domain's deposit pays for the ledger: one record, with the most bytes that it can
// have.
#[test]
fn footprint_should_count_what_a_ledger_stores() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(Reputation::open_ledger(2, Some(MAX_HALF_LIFE)));
		let footprint = <Reputation as OpenLedger<BlockNumber>>::footprint();
		assert_eq!(footprint.count, 1);
		assert!(footprint.size >= Ledgers::<Test>::get(2).encode().len() as u64);
		assert_eq!(Ledgers::<Test>::iter().count(), 3);
	});
}
