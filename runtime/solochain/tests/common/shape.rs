//! Types of the metadata as text.

use scale_info::{form::PortableForm, Field, PortableRegistry, TypeDef};

/// Returns the fields of a call, an event, an error or a type, with their types.
pub fn fields(types: &PortableRegistry, fields: &[Field<PortableForm>]) -> String {
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

/// Returns a type's name with its parameters. A type without a name is shown by its shape.
pub fn name(types: &PortableRegistry, id: u32) -> String {
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
