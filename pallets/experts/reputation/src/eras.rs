//! Ledgers: their opening, their eras, and snapshots.

use crate::{
	decay::Scale,
	mint_log::{self, REACH},
	minting,
	types::{Ledger, SnapshotRecord},
	Config, EraEnds, Error, Event, Ledgers, Pallet,
};
use core::cmp::Ordering;
use frame_support::{
	ensure,
	traits::{Footprint, VariantCount},
};
use frame_system::pallet_prelude::BlockNumberFor;
use sp_core::U256;
use sp_runtime::{
	traits::{SaturatedConversion, Saturating, UniqueSaturatedInto, Zero},
	ArithmeticError, DispatchError, DispatchResult,
};
use witan_experts::{
	domain::InspectDomains,
	ids::DomainId,
	ledger::{Budget, MintBudget, OpenLedger, Snapshot, MAX_HALF_LIFE},
	shares::{Shares, ERA_SHIFT},
};

/// Returns the number of an account's parts, each of which is rounded by itself: the free shares,
/// and those held for each reason.
pub(crate) fn parts_of_account<T: Config>() -> u32 {
	T::RuntimeHoldReason::VARIANT_COUNT.saturating_add(1)
}

/// Checks that a ledger can have this half-life.
pub(crate) fn check_half_life<T: Config>(
	half_life: Option<BlockNumberFor<T>>,
) -> Result<(), Error<T>> {
	if let Some(half_life) = half_life {
		ensure!(!half_life.is_zero(), Error::<T>::HalfLifeZero);
		let blocks: u64 = half_life.unique_saturated_into();
		ensure!(blocks <= MAX_HALF_LIFE, Error::<T>::HalfLifeTooLong);
	}
	Ok(())
}

/// The era that a stored ledger is in.
struct StoredEra {
	era: u32,
	/// The index at its end, if a dividend was paid in it.
	end: Option<U256>,
}

/// A domain's ledger in its current era, which storage may not know yet.
pub(crate) struct Current<T: Config> {
	id: DomainId,
	pub ledger: Ledger<BlockNumberFor<T>>,
	now: BlockNumberFor<T>,
	stored: StoredEra,
}

impl<T: Config> Current<T> {
	/// Reads a domain's ledger and carries it to the current era.
	pub fn read(id: DomainId) -> Result<Self, Error<T>> {
		let mut ledger = Ledgers::<T>::get(id).ok_or(Error::<T>::UnknownDomain)?;
		let now = frame_system::Pallet::<T>::block_number();
		let end = ledger.paid_this_era.then_some(ledger.index);
		let stored = StoredEra { era: ledger.era, end };
		ledger.carry_to(now, parts_of_account::<T>());
		Ok(Self { id, ledger, now, stored })
	}

	/// Returns the worth of a share at this block.
	pub fn scale(&self) -> Scale {
		self.ledger.scale(self.now)
	}

	/// Returns true if the domain has no REP: all its shares are worth less than 10^-9 REP.
	pub fn is_worthless(&self) -> bool {
		self.are_worthless(self.ledger.shares)
	}

	/// Returns true if shares of the current era are worth less than 10^-9 REP.
	fn are_worthless(&self, value: u128) -> bool {
		// Within an era a share is worth more than 2^-ERA_SHIFT of 10^-9 REP. 2^ERA_SHIFT shares
		// are therefore worth something, and their scale need not be computed.
		value < 1 << ERA_SHIFT && self.scale().amount(value) == 0
	}

	/// Returns the id of the last snapshot, under which minted REP is logged. `None` if no pool can
	/// ask for it any more.
	pub fn snapshot_in_window(&self) -> Option<u32> {
		self.ledger.snapshot_in_window(self.now).map(|snapshot| snapshot.id)
	}

	/// Returns the age of a snapshot, in blocks.
	fn age_of(&self, record: &SnapshotRecord<BlockNumberFor<T>>) -> u64 {
		self.now.saturating_sub(record.at).unique_saturated_into()
	}

	/// Returns the snapshots that a new pool can have, the newest first: those in reach whose
	/// supply is still worth something.
	fn useful_snapshots(&self) -> impl Iterator<Item = &SnapshotRecord<BlockNumberFor<T>>> + '_ {
		self.ledger.snapshots.iter().rev().filter(|record| {
			let supply = record.snapshot.supply.in_era(self.ledger.era);
			self.age_of(record) <= REACH.into() && !self.are_worthless(supply)
		})
	}

	/// Returns the snapshot of a new pool, if there is one.
	///
	/// Without an age it is the last one, if that is younger than a `period`. With an age it is the
	/// newest that is as old, or else the oldest.
	fn snapshot_for_pool(&self, age: u64, period: u64) -> Option<Snapshot> {
		let mut useful = self.useful_snapshots();
		let record = if age == 0 {
			useful.next().filter(|record| self.age_of(record) < period)
		} else {
			let old = self.useful_snapshots().find(|record| self.age_of(record) >= age);
			old.or_else(|| useful.last())
		};
		record.map(|record| record.snapshot)
	}

	/// Takes a snapshot, and returns it. Fails if every id has been given.
	fn take_snapshot(&mut self) -> Option<Snapshot> {
		let last = self.ledger.last_snapshot();
		let id = last.map_or(Some(0), |last| last.snapshot.id.checked_add(1))?;
		let snapshot = Snapshot { id, supply: self.shares(self.ledger.shares) };
		self.ledger.keep_snapshot(SnapshotRecord { at: self.now, snapshot });
		Some(snapshot)
	}

	/// Takes a snapshot before a mint, if the domain demands an age and the last one is too old.
	pub fn take_due_snapshot(&mut self) -> Option<Snapshot> {
		let spacing: u64 = self.ledger.spacing.unique_saturated_into();
		let last = self.ledger.last_snapshot();
		let is_due = last.is_none_or(|last| self.age_of(&last) >= spacing);
		if spacing == 0 || !is_due || self.is_worthless() {
			return None;
		}
		self.take_snapshot()
	}

	/// Returns shares of the current era.
	pub fn shares(&self, value: u128) -> Shares {
		Shares::new(value, self.ledger.era)
	}

	/// Returns true if the stored record is in an earlier era.
	pub fn is_new_era(&self) -> bool {
		self.stored.era != self.ledger.era
	}

	/// Returns the index at the end of a past era, if a dividend was paid in it.
	pub fn end_of(&self, era: u32) -> Option<U256> {
		match era.cmp(&self.stored.era) {
			Ordering::Less => EraEnds::<T>::get(self.id, era),
			Ordering::Equal => self.stored.end,
			Ordering::Greater => None,
		}
	}

	/// Stores the ledger, and the end of the stored era if it is over.
	pub fn write(self) {
		let era = self.ledger.era;
		if self.is_new_era() {
			if let Some(index) = self.stored.end {
				EraEnds::<T>::insert(self.id, self.stored.era, index);
			}
			Pallet::<T>::deposit_event(Event::EraStarted { domain: self.id, era });
		}
		Ledgers::<T>::insert(self.id, self.ledger);
	}
}

impl<T: Config> MintBudget for Pallet<T> {
	fn mintable(domain: DomainId, asked: Shares, budget: Budget) -> Shares {
		Self::mint_against_fee(domain, asked, budget)
			.map_or(Shares::zero(), |(current, taken)| current.shares(taken))
	}

	fn take_mintable(domain: DomainId, asked: Shares, budget: Budget) -> Shares {
		let Some((current, taken)) = Self::mint_against_fee(domain, asked, budget) else {
			return Shares::zero();
		};
		let taken = current.shares(taken);
		current.write();
		taken
	}
}

impl<T: Config> OpenLedger<BlockNumberFor<T>> for Pallet<T> {
	fn open_ledger(domain: DomainId, half_life: Option<BlockNumberFor<T>>) -> DispatchResult {
		check_half_life::<T>(half_life)?;
		let now = frame_system::Pallet::<T>::block_number();
		Ledgers::<T>::insert(domain, Ledger::new(half_life, now));
		Ok(())
	}

	fn follow_parameters(domain: DomainId) {
		Self::do_follow_parameters(domain);
	}

	fn footprint() -> Footprint {
		Footprint::from_mel::<Ledger<BlockNumberFor<T>>>()
	}
}

impl<T: Config> Pallet<T> {
	/// Returns a domain's ledger in which `asked` REP, or the part that may be minted against one
	/// fee, is taken out of what the domain may mint. Returns that part too.
	fn mint_against_fee(
		domain: DomainId,
		asked: Shares,
		budget: Budget,
	) -> Option<(Current<T>, u128)> {
		let mut current = Current::<T>::read(domain).ok()?;
		let minting = T::Domains::parameters(domain)?.minting;
		let asked = asked.in_era(current.ledger.era);
		if current.is_worthless() {
			return Some((current, asked));
		}
		let Ledger { missing, missing_at, shares: supply, .. } = current.ledger;
		let blocks = current.now.saturating_sub(missing_at).unique_saturated_into();
		let missing = minting::missing_after(missing, blocks, supply, &minting);
		let taken = minting::mintable(asked, missing, supply, &minting, budget);
		current.ledger.missing = missing.saturating_add(taken);
		current.ledger.missing_at = current.now;
		Some((current, taken))
	}

	/// Returns the snapshot that a new pool of a domain has, or takes one.
	pub(crate) fn do_snapshot(domain: DomainId) -> Result<Snapshot, DispatchError> {
		let mut current = Current::<T>::read(domain)?;
		ensure!(!current.is_worthless(), Error::<T>::NothingToSnapshot);
		let parameters = T::Domains::parameters(domain).ok_or(Error::<T>::UnknownDomain)?;
		let longest = parameters.pool.max_duration.unique_saturated_into();
		let age = parameters.governance.age.unique_saturated_into();
		let kept = current.snapshot_for_pool(age, mint_log::period(longest));
		let taken = match kept {
			// A later pool may want a snapshot of now, if nothing is minted in between.
			Some(_) => current.take_due_snapshot(),
			None => Some(current.take_snapshot().ok_or(ArithmeticError::Overflow)?),
		};
		if let Some(Snapshot { id, supply }) = taken {
			current.write();
			Self::deposit_event(Event::SnapshotTaken { domain, id, supply });
		}
		kept.or(taken).ok_or_else(|| ArithmeticError::Overflow.into())
	}

	/// Takes over the spacing of snapshots from a domain's parameters.
	pub(crate) fn do_follow_parameters(domain: DomainId) {
		let Some(parameters) = T::Domains::parameters(domain) else { return };
		let Ok(mut current) = Current::<T>::read(domain) else { return };
		let longest = parameters.pool.max_duration.unique_saturated_into();
		current.ledger.spacing = if parameters.governance.age.is_zero() {
			Zero::zero()
		} else {
			mint_log::period(longest).saturated_into()
		};
		let taken = current.take_due_snapshot();
		current.write();
		if let Some(Snapshot { id, supply }) = taken {
			Self::deposit_event(Event::SnapshotTaken { domain, id, supply });
		}
	}
}
