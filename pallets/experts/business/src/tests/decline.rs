//! `decline`.

use super::*;
use witan_experts::{domain::WorkBounds, job::RequestEnd, pool::Verdict, shares::MILLION};
use witan_mocks::{
	domains::default_parameters,
	experts::{Asked, Next},
};

fn tokens(who: AccountId) -> u128 {
	pallet_balances::Pallet::<Test>::free_balance(who)
}

fn refused(who: AccountId, request: RequestId, error: Error<Test>) {
	assert_refused::<RuntimeCall>(RuntimeOrigin::signed(who), Call::decline { request }, error);
}

// Protects: an expert can say no. It costs no REP, the next expert is drawn, and who declined is
// not drawn again for the same request.
#[test]
fn next_expert_should_be_drawn_when_one_declines() {
	ExtBuilder::default().build_and_execute(|| {
		let request = assigned(EXPERT, 150);
		events();
		assert_eq!(dispatch(EXPERT, Call::decline { request }), Ok(()));
		let stake = Shares::new(STAKE, 0);
		assert_eq!(
			events(),
			[
				Event::Declined { request, expert: EXPERT, stake },
				Event::DrawScheduled { request, draw_at: 5, gives_up_at: 67 },
			]
		);
		assert_eq!(Ledger::free(DOMAIN, &EXPERT), Shares::new(REPUTATION, 0));
		assert_eq!(Offered::asked()[1..], [Asked::JobDeclined(DOMAIN, EXPERT, stake)]);
		check();
		Offered::push(DOMAIN, Next::Expert(EXPERT));
		Offered::push(DOMAIN, Next::Expert(SECOND));
		run_to(5);
		assert!(matches!(state(request), Some(State::Assigned { expert: SECOND, .. })));
		refused(EXPERT, request, Error::NotAssigned);
		assert_eq!(submit(SECOND, request), Ok(()));
		refused(SECOND, request, Error::AlreadySubmitted);
		Pools::announce(0, Verdict::Passed);
		// One expert's no costs nobody anything.
		assert_eq!((tokens(CUSTOMER), tokens(TREASURY)), (TOKENS - 150, TOKENS));
		refused(EXPERT, request, Error::UnknownRequest);
	});
}

// Protects: the time to decline is an eighth of the job period, up to and with its last block.
// After it, an expert who does nothing is a no-show.
#[test]
fn decline_should_be_refused_when_it_is_too_late() {
	ExtBuilder::default().build_and_execute(|| {
		let first = assigned(EXPERT, 150);
		let second = assigned(EXPERT, 150);
		assert!(matches!(state(first), Some(State::Assigned { decline_by: 5, due: 23, .. })));
		run_to(5);
		assert_eq!(dispatch(EXPERT, Call::decline { request: first }), Ok(()));
		run_to(8);
		refused(EXPERT, second, Error::TooLateToDecline);
		run_busy_to(300);
		refused(EXPERT, second, Error::TooLateToDecline);
		assert_eq!(dispatch(STRANGER, Call::poke { request: second }), Ok(()));
		refused(EXPERT, second, Error::NotAssigned);
	});
}

// Protects: a brief that everybody declines costs no expert anything, and its customer a part of
// the fee: 5 % of each of a hundred orders. Declines count against the draws of the terms.
#[test]
fn request_should_expire_when_everybody_declines() {
	ExtBuilder::default().build_and_execute(|| {
		let no_show_share = MILLION / 20;
		set_bounds(WorkBounds { no_show_share, ..default_parameters().work });
		let service = open();
		for order_of in 0..100 {
			let request = order(service, 200);
			for expert in [EXPERT, SECOND, THIRD] {
				Offered::push(DOMAIN, Next::Expert(expert));
				run_to(System::block_number() + 2);
				assert_eq!(dispatch(expert, Call::decline { request }), Ok(()));
			}
			assert_eq!(EndsTold::get().pop(), Some((request, RequestEnd::Expired)));
			assert_eq!(tokens(TREASURY), TOKENS + 10 * (order_of + 1));
		}
		assert_eq!(tokens(CUSTOMER), TOKENS - 1_000);
		for expert in [EXPERT, SECOND, THIRD] {
			assert_eq!(Ledger::free(DOMAIN, &expert), Shares::new(REPUTATION, 0));
		}
	});
}

// Protects: a stake that can't be returned leaves the job as it is.
#[test]
fn job_should_stay_assigned_when_its_stake_can_not_return() {
	ExtBuilder::default().build_and_execute(|| {
		let request = assigned(EXPERT, 150);
		Ledger::close_account(EXPERT);
		assert_refused::<RuntimeCall>(
			RuntimeOrigin::signed(EXPERT),
			Call::decline { request },
			witan_mocks::ledger::CLOSED,
		);
		Ledger::reopen_account(EXPERT);
		assert_eq!(dispatch(EXPERT, Call::decline { request }), Ok(()));
	});
}
