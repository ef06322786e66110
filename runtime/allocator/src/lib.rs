//! The memory allocator of the runtime's wasm.
//!
//! By default each allocation of a runtime is a call of the host, which takes longer than to find
//! the memory. Here a runtime has an [`Arena`] of its own, in its static memory, and asks the host
//! only when that is full. The host also allocates what it returns to the runtime, and leaves it to
//! the runtime to free. So [`Heap`] tells by the address whose memory a pointer is in.
//!
//! A runtime that links this crate uses it. It may not link `sp-io` without the feature
//! `disable_allocator` then, which this crate turns on.

#![cfg_attr(not(feature = "std"), no_std)]
#![warn(clippy::undocumented_unsafe_blocks)]

mod heap;
#[cfg(substrate_runtime)]
mod wasm;

pub use heap::{Arena, Heap, Host};

/// Bytes of the runtime's arena. It has room for a block, all of which its import keeps in memory,
/// and for as much again. What reads long lists, such as an election, asks the host for the rest.
///
/// It takes addresses, but no memory until that is used.
pub const ARENA: usize = 16 * 1024 * 1024;
