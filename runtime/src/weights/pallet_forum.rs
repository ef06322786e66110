//! What `pallet_forum` costs. Written by `scripts/weights`: 2026-11-21, Intel(R) Xeon(R) Processor, 2 steps, 1 repetitions.

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(unused_parens, unused_imports)]

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

/// Weights of `pallet_forum`. Proof sizes are left out: a solochain has no bound on them.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> pallet_forum::WeightInfo for WeightInfo<T> {
	/// `c` was measured from 0 to 16.
	/// `a` was measured from 1 to 16.
	/// `l` was measured from 1 to 4096.
	fn post(c: u32, a: u32, l: u32, ) -> Weight {
		Weight::from_parts(93_031_136, 0)
			.saturating_add(Weight::from_parts(10_228_954, 0).saturating_mul(c.into()))
			.saturating_add(Weight::from_parts(88_855, 0).saturating_mul(a.into()))
			.saturating_add(Weight::from_parts(2_567, 0).saturating_mul(l.into()))
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().reads((2_u64).saturating_mul(c.into())))
			.saturating_add(T::DbWeight::get().writes(4))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(c.into())))
	}

	fn propagate() -> Weight {
		Weight::from_parts(88_928_000, 0)
			.saturating_add(T::DbWeight::get().reads(9))
			.saturating_add(T::DbWeight::get().writes(8))
	}

	/// `c` was measured from 0 to 16.
	fn remove(c: u32, ) -> Weight {
		Weight::from_parts(71_460_928, 0)
			.saturating_add(Weight::from_parts(5_379_105, 0).saturating_mul(c.into()))
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(c.into())))
			.saturating_add(T::DbWeight::get().writes(5))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(c.into())))
	}

	/// `c` was measured from 0 to 16.
	/// `a` was measured from 1 to 16.
	fn credit_step(c: u32, a: u32, ) -> Weight {
		Weight::from_parts(70_844_028, 0)
			.saturating_add(Weight::from_parts(19_613_683, 0).saturating_mul(c.into()))
			.saturating_add(Weight::from_parts(19_084_172, 0).saturating_mul(a.into()))
			.saturating_add(T::DbWeight::get().reads(9))
			.saturating_add(T::DbWeight::get().reads((2_u64).saturating_mul(c.into())))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(a.into())))
			.saturating_add(T::DbWeight::get().writes(8))
			.saturating_add(T::DbWeight::get().writes((3_u64).saturating_mul(c.into())))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(a.into())))
	}

	/// `a` was measured from 1 to 16.
	fn debit_step(a: u32, ) -> Weight {
		Weight::from_parts(63_594_249, 0)
			.saturating_add(Weight::from_parts(21_009_500, 0).saturating_mul(a.into()))
			.saturating_add(T::DbWeight::get().reads(8))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(a.into())))
			.saturating_add(T::DbWeight::get().writes(7))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(a.into())))
	}

	fn idle() -> Weight {
		Weight::from_parts(3_001_000, 0)
			.saturating_add(T::DbWeight::get().reads(1))
	}

}
