//! No-shows.

use super::*;
use witan_experts::{
	domain::WorkBounds,
	job::{Experts, RequestEnd},
	ledger::FeePaid,
};
use witan_mocks::{
	domains::default_parameters,
	experts::{Asked, Next},
};

/// The penalty: 250 001 parts per million of [`STAKE`], rounded up.
const PENALTY: u128 = 251;

// Protects: a no-show costs the expert the penalty and the offer. The expert is not drawn again,
// and the customer gets another.
#[test]
fn next_expert_should_be_drawn_when_one_does_not_submit() {
	ExtBuilder::default().build_and_execute(|| {
		let request = assigned(EXPERT, 150);
		run_to(23);
		assert!(matches!(state(request), Some(State::Assigned { due: 23, .. })));
		events();
		idle();
		let burned = Shares::new(PENALTY, 0);
		assert_eq!(
			events(),
			[
				Event::NoShow { request, expert: EXPERT, burned },
				Event::DrawScheduled { request, draw_at: 25, gives_up_at: 87 },
			]
		);
		assert_eq!(Ledger::free(DOMAIN, &EXPERT), Shares::new(REPUTATION - PENALTY, 0));
		assert_eq!(Ledger::supply(DOMAIN), Shares::new(4 * REPUTATION - PENALTY, 0));
		let ended = [Asked::JobEnded(DOMAIN, EXPERT), Asked::EndOffer(DOMAIN, EXPERT)];
		assert_eq!(Offered::asked()[1..], ended);
		check();
		Offered::push(DOMAIN, Next::Expert(EXPERT));
		Offered::push(DOMAIN, Next::Expert(SECOND));
		run_to(26);
		let Some(Asked::Draw { seed: used, excluded, .. }) = Offered::asked().pop() else {
			panic!("a draw was asked for")
		};
		assert_eq!((used, excluded), (seed(25, request, 1), vec![EXPERT]));
		assert!(matches!(state(request), Some(State::Assigned { expert: SECOND, due: 45, .. })));
		assert_refused::<RuntimeCall>(
			RuntimeOrigin::signed(EXPERT),
			Call::submit { request, content: content("late"), citations: Citations::default() },
			Error::<Test>::NotAssigned,
		);
		assert_eq!(submit(SECOND, request), Ok(()));
	});
}

// Protects: after as many no-shows as the terms allow the customer gets everything back, and every
// expert has paid once.
#[test]
fn request_should_expire_when_nobody_submits() {
	ExtBuilder::default().build_and_execute(|| {
		let request = assigned(EXPERT, 150);
		Offered::push(DOMAIN, Next::Expert(SECOND));
		Offered::push(DOMAIN, Next::Expert(THIRD));
		run_to(67);
		assert!(matches!(state(request), Some(State::Assigned { expert: THIRD, due: 67, .. })));
		check();
		events();
		idle();
		let burned = Shares::new(PENALTY, 0);
		assert_eq!(
			events(),
			[
				Event::NoShow { request, expert: THIRD, burned },
				Event::Expired {
					request,
					customer: CUSTOMER,
					fee: 150,
					paid: FeePaid::default(),
					reason: Expiry::NoShows
				},
			]
		);
		for who in [EXPERT, SECOND, THIRD] {
			assert_eq!(Ledger::free(DOMAIN, &who), Shares::new(REPUTATION - PENALTY, 0));
		}
		assert_eq!(pallet_balances::Pallet::<Test>::free_balance(CUSTOMER), TOKENS);
		assert_eq!(EndsTold::get(), [(request, RequestEnd::Expired)]);
	});
}

// Protects: without `on_idle`, anyone can enforce the deadline, and not before it.
#[test]
fn no_show_should_be_enforced_by_poke_when_overdue() {
	ExtBuilder::default().build_and_execute(|| {
		let request = assigned(EXPERT, 150);
		run_busy_to(22);
		assert_refused::<RuntimeCall>(
			RuntimeOrigin::signed(STRANGER),
			Call::poke { request },
			Error::<Test>::NotDue,
		);
		for (expert, next) in [(EXPERT, Some(SECOND)), (SECOND, Some(THIRD)), (THIRD, None)] {
			let Some(State::Assigned { expert: who, due, .. }) = state(request) else {
				panic!("assigned")
			};
			assert_eq!(who, expert);
			run_busy_to(due);
			assert_eq!(dispatch(STRANGER, Call::poke { request }), Ok(()));
			check();
			let Some(next) = next else { continue };
			assert_refused::<RuntimeCall>(
				RuntimeOrigin::signed(STRANGER),
				Call::poke { request },
				Error::<Test>::NotDue,
			);
			Offered::push(DOMAIN, Next::Expert(next));
			run_busy_to(due + 2);
		}
		assert_eq!(state(request), None);
	});
}

// Protects: a penalty in a later era is a part of the stake's worth in that era, and the rest is
// released.
#[test]
fn penalty_should_follow_the_era_when_reputation_has_decayed() {
	ExtBuilder::default().build_and_execute(|| {
		Ledger::mint(DOMAIN, &EXPERT, Shares::new(1 << 40, 0)).expect("it fits");
		let mut dear = terms();
		dear.work.stake_per_job = 1 << 30;
		assert_eq!(dispatch(OWNER, Call::open_service { domain: DOMAIN, terms: dear }), Ok(()));
		let request = order(0, 150);
		Offered::push(DOMAIN, Next::Expert(EXPERT));
		run_to(4);
		Ledger::set_era(DOMAIN, 1);
		let before = Ledger::total(DOMAIN, &EXPERT);
		run_to(24);
		// 2^30 shares of the first era are 2^14 of the second.
		let burned = Shares::new(4_097, 1);
		assert!(events().contains(&Event::NoShow { request, expert: EXPERT, burned }));
		let after = before.checked_sub(burned).expect("less is left");
		assert_eq!(Ledger::total(DOMAIN, &EXPERT), after);
		assert_eq!(Ledger::free(DOMAIN, &EXPERT), after);
	});
}

/// Sets the part of fees that a request without evidence leaves in [`DOMAIN`].
fn set_no_show_share(no_show_share: u32) {
	set_bounds(WorkBounds { no_show_share, ..default_parameters().work });
}

fn tokens(who: AccountId) -> u128 {
	pallet_balances::Pallet::<Test>::free_balance(who)
}

// Protects: a brief that nobody does costs its customer a part of the fee, by the rule of the day
// on which it was ordered. The treasury gets it, and no expert.
#[test]
fn fee_should_leave_a_part_when_nobody_submits() {
	ExtBuilder::default().build_and_execute(|| {
		set_no_show_share(50_000);
		let request = assigned(EXPERT, 159);
		set_no_show_share(250_000);
		Offered::push(DOMAIN, Next::Expert(SECOND));
		Offered::push(DOMAIN, Next::Expert(THIRD));
		run_to(67);
		events();
		idle();
		let paid = FeePaid { treasury: 7, ..FeePaid::default() };
		assert_eq!(
			events().pop(),
			Some(Event::Expired {
				request,
				customer: CUSTOMER,
				fee: 152,
				paid,
				reason: Expiry::NoShows
			})
		);
		assert_eq!((tokens(CUSTOMER), tokens(TREASURY)), (TOKENS - 7, TOKENS + 7));
		assert_eq!((tokens(EXPERT), Body::payments()), (TOKENS, vec![]));
	});
}

// Protects: a no-show is charged for the end of the expert's offer, whose tree may be as deep as a
// tree can be.
#[test]
fn no_show_should_weigh_the_ends_of_the_job_and_the_offer() {
	let ends = Offered::job_ended_weight().saturating_add(Offered::end_offer_weight());
	let no_show = <() as WeightInfo>::no_show().saturating_add(ends);
	assert_eq!(Business::step_weight(Step::NoShow), no_show);
	let last = <() as WeightInfo>::last_no_show().saturating_add(ends);
	assert!(last.all_lte(Business::step_weight(Step::LastNoShow)));
}

// Protects: no customer escapes that part by cancelling before the next draw, or by a draw that
// finds nobody. A request for which nobody was drawn leaves nothing.
#[test]
fn fee_should_leave_a_part_when_the_request_ends_after_a_no_show() {
	for cancels in [true, false] {
		ExtBuilder::default().build_and_execute(|| {
			set_no_show_share(50_000);
			let request = assigned(EXPERT, 150);
			run_to(24);
			assert!(matches!(state(request), Some(State::Requested { .. })));
			match cancels {
				true => assert_eq!(dispatch(CUSTOMER, Call::cancel { request }), Ok(())),
				false => run_to(100),
			}
			assert_eq!(state(request), None);
			assert_eq!((tokens(CUSTOMER), tokens(TREASURY)), (TOKENS - 7, TOKENS + 7));
			let waiting = order(0, 150);
			assert_eq!(dispatch(CUSTOMER, Call::cancel { request: waiting }), Ok(()));
			order(0, 150);
			run_to(System::block_number() + 100);
			assert_eq!(Requests::<Test>::iter().count(), 0);
			assert_eq!((tokens(CUSTOMER), tokens(TREASURY)), (TOKENS - 7, TOKENS + 7));
		});
	}
}

// Protects: a part that the treasury can't take returns with the rest of the fee.
#[test]
fn fee_should_return_when_the_treasury_can_not_be_paid() {
	ExtBuilder::default().build_and_execute(|| {
		set_no_show_share(50_000);
		let request = assigned(EXPERT, 150);
		run_to(24);
		frame_system::Account::<Test>::mutate(TREASURY, |account| account.data.free = u128::MAX);
		assert_eq!(dispatch(CUSTOMER, Call::cancel { request }), Ok(()));
		frame_system::Account::<Test>::mutate(TREASURY, |account| account.data.free = TOKENS);
		assert_eq!(tokens(CUSTOMER), TOKENS);
	});
}
