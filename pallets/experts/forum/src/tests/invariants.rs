//! Random graphs, random rewards, and steps, eras and removals between them: what the pallet promises holds after each.

use crate::{mock::*, *};
use proptest::{prelude::*, sample::Index};
use std::collections::BTreeMap;
use witan_experts::{
	forum::{Citation, Posts as _, INCINERATOR},
	ids::{DomainId, PostId},
	ledger::{InspectReputation, StakeReputation},
	shares::{Ppm, Shares, MILLION},
};
use witan_mocks::ledger::MockLedger;

type Rep = MockLedger<Reason>;

const DOMAINS: [DomainId; 3] = [DOMAIN, OTHER_DOMAIN, THIRD_DOMAIN];

#[derive(Clone, Debug)]
enum Op {
	/// A post of a domain, by accounts with these weights, which cites these of all posts that are there.
	Post(DomainId, Vec<Ppm>, Vec<(Index, i32)>),
	/// Of a post, by so many bits.
	Reward(Index, u32, u128),
	/// So many steps.
	Propagate(u32),
	/// Within so many times the worst step's weight.
	Idle(u64),
	Remove(Index),
	Pin(Index),
	Unpin(Index),
	/// All that the account has free.
	Stake(u64),
	/// So many eras pass.
	Era(DomainId, u32),
	/// The ledger refuses the account.
	Close(u64),
}

fn op() -> impl Strategy<Value = Op> {
	let weights = prop::collection::vec(1..300_000u32, 0..4);
	let cites = prop::collection::vec((any::<Index>(), -500_000..800_000), 0..6);
	let domain = prop_oneof![4 => Just(DOMAIN), 2 => Just(OTHER_DOMAIN), 1 => Just(THIRD_DOMAIN)];
	prop_oneof![
		8 => (domain, weights, cites).prop_map(|(domain, by, cites)| Op::Post(domain, by, cites)),
		6 => (any::<Index>(), 0..=80u32, any::<u128>())
			.prop_map(|(post, bits, amount)| Op::Reward(post, bits, amount)),
		8 => (1..12u32).prop_map(Op::Propagate),
		2 => (0..6u64).prop_map(Op::Idle),
		2 => any::<Index>().prop_map(Op::Remove),
		1 => any::<Index>().prop_map(Op::Pin),
		1 => any::<Index>().prop_map(Op::Unpin),
		1 => (ALICE..=DAVE).prop_map(Op::Stake),
	]
}

fn op_with_eras() -> impl Strategy<Value = Op> {
	prop_oneof![
		12 => op(),
		1 => (0..3u32, prop_oneof![4 => 1..3u32, 1 => 1..12u32])
			.prop_map(|(domain, eras)| Op::Era(domain, eras)),
		1 => (ALICE..=DAVE).prop_map(Op::Close),
	]
}

/// The posts that were made and are there, and how many were made.
#[derive(Default)]
struct Graph {
	posts: Vec<PostId>,
	made: u32,
}

impl Graph {
	fn pick(&self, index: &Index) -> Option<PostId> {
		(!self.posts.is_empty()).then(|| *index.get(&self.posts))
	}

	/// One of the newest posts, so that graphs grow deep, or the incinerator.
	fn pick_to_cite(&self, index: &Index) -> PostId {
		match index.index(self.posts.len().min(8) + 1) {
			0 => INCINERATOR,
			place => self.posts[self.posts.len() - place],
		}
	}

	fn post(&mut self, domain: DomainId, by: &[Ppm], cites: &[(Index, i32)]) {
		let last = MILLION - by.iter().sum::<u32>();
		let by: Vec<_> = (ALICE..).zip(by.iter().copied().chain([last])).collect();
		let mut left = MILLION as i32;
		let mut cited = Vec::<Citation>::new();
		for (index, weight) in cites {
			let post = self.pick_to_cite(index);
			let elsewhere = post != INCINERATOR && Forum::domain(&post) != Some(domain);
			if elsewhere || cited.iter().any(|citation| citation.post == post) {
				continue;
			}
			let weight = (*weight).clamp(-left, left);
			left -= weight.abs();
			cited.push(Citation { post, weight });
		}
		self.made += 1;
		let (by, cited) = (authors(&by), cited.try_into().expect("few enough"));
		let said = text(&self.made.to_string());
		let post = Forum::do_post(&DAVE, domain, by, cited, said, None).expect("it is in order");
		self.posts.push(post);
	}

	fn apply(&mut self, op: &Op) {
		match op {
			Op::Post(domain, by, cites) if by.iter().sum::<u32>() < MILLION => {
				self.post(*domain, by, cites)
			},
			Op::Post(..) => (),
			Op::Reward(index, bits, amount) => {
				let Some(post) = self.pick(index) else { return };
				reward(post, amount & ((1 << bits) - 1));
			},
			Op::Propagate(steps) => {
				let waiting = Forum::queue_length();
				let done = dispatch(ALICE, Call::<Test>::propagate { steps: *steps });
				assert_eq!(done.is_ok(), waiting > 0);
			},
			Op::Idle(times) => {
				let limit = Forum::worst_step() * *times;
				assert!(Forum::propagate_within(limit).all_lte(limit));
			},
			Op::Remove(index) => {
				let Some(post) = self.pick(index) else { return };
				let free = Standings::<Test>::get(post).expect("a post has a standing");
				let free = free.received.is_zero() && free.cited_by == 0 && free.pins == 0;
				assert_eq!(dispatch(DAVE, Call::<Test>::remove { post }).is_ok(), free);
				self.posts.retain(|left| !free || *left != post);
			},
			Op::Pin(index) => {
				let Some(post) = self.pick(index) else { return };
				Forum::pin(&post).expect("it is there");
			},
			Op::Unpin(index) => {
				let Some(post) = self.pick(index) else { return };
				if Standings::<Test>::get(post).expect("a post has a standing").pins > 0 {
					Forum::unpin(&post);
				}
			},
			Op::Stake(who) => {
				let amount = Rep::free(DOMAIN, who).value;
				Rep::open_stake(DOMAIN, who, &1, amount).expect("it is free");
			},
			Op::Era(domain, eras) => Rep::set_era(*domain, Rep::era(*domain) + eras),
			Op::Close(who) => Ledger::close_account(*who),
		}
	}
}

/// In the first era accounts have, without what they owe, what was minted and not taken from them.
fn check_ledger() {
	for domain in DOMAINS {
		let totals = DomainTotals::<Test>::get(domain);
		let has: u128 = (ALICE..=DAVE).map(|who| Rep::total(domain, &who).value).sum();
		let owes: u128 = (ALICE..=DAVE).map(|who| Rep::debt(domain, &who).value).sum();
		assert_eq!(has + totals.debited.value, owes + totals.minted.value);
		assert_eq!(Rep::supply(domain).value, has);
	}
}

/// What is worth something was minted and not taken; in later eras up to the rounding of each number.
fn check_worth() {
	for domain in DOMAINS {
		let era = Rep::era(domain);
		let totals = DomainTotals::<Test>::get(domain).carried_to(era);
		let posts = Posts::<Test>::iter().filter(|(_, header)| header.domain == domain);
		let values = posts.map(|(post, _)| Standings::<Test>::get(post).expect("a post").value);
		let values: Vec<Shares> = values.collect();
		let worth: u128 = values.iter().map(|value| value.in_era(era)).sum();
		let bound = if era == 0 { 0 } else { 2 * (values.len() as u128 + 2) };
		assert!((worth + totals.leached.value).abs_diff(totals.minted.value) <= bound);
	}
}

/// Events alone tell what every post has and what went along every citation.
fn check_audit_trail() {
	let mut values = BTreeMap::<PostId, u128>::new();
	let mut edges = BTreeMap::<(PostId, PostId), u128>::new();
	let mut along = |from: PostId, to: PostId, amount: Shares| {
		*edges.entry((from, to)).or_default() += amount.value;
	};
	for event in take_events() {
		match event {
			Event::Leached { from, to, amount, .. } => {
				along(from, to, amount);
				*values.get_mut(&to).expect("it earned before") -= amount.value;
			},
			Event::Donated { from, to, amount, .. } => along(from, to, amount),
			Event::Incinerated { post, amount, .. } | Event::Forfeited { post, amount, .. } => {
				along(post, INCINERATOR, amount)
			},
			Event::Earned { post, amount, .. } => {
				*values.entry(post).or_default() += amount.value;
			},
			Event::Posted { .. }
			| Event::Removed { .. }
			| Event::Rewarded { .. }
			| Event::Debited { .. }
			| Event::Spared { .. }
			| Event::__Ignore(..) => (),
		}
	}
	for (post, standing) in Standings::<Test>::iter() {
		assert_eq!(standing.value.value, values.remove(&post).unwrap_or_default());
	}
	assert!(values.is_empty());
	let stored = Edges::<Test>::iter().map(|(from, to, balance)| ((from, to), balance.value));
	assert_eq!(stored.collect::<BTreeMap<_, _>>(), edges);
}

fn run_ops(ops: &[Op], after_each: impl Fn(), at_end: impl Fn()) {
	ExtBuilder::build_and_execute(|| {
		let mut graph = Graph::default();
		for op in ops {
			graph.apply(op);
			check();
			check_worth();
			after_each();
		}
		while Forum::do_step().is_some() {
			check();
			after_each();
		}
		assert_eq!(Forum::queue_length(), 0);
		assert_eq!(Queue::<Test>::iter().count(), 0);
		assert_eq!(QueueEnds::<Test>::iter().count(), 0);
		assert_eq!(Turns::<Test>::iter().count(), 0);
		at_end();
	});
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(128))]

	// Protects: conservation to the unit, in the forum and in the ledger, whatever is posted, given, leached and staked, and
	// however steps are interleaved with it; and that the audit trail is whole.
	#[test]
	fn reputation_should_be_conserved_to_the_unit_in_the_first_era(
		ops in prop::collection::vec(op(), 1..120),
	) {
		run_ops(&ops, check_ledger, check_audit_trail);
	}

	// Protects: conservation within the stated bound while eras pass and the ledger refuses accounts.
	#[test]
	fn reputation_should_be_conserved_within_the_bound_when_eras_pass(
		ops in prop::collection::vec(op_with_eras(), 1..120),
	) {
		run_ops(&ops, || (), || ());
	}
}
