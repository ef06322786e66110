//! The choices as `Get`, for the configurations of other pallets.

use crate::{report_longevity, Config};
use core::marker::PhantomData;
use frame_support::traits::Get;

macro_rules! serve {
	($( $(#[$doc:meta])* $choice:ident: $value:ty; )*) => { $(
		$(#[$doc])*
		pub struct $choice<T>(PhantomData<T>);
		impl<T: Config> Get<$value> for $choice<T> {
			fn get() -> $value {
				crate::$choice::<T>::get()
			}
		}
	)* };
}

serve! {
	/// Milliseconds in a slot.
	SlotDuration: u64;
	/// Slots in an epoch.
	EpochLength: u64;
	/// Sessions in an era.
	SessionsPerEra: u32;
	/// Eras for which unbonded stake can still be slashed.
	BondingDuration: u32;
	/// Eras between an offence and its slash.
	SlashDeferDuration: u32;
	/// True if governance can't set its own rules below floors.
	Floors: bool;
}

/// The shortest time between two blocks' timestamps: half a slot, in milliseconds.
pub struct MinimumPeriod<T>(PhantomData<T>);
impl<T: Config> Get<u64> for MinimumPeriod<T> {
	fn get() -> u64 {
		crate::SlotDuration::<T>::get() / 2
	}
}

/// The slots in which an equivocation can be reported: as long as the stake behind it is bonded.
pub struct ReportLongevity<T>(PhantomData<T>);
impl<T: Config> Get<u64> for ReportLongevity<T> {
	fn get() -> u64 {
		report_longevity(
			crate::BondingDuration::<T>::get(),
			crate::SessionsPerEra::<T>::get(),
			crate::EpochLength::<T>::get(),
		)
	}
}
