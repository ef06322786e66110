//! An author's account of its blocks: the log, metrics, telemetry.
//!
//! Names, reasons and wording are those of the SDK's author, which dashboards and the scripts of
//! load know.

use sc_proposer_metrics::{EndProposingReason, MetricsLink};
use sc_telemetry::{telemetry, TelemetryHandle, CONSENSUS_INFO};
use std::time::Duration;
use substrate_prometheus_endpoint::Registry;
use witan_primitives::{Header, OpaqueBlock as Block};

/// A handle for an author's reports. Clones report to the same places.
#[derive(Clone)]
pub struct Reporter {
	metrics: MetricsLink,
	telemetry: Option<TelemetryHandle>,
}

impl Reporter {
	/// Registers the metrics, if there is a registry.
	pub fn new(registry: Option<&Registry>, telemetry: Option<TelemetryHandle>) -> Self {
		Self { metrics: MetricsLink::new(registry), telemetry }
	}

	/// Reports that a block on top of `parent` is begun.
	pub fn begun(&self, parent: &Header) {
		log::info!(
			"🙌 Starting consensus session on top of parent {:?} (#{})",
			parent.hash(),
			parent.number
		);
	}

	/// Reports the time that it took the runtime to make the inherents.
	pub fn inherents(&self, took: Duration) {
		self.metrics.report(|metrics| metrics.create_inherents_time.observe(took.as_secs_f64()));
	}

	/// Reports a block that is ready, and why no more transactions were added.
	pub fn prepared(&self, block: &Block, end: EndProposingReason, took: Duration) {
		let hash = block.header.hash();
		let extrinsics = block.extrinsics.len();
		self.metrics.report(|metrics| {
			metrics.number_of_transactions.set(extrinsics as u64);
			metrics.block_constructed.observe(took.as_secs_f64());
			metrics.create_block_proposal_time.observe(took.as_secs_f64());
			metrics.report_end_proposing_reason(end);
		});
		log::info!(
			"🎁 Prepared block for proposing at {} ({} ms) hash: {hash:?}; parent_hash: {}; \
			 end: {end:?}; extrinsics_count: {extrinsics}",
			block.header.number,
			took.as_millis(),
			block.header.parent_hash,
		);
		telemetry!(
			self.telemetry;
			CONSENSUS_INFO;
			"prepared_block_for_proposing";
			"number" => ?block.header.number,
			"hash" => ?hash,
		);
	}
}
