//! Reputation (REP): what pallets say to each other about it.
//!
//! REP attenuates, so that an amount of it means less tomorrow. Whatever is kept over time is therefore kept in
//! [`Units`], which don't change while REP does: `REP = units * scale(t)`, with the domain's scale at block t.

use crate::{governance::DomainParameter, Balance};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};
use sp_runtime::{DispatchError, DispatchResult};

/// A body of experts. Domain 0 is the constitution, whose ratified directives reach the chain itself.
pub type DomainId = u32;
/// A ratio in parts per million, as people type it. [`MILLION`] is the whole.
pub type Ppm = u32;

/// 1 REP in the smallest amounts of it that are told apart.
pub const REP: Balance = 1_000_000_000;
/// The whole, in parts per million.
pub const MILLION: Ppm = 1_000_000;
/// No domain lets a pool or a reveal period take longer, or demands that experts have longer for a work: 90 days of blocks of
/// 3 s. What is staked in a pool, and what a customer pays for a work, always becomes free some day.
pub const MAX_DURATION: u32 = 90 * 28_800;
/// No domain demands a greater part of its REP of a governance pool than two thirds, in parts per million: it could never
/// decide again when holders are away.
pub const MAX_GOVERNANCE_QUORUM: Ppm = 2 * MILLION / 3;
/// No domain demands that a greater part of a governance pool be in favour than four fifths, in parts per million: a few
/// could keep all others from ever undoing what was decided.
pub const MAX_GOVERNANCE_WIN_RATIO: Ppm = 4 * MILLION / 5;
/// By how many bits a new era makes a unit larger.
pub const ERA_SHIFT: u32 = 16;
/// After this many eras without a touch nothing is left of any amount.
pub const MAX_ERAS: u32 = u128::BITS / ERA_SHIFT;

/// An amount of reputation that is kept over time: a number of units, and the era of the domain in which it was written
/// down. A new era makes units 2^[`ERA_SHIFT`] times as large, so that numbers stay small while REP decays; an amount is
/// carried over at its next touch, by [`Units::in_era`].
#[derive(
	Clone,
	Copy,
	Debug,
	Default,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Serialize,
	Deserialize,
)]
pub struct Units {
	/// How many units of that era's size.
	#[codec(compact)]
	pub value: u128,
	/// The era of the domain.
	#[codec(compact)]
	pub era: u32,
}

impl Units {
	/// `value` units of an era's size.
	pub const fn new(value: u128, era: u32) -> Self {
		Self { value, era }
	}

	/// None.
	pub const fn zero() -> Self {
		Self::new(0, 0)
	}

	/// Whether there are none, in any era.
	pub const fn is_zero(&self) -> bool {
		self.value == 0
	}

	/// The same amount in units of `era`, rounded down by less than one. Eras only rise: of an era before its own, which no
	/// caller asks for, the value is the amount's own.
	pub const fn in_era(&self, era: u32) -> u128 {
		let eras = era.saturating_sub(self.era);
		if eras >= MAX_ERAS {
			0
		} else {
			self.value >> (eras * ERA_SHIFT)
		}
	}

	/// The same amount, written down in `era` or, if that is past, in its own.
	pub const fn carried_to(&self, era: u32) -> Self {
		let era = if era > self.era { era } else { self.era };
		Self::new(self.in_era(era), era)
	}

	/// The sum, in the later of both eras. `None` if it is too large.
	pub fn checked_add(&self, other: Self) -> Option<Self> {
		let era = self.era.max(other.era);
		Some(Self::new(self.in_era(era).checked_add(other.in_era(era))?, era))
	}

	/// The difference, in the later of both eras. `None` if it is negative.
	pub fn checked_sub(&self, other: Self) -> Option<Self> {
		let era = self.era.max(other.era);
		Some(Self::new(self.in_era(era).checked_sub(other.in_era(era))?, era))
	}

	/// The difference, in the later of both eras, or none if it is negative.
	pub fn saturating_sub(&self, other: Self) -> Self {
		let era = self.era.max(other.era);
		Self::new(self.in_era(era).saturating_sub(other.in_era(era)), era)
	}

	/// The smaller of both, in the later of both eras.
	pub fn min(&self, other: Self) -> Self {
		let era = self.era.max(other.era);
		Self::new(self.in_era(era).min(other.in_era(era)), era)
	}
}

/// How the fee for a work is shared, in parts per million that sum to [`MILLION`].
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Serialize,
	Deserialize,
)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct FeeSplit {
	/// To who did the work. Without a worker it joins the holders' part.
	pub worker: Ppm,
	/// To all who hold REP, by what they hold.
	pub holders: Ppm,
	/// To the chain's treasury.
	pub treasury: Ppm,
}

impl Default for FeeSplit {
	fn default() -> Self {
		Self { worker: MILLION / 2, holders: MILLION / 2, treasury: 0 }
	}
}

/// What the parameters of a domain's pools may be. Least values keep a few from deciding in a hurry for all; greatest ones
/// keep a service from being judged so that no work could ever be ratified.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Serialize,
	Deserialize,
)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PoolBounds<BlockNumber> {
	/// Blocks that a pool, or its reveal period, must be open at least.
	pub min_duration: BlockNumber,
	/// Blocks that a pool, or its reveal period, may be open at most.
	pub max_duration: BlockNumber,
	/// The least quorum, in parts per million of the domain's REP.
	pub min_quorum: Ppm,
	/// The greatest quorum, in parts per million of the domain's REP.
	pub max_quorum: Ppm,
	/// The least win ratio, in parts per million.
	pub min_win_ratio: Ppm,
	/// The greatest win ratio, in parts per million. At a million, whoever stakes anything against a post stops it.
	pub max_win_ratio: Ppm,
	/// The least part of a losing stake that is lost, in parts per million.
	pub min_binding: Ppm,
	/// The greatest part of a losing stake that is lost, in parts per million.
	pub max_binding: Ppm,
}

/// What the terms of a domain's services may be, so that nobody can sell the domain's experts on terms that ruin them.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Serialize,
	Deserialize,
)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct WorkBounds<BlockNumber> {
	/// The least fee for a work, in tokens.
	pub min_fee: Balance,
	/// Blocks that an expert must have for a work at least.
	pub min_period: BlockNumber,
	/// The greatest part of its stake that an expert who does not submit loses, in parts per million.
	pub max_no_show_penalty: Ppm,
}

/// What a pool must demand at least for the directive of its post to take effect.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Serialize,
	Deserialize,
)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct GovernanceBounds<BlockNumber> {
	/// Blocks.
	pub duration: BlockNumber,
	/// Parts per million of the domain's REP.
	pub quorum: Ppm,
	/// Parts per million.
	pub win_ratio: Ppm,
}

/// What a domain decides for itself.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Serialize,
	Deserialize,
)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct DomainParameters<BlockNumber> {
	/// Bounds on the parameters of pools.
	pub pool: PoolBounds<BlockNumber>,
	/// Bounds on the terms of services.
	pub work: WorkBounds<BlockNumber>,
	/// What governance pools must demand.
	pub governance: GovernanceBounds<BlockNumber>,
	/// REP minted for each token of a pool's fee, in parts per million: [`MILLION`] mints 1 REP for 1 token. At least 1.
	pub minting_ratio: Ppm,
	/// The part of what a pool mints that goes to the post and not to the voters, in parts per million.
	pub author_share: Ppm,
	/// How fees are shared.
	pub fee_split: FeeSplit,
}

/// Why [`DomainParameters`] can't be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InvalidParameters {
	/// A ratio above [`MILLION`], a least ratio above the greatest, or a governance quorum or win ratio of 0 or above the
	/// greatest.
	Ratio,
	/// Governance pools would have to demand more than [`MAX_GOVERNANCE_QUORUM`] or [`MAX_GOVERNANCE_WIN_RATIO`], or nothing
	/// is ever minted, so that a domain without REP never has any: it could never change its parameters again.
	Lockout,
	/// A duration of 0 or above [`MAX_DURATION`], a least duration above the longest, or a governance duration above the
	/// longest.
	Duration,
	/// The parts of the fee don't sum to [`MILLION`].
	FeeSplit,
}

impl<BlockNumber: Copy + PartialOrd + From<u32>> DomainParameters<BlockNumber> {
	/// Whether a domain can work with these.
	pub fn check(&self) -> Result<(), InvalidParameters> {
		let Self { pool, work, governance, minting_ratio, author_share, fee_split } = self;
		let ranges = [
			(pool.min_quorum, pool.max_quorum),
			(pool.min_win_ratio, pool.max_win_ratio),
			(pool.min_binding, pool.max_binding),
			(1, governance.quorum),
			(governance.quorum, pool.max_quorum),
			(1, governance.win_ratio),
			(governance.win_ratio, pool.max_win_ratio),
			(0, *author_share),
			(0, work.max_no_show_penalty),
		];
		if ranges.iter().any(|(least, greatest)| least > greatest || *greatest > MILLION) {
			return Err(InvalidParameters::Ratio);
		}
		if governance.quorum.max(pool.min_quorum) > MAX_GOVERNANCE_QUORUM
			|| governance.win_ratio.max(pool.min_win_ratio) > MAX_GOVERNANCE_WIN_RATIO
			|| *minting_ratio == 0
		{
			return Err(InvalidParameters::Lockout);
		}
		if pool.min_duration < BlockNumber::from(1u32)
			|| pool.max_duration < pool.min_duration
			|| governance.duration < BlockNumber::from(1u32)
			|| governance.duration > pool.max_duration
			|| work.min_period < BlockNumber::from(1u32)
			|| pool.max_duration > BlockNumber::from(MAX_DURATION)
			|| work.min_period > BlockNumber::from(MAX_DURATION)
		{
			return Err(InvalidParameters::Duration);
		}
		let FeeSplit { worker, holders, treasury } = *fee_split;
		let sum = worker.checked_add(holders).and_then(|sum| sum.checked_add(treasury));
		if sum != Some(MILLION) {
			return Err(InvalidParameters::FeeSplit);
		}
		Ok(())
	}
}

/// Facts about domains.
pub trait Domains<AccountId, BlockNumber> {
	/// What the domain has decided for itself. `None` if there is no such domain.
	fn parameters(domain: DomainId) -> Option<DomainParameters<BlockNumber>>;

	/// Who made the domain. `None` if there is no such domain.
	fn founder(domain: DomainId) -> Option<AccountId>;

	/// Whether the domain could work with its parameters if this one changed.
	fn check_parameter(
		domain: DomainId,
		parameter: &DomainParameter<BlockNumber>,
	) -> DispatchResult;

	/// Changes a parameter of the domain, or fails and changes nothing.
	fn set_parameter(domain: DomainId, parameter: DomainParameter<BlockNumber>) -> DispatchResult;
}

/// How a stake ends.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct StakeEnd {
	/// What of the stake is destroyed; the rest becomes free. At most the stake.
	pub burned: Units,
	/// What is minted to its owner on top.
	pub minted: Units,
}

/// Why an account can't stake what it wants to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lack {
	/// It has no REP in the domain.
	Membership,
	/// It has less free REP in the domain.
	Reputation,
}

/// A moment to which a domain's accounts can be compared.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Snapshot {
	/// Later moments have higher ids.
	#[codec(compact)]
	pub id: u32,
	/// All REP of the domain at that moment.
	pub supply: Units,
}

/// The ledger of reputation, for pallets that keep stakes over time.
///
/// A stake is an amount held with a reason. Its owner's account knows, of each reason, the sum and the number of stakes; the
/// pallet that took a stake remembers its [`Units`] and gives them back whole when it ends it. Rounding that new eras leave
/// in the sum becomes free with the reason's last stake.
///
/// Every function either does all it says or returns an error and changes nothing.
pub trait ReputationLedger<AccountId> {
	/// What stakes are held for.
	type Reason;

	/// All REP of a domain. Zero if there is no such domain, or if what is left after it has decayed is less than the smallest
	/// amount: such a domain begins anew, like one that never had any.
	fn supply(domain: DomainId) -> Units;

	/// The era that a domain is in now. 0 if there is no such domain.
	fn era(domain: DomainId) -> u32;

	/// All that an account has, free and held.
	fn total(domain: DomainId, who: &AccountId) -> Units;

	/// What an account owes: its next free REP pays it. See [`Self::burn_or_owe`].
	fn debt(domain: DomainId, who: &AccountId) -> Units;

	/// What an account can stake.
	fn free(domain: DomainId, who: &AccountId) -> Units;

	/// Why an account can't stake `amount` of its free REP. `None` if that it lacks REP is not why.
	fn lacks(domain: DomainId, who: &AccountId, amount: Balance) -> Option<Lack> {
		if Self::total(domain, who).is_zero() {
			return Some(Lack::Membership);
		}
		let free = Self::to_amount(domain, Self::free(domain, who));
		(free < amount).then_some(Lack::Reputation)
	}

	/// A snapshot of a domain that has REP, for which [`Self::minted_since`] answers for at least [`MAX_DURATION`] blocks from now:
	/// a new one, or the last one if it is so young that it would be one too many. Never one of a later block.
	fn snapshot(domain: DomainId) -> Result<Snapshot, DispatchError>;

	/// What was minted to an account since a snapshot, and maybe a little more: for no account is it less. What an account had
	/// before and still has is [`Self::total`] less this, at least.
	fn minted_since(domain: DomainId, who: &AccountId, snapshot: u32) -> Units;

	/// An amount of REP as units, at this block. Rounded up, so that [`Self::to_amount`] gives the amount back.
	fn to_units(domain: DomainId, amount: Balance) -> Result<Units, DispatchError>;

	/// Units as an amount of REP, at this block. Rounded down.
	fn to_amount(domain: DomainId, units: Units) -> Balance;

	/// Opens a stake of `amount` REP of the account's free REP. An amount of 0 opens a stake of nothing.
	fn open_stake(
		domain: DomainId,
		who: &AccountId,
		reason: &Self::Reason,
		amount: Balance,
	) -> Result<Units, DispatchError>;

	/// Adds `amount` of the account's free REP to an open stake; gives the whole.
	fn raise_stake(
		domain: DomainId,
		who: &AccountId,
		reason: &Self::Reason,
		stake: Units,
		amount: Balance,
	) -> Result<Units, DispatchError>;

	/// Makes `part` of an open stake a stake of its own, for another reason or the same; gives what is left of the one and
	/// the other.
	fn split_stake(
		domain: DomainId,
		who: &AccountId,
		reason: &Self::Reason,
		stake: Units,
		part: Units,
		to: &Self::Reason,
	) -> Result<(Units, Units), DispatchError>;

	/// Holds an open stake for another reason.
	fn move_stake(
		domain: DomainId,
		who: &AccountId,
		reason: &Self::Reason,
		stake: Units,
		to: &Self::Reason,
	) -> Result<Units, DispatchError>;

	/// Ends a stake: burns a part of it, frees the rest and mints on top, in one touch of the account.
	fn end_stake(
		domain: DomainId,
		who: &AccountId,
		reason: &Self::Reason,
		stake: Units,
		end: StakeEnd,
	) -> DispatchResult;

	/// Mints to an account's free REP. What the account owes ([`Self::burn_or_owe`]) is paid from it first.
	fn mint(domain: DomainId, who: &AccountId, units: Units) -> DispatchResult;

	/// Burns an account's free REP; what is not free becomes a debt that its next free REP pays. Gives what was burned.
	fn burn_or_owe(domain: DomainId, who: &AccountId, units: Units)
		-> Result<Units, DispatchError>;
}

/// Where the fee for a work went, in tokens. Sums to the fee.
#[derive(
	Clone,
	Debug,
	Default,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct FeePaid {
	/// To the worker, or to the authors while the domain has no holders.
	pub worker: Balance,
	/// To the holders of REP, as a dividend.
	pub holders: Balance,
	/// To the treasury.
	pub treasury: Balance,
}

/// Pays fees to a body of experts.
pub trait PayBody<AccountId> {
	/// Shares `amount` of the payer's free tokens by the domain's [`FeeSplit`]. Without a worker its part joins the
	/// holders'. While nobody holds REP all of it goes to the worker, or without one to `authors` by their weights. What an
	/// account can't receive, because it is less than the least balance, joins the treasury's.
	fn pay(
		domain: DomainId,
		payer: &AccountId,
		amount: Balance,
		worker: Option<&AccountId>,
		authors: &[(AccountId, Ppm)],
	) -> Result<FeePaid, DispatchError>;
}

#[cfg(test)]
mod tests {
	use super::*;
	use proptest::prelude::*;

	const PARAMETERS: DomainParameters<u32> = DomainParameters {
		pool: PoolBounds {
			min_duration: 1,
			max_duration: 10,
			min_quorum: 0,
			max_quorum: MILLION,
			min_win_ratio: 0,
			max_win_ratio: MILLION,
			min_binding: 0,
			max_binding: MILLION,
		},
		work: WorkBounds { min_fee: 0, min_period: 1, max_no_show_penalty: MILLION },
		governance: GovernanceBounds { duration: 10, quorum: 1, win_ratio: 1 },
		minting_ratio: MILLION,
		author_share: MILLION / 2,
		fee_split: FeeSplit { worker: 1, holders: 2, treasury: MILLION - 3 },
	};

	// Protects: a domain can't be given parameters under which no pool can ever be opened or won.
	#[test]
	fn parameters_should_be_refused_when_out_of_range() {
		assert_eq!(PARAMETERS.check(), Ok(()));
		let mut ratio = PARAMETERS;
		ratio.author_share = MILLION + 1;
		assert_eq!(ratio.check(), Err(InvalidParameters::Ratio));
		let mut quorum = PARAMETERS;
		quorum.governance.quorum = 0;
		assert_eq!(quorum.check(), Err(InvalidParameters::Ratio));
		let spoilt = |spoil: fn(&mut DomainParameters<u32>)| {
			let mut parameters = PARAMETERS;
			spoil(&mut parameters);
			parameters.check()
		};
		for result in [
			spoilt(|parameters| parameters.pool.min_quorum = MILLION + 1),
			spoilt(|parameters| parameters.pool.max_quorum = MILLION + 1),
			spoilt(|parameters| parameters.governance.quorum = MILLION + 1),
			spoilt(|parameters| parameters.pool.max_win_ratio = 0),
			spoilt(|parameters| parameters.governance.win_ratio = 0),
			spoilt(|parameters| parameters.pool.min_binding = MILLION + 1),
			spoilt(|parameters| parameters.pool.max_binding = MILLION + 1),
			spoilt(|parameters| parameters.work.max_no_show_penalty = MILLION + 1),
		] {
			assert_eq!(result, Err(InvalidParameters::Ratio));
		}
		for result in [
			spoilt(|parameters| parameters.work.min_period = 0),
			spoilt(|parameters| parameters.work.min_period = MAX_DURATION + 1),
			spoilt(|parameters| parameters.pool.max_duration = MAX_DURATION + 1),
		] {
			assert_eq!(result, Err(InvalidParameters::Duration));
		}
		assert_eq!(spoilt(|parameters| parameters.pool.max_duration = MAX_DURATION), Ok(()));
		assert_eq!(
			spoilt(|parameters| parameters.minting_ratio = 0),
			Err(InvalidParameters::Lockout)
		);
		let mut duration = PARAMETERS;
		duration.pool.min_duration = 11;
		assert_eq!(duration.check(), Err(InvalidParameters::Duration));
		let mut governance = PARAMETERS;
		governance.governance.duration = 11;
		assert_eq!(governance.check(), Err(InvalidParameters::Duration));
		let mut split = PARAMETERS;
		split.fee_split.worker = u32::MAX;
		assert_eq!(split.check(), Err(InvalidParameters::FeeSplit));
	}

	proptest! {
		// Protects: however late an amount is carried over, and in however many steps, it is the same; sums of parts never
		// exceed what is carried over whole.
		#[test]
		fn units_should_carry_over_alike_in_one_step_or_many(a: u128, b in 0..u128::MAX, first in 0..9u32, then in 0..9u32) {
			let amount = Units::new(a, 3);
			let late = 3 + first + then;
			prop_assert_eq!(amount.carried_to(3 + first).in_era(late), amount.in_era(late));
			let part = Units::new(b % a.max(1), 3);
			let rest = amount.saturating_sub(part);
			let whole = amount.in_era(late);
			let sum = part.in_era(late) + rest.in_era(late);
			prop_assert!(sum <= whole && whole - sum <= 1);
		}
	}
}
