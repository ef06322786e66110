//! Times in which nothing is drawn and nothing falls due.

use super::*;
use frame_support::traits::Hooks;
use witan_mocks::experts::Next;

/// Goes to a block during a pause, in which no transaction is possible.
fn paused_to(block: u64) {
	Migrating::set(true);
	run_to(block);
	Migrating::set(false);
}

// Protects: while records are being migrated no draw is made, however long that takes, and all
// follow. The beacon goes on, so that they are made with new randomness.
#[test]
fn draws_should_follow_when_they_were_due_in_a_pause() {
	ExtBuilder::default().build_and_execute(|| {
		let service = open();
		let requests: Vec<_> = (0..3).map(|_| order(service, 150)).collect();
		for _ in &requests {
			Offered::push(DOMAIN, Next::Expert(EXPERT));
		}
		paused_to(40);
		assert_eq!(Offered::asked(), []);
		check();
		assert_eq!(Beacon::<Test>::get(), beacon(40));
		let (mixed, pause) = (<() as WeightInfo>::on_initialize(), LastPause::<Test>::get());
		assert_eq!(pause, Some(Pause { start: 2, end: 41 }));
		Migrating::set(true);
		assert_eq!(Business::on_initialize(40), mixed);
		Migrating::set(false);
		System::set_block_number(41);
		Business::on_initialize(41);
		for request in requests {
			assert!(matches!(state(request), Some(State::Assigned { due: 61, .. })));
		}
	});
}

// Protects: a request is not given up because its draw period ended while nobody could be drawn.
#[test]
fn request_should_have_longer_when_its_draw_period_ended_in_a_pause() {
	ExtBuilder::default().build_and_execute(|| {
		let request = order(open(), 150);
		run_to(60);
		paused_to(80);
		run_to(83);
		// The period ended in block 65, and the pause took 20 blocks.
		assert!(matches!(state(request), Some(State::Requested { gives_up_at: 85, .. })));
		Offered::push(DOMAIN, Next::Expert(EXPERT));
		run_to(86);
		assert!(matches!(state(request), Some(State::Assigned { .. })));
	});
}

// Protects: an expert whose deadline passed in a pause has as much longer, for the evidence and to
// decline, and is told. A deadline after the pause stays.
#[test]
fn expert_should_have_longer_when_the_deadline_fell_into_a_pause() {
	ExtBuilder::default().build_and_execute(|| {
		let request = assigned(EXPERT, 150);
		let other = assigned(SECOND, 150);
		assert!(matches!(state(request), Some(State::Assigned { decline_by: 5, due: 23, .. })));
		run_to(20);
		paused_to(24);
		// From block 21 to 24: what was due in block 23 is due in block 27.
		check();
		assert!(matches!(state(request), Some(State::Assigned { due: 23, .. })));
		events();
		run_to(25);
		assert_refused::<RuntimeCall>(
			RuntimeOrigin::signed(STRANGER),
			Call::poke { request },
			Error::<Test>::NotDue,
		);
		idle();
		let told = Event::Prolonged { request, decline_by: 5, due: 27 };
		assert!(events().contains(&told));
		// It was due in block 25, after the pause.
		assert!(matches!(state(other), Some(State::Requested { since: 25, .. })));
		run_to(26);
		assert_eq!(submit(EXPERT, request), Ok(()));
	});
}

// Protects: nobody is a no-show by a pause. In the block after it the expert can decline and submit
// as before it.
#[test]
fn expert_can_decline_after_a_pause_in_which_it_could_not() {
	ExtBuilder::default().build_and_execute(|| {
		let request = assigned(EXPERT, 150);
		paused_to(100);
		run_busy_to(101);
		assert_eq!(dispatch(EXPERT, Call::decline { request }), Ok(()));
	});
}

// Protects: two pauses, one right after the other, give at least the time of both.
#[test]
fn pauses_should_add_up_when_nothing_was_done_between_them() {
	ExtBuilder::default().build_and_execute(|| {
		let request = assigned(EXPERT, 150);
		paused_to(23);
		run_busy_to(25);
		Migrating::set(true);
		run_busy_to(30);
		Migrating::set(false);
		assert_eq!(LastPause::<Test>::get(), Some(Pause { start: 4, end: 31 }));
		run_busy_to(31);
		assert_eq!(submit(EXPERT, request), Ok(()));
	});
}
