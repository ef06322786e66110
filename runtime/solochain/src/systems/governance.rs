//! Governance by posts: how ratified directives take effect, and the origin that the chain's admin
//! calls ask for.
//!
//! There is no other way to root. The SDK guards some calls with an admin origin of the runtime's
//! choice: here that is always [`pallet_governance::EnsureConstitution`]. Calls that accept only
//! root are made by `Governance.dispatch_as_root`, which asks for it too.
//! `runtime/solochain/tests/origins.rs` tries every call with every origin.

use crate::*;
use frame_support::{parameter_types, weights::Weight};
use parameters::{dynamic_params::governance, ChainParameters};
use sp_runtime::Perbill;
use systems::chain::{block_limits::BlockWeights, staking::DeferredSlashes};
#[cfg(feature = "runtime-benchmarks")]
use witan_runtime_common::systems::governance::benchmarks::Posts;
use witan_runtime_common::systems::governance::tasks::Tasks;

/// The directive of a post.
pub type Directive = witan_governance::Directive<RuntimeParameters, BlockNumber>;

parameter_types! {
	/// The maximum weight of a call that a directive dispatches. It is half a block, so that the
	/// call fits next to what the chain itself does.
	pub MaxDispatchWeight: Weight =
		Perbill::from_percent(50) * BlockWeights::get().max_block;
}

impl pallet_governance::Config for Runtime {
	type Parameter = RuntimeParameters;
	type SetParameter = ChainParameters;
	type Domains = Domains;
	type Posts = Forum;
	type Scheduler = Scheduler;
	type Tasks = Tasks<Runtime>;
	type Preimages = Preimage;
	type Standing = ValidationPool;
	type Slashes = DeferredSlashes;
	type EnactmentDelay = governance::EnactmentDelay;
	type UpgradeDelay = governance::UpgradeDelay;
	type UndoDelay = governance::UndoDelay;
	type MaxDispatchWeight = MaxDispatchWeight;
	type WeightInfo = weights::pallet_governance::WeightInfo<Runtime>;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = Posts<Runtime>;
}
