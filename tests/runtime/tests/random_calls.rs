//! Random calls over all five pallets together: whatever happens, in whatever order, every invariant holds after it.

use codec::Decode;
use proptest::{prelude::*, test_runner::FileFailurePersistence};
use std::sync::OnceLock;
use witan_runtime_tests::{
	action::{Action, Memory},
	chain::{genesis, issuance, run},
	check::check_all,
};

fn actions() -> impl Strategy<Value = Vec<Action>> {
	let action = any::<[u8; 6]>()
		.prop_map(|bytes| Action::decode(&mut &bytes[..]).expect("as many bytes as it has"));
	proptest::collection::vec(action, 1..60)
}

proptest! {
	#![proptest_config(ProptestConfig {
		cases: 3_000,
		// What failed once is tried again for ever: kept beside this file.
		failure_persistence: Some(Box::new(FileFailurePersistence::WithSource("regressions"))),
		..ProptestConfig::default()
	})]

	// Protects: invariants 1 to 7 of bodies of experts, in any interleaving of calls and blocks, with and without weight to
	// spare, in a domain that attenuates, one that doesn't and one without REP.
	#[test]
	fn invariants_should_hold_after_any_calls(actions in actions()) {
		static GENESIS: OnceLock<sp_storage::Storage> = OnceLock::new();
		run(GENESIS.get_or_init(genesis).clone(), || {
			let issuance = issuance();
			let mut memory = Memory::default();
			check_all(issuance);
			for action in actions {
				action.apply(&mut memory);
				check_all(issuance);
			}
		});
	}
}
