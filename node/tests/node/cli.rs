//! Tests of the command line.

use clap::{CommandFactory, FromArgMatches};
use std::time::Duration;
use witan_node::{
	cli::{with_defaults, Cli},
	sealing::Sealing,
};

fn parse(arguments: &[&str]) -> Result<Cli, clap::Error> {
	let matches = with_defaults(Cli::command())
		.try_get_matches_from(std::iter::once(&"witan-node").chain(arguments))?;
	Cli::from_arg_matches(&matches)
}

// Protects: no two options collide, which would stop the node at its start.
#[test]
fn arguments_should_be_consistent() {
	with_defaults(Cli::command()).debug_assert();
}

// Protects: a burst of a few full blocks is not refused by default.
#[test]
fn pool_should_hold_several_full_blocks_unless_told_otherwise() {
	let limit = |cli: Cli| cli.run.pool_config.pool_limit;
	assert_eq!(limit(parse(&["--dev"]).unwrap()), 32_768);
	assert_eq!(limit(parse(&["--dev", "--pool-limit", "7"]).unwrap()), 7);
}

// Protects: a full pool does not fill the log, unless the operator wants it to.
#[test]
fn pool_should_only_log_errors_unless_told_otherwise() {
	let filter = |cli: Cli| cli.run.shared_params.log;
	assert_eq!(filter(parse(&["--dev"]).unwrap()), ["txpool=error"]);
	assert_eq!(filter(parse(&["--dev", "-ltxpool=debug"]).unwrap()), ["txpool=debug"]);
}

// Protects: no real chain is run without consensus.
#[test]
fn sealing_should_be_refused_outside_development() {
	assert!(parse(&["--chain", "local", "--sealing", "instant"]).is_err());
	assert!(parse(&["--dev", "--sealing", "sometimes"]).is_err());
	assert_eq!(
		parse(&["--dev", "--sealing", "interval=500"]).unwrap().sealing,
		Some(Sealing::Interval(Duration::from_millis(500)))
	);
}
