//! Pledges in pools for governance: they are not held, count everywhere at once, and lose a tenth
//! only where something was asked for that is rejected.

use super::{governance::governing, *};
use crate::{tiers::PLEDGE_LOSS, Ballots};
use witan_experts::{
	pool::{Motion, Tier},
	shares::Shares,
};

fn chain() -> ExtBuilder {
	ExtBuilder::default().with_reputation(&[(1, 200), (2, 300), (3, 300), (4, 200)])
}

fn opening(post: PostId, params: PoolParams<BlockNumber>, fee: Balance) -> Call {
	Call::open { post, params, fee }
}

fn pool_of(tier: Tier) -> PoolId {
	MockMotions::set(&post(), Motion { tier, cancels: None });
	open_pool(governing(), 0)
}

fn debt(who: AccountId) -> u128 {
	Ledger::debt(DOMAIN, &who).value
}

// Protects: many votes at once win nothing. Before, a fifth of the REP won one of eight pools
// against four fifths that all voted. Each member pledges all it has in each of a hundred.
#[test]
fn parallel_pools_should_be_defended_with_all_reputation_in_each() {
	chain().build_and_execute(|| {
		Balances::force_set_balance(RuntimeOrigin::root(), 10, 10_000_000).unwrap();
		let pools: Vec<_> = (0..100).map(|_| open_pool(governing(), 0)).collect();
		for pool in &pools {
			stake(1, *pool, Side::Aye, 200);
			for (who, all) in [(2, 300), (3, 300), (4, 200)] {
				stake(who, *pool, Side::Nay, all);
			}
		}
		assert_eq!((1..=4).map(free).collect::<Vec<_>>(), [200, 300, 300, 200]);
		for pool in pools {
			assert_eq!(verdict_of(pool), Some(Verdict::Rejected));
		}
	});
}

// Protects: REP governs wherever it is held: in an offer, at work or in another pool.
#[test]
fn held_reputation_should_govern() {
	chain().build_and_execute(|| {
		let reason = RuntimeHoldReason::from(HoldReason::Deposit);
		Ledger::open_stake(DOMAIN, &2, &reason, 250).unwrap();
		stake(2, open_pool(params(), 0), Side::Aye, 50);
		assert_eq!(free(2), 0);
		let pool = open_pool(governing(), 0);
		assert_eq!(ValidationPool::countable(pool, 2), 300);
		stake(2, pool, Side::Aye, 300);
		assert_eq!(free(2), 0);
		assert_eq!(Ledger::staked(DOMAIN, 2, reason), (250, 1));
		assert_refused(
			2,
			Call::stake { pool, side: Side::Aye, amount: 1 },
			Error::<Test>::NotEnoughReputation,
		);
		assert_refused(
			2,
			Call::stake { pool, side: Side::Nay, amount: 1 },
			Error::<Test>::OtherSide,
		);
	});
}

// Protects: REP that is owed does not govern.
#[test]
fn owed_reputation_should_not_govern() {
	chain().build_and_execute(|| {
		let reason = RuntimeHoldReason::from(HoldReason::Deposit);
		Ledger::open_stake(DOMAIN, &2, &reason, 300).unwrap();
		Ledger::burn_or_owe(DOMAIN, &2, Shares::new(120, 0)).unwrap();
		let pool = open_pool(governing(), 0);
		assert_eq!((debt(2), ValidationPool::countable(pool, 2)), (120, 180));
		stake(2, pool, Side::Aye, 180);
		assert_refused(
			2,
			Call::stake { pool, side: Side::Aye, amount: 1 },
			Error::<Test>::MintedAfterOpening,
		);
	});
}

// Protects: the rows of the design's table for the tier `Parameter`, with a quorum of a fifth.
#[test]
fn verdicts_should_be_those_of_the_table() {
	use Verdict::{NotQuorate, Passed, Rejected};
	for (ayes, nays, verdict) in [
		(140, 0, NotQuorate),
		(140, 65, NotQuorate),
		(200, 100, Passed),
		(200, 101, NotQuorate),
		(200, 250, Rejected),
		(199, 199, NotQuorate),
	] {
		let members = [(1, 400), (2, 400), (3, 200)];
		ExtBuilder::default().with_reputation(&members).build_and_execute(|| {
			set_governance_quorum(200_000);
			let pool = open_pool(governing(), 0);
			stake(1, pool, Side::Aye, ayes);
			if nays > 0 {
				stake(2, pool, Side::Nay, nays);
			}
			settle_when_due(pool);
			assert_eq!(verdict_of(pool), Some(verdict), "{ayes} for, {nays} against");
		});
	}
}

fn set_governance_quorum(quorum: u32) {
	use witan_experts::domain::{DomainParameters, GovernanceBounds, InspectDomains};
	use witan_mocks::domains::{set_parameters, MockDomains};
	let parameters: DomainParameters<BlockNumber> = MockDomains::parameters(DOMAIN).unwrap();
	let governance = GovernanceBounds { quorum, win_ratio: 666_666, ..parameters.governance };
	set_parameters(DOMAIN, DomainParameters { governance, ..parameters });
}

// Protects: a tenth of each pledge for what is rejected is lost, and nobody else ever loses: not
// who objects, not who supports what was not carried.
#[test]
fn only_support_of_what_is_rejected_should_lose_a_tenth() {
	for (nays, lost) in [(230, 22), (120, 0)] {
		let members = [(1, 400), (2, 400), (3, 200)];
		ExtBuilder::default().with_reputation(&members).build_and_execute(|| {
			set_governance_quorum(200_000);
			let pool = open_pool(governing(), 0);
			stake(1, pool, Side::Aye, 220);
			stake(2, pool, Side::Nay, nays);
			settle_when_due(pool);
			assert_eq!((free(1), free(2), supply()), (400 - lost, 400, 1_000 - lost));
		});
	}
	assert_eq!(PLEDGE_LOSS, 100_000);
}

// Protects: what a pledge loses is owed if the REP is held, and a pledge counts as made though its
// REP is burned later.
#[test]
fn loss_should_be_owed_when_the_reputation_is_held() {
	chain().build_and_execute(|| {
		let pool = open_pool(governing(), 0);
		stake(1, pool, Side::Aye, 105);
		stake(2, pool, Side::Nay, 300);
		let reason = RuntimeHoldReason::from(HoldReason::Deposit);
		Ledger::open_stake(DOMAIN, &1, &reason, 195).unwrap();
		settle_when_due(pool);
		// A tenth, rounded up, of which 5 were free.
		assert_eq!((free(1), debt(1)), (0, 6));
		assert_eq!(Ledger::staked(DOMAIN, 1, reason), (195, 1));
		let lost = Shares::new(11, 0);
		assert!(has_event(Event::VoteSettled {
			pool,
			who: 1,
			burned: lost,
			minted: Shares::zero(),
			returned: Shares::new(94, 0),
		}));
	});
}

// Protects: nobody but an author opens a vote on a post, one at a time. Who has published another's
// text before the author does not choose the time of its vote.
#[test]
fn pool_should_be_refused_when_a_stranger_opens_it() {
	chain().build_and_execute(|| {
		let post = published_by(11);
		assert_refused(11, opening(post, governing(), 0), Error::<Test>::NotTheAuthor);
		call(10, opening(post, governing(), 0)).unwrap();
		assert_refused(10, opening(post, governing(), 0), Error::<Test>::AlreadyOpen);
		assert_refused(11, opening(post, governing(), 0), Error::<Test>::NotTheAuthor);
		let pool = ValidationPool::motion(post).unwrap().open.unwrap();
		settle_when_due(pool);
		call(10, opening(post, governing(), 0)).unwrap();
	});
}

/// Returns a post by account 10 that another one has published.
fn published_by(poster: AccountId) -> PostId {
	use witan_experts::forum::{Authors, Content, Publish};
	let authors = Authors::truncate_from(vec![(10, MILLION)]);
	let content = Content::Inline(Default::default());
	MockPosts::publish(&poster, DOMAIN, authors, Default::default(), content).expect("a new post")
}

// Protects: nobody pays voters, and nobody ratifies in secret.
#[test]
fn pool_should_be_refused_when_it_pays_or_hides() {
	chain().build_and_execute(|| {
		let hidden = PoolParams { secrecy: secret().secrecy, ..governing() };
		assert_refused(10, opening(post(), hidden, 0), Error::<Test>::SidesMustBeOpen);
		assert_refused(10, opening(post(), governing(), 1), Error::<Test>::FeeInGovernance);
		let pool = open_pool(governing(), 0);
		let commit = Call::commit { pool, hash: Default::default(), amount: 1 };
		assert_refused(1, commit, Error::<Test>::SidesAreOpen);
	});
}

// Protects: all parameters but the duration are the tier's, whatever an opener asks for, and no
// duration is shorter or longer than the tier's.
#[test]
fn parameters_should_be_those_of_the_tier() {
	chain().build_and_execute(|| {
		for (tier, durations, quorums, win_ratio) in [
			(Tier::Parameter, (10, 500), (300_000, 300_000), 666_667),
			(Tier::Root, (10, 500), (600_000, 300_000), 666_667),
			(Tier::Undo, (4, 10), (300_000, 300_000), 750_000),
		] {
			let post = post();
			MockMotions::set(&post, Motion { tier, cancels: None });
			let motion = ValidationPool::motion(post).unwrap();
			assert_eq!((motion.shortest.duration, motion.longest.duration), durations);
			assert_eq!((motion.shortest.quorum, motion.longest.quorum), quorums);
			let easy = PoolParams { quorum: 0, win_ratio: 0, ..governing() };
			for duration in [durations.0 - 1, durations.1 + 1] {
				let open = opening(post, PoolParams { duration, ..easy }, 0);
				assert_refused(10, open, Error::<Test>::DurationOutOfBounds);
			}
			let pool = open_pool(PoolParams { duration: durations.0, ..easy }, 0);
			let params = Pools::<Test>::get(pool).unwrap().params;
			assert_eq!(
				(params.quorum, params.win_ratio, params.binding),
				(quorums.0, win_ratio, 0)
			);
			assert_eq!(ValidationPool::pool(pool).unwrap().tier, Some(tier));
		}
	});
}

// Protects: a flood of votes costs more and more, up to a bound, and the price falls again when the
// flood is over. Undoing stays at the least price.
#[test]
fn deposit_should_double_with_every_fourth_opening() {
	chain().build_and_execute(|| {
		Balances::force_set_balance(RuntimeOrigin::root(), 10, 10_000_000).unwrap();
		let deposit_of = |pool| ValidationPool::pool(pool).unwrap().deposit;
		let deposits: Vec<_> = (0..32).map(|_| deposit_of(open_pool(governing(), 0))).collect();
		for (opening, deposit) in deposits.into_iter().enumerate() {
			assert_eq!(deposit, GOVERNANCE_DEPOSIT << (opening / 4).min(6));
		}
		assert_eq!(deposit_of(pool_of(Tier::Root)), 64 * GOVERNANCE_DEPOSIT);
		let undo = post();
		MockMotions::set(&undo, Motion { tier: Tier::Undo, cancels: None });
		assert_eq!(ValidationPool::motion(undo).unwrap().deposit, GOVERNANCE_DEPOSIT);
		System::set_block_number(11);
		assert_eq!(ValidationPool::motion(post()).unwrap().deposit, GOVERNANCE_DEPOSIT);
	});
}

// Protects: a deposit is lost by what few support, also if it is rejected, and returned to what
// many do.
#[test]
fn deposit_should_be_returned_when_half_of_the_need_supports() {
	for (ayes, nays, returned) in
		[(149, 0, false), (150, 0, true), (149, 300, false), (150, 301, true), (300, 0, true)]
	{
		ExtBuilder::default().with_reputation(&[(1, 400), (2, 600)]).build_and_execute(|| {
			let before = Balances::free_balance(10);
			let pool = open_pool(governing(), 0);
			assert_eq!(held(10, HoldReason::Deposit), GOVERNANCE_DEPOSIT);
			stake(1, pool, Side::Aye, ayes);
			if nays > 0 {
				stake(2, pool, Side::Nay, nays);
			}
			settle_when_due(pool);
			let lost = before - Balances::free_balance(10);
			assert_eq!(lost, if returned { 0 } else { GOVERNANCE_DEPOSIT }, "{ayes} and {nays}");
		});
	}
}

// Protects: what is ratified can't be ratified again, so that nothing is kept twice.
#[test]
fn pool_should_be_refused_when_the_post_is_ratified() {
	chain().build_and_execute(|| {
		let post = post();
		let pool = open_pool(governing(), 0);
		stake(2, pool, Side::Aye, 300);
		settle_when_due(pool);
		assert_eq!(Ballots::<Test>::iter().count(), 1);
		assert_refused(10, opening(post, governing(), 0), Error::<Test>::AlreadyRatified);
	});
}

// Protects: a turn into passing in the last block can be answered, in a vote that lasts as long as
// it may.
#[test]
fn late_pledge_should_be_answerable_in_the_longest_vote() {
	ExtBuilder::default().with_reputation(&[(1, 850), (2, 126), (3, 24)]).build_and_execute(|| {
		let pool = open_pool(PoolParams { duration: 500, ..governing() }, 0);
		stake(1, pool, Side::Aye, 252);
		System::set_block_number(500);
		stake(2, pool, Side::Nay, 126);
		let ends_by = ValidationPool::pool(pool).unwrap().ends_by;
		assert_eq!(ends_by, 1_001);
		stake(1, pool, Side::Aye, 598);
		settle_when_due(pool);
		assert_eq!(verdict_of(pool), Some(Verdict::Passed));
	});
}
