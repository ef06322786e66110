//! A guard around the node's copy of the runtime, where it meets bytes of others.
//!
//! A panic ends the node's process, unless it is told otherwise. Whoever found bytes at which the
//! copy panics could end all nodes at once. The wasm only ends the call.

use sp_panic_handler::AbortGuard;
use std::panic::{catch_unwind, AssertUnwindSafe};

/// Does the work, and returns its result. Returns none if it panics: the caller leaves or resets
/// what the work was changing.
pub fn caught<T>(work: impl FnOnce() -> T) -> Option<T> {
	let _guard = AbortGuard::force_unwind();
	catch_unwind(AssertUnwindSafe(work)).ok()
}
