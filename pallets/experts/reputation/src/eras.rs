//! Ledgers: their opening, and their eras.

use crate::{decay::Scale, types::Ledger, Config, EraEnds, Error, Event, Ledgers, Pallet};
use core::cmp::Ordering;
use frame_support::{
	ensure,
	traits::{Footprint, VariantCount},
};
use frame_system::pallet_prelude::BlockNumberFor;
use sp_core::U256;
use sp_runtime::{
	traits::{UniqueSaturatedInto, Zero},
	DispatchResult,
};
use witan_experts::{
	ids::DomainId,
	ledger::{OpenLedger, MAX_HALF_LIFE},
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
	pub now: BlockNumberFor<T>,
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
	pub fn are_worthless(&self, value: u128) -> bool {
		// Within an era a share is worth more than 2^-ERA_SHIFT of 10^-9 REP. 2^ERA_SHIFT shares
		// are therefore worth something, and their scale need not be computed.
		value < 1 << ERA_SHIFT && self.scale().amount(value) == 0
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
