//! Slots that governance can't plan: those that a genesis could not have.

#[path = "common/preset.rs"]
mod preset;
#[path = "common/shape.rs"]
mod shape;
#[path = "common/wraps.rs"]
mod wraps;

use codec::Encode;
use frame_support::assert_ok;
use pallet_babe::Error::InvalidConfiguration;
use pallet_governance::CheckCall;
use preset::state_of;
use scale_info::{form::PortableForm, meta_type, PortableRegistry, Registry, TypeDef, Variant};
use sp_consensus_babe::{
	digests::NextConfigDescriptor,
	AllowedSlots::{self, *},
};
use sp_core::H256;
use sp_io::hashing::blake2_256;
use sp_keyring::Sr25519Keyring;
use sp_runtime::DispatchResult;
use std::collections::BTreeSet;
use witan_governance::{Action, CheckDirective, CONSTITUTION};
use witan_runtime::{
	systems::governance::{CheckSlots, Directive, MaxDispatchWeight},
	*,
};
use wraps::{AS_AN_ACCOUNT, WRAPS};

/// Returns the call that plans these slots.
fn plan(c: (u64, u64), allowed_slots: AllowedSlots) -> RuntimeCall {
	let config = NextConfigDescriptor::V1 { c, allowed_slots };
	RuntimeCall::Babe(pallet_babe::Call::plan_config_change { config })
}

/// Returns a call that plans slots in which experts would not be drawn.
fn plan_without_vrf() -> RuntimeCall {
	plan((1, 4), PrimaryAndSecondaryPlainSlots)
}

/// Returns the refusal of the check.
fn refused() -> DispatchResult {
	Err(InvalidConfiguration::<Runtime>.into())
}

// Protects: the market does not stand still because governance let blocks be made without a VRF,
// and no node panics on a share of primary slots with which it can't compute.
#[test]
fn slots_should_be_refused_when_a_genesis_could_not_have_them() {
	for allowed in [PrimarySlots, PrimaryAndSecondaryPlainSlots] {
		assert_eq!(CheckSlots::check(&plan((1, 4), allowed)), refused());
	}
	let near_one = (u64::MAX - 1, u64::MAX);
	for c in [
		(0, 1),
		(0, 0),
		(1, 0),
		(1, 1),
		(5, 4),
		(501, 1_000),
		(2, 3),
		near_one,
		(1, 10_001),
		(1, u64::MAX),
	] {
		assert_eq!(CheckSlots::check(&plan(c, PrimaryAndSecondaryVRFSlots)), refused(), "{c:?}");
	}
	for c in [(1, 100), (1, 4), (1, 3), (1, 2), (1, 10_000)] {
		assert_eq!(CheckSlots::check(&plan(c, PrimaryAndSecondaryVRFSlots)), Ok(()), "{c:?}");
	}
}

// Protects: slots are refused wherever the plan is in a call, however deep. Other calls pass.
#[test]
fn slots_should_be_refused_when_another_call_plans_them() {
	for (name, wrap) in WRAPS {
		assert_eq!(CheckSlots::check(&wrap(plan_without_vrf())), refused(), "{name}");
		let deep = WRAPS.iter().fold(wrap(plan_without_vrf()), |call, (_, wrap)| wrap(call));
		assert_eq!(CheckSlots::check(&deep), refused(), "{name}");
		let possible = wrap(plan((1, 4), PrimaryAndSecondaryVRFSlots));
		assert_eq!(CheckSlots::check(&possible), Ok(()), "{name}");
	}
}

/// Returns the variants of an enum.
fn variants(types: &PortableRegistry, id: u32) -> &[Variant<PortableForm>] {
	match &types.resolve(id).expect("registered").type_def {
		TypeDef::Variant(of) => &of.variants,
		other => panic!("{other:?} is no enum"),
	}
}

// Protects: a call that makes others, and that an SDK release or a new pallet brings, hides no plan
// from the check.
#[test]
fn calls_that_make_others_should_be_known() {
	let mut registry = Registry::new();
	let all = registry.register_type(&meta_type::<RuntimeCall>()).id;
	let types = PortableRegistry::from(registry);
	let mut found = BTreeSet::new();
	for pallet in variants(&types, all) {
		for call in variants(&types, pallet.fields[0].ty.id) {
			if shape::fields(&types, &call.fields).contains("RuntimeCall") {
				found.insert(format!("{}.{}", pallet.name, call.name));
			}
		}
	}
	let known = WRAPS.iter().chain(&AS_AN_ACCOUNT).map(|(name, _)| String::from(*name));
	assert_eq!(found, known.collect::<BTreeSet<_>>());
}

// Protects: whoever proposes such slots learns of it before anyone votes, if the call is noted.
#[test]
fn post_should_be_refused_when_its_noted_call_plans_slots_without_a_vrf() {
	state_of("development").execute_with(|| {
		let plan = Box::new(plan_without_vrf());
		let call =
			RuntimeCall::Governance(pallet_governance::Call::dispatch_as_root { call: plan });
		let bytes = call.encode();
		let action = Action::Dispatch {
			hash: H256(blake2_256(&bytes)),
			len: u32::try_from(bytes.len()).expect("short"),
			weight: MaxDispatchWeight::get(),
		};
		let directive = Directive { action, activate_at: None };
		let check = || <Governance as CheckDirective<_>>::check(CONSTITUTION, &directive);
		assert_eq!(check(), Ok(()));
		let alice = RuntimeOrigin::signed(Sr25519Keyring::Alice.to_account_id());
		assert_ok!(Preimage::note_preimage(alice, bytes));
		assert_eq!(check(), refused());
	});
}
