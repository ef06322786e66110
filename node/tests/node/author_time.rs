//! Tests that a full block is made, sent and checked within a slot. Otherwise the next author
//! builds beside it, and one of both blocks is lost.

use frame_support::dispatch::DispatchClass;
use pallet_chain_config::SLOT_DURATION_BOUNDS;
use std::time::Duration;
use witan_node::authoring::time::{author_time, patience, Finishing, SENDING};
use witan_runtime::systems::chain::block_limits::{BlockWeights, IDLE};

/// The part of its time that BABE's worker keeps for handing the block over.
const MARGIN: f32 = 0.02;

/// Returns the slots that a genesis can choose, from the shortest to the longest.
fn slots() -> [Duration; 2] {
	[*SLOT_DURATION_BOUNDS.start(), *SLOT_DURATION_BOUNDS.end()].map(Duration::from_millis)
}

fn duration(picoseconds: u64) -> Duration {
	Duration::from_nanos(picoseconds / 1_000)
}

// Protects: an author finds the block before its own imported, whatever slot genesis chose.
#[test]
fn block_should_be_made_sent_and_imported_within_its_slot() {
	for slot in slots() {
		let import = author_time(slot);
		assert!(author_time(slot) + SENDING + import <= slot, "{slot:?}");
	}
}

// Protects: a block that is ready in its author's time is not thrown away.
#[test]
fn patience_should_outlast_the_time_of_the_author() {
	for slot in slots() {
		let waited = slot.mul_f32(patience().get() - MARGIN);
		assert!(waited > author_time(slot), "{waited:?}");
	}
}

// Protects: no genesis can choose a slot in which a full block would be late.
#[test]
fn full_block_should_weigh_no_more_than_an_author_has_time_for() {
	let weight = duration((BlockWeights::get().max_block + IDLE).ref_time());
	let time = author_time(slots()[0]);
	assert!(weight <= time, "{time:?} for a block of {weight:?}");
}

// Protects: blocks can be filled: an author has time for as much as transactions may weigh.
#[test]
fn as_much_as_transactions_may_weigh_should_fit_into_the_shortest_slot() {
	let normal = BlockWeights::get().get(DispatchClass::Normal).max_total;
	let weight = duration(normal.expect("transactions are limited").ref_time());
	let time = author_time(slots()[0]);
	let time = Finishing::new(time).transactions_time(time);
	assert!(weight <= time, "{time:?} for transactions of {weight:?}");
}

// Protects: blocks are done in time under load: an author keeps time for `on_idle` and the
// state root, however fast its last blocks were.
#[test]
fn author_should_keep_a_fifth_of_its_time_when_blocks_finish_at_once() {
	let time = Duration::from_secs(1);
	let finishing = Finishing::new(time);
	finishing.note(Duration::ZERO);
	assert!(time - finishing.transactions_time(time) >= time / 5);
}

// Protects: a busy machine loses one block to lateness, and not each full one.
#[test]
fn author_should_keep_more_time_than_its_last_block_needed() {
	let time = Duration::from_secs(1);
	let finishing = Finishing::new(time);
	let needed = Duration::from_millis(370);
	finishing.note(needed);
	finishing.note(Duration::from_millis(10));
	assert!(finishing.transactions_time(time) + needed < time);
}

// Protects: one slow block, whoever made it slow, takes no more than half of the time for
// transactions, and is forgotten.
#[test]
fn author_should_forget_a_slow_block() {
	let time = Duration::from_secs(1);
	let finishing = Finishing::new(time);
	finishing.note(Duration::MAX);
	assert_eq!(finishing.transactions_time(time), time / 2);
	finishing.note(Duration::from_secs(1));
	for _ in 0..30 {
		finishing.note(Duration::from_millis(10));
	}
	let fresh = Finishing::new(time).transactions_time(time);
	assert_eq!(finishing.transactions_time(time), fresh);
}
