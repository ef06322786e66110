//! Costs of `pallet_availability`. Written by `scripts/weights`: 2026-11-27, Intel(R) Xeon(R) Processor, 10 steps, 5 repetitions, the least of four runs.

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(unused_parens, unused_imports, unused_variables)]

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

/// Weights of `pallet_availability`. Proof sizes are left out: a solochain has no bound on them.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> pallet_availability::WeightInfo for WeightInfo<T> {
	fn offer() -> Weight {
		Weight::from_parts(322_993_000, 0)
			.saturating_add(T::DbWeight::get().reads(18))
			.saturating_add(T::DbWeight::get().writes(13))
	}

	fn top_up() -> Weight {
		Weight::from_parts(474_633_000, 0)
			.saturating_add(T::DbWeight::get().reads(25))
			.saturating_add(T::DbWeight::get().writes(25))
	}

	fn extend() -> Weight {
		Weight::from_parts(497_483_000, 0)
			.saturating_add(T::DbWeight::get().reads(25))
			.saturating_add(T::DbWeight::get().writes(26))
	}

	fn withdraw() -> Weight {
		Weight::from_parts(392_301_000, 0)
			.saturating_add(T::DbWeight::get().reads(20))
			.saturating_add(T::DbWeight::get().writes(20))
	}

	fn prune() -> Weight {
		Weight::from_parts(393_064_000, 0)
			.saturating_add(T::DbWeight::get().reads(19))
			.saturating_add(T::DbWeight::get().writes(20))
	}

	fn lower() -> Weight {
		Weight::from_parts(492_485_000, 0)
			.saturating_add(T::DbWeight::get().reads(25))
			.saturating_add(T::DbWeight::get().writes(25))
	}

	fn pause() -> Weight {
		Weight::from_parts(179_177_000, 0)
			.saturating_add(T::DbWeight::get().reads(9))
			.saturating_add(T::DbWeight::get().writes(8))
	}

	fn resume() -> Weight {
		Weight::from_parts(177_213_000, 0)
			.saturating_add(T::DbWeight::get().reads(9))
			.saturating_add(T::DbWeight::get().writes(8))
	}

	fn set_max_jobs() -> Weight {
		Weight::from_parts(182_426_000, 0)
			.saturating_add(T::DbWeight::get().reads(9))
			.saturating_add(T::DbWeight::get().writes(8))
	}

	fn job_ended() -> Weight {
		Weight::from_parts(179_954_000, 0)
			.saturating_add(T::DbWeight::get().reads(9))
			.saturating_add(T::DbWeight::get().writes(8))
	}

	fn job_declined() -> Weight {
		Weight::from_parts(483_091_000, 0)
			.saturating_add(T::DbWeight::get().reads(24))
			.saturating_add(T::DbWeight::get().writes(26))
	}

	fn draw() -> Weight {
		Weight::from_parts(3_027_807_000, 0)
			.saturating_add(T::DbWeight::get().reads(113))
			.saturating_add(T::DbWeight::get().writes(94))
	}

	fn draw_search(x: u32, ) -> Weight {
		Weight::from_parts(89_218_122, 0)
			.saturating_add(Weight::from_parts(9_713_565, 0).saturating_mul(x.into()))
			.saturating_add(T::DbWeight::get().reads(9))
			.saturating_add(T::DbWeight::get().reads((2_u64).saturating_mul(x.into())))
	}

	fn draw_looks() -> Weight {
		Weight::from_parts(93_321_000, 0)
			.saturating_add(T::DbWeight::get().reads(7))
	}

	fn draw_assigns() -> Weight {
		Weight::from_parts(445_444_000, 0)
			.saturating_add(T::DbWeight::get().reads(25))
			.saturating_add(T::DbWeight::get().writes(26))
	}

	fn search_expired() -> Weight {
		Weight::from_parts(65_039_000, 0)
			.saturating_add(T::DbWeight::get().reads(17))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	fn end_expired() -> Weight {
		Weight::from_parts(393_339_000, 0)
			.saturating_add(T::DbWeight::get().reads(22))
			.saturating_add(T::DbWeight::get().writes(20))
	}

}
