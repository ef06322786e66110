//! Costs of `pallet_staking`. Written by `scripts/weights`: 2026-11-28, Intel(R) Xeon(R) Processor, 10 steps, 5 repetitions.

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(unused_parens, unused_imports, unused_variables)]

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

/// Weights of `pallet_staking`. Proof sizes are left out: a solochain has no bound on them.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> pallet_staking::WeightInfo for WeightInfo<T> {
	fn bond() -> Weight {
		Weight::from_parts(70_044_000, 0)
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().writes(4))
	}

	fn bond_extra() -> Weight {
		Weight::from_parts(124_188_000, 0)
			.saturating_add(T::DbWeight::get().reads(10))
			.saturating_add(T::DbWeight::get().writes(7))
	}

	fn unbond() -> Weight {
		Weight::from_parts(111_763_000, 0)
			.saturating_add(T::DbWeight::get().reads(14))
			.saturating_add(T::DbWeight::get().writes(6))
	}

	/// `s` was measured from 0 to 100.
	fn withdraw_unbonded_update(s: u32, ) -> Weight {
		Weight::from_parts(66_987_444, 0)
			.saturating_add(Weight::from_parts(37_148, 0).saturating_mul(s.into()))
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().writes(2))
	}

	/// `s` was measured from 0 to 100.
	fn withdraw_unbonded_kill(s: u32, ) -> Weight {
		Weight::from_parts(120_051_941, 0)
			.saturating_add(Weight::from_parts(1_232_541, 0).saturating_mul(s.into()))
			.saturating_add(T::DbWeight::get().reads(14))
			.saturating_add(T::DbWeight::get().writes(12))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(s.into())))
	}

	fn validate() -> Weight {
		Weight::from_parts(65_272_000, 0)
			.saturating_add(T::DbWeight::get().reads(12))
			.saturating_add(T::DbWeight::get().writes(5))
	}

	/// `k` was measured from 1 to 128.
	fn kick(k: u32, ) -> Weight {
		Weight::from_parts(36_211_517, 0)
			.saturating_add(Weight::from_parts(7_495_131, 0).saturating_mul(k.into()))
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(k.into())))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(k.into())))
	}

	/// `n` was measured from 1 to 16.
	fn nominate(n: u32, ) -> Weight {
		Weight::from_parts(78_431_932, 0)
			.saturating_add(Weight::from_parts(4_221_788, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(13))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(6))
	}

	fn chill() -> Weight {
		Weight::from_parts(72_416_000, 0)
			.saturating_add(T::DbWeight::get().reads(10))
			.saturating_add(T::DbWeight::get().writes(6))
	}

	fn set_payee() -> Weight {
		Weight::from_parts(25_191_000, 0)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	fn update_payee() -> Weight {
		Weight::from_parts(28_737_000, 0)
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	fn set_controller() -> Weight {
		Weight::from_parts(28_162_000, 0)
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(3))
	}

	fn set_validator_count() -> Weight {
		Weight::from_parts(2_411_000, 0)
			.saturating_add(T::DbWeight::get().writes(1))
	}

	fn force_no_eras() -> Weight {
		Weight::from_parts(7_587_000, 0)
			.saturating_add(T::DbWeight::get().writes(1))
	}

	fn force_new_era() -> Weight {
		Weight::from_parts(7_671_000, 0)
			.saturating_add(T::DbWeight::get().writes(1))
	}

	fn force_new_era_always() -> Weight {
		Weight::from_parts(7_513_000, 0)
			.saturating_add(T::DbWeight::get().writes(1))
	}

	/// `v` was measured from 0 to 100.
	fn set_invulnerables(v: u32, ) -> Weight {
		Weight::from_parts(2_711_290, 0)
			.saturating_add(Weight::from_parts(9_737, 0).saturating_mul(v.into()))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	/// `u` was measured from 0 to 100.
	fn deprecate_controller_batch(u: u32, ) -> Weight {
		Weight::from_parts(3_588_916, 0)
			.saturating_add(Weight::from_parts(19_690_339, 0).saturating_mul(u.into()))
			.saturating_add(T::DbWeight::get().reads((4_u64).saturating_mul(u.into())))
			.saturating_add(T::DbWeight::get().writes((3_u64).saturating_mul(u.into())))
	}

	/// `s` was measured from 0 to 100.
	fn force_unstake(s: u32, ) -> Weight {
		Weight::from_parts(116_454_483, 0)
			.saturating_add(Weight::from_parts(1_197_425, 0).saturating_mul(s.into()))
			.saturating_add(T::DbWeight::get().reads(14))
			.saturating_add(T::DbWeight::get().writes(13))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(s.into())))
	}

	/// `s` was measured from 1 to 1000.
	fn cancel_deferred_slash(s: u32, ) -> Weight {
		Weight::from_parts(919_288_925, 0)
			.saturating_add(Weight::from_parts(4_931_587, 0).saturating_mul(s.into()))
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	/// `n` was measured from 0 to 256.
	fn payout_stakers_alive_staked(n: u32, ) -> Weight {
		Weight::from_parts(379_681_838, 0)
			.saturating_add(Weight::from_parts(74_382_394, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(14))
			.saturating_add(T::DbWeight::get().reads((6_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(4))
			.saturating_add(T::DbWeight::get().writes((3_u64).saturating_mul(n.into())))
	}

	/// `l` was measured from 1 to 32.
	fn rebond(l: u32, ) -> Weight {
		Weight::from_parts(88_697_012, 0)
			.saturating_add(Weight::from_parts(67_936, 0).saturating_mul(l.into()))
			.saturating_add(T::DbWeight::get().reads(10))
			.saturating_add(T::DbWeight::get().writes(6))
	}

	/// `s` was measured from 1 to 100.
	fn reap_stash(s: u32, ) -> Weight {
		Weight::from_parts(122_711_827, 0)
			.saturating_add(Weight::from_parts(1_186_993, 0).saturating_mul(s.into()))
			.saturating_add(T::DbWeight::get().reads(13))
			.saturating_add(T::DbWeight::get().writes(12))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(s.into())))
	}

	/// `v` was measured from 1 to 10.
	/// `n` was measured from 0 to 100.
	fn new_era(v: u32, n: u32, ) -> Weight {
		Weight::from_parts(674_509_000, 0)
			.saturating_add(Weight::from_parts(37_856_864, 0).saturating_mul(v.into()))
			.saturating_add(Weight::from_parts(20_903_114, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(244))
			.saturating_add(T::DbWeight::get().reads((5_u64).saturating_mul(v.into())))
			.saturating_add(T::DbWeight::get().reads((4_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(7))
			.saturating_add(T::DbWeight::get().writes((3_u64).saturating_mul(v.into())))
	}

	/// `v` was measured from 50 to 100.
	/// `n` was measured from 500 to 1000.
	fn get_npos_voters(v: u32, n: u32, ) -> Weight {
		Weight::from_parts(14_659_234_000, 0)
			.saturating_add(Weight::from_parts(20_607_201, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(241))
			.saturating_add(T::DbWeight::get().reads((5_u64).saturating_mul(v.into())))
			.saturating_add(T::DbWeight::get().reads((4_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	/// `v` was measured from 50 to 100.
	fn get_npos_targets(v: u32, ) -> Weight {
		Weight::from_parts(20_292_083, 0)
			.saturating_add(Weight::from_parts(6_519_374, 0).saturating_mul(v.into()))
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(v.into())))
	}

	fn set_staking_configs_all_set() -> Weight {
		Weight::from_parts(4_532_000, 0)
			.saturating_add(T::DbWeight::get().writes(7))
	}

	fn set_staking_configs_all_remove() -> Weight {
		Weight::from_parts(4_261_000, 0)
			.saturating_add(T::DbWeight::get().writes(7))
	}

	fn chill_other() -> Weight {
		Weight::from_parts(89_599_000, 0)
			.saturating_add(T::DbWeight::get().reads(13))
			.saturating_add(T::DbWeight::get().writes(6))
	}

	fn force_apply_min_commission() -> Weight {
		Weight::from_parts(14_310_000, 0)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	fn set_min_commission() -> Weight {
		Weight::from_parts(2_373_000, 0)
			.saturating_add(T::DbWeight::get().writes(1))
	}

	fn restore_ledger() -> Weight {
		Weight::from_parts(46_351_000, 0)
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().writes(2))
	}

	fn migrate_currency() -> Weight {
		Weight::from_parts(84_956_000, 0)
			.saturating_add(T::DbWeight::get().reads(6))
			.saturating_add(T::DbWeight::get().writes(2))
	}

	fn manual_slash() -> Weight {
		Weight::from_parts(14_185_326_000, 0)
			.saturating_add(T::DbWeight::get().reads(2068))
			.saturating_add(T::DbWeight::get().writes(1543))
	}

}
