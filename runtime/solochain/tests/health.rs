//! The health of elections, which operators watch, with the elections of the real runtime.

#[path = "common/preset.rs"]
mod preset;

use pallet_session::{CurrentIndex, SessionManager};
use pallet_staking::MinimumValidatorCount;
use preset::state_of;
use witan_runtime::*;
use witan_runtime_apis::health::{runtime_decl_for_health_api::HealthApiV1, Staking as Elections};

/// Runs `test` with the four validators of the local preset, in the genesis session.
fn on_local_chain(test: impl FnOnce()) {
	state_of("local").execute_with(test);
}

/// Begins the next session, which plans the one after it, as the session's change does.
fn next_session() -> u32 {
	let session = CurrentIndex::<Runtime>::get() + 1;
	CurrentIndex::<Runtime>::put(session);
	<Staking as SessionManager<AccountId>>::start_session(session);
	<Staking as SessionManager<AccountId>>::new_session(session + 1);
	session
}

fn elections() -> Elections {
	<Runtime as HealthApiV1<Block>>::health().staking
}

// Protects: operators learn in the same session that an election has failed, and that the next one
// has succeeded.
#[test]
fn election_should_be_overdue_when_it_fails_until_one_succeeds() {
	on_local_chain(|| {
		let era = pallet_chain_config::SessionsPerEra::<Runtime>::get();
		let late = |elections: Elections| (elections.elected_era, elections.overdue_sessions);
		// Two eras, whose elections succeed.
		while next_session() < 2 * era {
			let Elections { session, overdue_sessions, .. } = elections();
			assert_eq!(overdue_sessions, 0, "in session {session}");
		}
		assert_eq!((elections().active_era, late(elections())), (2, (2, 0)));
		// With fewer than five candidates none does.
		MinimumValidatorCount::<Runtime>::put(5);
		for _ in 2..era {
			next_session();
			assert_eq!(late(elections()), (2, 0));
		}
		for sessions in 1..=3 {
			next_session();
			assert_eq!(late(elections()), (2, sessions));
		}
		MinimumValidatorCount::<Runtime>::put(4);
		next_session();
		assert_eq!((elections().active_era, late(elections())), (2, (3, 0)));
	});
}

// Protects: operators see how many want to be validators, and how many vote.
#[test]
fn candidates_and_nominators_should_be_counted() {
	on_local_chain(|| {
		let Elections { candidates, nominators, .. } = elections();
		assert_eq!((candidates, nominators), (4, 0));
	});
}
