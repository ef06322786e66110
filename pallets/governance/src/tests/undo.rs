//! Undoing, and the end of authorised upgrades.

use super::*;
use frame_support::traits::{
	schedule::{
		v3::{Anon, Named},
		DispatchTime,
	},
	Bounded, Hooks,
};
use sp_runtime::AccountId32;

const CODE: H256 = H256::repeat_byte(9);
/// The block in which a directive is due that undoes and is ratified in block 1.
const UNDO_DUE: u64 = 1 + UNDO_DELAY;

fn undo(undo: Undo<u64>) -> TestAction {
	Action::Undo(undo)
}

fn validator(id: u8) -> AccountId32 {
	AccountId32::new([id; 32])
}

fn cancel_slash(era: u32, validators: &[u8]) -> TestAction {
	let validators: Vec<_> = validators.iter().map(|id| validator(*id)).collect();
	undo(Undo::CancelSlash { era, validators: validators.try_into().expect("few enough") })
}

fn cancel_task(task: Task<u64>) -> TestAction {
	undo(Undo::CancelTask(task))
}

/// Schedules a call as root for a block, with or without a name.
fn schedule(at: u64, name: Option<[u8; 32]>, call: Bounded<RuntimeCall, BlakeTwo256>) {
	let (time, origin) = (DispatchTime::At(at), RuntimeOrigin::root().into_caller());
	assert_ok!(match name {
		Some(name) =>
			<Scheduler as Named<_, _, _>>::schedule_named(name, time, None, 0, origin, call),
		None => <Scheduler as Anon<_, _, _>>::schedule(time, None, 0, origin, call),
	});
}

/// Returns the number of tasks that wait in a block.
fn tasks(at: u64) -> usize {
	pallet_scheduler::Agenda::<Test>::get(at).iter().flatten().count()
}

/// Goes to a block, in which an upgrade may expire.
fn go_to(block: u64) {
	System::set_block_number(block);
	Governance::on_initialize(block);
}

// Protects: a wrong slash is undone after a delay of its own, shorter than the time to object. All
// slashes of whoever is named are, and nobody else's, in no other era.
#[test]
fn slashes_should_be_cancelled_after_the_short_delay() {
	ExtBuilder.build_and_execute(|| {
		vote_lasts(0, 1_000);
		let slashes = [(4, 1), (4, 2), (4, 1), (4, 3), (5, 1)];
		Unapplied::set(&slashes.map(|(era, id)| (era, validator(id))).to_vec());
		let post = ratified(0, cancel_slash(4, &[1, 3, 9]));
		assert_eq!(Governance::enacts_at(post), Some(UNDO_DUE));
		run_to(UNDO_DUE);
		assert_eq!(state(post), State::Enacted { at: UNDO_DUE });
		assert_eq!(Unapplied::get(), [(4, validator(2)), (5, validator(1))]);
	});
}

// Protects: two directives about slashes of one era do the same in either order, although the first
// changes the list of slashes. One that comes too late, or twice, is on record with its cause.
#[test]
fn slash_should_be_cancelled_once_when_two_directives_name_it() {
	ExtBuilder.build_and_execute(|| {
		Unapplied::set(&[1, 2, 3].map(|id| (4, validator(id))).to_vec());
		let posts = [&[1][..], &[3], &[1, 3]].map(|ids| ratified(0, cancel_slash(4, ids)));
		run_to(UNDO_DUE);
		assert_eq!(Unapplied::get(), [(4, validator(2))]);
		let enacted = State::Enacted { at: UNDO_DUE };
		let expected = [enacted.clone(), enacted, failed(UNDO_DUE, Refused::NoSuchSlash)];
		assert_eq!(posts.map(state), expected);
	});
}

// Protects: undoing waits for its own delay and for nothing else: neither for the time to object
// nor for the longer delays. A directive may still name a later block.
#[test]
fn undoing_should_wait_for_its_own_delay() {
	ExtBuilder.build_and_execute(|| {
		vote_lasts(0, u64::MAX);
		EnactmentDelay::set(&(5 * LONG_DELAY));
		for action in [undo(Undo::VoidUpgrade), cancel_slash(4, &[1])] {
			assert_eq!(Governance::enacts_at(ratified(0, action)), Some(UNDO_DUE));
		}
		let later = Directive { action: undo(Undo::VoidUpgrade), activate_at: Some(50) };
		let later = make_post(0, Default::default(), Some(later));
		ratify(0, later);
		assert_eq!(Governance::enacts_at(later), Some(50));
	});
}

// Protects: a task is cancelled by its name, or by its place if it has none. Nothing is left of it,
// and what can't be cancelled any more is on record with its cause.
#[test]
fn task_should_be_cancelled_by_its_name_or_place() {
	ExtBuilder.build_and_execute(|| {
		let bytes = vec![7; 200];
		note(&bytes);
		let hash = BlakeTwo256::hash(&bytes);
		let call = || Bounded::Lookup { hash, len: 200 };
		let name = [3; 32];
		schedule(50, Some(name), call());
		schedule(50, None, call());
		schedule(50, None, Bounded::Inline(Default::default()));
		assert!(Preimage::is_requested(&hash));
		let at = |index| cancel_task(Task::At { block: 50, index });
		let named = ratified(0, cancel_task(Task::Named(name)));
		let placed = ratified(0, at(1));
		run_to(UNDO_DUE);
		for post in [named, placed] {
			assert_eq!(state(post), State::Enacted { at: UNDO_DUE });
		}
		assert_eq!(tasks(50), 1);
		assert!(pallet_scheduler::Lookup::<Test>::get(name).is_none());
		assert!(!Preimage::is_requested(&hash));
		let again = [cancel_task(Task::Named(name)), at(1), at(3), at(u32::MAX)];
		let again = again.map(|action| ratified(0, action));
		run_to(UNDO_DUE + UNDO_DELAY);
		for post in again {
			assert_eq!(state(post), failed(UNDO_DUE + UNDO_DELAY, Refused::NoSuchTask));
		}
		assert_eq!(tasks(50), 1);
	});
}

// Protects: undoing can't take the place of cancelling: what a domain has ratified is cancelled by
// as much REP as stands for it. Neither its name nor its place lets it be undone.
#[test]
fn task_should_stay_when_it_is_a_directive() {
	ExtBuilder.build_and_execute(|| {
		let directive = ratified(0, fee(20));
		let by_name = cancel_task(Task::Named(directive.0));
		let checked =
			Governance::check(0, &Directive { action: by_name.clone(), activate_at: None });
		assert_eq!(checked, Err(Refused::IsADirective.into()));
		let by_place = cancel_task(Task::At { block: DUE, index: 0 });
		for post in [by_name, by_place].map(|action| ratified(0, action)) {
			run_to(UNDO_DUE);
			assert_eq!(state(post), failed(UNDO_DUE, Refused::IsADirective));
		}
		run_to(DUE);
		assert_eq!((state(directive), Fee::get()), (State::Enacted { at: DUE }, 20));
	});
}

// Protects: the same for a directive that the scheduler put off and whose name it has forgotten.
#[test]
fn task_should_stay_when_it_is_a_directive_that_was_put_off() {
	ExtBuilder.build_and_execute(|| {
		let heavy = dispatch(pallet_governed::Call::work { weight: DISPATCH, taken: DISPATCH });
		let posts = [ratified(0, heavy.clone()), ratified(0, heavy)];
		System::set_block_number(LONG_DUE - UNDO_DELAY);
		let undoing = ratified(0, cancel_task(Task::At { block: LONG_DUE, index: 1 }));
		run_to(LONG_DUE);
		assert_eq!(state(posts[1]), State::Scheduled { at: LONG_DUE });
		assert!(pallet_scheduler::Lookup::<Test>::get(posts[1].0).is_none());
		run_to(LONG_DUE + 1);
		assert_eq!(state(posts[1]), State::Enacted { at: LONG_DUE + 1 });
		assert!(matches!(state(undoing), State::Failed { error, .. }
			if error == Refused::IsADirective.into()));
	});
}

// Protects: only the constitution undoes.
#[test]
fn undoing_should_be_refused_in_another_domain() {
	ExtBuilder.build_and_execute(|| {
		let tasks = [Task::Named([1; 32]), Task::At { block: 9, index: 0 }].map(cancel_task);
		for action in [undo(Undo::VoidUpgrade), cancel_slash(4, &[1])].into_iter().chain(tasks) {
			let directive = Directive { action: action.clone(), activate_at: None };
			assert_eq!(Governance::check(1, &directive), Err(Refused::NotPermitted.into()));
			assert_ok!(Governance::check(0, &directive));
			assert_eq!(state(ratified(1, action)), failed(1, Refused::NotPermitted));
		}
	});
}

// Protects: an authorised upgrade can be voided, and no code has the hash that stays. Voiding what
// is void, applied or was never authorised is on record as a failure.
#[test]
fn upgrade_should_be_void_when_it_is_undone() {
	ExtBuilder.build_and_execute(|| {
		ratified(0, Action::AuthorizeUpgrade { code_hash: CODE });
		events();
		run_to(LONG_DUE);
		let until = LONG_DUE + u64::from(UPGRADE_PERIOD);
		assert!(events().contains(&Event::UpgradeAuthorized { code_hash: CODE, until }));
		let expiry = UpgradeExpiry { code_hash: CODE, at: until };
		assert_eq!(Governance::authorized_upgrade(), Some(expiry));
		let void = || ratified(0, undo(Undo::VoidUpgrade));
		let (first, second) = (void(), void());
		events();
		let at = LONG_DUE + UNDO_DELAY;
		run_to(at);
		assert_eq!(Governance::authorized_upgrade(), None);
		assert_eq!(state(first), State::Enacted { at });
		assert_eq!(state(second), failed(at, Refused::NothingAuthorized));
		assert!(events().contains(&Event::UpgradeVoided { code_hash: CODE }));
		assert_refused::<RuntimeCall>(
			RuntimeOrigin::signed(1),
			frame_system::Call::<Test>::apply_authorized_upgrade { code: vec![1, 2] },
			frame_system::Error::<Test>::Unauthorized,
		);
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
			let until = now + period;
			assert_eq!(events(), [Event::UpgradeAuthorized { code_hash: CODE, until }]);
			go_to(until - 1);
			assert_eq!(Governance::authorized(), Some(CODE));
			assert_eq!(events(), []);
			go_to(until);
			assert_eq!(Governance::authorized(), None);
			assert_eq!(UpgradeExpiries::<Test>::get(), None);
			assert_eq!(events(), [Event::UpgradeExpired { code_hash: CODE }]);
			go_to(until + 1);
			assert_eq!(events(), []);
		}
	});
}

// Protects: no hook meets state that is only partly migrated. An upgrade that expires during a
// migration is void in the block after it.
#[test]
fn upgrade_should_expire_after_a_migration_when_that_goes_on() {
	ExtBuilder.build_and_execute(|| {
		let until = System::block_number() + u64::from(UPGRADE_PERIOD);
		Governance::authorize_upgrade(CODE);
		go_to(until - 1);
		Migrating::set(&true);
		go_to(until + 1);
		assert_eq!(Governance::authorized(), Some(CODE));
		Migrating::set(&false);
		go_to(until + 2);
		assert_eq!(Governance::authorized(), None);
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

// Protects: what was applied has no end any more, and the next authorisation has its own.
#[test]
fn upgrade_should_leave_nothing_when_it_was_applied() {
	ExtBuilder.build_and_execute(|| {
		Governance::authorize_upgrade(CODE);
		// The call that applies it takes it away, and accepts only a real runtime.
		frame_support::storage::unhashed::kill(&frame_support::storage::storage_prefix(
			b"System",
			b"AuthorizedUpgrade",
		));
		assert_eq!(Governance::authorized_upgrade(), None);
		go_to(2);
		assert_eq!(UpgradeExpiries::<Test>::get(), None);
		assert_ok!(System::authorize_upgrade(RuntimeOrigin::root(), CODE));
		go_to(10);
		let at = 10 + u64::from(UPGRADE_PERIOD);
		assert_eq!(Governance::authorized_upgrade(), Some(UpgradeExpiry { code_hash: CODE, at }));
	});
}
