//! Sharing of tokens by what accounts hold, with one addition however many they are. No storage.
//!
//! A domain keeps an index: the sum, over all dividends, of what each paid per share. An account's
//! part is the rise of the index since the account's last touch, times its shares. Both are exact
//! to 2^-128 of a token unit.
//!
//! Take a dividend `d` on a supply of `u` shares, of which rounding has left at most `r` without an
//! account. At most `d * r / u` of it reaches nobody because of those shares, and less than
//! `u / 2^128` because the index is rounded down. [`unassigned`] bounds the sum.

use sp_core::U256;
use sp_runtime::Permill;
use witan_experts::{domain::FeeSplit, ledger::FeePaid};
use witan_primitives::Balance;

/// Returns the rise of the index by a dividend: `floor(amount * 2^128 / shares)`. `None` if there
/// are no shares.
#[expect(clippy::arithmetic_side_effects, reason = "128 bits, shifted by 128, fit into 256")]
pub fn rise(amount: Balance, shares: u128) -> Option<U256> {
	(U256::from(amount) << 128).checked_div(U256::from(shares))
}

/// Returns what shares earned while the index rose from `from` to `to`, in 2^-128 of a token unit.
/// `None` if it is more than there can be tokens.
pub fn earned(shares: u128, from: U256, to: U256) -> Option<U256> {
	to.checked_sub(from)?.checked_mul(U256::from(shares))
}

/// Returns the whole token units of earnings.
#[expect(clippy::arithmetic_side_effects, reason = "a shift by less than the width")]
pub fn whole(earned: U256) -> Balance {
	(earned >> 128).low_u128()
}

/// Returns earnings without their whole token units.
pub fn fraction(earned: U256) -> U256 {
	U256::from(earned.low_u128())
}

/// Returns the largest part of a dividend that can reach nobody:
/// `floor(amount * roundings / shares) + 2`, and at most the whole.
#[expect(clippy::arithmetic_side_effects, reason = "the product of 128 bits by 128 fits into 256")]
pub fn unassigned(amount: Balance, shares: u128, roundings: u128) -> Balance {
	let product = U256::from(amount) * U256::from(roundings);
	let (part, _) = product.div_mod(U256::from(shares.max(1)));
	u128::try_from(part).map_or(amount, |part| part.saturating_add(2)).min(amount)
}

/// The existing recipients of a fee, other than the treasury.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Recipients {
	/// True if somebody did the job.
	pub worker: bool,
	/// True if somebody holds REP.
	pub holders: bool,
}

/// Returns the parts of a fee, which sum to it. Rounding goes to the holders. While there are none,
/// the whole fee is the worker's part.
pub fn split_fee(amount: Balance, split: &FeeSplit, recipients: Recipients) -> FeePaid {
	if !recipients.holders {
		return FeePaid { worker: amount, holders: 0, treasury: 0 };
	}
	let part = |ratio| Permill::from_parts(ratio).mul_floor(amount);
	let worker = if recipients.worker { part(split.worker) } else { 0 };
	let rest = amount.saturating_sub(worker);
	let treasury = part(split.treasury).min(rest);
	FeePaid { worker, treasury, holders: rest.saturating_sub(treasury) }
}

#[cfg(test)]
mod tests {
	use super::*;
	use proptest::prelude::*;
	use witan_experts::shares::MILLION;

	const SPLIT: FeeSplit = FeeSplit { worker: 500_000, holders: 300_000, treasury: 200_000 };

	// Protects: the parts that the documents promise.
	#[test]
	fn fee_should_be_shared_as_the_split_says() {
		let split =
			|amount, worker, holders| split_fee(amount, &SPLIT, Recipients { worker, holders });
		let paid = |worker, holders, treasury| FeePaid { worker, holders, treasury };
		assert_eq!(split(1_000, true, true), paid(500, 300, 200));
		assert_eq!(split(1_001, true, true), paid(500, 301, 200));
		assert_eq!(split(1_000, false, true), paid(0, 800, 200));
		assert_eq!(split(1_000, true, false), paid(1_000, 0, 0));
		assert_eq!(split(1_000, false, false), paid(1_000, 0, 0));
	}

	// Protects: a dividend on shares that all have an account loses at most 2 token units.
	#[test]
	fn unassigned_should_be_small_when_nothing_was_rounded() {
		assert_eq!(unassigned(1_000, 7, 0), 2);
		assert_eq!(unassigned(1_000, 7, 7), 1_000);
		assert_eq!(unassigned(1, 7, 0), 1);
	}

	/// Returns the shares of each account, and the number of shares that no account has.
	fn holders() -> impl Strategy<Value = (Vec<u128>, u128)> {
		(prop::collection::vec(prop_oneof![0..4u128, 0..1u128 << 92], 1..10), 0..20u128)
			.prop_filter("somebody holds", |(shares, _)| shares.iter().sum::<u128>() > 0)
	}

	proptest! {
		// Protects: splitting a fee creates and loses nothing.
		#[test]
		fn fee_should_be_conserved(amount: u128, worker in 0..=MILLION, treasury: u32, has_worker: bool, has_holders: bool) {
			let recipients = Recipients { worker: has_worker, holders: has_holders };
			let treasury = treasury % (MILLION - worker + 1);
			let split = FeeSplit { worker, treasury, holders: MILLION - worker - treasury };
			let paid = split_fee(amount, &split, recipients);
			prop_assert_eq!(paid.worker + paid.holders + paid.treasury, amount);
		}

		// Protects: dividends are never more than was paid in, and short of it by at most the
		// bound.
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

		// Protects: an account loses nothing by being touched often.
		#[test]
		fn dividends_should_be_the_same_in_one_step_or_many(
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
