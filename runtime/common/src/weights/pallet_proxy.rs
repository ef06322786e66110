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
		Weight::from_parts(16_697_956, 0)
			.saturating_add(Weight::from_parts(30_371, 0).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads(1))
	}

	/// `a` was measured from 0 to 31.
	/// `p` was measured from 1 to 31.
	fn proxy_announced(a: u32, p: u32, ) -> Weight {
		Weight::from_parts(53_689_670, 0)
			.saturating_add(Weight::from_parts(129_749, 0).saturating_mul(a.into()))
			.saturating_add(Weight::from_parts(68_013, 0).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads(7))
			.saturating_add(T::DbWeight::get().writes(2))
	}

	/// `a` was measured from 0 to 31.
	/// `p` was measured from 1 to 31.
	fn remove_announcement(a: u32, p: u32, ) -> Weight {
		Weight::from_parts(43_219_234, 0)
			.saturating_add(Weight::from_parts(100_253, 0).saturating_mul(a.into()))
			.saturating_add(Weight::from_parts(26_671, 0).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads(6))
			.saturating_add(T::DbWeight::get().writes(2))
	}

	/// `a` was measured from 0 to 31.
	/// `p` was measured from 1 to 31.
	fn reject_announcement(a: u32, p: u32, ) -> Weight {
		Weight::from_parts(43_543_011, 0)
			.saturating_add(Weight::from_parts(94_558, 0).saturating_mul(a.into()))
			.saturating_add(Weight::from_parts(25_949, 0).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads(6))
			.saturating_add(T::DbWeight::get().writes(2))
	}

	/// `a` was measured from 0 to 31.
	/// `p` was measured from 1 to 31.
	fn announce(a: u32, p: u32, ) -> Weight {
		Weight::from_parts(49_772_736, 0)
			.saturating_add(Weight::from_parts(113_888, 0).saturating_mul(a.into()))
			.saturating_add(Weight::from_parts(103_763, 0).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads(7))
			.saturating_add(T::DbWeight::get().writes(2))
	}

	/// `p` was measured from 1 to 31.
	fn add_proxy(p: u32, ) -> Weight {
		Weight::from_parts(41_326_943, 0)
			.saturating_add(Weight::from_parts(49_079, 0).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	/// `p` was measured from 1 to 31.
	fn remove_proxy(p: u32, ) -> Weight {
		Weight::from_parts(36_177_887, 0)
			.saturating_add(Weight::from_parts(282_967, 0).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	/// `p` was measured from 1 to 31.
	fn remove_proxies(p: u32, ) -> Weight {
		Weight::from_parts(25_667_759, 0)
			.saturating_add(Weight::from_parts(1_586_827, 0).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	/// `p` was measured from 1 to 31.
	fn create_pure(p: u32, ) -> Weight {
		Weight::from_parts(44_349_887, 0)
			.saturating_add(Weight::from_parts(30_630, 0).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	/// `p` was measured from 0 to 30.
	fn kill_pure(p: u32, ) -> Weight {
		Weight::from_parts(28_197_367, 0)
			.saturating_add(Weight::from_parts(35_931, 0).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	fn poke_deposit() -> Weight {
		Weight::from_parts(67_741_000, 0)
			.saturating_add(T::DbWeight::get().reads(7))
			.saturating_add(T::DbWeight::get().writes(3))
	}

}
