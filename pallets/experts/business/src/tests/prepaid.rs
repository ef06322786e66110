//! Draws that an order pays for in advance.

use super::*;
use frame_support::traits::fungible::InspectHold;
use sp_runtime::TokenError;
use witan_experts::pool::Verdict;
use witan_mocks::experts::Next;

fn tokens(who: AccountId) -> u128 {
	pallet_balances::Pallet::<Test>::free_balance(who)
}

fn held() -> u128 {
	pallet_balances::Pallet::<Test>::balance_on_hold(&HoldReason::Fee.into(), &CUSTOMER)
}

// Protects: an order pays for every draw that it can cause. Each takes its price, and the rest
// returns when the request ends, however it ends.
#[test]
fn draws_should_be_paid_one_by_one_when_made() {
	ExtBuilder::default().build_and_execute(|| {
		DrawPrice::set(7);
		let request = order(open(), 150);
		// Three experts and 16 draws in vain; the price is that of the day of the order.
		DrawPrice::set(1_000);
		assert_eq!(held(), 150 + 7 * 19);
		assert_eq!(Business::request_info(request).map(|shown| shown.prepaid), Some(7 * 19));
		run_to(3);
		assert_eq!((held(), tokens(TREASURY)), (150 + 7 * 18, TOKENS + 7));
		check();
		Offered::push(DOMAIN, Next::Expert(EXPERT));
		run_to(7);
		assert_eq!((held(), tokens(TREASURY)), (150 + 7 * 17, TOKENS + 14));
		assert_eq!(submit(EXPERT, request), Ok(()));
		Pools::announce(0, Verdict::Passed);
		assert_eq!((held(), tokens(CUSTOMER)), (0, TOKENS - 150 - 14));
	});
}

// Protects: a request that is cancelled before its draw gets back the price of all draws.
#[test]
fn prepaid_draws_should_return_when_the_request_is_cancelled() {
	ExtBuilder::default().build_and_execute(|| {
		DrawPrice::set(7);
		let request = order(open(), 150);
		events();
		assert_eq!(dispatch(CUSTOMER, Call::cancel { request }), Ok(()));
		assert!(matches!(events()[0], Event::Cancelled { fee: 150, .. }));
		assert_eq!((held(), tokens(CUSTOMER)), (0, TOKENS));
	});
}

// Protects: no request has more draws than it paid for: one for each expert that it may have, and
// 16 in vain, in all its draw periods together.
#[test]
fn request_should_end_when_its_draws_are_used_up() {
	for last_is_drawn in [false, true] {
		ExtBuilder::default().build_and_execute(|| {
			DrawPrice::set(7);
			let request = order(open(), 150);
			let drawn = |attempt: u32| match attempt {
				13 => Next::Expert(EXPERT),
				18 if last_is_drawn => Next::Expert(SECOND),
				_ => Next::Nobody,
			};
			(0..19).for_each(|attempt| Offered::push(DOMAIN, drawn(attempt)));
			run_to(System::block_number() + 300);
			assert_eq!(state(request), None);
			let reason = Expiry::NobodyDrawn;
			assert!(events().iter().any(
				|event| matches!(event, Event::Expired { reason: why, .. } if *why == reason)
			));
			assert_eq!((held(), tokens(TREASURY)), (0, TOKENS + 7 * 19));
			assert_eq!(Offered::queue(DOMAIN), []);
		});
	}
}

// Protects: who can't pay for the draws can't order.
#[test]
fn request_should_be_refused_when_its_draws_can_not_be_paid() {
	ExtBuilder::default().build_and_execute(|| {
		let service = open();
		for price in [TOKENS / 19 + 1, u128::MAX] {
			DrawPrice::set(price);
			assert_refused::<RuntimeCall>(
				RuntimeOrigin::signed(CUSTOMER),
				ordering(service, 150),
				TokenError::FundsUnavailable,
			);
		}
	});
}

// Protects: a draw that the treasury can't be paid for is made, and its price returns.
#[test]
fn draw_should_be_made_when_the_treasury_can_not_be_paid() {
	ExtBuilder::default().build_and_execute(|| {
		DrawPrice::set(7);
		let request = order(open(), 150);
		Offered::push(DOMAIN, Next::Expert(EXPERT));
		run_to(2);
		frame_system::Account::<Test>::mutate(TREASURY, |account| account.data.free = u128::MAX);
		run_to(3);
		frame_system::Account::<Test>::mutate(TREASURY, |account| account.data.free = TOKENS);
		assert!(matches!(state(request), Some(State::Assigned { .. })));
		assert_eq!(held(), 150 + 7 * 18);
	});
}
