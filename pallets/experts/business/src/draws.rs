//! Draws, their randomness and their results. They are made only at the beginning of blocks.

use crate::{
	formulas,
	pallet::{Beacon, Config, Event, HoldReason, Pallet, Requests, Services},
	requests::DrawSchedule,
	types::{Expiry, State, Step},
	AccountIdOf, RequestOf,
};
use alloc::vec::Vec;
use frame_support::{
	storage::with_storage_layer,
	traits::{Get, Randomness},
	weights::Weight,
};
use frame_system::pallet_prelude::BlockNumberFor;
use sp_runtime::traits::{Hash, Saturating, Zero};
use witan_experts::{
	ids::RequestId,
	job::{Drawn, Experts, JobDraw},
	ledger::InspectReputation,
};

/// The randomness of a block's draws.
#[derive(Clone, Copy)]
pub(crate) struct Seed<Hash, BlockNumber> {
	/// The beacon in this block.
	pub beacon: Hash,
	/// The first block in which somebody could know the newest randomness in the beacon, and so the
	/// beacon itself.
	pub known_since: BlockNumber,
}

pub(crate) type SeedOf<T> = Seed<<T as frame_system::Config>::Hash, BlockNumberFor<T>>;

impl<T: Config> Pallet<T> {
	/// Mixes the randomness of this block into the beacon.
	pub(crate) fn mix_randomness() -> SeedOf<T> {
		let (newest, known_since) = T::Randomness::random(b"witan/business/draw");
		let beacon = T::Hashing::hash_of(&(Beacon::<T>::get(), newest));
		Beacon::<T>::put(beacon);
		Seed { beacon, known_since }
	}

	/// Makes the draw of a request that is listed under `at`. Returns its result, and the weight of
	/// the draw itself. `None` if the request does not wait for a draw there.
	pub(crate) fn draw_for(
		at: BlockNumberFor<T>,
		request: RequestId,
		now: BlockNumberFor<T>,
		seed: SeedOf<T>,
	) -> Option<(Step, Weight)> {
		let mut record = Requests::<T>::get(request).filter(|record| record.deadline == at)?;
		let State::Requested { since, gives_up_at, .. } = record.state else { return None };
		let gives_up_at = Self::after_pause(gives_up_at);
		let (drawn, drawing) = if seed.known_since > since {
			Self::draw_with(request, &record, seed)
		} else {
			(Drawn::Nobody, Weight::zero())
		};
		Self::pay_for_draw(&record);
		record.attempts = record.attempts.saturating_add(1);
		let is_last = now >= gives_up_at || record.draws_left() == 0;
		let step = match drawn {
			Drawn::Expert { who, stake } => {
				let expert = who.clone();
				let due = now.saturating_add(record.terms.job_period);
				let decline_by = formulas::decline_by(now, record.terms.job_period);
				let state = State::Assigned { expert: who, stake, decline_by, due };
				Self::change(request, &mut record, state, due);
				Self::deposit_event(Event::Assigned { request, expert, stake, decline_by, due });
				Step::Drawn
			},
			Drawn::Nobody | Drawn::TryAgain if is_last => {
				let left = Self::left_without_evidence(&record);
				Self::expire(request, record, Expiry::NobodyDrawn, left);
				Step::GaveUp
			},
			Drawn::Nobody | Drawn::TryAgain => {
				let period = record.terms.draw_period;
				let draw_at = formulas::next_draw(now, T::DrawDelay::get(), period, gives_up_at);
				let draw = DrawSchedule { since: now, draw_at, gives_up_at };
				Self::schedule_draw(request, &mut record, draw);
				Step::Postponed
			},
		};
		Some((step, drawing))
	}

	/// Draws an expert. A draw that fails has found nobody. Returns the weight of the draw too.
	fn draw_with(
		request: RequestId,
		record: &RequestOf<T>,
		seed: SeedOf<T>,
	) -> (Drawn<AccountIdOf<T>>, Weight) {
		let seed = formulas::draw_seed(seed.beacon, request, record.attempts);
		let stake = if T::Reputation::supply(record.domain).is_zero() {
			Zero::zero()
		} else {
			record.terms.stake_per_job
		};
		// The service is there as long as it has requests.
		let owner = Services::<T>::get(record.service).map(|service| service.owner);
		let avoided: Vec<_> = owner.into_iter().chain([record.customer.clone()]).collect();
		let (domain, excluded) = (record.domain, &record.excluded[..]);
		let draw = JobDraw { domain, seed, stake, excluded, avoided: &avoided };
		let reason = HoldReason::Work.into();
		with_storage_layer(|| T::Experts::draw(draw, &reason))
			.unwrap_or((Drawn::Nobody, T::Experts::draw_weight()))
	}
}
