//! The one heap of a runtime.

use crate::{Arena, Heap, Host};

/// Bytes of the runtime's own arena. Transactions and hooks need less. What reads lists into
/// memory, such as an election or a call of a view, asks the host for the rest.
///
/// It takes addresses, but no memory until that is used.
const ARENA: usize = 4 * 1024 * 1024;

/// The node that runs the wasm, through its host functions.
struct Node;

impl Host for Node {
	fn allocate(bytes: usize) -> *mut u8 {
		let Ok(bytes) = u32::try_from(bytes) else {
			return core::ptr::null_mut();
		};
		sp_io::allocator::malloc(bytes)
	}

	unsafe fn free(pointer: *mut u8) {
		sp_io::allocator::free(pointer)
	}
}

static MEMORY: Arena<ARENA> = Arena::new();

// SAFETY: no other heap is made with it, and wasm has one thread.
#[global_allocator]
static HEAP: Heap<ARENA, Node> = unsafe { Heap::new(&MEMORY) };
