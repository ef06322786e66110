//! Governance: how its invariants, benchmarks and tasks fit into a runtime that has experts.

#[cfg(feature = "runtime-benchmarks")]
pub mod benchmarks;
pub mod invariants;
pub mod tasks;
