use super::*;
use crate::{Choice, Votes};
use witan_experts::shares::Shares;
use witan_mocks::domains::{default_parameters, set_parameters, MockBody};

fn chain() -> ExtBuilder {
	ExtBuilder::default().with_reputation(&[(1, 600), (2, 300), (3, 100)])
}

// Protects: a stake that has decayed to nothing when the evidence comes is not counted as a vote.
#[test]
fn stake_should_be_no_vote_when_nothing_is_left_of_it() {
	chain().build_and_execute(|| {
		let job = job(params(), 100, 1_000);
		Ledger::set_era(DOMAIN, 1);
		let pool = ValidationPool::open_for_job(job).unwrap();
		assert_eq!(Votes::<Test>::iter_prefix(pool).count(), 0);
		assert_eq!(Pools::<Test>::get(pool).unwrap().voters, 0);
		assert_eq!(Ledger::staked(DOMAIN, 1, reason()), (0, 0));
	});
}

// Protects: one stake changes its role, and is the first vote in favour. Nothing is held in tokens.
#[test]
fn stake_should_be_the_first_vote_when_a_job_pool_opens() {
	for params in [params(), secret()] {
		chain().build_and_execute(|| {
			let pool = open_job(params, 100, 1_000);
			assert_eq!((free(1), staked(1)), (500, (100, 1)));
			assert_eq!(Ledger::staked(DOMAIN, 1, reason()), (0, 0));
			let vote = Votes::<Test>::get(pool, 1).unwrap();
			assert_eq!((vote.stake.value, vote.choice), (100, Choice::Open(Side::Aye)));
			assert_eq!((held(5, HoldReason::Fee), held(5, HoldReason::Deposit)), (0, 0));
			let stake = Shares::new(100, 0);
			assert!(has_event(Event::Staked {
				pool,
				who: 1,
				side: Side::Aye,
				stake,
				total: stake
			}));
		});
	}
}

// Protects: the worker does not judge its own work: it neither raises its bond in an open pool nor
// hides a second stake in a secret one.
#[test]
fn worker_should_not_raise_its_bond_when_a_pool_is_open_or_secret() {
	chain().build_and_execute(|| {
		let open = open_job(params(), 100, 0);
		for side in [Side::Aye, Side::Nay] {
			let raise = Call::stake { pool: open, side, amount: 50 };
			assert_refused(1, raise, Error::<Test>::OwnWork);
		}
		assert_eq!(staked(1), (100, 1));
		let pool = open_job(secret(), 100, 0);
		let hash = ValidationPool::commit_hash(pool, 1, Side::Aye, 5, salt(1));
		let second = Call::commit { pool, hash, amount: 5 };
		assert_refused(1, second, Error::<Test>::OwnWork);
		System::set_block_number(11);
		let showing = Call::reveal { pool, side: Side::Aye, salt: salt(1) };
		assert_refused(1, showing, Error::<Test>::AlreadyRevealed);
	});
}

// Protects: if a domain keeps nothing of a rejected job's fee, nothing is minted, or junk would
// farm REP. Then nobody receives the bond either: it is burned.
#[test]
fn nothing_should_be_minted_when_a_job_is_rejected() {
	chain().build_and_execute(|| {
		let pool = open_job(params(), 100, 1_000);
		let pool_two = open_job(params(), 100, 10);
		stake(2, pool_two, Side::Nay, 250);
		settle_when_due(pool);
		settle(pool_two);
		assert_eq!(verdict_of(pool_two), Some(Verdict::Rejected));
		assert_eq!((free(1), free(2)), (500, 300));
		assert_eq!(supply(), 900);
		assert_eq!(Outcomes::decisions()[1].fee_share, 0);
		assert!(MockBody::<Balances>::payments().is_empty());
	});
}

// Protects: REP is minted against the fee that the selling pallet pays for a ratified job.
#[test]
fn reputation_should_be_minted_when_a_job_passes() {
	chain().build_and_execute(|| {
		let pool = open_job(params(), 100, 1_000);
		stake(2, pool, Side::Aye, 300);
		settle_when_due(pool);
		assert_eq!(Outcomes::told()[0].2, Verdict::Passed);
		assert_eq!((free(1), free(2)), (600 + 125, 300 + 375));
		assert_eq!(MockPosts::rewards()[0].2, Shares::new(500, 0));
		assert!(MockBody::<Balances>::payments().is_empty());
	});
}

// Protects: a worker's stake of zero is no vote, and leaves nothing held.
#[test]
fn stake_of_nothing_should_be_no_vote_when_a_job_pool_opens() {
	chain().build_and_execute(|| {
		let pool = open_job(params(), 0, 0);
		assert_eq!(Pools::<Test>::get(pool).unwrap().voters, 0);
		assert_eq!(Ledger::staked(DOMAIN, 1, reason()), (0, 0));
		assert!(Pools::<Test>::get(pool).unwrap().bond.is_zero());
		let own = Call::stake { pool, side: Side::Nay, amount: 10 };
		assert_refused(1, own, Error::<Test>::OwnWork);
		stake(2, pool, Side::Aye, 120);
		settle_when_due(pool);
		assert_eq!(verdict_of(pool), Some(Verdict::Passed));
	});
}

// Protects: a pool in which nobody else can vote does not keep a customer waiting. It decides in
// the next block, after the pallet that opened it has learnt its id.
#[test]
fn job_pool_should_be_due_in_the_next_block_when_nobody_else_can_vote() {
	for (params, members) in [(params(), vec![(1, 600)]), (secret(), vec![(1, 600)])] {
		ExtBuilder::default().with_reputation(&members).build_and_execute(|| {
			let pool = open_job(params, 600, 100);
			assert!(Outcomes::told().is_empty());
			System::set_block_number(2);
			idle();
			assert_eq!(Outcomes::told(), vec![(pool, MockPosts::rewards()[0].0, Verdict::Passed)]);
			assert_eq!(free(1), 650);
		});
	}
}

// Protects: a pool that can't be opened leaves the worker's stake where it was.
#[test]
fn stake_should_stay_when_a_job_pool_is_refused() {
	chain().build_and_execute(|| {
		let good = job(params(), 100, 0);
		let refused = |job: JobPool<AccountId, BlockNumber, RuntimeHoldReason>,
		               error: Error<Test>| {
			assert_fails(|| ValidationPool::open_for_job(job), error);
		};
		refused(JobPool { post: PostId::zero(), ..good.clone() }, Error::UnknownPost);
		refused(JobPool { fee: u128::MAX, ..good.clone() }, Error::FeeTooHigh);
		let binding = MILLION + 1;
		let params = PoolParams { binding, ..params() };
		refused(JobPool { params, ..good.clone() }, Error::RatioOutOfRange);
		let root = || sp_io::storage::root(sp_runtime::StateVersion::V1);
		let before = root();
		assert!(ValidationPool::open_for_job(JobPool { worker: 2, ..good }).is_err());
		assert_eq!(root(), before);
	});
}

// Protects: terms that were good when they were made open a pool even if the domain has narrowed
// its bounds since. Otherwise the expert would be punished. New terms are refused.
#[test]
fn job_pool_should_open_when_the_bounds_have_changed_since() {
	chain().build_and_execute(|| {
		assert_eq!(ValidationPool::check_params(DOMAIN, &params()), Ok(()));
		let mut parameters = default_parameters();
		parameters.pool.min_quorum = MILLION;
		set_parameters(DOMAIN, parameters);
		let refused = Err(Error::<Test>::QuorumOutOfBounds.into());
		assert_eq!(ValidationPool::check_params(DOMAIN, &params()), refused);
		let unknown = Err(Error::<Test>::UnknownDomain.into());
		assert_eq!(ValidationPool::check_params(99, &params()), unknown);
		open_job(params(), 100, 0);
	});
}

// Protects: the pallet that sold the job can have it decided when it is due, once.
#[test]
fn job_pool_should_be_decided_when_due_and_only_once() {
	chain().build_and_execute(|| {
		let pool = open_job(params(), 100, 0);
		stake(2, pool, Side::Aye, 250);
		let refused = |pool, error: Error<Test>| {
			assert_fails(|| ValidationPool::decide(pool), error);
		};
		refused(99, Error::UnknownPool);
		refused(PoolId::MAX, Error::UnknownPool);
		refused(pool, Error::NotDue);
		System::set_block_number(11);
		assert_eq!(ValidationPool::decide(pool), Ok(()));
		refused(pool, Error::AlreadyDecided);
		// The worker's vote and the other one: with the last, the pool is gone.
		settle(pool);
		refused(pool, Error::UnknownPool);
		assert_eq!(Outcomes::told().len(), 1);
	});
}

// Protects: a job that too few judged is judged again, with the worker's whole stake. Everybody
// else's is returned.
#[test]
fn stake_should_go_over_when_a_pool_is_reopened() {
	chain().build_and_execute(|| {
		let pool = open_job(params(), 100, 1_000);
		stake(2, pool, Side::Nay, 30);
		Outcomes::reopen_next(20);
		settle_when_due(pool);
		let again = pool + 1;
		assert!(has_event(Event::Reopened { from: pool, to: again }));
		assert!(Pools::<Test>::get(pool).is_none());
		let record = Pools::<Test>::get(again).unwrap();
		assert_eq!(
			(record.schedule.stakes_until, record.tally.ayes, record.voters),
			(11 + 20, 100, 1)
		);
		assert_eq!((record.fee, record.mint, record.opener), (1_000, 1_000, 5));
		assert_eq!(MockPosts::pins(&record.post), 1);
		assert_eq!((free(1), staked(1)), (500, (100, 1)));
		assert_eq!((free(2), staked(2)), (300, (0, 0)));
		stake(2, again, Side::Aye, 180);
		settle_when_due(again);
		assert_eq!(verdict_of(again), Some(Verdict::Passed));
		assert_eq!((free(1), free(2)), (600 + 178, 300 + 321));
	});
}

// Protects: only the bond goes over to a pool in place of another. A secret vote stays behind, and
// loses like every side that was not shown; a worker without a stake gets none.
#[test]
fn sealed_vote_should_stay_behind_when_a_pool_is_reopened() {
	chain().build_and_execute(|| {
		for (opened, bond, voters) in [(1, 0, 0), (101, 30, 1)] {
			System::set_block_number(opened);
			let (before, others) = (free(1), free(2));
			let pool = open_job(secret(), bond, 0);
			commit(2, pool, Side::Nay, 20);
			Outcomes::reopen_next(0);
			settle_when_due(pool);
			assert_eq!((free(1), staked(1)), (before - bond, (bond, voters)));
			assert_eq!((free(2), staked(2)), (others - 20, (0, 0)));
			let record = Pools::<Test>::get(pool + 1).unwrap();
			assert_eq!((record.voters, record.bond.value), (voters, bond));
			assert_eq!(record.schedule.stakes_until, opened + 15 + 1);
		}
	});
}

// Protects: only a job pool that did not decide is opened again.
#[test]
fn reopening_should_be_refused_when_there_is_nothing_to_reopen() {
	chain().build_and_execute(|| {
		let refused = |pool, error: Error<Test>| {
			assert_fails(|| ValidationPool::reopen(pool, 5), error);
		};
		let sponsored = open_pool(params(), 0);
		let undecided = open_job(params(), 100, 0);
		let passed = open_job(params(), 100, 0);
		stake(2, passed, Side::Aye, 280);
		refused(99, Error::UnknownPool);
		refused(PoolId::MAX, Error::UnknownPool);
		refused(sponsored, Error::NotReopenable);
		refused(undecided, Error::NotReopenable);
		System::set_block_number(11);
		for pool in [sponsored, passed] {
			ValidationPool::decide(pool).unwrap();
			refused(pool, Error::NotReopenable);
			settle(pool);
			refused(pool, Error::UnknownPool);
		}
	});
}
