//! Which directives there may be.

use crate::{pallet::*, types::*, ActionOf, DirectiveOf, WeightInfo};
use codec::Encode;
use frame_support::{
	ensure,
	traits::{Get, StorePreimage},
	weights::Weight,
	BoundedVec,
};
use frame_system::pallet_prelude::RuntimeCallFor;
use sp_runtime::{traits::Saturating, DispatchResult};
use witan_experts::{
	domain::{GovernDomains, InspectDomains},
	ids::{DomainId, PostId},
};
use witan_governance::{Action, CheckDirective, CONSTITUTION};

impl<T: Config> Pallet<T> {
	/// Whether a domain's directive may do this at all, whatever the chain's state is.
	pub(crate) fn check_form(domain: DomainId, action: &ActionOf<T>) -> DispatchResult {
		let reaches = || match domain {
			CONSTITUTION => Ok(()),
			_ => Err(Error::<T>::NotPermitted.into()),
		};
		match action {
			Action::SetParameter(_) | Action::AuthorizeUpgrade { .. } => reaches(),
			Action::Dispatch { len, weight, .. } => {
				reaches()?;
				ensure!(*len <= MAX_CALL_LEN, Error::<T>::CallTooLong);
				ensure!(weight.all_lte(T::MaxDispatchWeight::get()), Error::<T>::CallTooHeavy);
				Ok(())
			},
			Action::ReplaceClient { uri, .. } => {
				ensure!(!uri.is_empty(), Error::<T>::EmptyUri);
				Ok(())
			},
			Action::SetDomain(_) => Ok(()),
		}
	}

	/// Whether it could be done as things are now.
	fn check_range(domain: DomainId, action: &ActionOf<T>) -> DispatchResult {
		match action {
			Action::SetParameter(parameter) => T::SetParameter::check(parameter),
			Action::SetDomain(parameter) => T::Domains::check_parameter(domain, parameter),
			Action::AuthorizeUpgrade { .. }
			| Action::Dispatch { .. }
			| Action::ReplaceClient { .. } => Ok(()),
		}
	}

	/// All of it: at the post, and again at the enactment.
	pub(crate) fn check_action(domain: DomainId, action: &ActionOf<T>) -> DispatchResult {
		ensure!(T::Domains::founder(domain).is_some(), Error::<T>::UnknownDomain);
		Self::check_form(domain, action)?;
		Self::check_range(domain, action)
	}

	/// What must be right in a runtime.
	pub(crate) fn check_bounds() {
		assert!(MAX_CALL_LEN as usize <= T::Preimages::MAX_LENGTH, "a call can't be noted");
		let call = RuntimeCallFor::<T>::from(Call::enact {
			post: PostId::repeat_byte(u8::MAX),
			weight: Weight::MAX,
		});
		let inline =
			BoundedVec::<u8, frame_support::traits::ConstU32<128>>::try_from(call.encode());
		assert!(inline.is_ok(), "the scheduler would note an enactment as a preimage");
		let heaviest = Self::enact_weight(
			T::WeightInfo::enact_dispatch(MAX_CALL_LEN).saturating_add(T::MaxDispatchWeight::get()),
		);
		let block = T::BlockWeights::get().max_block;
		assert!(heaviest.all_lte(block), "no block can hold the heaviest enactment");
	}
}

impl<T: Config> CheckDirective<DirectiveOf<T>> for Pallet<T> {
	fn check(domain: DomainId, directive: &DirectiveOf<T>) -> DispatchResult {
		Self::check_action(domain, &directive.action)?;
		let latest = Self::now().saturating_add(MAX_DELAY.into());
		ensure!(directive.activate_at.is_none_or(|at| at <= latest), Error::<T>::ActivationTooLate);
		Ok(())
	}

	fn weight() -> Weight {
		T::WeightInfo::check().saturating_add(T::SetParameter::weight())
	}
}
