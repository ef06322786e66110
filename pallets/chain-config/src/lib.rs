#![doc = include_str!("../README.md")]
#![cfg_attr(not(feature = "std"), no_std)]
#![cfg_attr(
	not(test),
	deny(clippy::unwrap_used, clippy::indexing_slicing, clippy::arithmetic_side_effects)
)]
#![deny(rustdoc::broken_intra_doc_links)]

extern crate alloc;

pub mod get;
mod types;

#[cfg(test)]
mod mock;
#[cfg(test)]
mod tests;

pub use pallet::*;
pub use types::*;

use core::marker::PhantomData;
use frame_support::traits::Get;

#[frame_support::pallet]
pub mod pallet {
	use super::*;
	use frame_support::pallet_prelude::*;
	use frame_system::pallet_prelude::*;
	use sp_runtime::traits::AtLeast32BitUnsigned;

	/// The version of what is stored.
	const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	#[pallet::config]
	pub trait Config: frame_system::Config {
		/// An amount of the native currency.
		type Balance: Parameter
			+ Member
			+ AtLeast32BitUnsigned
			+ From<u32>
			+ Default
			+ Copy
			+ MaybeSerializeDeserialize
			+ MaxEncodedLen;
	}

	/// Length of a slot in milliseconds. Written at genesis, never removed.
	#[pallet::storage]
	#[pallet::whitelist_storage]
	pub type SlotDuration<T: Config> =
		StorageValue<_, u64, ValueQuery, frame_support::traits::ConstU64<DEFAULT_SLOT_DURATION>>;

	/// Length of an epoch, which is a session, in slots. Written at genesis, never removed.
	#[pallet::storage]
	#[pallet::whitelist_storage]
	pub type EpochLength<T: Config> =
		StorageValue<_, u64, ValueQuery, frame_support::traits::ConstU64<DEFAULT_EPOCH_LENGTH>>;

	/// Length of an era in sessions. Written at genesis, never removed.
	#[pallet::storage]
	pub type SessionsPerEra<T: Config> =
		StorageValue<_, u32, ValueQuery, ConstU32<DEFAULT_SESSIONS_PER_ERA>>;

	/// The eras in which unbonded stake can still be slashed. Written at genesis, never removed.
	#[pallet::storage]
	pub type BondingDuration<T: Config> =
		StorageValue<_, u32, ValueQuery, ConstU32<DEFAULT_BONDING_DURATION>>;

	/// The eras between an offence and its slash, in which governance can cancel a wrong one.
	/// Written at genesis, never removed.
	#[pallet::storage]
	pub type SlashDeferDuration<T: Config> =
		StorageValue<_, u32, ValueQuery, ConstU32<DEFAULT_SLASH_DEFER_DURATION>>;

	/// The deposit for a stored item of any size, in units of the currency. Written at genesis,
	/// never removed.
	#[pallet::storage]
	#[pallet::whitelist_storage]
	pub type DepositPerItem<T: Config> =
		StorageValue<_, T::Balance, ValueQuery, DefaultDepositPerItem<T>>;

	/// The deposit for a stored byte, in units of the currency. Written at genesis, never removed.
	#[pallet::storage]
	#[pallet::whitelist_storage]
	pub type DepositPerByte<T: Config> =
		StorageValue<_, T::Balance, ValueQuery, DefaultDepositPerByte<T>>;

	/// The blocks from ratification to enactment of a directive that sets a parameter, unless
	/// governance has set another number. Written at genesis, never removed.
	#[pallet::storage]
	pub type EnactmentDelay<T: Config> =
		StorageValue<_, u32, ValueQuery, ConstU32<DEFAULT_ENACTMENT_DELAY>>;

	/// The blocks from ratification to enactment of a directive that authorises a runtime upgrade,
	/// dispatches a call or sets a delay. Governance can set another number. Written at genesis,
	/// never removed.
	#[pallet::storage]
	pub type UpgradeDelay<T: Config> =
		StorageValue<_, u32, ValueQuery, ConstU32<DEFAULT_UPGRADE_DELAY>>;

	/// The blocks from ratification to enactment of a directive that undoes, unless governance has
	/// set another number. Written at genesis, never removed.
	#[pallet::storage]
	pub type UndoDelay<T: Config> = StorageValue<_, u32, ValueQuery, ConstU32<DEFAULT_UNDO_DELAY>>;

	/// True if governance can't set its own rules, those of domain 0 and its delays, so that a few
	/// decide in a hurry for all. Written at genesis, never removed.
	#[pallet::storage]
	pub type Floors<T: Config> =
		StorageValue<_, bool, ValueQuery, frame_support::traits::ConstBool<true>>;

	#[pallet::genesis_config]
	pub struct GenesisConfig<T: Config> {
		/// The value of [`SlotDuration`].
		pub slot_duration: u64,
		/// The value of [`EpochLength`].
		pub epoch_length: u64,
		/// The value of [`SessionsPerEra`].
		pub sessions_per_era: u32,
		/// The value of [`BondingDuration`].
		pub bonding_duration: u32,
		/// The value of [`SlashDeferDuration`].
		pub slash_defer_duration: u32,
		/// The value of [`DepositPerItem`].
		pub deposit_per_item: T::Balance,
		/// The value of [`DepositPerByte`].
		pub deposit_per_byte: T::Balance,
		/// The value of [`EnactmentDelay`].
		pub enactment_delay: u32,
		/// The value of [`UpgradeDelay`].
		pub upgrade_delay: u32,
		/// The value of [`UndoDelay`].
		pub undo_delay: u32,
		/// The value of [`Floors`].
		pub floors: bool,
	}

	impl<T: Config> Default for GenesisConfig<T> {
		fn default() -> Self {
			Self {
				slot_duration: DEFAULT_SLOT_DURATION,
				epoch_length: DEFAULT_EPOCH_LENGTH,
				sessions_per_era: DEFAULT_SESSIONS_PER_ERA,
				bonding_duration: DEFAULT_BONDING_DURATION,
				slash_defer_duration: DEFAULT_SLASH_DEFER_DURATION,
				deposit_per_item: DefaultDepositPerItem::<T>::get(),
				deposit_per_byte: DefaultDepositPerByte::<T>::get(),
				enactment_delay: DEFAULT_ENACTMENT_DELAY,
				upgrade_delay: DEFAULT_UPGRADE_DELAY,
				undo_delay: DEFAULT_UNDO_DELAY,
				floors: true,
			}
		}
	}

	impl<T: Config> GenesisConfig<T> {
		/// Checks that every choice is within its bounds, or returns the first that is not.
		pub fn check(&self) -> Result<(), InvalidChoice> {
			let Self {
				slot_duration,
				epoch_length,
				sessions_per_era,
				bonding_duration,
				slash_defer_duration,
				deposit_per_item: _,
				deposit_per_byte: _,
				enactment_delay,
				upgrade_delay,
				undo_delay,
				floors,
			} = *self;
			let timing = Timing {
				slot_duration,
				epoch_length,
				sessions_per_era,
				bonding_duration,
				slash_defer_duration,
			};
			timing.check()?;
			Delays { enactment_delay, upgrade_delay, undo_delay, floors }.check()
		}
	}

	#[pallet::genesis_build]
	impl<T: Config> BuildGenesisConfig for GenesisConfig<T> {
		fn build(&self) {
			if let Err(invalid) = self.check() {
				panic!("chain specification, chainConfig: {invalid}");
			}
			SlotDuration::<T>::put(self.slot_duration);
			EpochLength::<T>::put(self.epoch_length);
			SessionsPerEra::<T>::put(self.sessions_per_era);
			BondingDuration::<T>::put(self.bonding_duration);
			SlashDeferDuration::<T>::put(self.slash_defer_duration);
			DepositPerItem::<T>::put(self.deposit_per_item);
			DepositPerByte::<T>::put(self.deposit_per_byte);
			EnactmentDelay::<T>::put(self.enactment_delay);
			UpgradeDelay::<T>::put(self.upgrade_delay);
			UndoDelay::<T>::put(self.undo_delay);
			Floors::<T>::put(self.floors);
		}
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}

	#[cfg(any(test, feature = "try-runtime"))]
	impl<T: Config> Pallet<T> {
		/// Checks that the stored choices are within their bounds.
		pub fn do_try_state() -> Result<(), sp_runtime::TryRuntimeError> {
			GenesisConfig::<T> {
				slot_duration: SlotDuration::<T>::get(),
				epoch_length: EpochLength::<T>::get(),
				sessions_per_era: SessionsPerEra::<T>::get(),
				bonding_duration: BondingDuration::<T>::get(),
				slash_defer_duration: SlashDeferDuration::<T>::get(),
				deposit_per_item: DepositPerItem::<T>::get(),
				deposit_per_byte: DepositPerByte::<T>::get(),
				enactment_delay: EnactmentDelay::<T>::get(),
				upgrade_delay: UpgradeDelay::<T>::get(),
				undo_delay: UndoDelay::<T>::get(),
				floors: Floors::<T>::get(),
			}
			.check()
			.map_err(|_| "a stored choice is out of its bounds".into())
		}
	}
}

/// The default of [`DepositPerItem`]: 0.1 of a token of 9 decimals.
pub struct DefaultDepositPerItem<T>(PhantomData<T>);
impl<T: Config> Get<T::Balance> for DefaultDepositPerItem<T> {
	fn get() -> T::Balance {
		100_000_000u32.into()
	}
}

/// The default of [`DepositPerByte`]: 0.001 of a token of 9 decimals.
pub struct DefaultDepositPerByte<T>(PhantomData<T>);
impl<T: Config> Get<T::Balance> for DefaultDepositPerByte<T> {
	fn get() -> T::Balance {
		1_000_000u32.into()
	}
}
