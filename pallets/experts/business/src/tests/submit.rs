//! `submit`.

use super::*;
use frame_support::storage::with_transaction;
use sp_runtime::{DispatchError, TransactionOutcome};
use witan_experts::{
	forum::{Authors, Posts, Publish},
	job::RequestEnd,
	pool::Verdict,
	shares::MILLION,
};
use witan_mocks::posts::MockPosts;

fn call(request: RequestId) -> Call<Test> {
	Call::submit { request, content: content("done"), citations: Citations::default() }
}

// Protects: evidence is a post with the expert as its only author. Its pool has the expert's whole
// stake, the customer's fee and the terms of the request.
#[test]
fn evidence_should_be_judged_when_submitted() {
	ExtBuilder::default().build_and_execute(|| {
		let request = assigned(EXPERT, 150);
		run_to(22);
		events();
		assert_eq!(submit(EXPERT, request), Ok(()));
		let opened = Pools::opened();
		let [opened] = &opened[..] else { panic!("one pool") };
		assert_eq!(
			events(),
			[
				Event::Submitted { request, expert: EXPERT, post: opened.post },
				Event::Validating { request, pool: 0, until: 83 },
			]
		);
		let authors = MockPosts::authors(&opened.post).expect("a post");
		assert_eq!(authors.into_inner(), [(EXPERT, 1_000_000)]);
		assert_eq!((opened.opener, opened.domain, opened.fee), (OWNER, DOMAIN, 150));
		assert_eq!((opened.worker, opened.stake), (EXPERT, Shares::new(STAKE, 0)));
		assert_eq!(opened.params, terms().work.pool);
		assert_eq!(Ledger::staked(DOMAIN, EXPERT, PoolReason::get()), (STAKE, 1));
		assert_eq!(Ledger::staked(DOMAIN, EXPERT, HoldReason::Work.into()), (0, 0));
	});
}

// Protects: only the assigned expert can submit, and only once.
#[test]
fn evidence_should_be_refused_when_not_from_the_expert_or_not_for_the_first_time() {
	ExtBuilder::default().build_and_execute(|| {
		assert_refused::<RuntimeCall>(
			RuntimeOrigin::signed(EXPERT),
			call(0),
			Error::<Test>::UnknownRequest,
		);
		let waiting = order(open(), 150);
		assert_refused::<RuntimeCall>(
			RuntimeOrigin::signed(EXPERT),
			call(waiting),
			Error::<Test>::NotAssigned,
		);
		assert_eq!(dispatch(CUSTOMER, Call::cancel { request: waiting }), Ok(()));
		let request = assigned(EXPERT, 150);
		for who in [SECOND, CUSTOMER, OWNER] {
			assert_refused::<RuntimeCall>(
				RuntimeOrigin::signed(who),
				call(request),
				Error::<Test>::NotAssigned,
			);
		}
		assert_eq!(dispatch(EXPERT, call(request)), Ok(()));
		assert_refused::<RuntimeCall>(
			RuntimeOrigin::signed(EXPERT),
			call(request),
			Error::<Test>::AlreadySubmitted,
		);
		assert_refused::<RuntimeCall>(
			RuntimeOrigin::signed(SECOND),
			call(request),
			Error::<Test>::NotAssigned,
		);
	});
}

// Protects: the deadline holds even before anyone has enforced it, and the block before it is in
// time.
#[test]
fn evidence_should_be_refused_when_late() {
	ExtBuilder::default().build_and_execute(|| {
		let request = assigned(EXPERT, 150);
		run_busy_to(23);
		assert_refused::<RuntimeCall>(
			RuntimeOrigin::signed(EXPERT),
			call(request),
			Error::<Test>::TooLate,
		);
		run_busy_to(200);
		assert_refused::<RuntimeCall>(
			RuntimeOrigin::signed(EXPERT),
			call(request),
			Error::<Test>::TooLate,
		);
		assert_eq!(dispatch(EXPERT, Call::poke { request }), Ok(()));
		assert_refused::<RuntimeCall>(
			RuntimeOrigin::signed(EXPERT),
			call(request),
			Error::<Test>::NotAssigned,
		);
	});
}

// Protects: evidence that can't be posted leaves the request as it was, so that the expert can
// submit other evidence.
#[test]
fn request_should_stay_assigned_when_the_post_is_refused() {
	ExtBuilder::default().build_and_execute(|| {
		let request = assigned(EXPERT, 150);
		RefusesPosts::set(true);
		assert_refused::<RuntimeCall>(
			RuntimeOrigin::signed(EXPERT),
			call(request),
			DispatchError::Other("no such post"),
		);
		check();
		RefusesPosts::set(false);
		assert_eq!(submit(EXPERT, request), Ok(()));
	});
}

// Protects: a pool that can't be opened costs the expert nothing: its evidence is not published,
// and its stake stays held for the job. The same evidence can be submitted as soon as a pool can be
// opened.
#[test]
fn request_should_stay_assigned_when_the_pool_is_refused() {
	ExtBuilder::default().build_and_execute(|| {
		let request = assigned(EXPERT, 150);
		let before = state(request);
		Pools::refuse_to_open(true);
		assert_refused::<RuntimeCall>(
			RuntimeOrigin::signed(EXPERT),
			call(request),
			DispatchError::Other("no pool"),
		);
		assert_eq!(state(request), before);
		assert_eq!(AssignedTo::<Test>::iter_prefix(EXPERT).count(), 1);
		assert_eq!((JudgedBy::<Test>::iter().count(), Pools::opened().len()), (0, 0));
		assert_eq!(Ledger::staked(DOMAIN, EXPERT, HoldReason::Work.into()), (STAKE, 1));
		check();
		// The post that would be published.
		let post = with_transaction(|| {
			let authors = Authors::truncate_from(vec![(EXPERT, MILLION)]);
			let citations = Citations::default();
			let post = MockPosts::publish(&EXPERT, DOMAIN, authors, citations, content("done"));
			TransactionOutcome::Rollback(post)
		});
		let post = post.expect("it can be published");
		assert_eq!(MockPosts::domain(&post), None);
		Pools::refuse_to_open(false);
		assert_eq!(dispatch(EXPERT, call(request)), Ok(()));
		assert_eq!(Pools::opened()[0].post, post);
		assert_eq!(MockPosts::domain(&post), Some(DOMAIN));
	});
}

// Protects: an expert for whom no pool can be opened in time is a no-show like any other, and the
// request is not stuck.
#[test]
fn request_should_be_drawn_for_again_when_the_pool_was_refused_until_it_was_late() {
	ExtBuilder::default().build_and_execute(|| {
		let request = assigned(EXPERT, 150);
		Pools::refuse_to_open(true);
		assert_refused::<RuntimeCall>(
			RuntimeOrigin::signed(EXPERT),
			call(request),
			DispatchError::Other("no pool"),
		);
		run_busy_to(23);
		assert_refused::<RuntimeCall>(
			RuntimeOrigin::signed(EXPERT),
			call(request),
			Error::<Test>::TooLate,
		);
		assert_eq!(dispatch(STRANGER, Call::poke { request }), Ok(()));
		assert!(matches!(state(request), Some(State::Requested { .. })));
	});
}

// Protects: nobody can make an expert a no-show by posting the expert's evidence first, or remove
// that evidence after its pool. The post is the evidence, and the expert becomes its poster.
#[test]
fn evidence_should_be_judged_when_somebody_else_posted_it_first() {
	ExtBuilder::default().build_and_execute(|| {
		let request = assigned(EXPERT, 150);
		let authors = Authors::truncate_from(vec![(EXPERT, MILLION)]);
		let citations = Citations::default();
		let post = MockPosts::publish(&STRANGER, DOMAIN, authors, citations, content("done"))
			.expect("anyone posts");
		assert_eq!(MockPosts::poster(&post), Some(STRANGER));
		events();
		assert_eq!(dispatch(EXPERT, call(request)), Ok(()));
		assert_eq!(MockPosts::poster(&post), Some(EXPERT));
		let told = [
			Event::Submitted { request, expert: EXPERT, post },
			Event::Validating { request, pool: 0, until: 64 },
		];
		assert_eq!(events(), told);
		assert_eq!(Pools::opened()[0].post, post);
		check();
		Pools::announce(0, Verdict::Passed);
		assert_eq!(EndsTold::get(), [(request, RequestEnd::Completed)]);
	});
}

// Protects: requests with the same post as evidence have a pool each, and end by that pool's
// verdict.
#[test]
fn requests_should_end_each_by_its_own_pool_when_their_evidence_is_the_same() {
	ExtBuilder::default().build_and_execute(|| {
		let first = assigned(EXPERT, 150);
		let second = assigned(EXPERT, 151);
		for request in [first, second] {
			assert_eq!(dispatch(EXPERT, call(request)), Ok(()));
		}
		let opened = Pools::opened();
		assert_eq!((opened[0].post, opened[0].fee), (opened[1].post, 150));
		check();
		Pools::announce(1, Verdict::Rejected);
		assert_eq!(EndsTold::get(), [(second, RequestEnd::Rejected)]);
		check();
		Pools::announce(0, Verdict::Passed);
		assert_eq!(EndsTold::get().pop(), Some((first, RequestEnd::Completed)));
	});
}
