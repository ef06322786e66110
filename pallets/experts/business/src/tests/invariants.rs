//! Random sequences of everything that anyone can do, and invariants that are broken by hand.

use super::*;
use frame_support::traits::Hooks;
use proptest::prelude::*;
use witan_experts::{
	domain::{InspectDomains, WorkBounds},
	pool::Verdict,
	shares::MILLION,
};
use witan_mocks::{
	domains::{default_parameters, MockDomains},
	experts::Next,
};
use witan_primitives::Balance;

/// An act of anyone, or of the chain.
#[derive(Clone, Debug)]
enum Action {
	Order { customer: AccountId, fee: u128, newer: u32 },
	Update { min_fee: u128, job_period: u64, governance: bool },
	Bounds { min_fee: u128, min_period: u64, open: bool, share: u32 },
	Close,
	Open,
	Cancel { who: AccountId, request: RequestId },
	Submit { who: AccountId, request: RequestId },
	Decline { who: AccountId, request: RequestId },
	Remark { who: AccountId, request: RequestId },
	Poke { request: RequestId },
	Decide { pool: PoolId, verdict: Verdict },
	Offer(Next),
	Blocks { count: u64, room: u64 },
	Known { before: u64 },
	DrawPrice { price: u128 },
	Pause { pause: bool },
	Era,
}

fn action() -> impl Strategy<Value = Action> {
	let anyone =
		|| prop::sample::select(vec![OWNER, CUSTOMER, OTHER_CUSTOMER, EXPERT, SECOND, THIRD]);
	let expert = || prop::sample::select(vec![EXPERT, SECOND, THIRD]);
	let verdict =
		prop::sample::select(vec![Verdict::Passed, Verdict::Rejected, Verdict::NotQuorate]);
	let request = || 0..6u64;
	prop_oneof![
		6 => (anyone(), 90..400u128, 0..5u32).prop_map(|(customer, fee, late)| {
			Action::Order { customer, fee, newer: late / 4 }
		}),
		1 => (90..200u128, 10..40u64, prop::bool::weighted(0.2)).prop_map(
			|(min_fee, job_period, governance)| {
				Action::Update { min_fee, job_period, governance }
			},
		),
		1 => (0..200u128, 1..30u64, prop::bool::weighted(0.8), 0..=MILLION / 4).prop_map(
			|(min_fee, min_period, open, share)| {
				Action::Bounds { min_fee, min_period, open, share }
			},
		),
		1 => Just(Action::Close),
		1 => Just(Action::Open),
		2 => (anyone(), request()).prop_map(|(who, request)| Action::Cancel { who, request }),
		6 => (expert(), request()).prop_map(|(who, request)| Action::Submit { who, request }),
		4 => (expert(), request()).prop_map(|(who, request)| Action::Decline { who, request }),
		2 => (anyone(), request()).prop_map(|(who, request)| Action::Remark { who, request }),
		4 => request().prop_map(|request| Action::Poke { request }),
		4 => (0..6u64, verdict).prop_map(|(pool, verdict)| Action::Decide { pool, verdict }),
		6 => expert().prop_map(|who| Action::Offer(Next::Expert(who))),
		1 => Just(Action::Offer(Next::TryAgain)),
		1 => Just(Action::Offer(Next::Nobody)),
		8 => (1..12u64, 0..5u64).prop_map(|(count, room)| Action::Blocks { count, room }),
		1 => (0..4u64).prop_map(|before| Action::Known { before }),
		1 => (0..4u128).prop_map(|price| Action::DrawPrice { price }),
		2 => any::<bool>().prop_map(|pause| Action::Pause { pause }),
		1 => Just(Action::Era),
	]
}

/// Checks that a request has the terms that the customer saw, within the domain's present bounds.
fn check_ordered(made: &RequestOf<Test>, sold: &ServiceOf<Test>, version: u32) {
	assert_eq!((made.terms, version), (sold.terms.work, sold.version));
	let bounds = MockDomains::parameters(DOMAIN).expect("a domain").work;
	assert!(bounds.open && made.no_show_share == bounds.no_show_share);
	assert!(made.fee >= bounds.min_fee && sold.terms.min_fee >= bounds.min_fee);
	assert!(made.terms.job_period >= bounds.min_period);
}

/// Passes blocks that have room for so many steps each.
fn pass(count: u64, room: u64) {
	for _ in 0..count {
		let step = Business::max_item_weight();
		let weight = step.saturating_mul(room).saturating_add(<() as WeightInfo>::search());
		let used = Business::on_idle(System::block_number(), weight);
		assert!(used.all_lte(weight), "no more than what is left");
		run_busy_to(System::block_number() + 1);
	}
}

fn act(action: Action) {
	let note = Note::default();
	let service = NextService::<Test>::get().saturating_sub(1);
	let _ = match action {
		Action::Order { customer, fee, newer } => {
			let sold = Services::<Test>::get(service);
			let version = sold.as_ref().map_or(0, |sold| sold.version) + newer;
			let request = NextRequest::<Test>::get();
			let call = Call::request { service, brief: brief(), fee, version };
			let ordered = dispatch(customer, call);
			if let Some(made) = Requests::<Test>::get(request) {
				check_ordered(&made, &sold.expect("it was ordered"), version);
			}
			ordered
		},
		Action::Update { min_fee, job_period, governance } => {
			let terms = changed(|terms| {
				terms.min_fee = min_fee;
				terms.work.job_period = job_period;
				terms.work.pool.governance = governance;
			});
			dispatch(OWNER, Call::update_service { service, terms })
		},
		Action::Bounds { min_fee, min_period, open, share: no_show_share } => {
			let work = default_parameters().work;
			set_bounds(WorkBounds { min_fee, min_period, open, no_show_share, ..work });
			Pools::leave_of_fees(no_show_share);
			Ok(())
		},
		Action::Close => dispatch(OWNER, Call::close_service { service }),
		Action::Open => dispatch(OWNER, Call::open_service { domain: DOMAIN, terms: terms() }),
		Action::Cancel { who, request } => dispatch(who, Call::cancel { request }),
		Action::Submit { who, request } => submit(who, request),
		Action::Decline { who, request } => dispatch(who, Call::decline { request }),
		Action::Remark { who, request } => {
			dispatch(who, Call::remark { request, verdict: Opinion::Satisfied, note })
		},
		Action::Poke { request } => dispatch(STRANGER, Call::poke { request }),
		Action::Decide { pool, verdict } => {
			if (pool as usize) < Pools::opened().len() && !Pools::is_decided(pool) {
				Pools::make_due(pool, verdict);
			}
			Ok(())
		},
		Action::Offer(next) => {
			Offered::push(DOMAIN, next);
			Ok(())
		},
		Action::Blocks { count, room } => {
			pass(count, room);
			Ok(())
		},
		Action::Known { before } => {
			KnownBefore::set(before);
			Ok(())
		},
		Action::DrawPrice { price } => {
			DrawPrice::set(price);
			Ok(())
		},
		Action::Pause { pause } => {
			Migrating::set(pause);
			Ok(())
		},
		Action::Era => {
			Ledger::set_era(DOMAIN, 1);
			Ok(())
		},
	};
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(96))]

	// Protects: after any acts in any order, no tokens are made or lost. Fees and stakes are held
	// for the right requests, and every request has its deadline. No pool for which a customer pays
	// is for governance.
	#[test]
	fn invariants_should_hold_when_anyone_does_anything(actions in prop::collection::vec(action(), 1..60)) {
		ExtBuilder::default().build_and_execute(|| {
			Ledger::mint(DOMAIN, &EXPERT, Shares::new(1 << 40, 0)).expect("it fits");
			open();
			for action in actions {
				act(action);
				check();
			}
			assert!(Pools::opened().iter().all(|pool| !pool.params.governance));
		});
	}

	// Protects: every reachable state leads on. Left to the chain, with pools that decide, every
	// request ends, and everything that was held for it returns or is paid.
	#[test]
	fn requests_should_end_when_left_to_the_chain(actions in prop::collection::vec(action(), 1..40), verdict in 0..3u8) {
		ExtBuilder::default().build_and_execute(|| {
			open();
			for action in actions {
				act(action);
			}
			KnownBefore::set(1);
			Migrating::set(false);
			let verdict = match verdict {
				0 => Verdict::Passed,
				1 => Verdict::Rejected,
				_ => Verdict::NotQuorate,
			};
			for _ in 0..90 {
				for pool in 0..Pools::opened().len() as u64 {
					if !Pools::is_decided(pool) {
						Pools::make_due(pool, verdict);
					}
				}
				run_to(System::block_number() + 10);
			}
			assert_eq!(Requests::<Test>::iter().count(), 0);
			let ends = EndsTold::get();
			assert_eq!(ends.len() as u64, NextRequest::<Test>::get());
			for request in 0..NextRequest::<Test>::get() {
				assert_eq!(ends.iter().filter(|(ended, _)| *ended == request).count(), 1);
			}
		});
	}
}

/// The request that waits for its draw, in the chain of [`broken`].
const WAITING: RequestId = 2;
/// The request that is assigned to [`SECOND`] there.
const ASSIGNED: RequestId = 1;
/// The request that [`POOL`] judges there.
const JUDGED: RequestId = 0;
/// The pool on the evidence of [`EXPERT`] there.
const POOL: PoolId = 0;
/// An id of nothing.
const NONE: u64 = 9;

/// Checks that `try_state` finds a change of a chain with a request in each state, each of a
/// service of its own.
#[track_caller]
fn broken(message: &'static str, act: impl FnOnce()) {
	let mut chain = ExtBuilder::default().build();
	chain.execute_with(|| {
		assert_eq!(submitted(EXPERT, 150), (JUDGED, POOL));
		assert_eq!(assigned(SECOND, 150), ASSIGNED);
		assert_eq!(order(open(), 150), WAITING);
		check();
	});
	assert_broken(chain, Business::do_try_state, message, act);
}

fn change(request: RequestId, change: impl FnOnce(&mut RequestOf<Test>)) {
	Requests::<Test>::mutate(request, |record| change(record.as_mut().expect("a request")));
}

fn change_service(service: ServiceId, change: impl FnOnce(&mut ServiceOf<Test>)) {
	Services::<Test>::mutate(service, |record| change(record.as_mut().expect("a service")));
}

/// Lists a request under another deadline.
fn list_under(request: RequestId, deadline: u64) {
	change(request, |record| match record.state {
		State::Requested { .. } => {
			Draws::<Test>::remove((DOMAIN, record.deadline, request));
			Draws::<Test>::insert((DOMAIN, deadline, request), ());
			Turns::<Test>::insert(deadline, DOMAIN, ());
			record.deadline = deadline;
		},
		State::Assigned { .. } | State::Validating { .. } => {
			Agenda::<Test>::remove(record.deadline, request);
			Agenda::<Test>::insert(deadline, request, ());
			record.deadline = deadline;
		},
	});
}

fn deadline(request: RequestId) -> u64 {
	Requests::<Test>::get(request).expect("a request").deadline
}

fn remark() -> Remark {
	Remark { verdict: Opinion::Satisfied, note: Note::default() }
}

// Protects: `try_state` finds requests that the chain would forget, or handle at the wrong time.
#[test]
fn try_state_should_find_wrong_deadlines() {
	let unlisted = "a request is not listed under its deadline";
	broken(unlisted, || Draws::<Test>::remove((DOMAIN, deadline(WAITING), WAITING)));
	broken(unlisted, || Agenda::<Test>::remove(deadline(ASSIGNED), ASSIGNED));
	broken(unlisted, || Agenda::<Test>::remove(deadline(JUDGED), JUDGED));
	let finished = "a request's deadline is in a block that is finished";
	broken("a turn is in a block that is finished", || {
		TurnsCursor::<Test>::put(deadline(WAITING) + 1);
	});
	broken("a draw has no turn", || Turns::<Test>::remove(deadline(WAITING), DOMAIN));
	broken("a draw has no turn", || {
		Turns::<Test>::remove(deadline(WAITING), DOMAIN);
		Turns::<Test>::insert(deadline(WAITING) + 1, DOMAIN, ());
	});
	let queue = |first, next| Backlog { first, next };
	broken("a backlog has no turn", || Backlogs::<Test>::insert(EMPTY, queue(0, 1)));
	broken("a queue is empty", || Backlogs::<Test>::insert(DOMAIN, queue(1, 1)));
	broken("a queue has a gap", || Backlogs::<Test>::insert(DOMAIN, queue(0, 1)));
	broken("a queue has a gap", || OverdueBlocks::<Test>::insert(DOMAIN, 0, 1));
	broken("a request waits for a draw that is not paid for", || {
		change(WAITING, |record| record.attempts = prepaid_draws(record.terms.max_draws));
	});
	broken(finished, || AgendaCursor::<Test>::put(deadline(ASSIGNED) + 1));
	broken("a draw is not after the block that scheduled it", || {
		change(WAITING, |record| match &mut record.state {
			State::Requested { since, draw_at, .. } => *since = *draw_at,
			_ => panic!("it waits for a draw"),
		});
	});
	let early = "a request is listed before it is due";
	broken(early, || list_under(WAITING, deadline(WAITING) - 1));
	broken(early, || list_under(ASSIGNED, deadline(ASSIGNED) - 1));
	broken("a request's id has not been assigned", || NextRequest::<Test>::put(WAITING));
	broken("a request with as many no-shows as draws has not ended", || {
		change(WAITING, |record| record.terms.max_draws = 0);
	});
	broken("a request with as many no-shows as draws has not ended", || {
		change(WAITING, |record| {
			record.terms.max_draws = u32::MAX;
			record.excluded = vec![THIRD; 8].try_into().expect("as many as fit");
		});
	});
	broken("a draw has no request that waits for it", || {
		Draws::<Test>::insert((DOMAIN, 50, WAITING), ())
	});
	broken("an entry of the agenda has no request that waits for it", || {
		Agenda::<Test>::insert(50, ASSIGNED, ());
	});
}

// Protects: `try_state` finds indexes that miss a request, or have one too many.
#[test]
fn try_state_should_find_wrong_indexes() {
	broken("a request has no brief", || Briefs::<Test>::remove(WAITING));
	broken("a request is not listed under its customer", || {
		RequestedBy::<Test>::remove(CUSTOMER, WAITING);
	});
	broken("a remark is on a request that is not judged", || {
		Remarks::<Test>::insert(ASSIGNED, remark());
	});
	broken("an assigned request is not listed under its expert", || {
		AssignedTo::<Test>::remove(SECOND, ASSIGNED);
	});
	broken("a request is not listed under its pool", || JudgedBy::<Test>::remove(POOL));
	broken("a request is not listed under its pool", || JudgedBy::<Test>::insert(POOL, WAITING));
	broken("a brief has no request", || Briefs::<Test>::insert(NONE, brief()));
	broken("an entry under a customer has no request", || {
		RequestedBy::<Test>::insert(OTHER_CUSTOMER, WAITING, ());
	});
	broken("an entry under an expert has no request", || {
		AssignedTo::<Test>::insert(EXPERT, JUDGED, ());
	});
	broken("an entry under a pool has no request", || JudgedBy::<Test>::insert(NONE, JUDGED));
	broken("a remark has no request", || Remarks::<Test>::insert(NONE, remark()));
}

// Protects: `try_state` finds services that miscount their requests, and those that are missing.
#[test]
fn try_state_should_find_wrong_services() {
	broken("a service's id has not been assigned", || NextService::<Test>::put(2));
	broken("a service does not count its requests", || {
		change_service(1, |service| service.requests = 2);
	});
	broken("a closed service without requests is stored", || {
		let service = open();
		change_service(service, |service| service.closed = true);
	});
	broken("a request's service is missing", || Services::<Test>::remove(1));
}

// Protects: `try_state` finds governance that is for sale, and fees that are not held.
#[test]
fn try_state_should_find_wrong_terms_and_fees() {
	broken("a service sells a governance pool", || {
		change_service(1, |service| service.terms.work.pool.governance = true);
	});
	broken("a request is for a governance pool", || {
		change(WAITING, |record| record.terms.pool.governance = true);
	});
	broken("the fees of a customer's requests overflow", || {
		change(WAITING, |record| record.fee = Balance::MAX);
	});
	broken("the fees of a customer's requests are not held", || {
		change(WAITING, |record| record.fee += 1);
	});
	broken("the fees of a customer's requests are not held", || {
		change(WAITING, |record| record.draw_fee = 1);
	});
	broken("a request has had more draws than it paid for", || {
		change(ASSIGNED, |record| record.attempts = prepaid_draws(record.terms.max_draws) + 1);
	});
}
