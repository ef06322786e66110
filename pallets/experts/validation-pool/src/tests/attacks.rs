//! Attacks on votes that an audit found, which gain nothing now.

use super::*;

/// A worker (1), experts (2, 3) and an attacker (4) with a unit of REP.
fn chain() -> ExtBuilder {
	ExtBuilder::default().with_reputation(&[(1, 1_000), (2, 400), (3, 400), (4, 1), (5, 199)])
}

// Protects: a fee outvotes nobody. Before, a customer with a unit of REP got all stakes of
// unanimous experts, and its fee back.
#[test]
fn fee_should_not_outvote_unanimous_experts() {
	chain().build_and_execute(|| {
		let strict = PoolParams { win_ratio: 750_000, ..params() };
		let pool = open_job(strict, 100, 900);
		stake(2, pool, Side::Aye, 400);
		stake(3, pool, Side::Aye, 400);
		stake(4, pool, Side::Nay, 1);
		settle_when_due(pool);
		assert_eq!(verdict_of(pool), Some(Verdict::Passed));
		// Half of 900 by stakes of 100, 400 and 400.
		assert_eq!([free(1), free(2), free(3), free(4)], [1_050, 600, 600, 0]);
	});
}

// Protects: a sponsor does not bait voters. Before, 401 against 400 took all of the 400.
#[test]
fn bait_should_win_what_the_fee_buys_anyway() {
	ExtBuilder::default().with_reputation(&[(1, 400), (2, 401), (3, 5_199)]).build_and_execute(
		|| {
			let few = PoolParams { quorum: 50_000, ..params() };
			let pool = open_pool(few, 100);
			stake(1, pool, Side::Aye, 400);
			stake(2, pool, Side::Nay, 401);
			settle_when_due(pool);
			assert_eq!(verdict_of(pool), Some(Verdict::Rejected));
			assert_eq!((free(1), free(2)), (360, 451));
		},
	);
}

// Protects: votes against do not complete the quorum. Before, 14 % passed with 6.5 % against them,
// and not alone.
#[test]
fn votes_against_should_not_ratify() {
	ExtBuilder::default().with_reputation(&[(1, 140), (2, 65), (3, 795)]).build_and_execute(|| {
		let rules = PoolParams { quorum: 200_000, win_ratio: 666_666, ..params() };
		let (alone, opposed) = (open_pool(rules, 0), open_pool(rules, 0));
		stake(1, alone, Side::Aye, 140);
		settle_when_due(alone);
		assert_eq!(verdict_of(alone), Some(Verdict::NotQuorate));
		System::set_block_number(1);
		stake(1, opposed, Side::Aye, 140);
		stake(2, opposed, Side::Nay, 65);
		settle_when_due(opposed);
		assert_eq!(verdict_of(opposed), Some(Verdict::NotQuorate));
		assert_eq!((free(1), free(2)), (140, 65));
	});
}

// Protects: the last block decides nothing that can't be answered. Before, whoever staked last in
// it got the stakes of all who came early.
#[test]
fn last_stake_should_be_answerable() {
	ExtBuilder::default().with_reputation(&[(1, 300), (2, 301), (3, 399)]).build_and_execute(
		|| {
			let pool = open_pool(params(), 0);
			stake(1, pool, Side::Aye, 300);
			System::set_block_number(10);
			stake(2, pool, Side::Nay, 301);
			// A quarter of ten blocks, rounded up, after this one.
			assert!(has_event(Event::Extended {
				pool,
				verdict: Verdict::Rejected,
				stakes_until: 14
			}));
			System::set_block_number(11);
			idle();
			let record = Pools::<Test>::get(pool).expect("it is not decided");
			assert_eq!((record.listed_at, record.schedule.decides_at), (14, 14));
			System::set_block_number(13);
			stake(3, pool, Side::Aye, 2);
			assert_eq!(Pools::<Test>::get(pool).map(|pool| pool.schedule.stakes_until), Some(17));
			settle_when_due(pool);
			assert_eq!(verdict_of(pool), Some(Verdict::Passed));
		},
	);
}

// Protects: near the end nobody ratifies by surprise, and an objection of that time takes nothing.
#[test]
fn last_word_should_be_an_objection_that_takes_nothing() {
	ExtBuilder::default().with_reputation(&[(1, 300), (2, 302), (3, 398)]).build_and_execute(
		|| {
			let pool = open_pool(params(), 0);
			let turns = [
				(2, 1, Side::Aye, 300),
				(10, 2, Side::Nay, 301),
				(13, 3, Side::Aye, 1),
				(16, 2, Side::Nay, 1),
			];
			for (block, who, side, amount) in turns {
				System::set_block_number(block);
				stake(who, pool, side, amount);
			}
			let times = Pools::<Test>::get(pool).expect("it is open").schedule;
			assert_eq!((times.stakes_until, times.ends_by), (20, 21));
			System::set_block_number(19);
			let late = Call::stake { pool, side: Side::Aye, amount: 1 };
			assert_refused(3, late, Error::<Test>::TooLateToTurn);
			settle_when_due(pool);
			assert_eq!(verdict_of(pool), Some(Verdict::NotQuorate));
			assert_eq!([free(1), free(2), free(3)], [300, 302, 398]);
		},
	);
}

// Protects: who reveals last does not choose a side for a tenth of a stake.
#[test]
fn unshown_stake_should_be_lost_at_every_binding() {
	for binding in [100_000, 500_000, MILLION] {
		ExtBuilder::default().with_reputation(&[(1, 500), (2, 100), (3, 400)]).build_and_execute(
			|| {
				let pool = open_pool(PoolParams { binding, ..secret() }, 0);
				commit(1, pool, Side::Aye, 400);
				commit(2, pool, Side::Nay, 50);
				System::set_block_number(11);
				reveal(1, pool, Side::Aye);
				settle_when_due(pool);
				assert_eq!(verdict_of(pool), Some(Verdict::Passed));
				assert_eq!((free(1), free(2)), (500, 50));
			},
		);
	}
}

// Protects: nobody judges its own work.
#[test]
fn worker_should_not_vote_on_its_work() {
	chain().build_and_execute(|| {
		let open = open_job(params(), 100, 0);
		let vote = Call::stake { pool: open, side: Side::Aye, amount: 50 };
		assert_refused(1, vote, Error::<Test>::OwnWork);
		let hidden = open_job(secret(), 100, 0);
		let hash = ValidationPool::commit_hash(hidden, 1, Side::Aye, 5, salt(1));
		assert_refused(1, Call::commit { pool: hidden, hash, amount: 5 }, Error::<Test>::OwnWork);
		assert_eq!(ValidationPool::countable(open, 1), 0);
		assert_eq!(ValidationPool::preview_stake(open, 1, Side::Aye, 50), None);
	});
}

// Protects: a voter whose wallet is away is not lost, if somebody it trusts knows the salt; and
// nobody shows what the voter did not commit to.
#[test]
fn side_should_be_shown_by_whoever_knows_the_salt() {
	chain().build_and_execute(|| {
		let pool = open_pool(secret(), 0);
		commit(2, pool, Side::Nay, 400);
		System::set_block_number(11);
		let show = |side, salt| Call::reveal_for { pool, who: 2, side, salt };
		assert_refused(9, show(Side::Aye, salt(2)), Error::<Test>::HashMismatch);
		assert_refused(9, show(Side::Nay, salt(3)), Error::<Test>::HashMismatch);
		call(9, show(Side::Nay, salt(2))).expect("the salt is right");
		assert!(has_event(Event::Revealed {
			pool,
			who: 2,
			side: Side::Nay,
			stake: witan_experts::shares::Shares::new(400, 0)
		}));
		assert_refused(9, show(Side::Nay, salt(2)), Error::<Test>::AlreadyRevealed);
	});
}

// Protects: REP that is burned at the end does not lower a quorum by surprise: the pool takes
// stakes again.
#[test]
fn verdict_that_changed_without_a_stake_should_be_answerable() {
	ExtBuilder::default().with_reputation(&[(1, 300), (2, 701)]).build_and_execute(|| {
		let pool = open_pool(params(), 0);
		stake(1, pool, Side::Aye, 300);
		Ledger::burn_or_owe(DOMAIN, &2, witan_experts::shares::Shares::new(1, 0)).unwrap();
		System::set_block_number(11);
		settle(pool);
		assert_eq!(verdict_of(pool), None);
		assert!(has_event(Event::Extended { pool, verdict: Verdict::Passed, stakes_until: 15 }));
		settle_when_due(pool);
		assert_eq!(verdict_of(pool), Some(Verdict::Passed));
	});
}
