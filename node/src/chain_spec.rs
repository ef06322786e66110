//! The chains that the node knows by name. Each is a preset of the runtime; every other chain comes
//! as a file.

use sc_chain_spec::{json_merge, ChainSpecExtension, ChainType, Properties};
use sc_service::GenericChainSpec;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sp_genesis_builder::DEV_RUNTIME_PRESET;
use witan_primitives::{OpaqueBlock, SS58_PREFIX, TOKEN_DECIMALS, TOKEN_SYMBOL};
use witan_runtime::{
	genesis::{LOCAL_RUNTIME_PRESET, PRODUCTION_RUNTIME_PRESET},
	RuntimeGenesisConfig,
};

/// Optional data of a chain specification, beside the genesis.
#[derive(Default, Clone, Serialize, Deserialize, ChainSpecExtension)]
#[serde(rename_all = "camelCase")]
pub struct Extensions {
	/// Blocks that are never imported along with a fork of them.
	pub fork_blocks: sc_client_api::ForkBlocks<OpaqueBlock>,
	/// Blocks that are never imported.
	pub bad_blocks: sc_client_api::BadBlocks<OpaqueBlock>,
	/// The state that a light client starts from.
	pub light_sync_state: sc_sync_state_rpc::LightSyncStateExtension,
}

/// A chain specification of this node.
pub type ChainSpec = GenericChainSpec<Extensions>;

/// Loads the chain called `id`: `dev` or `development`, `local`, `production`, or else the path of
/// a file.
pub fn load(id: &str) -> Result<Box<dyn sc_service::ChainSpec>, String> {
	let spec = match id {
		"" => {
			return Err("which chain? Give --dev, --chain local, or --chain with the path of a \
			            chain specification"
				.into())
		},
		"dev" | "development" => {
			named("Witan Development", "witan-dev", ChainType::Development, DEV_RUNTIME_PRESET)?
		},
		"local" => named("Witan Local", "witan-local", ChainType::Local, LOCAL_RUNTIME_PRESET)?,
		"production" => named("Witan", "witan", ChainType::Live, PRODUCTION_RUNTIME_PRESET)?,
		path => from_file(path)?,
	};
	Ok(Box::new(spec))
}

/// Returns a chain of this node's own runtime, with the genesis of one of its presets.
fn named(name: &str, id: &str, chain_type: ChainType, preset: &str) -> Result<ChainSpec, String> {
	let wasm = witan_runtime::WASM_BINARY.ok_or(
		"this node was built without a runtime (SKIP_WASM_BUILD was set); build it again \
		        without that",
	)?;
	let mut properties = Properties::new();
	properties.insert("tokenSymbol".into(), TOKEN_SYMBOL.into());
	properties.insert("tokenDecimals".into(), TOKEN_DECIMALS.into());
	properties.insert("ss58Format".into(), SS58_PREFIX.into());
	Ok(ChainSpec::builder(wasm, Extensions::default())
		.with_name(name)
		.with_id(id)
		.with_chain_type(chain_type)
		.with_protocol_id("witan")
		.with_properties(properties)
		.with_genesis_config_preset_name(preset)
		.build())
}

/// Returns what an operator should know of the chain of a specification, one line each. Chains for
/// trials, and those whose genesis is already raw state, have no warnings.
pub fn warnings(spec: &dyn sc_service::ChainSpec) -> Vec<String> {
	if matches!(spec.chain_type(), ChainType::Development | ChainType::Local) {
		return Vec::new();
	}
	genesis_of(spec).as_ref().map(witan_runtime::genesis::warnings).unwrap_or_default()
}

/// Returns the genesis of a specification, if it is one that this node's runtime knows.
fn genesis_of(spec: &dyn sc_service::ChainSpec) -> Option<RuntimeGenesisConfig> {
	let spec: Value = serde_json::from_str(&spec.as_json(false).ok()?).ok()?;
	let genesis = &spec["genesis"]["runtimeGenesis"];
	let mut whole = serde_json::to_value(RuntimeGenesisConfig::default()).ok()?;
	json_merge(&mut whole, genesis.get("patch").or(genesis.get("config"))?.clone());
	serde_json::from_value(whole).ok()
}

fn from_file(path: &str) -> Result<ChainSpec, String> {
	if !std::path::Path::new(path).is_file() {
		return Err(format!(
			"there is no chain called '{path}' and no file of that name; the node knows dev, local \
			 and production by name"
		));
	}
	ChainSpec::from_json_file(path.into())
		.map_err(|error| format!("'{path}' is not a chain specification of this node: {error}"))
}
