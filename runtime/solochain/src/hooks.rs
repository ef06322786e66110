//! The pallets' hooks as blocks run them, unchanged except for the weight that `on_idle` may take.

use crate::*;
use frame_executive::OnInitializeWithWeightRegistration;
use frame_support::{
	traits::{
		BeforeAllRuntimeMigrations, OffchainWorker, OnFinalize, OnIdle, OnPoll, OnRuntimeUpgrade,
	},
	weights::{Weight, WeightMeter},
};
use systems::chain::block_limits::MAXIMUM_BLOCK_WEIGHT;

/// The maximum weight that the `on_idle` of all pallets together takes of a block: a tenth.
///
/// An author adds transactions until their weight or its time is used up. Whatever weight they
/// leave is offered to `on_idle`, of which the author's clock knows nothing. Hooks that took all
/// that a busy block leaves would make a slow author end after its slot. Being a little slower than
/// the machine on which weights were measured is enough. The next blocks do what is put off.
pub const MAXIMUM_IDLE_WEIGHT: Weight = MAXIMUM_BLOCK_WEIGHT.div(10);

/// All pallets.
pub struct Pallets;

impl OnIdle<BlockNumber> for Pallets {
	fn on_idle(now: BlockNumber, remaining: Weight) -> Weight {
		AllPalletsWithSystem::on_idle(now, remaining.min(MAXIMUM_IDLE_WEIGHT))
	}
}

impl OnInitializeWithWeightRegistration<Runtime> for Pallets {
	fn on_initialize_with_weight_registration(now: BlockNumber) -> Weight {
		<AllPalletsWithSystem as OnInitializeWithWeightRegistration<Runtime>>::on_initialize_with_weight_registration(now)
	}
}

impl OnPoll<BlockNumber> for Pallets {
	fn on_poll(now: BlockNumber, weight: &mut WeightMeter) {
		AllPalletsWithSystem::on_poll(now, weight)
	}
}

impl OnFinalize<BlockNumber> for Pallets {
	fn on_finalize(now: BlockNumber) {
		AllPalletsWithSystem::on_finalize(now)
	}
}

impl OffchainWorker<BlockNumber> for Pallets {
	fn offchain_worker(now: BlockNumber) {
		AllPalletsWithSystem::offchain_worker(now)
	}
}

impl BeforeAllRuntimeMigrations for Pallets {
	fn before_all_runtime_migrations() -> Weight {
		AllPalletsWithSystem::before_all_runtime_migrations()
	}
}

impl OnRuntimeUpgrade for Pallets {
	fn on_runtime_upgrade() -> Weight {
		AllPalletsWithSystem::on_runtime_upgrade()
	}

	#[cfg(feature = "try-runtime")]
	fn try_on_runtime_upgrade(checks: bool) -> Result<Weight, sp_runtime::TryRuntimeError> {
		AllPalletsWithSystem::try_on_runtime_upgrade(checks)
	}
}

#[cfg(feature = "try-runtime")]
impl frame_support::traits::TryState<BlockNumber> for Pallets {
	fn try_state(
		now: BlockNumber,
		select: frame_support::traits::TryStateSelect,
	) -> Result<(), sp_runtime::TryRuntimeError> {
		let all = matches!(select, frame_support::traits::TryStateSelect::All);
		AllPalletsWithSystem::try_state(now, select)?;
		if all {
			witan_runtime_common::invariants::check::<Runtime>()?;
		}
		Ok(())
	}
}

#[cfg(feature = "try-runtime")]
impl frame_support::traits::TryDecodeEntireStorage for Pallets {
	fn try_decode_entire_state(
	) -> Result<usize, alloc::vec::Vec<frame_support::traits::TryDecodeEntireStorageError>> {
		AllPalletsWithSystem::try_decode_entire_state()
	}
}
