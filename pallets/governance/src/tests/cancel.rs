//! Cancellation of a directive by a ratified post, before it takes effect.

use super::*;

// Protects: a ratified directive can be cancelled until it takes effect, at once and for good.
#[test]
fn directive_should_not_take_effect_when_a_ratified_post_cancels_it() {
	ExtBuilder.build_and_execute(|| {
		let (post, other) = (ratified(0, fee(20)), ratified(0, fee(30)));
		let called = dispatch(endow());
		let call = ratified(0, called.clone());
		System::set_block_number(DUE - 1);
		events();
		let by = cites(0, &[(post, -500_000), (call, -500_000)]);
		ratify(0, by);
		assert_eq!(state(by), State::NoDirective);
		for post in [post, call] {
			assert_eq!(state(post), State::Cancelled { at: DUE - 1, by });
		}
		assert_eq!(
			events()[1..],
			[Event::Cancelled { post, by }, Event::Cancelled { post: call, by }]
		);
		// No request for the call is left, so that its owner can remove it again.
		let Action::Dispatch { hash, .. } = called else { unreachable!() };
		assert!(!Preimage::is_requested(&hash));
		assert_ok!(Preimage::unnote_preimage(RuntimeOrigin::signed(1), hash));
		assert!(pallet_scheduler::Lookup::<Test>::get(post.0).is_none());
		run_to(2 * LONG_DUE);
		assert_eq!((Fees::get(), Balances::free_balance(9)), (vec![30], 0));
		assert_eq!(state(other), State::Enacted { at: DUE });
	});
}

// Protects: a post may cancel and ask for something else.
#[test]
fn directive_should_take_the_place_of_one_that_its_post_cancels() {
	ExtBuilder.build_and_execute(|| {
		let post = ratified(0, fee(20));
		let directive = Some(Directive { action: fee(30), activate_at: None });
		let by = make_post(0, citations(&[(post, -1_000_000)]), directive);
		ratify(0, by);
		run_to(DUE);
		assert_eq!((Fees::get(), state(by)), (vec![30], State::Enacted { at: DUE }));
		assert_eq!(state(post), State::Cancelled { at: 1, by });
	});
}

// Protects: a citation that only disagrees cancels nothing.
#[test]
fn directive_should_take_effect_when_it_is_cited_with_a_smaller_weight() {
	ExtBuilder.build_and_execute(|| {
		let post = ratified(0, fee(20));
		for weight in [-499_999, -1, 0, 500_000, 1_000_000] {
			ratify(0, cites(0, &[(post, weight)]));
		}
		run_to(DUE);
		assert_eq!((Fee::get(), state(post)), (20, State::Enacted { at: DUE }));
	});
}

// Protects: only what was ratified by a governance pool cancels.
#[test]
fn directive_should_take_effect_when_the_post_that_would_cancel_it_is_not_ratified() {
	ExtBuilder.build_and_execute(|| {
		let post = ratified(0, fee(20));
		let by = cites(0, &[(post, -1_000_000)]);
		Governance::on_pool_outcome(&Decision { verdict: Verdict::Rejected, ..passed(0, 0, by) });
		Governance::on_pool_outcome(&Decision { tier: None, ..passed(0, 0, by) });
		run_to(DUE);
		assert_eq!(Fee::get(), 20);
	});
}

// Protects: a directive that took effect, failed or was cancelled stays so, and a post that was not
// ratified can be ratified later. A post cancels nothing of another domain, whatever a forum lets
// posts cite.
#[test]
fn record_should_stay_as_it_is_when_a_post_cancels_what_is_not_scheduled() {
	ExtBuilder.build_and_execute(|| {
		let (enacted, fails) = (ratified(0, fee(20)), ratified(0, fee(13)));
		let cancelled = ratified(0, fee(30));
		let by = cites(0, &[(cancelled, -500_000)]);
		ratify(0, by);
		run_to(DUE);
		let posts = [enacted, fails, cancelled, by];
		let records = posts.map(Ratifications::<Test>::get);
		let (later, theirs) = (asks(0, fee(40)), ratified(1, client("a")));
		events();
		for post in posts.into_iter().chain([later, theirs, PostId::zero()]) {
			ratify(0, cites(0, &[(post, -1_000_000)]));
			assert!(matches!(events()[..], [Event::Ratified { .. }]));
		}
		assert_eq!(posts.map(Ratifications::<Test>::get), records);
		ratify(0, later);
		run_to(3 * DUE);
		assert_eq!(Fees::get(), [20, 40]);
		assert!(matches!(state(theirs), State::Enacted { .. }));
	});
}

// Protects: the work for a citation is bounded: a forum lets no post cite more than two posts with
// such a weight.
#[test]
fn post_should_cancel_at_most_two_directives() {
	ExtBuilder.build_and_execute(|| {
		let posts = [20, 30, 40].map(|value| ratified(0, fee(value)));
		ratify(0, cites(0, &posts.map(|post| (post, -500_000))));
		run_to(DUE);
		assert_eq!(Fees::get(), [40]);
	});
}

// Protects: a directive that the scheduler put off, because its block had no weight left, can still
// be cancelled, although the scheduler has forgotten its name.
#[test]
fn directive_should_not_take_effect_when_it_is_cancelled_after_it_was_put_off() {
	ExtBuilder.build_and_execute(|| {
		let heavy = dispatch(pallet_governed::Call::work { weight: DISPATCH, taken: DISPATCH });
		let posts = [ratified(0, heavy.clone()), ratified(0, heavy.clone())];
		run_to(LONG_DUE);
		assert_eq!(Worked::<Test>::get(), 1);
		let [done, waits] = posts.map(state);
		assert_eq!(done, State::Enacted { at: LONG_DUE });
		assert_eq!(waits, State::Scheduled { at: LONG_DUE });
		let by = cites(0, &[(posts[1], -500_000)]);
		ratify(0, by);
		run_to(2 * LONG_DUE);
		assert_eq!(Worked::<Test>::get(), 1);
		assert_eq!(state(posts[1]), State::Cancelled { at: LONG_DUE, by });
		let Action::Dispatch { hash, .. } = heavy else { unreachable!() };
		assert!(!Preimage::is_requested(&hash));
	});
}

// Protects: a post that does something else too, or cancels two directives, cancels only what it is
// ratified with as much REP for as stands against that.
#[test]
fn directive_should_take_effect_when_more_stands_for_it_than_ratified_the_post() {
	ExtBuilder.build_and_execute(|| {
		let post = ratified(0, fee(20));
		let less =
			Decision { ayes: Shares::new(59, 1), ..passed(6, 0, cites(0, &[(post, -500_000)])) };
		events();
		Governance::on_pool_outcome(&less);
		assert!(events().contains(&Event::NotCancelled { post, by: less.post }));
		Stands::set(&Some(Shares::new(61, 1)));
		let by = cites(0, &[(post, -500_000)]);
		ratify(0, by);
		assert_eq!(events().last(), Some(&Event::NotCancelled { post, by }));
		assert_eq!(state(post), State::Scheduled { at: DUE });
		// A vote on cancelling alone has counted what stands.
		let by = cites(0, &[(post, -500_000)]);
		Governance::on_pool_outcome(&Decision {
			tier: Some(Tier::Cancel),
			ayes: Shares::new(1, 1),
			..passed(7, 0, by)
		});
		assert_eq!(state(post), State::Cancelled { at: 1, by });
	});
}
