//! Builds the runtime's wasm, which the node ships and chain specifications carry.

fn main() {
	#[cfg(feature = "std")]
	{
		let builder = substrate_wasm_builder::WasmBuilder::init_with_defaults();
		#[cfg(feature = "metadata-hash")]
		let builder = builder.enable_metadata_hash("WIT", 9);
		#[cfg(feature = "on-chain-release-build")]
		let builder = builder.enable_feature("disable-logging");
		builder.build();
	}
}
