//! Everything that Witan's runtimes share and that names no runtime: generic over the runtime's
//! configuration.
//!
//! - [`systems`]: values, adapters, genesis checks, invariants and benchmark helpers, by system;
//! - [`invariants`]: rules that span several pallets;
//! - [`parameters`]: the parameters of the chain, with their ranges and texts;
//! - [`apis`]: the runtime APIs that every runtime has;
//! - [`authoring`]: extrinsics for a block in the making;
//! - [`health`]: what operators watch of the chain's own work;
//! - [`weights`]: costs of calls, blocks and storage, measured by `scripts/weights`;
//! - [`time`]: blocks of a day.

#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

pub mod apis;
pub mod authoring;
pub mod health;
pub mod invariants;
pub mod parameters;
pub mod systems;
pub use witan_primitives::time;
pub mod weights;
