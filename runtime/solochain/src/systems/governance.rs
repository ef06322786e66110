//! Governance by posts: how ratified directives take effect, and the origin that the chain's admin
//! calls ask for.
//!
//! There is no other way to root. The SDK guards some calls with an admin origin of the runtime's
//! choice: here that is always [`pallet_governance::EnsureConstitution`]. Calls that accept only
//! root are made by `Governance.dispatch_as_root`, which asks for it too.
//! `runtime/solochain/tests/origins.rs` tries every call with every origin.

use crate::*;
use alloc::{vec, vec::Vec};
use frame_support::{ensure, parameter_types, weights::Weight};
use pallet_governance::CheckCall;
use parameters::{dynamic_params::governance, ChainParameters};
use sp_consensus_babe::digests::NextConfigDescriptor;
use sp_runtime::{DispatchResult, Perbill};
use systems::chain::{
	block_limits::BlockWeights,
	consensus::{is_lottery, SLOTS},
	staking::DeferredSlashes,
};
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
	type CheckCall = CheckSlots;
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

/// Refuses to plan slots that a genesis could not have: without a VRF, or without a lottery.
///
/// Experts are not drawn in blocks without a VRF, so that the market would stand still. It protects
/// from mistakes: root can still write such slots into the state.
pub struct CheckSlots;
impl CheckCall<RuntimeCall> for CheckSlots {
	fn check(call: &RuntimeCall) -> DispatchResult {
		if let RuntimeCall::Babe(pallet_babe::Call::plan_config_change { config }) = call {
			let NextConfigDescriptor::V1 { c, allowed_slots } = config;
			let possible = *allowed_slots == SLOTS && is_lottery(*c);
			ensure!(possible, pallet_babe::Error::<Runtime>::InvalidConfiguration);
		}
		calls_within(call).into_iter().try_for_each(Self::check)
	}
}

/// Returns the calls that a call makes, or has made later, with the origin of a post or as root.
/// A call that makes others as an account has none.
fn calls_within(call: &RuntimeCall) -> Vec<&RuntimeCall> {
	use pallet_governance::Call as Governance;
	use pallet_scheduler::Call as Scheduler;
	use pallet_utility::Call as Utility;
	match call {
		RuntimeCall::Utility(
			Utility::batch { calls }
			| Utility::batch_all { calls }
			| Utility::force_batch { calls },
		) => calls.iter().collect(),
		RuntimeCall::Utility(Utility::if_else { main, fallback }) => vec![&**main, &**fallback],
		RuntimeCall::Utility(
			Utility::dispatch_as { call, .. }
			| Utility::dispatch_as_fallible { call, .. }
			| Utility::with_weight { call, .. },
		)
		| RuntimeCall::Scheduler(
			Scheduler::schedule { call, .. }
			| Scheduler::schedule_named { call, .. }
			| Scheduler::schedule_after { call, .. }
			| Scheduler::schedule_named_after { call, .. },
		)
		| RuntimeCall::Governance(Governance::dispatch_as_root { call }) => vec![&**call],
		_ => Vec::new(),
	}
}
