//! The pallets' hooks as blocks run them. They are unchanged, but for when `on_idle` runs and what
//! weight it has.

use crate::*;
use frame_executive::OnInitializeWithWeightRegistration;
use frame_support::{
	dispatch::DispatchClass,
	migrations::MultiStepMigrator,
	traits::{
		BeforeAllRuntimeMigrations, OffchainWorker, OnFinalize, OnIdle, OnPoll, OnRuntimeUpgrade,
		PostTransactions,
	},
	weights::{Weight, WeightMeter},
};
use systems::chain::block_limits::IDLE;

/// All pallets.
pub struct Pallets;

impl OnIdle<BlockNumber> for Pallets {
	/// Does nothing: [`IdleWork`] has been done. The SDK asks only in blocks that are not full.
	fn on_idle(_: BlockNumber, _: Weight) -> Weight {
		Weight::zero()
	}
}

/// The work of pallets that can wait, done after a block's transactions, within [`IDLE`].
///
/// That weight is set aside for it. So it is neither less because a block is full, nor more because
/// it is empty: an author's clock knows nothing of it, and a slow one would miss its slot. The next
/// blocks do what is put off. During a migration of many blocks none is done.
pub struct IdleWork;
impl PostTransactions for IdleWork {
	fn post_transactions() {
		if !Migrations::ongoing() {
			let used = share_idle(System::block_number(), IDLE);
			System::register_extra_weight_unchecked(used, DispatchClass::Mandatory);
		}
	}
}

/// The `on_idle` of a pallet: does what fits into a weight, and returns the weight used.
type Work = fn(BlockNumber, Weight) -> Weight;

/// The pallets with work that can wait. The SDK's have none here.
const WORK: [Work; 4] = [
	|now, weight| <ValidationPool as OnIdle<BlockNumber>>::on_idle(now, weight),
	|now, weight| <Business as OnIdle<BlockNumber>>::on_idle(now, weight),
	|now, weight| <Availability as OnIdle<BlockNumber>>::on_idle(now, weight),
	|now, weight| <Forum as OnIdle<BlockNumber>>::on_idle(now, weight),
];

/// Shares a weight among the pallets with work that can wait. Each has its part for sure. What it
/// leaves is for the others, in turns. Returns the weight used.
pub fn share_idle(now: BlockNumber, weight: Weight) -> Weight {
	let part = weight.div(WORK.len() as u64);
	let mut used =
		WORK.iter().map(|work| work(now, part)).fold(Weight::zero(), Weight::saturating_add);
	let first = now as usize % WORK.len();
	for work in WORK.iter().cycle().skip(first).take(WORK.len()) {
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
