//! Enactment of directives.

use crate::{
	ActionOf, CancelSlashes, CheckCall, Client, Clients, Config, DirectiveOf, Error, Event,
	FindTasks, Origin, Pallet, Ratifications, SetParameter, State, WeightInfo, MAX_CALL_MEMORY,
};
use codec::{DecodeLimit, MemTrackingInput};
use frame_support::{
	dispatch::{
		extract_actual_weight, DispatchErrorWithPostInfo, DispatchResultWithPostInfo,
		GetDispatchInfo, WithPostDispatchInfo,
	},
	ensure,
	storage::with_storage_layer,
	traits::{schedule::v3::Anon, QueryPreimage},
	weights::Weight,
	MAX_EXTRINSIC_DEPTH,
};
use frame_system::{
	pallet_prelude::{BlockNumberFor, RuntimeCallFor},
	RawOrigin,
};
use sp_core::H256;
use sp_runtime::{traits::Dispatchable, DispatchError, DispatchResult};
use witan_experts::{
	domain::GovernDomains,
	forum::DirectivePosts,
	ids::{DomainId, PostId},
};
use witan_governance::{Action, Task, Undo};

/// The weight that was used, also by what failed as a whole.
type WeightUsed = Result<Weight, DispatchErrorWithPostInfo>;

impl<T: Config> Pallet<T> {
	/// Returns the most weight that an enactment takes. `weight` is that of a call that the
	/// directive dispatches, with its fetching.
	pub(crate) fn enact_weight(weight: Weight) -> Weight {
		Self::enact_base_weight().saturating_add(T::SetParameter::weight()).saturating_add(weight)
	}

	/// Returns the greatest weight of an action whose weight does not depend on its contents.
	fn enact_base_weight() -> Weight {
		T::WeightInfo::enact_set_domain()
			.max(T::WeightInfo::enact_authorize_upgrade())
			.max(T::WeightInfo::enact_replace_client())
			.max(T::WeightInfo::enact_undo().saturating_add(T::Slashes::weight()))
	}

	/// Returns the weight of an action's enactment, without the call that it dispatches.
	fn action_weight(action: &ActionOf<T>) -> Weight {
		match action {
			Action::SetParameter(_) => {
				Self::enact_base_weight().saturating_add(T::SetParameter::weight())
			},
			Action::SetDomain(_) => T::WeightInfo::enact_set_domain(),
			Action::AuthorizeUpgrade { .. } => T::WeightInfo::enact_authorize_upgrade(),
			Action::Dispatch { len, .. } => T::WeightInfo::enact_dispatch(*len),
			Action::ReplaceClient { .. } => T::WeightInfo::enact_replace_client(),
			Action::Undo(Undo::CancelSlash { .. }) => {
				T::WeightInfo::enact_undo().saturating_add(T::Slashes::weight())
			},
			Action::Undo(Undo::CancelTask(_) | Undo::VoidUpgrade) => T::WeightInfo::enact_undo(),
		}
	}

	/// Enacts a directive, records the result and returns the weight used. Fails only if the
	/// directive does not wait for its enactment.
	pub(crate) fn do_enact(
		domain: DomainId,
		post: PostId,
		weight: Weight,
	) -> DispatchResultWithPostInfo {
		let at = Self::now();
		// The record comes before the effect: a call that the directive dispatches may come back
		// here, or ratify a post that would cancel this one.
		Ratifications::<T>::try_mutate(post, |record| -> DispatchResult {
			let record = record.as_mut().ok_or(Error::<T>::NotScheduled)?;
			let scheduled = matches!(record.state, State::Scheduled { .. });
			ensure!(scheduled && record.domain == domain, Error::<T>::NotScheduled);
			record.state = State::Enacted { at };
			Ok(())
		})?;
		let outcome =
			match T::Posts::directive(&post) {
				Some(directive) => Self::act(domain, post, directive, weight),
				None => Err(DispatchError::from(Error::<T>::NoDirective)
					.with_weight(Self::enact_base_weight())),
			};
		match outcome {
			Ok(taken) => {
				Self::deposit_event(Event::Enacted { post });
				Ok(Some(taken).into())
			},
			Err(DispatchErrorWithPostInfo { post_info, error }) => {
				Ratifications::<T>::mutate_extant(post, |record| {
					record.state = State::Failed { at, error };
				});
				Self::deposit_event(Event::EnactmentFailed { post, error });
				Ok(post_info)
			},
		}
	}

	/// Carries out the directive, as a whole or not at all, and releases the call that was kept for
	/// it.
	fn act(
		domain: DomainId,
		post: PostId,
		directive: DirectiveOf<T>,
		weight: Weight,
	) -> WeightUsed {
		let action = directive.action;
		let outcome = with_storage_layer(|| Self::apply(domain, post, action.clone(), weight));
		Self::release(&action);
		outcome
	}

	/// Checks the action again, carries it out and returns the weight used.
	fn apply(domain: DomainId, post: PostId, action: ActionOf<T>, weight: Weight) -> WeightUsed {
		let own = Self::action_weight(&action);
		let heavy = |error: DispatchError| error.with_weight(own);
		Self::check_action(domain, &action).map_err(heavy)?;
		match action {
			Action::SetParameter(parameter) => T::SetParameter::set(parameter).map_err(heavy)?,
			Action::SetDomain(parameter) => {
				T::Domains::set_parameter(domain, parameter).map_err(heavy)?
			},
			Action::AuthorizeUpgrade { code_hash } => Self::authorize_upgrade(code_hash),
			Action::Undo(undo) => {
				Self::undo(Origin::Ratified { domain, post }, &undo).map_err(heavy)?
			},
			Action::Dispatch { hash, len, weight: limit } => {
				let call = Self::fetch_call(&hash, len, limit.min(weight)).map_err(heavy)?;
				return Self::dispatch(Origin::Ratified { domain, post }.into(), call, own);
			},
			Action::ReplaceClient { hash, uri } => {
				let client = Client { hash, uri: uri.clone(), post, at: Self::now() };
				Clients::<T>::insert(domain, client);
				Self::deposit_event(Event::ClientReplaced { domain, hash, uri, post });
			},
		}
		Ok(own)
	}

	/// Undoes something, or fails and changes nothing.
	fn undo(origin: Origin, undo: &Undo<BlockNumberFor<T>>) -> DispatchResult {
		match undo {
			Undo::CancelSlash { era, validators } => {
				T::Slashes::cancel(origin.into(), *era, validators)
			},
			Undo::CancelTask(task) => Self::cancel_task(task),
			Undo::VoidUpgrade => Self::undo_upgrade(),
		}
	}

	/// Cancels a task that is no directive's. A directive that the scheduler put off has lost its
	/// name there, but not in the agenda.
	fn cancel_task(task: &Task<BlockNumberFor<T>>) -> DispatchResult {
		let (place, name) = T::Tasks::find(task).ok_or(Error::<T>::NoSuchTask)?;
		name.map_or(Ok(()), |name| Self::check_no_directive(&name))?;
		// By its place and not by its name: that releases a call that was kept for the task, too.
		<T::Scheduler as Anon<_, _, _>>::cancel(place)
	}

	/// Returns the call that is noted with this hash and length, if it weighs at most `limit` and
	/// may be dispatched.
	fn fetch_call(
		hash: &H256,
		len: u32,
		limit: Weight,
	) -> Result<RuntimeCallFor<T>, DispatchError> {
		let call = Self::noted_call(hash, len)?;
		ensure!(call.get_dispatch_info().call_weight.all_lte(limit), Error::<T>::CallTooHeavy);
		T::CheckCall::check(&call)?;
		Ok(call)
	}

	/// Returns the call that is noted with this hash and length.
	pub(crate) fn noted_call(hash: &H256, len: u32) -> Result<RuntimeCallFor<T>, DispatchError> {
		let noted =
			T::Preimages::fetch(hash, Some(len)).map_err(|_| Error::<T>::PreimageMissing)?;
		Self::decode(&noted).map_err(|_| Error::<T>::CallUndecodable.into())
	}

	/// Decodes a call with a transaction's bounds on depth and memory. Anyone may note a preimage,
	/// and decoding one without bounds could stop the chain.
	fn decode(mut bytes: &[u8]) -> Result<RuntimeCallFor<T>, codec::Error> {
		let mut input = MemTrackingInput::new(&mut bytes, MAX_CALL_MEMORY.saturating_add(1));
		let call = RuntimeCallFor::<T>::decode_with_depth_limit(MAX_EXTRINSIC_DEPTH, &mut input)?;
		if bytes.is_empty() {
			Ok(call)
		} else {
			Err("bytes are left".into())
		}
	}

	/// Makes a call and returns the weight that it used, with `own` added.
	fn dispatch(origin: T::RuntimeOrigin, call: RuntimeCallFor<T>, own: Weight) -> WeightUsed {
		let info = call.get_dispatch_info();
		let result = call.dispatch(origin);
		let taken = own.saturating_add(extract_actual_weight(&result, &info));
		match result {
			Ok(_) => Ok(taken),
			Err(DispatchErrorWithPostInfo { error, .. }) => Err(error.with_weight(taken)),
		}
	}

	/// Makes a call as root and returns the weight used.
	pub(crate) fn do_dispatch_as_root(
		post: PostId,
		call: RuntimeCallFor<T>,
	) -> DispatchResultWithPostInfo {
		let own = T::WeightInfo::dispatch_as_root();
		let taken = Self::dispatch(RawOrigin::Root.into(), call, own)?;
		Self::deposit_event(Event::DispatchedAsRoot { post });
		Ok(Some(taken).into())
	}
}
