//! Domains that exist from the start.

use crate::{
	types::{Profile, MAX_METADATA},
	Config, GenesisConfig, Pallet,
};
use alloc::{string::String, vec::Vec};
use core::{fmt, ops::Add};
use frame_support::traits::Get;
use frame_system::pallet_prelude::BlockNumberFor;
use serde::{Deserialize, Serialize};
use sp_runtime::{traits::UniqueSaturatedInto, DispatchError};
use witan_experts::{domain::DomainParameters, ledger::MAX_HALF_LIFE};

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
	/// Its parameters, if not those that new domains start with. The first domain has others by
	/// default, which are within the limits of the domain that governs a chain.
	pub parameters: Option<DomainParameters<BlockNumber>>,
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
	/// The domain can't be stored, for this reason.
	Refused(u32, DispatchError),
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
			Self::Refused(domain, error) => {
				write!(f, "domain {domain} is refused: {}", <&str>::from(*error))
			},
			Self::TooMany => write!(f, "domains are more than 2^32 - 1"),
		}
	}
}

impl<AccountId, BlockNumber> GenesisDomain<AccountId, BlockNumber>
where
	BlockNumber:
		Copy + PartialOrd + From<u32> + Add<Output = BlockNumber> + UniqueSaturatedInto<u64>,
{
	/// Checks the domain, which is to have this id.
	pub fn check(&self, id: u32) -> Result<(), InvalidDomain> {
		let ensure = |holds: bool, otherwise| if holds { Ok(()) } else { Err(otherwise) };
		let bytes = self.metadata.len();
		ensure(bytes <= MAX_METADATA as usize, InvalidDomain::Metadata(id, bytes))?;
		let blocks = self.half_life.map_or(1, UniqueSaturatedInto::unique_saturated_into);
		ensure((1..=MAX_HALF_LIFE).contains(&blocks), InvalidDomain::HalfLife(id))?;
		let parameters = self.parameters.as_ref().map_or(Ok(()), DomainParameters::check);
		parameters.map_err(|_| InvalidDomain::Parameters(id))
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

	/// Stores the domains.
	pub(crate) fn do_build(&self) -> Result<(), InvalidDomain> {
		for (id, domain) in self.domains.iter().enumerate() {
			let id = u32::try_from(id).map_err(|_| InvalidDomain::TooMany)?;
			Self::build_domain(id, domain)?;
		}
		Ok(())
	}

	/// Stores a domain.
	fn build_domain(
		id: u32,
		domain: &GenesisDomain<T::AccountId, BlockNumberFor<T>>,
	) -> Result<(), InvalidDomain> {
		let bytes = domain.metadata.as_bytes().to_vec();
		let metadata =
			bytes.try_into().map_err(|bytes: Vec<u8>| InvalidDomain::Metadata(id, bytes.len()))?;
		let profile = Profile { founder: domain.founder.clone(), metadata, ticket: None };
		let parameters = domain.parameters.unwrap_or_else(|| match id {
			0 => T::FirstParameters::get(),
			_ => T::DefaultParameters::get(),
		});
		Pallet::<T>::store_domain(profile, domain.half_life, parameters)
			.map_err(|error| InvalidDomain::Refused(id, error))?;
		Ok(())
	}
}
