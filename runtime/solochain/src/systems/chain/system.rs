//! The chain itself: blocks, time, genesis choices, nonces, migrations.

use super::block_limits::{BlockWeights, RuntimeBlockLength, MIGRATION};
use crate::*;
use frame_support::{derive_impl, parameter_types, traits::ConstU32, weights::Weight};
use sp_runtime::traits::AccountIdLookup;

parameter_types! {
	/// The number of blocks that a transaction's era can point back: 3.4 hours at 3 s.
	pub const BlockHashCount: BlockNumber = 4096;
	pub const Version: RuntimeVersion = VERSION;
	pub const SS58Prefix: u16 = witan_primitives::SS58_PREFIX;
	/// The weight that a multi-block migration may take in one block.
	pub const MaxServiceWeight: Weight = MIGRATION;
}

#[derive_impl(frame_system::config_preludes::SolochainDefaultConfig)]
impl frame_system::Config for Runtime {
	type Block = Block;
	type AccountId = AccountId;
	type Lookup = AccountIdLookup<AccountId, ()>;
	type Nonce = pallet_nonces::AccountNonce<Runtime>;
	type Hash = Hash;
	type BlockHashCount = BlockHashCount;
	type BlockWeights = BlockWeights;
	type BlockLength = RuntimeBlockLength;
	type DbWeight = weights::DbWeight;
	type Version = Version;
	type AccountData = pallet_balances::AccountData<Balance>;
	type OnKilledAccount = Nonces;
	type SS58Prefix = SS58Prefix;
	type MaxConsumers = ConstU32<16>;
	type SystemWeightInfo = weights::frame_system::WeightInfo<Runtime>;
	type ExtensionsWeightInfo = weights::frame_system_extensions::WeightInfo<Runtime>;
	type SingleBlockMigrations = migrations::SingleBlockMigrations;
	type MultiBlockMigrator = Migrations;
	type PostTransactions = hooks::IdleWork;
}

impl pallet_chain_config::Config for Runtime {
	type Balance = Balance;
}

impl pallet_nonces::Config for Runtime {}

impl pallet_timestamp::Config for Runtime {
	type Moment = Moment;
	type OnTimestampSet = Babe;
	type MinimumPeriod = pallet_chain_config::get::MinimumPeriod<Runtime>;
	type WeightInfo = weights::pallet_timestamp::WeightInfo<Runtime>;
}

#[derive_impl(pallet_migrations::config_preludes::TestDefaultConfig)]
impl pallet_migrations::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	#[cfg(not(feature = "runtime-benchmarks"))]
	type Migrations = migrations::MultiBlockMigrations;
	#[cfg(feature = "runtime-benchmarks")]
	type Migrations = pallet_migrations::mock_helpers::MockedMigrations;
	type CursorMaxLen = ConstU32<65_536>;
	type IdentifierMaxLen = ConstU32<256>;
	type MigrationStatusHandler = ();
	// A migration that failed leaves state that no call may touch until an operator has repaired
	// it.
	type FailedMigrationHandler = frame_support::migrations::FreezeChainOnFailedMigration;
	type MaxServiceWeight = MaxServiceWeight;
	type WeightInfo = weights::pallet_migrations::WeightInfo<Runtime>;
}
