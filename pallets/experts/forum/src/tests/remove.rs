use crate::{mock::*, *};
use frame_support::{assert_ok, traits::fungible::InspectHold};
use witan_experts::{
	forum::{Posts as _, INCINERATOR},
	ids::PostId,
};
use witan_mocks::assertions::assert_refused;

fn remove(post: PostId) -> Call<Test> {
	Call::remove { post }
}

#[track_caller]
fn assert_removal_refused(post: PostId, cause: Error<Test>) {
	assert_refused::<RuntimeCall>(RuntimeOrigin::signed(ALICE), remove(post), cause);
}

// Protects: unneeded storage is freed, the deposit is returned, and the posts that it cited can be
// removed afterwards.
#[test]
fn removal_should_return_the_deposit_when_nothing_depends_on_the_post() {
	ExtBuilder::build_and_execute(|| {
		let cited = post(BOB, &[]);
		let citing = post(BOB, &[(cited, 5), (INCINERATOR, 5)]);
		assert_removal_refused(cited, Error::IsCited);
		take_events();
		let done = dispatch(ALICE, remove(citing)).expect("nothing depends on it");
		assert_eq!(done.actual_weight, Some(<() as WeightInfo>::remove(2)));
		assert_eq!(take_events(), [Event::Removed { post: citing, domain: DOMAIN, poster: ALICE }]);
		assert_ok!(dispatch(ALICE, remove(cited)));
		assert_eq!(Balances::balance_on_hold(&PostDeposit::get(), &ALICE), 0);
		assert_eq!(Posts::<Test>::iter_keys().count(), 0);
	});
}

// Protects: a directive is removed with its post, and a removed post can be made again.
#[test]
fn removal_should_leave_nothing_behind() {
	ExtBuilder::build_and_execute(|| {
		let root = || sp_io::storage::root(sp_runtime::StateVersion::V1);
		let make = || {
			let new = new_post(DOMAIN, &[(BOB, 1_000_000)], &[], text("again"), Some(3));
			Forum::do_post(&ALICE, new)
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
		assert_refused::<RuntimeCall>(
			RuntimeOrigin::signed(BOB),
			remove(post),
			Error::<Test>::NotPoster,
		);
	});
}

// Protects: an unknown post, and the incinerator, can't be removed.
#[test]
fn removal_should_be_refused_when_the_post_is_unknown() {
	ExtBuilder::build_and_execute(|| assert_removal_refused(INCINERATOR, Error::UnknownPost));
}

// Protects: a deposit is returned once, and not out of the deposit of another post.
#[test]
fn removal_should_be_refused_when_the_post_was_removed_before() {
	ExtBuilder::build_and_execute(|| {
		let (removed, other) = (post(BOB, &[]), post(BOB, &[]));
		let held = || Balances::balance_on_hold(&PostDeposit::get(), &ALICE);
		let both = held();
		assert_ok!(dispatch(ALICE, remove(removed)));
		let one = held();
		assert!(0 < one && one < both);
		assert_removal_refused(removed, Error::UnknownPost);
		assert_refused::<RuntimeCall>(
			RuntimeOrigin::signed(BOB),
			remove(removed),
			Error::<Test>::UnknownPost,
		);
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
		assert_removal_refused(post, Error::IsPinned);
		Forum::unpin(&post);
		assert_removal_refused(post, Error::IsPinned);
		Forum::unpin(&post);
		assert_ok!(dispatch(ALICE, remove(post)));
	});
}

// Protects: the audit trail of ratified posts: also before the step has run, and when the value was
// taken or has decayed.
#[test]
fn removal_should_be_refused_when_the_post_has_received() {
	ExtBuilder::build_and_execute(|| {
		let ratified = post(BOB, &[(INCINERATOR, 1_000_000)]);
		reward(ratified, 1);
		assert_removal_refused(ratified, Error::HasReceived);
		run();
		assert_eq!(value(ratified), 0);
		Ledger::set_era(DOMAIN, 20);
		assert_removal_refused(ratified, Error::HasReceived);
	});
}
