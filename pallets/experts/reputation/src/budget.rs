//! REP that a domain may still mint, as its ledger keeps it. The formulas are in
//! [`minting`].

use crate::{eras::Current, minting, types::Ledger, Config, Pallet};
use sp_runtime::traits::{Saturating, UniqueSaturatedInto};
use witan_experts::{
	domain::InspectDomains,
	ids::DomainId,
	ledger::{Budget, MintBudget},
	shares::Shares,
};

impl<T: Config> MintBudget for Pallet<T> {
	fn mintable(domain: DomainId, asked: Shares, budget: Budget) -> Shares {
		Self::mint_against_fee(domain, asked, budget)
			.map_or(Shares::zero(), |(current, taken)| current.shares(taken))
	}

	fn take_mintable(domain: DomainId, asked: Shares, budget: Budget) -> Shares {
		let Some((current, taken)) = Self::mint_against_fee(domain, asked, budget) else {
			return Shares::zero();
		};
		let taken = current.shares(taken);
		current.write();
		taken
	}
}

impl<T: Config> Pallet<T> {
	/// Returns a domain's ledger in which `asked` REP, or the part that may be minted against one
	/// fee, is taken out of what the domain may mint. Returns that part too.
	fn mint_against_fee(
		domain: DomainId,
		asked: Shares,
		budget: Budget,
	) -> Option<(Current<T>, u128)> {
		let mut current = Current::<T>::read(domain).ok()?;
		let minting = T::Domains::parameters(domain)?.minting;
		let asked = asked.in_era(current.ledger.era);
		if current.is_worthless() {
			return Some((current, asked));
		}
		let Ledger { missing, missing_at, shares: supply, .. } = current.ledger;
		let blocks = current.now.saturating_sub(missing_at).unique_saturated_into();
		let missing = minting::missing_after(missing, blocks, supply, &minting);
		let taken = minting::mintable(asked, missing, supply, &minting, budget);
		current.ledger.missing = missing.saturating_add(taken);
		current.ledger.missing_at = current.now;
		Some((current, taken))
	}
}
