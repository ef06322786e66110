use super::*;
use frame_support::traits::{
	fungible::{Mutate, MutateFreeze},
	tokens::{Fortitude, Precision, Preservation},
};
use witan_experts::{ledger::FeePaid, shares::Shares};
use witan_mocks::domains::{MockBody, BODY};

fn chain() -> ExtBuilder {
	ExtBuilder::default().with_reputation(&[(1, 600), (2, 300), (3, 100)])
}

fn rewarded() -> u128 {
	MockPosts::rewards().iter().map(|(_, _, shares)| shares.value).sum()
}

// Protects: the design's payout of a ratified post, to the last share. Half of the minting goes to
// the post, half to its voters by their stakes, and the rounding to the post. A tenth of a losing
// vote is burned, and is nobody's gain.
#[test]
fn winners_should_be_paid_when_the_post_passes() {
	chain().build_and_execute(|| {
		let pool = open_pool(params(), 101);
		stake(1, pool, Side::Aye, 200);
		stake(3, pool, Side::Aye, 100);
		stake(2, pool, Side::Nay, 50);
		settle_when_due(pool);
		// 50 minted to voters: 33 and 16, and 1 with the post's 51.
		assert_eq!((free(1), free(3), free(2)), (633, 116, 295));
		assert_eq!(rewarded(), 52);
		assert_eq!(supply() + rewarded(), 1_000 + 101 - 5);
		assert!(has_event(Event::VoteSettled {
			pool,
			who: 2,
			burned: Shares::new(5, 0),
			minted: Shares::zero(),
			returned: Shares::new(45, 0),
		}));
		let to_post = Shares::new(1, 0);
		assert!(has_event(Event::Settled { pool, verdict: Verdict::Passed, to_post }));
	});
}

// Protects: the fee of a decided pool is paid by its opener to the body, and the deposit is
// returned.
#[test]
fn fee_should_be_paid_when_the_pool_is_decided() {
	for (side, verdict) in [(Side::Aye, Verdict::Passed), (Side::Nay, Verdict::Rejected)] {
		chain().build_and_execute(|| {
			let pool = open_pool(params(), 100);
			stake(1, pool, side, 300);
			settle_when_due(pool);
			assert_eq!(verdict_of(pool), Some(verdict));
			assert_eq!(
				MockBody::<Balances>::payments(),
				vec![(DOMAIN, 10, 100, None, vec![(10, MILLION)])]
			);
			assert_eq!(Balances::free_balance(10), TOKENS - 100);
			assert_eq!(Balances::free_balance(BODY), TOKENS + 100);
			assert_eq!(Balances::total_balance_on_hold(&10), 0);
			let paid = FeePaid { worker: 0, holders: 100, treasury: 0 };
			assert!(has_event(Event::FeePaid { pool, payer: 10, paid }));
		});
	}
}

// Protects: a sponsor's rejected post gets nothing, and those who rejected it share half of the
// minting. A tenth of a losing vote is burned.
#[test]
fn opponents_should_be_paid_when_the_post_is_rejected() {
	chain().build_and_execute(|| {
		let pool = open_pool(params(), 100);
		stake(1, pool, Side::Nay, 300);
		stake(2, pool, Side::Aye, 100);
		settle_when_due(pool);
		assert_eq!(verdict_of(pool), Some(Verdict::Rejected));
		assert_eq!((free(1), free(2), rewarded()), (600 + 50, 300 - 10, 0));
		assert_eq!(supply(), 1_000 + 50 - 10);
	});
}

// Protects: no opener chooses what voters lose. That is the domain's least binding, rounded up, and
// it is burned, whatever the pool's binding and whether it redistributes.
#[test]
fn losers_should_lose_the_least_binding_when_the_pool_has_another() {
	for binding in [100_000, 333_333, MILLION] {
		for redistribute in [true, false] {
			chain().build_and_execute(|| {
				let pool = open_pool(PoolParams { binding, redistribute, ..params() }, 0);
				stake(1, pool, Side::Aye, 300);
				stake(2, pool, Side::Nay, 101);
				settle_when_due(pool);
				assert_eq!((free(1), free(2), rewarded()), (600, 300 - 11, 0));
				assert_eq!(supply(), 1_000 - 11);
			});
		}
	}
}

// Protects: a tie ratifies.
#[test]
fn post_should_pass_when_sides_are_tied() {
	chain().build_and_execute(|| {
		let pool = open_pool(params(), 33);
		stake(1, pool, Side::Aye, 300);
		stake(2, pool, Side::Nay, 300);
		settle_when_due(pool);
		assert_eq!(verdict_of(pool), Some(Verdict::Passed));
	});
}

// Protects: one share of support below the quorum nothing is decided, whatever is against. Stakes
// and fee are returned, and nothing is minted. The deposit goes to the treasury if the support is
// below half of the need, and returns from there on.
#[test]
fn everything_should_be_returned_when_the_quorum_is_missed_by_one_share() {
	chain().build_and_execute(|| {
		let pool = open_pool(params(), 100);
		stake(1, pool, Side::Aye, 299);
		stake(2, pool, Side::Nay, 299);
		settle_when_due(pool);
		assert_eq!(verdict_of(pool), Some(Verdict::NotQuorate));
		assert_eq!((free(1), free(2), supply(), rewarded()), (600, 300, 1_000, 0));
		assert_eq!(Balances::free_balance(10), TOKENS);
		assert!(MockBody::<Balances>::payments().is_empty());
		assert!(has_event(Event::DepositReturned { pool, opener: 10, deposit: DEPOSIT }));
		assert!(has_event(Event::FeeReturned { pool, payer: 10, fee: 100 }));
	});
	// Needs of 300 and 301 shares.
	for (quorum, support, returns) in
		[(300_000, 149, false), (300_000, 150, true), (300_001, 150, false), (300_001, 151, true)]
	{
		chain().build_and_execute(|| {
			let pool = open_pool(PoolParams { quorum, ..params() }, 100);
			stake(1, pool, Side::Aye, support);
			settle_when_due(pool);
			assert_eq!(verdict_of(pool), Some(Verdict::NotQuorate));
			let lost = if returns { 0 } else { DEPOSIT };
			assert_eq!(Balances::free_balance(10), TOKENS - lost);
			assert_eq!(Balances::free_balance(TREASURY), TOKENS + lost);
			let forfeited = Event::DepositForfeited { pool, opener: 10, deposit: DEPOSIT };
			assert_eq!(has_event(forfeited), !returns);
		});
	}
	chain().build_and_execute(|| {
		let pool = open_pool(params(), 100);
		stake(1, pool, Side::Aye, 300);
		stake(2, pool, Side::Nay, 300);
		settle_when_due(pool);
		assert_eq!(verdict_of(pool), Some(Verdict::Passed));
	});
}

// Protects: a fee that can't be collected mints nothing, or an opener would freeze its tokens and
// farm REP for free. The pool is decided and settled all the same.
#[test]
fn nothing_should_be_minted_when_the_fee_cannot_be_paid() {
	chain().build_and_execute(|| {
		let pool = open_pool(params(), 1_000);
		stake(1, pool, Side::Aye, 300);
		let freeze: RuntimeHoldReason = HoldReason::Fee.into();
		Balances::set_freeze(&freeze, &10, TOKENS).unwrap();
		settle_when_due(pool);
		assert_eq!(verdict_of(pool), Some(Verdict::Passed));
		assert_eq!((free(1), supply(), rewarded()), (600, 1_000, 0));
		assert_eq!(Balances::free_balance(10), TOKENS);
		assert_eq!(Balances::total_balance_on_hold(&10), 0);
		let not_paid = |event: &Event<Test>| {
			matches!(event, Event::FeeNotPaid { pool: 0, payer: 10, fee: 1_000, .. })
		};
		assert_eq!(events().iter().filter(|event| not_paid(event)).count(), 1);
	});
}

// Protects: a deposit that the treasury can't receive is returned, and no pool is stuck.
#[test]
fn deposit_should_be_returned_when_the_treasury_cannot_receive_it() {
	chain().build_and_execute(|| {
		let pool = open_pool(params(), 0);
		// The account is gone, and a deposit below the least balance can't create it again.
		Balances::burn_from(
			&TREASURY,
			TOKENS,
			Preservation::Expendable,
			Precision::Exact,
			Fortitude::Force,
		)
		.unwrap();
		settle_when_due(pool);
		assert!(Pools::<Test>::get(pool).is_none());
		assert_eq!(Balances::free_balance(10), TOKENS);
		assert!(has_event(Event::DepositReturned { pool, opener: 10, deposit: DEPOSIT }));
	});
}

// Protects: a pool is decided in the block it is due and not before, once, and by anyone.
#[test]
fn settle_should_be_refused_when_the_pool_is_not_due() {
	chain().build_and_execute(|| {
		let pool = open_pool(params(), 0);
		System::set_block_number(10);
		assert_refused(20, Call::settle { pool }, Error::<Test>::NotDue);
		assert_refused(20, Call::settle { pool: 9 }, Error::<Test>::UnknownPool);
		System::set_block_number(11);
		settle(pool);
		assert_refused(20, Call::settle { pool }, Error::<Test>::UnknownPool);
		assert_eq!(Outcomes::told().len(), 1);
	});
}

// Protects: one call settles no more than a page, and is charged for what it did. The last one
// removes the pool.
#[test]
fn votes_should_be_settled_in_pages_when_there_are_many() {
	use crate::{WeightInfo, SETTLE_PAGE};
	let members: Vec<_> = (100..230).map(|who| (who, 10)).collect();
	ExtBuilder::default().with_reputation(&members).build_and_execute(|| {
		let pool = open_pool(params(), 1_300);
		for (who, _) in &members {
			stake(*who, pool, Side::Aye, 5);
		}
		System::set_block_number(11);
		let paid: Vec<_> = (0..3)
			.map(|_| call(20, Call::settle { pool }).unwrap().actual_weight.unwrap())
			.collect();
		let votes = |votes: u32| ValidationPool::vote_weight() * u64::from(votes);
		let decision = ValidationPool::decision_weight();
		assert_eq!(paid[0], <()>::settle() + votes(SETTLE_PAGE) + decision);
		assert_eq!(paid[1], <()>::settle() + votes(SETTLE_PAGE));
		assert_eq!(paid[2], <()>::settle() + votes(2));
		assert!(Pools::<Test>::get(pool).is_none());
		assert!(members.iter().all(|(who, _)| free(*who) == 15 && staked(*who) == (0, 0)));
		assert_eq!(supply() + rewarded(), 2 * 1_300);
	});
}

// Protects: a ledger that can't mint any more neither keeps stakes nor stops pools. REP that was
// not minted goes to the post.
#[test]
fn stakes_should_be_returned_when_the_ledger_is_full() {
	chain().build_and_execute(|| {
		let pool = open_pool(params(), 100);
		stake(1, pool, Side::Aye, 300);
		stake(2, pool, Side::Nay, 100);
		Ledger::fill();
		settle_when_due(pool);
		assert_eq!((free(1), free(2)), (600, 300 - 10));
		assert_eq!(rewarded(), 50 + 50);
		assert_eq!(supply(), 1_000 - 10);
	});
}

// Protects: an era that begins while a pool is open favours no side. Amounts are off by less than a
// share a vote and era.
#[test]
fn pool_should_decide_alike_when_a_new_era_begins() {
	const UNIT: u128 = 1 << 16;
	let members = [(1, 600 * UNIT + 7), (2, 300 * UNIT + 9), (3, 100 * UNIT + 5)];
	ExtBuilder::default().with_reputation(&members).build_and_execute(|| {
		let pool = open_pool(params(), 100);
		stake(1, pool, Side::Aye, 100 * UNIT + 1);
		stake(2, pool, Side::Nay, 100 * UNIT + 65_535);
		Ledger::set_era(DOMAIN, 1);
		ValidationPool::do_try_state().unwrap();
		stake(1, pool, Side::Aye, 150);
		stake(3, pool, Side::Aye, 50);
		let tally = Pools::<Test>::get(pool).unwrap().tally;
		assert_eq!((tally.era, tally.ayes, tally.nays), (1, 300, 100));
		ValidationPool::do_try_state().unwrap();
		settle_when_due(pool);
		assert_eq!(verdict_of(pool), Some(Verdict::Passed));
		// 50 minted to voters, by 250 to 50. Account 2's REP was rounded in two parts: the free and
		// the staked.
		assert_eq!((free(1), free(2), free(3)), (600 + 41, 300 - 1 - 10, 100 + 8));
		assert_eq!(rewarded(), 50 + 1);
		assert!([1, 2, 3].iter().all(|who| staked(*who) == (0, 0)));
		assert!(supply() - (641 + 289 + 108) <= 3);
	});
}

// Protects: the same, when the era begins between decision and settlement.
#[test]
fn votes_should_be_settled_when_a_new_era_begins_after_the_decision() {
	const UNIT: u128 = 1 << 16;
	ExtBuilder::default().with_reputation(&[(1, 600 * UNIT), (2, 400 * UNIT)]).build_and_execute(
		|| {
			let pool = open_pool(params(), 0);
			stake(1, pool, Side::Aye, 300 * UNIT);
			stake(2, pool, Side::Nay, 100 * UNIT);
			System::set_block_number(11);
			ValidationPool::decide(pool).unwrap();
			Ledger::set_era(DOMAIN, 1);
			settle(pool);
			assert_eq!((free(1), free(2), supply()), (600, 400 - 10, 1_000 - 10));
		},
	);
}
