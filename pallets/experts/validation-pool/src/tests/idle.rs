use super::*;
use crate::{AgendaCursor, QueueEnds, Settlements, WeightInfo, IDLE_BLOCKS, IDLE_POOLS};
use frame_support::traits::Hooks;

// Protects: nobody has to ask: the hook decides due pools and pays everybody.
#[test]
fn due_pools_should_be_decided_and_settled_when_idle() {
	let members = [(1, 600), (2, 400)];
	ExtBuilder::default().with_reputation(&members).build_and_execute(|| {
		let first = open_pool(params(), 0);
		let second = open_pool(params(), 0);
		stake(1, first, Side::Aye, 300);
		stake(2, second, Side::Nay, 300);
		System::set_block_number(10);
		idle();
		assert!(Outcomes::told().is_empty());
		System::set_block_number(11);
		idle();
		let verdicts: Vec<_> = Outcomes::told().iter().map(|(_, _, verdict)| *verdict).collect();
		assert_eq!(verdicts.len(), 2);
		assert!(verdicts.contains(&Verdict::Passed) && verdicts.contains(&Verdict::Rejected));
		assert_eq!(Pools::<Test>::iter().count(), 0);
		assert_eq!((free(1), free(2)), (600, 400));
	});
}

// Protects: the hook uses no more weight than it is given, down to nothing, and does what fits.
#[test]
fn hook_should_stay_within_its_weight_when_there_is_little() {
	let members = [(1, 600), (2, 400)];
	ExtBuilder::default().with_reputation(&members).build_and_execute(|| {
		let pool = open_pool(params(), 0);
		stake(1, pool, Side::Aye, 300);
		stake(2, pool, Side::Nay, 100);
		System::set_block_number(11);
		let idle = |remaining: Weight| {
			let used = ValidationPool::on_idle(11, remaining);
			assert!(used.all_lte(remaining));
			used
		};
		let base = <()>::on_idle_base();
		let one = Weight::from_parts(1, 1);
		assert_eq!(idle(Weight::zero()), Weight::zero());
		assert_eq!(idle(base - one), Weight::zero());
		assert_eq!(idle(base), base);
		assert!(Outcomes::told().is_empty());
		let decision = ValidationPool::decision_weight();
		assert_eq!(idle(base + decision), base + decision);
		assert_eq!(Outcomes::told().len(), 1);
		let vote = ValidationPool::vote_weight();
		let page = <()>::settle();
		idle(base + page + vote - one);
		assert_eq!(Settlements::<Test>::get(pool).unwrap().unsettled, 2);
		assert_eq!(idle(base + page + vote), base + page + vote);
		assert_eq!(Settlements::<Test>::get(pool).unwrap().unsettled, 1);
		idle(base + page + vote);
		assert!(Pools::<Test>::get(pool).is_none());
		assert_eq!((free(1), free(2)), (600, 400 - 10));
	});
}

// Protects: ten thousand voters are settled a few a block, each at the same cost, and everything is
// paid to the last share.
#[test]
fn ten_thousand_voters_should_be_paid_when_idle_has_little_weight() {
	const VOTERS: u64 = 10_000;
	const PER_BLOCK: u64 = 300;
	let stake_of = |who: AccountId| u128::from(who % 97 + 1);
	let members: Vec<_> = (10_000..10_000 + VOTERS).map(|who| (who, 1_000)).collect();
	ExtBuilder::default().with_reputation(&members).build_and_execute(|| {
		let params = PoolParams { quorum: 0, ..params() };
		let pool = open_pool(params, 123_457);
		let (mut ayes, mut nays) = (0, 0);
		for (who, _) in &members {
			let (side, sum) =
				if who % 3 == 0 { (Side::Nay, &mut nays) } else { (Side::Aye, &mut ayes) };
			*sum += stake_of(*who);
			stake(*who, pool, side, stake_of(*who));
		}
		let vote = ValidationPool::vote_weight();
		let budget = <()>::on_idle_base()
			+ ValidationPool::decision_weight()
			+ <()>::settle()
			+ vote * PER_BLOCK;
		let mut blocks = 0;
		System::set_block_number(11);
		while Pools::<Test>::get(pool).is_some() {
			System::reset_events();
			System::set_block_number(11 + blocks);
			let used = ValidationPool::on_idle(11 + blocks, budget);
			assert!(used.all_lte(budget));
			blocks += 1;
		}
		assert!(blocks <= VOTERS / PER_BLOCK + 1, "{blocks} blocks");
		let (voters_part, to_post) = (123_457 / 2, 123_457 - 123_457 / 2);
		let (mut paid, mut burned) = (0, 0);
		for (who, shares) in &members {
			let staked_before = stake_of(*who);
			if who % 3 == 0 {
				let lost = staked_before.div_ceil(10);
				assert_eq!(free(*who), shares - lost);
				burned += lost;
			} else {
				let won = voters_part * staked_before / ayes;
				assert_eq!(free(*who), shares + won);
				paid += won;
			}
			assert_eq!(staked(*who), (0, 0));
		}
		let rewards: u128 = MockPosts::rewards().iter().map(|(_, _, shares)| shares.value).sum();
		assert_eq!(rewards, to_post + voters_part - paid);
		assert_eq!(supply() + rewards, 1_000 * u128::from(VOTERS) + 123_457 - burned);
	});
}

// Protects: decided pools are settled in the order of their decisions, and one that somebody
// settles by call does not stop those behind it.
#[test]
fn queue_should_go_on_when_a_pool_in_it_was_settled_by_call() {
	let members: Vec<_> = (100..200).map(|who| (who, 10)).collect();
	ExtBuilder::default().with_reputation(&members).build_and_execute(|| {
		let pools: Vec<_> = (0..3).map(|_| open_pool(params(), 0)).collect();
		for (who, _) in &members {
			for pool in &pools {
				stake(*who, *pool, Side::Aye, 3);
			}
		}
		System::set_block_number(11);
		for pool in &pools {
			ValidationPool::decide(*pool).unwrap();
		}
		assert_eq!(QueueEnds::<Test>::get(), (0, 3));
		settle(pools[1]);
		settle(pools[1]);
		assert!(Pools::<Test>::get(pools[1]).is_none());
		assert_eq!(QueueEnds::<Test>::get(), (0, 3));
		settle(pools[0]);
		settle(pools[0]);
		assert_eq!(QueueEnds::<Test>::get(), (1, 3));
		idle();
		assert_eq!(QueueEnds::<Test>::get(), (3, 3));
		assert!(members.iter().all(|(who, _)| free(*who) == 10));
	});
}

// Protects: a pool at the head of the queue is paid before those behind it.
#[test]
fn queue_should_be_in_order_when_weight_is_short() {
	ExtBuilder::default().with_reputation(&[(1, 600), (2, 400)]).build_and_execute(|| {
		let pools: Vec<_> = (0..2).map(|_| open_pool(params(), 0)).collect();
		for pool in &pools {
			stake(1, *pool, Side::Aye, 200);
			stake(2, *pool, Side::Aye, 200);
		}
		System::set_block_number(11);
		let page = <()>::settle() + ValidationPool::vote_weight() * 2;
		let base = <()>::on_idle_base() + ValidationPool::decision_weight() * 2;
		ValidationPool::on_idle(11, base + page);
		let first = Outcomes::told()[0].0;
		let second = Outcomes::told()[1].0;
		assert!(Pools::<Test>::get(first).is_none());
		assert_eq!(Settlements::<Test>::get(second).unwrap().unsettled, 2);
	});
}

// Protects: more pools than one search returns are decided as soon as there is weight. After blocks
// without `on_idle`, for example during migrations, all that was due in them is decided in the
// first block with it. A directive that waits could be enacted in the next.
#[test]
fn due_pools_should_be_decided_when_they_are_many_or_far_behind() {
	ExtBuilder::default().with_reputation(&[(1, 600)]).build_and_execute(|| {
		let many = IDLE_POOLS + 3;
		for _ in 0..many {
			open_pool(params(), 0);
		}
		let far = 11 + u64::from(IDLE_BLOCKS) * 3;
		System::set_block_number(far);
		// The second search finds the rest, and there is no weight for one of it.
		let searches = <()>::on_idle_base() * 2;
		let deciding = ValidationPool::decision_weight() * u64::from(many - 1);
		ValidationPool::on_idle(far, searches + deciding);
		assert_eq!(Outcomes::told().len(), many as usize - 1);
		System::set_block_number(far + 1);
		idle();
		assert_eq!(Outcomes::told().len(), many as usize);
		assert_eq!(Pools::<Test>::iter().count(), 0);
		assert_eq!(AgendaCursor::<Test>::get(), far + 2);
	});
}
