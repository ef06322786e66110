//! The tables of calls, events and errors of Witan's own pallets, for readers of the documentation.
//!
//! `docs/reference.md` is made from the runtime's metadata.
//! `UPDATE_SNAPSHOT=1 cargo test --workspace --test reference` rewrites it. A call's errors and
//! events are the sections of its doc comment. A name that does not exist fails the test, and so
//! does an error that nothing lists.

mod common;
#[path = "common/shape.rs"]
mod shape;

use common::{check_snapshot, metadata};
use frame_metadata::v14::PalletMetadata;
use scale_info::{form::PortableForm, PortableRegistry, TypeDef, Variant};
use shape::name;
use std::{collections::BTreeSet, fmt::Write, path::Path};

/// Returns the crates of `pallets/`, as type paths spell them.
fn own_crates() -> BTreeSet<String> {
	fn collect(folder: &Path, crates: &mut BTreeSet<String>) {
		for entry in std::fs::read_dir(folder).expect("the folder can be read") {
			let path = entry.expect("an entry can be read").path();
			if path.is_dir() {
				collect(&path, crates);
			} else if path.ends_with("Cargo.toml") {
				let manifest = std::fs::read_to_string(&path).expect("a manifest can be read");
				let name = manifest.lines().find_map(|line| line.strip_prefix("name = \"pallet-"));
				let ident =
					|name: &str| format!("pallet_{}", name.trim_end_matches('"').replace('-', "_"));
				crates.extend(name.map(ident));
			}
		}
	}
	let mut crates = BTreeSet::new();
	collect(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../pallets"), &mut crates);
	crates
}

/// Returns the variants of a pallet's enum, with the enum's own documentation.
fn variants(types: &PortableRegistry, id: u32) -> (&[Variant<PortableForm>], &[String]) {
	let ty = types.resolve(id).expect("registered");
	match &ty.type_def {
		TypeDef::Variant(variants) => (&variants.variants, &ty.docs),
		_ => panic!("calls, events and errors are enums"),
	}
}

// Protects: what the documentation says of calls, events and errors is what the runtime has.
#[test]
fn reference_should_be_as_in_the_documentation() {
	let metadata = metadata();
	let own = own_crates();
	let mut text = String::from(
		"# Calls, events, errors, constants\n\n\
		 Of Witan's own pallets. Made from the runtime's metadata, compared by a test: don't edit.\n\
		 Amounts of tokens and of REP are in units of 10^-9; `Shares` are reputation as it is stored\n\
		 ([what that means](../pallets/experts/reputation/README.md)); ratios are parts per million.\n",
	);
	for pallet in metadata.pallets.iter().filter(|pallet| is_own(&metadata.types, pallet, &own)) {
		describe(&mut text, &metadata.types, pallet).expect("a string takes any text");
	}
	check_snapshot("docs/reference.md", "reference", &text);
}

/// Returns true if a crate of `pallets/` declares the pallet's calls or its events. `ChainConfig`,
/// which has neither, is known by its name.
fn is_own(
	types: &PortableRegistry,
	pallet: &PalletMetadata<PortableForm>,
	own: &BTreeSet<String>,
) -> bool {
	let ids = [
		pallet.calls.as_ref().map(|calls| calls.ty.id),
		pallet.event.as_ref().map(|event| event.ty.id),
	];
	let mut crates = ids
		.into_iter()
		.flatten()
		.map(|id| &types.resolve(id).expect("registered").path.segments[0]);
	crates.any(|name| own.contains(name)) || pallet.name == "ChainConfig"
}

fn describe(
	text: &mut String,
	types: &PortableRegistry,
	pallet: &PalletMetadata<PortableForm>,
) -> std::fmt::Result {
	writeln!(text, "\n## {} (pallet {})", pallet.name, pallet.index)?;
	let (calls, _) =
		pallet.calls.as_ref().map_or((&[][..], &[][..]), |calls| variants(types, calls.ty.id));
	let (events, _) =
		pallet.event.as_ref().map_or((&[][..], &[][..]), |event| variants(types, event.ty.id));
	let (errors, error_docs) =
		pallet.error.as_ref().map_or((&[][..], &[][..]), |error| variants(types, error.ty.id));
	let mut listed = names(error_docs, "Error");
	if !calls.is_empty() {
		writeln!(
			text,
			"\n### Calls\n\n| | with | what | errors | events |\n| --- | --- | --- | --- | --- |"
		)?;
	}
	for call in calls {
		let (fails, emits) = (section(&call.docs, "Errors"), section(&call.docs, "Events"));
		assert_known(pallet, call, &names(fails, "Error"), errors);
		assert_known(pallet, call, &names(emits, "Event"), events);
		listed.extend(names(fails, "Error"));
		let (fails, emits) = (entries(fails, "Error"), entries(emits, "Event"));
		let docs = summary(&call.docs);
		writeln!(
			text,
			"| `{}` | {} | {docs} | {fails} | {emits} |",
			call.name,
			arguments(types, call)
		)?;
	}
	let unlisted: Vec<&str> = errors
		.iter()
		.map(|error| error.name.as_str())
		.filter(|name| !listed.contains(*name))
		.collect();
	assert!(unlisted.is_empty(), "{}: no call lists {unlisted:?} under Errors", pallet.name);
	for (kind, variants) in [("Events", events), ("Errors", errors)] {
		if !variants.is_empty() {
			writeln!(text, "\n### {kind}\n\n| | with | what |\n| --- | --- | --- |")?;
		}
		for variant in variants {
			let docs = summary(&variant.docs);
			writeln!(text, "| `{}` | {} | {docs} |", variant.name, arguments(types, variant))?;
		}
	}
	if !pallet.constants.is_empty() {
		writeln!(text, "\n### Constants\n\n| | type | what |\n| --- | --- | --- |")?;
		for constant in &pallet.constants {
			let ty = name(types, constant.ty.id);
			writeln!(text, "| `{}` | `{ty}` | {} |", constant.name, summary(&constant.docs))?;
		}
	}
	Ok(())
}

/// Fails if a call's section names what its pallet does not have.
fn assert_known(
	pallet: &PalletMetadata<PortableForm>,
	call: &Variant<PortableForm>,
	names: &BTreeSet<String>,
	variants: &[Variant<PortableForm>],
) {
	for name in names {
		let known = variants.iter().any(|variant| variant.name == *name);
		assert!(known, "{}.{} lists {name}, which does not exist", pallet.name, call.name);
	}
}

/// Returns the lines of a documentation comment under the heading `# title`, to the next heading.
fn section<'a>(docs: &'a [String], title: &str) -> &'a [String] {
	let is_heading = |line: &String| line.trim().starts_with("# ");
	let Some(start) = docs.iter().position(|line| line.trim() == format!("# {title}")) else {
		return &[];
	};
	let lines = &docs[start + 1..];
	&lines[..lines.iter().position(is_heading).unwrap_or(lines.len())]
}

/// Returns the names in links like [`Error::UnknownPool`].
fn names(lines: &[String], kind: &str) -> BTreeSet<String> {
	let mark = format!("[`{kind}::");
	let names = lines.iter().flat_map(|line| line.split(&mark).skip(1).collect::<Vec<_>>());
	names.filter_map(|rest| Some(rest.split_once('`')?.0.to_string())).collect()
}

/// Returns the items of a section's list, each on a line of the table. An item is a name, or a
/// sentence about something outside the pallet.
fn entries(lines: &[String], kind: &str) -> String {
	let mut items: Vec<String> = Vec::new();
	for line in lines.iter().map(|line| line.trim()) {
		match (line.strip_prefix("- "), items.last_mut()) {
			(Some(item), _) => items.push(item.into()),
			(None, Some(last)) if !line.is_empty() => {
				last.push(' ');
				last.push_str(line);
			},
			_ => {},
		}
	}
	let prefix = format!("[`{kind}::");
	let short =
		|item: String| match item.strip_prefix(&prefix).and_then(|rest| rest.split_once('`')) {
			Some((name, _)) => format!("`{name}`"),
			None => item.trim_end_matches(['.', ';']).replace('|', "\\|"),
		};
	items.into_iter().map(short).collect::<Vec<_>>().join("<br>")
}

fn arguments(types: &PortableRegistry, variant: &Variant<PortableForm>) -> String {
	let list: Vec<String> = variant
		.fields
		.iter()
		.map(|field| {
			let label = field.name.as_deref().unwrap_or("value");
			format!("`{label}: {}`", name(types, field.ty.id))
		})
		.collect();
	list.join("<br>")
}

/// Returns the first paragraph of a documentation comment, on one line.
fn summary(docs: &[String]) -> String {
	let lines: Vec<&str> =
		docs.iter().map(|line| line.trim()).take_while(|line| !line.is_empty()).collect();
	lines.join(" ").replace('|', "\\|")
}
