//! Parameters of the chain, which governance sets while it runs: the meaning, the unit and the
//! range of each.
//!
//! Their values are each runtime's own: `dynamic_params` makes one type of them all.

use core::ops::RangeInclusive;
use pallet_governance::ParameterInfo;
use witan_experts::shares::Ppm;
use witan_primitives::Balance;

/// Every parameter, in the order of its group and number.
pub const PARAMETERS: [ParameterInfo; 24] = [
	info("inflation.Minimum", "Yearly rate to stakers when nothing is staked.", BILLIONTH, of_u32(range::RATE)),
	info("inflation.Maximum", "Yearly rate of all minting, and the rate to stakers when IdealStake is staked. The treasury gets the part that stakers don't.", BILLIONTH, of_u32(range::RATE)),
	info("inflation.IdealStake", "Staked share of the issuance at which stakers get the most.", BILLIONTH, of_u32(range::IDEAL_STAKE)),
	info("inflation.Falloff", "Distance above IdealStake at which the adjustment halves.", BILLIONTH, of_u32(range::FALLOFF)),
	info("fees.PerByte", "Price of each byte of a transaction, before the factor by which fees rise when blocks are full.", UNITS, of_balance(range::FEE_PER_BYTE)),
	info("fees.PerMillisecond", "Price of each millisecond of weight, before the factor by which fees rise when blocks are full.", UNITS, of_balance(range::FEE_PER_MILLISECOND)),
	info("fees.TreasuryShare", "The treasury's part of a block's fees. The rest is burned. Tips are the author's.", BILLIONTH, of_u32(range::TREASURY_SHARE)),
	info("deposits.PerItem", "Deposit for a stored item, whatever its size. Deposits that are already held don't change, except that of an account's proxies, which is recalculated when one is added or removed. Genesis chooses the default.", UNITS, of_balance(range::DEPOSIT_PER_ITEM)),
	info("deposits.PerByte", "Deposit for a stored byte. Genesis chooses the default.", UNITS, of_balance(range::DEPOSIT_PER_BYTE)),
	info("deposits.Pool", "Deposit for a validation pool that is neither on a job nor for governance. The treasury gets it if the pool ends undecided with less than half of the support that the post needs.", UNITS, of_balance(range::POOL_DEPOSIT)),
	info("deposits.Governance", "Minimum deposit for a pool for governance. It doubles with every fourth vote that was opened in the domain's last days, and with each vote on cancelling the same directive. The treasury gets it unless the post is ratified or has half of the support that it needs.", UNITS, of_balance(range::POOL_DEPOSIT)),
	info("domains.Pool", "Bounds on the terms of a new domain's pools, unless its founder chooses others: durations in blocks, ratios in parts per million.", "PoolBounds", None),
	info("domains.Work", "Rules of a new domain's market: fees in 10^-9 WIT, stakes and offers in 10^-9 REP, periods in blocks. Penalties and parts of fees are in parts per million.", "WorkBounds", None),
	info("domains.Governance", "Minimum demands of a new domain's governance pools: a duration in blocks, ratios in parts per million.", "GovernanceBounds", None),
	info("domains.MintingRatio", "REP that a new domain mints for each token of a pool's fee.", MILLIONTH, of_u32(range::MINTING_RATIO)),
	info("domains.AuthorShare", "Part of the REP minted by a new domain's pool that goes to the post and not to the voters.", MILLIONTH, of_u32(range::AUTHOR_SHARE)),
	info("domains.FeeSplit", "Parts of a new domain's fees for worker, holders and treasury, in parts per million that sum to a million.", "FeeSplit", None),
	info("domains.Minting", "Bounds on what a new domain mints: the maximum at a moment and its rise in a day, in parts per million of the supply.", "Minting", None),
	info("forum.MaxDepth", "Maximum number of citations that an amount of REP goes along before it stays with the authors.", "citations", of_u8(range::DEPTH)),
	info("governance.EnactmentDelay", "Minimum time between a post's ratification and the effect of its directive. It applies if the directive sets a parameter on which no others rest, or replaces a client. It is at least four thirds of the duration that the domain demands of governance votes. Genesis chooses the default.", BLOCKS, of_u32(range::DELAY)),
	info("governance.UpgradeDelay", "The same for a directive that authorises a runtime upgrade, dispatches a call, or sets a parameter of governance, deposits or inflation, or one of the domain's governance, pools or minting. It is at least EnactmentDelay. Genesis chooses the default.", BLOCKS, of_u32(range::DELAY)),
	info("governance.UndoDelay", "Time between a post's ratification and the effect of a directive that undoes a slash, a task or an authorised upgrade. Genesis chooses the default.", BLOCKS, of_u32(range::UNDO_DELAY)),
	info("work.MaxPeriod", "Maximum time for a job, and for the search for an expert.", BLOCKS, of_u32(range::PERIOD)),
	info("work.DrawFee", "Price of a draw of an expert, paid to the treasury. An order pays in advance for each expert that its terms allow and 16 draws more; what is left returns.", UNITS, of_balance(range::DRAW_FEE)),
];

const BILLIONTH: &str = "parts per billion";
const MILLIONTH: &str = "parts per million";
const UNITS: &str = "10^-9 WIT";
const BLOCKS: &str = "blocks";

const fn info(
	name: &'static str,
	what: &'static str,
	unit: &'static str,
	range: Option<(u128, u128)>,
) -> ParameterInfo {
	ParameterInfo { name, what, unit, range }
}

const fn of_u8(range: RangeInclusive<u8>) -> Option<(u128, u128)> {
	Some((*range.start() as u128, *range.end() as u128))
}

const fn of_u32(range: RangeInclusive<u32>) -> Option<(u128, u128)> {
	Some((*range.start() as u128, *range.end() as u128))
}

const fn of_balance(range: RangeInclusive<Balance>) -> Option<(u128, u128)> {
	Some((*range.start(), *range.end()))
}

/// The range of each parameter.
pub mod range {
	use super::*;
	use crate::time::DAY;
	use witan_experts::{domain::MAX_DURATION, shares::MILLION};
	use witan_primitives::{BlockNumber, MICRO_WIT, MILLI_WIT, WIT};

	/// Parts per billion.
	pub const RATE: RangeInclusive<u32> = 0..=200_000_000;
	/// Parts per billion.
	pub const IDEAL_STAKE: RangeInclusive<u32> = 100_000_000..=900_000_000;
	/// Parts per billion.
	pub const FALLOFF: RangeInclusive<u32> = 10_000_000..=1_000_000_000;
	pub const FEE_PER_BYTE: RangeInclusive<Balance> = 1..=MILLI_WIT;
	pub const FEE_PER_MILLISECOND: RangeInclusive<Balance> = 10 * MICRO_WIT..=WIT;
	/// Parts per billion.
	pub const TREASURY_SHARE: RangeInclusive<u32> = 0..=1_000_000_000;
	/// Never zero: free storage would let anyone fill the state.
	pub const DEPOSIT_PER_ITEM: RangeInclusive<Balance> = MICRO_WIT..=100 * WIT;
	pub const DEPOSIT_PER_BYTE: RangeInclusive<Balance> = 10..=WIT / 10;
	/// Bounded so that somebody can still open the pool that would lower it.
	pub const POOL_DEPOSIT: RangeInclusive<Balance> = MILLI_WIT..=1_000 * WIT;
	/// Never zero: a domain without REP could never have any.
	pub const MINTING_RATIO: RangeInclusive<Ppm> = 1..=Ppm::MAX;
	pub const AUTHOR_SHARE: RangeInclusive<Ppm> = 0..=MILLION;
	pub const DEPTH: RangeInclusive<u8> = 0..=pallet_forum::MAX_DEPTH;
	/// Blocks. Bounded so that a decision can be undone within a season.
	pub const DELAY: RangeInclusive<BlockNumber> = 1..=MAX_DURATION;
	/// Blocks. Bounded so that undoing comes in time.
	pub const UNDO_DELAY: RangeInclusive<BlockNumber> = 1..=DAY;
	/// Blocks.
	pub const PERIOD: RangeInclusive<BlockNumber> = DAY..=MAX_DURATION;
	/// Never zero: nobody would pay for draws that find nobody. Bounded so that a job costs more
	/// than its draws.
	pub const DRAW_FEE: RangeInclusive<Balance> = MILLI_WIT..=WIT;
}
