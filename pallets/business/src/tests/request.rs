use crate::{mock::*, *};
use frame_support::traits::fungible::InspectHold;
use sp_runtime::TokenError;
use witan_mocks::{
	domains::FOUNDER,
	experts::{Asked, Next},
};
use witan_primitives::work::WorkMarket;

// Protects: an order holds its fee and is told with all that it is, and when its draw will be.
#[test]
fn request_should_hold_its_fee_when_made() {
	ExtBuilder::default().build_and_execute(|| {
		let service = open();
		events();
		let request = order(service, 150);
		let told = [
			Event::Requested {
				request,
				service,
				customer: CUSTOMER,
				fee: 150,
				brief: brief(),
				terms: terms().work,
			},
			Event::DrawScheduled { request, draw_at: 3, gives_up_at: 65 },
		];
		assert_eq!(events(), told);
		let reason = HoldReason::Fee.into();
		assert_eq!(pallet_balances::Pallet::<Test>::balance_on_hold(&reason, &CUSTOMER), 150);
		assert_eq!(
			state(request),
			Some(State::Requested { since: 1, draw_at: 3, gives_up_at: 65 })
		);
	});
}

// Protects: bad orders have their own errors.
#[test]
fn request_should_be_refused_when_it_can_not_be() {
	ExtBuilder::default().build_and_execute(|| {
		let service = open();
		let call = |service, fee| Call::request { service, brief: brief(), fee };
		refuses(CUSTOMER, call(7, 100), Error::<Test>::UnknownService);
		refuses(CUSTOMER, call(service, 99), Error::<Test>::FeeTooLow);
		refuses(CUSTOMER, call(service, TOKENS), TokenError::FundsUnavailable);
		refuses(STRANGER, call(service, 100), TokenError::FundsUnavailable);
		// The fee can be held, and the deposit can't.
		refuses(CUSTOMER, call(service, TOKENS - 100), TokenError::FundsUnavailable);
		NextRequest::<Test>::put(RequestId::MAX);
		refuses(CUSTOMER, call(service, 100), Error::<Test>::NoMoreIds);
		NextRequest::<Test>::put(0);
	});
}

// Protects: nobody orders where nobody could judge the work.
#[test]
fn request_should_be_refused_when_the_domain_has_lost_its_reputation() {
	ExtBuilder::default().build_and_execute(|| {
		let service = open();
		for who in [OWNER, EXPERT, SECOND, THIRD] {
			Ledger::burn_or_owe(DOMAIN, &who, Units::new(REPUTATION, 0)).expect("it is there");
		}
		let call = Call::request { service, brief: brief(), fee: 100 };
		refuses(CUSTOMER, call, Error::<Test>::NoReputation);
	});
}

// Protects: a body's first work can be sold, done for no stake, and judged in the name of the founder.
#[test]
fn founder_should_sell_the_first_work_when_nobody_has_reputation() {
	ExtBuilder::without_reputation().build_and_execute(|| {
		let call = Call::open_service { domain: EMPTY, terms: terms() };
		assert_eq!(dispatch(FOUNDER, call), Ok(()));
		let request = order(0, 100);
		Offered::push(EMPTY, Next::Expert(EXPERT));
		run_to(4);
		let Some(Asked::Draw { stake, .. }) = Offered::asked().pop() else {
			panic!("a draw was asked for")
		};
		assert_eq!(stake, 0);
		assert_eq!(
			state(request),
			Some(State::Assigned { expert: EXPERT, stake: Units::zero(), due: 23 })
		);
		check();
		assert_eq!(submit(EXPERT, request), Ok(()));
		let opened = Pools::opened();
		assert_eq!(opened[0].opener, FOUNDER);
		assert_eq!(opened[0].stake, Units::zero());
		check();
		Pools::announce(0, witan_primitives::pool::Verdict::Passed);
		assert_eq!(state(request), None);
	});
}

// Protects: other pallets order and cancel as customers do, and what fails for them changes nothing.
#[test]
fn other_pallets_should_order_and_cancel_when_they_sell_work() {
	ExtBuilder::default().build_and_execute(|| {
		let service = open();
		let before = sp_io::storage::root(sp_runtime::StateVersion::V1);
		let poor =
			<Business as WorkMarket<AccountId>>::request(&CUSTOMER, service, brief(), TOKENS - 100);
		assert_eq!(poor, Err(TokenError::FundsUnavailable.into()));
		assert_eq!(sp_io::storage::root(sp_runtime::StateVersion::V1), before);
		let made = <Business as WorkMarket<AccountId>>::request(&CUSTOMER, service, brief(), 100);
		assert_eq!(made, Ok(0));
		check();
		let other = <Business as WorkMarket<AccountId>>::cancel(&OTHER_CUSTOMER, 0);
		assert_eq!(other, Err(Error::<Test>::NotCustomer.into()));
		assert_eq!(<Business as WorkMarket<AccountId>>::cancel(&CUSTOMER, 0), Ok(()));
		assert_eq!(state(0), None);
	});
}
