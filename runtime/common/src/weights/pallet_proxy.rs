//! What `pallet_proxy` costs. Written by `scripts/weights`: 2026-11-22, Intel(R) Xeon(R) Processor, 10 steps, 5 repetitions.

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(unused_parens, unused_imports, unused_variables)]

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

/// Weights of `pallet_proxy`. Proof sizes are left out: a solochain has no bound on them.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> pallet_proxy::WeightInfo for WeightInfo<T> {
	/// `p` was measured from 1 to 31.
	fn proxy(p: u32, ) -> Weight {
		Weight::from_parts(16_076_454, 0)
			.saturating_add(Weight::from_parts(51_306, 0).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads(1))
	}

	/// `a` was measured from 0 to 31.
	/// `p` was measured from 1 to 31.
	fn proxy_announced(a: u32, p: u32, ) -> Weight {
		Weight::from_parts(59_943_966, 0)
			.saturating_add(Weight::from_parts(180_939, 0).saturating_mul(a.into()))
			.saturating_add(Weight::from_parts(42_794, 0).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads(7))
			.saturating_add(T::DbWeight::get().writes(2))
	}

	/// `a` was measured from 0 to 31.
	/// `p` was measured from 1 to 31.
	fn remove_announcement(a: u32, p: u32, ) -> Weight {
		Weight::from_parts(43_526_574, 0)
			.saturating_add(Weight::from_parts(178_119, 0).saturating_mul(a.into()))
			.saturating_add(Weight::from_parts(37_158, 0).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads(6))
			.saturating_add(T::DbWeight::get().writes(2))
	}

	/// `a` was measured from 0 to 31.
	/// `p` was measured from 1 to 31.
	fn reject_announcement(a: u32, p: u32, ) -> Weight {
		Weight::from_parts(40_625_201, 0)
			.saturating_add(Weight::from_parts(179_733, 0).saturating_mul(a.into()))
			.saturating_add(Weight::from_parts(46_067, 0).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads(6))
			.saturating_add(T::DbWeight::get().writes(2))
	}

	/// `a` was measured from 0 to 31.
	/// `p` was measured from 1 to 31.
	fn announce(a: u32, p: u32, ) -> Weight {
		Weight::from_parts(51_342_520, 0)
			.saturating_add(Weight::from_parts(212_950, 0).saturating_mul(a.into()))
			.saturating_add(Weight::from_parts(70_718, 0).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads(7))
			.saturating_add(T::DbWeight::get().writes(2))
	}

	/// `p` was measured from 1 to 31.
	fn add_proxy(p: u32, ) -> Weight {
		Weight::from_parts(41_804_093, 0)
			.saturating_add(Weight::from_parts(70_421, 0).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	/// `p` was measured from 1 to 31.
	fn remove_proxy(p: u32, ) -> Weight {
		Weight::from_parts(36_718_583, 0)
			.saturating_add(Weight::from_parts(316_992, 0).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	/// `p` was measured from 1 to 31.
	fn remove_proxies(p: u32, ) -> Weight {
		Weight::from_parts(25_813_757, 0)
			.saturating_add(Weight::from_parts(1_767_911, 0).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	/// `p` was measured from 1 to 31.
	fn create_pure(p: u32, ) -> Weight {
		Weight::from_parts(46_568_470, 0)
			.saturating_add(Weight::from_parts(40_673, 0).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	/// `p` was measured from 0 to 30.
	fn kill_pure(p: u32, ) -> Weight {
		Weight::from_parts(28_874_474, 0)
			.saturating_add(Weight::from_parts(50_386, 0).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	fn poke_deposit() -> Weight {
		Weight::from_parts(73_400_000, 0)
			.saturating_add(T::DbWeight::get().reads(7))
			.saturating_add(T::DbWeight::get().writes(3))
	}

}
