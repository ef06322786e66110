//! Costs of `pallet_proxy`. Written by `scripts/weights`: 2026-11-28, Intel(R) Xeon(R) Processor, 10 steps, 5 repetitions.

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(unused_parens, unused_imports, unused_variables)]

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

/// Weights of `pallet_proxy`. Proof sizes are left out: a solochain has no bound on them.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> pallet_proxy::WeightInfo for WeightInfo<T> {
	/// `p` was measured from 1 to 31.
	fn proxy(p: u32, ) -> Weight {
		Weight::from_parts(11_158_445, 0)
			.saturating_add(Weight::from_parts(34_516, 0).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads(1))
	}

	/// `a` was measured from 0 to 31.
	/// `p` was measured from 1 to 31.
	fn proxy_announced(a: u32, p: u32, ) -> Weight {
		Weight::from_parts(38_651_710, 0)
			.saturating_add(Weight::from_parts(94_054, 0).saturating_mul(a.into()))
			.saturating_add(Weight::from_parts(59_984, 0).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().writes(2))
	}

	/// `a` was measured from 0 to 31.
	/// `p` was measured from 1 to 31.
	fn remove_announcement(a: u32, _p: u32, ) -> Weight {
		Weight::from_parts(30_079_921, 0)
			.saturating_add(Weight::from_parts(86_324, 0).saturating_mul(a.into()))
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().writes(2))
	}

	/// `a` was measured from 0 to 31.
	/// `p` was measured from 1 to 31.
	fn reject_announcement(a: u32, p: u32, ) -> Weight {
		Weight::from_parts(29_478_981, 0)
			.saturating_add(Weight::from_parts(113_175, 0).saturating_mul(a.into()))
			.saturating_add(Weight::from_parts(20_714, 0).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().writes(2))
	}

	/// `a` was measured from 0 to 31.
	/// `p` was measured from 1 to 31.
	fn announce(a: u32, p: u32, ) -> Weight {
		Weight::from_parts(35_154_633, 0)
			.saturating_add(Weight::from_parts(80_066, 0).saturating_mul(a.into()))
			.saturating_add(Weight::from_parts(64_244, 0).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().writes(2))
	}

	/// `p` was measured from 1 to 31.
	fn add_proxy(p: u32, ) -> Weight {
		Weight::from_parts(28_693_564, 0)
			.saturating_add(Weight::from_parts(52_166, 0).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	/// `p` was measured from 1 to 31.
	fn remove_proxy(p: u32, ) -> Weight {
		Weight::from_parts(25_597_067, 0)
			.saturating_add(Weight::from_parts(182_352, 0).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	/// `p` was measured from 1 to 31.
	fn remove_proxies(p: u32, ) -> Weight {
		Weight::from_parts(19_797_479, 0)
			.saturating_add(Weight::from_parts(1_457_020, 0).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	/// `p` was measured from 1 to 31.
	fn create_pure(p: u32, ) -> Weight {
		Weight::from_parts(31_979_028, 0)
			.saturating_add(Weight::from_parts(33_274, 0).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	/// `p` was measured from 0 to 30.
	fn kill_pure(p: u32, ) -> Weight {
		Weight::from_parts(22_553_760, 0)
			.saturating_add(Weight::from_parts(36_854, 0).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	fn poke_deposit() -> Weight {
		Weight::from_parts(56_408_000, 0)
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().writes(3))
	}

}
