//! What is true of the forum at every block.

use crate::*;
use alloc::{
	collections::{BTreeMap, BTreeSet},
	vec::Vec,
};
use frame_support::ensure;
use sp_runtime::TryRuntimeError;
use witan_experts::{
	forum::INCINERATOR,
	ids::{DomainId, PostId},
	shares::Shares,
};

/// What waits, of one post or of one domain.
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

/// Numbers of one era that should have equal sums on both sides, and by how much rounding may have put them apart.
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

	/// In the first era sums are exact. A number that is kept over eras is short of the exact one by less than
	/// 1 + 2^-16 + 2^-32 + ... units, and a step that was carried over lost less than one: at most two units for each number,
	/// and one for each such step.
	fn holds(&self, roundings: u32) -> bool {
		let bound = match self.era {
			0 => 0,
			_ => self.numbers.saturating_mul(2).saturating_add(roundings.into()),
		};
		self.left.abs_diff(self.right) <= bound
	}
}

impl<T: Config> Pallet<T> {
	/// All that this pallet promises of its storage.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		Self::check_records()?;
		Self::check_citation_counts()?;
		Self::check_queues()?;
		Self::check_turns()?;
		Self::check_edges()?;
		Self::check_values()?;
		Self::check_conservation()
	}

	/// Every post has a text and a standing, and nothing else has; it has the id of what it says, and could be made now.
	fn check_records() -> Result<(), TryRuntimeError> {
		let posts: BTreeSet<_> = Posts::<T>::iter_keys().collect();
		ensure!(!posts.contains(&INCINERATOR), "the incinerator is a post");
		ensure!(
			posts == Contents::<T>::iter_keys().collect(),
			"a post has no text, or a text no post"
		);
		ensure!(
			posts == Standings::<T>::iter_keys().collect(),
			"a post has no standing, or a standing no post"
		);
		ensure!(
			Directives::<T>::iter_keys().all(|post| posts.contains(&post)),
			"a directive has no post"
		);
		for (post, header) in Posts::<T>::iter() {
			let Post { domain, authors, citations, .. } = header;
			let content = Contents::<T>::get(post).ok_or("a post has no text")?;
			let directive = Directives::<T>::get(post);
			let said = Self::said(domain, &authors, &citations, &content, directive.as_ref());
			ensure!(Self::id_of(&said) == post, "a post's id is not of what it says");
			ensure!(T::Domains::parameters(domain).is_some(), "a post's domain is unknown");
			Self::check_authors(&authors)?;
			Self::check_citations(domain, &citations)?;
		}
		Ok(())
	}

	/// `cited_by` counts the posts that cite one.
	fn check_citation_counts() -> Result<(), TryRuntimeError> {
		let mut counts = BTreeMap::<PostId, u32>::new();
		for citation in Posts::<T>::iter_values().flat_map(|header| header.citations) {
			let count = counts.entry(citation.post).or_default();
			*count = count.saturating_add(1);
		}
		let holds = Standings::<T>::iter()
			.all(|(post, standing)| standing.cited_by == counts.remove(&post).unwrap_or_default());
		ensure!(holds, "a post is not cited as often as it counts");
		counts.remove(&INCINERATOR);
		ensure!(counts.is_empty(), "a post cites one that is not there");
		Ok(())
	}

	/// The numbers of a domain's steps that wait have no gaps, and each works on a post of the domain with something to work
	/// on.
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
		// Keys are unique: as many as there are numbers, all within, leave no gap.
		for (domain, ends) in QueueEnds::<T>::iter() {
			ensure!(!ends.is_empty(), "a queue is kept in which nothing waits");
			ensure!(counts.remove(&domain) == Some(ends.length()), "a queue has a gap");
		}
		ensure!(counts.is_empty(), "steps wait in no queue");
		Ok(())
	}

	/// The domains in which steps wait have turns, each has one, and no other has any.
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

	/// Something went along citations with a weight, and to the incinerator, alone.
	fn check_edges() -> Result<(), TryRuntimeError> {
		for (citing, cited, _) in Edges::<T>::iter() {
			let header = Posts::<T>::get(citing).ok_or("an edge starts at an unknown post")?;
			let cites = |citation: &witan_experts::forum::Citation| {
				citation.post == cited && citation.weight != 0
			};
			ensure!(
				cited == INCINERATOR || header.citations.iter().any(cites),
				"something went along what is no citation"
			);
		}
		Ok(())
	}

	/// A post's value is what it received and was given and took, without what it gave, what was taken from it, and what has
	/// not arrived yet.
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
		for (post, standing) in Standings::<T>::iter() {
			let domain = Posts::<T>::get(post).ok_or("a standing has no post")?.domain;
			let mut sides = Sides::new(T::Reputation::era(domain));
			sides
				.left([standing.value])
				.left(taken.remove(&post).unwrap_or_default())
				.left(waiting.remove(&post).unwrap_or_default().credits)
				.right([standing.received])
				.right(given.remove(&post).unwrap_or_default());
			ensure!(
				sides.holds(standing.roundings),
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

	/// What was minted and destroyed and waits is what was put in and leached; what authors lost, or are going to, is what was
	/// leached.
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
