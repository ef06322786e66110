//! The decision of a pool and the payout of each stake, in plain integers. No storage, no accounts.
//!
//! All amounts are shares of one era of the domain. No input makes these functions panic. Results
//! are exact up to sums of 2^128 - 1, which is far more than a ledger holds. They conserve REP:
//! payouts to winners, the part of the post and what is burned sum to losses and minted REP.

use frame_support::stored;
use sp_core::U256;
use sp_runtime::{PerThing, Permill};
use witan_experts::{
	pool::{Side, Verdict},
	shares::{Ppm, MILLION},
};
use witan_primitives::Balance;

/// The whole, in parts per million.
const WHOLE: u128 = MILLION as u128;

/// The rules of a decision. Ratios are parts per million; one above the whole counts as the whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rules {
	/// The part of the supply that must be staked.
	pub quorum: Ppm,
	/// The part of stakes and minting that must be in favour.
	pub win_ratio: Ppm,
	/// The part of a losing stake, and of one whose side was not shown, that is lost.
	pub binding: Ppm,
	/// True if winners receive what losers lose.
	pub redistribute: bool,
	/// The part of the minting that counts for the post, and goes to it if it passes.
	pub author_share: Ppm,
	/// True if only stakes decide, and minting counts for neither side. A pool for governance has
	/// this rule, so that nobody wins or spoils it by a fee.
	pub stakes_alone: bool,
}

/// The stakes of a pool, and the supply that its quorum refers to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
	/// Stakes for the post.
	pub ayes: u128,
	/// Stakes against it.
	pub nays: u128,
	/// Stakes on sides that were not shown. They lose whatever the verdict, and count for neither
	/// side nor the quorum.
	pub unrevealed: u128,
	/// The REP that the quorum refers to.
	pub supply: u128,
}

/// The result of a decision: everything that is needed to settle any stake.
#[stored]
#[derive(Copy)]
pub struct Outcome {
	/// The decision.
	pub verdict: Verdict,
	/// The part of a losing stake, and of one whose side was not shown, that is lost, in parts per
	/// million.
	pub binding: Ppm,
	/// True if winners receive what losers lose.
	pub redistribute: bool,
	/// The sum of the winners' stakes.
	#[codec(compact)]
	pub winning: u128,
	/// REP minted to the winners, by their stakes.
	#[codec(compact)]
	pub minted: u128,
	/// REP that losers lose to the winners, by their stakes: [`Rules::binding`] of the losing
	/// stakes, rounded down.
	#[codec(compact)]
	pub forfeited: u128,
	/// REP minted for the post.
	#[codec(compact)]
	pub to_post: u128,
}

/// The losses and gains of one stake.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Payout {
	/// The lost part, at most the stake.
	pub burned: u128,
	/// The REP won.
	pub minted: u128,
}

/// Returns the REP that a fee mints: `ratio` of it, which may be above the whole, rounded down.
/// Returns `None` if that is too much to count.
pub fn mint_of_fee(fee: Balance, ratio: Ppm) -> Option<Balance> {
	let ratio = u128::from(ratio);
	let rest = (fee % WHOLE).checked_mul(ratio)? / WHOLE;
	(fee / WHOLE).checked_mul(ratio)?.checked_add(rest)
}

/// Returns what is missing for the quorum, rounded up, and zero if it is met.
pub fn quorum_lacks(quorum: Ppm, count: &Count) -> u128 {
	let needed = Permill::from_parts(quorum).mul_ceil(count.supply);
	needed.saturating_sub(count.ayes.saturating_add(count.nays))
}

/// Returns the verdict of `count` if `mint` is minted against the fee. Exactly the win ratio
/// passes.
///
/// A domain without REP has nobody to vote: there the decision of its `founder` is the verdict, and
/// nothing else is. Elsewhere the founder's decision counts for nothing.
pub fn verdict(rules: &Rules, count: &Count, mint: u128, founder: Option<Side>) -> Verdict {
	if count.supply == 0 {
		return match founder {
			Some(Side::Aye) => Verdict::Passed,
			Some(Side::Nay) => Verdict::Rejected,
			None => Verdict::NotQuorate,
		};
	}
	if quorum_lacks(rules.quorum, count) > 0 {
		return Verdict::NotQuorate;
	}
	// The greatest number here, two sums of 128 bits by a million by a million, has 170 bits:
	// nothing saturates.
	let times = |value: U256, parts: u128| value.saturating_mul(parts.into());
	let share = u128::from(rules.author_share).min(WHOLE);
	let mint = U256::from(if rules.stakes_alone { 0 } else { mint });
	let ayes = times(count.ayes.into(), WHOLE).saturating_add(times(mint, share));
	let against = times(mint, WHOLE.saturating_sub(share));
	let all = times(count.nays.into(), WHOLE).saturating_add(against).saturating_add(ayes);
	if times(ayes, WHOLE) >= times(all, u128::from(rules.win_ratio).min(WHOLE)) {
		Verdict::Passed
	} else {
		Verdict::Rejected
	}
}

/// Returns the verdict, and what follows from it for stakes and post.
///
/// If `fee_is_paid_anyway`, the fee is paid in spite of a rejection, so that REP is minted to those
/// who rejected. For `founder` see [`verdict`].
pub fn decide(
	rules: &Rules,
	count: &Count,
	mint: u128,
	fee_is_paid_anyway: bool,
	founder: Option<Side>,
) -> Outcome {
	let verdict = verdict(rules, count, mint, founder);
	let share = Permill::from_parts(rules.author_share);
	let (winning, losing, voters) = match verdict {
		Verdict::Passed => (count.ayes, count.nays, share.left_from_one().mul_floor(mint)),
		Verdict::Rejected if fee_is_paid_anyway => (count.nays, count.ayes, share.mul_floor(mint)),
		Verdict::Rejected => (count.nays, count.ayes, 0),
		Verdict::NotQuorate => (0, 0, 0),
	};
	let minted = if winning == 0 { 0 } else { voters };
	let binding = Permill::from_parts(rules.binding);
	let forfeited = if winning == 0 || !rules.redistribute {
		0
	} else {
		binding.mul_floor(losing.saturating_add(count.unrevealed))
	};
	Outcome {
		verdict,
		binding: binding.deconstruct(),
		redistribute: rules.redistribute,
		winning,
		minted,
		forfeited: forfeited.min(u128::MAX.saturating_sub(minted)),
		to_post: if verdict == Verdict::Passed { mint.saturating_sub(minted) } else { 0 },
	}
}

impl Outcome {
	/// Returns the same outcome without minting, for a fee that was not paid.
	pub fn without_minting(self) -> Self {
		Self { minted: 0, to_post: 0, ..self }
	}

	/// Returns the losses and gains of a stake. `side` is `None` if it was not shown.
	///
	/// A side that was not shown loses even if nothing was decided. Otherwise not showing sides
	/// would be a free way to undo a quorum.
	pub fn payout(&self, side: Option<Side>, stake: u128) -> Payout {
		let loses = match (self.verdict, side) {
			(_, None) => true,
			(Verdict::Passed, Some(side)) => side == Side::Nay,
			(Verdict::Rejected, Some(side)) => side == Side::Aye,
			(Verdict::NotQuorate, Some(_)) => false,
		};
		if loses {
			return Payout { burned: Permill::from_parts(self.binding).mul_ceil(stake), minted: 0 };
		}
		// A product of two numbers of 128 bits, so that nothing saturates. Without winners there is
		// nothing to share.
		let pot = U256::from(self.minted.saturating_add(self.forfeited));
		let minted = pot
			.saturating_mul(stake.min(self.winning).into())
			.checked_div(self.winning.into())
			.unwrap_or_default();
		Payout { burned: 0, minted: minted.low_u128() }
	}

	/// Returns the REP that is left for the post when losers have lost `collected` and winners have
	/// received `paid`.
	///
	/// That is what rounding leaves, or all that losers lost if there are no winners. It is zero
	/// unless the post passed: then the rest is burned.
	pub fn remainder(&self, collected: u128, paid: u128) -> u128 {
		if self.verdict != Verdict::Passed {
			return 0;
		}
		let collected = if self.redistribute { collected } else { 0 };
		self.minted.saturating_add(collected).saturating_sub(paid)
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use proptest::prelude::*;

	const RULES: Rules = Rules {
		quorum: 300_000,
		win_ratio: 500_000,
		binding: MILLION,
		redistribute: true,
		author_share: 500_000,
		stakes_alone: false,
	};

	fn count(ayes: u128, nays: u128, supply: u128) -> Count {
		Count { ayes, nays, unrevealed: 0, supply }
	}

	// Protects: a tie ratifies, and one share against breaks it.
	#[test]
	fn verdict_should_pass_when_tied() {
		assert_eq!(verdict(&RULES, &count(50, 50, 100), 0, None), Verdict::Passed);
		assert_eq!(verdict(&RULES, &count(50, 51, 101), 0, None), Verdict::Rejected);
		assert_eq!(verdict(&RULES, &count(50, 50, 100), 1_000_001, None), Verdict::Passed);
	}

	// Protects: the quorum is met by stakes only, exactly, and not one share below. A fee buys
	// none.
	#[test]
	fn verdict_should_not_be_quorate_when_one_share_is_missed() {
		assert_eq!(verdict(&RULES, &count(30, 0, 100), 0, None), Verdict::Passed);
		assert_eq!(verdict(&RULES, &count(29, 0, 100), 1_000_000, None), Verdict::NotQuorate);
		assert_eq!(quorum_lacks(RULES.quorum, &count(29, 0, 100)), 1);
		assert_eq!(verdict(&RULES, &count(30, 0, 101), 0, None), Verdict::NotQuorate);
	}

	// Protects: while there is no REP the founder decides whatever the pool demands, and its
	// silence decides nothing. A pass mints for the post only.
	#[test]
	fn outcome_should_be_the_founders_decision_when_there_is_no_supply() {
		let strict = Rules { win_ratio: MILLION, quorum: MILLION, ..RULES };
		let lax = Rules { win_ratio: 0, quorum: 0, ..RULES };
		for rules in [strict, lax] {
			for (founder, verdict, to_post) in [
				(Some(Side::Aye), Verdict::Passed, 7),
				(Some(Side::Nay), Verdict::Rejected, 0),
				(None, Verdict::NotQuorate, 0),
			] {
				let outcome = decide(&rules, &count(0, 0, 0), 7, true, founder);
				assert_eq!(
					(outcome.verdict, outcome.to_post, outcome.minted),
					(verdict, to_post, 0)
				);
			}
		}
	}

	// Protects: a side that is not shown loses the binding part, rounded up, though nothing was
	// decided, and nobody gets it. A side that is shown loses nothing.
	#[test]
	fn unrevealed_stake_should_be_burned_when_not_quorate() {
		let count = Count { ayes: 20, nays: 5, unrevealed: 30, supply: 100 };
		let outcome = decide(&Rules { binding: 333_333, ..RULES }, &count, 9, true, None);
		assert_eq!(outcome.verdict, Verdict::NotQuorate);
		assert_eq!(outcome.payout(None, 30), Payout { burned: 10, minted: 0 });
		for side in [Side::Aye, Side::Nay] {
			assert_eq!(outcome.payout(Some(side), 20), Payout::default());
		}
		assert_eq!(outcome.remainder(10, 0), 0);
	}

	// Protects: the numbers of the design. Half of the minting goes to the post, half to its voters
	// by their stakes, with what losers lose. The odd share goes to the post.
	#[test]
	fn winners_should_share_minting_and_lost_stakes_when_passed() {
		let outcome = decide(
			&RULES,
			&Count { ayes: 30, nays: 10, unrevealed: 5, supply: 50 },
			101,
			true,
			None,
		);
		assert_eq!((outcome.minted, outcome.to_post, outcome.forfeited), (50, 51, 15));
		assert_eq!(outcome.payout(Some(Side::Aye), 20), Payout { burned: 0, minted: 43 });
		assert_eq!(outcome.payout(Some(Side::Aye), 10), Payout { burned: 0, minted: 21 });
		assert_eq!(outcome.payout(Some(Side::Nay), 10), Payout { burned: 10, minted: 0 });
		assert_eq!(outcome.payout(None, 5), Payout { burned: 5, minted: 0 });
		assert_eq!(outcome.remainder(15, 64), 1);
	}

	// Protects: nobody farms REP by junk that is rejected and whose fee is returned.
	#[test]
	fn rejection_should_mint_when_the_fee_is_paid_anyway_and_only_then() {
		let count = count(10, 30, 50);
		let paid = decide(&RULES, &count, 20, true, None);
		assert_eq!((paid.verdict, paid.minted, paid.to_post), (Verdict::Rejected, 10, 0));
		let unpaid = decide(&RULES, &count, 20, false, None);
		assert_eq!((unpaid.minted, unpaid.forfeited), (0, 10));
		assert_eq!(unpaid.payout(Some(Side::Nay), 30).minted, 10);
	}

	// Protects: losses go to the post if it passed without anyone voting for it, and are burned if
	// the pool does not redistribute.
	#[test]
	fn lost_stakes_should_go_to_the_post_when_nobody_is_there_to_take_them() {
		let count = Count { ayes: 0, nays: 0, unrevealed: 9, supply: 10 };
		let rules = Rules { quorum: 0, ..RULES };
		let outcome = decide(&rules, &count, 4, true, None);
		assert_eq!((outcome.verdict, outcome.to_post, outcome.minted), (Verdict::Passed, 4, 0));
		assert_eq!(outcome.remainder(9, 0), 9);
		let burned = decide(&Rules { redistribute: false, ..rules }, &count, 4, true, None);
		assert_eq!(burned.remainder(9, 0), 0);
	}

	// Protects: no fee buys a verdict of governance, or spoils one.
	#[test]
	fn verdict_should_not_count_minting_when_only_stakes_decide() {
		let rules = Rules { win_ratio: 666_666, stakes_alone: true, ..RULES };
		let generous = Rules { author_share: 900_000, ..rules };
		assert_eq!(verdict(&generous, &count(0, 300, 1_000), 10_000, None), Verdict::Rejected);
		assert_eq!(verdict(&rules, &count(300, 0, 1_000), 700, None), Verdict::Passed);
		// Another pool counts it.
		let counted = Rules { stakes_alone: false, ..generous };
		assert_eq!(verdict(&counted, &count(0, 300, 1_000), 10_000, None), Verdict::Passed);
		// It is paid all the same.
		let outcome = decide(&rules, &count(300, 0, 1_000), 700, true, None);
		assert_eq!((outcome.minted, outcome.to_post), (350, 350));
	}

	fn ppm() -> impl Strategy<Value = Ppm> {
		prop_oneof![Just(0), Just(1), Just(MILLION - 1), Just(MILLION), 0..=MILLION]
	}

	fn rules() -> impl Strategy<Value = Rules> {
		(ppm(), ppm(), ppm(), any::<bool>(), ppm(), any::<bool>()).prop_map(
			|(quorum, win_ratio, binding, redistribute, author_share, stakes_alone)| Rules {
				quorum,
				win_ratio,
				binding,
				redistribute,
				author_share,
				stakes_alone,
			},
		)
	}

	/// Returns amounts of every size up to `1 << bits`, and its neighbourhood.
	fn amount(bits: u32) -> impl Strategy<Value = u128> {
		let top = u128::MAX >> (128 - bits);
		prop_oneof![
			Just(0),
			1..10u128,
			Just(top),
			top - 10..=top,
			(0..bits).prop_flat_map(|bit| 0..=(1u128 << bit)),
		]
	}

	/// Returns sides (`None`: not shown) and stakes, whose sum with a mint of up to 2^123 is below
	/// 2^128.
	fn stakes() -> impl Strategy<Value = Vec<(Option<Side>, u128)>> {
		prop::collection::vec((side(), amount(123)), 0..16)
	}

	/// Returns a side or none: one that is not shown, or a founder that does not decide.
	fn side() -> impl Strategy<Value = Option<Side>> {
		prop_oneof![Just(None), Just(Some(Side::Aye)), Just(Some(Side::Nay))]
	}

	fn count_of(stakes: &[(Option<Side>, u128)], unstaked: u128) -> Count {
		let sum = |of: Option<Side>| {
			stakes.iter().filter(|(side, _)| *side == of).map(|(_, stake)| stake).sum::<u128>()
		};
		let (ayes, nays) = (sum(Some(Side::Aye)), sum(Some(Side::Nay)));
		let unrevealed = sum(None);
		Count { ayes, nays, unrevealed, supply: ayes + nays + unrevealed + unstaked }
	}

	proptest! {
		// Protects: to the last share, stakes and minting go to voters, to the post, or are burned.
		#[test]
		fn outcome_should_conserve_for_any_stakes(
			rules in rules(),
			stakes in stakes(),
			unstaked in amount(120),
			mint in amount(123),
			anyway: bool,
			founder in side(),
		) {
			let count = count_of(&stakes, unstaked);
			let outcome = decide(&rules, &count, mint, anyway, founder);
			let (mut collected, mut paid, mut back) = (0, 0, 0);
			let mut unrevealed = 0;
			for (side, stake) in &stakes {
				let payout = outcome.payout(*side, *stake);
				prop_assert!(payout.burned <= *stake);
				if side.is_none() {
					prop_assert_eq!(payout.burned, Permill::from_parts(rules.binding).mul_ceil(*stake));
					unrevealed += payout.burned;
				}
				collected += payout.burned;
				paid += payout.minted;
				back += stake - payout.burned;
			}
			let remainder = outcome.remainder(collected, paid);
			prop_assert!(outcome.minted + outcome.to_post <= mint);
			let left = (outcome.minted + if outcome.redistribute { collected } else { 0 })
				.checked_sub(paid)
				.expect("winners never get more than there is");
			let burned = if outcome.redistribute { left - remainder } else { left + collected - remainder };
			let staked: u128 = stakes.iter().map(|(_, stake)| stake).sum();
			prop_assert_eq!(
				U256::from(back) + paid + outcome.to_post + remainder + burned,
				U256::from(staked) + outcome.minted + outcome.to_post
			);
			match outcome.verdict {
				Verdict::Passed => {
					prop_assert_eq!(outcome.minted + outcome.to_post, mint);
					prop_assert!(!rules.redistribute || burned == 0);
					let losers = stakes.iter().filter(|(side, _)| *side != Some(Side::Aye)).count();
					if outcome.winning > 0 {
						prop_assert!(remainder <= stakes.len() as u128 + losers as u128);
					}
				},
				Verdict::Rejected => prop_assert!(remainder == 0 && outcome.to_post == 0),
				Verdict::NotQuorate => {
					prop_assert!(paid == 0 && remainder == 0 && outcome.to_post == 0);
					prop_assert!(collected == unrevealed && burned == unrevealed);
				},
			}
		}

		// Protects: nobody makes the other side win, or itself win less, by staking more.
		#[test]
		fn outcome_should_be_monotone_in_stakes(
			rules in rules(),
			stakes in stakes(),
			unstaked in amount(120),
			more in amount(100),
			mint in amount(123),
			founder in side(),
		) {
			let count = count_of(&stakes, unstaked.max(more));
			let verdict = |count| verdict(&rules, &count, mint, founder);
			let before = verdict(count);
			let more_ayes = verdict(Count { ayes: count.ayes + more, ..count });
			let more_nays = verdict(Count { nays: count.nays + more, ..count });
			if before == Verdict::Passed {
				prop_assert_eq!(more_ayes, Verdict::Passed);
			}
			if before == Verdict::Rejected {
				prop_assert_eq!(more_nays, Verdict::Rejected);
			}
			let outcome = decide(&rules, &count, mint, true, founder);
			for (side, stake) in &stakes {
				let one = outcome.payout(*side, *stake);
				let larger = outcome.payout(*side, stake + more);
				prop_assert!(larger.minted >= one.minted && larger.burned >= one.burned);
			}
		}

		// Protects: where anybody has REP the founder's decision counts for nothing, and where
		// nobody has, nothing else counts.
		#[test]
		fn founder_should_count_only_when_there_is_no_supply(
			rules in rules(),
			stakes in stakes(),
			unstaked in amount(120),
			mint in amount(123),
			founder in side(),
		) {
			let count = count_of(&stakes, unstaked);
			let decided = verdict(&rules, &count, mint, founder);
			if count.supply > 0 {
				prop_assert_eq!(decided, verdict(&rules, &count, mint, None));
			} else {
				prop_assert_eq!(decided == Verdict::Passed, founder == Some(Side::Aye));
				prop_assert_eq!(decided == Verdict::Rejected, founder == Some(Side::Nay));
			}
		}

		// Protects: no number stops a pool, not even one that no ledger could ever hold.
		#[test]
		fn outcome_should_not_overflow_at_the_edges(
			quorum: u32,
			win_ratio: u32,
			binding: u32,
			author_share: u32,
			redistribute: bool,
			stakes_alone: bool,
			values in prop::array::uniform6(amount(128)),
			side in side(),
			founder in side(),
		) {
			let rules =
				Rules { quorum, win_ratio, binding, redistribute, author_share, stakes_alone };
			let [ayes, nays, unrevealed, supply, mint, stake] = values;
			let count = Count { ayes, nays, unrevealed, supply };
			let outcome = decide(&rules, &count, mint, true, founder);
			let payout = outcome.payout(side, stake);
			prop_assert!(payout.burned <= stake);
			prop_assert!(outcome.minted + outcome.to_post <= mint);
			outcome.remainder(payout.burned, payout.minted);
			mint_of_fee(mint, author_share);
		}

		// Protects: the parts that are computed are the exact ones, rounded down or up.
		#[test]
		fn parts_should_round_to_either_side_of_the_ratio(value in amount(128), ratio in ppm()) {
			let exact = U256::from(value) * U256::from(ratio);
			let (floor, rest) = exact.div_mod(U256::from(MILLION));
			let part = Permill::from_parts(ratio);
			prop_assert_eq!(U256::from(part.mul_floor(value)), floor);
			let ceil = if rest.is_zero() { floor } else { floor + U256::one() };
			prop_assert_eq!(U256::from(part.mul_ceil(value)), ceil);
			let minted = mint_of_fee(value, ratio).map(U256::from);
			prop_assert_eq!(minted, Some(floor));
		}
	}
}
