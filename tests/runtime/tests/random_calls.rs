//! Random calls over all six pallets together, in any order. Every invariant holds after each
//! sequence.

use codec::Decode;
use proptest::{
	prelude::*,
	test_runner::{FileFailurePersistence, TestRunner},
};
use std::cell::RefCell;
use witan_runtime_tests::{action::Action, play::play, reach::Reached, scene::Scene};

/// A number of sequences that reaches every landmark with a wide margin. Retrying one asks for
/// fewer.
const SEQUENCES: u32 = 3_000;

fn actions() -> impl Strategy<Value = Vec<Action>> {
	let action = any::<[u8; 6]>()
		.prop_map(|bytes| Action::decode(&mut &bytes[..]).expect("as many bytes as it has"));
	proptest::collection::vec(action, 1..100)
}

/// Returns the configuration. `PROPTEST_CASES` asks for another number of sequences.
fn config() -> ProptestConfig {
	let default = ProptestConfig::default();
	let asked = std::env::var_os("PROPTEST_CASES").is_some();
	ProptestConfig {
		cases: if asked { default.cases } else { SEQUENCES },
		// A sequence that failed once is tried again for ever: it is kept beside this file.
		failure_persistence: Some(Box::new(FileFailurePersistence::WithSource("regressions"))),
		source_file: Some(file!()),
		test_name: Some("invariants_should_hold_after_any_calls"),
		..default
	}
}

// Protects: invariants 1 to 7 of bodies of experts, in any interleaving of calls and blocks, with
// and without weight to spare. They hold in a domain whose REP decays, one without a half-life and
// one without REP. Meanwhile governance changes their parameters and makes calls. A directive takes
// effect once and as a whole, and nobody votes on it with more than it had. And that this is a test
// of something: every way in which a job, a vote, an offer, a debt or a directive ends was among
// what happened.
#[test]
fn invariants_should_hold_after_any_calls() {
	let mut runner = TestRunner::new(config());
	let reached = RefCell::new(Reached::default());
	let sequences = (any::<u8>().prop_map(Scene::from), actions());
	let result = runner.run(&sequences, |(scene, actions)| {
		reached.borrow_mut().add(play(scene, actions));
		Ok(())
	});
	if let Err(failed) = result {
		panic!("{failed}\n{runner}");
	}
	let reached = reached.into_inner();
	println!("{reached}");
	if runner.config().cases >= SEQUENCES {
		assert_eq!(reached.missing(), [], "never reached by {SEQUENCES} sequences");
	}
}
