//! Bodies of experts: domains, reputation, forum, validation pools, offers, and the market for
//! their work.

use crate::*;
use codec::Encode;
use frame_support::{
	migrations::MultiStepMigrator,
	parameter_types,
	traits::{fungible::HoldConsideration, ConstU32, Get, Randomness},
	weights::Weight,
	PalletId,
};
use frame_system::pallet_prelude::BlockNumberFor;
use pallet_chain_config::report_longevity;
use parameters::{
	dynamic_params::{deposits, forum, governance, work},
	DefaultDomainParameters,
};
use sp_consensus_babe::digests::CompatibleDigestItem;
use sp_core::H256;
use sp_runtime::traits::{BlakeTwo256, Hash as _};
use systems::chain::{block_limits::DRAWS, money::TreasuryAccount};
use witan_experts::domain::{DomainParameters, Limits};
use witan_governance::CONSTITUTION;
#[cfg(feature = "runtime-benchmarks")]
use witan_runtime_common::systems::experts::benchmarks::Experts;
use witan_runtime_common::systems::experts::{
	longest_vote, ItemsAndBytes, BUSINESS_PALLET_ID, CONSTITUTION_PARAMETERS, DIVIDENDS_PALLET_ID,
};

/// A deposit that is held for what is stored, with a reason.
type StorageDeposit<Reason> = HoldConsideration<
	AccountId,
	Balances,
	Reason,
	ItemsAndBytes<deposits::PerItem, deposits::PerByte>,
>;

parameter_types! {
	pub const MaxDrawsWeight: Weight = DRAWS;
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

parameter_types! {
	pub const ConstitutionParameters: DomainParameters<BlockNumber> = CONSTITUTION_PARAMETERS;
}

/// The limits of domain 0's parameters, unless the chain has chosen to have none.
pub struct ConstitutionLimits;
impl ConstitutionLimits {
	/// Returns the limits if undoing has this delay.
	pub fn with(undo_delay: BlockNumber) -> Option<Limits<BlockNumber>> {
		let slashes_wait = report_longevity(
			pallet_chain_config::SlashDeferDuration::<Runtime>::get(),
			pallet_chain_config::SessionsPerEra::<Runtime>::get(),
			pallet_chain_config::EpochLength::<Runtime>::get(),
		);
		let longest_vote = longest_vote(slashes_wait, undo_delay);
		let limits = Limits { domain: CONSTITUTION, longest_vote };
		pallet_chain_config::Floors::<Runtime>::get().then_some(limits)
	}
}

impl Get<Option<Limits<BlockNumber>>> for ConstitutionLimits {
	fn get() -> Option<Limits<BlockNumber>> {
		Self::with(governance::UndoDelay::get())
	}
}

impl pallet_domains::Config for Runtime {
	type Reputation = Reputation;
	type Consideration = StorageDeposit<DomainReason>;
	type DefaultParameters = DefaultDomainParameters;
	type FirstParameters = ConstitutionParameters;
	type Limits = ConstitutionLimits;
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
	type Motions = Governance;
	type OnOutcome = (Business, Governance);
	type PoolDeposit = deposits::Pool;
	type GovernanceDeposit = deposits::Governance;
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
	type MaxDrawsWeight = MaxDrawsWeight;
	type Paused = DrawsWait;
	type WeightInfo = weights::pallet_business::WeightInfo<Runtime>;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = Experts<Runtime>;
}

/// True while draws and deadlines wait: during a migration of many blocks, and in a block without
/// randomness.
///
/// In a migration they would meet state that is only partly migrated; so they wait, like
/// transactions. A block has no randomness if its slot was given to its author without a VRF. No
/// genesis and no directive plans such slots
/// ([`CheckSlots`](systems::governance::CheckSlots)). In them everybody could foresee draws, and
/// choose them by the hash of the parent block.
pub struct DrawsWait;
impl Get<bool> for DrawsWait {
	fn get() -> bool {
		// Only a chain for trials has no floors. Its blocks may be sealed by hand.
		let trial = !pallet_chain_config::Floors::<Runtime>::get();
		Migrations::ongoing() || !(trial || author_vrf().is_some())
	}
}

/// Returns the encoded VRF output of this block's author. A block that is sealed by hand has none.
fn author_vrf() -> Option<Vec<u8>> {
	let digest = System::digest();
	let mut claims = digest.logs().iter().filter_map(|log| log.as_babe_pre_digest());
	claims.find_map(|claim| claim.vrf_signature().map(|vrf| vrf.pre_output.encode()))
}

/// The randomness of this block: its author's VRF output, which only the author knows before the
/// block. A block without it has the hash of the parent block. Draws are made with that only on a
/// chain for trials ([`DrawsWait`]).
pub struct BlockRandomness;
impl Randomness<H256, BlockNumberFor<Runtime>> for BlockRandomness {
	fn random(subject: &[u8]) -> (H256, BlockNumberFor<Runtime>) {
		let entropy = author_vrf().unwrap_or_else(|| System::parent_hash().encode());
		(BlakeTwo256::hash_of(&(subject, entropy)), System::block_number())
	}
}
