//! What `pallet_proxy` costs. Written by `scripts/weights`: 2026-11-21, Intel(R) Xeon(R) Processor, 10 steps, 5 repetitions.

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(unused_parens, unused_imports)]

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

/// Weights of `pallet_proxy`. Proof sizes are left out: a solochain has no bound on them.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> pallet_proxy::WeightInfo for WeightInfo<T> {
	/// `p` was measured from 1 to 31.
	fn proxy(p: u32, ) -> Weight {
		Weight::from_parts(27_231_469, 0)
			.saturating_add(Weight::from_parts(59_160, 0).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads(1))
	}

	/// `a` was measured from 0 to 31.
	/// `p` was measured from 1 to 31.
	fn proxy_announced(a: u32, p: u32, ) -> Weight {
		Weight::from_parts(68_617_825, 0)
			.saturating_add(Weight::from_parts(224_722, 0).saturating_mul(a.into()))
			.saturating_add(Weight::from_parts(91_274, 0).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().writes(2))
	}

	/// `a` was measured from 0 to 31.
	/// `p` was measured from 1 to 31.
	fn remove_announcement(a: u32, p: u32, ) -> Weight {
		Weight::from_parts(51_867_939, 0)
			.saturating_add(Weight::from_parts(215_234, 0).saturating_mul(a.into()))
			.saturating_add(Weight::from_parts(45_764, 0).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().writes(2))
	}

	/// `a` was measured from 0 to 31.
	/// `p` was measured from 1 to 31.
	fn reject_announcement(a: u32, p: u32, ) -> Weight {
		Weight::from_parts(51_059_100, 0)
			.saturating_add(Weight::from_parts(241_239, 0).saturating_mul(a.into()))
			.saturating_add(Weight::from_parts(29_671, 0).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().writes(2))
	}

	/// `a` was measured from 0 to 31.
	/// `p` was measured from 1 to 31.
	fn announce(a: u32, p: u32, ) -> Weight {
		Weight::from_parts(62_010_172, 0)
			.saturating_add(Weight::from_parts(221_800, 0).saturating_mul(a.into()))
			.saturating_add(Weight::from_parts(74_383, 0).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().writes(2))
	}

	/// `p` was measured from 1 to 31.
	fn add_proxy(p: u32, ) -> Weight {
		Weight::from_parts(50_833_847, 0)
			.saturating_add(Weight::from_parts(76_878, 0).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	/// `p` was measured from 1 to 31.
	fn remove_proxy(p: u32, ) -> Weight {
		Weight::from_parts(46_795_583, 0)
			.saturating_add(Weight::from_parts(249_494, 0).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	/// `p` was measured from 1 to 31.
	fn remove_proxies(p: u32, ) -> Weight {
		Weight::from_parts(39_329_140, 0)
			.saturating_add(Weight::from_parts(2_045_775, 0).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	/// `p` was measured from 1 to 31.
	fn create_pure(p: u32, ) -> Weight {
		Weight::from_parts(55_655_152, 0)
			.saturating_add(Weight::from_parts(24_109, 0).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	/// `p` was measured from 0 to 30.
	fn kill_pure(p: u32, ) -> Weight {
		Weight::from_parts(41_862_001, 0)
			.saturating_add(Weight::from_parts(52_428, 0).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	fn poke_deposit() -> Weight {
		Weight::from_parts(78_479_000, 0)
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().writes(3))
	}

}
