//! The one heap of a runtime.

use crate::{Arena, Heap, Host, ARENA};

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
