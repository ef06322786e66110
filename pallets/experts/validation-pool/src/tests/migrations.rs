//! The migration to pledges and turns, from storage as the release before it had.

use super::*;
use crate::{
	migrations::{old, Before, Cursor, PledgesAndTurns},
	Ballots, Choice, GovernancePools, Settlements, Sponsor, Vote, Votes,
};
use frame_support::{
	assert_ok,
	migrations::{SteppedMigration, SteppedMigrationError},
	weights::WeightMeter,
};
use proptest::prelude::*;
use sp_core::H256;
use witan_experts::{
	domain::{DomainParameters, InspectDomains, WorkBounds},
	ledger::{Snapshot, SnapshotReputation},
	pool::{Motion, Tier, Waiting},
	shares::Shares,
};
use witan_mocks::domains::{set_parameters, MockDomains};

type Migration = PledgesAndTurns<Test>;

/// Accounts with REP.
const VOTERS: core::ops::RangeInclusive<AccountId> = 1..=8;
/// The REP of each.
const EACH: u128 = 1_000;

fn chain() -> sp_io::TestExternalities {
	let members: Vec<_> = VOTERS.map(|who| (who, EACH)).collect();
	let mut chain = ExtBuilder::default().with_reputation(&members).build();
	chain.execute_with(|| {
		let parameters = MockDomains::parameters(DOMAIN).expect("it is there");
		let work = WorkBounds { rejected_share: 100_000, ..parameters.work };
		set_parameters(DOMAIN, DomainParameters { work, ..parameters });
	});
	chain
}

fn one_step() -> Weight {
	Migration::weight_of_step()
}

/// Runs the migration with `steps` in each of its runs. Returns the number of runs.
fn migrate(steps: u64) -> u32 {
	witan_mocks::migrations::migrate::<Migration>(one_step() * steps)
}

/// A vote as the release before allowed it: for the post, against it, or not shown.
type Cast = (AccountId, Option<Side>, u128);

/// Casts a vote whose REP is held, as all votes were.
fn cast(id: PoolId, (who, side, amount): Cast) {
	let reason = RuntimeHoldReason::from(HoldReason::Pool);
	let stake = Ledger::open_stake(DOMAIN, &who, &reason, amount).expect("it is free");
	Pools::<Test>::mutate(id, |pool| {
		let pool = pool.as_mut().expect("the pool is there");
		pool.tally = pool.tally.carried_to(stake.era);
		match side {
			Some(side) => *pool.tally.side_mut(side) += stake.value,
			None => pool.tally.committed += stake.value,
		}
		pool.voters += 1;
	});
	let hash = H256::repeat_byte(1);
	let choice = side.map_or(Choice::Sealed { hash, amount }, Choice::Open);
	Votes::<Test>::insert(id, who, Vote { stake, choice });
}

/// Stores a pool in the layout of the release before, changed by `change`.
fn make_old(id: PoolId, change: impl FnOnce(&mut old::PoolOf<Test>)) {
	let mut pool = old::Pool::from(Pools::<Test>::get(id).expect("the pool is there"));
	change(&mut pool);
	old::Pools::<Test>::insert(id, pool);
}

/// Returns the present form of a pool.
fn converted(id: PoolId) -> crate::PoolOf<Test> {
	Pools::<Test>::get(id).expect("the pool is there")
}

/// Opens a pool of the release before, by account 10 on a new post.
fn old_pool(params: PoolParams<BlockNumber>, fee: Balance, votes: &[Cast]) -> PoolId {
	let id = open_pool(params, fee);
	votes.iter().for_each(|vote| cast(id, *vote));
	make_old(id, |_| {});
	id
}

/// Opens one that judges account 8's work, in which the worker has no stake yet.
fn old_job(params: PoolParams<BlockNumber>, votes: &[Cast]) -> PoolId {
	let reason = RuntimeHoldReason::from(HoldReason::Deposit);
	let stake = Ledger::open_stake(DOMAIN, &8, &reason, 0).expect("nothing is free");
	let job = JobPool { opener: 5, post: post(), params, fee: 100, worker: 8, stake, reason };
	let id = ValidationPool::open_for_job(job).expect("the pool can be opened");
	votes.iter().for_each(|vote| cast(id, *vote));
	make_old(id, |_| {});
	id
}

/// Opens one for governance on a post.
fn old_governance(
	post: PostId,
	params: PoolParams<BlockNumber>,
	fee: Balance,
	votes: &[Cast],
) -> PoolId {
	let id = crate::NextPool::<Test>::get();
	call(10, Call::open { post, params, fee }).expect("the pool can be opened");
	let snapshot = Ledger::snapshot(DOMAIN).expect("there is REP");
	votes.iter().for_each(|vote| cast(id, *vote));
	make_old(id, |pool| {
		pool.params.governance = true;
		pool.snapshot = Some(snapshot);
	});
	id
}

/// Opens and decides one, with an outcome of which no vote is settled.
fn old_settling(outcome: old::Outcome, governance: bool, votes: &[Cast]) -> PoolId {
	let id = open_pool(params(), 0);
	votes.iter().for_each(|vote| cast(id, *vote));
	let pool = converted(id);
	let counted = ValidationPool::count_of(&pool);
	ValidationPool::decide_as(id, pool, counted, outcome.verdict, false);
	let settlement = Settlements::<Test>::get(id).expect("it is decided");
	let keeps_ballots = governance && outcome.verdict == Verdict::Passed;
	old::Settlements::<Test>::insert(
		id,
		old::Settlement {
			domain: DOMAIN,
			era: settlement.era,
			outcome,
			keeps_ballots,
			unsettled: settlement.unsettled,
			collected: 0,
			paid: 0,
			cursor: None,
			position: settlement.position,
		},
	);
	make_old(id, |pool| {
		pool.params.governance = governance;
		pool.snapshot = governance.then(|| Ledger::snapshot(DOMAIN).expect("there is REP"));
	});
	id
}

/// Settles the next vote of a pool by its old outcome, as a page of the release before did.
fn settle_one(id: PoolId) {
	assert!(matches!(Migration::advance(Cursor::Settle(id)), Some(Cursor::Settle(_))));
}

const AYE: Option<Side> = Some(Side::Aye);
const NAY: Option<Side> = Some(Side::Nay);

const PASSED: old::Outcome = old::Outcome {
	verdict: Verdict::Passed,
	binding: MILLION,
	redistribute: true,
	winning: 60,
	minted: 12,
	forfeited: 30,
	to_post: 12,
};

fn total(who: AccountId) -> u128 {
	Ledger::total(DOMAIN, &who).value
}

/// Checks that the ledger holds the votes of ordinary pools, and nothing else.
fn check_holds() {
	for who in VOTERS {
		let votes: Vec<_> = Votes::<Test>::iter()
			.filter(|(id, voter, _)| *voter == who && converted(*id).governance.is_none())
			.map(|(_, _, vote)| vote.stake.in_era(Ledger::era(DOMAIN)))
			.collect();
		let (shares, stakes) = staked(who);
		let sum: u128 = votes.iter().sum();
		assert_eq!(stakes as usize, votes.len());
		assert!(shares >= sum && shares - sum <= stakes.into(), "{shares} held for {sum}");
	}
}

/// Goes on until every pool has ended. Then nothing is held of anyone.
fn end_all() {
	for _ in 0..40 {
		idle();
		assert_eq!(ValidationPool::do_try_state(), Ok(()));
		System::set_block_number(System::block_number() + 1);
	}
	assert_eq!((Pools::<Test>::iter().count(), Votes::<Test>::iter().count()), (0, 0));
	for who in VOTERS {
		assert_eq!(staked(who), (0, 0));
	}
	for reason in [HoldReason::Fee, HoldReason::Deposit] {
		assert_eq!(held(10, reason), 0);
	}
}

// Protects: an open pool goes on by the present rules with the parameters of its opening. It ends
// when it said, because its verdict can be answered in time.
#[test]
fn open_pool_should_go_on_when_it_is_migrated() {
	chain().execute_with(|| {
		let votes = [(1, AYE, 900), (2, AYE, 900), (3, AYE, 900), (4, NAY, 40)];
		let pool = old_pool(params(), 100, &votes);
		old::Pools::<Test>::mutate(pool, |pool| {
			pool.as_mut().expect("it is there").params.binding = 50_000;
		});
		let before = Migration::before();
		assert_eq!(migrate(1), 2);
		assert_ok!(Migration::check(&before));
		let record = converted(pool);
		let schedule = record.schedule;
		assert_eq!((schedule.opened_at, schedule.stakes_until, schedule.decides_at), (1, 11, 11));
		assert_eq!((schedule.quarter, schedule.ends_by, schedule.turned_at), (3, 21, 1));
		assert_eq!((schedule.verdict, record.listed_at), (Verdict::Passed, 11));
		// No more than the pool demanded, though the domain's least is a tenth.
		assert_eq!((record.least_binding, record.rejection_quorum), (50_000, 300_000));
		assert_eq!((record.opening_supply.value, record.governance), (8 * EACH, None));
		assert_eq!((record.fee, held(10, HoldReason::Fee)), (100, 100));
		check_holds();
		end_all();
		assert_eq!(verdict_of(pool), Some(Verdict::Passed));
		assert_eq!(total(4), EACH - 2);
	});
}

// Protects: a stake of the last block before the upgrade, and one that the old rules did not allow
// to answer, can be answered for a quarter of the duration. A pool that is due takes stakes again.
#[test]
fn last_stake_before_the_upgrade_should_be_answerable() {
	use Verdict::{NotQuorate, Rejected};
	for (now, until, end) in [
		(7, 11, Rejected),
		(8, 12, Rejected),
		(10, 14, Rejected),
		(11, 15, Rejected),
		(13, 17, NotQuorate),
		(40, 44, NotQuorate),
	] {
		chain().execute_with(|| {
			let votes = [(1, AYE, 900), (2, AYE, 900), (3, AYE, 900), (4, NAY, 900)];
			let pool = old_pool(params(), 0, &votes);
			System::set_block_number(now);
			migrate(1);
			let schedule = converted(pool).schedule;
			assert_eq!((schedule.turned_at, schedule.stakes_until), (now, until));
			let extended = Event::Extended { pool, verdict: Verdict::Passed, stakes_until: until };
			assert_eq!(has_event(extended), until > 11);
			System::set_block_number(until - 1);
			for who in [5, 6, 7] {
				stake(who, pool, Side::Nay, 900);
			}
			end_all();
			assert_eq!(verdict_of(pool), Some(end));
		});
	}
}

// Protects: nobody loses a secret stake because blocks of the migration took the time to show it.
// The pool's stakes end when they did.
#[test]
fn reveal_period_should_begin_anew_when_it_has_begun() {
	for (now, until) in [(5, 16), (10, 16), (11, 17), (15, 21), (18, 24)] {
		chain().execute_with(|| {
			let pool = open_pool(secret(), 0);
			commit(1, pool, Side::Aye, 900);
			make_old(pool, |_| {});
			System::set_block_number(now);
			let before = Migration::before();
			migrate(1);
			assert_ok!(Migration::check(&before));
			let schedule = converted(pool).schedule;
			assert_eq!((schedule.stakes_until, schedule.decides_at), (11, until));
			assert_eq!(schedule.ends_by, until);
			System::set_block_number(until - 1);
			idle();
			reveal(1, pool, Side::Aye);
			end_all();
			assert_eq!(total(1), EACH);
		});
	}
}

// Protects: the worker's vote in favour of its own work is its bond, and does not judge. Its vote
// against it, or a secret one, is returned.
#[test]
fn workers_vote_should_be_its_bond_or_returned() {
	chain().execute_with(|| {
		let bonded = old_job(params(), &[(8, AYE, 70), (1, AYE, 20)]);
		let against = old_job(params(), &[(8, NAY, 80), (1, NAY, 20)]);
		let hidden = old_job(secret(), &[(8, None, 90), (1, None, 20)]);
		let before = Migration::before();
		migrate(1);
		assert_ok!(Migration::check(&before));
		let [bonded, against, hidden] = [bonded, against, hidden].map(converted);
		assert_eq!((bonded.bond.value, bonded.tally.ayes, bonded.voters), (70, 90, 2));
		assert_eq!((bonded.aside.value, bonded.opening_supply.value), (EACH, 8 * EACH));
		let sponsor = Sponsor::Work { worker: 8, rejected_share: 100_000, reopened: false };
		assert_eq!(bonded.sponsor, sponsor);
		assert_eq!((against.bond.value, against.tally.nays, against.voters), (0, 20, 1));
		assert_eq!((hidden.bond.value, hidden.tally.committed, hidden.voters), (0, 20, 1));
		assert_eq!((staked(8), total(8)), ((70, 1), EACH));
		check_holds();
		end_all();
	});
}

// Protects: evidence that nobody but its worker could judge passes, as it does when it is opened.
#[test]
fn job_without_judges_should_pass() {
	ExtBuilder::default().with_reputation(&[(8, 500)]).build().execute_with(|| {
		let pool = old_job(params(), &[(8, AYE, 500)]);
		migrate(1);
		assert!(!converted(pool).has_judges());
		assert_eq!(converted(pool).schedule.verdict, Verdict::Passed);
		end_all();
		assert_eq!(Outcomes::told()[0].2, Verdict::Passed);
	});
}

// Protects: in a pool for governance REP becomes free, and the votes stay as pledges. Its fee is
// returned and mints nothing, its deposit stays.
#[test]
fn stakes_should_become_pledges_when_the_pool_is_for_governance() {
	chain().execute_with(|| {
		let fee = 70;
		let votes = [(1, AYE, 900), (2, AYE, 900), (3, AYE, 900), (4, NAY, 40)];
		let pool = old_governance(post(), params(), fee, &votes);
		assert_eq!(held(10, HoldReason::Fee), fee);
		let before = Migration::before();
		// Each vote, the pool twice, and the end.
		assert_eq!(migrate(1), 7);
		assert_ok!(Migration::check(&before));
		let record = converted(pool);
		let governance = record.governance.expect("it is for governance");
		assert_eq!((governance.tier, governance.cancels), (Tier::Parameter, None));
		let snapshot = Snapshot { id: 0, supply: Shares::new(8 * EACH, 0) };
		assert_eq!((governance.snapshot, record.opening_supply), (snapshot, snapshot.supply));
		assert_eq!((record.params.quorum, record.params.win_ratio), (300_000, 500_000));
		assert_eq!((record.least_binding, record.rejection_quorum), (100_000, 300_000));
		assert_eq!((record.fee, record.mint, record.voters), (0, 0, 4));
		assert_eq!((held(10, HoldReason::Fee), held(10, HoldReason::Deposit)), (0, DEPOSIT));
		assert!(has_event(Event::FeeReturned { pool, payer: 10, fee }));
		assert_eq!(GovernancePools::<Test>::get(record.post), Some(pool));
		assert_eq!(Votes::<Test>::get(pool, 1).map(|vote| vote.stake.value), Some(900));
		check_holds();
		// A pledge can be raised, up to all that the account had.
		stake(4, pool, Side::Nay, EACH - 40);
		assert_refused(
			4,
			Call::stake { pool, side: Side::Nay, amount: 1 },
			Error::<Test>::NotEnoughReputation,
		);
		end_all();
		assert_eq!(verdict_of(pool), Some(Verdict::Passed));
		assert_eq!(VOTERS.map(total).collect::<Vec<_>>(), [EACH; 8]);
		assert_eq!(Ballots::<Test>::iter_prefix(pool).count(), 4);
	});
}

// Protects: a vote that may not be secret any more costs nobody anything, shown or not.
#[test]
fn secret_pool_should_end_undecided_when_it_is_for_governance() {
	chain().execute_with(|| {
		let tokens = Balances::free_balance(10);
		let votes = [(1, None, 900), (2, AYE, 900), (3, AYE, 900), (4, AYE, 900)];
		let post = post();
		let pool = old_governance(post, secret(), 70, &votes);
		System::set_block_number(12);
		let before = Migration::before();
		migrate(1);
		assert_ok!(Migration::check(&before));
		assert_eq!(verdict_of(pool), Some(Verdict::NotQuorate));
		assert_eq!(Outcomes::decisions()[0].tier, Some(Tier::Parameter));
		assert_eq!(GovernancePools::<Test>::get(post), None);
		assert_eq!(VOTERS.map(free).collect::<Vec<_>>(), [EACH; 8]);
		assert_eq!(Balances::free_balance(10), tokens);
		idle();
		assert_eq!((Pools::<Test>::iter().count(), MockPosts::pins(&post)), (0, 0));
		assert_eq!(Ballots::<Test>::iter().count(), 0);
	});
}

// Protects: of the pools for governance on a post the oldest goes on, in whatever order they are
// met. The others end undecided, and nobody loses anything.
#[test]
fn oldest_pool_should_go_on_when_a_post_has_many_for_governance() {
	chain().execute_with(|| {
		let tokens = Balances::free_balance(10);
		let posts: Vec<_> = (0..6).map(|n| MockPosts::make(DOMAIN, 9, &format!("{n}"))).collect();
		for (post, who) in posts.iter().cycle().take(18).zip(VOTERS.cycle()) {
			old_governance(*post, params(), 5, &[(who, AYE, 100)]);
		}
		let before = Migration::before();
		migrate(1);
		assert_ok!(Migration::check(&before));
		check_holds();
		for (oldest, post) in (0..).zip(&posts) {
			assert_eq!(GovernancePools::<Test>::get(post), Some(oldest));
		}
		let told = Outcomes::told();
		assert_eq!(told.len(), 12);
		assert!(told
			.iter()
			.all(|(pool, _, verdict)| *pool >= 6 && *verdict == Verdict::NotQuorate));
		assert_eq!(Balances::free_balance(10), tokens - 6 * DEPOSIT);
		end_all();
		assert_eq!(VOTERS.map(total).collect::<Vec<_>>(), [EACH; 8]);
	});
}

// Protects: a vote that was to cancel a directive in time still does. The upgrade gives it no more
// time than it had, and late turns none beyond the block before the directive is due.
#[test]
fn vote_on_cancelling_should_end_before_the_directive_is_due() {
	for (due, ends_by) in [(13, 12), (11, 11), (100, 21)] {
		chain().execute_with(|| {
			let post = MockPosts::make(DOMAIN, 9, "take it back");
			let pool = old_governance(post, params(), 0, &[(1, AYE, 1_000), (2, AYE, 1_000)]);
			let (ayes, vote) = (Shares::new(1, 0), 10);
			let waiting = Waiting { pool: 77, ayes, due, vote };
			MockMotions::set(&post, Motion { tier: Tier::Cancel, cancels: Some(waiting) });
			System::set_block_number(10);
			let before = Migration::before();
			migrate(1);
			assert_ok!(Migration::check(&before));
			let schedule = converted(pool).schedule;
			assert_eq!((schedule.stakes_until, schedule.decides_at), (11, 11));
			assert_eq!((schedule.ends_by, schedule.verdict), (ends_by, Verdict::NotQuorate));
			assert_eq!(converted(pool).governance.map(|of| of.tier), Some(Tier::Parameter));
			end_all();
		});
	}
}

// Protects: what stands for directives is forgotten from the upgrade on. A chain that has run for
// years does not look through all its blocks first.
#[test]
fn standing_should_be_looked_for_from_the_upgrade_on() {
	chain().execute_with(|| {
		System::set_block_number(10_500_000);
		migrate(1);
		assert_eq!(crate::StandingsCursor::<Test>::get(), 10_500_000);
	});
}

// Protects: a directive that needs more support by the present rules does not pass with less,
// though pledges now hold nothing. What its opener demanded beyond that stays.
#[test]
fn vote_should_demand_what_its_tier_does_when_that_is_more() {
	for (tier, quorum, demanded) in [
		(Tier::Root, 50_000, 600_000),
		(Tier::Root, 650_000, 650_000),
		(Tier::Parameter, 50_000, 50_000),
	] {
		chain().execute_with(|| {
			let post = MockPosts::make(DOMAIN, 9, "a call");
			let params = PoolParams { quorum, ..params() };
			let pool = old_governance(post, params, 0, &[(1, AYE, 1_000)]);
			MockMotions::set(&post, Motion { tier, cancels: None });
			let before = Migration::before();
			migrate(1);
			assert_ok!(Migration::check(&before));
			let pool = converted(pool);
			assert_eq!(pool.governance.map(|of| of.tier), Some(tier));
			assert_eq!(pool.params.quorum, demanded);
			let most = params.win_ratio.max(666_667);
			assert_eq!(
				pool.params.win_ratio,
				if tier == Tier::Root { most } else { params.win_ratio }
			);
			end_all();
		});
	}
}

// Protects: what was decided is paid to the last share by the formulas of its decision, whatever
// part of it has been paid before.
#[test]
fn decided_pool_should_be_settled_by_its_old_outcome() {
	let votes = [(1, AYE, 41), (2, AYE, 19), (4, NAY, 20), (5, None, 10)];
	for settled_before in 0..=4 {
		chain().execute_with(|| {
			let pool = old_settling(PASSED, true, &votes);
			let post = old::Pools::<Test>::get(pool).expect("it is there").post;
			(0..settled_before).for_each(|_| settle_one(pool));
			let before = Migration::before();
			migrate(1);
			assert_ok!(Migration::check(&before));
			let gained = [(1, 28), (2, 13), (4, -20), (5, -10)];
			for (who, gain) in gained {
				assert_eq!(free(who) as i128, EACH as i128 + gain);
			}
			assert_eq!(MockPosts::rewards(), [(post, pool, Shares::new(1, 0))]);
			assert_eq!(MockPosts::pins(&post), 0);
			let to_post = Shares::new(1, 0);
			assert!(has_event(Event::Settled { pool, verdict: Verdict::Passed, to_post }));
			assert_eq!(Ballots::<Test>::iter_prefix(pool).count(), 4);
			assert_eq!(
				(Pools::<Test>::iter().count(), Settlements::<Test>::iter().count()),
				(0, 0)
			);
		});
	}
	let half = old::Outcome { binding: 500_000, redistribute: false, ..PASSED };
	let rejected = old::Outcome { verdict: Verdict::Rejected, winning: 20, ..PASSED };
	let undecided = old::Outcome { verdict: Verdict::NotQuorate, winning: 0, ..half };
	for (outcome, gains) in [
		(old::Outcome { forfeited: 0, ..half }, [8, 3, -10, -5]),
		(rejected, [-41, -19, 42, -10]),
		(old::Outcome { minted: 0, forfeited: 0, ..undecided }, [0, 0, 0, -5]),
	] {
		chain().execute_with(|| {
			let pool = old_settling(outcome, false, &votes);
			let before = Migration::before();
			migrate(3);
			assert_ok!(Migration::check(&before));
			let gained = [1, 2, 4, 5].map(|who| free(who) as i128 - EACH as i128);
			assert_eq!(gained, gains);
			assert_eq!(Ballots::<Test>::iter_prefix(pool).count(), 0);
		});
	}
}

// Protects: a full ledger refuses to mint, and the stake becomes free all the same.
#[test]
fn stake_should_become_free_when_the_ledger_is_full() {
	chain().execute_with(|| {
		let pool = old_settling(PASSED, false, &[(1, AYE, 60)]);
		let post = old::Pools::<Test>::get(pool).expect("it is there").post;
		Ledger::fill();
		let before = Migration::before();
		migrate(1);
		assert_ok!(Migration::check(&before));
		assert_eq!((free(1), staked(1)), (EACH, (0, 0)));
		assert_eq!(MockPosts::rewards(), [(post, pool, Shares::new(12, 0))]);
	});
}

// Protects: the migration needs weight for one step, and takes no more than it is given.
#[test]
fn migration_should_take_no_more_weight_than_it_is_given() {
	chain().execute_with(|| {
		assert_eq!(migrate(1), 1);
		let votes: Vec<_> = VOTERS.map(|who| (who, AYE, 100)).collect();
		old_governance(post(), params(), 0, &votes);
		let mut meter = WeightMeter::with_limit(one_step() - Weight::from_parts(1, 0));
		assert_eq!(
			Migration::step(None, &mut meter),
			Err(SteppedMigrationError::InsufficientWeight { required: one_step() })
		);
		assert_eq!(meter.consumed(), Weight::zero());
		let mut meter = WeightMeter::with_limit(one_step() * 4 - Weight::from_parts(1, 0));
		let cursor = Migration::step(None, &mut meter).expect("there is room");
		assert_eq!(meter.consumed(), one_step() * 3);
		assert_eq!(VOTERS.filter(|who| staked(*who) == (0, 0)).count(), 2);
		let mut meter = WeightMeter::with_limit(Weight::MAX);
		assert_eq!(Migration::step(cursor, &mut meter), Ok(None));
		assert_eq!(VOTERS.filter(|who| staked(*who) == (0, 0)).count(), 8);
	});
}

// Protects: the check of a rehearsed upgrade finds what was lost, and what was left behind.
#[test]
fn check_after_the_migration_should_find_what_is_wrong() {
	let finds = |message: &'static str, act: fn()| {
		chain().execute_with(|| {
			old_governance(post(), params(), 5, &[(1, AYE, 900)]);
			old_pool(params(), 5, &[(2, AYE, 900)]);
			old_governance(post(), secret(), 5, &[(3, AYE, 900)]);
			let before = Migration::before();
			migrate(1);
			assert_ok!(Migration::check(&before));
			act();
			assert_eq!(Migration::check(&before), Err(message.into()));
		});
	};
	finds("an account has other REP than it should", || {
		Ledger::burn_or_owe(DOMAIN, &1, Shares::new(10, 0)).expect("it is free");
	});
	finds("an account has other REP than it should", || {
		Ledger::mint(DOMAIN, &2, Shares::new(10, 0)).expect("it can be minted");
	});
	finds("other REP is held than that of stakes that go on", || {
		let reason = RuntimeHoldReason::from(HoldReason::Pool);
		Ledger::open_stake(DOMAIN, &1, &reason, 900).expect("it is free");
	});
	finds("an opener has lost tokens", || {
		use frame_support::traits::fungible::Mutate;
		assert_ok!(<Balances as Mutate<_>>::transfer(
			&10,
			&11,
			1,
			frame_support::traits::tokens::Preservation::Preserve
		));
	});
	finds("other fees are held than those of pools", || {
		Pools::<Test>::mutate(1, |pool| pool.as_mut().expect("it is there").fee = 6);
	});
	finds("other deposits are held than those of pools", || {
		Pools::<Test>::mutate(1, |pool| {
			pool.as_mut().expect("it is there").sponsor = Sponsor::Opener { deposit: 6 };
		});
	});
	finds("a pool that ended takes or gives something", || {
		Settlements::<Test>::mutate(2, |settlement| {
			settlement.as_mut().expect("it is decided").outcome.least_binding = 1;
		});
	});
	finds("a pool was not converted", || make_old(1, |_| {}));
	finds("a post has a pool for governance that is not known", || {
		GovernancePools::<Test>::remove(converted(0).post);
	});
}

/// A pool of the release before.
#[derive(Clone, Debug)]
enum Kind {
	Open,
	Secret,
	Job,
	SecretJob,
	/// For governance, on the post with this number.
	Governance(u8),
	SecretGovernance(u8),
	/// Decided: the outcome, and the number of votes settled.
	Settling(Verdict, bool, usize),
}

fn kind() -> impl Strategy<Value = Kind> {
	let verdict =
		prop_oneof![Just(Verdict::Passed), Just(Verdict::Rejected), Just(Verdict::NotQuorate)];
	prop_oneof![
		Just(Kind::Open),
		Just(Kind::Secret),
		Just(Kind::Job),
		Just(Kind::SecretJob),
		(0..3u8).prop_map(Kind::Governance),
		(0..3u8).prop_map(Kind::SecretGovernance),
		(verdict, any::<bool>(), 0..4usize).prop_map(|(verdict, governance, settled)| {
			Kind::Settling(verdict, governance, settled)
		}),
	]
}

fn votes() -> impl Strategy<Value = Vec<Cast>> {
	let side = prop_oneof![Just(AYE), Just(NAY), Just(None)];
	prop::collection::btree_map(VOTERS, (side, 1..60u128), 0..6).prop_map(|votes| {
		votes.into_iter().map(|(who, (side, stake))| (who, side, stake)).collect()
	})
}

/// Makes a pool, with votes that were possible in it.
fn make(kind: &Kind, votes: &[Cast]) {
	let numbered = |number: &u8| MockPosts::make(DOMAIN, 9, &format!("{number}"));
	let shown: Vec<Cast> = votes.iter().copied().filter(|(_, side, _)| side.is_some()).collect();
	match kind {
		Kind::Open => {
			old_pool(params(), 7, &shown);
		},
		Kind::Secret => {
			old_pool(secret(), 7, votes);
		},
		Kind::Job => {
			old_job(params(), &shown);
		},
		Kind::SecretJob => {
			old_job(secret(), votes);
		},
		Kind::Governance(post) => {
			old_governance(numbered(post), params(), 7, &shown);
		},
		Kind::SecretGovernance(post) => {
			old_governance(numbered(post), secret(), 7, votes);
		},
		Kind::Settling(verdict, governance, settled) => {
			let sum = |side| -> u128 {
				votes.iter().filter(|vote| vote.1 == side).map(|vote| vote.2).sum()
			};
			let (ayes, nays, hidden) = (sum(AYE), sum(NAY), sum(None));
			let (winning, losing) = match verdict {
				Verdict::Passed => (ayes, nays),
				Verdict::Rejected => (nays, ayes),
				Verdict::NotQuorate => (0, 0),
			};
			let has_winners = winning > 0;
			let outcome = old::Outcome {
				verdict: *verdict,
				binding: 500_000,
				redistribute: true,
				winning,
				minted: if has_winners { 10 } else { 0 },
				forfeited: if has_winners { (losing + hidden) / 2 } else { 0 },
				to_post: 0,
			};
			let pool = old_settling(outcome, *governance, votes);
			(0..*settled.min(&votes.len())).for_each(|_| settle_one(pool));
		},
	}
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(64))]

	// Protects: whatever the release before left, in whatever block and era it is found and
	// wherever the migration is interrupted, nothing is lost, every invariant holds, and every pool
	// ends.
	#[test]
	fn migration_should_conserve_whatever_it_finds(
		pools in prop::collection::vec((kind(), votes()), 1..9),
		later in 0..20u64,
		new_era: bool,
		steps in 1..30u64,
	) {
		chain().execute_with(|| {
			pools.iter().for_each(|(kind, votes)| make(kind, votes));
			let tokens = Balances::total_issuance();
			System::set_block_number(System::block_number() + later);
			if new_era {
				Ledger::set_era(DOMAIN, 1);
			}
			let before = Migration::before();
			let encoded = codec::Encode::encode(&before);
			let decoded = codec::Decode::decode(&mut &encoded[..]);
			prop_assert_eq!(decoded, Ok::<Before<AccountId>, codec::Error>(before.clone()));
			let roots: Vec<_> = [1, steps, 10_000]
				.into_iter()
				.map(|steps| {
					frame_support::storage::with_transaction(|| {
						migrate(steps);
						let root = sp_io::storage::root(sp_runtime::StateVersion::V1);
						sp_runtime::TransactionOutcome::Rollback(Ok::<_, DispatchError>(root))
					})
				})
				.collect();
			prop_assert!(roots.iter().all(|root| *root == roots[0]), "steps change the result");
			migrate(steps);
			assert_ok!(Migration::check(&before));
			check_holds();
			end_all();
			prop_assert_eq!(Balances::total_issuance(), tokens);
			Ok(())
		})?;
	}

	// Protects: old payouts are those of the release before, for any stakes: nobody wins more than
	// there is, and a loser loses what is bound.
	#[test]
	fn old_outcome_should_conserve(
		stakes in prop::collection::vec((0..3u8, 1..1_000u128), 1..12),
		minted in 0..1_000u128,
		binding in 0..=MILLION,
	) {
		let sum = |of: u8| -> u128 {
			stakes.iter().filter(|(side, _)| *side == of).map(|(_, stake)| stake).sum()
		};
		let (ayes, nays, hidden) = (sum(0), sum(1), sum(2));
		let forfeited = (nays + hidden) * u128::from(binding) / u128::from(MILLION);
		let (minted, forfeited) = if ayes == 0 { (0, 0) } else { (minted, forfeited) };
		let outcome = old::Outcome { binding, winning: ayes, minted, forfeited, ..PASSED };
		let (mut collected, mut paid) = (0, 0);
		for (side, stake) in &stakes {
			let payout = outcome.payout([AYE, NAY, None][usize::from(*side)], *stake);
			prop_assert!(payout.burned <= *stake && (payout.burned == 0 || payout.minted == 0));
			collected += payout.burned;
			paid += payout.minted;
		}
		prop_assert!(paid <= minted + collected);
		prop_assert_eq!(paid + outcome.remainder(collected, paid), minted + collected);
	}
}
