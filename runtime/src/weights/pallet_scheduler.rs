//! What `pallet_scheduler` costs. Written by `scripts/weights`: 2026-11-21, Intel(R) Xeon(R) Processor, 10 steps, 5 repetitions.

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(unused_parens, unused_imports)]

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

/// Weights of `pallet_scheduler`. Proof sizes are left out: a solochain has no bound on them.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> pallet_scheduler::WeightInfo for WeightInfo<T> {
	fn service_agendas_base() -> Weight {
		Weight::from_parts(7_296_000, 0)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	/// `s` was measured from 0 to 50.
	fn service_agenda_base(s: u32, ) -> Weight {
		Weight::from_parts(7_740_291, 0)
			.saturating_add(Weight::from_parts(458_788, 0).saturating_mul(s.into()))
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	fn service_task_base() -> Weight {
		Weight::from_parts(4_579_000, 0)
	}

	/// `s` was measured from 128 to 4194304.
	fn service_task_fetched(s: u32, ) -> Weight {
		Weight::from_parts(19_673_000, 0)
			.saturating_add(Weight::from_parts(5_909, 0).saturating_mul(s.into()))
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(2))
	}

	fn service_task_named() -> Weight {
		Weight::from_parts(6_461_000, 0)
			.saturating_add(T::DbWeight::get().writes(1))
	}

	fn service_task_periodic() -> Weight {
		Weight::from_parts(4_607_000, 0)
	}

	fn execute_dispatch_signed() -> Weight {
		Weight::from_parts(3_763_000, 0)
	}

	fn execute_dispatch_unsigned() -> Weight {
		Weight::from_parts(3_706_000, 0)
	}

	/// `s` was measured from 0 to 49.
	fn schedule(s: u32, ) -> Weight {
		Weight::from_parts(15_668_797, 0)
			.saturating_add(Weight::from_parts(558_765, 0).saturating_mul(s.into()))
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	/// `s` was measured from 1 to 50.
	fn cancel(s: u32, ) -> Weight {
		Weight::from_parts(21_106_329, 0)
			.saturating_add(Weight::from_parts(768_005, 0).saturating_mul(s.into()))
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(3))
	}

	/// `s` was measured from 0 to 49.
	fn schedule_named(s: u32, ) -> Weight {
		Weight::from_parts(20_429_008, 0)
			.saturating_add(Weight::from_parts(688_555, 0).saturating_mul(s.into()))
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(2))
	}

	/// `s` was measured from 1 to 50.
	fn cancel_named(s: u32, ) -> Weight {
		Weight::from_parts(24_477_034, 0)
			.saturating_add(Weight::from_parts(859_967, 0).saturating_mul(s.into()))
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(3))
	}

	/// `s` was measured from 1 to 50.
	fn schedule_retry(s: u32, ) -> Weight {
		Weight::from_parts(12_350_974, 0)
			.saturating_add(Weight::from_parts(57_468, 0).saturating_mul(s.into()))
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(2))
	}

	fn set_retry() -> Weight {
		Weight::from_parts(34_270_000, 0)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	fn set_retry_named() -> Weight {
		Weight::from_parts(41_285_000, 0)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	fn cancel_retry() -> Weight {
		Weight::from_parts(29_243_000, 0)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	fn cancel_retry_named() -> Weight {
		Weight::from_parts(39_077_000, 0)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(1))
	}

}
