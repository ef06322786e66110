use super::*;
use crate::{Choice, Votes};
use frame_support::dispatch::GetDispatchInfo;
use witan_experts::shares::Shares;

fn chain() -> ExtBuilder {
	ExtBuilder::default().with_reputation(&[(1, 600), (2, 300), (3, 100)])
}

// Protects: a stake is held at once, and raising it adds to the same stake.
#[test]
fn stake_should_be_held_and_raised_when_on_one_side() {
	chain().build_and_execute(|| {
		let pool = open_pool(params(), 0);
		stake(1, pool, Side::Aye, 100);
		stake(1, pool, Side::Aye, 50);
		assert_eq!((free(1), staked(1)), (450, (150, 1)));
		let record = Pools::<Test>::get(pool).unwrap();
		assert_eq!((record.tally.ayes, record.tally.nays, record.voters), (150, 0, 1));
		let vote = Votes::<Test>::get(pool, 1).unwrap();
		assert_eq!((vote.stake, vote.choice), (Shares::new(150, 0), Choice::Open(Side::Aye)));
		assert!(has_event(Event::Staked {
			pool,
			who: 1,
			side: Side::Aye,
			stake: Shares::new(50, 0),
			total: Shares::new(150, 0)
		}));
	});
}

// Protects: an account can't be on both sides of a pool.
#[test]
fn stake_should_be_refused_when_the_account_is_on_the_other_side() {
	chain().build_and_execute(|| {
		let pool = open_pool(params(), 0);
		stake(1, pool, Side::Aye, 100);
		let other = Call::stake { pool, side: Side::Nay, amount: 1 };
		assert_refused(1, other, Error::<Test>::OtherSide);
	});
}

// Protects: a pool never miscounts its voters, so that it is not settled before the last. One more
// than it can count is refused, openly and in secret.
#[test]
fn stake_should_be_refused_when_the_pool_has_as_many_voters_as_can_be_counted() {
	chain().build_and_execute(|| {
		let (open, hidden) = (open_pool(params(), 0), open_pool(secret(), 0));
		let set_voters = |voters| {
			for pool in [open, hidden] {
				Pools::<Test>::mutate(pool, |record| record.as_mut().unwrap().voters = voters);
			}
		};
		set_voters(u32::MAX);
		let stake = Call::stake { pool: open, side: Side::Aye, amount: 1 };
		assert_refused(1, stake, Error::<Test>::TooManyVoters);
		let commit = Call::commit { pool: hidden, hash: Default::default(), amount: 1 };
		assert_refused(1, commit, Error::<Test>::TooManyVoters);
		set_voters(0);
	});
}

// Protects: each reason for which a stake can't be taken has its own error.
#[test]
fn stake_should_be_refused_when_it_cannot_be_taken() {
	chain().build_and_execute(|| {
		let pool = open_pool(params(), 0);
		let hidden = open_pool(secret(), 0);
		let stake = |pool, amount| Call::stake { pool, side: Side::Aye, amount };
		for pool in [pool, hidden, 99] {
			assert_refused(1, stake(pool, 0), Error::<Test>::ZeroStake);
		}
		assert_refused(1, stake(99, 1), Error::<Test>::UnknownPool);
		assert_refused(1, stake(hidden, 1), Error::<Test>::SidesAreSecret);
		assert_refused(4, stake(pool, 1), Error::<Test>::NotAMember);
		assert_refused(1, stake(pool, 601), Error::<Test>::NotEnoughReputation);
		call(1, stake(pool, 600)).unwrap();
		assert_refused(1, stake(pool, 1), Error::<Test>::NotEnoughReputation);
		assert_refused(2, stake(pool, u128::MAX), Error::<Test>::NotEnoughReputation);
	});
}

// Protects: a stake counts until the last block of the duration, and not after it.
#[test]
fn stake_should_be_refused_when_the_duration_is_over() {
	chain().build_and_execute(|| {
		let pool = open_pool(params(), 0);
		let staking = Call::stake { pool, side: Side::Aye, amount: 1 };
		System::set_block_number(10);
		call(1, staking.clone()).unwrap();
		System::set_block_number(11);
		assert_refused(1, staking.clone(), Error::<Test>::TooLate);
		settle(pool);
		assert_refused(1, staking, Error::<Test>::UnknownPool);
	});
}

// Protects: a decided pool takes no stakes while its votes are settled.
#[test]
fn stake_should_be_refused_when_the_pool_is_settling() {
	let members: Vec<_> = (100..165).map(|who| (who, 10)).collect();
	ExtBuilder::default().with_reputation(&members).build_and_execute(|| {
		let pool = open_pool(params(), 0);
		for (who, _) in &members {
			stake(*who, pool, Side::Aye, 9);
		}
		settle_when_due(pool);
		assert_eq!(crate::Settlements::<Test>::get(pool).unwrap().unsettled, 1);
		let late = Call::stake { pool, side: Side::Aye, amount: 1 };
		assert_refused(100, late, Error::<Test>::TooLate);
	});
}

// Protects: once all of a domain's REP is staked nothing can change the outcome, so nobody waits
// for it.
#[test]
fn pool_should_be_decided_when_all_of_the_supply_is_staked() {
	chain().build_and_execute(|| {
		let pool = open_pool(params(), 100);
		stake(1, pool, Side::Aye, 600);
		stake(2, pool, Side::Nay, 300);
		stake(3, pool, Side::Aye, 99);
		assert_eq!(verdict_of(pool), None);
		let last = RuntimeCall::ValidationPool(Call::stake { pool, side: Side::Aye, amount: 1 });
		let declared = last.get_dispatch_info().call_weight;
		let paid = last.dispatch(RuntimeOrigin::signed(3)).unwrap().actual_weight.unwrap();
		assert_eq!(verdict_of(pool), Some(Verdict::Passed));
		use crate::WeightInfo;
		assert_eq!(paid - <()>::stake_in_era() + <()>::pledge_on_cancelling(), declared);
		settle(pool);
		assert_eq!((free(1), free(2), free(3)), (600 + 42, 300 - 30, 100 + 7));
		let rewards: Vec<_> =
			MockPosts::rewards().iter().map(|(_, _, shares)| shares.value).collect();
		assert_eq!(rewards, [50, 1]);
	});
}

// Protects: the hottest call is charged for what it does, and not for the decision that only one
// stake of a pool makes.
#[test]
fn stake_should_be_charged_for_a_decision_only_when_it_decides() {
	use crate::WeightInfo;
	chain().build_and_execute(|| {
		let pool = open_pool(params(), 0);
		let paid = call(1, Call::stake { pool, side: Side::Aye, amount: 5 }).unwrap();
		assert_eq!(paid.actual_weight, Some(<()>::stake_in_era()));
		let refused = RuntimeCall::ValidationPool(Call::stake { pool, side: Side::Aye, amount: 0 });
		let refused = refused.dispatch(RuntimeOrigin::signed(1)).unwrap_err();
		assert_eq!(refused.post_info.actual_weight, Some(<()>::stake()));
	});
}

// Protects: a voter pays for carrying its own and the worker's REP to a new era only when it must.
#[test]
fn stake_should_be_charged_for_a_new_era_only_when_rep_is_of_an_earlier_one() {
	use crate::WeightInfo;
	let chain = ExtBuilder::default().with_reputation(&[(1, 1 << 24), (2, 1 << 24)]);
	chain.build_and_execute(|| {
		let pool = open_pool(params(), 0);
		let staked = |who| {
			let paid = call(who, Call::stake { pool, side: Side::Aye, amount: 5 }).unwrap();
			paid.actual_weight
		};
		assert_eq!(staked(1), Some(<()>::stake_in_era()));
		Ledger::set_era(DOMAIN, 1);
		assert_eq!(staked(1), Some(<()>::stake()));
		assert_eq!(staked(1), Some(<()>::stake_in_era()));
		assert_eq!(staked(2), Some(<()>::stake()));
	});
}

// Protects: the pool record stays small, because every stake reads and writes it.
#[test]
fn pool_record_should_be_small_when_encoded() {
	use codec::{Encode, MaxEncodedLen};
	chain().build_and_execute(|| {
		let pool = open_pool(secret(), 900_000);
		let size = |pool| Pools::<Test>::get(pool).unwrap().encoded_size();
		assert!(size(pool) <= 280, "{} bytes", size(pool));
		let pool = open_pool(PoolParams { governance: true, ..params() }, 0);
		assert!(size(pool) <= 300, "{} bytes", size(pool));
		let most = crate::PoolOf::<Test>::max_encoded_len();
		assert!(most <= 470, "{most} bytes");
	});
}
