//! Staking, openly and in secret.

use crate::{
	outcome::verdict, schedule::TooLateToTurn, Choice, Config, CountOfEra, Error, Event,
	HoldReason, Pallet, PoolOf, PoolState, Pools, Vote, Votes, WeightInfo,
};
use codec::Encode;
use frame_support::{
	dispatch::{DispatchErrorWithPostInfo, WithPostDispatchInfo},
	ensure,
	weights::Weight,
};
use frame_system::pallet_prelude::BlockNumberFor;
use sp_core::H256;
use sp_io::hashing::blake2_256;
use sp_runtime::{traits::Zero, ArithmeticError, DispatchError, DispatchResult};
use witan_experts::{
	ids::{DomainId, PoolId},
	ledger::{InspectReputation, Lack, Snapshot, SnapshotReputation, StakeReputation},
	pool::{Side, Verdict},
	shares::Shares,
};
use witan_primitives::Balance;

/// The effect of a stake on its pool.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Turn {
	/// Nothing is left to stake: the pool is decided at once, however late it is.
	Complete,
	/// The present verdict, which may be another one than before.
	Into(Verdict),
}

impl<T: Config> Pallet<T> {
	/// Stakes REP on a side. Returns the weight used.
	pub(crate) fn do_stake(
		who: T::AccountId,
		id: PoolId,
		side: Side,
		amount: Balance,
	) -> Result<Weight, DispatchErrorWithPostInfo> {
		ensure!(!amount.is_zero(), Error::<T>::ZeroStake.with_weight(T::WeightInfo::stake()));
		let most = Self::stake_weight();
		Self::add_stake(who, id, side, amount).map_err(|error| error.with_weight(most))
	}

	/// Adds to an account's stake on a side. Returns the weight used.
	fn add_stake(
		who: T::AccountId,
		id: PoolId,
		side: Side,
		amount: Balance,
	) -> Result<Weight, DispatchError> {
		let mut pool = Pools::<T>::get(id).ok_or(Error::<T>::UnknownPool)?;
		ensure!(!pool.is_secret(), Error::<T>::SidesAreSecret);
		let now = frame_system::Pallet::<T>::block_number();
		Self::check_takes_stakes(&pool, now)?;
		ensure!(pool.worker() != Some(&who), Error::<T>::OwnWork);
		let old = Votes::<T>::get(id, &who);
		if let Some(vote) = &old {
			ensure!(vote.choice == Choice::Open(side), Error::<T>::OtherSide);
		}
		let in_era = Self::is_in_era(&pool, &who);
		// The stake changes neither.
		let (supply, aside) = Self::supply_and_aside(&pool);
		let count = pool.count(supply, aside, Self::standing_against(&pool)).count;
		let before = verdict(&pool.rules(), &count, None);
		let staked = old.map(|vote| vote.stake);
		let total = match pool.snapshot() {
			None => Self::hold_stake(pool.domain, &who, staked, amount)?,
			Some(snapshot) => Self::pledge(pool.domain, &who, staked, amount, snapshot)?,
		};
		let stake = total.saturating_sub(staked.unwrap_or_default());
		pool.tally = pool.tally.with(side, stake).ok_or(ArithmeticError::Overflow)?;
		if old.is_none() {
			pool.voters = pool.voters.checked_add(1).ok_or(Error::<T>::TooManyVoters)?;
		}
		let stand = Self::count_stand(&mut pool, &who, side, old.is_none(), total)?;
		let standing = Self::standing_with(&pool, stand.as_ref());
		if let Some(stand) = stand {
			Self::store_stand(&pool, &who, stand);
		}
		Votes::<T>::insert(id, &who, Vote { stake: total, choice: Choice::Open(side) });
		Self::deposit_event(Event::Staked { pool: id, who, side, stake, total });
		let used = Self::stake_weight_in(&pool, in_era);
		match Self::turn_of_stake(&pool, &pool.count(supply, aside, standing)) {
			Turn::Complete => {
				Self::decide_now(id, pool, None);
				Ok(used.saturating_add(Self::decision_weight()))
			},
			Turn::Into(verdict) => {
				Self::note_verdict(id, &mut pool, now, before, verdict)?;
				Pools::<T>::insert(id, pool);
				Ok(used)
			},
		}
	}

	/// Returns the effect of a stake that is counted.
	pub(crate) fn turn_of_stake(pool: &PoolOf<T>, counted: &CountOfEra) -> Turn {
		let verdict = verdict(&pool.rules(), &counted.count, None);
		if Self::needs_no_more_time(pool, counted, verdict) {
			Turn::Complete
		} else {
			Turn::Into(verdict)
		}
	}

	/// Returns true if no REP that a stake in the pool touches must be carried to the present era.
	fn is_in_era(pool: &PoolOf<T>, who: &T::AccountId) -> bool {
		let is_in_era = |who: &T::AccountId| T::Reputation::is_in_era(pool.domain, who);
		is_in_era(who) && pool.worker().is_none_or(is_in_era)
	}

	/// Returns the weight of a stake in a pool, without deciding.
	fn stake_weight_in(pool: &PoolOf<T>, in_era: bool) -> Weight {
		match (&pool.governance, pool.cancels()) {
			(None, _) if in_era => T::WeightInfo::stake_in_era(),
			(None, _) => T::WeightInfo::stake(),
			(Some(_), None) => T::WeightInfo::pledge(),
			(Some(_), Some(_)) => T::WeightInfo::pledge_on_cancelling(),
		}
	}

	/// Returns the maximum weight of a stake, without deciding.
	pub(crate) fn stake_weight() -> Weight {
		T::WeightInfo::stake()
			.max(T::WeightInfo::pledge())
			.max(T::WeightInfo::pledge_on_cancelling())
	}

	/// Extends a pool if a stake has turned its verdict from `before` into `verdict`.
	fn note_verdict(
		id: PoolId,
		pool: &mut PoolOf<T>,
		now: BlockNumberFor<T>,
		before: Verdict,
		verdict: Verdict,
	) -> DispatchResult {
		let until = pool.schedule.stakes_until;
		let turned = pool.schedule.after_stake(now, before, verdict);
		pool.schedule = turned.map_err(|TooLateToTurn| Error::<T>::TooLateToTurn)?;
		let stakes_until = pool.schedule.stakes_until;
		if stakes_until != until {
			Self::deposit_event(Event::Extended { pool: id, verdict, stakes_until });
		}
		Ok(())
	}

	/// Stakes REP on a side that is shown later. Returns the weight used.
	pub(crate) fn do_commit(
		who: T::AccountId,
		id: PoolId,
		hash: H256,
		amount: Balance,
	) -> Result<Weight, DispatchError> {
		ensure!(!amount.is_zero(), Error::<T>::ZeroStake);
		let mut pool = Pools::<T>::get(id).ok_or(Error::<T>::UnknownPool)?;
		ensure!(pool.is_secret(), Error::<T>::SidesAreOpen);
		Self::check_takes_stakes(&pool, frame_system::Pallet::<T>::block_number())?;
		ensure!(pool.worker() != Some(&who), Error::<T>::OwnWork);
		// A job pool that nobody can judge is due as soon as stakes end: a side could never be
		// shown.
		ensure!(pool.schedule.decides_at > pool.schedule.stakes_until, Error::<T>::TooLate);
		ensure!(!Votes::<T>::contains_key(id, &who), Error::<T>::AlreadyCommitted);
		let in_era = T::Reputation::is_in_era(pool.domain, &who);
		let stake = Self::hold_stake(pool.domain, &who, None, amount)?;
		pool.tally = pool.tally.carried_to(stake.era);
		Self::add(&mut pool.tally.committed, stake.in_era(pool.tally.era))?;
		pool.voters = pool.voters.checked_add(1).ok_or(Error::<T>::TooManyVoters)?;
		Pools::<T>::insert(id, pool);
		Votes::<T>::insert(id, &who, Vote { stake, choice: Choice::Sealed { hash, amount } });
		Self::deposit_event(Event::Committed { pool: id, who, hash, stake, amount });
		Ok(if in_era { T::WeightInfo::commit_in_era() } else { T::WeightInfo::commit() })
	}

	/// Shows the side that an account has committed to. Whoever knows the salt may.
	pub(crate) fn do_reveal(
		who: T::AccountId,
		id: PoolId,
		side: Side,
		salt: [u8; 32],
	) -> DispatchResult {
		let mut pool = Pools::<T>::get(id).ok_or(Error::<T>::UnknownPool)?;
		ensure!(pool.is_secret(), Error::<T>::SidesAreOpen);
		let now = frame_system::Pallet::<T>::block_number();
		ensure!(now >= pool.schedule.stakes_until, Error::<T>::TooEarly);
		let in_time = now < pool.schedule.decides_at && pool.state == PoolState::Voting;
		ensure!(in_time, Error::<T>::TooLate);
		let Vote { stake, choice } =
			Votes::<T>::get(id, &who).ok_or(Error::<T>::NothingCommitted)?;
		let Choice::Sealed { hash, amount } = choice else {
			return Err(Error::<T>::AlreadyRevealed.into());
		};
		ensure!(hash == Self::hash_of(id, &who, side, amount, &salt), Error::<T>::HashMismatch);
		// The stake's era is not after the tally's, which was carried to it when the stake was
		// committed.
		let shown = stake.in_era(pool.tally.era);
		pool.tally.committed =
			pool.tally.committed.checked_sub(shown).ok_or(ArithmeticError::Underflow)?;
		Self::add(pool.tally.side_mut(side), shown)?;
		Pools::<T>::insert(id, pool);
		Votes::<T>::insert(id, &who, Vote { stake, choice: Choice::Open(side) });
		Self::deposit_event(Event::Revealed { pool: id, who, side, stake });
		Ok(())
	}

	/// Returns the hash of a commitment.
	pub(crate) fn hash_of(
		pool: PoolId,
		who: &T::AccountId,
		side: Side,
		amount: Balance,
		salt: &[u8; 32],
	) -> H256 {
		let genesis = frame_system::Pallet::<T>::block_hash(BlockNumberFor::<T>::zero());
		(genesis, pool, who, side, amount, salt).using_encoded(blake2_256).into()
	}

	/// Opens or raises a stake in the ledger, and returns the whole stake. The ledger's reason for
	/// a refusal is asked only after one.
	fn hold_stake(
		domain: DomainId,
		who: &T::AccountId,
		old: Option<Shares>,
		amount: Balance,
	) -> Result<Shares, DispatchError> {
		let reason = HoldReason::Pool.into();
		let held = match old {
			None => T::Reputation::open_stake(domain, who, &reason, amount),
			Some(stake) => T::Reputation::raise_stake(domain, who, &reason, stake, amount),
		};
		held.map_err(|error| match T::Reputation::lacks(domain, who, amount) {
			Some(Lack::Membership) => Error::<T>::NotAMember.into(),
			Some(Lack::Reputation) => Error::<T>::NotEnoughReputation.into(),
			None => error,
		})
	}

	/// Returns an account's pledge, opened or raised, if the account has as much REP from before
	/// the snapshot. The REP may be held for whatever reason, and is not held for the pledge.
	///
	/// So it counts in every pool for governance at once. It counts once in each, because REP can't
	/// be moved to another account.
	fn pledge(
		domain: DomainId,
		who: &T::AccountId,
		old: Option<Shares>,
		amount: Balance,
		snapshot: Snapshot,
	) -> Result<Shares, DispatchError> {
		let owned = T::Reputation::total(domain, who);
		ensure!(!owned.is_zero(), Error::<T>::NotAMember);
		let added = T::Reputation::to_shares(domain, amount)?;
		let pledge = old.unwrap_or_default().checked_add(added).ok_or(ArithmeticError::Overflow)?;
		let covers = |reputation: Shares| reputation.checked_sub(pledge).is_some();
		ensure!(covers(owned), Error::<T>::NotEnoughReputation);
		ensure!(covers(Self::pledgeable(domain, who, snapshot)), Error::<T>::MintedAfterOpening);
		Ok(pledge)
	}

	/// Returns the REP that an account can pledge in a pool with a snapshot: all that it has, free
	/// and held, but what it owes and what was minted to it since. REP burned meanwhile counts as
	/// old, because the ledger can't tell one from the other.
	pub(crate) fn pledgeable(domain: DomainId, who: &T::AccountId, snapshot: Snapshot) -> Shares {
		T::Reputation::total(domain, who)
			.saturating_sub(T::Reputation::debt(domain, who))
			.saturating_sub(T::Reputation::minted_since(domain, who, snapshot.id))
	}

	fn add(sum: &mut u128, value: u128) -> DispatchResult {
		*sum = sum.checked_add(value).ok_or(ArithmeticError::Overflow)?;
		Ok(())
	}
}
