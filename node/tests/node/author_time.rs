//! Tests that a full block is made, sent and checked within a slot. Otherwise the next author
//! builds beside it, and one of both blocks is lost.

use frame_support::dispatch::DispatchClass;
use pallet_chain_config::SLOT_DURATION_BOUNDS;
use std::time::Duration;
use witan_node::authoring::time::{author_time, slot_portion, transactions_time, SENDING};
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

// Protects: BABE's worker is told of the same time.
#[test]
fn slot_portion_should_be_the_time_of_the_author() {
	for slot in slots() {
		let told = slot.mul_f32(slot_portion(slot).get());
		assert!(told.abs_diff(author_time(slot)) < Duration::from_millis(1), "{told:?}");
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
	let time = transactions_time(author_time(slots()[0]).mul_f32(1.0 - MARGIN));
	assert!(weight <= time, "{time:?} for transactions of {weight:?}");
}

// Protects: blocks are done in time under load: an author keeps time for `on_idle` and the
// state root.
#[test]
fn author_should_have_a_fifth_of_its_time_left_to_finish() {
	let time = Duration::from_secs(1);
	assert!(time - transactions_time(time) >= time / 5);
}
