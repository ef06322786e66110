//! The real runtime in a test, with helpers that tests of bodies of experts share.
//!
//! - [`chain`]: a chain in memory from the development preset, its blocks made by hand;
//! - [`scene`]: bodies of experts at work, for a sequence to begin with;
//! - [`action`]: any call of the five pallets, any action of governance, or blocks that pass, from
//!   a few bytes; [`state`] is what it chooses from;
//! - [`check`]: every invariant of the six pallets, and those between them;
//! - [`reach`]: landmarks that sequences of actions have reached; [`governed`]: what must be true
//!   of governance over a whole sequence;
//! - [`play`]: a sequence of actions, with every invariant after each.

pub mod action;
pub mod chain;
pub mod check;
pub mod governed;
pub mod play;
pub mod reach;
pub mod scene;
pub mod state;
