//! What `pallet_scheduler` costs. Written by `scripts/weights`: 2026-11-21, Intel(R) Xeon(R) Processor, 10 steps, 5 repetitions.

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(unused_parens, unused_imports)]

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

/// Weights of `pallet_scheduler`. Proof sizes are left out: a solochain has no bound on them.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> pallet_scheduler::WeightInfo for WeightInfo<T> {
	fn service_agendas_base() -> Weight {
		Weight::from_parts(12_417_000, 0)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	/// `s` was measured from 0 to 50.
	fn service_agenda_base(s: u32, ) -> Weight {
		Weight::from_parts(13_091_496, 0)
			.saturating_add(Weight::from_parts(496_820, 0).saturating_mul(s.into()))
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	fn service_task_base() -> Weight {
		Weight::from_parts(8_347_000, 0)
	}

	/// `s` was measured from 128 to 4194304.
	fn service_task_fetched(s: u32, ) -> Weight {
		Weight::from_parts(29_267_000, 0)
			.saturating_add(Weight::from_parts(1_452, 0).saturating_mul(s.into()))
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(2))
	}

	fn service_task_named() -> Weight {
		Weight::from_parts(10_557_000, 0)
			.saturating_add(T::DbWeight::get().writes(1))
	}

	fn service_task_periodic() -> Weight {
		Weight::from_parts(8_394_000, 0)
	}

	fn execute_dispatch_signed() -> Weight {
		Weight::from_parts(7_608_000, 0)
	}

	fn execute_dispatch_unsigned() -> Weight {
		Weight::from_parts(7_052_000, 0)
	}

	/// `s` was measured from 0 to 49.
	fn schedule(s: u32, ) -> Weight {
		Weight::from_parts(26_521_183, 0)
			.saturating_add(Weight::from_parts(559_599, 0).saturating_mul(s.into()))
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	/// `s` was measured from 1 to 50.
	fn cancel(s: u32, ) -> Weight {
		Weight::from_parts(31_721_013, 0)
			.saturating_add(Weight::from_parts(773_902, 0).saturating_mul(s.into()))
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(3))
	}

	/// `s` was measured from 0 to 49.
	fn schedule_named(s: u32, ) -> Weight {
		Weight::from_parts(32_063_295, 0)
			.saturating_add(Weight::from_parts(647_803, 0).saturating_mul(s.into()))
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(2))
	}

	/// `s` was measured from 1 to 50.
	fn cancel_named(s: u32, ) -> Weight {
		Weight::from_parts(36_374_810, 0)
			.saturating_add(Weight::from_parts(820_903, 0).saturating_mul(s.into()))
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(3))
	}

	/// `s` was measured from 1 to 50.
	fn schedule_retry(s: u32, ) -> Weight {
		Weight::from_parts(19_233_760, 0)
			.saturating_add(Weight::from_parts(35_101, 0).saturating_mul(s.into()))
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(2))
	}

	fn set_retry() -> Weight {
		Weight::from_parts(45_446_000, 0)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	fn set_retry_named() -> Weight {
		Weight::from_parts(54_413_000, 0)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	fn cancel_retry() -> Weight {
		Weight::from_parts(43_464_000, 0)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	fn cancel_retry_named() -> Weight {
		Weight::from_parts(52_405_000, 0)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(1))
	}

}
