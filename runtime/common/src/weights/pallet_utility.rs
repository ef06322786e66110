//! Costs of `pallet_utility`. Written by `scripts/weights`: 2026-11-28, Intel(R) Xeon(R) Processor, 10 steps, 5 repetitions.

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(unused_parens, unused_imports, unused_variables)]

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

/// Weights of `pallet_utility`. Proof sizes are left out: a solochain has no bound on them.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> pallet_utility::WeightInfo for WeightInfo<T> {
	/// `c` was measured from 0 to 1000.
	fn batch(c: u32, ) -> Weight {
		Weight::from_parts(4_821_267, 0)
			.saturating_add(Weight::from_parts(2_360_923, 0).saturating_mul(c.into()))
	}

	fn as_derivative() -> Weight {
		Weight::from_parts(3_396_000, 0)
	}

	/// `c` was measured from 0 to 1000.
	fn batch_all(c: u32, ) -> Weight {
		Weight::from_parts(4_646_965, 0)
			.saturating_add(Weight::from_parts(2_442_669, 0).saturating_mul(c.into()))
	}

	fn dispatch_as() -> Weight {
		Weight::from_parts(5_110_000, 0)
	}

	/// `c` was measured from 0 to 1000.
	fn force_batch(c: u32, ) -> Weight {
		Weight::from_parts(2_110_635, 0)
			.saturating_add(Weight::from_parts(2_380_076, 0).saturating_mul(c.into()))
	}

	fn dispatch_as_fallible() -> Weight {
		Weight::from_parts(5_087_000, 0)
	}

	fn if_else() -> Weight {
		Weight::from_parts(6_229_000, 0)
	}

}
