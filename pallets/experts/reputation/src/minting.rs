//! Limits of what a domain mints against fees in a time. No storage.
//!
//! What may be minted is a bucket: it holds up to `depth` of the supply, and `rate` of the supply
//! flows into it every day. The ledger keeps what is missing from the full bucket.

use sp_core::U256;
use witan_experts::{domain::Minting, ledger::Budget, shares::MILLION};
use witan_primitives::time::DAY;

/// The part of what may be minted at a moment that one fee may take: a quarter.
///
/// So the bucket is never empty, and nobody is asked to judge for nothing.
pub const PART_OF_A_FEE: u128 = 4;

/// Returns `parts` parts per million of a value, rounded down.
fn part(value: u128, parts: u128) -> u128 {
	let scaled = U256::from(value).saturating_mul(parts.into());
	u128::try_from(scaled.checked_div(MILLION.into()).unwrap_or_default()).unwrap_or(u128::MAX)
}

/// Returns the REP missing from the bucket after `blocks` blocks, if `missing` was missing before.
pub fn missing_after(missing: u128, blocks: u64, supply: u128, minting: &Minting) -> u128 {
	// Products of numbers of 128, 64 and 32 bits: nothing saturates.
	let flows = U256::from(supply)
		.saturating_mul(minting.rate.into())
		.saturating_mul(blocks.into())
		.checked_div(U256::from(MILLION).saturating_mul(DAY.into()))
		.unwrap_or_default();
	// A bucket that has become smaller is empty at most.
	let missing = missing.min(part(supply, minting.depth.into()));
	missing.saturating_sub(u128::try_from(flows).unwrap_or(u128::MAX))
}

/// Returns the part of `asked` REP that one fee may mint while so much is missing from the bucket.
/// A supply of zero has no limit, so that a domain gets its first REP.
pub fn mintable(
	asked: u128,
	missing: u128,
	supply: u128,
	minting: &Minting,
	budget: Budget,
) -> u128 {
	if supply == 0 {
		return asked;
	}
	let full = part(supply, minting.depth.into());
	let kept_for_jobs = match budget {
		Budget::Whole => 0,
		Budget::UpperHalf => full.div_ceil(2),
	};
	let level = full.saturating_sub(missing).saturating_sub(kept_for_jobs);
	asked.min(level.checked_div(PART_OF_A_FEE).unwrap_or_default())
}

#[cfg(test)]
mod tests {
	use super::*;
	use proptest::prelude::*;

	const MINTING: Minting = Minting { depth: 100_000, rate: 20_000 };

	// Protects: row 13 of the design, with at most a quarter for one fee. Sponsors take from the
	// upper half alone.
	#[test]
	fn bucket_should_keep_half_for_jobs_and_three_quarters_for_the_next_fee() {
		const SUPPLY: u128 = 1_000_000;
		let take = |missing: &mut u128, asked, budget| {
			let taken = mintable(asked, *missing, SUPPLY, &MINTING, budget);
			*missing += taken;
			taken
		};
		let mut missing = 0;
		assert_eq!(take(&mut missing, 30_000, Budget::UpperHalf), 12_500);
		assert_eq!(take(&mut missing, 40_000, Budget::UpperHalf), 9_375);
		assert_eq!(take(&mut missing, 100_000, Budget::Whole), 19_531);
		assert_eq!(take(&mut missing, 100, Budget::UpperHalf), 100);
		missing = missing_after(missing, DAY.into(), SUPPLY, &MINTING);
		assert_eq!(missing, 12_500 + 9_375 + 19_531 + 100 - 20_000);
		assert_eq!(take(&mut missing, 100_000, Budget::Whole), 19_623);
		assert_eq!(missing_after(missing, 9 * u64::from(DAY), SUPPLY, &MINTING), 0);
	}

	// Protects: a bucket that governance has made smaller, or whose supply was burned, fills from
	// where it is, and a day later has a day's flow.
	#[test]
	fn bucket_should_fill_at_once_when_it_became_smaller() {
		let smaller = Minting { depth: 10_000, rate: 1_000 };
		assert_eq!(missing_after(80_000, 0, 1_000_000, &smaller), 10_000);
		assert_eq!(missing_after(80_000, DAY.into(), 1_000_000, &smaller), 9_000);
		assert_eq!(missing_after(80_000, 0, 0, &MINTING), 0);
	}

	// Protects: the first REP of a domain has no limit.
	#[test]
	fn domain_without_reputation_should_mint_all() {
		assert_eq!(mintable(77, u128::MAX, 0, &MINTING, Budget::UpperHalf), 77);
	}

	proptest! {
		// Protects: whatever is asked and whenever, no window mints more than a full bucket and
		// what flows into it meanwhile.
		#[test]
		fn no_window_should_mint_more_than_the_bucket_and_its_flow(
			supply in 1..1u128 << 100,
			depth in 1..=MILLION,
			rate in 1..=MILLION,
			asks in prop::collection::vec((0..200_000u64, 0..1u128 << 100, any::<bool>()), 1..60),
		) {
			let minting = Minting { depth, rate };
			let (mut missing, mut blocks, mut minted) = (0, 0u64, 0u128);
			for (later, asked, job) in asks {
				missing = missing_after(missing, later, supply, &minting);
				blocks += later;
				let budget = if job { Budget::Whole } else { Budget::UpperHalf };
				let taken = mintable(asked, missing, supply, &minting, budget);
				missing += taken;
				minted += taken;
				let full = part(supply, depth.into());
				prop_assert!(taken <= asked && missing <= full);
				let flow = U256::from(supply) * rate * blocks / (U256::from(MILLION) * DAY) + 60;
				prop_assert!(U256::from(minted) <= U256::from(full) + flow);
			}
		}

		// Protects: no number overflows.
		#[test]
		fn bucket_should_hold_for_any_numbers(
			values: [u128; 3], blocks: u64, depth: u32, rate: u32,
		) {
			let [asked, missing, supply] = values;
			let minting = Minting { depth, rate };
			prop_assert!(missing_after(missing, blocks, supply, &minting) <= missing);
			for budget in [Budget::Whole, Budget::UpperHalf] {
				prop_assert!(mintable(asked, missing, supply, &minting, budget) <= asked);
			}
		}
	}
}
