//! How each pallet is configured, by system.

pub mod chain;
pub mod experts;
pub mod governance;
