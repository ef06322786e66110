//! Random outcomes and blocks, and broken invariants.

use super::*;
use proptest::prelude::*;
use std::collections::BTreeMap;

#[derive(Clone, Copy, Debug)]
enum Ask {
	Nothing,
	Fee(u32),
	Share(u32),
	Client,
	Upgrade,
	Work { millis: u64, noted: bool },
	Fail,
	Ratify(usize),
}

#[derive(Clone, Debug)]
enum Step {
	Post { domain: u32, ask: Ask, cites: Vec<(usize, i32)>, after: Option<u64> },
	Outcome { post: usize, verdict: Verdict, tier: Option<Tier> },
	Schedule(usize),
	Blocks(u64),
	MaxFee(u32),
}

fn ask() -> impl Strategy<Value = Ask> {
	prop_oneof![
		1 => Just(Ask::Nothing),
		3 => (1..120u32).prop_map(Ask::Fee),
		2 => (0..MILLION).prop_map(Ask::Share),
		2 => Just(Ask::Client),
		1 => Just(Ask::Upgrade),
		3 => (0..1_100u64, any::<bool>()).prop_map(|(millis, noted)| Ask::Work { millis, noted }),
		1 => Just(Ask::Fail),
		2 => (0..5usize).prop_map(Ask::Ratify),
	]
}

fn step() -> impl Strategy<Value = Step> {
	let weight = prop_oneof![Just(-1_000_000), Just(-500_000), Just(-499_999), Just(500_000)];
	let post = (
		prop_oneof![5 => Just(0u32), 1 => Just(1u32)],
		ask(),
		prop::collection::vec((0..5usize, weight), 0..3),
		prop::option::of(0..60u64),
	);
	let verdict = prop_oneof![
		8 => Just(Verdict::Passed),
		1 => Just(Verdict::Rejected),
		1 => Just(Verdict::NotQuorate),
	];
	let tier = prop_oneof![
		4 => Just(Some(Tier::Root)),
		4 => Just(Some(Tier::Cancel)),
		1 => Just(None),
	];
	prop_oneof![
		4 => post.prop_map(|(domain, ask, cites, after)| Step::Post { domain, ask, cites, after }),
		6 => (0..5usize, verdict, tier)
			.prop_map(|(post, verdict, tier)| Step::Outcome { post, verdict, tier }),
		2 => (0..5usize).prop_map(Step::Schedule),
		3 => (1..8u64).prop_map(Step::Blocks),
		1 => (1..120u32).prop_map(Step::MaxFee),
	]
}

/// The posts and events of a run.
#[derive(Default)]
struct Chain {
	posts: Vec<(u32, PostId)>,
	ratified: BTreeMap<PostId, u32>,
	ends: BTreeMap<PostId, u32>,
	jobs: BTreeMap<PostId, u32>,
}

impl Chain {
	/// Returns one of the last posts, counted from the end.
	fn post(&self, back: usize) -> Option<(u32, PostId)> {
		self.posts.iter().rev().nth(back).copied()
	}

	fn action(&self, ask: Ask) -> Option<TestAction> {
		// No two calls have the same bytes, so that each is noted once.
		let proof = self.posts.len() as u64;
		Some(match ask {
			Ask::Nothing => return None,
			Ask::Fee(value) => fee(value),
			Ask::Share(value) => author_share(value),
			Ask::Client => client("a"),
			Ask::Upgrade => Action::AuthorizeUpgrade { code_hash: H256::repeat_byte(1) },
			Ask::Work { millis, noted } => {
				let call = work(Weight::from_parts(millis * 1_000_000_000, proof));
				if noted {
					dispatch(call)
				} else {
					dispatch_bytes(&call.encode(), call.get_dispatch_info().call_weight)
				}
			},
			Ask::Fail => {
				let unlike = work(Weight::from_parts(0, proof));
				let calls = vec![unlike, endow(), fail()];
				dispatch(pallet_utility::Call::batch_all { calls })
			},
			Ask::Ratify(post) => {
				let unlike = work(Weight::from_parts(1, proof));
				let post = self.post(post).map_or(H256::zero(), |(_, post)| post);
				let calls = vec![unlike, pallet_governed::Call::ratify { post }.into()];
				dispatch(pallet_utility::Call::batch_all { calls })
			},
		})
	}

	fn run(&mut self, step: Step) {
		match step {
			Step::Post { domain, ask, cites, after } => {
				let activate_at = after.map(|after| System::block_number() + after);
				let directive = self.action(ask).map(|action| Directive { action, activate_at });
				let cited = cites
					.into_iter()
					.filter_map(|(index, weight)| self.post(index).map(|(_, post)| (post, weight)));
				let cited: Vec<_> = cited.collect();
				self.posts.push((domain, make_post(domain, citations(&cited), directive)));
			},
			Step::Outcome { post, verdict, tier } => {
				let Some((domain, post)) = self.post(post) else { return };
				let decision = passed(0, domain, post);
				Governance::on_pool_outcome(&Decision { verdict, tier, ..decision });
			},
			Step::Schedule(post) => {
				let Some((_, post)) = self.post(post) else { return };
				let unscheduled = is_unscheduled(post);
				let scheduled = Governance::schedule(RuntimeOrigin::signed(9), post);
				assert!(unscheduled || scheduled == Err(Refused::NotUnscheduled.into()));
			},
			Step::Blocks(blocks) => run_to(System::block_number() + blocks),
			Step::MaxFee(value) => MaxFee::set(&value),
		}
	}

	/// Counts the events of each post.
	fn hear(&mut self) {
		let count = |map: &mut BTreeMap<_, u32>, post| *map.entry(post).or_default() += 1;
		for event in events() {
			match event {
				Event::Ratified { post, .. } => count(&mut self.ratified, post),
				Event::Enacted { post } => {
					count(&mut self.ends, post);
					count(&mut self.jobs, post);
				},
				Event::EnactmentFailed { post, .. } | Event::Cancelled { post, .. } => {
					count(&mut self.ends, post)
				},
				Event::AlreadyRatified { .. }
				| Event::Scheduled { .. }
				| Event::Unscheduled { .. }
				| Event::NotCancelled { .. }
				| Event::UpgradeAuthorized { .. }
				| Event::UpgradeExpired { .. }
				| Event::UpgradeVoided { .. }
				| Event::ClientReplaced { .. }
				| Event::DispatchedAsRoot { .. } => {},
			}
		}
	}

	/// Checks that each enacted directive, and no other, was carried out exactly once.
	fn check_effects(&self) {
		let mut fees = 0;
		let mut worked = 0;
		for (_, post) in &self.posts {
			let Some(shown) = Governance::ratification(*post) else { continue };
			let enacted = matches!(shown.ratification.state, State::Enacted { .. });
			assert_eq!(self.jobs.get(post).copied(), enacted.then_some(1), "enacted once");
			let action = shown.directive.map(|directive| directive.action);
			match action {
				Some(Action::SetParameter(_)) if enacted => fees += 1,
				Some(Action::Dispatch { .. }) if enacted => worked += 1,
				_ => {},
			}
		}
		assert_eq!((Fees::get().len(), Worked::<Test>::get()), (fees, worked));
		assert_eq!(Balances::free_balance(9), 0, "a part of what failed");
	}
}

fn is_unscheduled(post: PostId) -> bool {
	Ratifications::<Test>::get(post)
		.is_some_and(|record| matches!(record.state, State::Unscheduled { .. }))
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(128))]

	// Protects: every ratified directive, in any order and block, ends in one final state. It takes
	// effect at most once and as a whole, and leaves no task and no kept call behind.
	#[test]
	fn directives_should_end_once_when_outcomes_and_blocks_are_random(
		steps in prop::collection::vec(step(), 1..90),
	) {
		ExtBuilder.build().execute_with(|| {
			let mut chain = Chain::default();
			for step in steps {
				chain.run(step);
				chain.hear();
				chain.check_effects();
				Governance::do_try_state().expect("invariants hold");
			}
			// Directives without room find some, and each block makes at least one call that was
			// put off.
			let found = || {
				let posts = Ratifications::<Test>::iter_keys().filter(|post| is_unscheduled(*post));
				posts.collect::<Vec<_>>()
			};
			while !found().is_empty() {
				run_to(System::block_number() + 20);
				for post in found() {
					let _ = Governance::schedule(RuntimeOrigin::signed(9), post);
				}
			}
			run_to(System::block_number() + 250);
			chain.hear();
			chain.check_effects();
			Governance::do_try_state().expect("invariants hold");
			for (post, times) in &chain.ratified {
				assert_eq!(*times, 1, "a post is ratified once");
				let ends = chain.ends.get(post).copied();
				match state(*post) {
					State::NoDirective => assert_eq!(ends, None),
					State::Scheduled { .. } | State::Unscheduled { .. } => panic!("it is overdue"),
					State::Enacted { .. } | State::Failed { .. } | State::Cancelled { .. } => {
						assert_eq!(ends, Some(1), "one end");
					},
				}
			}
			assert_eq!(chain.ratified.len(), Ratifications::<Test>::iter().count());
			let kept: Vec<_> = pallet_preimage::RequestStatusFor::<Test>::iter_values()
				.filter(|status| matches!(status, pallet_preimage::RequestStatus::Requested { .. }))
				.collect();
			assert!(kept.is_empty(), "a call is kept for nothing");
			assert_eq!(pallet_scheduler::Lookup::<Test>::iter().count(), 0);
		});
	}
}

/// Checks that `try_state` finds what `act` breaks.
#[track_caller]
fn broken(message: &'static str, act: impl FnOnce()) {
	assert_broken(ExtBuilder.build(), Governance::do_try_state, message, act);
}

fn change(post: PostId, change: impl FnOnce(&mut Ratification<u64>)) {
	Ratifications::<Test>::mutate_extant(post, change);
}

// Protects: each check of `try_state` finds the state that it is for.
#[test]
fn try_state_should_fail_when_an_invariant_is_broken() {
	let post = || ratified(0, fee(20));
	let state = |post, state| change(post, |record| record.state = state);
	broken("a record of no domain", || change(post(), |record| record.domain = 9));
	broken("a record without its post", || change(post(), |record| record.domain = 1));
	broken("a directive is passed over", || state(post(), State::NoDirective));
	broken("a record without its directive", || {
		let post = cites(0, &[]);
		ratify(0, post);
		state(post, State::Scheduled { at: 5 });
	});
	broken("ratified in the future", || change(post(), |record| record.at = 2));
	broken("scheduled without a delay", || state(post(), State::Scheduled { at: 1 }));
	broken("due before it was ratified", || state(post(), State::Unscheduled { due: 0 }));
	broken("enacted at a time that can't be", || state(post(), State::Enacted { at: 2 }));
	broken("failed at a time that can't be", || state(post(), failed(0, BadOrigin)));
	let cancelled = |at, by| State::Cancelled { at, by };
	broken("cancelled by no ratified post", || state(post(), cancelled(1, PostId::zero())));
	broken("cancelled at a time that can't be", || state(post(), cancelled(2, post())));
	broken("cancelled by another domain", || {
		state(post(), cancelled(1, ratified(1, client("a"))));
	});
	broken("a directive without its task", || state(post(), State::Scheduled { at: DUE + 1 }));
	broken("a call that may be removed", || {
		let post = ratified(0, dispatch_bytes(b"a", DISPATCH));
		let hash = BlakeTwo256::hash(b"a");
		assert_ok!(Preimage::unrequest_preimage(origin_of(0, post), hash));
	});
	let recommend = |domain, post, action: TestAction, at| {
		let Action::ReplaceClient { hash, uri } = action else { unreachable!() };
		Clients::<Test>::insert(domain, Client { hash, uri, post, at });
	};
	broken("a client of no ratified post", || recommend(0, PostId::zero(), client("a"), 1));
	let replaced = || {
		let post = ratified(0, client("a"));
		run_to(DUE);
		post
	};
	broken("a client of another domain", || recommend(1, replaced(), client("a"), DUE));
	broken("a client of no enactment", || recommend(0, replaced(), client("a"), 3));
	broken("a client of no directive", || recommend(0, replaced(), client("b"), DUE));
	let authorize = || {
		Governance::authorize_upgrade(H256::repeat_byte(1));
		UpgradeExpiries::<Test>::get().expect("it ends")
	};
	let ends = |expiry| UpgradeExpiries::<Test>::set(expiry);
	broken("an upgrade that never ends", || {
		authorize();
		ends(None);
	});
	broken("the end of another upgrade", || {
		ends(Some(UpgradeExpiry { code_hash: H256::repeat_byte(2), ..authorize() }));
	});
	broken("an upgrade that should be void", || ends(Some(UpgradeExpiry { at: 1, ..authorize() })));
}
