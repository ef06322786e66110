//! Leaches move REP that is there, and make none. Amounts are shares of the first era unless a test
//! says otherwise.

use crate::{mock::*, *};
use frame_support::assert_ok;
use witan_experts::{
	forum::INCINERATOR,
	ids::PostId,
	ledger::{InspectReputation, MintReputation, StakeEnd, StakeReputation},
	shares::{Shares, MILLION, REP},
};
use witan_mocks::{assertions::assert_refused, ledger::CLOSED};

const WHOLE: i32 = MILLION as i32;
const STAKE: Reason = 1;

fn shares(amount: u128) -> Shares {
	Shares::new(amount, Ledger::era(DOMAIN))
}

/// Stakes an amount of an account's REP.
fn stake(who: u64, amount: u128) -> Shares {
	Ledger::open_stake(DOMAIN, &who, &STAKE, amount).expect("it is free")
}

fn release(who: u64, stake: Shares) {
	assert_ok!(Ledger::end_stake(DOMAIN, &who, &STAKE, stake, StakeEnd::default()));
}

fn mint(who: u64, amount: u128) {
	assert_ok!(Ledger::mint(DOMAIN, &who, shares(amount)));
}

fn supply() -> u128 {
	Ledger::supply(DOMAIN).value
}

fn totals() -> Totals {
	DomainTotals::<Test>::get(DOMAIN)
}

// Protects: whoever refutes an author whose REP is all at stake gets nothing of it. The author owes
// the loss, and the supply rises by the reward alone.
#[test]
fn leach_should_pay_nobody_when_all_is_staked() {
	ExtBuilder::build_and_execute(|| {
		let cited = post(ALICE, &[]);
		give(cited, 50 * REP);
		let staked = stake(ALICE, 50 * REP);
		let citing = post(BOB, &[(cited, -WHOLE)]);
		let before = supply();
		give(citing, 50 * REP);
		assert_eq!((free(BOB), debt(ALICE)), (50 * REP, 50 * REP));
		assert_eq!((value(cited), value(citing)), (0, 50 * REP));
		assert_eq!(supply(), before + 50 * REP);
		assert_eq!((edge(citing, cited), edge(cited, INCINERATOR)), (0, 50 * REP));
		assert_eq!(Edges::<Test>::iter().count(), 1);
		// The debt is paid for nobody.
		release(ALICE, staked);
		assert_eq!((free(ALICE), debt(ALICE), free(BOB), supply()), (0, 0, 50 * REP, 50 * REP));
		let totals = totals();
		assert_eq!((totals.reserved.value, totals.leached.value), (50 * REP, 0));
		assert_eq!(totals.owed.value, 50 * REP);
	});
}

// Protects: of several authors each loses its part, from free REP or as a debt. The citing post's
// author gets just what was free.
#[test]
fn leach_should_move_what_is_free_of_each_author() {
	ExtBuilder::build_and_execute(|| {
		let cited = post_by(&[(ALICE, 600_000), (CAROL, 400_000)], &[]);
		give(cited, 100 * REP);
		stake(CAROL, 30 * REP);
		assert_eq!((free(ALICE), free(CAROL)), (60 * REP, 10 * REP));
		let citing = post(BOB, &[(cited, -500_000)]);
		let before = supply();
		give(citing, 80 * REP);
		assert_eq!((free(ALICE), free(CAROL), debt(CAROL)), (36 * REP, 0, 6 * REP));
		assert_eq!(free(BOB), (80 + 34) * REP);
		assert_eq!((value(cited), value(citing)), (60 * REP, 114 * REP));
		assert_eq!((edge(citing, cited), edge(cited, INCINERATOR)), (34 * REP, 6 * REP));
		assert_eq!(supply(), before + 80 * REP);
		let totals = totals();
		assert_eq!((totals.reserved.value, totals.leached.value), (40 * REP, 34 * REP));
		assert_eq!((totals.owed.value, totals.minted.value), (6 * REP, 214 * REP));
	});
}

// Protects: leaches and gifts work at every depth: a gift that arrives at a post takes along its
// negative citations.
#[test]
fn leach_should_take_at_every_depth_by_what_arrives() {
	ExtBuilder::build_and_execute(|| {
		let (a, b) = (post(ALICE, &[]), post(BOB, &[]));
		give(a, 10 * REP);
		give(b, 100 * REP);
		let e = post(CAROL, &[(a, 400_000), (b, -300_000)]);
		let g = post(DAVE, &[(e, 500_000), (a, -200_000)]);
		give(g, 100 * REP);
		let values = [a, b, e, g].map(value);
		assert_eq!(values, [20 * REP, 85 * REP, 45 * REP, 60 * REP]);
		assert_eq!([ALICE, BOB, CAROL, DAVE].map(free), values);
		assert_eq!(supply(), totals().put_in.value);
	});
}

// Protects: the value is gone with the credit, so that it is reserved once, and the debit moves it
// in a step of its own.
#[test]
fn credit_should_reserve_and_debit_should_move() {
	ExtBuilder::build_and_execute(|| {
		let cited = post(ALICE, &[]);
		give(cited, 50);
		let citing = post(BOB, &[(cited, -WHOLE)]);
		reward(citing, 40);
		reward(citing, 40);
		Forum::do_step();
		assert_eq!((value(cited), value(citing), edge(citing, cited)), (10, 40, 0));
		assert_eq!((free(ALICE), free(BOB)), (50, 40));
		assert_eq!((totals().reserved, totals().leached), (shares(40), shares(0)));
		check();
		Forum::do_step();
		assert_eq!((value(cited), value(citing), edge(citing, cited)), (10, 80, 40));
		assert_eq!((free(ALICE), free(BOB)), (10, 80));
		run();
		assert_eq!((value(cited), value(citing), edge(citing, cited)), (0, 130, 50));
	});
}

// Protects: several authors of the citing post share what was burned by their weights, and rounding
// goes to the last.
#[test]
fn citing_authors_should_share_what_was_burned() {
	ExtBuilder::build_and_execute(|| {
		let cited = post(ALICE, &[]);
		give(cited, 101);
		stake(ALICE, 1);
		let thirds = [(BOB, 333_333), (CAROL, 333_333), (DAVE, 333_334)];
		let citing = post_by(&thirds, &[(cited, -WHOLE)]);
		give(citing, 300);
		assert_eq!((free(BOB), free(CAROL), free(DAVE)), (99 + 33, 99 + 33, 102 + 34));
		assert_eq!((free(ALICE), debt(ALICE)), (0, 1));
	});
}

// Protects: REP that was burned of cited authors, and that the ledger refuses to mint to a citing
// author, is destroyed and seen in an event. Nothing is lost without a trace.
#[test]
fn leach_should_destroy_what_the_ledger_refuses_to_mint() {
	ExtBuilder::build_and_execute(|| {
		let cited = post(ALICE, &[]);
		give(cited, 100);
		let by = [(BOB, 250_000), (CAROL, 750_000)];
		let citing = post_by(&by, &[(cited, -WHOLE)]);
		reward(citing, 40);
		Forum::do_step();
		Ledger::close_account(BOB);
		take_events();
		run();
		let (pool, post, from, to) = (7, citing, citing, cited);
		let owed = Shares::zero();
		assert_eq!(
			take_events(),
			[
				Event::Debited { pool, post: cited, author: ALICE, amount: shares(40), owed },
				Event::Leached { pool, from, to, amount: shares(40) },
				Event::Forfeited { pool, post, author: BOB, amount: shares(10), error: CLOSED },
				Event::Earned { pool, post, author: CAROL, amount: shares(30) },
			]
		);
		assert_eq!((free(ALICE), free(BOB), free(CAROL)), (60, 10, 60));
		assert_eq!((value(cited), value(citing)), (60, 70));
		assert_eq!((edge(citing, cited), edge(citing, INCINERATOR)), (40, 10));
		assert_eq!(totals().incinerated, shares(10));
		assert_eq!(supply(), 130);
	});
}

// Protects: REP that moves to an author who owes pays that debt. So an author of both posts who has
// nothing free gains nothing from a co-author's loss before the own is paid.
#[test]
fn leached_amount_should_pay_debts_of_those_who_get_it() {
	ExtBuilder::build_and_execute(|| {
		let cited = post_by(&[(ALICE, 500_000), (CAROL, 500_000)], &[]);
		give(cited, 100);
		let citing = post(ALICE, &[(cited, -WHOLE)]);
		reward(citing, 100);
		Forum::do_step();
		assert_eq!((free(ALICE), free(CAROL), supply()), (150, 50, 200));
		stake(ALICE, 150);
		run();
		assert_eq!((free(ALICE), debt(ALICE), free(CAROL), supply()), (0, 0, 0, 150));
		assert_eq!((totals().leached, totals().owed), (shares(50), shares(50)));
		assert_eq!((value(cited), value(citing)), (0, 150));
	});
}

// Protects: a debit that waits over an era decays like all REP, in the edge, the debt, the minted
// amount and the totals. The cited post counts its rounding.
#[test]
fn debit_should_carry_its_amount_over_when_an_era_passes() {
	ExtBuilder::build_and_execute(|| {
		let cited = post(ALICE, &[]);
		give(cited, 100 << 16);
		stake(ALICE, 70 << 16);
		let citing = post(BOB, &[(cited, -500_000)]);
		reward(citing, (100 << 16) + 2);
		Forum::do_step();
		Ledger::set_era(DOMAIN, 1);
		check();
		Forum::do_step();
		check();
		assert_eq!((free(ALICE), debt(ALICE), free(BOB)), (0, 20, 130));
		assert_eq!((edge(citing, cited), edge(cited, INCINERATOR)), (30, 20));
		assert_eq!(state(cited).value.in_era(1), 49);
		assert_eq!((state(cited).roundings, state(citing).roundings), (1, 0));
		assert_eq!(totals().roundings, 1);
		assert_eq!(state(citing).value, shares(130));
	});
}

// Protects: nothing is left of an amount that waited too long. The step still ends, without an edge
// or an event.
#[test]
fn debit_should_end_when_its_amount_has_decayed() {
	ExtBuilder::build_and_execute(|| {
		let cited = post(ALICE, &[]);
		give(cited, 100);
		let citing = post(BOB, &[(cited, -WHOLE)]);
		reward(citing, 50);
		Forum::do_step();
		Ledger::set_era(DOMAIN, 1);
		take_events();
		run();
		assert_eq!((take_events(), Forum::queue_length()), (vec![], 0));
		assert_eq!(Edges::<Test>::iter().count(), 0);
		assert_eq!(state(cited).roundings, 1);
	});
}

// Protects: no post on which a debit works is removed while it waits: neither a rewarded post, nor
// one that got its amount from another post, nor the one from which it takes.
#[test]
fn posts_should_stay_while_a_debit_waits() {
	ExtBuilder::build_and_execute(|| {
		let cited = post(BOB, &[]);
		give(cited, 100);
		let citing = post(CAROL, &[(cited, -500_000)]);
		let praise = post(DAVE, &[(citing, 500_000)]);
		reward(praise, 100);
		Forum::do_step();
		Forum::do_step();
		let queue = Queues::<Test>::get(DOMAIN);
		let debit = Debit { citing, cited, amount: shares(25), pool: 7 };
		assert_eq!(Stacks::<Test>::get(DOMAIN, queue.stacked - 1), Some(Step::Debit(debit)));
		let refused = |post: PostId, cause: Error<Test>| {
			let call = Call::<Test>::remove { post };
			assert_refused::<RuntimeCall>(RuntimeOrigin::signed(ALICE), call, cause);
		};
		refused(praise, Error::HasReceived);
		refused(citing, Error::IsCited);
		refused(cited, Error::HasReceived);
		run();
		assert_eq!((value(cited), value(citing)), (75, 75));
	});
}

/// The end of a critic's pool, in which the refuted author staked all REP against.
#[derive(Clone, Copy, Debug)]
enum Staked {
	/// The stake is burned, and minted to the other side, before the debit.
	LostBefore,
	/// The same, after the debit.
	LostAfter,
	/// The stake is returned after the debit.
	Returned,
}

/// Plays rounds in which each post refutes the one before, for a fee of 100 REP. Half of it goes to
/// the post and half to a voter, Carol. Returns the supply for each 100 REP of fees.
fn pump(rounds: u32, staked: Staked) -> u128 {
	ExtBuilder::build_and_execute(|| {
		let mut last: Option<(u64, PostId)> = None;
		for round in 0..rounds {
			let author = 10 + u64::from(round);
			let cites: Vec<_> = last.iter().map(|(_, post)| (*post, -WHOLE)).collect();
			let post = post(author, &cites);
			let all = last.map(|(refuted, _)| (refuted, stake(refuted, free(refuted))));
			reward(post, 50 * REP);
			mint(CAROL, 50 * REP);
			let lose = || {
				let Some((refuted, stake)) = all else { return };
				let end = StakeEnd { burned: stake, ..Default::default() };
				assert_ok!(Ledger::end_stake(DOMAIN, &refuted, &STAKE, stake, end));
				mint(CAROL, stake.value);
			};
			match staked {
				Staked::LostBefore => {
					lose();
					run();
				},
				Staked::LostAfter => {
					run();
					lose();
				},
				Staked::Returned => {
					run();
					all.into_iter().for_each(|(refuted, stake)| release(refuted, stake));
				},
			}
			last = Some((author, post));
		}
		supply() / u128::from(rounds)
	})
}

// Protects: nobody makes REP by refuting own posts whose authors have nothing free. Fees buy at
// most 1 REP for 1 WIT, however long the chain of refutations is, and whatever becomes of stakes.
#[test]
fn pump_of_leaches_should_make_no_reputation() {
	for rounds in [2, 3, 10] {
		for staked in [Staked::LostBefore, Staked::LostAfter, Staked::Returned] {
			assert!(pump(rounds, staked) <= 100 * REP, "{rounds} rounds, {staked:?}");
		}
	}
	assert_eq!(pump(2, Staked::LostAfter), 100 * REP);
	assert_eq!(pump(2, Staked::Returned), 75 * REP);
}
