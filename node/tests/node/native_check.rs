//! Tests that an operator learns that the pool is slower than it could be.

use witan_node::native_check::{change, Change};
use witan_primitives::Hash;

// Protects: the log tells of each change once, and of nothing when all is well.
#[test]
fn operator_should_be_told_when_the_chains_code_changes() {
	let [own, next, after] = [1, 2, 3].map(Hash::repeat_byte);
	for (before, now, expected) in [
		(None, own, None),
		(None, next, Some(Change::Off)),
		(Some(own), own, None),
		(Some(own), next, Some(Change::Off)),
		(Some(next), next, None),
		(Some(next), after, Some(Change::Off)),
		(Some(next), own, Some(Change::On)),
	] {
		assert_eq!(change(before, now, Some(own)), expected, "{before:?} to {now:?}");
	}
	assert_eq!(change(None, own, None), Some(Change::Off));
}

// Protects: the metrics that alerts and dashboards name are there.
#[test]
fn metrics_should_have_the_names_that_alerts_use() {
	let registry = substrate_prometheus_endpoint::Registry::new();
	witan_node::metrics::Metrics::register(&registry, Default::default()).expect("new names");
	witan_node::signatures::remember();
	let names: Vec<_> =
		registry.gather().iter().map(|metric| metric.get_name().to_owned()).collect();
	assert_eq!(
		names,
		["witan_native_check", "witan_pool_checks_total", "witan_signature_lookups_total"]
	);
	let alerts = include_str!("../../../docs/alerts.yml");
	assert!(alerts.contains("witan_native_check == 0"));
}
