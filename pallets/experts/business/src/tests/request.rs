//! `request`, and orders of other pallets.

use super::*;
use frame_support::traits::{fungible::InspectHold, Footprint};
use sp_runtime::{DispatchError, TokenError};
use witan_experts::{
	domain::DomainParameters,
	job::{RequestEnd, WorkMarket},
	pool::Verdict,
};
use witan_mocks::{
	domains::{default_parameters, set_parameters, FOUNDER},
	experts::{Asked, Next},
};

fn market_request(
	customer: AccountId,
	service: ServiceId,
	fee: u128,
) -> Result<RequestId, DispatchError> {
	<Business as WorkMarket<AccountId>>::request(&customer, service, brief(), fee)
}

fn market_cancel(customer: AccountId, request: RequestId) -> Result<(), DispatchError> {
	<Business as WorkMarket<AccountId>>::cancel(&customer, request)
}

/// Sets the number of requests that a service counts.
fn set_requests(service: ServiceId, requests: u32) {
	Services::<Test>::mutate(service, |service| {
		service.as_mut().expect("it is there").requests = requests;
	});
}

// Protects: an order holds its fee, and its events have its whole content and the block of its
// draw.
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
				draw_fee: 0,
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

// Protects: each invalid order has its own error.
#[test]
fn request_should_be_refused_when_it_is_invalid() {
	ExtBuilder::default().build_and_execute(|| {
		let service = open();
		assert_refused::<RuntimeCall>(
			RuntimeOrigin::signed(CUSTOMER),
			ordering(7, 100),
			Error::<Test>::UnknownService,
		);
		assert_refused::<RuntimeCall>(
			RuntimeOrigin::signed(CUSTOMER),
			ordering(service, 99),
			Error::<Test>::FeeTooLow,
		);
		assert_refused::<RuntimeCall>(
			RuntimeOrigin::signed(CUSTOMER),
			ordering(service, TOKENS),
			TokenError::FundsUnavailable,
		);
		assert_refused::<RuntimeCall>(
			RuntimeOrigin::signed(STRANGER),
			ordering(service, 100),
			TokenError::FundsUnavailable,
		);
		// The fee can be held, but the deposit can't.
		assert_refused::<RuntimeCall>(
			RuntimeOrigin::signed(CUSTOMER),
			ordering(service, TOKENS - 100),
			TokenError::FundsUnavailable,
		);
		NextRequest::<Test>::put(RequestId::MAX);
		assert_refused::<RuntimeCall>(
			RuntimeOrigin::signed(CUSTOMER),
			ordering(service, 100),
			Error::<Test>::NoMoreIds,
		);
		NextRequest::<Test>::put(0);
	});
}

// Protects: no customer is bound to terms that it has not seen, neither of an update before its
// order nor of one that was never made.
#[test]
fn request_should_be_refused_when_the_terms_are_not_those_that_were_seen() {
	ExtBuilder::default().build_and_execute(|| {
		let service = open();
		let of_version = |version| Call::request { service, brief: brief(), fee: 100, version };
		assert_refused::<RuntimeCall>(
			RuntimeOrigin::signed(CUSTOMER),
			of_version(1),
			Error::<Test>::TermsChanged,
		);
		let worse = changed(|terms| terms.work.pool.win_ratio = 0);
		let call = Call::update_service { service, terms: worse.clone() };
		assert_eq!(dispatch(OWNER, call), Ok(()));
		assert_refused::<RuntimeCall>(
			RuntimeOrigin::signed(CUSTOMER),
			of_version(0),
			Error::<Test>::TermsChanged,
		);
		assert_refused::<RuntimeCall>(
			RuntimeOrigin::signed(CUSTOMER),
			of_version(2),
			Error::<Test>::TermsChanged,
		);
		assert_eq!(dispatch(CUSTOMER, of_version(1)), Ok(()));
		let kept = Requests::<Test>::get(0).map(|request| request.terms);
		assert_eq!(kept, Some(worse.work));
		// Another pallet orders on the present terms.
		assert_eq!(market_request(CUSTOMER, service, 100), Ok(1));
	});
}

// Protects: terms that the domain no longer allows can't be ordered until the owner updates them.
// Earlier requests go on with their terms.
#[test]
fn request_should_be_refused_when_the_domain_no_longer_allows_its_terms() {
	ExtBuilder::default().build_and_execute(|| {
		let service = open();
		let earlier = order(service, 100);
		let allowed = default_parameters();
		type Forbid = fn(&mut DomainParameters<u64>);
		let cases: [(Forbid, DispatchError); 6] = [
			(|domain| domain.work.open = false, Error::<Test>::SellsNothing.into()),
			(|domain| domain.work.max_stake = STAKE - 1, Error::<Test>::StakeOutOfBounds.into()),
			(|domain| domain.work.min_fee = 101, Error::<Test>::FeeOutOfBounds.into()),
			(|domain| domain.work.min_period = 21, Error::<Test>::JobPeriodOutOfBounds.into()),
			(
				|domain| domain.work.max_no_show_penalty = 250_000,
				Error::<Test>::PenaltyOutOfBounds.into(),
			),
			(
				|domain| domain.pool.min_duration = 31,
				DispatchError::Other("duration out of bounds"),
			),
		];
		for (forbid, error) in cases {
			let mut parameters = allowed;
			forbid(&mut parameters);
			set_parameters(DOMAIN, parameters);
			// A higher fee of the customer does not make up for the terms of the service.
			assert_refused::<RuntimeCall>(
				RuntimeOrigin::signed(CUSTOMER),
				ordering(service, 150),
				error,
			);
			assert_fails(|| market_request(CUSTOMER, service, 150), error);
		}
		Offered::push(DOMAIN, Next::Expert(EXPERT));
		run_to(4);
		assert_eq!(submit(EXPERT, earlier), Ok(()));
		assert_eq!(Pools::opened()[0].params, terms().work.pool);
		Pools::announce(0, Verdict::Passed);
		assert_eq!(EndsTold::get(), [(earlier, RequestEnd::Completed)]);
		let longer = changed(|terms| terms.work.pool.duration = 31);
		let call = Call::update_service { service, terms: longer };
		assert_eq!(dispatch(OWNER, call), Ok(()));
		assert_eq!(dispatch(CUSTOMER, ordering(service, 150)), Ok(()));
	});
}

// Protects: nobody orders a job whose stake only few offers reach: there would be no draw.
#[test]
fn request_should_be_refused_when_no_draw_would_be_made_for_its_stake() {
	ExtBuilder::default().build_and_execute(|| {
		let service = open();
		Offered::refuse_stakes_above(DOMAIN, STAKE - 1);
		let (origin, call) = (RuntimeOrigin::signed(CUSTOMER), ordering(service, 150));
		assert_refused::<RuntimeCall>(origin, call, Error::<Test>::StakeTooHigh);
		assert_fails(|| market_request(CUSTOMER, service, 150), Error::<Test>::StakeTooHigh);
		Offered::refuse_stakes_above(DOMAIN, STAKE);
		order(service, 150);
	});
}

// Protects: a body whose REP has fully decayed can start again. Its founder orders its services,
// the job has a stake of zero, and its pool is opened in the name of the service's owner.
#[test]
fn service_can_be_ordered_only_by_the_founder_when_the_domain_has_lost_its_reputation() {
	ExtBuilder::default().build_and_execute(|| {
		let service = open();
		for who in [OWNER, EXPERT, SECOND, THIRD] {
			Ledger::burn_or_owe(DOMAIN, &who, Shares::new(REPUTATION, 0)).expect("it is there");
		}
		assert!(Ledger::supply(DOMAIN).is_zero());
		assert_refused::<RuntimeCall>(
			RuntimeOrigin::signed(OTHER_CUSTOMER),
			ordering(service, 100),
			Error::<Test>::NoReputation,
		);
		assert_eq!(dispatch(FOUNDER, ordering(service, 100)), Ok(()));
		Offered::push(DOMAIN, Next::Expert(EXPERT));
		run_to(4);
		assert_eq!(
			state(0),
			Some(State::Assigned { expert: EXPERT, stake: Shares::zero(), decline_by: 5, due: 23 })
		);
		assert_eq!(submit(EXPERT, 0), Ok(()));
		assert_eq!((Pools::opened()[0].opener, Pools::opened()[0].stake), (OWNER, Shares::zero()));
		check();
		Pools::announce(0, Verdict::Passed);
		assert_eq!(EndsTold::get(), [(0, RequestEnd::Completed)]);
	});
}

/// Returns the number of items that this pallet stores for services and requests, and the bytes of
/// their values.
fn stored() -> (u64, u64) {
	let prefix = sp_io::hashing::twox_128(b"Business");
	let (mut items, mut bytes, mut key) = (0, 0, prefix.to_vec());
	while let Some(next) = sp_io::storage::next_key(&key).filter(|next| next.starts_with(&prefix)) {
		// Keys of 32 bytes are those of single values: counters, cursors and the beacon.
		if next.len() > 32 {
			items += 1;
			bytes += sp_io::storage::get(&next).map_or(0, |value| value.len() as u64);
		}
		key = next;
	}
	(items, bytes)
}

// Protects: at every time the deposits cover everything that is stored, and no more items than can
// be stored.
#[test]
fn deposits_should_count_everything_that_may_be_stored() {
	ExtBuilder::default().build_and_execute(|| {
		let service = open();
		let (items, bytes) = stored();
		let Footprint { count, size } = Business::service_footprint();
		assert!(count == items && size >= bytes, "{count} items of {size} bytes");
		let request = order(service, 150);
		Offered::push(DOMAIN, Next::Expert(EXPERT));
		let mut most = (0, 0);
		let mut look = || {
			let now = stored();
			most = (most.0.max(now.0 - items), most.1.max(now.1 - bytes));
		};
		look();
		run_to(4);
		look();
		assert_eq!(submit(EXPERT, request), Ok(()));
		let note = Note::truncate_from(vec![1; MAX_NOTE as usize]);
		let call = Call::remark { request, verdict: Opinion::Unsatisfied, note };
		assert_eq!(dispatch(CUSTOMER, call), Ok(()));
		look();
		Pools::announce(0, Verdict::NotQuorate);
		look();
		let Footprint { count, size } = Business::request_footprint(&brief());
		assert!(count == most.0 && size >= most.1, "{count} items of {size} bytes");
		Pools::announce(1, Verdict::Passed);
		assert_eq!(stored(), (items, bytes));
	});
}

// Protects: a body's first job can be sold, done for a stake of zero, and judged in the founder's
// name.
#[test]
fn founder_can_sell_the_first_job_when_nobody_has_reputation() {
	ExtBuilder::without_reputation().build_and_execute(|| {
		let call = Call::open_service { domain: EMPTY, terms: terms() };
		assert_eq!(dispatch(FOUNDER, call), Ok(()));
		assert_refused::<RuntimeCall>(
			RuntimeOrigin::signed(CUSTOMER),
			ordering(0, 100),
			Error::<Test>::NoReputation,
		);
		assert_eq!(dispatch(FOUNDER, ordering(0, 100)), Ok(()));
		let request = 0;
		Offered::push(EMPTY, Next::Expert(EXPERT));
		run_to(4);
		let Some(Asked::Draw { stake, .. }) = Offered::asked().pop() else {
			panic!("a draw was asked for")
		};
		assert_eq!(stake, 0);
		assert_eq!(
			state(request),
			Some(State::Assigned { expert: EXPERT, stake: Shares::zero(), decline_by: 5, due: 23 })
		);
		check();
		assert_eq!(submit(EXPERT, request), Ok(()));
		let opened = Pools::opened();
		assert_eq!(opened[0].opener, FOUNDER);
		assert_eq!(opened[0].stake, Shares::zero());
		check();
		Pools::announce(0, Verdict::Passed);
		assert_eq!(state(request), None);
	});
}

// Protects: other pallets can order and cancel like customers.
#[test]
fn other_pallets_can_order_and_cancel_when_they_act_for_customers() {
	ExtBuilder::default().build_and_execute(|| {
		let service = open();
		assert_eq!(market_request(CUSTOMER, service, 100), Ok(0));
		check();
		assert_eq!(market_cancel(CUSTOMER, 0), Ok(()));
		assert_eq!(state(0), None);
		assert_eq!(EndsTold::get(), [(0, RequestEnd::Cancelled)]);
	});
}

// Protects: a refused order of another pallet changes nothing, even if that pallet ignores the
// error.
#[test]
fn order_of_another_pallet_should_change_nothing_when_it_is_refused() {
	ExtBuilder::default().build_and_execute(|| {
		let service = open();
		let refused = |service, fee, error: DispatchError| {
			assert_fails(|| market_request(CUSTOMER, service, fee), error);
		};
		refused(7, 100, Error::<Test>::UnknownService.into());
		refused(ServiceId::MAX, 100, Error::<Test>::UnknownService.into());
		refused(service, 99, Error::<Test>::FeeTooLow.into());
		refused(service, 0, Error::<Test>::FeeTooLow.into());
		for fee in [TOKENS, u128::MAX] {
			refused(service, fee, TokenError::FundsUnavailable.into());
		}
		// The fee can be held, but the deposit can't.
		refused(service, TOKENS - 100, TokenError::FundsUnavailable.into());
		let poor = TokenError::FundsUnavailable;
		assert_fails(|| market_request(STRANGER, service, 100), poor);
		NextRequest::<Test>::put(RequestId::MAX);
		refused(service, 100, Error::<Test>::NoMoreIds.into());
		NextRequest::<Test>::put(0);
		set_requests(service, u32::MAX);
		refused(service, 100, Error::<Test>::TooManyRequests.into());
		set_requests(service, 0);
		assert_eq!(market_request(CUSTOMER, service, 100), Ok(0));
		assert_eq!(dispatch(OWNER, Call::close_service { service }), Ok(()));
		refused(service, 100, Error::<Test>::ServiceClosed.into());
		assert_eq!(market_cancel(CUSTOMER, 0), Ok(()));
		refused(service, 100, Error::<Test>::UnknownService.into());
	});
}

// Protects: a request that another pallet can't cancel stays as it is, in every state.
#[test]
fn request_should_stay_when_another_pallet_can_not_cancel_it() {
	ExtBuilder::default().build_and_execute(|| {
		let refused = |who, request, error: Error<Test>| {
			assert_fails(|| market_cancel(who, request), error);
		};
		refused(CUSTOMER, 0, Error::UnknownRequest);
		let request = order(open(), 100);
		refused(CUSTOMER, RequestId::MAX, Error::UnknownRequest);
		for who in [OTHER_CUSTOMER, OWNER, STRANGER] {
			refused(who, request, Error::NotCustomer);
		}
		Offered::push(DOMAIN, Next::Expert(EXPERT));
		run_to(3);
		refused(EXPERT, request, Error::NotCustomer);
		refused(CUSTOMER, request, Error::AlreadyAssigned);
		assert_eq!(submit(EXPERT, request), Ok(()));
		refused(CUSTOMER, request, Error::AlreadyAssigned);
		Pools::announce(0, Verdict::Passed);
		refused(CUSTOMER, request, Error::UnknownRequest);
	});
}

// Protects: a service never miscounts its requests, so that it is not removed before the last. One
// more than it can count is refused.
#[test]
fn request_should_be_refused_when_the_service_has_as_many_as_can_be_counted() {
	ExtBuilder::default().build_and_execute(|| {
		let service = open();
		set_requests(service, u32::MAX - 1);
		let last = order(service, 100);
		assert_refused::<RuntimeCall>(
			RuntimeOrigin::signed(CUSTOMER),
			ordering(service, 100),
			Error::<Test>::TooManyRequests,
		);
		assert_refused::<RuntimeCall>(
			RuntimeOrigin::signed(OTHER_CUSTOMER),
			ordering(service, 100),
			Error::<Test>::TooManyRequests,
		);
		assert_eq!(dispatch(CUSTOMER, Call::cancel { request: last }), Ok(()));
		assert_eq!(
			Services::<Test>::get(service).map(|service| service.requests),
			Some(u32::MAX - 1)
		);
		let next = order(service, 100);
		assert_ne!(next, last);
		set_requests(service, 1);
	});
}

// Protects: no fee overflows anything. The greatest number is refused like any fee that the
// customer does not have, also with another fee on hold.
#[test]
fn request_should_be_refused_when_the_fee_is_the_greatest_number() {
	ExtBuilder::default().build_and_execute(|| {
		let service = open();
		for _ in 0..2 {
			for fee in [u128::MAX, u128::MAX - 1, 1 << 127] {
				assert_refused::<RuntimeCall>(
					RuntimeOrigin::signed(CUSTOMER),
					ordering(service, fee),
					TokenError::FundsUnavailable,
				);
				assert_refused::<RuntimeCall>(
					RuntimeOrigin::signed(STRANGER),
					ordering(service, fee),
					TokenError::FundsUnavailable,
				);
			}
			order(service, 150);
		}
	});
}
