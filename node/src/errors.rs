//! What an operator reads when the node can't go on: the cause, and what to do, in one line.

use std::error::Error;

/// Causes that operators meet, by a part of the text that their error carries, with what to do about each.
const REMEDIES: &[(&str, &str)] = &[
	(
		"Database file is in use",
		"another node uses this database: stop it, or give this one its own --base-path",
	),
	("Permission denied", "the node's user must be able to read and write there: see --base-path"),
	("No space left on device", "free some space, or move --base-path"),
];

/// Behind this, the SDK's genesis builder repeats the whole genesis.
const GENESIS_DUMP: &str = " for blob:";

/// The error with its causes, each said once, and a remedy where one is known.
pub fn explain(error: &sc_cli::Error) -> String {
	match error {
		sc_cli::Error::NetworkKeyNotFound(path) => format!(
			"this node has no network key at {path}, and a validator's must not change: make one with \
			 `mkdir -p {folder} && witan-node key generate-node-key --file {path}`, or restore it from a backup",
			path = path.display(),
			folder = path.parent().unwrap_or(path).display()
		),
		other => explain_causes(other),
	}
}

fn explain_causes(error: &dyn Error) -> String {
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
	let text = text.split(GENESIS_DUMP).next().unwrap_or_default();
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
			write!(f, "the database\ndid not open")
		}
	}
	impl Error for Outer {
		fn source(&self) -> Option<&(dyn Error + 'static)> {
			Some(&self.0)
		}
	}

	#[test]
	fn error_should_be_one_line_with_cause_and_remedy() {
		let text = explain_causes(&Outer(io::Error::other("Database file is in use.")));
		assert_eq!(text.lines().count(), 1);
		assert!(text.starts_with("the database did not open: Database file is in use."), "{text}");
		assert!(text.contains("--base-path"), "{text}");
	}

	#[test]
	fn error_should_say_a_cause_once() {
		let inner = io::Error::other("the database did not open");
		assert_eq!(explain_causes(&inner), "the database did not open");
	}

	#[test]
	fn error_should_not_repeat_the_genesis() {
		let error = io::Error::other("slotDuration is 5 ms for blob: {\"balances\": []}");
		assert_eq!(explain_causes(&error), "slotDuration is 5 ms");
	}

	#[test]
	fn missing_network_key_should_come_with_the_command_that_makes_it() {
		let text = explain(&sc_cli::Error::NetworkKeyNotFound("/data/secret_ed25519".into()));
		assert!(text.contains("key generate-node-key --file /data/secret_ed25519"), "{text}");
		assert_eq!(text.lines().count(), 1);
	}
}
