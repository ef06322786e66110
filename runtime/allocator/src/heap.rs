//! The heap: an arena first, then the host.

use core::{
	alloc::{GlobalAlloc, Layout},
	cell::UnsafeCell,
	mem::size_of,
	ptr::{copy_nonoverlapping, null_mut, NonNull},
};
use picoalloc::{Allocator, Array, ArrayPointer, Size};

/// The alignment of the host's pointers, in bytes.
const HOST_ALIGNMENT: usize = 8;

/// The distance in bytes from the host's pointer to a pointer behind it that is aligned to more. It
/// is kept in the bytes before the latter.
type Offset = u32;

/// A host that allocates memory.
pub trait Host {
	/// Allocates `bytes` bytes, aligned to 8. Returns null if it can't.
	fn allocate(bytes: usize) -> *mut u8;

	/// Frees memory.
	///
	/// # Safety
	///
	/// `pointer` came from [`allocate`](Self::allocate), and was not freed since.
	unsafe fn free(pointer: *mut u8);
}

/// `SIZE` bytes of memory to allocate from, a multiple of 32.
pub struct Arena<const SIZE: usize>(UnsafeCell<Array<SIZE>>);

// SAFETY: its memory is reached only through the one heap that was made with it.
unsafe impl<const SIZE: usize> Sync for Arena<SIZE> {}

impl<const SIZE: usize> Arena<SIZE> {
	/// Makes an arena.
	#[allow(clippy::new_without_default)]
	pub const fn new() -> Self {
		Self(UnsafeCell::new(Array([0; SIZE])))
	}
}

/// An allocator that takes memory from an arena, and from the host `H` if the arena has no room.
///
/// Every operation takes constant time, except that moved memory is copied.
pub struct Heap<const SIZE: usize, H> {
	arena: *mut Array<SIZE>,
	allocator: UnsafeCell<Allocator<ArrayPointer<SIZE>>>,
	host: core::marker::PhantomData<fn() -> H>,
}

// SAFETY: whoever makes a heap promises that the threads that use it take turns.
unsafe impl<const SIZE: usize, H> Sync for Heap<SIZE, H> {}

impl<const SIZE: usize, H: Host> Heap<SIZE, H> {
	/// Makes a heap.
	///
	/// # Safety
	///
	/// No other heap is made with `arena`, and all threads that use this one take turns.
	pub const unsafe fn new(arena: &'static Arena<SIZE>) -> Self {
		let arena = arena.0.get();
		// SAFETY: the arena lives for ever, and is this heap's alone.
		let allocator = Allocator::new(unsafe { ArrayPointer::new(arena) });
		Self { arena, allocator: UnsafeCell::new(allocator), host: core::marker::PhantomData }
	}

	/// Returns true if the memory at `pointer` is in the arena.
	pub fn owns(&self, pointer: *mut u8) -> bool {
		let begin = self.arena as usize;
		(begin..begin + SIZE).contains(&(pointer as usize))
	}

	/// Returns the arena's allocator.
	///
	/// # Safety
	///
	/// The reference that was returned last is no longer used.
	#[allow(clippy::mut_from_ref)]
	unsafe fn allocator(&self) -> &mut Allocator<ArrayPointer<SIZE>> {
		// SAFETY: threads take turns, and the caller has no other reference.
		unsafe { &mut *self.allocator.get() }
	}

	/// Allocates from the arena. Returns null if it has no room.
	fn allocate_own(&self, layout: Layout) -> *mut u8 {
		let sizes =
			Size::from_bytes_usize(layout.align()).zip(Size::from_bytes_usize(layout.size()));
		// SAFETY: the reference ends with this statement.
		let found = sizes.and_then(|(align, size)| unsafe { self.allocator() }.alloc(align, size));
		found.map_or(null_mut(), NonNull::as_ptr)
	}

	/// Allocates from the host. Returns null if the host can't.
	fn allocate_foreign(layout: Layout) -> *mut u8 {
		if layout.align() <= HOST_ALIGNMENT {
			return H::allocate(layout.size());
		}
		let Some(bytes) = layout.size().checked_add(layout.align()) else {
			return null_mut();
		};
		let pointer = H::allocate(bytes);
		if pointer.is_null() {
			return pointer;
		}
		// The next aligned address, or the one after it: so that the offset has room before it.
		let offset =
			HOST_ALIGNMENT + pointer.wrapping_add(HOST_ALIGNMENT).align_offset(layout.align());
		// SAFETY: the offset is at least 8 and at most the alignment, since the host's pointer is
		// aligned to 8. The host gave that many bytes more than the layout needs.
		unsafe {
			let aligned = pointer.add(offset);
			aligned.sub(size_of::<Offset>()).cast::<Offset>().write_unaligned(offset as Offset);
			aligned
		}
	}

	/// Frees what the host allocated.
	///
	/// # Safety
	///
	/// `pointer` came from [`Self::allocate_foreign`] for this layout, or from the host itself if
	/// the layout is aligned to 8 at most. It was not freed.
	unsafe fn free_foreign(pointer: *mut u8, layout: Layout) {
		if layout.align() <= HOST_ALIGNMENT {
			// SAFETY: the host returned it.
			return unsafe { H::free(pointer) };
		}
		// SAFETY: the offset is before the pointer, and leads to what the host returned.
		unsafe {
			let offset = pointer.sub(size_of::<Offset>()).cast::<Offset>().read_unaligned();
			H::free(pointer.sub(offset as usize));
		}
	}

	/// Moves memory to where `size` bytes are free. Returns null, and moves nothing, if there is
	/// no such place.
	///
	/// # Safety
	///
	/// As for [`GlobalAlloc::realloc`].
	unsafe fn relocate(&self, pointer: *mut u8, layout: Layout, size: usize) -> *mut u8 {
		let Ok(wanted) = Layout::from_size_align(size, layout.align()) else {
			return null_mut();
		};
		// SAFETY: the size is not zero, since the caller's is not. The new memory is apart from the
		// old, and both hold as many bytes as are copied.
		unsafe {
			let new = self.alloc(wanted);
			if !new.is_null() {
				copy_nonoverlapping(pointer, new, layout.size().min(size));
				self.dealloc(pointer, layout);
			}
			new
		}
	}
}

// SAFETY: a pointer is what the arena's allocator or the host returned for the layout, aligned. It
// is freed by whichever it came from, which the address tells.
unsafe impl<const SIZE: usize, H: Host> GlobalAlloc for Heap<SIZE, H> {
	unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
		let pointer = self.allocate_own(layout);
		if pointer.is_null() {
			Self::allocate_foreign(layout)
		} else {
			pointer
		}
	}

	unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
		// SAFETY: the pointer was allocated and is not free, by the contract of this function. In
		// the arena, it is from its allocator.
		unsafe {
			match NonNull::new(pointer) {
				Some(own) if self.owns(pointer) => self.allocator().free(own),
				_ => Self::free_foreign(pointer, layout),
			}
		}
	}

	unsafe fn realloc(&self, pointer: *mut u8, layout: Layout, size: usize) -> *mut u8 {
		let own = NonNull::new(pointer).filter(|_| self.owns(pointer));
		let sizes = Size::from_bytes_usize(layout.align()).zip(Size::from_bytes_usize(size));
		if let Some((own, (align, size))) = own.zip(sizes) {
			// SAFETY: the pointer is from this allocator and not free.
			if let Some(moved) = unsafe { self.allocator().realloc(own, align, size) } {
				return moved.as_ptr();
			}
		}
		// SAFETY: by the contract of this function.
		unsafe { self.relocate(pointer, layout, size) }
	}
}
