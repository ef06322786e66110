//! Upgrades of a chain of an earlier release: its state, as a node had it, converted by this
//! runtime's migrations.

use codec::Decode;
use frame_support::{
	migrations::MultiStepMigrator,
	traits::{dynamic_params::AggregatedKeyValue, Get},
};
use pallet_business::State as Work;
use pallet_governance::State;
use sp_storage::Storage;
use std::collections::BTreeMap;
use witan_experts::{
	domain::{
		DomainParameter, DomainParameters, GovernanceBounds, InvalidParameters, PoolBounds,
		WorkBounds,
	},
	ids::DomainId,
};
use witan_governance::Action;
use witan_primitives::{time::DAY, AccountId, WIT};
use witan_runtime::{dynamic_params::domains, parameters::DefaultDomainParameters, *};
use witan_runtime_common::systems::experts::{CONSTITUTION_PARAMETERS, DEFAULT_PARAMETERS};
use witan_runtime_tests::{
	chain::{begin_block, development, issuance, pass_blocks, resume, PLENTY},
	check::check_all,
};

/// A number of blocks in which every pool, order and directive of the state ends.
const ALL: u32 = 3_000;

/// Returns the state of a chain of the release with `spec_version` 1: `fixtures/README.md`.
fn state() -> Storage {
	let compressed = include_bytes!("../fixtures/spec-1.state");
	let bytes = sp_maybe_compressed_blob::decompress(compressed, 1 << 24).expect("it is whole");
	let pairs = Vec::<(Vec<u8>, Vec<u8>)>::decode(&mut &bytes[..]).expect("it is a list");
	Storage { top: pairs.into_iter().collect(), ..Default::default() }
}

/// Upgrades the chain, in as many blocks as that takes. Returns their number. Hooks that run in
/// each block meet state that is only partly converted.
fn upgrade() -> u32 {
	Executive::execute_on_runtime_upgrade();
	for blocks in 1.. {
		Migrations::step();
		if !Migrations::ongoing() {
			return blocks;
		}
		begin_block();
	}
	unreachable!()
}

/// Returns the shares of each account of each domain, free and held.
fn holdings() -> BTreeMap<(DomainId, AccountId), u128> {
	pallet_reputation::Accounts::<Runtime>::iter()
		.map(|(domain, who, account)| {
			let held: u128 = account.holds.iter().map(|hold| hold.shares).sum();
			((domain, who), account.free + held)
		})
		.collect()
}

/// Checks that each value of these maps can be read.
macro_rules! check_readable {
	($($pallet:ident: $($map:ident),+;)+) => {
		$($(
			let (keys, values) = (
				$pallet::$map::<Runtime>::iter_keys().count(),
				$pallet::$map::<Runtime>::iter().count(),
			);
			assert_eq!(keys, values, concat!(stringify!($pallet), "::", stringify!($map)));
		)+)+
	};
}

/// Checks that every record of bodies of experts and of governance can be read.
fn check_records() {
	check_readable! {
		pallet_parameters: Parameters;
		pallet_domains: Profiles, Parameters;
		pallet_reputation: Ledgers, Accounts;
		pallet_forum: Posts, Directives, PostStates, Edges, Rewards, Stacks, Queues, DomainTotals;
		pallet_validation_pool: Pools, Votes, Settlements, Ballots, GovernancePools;
		pallet_business: Services, Requests, Draws, Turns;
		pallet_availability: Offers, Trees, Nodes, Leaves;
		pallet_governance: Ratifications, Clients;
	}
}

/// Checks what the directives have done, and that those that wait set what they were to set.
fn check_governance() {
	let work = WorkBounds {
		min_fee: 2 * WIT,
		min_period: 77,
		max_no_show_penalty: 123_456,
		..DEFAULT_PARAMETERS.work
	};
	assert_eq!(domains::Work::get(), work);
	let of_chain = Domains::parameters(0).expect("it is there");
	let age = CONSTITUTION_PARAMETERS.governance.age;
	assert!(age <= of_chain.pool.max_duration / 4);
	let governance = GovernanceBounds { duration: 21, quorum: 210_000, win_ratio: 670_000, age };
	assert_eq!(of_chain.governance, governance);
	assert_eq!(of_chain.minting, CONSTITUTION_PARAMETERS.minting);
	assert!(!of_chain.work.open && DefaultDomainParameters::get().work.open);
	let uri = Governance::client(0).expect("it was ratified").uri;
	assert_eq!(uri[..], *b"ipfs://client");

	let records: Vec<_> = pallet_governance::Ratifications::<Runtime>::iter().collect();
	assert!(records.len() > 5 && records.iter().all(|(_, record)| [20, 21].contains(&record.vote)));
	let waiting: Vec<_> = witan_runtime_tests::state::waiting()
		.into_iter()
		.map(|(post, ..)| {
			pallet_forum::Directives::<Runtime>::get(post).expect("it has one").action
		})
		.collect();
	let age = DEFAULT_PARAMETERS.governance.age;
	let governance = GovernanceBounds { duration: 30, quorum: 250_000, win_ratio: 700_000, age };
	let set_default = Action::SetParameter(RuntimeParameters::Domains(
		domains::Parameters::Governance(domains::Governance, Some(governance)),
	));
	let work = WorkBounds {
		min_fee: 3 * WIT,
		min_period: 88,
		max_no_show_penalty: 200_000,
		..of_chain.work
	};
	let set_own = Action::SetDomain(DomainParameter::Work(work));
	assert_eq!(waiting[..2], [set_default, set_own]);
	assert!(matches!(waiting[2..], [Action::Dispatch { .. }]));

	assert!(!pallet_chain_config::Floors::<Runtime>::get());
	assert_eq!(pallet_chain_config::UndoDelay::<Runtime>::get(), 30);
}

fn check_market() {
	assert_eq!(pallet_availability::Offers::<Runtime>::iter().count(), 3);
	let mut states = [0; 3];
	for request in pallet_business::Requests::<Runtime>::iter_values() {
		let state = match request.state {
			Work::Requested { .. } => 0,
			Work::Assigned { .. } => 1,
			Work::Validating { .. } => 2,
		};
		states[state] += 1;
	}
	assert_eq!(states, [2, 1, 1]);
}

// Protects: a chain that is upgraded has all that it had: every record can be read, every invariant
// holds, tokens and REP are whose they were. Then it goes on, and all that was under way ends.
#[test]
fn chain_of_the_release_before_should_go_on_after_the_upgrade() {
	resume(state(), || {
		let (tokens, before) = (issuance(), holdings());
		let blocks = upgrade();
		assert!(blocks > 2, "hooks have run between the steps");
		assert_eq!(DefaultDomainParameters::get().check(), Ok(()));
		check_records();
		assert_eq!(holdings(), before);
		check_all(tokens);
		check_governance();
		check_market();
		for _ in 0..ALL / 50 {
			pass_blocks(50, PLENTY);
			check_all(tokens);
		}
		assert_eq!(pallet_validation_pool::Pools::<Runtime>::iter().count(), 0);
		assert_eq!(pallet_business::Requests::<Runtime>::iter().count(), 0);
		assert_eq!(Forum::queue_length(), 0);
		assert!(pallet_governance::Ratifications::<Runtime>::iter_values()
			.all(|record| !matches!(record.state, State::Scheduled { .. })));
		// What waited before the upgrade has set what it was to set.
		let governance = domains::Governance::get();
		assert_eq!((governance.duration, governance.quorum), (30, 250_000));
		let work = Domains::parameters(0).expect("it is there").work;
		assert_eq!((work.min_fee, work.min_period, work.open), (3 * WIT, 88, false));
	});
}

// Protects: domains can be made with the chain's defaults after the upgrade, whichever of them
// governance had set. The longest pool becomes long enough for two votes, and nothing else changes.
#[test]
fn defaults_should_fit_together_when_one_of_them_was_set() {
	resume(development(), || {
		let pool = PoolBounds { max_duration: 5 * DAY, ..DEFAULT_PARAMETERS.pool };
		let (key, value) =
			RuntimeParameters::Domains(domains::Parameters::Pool(domains::Pool, Some(pool)))
				.into_parts();
		pallet_parameters::Parameters::<Runtime>::set(key, value);
		assert_eq!(DefaultDomainParameters::get().check(), Err(InvalidParameters::Duration));
		Executive::execute_on_runtime_upgrade();
		let pool = PoolBounds { max_duration: 6 * DAY, ..pool };
		let expected = DomainParameters { pool, ..DEFAULT_PARAMETERS };
		assert_eq!(DefaultDomainParameters::get(), expected);
		assert_eq!(expected.check(), Ok(()));
	});
}
