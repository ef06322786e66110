//! `poke` and `on_idle`.

use super::*;
use frame_support::{dispatch::GetDispatchInfo, traits::Hooks};
use sp_runtime::traits::Dispatchable;
use witan_experts::pool::Verdict;
use witan_mocks::experts::Next;

// Protects: a poke without a due step has its own error.
#[test]
fn poke_should_be_refused_when_there_is_nothing_to_do() {
	ExtBuilder::default().build_and_execute(|| {
		assert_refused::<RuntimeCall>(
			RuntimeOrigin::signed(STRANGER),
			Call::poke { request: 0 },
			Error::<Test>::UnknownRequest,
		);
		let (request, _) = submitted(EXPERT, 151);
		assert_refused::<RuntimeCall>(
			RuntimeOrigin::signed(STRANGER),
			Call::poke { request },
			Error::<Test>::NotDue,
		);
	});
}

// Protects: anyone can have a due pool decided, and the request with it.
#[test]
fn poke_should_have_the_pool_decided_when_it_is_due() {
	for verdict in [Verdict::Passed, Verdict::Rejected, Verdict::NotQuorate] {
		ExtBuilder::default().build_and_execute(|| {
			let (request, pool) = submitted(EXPERT, 151);
			Pools::make_due(pool, verdict);
			assert_eq!(dispatch(STRANGER, Call::poke { request }), Ok(()));
			assert_eq!(state(request).is_some(), verdict == Verdict::NotQuorate);
			assert!(Pools::is_decided(pool));
		});
	}
}

// Protects: `on_idle` has a pool decided at the end of its time if nobody else does.
#[test]
fn verdict_should_be_asked_for_by_the_chain_when_nobody_does() {
	ExtBuilder::default().build_and_execute(|| {
		let (request, pool) = submitted(EXPERT, 151);
		Pools::make_due(pool, Verdict::Passed);
		// Submitted in block 3, and up to 60 blocks of voting.
		run_to(64);
		assert!(matches!(state(request), Some(State::Validating { .. })));
		idle();
		assert_eq!(state(request), None);
	});
}

// Protects: a request whose pool has no verdict in time keeps a deadline, and does not keep the
// chain busy.
#[test]
fn request_should_wait_again_when_its_pool_has_no_verdict() {
	ExtBuilder::default().build_and_execute(|| {
		let (request, pool) = submitted(EXPERT, 151);
		run_to(64);
		events();
		idle();
		assert_eq!(events(), [Event::VerdictAwaited { request, until: 94 }]);
		check();
		idle();
		run_to(94);
		assert_eq!(events(), []);
		Pools::make_due(pool, Verdict::Rejected);
		idle();
		assert_eq!(state(request), None);
	});
}

// Protects: a poke is charged for its step, and in advance for at least the weight of any step.
#[test]
fn poke_should_be_charged_for_what_it_did() {
	ExtBuilder::default().build_and_execute(|| {
		let request = assigned(EXPERT, 150);
		run_busy_to(23);
		let call = RuntimeCall::Business(Call::poke { request });
		let most = call.get_dispatch_info().call_weight;
		let done = call.dispatch(RuntimeOrigin::signed(STRANGER)).expect("the expert is late");
		assert_eq!(done.actual_weight, Some(Business::step_weight(Step::NoShow)));
		for step in [Step::NoShow, Step::LastNoShow, Step::Asked] {
			assert!(Business::step_weight(step).all_lte(most));
		}
	});
}

// Protects: `on_idle` uses no more weight than is left, does nothing with less than a step needs,
// and loses no request that is due.
#[test]
fn deadlines_should_be_enforced_within_the_weight_that_is_left() {
	ExtBuilder::default().build_and_execute(|| {
		let service = open();
		let requests: Vec<_> = (0..7).map(|_| order(service, 150)).collect();
		for _ in &requests {
			Offered::push(DOMAIN, Next::Expert(EXPERT));
		}
		run_to(23);
		let no_shows = || {
			let late = requests.iter().filter(|request| {
				matches!(state(**request), Some(State::Requested { since: 23, .. }))
			});
			late.count()
		};
		let one = Business::max_item_weight();
		let search = <() as WeightInfo>::search();
		let too_little = one.saturating_add(search).saturating_sub(Weight::from_parts(1, 0));
		assert_eq!(Business::on_idle(23, too_little), Weight::zero());
		assert_eq!(no_shows(), 0);
		for ended in [2, 4, 6, 7] {
			let room = one.saturating_mul(2).saturating_add(search);
			assert!(Business::on_idle(23, room).all_lte(room));
			assert_eq!(no_shows(), ended);
			check();
		}
	});
}

// Protects: requests that have been overdue for many blocks are found, block by block.
#[test]
fn deadlines_should_be_enforced_when_blocks_had_no_room_for_long() {
	ExtBuilder::default().build_and_execute(|| {
		let request = assigned(EXPERT, 150);
		run_busy_to(300);
		assert!(matches!(state(request), Some(State::Assigned { due: 23, .. })));
		check();
		run_to(330);
		assert!(matches!(state(request), Some(State::Requested { .. })));
		assert!(AgendaCursor::<Test>::get() > 300);
	});
}
