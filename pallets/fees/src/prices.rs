//! The formula of fees: plain numbers, no storage.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::weights::Weight;
use scale_info::TypeInfo;
use sp_runtime::{FixedPointNumber, FixedU128};
use witan_primitives::Balance;

/// Picoseconds in a millisecond.
const PICOSECONDS: Balance = 1_000_000_000;

/// Prices of a block's transactions.
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
pub struct Prices {
	/// Price of a millisecond of weight, in token units, without the multiplier.
	pub per_millisecond: Balance,
	/// Price of a byte, in token units, without the multiplier.
	pub per_byte: Balance,
	/// The factor by which the price of scarce time and bytes has risen.
	pub multiplier: FixedU128,
}

/// The parts of a block that a transaction takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
	/// Encoded length in bytes.
	pub bytes: u32,
	/// Weight of the call and of the extensions, at most that of a block.
	pub weight: Weight,
	/// Weight that every transaction has besides, which the multiplier does not touch.
	pub base: Weight,
}

impl Prices {
	/// Returns the price of a weight, without the multiplier, rounded down. Its proof size takes
	/// the room of so many bytes from a block, and costs as much.
	pub fn of_weight(&self, weight: Weight) -> Balance {
		let time = Balance::from(weight.ref_time()).saturating_mul(self.per_millisecond);
		let bytes = Balance::from(weight.proof_size()).saturating_mul(self.per_byte);
		(time / PICOSECONDS).saturating_add(bytes)
	}

	/// Returns the price of bytes, rounded down.
	pub fn of_bytes(&self, bytes: u64) -> Balance {
		self.multiplier.saturating_mul_int(Balance::from(bytes).saturating_mul(self.per_byte))
	}

	/// Returns the fee of a transaction, without a tip. Saturates at the greatest balance.
	pub fn fee(&self, size: Size) -> Balance {
		let weight = self.multiplier.saturating_mul_int(self.of_weight(size.weight));
		self.of_weight(size.base)
			.saturating_add(self.of_bytes(size.bytes.into()))
			.saturating_add(weight)
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use proptest::prelude::*;

	fn prices(per_millisecond: Balance, per_byte: Balance, multiplier: (u128, u128)) -> Prices {
		let multiplier = FixedU128::saturating_from_rational(multiplier.0, multiplier.1);
		Prices { per_millisecond, per_byte, multiplier }
	}

	fn size(bytes: u32, milliseconds: u64, base: u64) -> Size {
		let weight = |time: u64| Weight::from_parts(time * 1_000_000_000, 0);
		Size { bytes, weight: weight(milliseconds), base: weight(base) }
	}

	// Protects: a voter can check a fee by hand.
	#[test]
	fn fee_should_be_base_and_multiplied_bytes_and_time() {
		assert_eq!(prices(10, 3, (1, 1)).fee(size(7, 2, 1)), 10 + 7 * 3 + 2 * 10);
		assert_eq!(prices(10, 3, (5, 2)).fee(size(8, 2, 1)), 10 + 60 + 50);
		assert_eq!(prices(1, Balance::MAX, (2, 1)).fee(size(2, 1, 1)), Balance::MAX);
	}

	proptest! {
		// Protects: nobody pays less for more bytes, more time, or a busier chain.
		#[test]
		fn fee_should_not_fall_when_anything_rises(
			per_millisecond in 0..=1u128 << 90,
			per_byte in 0..=1u128 << 90,
			factor in 1..=1_000u128,
			bytes in 0..=u32::MAX - 1,
			time in 0..=2_000u64,
		) {
			let now = prices(per_millisecond, per_byte, (factor, 1));
			let fee = now.fee(size(bytes, time, 1));
			prop_assert!(fee <= now.fee(size(bytes + 1, time, 1)));
			prop_assert!(fee <= now.fee(size(bytes, time + 1, 1)));
			prop_assert!(fee <= prices(per_millisecond, per_byte, (factor + 1, 1)).fee(size(bytes, time, 1)));
		}

		// Protects: a block that is full of bytes costs as much more as one that is full of time.
		#[test]
		fn multiplier_should_raise_bytes_as_it_raises_time(factor in 1..=1_000u128, amount in 0..1_000u32) {
			let (one, many) = (prices(1_000, 1_000, (1, 1)), prices(1_000, 1_000, (factor, 1)));
			prop_assert_eq!(many.fee(size(amount, 0, 0)), factor * one.fee(size(amount, 0, 0)));
			prop_assert_eq!(many.fee(size(0, amount.into(), 0)), factor * one.fee(size(0, amount.into(), 0)));
		}
	}
}
