//! What `pallet_balances` costs. Written by `scripts/weights`: 2026-11-21, Intel(R) Xeon(R) Processor, 10 steps, 5 repetitions.

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(unused_parens, unused_imports)]

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

/// Weights of `pallet_balances`. Proof sizes are left out: a solochain has no bound on them.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> pallet_balances::WeightInfo for WeightInfo<T> {
	fn transfer_allow_death() -> Weight {
		Weight::from_parts(76_873_000, 0)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	fn transfer_keep_alive() -> Weight {
		Weight::from_parts(62_463_000, 0)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	fn force_set_balance_creating() -> Weight {
		Weight::from_parts(38_887_000, 0)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	fn force_set_balance_killing() -> Weight {
		Weight::from_parts(39_668_000, 0)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	fn force_transfer() -> Weight {
		Weight::from_parts(79_826_000, 0)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(2))
	}

	fn transfer_all() -> Weight {
		Weight::from_parts(74_035_000, 0)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	fn force_unreserve() -> Weight {
		Weight::from_parts(33_193_000, 0)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	/// `u` was measured from 1 to 1000.
	fn upgrade_accounts(u: u32, ) -> Weight {
		Weight::from_parts(27_909_000, 0)
			.saturating_add(Weight::from_parts(20_421_639, 0).saturating_mul(u.into()))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(u.into())))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(u.into())))
	}

	fn force_adjust_total_issuance() -> Weight {
		Weight::from_parts(13_057_000, 0)
	}

	fn burn_allow_death() -> Weight {
		Weight::from_parts(52_173_000, 0)
	}

	fn burn_keep_alive() -> Weight {
		Weight::from_parts(37_839_000, 0)
	}

}
