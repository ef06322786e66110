//! What `pallet_governance` costs. Written by `scripts/weights`: 2026-11-22, Intel(R) Xeon(R) Processor, 10 steps, 5 repetitions.
//!
//! `enact_undo`, `motion`, `on_initialize` and `on_pool_outcome` are newer: their figures are
//! estimates until it runs again.

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(unused_parens, unused_imports, unused_variables)]

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

/// Weights of `pallet_governance`. Proof sizes are left out: a solochain has no bound on them.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> pallet_governance::WeightInfo for WeightInfo<T> {
	fn enact_set_domain() -> Weight {
		Weight::from_parts(50_242_000, 0)
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().writes(2))
	}

	fn enact_authorize_upgrade() -> Weight {
		Weight::from_parts(37_502_000, 0)
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(2))
	}

	fn enact_replace_client() -> Weight {
		Weight::from_parts(39_449_000, 0)
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(2))
	}

	fn enact_undo() -> Weight {
		Weight::from_parts(110_000_000, 0)
			.saturating_add(T::DbWeight::get().reads(7))
			.saturating_add(T::DbWeight::get().writes(5))
	}

	/// `l` was measured from 16 to 4194304.
	fn enact_dispatch(l: u32, ) -> Weight {
		Weight::from_parts(55_944_000, 0)
			.saturating_add(Weight::from_parts(1_420, 0).saturating_mul(l.into()))
			.saturating_add(T::DbWeight::get().reads(6))
			.saturating_add(T::DbWeight::get().writes(3))
	}

	fn dispatch_as_root() -> Weight {
		Weight::from_parts(9_131_000, 0)
	}

	fn schedule() -> Weight {
		Weight::from_parts(366_153_000, 0)
			.saturating_add(T::DbWeight::get().reads(19))
			.saturating_add(T::DbWeight::get().writes(3))
	}

	fn on_pool_outcome() -> Weight {
		Weight::from_parts(565_766_000, 0)
			.saturating_add(T::DbWeight::get().reads(43))
			.saturating_add(T::DbWeight::get().writes(15))
	}

	fn motion() -> Weight {
		Weight::from_parts(25_000_000, 0)
			.saturating_add(T::DbWeight::get().reads(4))
	}

	fn on_initialize() -> Weight {
		Weight::from_parts(12_000_000, 0)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(2))
	}

	fn check() -> Weight {
		Weight::from_parts(14_746_000, 0)
			.saturating_add(T::DbWeight::get().reads(2))
	}

}
