//! Penalties, seeds and times as plain functions. No storage.

use crate::types::{MAX_DECLINE, MAX_WAITS};
use codec::Encode;
use sp_core::H256;
use sp_io::hashing::blake2_256;
use sp_runtime::{traits::AtLeast32BitUnsigned, Permill};
use witan_experts::{
	ids::RequestId,
	pool::{PoolParams, Secrecy},
	shares::{Ppm, Shares},
};
use witan_primitives::Balance;

/// Returns the part of a stake that is burned: `ratio` parts per million of it, rounded up, and
/// never more than all.
pub fn penalty(stake: Shares, ratio: Ppm) -> Shares {
	Shares::new(Permill::from_parts(ratio).mul_ceil(stake.value), stake.era)
}

/// Returns the last block in which an expert that is drawn at `now` can decline.
///
/// That is an eighth of the job period later, at least a block and at most [`MAX_DECLINE`] blocks,
/// and always before the job is due.
pub fn decline_by<BlockNumber: AtLeast32BitUnsigned + Copy>(
	now: BlockNumber,
	job_period: BlockNumber,
) -> BlockNumber {
	let one = BlockNumber::one();
	let eighth = job_period.checked_div(&BlockNumber::from(8u32)).unwrap_or(one);
	let window = eighth.max(one).min(BlockNumber::from(MAX_DECLINE));
	now.saturating_add(window.min(job_period.saturating_sub(one)))
}

/// Returns a part of a fee: `share` parts per million of it, rounded down, and never more than all.
pub fn part(fee: Balance, share: Ppm) -> Balance {
	Permill::from_parts(share).mul_floor(fee)
}

/// Returns the seed of one draw from the beacon. No two draws have the same seed.
pub fn draw_seed(beacon: impl Encode, request: RequestId, attempt: u32) -> H256 {
	(beacon, request, attempt).using_encoded(blake2_256).into()
}

/// Returns the block of the next draw after a draw at `now` found nobody.
///
/// A wait is at least `delay` blocks, and so long that at most [`MAX_WAITS`] waits fit into the
/// draw period. The last one is shorter if it ends at `gives_up_at` then.
pub fn next_draw<BlockNumber: AtLeast32BitUnsigned + Copy>(
	now: BlockNumber,
	delay: BlockNumber,
	draw_period: BlockNumber,
	gives_up_at: BlockNumber,
) -> BlockNumber {
	let waits = BlockNumber::from(MAX_WAITS);
	let rounding = waits.saturating_sub(BlockNumber::one());
	let wait = draw_period.saturating_add(rounding).checked_div(&waits).unwrap_or(draw_period);
	now.saturating_add(wait).min(gives_up_at).max(now.saturating_add(delay))
}

/// Returns a block in which a pool that opens at `now` can be decided, whatever its voters do. Late
/// turns can make stakes be taken for up to twice the duration.
pub fn pool_end<BlockNumber: AtLeast32BitUnsigned + Copy>(
	now: BlockNumber,
	duration: BlockNumber,
	params: &PoolParams<BlockNumber>,
) -> BlockNumber {
	let reveals = match params.secrecy {
		Secrecy::Open => BlockNumber::zero(),
		Secrecy::CommitReveal { reveal_period } => reveal_period,
	};
	let longest = duration.saturating_add(duration);
	now.saturating_add(longest).saturating_add(reveals).saturating_add(BlockNumber::one())
}

#[cfg(test)]
mod tests {
	use super::*;
	use proptest::prelude::*;
	use witan_experts::shares::MILLION;

	proptest! {
		// Protects: a penalty is the smallest amount that is at least its part of the stake, and
		// never more than the stake.
		#[test]
		fn penalty_should_be_rounded_up_within_the_stake(value in 0..u128::MAX >> 20, ratio in 0..=MILLION, era: u32) {
			let burned = penalty(Shares::new(value, era), ratio);
			prop_assert_eq!(burned.era, era);
			prop_assert!(burned.value <= value);
			let exact = value * u128::from(ratio);
			let rounded = burned.value * u128::from(MILLION);
			prop_assert!(rounded >= exact && rounded - exact < u128::from(MILLION));
		}

		// Protects: a failed job never leaves more than its part of the fee, nor less than all but
		// one unit of it.
		#[test]
		fn part_of_a_fee_should_be_rounded_down_within_the_fee(fee in 0..u128::MAX >> 20, share in 0..=MILLION) {
			let part = part(fee, share);
			let exact = fee * u128::from(share);
			let rounded = part * u128::from(MILLION);
			prop_assert!(part <= fee && rounded <= exact && exact - rounded < u128::from(MILLION));
		}

		// Protects: no ratio and no stake, however large, makes a penalty fail or exceed the stake.
		#[test]
		fn penalty_should_be_at_most_the_stake_when_out_of_range(value: u128, ratio: u32) {
			prop_assert!(penalty(Shares::new(value, 0), ratio).value <= value);
			prop_assert_eq!(penalty(Shares::new(value, 0), MILLION).value, value);
			prop_assert_eq!(penalty(Shares::new(value, 0), 0).value, 0);
		}

		// Protects: a request in a domain without experts costs the chain a bounded number of
		// draws. Each uses the randomness of a block that is far enough away, and the last is no
		// earlier than the terms say.
		#[test]
		fn draws_should_end_after_bounded_waits(
			start in 0..1_000_000u64, delay in 2..100u64, longer in 0..1_000_000u64, late in 0..50u64,
		) {
			let period = delay + longer;
			let gives_up_at = start + period;
			let mut now = start + delay;
			let mut draws = 1;
			while now < gives_up_at {
				now += late;
				if now >= gives_up_at {
					break;
				}
				let next = next_draw(now, delay, period, gives_up_at);
				prop_assert!(next >= now + delay);
				prop_assert!(next < gives_up_at + delay);
				now = next;
				draws += 1;
			}
			prop_assert!(now >= gives_up_at);
			prop_assert!(draws <= MAX_WAITS + 1);
		}

		// Protects: the seed of one request or attempt is never that of another.
		#[test]
		fn seeds_should_differ_when_anything_differs(a: [u8; 32], b: [u8; 32], id: u64, other: u64, attempt: u32, later: u32) {
			let same = (a, id, attempt) == (b, other, later);
			prop_assert_eq!(draw_seed(a, id, attempt) == draw_seed(b, other, later), same);
			prop_assert_eq!(draw_seed(a, id, attempt), draw_seed(a, id, attempt));
			if attempt != later {
				prop_assert_ne!(draw_seed(a, id, attempt), draw_seed(a, id, later));
			}
		}
	}

	// Protects: an expert has time to look at the brief, no more than a day, and never beyond the
	// deadline.
	#[test]
	fn expert_should_be_able_to_decline_in_an_eighth_of_the_job_period() {
		let windows = [(1, 0), (2, 1), (8, 1), (15, 1), (16, 2), (20, 2), (230_400, 28_800)];
		for (period, window) in windows {
			assert_eq!(decline_by(100u64, period), 100 + window, "of {period}");
		}
		assert_eq!(decline_by(100u64, 2_592_000), 28_900);
		assert_eq!(decline_by(u64::MAX, 20), u64::MAX);
	}

	// Protects: the fallback that asks a pool for its verdict comes after its reveals.
	#[test]
	fn pool_end_should_be_after_reveals_when_sides_are_secret() {
		let mut params = PoolParams {
			duration: 10u64,
			quorum: 0,
			win_ratio: 0,
			binding: 0,
			redistribute: false,
			secrecy: Secrecy::Open,
			governance: false,
		};
		assert_eq!(pool_end(5, 20, &params), 46);
		params.secrecy = Secrecy::CommitReveal { reveal_period: 7 };
		assert_eq!(pool_end(5, 20, &params), 53);
	}
}
