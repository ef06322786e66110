//! Bodies of experts: domains, reputation, forum, validation pools, offers, and the market for
//! their work.

use crate::*;
use codec::Encode;
use frame_support::{
	migrations::MultiStepMigrator,
	parameter_types,
	traits::{fungible::HoldConsideration, ConstU32, Get, Randomness},
	PalletId,
};
use frame_system::pallet_prelude::BlockNumberFor;
use parameters::{
	dynamic_params::{deposits, forum, work},
	DefaultDomainParameters,
};
use sp_consensus_babe::digests::CompatibleDigestItem;
use sp_core::H256;
use sp_runtime::traits::{BlakeTwo256, Hash as _};
use systems::chain::money::TreasuryAccount;
#[cfg(feature = "runtime-benchmarks")]
use witan_runtime_common::systems::experts::benchmarks::Experts;
use witan_runtime_common::systems::experts::{
	ItemsAndBytes, BUSINESS_PALLET_ID, DIVIDENDS_PALLET_ID,
};

/// A deposit that is held for what is stored, with a reason.
type StorageDeposit<Reason> = HoldConsideration<
	AccountId,
	Balances,
	Reason,
	ItemsAndBytes<deposits::PerItem, deposits::PerByte>,
>;

parameter_types! {
	pub const DividendsPalletId: PalletId = DIVIDENDS_PALLET_ID;
	pub const BusinessPalletId: PalletId = BUSINESS_PALLET_ID;
	pub const DomainReason: RuntimeHoldReason =
		RuntimeHoldReason::Domains(pallet_domains::HoldReason::Domain);
	pub const PostReason: RuntimeHoldReason =
		RuntimeHoldReason::Forum(pallet_forum::HoldReason::Post);
	pub const OfferReason: RuntimeHoldReason =
		RuntimeHoldReason::Availability(pallet_availability::HoldReason::OfferDeposit);
	pub const ServiceReason: RuntimeHoldReason =
		RuntimeHoldReason::Business(pallet_business::HoldReason::ServiceDeposit);
	pub const RequestReason: RuntimeHoldReason =
		RuntimeHoldReason::Business(pallet_business::HoldReason::RequestDeposit);
}

impl pallet_domains::Config for Runtime {
	type Reputation = Reputation;
	type Consideration = StorageDeposit<DomainReason>;
	type DefaultParameters = DefaultDomainParameters;
	type WeightInfo = weights::pallet_domains::WeightInfo<Runtime>;
}

impl pallet_reputation::Config for Runtime {
	type RuntimeHoldReason = RuntimeHoldReason;
	type Currency = Balances;
	type Domains = Domains;
	type PalletId = DividendsPalletId;
	type Treasury = TreasuryAccount;
	type WeightInfo = weights::pallet_reputation::WeightInfo<Runtime>;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = Experts<Runtime>;
}

impl pallet_forum::Config for Runtime {
	type Reputation = Reputation;
	type Domains = Domains;
	type Consideration = StorageDeposit<PostReason>;
	type Directive = systems::governance::Directive;
	type CheckDirective = Governance;
	type MaxDepth = forum::MaxDepth;
	type WeightInfo = weights::pallet_forum::WeightInfo<Runtime>;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = Experts<Runtime>;
}

impl pallet_validation_pool::Config for Runtime {
	type RuntimeHoldReason = RuntimeHoldReason;
	type Currency = Balances;
	type Reputation = Reputation;
	type Domains = Domains;
	type Body = Reputation;
	type Posts = Forum;
	type OnOutcome = (Business, Governance);
	type PoolDeposit = deposits::Pool;
	type Treasury = TreasuryAccount;
	type WeightInfo = weights::pallet_validation_pool::WeightInfo<Runtime>;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = Experts<Runtime>;
}

impl pallet_availability::Config for Runtime {
	type RuntimeHoldReason = RuntimeHoldReason;
	type Reputation = Reputation;
	type Domains = Domains;
	type Consideration = StorageDeposit<OfferReason>;
	type WeightInfo = weights::pallet_availability::WeightInfo<Runtime>;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = Experts<Runtime>;
}

impl pallet_business::Config for Runtime {
	type RuntimeHoldReason = RuntimeHoldReason;
	type Currency = Balances;
	type Reputation = Reputation;
	type Domains = Domains;
	type Body = Reputation;
	type Experts = Availability;
	type Forum = Forum;
	type Pools = ValidationPool;
	type Randomness = BlockRandomness;
	type Treasury = TreasuryAccount;
	type OnRequestEnd = ();
	type ServiceConsideration = StorageDeposit<ServiceReason>;
	type RequestConsideration = StorageDeposit<RequestReason>;
	type PalletId = BusinessPalletId;
	type DrawDelay = ConstU32<2>;
	type MaxPeriod = work::MaxPeriod;
	type DrawFee = work::DrawFee;
	type Paused = Migrating;
	type WeightInfo = weights::pallet_business::WeightInfo<Runtime>;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = Experts<Runtime>;
}

/// True during a migration of many blocks. Draws and deadlines would meet state that is only partly
/// migrated; so they wait, like transactions.
pub struct Migrating;
impl Get<bool> for Migrating {
	fn get() -> bool {
		Migrations::ongoing()
	}
}

/// The randomness of this block: its author's VRF output, which only the author knows before the
/// block. A chain whose blocks are sealed by hand has no such output, and uses the hash of the
/// parent block.
pub struct BlockRandomness;
impl Randomness<H256, BlockNumberFor<Runtime>> for BlockRandomness {
	fn random(subject: &[u8]) -> (H256, BlockNumberFor<Runtime>) {
		let digest = System::digest();
		let claims = digest.logs().iter().filter_map(|log| log.as_babe_pre_digest());
		let entropy = claims
			.filter_map(|claim| claim.vrf_signature().map(|vrf| vrf.pre_output.encode()))
			.next()
			.unwrap_or_else(|| System::parent_hash().encode());
		(BlakeTwo256::hash_of(&(subject, entropy)), System::block_number())
	}
}
