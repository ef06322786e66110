//! What an operator reads when the node can't go on: the cause, and what to do, in one line.

use std::error::Error;

/// Causes that operators meet, by a part of the text that their error carries, with what to do about each.
const REMEDIES: &[(&str, &str)] = &[
	(
		"Address already in use",
		"another process listens on that port: stop it, or choose others with --rpc-port, --port and --prometheus-port",
	),
	(
		"is in use by another process",
		"another node uses this database: stop it, or give this one its own --base-path",
	),
	(
		"lock",
		"another node uses this database: stop it, or give this one its own --base-path",
	),
	("Permission denied", "the node's user needs to read and write there: see --base-path"),
	("No space left on device", "free some space, or move --base-path"),
];

/// The error with its causes, each said once, and a remedy where one is known.
pub fn explain(error: &dyn Error) -> String {
	let mut text = error.to_string();
	let mut source = error.source();
	while let Some(cause) = source {
		let cause_text = cause.to_string();
		if !text.contains(&cause_text) {
			text.push_str(": ");
			text.push_str(&cause_text);
		}
		source = cause.source();
	}
	let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
	match REMEDIES.iter().find(|(sign, _)| text.contains(sign)) {
		Some((_, remedy)) => format!("{text} ({remedy})"),
		None => text,
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use std::io;

	#[derive(Debug)]
	struct Outer(io::Error);
	impl std::fmt::Display for Outer {
		fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
			write!(f, "the RPC server\ndid not start")
		}
	}
	impl Error for Outer {
		fn source(&self) -> Option<&(dyn Error + 'static)> {
			Some(&self.0)
		}
	}

	#[test]
	fn error_should_be_one_line_with_cause_and_remedy() {
		let text = explain(&Outer(io::Error::other("Address already in use (os error 98)")));
		assert_eq!(text.lines().count(), 1);
		assert!(text.starts_with("the RPC server did not start: Address already in use"), "{text}");
		assert!(text.contains("--rpc-port"), "{text}");
	}

	#[test]
	fn error_should_say_a_cause_once() {
		let inner = io::Error::other("the RPC server did not start");
		assert_eq!(explain(&inner), "the RPC server did not start");
	}
}
