//! Costs of `pallet_forum`. Written by `scripts/weights`: 2026-11-27, Intel(R) Xeon(R) Processor, 10 steps, 5 repetitions, the least of four runs.

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(unused_parens, unused_imports, unused_variables)]

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

/// Weights of `pallet_forum`. Proof sizes are left out: a solochain has no bound on them.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> pallet_forum::WeightInfo for WeightInfo<T> {
	fn post(c: u32, a: u32, _l: u32, ) -> Weight {
		Weight::from_parts(139_968_057, 0)
			.saturating_add(Weight::from_parts(17_162_140, 0).saturating_mul(c.into()))
			.saturating_add(Weight::from_parts(1_256_241, 0).saturating_mul(a.into()))
			.saturating_add(T::DbWeight::get().reads(8))
			.saturating_add(T::DbWeight::get().reads((2_u64).saturating_mul(c.into())))
			.saturating_add(T::DbWeight::get().writes(5))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(c.into())))
	}

	fn propagate() -> Weight {
		Weight::from_parts(156_221_000, 0)
			.saturating_add(T::DbWeight::get().reads(10))
			.saturating_add(T::DbWeight::get().writes(8))
	}

	fn remove(c: u32, ) -> Weight {
		Weight::from_parts(88_184_794, 0)
			.saturating_add(Weight::from_parts(6_476_718, 0).saturating_mul(c.into()))
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(c.into())))
			.saturating_add(T::DbWeight::get().writes(5))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(c.into())))
	}

	fn credit_step(c: u32, a: u32, ) -> Weight {
		Weight::from_parts(102_704_368, 0)
			.saturating_add(Weight::from_parts(14_620_360, 0).saturating_mul(c.into()))
			.saturating_add(Weight::from_parts(23_036_824, 0).saturating_mul(a.into()))
			.saturating_add(T::DbWeight::get().reads(10))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(c.into())))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(a.into())))
			.saturating_add(T::DbWeight::get().writes(8))
			.saturating_add(T::DbWeight::get().writes((2_u64).saturating_mul(c.into())))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(a.into())))
	}

	fn debit_step(a: u32, b: u32, ) -> Weight {
		Weight::from_parts(79_397_524, 0)
			.saturating_add(Weight::from_parts(27_437_267, 0).saturating_mul(a.into()))
			.saturating_add(Weight::from_parts(29_331_410, 0).saturating_mul(b.into()))
			.saturating_add(T::DbWeight::get().reads(13))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(a.into())))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(b.into())))
			.saturating_add(T::DbWeight::get().writes(11))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(a.into())))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(b.into())))
	}

	fn idle() -> Weight {
		Weight::from_parts(3_300_000, 0)
			.saturating_add(T::DbWeight::get().reads(1))
	}

}
