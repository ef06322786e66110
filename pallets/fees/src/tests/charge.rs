//! Payments of senders.

use super::*;
use crate::{Collected, NextPrices, Prices, Takings};
use frame_support::{assert_noop, assert_ok, traits::fungible::Mutate};
use pallet_transaction_payment::{Event as PaymentEvent, NextFeeMultiplier};
use proptest::prelude::*;
use sp_runtime::{
	traits::DispatchTransaction, transaction_validity::InvalidTransaction, FixedU128,
};

// Protects: a wallet shows the fee that is taken, whatever the price and the class.
#[test]
fn fee_should_be_as_announced() {
	for (multiplier, class) in [(1, info(3)), (7, info(3)), (7, operational(3))] {
		in_a_block(|| {
			NextFeeMultiplier::<Test>::put(FixedU128::from_u32(multiplier));
			let fee = announced(&class);
			assert_ok!(run(RICH, 5, &class, || Ok(().into())));
			assert_eq!(free(RICH), FORTUNE - fee - 5);
			assert_eq!(Collected::<Test>::get(), Takings { fees: fee, tips: 5 });
			System::assert_last_event(
				PaymentEvent::TransactionFeePaid { who: RICH, actual_fee: fee + 5, tip: 5 }.into(),
			);
		});
	}
}

// Protects: nobody pays for what a call did not use, also if it failed.
#[test]
fn unused_weight_should_return() {
	for (result, paid) in [
		(Ok(used(1)), announced_after(1)),
		(failed(used(1)), announced_after(1)),
		(Ok(without_fee()), 0),
		(failed(().into()), announced_after(3)),
	] {
		in_a_block(|| {
			assert_ok!(run(RICH, 0, &info(3), || result));
			assert_eq!(free(RICH), FORTUNE - paid);
		});
	}
}

/// Returns the fee of a call that took so many milliseconds.
fn announced_after(milliseconds: u64) -> Balance {
	let mut fee = 0;
	in_a_block(|| fee = announced(&info(milliseconds)));
	fee
}

// Protects: bad input changes nothing: who can't pay fee and tip, and keep its account, is refused.
#[test]
fn sender_should_be_refused_when_it_can_not_pay_and_live() {
	in_a_block(|| {
		let fee = announced(&info(3));
		for (tokens, accepted) in [(fee + 4 + LEAST, false), (fee + 5 + LEAST, true)] {
			let poor = 40 + u64::from(accepted);
			Balances::set_balance(&poor, tokens);
			if accepted {
				assert_ok!(run(poor, 5, &info(3), || Ok(().into())));
				assert_eq!(free(poor), LEAST);
			} else {
				let refused = InvalidTransaction::Payment;
				assert_noop!(run(poor, 5, &info(3), || Ok(().into())), refused_by(refused));
			}
		}
	});
}

fn refused_by(reason: InvalidTransaction) -> TransactionValidityError {
	reason.into()
}

// Protects: no tokens appear or are lost if a call reaps its sender.
#[test]
fn excess_should_be_collected_when_the_sender_is_gone() {
	in_a_block(|| {
		let whole = announced(&info(3));
		assert_ok!(run(RICH, 0, &info(3), || {
			let rest = free(RICH);
			let burned = Balances::burn_from(
				&RICH,
				rest,
				frame_support::traits::tokens::Preservation::Expendable,
				frame_support::traits::tokens::Precision::Exact,
				frame_support::traits::tokens::Fortitude::Force,
			);
			assert_ok!(burned);
			Ok(used(1))
		}));
		assert!(!System::account_exists(&RICH));
		assert_eq!(Collected::<Test>::get().fees, whole);
	});
}

// Protects: a transaction that no account sent pays nothing, and its weight returns.
#[test]
fn unsigned_transaction_should_not_pay() {
	in_a_block(|| {
		let remark = RuntimeCall::System(frame_system::Call::remark { remark: vec![] });
		let payment = ChargeTransactionPayment::<Test>::from(0);
		let origin = frame_system::RawOrigin::Authorized.into();
		let ran = payment.test_run(origin, &remark, &info(1), 9, 0, |_| Ok(().into()));
		assert_ok!(ran);
		assert_eq!(Collected::<Test>::get(), Takings::default());
	});
}

// Protects: nobody fills blocks with calls that may use what is kept for operational ones, and
// whose price does not rise. Only those that a sender can have reason to make are let in.
#[test]
fn operational_call_should_be_refused_when_it_is_none_of_a_senders() {
	in_a_block(|| {
		let run = |remark: Vec<u8>| {
			let remark = RuntimeCall::System(frame_system::Call::remark { remark });
			let payment = ChargeTransactionPayment::<Test>::from(0);
			payment.test_run(RuntimeOrigin::signed(RICH), &remark, &operational(1), 9, 0, |_| {
				Ok(().into())
			})
		};
		assert_ok!(run(vec![]));
		assert_noop!(run(vec![1]), refused_by(InvalidTransaction::Call));
	});
}

// Protects: nobody has blocks take longer than is paid for, by calls whose weight does not say what
// they take.
#[test]
fn call_should_be_refused_when_its_weight_is_not_what_it_takes() {
	in_a_block(|| {
		let run = |call: frame_system::Call<Test>| {
			let payment = ChargeTransactionPayment::<Test>::from(0);
			let (origin, call) = (RuntimeOrigin::signed(RICH), RuntimeCall::System(call));
			payment.test_run(origin, &call, &info(1), 9, 0, |_| Ok(().into()))
		};
		assert_ok!(run(frame_system::Call::remark { remark: vec![] }));
		let loud = frame_system::Call::remark_with_event { remark: vec![] };
		assert_noop!(run(loud), refused_by(InvalidTransaction::Call));
	});
}

// Protects: what a call says that it needs of a block's bytes is paid for as its own bytes are.
#[test]
fn proof_size_should_cost_as_bytes_do() {
	in_a_block(|| {
		let of = |proof| DispatchInfo {
			call_weight: time(3).set_proof_size(proof),
			..Default::default()
		};
		assert_eq!(announced(&of(1_000)) - announced(&of(0)), 1_000 * PerByte::get());
		assert_ok!(run(RICH, 0, &of(1_000), || Ok(().into())));
		assert_eq!(FORTUNE - free(RICH), announced(&of(1_000)));
	});
}

// Protects: nobody keeps authors busy for nothing, with transactions that fit only into empty
// blocks because of proof that no call needs.
#[test]
fn call_should_be_refused_when_it_claims_more_proof_than_any_needs() {
	in_a_block(|| {
		let of = |proof| {
			let info = DispatchInfo { call_weight: time(1).set_proof_size(proof), ..info(1) };
			run(RICH, 0, &info, || Ok(().into()))
		};
		assert_ok!(of(PROOF_LIMIT));
		assert_noop!(of(PROOF_LIMIT + 1), refused_by(InvalidTransaction::ExhaustsResources));
	});
}

// Protects: prices are the same for all of a block, and follow parameters and multiplier in the
// next one.
#[test]
fn prices_should_change_at_the_end_of_a_block() {
	in_a_block(|| {
		end_block();
		let before = announced(&info(3));
		PerMillisecond::set(2_000);
		PerByte::set(20);
		assert_eq!(announced(&info(3)), before);
		end_block();
		assert_eq!(announced(&info(3)), 2 * before);
		let multiplier = FixedU128::from_u32(1);
		let prices = Prices { per_millisecond: 2_000, per_byte: 20, multiplier };
		assert_eq!(NextPrices::<Test>::get(), Some(prices));
	});
}

proptest! {
	// Protects: no token is made or lost by any payment, and no more is taken than announced.
	#[test]
	fn tokens_should_be_conserved(
		announced_time in 0..2_000u64,
		used_time in 0..2_000u64,
		tip in 0..1_000u128,
		pays in any::<bool>(),
	) {
		in_a_block(|| {
			let post = if pays { used(used_time) } else { without_fee() };
			let most = announced(&info(announced_time)) + tip;
			assert_ok!(run(RICH, tip, &info(announced_time), || Ok(post)));
			let Takings { fees, tips } = Collected::<Test>::get();
			assert_eq!(tips, tip);
			assert_eq!(FORTUNE - free(RICH), fees + tips);
			assert!(fees + tips <= most);
		});
	}
}
