//! The interface that dapps rely on: every pallet's calls, storage, events, errors and constants, with their types.
//!
//! `runtime/metadata.txt` is that interface as text. Renaming a field breaks dapps, so a difference must be meant; then
//! `UPDATE_SNAPSHOT=1 cargo test --workspace --test metadata` writes the file anew.

use frame_metadata::{
	v14::{PalletMetadata, RuntimeMetadataV14, StorageEntryType},
	RuntimeMetadata,
};
use scale_info::{form::PortableForm, Field, PortableRegistry, TypeDef};
use std::fmt::Write;

const SNAPSHOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/metadata.txt");

#[test]
fn interface_should_be_as_in_the_snapshot() {
	let interface = describe(metadata());
	if std::env::var_os("UPDATE_SNAPSHOT").is_some() {
		std::fs::write(SNAPSHOT, &interface).expect("the snapshot can be written");
		return;
	}
	let snapshot = std::fs::read_to_string(SNAPSHOT).expect("the snapshot is checked in");
	let changed: Vec<String> = difference(&snapshot, &interface);
	assert!(
		changed.is_empty(),
		"the runtime's interface differs from runtime/metadata.txt; if that is meant, note it in CHANGELOG.md and run\n\
		 UPDATE_SNAPSHOT=1 cargo test --workspace --test metadata\n{}",
		changed.join("\n")
	);
}

/// Lines that are in one text alone, or in another place.
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

fn metadata() -> RuntimeMetadataV14 {
	let metadata =
		sp_io::TestExternalities::default().execute_with(witan_runtime::Runtime::metadata);
	match metadata.1 {
		RuntimeMetadata::V14(metadata) => metadata,
		other => panic!("metadata of version {}", other.version()),
	}
}

fn describe(metadata: RuntimeMetadataV14) -> String {
	let mut text = String::new();
	let types = &metadata.types;
	for pallet in &metadata.pallets {
		writeln!(text, "pallet {} {}", pallet.index, pallet.name).expect("a string takes any text");
		for line in describe_pallet(types, pallet) {
			writeln!(text, "\t{line}").expect("a string takes any text");
		}
	}
	text.push_str("extensions\n");
	for extension in &metadata.extrinsic.signed_extensions {
		let (data, implicit) =
			(name(types, extension.ty.id), name(types, extension.additional_signed.id));
		writeln!(text, "\t{}: {data}, {implicit}", extension.identifier)
			.expect("a string takes any text");
	}
	text
}

fn describe_pallet(types: &PortableRegistry, pallet: &PalletMetadata<PortableForm>) -> Vec<String> {
	let mut lines = Vec::new();
	let kinds = [
		("call", pallet.calls.as_ref().map(|calls| calls.ty.id)),
		("event", pallet.event.as_ref().map(|event| event.ty.id)),
		("error", pallet.error.as_ref().map(|error| error.ty.id)),
	];
	for (kind, id) in kinds.into_iter().filter_map(|(kind, id)| Some((kind, id?))) {
		if let TypeDef::Variant(variants) = &types.resolve(id).expect("registered").type_def {
			for variant in &variants.variants {
				let fields = fields(types, &variant.fields);
				lines.push(format!("{kind} {} {}{fields}", variant.index, variant.name));
			}
		}
	}
	for constant in &pallet.constants {
		lines.push(format!("constant {}: {}", constant.name, name(types, constant.ty.id)));
	}
	for entry in pallet.storage.iter().flat_map(|storage| &storage.entries) {
		let ty = match &entry.ty {
			StorageEntryType::Plain(value) => name(types, value.id),
			StorageEntryType::Map { hashers, key, value } => {
				format!("{hashers:?} {} -> {}", name(types, key.id), name(types, value.id))
			},
		};
		lines.push(format!("storage {}: {:?} {ty}", entry.name, entry.modifier));
	}
	lines
}

fn fields(types: &PortableRegistry, fields: &[Field<PortableForm>]) -> String {
	let list: Vec<String> = fields
		.iter()
		.map(|field| match &field.name {
			Some(label) => format!("{label}: {}", name(types, field.ty.id)),
			None => name(types, field.ty.id),
		})
		.collect();
	if list.is_empty() {
		String::new()
	} else {
		format!("({})", list.join(", "))
	}
}

/// A type's name with its parameters; what has no name by its shape.
fn name(types: &PortableRegistry, id: u32) -> String {
	let ty = types.resolve(id).expect("registered");
	if let Some(ident) = ty.path.ident() {
		let parameters: Vec<String> = ty
			.type_params
			.iter()
			.filter_map(|parameter| parameter.ty.map(|ty| name(types, ty.id)))
			.collect();
		// Types of the runtime as a whole have everything below them.
		let shown = match parameters.is_empty() || ident.starts_with("Runtime") {
			true => String::new(),
			false => format!("<{}>", parameters.join(", ")),
		};
		return format!("{ident}{shown}");
	}
	match &ty.type_def {
		TypeDef::Primitive(primitive) => format!("{primitive:?}").to_lowercase(),
		TypeDef::Compact(compact) => format!("Compact<{}>", name(types, compact.type_param.id)),
		TypeDef::Sequence(sequence) => format!("Vec<{}>", name(types, sequence.type_param.id)),
		TypeDef::Array(array) => format!("[{}; {}]", name(types, array.type_param.id), array.len),
		TypeDef::Tuple(tuple) => {
			let parts: Vec<String> =
				tuple.fields.iter().map(|field| name(types, field.id)).collect();
			format!("({})", parts.join(", "))
		},
		TypeDef::BitSequence(_) => "BitSequence".into(),
		TypeDef::Composite(composite) => fields(types, &composite.fields),
		TypeDef::Variant(_) => format!("enum {id}"),
	}
}
