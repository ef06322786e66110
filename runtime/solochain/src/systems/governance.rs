//! Governance by posts: how ratified directives take effect, and the origin that the chain's admin
//! calls ask for.
//!
//! There is no other way to root. The SDK guards some calls with an admin origin of the runtime's
//! choice: here that is always [`pallet_governance::EnsureConstitution`]. Calls that accept only
//! root are made by `Governance.dispatch_as_root`, which asks for it too.
//! `runtime/solochain/tests/origins.rs` tries every call with every origin.

use crate::*;
use alloc::vec::Vec;
use frame_support::{parameter_types, weights::Weight};
use pallet_governance::CancelSlashes;
use pallet_staking::WeightInfo;
use parameters::{dynamic_params::governance, ChainParameters};
use sp_runtime::{DispatchResult, Perbill};
use systems::chain::block_limits::BlockWeights;
use witan_governance::MAX_SLASHES;
#[cfg(feature = "runtime-benchmarks")]
use witan_runtime_common::systems::governance::benchmarks::Posts;

/// The directive of a post.
pub type Directive = witan_governance::Directive<RuntimeParameters, BlockNumber>;

parameter_types! {
	/// The maximum weight of a call that a directive dispatches. It is half a block, so that the
	/// call fits next to what the chain itself does.
	pub MaxDispatchWeight: Weight =
		Perbill::from_percent(50) * BlockWeights::get().max_block;
}

/// Cancels deferred slashes, which the SDK's call does as a whole or not at all.
pub struct Slashes;
impl CancelSlashes<RuntimeOrigin> for Slashes {
	fn cancel(origin: RuntimeOrigin, era: u32, indices: Vec<u32>) -> DispatchResult {
		Staking::cancel_deferred_slash(origin, era, indices)
	}

	fn weight() -> Weight {
		<Runtime as pallet_staking::Config>::WeightInfo::cancel_deferred_slash(MAX_SLASHES)
	}
}

impl pallet_governance::Config for Runtime {
	type Parameter = RuntimeParameters;
	type SetParameter = ChainParameters;
	type Domains = Domains;
	type Posts = Forum;
	type Scheduler = Scheduler;
	type Preimages = Preimage;
	type Standing = ValidationPool;
	type Slashes = Slashes;
	type EnactmentDelay = governance::EnactmentDelay;
	type UpgradeDelay = governance::UpgradeDelay;
	type UndoDelay = governance::UndoDelay;
	type MaxDispatchWeight = MaxDispatchWeight;
	type WeightInfo = weights::pallet_governance::WeightInfo<Runtime>;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = Posts<Runtime>;
}
