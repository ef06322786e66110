//! The founder's decision, while a domain has no REP.

use super::*;
use crate::{Preview, WeightInfo};
use frame_support::dispatch::GetDispatchInfo;
use witan_experts::shares::Shares;
use witan_mocks::domains::{MockBody, FOUNDER};

fn decide(pool: PoolId, side: Side) -> Call {
	Call::founder_decide { pool, side }
}

// Protects: a body's first job is judged by its founder and by nobody else, whoever ordered it: at
// once, whatever the pool demands of votes and whether sides are secret.
#[test]
fn pool_should_be_decided_at_once_when_the_founder_says_so() {
	let strict = PoolParams { quorum: MILLION, win_ratio: MILLION, ..params() };
	for params in [strict, secret()] {
		for (side, verdict, reward) in
			[(Side::Aye, Verdict::Passed, 7), (Side::Nay, Verdict::Rejected, 0)]
		{
			ExtBuilder::default().build_and_execute(|| {
				let (pool, post) = empty_job(params, 7);
				call(FOUNDER, decide(pool, side)).unwrap();
				assert_eq!(Outcomes::told(), vec![(pool, post, verdict)]);
				let rewards: u128 =
					MockPosts::rewards().iter().map(|(_, _, shares)| shares.value).sum();
				assert_eq!(rewards, reward);
				assert!(has_event(Event::Decided {
					pool,
					post,
					verdict,
					ayes: Shares::zero(),
					nays: Shares::zero(),
					standing: Shares::zero(),
					unrevealed: Shares::zero(),
					bond: Shares::zero(),
					base: Shares::zero(),
					minted: Shares::zero(),
					to_post: Shares::new(reward, 0),
				}));
				assert_refused(FOUNDER, decide(pool, side), Error::<Test>::TooLate);
				idle();
				assert!(Pools::<Test>::get(pool).is_none());
			});
		}
	}
}

// Protects: nobody but the founder decides by this call, and the founder only in time and while its
// domain has no REP. Nobody stakes REP where there is none, and a stake of zero is no decision.
#[test]
fn decision_should_be_refused_when_it_is_not_the_founders() {
	ExtBuilder::default().with_reputation(&[(FOUNDER, 1_000)]).build_and_execute(|| {
		let open = open_pool(params(), 0);
		let hidden = open_pool(secret(), 0);
		for pool in [open, hidden] {
			assert_refused(FOUNDER, decide(pool, Side::Aye), Error::<Test>::DomainHasReputation);
			assert_refused(1, decide(pool, Side::Aye), Error::<Test>::NotFounder);
		}
		assert_refused(FOUNDER, decide(99, Side::Aye), Error::<Test>::UnknownPool);
		for params in [params(), secret()] {
			let (pool, _) = empty_job(params, 7);
			for who in [1, 5, 9] {
				assert_refused(who, decide(pool, Side::Aye), Error::<Test>::NotFounder);
			}
			System::set_block_number(System::block_number() + 10);
			assert_refused(FOUNDER, decide(pool, Side::Aye), Error::<Test>::TooLate);
		}
		let (pool, _) = empty_job(params(), 7);
		let errors = [Error::<Test>::ZeroStake, Error::NotAMember].map(DispatchError::from);
		for (amount, error) in (0..).zip(errors) {
			let staking = Call::stake { pool, side: Side::Aye, amount };
			for who in [2, FOUNDER] {
				assert_refused(who, staking.clone(), error);
			}
		}
	});
}

// Protects: a decision, also the one of opening a pool, is charged for what follows from it, and a
// refused one is not.
#[test]
fn decision_should_be_charged_for_what_follows_when_it_decides() {
	ExtBuilder::default().build_and_execute(|| {
		let (decision, outcome) = (<()>::founder_decide(), Outcomes::weight());
		let (pool, post) = empty_job(params(), 7);
		let open = Call::open { post, params: params(), fee: 5 };
		for (deciding, refused_weight, full) in [
			(decide(pool, Side::Aye), decision, decision + outcome),
			(open, <()>::open(), <()>::open() + decision + outcome),
		] {
			assert_eq!(deciding.get_dispatch_info().call_weight, full);
			let refused = RuntimeCall::from(deciding.clone()).dispatch(RuntimeOrigin::signed(1));
			assert_eq!(refused.unwrap_err().post_info.actual_weight, Some(refused_weight));
			let paid = call(FOUNDER, deciding).unwrap();
			assert_eq!(paid.actual_weight, Some(full));
		}
	});
}

// Protects: silence ratifies nothing. A pool in which nobody could vote takes its time, in case the
// founder decides, and then ends undecided, even if it demands no quorum.
#[test]
fn pool_should_not_be_quorate_when_the_founder_says_nothing() {
	for (params, due) in [(PoolParams { quorum: 0, win_ratio: 0, ..params() }, 11), (secret(), 16)]
	{
		ExtBuilder::default().build_and_execute(|| {
			let (pool, post) = empty_job(params, 7);
			let record = Pools::<Test>::get(pool).unwrap();
			assert_eq!(
				(record.opener, record.schedule.stakes_until, record.schedule.decides_at),
				(5, 11, due)
			);
			System::set_block_number(due - 1);
			idle();
			assert!(Outcomes::told().is_empty());
			assert_fails(|| ValidationPool::decide(pool), Error::<Test>::NotDue);
			System::set_block_number(due);
			idle();
			assert_eq!(Outcomes::told(), vec![(pool, post, Verdict::NotQuorate)]);
			assert!(MockPosts::rewards().is_empty());
		});
	}
}

// Protects: a founder who was late decides when the job is judged again.
#[test]
fn founder_should_decide_when_the_pool_is_reopened() {
	ExtBuilder::default().build_and_execute(|| {
		let (pool, post) = empty_job(params(), 7);
		Outcomes::reopen_next(20);
		settle_when_due(pool);
		let again = pool + 1;
		assert_eq!(Pools::<Test>::get(again).unwrap().schedule.stakes_until, 11 + 20);
		call(FOUNDER, decide(again, Side::Aye)).unwrap();
		let told = vec![(pool, post, Verdict::NotQuorate), (again, post, Verdict::Passed)];
		assert_eq!(Outcomes::told(), told);
	});
}

// Protects: as soon as somebody has REP, those who have it decide, in pools that are open already
// too.
#[test]
fn decision_should_be_refused_when_there_is_reputation_meanwhile() {
	ExtBuilder::default().build_and_execute(|| {
		let (pool, post) = empty_job(params(), 7);
		Ledger::mint(EMPTY, &3, Shares::new(100, 0)).unwrap();
		assert_refused(FOUNDER, decide(pool, Side::Aye), Error::<Test>::DomainHasReputation);
		call(3, Call::stake { pool, side: Side::Nay, amount: 50 }).unwrap();
		System::set_block_number(11);
		idle();
		assert_eq!(Outcomes::told(), vec![(pool, post, Verdict::Rejected)]);
	});
}

/// Opens a sponsor's pool with a vote on each side, in a domain whose REP has all decayed since.
fn decayed_pool() -> PoolId {
	let pool = open_pool(params(), 100);
	stake(1, pool, Side::Aye, 400);
	stake(2, pool, Side::Nay, 100);
	Ledger::set_era(DOMAIN, 1);
	assert!(Ledger::supply(DOMAIN).is_zero());
	pool
}

// Protects: votes that have decayed to nothing ratify nothing, and the sponsor's fee is returned.
#[test]
fn pool_should_not_be_quorate_when_all_reputation_has_decayed() {
	ExtBuilder::default().with_reputation(&[(1, 600), (2, 300)]).build_and_execute(|| {
		let pool = decayed_pool();
		settle_when_due(pool);
		assert_eq!(verdict_of(pool), Some(Verdict::NotQuorate));
		assert!(has_event(Event::FeeReturned { pool, payer: 10, fee: 100 }));
		assert_eq!((staked(1), staked(2)), ((0, 0), (0, 0)));
		assert!(MockPosts::rewards().is_empty());
	});
}

// Protects: the founder decides a sponsor's pool too. Fee, deposit and minting are those of any
// pool that has decided, and the votes are settled.
#[test]
fn decision_should_pay_as_votes_do_when_all_reputation_has_decayed() {
	for (side, verdict, rewards) in
		[(Side::Aye, Verdict::Passed, 100), (Side::Nay, Verdict::Rejected, 0)]
	{
		ExtBuilder::default().with_reputation(&[(1, 600), (2, 300)]).build_and_execute(|| {
			let pool = decayed_pool();
			call(FOUNDER, decide(pool, side)).unwrap();
			assert_eq!(verdict_of(pool), Some(verdict));
			let payment = (DOMAIN, 10, 100, None, vec![(10, MILLION)]);
			assert_eq!(MockBody::<Balances>::payments(), vec![payment]);
			assert!(has_event(Event::DepositReturned { pool, opener: 10, deposit: DEPOSIT }));
			idle();
			assert!(Pools::<Test>::get(pool).is_none());
			assert_eq!((staked(1), staked(2), supply()), ((0, 0), (0, 0), 0));
			let rewarded: u128 =
				MockPosts::rewards().iter().map(|(_, _, shares)| shares.value).sum();
			assert_eq!(rewarded, rewards);
		});
	}
}

// Protects: a client sees that no votes decide: there is no REP, and silence will not do.
#[test]
fn views_should_tell_what_silence_does_when_there_is_no_reputation() {
	ExtBuilder::default().with_reputation(&[(1, 600), (2, 300)]).build_and_execute(|| {
		let (pool, _) = empty_job(params(), 7);
		let info = ValidationPool::pool(pool).unwrap();
		assert_eq!((info.base, info.quorum_lacks), (0, 0));
		let pool = decayed_pool();
		let nothing = Preview { verdict: Verdict::NotQuorate, burned: 0, minted: 0, returned: 0 };
		assert_eq!(ValidationPool::preview(pool, 1), Some(nothing));
	});
}
