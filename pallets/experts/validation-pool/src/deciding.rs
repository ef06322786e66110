//! Deciding pools: a fixed number of steps, however many voted.

use crate::{
	outcome::{self, Count, Outcome},
	Agenda, Config, Error, Event, HoldReason, Pallet, PoolOf, PoolState, Pools, Queue, QueueEnds,
	Settlement, Settlements, Sponsor,
};
use frame_support::{
	defensive, ensure,
	storage::with_storage_layer,
	traits::{
		fungible::MutateHold,
		tokens::{Fortitude, Precision, Restriction},
		Get,
	},
	weights::Weight,
};
use frame_system::pallet_prelude::BlockNumberFor;
use sp_runtime::{DispatchError, DispatchResult};
use witan_experts::{
	domain::InspectDomains,
	forum::Posts,
	ids::{DomainId, PoolId},
	ledger::{FeePaid, InspectReputation, PayBody},
	pool::{Decision, JobPool, OnPoolOutcome, PoolParams, Side, ValidationPools, Verdict},
	shares::Shares,
};
use witan_primitives::Balance;

impl<T: Config> Pallet<T> {
	/// Decides a pool that is due.
	pub(crate) fn do_decide(id: PoolId) -> DispatchResult {
		let pool = Pools::<T>::get(id).ok_or(Error::<T>::UnknownPool)?;
		ensure!(pool.state == PoolState::Voting, Error::<T>::AlreadyDecided);
		let now = frame_system::Pallet::<T>::block_number();
		ensure!(now >= pool.decides_at, Error::<T>::NotDue);
		Self::close(id, pool, None);
		Ok(())
	}

	/// Decides a pool by the word of its domain's founder, who gives it by staking nothing while there is no REP to stake.
	pub(crate) fn do_decide_by_word(who: &T::AccountId, id: PoolId, word: Side) -> DispatchResult {
		let pool = Pools::<T>::get(id).ok_or(Error::<T>::UnknownPool)?;
		let counts = T::Reputation::supply(pool.domain).is_zero()
			&& T::Domains::founder(pool.domain).as_ref() == Some(who);
		ensure!(counts, Error::<T>::ZeroStake);
		Self::check_takes_stakes(&pool)?;
		Self::close(id, pool, Some(word));
		Ok(())
	}

	/// Decides a pool, whatever the block: by `word` if its domain has no REP. Nothing here can fail as a whole, so that no
	/// pool is ever stuck: what can't be paid, minted or moved is left out, and seen in events.
	pub(crate) fn close(id: PoolId, mut pool: PoolOf<T>, word: Option<Side>) {
		Agenda::<T>::remove(pool.decides_at, id);
		let (count, era) = Self::count_of(&pool);
		pool.tally = pool.tally.carried_to(era);
		pool.state = PoolState::Settling;
		let mut outcome = Self::outcome_of(&pool, &count, era, word);
		if let Sponsor::Opener { deposit } = pool.sponsor {
			let quorate = outcome.verdict != Verdict::NotQuorate;
			Self::end_deposit(id, &pool, deposit, quorate);
			if !Self::end_fee(id, &pool, quorate) {
				outcome = outcome.without_minting();
			}
		}
		let shares = |value| Shares::new(value, era);
		if !Self::reward(id, &pool, shares(outcome.to_post)) {
			outcome.to_post = 0;
		}
		let governance = pool.params.governance && word.is_none();
		Self::enqueue(id, &pool, outcome, (era, governance));
		Pools::<T>::insert(id, &pool);
		Self::deposit_event(Event::Decided {
			pool: id,
			post: pool.post,
			verdict: outcome.verdict,
			ayes: shares(count.ayes),
			nays: shares(count.nays),
			unrevealed: shares(count.unrevealed),
			supply: shares(count.supply),
			minted: shares(outcome.minted),
			to_post: shares(outcome.to_post),
		});
		T::OnOutcome::on_pool_outcome(&Decision {
			pool: id,
			post: pool.post,
			domain: pool.domain,
			verdict: outcome.verdict,
			governance,
			ayes: shares(count.ayes),
			nays: shares(count.nays),
			supply: shares(count.supply),
			voters: pool.voters,
		});
	}

	/// What a pool's quorum is a part of: all REP of its domain now. In a pool for governance at most what there was at its
	/// snapshot, because what was minted since can't be staked in it.
	pub(crate) fn supply_of(pool: &PoolOf<T>) -> Shares {
		let supply = T::Reputation::supply(pool.domain);
		pool.snapshot.map_or(supply, |snapshot| supply.min(snapshot.supply))
	}

	/// What a pool would be decided by now, in units of one era; and that era.
	pub(crate) fn count_of(pool: &PoolOf<T>) -> (Count, u32) {
		pool.tally.count(Self::supply_of(pool))
	}

	/// What is decided by a count in units of `era`, or by `word` if the domain has no REP.
	pub(crate) fn outcome_of(
		pool: &PoolOf<T>,
		count: &Count,
		era: u32,
		word: Option<Side>,
	) -> Outcome {
		// It could be counted when the pool was opened. If it can't be now, nothing is minted.
		let mint = T::Reputation::to_shares(pool.domain, pool.mint).unwrap_or_default().in_era(era);
		let sponsored = pool.worker().is_none();
		outcome::decide(&pool.rules(), count, mint, sponsored, word)
	}

	/// Gives a post reputation. Whether it could.
	pub(crate) fn reward(id: PoolId, pool: &PoolOf<T>, amount: Shares) -> bool {
		if amount.is_zero() {
			return true;
		}
		let rewarded = with_storage_layer(|| T::Posts::reward(&pool.post, id, amount));
		if let Err(error) = rewarded {
			defensive!("a pinned post can be rewarded", error);
		}
		rewarded.is_ok()
	}

	/// The deposit becomes free if the pool is quorate; the treasury gets it otherwise.
	fn end_deposit(id: PoolId, pool: &PoolOf<T>, deposit: Balance, quorate: bool) {
		let (opener, reason) = (pool.opener.clone(), HoldReason::Deposit.into());
		if deposit == 0 {
			return;
		}
		let forfeited = !quorate
			&& with_storage_layer(|| {
				T::Currency::transfer_on_hold(
					&reason,
					&opener,
					&T::Treasury::get(),
					deposit,
					Precision::Exact,
					Restriction::Free,
					Fortitude::Force,
				)
			})
			.is_ok();
		if forfeited {
			Self::deposit_event(Event::DepositForfeited { pool: id, opener, deposit });
		} else {
			Self::release(&reason, &opener, deposit);
			Self::deposit_event(Event::DepositReturned { pool: id, opener, deposit });
		}
	}

	/// The fee is paid if the pool is quorate, and becomes free otherwise. It may be unpayable, because the opener has frozen
	/// its tokens for something else: then no REP may be minted against it. Whether there is nothing against minting.
	fn end_fee(id: PoolId, pool: &PoolOf<T>, quorate: bool) -> bool {
		let (fee, payer) = (pool.fee, pool.opener.clone());
		if fee == 0 {
			return true;
		}
		let error = match quorate.then(|| Self::pay_fee(pool)) {
			Some(Ok(paid)) => {
				Self::deposit_event(Event::FeePaid { pool: id, payer, paid });
				return true;
			},
			Some(Err(error)) => Some(error),
			None => None,
		};
		Self::release(&HoldReason::Fee.into(), &payer, fee);
		Self::deposit_event(match error {
			Some(error) => Event::FeeNotPaid { pool: id, payer, fee, error },
			None => Event::FeeReturned { pool: id, payer, fee },
		});
		error.is_none()
	}

	fn pay_fee(pool: &PoolOf<T>) -> Result<FeePaid, DispatchError> {
		let authors = T::Posts::authors(&pool.post).unwrap_or_default();
		with_storage_layer(|| {
			let reason = HoldReason::Fee.into();
			T::Currency::release(&reason, &pool.opener, pool.fee, Precision::Exact)?;
			T::Body::pay(pool.domain, &pool.opener, pool.fee, None, &authors)
		})
	}

	fn release(reason: &T::RuntimeHoldReason, who: &T::AccountId, amount: Balance) {
		if let Err(error) = T::Currency::release(reason, who, amount, Precision::Exact) {
			defensive!("what a pool holds can be released", error);
		}
	}

	/// Puts a decided pool at the end of the queue of those that are settled. `governance`: it was for that, and no word decided
	/// it.
	fn enqueue(id: PoolId, pool: &PoolOf<T>, outcome: Outcome, (era, governance): (u32, bool)) {
		let (head, position) = QueueEnds::<T>::get();
		QueueEnds::<T>::put((head, position.saturating_add(1)));
		Queue::<T>::insert(position, id);
		let settlement = Settlement {
			domain: pool.domain,
			era,
			outcome,
			keeps_ballots: governance && outcome.verdict == Verdict::Passed,
			unsettled: pool.voters,
			collected: 0,
			paid: 0,
			cursor: None,
			position,
		};
		Settlements::<T>::insert(id, settlement);
	}
}

impl<T: Config> ValidationPools<T::AccountId, BlockNumberFor<T>> for Pallet<T> {
	type Reason = T::RuntimeHoldReason;

	fn check_params(domain: DomainId, params: &PoolParams<BlockNumberFor<T>>) -> DispatchResult {
		Self::do_check_params(domain, params)
	}

	/// The parameters are those of a service's terms, which were checked when they were made; only what a pool can't count
	/// with is refused here, so that no expert loses a stake because its domain has changed its mind meanwhile.
	fn open_for_job(
		pool: JobPool<T::AccountId, BlockNumberFor<T>, Self::Reason>,
	) -> Result<PoolId, DispatchError> {
		with_storage_layer(|| Self::do_open_for_job(pool))
	}

	fn reopen(pool: PoolId, duration: BlockNumberFor<T>) -> Result<PoolId, DispatchError> {
		with_storage_layer(|| Self::do_reopen(pool, duration))
	}

	fn decide(pool: PoolId) -> DispatchResult {
		Self::do_decide(pool)
	}

	fn decide_weight() -> Weight {
		use crate::WeightInfo;
		T::WeightInfo::decide()
	}
}
