use crate::{mock::*, *};
use frame_support::traits::Hooks;
use proptest::prelude::*;
use witan_experts::{
	domain::{InspectDomains, WorkBounds},
	pool::Verdict,
	shares::MILLION,
};
use witan_mocks::{domains::MockDomains, experts::Next};

/// What anyone may do, or the chain.
#[derive(Clone, Debug)]
enum Action {
	Order { customer: AccountId, fee: u128, newer: u32 },
	Update { min_fee: u128, job_period: u64, governance: bool },
	Bounds { min_fee: u128, min_period: u64 },
	Close,
	Open,
	Cancel { who: AccountId, request: RequestId },
	Submit { who: AccountId, request: RequestId },
	Remark { who: AccountId, request: RequestId },
	Poke { request: RequestId },
	Decide { pool: PoolId, verdict: Verdict },
	Offer(Next),
	Blocks { count: u64, room: u64 },
	Known { before: u64 },
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
		1 => (0..200u128, 1..30u64).prop_map(|(min_fee, min_period)| {
			Action::Bounds { min_fee, min_period }
		}),
		1 => Just(Action::Close),
		1 => Just(Action::Open),
		2 => (anyone(), request()).prop_map(|(who, request)| Action::Cancel { who, request }),
		6 => (expert(), request()).prop_map(|(who, request)| Action::Submit { who, request }),
		2 => (anyone(), request()).prop_map(|(who, request)| Action::Remark { who, request }),
		4 => request().prop_map(|request| Action::Poke { request }),
		4 => (0..6u64, verdict).prop_map(|(pool, verdict)| Action::Decide { pool, verdict }),
		6 => expert().prop_map(|who| Action::Offer(Next::Expert(who))),
		1 => Just(Action::Offer(Next::TryAgain)),
		1 => Just(Action::Offer(Next::Nobody)),
		8 => (1..12u64, 0..5u64).prop_map(|(count, room)| Action::Blocks { count, room }),
		1 => (0..4u64).prop_map(|before| Action::Known { before }),
		1 => Just(Action::Era),
	]
}

/// What is ordered is what was seen, and within what the domain allows at that moment.
fn check_ordered(made: &RequestOf<Test>, sold: &ServiceOf<Test>, version: u32) {
	assert_eq!((made.terms, version), (sold.terms.work, sold.version));
	let bounds = MockDomains::parameters(DOMAIN).expect("a domain").work;
	assert!(made.fee >= bounds.min_fee && sold.terms.min_fee >= bounds.min_fee);
	assert!(made.terms.job_period >= bounds.min_period);
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
		Action::Bounds { min_fee, min_period } => {
			set_bounds(WorkBounds { min_fee, min_period, max_no_show_penalty: MILLION });
			Ok(())
		},
		Action::Close => dispatch(OWNER, Call::close_service { service }),
		Action::Open => dispatch(OWNER, Call::open_service { domain: DOMAIN, terms: terms() }),
		Action::Cancel { who, request } => dispatch(who, Call::cancel { request }),
		Action::Submit { who, request } => submit(who, request),
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
			for _ in 0..count {
				let step = Business::max_item_weight();
				let weight = step.saturating_mul(room).saturating_add(<() as WeightInfo>::search());
				let used = Business::on_idle(System::block_number(), weight);
				assert!(used.all_lte(weight), "no more than what is left");
				run_busy_to(System::block_number() + 1);
			}
			Ok(())
		},
		Action::Known { before } => {
			KnownBefore::set(before);
			Ok(())
		},
		Action::Era => {
			let era = Ledger::era(DOMAIN);
			if era == 0 {
				Ledger::set_era(DOMAIN, 1);
			}
			Ok(())
		},
	};
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(96))]

	// Protects: whatever anyone does in whatever order, tokens are neither made nor lost, fees and stakes are held for what
	// they should, every request has its deadline, and no pool that a customer pays for is for governance.
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

	// Protects: no state is reachable from which no way leads on: left to the chain alone, with pools that decide, every
	// request ends, and everything that was held for it returns or is paid.
	#[test]
	fn requests_should_end_when_left_to_the_chain(actions in prop::collection::vec(action(), 1..40), verdict in 0..3u8) {
		ExtBuilder::default().build_and_execute(|| {
			open();
			for action in actions {
				act(action);
			}
			KnownBefore::set(1);
			let verdict = match verdict {
				0 => Verdict::Passed,
				1 => Verdict::Rejected,
				_ => Verdict::NotQuorate,
			};
			for _ in 0..60 {
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
