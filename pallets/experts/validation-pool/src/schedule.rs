//! The times of a pool: how long it takes stakes, and whether a verdict has stood long enough. No
//! storage.
//!
//! A stake after which the verdict would be another one is a *turn*. Whoever is against the new
//! verdict then has a quarter of the duration to answer, up to the pool's end. What passes has
//! stood for that long in which all could object. A rejection that takes stakes has stood for that
//! long in which all could answer. Near the end a turn into passing is refused, and one into a
//! rejection leaves the pool undecided.

use frame_support::stored;
use sp_runtime::traits::AtLeast32BitUnsigned;
use witan_experts::pool::Verdict;

/// The times of a pool that is not decided.
#[stored(no_skip_type_params)]
#[derive(Copy)]
pub struct Schedule<BlockNumber> {
	/// The block in which the pool was opened.
	pub opened_at: BlockNumber,
	/// The blocks in which a verdict must stand: a quarter of the duration, rounded up.
	pub quarter: BlockNumber,
	/// The first block in which no stakes are taken, unless a turn extends that.
	pub stakes_until: BlockNumber,
	/// The first block in which the pool can be decided: `stakes_until`, or the end of the reveal
	/// period.
	pub decides_at: BlockNumber,
	/// The block beyond which no turn extends the pool: `decides_at` if sides are secret.
	pub ends_by: BlockNumber,
	/// The verdict after the last stake, if the pool had closed then.
	pub verdict: Verdict,
	/// The block of the last turn, or of the opening.
	pub turned_at: BlockNumber,
}

/// A turn into passing is too late to be answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooLateToTurn;

/// The end of a pool that is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending<BlockNumber> {
	/// The pool is decided, with this verdict.
	Decided(Verdict),
	/// The pool takes stakes again, because its verdict has changed without a stake.
	Extended(Schedule<BlockNumber>),
}

impl<BlockNumber: AtLeast32BitUnsigned + Copy> Schedule<BlockNumber> {
	/// Returns the schedule of a pool that opens at `now`. Its duration may double, but not beyond
	/// `longest`, which is the domain's limit.
	pub fn new(
		now: BlockNumber,
		duration: BlockNumber,
		reveal_period: Option<BlockNumber>,
		longest: BlockNumber,
	) -> Self {
		let stakes_until = now.saturating_add(duration);
		let doubled = duration.saturating_add(duration).min(longest).max(duration);
		let decides_at =
			stakes_until.saturating_add(reveal_period.unwrap_or_else(BlockNumber::zero));
		Self {
			opened_at: now,
			quarter: quarter(duration),
			stakes_until,
			decides_at,
			// No turn extends a pool whose sides are secret.
			ends_by: reveal_period.map_or(now.saturating_add(doubled), |_| decides_at),
			verdict: Verdict::NotQuorate,
			turned_at: now,
		}
	}

	/// Returns the schedule after a stake at `now` that makes `verdict` the present one. `before`
	/// is the verdict without the stake. It can differ from that of the stake before, because
	/// reputation was burned, or because another vote has changed what stands.
	pub fn after_stake(
		self,
		now: BlockNumber,
		before: Verdict,
		verdict: Verdict,
	) -> Result<Self, TooLateToTurn> {
		if verdict == self.verdict && verdict == before {
			return Ok(self);
		}
		if verdict == Verdict::Passed && self.stood(now, 1) > self.ends_by {
			// A post that passes already without the stake does not pass by it. Too late for a
			// turn, it ends undecided.
			return if before == Verdict::Passed { Ok(self) } else { Err(TooLateToTurn) };
		}
		Ok(self.turned(now, verdict))
	}

	/// Returns the end of a pool that is due at `now`, when `verdict` is the present one.
	///
	/// The verdict can have changed without a stake, because reputation was burned or has decayed,
	/// or because another vote has changed what stands. That is a turn at this block.
	pub fn end(self, now: BlockNumber, verdict: Verdict) -> Ending<BlockNumber> {
		let changed = verdict != self.verdict;
		if changed && self.stood(now, 1) <= self.ends_by {
			return Ending::Extended(self.turned(now, verdict));
		}
		let unanswered =
			verdict == Verdict::Rejected && self.stood(self.turned_at, 2) > self.ends_by;
		Ending::Decided(if changed || unanswered { Verdict::NotQuorate } else { verdict })
	}

	/// Returns the schedule after a turn at `now` into `verdict`, with time to answer it.
	pub fn turned(self, now: BlockNumber, verdict: Verdict) -> Self {
		let until = self.stood(now, 1).min(self.ends_by).max(self.stakes_until);
		Self { verdict, turned_at: now, stakes_until: until, decides_at: until, ..self }
	}

	/// Returns the block in which a verdict of a stake at `turned` has stood for so many quarters.
	fn stood(&self, turned: BlockNumber, quarters: u32) -> BlockNumber {
		let blocks = self.quarter.saturating_mul(quarters.into());
		turned.saturating_add(BlockNumber::one()).saturating_add(blocks)
	}
}

/// Returns the blocks in which a verdict must stand: a quarter of the duration, rounded up.
fn quarter<BlockNumber: AtLeast32BitUnsigned + Copy>(duration: BlockNumber) -> BlockNumber {
	let [three, four] = [3u32, 4].map(BlockNumber::from);
	duration.saturating_add(three).checked_div(&four).unwrap_or(duration)
}

/// Returns the blocks within which a pool of this duration should be decided, however often it is
/// extended: twice the duration, and a quarter of it as room for blocks that are too full.
pub fn blocks_to_decide<BlockNumber: AtLeast32BitUnsigned + Copy>(
	duration: BlockNumber,
) -> BlockNumber {
	duration.saturating_add(duration).saturating_add(quarter(duration))
}

/// Returns the longest duration with which a pool should be decided within so many blocks:
/// `⌈9d/4⌉ <= blocks` where `d <= 4 * blocks / 9`.
pub fn longest_within<BlockNumber: AtLeast32BitUnsigned + Copy>(
	blocks: BlockNumber,
) -> BlockNumber {
	let [four, nine] = [4u32, 9].map(BlockNumber::from);
	let ninths = |value: BlockNumber| value.checked_div(&nine).unwrap_or_else(BlockNumber::zero);
	let rest = blocks.saturating_sub(ninths(blocks).saturating_mul(nine));
	ninths(blocks).saturating_mul(four).saturating_add(ninths(rest.saturating_mul(four)))
}

#[cfg(test)]
mod tests {
	use super::*;
	use proptest::prelude::*;
	use std::collections::HashMap;
	use Verdict::{NotQuorate, Passed, Rejected};

	fn schedule(duration: u64, longest: u64) -> Schedule<u64> {
		Schedule::new(0, duration, None, longest)
	}

	impl Schedule<u64> {
		/// Returns the schedule after a stake, since the last of which nothing has changed.
		fn staked(self, now: u64, verdict: Verdict) -> Result<Self, TooLateToTurn> {
			self.after_stake(now, self.verdict, verdict)
		}
	}

	/// Stakes at these blocks, each of which makes this the verdict.
	fn staked(duration: u64, stakes: &[(u64, Verdict)]) -> Schedule<u64> {
		stakes.iter().fold(schedule(duration, 10 * duration), |schedule, (now, verdict)| {
			assert!(*now < schedule.stakes_until, "no stakes are taken at {now}");
			schedule.staked(*now, *verdict).expect("in time")
		})
	}

	// Protects: row 9 of the design. Each turn leaves a quarter to answer, up to twice the
	// duration.
	#[test]
	fn turns_should_extend_a_pool_up_to_twice_its_duration() {
		let turns = [
			(100, Passed),
			(28_799, Rejected),
			(35_999, Passed),
			(43_199, Rejected),
			(50_399, Passed),
		];
		let closes = [28_800, 36_000, 43_200, 50_400, 57_600];
		for (last, closes) in closes.into_iter().enumerate() {
			assert_eq!(staked(28_800, &turns[..=last]).stakes_until, closes);
		}
		let end = staked(28_800, &turns);
		assert_eq!(end.ends_by, 57_600);
		assert_eq!(end.end(57_600, Passed), Ending::Decided(Passed));
	}

	// Protects: row 10 of the design. The last word is an objection, and takes nothing.
	#[test]
	fn late_turn_should_leave_a_pool_undecided() {
		let turns = [
			(100, Passed),
			(28_799, Rejected),
			(35_999, Passed),
			(43_199, Rejected),
			(50_399, Passed),
			(50_400, Rejected),
		];
		let late = staked(28_800, &turns);
		assert_eq!(late.stakes_until, 57_600);
		assert_eq!(late.staked(50_401, Passed), Err(TooLateToTurn));
		assert_eq!(late.end(57_600, Rejected), Ending::Decided(NotQuorate));
	}

	// Protects: a pool of one block can pass, and be answered in the next.
	#[test]
	fn shortest_pool_should_leave_a_block_to_answer() {
		let first = schedule(1, 2);
		assert_eq!((first.quarter, first.stakes_until, first.ends_by), (1, 1, 2));
		let passes = first.staked(0, Passed).expect("in time");
		assert_eq!(passes.stakes_until, 2);
		let objected = passes.staked(1, Rejected).expect("an objection is never too late");
		assert_eq!(objected.end(2, Rejected), Ending::Decided(NotQuorate));
	}

	// Protects: no pool lasts longer than the domain allows, even if it may not double.
	#[test]
	fn pool_should_not_outlast_the_domains_limit() {
		assert_eq!(schedule(100, 130).ends_by, 130);
		assert_eq!(schedule(100, 50).ends_by, 100);
		let full = schedule(100, 100);
		assert_eq!(full.staked(74, Passed).map(|after| after.stakes_until), Ok(100));
		assert_eq!(full.staked(75, Passed), Err(TooLateToTurn));
	}

	// Protects: who lowers the quorum by burning REP at the end does not pass by surprise.
	#[test]
	fn verdict_that_changed_without_a_stake_should_be_answerable() {
		let quiet = schedule(100, 1_000);
		let Ending::Extended(again) = quiet.end(100, Passed) else { panic!("nobody could answer") };
		assert_eq!((again.stakes_until, again.verdict), (126, Passed));
		assert_eq!(again.end(126, Passed), Ending::Decided(Passed));
		assert_eq!(quiet.end(180, Passed), Ending::Decided(NotQuorate));
		assert_eq!(quiet.end(180, NotQuorate), Ending::Decided(NotQuorate));
	}

	// Protects: who supports a post that passes, and sees it fall short without a stake in its
	// pool, has time to answer.
	#[test]
	fn support_that_fell_short_without_a_stake_should_be_answerable() {
		let passing = schedule(100, 1_000).staked(10, Passed).expect("in time");
		let Ending::Extended(again) = passing.end(100, NotQuorate) else {
			panic!("nobody could answer")
		};
		assert_eq!((again.stakes_until, again.verdict), (126, NotQuorate));
		assert_eq!(again.end(126, NotQuorate), Ending::Decided(NotQuorate));
	}

	// Protects: a stake that restores a verdict which was lost in silence is a turn, and can be
	// answered. Too late, it is refused.
	#[test]
	fn stake_should_be_a_turn_when_the_verdict_had_changed_in_silence() {
		let passing = schedule(100, 1_000).staked(10, Passed).expect("in time");
		let restored = passing.after_stake(99, NotQuorate, Passed).map(|of| of.stakes_until);
		assert_eq!(restored, Ok(125));
		let late = Schedule { stakes_until: 200, decides_at: 200, ..passing };
		assert_eq!(late.after_stake(180, NotQuorate, Passed), Err(TooLateToTurn));
		assert_eq!(late.after_stake(180, Passed, Passed), Ok(late));
		// An objection is never too late, even one that turns nothing.
		let quiet = Schedule { verdict: NotQuorate, ..late };
		assert_eq!(quiet.after_stake(180, Passed, Passed), Ok(quiet));
		assert_eq!(quiet.end(200, Passed), Ending::Decided(NotQuorate));
	}

	proptest! {
		// Protects: a vote on cancelling as long as a client is told is in time, and a longer one
		// is not.
		#[test]
		fn longest_duration_should_be_the_longest_that_fits(blocks in 0..10_000u64) {
			let longest = longest_within(blocks);
			prop_assert!(blocks_to_decide(longest) <= blocks);
			prop_assert!(blocks_to_decide(longest + 1) > blocks);
		}

		// Protects: what passes, and a rejection that takes stakes, have stood for a quarter of the
		// duration. No pool outlasts its end.
		#[test]
		fn decided_verdict_should_have_stood(
			duration in 1..60u64,
			longest in 1..200u64,
			stakes in prop::collection::vec((0..20u64, 0..3u8), 0..40),
		) {
			let mut schedule = schedule(duration, longest);
			let (mut now, mut turned) = (0, 0);
			for (later, verdict) in stakes {
				now += later;
				if now >= schedule.stakes_until {
					break;
				}
				let verdict = [Passed, Rejected, NotQuorate][usize::from(verdict)];
				let Ok(after) = schedule.staked(now, verdict) else { continue };
				if verdict != schedule.verdict {
					turned = now;
				}
				prop_assert!(after.stakes_until >= schedule.stakes_until);
				schedule = after;
				prop_assert!(schedule.stakes_until <= schedule.ends_by);
				prop_assert!(schedule.ends_by <= 2 * duration);
			}
			let end = schedule.decides_at;
			let Ending::Decided(verdict) = schedule.end(end, schedule.verdict) else {
				return Err(TestCaseError::fail("a verdict that stands is decided"));
			};
			match verdict {
				Passed => prop_assert!(end > turned + schedule.quarter),
				Rejected => prop_assert!(end > turned + schedule.quarter),
				NotQuorate => {},
			}
		}
	}

	/// A vote that is played to its end. In each block the others stake first, then the attacker.
	struct Game {
		quorum: u8,
		/// The verdict that the attacker wants.
		goal: Verdict,
		/// All units of the attacker and of the others.
		units: (u8, u8),
		/// True if the others stake only when they are losing, and then the least that turns it.
		sleepy: bool,
		known: HashMap<(u64, u64, u64, u8, u8, u8), bool>,
	}

	impl Game {
		/// Returns the verdict when so many units of the attacker and of the others are left.
		fn verdict(&self, left: (u8, u8)) -> Verdict {
			let staked = (self.units.0 - left.0, self.units.1 - left.1);
			let (ayes, nays) = if self.goal == Passed { staked } else { (staked.1, staked.0) };
			match (ayes >= nays, ayes >= self.quorum, nays >= self.quorum) {
				(true, true, _) => Passed,
				(false, _, true) => Rejected,
				_ => NotQuorate,
			}
		}

		/// Returns the moves of the others: the schedule and what is left after each.
		fn answers(
			&self,
			schedule: Schedule<u64>,
			now: u64,
			left: (u8, u8),
		) -> Vec<(Schedule<u64>, (u8, u8))> {
			let moves = self.moves(schedule, now, (0..=left.1).map(|rest| (left.0, rest)));
			if !self.sleepy {
				return moves;
			}
			let losing = schedule.verdict == self.goal;
			let turned = moves.iter().rev().find(|(after, _)| losing && after.verdict != self.goal);
			vec![*turned.unwrap_or(&(schedule, left))]
		}

		fn moves(
			&self,
			schedule: Schedule<u64>,
			now: u64,
			lefts: impl Iterator<Item = (u8, u8)>,
		) -> Vec<(Schedule<u64>, (u8, u8))> {
			lefts
				.filter_map(|left| {
					let after = schedule.staked(now, self.verdict(left)).ok()?;
					Some((after, left))
				})
				.collect()
		}

		/// Returns true if the attacker gets its verdict.
		fn is_won(&mut self, schedule: Schedule<u64>, now: u64, left: (u8, u8)) -> bool {
			if now >= schedule.decides_at {
				return schedule.end(now, schedule.verdict) == Ending::Decided(self.goal);
			}
			let key = (
				schedule.stakes_until,
				schedule.turned_at,
				now,
				schedule.verdict as u8,
				left.0,
				left.1,
			);
			if let Some(won) = self.known.get(&key) {
				return *won;
			}
			let won = self.answers(schedule, now, left).into_iter().all(|(answered, left)| {
				let attacks = self.moves(answered, now, (0..=left.0).map(|rest| (rest, left.1)));
				attacks.into_iter().any(|(after, left)| self.is_won(after, now + 1, left))
			});
			self.known.insert(key, won);
			won
		}
	}

	// Protects: whoever stakes last in every block gets a verdict only by outvoting all that
	// answer, whether the others play perfectly or sleep until they are losing. Exhaustive for
	// small pools.
	#[test]
	fn attacker_should_win_only_by_outvoting_all_that_answer() {
		let mut wins = [0, 0];
		for (attacker, others) in (0..=5u8).flat_map(|a| (0..=5).map(move |others| (a, others))) {
			for (goal, sleepy, duration) in [
				(Passed, false, 5),
				(Rejected, false, 5),
				(Passed, true, 8),
				(Rejected, true, 8),
				(Passed, true, 1),
				(Rejected, true, 1),
			] {
				let units = (attacker, others);
				let mut game = Game { quorum: 2, goal, units, sleepy, known: HashMap::new() };
				let outvotes = match goal {
					Passed => attacker >= others,
					_ => attacker > others,
				};
				let expected = outvotes && attacker >= 2;
				let won = game.is_won(schedule(duration, 2 * duration), 0, units);
				assert!(
					!won || expected,
					"{attacker} of {} win {goal:?} ({sleepy}, {duration})",
					attacker + others
				);
				wins[usize::from(goal == Rejected)] += u32::from(won);
			}
		}
		assert!(wins.into_iter().all(|wins| wins > 0), "nobody ever wins: {wins:?}");
	}
}
