//! Costs of `pallet_availability`. Written by `scripts/weights`: 2026-11-28, Intel(R) Xeon(R) Processor, 10 steps, 5 repetitions.

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(unused_parens, unused_imports, unused_variables)]

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

/// Weights of `pallet_availability`. Proof sizes are left out: a solochain has no bound on them.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> pallet_availability::WeightInfo for WeightInfo<T> {
	fn offer() -> Weight {
		Weight::from_parts(182_853_000, 0)
			.saturating_add(T::DbWeight::get().reads(21))
			.saturating_add(T::DbWeight::get().writes(13))
	}

	fn top_up() -> Weight {
		Weight::from_parts(238_095_000, 0)
			.saturating_add(T::DbWeight::get().reads(30))
			.saturating_add(T::DbWeight::get().writes(25))
	}

	fn extend() -> Weight {
		Weight::from_parts(226_727_000, 0)
			.saturating_add(T::DbWeight::get().reads(30))
			.saturating_add(T::DbWeight::get().writes(26))
	}

	fn withdraw() -> Weight {
		Weight::from_parts(213_094_000, 0)
			.saturating_add(T::DbWeight::get().reads(26))
			.saturating_add(T::DbWeight::get().writes(20))
	}

	fn prune() -> Weight {
		Weight::from_parts(230_900_000, 0)
			.saturating_add(T::DbWeight::get().reads(25))
			.saturating_add(T::DbWeight::get().writes(21))
	}

	fn lower() -> Weight {
		Weight::from_parts(245_975_000, 0)
			.saturating_add(T::DbWeight::get().reads(29))
			.saturating_add(T::DbWeight::get().writes(25))
	}

	fn pause() -> Weight {
		Weight::from_parts(82_575_000, 0)
			.saturating_add(T::DbWeight::get().reads(9))
			.saturating_add(T::DbWeight::get().writes(8))
	}

	fn resume() -> Weight {
		Weight::from_parts(81_421_000, 0)
			.saturating_add(T::DbWeight::get().reads(9))
			.saturating_add(T::DbWeight::get().writes(8))
	}

	fn set_max_jobs() -> Weight {
		Weight::from_parts(83_256_000, 0)
			.saturating_add(T::DbWeight::get().reads(9))
			.saturating_add(T::DbWeight::get().writes(8))
	}

	fn job_ended() -> Weight {
		Weight::from_parts(80_151_000, 0)
			.saturating_add(T::DbWeight::get().reads(9))
			.saturating_add(T::DbWeight::get().writes(8))
	}

	fn job_declined() -> Weight {
		Weight::from_parts(279_949_000, 0)
			.saturating_add(T::DbWeight::get().reads(29))
			.saturating_add(T::DbWeight::get().writes(26))
	}

	fn draw() -> Weight {
		Weight::from_parts(1_515_291_000, 0)
			.saturating_add(T::DbWeight::get().reads(115))
			.saturating_add(T::DbWeight::get().writes(93))
	}

	/// `x` was measured from 0 to 10.
	fn draw_search(x: u32, ) -> Weight {
		Weight::from_parts(102_250_006, 0)
			.saturating_add(Weight::from_parts(6_273_271, 0).saturating_mul(x.into()))
			.saturating_add(T::DbWeight::get().reads(9))
			.saturating_add(T::DbWeight::get().reads((2_u64).saturating_mul(x.into())))
	}

	fn draw_looks() -> Weight {
		Weight::from_parts(40_720_000, 0)
			.saturating_add(T::DbWeight::get().reads(8))
	}

	fn draw_assigns() -> Weight {
		Weight::from_parts(214_940_000, 0)
			.saturating_add(T::DbWeight::get().reads(29))
			.saturating_add(T::DbWeight::get().writes(26))
	}

	fn search_expired() -> Weight {
		Weight::from_parts(43_072_000, 0)
			.saturating_add(T::DbWeight::get().reads(17))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	fn end_expired() -> Weight {
		Weight::from_parts(222_164_000, 0)
			.saturating_add(T::DbWeight::get().reads(28))
			.saturating_add(T::DbWeight::get().writes(20))
	}

}
