use super::*;
use crate::{decay::MAX_SUPPLY, mock::*, Error, Event};
use frame_support::{
	assert_ok,
	traits::{
		fungibles::{
			hold, hold::Inspect as _, hold::Mutate as _, hold::Unbalanced as _, Inspect, Mutate,
			Unbalanced,
		},
		tokens::{
			DepositConsequence,
			Fortitude::Polite,
			Precision::{BestEffort, Exact},
			Preservation::Expendable,
			Provenance, Restriction, WithdrawConsequence,
		},
	},
};
use sp_runtime::DispatchError;
use sp_runtime::TokenError;
use witan_experts::ledger::MintReputation;

const REASON: Reason = Reason::Offer;

type Fungibles = Reputation;

fn free(who: AccountId) -> Balance {
	<Fungibles as Inspect<AccountId>>::balance(DECAYING, &who)
}

fn held(who: AccountId) -> Balance {
	Fungibles::balance_on_hold(DECAYING, &REASON, &who)
}

fn total(who: AccountId) -> Balance {
	Fungibles::total_balance(DECAYING, &who)
}

fn with_alice(test: impl FnOnce()) {
	ExtBuilder::default().members(&[(ALICE, rep(10))]).build_and_execute(|| {
		System::set_block_number(0);
		test()
	});
}

// Protects: other pallets can mint and burn REP by the standard traits, in amounts that mean the
// same at every block.
#[test]
fn reputation_should_be_minted_and_burned_by_amounts() {
	with_alice(|| {
		skip(7);
		assert_eq!(Fungibles::mint_into(DECAYING, &BOB, 12_345), Ok(12_345));
		assert_eq!((free(BOB), total(BOB)), (12_345, 12_345));
		let burn = |amount, precision| {
			Fungibles::burn_from(DECAYING, &BOB, amount, Expendable, precision, Polite)
		};
		assert_eq!(burn(345, Exact), Ok(345));
		assert_eq!(free(BOB), 12_000);
		assert_fails(|| burn(12_001, Exact), TokenError::FundsUnavailable);
		assert_eq!(burn(12_001, BestEffort), Ok(12_000));
		assert_eq!(free(BOB), 0);
		let not_enough = DispatchError::from(Error::<Test>::NotEnoughReputation);
		assert_fails(
			|| Fungibles::decrease_balance(DECAYING, &BOB, 1, Exact, Expendable, Polite),
			not_enough,
		);
	});
}

// Protects: the supply is the sum of the balances, however they are changed.
#[test]
fn supply_should_follow_the_balances() {
	with_alice(|| {
		assert_ok!(Fungibles::write_balance(DECAYING, &ALICE, rep(7)));
		assert_eq!((free(ALICE), Fungibles::total_issuance(DECAYING)), (rep(7), rep(7)));
		assert_ok!(Fungibles::write_balance(DECAYING, &ALICE, rep(9)));
		assert_eq!((free(ALICE), Fungibles::total_issuance(DECAYING)), (rep(9), rep(9)));
		Fungibles::set_total_issuance(DECAYING, 0);
		assert_eq!(Fungibles::total_issuance(DECAYING), rep(9));
		assert_ok!(Fungibles::set_balance_on_hold(DECAYING, &REASON, &ALICE, rep(2)));
		assert_eq!((held(ALICE), Fungibles::total_issuance(DECAYING)), (rep(2), rep(11)));
		assert_ok!(Fungibles::set_balance_on_hold(DECAYING, &REASON, &ALICE, rep(1)));
		assert_eq!((held(ALICE), Fungibles::total_issuance(DECAYING)), (rep(1), rep(10)));
		assert_eq!(Fungibles::total_balance_on_hold(DECAYING, &ALICE), rep(1));
	});
}

// Protects: a hold is one stake, which ends when nothing of it is left.
#[test]
fn hold_should_be_one_stake() {
	with_alice(|| {
		assert_ok!(Fungibles::hold(DECAYING, &REASON, &ALICE, rep(4)));
		assert_ok!(Fungibles::hold(DECAYING, &REASON, &ALICE, rep(2)));
		assert_eq!((free(ALICE), held(ALICE), total(ALICE)), (rep(4), rep(6), rep(10)));
		assert_eq!(Fungibles::release(DECAYING, &REASON, &ALICE, rep(1), Exact), Ok(rep(1)));
		skip(HALF_LIFE + 1);
		let shown = held(ALICE);
		assert!(shown < rep(5) / 2);
		let release =
			|amount, precision| Fungibles::release(DECAYING, &REASON, &ALICE, amount, precision);
		assert_fails(|| release(shown + 1, Exact), Error::<Test>::MoreThanStaked);
		assert_eq!(release(shown + 1, BestEffort), Ok(shown));
		assert_eq!(Reputation::held(DECAYING, ALICE), []);
		assert_eq!(release(0, Exact), Ok(0));
		assert_fails(|| release(1, Exact), Error::<Test>::MoreThanStaked);
	});
}

// Protects: holds emit the events of stakes, and holds of zero emit none.
#[test]
fn hold_should_be_told_as_a_stake() {
	ExtBuilder::default().members(&[(ALICE, rep(10))]).build_and_execute(|| {
		assert_ok!(Fungibles::hold(STABLE, &REASON, &ALICE, rep(4)));
		assert_ok!(Fungibles::hold(STABLE, &REASON, &ALICE, rep(2)));
		let release = |amount| Fungibles::release(STABLE, &REASON, &ALICE, amount, BestEffort);
		assert_eq!(release(rep(1)), Ok(rep(1)));
		assert_eq!(release(rep(9)), Ok(rep(5)));
		assert_eq!(release(rep(9)), Ok(0));
		assert_ok!(Fungibles::hold(STABLE, &REASON, &ALICE, 0));
		assert_ok!(Fungibles::set_balance_on_hold(STABLE, &REASON, &ALICE, 0));
		let (domain, who, reason, burned) = (STABLE, ALICE, REASON, Shares::zero());
		assert_eq!(
			events(),
			[
				Event::Staked { domain, who, reason, shares: shares(4) },
				Event::StakeRaised { domain, who, reason, shares: shares(2) },
				Event::StakeLowered { domain, who, reason, freed: shares(1), burned },
				Event::Released { domain, who, reason, freed: shares(5), burned },
			]
		);
	});
}

// Protects: holding is refused as staking is.
#[test]
fn hold_should_be_refused_when_there_is_not_enough() {
	with_alice(|| {
		let hold = |amount| move || Fungibles::hold(DECAYING, &REASON, &ALICE, amount);
		assert_fails(hold(rep(10) + 1), Error::<Test>::NotEnoughReputation);
		assert!(Fungibles::can_hold(DECAYING, &REASON, &ALICE, rep(10)));
		assert!(!Fungibles::can_hold(DECAYING, &REASON, &ALICE, rep(10) + 1));
		for reason in [Reason::Offer, Reason::Work, Reason::Pool] {
			assert_ok!(Fungibles::hold(DECAYING, &reason, &ALICE, 1));
		}
		assert!(Fungibles::hold_available(DECAYING, &REASON, &ALICE));
		assert!(!Fungibles::hold_available(9, &REASON, &ALICE));
	});
}

// Protects: held REP can be burned, and released REP pays debt first.
#[test]
fn held_reputation_should_be_burned_and_pay_debt() {
	with_alice(|| {
		assert_ok!(Fungibles::hold(DECAYING, &REASON, &ALICE, rep(6)));
		assert_eq!(
			Fungibles::burn_held(DECAYING, &REASON, &ALICE, rep(1), Exact, Polite),
			Ok(rep(1))
		);
		assert_eq!((held(ALICE), Fungibles::total_issuance(DECAYING)), (rep(5), rep(9)));
		assert_ok!(Reputation::burn_or_owe(DECAYING, &ALICE, shares(6)));
		assert_eq!(Reputation::debt(DECAYING, ALICE), rep(2));
		assert_eq!(Fungibles::release(DECAYING, &REASON, &ALICE, rep(3), Exact), Ok(rep(3)));
		assert_eq!((free(ALICE), Reputation::debt(DECAYING, ALICE)), (rep(1), 0));
		assert_eq!(Fungibles::burn_all_held(DECAYING, &REASON, &ALICE, Exact, Polite), Ok(rep(2)));
		assert_eq!(Reputation::held(DECAYING, ALICE), []);
	});
}

// Protects: REP stays with the account that earned it, whichever trait is tried.
#[test]
fn transfers_should_be_refused() {
	with_alice(|| {
		assert_ok!(Fungibles::hold(DECAYING, &REASON, &ALICE, rep(5)));
		let refused = DispatchError::from(Error::<Test>::NotTransferable);
		assert_fails(|| Fungibles::transfer(DECAYING, &ALICE, &BOB, 1, Expendable), refused);
		let on_hold = Restriction::OnHold;
		assert_fails(
			|| {
				<Fungibles as hold::Mutate<AccountId>>::transfer_on_hold(
					DECAYING, &REASON, &ALICE, &BOB, 1, Exact, on_hold, Polite,
				)
			},
			refused,
		);
		assert_fails(
			|| {
				Fungibles::transfer_and_hold(
					DECAYING, &REASON, &ALICE, &BOB, 1, Exact, Expendable, Polite,
				)
			},
			refused,
		);
	});
}

// Protects: the consequences that the traits predict are those of the change.
#[test]
fn consequences_should_be_what_happens() {
	with_alice(|| {
		let deposit =
			|domain, amount| Fungibles::can_deposit(domain, &ALICE, amount, Provenance::Minted);
		assert_eq!(deposit(DECAYING, rep(1)), DepositConsequence::Success);
		assert_eq!(deposit(9, rep(1)), DepositConsequence::UnknownAsset);
		let room = MAX_SUPPLY - rep(10) - 2;
		assert_eq!(deposit(DECAYING, room), DepositConsequence::Success);
		assert_eq!(deposit(DECAYING, room + 1), DepositConsequence::Overflow);
		let withdraw = |domain, amount| Fungibles::can_withdraw(domain, &ALICE, amount);
		assert_eq!(withdraw(DECAYING, rep(10)), WithdrawConsequence::Success);
		assert_eq!(withdraw(DECAYING, rep(10) + 1), WithdrawConsequence::BalanceLow);
		assert_eq!(withdraw(9, 0), WithdrawConsequence::UnknownAsset);
		assert_eq!(Fungibles::reducible_balance(DECAYING, &ALICE, Expendable, Polite), rep(10));
		assert_eq!(Fungibles::minimum_balance(DECAYING), 0);
		assert_eq!(Fungibles::increase_balance(DECAYING, &BOB, u128::MAX, BestEffort), Ok(room));
		assert_fails(
			|| Fungibles::increase_balance(DECAYING, &BOB, rep(1), Exact),
			Error::<Test>::SupplyOverflow,
		);
		let unknown = DispatchError::from(Error::<Test>::UnknownDomain);
		assert_fails(|| Fungibles::mint_into(9, &BOB, rep(1)), unknown);
	});
}
