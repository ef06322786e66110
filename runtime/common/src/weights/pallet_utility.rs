//! What `pallet_utility` costs. Written by `scripts/weights`: 2026-11-21, Intel(R) Xeon(R) Processor, 10 steps, 5 repetitions.

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(unused_parens, unused_imports)]

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

/// Weights of `pallet_utility`. Proof sizes are left out: a solochain has no bound on them.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> pallet_utility::WeightInfo for WeightInfo<T> {
	/// `c` was measured from 0 to 1000.
	fn batch(c: u32, ) -> Weight {
		Weight::from_parts(2_825_624, 0)
			.saturating_add(Weight::from_parts(3_443_671, 0).saturating_mul(c.into()))
	}

	fn as_derivative() -> Weight {
		Weight::from_parts(10_478_000, 0)
	}

	/// `c` was measured from 0 to 1000.
	fn batch_all(c: u32, ) -> Weight {
		Weight::from_parts(18_784_010, 0)
			.saturating_add(Weight::from_parts(3_647_070, 0).saturating_mul(c.into()))
	}

	fn dispatch_as() -> Weight {
		Weight::from_parts(14_310_000, 0)
	}

	/// `c` was measured from 0 to 1000.
	fn force_batch(c: u32, ) -> Weight {
		Weight::from_parts(1_252_734, 0)
			.saturating_add(Weight::from_parts(3_399_121, 0).saturating_mul(c.into()))
	}

	fn dispatch_as_fallible() -> Weight {
		Weight::from_parts(14_354_000, 0)
	}

	fn if_else() -> Weight {
		Weight::from_parts(16_455_000, 0)
	}

}
