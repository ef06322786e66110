//! Costs of `pallet_business`. Written by `scripts/weights`: 2026-11-28, Intel(R) Xeon(R) Processor, 10 steps, 5 repetitions.

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(unused_parens, unused_imports, unused_variables)]

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

/// Weights of `pallet_business`. Proof sizes are left out: a solochain has no bound on them.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> pallet_business::WeightInfo for WeightInfo<T> {
	fn open_service() -> Weight {
		Weight::from_parts(94_277_000, 0)
			.saturating_add(T::DbWeight::get().reads(12))
			.saturating_add(T::DbWeight::get().writes(4))
	}

	fn update_service() -> Weight {
		Weight::from_parts(30_614_000, 0)
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	fn close_service() -> Weight {
		Weight::from_parts(53_714_000, 0)
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(3))
	}

	fn request() -> Weight {
		Weight::from_parts(150_346_000, 0)
			.saturating_add(T::DbWeight::get().reads(13))
			.saturating_add(T::DbWeight::get().writes(9))
	}

	fn cancel() -> Weight {
		Weight::from_parts(190_720_000, 0)
			.saturating_add(T::DbWeight::get().reads(7))
			.saturating_add(T::DbWeight::get().writes(11))
	}

	fn submit() -> Weight {
		Weight::from_parts(345_787_000, 0)
			.saturating_add(T::DbWeight::get().reads(48))
			.saturating_add(T::DbWeight::get().writes(31))
	}

	fn remark() -> Weight {
		Weight::from_parts(23_175_000, 0)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	fn decline() -> Weight {
		Weight::from_parts(282_426_000, 0)
			.saturating_add(T::DbWeight::get().reads(14))
			.saturating_add(T::DbWeight::get().writes(17))
	}

	fn on_initialize() -> Weight {
		Weight::from_parts(7_610_000, 0)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	fn search() -> Weight {
		Weight::from_parts(51_450_000, 0)
			.saturating_add(T::DbWeight::get().reads(17))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	fn turn() -> Weight {
		Weight::from_parts(9_356_000, 0)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(4))
	}

	fn draw_assigns() -> Weight {
		Weight::from_parts(186_294_000, 0)
			.saturating_add(T::DbWeight::get().reads(24))
			.saturating_add(T::DbWeight::get().writes(12))
	}

	fn draw_finds_nobody() -> Weight {
		Weight::from_parts(116_027_000, 0)
			.saturating_add(T::DbWeight::get().reads(18))
			.saturating_add(T::DbWeight::get().writes(7))
	}

	fn draw_gives_up() -> Weight {
		Weight::from_parts(253_581_000, 0)
			.saturating_add(T::DbWeight::get().reads(20))
			.saturating_add(T::DbWeight::get().writes(11))
	}

	fn no_show() -> Weight {
		Weight::from_parts(156_148_000, 0)
			.saturating_add(T::DbWeight::get().reads(10))
			.saturating_add(T::DbWeight::get().writes(15))
	}

	fn last_no_show() -> Weight {
		Weight::from_parts(315_214_000, 0)
			.saturating_add(T::DbWeight::get().reads(16))
			.saturating_add(T::DbWeight::get().writes(22))
	}

	fn ask_verdict() -> Weight {
		Weight::from_parts(21_411_000, 0)
			.saturating_add(T::DbWeight::get().reads(2))
	}

	fn await_verdict() -> Weight {
		Weight::from_parts(18_656_000, 0)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(4))
	}

	fn outcome_passed() -> Weight {
		Weight::from_parts(301_635_000, 0)
			.saturating_add(T::DbWeight::get().reads(15))
			.saturating_add(T::DbWeight::get().writes(17))
	}

	fn outcome_rejected() -> Weight {
		Weight::from_parts(293_364_000, 0)
			.saturating_add(T::DbWeight::get().reads(14))
			.saturating_add(T::DbWeight::get().writes(16))
	}

	fn outcome_not_quorate() -> Weight {
		Weight::from_parts(111_359_000, 0)
			.saturating_add(T::DbWeight::get().reads(12))
			.saturating_add(T::DbWeight::get().writes(12))
	}

	fn outcome_not_quorate_twice() -> Weight {
		Weight::from_parts(292_906_000, 0)
			.saturating_add(T::DbWeight::get().reads(14))
			.saturating_add(T::DbWeight::get().writes(16))
	}

}
