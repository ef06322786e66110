//! Costs of `pallet_business`. Written by `scripts/weights`: 2026-11-28, Intel(R) Xeon(R) Processor, 10 steps, 5 repetitions.

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(unused_parens, unused_imports, unused_variables)]

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

/// Weights of `pallet_business`. Proof sizes are left out: a solochain has no bound on them.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> pallet_business::WeightInfo for WeightInfo<T> {
	fn open_service() -> Weight {
		Weight::from_parts(95_247_000, 0)
			.saturating_add(T::DbWeight::get().reads(12))
			.saturating_add(T::DbWeight::get().writes(4))
	}

	fn update_service() -> Weight {
		Weight::from_parts(31_207_000, 0)
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	fn close_service() -> Weight {
		Weight::from_parts(54_294_000, 0)
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(3))
	}

	fn request() -> Weight {
		Weight::from_parts(240_870_000, 0)
			.saturating_add(T::DbWeight::get().reads(20))
			.saturating_add(T::DbWeight::get().writes(9))
	}

	fn cancel() -> Weight {
		Weight::from_parts(190_855_000, 0)
			.saturating_add(T::DbWeight::get().reads(7))
			.saturating_add(T::DbWeight::get().writes(11))
	}

	fn submit() -> Weight {
		Weight::from_parts(371_810_000, 0)
			.saturating_add(T::DbWeight::get().reads(52))
			.saturating_add(T::DbWeight::get().writes(31))
	}

	fn remark() -> Weight {
		Weight::from_parts(23_342_000, 0)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	fn decline() -> Weight {
		Weight::from_parts(304_276_000, 0)
			.saturating_add(T::DbWeight::get().reads(15))
			.saturating_add(T::DbWeight::get().writes(20))
	}

	fn on_initialize() -> Weight {
		Weight::from_parts(7_545_000, 0)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	fn search() -> Weight {
		Weight::from_parts(50_858_000, 0)
			.saturating_add(T::DbWeight::get().reads(17))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	fn turn() -> Weight {
		Weight::from_parts(9_295_000, 0)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(4))
	}

	fn draw_assigns() -> Weight {
		Weight::from_parts(208_259_000, 0)
			.saturating_add(T::DbWeight::get().reads(25))
			.saturating_add(T::DbWeight::get().writes(15))
	}

	fn draw_finds_nobody() -> Weight {
		Weight::from_parts(117_146_000, 0)
			.saturating_add(T::DbWeight::get().reads(18))
			.saturating_add(T::DbWeight::get().writes(7))
	}

	fn draw_gives_up() -> Weight {
		Weight::from_parts(255_355_000, 0)
			.saturating_add(T::DbWeight::get().reads(20))
			.saturating_add(T::DbWeight::get().writes(11))
	}

	fn no_show() -> Weight {
		Weight::from_parts(159_320_000, 0)
			.saturating_add(T::DbWeight::get().reads(10))
			.saturating_add(T::DbWeight::get().writes(15))
	}

	fn last_no_show() -> Weight {
		Weight::from_parts(315_534_000, 0)
			.saturating_add(T::DbWeight::get().reads(16))
			.saturating_add(T::DbWeight::get().writes(22))
	}

	fn ask_verdict() -> Weight {
		Weight::from_parts(22_125_000, 0)
			.saturating_add(T::DbWeight::get().reads(2))
	}

	fn await_verdict() -> Weight {
		Weight::from_parts(18_712_000, 0)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(4))
	}

	fn outcome_passed() -> Weight {
		Weight::from_parts(305_889_000, 0)
			.saturating_add(T::DbWeight::get().reads(15))
			.saturating_add(T::DbWeight::get().writes(17))
	}

	fn outcome_rejected() -> Weight {
		Weight::from_parts(293_969_000, 0)
			.saturating_add(T::DbWeight::get().reads(14))
			.saturating_add(T::DbWeight::get().writes(16))
	}

	fn outcome_not_quorate() -> Weight {
		Weight::from_parts(113_285_000, 0)
			.saturating_add(T::DbWeight::get().reads(12))
			.saturating_add(T::DbWeight::get().writes(12))
	}

	fn outcome_not_quorate_twice() -> Weight {
		Weight::from_parts(293_787_000, 0)
			.saturating_add(T::DbWeight::get().reads(14))
			.saturating_add(T::DbWeight::get().writes(16))
	}

}
