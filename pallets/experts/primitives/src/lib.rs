//! Types and traits by which the pallets of bodies of experts talk to each other, and to other
//! systems. No storage lives here.
//!
//! - [`ids`], [`shares`]: identifiers, amounts of reputation, ratios;
//! - [`domain`]: the parameters that a domain sets for itself;
//! - [`ledger`], [`forum`], [`pool`], [`job`]: the services of each pallet for the others;
//! - [`agenda`]: items that are due in a block;
//! - [`migration`]: parts of which migrations are made.

#![cfg_attr(not(feature = "std"), no_std)]
#![deny(rustdoc::broken_intra_doc_links)]
#![cfg_attr(
	not(test),
	deny(clippy::unwrap_used, clippy::indexing_slicing, clippy::arithmetic_side_effects)
)]

extern crate alloc;

pub mod agenda;
pub mod domain;
pub mod forum;
pub mod ids;
pub mod job;
pub mod ledger;
pub mod migration;
pub mod pool;
pub mod shares;
