//! Parameters: their checks, reads by other pallets, and changes by governance.

use crate::{Config, Error, Event, Pallet, Parameters, Profiles};
use frame_support::traits::Get;
use frame_system::pallet_prelude::BlockNumberFor;
use sp_runtime::DispatchResult;
use witan_experts::{
	domain::{
		BeyondLimits, DomainParameter, DomainParameters, GovernDomains, InspectDomains,
		InvalidParameters,
	},
	ids::DomainId,
	ledger::OpenLedger,
};

/// Checks that a domain can work with these parameters.
pub(crate) fn check_parameters<T: Config>(
	parameters: &DomainParameters<BlockNumberFor<T>>,
) -> Result<(), Error<T>> {
	parameters.check().map_err(|invalid| match invalid {
		InvalidParameters::Ratio => Error::RatioOutOfRange,
		InvalidParameters::Lockout => Error::GovernanceLockedOut,
		InvalidParameters::Duration => Error::DurationOutOfRange,
		InvalidParameters::FeeSplit => Error::FeeSplitNotWhole,
	})
}

/// Checks that a parameter of the domain that governs the chain is within its limits.
fn check_limits<T: Config>(
	domain: DomainId,
	parameter: &DomainParameter<BlockNumberFor<T>>,
) -> Result<(), Error<T>> {
	let limits = T::Limits::get().filter(|limits| limits.domain == domain);
	let checked = limits.map_or(Ok(()), |limits| parameter.check_limits(&limits));
	checked.map_err(|beyond| match beyond {
		BeyondLimits::TooLongToUndo => Error::VoteTooLongToUndo,
		BeyondLimits::Duration
		| BeyondLimits::Quorum
		| BeyondLimits::WinRatio
		| BeyondLimits::Age
		| BeyondLimits::PoolDuration
		| BeyondLimits::Minting
		| BeyondLimits::Work => Error::BelowFloor,
	})
}

impl<T: Config> Pallet<T> {
	/// Returns a domain's parameters with this one changed, if the domain can work with them.
	fn parameters_with(
		domain: DomainId,
		parameter: DomainParameter<BlockNumberFor<T>>,
	) -> Result<DomainParameters<BlockNumberFor<T>>, Error<T>> {
		let parameters = Parameters::<T>::get(domain).ok_or(Error::<T>::UnknownDomain)?;
		check_limits::<T>(domain, &parameter)?;
		let parameters = parameter.apply(parameters);
		check_parameters::<T>(&parameters)?;
		Ok(parameters)
	}
}

impl<T: Config> InspectDomains<T::AccountId, BlockNumberFor<T>> for Pallet<T> {
	fn parameters(domain: DomainId) -> Option<DomainParameters<BlockNumberFor<T>>> {
		Parameters::<T>::get(domain)
	}

	fn founder(domain: DomainId) -> Option<T::AccountId> {
		Profiles::<T>::get(domain).map(|profile| profile.founder)
	}
}

impl<T: Config> GovernDomains<T::AccountId, BlockNumberFor<T>> for Pallet<T> {
	fn check_parameter(
		domain: DomainId,
		parameter: &DomainParameter<BlockNumberFor<T>>,
	) -> DispatchResult {
		Self::parameters_with(domain, *parameter)?;
		Ok(())
	}

	fn set_parameter(
		domain: DomainId,
		parameter: DomainParameter<BlockNumberFor<T>>,
	) -> DispatchResult {
		let parameters = Self::parameters_with(domain, parameter)?;
		Parameters::<T>::insert(domain, parameters);
		T::Reputation::follow_parameters(domain);
		Self::deposit_event(Event::ParameterSet { domain, parameter });
		Ok(())
	}
}
