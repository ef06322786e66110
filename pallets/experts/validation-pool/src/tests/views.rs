use super::*;
use crate::{Phase, Preview, LIST_PAGE};
use witan_mocks::domains::{default_parameters, set_parameters, FOUNDER};

fn chain() -> ExtBuilder {
	ExtBuilder::default().with_reputation(&[(1, 600), (2, 300), (3, 100)])
}

// Protects: a client sees the stage of a pool and what it lacks, without knowing its rules.
#[test]
fn pool_should_be_shown_when_asked() {
	chain().build_and_execute(|| {
		assert_eq!(ValidationPool::pool(0), None);
		let pool = open_pool(secret(), 1_000);
		commit(1, pool, Side::Aye, 200);
		let info = ValidationPool::pool(pool).unwrap();
		assert_eq!((info.opener, info.worker, info.domain), (10, None, DOMAIN));
		assert_eq!((info.fee, info.deposit, info.mint), (1_000, DEPOSIT, 1_000));
		assert_eq!((info.ayes, info.nays, info.committed, info.base), (0, 0, 200, 1_000));
		assert_eq!((info.need, info.quorum_lacks, info.voters), (300, 300, 1));
		assert_eq!(
			(info.verdict, info.bond, info.least_binding),
			(Verdict::NotQuorate, 0, 100_000)
		);
		assert_eq!(info.ends_by, 16);
		assert_eq!((info.opened_at, info.stakes_until, info.reveals_until), (1, 11, Some(16)));
		assert_eq!(info.phase, Phase::Open);
		System::set_block_number(11);
		reveal(1, pool, Side::Aye);
		let info = ValidationPool::pool(pool).unwrap();
		assert_eq!((info.phase, info.ayes, info.quorum_lacks), (Phase::Revealing, 200, 100));
		System::set_block_number(16);
		assert_eq!(ValidationPool::pool(pool).unwrap().phase, Phase::Due);
		ValidationPool::decide(pool).unwrap();
		let info = ValidationPool::pool(pool).unwrap();
		assert_eq!((info.phase, info.voters), (Phase::Settling(Verdict::NotQuorate), 1));
		assert_eq!(info.deposit, 0);
	});
}

// Protects: a preview is what settling then does.
#[test]
fn preview_should_tell_what_settling_does_when_nothing_changes() {
	chain().build_and_execute(|| {
		let pool = open_pool(PoolParams { binding: 500_000, ..params() }, 100);
		stake(1, pool, Side::Aye, 300);
		stake(2, pool, Side::Nay, 101);
		let verdict = Verdict::Passed;
		let winner = Preview { verdict, burned: 0, minted: 50, returned: 300 };
		let loser = Preview { verdict, burned: 11, minted: 0, returned: 90 };
		assert_eq!(ValidationPool::preview(pool, 1), Some(winner));
		assert_eq!(ValidationPool::preview(pool, 2), Some(loser));
		assert_eq!(ValidationPool::preview(pool, 3), None);
		System::set_block_number(11);
		ValidationPool::decide(pool).unwrap();
		assert_eq!(ValidationPool::preview(pool, 1), Some(winner));
		settle(pool);
		assert_eq!((free(1), free(2)), (650, 289));
	});
}

// Protects: before it stakes, an account sees exactly what would follow if nobody else voted after
// it. So it does with a first stake and with a raised one, on either side.
#[test]
fn preview_of_a_stake_should_tell_what_staking_it_comes_to() {
	chain().build_and_execute(|| {
		let pool = open_pool(PoolParams { binding: 500_000, ..params() }, 100);
		stake(1, pool, Side::Aye, 300);
		for (who, side, amount) in
			[(2, Side::Aye, 100), (2, Side::Nay, 300), (1, Side::Aye, 77), (3, Side::Nay, 100)]
		{
			let told =
				ValidationPool::preview_stake(pool, who, side, amount).expect("it can stake");
			let staked = frame_support::storage::with_transaction(|| {
				stake(who, pool, side, amount);
				let result = ValidationPool::preview(pool, who);
				sp_runtime::TransactionOutcome::Rollback(Ok::<_, DispatchError>(result))
			});
			assert_eq!(staked, Ok(Some(told)), "{who} {side:?} {amount}");
		}
		let lost = ValidationPool::preview_stake(pool, 2, Side::Nay, 300).unwrap();
		// 300 for and 300 against: a tie passes.
		assert_eq!((lost.verdict, lost.burned, lost.returned), (Verdict::Passed, 30, 270));
		assert_eq!(ValidationPool::preview_stake(pool, 1, Side::Nay, 1), None);
		assert_eq!(ValidationPool::preview_stake(pool + 1, 1, Side::Aye, 1), None);
		assert_eq!(ValidationPool::preview_stake(pool, 1, Side::Aye, u128::MAX), None);
		let hidden = open_pool(secret(), 0);
		assert!(ValidationPool::preview_stake(hidden, 1, Side::Aye, 10).is_some());
		commit(1, hidden, Side::Aye, 10);
		assert_eq!(ValidationPool::preview_stake(hidden, 1, Side::Aye, 10), None);
		System::set_block_number(11);
		assert_eq!(ValidationPool::preview_stake(pool, 2, Side::Aye, 1), None);
	});
}

// Protects: whoever reads the state of a block is told what the next one takes. Nobody is shown a
// pool that takes its stake no more.
#[test]
fn views_should_speak_for_the_next_block() {
	chain().build_and_execute(|| {
		let pool = open_pool(params(), 0);
		let until = ValidationPool::pool(pool).unwrap().stakes_until;
		let told = || {
			let listed = ValidationPool::pools_open_to(1, None, 10).pools.len();
			let preview = ValidationPool::preview_stake(pool, 1, Side::Aye, 5);
			(ValidationPool::countable(pool, 1), listed, preview.is_some())
		};
		System::set_block_number(until - 2);
		assert_eq!(told(), (600, 1, true));
		System::set_block_number(until - 1);
		assert_eq!(told(), (0, 0, false));
		stake(1, pool, Side::Aye, 5);
	});
}

// Protects: an account finds the pools that wait for it, and no others, by as many calls as there
// are pages.
#[test]
fn pools_should_be_listed_for_an_account_when_it_can_act_in_them() {
	chain().build_and_execute(|| {
		let open = open_pool(params(), 0);
		let hidden = open_pool(secret(), 0);
		let foreign = empty_job(params(), 0).0;
		commit(1, hidden, Side::Aye, 10);
		let all = |who| {
			let (mut found, mut after) = (Vec::new(), None);
			loop {
				let page = ValidationPool::pools_open_to(who, after, 1);
				assert!(page.pools.len() <= 1);
				found.extend(page.pools);
				after = page.next;
				if after.is_none() {
					break;
				}
			}
			let mut found: Vec<_> =
				found.into_iter().map(|open| (open.pool, open.vote.is_some())).collect();
			found.sort();
			assert!(ValidationPool::pools_open_to(who, None, u32::MAX).next.is_none());
			assert!(ValidationPool::pools_open_to(who, None, 0).next.is_some());
			found
		};
		assert_eq!(all(1), [(open, false)]);
		assert_eq!(all(2), [(open, false), (hidden, false)]);
		assert_eq!(all(9), []);
		// Nobody has REP in that domain: its founder may decide.
		assert_eq!(all(FOUNDER), [(foreign, false)]);
		System::set_block_number(11);
		assert_eq!(all(1), [(hidden, true)]);
		assert_eq!(all(2), []);
		System::set_block_number(16);
		assert_eq!(all(1), []);
	});
}

// Protects: clients see all pools in pages of bounded size, even while pools come to an end.
#[test]
fn pools_should_be_listed_in_pages_when_there_are_many() {
	chain().build_and_execute(|| {
		let count = LIST_PAGE as usize + 6;
		(0..count).for_each(|_| {
			open_pool(params(), 0);
		});
		let first = ValidationPool::open_pools(None, u32::MAX);
		assert_eq!(first.len(), LIST_PAGE as usize);
		let last = first.last().copied().unwrap();
		settle_when_due(last);
		let mut all = first;
		all.extend(ValidationPool::open_pools(Some(last), LIST_PAGE));
		all.sort_unstable();
		assert_eq!(all, (0..count as PoolId).collect::<Vec<_>>());
		assert_eq!(ValidationPool::open_pools(None, 3).len(), 3);
	});
}

// Protects: a vote is shown as it is, with its present worth.
#[test]
fn vote_should_be_shown_when_asked() {
	chain().build_and_execute(|| {
		let pool = open_pool(params(), 0);
		stake(1, pool, Side::Aye, 30);
		let vote = ValidationPool::vote(pool, 1).unwrap();
		assert_eq!((vote.amount, vote.choice.side()), (30, Some(Side::Aye)));
		assert_eq!(ValidationPool::vote(pool, 2), None);
	});
}

// Protects: the least parameters that a client is told are accepted, for pools of both kinds.
#[test]
fn least_params_should_be_accepted_when_opening() {
	chain().build_and_execute(|| {
		let mut parameters = default_parameters();
		parameters.pool.min_quorum = 50_000;
		parameters.pool.min_win_ratio = 500_000;
		parameters.pool.min_binding = 20_000;
		set_parameters(DOMAIN, parameters);
		for (governance, ratios) in
			[(false, (50_000, 500_000, 20_000)), (true, (100_000, 666_667, 0))]
		{
			let params = ValidationPool::least_params(DOMAIN, governance).unwrap();
			assert_eq!((params.quorum, params.win_ratio, params.binding), ratios);
			open_pool(params, 0);
		}
		assert_eq!(ValidationPool::least_params(99, false), None);
	});
}
