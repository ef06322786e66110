use crate::{mock::*, *};
use frame_support::traits::fungible::InspectHold;
use sp_runtime::{DispatchError, TokenError};
use witan_mocks::{
	domains::{default_parameters, set_parameters, FOUNDER},
	experts::{Asked, Next},
};
use witan_primitives::{
	pool::Verdict,
	reputation::DomainParameters,
	work::{RequestEnd, WorkMarket},
};

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
		let made = <Business as WorkMarket<AccountId>>::request(&CUSTOMER, service, brief(), 100);
		assert_eq!(made, Ok(1));
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
			(|domain| domain.work.min_period = 21, Error::<Test>::WorkPeriodOutOfBounds.into()),
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
			let made =
				<Business as WorkMarket<AccountId>>::request(&CUSTOMER, service, brief(), 150);
			assert_eq!(made, Err(error));
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

// Protects: a body whose REP has all attenuated is not dead: anyone orders whatever is sold there, the work is done for no
// stake, and its evidence is judged in the name of the service's owner.
#[test]
fn service_should_be_ordered_by_anyone_when_the_domain_has_lost_its_reputation() {
	ExtBuilder::default().build_and_execute(|| {
		let service = open();
		for who in [OWNER, EXPERT, SECOND, THIRD] {
			Ledger::burn_or_owe(DOMAIN, &who, Units::new(REPUTATION, 0)).expect("it is there");
		}
		assert!(Ledger::supply(DOMAIN).is_zero());
		assert_eq!(dispatch(OTHER_CUSTOMER, ordering(service, 100)), Ok(()));
		Offered::push(DOMAIN, Next::Expert(EXPERT));
		run_to(4);
		assert_eq!(
			state(0),
			Some(State::Assigned { expert: EXPERT, stake: Units::zero(), due: 23 })
		);
		assert_eq!(submit(EXPERT, 0), Ok(()));
		assert_eq!((Pools::opened()[0].opener, Pools::opened()[0].stake), (OWNER, Units::zero()));
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
		Pools::announce(0, Verdict::Passed);
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
