//! What `pallet_multisig` costs. Written by `scripts/weights`: 2026-11-22, Intel(R) Xeon(R) Processor, 10 steps, 5 repetitions.

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(unused_parens, unused_imports, unused_variables)]

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

/// Weights of `pallet_multisig`. Proof sizes are left out: a solochain has no bound on them.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> pallet_multisig::WeightInfo for WeightInfo<T> {
	/// `z` was measured from 0 to 10000.
	fn as_multi_threshold_1(z: u32, ) -> Weight {
		Weight::from_parts(28_318_440, 0)
			.saturating_add(Weight::from_parts(2_332, 0).saturating_mul(z.into()))
	}

	/// `s` was measured from 2 to 100.
	/// `z` was measured from 0 to 10000.
	fn as_multi_create(s: u32, z: u32, ) -> Weight {
		Weight::from_parts(47_483_997, 0)
			.saturating_add(Weight::from_parts(176_069, 0).saturating_mul(s.into()))
			.saturating_add(Weight::from_parts(2_370, 0).saturating_mul(z.into()))
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	/// `s` was measured from 3 to 100.
	/// `z` was measured from 0 to 10000.
	fn as_multi_approve(s: u32, z: u32, ) -> Weight {
		Weight::from_parts(23_499_867, 0)
			.saturating_add(Weight::from_parts(138_645, 0).saturating_mul(s.into()))
			.saturating_add(Weight::from_parts(2_405, 0).saturating_mul(z.into()))
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	/// `s` was measured from 2 to 100.
	/// `z` was measured from 0 to 10000.
	fn as_multi_complete(s: u32, z: u32, ) -> Weight {
		Weight::from_parts(35_723_828, 0)
			.saturating_add(Weight::from_parts(249_001, 0).saturating_mul(s.into()))
			.saturating_add(Weight::from_parts(2_877, 0).saturating_mul(z.into()))
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(2))
	}

	/// `s` was measured from 2 to 100.
	fn approve_as_multi_create(s: u32, ) -> Weight {
		Weight::from_parts(51_939_514, 0)
			.saturating_add(Weight::from_parts(188_365, 0).saturating_mul(s.into()))
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	/// `s` was measured from 2 to 100.
	fn approve_as_multi_approve(s: u32, ) -> Weight {
		Weight::from_parts(21_687_172, 0)
			.saturating_add(Weight::from_parts(160_476, 0).saturating_mul(s.into()))
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	/// `s` was measured from 2 to 100.
	fn cancel_as_multi(s: u32, ) -> Weight {
		Weight::from_parts(35_506_794, 0)
			.saturating_add(Weight::from_parts(158_674, 0).saturating_mul(s.into()))
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	/// `s` was measured from 2 to 100.
	fn poke_deposit(s: u32, ) -> Weight {
		Weight::from_parts(46_863_237, 0)
			.saturating_add(Weight::from_parts(158_669, 0).saturating_mul(s.into()))
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().writes(1))
	}

}
