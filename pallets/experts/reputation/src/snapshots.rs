//! Snapshots of a domain's REP, by which pools for governance count.

use crate::{
	eras::Current,
	mint_log::{self, REACH},
	types::SnapshotRecord,
	Config, Error, Event, Pallet,
};
use frame_support::ensure;
use frame_system::pallet_prelude::BlockNumberFor;
use sp_runtime::{
	traits::{SaturatedConversion, Saturating, UniqueSaturatedInto, Zero},
	ArithmeticError, DispatchError,
};
use witan_experts::{domain::InspectDomains, ids::DomainId, ledger::Snapshot};

impl<T: Config> Current<T> {
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
}

impl<T: Config> Pallet<T> {
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
