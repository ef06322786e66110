//! Invariants of domains, which hold after every block.

use crate::{Config, NextDomain, Pallet, Parameters, Profiles};
use frame_support::ensure;
use sp_runtime::TryRuntimeError;

impl<T: Config> Pallet<T> {
	/// Checks that every id below the next has its records, with parameters that a domain can work
	/// with, and that there are no others. Reads all that is stored.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		let domains = NextDomain::<T>::get();
		for domain in 0..domains {
			ensure!(Profiles::<T>::contains_key(domain), "a domain without a profile");
			let parameters = Parameters::<T>::get(domain).ok_or("a domain without parameters")?;
			ensure!(parameters.check().is_ok(), "a domain can't work with its parameters");
		}
		let count = domains as usize;
		ensure!(Profiles::<T>::iter_keys().count() == count, "a profile of no domain");
		ensure!(Parameters::<T>::iter_keys().count() == count, "parameters of no domain");
		Ok(())
	}
}
