//! The chain's health, read from what its pallets keep. All reads are bounded, and none walks over
//! records of users.

use frame_support::{dispatch::DispatchClass, traits::Get};
use pallet_migrations::MigrationCursor;
use sp_runtime::{traits::UniqueSaturatedInto, SaturatedConversion};
use witan_primitives::BlockNumber;
use witan_runtime_apis::health::{Draws, Health, Migration, Settlement, Staking, WeightUsed};

/// Returns the chain's health, with that of the runtime's staking.
pub fn health<T>(staking: Staking) -> Health
where
	T: pallet_business::Config
		+ pallet_forum::Config
		+ pallet_migrations::Config
		+ pallet_scheduler::Config
		+ pallet_fees::Config
		+ pallet_validation_pool::Config,
{
	let now: BlockNumber = frame_system::Pallet::<T>::block_number().saturated_into();
	Health {
		block: now,
		draws: draws::<T>(now),
		orders_lag: lag(now, pallet_business::AgendaCursor::<T>::get()),
		pools_lag: lag(now, pallet_validation_pool::AgendaCursor::<T>::get()),
		settlement: settlement::<T>(),
		propagation: pallet_forum::Pallet::<T>::queue_length(),
		// There is none before the scheduler's first block.
		tasks_lag: pallet_scheduler::IncompleteSince::<T>::get()
			.map_or(0, |first_left| lag(now, first_left)),
		migration: migration::<T>(now),
		weight: weight::<T>(),
		fee_multiplier: pallet_fees::Pallet::<T>::prices().multiplier,
		staking,
	}
}

/// Returns the blocks between the first that is not finished and the current one. Zero if no
/// earlier block is left.
fn lag(now: BlockNumber, first_left: impl UniqueSaturatedInto<BlockNumber>) -> BlockNumber {
	now.saturating_sub(first_left.unique_saturated_into())
}

fn draws<T: pallet_business::Config>(now: BlockNumber) -> Draws {
	let overdue = pallet_business::Pallet::<T>::overdue_draws();
	Draws { overdue: overdue.count, lag: overdue.oldest.map_or(0, |block| lag(now, block)) }
}

fn settlement<T: pallet_validation_pool::Config>() -> Settlement {
	use pallet_validation_pool::{Queue, QueueEnds, Settlements};

	let (head, tail) = QueueEnds::<T>::get();
	let first = Queue::<T>::get(head).and_then(Settlements::<T>::get);
	Settlement {
		pools: tail.saturating_sub(head),
		votes: first.map_or(0, |settlement| settlement.unsettled),
	}
}

fn migration<T: pallet_migrations::Config>(now: BlockNumber) -> Migration {
	match pallet_migrations::Cursor::<T>::get() {
		None => Migration::None,
		Some(MigrationCursor::Active(active)) => {
			Migration::UnderWay { blocks: lag(now, active.started_at) }
		},
		Some(MigrationCursor::Stuck) => Migration::Stuck,
	}
}

/// Returns the weight of the block, which stays in storage until the next one begins.
fn weight<T: frame_system::Config>() -> WeightUsed {
	let used = frame_system::BlockWeight::<T>::get();
	let of = |class| used.get(class).ref_time();
	WeightUsed {
		normal: of(DispatchClass::Normal),
		operational: of(DispatchClass::Operational),
		mandatory: of(DispatchClass::Mandatory),
		most: <T as frame_system::Config>::BlockWeights::get().max_block.ref_time(),
	}
}
