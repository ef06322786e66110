//! The types that the ledger stores and shows.

use crate::{
	decay::{era_length, Scale, MAX_ERAS_HELD},
	dividends,
	mint_log::{self, MintLog, KEPT_SNAPSHOTS, SNAPSHOT_WINDOW},
};
use codec::{Decode, Encode, MaxEncodedLen};
use frame_support::{
	defensive,
	traits::{ConstU32, Get},
	BoundedVec,
};
use scale_info::TypeInfo;
use sp_core::U256;
use sp_runtime::{traits::AtLeast32BitUnsigned, SaturatedConversion};
use witan_experts::{ledger::Snapshot, shares::Shares};
use witan_primitives::Balance;

/// A snapshot of a domain, with its block.
#[frame_support::stored(no_skip_type_params)]
#[derive(Copy)]
pub struct SnapshotRecord<BlockNumber> {
	/// The block in which the snapshot was taken.
	pub at: BlockNumber,
	/// The snapshot. Its supply is in shares of the era in which it was taken.
	pub snapshot: Snapshot,
}

/// The sums and the state that all accounts of a domain share.
#[frame_support::stored(no_skip_type_params)]
pub struct Ledger<BlockNumber> {
	/// Blocks in which REP halves. `None`: REP doesn't decay, and the ledger stays in era 0.
	pub half_life: Option<BlockNumber>,
	/// The era in which the record was last written.
	#[codec(compact)]
	pub era: u32,
	/// The block in which that era started.
	pub era_start: BlockNumber,
	/// All shares, free and held.
	#[codec(compact)]
	pub shares: u128,
	/// The most of these that rounding at the ends of eras can have left without an account.
	#[codec(compact)]
	pub roundings: u128,
	/// The number of accounts with a record.
	#[codec(compact)]
	pub accounts: u64,
	/// True if a dividend was paid in this era.
	pub paid_this_era: bool,
	/// The sum of all dividends per share, in 2^-128 of a token unit.
	pub index: U256,
	/// Tokens that were paid in as dividends.
	#[codec(compact)]
	pub paid_in: Balance,
	/// Tokens of these that were paid out to accounts.
	#[codec(compact)]
	pub claimed: Balance,
	/// The most of these that can belong to no account, because of rounding.
	#[codec(compact)]
	pub unassigned: Balance,
	/// The last snapshots, the oldest first.
	pub snapshots: BoundedVec<SnapshotRecord<BlockNumber>, ConstU32<KEPT_SNAPSHOTS>>,
	/// Blocks after a snapshot from which a mint takes another. Zero if the domain demands no age
	/// of snapshots, so that none is taken before a pool needs it.
	pub spacing: BlockNumber,
	/// Shares that were missing at `missing_at` from what the domain may mint against fees when it
	/// has not minted for long.
	#[codec(compact)]
	pub missing: u128,
	/// The block in which REP was last minted against a fee.
	pub missing_at: BlockNumber,
}

impl<BlockNumber: AtLeast32BitUnsigned + Copy> Ledger<BlockNumber> {
	/// Returns a ledger without REP, in its first era.
	pub fn new(half_life: Option<BlockNumber>, now: BlockNumber) -> Self {
		Self {
			half_life,
			era: 0,
			era_start: now,
			shares: 0,
			roundings: 0,
			accounts: 0,
			paid_this_era: false,
			index: U256::zero(),
			paid_in: 0,
			claimed: 0,
			unassigned: 0,
			snapshots: BoundedVec::new(),
			spacing: BlockNumber::zero(),
			missing: 0,
			missing_at: now,
		}
	}

	fn age(&self, now: BlockNumber) -> u64 {
		now.saturating_sub(self.era_start).unique_saturated_into()
	}

	/// Returns the last snapshot, if it is at most [`SNAPSHOT_WINDOW`] blocks old: a pool that asks
	/// for it can still be open.
	pub fn snapshot_in_window(&self, now: BlockNumber) -> Option<Snapshot> {
		let SnapshotRecord { at, snapshot } = self.last_snapshot()?;
		(now.saturating_sub(at) <= SNAPSHOT_WINDOW.into()).then_some(snapshot)
	}

	/// Returns the last snapshot, if any is kept.
	pub fn last_snapshot(&self) -> Option<SnapshotRecord<BlockNumber>> {
		self.snapshots.last().copied()
	}

	/// Keeps a new snapshot, and forgets the oldest if there are too many.
	pub fn keep_snapshot(&mut self, record: SnapshotRecord<BlockNumber>) {
		if self.snapshots.is_full() {
			self.snapshots.remove(0);
		}
		if self.snapshots.try_push(record).is_err() {
			defensive!("a full list has lost its oldest");
		}
	}

	/// Returns the worth of a share at block `now` of the current era.
	pub fn scale(&self, now: BlockNumber) -> Scale {
		self.half_life.map_or(Scale::WHOLE, |half_life| {
			Scale::at(self.age(now), half_life.unique_saturated_into())
		})
	}

	/// Carries the ledger to the era of block `now`. Returns true if that is a new era.
	///
	/// Each of an account's `parts` is rounded down to whole shares by itself. The sum of all
	/// accounts thus loses at most one share for each part. The ledger's own rounding only makes
	/// the difference smaller.
	pub fn carry_to(&mut self, now: BlockNumber, parts: u32) -> bool {
		let Some(half_life) = self.half_life else { return false };
		let length = era_length(half_life.unique_saturated_into());
		let eras = self.age(now).checked_div(length).unwrap_or_default();
		if eras == 0 {
			return false;
		}
		// An era has at least 16 blocks: block numbers below 2^36 don't reach era 2^32.
		let from = Shares::new(0, self.era);
		self.era = self.era.saturating_add(u32::try_from(eras).unwrap_or(u32::MAX));
		let carry = |value| Shares { value, ..from }.in_era(self.era);
		let lost = u128::from(self.accounts).saturating_mul(parts.into());
		self.shares = carry(self.shares);
		self.missing = carry(self.missing);
		self.roundings = carry(self.roundings).saturating_add(lost).min(self.shares);
		self.era_start =
			self.era_start.saturating_add(eras.saturating_mul(length).saturated_into());
		self.paid_this_era = false;
		true
	}
}

/// The stakes of an account for one reason.
#[frame_support::stored(no_skip_type_params)]
pub struct Hold<Reason> {
	pub reason: Reason,
	/// The sum of the stakes, in shares of the account's era.
	#[codec(compact)]
	pub shares: u128,
	/// The number of stakes.
	#[codec(compact)]
	pub stakes: u32,
}

/// An account of a domain. Its shares are of its era, the one in which it was last written.
#[frame_support::stored(no_skip_type_params)]
#[scale_info(skip_type_params(MaxHolds))]
#[codec(mel_bound(Reason: MaxEncodedLen))]
pub struct Account<Reason, MaxHolds>
where
	Reason: Clone + core::fmt::Debug + PartialEq + Eq,
	MaxHolds: Get<u32>,
{
	#[codec(compact)]
	pub era: u32,
	/// Shares that can be staked.
	#[codec(compact)]
	pub free: u128,
	/// Shares that the account owes. The next free ones pay them: it has no free shares beside
	/// debt.
	#[codec(compact)]
	pub debt: u128,
	/// The stakes, with at most one entry for each reason, and none without a stake.
	pub holds: BoundedVec<Hold<Reason>, MaxHolds>,
	/// The domain's dividend index when the account was last written.
	pub index: U256,
	/// Dividends earned until then and not claimed, in 2^-128 of a token unit.
	pub earned: U256,
	/// REP minted since the domain's snapshots, as long as a pool can ask for it.
	pub mint_log: MintLog,
}

impl<Reason, MaxHolds> Account<Reason, MaxHolds>
where
	Reason: Clone + core::fmt::Debug + PartialEq + Eq,
	MaxHolds: Get<u32>,
{
	/// Returns an empty account.
	pub fn new(era: u32, index: U256) -> Self {
		Self {
			era,
			free: 0,
			debt: 0,
			holds: BoundedVec::new(),
			index,
			earned: U256::zero(),
			mint_log: MintLog::new(),
		}
	}

	/// Returns all shares, free and held. `None` if the sum overflows, which the limit on a
	/// domain's supply rules out.
	pub fn shares(&self) -> Option<u128> {
		self.holds.iter().try_fold(self.free, |sum, hold| sum.checked_add(hold.shares))
	}

	/// Returns true if the record can be removed: no shares, no stakes, no debt, and less than one
	/// token unit of dividends. Leftover mint entries do not keep a record alive.
	pub fn is_empty(&self) -> bool {
		self.free == 0
			&& self.debt == 0
			&& self.holds.is_empty()
			&& dividends::whole(self.earned) == 0
	}

	/// Adds the dividends that the shares earned until the index is `index`.
	fn settle(&mut self, index: U256) -> Option<()> {
		let earned = dividends::earned(self.shares()?, self.index, index)?;
		self.earned = self.earned.checked_add(earned)?;
		self.index = index;
		Some(())
	}

	/// Carries all numbers of shares to a later era.
	fn shift_to(&mut self, era: u32) {
		let carry = |value| Shares::new(value, self.era).in_era(era);
		self.free = carry(self.free);
		self.debt = carry(self.debt);
		self.holds.iter_mut().for_each(|hold| hold.shares = carry(hold.shares));
		mint_log::carry(&mut self.mint_log, self.era, era);
		self.era = era;
	}

	/// Carries the account to a later era, with what it earned in each era between by the shares
	/// that it had then.
	///
	/// `end_of` returns the index at the end of an era, if a dividend was paid in it. Returns the
	/// number of eras that it looked at: zero if no dividend was paid, and at most
	/// [`MAX_ERAS_HELD`], after which no shares are left. `None` on overflow, which the supplies of
	/// shares and tokens rule out.
	pub fn carry_to(
		&mut self,
		era: u32,
		index: U256,
		end_of: impl Fn(u32) -> Option<U256>,
	) -> Option<u32> {
		let mut walked: u32 = 0;
		while self.era < era && self.index != index && self.shares()? > 0 && walked < MAX_ERAS_HELD
		{
			if let Some(end) = end_of(self.era) {
				self.settle(end)?;
			}
			self.shift_to(self.era.saturating_add(1));
			walked = walked.saturating_add(1);
		}
		self.shift_to(era.max(self.era));
		self.settle(index)?;
		Some(walked)
	}

	/// Adds free shares, which pay debt first. Returns those that paid it. `None` on overflow.
	pub fn credit(&mut self, shares: u128) -> Option<u128> {
		let paid = shares.min(self.debt);
		self.free = self.free.checked_add(shares.saturating_sub(paid))?;
		self.debt = self.debt.saturating_sub(paid);
		Some(paid)
	}

	/// Returns the stakes for a reason, if there are any.
	pub fn hold(&self, reason: &Reason) -> Option<&Hold<Reason>> {
		self.holds.iter().find(|hold| hold.reason == *reason)
	}

	/// Adds shares to a reason's stakes: to a new one with `opens`, otherwise to those it has.
	/// `None` if there is no stake to add to, or on overflow.
	pub fn put(&mut self, reason: &Reason, shares: u128, opens: bool) -> Option<()> {
		match self.holds.iter_mut().find(|hold| hold.reason == *reason) {
			Some(hold) => {
				let stakes = hold.stakes.checked_add(opens.into())?;
				hold.shares = hold.shares.checked_add(shares)?;
				hold.stakes = stakes;
				Some(())
			},
			None if opens => {
				self.holds.try_push(Hold { reason: reason.clone(), shares, stakes: 1 }).ok()
			},
			None => None,
		}
	}

	/// Takes shares out of a reason's stakes, and with `ends` ends one of these. If that was the
	/// last one, also takes the rest that rounding left, and returns it. `None` if there is no such
	/// stake.
	pub fn take(&mut self, reason: &Reason, shares: u128, ends: bool) -> Option<u128> {
		let position = self.holds.iter().position(|hold| hold.reason == *reason)?;
		let hold = self.holds.get_mut(position)?;
		let stakes = hold.stakes.checked_sub(ends.into())?;
		hold.shares = hold.shares.checked_sub(shares)?;
		hold.stakes = stakes;
		if stakes > 0 {
			return Some(0);
		}
		Some(self.holds.swap_remove(position).shares)
	}
}

/// A ledger as users see it.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct LedgerInfo<BlockNumber> {
	/// Blocks in which REP halves, if it decays.
	pub half_life: Option<BlockNumber>,
	/// All REP, free and held, in units of 10^-9 REP.
	pub supply: Balance,
	/// All REP, in shares.
	pub shares: Shares,
	/// The current era.
	pub era: u32,
	/// The block in which the current era started.
	pub era_start: BlockNumber,
	/// The number of accounts with a record.
	pub accounts: u64,
	/// Tokens that were paid in as dividends.
	pub paid_in: Balance,
	/// Tokens of these that were paid out to accounts.
	pub claimed: Balance,
	/// The last snapshot, if any was ever taken.
	pub snapshot: Option<SnapshotRecord<BlockNumber>>,
	/// The most that the next pool mints, if it is decided at this block. `None` while nobody has
	/// REP: there is no limit then.
	pub mintable: Option<MintableInfo>,
}

/// The most that a domain mints against one fee at a block, in units of 10^-9 REP.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct MintableInfo {
	/// The most in a pool on the evidence of a job.
	pub job: Balance,
	/// The most in a sponsor's pool.
	pub sponsor: Balance,
}
