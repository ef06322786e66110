//! Size classes of offers: those of one class differ in their stakes by less than a factor of two.
//! So the sums of all classes tell what can be drawn for a job without a look at any offer. No
//! storage.

use witan_experts::shares::ERA_SHIFT;

/// The number of classes: one for each bit of a stake.
pub const CLASSES: u32 = u128::BITS;
/// The factor by which an offer should exceed a job's stake. A draw is made only if such offers
/// weigh at least half of all.
pub const AMPLE: u128 = 4;

/// The offers of a class that can take a job.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fit {
	/// None: each is too small.
	None,
	/// Maybe some: the class has both offers that are large enough and others.
	Some,
	/// All that weigh anything.
	All,
}

/// Returns the class of a stake: the greatest c such that 2^c is at most the stake, or 0 for a
/// stake of zero.
pub fn class_of(stake: u128) -> u8 {
	stake.checked_ilog2().and_then(|class| u8::try_from(class).ok()).unwrap_or_default()
}

/// Returns the least stake that is still worth `stake` after some eras. `None` if none is, however
/// large.
pub fn least_before(stake: u128, eras: u32) -> Option<u128> {
	if stake == 0 {
		return Some(0);
	}
	let bits = eras.checked_mul(ERA_SHIFT)?;
	let least = stake.checked_shl(bits)?;
	(least.checked_shr(bits) == Some(stake)).then_some(least)
}

/// Returns the offers of a class that have at least `least`, or nothing if no stake has.
pub fn fit(class: u8, least: Option<u128>) -> Fit {
	let Some(least) = least else { return Fit::None };
	let smallest = 1u128.checked_shl(class.into()).unwrap_or(u128::MAX);
	let largest = smallest | smallest.saturating_sub(1);
	if least <= smallest {
		Fit::All
	} else if least <= largest {
		Fit::Some
	} else {
		Fit::None
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use proptest::prelude::*;
	use witan_experts::shares::Shares;

	proptest! {
		#![proptest_config(ProptestConfig::with_cases(4_096))]

		// Protects: the class of a stake says exactly what it says of all its stakes. Nobody is
		// left out of a draw, or drawn without a look, who can or can't take the job.
		#[test]
		fn class_should_say_what_its_stakes_can_take(bits in 0..128u32, value: u128, job_bits in 0..128u32, job: u128, eras in 0..9u32) {
			let stake = (value >> bits).max(1);
			let job = job >> job_bits;
			let takes = Shares::new(stake, 0).in_era(eras) >= job;
			let fit = fit(class_of(stake), least_before(job, eras));
			let right = match fit {
				Fit::None => !takes,
				Fit::Some => true,
				Fit::All => takes,
			};
			prop_assert!(right);
			// Only one class has some of both.
			let others = [class_of(stake).saturating_sub(1), class_of(stake).saturating_add(1).min(127)];
			for other in others.into_iter().filter(|other| *other != class_of(stake)) {
				let other = super::fit(other, least_before(job, eras));
				prop_assert!(fit != Fit::Some || other != Fit::Some);
			}
		}

		// Protects: an offer of at least the ample multiple of a job's stake always counts as one,
		// and no offer does that could not take two such jobs.
		#[test]
		fn offers_should_count_as_ample_when_they_are(bits in 0..128u32, value: u128, part in 0..10_000u128) {
			let stake = (value >> bits).max(1);
			let job = (stake / 10_000).saturating_mul(part).saturating_add(stake % 10_000 * part / 10_000);
			let counts = fit(class_of(stake), job.checked_mul(AMPLE)) != Fit::None;
			prop_assert!(counts || job.checked_mul(AMPLE).is_none_or(|ample| stake < ample));
			prop_assert!(!counts || job.saturating_mul(2) <= stake);
		}
	}

	// Protects: classes at both ends of the range.
	#[test]
	fn classes_should_cover_all_stakes() {
		let classes = [(0, 0), (1, 0), (2, 1), (3, 1), (4, 2), (u128::MAX, 127), (1 << 127, 127)];
		for (stake, class) in classes {
			assert_eq!(class_of(stake), class, "of {stake}");
		}
		assert_eq!(fit(127, Some(u128::MAX)), Fit::Some);
		assert_eq!(fit(127, Some(1 << 127)), Fit::All);
		assert_eq!(fit(126, Some(1 << 127)), Fit::None);
		assert_eq!(fit(0, Some(0)), Fit::All);
		assert_eq!(fit(127, None), Fit::None);
		assert_eq!((least_before(1, 7), least_before(1, 8)), (Some(1 << 112), None));
		assert_eq!((least_before(0, 99), least_before(3, 0)), (Some(0), Some(3)));
	}
}
