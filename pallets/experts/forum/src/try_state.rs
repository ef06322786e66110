//! Invariants of the forum, true at every block.

use crate::{
	pallet::Queue, Config, Contents, Directives, DomainTotals, Edges, Ends, NewPost, Pallet, Post,
	PostOf, PostStates, Posts, QueueEnds, Ring, Step, TurnRing, Turns, MAX_DEPTH, TURN,
};
use alloc::{
	collections::{BTreeMap, BTreeSet},
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
			Step::Credit { amount, .. } => waiting.credits.push(*amount),
			Step::Debit { amount, .. } => waiting.debits.push(*amount),
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
		Self::check_turns()?;
		Self::check_edges()?;
		Self::check_values()?;
		Self::check_conservation()
	}

	/// Checks that every post has a content and a state, and nothing else has. A post has the id of
	/// its content, and could be made now.
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
			let Post { domain, authors, citations, .. } = header;
			let content = Contents::<T>::get(post).ok_or("a post has no content")?;
			let directive = Directives::<T>::get(post);
			let new = NewPost { domain, authors, citations, content, directive };
			ensure!(new.id() == post, "a post's id is not the hash of its content");
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

	/// Checks that the numbers of a domain's waiting steps have no gaps. Each step has an amount to
	/// move, on a post of the domain.
	fn check_queues() -> Result<(), TryRuntimeError> {
		let mut counts = BTreeMap::<DomainId, u64>::new();
		for (domain, number, step) in Queue::<T>::iter() {
			let Ends { head, tail } = QueueEnds::<T>::get(domain);
			ensure!((head..tail).contains(&number), "a step is outside its domain's queue");
			let count = counts.entry(domain).or_default();
			*count = count.saturating_add(1);
			let post = Posts::<T>::get(step.post()).ok_or("a step works on an unknown post")?;
			ensure!(post.domain == domain, "a step works on a post of another domain");
			let (amount, depth) = match step {
				Step::Credit { amount, depth, .. } => (amount, depth),
				Step::Debit { amount, .. } => (amount, 0),
			};
			ensure!(!amount.is_zero(), "a step of nothing waits");
			ensure!(depth <= MAX_DEPTH, "a step is deeper than the limit");
		}
		// Keys are unique: as many as there are numbers, all within the ends, leave no gap.
		for (domain, ends) in QueueEnds::<T>::iter() {
			ensure!(!ends.is_empty(), "a queue is kept in which nothing waits");
			ensure!(counts.remove(&domain) == Some(ends.length()), "a queue has a gap");
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
			domains == QueueEnds::<T>::iter_keys().collect(),
			"steps wait in a domain without a turn, or none where there is one"
		);
		ensure!(ran < TURN, "a turn is too long");
		ensure!(ran == 0 || !turns.is_empty(), "nobody's turn is under way");
		ensure!(waiting == Queue::<T>::iter_keys().count() as u64, "steps are miscounted");
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

	/// Checks each post's value: REP received, given to it and taken by it, minus REP that it gave,
	/// lost and still waits for.
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
		Queue::<T>::iter_values().for_each(|step| Waiting::put(&mut waiting, step.post(), &step));
		for (post, state) in PostStates::<T>::iter() {
			let domain = Posts::<T>::get(post).ok_or("a state has no post")?.domain;
			let mut sides = Sides::new(T::Reputation::era(domain));
			sides
				.left([state.value])
				.left(taken.remove(&post).unwrap_or_default())
				.left(waiting.remove(&post).unwrap_or_default().credits)
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

	/// Checks that the REP minted, destroyed and waiting is the REP put in and leached, and that
	/// authors lose the REP leached.
	fn check_conservation() -> Result<(), TryRuntimeError> {
		let mut waiting = BTreeMap::<DomainId, Waiting>::new();
		Queue::<T>::iter().for_each(|(domain, _, step)| Waiting::put(&mut waiting, domain, &step));
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
				.left([totals.debited])
				.left(waiting.debits)
				.right([totals.leached])
				.holds(totals.roundings);
			ensure!(holds, "authors don't lose what was leached");
		}
		ensure!(waiting.is_empty(), "steps wait in a domain in which nothing was put in");
		Ok(())
	}
}
