//! The chain's health, which operators watch, on the real runtime: what waits shows up, and goes.

use frame_support::{assert_ok, traits::fungible::Mutate};
use pallet_migrations::{ActiveCursor, Cursor, MigrationCursor};
use pallet_validation_pool::SETTLE_PAGE;
use sp_runtime::{traits::One, FixedU128};
use witan_experts::{
	ledger::MintReputation,
	pool::{PoolParams, Secrecy, Side},
	shares::{Shares, MILLION, REP},
};
use witan_primitives::{AccountId, WIT};
use witan_runtime::{systems::chain::block_limits::MAXIMUM_BLOCK_WEIGHT, *};
use witan_runtime_apis::health::{
	runtime_decl_for_health_api::HealthApiV1, Draws, Health, Migration, Settlement,
};
use witan_runtime_tests::{
	chain::{begin_block, dispatch, end_block, genesis, pass_blocks, player, run, run_to, PLENTY},
	scene::{post, Scene},
};

const DOMAIN: u32 = 0;
const NO_DRAWS: Draws = Draws { overdue: 0, lag: 0 };
const NOTHING_TO_SETTLE: Settlement = Settlement { pools: 0, votes: 0 };

fn health() -> Health {
	<Runtime as HealthApiV1<Block>>::health()
}

// Protects: a chain on which nothing waits raises no alarm.
#[test]
fn health_should_tell_of_no_lag_when_the_chain_is_fresh() {
	run(genesis(), || {
		end_block(PLENTY);
		let found = health();
		assert!(found.weight.mandatory > 0, "hooks have weight");
		assert_eq!(found.weight.most, MAXIMUM_BLOCK_WEIGHT.ref_time());
		assert_eq!((found.staking.overdue_sessions, found.staking.candidates), (0, 1));
		let expected = Health {
			block: 1,
			draws: NO_DRAWS,
			orders_lag: 0,
			pools_lag: 0,
			settlement: NOTHING_TO_SETTLE,
			propagation: 0,
			tasks_lag: 0,
			migration: Migration::None,
			fee_multiplier: FixedU128::one(),
			weight: found.weight,
			staking: found.staking,
		};
		assert_eq!(found, expected);
	});
}

// Protects: operators see that orders, directives and draws wait, and for how long, while a
// migration holds them up. When it is over, they see that nothing waits.
#[test]
fn order_should_show_up_when_a_migration_holds_its_draw_up() {
	Scene::Works.run(|| {
		let (brief, fee) = (Default::default(), 10 * WIT);
		let order = pallet_business::Call::request { service: 0, brief, fee, version: 0 };
		assert_ok!(dispatch(order, player(3)));
		let started_at = System::block_number();
		let active = ActiveCursor { index: 0, inner_cursor: None, started_at };
		Cursor::<Runtime>::put(MigrationCursor::Active(active));
		pass_blocks(5, PLENTY);
		let found = health();
		// The draw was due two blocks after the order.
		assert_eq!(found.draws, Draws { overdue: 1, lag: 3 });
		assert_eq!((found.orders_lag, found.tasks_lag, found.pools_lag), (5, 4, 0));
		assert_eq!(found.migration, Migration::UnderWay { blocks: 5 });

		Cursor::<Runtime>::put(MigrationCursor::Stuck);
		assert_eq!(health().migration, Migration::Stuck);

		Cursor::<Runtime>::kill();
		pass_blocks(1, PLENTY);
		end_block(PLENTY);
		let found = health();
		assert_eq!((found.draws, found.migration), (NO_DRAWS, Migration::None));
		assert_eq!((found.orders_lag, found.tasks_lag, found.pools_lag), (0, 0, 0));
	});
}

/// Makes an account with REP of the domain and some tokens.
fn member(index: u32) -> AccountId {
	let who = AccountId::new(sp_io::hashing::blake2_256(&index.to_le_bytes()));
	assert_ok!(Reputation::mint(DOMAIN, &who, Shares::new(10 * REP, 0)));
	assert_ok!(Balances::mint_into(&who, WIT));
	who
}

// Protects: operators see pools that wait for a decision, votes that wait to be settled, and
// rewards that wait for propagation, and that they are dealt with.
#[test]
fn votes_should_show_up_when_a_decided_pool_is_not_settled() {
	run(genesis(), || {
		let voters: Vec<AccountId> = (0..SETTLE_PAGE + 3).map(member).collect();
		let post = post(DOMAIN, 1, &[]);
		let params = PoolParams {
			duration: 10,
			quorum: 0,
			win_ratio: MILLION / 2,
			binding: MILLION / 2,
			redistribute: true,
			secrecy: Secrecy::Open,
			governance: false,
		};
		let open = pallet_validation_pool::Call::open { post, params, fee: 100 * WIT };
		assert_ok!(dispatch(open, player(0)));
		for who in voters {
			let (side, amount) = (Side::Aye, REP);
			assert_ok!(dispatch(
				pallet_validation_pool::Call::stake { pool: 0, side, amount },
				who
			));
		}
		run_to(11);
		assert_eq!(health().settlement, NOTHING_TO_SETTLE);

		// The call decides the pool, and settles a page of its votes.
		assert_ok!(dispatch(pallet_validation_pool::Call::settle { pool: 0 }, player(2)));
		let found = health();
		assert_eq!(found.settlement, Settlement { pools: 1, votes: 3 });
		assert!(found.propagation > 0, "the post has its reward");

		begin_block();
		begin_block();
		assert_eq!(health().pools_lag, 2, "two blocks had no weight for what is due");
		pass_blocks(2, PLENTY);
		let found = health();
		assert_eq!(found.settlement, NOTHING_TO_SETTLE);
		assert_eq!((found.propagation, found.pools_lag), (0, 0));
	});
}
