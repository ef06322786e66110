//! What `pallet_forum` costs. Written by `scripts/weights`: 2026-11-22, Intel(R) Xeon(R) Processor, 10 steps, 5 repetitions.
//!
//! `credit_step` and `debit_step` changed since: their figures are estimates until it runs again.

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
	fn post(c: u32, a: u32, _l: u32, ) -> Weight {
		Weight::from_parts(121_815_006, 0)
			.saturating_add(Weight::from_parts(10_905_584, 0).saturating_mul(c.into()))
			.saturating_add(Weight::from_parts(166_836, 0).saturating_mul(a.into()))
			.saturating_add(T::DbWeight::get().reads(8))
			.saturating_add(T::DbWeight::get().reads((2_u64).saturating_mul(c.into())))
			.saturating_add(T::DbWeight::get().writes(5))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(c.into())))
	}

	fn propagate() -> Weight {
		Weight::from_parts(92_280_000, 0)
			.saturating_add(T::DbWeight::get().reads(10))
			.saturating_add(T::DbWeight::get().writes(8))
	}

	/// `c` was measured from 0 to 16.
	fn remove(c: u32, ) -> Weight {
		Weight::from_parts(72_858_291, 0)
			.saturating_add(Weight::from_parts(5_351_126, 0).saturating_mul(c.into()))
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(c.into())))
			.saturating_add(T::DbWeight::get().writes(5))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(c.into())))
	}

	/// `c` was measured from 0 to 16.
	/// `a` was measured from 1 to 16.
	fn credit_step(c: u32, a: u32, ) -> Weight {
		Weight::from_parts(61_656_731, 0)
			.saturating_add(Weight::from_parts(21_413_184, 0).saturating_mul(c.into()))
			.saturating_add(Weight::from_parts(20_346_732, 0).saturating_mul(a.into()))
			.saturating_add(T::DbWeight::get().reads(10))
			.saturating_add(T::DbWeight::get().reads((2_u64).saturating_mul(c.into())))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(a.into())))
			.saturating_add(T::DbWeight::get().writes(8))
			.saturating_add(T::DbWeight::get().writes((3_u64).saturating_mul(c.into())))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(a.into())))
	}

	/// `a` was measured from 1 to 16, and `b` is as in `credit_step`.
	fn debit_step(a: u32, b: u32, ) -> Weight {
		Weight::from_parts(126_000_000, 0)
			.saturating_add(Weight::from_parts(21_562_695, 0).saturating_mul(a.into()))
			.saturating_add(Weight::from_parts(20_346_732, 0).saturating_mul(b.into()))
			.saturating_add(T::DbWeight::get().reads(14))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(a.into())))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(b.into())))
			.saturating_add(T::DbWeight::get().writes(11))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(a.into())))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(b.into())))
	}

	fn idle() -> Weight {
		Weight::from_parts(2_606_000, 0)
			.saturating_add(T::DbWeight::get().reads(1))
	}

}
