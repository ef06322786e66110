//! The configuration of each pallet, by system.

pub mod chain;
pub mod experts;
pub mod governance;
