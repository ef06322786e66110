//! Checks of directives, and of the runtime's constants.

use crate::{
	ActionOf, Call, CheckCall, Config, DirectiveOf, Error, Pallet, Ratifications, SetParameter,
	WeightInfo, MAX_CALL_LEN, MAX_CHECKED_LEN, MAX_DELAY,
};
use codec::Encode;
use frame_support::{
	ensure,
	traits::{schedule::v3::TaskName, ConstU32, Get, StorePreimage},
	weights::Weight,
	BoundedVec,
};
use frame_system::pallet_prelude::RuntimeCallFor;
use sp_runtime::{traits::Saturating, DispatchResult};
use witan_experts::{
	domain::{GovernDomains, InspectDomains},
	ids::{DomainId, PostId},
};
use witan_governance::{Action, CheckDirective, Task, Undo, CONSTITUTION};

impl<T: Config> Pallet<T> {
	/// Checks that a directive of this domain may do this at all, whatever the chain's state is.
	pub(crate) fn check_form(domain: DomainId, action: &ActionOf<T>) -> DispatchResult {
		let permitted = || match domain {
			CONSTITUTION => Ok(()),
			_ => Err(Error::<T>::NotPermitted.into()),
		};
		match action {
			Action::SetParameter(_) | Action::AuthorizeUpgrade { .. } | Action::Undo(_) => {
				permitted()
			},
			Action::Dispatch { len, weight, .. } => {
				permitted()?;
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

	/// Checks that the action could be carried out in the present state.
	fn check_range(domain: DomainId, action: &ActionOf<T>) -> DispatchResult {
		match action {
			Action::SetParameter(parameter) => T::SetParameter::check(parameter),
			Action::SetDomain(parameter) => T::Domains::check_parameter(domain, parameter),
			Action::Undo(Undo::CancelTask(Task::Named(name))) => Self::check_no_directive(name),
			Action::AuthorizeUpgrade { .. }
			| Action::Dispatch { .. }
			| Action::ReplaceClient { .. }
			| Action::Undo(
				Undo::CancelTask(Task::At { .. }) | Undo::CancelSlash { .. } | Undo::VoidUpgrade,
			) => Ok(()),
		}
	}

	/// Checks that a task's name is not a directive's, which has that of its post.
	pub(crate) fn check_no_directive(name: &TaskName) -> DispatchResult {
		let is_directive = Ratifications::<T>::contains_key(PostId::from(*name));
		ensure!(!is_directive, Error::<T>::IsADirective);
		Ok(())
	}

	/// Checks the call of an action if it is noted already and short. The enactment checks every
	/// call, so that a proposer who notes it later learns of a refusal only then.
	fn check_noted_call(action: &ActionOf<T>) -> DispatchResult {
		let Action::Dispatch { hash, len, .. } = action else { return Ok(()) };
		if *len > MAX_CHECKED_LEN {
			return Ok(());
		}
		Self::noted_call(hash, *len).map_or(Ok(()), |call| T::CheckCall::check(&call))
	}

	/// Checks an action in full: at the post, and again at the enactment.
	pub(crate) fn check_action(domain: DomainId, action: &ActionOf<T>) -> DispatchResult {
		ensure!(T::Domains::founder(domain).is_some(), Error::<T>::UnknownDomain);
		Self::check_form(domain, action)?;
		Self::check_range(domain, action)
	}

	/// Checks the constants of the runtime.
	///
	/// # Panics
	///
	/// Panics if a call of the greatest length can't be noted, or if the scheduler could not hold
	/// an enactment inline. Panics, too, if no block can hold the heaviest enactment.
	pub(crate) fn check_bounds() {
		assert!(MAX_CALL_LEN as usize <= T::Preimages::MAX_LENGTH, "a call can't be noted");
		let call = RuntimeCallFor::<T>::from(Call::enact {
			post: PostId::repeat_byte(u8::MAX),
			weight: Weight::MAX,
		});
		let inline = BoundedVec::<u8, ConstU32<128>>::try_from(call.encode());
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
		Self::check_noted_call(&directive.action)?;
		let latest = Self::now().saturating_add(MAX_DELAY.into());
		ensure!(directive.activate_at.is_none_or(|at| at <= latest), Error::<T>::ActivationTooLate);
		Ok(())
	}

	fn weight() -> Weight {
		T::WeightInfo::check().saturating_add(T::SetParameter::weight())
	}
}
