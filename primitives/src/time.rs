//! Spans of time in blocks.

use crate::BlockNumber;

/// Milliseconds between two blocks.
pub const MILLIS_PER_BLOCK: u32 = 3_000;
/// Blocks of a day: 28 800.
pub const DAY: BlockNumber = 24 * 3_600 * 1_000 / MILLIS_PER_BLOCK;
