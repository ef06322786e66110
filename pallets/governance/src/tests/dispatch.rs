//! Directives that dispatch a call.

use super::*;

/// Ratifies a directive now, runs to the block in which it is due, and returns its state.
fn enacted(action: TestAction) -> State<u64> {
	let due = System::block_number() + LONG_DELAY;
	let post = ratified(0, action);
	run_to(due);
	state(post)
}

fn batch(calls: &[RuntimeCall]) -> RuntimeCall {
	pallet_utility::Call::batch_all { calls: calls.to_vec() }.into()
}

// Protects: the constitution makes any call that it may, once, and then releases its preimage.
#[test]
fn call_should_be_made_when_its_directive_is_due() {
	ExtBuilder.build_and_execute(|| {
		let action = dispatch(batch(&[work(Weight::zero()), endow()]));
		let Action::Dispatch { hash, .. } = action else { unreachable!() };
		let post = ratified(0, action);
		assert!(Preimage::is_requested(&hash));
		run_to(LONG_DUE - 1);
		assert_eq!(Worked::<Test>::get(), 0);
		events();
		run_to(LONG_DUE + 50);
		assert_eq!((Worked::<Test>::get(), Balances::free_balance(9)), (1, 77));
		assert_eq!(state(post), State::Enacted { at: LONG_DUE });
		assert_eq!(events(), [Event::DispatchedAsRoot { post }, Event::Enacted { post }]);
		assert!(!Preimage::is_requested(&hash));
		assert_ok!(Preimage::unnote_preimage(RuntimeOrigin::signed(1), hash));
		assert_eq!(Balances::free_balance(1), 10_000_000);
	});
}

// Protects: nobody can prevent a ratified call by removing its preimage. Whoever noted it still
// gets the deposit back.
#[test]
fn call_should_be_made_when_its_owner_wants_to_remove_it() {
	ExtBuilder.build_and_execute(|| {
		let action = dispatch(endow());
		let Action::Dispatch { hash, .. } = action else { unreachable!() };
		let post = ratified(0, action);
		assert_ok!(Preimage::unnote_preimage(RuntimeOrigin::signed(1), hash));
		assert_eq!(Balances::free_balance(1), 10_000_000);
		run_to(LONG_DUE);
		assert_eq!(state(post), State::Enacted { at: LONG_DUE });
		assert_eq!(Balances::free_balance(9), 77);
		assert!(Preimage::len(&hash).is_none());
	});
}

// Protects: a call can be noted after it was ratified, by anyone and without a deposit. Nobody need
// pay for what all decided.
#[test]
fn call_should_be_made_when_it_is_noted_late() {
	ExtBuilder.build_and_execute(|| {
		let bytes = endow().encode();
		let post = ratified(0, dispatch_bytes(&bytes, endow().get_dispatch_info().call_weight));
		run_to(LONG_DUE - 1);
		assert_ok!(Preimage::note_preimage(RuntimeOrigin::signed(2), bytes));
		assert_eq!(Balances::free_balance(2), 1_000);
		run_to(LONG_DUE);
		assert_eq!(state(post), State::Enacted { at: LONG_DUE });
	});
}

// Protects: without its call a directive fails, and the call is not requested any more.
#[test]
fn directive_should_fail_when_no_such_call_is_noted() {
	ExtBuilder.build_and_execute(|| {
		let bytes = endow().encode();
		let missing = dispatch_bytes(&bytes, DISPATCH);
		let at = System::block_number() + LONG_DELAY;
		assert_eq!(enacted(missing), failed(at, Refused::PreimageMissing));
		assert!(!Preimage::is_requested(&BlakeTwo256::hash(&bytes)));
		note(&bytes);
		for wrong in [0, bytes.len() as u32 - 1, bytes.len() as u32 + 1] {
			let (hash, weight) = (BlakeTwo256::hash(&bytes), DISPATCH);
			let at = System::block_number() + LONG_DELAY;
			let action = Action::Dispatch { hash, len: wrong, weight };
			assert_eq!(enacted(action), failed(at, Refused::PreimageMissing));
		}
		assert_eq!(Balances::free_balance(9), 0);
	});
}

// Protects: a preimage that is no call can't stop the chain: neither senseless nor surplus bytes,
// nor nested calls that would overflow the stack, nor so many calls that they fill the memory.
#[test]
fn directive_should_fail_when_what_is_noted_is_no_call() {
	ExtBuilder.build_and_execute(|| {
		let more = [endow().encode(), vec![0]].concat();
		let deep = |depth: usize| {
			let one = batch(&[]).encode();
			let outer = [one[0], one[1], 4];
			[outer.repeat(depth), work(Weight::zero()).encode()].concat()
		};
		let empty = RuntimeCall::from(frame_system::Call::remark { remark: vec![] });
		let many = batch(&vec![empty; 400_000]).encode();
		let senseless = vec![255; 9];
		for bytes in [vec![], senseless, more, deep(300), deep(300_000), many] {
			assert!(bytes.len() < MAX_CALL_LEN as usize);
			note(&bytes);
			let at = System::block_number() + LONG_DELAY;
			let state = enacted(dispatch_bytes(&bytes, DISPATCH));
			assert_eq!(state, failed(at, Refused::CallUndecodable));
		}
		note(&deep(1));
		let at = System::block_number() + LONG_DELAY;
		assert_eq!(enacted(dispatch_bytes(&deep(1), DISPATCH)), State::Enacted { at });
	});
}

// Protects: a call that is heavier than the ratified weight is not made.
#[test]
fn directive_should_fail_when_the_call_is_too_heavy() {
	ExtBuilder.build_and_execute(|| {
		let weight = Weight::from_parts(1_000, 1_000);
		note(&work(weight).encode());
		for less in [Weight::from_parts(999, 1_000), Weight::from_parts(1_000, 999)] {
			let at = System::block_number() + LONG_DELAY;
			let state = enacted(dispatch_bytes(&work(weight).encode(), less));
			assert_eq!(state, failed(at, Refused::CallTooHeavy));
		}
		assert_eq!(Worked::<Test>::get(), 0);
		let at = System::block_number() + LONG_DELAY;
		let state = enacted(dispatch_bytes(&work(weight).encode(), weight));
		assert_eq!((state, Worked::<Test>::get()), (State::Enacted { at }, 1));
	});
}

// Protects: a call that no directive may make is not made, whenever it was noted. The record has
// the check's own error.
#[test]
fn directive_should_fail_when_its_call_is_refused() {
	ExtBuilder.build_and_execute(|| {
		let at = System::block_number() + LONG_DELAY;
		assert_eq!(enacted(dispatch(refused(MAX_CHECKED_LEN))), failed(at, REFUSED));
	});
}

// Protects: even with a post's origin, nobody makes its call take more weight than was counted.
#[test]
fn directive_should_fail_when_less_weight_is_counted_than_the_call_takes() {
	ExtBuilder.build_and_execute(|| {
		let post = ratified(0, dispatch(work(Weight::from_parts(1_000, 0))));
		let enact = Call::enact { post, weight: Weight::from_parts(999, 0) };
		assert_ok!(RuntimeCall::from(enact).dispatch(origin_of(0, post)));
		assert_eq!(state(post), failed(1, Refused::CallTooHeavy));
		assert_eq!(Worked::<Test>::get(), 0);
	});
}

// Protects: a batch of calls of which one fails leaves nothing, and the cause is on record.
#[test]
fn directive_should_leave_nothing_when_its_call_fails_half_way() {
	ExtBuilder.build_and_execute(|| {
		let halves = [work(Weight::zero()), endow(), fail()];
		let action = dispatch(batch(&halves));
		let Action::Dispatch { hash, .. } = action else { unreachable!() };
		let post = ratified(0, action);
		events();
		run_to(LONG_DUE);
		assert_eq!(state(post), failed(LONG_DUE, BadOrigin));
		assert_eq!((Worked::<Test>::get(), Balances::free_balance(9)), (0, 0));
		assert_eq!(events(), [Event::EnactmentFailed { post, error: BadOrigin.into() }]);
		assert!(!Preimage::is_requested(&hash));
	});
}

// Protects: the call's own origin is the post's: not root, and no account.
#[test]
fn call_should_fail_when_it_knows_no_ratified_posts() {
	ExtBuilder.build_and_execute(|| {
		let transfer = pallet_balances::Call::transfer_allow_death { dest: 9, value: 1 };
		let force = pallet_balances::Call::force_set_balance { who: 9, new_free: 77 };
		for call in [RuntimeCall::from(transfer), force.into()] {
			let at = System::block_number() + LONG_DELAY;
			assert_eq!(enacted(dispatch(call)), failed(at, BadOrigin));
		}
	});
}

// Protects: the scheduler counts the weight that a call used, and not the most that it could use.
#[test]
fn enact_should_return_weight_when_the_call_takes_less() {
	ExtBuilder.build_and_execute(|| {
		let weight = Weight::from_parts(1_000_000, 1_000);
		let call = work(weight);
		let own = <()>::enact_dispatch(call.encoded_size() as u32);
		let taken = |post| {
			let enact = RuntimeCall::from(Call::enact { post, weight: own + weight });
			enact.dispatch(origin_of(0, post)).unwrap().actual_weight
		};
		assert_eq!(taken(ratified(0, dispatch(call))), Some(own + weight / 2));
		let call = batch(&[work(weight), fail()]);
		let own = <()>::enact_dispatch(call.encoded_size() as u32);
		let most = own + call.get_dispatch_info().call_weight;
		let post = ratified(0, dispatch(call));
		let enact = RuntimeCall::from(Call::enact { post, weight: most });
		let took = enact.dispatch(origin_of(0, post)).unwrap().actual_weight.unwrap();
		assert!(took.all_lte(most - weight / 2) && took.all_gte(own + weight / 2));
	});
}

// Protects: the heaviest and longest call that may be ratified is made in a block that holds it.
#[test]
fn call_should_be_made_when_it_is_as_heavy_and_long_as_it_may_be() {
	ExtBuilder.build_and_execute(|| {
		let post = ratified(0, dispatch(work(DISPATCH)));
		let remark = vec![0; MAX_CALL_LEN as usize - 6];
		let bytes = RuntimeCall::from(frame_system::Call::remark { remark }).encode();
		assert_eq!(bytes.len(), MAX_CALL_LEN as usize);
		assert_ok!(Preimage::note_preimage(RuntimeOrigin::signed(1), bytes.clone()));
		System::set_block_number(2);
		let long = ratified(0, dispatch_bytes(&bytes, DISPATCH));
		run_to(LONG_DUE + 1);
		assert_eq!(state(post), State::Enacted { at: LONG_DUE });
		assert_eq!(state(long), State::Enacted { at: LONG_DUE + 1 });
	});
}

// Protects: two calls that don't fit into one block are made in two.
#[test]
fn call_should_be_made_a_block_later_when_the_block_is_full() {
	ExtBuilder.build_and_execute(|| {
		let weight = DISPATCH;
		let call = |taken| pallet_governed::Call::work { weight, taken };
		let posts = [call(DISPATCH), call(DISPATCH / 2)].map(|call| ratified(0, dispatch(call)));
		run_to(LONG_DUE);
		assert_eq!(state(posts[1]), State::Scheduled { at: LONG_DUE });
		run_to(LONG_DUE + 1);
		assert_eq!(state(posts[0]), State::Enacted { at: LONG_DUE });
		assert_eq!(state(posts[1]), State::Enacted { at: LONG_DUE + 1 });
		assert_eq!(Worked::<Test>::get(), 2);
	});
}

// Protects: a directive can schedule calls for later. They have the origin of its post.
#[test]
fn call_should_be_scheduled_when_a_directive_schedules_it() {
	ExtBuilder.build_and_execute(|| {
		let (call, now) = (Box::new(work(Weight::zero())), LONG_DUE);
		let (maybe_periodic, priority) = (None, 0);
		let same_block = pallet_scheduler::Call::<Test>::schedule {
			when: now,
			maybe_periodic,
			priority,
			call: call.clone(),
		};
		let later =
			pallet_scheduler::Call::schedule { when: now + 2, maybe_periodic, priority, call };
		let late = enacted(dispatch(same_block));
		assert!(matches!(late, State::Failed { at: LONG_DUE, .. }));
		System::set_block_number(1);
		let post = ratified(0, dispatch(later));
		run_to(LONG_DUE + 1);
		assert_eq!((state(post), Worked::<Test>::get()), (State::Enacted { at: now }, 0));
		run_to(LONG_DUE + 2);
		assert_eq!(Worked::<Test>::get(), 1);
	});
}

// Protects: a directive that enacts itself, by its own origin, fails with all calls of its batch.
#[test]
fn directive_should_fail_when_it_enacts_itself() {
	ExtBuilder.build_and_execute(|| {
		// The id of a post does not depend on its directive in this mock, so that a call can name
		// its own post.
		let post = cites(0, &[]);
		let enact = Call::enact { post, weight: Weight::zero() }.into();
		let action = dispatch(batch(&[work(Weight::zero()), enact]));
		let directive = Directive { action, activate_at: None };
		witan_mocks::posts::MockPosts::set_directive(&post, directive);
		ratify(0, post);
		run_to(LONG_DUE);
		assert_eq!(state(post), failed(LONG_DUE, Refused::NotScheduled));
		assert_eq!(Worked::<Test>::get(), 0);
	});
}

// Protects: a directive that ratifies a post that would cancel it takes effect all the same.
#[test]
fn directive_should_take_effect_when_it_has_itself_cancelled() {
	ExtBuilder.build_and_execute(|| {
		let (post, other) = (cites(0, &[]), ratified(0, dispatch(endow())));
		let by = cites(0, &[(post, -500_000), (other, -500_000)]);
		let ratify_it = pallet_governed::Call::ratify { post: by };
		let action = dispatch(batch(&[work(Weight::zero()), ratify_it.into()]));
		let directive = Directive { action, activate_at: Some(LONG_DUE) };
		witan_mocks::posts::MockPosts::set_directive(&post, directive);
		// It comes before the other in the block's agenda.
		System::set_block_number(1);
		ratify(0, post);
		let first = ratified(0, dispatch(pallet_governed::Call::ratify { post: by }));
		events();
		run_to(LONG_DUE);
		assert!(!events().iter().any(|event| matches!(event, Event::Cancelled { .. })));
		assert_eq!(state(other), State::Enacted { at: LONG_DUE });
		assert_eq!(state(post), State::Enacted { at: LONG_DUE });
		assert_eq!(state(first), State::Enacted { at: LONG_DUE });
		assert_eq!((state(by), Worked::<Test>::get()), (State::NoDirective, 1));
	});
}

// Protects: a directive can have a later one of its own block cancelled, although the scheduler
// goes through a copy of its agenda.
#[test]
fn directive_should_not_take_effect_when_an_earlier_one_of_its_block_cancels_it() {
	ExtBuilder.build_and_execute(|| {
		let by = cites(0, &[]);
		let first = ratified(0, dispatch(pallet_governed::Call::ratify { post: by }));
		let second = ratified(0, dispatch(endow()));
		let cited = citations(&[(second, -500_000)]);
		witan_mocks::posts::MockPosts::set_citations(&by, cited);
		run_to(LONG_DUE + 3);
		assert_eq!(state(first), State::Enacted { at: LONG_DUE });
		assert_eq!(state(second), State::Cancelled { at: LONG_DUE, by });
		assert_eq!(Balances::free_balance(9), 0);
	});
}

// Protects: a ratification that a directive causes is undone with it when it fails.
#[test]
fn post_should_not_be_ratified_when_the_directive_that_had_it_ratified_fails() {
	ExtBuilder.build_and_execute(|| {
		let scheduled = ratified(0, fee(20));
		let by = cites(0, &[(scheduled, -500_000)]);
		let call = pallet_governed::Call::ratify { post: by };
		let directive = Directive {
			action: dispatch(batch(&[call.into(), fail()])),
			activate_at: Some(LONG_DUE),
		};
		let post = make_post(0, Default::default(), Some(directive));
		ratify(0, post);
		System::set_block_number(1);
		run_to(LONG_DUE);
		assert_eq!(state(post), failed(LONG_DUE, BadOrigin));
		assert!(Ratifications::<Test>::get(by).is_none());
		assert_eq!(state(scheduled), State::Enacted { at: DUE });
	});
}

// Protects: the same call can be ratified twice, and is then made twice.
#[test]
fn call_should_be_made_for_each_post_that_asks_for_it() {
	ExtBuilder.build_and_execute(|| {
		let action = dispatch(work(Weight::zero()));
		let Action::Dispatch { hash, .. } = action else { unreachable!() };
		let posts = [ratified(0, action.clone()), ratified(0, action)];
		run_to(LONG_DUE);
		assert_eq!(
			posts.map(state),
			[State::Enacted { at: LONG_DUE }, State::Enacted { at: LONG_DUE }]
		);
		assert_eq!(Worked::<Test>::get(), 2);
		assert!(!Preimage::is_requested(&hash));
	});
}

// Protects: a directive that releases its own call leaves no count of requests, below zero or
// above.
#[test]
fn call_should_be_released_once_when_it_releases_itself() {
	ExtBuilder.build_and_execute(|| {
		let own = H256::repeat_byte(1);
		let request = pallet_preimage::Call::request_preimage { hash: own };
		let unrequest = pallet_preimage::Call::unrequest_preimage { hash: own };
		let calls = [request.into(), unrequest.into()];
		let at = System::block_number() + LONG_DELAY;
		assert_eq!(enacted(dispatch(batch(&calls))), State::Enacted { at });
		assert!(!Preimage::is_requested(&own));
		// The constitution releases a call that nobody noted, before its directive is due.
		let bytes = endow().encode();
		let post = ratified(0, dispatch_bytes(&bytes, DISPATCH));
		let hash = BlakeTwo256::hash(&bytes);
		assert_ok!(Preimage::unrequest_preimage(origin_of(0, post), hash));
		let by = cites(0, &[(post, -500_000)]);
		ratify(0, by);
		assert!(matches!(state(post), State::Cancelled { .. }));
		assert!(!Preimage::is_requested(&hash));
	});
}
