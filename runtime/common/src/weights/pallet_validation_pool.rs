//! Costs of `pallet_validation_pool`. Written by `scripts/weights`: 2026-11-28, Intel(R) Xeon(R) Processor, 10 steps, 5 repetitions.

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(unused_parens, unused_imports, unused_variables)]

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

/// Weights of `pallet_validation_pool`. Proof sizes are left out: a solochain has no bound on them.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> pallet_validation_pool::WeightInfo for WeightInfo<T> {
	fn open() -> Weight {
		Weight::from_parts(128_604_000, 0)
			.saturating_add(T::DbWeight::get().reads(9))
			.saturating_add(T::DbWeight::get().writes(6))
	}

	fn open_for_governance() -> Weight {
		Weight::from_parts(130_648_000, 0)
			.saturating_add(T::DbWeight::get().reads(15))
			.saturating_add(T::DbWeight::get().writes(12))
	}

	fn stake() -> Weight {
		Weight::from_parts(104_374_000, 0)
			.saturating_add(T::DbWeight::get().reads(10))
			.saturating_add(T::DbWeight::get().writes(5))
	}

	fn stake_in_era() -> Weight {
		Weight::from_parts(74_843_000, 0)
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().writes(3))
	}

	fn commit() -> Weight {
		Weight::from_parts(76_899_000, 0)
			.saturating_add(T::DbWeight::get().reads(8))
			.saturating_add(T::DbWeight::get().writes(5))
	}

	fn commit_in_era() -> Weight {
		Weight::from_parts(54_907_000, 0)
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().writes(3))
	}

	fn pledge() -> Weight {
		Weight::from_parts(109_323_000, 0)
			.saturating_add(T::DbWeight::get().reads(8))
			.saturating_add(T::DbWeight::get().writes(2))
	}

	fn pledge_on_cancelling() -> Weight {
		Weight::from_parts(124_667_000, 0)
			.saturating_add(T::DbWeight::get().reads(12))
			.saturating_add(T::DbWeight::get().writes(4))
	}

	fn reveal() -> Weight {
		Weight::from_parts(32_871_000, 0)
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(2))
	}

	fn settle() -> Weight {
		Weight::from_parts(74_547_000, 0)
			.saturating_add(T::DbWeight::get().reads(9))
			.saturating_add(T::DbWeight::get().writes(10))
	}

	fn decide() -> Weight {
		Weight::from_parts(243_413_000, 0)
			.saturating_add(T::DbWeight::get().reads(14))
			.saturating_add(T::DbWeight::get().writes(17))
	}

	fn founder_decide() -> Weight {
		Weight::from_parts(1_012_433_000, 0)
			.saturating_add(T::DbWeight::get().reads(30))
			.saturating_add(T::DbWeight::get().writes(32))
	}

	fn settle_vote_won() -> Weight {
		Weight::from_parts(85_844_000, 0)
			.saturating_add(T::DbWeight::get().reads(10))
			.saturating_add(T::DbWeight::get().writes(4))
	}

	fn settle_vote_lost() -> Weight {
		Weight::from_parts(79_178_000, 0)
			.saturating_add(T::DbWeight::get().reads(10))
			.saturating_add(T::DbWeight::get().writes(4))
	}

	fn settle_pledge() -> Weight {
		Weight::from_parts(77_489_000, 0)
			.saturating_add(T::DbWeight::get().reads(9))
			.saturating_add(T::DbWeight::get().writes(5))
	}

	fn forget_pledge() -> Weight {
		Weight::from_parts(25_721_000, 0)
			.saturating_add(T::DbWeight::get().reads(7))
			.saturating_add(T::DbWeight::get().writes(4))
	}

	fn keep_ballot() -> Weight {
		Weight::from_parts(3_570_000, 0)
			.saturating_add(T::DbWeight::get().writes(1))
	}

	fn migrate_pool() -> Weight {
		Weight::from_parts(115_193_000, 0)
			.saturating_add(T::DbWeight::get().reads(10))
			.saturating_add(T::DbWeight::get().writes(5))
	}

	fn on_idle_base() -> Weight {
		Weight::from_parts(103_745_000, 0)
			.saturating_add(T::DbWeight::get().reads(49))
	}

}
