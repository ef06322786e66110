//! Holders of reputation as origins.

use crate::{ledger::Entry, Config};
use core::marker::PhantomData;
use frame_support::traits::{EnsureOrigin, EnsureOriginWithArg, Get, OriginTrait};
use frame_system::RawOrigin;
use witan_experts::ids::DomainId;
use witan_primitives::Balance;

/// Ensures a signed origin whose account has at least `Min` units of 10^-9 REP in the domain that
/// is asked for, and returns the account.
///
/// Free and staked REP count, less what the account owes.
pub struct EnsureReputationOf<T, Min>(PhantomData<(T, Min)>);

impl<T: Config, Min: Get<Balance>> EnsureOriginWithArg<T::RuntimeOrigin, DomainId>
	for EnsureReputationOf<T, Min>
{
	type Success = T::AccountId;

	fn try_origin(
		origin: T::RuntimeOrigin,
		domain: &DomainId,
	) -> Result<Self::Success, T::RuntimeOrigin> {
		let Some(RawOrigin::Signed(who)) = origin.as_system_ref() else { return Err(origin) };
		match Entry::<T>::read(*domain, who) {
			Ok(entry) if entry.amount(entry.own()) >= Min::get() => Ok(who.clone()),
			_ => Err(origin),
		}
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn try_successful_origin(domain: &DomainId) -> Result<T::RuntimeOrigin, ()> {
		use frame_support::traits::fungibles::Mutate;
		let who: T::AccountId = frame_benchmarking::whitelisted_caller();
		crate::Pallet::<T>::mint_into(*domain, &who, Min::get()).map_err(|_| ())?;
		Ok(RawOrigin::Signed(who).into())
	}
}

/// Ensures a signed origin whose account has at least `Min` units of 10^-9 REP in `Domain`, and
/// returns the account.
///
/// Free and staked REP count, less what the account owes.
pub struct EnsureReputation<T, Domain, Min>(PhantomData<(T, Domain, Min)>);

impl<T: Config, Domain: Get<DomainId>, Min: Get<Balance>> EnsureOrigin<T::RuntimeOrigin>
	for EnsureReputation<T, Domain, Min>
{
	type Success = T::AccountId;

	fn try_origin(origin: T::RuntimeOrigin) -> Result<Self::Success, T::RuntimeOrigin> {
		EnsureReputationOf::<T, Min>::try_origin(origin, &Domain::get())
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn try_successful_origin() -> Result<T::RuntimeOrigin, ()> {
		EnsureReputationOf::<T, Min>::try_successful_origin(&Domain::get())
	}
}
