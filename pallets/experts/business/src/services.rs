//! Services and their terms.

use crate::{
	pallet::{Config, Error, Event, NextService, Pallet, Services},
	types::Service,
	AccountIdOf, ServiceOf, TermsOf,
};
use codec::MaxEncodedLen;
use frame_support::{
	defensive, ensure,
	traits::{Consideration, Footprint, Get},
};
use frame_system::pallet_prelude::BlockNumberFor;
use sp_runtime::{DispatchError, DispatchResult};
use witan_experts::{
	domain::{InspectDomains, WorkBounds},
	ids::{DomainId, ServiceId},
	job::MAX_DRAWS,
	ledger::InspectReputation,
	pool::ValidationPools,
};

impl<T: Config> Pallet<T> {
	/// See [`Pallet::open_service`].
	pub(crate) fn do_open_service(
		owner: AccountIdOf<T>,
		domain: DomainId,
		terms: TermsOf<T>,
	) -> DispatchResult {
		Self::check_member(&owner, domain)?;
		Self::check_terms(domain, &terms)?;
		let service = NextService::<T>::get();
		let next = service.checked_add(1).ok_or(Error::<T>::NoMoreIds)?;
		let ticket = T::ServiceConsideration::new(&owner, Self::service_footprint())?;
		NextService::<T>::put(next);
		let event =
			Event::ServiceOpened { service, owner: owner.clone(), domain, terms: terms.clone() };
		let record =
			Service { owner, domain, terms, version: 0, closed: false, requests: 0, ticket };
		Services::<T>::insert(service, record);
		Self::deposit_event(event);
		Ok(())
	}

	/// See [`Pallet::update_service`].
	pub(crate) fn do_update_service(
		owner: AccountIdOf<T>,
		service: ServiceId,
		terms: TermsOf<T>,
	) -> DispatchResult {
		let mut record = Self::check_owner(&owner, service)?;
		Self::check_terms(record.domain, &terms)?;
		record.version = record.version.checked_add(1).ok_or(Error::<T>::NoMoreVersions)?;
		record.terms = terms.clone();
		let version = record.version;
		Services::<T>::insert(service, record);
		Self::deposit_event(Event::ServiceUpdated { service, version, terms });
		Ok(())
	}

	/// See [`Pallet::close_service`].
	pub(crate) fn do_close_service(owner: AccountIdOf<T>, service: ServiceId) -> DispatchResult {
		let mut record = Self::check_owner(&owner, service)?;
		Self::deposit_event(Event::ServiceClosed { service });
		if record.requests == 0 {
			return Self::remove_service(service, record);
		}
		record.closed = true;
		Services::<T>::insert(service, record);
		Ok(())
	}

	/// Counts a request of the service that has ended, and removes the service if it is closed and
	/// this was its last.
	pub(crate) fn leave_service(service: ServiceId) {
		let Some(mut record) = Services::<T>::get(service) else {
			defensive!("a request's service is missing");
			return;
		};
		record.requests = match record.requests.checked_sub(1) {
			Some(requests) => requests,
			None => {
				defensive!("a service counts too few requests");
				0
			},
		};
		if record.closed && record.requests == 0 {
			if Self::remove_service(service, record).is_err() {
				defensive!("a service's deposit is not held");
			}
		} else {
			Services::<T>::insert(service, record);
		}
	}

	fn remove_service(service: ServiceId, record: ServiceOf<T>) -> DispatchResult {
		Services::<T>::remove(service);
		Self::deposit_event(Event::ServiceRemoved { service });
		record.ticket.drop(&record.owner)
	}

	/// Returns the storage of a service: one item of the greatest size, the same for every service,
	/// so that new terms need no new deposit.
	pub(crate) fn service_footprint() -> Footprint {
		Footprint::from_parts(1, ServiceOf::<T>::max_encoded_len())
	}

	fn check_owner(owner: &AccountIdOf<T>, service: ServiceId) -> Result<ServiceOf<T>, Error<T>> {
		let record = Services::<T>::get(service).ok_or(Error::<T>::UnknownService)?;
		ensure!(record.owner == *owner, Error::<T>::NotOwner);
		ensure!(!record.closed, Error::<T>::ServiceClosed);
		Ok(record)
	}

	fn check_member(who: &AccountIdOf<T>, domain: DomainId) -> DispatchResult {
		let founder = T::Domains::founder(domain).ok_or(Error::<T>::UnknownDomain)?;
		let member = if T::Reputation::supply(domain).is_zero() {
			*who == founder
		} else {
			!T::Reputation::total(domain, who).is_zero()
		};
		ensure!(member, Error::<T>::NotAMember);
		Ok(())
	}

	/// Checks that terms are within the bounds of the chain and the present bounds of the domain,
	/// and returns the latter.
	pub(crate) fn check_terms(
		domain: DomainId,
		terms: &TermsOf<T>,
	) -> Result<WorkBounds<BlockNumberFor<T>>, DispatchError> {
		let bounds = T::Domains::parameters(domain).ok_or(Error::<T>::UnknownDomain)?.work;
		let work = &terms.work;
		ensure!(bounds.open, Error::<T>::SellsNothing);
		ensure!(!work.pool.governance, Error::<T>::GovernanceNotForSale);
		ensure!(terms.min_fee >= bounds.min_fee, Error::<T>::FeeOutOfBounds);
		ensure!(work.no_show_penalty <= bounds.max_no_show_penalty, Error::<T>::PenaltyOutOfBounds);
		ensure!((1..=MAX_DRAWS).contains(&work.max_draws), Error::<T>::MaxDrawsOutOfRange);
		ensure!(work.stake_per_job <= bounds.max_stake, Error::<T>::StakeOutOfBounds);
		let longest = T::MaxPeriod::get();
		ensure!(
			(bounds.min_period..=longest).contains(&work.job_period),
			Error::<T>::JobPeriodOutOfBounds
		);
		ensure!(
			(T::DrawDelay::get()..=longest).contains(&work.draw_period),
			Error::<T>::DrawPeriodOutOfBounds
		);
		T::Pools::check_params(domain, &work.pool)?;
		Ok(bounds)
	}
}
