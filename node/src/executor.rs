//! How the runtime is executed: as wasm, and short transactions that enter the pool by the same runtime compiled into the node.
//!
//! Each call of a wasm runtime sets a new instance's memory up and clears it away: page faults, and interrupts of every other
//! core. In all, the check of a transfer in the pool took more than twice what the same check takes in native code. So where
//! the chain's code is the code that this node was built with, the pool's check of a short transaction is run by the node's
//! own copy of the runtime.
//!
//! Nothing that is agreed on depends on it. Blocks are made and checked by the wasm alone; what the copy accepts is only offered
//! to an author, whose wasm decides; and what the copy does not accept, the wasm is asked about, so that every refusal is the
//! wasm's. After an upgrade of the runtime the hashes differ, and the wasm does it all until the node is upgraded too.

use codec::{DecodeLimit, Encode};
use sc_executor::{error::Error, RuntimeVersionOf, WasmExecutor};
use sp_core::traits::{CallContext, CodeExecutor, ReadRuntimeVersion, RuntimeCode};
use sp_externalities::Externalities;
use sp_panic_handler::AbortGuard;
use sp_runtime::transaction_validity::TransactionSource;
use sp_version::RuntimeVersion;
use std::{panic::AssertUnwindSafe, sync::Arc};
use witan_primitives::Hash;
use witan_runtime::{Executive, UncheckedExtrinsic};

/// What the runtime's wasm may call.
pub type HostFunctions = sp_io::SubstrateHostFunctions;

const VALIDATE: &str = "TaggedTransactionQueue_validate_transaction";
/// Bytes of a call's arguments, and levels of nesting in them, up to which the node's copy of the runtime is used. It has no
/// memory and no stack of its own that it could exhaust, as the wasm has, but the node's.
const MAX_BYTES: usize = 2048;
const MAX_DEPTH: u32 = 16;

/// Executes the runtime; says of each call whether the node's own copy ran it.
#[derive(Clone)]
pub struct Executor {
	wasm: WasmExecutor<HostFunctions>,
	/// Hash of the code that this node was built with.
	own_code: Arc<[u8]>,
}

impl Executor {
	/// Executes as `wasm` does, but for what the node's own copy of the runtime accepts.
	pub fn new(wasm: WasmExecutor<HostFunctions>) -> Self {
		let own_code = witan_runtime::WASM_BINARY.map(sp_io::hashing::blake2_256);
		Self { wasm, own_code: own_code.as_ref().map_or(&[][..], |hash| hash).into() }
	}

	/// The pool's check of a transaction by the node's copy of the runtime, if it accepts it. Changes nothing in storage.
	fn validate(ext: &mut dyn Externalities, mut arguments: &[u8]) -> Option<Vec<u8>> {
		let arguments = <(TransactionSource, UncheckedExtrinsic, Hash)>::decode_with_depth_limit(
			MAX_DEPTH,
			&mut arguments,
		);
		let (source, transaction, block) = arguments.ok()?;
		ext.storage_start_transaction();
		let validity = {
			let _guard = AbortGuard::force_unwind();
			std::panic::catch_unwind(AssertUnwindSafe(|| {
				sp_externalities::set_and_run_with_externalities(ext, || {
					Executive::validate_transaction(source, transaction, block)
				})
			}))
		};
		ext.storage_rollback_transaction().ok()?;
		validity.ok().filter(|validity| validity.is_ok()).map(|validity| validity.encode())
	}
}

impl CodeExecutor for Executor {
	type Error = Error;

	fn call(
		&self,
		ext: &mut dyn Externalities,
		code: &RuntimeCode,
		method: &str,
		data: &[u8],
		context: CallContext,
	) -> (Result<Vec<u8>, Error>, bool) {
		let own = method == VALIDATE
			&& context == CallContext::Offchain
			&& data.len() <= MAX_BYTES
			&& *code.hash == *self.own_code;
		if let Some(validity) = own.then(|| Self::validate(ext, data)).flatten() {
			return (Ok(validity), true);
		}
		self.wasm.call(ext, code, method, data, context)
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
