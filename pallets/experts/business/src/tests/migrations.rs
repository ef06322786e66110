//! Migrations.

use super::*;
use crate::migrations::{v0, TakeTurns};
use frame_support::{
	migrations::{SteppedMigration, SteppedMigrationError},
	weights::WeightMeter,
};
use std::collections::BTreeMap;
use witan_experts::{domain::WorkBounds, pool::Verdict, shares::MILLION};
use witan_mocks::{domains::default_parameters, experts::Next, migrations::migrate_while};

/// Writes requests and draws as they were stored before draws were paid for.
fn go_back() {
	let requests: Vec<_> = Requests::<Test>::iter().collect();
	let _ = Draws::<Test>::clear(u32::MAX, None);
	let _ = Turns::<Test>::clear(u32::MAX, None);
	v0::DrawsCursor::<Test>::put(TurnsCursor::<Test>::take());
	for (id, record) in requests {
		let state = match record.state {
			State::Requested { since, draw_at, gives_up_at } => {
				v0::Draws::<Test>::insert(record.deadline, id, ());
				v0::State::Requested { since, draw_at, gives_up_at }
			},
			State::Assigned { expert, stake, due, .. } => {
				v0::State::Assigned { expert, stake, due }
			},
			State::Validating { expert, post, pool, reopened } => {
				v0::State::Validating { expert, post, pool, reopened }
			},
		};
		let RequestOf::<Test> { service, domain, customer, fee, terms, attempts, .. } = record;
		let RequestOf::<Test> { excluded, deadline, ticket, .. } = record;
		let old = v0::Request {
			service,
			domain,
			customer,
			fee,
			terms,
			attempts,
			excluded,
			state,
			deadline,
			ticket,
		};
		v0::Requests::<Test>::insert(id, old);
	}
}

// Protects: requests in every state go on after the migration as they would have without it, in
// however many blocks it takes. Draws that were due are made, and nobody is a no-show by it.
#[test]
fn requests_should_go_on_after_the_migration() {
	for steps in [1, 2, 100] {
		ExtBuilder::default().build_and_execute(|| {
			let no_show_share = MILLION / 20;
			set_bounds(WorkBounds { no_show_share, ..default_parameters().work });
			let (judged, pool) = submitted(EXPERT, 150);
			let worked = assigned(SECOND, 150);
			let waiting: Vec<_> = (0..5).map(|_| order(0, 150)).collect();
			let before: BTreeMap<_, _> = Requests::<Test>::iter().collect();
			go_back();
			let one = <() as WeightInfo>::request();
			let mut meter = WeightMeter::with_limit(one - Weight::from_parts(1, 0));
			let error = SteppedMigrationError::InsufficientWeight { required: one };
			assert_eq!(TakeTurns::<Test>::step(None, &mut meter), Err(error));
			Migrating::set(true);
			migrate_while::<TakeTurns<Test>>(one * steps, || {
				run_busy_to(System::block_number() + 1)
			});
			run_busy_to(System::block_number() + 1);
			Migrating::set(false);
			check();
			assert_eq!(Requests::<Test>::iter().collect::<BTreeMap<_, _>>(), before);
			for _ in &waiting {
				Offered::push(DOMAIN, Next::Expert(THIRD));
			}
			run_busy_to(System::block_number() + 2);
			for request in waiting {
				assert!(matches!(state(request), Some(State::Assigned { expert: THIRD, .. })));
			}
			assert_eq!(submit(SECOND, worked), Ok(()));
			Pools::announce(pool, Verdict::Passed);
			assert_eq!(state(judged), None);
		});
	}
}
