use super::*;
use crate::{mock::*, Accounts, Error, Event, WeightInfo};
use frame_support::{assert_ok, dispatch::GetDispatchInfo};
use sp_runtime::DispatchError;
use sp_runtime::TokenError;
use witan_experts::ledger::{MintReputation, PayBody, StakeReputation};

const PART: Balance = 1 << 30;

fn claim(domain: u32, who: AccountId) -> RuntimeCall {
	crate::Call::claim_dividends { domain, who }.into()
}

fn body(test: impl FnOnce()) {
	// The sum is 2^33, so that the index is not rounded.
	let members = [(ALICE, 3 * PART), (BOB, PART), (PAUPER, PART), (TREASURY, 3 * PART)];
	ExtBuilder::default().members(&members).build_and_execute(test);
}

fn pay(amount: Balance) {
	assert_ok!(Reputation::pay(STABLE, &PAYER, amount, None, &[]));
}

// Protects: anyone can claim for anyone, and each dividend is paid once.
#[test]
fn dividends_should_be_paid_when_claimed() {
	body(|| {
		pay(8_000);
		let before = Balances::free_balance(ALICE);
		let pot = Balances::free_balance(Reputation::pot());
		assert_ok!(Reputation::claim_dividends(RuntimeOrigin::signed(4), STABLE, ALICE));
		assert_eq!(Balances::free_balance(ALICE), before + 3_000);
		assert_eq!(Balances::free_balance(Reputation::pot()), pot - 3_000);
		assert_eq!(Reputation::pending_dividends(STABLE, ALICE), 0);
		assert_eq!(Reputation::pending_dividends(STABLE, BOB), 1_000);
		assert_eq!(Reputation::ledger(STABLE).unwrap().claimed, 3_000);
		let claimed = Event::DividendClaimed { domain: STABLE, who: ALICE, amount: 3_000 };
		assert_eq!(events().last(), Some(&claimed));
		let nothing = DispatchError::from(Error::<Test>::NothingToClaim);
		assert_refused::<RuntimeCall>(RuntimeOrigin::signed(4), claim(STABLE, ALICE), nothing);
	});
}

// Protects: staked REP earns, and holders who come later earn nothing of earlier dividends.
#[test]
fn dividends_should_be_earned_by_what_was_held() {
	body(|| {
		assert_ok!(Reputation::open_stake(STABLE, &ALICE, &Reason::Pool, PART));
		pay(8_000);
		assert_ok!(Reputation::mint(STABLE, &4, Shares::new(9 * PART, 0)));
		assert_ok!(Reputation::burn_or_owe(STABLE, &BOB, Shares::new(PART, 0)));
		pay(16_000);
		let pending = |who| Reputation::pending_dividends(STABLE, who);
		assert_eq!([ALICE, BOB, 4].map(pending), [6_000, 1_000, 9_000]);
	});
}

// Protects: an account keeps its record as long as it has something to claim, and not longer.
#[test]
fn account_should_be_removed_when_its_last_dividend_is_claimed() {
	body(|| {
		pay(8_001);
		assert_ok!(Reputation::burn_or_owe(STABLE, &BOB, Shares::new(PART, 0)));
		assert!(Accounts::<Test>::contains_key(STABLE, BOB));
		assert_ok!(Reputation::claim_dividends(RuntimeOrigin::signed(4), STABLE, BOB));
		assert!(!Accounts::<Test>::contains_key(STABLE, BOB));
		let claimed = Event::DividendClaimed { domain: STABLE, who: BOB, amount: 1_000 };
		let reaped = Event::AccountReaped { domain: STABLE, who: BOB };
		assert!(events().ends_with(&[claimed, reaped]));
	});
}

// Protects: records of accounts whose REP decayed don't stay for ever: anyone can remove them, and
// nobody is paid for it.
#[test]
fn account_should_be_removed_by_a_claim_when_nothing_is_left_of_it() {
	ExtBuilder::default().members(&[(ALICE, rep(4)), (BOB, rep(1))]).build_and_execute(|| {
		let caller = || RuntimeOrigin::signed(4);
		assert_ok!(Reputation::open_stake(DECAYING, &BOB, &Reason::Pool, 0));
		let nothing = DispatchError::from(Error::<Test>::NothingToClaim);
		assert_refused::<RuntimeCall>(caller(), claim(DECAYING, ALICE), nothing);
		skip(3 * ERA);
		// Bob's record is needed: it has a stake, even if of zero.
		assert_refused::<RuntimeCall>(caller(), claim(DECAYING, BOB), nothing);
		assert_eq!(Reputation::ledger(DECAYING).unwrap().accounts, 2);
		let tokens = Balances::total_issuance();
		assert_ok!(Reputation::claim_dividends(caller(), DECAYING, ALICE));
		assert!(!Accounts::<Test>::contains_key(DECAYING, ALICE));
		assert_eq!(Reputation::ledger(DECAYING).unwrap().accounts, 1);
		assert_eq!(Balances::total_issuance(), tokens);
		let reaped = Event::AccountReaped { domain: DECAYING, who: ALICE };
		assert_eq!(events().last(), Some(&reaped));
		assert_refused::<RuntimeCall>(caller(), claim(DECAYING, ALICE), nothing);
		assert_refused::<RuntimeCall>(caller(), claim(DECAYING, 3), nothing);
	});
}

// Protects: a debt that has decayed, or a fraction of a token unit, keeps no record; a debt that is
// left does.
#[test]
fn account_should_be_removed_by_a_claim_when_its_debt_has_decayed() {
	ExtBuilder::default().members(&[(ALICE, 3), (3, 4)]).build_and_execute(|| {
		System::set_block_number(0);
		let caller = || RuntimeOrigin::signed(4);
		assert_ok!(Reputation::burn_or_owe(DECAYING, &BOB, Shares::new(1 << 20, 0)));
		assert_ok!(Reputation::pay(DECAYING, &PAYER, 2, None, &[]));
		let nothing = DispatchError::from(Error::<Test>::NothingToClaim);
		skip(ERA);
		assert_eq!(Reputation::debt(DECAYING, BOB), 16);
		assert_refused::<RuntimeCall>(caller(), claim(DECAYING, BOB), nothing);
		assert_ok!(Reputation::claim_dividends(caller(), DECAYING, ALICE));
		assert_ok!(Reputation::claim_dividends(caller(), DECAYING, 3));
		skip(ERA);
		assert_ok!(Reputation::claim_dividends(caller(), DECAYING, BOB));
		assert_eq!(Accounts::<Test>::iter_prefix(DECAYING).count(), 0);
		assert_eq!(Reputation::ledger(DECAYING).unwrap().accounts, 0);
	});
}

// Protects: rounding costs the claimant less than 2 token units.
#[test]
fn dividends_should_be_rounded_down() {
	ExtBuilder::default().members(&[(ALICE, rep(3)), (BOB, rep(4))]).build_and_execute(|| {
		pay(700);
		let pending = |who| Reputation::pending_dividends(STABLE, who);
		assert_eq!([ALICE, BOB].map(pending), [299, 399]);
	});
}

// Protects: a claim that can't be paid says why and changes nothing.
#[test]
fn claim_should_be_refused_when_nothing_can_be_paid() {
	body(|| {
		let caller = || RuntimeOrigin::signed(4);
		assert_refused::<RuntimeCall>(caller(), claim(9, ALICE), Error::<Test>::UnknownDomain);
		assert_refused::<RuntimeCall>(caller(), claim(STABLE, 4), Error::<Test>::NothingToClaim);
		assert_refused::<RuntimeCall>(
			caller(),
			claim(STABLE, ALICE),
			Error::<Test>::NothingToClaim,
		);
		pay(8 * (EXISTENTIAL_DEPOSIT - 1));
		assert_refused::<RuntimeCall>(caller(), claim(STABLE, PAUPER), TokenError::BelowMinimum);
		pay(8);
		assert_ok!(Reputation::claim_dividends(caller(), STABLE, PAUPER));
		assert_eq!(Balances::free_balance(PAUPER), EXISTENTIAL_DEPOSIT);
	});
}

// Protects: a timely claim pays the weight of no eras.
#[test]
fn claim_should_be_refunded_when_few_eras_were_looked_at() {
	ExtBuilder::default().members(&[(ALICE, rep(1 << 20))]).build_and_execute(|| {
		let pay = || {
			assert_ok!(Reputation::pay(DECAYING, &PAYER, 1_000, None, &[]));
		};
		pay();
		let dispatched = claim(DECAYING, ALICE).get_dispatch_info().call_weight;
		assert_eq!(dispatched, <() as WeightInfo>::claim_dividends(6));
		let claim = || Reputation::claim_dividends(RuntimeOrigin::signed(4), DECAYING, ALICE);
		assert_eq!(claim().unwrap().actual_weight, Some(<() as WeightInfo>::claim_dividends(0)));
		pay();
		skip(2 * ERA);
		pay();
		assert_eq!(claim().unwrap().actual_weight, Some(<() as WeightInfo>::claim_dividends(2)));
		pay();
		skip(100 * ERA);
		// Nothing was paid in the 99 eras after that one.
		assert_eq!(claim().unwrap().actual_weight, Some(<() as WeightInfo>::claim_dividends(1)));
	});
}
