//! Costs of `pallet_business`. Written by `scripts/weights`: 2026-11-28, Intel(R) Xeon(R) Processor, 10 steps, 5 repetitions.

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(unused_parens, unused_imports, unused_variables)]

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

/// Weights of `pallet_business`. Proof sizes are left out: a solochain has no bound on them.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> pallet_business::WeightInfo for WeightInfo<T> {
	fn open_service() -> Weight {
		Weight::from_parts(95_886_000, 0)
			.saturating_add(T::DbWeight::get().reads(12))
			.saturating_add(T::DbWeight::get().writes(4))
	}

	fn update_service() -> Weight {
		Weight::from_parts(30_695_000, 0)
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	fn close_service() -> Weight {
		Weight::from_parts(54_622_000, 0)
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(3))
	}

	fn request() -> Weight {
		Weight::from_parts(241_576_000, 0)
			.saturating_add(T::DbWeight::get().reads(20))
			.saturating_add(T::DbWeight::get().writes(9))
	}

	fn cancel() -> Weight {
		Weight::from_parts(194_994_000, 0)
			.saturating_add(T::DbWeight::get().reads(7))
			.saturating_add(T::DbWeight::get().writes(11))
	}

	fn submit() -> Weight {
		Weight::from_parts(373_897_000, 0)
			.saturating_add(T::DbWeight::get().reads(52))
			.saturating_add(T::DbWeight::get().writes(31))
	}

	fn remark() -> Weight {
		Weight::from_parts(23_240_000, 0)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	fn decline() -> Weight {
		Weight::from_parts(303_854_000, 0)
			.saturating_add(T::DbWeight::get().reads(15))
			.saturating_add(T::DbWeight::get().writes(20))
	}

	fn on_initialize() -> Weight {
		Weight::from_parts(7_488_000, 0)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	fn search() -> Weight {
		Weight::from_parts(50_079_000, 0)
			.saturating_add(T::DbWeight::get().reads(17))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	fn turn() -> Weight {
		Weight::from_parts(9_169_000, 0)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(4))
	}

	fn draw_assigns() -> Weight {
		Weight::from_parts(207_845_000, 0)
			.saturating_add(T::DbWeight::get().reads(25))
			.saturating_add(T::DbWeight::get().writes(15))
	}

	fn draw_finds_nobody() -> Weight {
		Weight::from_parts(117_859_000, 0)
			.saturating_add(T::DbWeight::get().reads(18))
			.saturating_add(T::DbWeight::get().writes(7))
	}

	fn draw_gives_up() -> Weight {
		Weight::from_parts(260_671_000, 0)
			.saturating_add(T::DbWeight::get().reads(20))
			.saturating_add(T::DbWeight::get().writes(11))
	}

	fn no_show() -> Weight {
		Weight::from_parts(174_767_000, 0)
			.saturating_add(T::DbWeight::get().reads(10))
			.saturating_add(T::DbWeight::get().writes(15))
	}

	fn last_no_show() -> Weight {
		Weight::from_parts(320_734_000, 0)
			.saturating_add(T::DbWeight::get().reads(16))
			.saturating_add(T::DbWeight::get().writes(22))
	}

	fn ask_verdict() -> Weight {
		Weight::from_parts(34_695_000, 0)
			.saturating_add(T::DbWeight::get().reads(2))
	}

	fn await_verdict() -> Weight {
		Weight::from_parts(33_782_000, 0)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(4))
	}

	fn outcome_passed() -> Weight {
		Weight::from_parts(306_809_000, 0)
			.saturating_add(T::DbWeight::get().reads(15))
			.saturating_add(T::DbWeight::get().writes(17))
	}

	fn outcome_rejected() -> Weight {
		Weight::from_parts(296_239_000, 0)
			.saturating_add(T::DbWeight::get().reads(14))
			.saturating_add(T::DbWeight::get().writes(16))
	}

	fn outcome_not_quorate() -> Weight {
		Weight::from_parts(112_130_000, 0)
			.saturating_add(T::DbWeight::get().reads(12))
			.saturating_add(T::DbWeight::get().writes(12))
	}

	fn outcome_not_quorate_twice() -> Weight {
		Weight::from_parts(297_504_000, 0)
			.saturating_add(T::DbWeight::get().reads(14))
			.saturating_add(T::DbWeight::get().writes(16))
	}

}
