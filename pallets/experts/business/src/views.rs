//! What users see of services and requests.

use crate::*;

impl<T: Config> Pallet<T> {
	pub(crate) fn service_info(service: ServiceId) -> Option<ServiceInfoOf<T>> {
		let Service { owner, domain, terms, version, closed, requests, .. } =
			Services::<T>::get(service)?;
		Some(ServiceInfo { owner, domain, terms, version, closed, requests })
	}

	pub(crate) fn info_of_request(request: RequestId) -> Option<RequestInfoOf<T>> {
		let stored = Requests::<T>::get(request)?;
		let stake = match stored.state {
			State::Assigned { stake, .. } => T::Reputation::to_amount(stored.domain, stake),
			State::Requested { .. } | State::Validating { .. } => 0,
		};
		Some(RequestInfo {
			service: stored.service,
			domain: stored.domain,
			customer: stored.customer,
			fee: stored.fee,
			brief: Briefs::<T>::get(request).unwrap_or_default(),
			terms: stored.terms,
			attempts: stored.attempts,
			excluded: stored.excluded,
			state: stored.state,
			deadline: stored.deadline,
			stake,
			remark: Remarks::<T>::get(request),
		})
	}

	pub(crate) fn list_requests_of(
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

	pub(crate) fn list_waiting_for(
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
}
