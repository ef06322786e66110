use super::invariants::{op, Graph, Op, DOMAINS};
use crate::{
	migrations::{old, Credits, DepthFirst},
	mock::*,
	*,
};
use frame_support::{
	assert_ok,
	migrations::{SteppedMigration, SteppedMigrationError},
	weights::{Weight, WeightMeter},
};
use proptest::prelude::*;
use witan_experts::{
	forum::MAX_AUTHORS,
	ids::{DomainId, PostId},
	ledger::{InspectReputation, MintReputation, StakeReputation},
	shares::{Shares, MILLION},
};

type Migration = DepthFirst<Test>;

fn one_step() -> Weight {
	<() as WeightInfo>::debit_step(MAX_AUTHORS, 1)
}

/// Runs the migration with `steps` in each block. Returns the number of blocks.
fn migrate(steps: u64) -> u32 {
	witan_mocks::migrations::migrate::<Migration>(one_step() * steps)
}

/// Pays the citing post's authors, as a credit did before the migration, and returns the debit that
/// then waited.
fn pay_at_once(debit: Debit, totals: &mut Totals) -> old::Step {
	let Debit { citing, cited, amount, pool } = debit;
	let header = Posts::<Test>::get(citing).expect("a post");
	let minted = Forum::mint_to_authors(&header, citing, pool, amount, totals).expect("it fits");
	assert_eq!(minted, amount);
	totals.leached = totals.leached.checked_add(amount).expect("it fits");
	assert_ok!(Forum::add_to_edge(&citing, &cited, amount));
	assert_ok!(Forum::change_state(&citing, |state| {
		state.value = state.value.checked_add(minted).expect("it fits");
		Ok(())
	}));
	old::Step::Debit { post: cited, amount, pool }
}

/// Makes a domain's storage that which it had before the migration. Nothing may be owed.
fn make_old(domain: DomainId) {
	let Queue { rewards, stacked } = Queues::<Test>::take(domain);
	let mut totals = DomainTotals::<Test>::take(domain);
	assert!(totals.owed.is_zero());
	let debited = totals.leached;
	let mut steps = vec![];
	for number in (0..stacked).rev() {
		steps.push(match Stacks::<Test>::take(domain, number).expect("there is one") {
			Step::Credit(credit) => old::Step::Credit(credit),
			Step::Debit(debit) => pay_at_once(debit, &mut totals),
		});
	}
	let waiting = (rewards.head..rewards.tail).map(|number| Rewards::<Test>::take(domain, number));
	steps.extend(waiting.map(|reward| old::Step::Credit(reward.expect("there is one"))));
	let Totals { put_in, leached, minted, incinerated, roundings, .. } = totals;
	let totals = old::Totals { put_in, leached, minted, incinerated, debited, roundings };
	old::DomainTotals::<Test>::insert(domain, totals);
	let ends = Ends { head: 3, tail: 3 + steps.len() as u64 };
	(3..).zip(steps).for_each(|(number, step)| old::Queue::<Test>::insert(domain, number, step));
	if !ends.is_empty() {
		old::QueueEnds::<Test>::insert(domain, ends);
	}
}

/// Makes the storage of all domains that which they had before the migration.
fn make_all_old() {
	let domains: Vec<_> = DomainTotals::<Test>::iter_keys().collect();
	domains.into_iter().for_each(make_old);
}

/// Returns the sum of the debits that wait in a domain before the migration.
fn waiting_debits(domain: DomainId) -> u128 {
	let steps = old::Queue::<Test>::iter_prefix_values(domain);
	let amounts = steps.map(|step| match step {
		old::Step::Debit { amount, .. } => amount.value,
		old::Step::Credit(_) => 0,
	});
	amounts.sum()
}

fn credit(post: PostId, amount: u128, depth: u8) -> Credit {
	Credit { post, amount: Shares::new(amount, 0), depth, pool: 7 }
}

// Protects: what waits is not lost: credits keep their order and depth behind the rewards that they
// are now, and debits take what the citing post's authors had got before.
#[test]
fn migration_should_keep_what_waits() {
	ExtBuilder::build_and_execute(|| {
		let cited = post_by(&[(ALICE, 500_000), (BOB, 500_000)], &[]);
		give(cited, 100);
		let given = post(ALICE, &[]);
		let citing = post(CAROL, &[(cited, -600_000), (given, 200_000)]);
		let other = post_in(OTHER_DOMAIN, &[(DAVE, MILLION)], &[]);
		reward(citing, 100);
		Forum::do_step();
		reward(given, 7);
		reward(other, 9);
		Ledger::open_stake(DOMAIN, &BOB, &1, 40).expect("it is free");
		make_all_old();
		assert_eq!((value(citing), value(cited), free(CAROL)), (80 + 60, 40, 80 + 60));
		assert_eq!((free(ALICE), free(BOB)), (50, 10));
		let before = Migration::credits();
		let waiting = [
			(DOMAIN, vec![credit(given, 20, 1), credit(given, 7, 0)]),
			(OTHER_DOMAIN, vec![credit(other, 9, 0)]),
		];
		assert_eq!(before, Credits::from(waiting));
		take_events();
		// Two domains' totals and their end, four steps that wait, two turns, and the end of all.
		assert_eq!(migrate(1), 10);
		assert_ok!(Migration::check(&before));
		assert_eq!((free(ALICE), free(BOB), debt(BOB), free(CAROL)), (20, 0, 20, 140));
		let (pool, amount, post) = (7, Shares::new(30, 0), cited);
		let debited = |author, owed| {
			let owed = Shares::new(owed, 0);
			Event::Debited { pool, post, author, amount, owed }
		};
		assert_eq!(take_events(), [debited(ALICE, 0), debited(BOB, 20)]);
		let totals = DomainTotals::<Test>::get(DOMAIN);
		assert_eq!((totals.reserved.value, totals.leached.value, totals.owed.value), (60, 60, 0));
		assert_eq!((Forum::waiting(DOMAIN), Forum::queue_length()), (2, 3));
		run();
		assert_eq!((value(given), value(other)), (27, 9));
	});
}

// Protects: a chain on which nothing waits, or nothing was ever rewarded, needs no steps but the
// totals'.
#[test]
fn migration_should_end_at_once_when_nothing_waits() {
	ExtBuilder::build_and_execute(|| {
		assert_eq!(migrate(2), 1);
		give(post(BOB, &[]), 10);
		make_all_old();
		assert_eq!(migrate(3), 1);
		assert_ok!(Migration::check(&Credits::new()));
		assert_eq!(Forum::conservation(DOMAIN).minted, 10);
	});
}

// Protects: the migration needs weight for one step, and takes no more than it is given.
#[test]
fn migration_should_take_no_more_weight_than_it_is_given() {
	ExtBuilder::build_and_execute(|| {
		let rewarded = post(BOB, &[]);
		(0..20).for_each(|_| reward(rewarded, 1));
		make_all_old();
		let mut meter = WeightMeter::with_limit(one_step() - Weight::from_parts(1, 0));
		assert_eq!(
			Migration::step(None, &mut meter),
			Err(SteppedMigrationError::InsufficientWeight { required: one_step() })
		);
		assert_eq!(meter.consumed(), Weight::zero());
		let mut meter = WeightMeter::with_limit(one_step() * 12 - Weight::from_parts(1, 0));
		let cursor = Migration::step(None, &mut meter).expect("there is room");
		assert_eq!(meter.consumed(), one_step() * 11);
		assert_eq!(Rewards::<Test>::iter().count(), 9);
		let mut meter = WeightMeter::with_limit(Weight::MAX);
		assert_eq!(Migration::step(cursor, &mut meter), Ok(None));
		assert_eq!(Rewards::<Test>::iter().count(), 20);
	});
}

// Protects: the check of a rehearsed upgrade finds a reward that was lost, and what was left
// behind.
#[test]
fn check_after_the_migration_should_find_what_is_wrong() {
	let finds = |message: &'static str, act: fn()| {
		ExtBuilder::build().execute_with(|| {
			(0..2).for_each(|_| reward(post(BOB, &[]), 5));
			make_all_old();
			let before = Migration::credits();
			migrate(1);
			act();
			assert_eq!(Migration::check(&before), Err(message.into()));
		});
	};
	finds("other rewards wait than before", || {
		Forum::do_step();
	});
	finds("old queues are left", || {
		old::QueueEnds::<Test>::insert(DOMAIN, Ends { head: 1, tail: 1 });
	});
	finds("reputation appeared or vanished on its way", || {
		DomainTotals::<Test>::mutate(DOMAIN, |totals| totals.minted = Shares::new(1, 0));
	});
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(48))]

	// Protects: every invariant and all REP, whatever waits when the migration begins. The supply
	// falls by the debits that waited, and by nothing else.
	#[test]
	fn migration_should_conserve_whatever_waits(
		ops in prop::collection::vec(op(), 1..80), steps in 1..20u64,
	) {
		ExtBuilder::build_and_execute(|| {
			// So much that nobody ever owes, which was not booked before the migration.
			for (domain, who) in DOMAINS.into_iter().flat_map(|of| (ALICE..=DAVE).map(move |who| (of, who))) {
				assert_ok!(Ledger::mint(domain, &who, Shares::new(1 << 96, 0)));
			}
			let mut graph = Graph::default();
			let stakes = |op: &&Op| matches!(op, Op::Stake(_));
			ops.iter().filter(|op| !stakes(op)).for_each(|op| graph.apply(op));
			make_all_old();
			let before = Migration::credits();
			let debits = DOMAINS.map(waiting_debits);
			let supplies = DOMAINS.map(|domain| Ledger::supply(domain).value);
			migrate(steps);
			assert_ok!(Migration::check(&before));
			for ((domain, supply), debits) in DOMAINS.into_iter().zip(supplies).zip(debits) {
				assert_eq!(Ledger::supply(domain).value, supply - debits);
			}
			run();
		});
	}
}
