//! Draws: the randomness that they are made with, and what comes of them. At the beginning of blocks alone.

use crate::*;
use frame_support::{defensive, storage::with_storage_layer, traits::Get};
use sp_runtime::traits::{Hash, Saturating, Zero};
use witan_experts::{agenda, job::Drawn};

/// What the draws of a block are made with.
#[derive(Clone, Copy)]
pub(crate) struct Seed<Hash, BlockNumber> {
	/// The beacon as it is in this block.
	pub beacon: Hash,
	/// The first block in which somebody could know the newest randomness in it, and so the beacon itself.
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

	/// Makes the draws that are due, as many as a block may have; gives the weight of it.
	pub(crate) fn draw_what_is_due(now: BlockNumberFor<T>, seed: SeedOf<T>) -> Weight {
		let draws = MAX_DRAWS_PER_BLOCK;
		let due = agenda::due::<_, _, Draws<T>, DrawsCursor<T>>(now, MAX_BLOCKS, draws);
		due.into_iter().fold(T::WeightInfo::search(), |used, (at, request)| {
			let step = Self::draw_for(at, request, now, seed).unwrap_or_else(|| {
				defensive!("what is among the draws waits for one");
				Draws::<T>::remove(at, request);
				Step::Postponed
			});
			let read = T::DbWeight::get().reads(1);
			used.saturating_add(read).saturating_add(Self::step_weight(step))
		})
	}

	/// Draws for a request that is among the draws under `at`. `None` if it does not wait for one there.
	pub(crate) fn draw_for(
		at: BlockNumberFor<T>,
		request: RequestId,
		now: BlockNumberFor<T>,
		seed: SeedOf<T>,
	) -> Option<Step> {
		let mut record = Requests::<T>::get(request).filter(|record| record.deadline == at)?;
		let State::Requested { since, gives_up_at, .. } = record.state else { return None };
		let drawn = if seed.known_since > since {
			Self::draw_with(request, &record, seed)
		} else {
			Drawn::Nobody
		};
		record.attempts = record.attempts.saturating_add(1);
		Some(match drawn {
			Drawn::Expert { who, stake } => {
				let due = now.saturating_add(record.terms.job_period);
				let state = State::Assigned { expert: who.clone(), stake, due };
				Self::change(request, &mut record, state, due);
				Self::deposit_event(Event::Assigned { request, expert: who, stake, due });
				Step::Drawn
			},
			Drawn::Nobody | Drawn::TryAgain if now >= gives_up_at => {
				Self::expire(request, record, Expiry::NobodyDrawn);
				Step::GaveUp
			},
			Drawn::Nobody | Drawn::TryAgain => {
				let period = record.terms.draw_period;
				let draw_at = formulas::next_draw(now, T::DrawDelay::get(), period, gives_up_at);
				let state = State::Requested { since: now, draw_at, gives_up_at };
				Self::change(request, &mut record, state, draw_at);
				Self::tell_draw(request, &record.state);
				Step::Postponed
			},
		})
	}

	/// A draw that fails found nobody.
	fn draw_with(
		request: RequestId,
		record: &RequestOf<T>,
		seed: SeedOf<T>,
	) -> Drawn<AccountIdOf<T>> {
		let seed = formulas::draw_seed(seed.beacon, request, record.attempts);
		let stake = if T::Reputation::supply(record.domain).is_zero() {
			Zero::zero()
		} else {
			record.terms.stake_per_job
		};
		let reason = HoldReason::Work.into();
		with_storage_layer(|| {
			T::Experts::draw(record.domain, seed, stake, &record.excluded, &reason)
		})
		.unwrap_or(Drawn::Nobody)
	}

	/// The most that the beginning of a block takes.
	pub(crate) fn max_begin_weight() -> Weight {
		let draw = Self::max_of([Step::Drawn, Step::Postponed, Step::GaveUp])
			.saturating_add(T::DbWeight::get().reads(1));
		T::WeightInfo::on_initialize()
			.saturating_add(T::WeightInfo::search())
			.saturating_add(draw.saturating_mul(MAX_DRAWS_PER_BLOCK.into()))
	}
}
