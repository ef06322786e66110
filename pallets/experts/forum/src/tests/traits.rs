use crate::{mock::*, Error, *};
use frame_support::assert_ok;
use sp_runtime::DispatchResult;
use witan_experts::{
	forum::{Posts as _, Publish, INCINERATOR},
	ids::PostId,
	shares::{Shares, MILLION},
};
use witan_mocks::ledger::MockLedger;

#[track_caller]
fn refused(result: impl FnOnce() -> DispatchResult, cause: Error<Test>) {
	let root = || sp_io::storage::root(sp_runtime::StateVersion::V1);
	let before = root();
	assert_eq!(result(), Err(cause.into()));
	assert_eq!(before, root());
}

// Protects: other pallets learn a post's facts, and that there is none.
#[test]
fn posts_should_tell_domain_and_authors() {
	ExtBuilder::build_and_execute(|| {
		let by = [(BOB, 1), (CAROL, MILLION - 1)];
		let known = post_by(&by, &[]);
		assert_eq!(Forum::domain(&known), Some(DOMAIN));
		assert_eq!(
			<Forum as witan_experts::forum::Posts<u64>>::authors(&known),
			Some(authors(&by))
		);
		for unknown in [INCINERATOR, PostId::repeat_byte(1)] {
			assert_eq!(Forum::domain(&unknown), None);
			assert_eq!(<Forum as witan_experts::forum::Posts<u64>>::authors(&unknown), None);
			refused(|| Forum::pin(&unknown), Error::UnknownPost);
			refused(|| Forum::reward(&unknown, 0, Shares::new(1, 0)), Error::UnknownPost);
		}
	});
}

// Protects: what depends on a post is counted and never wrongly, so that nothing loses its post.
#[test]
fn pin_should_be_refused_when_no_more_can_be_counted() {
	ExtBuilder::build_and_execute(|| {
		let pinned = post(BOB, &[]);
		let set_pins = |pins| {
			Standings::<Test>::mutate(pinned, |standing| {
				standing.as_mut().expect("a post").pins = pins
			});
		};
		set_pins(u32::MAX - 1);
		assert_ok!(Forum::pin(&pinned));
		refused(|| Forum::pin(&pinned), Error::PinnedTooOften);
		set_pins(0);
	});
}

// Protects: a pin is undone once and no more; doing so again is a mistake of another pallet that tests must show.
#[test]
#[should_panic(expected = "unpinned more often than pinned")]
fn unpin_should_be_told_when_there_is_no_pin() {
	ExtBuilder::build_and_execute(|| Forum::unpin(&post(BOB, &[])));
}

// Protects: a reward is booked at once, in the era of the domain, and waits; nothing is minted yet.
#[test]
fn reward_should_wait_until_its_step_runs() {
	ExtBuilder::build_and_execute(|| {
		let rewarded = post(BOB, &[]);
		take_events();
		reward(rewarded, 100);
		let amount = Shares::new(100, 0);
		assert_eq!(take_events(), [Event::Rewarded { post: rewarded, pool: 7, amount }]);
		assert_eq!(Standings::<Test>::get(rewarded).expect("a post").received, amount);
		assert_eq!((value(rewarded), free(BOB), Forum::queue_length()), (0, 0, 1));
		assert_eq!(
			Queue::<Test>::get(DOMAIN, 0),
			Some(Step::Credit { post: rewarded, amount, depth: 0, pool: 7 })
		);
		run();
		assert_eq!((value(rewarded), free(BOB), Forum::queue_length()), (100, 100, 0));
	});
}

// Protects: nothing waits for nothing, be it zero or what decays to zero.
#[test]
fn reward_should_do_nothing_when_it_is_of_nothing() {
	ExtBuilder::build_and_execute(|| {
		let rewarded = post(BOB, &[]);
		MockLedger::<Reason>::set_era(DOMAIN, 1);
		let before = sp_io::storage::root(sp_runtime::StateVersion::V1);
		assert_ok!(Forum::reward(&rewarded, 7, Shares::zero()));
		assert_ok!(Forum::reward(&rewarded, 7, Shares::new(65_535, 0)));
		assert_eq!(before, sp_io::storage::root(sp_runtime::StateVersion::V1));
		assert_ok!(Forum::reward(&rewarded, 7, Shares::new(65_536, 0)));
		run();
		assert_eq!(free(BOB), 1);
	});
}

// Protects: no sum of the pallet overflows, whatever pools mint.
#[test]
fn reward_should_be_refused_when_it_is_too_much() {
	ExtBuilder::build_and_execute(|| {
		let rewarded = post(BOB, &[]);
		let give = |amount| Forum::reward(&rewarded, 7, Shares::new(amount, 0));
		assert_ok!(give(MAX_PUT_IN - 1));
		refused(|| give(2), Error::TooMuchReputation);
		refused(|| give(u128::MAX), Error::TooMuchReputation);
		assert_ok!(give(1));
		refused(|| give(1), Error::TooMuchReputation);
		run();
		assert_eq!(value(rewarded), MAX_PUT_IN);
	});
}

// Protects: a pallet's post is held to the same rules, is paid for by whom it says, and leaves nothing when refused.
#[test]
fn publish_should_make_a_post_by_the_same_rules() {
	ExtBuilder::build_and_execute(|| {
		let publish = |poster, weight| {
			let by = authors(&[(CAROL, weight)]);
			<Forum as Publish<u64>>::publish(&poster, DOMAIN, by, citations(&[]), text("work"))
		};
		refused(|| publish(CAROL, 5).map(|_| ()), Error::AuthorWeights);
		let poor = sp_runtime::TokenError::FundsUnavailable;
		let before = sp_io::storage::root(sp_runtime::StateVersion::V1);
		assert_eq!(publish(99, MILLION), Err(poor.into()));
		assert_eq!(before, sp_io::storage::root(sp_runtime::StateVersion::V1));
		let made = publish(CAROL, MILLION).expect("it can be made");
		assert_eq!(Posts::<Test>::get(made).expect("it is stored").poster, CAROL);
	});
}

// Protects: nobody keeps a text from being published by posting it first: the post that is there is the one, whoever made it,
// and nothing is paid, told or changed. Who posts by the call is told that it is there.
#[test]
fn publish_should_give_the_post_when_it_is_there_already() {
	ExtBuilder::build_and_execute(|| {
		let root = || sp_io::storage::root(sp_runtime::StateVersion::V1);
		let cited = post(DAVE, &[]);
		let (by, cites) = (authors(&[(CAROL, MILLION)]), citations(&[(cited, 5)]));
		let call = || crate::Call::<Test>::post {
			domain: DOMAIN,
			authors: by.clone(),
			citations: cites.clone(),
			content: text("work"),
			directive: None,
		};
		let publish = |poster| {
			let (by, cites) = (by.clone(), cites.clone());
			<Forum as Publish<u64>>::publish(&poster, DOMAIN, by, cites, text("work"))
		};
		assert_ok!(dispatch(BOB, call()));
		let before = root();
		let id = Forum::post_id(DOMAIN, by.clone(), cites.clone(), text("work"), None);
		// One of them has no tokens.
		for poster in [CAROL, BOB, 99] {
			assert_eq!(publish(poster), Ok(id));
		}
		assert_eq!(root(), before);
		assert_eq!(Posts::<Test>::get(id).expect("it is stored").poster, BOB);
		for poster in [BOB, CAROL] {
			assert_refused(poster, call(), Error::<Test>::AlreadyPosted);
		}
		// It is the publisher's own, and paid for, if it was removed before.
		assert_ok!(dispatch(BOB, crate::Call::<Test>::remove { post: id }));
		assert_eq!(publish(CAROL), Ok(id));
		assert_eq!(Posts::<Test>::get(id).expect("it is stored").poster, CAROL);
		assert_refused(BOB, call(), Error::<Test>::AlreadyPosted);
	});
}

// Protects: a directive is part of what a post says, and pallets publish none: what they publish is another post.
#[test]
fn publish_should_make_a_post_when_the_one_that_is_there_has_a_directive() {
	ExtBuilder::build_and_execute(|| {
		let by = authors(&[(CAROL, MILLION)]);
		let content = text("work");
		let directed =
			Forum::do_post(&BOB, DOMAIN, by.clone(), citations(&[]), content.clone(), Some(3));
		let published =
			<Forum as Publish<u64>>::publish(&CAROL, DOMAIN, by, citations(&[]), content);
		assert_ne!(published, directed);
		let published = published.expect("it can be made");
		assert_eq!(Posts::<Test>::get(published).expect("it is stored").poster, CAROL);
	});
}
