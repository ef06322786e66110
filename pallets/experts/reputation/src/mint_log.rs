//! The log of REP minted to an account since snapshots of its domain. No storage.
//!
//! A vote uses the log to tell apart REP that was earned after the vote was opened. Snapshots have
//! ids that rise. For each snapshot an account logs what was minted to it until the next one. The
//! shares are rounded up when they are carried to a new era. A full log merges its two oldest
//! entries, as if all of it had been minted after the later of both snapshots.
//!
//! The log is thus never less than what was minted since any snapshot. Unless entries were merged,
//! it is more by rounding only.

use frame_support::{defensive, BoundedVec};
use sp_core::ConstU32;
use witan_experts::{domain::MAX_DURATION, shares::Shares};

/// The most entries of an account.
pub const MAX_MINT_ENTRIES: u32 = 16;
/// The part of the longest duration of a domain's pools for which a snapshot serves: an eleventh.
///
/// From the snapshot of a pool to the pool's end there are less than 15 periods: 11/4 of the
/// greatest age, one until the next snapshot is as old, and eleven while the pool is open. So at
/// most 15 entries of an account are from that time. The last of the [`MAX_MINT_ENTRIES`] is for
/// all that was minted before. A log can need more if the domain has shortened that duration.
pub const SNAPSHOT_PERIODS: u32 = 11;
/// The snapshots that a domain keeps. It has one that is old enough for its age, which is at most
/// three periods, if it takes one a period.
pub const KEPT_SNAPSHOTS: u32 = 4;
/// Blocks during which a snapshot can be that of a new pool: the greatest age, and a period. An
/// older one counts as none.
pub const REACH: u32 = MAX_DURATION / 4 + MAX_DURATION.div_ceil(SNAPSHOT_PERIODS);
/// Blocks from a snapshot during which minted REP is logged.
///
/// A pool may open when its snapshot is about to be out of reach, and may then take stakes for
/// [`MAX_DURATION`] blocks. Afterwards nobody can ask.
pub const SNAPSHOT_WINDOW: u32 = MAX_DURATION + REACH;

/// Returns the number of blocks for which a snapshot serves, in a domain whose pools are open for
/// at most `longest` blocks.
///
/// It is at least 1, so that no domain takes two snapshots in a block.
pub fn period(longest: u64) -> u64 {
	longest.div_ceil(SNAPSHOT_PERIODS.into()).max(1)
}

/// The REP that was minted to an account after a snapshot and before the next.
#[frame_support::stored]
#[derive(Copy)]
pub struct MintEntry {
	/// The id of the snapshot.
	#[codec(compact)]
	pub snapshot: u32,
	/// The REP, in shares of the account's era. Never zero.
	#[codec(compact)]
	pub shares: u128,
}

/// The entries of an account, by rising ids of snapshots.
pub type MintLog = BoundedVec<MintEntry, ConstU32<MAX_MINT_ENTRIES>>;

/// Logs shares that were minted after the last snapshot. Zero shares are a no-op.
pub fn add(entries: &mut MintLog, snapshot: u32, shares: u128) {
	if shares == 0 {
		return;
	}
	if let Some(last) = entries.last_mut().filter(|last| last.snapshot == snapshot) {
		// Readers take the minimum of this and what the account has.
		last.shares = last.shares.saturating_add(shares);
		return;
	}
	if entries.is_full() {
		merge_oldest(entries);
	}
	if entries.try_push(MintEntry { snapshot, shares }).is_err() {
		defensive!("merging makes room");
	}
}

/// Merges the two oldest entries under the id of the later one.
fn merge_oldest(entries: &mut MintLog) {
	let [oldest, next, ..] = entries.as_mut() else { return };
	next.shares = next.shares.saturating_add(oldest.shares);
	entries.remove(0);
}

/// Returns at least what was minted since a snapshot.
pub fn since(entries: &MintLog, snapshot: u32) -> u128 {
	entries
		.iter()
		.filter(|entry| entry.snapshot >= snapshot)
		.fold(0, |sum: u128, entry| sum.saturating_add(entry.shares))
}

/// Carries entries from an era to a later one, rounded up.
pub fn carry(entries: &mut MintLog, from: u32, to: u32) {
	if from < to {
		entries.iter_mut().for_each(|entry| entry.shares = carry_up(entry.shares, from, to));
	}
}

fn carry_up(value: u128, from: u32, to: u32) -> u128 {
	// For any v > 0: ceil(v / 2^n) = floor((v - 1) / 2^n) + 1.
	value.checked_sub(1).map_or(0, |less| Shares::new(less, from).in_era(to).saturating_add(1))
}

#[cfg(test)]
mod tests {
	use super::*;
	use proptest::prelude::*;
	use witan_experts::shares::ERA_SHIFT;

	fn entries(all: &[(u32, u128)]) -> MintLog {
		let all =
			all.iter().map(|(snapshot, shares)| MintEntry { snapshot: *snapshot, shares: *shares });
		MintLog::truncate_from(all.collect())
	}

	// Protects: the log is kept as long as any pool can ask for it, with enough entries for all
	// that can.
	#[test]
	fn period_should_let_entries_be_enough() {
		assert_eq!([0, 1, 11, 12, 1_000].map(period), [1, 1, 1, 2, 91]);
		for longest in (1..100).chain([u64::from(MAX_DURATION)]) {
			let period = period(longest);
			// A pool's snapshot is at most as old as the greatest age and a period, and snapshots
			// are a period apart. One entry is left for what was minted before.
			let asked = longest / 4 + period - 1 + longest - 1;
			assert!(asked <= SNAPSHOT_WINDOW.into());
			assert!(asked / period + 1 < MAX_MINT_ENTRIES.into());
		}
	}

	// Protects: the two oldest entries merge under the later id, so that no snapshot misses a mint.
	#[test]
	fn oldest_entries_should_merge_when_there_are_too_many() {
		let full: Vec<_> = (0..MAX_MINT_ENTRIES).map(|id| (2 * id, 10)).collect();
		let mut minted = entries(&full);
		add(&mut minted, 30, 5);
		assert_eq!((minted.len(), since(&minted, 30)), (16, 15));
		add(&mut minted, 31, 0);
		assert_eq!(minted.len(), 16);
		add(&mut minted, 31, 7);
		assert_eq!(minted.len(), 16);
		assert_eq!(minted.first(), Some(&MintEntry { snapshot: 2, shares: 20 }));
		assert_eq!(minted.last(), Some(&MintEntry { snapshot: 31, shares: 7 }));
		assert_eq!([0, 2, 3, 31, 32].map(|id| since(&minted, id)), [172, 172, 152, 7, 0]);
	}

	// Protects: a new era never makes logged REP worth less.
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

	// Protects: no number overflows, and none becomes smaller for it.
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
		// Protects: the log never counts less than was minted since a snapshot. Without merges it
		// counts no more than rounding explains.
		#[test]
		fn minted_should_be_at_least_what_was_minted_since(steps in prop::collection::vec(step(), 0..120)) {
			let (mut minted, mut truth) = (MintLog::default(), Vec::<(u32, Shares)>::new());
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

		// Protects: entries are the same however late, and in however many steps, they are carried
		// over.
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
