//! Costs of `pallet_availability`. Written by `scripts/weights`: 2026-11-28, Intel(R) Xeon(R) Processor, 10 steps, 5 repetitions.

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(unused_parens, unused_imports, unused_variables)]

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

/// Weights of `pallet_availability`. Proof sizes are left out: a solochain has no bound on them.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> pallet_availability::WeightInfo for WeightInfo<T> {
	fn offer() -> Weight {
		Weight::from_parts(208_169_000, 0)
			.saturating_add(T::DbWeight::get().reads(18))
			.saturating_add(T::DbWeight::get().writes(13))
	}

	fn top_up() -> Weight {
		Weight::from_parts(272_774_000, 0)
			.saturating_add(T::DbWeight::get().reads(25))
			.saturating_add(T::DbWeight::get().writes(25))
	}

	fn extend() -> Weight {
		Weight::from_parts(259_531_000, 0)
			.saturating_add(T::DbWeight::get().reads(25))
			.saturating_add(T::DbWeight::get().writes(26))
	}

	fn withdraw() -> Weight {
		Weight::from_parts(231_895_000, 0)
			.saturating_add(T::DbWeight::get().reads(20))
			.saturating_add(T::DbWeight::get().writes(20))
	}

	fn prune() -> Weight {
		Weight::from_parts(230_700_000, 0)
			.saturating_add(T::DbWeight::get().reads(19))
			.saturating_add(T::DbWeight::get().writes(20))
	}

	fn lower() -> Weight {
		Weight::from_parts(280_291_000, 0)
			.saturating_add(T::DbWeight::get().reads(25))
			.saturating_add(T::DbWeight::get().writes(25))
	}

	fn pause() -> Weight {
		Weight::from_parts(106_293_000, 0)
			.saturating_add(T::DbWeight::get().reads(9))
			.saturating_add(T::DbWeight::get().writes(8))
	}

	fn resume() -> Weight {
		Weight::from_parts(105_584_000, 0)
			.saturating_add(T::DbWeight::get().reads(9))
			.saturating_add(T::DbWeight::get().writes(8))
	}

	fn set_max_jobs() -> Weight {
		Weight::from_parts(107_691_000, 0)
			.saturating_add(T::DbWeight::get().reads(9))
			.saturating_add(T::DbWeight::get().writes(8))
	}

	fn job_ended() -> Weight {
		Weight::from_parts(104_494_000, 0)
			.saturating_add(T::DbWeight::get().reads(9))
			.saturating_add(T::DbWeight::get().writes(8))
	}

	fn job_declined() -> Weight {
		Weight::from_parts(286_338_000, 0)
			.saturating_add(T::DbWeight::get().reads(24))
			.saturating_add(T::DbWeight::get().writes(26))
	}

	fn draw() -> Weight {
		Weight::from_parts(1_664_492_000, 0)
			.saturating_add(T::DbWeight::get().reads(113))
			.saturating_add(T::DbWeight::get().writes(94))
	}

	/// `x` was measured from 0 to 10.
	fn draw_search(x: u32, ) -> Weight {
		Weight::from_parts(58_373_480, 0)
			.saturating_add(Weight::from_parts(7_355_619, 0).saturating_mul(x.into()))
			.saturating_add(T::DbWeight::get().reads(9))
			.saturating_add(T::DbWeight::get().reads((2_u64).saturating_mul(x.into())))
	}

	fn draw_looks() -> Weight {
		Weight::from_parts(65_656_000, 0)
			.saturating_add(T::DbWeight::get().reads(7))
	}

	fn draw_assigns() -> Weight {
		Weight::from_parts(250_369_000, 0)
			.saturating_add(T::DbWeight::get().reads(25))
			.saturating_add(T::DbWeight::get().writes(26))
	}

	fn search_expired() -> Weight {
		Weight::from_parts(45_372_000, 0)
			.saturating_add(T::DbWeight::get().reads(17))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	fn end_expired() -> Weight {
		Weight::from_parts(240_825_000, 0)
			.saturating_add(T::DbWeight::get().reads(22))
			.saturating_add(T::DbWeight::get().writes(20))
	}

}
