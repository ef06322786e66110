//! What `frame_system` costs. Written by `scripts/weights`: 2026-11-21, Intel(R) Xeon(R) Processor, 10 steps, 10 repetitions.

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(unused_parens, unused_imports)]

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

/// Weights of `frame_system`. Proof sizes are left out: a solochain has no bound on them.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> frame_system::WeightInfo for WeightInfo<T> {
	/// `b` was measured from 0 to 3932160.
	fn remark(b: u32, ) -> Weight {
		Weight::from_parts(26_171_833, 0)
			.saturating_add(Weight::from_parts(297, 0).saturating_mul(b.into()))
	}

	/// `b` was measured from 0 to 3932160.
	fn remark_with_event(b: u32, ) -> Weight {
		Weight::from_parts(6_617_000, 0)
			.saturating_add(Weight::from_parts(1_267, 0).saturating_mul(b.into()))
	}

	fn set_heap_pages() -> Weight {
		Weight::from_parts(5_851_000, 0)
			.saturating_add(T::DbWeight::get().writes(1))
	}

	fn set_code() -> Weight {
		Weight::from_parts(118_360_388_000, 0)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(2))
	}

	/// `i` was measured from 0 to 1000.
	fn set_storage(i: u32, ) -> Weight {
		Weight::from_parts(3_211_000, 0)
			.saturating_add(Weight::from_parts(759_032, 0).saturating_mul(i.into()))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(i.into())))
	}

	/// `i` was measured from 0 to 1000.
	fn kill_storage(i: u32, ) -> Weight {
		Weight::from_parts(3_174_000, 0)
			.saturating_add(Weight::from_parts(597_696, 0).saturating_mul(i.into()))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(i.into())))
	}

	/// `p` was measured from 0 to 1000.
	fn kill_prefix(p: u32, ) -> Weight {
		Weight::from_parts(4_877_000, 0)
			.saturating_add(Weight::from_parts(1_202_231, 0).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(p.into())))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(p.into())))
	}

	fn authorize_upgrade() -> Weight {
		Weight::from_parts(17_824_000, 0)
			.saturating_add(T::DbWeight::get().writes(1))
	}

	fn apply_authorized_upgrade() -> Weight {
		Weight::from_parts(117_238_251_000, 0)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(3))
	}

}
