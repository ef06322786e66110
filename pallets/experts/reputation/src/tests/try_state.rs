//! Negative tests of `try_state`: each breaks what one of its checks protects.

use super::*;
use crate::{
	decay::MAX_SUPPLY, mint_log::MintEntry, mock::*, Account, AccountOf, Accounts, EraEnds, Hold,
	Ledger, Ledgers, SnapshotRecord,
};
use frame_support::{
	assert_ok,
	storage::unhashed,
	traits::fungible::{Inspect as _, Mutate as _},
};
use sp_core::U256;
use witan_experts::ledger::{PayBody as _, Snapshot, SnapshotReputation as _};

/// An id that no domain has.
const NOWHERE: u32 = 7;

fn broken(message: &'static str, act: impl FnOnce()) {
	let chain = ExtBuilder::default().members(&[(ALICE, rep(10)), (BOB, rep(1))]).build();
	assert_broken(chain, Reputation::do_try_state, message, act);
}

fn change_account(who: AccountId, change: impl FnOnce(&mut AccountOf<Test>)) {
	Accounts::<Test>::mutate(STABLE, who, |account| change(account.as_mut().unwrap()));
}

fn change_ledger(domain: u32, change: impl FnOnce(&mut Ledger<BlockNumber>)) {
	Ledgers::<Test>::mutate(domain, |stored| change(stored.as_mut().unwrap()));
}

fn hold(shares: u128, stakes: u32) -> Hold<Reason> {
	Hold { reason: Reason::Pool, shares, stakes }
}

/// Puts a domain without decay into a later era, with what rounding then explains.
fn enter_era(era: u32) {
	change_ledger(STABLE, |ledger| {
		ledger.era = era;
		ledger.roundings = ledger.shares;
	});
}

// Protects: an impossible record of an account is found.
#[test]
fn try_state_should_fail_when_an_account_is_broken() {
	let account = |change: fn(&mut AccountOf<Test>)| move || change_account(ALICE, change);
	broken("an empty account is stored", || {
		Accounts::<Test>::insert(STABLE, 3, Account::new(0, U256::zero()));
	});
	broken("an account is ahead of its domain", account(|account| account.era = 1));
	broken("an account earned what was not paid", account(|account| account.index = U256::one()));
	broken("an account in debt has free REP", account(|account| account.debt = 1));
	broken(
		"a hold without a stake",
		account(|account| account.holds.try_push(hold(1, 0)).unwrap()),
	);
	broken(
		"two holds for one reason",
		account(|account| {
			account.holds.try_push(hold(1, 1)).unwrap();
			account.holds.try_push(hold(1, 1)).unwrap();
		}),
	);
	broken("shares of accounts overflow", || {
		for who in [ALICE, BOB] {
			change_account(who, |account| account.free = u128::MAX);
		}
	});
	broken("dividends of accounts overflow", || {
		for who in [ALICE, BOB] {
			change_account(who, |account| account.earned = U256::MAX);
		}
	});
}

// Protects: an impossible mint log is found.
#[test]
fn try_state_should_fail_when_a_mint_log_is_broken() {
	let log = |entries: &'static [(u32, u128)]| {
		move || {
			assert_ok!(Reputation::snapshot(STABLE));
			let entry = |(snapshot, shares): &(u32, u128)| MintEntry {
				snapshot: *snapshot,
				shares: *shares,
			};
			let all = entries.iter().map(entry).collect::<Vec<_>>();
			change_account(ALICE, |account| account.mint_log = all.try_into().unwrap());
		}
	};
	broken("an empty entry of a mint log", log(&[(0, 0)]));
	broken("entries of a mint log are not in order", log(&[(0, 1), (0, 1)]));
	broken("a mint log has an entry of an unknown snapshot", log(&[(0, 1), (1, 1)]));
}

// Protects: an impossible snapshot is found.
#[test]
fn try_state_should_fail_when_a_snapshot_is_broken() {
	let taken = |at, supply| {
		move || {
			let snapshot = Snapshot { id: 0, supply };
			let record = SnapshotRecord { at, snapshot };
			change_ledger(STABLE, |ledger| ledger.snapshots = vec![record].try_into().unwrap());
		}
	};
	broken("a snapshot of a later block", taken(2, shares(11)));
	broken("a snapshot of nothing", taken(1, Shares::zero()));
	broken("a snapshot of a later era", taken(1, Shares::new(1, 1)));
}

// Protects: a domain that is not the sum of its accounts is found, and dividends paid twice or
// never.
#[test]
fn try_state_should_fail_when_sums_are_broken() {
	let ledger = |change: fn(&mut Ledger<BlockNumber>)| move || change_ledger(STABLE, change);
	broken("a domain miscounts its accounts", ledger(|ledger| ledger.accounts += 1));
	broken("accounts have more shares than their domain", ledger(|ledger| ledger.shares -= 1));
	broken(
		"accounts have fewer shares than roundings explain",
		ledger(|ledger| ledger.shares += 1),
	);
	broken(
		"a domain has more REP than the limit",
		ledger(|ledger| {
			ledger.shares = MAX_SUPPLY;
			ledger.roundings = MAX_SUPPLY;
		}),
	);
	broken("more dividends were claimed than paid", ledger(|ledger| ledger.claimed = 1));
	broken("more dividends can be claimed than are left", || {
		change_account(ALICE, |account| account.earned = U256::one() << 128);
	});
	broken(
		"more dividends belong to nobody than roundings explain",
		// One token unit for each account is explained.
		ledger(|ledger| ledger.paid_in = 3),
	);
	let owe = |id: u32, amount: Balance| {
		change_ledger(id, |ledger| (ledger.paid_in, ledger.unassigned) = (amount, amount));
	};
	broken("dividends of all domains overflow", || {
		owe(STABLE, Balance::MAX);
		owe(DECAYING, 1);
	});
	broken("what the pot needs overflows", || owe(STABLE, Balance::MAX));
	broken("the pot has less than it owes", || {
		assert_ok!(Reputation::pay(STABLE, &PAYER, 1_000, None, &[]));
		let pot = Reputation::pot();
		Balances::set_balance(&pot, Balances::balance(&pot) - 1);
	});
}

// Protects: a ledger that can't be read is found, and an account without a ledger.
#[test]
fn try_state_should_fail_when_ledgers_are_broken() {
	broken("a ledger can't be read", || {
		unhashed::put(&Ledgers::<Test>::hashed_key_for(STABLE), &())
	});
	broken("an account of no domain", || Ledgers::<Test>::remove(STABLE));
	broken("an account of no domain", || {
		Accounts::<Test>::insert(NOWHERE, ALICE, Accounts::<Test>::get(STABLE, ALICE).unwrap());
	});
}

// Protects: ends of eras from which an account would earn too much are found.
#[test]
fn try_state_should_fail_when_ends_of_eras_are_broken() {
	let end = |domain, era, index: u32| EraEnds::<Test>::insert(domain, era, U256::from(index));
	broken("an era of no domain", || end(NOWHERE, 0, 0));
	broken("the end of an era that is not past", || end(STABLE, 0, 0));
	broken("an era ended with a higher index than its domain's", || {
		enter_era(2);
		end(STABLE, 0, 1);
	});
	broken("the index fell between two eras", || {
		enter_era(2);
		change_ledger(STABLE, |ledger| ledger.index = U256::one());
		end(STABLE, 0, 1);
		end(STABLE, 1, 1);
	});
}
