use super::*;
use crate::{mock::*, Accounts, EraEnds, Event, Ledgers};
use frame_support::assert_ok;
use sp_runtime::StateVersion;
use witan_experts::ledger::{
	InspectReputation, MintReputation, PayBody, StakeEnd, StakeReputation,
};

/// Goes to the start of an era of the decaying domain, which started in block 0.
fn to_era(era: BlockNumber) {
	System::set_block_number(era * ERA);
}

// Protects: REP halves in a half-life, free or staked, without a transaction; without a half-life
// it stays.
#[test]
fn reputation_should_halve_in_a_half_life() {
	ExtBuilder::default().members(&[(ALICE, rep(8))]).build_and_execute(|| {
		System::set_block_number(0);
		assert_ok!(Reputation::open_stake(DECAYING, &ALICE, &Reason::Pool, rep(4)));
		for (halves, left) in [(1, rep(4)), (2, rep(2)), (3, rep(1)), (10, rep(8) >> 10)] {
			System::set_block_number(halves * HALF_LIFE);
			assert_eq!(Reputation::total(DECAYING, ALICE), left);
			assert_eq!(Reputation::balance(DECAYING, ALICE), left / 2);
			assert_eq!(Reputation::held(DECAYING, ALICE), [(Reason::Pool, left / 2)]);
			assert_eq!(Reputation::ledger(DECAYING).unwrap().supply, left);
			assert_eq!(Reputation::total(STABLE, ALICE), rep(8));
		}
	});
}

// Protects: minted REP is worth its amount when it is minted, however old the domain is.
#[test]
fn amount_should_be_shown_as_it_was_minted() {
	ExtBuilder::default().members(&[(ALICE, rep(8))]).build_and_execute(|| {
		for block in [1, 2, 17, ERA - 1, ERA, 3 * ERA + 7] {
			System::set_block_number(block);
			let amount = rep(5) + 123;
			let before = Reputation::total(DECAYING, BOB);
			let minted = Reputation::to_shares(DECAYING, amount).unwrap();
			assert_eq!(Reputation::to_amount(DECAYING, minted), amount);
			assert_ok!(Reputation::mint(DECAYING, &BOB, minted));
			let after = Reputation::total(DECAYING, BOB);
			assert!(after - before == amount || after - before == amount + 1);
		}
	});
}

// Protects: who pays less, because nothing must be carried to a new era, causes less work: neither
// the account's record nor the ledger's is of an earlier one.
#[test]
fn account_should_be_in_the_era_when_its_record_and_the_ledgers_are() {
	const NOBODY: AccountId = 3;
	let members = [(ALICE, rep(8)), (BOB, rep(8))];
	ExtBuilder::default().members(&members).build_and_execute(|| {
		to_era(0);
		let is_in_era = |who| Reputation::is_in_era(DECAYING, &who);
		assert!(is_in_era(ALICE) && is_in_era(NOBODY));
		to_era(1);
		assert!(!is_in_era(ALICE) && !is_in_era(NOBODY));
		let share = Reputation::to_shares(DECAYING, 1).unwrap();
		assert_ok!(Reputation::mint(DECAYING, &ALICE, share));
		assert!(is_in_era(ALICE) && is_in_era(NOBODY) && !is_in_era(BOB));
	});
}

// Protects: reads see a new era before it is written, and the same afterwards.
#[test]
fn reads_should_be_the_same_before_and_after_a_new_era_is_written() {
	ExtBuilder::default().members(&[(ALICE, rep(8)), (BOB, rep(3))]).build_and_execute(|| {
		System::set_block_number(40);
		assert_ok!(Reputation::open_stake(DECAYING, &ALICE, &Reason::Work, 70_000));
		assert_ok!(Reputation::pay(DECAYING, &PAYER, 1_000_003, None, &[]));
		System::set_block_number(2 * ERA + 5);
		let read = || {
			(
				Reputation::ledger(DECAYING),
				Reputation::held(DECAYING, ALICE),
				[ALICE, BOB].map(|who| {
					(
						Reputation::balance(DECAYING, who),
						Reputation::total(DECAYING, who),
						Reputation::pending_dividends(DECAYING, who),
						Reputation::free(DECAYING, &who),
					)
				}),
			)
		};
		let before = read();
		assert_eq!(Ledgers::<Test>::get(DECAYING).unwrap().era, 0);
		assert_eq!(Reputation::era(DECAYING), 2);
		for who in [ALICE, BOB] {
			assert_ok!(Reputation::mint(DECAYING, &who, Shares::zero()));
		}
		assert_eq!(Ledgers::<Test>::get(DECAYING).unwrap().era, 2);
		assert_eq!(read(), before);
		let started = Event::EraStarted { domain: DECAYING, era: 2 };
		assert_eq!(events().into_iter().filter(|event| *event == started).count(), 1);
	});
}

// Protects: reads write nothing.
#[test]
fn reads_should_not_write_when_an_era_is_new() {
	ExtBuilder::default().members(&[(ALICE, rep(8))]).build_and_execute(|| {
		to_era(3);
		let before = sp_io::storage::root(StateVersion::V1);
		assert_eq!(Reputation::era(DECAYING), 3);
		assert_eq!(Reputation::supply(DECAYING).era, 3);
		assert!(Reputation::ledger(DECAYING).is_some());
		assert_eq!(Reputation::total(DECAYING, ALICE), 0);
		assert_eq!(sp_io::storage::root(StateVersion::V1), before);
	});
}

// Protects: a stake of an earlier era ends whole. The rest that rounding left with its reason
// becomes free with the last stake.
#[test]
fn stakes_should_end_in_a_later_era() {
	ExtBuilder::default().members(&[(ALICE, rep(8))]).build_and_execute(|| {
		System::set_block_number(0);
		let open =
			|amount| Reputation::open_stake(DECAYING, &ALICE, &Reason::Pool, amount).unwrap();
		let half = 1 << 15;
		let stakes = [open(half + (3 << 16)), open(half + (2 << 16)), open(half)];
		to_era(1);
		let end = |stake| {
			Reputation::end_stake(DECAYING, &ALICE, &Reason::Pool, stake, StakeEnd::default())
		};
		let free = || Reputation::free(DECAYING, &ALICE).value;
		let start = free();
		assert_ok!(end(stakes[0]));
		assert_eq!(free(), start + 3);
		assert_ok!(end(stakes[2]));
		assert_eq!(free(), start + 3);
		assert_ok!(end(stakes[1]));
		// The 2 of the stake, and the three halves, rounded down.
		assert_eq!(free(), start + 3 + 2 + 1);
		assert_eq!(Reputation::held(DECAYING, ALICE), []);
	});
}

// Protects: when the last stake of a reason moves in a later era, the rest that rounding left
// becomes free.
#[test]
fn rounding_should_be_freed_when_the_last_stake_moves() {
	ExtBuilder::default().members(&[(ALICE, rep(8))]).build_and_execute(|| {
		System::set_block_number(0);
		let open = || Reputation::open_stake(DECAYING, &ALICE, &Reason::Offer, 1 << 15).unwrap();
		let stakes = [open(), open()];
		to_era(1);
		let start = Reputation::free(DECAYING, &ALICE).value;
		for stake in stakes {
			let to = Reason::Work;
			assert_ok!(Reputation::move_stake(DECAYING, &ALICE, &Reason::Offer, stake, &to));
		}
		assert_eq!(Reputation::free(DECAYING, &ALICE).value, start + 1);
		let account = Accounts::<Test>::get(DECAYING, ALICE).unwrap();
		assert_eq!(
			account.hold(&Reason::Work).map(|hold| (hold.shares, hold.stakes)),
			Some((0, 2))
		);
		assert_eq!(Reputation::held(DECAYING, ALICE), []);
	});
}

// Protects: REP that nobody touches for ages is gone, without an overflow or a long walk.
#[test]
fn nothing_should_be_left_after_many_eras() {
	ExtBuilder::default().members(&[(ALICE, rep(8))]).build_and_execute(|| {
		to_era(1_000_000);
		assert_eq!(Reputation::supply(DECAYING), Shares::new(0, 1_000_000));
		assert_ok!(Reputation::mint(DECAYING, &ALICE, Shares::zero()));
		assert_eq!(Accounts::<Test>::get(DECAYING, ALICE), None);
		assert_ok!(Reputation::mint(DECAYING, &ALICE, Shares::new(5, 1_000_000)));
		assert_eq!(Reputation::total(DECAYING, ALICE), 5);
	});
}

// Protects: a body whose shares are worth less than any amount counts as one without REP, so that
// it can decide again.
#[test]
fn supply_should_be_zero_when_it_is_less_than_any_amount() {
	ExtBuilder::default().members(&[(ALICE, 1 << 10)]).build_and_execute(|| {
		System::set_block_number(10 * HALF_LIFE);
		assert_eq!(Reputation::supply(DECAYING), Shares::new(1 << 10, 0));
		System::set_block_number(11 * HALF_LIFE);
		assert_eq!(Reputation::supply(DECAYING), Shares::zero());
		assert_eq!(Ledgers::<Test>::get(DECAYING).unwrap().shares, 1 << 10);
		assert_ok!(Reputation::mint(DECAYING, &BOB, Shares::new(1 << 11, 0)));
		assert_eq!(Reputation::supply(DECAYING), Shares::new((1 << 10) + (1 << 11), 0));
		assert_eq!(Reputation::ledger(DECAYING).unwrap().supply, 1);
	});
}

// Protects: a body whose last account is gone has no supply with which nobody could vote.
#[test]
fn supply_should_be_zero_when_the_last_account_is_gone() {
	let members = [(ALICE, (1 << 15) + (1 << 16)), (BOB, 1 << 15)];
	ExtBuilder::default().members(&members).build_and_execute(|| {
		to_era(1);
		assert_eq!(Reputation::supply(DECAYING), Shares::new(2, 1));
		assert_ok!(Reputation::mint(DECAYING, &BOB, Shares::zero()));
		assert_eq!(Accounts::<Test>::get(DECAYING, BOB), None);
		assert_eq!(
			Reputation::burn_or_owe(DECAYING, &ALICE, Shares::new(1, 1)),
			Ok(Shares::new(1, 1))
		);
		assert_eq!(Reputation::supply(DECAYING), Shares::new(0, 1));
		let dropped = Event::RoundingDropped { domain: DECAYING, shares: Shares::new(1, 1) };
		assert!(events().contains(&dropped));
	});
}

// Protects: dividends of past eras belong to the holders of those eras, by their shares then,
// however late they claim.
#[test]
fn dividends_should_follow_what_was_held_in_each_era() {
	let members = [(ALICE, 3 << 40), (BOB, 1 << 40)];
	ExtBuilder::default().members(&members).build_and_execute(|| {
		let pay = || Reputation::pay(DECAYING, &PAYER, rep(4), None, &[]).unwrap();
		pay();
		to_era(1);
		pay();
		// In era 2 Bob has three times as much, and nothing is paid in era 3.
		to_era(2);
		assert_ok!(Reputation::mint(DECAYING, &BOB, Shares::new(2 << 8, 2)));
		pay();
		to_era(4);
		assert_eq!(Reputation::supply(DECAYING), Shares::new(0, 4));
		let pending = |who| Reputation::pending_dividends(DECAYING, who);
		assert_eq!(pending(ALICE), rep(3) + rep(3) + rep(2) - 1);
		assert_eq!(pending(BOB), rep(1) + rep(1) + rep(2) - 1);
		assert_eq!(EraEnds::<Test>::iter_prefix(DECAYING).count(), 2);
		to_era(1_000);
		assert_eq!(pending(ALICE), rep(8) - 1);
		assert_ok!(Reputation::claim_dividends(RuntimeOrigin::signed(BOB), DECAYING, ALICE));
		assert_ok!(Reputation::claim_dividends(RuntimeOrigin::signed(BOB), DECAYING, BOB));
		assert_eq!(EraEnds::<Test>::iter_prefix(DECAYING).count(), 3);
		assert_eq!(Accounts::<Test>::iter_prefix(DECAYING).count(), 0);
	});
}
