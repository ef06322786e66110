//! The reads behind the view functions.

use crate::{
	outcome::{need, verdict, Outcome, Stake},
	schedule::{self, Ending},
	tiers,
	voting::Turn,
	Ballot, BallotInfo, Ballots, Choice, Config, CountOfEra, GovernancePools, MotionInfo, OpenPool,
	OpenPoolOf, OpenPools, OpenPoolsOf, Pallet, Phase, PoolInfo, PoolInfoOf, PoolOf, PoolState,
	Pools, Preview, Settlement, Settlements, Sponsor, Vote, VoteInfo, Votes, LIST_PAGE,
};
use alloc::vec::Vec;
use frame_system::pallet_prelude::BlockNumberFor;
use sp_runtime::traits::{One, Saturating};
use witan_experts::{
	domain::InspectDomains,
	ids::{DomainId, PoolId, PostId},
	ledger::{InspectReputation, MintBudget},
	pool::{InspectMotions, Motion, PoolParams, Secrecy, Side, Tier, Verdict},
	shares::Shares,
};
use witan_primitives::Balance;

impl<T: Config> Pallet<T> {
	pub(crate) fn pool_info(id: PoolId) -> Option<PoolInfoOf<T>> {
		let pool = Pools::<T>::get(id)?;
		let settlement = Settlements::<T>::get(id);
		let counted = Self::count_of(&pool);
		let CountOfEra { count, .. } = counted;
		let (phase, verdict) = match &settlement {
			Some(Settlement { outcome, .. }) => (Phase::Settling(outcome.verdict), outcome.verdict),
			None => {
				let now = frame_system::Pallet::<T>::block_number();
				(Self::phase_in(&pool, now), Self::verdict_now(&pool, &counted))
			},
		};
		let need = if count.base == 0 { 0 } else { need(pool.params.quorum, count.base) };
		let lacks = need.saturating_sub(count.support());
		let amount = |value| T::Reputation::to_amount(pool.domain, counted.shares(value));
		Some(PoolInfo {
			worker: pool.worker().cloned(),
			post: pool.post,
			domain: pool.domain,
			params: pool.params,
			fee: pool.fee,
			deposit: match (&pool.sponsor, pool.state) {
				(Sponsor::Opener { deposit }, PoolState::Voting) => *deposit,
				_ => 0,
			},
			mint: pool.mint,
			author_share: pool.author_share,
			least_binding: pool.least_binding,
			phase,
			verdict,
			ayes: amount(count.ayes),
			nays: amount(count.nays),
			standing: amount(count.standing),
			committed: amount(count.unrevealed),
			bond: amount(count.bond),
			base: amount(count.base),
			need: Self::amount_up(pool.domain, counted.shares(need)),
			tier: pool.governance.map(|governance| governance.tier),
			snapshot: pool.snapshot(),
			quorum_lacks: Self::amount_up(pool.domain, counted.shares(lacks)),
			voters: settlement.map_or(pool.voters, |settlement| settlement.unsettled),
			opened_at: pool.schedule.opened_at,
			stakes_until: pool.schedule.stakes_until,
			ends_by: pool.schedule.ends_by,
			reveals_until: pool.is_secret().then_some(pool.schedule.decides_at),
			opener: pool.opener,
		})
	}

	pub(crate) fn vote_info(id: PoolId, who: &T::AccountId) -> Option<VoteInfo> {
		let pool = Pools::<T>::get(id)?;
		let vote = Votes::<T>::get(id, who)?;
		Some(Self::info_of_vote(pool.domain, vote))
	}

	fn info_of_vote(domain: DomainId, Vote { stake, choice }: Vote) -> VoteInfo {
		VoteInfo { amount: T::Reputation::to_amount(domain, stake), stake, choice }
	}

	pub(crate) fn list_ballots(
		id: PoolId,
		after: Option<T::AccountId>,
		limit: u32,
	) -> Vec<BallotInfo<T::AccountId>> {
		let ballots = match after {
			None => Ballots::<T>::iter_prefix(id),
			Some(after) => {
				Ballots::<T>::iter_prefix_from(id, Ballots::<T>::hashed_key_for(id, after))
			},
		};
		let info = |(who, Ballot { domain, vote })| BallotInfo {
			who,
			vote: Self::info_of_vote(domain, vote),
		};
		ballots.take(limit.min(LIST_PAGE) as usize).map(info).collect()
	}

	pub(crate) fn amount_countable(id: PoolId, who: &T::AccountId) -> Option<Balance> {
		let pool = Pools::<T>::get(id)?;
		if !Self::takes_stakes_next(&pool) || pool.worker() == Some(who) {
			return None;
		}
		let staked = match Votes::<T>::get(id, who) {
			Some(_) if pool.is_secret() => return None,
			Some(vote) => vote.stake,
			None if pool.is_secret() && pool.schedule.decides_at == pool.schedule.stakes_until => {
				return None
			},
			None => Shares::zero(),
		};
		let countable = match pool.snapshot() {
			None => T::Reputation::free(pool.domain, who),
			Some(snapshot) => Self::pledgeable(pool.domain, who, snapshot).saturating_sub(staked),
		};
		Some(T::Reputation::to_amount(pool.domain, countable))
	}

	pub(crate) fn list_pools(after: Option<PoolId>, limit: u32) -> Vec<PoolId> {
		let pools = match after {
			None => Pools::<T>::iter_keys(),
			Some(after) => Pools::<T>::iter_keys_from_key(after),
		};
		pools.take(limit.min(LIST_PAGE) as usize).collect()
	}

	pub(crate) fn preview_vote(id: PoolId, who: &T::AccountId) -> Option<Preview> {
		let pool = Pools::<T>::get(id)?;
		let vote = Votes::<T>::get(id, who)?;
		let (outcome, era) = match Settlements::<T>::get(id) {
			Some(settlement) => (settlement.outcome, settlement.era),
			None => Self::outcome_now(&pool),
		};
		let kind = if pool.worker() == Some(who) { Stake::Bond } else { vote.choice.kind() };
		Some(Self::preview_of(pool.domain, &outcome, era, kind, vote.stake))
	}

	/// Returns the verdict if nobody stakes any more: a rejection that turned too late to be
	/// answered leaves the pool undecided.
	fn verdict_now(pool: &PoolOf<T>, counted: &CountOfEra) -> Verdict {
		let verdict = verdict(&pool.rules(), &counted.count, None);
		if pool.is_secret() {
			return verdict;
		}
		match pool.schedule.end(pool.schedule.decides_at, verdict) {
			Ending::Decided(verdict) => verdict,
			Ending::Extended(_) => verdict,
		}
	}

	/// Returns the outcome if the pool were decided now, with its era.
	fn outcome_now(pool: &PoolOf<T>) -> (Outcome, u32) {
		let counted = Self::count_of(pool);
		let verdict = Self::verdict_now(pool, &counted);
		Self::outcome_as(pool, counted, verdict)
	}

	/// Returns the outcome of a verdict, with its era.
	fn outcome_as(pool: &PoolOf<T>, counted: CountOfEra, verdict: Verdict) -> (Outcome, u32) {
		let asked = Self::asked(pool, &counted, verdict);
		let granted = T::Reputation::mintable(pool.domain, asked, Self::budget(pool));
		(Self::outcome_of(pool, &counted, verdict, asked, granted), counted.era)
	}

	pub(crate) fn preview_of_stake(
		id: PoolId,
		who: &T::AccountId,
		side: Side,
		amount: Balance,
	) -> Option<Preview> {
		let mut pool = Pools::<T>::get(id)?;
		if amount == 0 || !Self::takes_stakes_next(&pool) || pool.worker() == Some(who) {
			return None;
		}
		let old = match Votes::<T>::get(id, who) {
			Some(vote) if vote.choice == Choice::Open(side) => vote.stake,
			Some(_) => return None,
			None => Shares::zero(),
		};
		let before = verdict(&pool.rules(), &Self::count_of(&pool).count, None);
		let is_first = old.is_zero();
		let added = T::Reputation::to_shares(pool.domain, amount).ok()?;
		pool.tally = pool.tally.with(side, added)?;
		let stake = old.checked_add(added)?;
		let stand = Self::count_stand(&mut pool, who, side, is_first, stake).ok()?;
		let standing = Self::standing_with(&pool, stand.as_ref());
		let counted = Self::count_with(&pool, standing);
		let verdict = match Self::turn_of_stake(&pool, &counted) {
			_ if pool.is_secret() => Self::verdict_now(&pool, &counted),
			Turn::Complete => verdict(&pool.rules(), &counted.count, None),
			Turn::Into(turned) => {
				pool.schedule =
					pool.schedule.after_stake(Self::next_block(), before, turned).ok()?;
				Self::verdict_now(&pool, &counted)
			},
		};
		let (outcome, era) = Self::outcome_as(&pool, counted, verdict);
		Some(Self::preview_of(pool.domain, &outcome, era, Stake::Shown(side), stake))
	}

	fn preview_of(
		domain: DomainId,
		outcome: &Outcome,
		era: u32,
		kind: Stake,
		stake: Shares,
	) -> Preview {
		let stake = stake.in_era(era);
		let payout = outcome.payout(kind, stake);
		let amount = |value| T::Reputation::to_amount(domain, Shares::new(value, era));
		Preview {
			verdict: outcome.verdict,
			burned: amount(payout.burned),
			minted: amount(payout.minted),
			returned: amount(stake.saturating_sub(payout.burned)),
		}
	}

	pub(crate) fn list_pools_open_to(
		who: &T::AccountId,
		after: Option<PoolId>,
		limit: u32,
	) -> OpenPoolsOf<T> {
		let limit = limit.clamp(1, LIST_PAGE);
		let looked_at = Self::list_pools(after, limit);
		let full = looked_at.len() == limit as usize;
		let next = looked_at.last().copied().filter(|_| full);
		let pools = looked_at.into_iter().filter_map(|pool| Self::open_to(pool, who)).collect();
		OpenPools { pools, next }
	}

	/// Returns a pool if an account can stake, commit, reveal or make its founder's decision in it
	/// now.
	fn open_to(pool: PoolId, who: &T::AccountId) -> Option<OpenPoolOf<T>> {
		let stored = Pools::<T>::get(pool).filter(|pool| pool.state == PoolState::Voting)?;
		let info = Self::pool_info(pool)?;
		let vote = Self::vote_info(pool, who);
		let sealed = vote.is_some_and(|vote| vote.choice.side().is_none());
		let founds = T::Reputation::supply(info.domain).is_zero()
			&& T::Domains::founder(info.domain).as_ref() == Some(who);
		let is_open = match Self::phase_in(&stored, Self::next_block()) {
			Phase::Open => founds || Self::amount_countable(pool, who).is_some_and(|left| left > 0),
			Phase::Revealing => sealed,
			Phase::Due | Phase::Settling(_) => false,
		};
		is_open.then_some(OpenPool { pool, info, vote })
	}

	/// Returns the block after the one whose state is read: the first one in which a transaction
	/// can act on it.
	fn next_block() -> BlockNumberFor<T> {
		frame_system::Pallet::<T>::block_number().saturating_add(One::one())
	}

	/// Returns true if a pool takes stakes in the next block.
	fn takes_stakes_next(pool: &PoolOf<T>) -> bool {
		pool.state == PoolState::Voting && Self::next_block() < pool.schedule.stakes_until
	}

	pub(crate) fn weakest_params(
		domain: DomainId,
		governance: bool,
	) -> Option<PoolParams<BlockNumberFor<T>>> {
		let parameters = T::Domains::parameters(domain)?;
		if governance {
			let motion = Motion { tier: Tier::Parameter, cancels: None };
			let shortest = *tiers::durations(&motion, &parameters).start();
			return Some(tiers::params(&motion, &parameters, shortest));
		}
		let bounds = parameters.pool;
		Some(PoolParams {
			duration: bounds.min_duration,
			quorum: bounds.min_quorum,
			win_ratio: bounds.min_win_ratio,
			binding: bounds.min_binding,
			redistribute: false,
			secrecy: Secrecy::Open,
			governance: false,
		})
	}

	pub(crate) fn motion_info(post: PostId) -> Option<MotionInfo<BlockNumberFor<T>>> {
		let (domain, parameters) = Self::post_domain(&post).ok()?;
		let motion = T::Motions::motion(domain, &post);
		let durations = tiers::durations(&motion, &parameters);
		let in_time = motion.cancels.map_or(*durations.end(), |waiting| {
			schedule::longest_within(waiting.due.saturating_sub(Self::next_block()))
		});
		let longest = in_time.clamp(*durations.start(), *durations.end());
		Some(MotionInfo {
			tier: motion.tier,
			shortest: tiers::params(&motion, &parameters, *durations.start()),
			longest: tiers::params(&motion, &parameters, longest),
			deposit: Self::governance_deposit(domain, &motion, &parameters),
			cancels: motion.cancels.map(|waiting| waiting.pool),
			due: motion.cancels.map(|waiting| waiting.due),
			open: GovernancePools::<T>::get(post),
		})
	}

	/// Returns the stage of an undecided pool in a block.
	fn phase_in(pool: &PoolOf<T>, block: BlockNumberFor<T>) -> Phase {
		if block < pool.schedule.stakes_until {
			Phase::Open
		} else if block < pool.schedule.decides_at {
			Phase::Revealing
		} else {
			Phase::Due
		}
	}

	/// Returns the least amount of REP that is at least as much as these shares.
	fn amount_up(domain: DomainId, shares: Shares) -> Balance {
		let amount = T::Reputation::to_amount(domain, shares);
		let back = T::Reputation::to_shares(domain, amount).unwrap_or_default();
		if shares.saturating_sub(back).is_zero() {
			amount
		} else {
			amount.saturating_add(1)
		}
	}
}
