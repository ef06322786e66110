//! Costs of `pallet_balances`. Written by `scripts/weights`: 2026-11-28, Intel(R) Xeon(R) Processor, 10 steps, 5 repetitions.

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(unused_parens, unused_imports, unused_variables)]

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

/// Weights of `pallet_balances`. Proof sizes are left out: a solochain has no bound on them.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> pallet_balances::WeightInfo for WeightInfo<T> {
	fn transfer_allow_death() -> Weight {
		Weight::from_parts(46_371_000, 0)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	fn transfer_keep_alive() -> Weight {
		Weight::from_parts(34_623_000, 0)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	fn force_set_balance_creating() -> Weight {
		Weight::from_parts(18_189_000, 0)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	fn force_set_balance_killing() -> Weight {
		Weight::from_parts(21_406_000, 0)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	fn force_transfer() -> Weight {
		Weight::from_parts(50_060_000, 0)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(2))
	}

	fn transfer_all() -> Weight {
		Weight::from_parts(45_032_000, 0)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	fn force_unreserve() -> Weight {
		Weight::from_parts(15_668_000, 0)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	/// `u` was measured from 1 to 1000.
	fn upgrade_accounts(u: u32, ) -> Weight {
		Weight::from_parts(14_983_000, 0)
			.saturating_add(Weight::from_parts(11_915_787, 0).saturating_mul(u.into()))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(u.into())))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(u.into())))
	}

	fn force_adjust_total_issuance() -> Weight {
		Weight::from_parts(4_747_000, 0)
	}

	fn burn_allow_death() -> Weight {
		Weight::from_parts(28_735_000, 0)
	}

	fn burn_keep_alive() -> Weight {
		Weight::from_parts(17_094_000, 0)
	}

}
