//! Amounts of reputation (REP), and ratios.
//!
//! REP attenuates, so that an amount of it means less tomorrow. Whatever is kept over time is therefore kept in
//! [`Shares`], which don't change while REP does: `REP = shares * scale(t)`, with the domain's scale at block t.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};
use witan_primitives::Balance;

/// A ratio in parts per million, as people type it. [`MILLION`] is the whole.
pub type Ppm = u32;

/// 1 REP in the smallest amounts of it that are told apart.
pub const REP: Balance = 1_000_000_000;
/// The whole, in parts per million.
pub const MILLION: Ppm = 1_000_000;
/// By how many bits a new era makes a unit larger.
pub const ERA_SHIFT: u32 = 16;
/// After this many eras without a touch nothing is left of any amount.
pub const MAX_ERAS: u32 = u128::BITS / ERA_SHIFT;

/// An amount of reputation that is kept over time: a number of units, and the era of the domain in which it was written
/// down. A new era makes units 2^[`ERA_SHIFT`] times as large, so that numbers stay small while REP decays; an amount is
/// carried over at its next touch, by [`Shares::in_era`].
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
pub struct Shares {
	/// How many units of that era's size.
	#[codec(compact)]
	pub value: u128,
	/// The era of the domain.
	#[codec(compact)]
	pub era: u32,
}

impl Shares {
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

#[cfg(test)]
mod tests {
	use super::*;
	use proptest::prelude::*;

	proptest! {
		// Protects: however late an amount is carried over, and in however many steps, it is the same; sums of parts never
		// exceed what is carried over whole.
		#[test]
		fn units_should_carry_over_alike_in_one_step_or_many(a: u128, b in 0..u128::MAX, first in 0..9u32, then in 0..9u32) {
			let amount = Shares::new(a, 3);
			let late = 3 + first + then;
			prop_assert_eq!(amount.carried_to(3 + first).in_era(late), amount.in_era(late));
			let part = Shares::new(b % a.max(1), 3);
			let rest = amount.saturating_sub(part);
			let whole = amount.in_era(late);
			let sum = part.in_era(late) + rest.in_era(late);
			prop_assert!(sum <= whole && whole - sum <= 1);
		}
	}
}
