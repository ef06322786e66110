//! Costs of `pallet_multisig`. Written by `scripts/weights`: 2026-11-28, Intel(R) Xeon(R) Processor, 10 steps, 5 repetitions.

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(unused_parens, unused_imports, unused_variables)]

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

/// Weights of `pallet_multisig`. Proof sizes are left out: a solochain has no bound on them.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> pallet_multisig::WeightInfo for WeightInfo<T> {
	/// `z` was measured from 0 to 10000.
	fn as_multi_threshold_1(z: u32, ) -> Weight {
		Weight::from_parts(28_513_960, 0)
			.saturating_add(Weight::from_parts(3_242, 0).saturating_mul(z.into()))
	}

	/// `s` was measured from 2 to 100.
	/// `z` was measured from 0 to 10000.
	fn as_multi_create(s: u32, z: u32, ) -> Weight {
		Weight::from_parts(36_377_345, 0)
			.saturating_add(Weight::from_parts(195_397, 0).saturating_mul(s.into()))
			.saturating_add(Weight::from_parts(3_151, 0).saturating_mul(z.into()))
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	/// `s` was measured from 3 to 100.
	/// `z` was measured from 0 to 10000.
	fn as_multi_approve(s: u32, z: u32, ) -> Weight {
		Weight::from_parts(16_574_715, 0)
			.saturating_add(Weight::from_parts(158_435, 0).saturating_mul(s.into()))
			.saturating_add(Weight::from_parts(3_181, 0).saturating_mul(z.into()))
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	/// `s` was measured from 2 to 100.
	/// `z` was measured from 0 to 10000.
	fn as_multi_complete(s: u32, z: u32, ) -> Weight {
		Weight::from_parts(31_718_882, 0)
			.saturating_add(Weight::from_parts(202_366, 0).saturating_mul(s.into()))
			.saturating_add(Weight::from_parts(3_235, 0).saturating_mul(z.into()))
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(2))
	}

	/// `s` was measured from 2 to 100.
	fn approve_as_multi_create(s: u32, ) -> Weight {
		Weight::from_parts(33_347_773, 0)
			.saturating_add(Weight::from_parts(192_124, 0).saturating_mul(s.into()))
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	/// `s` was measured from 2 to 100.
	fn approve_as_multi_approve(s: u32, ) -> Weight {
		Weight::from_parts(15_225_651, 0)
			.saturating_add(Weight::from_parts(177_307, 0).saturating_mul(s.into()))
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	/// `s` was measured from 2 to 100.
	fn cancel_as_multi(s: u32, ) -> Weight {
		Weight::from_parts(25_129_729, 0)
			.saturating_add(Weight::from_parts(148_492, 0).saturating_mul(s.into()))
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	/// `s` was measured from 2 to 100.
	fn poke_deposit(s: u32, ) -> Weight {
		Weight::from_parts(32_320_775, 0)
			.saturating_add(Weight::from_parts(150_469, 0).saturating_mul(s.into()))
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(1))
	}

}
