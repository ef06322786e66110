//! Undoing, and the end of authorised upgrades.

use super::*;
use frame_support::traits::{
	schedule::{v3::Named, DispatchTime},
	Bounded, Hooks,
};

const CODE: H256 = H256::repeat_byte(9);

fn undo(undo: Undo) -> TestAction {
	Action::Undo(undo)
}

fn cancel_slash(era: u32, indices: &[u32]) -> TestAction {
	let indices = indices.to_vec().try_into().expect("few enough");
	undo(Undo::CancelSlash { era, indices })
}

/// Goes to a block, in which an upgrade may expire.
fn go_to(block: u64) {
	System::set_block_number(block);
	Governance::on_initialize(block);
}

// Protects: a wrong slash is undone after a delay of its own, shorter than the time to object. One
// that can't be undone is on record with its cause.
#[test]
fn slash_should_be_cancelled_after_the_short_delay() {
	ExtBuilder.build_and_execute(|| {
		let post = ratified(0, cancel_slash(4, &[0]));
		let wrong = ratified(0, cancel_slash(4, &[0, 1]));
		let at = 1 + UNDO_DELAY;
		assert_eq!(Governance::enacts_at(post), Some(at));
		run_to(at);
		assert_eq!((state(post), state(wrong)), (State::Enacted { at }, failed(at, OUT_OF_RANGE)));
		assert_eq!(Cancelled::get(), [(4, vec![0])]);
	});
}

// Protects: undoing can't take the place of cancelling: what a domain has ratified is cancelled by
// as much REP as stands for it.
#[test]
fn task_should_be_cancelled_unless_it_is_a_directive() {
	ExtBuilder.build_and_execute(|| {
		let call: Bounded<RuntimeCall, BlakeTwo256> = Bounded::Inline(Default::default());
		let (name, origin) = ([3; 32], RuntimeOrigin::root().into_caller());
		assert_ok!(<Scheduler as Named<_, _, _>>::schedule_named(
			name,
			DispatchTime::At(50),
			None,
			0,
			origin,
			call
		));
		let post = ratified(0, undo(Undo::CancelTask { name }));
		let directive = ratified(0, fee(20));
		let directive_action = undo(Undo::CancelTask { name: directive.0 });
		let directive_check = Governance::check(
			0,
			&Directive { action: directive_action.clone(), activate_at: None },
		);
		assert_eq!(directive_check, Err(Refused::IsADirective.into()));
		let refused = ratified(0, directive_action);
		let at = 1 + UNDO_DELAY;
		run_to(at);
		assert_eq!(state(post), State::Enacted { at });
		assert_eq!(state(refused), failed(at, Refused::IsADirective));
		assert!(pallet_scheduler::Lookup::<Test>::get(name).is_none());
		let again = ratified(0, undo(Undo::CancelTask { name }));
		run_to(DUE);
		assert_eq!(state(again), failed(at + UNDO_DELAY, DispatchError::Unavailable));
		assert_eq!(Fee::get(), 20);
	});
}

// Protects: only the constitution undoes.
#[test]
fn undoing_should_be_refused_in_another_domain() {
	ExtBuilder.build_and_execute(|| {
		let directive = Directive { action: undo(Undo::VoidUpgrade), activate_at: None };
		assert_eq!(Governance::check(1, &directive), Err(Refused::NotPermitted.into()));
		assert_ok!(Governance::check(0, &directive));
	});
}

// Protects: an authorised upgrade can be voided, and no code has the hash that stays.
#[test]
fn upgrade_should_be_void_when_it_is_undone() {
	ExtBuilder.build_and_execute(|| {
		ratified(0, Action::AuthorizeUpgrade { code_hash: CODE });
		run_to(LONG_DUE);
		let period = u64::from(UPGRADE_PERIOD);
		let expiry = UpgradeExpiry { code_hash: CODE, at: LONG_DUE + period };
		assert_eq!(Governance::authorized_upgrade(), Some(expiry));
		ratified(0, undo(Undo::VoidUpgrade));
		run_to(LONG_DUE + UNDO_DELAY);
		assert_eq!(Governance::authorized_upgrade(), None);
		let applied = System::apply_authorized_upgrade(RuntimeOrigin::signed(1), vec![1, 2]);
		assert!(applied.is_err());
	});
}

// Protects: nobody applies an upgrade that all have forgotten: it is void after 30 days, and one
// that a call has authorised too.
#[test]
fn upgrade_should_expire_when_it_is_not_applied() {
	ExtBuilder.build_and_execute(|| {
		let period = u64::from(UPGRADE_PERIOD);
		for by_call in [false, true] {
			let now = System::block_number();
			if by_call {
				assert_ok!(System::authorize_upgrade(RuntimeOrigin::root(), CODE));
				go_to(now);
			} else {
				Governance::authorize_upgrade(CODE);
			}
			go_to(now + period - 1);
			assert_eq!(Governance::authorized(), Some(CODE));
			events();
			go_to(now + period);
			assert_eq!(Governance::authorized(), None);
			assert_eq!(UpgradeExpiries::<Test>::get(), None);
			assert_eq!(events(), [Event::UpgradeExpired { code_hash: CODE }]);
			go_to(now + period + 1);
			assert_eq!(events(), []);
		}
	});
}

// Protects: a later authorisation has its own time, also of the same code.
#[test]
fn upgrade_should_have_its_whole_time_when_it_is_authorised_again() {
	ExtBuilder.build_and_execute(|| {
		let period = u64::from(UPGRADE_PERIOD);
		Governance::authorize_upgrade(CODE);
		go_to(100);
		Governance::authorize_upgrade(CODE);
		go_to(1 + period);
		assert_eq!(Governance::authorized(), Some(CODE));
		assert_ok!(System::authorize_upgrade(RuntimeOrigin::root(), H256::repeat_byte(8)));
		go_to(99 + period);
		go_to(100 + period);
		assert_eq!(Governance::authorized(), Some(H256::repeat_byte(8)));
	});
}
