//! The memory allocator of the runtime's wasm.
//!
//! By default each allocation of a runtime is a call of the host, which takes longer than finding
//! the memory. Here a runtime has an [`Arena`] of its own in its static memory, and asks the host
//! only when that is full. The host also allocates what it returns to the runtime, which has to
//! free it. So [`Heap`] tells by a pointer's address whose memory it is in.
//!
//! Every runtime that links this crate uses it. There can be no second allocator, so this crate
//! turns on the feature `disable_allocator` of `sp-io`.

#![cfg_attr(not(feature = "std"), no_std)]
#![warn(clippy::undocumented_unsafe_blocks)]

mod heap;
#[cfg(substrate_runtime)]
mod wasm;

pub use heap::{Arena, Heap, Host};

/// Bytes of the runtime's arena. An import keeps its whole block in memory: there is room for three
/// of the longest. What reads long lists, such as an election, asks the host for the rest.
///
/// The arena takes addresses from the start, but memory only when that is used.
pub const ARENA: usize = 16 * 1024 * 1024;
