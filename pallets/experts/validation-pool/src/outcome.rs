//! What a pool decides and what each stake gets, in plain numbers: no storage, no accounts.
//!
//! All amounts are units of one era of the domain. No input makes these functions panic. Up to sums of 2^128 - 1, which is
//! far more than a ledger holds, what they give is exact and conserves: what winners get, what goes to the post and what is
//! burned sum to what losers lose and what is minted.

use codec::{Decode, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use sp_core::U256;
use witan_experts::{
	pool::{Side, Verdict},
	shares::{Ppm, MILLION},
};
use witan_primitives::Balance;

/// By what a pool decides. Ratios are parts per million; one above the whole counts as the whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rules {
	/// The part of the supply that must be staked.
	pub quorum: Ppm,
	/// The part of stakes and minting that must be in favour.
	pub win_ratio: Ppm,
	/// The part of a losing stake, and of one whose side was not shown, that is lost.
	pub binding: Ppm,
	/// Whether the winners get what losers lose.
	pub redistribute: bool,
	/// The part of the minting that counts for the post, and goes to it if it passes.
	pub author_share: Ppm,
	/// Whether stakes alone decide: what is minted counts for neither side. So of a pool for governance, which nobody must be
	/// able to win, or to spoil, by a fee.
	pub stakes_alone: bool,
}

/// What was staked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
	/// For the post.
	pub ayes: u128,
	/// Against it.
	pub nays: u128,
	/// On sides that were not shown: loses whatever comes of it, and counts for no side nor the quorum.
	pub unrevealed: u128,
	/// All REP of the domain.
	pub supply: u128,
}

/// What was decided: all that is needed to settle any stake.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Outcome {
	/// The verdict.
	pub verdict: Verdict,
	/// The part of a losing stake, and of one whose side was not shown, that is lost, in parts per million.
	pub binding: Ppm,
	/// Whether the winners get what losers lose.
	pub redistribute: bool,
	/// The winners' stakes.
	#[codec(compact)]
	pub winning: u128,
	/// What is minted to the winners, by their stakes.
	#[codec(compact)]
	pub minted: u128,
	/// What losers lose and winners get, by their stakes: [`Rules::binding`] of the losing stakes, rounded down.
	#[codec(compact)]
	pub forfeited: u128,
	/// What is minted for the post.
	#[codec(compact)]
	pub to_post: u128,
}

/// What a stake gets.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Payout {
	/// What it loses. At most the stake.
	pub burned: u128,
	/// What it wins.
	pub minted: u128,
}

/// `ratio` of `value`, rounded down.
pub fn part_down(value: u128, ratio: Ppm) -> u128 {
	let (million, ratio) = (u128::from(MILLION), u128::from(ratio.min(MILLION)));
	(value / million) * ratio + (value % million) * ratio / million
}

/// `ratio` of `value`, rounded up.
pub fn part_up(value: u128, ratio: Ppm) -> u128 {
	let (million, ratio) = (u128::from(MILLION), u128::from(ratio.min(MILLION)));
	(value / million) * ratio + ((value % million) * ratio).div_ceil(million)
}

/// The REP that a fee mints: `ratio`, which may be more than the whole, of it, rounded down. `None` if it is too much to
/// count.
pub fn mint_of_fee(fee: Balance, ratio: Ppm) -> Option<Balance> {
	let (million, ratio) = (u128::from(MILLION), u128::from(ratio));
	(fee / million).checked_mul(ratio)?.checked_add((fee % million) * ratio / million)
}

/// What the quorum lacks, rounded up. Zero if it is met.
pub fn quorum_lacks(quorum: Ppm, count: &Count) -> u128 {
	part_up(count.supply, quorum).saturating_sub(count.ayes.saturating_add(count.nays))
}

/// What is decided by `count` if `mint` is minted against the fee. Exactly the win ratio passes. In a domain without REP, where
/// nobody can vote, its founder's `word` decides and nothing else; elsewhere it counts for nothing.
pub fn verdict(rules: &Rules, count: &Count, mint: u128, word: Option<Side>) -> Verdict {
	if count.supply == 0 {
		return match word {
			Some(Side::Aye) => Verdict::Passed,
			Some(Side::Nay) => Verdict::Rejected,
			None => Verdict::NotQuorate,
		};
	}
	if quorum_lacks(rules.quorum, count) > 0 {
		return Verdict::NotQuorate;
	}
	let million = U256::from(MILLION);
	let share = U256::from(rules.author_share.min(MILLION));
	let mint = if rules.stakes_alone { U256::zero() } else { U256::from(mint) };
	let ayes = U256::from(count.ayes) * million + mint * share;
	let nays = U256::from(count.nays) * million + mint * (million - share);
	if ayes * million >= (ayes + nays) * U256::from(rules.win_ratio.min(MILLION)) {
		Verdict::Passed
	} else {
		Verdict::Rejected
	}
}

/// The verdict, and what it means for stakes and post. `fee_is_paid_anyway`: the fee is paid in spite of a rejection, so that
/// REP is minted to those who rejected. `word`: see [`verdict`].
pub fn decide(
	rules: &Rules,
	count: &Count,
	mint: u128,
	fee_is_paid_anyway: bool,
	word: Option<Side>,
) -> Outcome {
	let verdict = verdict(rules, count, mint, word);
	let share = rules.author_share.min(MILLION);
	let (winning, losing, voters) = match verdict {
		Verdict::Passed => (count.ayes, count.nays, part_down(mint, MILLION - share)),
		Verdict::Rejected if fee_is_paid_anyway => (count.nays, count.ayes, part_down(mint, share)),
		Verdict::Rejected => (count.nays, count.ayes, 0),
		Verdict::NotQuorate => (0, 0, 0),
	};
	let minted = if winning == 0 { 0 } else { voters };
	let forfeited = if winning == 0 || !rules.redistribute {
		0
	} else {
		part_down(losing.saturating_add(count.unrevealed), rules.binding)
	};
	Outcome {
		verdict,
		binding: rules.binding.min(MILLION),
		redistribute: rules.redistribute,
		winning,
		minted,
		forfeited: forfeited.min(u128::MAX - minted),
		to_post: if verdict == Verdict::Passed { mint - minted } else { 0 },
	}
}

impl Outcome {
	/// The same without minting, because the fee that it was to be against was not paid.
	pub fn without_minting(self) -> Self {
		Self { minted: 0, to_post: 0, ..self }
	}

	/// What a stake gets. `side` is `None` if it was not shown: that loses even if nothing was decided, or not showing sides
	/// would be a free way to undo a quorum.
	pub fn payout(&self, side: Option<Side>, stake: u128) -> Payout {
		let loses = match (self.verdict, side) {
			(_, None) => true,
			(Verdict::Passed, Some(side)) => side == Side::Nay,
			(Verdict::Rejected, Some(side)) => side == Side::Aye,
			(Verdict::NotQuorate, Some(_)) => false,
		};
		if loses {
			return Payout { burned: part_up(stake, self.binding), minted: 0 };
		}
		if self.winning == 0 {
			return Payout::default();
		}
		let pot = U256::from(self.minted.saturating_add(self.forfeited));
		let stake = U256::from(stake.min(self.winning));
		let minted = pot * stake / U256::from(self.winning);
		Payout { burned: 0, minted: minted.low_u128() }
	}

	/// What rounding leaves to the post, or all that losers lost if nobody was there to take it, when losers have lost
	/// `collected` and winners have got `paid`. None unless the post passed: then it is burned.
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

	// Protects: a tie ratifies, and one unit against breaks it.
	#[test]
	fn verdict_should_pass_when_tied() {
		assert_eq!(verdict(&RULES, &count(50, 50, 100), 0, None), Verdict::Passed);
		assert_eq!(verdict(&RULES, &count(50, 51, 101), 0, None), Verdict::Rejected);
		assert_eq!(verdict(&RULES, &count(50, 50, 100), 1_000_001, None), Verdict::Passed);
	}

	// Protects: the quorum is met by stakes alone, exactly, and not a unit below; a fee buys none.
	#[test]
	fn verdict_should_not_be_quorate_when_one_unit_is_missed() {
		assert_eq!(verdict(&RULES, &count(30, 0, 100), 0, None), Verdict::Passed);
		assert_eq!(verdict(&RULES, &count(29, 0, 100), 1_000_000, None), Verdict::NotQuorate);
		assert_eq!(quorum_lacks(RULES.quorum, &count(29, 0, 100)), 1);
		assert_eq!(verdict(&RULES, &count(30, 0, 101), 0, None), Verdict::NotQuorate);
	}

	// Protects: while there is no REP the founder's word decides whatever the pool demands, and its silence nothing; what a
	// pass mints is all for the post.
	#[test]
	fn outcome_should_be_the_founders_word_when_there_is_no_supply() {
		let strict = Rules { win_ratio: MILLION, quorum: MILLION, ..RULES };
		let lax = Rules { win_ratio: 0, quorum: 0, ..RULES };
		for rules in [strict, lax] {
			for (word, verdict, to_post) in [
				(Some(Side::Aye), Verdict::Passed, 7),
				(Some(Side::Nay), Verdict::Rejected, 0),
				(None, Verdict::NotQuorate, 0),
			] {
				let outcome = decide(&rules, &count(0, 0, 0), 7, true, word);
				assert_eq!(
					(outcome.verdict, outcome.to_post, outcome.minted),
					(verdict, to_post, 0)
				);
			}
		}
	}

	// Protects: who does not show a side loses the binding part, rounded up, though nothing was decided, and nobody gets it;
	// who has shown one loses nothing.
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

	// Protects: the numbers of the design: half of what is minted to the post, half to who voted for it by their stakes, with
	// what losers lose; the odd unit to the post.
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

	// Protects: nobody farms REP by junk that is rejected and whose fee goes back.
	#[test]
	fn rejection_should_mint_when_the_fee_is_paid_anyway_and_only_then() {
		let count = count(10, 30, 50);
		let paid = decide(&RULES, &count, 20, true, None);
		assert_eq!((paid.verdict, paid.minted, paid.to_post), (Verdict::Rejected, 10, 0));
		let unpaid = decide(&RULES, &count, 20, false, None);
		assert_eq!((unpaid.minted, unpaid.forfeited), (0, 10));
		assert_eq!(unpaid.payout(Some(Side::Nay), 30).minted, 10);
	}

	// Protects: what losers lose goes to the post when it passed without anyone voting for it, and is burned if the pool
	// does not redistribute.
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
	fn verdict_should_not_count_minting_when_stakes_alone_decide() {
		let rules = Rules { win_ratio: 666_666, stakes_alone: true, ..RULES };
		let generous = Rules { author_share: 900_000, ..rules };
		assert_eq!(verdict(&generous, &count(0, 300, 1_000), 10_000, None), Verdict::Rejected);
		assert_eq!(verdict(&rules, &count(300, 0, 1_000), 700, None), Verdict::Passed);
		// Of another pool it does.
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

	/// Amounts of every size up to `1 << bits`, and its neighbourhood.
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

	/// Sides (`None`: not shown) and stakes, whose sum with a mint of 2^123 and less is below 2^128.
	fn stakes() -> impl Strategy<Value = Vec<(Option<Side>, u128)>> {
		prop::collection::vec((side(), amount(123)), 0..16)
	}

	/// A side, or none: one that is not shown, or a word that is not given.
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
		// Protects: to the unit, stakes and minting go to voters, to the post, or are burned.
		#[test]
		fn outcome_should_conserve_for_any_stakes(
			rules in rules(),
			stakes in stakes(),
			unstaked in amount(120),
			mint in amount(123),
			anyway: bool,
			word in side(),
		) {
			let count = count_of(&stakes, unstaked);
			let outcome = decide(&rules, &count, mint, anyway, word);
			let (mut collected, mut paid, mut back) = (0, 0, 0);
			let mut unrevealed = 0;
			for (side, stake) in &stakes {
				let payout = outcome.payout(*side, *stake);
				prop_assert!(payout.burned <= *stake);
				if side.is_none() {
					prop_assert_eq!(payout.burned, part_up(*stake, rules.binding));
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
			word in side(),
		) {
			let count = count_of(&stakes, unstaked.max(more));
			let verdict = |count| verdict(&rules, &count, mint, word);
			let before = verdict(count);
			let more_up = verdict(Count { ayes: count.ayes + more, ..count });
			let more_down = verdict(Count { nays: count.nays + more, ..count });
			if before == Verdict::Passed {
				prop_assert_eq!(more_up, Verdict::Passed);
			}
			if before == Verdict::Rejected {
				prop_assert_eq!(more_down, Verdict::Rejected);
			}
			let outcome = decide(&rules, &count, mint, true, word);
			for (side, stake) in &stakes {
				let one = outcome.payout(*side, *stake);
				let larger = outcome.payout(*side, stake + more);
				prop_assert!(larger.minted >= one.minted && larger.burned >= one.burned);
			}
		}

		// Protects: where anybody has REP the founder's word counts for nothing, and where nobody has, nothing else does.
		#[test]
		fn word_should_count_only_when_there_is_no_supply(
			rules in rules(),
			stakes in stakes(),
			unstaked in amount(120),
			mint in amount(123),
			word in side(),
		) {
			let count = count_of(&stakes, unstaked);
			let said = verdict(&rules, &count, mint, word);
			if count.supply > 0 {
				prop_assert_eq!(said, verdict(&rules, &count, mint, None));
			} else {
				prop_assert_eq!(said == Verdict::Passed, word == Some(Side::Aye));
				prop_assert_eq!(said == Verdict::Rejected, word == Some(Side::Nay));
			}
		}

		// Protects: no number that a ledger could ever hold, or not even that, stops a pool.
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
			word in side(),
		) {
			let rules =
				Rules { quorum, win_ratio, binding, redistribute, author_share, stakes_alone };
			let [ayes, nays, unrevealed, supply, mint, stake] = values;
			let count = Count { ayes, nays, unrevealed, supply };
			let outcome = decide(&rules, &count, mint, true, word);
			let payout = outcome.payout(side, stake);
			prop_assert!(payout.burned <= stake);
			prop_assert!(outcome.minted + outcome.to_post <= mint);
			outcome.remainder(payout.burned, payout.minted);
			mint_of_fee(mint, author_share);
		}

		// Protects: the two roundings of a part differ by one unit at most, and by none where there is nothing to round.
		#[test]
		fn parts_should_round_to_either_side_of_the_ratio(value in amount(128), ratio in ppm()) {
			let exact = U256::from(value) * U256::from(ratio);
			let (nays, rest) = exact.div_mod(U256::from(MILLION));
			prop_assert_eq!(U256::from(part_down(value, ratio)), nays);
			let ayes = if rest.is_zero() { nays } else { nays + U256::one() };
			prop_assert_eq!(U256::from(part_up(value, ratio)), ayes);
			let minted = mint_of_fee(value, ratio).map(U256::from);
			prop_assert_eq!(minted, Some(nays));
		}
	}
}
