//! Reads for users, each named as its view function.

use crate::{
	pallet::{AssignedTo, Briefs, Config, Remarks, RequestedBy, Requests, Services},
	types::{RequestInfo, Service, ServiceInfo, State, MAX_LISTED},
	AccountIdOf, RequestInfoOf, ServiceInfoOf,
};
use alloc::vec::Vec;
use witan_experts::{
	ids::{RequestId, ServiceId},
	ledger::InspectReputation,
};

pub(crate) fn service<T: Config>(service: ServiceId) -> Option<ServiceInfoOf<T>> {
	let Service { owner, domain, terms, version, closed, requests, .. } =
		Services::<T>::get(service)?;
	Some(ServiceInfo { owner, domain, terms, version, closed, requests })
}

pub(crate) fn request_info<T: Config>(request: RequestId) -> Option<RequestInfoOf<T>> {
	let stored = Requests::<T>::get(request)?;
	let stake = match stored.state {
		State::Assigned { stake, .. } => T::Reputation::to_amount(stored.domain, stake),
		State::Requested { .. } | State::Validating { .. } => 0,
	};
	let prepaid = stored.prepaid();
	Some(RequestInfo {
		service: stored.service,
		domain: stored.domain,
		customer: stored.customer,
		fee: stored.fee,
		brief: Briefs::<T>::get(request).unwrap_or_default(),
		terms: stored.terms,
		no_show_share: stored.no_show_share,
		prepaid,
		attempts: stored.attempts,
		excluded: stored.excluded,
		state: stored.state,
		deadline: stored.deadline,
		stake,
		remark: Remarks::<T>::get(request),
	})
}

pub(crate) fn requests_of<T: Config>(
	customer: &AccountIdOf<T>,
	start: Option<RequestId>,
	limit: u32,
) -> Vec<RequestId> {
	let keys = match start {
		None => RequestedBy::<T>::iter_key_prefix(customer),
		Some(start) => RequestedBy::<T>::iter_key_prefix_from(
			customer,
			RequestedBy::<T>::hashed_key_for(customer, start),
		),
	};
	keys.take(limit.min(MAX_LISTED) as usize).collect()
}

pub(crate) fn waiting_for<T: Config>(
	expert: &AccountIdOf<T>,
	start: Option<RequestId>,
	limit: u32,
) -> Vec<RequestId> {
	let keys = match start {
		None => AssignedTo::<T>::iter_key_prefix(expert),
		Some(start) => AssignedTo::<T>::iter_key_prefix_from(
			expert,
			AssignedTo::<T>::hashed_key_for(expert, start),
		),
	};
	keys.take(limit.min(MAX_LISTED) as usize).collect()
}
