//! Types and traits by which the pallets of bodies of experts talk to each other, and to other systems. No storage lives here.
//!
//! - [`ids`], [`shares`]: identifiers, amounts of reputation, ratios;
//! - [`domain`]: what a domain decides for itself;
//! - [`ledger`], [`forum`], [`pool`], [`job`]: what each pallet does for others;
//! - [`agenda`]: what is due in which block.

#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

pub mod agenda;
pub mod domain;
pub mod forum;
pub mod ids;
pub mod job;
pub mod ledger;
pub mod pool;
pub mod shares;
