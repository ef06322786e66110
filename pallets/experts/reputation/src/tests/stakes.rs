use super::*;
use crate::{mock::*, Accounts, Error, Event};
use frame_support::assert_ok;
use sp_runtime::DispatchError;
use witan_experts::ledger::{InspectReputation, StakeEnd, StakeReputation, StakeSplit};

const REASON: Reason = Reason::Pool;

fn staked(who: AccountId, reason: Reason) -> Option<(u128, u32)> {
	let account = Accounts::<Test>::get(STABLE, who)?;
	let hold = account.hold(&reason)?;
	Some((hold.shares, hold.stakes))
}

fn with_alice(test: impl FnOnce()) {
	ExtBuilder::default().members(&[(ALICE, rep(10))]).build_and_execute(test);
}

fn open(amount: Balance) -> Shares {
	Reputation::open_stake(STABLE, &ALICE, &REASON, rep(amount)).unwrap()
}

// Protects: a stake is no longer free, still the account's, and shown with its reason.
#[test]
fn stake_should_be_held_when_opened() {
	with_alice(|| {
		assert_eq!(open(4), shares(4));
		assert_eq!(Reputation::balance(STABLE, ALICE), rep(6));
		assert_eq!(Reputation::total(STABLE, ALICE), rep(10));
		assert_eq!(Reputation::held(STABLE, ALICE), [(REASON, rep(4))]);
		assert_eq!(Reputation::supply(STABLE), shares(10));
		assert_eq!(
			events(),
			[Event::Staked { domain: STABLE, who: ALICE, reason: REASON, shares: shares(4) }]
		);
	});
}

// Protects: nobody can stake REP that is missing or staked already.
#[test]
fn stake_should_be_refused_when_there_is_not_enough() {
	with_alice(|| {
		let open_stake = |who, amount| Reputation::open_stake(STABLE, &who, &REASON, amount);
		let not_enough = DispatchError::from(Error::<Test>::NotEnoughReputation);
		assert_fails(|| open_stake(ALICE, rep(10) + 1), not_enough);
		assert_fails(|| open_stake(ALICE, u128::MAX), not_enough);
		assert_fails(|| open_stake(BOB, 1), not_enough);
		let stake = open(9);
		assert_fails(|| open_stake(ALICE, rep(1) + 1), not_enough);
		let raise = || Reputation::raise_stake(STABLE, &ALICE, &REASON, stake, rep(1) + 1);
		assert_fails(raise, not_enough);
	});
}

// Protects: an expert of a body without REP can be drawn, with a stake of zero that is seen like
// any other.
#[test]
fn stake_of_nothing_should_be_a_stake() {
	ExtBuilder::default().build_and_execute(|| {
		assert_eq!(open(0), Shares::zero());
		assert_eq!(staked(ALICE, REASON), Some((0, 1)));
		assert_eq!(Reputation::held(STABLE, ALICE), []);
		assert_eq!(Reputation::ledger(STABLE).unwrap().accounts, 1);
		let moved = Reputation::move_stake(STABLE, &ALICE, &REASON, Shares::zero(), &Reason::Work);
		assert_eq!(moved, Ok(Shares::zero()));
		let end = StakeEnd::default();
		assert_ok!(Reputation::end_stake(STABLE, &ALICE, &Reason::Work, Shares::zero(), end));
		assert_eq!(Accounts::<Test>::get(STABLE, ALICE), None);
		assert_eq!(Reputation::ledger(STABLE).unwrap().accounts, 0);
	});
}

// Protects: users see the reasons for which REP is staked, and none for which nothing is left.
#[test]
fn held_should_not_show_a_reason_when_nothing_of_it_is_left() {
	ExtBuilder::default().members(&[(ALICE, rep(10))]).build_and_execute(|| {
		let open = |reason, amount| {
			assert_ok!(Reputation::open_stake(DECAYING, &ALICE, &reason, amount));
		};
		open(Reason::Offer, rep(1));
		open(Reason::Work, 1);
		assert_eq!(Reputation::held(DECAYING, ALICE), [(Reason::Offer, rep(1)), (Reason::Work, 1)]);
		skip(HALF_LIFE);
		assert_eq!(Reputation::held(DECAYING, ALICE), [(Reason::Offer, rep(1) / 2)]);
	});
}

// Protects: a raised stake is still one stake.
#[test]
fn stake_should_be_one_when_raised() {
	with_alice(|| {
		let stake = open(4);
		let stake = Reputation::raise_stake(STABLE, &ALICE, &REASON, stake, rep(2)).unwrap();
		assert_eq!(stake, shares(6));
		assert_eq!(staked(ALICE, REASON), Some((rep(6), 1)));
		let raised =
			Event::StakeRaised { domain: STABLE, who: ALICE, reason: REASON, shares: shares(2) };
		assert_eq!(events().last(), Some(&raised));
	});
}

// Protects: a part of an offer becomes the stake of a job, and each ends by itself.
#[test]
fn stake_should_be_two_when_split() {
	with_alice(|| {
		let stake = open(6);
		let split = |to| Reputation::split_stake(STABLE, &ALICE, &REASON, stake, shares(2), &to);
		assert_eq!(split(Reason::Work), Ok(StakeSplit { rest: shares(4), part: shares(2) }));
		assert_eq!(staked(ALICE, REASON), Some((rep(4), 1)));
		assert_eq!(staked(ALICE, Reason::Work), Some((rep(2), 1)));
		let event = Event::StakeSplit {
			domain: STABLE,
			who: ALICE,
			from: REASON,
			to: Reason::Work,
			shares: shares(2),
		};
		assert_eq!(events().last(), Some(&event));
		let rest = shares(4);
		let same = Reputation::split_stake(STABLE, &ALICE, &REASON, rest, shares(1), &REASON);
		assert_eq!(same, Ok(StakeSplit { rest: shares(3), part: shares(1) }));
		assert_eq!(staked(ALICE, REASON), Some((rep(4), 2)));
		let all =
			Reputation::split_stake(STABLE, &ALICE, &REASON, shares(3), shares(3), &Reason::Work);
		assert_eq!(all, Ok(StakeSplit { rest: Shares::zero(), part: shares(3) }));
		assert_eq!(staked(ALICE, REASON), Some((rep(1), 2)));
	});
}

// Protects: a stake can serve one purpose after another without becoming free between them.
#[test]
fn stake_should_change_its_reason_when_moved() {
	with_alice(|| {
		let stake = open(6);
		assert_eq!(
			Reputation::move_stake(STABLE, &ALICE, &REASON, stake, &Reason::Work),
			Ok(stake)
		);
		assert_eq!(Reputation::held(STABLE, ALICE), [(Reason::Work, rep(6))]);
		assert_eq!(Reputation::balance(STABLE, ALICE), rep(4));
		let event = Event::StakeMoved {
			domain: STABLE,
			who: ALICE,
			from: REASON,
			to: Reason::Work,
			shares: stake,
			freed: Shares::zero(),
		};
		assert_eq!(events().last(), Some(&event));
	});
}

// Protects: a pool settles a voter in one touch: burns, frees and mints.
#[test]
fn stake_should_be_burned_freed_and_minted_when_ended() {
	with_alice(|| {
		let stake = open(6);
		let end = StakeEnd { burned: shares(2), minted: shares(5) };
		assert_ok!(Reputation::end_stake(STABLE, &ALICE, &REASON, stake, end));
		assert_eq!(Reputation::balance(STABLE, ALICE), rep(13));
		assert_eq!(Reputation::held(STABLE, ALICE), []);
		assert_eq!(Reputation::supply(STABLE), shares(13));
		let released = Event::Released {
			domain: STABLE,
			who: ALICE,
			reason: REASON,
			freed: shares(4),
			burned: shares(2),
		};
		let minted = Event::Minted { domain: STABLE, who: ALICE, shares: shares(5) };
		assert_eq!(events()[1..], [released, minted]);
	});
}

// Protects: an account that loses all it has leaves no record.
#[test]
fn account_should_be_removed_when_nothing_is_left() {
	with_alice(|| {
		let stake = open(10);
		let end = StakeEnd { burned: stake, minted: Shares::zero() };
		assert_ok!(Reputation::end_stake(STABLE, &ALICE, &REASON, stake, end));
		assert_eq!(Accounts::<Test>::get(STABLE, ALICE), None);
		assert_eq!(Reputation::supply(STABLE), Shares::zero());
		assert_eq!(Reputation::ledger(STABLE).unwrap().accounts, 0);
	});
}

// Protects: a pallet can't end an unknown stake, or burn more than the stake.
#[test]
fn stake_should_be_refused_when_it_is_not_there() {
	with_alice(|| {
		let unknown = DispatchError::from(Error::<Test>::UnknownStake);
		let more = DispatchError::from(Error::<Test>::MoreThanStaked);
		let end = |reason: Reason, stake, end| {
			move || Reputation::end_stake(STABLE, &ALICE, &reason, stake, end)
		};
		let none = StakeEnd::default();
		assert_fails(end(REASON, Shares::zero(), none), unknown);
		let stake = open(4);
		assert_fails(end(Reason::Work, stake, none), unknown);
		assert_fails(end(REASON, shares(5), none), unknown);
		assert_fails(end(REASON, stake, StakeEnd { burned: shares(5), ..none }), more);
		let raise = |reason: Reason, stake| {
			move || Reputation::raise_stake(STABLE, &ALICE, &reason, stake, 1)
		};
		assert_fails(raise(Reason::Work, stake), unknown);
		assert_fails(raise(REASON, shares(5)), unknown);
		let shift = |reason: Reason, stake| {
			move || Reputation::move_stake(STABLE, &ALICE, &reason, stake, &Reason::Work)
		};
		assert_fails(shift(Reason::Work, stake), unknown);
		assert_fails(shift(REASON, shares(5)), unknown);
		let split = |reason: Reason, stake, part| {
			move || Reputation::split_stake(STABLE, &ALICE, &reason, stake, part, &Reason::Work)
		};
		assert_fails(split(Reason::Work, stake, shares(1)), unknown);
		assert_fails(split(REASON, shares(5), shares(1)), unknown);
		assert_fails(split(REASON, stake, shares(5)), more);
	});
}
