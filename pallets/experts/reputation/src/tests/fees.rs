use super::*;
use crate::{mock::*, Error, Event};
use frame_support::{assert_ok, traits::fungible::Mutate};
use sp_runtime::TokenError;
use witan_experts::{
	domain::{DomainParameter, FeeSplit, GovernDomains as _},
	ledger::{FeePaid, PayBody},
	shares::MILLION,
};
use witan_mocks::domains::MockDomains;

const SPLIT: FeeSplit = FeeSplit { worker: 500_000, holders: 300_000, treasury: 200_000 };

fn paid(worker: Balance, holders: Balance, treasury: Balance) -> FeePaid {
	FeePaid { worker, holders, treasury }
}

fn body(test: impl FnOnce()) {
	let members = [(ALICE, 3 << 30), (BOB, 1 << 30)];
	ExtBuilder::default().members(&members).fee_split(SPLIT).build_and_execute(test);
}

/// Returns the change of an account's tokens, with the result of `does`.
fn gain<R>(who: AccountId, does: impl FnOnce() -> R) -> (i128, R) {
	let before = Balances::free_balance(who) as i128;
	let result = does();
	(Balances::free_balance(who) as i128 - before, result)
}

// Protects: worker, holders and treasury get their parts, and the payer pays no more.
#[test]
fn fee_should_be_shared_when_paid() {
	body(|| {
		let ((worker, (treasury, (payer, result))), issuance) = (
			gain(3, || {
				gain(TREASURY, || {
					gain(PAYER, || Reputation::pay(STABLE, &PAYER, 10_000, Some(&3), &[]))
				})
			}),
			Balances::total_issuance(),
		);
		assert_eq!(result, Ok(paid(5_000, 3_000, 2_000)));
		assert_eq!((worker, treasury, payer), (5_000, 2_000, -10_000));
		assert_eq!(Reputation::pending_dividends(STABLE, ALICE), 2_250);
		assert_eq!(Reputation::pending_dividends(STABLE, BOB), 750);
		assert_eq!(Reputation::pending_dividends(STABLE, 3), 0);
		assert_eq!(Reputation::ledger(STABLE).unwrap().paid_in, 3_000);
		assert_eq!(Balances::total_issuance(), issuance);
		assert_eq!(
			events(),
			[
				Event::DividendPaid {
					domain: STABLE,
					amount: 3_000,
					shares: Shares::new(1 << 32, 0)
				},
				Event::FeePaid { domain: STABLE, payer: PAYER, paid: paid(5_000, 3_000, 2_000) },
			]
		);
	});
}

// Protects: without a worker its part is the holders', whoever wrote the post.
#[test]
fn worker_part_should_join_the_holders_when_there_is_no_worker() {
	body(|| {
		let (author, result) =
			gain(3, || Reputation::pay(STABLE, &PAYER, 10_000, None, &[(3, MILLION)]));
		assert_eq!((author, result), (0, Ok(paid(0, 8_000, 2_000))));
	});
}

// Protects: a body's first job pays its worker, since the body has no holders yet.
#[test]
fn fee_should_go_to_the_worker_when_nobody_holds() {
	ExtBuilder::default().fee_split(SPLIT).build_and_execute(|| {
		let (worker, result) = gain(3, || Reputation::pay(STABLE, &PAYER, 10_000, Some(&3), &[]));
		assert_eq!((worker, result), (10_000, Ok(paid(10_000, 0, 0))));
		let authors = [(3, 333_333), (4, 666_667)];
		let (third, (rest, result)) =
			gain(3, || gain(4, || Reputation::pay(STABLE, &PAYER, 1_000, None, &authors)));
		assert_eq!((third, rest, result), (333, 667, Ok(paid(1_000, 0, 0))));
		let (treasury, result) =
			gain(TREASURY, || Reputation::pay(STABLE, &PAYER, 1_000, None, &[]));
		assert_eq!((treasury, result), (1_000, Ok(paid(0, 0, 1_000))));
	});
}

// Protects: shares that are worth nothing get no part of a fee: it is paid as in a body that never
// had REP.
#[test]
fn fee_should_go_to_the_worker_when_all_has_decayed() {
	ExtBuilder::default().fee_split(SPLIT).members(&[(5, 1 << 10)]).build_and_execute(|| {
		let pay = || gain(3, || Reputation::pay(DECAYING, &PAYER, 10_000, Some(&3), &[])).0;
		System::set_block_number(10 * HALF_LIFE);
		assert!(pay() < 10_000);
		System::set_block_number(11 * HALF_LIFE);
		assert_eq!(pay(), 10_000);
	});
}

// Protects: a new fee split applies from the next fee on.
#[test]
fn fee_should_be_shared_as_was_set() {
	body(|| {
		let fee_split = FeeSplit { worker: 0, holders: 250_000, treasury: 750_000 };
		assert_ok!(MockDomains::set_parameter(STABLE, DomainParameter::FeeSplit(fee_split)));
		let result = Reputation::pay(STABLE, &PAYER, 1_000, Some(&BOB), &[]);
		assert_eq!(result, Ok(paid(0, 250, 750)));
	});
}

// Protects: a part that is too small for its receiver's account to exist is not lost.
#[test]
fn undeliverable_part_should_go_to_the_treasury() {
	body(|| {
		let fee = 2 * EXISTENTIAL_DEPOSIT - 2;
		let result = Reputation::pay(STABLE, &PAYER, fee, Some(&PAUPER), &[]);
		assert_eq!(result, Ok(paid(0, 6, 3 + 9)));
		let fee = 2 * EXISTENTIAL_DEPOSIT;
		let result = Reputation::pay(STABLE, &PAYER, fee, Some(&PAUPER), &[]);
		assert_eq!(result, Ok(paid(10, 6, 4)));
	});
	ExtBuilder::default().build_and_execute(|| {
		let authors = [(PAUPER, 1_000), (4, MILLION - 1_000)];
		let result = Reputation::pay(STABLE, &PAYER, 1_000, None, &authors);
		assert_eq!(result, Ok(paid(999, 0, 1)));
	});
}

// Protects: a payer may pay with its last tokens.
#[test]
fn fee_should_be_paid_when_it_is_all_the_payer_has() {
	body(|| {
		Balances::set_balance(&PAUPER, 5_000);
		let result = Reputation::pay(STABLE, &PAUPER, 5_000, Some(&3), &[]);
		assert_eq!(result, Ok(paid(2_500, 1_500, 1_000)));
		assert_eq!(Balances::free_balance(PAUPER), 0);
	});
}

// Protects: a fee of zero can be paid.
#[test]
fn fee_of_nothing_should_be_paid() {
	body(|| assert_eq!(Reputation::pay(STABLE, &PAYER, 0, Some(&3), &[]), Ok(paid(0, 0, 0))));
}

// Protects: a fee that can't be paid moves nothing.
#[test]
fn fee_should_be_refused_when_it_cannot_be_paid() {
	body(|| {
		let pay = |domain, payer| move || Reputation::pay(domain, &payer, 10_000, Some(&3), &[]);
		assert_fails(pay(9, PAYER), Error::<Test>::UnknownDomain);
		assert_fails(pay(STABLE, PAUPER), TokenError::FundsUnavailable);
		Balances::set_balance(&TREASURY, 0);
		let small = || Reputation::pay(STABLE, &PAYER, 20, Some(&3), &[]);
		assert_fails(small, TokenError::BelowMinimum);
		assert_ok!(Reputation::pay(STABLE, &PAYER, 10_000, Some(&3), &[]));
	});
}
