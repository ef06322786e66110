//! An author's account of its blocks: the log, metrics, telemetry.
//!
//! Names, reasons and wording are those of the SDK's author, which dashboards and `scripts/bench`
//! read.

use futures::channel::oneshot;
use sc_proposer_metrics::{EndProposingReason, MetricsLink};
use sc_telemetry::{telemetry, TelemetryHandle, CONSENSUS_INFO};
use std::time::Duration;
use substrate_prometheus_endpoint::{register, Counter, PrometheusError, Registry, U64};
use witan_primitives::Header;

/// The report on a block that is ready.
pub struct Prepared {
	pub header: Header,
	/// The number of extrinsics in the block.
	pub extrinsics: usize,
	/// The reason why no more transactions were added.
	pub end: EndProposingReason,
	/// The time from the block's beginning until it was ready.
	pub took: Duration,
}

/// A handle for an author's reports. Clones report to the same places.
#[derive(Clone)]
pub struct Reporter {
	metrics: MetricsLink,
	/// Blocks that nobody was waiting for any more when they were ready.
	given_up: Option<Counter<U64>>,
	telemetry: Option<TelemetryHandle>,
}

impl Reporter {
	/// Registers the metrics, if there is a registry. Fails if they are there already.
	pub fn new(
		registry: Option<&Registry>,
		telemetry: Option<TelemetryHandle>,
	) -> Result<Self, PrometheusError> {
		let given_up = registry.map(given_up_counter).transpose()?;
		Ok(Self { metrics: MetricsLink::new(registry), given_up, telemetry })
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

	/// Hands what was made to whoever waits for it. Reports the block as made if somebody does,
	/// else as given up.
	pub fn hand_over<Made, Failure>(
		&self,
		made: Made,
		block: &Prepared,
		to: oneshot::Sender<Result<Made, Failure>>,
	) {
		match to.send(Ok(made)) {
			Ok(()) => self.prepared(block),
			Err(_) => self.given_up(block),
		}
	}

	fn prepared(&self, block: &Prepared) {
		let Prepared { header, extrinsics, end, took } = block;
		let hash = header.hash();
		self.metrics.report(|metrics| {
			metrics.number_of_transactions.set(*extrinsics as u64);
			metrics.block_constructed.observe(took.as_secs_f64());
			metrics.create_block_proposal_time.observe(took.as_secs_f64());
			metrics.report_end_proposing_reason(*end);
		});
		log::info!(
			"🎁 Prepared block for proposing at {} ({} ms) hash: {hash:?}; parent_hash: {}; \
			 end: {end:?}; extrinsics_count: {extrinsics}",
			header.number,
			took.as_millis(),
			header.parent_hash,
		);
		telemetry!(
			self.telemetry;
			CONSENSUS_INFO;
			"prepared_block_for_proposing";
			"number" => ?header.number,
			"hash" => ?hash,
		);
	}

	fn given_up(&self, block: &Prepared) {
		let Prepared { header, extrinsics, end, took } = block;
		if let Some(given_up) = &self.given_up {
			given_up.inc();
		}
		log::warn!(
			"⌛ Block {} was ready too late, after {} ms, and is thrown away; end: {end:?}; \
			 extrinsics_count: {extrinsics}",
			header.number,
			took.as_millis(),
		);
	}
}

fn given_up_counter(registry: &Registry) -> Result<Counter<U64>, PrometheusError> {
	let name = "witan_blocks_given_up_total";
	let help = "Blocks that were ready after BABE had given up waiting for them";
	register(Counter::new(name, help)?, registry)
}
