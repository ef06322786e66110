//! The end of authorised upgrades.
//!
//! Code that was authorised and is not applied can be applied for [`UPGRADE_PERIOD`]. Each block
//! looks for its end. To refuse the call that applies it would not do. Anyone may send that call
//! without a fee, and nodes would go on taking it into blocks. So the authorisation itself must go.

use crate::{
	Config, Error, Event, Pallet, UpgradeExpiries, UpgradeExpiry, WeightInfo, UPGRADE_PERIOD,
};
use codec::{Decode, Encode};
use frame_support::{traits::Get, weights::Weight};
use frame_system::pallet_prelude::BlockNumberFor;
use sp_core::H256;
use sp_runtime::{traits::Saturating, DispatchResult};

impl<T: Config> Pallet<T> {
	/// Authorises an upgrade for [`UPGRADE_PERIOD`].
	pub(crate) fn authorize_upgrade(code_hash: H256) {
		frame_system::Pallet::<T>::do_authorize_upgrade(code_hash, true);
		Self::note_upgrade(code_hash, Self::now());
	}

	/// Voids the authorised upgrade, or fails if there is none.
	pub(crate) fn undo_upgrade() -> DispatchResult {
		let code_hash = Self::authorized().ok_or(Error::<T>::NothingAuthorized)?;
		Self::void_upgrade();
		Self::deposit_event(Event::UpgradeVoided { code_hash });
		Ok(())
	}

	/// Voids the authorised upgrade if its time is over, notes one that a call has authorised, and
	/// returns the weight of that.
	pub(crate) fn expire_upgrade(now: BlockNumberFor<T>) -> Weight {
		match (Self::authorized(), UpgradeExpiries::<T>::get()) {
			(None, None) => return T::DbWeight::get().reads(2),
			(None, Some(_)) => UpgradeExpiries::<T>::kill(),
			(Some(code_hash), Some(expiry)) if expiry.code_hash == code_hash => {
				if now >= expiry.at {
					Self::void_upgrade();
					Self::deposit_event(Event::UpgradeExpired { code_hash });
				}
			},
			(Some(code_hash), _) => Self::note_upgrade(code_hash, now),
		}
		T::WeightInfo::on_initialize()
	}

	/// Authorises the hash of zeros, which is that of no code. The SDK can't take back what it has
	/// authorised.
	fn void_upgrade() {
		frame_system::Pallet::<T>::do_authorize_upgrade(H256::zero(), true);
		UpgradeExpiries::<T>::kill();
	}

	fn note_upgrade(code_hash: H256, now: BlockNumberFor<T>) {
		let at = now.saturating_add(UPGRADE_PERIOD.into());
		UpgradeExpiries::<T>::put(UpgradeExpiry { code_hash, at });
		Self::deposit_event(Event::UpgradeAuthorized { code_hash, until: at });
	}

	/// Returns the hash of the code that may be applied now. The SDK's type shows it only in its
	/// encoded form, where it comes first.
	pub fn authorized() -> Option<H256> {
		let encoded = frame_system::Pallet::<T>::authorized_upgrade()?.encode();
		H256::decode(&mut &encoded[..]).ok().filter(|code_hash| !code_hash.is_zero())
	}
}
