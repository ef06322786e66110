use super::*;
use crate::{decay::MAX_SUPPLY, mock::*, Accounts, Error, Event, Ledgers};
use frame_support::assert_ok;
use sp_runtime::DispatchError;
use witan_experts::ledger::{InspectReputation, MintReputation, StakeReputation};

// Protects: minted REP is free, and counts in the supply.
#[test]
fn supply_should_rise_when_minted() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(Reputation::mint(STABLE, &ALICE, shares(3)));
		assert_ok!(Reputation::mint(STABLE, &BOB, shares(2)));
		assert_eq!(Reputation::supply(STABLE), shares(5));
		assert_eq!(Reputation::free(STABLE, &ALICE), shares(3));
		assert_eq!(<Reputation as InspectReputation<u64>>::total(STABLE, &BOB), shares(2));
		assert_eq!(Reputation::ledger(STABLE).unwrap().accounts, 2);
		assert_eq!(Reputation::supply(DECAYING), shares(0));
		assert_eq!(
			events(),
			[
				Event::Minted { domain: STABLE, who: ALICE, shares: shares(3) },
				Event::Minted { domain: STABLE, who: BOB, shares: shares(2) },
			]
		);
	});
}

// Protects: minting zero writes nothing.
#[test]
fn account_should_not_be_stored_when_nothing_is_minted() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(Reputation::mint(STABLE, &ALICE, Shares::zero()));
		assert_eq!(Accounts::<Test>::get(STABLE, ALICE), None);
		assert!(events().is_empty());
	});
}

// Protects: shares never outgrow the numbers that hold them.
#[test]
fn mint_should_be_refused_when_the_supply_would_overflow() {
	ExtBuilder::default().build_and_execute(|| {
		System::set_block_number(0);
		let overflow = DispatchError::from(Error::<Test>::SupplyOverflow);
		let most = Shares::new(MAX_SUPPLY - 1, 0);
		assert_fails(|| Reputation::mint(STABLE, &ALICE, Shares::new(MAX_SUPPLY, 0)), overflow);
		assert_fails(|| Reputation::mint(STABLE, &ALICE, Shares::new(u128::MAX, 0)), overflow);
		assert_ok!(Reputation::mint(STABLE, &ALICE, most));
		assert_fails(|| Reputation::mint(STABLE, &BOB, Shares::new(1, 0)), overflow);
		assert_fails(|| Reputation::mint(STABLE, &ALICE, Shares::new(u128::MAX, 0)), overflow);
		assert_fails(|| Reputation::to_shares(STABLE, MAX_SUPPLY), overflow);
		// The limit is on what REP is worth, so that there is room again as it decays.
		assert_ok!(Reputation::mint(DECAYING, &ALICE, most));
		assert_fails(|| Reputation::mint(DECAYING, &BOB, Shares::new(1, 0)), overflow);
		skip(HALF_LIFE);
		assert_ok!(Reputation::mint(DECAYING, &BOB, shares(1)));
	});
}

// Protects: in an unknown domain every change is refused, and every read is zero or empty.
#[test]
fn ledger_should_refuse_when_the_domain_is_unknown() {
	ExtBuilder::default().build_and_execute(|| {
		let unknown = DispatchError::from(Error::<Test>::UnknownDomain);
		let (none, reason) = (Shares::zero(), Reason::Pool);
		assert_fails(|| Reputation::mint(9, &ALICE, none), unknown);
		assert_fails(|| Reputation::burn_or_owe(9, &ALICE, none), unknown);
		assert_fails(|| Reputation::open_stake(9, &ALICE, &reason, 0), unknown);
		assert_fails(|| Reputation::raise_stake(9, &ALICE, &reason, none, 0), unknown);
		assert_fails(|| Reputation::move_stake(9, &ALICE, &reason, none, &reason), unknown);
		assert_fails(
			|| Reputation::end_stake(9, &ALICE, &reason, none, Default::default()),
			unknown,
		);
		assert_fails(|| Reputation::to_shares(9, 1), unknown);
		assert_eq!(Reputation::supply(9), none);
		assert_eq!(Reputation::era(9), 0);
		assert_eq!(Reputation::free(9, &ALICE), none);
		assert_eq!(<Reputation as InspectReputation<u64>>::total(9, &ALICE), none);
		assert_eq!(<Reputation as InspectReputation<u64>>::debt(9, &ALICE), none);
		assert_eq!(Reputation::to_amount(9, shares(1)), 0);
		assert_eq!(Reputation::ledger(9), None);
		assert_eq!(Reputation::balance(9, ALICE), 0);
		assert_eq!(Reputation::total(9, ALICE), 0);
		assert_eq!(Reputation::debt(9, ALICE), 0);
		assert_eq!(Reputation::held(9, ALICE), []);
		assert_eq!(Reputation::pending_dividends(9, ALICE), 0);
	});
}

// Protects: the cost of a stake: it reads the domain and the account, and writes only the account.
#[test]
fn stake_should_write_only_the_account() {
	ExtBuilder::default().members(&[(ALICE, rep(5))]).build_and_execute(|| {
		let domain = Ledgers::<Test>::get(DECAYING);
		skip(5);
		let stake = Reputation::open_stake(DECAYING, &ALICE, &Reason::Pool, 7).unwrap();
		assert_ok!(Reputation::end_stake(
			DECAYING,
			&ALICE,
			&Reason::Pool,
			stake,
			Default::default()
		));
		assert_eq!(Ledgers::<Test>::get(DECAYING), domain);
	});
}
