use super::*;
use crate::{mock::*, Accounts, Error, Event};
use frame_support::assert_ok;
use witan_experts::ledger::{InspectReputation, MintReputation, StakeEnd, StakeReputation};

fn with_alice(test: impl FnOnce()) {
	ExtBuilder::default().members(&[(ALICE, rep(10))]).build_and_execute(test);
}

/// Returns the debt that other pallets see.
fn owed(domain: u32, who: AccountId) -> Shares {
	<Reputation as InspectReputation<AccountId>>::debt(domain, &who)
}

// Protects: free REP covers a burn, and nothing is owed.
#[test]
fn burn_should_take_free_reputation() {
	with_alice(|| {
		assert_eq!(Reputation::burn_or_owe(STABLE, &ALICE, shares(4)), Ok(shares(4)));
		assert_eq!(Reputation::balance(STABLE, ALICE), rep(6));
		assert_eq!(Reputation::supply(STABLE), shares(6));
		assert_eq!(Reputation::debt(STABLE, ALICE), 0);
		assert_eq!(events(), [Event::Burned { domain: STABLE, who: ALICE, shares: shares(4) }]);
	});
}

// Protects: REP can't be hidden in a stake: a burn that it escapes is owed, and paid as soon as REP
// is free.
#[test]
fn debt_should_be_paid_when_a_stake_ends() {
	with_alice(|| {
		let stake = Reputation::open_stake(STABLE, &ALICE, &Reason::Pool, rep(8)).unwrap();
		assert_eq!(Reputation::burn_or_owe(STABLE, &ALICE, shares(5)), Ok(shares(2)));
		assert_eq!(Reputation::debt(STABLE, ALICE), rep(3));
		assert_eq!(owed(STABLE, ALICE), shares(3));
		assert_eq!(Reputation::balance(STABLE, ALICE), 0);
		assert_eq!(Reputation::held(STABLE, ALICE), [(Reason::Pool, rep(8))]);
		assert_eq!(Reputation::supply(STABLE), shares(8));
		let end = StakeEnd { burned: shares(1), minted: shares(2) };
		assert_ok!(Reputation::end_stake(STABLE, &ALICE, &Reason::Pool, stake, end));
		assert_eq!(Reputation::debt(STABLE, ALICE), 0);
		assert_eq!(Reputation::balance(STABLE, ALICE), rep(8 - 1 + 2 - 3));
		assert_eq!(Reputation::supply(STABLE), shares(6));
		assert!(events().contains(&Event::DebtIncurred {
			domain: STABLE,
			who: ALICE,
			shares: shares(3)
		}));
		assert!(events().contains(&Event::DebtPaid {
			domain: STABLE,
			who: ALICE,
			shares: shares(3)
		}));
	});
}

// Protects: an account that owes and has nothing pays from the first REP that is minted to it.
#[test]
fn debt_should_be_paid_when_reputation_is_minted() {
	ExtBuilder::default().build_and_execute(|| {
		assert_eq!(Reputation::burn_or_owe(STABLE, &BOB, shares(5)), Ok(Shares::zero()));
		assert_eq!(Reputation::debt(STABLE, BOB), rep(5));
		assert_ok!(Reputation::mint(STABLE, &BOB, shares(2)));
		assert_eq!((Reputation::debt(STABLE, BOB), Reputation::total(STABLE, BOB)), (rep(3), 0));
		assert_eq!(Reputation::supply(STABLE), Shares::zero());
		assert_ok!(Reputation::mint(STABLE, &BOB, shares(4)));
		assert_eq!((Reputation::debt(STABLE, BOB), Reputation::total(STABLE, BOB)), (0, rep(1)));
		assert_eq!(Reputation::supply(STABLE), shares(1));
	});
}

// Protects: a debt decays like REP, and leaves no record behind.
#[test]
fn debt_should_decay() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(Reputation::burn_or_owe(DECAYING, &BOB, shares(4)));
		skip(HALF_LIFE - 1);
		assert_eq!(Reputation::debt(DECAYING, BOB), rep(2));
		assert_eq!(owed(DECAYING, BOB), shares(4));
		skip(ERA);
		assert_eq!(owed(DECAYING, BOB), Shares::new(rep(4) >> 16, 1));
		skip(4 * ERA);
		assert_eq!(Reputation::debt(DECAYING, BOB), 0);
		assert_eq!(owed(DECAYING, BOB), Shares::new(0, 5));
		assert_ok!(Reputation::mint(DECAYING, &BOB, Shares::zero()));
		assert_eq!(Accounts::<Test>::get(DECAYING, BOB), None);
	});
}

// Protects: a debt that overflows is refused instead of forgotten.
#[test]
fn debt_should_be_refused_when_it_overflows() {
	with_alice(|| {
		let all = Shares::new(u128::MAX, 0);
		assert_eq!(Reputation::burn_or_owe(STABLE, &ALICE, all), Ok(shares(10)));
		assert_fails(|| Reputation::burn_or_owe(STABLE, &ALICE, all), Error::<Test>::DebtOverflow);
	});
}
