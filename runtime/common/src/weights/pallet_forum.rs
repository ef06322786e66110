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
		Weight::from_parts(86_535_163, 0)
			.saturating_add(Weight::from_parts(9_116_698, 0).saturating_mul(c.into()))
			.saturating_add(Weight::from_parts(27_437, 0).saturating_mul(a.into()))
			.saturating_add(Weight::from_parts(2_493, 0).saturating_mul(l.into()))
			.saturating_add(T::DbWeight::get().reads(8))
			.saturating_add(T::DbWeight::get().reads((2_u64).saturating_mul(c.into())))
			.saturating_add(T::DbWeight::get().writes(5))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(c.into())))
	}

	fn propagate() -> Weight {
		Weight::from_parts(74_702_000, 0)
			.saturating_add(T::DbWeight::get().reads(10))
			.saturating_add(T::DbWeight::get().writes(8))
	}

	/// `c` was measured from 0 to 16.
	fn remove(c: u32, ) -> Weight {
		Weight::from_parts(55_278_582, 0)
			.saturating_add(Weight::from_parts(4_861_899, 0).saturating_mul(c.into()))
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(c.into())))
			.saturating_add(T::DbWeight::get().writes(5))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(c.into())))
	}

	/// `c` was measured from 0 to 16.
	/// `a` was measured from 1 to 16.
	fn credit_step(c: u32, a: u32, ) -> Weight {
		Weight::from_parts(48_315_325, 0)
			.saturating_add(Weight::from_parts(10_955_101, 0).saturating_mul(c.into()))
			.saturating_add(Weight::from_parts(40_917_702, 0).saturating_mul(a.into()))
			.saturating_add(T::DbWeight::get().reads(9))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(c.into())))
			.saturating_add(T::DbWeight::get().reads((7_u64).saturating_mul(a.into())))
			.saturating_add(T::DbWeight::get().writes(9))
			.saturating_add(T::DbWeight::get().writes((2_u64).saturating_mul(c.into())))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(a.into())))
	}

	/// `a` was measured from 1 to 16.
	/// `b` was measured from 1 to 16.
	fn debit_step(a: u32, b: u32, ) -> Weight {
		Weight::from_parts(26_179_462, 0)
			.saturating_add(Weight::from_parts(44_463_521, 0).saturating_mul(a.into()))
			.saturating_add(Weight::from_parts(25_287_769, 0).saturating_mul(b.into()))
			.saturating_add(T::DbWeight::get().reads(10))
			.saturating_add(T::DbWeight::get().reads((7_u64).saturating_mul(a.into())))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(b.into())))
			.saturating_add(T::DbWeight::get().writes(12))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(a.into())))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(b.into())))
	}

	fn idle() -> Weight {
		Weight::from_parts(2_537_000, 0)
			.saturating_add(T::DbWeight::get().reads(1))
	}

}
