//! Weights of the calls. A runtime measures its own; the figures here are for tests.

use frame_support::weights::{constants::RocksDbWeight, Weight};

/// Weights of the calls.
pub trait WeightInfo {
	/// Returns the weight for `m` bytes of metadata, with that of opening the ledger.
	fn create_domain(m: u32) -> Weight;
}

impl WeightInfo for () {
	fn create_domain(m: u32) -> Weight {
		Weight::from_parts(60_000_000, 4_000)
			.saturating_add(Weight::from_parts(10_000, 0).saturating_mul(m.into()))
			.saturating_add(RocksDbWeight::get().reads_writes(3, 6))
	}
}
