//! Costs of `frame_system_extensions`. Written by `scripts/weights`: 2026-11-28, Intel(R) Xeon(R) Processor, 10 steps, 5 repetitions.

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(unused_parens, unused_imports, unused_variables)]

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

/// Weights of `frame_system_extensions`. Proof sizes are left out: a solochain has no bound on them.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> frame_system::ExtensionsWeightInfo for WeightInfo<T> {
	fn check_genesis() -> Weight {
		Weight::from_parts(1_446_000, 0)
	}

	fn check_mortality_mortal_transaction() -> Weight {
		Weight::from_parts(3_189_000, 0)
	}

	fn check_mortality_immortal_transaction() -> Weight {
		Weight::from_parts(3_190_000, 0)
	}

	fn check_non_zero_sender() -> Weight {
		Weight::from_parts(364_000, 0)
	}

	fn check_nonce() -> Weight {
		Weight::from_parts(7_318_000, 0)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	fn check_spec_version() -> Weight {
		Weight::from_parts(307_000, 0)
	}

	fn check_tx_version() -> Weight {
		Weight::from_parts(306_000, 0)
	}

	fn check_weight() -> Weight {
		Weight::from_parts(3_150_000, 0)
	}

	fn weight_reclaim() -> Weight {
		Weight::from_parts(1_650_000, 0)
	}

}
