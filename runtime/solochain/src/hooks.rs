//! The pallets' hooks as blocks run them, unchanged except for the weight that `on_idle` may take.

use crate::*;
use frame_executive::OnInitializeWithWeightRegistration;
use frame_support::{
	traits::{
		BeforeAllRuntimeMigrations, OffchainWorker, OnFinalize, OnIdle, OnPoll, OnRuntimeUpgrade,
	},
	weights::{Weight, WeightMeter},
};
use systems::chain::block_limits::IDLE;

/// All pallets.
pub struct Pallets;

impl OnIdle<BlockNumber> for Pallets {
	/// Does the work of pallets that can wait, within [`IDLE`].
	///
	/// That weight is set aside for it. So it is neither less because a block is full, nor more
	/// because it is empty: an author's clock knows nothing of `on_idle`, and a slow one would miss
	/// its slot. The next blocks do what is put off.
	///
	/// Each pallet has its part for sure. What it leaves is for the others, in turns.
	fn on_idle(now: BlockNumber, _remaining: Weight) -> Weight {
		share_idle(now, IDLE)
	}
}

/// A pallet's work that can wait: does what fits into a weight, and returns the weight used.
type IdleWork = fn(BlockNumber, Weight) -> Weight;

/// The pallets with work that can wait. The SDK's have none here.
const IDLE_WORK: [IdleWork; 4] = [
	|now, weight| <ValidationPool as OnIdle<BlockNumber>>::on_idle(now, weight),
	|now, weight| <Business as OnIdle<BlockNumber>>::on_idle(now, weight),
	|now, weight| <Availability as OnIdle<BlockNumber>>::on_idle(now, weight),
	|now, weight| <Forum as OnIdle<BlockNumber>>::on_idle(now, weight),
];

/// Shares a weight among the pallets with work that can wait. Returns the weight used.
pub fn share_idle(now: BlockNumber, weight: Weight) -> Weight {
	let part = weight.div(IDLE_WORK.len() as u64);
	let mut used =
		IDLE_WORK.iter().map(|work| work(now, part)).fold(Weight::zero(), Weight::saturating_add);
	let first = now as usize % IDLE_WORK.len();
	for work in IDLE_WORK.iter().cycle().skip(first).take(IDLE_WORK.len()) {
		used.saturating_accrue(work(now, weight.saturating_sub(used)));
	}
	used
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
