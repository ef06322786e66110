//! The time that an author has for a block.
//!
//! An author builds on the best block that it has imported when its slot begins. By then the block
//! before must have been made, sent, and executed again by the others. Otherwise the author builds
//! on that one's parent, and one of both blocks is lost. So
//!
//! ```text
//! author's time + sending + import <= slot
//! ```
//!
//! and import, which executes what the author has executed, may take as long as the author.
//!
//! A block that is a little late is sent all the same: others may import it faster than it was
//! made. Thrown away, it would be lost for certain.

use sc_consensus_babe::SlotProportion;
use std::{
	sync::atomic::{AtomicU64, Ordering::Relaxed},
	time::Duration,
};
use witan_runtime::systems::chain::block_limits;

/// The time in which a block reaches the other validators.
pub const SENDING: Duration = Duration::from_millis(block_limits::SENDING);

/// The least part of its time, in percent, that an author keeps for finishing its block: for
/// `on_idle` and the state root. In the shortest slot it is 0.27 s.
const FINISHING_PERCENT: u32 = 21;

/// Returns the time that an author has for making a block, and the others for importing it.
pub fn author_time(slot: Duration) -> Duration {
	slot.saturating_sub(SENDING) / 2
}

/// Returns the part of a slot after which BABE throws a block away that is not ready. What is left
/// is enough to send a full block, and to import it at the usual speed. After slots without a block
/// BABE waits longer, even beyond the slot's end, so that slow machines do not stop the chain.
pub fn patience() -> SlotProportion {
	SlotProportion::new(2.0 / 3.0)
}

/// An author's estimate of the time that it needs to finish a block after the last transaction.
///
/// The time depends on the machine, on what else it does, and on how much of the state the
/// transactions changed. So the author learns it from its last blocks. A block that took longer
/// counts at once, and is forgotten by a sixteenth with each block after it.
#[derive(Debug)]
pub struct Finishing {
	/// The time of an author in a slot.
	time: Duration,
	/// The estimate in microseconds, at most half of that time.
	estimate: AtomicU64,
}

impl Finishing {
	/// Returns the estimate of an author that has `time` for a block, and has made none.
	pub fn new(time: Duration) -> Self {
		Self { time, estimate: AtomicU64::default() }
	}

	/// Notes that an author's latest block took so long to finish.
	pub fn note(&self, took: Duration) {
		let faded = self.estimate().mul_f32(15.0 / 16.0);
		let micros = took.max(faded).min(self.time / 2).as_micros();
		self.estimate.store(u64::try_from(micros).unwrap_or(u64::MAX), Relaxed);
	}

	/// Returns the time in which an author adds transactions, of the `left` time in its slot. What
	/// it keeps is a quarter more than the estimate, at most half.
	pub fn transactions_time(&self, left: Duration) -> Duration {
		let left = left.min(self.time);
		let needed = self.estimate() * 5 / 4;
		left - needed.clamp(left * FINISHING_PERCENT / 100, left / 2)
	}

	fn estimate(&self) -> Duration {
		Duration::from_micros(self.estimate.load(Relaxed))
	}
}
