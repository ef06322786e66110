//! Verdicts of pools.

use super::*;
use frame_support::{assert_storage_noop, traits::fungible::MutateFreeze};
use witan_experts::{
	ids::PostId,
	job::RequestEnd,
	ledger::FeePaid,
	pool::{Decision, OnPoolOutcome, Tier, Verdict},
	shares::MILLION,
};

fn tokens(who: AccountId) -> u128 {
	pallet_balances::Pallet::<Test>::free_balance(who)
}

// Protects: the fee for a ratified job is paid exactly, to its expert and the body. The stake
// returns, and nothing stays stored.
#[test]
fn fee_should_be_paid_when_the_evidence_passes() {
	ExtBuilder::default().build_and_execute(|| {
		let (request, pool) = submitted(EXPERT, 151);
		events();
		Pools::announce(pool, Verdict::Passed);
		let paid = FeePaid { worker: 75, holders: 76, treasury: 0 };
		assert_eq!(
			events(),
			[Event::Completed { request, customer: CUSTOMER, expert: EXPERT, paid }]
		);
		let authors = vec![(EXPERT, MILLION)];
		assert_eq!(Body::payments(), [(DOMAIN, Business::pot(), 151, Some(EXPERT), authors)]);
		assert_eq!(tokens(CUSTOMER), TOKENS - 151);
		assert_eq!(tokens(EXPERT), TOKENS + 75);
		assert_eq!(Ledger::free(DOMAIN, &EXPERT), Shares::new(REPUTATION, 0));
		assert_eq!(state(request), None);
		assert_eq!(EndsTold::get(), [(request, RequestEnd::Completed)]);
		assert_eq!(Briefs::<Test>::iter().count() + Agenda::<Test>::iter().count(), 0);
	});
}

// Protects: a customer can't withhold the expert's pay by freezing its tokens.
#[test]
fn fee_should_be_paid_when_the_customer_froze_its_tokens() {
	ExtBuilder::default().build_and_execute(|| {
		let (_, pool) = submitted(EXPERT, 151);
		let reason = RuntimeFreezeReason::Elsewhere(elsewhere::FreezeReason::Promise);
		pallet_balances::Pallet::<Test>::set_freeze(&reason, &CUSTOMER, TOKENS)
			.expect("anyone may freeze");
		Pools::announce(pool, Verdict::Passed);
		assert_eq!(tokens(EXPERT), TOKENS + 75);
		assert_eq!(EndsTold::get(), [(0, RequestEnd::Completed)]);
	});
}

// Protects: a job without a fee, where terms allow it, ends like a paid one.
#[test]
fn request_should_complete_when_its_fee_is_zero() {
	ExtBuilder::default().build_and_execute(|| {
		let mut free = terms();
		free.min_fee = 0;
		let call = Call::open_service { domain: DOMAIN, terms: free };
		assert_eq!(dispatch(OWNER, call), Ok(()));
		let request = order(0, 0);
		Offered::push(DOMAIN, witan_mocks::experts::Next::Expert(EXPERT));
		run_to(4);
		assert_eq!(submit(EXPERT, request), Ok(()));
		Pools::announce(0, Verdict::Passed);
		assert_eq!(EndsTold::get(), [(request, RequestEnd::Completed)]);
	});
}

// Protects: a rejected job of which the body is paid nothing returns the whole fee to the customer,
// and costs the expert only its stake in the pool.
#[test]
fn fee_should_return_when_the_evidence_is_rejected() {
	ExtBuilder::default().build_and_execute(|| {
		let (request, pool) = submitted(EXPERT, 151);
		events();
		Pools::announce(pool, Verdict::Rejected);
		assert_eq!(
			events(),
			[Event::Rejected {
				request,
				customer: CUSTOMER,
				expert: EXPERT,
				fee: 151,
				paid: FeePaid::default()
			}]
		);
		assert_eq!(tokens(CUSTOMER), TOKENS);
		assert_eq!(tokens(EXPERT), TOKENS);
		assert_eq!(Ledger::total(DOMAIN, &EXPERT), Shares::new(REPUTATION - STAKE, 0));
		assert_eq!(Body::payments(), []);
		assert_eq!(EndsTold::get(), [(request, RequestEnd::Rejected)]);
	});
}

// Protects: who judged a rejected job is paid a part of its fee, rounded down, and the rejected
// expert nothing of it. The rest returns.
#[test]
fn body_should_be_paid_its_part_when_the_evidence_is_rejected() {
	ExtBuilder::default().build_and_execute(|| {
		let (request, pool) = submitted(EXPERT, 159);
		Pools::leave_of_fees(100_000);
		events();
		Pools::announce(pool, Verdict::Rejected);
		let paid = FeePaid { worker: 0, holders: 15, treasury: 0 };
		assert_eq!(
			events(),
			[Event::Rejected { request, customer: CUSTOMER, expert: EXPERT, fee: 144, paid }]
		);
		assert_eq!(Body::payments(), [(DOMAIN, Business::pot(), 15, None, vec![])]);
		assert_eq!((tokens(CUSTOMER), tokens(EXPERT)), (TOKENS - 15, TOKENS));
		assert_eq!(EndsTold::get(), [(request, RequestEnd::Rejected)]);
	});
}

// Protects: a part that the body can't take returns with the rest of the fee.
#[test]
fn fee_should_return_when_its_part_can_not_be_paid() {
	ExtBuilder::default().build_and_execute(|| {
		let (request, pool) = submitted(EXPERT, 151);
		Pools::leave_of_fees(MILLION / 4);
		let body = witan_mocks::domains::BODY;
		frame_system::Account::<Test>::mutate(body, |account| account.data.free = u128::MAX);
		Pools::announce(pool, Verdict::Rejected);
		frame_system::Account::<Test>::mutate(body, |account| account.data.free = TOKENS);
		assert_eq!(tokens(CUSTOMER), TOKENS);
		assert!(events().contains(&Event::Rejected {
			request,
			customer: CUSTOMER,
			expert: EXPERT,
			fee: 151,
			paid: FeePaid::default()
		}));
	});
}

// Protects: who judged a job without a decision is paid its part once, when the request ends, and
// not when its pool is repeated.
#[test]
fn body_should_be_paid_its_part_when_the_request_ends_undecided() {
	ExtBuilder::default().build_and_execute(|| {
		let (request, pool) = submitted(EXPERT, 151);
		Pools::leave_of_fees(100_000);
		Pools::announce(pool, Verdict::NotQuorate);
		assert_eq!(Body::payments(), []);
		events();
		Pools::announce(pool + 1, Verdict::NotQuorate);
		let paid = FeePaid { worker: 0, holders: 15, treasury: 0 };
		let reason = Expiry::NotQuorate;
		assert_eq!(
			events(),
			[Event::Expired { request, customer: CUSTOMER, fee: 136, paid, reason }]
		);
		assert_eq!(tokens(CUSTOMER), TOKENS - 15);
	});
}

// Protects: evidence on which too few voted is judged again, for twice as long, with the same
// stake.
#[test]
fn pool_should_be_repeated_when_not_quorate() {
	ExtBuilder::default().build_and_execute(|| {
		let (request, pool) = submitted(EXPERT, 151);
		run_to(10);
		events();
		Pools::announce(pool, Verdict::NotQuorate);
		let until = 10 + 2 * 60 + 1;
		assert_eq!(events(), [Event::Reopened { request, from: pool, to: pool + 1, until }]);
		let again = Pools::opened().pop().expect("a pool");
		assert_eq!((again.repeats, again.params.duration), (Some(pool), 60));
		assert!(matches!(
			state(request),
			Some(State::Validating { expert: EXPERT, reopened: true, .. })
		));
		check();
		assert_eq!(Ledger::staked(DOMAIN, EXPERT, PoolReason::get()), (STAKE, 1));
		Pools::announce(pool + 1, Verdict::Passed);
		assert_eq!(tokens(EXPERT), TOKENS + 75);
		assert_eq!(EndsTold::get(), [(request, RequestEnd::Completed)]);
	});
}

// Protects: evidence on which too few voted twice costs neither customer nor expert anything, if
// too few supported it.
#[test]
fn fee_and_stake_should_return_when_not_quorate_twice() {
	ExtBuilder::default().build_and_execute(|| {
		let (request, pool) = submitted(EXPERT, 151);
		Pools::announce(pool, Verdict::NotQuorate);
		events();
		Pools::announce(pool + 1, Verdict::NotQuorate);
		let reason = Expiry::NotQuorate;
		let paid = FeePaid::default();
		assert_eq!(
			events(),
			[Event::Expired { request, customer: CUSTOMER, fee: 151, paid, reason }]
		);
		assert_eq!(tokens(CUSTOMER), TOKENS);
		assert_eq!(Ledger::free(DOMAIN, &EXPERT), Shares::new(REPUTATION, 0));
		assert_eq!(EndsTold::get(), [(request, RequestEnd::Expired)]);
	});
}

// Protects: a request ends even if its pool can't be repeated.
#[test]
fn request_should_expire_when_the_pool_can_not_be_repeated() {
	ExtBuilder::default().build_and_execute(|| {
		let (request, pool) = submitted(EXPERT, 151);
		Pools::refuse_to_reopen();
		Pools::announce(pool, Verdict::NotQuorate);
		assert_eq!(state(request), None);
		assert_eq!(tokens(CUSTOMER), TOKENS);
		assert_eq!(Ledger::free(DOMAIN, &EXPERT), Shares::new(REPUTATION, 0));
	});
}

// Protects: a fee that the body can't take returns, and the request ends anyway.
#[test]
fn fee_should_return_when_it_can_not_be_paid() {
	ExtBuilder::default().build_and_execute(|| {
		let (request, pool) = submitted(EXPERT, 151);
		// The test refuses the payment by an account of the body that can hold no more.
		let body = witan_mocks::domains::BODY;
		let most = u128::MAX;
		frame_system::Account::<Test>::mutate(body, |account| account.data.free = most);
		Pools::announce(pool, Verdict::Passed);
		frame_system::Account::<Test>::mutate(body, |account| account.data.free = TOKENS);
		assert_eq!(tokens(CUSTOMER), TOKENS);
		assert_eq!(state(request), None);
		assert_eq!(EndsTold::get(), [(request, RequestEnd::Expired)]);
		assert!(events().contains(&Event::Expired {
			request,
			customer: CUSTOMER,
			fee: 151,
			paid: FeePaid::default(),
			reason: Expiry::Unpaid
		}));
	});
}

fn passed(pool: PoolId) -> Decision {
	Decision {
		pool,
		post: PostId::zero(),
		domain: DOMAIN,
		verdict: Verdict::Passed,
		tier: None,
		ayes: Shares::new(STAKE, 0),
		nays: Shares::zero(),
		base: Ledger::supply(DOMAIN),
		voters: 1,
		fee_share: MILLION,
	}
}

// Protects: verdicts of pools that do not judge a request change nothing.
#[test]
fn verdicts_should_be_ignored_when_of_other_pools() {
	ExtBuilder::default().build_and_execute(|| {
		let (request, pool) = submitted(EXPERT, 151);
		assert_storage_noop!(Business::on_pool_outcome(&passed(pool + 1)));
		// The same for a directive.
		let directive = Decision { tier: Some(Tier::Parameter), ..passed(pool + 1) };
		assert_storage_noop!(Business::on_pool_outcome(&directive));
		Pools::announce(pool, Verdict::Passed);
		assert_eq!(state(request), None);
		assert_storage_noop!(Business::on_pool_outcome(&passed(pool)));
	});
}
