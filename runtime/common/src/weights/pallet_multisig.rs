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
		Weight::from_parts(27_070_433, 0)
			.saturating_add(Weight::from_parts(3_113, 0).saturating_mul(z.into()))
	}

	/// `s` was measured from 2 to 100.
	/// `z` was measured from 0 to 10000.
	fn as_multi_create(s: u32, z: u32, ) -> Weight {
		Weight::from_parts(48_706_685, 0)
			.saturating_add(Weight::from_parts(181_151, 0).saturating_mul(s.into()))
			.saturating_add(Weight::from_parts(3_210, 0).saturating_mul(z.into()))
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	/// `s` was measured from 3 to 100.
	/// `z` was measured from 0 to 10000.
	fn as_multi_approve(s: u32, z: u32, ) -> Weight {
		Weight::from_parts(22_187_233, 0)
			.saturating_add(Weight::from_parts(156_419, 0).saturating_mul(s.into()))
			.saturating_add(Weight::from_parts(3_194, 0).saturating_mul(z.into()))
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	/// `s` was measured from 2 to 100.
	/// `z` was measured from 0 to 10000.
	fn as_multi_complete(s: u32, z: u32, ) -> Weight {
		Weight::from_parts(37_947_211, 0)
			.saturating_add(Weight::from_parts(212_260, 0).saturating_mul(s.into()))
			.saturating_add(Weight::from_parts(3_258, 0).saturating_mul(z.into()))
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(2))
	}

	/// `s` was measured from 2 to 100.
	fn approve_as_multi_create(s: u32, ) -> Weight {
		Weight::from_parts(46_867_145, 0)
			.saturating_add(Weight::from_parts(190_266, 0).saturating_mul(s.into()))
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	/// `s` was measured from 2 to 100.
	fn approve_as_multi_approve(s: u32, ) -> Weight {
		Weight::from_parts(20_150_311, 0)
			.saturating_add(Weight::from_parts(151_785, 0).saturating_mul(s.into()))
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	/// `s` was measured from 2 to 100.
	fn cancel_as_multi(s: u32, ) -> Weight {
		Weight::from_parts(31_632_014, 0)
			.saturating_add(Weight::from_parts(150_258, 0).saturating_mul(s.into()))
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	/// `s` was measured from 2 to 100.
	fn poke_deposit(s: u32, ) -> Weight {
		Weight::from_parts(44_994_470, 0)
			.saturating_add(Weight::from_parts(163_682, 0).saturating_mul(s.into()))
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().writes(1))
	}

}
