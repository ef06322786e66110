//! Weights of calls and outcomes.

use frame_support::weights::{constants::RocksDbWeight, Weight};

/// Weights, measured by the runtime's benchmarks.
pub trait WeightInfo {
	/// Returns the weight of [`crate::Pallet::enact`] for a directive that sets a parameter of a
	/// domain.
	fn enact_set_domain() -> Weight;
	/// Returns the weight of [`crate::Pallet::enact`] for a directive that authorises an upgrade.
	fn enact_authorize_upgrade() -> Weight;
	/// Returns the weight of [`crate::Pallet::enact`] for a directive that replaces a client.
	fn enact_replace_client() -> Weight;
	/// Returns the weight of [`crate::Pallet::enact`] for a directive that cancels a task, which is
	/// the heaviest undoing, without that of cancelling slashes.
	fn enact_undo() -> Weight;
	/// Returns the weight of [`crate::Pallet::enact`] for a directive that dispatches a call of `l`
	/// bytes, without the call itself.
	fn enact_dispatch(l: u32) -> Weight;
	/// Returns the weight of [`crate::Pallet::dispatch_as_root`] without the call itself.
	fn dispatch_as_root() -> Weight;
	/// Returns the weight of [`crate::Pallet::schedule`] if the last block that is tried has room.
	fn schedule() -> Weight;
	/// Returns the weight of the heaviest ratification. Its post cancels as many calls as a post
	/// can, and its own call is scheduled in the last block that is tried.
	fn on_pool_outcome() -> Weight;
	/// Returns the weight of finding the tier of a post that cancels, and whether it is ratified.
	fn motion() -> Weight;
	/// Returns the weight of looking at the authorised upgrade and voiding it.
	fn on_initialize() -> Weight;
	/// Returns the weight of the check of a directive, without that of a parameter of the chain.
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

	fn enact_undo() -> Weight {
		estimate(8, 6)
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
		estimate(44, 16)
	}

	fn motion() -> Weight {
		estimate(4, 0)
	}

	fn on_initialize() -> Weight {
		estimate(2, 2)
	}

	fn check() -> Weight {
		estimate(3, 0)
	}
}

/// Returns an estimate: 2 µs of computing and 2 KiB of proof for each read, and the reads and
/// writes themselves.
fn estimate(reads: u64, writes: u64) -> Weight {
	Weight::from_parts(2_000_000, 2_048)
		.saturating_mul(reads)
		.saturating_add(RocksDbWeight::get().reads_writes(reads, writes))
}
