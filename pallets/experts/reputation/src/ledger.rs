//! Accounts of REP: one read of the ledger and the account, a change in memory, one write.

use crate::{
	decay::MAX_SUPPLY,
	dividends,
	eras::Current,
	mint_log::{self, MintLog},
	types::Account,
	AccountOf, Accounts, Config, Error, Event, Pallet,
};
use alloc::{vec, vec::Vec};
use frame_support::ensure;
use sp_core::U256;
use sp_runtime::{ArithmeticError, DispatchError, DispatchResult};
use witan_experts::{
	ids::DomainId,
	ledger::{
		InspectReputation, MintReputation, Snapshot, SnapshotReputation, StakeEnd, StakeReputation,
		StakeSplit,
	},
	shares::Shares,
};
use witan_primitives::Balance;

/// An account under change, carried to the domain's current era, with its dividends settled.
///
/// Nothing is stored before [`Entry::write`], so that whatever fails before it changes nothing.
pub(crate) struct Entry<T: Config> {
	pub current: Current<T>,
	pub account: AccountOf<T>,
	/// The number of past eras that were looked at for dividends.
	pub eras_walked: u32,
	domain: DomainId,
	who: T::AccountId,
	existed: bool,
	ledger_changed: bool,
	/// The account's shares before the change.
	before: u128,
	events: Vec<Event<T>>,
}

impl<T: Config> Entry<T> {
	/// Reads an account, or makes an empty one. Fails if the domain is unknown.
	pub fn read(domain: DomainId, who: &T::AccountId) -> Result<Self, DispatchError> {
		let current = Current::<T>::read(domain)?;
		let stored = Accounts::<T>::get(domain, who);
		let existed = stored.is_some();
		let (era, index) = (current.ledger.era, current.ledger.index);
		let mut account = stored.unwrap_or_else(|| Account::new(era, index));
		if current.snapshot_in_window().is_none() {
			account.mint_log = MintLog::new();
		}
		let eras_walked = account
			.carry_to(era, index, |era| current.end_of(era))
			.ok_or(ArithmeticError::Overflow)?;
		let before = account.shares().ok_or(ArithmeticError::Overflow)?;
		Ok(Self {
			current,
			account,
			eras_walked,
			domain,
			who: who.clone(),
			existed,
			ledger_changed: false,
			before,
			events: vec![],
		})
	}

	/// Queues an event, which [`Entry::write`] deposits.
	pub fn event(&mut self, event: impl FnOnce(DomainId, T::AccountId) -> Event<T>) {
		self.events.push(event(self.domain, self.who.clone()));
	}

	/// Returns shares of the current era.
	pub fn shares(&self, value: u128) -> Shares {
		self.current.shares(value)
	}

	/// Returns the number of shares in the current era.
	pub fn value(&self, shares: Shares) -> u128 {
		shares.in_era(self.current.ledger.era)
	}

	/// Returns the REP that shares of the current era are worth, rounded down.
	pub fn amount(&self, value: u128) -> Balance {
		self.current.scale().amount(value)
	}

	/// Returns all shares of the account, free and held, before the change.
	pub fn total(&self) -> u128 {
		self.before
	}

	/// Returns the shares that the account has beyond its debt, before the change.
	pub fn own(&self) -> u128 {
		self.total().saturating_sub(self.account.debt)
	}

	/// Returns true if the account has a record, of which nothing is left.
	pub fn is_spent(&self) -> bool {
		self.existed && self.account.is_empty()
	}

	/// Takes an amount out of the free shares, and returns the shares.
	pub fn take_free(&mut self, amount: Balance) -> Result<u128, Error<T>> {
		let value = self.current.scale().shares(amount).ok_or(Error::<T>::NotEnoughReputation)?;
		let left = self.account.free.checked_sub(value);
		self.account.free = left.ok_or(Error::<T>::NotEnoughReputation)?;
		Ok(value)
	}

	/// Returns the number of shares of an open stake in the current era.
	fn open_stake(&self, reason: &T::RuntimeHoldReason, stake: Shares) -> Result<u128, Error<T>> {
		let hold = self.account.hold(reason).ok_or(Error::<T>::UnknownStake)?;
		let value = self.value(stake);
		ensure!(value <= hold.shares, Error::<T>::UnknownStake);
		Ok(value)
	}

	/// Emits that shares left a reason's stakes, and with `ends` that a stake ended.
	pub fn emit_released(
		&mut self,
		reason: &T::RuntimeHoldReason,
		freed: u128,
		burned: u128,
		ends: bool,
	) {
		let (reason, freed, burned) = (*reason, self.shares(freed), self.shares(burned));
		self.event(|domain, who| match ends {
			true => Event::Released { domain, who, reason, freed, burned },
			false => Event::StakeLowered { domain, who, reason, freed, burned },
		});
	}

	/// Emits that free shares were burned. Zero shares are a no-op.
	pub fn emit_burned(&mut self, value: u128) {
		if value > 0 {
			let shares = self.shares(value);
			self.event(|domain, who| Event::Burned { domain, who, shares });
		}
	}

	/// Adds free shares, which pay debt first, and returns the rest.
	pub fn credit(&mut self, value: u128) -> Result<u128, Error<T>> {
		let paid = self.account.credit(value).ok_or(Error::<T>::SupplyOverflow)?;
		if paid > 0 {
			let shares = self.shares(paid);
			self.event(|domain, who| Event::DebtPaid { domain, who, shares });
		}
		Ok(value.saturating_sub(paid))
	}

	/// Emits that shares were minted. Zero shares are a no-op.
	fn emit_minted(&mut self, value: u128) {
		if value > 0 {
			let shares = self.shares(value);
			self.event(|domain, who| Event::Minted { domain, who, shares });
		}
	}

	/// Logs minted shares, under the last snapshot that can be asked for. Before that it takes one
	/// if it is time.
	///
	/// What pays a debt counts too: the account owed it when the snapshot was taken.
	fn log_mint(&mut self, value: u128) {
		if value == 0 {
			return;
		}
		if let Some(snapshot) = self.current.take_due_snapshot() {
			self.ledger_changed = true;
			let Snapshot { id, supply } = snapshot;
			self.event(|domain, _| Event::SnapshotTaken { domain, id, supply });
		}
		if let Some(snapshot) = self.current.snapshot_in_window() {
			mint_log::add(&mut self.account.mint_log, snapshot, value);
		}
	}

	/// Emits and logs minted shares that pay no debt. The caller adds them to a stake.
	pub fn record_mint(&mut self, value: u128) {
		self.emit_minted(value);
		self.log_mint(value);
	}

	/// Mints free shares, which pay debt first.
	pub fn mint(&mut self, value: u128) -> Result<(), Error<T>> {
		self.emit_minted(value);
		self.log_mint(value);
		self.credit(value)?;
		Ok(())
	}

	/// Takes shares out of a reason's stakes, and with `ends` ends one of these. Returns the
	/// shares, with the rest that rounding left if the last stake ended.
	pub fn take_stake(
		&mut self,
		reason: &T::RuntimeHoldReason,
		value: u128,
		ends: bool,
	) -> Result<u128, Error<T>> {
		let left = self.account.take(reason, value, ends).ok_or(Error::<T>::UnknownStake)?;
		value.checked_add(left).ok_or(Error::<T>::UnknownStake)
	}

	/// Adds shares to a reason's stakes: to a new one with `opens`, otherwise to those it has.
	pub fn put_stake(
		&mut self,
		reason: &T::RuntimeHoldReason,
		value: u128,
		opens: bool,
	) -> Result<(), Error<T>> {
		self.account.put(reason, value, opens).ok_or(Error::<T>::UnknownStake)
	}

	/// Books the change of the account's shares in the ledger.
	fn book_shares(&mut self) -> DispatchResult {
		let after = self.account.shares().ok_or(Error::<T>::SupplyOverflow)?;
		if after == self.before {
			return Ok(());
		}
		let supply = self.current.ledger.shares.checked_add(after);
		let supply = supply.ok_or(Error::<T>::SupplyOverflow)?;
		self.current.ledger.shares =
			supply.checked_sub(self.before).ok_or(ArithmeticError::Underflow)?;
		if after > self.before {
			let supply = self.current.scale().amount(self.current.ledger.shares);
			ensure!(supply < MAX_SUPPLY, Error::<T>::SupplyOverflow);
		}
		self.ledger_changed = true;
		Ok(())
	}

	/// Books a new or a removed record in the ledger.
	fn book_record(&mut self, exists: bool) -> DispatchResult {
		self.ledger_changed = true;
		let ledger = &mut self.current.ledger;
		if exists {
			ledger.accounts = ledger.accounts.checked_add(1).ok_or(ArithmeticError::Overflow)?;
			return Ok(());
		}
		ledger.accounts = ledger.accounts.checked_sub(1).ok_or(ArithmeticError::Underflow)?;
		if self.account.earned > U256::zero() {
			ledger.unassigned = ledger.unassigned.saturating_add(1);
		}
		if ledger.accounts == 0 && ledger.shares > 0 {
			let shares = Shares::new(ledger.shares, ledger.era);
			(ledger.shares, ledger.roundings) = (0, 0);
			self.event(|domain, _| Event::RoundingDropped { domain, shares });
		}
		Ok(())
	}

	/// Takes the whole token units out of the account's earnings, and returns them. May be zero.
	pub fn take_dividends(&mut self) -> Result<Balance, DispatchError> {
		let amount = dividends::whole(self.account.earned);
		if amount == 0 {
			return Ok(0);
		}
		self.account.earned = dividends::fraction(self.account.earned);
		let ledger = &mut self.current.ledger;
		ledger.claimed = ledger.claimed.checked_add(amount).ok_or(ArithmeticError::Overflow)?;
		self.ledger_changed = true;
		self.event(|domain, who| Event::DividendClaimed { domain, who, amount });
		Ok(amount)
	}

	/// Stores the account, and the ledger if it changed, and deposits the events.
	pub fn write(mut self) -> DispatchResult {
		let exists = !self.account.is_empty();
		self.book_shares()?;
		if exists != self.existed {
			self.book_record(exists)?;
		}
		if self.ledger_changed || self.current.is_new_era() {
			self.current.write();
		}
		if exists {
			Accounts::<T>::insert(self.domain, &self.who, self.account);
		} else if self.existed {
			Accounts::<T>::remove(self.domain, &self.who);
		}
		self.events.into_iter().for_each(Pallet::<T>::deposit_event);
		Ok(())
	}
}

impl<T: Config> Pallet<T> {
	/// Changes an account and stores it, or fails without a change.
	pub(crate) fn change<R>(
		domain: DomainId,
		who: &T::AccountId,
		change: impl FnOnce(&mut Entry<T>) -> Result<R, DispatchError>,
	) -> Result<R, DispatchError> {
		let mut entry = Entry::<T>::read(domain, who)?;
		let result = change(&mut entry)?;
		entry.write()?;
		Ok(result)
	}

	/// Reads a number of shares of an account. Zero if the domain is unknown.
	fn read_shares(
		domain: DomainId,
		who: &T::AccountId,
		read: impl FnOnce(&Entry<T>) -> u128,
	) -> Shares {
		Entry::<T>::read(domain, who).map_or(Shares::zero(), |entry| entry.shares(read(&entry)))
	}

	/// Reads an amount of REP of an account. Zero if the domain is unknown.
	pub(crate) fn read_amount(
		domain: DomainId,
		who: &T::AccountId,
		read: impl FnOnce(&Entry<T>) -> u128,
	) -> Balance {
		Entry::<T>::read(domain, who).map_or(0, |entry| entry.amount(read(&entry)))
	}
}

impl<T: Config> InspectReputation<T::AccountId> for Pallet<T> {
	fn supply(domain: DomainId) -> Shares {
		let Ok(current) = Current::<T>::read(domain) else { return Shares::zero() };
		current.shares(if current.is_worthless() { 0 } else { current.ledger.shares })
	}

	fn era(domain: DomainId) -> u32 {
		Current::<T>::read(domain).map_or(0, |current| current.ledger.era)
	}

	fn is_in_era(domain: DomainId, who: &T::AccountId) -> bool {
		Current::<T>::read(domain).is_ok_and(|current| {
			let is_carried = |account: AccountOf<T>| account.era == current.ledger.era;
			!current.is_new_era() && Accounts::<T>::get(domain, who).is_none_or(is_carried)
		})
	}

	fn total(domain: DomainId, who: &T::AccountId) -> Shares {
		Self::read_shares(domain, who, Entry::total)
	}

	fn debt(domain: DomainId, who: &T::AccountId) -> Shares {
		Self::read_shares(domain, who, |entry| entry.account.debt)
	}

	fn free(domain: DomainId, who: &T::AccountId) -> Shares {
		Self::read_shares(domain, who, |entry| entry.account.free)
	}

	fn to_shares(domain: DomainId, amount: Balance) -> Result<Shares, DispatchError> {
		let current = Current::<T>::read(domain)?;
		let value = current.scale().shares(amount).ok_or(Error::<T>::SupplyOverflow)?;
		Ok(current.shares(value))
	}

	fn to_amount(domain: DomainId, shares: Shares) -> Balance {
		Current::<T>::read(domain)
			.map_or(0, |current| current.scale().amount(shares.in_era(current.ledger.era)))
	}
}

impl<T: Config> StakeReputation<T::AccountId> for Pallet<T> {
	type Reason = T::RuntimeHoldReason;

	fn open_stake(
		domain: DomainId,
		who: &T::AccountId,
		reason: &Self::Reason,
		amount: Balance,
	) -> Result<Shares, DispatchError> {
		Self::change(domain, who, |entry| {
			let value = entry.take_free(amount)?;
			entry.put_stake(reason, value, true)?;
			let (shares, reason) = (entry.shares(value), *reason);
			entry.event(|domain, who| Event::Staked { domain, who, reason, shares });
			Ok(shares)
		})
	}

	fn raise_stake(
		domain: DomainId,
		who: &T::AccountId,
		reason: &Self::Reason,
		stake: Shares,
		amount: Balance,
	) -> Result<Shares, DispatchError> {
		Self::change(domain, who, |entry| {
			let stake = entry.open_stake(reason, stake)?;
			let value = entry.take_free(amount)?;
			entry.put_stake(reason, value, false)?;
			let (shares, reason) = (entry.shares(value), *reason);
			entry.event(|domain, who| Event::StakeRaised { domain, who, reason, shares });
			let whole = stake.checked_add(value).ok_or(ArithmeticError::Overflow)?;
			Ok(entry.shares(whole))
		})
	}

	fn split_stake(
		domain: DomainId,
		who: &T::AccountId,
		reason: &Self::Reason,
		stake: Shares,
		part: Shares,
		to: &Self::Reason,
	) -> Result<StakeSplit, DispatchError> {
		Self::change(domain, who, |entry| {
			let stake = entry.open_stake(reason, stake)?;
			let part = entry.value(part);
			let rest = stake.checked_sub(part).ok_or(Error::<T>::MoreThanStaked)?;
			entry.take_stake(reason, part, false)?;
			entry.put_stake(to, part, true)?;
			let (shares, from, to) = (entry.shares(part), *reason, *to);
			entry.event(|domain, who| Event::StakeSplit { domain, who, from, to, shares });
			Ok(StakeSplit { rest: entry.shares(rest), part: shares })
		})
	}

	fn move_stake(
		domain: DomainId,
		who: &T::AccountId,
		reason: &Self::Reason,
		stake: Shares,
		to: &Self::Reason,
	) -> Result<Shares, DispatchError> {
		Self::change(domain, who, |entry| {
			let stake = entry.open_stake(reason, stake)?;
			let left = entry.take_stake(reason, stake, true)?.saturating_sub(stake);
			entry.put_stake(to, stake, true)?;
			let (shares, freed) = (entry.shares(stake), entry.shares(left));
			let (from, to) = (*reason, *to);
			entry.event(|domain, who| Event::StakeMoved { domain, who, from, to, shares, freed });
			entry.credit(left)?;
			Ok(shares)
		})
	}

	fn end_stake(
		domain: DomainId,
		who: &T::AccountId,
		reason: &Self::Reason,
		stake: Shares,
		end: StakeEnd,
	) -> DispatchResult {
		Self::change(domain, who, |entry| {
			let stake = entry.open_stake(reason, stake)?;
			let (burned, minted) = (entry.value(end.burned), entry.value(end.minted));
			ensure!(burned <= stake, Error::<T>::MoreThanStaked);
			let freed = entry.take_stake(reason, stake, true)?.saturating_sub(burned);
			entry.emit_released(reason, freed, burned, true);
			entry.credit(freed)?;
			entry.mint(minted)?;
			Ok(())
		})
	}
}

impl<T: Config> MintReputation<T::AccountId> for Pallet<T> {
	fn mint(domain: DomainId, who: &T::AccountId, shares: Shares) -> DispatchResult {
		Self::change(domain, who, |entry| Ok(entry.mint(entry.value(shares))?))
	}

	fn burn_or_owe(
		domain: DomainId,
		who: &T::AccountId,
		shares: Shares,
	) -> Result<Shares, DispatchError> {
		Self::change(domain, who, |entry| {
			let value = entry.value(shares);
			let burned = value.min(entry.account.free);
			let owed = value.saturating_sub(burned);
			entry.account.free = entry.account.free.saturating_sub(burned);
			entry.account.debt =
				entry.account.debt.checked_add(owed).ok_or(Error::<T>::DebtOverflow)?;
			entry.emit_burned(burned);
			if owed > 0 {
				let shares = entry.shares(owed);
				entry.event(|domain, who| Event::DebtIncurred { domain, who, shares });
			}
			Ok(entry.shares(burned))
		})
	}
}

impl<T: Config> SnapshotReputation<T::AccountId> for Pallet<T> {
	fn snapshot(domain: DomainId) -> Result<Snapshot, DispatchError> {
		Self::do_snapshot(domain)
	}

	fn minted_since(domain: DomainId, who: &T::AccountId, snapshot: u32) -> Shares {
		Self::read_shares(domain, who, |entry| {
			mint_log::since(&entry.account.mint_log, snapshot).min(entry.total())
		})
	}
}
