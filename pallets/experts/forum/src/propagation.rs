//! What becomes of REP that is given to a post.

use crate::*;
use frame_support::{
	defensive, ensure,
	storage::with_storage_layer,
	weights::{Weight, WeightMeter},
};
use sp_runtime::{ArithmeticError, DispatchError, DispatchResult};
use witan_experts::{
	forum::{INCINERATOR, MAX_AUTHORS, MAX_CITATIONS},
	ids::{DomainId, PoolId, PostId},
	shares::Shares,
};

/// A credit that its step works on.
struct Credit {
	post: PostId,
	pool: PoolId,
	depth: u8,
	/// The era of the domain when the step runs.
	era: u32,
	/// What came, in units of that era.
	came: u128,
	/// Whether it was carried into that era.
	carried: bool,
}

fn add(sum: &mut Shares, amount: Shares) -> DispatchResult {
	*sum = sum.checked_add(amount).ok_or(ArithmeticError::Overflow)?;
	Ok(())
}

fn subtract(from: &mut Shares, amount: Shares) -> DispatchResult {
	*from = from.checked_sub(amount).ok_or(ArithmeticError::Underflow)?;
	Ok(())
}

impl<T: Config> Pallet<T> {
	/// The most that a step costs.
	pub(crate) fn worst_step() -> Weight {
		T::WeightInfo::credit_step(MAX_CITATIONS, MAX_AUTHORS)
			.max(T::WeightInfo::debit_step(MAX_AUTHORS))
	}

	/// The most that `steps` steps cost in a call.
	pub(crate) fn propagate_weight(steps: u32) -> Weight {
		let steps = Self::worst_step().saturating_mul(steps.min(MAX_STEPS).into());
		T::WeightInfo::propagate().saturating_add(steps)
	}

	/// Puts REP that a pool gives to a post on its way. Nothing of nothing.
	pub(crate) fn do_reward(post: &PostId, pool: PoolId, amount: Shares) -> DispatchResult {
		let domain = Posts::<T>::get(post).ok_or(Error::<T>::UnknownPost)?.domain;
		let era = T::Reputation::era(domain);
		let amount = amount.carried_to(era);
		if amount.is_zero() {
			return Ok(());
		}
		let mut totals = DomainTotals::<T>::get(domain).carried_to(era);
		let put_in = totals.put_in.checked_add(amount);
		let put_in = put_in.filter(|sum| sum.value <= MAX_PUT_IN);
		totals.put_in = put_in.ok_or(Error::<T>::TooMuchReputation)?;
		Self::change_standing(post, |standing| add(&mut standing.received, amount))?;
		DomainTotals::<T>::insert(domain, totals);
		Self::enqueue(domain, Step::Credit { post: *post, amount, depth: 0, pool });
		Self::deposit_event(Event::Rewarded { post: *post, pool, amount });
		Ok(())
	}

	/// Runs the next `steps` steps; gives what the call cost.
	pub(crate) fn do_propagate(steps: u32) -> Result<Weight, DispatchError> {
		ensure!(steps > 0, Error::<T>::NoSteps);
		ensure!(steps <= MAX_STEPS, Error::<T>::TooManySteps);
		ensure!(Self::queue_length() > 0, Error::<T>::NothingToPropagate);
		let done = (0..steps).map_while(|_| Self::do_step());
		Ok(done.fold(T::WeightInfo::propagate(), |sum, step| sum.saturating_add(step)))
	}

	/// Runs steps as long as `remaining` is enough for any; gives what it took.
	pub(crate) fn propagate_within(remaining: Weight) -> Weight {
		let mut meter = WeightMeter::with_limit(remaining);
		if meter.try_consume(T::WeightInfo::idle()).is_err() {
			return Weight::zero();
		}
		let worst = Self::worst_step();
		while meter.can_consume(worst) {
			let Some(step) = Self::do_step() else { break };
			meter.consume(step);
		}
		meter.consumed()
	}

	/// Runs the next step; gives what it cost. `None` if none waits.
	pub(crate) fn do_step() -> Option<Weight> {
		let domain = Self::domain_in_turn()?;
		let weight = Self::run_step_of(domain);
		Self::end_step(domain);
		Some(weight)
	}

	/// Runs the next step of a domain, and leaves it in the queue; gives what it cost, its end included.
	fn run_step_of(domain: DomainId) -> Weight {
		let step = Self::next_step(domain);
		let header = step.as_ref().and_then(|step| Posts::<T>::get(step.post()));
		let Some((step, header)) = step.zip(header) else {
			defensive!("a queue has no gaps, and a post on which a step works is not removed");
			return T::WeightInfo::debit_step(0);
		};
		// Both are at most 16.
		let (citations, authors) = (header.citations.len() as u32, header.authors.len() as u32);
		let (weight, result) = match step {
			Step::Credit { post, amount, depth, pool } => (
				T::WeightInfo::credit_step(citations, authors),
				with_storage_layer(|| Self::do_credit(&header, post, amount, depth, pool)),
			),
			Step::Debit { post, amount, pool } => (
				T::WeightInfo::debit_step(authors),
				with_storage_layer(|| Self::do_debit(&header, post, amount, pool)),
			),
		};
		// A step that fails is not tried again: it would stop its domain's queue for good.
		if let Err(error) = result {
			defensive!("MAX_PUT_IN bounds every sum", error);
		}
		weight
	}

	fn do_credit(
		header: &PostOf<T>,
		post: PostId,
		amount: Shares,
		depth: u8,
		pool: PoolId,
	) -> DispatchResult {
		let era = T::Reputation::era(header.domain);
		let came = amount.in_era(era);
		let credit = Credit { post, pool, depth, era, came, carried: amount.era < era };
		let mut totals = DomainTotals::<T>::get(header.domain).carried_to(era);
		let kept = Self::along_citations(header, &credit, &mut totals)?;
		let minted = Self::mint_to_authors(header, &credit, kept, &mut totals)?;
		Self::change_standing(&post, |standing| {
			add(&mut standing.value, minted)?;
			standing.roundings = standing.roundings.saturating_add(credit.carried.into());
			Ok(())
		})?;
		totals.roundings = totals.roundings.saturating_add(credit.carried.into());
		DomainTotals::<T>::insert(header.domain, totals);
		Ok(())
	}

	/// Takes and gives along the post's citations; gives what the post keeps.
	fn along_citations(
		header: &PostOf<T>,
		credit: &Credit,
		totals: &mut Totals,
	) -> Result<u128, DispatchError> {
		let Credit { post, pool, depth, era, came, .. } = *credit;
		let value_of =
			|cited: &PostId| Standings::<T>::get(cited).map_or(0, |cited| cited.value.in_era(era));
		let donates = depth < T::MaxDepth::get().min(MAX_DEPTH);
		let flow = split::flow(came, &header.citations, donates, value_of)
			.ok_or(ArithmeticError::Overflow)?;
		add(&mut totals.leached, Shares::new(flow.sum_leached(), era))?;
		for (cited, taken) in flow.leached {
			let amount = Shares::new(taken, era);
			Self::change_standing(&cited, |standing| subtract(&mut standing.value, amount))?;
			Self::add_to_edge(&post, &cited, amount)?;
			Self::enqueue(header.domain, Step::Debit { post: cited, amount, pool });
			Self::deposit_event(Event::Leached { pool, from: post, to: cited, amount });
		}
		for (cited, given) in flow.donated {
			let amount = Shares::new(given, era);
			Self::add_to_edge(&post, &cited, amount)?;
			if cited == INCINERATOR {
				add(&mut totals.incinerated, amount)?;
				Self::deposit_event(Event::Incinerated { pool, post, amount });
			} else {
				// Below MaxDepth.
				let depth = depth + 1;
				Self::enqueue(header.domain, Step::Credit { post: cited, amount, depth, pool });
				Self::deposit_event(Event::Donated { pool, from: post, to: cited, amount, depth });
			}
		}
		Ok(flow.kept)
	}

	/// Mints what a post keeps to its authors; gives what was minted. What the ledger refuses is destroyed.
	fn mint_to_authors(
		header: &PostOf<T>,
		credit: &Credit,
		kept: u128,
		totals: &mut Totals,
	) -> Result<Shares, DispatchError> {
		let Credit { post, pool, era, .. } = *credit;
		let mut minted = Shares::new(0, era);
		for (author, share) in split::by_authors(kept, &header.authors) {
			let amount = Shares::new(share, era);
			match T::Reputation::mint(header.domain, &author, amount) {
				Ok(()) => {
					add(&mut minted, amount)?;
					Self::deposit_event(Event::Earned { pool, post, author, amount });
				},
				Err(error) => {
					Self::add_to_edge(&post, &INCINERATOR, amount)?;
					add(&mut totals.incinerated, amount)?;
					Self::deposit_event(Event::Forfeited { pool, post, author, amount, error });
				},
			}
		}
		add(&mut totals.minted, minted)?;
		Ok(minted)
	}

	fn do_debit(header: &PostOf<T>, post: PostId, amount: Shares, pool: PoolId) -> DispatchResult {
		let domain: DomainId = header.domain;
		let era = T::Reputation::era(domain);
		let lost = amount.carried_to(era);
		let mut totals = DomainTotals::<T>::get(domain).carried_to(era);
		for (author, share) in split::by_authors(lost.value, &header.authors) {
			let amount = Shares::new(share, era);
			Self::deposit_event(match T::Reputation::burn_or_owe(domain, &author, amount) {
				Ok(burned) => {
					let owed = amount.saturating_sub(burned);
					Event::Debited { pool, post, author, amount, owed }
				},
				Err(error) => Event::Spared { pool, post, author, amount, error },
			});
		}
		add(&mut totals.debited, lost)?;
		totals.roundings = totals.roundings.saturating_add((amount.era < era).into());
		DomainTotals::<T>::insert(domain, totals);
		Ok(())
	}

	fn add_to_edge(citing: &PostId, cited: &PostId, amount: Shares) -> DispatchResult {
		Edges::<T>::try_mutate(citing, cited, |edge| {
			let mut balance = edge.unwrap_or_default();
			add(&mut balance, amount)?;
			*edge = Some(balance);
			Ok(())
		})
	}
}
