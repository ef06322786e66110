//! What `pallet_validation_pool` costs. Written by `scripts/weights`: 2026-11-22, Intel(R) Xeon(R) Processor, 10 steps, 5 repetitions.
//!
//! `open`, `open_for_governance`, `pledge`, `pledge_on_cancelling`, `decide`, `founder_decide`,
//! `settle_pledge`, `forget_pledge` and `migrate_pool` changed since: their figures are estimates
//! until it runs again.

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(unused_parens, unused_imports, unused_variables)]

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

/// Weights of `pallet_validation_pool`. Proof sizes are left out: a solochain has no bound on them.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> pallet_validation_pool::WeightInfo for WeightInfo<T> {
	fn open() -> Weight {
		Weight::from_parts(155_220_000, 0)
			.saturating_add(T::DbWeight::get().reads(9))
			.saturating_add(T::DbWeight::get().writes(7))
	}

	fn open_for_governance() -> Weight {
		Weight::from_parts(190_000_000, 0)
			.saturating_add(T::DbWeight::get().reads(15))
			.saturating_add(T::DbWeight::get().writes(12))
	}

	fn stake() -> Weight {
		Weight::from_parts(78_409_000, 0)
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().writes(3))
	}

	fn commit() -> Weight {
		Weight::from_parts(72_533_000, 0)
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().writes(3))
	}

	fn pledge() -> Weight {
		Weight::from_parts(90_000_000, 0)
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().writes(2))
	}

	fn pledge_on_cancelling() -> Weight {
		Weight::from_parts(125_000_000, 0)
			.saturating_add(T::DbWeight::get().reads(9))
			.saturating_add(T::DbWeight::get().writes(4))
	}

	fn reveal() -> Weight {
		Weight::from_parts(45_140_000, 0)
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(2))
	}

	fn settle() -> Weight {
		Weight::from_parts(99_591_000, 0)
			.saturating_add(T::DbWeight::get().reads(9))
			.saturating_add(T::DbWeight::get().writes(10))
	}

	fn decide() -> Weight {
		Weight::from_parts(311_000_000, 0)
			.saturating_add(T::DbWeight::get().reads(16))
			.saturating_add(T::DbWeight::get().writes(18))
	}

	fn founder_decide() -> Weight {
		Weight::from_parts(970_000_000, 0)
			.saturating_add(T::DbWeight::get().reads(30))
			.saturating_add(T::DbWeight::get().writes(30))
	}

	fn settle_vote_won() -> Weight {
		Weight::from_parts(79_314_000, 0)
			.saturating_add(T::DbWeight::get().reads(6))
			.saturating_add(T::DbWeight::get().writes(4))
	}

	fn settle_vote_lost() -> Weight {
		Weight::from_parts(75_297_000, 0)
			.saturating_add(T::DbWeight::get().reads(6))
			.saturating_add(T::DbWeight::get().writes(4))
	}

	fn settle_pledge() -> Weight {
		Weight::from_parts(75_297_000, 0)
			.saturating_add(T::DbWeight::get().reads(6))
			.saturating_add(T::DbWeight::get().writes(4))
	}

	fn forget_pledge() -> Weight {
		Weight::from_parts(12_000_000, 0)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(2))
	}

	fn keep_ballot() -> Weight {
		Weight::from_parts(6_340_000, 0)
			.saturating_add(T::DbWeight::get().writes(1))
	}

	fn migrate_pool() -> Weight {
		Weight::from_parts(110_000_000, 0)
			.saturating_add(T::DbWeight::get().reads(10))
			.saturating_add(T::DbWeight::get().writes(6))
	}

	fn on_idle_base() -> Weight {
		Weight::from_parts(122_472_000, 0)
			.saturating_add(T::DbWeight::get().reads(49))
	}

}
