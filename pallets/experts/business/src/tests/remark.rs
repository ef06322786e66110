//! `remark`.

use super::*;
use witan_experts::pool::Verdict;
use witan_mocks::experts::Next;

fn call(request: RequestId) -> Call<Test> {
	let note = b"late, and upside down".to_vec().try_into().expect("short enough");
	Call::remark { request, verdict: Opinion::Unsatisfied, note }
}

// Protects: a remark is stored for those who judge, emitted, and removed with the request.
#[test]
fn remark_should_be_kept_until_the_end_when_made() {
	ExtBuilder::default().build_and_execute(|| {
		let (request, pool) = submitted(EXPERT, 150);
		events();
		assert_eq!(dispatch(CUSTOMER, call(request)), Ok(()));
		let Call::remark { verdict, note, .. } = call(request) else { panic!("a remark") };
		assert_eq!(events(), [Event::Remarked { request, verdict, note: note.clone() }]);
		let shown = Business::request_info(request).and_then(|request| request.remark);
		assert_eq!(shown, Some(Remark { verdict, note }));
		check();
		// It is no vote, and stays when the pool is repeated.
		Pools::announce(pool, Verdict::NotQuorate);
		assert!(Remarks::<Test>::contains_key(request));
		assert_refused::<RuntimeCall>(
			RuntimeOrigin::signed(CUSTOMER),
			call(request),
			Error::<Test>::AlreadyRemarked,
		);
		Pools::announce(pool + 1, Verdict::Passed);
		assert!(!Remarks::<Test>::contains_key(request));
	});
}

// Protects: only the customer can remark, only on evidence that is judged, and only once.
#[test]
fn remark_should_be_refused_when_not_by_the_customer_or_not_in_time() {
	ExtBuilder::default().build_and_execute(|| {
		assert_refused::<RuntimeCall>(
			RuntimeOrigin::signed(CUSTOMER),
			call(0),
			Error::<Test>::UnknownRequest,
		);
		let request = order(open(), 150);
		assert_refused::<RuntimeCall>(
			RuntimeOrigin::signed(CUSTOMER),
			call(request),
			Error::<Test>::NotValidating,
		);
		Offered::push(DOMAIN, Next::Expert(EXPERT));
		run_to(4);
		assert_refused::<RuntimeCall>(
			RuntimeOrigin::signed(CUSTOMER),
			call(request),
			Error::<Test>::NotValidating,
		);
		assert_eq!(submit(EXPERT, request), Ok(()));
		assert_refused::<RuntimeCall>(
			RuntimeOrigin::signed(EXPERT),
			call(request),
			Error::<Test>::NotCustomer,
		);
		assert_eq!(dispatch(CUSTOMER, call(request)), Ok(()));
		assert_refused::<RuntimeCall>(
			RuntimeOrigin::signed(CUSTOMER),
			call(request),
			Error::<Test>::AlreadyRemarked,
		);
	});
}
