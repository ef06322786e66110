//! Propagation of REP that is given to a post.

use crate::{
	split, Config, Credit, Debit, DomainTotals, Edges, Error, Event, Pallet, PostOf, PostStates,
	Posts, Step, Totals, WeightInfo, MAX_DEPTH, MAX_PUT_IN, MAX_STEPS,
};
use alloc::{vec, vec::Vec};
use frame_support::{
	defensive, ensure,
	storage::with_storage_layer,
	traits::Get,
	weights::{Weight, WeightMeter},
};
use sp_runtime::{ArithmeticError, DispatchError, DispatchResult};
use witan_experts::{
	forum::{INCINERATOR, MAX_AUTHORS, MAX_CITATIONS},
	ids::{PoolId, PostId},
	ledger::{InspectReputation, MintReputation},
	shares::Shares,
};

/// The weight of a step that has run, and the steps that it put off or the error that undid it.
type Ran = (Weight, Result<Vec<Step>, DispatchError>);

pub(crate) fn add(sum: &mut Shares, amount: Shares) -> DispatchResult {
	*sum = sum.checked_add(amount).ok_or(ArithmeticError::Overflow)?;
	Ok(())
}

impl<T: Config> Pallet<T> {
	/// Returns the weight of the most expensive step.
	pub(crate) fn worst_step() -> Weight {
		T::WeightInfo::credit_step(MAX_CITATIONS, MAX_AUTHORS)
			.max(T::WeightInfo::debit_step(MAX_AUTHORS, MAX_AUTHORS))
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
		Self::enqueue(domain, Credit { post: *post, amount, depth: 0, pool });
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
		let ran = match Self::next_step(domain) {
			Some(Step::Credit(credit)) => Self::run_credit(credit),
			Some(Step::Debit(debit)) => Self::run_debit(debit),
			None => None,
		};
		let (weight, result) = ran.unwrap_or_else(|| {
			defensive!("queues have no gaps, and posts on which steps work are not removed");
			(T::WeightInfo::debit_step(0, 0), Ok(vec![]))
		});
		// A step that fails is not repeated: it would stop its domain's queue for good.
		let put_off = result.unwrap_or_else(|error| {
			defensive!("MAX_PUT_IN bounds every sum", error);
			vec![]
		});
		Self::end_step(domain, put_off);
		Some(weight)
	}

	/// Runs a credit. `None` if its post is unknown.
	fn run_credit(credit: Credit) -> Option<Ran> {
		let header = Posts::<T>::get(credit.post)?;
		// Both are at most 16.
		let (citations, authors) = (header.citations.len() as u32, header.authors.len() as u32);
		let weight = T::WeightInfo::credit_step(citations, authors);
		Some((weight, with_storage_layer(|| Self::do_credit(&header, credit))))
	}

	/// Runs a debit, which puts nothing off. `None` if one of its posts is unknown.
	fn run_debit(debit: Debit) -> Option<Ran> {
		let (cited, citing) = (Posts::<T>::get(debit.cited)?, Posts::<T>::get(debit.citing)?);
		// Both are at most 16.
		let (debited, credited) = (cited.authors.len() as u32, citing.authors.len() as u32);
		let weight = T::WeightInfo::debit_step(debited, credited);
		let done = with_storage_layer(|| Self::do_debit(&cited, &citing, debit));
		Some((weight, done.map(|()| vec![])))
	}

	/// Divides an amount that arrives at a post. Returns the steps that are put off: debits, then
	/// gifts, both in the order of the citations.
	fn do_credit(header: &PostOf<T>, credit: Credit) -> Result<Vec<Step>, DispatchError> {
		let era = T::Reputation::era(header.domain);
		let rounding = u32::from(credit.amount.era < era);
		let credit = credit.carried_to(era);
		let mut totals = DomainTotals::<T>::get(header.domain).carried_to(era);
		let (kept, put_off) = Self::along_citations(header, &credit, &mut totals)?;
		let Credit { post, pool, .. } = credit;
		let minted = Self::mint_to_authors(header, post, pool, kept, &mut totals)?;
		Self::change_state(&post, |state| {
			add(&mut state.value, minted)?;
			state.roundings = state.roundings.saturating_add(rounding);
			Ok(())
		})?;
		totals.roundings = totals.roundings.saturating_add(rounding);
		DomainTotals::<T>::insert(header.domain, totals);
		Ok(put_off)
	}

	/// Reserves and gives along the post's citations. Returns the amount that the post keeps, and
	/// the steps that are put off.
	fn along_citations(
		header: &PostOf<T>,
		credit: &Credit,
		totals: &mut Totals,
	) -> Result<(Shares, Vec<Step>), DispatchError> {
		let Credit { depth, amount: Shares { value: came, era }, .. } = *credit;
		let value_of =
			|cited: &PostId| PostStates::<T>::get(cited).map_or(0, |cited| cited.value.in_era(era));
		let donates = depth < T::MaxDepth::get().min(MAX_DEPTH);
		let flow = split::flow(came, &header.citations, donates, value_of)
			.ok_or(ArithmeticError::Underflow)?;
		let mut put_off = Vec::with_capacity(header.citations.len());
		for (cited, taken) in flow.reserved {
			let debit = Self::reserve(credit, cited, Shares::new(taken, era), totals)?;
			put_off.push(Step::Debit(debit));
		}
		for (cited, given) in flow.donated {
			let gift = Self::donate(credit, cited, Shares::new(given, era), totals)?;
			put_off.extend(gift.map(Step::Credit));
		}
		Ok((Shares::new(flow.kept, era), put_off))
	}

	/// Moves a gift along a citation, and returns the cited post's credit. `None` for the
	/// incinerator.
	fn donate(
		credit: &Credit,
		cited: PostId,
		amount: Shares,
		totals: &mut Totals,
	) -> Result<Option<Credit>, DispatchError> {
		let Credit { post, pool, depth, .. } = *credit;
		Self::add_to_edge(&post, &cited, amount)?;
		if cited == INCINERATOR {
			add(&mut totals.incinerated, amount)?;
			Self::deposit_event(Event::Incinerated { pool, post, amount });
			return Ok(None);
		}
		// The depth was below MAX_DEPTH.
		let depth = depth.saturating_add(1);
		Self::deposit_event(Event::Donated { pool, from: post, to: cited, amount, depth });
		Ok(Some(Credit { post: cited, amount, depth, pool }))
	}

	/// Mints an amount to a post's authors by their weights, and returns the amount minted. A part
	/// that the ledger refuses is destroyed.
	pub(crate) fn mint_to_authors(
		header: &PostOf<T>,
		post: PostId,
		pool: PoolId,
		amount: Shares,
		totals: &mut Totals,
	) -> Result<Shares, DispatchError> {
		let era = amount.era;
		let mut minted = Shares::new(0, era);
		for (author, share) in split::by_authors(amount.value, &header.authors) {
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

	pub(crate) fn add_to_edge(citing: &PostId, cited: &PostId, amount: Shares) -> DispatchResult {
		Edges::<T>::try_mutate(citing, cited, |edge| {
			let mut balance = edge.unwrap_or_default();
			add(&mut balance, amount)?;
			*edge = Some(balance);
			Ok(())
		})
	}
}
