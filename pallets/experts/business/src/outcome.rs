//! The consequences of pools' verdicts.

use crate::{
	formulas,
	pallet::{Config, Event, HoldReason, JudgedBy, Pallet, Requests},
	types::{Expiry, State},
	weights::WeightInfo,
	AccountIdOf, RequestOf,
};
use frame_support::{
	storage::with_storage_layer,
	traits::{
		fungible::MutateHold,
		tokens::{Fortitude, Precision, Restriction},
	},
	weights::Weight,
};
use frame_system::Pallet as System;
use sp_runtime::{traits::Saturating, DispatchError};
use witan_experts::{
	ids::{PoolId, PostId, RequestId},
	job::{Experts, OnRequestEnd, RequestEnd},
	ledger::{FeePaid, PayBody},
	pool::{Decision, OnPoolOutcome, ValidationPools, Verdict},
	shares::MILLION,
};

/// Evidence on which a pool has decided.
struct Evidence<AccountId> {
	expert: AccountId,
	post: PostId,
	pool: PoolId,
	reopened: bool,
}

impl<T: Config> OnPoolOutcome for Pallet<T> {
	fn on_pool_outcome(decision: &Decision) {
		let Decision { pool, post, verdict, .. } = *decision;
		let Some(request) = JudgedBy::<T>::get(pool) else { return };
		let Some(record) = Requests::<T>::get(request) else { return };
		let State::Validating { expert, reopened, .. } = record.state.clone() else { return };
		match verdict {
			Verdict::Passed => Self::complete(request, record, expert),
			Verdict::Rejected => Self::reject(request, record, expert),
			Verdict::NotQuorate => {
				Self::repeat(request, record, Evidence { expert, post, pool, reopened })
			},
		}
	}

	fn weight() -> Weight {
		let ended = T::WeightInfo::outcome_passed()
			.max(T::WeightInfo::outcome_rejected())
			.max(T::WeightInfo::outcome_not_quorate_twice())
			.saturating_add(T::OnRequestEnd::weight());
		T::WeightInfo::outcome_not_quorate().max(ended)
	}
}

impl<T: Config> Pallet<T> {
	fn complete(request: RequestId, record: RequestOf<T>, expert: AccountIdOf<T>) {
		T::Experts::job_ended(record.domain, &expert);
		let Ok(paid) = with_storage_layer(|| Self::pay(&record, &expert)) else {
			log::error!(target: "witan::business", "request {request}: the fee can't be paid");
			return Self::expire(request, record, Expiry::Unpaid);
		};
		let customer = record.customer.clone();
		Self::deposit_event(Event::Completed { request, customer, expert, paid });
		Self::end(request, record, RequestEnd::Completed);
	}

	fn reject(request: RequestId, record: RequestOf<T>, expert: AccountIdOf<T>) {
		T::Experts::job_ended(record.domain, &expert);
		let fee = Self::return_fee(&record);
		let customer = record.customer.clone();
		Self::deposit_event(Event::Rejected { request, customer, expert, fee });
		Self::end(request, record, RequestEnd::Rejected);
	}

	/// Opens a second pool with twice the duration, or ends the request if this was the second.
	fn repeat(request: RequestId, mut record: RequestOf<T>, evidence: Evidence<AccountIdOf<T>>) {
		let Evidence { expert, post, pool: from, reopened } = evidence;
		let params = record.terms.pool;
		let duration = params.duration.saturating_add(params.duration);
		let next = if reopened {
			None
		} else {
			with_storage_layer(|| T::Pools::reopen(from, duration)).ok()
		};
		let Some(to) = next else {
			T::Experts::job_ended(record.domain, &expert);
			return Self::expire(request, record, Expiry::NotQuorate);
		};
		let until = formulas::pool_end(System::<T>::block_number(), duration, &params);
		let state = State::Validating { expert, post, pool: to, reopened: true };
		let until = Self::change(request, &mut record, state, until);
		Self::deposit_event(Event::Reopened { request, from, to, until });
	}

	/// Pays the fee from the customer's hold. It goes through the pallet's account, so that no
	/// freeze of the customer's tokens keeps the expert from its pay.
	fn pay(record: &RequestOf<T>, expert: &AccountIdOf<T>) -> Result<FeePaid, DispatchError> {
		let RequestOf::<T> { customer, fee, domain, .. } = record;
		let pot = Self::pot();
		T::Currency::transfer_on_hold(
			&HoldReason::Fee.into(),
			customer,
			&pot,
			*fee,
			Precision::Exact,
			Restriction::Free,
			Fortitude::Force,
		)?;
		T::Body::pay(*domain, &pot, *fee, Some(expert), &[(expert.clone(), MILLION)])
	}
}
