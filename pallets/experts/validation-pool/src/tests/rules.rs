//! The base of a verdict, what a job leaves, and previews of what settling does.

use super::*;
use crate::Votes;
use witan_experts::shares::Shares;
use witan_mocks::domains::{default_parameters, set_parameters};

fn chain() -> ExtBuilder {
	ExtBuilder::default().with_reputation(&[(1, 600), (2, 300), (3, 100)])
}

fn burn(who: AccountId, shares: u128) {
	Ledger::burn_or_owe(DOMAIN, &who, Shares::new(shares, 0)).expect("it can be burned");
}

fn base_and_need(pool: PoolId) -> (Balance, Balance) {
	let info = ValidationPool::pool(pool).expect("the pool is there");
	(info.base, info.need)
}

// Protects: REP that is minted after the opening raises no need, and REP that is burned lowers it.
#[test]
fn base_should_be_the_lesser_supply_when_it_changes() {
	chain().build_and_execute(|| {
		let pool = open_pool(params(), 0);
		stake(2, pool, Side::Aye, 270);
		Ledger::mint(DOMAIN, &4, Shares::new(9_000, 0)).unwrap();
		assert_eq!(base_and_need(pool), (1_000, 300));
		burn(4, 9_000);
		burn(1, 100);
		assert_eq!(base_and_need(pool), (900, 270));
		stake(2, pool, Side::Aye, 1);
		settle_when_due(pool);
		assert_eq!(verdict_of(pool), Some(Verdict::Passed));
	});
}

// Protects: of the worker's REP as much is set aside as it had at the opening and still has.
#[test]
fn base_should_set_aside_the_workers_lesser_reputation_when_it_changes() {
	chain().build_and_execute(|| {
		let pool = open_job(params(), 100, 0);
		assert_eq!(base_and_need(pool), (400, 120));
		Ledger::mint(DOMAIN, &1, Shares::new(50, 0)).unwrap();
		assert_eq!(base_and_need(pool), (400, 120));
		// 850 are left, and 450 of them are the worker's.
		burn(1, 200);
		assert_eq!(base_and_need(pool), (400, 120));
		// The worker's 450 are less than the 600 at the opening: 1 000 less 450.
		Ledger::mint(DOMAIN, &3, Shares::new(500, 0)).unwrap();
		assert_eq!(base_and_need(pool), (550, 165));
	});
}

// Protects: a job pool does not pass in its last block because its worker lost REP meanwhile: its
// verdict is that of what the worker still has, from stake to stake.
#[test]
fn job_pool_should_be_answerable_when_its_worker_lost_reputation() {
	chain().build_and_execute(|| {
		let pool = open_job(params(), 100, 0);
		burn(1, 300);
		stake(2, pool, Side::Aye, 100);
		let info = ValidationPool::pool(pool).unwrap();
		assert_eq!((info.verdict, info.need), (Verdict::NotQuorate, 120));
		System::set_block_number(info.stakes_until - 1);
		stake(2, pool, Side::Aye, 20);
		let late = ValidationPool::pool(pool).unwrap();
		assert_eq!((late.verdict, late.stakes_until), (Verdict::Passed, info.stakes_until + 3));
	});
}

// Protects: a job pool closes at once when all is staked but what is the worker's, of the greater
// of the supplies at the opening and now.
#[test]
fn job_pool_should_close_at_once_when_the_greater_supply_is_staked() {
	for (minted, closes) in [(0, true), (1, false)] {
		chain().build_and_execute(|| {
			let pool = open_job(params(), 100, 0);
			if minted > 0 {
				Ledger::mint(DOMAIN, &4, Shares::new(minted, 0)).unwrap();
			}
			stake(2, pool, Side::Aye, 300);
			assert_eq!(verdict_of(pool), None);
			stake(3, pool, Side::Aye, 100);
			assert_eq!(verdict_of(pool), closes.then_some(Verdict::Passed));
		});
	}
	chain().build_and_execute(|| {
		let pool = open_job(params(), 100, 0);
		burn(3, 100);
		stake(2, pool, Side::Aye, 300);
		assert_eq!(verdict_of(pool), None);
	});
}

// Protects: a reopened pool leaves room to answer: it lasts at most half of the longest duration.
#[test]
fn reopened_pool_should_last_half_of_the_longest_when_more_is_asked() {
	for (asked, lasts) in [(20, 20), (500, 500), (501, 500), (BlockNumber::MAX, 500)] {
		chain().build_and_execute(|| {
			let pool = open_job(params(), 100, 0);
			Outcomes::reopen_next(asked);
			settle_when_due(pool);
			let times = Pools::<Test>::get(pool + 1).expect("it is open").schedule;
			assert_eq!((times.stakes_until, times.ends_by), (11 + lasts, 11 + 2 * lasts));
		});
	}
}

// Protects: a job that ends undecided leaves a part of its fee to those who judged it, if enough
// supported it; and nothing if one share less did, or while it may be judged again.
#[test]
fn undecided_job_should_leave_its_part_when_it_was_reopened_and_supported() {
	for (support, share, gains) in [(150, 100_000, (53, 46)), (149, 0, (0, 0))] {
		let members = [(1, 600), (2, 300), (3, 200)];
		ExtBuilder::default().with_reputation(&members).build_and_execute(|| {
			let mut parameters = default_parameters();
			parameters.pool.min_binding = 100_000;
			parameters.work.rejected_share = 100_000;
			set_parameters(DOMAIN, parameters);
			let pool = open_job(PoolParams { win_ratio: 750_000, ..params() }, 100, 1_000);
			Outcomes::reopen_next(20);
			settle_when_due(pool);
			let again = pool + 1;
			stake(2, again, Side::Aye, support);
			stake(3, again, Side::Nay, 130);
			settle_when_due(again);
			let told = Outcomes::decisions();
			let shares: Vec<_> = told.iter().map(|told| (told.verdict, told.fee_share)).collect();
			assert_eq!(shares, [(Verdict::NotQuorate, 0), (Verdict::NotQuorate, share)]);
			assert_eq!((free(2), free(3)), (300 + gains.0, 200 + gains.1));
			assert_eq!((free(1), staked(1)), (600, (0, 0)));
			assert!(MockPosts::rewards().is_empty());
		});
	}
}

// Protects: what clients are told before the end is what settling does, to the unit: for every
// verdict, in pools of sponsors and on jobs, and when not all that the fee asks for may be minted.
#[test]
fn previews_should_be_what_settling_does_when_minting_is_limited() {
	for is_job in [false, true] {
		for limit in [0, 7, 33, 1_000] {
			for (ayes, nays) in [(150, 31), (60, 181), (60, 0), (10, 111), (150, 171)] {
				preview_and_settle(is_job, limit, ayes, nays);
			}
		}
	}
}

// Protects: a preview is right for the stake that leaves nothing to stake, which decides at once,
// also when it is too late for any other turn.
#[test]
fn preview_should_be_right_when_the_stake_completes_the_pool_late() {
	for (first, last, verdict, incomplete) in [
		(Side::Nay, Side::Aye, Verdict::Passed, None),
		(Side::Aye, Side::Nay, Verdict::Rejected, Some(Verdict::NotQuorate)),
	] {
		ExtBuilder::default().with_reputation(&[(1, 400), (2, 600)]).build_and_execute(|| {
			let pool = open_pool(PoolParams { quorum: 100_000, ..params() }, 100);
			stake(1, pool, first, 400);
			let late = Pools::<Test>::mutate(pool, |pool| {
				let schedule = &mut pool.as_mut().expect("it is open").schedule;
				(schedule.stakes_until, schedule.decides_at) = (schedule.ends_by, schedule.ends_by);
				schedule.ends_by - 1
			});
			System::set_block_number(late - 1);
			// One unit less would leave something to stake: then it is too late to pass, and a
			// rejection would take nothing.
			let open = ValidationPool::preview_stake(pool, 2, last, 599);
			assert_eq!(open.map(|preview| preview.verdict), incomplete);
			let told = ValidationPool::preview_stake(pool, 2, last, 600).expect("it is in time");
			assert_eq!(told.verdict, verdict);
			System::set_block_number(late);
			stake(2, pool, last, 600);
			assert_eq!(verdict_of(pool), Some(verdict));
			assert_eq!(ValidationPool::preview(pool, 2), Some(told));
		});
	}
}

fn preview_and_settle(is_job: bool, limit: u128, ayes: u128, nays: u128) {
	let members = [(1, 600), (2, 300), (3, 200), (4, 50)];
	ExtBuilder::default().with_reputation(&members).build_and_execute(|| {
		let mut parameters = default_parameters();
		parameters.pool.min_binding = 100_000;
		parameters.work.rejected_share = 250_000;
		set_parameters(DOMAIN, parameters);
		Ledger::limit_minting(DOMAIN, limit);
		let rules = PoolParams { quorum: 100_000, binding: 333_333, ..params() };
		let pool = if is_job { open_job(rules, 50, 101) } else { open_pool(rules, 101) };
		if nays > 0 {
			stake(3, pool, Side::Nay, nays);
		}
		let told = ValidationPool::preview_stake(pool, 2, Side::Aye, ayes);
		stake(2, pool, Side::Aye, ayes);
		assert_eq!(ValidationPool::preview(pool, 2), told);
		let due = Pools::<Test>::get(pool).expect("it is open").schedule.decides_at;
		let previews: Vec<_> = Votes::<Test>::iter_prefix(pool)
			.map(|(who, vote)| (who, vote.stake.value, ValidationPool::preview(pool, who).unwrap()))
			.collect();
		System::set_block_number(due);
		settle(pool);
		for (who, stake, preview) in previews {
			assert_eq!(Some(preview.verdict), verdict_of(pool));
			assert_eq!(preview.burned + preview.returned, stake);
			assert!(has_event(Event::VoteSettled {
				pool,
				who,
				burned: Shares::new(preview.burned, 0),
				minted: Shares::new(preview.minted, 0),
				returned: Shares::new(preview.returned, 0),
			}));
		}
	});
}
