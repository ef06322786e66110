//! What `pallet_staking` costs. Written by `scripts/weights`: 2026-11-21, Intel(R) Xeon(R) Processor, 10 steps, 10 repetitions.

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(unused_parens, unused_imports)]

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

/// Weights of `pallet_staking`. Proof sizes are left out: a solochain has no bound on them.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> pallet_staking::WeightInfo for WeightInfo<T> {
	fn bond() -> Weight {
		Weight::from_parts(81_088_000, 0)
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().writes(4))
	}

	fn bond_extra() -> Weight {
		Weight::from_parts(140_585_000, 0)
			.saturating_add(T::DbWeight::get().reads(10))
			.saturating_add(T::DbWeight::get().writes(7))
	}

	fn unbond() -> Weight {
		Weight::from_parts(110_268_000, 0)
			.saturating_add(T::DbWeight::get().reads(14))
			.saturating_add(T::DbWeight::get().writes(6))
	}

	/// `s` was measured from 0 to 100.
	fn withdraw_unbonded_update(s: u32, ) -> Weight {
		Weight::from_parts(76_640_435, 0)
			.saturating_add(Weight::from_parts(24_458, 0).saturating_mul(s.into()))
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().writes(2))
	}

	/// `s` was measured from 0 to 100.
	fn withdraw_unbonded_kill(s: u32, ) -> Weight {
		Weight::from_parts(127_961_252, 0)
			.saturating_add(Weight::from_parts(1_553_337, 0).saturating_mul(s.into()))
			.saturating_add(T::DbWeight::get().reads(14))
			.saturating_add(T::DbWeight::get().writes(12))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(s.into())))
	}

	fn validate() -> Weight {
		Weight::from_parts(64_054_000, 0)
			.saturating_add(T::DbWeight::get().reads(12))
			.saturating_add(T::DbWeight::get().writes(5))
	}

	/// `k` was measured from 1 to 128.
	fn kick(k: u32, ) -> Weight {
		Weight::from_parts(39_762_871, 0)
			.saturating_add(Weight::from_parts(6_877_278, 0).saturating_mul(k.into()))
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(k.into())))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(k.into())))
	}

	/// `n` was measured from 1 to 16.
	fn nominate(n: u32, ) -> Weight {
		Weight::from_parts(79_550_468, 0)
			.saturating_add(Weight::from_parts(4_664_234, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(13))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(6))
	}

	fn chill() -> Weight {
		Weight::from_parts(70_789_000, 0)
			.saturating_add(T::DbWeight::get().reads(10))
			.saturating_add(T::DbWeight::get().writes(6))
	}

	fn set_payee() -> Weight {
		Weight::from_parts(24_689_000, 0)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	fn update_payee() -> Weight {
		Weight::from_parts(30_200_000, 0)
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	fn set_controller() -> Weight {
		Weight::from_parts(29_181_000, 0)
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(3))
	}

	fn set_validator_count() -> Weight {
		Weight::from_parts(3_440_000, 0)
			.saturating_add(T::DbWeight::get().writes(1))
	}

	fn force_no_eras() -> Weight {
		Weight::from_parts(8_740_000, 0)
			.saturating_add(T::DbWeight::get().writes(1))
	}

	fn force_new_era() -> Weight {
		Weight::from_parts(8_836_000, 0)
			.saturating_add(T::DbWeight::get().writes(1))
	}

	fn force_new_era_always() -> Weight {
		Weight::from_parts(9_412_000, 0)
			.saturating_add(T::DbWeight::get().writes(1))
	}

	/// `v` was measured from 0 to 100.
	fn set_invulnerables(v: u32, ) -> Weight {
		Weight::from_parts(3_970_202, 0)
			.saturating_add(Weight::from_parts(9_755, 0).saturating_mul(v.into()))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	/// `u` was measured from 0 to 100.
	fn deprecate_controller_batch(u: u32, ) -> Weight {
		Weight::from_parts(153_816_720, 0)
			.saturating_add(Weight::from_parts(21_606_461, 0).saturating_mul(u.into()))
			.saturating_add(T::DbWeight::get().reads((4_u64).saturating_mul(u.into())))
			.saturating_add(T::DbWeight::get().writes((3_u64).saturating_mul(u.into())))
	}

	/// `s` was measured from 0 to 100.
	fn force_unstake(s: u32, ) -> Weight {
		Weight::from_parts(124_365_277, 0)
			.saturating_add(Weight::from_parts(1_372_616, 0).saturating_mul(s.into()))
			.saturating_add(T::DbWeight::get().reads(14))
			.saturating_add(T::DbWeight::get().writes(13))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(s.into())))
	}

	/// `s` was measured from 1 to 1000.
	fn cancel_deferred_slash(s: u32, ) -> Weight {
		Weight::from_parts(645_030_061, 0)
			.saturating_add(Weight::from_parts(3_599_287, 0).saturating_mul(s.into()))
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	/// `n` was measured from 0 to 256.
	fn payout_stakers_alive_staked(n: u32, ) -> Weight {
		Weight::from_parts(259_632_000, 0)
			.saturating_add(Weight::from_parts(99_614_186, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(14))
			.saturating_add(T::DbWeight::get().reads((6_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(4))
			.saturating_add(T::DbWeight::get().writes((3_u64).saturating_mul(n.into())))
	}

	/// `l` was measured from 1 to 32.
	fn rebond(_l: u32, ) -> Weight {
		Weight::from_parts(94_331_273, 0)
			.saturating_add(T::DbWeight::get().reads(10))
			.saturating_add(T::DbWeight::get().writes(6))
	}

	/// `s` was measured from 1 to 100.
	fn reap_stash(s: u32, ) -> Weight {
		Weight::from_parts(132_336_349, 0)
			.saturating_add(Weight::from_parts(1_495_206, 0).saturating_mul(s.into()))
			.saturating_add(T::DbWeight::get().reads(13))
			.saturating_add(T::DbWeight::get().writes(12))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(s.into())))
	}

	/// `v` was measured from 1 to 10.
	/// `n` was measured from 0 to 100.
	fn new_era(v: u32, n: u32, ) -> Weight {
		Weight::from_parts(6_421_786_445, 0)
			.saturating_add(Weight::from_parts(36_938_879, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(246))
			.saturating_add(T::DbWeight::get().reads((5_u64).saturating_mul(v.into())))
			.saturating_add(T::DbWeight::get().reads((4_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(7))
			.saturating_add(T::DbWeight::get().writes((3_u64).saturating_mul(v.into())))
	}

	/// `v` was measured from 50 to 100.
	/// `n` was measured from 500 to 1000.
	fn get_npos_voters(v: u32, n: u32, ) -> Weight {
		Weight::from_parts(11_103_630_705, 0)
			.saturating_add(Weight::from_parts(61_881_507, 0).saturating_mul(v.into()))
			.saturating_add(Weight::from_parts(19_092_106, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(241))
			.saturating_add(T::DbWeight::get().reads((5_u64).saturating_mul(v.into())))
			.saturating_add(T::DbWeight::get().reads((4_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	/// `v` was measured from 50 to 100.
	fn get_npos_targets(v: u32, ) -> Weight {
		Weight::from_parts(35_066_333, 0)
			.saturating_add(Weight::from_parts(6_155_457, 0).saturating_mul(v.into()))
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(v.into())))
	}

	fn set_staking_configs_all_set() -> Weight {
		Weight::from_parts(6_240_000, 0)
			.saturating_add(T::DbWeight::get().writes(7))
	}

	fn set_staking_configs_all_remove() -> Weight {
		Weight::from_parts(5_276_000, 0)
			.saturating_add(T::DbWeight::get().writes(7))
	}

	fn chill_other() -> Weight {
		Weight::from_parts(87_822_000, 0)
			.saturating_add(T::DbWeight::get().reads(13))
			.saturating_add(T::DbWeight::get().writes(6))
	}

	fn force_apply_min_commission() -> Weight {
		Weight::from_parts(14_642_000, 0)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	fn set_min_commission() -> Weight {
		Weight::from_parts(3_461_000, 0)
			.saturating_add(T::DbWeight::get().writes(1))
	}

	fn restore_ledger() -> Weight {
		Weight::from_parts(48_951_000, 0)
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().writes(2))
	}

	fn migrate_currency() -> Weight {
		Weight::from_parts(102_932_000, 0)
			.saturating_add(T::DbWeight::get().reads(6))
			.saturating_add(T::DbWeight::get().writes(2))
	}

	fn manual_slash() -> Weight {
		Weight::from_parts(17_459_011_000, 0)
			.saturating_add(T::DbWeight::get().reads(2068))
			.saturating_add(T::DbWeight::get().writes(1543))
	}

}
