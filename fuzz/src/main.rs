//! Any calls of the five pallets and any blocks between them, chosen for the code that they reach: whatever happens, every
//! invariant holds after it.

#![no_main]

use codec::Decode;
use libfuzzer_sys::fuzz_target;
use std::sync::OnceLock;
use witan_runtime_tests::{
	action::{Action, Memory},
	chain::{genesis, issuance, run},
	check::check_all,
};

/// Longer inputs find nothing that shorter ones don't.
const MAX_ACTIONS: usize = 80;

fuzz_target!(|bytes: &[u8]| {
	static GENESIS: OnceLock<sp_storage::Storage> = OnceLock::new();
	run(GENESIS.get_or_init(genesis).clone(), || {
		let issuance = issuance();
		let mut memory = Memory::default();
		let mut input = bytes;
		for _ in 0..MAX_ACTIONS {
			let Ok(action) = Action::decode(&mut input) else { break };
			action.apply(&mut memory);
			check_all(issuance);
		}
	});
});
