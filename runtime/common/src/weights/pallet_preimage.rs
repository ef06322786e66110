//! Costs of `pallet_preimage`. Written by `scripts/weights`: 2026-11-28, Intel(R) Xeon(R) Processor, 10 steps, 5 repetitions.

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(unused_parens, unused_imports, unused_variables)]

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

/// Weights of `pallet_preimage`. Proof sizes are left out: a solochain has no bound on them.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> pallet_preimage::WeightInfo for WeightInfo<T> {
	/// `s` was measured from 0 to 4194304.
	fn note_preimage(s: u32, ) -> Weight {
		Weight::from_parts(47_769_000, 0)
			.saturating_add(Weight::from_parts(2_365, 0).saturating_mul(s.into()))
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().writes(3))
	}

	/// `s` was measured from 0 to 4194304.
	fn note_requested_preimage(s: u32, ) -> Weight {
		Weight::from_parts(11_607_000, 0)
			.saturating_add(Weight::from_parts(2_374, 0).saturating_mul(s.into()))
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(2))
	}

	/// `s` was measured from 0 to 4194304.
	fn note_no_deposit_preimage(s: u32, ) -> Weight {
		Weight::from_parts(12_674_000, 0)
			.saturating_add(Weight::from_parts(2_354, 0).saturating_mul(s.into()))
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(2))
	}

	fn unnote_preimage() -> Weight {
		Weight::from_parts(70_504_000, 0)
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(3))
	}

	fn unnote_no_deposit_preimage() -> Weight {
		Weight::from_parts(37_629_000, 0)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(2))
	}

	fn request_preimage() -> Weight {
		Weight::from_parts(28_515_000, 0)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	fn request_no_deposit_preimage() -> Weight {
		Weight::from_parts(22_831_000, 0)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	fn request_unnoted_preimage() -> Weight {
		Weight::from_parts(15_785_000, 0)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	fn request_requested_preimage() -> Weight {
		Weight::from_parts(11_061_000, 0)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	fn unrequest_preimage() -> Weight {
		Weight::from_parts(34_486_000, 0)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(2))
	}

	fn unrequest_unnoted_preimage() -> Weight {
		Weight::from_parts(10_965_000, 0)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	fn unrequest_multi_referenced_preimage() -> Weight {
		Weight::from_parts(10_726_000, 0)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	/// `n` was measured from 1 to 1024.
	fn ensure_updated(n: u32, ) -> Weight {
		Weight::from_parts(53_105_000, 0)
			.saturating_add(Weight::from_parts(51_380_021, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().reads((3_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes((4_u64).saturating_mul(n.into())))
	}

}
