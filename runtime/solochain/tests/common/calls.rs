//! Every call of the runtime.

use crate::common::metadata;
use codec::{Decode, Encode};
use scale_info::TypeDef;
use witan_runtime::RuntimeCall;

/// Returns every call as `Pallet.call`, with arguments of zeros: empty lists, account 0, `None` for
/// an option.
pub fn calls() -> Vec<(String, RuntimeCall)> {
	let metadata = metadata();
	let mut calls = Vec::new();
	for pallet in &metadata.pallets {
		let Some(ty) = &pallet.calls else { continue };
		let TypeDef::Variant(variants) = &metadata.types.resolve(ty.ty.id).expect("there").type_def
		else {
			panic!("calls are an enum")
		};
		for variant in &variants.variants {
			let name = format!("{}.{}", pallet.name, variant.name);
			// The first argument may be an enum without a variant 0.
			let call = (0..4).find_map(|first| {
				let mut bytes = vec![pallet.index, variant.index, first];
				bytes.resize(4_096, 0);
				RuntimeCall::decode(&mut &bytes[..]).ok()
			});
			let call = call.unwrap_or_else(|| panic!("{name} can't be made of zeros"));
			assert_eq!(call.encode()[..2], [pallet.index, variant.index], "{name}");
			calls.push((name, call));
		}
	}
	calls
}
