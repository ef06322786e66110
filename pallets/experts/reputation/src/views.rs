//! Reads for users.

use crate::{
	dividends,
	eras::Current,
	ledger::Entry,
	types::{LedgerInfo, MintableInfo},
	Config, Pallet,
};
use alloc::vec::Vec;
use frame_system::pallet_prelude::BlockNumberFor;
use witan_experts::{
	ids::DomainId,
	ledger::{Budget, InspectReputation, MintBudget},
	shares::Shares,
};
use witan_primitives::Balance;

impl<T: Config> Pallet<T> {
	pub(crate) fn ledger_info(domain: DomainId) -> Option<LedgerInfo<BlockNumberFor<T>>> {
		let current = Current::<T>::read(domain).ok()?;
		let (scale, ledger) = (current.scale(), &current.ledger);
		Some(LedgerInfo {
			half_life: ledger.half_life,
			supply: scale.amount(ledger.shares),
			shares: current.shares(ledger.shares),
			era: ledger.era,
			era_start: ledger.era_start,
			accounts: ledger.accounts,
			paid_in: ledger.paid_in,
			claimed: ledger.claimed,
			snapshot: ledger.last_snapshot(),
			mintable: (!current.is_worthless()).then(|| MintableInfo {
				job: Self::most_mintable(domain, Budget::Whole),
				sponsor: Self::most_mintable(domain, Budget::UpperHalf),
			}),
		})
	}

	/// Returns the most that a domain mints against one fee now.
	fn most_mintable(domain: DomainId, budget: Budget) -> Balance {
		let era = Self::era(domain);
		Self::to_amount(domain, Self::mintable(domain, Shares::new(u128::MAX, era), budget))
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
