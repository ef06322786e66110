//! Deciding pools: a fixed number of steps, however many voted.

use crate::{
	outcome::{self, Outcome},
	schedule::Ending,
	Agenda, AgendaCursor, Config, CountOfEra, Error, Event, GovernancePools, HoldReason, Pallet,
	PoolOf, PoolState, Pools, Queue, QueueEnds, Settlement, Settlements, Sponsor, VoteEnd,
	WeightInfo,
};
use frame_support::{
	defensive,
	dispatch::{DispatchErrorWithPostInfo, WithPostDispatchInfo},
	ensure,
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
	agenda,
	domain::InspectDomains,
	forum::Posts,
	ids::{DomainId, PoolId, PostId},
	ledger::{Budget, FeePaid, InspectReputation, MintBudget, PayBody},
	pool::{
		Decision, InspectMotions, JobPool, OnPoolOutcome, PoolParams, Side, ValidationPools,
		Verdict,
	},
	shares::{Shares, ERA_SHIFT, MILLION},
};
use witan_primitives::Balance;

/// Shares that certainly amount to something. A share is more than 2^-[`ERA_SHIFT`] of 10^-9 REP
/// until the next era makes it larger.
const SURELY_SOMETHING: u128 = 1 << ERA_SHIFT;

impl<T: Config> Pallet<T> {
	/// Decides a pool that is due.
	pub(crate) fn do_decide(id: PoolId) -> DispatchResult {
		let pool = Pools::<T>::get(id).ok_or(Error::<T>::UnknownPool)?;
		ensure!(pool.state == PoolState::Voting, Error::<T>::AlreadyDecided);
		let now = frame_system::Pallet::<T>::block_number();
		ensure!(now >= pool.schedule.decides_at, Error::<T>::NotDue);
		Self::close(id, pool);
		Ok(())
	}

	/// Decides a pool that is due, unless its verdict has changed without a stake and can still be
	/// answered: then it takes stakes again.
	fn close(id: PoolId, mut pool: PoolOf<T>) {
		let counted = Self::count_of(&pool);
		let verdict = outcome::verdict(&pool.rules(), &counted.count, None);
		// Where nobody has REP any more, nobody could answer.
		if pool.is_secret() || counted.count.supply == 0 {
			return Self::decide_as(id, pool, counted, verdict, false);
		}
		let now = frame_system::Pallet::<T>::block_number();
		match pool.schedule.end(now, verdict) {
			Ending::Decided(verdict) => Self::decide_as(id, pool, counted, verdict, false),
			Ending::Extended(schedule) => {
				pool.schedule = schedule;
				let stakes_until = schedule.stakes_until;
				Self::deposit_event(Event::Extended { pool: id, verdict, stakes_until });
				Self::relist(id, pool);
			},
		}
	}

	/// Decides a pool of the agenda, or lists it under the block in which it is due by now.
	pub(crate) fn close_or_relist(id: PoolId, pool: PoolOf<T>) {
		let now = frame_system::Pallet::<T>::block_number();
		if now < pool.schedule.decides_at {
			Self::relist(id, pool);
		} else {
			Self::close(id, pool);
		}
	}

	fn relist(id: PoolId, mut pool: PoolOf<T>) {
		Agenda::<T>::remove(pool.listed_at, id);
		pool.listed_at =
			agenda::insert::<_, _, Agenda<T>, AgendaCursor<T>>(pool.schedule.decides_at, id);
		Pools::<T>::insert(id, pool);
	}

	/// Decides a pool for its domain's founder, while there is no REP to stake. Returns the weight
	/// used.
	pub(crate) fn do_founder_decide(
		who: &T::AccountId,
		id: PoolId,
		side: Side,
	) -> Result<Weight, DispatchErrorWithPostInfo> {
		let pool = Self::pool_for_founder(who, id)
			.map_err(|error| error.with_weight(T::WeightInfo::founder_decide()))?;
		Self::decide_now(id, pool, Some(side));
		Ok(Self::founder_decision_weight())
	}

	/// Returns a pool that its domain's founder may decide.
	fn pool_for_founder(who: &T::AccountId, id: PoolId) -> Result<PoolOf<T>, DispatchError> {
		let pool = Pools::<T>::get(id).ok_or(Error::<T>::UnknownPool)?;
		let founder = T::Domains::founder(pool.domain);
		ensure!(founder.as_ref() == Some(who), Error::<T>::NotFounder);
		let supply = T::Reputation::supply(pool.domain);
		ensure!(supply.is_zero(), Error::<T>::DomainHasReputation);
		Self::check_takes_stakes(&pool, frame_system::Pallet::<T>::block_number())?;
		Ok(pool)
	}

	/// Checks that stakes, or the founder's decision, are still taken.
	pub(crate) fn check_takes_stakes(pool: &PoolOf<T>, now: BlockNumberFor<T>) -> DispatchResult {
		let open = pool.state == PoolState::Voting && now < pool.schedule.stakes_until;
		ensure!(open, Error::<T>::TooLate);
		Ok(())
	}

	/// Returns true if a pool with this verdict need not wait for stakes.
	///
	/// A pool that cancels waits as long as it does not pass: what stands against it may yet change
	/// in another pool.
	pub(crate) fn needs_no_more_time(
		pool: &PoolOf<T>,
		counted: &CountOfEra,
		verdict: Verdict,
	) -> bool {
		let may_change = pool.cancels().is_some() && verdict != Verdict::Passed;
		!may_change && Self::everything_is_staked(pool, counted)
	}

	/// Returns true if less than 10^-9 REP is left to stake by others than the worker, so that
	/// nobody need be waited for.
	fn everything_is_staked(pool: &PoolOf<T>, counted: &CountOfEra) -> bool {
		let left = pool.unstaked(counted);
		// The cheap comparison comes first: the scale of the era is computed only for a small rest.
		counted.count.supply > 0
			&& left < SURELY_SOMETHING
			&& T::Reputation::to_amount(pool.domain, counted.shares(left)) == 0
	}

	/// Decides a pool, whatever the block. `founder` is the founder's decision, which counts only
	/// if the domain has no REP.
	pub(crate) fn decide_now(id: PoolId, pool: PoolOf<T>, founder: Option<Side>) {
		let counted = Self::count_of(&pool);
		let verdict = outcome::verdict(&pool.rules(), &counted.count, founder);
		Self::decide_as(id, pool, counted, verdict, founder.is_some());
	}

	/// Decides a pool with a verdict.
	///
	/// Nothing here can fail as a whole, so that no pool is ever stuck. What can't be paid, minted
	/// or moved is left out, and seen in events.
	pub(crate) fn decide_as(
		id: PoolId,
		mut pool: PoolOf<T>,
		counted: CountOfEra,
		verdict: Verdict,
		by_founder: bool,
	) {
		Agenda::<T>::remove(pool.listed_at, id);
		pool.tally = pool.tally.carried_to(counted.era);
		pool.state = PoolState::Settling;
		Self::end_governing(id, &pool);
		let fee_share = outcome::fee_share(&pool.rules(), &counted.count, verdict);
		let paid = match pool.sponsor {
			Sponsor::Opener { deposit } => {
				let returns = outcome::returns_deposit(&pool.rules(), &counted.count, verdict);
				Self::end_deposit(id, &pool, deposit, returns);
				Self::end_fee(id, &pool, fee_share == MILLION)
			},
			Sponsor::Work { .. } => true,
		};
		let asked = Self::asked(&pool, &counted, verdict);
		let granted = if paid { Self::take_mintable(&pool, asked) } else { Shares::zero() };
		let mut outcome = Self::outcome_of(&pool, &counted, verdict, asked, granted);
		if !Self::reward(id, &pool.post, counted.shares(outcome.to_post)) {
			outcome.to_post = 0;
		}
		let tier = pool.governance.filter(|_| !by_founder).map(|governance| governance.tier);
		let ratifies =
			tier.is_some() && verdict == Verdict::Passed && !T::Motions::is_ratified(&pool.post);
		let settlement = Settlement {
			domain: pool.domain,
			era: counted.era,
			outcome,
			worker: pool.worker().cloned(),
			votes: match pool.governance {
				None => VoteEnd::Stake,
				Some(_) if ratifies => VoteEnd::Ballot,
				Some(_) => VoteEnd::Pledge,
			},
			unsettled: pool.voters,
			paid: 0,
			cursor: None,
			position: Self::enqueue(id),
		};
		Settlements::<T>::insert(id, settlement);
		Pools::<T>::insert(id, &pool);
		Self::emit_decided(id, &pool, &counted, &outcome);
		T::OnOutcome::on_pool_outcome(&Decision {
			pool: id,
			post: pool.post,
			domain: pool.domain,
			verdict: outcome.verdict,
			tier,
			ayes: counted.shares(counted.count.ayes),
			nays: counted.shares(counted.count.staked_against()),
			base: counted.shares(counted.count.base),
			voters: pool.voters,
			fee_share,
		});
	}

	fn emit_decided(id: PoolId, pool: &PoolOf<T>, counted: &CountOfEra, outcome: &Outcome) {
		let count = &counted.count;
		Self::deposit_event(Event::Decided {
			pool: id,
			post: pool.post,
			verdict: outcome.verdict,
			ayes: counted.shares(count.ayes),
			nays: counted.shares(count.nays),
			standing: counted.shares(count.standing),
			unrevealed: counted.shares(count.unrevealed),
			bond: counted.shares(count.bond),
			base: counted.shares(count.base),
			minted: counted.shares(outcome.minted),
			to_post: counted.shares(outcome.to_post),
		});
	}

	/// Returns the numbers that a pool would be decided by now. Of the worker's REP at the opening
	/// it leaves aside what the worker still has.
	pub(crate) fn count_of(pool: &PoolOf<T>) -> CountOfEra {
		Self::count_with(pool, Self::standing_against(pool))
	}

	/// Returns the same numbers if `standing` is against a pool that cancels.
	pub(crate) fn count_with(pool: &PoolOf<T>, standing: Shares) -> CountOfEra {
		let (supply, aside) = Self::supply_and_aside(pool);
		pool.count(supply, aside, standing)
	}

	/// Returns the REP of a pool's domain, and that of its worker which can't judge.
	pub(crate) fn supply_and_aside(pool: &PoolOf<T>) -> (Shares, Shares) {
		let aside = match pool.worker() {
			Some(worker) => pool.aside.min(T::Reputation::total(pool.domain, worker)),
			None => pool.aside,
		};
		(T::Reputation::supply(pool.domain), aside)
	}

	/// Frees the post of a decided pool for another vote, and what the pool would have cancelled.
	fn end_governing(id: PoolId, pool: &PoolOf<T>) {
		if pool.governance.is_none() {
			return;
		}
		if GovernancePools::<T>::get(pool.post) == Some(id) {
			GovernancePools::<T>::remove(pool.post);
		}
		Self::end_cancelling(pool);
	}

	/// Returns the REP that a verdict mints, if the domain may mint as much.
	pub(crate) fn asked(pool: &PoolOf<T>, counted: &CountOfEra, verdict: Verdict) -> Shares {
		// The ledger could count it when the pool was opened. If it can't now, nothing is minted.
		let mint = T::Reputation::to_shares(pool.domain, pool.mint).unwrap_or_default();
		let mint = mint.in_era(counted.era);
		counted.shares(outcome::asked(&pool.rules(), &counted.count, verdict, mint))
	}

	/// Returns the part of the domain's minting that a pool may take from.
	pub(crate) fn budget(pool: &PoolOf<T>) -> Budget {
		match pool.sponsor {
			Sponsor::Opener { .. } => Budget::UpperHalf,
			Sponsor::Work { .. } => Budget::Whole,
		}
	}

	fn take_mintable(pool: &PoolOf<T>, asked: Shares) -> Shares {
		if asked.is_zero() {
			return asked;
		}
		T::Reputation::take_mintable(pool.domain, asked, Self::budget(pool))
	}

	/// Returns what follows from a verdict if `granted` of the `asked` REP may be minted.
	pub(crate) fn outcome_of(
		pool: &PoolOf<T>,
		counted: &CountOfEra,
		verdict: Verdict,
		asked: Shares,
		granted: Shares,
	) -> Outcome {
		let (rules, era) = (pool.rules(), counted.era);
		outcome::outcome(&rules, &counted.count, verdict, asked.in_era(era), granted.in_era(era))
	}

	/// Rewards a post with REP. Returns true if that succeeded.
	pub(crate) fn reward(id: PoolId, post: &PostId, amount: Shares) -> bool {
		if amount.is_zero() {
			return true;
		}
		let rewarded = with_storage_layer(|| T::Posts::reward(post, id, amount));
		if let Err(error) = rewarded {
			defensive!("a pinned post can be rewarded", error);
		}
		rewarded.is_ok()
	}

	/// Returns the deposit to its owner, or pays it to the treasury.
	pub(crate) fn end_deposit(id: PoolId, pool: &PoolOf<T>, deposit: Balance, returns: bool) {
		let (opener, reason) = (pool.opener.clone(), HoldReason::Deposit.into());
		if deposit == 0 {
			return;
		}
		let forfeited = !returns
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

	/// Pays the fee if the pool has decided, and returns it to its owner otherwise. Returns true if
	/// REP may be minted against the fee.
	///
	/// The fee can be unpayable because the opener has frozen its tokens for something else. Then
	/// nothing may be minted.
	pub(crate) fn end_fee(id: PoolId, pool: &PoolOf<T>, is_due: bool) -> bool {
		let (fee, payer) = (pool.fee, pool.opener.clone());
		if fee == 0 {
			return true;
		}
		let error = match is_due.then(|| Self::pay_fee(pool)) {
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
			defensive!("tokens that a pool holds can be released", error);
		}
	}

	/// Puts a decided pool at the end of the queue of those that are settled. Returns its place.
	fn enqueue(id: PoolId) -> u64 {
		let (head, position) = QueueEnds::<T>::get();
		QueueEnds::<T>::put((head, position.saturating_add(1)));
		Queue::<T>::insert(position, id);
		position
	}
}

impl<T: Config> ValidationPools<T::AccountId, BlockNumberFor<T>> for Pallet<T> {
	type Reason = T::RuntimeHoldReason;

	fn check_params(domain: DomainId, params: &PoolParams<BlockNumberFor<T>>) -> DispatchResult {
		Self::do_check_params(domain, params)
	}

	/// Opens a job pool. Its parameters are those of a service's terms, which were checked when the
	/// terms were made. Only parameters that a pool can't work with are refused here. So no expert
	/// loses a stake because its domain has narrowed its bounds meanwhile.
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
		T::WeightInfo::decide()
	}
}
