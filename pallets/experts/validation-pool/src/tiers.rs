//! The bars of pools for governance, by the tier of their post. No storage.
//!
//! Only the duration is the opener's choice, within the tier's bounds. A post of the tier `Root`
//! needs less support the longer its vote lasts: twice the domain's quorum in the shortest, and
//! the quorum itself in the longest.

use core::ops::RangeInclusive;
use frame_support::stored;
use sp_runtime::traits::AtLeast32BitUnsigned;
use witan_experts::{
	domain::{DomainParameters, MAX_GOVERNANCE_QUORUM},
	ids::PoolId,
	ledger::Snapshot,
	pool::{Motion, PoolParams, Secrecy, Tier},
	shares::{Ppm, Shares, MILLION},
};
use witan_primitives::Balance;

/// The part of a pledge for a post that is lost if the post is rejected: a tenth.
pub const PLEDGE_LOSS: Ppm = MILLION / 10;
/// The openings of the tiers `Parameter` and `Root` that the deposit counts in a domain.
pub const COUNTED_OPENINGS: u32 = DEPOSIT_STEP * MAX_DOUBLINGS;
/// The openings with which the deposit doubles.
pub const DEPOSIT_STEP: u32 = 4;
/// The most times that a deposit doubles.
pub const MAX_DOUBLINGS: u32 = 6;

/// The rules of a pool for governance.
#[stored]
#[derive(Copy)]
pub struct Governance {
	/// The tier of the post.
	pub tier: Tier,
	/// The ledger's snapshot. REP that was minted since does not count.
	pub snapshot: Snapshot,
	/// The directive that the post cancels, in a pool of the tier `Cancel`.
	pub cancels: Option<Cancels>,
}

/// The directive that a pool cancels if it passes.
#[stored]
#[derive(Copy, Default)]
pub struct Cancels {
	/// The pool that ratified the directive.
	#[codec(compact)]
	pub ratified_by: PoolId,
	/// The REP that accounts which voted for cancelling would have against it. It does not count.
	pub withdrawn: Shares,
}

/// Returns the durations that a pool on a motion may have, in blocks.
///
/// Cancelling and undoing take a third of the domain's vote, so that they end in time. Other votes
/// last half of the domain's longest pool at most, because late turns can double that.
pub fn durations<BlockNumber: AtLeast32BitUnsigned + Copy>(
	motion: &Motion<BlockNumber>,
	parameters: &DomainParameters<BlockNumber>,
) -> RangeInclusive<BlockNumber> {
	let part = |blocks: BlockNumber, divisor: u32| {
		let rest = BlockNumber::from(divisor).saturating_sub(BlockNumber::one());
		blocks.saturating_add(rest).checked_div(&divisor.into()).unwrap_or(blocks)
	};
	let vote = motion.cancels.map_or(parameters.governance.duration, |waiting| waiting.vote);
	match motion.tier {
		Tier::Parameter | Tier::Root => {
			let longest = parameters.pool.max_duration.checked_div(&2u32.into());
			vote..=longest.unwrap_or(vote).max(vote)
		},
		Tier::Cancel | Tier::Undo => part(vote, 3).max(BlockNumber::one())..=vote,
	}
}

/// Returns the parameters of a pool on a motion that lasts `duration` blocks.
pub fn params<BlockNumber: AtLeast32BitUnsigned + Copy>(
	motion: &Motion<BlockNumber>,
	parameters: &DomainParameters<BlockNumber>,
	duration: BlockNumber,
) -> PoolParams<BlockNumber> {
	let of = parameters.governance;
	let (quorum, win_ratio) = match motion.tier {
		Tier::Parameter => (of.quorum, of.win_ratio),
		Tier::Root => {
			(root_quorum(of.quorum, duration, durations(motion, parameters)), of.win_ratio)
		},
		Tier::Cancel => (of.quorum.div_ceil(2), MILLION / 2),
		Tier::Undo => (of.quorum, MILLION / 4 * 3),
	};
	PoolParams {
		duration,
		quorum,
		win_ratio,
		binding: 0,
		redistribute: false,
		secrecy: Secrecy::Open,
		governance: true,
	}
}

/// Returns twice the quorum in the shortest vote, falling to the quorum in the longest.
fn root_quorum<BlockNumber: AtLeast32BitUnsigned + Copy>(
	quorum: Ppm,
	duration: BlockNumber,
	durations: RangeInclusive<BlockNumber>,
) -> Ppm {
	let blocks = |from: BlockNumber, to: BlockNumber| -> u128 {
		to.saturating_sub(from).unique_saturated_into()
	};
	let all = blocks(*durations.start(), *durations.end()).max(1);
	// Where there is one duration, it is the shortest.
	let left = if durations.start() == durations.end() {
		all
	} else {
		blocks(duration, *durations.end()).min(all)
	};
	// Numbers of 20 and 64 bits at most: nothing saturates.
	let more = u128::from(quorum).saturating_mul(left).div_ceil(all);
	let raised = u128::from(quorum).saturating_add(more);
	u32::try_from(raised).unwrap_or(MAX_GOVERNANCE_QUORUM).min(MAX_GOVERNANCE_QUORUM)
}

/// Returns a deposit that has doubled with each of so many steps, up to [`MAX_DOUBLINGS`].
pub fn doubled(deposit: Balance, steps: u32) -> Balance {
	deposit.saturating_mul(1 << steps.min(MAX_DOUBLINGS))
}

#[cfg(test)]
mod tests {
	use super::*;
	use proptest::prelude::*;
	use witan_experts::{domain::GovernanceBounds, pool::Waiting};
	use witan_mocks::domains::default_parameters;

	const DAY: u64 = 28_800;

	fn parameters(duration: u64, max_duration: u64, quorum: Ppm) -> DomainParameters<u64> {
		let mut parameters = default_parameters();
		parameters.pool.max_duration = max_duration;
		parameters.governance = GovernanceBounds { duration, quorum, win_ratio: 666_666, age: 0 };
		parameters
	}

	fn motion(tier: Tier) -> Motion<u64> {
		Motion { tier, cancels: None }
	}

	fn quorum_of(tier: Tier, days: u64) -> (Ppm, Ppm) {
		let parameters = parameters(3 * DAY, 30 * DAY, 200_000);
		let params = params(&motion(tier), &parameters, days * DAY);
		(params.quorum, params.win_ratio)
	}

	// Protects: the bars of the design's table, and the support that `Root` needs in 3, 9 and 15
	// days.
	#[test]
	fn bars_should_be_those_of_the_table() {
		assert_eq!(
			[3, 9, 15].map(|days| quorum_of(Tier::Root, days).0),
			[400_000, 300_000, 200_000]
		);
		assert_eq!(quorum_of(Tier::Root, 3).1, 666_666);
		assert_eq!(quorum_of(Tier::Parameter, 3), (200_000, 666_666));
		assert_eq!(quorum_of(Tier::Cancel, 1), (100_000, 500_000));
		assert_eq!(quorum_of(Tier::Undo, 1), (200_000, 750_000));
		let parameters = parameters(3 * DAY, 30 * DAY, 200_000);
		let durations = |tier| durations(&motion(tier), &parameters);
		assert_eq!(durations(Tier::Root), 3 * DAY..=15 * DAY);
		assert_eq!(durations(Tier::Parameter), 3 * DAY..=15 * DAY);
		assert_eq!(durations(Tier::Undo), DAY..=3 * DAY);
	}

	// Protects: a domain that makes its votes longer does not take away the time to cancel what it
	// ratified before.
	#[test]
	fn cancelling_should_take_the_time_of_the_ratification() {
		let waiting = Waiting { pool: 1, ayes: Shares::new(1, 0), due: 100, vote: 10 };
		let motion = Motion { tier: Tier::Cancel, cancels: Some(waiting) };
		assert_eq!(durations(&motion, &parameters(3 * DAY, 30 * DAY, 200_000)), 4..=10);
	}

	// Protects: a deposit doubles, and no number of pools makes it more than a member can raise.
	#[test]
	fn deposits_should_double_up_to_a_limit() {
		assert_eq!(
			[0, 1, 5, 6, 7, u32::MAX].map(|steps| doubled(10, steps)),
			[10, 20, 320, 640, 640, 640]
		);
		assert_eq!(doubled(Balance::MAX, 1), Balance::MAX);
	}

	proptest! {
		// Protects: a longer vote never needs more support, none needs less than the quorum or more
		// than two thirds, and there is always a duration to choose.
		#[test]
		fn root_should_need_less_the_longer_it_lasts(
			vote in 1..200u64,
			more in 0..400u64,
			quorum in 1..=MAX_GOVERNANCE_QUORUM,
		) {
			let parameters = parameters(vote, 2 * vote + more, quorum);
			let motion = motion(Tier::Root);
			let durations = durations(&motion, &parameters);
			prop_assert!(!durations.is_empty());
			let needs: Vec<_> =
				durations.map(|blocks| params(&motion, &parameters, blocks).quorum).collect();
			prop_assert!(needs.windows(2).all(|pair| pair[0] >= pair[1]));
			prop_assert_eq!(needs[0], (2 * quorum).min(MAX_GOVERNANCE_QUORUM));
			prop_assert!(needs.iter().all(|need| (quorum..=MAX_GOVERNANCE_QUORUM).contains(need)));
		}
	}
}
