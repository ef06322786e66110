use crate::{mock::*, *};
use codec::MaxEncodedLen;
use frame_support::assert_ok;
use proptest::prelude::*;
use witan_experts::{
	forum::MAX_CITATIONS,
	ids::{DomainId, PostId},
	shares::{Shares, MILLION},
};

const BY_BOB: [(u64, u32); 1] = [(BOB, MILLION)];

/// Makes a post above three layers, in which each post cites the whole layer below. One reward of
/// it causes 4369 steps.
fn broad_post(domain: DomainId) -> PostId {
	let weight = (MILLION / MAX_CITATIONS) as i32;
	let mut below: Vec<(PostId, i32)> = vec![];
	for _ in 0..3 {
		let layer = (0..MAX_CITATIONS).map(|_| (post_in(domain, &BY_BOB, &below), weight));
		below = layer.collect();
	}
	post_in(domain, &BY_BOB, &below)
}

// Protects: a flood in one domain's queue delays another domain by at most one turn for each of its
// own turns. One reward is enough for a flood.
#[test]
fn reward_should_be_propagated_in_bounded_time_when_another_domain_is_flooded() {
	ExtBuilder::build_and_execute(|| {
		reward(broad_post(DOMAIN), 1 << 40);
		(0..1 + 16 + 256).for_each(|_| assert!(Forum::do_step().is_some()));
		let cited: Vec<_> =
			(0..10).map(|_| (post_in(OTHER_DOMAIN, &BY_BOB, &[]), 50_000)).collect();
		let citing = post_in(OTHER_DOMAIN, &BY_BOB, &cited);
		reward(citing, 1_000);
		// Eleven steps of its own, in two turns, before each of which the other domain has one.
		(0..11 + 2 * TURN).for_each(|_| assert!(Forum::do_step().is_some()));
		assert_eq!(value(citing), 500);
		assert!(cited.iter().all(|(cited, _)| value(*cited) == 50));
		assert!(Forum::waiting(DOMAIN) > 0);
	});
}

/// Makes layers of 16 posts each. Each post of a layer cites the whole layer below, and the posts
/// of the lowest take from 16 posts of great value. Returns the highest layer.
fn layers(count: u8) -> Vec<PostId> {
	let weight = (MILLION / MAX_CITATIONS) as i32;
	let layer = |cites: &[(PostId, i32)]| -> Vec<PostId> {
		(0..MAX_CITATIONS).map(|_| post_by(&BY_BOB, cites)).collect()
	};
	let mut top = layer(&[]);
	top.iter().for_each(|post| give(*post, 1 << 60));
	for number in 0..count {
		let weight = if number == 0 { -weight } else { weight };
		top = layer(&top.iter().map(|post| (*post, weight)).collect::<Vec<_>>());
	}
	top
}

/// Runs `steps` steps of [`DOMAIN`], and returns the most that waited besides rewards.
fn highest_stack(steps: u32) -> u64 {
	let ran = (0..steps).map(|_| {
		Forum::do_step().expect("a step waits");
		let Queue { rewards, stacked } = Queues::<Test>::get(DOMAIN);
		assert_eq!(Forum::waiting(DOMAIN), rewards.length() + u64::from(stacked));
		assert_eq!(Forum::queue_length(), Forum::waiting(DOMAIN));
		u64::from(stacked)
	});
	ran.max().unwrap_or_default()
}

// Protects: storage that nobody pays for stays small. However many rewards wait, and however many
// steps each causes, at most 16 and 15 for each citation that an amount passes wait besides them.
#[test]
fn steps_should_wait_in_bounded_number_when_rewards_flood_the_domain() {
	ExtBuilder::build_and_execute(|| {
		let top = layers(4);
		(0..12_000).for_each(|number| reward(top[number % top.len()], 1 << 40));
		assert_eq!(highest_stack(8_000), 16 + 15 * 3);
		assert_eq!(Queues::<Test>::get(DOMAIN).rewards.length(), 12_000 - 1);
	});
}

// Protects: the bound holds at the largest depth limit, and while governance raises and lowers the
// limit between steps.
#[test]
fn steps_should_wait_in_bounded_number_when_the_depth_limit_changes() {
	ExtBuilder::build_and_execute(|| {
		let top = layers(5);
		top.iter().for_each(|post| reward(*post, 1 << 60));
		DepthLimit::set(4);
		assert_eq!(highest_stack(100), u64::from(MAX_STACK));
		check();
		for limit in [3, 4, 0, 2, u8::MAX, 1].repeat(40) {
			DepthLimit::set(limit);
			assert!(highest_stack(7) <= u64::from(MAX_STACK));
		}
		check();
		DepthLimit::set(3);
		// What is left of the first reward and of one more, but for the debits of three layers.
		assert!(highest_stack(2_000) <= u64::from(MAX_STACK));
	});
	assert_eq!(MAX_STACK, 76);
	let bytes = Stacks::<Test>::hashed_key_for(DOMAIN, 0).len() + Step::max_encoded_len();
	assert!(MAX_STACK as usize * bytes < 16_000);
}

// Protects: one step works on one post, and what it puts off comes before all else: the debits
// first, then the gifts in the order of the citations, each with all that it causes. Rewards wait
// in their order.
#[test]
fn steps_should_run_depth_first() {
	ExtBuilder::build_and_execute(|| {
		let leached = post(BOB, &[]);
		give(leached, 10);
		let deep = post(BOB, &[]);
		let (given, other) = (post(BOB, &[(deep, 500_000)]), post(BOB, &[]));
		let citing = post(
			CAROL,
			&[(given, 300_000), (leached, -200_000), (other, 200_000), (deep, 100_000)],
		);
		let next = post(DAVE, &[]);
		reward(citing, 20);
		reward(next, 1);
		take_events();
		Forum::do_step();
		let (pool, depth) = (7, 1);
		let credit =
			|post, amount, depth| Credit { post, amount: Shares::new(amount, 0), depth, pool };
		let debit = Debit { citing, cited: leached, amount: Shares::new(4, 0), pool };
		let stack = (0..).map_while(|number| Stacks::<Test>::get(DOMAIN, number));
		assert_eq!(
			stack.collect::<Vec<_>>(),
			[
				Step::Credit(credit(deep, 2, depth)),
				Step::Credit(credit(other, 4, depth)),
				Step::Credit(credit(given, 6, depth)),
				Step::Debit(debit),
			]
		);
		let rewards: Vec<_> = Rewards::<Test>::iter_values().collect();
		assert_eq!(rewards, [credit(next, 1, 0)]);
		assert_eq!((value(leached), value(citing), free(BOB)), (6, 8, 10));
		run();
		let earned = take_events().into_iter().filter_map(|event| match event {
			Event::Earned { post, amount, .. } => Some((post, amount.value)),
			_ => None,
		});
		assert_eq!(
			earned.collect::<Vec<_>>(),
			[(citing, 8), (citing, 4), (given, 3), (deep, 3), (other, 4), (deep, 2), (next, 1)]
		);
	});
}

/// Makes a post in each domain, and queues steps that only mint to its author.
fn load(steps: &[(DomainId, u32)]) {
	for (domain, steps) in steps {
		let post = post_in(*domain, &BY_BOB, &[]);
		(0..*steps).for_each(|_| reward(post, 1));
	}
}

/// Runs a step that queues no other, and returns its domain.
fn served(domains: &[DomainId]) -> Option<DomainId> {
	let before: Vec<_> = domains.iter().map(|domain| Forum::waiting(*domain)).collect();
	Forum::do_step()?;
	let mut changed = domains.iter().zip(before).filter(|(domain, before)| {
		let after = Forum::waiting(**domain);
		assert!(after == *before || after + 1 == *before);
		after != *before
	});
	let domain = changed.next().expect("a step has run");
	assert!(changed.next().is_none());
	Some(*domain.0)
}

// Protects: domains take turns in the order in which they came. A turn ends early only if no step
// is left, and such a domain comes after all others with steps that it queues later.
#[test]
fn domains_should_take_turns_of_equal_length() {
	ExtBuilder::build_and_execute(|| {
		load(&[(DOMAIN, 2 * TURN + 1), (OTHER_DOMAIN, 3), (THIRD_DOMAIN, TURN)]);
		let domains = [DOMAIN, OTHER_DOMAIN, THIRD_DOMAIN];
		let runs = |steps| {
			let served = (0..steps).map(|_| served(&domains).expect("a step waits"));
			served.collect::<Vec<_>>()
		};
		let turn = TURN as usize;
		assert_eq!(runs(turn), vec![DOMAIN; turn]);
		assert_eq!(runs(3), [OTHER_DOMAIN; 3]);
		load(&[(OTHER_DOMAIN, 1)]);
		assert_eq!(runs(turn), vec![THIRD_DOMAIN; turn]);
		assert_eq!(runs(turn), vec![DOMAIN; turn]);
		assert_eq!(runs(2), [OTHER_DOMAIN, DOMAIN]);
		assert_eq!(served(&domains), None);
	});
}

// Protects: the end of a page does not change the order. A domain neither loses the rest of its
// turn nor starts it again.
#[test]
fn turn_should_go_on_when_a_page_ends_within_it() {
	ExtBuilder::build_and_execute(|| {
		load(&[(DOMAIN, 3 * TURN), (OTHER_DOMAIN, 3 * TURN)]);
		let left = || (Forum::waiting(DOMAIN), Forum::waiting(OTHER_DOMAIN));
		let page = |steps| {
			assert_ok!(dispatch(CAROL, Call::<Test>::propagate { steps }));
			check();
			left()
		};
		assert_eq!(left(), (24, 24));
		assert_eq!(page(5), (19, 24));
		let step = <() as WeightInfo>::credit_step(0, 1);
		let weight = <() as WeightInfo>::idle() + Forum::worst_step() + step;
		Forum::propagate_within(weight);
		assert_eq!(left(), (17, 24));
		assert_eq!(page(2), (16, 23));
		assert_eq!(page(7), (16, 16));
		assert_eq!(page(1), (15, 16));
		assert_eq!(page(MAX_STEPS), (0, 0));
	});
}

// Protects: if a domain's last step puts others off, the domain keeps its turn and its queue has no
// gap.
#[test]
fn turn_should_go_on_when_the_last_step_puts_others_off() {
	ExtBuilder::build_and_execute(|| {
		let cited = post(BOB, &[]);
		let citing = post(CAROL, &[(cited, 500_000)]);
		reward(citing, 10);
		load(&[(OTHER_DOMAIN, 1)]);
		Forum::do_step();
		check();
		assert_eq!((Forum::waiting(DOMAIN), Forum::waiting(OTHER_DOMAIN)), (1, 1));
		Forum::do_step();
		check();
		assert_eq!((value(cited), Forum::waiting(DOMAIN), Forum::waiting(OTHER_DOMAIN)), (5, 0, 1));
	});
}

/// An operation: rewards of a domain's post, or steps.
#[derive(Clone, Debug)]
enum Op {
	Load(DomainId, u32),
	Steps(u32),
}

fn op() -> impl Strategy<Value = Op> {
	prop_oneof![
		1 => (0..3u32, 1..40u32).prop_map(|(domain, steps)| Op::Load(domain, steps)),
		1 => (1..60u32).prop_map(Op::Steps),
	]
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(64))]

	// Protects: between two steps of a domain in which steps wait, no other domain has more than
	// one turn, however rewards come.
	#[test]
	fn domain_should_wait_for_one_turn_of_each_other_at_most(
		ops in prop::collection::vec(op(), 1..12),
	) {
		ExtBuilder::build_and_execute(|| {
			let domains = [DOMAIN, OTHER_DOMAIN, THIRD_DOMAIN];
			// For each domain: the number of steps that each domain has run since it ran one
			// itself, or since one waits.
			let mut since = [[0u32; 3]; 3];
			for op in ops.into_iter().chain([Op::Steps(u32::MAX)]) {
				let steps = match op {
					Op::Load(domain, steps) => {
						load(&[(domain, steps)]);
						continue;
					},
					Op::Steps(steps) => steps,
				};
				for _ in 0..steps {
					let waits = domains.map(|domain| Forum::waiting(domain) > 0);
					let Some(now) = served(&domains) else { break };
					for domain in domains {
						let ran = &mut since[domain as usize];
						if domain == now || !waits[domain as usize] {
							*ran = [0; 3];
							continue;
						}
						ran[now as usize] += 1;
						assert!(ran[now as usize] <= TURN);
					}
				}
				check();
			}
			assert_eq!(Forum::queue_length(), 0);
		});
	}
}
