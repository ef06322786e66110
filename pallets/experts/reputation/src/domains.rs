//! Domains: how they are made and governed, the era that each is in now, and snapshots.

use crate::{
	attenuation::{Scale, MAX_HALF_LIFE},
	minted,
	types::{Domain, Metadata, Profile, SnapshotRecord},
	Config, Domains, EraEnds, Error, Event, NextDomain, Pallet, Parameters, Profiles,
};
use codec::{Encode, MaxEncodedLen};
use frame_support::{
	ensure,
	traits::{Consideration, Footprint, Get, VariantCount},
};
use frame_system::pallet_prelude::BlockNumberFor;
use sp_core::U256;
use sp_runtime::{
	traits::{Saturating, UniqueSaturatedInto, Zero},
	ArithmeticError, DispatchError, DispatchResult,
};
use witan_experts::{
	domain::{DomainParameter, DomainParameters, GovernDomains, InspectDomains, InvalidParameters},
	ids::DomainId,
	ledger::Snapshot,
	shares::{Shares, ERA_SHIFT},
};

/// The amounts of an account that are rounded each by itself: what is free, and what is held for each reason.
pub(crate) fn parts_of_account<T: Config>() -> u32 {
	T::RuntimeHoldReason::VARIANT_COUNT.saturating_add(1)
}

/// Why a domain can't have a half-life of so many blocks.
pub(crate) fn check_half_life<T: Config>(
	half_life: Option<BlockNumberFor<T>>,
) -> Result<(), Error<T>> {
	if let Some(half_life) = half_life {
		ensure!(!half_life.is_zero(), Error::<T>::HalfLifeZero);
		let blocks: u64 = half_life.unique_saturated_into();
		ensure!(blocks <= MAX_HALF_LIFE, Error::<T>::HalfLifeTooLong);
	}
	Ok(())
}

/// Why a domain can't work with these.
fn check_parameters<T: Config>(
	parameters: &DomainParameters<BlockNumberFor<T>>,
) -> Result<(), Error<T>> {
	parameters.check().map_err(|invalid| match invalid {
		InvalidParameters::Ratio => Error::RatioOutOfRange,
		InvalidParameters::Lockout => Error::GovernanceLockedOut,
		InvalidParameters::Duration => Error::DurationOutOfRange,
		InvalidParameters::FeeSplit => Error::FeeSplitNotWhole,
	})
}

/// A domain in the era that is now, which storage may not know of yet.
pub(crate) struct Current<T: Config> {
	id: DomainId,
	pub domain: Domain<BlockNumberFor<T>>,
	now: BlockNumberFor<T>,
	/// The era that storage is in, and the index at its end if a dividend was paid in it.
	stored: (u32, Option<U256>),
}

impl<T: Config> Current<T> {
	pub fn read(id: DomainId) -> Result<Self, Error<T>> {
		let mut domain = Domains::<T>::get(id).ok_or(Error::<T>::UnknownDomain)?;
		let now = frame_system::Pallet::<T>::block_number();
		let stored = (domain.era, domain.paid_this_era.then_some(domain.index));
		domain.carry_to(now, parts_of_account::<T>());
		Ok(Self { id, domain, now, stored })
	}

	pub fn scale(&self) -> Scale {
		self.domain.scale(self.now)
	}

	/// Whether the domain has no REP: no units, or fewer than the smallest amount of REP.
	pub fn has_nothing(&self) -> bool {
		self.is_nothing(self.domain.shares)
	}

	/// Whether units of the era that is now are less than the smallest amount of REP.
	fn is_nothing(&self, value: u128) -> bool {
		// A unit is more than 2^-ERA_SHIFT of the smallest amount until the next era makes it larger: more units than that are
		// certainly something, and their scale need not be computed.
		value < 1 << ERA_SHIFT && self.scale().amount(value) == 0
	}

	/// The id of the last snapshot, under which what is minted is to be kept; `None` if nobody can ask for it any more.
	pub fn snapshot_in_reach(&self) -> Option<u32> {
		self.domain.snapshot_in_reach(self.now).map(|snapshot| snapshot.id)
	}

	/// The last snapshot, if it is younger than `period` blocks and not of what is nothing by now.
	fn young_snapshot(&self, period: u64) -> Option<Snapshot> {
		let SnapshotRecord { at, snapshot } = self.domain.snapshot?;
		let age: u64 = self.now.saturating_sub(at).unique_saturated_into();
		let is_young = age < period && !self.is_nothing(snapshot.supply.in_era(self.domain.era));
		is_young.then_some(snapshot)
	}

	/// Units of the era that is now.
	pub fn shares(&self, value: u128) -> Shares {
		Shares::new(value, self.domain.era)
	}

	/// Whether storage is in an earlier era.
	pub fn is_new_era(&self) -> bool {
		self.stored.0 != self.domain.era
	}

	/// The index at the end of an era that is past, if a dividend was paid in it.
	pub fn end_of(&self, era: u32) -> Option<U256> {
		let (stored_era, stored_end) = self.stored;
		if era < stored_era {
			EraEnds::<T>::get(self.id, era)
		} else if era == stored_era {
			stored_end
		} else {
			None
		}
	}

	pub fn write(self) {
		let era = self.domain.era;
		if self.is_new_era() {
			let (ended, end) = self.stored;
			if let Some(index) = end {
				EraEnds::<T>::insert(self.id, ended, index);
			}
			Pallet::<T>::deposit_event(Event::EraStarted { domain: self.id, era });
		}
		Domains::<T>::insert(self.id, self.domain);
	}
}

impl<T: Config> Pallet<T> {
	/// Makes a domain for a deposit; without `parameters` with the chain's defaults.
	pub(crate) fn do_create_domain(
		founder: T::AccountId,
		metadata: Metadata,
		half_life: Option<BlockNumberFor<T>>,
		parameters: Option<DomainParameters<BlockNumberFor<T>>>,
	) -> Result<DomainId, DispatchError> {
		check_half_life::<T>(half_life)?;
		let parameters = parameters.unwrap_or_else(T::DefaultParameters::get);
		check_parameters::<T>(&parameters)?;
		let footprint = Self::domain_footprint(&metadata);
		let ticket = T::Consideration::new(&founder, footprint)?;
		let profile = Profile { founder, metadata, ticket: Some(ticket) };
		Self::store_domain(profile, half_life, parameters)
	}

	/// What a domain's deposit is for: its three records, with as many bytes as they can have with this metadata.
	pub(crate) fn domain_footprint(metadata: &Metadata) -> Footprint {
		let bytes = Domain::<BlockNumberFor<T>>::max_encoded_len()
			.saturating_add(DomainParameters::<BlockNumberFor<T>>::max_encoded_len())
			.saturating_add(Profile::<T::AccountId, T::Consideration>::max_encoded_len())
			.saturating_sub(Metadata::max_encoded_len())
			.saturating_add(metadata.encoded_size());
		Footprint::from_parts(3, bytes)
	}

	/// Makes a domain as it is at genesis or after its deposit is held.
	pub(crate) fn store_domain(
		profile: Profile<T::AccountId, T::Consideration>,
		half_life: Option<BlockNumberFor<T>>,
		parameters: DomainParameters<BlockNumberFor<T>>,
	) -> Result<DomainId, DispatchError> {
		let domain = NextDomain::<T>::get();
		let next = domain.checked_add(1).ok_or(Error::<T>::TooManyDomains)?;
		let founder = profile.founder.clone();
		let now = frame_system::Pallet::<T>::block_number();
		NextDomain::<T>::put(next);
		Domains::<T>::insert(domain, Domain::new(half_life, now));
		Profiles::<T>::insert(domain, profile);
		Parameters::<T>::insert(domain, parameters);
		Self::deposit_event(Event::DomainCreated { domain, founder, half_life, parameters });
		Ok(domain)
	}
}

impl<T: Config> Pallet<T> {
	/// The last snapshot of a domain if it is young enough, and otherwise a new one.
	pub(crate) fn do_snapshot(domain: DomainId) -> Result<Snapshot, DispatchError> {
		let mut current = Current::<T>::read(domain)?;
		ensure!(!current.has_nothing(), Error::<T>::NothingToSnapshot);
		let parameters = Parameters::<T>::get(domain).ok_or(Error::<T>::UnknownDomain)?;
		let longest: u64 = parameters.pool.max_duration.unique_saturated_into();
		if let Some(last) = current.young_snapshot(minted::period(longest)) {
			return Ok(last);
		}
		let id = current.domain.snapshot.map_or(Some(0), |last| last.snapshot.id.checked_add(1));
		let id = id.ok_or(ArithmeticError::Overflow)?;
		let supply = current.shares(current.domain.shares);
		let snapshot = Snapshot { id, supply };
		current.domain.snapshot = Some(SnapshotRecord { at: current.now, snapshot });
		current.write();
		Self::deposit_event(Event::SnapshotTaken { domain, id, supply });
		Ok(snapshot)
	}

	/// A domain's parameters but for this one, if it can work with them.
	fn parameters_with(
		domain: DomainId,
		parameter: DomainParameter<BlockNumberFor<T>>,
	) -> Result<DomainParameters<BlockNumberFor<T>>, Error<T>> {
		let parameters = Parameters::<T>::get(domain).ok_or(Error::<T>::UnknownDomain)?;
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
		Self::deposit_event(Event::ParameterSet { domain, parameter });
		Ok(())
	}
}
