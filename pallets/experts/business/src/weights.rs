//! Weights of the pallet's calls and steps.

use frame_support::weights::{constants::RocksDbWeight as Database, Weight};

/// Weights of calls and steps. A step's weight is without that of draws, ends of jobs, pools and
/// listeners of ends, which state their own.
pub trait WeightInfo {
	/// See [`crate::Pallet::open_service`].
	fn open_service() -> Weight;
	/// See [`crate::Pallet::update_service`].
	fn update_service() -> Weight;
	/// See [`crate::Pallet::close_service`].
	fn close_service() -> Weight;
	/// See [`crate::Pallet::request`].
	fn request() -> Weight;
	/// See [`crate::Pallet::cancel`].
	fn cancel() -> Weight;
	/// See [`crate::Pallet::submit`]. Includes the post and the pool.
	fn submit() -> Weight;
	/// See [`crate::Pallet::remark`].
	fn remark() -> Weight;
	/// See [`crate::Pallet::decline`]. Without the return of the stake.
	fn decline() -> Weight;
	/// The beginning of a block, which mixes its randomness into the beacon. Without the search for
	/// draws, and without draws.
	fn on_initialize() -> Weight;
	/// A search of the agenda by `on_idle`, or of the turns by `on_initialize`.
	fn search() -> Weight;
	/// The beginning of a domain's turns in a block, and the end after which it goes on in the
	/// next. Without looks and draws.
	fn turn() -> Weight;
	/// A draw that assigns an expert. As the next two, without what [`Experts::draw`] tells.
	///
	/// [`Experts::draw`]: witan_experts::job::Experts::draw
	fn draw_assigns() -> Weight;
	/// A draw that finds nobody and is tried again.
	fn draw_finds_nobody() -> Weight;
	/// A draw that finds nobody and is the last.
	fn draw_gives_up() -> Weight;
	/// A no-show after which another expert is drawn. As the next, without the ends of the job and
	/// of the expert's offer, which [`Experts`] tells.
	///
	/// [`Experts`]: witan_experts::job::Experts
	fn no_show() -> Weight;
	/// A no-show that ends the request.
	fn last_no_show() -> Weight;
	/// The search for the pool that is asked for its verdict.
	fn ask_verdict() -> Weight;
	/// The postponement of a request whose pool has no verdict.
	fn await_verdict() -> Weight;
	/// A verdict that completes a request.
	fn outcome_passed() -> Weight;
	/// A verdict that rejects the evidence.
	fn outcome_rejected() -> Weight;
	/// A pool that ended undecided and is opened again.
	fn outcome_not_quorate() -> Weight;
	/// A pool that ended undecided for the second time.
	fn outcome_not_quorate_twice() -> Weight;
}

/// Returns a figure for tests, above the weight of these reads and writes.
fn figure(reads: u64, writes: u64) -> Weight {
	let proof = 4_000u64.saturating_mul(reads);
	Weight::from_parts(100_000_000, proof)
		.saturating_add(Database::get().reads_writes(reads, writes))
}

impl WeightInfo for () {
	fn open_service() -> Weight {
		figure(8, 4)
	}
	fn update_service() -> Weight {
		figure(3, 1)
	}
	fn close_service() -> Weight {
		figure(3, 3)
	}
	fn request() -> Weight {
		figure(22, 12)
	}
	fn cancel() -> Weight {
		figure(10, 12)
	}
	fn submit() -> Weight {
		figure(30, 25)
	}
	fn remark() -> Weight {
		figure(2, 1)
	}
	fn decline() -> Weight {
		figure(16, 15)
	}
	fn on_initialize() -> Weight {
		figure(3, 1)
	}
	fn search() -> Weight {
		figure(u64::from(crate::MAX_BLOCKS) + 1, 1)
	}
	fn turn() -> Weight {
		figure(1, 4)
	}
	fn draw_assigns() -> Weight {
		figure(15, 12)
	}
	fn draw_finds_nobody() -> Weight {
		figure(13, 10)
	}
	fn draw_gives_up() -> Weight {
		figure(17, 16)
	}
	fn no_show() -> Weight {
		figure(14, 14)
	}
	fn last_no_show() -> Weight {
		figure(20, 21)
	}
	fn ask_verdict() -> Weight {
		figure(1, 0)
	}
	fn await_verdict() -> Weight {
		figure(3, 3)
	}
	fn outcome_passed() -> Weight {
		figure(20, 18)
	}
	fn outcome_rejected() -> Weight {
		figure(20, 18)
	}
	fn outcome_not_quorate() -> Weight {
		figure(10, 10)
	}
	fn outcome_not_quorate_twice() -> Weight {
		figure(20, 18)
	}
}
