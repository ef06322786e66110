//! What `pallet_business` costs. Written by `scripts/weights`: 2026-11-21, Intel(R) Xeon(R) Processor, 2 steps, 1 repetitions.

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(unused_parens, unused_imports)]

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

/// Weights of `pallet_business`. Proof sizes are left out: a solochain has no bound on them.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> pallet_business::WeightInfo for WeightInfo<T> {
	fn open_service() -> Weight {
		Weight::from_parts(97_384_000, 0)
			.saturating_add(T::DbWeight::get().reads(9))
			.saturating_add(T::DbWeight::get().writes(4))
	}

	fn update_service() -> Weight {
		Weight::from_parts(30_260_000, 0)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	fn close_service() -> Weight {
		Weight::from_parts(65_773_000, 0)
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(3))
	}

	fn request() -> Weight {
		Weight::from_parts(146_799_000, 0)
			.saturating_add(T::DbWeight::get().reads(9))
			.saturating_add(T::DbWeight::get().writes(9))
	}

	fn cancel() -> Weight {
		Weight::from_parts(167_485_000, 0)
			.saturating_add(T::DbWeight::get().reads(7))
			.saturating_add(T::DbWeight::get().writes(12))
	}

	fn submit() -> Weight {
		Weight::from_parts(369_580_000, 0)
			.saturating_add(T::DbWeight::get().reads(45))
			.saturating_add(T::DbWeight::get().writes(31))
	}

	fn remark() -> Weight {
		Weight::from_parts(30_480_000, 0)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	fn on_initialize() -> Weight {
		Weight::from_parts(18_230_000, 0)
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	fn search() -> Weight {
		Weight::from_parts(63_801_000, 0)
			.saturating_add(T::DbWeight::get().reads(17))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	fn draw_assigns() -> Weight {
		Weight::from_parts(171_150_000, 0)
			.saturating_add(T::DbWeight::get().reads(18))
			.saturating_add(T::DbWeight::get().writes(11))
	}

	fn draw_finds_nobody() -> Weight {
		Weight::from_parts(84_124_000, 0)
			.saturating_add(T::DbWeight::get().reads(14))
			.saturating_add(T::DbWeight::get().writes(6))
	}

	fn draw_gives_up() -> Weight {
		Weight::from_parts(220_898_000, 0)
			.saturating_add(T::DbWeight::get().reads(17))
			.saturating_add(T::DbWeight::get().writes(12))
	}

	fn no_show() -> Weight {
		Weight::from_parts(202_261_000, 0)
			.saturating_add(T::DbWeight::get().reads(11))
			.saturating_add(T::DbWeight::get().writes(15))
	}

	fn last_no_show() -> Weight {
		Weight::from_parts(332_290_000, 0)
			.saturating_add(T::DbWeight::get().reads(14))
			.saturating_add(T::DbWeight::get().writes(21))
	}

	fn ask_verdict() -> Weight {
		Weight::from_parts(24_227_000, 0)
			.saturating_add(T::DbWeight::get().reads(2))
	}

	fn await_verdict() -> Weight {
		Weight::from_parts(22_074_000, 0)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(4))
	}

	fn outcome_passed() -> Weight {
		Weight::from_parts(336_161_000, 0)
			.saturating_add(T::DbWeight::get().reads(14))
			.saturating_add(T::DbWeight::get().writes(17))
	}

	fn outcome_rejected() -> Weight {
		Weight::from_parts(186_744_000, 0)
			.saturating_add(T::DbWeight::get().reads(8))
			.saturating_add(T::DbWeight::get().writes(12))
	}

	fn outcome_not_quorate() -> Weight {
		Weight::from_parts(111_564_000, 0)
			.saturating_add(T::DbWeight::get().reads(10))
			.saturating_add(T::DbWeight::get().writes(12))
	}

	fn outcome_not_quorate_twice() -> Weight {
		Weight::from_parts(192_868_000, 0)
			.saturating_add(T::DbWeight::get().reads(8))
			.saturating_add(T::DbWeight::get().writes(12))
	}

}
