//! Limits of what a domain mints against fees.

use super::*;
use crate::{mock::*, Ledgers, MintableInfo};
use frame_support::assert_ok;
use witan_experts::{
	domain::{DomainParameters, Minting},
	ledger::{Budget, MintBudget, MintReputation},
};
use witan_mocks::domains::{default_parameters, set_parameters};
use witan_primitives::time::DAY;

const SUPPLY: u128 = 1_000_000;

/// A domain that may mint a tenth of its REP at once, and a fiftieth a day.
fn with_bucket(test: impl FnOnce()) {
	ExtBuilder::default().build_and_execute(|| {
		let minting = Minting { depth: 100_000, rate: 20_000 };
		set_parameters(STABLE, DomainParameters { minting, ..default_parameters() });
		assert_ok!(Reputation::mint(STABLE, &ALICE, Shares::new(SUPPLY, 0)));
		test();
	});
}

fn told() -> Option<MintableInfo> {
	Reputation::ledger(STABLE).expect("it is there").mintable
}

fn take(asked: u128, budget: Budget) -> u128 {
	Reputation::take_mintable(STABLE, Shares::new(asked, 0), budget).value
}

// Protects: whoever opens a pool sees how much it can mint at most, to the unit, while fees and
// days pass.
#[test]
fn ledger_should_tell_what_the_next_fee_mints() {
	with_bucket(|| {
		assert_eq!(told(), Some(MintableInfo { job: 25_000, sponsor: 12_500 }));
		assert_eq!(take(u128::MAX, Budget::UpperHalf), 12_500);
		assert_eq!(told(), Some(MintableInfo { job: 21_875, sponsor: 9_375 }));
		assert_eq!(take(100, Budget::Whole), 100);
		assert_eq!(told(), Some(MintableInfo { job: 21_850, sponsor: 9_350 }));
		skip(u64::from(DAY) / 2);
		assert_eq!(told(), Some(MintableInfo { job: 24_350, sponsor: 11_850 }));
		skip(u64::from(DAY));
		assert_eq!(told(), Some(MintableInfo { job: 25_000, sponsor: 12_500 }));
	});
}

// Protects: a view changes nothing, and an amount that is not minted is not taken.
#[test]
fn ledger_should_stay_when_it_is_only_asked() {
	with_bucket(|| {
		let ledger = Ledgers::<Test>::get(STABLE);
		told();
		assert_eq!(
			Reputation::mintable(STABLE, Shares::new(7, 0), Budget::Whole),
			Shares::new(7, 0)
		);
		assert_eq!(Ledgers::<Test>::get(STABLE), ledger);
	});
}

// Protects: a domain in which nobody has REP gets its first without a limit, and says so.
#[test]
fn domain_should_have_no_limit_while_nobody_has_reputation() {
	ExtBuilder::default().build_and_execute(|| {
		assert_eq!(told(), None);
		assert_eq!(take(SUPPLY, Budget::UpperHalf), SUPPLY);
	});
}
