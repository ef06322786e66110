//! What calls and outcomes weigh.

use frame_support::weights::{constants::RocksDbWeight, Weight};

/// Weights, measured by the runtime's benchmarks.
pub trait WeightInfo {
	/// [`crate::Pallet::enact`] of a directive that sets a parameter of a domain.
	fn enact_set_domain() -> Weight;
	/// The same of one that authorises an upgrade.
	fn enact_authorize_upgrade() -> Weight;
	/// The same of one that replaces a client.
	fn enact_replace_client() -> Weight;
	/// The same of one that dispatches a call of `l` bytes, without the call itself.
	fn enact_dispatch(l: u32) -> Weight;
	/// [`crate::Pallet::dispatch_as_root`] without the call itself.
	fn dispatch_as_root() -> Weight;
	/// [`crate::Pallet::schedule`], in the last block that is tried.
	fn schedule() -> Weight;
	/// A governance pool passes, whose post cancels as many calls as a post can, and whose own is scheduled in the last block
	/// that is tried for it.
	fn on_pool_outcome() -> Weight;
	/// The check of a directive, without what the check of a parameter of the chain takes.
	fn check() -> Weight;
}

/// Estimates from above for tests.
impl WeightInfo for () {
	fn enact_set_domain() -> Weight {
		estimate(6, 4)
	}

	fn enact_authorize_upgrade() -> Weight {
		estimate(5, 4)
	}

	fn enact_replace_client() -> Weight {
		estimate(5, 4)
	}

	fn enact_dispatch(l: u32) -> Weight {
		estimate(8, 6).saturating_add(Weight::from_parts(2_000, 1).saturating_mul(l.into()))
	}

	fn dispatch_as_root() -> Weight {
		estimate(1, 0)
	}

	fn schedule() -> Weight {
		estimate(20, 4)
	}

	fn on_pool_outcome() -> Weight {
		estimate(40, 16)
	}

	fn check() -> Weight {
		estimate(3, 0)
	}
}

/// 2 µs of computing and 2 kB of proof a read.
fn estimate(reads: u64, writes: u64) -> Weight {
	Weight::from_parts(2_000_000, 2_048)
		.saturating_mul(reads)
		.saturating_add(RocksDbWeight::get().reads_writes(reads, writes))
}
