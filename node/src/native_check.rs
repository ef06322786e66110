//! A watch on whether the node's own copy of the runtime can check transactions for the pool.
//!
//! It can while the chain's code is the code that the node was built with. Otherwise the wasm
//! checks them, at more than twice the cost. All else works as before, so that nobody would notice.
//! Therefore the operator is told, by a line in the log at each change and by a metric.

use crate::{
	client::{code_hash, FullClient},
	executor::{own_code, Checks},
	metrics::Metrics,
};
use futures::StreamExt;
use sc_client_api::BlockchainEvents;
use sc_service::{config::Configuration, Error as ServiceError, TaskManager};
use std::sync::Arc;
use substrate_prometheus_endpoint::{Gauge, U64};
use witan_primitives::Hash;

/// A change of what checks transactions for the pool.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
	/// The node's own copy of the runtime does it again.
	On,
	/// The chain runs a runtime that the node has no copy of.
	Off,
}

/// Returns the change that the operator is told of, now that the chain's code is `now`. `before` is
/// the code that it was until now, none at the start of the node.
pub fn change(before: Option<Hash>, now: Hash, own: Option<Hash>) -> Option<Change> {
	match before {
		Some(before) if before == now => None,
		_ if own != Some(now) => Some(Change::Off),
		Some(_) => Some(Change::On),
		None => None,
	}
}

/// Registers the metrics of checks and signatures, and starts the task that watches the chain's
/// code.
pub fn start(
	config: &Configuration,
	client: Arc<FullClient>,
	checks: Arc<Checks>,
	task_manager: &TaskManager,
) -> Result<(), ServiceError> {
	let registry = config.prometheus_registry();
	let metrics = registry.map(|registry| Metrics::register(registry, checks)).transpose()?;
	let watch = Watch {
		client,
		is_validator: config.role.is_authority(),
		gauge: metrics.map(|metrics| metrics.native_check),
		code: None,
	};
	task_manager.spawn_handle().spawn("native-check", None, watch.run());
	Ok(())
}

/// The task that watches the chain's code.
struct Watch {
	client: Arc<FullClient>,
	is_validator: bool,
	gauge: Option<Gauge<U64>>,
	/// Hash of the code of the best block seen last.
	code: Option<Hash>,
}

impl Watch {
	/// Looks at the best block, and at each that comes to be the best. Blocks of a sync are not
	/// announced: only the last of them counts.
	async fn run(mut self) {
		let mut blocks = self.client.import_notification_stream();
		self.look_at(self.client.chain_info().best_hash);
		while let Some(block) = blocks.next().await {
			if block.is_new_best {
				self.look_at(block.hash);
			}
		}
	}

	fn look_at(&mut self, block: Hash) {
		let Some(code) = code_hash(&self.client, block) else { return };
		if let Some(gauge) = &self.gauge {
			gauge.set((own_code() == Some(code)).into());
		}
		match change(self.code.replace(code), code, own_code()) {
			Some(Change::Off) => self.warn(code),
			Some(Change::On) => log::info!(
				"The chain runs the runtime that this node was built with: its own copy checks \
				 transactions again"
			),
			None => {},
		}
	}

	/// Tells the operator, more urgently if the node's speed matters to others.
	fn warn(&self, code: Hash) {
		let level = if self.is_validator { log::Level::Warn } else { log::Level::Info };
		let own = own_code().map_or("none".into(), |own| format!("{own:?}"));
		log::log!(
			level,
			"The chain runs another runtime ({code:?}) than this node was built with ({own}): \
			 transactions are checked by the wasm, at about twice the cost. Upgrade the node, if \
			 it is not still syncing"
		);
	}
}
