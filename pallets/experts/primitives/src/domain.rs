//! Domains: bodies of experts, and the parameters that they set for themselves.

use crate::{
	ids::DomainId,
	shares::{Ppm, MILLION},
};
use core::{fmt, ops::Add};
use serde::{Deserialize, Serialize};
use sp_runtime::DispatchResult;
use witan_primitives::{time::DAY, Balance};

pub mod v0;

/// Limit of a domain's longest pool or reveal period, and of its shortest period of a job. It is 90
/// days of 3 s blocks, 2 592 000 blocks.
///
/// It makes every stake in a pool, and every fee that a customer pays for a job, free again some
/// day.
pub const MAX_DURATION: u32 = 90 * DAY;
/// Highest quorum that a domain may demand of its governance pools, in parts per million: two
/// thirds of its REP.
///
/// Above it, a domain could never decide again while holders are away.
pub const MAX_GOVERNANCE_QUORUM: Ppm = 2 * MILLION / 3;
/// Highest win ratio that a domain may demand of its governance pools, in parts per million: four
/// fifths.
///
/// Above it, a few holders could keep all others from ever undoing a decision.
pub const MAX_GOVERNANCE_WIN_RATIO: Ppm = 4 * MILLION / 5;

/// Division of a job's fee, in parts per million that sum to [`MILLION`].
#[frame_support::stored]
#[derive(Copy, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct FeeSplit {
	/// Part of the expert who did the job. Without a worker it joins the holders' part.
	pub worker: Ppm,
	/// Part of all who hold REP, in proportion to their REP.
	pub holders: Ppm,
	/// Part of the chain's treasury.
	pub treasury: Ppm,
}

impl Default for FeeSplit {
	fn default() -> Self {
		Self { worker: MILLION / 2, holders: MILLION / 2, treasury: 0 }
	}
}

/// Bounds on the parameters of a domain's pools.
///
/// The minima keep a few holders from deciding in a hurry for all. The maxima keep a service from
/// being judged so that no job could ever be ratified.
#[frame_support::stored(no_skip_type_params)]
#[derive(Copy, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PoolBounds<BlockNumber> {
	/// Minimum duration of a pool, and of its reveal period, in blocks.
	pub min_duration: BlockNumber,
	/// Maximum duration of a pool, and of its reveal period, in blocks.
	pub max_duration: BlockNumber,
	/// Minimum quorum, in parts per million of the domain's REP.
	pub min_quorum: Ppm,
	/// Maximum quorum, in parts per million of the domain's REP.
	pub max_quorum: Ppm,
	/// Minimum win ratio, in parts per million.
	pub min_win_ratio: Ppm,
	/// Maximum win ratio, in parts per million. At a million, any stake against a post stops it.
	pub max_win_ratio: Ppm,
	/// Part of a losing vote that is lost, and the least part of its bond that a pool can make a
	/// worker lose by a rejection, in parts per million.
	pub min_binding: Ppm,
	/// Maximum part of its bond, the stake on its own evidence, that a pool can make a worker lose,
	/// in parts per million. Voters lose [`Self::min_binding`].
	pub max_binding: Ppm,
}

/// Highest part of a fee that a job which failed may leave, in parts per million: a quarter.
pub const MAX_FAILURE_SHARE: Ppm = MILLION / 4;

/// Rules of a domain's market: bounds on the terms of services, so that nobody can sell the
/// domain's experts on terms that ruin them, and on offers.
#[frame_support::stored(no_skip_type_params)]
#[derive(Copy, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct WorkBounds<BlockNumber> {
	/// Minimum fee for a job, in units of 10^-9 tokens.
	pub min_fee: Balance,
	/// Minimum time that an expert has for a job, in blocks.
	pub min_period: BlockNumber,
	/// Maximum part of its stake that an expert loses for not submitting, in parts per million.
	pub max_no_show_penalty: Ppm,
	/// True if services may be opened and ordered.
	pub open: bool,
	/// Maximum stake on a job, in units of 10^-9 REP.
	pub max_stake: Balance,
	/// Minimum offer, in units of 10^-9 REP.
	pub min_offer: Balance,
	/// Part of the fee that a request leaves to the treasury if somebody was drawn for it and it
	/// ends without evidence, in parts per million. At most [`MAX_FAILURE_SHARE`].
	pub no_show_share: Ppm,
	/// Part of the fee that a job leaves to the domain if its evidence is rejected, or ends
	/// undecided twice although enough supported it, in parts per million. At most
	/// [`MAX_FAILURE_SHARE`].
	pub rejected_share: Ppm,
}

/// Bounds on what a domain mints in a time, so that REP takes time and not money alone.
///
/// What may be minted rises every day, up to a maximum, and falls by what is minted.
#[frame_support::stored]
#[derive(Copy, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Minting {
	/// Maximum REP that may be minted at a moment, in parts per million of the supply. At least 1.
	pub depth: Ppm,
	/// REP by which that rises in a day, in parts per million of the supply. At least 1.
	pub rate: Ppm,
}

/// Parameters of pools that can let the directive of their post take effect. See
/// [`Tier`](crate::pool::Tier) for what each tier makes of them.
#[frame_support::stored(no_skip_type_params)]
#[derive(Copy, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct GovernanceBounds<BlockNumber> {
	/// Shortest vote, in blocks. At most half of the longest pool.
	pub duration: BlockNumber,
	/// Quorum, in parts per million of the domain's REP.
	pub quorum: Ppm,
	/// Win ratio, in parts per million.
	pub win_ratio: Ppm,
	/// Minimum age of the snapshot whose REP votes, in blocks. At most a quarter of the longest
	/// pool.
	pub age: BlockNumber,
}

/// Parameters that a domain sets for itself.
#[frame_support::stored(no_skip_type_params)]
#[derive(Copy, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct DomainParameters<BlockNumber> {
	/// Bounds on the parameters of pools.
	pub pool: PoolBounds<BlockNumber>,
	/// Bounds on the terms of services.
	pub work: WorkBounds<BlockNumber>,
	/// Parameters of governance pools.
	pub governance: GovernanceBounds<BlockNumber>,
	/// REP minted for each token of a pool's fee, in parts per million: [`MILLION`] mints 1 REP for
	/// 1 token. At least 1.
	pub minting_ratio: Ppm,
	/// Part of what a pool mints that goes to the post and not to the voters, in parts per million.
	pub author_share: Ppm,
	/// Division of fees.
	pub fee_split: FeeSplit,
	/// Bounds on what is minted.
	pub minting: Minting,
}

/// Reason why [`DomainParameters`] are invalid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InvalidParameters {
	/// A ratio above [`MILLION`], a minimum ratio above its maximum, a governance quorum or win
	/// ratio of 0 or above the pools' maximum, or a part of a failed job's fee above
	/// [`MAX_FAILURE_SHARE`].
	Ratio,
	/// A domain that could never change its parameters again.
	///
	/// Either its governance pools would have to demand more than [`MAX_GOVERNANCE_QUORUM`] or
	/// [`MAX_GOVERNANCE_WIN_RATIO`]. Or nothing would ever be minted, so that a domain without REP
	/// would never have any.
	Lockout,
	/// A duration of 0 or above [`MAX_DURATION`], a minimum above its maximum, a governance
	/// duration above half of the pools' maximum, or an age above a quarter of it.
	Duration,
	/// Parts of the fee that don't sum to [`MILLION`].
	FeeSplit,
}

/// Returns true if so many times `blocks` are at most `longest`. A number of blocks above
/// [`MAX_DURATION`] is not.
#[allow(clippy::arithmetic_side_effects, reason = "four times 90 days at most")]
fn is_part<BlockNumber>(blocks: BlockNumber, times: u32, longest: BlockNumber) -> bool
where
	BlockNumber: Copy + PartialOrd + From<u32> + Add<Output = BlockNumber>,
{
	if blocks > BlockNumber::from(MAX_DURATION) {
		return false;
	}
	let sum = (1..times).fold(blocks, |sum, _| sum + blocks);
	sum <= longest
}

/// Limits that a chain sets to the parameters of the domain that governs it, so that no vote lets a
/// few decide in a hurry for all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits<BlockNumber> {
	/// The domain.
	pub domain: DomainId,
	/// Longest duration of its shortest vote, in blocks, with which a wrong slash can be undone in
	/// time.
	pub longest_vote: BlockNumber,
}

/// Reason why the parameters of the domain that governs a chain are beyond its [`Limits`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BeyondLimits {
	/// Shortest vote below [`floors::DURATION`].
	Duration,
	/// Quorum of governance below [`floors::QUORUM`].
	Quorum,
	/// Win ratio of governance below [`floors::WIN_RATIO`].
	WinRatio,
	/// Age of snapshots below [`floors::AGE`].
	Age,
	/// Shortest pool below [`floors::POOL_DURATION`].
	PoolDuration,
	/// Depth or rate of minting above [`floors::MINTING_DEPTH`] or [`floors::MINTING_RATE`].
	Minting,
	/// Services may be sold.
	Work,
	/// Shortest vote above [`Limits::longest_vote`].
	TooLongToUndo,
}

impl fmt::Display for BeyondLimits {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		use floors::{
			AGE, DURATION, MINTING_DEPTH, MINTING_RATE, POOL_DURATION, QUORUM, WIN_RATIO,
		};
		match self {
			Self::Duration => write!(f, "governance.duration must be at least {DURATION} blocks"),
			Self::Quorum => write!(f, "governance.quorum must be at least {QUORUM}"),
			Self::WinRatio => write!(f, "governance.winRatio must be at least {WIN_RATIO}"),
			Self::Age => write!(f, "governance.age must be at least {AGE} blocks"),
			Self::PoolDuration => {
				write!(f, "pool.minDuration must be at least {POOL_DURATION} blocks")
			},
			Self::Minting => write!(
				f,
				"minting.depth must be at most {MINTING_DEPTH}, and minting.rate {MINTING_RATE}"
			),
			Self::Work => write!(f, "work.open must be false"),
			Self::TooLongToUndo => write!(
				f,
				"governance.duration is too long to undo a wrong slash before it is applied"
			),
		}
	}
}

/// Floors of the domain that governs a chain. Those of minting are ceilings: REP takes time.
pub mod floors {
	use super::{Ppm, DAY, MILLION};

	/// Blocks of the shortest vote: a day.
	pub const DURATION: u32 = DAY;
	/// Parts per million of the domain's REP.
	pub const QUORUM: Ppm = MILLION / 10;
	/// Parts per million.
	pub const WIN_RATIO: Ppm = MILLION / 2;
	/// Blocks: a day.
	pub const AGE: u32 = DAY;
	/// Blocks of the shortest pool: eight hours.
	pub const POOL_DURATION: u32 = DAY / 3;
	/// Most of the supply that may be minted at a moment, in parts per million.
	pub const MINTING_DEPTH: Ppm = MILLION / 20;
	/// Most of the supply that may be minted in a day, in parts per million.
	pub const MINTING_RATE: Ppm = MILLION / 100;
}

impl<BlockNumber: Copy + PartialOrd + From<u32>> DomainParameters<BlockNumber> {
	/// Checks the parameters of the domain that governs a chain, up to the first that is beyond
	/// these limits.
	pub fn check_limits(&self, limits: &Limits<BlockNumber>) -> Result<(), BeyondLimits> {
		DomainParameter::Governance(self.governance).check_limits(limits)?;
		DomainParameter::Pool(self.pool).check_limits(limits)?;
		DomainParameter::Minting(self.minting).check_limits(limits)?;
		DomainParameter::Work(self.work).check_limits(limits)
	}
}

impl<BlockNumber: Copy + PartialOrd + From<u32>> DomainParameter<BlockNumber> {
	/// Checks a parameter of the domain that governs a chain. Others may be beyond the limits
	/// already: they change one by one.
	pub fn check_limits(&self, limits: &Limits<BlockNumber>) -> Result<(), BeyondLimits> {
		let ensure = |holds: bool, beyond| if holds { Ok(()) } else { Err(beyond) };
		let least = |blocks: BlockNumber, floor: u32| blocks >= BlockNumber::from(floor);
		match self {
			Self::Governance(of) => {
				ensure(least(of.duration, floors::DURATION), BeyondLimits::Duration)?;
				ensure(of.duration <= limits.longest_vote, BeyondLimits::TooLongToUndo)?;
				ensure(of.quorum >= floors::QUORUM, BeyondLimits::Quorum)?;
				ensure(of.win_ratio >= floors::WIN_RATIO, BeyondLimits::WinRatio)?;
				ensure(least(of.age, floors::AGE), BeyondLimits::Age)
			},
			Self::Pool(of) => {
				ensure(least(of.min_duration, floors::POOL_DURATION), BeyondLimits::PoolDuration)
			},
			Self::Minting(of) => {
				let few = of.depth <= floors::MINTING_DEPTH && of.rate <= floors::MINTING_RATE;
				ensure(few, BeyondLimits::Minting)
			},
			Self::Work(of) => ensure(!of.open, BeyondLimits::Work),
			Self::MintingRatio(_) | Self::AuthorShare(_) | Self::FeeSplit(_) => Ok(()),
		}
	}
}

impl<BlockNumber> DomainParameters<BlockNumber>
where
	BlockNumber: Copy + PartialOrd + From<u32> + Add<Output = BlockNumber>,
{
	/// Checks that a domain can work with these parameters.
	pub fn check(&self) -> Result<(), InvalidParameters> {
		let Self { pool, work, governance, minting_ratio, author_share, fee_split, minting } = self;
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
			(work.no_show_share, MAX_FAILURE_SHARE),
			(work.rejected_share, MAX_FAILURE_SHARE),
			(0, minting.depth),
			(0, minting.rate),
		];
		if ranges.iter().any(|(least, greatest)| least > greatest || *greatest > MILLION) {
			return Err(InvalidParameters::Ratio);
		}
		if governance.quorum.max(pool.min_quorum) > MAX_GOVERNANCE_QUORUM
			|| governance.win_ratio.max(pool.min_win_ratio) > MAX_GOVERNANCE_WIN_RATIO
			|| *minting_ratio == 0
			|| minting.depth == 0
			|| minting.rate == 0
		{
			return Err(InvalidParameters::Lockout);
		}
		if pool.min_duration < BlockNumber::from(1u32)
			|| pool.max_duration < pool.min_duration
			|| governance.duration < BlockNumber::from(1u32)
			|| !is_part(governance.duration, 2, pool.max_duration)
			|| !is_part(governance.age, 4, pool.max_duration)
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

/// One part of [`DomainParameters`], which changes by itself: two directives about different parts
/// don't undo each other.
#[frame_support::stored(no_skip_type_params)]
#[derive(Copy)]
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
	/// See [`DomainParameters::minting`].
	Minting(Minting),
}

impl<BlockNumber> DomainParameter<BlockNumber> {
	/// Returns the parameters with this one replaced.
	pub fn apply(self, parameters: DomainParameters<BlockNumber>) -> DomainParameters<BlockNumber> {
		match self {
			Self::Pool(pool) => DomainParameters { pool, ..parameters },
			Self::Work(work) => DomainParameters { work, ..parameters },
			Self::Governance(governance) => DomainParameters { governance, ..parameters },
			Self::MintingRatio(minting_ratio) => DomainParameters { minting_ratio, ..parameters },
			Self::AuthorShare(author_share) => DomainParameters { author_share, ..parameters },
			Self::FeeSplit(fee_split) => DomainParameters { fee_split, ..parameters },
			Self::Minting(minting) => DomainParameters { minting, ..parameters },
		}
	}
}

/// Reads facts about domains.
pub trait InspectDomains<AccountId, BlockNumber> {
	/// Returns the domain's parameters, or `None` if there is no such domain.
	fn parameters(domain: DomainId) -> Option<DomainParameters<BlockNumber>>;

	/// Returns the account that created the domain, or `None` if there is no such domain.
	fn founder(domain: DomainId) -> Option<AccountId>;
}

/// Changes the parameters of domains.
pub trait GovernDomains<AccountId, BlockNumber>: InspectDomains<AccountId, BlockNumber> {
	/// Checks that the domain could work with its parameters if this one changed.
	fn check_parameter(
		domain: DomainId,
		parameter: &DomainParameter<BlockNumber>,
	) -> DispatchResult;

	/// Changes a parameter of the domain. If this fails, nothing has changed.
	fn set_parameter(domain: DomainId, parameter: DomainParameter<BlockNumber>) -> DispatchResult;
}

#[cfg(test)]
mod tests {
	use super::*;
	use InvalidParameters::{Duration, Lockout, Ratio};

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
		work: WorkBounds {
			min_fee: 0,
			min_period: 1,
			max_no_show_penalty: MILLION,
			open: true,
			max_stake: Balance::MAX,
			min_offer: 0,
			no_show_share: MAX_FAILURE_SHARE,
			rejected_share: MAX_FAILURE_SHARE,
		},
		governance: GovernanceBounds { duration: 5, quorum: 1, win_ratio: 1, age: 0 },
		minting_ratio: MILLION,
		author_share: MILLION / 2,
		fee_split: FeeSplit { worker: 1, holders: 2, treasury: MILLION - 3 },
		minting: Minting { depth: MILLION, rate: MILLION },
	};

	/// Returns the result of the check after a change of valid parameters.
	fn check_with(change: fn(&mut DomainParameters<u32>)) -> Result<(), InvalidParameters> {
		let mut parameters = PARAMETERS;
		change(&mut parameters);
		parameters.check()
	}

	// Protects: a domain can't be given parameters under which no pool can ever be opened or won.
	#[test]
	fn parameters_should_be_refused_when_out_of_range() {
		assert_eq!(PARAMETERS.check(), Ok(()));
		for (reason, result) in [
			(Ratio, check_with(|parameters| parameters.author_share = MILLION + 1)),
			(Ratio, check_with(|parameters| parameters.governance.quorum = 0)),
			(Ratio, check_with(|parameters| parameters.governance.quorum = MILLION + 1)),
			(Ratio, check_with(|parameters| parameters.governance.win_ratio = 0)),
			(Ratio, check_with(|parameters| parameters.governance.win_ratio = MILLION + 1)),
			(Ratio, check_with(|parameters| parameters.pool.min_quorum = MILLION + 1)),
			(Ratio, check_with(|parameters| parameters.pool.max_quorum = MILLION + 1)),
			(Ratio, check_with(|parameters| parameters.pool.max_win_ratio = 0)),
			(Ratio, check_with(|parameters| parameters.pool.min_binding = MILLION + 1)),
			(Ratio, check_with(|parameters| parameters.pool.max_binding = MILLION + 1)),
			(Ratio, check_with(|parameters| parameters.work.max_no_show_penalty = MILLION + 1)),
			(Ratio, check_with(|parameters| parameters.work.no_show_share = MAX_FAILURE_SHARE + 1)),
			(
				Ratio,
				check_with(|parameters| parameters.work.rejected_share = MAX_FAILURE_SHARE + 1),
			),
			(Ratio, check_with(|parameters| parameters.minting.depth = MILLION + 1)),
			(Ratio, check_with(|parameters| parameters.minting.rate = MILLION + 1)),
			(Duration, check_with(|parameters| parameters.pool.min_duration = 0)),
			(Duration, check_with(|parameters| parameters.pool.min_duration = 11)),
			(Duration, check_with(|parameters| parameters.pool.max_duration = MAX_DURATION + 1)),
			(Duration, check_with(|parameters| parameters.governance.duration = 0)),
			(Duration, check_with(|parameters| parameters.governance.duration = 6)),
			(Duration, check_with(|parameters| parameters.governance.duration = u32::MAX)),
			(Duration, check_with(|parameters| parameters.governance.age = 3)),
			(Duration, check_with(|parameters| parameters.pool.max_duration = 1)),
			(Duration, check_with(|parameters| parameters.work.min_period = 0)),
			(Duration, check_with(|parameters| parameters.work.min_period = MAX_DURATION + 1)),
			(
				InvalidParameters::FeeSplit,
				check_with(|parameters| parameters.fee_split.treasury = MILLION - 2),
			),
			(
				InvalidParameters::FeeSplit,
				check_with(|parameters| parameters.fee_split.worker = u32::MAX),
			),
		] {
			assert_eq!(result, Err(reason));
		}
		assert_eq!(check_with(|parameters| parameters.pool.max_duration = MAX_DURATION), Ok(()));
		assert_eq!(check_with(|parameters| parameters.work.min_period = MAX_DURATION), Ok(()));
	}

	// Protects: no vote takes the domain that governs a chain below a floor, and each floor is one.
	#[test]
	fn parameters_should_be_refused_when_they_are_beyond_the_limits() {
		let limits = Limits { domain: 0, longest_vote: 4 * DAY };
		let mut least = PARAMETERS;
		least.pool.min_duration = DAY / 3;
		least.pool.max_duration = 30 * DAY;
		least.work.open = false;
		least.governance =
			GovernanceBounds { duration: DAY, quorum: 100_000, win_ratio: 500_000, age: DAY };
		least.minting = Minting { depth: 50_000, rate: 10_000 };
		assert_eq!((least.check(), least.check_limits(&limits)), (Ok(()), Ok(())));
		let with = |change: fn(&mut DomainParameters<u32>)| {
			let mut parameters = least;
			change(&mut parameters);
			parameters.check_limits(&limits)
		};
		for (beyond, result) in [
			(BeyondLimits::Duration, with(|of| of.governance.duration -= 1)),
			(BeyondLimits::Quorum, with(|of| of.governance.quorum -= 1)),
			(BeyondLimits::WinRatio, with(|of| of.governance.win_ratio -= 1)),
			(BeyondLimits::Age, with(|of| of.governance.age -= 1)),
			(BeyondLimits::PoolDuration, with(|of| of.pool.min_duration -= 1)),
			(BeyondLimits::Minting, with(|of| of.minting.depth += 1)),
			(BeyondLimits::Minting, with(|of| of.minting.rate += 1)),
			(BeyondLimits::Work, with(|of| of.work.open = true)),
			(BeyondLimits::TooLongToUndo, with(|of| of.governance.duration = 4 * DAY + 1)),
		] {
			assert_eq!(result, Err(beyond));
		}
		assert_eq!(with(|of| of.governance.duration = 4 * DAY), Ok(()));
	}

	// Protects: a domain can't be locked into parameters that no vote could ever change.
	#[test]
	fn parameters_should_be_refused_when_they_lock_a_domain_in() {
		let quorum = MAX_GOVERNANCE_QUORUM;
		let win_ratio = MAX_GOVERNANCE_WIN_RATIO;
		let changed = |quorum: Ppm, win_ratio: Ppm, of_all_pools: bool| {
			let mut parameters = PARAMETERS;
			if of_all_pools {
				parameters.pool.min_quorum = quorum;
				parameters.pool.min_win_ratio = win_ratio;
			} else {
				parameters.governance.quorum = quorum;
				parameters.governance.win_ratio = win_ratio;
			}
			parameters.check()
		};
		for of_all_pools in [false, true] {
			assert_eq!(changed(quorum, win_ratio, of_all_pools), Ok(()));
			assert_eq!(changed(quorum + 1, win_ratio, of_all_pools), Err(Lockout));
			assert_eq!(changed(quorum, win_ratio + 1, of_all_pools), Err(Lockout));
		}
		assert_eq!(check_with(|parameters| parameters.minting_ratio = 0), Err(Lockout));
		assert_eq!(check_with(|parameters| parameters.minting.depth = 0), Err(Lockout));
		assert_eq!(check_with(|parameters| parameters.minting.rate = 0), Err(Lockout));
	}
}
