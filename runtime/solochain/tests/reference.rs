//! The tables of calls, events and errors of Witan's own pallets, for readers of the documentation.
//!
//! `docs/reference.md` is made from the runtime's metadata;
//! `UPDATE_SNAPSHOT=1 cargo test --workspace --test reference` writes it anew.

mod common;
#[path = "common/shape.rs"]
mod shape;

use common::{check_snapshot, metadata};
use frame_metadata::v14::PalletMetadata;
use scale_info::{form::PortableForm, PortableRegistry, TypeDef, Variant};
use shape::name;
use std::fmt::Write;

/// The pallets that are ours, in the order of the main job.
const PALLETS: [&str; 7] = [
	"Reputation",
	"Availability",
	"Business",
	"Forum",
	"ValidationPool",
	"Governance",
	"ChainConfig",
];

// Protects: what the documentation says of calls, events and errors is what the runtime has.
#[test]
fn reference_should_be_as_in_the_documentation() {
	let metadata = metadata();
	let mut text = String::from(
		"# Calls, events, errors, constants\n\n\
		 Of Witan's own pallets. Made from the runtime's metadata, compared by a test: don't edit.\n\
		 Amounts of tokens and of REP are in units of 10^-9; `Units` are reputation as it is stored\n\
		 ([what that means](../pallets/reputation/README.md)); ratios are parts per million.\n",
	);
	for wanted in PALLETS {
		let pallet = metadata
			.pallets
			.iter()
			.find(|pallet| pallet.name == wanted)
			.unwrap_or_else(|| panic!("the runtime has no {wanted}"));
		describe(&mut text, &metadata.types, pallet).expect("a string takes any text");
	}
	check_snapshot("docs/reference.md", "reference", &text);
}

fn describe(
	text: &mut String,
	types: &PortableRegistry,
	pallet: &PalletMetadata<PortableForm>,
) -> std::fmt::Result {
	writeln!(text, "\n## {} (pallet {})", pallet.name, pallet.index)?;
	let kinds = [
		("Calls", pallet.calls.as_ref().map(|calls| calls.ty.id)),
		("Events", pallet.event.as_ref().map(|event| event.ty.id)),
		("Errors", pallet.error.as_ref().map(|error| error.ty.id)),
	];
	for (kind, id) in kinds.into_iter().filter_map(|(kind, id)| Some((kind, id?))) {
		if let TypeDef::Variant(variants) = &types.resolve(id).expect("registered").type_def {
			writeln!(text, "\n### {kind}\n\n| | with | what |\n| --- | --- | --- |")?;
			for variant in &variants.variants {
				let docs = summary(&variant.docs);
				writeln!(text, "| `{}` | {} | {docs} |", variant.name, arguments(types, variant))?;
			}
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

/// The first paragraph of a documentation comment, on one line.
fn summary(docs: &[String]) -> String {
	let lines: Vec<&str> =
		docs.iter().map(|line| line.trim()).take_while(|line| !line.is_empty()).collect();
	lines.join(" ").replace('|', "\\|")
}
