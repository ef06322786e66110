//! Amounts of reputation (REP), and ratios.
//!
//! REP decays, so that an amount of it means less tomorrow. Stored amounts are therefore in
//! [`Shares`], which don't change while REP does: `REP = shares * scale(t)`, with the domain's
//! scale at block t.

use serde::{Deserialize, Serialize};
use witan_primitives::Balance;

/// A ratio in parts per million, as people type it. [`MILLION`] is the whole.
///
/// Calls take it instead of a `Permill`, which would make a ratio above one an undecodable
/// transaction. As it is, an error names it.
pub type Ppm = u32;

/// 1 REP in units, the smallest amounts that are told apart: 1 REP = 10^9 units.
pub const REP: Balance = 1_000_000_000;
/// The whole, in parts per million.
pub const MILLION: Ppm = 1_000_000;
/// Bits by which a new era makes a share larger.
pub const ERA_SHIFT: u32 = 16;
/// Number of eras after which nothing is left of any amount that was not carried over.
pub const MAX_ERAS: u32 = u128::BITS / ERA_SHIFT;

/// An amount of reputation as it is stored: a number of shares, and the domain's era in which it
/// was stored.
///
/// A new era makes shares 2^[`ERA_SHIFT`] times as large, so that numbers stay small while REP
/// decays. An amount is carried over when it is next used, by [`Shares::in_era`].
#[frame_support::stored]
#[derive(Copy, Default, Serialize, Deserialize)]
pub struct Shares {
	/// Number of shares of that era's size.
	#[codec(compact)]
	pub value: u128,
	/// Era of the domain.
	#[codec(compact)]
	pub era: u32,
}

impl Shares {
	/// Returns `value` shares of an era's size.
	pub const fn new(value: u128, era: u32) -> Self {
		Self { value, era }
	}

	/// Returns no shares.
	pub const fn zero() -> Self {
		Self::new(0, 0)
	}

	/// Returns true if there are no shares, in whichever era.
	pub const fn is_zero(&self) -> bool {
		self.value == 0
	}

	/// Returns the same amount in shares of `era`, rounded down by less than one share.
	///
	/// Eras only rise. For an era before the amount's own, which no caller passes, returns the
	/// value in its own era.
	pub const fn in_era(&self, era: u32) -> u128 {
		let eras = era.saturating_sub(self.era);
		match self.value.checked_shr(eras.saturating_mul(ERA_SHIFT)) {
			Some(value) => value,
			// `MAX_ERAS` or more: all bits are shifted out.
			None => 0,
		}
	}

	/// Returns the same amount in `era` or, if that is past, in its own era.
	pub const fn carried_to(&self, era: u32) -> Self {
		let era = if era > self.era { era } else { self.era };
		Self::new(self.in_era(era), era)
	}

	/// Returns the sum, in the later of both eras, or `None` if it is too large.
	pub fn checked_add(&self, other: Self) -> Option<Self> {
		let era = self.era.max(other.era);
		Some(Self::new(self.in_era(era).checked_add(other.in_era(era))?, era))
	}

	/// Returns the difference, in the later of both eras, or `None` if it is negative.
	pub fn checked_sub(&self, other: Self) -> Option<Self> {
		let era = self.era.max(other.era);
		Some(Self::new(self.in_era(era).checked_sub(other.in_era(era))?, era))
	}

	/// Returns the difference, in the later of both eras, or zero if it is negative.
	pub fn saturating_sub(&self, other: Self) -> Self {
		let era = self.era.max(other.era);
		Self::new(self.in_era(era).saturating_sub(other.in_era(era)), era)
	}

	/// Returns the smaller of both, in the later of both eras.
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
		// Protects: an amount is the same however late and in however many steps it is carried
		// over. The sum of its parts never exceeds what is carried over whole.
		#[test]
		fn shares_should_carry_over_alike_in_one_step_or_many(
			a: u128,
			b in 0..u128::MAX,
			first in 0..9u32,
			then in 0..9u32,
		) {
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

	// Protects: an amount halves by the bits of an era, and is gone after the last era, however
	// many have passed.
	#[test]
	fn shares_should_be_gone_after_the_last_era() {
		let amount = Shares::new(u128::MAX, 1);
		assert_eq!(amount.in_era(0), u128::MAX);
		assert_eq!(amount.in_era(1), u128::MAX);
		assert_eq!(amount.in_era(2), u128::MAX >> ERA_SHIFT);
		assert_eq!(amount.in_era(MAX_ERAS), u128::from(u16::MAX));
		assert_eq!(amount.in_era(MAX_ERAS + 1), 0);
		assert_eq!(amount.in_era(u32::MAX), 0);
	}
}
