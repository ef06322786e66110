//! The ledger as `fungibles`: assets are domains, balances are amounts of REP at this block.
//!
//! Minting and holding convert an amount to shares, rounded up. Releasing and burning leave as many
//! shares as the remaining amount has: what is shown falls by the amount, and taking all of it
//! leaves nothing behind. The supply follows the balances: raising one mints and lowering one
//! burns, also by the functions of `Unbalanced`. Nothing can be transferred.
//!
//! A hold counts as one stake of its reason. `hold` opens or raises it; `release` and `burn_held`
//! lower it, or end it when less than 10^-9 REP is left. A reason must therefore be used by these
//! traits or by [`StakeReputation`](witan_experts::ledger::StakeReputation), and not by both.

use crate::{
	decay::MAX_SUPPLY, eras::Current, ledger::Entry, Config, Error, Event, Ledgers, Pallet,
};
use frame_support::traits::{
	fungibles::{hold, Dust, Inspect, Mutate, Unbalanced},
	tokens::{
		DepositConsequence, Fortitude, Precision, Preservation, Provenance, Restriction,
		WithdrawConsequence,
	},
	VariantCount,
};
use sp_runtime::{DispatchError, DispatchResult};
use witan_experts::ids::DomainId;
use witan_primitives::Balance;

/// Returns the REP that a domain can still take.
///
/// It is 2 units less than the limit, because rounding hides less than one unit of the supply and
/// of the amount that is added.
fn room<T: Config>(current: &Current<T>) -> Balance {
	let supply = current.scale().amount(current.ledger.shares);
	MAX_SUPPLY.saturating_sub(supply).saturating_sub(2)
}

/// An amount, with the shares that it moves.
struct Moved {
	amount: Balance,
	shares: u128,
}

impl<T: Config> Pallet<T> {
	/// Returns an amount to be minted: with `BestEffort` as much of it as there is room for.
	fn to_mint(entry: &Entry<T>, amount: Balance, precision: Precision) -> Result<Moved, Error<T>> {
		let amount = match precision {
			Precision::Exact => amount,
			Precision::BestEffort => amount.min(room(&entry.current)),
		};
		let shares = entry.current.scale().shares(amount).ok_or(Error::<T>::SupplyOverflow)?;
		Ok(Moved { amount, shares })
	}

	/// Returns an amount to be taken out of `have` shares: with `BestEffort` as much of it as is
	/// shown of them. `None` if there is less.
	fn to_take(
		entry: &Entry<T>,
		have: u128,
		amount: Balance,
		precision: Precision,
	) -> Option<Moved> {
		let shown = entry.amount(have);
		let amount = match precision {
			Precision::Exact => amount,
			Precision::BestEffort => amount.min(shown),
		};
		let left = entry.current.scale().shares(shown.checked_sub(amount)?)?;
		// The shares of what is shown of `have` are at most `have`.
		let shares = if amount == 0 { 0 } else { have.checked_sub(left)? };
		Some(Moved { amount, shares })
	}

	/// Takes an amount out of the hold for a reason, and returns it. Its shares become free with
	/// `frees`, otherwise they are burned.
	fn lower_hold(
		entry: &mut Entry<T>,
		reason: &T::RuntimeHoldReason,
		amount: Balance,
		precision: Precision,
		frees: bool,
	) -> Result<Moved, Error<T>> {
		let hold = entry.account.hold(reason);
		let (have, stakes) = hold.map_or((0, 0), |hold| (hold.shares, hold.stakes));
		let Moved { amount, shares } =
			Self::to_take(entry, have, amount, precision).ok_or(Error::<T>::MoreThanStaked)?;
		let shares = if amount == entry.amount(have) { have } else { shares };
		let ends = shares == have && stakes == 1;
		if shares > 0 || ends {
			entry.take_stake(reason, shares, ends)?;
			let (freed, burned) = if frees { (shares, 0) } else { (0, shares) };
			entry.emit_released(reason, freed, burned, ends);
		}
		Ok(Moved { amount, shares })
	}

	/// Adds shares to the hold for a reason. Zero shares are a no-op, and open no stake.
	fn raise_hold(
		entry: &mut Entry<T>,
		reason: &T::RuntimeHoldReason,
		value: u128,
	) -> Result<(), Error<T>> {
		if value == 0 {
			return Ok(());
		}
		let opens = entry.account.hold(reason).is_none();
		entry.put_stake(reason, value, opens)?;
		let (reason, shares) = (*reason, entry.shares(value));
		entry.event(|domain, who| match opens {
			true => Event::Staked { domain, who, reason, shares },
			false => Event::StakeRaised { domain, who, reason, shares },
		});
		Ok(())
	}
}

impl<T: Config> Inspect<T::AccountId> for Pallet<T> {
	type AssetId = DomainId;
	type Balance = Balance;

	fn total_issuance(domain: DomainId) -> Balance {
		Current::<T>::read(domain)
			.map_or(0, |current| current.scale().amount(current.ledger.shares))
	}

	/// Returns zero: an account may have any amount.
	fn minimum_balance(_: DomainId) -> Balance {
		0
	}

	fn total_balance(domain: DomainId, who: &T::AccountId) -> Balance {
		Self::read_amount(domain, who, Entry::total)
	}

	fn balance(domain: DomainId, who: &T::AccountId) -> Balance {
		Self::read_amount(domain, who, |entry| entry.account.free)
	}

	fn reducible_balance(
		domain: DomainId,
		who: &T::AccountId,
		_: Preservation,
		_: Fortitude,
	) -> Balance {
		<Self as Inspect<T::AccountId>>::balance(domain, who)
	}

	fn can_deposit(
		domain: DomainId,
		_: &T::AccountId,
		amount: Balance,
		_: Provenance,
	) -> DepositConsequence {
		match Current::<T>::read(domain) {
			Err(_) => DepositConsequence::UnknownAsset,
			Ok(current) if amount > room(&current) => DepositConsequence::Overflow,
			Ok(_) => DepositConsequence::Success,
		}
	}

	fn can_withdraw(
		domain: DomainId,
		who: &T::AccountId,
		amount: Balance,
	) -> WithdrawConsequence<Balance> {
		if !Self::asset_exists(domain) {
			WithdrawConsequence::UnknownAsset
		} else if amount > <Self as Inspect<T::AccountId>>::balance(domain, who) {
			WithdrawConsequence::BalanceLow
		} else {
			WithdrawConsequence::Success
		}
	}

	fn asset_exists(domain: DomainId) -> bool {
		Ledgers::<T>::contains_key(domain)
	}
}

impl<T: Config> Unbalanced<T::AccountId> for Pallet<T> {
	/// Does nothing: without a least balance there is no dust.
	fn handle_dust(_: Dust<T::AccountId, Self>) {}

	/// Does nothing: the supply follows the balances.
	fn set_total_issuance(_: DomainId, _: Balance) {}

	fn write_balance(
		domain: DomainId,
		who: &T::AccountId,
		amount: Balance,
	) -> Result<Option<Balance>, DispatchError> {
		Self::change(domain, who, |entry| {
			let wanted = entry.current.scale().shares(amount).ok_or(Error::<T>::SupplyOverflow)?;
			let free = entry.account.free;
			match wanted.checked_sub(free) {
				Some(more) => entry.mint(more)?,
				None => {
					entry.account.free = wanted;
					entry.emit_burned(free.saturating_sub(wanted));
				},
			}
			Ok(None)
		})
	}

	fn decrease_balance(
		domain: DomainId,
		who: &T::AccountId,
		amount: Balance,
		precision: Precision,
		_: Preservation,
		_: Fortitude,
	) -> Result<Balance, DispatchError> {
		Self::change(domain, who, |entry| {
			let free = entry.account.free;
			let Moved { amount, shares } = Self::to_take(entry, free, amount, precision)
				.ok_or(Error::<T>::NotEnoughReputation)?;
			entry.account.free = free.saturating_sub(shares);
			entry.emit_burned(shares);
			Ok(amount)
		})
	}

	fn increase_balance(
		domain: DomainId,
		who: &T::AccountId,
		amount: Balance,
		precision: Precision,
	) -> Result<Balance, DispatchError> {
		Self::change(domain, who, |entry| {
			let Moved { amount, shares } = Self::to_mint(entry, amount, precision)?;
			entry.mint(shares)?;
			Ok(amount)
		})
	}
}

impl<T: Config> Mutate<T::AccountId> for Pallet<T> {
	/// Refuses: REP stays with the account that earned it.
	fn transfer(
		_: DomainId,
		_: &T::AccountId,
		_: &T::AccountId,
		_: Balance,
		_: Preservation,
	) -> Result<Balance, DispatchError> {
		Err(Error::<T>::NotTransferable.into())
	}
}

impl<T: Config> hold::Inspect<T::AccountId> for Pallet<T> {
	type Reason = T::RuntimeHoldReason;

	fn total_balance_on_hold(domain: DomainId, who: &T::AccountId) -> Balance {
		Self::read_amount(domain, who, |entry| entry.total().saturating_sub(entry.account.free))
	}

	fn balance_on_hold(domain: DomainId, reason: &Self::Reason, who: &T::AccountId) -> Balance {
		Self::read_amount(domain, who, |entry| {
			entry.account.hold(reason).map_or(0, |hold| hold.shares)
		})
	}

	fn hold_available(domain: DomainId, reason: &Self::Reason, who: &T::AccountId) -> bool {
		Entry::<T>::read(domain, who).is_ok_and(|entry| {
			let holds = &entry.account.holds;
			holds.len() < T::RuntimeHoldReason::VARIANT_COUNT as usize
				|| entry.account.hold(reason).is_some()
		})
	}
}

impl<T: Config> hold::Unbalanced<T::AccountId> for Pallet<T> {
	fn set_balance_on_hold(
		domain: DomainId,
		reason: &Self::Reason,
		who: &T::AccountId,
		amount: Balance,
	) -> DispatchResult {
		Self::change(domain, who, |entry| {
			let wanted = entry.current.scale().shares(amount).ok_or(Error::<T>::SupplyOverflow)?;
			let held = entry.account.hold(reason).map_or(0, |hold| hold.shares);
			match wanted.checked_sub(held) {
				Some(more) => {
					entry.record_mint(more);
					Ok(Self::raise_hold(entry, reason, more)?)
				},
				None => {
					let less = entry.amount(held).saturating_sub(amount);
					Self::lower_hold(entry, reason, less, Precision::Exact, false)?;
					Ok(())
				},
			}
		})
	}

	fn decrease_balance_on_hold(
		domain: DomainId,
		reason: &Self::Reason,
		who: &T::AccountId,
		amount: Balance,
		precision: Precision,
	) -> Result<Balance, DispatchError> {
		Self::change(domain, who, |entry| {
			Ok(Self::lower_hold(entry, reason, amount, precision, false)?.amount)
		})
	}

	fn increase_balance_on_hold(
		domain: DomainId,
		reason: &Self::Reason,
		who: &T::AccountId,
		amount: Balance,
		precision: Precision,
	) -> Result<Balance, DispatchError> {
		Self::change(domain, who, |entry| {
			let Moved { amount, shares } = Self::to_mint(entry, amount, precision)?;
			entry.record_mint(shares);
			Self::raise_hold(entry, reason, shares)?;
			Ok(amount)
		})
	}
}

impl<T: Config> hold::Mutate<T::AccountId> for Pallet<T> {
	fn hold(
		domain: DomainId,
		reason: &Self::Reason,
		who: &T::AccountId,
		amount: Balance,
	) -> DispatchResult {
		Self::change(domain, who, |entry| {
			let value = entry.take_free(amount)?;
			Ok(Self::raise_hold(entry, reason, value)?)
		})
	}

	fn release(
		domain: DomainId,
		reason: &Self::Reason,
		who: &T::AccountId,
		amount: Balance,
		precision: Precision,
	) -> Result<Balance, DispatchError> {
		Self::change(domain, who, |entry| {
			let Moved { amount, shares } =
				Self::lower_hold(entry, reason, amount, precision, true)?;
			entry.credit(shares)?;
			Ok(amount)
		})
	}

	/// Refuses: REP stays with the account that earned it.
	fn transfer_on_hold(
		_: DomainId,
		_: &Self::Reason,
		_: &T::AccountId,
		_: &T::AccountId,
		_: Balance,
		_: Precision,
		_: Restriction,
		_: Fortitude,
	) -> Result<Balance, DispatchError> {
		Err(Error::<T>::NotTransferable.into())
	}

	/// Refuses: REP stays with the account that earned it.
	fn transfer_and_hold(
		_: DomainId,
		_: &Self::Reason,
		_: &T::AccountId,
		_: &T::AccountId,
		_: Balance,
		_: Precision,
		_: Preservation,
		_: Fortitude,
	) -> Result<Balance, DispatchError> {
		Err(Error::<T>::NotTransferable.into())
	}
}
