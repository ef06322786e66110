//! The systems, each with its values, adapters, genesis checks, invariants and benchmark helpers.

pub mod chain;
pub mod experts;
pub mod governance;
