//! Costs of `pallet_migrations`. Written by `scripts/weights`: 2026-11-28, Intel(R) Xeon(R) Processor, 10 steps, 5 repetitions.

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(unused_parens, unused_imports, unused_variables)]

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

/// Weights of `pallet_migrations`. Proof sizes are left out: a solochain has no bound on them.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> pallet_migrations::WeightInfo for WeightInfo<T> {
	fn onboard_new_mbms() -> Weight {
		Weight::from_parts(7_154_000, 0)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	fn progress_mbms_none() -> Weight {
		Weight::from_parts(3_000_000, 0)
			.saturating_add(T::DbWeight::get().reads(1))
	}

	fn exec_migration_completed() -> Weight {
		Weight::from_parts(4_141_000, 0)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	fn exec_migration_skipped_historic() -> Weight {
		Weight::from_parts(9_249_000, 0)
			.saturating_add(T::DbWeight::get().reads(2))
	}

	fn exec_migration_advance() -> Weight {
		Weight::from_parts(8_822_000, 0)
			.saturating_add(T::DbWeight::get().reads(2))
	}

	fn exec_migration_complete() -> Weight {
		Weight::from_parts(10_315_000, 0)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	fn exec_migration_fail() -> Weight {
		Weight::from_parts(10_712_000, 0)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	fn on_init_loop() -> Weight {
		Weight::from_parts(186_000, 0)
	}

	fn force_set_cursor() -> Weight {
		Weight::from_parts(1_939_000, 0)
			.saturating_add(T::DbWeight::get().writes(1))
	}

	fn force_set_active_cursor() -> Weight {
		Weight::from_parts(2_336_000, 0)
			.saturating_add(T::DbWeight::get().writes(1))
	}

	fn force_onboard_mbms() -> Weight {
		Weight::from_parts(5_378_000, 0)
			.saturating_add(T::DbWeight::get().reads(2))
	}

	/// `n` was measured from 0 to 256.
	fn clear_historic(n: u32, ) -> Weight {
		Weight::from_parts(17_395_462, 0)
			.saturating_add(Weight::from_parts(1_228_585, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(n.into())))
	}

	/// `n` was measured from 0 to 2048.
	fn reset_pallet_migration(n: u32, ) -> Weight {
		Weight::from_parts(1_411_000, 0)
			.saturating_add(Weight::from_parts(788_262, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(n.into())))
	}

}
