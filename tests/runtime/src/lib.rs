//! The real runtime in a test, with what tests of bodies of experts share.
//!
//! - [`chain`]: a chain in memory from the development preset, its blocks made by hand;
//! - [`action`]: any call of the five pallets, or blocks that pass, from a few bytes;
//! - [`check`]: every invariant of the five pallets, and those between them.

pub mod action;
pub mod chain;
pub mod check;
