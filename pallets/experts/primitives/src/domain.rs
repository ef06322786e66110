//! Domains: what a body of experts decides for itself.

use crate::{
	ids::DomainId,
	shares::{Ppm, MILLION},
};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};
use sp_runtime::DispatchResult;
use witan_primitives::Balance;

/// No domain lets a pool or a reveal period take longer, or demands that experts have longer for a work: 90 days of blocks of
/// 3 s. What is staked in a pool, and what a customer pays for a work, always becomes free some day.
pub const MAX_DURATION: u32 = 90 * 28_800;
/// No domain demands a greater part of its REP of a governance pool than two thirds, in parts per million: it could never
/// decide again when holders are away.
pub const MAX_GOVERNANCE_QUORUM: Ppm = 2 * MILLION / 3;
/// No domain demands that a greater part of a governance pool be in favour than four fifths, in parts per million: a few
/// could keep all others from ever undoing what was decided.
pub const MAX_GOVERNANCE_WIN_RATIO: Ppm = 4 * MILLION / 5;
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

/// A part of [`DomainParameters`], which changes by itself: two directives about different parts don't undo each other.
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
pub enum DomainParameter<BlockNumber> {
	/// See [`DomainParameters::pool`].
	Pool(PoolBounds<BlockNumber>),
	/// See [`DomainParameters::work`].
	Work(WorkBounds<BlockNumber>),
	/// See [`DomainParameters::governance`].
	Governance(GovernanceBounds<BlockNumber>),
	/// See [`DomainParameters::minting_ratio`].
	MintingRatio(Ppm),
	/// See [`DomainParameters::author_share`].
	AuthorShare(Ppm),
	/// See [`DomainParameters::fee_split`].
	FeeSplit(FeeSplit),
}

impl<BlockNumber> DomainParameter<BlockNumber> {
	/// The same parameters but for this one.
	pub fn apply(self, parameters: DomainParameters<BlockNumber>) -> DomainParameters<BlockNumber> {
		match self {
			Self::Pool(pool) => DomainParameters { pool, ..parameters },
			Self::Work(work) => DomainParameters { work, ..parameters },
			Self::Governance(governance) => DomainParameters { governance, ..parameters },
			Self::MintingRatio(minting_ratio) => DomainParameters { minting_ratio, ..parameters },
			Self::AuthorShare(author_share) => DomainParameters { author_share, ..parameters },
			Self::FeeSplit(fee_split) => DomainParameters { fee_split, ..parameters },
		}
	}
}

/// Reads what is known of a domain.
pub trait InspectDomains<AccountId, BlockNumber> {
	/// Returns the domain's parameters. `None` if there is no such domain.
	fn parameters(domain: DomainId) -> Option<DomainParameters<BlockNumber>>;

	/// Returns the account that made the domain. `None` if there is no such domain.
	fn founder(domain: DomainId) -> Option<AccountId>;
}

/// Changes what a domain has decided for itself.
pub trait GovernDomains<AccountId, BlockNumber>: InspectDomains<AccountId, BlockNumber> {
	/// Checks that the domain could work with its parameters if this one changed.
	fn check_parameter(
		domain: DomainId,
		parameter: &DomainParameter<BlockNumber>,
	) -> DispatchResult;

	/// Changes a parameter of the domain, or fails and changes nothing.
	fn set_parameter(domain: DomainId, parameter: DomainParameter<BlockNumber>) -> DispatchResult;
}

/// Opens the ledger of a new domain.
pub trait OpenLedger<BlockNumber> {
	/// Opens a ledger without REP, which halves in `half_life` blocks if it decays. The domain has none yet.
	///
	/// Fails, and changes nothing, if no ledger can have this half-life.
	fn open_ledger(domain: DomainId, half_life: Option<BlockNumber>) -> DispatchResult;
}

#[cfg(test)]
mod tests {
	use super::*;

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
}
