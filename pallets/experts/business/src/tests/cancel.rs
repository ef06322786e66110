//! `cancel`.

use super::*;
use witan_experts::{job::RequestEnd, ledger::FeePaid};
use witan_mocks::experts::{Asked, Next};

// Protects: a cancelled request leaves nothing stored.
#[test]
fn request_should_leave_nothing_when_cancelled() {
	ExtBuilder::default().build_and_execute(|| {
		let service = open();
		let request = order(service, 150);
		events();
		assert_eq!(dispatch(CUSTOMER, Call::cancel { request }), Ok(()));
		let paid = FeePaid::default();
		assert_eq!(events(), [Event::Cancelled { request, customer: CUSTOMER, fee: 150, paid }]);
		assert_eq!(pallet_balances::Pallet::<Test>::free_balance(CUSTOMER), TOKENS);
		assert_eq!(EndsTold::get(), [(request, RequestEnd::Cancelled)]);
		assert_eq!(Draws::<Test>::iter().count() + Agenda::<Test>::iter().count(), 0);
		assert_refused::<RuntimeCall>(
			RuntimeOrigin::signed(CUSTOMER),
			Call::cancel { request },
			Error::<Test>::UnknownRequest,
		);
	});
}

// Protects: only the customer can cancel.
#[test]
fn cancel_should_be_refused_when_somebody_else_tries() {
	ExtBuilder::default().build_and_execute(|| {
		let request = order(open(), 150);
		assert_refused::<RuntimeCall>(
			RuntimeOrigin::signed(OWNER),
			Call::cancel { request },
			Error::<Test>::NotCustomer,
		);
	});
}

// Protects: a customer can cancel until the block of the draw begins, and then nobody is drawn.
#[test]
fn request_should_not_be_drawn_for_when_cancelled_in_the_block_before() {
	ExtBuilder::default().build_and_execute(|| {
		let request = order(open(), 150);
		Offered::push(DOMAIN, Next::Expert(EXPERT));
		run_to(2);
		assert_eq!(dispatch(CUSTOMER, Call::cancel { request }), Ok(()));
		run_to(4);
		assert_refused::<RuntimeCall>(
			RuntimeOrigin::signed(STRANGER),
			Call::poke { request },
			Error::<Test>::UnknownRequest,
		);
		assert_eq!(Offered::asked(), []);
	});
}

// Protects: a customer can't send away a drawn expert to have another, neither in the block of the
// draw nor while the evidence is judged.
#[test]
fn cancel_should_be_refused_when_an_expert_was_drawn_in_the_same_block() {
	ExtBuilder::default().build_and_execute(|| {
		let request = order(open(), 150);
		Offered::push(DOMAIN, Next::Expert(EXPERT));
		run_to(3);
		assert_refused::<RuntimeCall>(
			RuntimeOrigin::signed(CUSTOMER),
			Call::cancel { request },
			Error::<Test>::AlreadyAssigned,
		);
		assert_eq!(submit(EXPERT, request), Ok(()));
		assert_refused::<RuntimeCall>(
			RuntimeOrigin::signed(CUSTOMER),
			Call::cancel { request },
			Error::<Test>::AlreadyAssigned,
		);
	});
}

// Protects: a cancelled request neither prevents nor changes the draw of another in the same block.
#[test]
fn draw_should_stay_when_one_of_two_requests_is_cancelled() {
	ExtBuilder::default().build_and_execute(|| {
		let service = open();
		let (first, second) = (order(service, 150), order(service, 150));
		run_to(2);
		assert_eq!(dispatch(CUSTOMER, Call::cancel { request: first }), Ok(()));
		check();
		Offered::push(DOMAIN, Next::Expert(EXPERT));
		run_to(3);
		assert!(matches!(state(second), Some(State::Assigned { .. })));
		let drawn = Offered::asked();
		let [Asked::Draw { seed: used, .. }] = &drawn[..] else { panic!("one draw") };
		assert_eq!(*used, seed(3, second, 0));
	});
}

// Protects: a customer can also cancel after a no-show.
#[test]
fn request_can_be_cancelled_when_it_waits_for_the_next_expert() {
	ExtBuilder::default().build_and_execute(|| {
		let request = assigned(EXPERT, 150);
		run_to(24);
		assert!(matches!(state(request), Some(State::Requested { .. })));
		assert_eq!(dispatch(CUSTOMER, Call::cancel { request }), Ok(()));
	});
}
