//! Settling votes of decided pools, in pages, by call and in `on_idle`.

use crate::{
	outcome::{Payout, Stake},
	Agenda, AgendaCursor, Ballot, Ballots, Config, Error, Event, HoldReason, Pallet, PoolState,
	Pools, Queue, QueueEnds, Settlement, SettlementOf, Settlements, Vote, VoteEnd, Votes,
	WeightInfo, IDLE_BLOCKS, IDLE_POOLS, SETTLE_PAGE,
};
use frame_support::{
	defensive,
	dispatch::{DispatchErrorWithPostInfo, WithPostDispatchInfo},
	weights::{Weight, WeightMeter},
};
use frame_system::pallet_prelude::BlockNumberFor;
use sp_runtime::{traits::Saturating, DispatchError};
use witan_experts::{
	agenda,
	forum::Posts,
	ids::{DomainId, PoolId, PostId},
	ledger::{MintReputation, StakeEnd, StakeReputation},
	pool::Verdict,
	shares::Shares,
};

/// The result of settling a page of votes.
pub(crate) struct Page {
	/// The weight of the votes settled.
	pub weight: Weight,
	/// True if the pool is settled and removed.
	pub finished: bool,
}

impl<T: Config> Pallet<T> {
	/// Decides a pool if it is due, and settles a page of its votes. Returns the weight used.
	pub(crate) fn do_settle(id: PoolId) -> Result<Weight, DispatchErrorWithPostInfo> {
		let base = T::WeightInfo::settle();
		let decision = Self::decide_if_voting(id).map_err(|error| error.with_weight(base))?;
		if !Settlements::<T>::contains_key(id) {
			return Ok(base.saturating_add(decision));
		}
		let page = Self::settle_page(id, |_| SETTLE_PAGE);
		Ok(base.saturating_add(decision).saturating_add(page.weight))
	}

	/// Decides a pool that is not decided, if it is due. Returns the weight of the decision.
	fn decide_if_voting(id: PoolId) -> Result<Weight, DispatchError> {
		let pool = Pools::<T>::get(id).ok_or(Error::<T>::UnknownPool)?;
		if pool.state != PoolState::Voting {
			return Ok(Weight::zero());
		}
		Self::do_decide(id)?;
		Ok(Self::decision_weight())
	}

	/// Decides due pools, then settles decided ones in the order of their decisions, as far as the
	/// weight allows. Returns the weight used.
	pub(crate) fn do_on_idle(now: BlockNumberFor<T>, remaining: Weight) -> Weight {
		let mut meter = WeightMeter::with_limit(remaining);
		if meter.try_consume(T::WeightInfo::on_idle_base()).is_err() {
			return meter.consumed();
		}
		// After blocks without `on_idle`, for example during migrations, everything that was due in
		// them is decided at once, as far as the weight allows. In the next block a directive could
		// be enacted that one of these pools would have cancelled.
		while !Self::decide_due(now, &mut meter)
			&& meter.try_consume(T::WeightInfo::on_idle_base()).is_ok()
		{}
		Self::settle_queue(&mut meter);
		Self::forget_standings(now, &mut meter);
		meter.consumed()
	}

	/// Decides due pools, up to [`IDLE_POOLS`] of [`IDLE_BLOCKS`] blocks. Returns true if there are
	/// no more, or if the weight is used up.
	fn decide_due(now: BlockNumberFor<T>, meter: &mut WeightMeter) -> bool {
		let reaches = AgendaCursor::<T>::get().saturating_add(IDLE_BLOCKS.into());
		let due = agenda::due::<_, _, Agenda<T>, AgendaCursor<T>>(now, IDLE_BLOCKS, IDLE_POOLS);
		let all = reaches > now && due.len() < IDLE_POOLS as usize;
		for (block, id) in due {
			if meter.try_consume(Self::decision_weight()).is_err() {
				return true;
			}
			match Pools::<T>::get(id) {
				Some(pool) if pool.state == PoolState::Voting => Self::close_or_relist(id, pool),
				_ => {
					defensive!("the agenda names undecided pools only");
					Agenda::<T>::remove(block, id);
				},
			}
		}
		all
	}

	/// Settles the pools of the queue, as far as the weight allows.
	fn settle_queue(meter: &mut WeightMeter) {
		let (mut head, tail) = QueueEnds::<T>::get();
		while head < tail && meter.try_consume(T::WeightInfo::settle()).is_ok() {
			if let Some(id) = Queue::<T>::get(head) {
				let page = Self::settle_page(id, |vote| {
					let most = meter.remaining().checked_div_per_component(&vote);
					most.map_or(SETTLE_PAGE, |most| u32::try_from(most).unwrap_or(u32::MAX))
				});
				meter.consume(page.weight);
				if !page.finished {
					return;
				}
			} else {
				QueueEnds::<T>::put((head.saturating_add(1), tail));
			}
			head = QueueEnds::<T>::get().0;
		}
	}

	/// Settles votes of a decided pool, as many as `most` returns for the weight of one, and
	/// removes the pool with the last.
	pub(crate) fn settle_page(id: PoolId, most: impl FnOnce(Weight) -> u32) -> Page {
		let Some(mut settlement) = Settlements::<T>::get(id) else {
			defensive!("the queue names decided pools only");
			return Page { weight: Weight::zero(), finished: true };
		};
		// The iteration starts at the last settled vote. From the first one it would walk over all
		// that this block has removed.
		let votes = match &settlement.cursor {
			None => Votes::<T>::iter_prefix(id),
			Some(last) => Votes::<T>::iter_prefix_from(id, Votes::<T>::hashed_key_for(id, last)),
		};
		let keeps_ballots = settlement.votes == VoteEnd::Ballot;
		let weight_of_one = Self::weight_of_vote(keeps_ballots);
		let most = most(weight_of_one).min(settlement.unsettled);
		let mut settled = 0u32;
		for (who, vote) in votes.take(most as usize) {
			Votes::<T>::remove(id, &who);
			if keeps_ballots {
				Self::keep_ballot(id, settlement.domain, &who, vote);
			}
			match settlement.votes {
				VoteEnd::Stake => Self::settle_vote(id, &mut settlement, &who, vote),
				VoteEnd::Pledge | VoteEnd::Ballot => {
					Self::settle_pledge(id, &settlement, &who, vote);
				},
			}
			settlement.cursor = Some(who);
			settled = settled.saturating_add(1);
		}
		settlement.unsettled = settlement.unsettled.saturating_sub(settled);
		let finished = settlement.unsettled == 0;
		if finished {
			Self::finish(id, settlement);
		} else {
			Settlements::<T>::insert(id, settlement);
		}
		Page { weight: weight_of_one.saturating_mul(settled.into()), finished }
	}

	/// Keeps an account's vote as a ballot, for ever.
	pub(crate) fn keep_ballot(id: PoolId, domain: DomainId, who: &T::AccountId, vote: Vote) {
		Ballots::<T>::insert(id, who, Ballot { domain, vote });
	}

	/// Ends one pledge. What it loses is burned, as far as the account has it free, and owed
	/// otherwise.
	pub(crate) fn settle_pledge(
		id: PoolId,
		settlement: &SettlementOf<T>,
		who: &T::AccountId,
		vote: Vote,
	) {
		let (domain, era) = (settlement.domain, settlement.era);
		let pledge = vote.stake.in_era(era);
		let lost = settlement.outcome.payout(vote.choice.kind(), pledge).burned;
		let lost = Shares::new(lost, era);
		if !lost.is_zero() {
			if let Err(error) = T::Reputation::burn_or_owe(domain, who, lost) {
				defensive!("what is lost can be burned or owed", error);
			}
		}
		Self::deposit_event(Event::VoteSettled {
			pool: id,
			who: who.clone(),
			burned: lost,
			minted: Shares::zero(),
			returned: Shares::new(pledge, era).saturating_sub(lost),
		});
	}

	/// Ends one stake.
	pub(crate) fn settle_vote(
		id: PoolId,
		settlement: &mut SettlementOf<T>,
		who: &T::AccountId,
		vote: Vote,
	) {
		let (domain, era) = (settlement.domain, settlement.era);
		let bond = settlement.worker.as_ref() == Some(who);
		let kind = if bond { Stake::Bond } else { vote.choice.kind() };
		let payout = settlement.outcome.payout(kind, vote.stake.in_era(era));
		let paid = Self::end_vote(id, domain, era, who, vote, payout).minted;
		settlement.paid = settlement.paid.saturating_add(paid);
	}

	/// Ends a stake in the ledger with losses and gains of an era. Returns those that it had.
	pub(crate) fn end_vote(
		id: PoolId,
		domain: DomainId,
		era: u32,
		who: &T::AccountId,
		vote: Vote,
		mut payout: Payout,
	) -> Payout {
		let stake = vote.stake.in_era(era);
		let end = |minted| {
			let burned = Shares::new(payout.burned, era);
			let end = StakeEnd { burned, minted: Shares::new(minted, era) };
			T::Reputation::end_stake(domain, who, &HoldReason::Pool.into(), vote.stake, end)
		};
		// A ledger that is full refuses to mint. The stake becomes free all the same, and nothing
		// counts as paid.
		if end(payout.minted).is_err() {
			if let Err(error) = end(0) {
				defensive!("a vote's stake is held", error);
			}
			payout.minted = 0;
		}
		Self::deposit_event(Event::VoteSettled {
			pool: id,
			who: who.clone(),
			burned: Shares::new(payout.burned, era),
			minted: Shares::new(payout.minted, era),
			returned: Shares::new(stake.saturating_sub(payout.burned), era),
		});
		payout
	}

	/// Rewards the post with the remainder, and removes the pool.
	fn finish(id: PoolId, settlement: SettlementOf<T>) {
		let Settlement { era, outcome, paid, position, .. } = settlement;
		Self::leave_queue(id, position);
		let Some(pool) = Pools::<T>::take(id) else {
			defensive!("a settled pool is in storage");
			return;
		};
		let rest = Shares::new(outcome.remainder(paid), era);
		Self::release_post(id, &pool.post, outcome.verdict, rest);
	}

	/// Removes a settled pool from the queue.
	pub(crate) fn leave_queue(id: PoolId, position: u64) {
		Settlements::<T>::remove(id);
		Queue::<T>::remove(position);
		QueueEnds::<T>::mutate(|(head, _)| {
			if *head == position {
				*head = position.saturating_add(1);
			}
		});
	}

	/// Rewards the post of a settled pool with what is left over, and unpins it.
	pub(crate) fn release_post(id: PoolId, post: &PostId, verdict: Verdict, rest: Shares) {
		let rewarded = Self::reward(id, post, rest);
		T::Posts::unpin(post);
		let to_post = if rewarded { rest } else { Shares::new(0, rest.era) };
		Self::deposit_event(Event::Settled { pool: id, verdict, to_post });
	}
}
