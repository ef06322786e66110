//! What `pallet_preimage` costs. Written by `scripts/weights`: 2026-11-22, Intel(R) Xeon(R) Processor, 10 steps, 5 repetitions.

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(unused_parens, unused_imports, unused_variables)]

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

/// Weights of `pallet_preimage`. Proof sizes are left out: a solochain has no bound on them.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> pallet_preimage::WeightInfo for WeightInfo<T> {
	/// `s` was measured from 0 to 4194304.
	fn note_preimage(s: u32, ) -> Weight {
		Weight::from_parts(73_799_000, 0)
			.saturating_add(Weight::from_parts(1_904, 0).saturating_mul(s.into()))
			.saturating_add(T::DbWeight::get().reads(7))
			.saturating_add(T::DbWeight::get().writes(3))
	}

	/// `s` was measured from 0 to 4194304.
	fn note_requested_preimage(s: u32, ) -> Weight {
		Weight::from_parts(17_587_000, 0)
			.saturating_add(Weight::from_parts(1_884, 0).saturating_mul(s.into()))
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(2))
	}

	/// `s` was measured from 0 to 4194304.
	fn note_no_deposit_preimage(s: u32, ) -> Weight {
		Weight::from_parts(19_978_000, 0)
			.saturating_add(Weight::from_parts(1_881, 0).saturating_mul(s.into()))
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(2))
	}

	fn unnote_preimage() -> Weight {
		Weight::from_parts(98_624_000, 0)
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(3))
	}

	fn unnote_no_deposit_preimage() -> Weight {
		Weight::from_parts(53_249_000, 0)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(2))
	}

	fn request_preimage() -> Weight {
		Weight::from_parts(47_771_000, 0)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	fn request_no_deposit_preimage() -> Weight {
		Weight::from_parts(33_185_000, 0)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	fn request_unnoted_preimage() -> Weight {
		Weight::from_parts(29_087_000, 0)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	fn request_requested_preimage() -> Weight {
		Weight::from_parts(16_079_000, 0)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	fn unrequest_preimage() -> Weight {
		Weight::from_parts(50_991_000, 0)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(2))
	}

	fn unrequest_unnoted_preimage() -> Weight {
		Weight::from_parts(17_005_000, 0)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	fn unrequest_multi_referenced_preimage() -> Weight {
		Weight::from_parts(16_603_000, 0)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	/// `n` was measured from 1 to 1024.
	fn ensure_updated(n: u32, ) -> Weight {
		Weight::from_parts(83_289_000, 0)
			.saturating_add(Weight::from_parts(65_727_933, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().reads((3_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes((4_u64).saturating_mul(n.into())))
	}

}
