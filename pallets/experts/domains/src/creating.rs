//! The making of domains.

use crate::{
	governing::check_parameters,
	types::{Metadata, Profile},
	Config, Error, Event, NextDomain, Pallet, Parameters, Profiles,
};
use codec::{Encode, MaxEncodedLen};
use frame_support::traits::{Consideration, Footprint, Get};
use frame_system::pallet_prelude::BlockNumberFor;
use sp_runtime::{DispatchError, DispatchResult};
use witan_experts::{domain::DomainParameters, ids::DomainId, ledger::OpenLedger};

/// The number of records that a domain has for ever besides its ledger: its profile and its
/// parameters.
pub const RECORDS: u64 = 2;

impl<T: Config> Pallet<T> {
	/// Makes a domain for a deposit, with the chain's defaults if there are no `parameters`.
	///
	/// Must be called where an error rolls storage back.
	pub(crate) fn do_create_domain(
		founder: T::AccountId,
		metadata: Metadata,
		half_life: Option<BlockNumberFor<T>>,
		parameters: Option<DomainParameters<BlockNumberFor<T>>>,
	) -> DispatchResult {
		let parameters = parameters.unwrap_or_else(T::DefaultParameters::get);
		check_parameters::<T>(&parameters)?;
		let ticket = T::Consideration::new(&founder, Self::footprint(&metadata))?;
		let profile = Profile { founder, metadata, ticket: Some(ticket) };
		Self::store_domain(profile, half_life, parameters)?;
		Ok(())
	}

	/// Returns the footprint that a domain's deposit is for: [`RECORDS`] records and those of its
	/// ledger, with the most bytes that they can have with this metadata.
	pub(crate) fn footprint(metadata: &Metadata) -> Footprint {
		let bytes = DomainParameters::<BlockNumberFor<T>>::max_encoded_len()
			.saturating_add(Profile::<T::AccountId, T::Consideration>::max_encoded_len())
			.saturating_sub(Metadata::max_encoded_len())
			.saturating_add(metadata.encoded_size());
		let ledger = T::Reputation::footprint();
		Footprint {
			count: ledger.count.saturating_add(RECORDS),
			size: ledger.size.saturating_add(bytes as u64),
		}
	}

	/// Stores a new domain, at genesis or after its deposit was taken, and opens its ledger.
	pub(crate) fn store_domain(
		profile: Profile<T::AccountId, T::Consideration>,
		half_life: Option<BlockNumberFor<T>>,
		parameters: DomainParameters<BlockNumberFor<T>>,
	) -> Result<DomainId, DispatchError> {
		let domain = NextDomain::<T>::get();
		let next = domain.checked_add(1).ok_or(Error::<T>::TooManyDomains)?;
		T::Reputation::open_ledger(domain, half_life)?;
		let founder = profile.founder.clone();
		NextDomain::<T>::put(next);
		Profiles::<T>::insert(domain, profile);
		Parameters::<T>::insert(domain, parameters);
		T::Reputation::follow_parameters(domain);
		Self::deposit_event(Event::DomainCreated { domain, founder, half_life, parameters });
		Ok(domain)
	}
}
