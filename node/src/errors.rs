//! The line that an operator reads when the node can't go on: the cause, and what to do.

use std::error::Error;

/// Causes that operators meet, by a part of the text of their error, with what to do about each.
const REMEDIES: &[(&str, &str)] = &[
	(
		"Database file is in use",
		"another node uses this database: stop it, or give this one its own --base-path",
	),
	("Permission denied", "the node's user must be able to read and write there: see --base-path"),
	("Not a directory", "a part of the path given is a file: see --base-path"),
	("No such file or directory", "check the path: this file, or a folder of it, does not exist"),
	("No space left on device", "free some space, or move --base-path"),
];

/// The text behind which the SDK's genesis builder repeats the whole genesis.
const GENESIS_DUMP: &str = " for blob:";

/// Describes the error with its causes, each said once, and a remedy where one is known.
pub fn explain(error: &sc_cli::Error) -> String {
	match error {
		sc_cli::Error::NetworkKeyNotFound(path) => format!(
			"this node has no network key at {path}, and a validator's must not change: make one \
			 with `mkdir -p {folder} && witan-node key generate-node-key --file {path}`, or \
			 restore it from a backup",
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
