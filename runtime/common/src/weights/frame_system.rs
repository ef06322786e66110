//! Costs of `frame_system`. Written by `scripts/weights`: 2026-11-28, Intel(R) Xeon(R) Processor, 10 steps, 5 repetitions.

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(unused_parens, unused_imports, unused_variables)]

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

/// Weights of `frame_system`. Proof sizes are left out: a solochain has no bound on them.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> frame_system::WeightInfo for WeightInfo<T> {
	/// `b` was measured from 0 to 3932160.
	fn remark(b: u32, ) -> Weight {
		Weight::from_parts(483_552, 0)
			.saturating_add(Weight::from_parts(242, 0).saturating_mul(b.into()))
	}

	/// `b` was measured from 0 to 3932160.
	fn remark_with_event(b: u32, ) -> Weight {
		Weight::from_parts(30_150_855, 0)
			.saturating_add(Weight::from_parts(1_649, 0).saturating_mul(b.into()))
	}

	fn set_heap_pages() -> Weight {
		Weight::from_parts(3_085_000, 0)
			.saturating_add(T::DbWeight::get().writes(1))
	}

	fn set_code() -> Weight {
		Weight::from_parts(115_203_138_000, 0)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	/// `i` was measured from 0 to 1000.
	fn set_storage(i: u32, ) -> Weight {
		Weight::from_parts(1_550_000, 0)
			.saturating_add(Weight::from_parts(605_541, 0).saturating_mul(i.into()))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(i.into())))
	}

	/// `i` was measured from 0 to 1000.
	fn kill_storage(i: u32, ) -> Weight {
		Weight::from_parts(1_600_000, 0)
			.saturating_add(Weight::from_parts(488_850, 0).saturating_mul(i.into()))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(i.into())))
	}

	/// `p` was measured from 0 to 1000.
	fn kill_prefix(p: u32, ) -> Weight {
		Weight::from_parts(3_303_000, 0)
			.saturating_add(Weight::from_parts(1_186_308, 0).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(p.into())))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(p.into())))
	}

	fn authorize_upgrade() -> Weight {
		Weight::from_parts(10_726_000, 0)
			.saturating_add(T::DbWeight::get().writes(1))
	}

	fn apply_authorized_upgrade() -> Weight {
		Weight::from_parts(120_953_741_000, 0)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(2))
	}

}
