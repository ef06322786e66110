//! Governance: how its invariants and benchmarks fit into a runtime that has experts.

#[cfg(feature = "runtime-benchmarks")]
pub mod benchmarks;
pub mod invariants;
