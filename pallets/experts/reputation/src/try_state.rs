//! Invariants of the ledger, which hold after every block.

use crate::{
	decay::MAX_SUPPLY,
	dividends,
	eras::Current,
	ledger::Entry,
	types::{Ledger, SnapshotRecord},
	AccountOf, Accounts, Config, EraEnds, Ledgers, Pallet,
};
use frame_support::{ensure, traits::fungible::Inspect};
use frame_system::pallet_prelude::BlockNumberFor;
use sp_runtime::TryRuntimeError;
use witan_experts::ids::DomainId;
use witan_primitives::Balance;

/// The sums over a domain's accounts.
#[derive(Default)]
struct Sums {
	accounts: u64,
	shares: u128,
	claimable: Balance,
}

impl<T: Config> Pallet<T> {
	/// Checks every invariant. Reads all that is stored.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		let mut owed: Balance = 0;
		for domain in Ledgers::<T>::iter_keys() {
			let sums = Self::try_accounts(domain)?;
			owed = Self::try_domain(domain, &sums)?
				.checked_add(owed)
				.ok_or("dividends of all domains overflow")?;
		}
		Self::try_ledgers()?;
		Self::try_era_ends()?;
		Self::try_pot(owed)
	}

	/// Checks each account by itself, and returns their sums: no empty record, no empty hold or two
	/// for one reason, no free REP beside debt.
	fn try_accounts(domain: DomainId) -> Result<Sums, TryRuntimeError> {
		let mut sums = Sums::default();
		let stored = Ledgers::<T>::get(domain).ok_or("a ledger can't be read")?;
		for (who, account) in Accounts::<T>::iter_prefix(domain) {
			ensure!(!account.is_empty(), "an empty account is stored");
			ensure!(account.era <= stored.era, "an account is ahead of its domain");
			ensure!(account.index <= stored.index, "an account earned what was not paid");
			ensure!(account.debt == 0 || account.free == 0, "an account in debt has free REP");
			Self::try_minted(&account, stored.last_snapshot().map(|last| last.snapshot.id))?;
			for (position, hold) in account.holds.iter().enumerate() {
				ensure!(hold.stakes > 0, "a hold without a stake");
				let mut others = account.holds.iter().skip(position.saturating_add(1));
				ensure!(
					others.all(|other| other.reason != hold.reason),
					"two holds for one reason"
				);
			}
			let entry = Entry::<T>::read(domain, &who)?;
			sums.accounts = sums.accounts.saturating_add(1);
			sums.shares =
				sums.shares.checked_add(entry.total()).ok_or("shares of accounts overflow")?;
			let claimable = dividends::whole(entry.account.earned);
			sums.claimable =
				sums.claimable.checked_add(claimable).ok_or("dividends of accounts overflow")?;
		}
		Ok(sums)
	}

	/// Checks that entries of a mint log are not empty, and in the order of snapshots that were
	/// taken.
	fn try_minted(account: &AccountOf<T>, last: Option<u32>) -> Result<(), TryRuntimeError> {
		let mut before = None;
		for entry in account.mint_log.iter() {
			ensure!(entry.shares > 0, "an empty entry of a mint log");
			ensure!(before < Some(entry.snapshot), "entries of a mint log are not in order");
			ensure!(Some(entry.snapshot) <= last, "a mint log has an entry of an unknown snapshot");
			before = Some(entry.snapshot);
		}
		Ok(())
	}

	/// Checks that a domain's snapshots were taken of something, one after the other, not later
	/// than now.
	fn try_snapshots(ledger: &Ledger<BlockNumberFor<T>>) -> Result<(), TryRuntimeError> {
		let now = frame_system::Pallet::<T>::block_number();
		let mut before = None;
		for SnapshotRecord { at, snapshot } in ledger.snapshots.iter() {
			ensure!(*at <= now, "a snapshot of a later block");
			ensure!(!snapshot.supply.is_zero(), "a snapshot of nothing");
			ensure!(snapshot.supply.era <= ledger.era, "a snapshot of a later era");
			ensure!(before < Some((snapshot.id, *at)), "snapshots are not in order");
			before = Some((snapshot.id, *at));
		}
		Ok(())
	}

	/// Checks that shares and dividends of accounts sum to the ledger's, short by roundings only.
	/// Returns the tokens that the domain has not paid out yet.
	fn try_domain(domain: DomainId, sums: &Sums) -> Result<Balance, TryRuntimeError> {
		let current = Current::<T>::read(domain)?;
		let ledger = &current.ledger;
		let supply = current.scale().amount(ledger.shares);
		Self::try_snapshots(ledger)?;
		ensure!(ledger.accounts == sums.accounts, "a domain miscounts its accounts");
		ensure!(sums.shares <= ledger.shares, "accounts have more shares than their domain");
		let short = ledger.shares.saturating_sub(sums.shares);
		ensure!(short <= ledger.roundings, "accounts have fewer shares than roundings explain");
		ensure!(supply < MAX_SUPPLY, "a domain has more REP than the limit");
		let owed = ledger.paid_in.checked_sub(ledger.claimed);
		let owed = owed.ok_or("more dividends were claimed than paid")?;
		ensure!(sums.claimable <= owed, "more dividends can be claimed than are left");
		let bound = ledger.unassigned.saturating_add(sums.accounts.into());
		let lost = owed.saturating_sub(sums.claimable);
		ensure!(lost <= bound, "more dividends belong to nobody than roundings explain");
		Ok(owed)
	}

	/// Checks that every account is in a ledger.
	fn try_ledgers() -> Result<(), TryRuntimeError> {
		let mut domains = Accounts::<T>::iter_keys().map(|(domain, _)| domain);
		ensure!(domains.all(Ledgers::<T>::contains_key), "an account of no domain");
		Ok(())
	}

	/// Checks that only past eras have ended, with rising indices up to the domain's.
	fn try_era_ends() -> Result<(), TryRuntimeError> {
		for (domain, era, end) in EraEnds::<T>::iter() {
			let stored = Ledgers::<T>::get(domain).ok_or("an era of no domain")?;
			ensure!(era < stored.era, "the end of an era that is not past");
			ensure!(end <= stored.index, "an era ended with a higher index than its domain's");
			let next = EraEnds::<T>::get(domain, era.saturating_add(1));
			ensure!(next.is_none_or(|next| end < next), "the index fell between two eras");
		}
		Ok(())
	}

	/// Checks that the pot has what it owes, and the least balance that keeps it alive.
	fn try_pot(owed: Balance) -> Result<(), TryRuntimeError> {
		let least = T::Currency::minimum_balance();
		let needed = owed.checked_add(least).ok_or("what the pot needs overflows")?;
		let pot = T::Currency::balance(&Self::pot());
		ensure!(owed == 0 || pot >= needed, "the pot has less than it owes");
		Ok(())
	}
}
