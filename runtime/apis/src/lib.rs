//! Runtime APIs of Witan's own systems and of its node: declarations, and the answers that no
//! pallet has.
//!
//! They are generic over each runtime's choices, so that every runtime implements the same ones.
//! polkadot.js has them as `api.call.reputationApi.domain(0)` and so on. Amounts of tokens and of
//! REP are in units of 10^-9, as of the block that is asked.

#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

pub mod authoring;
pub mod experts;
pub mod governance;
pub mod health;
