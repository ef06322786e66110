//! The end of expired offers without their owners.

use crate::{
	pallet::{Config, Error, Expiries, ExpiryCursor, Offers, Pallet},
	types::{OfferEnd, EXPIRY_BLOCKS, EXPIRY_PAGE},
	weights::WeightInfo,
};
use frame_support::{storage::with_storage_layer, weights::Weight};
use frame_system::pallet_prelude::BlockNumberFor;
use sp_runtime::DispatchResult;
use witan_experts::{agenda, ids::DomainId};

impl<T: Config> Pallet<T> {
	/// Ends expired offers, at most [`EXPIRY_PAGE`] and no more than fit into `remaining`. Returns
	/// the weight used.
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
				// The entry must not block the others. The owner, or anyone, can try again.
				Expiries::<T>::remove(block, (domain, who));
			}
			weight.saturating_accrue(each);
		}
		weight
	}

	/// Ends an expired offer. Returns false, with nothing changed, if that fails, which only a
	/// defect causes.
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
