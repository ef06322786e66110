//! Tests of how the node's modules use each other: they can be read and moved one at a time, and
//! what two of them share is in a third.

use std::{
	collections::{BTreeMap, BTreeSet},
	fs,
	path::Path,
};

/// Adds the sources in `folder` to those of their modules. A module is a file or a folder of
/// `src`.
fn read(folder: &Path, module: Option<&str>, sources: &mut BTreeMap<String, String>) {
	for entry in fs::read_dir(folder).expect("a folder of sources") {
		let path = entry.expect("an entry").path();
		let stem = path.file_stem().and_then(|stem| stem.to_str()).expect("a plain name");
		let module = module.unwrap_or(stem);
		if path.is_dir() {
			read(&path, Some(module), sources);
		} else {
			let source = fs::read_to_string(&path).expect("a readable source");
			sources.entry(module.into()).or_default().push_str(&source);
		}
	}
}

/// Returns the names that stand in `source` after `crate::`, alone or in braces.
fn imports(source: &str) -> BTreeSet<&str> {
	source
		.split("crate::")
		.skip(1)
		.flat_map(|rest| match rest.strip_prefix('{') {
			Some(group) => group.split(';').next().unwrap_or_default().split(',').collect(),
			None => vec![rest],
		})
		.filter_map(|item| item.trim().split(|c: char| !(c.is_alphanumeric() || c == '_')).next())
		.collect()
}

// Protects: each module of the node can be read before those that use it.
#[test]
fn imports_should_make_no_circle() {
	let mut sources = BTreeMap::new();
	read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), None, &mut sources);
	assert!(imports(&sources["service"]).contains("client"), "imports are not found");

	let mut left: BTreeSet<&str> = sources.keys().map(String::as_str).collect();
	let needs_one_of = |module: &str, left: &BTreeSet<&str>| {
		imports(&sources[module]).iter().any(|name| *name != module && left.contains(name))
	};
	while let Some(leaf) = left.iter().find(|module| !needs_one_of(module, &left)).copied() {
		left.remove(leaf);
	}
	assert!(left.is_empty(), "in a circle, or behind one: {left:?}");
}
