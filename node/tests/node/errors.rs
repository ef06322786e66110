//! Tests of what an operator reads when the node ends with an error.

use sc_cli::Error;
use std::io;
use witan_node::errors::explain;

#[derive(Debug)]
struct Outer(io::Error);
impl std::fmt::Display for Outer {
	fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
		write!(f, "the database\ndid not open")
	}
}
impl std::error::Error for Outer {
	fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
		Some(&self.0)
	}
}

fn application(error: impl std::error::Error + Send + Sync + 'static) -> Error {
	Error::Application(Box::new(error))
}

// Protects: an operator reads at once what went wrong and what to do.
#[test]
fn error_should_be_one_line_with_cause_and_remedy() {
	let text = explain(&application(Outer(io::Error::other("Database file is in use."))));
	assert_eq!(text.lines().count(), 1);
	assert!(text.starts_with("the database did not open: Database file is in use."), "{text}");
	assert!(text.contains("--base-path"), "{text}");
}

// Protects: an operator who mistyped a path is told that it is the path.
#[test]
fn path_that_is_none_should_be_named_as_the_mistake() {
	for (kind, remedy) in [
		(io::Error::from_raw_os_error(20), "a part of the path given is a file"),
		(io::Error::from_raw_os_error(2), "check the path"),
	] {
		let text = explain(&application(Outer(kind)));
		assert!(text.contains(remedy), "{text}");
	}
}

// Protects: a cause that the error repeats is not read twice.
#[test]
fn error_should_say_a_cause_once() {
	let error = application(io::Error::other("the database did not open"));
	assert_eq!(explain(&error), "the database did not open");
}

// Protects: the cause does not drown in the whole genesis, which the SDK appends.
#[test]
fn error_should_not_repeat_the_genesis() {
	let error = application(io::Error::other("slotDuration is 5 ms for blob: {\"balances\": []}"));
	assert_eq!(explain(&error), "slotDuration is 5 ms");
}

// Protects: a new validator is not stuck at its first start, and can copy the command.
#[test]
fn missing_network_key_should_come_with_the_command_that_makes_it() {
	let text = explain(&Error::NetworkKeyNotFound("/data/secret_ed25519".into()));
	assert!(text.contains("key generate-node-key --file /data/secret_ed25519"), "{text}");
	assert_eq!(text.lines().count(), 1);
}
