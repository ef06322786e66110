//! The states of presets.

use sp_runtime::BuildStorage;
use witan_runtime::{genesis, RuntimeGenesisConfig};

/// Returns the state of a preset's genesis.
pub fn state_of(preset: &str) -> sp_io::TestExternalities {
	let preset = genesis::preset(&preset.into()).expect("known");
	let mut json = serde_json::to_value(RuntimeGenesisConfig::default()).expect("serialises");
	let patch: serde_json::Value = serde_json::from_slice(&preset).expect("JSON");
	for (pallet, values) in patch.as_object().expect("an object") {
		for (name, value) in values.as_object().expect("an object") {
			json[pallet][name] = value.clone();
		}
	}
	let genesis: RuntimeGenesisConfig = serde_json::from_value(json).expect("fits");
	genesis.build_storage().expect("builds").into()
}
