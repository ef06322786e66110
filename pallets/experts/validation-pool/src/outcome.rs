//! The decision of a pool and the payout of each stake, in plain integers. No storage, no accounts.
//!
//! All amounts are shares of one era of the domain. No input makes these functions panic. Results
//! are exact up to sums of 2^128 - 1, which is far more than a ledger holds. They conserve REP:
//! payouts to winners, the part of the post and what is burned sum to losses and minted REP.
//!
//! A fee never counts for a verdict, and what a winner receives never depends on what voters lose.

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
	/// The part of the base that must support the post for it to pass.
	pub quorum: Ppm,
	/// The part of the base that must be against the post for it to be rejected.
	pub rejection_quorum: Ppm,
	/// The part of the shown stakes that must be in favour.
	pub win_ratio: Ppm,
	/// The part of the bond that is lost by a rejection.
	pub binding: Ppm,
	/// The part of another losing stake that is lost.
	pub least_binding: Ppm,
	/// True if winners receive what a bond loses.
	pub redistribute: bool,
	/// The part of the minting that goes to the post if it passes.
	pub author_share: Ppm,
	/// The party whose fee is at stake.
	pub payer: Payer,
}

/// The party that pays for a vote.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Payer {
	/// Nobody: a vote for governance mints nothing. Only who supported what is rejected loses.
	Nobody,
	/// A sponsor, who pays for a verdict, whichever.
	Sponsor,
	/// The customer of a job, who pays for evidence that passes.
	Customer {
		/// The part of the fee that a job leaves if its evidence is rejected, in parts per million.
		rejected_share: Ppm,
		/// True if the job ends even with an undecided pool, because this is its second.
		last: bool,
	},
}

/// The stakes of a pool, and the REP that can judge.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
	/// Stakes for the post, with the bond.
	pub ayes: u128,
	/// REP against it: stakes, and what stands against it without one.
	pub nays: u128,
	/// REP among `nays` that is not staked in the pool.
	pub standing: u128,
	/// Stakes on sides that were not shown. They are lost whatever the verdict, and count for
	/// neither side nor the quorum.
	pub unrevealed: u128,
	/// The stake of a job's expert, among those for the post.
	pub bond: u128,
	/// All REP of the domain.
	pub supply: u128,
	/// The REP that can judge. Zero if there was nobody to judge when the pool was opened.
	pub base: u128,
}

impl Count {
	/// Returns the stakes for the post other than the bond.
	pub fn support(&self) -> u128 {
		self.ayes.saturating_sub(self.bond)
	}

	/// Returns the stakes against the post.
	pub fn staked_against(&self) -> u128 {
		self.nays.saturating_sub(self.standing)
	}
}

/// The result of a decision: everything that is needed to settle any stake.
#[stored]
#[derive(Copy)]
pub struct Outcome {
	/// The decision.
	pub verdict: Verdict,
	/// The part of the bond that is lost by a rejection, in parts per million.
	pub binding: Ppm,
	/// The part of another losing stake that is lost, in parts per million, if all is minted that
	/// was asked for.
	pub least_binding: Ppm,
	/// REP that the rules would mint.
	#[codec(compact)]
	pub asked: u128,
	/// REP of that which the domain may mint.
	#[codec(compact)]
	pub granted: u128,
	/// The sum of the winners' stakes. Of an undecided pool these are all who showed a side, except
	/// for the bond.
	#[codec(compact)]
	pub winning: u128,
	/// REP minted to the winners, by their stakes.
	#[codec(compact)]
	pub minted: u128,
	/// REP that the bond loses to the winners, by their stakes.
	#[codec(compact)]
	pub forfeited: u128,
	/// REP minted for the post.
	#[codec(compact)]
	pub to_post: u128,
}

/// The kind of a stake.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stake {
	/// The stake of a job's expert on its own evidence.
	Bond,
	/// A stake on a side.
	Shown(Side),
	/// A stake on a side that was not shown.
	Unshown,
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

/// Returns the least support with which a post passes: `quorum` of the base, rounded up, and at
/// least one share.
pub fn need(quorum: Ppm, base: u128) -> u128 {
	Permill::from_parts(quorum).mul_ceil(base).max(1)
}

/// Returns the verdict of `count`.
///
/// A post passes if its support meets the quorum and the win ratio is met; a tie is enough. It is
/// rejected if the win ratio is missed and a majority that meets the quorum is against it. More
/// stakes on a side never make the verdict worse for that side.
///
/// A domain without REP has nobody to vote: there the decision of its `founder` is the verdict, and
/// nothing else is. Elsewhere the founder's decision counts for nothing. Where all REP was the
/// worker's, nobody can judge, and the post passes.
pub fn verdict(rules: &Rules, count: &Count, founder: Option<Side>) -> Verdict {
	if count.supply == 0 {
		return match founder {
			Some(Side::Aye) => Verdict::Passed,
			Some(Side::Nay) => Verdict::Rejected,
			None => Verdict::NotQuorate,
		};
	}
	if count.base == 0 {
		return Verdict::Passed;
	}
	// Products of numbers of 129 and 20 bits: nothing saturates.
	let times = |value: U256, parts: u128| value.saturating_mul(parts.into());
	let all = U256::from(count.ayes).saturating_add(count.nays.into());
	let win_ratio = u128::from(rules.win_ratio).min(WHOLE);
	let wins = times(count.ayes.into(), WHOLE) >= times(all, win_ratio);
	let lost = count.nays > count.ayes && count.nays >= need(rules.rejection_quorum, count.base);
	if wins && count.support() >= need(rules.quorum, count.base) {
		Verdict::Passed
	} else if !wins && lost {
		Verdict::Rejected
	} else {
		Verdict::NotQuorate
	}
}

/// Returns the part of the fee that the domain is paid, in parts per million.
pub fn fee_share(rules: &Rules, count: &Count, verdict: Verdict) -> Ppm {
	let supported = count.support() >= need(rules.quorum, count.base);
	match (verdict, rules.payer) {
		(_, Payer::Nobody) => 0,
		(Verdict::Passed, _) | (Verdict::Rejected, Payer::Sponsor) => MILLION,
		(Verdict::Rejected, Payer::Customer { rejected_share, .. }) => rejected_share.min(MILLION),
		(Verdict::NotQuorate, Payer::Customer { rejected_share, last: true }) if supported => {
			rejected_share.min(MILLION)
		},
		(Verdict::NotQuorate, _) => 0,
	}
}

/// Returns true if the opener's deposit is returned: the pool decided, or at least half of the need
/// supports the post. A vote for governance decides only by ratifying the post.
pub fn returns_deposit(rules: &Rules, count: &Count, verdict: Verdict) -> bool {
	let decided = match (rules.payer, verdict) {
		(_, Verdict::Passed) => true,
		(Payer::Sponsor | Payer::Customer { .. }, Verdict::Rejected) => true,
		(Payer::Nobody, Verdict::Rejected) | (_, Verdict::NotQuorate) => false,
	};
	decided || count.support().saturating_mul(2) >= need(rules.quorum, count.base)
}

/// Returns the REP that the rules mint for a verdict, if the whole fee mints `mint`.
pub fn asked(rules: &Rules, count: &Count, verdict: Verdict, mint: u128) -> u128 {
	let paid = Permill::from_parts(fee_share(rules, count, verdict)).mul_floor(mint);
	match (verdict, rules.payer) {
		(Verdict::Rejected, Payer::Sponsor) => {
			Permill::from_parts(rules.author_share).mul_floor(paid)
		},
		_ => paid,
	}
}

/// Returns what follows from a verdict for stakes and post, if `granted` REP of the `asked` may be
/// minted.
pub fn outcome(
	rules: &Rules,
	count: &Count,
	verdict: Verdict,
	asked: u128,
	granted: u128,
) -> Outcome {
	let granted = granted.min(asked);
	let to_voters = Permill::from_parts(rules.author_share).left_from_one();
	let (winning, for_voters) = match verdict {
		Verdict::Passed => (count.ayes, to_voters.mul_floor(granted)),
		Verdict::Rejected => (count.nays, granted),
		Verdict::NotQuorate => (count.support().saturating_add(count.nays), granted),
	};
	let minted = if winning == 0 { 0 } else { for_voters };
	let binding = Permill::from_parts(rules.binding);
	let forfeited = if verdict == Verdict::Rejected && rules.redistribute {
		binding.mul_floor(count.bond).min(minted)
	} else {
		0
	};
	let least_binding = if loses_votes(rules, count, verdict) { rules.least_binding } else { 0 };
	Outcome {
		verdict,
		binding: binding.deconstruct(),
		least_binding: Permill::from_parts(least_binding).deconstruct(),
		asked,
		granted,
		winning,
		minted,
		forfeited: forfeited.min(u128::MAX.saturating_sub(minted)),
		to_post: if verdict == Verdict::Passed { granted.saturating_sub(minted) } else { 0 },
	}
}

/// Returns true if the losing side of a verdict loses a part of its stakes.
///
/// In a vote for governance only a rejection takes something, and only if the stakes against the
/// post in that vote meet the quorum. What stands for a directive takes nothing from who would
/// have cancelled it.
fn loses_votes(rules: &Rules, count: &Count, verdict: Verdict) -> bool {
	match (rules.payer, verdict) {
		(Payer::Nobody, Verdict::Rejected) => {
			count.staked_against() >= need(rules.rejection_quorum, count.base)
		},
		(Payer::Nobody, Verdict::Passed | Verdict::NotQuorate) => false,
		(Payer::Sponsor | Payer::Customer { .. }, _) => true,
	}
}

impl Outcome {
	/// Returns the losses and gains of a stake.
	///
	/// A side that was not shown loses everything, even if nothing was decided. Otherwise not
	/// showing sides would be a cheap way to choose one at the end.
	pub fn payout(&self, kind: Stake, stake: u128) -> Payout {
		let lost = |burned| Payout { burned, minted: 0 };
		match (self.verdict, kind) {
			(_, Stake::Unshown) => lost(stake),
			(Verdict::Rejected, Stake::Bond) => {
				lost(Permill::from_parts(self.binding).mul_ceil(stake))
			},
			(Verdict::NotQuorate, Stake::Bond) => lost(0),
			(Verdict::Passed, Stake::Shown(Side::Nay))
			| (Verdict::Rejected, Stake::Shown(Side::Aye)) => lost(self.loss_of_voter(stake)),
			(Verdict::Passed, Stake::Bond | Stake::Shown(Side::Aye))
			| (Verdict::Rejected, Stake::Shown(Side::Nay))
			| (Verdict::NotQuorate, Stake::Shown(_)) => {
				Payout { burned: 0, minted: self.gain_of_winner(stake) }
			},
		}
	}

	/// Returns the part of a losing vote that is lost: the least binding, in proportion to what may
	/// be minted, rounded up. So nobody judges at a risk for a reward that is not there.
	fn loss_of_voter(&self, stake: u128) -> u128 {
		let least = Permill::from_parts(self.least_binding).mul_ceil(stake);
		if self.asked == 0 {
			return least;
		}
		// A product of two numbers of 128 bits, rounded up: nothing saturates.
		let (part, rest) =
			U256::from(least).saturating_mul(self.granted.into()).div_mod(self.asked.into());
		part.saturating_add(if rest.is_zero() { U256::zero() } else { U256::one() }).low_u128()
	}

	/// Returns the REP that a winning stake receives.
	fn gain_of_winner(&self, stake: u128) -> u128 {
		// A product of two numbers of 128 bits, so that nothing saturates. Without winners there is
		// nothing to share.
		let pot = U256::from(self.minted.saturating_add(self.forfeited));
		let gain = pot
			.saturating_mul(stake.min(self.winning).into())
			.checked_div(self.winning.into())
			.unwrap_or_default();
		gain.low_u128()
	}

	/// Returns the REP that is left for the post when winners have received `paid`.
	///
	/// That is what rounding leaves of the minting. It is zero unless the post passed: then the
	/// rest is not minted.
	pub fn remainder(&self, paid: u128) -> u128 {
		match self.verdict {
			Verdict::Passed => self.minted.saturating_sub(paid),
			Verdict::Rejected | Verdict::NotQuorate => 0,
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use proptest::prelude::*;
	use Verdict::{NotQuorate, Passed, Rejected};

	/// Units of 10^-9 REP.
	const REP: u128 = 1_000_000_000;

	/// The rules of the design's worked rows: a quorum of a tenth, simple majorities, all of a bond
	/// at risk, a tenth of a vote, and half of the minting for the post.
	const RULES: Rules = Rules {
		quorum: 100_000,
		rejection_quorum: 100_000,
		win_ratio: 500_000,
		binding: MILLION,
		least_binding: 100_000,
		redistribute: true,
		author_share: 500_000,
		payer: Payer::Sponsor,
	};

	const JOB: Rules =
		Rules { payer: Payer::Customer { rejected_share: 100_000, last: false }, ..RULES };

	fn count(ayes: u128, nays: u128, base: u128) -> Count {
		Count { ayes, nays, base, supply: base, ..Count::default() }
	}

	/// Returns the outcome if the whole fee mints `mint` and the domain may mint `granted` of that.
	fn decide(rules: &Rules, count: &Count, mint: u128, granted: u128) -> Outcome {
		let verdict = verdict(rules, count, None);
		outcome(rules, count, verdict, asked(rules, count, verdict, mint), granted)
	}

	fn gain(outcome: &Outcome, kind: Stake, stake: u128) -> i128 {
		let Payout { burned, minted } = outcome.payout(kind, stake);
		minted as i128 - burned as i128
	}

	const AYE: Stake = Stake::Shown(Side::Aye);
	const NAY: Stake = Stake::Shown(Side::Nay);

	// Protects: rows 1 and 2 of the design. A tie passes, and one unit decides it; a unit of
	// objection rejects nothing, and a minority never does.
	#[test]
	fn verdict_should_be_that_of_the_worked_rows() {
		let base = 1_000 * REP;
		for (ayes, nays, expected) in [
			(100 * REP, 100 * REP, Passed),
			(100 * REP, 100 * REP + 1, Rejected),
			(100 * REP - 1, 0, NotQuorate),
			(0, 100 * REP, Rejected),
			(0, 100 * REP - 1, NotQuorate),
			(60 * REP, 60 * REP, NotQuorate),
		] {
			assert_eq!(verdict(&RULES, &count(ayes, nays, base), None), expected);
		}
		let strict = Rules { win_ratio: 750_000, ..RULES };
		assert_eq!(verdict(&strict, &count(120, 100, 1_000), None), NotQuorate);
		assert_eq!(verdict(&strict, &count(99, 200, 1_000), None), Rejected);
	}

	// Protects: who opens a pool in earnest gets its deposit back, even if too few answer. A vote
	// for governance that is rejected costs it, unless half of the support was there.
	#[test]
	fn deposit_should_return_when_the_pool_decides_or_has_half_of_the_support() {
		let governance = Rules { payer: Payer::Nobody, ..RULES };
		for (rules, verdict, support, returns) in [
			(RULES, Passed, 100, true),
			(RULES, Rejected, 0, true),
			(RULES, NotQuorate, 49, false),
			(RULES, NotQuorate, 50, true),
			(governance, Passed, 100, true),
			(governance, Rejected, 49, false),
			(governance, Rejected, 50, true),
			(governance, NotQuorate, 49, false),
			(governance, NotQuorate, 50, true),
		] {
			let count = count(support, 0, 1_000);
			assert_eq!(returns_deposit(&rules, &count, verdict), returns, "{verdict:?}, {support}");
		}
	}

	// Protects: the finding "core 1". A fee outvotes nobody, and is not given back for it.
	#[test]
	fn fee_should_not_outvote_anybody() {
		let rules = Rules { win_ratio: 750_000, ..RULES };
		let count = count(800 * REP, 1, 6_000 * REP);
		let outcome = decide(&rules, &count, 900 * REP, 75 * REP);
		assert_eq!(outcome.verdict, Passed);
		// Row 3, with a quarter of what may be minted for one fee.
		assert_eq!(gain(&outcome, AYE, 400 * REP), 18_750_000_000);
		assert_eq!(outcome.to_post, 37_500_000_000);
		assert_eq!(gain(&outcome, NAY, 1), -1);
	}

	// Protects: the finding "core 4". Votes against don't complete the quorum of a pass.
	#[test]
	fn votes_against_should_not_help_to_pass() {
		let rules =
			Rules { quorum: 200_000, rejection_quorum: 200_000, win_ratio: 666_666, ..RULES };
		for (ayes, nays, expected) in [
			(140, 0, NotQuorate),
			(140, 65, NotQuorate),
			(200, 100, Passed),
			(200, 101, NotQuorate),
			(200, 250, Rejected),
			(199, 199, NotQuorate),
		] {
			assert_eq!(verdict(&rules, &count(ayes, nays, 1_000), None), expected);
		}
	}

	// Protects: row 5 of the design. A bond is no support, and the worker's REP is no base.
	#[test]
	fn bond_should_not_support_its_own_work() {
		let with = |a| Count { bond: 20 * REP, ..count(20 * REP + a, 0, 880 * REP) };
		assert_eq!(need(JOB.quorum, 880 * REP), 88 * REP);
		assert_eq!(verdict(&JOB, &with(88 * REP - 1), None), NotQuorate);
		assert_eq!(verdict(&JOB, &with(88 * REP), None), Passed);
	}

	// Protects: row 6 of the design. Winners share half of the minting with the bond, losers lose
	// the least, and the odd unit is the post's.
	#[test]
	fn ratified_work_should_pay_its_judges_and_its_worker() {
		let count = Count { bond: 20 * REP, ..count(110 * REP, 30 * REP, 880 * REP) };
		let outcome = decide(&JOB, &count, 100 * REP, u128::MAX);
		let a = outcome.payout(AYE, 90 * REP).minted;
		let worker = outcome.payout(Stake::Bond, 20 * REP).minted;
		assert_eq!((a, worker), (40_909_090_909, 9_090_909_090));
		assert_eq!(outcome.to_post + outcome.remainder(a + worker), 50_000_000_001);
		assert_eq!(gain(&outcome, NAY, 30 * REP), -3_000_000_000);
		assert_eq!(fee_share(&JOB, &count, Passed), MILLION);
	}

	// Protects: row 7 of the design. Rejecting work pays by what the customer leaves, and by the
	// bond at most as much again.
	#[test]
	fn rejected_work_should_pay_its_judges_from_the_bond() {
		let count = Count { bond: 20 * REP, ..count(60 * REP, 100 * REP, 880 * REP) };
		for (binding, worker, c) in [(MILLION, -20, 20), (100_000, -2, 12)] {
			let outcome = decide(&Rules { binding, ..JOB }, &count, 100 * REP, u128::MAX);
			assert_eq!(outcome.verdict, Rejected);
			let rep = REP as i128;
			assert_eq!(gain(&outcome, Stake::Bond, 20 * REP), worker * rep);
			assert_eq!(gain(&outcome, AYE, 40 * REP), -4 * rep);
			assert_eq!(gain(&outcome, NAY, 100 * REP), c * rep);
			assert_eq!((outcome.to_post, outcome.remainder(0)), (0, 0));
		}
		assert_eq!(fee_share(&JOB, &count, Rejected), 100_000);
	}

	// Protects: row 8 of the design, and the finding "core 10". A side that is not shown loses all,
	// even if nothing is decided.
	#[test]
	fn unshown_stake_should_lose_all() {
		let rules = Rules { win_ratio: 666_666, ..RULES };
		let sponsored = Count { unrevealed: 30 * REP, ..count(120 * REP, 20 * REP, 1_000 * REP) };
		let outcome = decide(&rules, &sponsored, 100 * REP, u128::MAX);
		assert_eq!((outcome.verdict, outcome.to_post), (Passed, 50 * REP));
		let rep = REP as i128;
		assert_eq!(gain(&outcome, AYE, 120 * REP), 50 * rep);
		assert_eq!(gain(&outcome, NAY, 20 * REP), -2 * rep);
		assert_eq!(gain(&outcome, Stake::Unshown, 30 * REP), -30 * rep);
		let undecided =
			decide(&rules, &Count { nays: 90 * REP, ..sponsored }, 100 * REP, u128::MAX);
		assert_eq!(undecided.verdict, NotQuorate);
		assert_eq!(gain(&undecided, Stake::Unshown, 30 * REP), -30 * rep);
		assert_eq!(gain(&undecided, AYE, 120 * REP), 0);
		assert_eq!(fee_share(&rules, &sponsored, NotQuorate), 0);
	}

	// Protects: whoever blocks a job that had support can't have it judged for nothing.
	#[test]
	fn undecided_job_should_pay_its_judges_when_it_ends() {
		let count = Count { bond: 20 * REP, ..count(120 * REP, 110 * REP, 880 * REP) };
		let rules = |last| Rules {
			win_ratio: 666_666,
			payer: Payer::Customer { rejected_share: 100_000, last },
			..RULES
		};
		let first = decide(&rules(false), &count, 100 * REP, u128::MAX);
		assert_eq!((first.verdict, first.minted), (NotQuorate, 0));
		let last = decide(&rules(true), &count, 100 * REP, u128::MAX);
		assert_eq!(fee_share(&rules(true), &count, NotQuorate), 100_000);
		assert_eq!((last.minted, last.winning), (10 * REP, 210 * REP));
		assert_eq!(gain(&last, NAY, 110 * REP), 5_238_095_238);
		assert_eq!(gain(&last, Stake::Bond, 20 * REP), 0);
		let unsupported = Count { ayes: 107 * REP, ..count };
		assert_eq!(fee_share(&rules(true), &unsupported, NotQuorate), 0);
	}

	// Protects: nobody judges at a risk for a reward that is not there. Without a fee, which asks
	// for no reward, the risk is whole.
	#[test]
	fn voters_should_lose_in_proportion_to_what_may_be_minted() {
		let count = count(200 * REP, 100 * REP, 1_000 * REP);
		let lost =
			|mint, granted| decide(&RULES, &count, mint, granted).payout(NAY, 100 * REP).burned;
		assert_eq!(lost(100 * REP, 100 * REP), 10 * REP);
		assert_eq!(lost(100 * REP, 25 * REP), 2_500_000_000);
		assert_eq!(lost(100 * REP, 0), 0);
		assert_eq!(lost(0, 0), 10 * REP);
	}

	// Protects: while there is no REP the founder decides whatever the pool demands, and its
	// silence decides nothing. A pass mints for the post only. Where nobody can judge, work passes.
	#[test]
	fn outcome_should_be_the_founders_decision_when_there_is_no_supply() {
		let strict = Rules { win_ratio: MILLION, quorum: MILLION, ..RULES };
		let lax = Rules { win_ratio: 0, quorum: 0, ..RULES };
		for rules in [strict, lax] {
			for (founder, expected, to_post) in [
				(Some(Side::Aye), Passed, 7),
				(Some(Side::Nay), Rejected, 0),
				(None, NotQuorate, 0),
			] {
				let empty = count(0, 0, 0);
				let verdict = verdict(&rules, &empty, founder);
				let asked = asked(&rules, &empty, verdict, 7);
				let outcome = outcome(&rules, &empty, verdict, asked, asked);
				assert_eq!((verdict, outcome.to_post, outcome.minted), (expected, to_post, 0));
			}
		}
		let alone = Count { bond: 5, ayes: 5, supply: 9, ..Count::default() };
		assert_eq!(verdict(&strict, &alone, None), Passed);
	}

	fn ppm() -> impl Strategy<Value = Ppm> {
		prop_oneof![Just(0), Just(1), Just(MILLION - 1), Just(MILLION), 0..=MILLION]
	}

	fn payer() -> impl Strategy<Value = Payer> {
		prop_oneof![
			Just(Payer::Sponsor),
			(ppm(), any::<bool>())
				.prop_map(|(rejected_share, last)| Payer::Customer { rejected_share, last }),
		]
	}

	fn rules() -> impl Strategy<Value = Rules> {
		let ratios = prop::array::uniform6(ppm());
		(ratios, any::<bool>(), payer()).prop_map(|(ratios, redistribute, payer)| {
			let [quorum, rejection_quorum, win_ratio, binding, least_binding, author_share] =
				ratios;
			Rules {
				quorum,
				rejection_quorum,
				win_ratio,
				binding,
				least_binding,
				redistribute,
				author_share,
				payer,
			}
		})
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

	fn kind() -> impl Strategy<Value = Stake> {
		prop_oneof![Just(Stake::Unshown), Just(AYE), Just(NAY)]
	}

	/// Returns stakes whose sum with a mint of up to 2^122 is below 2^128. The first may be a bond.
	fn stakes() -> impl Strategy<Value = Vec<(Stake, u128)>> {
		let bond = prop::option::of(amount(122));
		(bond, prop::collection::vec((kind(), amount(122)), 0..16)).prop_map(|(bond, votes)| {
			bond.map(|bond| (Stake::Bond, bond)).into_iter().chain(votes).collect()
		})
	}

	fn count_of(stakes: &[(Stake, u128)], unstaked: u128) -> Count {
		let sum = |of: Stake| -> u128 {
			stakes.iter().filter(|(kind, _)| *kind == of).map(|(_, stake)| stake).sum()
		};
		let (bond, nays, unrevealed) = (sum(Stake::Bond), sum(NAY), sum(Stake::Unshown));
		let ayes = bond + sum(AYE);
		let base = ayes + nays + unrevealed + unstaked - bond;
		Count { ayes, nays, standing: 0, unrevealed, bond, supply: base + bond, base }
	}

	fn founder() -> impl Strategy<Value = Option<Side>> {
		prop_oneof![Just(None), Just(Some(Side::Aye)), Just(Some(Side::Nay))]
	}

	proptest! {
		// Protects: to the last share, stakes and minting go to voters, to the post, or are burned.
		// A shown vote loses at most the least binding.
		#[test]
		fn outcome_should_conserve_for_any_stakes(
			rules in rules(),
			stakes in stakes(),
			unstaked in amount(120),
			mint in amount(122),
			budget in amount(122),
		) {
			let count = count_of(&stakes, unstaked);
			let outcome = decide(&rules, &count, mint, budget);
			prop_assert!(outcome.granted <= budget && outcome.granted <= outcome.asked);
			prop_assert!(outcome.asked <= mint);
			let (mut collected, mut paid) = (0u128, 0u128);
			for (kind, stake) in &stakes {
				let payout = outcome.payout(*kind, *stake);
				prop_assert!(payout.burned <= *stake);
				prop_assert!(payout.burned == 0 || payout.minted == 0);
				if matches!(kind, Stake::Shown(_)) {
					let least = Permill::from_parts(rules.least_binding).mul_ceil(*stake);
					prop_assert!(payout.burned <= least);
				}
				collected += payout.burned;
				paid += payout.minted;
			}
			let minted = paid + outcome.to_post + outcome.remainder(paid);
			prop_assert!(minted <= outcome.granted + outcome.forfeited);
			prop_assert!(outcome.forfeited <= collected, "more is looted than the bond loses");
			prop_assert!(outcome.forfeited <= outcome.minted);
			if outcome.verdict == Passed {
				prop_assert_eq!(minted, outcome.granted);
				let unpaid = if outcome.winning == 0 { outcome.minted } else { 0 };
				prop_assert!(outcome.remainder(paid) <= stakes.len() as u128 + unpaid);
			} else {
				prop_assert_eq!(outcome.to_post + outcome.remainder(paid), 0);
			}
			if outcome.verdict == NotQuorate {
				prop_assert_eq!(collected, count.unrevealed);
			}
		}

		// Protects: the finding "core 1". What anybody wins never depends on what voters lose, and
		// the verdict never on the fee.
		#[test]
		fn gains_should_not_depend_on_losses(
			rules in rules(),
			stakes in stakes(),
			unstaked in amount(120),
			mint in amount(122),
			least_binding in ppm(),
		) {
			let count = count_of(&stakes, unstaked);
			let one = decide(&rules, &count, mint, u128::MAX);
			let other = decide(&Rules { least_binding, ..rules }, &count, mint, u128::MAX);
			prop_assert_eq!(one.verdict, decide(&rules, &count, 0, 0).verdict);
			for (kind, stake) in &stakes {
				let gains = [one, other].map(|outcome| outcome.payout(*kind, *stake).minted);
				prop_assert_eq!(gains[0], gains[1]);
			}
		}

		// Protects: nobody makes the other side win, or itself win less, by staking more.
		#[test]
		fn outcome_should_be_monotone_in_stakes(
			rules in rules(),
			stakes in stakes(),
			unstaked in amount(120),
			more in amount(100),
			mint in amount(122),
			founder in founder(),
		) {
			let count = count_of(&stakes, unstaked.max(more));
			let rank = |count| match verdict(&rules, &count, founder) {
				Passed => 2,
				NotQuorate => 1,
				Rejected => 0,
			};
			let (more_ayes, more_nays) = (
				Count { ayes: count.ayes + more, ..count },
				Count { nays: count.nays + more, ..count },
			);
			prop_assert!(rank(more_ayes) >= rank(count));
			prop_assert!(rank(more_nays) <= rank(count));
			let outcome = decide(&rules, &count, mint, u128::MAX);
			for (kind, stake) in &stakes {
				let one = outcome.payout(*kind, *stake);
				let larger = outcome.payout(*kind, stake + more);
				prop_assert!(larger.minted >= one.minted && larger.burned >= one.burned);
			}
		}

		// Protects: a minority takes nothing from a majority, and whoever rejects meets the quorum.
		#[test]
		fn rejection_should_need_a_majority_and_a_quorum(
			rules in rules(), stakes in stakes(), unstaked in amount(120),
		) {
			let count = count_of(&stakes, unstaked);
			if verdict(&rules, &count, None) == Rejected {
				prop_assert!(count.nays > count.ayes);
				prop_assert!(count.nays >= need(rules.rejection_quorum, count.base));
			}
		}

		// Protects: where anybody has REP the founder's decision counts for nothing, and where
		// nobody has, nothing else counts.
		#[test]
		fn founder_should_count_only_when_there_is_no_supply(
			rules in rules(), stakes in stakes(), unstaked in amount(120), founder in founder(),
		) {
			let count = count_of(&stakes, unstaked);
			let decided = verdict(&rules, &count, founder);
			if count.supply > 0 {
				prop_assert_eq!(decided, verdict(&rules, &count, None));
			} else {
				prop_assert_eq!(decided == Passed, founder == Some(Side::Aye));
				prop_assert_eq!(decided == Rejected, founder == Some(Side::Nay));
			}
		}

		// Protects: no number stops a pool, not even one that no ledger could ever hold.
		#[test]
		fn outcome_should_not_overflow_at_the_edges(
			ratios in prop::array::uniform6(any::<u32>()),
			rejected_share: u32,
			redistribute: bool,
			values in prop::array::uniform8(amount(128)),
			kind in kind(),
			founder in founder(),
		) {
			let [quorum, rejection_quorum, win_ratio, binding, least_binding, author_share] = ratios;
			let [ayes, nays, unrevealed, supply, base, bond, mint, stake] = values;
			let count = Count { ayes, nays, standing: 0, unrevealed, bond, supply, base };
			for payer in [Payer::Sponsor, Payer::Customer { rejected_share, last: redistribute }] {
				let rules = Rules {
					quorum,
					rejection_quorum,
					win_ratio,
					binding,
					least_binding,
					redistribute,
					author_share,
					payer,
				};
				let verdict = verdict(&rules, &count, founder);
				let asked = asked(&rules, &count, verdict, mint);
				let outcome = outcome(&rules, &count, verdict, asked, mint);
				for kind in [kind, Stake::Bond] {
					let payout = outcome.payout(kind, stake);
					prop_assert!(payout.burned <= stake);
					outcome.remainder(payout.minted);
				}
				prop_assert!(outcome.minted + outcome.to_post <= mint);
			}
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
