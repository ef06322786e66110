//! Members that domains have from the start.

use crate::{decay::MAX_SUPPLY, Config, GenesisConfig, Ledgers, Pallet};
use alloc::{
	collections::{BTreeMap, BTreeSet},
	vec::Vec,
};
use core::fmt;
use frame_support::traits::{
	fungible::{Inspect, Mutate},
	fungibles::Mutate as _,
};
use sp_runtime::traits::Zero;
use witan_experts::ids::DomainId;
use witan_primitives::Balance;

/// A reason why a chain can't start with its members. The number is the domain's id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InvalidMembers {
	/// There is no such domain.
	UnknownDomain(DomainId),
	/// A member is named twice.
	MemberTwice(DomainId),
	/// A member has an amount of zero.
	MemberOfNothing(DomainId),
	/// The members together have [`MAX_SUPPLY`] or more.
	Supply(DomainId),
}

impl fmt::Display for InvalidMembers {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		match self {
			Self::UnknownDomain(domain) => write!(f, "there is no domain {domain}"),
			Self::MemberTwice(domain) => write!(f, "domain {domain} names an account twice"),
			Self::MemberOfNothing(domain) => {
				write!(f, "domain {domain} names an account with an amount of 0")
			},
			Self::Supply(domain) => write!(f, "domain {domain} has 2^80 of 10^-9 REP or more"),
		}
	}
}

impl<T: Config> GenesisConfig<T> {
	/// Checks the members, up to the first that is invalid, on a chain that starts with domains 0
	/// to `domains` - 1.
	pub fn check(&self, domains: usize) -> Result<(), InvalidMembers> {
		let ensure = |holds: bool, otherwise| if holds { Ok(()) } else { Err(otherwise) };
		let mut named = BTreeSet::new();
		let mut supplies = BTreeMap::<DomainId, Balance>::new();
		for (domain, member, amount) in &self.members {
			ensure((*domain as usize) < domains, InvalidMembers::UnknownDomain(*domain))?;
			ensure(named.insert((domain, member)), InvalidMembers::MemberTwice(*domain))?;
			ensure(*amount > 0, InvalidMembers::MemberOfNothing(*domain))?;
			let supply = supplies.entry(*domain).or_default();
			*supply = supply.saturating_add(*amount);
			ensure(*supply < MAX_SUPPLY, InvalidMembers::Supply(*domain))?;
		}
		Ok(())
	}

	/// Endows the pot, and mints to the members of domains whose ledgers are open.
	pub(crate) fn do_build(&self) -> Result<(), InvalidMembers> {
		self.check(Ledgers::<T>::iter_keys().count())?;
		let (pot, least) = (Pallet::<T>::pot(), T::Currency::minimum_balance());
		if T::Currency::balance(&pot) < least {
			T::Currency::set_balance(&pot, least);
		}
		// All members are there from the start. A snapshot from between two of them would tell one
		// from the other: none is taken until all have their REP.
		let domains: Vec<_> = Ledgers::<T>::iter_keys().collect();
		for domain in &domains {
			Ledgers::<T>::mutate_extant(domain, |ledger| ledger.spacing = Zero::zero());
		}
		for (domain, member, amount) in &self.members {
			Pallet::<T>::mint_into(*domain, member, *amount)
				.map_err(|_| InvalidMembers::Supply(*domain))?;
		}
		domains.into_iter().for_each(Pallet::<T>::do_follow_parameters);
		Ok(())
	}
}
