//! Any calls of the six pallets, directives, and any blocks between them, chosen for the code that
//! they reach. Every invariant must hold after each sequence.

#![no_main]

use codec::Decode;
use libfuzzer_sys::fuzz_target;
use witan_runtime_tests::{action::Action, play::play, scene::Scene};

/// Longer inputs find nothing that shorter ones don't.
const MAX_ACTIONS: usize = 80;

// The first byte chooses the start of the sequence, the rest are its actions.
fuzz_target!(|bytes: &[u8]| {
	let Some((first, mut input)) = bytes.split_first() else { return };
	let actions = std::iter::from_fn(|| Action::decode(&mut input).ok());
	play(Scene::from(*first), actions.take(MAX_ACTIONS));
});
