//! Sequences of actions.

use crate::{
	action::{Action, Memory},
	chain::{issuance, root},
	check::check_all,
	reach::Reached,
	scene::Scene,
};

/// Performs actions one after the other on a [`scene`](crate::scene). Checks every invariant before
/// the first and after each. Returns the landmarks that they reached.
pub fn play(scene: Scene, actions: impl IntoIterator<Item = Action>) -> Reached {
	scene.run(|| {
		let issuance = issuance();
		let mut memory = Memory::default();
		memory.begin();
		let mut checked = Vec::new();
		let mut check = || {
			// An unchanged state needs no second check.
			let root = root();
			if root != checked {
				check_all(issuance);
				checked = root;
			}
		};
		check();
		for action in actions {
			action.apply(&mut memory);
			check();
		}
		memory.reached()
	})
}
