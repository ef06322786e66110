//! View functions.

use super::*;

// Protects: a ratified post is shown with its record and its directive, as long as the chain lasts.
#[test]
fn views_should_show_a_ratified_post() {
	ExtBuilder.build_and_execute(|| {
		let post = asks(0, fee(20));
		assert_eq!((Governance::ratification(post), Governance::enacts_at(post)), (None, None));
		ratify(0, post);
		let shown = Governance::ratification(post).unwrap();
		assert_eq!(shown.directive, Some(Directive { action: fee(20), activate_at: None }));
		assert_eq!(Some(shown.ratification), Ratifications::<Test>::get(post));
		assert_eq!(Governance::enacts_at(post), Some(DUE));
		run_to(DUE);
		let shown = Governance::ratification(post).unwrap();
		assert_eq!(shown.ratification.state, State::Enacted { at: DUE });
		assert_eq!(Governance::enacts_at(post), None);
		let plain = cites(0, &[]);
		ratify(0, plain);
		assert_eq!(Governance::ratification(plain).unwrap().directive, None);
	});
}

// Protects: nothing is shown of a post that was not ratified.
#[test]
fn views_should_show_nothing_when_nothing_was_ratified() {
	ExtBuilder.build_and_execute(|| {
		let post = PostId::repeat_byte(1);
		assert_eq!(Governance::ratification(post), None);
		assert_eq!((Governance::client(0), Governance::client(9)), (None, None));
	});
}
