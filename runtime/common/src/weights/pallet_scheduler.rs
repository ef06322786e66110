//! Costs of `pallet_scheduler`. Written by `scripts/weights`: 2026-11-28, Intel(R) Xeon(R) Processor, 10 steps, 5 repetitions.

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(unused_parens, unused_imports, unused_variables)]

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

/// Weights of `pallet_scheduler`. Proof sizes are left out: a solochain has no bound on them.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> pallet_scheduler::WeightInfo for WeightInfo<T> {
	fn service_agendas_base() -> Weight {
		Weight::from_parts(6_162_000, 0)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	/// `s` was measured from 0 to 50.
	fn service_agenda_base(s: u32, ) -> Weight {
		Weight::from_parts(6_197_515, 0)
			.saturating_add(Weight::from_parts(271_043, 0).saturating_mul(s.into()))
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	fn service_task_base() -> Weight {
		Weight::from_parts(3_200_000, 0)
	}

	/// `s` was measured from 128 to 4194304.
	fn service_task_fetched(s: u32, ) -> Weight {
		Weight::from_parts(17_634_000, 0)
			.saturating_add(Weight::from_parts(1_485, 0).saturating_mul(s.into()))
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(2))
	}

	fn service_task_named() -> Weight {
		Weight::from_parts(4_477_000, 0)
			.saturating_add(T::DbWeight::get().writes(1))
	}

	fn service_task_periodic() -> Weight {
		Weight::from_parts(3_160_000, 0)
	}

	fn execute_dispatch_signed() -> Weight {
		Weight::from_parts(1_986_000, 0)
	}

	fn execute_dispatch_unsigned() -> Weight {
		Weight::from_parts(1_971_000, 0)
	}

	/// `s` was measured from 0 to 49.
	fn schedule(s: u32, ) -> Weight {
		Weight::from_parts(12_546_704, 0)
			.saturating_add(Weight::from_parts(321_139, 0).saturating_mul(s.into()))
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	/// `s` was measured from 1 to 50.
	fn cancel(s: u32, ) -> Weight {
		Weight::from_parts(16_168_864, 0)
			.saturating_add(Weight::from_parts(392_984, 0).saturating_mul(s.into()))
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(3))
	}

	/// `s` was measured from 0 to 49.
	fn schedule_named(s: u32, ) -> Weight {
		Weight::from_parts(17_102_316, 0)
			.saturating_add(Weight::from_parts(446_998, 0).saturating_mul(s.into()))
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(2))
	}

	/// `s` was measured from 1 to 50.
	fn cancel_named(s: u32, ) -> Weight {
		Weight::from_parts(21_176_803, 0)
			.saturating_add(Weight::from_parts(455_612, 0).saturating_mul(s.into()))
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(3))
	}

	/// `s` was measured from 1 to 50.
	fn schedule_retry(s: u32, ) -> Weight {
		Weight::from_parts(9_769_981, 0)
			.saturating_add(Weight::from_parts(34_552, 0).saturating_mul(s.into()))
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(2))
	}

	fn set_retry() -> Weight {
		Weight::from_parts(22_452_000, 0)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	fn set_retry_named() -> Weight {
		Weight::from_parts(32_205_000, 0)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	fn cancel_retry() -> Weight {
		Weight::from_parts(21_357_000, 0)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	fn cancel_retry_named() -> Weight {
		Weight::from_parts(30_738_000, 0)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(1))
	}

}
