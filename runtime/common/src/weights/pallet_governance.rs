//! Costs of `pallet_governance`. Written by `scripts/weights`: 2026-11-28, Intel(R) Xeon(R) Processor, 10 steps, 5 repetitions.

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(unused_parens, unused_imports, unused_variables)]

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

/// Weights of `pallet_governance`. Proof sizes are left out: a solochain has no bound on them.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> pallet_governance::WeightInfo for WeightInfo<T> {
	fn enact_set_domain() -> Weight {
		Weight::from_parts(55_233_000, 0)
			.saturating_add(T::DbWeight::get().reads(10))
			.saturating_add(T::DbWeight::get().writes(3))
	}

	fn enact_authorize_upgrade() -> Weight {
		Weight::from_parts(30_765_000, 0)
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(3))
	}

	fn enact_replace_client() -> Weight {
		Weight::from_parts(29_814_000, 0)
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(2))
	}

	fn enact_undo() -> Weight {
		Weight::from_parts(63_026_000, 0)
			.saturating_add(T::DbWeight::get().reads(6))
			.saturating_add(T::DbWeight::get().writes(4))
	}

	fn motion() -> Weight {
		Weight::from_parts(17_221_000, 0)
			.saturating_add(T::DbWeight::get().reads(4))
	}

	fn on_initialize() -> Weight {
		Weight::from_parts(9_832_000, 0)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(2))
	}

	/// `l` was measured from 16 to 4194304.
	fn enact_dispatch(l: u32, ) -> Weight {
		Weight::from_parts(40_523_000, 0)
			.saturating_add(Weight::from_parts(968, 0).saturating_mul(l.into()))
			.saturating_add(T::DbWeight::get().reads(6))
			.saturating_add(T::DbWeight::get().writes(3))
	}

	fn dispatch_as_root() -> Weight {
		Weight::from_parts(5_227_000, 0)
	}

	fn schedule() -> Weight {
		Weight::from_parts(192_346_000, 0)
			.saturating_add(T::DbWeight::get().reads(19))
			.saturating_add(T::DbWeight::get().writes(3))
	}

	fn on_pool_outcome() -> Weight {
		Weight::from_parts(331_583_000, 0)
			.saturating_add(T::DbWeight::get().reads(41))
			.saturating_add(T::DbWeight::get().writes(15))
	}

	fn check() -> Weight {
		Weight::from_parts(61_985_000, 0)
			.saturating_add(T::DbWeight::get().reads(2))
	}

}
