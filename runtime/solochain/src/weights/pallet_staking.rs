//! Costs of `pallet_staking`. Written by `scripts/weights`: 2026-11-28, Intel(R) Xeon(R) Processor, 10 steps, 5 repetitions.

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(unused_parens, unused_imports, unused_variables)]

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

/// Weights of `pallet_staking`. Proof sizes are left out: a solochain has no bound on them.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> pallet_staking::WeightInfo for WeightInfo<T> {
	fn bond() -> Weight {
		Weight::from_parts(58_426_000, 0)
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().writes(4))
	}

	fn bond_extra() -> Weight {
		Weight::from_parts(102_869_000, 0)
			.saturating_add(T::DbWeight::get().reads(10))
			.saturating_add(T::DbWeight::get().writes(7))
	}

	fn unbond() -> Weight {
		Weight::from_parts(86_967_000, 0)
			.saturating_add(T::DbWeight::get().reads(14))
			.saturating_add(T::DbWeight::get().writes(6))
	}

	/// `s` was measured from 0 to 100.
	fn withdraw_unbonded_update(s: u32, ) -> Weight {
		Weight::from_parts(54_134_943, 0)
			.saturating_add(Weight::from_parts(37_399, 0).saturating_mul(s.into()))
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().writes(2))
	}

	/// `s` was measured from 0 to 100.
	fn withdraw_unbonded_kill(s: u32, ) -> Weight {
		Weight::from_parts(97_635_055, 0)
			.saturating_add(Weight::from_parts(1_205_657, 0).saturating_mul(s.into()))
			.saturating_add(T::DbWeight::get().reads(14))
			.saturating_add(T::DbWeight::get().writes(12))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(s.into())))
	}

	fn validate() -> Weight {
		Weight::from_parts(47_577_000, 0)
			.saturating_add(T::DbWeight::get().reads(12))
			.saturating_add(T::DbWeight::get().writes(5))
	}

	/// `k` was measured from 1 to 128.
	fn kick(k: u32, ) -> Weight {
		Weight::from_parts(24_689_404, 0)
			.saturating_add(Weight::from_parts(5_674_921, 0).saturating_mul(k.into()))
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(k.into())))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(k.into())))
	}

	/// `n` was measured from 1 to 16.
	fn nominate(n: u32, ) -> Weight {
		Weight::from_parts(59_594_759, 0)
			.saturating_add(Weight::from_parts(3_225_864, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(13))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(6))
	}

	fn chill() -> Weight {
		Weight::from_parts(52_551_000, 0)
			.saturating_add(T::DbWeight::get().reads(10))
			.saturating_add(T::DbWeight::get().writes(6))
	}

	fn set_payee() -> Weight {
		Weight::from_parts(17_628_000, 0)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	fn update_payee() -> Weight {
		Weight::from_parts(20_370_000, 0)
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	fn set_controller() -> Weight {
		Weight::from_parts(19_799_000, 0)
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(3))
	}

	fn set_validator_count() -> Weight {
		Weight::from_parts(1_805_000, 0)
			.saturating_add(T::DbWeight::get().writes(1))
	}

	fn force_no_eras() -> Weight {
		Weight::from_parts(5_764_000, 0)
			.saturating_add(T::DbWeight::get().writes(1))
	}

	fn force_new_era() -> Weight {
		Weight::from_parts(5_848_000, 0)
			.saturating_add(T::DbWeight::get().writes(1))
	}

	fn force_new_era_always() -> Weight {
		Weight::from_parts(5_697_000, 0)
			.saturating_add(T::DbWeight::get().writes(1))
	}

	/// `v` was measured from 0 to 100.
	fn set_invulnerables(v: u32, ) -> Weight {
		Weight::from_parts(2_014_067, 0)
			.saturating_add(Weight::from_parts(7_376, 0).saturating_mul(v.into()))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	/// `u` was measured from 0 to 100.
	fn deprecate_controller_batch(u: u32, ) -> Weight {
		Weight::from_parts(3_852_000, 0)
			.saturating_add(Weight::from_parts(16_452_517, 0).saturating_mul(u.into()))
			.saturating_add(T::DbWeight::get().reads((4_u64).saturating_mul(u.into())))
			.saturating_add(T::DbWeight::get().writes((3_u64).saturating_mul(u.into())))
	}

	/// `s` was measured from 0 to 100.
	fn force_unstake(s: u32, ) -> Weight {
		Weight::from_parts(94_749_275, 0)
			.saturating_add(Weight::from_parts(1_158_827, 0).saturating_mul(s.into()))
			.saturating_add(T::DbWeight::get().reads(14))
			.saturating_add(T::DbWeight::get().writes(13))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(s.into())))
	}

	/// `s` was measured from 1 to 1000.
	fn cancel_deferred_slash(s: u32, ) -> Weight {
		Weight::from_parts(812_686_709, 0)
			.saturating_add(Weight::from_parts(4_658_607, 0).saturating_mul(s.into()))
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	/// `n` was measured from 0 to 256.
	fn payout_stakers_alive_staked(n: u32, ) -> Weight {
		Weight::from_parts(189_774_717, 0)
			.saturating_add(Weight::from_parts(69_888_189, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(14))
			.saturating_add(T::DbWeight::get().reads((6_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(4))
			.saturating_add(T::DbWeight::get().writes((3_u64).saturating_mul(n.into())))
	}

	/// `l` was measured from 1 to 32.
	fn rebond(l: u32, ) -> Weight {
		Weight::from_parts(70_171_849, 0)
			.saturating_add(Weight::from_parts(52_971, 0).saturating_mul(l.into()))
			.saturating_add(T::DbWeight::get().reads(10))
			.saturating_add(T::DbWeight::get().writes(6))
	}

	/// `s` was measured from 1 to 100.
	fn reap_stash(s: u32, ) -> Weight {
		Weight::from_parts(105_034_728, 0)
			.saturating_add(Weight::from_parts(1_214_156, 0).saturating_mul(s.into()))
			.saturating_add(T::DbWeight::get().reads(13))
			.saturating_add(T::DbWeight::get().writes(12))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(s.into())))
	}

	/// `v` was measured from 1 to 10.
	/// `n` was measured from 0 to 100.
	fn new_era(v: u32, n: u32, ) -> Weight {
		Weight::from_parts(540_515_000, 0)
			.saturating_add(Weight::from_parts(43_580_385, 0).saturating_mul(v.into()))
			.saturating_add(Weight::from_parts(15_743_282, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(244))
			.saturating_add(T::DbWeight::get().reads((5_u64).saturating_mul(v.into())))
			.saturating_add(T::DbWeight::get().reads((4_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(7))
			.saturating_add(T::DbWeight::get().writes((3_u64).saturating_mul(v.into())))
	}

	/// `v` was measured from 50 to 100.
	/// `n` was measured from 500 to 1000.
	fn get_npos_voters(v: u32, n: u32, ) -> Weight {
		Weight::from_parts(11_193_347_000, 0)
			.saturating_add(Weight::from_parts(15_177_873, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(241))
			.saturating_add(T::DbWeight::get().reads((5_u64).saturating_mul(v.into())))
			.saturating_add(T::DbWeight::get().reads((4_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	/// `v` was measured from 50 to 100.
	fn get_npos_targets(v: u32, ) -> Weight {
		Weight::from_parts(21_704_882, 0)
			.saturating_add(Weight::from_parts(5_321_586, 0).saturating_mul(v.into()))
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(v.into())))
	}

	fn set_staking_configs_all_set() -> Weight {
		Weight::from_parts(3_742_000, 0)
			.saturating_add(T::DbWeight::get().writes(7))
	}

	fn set_staking_configs_all_remove() -> Weight {
		Weight::from_parts(3_346_000, 0)
			.saturating_add(T::DbWeight::get().writes(7))
	}

	fn chill_other() -> Weight {
		Weight::from_parts(66_021_000, 0)
			.saturating_add(T::DbWeight::get().reads(13))
			.saturating_add(T::DbWeight::get().writes(6))
	}

	fn force_apply_min_commission() -> Weight {
		Weight::from_parts(11_442_000, 0)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	fn set_min_commission() -> Weight {
		Weight::from_parts(1_932_000, 0)
			.saturating_add(T::DbWeight::get().writes(1))
	}

	fn restore_ledger() -> Weight {
		Weight::from_parts(37_264_000, 0)
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().writes(2))
	}

	fn migrate_currency() -> Weight {
		Weight::from_parts(76_086_000, 0)
			.saturating_add(T::DbWeight::get().reads(6))
			.saturating_add(T::DbWeight::get().writes(2))
	}

	fn manual_slash() -> Weight {
		Weight::from_parts(12_960_715_000, 0)
			.saturating_add(T::DbWeight::get().reads(2068))
			.saturating_add(T::DbWeight::get().writes(1543))
	}

}
