//! Costs of `pallet_domains`. Written by `scripts/weights`: 2026-11-27, Intel(R) Xeon(R) Processor, 10 steps, 5 repetitions, the least of four runs.

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(unused_parens, unused_imports, unused_variables)]

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

/// Weights of `pallet_domains`. Proof sizes are left out: a solochain has no bound on them.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> pallet_domains::WeightInfo for WeightInfo<T> {
	fn create_domain(m: u32, ) -> Weight {
		Weight::from_parts(124_797_774, 0)
			.saturating_add(Weight::from_parts(5_671, 0).saturating_mul(m.into()))
			.saturating_add(T::DbWeight::get().reads(13))
			.saturating_add(T::DbWeight::get().writes(5))
	}

}
