//! Domains that exist from the start.

use crate::{
	decay::{MAX_HALF_LIFE, MAX_SUPPLY},
	types::{Profile, MAX_METADATA},
	Config, GenesisConfig, Pallet,
};
use alloc::{collections::BTreeSet, string::String, vec::Vec};
use core::fmt;
use frame_support::traits::{
	fungible::{Inspect, Mutate},
	fungibles::Mutate as _,
	Get,
};
use frame_system::pallet_prelude::BlockNumberFor;
use serde::{Deserialize, Serialize};
use sp_runtime::traits::UniqueSaturatedInto;
use witan_experts::domain::DomainParameters;
use witan_primitives::Balance;

/// A domain in the chain specification. It has no deposit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct GenesisDomain<AccountId, BlockNumber> {
	/// The description that it has of itself: at most [`MAX_METADATA`] bytes.
	pub metadata: String,
	/// The account that counts as its maker.
	pub founder: AccountId,
	/// Blocks in which its REP halves, if it decays.
	pub half_life: Option<BlockNumber>,
	/// Its parameters, if not those that new domains start with.
	pub parameters: Option<DomainParameters<BlockNumber>>,
	/// Its members, with their REP in units of 10^-9.
	pub members: Vec<(AccountId, Balance)>,
}

/// A reason why a chain can't start with its domains. The first number is the domain's id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InvalidDomain {
	/// The metadata has this many bytes, more than [`MAX_METADATA`].
	Metadata(u32, usize),
	/// The half-life is zero, or longer than [`MAX_HALF_LIFE`].
	HalfLife(u32),
	/// No domain can work with the parameters.
	Parameters(u32),
	/// A member is named twice.
	MemberTwice(u32),
	/// A member has an amount of zero.
	MemberOfNothing(u32),
	/// The members together have [`MAX_SUPPLY`] or more.
	Supply(u32),
	/// There are more domains than ids.
	TooMany,
}

impl fmt::Display for InvalidDomain {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		match self {
			Self::Metadata(domain, bytes) => {
				write!(
					f,
					"metadata of domain {domain} is {bytes} bytes, must be at most {MAX_METADATA}"
				)
			},
			Self::HalfLife(domain) => {
				write!(f, "halfLife of domain {domain} must be in 1..={MAX_HALF_LIFE} blocks")
			},
			Self::Parameters(domain) => {
				write!(f, "parameters of domain {domain} are ones that no pool could work with")
			},
			Self::MemberTwice(domain) => {
				write!(f, "members of domain {domain} name an account twice")
			},
			Self::MemberOfNothing(domain) => {
				write!(f, "members of domain {domain} name an account with an amount of 0")
			},
			Self::Supply(domain) => {
				write!(f, "members of domain {domain} have 2^80 of 10^-9 REP or more")
			},
			Self::TooMany => write!(f, "domains are more than 2^32 - 1"),
		}
	}
}

impl<AccountId: Ord, BlockNumber> GenesisDomain<AccountId, BlockNumber>
where
	BlockNumber: Copy + PartialOrd + From<u32> + UniqueSaturatedInto<u64>,
{
	/// Checks the domain, which is to have this id.
	pub fn check(&self, id: u32) -> Result<(), InvalidDomain> {
		let ensure = |holds: bool, otherwise| if holds { Ok(()) } else { Err(otherwise) };
		let bytes = self.metadata.len();
		ensure(bytes <= MAX_METADATA as usize, InvalidDomain::Metadata(id, bytes))?;
		let blocks = self.half_life.map_or(1, UniqueSaturatedInto::unique_saturated_into);
		ensure((1..=MAX_HALF_LIFE).contains(&blocks), InvalidDomain::HalfLife(id))?;
		let parameters = self.parameters.as_ref().map_or(Ok(()), DomainParameters::check);
		parameters.map_err(|_| InvalidDomain::Parameters(id))?;
		let mut named = BTreeSet::new();
		let mut supply = 0u128;
		for (member, amount) in &self.members {
			ensure(named.insert(member), InvalidDomain::MemberTwice(id))?;
			ensure(*amount > 0, InvalidDomain::MemberOfNothing(id))?;
			supply = supply.saturating_add(*amount);
		}
		ensure(supply < MAX_SUPPLY, InvalidDomain::Supply(id))
	}
}

impl<T: Config> GenesisConfig<T> {
	/// Checks all domains, up to the first that is invalid.
	pub fn check(&self) -> Result<(), InvalidDomain> {
		for (id, domain) in self.domains.iter().enumerate() {
			domain.check(u32::try_from(id).map_err(|_| InvalidDomain::TooMany)?)?;
		}
		Ok(())
	}

	/// Endows the pot and stores the domains.
	pub(crate) fn do_build(&self) -> Result<(), InvalidDomain> {
		let (pot, least) = (Pallet::<T>::pot(), T::Currency::minimum_balance());
		if T::Currency::balance(&pot) < least {
			T::Currency::set_balance(&pot, least);
		}
		self.domains.iter().try_for_each(|domain| self.build_domain(domain))
	}

	/// Stores a domain and mints to its members.
	fn build_domain(
		&self,
		domain: &GenesisDomain<T::AccountId, BlockNumberFor<T>>,
	) -> Result<(), InvalidDomain> {
		let bytes = domain.metadata.as_bytes().to_vec();
		let metadata =
			bytes.try_into().map_err(|bytes: Vec<u8>| InvalidDomain::Metadata(0, bytes.len()))?;
		let profile = Profile { founder: domain.founder.clone(), metadata, ticket: None };
		let parameters = domain.parameters.unwrap_or_else(T::DefaultParameters::get);
		let id = Pallet::<T>::store_domain(profile, domain.half_life, parameters)
			.map_err(|_| InvalidDomain::TooMany)?;
		for (member, amount) in &domain.members {
			Pallet::<T>::mint_into(id, member, *amount).map_err(|_| InvalidDomain::Supply(id))?;
		}
		Ok(())
	}
}
