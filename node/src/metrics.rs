//! Metrics of how transactions are checked and their signatures verified. Those of authoring and of
//! the chain's health are with their subjects.

use crate::{executor::Checks, signatures};
use std::sync::Arc;
use substrate_prometheus_endpoint::{
	register, Gauge, MetricSource, Opts, PrometheusError, Registry, SourcedCounter, U64,
};

/// The metrics that somebody has to set. The registry reads the others itself when it is asked.
pub struct Metrics {
	/// 1 if the chain's code is the code that this node was built with, else 0.
	pub native_check: Gauge<U64>,
}

impl Metrics {
	/// Registers all metrics of this module. Fails if they are registered already.
	pub fn register(registry: &Registry, checks: Arc<Checks>) -> Result<Self, PrometheusError> {
		register(
			SourcedCounter::new(
				&Opts::new(
					"witan_pool_checks_total",
					"Checks of transactions for the pool, by the runtime's copy that made them",
				)
				.variable_label("by"),
				PoolChecks(checks),
			)?,
			registry,
		)?;
		register(
			SourcedCounter::new(
				&Opts::new(
					"witan_signature_lookups_total",
					"Signatures that the wasm had verified, by their being known as valid",
				)
				.variable_label("result"),
				SignatureLookups,
			)?,
			registry,
		)?;
		let native_check = Gauge::new(
			"witan_native_check",
			"1 if the node's own copy of the runtime checks transactions for the pool",
		)?;
		Ok(Self { native_check: register(native_check, registry)? })
	}
}

/// The source of the counts of checks of transactions for the pool.
#[derive(Clone)]
struct PoolChecks(Arc<Checks>);

impl MetricSource for PoolChecks {
	type N = u64;

	fn collect(&self, mut set: impl FnMut(&[&str], u64)) {
		set(&["native"], self.0.native());
		set(&["wasm"], self.0.wasm());
	}
}

/// The source of the counts of lookups of signatures. It has none unless signatures are remembered.
#[derive(Clone)]
struct SignatureLookups;

impl MetricSource for SignatureLookups {
	type N = u64;

	fn collect(&self, mut set: impl FnMut(&[&str], u64)) {
		if let Some(signatures) = signatures::remembered() {
			set(&["hit"], signatures.hits());
			set(&["miss"], signatures.misses());
		}
	}
}
