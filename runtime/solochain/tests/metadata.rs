//! The interface that dapps rely on: every pallet's calls, storage, events, errors and constants,
//! with their types.
//!
//! `runtime/metadata.txt` is that interface as text. Renaming a field breaks dapps, so a difference
//! must be meant. If it is, `UPDATE_SNAPSHOT=1 cargo test --workspace --test metadata` rewrites the
//! file.

mod common;
#[path = "common/shape.rs"]
mod shape;

use common::{check_snapshot, metadata};
use frame_metadata::v14::{PalletMetadata, RuntimeMetadataV14, StorageEntryType};
use scale_info::{form::PortableForm, PortableRegistry, TypeDef};
use shape::{fields, name};
use std::fmt::Write;

// Protects: no name or type that dapps rely on changes unnoticed.
#[test]
fn interface_should_be_as_in_the_snapshot() {
	check_snapshot("runtime/metadata.txt", "metadata", &describe(metadata()));
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
