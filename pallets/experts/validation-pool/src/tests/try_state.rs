//! The checks of `try_state`, each broken on purpose.

use super::{governance::governing, *};
use crate::{
	Agenda, AgendaCursor, Ballot, Ballots, Choice, NextPool, PoolOf, Queue, QueueEnds,
	SettlementOf, Settlements, Sponsor, Vote, VoteEnd, Votes,
};
use witan_experts::{ledger::Snapshot, shares::Shares};
use witan_mocks::assertions::assert_broken;

/// Checks that `try_state` finds by this message what `spoil` does to a pool in which account 1 has
/// staked.
#[track_caller]
fn broken(message: &'static str, params: PoolParams<BlockNumber>, spoil: impl FnOnce(PoolId)) {
	let mut chain = ExtBuilder::default().with_reputation(&[(1, 600), (2, 400)]).build();
	let pool = chain.execute_with(|| {
		let pool = open_pool(params, if params.governance { 0 } else { 100 });
		stake(1, pool, Side::Aye, 400);
		assert_eq!(ValidationPool::do_try_state(), Ok(()));
		pool
	});
	assert_broken(chain, ValidationPool::do_try_state, message, || spoil(pool));
}

/// Checks the same for a pool that has passed and is not settled.
#[track_caller]
fn broken_after(
	message: &'static str,
	params: PoolParams<BlockNumber>,
	spoil: impl FnOnce(PoolId),
) {
	broken(message, params, |pool| {
		System::set_block_number(11);
		ValidationPool::decide(pool).unwrap();
		assert_eq!(verdict_of(pool), Some(Verdict::Passed));
		assert_eq!(ValidationPool::do_try_state(), Ok(()));
		spoil(pool);
	});
}

fn change(pool: PoolId, change: impl FnOnce(&mut PoolOf<Test>)) {
	Pools::<Test>::mutate(pool, |record| change(record.as_mut().unwrap()));
}

fn change_vote(pool: PoolId, stake: Shares) {
	Votes::<Test>::mutate(pool, 1, |vote| vote.as_mut().unwrap().stake = stake);
}

fn change_settlement(pool: PoolId, change: impl FnOnce(&mut SettlementOf<Test>)) {
	Settlements::<Test>::mutate(pool, |record| change(record.as_mut().unwrap()));
}

/// Returns a ballot for the post with this stake.
fn ballot(domain: u32, stake: u128) -> Ballot {
	Ballot { domain, vote: Vote { stake: Shares::new(stake, 0), choice: Choice::Open(Side::Aye) } }
}

fn supply_at_snapshot(pool: PoolId, supply: u128) {
	let snapshot = Snapshot { id: 0, supply: Shares::new(supply, 0) };
	change(pool, |record| record.governance.as_mut().unwrap().snapshot = snapshot);
}

// Protects: pools with ids, posts or blocks that can't be are found.
#[test]
fn try_state_should_fail_when_a_pool_is_broken() {
	let p = params();
	broken("a pool has an id that was never given", p, |_| NextPool::<Test>::put(0));
	broken("a pool's post is not there", p, |pool| change(pool, |of| of.post = PostId::zero()));
	broken("a pool takes no stakes", p, |pool| {
		change(pool, |of| of.schedule.stakes_until = of.schedule.opened_at)
	});
	broken("a pool is decided while it takes stakes", p, |pool| {
		change(pool, |of| of.schedule.decides_at = of.schedule.stakes_until - 1)
	});
	broken("a pool takes stakes after its end", p, |pool| {
		change(pool, |of| of.schedule.ends_by = of.schedule.stakes_until - 1)
	});
	broken("a bond is not among the stakes in favour", p, |pool| {
		change(pool, |of| of.bond = Shares::new(401, 0))
	});
}

// Protects: pools that govern, and must not, are found.
#[test]
fn try_state_should_fail_when_governance_is_broken() {
	let g = governing();
	let mismatch = "a pool has a tier if it is for governance, and not otherwise";
	broken(mismatch, g, |pool| change(pool, |of| of.governance = None));
	broken(mismatch, g, |pool| change(pool, |of| of.params.governance = false));
	broken("a job pool is for governance", g, |pool| {
		change(pool, |of| {
			of.sponsor = Sponsor::Work { worker: 1, rejected_share: 0, reopened: false }
		})
	});
	broken("a domain without REP is governed", g, |pool| supply_at_snapshot(pool, 0));
	let more = "more is staked than there was before the pool was opened";
	broken(more, g, |pool| supply_at_snapshot(pool, 300));
}

// Protects: sums that are not those of the votes are found, to the share.
#[test]
fn try_state_should_fail_when_a_tally_is_broken() {
	let p = params();
	broken("a vote is newer than its pool's sums", p, |pool| {
		change_vote(pool, Shares::new(400, 1))
	});
	broken("a vote stakes nothing", p, |pool| change_vote(pool, Shares::zero()));
	broken("a pool miscounts its voters", p, |pool| change(pool, |of| of.voters += 1));
	broken("a pool's votes exceed their sum", p, |pool| change(pool, |of| of.tally.ayes -= 1));
	let short = "a pool's votes fall short of their sum";
	broken(short, p, |pool| change(pool, |of| of.tally.ayes += 2));
	broken(short, p, |pool| change(pool, |of| of.tally.nays += 2));
	broken(short, p, |pool| change(pool, |of| of.tally.committed += 2));
}

// Protects: votes without a pool or without REP are found.
#[test]
fn try_state_should_fail_when_a_vote_is_broken() {
	let p = params();
	broken("a vote is in a pool that is not there", p, |_| {
		Votes::<Test>::insert(99, 1, ballot(DOMAIN, 5).vote)
	});
	broken("an account has staked more than it has", p, |pool| {
		change_vote(pool, Shares::new(601, 0));
		change(pool, |of| of.tally.ayes = 601);
	});
}

// Protects: pools that would never be decided, or twice, are found.
#[test]
fn try_state_should_fail_when_the_agenda_is_broken() {
	let p = params();
	broken("a pool is due that is not there", p, |_| Agenda::<Test>::insert(50, 99, ()));
	broken_after("a decided pool is due", p, |pool| Agenda::<Test>::insert(11, pool, ()));
	broken("a pool is listed under another block", p, |pool| Agenda::<Test>::insert(12, pool, ()));
	broken("a pool is listed after it is due", p, |pool| {
		Agenda::<Test>::remove(11, pool);
		Agenda::<Test>::insert(12, pool, ());
		change(pool, |of| of.listed_at = 12);
	});
	broken("a due pool has been passed by", p, |_| AgendaCursor::<Test>::put(12));
	broken("an undecided pool is due in no block", p, |pool| Agenda::<Test>::remove(11, pool));
}

// Protects: pools that would never be settled are found.
#[test]
fn try_state_should_fail_when_a_settlement_is_broken() {
	let p = params();
	broken_after("a decided pool is not settled", p, Settlements::<Test>::remove);
	broken_after("a pool is settled in another domain", p, |pool| {
		change_settlement(pool, |of| of.domain = EMPTY)
	});
	broken_after("a decided pool is not queued", p, |_| Queue::<Test>::remove(0));
	let outside = "a decided pool is outside the queue";
	broken_after(outside, p, |_| QueueEnds::<Test>::put((1, 1)));
	broken_after(outside, p, |_| QueueEnds::<Test>::put((0, 0)));
	broken_after("a settlement miscounts its votes", p, |pool| {
		change_settlement(pool, |of| of.unsettled += 1)
	});
	broken_after("a pool is settled that is not there", p, |pool| {
		Settlements::<Test>::insert(99, Settlements::<Test>::get(pool).unwrap())
	});
	broken_after("a pool is queued that is not there", p, |_| Queue::<Test>::insert(7, 99));
}

// Protects: ballots that are not of votes that governed, and votes without one, are found.
#[test]
fn try_state_should_fail_when_a_ballot_is_broken() {
	let g = governing();
	broken_after("ballots are kept of a pool that is not for governance", params(), |pool| {
		change_settlement(pool, |of| of.votes = VoteEnd::Ballot)
	});
	broken_after("ballots are kept of a pool that did not pass", g, |pool| {
		change_settlement(pool, |of| of.outcome.verdict = Verdict::Rejected)
	});
	let not_kept = "a settled vote of a pool for governance was not kept";
	broken_after(not_kept, g, |pool| {
		Votes::<Test>::remove(pool, 1);
		change_settlement(pool, |of| of.unsettled -= 1);
	});
	broken_after(not_kept, g, |pool| Ballots::<Test>::insert(pool, 1, ballot(DOMAIN, 400)));
	let insert = |pool, who, of| Ballots::<Test>::insert(pool, who, of);
	let never = "a ballot is of a pool that never was";
	broken(never, g, |_| insert(99, 7, ballot(DOMAIN, 5)));
	let unsettled = "a ballot is of a vote that is not settled";
	broken(unsettled, g, |pool| insert(pool, 1, ballot(DOMAIN, 400)));
	broken("a ballot is of nothing", g, |pool| insert(pool, 7, ballot(DOMAIN, 0)));
	let foreign = "a ballot is of another domain than its pool";
	broken(foreign, g, |pool| insert(pool, 7, ballot(EMPTY, 5)));
	let keeps_none = "a ballot is of a pool that keeps none, or is still voting";
	broken(keeps_none, g, |pool| insert(pool, 7, ballot(DOMAIN, 5)));
	broken_after(keeps_none, params(), |pool| insert(pool, 7, ballot(DOMAIN, 5)));
}

// Protects: tokens that are held for no pool, or not held for one, are found.
#[test]
fn try_state_should_fail_when_held_tokens_are_broken() {
	let p = params();
	let fees = "other fees are held than those of pools";
	broken(fees, p, |pool| change(pool, |of| of.fee += 1));
	let deposits = "other deposits are held than those of pools";
	broken(deposits, p, |pool| {
		change(pool, |of| of.sponsor = Sponsor::Opener { deposit: DEPOSIT - 1 })
	});
}
