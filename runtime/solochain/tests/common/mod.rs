//! The runtime's metadata, and the comparison of documents made from it with checked-in files.

use frame_metadata::{v14::RuntimeMetadataV14, RuntimeMetadata};

/// Compares a text with a file of the repository, or writes the file if `UPDATE_SNAPSHOT` is set.
pub fn check_snapshot(path: &str, test: &str, text: &str) {
	let file = format!("{}/../../{path}", env!("CARGO_MANIFEST_DIR"));
	if std::env::var_os("UPDATE_SNAPSHOT").is_some() {
		std::fs::write(file, text).expect("the snapshot can be written");
		return;
	}
	let snapshot = std::fs::read_to_string(file).expect("the snapshot is checked in");
	let changed = difference(&snapshot, text);
	assert!(
		changed.is_empty(),
		"the runtime's interface differs from {path}; if that is meant, note it in CHANGELOG.md and run\n\
		 UPDATE_SNAPSHOT=1 cargo test --workspace --test {test}\n{}",
		changed.join("\n")
	);
}

/// Returns the lines that only one text has, or that stand in another place.
fn difference(old: &str, new: &str) -> Vec<String> {
	let gone = old.lines().filter(|line| !new.lines().any(|other| other == *line));
	let come = new.lines().filter(|line| !old.lines().any(|other| other == *line));
	let mut lines: Vec<String> =
		gone.map(|line| format!("- {line}")).chain(come.map(|line| format!("+ {line}"))).collect();
	if lines.is_empty() && old != new {
		lines.push("the same lines in another order".into());
	}
	lines
}

/// Returns the runtime's metadata.
pub fn metadata() -> RuntimeMetadataV14 {
	let metadata =
		sp_io::TestExternalities::default().execute_with(witan_runtime::Runtime::metadata);
	match metadata.1 {
		RuntimeMetadata::V14(metadata) => metadata,
		other => panic!("metadata of version {}", other.version()),
	}
}
