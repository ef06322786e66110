//! Migrations over many blocks, in steps that each have a known weight.

use crate::{Config, Parameters, WeightInfo};
use core::marker::PhantomData;
use frame_support::{
	migrations::{MigrationId, SteppedMigration, SteppedMigrationError},
	traits::Get,
	weights::WeightMeter,
};
use frame_system::pallet_prelude::BlockNumberFor;
use witan_experts::{
	domain::{v0, DomainParameters},
	ids::DomainId,
	migration::{take_steps, translate_next, Key},
};

/// Adds rules of its market, a pace of minting and an age of snapshots to each domain.
///
/// A domain gets those of the chain's defaults, and the first one those that genesis has by
/// default. What they chose before stays, except that the longest pool becomes as long as two votes
/// of governance.
pub struct AddRules<T>(PhantomData<T>);

impl<T: Config> AddRules<T> {
	/// Converts the domain after this one, in the order of the map, or the first. Returns its key,
	/// or `None` if there is none.
	fn advance(last: Option<Key>) -> Option<Option<Key>> {
		translate_next::<Parameters<T>, _, _, v0::DomainParameters<_>>(last, |domain, old| {
			old.with(Self::added(domain))
		})
	}

	/// Returns parameters of which a domain gets what it has not chosen.
	fn added(domain: DomainId) -> DomainParameters<BlockNumberFor<T>> {
		match domain {
			0 => T::FirstParameters::get(),
			_ => T::DefaultParameters::get(),
		}
	}
}

impl<T: Config> SteppedMigration for AddRules<T> {
	type Cursor = Option<Key>;
	type Identifier = MigrationId<7>;

	fn id() -> Self::Identifier {
		MigrationId { pallet_id: *b"domains", version_from: 0, version_to: 1 }
	}

	fn step(
		cursor: Option<Self::Cursor>,
		meter: &mut WeightMeter,
	) -> Result<Option<Self::Cursor>, SteppedMigrationError> {
		// Making a domain writes its parameters, too.
		take_steps(
			cursor.unwrap_or_default(),
			meter,
			T::WeightInfo::create_domain(0),
			Self::advance,
		)
	}

	#[cfg(feature = "try-runtime")]
	fn pre_upgrade() -> Result<alloc::vec::Vec<u8>, sp_runtime::TryRuntimeError> {
		use codec::Encode;

		Ok(Parameters::<T>::iter_keys().collect::<alloc::vec::Vec<_>>().encode())
	}

	#[cfg(feature = "try-runtime")]
	fn post_upgrade(state: alloc::vec::Vec<u8>) -> Result<(), sp_runtime::TryRuntimeError> {
		use codec::Decode;

		let before =
			alloc::vec::Vec::<DomainId>::decode(&mut &state[..]).map_err(|_| "no state")?;
		let all_are_there = before.iter().all(|domain| Parameters::<T>::get(domain).is_some());
		frame_support::ensure!(all_are_there, "a domain's parameters can't be read");
		crate::Pallet::<T>::do_try_state()
	}
}
