//! Pools for governance: REP that was minted after their opening decides nothing, neither a
//! founder's decision nor a job governs, and ballots are kept.

use super::*;
use crate::{BallotInfo, Ballots, Choice, Settlements, VoteInfo, Votes, WeightInfo, LIST_PAGE};
use frame_support::dispatch::GetDispatchInfo;
use witan_experts::{
	ledger::Snapshot,
	pool::{Decision, Tier},
	shares::Shares,
};
use witan_mocks::domains::FOUNDER;

fn chain() -> ExtBuilder {
	ExtBuilder::default().with_reputation(&[(1, 600), (2, 300), (3, 100)])
}

/// Returns the parameters of the shortest pool for governance: two thirds in favour, and a quorum
/// of 30 %.
pub(super) fn governing() -> PoolParams<BlockNumber> {
	PoolParams { governance: true, win_ratio: 666_667, binding: 0, redistribute: false, ..params() }
}

fn governing_in_secret() -> PoolParams<BlockNumber> {
	PoolParams { secrecy: secret().secrecy, ..governing() }
}

fn mint(who: AccountId, shares: u128) {
	Ledger::mint(DOMAIN, &who, Shares::new(shares, Ledger::era(DOMAIN))).expect("it can be minted");
}

fn staking(pool: PoolId, side: Side, amount: Balance) -> Call {
	Call::stake { pool, side, amount }
}

fn decision_of(pool: PoolId) -> Decision {
	let decided = Outcomes::decisions().into_iter().find(|decision| decision.pool == pool);
	decided.expect("the pool has decided")
}

fn ballot_of(pool: PoolId, who: AccountId) -> Option<(u128, Option<Side>)> {
	let ballot = Ballots::<Test>::get(pool, who)?;
	assert_eq!(ballot.domain, DOMAIN);
	Some((ballot.vote.stake.value, ballot.vote.choice.side()))
}

// Protects: a pool for governance remembers what REP there was when it was opened, and says so;
// other pools don't.
#[test]
fn pool_should_have_a_snapshot_when_it_is_for_governance() {
	chain().build_and_execute(|| {
		let ordinary = open_pool(params(), 0);
		let pool = open_pool(governing(), 0);
		let snapshot = Some(Snapshot { id: 0, supply: Shares::new(1_000, 0) });
		assert_eq!(Pools::<Test>::get(pool).unwrap().snapshot(), snapshot);
		assert_eq!(ValidationPool::pool(pool).unwrap().snapshot, snapshot);
		assert_eq!(Pools::<Test>::get(ordinary).unwrap().snapshot(), None);
		assert_eq!(ValidationPool::pool(ordinary).unwrap().snapshot, None);
		let opened: Vec<_> = events()
			.into_iter()
			.filter_map(|event| match event {
				Event::Opened { pool, snapshot, .. } => Some((pool, snapshot)),
				_ => None,
			})
			.collect();
		assert_eq!(opened, [(ordinary, None), (pool, snapshot)]);
	});
}

// Protects: nobody buys or earns REP to decide a vote that is on already. REP minted since can't be
// staked, neither as a first stake nor as more of one. REP from before can, to the last share.
#[test]
fn stake_should_be_refused_when_its_reputation_was_minted_after_opening() {
	chain().build_and_execute(|| {
		let pool = open_pool(governing(), 0);
		mint(3, 5_000);
		mint(4, 5_000);
		let minted = DispatchError::from(Error::<Test>::MintedAfterOpening);
		assert_refused(3, staking(pool, Side::Nay, 101), minted);
		stake(3, pool, Side::Nay, 60);
		assert_refused(3, staking(pool, Side::Nay, 41), Error::<Test>::MintedAfterOpening);
		stake(3, pool, Side::Nay, 40);
		for amount in [1, 5_000] {
			assert_refused(3, staking(pool, Side::Nay, amount), minted);
			assert_refused(4, staking(pool, Side::Nay, amount), minted);
		}
		// Errors with other causes keep their names.
		assert_refused(4, staking(pool, Side::Nay, 5_001), Error::<Test>::NotEnoughReputation);
		assert_refused(5, staking(pool, Side::Nay, 1), Error::<Test>::NotAMember);
		// A pool that is not for governance counts REP that was minted since.
		let ordinary = open_pool(params(), 0);
		stake(4, ordinary, Side::Nay, 5_000);
	});
}

// Protects: a reward of another pool, which is minted when a stake ends, is as new as any other
// REP.
#[test]
fn stake_should_be_refused_when_its_reputation_was_won_after_opening() {
	chain().build_and_execute(|| {
		let other = open_pool(params(), 1_000);
		stake(3, other, Side::Aye, 100);
		stake(2, other, Side::Aye, 300);
		System::set_block_number(5);
		let pool = open_pool(governing(), 0);
		System::set_block_number(11);
		settle(other);
		assert_eq!(free(3), 100 + 125);
		assert_refused(3, staking(pool, Side::Aye, 101), Error::<Test>::MintedAfterOpening);
		stake(3, pool, Side::Aye, 100);
	});
}

// Protects: an account that loses REP after the opening can't replace it with as much new REP. The
// ledger can't tell old REP from new when it burns, and so errs in favour of those who were there
// before.
#[test]
fn stake_should_be_refused_when_the_old_reputation_was_burned() {
	chain().build_and_execute(|| {
		let pool = open_pool(governing(), 0);
		mint(3, 100);
		Ledger::burn_or_owe(DOMAIN, &3, Shares::new(100, 0)).unwrap();
		assert_eq!(free(3), 100);
		assert_refused(3, staking(pool, Side::Aye, 1), Error::<Test>::MintedAfterOpening);
		assert_eq!(ValidationPool::countable(pool, 3), 0);
	});
}

// Protects: a later pool counts what an earlier one does not.
#[test]
fn stake_should_count_when_it_was_minted_before_a_later_pool() {
	chain().build_and_execute(|| {
		let first = open_pool(governing(), 0);
		mint(4, 50);
		let second = open_pool(governing(), 0);
		mint(4, 7);
		assert_refused(4, staking(first, Side::Aye, 1), Error::<Test>::MintedAfterOpening);
		assert_refused(4, staking(second, Side::Aye, 51), Error::<Test>::MintedAfterOpening);
		stake(4, second, Side::Aye, 50);
		let supplies = [first, second].map(|pool| ValidationPool::pool(pool).unwrap().base);
		assert_eq!(supplies, [1_000, 1_050]);
	});
}

// Protects: nobody lifts the quorum by minting above the REP that there was when the pool was
// opened, neither at the end nor in what clients are told. That holds for governance and for other
// pools.
#[test]
fn quorum_should_be_of_old_reputation_when_more_is_minted() {
	chain().build_and_execute(|| {
		let pool = open_pool(governing(), 0);
		let ordinary = open_pool(params(), 0);
		for pool in [pool, ordinary] {
			stake(1, pool, Side::Aye, 299);
		}
		let supported = open_pool(params(), 0);
		stake(2, supported, Side::Aye, 300);
		mint(4, 1_000_000);
		for pool in [pool, ordinary] {
			let info = ValidationPool::pool(pool).unwrap();
			assert_eq!((info.base, info.need, info.quorum_lacks), (1_000, 300, 1));
		}
		let one_more = ValidationPool::preview_stake(pool, 3, Side::Aye, 1).unwrap();
		assert_eq!(one_more.verdict, Verdict::Passed);
		stake(3, pool, Side::Aye, 1);
		assert_eq!(ValidationPool::preview(pool, 1).unwrap().verdict, Verdict::Passed);
		let opposed = |amount| ValidationPool::preview_stake(pool, 2, Side::Nay, amount).unwrap();
		assert_eq!(opposed(300).verdict, Verdict::NotQuorate);
		assert_eq!(opposed(302).verdict, Verdict::Rejected);
		System::set_block_number(11);
		idle();
		let decision = decision_of(pool);
		assert_eq!(decision.base, Shares::new(1_000, 0));
		assert_eq!((decision.verdict, decision.tier), (Verdict::Passed, Some(Tier::Parameter)));
		assert_eq!(decision_of(ordinary).verdict, Verdict::NotQuorate);
		assert_eq!(decision_of(ordinary).base, Shares::new(1_000, 0));
		assert_eq!(decision_of(supported).verdict, Verdict::Passed);
	});
}

// Protects: a directive needs no less because REP is burned meanwhile. The quorum stays that of the
// snapshot, to the share.
#[test]
fn quorum_should_be_of_the_snapshot_when_reputation_is_burned() {
	for (support, verdict) in [(299, Verdict::NotQuorate), (300, Verdict::Passed)] {
		chain().build_and_execute(|| {
			let pool = open_pool(governing(), 0);
			Ledger::burn_or_owe(DOMAIN, &1, Shares::new(500, 0)).unwrap();
			stake(2, pool, Side::Aye, support);
			settle_when_due(pool);
			assert_eq!(decision_of(pool).base, Shares::new(1_000, 0));
			assert_eq!(decision_of(pool).verdict, verdict);
		});
	}
}

// Protects: once all REP has voted that can, nobody waits. REP that was minted meanwhile changes
// nothing.
#[test]
fn pool_should_be_decided_when_all_old_reputation_is_staked() {
	chain().build_and_execute(|| {
		let vote = |pool| {
			stake(1, pool, Side::Aye, 600);
			stake(2, pool, Side::Aye, 300);
			stake(3, pool, Side::Nay, 99);
			assert!(verdict_of(pool).is_none());
			stake(3, pool, Side::Nay, 1);
		};
		let check = |pool| {
			let decision = decision_of(pool);
			assert_eq!((decision.verdict, decision.tier), (Verdict::Passed, Some(Tier::Parameter)));
			assert_eq!((decision.ayes.value, decision.nays.value, decision.voters), (900, 100, 3));
			assert_eq!(decision.base.value, 1_000);
		};
		let pool = open_pool(governing(), 0);
		vote(pool);
		check(pool);
		settle(pool);
		let pool = open_pool(governing(), 0);
		mint(4, 9_999);
		mint(1, 1);
		vote(pool);
		check(pool);
	});
}

// Protects: REP decays alike on both sides and in the quorum, whether a vote is early or late. REP
// that was minted since does not count in a later era either.
#[test]
fn pool_should_decide_alike_when_a_new_era_begins() {
	const UNIT: u128 = 1 << 16;
	let members = [(1, 600 * UNIT), (2, 300 * UNIT), (3, 100 * UNIT)];
	ExtBuilder::default().with_reputation(&members).build_and_execute(|| {
		let pool = open_pool(governing(), 0);
		stake(1, pool, Side::Aye, 199 * UNIT);
		mint(3, 100 * UNIT + 1);
		Ledger::set_era(DOMAIN, 1);
		mint(3, 1_000);
		assert_eq!(ValidationPool::pool(pool).unwrap().base, 1_000);
		// Rounded up, 101 of 200 were minted in the first era.
		assert_eq!(ValidationPool::countable(pool, 3), 99);
		assert_refused(3, staking(pool, Side::Aye, 100), Error::<Test>::MintedAfterOpening);
		stake(3, pool, Side::Aye, 99);
		assert_refused(1, staking(pool, Side::Aye, 402), Error::<Test>::NotEnoughReputation);
		stake(1, pool, Side::Aye, 2);
		settle_when_due(pool);
		let decision = decision_of(pool);
		assert_eq!((decision.ayes, decision.base), (Shares::new(300, 1), Shares::new(1_000, 1)));
		assert_eq!(decision.verdict, Verdict::Passed);
	});
}

// Protects: only a pool for governance governs, whatever it passes.
#[test]
fn decision_should_not_govern_when_the_pool_is_not_for_that() {
	chain().build_and_execute(|| {
		let pool = open_pool(PoolParams { win_ratio: 666_667, ..params() }, 0);
		stake(1, pool, Side::Aye, 600);
		settle_when_due(pool);
		let decision = decision_of(pool);
		let expected = Decision {
			pool,
			post: decision.post,
			domain: DOMAIN,
			verdict: Verdict::Passed,
			tier: None,
			ayes: Shares::new(600, 0),
			nays: Shares::zero(),
			base: Shares::new(1_000, 0),
			fee_share: MILLION,
			voters: 1,
		};
		assert_eq!(decision, expected);
		assert_eq!(Ballots::<Test>::iter().count(), 0);
	});
}

// Protects: a founder's decision ratifies no directive: where there is no REP, no pool for
// governance is opened.
#[test]
fn pool_should_be_refused_when_nobody_has_reputation_to_govern() {
	chain().build_and_execute(|| {
		let post = MockPosts::make(EMPTY, 9, "first");
		for who in [FOUNDER, 9, 10] {
			let open = Call::open { post, params: governing(), fee: 0 };
			assert_refused(who, open, Error::<Test>::GovernanceNeedsReputation);
		}
	});
}

// Protects: a founder's decision in a pool that was opened when there was REP decides the pool, and
// governs nothing.
#[test]
fn founder_should_not_govern_when_all_reputation_has_decayed() {
	for founder in [Some(Side::Aye), Some(Side::Nay), None] {
		chain().build_and_execute(|| {
			let pool = open_pool(governing(), 0);
			stake(1, pool, Side::Aye, 600);
			Ledger::set_era(DOMAIN, 1);
			match founder {
				Some(side) => {
					call(FOUNDER, Call::founder_decide { pool, side }).unwrap();
				},
				None => System::set_block_number(11),
			}
			idle();
			let decision = decision_of(pool);
			let verdict = match founder {
				Some(Side::Aye) => Verdict::Passed,
				Some(Side::Nay) => Verdict::Rejected,
				None => Verdict::NotQuorate,
			};
			assert_eq!(decision.verdict, verdict);
			assert_eq!(decision.tier.is_some(), founder.is_none());
			assert!(decision.base.is_zero());
			assert!(Pools::<Test>::get(pool).is_none());
			assert_eq!(Ballots::<Test>::iter().count(), 0);
		});
	}
}

// Protects: a body whose REP has all decayed, and that begins again while a pool is open, does not
// govern by it. Neither its founder, who decides nothing any more, nor the holders of the new REP
// do.
#[test]
fn pool_should_not_be_quorate_when_all_old_reputation_has_decayed() {
	chain().build_and_execute(|| {
		let pool = open_pool(governing(), 0);
		stake(1, pool, Side::Aye, 600);
		Ledger::set_era(DOMAIN, 1);
		mint(4, 100);
		assert_refused(4, staking(pool, Side::Aye, 100), Error::<Test>::MintedAfterOpening);
		let deciding = Call::founder_decide { pool, side: Side::Aye };
		assert_refused(FOUNDER, deciding, Error::<Test>::DomainHasReputation);
		for who in [1, 4, FOUNDER] {
			assert_eq!(ValidationPool::pools_open_to(who, None, 64).pools, []);
		}
		// Its support fell short without a stake, so that it takes stakes for a quarter longer.
		settle_when_due(pool);
		assert_eq!(verdict_of(pool), None);
		settle_when_due(pool);
		assert_eq!(decision_of(pool).verdict, Verdict::NotQuorate);
	});
}

// Protects: nobody orders a directive: a pool whose verdict a customer pays for is never for
// governance, whatever opens it.
#[test]
fn job_pool_should_be_refused_when_it_is_for_governance() {
	chain().build_and_execute(|| {
		let reason = RuntimeHoldReason::from(HoldReason::Deposit);
		let stake = Ledger::open_stake(DOMAIN, &1, &reason, 100).unwrap();
		for params in [governing(), governing_in_secret()] {
			let job = JobPool { opener: 5, post: post(), params, fee: 0, worker: 1, stake, reason };
			let refused = Error::<Test>::NotForGovernance;
			assert_fails(|| ValidationPool::open_for_job(job.clone()), refused);
		}
		assert_eq!(Ledger::staked(DOMAIN, 1, reason), (100, 1));
	});
}

// Protects: every vote that ratified something is known for ever, with its stake.
#[test]
fn ballots_should_be_kept_when_a_pool_for_governance_passes() {
	chain().build_and_execute(|| {
		let pool = open_pool(governing(), 0);
		stake(1, pool, Side::Aye, 500);
		stake(2, pool, Side::Nay, 200);
		System::set_block_number(11);
		ValidationPool::decide(pool).unwrap();
		assert_eq!(Ballots::<Test>::iter().count(), 0);
		idle();
		assert!(Pools::<Test>::get(pool).is_none());
		assert_eq!(ballot_of(pool, 1), Some((500, Some(Side::Aye))));
		assert_eq!(ballot_of(pool, 2), Some((200, Some(Side::Nay))));
		assert_eq!(Ballots::<Test>::iter().count(), 2);
		assert_eq!(Votes::<Test>::iter().count(), 0);
		let decision = decision_of(pool);
		assert_eq!((decision.verdict, decision.tier), (Verdict::Passed, Some(Tier::Parameter)));
		assert_eq!((decision.ayes.value, decision.nays.value, decision.voters), (500, 200, 2));
	});
}

// Protects: a vote that ratified nothing leaves nothing behind.
#[test]
fn no_ballots_should_be_kept_when_a_pool_does_not_pass() {
	for (ayes, nays, verdict) in [
		(151, 300, Verdict::Rejected),
		(300, 299, Verdict::NotQuorate),
		(299, 0, Verdict::NotQuorate),
	] {
		chain().build_and_execute(|| {
			let pool = open_pool(governing(), 0);
			stake(1, pool, Side::Aye, ayes);
			if nays > 0 {
				stake(2, pool, Side::Nay, nays);
			}
			settle_when_due(pool);
			let decision = decision_of(pool);
			assert_eq!((decision.verdict, decision.tier), (verdict, Some(Tier::Parameter)));
			assert!(Pools::<Test>::get(pool).is_none());
			assert_eq!(Ballots::<Test>::iter().count(), 0);
		});
	}
}

// Protects: a stake that was raised is one ballot, of the whole stake.
#[test]
fn ballot_should_be_of_the_whole_stake_when_it_was_raised() {
	chain().build_and_execute(|| {
		let pool = open_pool(governing(), 0);
		stake(1, pool, Side::Aye, 300);
		stake(1, pool, Side::Aye, 7);
		settle_when_due(pool);
		assert_eq!(ballot_of(pool, 1), Some((307, Some(Side::Aye))));
	});
}

// Protects: everybody can read all ballots, a page at a time, also when the pool is long gone, with
// the present worth of the stakes.
#[test]
fn ballots_should_be_listed_in_pages_when_there_are_many() {
	const UNIT: u128 = 1 << 16;
	let members: Vec<_> = (100..180).map(|who| (who, u128::from(who) * UNIT)).collect();
	ExtBuilder::default().with_reputation(&members).build_and_execute(|| {
		let pool = open_pool(governing(), 0);
		for (who, shares) in &members {
			let side = if who % 10 == 0 { Side::Nay } else { Side::Aye };
			stake(*who, pool, side, shares / 2);
		}
		settle_when_due(pool);
		assert_eq!(ValidationPool::ballots(pool, None, u32::MAX).len(), LIST_PAGE as usize);
		settle(pool);
		assert!(Pools::<Test>::get(pool).is_none());
		Ledger::set_era(DOMAIN, 1);
		for limit in [7, 64, u32::MAX] {
			let (mut found, mut after) = (Vec::new(), None);
			loop {
				let page = ValidationPool::ballots(pool, after, limit);
				assert!(page.len() <= limit.min(LIST_PAGE) as usize);
				let Some(last) = page.last() else { break };
				after = Some(last.who);
				found.extend(page);
			}
			found.sort_by_key(|ballot| ballot.who);
			let expected: Vec<_> = members
				.iter()
				.map(|(who, shares)| {
					let side = if who % 10 == 0 { Side::Nay } else { Side::Aye };
					let (amount, stake) = (shares / 2 / UNIT, Shares::new(shares / 2, 0));
					let vote = VoteInfo { amount, stake, choice: Choice::Open(side) };
					BallotInfo { who: *who, vote }
				})
				.collect();
			assert_eq!(found, expected);
		}
		assert_eq!(ValidationPool::ballots(pool, None, 0), []);
		assert_eq!(ValidationPool::ballots(pool + 1, None, 64), []);
	});
}

// Protects: an account is told how much more it can stake. Exactly that much is taken, and no more,
// in pools of either kind.
#[test]
fn countable_should_be_what_can_be_staked() {
	chain().build_and_execute(|| {
		let ordinary = open_pool(params(), 0);
		let pool = open_pool(governing(), 0);
		let hidden = open_pool(secret(), 0);
		mint(1, 40);
		mint(4, 5);
		let countable = |who| [ordinary, pool, hidden].map(|id| ValidationPool::countable(id, who));
		assert_eq!(countable(1), [640, 600, 640]);
		assert_eq!(countable(4), [5, 0, 5]);
		assert_eq!(countable(5), [0, 0, 0]);
		assert_eq!(ValidationPool::countable(99, 1), 0);
		stake(1, pool, Side::Aye, 590);
		assert_eq!(countable(1), [640, 10, 640]);
		assert_refused(1, staking(pool, Side::Aye, 11), Error::<Test>::MintedAfterOpening);
		stake(1, pool, Side::Aye, 10);
		assert_eq!(countable(1), [640, 0, 640]);
		commit(1, hidden, Side::Aye, 40);
		assert_eq!(countable(1), [600, 0, 0]);
		commit(2, hidden, Side::Aye, 1);
		assert_eq!(countable(2), [299, 300, 0]);
		System::set_block_number(11);
		assert_eq!(countable(2), [0, 0, 0]);
	});
}

// Protects: an account finds a pool for governance only if some of its REP counts there.
#[test]
fn pool_should_be_listed_for_an_account_when_its_reputation_counts() {
	chain().build_and_execute(|| {
		let pool = open_pool(governing(), 0);
		mint(1, 40);
		mint(4, 5);
		let lists = |who| {
			let pools = ValidationPool::pools_open_to(who, None, 64).pools;
			pools.iter().map(|open| open.pool).collect::<Vec<_>>()
		};
		assert_eq!((lists(1), lists(4)), (vec![pool], vec![]));
		let ordinary = open_pool(params(), 0);
		assert_eq!(lists(4), [ordinary]);
	});
}

// Protects: the hot path. For a pool that is not for governance, no call and no read asks the
// ledger for more.
#[test]
fn ledger_should_not_be_asked_what_is_new_when_the_pool_is_not_for_governance() {
	chain().build_and_execute(|| {
		let before = Ledger::snapshot_reads();
		let (open, hidden) = (open_pool(params(), 100), open_pool(secret(), 0));
		stake(1, open, Side::Aye, 300);
		stake(1, open, Side::Aye, 1);
		commit(2, hidden, Side::Aye, 1);
		ValidationPool::pools_open_to(1, None, 64);
		ValidationPool::countable(open, 1);
		System::set_block_number(16);
		idle();
		assert_eq!(Ledger::snapshot_reads(), before);
		let pool = open_pool(governing(), 0);
		stake(1, pool, Side::Aye, 300);
		assert_eq!(Ledger::snapshot_reads(), before + 2);
	});
}

// Protects: a stake is charged for the check of what counts only where that is done, and a refused
// one for what it may have used. No stake announces the weight of a founder's decision.
#[test]
fn stake_should_be_charged_for_the_check_only_when_the_pool_is_for_governance() {
	chain().build_and_execute(|| {
		let (stake, pledge) = (<()>::stake_in_era(), <()>::pledge());
		let most = <()>::pledge_on_cancelling();
		let decision = ValidationPool::decision_weight();
		let (ordinary, governance) = (open_pool(params(), 0), open_pool(governing(), 0));
		mint(4, 9);
		for (pool, taken) in [(ordinary, stake), (governance, pledge)] {
			for amount in [0, 5] {
				let announced = staking(pool, Side::Aye, amount).get_dispatch_info().call_weight;
				assert_eq!(announced, most + decision);
			}
			let staking = staking(pool, Side::Aye, 5);
			assert_eq!(call(1, staking).unwrap().actual_weight, Some(taken));
		}
		let refused = RuntimeCall::from(staking(governance, Side::Aye, 5));
		let refused = refused.dispatch(RuntimeOrigin::signed(4)).unwrap_err();
		assert_eq!(refused.error, Error::<Test>::MintedAfterOpening.into());
		assert_eq!(refused.post_info.actual_weight, Some(most));
	});
}

// Protects: settling is charged for keeping ballots only where they are kept, and the hook stays
// within its weight when it keeps them.
#[test]
fn settling_should_be_charged_for_ballots_only_when_they_are_kept() {
	use frame_support::traits::Hooks;
	chain().build_and_execute(|| {
		let ordinary = open_pool(params(), 0);
		let governance = [open_pool(governing(), 0), open_pool(governing(), 0)];
		for pool in [ordinary, governance[0], governance[1]] {
			stake(1, pool, Side::Aye, 110);
			stake(2, pool, Side::Aye, 90);
			stake(3, pool, Side::Aye, 60);
			stake(1, pool, Side::Aye, 190);
		}
		System::set_block_number(11);
		let votes = |ballots: bool| ValidationPool::weight_of_vote(ballots) * 3;
		let decision = ValidationPool::decision_weight();
		let settling = |pool| call(20, Call::settle { pool }).unwrap().actual_weight.unwrap();
		assert_eq!(settling(ordinary), <()>::settle() + decision + votes(false));
		assert_eq!(settling(governance[0]), <()>::settle() + decision + votes(true));
		assert_eq!(votes(true) - votes(false), <()>::keep_ballot() * 3);
		let one = ValidationPool::weight_of_vote(true);
		let base = <()>::on_idle_base();
		assert_eq!(ValidationPool::on_idle(11, base + decision), base + decision);
		let page = base + <()>::settle();
		for (remaining, used, left) in [
			(page + one - Weight::from_parts(1, 0), page, 3),
			(page + one, page + one, 2),
			(page + one * 2 + ValidationPool::vote_weight(), page + one * 2, 0),
		] {
			assert_eq!(ValidationPool::on_idle(11, remaining), used);
			let unsettled =
				Settlements::<Test>::get(governance[1]).map_or(0, |page| page.unsettled);
			assert_eq!(unsettled, left);
		}
	});
}
