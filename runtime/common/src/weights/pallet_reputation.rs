//! Costs of `pallet_reputation`. Written by `scripts/weights`: 2026-11-28, Intel(R) Xeon(R) Processor, 10 steps, 5 repetitions.

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(unused_parens, unused_imports, unused_variables)]

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

/// Weights of `pallet_reputation`. Proof sizes are left out: a solochain has no bound on them.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> pallet_reputation::WeightInfo for WeightInfo<T> {
	/// `e` was measured from 0 to 6.
	fn claim_dividends(e: u32, ) -> Weight {
		Weight::from_parts(62_946_035, 0)
			.saturating_add(Weight::from_parts(2_867_596, 0).saturating_mul(e.into()))
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(e.into())))
			.saturating_add(T::DbWeight::get().writes(5))
	}

}
