//! Costs of `pallet_business`. Written by `scripts/weights`: 2026-11-28, Intel(R) Xeon(R) Processor, 10 steps, 5 repetitions.

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(unused_parens, unused_imports, unused_variables)]

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

/// Weights of `pallet_business`. Proof sizes are left out: a solochain has no bound on them.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> pallet_business::WeightInfo for WeightInfo<T> {
	fn open_service() -> Weight {
		Weight::from_parts(73_445_000, 0)
			.saturating_add(T::DbWeight::get().reads(10))
			.saturating_add(T::DbWeight::get().writes(4))
	}

	fn update_service() -> Weight {
		Weight::from_parts(22_809_000, 0)
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	fn close_service() -> Weight {
		Weight::from_parts(44_949_000, 0)
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(3))
	}

	fn request() -> Weight {
		Weight::from_parts(200_554_000, 0)
			.saturating_add(T::DbWeight::get().reads(18))
			.saturating_add(T::DbWeight::get().writes(9))
	}

	fn cancel() -> Weight {
		Weight::from_parts(169_075_000, 0)
			.saturating_add(T::DbWeight::get().reads(7))
			.saturating_add(T::DbWeight::get().writes(11))
	}

	fn submit() -> Weight {
		Weight::from_parts(306_647_000, 0)
			.saturating_add(T::DbWeight::get().reads(50))
			.saturating_add(T::DbWeight::get().writes(31))
	}

	fn remark() -> Weight {
		Weight::from_parts(16_049_000, 0)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	fn decline() -> Weight {
		Weight::from_parts(266_894_000, 0)
			.saturating_add(T::DbWeight::get().reads(15))
			.saturating_add(T::DbWeight::get().writes(20))
	}

	fn on_initialize() -> Weight {
		Weight::from_parts(6_535_000, 0)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	fn search() -> Weight {
		Weight::from_parts(46_860_000, 0)
			.saturating_add(T::DbWeight::get().reads(17))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	fn turn() -> Weight {
		Weight::from_parts(8_654_000, 0)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(4))
	}

	fn draw_assigns() -> Weight {
		Weight::from_parts(175_839_000, 0)
			.saturating_add(T::DbWeight::get().reads(25))
			.saturating_add(T::DbWeight::get().writes(15))
	}

	fn draw_finds_nobody() -> Weight {
		Weight::from_parts(96_747_000, 0)
			.saturating_add(T::DbWeight::get().reads(18))
			.saturating_add(T::DbWeight::get().writes(7))
	}

	fn draw_gives_up() -> Weight {
		Weight::from_parts(228_039_000, 0)
			.saturating_add(T::DbWeight::get().reads(20))
			.saturating_add(T::DbWeight::get().writes(11))
	}

	fn no_show() -> Weight {
		Weight::from_parts(132_493_000, 0)
			.saturating_add(T::DbWeight::get().reads(10))
			.saturating_add(T::DbWeight::get().writes(15))
	}

	fn last_no_show() -> Weight {
		Weight::from_parts(277_052_000, 0)
			.saturating_add(T::DbWeight::get().reads(16))
			.saturating_add(T::DbWeight::get().writes(22))
	}

	fn ask_verdict() -> Weight {
		Weight::from_parts(14_047_000, 0)
			.saturating_add(T::DbWeight::get().reads(2))
	}

	fn await_verdict() -> Weight {
		Weight::from_parts(13_515_000, 0)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(4))
	}

	fn outcome_passed() -> Weight {
		Weight::from_parts(267_343_000, 0)
			.saturating_add(T::DbWeight::get().reads(15))
			.saturating_add(T::DbWeight::get().writes(17))
	}

	fn outcome_rejected() -> Weight {
		Weight::from_parts(260_008_000, 0)
			.saturating_add(T::DbWeight::get().reads(14))
			.saturating_add(T::DbWeight::get().writes(16))
	}

	fn outcome_not_quorate() -> Weight {
		Weight::from_parts(90_222_000, 0)
			.saturating_add(T::DbWeight::get().reads(12))
			.saturating_add(T::DbWeight::get().writes(12))
	}

	fn outcome_not_quorate_twice() -> Weight {
		Weight::from_parts(260_405_000, 0)
			.saturating_add(T::DbWeight::get().reads(14))
			.saturating_add(T::DbWeight::get().writes(16))
	}

}
