//! Tests of the judgement on the machine's clock.

use sp_consensus_babe::SlotDuration;
use witan_node::clock::{judge, LONGEST_WAIT};

/// Returns the judgement on a clock that is `behind` milliseconds before the slot of the last
/// block, of 3 s.
fn behind(behind: u64) -> Result<Option<String>, String> {
	judge(1_000.into(), SlotDuration::from_millis(3_000), (3_000_000 - behind).into())
		.map_err(|error| error.to_string())
}

// Protects: clocks that differ by a slot, as they may, are no mistake.
#[test]
fn clock_should_be_right_from_a_slot_before_that_of_the_last_block() {
	assert_eq!(behind(0), Ok(None));
	assert_eq!(behind(3_000), Ok(None));
	let later = judge(1_000.into(), SlotDuration::from_millis(3_000), 9_000_000.into());
	assert_eq!(later.map_err(|error| error.to_string()), Ok(None));
}

// Protects: a node that stands still for some seconds says so, and for how long.
#[test]
fn clock_that_soon_catches_up_should_be_warned_of() {
	let warning = behind(42_000).expect("no failure").expect("a warning");
	assert!(warning.contains("42 s ahead") && warning.contains("--sealing"), "{warning}");
	assert!(behind(LONGEST_WAIT.as_millis() as u64).is_ok_and(|warning| warning.is_some()));
}

// Protects: a chain that was sealed ahead of the clock does not stand still in silence.
#[test]
fn clock_that_nobody_waits_for_should_be_refused() {
	let error = behind(LONGEST_WAIT.as_millis() as u64 + 1_000).expect_err("a refusal");
	for part in ["61 s ahead", "clock is wrong", "--sealing", "purge-chain", "--base-path"] {
		assert!(error.contains(part), "{part}: {error}");
	}
}
