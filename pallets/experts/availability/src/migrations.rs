//! Migrations over many blocks, in steps that each have a known weight.

use crate::{
	pallet::{Assigned, Config, Leaves, Nodes, Offers, Pallet, Trees},
	types::{Tree, DEFAULT_MAX_JOBS},
	weights::WeightInfo,
	OfferOf,
};
use alloc::vec::Vec;
use core::marker::PhantomData;
use frame_support::{
	defensive,
	migrations::{MigrationId, SteppedMigration, SteppedMigrationError},
	storage::{unhashed, StoragePrefixedMap},
	weights::WeightMeter,
};
use witan_experts::{
	ids::DomainId,
	migration::{take_steps, Key},
};

/// The records as they were before offers had classes.
pub mod v0 {
	use crate::pallet::{Config, Pallet};
	use frame_support::{storage_alias, Blake2_128Concat, Twox64Concat};
	use frame_system::pallet_prelude::BlockNumberFor;
	use witan_experts::{ids::DomainId, shares::Shares};

	/// A tree of all offers of an era.
	#[frame_support::stored]
	#[derive(Copy)]
	pub enum Tree {
		/// Offers of zero.
		Bootstrap,
		/// Offers of this era.
		Era(u32),
	}

	/// An offer.
	#[frame_support::stored(no_skip_type_params)]
	pub struct Offer<BlockNumber, Ticket> {
		/// The offered stake.
		pub stake: Shares,
		/// The first block in which the offer is no longer open.
		pub until: BlockNumber,
		/// The tree that has its leaf.
		pub tree: Tree,
		/// The number of its leaf.
		pub leaf: u32,
		/// The deposit.
		pub ticket: Ticket,
	}

	/// An account's offer in a domain.
	#[storage_alias]
	pub type Offers<T: Config> = StorageDoubleMap<
		Pallet<T>,
		Twox64Concat,
		DomainId,
		Blake2_128Concat,
		<T as frame_system::Config>::AccountId,
		Offer<BlockNumberFor<T>, <T as Config>::Consideration>,
	>;
}

/// A migration of offers into the trees of their classes, for as many jobs as offers are for by
/// default.
///
/// The trees are made anew: their records are removed first, one in a step, and then each offer
/// gets a leaf. Nobody's stake, deposit or expiry changes.
pub struct ClassifyOffers<T>(PhantomData<T>);

/// The progress of [`ClassifyOffers`].
#[frame_support::stored]
pub enum Cursor<AccountId> {
	/// Removes the record of trees after this one, or the first of a map.
	Clear {
		/// The map: roots, nodes, leaves.
		map: u8,
		/// The record that was removed last.
		last: Option<Key>,
	},
	/// Classifies the offer after this one, in the order of the map, or the first.
	Classify(Option<(DomainId, AccountId)>),
}

impl<T: Config> ClassifyOffers<T> {
	/// Does one step. `None` if all is done.
	fn advance(cursor: Cursor<T::AccountId>) -> Option<Cursor<T::AccountId>> {
		let (map, last) = match cursor {
			Cursor::Clear { map, last } => (map, last),
			Cursor::Classify(last) => return Self::classify_next(last).map(Cursor::Classify),
		};
		let prefix = match map {
			0 => Trees::<T>::final_prefix(),
			1 => Nodes::<T>::final_prefix(),
			_ => Leaves::<T>::final_prefix(),
		};
		let from = last.map_or(prefix.to_vec(), Vec::from);
		let next = sp_io::storage::next_key(&from).filter(|key| key.starts_with(&prefix));
		Some(match next {
			Some(key) => {
				unhashed::kill(&key);
				Cursor::Clear { map, last: Some(Key::truncate_from(key)) }
			},
			None if map < 2 => Cursor::Clear { map: map.saturating_add(1), last: None },
			None => Cursor::Classify(None),
		})
	}

	/// Classifies the next offer, and returns its key. `None` if there is none.
	fn classify_next(
		last: Option<(DomainId, T::AccountId)>,
	) -> Option<Option<(DomainId, T::AccountId)>> {
		let (domain, who) = match last {
			None => Offers::<T>::iter_keys().next()?,
			Some((domain, who)) => {
				Offers::<T>::iter_keys_from(Offers::<T>::hashed_key_for(domain, who)).next()?
			},
		};
		Self::classify(domain, &who);
		Some(Some((domain, who)))
	}

	fn classify(domain: DomainId, who: &T::AccountId) {
		let Some(v0::Offer { stake, until, tree, ticket, .. }) = v0::Offers::<T>::get(domain, who)
		else {
			defensive!("an offer can't be read");
			return;
		};
		let tree = match tree {
			v0::Tree::Bootstrap => Tree::BOOTSTRAP,
			v0::Tree::Era(_) => Tree::of(stake),
		};
		let (max_jobs, paused) = (DEFAULT_MAX_JOBS, false);
		let mut offer = OfferOf::<T> { stake, until, tree, leaf: 0, max_jobs, paused, ticket };
		let weight = offer.weight(Assigned::<T>::get(domain, who));
		match Pallet::<T>::put_leaf(domain, tree, who, weight) {
			Ok(leaf) => offer.leaf = leaf,
			// A tree has no more offers than all of them had together.
			Err(error) => {
				defensive!("an offer can't have a leaf", error);
			},
		}
		Offers::<T>::insert(domain, who, offer);
	}
}

impl<T: Config> SteppedMigration for ClassifyOffers<T> {
	type Cursor = Cursor<T::AccountId>;
	type Identifier = MigrationId<12>;

	fn id() -> Self::Identifier {
		MigrationId { pallet_id: *b"availability", version_from: 0, version_to: 1 }
	}

	fn step(
		cursor: Option<Self::Cursor>,
		meter: &mut WeightMeter,
	) -> Result<Option<Self::Cursor>, SteppedMigrationError> {
		// Making an offer does all that a step does, and also holds.
		let required = T::WeightInfo::offer();
		let first = Cursor::Clear { map: 0, last: None };
		take_steps(cursor.unwrap_or(first), meter, required, Self::advance)
	}

	#[cfg(feature = "try-runtime")]
	fn pre_upgrade() -> Result<Vec<u8>, sp_runtime::TryRuntimeError> {
		use codec::Encode;

		let offers = v0::Offers::<T>::iter().map(|(domain, who, offer)| (domain, who, offer.stake));
		Ok(offers.collect::<Vec<_>>().encode())
	}

	#[cfg(feature = "try-runtime")]
	fn post_upgrade(state: Vec<u8>) -> Result<(), sp_runtime::TryRuntimeError> {
		use codec::Decode;

		type Staked<T> =
			(DomainId, <T as frame_system::Config>::AccountId, witan_experts::shares::Shares);
		let before = Vec::<Staked<T>>::decode(&mut &state[..]).map_err(|_| "no state")?;
		let after = Offers::<T>::iter().map(|(domain, who, offer)| (domain, who, offer.stake));
		frame_support::ensure!(before == after.collect::<Vec<_>>(), "an offer's stake has changed");
		Pallet::<T>::do_try_state()
	}
}
