//! The runtime's executor. It runs the chain's wasm, and for short transactions that enter the pool
//! the same runtime compiled into the node.
//!
//! Each call of a wasm runtime sets a new instance's memory up and clears it away. That means page
//! faults, and interrupts of every other core. So the check of a transfer in the pool took more
//! than twice as long as in native code. Therefore the node's own copy of the runtime checks short
//! transactions, if the chain's code is the code that the node was built with.
//!
//! Nothing that is agreed on depends on it:
//!
//! - blocks are made and checked only by the wasm;
//! - a transaction that the copy accepts is offered to an author, whose wasm decides;
//! - about one that the copy does not accept, the wasm is asked, so every refusal is the wasm's.
//!
//! After an upgrade of the runtime the hashes differ. Then the wasm does it all, until the node is
//! upgraded too, as its operator is told.
//!
//! The copy does not call the node's host functions. So signatures that it found valid are
//! [remembered](crate::signatures) here.
//!
//! A call outside a block that fails for what its caller sent is [explained](crate::undecodable).

use crate::{
	guard,
	payload::{Signed, MAX_BYTES, MAX_DEPTH},
	signatures, undecodable,
};
use codec::{DecodeLimit, Encode};
use sc_executor::{error::Error, RuntimeVersionOf, WasmExecutor};
use sp_core::traits::{CallContext, CodeExecutor, ReadRuntimeVersion, RuntimeCode};
use sp_externalities::Externalities;
use sp_io::hashing::blake2_256;
use sp_runtime::{
	traits::TransactionExtension,
	transaction_validity::{TransactionSource, TransactionValidity},
};
use sp_version::RuntimeVersion;
use std::{
	fmt,
	sync::{
		atomic::{AtomicU64, Ordering},
		Arc, LazyLock,
	},
};
use witan_primitives::Hash;
use witan_runtime::{Executive, RuntimeCall, TxExtension, UncheckedExtrinsic};

pub use crate::signatures::HostFunctions;

const VALIDATE: &str = "TaggedTransactionQueue_validate_transaction";

static OWN_CODE: LazyLock<Option<Hash>> =
	LazyLock::new(|| witan_runtime::WASM_BINARY.map(|code| blake2_256(code).into()));

/// Returns the hash of the code that this node was built with. Returns none if it has no copy.
pub fn own_code() -> Option<Hash> {
	*OWN_CODE
}

/// Counts of the checks of transactions for the pool, by what made them.
#[derive(Default)]
pub struct Checks {
	native: AtomicU64,
	wasm: AtomicU64,
}

impl Checks {
	/// Returns the number of checks that the node's copy of the runtime made.
	pub fn native(&self) -> u64 {
		self.native.load(Ordering::Relaxed)
	}

	/// Returns the number of checks that the chain's wasm made, all refusals among them.
	pub fn wasm(&self) -> u64 {
		self.wasm.load(Ordering::Relaxed)
	}
}

/// A failure of a call, as whoever asked for the call reads it.
#[derive(Debug)]
pub enum CallError {
	/// The failure, in one line that says what is wrong with the call.
	Explained(String),
	/// The failure in the executor's own words. For a fault of the runtime they are a backtrace.
	Executor(Error),
}

impl fmt::Display for CallError {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		match self {
			Self::Explained(text) => text.fmt(f),
			Self::Executor(error) => error.fmt(f),
		}
	}
}

/// An executor of the runtime that says of each call whether the node's own copy ran it.
#[derive(Clone)]
pub struct Executor {
	wasm: WasmExecutor<HostFunctions>,
	checks: Arc<Checks>,
}

impl Executor {
	/// Makes an executor that asks `wasm` about all that the node's own copy does not accept.
	pub fn new(wasm: WasmExecutor<HostFunctions>) -> Self {
		Self { wasm, checks: Arc::default() }
	}

	/// Returns the counts of this executor and its clones.
	pub fn checks(&self) -> Arc<Checks> {
		self.checks.clone()
	}

	/// Checks a transaction for the pool. Returns the answer, and true if the node's own copy of
	/// the runtime gave it.
	fn check(
		&self,
		ext: &mut dyn Externalities,
		code: &RuntimeCode,
		data: &[u8],
		context: CallContext,
	) -> (Result<Vec<u8>, Error>, bool) {
		let own = data.len() <= MAX_BYTES && is_own(code);
		if let Some(validity) = own.then(|| Self::validate(ext, data)).flatten() {
			self.checks.native.fetch_add(1, Ordering::Relaxed);
			return (Ok(validity), true);
		}
		self.checks.wasm.fetch_add(1, Ordering::Relaxed);
		self.wasm.call(ext, code, VALIDATE, data, context)
	}

	/// Checks a transaction for the pool by the node's copy of the runtime, and changes nothing in
	/// storage. Returns none if the copy does not accept it.
	fn validate(ext: &mut dyn Externalities, mut arguments: &[u8]) -> Option<Vec<u8>> {
		ext.storage_start_transaction();
		let validity = guard::caught(|| {
			let decoded = <(TransactionSource, UncheckedExtrinsic, Hash)>::decode_with_depth_limit(
				MAX_DEPTH,
				&mut arguments,
			);
			let (source, transaction, block) = decoded.ok()?;
			Some(sp_externalities::set_and_run_with_externalities(ext, || {
				validate_and_remember(source, transaction, block)
			}))
		});
		ext.storage_rollback_transaction().ok()?;
		validity.flatten().filter(|validity| validity.is_ok()).map(|validity| validity.encode())
	}
}

/// Returns true if the chain's code is the code that this node was built with.
fn is_own(code: &RuntimeCode) -> bool {
	own_code().is_some_and(|own| *code.hash == *own.as_bytes())
}

/// Checks a transaction by the node's copy of the runtime, and remembers its signature if it is
/// accepted. Needs externalities, like the check.
fn validate_and_remember(
	source: TransactionSource,
	transaction: UncheckedExtrinsic,
	block: Hash,
) -> TransactionValidity {
	let signatures = signatures::remembered();
	let copy = signatures.map(|_| transaction.clone());
	let validity = Executive::validate_transaction(source, transaction, block)?;
	// The check has left its block's number and hashes behind, which the implicit part reads.
	let signed = copy.and_then(|copy| {
		Signed::of(copy, |extension| {
			<TxExtension as TransactionExtension<RuntimeCall>>::implicit(extension).ok()
		})
	});
	if let (Some(signatures), Some(Signed { signature, message, key })) = (signatures, signed) {
		signatures.insert(&signature, &message, &key);
	}
	Ok(validity)
}

impl CodeExecutor for Executor {
	type Error = CallError;

	fn call(
		&self,
		ext: &mut dyn Externalities,
		code: &RuntimeCode,
		method: &str,
		data: &[u8],
		context: CallContext,
	) -> (Result<Vec<u8>, CallError>, bool) {
		let (result, own) = match context {
			CallContext::Offchain if method == VALIDATE => self.check(ext, code, data, context),
			_ => self.wasm.call(ext, code, method, data, context),
		};
		let failure = |error| match context {
			CallContext::Offchain => explain(error, method, data, is_own(code)),
			CallContext::Onchain { .. } => CallError::Executor(error),
		};
		(result.map_err(failure), own)
	}
}

/// Explains the end of a call by a trap, if the caller is its likely cause. The backtrace, of use
/// to developers only, is logged.
fn explain(error: Error, method: &str, data: &[u8], own_code: bool) -> CallError {
	let (Error::AbortedDueToTrap(message) | Error::AbortedDueToPanic(message)) = &error else {
		return CallError::Executor(error);
	};
	match undecodable::explain(method, data, own_code) {
		Some(text) => {
			log::debug!("{method} was aborted: {message}");
			CallError::Explained(text)
		},
		None => CallError::Executor(error),
	}
}

impl ReadRuntimeVersion for Executor {
	fn read_runtime_version(
		&self,
		wasm_code: &[u8],
		ext: &mut dyn Externalities,
	) -> Result<Vec<u8>, String> {
		self.wasm.read_runtime_version(wasm_code, ext)
	}
}

impl RuntimeVersionOf for Executor {
	fn runtime_version(
		&self,
		ext: &mut dyn Externalities,
		code: &RuntimeCode,
	) -> Result<RuntimeVersion, Error> {
		self.wasm.runtime_version(ext, code)
	}
}
