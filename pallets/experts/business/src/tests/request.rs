use crate::{mock::*, *};
use frame_support::traits::fungible::InspectHold;
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

/// Makes a service count so many requests.
fn set_requests(service: ServiceId, requests: u32) {
	Services::<Test>::mutate(service, |service| {
		service.as_mut().expect("it is there").requests = requests;
	});
}

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
		refuses(CUSTOMER, ordering(7, 100), Error::<Test>::UnknownService);
		refuses(CUSTOMER, ordering(service, 99), Error::<Test>::FeeTooLow);
		refuses(CUSTOMER, ordering(service, TOKENS), TokenError::FundsUnavailable);
		refuses(STRANGER, ordering(service, 100), TokenError::FundsUnavailable);
		// The fee can be held, and the deposit can't.
		refuses(CUSTOMER, ordering(service, TOKENS - 100), TokenError::FundsUnavailable);
		NextRequest::<Test>::put(RequestId::MAX);
		refuses(CUSTOMER, ordering(service, 100), Error::<Test>::NoMoreIds);
		NextRequest::<Test>::put(0);
	});
}

// Protects: nobody is bound to terms that it has not seen, neither those of an update that came before its order nor those of
// one that never came.
#[test]
fn request_should_be_refused_when_the_terms_are_not_those_that_were_seen() {
	ExtBuilder::default().build_and_execute(|| {
		let service = open();
		let of_version = |version| Call::request { service, brief: brief(), fee: 100, version };
		refuses(CUSTOMER, of_version(1), Error::<Test>::TermsChanged);
		let worse = changed(|terms| terms.work.pool.win_ratio = 0);
		let call = Call::update_service { service, terms: worse.clone() };
		assert_eq!(dispatch(OWNER, call), Ok(()));
		refuses(CUSTOMER, of_version(0), Error::<Test>::TermsChanged);
		refuses(CUSTOMER, of_version(2), Error::<Test>::TermsChanged);
		assert_eq!(dispatch(CUSTOMER, of_version(1)), Ok(()));
		let kept = Requests::<Test>::get(0).map(|request| request.terms);
		assert_eq!(kept, Some(worse.work));
		// A pallet that orders takes the terms as they are.
		assert_eq!(market_request(CUSTOMER, service, 100), Ok(1));
	});
}

// Protects: what a domain no longer allows is not ordered any more, until its owner offers other terms; what was ordered before
// goes on as it was ordered.
#[test]
fn request_should_be_refused_when_the_domain_no_longer_allows_its_terms() {
	ExtBuilder::default().build_and_execute(|| {
		let service = open();
		let earlier = order(service, 100);
		let allowed = default_parameters();
		type Forbid = fn(&mut DomainParameters<u64>);
		let cases: [(Forbid, DispatchError); 4] = [
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
			// The fee that a customer would pay does not make up for what the service says.
			refuses(CUSTOMER, ordering(service, 150), error);
			fails(|| market_request(CUSTOMER, service, 150), error);
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

// Protects: a body whose REP has all attenuated is not dead: its founder orders what is sold there, the work is done for no
// stake, and its evidence is judged in the name of the service's owner.
#[test]
fn service_should_be_ordered_by_the_founder_alone_when_the_domain_has_lost_its_reputation() {
	ExtBuilder::default().build_and_execute(|| {
		let service = open();
		for who in [OWNER, EXPERT, SECOND, THIRD] {
			Ledger::burn_or_owe(DOMAIN, &who, Shares::new(REPUTATION, 0)).expect("it is there");
		}
		assert!(Ledger::supply(DOMAIN).is_zero());
		refuses(OTHER_CUSTOMER, ordering(service, 100), Error::<Test>::NoReputation);
		assert_eq!(dispatch(FOUNDER, ordering(service, 100)), Ok(()));
		Offered::push(DOMAIN, Next::Expert(EXPERT));
		run_to(4);
		assert_eq!(
			state(0),
			Some(State::Assigned { expert: EXPERT, stake: Shares::zero(), due: 23 })
		);
		assert_eq!(submit(EXPERT, 0), Ok(()));
		assert_eq!((Pools::opened()[0].opener, Pools::opened()[0].stake), (OWNER, Shares::zero()));
		check();
		Pools::announce(0, Verdict::Passed);
		assert_eq!(EndsTold::get(), [(0, RequestEnd::Completed)]);
	});
}

/// How many items this pallet stores of services and requests, and the bytes of their values.
fn stored() -> (u64, u64) {
	let prefix = sp_io::hashing::twox_128(b"Business");
	let (mut items, mut bytes, mut key) = (0, 0, prefix.to_vec());
	while let Some(next) = sp_io::storage::next_key(&key).filter(|next| next.starts_with(&prefix)) {
		// Keys of 32 bytes are of single values: counters, cursors and the beacon.
		if next.len() > 32 {
			items += 1;
			bytes += sp_io::storage::get(&next).map_or(0, |value| value.len() as u64);
		}
		key = next;
	}
	(items, bytes)
}

// Protects: whoever makes the chain store something has paid for all of it, at every time, and not for more items than there
// may be.
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

// Protects: a body's first work can be sold, done for no stake, and judged in the name of the founder.
#[test]
fn founder_should_sell_the_first_work_when_nobody_has_reputation() {
	ExtBuilder::without_reputation().build_and_execute(|| {
		let call = Call::open_service { domain: EMPTY, terms: terms() };
		assert_eq!(dispatch(FOUNDER, call), Ok(()));
		refuses(CUSTOMER, ordering(0, 100), Error::<Test>::NoReputation);
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
			Some(State::Assigned { expert: EXPERT, stake: Shares::zero(), due: 23 })
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

// Protects: other pallets order and cancel as customers do.
#[test]
fn other_pallets_should_order_and_cancel_when_they_sell_work() {
	ExtBuilder::default().build_and_execute(|| {
		let service = open();
		assert_eq!(market_request(CUSTOMER, service, 100), Ok(0));
		check();
		assert_eq!(market_cancel(CUSTOMER, 0), Ok(()));
		assert_eq!(state(0), None);
		assert_eq!(EndsTold::get(), [(0, RequestEnd::Cancelled)]);
	});
}

// Protects: what another pallet can't order changes nothing, whatever that pallet makes of the error.
#[test]
fn order_of_another_pallet_should_change_nothing_when_it_is_refused() {
	ExtBuilder::default().build_and_execute(|| {
		let service = open();
		let refused = |service, fee, error: DispatchError| {
			fails(|| market_request(CUSTOMER, service, fee), error);
		};
		refused(7, 100, Error::<Test>::UnknownService.into());
		refused(ServiceId::MAX, 100, Error::<Test>::UnknownService.into());
		refused(service, 99, Error::<Test>::FeeTooLow.into());
		refused(service, 0, Error::<Test>::FeeTooLow.into());
		for fee in [TOKENS, u128::MAX] {
			refused(service, fee, TokenError::FundsUnavailable.into());
		}
		// The fee can be held, and the deposit can't.
		refused(service, TOKENS - 100, TokenError::FundsUnavailable.into());
		let poor = TokenError::FundsUnavailable;
		fails(|| market_request(STRANGER, service, 100), poor);
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

// Protects: what another pallet can't take back stays as it is, in every state that a request has.
#[test]
fn request_should_stay_when_another_pallet_can_not_cancel_it() {
	ExtBuilder::default().build_and_execute(|| {
		let refused = |who, request, error: Error<Test>| {
			fails(|| market_cancel(who, request), error);
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

// Protects: a service counts its requests and never wrongly, so that it is not removed before the last: one more than it can
// count is refused.
#[test]
fn request_should_be_refused_when_the_service_has_as_many_as_can_be_counted() {
	ExtBuilder::default().build_and_execute(|| {
		let service = open();
		set_requests(service, u32::MAX - 1);
		let last = order(service, 100);
		refuses(CUSTOMER, ordering(service, 100), Error::<Test>::TooManyRequests);
		refuses(OTHER_CUSTOMER, ordering(service, 100), Error::<Test>::TooManyRequests);
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

// Protects: no fee overflows anything: the greatest number is refused like any that the customer does not have, also of one
// who has a fee on hold already.
#[test]
fn request_should_be_refused_when_the_fee_is_the_greatest_number() {
	ExtBuilder::default().build_and_execute(|| {
		let service = open();
		for _ in 0..2 {
			for fee in [u128::MAX, u128::MAX - 1, 1 << 127] {
				refuses(CUSTOMER, ordering(service, fee), TokenError::FundsUnavailable);
				refuses(STRANGER, ordering(service, fee), TokenError::FundsUnavailable);
			}
			order(service, 150);
		}
	});
}
