//! Migrations over many blocks, in steps that each have a known weight.

use crate::{
	outcome::{self, Payout},
	schedule::Schedule,
	tiers::{self, Governance, PLEDGE_LOSS},
	Choice, Config, Event, GovernancePools, HoldReason, Pallet, Pool, PoolOf, PoolState, Pools,
	Sponsor, StandingsCursor, Vote, Votes, WeightInfo,
};
use core::marker::PhantomData;
use frame_support::{
	defensive,
	migrations::{MigrationId, SteppedMigration, SteppedMigrationError},
	weights::{Weight, WeightMeter},
};
use frame_system::pallet_prelude::BlockNumberFor;
use sp_runtime::traits::{AtLeast32BitUnsigned, One, Saturating};
use witan_experts::{
	domain::{DomainParameters, InspectDomains, MAX_DURATION},
	ids::{DomainId, PoolId},
	ledger::{InspectReputation, StakeEnd, StakeReputation},
	migration::take_steps,
	pool::{InspectMotions, Motion, PoolParams, Secrecy, Side, Tier, Verdict},
	shares::{Ppm, Shares},
};

#[cfg(any(test, feature = "try-runtime"))]
mod check;
pub(crate) mod old;

#[cfg(test)]
pub(crate) use check::Before;

/// Settles what was decided by the rules before pledges and turns, and gives undecided pools the
/// present rules.
///
/// - Decided pools are settled at once, by the formulas of their decision.
/// - Undecided ones keep their parameters. The upgrade counts as a turn into their present verdict,
///   so that a stake of the last block before it can be answered like any late stake: they take
///   stakes for at least a quarter of their duration more. In secret pools a reveal period that has
///   begun begins anew.
/// - A worker's vote on its own work is its bond if it is in favour, and is returned otherwise.
/// - In pools for governance stakes become free, and stay as pledges. Their tier is `Root`, with
///   what that demands, if the post's is, and `Parameter` otherwise. Their fees are returned, and
///   mint nothing.
/// - One whose post would cancel a directive keeps its times.
/// - A pool for governance that is secret, or whose post has an older one, ends undecided. Its
///   stakes, deposit and fee are returned, shown or not.
///
/// It mints and rewards posts, and reads parameters of domains and the motions of posts. So it runs
/// after the migrations of domains, ledgers, directives, the forum and ratifications. Neither calls
/// nor hooks touch pools while migrations run.
pub struct PledgesAndTurns<T>(PhantomData<T>);

/// The progress of [`PledgesAndTurns`].
#[frame_support::stored]
pub enum Cursor<AccountId> {
	/// Begins with the pool after this one, in the order of the map, or with the first.
	After(Option<PoolId>),
	/// Settles the next vote of this decided pool.
	Settle(PoolId),
	/// Frees the stake of the voter after this one, in the order of the map, or of the first, in
	/// this pool for governance.
	Free(PoolId, Option<AccountId>),
}

type CursorOf<T> = Cursor<<T as frame_system::Config>::AccountId>;
type ParametersOf<T> = DomainParameters<BlockNumberFor<T>>;
type MotionOf<T> = Motion<BlockNumberFor<T>>;

impl<T: Config> PledgesAndTurns<T> {
	/// Returns the maximum weight of a step: converting a pool and ending another one, or settling
	/// a vote and removing its pool.
	pub(crate) fn weight_of_step() -> Weight {
		let converting = T::WeightInfo::migrate_pool()
			.saturating_add(T::Motions::weight())
			.saturating_add(Pallet::<T>::decision_weight());
		let settling = T::WeightInfo::settle().saturating_add(Pallet::<T>::weight_of_vote(true));
		converting.max(settling)
	}

	/// Does one step: one pool, or one vote. `None` if all is done.
	pub(crate) fn advance(cursor: CursorOf<T>) -> Option<CursorOf<T>> {
		match cursor {
			Cursor::After(last) => Self::begin_next(last),
			Cursor::Settle(id) => Some(Self::settle_next(id)),
			Cursor::Free(id, last) => Some(Self::free_next(id, last)),
		}
	}

	fn begin_next(last: Option<PoolId>) -> Option<CursorOf<T>> {
		let mut pools = match last {
			None => Pools::<T>::iter_keys(),
			Some(id) => Pools::<T>::iter_keys_from_key(id),
		};
		let id = pools.next()?;
		let Some(pool) = old::Pools::<T>::get(id) else {
			defensive!("a pool is of the release before");
			return Some(Cursor::After(Some(id)));
		};
		Some(match (pool.state, pool.snapshot) {
			(PoolState::Settling, _) => Cursor::Settle(id),
			(PoolState::Voting, Some(_)) => Cursor::Free(id, None),
			(PoolState::Voting, None) => {
				Self::convert_ordinary(id, pool);
				Cursor::After(Some(id))
			},
		})
	}

	/// Settles the next vote of a decided pool, or removes the pool if none is left.
	fn settle_next(id: PoolId) -> CursorOf<T> {
		let Some(mut settlement) = old::Settlements::<T>::get(id) else {
			defensive!("a decided pool is settled");
			return Cursor::After(Some(id));
		};
		let Some((who, vote)) = Self::next_vote(id, settlement.cursor.as_ref()) else {
			Self::finish(id, &settlement);
			return Cursor::After(Some(id));
		};
		let old::Settlement { domain, era, outcome, .. } = settlement;
		Votes::<T>::remove(id, &who);
		if settlement.keeps_ballots {
			Pallet::<T>::keep_ballot(id, domain, &who, vote);
		}
		let payout = outcome.payout(vote.choice.side(), vote.stake.in_era(era));
		let Payout { burned, minted } = Pallet::<T>::end_vote(id, domain, era, &who, vote, payout);
		settlement.collected = settlement.collected.saturating_add(burned);
		settlement.paid = settlement.paid.saturating_add(minted);
		settlement.unsettled = settlement.unsettled.saturating_sub(1);
		settlement.cursor = Some(who);
		old::Settlements::<T>::insert(id, settlement);
		Cursor::Settle(id)
	}

	/// Returns the vote after that of this voter, in the order of the map, or the first.
	fn next_vote(id: PoolId, last: Option<&T::AccountId>) -> Option<(T::AccountId, Vote)> {
		let mut votes = match last {
			None => Votes::<T>::iter_prefix(id),
			Some(last) => Votes::<T>::iter_prefix_from(id, Votes::<T>::hashed_key_for(id, last)),
		};
		votes.next()
	}

	/// Rewards the post of a settled pool with the remainder, and removes the pool.
	fn finish(id: PoolId, settlement: &old::SettlementOf<T>) {
		let old::Settlement { era, outcome, collected, paid, position, .. } = *settlement;
		Pallet::<T>::leave_queue(id, position);
		let Some(pool) = old::Pools::<T>::take(id) else {
			defensive!("a settled pool is in storage");
			return;
		};
		let rest = Shares::new(outcome.remainder(collected, paid), era);
		Pallet::<T>::release_post(id, &pool.post, outcome.verdict, rest);
	}

	/// Frees the next stake in a pool for governance, or converts the pool if none is left. In an
	/// open pool the vote stays as a pledge.
	fn free_next(id: PoolId, last: Option<T::AccountId>) -> CursorOf<T> {
		let Some(pool) = old::Pools::<T>::get(id) else {
			defensive!("a pool is there until it is converted");
			return Cursor::After(Some(id));
		};
		let Some((who, vote)) = Self::next_vote(id, last.as_ref()) else {
			Self::convert_governance(id, pool);
			return Cursor::After(Some(id));
		};
		if is_open(&pool.params) {
			Self::free_stake(pool.domain, &who, vote.stake);
		} else {
			Self::give_back(id, pool.domain, &who, vote);
		}
		Cursor::Free(id, Some(who))
	}

	fn free_stake(domain: DomainId, who: &T::AccountId, stake: Shares) {
		let reason = HoldReason::Pool.into();
		if let Err(error) =
			T::Reputation::end_stake(domain, who, &reason, stake, StakeEnd::default())
		{
			defensive!("a vote's stake is held", error);
		}
	}

	/// Removes a vote, and frees its stake without losses.
	fn give_back(id: PoolId, domain: DomainId, who: &T::AccountId, vote: Vote) {
		Votes::<T>::remove(id, who);
		let era = T::Reputation::era(domain);
		Pallet::<T>::end_vote(id, domain, era, who, vote, Payout::default());
	}

	/// Converts a pool for governance whose stakes are free. One that is secret ends, and so does
	/// the newer one of two on a post.
	fn convert_governance(id: PoolId, old: old::PoolOf<T>) {
		let is_open = is_open(&old.params);
		let motion = T::Motions::motion(old.domain, &old.post);
		let mut pool = Self::converted(old, Some(&motion));
		Pallet::<T>::end_fee(id, &pool, false);
		(pool.fee, pool.mint) = (0, 0);
		let known = GovernancePools::<T>::get(pool.post);
		if !is_open {
			// Its votes are gone.
			(pool.tally, pool.voters) = Default::default();
			return Self::end_undecided(id, pool);
		}
		if known.is_some_and(|known| known < id) {
			return Self::end_undecided(id, pool);
		}
		GovernancePools::<T>::insert(pool.post, id);
		match motion.cancels {
			Some(waiting) => Self::keep_times(id, pool, waiting.due),
			None => Self::resume(id, pool),
		}
		if let Some((newer, pool)) = known.and_then(|id| Pools::<T>::get(id).map(|pool| (id, pool)))
		{
			Self::end_undecided(newer, pool);
		}
	}

	/// Decides a pool undecided, and returns its deposit.
	fn end_undecided(id: PoolId, mut pool: PoolOf<T>) {
		if let Sponsor::Opener { deposit } = &mut pool.sponsor {
			let returned = core::mem::take(deposit);
			Pallet::<T>::end_deposit(id, &pool, returned, true);
		}
		let counted = Pallet::<T>::count_of(&pool);
		Pallet::<T>::decide_as(id, pool, counted, Verdict::NotQuorate, false);
	}

	/// Converts a pool that is not for governance, with the worker's vote on its own work.
	fn convert_ordinary(id: PoolId, old: old::PoolOf<T>) {
		let domain = old.domain;
		let mut pool = Self::converted(old, None);
		let vote = pool
			.worker()
			.and_then(|worker| Votes::<T>::get(id, worker).map(|vote| (worker.clone(), vote)));
		match vote {
			Some((_, vote)) if vote.choice == Choice::Open(Side::Aye) => pool.bond = vote.stake,
			Some((worker, vote)) => {
				Self::give_back(id, domain, &worker, vote);
				let stake = vote.stake.in_era(pool.tally.era);
				let sum = match vote.choice {
					Choice::Open(side) => pool.tally.side_mut(side),
					Choice::Sealed { .. } => &mut pool.tally.committed,
				};
				*sum = sum.saturating_sub(stake);
				pool.voters = pool.voters.saturating_sub(1);
			},
			None => {},
		}
		Self::resume(id, pool);
	}

	/// Returns an undecided pool with the present fields, without a bond and before its turn.
	///
	/// One for governance has what its opener demanded, and what the tier `Root` demands if its
	/// motion is of that tier.
	fn converted(old: old::PoolOf<T>, motion: Option<&MotionOf<T>>) -> PoolOf<T> {
		let parameters = T::Domains::parameters(old.domain);
		let supply = T::Reputation::supply(old.domain);
		let (least_binding, rejection_quorum) = Self::losses(&old, parameters.as_ref());
		let (sponsor, aside) = Self::sponsor_of(&old, parameters.as_ref(), supply);
		let mut params = old.params;
		let mut tier = Tier::Parameter;
		if old.snapshot.is_some() {
			params =
				PoolParams { binding: 0, redistribute: false, secrecy: Secrecy::Open, ..params };
		}
		if let Some((motion, of)) =
			motion.filter(|of| of.tier == Tier::Root).zip(parameters.as_ref())
		{
			let demanded = tiers::params(motion, of, params.duration);
			params.quorum = params.quorum.max(demanded.quorum);
			params.win_ratio = params.win_ratio.max(demanded.win_ratio);
			tier = Tier::Root;
		}
		let governance = old.snapshot.map(|snapshot| Governance { tier, snapshot, cancels: None });
		let times = Schedule::new(old.opened_at, params.duration, None, MAX_DURATION.into());
		Pool {
			opener: old.opener,
			post: old.post,
			domain: old.domain,
			params,
			fee: old.fee,
			mint: old.mint,
			author_share: old.author_share,
			least_binding,
			rejection_quorum,
			sponsor,
			governance,
			opening_supply: old.snapshot.map_or(supply, |snapshot| snapshot.supply),
			aside,
			bond: Shares::zero(),
			tally: old.tally,
			voters: old.voters,
			schedule: Schedule {
				stakes_until: old.stakes_until,
				decides_at: old.decides_at,
				ends_by: if is_open(&params) { times.ends_by } else { old.decides_at },
				..times
			},
			listed_at: old.decides_at,
			state: old.state,
		}
	}

	/// Returns the part that a losing vote loses, and the quorum of a rejection. Nobody loses more
	/// than the pool demanded when it was opened.
	fn losses(old: &old::PoolOf<T>, parameters: Option<&ParametersOf<T>>) -> (Ppm, Ppm) {
		let PoolParams { binding, quorum, .. } = old.params;
		let (least, rejection) = match (old.snapshot, parameters) {
			(None, parameters) => (parameters.map_or(0, |of| of.pool.min_binding), quorum),
			(Some(_), parameters) => {
				(PLEDGE_LOSS, parameters.map_or(quorum, |of| of.governance.quorum))
			},
		};
		(least.min(binding), rejection)
	}

	/// Returns the party that answers for a pool, and its REP that can't judge. If less than 10^-9
	/// REP of the domain is somebody else's, that is all.
	fn sponsor_of(
		old: &old::PoolOf<T>,
		parameters: Option<&ParametersOf<T>>,
		supply: Shares,
	) -> (Sponsor<T::AccountId>, Shares) {
		let worker = match &old.sponsor {
			old::Sponsor::Opener { deposit } => {
				return (Sponsor::Opener { deposit: *deposit }, Shares::zero())
			},
			old::Sponsor::Work { worker } => worker.clone(),
		};
		let aside = T::Reputation::total(old.domain, &worker);
		let others = supply.saturating_sub(aside);
		let alone = !aside.is_zero() && T::Reputation::to_amount(old.domain, others) == 0;
		let rejected_share = parameters.map_or(0, |of| of.work.rejected_share);
		// Whether it was opened in place of another is not known. What is left of the fee if it
		// ends undecided is nothing, as it was when it was opened.
		let sponsor = Sponsor::Work { worker, rejected_share, reopened: false };
		(sponsor, if alone { supply } else { aside })
	}

	/// Stores a converted pool that would cancel a directive which is due at `due`. It ends when it
	/// did, and late turns extend it up to that block: the directive waits for no vote.
	fn keep_times(id: PoolId, mut pool: PoolOf<T>, due: BlockNumberFor<T>) {
		let counted = Pallet::<T>::count_of(&pool);
		let Schedule { stakes_until, ends_by, .. } = pool.schedule;
		pool.schedule.verdict = outcome::verdict(&pool.rules(), &counted.count, None);
		pool.schedule.ends_by = ends_by.min(due.saturating_sub(One::one())).max(stakes_until);
		Pools::<T>::insert(id, pool);
	}

	/// Stores a converted pool, after a turn into its present verdict.
	fn resume(id: PoolId, mut pool: PoolOf<T>) {
		let now = frame_system::Pallet::<T>::block_number();
		let counted = Pallet::<T>::count_of(&pool);
		let verdict = outcome::verdict(&pool.rules(), &counted.count, None);
		let before = pool.schedule;
		match pool.params.secrecy {
			Secrecy::CommitReveal { reveal_period } => {
				// Nothing is shown in a pool that nobody can judge.
				if before.decides_at > before.stakes_until {
					let from = before.stakes_until.max(now.saturating_add(One::one()));
					let until = from.saturating_add(reveal_period);
					pool.schedule.decides_at = until.max(before.decides_at);
					pool.schedule.ends_by = pool.schedule.decides_at;
				}
			},
			Secrecy::Open if pool.has_judges() => {
				let turned = with_room(before, now).turned(now, verdict);
				let decides_at = turned.decides_at.max(before.decides_at);
				pool.schedule = Schedule { decides_at, ..turned };
			},
			Secrecy::Open => pool.schedule.verdict = verdict,
		}
		let stakes_until = pool.schedule.stakes_until;
		if stakes_until != before.stakes_until {
			Pallet::<T>::deposit_event(Event::Extended { pool: id, verdict, stakes_until });
		}
		Pools::<T>::insert(id, pool);
	}
}

/// Returns a schedule that leaves a quarter to answer a turn at `now`, and another one to answer
/// that. No pool lasts longer than [`MAX_DURATION`], for which its snapshot serves.
fn with_room<BlockNumber: AtLeast32BitUnsigned + Copy>(
	schedule: Schedule<BlockNumber>,
	now: BlockNumber,
) -> Schedule<BlockNumber> {
	let quarters = schedule.quarter.saturating_add(schedule.quarter);
	let answered = now.saturating_add(One::one()).saturating_add(quarters);
	let latest = schedule.opened_at.saturating_add(MAX_DURATION.into());
	Schedule { ends_by: schedule.ends_by.max(answered.min(latest)), ..schedule }
}

/// Returns true if sides are shown while stakes are taken.
fn is_open<BlockNumber>(params: &PoolParams<BlockNumber>) -> bool {
	matches!(params.secrecy, Secrecy::Open)
}

impl<T: Config> SteppedMigration for PledgesAndTurns<T> {
	type Cursor = CursorOf<T>;
	type Identifier = MigrationId<15>;

	fn id() -> Self::Identifier {
		MigrationId { pallet_id: *b"validation-pool", version_from: 0, version_to: 1 }
	}

	fn step(
		cursor: Option<Self::Cursor>,
		meter: &mut WeightMeter,
	) -> Result<Option<Self::Cursor>, SteppedMigrationError> {
		let cursor = cursor.unwrap_or_else(|| {
			// Nothing stands for a directive before.
			StandingsCursor::<T>::put(frame_system::Pallet::<T>::block_number());
			Cursor::After(None)
		});
		take_steps(cursor, meter, Self::weight_of_step(), Self::advance)
	}

	#[cfg(feature = "try-runtime")]
	fn pre_upgrade() -> Result<alloc::vec::Vec<u8>, sp_runtime::TryRuntimeError> {
		Ok(codec::Encode::encode(&Self::before()))
	}

	#[cfg(feature = "try-runtime")]
	fn post_upgrade(state: alloc::vec::Vec<u8>) -> Result<(), sp_runtime::TryRuntimeError> {
		let before = codec::Decode::decode(&mut &state[..]).map_err(|_| "no state")?;
		Self::check(&before)
	}
}
