//! Reputation that only new eras make decay: a share of the current era is one unit, 10^-9 REP.

use crate::{get, kill, put, AccountId, BlockNumber};
use codec::{Decode, Encode};
use core::{cell::Cell, marker::PhantomData};
use frame_support::traits::Footprint;
use sp_runtime::{ArithmeticError, DispatchError, DispatchResult, TokenError};
use witan_experts::{
	ids::DomainId,
	ledger::{
		Budget, InspectReputation, MintBudget, MintReputation, OpenLedger, Snapshot,
		SnapshotReputation, StakeEnd, StakeReputation, StakeSplit,
	},
	shares::{Shares, ERA_SHIFT},
};
use witan_primitives::Balance;

/// Sum and number of a reason's stakes.
#[derive(Clone, Encode, Decode)]
struct Hold {
	reason: Vec<u8>,
	value: u128,
	stakes: u32,
}

/// An account in a domain, with amounts of its era.
#[derive(Clone, Default, Encode, Decode)]
struct Account {
	era: u32,
	free: u128,
	holds: Vec<Hold>,
	debt: u128,
	/// Minted shares, each mint with the id of the domain's last snapshot.
	minted: Vec<(u32, u128)>,
}

impl Account {
	fn carry_to(&mut self, era: u32) {
		let carry = |value: u128| Shares::new(value, self.era).in_era(era);
		self.free = carry(self.free);
		self.debt = carry(self.debt);
		self.holds.iter_mut().for_each(|hold| hold.value = carry(hold.value));
		let carry_up =
			|value| (self.era..era).fold(value, |value: u128, _| value.div_ceil(1 << ERA_SHIFT));
		self.minted.iter_mut().for_each(|(_, value)| *value = carry_up(*value));
		self.era = era;
	}

	fn total(&self) -> u128 {
		self.free + self.holds.iter().map(|hold| hold.value).sum::<u128>()
	}

	fn hold(&mut self, reason: &[u8]) -> &mut Hold {
		if let Some(index) = self.holds.iter().position(|hold| hold.reason == reason) {
			return &mut self.holds[index];
		}
		self.holds.push(Hold { reason: reason.to_vec(), value: 0, stakes: 0 });
		self.holds.last_mut().expect("one was pushed")
	}

	/// Pays debt, adds the rest to free REP, and returns the rest.
	fn credit(&mut self, value: u128) -> u128 {
		let paid = value.min(self.debt);
		self.debt -= paid;
		self.free += value - paid;
		value - paid
	}

	fn mint(&mut self, value: u128, snapshot: Option<Snapshot>) {
		let minted = self.credit(value);
		if let Some(Snapshot { id, .. }) = snapshot {
			self.minted.push((id, minted));
		}
	}

	/// Takes a stake out of a reason's sum. With the last stake, the remainder becomes free.
	fn take(&mut self, reason: &[u8], stake: u128) -> Result<(), DispatchError> {
		let hold = self.hold(reason);
		if hold.stakes == 0 || hold.value < stake {
			return Err(DispatchError::Other("no such stake"));
		}
		hold.stakes -= 1;
		hold.value -= stake;
		if hold.stakes == 0 {
			let dust = core::mem::take(&mut hold.value);
			self.holds.retain(|hold| hold.stakes > 0);
			self.credit(dust);
		}
		Ok(())
	}
}

thread_local! {
	/// Reads of snapshots. Not in storage, because a failed call doesn't undo that it read.
	static SNAPSHOT_READS: Cell<u32> = const { Cell::new(0) };
}

/// Error with which the ledger refuses to change a closed account.
pub const CLOSED: DispatchError = DispatchError::Unavailable;

/// Error with which the ledger refuses a half-life of 0.
pub const NO_HALF_LIFE: DispatchError = DispatchError::Other("a half-life of 0");
/// Bytes of a ledger's only record.
pub const RECORD_BYTES: usize = 100;

/// A ledger in which every domain exists, opened or not. `Reason` is the type of reasons for
/// stakes.
pub struct MockLedger<Reason>(PhantomData<Reason>);

impl<Reason: Encode> MockLedger<Reason> {
	/// Moves a domain to a later era.
	pub fn set_era(domain: DomainId, era: u32) {
		let supply = Self::supply(domain).carried_to(era);
		put("ledger-era", domain, era);
		put("ledger-supply", domain, supply);
	}

	/// Returns the sum, in shares of the current era, and the number of an account's stakes for a
	/// reason.
	pub fn staked(domain: DomainId, who: AccountId, reason: Reason) -> (u128, u32) {
		let reason = reason.encode();
		let account = Self::account(domain, who);
		let hold = account.holds.iter().find(|hold| hold.reason == reason);
		hold.map_or((0, 0), |hold| (hold.value, hold.stakes))
	}

	/// Refuses with [`CLOSED`] from now on to mint to an account, to burn its REP and to end its
	/// stakes.
	pub fn close_account(who: AccountId) {
		put("ledger-closed", who, ());
	}

	/// Undoes [`Self::close_account`].
	pub fn reopen_account(who: AccountId) {
		kill("ledger-closed", who);
	}

	/// Lets a domain mint at most this many shares more against fees.
	pub fn limit_minting(domain: DomainId, shares: u128) {
		put("mintable", domain, shares);
	}

	/// Refuses from now on to mint to anyone, like a ledger that holds as much as it can.
	pub fn fill() {
		put("ledger-full", (), ());
	}

	/// Returns the number of calls on this thread of [`SnapshotReputation::snapshot`] and
	/// [`SnapshotReputation::minted_since`].
	pub fn snapshot_reads() -> u32 {
		SNAPSHOT_READS.get()
	}

	/// Returns the half-life with which a domain's ledger was opened, or `None` if it was not.
	pub fn opened(domain: DomainId) -> Option<Option<BlockNumber>> {
		get("ledger-opened", domain)
	}

	fn count_snapshot_read() {
		SNAPSHOT_READS.set(SNAPSHOT_READS.get() + 1);
	}

	fn check_mints(who: &AccountId, shares: Shares) -> DispatchResult {
		Self::check_open(who)?;
		match get::<()>("ledger-full", ()).is_some() && !shares.is_zero() {
			true => Err(DispatchError::Other("the ledger is full")),
			false => Ok(()),
		}
	}

	fn check_open(who: &AccountId) -> DispatchResult {
		get::<()>("ledger-closed", who).map_or(Ok(()), |()| Err(CLOSED))
	}

	fn last_snapshot(domain: DomainId) -> Option<Snapshot> {
		get("ledger-snapshot", domain)
	}

	fn account(domain: DomainId, who: AccountId) -> Account {
		let mut account: Account = get("ledger", (domain, who)).unwrap_or_default();
		account.carry_to(Self::era(domain));
		account
	}

	fn change<R>(
		domain: DomainId,
		who: AccountId,
		change: impl FnOnce(&mut Account) -> Result<R, DispatchError>,
	) -> Result<R, DispatchError> {
		let mut account = Self::account(domain, who);
		let before = account.total();
		let result = change(&mut account)?;
		let supply = Self::supply(domain);
		let value = (supply.value + account.total())
			.checked_sub(before)
			.ok_or(ArithmeticError::Underflow)?;
		put("ledger-supply", domain, Shares::new(value, supply.era));
		put("ledger", (domain, who), account);
		Ok(result)
	}
}

impl<Reason: Encode> OpenLedger<BlockNumber> for MockLedger<Reason> {
	fn open_ledger(domain: DomainId, half_life: Option<BlockNumber>) -> DispatchResult {
		if half_life == Some(0) {
			return Err(NO_HALF_LIFE);
		}
		put("ledger-opened", domain, half_life);
		Ok(())
	}

	fn follow_parameters(_: DomainId) {}

	fn footprint() -> Footprint {
		Footprint::from_parts(1, RECORD_BYTES)
	}
}

impl<Reason: Encode> InspectReputation<AccountId> for MockLedger<Reason> {
	fn supply(domain: DomainId) -> Shares {
		get("ledger-supply", domain).unwrap_or_default()
	}

	fn era(domain: DomainId) -> u32 {
		get("ledger-era", domain).unwrap_or_default()
	}

	fn is_in_era(domain: DomainId, who: &AccountId) -> bool {
		let account: Option<Account> = get("ledger", (domain, who));
		account.is_none_or(|account| account.era == Self::era(domain))
	}

	fn total(domain: DomainId, who: &AccountId) -> Shares {
		Shares::new(Self::account(domain, *who).total(), Self::era(domain))
	}

	fn debt(domain: DomainId, who: &AccountId) -> Shares {
		Shares::new(Self::account(domain, *who).debt, Self::era(domain))
	}

	fn free(domain: DomainId, who: &AccountId) -> Shares {
		Shares::new(Self::account(domain, *who).free, Self::era(domain))
	}

	fn to_shares(domain: DomainId, amount: Balance) -> Result<Shares, DispatchError> {
		if amount > u128::MAX >> 16 {
			return Err(ArithmeticError::Overflow.into());
		}
		Ok(Shares::new(amount, Self::era(domain)))
	}

	fn to_amount(domain: DomainId, shares: Shares) -> Balance {
		shares.in_era(Self::era(domain))
	}
}

impl<Reason: Encode> StakeReputation<AccountId> for MockLedger<Reason> {
	type Reason = Reason;

	fn open_stake(
		domain: DomainId,
		who: &AccountId,
		reason: &Reason,
		amount: Balance,
	) -> Result<Shares, DispatchError> {
		let shares = Self::to_shares(domain, amount)?;
		Self::change(domain, *who, |account| {
			account.free =
				account.free.checked_sub(shares.value).ok_or(TokenError::FundsUnavailable)?;
			let hold = account.hold(&reason.encode());
			hold.value += shares.value;
			hold.stakes += 1;
			Ok(shares)
		})
	}

	fn raise_stake(
		domain: DomainId,
		who: &AccountId,
		reason: &Reason,
		stake: Shares,
		amount: Balance,
	) -> Result<Shares, DispatchError> {
		let shares = Self::to_shares(domain, amount)?;
		Self::change(domain, *who, |account| {
			account.free =
				account.free.checked_sub(shares.value).ok_or(TokenError::FundsUnavailable)?;
			account.hold(&reason.encode()).value += shares.value;
			stake.checked_add(shares).ok_or(ArithmeticError::Overflow.into())
		})
	}

	fn split_stake(
		domain: DomainId,
		who: &AccountId,
		reason: &Reason,
		stake: Shares,
		part: Shares,
		to: &Reason,
	) -> Result<StakeSplit, DispatchError> {
		let (stake, part) =
			(stake.carried_to(Self::era(domain)), part.carried_to(Self::era(domain)));
		let rest = stake.checked_sub(part).ok_or(TokenError::FundsUnavailable)?;
		Self::change(domain, *who, |account| {
			let from = account.hold(&reason.encode());
			from.value = from.value.checked_sub(part.value).ok_or(TokenError::FundsUnavailable)?;
			let to = account.hold(&to.encode());
			to.value += part.value;
			to.stakes += 1;
			Ok(StakeSplit { rest, part })
		})
	}

	fn move_stake(
		domain: DomainId,
		who: &AccountId,
		reason: &Reason,
		stake: Shares,
		to: &Reason,
	) -> Result<Shares, DispatchError> {
		let stake = stake.carried_to(Self::era(domain));
		Self::change(domain, *who, |account| {
			account.take(&reason.encode(), stake.value)?;
			let to = account.hold(&to.encode());
			to.value += stake.value;
			to.stakes += 1;
			Ok(stake)
		})
	}

	fn end_stake(
		domain: DomainId,
		who: &AccountId,
		reason: &Reason,
		stake: Shares,
		end: StakeEnd,
	) -> DispatchResult {
		Self::check_mints(who, end.minted)?;
		let era = Self::era(domain);
		let stake = stake.in_era(era);
		let freed =
			stake.checked_sub(end.burned.in_era(era)).ok_or(TokenError::FundsUnavailable)?;
		Self::change(domain, *who, |account| {
			account.take(&reason.encode(), stake)?;
			account.credit(freed);
			account.mint(end.minted.in_era(era), Self::last_snapshot(domain));
			Ok(())
		})
	}
}

impl<Reason: Encode> MintReputation<AccountId> for MockLedger<Reason> {
	fn mint(domain: DomainId, who: &AccountId, shares: Shares) -> DispatchResult {
		Self::check_mints(who, shares)?;
		let value = shares.in_era(Self::era(domain));
		Self::change(domain, *who, |account| {
			account.mint(value, Self::last_snapshot(domain));
			Ok(())
		})
	}

	fn burn_or_owe(
		domain: DomainId,
		who: &AccountId,
		shares: Shares,
	) -> Result<Shares, DispatchError> {
		Self::check_open(who)?;
		let era = Self::era(domain);
		Self::change(domain, *who, |account| {
			let value = shares.in_era(era);
			let burned = value.min(account.free);
			account.free -= burned;
			account.debt += value - burned;
			Ok(Shares::new(burned, era))
		})
	}
}

impl<Reason: Encode> MintBudget for MockLedger<Reason> {
	fn mintable(domain: DomainId, asked: Shares, _: Budget) -> Shares {
		let most: u128 = get("mintable", domain).unwrap_or(u128::MAX);
		let era = Self::era(domain);
		Shares::new(asked.in_era(era).min(most), era)
	}

	fn take_mintable(domain: DomainId, asked: Shares, budget: Budget) -> Shares {
		let taken = Self::mintable(domain, asked, budget);
		if let Some(most) = get::<u128>("mintable", domain) {
			put("mintable", domain, most - taken.value);
		}
		taken
	}
}

impl<Reason: Encode> SnapshotReputation<AccountId> for MockLedger<Reason> {
	/// Returns a new snapshot at every call.
	fn snapshot(domain: DomainId) -> Result<Snapshot, DispatchError> {
		Self::count_snapshot_read();
		let supply = Self::supply(domain);
		if supply.is_zero() {
			return Err(DispatchError::Other("a snapshot of nothing"));
		}
		let id = Self::last_snapshot(domain).map_or(0, |last| last.id + 1);
		let snapshot = Snapshot { id, supply };
		put("ledger-snapshot", domain, snapshot);
		Ok(snapshot)
	}

	fn minted_since(domain: DomainId, who: &AccountId, snapshot: u32) -> Shares {
		Self::count_snapshot_read();
		let account = Self::account(domain, *who);
		let since = account.minted.iter().filter(|(id, _)| *id >= snapshot);
		let sum: u128 = since.map(|(_, value)| value).sum();
		Shares::new(sum.min(account.total()), account.era)
	}
}
