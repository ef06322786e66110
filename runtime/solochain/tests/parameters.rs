//! The parameters that governance sets: the metadata must describe the checks.
//!
//! `docs/parameters.md` is made from the metadata;
//! `UPDATE_SNAPSHOT=1 cargo test --workspace --test parameters` rewrites it.

mod common;

use codec::{Decode, Encode};
use common::{check_snapshot, metadata};
use frame_metadata::v14::RuntimeMetadataV14;
use frame_support::{assert_err, assert_ok, traits::Get};
use pallet_governance::{Error, ParameterInfo, SetParameter};
use scale_info::{form::PortableForm, Field, TypeDef, TypeDefPrimitive, Variant};
use std::fmt::Write;
use witan_experts::{
	domain::{FeeSplit, GovernanceBounds},
	shares::MILLION,
};
use witan_runtime::{
	dynamic_params::*,
	parameters::{ChainParameters, DefaultDomainParameters},
	*,
};
use witan_runtime_common::parameters::PARAMETERS;

/// A parameter as the metadata has it.
struct Described {
	info: ParameterInfo,
	group: Variant<PortableForm>,
	parameter: Variant<PortableForm>,
	/// Bytes of its value, if it is a number.
	width: Option<usize>,
}

impl Described {
	/// Returns the parameter set to a number. `None` if its type has no such value.
	fn set(&self, value: u128) -> Option<RuntimeParameters> {
		let width = self.width.expect("a number");
		let mut bytes = vec![self.group.index, self.parameter.index, 1];
		bytes.extend(&value.to_le_bytes()[..width]);
		RuntimeParameters::decode(&mut &bytes[..]).ok()
	}

	fn reset(&self) -> RuntimeParameters {
		let bytes = [self.group.index, self.parameter.index, 0];
		RuntimeParameters::decode(&mut &bytes[..]).expect("nothing follows")
	}
}

fn variants(metadata: &RuntimeMetadataV14, id: u32) -> Vec<Variant<PortableForm>> {
	let TypeDef::Variant(variants) = &metadata.types.resolve(id).expect("there").type_def else {
		panic!("{id} is not an enum")
	};
	variants.variants.clone()
}

/// Returns the number of bytes of a number, or of the number in a wrapper.
fn width(metadata: &RuntimeMetadataV14, id: u32) -> Option<usize> {
	match &metadata.types.resolve(id).expect("there").type_def {
		TypeDef::Primitive(TypeDefPrimitive::U8) => Some(1),
		TypeDef::Primitive(TypeDefPrimitive::U32) => Some(4),
		TypeDef::Primitive(TypeDefPrimitive::U128) => Some(16),
		TypeDef::Composite(composite) if composite.fields.len() == 1 => {
			width(metadata, composite.fields[0].ty.id)
		},
		_ => None,
	}
}

/// Returns the type of the value in `Option<Value>`, the second field of each parameter.
fn value_type(metadata: &RuntimeMetadataV14, fields: &[Field<PortableForm>]) -> u32 {
	let some =
		variants(metadata, fields[1].ty.id).into_iter().find(|variant| variant.name == "Some");
	some.expect("an option").fields[0].ty.id
}

fn described() -> Vec<Described> {
	let metadata = metadata();
	let parameters = metadata
		.types
		.types
		.iter()
		.find(|ty| ty.ty.path.ident().as_deref() == Some("RuntimeParameters"))
		.expect("a call takes them")
		.id;
	let groups = variants(&metadata, parameters).into_iter();
	let of_group = |group: Variant<PortableForm>| {
		let parameters = variants(&metadata, group.fields[0].ty.id).into_iter();
		parameters.map(|parameter| (group.clone(), parameter)).collect::<Vec<_>>()
	};
	let all: Vec<_> = groups.flat_map(of_group).collect();
	assert_eq!(all.len(), PARAMETERS.len());
	let described = all.into_iter().zip(PARAMETERS).map(|((group, parameter), info)| {
		assert_eq!(info.name, format!("{}.{}", group.name.to_lowercase(), parameter.name));
		let width = width(&metadata, value_type(&metadata, &parameter.fields));
		Described { info, group, parameter, width }
	});
	described.collect()
}

fn on_a_chain<R>(test: impl FnOnce() -> R) -> R {
	sp_io::TestExternalities::default().execute_with(|| {
		System::set_block_number(1);
		pallet_chain_config::Floors::<Runtime>::put(false);
		test()
	})
}

fn check(parameter: RuntimeParameters) -> sp_runtime::DispatchResult {
	ChainParameters::check(&parameter)
}

// Protects: what dapps read in the metadata is what is checked, at both ends of each range, and
// setting checks it again.
#[test]
fn ranges_should_be_as_the_metadata_says() {
	on_a_chain(|| {
		let refusal = sp_runtime::DispatchError::from(Error::<Runtime>::ParameterOutOfRange);
		let mut numbers = 0;
		for parameter in described() {
			assert_ok!(check(parameter.reset()));
			let Some((least, greatest)) = parameter.info.range else {
				assert_eq!(parameter.width, None, "{} has no range", parameter.info.name);
				continue;
			};
			numbers += 1;
			for value in [least, greatest] {
				let set = || parameter.set(value).expect("it is in range");
				assert_ok!(check(set()));
				assert_ok!(ChainParameters::set(set()));
				assert_ok!(ChainParameters::set(parameter.reset()));
			}
			let most = u128::MAX >> (128 - 8 * parameter.width.expect("a number") as u32);
			let outside = [least.checked_sub(1), greatest.checked_add(1).filter(|v| *v <= most)];
			for value in outside.into_iter().flatten() {
				if let Some(set) = parameter.set(value) {
					let name = parameter.info.name;
					assert_eq!(check(set.clone()), Err(refusal), "{name} to {value}");
					assert_eq!(ChainParameters::set(set), Err(refusal), "{name} to {value}");
				}
			}
		}
		assert_eq!(numbers, 19);
	});
}

// Protects: no directive lets later ones take effect in a hurry, or undoing come too late, on a
// chain that is not for trials.
#[test]
fn delays_should_be_refused_when_they_are_below_the_floor() {
	use governance::{EnactmentDelay, Parameters, UndoDelay, UpgradeDelay};
	sp_io::TestExternalities::default().execute_with(|| {
		let below = sp_runtime::DispatchError::from(Error::<Runtime>::DelayBelowFloor);
		let delays = |delay| {
			[
				Parameters::EnactmentDelay(EnactmentDelay, delay),
				Parameters::UpgradeDelay(UpgradeDelay, delay),
			]
			.map(RuntimeParameters::Governance)
		};
		for parameter in delays(Some(28_799)) {
			assert_err!(check(parameter), below);
		}
		for parameter in delays(Some(28_800)).into_iter().chain(delays(None)) {
			assert_ok!(check(parameter));
		}
		// Slashes wait for 194 400 slots, two thirds of which have blocks. With an hour to undo a
		// vote can last 149 400 blocks.
		let vote = |duration| {
			let mut parameters = witan_runtime_common::systems::experts::CONSTITUTION_PARAMETERS;
			parameters.governance.duration = duration;
			pallet_domains::Parameters::<Runtime>::insert(0, parameters);
		};
		let undo = |delay| {
			check(RuntimeParameters::Governance(Parameters::UndoDelay(UndoDelay, Some(delay))))
		};
		vote(149_400);
		assert_ok!(undo(1_200));
		assert_err!(undo(1_202), pallet_domains::Error::<Runtime>::VoteTooLongToUndo);
		vote(28_800);
		assert_ok!(undo(28_800));
	});
}

// Protects: what new domains start with can never be what no domain may have, or what would lock
// their governance out.
#[test]
fn domain_defaults_should_be_refused_when_no_domain_could_have_them() {
	on_a_chain(|| {
		let refusal = sp_runtime::DispatchError::from(Error::<Runtime>::ParameterOutOfRange);
		let defaults = DefaultDomainParameters::get();
		let governance = |bounds| {
			RuntimeParameters::Domains(domains::Parameters::Governance(
				domains::Governance,
				Some(bounds),
			))
		};
		for bounds in [
			GovernanceBounds { duration: 0, ..defaults.governance },
			GovernanceBounds { quorum: MILLION + 1, ..defaults.governance },
			GovernanceBounds { win_ratio: MILLION, ..defaults.governance },
		] {
			assert_err!(check(governance(bounds)), refusal);
		}
		let changed = GovernanceBounds { duration: 5, ..defaults.governance };
		assert_ok!(ChainParameters::set(governance(changed)));
		assert_eq!(DefaultDomainParameters::get().governance, changed);
		let split = FeeSplit { worker: MILLION, holders: 1, treasury: 0 };
		let split = domains::Parameters::FeeSplit(domains::FeeSplit, Some(split));
		assert_err!(check(RuntimeParameters::Domains(split)), refusal);
		// Two that are in order each by itself and not together: no pool may last as long as
		// governance pools must.
		let mut pool = defaults.pool;
		pool.max_duration = 4;
		pool.min_duration = 1;
		let pool = domains::Parameters::Pool(domains::Pool, Some(pool));
		assert_err!(check(RuntimeParameters::Domains(pool)), refusal);
	});
}

// Protects: dapps are told what changed.
#[test]
fn setting_should_emit_what_was_and_what_is() {
	on_a_chain(|| {
		let deposit =
			|value| RuntimeParameters::Deposits(deposits::Parameters::Pool(deposits::Pool, value));
		let old = deposits::Pool::get();
		assert_ok!(ChainParameters::set(deposit(Some(2 * old))));
		assert_eq!(deposits::Pool::get(), 2 * old);
		assert_ok!(ChainParameters::set(deposit(None)));
		assert_eq!(deposits::Pool::get(), old);
		let events: Vec<_> = System::events().into_iter().map(|record| record.event).collect();
		let values: Vec<_> = events
			.iter()
			.filter_map(|event| match event {
				RuntimeEvent::Parameters(pallet_parameters::Event::Updated {
					old_value,
					new_value,
					..
				}) => Some((old_value, new_value)),
				_ => None,
			})
			.collect();
		assert!(matches!(values[..], [(None, Some(set)), (Some(was), None)] if set == was));
	});
}

/// Returns the value of each parameter on a chain of the template `production`.
fn defaults() -> Vec<(&'static str, String)> {
	macro_rules! values {
		($($group:ident: $($parameter:ident),+;)+) => {
			vec![$($((
				concat!(stringify!($group), ".", stringify!($parameter)),
				shown($group::$parameter::get()),
			)),+),+]
		};
	}
	values! {
		inflation: Minimum, Maximum, IdealStake, Falloff;
		fees: PerByte, PerMillisecond, TreasuryShare;
		deposits: PerItem, PerByte, Pool, Governance;
		domains: Pool, Work, Governance, MintingRatio, AuthorShare, FeeSplit, Minting;
		forum: MaxDepth;
		governance: EnactmentDelay, UpgradeDelay, UndoDelay;
		work: MaxPeriod, DrawFee;
	}
}

/// Returns a number as it is in SCALE, or a struct with its fields.
fn shown<V: Encode + std::fmt::Debug>(value: V) -> String {
	let text = format!("{value:?}");
	if let Some((_, fields)) = text.split_once("{ ") {
		return fields.trim_end_matches(" }").to_string();
	}
	let bytes = value.encode();
	let mut number = [0; 16];
	number[..bytes.len()].copy_from_slice(&bytes);
	u128::from_le_bytes(number).to_string()
}

// Protects: the table in the documentation has every parameter, with the unit, the range and the
// default that the code has.
#[test]
fn parameters_should_be_as_in_the_documentation() {
	let mut text = String::from(
		"# Parameters of the chain\n\n\
		 Made from the runtime's metadata and defaults, compared by a test: don't edit. A post of domain 0 sets one with the\n\
		 directive `SetParameter`, or without a value resets it to its default ([how](governance.md)). A value out of its range\n\
		 is refused when the post is made, and again when it takes effect. Defaults are those of a chain whose genesis chose\n\
		 nothing else.\n",
	);
	let described = described();
	let mut defaults = on_a_chain(defaults).into_iter();
	let mut group = String::new();
	for Described { info, group: of, .. } in &described {
		if of.name != group {
			group = of.name.clone();
			writeln!(
				text,
				"\n## {group}\n\n| | what | unit | range | default |\n| --- | --- | --- | --- | --- |"
			)
			.expect("a string takes any text");
		}
		let (name, default) = defaults.next().expect("every parameter has a default");
		assert_eq!(name, info.name);
		let (_, name) = name.split_once('.').expect("group and name");
		let (unit, range) = match info.range {
			Some((least, greatest)) => (info.unit.into(), format!("{least} to {greatest}")),
			None => (format!("see `{}`", info.unit), "what a domain may have".into()),
		};
		writeln!(text, "| `{name}` | {} | {unit} | {range} | {default} |", info.what)
			.expect("a string takes any text");
	}
	assert!(defaults.next().is_none());
	check_snapshot("docs/parameters.md", "parameters", &text);
}

// Protects: clients find the table in the metadata.
#[test]
fn parameters_should_be_a_constant_of_the_metadata() {
	let metadata = metadata();
	let pallet = metadata.pallets.iter().find(|pallet| pallet.name == "Governance").expect("there");
	let constant = pallet.constants.iter().find(|constant| constant.name == "Parameters");
	assert_eq!(constant.expect("there").value, PARAMETERS.to_vec().encode());
}
