//! Decay of reputation: `2^(-age/half_life)` as an exact rational, and conversions by it. No
//! storage.
//!
//! ```text
//! scale  = mantissa / 2^(63 + shift), 2^62 < mantissa <= 2^63, shift = whole half-lives
//! amount = floor(shares * scale)
//! shares = ceil(amount / scale)
//! ```
//!
//! The scale is at most 1, so that an amount that is converted to shares and back at one block is
//! the same amount: `amount <= shares * scale < amount + scale`.

use sp_core::U256;
use witan_experts::{ledger::MAX_HALF_LIFE, shares::ERA_SHIFT};
use witan_primitives::Balance;

/// The limit that all REP of a domain stays below, in units of 10^-9 REP. A share is worth at least
/// 2^-[`ERA_SHIFT`] of a unit, so that all shares are below 2^96.
pub const MAX_SUPPLY: Balance = 1 << 80;

/// The most eras that an account's shares last: each takes [`ERA_SHIFT`] of their 96 bits.
pub const MAX_ERAS_HELD: u32 = 96 / ERA_SHIFT;

/// The mantissa of a scale of 1.
const ONE: u64 = 1 << 63;

/// `floor(2^64 * 2^(-2^-i))` for i from 1 to 64. These are repeated integer square roots of 2^-1
/// with 1024 fractional bits, cut to 64. The tests check each against the one before it.
const ROOTS: [u64; 64] = [
	0xb504f333f9de6484,
	0xd744fccad69d6af4,
	0xeac0c6e7dd24392e,
	0xf5257d152486cc2c,
	0xfa83b2db722a033a,
	0xfd3e0c0cf486c174,
	0xfe9e115c7b8f884b,
	0xff4ecb59511ec8a5,
	0xffa756521c8daed1,
	0xffd3a751c0f7e10b,
	0xffe9d2b2f7db2755,
	0xfff4e91bff1b8c3d,
	0xfffa747ea0040664,
	0xfffd3a3b7814eb53,
	0xfffe9d1cc60ddab1,
	0xffff4e8e25879bfa,
	0xffffa7470363f451,
	0xffffd3a37dda0313,
	0xffffe9d1bdf703ae,
	0xfffff4e8debe025e,
	0xfffffa746f4fa150,
	0xfffffd3a37a3f8b0,
	0xfffffe9d1bd1065a,
	0xffffff4e8de845ad,
	0xffffffa746f41376,
	0xffffffd3a37a05e3,
	0xffffffe9d1bd01fb,
	0xfffffff4e8de80c0,
	0xfffffffa746f4050,
	0xfffffffd3a37a024,
	0xfffffffe9d1bd011,
	0xffffffff4e8de808,
	0xffffffffa746f404,
	0xffffffffd3a37a02,
	0xffffffffe9d1bd01,
	0xfffffffff4e8de80,
	0xfffffffffa746f40,
	0xfffffffffd3a37a0,
	0xfffffffffe9d1bd0,
	0xffffffffff4e8de8,
	0xffffffffffa746f4,
	0xffffffffffd3a37a,
	0xffffffffffe9d1bd,
	0xfffffffffff4e8de,
	0xfffffffffffa746f,
	0xfffffffffffd3a37,
	0xfffffffffffe9d1b,
	0xffffffffffff4e8d,
	0xffffffffffffa746,
	0xffffffffffffd3a3,
	0xffffffffffffe9d1,
	0xfffffffffffff4e8,
	0xfffffffffffffa74,
	0xfffffffffffffd3a,
	0xfffffffffffffe9d,
	0xffffffffffffff4e,
	0xffffffffffffffa7,
	0xffffffffffffffd3,
	0xffffffffffffffe9,
	0xfffffffffffffff4,
	0xfffffffffffffffa,
	0xfffffffffffffffd,
	0xfffffffffffffffe,
	0xffffffffffffffff,
];

/// The worth of a share, in units of 10^-9 REP: above 0, at most 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scale {
	mantissa: u64,
	shift: u32,
}

impl Scale {
	/// The scale at the start of an era, and for ever without a half-life: 1.
	pub const WHOLE: Self = Self { mantissa: ONE, shift: 0 };

	/// Returns the scale `age` blocks after the start of an era.
	///
	/// It strictly decreases in `age`, is exactly half after each half-life, and is below
	/// `2^(-age/half_life)` by at most 2^-54 of it. `half_life` is from 1 to [`MAX_HALF_LIFE`], and
	/// `age` is less than an era, which is [`ERA_SHIFT`] half-lives.
	#[expect(
		clippy::arithmetic_side_effects,
		reason = "divides by 1 at least; products fit into u128"
	)]
	pub fn at(age: u64, half_life: u64) -> Self {
		let half_life = half_life.max(1);
		let shift = u32::try_from(age / half_life).unwrap_or(ERA_SHIFT).min(ERA_SHIFT);
		let rest = u128::from(age % half_life) << 64;
		let fraction = rest / u128::from(half_life);
		let mantissa = ROOTS.iter().zip((0..64u32).rev()).fold(ONE, |product, (root, bit)| {
			if fraction >> bit & 1 == 0 {
				product
			} else {
				// The upper half of the product of 64 bits by 64.
				((u128::from(product) * u128::from(*root)) >> 64) as u64
			}
		});
		Self { mantissa, shift }
	}

	/// Returns the amount that shares are worth, rounded down.
	#[expect(
		clippy::arithmetic_side_effects,
		reason = "the product of 128 bits by 64 fits into 256"
	)]
	pub fn amount(&self, shares: u128) -> Balance {
		// At most `shares`, because the scale is at most 1.
		((U256::from(shares) * U256::from(self.mantissa)) >> (63 + self.shift)).low_u128()
	}

	/// Returns the shares that are worth an amount, rounded up: at most 2^96. `None` if the amount
	/// is not below [`MAX_SUPPLY`].
	#[expect(clippy::arithmetic_side_effects, reason = "80 bits, shifted by 79, fit into 256")]
	pub fn shares(&self, amount: Balance) -> Option<u128> {
		if amount >= MAX_SUPPLY {
			return None;
		}
		let (shares, rest) =
			(U256::from(amount) << (63 + self.shift)).div_mod(U256::from(self.mantissa));
		let up = u128::from(!rest.is_zero());
		u128::try_from(shares).ok()?.checked_add(up)
	}
}

/// Returns the length of an era in blocks: [`ERA_SHIFT`] half-lives.
///
/// At the end of an era the scale is 1 again, so that numbers of shares stay small.
#[expect(clippy::arithmetic_side_effects, reason = "MAX_HALF_LIFE times ERA_SHIFT fits into u64")]
pub fn era_length(half_life: u64) -> u64 {
	half_life.clamp(1, MAX_HALF_LIFE) * u64::from(ERA_SHIFT)
}

#[cfg(test)]
mod tests {
	use super::*;
	use proptest::prelude::*;

	/// Returns `scale * 2^(63 + 16)`.
	fn fixed(scale: Scale) -> u128 {
		u128::from(scale.mantissa) << (ERA_SHIFT - scale.shift)
	}

	fn half_lives() -> impl Strategy<Value = u64> {
		prop_oneof![1..100u64, 1..=MAX_HALF_LIFE, MAX_HALF_LIFE - 100..=MAX_HALF_LIFE]
	}

	fn half_life_and_age() -> impl Strategy<Value = (u64, u64)> {
		half_lives().prop_flat_map(|half_life| (Just(half_life), 0..era_length(half_life)))
	}

	// Protects: the constants are the roots they say they are, each to its last bit.
	#[test]
	fn roots_should_be_square_roots_of_the_ones_before() {
		let square = |root: u64| U256::from(root) * U256::from(root);
		assert!(square(ROOTS[0]) <= U256::one() << 127);
		assert!(square(ROOTS[0]) + U256::from(ROOTS[0]) * 2 + 1 > U256::one() << 127);
		for pair in ROOTS.windows(2) {
			let (last, root) = (U256::from(pair[0]), U256::from(pair[1]));
			assert!(root * root < (last + 1) << 64);
			assert!((root + 1) * (root + 1) > last << 64);
		}
	}

	// Protects: the numbers that a reader would compute: 1, 1/2, and a tenth of a half-life.
	#[test]
	fn scale_should_be_known_values_at_known_ages() {
		assert_eq!(Scale::at(0, 7), Scale::WHOLE);
		assert_eq!(fixed(Scale::at(7, 7)), 1 << 78);
		assert_eq!(fixed(Scale::at(7 * 15, 7)), 1 << 64);
		// 2^(-1/10) = 0.933032991536807415...
		assert_eq!(Scale::at(1, 10).amount(10u128.pow(15)), 933_032_991_536_807);
		assert_eq!(Scale::at(10, 100).amount(10u128.pow(15)), 933_032_991_536_807);
	}

	// Protects: the largest supply has fewer than 2^96 shares, at the smallest scale.
	#[test]
	fn shares_should_be_below_2_96_when_amount_is_below_the_largest_supply() {
		for half_life in [1, 2, 1_000, MAX_HALF_LIFE] {
			let least = Scale::at(era_length(half_life) - 1, half_life);
			assert!(least.shares(MAX_SUPPLY - 1).unwrap() < 1 << 96);
			assert_eq!(least.shares(MAX_SUPPLY), None);
		}
	}

	proptest! {
		// Protects: REP never rises by waiting.
		#[test]
		fn scale_should_fall_with_every_block((half_life, age) in half_life_and_age()) {
			prop_assert!(fixed(Scale::at(age + 1, half_life)) < fixed(Scale::at(age, half_life)));
		}

		// Protects: the scale is half after a half-life, to the last bit, far below 10^-15.
		#[test]
		fn scale_should_halve_in_a_half_life((half_life, age) in half_life_and_age()) {
			prop_assume!(age + half_life < era_length(half_life));
			prop_assert_eq!(2 * fixed(Scale::at(age + half_life, half_life)), fixed(Scale::at(age, half_life)));
		}

		// Protects: between half-lives the scale is the exponential, to 2^-53. No other monotone
		// function turns sums into products.
		#[test]
		fn scale_should_turn_sums_into_products(half_life in half_lives(), a: u64, b: u64) {
			let (a, b) = (a % (8 * half_life), b % (8 * half_life));
			let product = (U256::from(fixed(Scale::at(a, half_life))) * U256::from(fixed(Scale::at(b, half_life)))) >> 79;
			let product = product.low_u128();
			let sum = fixed(Scale::at(a + b, half_life));
			prop_assert!(product.abs_diff(sum) <= sum >> 53);
		}

		// Protects: an amount that is staked is shown as staked, at every block.
		#[test]
		fn amount_should_be_itself_after_shares((half_life, age) in half_life_and_age(), amount in 0..MAX_SUPPLY) {
			let scale = Scale::at(age, half_life);
			let shares = scale.shares(amount).unwrap();
			prop_assert_eq!(scale.amount(shares), amount);
			prop_assert!(amount == 0 || scale.amount(shares - 1) < amount);
		}

		// Protects: all REP that is shown can be staked.
		#[test]
		fn shares_should_cover_the_amount_they_show((half_life, age) in half_life_and_age(), shares: u128) {
			let scale = Scale::at(age, half_life);
			let shares = shares % scale.shares(MAX_SUPPLY - 1).unwrap();
			prop_assert!(scale.shares(scale.amount(shares)).unwrap() <= shares);
		}
	}
}
