//! Propagation of REP that is given to a post.

use crate::{
	split, Config, DomainTotals, Edges, Error, Event, Pallet, PostOf, PostStates, Posts, Step,
	Totals, WeightInfo, MAX_DEPTH, MAX_PUT_IN, MAX_STEPS,
};
use frame_support::{
	defensive, ensure,
	storage::with_storage_layer,
	traits::Get,
	weights::{Weight, WeightMeter},
};
use sp_runtime::{ArithmeticError, DispatchError, DispatchResult};
use witan_experts::{
	forum::{INCINERATOR, MAX_AUTHORS, MAX_CITATIONS},
	ids::{DomainId, PoolId, PostId},
	ledger::{InspectReputation, MintReputation},
	shares::Shares,
};

/// A credit on which its step works.
#[derive(Clone, Copy)]
struct Credit {
	post: PostId,
	pool: PoolId,
	/// The number of citations that the amount has passed.
	depth: u8,
	/// The amount that arrives.
	amount: Shares,
}

impl Credit {
	/// Returns the same credit in shares of `era`.
	fn carried_to(self, era: u32) -> Self {
		Self { amount: self.amount.carried_to(era), ..self }
	}
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
	/// Returns the weight of the most expensive step.
	pub(crate) fn worst_step() -> Weight {
		T::WeightInfo::credit_step(MAX_CITATIONS, MAX_AUTHORS)
			.max(T::WeightInfo::debit_step(MAX_AUTHORS))
	}

	/// Returns the most that a call of `propagate` with `steps` steps weighs.
	pub(crate) fn propagate_weight(steps: u32) -> Weight {
		let steps = Self::worst_step().saturating_mul(steps.min(MAX_STEPS).into());
		T::WeightInfo::propagate().saturating_add(steps)
	}

	/// Queues a reward for propagation. A reward of zero is a no-op.
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
		Self::change_state(post, |state| add(&mut state.received, amount))?;
		DomainTotals::<T>::insert(domain, totals);
		Self::enqueue(domain, Step::Credit { post: *post, amount, depth: 0, pool });
		Self::deposit_event(Event::Rewarded { post: *post, pool, amount });
		Ok(())
	}

	/// Runs the next `steps` steps, and returns the weight of the call.
	pub(crate) fn do_propagate(steps: u32) -> Result<Weight, DispatchError> {
		ensure!(steps > 0, Error::<T>::NoSteps);
		ensure!(steps <= MAX_STEPS, Error::<T>::TooManySteps);
		ensure!(Self::queue_length() > 0, Error::<T>::NothingToPropagate);
		let done = (0..steps).map_while(|_| Self::do_step());
		Ok(done.fold(T::WeightInfo::propagate(), |sum, step| sum.saturating_add(step)))
	}

	/// Runs steps while `remaining` suffices for the most expensive one, and returns the weight
	/// used.
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

	/// Runs the next step, and returns the weight used. `None` if no step waits.
	pub(crate) fn do_step() -> Option<Weight> {
		let domain = Self::domain_in_turn()?;
		let weight = Self::run_step_of(domain);
		Self::end_step(domain);
		Some(weight)
	}

	/// Runs the next step of a domain, leaves it in the queue, and returns the weight used,
	/// including that of its end.
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
				with_storage_layer(|| {
					Self::do_credit(&header, Credit { post, pool, depth, amount })
				}),
			),
			Step::Debit { post, amount, pool } => (
				T::WeightInfo::debit_step(authors),
				with_storage_layer(|| Self::do_debit(&header, post, amount, pool)),
			),
		};
		// A step that fails is not repeated: it would stop its domain's queue for good.
		if let Err(error) = result {
			defensive!("MAX_PUT_IN bounds every sum", error);
		}
		weight
	}

	fn do_credit(header: &PostOf<T>, credit: Credit) -> DispatchResult {
		let era = T::Reputation::era(header.domain);
		let rounding = u32::from(credit.amount.era < era);
		let credit = credit.carried_to(era);
		let mut totals = DomainTotals::<T>::get(header.domain).carried_to(era);
		let kept = Self::along_citations(header, credit, &mut totals)?;
		let minted = Self::mint_to_authors(header, credit, kept, &mut totals)?;
		Self::change_state(&credit.post, |state| {
			add(&mut state.value, minted)?;
			state.roundings = state.roundings.saturating_add(rounding);
			Ok(())
		})?;
		totals.roundings = totals.roundings.saturating_add(rounding);
		DomainTotals::<T>::insert(header.domain, totals);
		Ok(())
	}

	/// Takes and gives along the post's citations, and returns the amount that the post keeps.
	fn along_citations(
		header: &PostOf<T>,
		credit: Credit,
		totals: &mut Totals,
	) -> Result<Shares, DispatchError> {
		let Credit { post, pool, depth, amount: Shares { value: came, era } } = credit;
		let value_of =
			|cited: &PostId| PostStates::<T>::get(cited).map_or(0, |cited| cited.value.in_era(era));
		let donates = depth < T::MaxDepth::get().min(MAX_DEPTH);
		let flow = split::flow(came, &header.citations, donates, value_of)
			.ok_or(ArithmeticError::Overflow)?;
		add(&mut totals.leached, Shares::new(flow.sum_leached(), era))?;
		for (cited, taken) in flow.leached {
			let amount = Shares::new(taken, era);
			Self::change_state(&cited, |state| subtract(&mut state.value, amount))?;
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
				// The depth was below MAX_DEPTH.
				let depth = depth.saturating_add(1);
				Self::enqueue(header.domain, Step::Credit { post: cited, amount, depth, pool });
				Self::deposit_event(Event::Donated { pool, from: post, to: cited, amount, depth });
			}
		}
		Ok(Shares::new(flow.kept, era))
	}

	/// Mints the amount that a post keeps to its authors, and returns the amount minted. A part
	/// that the ledger refuses is destroyed.
	fn mint_to_authors(
		header: &PostOf<T>,
		credit: Credit,
		kept: Shares,
		totals: &mut Totals,
	) -> Result<Shares, DispatchError> {
		let Credit { post, pool, .. } = credit;
		let era = kept.era;
		let mut minted = Shares::new(0, era);
		for (author, share) in split::by_authors(kept.value, &header.authors) {
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
