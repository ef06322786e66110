//! Domains: their making and governing, their eras, and snapshots.

use crate::{
	decay::{Scale, MAX_HALF_LIFE},
	mint_log,
	types::{Domain, Metadata, Profile, SnapshotRecord},
	Config, Domains, EraEnds, Error, Event, NextDomain, Pallet, Parameters, Profiles,
};
use codec::{Encode, MaxEncodedLen};
use core::cmp::Ordering;
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

/// Returns the number of an account's parts, each of which is rounded by itself: the free shares,
/// and those held for each reason.
pub(crate) fn parts_of_account<T: Config>() -> u32 {
	T::RuntimeHoldReason::VARIANT_COUNT.saturating_add(1)
}

/// The number of records that a domain has for ever: its ledger, its profile and its parameters.
const DOMAIN_RECORDS: usize = 3;

/// Checks that a domain can have this half-life.
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

/// Checks that a domain can work with these parameters.
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

/// The era that a domain's record is in.
struct StoredEra {
	era: u32,
	/// The index at its end, if a dividend was paid in it.
	end: Option<U256>,
}

/// A domain in its current era, which storage may not know yet.
pub(crate) struct Current<T: Config> {
	id: DomainId,
	pub domain: Domain<BlockNumberFor<T>>,
	now: BlockNumberFor<T>,
	stored: StoredEra,
}

impl<T: Config> Current<T> {
	/// Reads a domain and carries it to the current era.
	pub fn read(id: DomainId) -> Result<Self, Error<T>> {
		let mut domain = Domains::<T>::get(id).ok_or(Error::<T>::UnknownDomain)?;
		let now = frame_system::Pallet::<T>::block_number();
		let end = domain.paid_this_era.then_some(domain.index);
		let stored = StoredEra { era: domain.era, end };
		domain.carry_to(now, parts_of_account::<T>());
		Ok(Self { id, domain, now, stored })
	}

	/// Returns the worth of a share at this block.
	pub fn scale(&self) -> Scale {
		self.domain.scale(self.now)
	}

	/// Returns true if the domain has no REP: all its shares are worth less than 10^-9 REP.
	pub fn is_worthless(&self) -> bool {
		self.are_worthless(self.domain.shares)
	}

	/// Returns true if shares of the current era are worth less than 10^-9 REP.
	fn are_worthless(&self, value: u128) -> bool {
		// Within an era a share is worth more than 2^-ERA_SHIFT of 10^-9 REP. 2^ERA_SHIFT shares
		// are therefore worth something, and their scale need not be computed.
		value < 1 << ERA_SHIFT && self.scale().amount(value) == 0
	}

	/// Returns the id of the last snapshot, under which minted REP is logged. `None` if no pool can
	/// ask for it any more.
	pub fn snapshot_in_window(&self) -> Option<u32> {
		self.domain.snapshot_in_window(self.now).map(|snapshot| snapshot.id)
	}

	/// Returns the last snapshot, if it is younger than `period` blocks and its supply is still
	/// worth something.
	fn young_snapshot(&self, period: u64) -> Option<Snapshot> {
		let SnapshotRecord { at, snapshot } = self.domain.snapshot?;
		let age: u64 = self.now.saturating_sub(at).unique_saturated_into();
		let is_young = age < period && !self.are_worthless(snapshot.supply.in_era(self.domain.era));
		is_young.then_some(snapshot)
	}

	/// Returns shares of the current era.
	pub fn shares(&self, value: u128) -> Shares {
		Shares::new(value, self.domain.era)
	}

	/// Returns true if the stored record is in an earlier era.
	pub fn is_new_era(&self) -> bool {
		self.stored.era != self.domain.era
	}

	/// Returns the index at the end of a past era, if a dividend was paid in it.
	pub fn end_of(&self, era: u32) -> Option<U256> {
		match era.cmp(&self.stored.era) {
			Ordering::Less => EraEnds::<T>::get(self.id, era),
			Ordering::Equal => self.stored.end,
			Ordering::Greater => None,
		}
	}

	/// Stores the domain, and the end of the stored era if it is over.
	pub fn write(self) {
		let era = self.domain.era;
		if self.is_new_era() {
			if let Some(index) = self.stored.end {
				EraEnds::<T>::insert(self.id, self.stored.era, index);
			}
			Pallet::<T>::deposit_event(Event::EraStarted { domain: self.id, era });
		}
		Domains::<T>::insert(self.id, self.domain);
	}
}

impl<T: Config> Pallet<T> {
	/// Makes a domain for a deposit, with the chain's defaults if there are no `parameters`.
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

	/// Returns the footprint that a domain's deposit is for: [`DOMAIN_RECORDS`] records, with the
	/// most bytes that they can have with this metadata.
	pub(crate) fn domain_footprint(metadata: &Metadata) -> Footprint {
		let bytes = Domain::<BlockNumberFor<T>>::max_encoded_len()
			.saturating_add(DomainParameters::<BlockNumberFor<T>>::max_encoded_len())
			.saturating_add(Profile::<T::AccountId, T::Consideration>::max_encoded_len())
			.saturating_sub(Metadata::max_encoded_len())
			.saturating_add(metadata.encoded_size());
		Footprint::from_parts(DOMAIN_RECORDS, bytes)
	}

	/// Stores a new domain, at genesis or after its deposit was taken.
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
	/// Returns the last snapshot of a domain if it is young enough, otherwise takes a new one.
	pub(crate) fn do_snapshot(domain: DomainId) -> Result<Snapshot, DispatchError> {
		let mut current = Current::<T>::read(domain)?;
		ensure!(!current.is_worthless(), Error::<T>::NothingToSnapshot);
		let parameters = Parameters::<T>::get(domain).ok_or(Error::<T>::UnknownDomain)?;
		let longest: u64 = parameters.pool.max_duration.unique_saturated_into();
		if let Some(last) = current.young_snapshot(mint_log::period(longest)) {
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

	/// Returns a domain's parameters with this one changed, if the domain can work with them.
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
