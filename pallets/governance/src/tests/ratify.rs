//! The consequences of a pool's outcome.

use super::*;
use frame_support::traits::{
	schedule::{v3::Named, DispatchTime},
	Bounded,
};
use witan_experts::domain::InspectDomains;
use witan_mocks::domains::{set_parameters, MockDomains};

/// Puts as many tasks into a block as fit, and returns their names.
fn fill(at: u64) -> Vec<[u8; 32]> {
	let call: Bounded<RuntimeCall, BlakeTwo256> = Bounded::Inline(Default::default());
	let origin = || RuntimeOrigin::root().into_caller();
	let task = |index: u32| {
		let name = (at, index).using_encoded(sp_io::hashing::blake2_256);
		let time = DispatchTime::At(at);
		assert_ok!(<Scheduler as Named<_, _, _>>::schedule_named(
			name,
			time,
			None,
			0,
			origin(),
			call.clone()
		));
		name
	};
	(0..AGENDA).map(task).collect()
}

// Protects: the pool that ratified a post, and the REP for and against it, are on record for ever.
#[test]
fn post_should_be_on_record_when_a_governance_pool_ratifies_it() {
	ExtBuilder.build_and_execute(|| {
		System::set_block_number(3);
		let post = asks(1, author_share(7));
		ratify(1, post);
		let (ayes, nays, supply) = (Shares::new(60, 1), Shares::new(20, 1), Shares::new(100, 1));
		let (domain, pool, voters, at) = (1, 5, 7, 3 + DELAY);
		let record = |state| Ratification {
			domain,
			pool,
			at: 3,
			tier: Tier::Root,
			ayes,
			nays,
			supply,
			voters,
			vote: SHORT_VOTE,
			state,
		};
		assert_eq!(Ratifications::<Test>::get(post), Some(record(State::Scheduled { at })));
		assert_eq!(
			events(),
			[
				Event::Ratified { post, domain, pool, ayes, nays, supply, voters },
				Event::Scheduled { post, at },
			]
		);
		assert_eq!(witan_mocks::posts::MockPosts::pins(&post), 1);
		run_to(at + 100);
		assert_eq!(Ratifications::<Test>::get(post), Some(record(State::Enacted { at })));
	});
}

// Protects: a post without a directive is on record, too, because it may be a charter.
#[test]
fn post_should_be_on_record_when_it_has_no_directive() {
	ExtBuilder.build_and_execute(|| {
		let post = cites(1, &[]);
		ratify(1, post);
		assert_eq!(state(post), State::NoDirective);
		assert!(matches!(events()[..], [Event::Ratified { .. }]));
		assert_eq!(witan_mocks::posts::MockPosts::pins(&post), 1);
	});
}

// Protects: only a governance pool that has passed governs: no other pool, no founder's decision,
// no majority against.
#[test]
fn post_should_be_left_alone_when_its_pool_does_not_govern_or_pass() {
	ExtBuilder.build_and_execute(|| {
		let scheduled = ratified(0, fee(1));
		events();
		let post = make_post(
			0,
			citations(&[(scheduled, -1_000_000)]),
			Some(Directive { action: fee(2), activate_at: None }),
		);
		let before = sp_io::storage::root(StateVersion::V1);
		let decision = passed(0, 0, post);
		Governance::on_pool_outcome(&Decision { tier: None, ..decision });
		for verdict in [Verdict::Rejected, Verdict::NotQuorate] {
			for tier in [Some(Tier::Cancel), None] {
				Governance::on_pool_outcome(&Decision { tier, verdict, ..decision });
			}
		}
		assert_eq!(sp_io::storage::root(StateVersion::V1), before);
		assert_eq!(events(), []);
	});
}

// Protects: a directive can't be replayed: neither before, nor after it took effect, nor after it
// failed or was cancelled.
#[test]
fn directive_should_take_effect_once_when_its_post_is_ratified_again() {
	ExtBuilder.build_and_execute(|| {
		let (enacts, fails) = (ratified(0, fee(20)), ratified(0, fee(13)));
		let (cancelled, plain) = (ratified(0, fee(22)), cites(0, &[]));
		ratify(0, plain);
		let by = cites(0, &[(cancelled, -500_000)]);
		ratify(0, by);
		let again = || {
			events();
			let posts = [enacts, fails, cancelled, plain, by];
			let records = posts.map(Ratifications::<Test>::get);
			for post in posts {
				Governance::on_pool_outcome(&passed(8, 0, post));
				assert_eq!(events(), [Event::AlreadyRatified { post, pool: 8 }]);
				assert_eq!(witan_mocks::posts::MockPosts::pins(&post), 1);
			}
			assert_eq!(posts.map(Ratifications::<Test>::get), records);
		};
		again();
		run_to(DUE);
		again();
		run_to(3 * DUE);
		assert_eq!(state(enacts), State::Enacted { at: DUE });
		assert_eq!(state(fails), failed(DUE, HALF_WAY));
		assert_eq!(state(cancelled), State::Cancelled { at: 1, by });
		assert_eq!(Fees::get(), [20]);
	});
}

// Protects: everyone has time to leave, or to undo it. Upgrades, calls and changes of a delay wait
// for the longer delay.
#[test]
fn directive_should_be_scheduled_after_the_delay_of_its_kind() {
	ExtBuilder.build_and_execute(|| {
		let at = |domain, action| Governance::enacts_at(ratified(domain, action));
		assert_eq!(at(0, fee(1)), Some(DUE));
		assert_eq!(at(0, fee(7)), Some(LONG_DUE));
		assert_eq!(at(1, author_share(1)), Some(DUE));
		assert_eq!(at(0, client("a")), Some(DUE));
		assert_eq!(at(0, Action::AuthorizeUpgrade { code_hash: H256::zero() }), Some(LONG_DUE));
		assert_eq!(at(0, dispatch_bytes(b"a", Weight::zero())), Some(LONG_DUE));
	});
}

// Protects: a domain whose votes take long has time for a vote that cancels, and an upgrade never
// waits for less than a parameter.
#[test]
fn directive_should_wait_longer_than_a_vote_of_its_domain() {
	ExtBuilder.build_and_execute(|| {
		vote_lasts(1, 90);
		assert_eq!(Governance::enacts_at(ratified(1, author_share(1))), Some(1 + 120));
		vote_lasts(1, 91);
		assert_eq!(Governance::enacts_at(ratified(1, author_share(3))), Some(1 + 122));
		vote_lasts(1, 90);
		// A vote on governance may be shorter than other pools.
		let mut parameters = MockDomains::parameters(1).expect("it is there");
		parameters.pool.min_duration = 180;
		set_parameters(1, parameters);
		assert_eq!(Governance::enacts_at(ratified(1, author_share(2))), Some(1 + 120));
		assert_eq!(Governance::enacts_at(ratified(0, author_share(1))), Some(DUE));
		let upgrade = || Action::AuthorizeUpgrade { code_hash: H256::zero() };
		EnactmentDelay::set(&(3 * LONG_DELAY));
		assert_eq!(Governance::enacts_at(ratified(0, upgrade())), Some(1 + 3 * LONG_DELAY));
		vote_lasts(0, u64::MAX);
		assert_eq!(Governance::enacts_at(ratified(0, upgrade())), Some(u64::MAX));
	});
}

// Protects: a directive can choose a later block and never an earlier one.
#[test]
fn directive_should_be_scheduled_at_its_activation_when_that_is_later() {
	ExtBuilder.build_and_execute(|| {
		for (activate_at, at) in [(0, DUE), (DUE - 1, DUE), (DUE, DUE), (DUE + 1, DUE + 1)] {
			let directive = Directive { action: fee(1), activate_at: Some(activate_at) };
			let post = make_post(0, Default::default(), Some(directive));
			ratify(0, post);
			assert_eq!(state(post), State::Scheduled { at });
		}
		let directive = Directive { action: fee(1), activate_at: Some(10_000_000) };
		let post = make_post(0, Default::default(), Some(directive));
		ratify(0, post);
		assert_eq!(state(post), State::Scheduled { at: 10_000_000 });
	});
}

// Protects: a block with no room delays a directive and does not stop it.
#[test]
fn directive_should_be_scheduled_in_a_later_block_when_one_is_full() {
	ExtBuilder.build_and_execute(|| {
		for at in DUE..DUE + 15 {
			fill(at);
		}
		let post = ratified(0, fee(20));
		assert_eq!(state(post), State::Scheduled { at: DUE + 15 });
		run_to(DUE + 15);
		assert_eq!((state(post), Fee::get()), (State::Enacted { at: DUE + 15 }, 20));
	});
}

// Protects: a decision is not lost if no block has room. The record says that it waits, and its
// call is kept. Anyone can have it scheduled as soon as there is room, once, and not before it is
// due.
#[test]
fn directive_should_wait_for_room_when_all_blocks_are_full() {
	ExtBuilder.build_and_execute(|| {
		for at in LONG_DUE..LONG_DUE + 16 {
			fill(at);
		}
		let action = dispatch(endow());
		let post = ratified(0, action.clone());
		assert_eq!(state(post), State::Unscheduled { due: LONG_DUE });
		assert_eq!(events()[1..], [Event::Unscheduled { post }]);
		assert_eq!(Governance::enacts_at(post), None);
		let Action::Dispatch { hash, .. } = action else { unreachable!() };
		assert!(Preimage::is_requested(&hash));
		let schedule = || Call::schedule { post };
		System::set_block_number(2);
		assert_refused::<RuntimeCall>(RuntimeOrigin::signed(9), schedule(), Refused::AgendaFull);
		assert_refused::<RuntimeCall>(RuntimeOrigin::root(), schedule(), BadOrigin);

		run_to(LONG_DUE);
		assert_ok!(Governance::schedule(RuntimeOrigin::signed(9), post));
		let at = LONG_DUE + 16;
		assert_eq!(
			(state(post), events()),
			(State::Scheduled { at }, vec![Event::Scheduled { post, at }])
		);
		assert_refused::<RuntimeCall>(
			RuntimeOrigin::signed(9),
			schedule(),
			Refused::NotUnscheduled,
		);
		run_to(at);
		assert_eq!((state(post), Balances::free_balance(9)), (State::Enacted { at }, 77));
		assert_refused::<RuntimeCall>(
			RuntimeOrigin::signed(9),
			schedule(),
			Refused::NotUnscheduled,
		);
		assert!(!Preimage::is_requested(&hash));
	});
}

// Protects: a late scheduling gains no time: a directive stays due in the same block, whatever the
// delays are now.
#[test]
fn directive_should_be_due_as_before_when_room_is_found() {
	ExtBuilder.build_and_execute(|| {
		let fillers: Vec<_> = (DUE..DUE + 16).map(fill).collect();
		let post = ratified(0, fee(20));
		let later = Directive { action: fee(30), activate_at: Some(DUE + 2) };
		let later = make_post(0, Default::default(), Some(later));
		ratify(0, later);
		assert_eq!(state(post), State::Unscheduled { due: DUE });
		EnactmentDelay::set(&1);
		vote_lasts(0, 1);
		assert_eq!(state(later), State::Scheduled { at: DUE + 16 });
		System::set_block_number(5);
		for names in fillers {
			assert_ok!(<Scheduler as Named<_, RuntimeCall, OriginCaller>>::cancel_named(names[0]));
		}
		assert_ok!(Governance::schedule(RuntimeOrigin::signed(9), post));
		assert_eq!(state(post), State::Scheduled { at: DUE });
	});
}

// Protects: nobody brings back a decision that is forgotten, and that another may have replaced.
#[test]
fn directive_should_fail_when_it_is_not_scheduled_within_a_day_after_it_was_due() {
	ExtBuilder.build_and_execute(|| {
		for at in LONG_DUE..LONG_DUE + 16 {
			fill(at);
		}
		let action = dispatch(endow());
		let posts = [ratified(0, action.clone()), ratified(0, action.clone())];
		let last = LONG_DUE + u64::from(MAX_WAIT);
		System::set_block_number(last);
		assert_ok!(Governance::schedule(RuntimeOrigin::signed(9), posts[0]));
		assert_eq!(state(posts[0]), State::Scheduled { at: last + 1 });
		System::set_block_number(last + 1);
		events();
		assert_ok!(Governance::schedule(RuntimeOrigin::signed(9), posts[1]));
		assert_eq!(state(posts[1]), failed(last + 1, Refused::AgendaFull));
		let error = Refused::AgendaFull.into();
		assert_eq!(events(), [Event::EnactmentFailed { post: posts[1], error }]);
		pallet_scheduler::IncompleteSince::<Test>::put(last + 1);
		run_to(last + 3);
		let Action::Dispatch { hash, .. } = action else { unreachable!() };
		assert!(!Preimage::is_requested(&hash));
	});
}

// Protects: a directive that waits for room can be cancelled like one that waits for its block.
#[test]
fn directive_should_be_cancelled_when_it_waits_for_room() {
	ExtBuilder.build_and_execute(|| {
		for at in LONG_DUE..LONG_DUE + 16 {
			fill(at);
		}
		let action = dispatch(endow());
		let post = ratified(0, action.clone());
		let by = cites(0, &[(post, -500_000)]);
		ratify(0, by);
		assert_eq!(state(post), State::Cancelled { at: 1, by });
		let Action::Dispatch { hash, .. } = action else { unreachable!() };
		assert!(!Preimage::is_requested(&hash));
		run_to(LONG_DUE + 1);
		assert_refused::<RuntimeCall>(
			RuntimeOrigin::signed(9),
			Call::schedule { post },
			Refused::NotUnscheduled,
		);
	});
}

// Protects: nobody schedules a directive that was not ratified, or that is scheduled.
#[test]
fn schedule_should_be_refused_when_no_directive_waits_for_room() {
	ExtBuilder.build_and_execute(|| {
		for post in [asks(0, fee(20)), ratified(0, fee(20)), ratified(1, fee(1)), PostId::zero()] {
			assert_refused::<RuntimeCall>(
				RuntimeOrigin::signed(1),
				Call::schedule { post },
				Refused::NotUnscheduled,
			);
		}
	});
}

// Protects: the owner of another domain can't keep the constitution's directives out by filling all
// blocks that are tried for them.
#[test]
fn constitution_should_find_room_when_another_domain_schedules_all_it_can() {
	ExtBuilder.build_and_execute(|| {
		let flood = |due| {
			let directive = Directive { action: client("a"), activate_at: Some(due) };
			let post = make_post(1, Default::default(), Some(directive));
			ratify(1, post);
			state(post)
		};
		let mut scheduled = 0;
		for due in DUE - 4..DUE + 20 {
			while let State::Scheduled { at } = flood(due) {
				assert!(at % u64::from(CONSTITUTION_PERIOD) != 0);
				scheduled += 1;
			}
		}
		assert!(scheduled >= 15 * AGENDA);
		let post = ratified(0, fee(20));
		assert_eq!(state(post), State::Scheduled { at: 16 });
		run_to(16);
		assert_eq!(Fee::get(), 20);
	});
}

// Protects: another domain's directive that is due in a block of the constitution is enacted in the
// next block.
#[test]
fn directive_should_wait_a_block_when_its_own_is_reserved_for_the_constitution() {
	ExtBuilder.build_and_execute(|| {
		System::set_block_number(32 - DELAY);
		assert_eq!(Governance::enacts_at(ratified(1, author_share(1))), Some(33));
		assert_eq!(Governance::enacts_at(ratified(0, author_share(1))), Some(32));
	});
}

// Protects: in a block with more work than it can hold, the constitution's directives come first.
#[test]
fn constitution_should_go_first_within_a_block() {
	ExtBuilder.build_and_execute(|| {
		let (theirs, ours) = (ratified(1, client("a")), ratified(0, fee(20)));
		events();
		run_to(DUE);
		let enacted: Vec<_> =
			events().into_iter().filter(|event| matches!(event, Event::Enacted { .. })).collect();
		assert_eq!(enacted, [Event::Enacted { post: ours }, Event::Enacted { post: theirs }]);
	});
}

// Protects: an outcome never fails, even if a task of that name exists. The record has the cause.
#[test]
fn directive_should_fail_when_its_name_is_taken() {
	ExtBuilder.build_and_execute(|| {
		let post = asks(0, fee(20));
		let call: Bounded<RuntimeCall, BlakeTwo256> = Bounded::Inline(Default::default());
		let (time, origin) = (DispatchTime::At(50), RuntimeOrigin::root().into_caller());
		assert_ok!(<Scheduler as Named<_, _, _>>::schedule_named(
			post.0, time, None, 0, origin, call
		));
		ratify(0, post);
		let error = pallet_scheduler::Error::<Test>::FailedToSchedule;
		assert_eq!(state(post), failed(1, error));
	});
}

// Protects: a directive that no post should have been able to carry is never scheduled.
#[test]
fn directive_should_fail_when_it_is_not_permitted_as_it_is_ratified() {
	ExtBuilder.build_and_execute(|| {
		assert_eq!(state(ratified(1, fee(1))), failed(1, Refused::NotPermitted));
		assert_eq!(state(ratified(1, client(""))), failed(1, Refused::EmptyUri));
		let heavy = dispatch_bytes(b"a", DISPATCH + Weight::from_parts(1, 0));
		assert_eq!(state(ratified(0, heavy)), failed(1, Refused::CallTooHeavy));
		assert!(!Preimage::is_requested(&BlakeTwo256::hash(b"a")));
	});
}

// Protects: the directive of a post that can't be pinned never takes effect, because it might be
// gone when it is due. There is no such post here, so that the invariants of records don't hold.
#[test]
fn directive_should_fail_when_its_post_can_not_be_pinned() {
	ExtBuilder.build().execute_with(|| {
		let post = PostId::repeat_byte(1);
		witan_mocks::posts::MockPosts::set_directive(
			&post,
			Directive { action: fee(20), activate_at: None },
		);
		ratify(0, post);
		assert_eq!(state(post), failed(1, OTHER));
		run_to(2 * DUE);
		assert_eq!(Fee::get(), 10);
	});
}
