//! How tokens are shared by what accounts hold, with one addition however many they are. No storage.
//!
//! A domain keeps an index: the sum, over all dividends, of what each gave to a unit. An account's share is what the index
//! rose since it was last looked at, times its units. Both are exact to 2^-128 of the smallest amount of tokens.
//!
//! What is paid and reaches nobody, of a dividend `d` on a supply of `u` units, of which rounding has left at most `r` with
//! no account: at most `d * r / u` because of those, and less than `u / 2^128` because the index is rounded down.
//! [`unassigned`] bounds the sum.

use sp_core::U256;
use witan_experts::{
	domain::FeeSplit,
	ledger::FeePaid,
	shares::{Ppm, MILLION},
};
use witan_primitives::Balance;

/// By how much a dividend raises the index: `floor(amount * 2^128 / shares)`. `None` if nobody holds any.
pub fn rise(amount: Balance, shares: u128) -> Option<U256> {
	(U256::from(amount) << 128).checked_div(U256::from(shares))
}

/// What units earned while the index rose from `from` to `to`, in 2^-128 of a token's smallest amount. `None` if it is more
/// than there are tokens.
pub fn earned(shares: u128, from: U256, to: U256) -> Option<U256> {
	to.checked_sub(from)?.checked_mul(U256::from(shares))
}

/// Whole amounts of tokens in what was earned.
pub fn whole(earned: U256) -> Balance {
	(earned >> 128).low_u128()
}

/// What was earned without its whole amounts.
pub fn fraction(earned: U256) -> U256 {
	U256::from(earned.low_u128())
}

/// The most of a dividend that reaches nobody: `floor(amount * roundings / shares) + 2`, and at most the whole.
pub fn unassigned(amount: Balance, shares: u128, roundings: u128) -> Balance {
	// Both factors are 128 bits.
	let product = U256::from(amount) * U256::from(roundings);
	let (part, _) = product.div_mod(U256::from(shares.max(1)));
	u128::try_from(part).map_or(amount, |part| part.saturating_add(2)).min(amount)
}

/// `floor(amount * ratio / 10^6)`, for ratios up to the whole.
pub fn part(amount: Balance, ratio: Ppm) -> Balance {
	let (whole, ratio) = (Balance::from(MILLION), Balance::from(ratio.min(MILLION)));
	amount / whole * ratio + amount % whole * ratio / whole
}

/// How a fee is shared. Sums to it: rounding goes to the holders, or while there are none all to the worker.
pub fn share(amount: Balance, split: &FeeSplit, has_worker: bool, has_holders: bool) -> FeePaid {
	if !has_holders {
		return FeePaid { worker: amount, holders: 0, treasury: 0 };
	}
	let worker = if has_worker { part(amount, split.worker) } else { 0 };
	let treasury = part(amount, split.treasury).min(amount - worker);
	FeePaid { worker, treasury, holders: amount - worker - treasury }
}

#[cfg(test)]
mod tests {
	use super::*;
	use proptest::prelude::*;

	const SPLIT: FeeSplit = FeeSplit { worker: 500_000, holders: 300_000, treasury: 200_000 };

	// Protects: the shares the documents promise.
	#[test]
	fn fee_should_be_shared_as_the_split_says() {
		let paid = |worker, holders, treasury| FeePaid { worker, holders, treasury };
		assert_eq!(share(1_000, &SPLIT, true, true), paid(500, 300, 200));
		assert_eq!(share(1_001, &SPLIT, true, true), paid(500, 301, 200));
		assert_eq!(share(1_000, &SPLIT, false, true), paid(0, 800, 200));
		assert_eq!(share(1_000, &SPLIT, true, false), paid(1_000, 0, 0));
		assert_eq!(share(1_000, &SPLIT, false, false), paid(1_000, 0, 0));
	}

	// Protects: a dividend of which all units belong to somebody loses less than 2 of the smallest amounts.
	#[test]
	fn unassigned_should_be_small_when_nothing_was_rounded() {
		assert_eq!(unassigned(1_000, 7, 0), 2);
		assert_eq!(unassigned(1_000, 7, 7), 1_000);
		assert_eq!(unassigned(1, 7, 0), 1);
	}

	/// A supply, how its accounts divide it, and how many of its units no account has.
	fn holders() -> impl Strategy<Value = (Vec<u128>, u128)> {
		(prop::collection::vec(prop_oneof![0..4u128, 0..1u128 << 92], 1..10), 0..20u128)
			.prop_filter("somebody holds", |(shares, _)| shares.iter().sum::<u128>() > 0)
	}

	proptest! {
		// Protects: no fee is created or lost by sharing it.
		#[test]
		fn fee_should_be_conserved(amount: u128, worker in 0..=MILLION, treasury: u32, has_worker: bool, has_holders: bool) {
			let treasury = treasury % (MILLION - worker + 1);
			let split = FeeSplit { worker, treasury, holders: MILLION - worker - treasury };
			let paid = share(amount, &split, has_worker, has_holders);
			prop_assert_eq!(paid.worker + paid.holders + paid.treasury, amount);
		}

		// Protects: dividends are never more than was paid in, and short of it by no more than the stated bound.
		#[test]
		fn dividends_should_be_conserved(
			(accounts, roundings) in holders(),
			payments in prop::collection::vec(prop_oneof![0..10u128, 0..1u128 << 90], 1..10),
		) {
			let shares = accounts.iter().sum::<u128>() + roundings;
			let (mut index, mut paid, mut lost) = (U256::zero(), 0u128, 0u128);
			for payment in payments {
				index += rise(payment, shares).unwrap();
				paid += payment;
				lost += unassigned(payment, shares, roundings);
			}
			let claimable = accounts.iter().map(|shares| whole(earned(*shares, U256::zero(), index).unwrap())).sum::<u128>();
			prop_assert!(claimable <= paid);
			prop_assert!(paid - claimable <= lost + accounts.len() as u128);
		}

		// Protects: an account loses nothing by being looked at often.
		#[test]
		fn shares_should_be_the_same_in_one_step_or_many(
			shares in 1..1u128 << 96,
			payments in prop::collection::vec(0..1u128 << 90, 1..10),
		) {
			let (mut index, mut sum) = (U256::zero(), U256::zero());
			for payment in payments {
				let next = index + rise(payment, shares).unwrap();
				sum += earned(shares, index, next).unwrap();
				index = next;
			}
			prop_assert_eq!(earned(shares, U256::zero(), index), Some(sum));
			prop_assert_eq!((U256::from(whole(sum)) << 128) + fraction(sum), sum);
		}
	}
}
