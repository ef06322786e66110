//! What the ledger stores and shows.

use crate::{
	attenuation::{era_length, Scale, MAX_ERAS_HELD},
	dividends,
	minted::{self, MintedSince, REACH},
};
use alloc::vec::Vec;
use codec::{Decode, Encode, MaxEncodedLen};
use frame_support::{
	traits::Get, BoundedVec, CloneNoBound, DebugNoBound, EqNoBound, PartialEqNoBound,
};
use scale_info::TypeInfo;
use sp_core::{ConstU32, U256};
use sp_runtime::{traits::AtLeast32BitUnsigned, SaturatedConversion};
use witan_experts::{domain::DomainParameters, ledger::Snapshot, shares::Shares};
use witan_primitives::Balance;

/// How many bytes a domain's metadata has at most.
pub const MAX_METADATA: u32 = 256;
/// What a domain says of itself: text, or where to find it.
pub type Metadata = BoundedVec<u8, ConstU32<MAX_METADATA>>;

/// A snapshot of a domain, and when it was taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct SnapshotRecord<BlockNumber> {
	/// The block in which it was taken.
	pub at: BlockNumber,
	/// The snapshot; its supply is of the era that it was taken in.
	pub snapshot: Snapshot,
}

/// The part of a domain that every touch of an account reads.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Domain<BlockNumber> {
	/// Blocks in which REP halves. `None`: it doesn't attenuate, and the domain stays in era 0.
	pub half_life: Option<BlockNumber>,
	/// The era it was in when it was last written.
	#[codec(compact)]
	pub era: u32,
	/// The block in which that era started.
	pub era_start: BlockNumber,
	/// All units, free and held.
	#[codec(compact)]
	pub shares: u128,
	/// The most of these that rounding at the ends of eras has left with no account.
	#[codec(compact)]
	pub roundings: u128,
	/// How many accounts have a record.
	#[codec(compact)]
	pub accounts: u64,
	/// Whether a dividend was paid in this era.
	pub paid_this_era: bool,
	/// What dividends have given to a unit, in 2^-128 of a token's smallest amount.
	pub index: U256,
	/// Tokens that were paid as dividends.
	#[codec(compact)]
	pub paid_in: Balance,
	/// Tokens of these that accounts were paid.
	#[codec(compact)]
	pub claimed: Balance,
	/// The most of these that belongs to no account, because of rounding.
	#[codec(compact)]
	pub unassigned: Balance,
	/// The last snapshot, if any was ever taken.
	pub snapshot: Option<SnapshotRecord<BlockNumber>>,
}

impl<BlockNumber: AtLeast32BitUnsigned + Copy> Domain<BlockNumber> {
	/// A domain without REP.
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
			snapshot: None,
		}
	}

	fn age(&self, now: BlockNumber) -> u64 {
		now.saturating_sub(self.era_start).unique_saturated_into()
	}

	/// The last snapshot, if a pool can still be open that asks what was minted since: at most [`REACH`] blocks old.
	pub fn snapshot_in_reach(&self, now: BlockNumber) -> Option<Snapshot> {
		let SnapshotRecord { at, snapshot } = self.snapshot?;
		(now.saturating_sub(at) <= REACH.into()).then_some(snapshot)
	}

	/// What a unit is worth now, in the era that is now.
	pub fn scale(&self, now: BlockNumber) -> Scale {
		self.half_life.map_or(Scale::WHOLE, |half_life| {
			Scale::at(self.age(now), half_life.unique_saturated_into())
		})
	}

	/// Goes over to the era that is now. Whether that is another.
	///
	/// Each of an account's `parts` is rounded down to whole units by itself, so that of the sum of all accounts at most one
	/// unit is lost for each part; the domain's own rounding only makes the difference smaller.
	pub fn carry_to(&mut self, now: BlockNumber, parts: u32) -> bool {
		let Some(half_life) = self.half_life else { return false };
		let length = era_length(half_life.unique_saturated_into());
		let eras = self.age(now) / length;
		if eras == 0 {
			return false;
		}
		// An era is at least 16 blocks: block numbers below 2^36 don't reach the last era there can be.
		let from = Shares::new(0, self.era);
		self.era = self.era.saturating_add(u32::try_from(eras).unwrap_or(u32::MAX));
		let carry = |value| Shares { value, ..from }.in_era(self.era);
		let lost = u128::from(self.accounts).saturating_mul(parts.into());
		self.shares = carry(self.shares);
		self.roundings = carry(self.roundings).saturating_add(lost).min(self.shares);
		self.era_start = self.era_start.saturating_add((eras * length).saturated_into());
		self.paid_this_era = false;
		true
	}
}

/// The part of a domain that only reads look at.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Profile<AccountId, Ticket> {
	/// Who made the domain.
	pub founder: AccountId,
	/// What it says of itself.
	pub metadata: Metadata,
	/// The founder's deposit. `None` if it is a genesis domain.
	pub ticket: Option<Ticket>,
}

/// What an account holds for one reason.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Hold<Reason> {
	/// What for.
	pub reason: Reason,
	/// The sum of the stakes, in units of the account's era.
	#[codec(compact)]
	pub shares: u128,
	/// How many stakes.
	#[codec(compact)]
	pub stakes: u32,
}

/// An account of a domain. Its units are of its era, the one in which it was last written.
#[derive(
	CloneNoBound, DebugNoBound, PartialEqNoBound, EqNoBound, Encode, Decode, MaxEncodedLen, TypeInfo,
)]
#[scale_info(skip_type_params(MaxHolds))]
#[codec(mel_bound(Reason: MaxEncodedLen))]
pub struct Account<Reason, MaxHolds>
where
	Reason: Clone + core::fmt::Debug + PartialEq + Eq,
	MaxHolds: Get<u32>,
{
	/// The era.
	#[codec(compact)]
	pub era: u32,
	/// Units that can be staked.
	#[codec(compact)]
	pub free: u128,
	/// Units that the next free ones pay. None are free as long as there are any.
	#[codec(compact)]
	pub debt: u128,
	/// What is staked, at most one entry for a reason, and none without a stake.
	pub holds: BoundedVec<Hold<Reason>, MaxHolds>,
	/// The domain's dividend index when the account was last written.
	pub index: U256,
	/// Dividends earned until then and not claimed, in 2^-128 of a token's smallest amount.
	pub earned: U256,
	/// What was minted to it since the domain's snapshots, as long as somebody may ask for it.
	pub minted: MintedSince,
}

impl<Reason, MaxHolds> Account<Reason, MaxHolds>
where
	Reason: Clone + core::fmt::Debug + PartialEq + Eq,
	MaxHolds: Get<u32>,
{
	/// An account of nothing.
	pub fn new(era: u32, index: U256) -> Self {
		Self {
			era,
			free: 0,
			debt: 0,
			holds: BoundedVec::new(),
			index,
			earned: U256::zero(),
			minted: MintedSince::new(),
		}
	}

	/// All units, free and held. `None` if they are too many to count, which a domain's supply does not allow.
	pub fn shares(&self) -> Option<u128> {
		self.holds.iter().try_fold(self.free, |sum, hold| sum.checked_add(hold.shares))
	}

	/// Whether nothing is left that is worth a record. Of nothing it is no matter when it was minted.
	pub fn is_empty(&self) -> bool {
		self.free == 0
			&& self.debt == 0
			&& self.holds.is_empty()
			&& dividends::whole(self.earned) == 0
	}

	fn settle(&mut self, index: U256) -> Option<()> {
		let earned = dividends::earned(self.shares()?, self.index, index)?;
		self.earned = self.earned.checked_add(earned)?;
		self.index = index;
		Some(())
	}

	fn shift_to(&mut self, era: u32) {
		let carry = |value| Shares::new(value, self.era).in_era(era);
		self.free = carry(self.free);
		self.debt = carry(self.debt);
		self.holds.iter_mut().for_each(|hold| hold.shares = carry(hold.shares));
		minted::carry(&mut self.minted, self.era, era);
		self.era = era;
	}

	/// Goes over to a later era with what it earned in those between, each by the units it had then. `end_of` gives the
	/// index at the end of an era, if a dividend was paid in it. Gives the number of eras it looked at: at most
	/// [`MAX_ERAS_HELD`], after which no units are left, and none if no dividend was paid. `None` if there is more than can be
	/// counted, which the supplies of units and tokens do not allow.
	pub fn carry_to(
		&mut self,
		era: u32,
		index: U256,
		end_of: impl Fn(u32) -> Option<U256>,
	) -> Option<u32> {
		let mut looked_at = 0;
		while self.era < era
			&& self.index != index
			&& self.shares()? > 0
			&& looked_at < MAX_ERAS_HELD
		{
			if let Some(end) = end_of(self.era) {
				self.settle(end)?;
			}
			self.shift_to(self.era.saturating_add(1));
			looked_at += 1;
		}
		self.shift_to(era.max(self.era));
		self.settle(index)?;
		Some(looked_at)
	}

	/// Adds free units; gives those that paid debt, and are gone. `None` if they are too many to count.
	pub fn credit(&mut self, shares: u128) -> Option<u128> {
		let paid = shares.min(self.debt);
		self.free = self.free.checked_add(shares - paid)?;
		self.debt -= paid;
		Some(paid)
	}

	/// What is held for a reason.
	pub fn hold(&self, reason: &Reason) -> Option<&Hold<Reason>> {
		self.holds.iter().find(|hold| hold.reason == *reason)
	}

	/// Adds units to what is held for a reason, as another stake or to the stakes there are. `None` if that is not possible.
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

	/// Takes units out of what is held for a reason, and with `ends` a stake; what the reason's last stake leaves behind is
	/// taken too. Gives what was taken on top. `None` if there is no such stake.
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

/// A domain, for readers.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct DomainInfo<AccountId, BlockNumber> {
	/// Who made the domain.
	pub founder: AccountId,
	/// What it says of itself.
	pub metadata: Vec<u8>,
	/// Blocks in which REP halves, if it does.
	pub half_life: Option<BlockNumber>,
	/// What it has decided for itself.
	pub parameters: DomainParameters<BlockNumber>,
	/// All REP, free and held, in 10^-9 REP.
	pub supply: Balance,
	/// The same in units.
	pub shares: Shares,
	/// The era that it is in.
	pub era: u32,
	/// The block in which that started.
	pub era_start: BlockNumber,
	/// How many accounts have a record.
	pub accounts: u64,
	/// Tokens that were paid as dividends.
	pub paid_in: Balance,
	/// Tokens of these that accounts were paid.
	pub claimed: Balance,
	/// The last snapshot, if any was ever taken.
	pub snapshot: Option<SnapshotRecord<BlockNumber>>,
}
