//! Costs of `pallet_treasury`. Written by `scripts/weights`: 2026-11-28, Intel(R) Xeon(R) Processor, 10 steps, 5 repetitions.

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(unused_parens, unused_imports, unused_variables)]

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

/// Weights of `pallet_treasury`. Proof sizes are left out: a solochain has no bound on them.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> pallet_treasury::WeightInfo for WeightInfo<T> {
	fn spend_local() -> Weight {
		Weight::from_parts(8_464_000, 0)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(3))
	}

	fn remove_approval() -> Weight {
		Weight::from_parts(4_220_000, 0)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	/// `p` was measured from 0 to 99.
	fn on_initialize_proposals(p: u32, ) -> Weight {
		Weight::from_parts(12_757_236, 0)
			.saturating_add(Weight::from_parts(46_366, 0).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(2))
	}

	fn spend() -> Weight {
		Weight::from_parts(8_160_000, 0)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(2))
	}

	fn payout() -> Weight {
		Weight::from_parts(41_672_000, 0)
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(3))
	}

	fn check_status() -> Weight {
		Weight::from_parts(9_922_000, 0)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	fn void_spend() -> Weight {
		Weight::from_parts(9_505_000, 0)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}

}
