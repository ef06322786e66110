//! The heap of a runtime, on a host of tests.

use proptest::prelude::*;
use std::{
	alloc::{GlobalAlloc, Layout},
	cell::Cell,
	ptr, slice,
};
use witan_runtime_allocator::{Arena, Heap, Host};

const ARENA: usize = 16 * 1024;
const HEADER: usize = 8;
const MARK: u32 = 0x5eed_5eed;

thread_local! {
	static ON_HOST: Cell<i64> = const { Cell::new(0) };
}

/// A host that allocates as a node does: aligned to 8, with a header before, and a limit.
struct TestHost;

impl TestHost {
	const LIMIT: usize = 1 << 20;

	/// Returns the number of blocks that the host has given out.
	fn live() -> i64 {
		ON_HOST.get()
	}
}

impl Host for TestHost {
	fn allocate(bytes: usize) -> *mut u8 {
		if bytes > Self::LIMIT {
			return ptr::null_mut();
		}
		// Always 8 beyond a multiple of 16, so that greater alignments need padding.
		let whole = vec![0u128; (HEADER + 8 + bytes).div_ceil(16) + 1].into_boxed_slice();
		let words = whole.len() as u32;
		let start = Box::into_raw(whole).cast::<u8>();
		ON_HOST.set(ON_HOST.get() + 1);
		unsafe {
			start.cast::<u32>().write(words);
			start.add(HEADER - 4).cast::<u32>().write(MARK);
			start.add(HEADER)
		}
	}

	unsafe fn free(pointer: *mut u8) {
		ON_HOST.set(ON_HOST.get() - 1);
		unsafe {
			let start = pointer.sub(HEADER);
			assert_eq!(
				start.add(HEADER - 4).cast::<u32>().read(),
				MARK,
				"the header is the host's"
			);
			let words = start.cast::<u32>().read() as usize;
			drop(Box::from_raw(ptr::slice_from_raw_parts_mut(start.cast::<u128>(), words)));
		}
	}
}

fn new_heap() -> Heap<ARENA, TestHost> {
	unsafe { Heap::new(Box::leak(Box::new(Arena::new()))) }
}

fn layout(size: usize, align: usize) -> Layout {
	Layout::from_size_align(size, align).expect("a power of two")
}

/// A block in use, every byte of which is `mark`.
struct Block {
	pointer: *mut u8,
	layout: Layout,
	mark: u8,
}

impl Block {
	fn new(heap: &Heap<ARENA, TestHost>, layout: Layout, mark: u8) -> Self {
		let pointer = unsafe { heap.alloc(layout) };
		let block = Self { pointer, layout, mark };
		block.fill();
		block
	}

	fn fill(&self) {
		assert_eq!(self.pointer as usize % self.layout.align(), 0, "{:?}", self.layout);
		unsafe { self.pointer.write_bytes(self.mark, self.layout.size()) }
	}

	fn holds(&self, bytes: usize) -> bool {
		let content = unsafe { slice::from_raw_parts(self.pointer, bytes) };
		content.iter().all(|&byte| byte == self.mark)
	}

	fn resize(&mut self, heap: &Heap<ARENA, TestHost>, size: usize) {
		let kept = self.layout.size().min(size);
		self.pointer = unsafe { heap.realloc(self.pointer, self.layout, size) };
		self.layout = layout(size, self.layout.align());
		assert!(self.holds(kept), "what was in the block has moved with it");
		self.fill();
	}

	fn free(self, heap: &Heap<ARENA, TestHost>) {
		assert!(self.holds(self.layout.size()), "nobody else wrote into the block");
		unsafe { heap.dealloc(self.pointer, self.layout) }
	}
}

#[derive(Clone, Debug)]
enum Step {
	Allocate { size: usize, align: u32 },
	Resize { which: prop::sample::Index, size: usize },
	Free { which: prop::sample::Index },
}

fn step() -> impl Strategy<Value = Step> {
	let size = || prop_oneof![4 => 1..300usize, 2 => 300..4000usize, 1 => 4000..40_000usize];
	let which = any::<prop::sample::Index>;
	prop_oneof![
		4 => (size(), 0..7u32).prop_map(|(size, align)| Step::Allocate { size, align }),
		2 => (which(), size()).prop_map(|(which, size)| Step::Resize { which, size }),
		3 => which().prop_map(|which| Step::Free { which }),
	]
}

proptest! {
	// Protects: no two values of a runtime share memory, none is lost when its block grows, and
	// all memory returns to whom it came from.
	#[test]
	fn blocks_should_keep_their_bytes_when_others_come_and_go(
		steps in prop::collection::vec(step(), 1..300),
	) {
		let heap = new_heap();
		let mut blocks: Vec<Block> = Vec::new();
		for (mark, step) in (0..=u8::MAX).cycle().zip(steps) {
			match step {
				Step::Allocate { size, align } => {
					blocks.push(Block::new(&heap, layout(size, 1 << align), mark));
				},
				Step::Resize { which, size } if !blocks.is_empty() => {
					which.get_mut(&mut blocks).resize(&heap, size);
				},
				Step::Free { which } if !blocks.is_empty() => {
					blocks.swap_remove(which.index(blocks.len())).free(&heap);
				},
				_ => {},
			}
			let foreign = blocks.iter().filter(|block| !heap.owns(block.pointer)).count();
			prop_assert_eq!(TestHost::live(), foreign as i64);
		}
		blocks.into_iter().for_each(|block| block.free(&heap));
		prop_assert_eq!(TestHost::live(), 0);
		let whole = Block::new(&heap, layout(ARENA * 3 / 4, 1), 1);
		prop_assert!(heap.owns(whole.pointer), "what was freed can be had in one piece");
	}
}

// Protects: a runtime calls its host only for what its own arena has no room for.
#[test]
fn memory_should_come_from_the_host_only_when_the_arena_is_full() {
	let heap = new_heap();
	let mut blocks = Vec::new();
	while TestHost::live() == 0 {
		blocks.push(Block::new(&heap, layout(1000, 8), 7));
	}
	assert!((14..=17).contains(&blocks.len()), "{} blocks of 1 000 in 16 384 bytes", blocks.len());

	blocks.swap_remove(0).free(&heap);
	let again = Block::new(&heap, layout(1000, 8), 8);
	assert!(heap.owns(again.pointer), "what was freed is used before the host is asked again");
}

// Protects: values that the host returns, of any storage read, are freed by the runtime.
#[test]
fn memory_that_the_host_returned_should_go_back_to_it() {
	let heap = new_heap();
	let returned = TestHost::allocate(100);
	assert_eq!(TestHost::live(), 1);
	unsafe { heap.dealloc(returned, layout(100, 1)) };
	assert_eq!(TestHost::live(), 0);
}

// Protects: a value that the host returned, and that the runtime appends to, moves into the arena.
#[test]
fn memory_that_the_host_returned_should_move_into_the_arena_when_it_grows() {
	let heap = new_heap();
	let mut returned = Block { pointer: TestHost::allocate(100), layout: layout(100, 1), mark: 3 };
	returned.fill();
	returned.resize(&heap, 200);
	assert!(heap.owns(returned.pointer));
	assert_eq!(TestHost::live(), 0);
}

// Protects: a runtime that asks for more than there is gets an error, not another's memory.
#[test]
fn allocation_should_be_null_when_neither_has_room() {
	let heap = new_heap();
	let mut block = Block::new(&heap, layout(100, 8), 5);
	assert!(unsafe { heap.alloc(layout(2 << 20, 8)) }.is_null());
	assert!(unsafe { heap.realloc(block.pointer, block.layout, 2 << 20) }.is_null());
	block.resize(&heap, 50);
	block.free(&heap);
}
