//! Costs of `pallet_forum`. Written by `scripts/weights`: 2026-11-28, Intel(R) Xeon(R) Processor, 10 steps, 5 repetitions.

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(unused_parens, unused_imports, unused_variables)]

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

/// Weights of `pallet_forum`. Proof sizes are left out: a solochain has no bound on them.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> pallet_forum::WeightInfo for WeightInfo<T> {
	/// `c` was measured from 0 to 16.
	/// `a` was measured from 1 to 16.
	/// `l` was measured from 1 to 4096.
	fn post(c: u32, a: u32, l: u32, ) -> Weight {
		Weight::from_parts(86_115_066, 0)
			.saturating_add(Weight::from_parts(8_423_369, 0).saturating_mul(c.into()))
			.saturating_add(Weight::from_parts(876_209, 0).saturating_mul(a.into()))
			.saturating_add(Weight::from_parts(4_963, 0).saturating_mul(l.into()))
			.saturating_add(T::DbWeight::get().reads(8))
			.saturating_add(T::DbWeight::get().reads((2_u64).saturating_mul(c.into())))
			.saturating_add(T::DbWeight::get().writes(5))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(c.into())))
	}

	fn propagate() -> Weight {
		Weight::from_parts(75_007_000, 0)
			.saturating_add(T::DbWeight::get().reads(10))
			.saturating_add(T::DbWeight::get().writes(8))
	}

	/// `c` was measured from 0 to 16.
	fn remove(c: u32, ) -> Weight {
		Weight::from_parts(57_059_954, 0)
			.saturating_add(Weight::from_parts(4_861_017, 0).saturating_mul(c.into()))
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(c.into())))
			.saturating_add(T::DbWeight::get().writes(5))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(c.into())))
	}

	/// `c` was measured from 0 to 16.
	/// `a` was measured from 1 to 16.
	fn credit_step(c: u32, a: u32, ) -> Weight {
		Weight::from_parts(64_776_298, 0)
			.saturating_add(Weight::from_parts(10_163_113, 0).saturating_mul(c.into()))
			.saturating_add(Weight::from_parts(16_322_494, 0).saturating_mul(a.into()))
			.saturating_add(T::DbWeight::get().reads(10))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(c.into())))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(a.into())))
			.saturating_add(T::DbWeight::get().writes(8))
			.saturating_add(T::DbWeight::get().writes((2_u64).saturating_mul(c.into())))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(a.into())))
	}

	/// `a` was measured from 1 to 16.
	/// `b` was measured from 1 to 16.
	fn debit_step(a: u32, b: u32, ) -> Weight {
		Weight::from_parts(90_927_960, 0)
			.saturating_add(Weight::from_parts(17_393_016, 0).saturating_mul(a.into()))
			.saturating_add(Weight::from_parts(15_449_540, 0).saturating_mul(b.into()))
			.saturating_add(T::DbWeight::get().reads(13))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(a.into())))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(b.into())))
			.saturating_add(T::DbWeight::get().writes(11))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(a.into())))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(b.into())))
	}

	fn idle() -> Weight {
		Weight::from_parts(2_492_000, 0)
			.saturating_add(T::DbWeight::get().reads(1))
	}

}
