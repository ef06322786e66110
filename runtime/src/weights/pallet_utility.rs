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
		Weight::from_parts(11_290_263, 0)
			.saturating_add(Weight::from_parts(2_764_107, 0).saturating_mul(c.into()))
	}

	fn as_derivative() -> Weight {
		Weight::from_parts(5_971_000, 0)
	}

	/// `c` was measured from 0 to 1000.
	fn batch_all(c: u32, ) -> Weight {
		Weight::from_parts(6_307_000, 0)
			.saturating_add(Weight::from_parts(3_755_161, 0).saturating_mul(c.into()))
	}

	fn dispatch_as() -> Weight {
		Weight::from_parts(12_047_000, 0)
	}

	/// `c` was measured from 0 to 1000.
	fn force_batch(c: u32, ) -> Weight {
		Weight::from_parts(1_242_003_700, 0)
			.saturating_add(Weight::from_parts(9_655_794, 0).saturating_mul(c.into()))
	}

	fn dispatch_as_fallible() -> Weight {
		Weight::from_parts(14_998_000, 0)
	}

	fn if_else() -> Weight {
		Weight::from_parts(10_542_000, 0)
	}

}
