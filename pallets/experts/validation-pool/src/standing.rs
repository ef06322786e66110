//! REP that stands for ratified directives, and so against cancelling them.
//!
//! Who pledged for a directive stands for it. Who pledges against cancelling it stands in all votes
//! that would cancel it, open or to come, so that many votes wear nobody down. Of each account the
//! greatest pledge counts, once. Who votes for cancelling does not stand in that vote with what it
//! had pledged until then.

use crate::{
	Ballots, Choice, Config, Pallet, PoolOf, Standing, StandingOf, StandingPledges, Standings,
	StandingsCursor, StandingsDue, Votes, WeightInfo, IDLE_BLOCKS, IDLE_POOLS, SETTLE_PAGE,
};
use alloc::vec::Vec;
use frame_support::{defensive, weights::WeightMeter};
use frame_system::pallet_prelude::BlockNumberFor;
use sp_runtime::{
	traits::{One, Saturating},
	ArithmeticError, DispatchError,
};
use witan_experts::{
	agenda,
	ids::PoolId,
	pool::{InspectStanding, Side, Waiting},
	shares::Shares,
};

/// The change that a vote makes to the REP that stands for a directive.
pub(crate) struct Stand<T: Config> {
	/// The sum, with the vote.
	pub standing: StandingOf<T>,
	/// The account's pledge against cancelling, if it is now the greatest of the account.
	pub pledge: Option<Shares>,
}

impl<T: Config> InspectStanding for Pallet<T> {
	fn standing(ratified_by: PoolId) -> Option<Shares> {
		Standings::<T>::get(ratified_by).map(|standing| standing.total)
	}
}

impl<T: Config> Pallet<T> {
	/// Returns the REP that stands against a pool, whose tier is `Cancel`: what stands for the
	/// directive, less what those have who voted for cancelling. Zero for another pool.
	pub(crate) fn standing_against(pool: &PoolOf<T>) -> Shares {
		pool.cancels()
			.and_then(|cancels| Standings::<T>::get(cancels.ratified_by))
			.map_or(Shares::zero(), |standing| Self::standing_in(pool, &standing))
	}

	/// Returns the same with a vote that is counted, and perhaps not stored yet.
	pub(crate) fn standing_with(pool: &PoolOf<T>, stand: Option<&Stand<T>>) -> Shares {
		stand.map_or(Shares::zero(), |stand| Self::standing_in(pool, &stand.standing))
	}

	/// Returns the REP that counts against a pool that cancels a directive: all that stands for the
	/// directive, less what was withdrawn.
	fn standing_in(pool: &PoolOf<T>, standing: &StandingOf<T>) -> Shares {
		let withdrawn = pool.cancels().map(|cancels| cancels.withdrawn);
		standing.total.saturating_sub(withdrawn.unwrap_or_default())
	}

	/// Returns what an account stands with for a directive.
	fn stands_with(ratified_by: PoolId, who: &T::AccountId) -> Shares {
		let vote = Ballots::<T>::get(ratified_by, who)
			.map(|ballot| ballot.vote)
			.or_else(|| Votes::<T>::get(ratified_by, who))
			.filter(|vote| vote.choice == Choice::Open(Side::Aye));
		let pledged = StandingPledges::<T>::get(ratified_by, who).unwrap_or_default();
		vote.map_or(pledged, |vote| greater(vote.stake, pledged))
	}

	/// Counts a vote in a pool for what stands for the directive that the pool cancels. `pledge` is
	/// the account's whole pledge. Returns what is to be stored, or `None` for another pool.
	pub(crate) fn count_stand(
		pool: &mut PoolOf<T>,
		who: &T::AccountId,
		side: Side,
		is_first: bool,
		pledge: Shares,
	) -> Result<Option<Stand<T>>, DispatchError> {
		let Some(mut cancels) = pool.cancels() else { return Ok(None) };
		let Some(mut standing) = Standings::<T>::get(cancels.ratified_by) else {
			defensive!("what stands is kept while it can be cancelled");
			return Ok(None);
		};
		let before = Self::stands_with(cancels.ratified_by, who);
		let mut greatest = None;
		match side {
			Side::Aye if is_first => {
				let withdrawn = cancels.withdrawn.checked_add(before);
				cancels.withdrawn = withdrawn.ok_or(ArithmeticError::Overflow)?;
				pool.set_cancels(cancels);
			},
			Side::Aye => {},
			Side::Nay => {
				let more = pledge.saturating_sub(before);
				if !more.is_zero() {
					let total = standing.total.checked_add(more);
					standing.total = total.ok_or(ArithmeticError::Overflow)?;
					greatest = Some(pledge);
				}
			},
		}
		Ok(Some(Stand { standing, pledge: greatest }))
	}

	/// Stores what a vote has changed.
	pub(crate) fn store_stand(pool: &PoolOf<T>, who: &T::AccountId, stand: Stand<T>) {
		let (Some(cancels), Some(pledge)) = (pool.cancels(), stand.pledge) else { return };
		Standings::<T>::insert(cancels.ratified_by, stand.standing);
		StandingPledges::<T>::insert(cancels.ratified_by, who, pledge);
	}

	/// Counts an opened pool that would cancel a directive.
	pub(crate) fn begin_cancelling(waiting: &Waiting<BlockNumberFor<T>>) {
		let standing = Standings::<T>::get(waiting.pool).unwrap_or_else(|| {
			let due = agenda::insert::<_, _, StandingsDue<T>, StandingsCursor<T>>(
				waiting.due,
				waiting.pool,
			);
			Standing { total: waiting.ayes, open: 0, due }
		});
		let open = standing.open.saturating_add(1);
		Standings::<T>::insert(waiting.pool, Standing { open, ..standing });
	}

	/// Counts the decision of a pool that would have cancelled a directive.
	pub(crate) fn end_cancelling(pool: &PoolOf<T>) {
		let Some(cancels) = pool.cancels() else { return };
		Standings::<T>::mutate(cancels.ratified_by, |standing| match standing {
			Some(standing) => standing.open = standing.open.saturating_sub(1),
			None => {
				defensive!("what stands is kept while it can be cancelled");
			},
		});
	}

	/// Forgets what stood for directives that can't be cancelled any more, as far as the weight
	/// allows.
	pub(crate) fn forget_standings(now: BlockNumberFor<T>, meter: &mut WeightMeter) {
		if meter.try_consume(T::WeightInfo::on_idle_base()).is_err() {
			return;
		}
		let due =
			agenda::due::<_, _, StandingsDue<T>, StandingsCursor<T>>(now, IDLE_BLOCKS, IDLE_POOLS);
		for (block, ratified_by) in due {
			let one = T::WeightInfo::forget_pledge();
			let most = meter.remaining().checked_div_per_component(&one).unwrap_or(u64::MAX);
			let Some(most) = most.checked_sub(1) else { return };
			let page = u32::try_from(most).unwrap_or(u32::MAX).min(SETTLE_PAGE);
			let open = Standings::<T>::get(ratified_by).is_some_and(|standing| standing.open > 0);
			if open {
				// A pool that should have been decided by now is still to be. This waits for it.
				meter.consume(one);
				StandingsDue::<T>::remove(block, ratified_by);
				let next = now.saturating_add(One::one());
				let due =
					agenda::insert::<_, _, StandingsDue<T>, StandingsCursor<T>>(next, ratified_by);
				Standings::<T>::mutate_extant(ratified_by, |standing| standing.due = due);
				continue;
			}
			let keys = StandingPledges::<T>::iter_key_prefix(ratified_by);
			let accounts: Vec<_> = keys.take(page as usize).collect();
			for who in &accounts {
				StandingPledges::<T>::remove(ratified_by, who);
			}
			meter.consume(one.saturating_mul((accounts.len() as u64).saturating_add(1)));
			if accounts.len() == page as usize {
				// There may be more. They go in the next block.
				return;
			}
			Standings::<T>::remove(ratified_by);
			StandingsDue::<T>::remove(block, ratified_by);
		}
	}

	/// Returns the number of undecided pools that would cancel what a pool ratified.
	#[cfg(any(test, feature = "try-runtime", feature = "std"))]
	pub(crate) fn open_cancellations(ratified_by: PoolId) -> usize {
		let cancels = |pool: &PoolOf<T>| {
			pool.cancels().is_some_and(|cancels| cancels.ratified_by == ratified_by)
		};
		crate::Pools::<T>::iter_values()
			.filter(|pool| pool.state == crate::PoolState::Voting && cancels(pool))
			.count()
	}
}

/// Returns the greater of both, in the later of both eras.
fn greater(one: Shares, other: Shares) -> Shares {
	let era = one.era.max(other.era);
	Shares::new(one.in_era(era).max(other.in_era(era)), era)
}
