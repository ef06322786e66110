//! Reads for users.

use crate::{
	dividends, domains::Current, ledger::Entry, types::DomainInfo, Config, Pallet, Parameters,
	Profiles,
};
use alloc::vec::Vec;
use frame_system::pallet_prelude::BlockNumberFor;
use witan_experts::ids::DomainId;
use witan_primitives::Balance;

impl<T: Config> Pallet<T> {
	pub(crate) fn domain_info(
		domain: DomainId,
	) -> Option<DomainInfo<T::AccountId, BlockNumberFor<T>>> {
		let current = Current::<T>::read(domain).ok()?;
		let profile = Profiles::<T>::get(domain)?;
		let supply = current.scale().amount(current.domain.shares);
		Some(DomainInfo {
			founder: profile.founder,
			metadata: profile.metadata.into_inner(),
			half_life: current.domain.half_life,
			parameters: Parameters::<T>::get(domain)?,
			supply,
			shares: current.shares(current.domain.shares),
			era: current.domain.era,
			era_start: current.domain.era_start,
			accounts: current.domain.accounts,
			paid_in: current.domain.paid_in,
			claimed: current.domain.claimed,
			snapshot: current.domain.snapshot,
		})
	}

	/// Returns the amounts that an account holds, without reasons for which nothing is left.
	pub(crate) fn held_by_reason(
		domain: DomainId,
		who: &T::AccountId,
	) -> Vec<(T::RuntimeHoldReason, Balance)> {
		let Ok(entry) = Entry::<T>::read(domain, who) else { return Vec::new() };
		let holds = entry.account.holds.iter();
		holds
			.map(|hold| (hold.reason, entry.amount(hold.shares)))
			.filter(|(_, amount)| *amount > 0)
			.collect()
	}

	/// Returns the whole token units that an account can claim.
	pub(crate) fn whole_dividends(domain: DomainId, who: &T::AccountId) -> Balance {
		Entry::<T>::read(domain, who).map_or(0, |entry| dividends::whole(entry.account.earned))
	}
}
