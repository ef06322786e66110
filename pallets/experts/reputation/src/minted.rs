//! What was minted to an account since a moment of its domain: kept so that REP earned after a vote was opened can be told from
//! what was there before. No storage.
//!
//! A domain's snapshots are such moments, with ids that rise. An account keeps of each what was minted to it from then until
//! the next, in at most [`MAX_MINTED`] entries, and in units that are rounded up where they are carried over to a new era. If
//! there would be more entries, the two oldest become one, as if all of it had been minted after the later of both. So what
//! is kept is never less than what was minted since any snapshot; and no more, but for rounding, if there were no more snapshots
//! with mints.

use codec::{Decode, Encode, MaxEncodedLen};
use frame_support::{defensive, BoundedVec};
use scale_info::TypeInfo;
use sp_core::ConstU32;
use witan_experts::{domain::MAX_DURATION, shares::Shares};

/// How many entries an account has at most.
pub const MAX_MINTED: u32 = 16;
/// A snapshot serves for this part of the longest duration that a domain lets a pool have. So no more than 13 snapshots, fewer
/// than [`MAX_MINTED`], belong to pools that are open at a time, unless the domain changes that duration meanwhile.
const PERIODS: u32 = 12;
/// Blocks from a snapshot for which what is minted is kept: all in which a pool can take stakes that was opened when the
/// snapshot was about to be too old for it.
pub const REACH: u32 = MAX_DURATION + MAX_DURATION.div_ceil(PERIODS);

/// Blocks for which a snapshot serves, in a domain whose pools are open for so many at most. At least one: in a block no
/// domain takes two.
pub fn period(longest: u64) -> u64 {
	longest.div_ceil(PERIODS.into()).max(1)
}

/// What was minted to an account after a snapshot and before the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Minted {
	/// The snapshot's id.
	#[codec(compact)]
	pub snapshot: u32,
	/// How much, in units of the account's era. Never none.
	#[codec(compact)]
	pub shares: u128,
}

/// What was minted to an account since several snapshots, by their ids, which rise.
pub type MintedSince = BoundedVec<Minted, ConstU32<MAX_MINTED>>;

/// Notes that units were minted after a snapshot, the last that there is.
pub fn add(entries: &mut MintedSince, snapshot: u32, shares: u128) {
	if shares == 0 {
		return;
	}
	if let Some(last) = entries.last_mut().filter(|last| last.snapshot == snapshot) {
		// More than all that can be is as good as any number above what the account has.
		last.shares = last.shares.saturating_add(shares);
		return;
	}
	if entries.is_full() {
		merge_oldest(entries);
	}
	if entries.try_push(Minted { snapshot, shares }).is_err() {
		defensive!("merging makes room");
	}
}

fn merge_oldest(entries: &mut MintedSince) {
	let [oldest, next, ..] = entries.as_mut() else { return };
	next.shares = next.shares.saturating_add(oldest.shares);
	entries.remove(0);
}

/// What was minted since a snapshot, or more.
pub fn since(entries: &MintedSince, snapshot: u32) -> u128 {
	entries
		.iter()
		.filter(|entry| entry.snapshot >= snapshot)
		.fold(0, |sum: u128, entry| sum.saturating_add(entry.shares))
}

/// Carries entries over from an era to a later one, rounded up.
pub fn carry(entries: &mut MintedSince, from: u32, to: u32) {
	if from < to {
		entries.iter_mut().for_each(|entry| entry.shares = carry_up(entry.shares, from, to));
	}
}

fn carry_up(value: u128, from: u32, to: u32) -> u128 {
	if value == 0 {
		return 0;
	}
	// What is left of all below it, rounded down, is one less than of it, rounded up.
	Shares::new(value - 1, from).in_era(to).saturating_add(1)
}

#[cfg(test)]
mod tests {
	use super::*;
	use proptest::prelude::*;
	use witan_experts::shares::ERA_SHIFT;

	fn entries(all: &[(u32, u128)]) -> MintedSince {
		let all =
			all.iter().map(|(snapshot, shares)| Minted { snapshot: *snapshot, shares: *shares });
		MintedSince::truncate_from(all.collect())
	}

	// Protects: what is minted is kept as long as any pool can ask for it, and entries are as many as are needed for that.
	#[test]
	fn period_should_let_entries_be_enough() {
		assert_eq!([0, 1, 12, 13, 1_000].map(period), [1, 1, 1, 2, 84]);
		for longest in (1..100).chain([u64::from(MAX_DURATION)]) {
			let period = period(longest);
			let open = longest + period - 1;
			assert!(open <= REACH.into());
			assert!(open / period < 13);
		}
	}

	// Protects: the two oldest become one under the later id, so that neither snapshot is told of less.
	#[test]
	fn oldest_entries_should_merge_when_there_are_too_many() {
		let full: Vec<_> = (0..MAX_MINTED).map(|id| (2 * id, 10)).collect();
		let mut minted = entries(&full);
		add(&mut minted, 30, 5);
		assert_eq!((minted.len(), since(&minted, 30)), (16, 15));
		add(&mut minted, 31, 0);
		assert_eq!(minted.len(), 16);
		add(&mut minted, 31, 7);
		assert_eq!(minted.len(), 16);
		assert_eq!(minted.first(), Some(&Minted { snapshot: 2, shares: 20 }));
		assert_eq!(minted.last(), Some(&Minted { snapshot: 31, shares: 7 }));
		assert_eq!([0, 2, 3, 31, 32].map(|id| since(&minted, id)), [172, 172, 152, 7, 0]);
	}

	// Protects: a new era never makes what was minted less than it was.
	#[test]
	fn entries_should_be_rounded_up_when_carried_over() {
		let carried = |shares, eras| {
			let mut minted = entries(&[(0, shares)]);
			carry(&mut minted, 3, 3 + eras);
			since(&minted, 0)
		};
		assert_eq!(carried(5, 0), 5);
		assert_eq!(carried(1 << ERA_SHIFT, 1), 1);
		assert_eq!(carried((1 << ERA_SHIFT) + 1, 1), 2);
		assert_eq!(carried(u128::MAX, 7), 1 << ERA_SHIFT);
		assert_eq!(carried(u128::MAX, 8), 1);
		assert_eq!(carried(1, u32::MAX - 3), 1);
	}

	// Protects: no number overflows, and none becomes less for it.
	#[test]
	fn entries_should_stay_at_the_most_when_they_are_too_large() {
		let mut minted = entries(&[(0, 1), (1, u128::MAX)]);
		add(&mut minted, 1, 9);
		assert_eq!(since(&minted, 1), u128::MAX);
		assert_eq!(since(&minted, 0), u128::MAX);
	}

	#[derive(Clone, Debug)]
	enum Step {
		Snapshot,
		Mint(u128),
		Eras(u32),
	}

	fn step() -> impl Strategy<Value = Step> {
		prop_oneof![
			3 => Just(Step::Snapshot),
			4 => prop_oneof![0..3u128, 0..1u128 << 90].prop_map(Step::Mint),
			1 => (1..3u32).prop_map(Step::Eras),
		]
	}

	proptest! {
		// Protects: nobody who asks since when somebody has what is told of less than was minted since then; nor of more than
		// rounding explains, as long as no entries had to be merged.
		#[test]
		fn minted_should_be_at_least_what_was_minted_since(steps in prop::collection::vec(step(), 0..120)) {
			let (mut minted, mut truth) = (MintedSince::default(), Vec::<(u32, Shares)>::new());
			let (mut last, mut era, mut exact) = (0, 0, true);
			for step in steps {
				match step {
					Step::Snapshot => last += 1,
					Step::Mint(shares) => {
						exact &= !minted.is_full()
							|| shares == 0
							|| minted.last().is_some_and(|entry| entry.snapshot == last);
						add(&mut minted, last, shares);
						truth.push((last, Shares::new(shares, era)));
					},
					Step::Eras(eras) => {
						carry(&mut minted, era, era + eras);
						era += eras;
					},
				}
				prop_assert!(minted.windows(2).all(|pair| pair[0].snapshot < pair[1].snapshot));
				prop_assert!(minted.iter().all(|entry| entry.shares > 0 && entry.snapshot <= last));
				for id in 0..=last {
					let of = |id: u32| truth.iter().filter(move |(at, shares)| *at >= id && !shares.is_zero());
					let least: u128 = of(id).map(|(_, shares)| shares.in_era(era)).sum();
					let most: u128 = of(id).map(|(_, shares)| carry_up(shares.value, shares.era, era)).sum();
					let kept = since(&minted, id);
					prop_assert!(kept >= least);
					prop_assert!(!exact || kept <= most);
					prop_assert!(!exact || era > 0 || kept == least);
				}
			}
		}

		// Protects: however late entries are carried over, and in however many steps, they are the same.
		#[test]
		fn entries_should_carry_over_alike_in_one_step_or_many(shares: u128, first in 0..9u32, then in 0..9u32) {
			let minted = entries(&[(0, shares)]);
			let (mut one, mut many) = (minted.clone(), minted);
			carry(&mut one, 3, 3 + first + then);
			carry(&mut many, 3, 3 + first);
			carry(&mut many, 3 + first, 3 + first + then);
			prop_assert_eq!(&one, &many);
			prop_assert!(since(&one, 0) >= Shares::new(shares, 3).in_era(3 + first + then));
			prop_assert_eq!(since(&one, 0) == 0, shares == 0);
		}
	}
}
