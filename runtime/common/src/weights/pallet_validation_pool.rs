//! Costs of `pallet_validation_pool`. Written by `scripts/weights`: 2026-11-28, Intel(R) Xeon(R) Processor, 10 steps, 5 repetitions.

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(unused_parens, unused_imports, unused_variables)]

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

/// Weights of `pallet_validation_pool`. Proof sizes are left out: a solochain has no bound on them.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> pallet_validation_pool::WeightInfo for WeightInfo<T> {
	fn open() -> Weight {
		Weight::from_parts(108_650_000, 0)
			.saturating_add(T::DbWeight::get().reads(9))
			.saturating_add(T::DbWeight::get().writes(6))
	}

	fn open_for_governance() -> Weight {
		Weight::from_parts(108_863_000, 0)
			.saturating_add(T::DbWeight::get().reads(15))
			.saturating_add(T::DbWeight::get().writes(12))
	}

	fn stake() -> Weight {
		Weight::from_parts(85_360_000, 0)
			.saturating_add(T::DbWeight::get().reads(10))
			.saturating_add(T::DbWeight::get().writes(5))
	}

	fn stake_in_era() -> Weight {
		Weight::from_parts(60_065_000, 0)
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().writes(3))
	}

	fn commit() -> Weight {
		Weight::from_parts(59_569_000, 0)
			.saturating_add(T::DbWeight::get().reads(8))
			.saturating_add(T::DbWeight::get().writes(5))
	}

	fn commit_in_era() -> Weight {
		Weight::from_parts(43_638_000, 0)
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().writes(3))
	}

	fn pledge() -> Weight {
		Weight::from_parts(90_193_000, 0)
			.saturating_add(T::DbWeight::get().reads(8))
			.saturating_add(T::DbWeight::get().writes(2))
	}

	fn pledge_on_cancelling() -> Weight {
		Weight::from_parts(104_504_000, 0)
			.saturating_add(T::DbWeight::get().reads(12))
			.saturating_add(T::DbWeight::get().writes(4))
	}

	fn reveal() -> Weight {
		Weight::from_parts(25_493_000, 0)
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(2))
	}

	fn settle() -> Weight {
		Weight::from_parts(58_362_000, 0)
			.saturating_add(T::DbWeight::get().reads(9))
			.saturating_add(T::DbWeight::get().writes(10))
	}

	fn decide() -> Weight {
		Weight::from_parts(208_618_000, 0)
			.saturating_add(T::DbWeight::get().reads(14))
			.saturating_add(T::DbWeight::get().writes(17))
	}

	fn founder_decide() -> Weight {
		Weight::from_parts(695_091_000, 0)
			.saturating_add(T::DbWeight::get().reads(30))
			.saturating_add(T::DbWeight::get().writes(32))
	}

	fn settle_vote_won() -> Weight {
		Weight::from_parts(65_386_000, 0)
			.saturating_add(T::DbWeight::get().reads(10))
			.saturating_add(T::DbWeight::get().writes(4))
	}

	fn settle_vote_lost() -> Weight {
		Weight::from_parts(62_841_000, 0)
			.saturating_add(T::DbWeight::get().reads(10))
			.saturating_add(T::DbWeight::get().writes(4))
	}

	fn settle_pledge() -> Weight {
		Weight::from_parts(62_817_000, 0)
			.saturating_add(T::DbWeight::get().reads(9))
			.saturating_add(T::DbWeight::get().writes(5))
	}

	fn forget_pledge() -> Weight {
		Weight::from_parts(22_204_000, 0)
			.saturating_add(T::DbWeight::get().reads(7))
			.saturating_add(T::DbWeight::get().writes(4))
	}

	fn keep_ballot() -> Weight {
		Weight::from_parts(3_036_000, 0)
			.saturating_add(T::DbWeight::get().writes(1))
	}

	fn migrate_pool() -> Weight {
		Weight::from_parts(94_883_000, 0)
			.saturating_add(T::DbWeight::get().reads(10))
			.saturating_add(T::DbWeight::get().writes(5))
	}

	fn on_idle_base() -> Weight {
		Weight::from_parts(93_549_000, 0)
			.saturating_add(T::DbWeight::get().reads(49))
	}

}
