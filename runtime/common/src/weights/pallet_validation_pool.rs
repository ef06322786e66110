//! Costs of `pallet_validation_pool`. Written by `scripts/weights`: 2026-11-28, Intel(R) Xeon(R) Processor, 10 steps, 5 repetitions.

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(unused_parens, unused_imports, unused_variables)]

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

/// Weights of `pallet_validation_pool`. Proof sizes are left out: a solochain has no bound on them.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> pallet_validation_pool::WeightInfo for WeightInfo<T> {
	fn open() -> Weight {
		Weight::from_parts(129_214_000, 0)
			.saturating_add(T::DbWeight::get().reads(9))
			.saturating_add(T::DbWeight::get().writes(6))
	}

	fn open_for_governance() -> Weight {
		Weight::from_parts(125_548_000, 0)
			.saturating_add(T::DbWeight::get().reads(15))
			.saturating_add(T::DbWeight::get().writes(11))
	}

	fn stake() -> Weight {
		Weight::from_parts(59_323_000, 0)
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().writes(3))
	}

	fn commit() -> Weight {
		Weight::from_parts(52_259_000, 0)
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().writes(3))
	}

	fn pledge() -> Weight {
		Weight::from_parts(60_153_000, 0)
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().writes(2))
	}

	fn pledge_on_cancelling() -> Weight {
		Weight::from_parts(80_473_000, 0)
			.saturating_add(T::DbWeight::get().reads(8))
			.saturating_add(T::DbWeight::get().writes(4))
	}

	fn reveal() -> Weight {
		Weight::from_parts(32_548_000, 0)
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(2))
	}

	fn settle() -> Weight {
		Weight::from_parts(73_251_000, 0)
			.saturating_add(T::DbWeight::get().reads(9))
			.saturating_add(T::DbWeight::get().writes(10))
	}

	fn decide() -> Weight {
		Weight::from_parts(236_738_000, 0)
			.saturating_add(T::DbWeight::get().reads(14))
			.saturating_add(T::DbWeight::get().writes(17))
	}

	fn founder_decide() -> Weight {
		Weight::from_parts(772_716_000, 0)
			.saturating_add(T::DbWeight::get().reads(30))
			.saturating_add(T::DbWeight::get().writes(31))
	}

	fn settle_vote_won() -> Weight {
		Weight::from_parts(62_294_000, 0)
			.saturating_add(T::DbWeight::get().reads(6))
			.saturating_add(T::DbWeight::get().writes(4))
	}

	fn settle_vote_lost() -> Weight {
		Weight::from_parts(59_052_000, 0)
			.saturating_add(T::DbWeight::get().reads(6))
			.saturating_add(T::DbWeight::get().writes(4))
	}

	fn settle_pledge() -> Weight {
		Weight::from_parts(26_938_000, 0)
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(2))
	}

	fn forget_pledge() -> Weight {
		Weight::from_parts(25_215_000, 0)
			.saturating_add(T::DbWeight::get().reads(7))
			.saturating_add(T::DbWeight::get().writes(4))
	}

	fn keep_ballot() -> Weight {
		Weight::from_parts(3_727_000, 0)
			.saturating_add(T::DbWeight::get().writes(1))
	}

	fn migrate_pool() -> Weight {
		Weight::from_parts(76_315_000, 0)
			.saturating_add(T::DbWeight::get().reads(6))
			.saturating_add(T::DbWeight::get().writes(3))
	}

	fn on_idle_base() -> Weight {
		Weight::from_parts(101_483_000, 0)
			.saturating_add(T::DbWeight::get().reads(49))
	}

}
