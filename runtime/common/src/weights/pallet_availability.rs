//! Costs of `pallet_availability`. Written by `scripts/weights`: 2026-11-28, Intel(R) Xeon(R) Processor, 10 steps, 5 repetitions.

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(unused_parens, unused_imports, unused_variables)]

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

/// Weights of `pallet_availability`. Proof sizes are left out: a solochain has no bound on them.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> pallet_availability::WeightInfo for WeightInfo<T> {
	fn offer() -> Weight {
		Weight::from_parts(232_192_000, 0)
			.saturating_add(T::DbWeight::get().reads(23))
			.saturating_add(T::DbWeight::get().writes(13))
	}

	fn top_up() -> Weight {
		Weight::from_parts(402_895_000, 0)
			.saturating_add(T::DbWeight::get().reads(30))
			.saturating_add(T::DbWeight::get().writes(25))
	}

	fn extend() -> Weight {
		Weight::from_parts(276_167_000, 0)
			.saturating_add(T::DbWeight::get().reads(30))
			.saturating_add(T::DbWeight::get().writes(26))
	}

	fn withdraw() -> Weight {
		Weight::from_parts(253_875_000, 0)
			.saturating_add(T::DbWeight::get().reads(26))
			.saturating_add(T::DbWeight::get().writes(20))
	}

	fn prune() -> Weight {
		Weight::from_parts(274_964_000, 0)
			.saturating_add(T::DbWeight::get().reads(25))
			.saturating_add(T::DbWeight::get().writes(21))
	}

	fn lower() -> Weight {
		Weight::from_parts(296_370_000, 0)
			.saturating_add(T::DbWeight::get().reads(29))
			.saturating_add(T::DbWeight::get().writes(25))
	}

	fn pause() -> Weight {
		Weight::from_parts(105_076_000, 0)
			.saturating_add(T::DbWeight::get().reads(9))
			.saturating_add(T::DbWeight::get().writes(8))
	}

	fn resume() -> Weight {
		Weight::from_parts(104_658_000, 0)
			.saturating_add(T::DbWeight::get().reads(9))
			.saturating_add(T::DbWeight::get().writes(8))
	}

	fn set_max_jobs() -> Weight {
		Weight::from_parts(106_587_000, 0)
			.saturating_add(T::DbWeight::get().reads(9))
			.saturating_add(T::DbWeight::get().writes(8))
	}

	fn job_ended() -> Weight {
		Weight::from_parts(101_954_000, 0)
			.saturating_add(T::DbWeight::get().reads(9))
			.saturating_add(T::DbWeight::get().writes(8))
	}

	fn job_declined() -> Weight {
		Weight::from_parts(343_448_000, 0)
			.saturating_add(T::DbWeight::get().reads(29))
			.saturating_add(T::DbWeight::get().writes(26))
	}

	fn draw() -> Weight {
		Weight::from_parts(1_752_917_000, 0)
			.saturating_add(T::DbWeight::get().reads(115))
			.saturating_add(T::DbWeight::get().writes(93))
	}

	/// `x` was measured from 0 to 10.
	fn draw_search(x: u32, ) -> Weight {
		Weight::from_parts(122_123_179, 0)
			.saturating_add(Weight::from_parts(7_416_924, 0).saturating_mul(x.into()))
			.saturating_add(T::DbWeight::get().reads(9))
			.saturating_add(T::DbWeight::get().reads((2_u64).saturating_mul(x.into())))
	}

	fn draw_looks() -> Weight {
		Weight::from_parts(54_089_000, 0)
			.saturating_add(T::DbWeight::get().reads(8))
	}

	fn draw_assigns() -> Weight {
		Weight::from_parts(269_650_000, 0)
			.saturating_add(T::DbWeight::get().reads(29))
			.saturating_add(T::DbWeight::get().writes(26))
	}

	fn search_expired() -> Weight {
		Weight::from_parts(45_748_000, 0)
			.saturating_add(T::DbWeight::get().reads(17))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	fn end_expired() -> Weight {
		Weight::from_parts(265_417_000, 0)
			.saturating_add(T::DbWeight::get().reads(28))
			.saturating_add(T::DbWeight::get().writes(20))
	}

}
