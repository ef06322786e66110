//! Weights of calls, of draws and of the steps of `on_idle`.

use frame_support::weights::{constants::RocksDbWeight, Weight};

/// Weights, measured by the runtime's benchmarks.
pub trait WeightInfo {
	/// [`crate::Pallet::offer`].
	fn offer() -> Weight;
	/// [`crate::Pallet::top_up`] of an offer of an earlier era.
	fn top_up() -> Weight;
	/// [`crate::Pallet::extend`] of an offer of an earlier era.
	fn extend() -> Weight;
	/// [`crate::Pallet::withdraw`].
	fn withdraw() -> Weight;
	/// [`crate::Pallet::prune`].
	fn prune() -> Weight;
	/// [`crate::Pallet::lower`] of an offer of an earlier era.
	fn lower() -> Weight;
	/// [`crate::Pallet::pause`].
	fn pause() -> Weight;
	/// [`crate::Pallet::resume`].
	fn resume() -> Weight;
	/// [`crate::Pallet::set_max_jobs`].
	fn set_max_jobs() -> Weight;
	/// The end of a job, after which the expert's offer weighs something again.
	fn job_ended() -> Weight;
	/// A job that an expert declines, whose stake goes back to an offer of an earlier era.
	fn job_declined() -> Weight;
	/// A draw that excludes as many accounts as possible, meets expired offers, and in its last
	/// attempt finds an offer of an earlier era. No draw weighs more.
	fn draw() -> Weight;
	/// The beginning of a draw: the roots of all eras, and `x` accounts that are not drawn. With
	/// what only the last attempt does.
	fn draw_search(x: u32) -> Weight;
	/// A look of a draw at an offer.
	fn draw_looks() -> Weight;
	/// The end of a draw: the stake is taken from an offer of an earlier era.
	fn draw_assigns() -> Weight;
	/// The search of `on_idle` for expired offers, when there are none.
	fn search_expired() -> Weight;
	/// The end of one expired offer in `on_idle`.
	fn end_expired() -> Weight;
}

/// Upper estimates for tests: a tree is at most six levels deep.
impl WeightInfo for () {
	fn offer() -> Weight {
		estimate(16, 16)
	}

	fn top_up() -> Weight {
		estimate(40, 40)
	}

	fn extend() -> Weight {
		estimate(40, 40)
	}

	fn withdraw() -> Weight {
		estimate(26, 26)
	}

	fn prune() -> Weight {
		estimate(26, 26)
	}

	fn lower() -> Weight {
		estimate(40, 40)
	}

	fn pause() -> Weight {
		estimate(10, 8)
	}

	fn resume() -> Weight {
		estimate(10, 8)
	}

	fn set_max_jobs() -> Weight {
		estimate(10, 8)
	}

	fn job_ended() -> Weight {
		estimate(10, 8)
	}

	fn job_declined() -> Weight {
		estimate(40, 40)
	}

	fn draw() -> Weight {
		estimate(300, 240)
	}

	fn draw_search(x: u32) -> Weight {
		estimate(u64::from(x).saturating_mul(2).saturating_add(12), 0)
	}

	fn draw_looks() -> Weight {
		estimate(9, 0)
	}

	fn draw_assigns() -> Weight {
		estimate(40, 40)
	}

	fn search_expired() -> Weight {
		estimate(20, 1)
	}

	fn end_expired() -> Weight {
		estimate(28, 26)
	}
}

/// Returns an estimate of 2 µs of computing and 2 kB of proof per read.
fn estimate(reads: u64, writes: u64) -> Weight {
	Weight::from_parts(2_000_000, 2_048)
		.saturating_mul(reads)
		.saturating_add(RocksDbWeight::get().reads_writes(reads, writes))
}
