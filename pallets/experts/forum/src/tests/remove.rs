use crate::{mock::*, Call, Error, *};
use frame_support::{assert_ok, traits::fungible::InspectHold};
use witan_experts::forum::{Posts as _, INCINERATOR};

fn remove(post: witan_experts::ids::PostId) -> Call<Test> {
	Call::remove { post }
}

fn refused(post: witan_experts::ids::PostId, cause: Error<Test>) {
	assert_refused(ALICE, remove(post), cause);
}

// Protects: storage that nothing needs is freed, the deposit comes back, and what it cited can be removed afterwards.
#[test]
fn removal_should_return_the_deposit_when_nothing_depends_on_the_post() {
	ExtBuilder::build_and_execute(|| {
		let cited = post(BOB, &[]);
		let citing = post(BOB, &[(cited, 5), (INCINERATOR, 5)]);
		refused(cited, Error::IsCited);
		take_events();
		let done = dispatch(ALICE, remove(citing)).expect("nothing depends on it");
		assert_eq!(done.actual_weight, Some(<() as WeightInfo>::remove(2)));
		assert_eq!(take_events(), [Event::Removed { post: citing, domain: DOMAIN, poster: ALICE }]);
		assert_ok!(dispatch(ALICE, remove(cited)));
		assert_eq!(Balances::balance_on_hold(&PostDeposit::get(), &ALICE), 0);
		assert_eq!(Posts::<Test>::iter_keys().count(), 0);
	});
}

// Protects: a directive goes with its post, and what was removed can be said again.
#[test]
fn removal_should_leave_nothing_behind() {
	ExtBuilder::build_and_execute(|| {
		let root = || sp_io::storage::root(sp_runtime::StateVersion::V1);
		let make = || {
			let by = authors(&[(BOB, 1_000_000)]);
			Forum::do_post(&ALICE, DOMAIN, by, citations(&[]), text("again"), Some(3))
		};
		let with = |post| (make(), root(), dispatch(ALICE, remove(post)).is_ok());
		let post = make().expect("new");
		assert_ok!(dispatch(ALICE, remove(post)));
		System::reset_events();
		let (posted, first, removed) = with(post);
		assert!(posted == Ok(post) && removed);
		System::reset_events();
		let (posted, second, removed) = with(post);
		assert!(posted == Ok(post) && removed);
		assert_eq!(first, second);
		assert_eq!(Directives::<Test>::iter().count(), 0);
	});
}

// Protects: only the poster gets the deposit, even when others wrote the post.
#[test]
fn removal_should_be_refused_when_it_is_not_by_the_poster() {
	ExtBuilder::build_and_execute(|| {
		let post = post(BOB, &[]);
		assert_refused(BOB, remove(post), Error::<Test>::NotPoster);
	});
}

// Protects: an unknown post, and the incinerator, can't be removed.
#[test]
fn removal_should_be_refused_when_the_post_is_unknown() {
	ExtBuilder::build_and_execute(|| refused(INCINERATOR, Error::UnknownPost));
}

// Protects: a deposit comes back once, and not out of that of another post.
#[test]
fn removal_should_be_refused_when_the_post_was_removed_before() {
	ExtBuilder::build_and_execute(|| {
		let (removed, other) = (post(BOB, &[]), post(BOB, &[]));
		let held = || Balances::balance_on_hold(&PostDeposit::get(), &ALICE);
		let both = held();
		assert_ok!(dispatch(ALICE, remove(removed)));
		let one = held();
		assert!(0 < one && one < both);
		refused(removed, Error::UnknownPost);
		assert_refused(BOB, remove(removed), Error::<Test>::UnknownPost);
		assert_eq!(held(), one);
		assert_ok!(dispatch(ALICE, remove(other)));
	});
}

// Protects: a post in a pool stays until the last pool on it has ended.
#[test]
fn removal_should_be_refused_when_the_post_is_pinned() {
	ExtBuilder::build_and_execute(|| {
		let post = post(BOB, &[]);
		assert_ok!(Forum::pin(&post));
		assert_ok!(Forum::pin(&post));
		refused(post, Error::IsPinned);
		Forum::unpin(&post);
		refused(post, Error::IsPinned);
		Forum::unpin(&post);
		assert_ok!(dispatch(ALICE, remove(post)));
	});
}

// Protects: the audit trail of what was ratified; also before its step has run, and when its value was taken or has decayed.
#[test]
fn removal_should_be_refused_when_the_post_has_received() {
	ExtBuilder::build_and_execute(|| {
		let ratified = post(BOB, &[(INCINERATOR, 1_000_000)]);
		reward(ratified, 1);
		refused(ratified, Error::HasReceived);
		run();
		assert_eq!(value(ratified), 0);
		witan_mocks::ledger::MockLedger::<Reason>::set_era(DOMAIN, 20);
		refused(ratified, Error::HasReceived);
	});
}
