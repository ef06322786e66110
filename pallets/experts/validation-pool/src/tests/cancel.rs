//! Votes on cancelling a directive, against what stands for it.

use super::{governance::governing, *};
use crate::{StandingPledges, Standings};
use proptest::prelude::*;
use witan_experts::{
	pool::{InspectStanding, Motion, Tier, Waiting},
	shares::Shares,
};

/// The block from which the directive of the tests may take effect.
const DUE: BlockNumber = 30;

fn chain() -> ExtBuilder {
	ExtBuilder::default().with_reputation(&[(1, 250), (2, 400), (3, 60), (4, 290)])
}

/// Lets account 1 ratify a directive with 250 of 1 000 REP. Returns its pool.
fn ratified() -> PoolId {
	ratified_with(250)
}

fn ratified_with(pledge: Balance) -> PoolId {
	set_quorum(200_000);
	let pool = open_pool(governing(), 0);
	stake(1, pool, Side::Aye, pledge);
	settle_when_due(pool);
	assert_eq!(verdict_of(pool), Some(Verdict::Passed));
	pool
}

fn set_quorum(quorum: u32) {
	use witan_experts::domain::{DomainParameters, GovernanceBounds, InspectDomains};
	use witan_mocks::domains::{set_parameters, MockDomains};
	let parameters: DomainParameters<BlockNumber> = MockDomains::parameters(DOMAIN).unwrap();
	let governance = GovernanceBounds { quorum, ..parameters.governance };
	set_parameters(DOMAIN, DomainParameters { governance, ..parameters });
}

fn cancelling(target: PoolId) -> Motion<BlockNumber> {
	cancelling_of(target, 250)
}

fn cancelling_of(target: PoolId, ayes: u128) -> Motion<BlockNumber> {
	let waiting = Waiting { pool: target, ayes: Shares::new(ayes, 0), due: DUE, vote: 10 };
	Motion { tier: Tier::Cancel, cancels: Some(waiting) }
}

fn open_cancel(target: PoolId) -> PoolId {
	MockMotions::set(&post(), cancelling(target));
	open_pool(PoolParams { duration: 4, ..governing() }, 0)
}

/// An account's pledge on a side.
type Pledge = (AccountId, Side, Balance);

fn verdict_after(votes: &[Pledge]) -> Verdict {
	let cancel = open_cancel(ratified());
	for (who, side, amount) in votes {
		stake(*who, cancel, *side, *amount);
	}
	if verdict_of(cancel).is_none() {
		settle_when_due(cancel);
	}
	verdict_of(cancel).expect("it is decided")
}

// Protects: the rows of the design's table. To cancel takes as much REP as stands. Supporters need
// not come twice, and one that changes its mind counts at once.
#[test]
fn cancelling_should_take_as_much_as_stands() {
	use Side::{Aye, Nay};
	use Verdict::{NotQuorate, Passed, Rejected};
	let table: [(&[Pledge], Verdict); 8] = [
		(&[(2, Aye, 249)], Rejected),
		(&[(2, Aye, 250)], Passed),
		(&[(1, Aye, 100)], Passed),
		(&[(1, Aye, 99)], NotQuorate),
		(&[(2, Aye, 300), (3, Nay, 60)], Rejected),
		(&[(2, Aye, 310), (3, Nay, 60)], Passed),
		(&[(2, Aye, 99), (1, Nay, 1)], Rejected),
		(&[], Rejected),
	];
	for (votes, verdict) in table {
		chain().build_and_execute(|| assert_eq!(verdict_after(votes), verdict, "{votes:?}"));
	}
}

// Protects: what stands without having voted takes nothing from who would cancel. Pledges against
// cancelling that meet the quorum by themselves take a tenth.
#[test]
fn supporters_of_cancelling_should_lose_only_to_pledges_in_that_vote() {
	for (against, lost) in [(60, 0), (200, 20)] {
		ExtBuilder::default()
			.with_reputation(&[(1, 250), (2, 200), (3, 60), (4, 490)])
			.build_and_execute(|| {
				let cancel = open_cancel(ratified());
				stake(2, cancel, Side::Aye, 200);
				stake(4, cancel, Side::Nay, against);
				settle_when_due(cancel);
				assert_eq!(verdict_of(cancel), Some(Verdict::Rejected));
				assert_eq!((free(2), free(4)), (200 - lost, 490));
			});
	}
}

// Protects: many votes on cancelling the same wear nobody down: who pledges against one stands in
// all, open or to come, once.
#[test]
fn pledge_against_cancelling_should_stand_in_all_such_votes() {
	chain().build_and_execute(|| {
		let target = ratified();
		let (first, second) = (open_cancel(target), open_cancel(target));
		let standing = |pool| ValidationPool::pool(pool).unwrap();
		stake(3, first, Side::Nay, 60);
		let of = |pool| (standing(pool).nays, standing(pool).standing);
		assert_eq!((of(first), of(second)), ((310, 250), (310, 310)));
		// The same account in the other vote adds what is more, and nothing else.
		stake(3, second, Side::Nay, 20);
		assert_eq!(of(second), (310, 290));
		let third = open_cancel(target);
		assert_eq!(of(third), (310, 310));
		assert_eq!(ValidationPool::standing(target), Some(Shares::new(310, 0)));
		// The supporter itself raises what it stands with.
		System::set_block_number(12);
		Ledger::mint(DOMAIN, &1, Shares::new(50, 0)).unwrap();
		let fourth = open_cancel(target);
		stake(1, fourth, Side::Nay, 300);
		assert_eq!(of(second), (360, 340));
		stake(2, fourth, Side::Aye, 359);
		stake(2, third, Side::Aye, 360);
		let verdict = |pool| ValidationPool::pool(pool).unwrap().verdict;
		assert_eq!((verdict(fourth), verdict(third)), (Verdict::Rejected, Verdict::Passed));
	});
}

// Protects: who voted for cancelling does not stand against it, in that vote alone.
#[test]
fn vote_for_cancelling_should_withdraw_what_stands() {
	chain().build_and_execute(|| {
		let target = ratified();
		let (first, second) = (open_cancel(target), open_cancel(target));
		let preview = ValidationPool::preview_stake(first, 1, Side::Aye, 100).unwrap();
		assert_eq!(preview.verdict, Verdict::Passed);
		stake(1, first, Side::Aye, 1);
		stake(1, first, Side::Aye, 99);
		let standing = |pool| ValidationPool::pool(pool).unwrap().standing;
		assert_eq!((standing(first), standing(second)), (0, 250));
		assert_eq!(ValidationPool::standing(target), Some(Shares::new(250, 0)));
	});
}

// Protects: a preview counts what a vote would change about what stands, to the share, and changes
// nothing.
#[test]
fn preview_should_count_what_would_stand() {
	chain().build_and_execute(|| {
		let cancel = open_cancel(ratified());
		stake(2, cancel, Side::Aye, 300);
		let preview = |amount| ValidationPool::preview_stake(cancel, 4, Side::Nay, amount).unwrap();
		assert_eq!(
			[50, 51].map(|amount| preview(amount).verdict),
			[Verdict::Passed, Verdict::Rejected]
		);
		assert_eq!(StandingPledges::<Test>::iter().count(), 0);
	});
}

fn schedule(pool: PoolId) -> (Verdict, BlockNumber) {
	let info = ValidationPool::pool(pool).expect("it is open");
	(info.verdict, info.stakes_until)
}

// Protects: a vote that was turned from outside, by a pledge in another one, is not turned back in
// its last block without time to answer.
#[test]
fn cancelling_should_be_answerable_when_another_vote_has_turned_it() {
	chain().build_and_execute(|| {
		let target = ratified();
		let (first, second) = (open_cancel(target), open_cancel(target));
		stake(2, first, Side::Aye, 250);
		let (verdict, until) = schedule(first);
		assert_eq!(verdict, Verdict::Passed);
		stake(3, second, Side::Nay, 60);
		assert_eq!(schedule(first), (Verdict::Rejected, until));
		System::set_block_number(until - 1);
		stake(2, first, Side::Aye, 60);
		assert_eq!(schedule(first), (Verdict::Passed, until + 1));
		System::set_block_number(until);
		stake(4, first, Side::Nay, 100);
		settle_when_due(first);
		assert_eq!(verdict_of(first), Some(Verdict::Rejected));
	});
}

// Protects: whoever cancels can answer what another vote lets stand in the last block.
#[test]
fn cancelling_should_take_stakes_again_when_it_falls_short_from_outside() {
	chain().build_and_execute(|| {
		let target = ratified();
		let (first, second) = (open_cancel(target), open_cancel(target));
		stake(1, first, Side::Aye, 100);
		let (verdict, until) = schedule(first);
		assert_eq!(verdict, Verdict::Passed);
		System::set_block_number(until - 1);
		stake(3, second, Side::Nay, 60);
		stake(4, second, Side::Nay, 50);
		assert_eq!(schedule(first).0, Verdict::NotQuorate);
		System::set_block_number(until);
		ValidationPool::decide(first).unwrap();
		assert_eq!((verdict_of(first), schedule(first).1), (None, until + 2));
		stake(2, first, Side::Aye, 10);
		settle_when_due(first);
		assert_eq!(verdict_of(first), Some(Verdict::Passed));
	});
}

// Protects: a vote on cancelling is decided before the directive takes effect, however often it is
// extended: a directive takes effect at the beginning of its block.
#[test]
fn cancelling_should_be_refused_when_it_could_end_too_late() {
	chain().build_and_execute(|| {
		let target = ratified();
		MockMotions::set(&post(), cancelling(target));
		let open = |duration| Call::open {
			post: post(),
			params: PoolParams { duration, ..governing() },
			fee: 0,
		};
		let last = DUE - 2 * 4 - 1;
		System::set_block_number(last + 1);
		assert_refused(10, open(4), Error::<Test>::TooLateToCancel);
		System::set_block_number(last);
		assert_refused(10, open(5), Error::<Test>::TooLateToCancel);
		assert_refused(10, open(3), Error::<Test>::DurationOutOfBounds);
		call(10, open(4)).unwrap();
		let pool = crate::NextPool::<Test>::get() - 1;
		assert!(ValidationPool::pool(pool).unwrap().ends_by < DUE);
	});
}

// Protects: a flood of votes on cancelling the same directive costs more with each that is open.
#[test]
fn deposit_of_cancelling_should_double_with_the_open_ones() {
	chain().build_and_execute(|| {
		let target = ratified();
		let deposits: Vec<_> =
			(0..8).map(|_| ValidationPool::pool(open_cancel(target)).unwrap().deposit).collect();
		for (open, deposit) in deposits.into_iter().enumerate() {
			assert_eq!(deposit, GOVERNANCE_DEPOSIT << open.min(6));
		}
		let ordinary = open_pool(governing(), 0);
		assert_eq!(ValidationPool::pool(ordinary).unwrap().deposit, GOVERNANCE_DEPOSIT);
	});
}

// Protects: a vote on cancelling waits for its end even when all REP has voted, unless it passes:
// another vote may change what stands.
#[test]
fn cancelling_should_not_close_early_unless_it_passes() {
	chain().build_and_execute(|| {
		let target = ratified();
		let (rejected, passed) = (open_cancel(target), open_cancel(target));
		for (who, all) in [(2, 400), (3, 60), (4, 290)] {
			stake(who, rejected, Side::Nay, all);
			stake(who, passed, Side::Aye, all);
		}
		stake(1, rejected, Side::Aye, 250);
		stake(1, passed, Side::Aye, 250);
		assert_eq!(verdict_of(passed), Some(Verdict::Passed));
		assert_eq!(verdict_of(rejected), None);
	});
}

// Protects: what stood for a directive is forgotten when nobody can cancel it any more, and not
// before.
#[test]
fn standing_should_be_forgotten_when_the_directive_is_due() {
	chain().build_and_execute(|| {
		let target = ratified();
		let cancel = open_cancel(target);
		for who in [2, 3, 4] {
			stake(who, cancel, Side::Nay, 10);
		}
		settle_when_due(cancel);
		idle();
		assert_eq!(Standings::<Test>::iter().count(), 1);
		assert_eq!(StandingPledges::<Test>::iter().count(), 3);
		System::set_block_number(DUE - 1);
		idle();
		assert_eq!(ValidationPool::standing(target), Some(Shares::new(280, 0)));
		System::set_block_number(DUE);
		idle();
		assert_eq!(Standings::<Test>::iter().count(), 0);
		assert_eq!(StandingPledges::<Test>::iter().count(), 0);
	});
}

// Protects: forgetting takes no more weight than there is, and goes on in the next block.
#[test]
fn forgetting_should_take_as_many_blocks_as_it_needs() {
	use crate::WeightInfo;
	use frame_support::traits::Hooks;
	chain().build_and_execute(|| {
		let cancel = open_cancel(ratified());
		for who in [2, 3, 4] {
			stake(who, cancel, Side::Nay, 10);
		}
		settle_when_due(cancel);
		System::set_block_number(DUE);
		idle_until_searches_are_done();
		// Two pledges go, and the search for more.
		let all: Weight = <()>::on_idle_base() * 2 + <()>::forget_pledge() * 3;
		let used = ValidationPool::on_idle(DUE, all);
		assert!(used.all_lte(all));
		assert_eq!(StandingPledges::<Test>::iter().count(), 1);
		idle();
		assert_eq!(Standings::<Test>::iter().count(), 0);
	});
}

/// Lets the searches for due pools pass the blocks in which there are none.
fn idle_until_searches_are_done() {
	crate::AgendaCursor::<Test>::put(DUE);
	crate::StandingsCursor::<Test>::put(DUE);
}

/// A step of a random sequence of votes on cancelling.
#[derive(Clone, Debug)]
enum Step {
	Open { duration: BlockNumber },
	Stake { who: AccountId, cancel: usize, side: Side, amount: Balance },
	Mint { who: AccountId, amount: u128 },
	Burn { who: AccountId, amount: u128 },
	Blocks { blocks: BlockNumber },
	Eras,
}

fn step() -> impl Strategy<Value = Step> {
	let amount = || prop_oneof![1..80u128, 1..500u128];
	let side = || prop_oneof![Just(Side::Aye), Just(Side::Nay)];
	prop_oneof![
		3 => (4..=10u64).prop_map(|duration| Step::Open { duration }),
		12 => (1..=4u64, 0..4usize, side(), amount())
			.prop_map(|(who, cancel, side, amount)| Step::Stake { who, cancel, side, amount }),
		1 => (1..=4u64, amount()).prop_map(|(who, amount)| Step::Mint { who, amount }),
		1 => (1..=4u64, amount()).prop_map(|(who, amount)| Step::Burn { who, amount }),
		4 => (1..4u64).prop_map(|blocks| Step::Blocks { blocks }),
		1 => Just(Step::Eras),
	]
}

/// Takes a step. Refused calls change nothing.
fn take(step: Step, target: PoolId, cancels: &mut Vec<PoolId>, scale: u128) {
	match step {
		Step::Open { duration } => {
			MockMotions::set(&post(), cancelling_of(target, 250 * scale));
			let id = crate::NextPool::<Test>::get();
			let params = PoolParams { duration, ..governing() };
			if call(10, Call::open { post: post(), params, fee: 0 }).is_ok() {
				cancels.push(id);
			}
		},
		Step::Stake { who, cancel, side, amount } => {
			let Some(pool) = cancels.get(cancel).copied() else { return };
			let before = sp_io::storage::root(sp_runtime::StateVersion::V1);
			let amount = amount * (scale >> (16 * Ledger::era(DOMAIN)));
			if call(who, Call::stake { pool, side, amount }).is_err() {
				assert_eq!(sp_io::storage::root(sp_runtime::StateVersion::V1), before);
			}
		},
		Step::Mint { who, amount } => {
			Ledger::mint(DOMAIN, &who, Shares::new(amount, Ledger::era(DOMAIN))).unwrap();
		},
		Step::Burn { who, amount } => {
			Ledger::burn_or_owe(DOMAIN, &who, Shares::new(amount, Ledger::era(DOMAIN))).unwrap();
		},
		Step::Blocks { blocks } => {
			System::set_block_number(System::block_number() + blocks);
			idle();
		},
		Step::Eras if Ledger::era(DOMAIN) < 2 && scale > 1 => {
			Ledger::set_era(DOMAIN, Ledger::era(DOMAIN) + 1);
		},
		Step::Eras => {},
	}
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(256))]

	// Protects: whatever is voted in however many votes on cancelling the same directive, what
	// stands is the sum of each account's greatest pledge. In the end nothing of it is left.
	#[test]
	fn standing_should_be_the_sum_of_greatest_pledges(
		steps in prop::collection::vec(step(), 1..60),
		with_eras: bool,
	) {
		let scale = if with_eras { 1 << 40 } else { 1 };
		let members = [(1, 250), (2, 400), (3, 60), (4, 290)];
		let members = members.map(|(who, shares)| (who, shares * scale));
		ExtBuilder::default().with_reputation(&members).build_and_execute(|| {
			Balances::force_set_balance(RuntimeOrigin::root(), 10, 10_000_000).unwrap();
			let target = ratified_with(250 * scale);
			let mut cancels = Vec::new();
			for step in steps {
				take(step, target, &mut cancels, scale);
				ValidationPool::do_try_state().expect("invariants hold");
			}
			for _ in 0..30 {
				System::set_block_number(System::block_number() + 5);
				idle();
			}
			assert_eq!(Pools::<Test>::iter().count(), 0);
			assert_eq!(Standings::<Test>::iter().count(), 0);
			assert_eq!(StandingPledges::<Test>::iter().count(), 0);
		});
	}
}
