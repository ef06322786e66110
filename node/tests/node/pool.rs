//! Tests that the pool forgets no transactions that only the views below a final block hold.

use witan_node::pool::HeldFinality;

const NONE: Vec<&str> = Vec::new();

// Protects: finality removes no view that alone holds a transaction.
#[test]
fn finality_should_wait_for_a_view_of_a_later_block() {
	let mut held = HeldFinality::new(16);
	assert_eq!(held.built(5), NONE);
	assert_eq!(held.finalised(5, "5"), NONE);
	assert_eq!(held.built(5), NONE, "a sibling of the final block is no later one");
	assert_eq!(held.built(6), vec!["5"]);
}

// Protects: watchers hear of finality as soon as no view is at risk.
#[test]
fn finality_should_not_wait_when_a_later_block_is_known() {
	let mut held = HeldFinality::new(16);
	assert_eq!(held.built(9), NONE);
	assert_eq!(held.finalised(7, "7"), vec!["7"]);
	assert_eq!(held.finalised(8, "8"), vec!["8"]);
}

// Protects: a long sync holds back a bounded number of events, and never one before an earlier
// one.
#[test]
fn finality_should_keep_its_order_and_go_ahead_beyond_the_limit() {
	let mut held = HeldFinality::new(2);
	assert_eq!(held.finalised(1, "1"), NONE);
	assert_eq!(held.finalised(2, "2"), NONE);
	assert_eq!(held.finalised(3, "3"), vec!["1"]);
	assert_eq!(held.built(4), vec!["2", "3"]);
}

// Protects: a chain that seals on demand needs no next block to hear of finality.
#[test]
fn finality_should_not_wait_when_nothing_is_to_be_held() {
	assert_eq!(HeldFinality::new(0).finalised(1, "1"), vec!["1"]);
}
