//! Costs of `pallet_validation_pool`. Written by `scripts/weights`: 2026-11-27, Intel(R) Xeon(R) Processor, 10 steps, 5 repetitions, the least of four runs or more.
//!
//! `pledge_on_cancelling` reads an item more than was measured, of who has no ballot.

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(unused_parens, unused_imports, unused_variables)]

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

/// Weights of `pallet_validation_pool`. Proof sizes are left out: a solochain has no bound on them.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> pallet_validation_pool::WeightInfo for WeightInfo<T> {
	fn open() -> Weight {
		Weight::from_parts(221_631_000, 0)
			.saturating_add(T::DbWeight::get().reads(9))
			.saturating_add(T::DbWeight::get().writes(6))
	}

	fn open_for_governance() -> Weight {
		Weight::from_parts(219_059_000, 0)
			.saturating_add(T::DbWeight::get().reads(15))
			.saturating_add(T::DbWeight::get().writes(11))
	}

	fn stake() -> Weight {
		Weight::from_parts(124_991_000, 0)
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().writes(3))
	}

	fn commit() -> Weight {
		Weight::from_parts(79_991_000, 0)
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().writes(3))
	}

	fn pledge() -> Weight {
		Weight::from_parts(94_645_000, 0)
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().writes(2))
	}

	fn pledge_on_cancelling() -> Weight {
		Weight::from_parts(125_005_000, 0)
			.saturating_add(T::DbWeight::get().reads(8))
			.saturating_add(T::DbWeight::get().writes(4))
	}

	fn reveal() -> Weight {
		Weight::from_parts(51_569_000, 0)
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(2))
	}

	fn settle() -> Weight {
		Weight::from_parts(106_673_000, 0)
			.saturating_add(T::DbWeight::get().reads(9))
			.saturating_add(T::DbWeight::get().writes(10))
	}

	fn decide() -> Weight {
		Weight::from_parts(349_259_000, 0)
			.saturating_add(T::DbWeight::get().reads(14))
			.saturating_add(T::DbWeight::get().writes(17))
	}

	fn founder_decide() -> Weight {
		Weight::from_parts(1_290_321_000, 0)
			.saturating_add(T::DbWeight::get().reads(29))
			.saturating_add(T::DbWeight::get().writes(30))
	}

	fn settle_vote_won() -> Weight {
		Weight::from_parts(95_078_000, 0)
			.saturating_add(T::DbWeight::get().reads(6))
			.saturating_add(T::DbWeight::get().writes(4))
	}

	fn settle_vote_lost() -> Weight {
		Weight::from_parts(89_928_000, 0)
			.saturating_add(T::DbWeight::get().reads(6))
			.saturating_add(T::DbWeight::get().writes(4))
	}

	fn settle_pledge() -> Weight {
		Weight::from_parts(41_275_000, 0)
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(2))
	}

	fn forget_pledge() -> Weight {
		Weight::from_parts(38_417_000, 0)
			.saturating_add(T::DbWeight::get().reads(7))
			.saturating_add(T::DbWeight::get().writes(4))
	}

	fn keep_ballot() -> Weight {
		Weight::from_parts(7_048_000, 0)
			.saturating_add(T::DbWeight::get().writes(1))
	}

	fn migrate_pool() -> Weight {
		Weight::from_parts(109_481_000, 0)
			.saturating_add(T::DbWeight::get().reads(6))
			.saturating_add(T::DbWeight::get().writes(3))
	}

	fn on_idle_base() -> Weight {
		Weight::from_parts(152_869_000, 0)
			.saturating_add(T::DbWeight::get().reads(49))
	}

}
