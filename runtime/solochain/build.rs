//! Builds the runtime's wasm, which the node ships and chain specifications carry.

fn main() {
	#[cfg(feature = "std")]
	{
		let builder = substrate_wasm_builder::WasmBuilder::init_with_defaults();
		#[cfg(feature = "metadata-hash")]
		let builder = builder.enable_metadata_hash("WIT", 9);
		#[cfg(feature = "on-chain-release-build")]
		let builder = release(builder);
		builder.build();
	}
}

/// Leaves log messages out, and makes the wasm the same in whatever folder and on whatever day it
/// is built.
#[cfg(all(feature = "std", feature = "on-chain-release-build"))]
fn release(builder: substrate_wasm_builder::WasmBuilder) -> substrate_wasm_builder::WasmBuilder {
	const COMPILER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/rustc-anywhere");
	println!("cargo:rerun-if-changed={COMPILER}");
	// The builder's cargo and rustc inherit both. FRAME's macros name what they export by a number
	// that is random unless it has a seed.
	std::env::set_var("RUSTC_WRAPPER", COMPILER);
	std::env::set_var("CONST_RANDOM_SEED", "witan");
	// Cargo does not see that a compiler is wrapped. The flag keeps crates apart that were compiled
	// without; a change of `rustc-anywhere` takes another name.
	builder.enable_feature("disable-logging").append_to_rust_flags("--cfg witan_release")
}
