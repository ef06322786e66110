//! Presets from which chain specifications are made, and the checks that a genesis must pass.
//!
//! | preset | validators | timing |
//! | --- | --- | --- |
//! | `development` | Alice | epochs of a minute |
//! | `local` | Alice, Bob, Charlie, Dave | epochs of a minute |
//! | `production` | none: a template to be filled in | epochs of an hour, eras of six |
//!
//! `development` and `local` have the well-known development accounts and two domains. Domain 0 has
//! the members Alice to Ferdie; domain 1 is empty and founded by Alice. `production` has no
//! accounts and no domains.

use crate::{
	systems::chain::{
		consensus::{is_lottery, MAX_AUTHORITIES, MAX_BONDED_SESSIONS, SLOTS},
		staking::{HISTORY_DEPTH, MAX_NOMINATIONS},
	},
	*,
};
use alloc::{collections::BTreeSet, format, string::String, vec, vec::Vec};
use frame_support::{build_struct_json_patch, genesis_builder_helper};
use pallet_chain_config::report_longevity;
use pallet_domains::GenesisDomain;
use pallet_staking::StakerStatus;
use sp_consensus_babe::BabeEpochConfiguration;
use sp_core::{
	crypto::{ByteArray, Ss58Codec, UncheckedInto},
	sr25519,
};
use sp_genesis_builder::{PresetId, DEV_RUNTIME_PRESET, LOCAL_TESTNET_RUNTIME_PRESET};
use sp_keyring::{Ed25519Keyring, Sr25519Keyring};
use sp_runtime::Perbill;
use witan_experts::{
	domain::{
		BeyondLimits, DomainParameters, GovernanceBounds, Limits, Minting, PoolBounds, WorkBounds,
	},
	shares::{MILLION, REP},
};
use witan_governance::CONSTITUTION;
use witan_primitives::{Balance, EXISTENTIAL_DEPOSIT, MILLI_WIT, WIT};
use witan_runtime_common::{
	parameters::range,
	systems::{
		chain::{check_balances, check_deposit},
		experts::{check_domains, longest_vote, CONSTITUTION_PARAMETERS, DEFAULT_PARAMETERS},
	},
};

/// The preset that an operator fills in.
pub const PRODUCTION_RUNTIME_PRESET: &str = "production";
/// The preset `local` by its common name. The SDK has another name for it.
pub const LOCAL_RUNTIME_PRESET: &str = "local";

/// The author rule of a slot. It has a primary author with a probability of a hundredth; otherwise
/// a secondary one, drawn by VRF, fills it.
///
/// A primary author and the secondary one both make a block, of the same height. All execute both,
/// and one is lost. So there is nearly always one author. Whoever wants to keep it from its work
/// knows it beforehand. With more primary authors that would be so in most slots, too.
pub const BABE_EPOCH_CONFIG: BabeEpochConfiguration =
	BabeEpochConfiguration { c: (1, 100), allowed_slots: SLOTS };

/// The greatest part of a slash that its reporter gets.
const MAX_SLASH_REWARD: Perbill = Perbill::from_percent(50);
/// The fewest validators of which one can fail without stopping finality.
const FAULT_TOLERANT: usize = 4;

/// Initial balance of each development account.
const ENDOWMENT: Balance = 1_000_000 * WIT;
/// Initial bond of each development validator.
const STASH: Balance = 100_000 * WIT;
/// The minimum duration, in blocks, of a vote on governance on a development chain.
const DEVELOPMENT_VOTE: BlockNumber = 20;
/// Blocks between a ratification and its enactment on a development chain; an upgrade has ten more.
/// Longer than a vote, so that a ratified directive can be cancelled.
const DEVELOPMENT_DELAY: BlockNumber = 30;
/// The delay of an `Undo` directive on a development chain, in blocks.
const DEVELOPMENT_UNDO_DELAY: BlockNumber = 5;
/// Initial REP of each member of the development chain's domain 0.
const MEMBERS_REP: Balance = 1_000 * REP;

/// Returns the names that [`preset`] knows.
pub fn preset_names() -> Vec<PresetId> {
	[
		DEV_RUNTIME_PRESET,
		LOCAL_RUNTIME_PRESET,
		LOCAL_TESTNET_RUNTIME_PRESET,
		PRODUCTION_RUNTIME_PRESET,
	]
	.into_iter()
	.map(PresetId::from)
	.collect()
}

/// Returns a preset as a JSON patch of the default genesis.
pub fn preset(id: &PresetId) -> Option<Vec<u8>> {
	let patch = match id.as_ref() {
		DEV_RUNTIME_PRESET => development(&[ALICE]),
		LOCAL_RUNTIME_PRESET | LOCAL_TESTNET_RUNTIME_PRESET => {
			development(&[ALICE, BOB, CHARLIE, DAVE])
		},
		PRODUCTION_RUNTIME_PRESET => production(),
		_ => return None,
	};
	serde_json::to_string(&patch).ok().map(String::into_bytes)
}

/// Builds the genesis state from JSON. The error says what is wrong with it.
pub fn build_state(json: Vec<u8>) -> sp_genesis_builder::Result {
	let genesis = serde_json::from_slice::<RuntimeGenesisConfig>(&json)
		.map_err(|error| format!("the genesis is not what this runtime expects: {error}"))?;
	check(&genesis)?;
	genesis_builder_helper::build_state::<RuntimeGenesisConfig>(json)
}

/// Checks that the chain of a genesis can produce blocks and finalise them. The error says how to
/// fix it.
pub fn check(genesis: &RuntimeGenesisConfig) -> Result<(), String> {
	genesis.chain_config.check().map_err(|invalid| format!("chainConfig: {invalid}"))?;
	check_deposits(genesis)?;
	check_slots(genesis)?;
	check_balances(genesis.balances.balances.iter().map(|(who, balance)| (who, *balance)))?;
	check_validators(genesis)?;
	check_eras(genesis)?;
	check_staking(genesis)?;
	check_stakers(genesis)?;
	check_domains(&genesis.domains, &genesis.reputation)?;
	check_limits(genesis)
}

/// Checks that domain 0 is within the limits in which governance keeps it, and that a wrong slash
/// can be undone in time.
fn check_limits(genesis: &RuntimeGenesisConfig) -> Result<(), String> {
	let chosen = &genesis.chain_config;
	let first = genesis.domains.domains.first().filter(|_| chosen.floors);
	let Some(first) = first else { return Ok(()) };
	let slashes_wait =
		report_longevity(chosen.slash_defer_duration, chosen.sessions_per_era, chosen.epoch_length);
	let longest_vote = longest_vote(slashes_wait, chosen.undo_delay);
	let parameters = first.parameters.unwrap_or(CONSTITUTION_PARAMETERS);
	let limits = Limits { domain: CONSTITUTION, longest_vote };
	parameters.check_limits(&limits).map_err(|beyond| {
		let hint = match beyond {
			BeyondLimits::TooLongToUndo => format!(
				": slashes wait for {slashes_wait} slots, so that it can be {longest_vote} blocks; \
					raise chainConfig.slashDeferDuration"
			),
			_ => String::new(),
		};
		format!(
			"domains.domains: parameters of domain 0: {beyond}{hint} (docs/governance.md says why; \
				only a chain for trials sets chainConfig.floors to false)"
		)
	})
}

/// Checks that governance could set the same deposits.
fn check_deposits(genesis: &RuntimeGenesisConfig) -> Result<(), String> {
	let chosen = &genesis.chain_config;
	check_deposit("depositPerItem", chosen.deposit_per_item, range::DEPOSIT_PER_ITEM)?;
	check_deposit("depositPerByte", chosen.deposit_per_byte, range::DEPOSIT_PER_BYTE)
}

/// Checks that every slot has an author's VRF, and that BABE can draw authors. Governance can't
/// plan other slots either.
fn check_slots(genesis: &RuntimeGenesisConfig) -> Result<(), String> {
	let BabeEpochConfiguration { c, allowed_slots } = genesis.babe.epoch_config;
	if allowed_slots != SLOTS {
		return Err(format!(
			"babe.epochConfig.allowed_slots is {allowed_slots:?}, must be {SLOTS:?}: experts are \
				drawn with the VRF of each block's author"
		));
	}
	if !is_lottery(c) {
		return Err(format!(
			"babe.epochConfig.c is {}/{}, must be from 1/10000 to 1/2: nodes draw the authors \
				of slots with it",
			c.0, c.1
		));
	}
	Ok(())
}

fn check_validators(genesis: &RuntimeGenesisConfig) -> Result<(), String> {
	let keys = &genesis.session.keys;
	if keys.is_empty() {
		return Err("this genesis names no validators, so its chain would never make a block: \
			fill in session.keys, staking.stakers and balances.balances (docs/operator.md says how)"
			.into());
	}
	let seats = genesis.staking.validator_count;
	if !(1..=MAX_AUTHORITIES).contains(&seats) {
		return Err(format!("staking.validatorCount is {seats}, must be in 1..={MAX_AUTHORITIES}"));
	}
	if keys.len() > seats as usize {
		return Err(format!(
			"session.keys: {} validators for the {seats} seats of staking.validatorCount",
			keys.len()
		));
	}
	let bonded: BTreeSet<_> = genesis
		.staking
		.stakers
		.iter()
		.filter(|(_, _, _, status)| matches!(status, StakerStatus::Validator))
		.map(|(stash, ..)| stash)
		.collect();
	let with_keys: BTreeSet<_> = keys.iter().map(|(account, ..)| account).collect();
	if let Some(without) = bonded.iter().find(|account| !with_keys.contains(*account)) {
		return Err(format!(
			"staking.stakers: the validator {} has no keys in session.keys: if it was elected, its \
				seat would make no blocks",
			without.to_ss58check()
		));
	}
	let mut seen = BTreeSet::new();
	for (account, _, keys) in keys {
		let name = account.to_ss58check();
		if !bonded.contains(account) {
			return Err(format!(
				"session.keys: {name} is not among the validators of staking.stakers"
			));
		}
		let raw = [
			keys.babe.to_raw_vec(),
			keys.grandpa.to_raw_vec(),
			keys.im_online.to_raw_vec(),
			keys.authority_discovery.to_raw_vec(),
		];
		if !raw.into_iter().enumerate().all(|key| seen.insert(key)) {
			return Err(format!(
				"session.keys: {name} has a key of another validator; both would be slashed for using it"
			));
		}
	}
	Ok(())
}

/// Checks that an offence can be slashed as long as the stake is bonded.
fn check_eras(genesis: &RuntimeGenesisConfig) -> Result<(), String> {
	let chosen = &genesis.chain_config;
	let eras = chosen.bonding_duration;
	if eras > HISTORY_DEPTH {
		return Err(format!(
			"chainConfig.bondingDuration is {eras} eras, must be at most {HISTORY_DEPTH}: \
				an older offence slashes nothing, while its stake is held"
		));
	}
	let sessions = eras.saturating_mul(chosen.sessions_per_era);
	if sessions > MAX_BONDED_SESSIONS {
		return Err(format!(
			"chainConfig: bondingDuration · sessionsPerEra is {sessions} sessions, must be at most \
				{MAX_BONDED_SESSIONS}: equivocations of older ones can't be reported"
		));
	}
	Ok(())
}

/// Checks that the validators of a genesis are elected and can be slashed, and that no seat and no
/// vote is free.
fn check_staking(genesis: &RuntimeGenesisConfig) -> Result<(), String> {
	let staking = &genesis.staking;
	let validators = u32::try_from(genesis.session.keys.len()).unwrap_or(u32::MAX);
	let least = staking.minimum_validator_count;
	if !(1..=validators).contains(&least) {
		return Err(format!(
			"staking.minimumValidatorCount is {least}, must be in 1..={validators}, the validators \
				of session.keys: with fewer, no election succeeds, and nobody can be slashed"
		));
	}
	for (name, most) in [
		("maxValidatorCount", staking.max_validator_count),
		("maxNominatorCount", staking.max_nominator_count),
	] {
		if let Some(most) = most {
			return Err(format!(
				"staking.{name} is {most}, must be absent: whoever fills the places keeps others \
					out, and an election hears the best of any number"
			));
		}
	}
	for (name, bond) in [
		("minValidatorBond", staking.min_validator_bond),
		("minNominatorBond", staking.min_nominator_bond),
	] {
		if bond < EXISTENTIAL_DEPOSIT {
			return Err(format!(
				"staking.{name} is {bond} units, must be at least the existential deposit of \
					{EXISTENTIAL_DEPOSIT}"
			));
		}
	}
	if !matches!(staking.force_era, pallet_staking::Forcing::NotForcing) {
		return Err(format!(
			"staking.forceEra is {:?}, must be NotForcing: eras would not end when sessionsPerEra \
				says, and slashes come sooner or never",
			staking.force_era
		));
	}
	if !staking.invulnerables.is_empty() {
		return Err("staking.invulnerables must be empty: they could not be slashed".into());
	}
	if staking.canceled_payout != 0 {
		return Err("staking.canceledPayout must be 0: no payout was cancelled yet".into());
	}
	if staking.slash_reward_fraction > MAX_SLASH_REWARD {
		return Err(format!(
			"staking.slashRewardFraction is {:?}, must be at most {MAX_SLASH_REWARD:?}: a reporter \
				in league with the offender would get the slash back",
			staking.slash_reward_fraction
		));
	}
	Ok(())
}

/// Returns what an operator should know of a genesis that is allowed, one line each: too few or too
/// powerful validators and members.
pub fn warnings(genesis: &RuntimeGenesisConfig) -> Vec<String> {
	let bonds = genesis.staking.stakers.iter().map(|(stash, _, bond, status)| {
		let stakes = !matches!(status, StakerStatus::Idle);
		(stash.to_ss58check(), if stakes { *bond } else { 0 })
	});
	let reputation =
		genesis.reputation.members.iter().filter(|(domain, ..)| *domain == CONSTITUTION);
	let members = reputation.map(|(_, member, amount)| (member.to_ss58check(), *amount));
	// A genesis without any is the template as it is, or refused.
	let validators = genesis.session.keys.len();
	let few = (1..FAULT_TOLERANT).contains(&validators).then(|| {
		format!(
			"{validators} validators: with fewer than {FAULT_TOLERANT}, finality stops when one does"
		)
	});
	let staking = over(bonds.collect(), 3).into_iter().map(|who| {
		format!("{who} bonds more than a third of the stake: it alone can stop finality")
	});
	let governing =
		over(members.collect(), 5).into_iter().map(|who| {
			format!("{who} has more than a fifth of domain 0's REP: where nobody objects, it governs alone")
		});
	few.into_iter().chain(staking).chain(governing).collect()
}

/// Returns the names of those who have more than this part of the sum.
fn over(shares: Vec<(String, Balance)>, part: Balance) -> Vec<String> {
	let sum = shares.iter().fold(0, |sum: Balance, (_, share)| sum.saturating_add(*share));
	shares.into_iter().filter(|(_, share)| *share > sum / part).map(|(who, _)| who).collect()
}

fn check_stakers(genesis: &RuntimeGenesisConfig) -> Result<(), String> {
	let staking = &genesis.staking;
	let mut seen = BTreeSet::new();
	for (stash, _, bond, status) in &staking.stakers {
		let name = stash.to_ss58check();
		if !seen.insert(stash) {
			return Err(format!("staking.stakers: {name} is there twice"));
		}
		if let StakerStatus::Nominator(named) = status {
			let most = MAX_NOMINATIONS as usize;
			if !(1..=most).contains(&named.len()) {
				return Err(format!(
					"staking.stakers: {name} nominates {} accounts, must be in 1..={most}",
					named.len()
				));
			}
		}
		let least = match status {
			StakerStatus::Validator => staking.min_validator_bond,
			StakerStatus::Nominator(_) => staking.min_nominator_bond,
			StakerStatus::Idle => EXISTENTIAL_DEPOSIT,
		};
		if *bond < least {
			return Err(format!(
				"staking.stakers: {name} bonds {bond} units, less than the {least} that its role needs"
			));
		}
		let owned = genesis.balances.balances.iter().find(|(who, _)| who == stash);
		if owned.is_none_or(|(_, balance)| balance <= bond) {
			return Err(format!(
				"staking.stakers: {name} bonds {bond} units, but balances.balances does not give it more than that"
			));
		}
	}
	Ok(())
}

/// Returns a domain in which pools may be short and small and jobs cheap, so that trials end soon.
fn development_domain(metadata: &str) -> GenesisDomain<AccountId, BlockNumber> {
	let defaults = DEFAULT_PARAMETERS;
	GenesisDomain {
		metadata: metadata.into(),
		founder: Sr25519Keyring::Alice.to_account_id(),
		half_life: None,
		parameters: Some(DomainParameters {
			pool: PoolBounds {
				min_duration: 2,
				min_quorum: 0,
				max_quorum: MILLION,
				min_win_ratio: 0,
				max_win_ratio: MILLION,
				..defaults.pool
			},
			work: WorkBounds {
				min_fee: 0,
				min_period: 2,
				max_no_show_penalty: MILLION,
				// Programs that edit a chain specification keep integers up to 2^53.
				max_stake: 1_000_000 * REP,
				..defaults.work
			},
			governance: GovernanceBounds { duration: DEVELOPMENT_VOTE, ..defaults.governance },
			minting: Minting { depth: MILLION, rate: MILLION },
			..defaults
		}),
	}
}

/// Builds a chain of well-known keys with short epochs and eras.
fn development(validators: &[DevelopmentValidator]) -> serde_json::Value {
	use Sr25519Keyring::{Alice, Bob, Charlie, Dave, Eve, Ferdie};

	build_struct_json_patch!(RuntimeGenesisConfig {
		chain_config: pallet_chain_config::GenesisConfig {
			epoch_length: 20,
			sessions_per_era: 3,
			bonding_duration: 3,
			slash_defer_duration: 0,
			enactment_delay: DEVELOPMENT_DELAY,
			upgrade_delay: DEVELOPMENT_DELAY + 10,
			undo_delay: DEVELOPMENT_UNDO_DELAY,
			floors: false,
		},
		balances: pallet_balances::GenesisConfig {
			balances: Sr25519Keyring::well_known()
				.map(|key| (key.to_account_id(), ENDOWMENT))
				.collect::<Vec<_>>(),
		},
		babe: pallet_babe::GenesisConfig { epoch_config: BABE_EPOCH_CONFIG },
		session: pallet_session::GenesisConfig {
			keys: validators
				.iter()
				.map(|validator| (validator.stash(), validator.stash(), validator.keys()))
				.collect::<Vec<_>>(),
		},
		staking: pallet_staking::GenesisConfig {
			validator_count: validators.len() as u32,
			minimum_validator_count: 1,
			slash_reward_fraction: Perbill::from_percent(10),
			min_validator_bond: MILLI_WIT,
			min_nominator_bond: MILLI_WIT,
			stakers: validators
				.iter()
				.map(|validator| {
					let stash = validator.stash();
					(stash.clone(), stash, STASH, StakerStatus::<AccountId>::Validator)
				})
				.collect::<Vec<_>>(),
		},
		domains: pallet_domains::GenesisConfig {
			domains: vec![
				development_domain("The constitution"),
				development_domain("A body that has yet to begin"),
			],
		},
		reputation: pallet_reputation::GenesisConfig {
			members: [Alice, Bob, Charlie, Dave, Eve, Ferdie]
				.map(|member| (CONSTITUTION, member.to_account_id(), MEMBERS_REP))
				.to_vec(),
		},
	})
}

/// Builds production's timing and bonds, with empty lists for an operator to fill in.
fn production() -> serde_json::Value {
	build_struct_json_patch!(RuntimeGenesisConfig {
		chain_config: pallet_chain_config::GenesisConfig::default(),
		balances: pallet_balances::GenesisConfig { balances: vec![] },
		babe: pallet_babe::GenesisConfig { epoch_config: BABE_EPOCH_CONFIG },
		session: pallet_session::GenesisConfig { keys: vec![] },
		staking: pallet_staking::GenesisConfig {
			validator_count: 4,
			minimum_validator_count: 4,
			slash_reward_fraction: Perbill::from_percent(10),
			min_validator_bond: 1_000 * WIT,
			min_nominator_bond: 10 * WIT,
			stakers: vec![],
		},
		domains: pallet_domains::GenesisConfig { domains: vec![] },
		reputation: pallet_reputation::GenesisConfig { members: vec![] },
	})
}

/// A validator of the development chains, with the keys of a well-known name.
struct DevelopmentValidator {
	sr25519: Sr25519Keyring,
	ed25519: Ed25519Keyring,
}

const ALICE: DevelopmentValidator =
	DevelopmentValidator { sr25519: Sr25519Keyring::Alice, ed25519: Ed25519Keyring::Alice };
const BOB: DevelopmentValidator =
	DevelopmentValidator { sr25519: Sr25519Keyring::Bob, ed25519: Ed25519Keyring::Bob };
const CHARLIE: DevelopmentValidator =
	DevelopmentValidator { sr25519: Sr25519Keyring::Charlie, ed25519: Ed25519Keyring::Charlie };
const DAVE: DevelopmentValidator =
	DevelopmentValidator { sr25519: Sr25519Keyring::Dave, ed25519: Ed25519Keyring::Dave };

impl DevelopmentValidator {
	fn stash(&self) -> AccountId {
		self.sr25519.to_account_id()
	}

	/// Returns the session keys that `witan-node --alice` and its like put into the keystore.
	fn keys(&self) -> SessionKeys {
		let sr25519: sr25519::Public = self.sr25519.public();
		SessionKeys {
			babe: sr25519.into(),
			grandpa: self.ed25519.public().into(),
			im_online: sr25519.0.unchecked_into(),
			authority_discovery: sr25519.into(),
		}
	}
}
