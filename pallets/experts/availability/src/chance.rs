//! The arithmetic of draws. No storage.

use sp_core::{H256, U256};
use witan_experts::shares::{Ppm, MILLION};

/// Returns one of `n` positions, chosen by 256 random bits. `None` if there is no position.
///
/// A seed chooses each of `n` positions with a probability of 1/n, but for less than 2^-256. The
/// reason: 256 random bits modulo n favour the positions below 2^256 mod n by one seed each. That
/// is a relative bias of less than 2^-128 for every `n`.
pub fn uniform(seed: H256, n: u128) -> Option<u128> {
	let position = U256::from_big_endian(seed.as_bytes()).checked_rem(U256::from(n))?;
	u128::try_from(position).ok()
}

/// Returns the first item whose weight, added to those before it, is more than `position`.
pub fn pick<Item>(
	items: impl IntoIterator<Item = (Item, u128)>,
	mut position: u128,
) -> Option<Item> {
	for (item, weight) in items {
		match position.checked_sub(weight) {
			Some(after) => position = after,
			None => return Some(item),
		}
	}
	None
}

/// Returns the part that a weight is of `whole`, in parts per million, rounded down. The part of a
/// whole of zero is zero.
pub fn part(weight: u128, whole: u128) -> Ppm {
	U256::from(weight)
		.checked_mul(U256::from(MILLION))
		.and_then(|scaled| scaled.checked_div(U256::from(whole)))
		.and_then(|part| Ppm::try_from(part).ok())
		.unwrap_or_default()
}

#[cfg(test)]
mod tests {
	use super::*;
	use proptest::prelude::*;
	use sp_io::hashing::blake2_256;

	/// Returns Pearson's statistic of counts that should all be `expected`.
	fn chi_square(counts: &[u64], expected: f64) -> f64 {
		counts.iter().map(|count| (*count as f64 - expected).powi(2) / expected).sum()
	}

	// Protects: every unit has the same chance. With 999 degrees of freedom the statistic has the
	// mean 999 and the standard deviation 44.7. A draw that left out or doubled one unit in a
	// hundred would be hundreds off.
	#[test]
	fn draw_should_be_uniform_to_the_unit() {
		const UNITS: usize = 1_000;
		const DRAWS: u64 = 1_000_000;
		let mut counts = vec![0u64; UNITS];
		for draw in 0..DRAWS {
			let seed = H256(blake2_256(&draw.to_le_bytes()));
			counts[uniform(seed, UNITS as u128).unwrap() as usize] += 1;
		}
		let statistic = chi_square(&counts, DRAWS as f64 / UNITS as f64);
		assert!((800.0..1_220.0).contains(&statistic), "chi-square is {statistic}");
	}

	// Protects: a draw without positions finds none, instead of failing.
	#[test]
	fn draw_should_return_none_when_there_is_nothing() {
		assert_eq!(uniform(H256::repeat_byte(7), 0), None);
		assert_eq!(pick([("a", 0), ("b", 0)], 0), None);
		assert_eq!(part(1, 0), 0);
	}

	proptest! {
		// Protects: a position is always below the number of positions, however large that is.
		#[test]
		fn draw_should_be_below_the_number_of_positions(seed: [u8; 32], n in 1..=u128::MAX) {
			prop_assert!(uniform(H256(seed), n).unwrap() < n);
		}

		// Protects: an item has as many positions as it weighs.
		#[test]
		fn item_should_have_as_many_positions_as_it_weighs(weights in prop::collection::vec(0..9u128, 0..9)) {
			let items = || weights.iter().copied().enumerate();
			let total: u128 = weights.iter().sum();
			let mut counts = vec![0; weights.len()];
			for position in 0..total {
				counts[pick(items(), position).unwrap()] += 1;
			}
			prop_assert_eq!(&counts, &weights);
			prop_assert_eq!(pick(items(), total), None);
		}

		// Protects: no part exceeds the whole, and neither does a sum of parts.
		#[test]
		fn parts_should_not_exceed_the_whole(a in 0..u128::MAX / 2, b in 0..u128::MAX / 2) {
			prop_assert!(part(a, a + b) + part(b, a + b) <= MILLION);
			prop_assert_eq!(part(a, a), if a == 0 { 0 } else { MILLION });
		}
	}
}
