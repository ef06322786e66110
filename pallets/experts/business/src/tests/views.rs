//! View functions.

use super::*;
use witan_experts::pool::Verdict;
use witan_mocks::experts::Next;

// Protects: views show what is stored, with the stake as a present amount of REP.
#[test]
fn views_should_show_services_and_requests_while_they_exist() {
	ExtBuilder::default().build_and_execute(|| {
		assert_eq!(Business::service(0), None);
		assert_eq!(Business::request_info(0), None);
		let request = assigned(EXPERT, 150);
		let service = Business::service(0).expect("a service");
		assert_eq!(
			service,
			ServiceInfo {
				owner: OWNER,
				domain: DOMAIN,
				terms: terms(),
				version: 0,
				closed: false,
				requests: 1
			}
		);
		let call = Call::update_service { service: 0, terms: terms() };
		assert_eq!(dispatch(OWNER, call), Ok(()));
		assert_eq!(Business::service(0).map(|service| service.version), Some(1));
		let shown = Business::request_info(request).expect("a request");
		assert_eq!((shown.customer, shown.fee, shown.brief), (CUSTOMER, 150, brief()));
		assert_eq!((shown.stake, shown.deadline, shown.remark), (STAKE, 23, None));
		assert_eq!((shown.terms, shown.attempts), (terms().work, 1));
		assert_eq!(submit(EXPERT, request), Ok(()));
		let shown = Business::request_info(request).expect("a request");
		assert_eq!(shown.stake, 0);
		Pools::announce(0, Verdict::Passed);
		assert_eq!(Business::request_info(request), None);
	});
}

// Protects: lists have every request once, page by page, even if the last of a page has ended
// since.
#[test]
fn lists_should_have_every_request_once_when_read_in_pages() {
	ExtBuilder::default().build_and_execute(|| {
		let service = open();
		for _ in 0..5 {
			order(service, 150);
			Offered::push(DOMAIN, Next::Expert(EXPERT));
		}
		assert_eq!(dispatch(OTHER_CUSTOMER, ordering(service, 150)), Ok(()));
		assert!(Business::waiting_for(EXPERT, None, 64).is_empty());
		let all = Business::requests_of(CUSTOMER, None, 64);
		assert_eq!(all.len(), 5);
		assert_eq!(Business::requests_of(OTHER_CUSTOMER, None, 64), [5]);
		assert!(Business::requests_of(CUSTOMER, None, 0).is_empty());
		let first = Business::requests_of(CUSTOMER, None, 2);
		assert_eq!(first, all[..2]);
		assert_eq!(dispatch(CUSTOMER, Call::cancel { request: first[1] }), Ok(()));
		assert_eq!(Business::requests_of(CUSTOMER, Some(first[1]), 64), all[2..]);
		run_to(4);
		let waiting = Business::waiting_for(EXPERT, None, 64);
		assert_eq!(waiting.len(), 5);
		assert_eq!(Business::waiting_for(EXPERT, Some(waiting[3]), 64), waiting[4..]);
		assert_eq!(submit(EXPERT, waiting[0]), Ok(()));
		assert_eq!(Business::waiting_for(EXPERT, None, 64), waiting[1..]);
	});
}
