//! What `frame_system` costs. Written by `scripts/weights`: 2026-11-21, Intel(R) Xeon(R) Processor, 10 steps, 5 repetitions.

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(unused_parens, unused_imports)]

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

/// Weights of `frame_system`. Proof sizes are left out: a solochain has no bound on them.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> frame_system::WeightInfo for WeightInfo<T> {
	/// `b` was measured from 0 to 3932160.
	fn remark(b: u32, ) -> Weight {
		Weight::from_parts(28_680_399, 0)
			.saturating_add(Weight::from_parts(371, 0).saturating_mul(b.into()))
	}

	/// `b` was measured from 0 to 3932160.
	fn remark_with_event(b: u32, ) -> Weight {
		Weight::from_parts(12_531_000, 0)
			.saturating_add(Weight::from_parts(1_512, 0).saturating_mul(b.into()))
	}

	fn set_heap_pages() -> Weight {
		Weight::from_parts(10_799_000, 0)
			.saturating_add(T::DbWeight::get().writes(1))
	}

	fn set_code() -> Weight {
		Weight::from_parts(136_364_428_000, 0)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(2))
	}

	/// `i` was measured from 0 to 1000.
	fn set_storage(i: u32, ) -> Weight {
		Weight::from_parts(7_081_000, 0)
			.saturating_add(Weight::from_parts(943_331, 0).saturating_mul(i.into()))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(i.into())))
	}

	/// `i` was measured from 0 to 1000.
	fn kill_storage(i: u32, ) -> Weight {
		Weight::from_parts(6_921_000, 0)
			.saturating_add(Weight::from_parts(712_059, 0).saturating_mul(i.into()))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(i.into())))
	}

	/// `p` was measured from 0 to 1000.
	fn kill_prefix(p: u32, ) -> Weight {
		Weight::from_parts(10_407_000, 0)
			.saturating_add(Weight::from_parts(1_578_574, 0).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(p.into())))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(p.into())))
	}

	fn authorize_upgrade() -> Weight {
		Weight::from_parts(28_390_000, 0)
			.saturating_add(T::DbWeight::get().writes(1))
	}

	fn apply_authorized_upgrade() -> Weight {
		Weight::from_parts(144_198_214_000, 0)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(3))
	}

}
