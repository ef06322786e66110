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

use sc_consensus_babe::SlotProportion;
use std::time::Duration;
use witan_runtime::systems::chain::block_limits;

/// The time in which a block reaches the other validators.
pub const SENDING: Duration = Duration::from_millis(block_limits::SENDING);

/// The part of its time, in percent, in which an author adds transactions. The rest, 0.27 s in the
/// shortest slot, is for `on_idle` and the state root.
///
/// A block that is not done in time is thrown away, and both take longer the more it holds.
const TRANSACTIONS_PERCENT: u32 = 79;

/// Returns the time that an author has for making a block, and the others for importing it.
pub fn author_time(slot: Duration) -> Duration {
	slot.saturating_sub(SENDING) / 2
}

/// Returns the time in which an author that has `time` for its block adds transactions.
pub fn transactions_time(time: Duration) -> Duration {
	time * TRANSACTIONS_PERCENT / 100
}

/// Returns the author's time as a part of its slot.
pub fn slot_portion(slot: Duration) -> SlotProportion {
	SlotProportion::new(author_time(slot).as_secs_f32() / slot.as_secs_f32())
}
