//! Invariants under random operations, and `try_state` with each of its checks broken.

use crate::{mock::*, *};
use proptest::{prelude::*, sample::Index};
use std::collections::BTreeMap;
use witan_experts::{
	forum::{Citation, Posts as _, INCINERATOR},
	ids::{DomainId, PostId},
	ledger::{InspectReputation, StakeReputation},
	shares::{Ppm, Shares, MILLION},
};
use witan_mocks::assertions::assert_broken;

pub(super) const DOMAINS: [DomainId; 3] = [DOMAIN, OTHER_DOMAIN, THIRD_DOMAIN];

#[derive(Clone, Debug)]
pub(super) enum Op {
	/// Makes a post of a domain, by accounts with these weights, that cites these of all posts.
	Post(DomainId, Vec<Ppm>, Vec<(Index, i32)>),
	/// Rewards a post with an amount of at most this number of bits.
	Reward(Index, u32, u128),
	/// Runs this number of steps in one call.
	Propagate(u32),
	/// Runs this number of steps, one by one.
	Steps(u32),
	/// Runs steps within this multiple of the worst step's weight.
	Idle(u64),
	Remove(Index),
	/// Posts once more what is posted already.
	Repeat(Index, u64),
	Pin(Index),
	Unpin(Index),
	/// Stakes all free REP of the account.
	Stake(u64),
	/// Lets this number of eras pass.
	Era(DomainId, u32),
	/// Makes the ledger refuse the account.
	Close(u64),
}

pub(super) fn op() -> impl Strategy<Value = Op> {
	let weights = prop::collection::vec(1..300_000u32, 0..4);
	let cites = prop::collection::vec((any::<Index>(), -500_000..800_000), 0..6);
	let domain = prop_oneof![4 => Just(DOMAIN), 2 => Just(OTHER_DOMAIN), 1 => Just(THIRD_DOMAIN)];
	prop_oneof![
		8 => (domain, weights, cites).prop_map(|(domain, by, cites)| Op::Post(domain, by, cites)),
		6 => (any::<Index>(), 0..=80u32, any::<u128>())
			.prop_map(|(post, bits, amount)| Op::Reward(post, bits, amount)),
		4 => (1..12u32).prop_map(Op::Propagate),
		4 => (1..12u32).prop_map(Op::Steps),
		2 => (0..6u64).prop_map(Op::Idle),
		2 => any::<Index>().prop_map(Op::Remove),
		2 => (any::<Index>(), ALICE..=DAVE).prop_map(|(post, who)| Op::Repeat(post, who)),
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

fn poster(post: PostId) -> u64 {
	Posts::<Test>::get(post).expect("a post").poster
}

/// Posts once more what a post says. Checks that an author takes it over from a stranger, and that
/// nobody else does.
fn repeat(post: PostId, who: u64) {
	let Post { domain, authors, citations, poster: old, .. } =
		Posts::<Test>::get(post).expect("a post");
	let content = Contents::<Test>::get(post).expect("a content");
	let is_author = |account| authors.iter().any(|(author, _)| *author == account);
	let taken_over = is_author(who) && !is_author(old);
	let call = Call::<Test>::post { domain, authors, citations, content, directive: None };
	assert_eq!(dispatch(who, call).is_ok(), taken_over);
	assert_eq!(poster(post), if taken_over { who } else { old });
}

/// The existing posts, and the number of posts that were ever made.
#[derive(Default)]
pub(super) struct Graph {
	posts: Vec<PostId>,
	made: u32,
}

impl Graph {
	fn pick(&self, index: &Index) -> Option<PostId> {
		(!self.posts.is_empty()).then(|| *index.get(&self.posts))
	}

	/// Returns one of the newest posts, so that graphs grow deep, or the incinerator.
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
		let new = NewPost {
			domain,
			authors: authors(&by),
			citations: cited.try_into().expect("few enough"),
			content: text(&self.made.to_string()),
			directive: None,
		};
		let post = Forum::do_post(&DAVE, new).expect("it is in order");
		self.posts.push(post);
	}

	pub(super) fn apply(&mut self, op: &Op) {
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
			Op::Steps(steps) => {
				(0..*steps).map_while(|_| step()).count();
			},
			Op::Idle(times) => {
				let limit = Forum::worst_step() * *times;
				assert!(Forum::propagate_within(limit).all_lte(limit));
			},
			Op::Remove(index) => {
				let Some(post) = self.pick(index) else { return };
				let state = state(post);
				let free = state.received.is_zero() && state.cited_by == 0 && state.pins == 0;
				let poster = poster(post);
				assert_eq!(dispatch(poster, Call::<Test>::remove { post }).is_ok(), free);
				self.posts.retain(|left| !free || *left != post);
			},
			Op::Repeat(index, who) => {
				let Some(post) = self.pick(index) else { return };
				repeat(post, *who);
			},
			Op::Pin(index) => {
				let Some(post) = self.pick(index) else { return };
				Forum::pin(&post).expect("it is there");
			},
			Op::Unpin(index) => {
				let Some(post) = self.pick(index) else { return };
				if state(post).pins > 0 {
					Forum::unpin(&post);
				}
			},
			Op::Stake(who) => {
				let amount = Ledger::free(DOMAIN, who).value;
				Ledger::open_stake(DOMAIN, who, &1, amount).expect("it is free");
			},
			Op::Era(domain, eras) => Ledger::set_era(*domain, Ledger::era(*domain) + eras),
			Op::Close(who) => Ledger::close_account(*who),
		}
	}
}

/// Runs the next step. Checks that a debit raises the supply of no domain, and a credit that of its
/// own by at most the amount that arrives. `None` if no step waits.
fn step() -> Option<()> {
	let supplies = || DOMAINS.map(|domain| Ledger::supply(domain).value);
	let domain = Forum::domain_in_turn()?;
	let most = match Forum::next_step(domain) {
		Some(Step::Credit(credit)) => credit.amount.in_era(Ledger::era(domain)),
		Some(Step::Debit(_)) | None => 0,
	};
	let before = supplies();
	Forum::do_step()?;
	let rises = supplies().into_iter().zip(before).zip(DOMAINS).map(|((after, before), of)| {
		let most = if of == domain { most } else { 0 };
		after <= before + most
	});
	assert!(rises.into_iter().all(|holds| holds));
	Some(())
}

/// Checks, in the first era, that accounts have the REP that was minted and not taken from them,
/// minus their debts. They never have more than pools gave to posts.
fn check_ledger() {
	for domain in DOMAINS {
		let totals = DomainTotals::<Test>::get(domain);
		let has: u128 = (ALICE..=DAVE).map(|who| Ledger::total(domain, &who).value).sum();
		let owes: u128 = (ALICE..=DAVE).map(|who| Ledger::debt(domain, &who).value).sum();
		let taken = totals.leached.value + totals.owed.value;
		assert_eq!(has + taken, owes + totals.minted.value);
		assert_eq!(Ledger::supply(domain).value, has);
		let waiting = Forum::conservation(domain).queued;
		assert!(has + waiting + totals.incinerated.value <= totals.put_in.value);
	}
}

/// Checks that posts are worth the REP that was minted and not taken. In later eras each number may
/// be rounded.
fn check_worth() {
	for domain in DOMAINS {
		let era = Ledger::era(domain);
		let totals = DomainTotals::<Test>::get(domain).carried_to(era);
		let posts = Posts::<Test>::iter().filter(|(_, header)| header.domain == domain);
		let values = posts.map(|(post, _)| state(post).value);
		let values: Vec<Shares> = values.collect();
		let worth: u128 = values.iter().map(|value| value.in_era(era)).sum();
		let bound = if era == 0 { 0 } else { 2 * (values.len() as u128 + 2) };
		let worth = worth + totals.reserved.value;
		assert!(worth.abs_diff(totals.minted.value) <= bound);
	}
}

/// Checks that events suffice to compute every post's value and the amount along every citation.
fn check_audit_trail() {
	let mut values = BTreeMap::<PostId, u128>::new();
	let mut edges = BTreeMap::<(PostId, PostId), u128>::new();
	let mut along = |from: PostId, to: PostId, amount: Shares| {
		*edges.entry((from, to)).or_default() += amount.value;
	};
	for event in take_events() {
		match event {
			Event::Reserved { to, amount, .. } => {
				*values.get_mut(&to).expect("it earned before") -= amount.value;
			},
			Event::Leached { from, to, amount, .. } | Event::Donated { from, to, amount, .. } => {
				along(from, to, amount)
			},
			Event::Incinerated { post, amount, .. }
			| Event::Forfeited { post, amount, .. }
			| Event::Spared { post, amount, .. } => along(post, INCINERATOR, amount),
			Event::Debited { post, owed, .. } if !owed.is_zero() => along(post, INCINERATOR, owed),
			Event::Earned { post, amount, .. } => {
				*values.entry(post).or_default() += amount.value;
			},
			Event::Posted { .. }
			| Event::Removed { .. }
			| Event::Rewarded { .. }
			| Event::Debited { .. }
			| Event::__Ignore(..) => (),
		}
	}
	for (post, state) in PostStates::<Test>::iter() {
		assert_eq!(state.value.value, values.remove(&post).unwrap_or_default());
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
		while step().is_some() {
			check();
			after_each();
		}
		assert_eq!(Forum::queue_length(), 0);
		assert_eq!(Rewards::<Test>::iter().count() + Stacks::<Test>::iter().count(), 0);
		assert_eq!(Queues::<Test>::iter().count(), 0);
		assert_eq!(Turns::<Test>::iter().count(), 0);
		at_end();
	});
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(128))]

	// Protects: exact conservation, in the forum and in the ledger, whatever is posted, given,
	// leached and staked, and however steps are interleaved. No step raises the supply by a leach,
	// and the audit trail is complete.
	#[test]
	fn reputation_should_be_conserved_exactly_in_the_first_era(
		ops in prop::collection::vec(op(), 1..120),
	) {
		run_ops(&ops, check_ledger, check_audit_trail);
	}

	// Protects: conservation within the stated bound while eras pass and the ledger refuses
	// accounts.
	#[test]
	fn reputation_should_be_conserved_within_the_bound_when_eras_pass(
		ops in prop::collection::vec(op_with_eras(), 1..120),
	) {
		run_ops(&ops, || (), || ());
	}
}

/// Checks that `try_state` finds what `act` breaks on a new chain, by this message.
#[track_caller]
fn broken(message: &'static str, act: impl FnOnce()) {
	assert_broken(ExtBuilder::build(), Forum::do_try_state, message, act);
}

fn change(post: PostId, change: impl FnOnce(&mut PostState)) {
	PostStates::<Test>::mutate(post, |state| change(state.as_mut().expect("a post")));
}

/// Stores a post under its own id, without any check of its fields.
fn plant(new: NewPost<u64, u32>) -> PostId {
	let id = new.id();
	let ticket = Posts::<Test>::get(post(BOB, &[])).expect("a post").ticket;
	let NewPost { domain, authors, citations, content, .. } = new;
	let planted = Post { poster: ALICE, domain, authors, citations, ticket, at: 1 };
	Posts::<Test>::insert(id, planted);
	Contents::<Test>::insert(id, content);
	PostStates::<Test>::insert(id, PostState::default());
	id
}

fn credit(post: PostId, amount: u128, depth: u8) -> Credit {
	Credit { post, amount: Shares::new(amount, 0), depth, pool: 7 }
}

/// Puts a step on a domain's stack, on top of a reward that waits.
fn stack(domain: DomainId, step: Step) {
	Forum::enqueue(domain, credit(post_in(domain, &[(BOB, MILLION)], &[]), 1, 0));
	Queues::<Test>::mutate(domain, |queue| Stacks::<Test>::insert(domain, queue.push(), step));
	TurnRing::<Test>::mutate(|ring| ring.waiting += 1);
}

/// Puts a debit of a post on its domain's stack, for another that cites it with this weight.
fn stack_debit(weight: i32, amount: u128) {
	let cited = post(BOB, &[]);
	let citing = post(CAROL, &[(cited, weight)]);
	let debit = Debit { citing, cited, amount: Shares::new(amount, 0), pool: 7 };
	stack(DOMAIN, Step::Debit(debit));
}

/// A post for which one step waits.
fn waiting() -> PostId {
	let post = post(BOB, &[]);
	reward(post, 10);
	post
}

// Protects: `try_state` notices a post without one of its records, and one whose id or domain is
// wrong.
#[test]
fn try_state_should_find_broken_records() {
	let unknown = PostId::repeat_byte(9);
	let by = [(BOB, MILLION)];
	broken("the incinerator is a post", || {
		let header = Posts::<Test>::get(post(BOB, &[])).expect("a post");
		Posts::<Test>::insert(INCINERATOR, header);
	});
	let contents = "a post has no content, or a content no post";
	broken(contents, || Contents::<Test>::remove(post(BOB, &[])));
	broken(contents, || Contents::<Test>::insert(unknown, text("lost")));
	let states = "a post has no state, or a state no post";
	broken(states, || PostStates::<Test>::remove(post(BOB, &[])));
	broken(states, || PostStates::<Test>::insert(unknown, PostState::default()));
	broken("a directive has no post", || Directives::<Test>::insert(unknown, 1));
	let id = "a post's id is not the hash of its content";
	broken(id, || Contents::<Test>::insert(post(BOB, &[]), text("other")));
	broken(id, || Directives::<Test>::insert(post(BOB, &[]), 1));
	broken("a post's domain is unknown", || {
		plant(new_post(9, &by, &[], text("lost"), None));
	});
}

// Protects: `try_state` notices posts that could not be made, and those that miscount the posts
// that cite them.
#[test]
fn try_state_should_find_broken_authors_and_citations() {
	let finds = |error: Error<Test>, by: &[(u64, Ppm)], cites: &[(PostId, i32)]| {
		ExtBuilder::build().execute_with(|| {
			plant(new_post(DOMAIN, by, cites, text("planted"), None));
			assert_eq!(Forum::do_try_state(), Err(error.into()));
		});
	};
	finds(Error::NoAuthors, &[], &[]);
	finds(Error::AuthorWeights, &[(BOB, 1)], &[]);
	let by = [(BOB, MILLION)];
	finds(Error::CitationWeight, &by, &[(INCINERATOR, i32::MIN)]);
	finds(Error::UnknownCitedPost, &by, &[(PostId::repeat_byte(9), 1)]);
	let count = "a post is not cited as often as it counts";
	broken(count, || change(post(BOB, &[]), |state| state.cited_by = 1));
	broken(count, || {
		let cited = post(BOB, &[]);
		post(BOB, &[(cited, 1)]);
		change(cited, |state| state.cited_by = 0);
	});
}

// Protects: `try_state` notices rewards and steps that are out of place, queues and stacks with
// gaps, and stacks above their bound.
#[test]
fn try_state_should_find_broken_queues() {
	let queue = |change: fn(&mut Queue)| Queues::<Test>::mutate(DOMAIN, change);
	broken("a reward is outside its queue", || {
		Rewards::<Test>::insert(DOMAIN, 9, credit(waiting(), 1, 0));
	});
	broken("a reward is outside its queue", || {
		Rewards::<Test>::insert(OTHER_DOMAIN, 0, credit(waiting(), 1, 0));
	});
	broken("a step is above its stack", || {
		Stacks::<Test>::insert(DOMAIN, 0, Step::Credit(credit(waiting(), 1, 1)));
	});
	broken("a queue is kept in which nothing waits", || {
		Queues::<Test>::insert(DOMAIN, Queue { rewards: Ends { head: 1, tail: 1 }, stacked: 0 });
	});
	broken("a queue of rewards has a gap", || {
		waiting();
		queue(|queue| queue.rewards.tail += 1);
	});
	broken("a queue of rewards has a gap", || queue(|queue| queue.rewards.tail = 1));
	broken("a stack has a gap", || {
		waiting();
		queue(|queue| queue.stacked += 1);
	});
	broken("a stack is too high", || {
		let post = waiting();
		for number in 0..=MAX_STACK {
			Stacks::<Test>::insert(DOMAIN, number, Step::Credit(credit(post, 1, 1)));
		}
		queue(|queue| queue.stacked = MAX_STACK + 1);
	});
}

// Protects: `try_state` notices steps that have nothing to do, or are on posts on which they can't
// work.
#[test]
fn try_state_should_find_broken_steps() {
	let unknown = PostId::repeat_byte(9);
	broken("a step works on an unknown post", || Forum::enqueue(DOMAIN, credit(unknown, 1, 0)));
	broken("a step works on a post of another domain", || {
		Forum::enqueue(OTHER_DOMAIN, credit(post(BOB, &[]), 1, 0));
	});
	broken("a step works on a post of another domain", || {
		let cited = post(BOB, &[]);
		let citing = post(CAROL, &[(cited, -1)]);
		let debit = Debit { citing, cited, amount: Shares::new(1, 0), pool: 7 };
		stack(OTHER_DOMAIN, Step::Debit(debit));
	});
	broken("a debit waits without a citation", || stack_debit(1, 1));
	broken("a step of nothing waits", || Forum::enqueue(DOMAIN, credit(post(BOB, &[]), 0, 0)));
	broken("a step of nothing waits", || stack_debit(-1, 0));
	broken("a step is deeper than the limit", || {
		stack(DOMAIN, Step::Credit(credit(post(BOB, &[]), 1, MAX_DEPTH + 1)));
	});
}

// Protects: `try_state` notices turns of domains without steps, domains with two turns or none, and
// wrong counts.
#[test]
fn try_state_should_find_broken_turns() {
	let ring = |change: fn(&mut Ring)| TurnRing::<Test>::mutate(change);
	broken("the ring ends before it starts", || ring(|ring| ring.turns.head = 1));
	broken("a turn is outside the ring", || Turns::<Test>::insert(0, DOMAIN));
	broken("a domain has two turns", || {
		waiting();
		Turns::<Test>::insert(1, DOMAIN);
		ring(|ring| ring.turns.tail = 2);
	});
	broken("the ring has a gap", || {
		waiting();
		ring(|ring| ring.turns.tail = 2);
	});
	let turns = "steps wait in a domain without a turn, or none where there is one";
	broken(turns, || {
		waiting();
		Turns::<Test>::remove(0);
		ring(|ring| ring.turns.head = 1);
	});
	broken(turns, || {
		Turns::<Test>::insert(0, DOMAIN);
		ring(|ring| ring.turns.tail = 1);
	});
	broken("a turn is too long", || {
		waiting();
		ring(|ring| ring.ran = TURN);
	});
	broken("nobody's turn is under way", || ring(|ring| ring.ran = 1));
	broken("steps are miscounted", || ring(|ring| ring.waiting = 1));
}

// Protects: `try_state` notices REP that moved without a citation, appeared or vanished.
#[test]
fn try_state_should_find_broken_amounts() {
	let one = Shares::new(1, 0);
	broken("an edge starts at an unknown post", || {
		Edges::<Test>::insert(PostId::repeat_byte(9), INCINERATOR, one);
	});
	let edge = "reputation moved without a citation";
	broken(edge, || Edges::<Test>::insert(post(BOB, &[]), post(CAROL, &[]), one));
	broken(edge, || {
		let cited = post(BOB, &[]);
		Edges::<Test>::insert(post(CAROL, &[(cited, 0)]), cited, one);
	});
	let value = "a post's value is not what its edges leave of it";
	broken(value, || change(post(BOB, &[]), |state| state.value = one));
	broken(value, || change(waiting(), |state| state.received = one));
	broken(value, || {
		Edges::<Test>::insert(post(BOB, &[]), INCINERATOR, one);
	});
	broken("reputation appeared or vanished on its way", || {
		give(post(BOB, &[]), 10);
		DomainTotals::<Test>::mutate(DOMAIN, |totals| totals.minted = one);
	});
	let reserved = "what was reserved is not leached, owed or waiting";
	let total = |change: fn(&mut Totals)| {
		give(post(BOB, &[]), 10);
		DomainTotals::<Test>::mutate(DOMAIN, change);
	};
	broken(reserved, || total(|totals| totals.reserved = Shares::new(1, 0)));
	broken(reserved, || total(|totals| totals.owed = Shares::new(1, 0)));
	broken("edges don't have what was leached", || {
		total(|totals| {
			totals.leached = Shares::new(1, 0);
			totals.reserved = Shares::new(1, 0);
			totals.put_in = Shares::new(9, 0);
		});
	});
	broken("edges don't have what was destroyed and owed", || {
		total(|totals| {
			totals.owed = Shares::new(1, 0);
			totals.reserved = Shares::new(1, 0);
		});
	});
	broken("steps wait in a domain in which nothing was put in", || {
		let rewarded = waiting();
		let domain = Forum::domain(&rewarded).expect("a post");
		DomainTotals::<Test>::remove(domain);
	});
}
