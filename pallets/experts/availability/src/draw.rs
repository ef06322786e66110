//! Draws of experts for jobs.

use crate::{
	candidates::Candidates,
	pallet::{Assigned, Config, Error, Event, Offers, Pallet},
	types::{OfferEnd, ATTEMPTS, LAST_ATTEMPT},
	weights::WeightInfo,
};
use alloc::vec::Vec;
use frame_support::{
	defensive, ensure, storage::with_storage_layer, traits::DefensiveOption, weights::Weight,
};
use sp_runtime::{ArithmeticError, DispatchError, DispatchResult};
use witan_experts::{
	ids::DomainId,
	job::{Drawn, Experts, JobDraw, MAX_AVOIDED, MAX_DRAWS},
	ledger::{InspectReputation, StakeEnd, StakeReputation, StakeSplit},
	shares::Shares,
};
use witan_primitives::Balance;

/// The result of a draw, and the offers at which it looked.
struct Looked<AccountId> {
	drawn: Drawn<AccountId>,
	/// The number of all of them.
	attempts: u32,
	/// The owners of those that have expired.
	expired: Vec<AccountId>,
}

impl<T: Config> Pallet<T> {
	/// Returns a stake on a job in shares: zero while the domain has no REP.
	pub(crate) fn stake_on_job(domain: DomainId, stake: Balance) -> Result<Shares, DispatchError> {
		match T::Reputation::supply(domain).is_zero() {
			true => Ok(Shares::zero()),
			false => T::Reputation::to_shares(domain, stake),
		}
	}

	/// Draws an offer, and takes the stake from it for a job. Returns the weight too.
	fn do_draw(
		draw: JobDraw<T::AccountId>,
		reason: &T::RuntimeHoldReason,
	) -> Result<(Drawn<T::AccountId>, Weight), DispatchError> {
		let JobDraw { domain, excluded, avoided, .. } = draw;
		ensure!(
			excluded.len() <= MAX_DRAWS as usize && avoided.len() <= MAX_AVOIDED as usize,
			Error::<T>::TooManyExcluded
		);
		let stake = Self::stake_on_job(domain, draw.stake)?;
		let Some(candidates) = Self::candidates_for(&draw, stake)? else {
			return Ok((Drawn::Nobody, T::WeightInfo::draw_search(0)));
		};
		let looked = Self::look_for(candidates, &draw, stake)?;
		// Only after the choice, because other leaves take the places of those that end.
		for who in &looked.expired {
			Self::end_expired(domain, who);
		}
		let skipped = excluded.len().saturating_add(avoided.len());
		let mut weight = Self::weight_of_looks(skipped, &looked);
		let drawn = match looked.drawn {
			Drawn::Expert { who, stake } => {
				weight.saturating_accrue(T::WeightInfo::draw_assigns());
				Self::do_assign(domain, who, stake, reason)?
			},
			drawn @ (Drawn::Nobody | Drawn::TryAgain) => drawn,
		};
		Ok((drawn, weight.min(T::WeightInfo::draw())))
	}

	/// Returns the offers from which a draw chooses. `None` if no draw is made for such a job.
	pub(crate) fn candidates_for(
		draw: &JobDraw<T::AccountId>,
		stake: Shares,
	) -> Result<Option<Candidates<T>>, DispatchError> {
		let mut candidates = Candidates::<T>::of(draw.domain);
		if !candidates.are_ample_for(stake)? {
			return Ok(None);
		}
		candidates.skip_all(draw.avoided);
		if candidates.weight()? == 0 {
			candidates.skip_nobody();
		}
		candidates.skip_all(draw.excluded);
		candidates.keep_those_with(stake);
		Ok(Some(candidates))
	}

	/// Looks at offers by chance until one can take the job, at most [`ATTEMPTS`]. The last one is
	/// of a class all of whose offers can, if there is such a class.
	fn look_for(
		mut candidates: Candidates<T>,
		draw: &JobDraw<T::AccountId>,
		stake: Shares,
	) -> Result<Looked<T::AccountId>, DispatchError> {
		let mut looked = Looked { drawn: Drawn::TryAgain, attempts: 0, expired: Vec::new() };
		for attempt in 0..ATTEMPTS {
			if attempt == LAST_ATTEMPT {
				candidates.prefer_those_with(stake)?;
			}
			let Some(who) = candidates.choose(draw.seed, attempt)? else {
				looked.drawn = Drawn::Nobody;
				break;
			};
			looked.attempts = looked.attempts.saturating_add(1);
			let offer =
				Offers::<T>::get(draw.domain, &who).defensive_ok_or(DispatchError::Corruption)?;
			// It was found, so that it weighs as much as with no job.
			candidates.skip(&offer, offer.weight(0));
			if offer.is_expired(Self::now()) {
				looked.expired.push(who);
			} else if offer.stake.checked_sub(stake).is_some() {
				looked.drawn = Drawn::Expert { who, stake };
				break;
			}
		}
		Ok(looked)
	}

	/// Returns the weight of a draw that skipped accounts and looked at offers, without that of
	/// taking the stake.
	fn weight_of_looks(skipped: usize, looked: &Looked<T::AccountId>) -> Weight {
		let times = |count: usize| u64::try_from(count).unwrap_or(u64::MAX);
		let search = T::WeightInfo::draw_search(u32::try_from(skipped).unwrap_or(u32::MAX));
		search
			.saturating_add(T::WeightInfo::draw_looks().saturating_mul(looked.attempts.into()))
			.saturating_add(
				T::WeightInfo::end_expired().saturating_mul(times(looked.expired.len())),
			)
	}

	/// Takes a stake from an offer for a job.
	pub(crate) fn do_assign(
		domain: DomainId,
		who: T::AccountId,
		stake: Shares,
		reason: &T::RuntimeHoldReason,
	) -> Result<Drawn<T::AccountId>, DispatchError> {
		let mut offer =
			Offers::<T>::get(domain, &who).defensive_ok_or(DispatchError::Corruption)?;
		let from = Self::hold_reason();
		let StakeSplit { rest: left, part: stake } =
			T::Reputation::split_stake(domain, &who, &from, offer.stake, stake, reason)?;
		// Before the offer is weighed: with as many jobs as its owner does, it weighs nothing.
		Assigned::<T>::try_mutate(domain, &who, |jobs| -> DispatchResult {
			*jobs = jobs.checked_add(1).ok_or(ArithmeticError::Overflow)?;
			Ok(())
		})?;
		Self::restake(domain, &who, &mut offer, left)?;
		Offers::<T>::insert(domain, &who, offer);
		Self::deposit_event(Event::Drawn { domain, who: who.clone(), stake, left });
		Ok(Drawn::Expert { who, stake })
	}
}

impl<T: Config> Pallet<T> {
	/// Counts a job that has ended.
	fn count_end_of_job(domain: DomainId, who: &T::AccountId) {
		let Some(assigned) = Assigned::<T>::get(domain, who).checked_sub(1) else {
			defensive!("more jobs ended than an expert was drawn for");
			return;
		};
		if assigned == 0 {
			Assigned::<T>::remove(domain, who);
		} else {
			Assigned::<T>::insert(domain, who, assigned);
		}
		Self::reweigh_after_a_job(domain, who, assigned);
		Self::deposit_event(Event::JobEnded { domain, who: who.clone(), assigned });
	}

	/// Adds a stake that has become free to its owner's offer, if that is open. What a debt took of
	/// it is missing.
	fn offer_again(domain: DomainId, who: &T::AccountId, stake: Shares) -> DispatchResult {
		let open = Offers::<T>::get(domain, who).filter(|offer| !offer.is_expired(Self::now()));
		let Some(mut offer) = open else { return Ok(()) };
		let free = T::Reputation::free(domain, who);
		let amount = T::Reputation::to_amount(domain, stake.min(free));
		if amount == 0 {
			return Ok(());
		}
		let reason = Self::hold_reason();
		let stake = T::Reputation::raise_stake(domain, who, &reason, offer.stake, amount)?;
		Self::restake(domain, who, &mut offer, stake)?;
		Offers::<T>::insert(domain, who, offer);
		Self::deposit_event(Event::StakeReturned { domain, who: who.clone(), stake });
		Ok(())
	}

	/// Lets an offer weigh something again whose owner had as many jobs as it does at a time, until
	/// one of them ended.
	fn reweigh_after_a_job(domain: DomainId, who: &T::AccountId, assigned: u32) {
		let Some(offer) = Offers::<T>::get(domain, who) else { return };
		if offer.weight(assigned) == offer.weight(assigned.saturating_add(1)) {
			return;
		}
		if with_storage_layer(|| Self::reweigh(domain, who, &offer)).is_err() {
			defensive!("an offer can't be weighed");
		}
	}
}

impl<T: Config> Experts<T::AccountId> for Pallet<T> {
	type Reason = T::RuntimeHoldReason;

	fn draw(
		draw: JobDraw<T::AccountId>,
		reason: &Self::Reason,
	) -> Result<(Drawn<T::AccountId>, Weight), DispatchError> {
		with_storage_layer(|| Self::do_draw(draw, reason))
	}

	fn can_draw(domain: DomainId, stake: Balance) -> bool {
		let stake = Self::stake_on_job(domain, stake);
		stake.and_then(|stake| Candidates::<T>::of(domain).are_ample_for(stake)).unwrap_or_default()
	}

	fn job_ended(domain: DomainId, who: &T::AccountId) {
		Self::count_end_of_job(domain, who);
	}

	fn job_declined(
		domain: DomainId,
		who: &T::AccountId,
		stake: Shares,
		reason: &Self::Reason,
	) -> DispatchResult {
		with_storage_layer(|| {
			T::Reputation::end_stake(domain, who, reason, stake, StakeEnd::default())?;
			Self::count_end_of_job(domain, who);
			Self::offer_again(domain, who, stake)
		})
	}

	fn end_offer(domain: DomainId, who: &T::AccountId) -> DispatchResult {
		match Offers::<T>::get(domain, who) {
			Some(offer) => {
				with_storage_layer(|| Self::do_end(who.clone(), domain, offer, OfferEnd::NoShow))
			},
			None => Ok(()),
		}
	}

	fn draw_weight() -> Weight {
		T::WeightInfo::draw()
	}

	fn job_ended_weight() -> Weight {
		T::WeightInfo::job_ended()
	}

	fn end_offer_weight() -> Weight {
		T::WeightInfo::withdraw()
	}

	fn job_declined_weight() -> Weight {
		T::WeightInfo::job_declined()
	}
}
