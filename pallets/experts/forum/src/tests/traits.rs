use crate::{mock::*, *};
use frame_support::assert_ok;
use sp_runtime::TokenError;
use witan_experts::{
	forum::{Posts as _, Publish, INCINERATOR},
	ids::PostId,
	shares::{Shares, MILLION},
};
use witan_mocks::assertions::{assert_fails, assert_refused};

// Protects: other pallets can read a post's domain and authors, and that a post doesn't exist.
#[test]
fn domain_and_authors_of_a_post_should_be_readable() {
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
			assert_fails(|| Forum::pin(&unknown), Error::<Test>::UnknownPost);
			assert_fails(
				|| Forum::reward(&unknown, 0, Shares::new(1, 0)),
				Error::<Test>::UnknownPost,
			);
		}
	});
}

// Protects: a post's count of pins never wraps around, so that no process loses its post.
#[test]
fn pin_should_be_refused_when_no_more_can_be_counted() {
	ExtBuilder::build_and_execute(|| {
		let pinned = post(BOB, &[]);
		let set_pins = |pins| {
			PostStates::<Test>::mutate(pinned, |state| state.as_mut().expect("a post").pins = pins);
		};
		set_pins(u32::MAX - 1);
		assert_ok!(Forum::pin(&pinned));
		assert_fails(|| Forum::pin(&pinned), Error::<Test>::PinnedTooOften);
		set_pins(0);
	});
}

// Protects: a pin can be undone only once. Undoing it again is a mistake of another pallet that
// tests must show.
#[test]
#[should_panic(expected = "unpinned more often than pinned")]
fn unpin_should_be_defensive_when_there_is_no_pin() {
	ExtBuilder::build_and_execute(|| Forum::unpin(&post(BOB, &[])));
}

// Protects: a reward is booked at once, in the era of the domain, and waits. Nothing is minted yet.
#[test]
fn reward_should_wait_until_its_step_runs() {
	ExtBuilder::build_and_execute(|| {
		let rewarded = post(BOB, &[]);
		take_events();
		reward(rewarded, 100);
		let amount = Shares::new(100, 0);
		assert_eq!(take_events(), [Event::Rewarded { post: rewarded, pool: 7, amount }]);
		assert_eq!(state(rewarded).received, amount);
		assert_eq!((value(rewarded), free(BOB), Forum::queue_length()), (0, 0, 1));
		assert_eq!(
			Rewards::<Test>::get(DOMAIN, 0),
			Some(Credit { post: rewarded, amount, depth: 0, pool: 7 })
		);
		run();
		assert_eq!((value(rewarded), free(BOB), Forum::queue_length()), (100, 100, 0));
	});
}

// Protects: no step waits for an amount of zero, or for one that has decayed to zero.
#[test]
fn reward_should_change_nothing_when_it_is_zero() {
	ExtBuilder::build_and_execute(|| {
		let rewarded = post(BOB, &[]);
		Ledger::set_era(DOMAIN, 1);
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
		assert_fails(|| give(2), Error::<Test>::TooMuchReputation);
		assert_fails(|| give(u128::MAX), Error::<Test>::TooMuchReputation);
		assert_ok!(give(1));
		assert_fails(|| give(1), Error::<Test>::TooMuchReputation);
		run();
		assert_eq!(value(rewarded), MAX_PUT_IN);
	});
}

// Protects: a pallet's post follows the same rules, is paid for by the named account, and leaves
// nothing when refused.
#[test]
fn publish_should_make_a_post_by_the_same_rules() {
	ExtBuilder::build_and_execute(|| {
		let publish = |poster, by: &[(u64, u32)]| {
			let (by, cites) = (authors(by), citations(&[]));
			<Forum as Publish<u64>>::publish(&poster, DOMAIN, by, cites, text("work"))
		};
		let carol = [(CAROL, MILLION)];
		assert_fails(|| publish(CAROL, &[]), Error::<Test>::NoAuthors);
		assert_fails(|| publish(CAROL, &[(CAROL, 5)]), Error::<Test>::AuthorWeights);
		assert_fails(|| publish(99, &carol), TokenError::FundsUnavailable);
		let made = publish(CAROL, &carol).expect("it can be made");
		assert_eq!(Posts::<Test>::get(made).expect("it is stored").poster, CAROL);
	});
}

// Protects: a post of an author is used by whoever publishes it, and nothing is paid, emitted or
// changed. The call is refused instead.
#[test]
fn publish_should_return_the_post_when_it_exists_already() {
	ExtBuilder::build_and_execute(|| {
		let root = || sp_io::storage::root(sp_runtime::StateVersion::V1);
		let cited = post(DAVE, &[]);
		let by = authors(&[(CAROL, MILLION - 1), (BOB, 1)]);
		let cites = citations(&[(cited, 5)]);
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
			assert_refused::<RuntimeCall>(
				RuntimeOrigin::signed(poster),
				call(),
				Error::<Test>::AlreadyPosted,
			);
		}
		// After its removal the publisher makes it again, and pays for it.
		assert_ok!(dispatch(BOB, crate::Call::<Test>::remove { post: id }));
		assert_eq!(publish(CAROL), Ok(id));
		assert_eq!(Posts::<Test>::get(id).expect("it is stored").poster, CAROL);
		assert_refused::<RuntimeCall>(
			RuntimeOrigin::signed(BOB),
			call(),
			Error::<Test>::AlreadyPosted,
		);
	});
}

// Protects: nobody can prevent a publication by posting the same content first, or undo it by
// removing it. A stranger's publication changes nothing.
#[test]
fn publish_should_take_the_post_over_when_the_publisher_is_an_author_and_the_poster_is_none() {
	ExtBuilder::build_and_execute(|| {
		let said = || new_post(DOMAIN, &[(CAROL, MILLION)], &[], text("work"), None);
		let post = Forum::do_post(&BOB, said()).expect("anyone posts");
		let publish = |publisher| {
			let by = authors(&[(CAROL, MILLION)]);
			<Forum as Publish<u64>>::publish(&publisher, DOMAIN, by, citations(&[]), text("work"))
		};
		take_events();
		assert_eq!(publish(DAVE), Ok(post));
		assert_eq!(take_events(), []);
		assert_eq!(publish(CAROL), Ok(post));
		assert_eq!(take_events(), [Event::Posted { post, domain: DOMAIN, poster: CAROL }]);
		assert_refused::<RuntimeCall>(
			RuntimeOrigin::signed(BOB),
			crate::Call::<Test>::remove { post },
			Error::<Test>::NotPoster,
		);
		assert_eq!(publish(CAROL), Ok(post));
		assert_eq!(take_events(), []);
	});
}

// Protects: a directive is part of the hashed content, and pallets publish none: their post is
// another one.
#[test]
fn publish_should_make_a_post_when_the_existing_one_has_a_directive() {
	ExtBuilder::build_and_execute(|| {
		let by = [(CAROL, MILLION)];
		let directed = Forum::do_post(&BOB, new_post(DOMAIN, &by, &[], text("work"), Some(3)));
		let (by, cites) = (authors(&by), citations(&[]));
		let published = <Forum as Publish<u64>>::publish(&CAROL, DOMAIN, by, cites, text("work"));
		assert_ne!(published, directed);
		let published = published.expect("it can be made");
		assert_eq!(Posts::<Test>::get(published).expect("it is stored").poster, CAROL);
	});
}
