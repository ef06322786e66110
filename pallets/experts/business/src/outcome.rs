//! The consequences of pools' verdicts.

use crate::{
	fees::Left,
	formulas,
	pallet::{Config, Event, JudgedBy, Pallet, Requests},
	types::{Expiry, State},
	weights::WeightInfo,
	AccountIdOf, RequestOf,
};
use frame_support::{storage::with_storage_layer, weights::Weight};
use frame_system::Pallet as System;
use sp_runtime::traits::Saturating;
use witan_experts::{
	ids::{PoolId, PostId, RequestId},
	job::{Experts, OnRequestEnd, RequestEnd},
	pool::{Decision, OnPoolOutcome, ValidationPools, Verdict},
	shares::Ppm,
};

/// Evidence on which a pool has decided.
struct Evidence<AccountId> {
	expert: AccountId,
	post: PostId,
	pool: PoolId,
	reopened: bool,
	/// The part of the fee that the body is paid if this pool was the last.
	fee_share: Ppm,
}

impl<T: Config> OnPoolOutcome for Pallet<T> {
	fn on_pool_outcome(decision: &Decision) {
		let Decision { pool, post, verdict, fee_share, .. } = *decision;
		let Some(request) = JudgedBy::<T>::get(pool) else { return };
		let Some(record) = Requests::<T>::get(request) else { return };
		let State::Validating { expert, reopened, .. } = record.state.clone() else { return };
		match verdict {
			Verdict::Passed => Self::complete(request, record, expert),
			Verdict::Rejected => Self::reject(request, record, expert, fee_share),
			Verdict::NotQuorate => {
				let evidence = Evidence { expert, post, pool, reopened, fee_share };
				Self::repeat(request, record, evidence)
			},
		}
	}

	fn weight() -> Weight {
		let ended = T::WeightInfo::outcome_passed()
			.max(T::WeightInfo::outcome_rejected())
			.max(T::WeightInfo::outcome_not_quorate_twice())
			.saturating_add(T::Experts::job_ended_weight())
			.saturating_add(T::OnRequestEnd::weight());
		T::WeightInfo::outcome_not_quorate().max(ended)
	}
}

impl<T: Config> Pallet<T> {
	fn complete(request: RequestId, record: RequestOf<T>, expert: AccountIdOf<T>) {
		T::Experts::job_ended(record.domain, &expert);
		let Ok(paid) = with_storage_layer(|| Self::pay_body(&record, record.fee, Some(&expert)))
		else {
			log::error!(target: "witan::business", "request {request}: the fee can't be paid");
			return Self::expire(request, record, Expiry::Unpaid, Left::Nothing);
		};
		let customer = record.customer.clone();
		Self::deposit_event(Event::Completed { request, customer, expert, paid });
		Self::end(request, record, RequestEnd::Completed);
	}

	fn reject(request: RequestId, record: RequestOf<T>, expert: AccountIdOf<T>, fee_share: Ppm) {
		T::Experts::job_ended(record.domain, &expert);
		let (fee, paid) = Self::settle_fee(request, &record, Left::ToBody(fee_share));
		let customer = record.customer.clone();
		Self::deposit_event(Event::Rejected { request, customer, expert, fee, paid });
		Self::end(request, record, RequestEnd::Rejected);
	}

	/// Opens a second pool with twice the duration, or ends the request if this was the second.
	fn repeat(request: RequestId, mut record: RequestOf<T>, evidence: Evidence<AccountIdOf<T>>) {
		let Evidence { expert, post, pool: from, reopened, fee_share } = evidence;
		let params = record.terms.pool;
		let duration = params.duration.saturating_add(params.duration);
		let next = if reopened {
			None
		} else {
			with_storage_layer(|| T::Pools::reopen(from, duration)).ok()
		};
		let Some(to) = next else {
			T::Experts::job_ended(record.domain, &expert);
			return Self::expire(request, record, Expiry::NotQuorate, Left::ToBody(fee_share));
		};
		let until = formulas::pool_end(System::<T>::block_number(), duration, &params);
		let state = State::Validating { expert, post, pool: to, reopened: true };
		let until = Self::change(request, &mut record, state, until);
		Self::deposit_event(Event::Reopened { request, from, to, until });
	}
}
