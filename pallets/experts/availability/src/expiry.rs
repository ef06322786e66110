//! Ends offers that are over, without their owners.

use crate::{pallet::*, types::*, weights::WeightInfo};
use frame_support::{storage::with_storage_layer, weights::Weight};
use frame_system::pallet_prelude::BlockNumberFor;
use sp_runtime::DispatchResult;
use witan_experts::{agenda, ids::DomainId};

impl<T: Config> Pallet<T> {
	/// Ends what of [`EXPIRY_PAGE`] offers that are over fits into `remaining`; gives the weight that it took.
	pub(crate) fn end_expired_offers(now: BlockNumberFor<T>, remaining: Weight) -> Weight {
		let search = T::WeightInfo::search_expired();
		let each = T::WeightInfo::end_expired();
		let fit = remaining
			.checked_sub(&search)
			.and_then(|left| left.checked_div_per_component(&each))
			.unwrap_or_default();
		let page = u32::try_from(fit).unwrap_or(u32::MAX).min(EXPIRY_PAGE);
		if page == 0 {
			return Weight::zero();
		}
		let due = agenda::due::<_, _, Expiries<T>, ExpiryCursor<T>>(now, EXPIRY_BLOCKS, page);
		let mut weight = search;
		for (block, (domain, who)) in due {
			if !Self::end_expired(domain, &who) {
				// It must not stand in the way of the others; its owner, or anyone, can try again.
				Expiries::<T>::remove(block, (domain, who));
			}
			weight.saturating_accrue(each);
		}
		weight
	}

	/// Ends an offer that is over; gives whether it could, which only a defect prevents. If not, nothing is changed.
	pub(crate) fn end_expired(domain: DomainId, who: &T::AccountId) -> bool {
		let ended = with_storage_layer(|| -> DispatchResult {
			let offer = Offers::<T>::get(domain, who).ok_or(Error::<T>::NoOffer)?;
			Self::do_end(who.clone(), domain, offer, OfferEnd::Expired)
		});
		if let Err(error) = &ended {
			log::error!(target: "runtime::availability", "an offer of {who:?} can't be ended: {error:?}");
		}
		ended.is_ok()
	}
}
