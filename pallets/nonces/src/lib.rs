#![doc = include_str!("../README.md")]
#![cfg_attr(not(feature = "std"), no_std)]
#![cfg_attr(
	not(test),
	deny(clippy::unwrap_used, clippy::indexing_slicing, clippy::arithmetic_side_effects)
)]
#![deny(rustdoc::broken_intra_doc_links)]

#[cfg(test)]
mod mock;
#[cfg(test)]
mod tests;

pub use pallet::*;

use core::marker::PhantomData;
use frame_support::{
	storage::transactional::with_transaction_unchecked,
	traits::{Get, OnKilledAccount},
	DebugNoBound,
};
use sp_runtime::{type_with_default::TypeWithDefault, SaturatedConversion, TransactionOutcome};
use witan_primitives::Nonce;

#[frame_support::pallet]
pub mod pallet {
	use super::*;
	use frame_support::pallet_prelude::*;
	use frame_system::pallet_prelude::*;

	#[pallet::pallet]
	pub struct Pallet<T>(_);

	#[pallet::config]
	pub trait Config: frame_system::Config {}

	/// The highest nonce that any reaped account had. Written when an account with a higher one is
	/// reaped, never removed.
	#[pallet::storage]
	#[pallet::whitelist_storage]
	pub type Highest<T: Config> = StorageValue<_, Nonce, ValueQuery>;

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		/// Returns the weight of all accesses of the block to [`Highest`].
		fn on_initialize(_: BlockNumberFor<T>) -> Weight {
			T::DbWeight::get().reads_writes(1, 1)
		}
	}

	impl<T: Config> Pallet<T> {
		/// Returns what `read` does on a chain on which no account was reaped. Changes nothing.
		pub fn without_reaped<R>(read: impl FnOnce() -> R) -> R {
			with_transaction_unchecked(|| {
				Highest::<T>::kill();
				TransactionOutcome::Rollback(read())
			})
		}
	}
}

/// The nonce of an account. An account that begins has the [`FirstNonce`].
pub type AccountNonce<T> = TypeWithDefault<Nonce, FirstNonce<T>>;

/// The nonce with which an account begins: [`Highest`].
#[derive(DebugNoBound)]
pub struct FirstNonce<T>(PhantomData<T>);

impl<T: Config> Get<Nonce> for FirstNonce<T> {
	fn get() -> Nonce {
		Highest::<T>::get()
	}
}

impl<T: Config> OnKilledAccount<T::AccountId> for Pallet<T> {
	fn on_killed_account(who: &T::AccountId) {
		// `frame_system` removes the account's record after this.
		let nonce: Nonce = frame_system::Pallet::<T>::account_nonce(who).saturated_into();
		if nonce > Highest::<T>::get() {
			Highest::<T>::put(nonce);
		}
	}
}
