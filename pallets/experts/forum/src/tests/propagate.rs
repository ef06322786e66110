use crate::{mock::*, *};
use frame_support::{assert_ok, traits::Hooks, weights::Weight};
use sp_io::TestExternalities;
use std::collections::BTreeMap;
use witan_experts::{
	forum::{INCINERATOR, MAX_AUTHORS, MAX_CITATIONS},
	ids::PostId,
	shares::Shares,
};
use witan_mocks::{assertions::assert_refused, ledger::CLOSED};

fn propagate(steps: u32) -> Call<Test> {
	Call::propagate { steps }
}

// Protects: each wrong number of steps has its own error, and a refused caller pays for no steps.
#[test]
fn propagation_should_be_refused_when_there_is_nothing_to_do() {
	ExtBuilder::build_and_execute(|| {
		assert_refused::<RuntimeCall>(
			RuntimeOrigin::signed(ALICE),
			propagate(1),
			Error::<Test>::NothingToPropagate,
		);
		reward(post(BOB, &[]), 1);
		assert_refused::<RuntimeCall>(
			RuntimeOrigin::signed(ALICE),
			propagate(0),
			Error::<Test>::NoSteps,
		);
		assert_refused::<RuntimeCall>(
			RuntimeOrigin::signed(ALICE),
			propagate(MAX_STEPS + 1),
			Error::<Test>::TooManySteps,
		);
		let refusal = dispatch(ALICE, propagate(u32::MAX)).expect_err("too many");
		assert_eq!(refusal.post_info.actual_weight, Some(<() as WeightInfo>::propagate()));
		assert_ok!(dispatch(DAVE, propagate(MAX_STEPS)));
		assert_refused::<RuntimeCall>(
			RuntimeOrigin::signed(ALICE),
			propagate(1),
			Error::<Test>::NothingToPropagate,
		);
	});
}

// Protects: anyone can advance the queue by the given number of steps and no more, and pays only
// for the steps that ran.
#[test]
fn propagation_should_charge_for_the_steps_that_ran() {
	ExtBuilder::build_and_execute(|| {
		let base = <() as WeightInfo>::propagate();
		let by = [(BOB, 500_000), (CAROL, 500_000)];
		let cited = post_by(&by, &[]);
		let citing = post(DAVE, &[(cited, -500_000), (INCINERATOR, 1)]);
		reward(cited, 100);
		reward(citing, 100);
		let done = dispatch(DAVE, propagate(1)).expect("steps wait");
		assert_eq!(done.actual_weight, Some(base + <() as WeightInfo>::credit_step(0, 2)));
		assert_eq!((value(cited), Forum::queue_length()), (100, 1));
		let done = dispatch(DAVE, propagate(MAX_STEPS)).expect("steps wait");
		let (credit, debit) =
			(<() as WeightInfo>::credit_step(2, 1), <() as WeightInfo>::debit_step(2, 1));
		assert_eq!(done.actual_weight, Some(base + credit + debit));
		assert_eq!((value(cited), Forum::queue_length()), (50, 0));
		assert_eq!((free(BOB), free(CAROL), free(DAVE)), (25, 25, 150));
	});
}

// Protects: idle blocks run steps by themselves, in order, one at a time, and within the remaining
// weight.
#[test]
fn idle_block_should_run_steps_within_its_weight() {
	ExtBuilder::build_and_execute(|| {
		let idle = <() as WeightInfo>::idle();
		let worst = Forum::worst_step();
		assert_eq!(Forum::on_idle(1, Weight::zero()), Weight::zero());
		assert_eq!(Forum::on_idle(1, idle * 2), idle);
		let posts: Vec<_> = (0..3).map(|_| post(BOB, &[])).collect();
		posts.iter().for_each(|post| reward(*post, 1));
		let values = || posts.iter().map(|post| value(*post)).collect::<Vec<_>>();
		let step = <() as WeightInfo>::credit_step(0, 1);
		assert_eq!(Forum::on_idle(1, worst), idle);
		assert_eq!(Forum::on_idle(1, idle + worst), idle + step);
		assert_eq!(values(), [1, 0, 0]);
		assert_eq!(Forum::on_idle(1, Weight::MAX), idle + step + step);
		assert_eq!(values(), [1, 1, 1]);
		assert_eq!(Forum::queue_length(), 0);
	});
}

// Protects: no step costs more than the weight reserved for it, whatever the post.
#[test]
fn worst_step_should_cost_as_much_as_any() {
	let worst = Forum::worst_step();
	for (citations, authors) in [(0, 1), (MAX_CITATIONS, MAX_AUTHORS), (0, MAX_AUTHORS)] {
		assert!(<() as WeightInfo>::credit_step(citations, authors).all_lte(worst));
		assert!(<() as WeightInfo>::debit_step(authors, MAX_AUTHORS).all_lte(worst));
	}
	assert_eq!(Forum::propagate_weight(u32::MAX), Forum::propagate_weight(MAX_STEPS));
}

// Protects: a part that the ledger refuses to mint is destroyed, counted and seen in an event.
// Neither the step nor another author's part is lost.
#[test]
fn step_should_destroy_what_the_ledger_refuses_to_mint() {
	ExtBuilder::build_and_execute(|| {
		Ledger::close_account(BOB);
		let by = [(BOB, 250_000), (CAROL, 750_000)];
		let given = post_by(&by, &[(INCINERATOR, -1_000_000)]);
		take_events();
		give(given, 100);
		let shares = |amount| Shares::new(amount, 0);
		let (pool, post) = (7, given);
		assert_eq!(
			take_events(),
			[
				Event::Rewarded { post, pool, amount: shares(100) },
				Event::Forfeited { pool, post, author: BOB, amount: shares(25), error: CLOSED },
				Event::Earned { pool, post, author: CAROL, amount: shares(75) },
			]
		);
		assert_eq!((value(given), free(BOB), free(CAROL)), (75, 0, 75));
		assert_eq!(edge(given, INCINERATOR), 25);
		assert_eq!(Forum::conservation(DOMAIN).incinerated, 25);
	});
}

// Protects: an author from whom the ledger refuses to take is spared and seen in an event, and the
// others lose their parts. Nobody gets the spared part.
#[test]
fn step_should_go_on_when_the_ledger_refuses_to_burn() {
	ExtBuilder::build_and_execute(|| {
		let leached = post_by(&[(BOB, 250_000), (CAROL, 750_000)], &[]);
		give(leached, 100);
		Ledger::close_account(BOB);
		let citing = post(DAVE, &[(leached, -1_000_000)]);
		reward(citing, 40);
		take_events();
		run();
		let (pool, amount, none) = (7, Shares::new(30, 0), Shares::zero());
		let spared = Shares::new(10, 0);
		assert_eq!(
			take_events()[2..],
			[
				Event::Spared { pool, post: leached, author: BOB, amount: spared, error: CLOSED },
				Event::Debited { pool, post: leached, author: CAROL, amount, owed: none },
				Event::Leached { pool, from: citing, to: leached, amount },
				Event::Earned { pool, post: citing, author: DAVE, amount },
			]
		);
		assert_eq!((free(BOB), free(CAROL), free(DAVE)), (25, 45, 70));
		assert_eq!((value(leached), value(citing)), (60, 70));
		assert_eq!((edge(citing, leached), edge(leached, INCINERATOR)), (30, 10));
		assert_eq!(Forum::conservation(DOMAIN).owed, 10);
	});
}

// Protects: a step that waits over eras decays like all REP, in the value, in the minted amount and
// in the totals.
#[test]
fn step_should_carry_its_amount_over_when_eras_pass() {
	ExtBuilder::build_and_execute(|| {
		let cited = post(BOB, &[]);
		let citing = post(CAROL, &[(cited, 500_000)]);
		reward(citing, (5 << 16) + 1);
		Ledger::set_era(DOMAIN, 1);
		check();
		assert_eq!(Forum::do_step(), Some(<() as WeightInfo>::credit_step(1, 1)));
		check();
		assert_eq!((value(citing), edge(citing, cited), free(CAROL)), (3, 2, 3));
		assert_eq!(state(citing).roundings, 1);
		Ledger::set_era(DOMAIN, 12);
		run();
		assert_eq!((value(cited), free(BOB)), (0, 0));
		assert_eq!(DomainTotals::<Test>::get(DOMAIN).roundings, 2);
	});
}

/// Makes a chain of posts, each citing the one before, and as many that cite nothing. Returns the
/// last of the chain.
fn chain(length: u32) -> PostId {
	let mut last = post(BOB, &[]);
	for _ in 1..length {
		give(post(CAROL, &[]), 10);
		let negative = post(BOB, &[]);
		give(negative, 1_000);
		last = post(BOB, &[(last, 500_000), (negative, -100_000)]);
	}
	last
}

pub(super) fn storage() -> BTreeMap<Vec<u8>, Vec<u8>> {
	let mut keys = vec![vec![]];
	while let Some(key) = sp_io::storage::next_key(keys.last().expect("one at least")) {
		keys.push(key);
	}
	let value = |key: Vec<u8>| sp_io::storage::get(&key).map(|value| (key, value.to_vec()));
	keys.into_iter().filter_map(value).collect()
}

/// Returns the cost of a step at the end of a chain: its weight, its changed keys, and the nodes in
/// its proof.
fn cost_of_step(length: u32) -> (Option<Weight>, usize, usize) {
	let mut ext: TestExternalities = ExtBuilder::build();
	let before = ext.execute_with(|| {
		reward(chain(length), 1_000);
		System::reset_events();
		storage()
	});
	ext.commit_all().expect("no transaction is open");
	let (weight, proof) = ext.execute_and_prove(Forum::do_step);
	let changed = ext.execute_with(|| {
		System::reset_events();
		let after = storage();
		check();
		let keys = before.keys().chain(after.keys().filter(|key| !before.contains_key(*key)));
		keys.filter(|key| before.get(*key) != after.get(*key)).count()
	});
	(weight, changed, proof.iter_nodes().count())
}

// Protects: a step costs the same however many posts exist. A proof has one more branch for each
// key that the step reads whenever the trie is 16 times as large.
#[test]
fn step_should_cost_the_same_however_long_the_chain() {
	let (weight, changed, nodes) = cost_of_step(3);
	let (long_weight, long_changed, long_nodes) = cost_of_step(1_000);
	assert_eq!(weight, Some(<() as WeightInfo>::credit_step(2, 1)));
	assert_eq!((weight, changed), (long_weight, long_changed));
	assert!(changed < 20);
	assert!(long_nodes < 4 * nodes, "{long_nodes} nodes instead of {nodes}");
}
