//! What `frame_system_extensions` costs. Written by `scripts/weights`: 2026-11-21, Intel(R) Xeon(R) Processor, 10 steps, 5 repetitions.

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(unused_parens, unused_imports)]

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

/// Weights of `frame_system_extensions`. Proof sizes are left out: a solochain has no bound on them.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> frame_system::ExtensionsWeightInfo for WeightInfo<T> {
	fn check_genesis() -> Weight {
		Weight::from_parts(4_547_000, 0)
	}

	fn check_mortality_mortal_transaction() -> Weight {
		Weight::from_parts(7_559_000, 0)
	}

	fn check_mortality_immortal_transaction() -> Weight {
		Weight::from_parts(7_609_000, 0)
	}

	fn check_non_zero_sender() -> Weight {
		Weight::from_parts(975_000, 0)
	}

	fn check_nonce() -> Weight {
		Weight::from_parts(13_993_000, 0)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	fn check_spec_version() -> Weight {
		Weight::from_parts(791_000, 0)
	}

	fn check_tx_version() -> Weight {
		Weight::from_parts(794_000, 0)
	}

	fn check_weight() -> Weight {
		Weight::from_parts(8_699_000, 0)
	}

	fn weight_reclaim() -> Weight {
		Weight::from_parts(4_697_000, 0)
	}

}
