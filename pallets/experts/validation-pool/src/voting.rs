//! Staking, openly and in secret.

use crate::{
	Choice, Config, Error, Event, HoldReason, Pallet, PoolOf, PoolState, Pools, Vote, Votes,
};
use codec::Encode;
use frame_support::ensure;
use frame_system::pallet_prelude::BlockNumberFor;
use sp_core::H256;
use sp_io::hashing::blake2_256;
use sp_runtime::{traits::Zero, ArithmeticError, DispatchError, DispatchResult};
use witan_experts::{
	ids::{DomainId, PoolId},
	ledger::{InspectReputation, Lack, Snapshot, SnapshotReputation, StakeReputation},
	pool::Side,
	shares::Shares,
};
use witan_primitives::Balance;

impl<T: Config> Pallet<T> {
	/// Stakes something on a side. Gives whether that decided the pool, and whether the pool is for governance.
	pub(crate) fn do_stake(
		who: T::AccountId,
		id: PoolId,
		side: Side,
		amount: Balance,
	) -> Result<(bool, bool), DispatchError> {
		let mut pool = Pools::<T>::get(id).ok_or(Error::<T>::UnknownPool)?;
		ensure!(!pool.is_secret(), Error::<T>::SidesAreSecret);
		Self::check_takes_stakes(&pool)?;
		let old = Votes::<T>::get(id, &who);
		if let Some(vote) = &old {
			ensure!(vote.choice == Choice::Open(side), Error::<T>::OtherSide);
		}
		let total = Self::hold_stake(&pool, &who, old.map(|vote| vote.stake), amount)?;
		let stake = total.saturating_sub(old.map_or(Shares::zero(), |vote| vote.stake));
		pool.tally = pool.tally.carried_to(stake.era);
		let added = stake.in_era(pool.tally.era);
		Self::add(pool.tally.side_mut(side), added)?;
		if old.is_none() {
			pool.voters = pool.voters.checked_add(1).ok_or(Error::<T>::TooManyVoters)?;
		}
		Votes::<T>::insert(id, &who, Vote { stake: total, choice: Choice::Open(side) });
		Self::deposit_event(Event::Staked { pool: id, who, side, stake, total });
		let governance = pool.snapshot.is_some();
		let supply = Self::supply_of(&pool);
		let decided = Self::everything_is_staked(pool.domain, &pool.tally, supply);
		if decided {
			Self::close(id, pool, None);
		} else {
			Pools::<T>::insert(id, pool);
		}
		Ok((decided, governance))
	}

	/// Stakes on a side that is shown later. Gives whether the pool is for governance.
	pub(crate) fn do_commit(
		who: T::AccountId,
		id: PoolId,
		hash: H256,
		amount: Balance,
	) -> Result<bool, DispatchError> {
		ensure!(!amount.is_zero(), Error::<T>::ZeroStake);
		let mut pool = Pools::<T>::get(id).ok_or(Error::<T>::UnknownPool)?;
		ensure!(pool.is_secret(), Error::<T>::SidesAreOpen);
		Self::check_takes_stakes(&pool)?;
		// A pool on a work in which all REP is staked at first is due as soon as it closes. A side would never be shown.
		ensure!(pool.decides_at > pool.stakes_until, Error::<T>::TooLate);
		ensure!(!Votes::<T>::contains_key(id, &who), Error::<T>::AlreadyCommitted);
		let stake = Self::hold_stake(&pool, &who, None, amount)?;
		pool.tally = pool.tally.carried_to(stake.era);
		Self::add(&mut pool.tally.committed, stake.in_era(pool.tally.era))?;
		pool.voters = pool.voters.checked_add(1).ok_or(Error::<T>::TooManyVoters)?;
		let governance = pool.snapshot.is_some();
		Pools::<T>::insert(id, pool);
		Votes::<T>::insert(id, &who, Vote { stake, choice: Choice::Sealed { hash, amount } });
		Self::deposit_event(Event::Committed { pool: id, who, hash, stake, amount });
		Ok(governance)
	}

	/// Shows a side.
	pub(crate) fn do_reveal(
		who: T::AccountId,
		id: PoolId,
		side: Side,
		salt: [u8; 32],
	) -> DispatchResult {
		let mut pool = Pools::<T>::get(id).ok_or(Error::<T>::UnknownPool)?;
		ensure!(pool.is_secret(), Error::<T>::SidesAreOpen);
		let now = frame_system::Pallet::<T>::block_number();
		ensure!(now >= pool.stakes_until, Error::<T>::TooEarly);
		ensure!(now < pool.decides_at && pool.state == PoolState::Voting, Error::<T>::TooLate);
		let Vote { stake, choice } =
			Votes::<T>::get(id, &who).ok_or(Error::<T>::NothingCommitted)?;
		let Choice::Sealed { hash, amount } = choice else {
			return Err(Error::<T>::AlreadyRevealed.into());
		};
		ensure!(hash == Self::hash_of(id, &who, side, amount, &salt), Error::<T>::HashMismatch);
		// The stake's era is not after the tally's, which was carried over when it was committed.
		let shown = stake.in_era(pool.tally.era);
		pool.tally.committed =
			pool.tally.committed.checked_sub(shown).ok_or(ArithmeticError::Underflow)?;
		Self::add(pool.tally.side_mut(side), shown)?;
		Pools::<T>::insert(id, pool);
		Votes::<T>::insert(id, &who, Vote { stake, choice: Choice::Open(side) });
		Self::deposit_event(Event::Revealed { pool: id, who, side, stake });
		Ok(())
	}

	/// What an account commits itself to.
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

	pub(crate) fn check_takes_stakes(pool: &PoolOf<T>) -> DispatchResult {
		let open = pool.state == PoolState::Voting
			&& frame_system::Pallet::<T>::block_number() < pool.stakes_until;
		ensure!(open, Error::<T>::TooLate);
		Ok(())
	}

	/// Opens or raises a stake in the ledger, if all of it counts; gives the whole. Why the ledger refused is found out only
	/// when it did.
	fn hold_stake(
		pool: &PoolOf<T>,
		who: &T::AccountId,
		old: Option<Shares>,
		amount: Balance,
	) -> Result<Shares, DispatchError> {
		let (domain, reason) = (pool.domain, HoldReason::Pool.into());
		let held = match old {
			None => T::Reputation::open_stake(domain, who, &reason, amount),
			Some(stake) => T::Reputation::raise_stake(domain, who, &reason, stake, amount),
		};
		let stake = held.map_err(|error| match T::Reputation::lacks(domain, who, amount) {
			Some(Lack::Membership) => Error::<T>::NotAMember.into(),
			Some(Lack::Reputation) => Error::<T>::NotEnoughReputation.into(),
			None => error,
		})?;
		Self::check_counts(pool, who, stake)?;
		Ok(stake)
	}

	/// Whether the whole stake of an account counts in a pool. Of a pool that is not for governance nothing is asked of the
	/// ledger, because most stakes are in such ones.
	pub(crate) fn check_counts(
		pool: &PoolOf<T>,
		who: &T::AccountId,
		stake: Shares,
	) -> DispatchResult {
		let counts = match pool.snapshot {
			None => true,
			Some(snapshot) => {
				Self::from_before(pool.domain, who, snapshot).checked_sub(stake).is_some()
			},
		};
		ensure!(counts, Error::<T>::MintedAfterOpening);
		Ok(())
	}

	/// What an account has, free and held, and had when a snapshot was taken: all but what was minted to it since. What was
	/// burned meanwhile counts as old, because the ledger does not tell one from the other.
	pub(crate) fn from_before(domain: DomainId, who: &T::AccountId, snapshot: Snapshot) -> Shares {
		let minted = T::Reputation::minted_since(domain, who, snapshot.id);
		T::Reputation::total(domain, who).saturating_sub(minted)
	}

	fn add(sum: &mut u128, value: u128) -> DispatchResult {
		*sum = sum.checked_add(value).ok_or(ArithmeticError::Overflow)?;
		Ok(())
	}
}
