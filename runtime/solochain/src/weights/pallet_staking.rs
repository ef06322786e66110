//! What `pallet_staking` costs. Written by `scripts/weights`: 2026-11-21, Intel(R) Xeon(R) Processor, 10 steps, 5 repetitions.

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(unused_parens, unused_imports)]

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

/// Weights of `pallet_staking`. Proof sizes are left out: a solochain has no bound on them.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> pallet_staking::WeightInfo for WeightInfo<T> {
	fn bond() -> Weight {
		Weight::from_parts(107_357_000, 0)
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().writes(4))
	}

	fn bond_extra() -> Weight {
		Weight::from_parts(180_894_000, 0)
			.saturating_add(T::DbWeight::get().reads(10))
			.saturating_add(T::DbWeight::get().writes(7))
	}

	fn unbond() -> Weight {
		Weight::from_parts(150_099_000, 0)
			.saturating_add(T::DbWeight::get().reads(14))
			.saturating_add(T::DbWeight::get().writes(6))
	}

	/// `s` was measured from 0 to 100.
	fn withdraw_unbonded_update(s: u32, ) -> Weight {
		Weight::from_parts(97_659_168, 0)
			.saturating_add(Weight::from_parts(47_310, 0).saturating_mul(s.into()))
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().writes(2))
	}

	/// `s` was measured from 0 to 100.
	fn withdraw_unbonded_kill(s: u32, ) -> Weight {
		Weight::from_parts(169_608_627, 0)
			.saturating_add(Weight::from_parts(1_880_070, 0).saturating_mul(s.into()))
			.saturating_add(T::DbWeight::get().reads(14))
			.saturating_add(T::DbWeight::get().writes(12))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(s.into())))
	}

	fn validate() -> Weight {
		Weight::from_parts(92_916_000, 0)
			.saturating_add(T::DbWeight::get().reads(12))
			.saturating_add(T::DbWeight::get().writes(5))
	}

	/// `k` was measured from 1 to 128.
	fn kick(k: u32, ) -> Weight {
		Weight::from_parts(51_195_526, 0)
			.saturating_add(Weight::from_parts(9_373_795, 0).saturating_mul(k.into()))
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(k.into())))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(k.into())))
	}

	/// `n` was measured from 1 to 16.
	fn nominate(n: u32, ) -> Weight {
		Weight::from_parts(110_365_543, 0)
			.saturating_add(Weight::from_parts(5_413_000, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(13))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(6))
	}

	fn chill() -> Weight {
		Weight::from_parts(100_621_000, 0)
			.saturating_add(T::DbWeight::get().reads(10))
			.saturating_add(T::DbWeight::get().writes(6))
	}

	fn set_payee() -> Weight {
		Weight::from_parts(41_664_000, 0)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	fn update_payee() -> Weight {
		Weight::from_parts(47_654_000, 0)
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	fn set_controller() -> Weight {
		Weight::from_parts(45_663_000, 0)
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(3))
	}

	fn set_validator_count() -> Weight {
		Weight::from_parts(7_459_000, 0)
			.saturating_add(T::DbWeight::get().writes(1))
	}

	fn force_no_eras() -> Weight {
		Weight::from_parts(16_597_000, 0)
			.saturating_add(T::DbWeight::get().writes(1))
	}

	fn force_new_era() -> Weight {
		Weight::from_parts(16_458_000, 0)
			.saturating_add(T::DbWeight::get().writes(1))
	}

	fn force_new_era_always() -> Weight {
		Weight::from_parts(16_493_000, 0)
			.saturating_add(T::DbWeight::get().writes(1))
	}

	/// `v` was measured from 0 to 100.
	fn set_invulnerables(v: u32, ) -> Weight {
		Weight::from_parts(8_331_961, 0)
			.saturating_add(Weight::from_parts(13_793, 0).saturating_mul(v.into()))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	/// `u` was measured from 0 to 100.
	fn deprecate_controller_batch(u: u32, ) -> Weight {
		Weight::from_parts(2_788_051, 0)
			.saturating_add(Weight::from_parts(27_580_710, 0).saturating_mul(u.into()))
			.saturating_add(T::DbWeight::get().reads((4_u64).saturating_mul(u.into())))
			.saturating_add(T::DbWeight::get().writes((3_u64).saturating_mul(u.into())))
	}

	/// `s` was measured from 0 to 100.
	fn force_unstake(s: u32, ) -> Weight {
		Weight::from_parts(167_342_468, 0)
			.saturating_add(Weight::from_parts(1_789_684, 0).saturating_mul(s.into()))
			.saturating_add(T::DbWeight::get().reads(14))
			.saturating_add(T::DbWeight::get().writes(13))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(s.into())))
	}

	/// `s` was measured from 1 to 1000.
	fn cancel_deferred_slash(s: u32, ) -> Weight {
		Weight::from_parts(776_511_950, 0)
			.saturating_add(Weight::from_parts(4_361_502, 0).saturating_mul(s.into()))
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	/// `n` was measured from 0 to 256.
	fn payout_stakers_alive_staked(n: u32, ) -> Weight {
		Weight::from_parts(441_804_228, 0)
			.saturating_add(Weight::from_parts(111_975_338, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(14))
			.saturating_add(T::DbWeight::get().reads((6_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(4))
			.saturating_add(T::DbWeight::get().writes((3_u64).saturating_mul(n.into())))
	}

	/// `l` was measured from 1 to 32.
	fn rebond(l: u32, ) -> Weight {
		Weight::from_parts(129_080_161, 0)
			.saturating_add(Weight::from_parts(52_097, 0).saturating_mul(l.into()))
			.saturating_add(T::DbWeight::get().reads(10))
			.saturating_add(T::DbWeight::get().writes(6))
	}

	/// `s` was measured from 1 to 100.
	fn reap_stash(s: u32, ) -> Weight {
		Weight::from_parts(181_180_285, 0)
			.saturating_add(Weight::from_parts(1_800_151, 0).saturating_mul(s.into()))
			.saturating_add(T::DbWeight::get().reads(13))
			.saturating_add(T::DbWeight::get().writes(12))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(s.into())))
	}

	/// `v` was measured from 1 to 10.
	/// `n` was measured from 0 to 100.
	fn new_era(v: u32, n: u32, ) -> Weight {
		Weight::from_parts(791_199_000, 0)
			.saturating_add(Weight::from_parts(65_515_874, 0).saturating_mul(v.into()))
			.saturating_add(Weight::from_parts(27_914_333, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(246))
			.saturating_add(T::DbWeight::get().reads((5_u64).saturating_mul(v.into())))
			.saturating_add(T::DbWeight::get().reads((4_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(7))
			.saturating_add(T::DbWeight::get().writes((3_u64).saturating_mul(v.into())))
	}

	/// `v` was measured from 50 to 100.
	/// `n` was measured from 500 to 1000.
	fn get_npos_voters(v: u32, n: u32, ) -> Weight {
		Weight::from_parts(20_050_027_000, 0)
			.saturating_add(Weight::from_parts(28_502_092, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(241))
			.saturating_add(T::DbWeight::get().reads((5_u64).saturating_mul(v.into())))
			.saturating_add(T::DbWeight::get().reads((4_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	/// `v` was measured from 50 to 100.
	fn get_npos_targets(v: u32, ) -> Weight {
		Weight::from_parts(343_557_000, 0)
			.saturating_add(Weight::from_parts(3_608_670, 0).saturating_mul(v.into()))
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(v.into())))
	}

	fn set_staking_configs_all_set() -> Weight {
		Weight::from_parts(10_780_000, 0)
			.saturating_add(T::DbWeight::get().writes(7))
	}

	fn set_staking_configs_all_remove() -> Weight {
		Weight::from_parts(10_019_000, 0)
			.saturating_add(T::DbWeight::get().writes(7))
	}

	fn chill_other() -> Weight {
		Weight::from_parts(120_286_000, 0)
			.saturating_add(T::DbWeight::get().reads(13))
			.saturating_add(T::DbWeight::get().writes(6))
	}

	fn force_apply_min_commission() -> Weight {
		Weight::from_parts(22_475_000, 0)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	fn set_min_commission() -> Weight {
		Weight::from_parts(7_335_000, 0)
			.saturating_add(T::DbWeight::get().writes(1))
	}

	fn restore_ledger() -> Weight {
		Weight::from_parts(68_258_000, 0)
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().writes(2))
	}

	fn migrate_currency() -> Weight {
		Weight::from_parts(128_921_000, 0)
			.saturating_add(T::DbWeight::get().reads(6))
			.saturating_add(T::DbWeight::get().writes(2))
	}

	fn manual_slash() -> Weight {
		Weight::from_parts(21_021_045_000, 0)
			.saturating_add(T::DbWeight::get().reads(2068))
			.saturating_add(T::DbWeight::get().writes(1543))
	}

}
