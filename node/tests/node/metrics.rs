//! Tests of the figures of the chain that the node serves to Prometheus.

use witan_node::service::metrics::{Heights, Place};

// Protects: an operator sees how many slots were lost, also when several blocks become final at
// once.
#[test]
fn slots_should_count_as_lost_when_the_chain_has_no_block_of_them() {
	let ancestor = Place { number: 10, slot: 1_000 };
	let lost = |number, slot| Place { number, slot }.slots_lost_since(ancestor);
	assert_eq!((lost(11, 1_001), lost(14, 1_004)), (0, 0));
	assert_eq!((lost(11, 1_004), lost(14, 1_010)), (3, 6));
	assert_eq!(lost(10, 1_000), 0);
}

// Protects: the share of lost slots is one of all slots, also when several blocks become final
// at once.
#[test]
fn blocks_and_lost_slots_should_add_up_to_the_slots_between() {
	let ancestor = Place { number: 10, slot: 1_000 };
	let place = Place { number: 14, slot: 1_010 };
	assert_eq!((place.blocks_since(ancestor), place.slots_lost_since(ancestor)), (4, 6));
	assert_eq!(ancestor.blocks_since(ancestor), 0);
}

// Protects: an operator sees blocks that were made twice, and not the blocks of one chain.
#[test]
fn height_should_be_known_when_a_block_of_it_was_imported() {
	let mut heights = Heights::new(7);
	let known = [8, 9, 9, 8, 10, 7, 11].map(|number| heights.note(number));
	assert_eq!(known, [false, false, true, true, false, true, false]);
}
