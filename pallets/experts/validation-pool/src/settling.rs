//! Settling votes of decided pools, in pages, by call and in `on_idle`.

use crate::{
	Agenda, AgendaCursor, Ballot, Ballots, Config, Error, Event, HoldReason, Pallet, PoolState,
	Pools, Queue, QueueEnds, Settlement, SettlementOf, Settlements, Vote, Votes, WeightInfo,
	IDLE_BLOCKS, IDLE_POOLS, SETTLE_PAGE,
};
use frame_support::{
	defensive,
	weights::{Weight, WeightMeter},
};
use frame_system::pallet_prelude::BlockNumberFor;
use sp_runtime::{traits::Saturating, DispatchError};
use witan_experts::{
	agenda,
	forum::Posts,
	ids::PoolId,
	ledger::{StakeEnd, StakeReputation},
	shares::Shares,
};

/// What came of a page of votes.
pub(crate) struct Page {
	/// What settling its votes weighs.
	pub weight: Weight,
	/// Whether the pool is settled.
	pub finished: bool,
}

impl<T: Config> Pallet<T> {
	/// Decides a pool if it is due, and settles a page of its votes. Gives whether it decided, and what the votes weigh.
	pub(crate) fn do_settle(id: PoolId) -> Result<(bool, Weight), DispatchError> {
		let pool = Pools::<T>::get(id).ok_or(Error::<T>::UnknownPool)?;
		let decides = pool.state == PoolState::Voting;
		if decides {
			Self::do_decide(id)?;
		}
		let page = Self::settle_page(id, |_| SETTLE_PAGE);
		Ok((decides, page.weight))
	}

	/// Decides due pools, then settles decided ones in the order in which they were decided, as far as the weight reaches.
	pub(crate) fn do_on_idle(now: BlockNumberFor<T>, remaining: Weight) -> Weight {
		let mut meter = WeightMeter::with_limit(remaining);
		if meter.try_consume(T::WeightInfo::on_idle_base()).is_err() {
			return meter.consumed();
		}
		// After blocks without `on_idle`, as while migrations run, what was due in them is decided at once, as far as the weight
		// reaches: before the next block, in which what a pool would have cancelled may be enacted.
		while !Self::decide_due(now, &mut meter)
			&& meter.try_consume(T::WeightInfo::on_idle_base()).is_ok()
		{}
		Self::settle_queue(&mut meter);
		meter.consumed()
	}

	/// Decides pools that are due, of [`IDLE_BLOCKS`] blocks and [`IDLE_POOLS`] at most. Gives whether that was all, or as far as the
	/// weight reaches.
	fn decide_due(now: BlockNumberFor<T>, meter: &mut WeightMeter) -> bool {
		let reaches = AgendaCursor::<T>::get().saturating_add(IDLE_BLOCKS.into());
		let due = agenda::due::<_, _, Agenda<T>, AgendaCursor<T>>(now, IDLE_BLOCKS, IDLE_POOLS);
		let all = reaches > now && due.len() < IDLE_POOLS as usize;
		for (block, id) in due {
			if meter.try_consume(Self::decision_weight()).is_err() {
				return true;
			}
			match Pools::<T>::get(id) {
				Some(pool) if pool.state == PoolState::Voting => Self::close(id, pool, None),
				_ => {
					defensive!("the agenda names undecided pools alone");
					Agenda::<T>::remove(block, id);
				},
			}
		}
		all
	}

	/// Settles the pools of the queue, as far as the weight reaches.
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

	/// Settles votes of a decided pool, as many as `most` gives for the weight of one, and removes it with the last.
	pub(crate) fn settle_page(id: PoolId, most: impl FnOnce(Weight) -> u32) -> Page {
		let Some(mut settlement) = Settlements::<T>::get(id) else {
			defensive!("the queue names decided pools alone");
			return Page { weight: Weight::zero(), finished: true };
		};
		// From the last settled vote on: starting at the first again would walk over all that the block has removed.
		let votes = match &settlement.cursor {
			None => Votes::<T>::iter_prefix(id),
			Some(last) => Votes::<T>::iter_prefix_from(id, Votes::<T>::hashed_key_for(id, last)),
		};
		let weight_of_one = Self::weight_of_vote(settlement.keeps_ballots);
		let most = most(weight_of_one).min(settlement.unsettled);
		let mut settled = 0u32;
		for (who, vote) in votes.take(most as usize) {
			Votes::<T>::remove(id, &who);
			if settlement.keeps_ballots {
				Self::keep_ballot(id, &settlement, &who, vote);
			}
			Self::settle_vote(id, &mut settlement, &who, vote);
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

	/// Writes down for ever how an account voted.
	pub(crate) fn keep_ballot(
		id: PoolId,
		settlement: &SettlementOf<T>,
		who: &T::AccountId,
		vote: Vote,
	) {
		Ballots::<T>::insert(id, who, Ballot { domain: settlement.domain, vote });
	}

	/// Ends one stake.
	pub(crate) fn settle_vote(
		id: PoolId,
		settlement: &mut SettlementOf<T>,
		who: &T::AccountId,
		vote: Vote,
	) {
		let (domain, era) = (settlement.domain, settlement.era);
		let stake = vote.stake.in_era(era);
		let mut payout = settlement.outcome.payout(vote.choice.side(), stake);
		let end = |minted| {
			let burned = Shares::new(payout.burned, era);
			let end = StakeEnd { burned, minted: Shares::new(minted, era) };
			T::Reputation::end_stake(domain, who, &HoldReason::Pool.into(), vote.stake, end)
		};
		// A ledger that is full refuses to mint. The stake becomes free all the same; what was not minted counts as not paid.
		if end(payout.minted).is_err() {
			if let Err(error) = end(0) {
				defensive!("a vote's stake is held", error);
			}
			payout.minted = 0;
		}
		settlement.collected = settlement.collected.saturating_add(payout.burned);
		settlement.paid = settlement.paid.saturating_add(payout.minted);
		Self::deposit_event(Event::VoteSettled {
			pool: id,
			who: who.clone(),
			burned: Shares::new(payout.burned, era),
			minted: Shares::new(payout.minted, era),
			returned: Shares::new(stake.saturating_sub(payout.burned), era),
		});
	}

	/// Gives the post what is left, and removes the pool.
	fn finish(id: PoolId, settlement: SettlementOf<T>) {
		let Settlement { era, outcome, collected, paid, position, .. } = settlement;
		Settlements::<T>::remove(id);
		Queue::<T>::remove(position);
		QueueEnds::<T>::mutate(|(head, _)| {
			if *head == position {
				*head = position.saturating_add(1);
			}
		});
		let Some(pool) = Pools::<T>::take(id) else {
			defensive!("a pool that is settled is there");
			return;
		};
		let mut to_post = Shares::new(outcome.remainder(collected, paid), era);
		if !Self::reward(id, &pool, to_post) {
			to_post = Shares::new(0, era);
		}
		T::Posts::unpin(&pool.post);
		Self::deposit_event(Event::Settled { pool: id, verdict: outcome.verdict, to_post });
	}
}
