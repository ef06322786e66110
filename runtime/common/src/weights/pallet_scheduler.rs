//! Costs of `pallet_scheduler`. Written by `scripts/weights`: 2026-11-28, Intel(R) Xeon(R) Processor, 10 steps, 5 repetitions.

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(unused_parens, unused_imports, unused_variables)]

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

/// Weights of `pallet_scheduler`. Proof sizes are left out: a solochain has no bound on them.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> pallet_scheduler::WeightInfo for WeightInfo<T> {
	fn service_agendas_base() -> Weight {
		Weight::from_parts(4_288_000, 0)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	/// `s` was measured from 0 to 50.
	fn service_agenda_base(s: u32, ) -> Weight {
		Weight::from_parts(5_333_889, 0)
			.saturating_add(Weight::from_parts(246_916, 0).saturating_mul(s.into()))
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	fn service_task_base() -> Weight {
		Weight::from_parts(2_391_000, 0)
	}

	/// `s` was measured from 128 to 4194304.
	fn service_task_fetched(s: u32, ) -> Weight {
		Weight::from_parts(15_550_000, 0)
			.saturating_add(Weight::from_parts(967, 0).saturating_mul(s.into()))
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(2))
	}

	fn service_task_named() -> Weight {
		Weight::from_parts(3_410_000, 0)
			.saturating_add(T::DbWeight::get().writes(1))
	}

	fn service_task_periodic() -> Weight {
		Weight::from_parts(2_390_000, 0)
	}

	fn execute_dispatch_signed() -> Weight {
		Weight::from_parts(1_617_000, 0)
	}

	fn execute_dispatch_unsigned() -> Weight {
		Weight::from_parts(1_588_000, 0)
	}

	/// `s` was measured from 0 to 49.
	fn schedule(s: u32, ) -> Weight {
		Weight::from_parts(10_644_879, 0)
			.saturating_add(Weight::from_parts(274_655, 0).saturating_mul(s.into()))
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	/// `s` was measured from 1 to 50.
	fn cancel(s: u32, ) -> Weight {
		Weight::from_parts(14_166_791, 0)
			.saturating_add(Weight::from_parts(378_733, 0).saturating_mul(s.into()))
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(3))
	}

	/// `s` was measured from 0 to 49.
	fn schedule_named(s: u32, ) -> Weight {
		Weight::from_parts(13_650_854, 0)
			.saturating_add(Weight::from_parts(323_146, 0).saturating_mul(s.into()))
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(2))
	}

	/// `s` was measured from 1 to 50.
	fn cancel_named(s: u32, ) -> Weight {
		Weight::from_parts(16_067_126, 0)
			.saturating_add(Weight::from_parts(393_490, 0).saturating_mul(s.into()))
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(3))
	}

	/// `s` was measured from 1 to 50.
	fn schedule_retry(s: u32, ) -> Weight {
		Weight::from_parts(8_690_631, 0)
			.saturating_add(Weight::from_parts(28_376, 0).saturating_mul(s.into()))
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(2))
	}

	fn set_retry() -> Weight {
		Weight::from_parts(18_982_000, 0)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	fn set_retry_named() -> Weight {
		Weight::from_parts(24_424_000, 0)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	fn cancel_retry() -> Weight {
		Weight::from_parts(18_150_000, 0)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	fn cancel_retry_named() -> Weight {
		Weight::from_parts(23_571_000, 0)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(1))
	}

}
