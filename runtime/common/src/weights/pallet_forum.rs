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
	/// `d` was measured from 0 to 1.
	fn post(c: u32, a: u32, l: u32, d: u32, ) -> Weight {
		Weight::from_parts(61_185_401, 0)
			.saturating_add(Weight::from_parts(7_384_811, 0).saturating_mul(c.into()))
			.saturating_add(Weight::from_parts(62_387, 0).saturating_mul(a.into()))
			.saturating_add(Weight::from_parts(2_387, 0).saturating_mul(l.into()))
			.saturating_add(Weight::from_parts(9_387_344, 0).saturating_mul(d.into()))
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().reads((2_u64).saturating_mul(c.into())))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(d.into())))
			.saturating_add(T::DbWeight::get().writes(4))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(c.into())))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(d.into())))
	}

	fn propagate() -> Weight {
		Weight::from_parts(61_909_000, 0)
			.saturating_add(T::DbWeight::get().reads(10))
			.saturating_add(T::DbWeight::get().writes(8))
	}

	/// `c` was measured from 0 to 16.
	fn remove(c: u32, ) -> Weight {
		Weight::from_parts(48_616_449, 0)
			.saturating_add(Weight::from_parts(3_945_751, 0).saturating_mul(c.into()))
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(c.into())))
			.saturating_add(T::DbWeight::get().writes(5))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(c.into())))
	}

	/// `c` was measured from 0 to 16.
	/// `a` was measured from 1 to 16.
	fn credit_step(c: u32, a: u32, ) -> Weight {
		Weight::from_parts(69_007_674, 0)
			.saturating_add(Weight::from_parts(7_717_361, 0).saturating_mul(c.into()))
			.saturating_add(Weight::from_parts(34_483_673, 0).saturating_mul(a.into()))
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
		Weight::from_parts(61_773_410, 0)
			.saturating_add(Weight::from_parts(32_925_358, 0).saturating_mul(a.into()))
			.saturating_add(Weight::from_parts(22_208_980, 0).saturating_mul(b.into()))
			.saturating_add(T::DbWeight::get().reads(10))
			.saturating_add(T::DbWeight::get().reads((7_u64).saturating_mul(a.into())))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(b.into())))
			.saturating_add(T::DbWeight::get().writes(12))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(a.into())))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(b.into())))
	}

	fn idle() -> Weight {
		Weight::from_parts(2_854_000, 0)
			.saturating_add(T::DbWeight::get().reads(1))
	}

}
