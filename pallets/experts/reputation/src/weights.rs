//! Weights of the calls. A runtime measures its own; the figures here are for tests.

use frame_support::weights::{constants::RocksDbWeight, Weight};

/// Weights of the calls.
pub trait WeightInfo {
	/// Returns the weight of a claim that pays, `e` eras with a dividend behind.
	///
	/// A claim that only removes an empty record costs less.
	fn claim_dividends(e: u32) -> Weight;
}

impl WeightInfo for () {
	fn claim_dividends(e: u32) -> Weight {
		let era = Weight::from_parts(2_000_000, 2_600)
			.saturating_add(RocksDbWeight::get().reads(1))
			.saturating_mul(e.into());
		Weight::from_parts(80_000_000, 10_000)
			.saturating_add(RocksDbWeight::get().reads_writes(4, 5))
			.saturating_add(era)
	}
}
