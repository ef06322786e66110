//! `open_service`, `update_service` and `close_service`.

use super::*;
use frame_support::traits::fungible::InspectHold;
use sp_runtime::{traits::Convert, DispatchError, TokenError};
use witan_experts::{domain::WorkBounds, shares::MILLION};
use witan_mocks::domains::{default_parameters, FOUNDER};
use witan_primitives::Balance;

fn deposit(who: AccountId) -> u128 {
	pallet_balances::Pallet::<Test>::balance_on_hold(&ServiceReason::get(), &who)
}

// Protects: a service that a member opens has an id, an event and a deposit.
#[test]
fn service_should_be_stored_when_a_member_opens_it() {
	ExtBuilder::default().build_and_execute(|| {
		assert_eq!(open(), 0);
		assert_eq!(open(), 1);
		let event = |service| Event::ServiceOpened {
			service,
			owner: OWNER,
			domain: DOMAIN,
			terms: terms(),
		};
		assert_eq!(events(), [event(0), event(1)]);
		assert_eq!(deposit(OWNER), 2 * Price::convert(Business::service_footprint()));
	});
}

// Protects: in a body without members only its founder can sell, so that nobody captures it.
#[test]
fn service_can_be_opened_only_by_the_founder_when_nobody_has_reputation() {
	ExtBuilder::default().build_and_execute(|| {
		let call = Call::open_service { domain: EMPTY, terms: terms() };
		assert_refused::<RuntimeCall>(
			RuntimeOrigin::signed(OWNER),
			call.clone(),
			Error::<Test>::NotAMember,
		);
		assert_eq!(dispatch(FOUNDER, call), Ok(()));
		// In a domain with REP, the founder has no privilege.
		let call = Call::open_service { domain: DOMAIN, terms: terms() };
		assert_refused::<RuntimeCall>(
			RuntimeOrigin::signed(FOUNDER),
			call,
			Error::<Test>::NotAMember,
		);
	});
}

/// Returns terms that are out of the bounds of the next test, each by one term, and their errors.
fn terms_out_of_bounds() -> Vec<(TermsOf<Test>, DispatchError)> {
	vec![
		(
			changed(|terms| terms.work.pool.governance = true),
			Error::<Test>::GovernanceNotForSale.into(),
		),
		(changed(|terms| terms.min_fee = 59), Error::<Test>::FeeOutOfBounds.into()),
		(
			changed(|terms| terms.work.no_show_penalty = 300_001),
			Error::<Test>::PenaltyOutOfBounds.into(),
		),
		(changed(|terms| terms.work.max_draws = 0), Error::<Test>::MaxDrawsOutOfRange.into()),
		(changed(|terms| terms.work.max_draws = 9), Error::<Test>::MaxDrawsOutOfRange.into()),
		(changed(|terms| terms.work.stake_per_job = 5_001), Error::<Test>::StakeOutOfBounds.into()),
		(changed(|terms| terms.work.job_period = 4), Error::<Test>::JobPeriodOutOfBounds.into()),
		(
			changed(|terms| terms.work.job_period = 1_001),
			Error::<Test>::JobPeriodOutOfBounds.into(),
		),
		(changed(|terms| terms.work.draw_period = 1), Error::<Test>::DrawPeriodOutOfBounds.into()),
		(
			changed(|terms| terms.work.draw_period = 1_001),
			Error::<Test>::DrawPeriodOutOfBounds.into(),
		),
		(
			changed(|terms| terms.work.pool.duration = 1),
			DispatchError::Other("duration out of bounds"),
		),
	]
}

// Protects: every bound on terms has its own error, both when a service is opened and when it is
// updated. Each domain has its own bounds.
#[test]
fn terms_should_be_refused_when_out_of_bounds() {
	ExtBuilder::default().build_and_execute(|| {
		set_bounds(WorkBounds {
			min_fee: 60,
			min_period: 5,
			max_no_show_penalty: 300_000,
			max_stake: 5_000,
			..default_parameters().work
		});
		let service = open();
		for (terms, error) in terms_out_of_bounds() {
			let call = Call::open_service { domain: DOMAIN, terms: terms.clone() };
			assert_refused::<RuntimeCall>(RuntimeOrigin::signed(OWNER), call, error);
			assert_refused::<RuntimeCall>(
				RuntimeOrigin::signed(OWNER),
				Call::update_service { service, terms },
				error,
			);
		}
		let widest = changed(|terms| {
			terms.min_fee = Balance::MAX;
			terms.work.no_show_penalty = 300_000;
			terms.work.max_draws = 8;
			terms.work.stake_per_job = 5_000;
			terms.work.job_period = 1_000;
			terms.work.draw_period = 1_000;
		});
		assert_eq!(dispatch(OWNER, Call::update_service { service, terms: widest }), Ok(()));
		let narrowest = changed(|terms| {
			terms.min_fee = 60;
			terms.work.no_show_penalty = 0;
			terms.work.max_draws = 1;
			terms.work.job_period = 5;
			terms.work.draw_period = 2;
		});
		assert_eq!(dispatch(OWNER, Call::update_service { service, terms: narrowest }), Ok(()));
		// Another domain allows other terms.
		let ruinous = changed(|terms| {
			terms.min_fee = 0;
			terms.work.no_show_penalty = MILLION;
			terms.work.job_period = 1;
		});
		let call = Call::open_service { domain: EMPTY, terms: ruinous };
		assert_eq!(dispatch(FOUNDER, call), Ok(()));
	});
}

// Protects: a domain that sells nothing has no service opened or updated.
#[test]
fn service_should_be_refused_when_the_domain_sells_nothing() {
	ExtBuilder::default().build_and_execute(|| {
		let service = open();
		set_bounds(WorkBounds { open: false, ..default_parameters().work });
		for call in [
			Call::open_service { domain: DOMAIN, terms: terms() },
			Call::update_service { service, terms: terms() },
		] {
			let origin = RuntimeOrigin::signed(OWNER);
			assert_refused::<RuntimeCall>(origin, call, Error::<Test>::SellsNothing);
		}
		assert_eq!(dispatch(OWNER, Call::close_service { service }), Ok(()));
	});
}

// Protects: a version identifies the terms that a customer has seen. No two terms of a service have
// the same version, even if they are equal.
#[test]
fn terms_should_have_a_new_version_when_updated() {
	ExtBuilder::default().build_and_execute(|| {
		let service = open();
		let version = || Services::<Test>::get(service).map(|service| service.version);
		assert_eq!(version(), Some(0));
		let dearer = changed(|terms| terms.min_fee = 200);
		for (times, terms) in [(1, dearer), (2, terms()), (3, terms())] {
			events();
			let call = Call::update_service { service, terms: terms.clone() };
			assert_eq!(dispatch(OWNER, call), Ok(()));
			assert_eq!(version(), Some(times));
			assert_eq!(events(), [Event::ServiceUpdated { service, version: times, terms }]);
		}
		let closing = Call::close_service { service };
		order(service, 100);
		assert_eq!(dispatch(OWNER, closing), Ok(()));
		assert_eq!(version(), Some(3));
	});
}

// Protects: a version is never used twice, not even when they run out.
#[test]
fn update_should_be_refused_when_versions_have_run_out() {
	ExtBuilder::default().build_and_execute(|| {
		let service = open();
		Services::<Test>::mutate(service, |service| {
			service.as_mut().expect("a service").version = u32::MAX - 1;
		});
		let call = Call::update_service { service, terms: terms() };
		assert_eq!(dispatch(OWNER, call.clone()), Ok(()));
		assert_refused::<RuntimeCall>(
			RuntimeOrigin::signed(OWNER),
			call,
			Error::<Test>::NoMoreVersions,
		);
		order(service, 100);
	});
}

// Protects: a service needs a domain that exists, and a deposit.
#[test]
fn service_should_be_refused_when_domain_or_deposit_is_missing() {
	ExtBuilder::default().build_and_execute(|| {
		let call = Call::open_service { domain: 7, terms: terms() };
		assert_refused::<RuntimeCall>(
			RuntimeOrigin::signed(OWNER),
			call,
			Error::<Test>::UnknownDomain,
		);
		Ledger::mint(DOMAIN, &STRANGER, Shares::new(1, 0)).expect("it fits");
		let call = Call::open_service { domain: DOMAIN, terms: terms() };
		assert_refused::<RuntimeCall>(
			RuntimeOrigin::signed(STRANGER),
			call,
			TokenError::FundsUnavailable,
		);
	});
}

// Protects: an id is never used twice, not even when they run out.
#[test]
fn service_should_be_refused_when_ids_have_run_out() {
	ExtBuilder::default().build_and_execute(|| {
		NextService::<Test>::put(ServiceId::MAX);
		let call = Call::open_service { domain: DOMAIN, terms: terms() };
		assert_refused::<RuntimeCall>(RuntimeOrigin::signed(OWNER), call, Error::<Test>::NoMoreIds);
	});
}

// Protects: a customer keeps the terms under which it ordered.
#[test]
fn requests_should_keep_their_terms_when_the_service_is_updated() {
	ExtBuilder::default().build_and_execute(|| {
		let service = open();
		let request = order(service, 100);
		let dearer = changed(|terms| {
			terms.min_fee = 200;
			terms.work.job_period = 1;
		});
		events();
		let call = Call::update_service { service, terms: dearer.clone() };
		assert_refused::<RuntimeCall>(
			RuntimeOrigin::signed(CUSTOMER),
			call.clone(),
			Error::<Test>::NotOwner,
		);
		assert_refused::<RuntimeCall>(
			RuntimeOrigin::signed(OWNER),
			Call::update_service { service: 5, terms: terms() },
			Error::<Test>::UnknownService,
		);
		assert_eq!(dispatch(OWNER, call), Ok(()));
		assert_eq!(
			events(),
			[Event::ServiceUpdated { service, version: 1, terms: dearer.clone() }]
		);
		let kept = Requests::<Test>::get(request).map(|request| request.terms);
		assert_eq!(kept, Some(terms().work));
		assert_refused::<RuntimeCall>(
			RuntimeOrigin::signed(CUSTOMER),
			ordering(service, 199),
			Error::<Test>::FeeTooLow,
		);
		let later = order(service, 200);
		let kept = Requests::<Test>::get(later).map(|request| request.terms);
		assert_eq!(kept, Some(dearer.work));
	});
}

// Protects: a service without requests is removed as soon as it is closed, and its deposit returns.
#[test]
fn service_should_be_removed_when_closed_without_requests() {
	ExtBuilder::default().build_and_execute(|| {
		let service = open();
		events();
		assert_refused::<RuntimeCall>(
			RuntimeOrigin::signed(CUSTOMER),
			Call::close_service { service },
			Error::<Test>::NotOwner,
		);
		assert_eq!(dispatch(OWNER, Call::close_service { service }), Ok(()));
		assert_eq!(events(), [Event::ServiceClosed { service }, Event::ServiceRemoved { service }]);
		assert_eq!(deposit(OWNER), 0);
		assert_refused::<RuntimeCall>(
			RuntimeOrigin::signed(OWNER),
			Call::close_service { service },
			Error::<Test>::UnknownService,
		);
	});
}

// Protects: the requests of a closed service go on, and the deposit returns with the last of them.
#[test]
fn requests_should_go_on_when_their_service_is_closed() {
	ExtBuilder::default().build_and_execute(|| {
		let (request, pool) = submitted(EXPERT, 100);
		let other = order(0, 100);
		assert_eq!(dispatch(OWNER, Call::close_service { service: 0 }), Ok(()));
		assert_refused::<RuntimeCall>(
			RuntimeOrigin::signed(OWNER),
			Call::close_service { service: 0 },
			Error::<Test>::ServiceClosed,
		);
		let call = Call::update_service { service: 0, terms: terms() };
		assert_refused::<RuntimeCall>(
			RuntimeOrigin::signed(OWNER),
			call,
			Error::<Test>::ServiceClosed,
		);
		assert_refused::<RuntimeCall>(
			RuntimeOrigin::signed(CUSTOMER),
			ordering(0, 100),
			Error::<Test>::ServiceClosed,
		);
		assert!(deposit(OWNER) > 0);
		check();
		Pools::announce(pool, witan_experts::pool::Verdict::Passed);
		assert_eq!(state(request), None);
		assert!(Services::<Test>::contains_key(0));
		events();
		assert_eq!(dispatch(CUSTOMER, Call::cancel { request: other }), Ok(()));
		assert!(events().contains(&Event::ServiceRemoved { service: 0 }));
		assert!(!Services::<Test>::contains_key(0));
		assert_eq!(deposit(OWNER), 0);
	});
}
