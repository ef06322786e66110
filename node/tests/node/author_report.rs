//! Tests that what an operator is told of a validator's blocks is true.

use crate::common::header;
use futures::channel::oneshot;
use sc_proposer_metrics::EndProposingReason::NoMoreTransactions;
use std::time::Duration;
use substrate_prometheus_endpoint::{prometheus::TextEncoder, Registry};
use witan_node::authoring::{Prepared, Reporter};

fn block() -> Prepared {
	let took = Duration::from_secs(2);
	Prepared { header: header(), extrinsics: 3, end: NoMoreTransactions, took }
}

/// Returns the value that Prometheus is told of a metric without labels.
fn value(registry: &Registry, name: &str) -> Option<String> {
	let text = TextEncoder::new().encode_to_string(&registry.gather()).expect("a text");
	let value = text.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(' '));
	value.map(str::to_owned)
}

// Protects: a validator whose blocks all come too late is not taken for one that makes blocks.
#[test]
fn block_should_count_as_given_up_and_not_as_made_when_nobody_waits_for_it() {
	let registry = Registry::new();
	let reporter = Reporter::new(Some(&registry), None).expect("new names");
	let counts = || {
		["witan_blocks_given_up_total", "substrate_proposer_block_constructed_count"]
			.map(|name| value(&registry, name).expect("a metric"))
	};
	assert_eq!(counts(), ["0", "0"]);

	let (sender, mut receiver) = oneshot::channel::<Result<&str, ()>>();
	reporter.hand_over("block", &block(), sender);
	assert_eq!(receiver.try_recv(), Ok(Some(Ok("block"))));
	assert_eq!(counts(), ["0", "1"]);

	let (sender, receiver) = oneshot::channel::<Result<&str, ()>>();
	drop(receiver);
	reporter.hand_over("block", &block(), sender);
	assert_eq!(counts(), ["1", "1"]);
}
