//! A chain of this pallet.

use crate as pallet_chain_config;
use frame_support::derive_impl;
use sp_runtime::BuildStorage;

#[frame_support::runtime]
mod runtime {
	#[runtime::runtime]
	#[runtime::derive(RuntimeCall, RuntimeEvent, RuntimeError, RuntimeOrigin, RuntimeTask)]
	pub struct Test;

	#[runtime::pallet_index(0)]
	pub type System = frame_system;
	#[runtime::pallet_index(1)]
	pub type ChainConfig = pallet_chain_config;
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type Block = frame_system::mocking::MockBlock<Test>;
}

impl pallet_chain_config::Config for Test {
	type Balance = u128;
}

/// Runs `test` on a chain that was started with `genesis`, and then checks the pallet's invariants.
pub fn on_chain(genesis: pallet_chain_config::GenesisConfig<Test>, test: impl FnOnce()) {
	let storage = RuntimeGenesisConfig { system: Default::default(), chain_config: genesis }
		.build_storage()
		.expect("the genesis under test is within its bounds");
	sp_io::TestExternalities::new(storage).execute_with(|| {
		test();
		ChainConfig::do_try_state().expect("invariants hold");
	});
}
