use crate::{mock::*, *};
use witan_experts::pool::Verdict;

fn call(request: RequestId) -> Call<Test> {
	let note = b"late, and upside down".to_vec().try_into().expect("short enough");
	Call::remark { request, verdict: Opinion::Unsatisfied, note }
}

// Protects: what a customer says is shown to who judges, told, and gone with the request.
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
		// It is no vote, and outlives a repetition of the pool.
		Pools::announce(pool, Verdict::NotQuorate);
		assert!(Remarks::<Test>::contains_key(request));
		refuses(CUSTOMER, call(request), Error::<Test>::AlreadyRemarked);
		Pools::announce(pool + 1, Verdict::Passed);
		assert!(!Remarks::<Test>::contains_key(request));
	});
}

// Protects: only the customer remarks, only on evidence that is judged, and once.
#[test]
fn remark_should_be_refused_when_not_of_the_customer_or_not_in_time() {
	ExtBuilder::default().build_and_execute(|| {
		refuses(CUSTOMER, call(0), Error::<Test>::UnknownRequest);
		let request = order(open(), 150);
		refuses(CUSTOMER, call(request), Error::<Test>::NotValidating);
		Offered::push(DOMAIN, witan_mocks::experts::Next::Expert(EXPERT));
		run_to(4);
		refuses(CUSTOMER, call(request), Error::<Test>::NotValidating);
		assert_eq!(submit(EXPERT, request), Ok(()));
		refuses(EXPERT, call(request), Error::<Test>::NotCustomer);
		assert_eq!(dispatch(CUSTOMER, call(request)), Ok(()));
		refuses(CUSTOMER, call(request), Error::<Test>::AlreadyRemarked);
	});
}
