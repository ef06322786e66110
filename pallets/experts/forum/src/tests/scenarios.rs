//! Uses of citations by a body of experts. Amounts are shares of the first era, and every pool is
//! pool 7.

use crate::{mock::*, *};
use frame_support::assert_ok;
use proptest::prelude::*;
use witan_experts::{
	forum::INCINERATOR,
	ids::PostId,
	ledger::{StakeEnd, StakeReputation},
	shares::{Shares, MILLION},
};

const WHOLE: i32 = MILLION as i32;

fn shares(amount: u128) -> Shares {
	Shares::new(amount, 0)
}

// Protects: a post shares its reward with the posts that it builds on, and its events suffice to
// show every move.
#[test]
fn positive_citations_should_share_with_what_is_built_on() {
	ExtBuilder::build_and_execute(|| {
		let (one, two) = (post(BOB, &[]), post(CAROL, &[]));
		let from = post(DAVE, &[(one, 300_000), (two, 200_000)]);
		take_events();
		give(from, 1_000);
		assert_eq!((value(one), value(two), value(from)), (300, 200, 500));
		assert_eq!((free(BOB), free(CAROL), free(DAVE)), (300, 200, 500));
		assert_eq!((edge(from, one), edge(from, two)), (300, 200));
		let (pool, depth) = (7, 1);
		assert_eq!(
			take_events(),
			[
				Event::Rewarded { post: from, pool, amount: shares(1_000) },
				Event::Donated { pool, from, to: one, amount: shares(300), depth },
				Event::Donated { pool, from, to: two, amount: shares(200), depth },
				Event::Earned { pool, post: from, author: DAVE, amount: shares(500) },
				Event::Earned { pool, post: one, author: BOB, amount: shares(300) },
				Event::Earned { pool, post: two, author: CAROL, amount: shares(200) },
			]
		);
	});
}

// Protects: a ratified post takes back REP that another got wrongly, by its weight and at most the
// value that is left.
#[test]
fn negative_citations_should_take_no_more_than_there_is() {
	ExtBuilder::build_and_execute(|| {
		let (rich, poor) = (post(BOB, &[]), post(CAROL, &[]));
		give(rich, 1_000);
		give(poor, 10);
		let from = post(DAVE, &[(rich, -300_000), (poor, -700_000)]);
		take_events();
		give(from, 1_000);
		assert_eq!((value(rich), value(poor), value(from)), (700, 0, 1_310));
		assert_eq!((free(BOB), free(CAROL), free(DAVE)), (700, 0, 1_310));
		assert_eq!((edge(from, rich), edge(from, poor)), (300, 10));
		let (pool, owed) = (7, shares(0));
		assert_eq!(
			take_events(),
			[
				Event::Rewarded { post: from, pool, amount: shares(1_000) },
				Event::Reserved { pool, from, to: rich, amount: shares(300) },
				Event::Reserved { pool, from, to: poor, amount: shares(10) },
				Event::Earned { pool, post: from, author: DAVE, amount: shares(1_000) },
				Event::Debited { pool, post: rich, author: BOB, amount: shares(300), owed },
				Event::Leached { pool, from, to: rich, amount: shares(300) },
				Event::Earned { pool, post: from, author: DAVE, amount: shares(300) },
				Event::Debited { pool, post: poor, author: CAROL, amount: shares(10), owed },
				Event::Leached { pool, from, to: poor, amount: shares(10) },
				Event::Earned { pool, post: from, author: DAVE, amount: shares(10) },
			]
		);
	});
}

// Protects: leaching comes before donating, whatever the order of the citations, and both go by the
// amount that came in.
#[test]
fn mixed_citations_should_leach_first_and_donate_by_the_amount_that_came_in() {
	ExtBuilder::build_and_execute(|| {
		let (good, bad) = (post(BOB, &[]), post(CAROL, &[]));
		give(bad, 1_000);
		let citing = post(DAVE, &[(good, 500_000), (bad, -500_000)]);
		give(citing, 1_000);
		assert_eq!((value(good), value(bad), value(citing)), (500, 500, 1_000));
		assert_eq!((free(BOB), free(CAROL), free(DAVE)), (500, 500, 1_000));
		assert_eq!((edge(citing, good), edge(citing, bad)), (500, 500));
	});
}

// Protects: a leach changes only the cited post. A refutation of a refutation takes its gains; the
// first post recovers its loss only if it is cited as well.
#[test]
fn negative_citation_of_a_negative_citation_should_change_only_the_cited_post() {
	ExtBuilder::build_and_execute(|| {
		let first = post(BOB, &[]);
		give(first, 100);
		let refutes = post(CAROL, &[(first, -WHOLE)]);
		give(refutes, 100);
		assert_eq!((value(first), value(refutes)), (0, 200));
		let defends = post(DAVE, &[(refutes, -WHOLE)]);
		give(defends, 100);
		assert_eq!((value(first), value(refutes), value(defends)), (0, 100, 200));
		assert_eq!(edge(refutes, first), 100);
		let restores = post(DAVE, &[(refutes, -500_000), (first, 500_000)]);
		give(restores, 200);
		assert_eq!((value(first), value(refutes), value(restores)), (100, 0, 200));
		assert_eq!((free(BOB), free(CAROL), free(DAVE)), (100, 0, 400));
	});
}

// Protects: a weaker negative citation takes its part, and the rest of a refutation remains.
#[test]
fn negative_citation_of_a_weaker_negative_citation_should_take_its_part() {
	ExtBuilder::build_and_execute(|| {
		let first = post(BOB, &[]);
		give(first, 100);
		let refutes = post(CAROL, &[(first, -500_000)]);
		give(refutes, 100);
		assert_eq!((value(first), value(refutes)), (50, 150));
		give(post(DAVE, &[(refutes, -WHOLE)]), 50);
		assert_eq!((value(first), value(refutes)), (50, 100));
		assert_eq!((free(BOB), free(CAROL), free(DAVE)), (50, 100, 100));
	});
}

// Protects: a post can lose its whole value after it was cited. Posts that cite it keep theirs, and
// later rewards to them raise it again.
#[test]
fn destroyed_post_should_rise_again_when_a_post_that_cites_it_is_given_more() {
	ExtBuilder::build_and_execute(|| {
		let cited = post(BOB, &[]);
		let citing = post(CAROL, &[(cited, 500_000)]);
		give(citing, 100);
		assert_eq!((value(cited), value(citing)), (50, 50));
		let destroys = post(DAVE, &[(cited, -500_000), (INCINERATOR, 500_000)]);
		give(destroys, 1_000);
		assert_eq!((value(cited), value(citing), value(destroys)), (0, 50, 550));
		assert_eq!((free(BOB), edge(citing, cited)), (0, 50));
		give(citing, 100);
		assert_eq!((value(cited), value(citing), edge(citing, cited)), (50, 100, 100));
		assert_eq!(free(BOB), 50);
	});
}

// Protects: a post that never had any value can be cited: it receives what is given, and nothing
// can be taken from it.
#[test]
fn zero_valued_post_should_gain_and_not_lose_when_it_is_cited_later() {
	ExtBuilder::build_and_execute(|| {
		let zero = post(BOB, &[]);
		let against = post(CAROL, &[(zero, -WHOLE)]);
		take_events();
		give(against, 100);
		assert_eq!((value(zero), value(against), debt(BOB)), (0, 100, 0));
		assert_eq!(Edges::<Test>::iter().count(), 0);
		assert_eq!(take_events().len(), 2);
		give(post(DAVE, &[(zero, 400_000)]), 100);
		assert_eq!((value(zero), free(BOB)), (40, 40));
		give(against, 30);
		assert_eq!((value(zero), value(against), free(BOB)), (10, 160, 10));
	});
}

// Protects: a post of any domain can destroy REP, and none of it comes back.
#[test]
fn incinerator_should_destroy_its_amounts_and_give_nothing() {
	ExtBuilder::build_and_execute(|| {
		let burns = post(BOB, &[(INCINERATOR, 600_000)]);
		take_events();
		give(burns, 100);
		assert_eq!((value(burns), free(BOB), edge(burns, INCINERATOR)), (40, 40, 60));
		assert_eq!(
			take_events()[1],
			Event::Incinerated { pool: 7, post: burns, amount: shares(60) }
		);
		let takes = post(CAROL, &[(INCINERATOR, -WHOLE)]);
		give(takes, 100);
		assert_eq!((value(takes), free(CAROL), edge(takes, INCINERATOR)), (100, 100, 0));
		let totals = DomainTotals::<Test>::get(DOMAIN);
		let amounts = (totals.put_in, totals.minted, totals.incinerated, totals.leached);
		assert_eq!(amounts, (shares(200), shares(140), shares(60), shares(0)));
	});
}

// Protects: authors share gains and losses by their weights, and rounding goes to the last.
#[test]
fn several_authors_should_share_by_weight_with_rounding_to_the_last() {
	ExtBuilder::build_and_execute(|| {
		let thirds = [(BOB, 333_333), (CAROL, 333_333), (DAVE, 333_334)];
		let written = post_by(&thirds, &[]);
		give(written, 101);
		assert_eq!((free(BOB), free(CAROL), free(DAVE)), (33, 33, 35));
		give(post(ALICE, &[(written, -WHOLE)]), 50);
		assert_eq!((free(BOB), free(CAROL), free(DAVE)), (17, 17, 17));
		assert_eq!((value(written), free(ALICE)), (51, 100));
	});
}

// Protects: an author of both posts gains by one what the other loses, and keeps the amounts that
// the citation does not move.
#[test]
fn same_author_on_both_ends_should_neither_gain_nor_lose_by_the_citation() {
	ExtBuilder::build_and_execute(|| {
		let old = post_by(&[(BOB, 500_000), (CAROL, 500_000)], &[]);
		give(old, 100);
		let corrects = post_by(&[(BOB, 500_000), (CAROL, 500_000)], &[(old, -WHOLE)]);
		give(corrects, 40);
		assert_eq!((value(old), value(corrects)), (60, 80));
		assert_eq!((free(BOB), free(CAROL), debt(BOB), debt(CAROL)), (70, 70, 0, 0));
		let alone = post(BOB, &[(corrects, -500_000), (old, 500_000)]);
		give(alone, 40);
		assert_eq!((value(old), value(corrects), value(alone)), (80, 60, 40));
		assert_eq!((free(BOB), free(CAROL)), (70 + 40 - 10 + 10, 70 - 10 + 10));
	});
}

// Protects: an amount passes three citations and stays with the authors there, even the
// incinerator's part. Leaches work at every depth.
#[test]
fn depth_limit_should_stop_donations_but_not_leaches() {
	ExtBuilder::build_and_execute(|| {
		let bad = post(CAROL, &[]);
		give(bad, 100);
		let beyond = post(DAVE, &[]);
		let last = post(BOB, &[(beyond, 400_000), (INCINERATOR, 100_000), (bad, -500_000)]);
		let second = post(ALICE, &[(last, WHOLE)]);
		let first = post(ALICE, &[(second, WHOLE)]);
		let start = post(ALICE, &[(first, WHOLE)]);
		give(start, 100);
		assert_eq!((value(start), value(first), value(second)), (0, 0, 0));
		assert_eq!((value(last), value(beyond), value(bad)), (150, 0, 50));
		assert_eq!((edge(last, beyond), edge(last, INCINERATOR), edge(last, bad)), (0, 0, 50));
		assert_eq!(free(BOB), 150);
		give(first, 100);
		assert_eq!((value(last), value(beyond), value(bad)), (250, 40, 0));
		assert_eq!((edge(last, beyond), edge(last, INCINERATOR)), (40, 10));
	});
}

// Protects: nobody can hide REP in a stake. If free REP does not cover a loss, the shortfall
// becomes a debt, which the next free REP pays, for nobody. The stake, on which open pools count,
// stays as it is.
#[test]
fn worker_should_owe_the_leached_amount_while_all_reputation_is_staked() {
	const WORK: Reason = 1;
	ExtBuilder::build_and_execute(|| {
		let worker = BOB;
		let work = post(worker, &[]);
		give(work, 100);
		let stake = Ledger::open_stake(DOMAIN, &worker, &WORK, 100).expect("all is free");
		let review = post(CAROL, &[(work, -WHOLE)]);
		take_events();
		give(review, 60);
		assert_eq!((value(work), value(review)), (40, 60));
		assert_eq!((free(worker), debt(worker), free(CAROL)), (0, 60, 60));
		assert_eq!(Ledger::staked(DOMAIN, worker, WORK), (100, 1));
		let (pool, amount) = (7, shares(60));
		assert_eq!(
			take_events().last(),
			Some(&Event::Debited { pool, post: work, author: worker, amount, owed: amount })
		);
		give(post(worker, &[]), 50);
		assert_eq!((free(worker), debt(worker)), (0, 10));
		assert_ok!(Ledger::end_stake(DOMAIN, &worker, &WORK, stake, StakeEnd::default()));
		assert_eq!((free(worker), debt(worker)), (90, 0));
	});
}

// Protects: governance can change the depth limit while amounts are on their way. An amount deeper
// than the new limit stays where it arrives, and nothing is lost. No limit above the largest lets
// an amount go further.
#[test]
fn depth_limit_should_hold_from_the_next_step_on_when_it_changes() {
	ExtBuilder::build_and_execute(|| {
		let along = |limit: u8| {
			DepthLimit::set(3);
			let mut posts = vec![post(BOB, &[])];
			for _ in 0..6 {
				posts.push(post(BOB, &[(posts[posts.len() - 1], MILLION as i32)]));
			}
			posts.reverse();
			reward(posts[0], 1_000);
			Forum::do_step();
			Forum::do_step();
			// It has passed two citations.
			DepthLimit::set(limit);
			run();
			posts.iter().position(|post| value(*post) == 1_000)
		};
		assert_eq!(along(0), Some(2));
		assert_eq!(along(3), Some(3));
		assert_eq!(along(u8::MAX), Some(usize::from(MAX_DEPTH)));
		DepthLimit::set(3);
	});
}

/// Rewards only the given post, along as many citations as the depth limit allows. The posts that
/// it cites get nothing.
fn donate(to: PostId, amount: u128) {
	let first = (0..3).fold(to, |cited, _| post(DAVE, &[(cited, WHOLE)]));
	give(first, amount);
}

/// Takes from a post, and destroys as much, so that nobody else gets more than was put in.
fn leach_and_incinerate(from: PostId, amount: u128) {
	let taker = post(DAVE, &[(from, -500_000), (INCINERATOR, 500_000)]);
	give(taker, 2 * amount);
	assert_eq!(value(taker), 2 * amount);
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(48))]

	// Protects: a body can set any values in a small graph by donating, leaching and incinerating,
	// post by post from the newest, without changing any content.
	#[test]
	fn any_reweighting_of_a_small_graph_should_be_reachable(
		graph in prop::collection::vec(
			(prop::collection::vec(-300_000..300_000, 3), 0..1_000_000u32, 0..1_000_000u32),
			1..6,
		),
	) {
		ExtBuilder::build_and_execute(|| {
			let mut posts = Vec::<PostId>::new();
			for (weights, _, _) in &graph {
				let cited = posts.iter().rev().copied().zip(weights.iter().copied());
				posts.push(post(BOB, &cited.collect::<Vec<_>>()));
			}
			for (post, (_, given, _)) in posts.iter().zip(&graph) {
				give(*post, u128::from(*given));
			}
			let contents: Vec<_> = posts.iter().map(Contents::<Test>::get).collect();
			for (post, (_, _, target)) in posts.iter().zip(&graph).rev() {
				let target = u128::from(*target);
				donate(*post, target.saturating_sub(value(*post)));
				leach_and_incinerate(*post, value(*post) - target);
			}
			for (post, (_, _, target)) in posts.iter().zip(&graph) {
				assert_eq!(value(*post), u128::from(*target));
			}
			assert_eq!(contents, posts.iter().map(Contents::<Test>::get).collect::<Vec<_>>());
			assert_eq!(free(BOB), posts.iter().map(|post| value(*post)).sum::<u128>());
		});
	}
}
