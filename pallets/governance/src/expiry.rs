//! The end of authorised upgrades.

use crate::{Config, Event, Pallet, UpgradeExpiries, UpgradeExpiry, UPGRADE_PERIOD};
use frame_support::{storage::unhashed, traits::PalletInfoAccess};
use frame_system::pallet_prelude::BlockNumberFor;
use sp_core::H256;
use sp_runtime::traits::Saturating;

impl<T: Config> Pallet<T> {
	/// Authorises an upgrade for [`UPGRADE_PERIOD`].
	pub(crate) fn authorize_upgrade(code_hash: H256) {
		frame_system::Pallet::<T>::do_authorize_upgrade(code_hash, true);
		Self::note_upgrade(code_hash, Self::now());
	}

	/// Voids the authorised upgrade. The hash of zeros is that of no code.
	pub(crate) fn void_upgrade() {
		frame_system::Pallet::<T>::do_authorize_upgrade(H256::zero(), true);
		UpgradeExpiries::<T>::kill();
	}

	/// Voids the authorised upgrade if its time is over, and notes one that a call has authorised.
	pub(crate) fn expire_upgrade(now: BlockNumberFor<T>) {
		match (Self::authorized(), UpgradeExpiries::<T>::get()) {
			(None, None) => {},
			(None, Some(_)) => UpgradeExpiries::<T>::kill(),
			(Some(code_hash), Some(expiry)) if expiry.code_hash == code_hash => {
				if now >= expiry.at {
					Self::void_upgrade();
					Self::deposit_event(Event::UpgradeExpired { code_hash });
				}
			},
			(Some(code_hash), _) => Self::note_upgrade(code_hash, now),
		}
	}

	fn note_upgrade(code_hash: H256, now: BlockNumberFor<T>) {
		let at = now.saturating_add(UPGRADE_PERIOD.into());
		UpgradeExpiries::<T>::put(UpgradeExpiry { code_hash, at });
	}

	/// Returns the hash of the code that may be applied now. The SDK keeps it to itself, so that it
	/// is read by its key.
	pub(crate) fn authorized() -> Option<H256> {
		let system = frame_system::Pallet::<T>::name().as_bytes();
		let key = frame_support::storage::storage_prefix(system, b"AuthorizedUpgrade");
		unhashed::get::<(H256, bool)>(&key)
			.map(|(code_hash, _)| code_hash)
			.filter(|code_hash| !code_hash.is_zero())
	}
}
