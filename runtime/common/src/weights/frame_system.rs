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
		Weight::from_parts(1_494_506, 0)
			.saturating_add(Weight::from_parts(247, 0).saturating_mul(b.into()))
	}

	/// `b` was measured from 0 to 3932160.
	fn remark_with_event(b: u32, ) -> Weight {
		Weight::from_parts(16_439_163, 0)
			.saturating_add(Weight::from_parts(1_705, 0).saturating_mul(b.into()))
	}

	fn set_heap_pages() -> Weight {
		Weight::from_parts(3_934_000, 0)
			.saturating_add(T::DbWeight::get().writes(1))
	}

	fn set_code() -> Weight {
		Weight::from_parts(118_275_847_000, 0)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	/// `i` was measured from 0 to 1000.
	fn set_storage(i: u32, ) -> Weight {
		Weight::from_parts(1_962_000, 0)
			.saturating_add(Weight::from_parts(645_458, 0).saturating_mul(i.into()))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(i.into())))
	}

	/// `i` was measured from 0 to 1000.
	fn kill_storage(i: u32, ) -> Weight {
		Weight::from_parts(2_143_000, 0)
			.saturating_add(Weight::from_parts(505_666, 0).saturating_mul(i.into()))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(i.into())))
	}

	/// `p` was measured from 0 to 1000.
	fn kill_prefix(p: u32, ) -> Weight {
		Weight::from_parts(3_965_000, 0)
			.saturating_add(Weight::from_parts(1_378_670, 0).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(p.into())))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(p.into())))
	}

	fn authorize_upgrade() -> Weight {
		Weight::from_parts(12_259_000, 0)
			.saturating_add(T::DbWeight::get().writes(1))
	}

	fn apply_authorized_upgrade() -> Weight {
		Weight::from_parts(120_052_279_000, 0)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(2))
	}

}
