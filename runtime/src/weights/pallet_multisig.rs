//! What `pallet_multisig` costs. Written by `scripts/weights`: 2026-11-21, Intel(R) Xeon(R) Processor, 10 steps, 5 repetitions.

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(unused_parens, unused_imports)]

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

/// Weights of `pallet_multisig`. Proof sizes are left out: a solochain has no bound on them.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> pallet_multisig::WeightInfo for WeightInfo<T> {
	/// `z` was measured from 0 to 10000.
	fn as_multi_threshold_1(z: u32, ) -> Weight {
		Weight::from_parts(35_350_486, 0)
			.saturating_add(Weight::from_parts(2_310, 0).saturating_mul(z.into()))
	}

	/// `s` was measured from 2 to 100.
	/// `z` was measured from 0 to 10000.
	fn as_multi_create(s: u32, z: u32, ) -> Weight {
		Weight::from_parts(43_348_494, 0)
			.saturating_add(Weight::from_parts(287_285, 0).saturating_mul(s.into()))
			.saturating_add(Weight::from_parts(2_873, 0).saturating_mul(z.into()))
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	/// `s` was measured from 3 to 100.
	/// `z` was measured from 0 to 10000.
	fn as_multi_approve(s: u32, z: u32, ) -> Weight {
		Weight::from_parts(25_324_959, 0)
			.saturating_add(Weight::from_parts(197_320, 0).saturating_mul(s.into()))
			.saturating_add(Weight::from_parts(2_879, 0).saturating_mul(z.into()))
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	/// `s` was measured from 2 to 100.
	/// `z` was measured from 0 to 10000.
	fn as_multi_complete(s: u32, z: u32, ) -> Weight {
		Weight::from_parts(43_765_946, 0)
			.saturating_add(Weight::from_parts(217_873, 0).saturating_mul(s.into()))
			.saturating_add(Weight::from_parts(2_582, 0).saturating_mul(z.into()))
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(2))
	}

	/// `s` was measured from 2 to 100.
	fn approve_as_multi_create(s: u32, ) -> Weight {
		Weight::from_parts(41_878_735, 0)
			.saturating_add(Weight::from_parts(237_991, 0).saturating_mul(s.into()))
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	/// `s` was measured from 2 to 100.
	fn approve_as_multi_approve(s: u32, ) -> Weight {
		Weight::from_parts(20_424_419, 0)
			.saturating_add(Weight::from_parts(164_751, 0).saturating_mul(s.into()))
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	/// `s` was measured from 2 to 100.
	fn cancel_as_multi(s: u32, ) -> Weight {
		Weight::from_parts(33_986_172, 0)
			.saturating_add(Weight::from_parts(161_755, 0).saturating_mul(s.into()))
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	/// `s` was measured from 2 to 100.
	fn poke_deposit(s: u32, ) -> Weight {
		Weight::from_parts(37_175_875, 0)
			.saturating_add(Weight::from_parts(160_722, 0).saturating_mul(s.into()))
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(1))
	}

}
