//! A chain of accounts with tokens.

use crate as pallet_nonces;
use frame_support::{derive_impl, traits::ConstU128};
use sp_runtime::BuildStorage;
use witan_primitives::Balance;

#[frame_support::runtime]
mod runtime {
	#[runtime::runtime]
	#[runtime::derive(
		RuntimeCall,
		RuntimeEvent,
		RuntimeError,
		RuntimeOrigin,
		RuntimeTask,
		RuntimeHoldReason,
		RuntimeFreezeReason
	)]
	pub struct Test;

	#[runtime::pallet_index(0)]
	pub type System = frame_system;
	#[runtime::pallet_index(1)]
	pub type Balances = pallet_balances;
	#[runtime::pallet_index(2)]
	pub type Nonces = pallet_nonces;
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type Block = frame_system::mocking::MockBlock<Test>;
	type Nonce = pallet_nonces::AccountNonce<Test>;
	type OnKilledAccount = Nonces;
	type AccountData = pallet_balances::AccountData<Balance>;
}

#[derive_impl(pallet_balances::config_preludes::TestDefaultConfig)]
impl pallet_balances::Config for Test {
	type Balance = Balance;
	type ExistentialDeposit = ConstU128<LEAST>;
	type AccountStore = System;
}

impl pallet_nonces::Config for Test {}

/// The least balance of an account.
pub const LEAST: Balance = 10;
/// An account that has tokens at genesis.
pub const RICH: u64 = 1;

/// Runs `test` on a chain on which only [`RICH`] has tokens.
pub fn on_a_chain<R>(test: impl FnOnce() -> R) -> R {
	let balances =
		pallet_balances::GenesisConfig { balances: vec![(RICH, 1 << 100)], ..Default::default() };
	let storage = RuntimeGenesisConfig { system: Default::default(), balances }
		.build_storage()
		.expect("accounts are unique");
	sp_io::TestExternalities::new(storage).execute_with(test)
}
