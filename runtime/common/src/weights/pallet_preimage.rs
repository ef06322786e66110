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
		Weight::from_parts(16_395_755, 0)
			.saturating_add(Weight::from_parts(2_535, 0).saturating_mul(s.into()))
			.saturating_add(T::DbWeight::get().reads(7))
			.saturating_add(T::DbWeight::get().writes(3))
	}

	/// `s` was measured from 0 to 4194304.
	fn note_requested_preimage(s: u32, ) -> Weight {
		Weight::from_parts(14_616_000, 0)
			.saturating_add(Weight::from_parts(2_444, 0).saturating_mul(s.into()))
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(2))
	}

	/// `s` was measured from 0 to 4194304.
	fn note_no_deposit_preimage(s: u32, ) -> Weight {
		Weight::from_parts(13_779_000, 0)
			.saturating_add(Weight::from_parts(2_410, 0).saturating_mul(s.into()))
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(2))
	}

	fn unnote_preimage() -> Weight {
		Weight::from_parts(80_425_000, 0)
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(3))
	}

	fn unnote_no_deposit_preimage() -> Weight {
		Weight::from_parts(36_804_000, 0)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(2))
	}

	fn request_preimage() -> Weight {
		Weight::from_parts(34_939_000, 0)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	fn request_no_deposit_preimage() -> Weight {
		Weight::from_parts(20_653_000, 0)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	fn request_unnoted_preimage() -> Weight {
		Weight::from_parts(19_280_000, 0)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	fn request_requested_preimage() -> Weight {
		Weight::from_parts(11_276_000, 0)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	fn unrequest_preimage() -> Weight {
		Weight::from_parts(36_637_000, 0)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(2))
	}

	fn unrequest_unnoted_preimage() -> Weight {
		Weight::from_parts(11_500_000, 0)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	fn unrequest_multi_referenced_preimage() -> Weight {
		Weight::from_parts(10_954_000, 0)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	/// `n` was measured from 1 to 1024.
	fn ensure_updated(n: u32, ) -> Weight {
		Weight::from_parts(67_062_000, 0)
			.saturating_add(Weight::from_parts(55_877_295, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().reads((3_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes((4_u64).saturating_mul(n.into())))
	}

}
