//! A chain in memory: the development preset with three domains in which governance is quick.
//! Blocks are made by hand.

use frame_support::{
	dispatch::{DispatchClass, DispatchResultWithPostInfo, GetDispatchInfo},
	traits::OnInitialize,
	weights::Weight,
};
use serde_json::{json, Value};
use sp_io::hashing::blake2_256;
use sp_keyring::Sr25519Keyring;
use sp_runtime::{traits::Dispatchable, BuildStorage, Digest, StateVersion};
use sp_storage::Storage;
use witan_experts::shares::REP;
use witan_primitives::{AccountId, Balance, BlockNumber};
use witan_runtime::{systems::chain::block_limits::IDLE, *};

/// The players: members of domains 0 and 2.
pub const PLAYERS: [Sr25519Keyring; 6] = [
	Sr25519Keyring::Alice,
	Sr25519Keyring::Bob,
	Sr25519Keyring::Charlie,
	Sr25519Keyring::Dave,
	Sr25519Keyring::Eve,
	Sr25519Keyring::Ferdie,
];
/// Initial REP of each member.
pub const MEMBERS_REP: Balance = 1_000 * REP;
/// Domain 1, which has no REP. Its founder is Alice.
pub const EMPTY_DOMAIN: u32 = 1;
/// Domain 2, in which REP decays.
pub const DECAYING_DOMAIN: u32 = 2;
/// The minimum duration, in blocks, of a vote on governance in each domain.
pub const GOVERNANCE_VOTE: BlockNumber = 4;
/// Blocks between a ratification and its enactment. An upgrade and a dispatch take twice as many.
pub const ENACTMENT_DELAY: BlockNumber = 3;
/// The half-life of domain 2, in blocks: it enters a new era every 48 blocks.
pub const HALF_LIFE: BlockNumber = 3;
/// Weight for `on_idle` that is more than enough.
pub const PLENTY: Weight = Weight::from_parts(1_000_000_000_000, u64::MAX);

/// Returns the account of one of the [`PLAYERS`]; the index wraps around.
pub fn player(index: u8) -> AccountId {
	PLAYERS[usize::from(index) % PLAYERS.len()].to_account_id()
}

/// Returns the storage of a genesis block: the development preset with the domains and the haste
/// that tests need.
pub fn genesis() -> Storage {
	let mut json = preset();
	let mut decaying = json["domains"]["domains"][0].clone();
	decaying["halfLife"] = json!(HALF_LIFE);
	let domains = json["domains"]["domains"].as_array_mut().expect("a list");
	domains.push(decaying);
	for domain in domains {
		domain["parameters"]["governance"]["duration"] = json!(GOVERNANCE_VOTE);
	}
	// All members are of domain 0.
	let members = json["reputation"]["members"].as_array_mut().expect("a list");
	for mut member in members.clone() {
		member[0] = json!(DECAYING_DOMAIN);
		members.push(member);
	}
	json["chainConfig"]["enactmentDelay"] = json!(ENACTMENT_DELAY);
	json["chainConfig"]["upgradeDelay"] = json!(2 * ENACTMENT_DELAY);
	build(json)
}

/// Returns the storage of the genesis block of the development chain, as nodes have it.
pub fn development() -> Storage {
	build(preset())
}

/// Returns the genesis of the development preset.
fn preset() -> Value {
	let mut json = serde_json::to_value(RuntimeGenesisConfig::default()).expect("serialises");
	let preset = genesis::preset(&"development".into()).expect("known");
	merge(&mut json, serde_json::from_slice(&preset).expect("JSON"));
	json
}

fn build(genesis: Value) -> Storage {
	let genesis: RuntimeGenesisConfig = serde_json::from_value(genesis).expect("fits");
	genesis.build_storage().expect("builds")
}

fn merge(base: &mut Value, patch: Value) {
	match (base, patch) {
		(Value::Object(base), Value::Object(patch)) => {
			for (key, value) in patch {
				merge(base.entry(key).or_insert(Value::Null), value);
			}
		},
		(base, patch) => *base = patch,
	}
}

/// Runs `test` in block 1 of a chain with that genesis.
pub fn run<R>(genesis: Storage, test: impl FnOnce() -> R) -> R {
	resume(genesis, || {
		begin_block();
		test()
	})
}

/// Runs `test` in the block in which [`stored`] was called.
pub fn resume<R>(storage: Storage, test: impl FnOnce() -> R) -> R {
	sp_io::TestExternalities::new(storage).execute_with(test)
}

/// Returns the whole storage, so that the steps that led there need not be repeated.
pub fn stored() -> Storage {
	let next = |key: &Vec<u8>| sp_io::storage::next_key(key);
	let keys = std::iter::successors(next(&Vec::new()), next);
	let top = keys.map(|key| {
		let value = sp_io::storage::get(&key).expect("it is there");
		(key, value.to_vec())
	});
	Storage { top: top.collect(), ..Default::default() }
}

/// Begins the next block: runs the hooks before its transactions, in the order of the runtime's
/// pallets. Directives take effect before experts are drawn, and before an upgrade is void.
pub fn begin_block() {
	let number = System::block_number() + 1;
	let parent = sp_core::H256::from(blake2_256(&number.to_le_bytes()));
	System::reset_events();
	System::initialize(&number, &parent, &Digest::default());
	for hook in [Scheduler::on_initialize, Business::on_initialize, Governance::on_initialize] {
		let used = hook(number);
		System::register_extra_weight_unchecked(used, DispatchClass::Mandatory);
	}
	System::note_finished_initialize();
}

/// Ends a block with `remaining` weight left. It must not take more, nor more than a block has for
/// that.
pub fn end_block(remaining: Weight) {
	let most = remaining.min(IDLE);
	let used = hooks::share_idle(System::block_number(), most);
	assert!(used.all_lte(most), "on_idle took {used:?} of {most:?}");
}

/// Passes blocks that have `remaining` weight each.
pub fn pass_blocks(blocks: u32, remaining: Weight) {
	for _ in 0..blocks {
		end_block(remaining);
		begin_block();
	}
}

/// Passes blocks until one is `number`.
pub fn run_to(number: BlockNumber) {
	let now = System::block_number();
	pass_blocks(number.saturating_sub(now), PLENTY);
}

/// Dispatches a signed call. A failed call must have changed nothing, and none may weigh more than
/// it said.
pub fn dispatch(call: impl Into<RuntimeCall>, who: AccountId) -> DispatchResultWithPostInfo {
	let call = call.into();
	let info = call.get_dispatch_info();
	let before = root();
	let result = call.dispatch(RuntimeOrigin::signed(who));
	let post = match &result {
		Ok(post) => post,
		Err(failed) => {
			assert_eq!(before, root(), "a call that failed has changed something: {failed:?}");
			&failed.post_info
		},
	};
	if let Some(actual) = post.actual_weight {
		assert!(actual.all_lte(info.call_weight), "{actual:?} of {:?}", info.call_weight);
	}
	result
}

/// Returns the root of the state.
pub fn root() -> Vec<u8> {
	sp_io::storage::root(StateVersion::V1)
}

/// Returns the total issuance of tokens.
pub fn issuance() -> Balance {
	pallet_balances::TotalIssuance::<Runtime>::get()
}
