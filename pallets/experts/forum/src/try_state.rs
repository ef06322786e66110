//! Invariants of the forum, true at every block.

use crate::{
	Config, Contents, Credit, Debit, Directives, DirectivesConvertedAt, DomainTotals, Edges,
	NewPost, Pallet, Post, PostOf, PostStates, Posts, Queues, Rewards, Ring, Stacks, Step,
	TurnRing, Turns, MAX_DEPTH, MAX_STACK, TURN,
};
use alloc::{
	collections::{BTreeMap, BTreeSet},
	vec,
	vec::Vec,
};
use frame_support::ensure;
use sp_runtime::TryRuntimeError;
use witan_experts::{
	domain::InspectDomains,
	forum::{Citation, INCINERATOR},
	ids::{DomainId, PostId},
	ledger::InspectReputation,
	shares::Shares,
};

/// The waiting amounts of one post or of one domain.
#[derive(Default)]
struct Waiting {
	credits: Vec<Shares>,
	debits: Vec<Shares>,
}

impl Waiting {
	fn put<K: Ord>(sums: &mut BTreeMap<K, Self>, key: K, step: &Step) {
		let waiting = sums.entry(key).or_default();
		match step {
			Step::Credit(credit) => waiting.credits.push(credit.amount),
			Step::Debit(debit) => waiting.debits.push(debit.amount),
		}
	}
}

/// Amounts in shares of one era whose sums on both sides should be equal, apart from rounding.
struct Sides {
	era: u32,
	left: u128,
	right: u128,
	numbers: u128,
}

impl Sides {
	fn new(era: u32) -> Self {
		Self { era, left: 0, right: 0, numbers: 0 }
	}

	fn left(&mut self, amounts: impl IntoIterator<Item = Shares>) -> &mut Self {
		for amount in amounts {
			self.left = self.left.saturating_add(amount.in_era(self.era));
			self.numbers = self.numbers.saturating_add(1);
		}
		self
	}

	fn right(&mut self, amounts: impl IntoIterator<Item = Shares>) -> &mut Self {
		for amount in amounts {
			self.right = self.right.saturating_add(amount.in_era(self.era));
			self.numbers = self.numbers.saturating_add(1);
		}
		self
	}

	/// Returns true if the sides differ by no more than rounding explains.
	///
	/// Sums are exact in the first era. A number that is kept over eras is short of the exact one
	/// by less than 1 + 2^-16 + 2^-32 + ... shares. A step that was carried over lost less than
	/// one. That is at most two shares for each number, and one for each such step.
	fn holds(&self, roundings: u32) -> bool {
		let bound = match self.era {
			0 => 0,
			_ => self.numbers.saturating_mul(2).saturating_add(roundings.into()),
		};
		self.left.abs_diff(self.right) <= bound
	}
}

impl<T: Config> Pallet<T> {
	/// Checks every invariant of the pallet's storage.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		Self::check_records()?;
		Self::check_citation_counts()?;
		Self::check_queues()?;
		Self::check_steps()?;
		Self::check_turns()?;
		Self::check_edges()?;
		Self::check_values()?;
		Self::check_conservation()?;
		Self::check_edge_totals()
	}

	/// Checks that every post has a content and a state, and nothing else has. A post has the id of
	/// its content, unless a migration has converted its directive, and could be made now.
	fn check_records() -> Result<(), TryRuntimeError> {
		let posts: BTreeSet<_> = Posts::<T>::iter_keys().collect();
		ensure!(!posts.contains(&INCINERATOR), "the incinerator is a post");
		ensure!(
			posts == Contents::<T>::iter_keys().collect(),
			"a post has no content, or a content no post"
		);
		ensure!(
			posts == PostStates::<T>::iter_keys().collect(),
			"a post has no state, or a state no post"
		);
		ensure!(
			Directives::<T>::iter_keys().all(|post| posts.contains(&post)),
			"a directive has no post"
		);
		for (post, header) in Posts::<T>::iter() {
			let Post { domain, authors, citations, at, .. } = header;
			let content = Contents::<T>::get(post).ok_or("a post has no content")?;
			let directive = Directives::<T>::get(post);
			let is_converted = directive.is_some() && Some(at) < DirectivesConvertedAt::<T>::get();
			let new = NewPost { domain, authors, citations, content, directive };
			ensure!(is_converted || new.id() == post, "a post's id is not the hash of its content");
			ensure!(T::Domains::parameters(domain).is_some(), "a post's domain is unknown");
			Self::check_authors(&new.authors)?;
			Self::check_citations(domain, &new.citations)?;
		}
		Ok(())
	}

	/// Checks that `cited_by` counts the posts that cite a post. Cited posts exist, by the check
	/// before.
	fn check_citation_counts() -> Result<(), TryRuntimeError> {
		let mut counts = BTreeMap::<PostId, u32>::new();
		for citation in Posts::<T>::iter_values().flat_map(|header| header.citations) {
			let count = counts.entry(citation.post).or_default();
			*count = count.saturating_add(1);
		}
		let holds = PostStates::<T>::iter()
			.all(|(post, state)| state.cited_by == counts.remove(&post).unwrap_or_default());
		ensure!(holds, "a post is not cited as often as it counts");
		Ok(())
	}

	/// Returns all waiting steps with their domains.
	fn waiting_steps() -> impl Iterator<Item = (DomainId, Step)> {
		let rewards =
			Rewards::<T>::iter().map(|(domain, _, reward)| (domain, Step::Credit(reward)));
		rewards.chain(Stacks::<T>::iter().map(|(domain, _, step)| (domain, step)))
	}

	/// Checks that the numbers of a domain's rewards and of its stack have no gaps, and that the
	/// stack is within its bound.
	fn check_queues() -> Result<(), TryRuntimeError> {
		let mut rewards = BTreeMap::<DomainId, u64>::new();
		for (domain, number, _) in Rewards::<T>::iter() {
			let ends = Queues::<T>::get(domain).rewards;
			ensure!((ends.head..ends.tail).contains(&number), "a reward is outside its queue");
			let count = rewards.entry(domain).or_default();
			*count = count.saturating_add(1);
		}
		let mut stacks = BTreeMap::<DomainId, u32>::new();
		for (domain, number, _) in Stacks::<T>::iter() {
			ensure!(number < Queues::<T>::get(domain).stacked, "a step is above its stack");
			let count = stacks.entry(domain).or_default();
			*count = count.saturating_add(1);
		}
		// Keys are unique: as many as there are numbers, all within the ends, leave no gap.
		for (domain, queue) in Queues::<T>::iter() {
			ensure!(!queue.is_empty(), "a queue is kept in which nothing waits");
			let count = rewards.remove(&domain).unwrap_or_default();
			ensure!(count == queue.rewards.length(), "a queue of rewards has a gap");
			let count = stacks.remove(&domain).unwrap_or_default();
			ensure!(count == queue.stacked, "a stack has a gap");
			ensure!(queue.stacked <= MAX_STACK, "a stack is too high");
		}
		Ok(())
	}

	/// Checks that each waiting step has an amount to move, on posts of its domain.
	fn check_steps() -> Result<(), TryRuntimeError> {
		for (domain, step) in Self::waiting_steps() {
			let (posts, amount, depth) = match step {
				Step::Credit(Credit { post, amount, depth, .. }) => (vec![post], amount, depth),
				Step::Debit(Debit { citing, cited, amount, .. }) => {
					ensure!(Self::takes(&citing, &cited), "a debit waits without a citation");
					(vec![citing, cited], amount, 0)
				},
			};
			for post in posts {
				let header = Posts::<T>::get(post).ok_or("a step works on an unknown post")?;
				ensure!(header.domain == domain, "a step works on a post of another domain");
			}
			ensure!(!amount.is_zero(), "a step of nothing waits");
			ensure!(depth <= MAX_DEPTH, "a step is deeper than the limit");
		}
		Ok(())
	}

	/// Checks that each domain in which steps wait has one turn, and that no other domain has any.
	fn check_turns() -> Result<(), TryRuntimeError> {
		let Ring { turns, ran, waiting } = TurnRing::<T>::get();
		ensure!(turns.head <= turns.tail, "the ring ends before it starts");
		let mut domains = BTreeSet::new();
		for (number, domain) in Turns::<T>::iter() {
			ensure!((turns.head..turns.tail).contains(&number), "a turn is outside the ring");
			ensure!(domains.insert(domain), "a domain has two turns");
		}
		ensure!(domains.len() as u64 == turns.length(), "the ring has a gap");
		ensure!(
			domains == Queues::<T>::iter_keys().collect(),
			"steps wait in a domain without a turn, or none where there is one"
		);
		ensure!(ran < TURN, "a turn is too long");
		ensure!(ran == 0 || !turns.is_empty(), "nobody's turn is under way");
		ensure!(waiting == Self::waiting_steps().count() as u64, "steps are miscounted");
		Ok(())
	}

	/// Checks that REP moved only along citations with a weight, and to the incinerator.
	fn check_edges() -> Result<(), TryRuntimeError> {
		for (citing, cited, _) in Edges::<T>::iter() {
			let header = Posts::<T>::get(citing).ok_or("an edge starts at an unknown post")?;
			let cites = |citation: &Citation| citation.post == cited && citation.weight != 0;
			ensure!(
				cited == INCINERATOR || header.citations.iter().any(cites),
				"reputation moved without a citation"
			);
		}
		Ok(())
	}

	/// Checks each post's value: REP received, given to it and taken by it, minus REP that it gave
	/// and lost. REP that waits for it, or is about to be lost, is taken off too.
	fn check_values() -> Result<(), TryRuntimeError> {
		let mut given = BTreeMap::<PostId, Vec<Shares>>::new();
		let mut taken = BTreeMap::<PostId, Vec<Shares>>::new();
		for (citing, cited, balance) in Edges::<T>::iter() {
			let (from, to) = match Self::takes(&citing, &cited) {
				true => (cited, citing),
				false => (citing, cited),
			};
			taken.entry(from).or_default().push(balance);
			given.entry(to).or_default().push(balance);
		}
		let mut waiting = BTreeMap::new();
		for (_, step) in Self::waiting_steps() {
			let post = match &step {
				Step::Credit(credit) => credit.post,
				Step::Debit(debit) => debit.cited,
			};
			Waiting::put(&mut waiting, post, &step);
		}
		for (post, state) in PostStates::<T>::iter() {
			let domain = Posts::<T>::get(post).ok_or("a state has no post")?.domain;
			let Waiting { credits, debits } = waiting.remove(&post).unwrap_or_default();
			let mut sides = Sides::new(T::Reputation::era(domain));
			sides
				.left([state.value])
				.left(taken.remove(&post).unwrap_or_default())
				.left(credits)
				.left(debits)
				.right([state.received])
				.right(given.remove(&post).unwrap_or_default());
			ensure!(
				sides.holds(state.roundings),
				"a post's value is not what its edges leave of it"
			);
		}
		Ok(())
	}

	fn takes(citing: &PostId, cited: &PostId) -> bool {
		let negative = |header: PostOf<T>| {
			let mut citations = header.citations.into_iter();
			citations.any(|citation| citation.post == *cited && citation.weight < 0)
		};
		*cited != INCINERATOR && Posts::<T>::get(citing).is_some_and(negative)
	}

	/// Checks that the REP minted, destroyed and waiting is the REP put in and leached. The REP
	/// reserved must be leached, owed or waiting.
	fn check_conservation() -> Result<(), TryRuntimeError> {
		let mut waiting = BTreeMap::<DomainId, Waiting>::new();
		Self::waiting_steps().for_each(|(domain, step)| Waiting::put(&mut waiting, domain, &step));
		for (domain, totals) in DomainTotals::<T>::iter() {
			let era = T::Reputation::era(domain);
			let waiting = waiting.remove(&domain).unwrap_or_default();
			let holds = Sides::new(era)
				.left([totals.minted, totals.incinerated])
				.left(waiting.credits)
				.right([totals.put_in, totals.leached])
				.holds(totals.roundings);
			ensure!(holds, "reputation appeared or vanished on its way");
			let holds = Sides::new(era)
				.left([totals.leached, totals.owed])
				.left(waiting.debits)
				.right([totals.reserved])
				.holds(totals.roundings);
			ensure!(holds, "what was reserved is not leached, owed or waiting");
		}
		ensure!(waiting.is_empty(), "steps wait in a domain in which nothing was put in");
		Ok(())
	}

	/// Checks that the amounts along negative citations are the REP leached, and those towards the
	/// incinerator the REP destroyed and owed.
	fn check_edge_totals() -> Result<(), TryRuntimeError> {
		let mut edges = BTreeMap::<DomainId, (Vec<Shares>, Vec<Shares>)>::new();
		for (citing, cited, balance) in Edges::<T>::iter() {
			let domain = Posts::<T>::get(citing).ok_or("an edge starts at an unknown post")?.domain;
			let (leached, lost) = edges.entry(domain).or_default();
			if cited == INCINERATOR {
				lost.push(balance);
			} else if Self::takes(&citing, &cited) {
				leached.push(balance);
			}
		}
		for (domain, totals) in DomainTotals::<T>::iter() {
			let era = T::Reputation::era(domain);
			let (leached, lost) = edges.remove(&domain).unwrap_or_default();
			let holds = Sides::new(era).left(leached).right([totals.leached]).holds(0);
			ensure!(holds, "edges don't have what was leached");
			let holds =
				Sides::new(era).left(lost).right([totals.incinerated, totals.owed]).holds(0);
			ensure!(holds, "edges don't have what was destroyed and owed");
		}
		Ok(())
	}
}
