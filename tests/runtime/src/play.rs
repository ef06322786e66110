//! Sequences of actions.

use crate::{
	action::{Action, Memory},
	chain::{genesis, issuance, run},
	check::check_all,
	reach::Reached,
	scene,
};
use std::sync::OnceLock;

/// Lets actions happen one after the other, from genesis or on a [`scene`], and checks every invariant before the first and
/// after each; gives what they came to.
pub fn play(on_scene: bool, actions: impl IntoIterator<Item = Action>) -> Reached {
	static GENESIS: OnceLock<sp_storage::Storage> = OnceLock::new();
	run(GENESIS.get_or_init(genesis).clone(), || {
		let issuance = issuance();
		let mut memory = Memory::default();
		if on_scene {
			scene::begin();
		}
		check_all(issuance);
		for action in actions {
			action.apply(&mut memory);
			check_all(issuance);
		}
		memory.reached()
	})
}
