//! Presets make chains that run; a genesis that could not is refused, and the error says why.

use serde_json::{json, Value};
use sp_runtime::BuildStorage;
use witan_experts::{domain::DomainParameters, ledger::SnapshotReputation};
use witan_primitives::{BlockNumber, WIT};
use witan_runtime::{genesis, Balances, Reputation, Runtime, RuntimeGenesisConfig, System};
use witan_runtime_common::systems::experts::CONSTITUTION_PARAMETERS;

/// Returns the genesis of `preset` with `patch` laid over it.
fn genesis_with(preset: &str, patch: Value) -> RuntimeGenesisConfig {
	let mut json = serde_json::to_value(RuntimeGenesisConfig::default()).expect("serialises");
	let preset = genesis::preset(&preset.into()).expect("the preset is known");
	merge(&mut json, serde_json::from_slice(&preset).expect("a preset is JSON"));
	merge(&mut json, patch);
	serde_json::from_value(json).expect("the patch fits the genesis")
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

fn refusal(preset: &str, patch: Value) -> String {
	genesis::check(&genesis_with(preset, patch)).expect_err("must be refused")
}

fn state_of(genesis: RuntimeGenesisConfig) -> sp_io::TestExternalities {
	genesis.build_storage().expect("the genesis builds").into()
}

// Protects: every chain that the runtime names can be made from it.
#[test]
fn every_preset_name_should_be_known() {
	for name in genesis::preset_names() {
		assert!(genesis::preset(&name).is_some(), "{name:?}");
	}
	assert!(genesis::preset(&"no such preset".into()).is_none());
}

// Protects: a development chain makes blocks and finalises them from the start.
#[test]
fn development_presets_should_start_with_their_validators() {
	for (preset, validators) in [("development", 1), ("local", 4)] {
		let genesis = genesis_with(preset, json!({}));
		assert_eq!(genesis::check(&genesis), Ok(()));
		state_of(genesis).execute_with(|| {
			assert_eq!(witan_runtime::Session::validators().len(), validators);
			assert_eq!(witan_runtime::Babe::authorities().len(), validators);
			assert_eq!(witan_runtime::Grandpa::grandpa_authorities().len(), validators);
			assert_eq!(witan_runtime::AuthorityDiscovery::authorities().len(), validators);
		});
	}
}

// Protects: all tokens of a genesis are those that it grants, and the existential deposits that
// open three accounts. These are of the treasury, of dividends and of fees on their way.
#[test]
fn issuance_should_be_the_sum_of_balances_and_the_pots() {
	let genesis = genesis_with("local", json!({}));
	let given: u128 = genesis.balances.balances.iter().map(|(_, balance)| balance).sum();
	let least = witan_primitives::EXISTENTIAL_DEPOSIT;
	state_of(genesis).execute_with(|| {
		let treasury = witan_runtime::systems::chain::money::TreasuryAccount::get();
		for pot in [treasury, witan_runtime::Reputation::pot(), witan_runtime::Business::pot()] {
			assert_eq!(Balances::free_balance(pot), least);
		}
		assert_eq!(Balances::total_issuance(), given + 3 * least);
	});
}

// Protects: no chain starts without a domain 0, which could never be governed, or with members
// counted twice.
#[test]
fn genesis_should_be_refused_when_its_domains_can_not_be() {
	let none = json!({ "domains": { "domains": [] }, "reputation": { "members": [] } });
	assert!(refusal("development", none).contains("domains.domains: there is no domain 0"));
	let nowhere = json!({ "domains": { "domains": [] } });
	let error = refusal("development", nowhere);
	assert!(error.contains("reputation.members: there is no domain 0"), "{error}");
	let mut twice = genesis_with("development", json!({}));
	let first = twice.reputation.members[0].clone();
	twice.reputation.members.push(first);
	let error = genesis::check(&twice).expect_err("must be refused");
	assert!(error.contains("domain 0 names an account twice"), "{error}");
}

/// Returns the part of a genesis that says how slots get their authors.
fn slots(c: (u64, u64), allowed: &str) -> Value {
	json!({ "babe": { "epochConfig": { "c": c, "allowed_slots": allowed } } })
}

// Protects: experts are not drawn with what everybody can foresee.
#[test]
fn genesis_should_be_refused_when_slots_have_no_vrf() {
	for allowed in ["PrimarySlots", "PrimaryAndSecondaryPlainSlots"] {
		let error = refusal("development", slots((1, 4), allowed));
		assert!(error.contains("must be PrimaryAndSecondaryVRFSlots"), "{error}");
	}
	let right = genesis_with("development", slots((1, 4), "PrimaryAndSecondaryVRFSlots"));
	assert_eq!(genesis::check(&right), Ok(()));
}

// Protects: no chain begins with a share of primary slots at which its nodes would panic.
#[test]
fn genesis_should_be_refused_when_nodes_could_not_draw_authors() {
	for c in [(0, 1), (1, 0), (1, 10_001), (3, 4), (1, 1), (5, 4)] {
		let error = refusal("development", slots(c, "PrimaryAndSecondaryVRFSlots"));
		assert!(error.contains("must be from 1/10000 to 1/2"), "{error}");
	}
	let most = genesis_with("development", slots((1, 2), "PrimaryAndSecondaryVRFSlots"));
	assert_eq!(genesis::check(&most), Ok(()));
}

// Protects: an operator's choices take effect, and one wasm serves every chain.
#[test]
fn choices_should_reach_the_pallets_that_use_them() {
	use frame_support::traits::Get;

	let genesis = genesis_with(
		"development",
		json!({ "chainConfig": { "slotDuration": 4_000, "epochLength": 7, "depositPerByte": 50 } }),
	);
	state_of(genesis).execute_with(|| {
		assert_eq!(witan_runtime::Babe::slot_duration(), 4_000);
		assert_eq!(<Runtime as pallet_babe::Config>::EpochDuration::get(), 7);
		assert_eq!(<Runtime as pallet_timestamp::Config>::MinimumPeriod::get(), 2_000);
		assert_eq!(<Runtime as pallet_multisig::Config>::DepositFactor::get(), 32 * 50);
	});
}

// Protects: nobody starts a chain of the empty template, which would never make a block.
#[test]
fn production_should_be_refused_when_not_filled_in() {
	assert!(refusal("production", json!({})).contains("names no validators"));
}

// Protects: no chain starts with a timing that consensus can't keep.
#[test]
fn genesis_should_be_refused_when_a_choice_is_out_of_bounds() {
	let error = refusal("development", json!({ "chainConfig": { "slotDuration": 10 } }));
	assert!(error.contains("slotDuration is 10 ms"), "{error}");
}

/// Returns a genesis with floors and the production template's times. Domain 0 has its default
/// parameters, changed by `change`.
fn with_floors(change: fn(&mut DomainParameters<BlockNumber>)) -> RuntimeGenesisConfig {
	let choices = json!({
		"floors": true,
		"epochLength": 1_200,
		"sessionsPerEra": 6,
		"bondingDuration": 28,
		"slashDeferDuration": 27,
		"enactmentDelay": 115_200,
		"upgradeDelay": 201_600,
		"undoDelay": 1_200,
	});
	let mut genesis = genesis_with("development", json!({ "chainConfig": choices }));
	let mut parameters = CONSTITUTION_PARAMETERS;
	change(&mut parameters);
	genesis.domains.domains[0].parameters = Some(parameters);
	genesis
}

// Protects: no chain starts with a domain 0 in which a few decide in a hurry for all, unless it is
// for trials. Each floor is one.
#[test]
fn genesis_should_be_refused_when_domain_0_is_below_a_floor() {
	let mut default = with_floors(|_| ());
	default.domains.domains[0].parameters = None;
	assert_eq!(genesis::check(&default), Ok(()));
	state_of(default).execute_with(|| {
		assert_eq!(witan_runtime::Domains::parameters(0), Some(CONSTITUTION_PARAMETERS));
	});
	type Change = fn(&mut DomainParameters<BlockNumber>);
	let cases: [(Change, &str); 8] = [
		(|of| of.governance.duration = 28_799, "governance.duration must be at least 28800 blocks"),
		(|of| of.governance.quorum = 99_999, "governance.quorum must be at least 100000"),
		(|of| of.governance.win_ratio = 499_999, "governance.winRatio must be at least 500000"),
		(|of| of.governance.age = 28_799, "governance.age must be at least 28800 blocks"),
		(|of| of.pool.min_duration = 9_599, "pool.minDuration must be at least 9600 blocks"),
		(|of| of.minting.depth = 50_001, "minting.depth must be at most 50000"),
		(|of| of.minting.rate = 10_001, "minting.rate 10000"),
		(|of| of.work.open = true, "work.open must be false"),
	];
	for (change, message) in cases {
		let genesis = with_floors(change);
		let error = genesis::check(&genesis).expect_err("must be refused");
		assert!(error.contains(message) && error.contains("domain 0"), "{error}");
		let mut for_trials = genesis;
		for_trials.chain_config.floors = false;
		assert_eq!(genesis::check(&for_trials), Ok(()));
	}
	let mut hasty = with_floors(|_| ());
	hasty.chain_config.enactment_delay = 28_799;
	assert!(genesis::check(&hasty).expect_err("must be refused").contains("at least 28800"));
}

// Protects: each member that a genesis names governs from the first block, though domain 0 demands
// an age of REP.
#[test]
fn members_of_the_genesis_should_govern_at_once_when_there_are_floors() {
	let genesis = with_floors(|_| ());
	let members = genesis.reputation.members.clone();
	assert_eq!(members.len(), 6);
	state_of(genesis).execute_with(|| {
		System::set_block_number(1);
		let snapshot = Reputation::snapshot(0).expect("there is REP");
		let all = members.iter().filter(|(domain, ..)| *domain == 0).map(|(.., amount)| amount);
		assert_eq!(Reputation::to_amount(0, snapshot.supply), all.sum::<u128>());
		for (domain, who, _) in members {
			assert!(Reputation::minted_since(domain, &who, snapshot.id).is_zero(), "{who}");
		}
	});
}

// Protects: a wrong slash can be undone with the template's numbers, and no chain starts with
// numbers with which it can't.
#[test]
fn genesis_should_be_refused_when_a_wrong_slash_could_not_be_undone() {
	// Two thirds of 194 400 slots have blocks. Less an hour and a day, that leaves 49 800 for each
	// half of a vote's third.
	let longest = 3 * ((27 * 6 * 1_200 * 2 / 3 - 1_200 - 28_800) / 2);
	assert_eq!(longest, 149_400);
	let error = refusal_of(with_floors(|of| of.governance.duration = 149_401));
	assert!(error.contains("slashes wait for 194400 slots"), "{error}");
	assert_eq!(genesis::check(&with_floors(|of| of.governance.duration = 149_400)), Ok(()));
	let mut soon = with_floors(|_| ());
	// Two days of blocks and an hour, less than the template's vote takes.
	soon.chain_config.slash_defer_duration = 8;
	assert!(refusal_of(soon).contains("raise chainConfig.slashDeferDuration"));
}

fn refusal_of(genesis: RuntimeGenesisConfig) -> String {
	genesis::check(&genesis).expect_err("must be refused")
}

// Protects: storage is never free, so that nobody fills the state, and no deposit is too high for
// anybody to pay.
#[test]
fn genesis_should_be_refused_when_a_deposit_is_one_that_governance_could_not_set() {
	for (deposit, amount) in [
		("depositPerItem", 0),
		("depositPerItem", 101 * WIT),
		("depositPerByte", 9),
		("depositPerByte", WIT),
	] {
		let error = refusal("development", json!({ "chainConfig": { deposit: amount as u64 } }));
		assert!(error.contains(&format!("{deposit} is {amount} units, must be in")), "{error}");
	}
}

// Protects: every validator of the genesis has a stake that can be slashed.
#[test]
fn genesis_should_be_refused_when_a_validator_is_not_bonded() {
	let error = refusal("development", json!({ "staking": { "stakers": [] } }));
	assert!(error.contains("is not among the validators of staking.stakers"), "{error}");
}

// Protects: no seat of the first era is one that makes no blocks.
#[test]
fn genesis_should_be_refused_when_a_validator_has_no_keys() {
	let mut genesis = genesis_with("local", json!({}));
	genesis.session.keys.pop();
	genesis.staking.minimum_validator_count = 1;
	let error = genesis::check(&genesis).expect_err("must be refused");
	assert!(error.contains("has no keys in session.keys"), "{error}");
}

// Protects: the first election keeps the genesis' validators, and has as many seats as consensus
// bounds.
#[test]
fn genesis_should_be_refused_when_no_validator_would_be_elected() {
	let error = refusal("development", json!({ "staking": { "validatorCount": 0 } }));
	assert!(error.contains("validatorCount is 0"), "{error}");
	let error = refusal("development", json!({ "staking": { "validatorCount": 101 } }));
	assert!(error.contains("validatorCount is 101, must be in 1..=100"), "{error}");
	let error = refusal("local", json!({ "staking": { "validatorCount": 3 } }));
	assert!(error.contains("4 validators for the 3 seats"), "{error}");
}

// Protects: the validators of a genesis are elected and can be slashed, no place is free or can be
// occupied, and nobody is above the rules.
#[test]
fn genesis_should_be_refused_when_its_staking_could_stop_or_be_gamed() {
	let bob = sp_keyring::Sr25519Keyring::Bob.to_account_id();
	for (patch, message) in [
		(json!({ "minimumValidatorCount": 5 }), "minimumValidatorCount is 5, must be in 1..=4"),
		(json!({ "minimumValidatorCount": 0 }), "minimumValidatorCount is 0, must be in 1..=4"),
		(json!({ "maxValidatorCount": 200 }), "maxValidatorCount is 200, must be absent"),
		(json!({ "maxNominatorCount": 200 }), "maxNominatorCount is 200, must be absent"),
		(json!({ "minValidatorBond": 0 }), "minValidatorBond is 0 units, must be at least"),
		(json!({ "minNominatorBond": 0 }), "minNominatorBond is 0 units, must be at least"),
		(json!({ "forceEra": "ForceNone" }), "forceEra is ForceNone, must be NotForcing"),
		(json!({ "forceEra": "ForceAlways" }), "forceEra is ForceAlways, must be NotForcing"),
		(json!({ "invulnerables": [bob] }), "invulnerables must be empty"),
		(json!({ "canceledPayout": 1 }), "canceledPayout must be 0"),
		(json!({ "slashRewardFraction": 500_000_001 }), "must be at most 50%"),
	] {
		let error = refusal("local", json!({ "staking": patch }));
		assert!(error.contains(message), "{error}");
	}
}

// Protects: an offence can be reported and slashed as long as the stake is bonded.
#[test]
fn genesis_should_be_refused_when_stake_is_bonded_longer_than_offences_are_known() {
	let bonding = |eras: u32, sessions: u32| json!({ "chainConfig": { "bondingDuration": eras, "sessionsPerEra": sessions } });
	let error = refusal("development", bonding(85, 1));
	assert!(error.contains("bondingDuration is 85 eras, must be at most 84"), "{error}");
	let error = refusal("development", bonding(84, 12));
	assert!(error.contains("is 1008 sessions, must be at most 1000"), "{error}");
	assert_eq!(genesis::check(&genesis_with("development", bonding(83, 12))), Ok(()));
}

// Protects: an operator hears of a chain that one node stops or one person governs, before it
// starts.
#[test]
fn warnings_should_name_who_has_too_much() {
	let warnings = |patch: Value| genesis::warnings(&genesis_with("local", patch));
	assert_eq!(warnings(json!({})), Vec::<String>::new());
	let of_one = genesis::warnings(&genesis_with("development", json!({})));
	assert!(of_one[0].starts_with("1 validators"), "{of_one:?}");
	assert!(of_one[1].contains("bonds more than a third"), "{of_one:?}");
	let alice = sp_keyring::Sr25519Keyring::Alice.to_account_id();
	let alone = warnings(json!({ "reputation": { "members": [[0, alice, 5]] } }));
	assert_eq!(alone.len(), 1);
	assert!(alone[0].contains("more than a fifth of domain 0's REP"), "{alone:?}");
	let template = genesis::warnings(&genesis_with("production", json!({})));
	assert_eq!(template, Vec::<String>::new());
}

// Protects: no two nodes start with one key, by which both would equivocate.
#[test]
fn genesis_should_be_refused_when_validators_share_a_key() {
	let local = serde_json::to_value(genesis_with("local", json!({}))).expect("serialises");
	let mut keys = local["session"]["keys"].clone();
	keys[1][2]["grandpa"] = keys[0][2]["grandpa"].clone();
	let error = refusal("local", json!({ "session": { "keys": keys } }));
	assert!(error.contains("has a key of another validator"), "{error}");
}

// Protects: no validator of the genesis is below the bond that others must have.
#[test]
fn genesis_should_be_refused_when_a_bond_is_below_its_minimum() {
	let error = refusal("development", json!({ "staking": { "minValidatorBond": 200_000 * WIT } }));
	assert!(error.contains("less than the 200000000000000 that its role needs"), "{error}");
}

// Protects: the message says what is wrong with a list of stakers that the pallet would refuse
// without a word.
#[test]
fn genesis_should_be_refused_when_a_staker_is_not_one_that_could_bond_and_nominate() {
	let local = serde_json::to_value(genesis_with("local", json!({}))).expect("serialises");
	let stakers_with = |another: Value| {
		let mut stakers = local["staking"]["stakers"].clone();
		stakers.as_array_mut().expect("a list").push(another);
		json!({ "staking": { "stakers": stakers } })
	};
	let error = refusal("local", stakers_with(local["staking"]["stakers"][0].clone()));
	assert!(error.contains("is there twice"), "{error}");

	let alice = sp_keyring::Sr25519Keyring::Alice.to_account_id();
	let ferdie = sp_keyring::Sr25519Keyring::Ferdie.to_account_id();
	let nominator = |names: usize| {
		stakers_with(json!([ferdie, ferdie, WIT as u64, { "Nominator": vec![&alice; names] }]))
	};
	for names in [0, 17] {
		let error = refusal("local", nominator(names));
		assert!(
			error.contains(&format!("nominates {names} accounts, must be in 1..=16")),
			"{error}"
		);
	}
	assert_eq!(genesis::check(&genesis_with("local", nominator(16))), Ok(()));
}

// Protects: each account has the balance that the genesis says, listed once and not too small to
// exist.
#[test]
fn genesis_should_be_refused_when_a_balance_can_not_exist() {
	let alice = sp_keyring::Sr25519Keyring::Alice.to_account_id();
	let error = refusal("development", json!({ "balances": { "balances": [(&alice, 5)] } }));
	assert!(error.contains("less than the existential deposit"), "{error}");
	let twice = json!({ "balances": { "balances": [(&alice, WIT), (&alice, WIT)] } });
	assert!(refusal("development", twice).contains("is there twice"));
}

// Protects: a stash can pay its fees: one that bonds all that it has could not. One that bonds more
// would panic while genesis is built.
#[test]
fn genesis_should_be_refused_when_a_bond_is_not_covered() {
	let error = refusal("development", json!({ "balances": { "balances": [] } }));
	assert!(error.contains("balances.balances does not give it more than that"), "{error}");
}

// Protects: an operator reads that the file is broken, instead of a backtrace.
#[test]
fn genesis_should_be_refused_when_it_is_not_json() {
	let error = genesis::build_state(b"{".to_vec()).expect_err("must be refused");
	assert!(error.contains("not what this runtime expects"), "{error}");
}

// Protects: whoever tries the development chain can bond, nominate and pay.
#[test]
fn development_accounts_should_be_able_to_stake() {
	let genesis = genesis_with("development", json!({}));
	assert!(genesis.balances.balances.iter().all(|(_, balance)| *balance >= 1_000 * WIT));
}
