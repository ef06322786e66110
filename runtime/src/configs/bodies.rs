//! Bodies of experts: reputation, forum, validation pools, offers, and the market for their work.

use crate::*;
use codec::Encode;
use configs::parameters::{dynamic_params, storage_deposit, DefaultDomainParameters};
use frame_support::{
	parameter_types,
	traits::{fungible::HoldConsideration, ConstU32, Footprint, Randomness},
	PalletId,
};
use frame_system::pallet_prelude::BlockNumberFor;
use sp_consensus_babe::digests::CompatibleDigestItem;
use sp_core::H256;
use sp_runtime::traits::{BlakeTwo256, Convert, Hash as _};
use witan_primitives::{
	reputation::{DomainParameters, FeeSplit, GovernanceBounds, PoolBounds, WorkBounds, MILLION},
	WIT,
};

/// Blocks of a day, at 3 s.
pub const DAY: BlockNumber = 28_800;

/// What a domain starts with that decides nothing else. A pool is open for a day at least, so that members hear of it
/// wherever they live, and what an expert can lose by somebody else's terms is bounded.
pub const DEFAULT_PARAMETERS: DomainParameters<BlockNumber> = DomainParameters {
	pool: PoolBounds {
		min_duration: DAY,
		max_duration: 30 * DAY,
		min_quorum: MILLION / 10,
		max_quorum: 2 * MILLION / 3,
		min_win_ratio: MILLION / 2,
		max_win_ratio: 3 * MILLION / 4,
		min_binding: MILLION / 10,
		max_binding: MILLION,
	},
	work: WorkBounds { min_fee: WIT, min_period: DAY, max_no_show_penalty: MILLION / 5 },
	governance: GovernanceBounds {
		duration: 3 * DAY,
		quorum: MILLION / 5,
		win_ratio: 2 * MILLION / 3,
	},
	minting_ratio: MILLION,
	author_share: MILLION / 2,
	fee_split: FeeSplit { worker: MILLION / 2, holders: MILLION / 2, treasury: 0 },
};

/// A deposit that is held for what is stored, with a reason.
type StorageDeposit<Reason> = HoldConsideration<AccountId, Balances, Reason, ItemsAndBytes>;

/// What stored items of so many bytes in all cost.
pub struct ItemsAndBytes;
impl Convert<Footprint, Balance> for ItemsAndBytes {
	fn convert(Footprint { count, size }: Footprint) -> Balance {
		storage_deposit(count, size)
	}
}

parameter_types! {
	pub const DividendsPalletId: PalletId = PalletId(*b"wtn/divi");
	pub const BusinessPalletId: PalletId = PalletId(*b"wtn/busi");
	pub const DomainReason: RuntimeHoldReason =
		RuntimeHoldReason::Reputation(pallet_reputation::HoldReason::Domain);
	pub const PostReason: RuntimeHoldReason =
		RuntimeHoldReason::Forum(pallet_forum::HoldReason::Post);
	pub const OfferReason: RuntimeHoldReason =
		RuntimeHoldReason::Availability(pallet_availability::HoldReason::OfferDeposit);
	pub const ServiceReason: RuntimeHoldReason =
		RuntimeHoldReason::Business(pallet_business::HoldReason::ServiceDeposit);
	pub const RequestReason: RuntimeHoldReason =
		RuntimeHoldReason::Business(pallet_business::HoldReason::RequestDeposit);
}

impl pallet_reputation::Config for Runtime {
	type RuntimeHoldReason = RuntimeHoldReason;
	type Currency = Balances;
	type Consideration = StorageDeposit<DomainReason>;
	type PalletId = DividendsPalletId;
	type Treasury = configs::money::TreasuryAccount;
	type DefaultParameters = DefaultDomainParameters;
	type WeightInfo = weights::pallet_reputation::WeightInfo<Runtime>;
}

impl pallet_forum::Config for Runtime {
	type Reputation = Reputation;
	type Domains = Reputation;
	type Consideration = StorageDeposit<PostReason>;
	type Directive = configs::governance::Directive;
	type CheckDirective = Governance;
	type MaxDepth = dynamic_params::forum::MaxDepth;
	type WeightInfo = weights::pallet_forum::WeightInfo<Runtime>;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = benchmarks::Bodies;
}

impl pallet_validation_pool::Config for Runtime {
	type RuntimeHoldReason = RuntimeHoldReason;
	type Currency = Balances;
	type Reputation = Reputation;
	type Domains = Reputation;
	type Body = Reputation;
	type Posts = Forum;
	type OnOutcome = (Business, Governance);
	type PoolDeposit = dynamic_params::deposits::Pool;
	type Treasury = configs::money::TreasuryAccount;
	type WeightInfo = weights::pallet_validation_pool::WeightInfo<Runtime>;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = benchmarks::Bodies;
}

impl pallet_availability::Config for Runtime {
	type WeightInfo = weights::pallet_availability::WeightInfo<Runtime>;
	type RuntimeHoldReason = RuntimeHoldReason;
	type Reputation = Reputation;
	type Domains = Reputation;
	type Consideration = StorageDeposit<OfferReason>;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = benchmarks::Bodies;
}

impl pallet_business::Config for Runtime {
	type RuntimeHoldReason = RuntimeHoldReason;
	type Currency = Balances;
	type Reputation = Reputation;
	type Domains = Reputation;
	type Body = Reputation;
	type Experts = Availability;
	type Forum = Forum;
	type Pools = ValidationPool;
	type Randomness = BlockRandomness;
	type OnRequestEnd = ();
	type ServiceConsideration = StorageDeposit<ServiceReason>;
	type RequestConsideration = StorageDeposit<RequestReason>;
	type PalletId = BusinessPalletId;
	type DrawDelay = ConstU32<2>;
	type MaxPeriod = dynamic_params::work::MaxPeriod;
	type WeightInfo = weights::pallet_business::WeightInfo<Runtime>;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = benchmarks::Bodies;
}

/// The randomness of this block: the output of its author's VRF, which nobody but its author knows before the block. A chain
/// whose blocks are sealed by hand has no such output: there it is the hash of the parent block.
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
