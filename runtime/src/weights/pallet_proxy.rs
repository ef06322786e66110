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
		Weight::from_parts(15_664_500, 0)
			.saturating_add(Weight::from_parts(54_163, 0).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads(1))
	}

	/// `a` was measured from 0 to 31.
	/// `p` was measured from 1 to 31.
	fn proxy_announced(a: u32, p: u32, ) -> Weight {
		Weight::from_parts(49_920_929, 0)
			.saturating_add(Weight::from_parts(341_345, 0).saturating_mul(a.into()))
			.saturating_add(Weight::from_parts(84_742, 0).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().writes(2))
	}

	/// `a` was measured from 0 to 31.
	/// `p` was measured from 1 to 31.
	fn remove_announcement(a: u32, p: u32, ) -> Weight {
		Weight::from_parts(37_262_946, 0)
			.saturating_add(Weight::from_parts(185_684, 0).saturating_mul(a.into()))
			.saturating_add(Weight::from_parts(29_031, 0).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().writes(2))
	}

	/// `a` was measured from 0 to 31.
	/// `p` was measured from 1 to 31.
	fn reject_announcement(a: u32, p: u32, ) -> Weight {
		Weight::from_parts(36_679_137, 0)
			.saturating_add(Weight::from_parts(237_895, 0).saturating_mul(a.into()))
			.saturating_add(Weight::from_parts(19_882, 0).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().writes(2))
	}

	/// `a` was measured from 0 to 31.
	/// `p` was measured from 1 to 31.
	fn announce(a: u32, p: u32, ) -> Weight {
		Weight::from_parts(48_081_120, 0)
			.saturating_add(Weight::from_parts(211_937, 0).saturating_mul(a.into()))
			.saturating_add(Weight::from_parts(28_815, 0).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().writes(2))
	}

	/// `p` was measured from 1 to 31.
	fn add_proxy(p: u32, ) -> Weight {
		Weight::from_parts(36_737_545, 0)
			.saturating_add(Weight::from_parts(62_034, 0).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	/// `p` was measured from 1 to 31.
	fn remove_proxy(p: u32, ) -> Weight {
		Weight::from_parts(33_493_238, 0)
			.saturating_add(Weight::from_parts(181_103, 0).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	/// `p` was measured from 1 to 31.
	fn remove_proxies(p: u32, ) -> Weight {
		Weight::from_parts(28_081_324, 0)
			.saturating_add(Weight::from_parts(1_780_835, 0).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	/// `p` was measured from 1 to 31.
	fn create_pure(p: u32, ) -> Weight {
		Weight::from_parts(39_174_537, 0)
			.saturating_add(Weight::from_parts(34_804, 0).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	/// `p` was measured from 0 to 30.
	fn kill_pure(p: u32, ) -> Weight {
		Weight::from_parts(30_352_970, 0)
			.saturating_add(Weight::from_parts(51_313, 0).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	fn poke_deposit() -> Weight {
		Weight::from_parts(62_833_000, 0)
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().writes(3))
	}

}
