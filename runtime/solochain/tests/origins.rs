//! The right to make each call: every call of the runtime is tried with every kind of origin.
//!
//! `docs/origins.md` lists the calls that no account may make.
//! `UPDATE_SNAPSHOT=1 cargo test --workspace --test origins` rewrites it.

#[path = "common/calls.rs"]
mod calls;
mod common;
#[path = "common/preset.rs"]
mod preset;

use calls::calls;
use common::{check_snapshot, metadata};
use frame_support::{
	dispatch::{DispatchClass::Operational, GetDispatchInfo},
	traits::Contains,
};
use preset::state_of;
use scale_info::TypeDef;
use sp_core::H256;
use sp_keyring::Sr25519Keyring;
use sp_runtime::{traits::Dispatchable, DispatchError};
use std::{
	fmt::Write,
	panic::{catch_unwind, AssertUnwindSafe},
};
use witan_runtime::*;

/// A function that makes an origin.
type Make = fn() -> RuntimeOrigin;

/// All kinds of origins.
const ORIGINS: [(&str, Make); 6] = [
	("an account", || RuntimeOrigin::signed(Sr25519Keyring::Alice.to_account_id())),
	("nobody", RuntimeOrigin::none),
	("what proves itself", || frame_system::RawOrigin::Authorized.into()),
	("a post of domain 1", || ratified(1)),
	("a post of domain 0", || ratified(0)),
	("root", RuntimeOrigin::root),
];

fn ratified(domain: u32) -> RuntimeOrigin {
	pallet_governance::Origin::Ratified { domain, post: H256::repeat_byte(1) }.into()
}

/// Returns true if a call lets an origin pass, whatever comes of it then.
fn lets_pass(call: &RuntimeCall, origin: Make) -> bool {
	let passed = state_of("development").execute_with(|| {
		System::set_block_number(1);
		// A call that panics on arguments of zeros has let its origin pass.
		catch_unwind(AssertUnwindSafe(|| match call.clone().dispatch(origin()) {
			Ok(_) => true,
			Err(error) => error.error != DispatchError::BadOrigin,
		}))
	});
	passed.unwrap_or(true)
}

/// Returns the names in [`ORIGINS`] of those who may make a call.
fn who_may(call: &RuntimeCall) -> Vec<&'static str> {
	let passing = ORIGINS.iter().filter(|(_, origin)| lets_pass(call, *origin));
	passing.map(|(name, _)| *name).collect()
}

// Protects: no path to what is above accounts but governance. A call that an SDK release or a new
// pallet brings, and that asks for more than an account, shows up here. A domain's governance never
// reaches the chain. Whatever accepts only root is reached through `Governance.dispatch_as_root`,
// which asks for a post of domain 0.
#[test]
fn privileged_calls_should_be_as_in_the_documentation() {
	let mut text = String::from(
		"# Calls that no account may make\n\n\
		 Made by trying every call of the runtime with every kind of origin, compared by a test: don't edit.\n\
		 A ratified post makes its call by a directive `Dispatch`; what root alone may do is done by\n\
		 `Governance.dispatch_as_root`, which a post of domain 0 alone may call. What nobody signs, the author of a\n\
		 block puts into it: its time, and reports that prove themselves. `Governance.enact` is made by the scheduler, with the\n\
		 origin of the very post.\n\n\
		 | call | who may |\n| --- | --- |\n",
	);
	let mut privileged = 0;
	for (name, call) in calls() {
		let who = who_may(&call);
		if who.contains(&"an account") {
			continue;
		}
		assert!(!who.contains(&"a post of domain 1"), "{name} lets another domain reach the chain");
		privileged += 1;
		let who = if who.is_empty() { "no origin".into() } else { who.join(", ") };
		writeln!(text, "| `{name}` | {who} |").expect("a string takes any text");
	}
	assert!(privileged > 30);
	check_snapshot("docs/origins.md", "origins", &text);
}

/// Calls that ask for no origin. One does nothing; the other takes a runtime whose hash governance
/// has authorised, from anyone.
const FOR_EVERYONE: [&str; 2] = ["System.remark", "System.apply_authorized_upgrade"];

// Protects: calls that let an account pass above do so because it is one. A call that asks for no
// origin shows up here. So does one that fails on its arguments before it does, so that its demand
// can't be seen.
#[test]
fn calls_that_let_everyone_pass_should_be_known() {
	let all = ORIGINS.map(|(name, _)| name);
	let passing = calls().into_iter().filter(|(_, call)| who_may(call) == all);
	let names: Vec<_> = passing.map(|(name, _)| name).collect();
	assert_eq!(names, FOR_EVERYONE);
}

// Protects: no filter stops an account's calls: each call checks its origin itself.
#[test]
fn no_call_should_be_filtered() {
	for (name, call) in calls() {
		assert!(<Runtime as frame_system::Config>::BaseCallFilter::contains(&call), "{name}");
	}
}

// Protects: the kinds of origins tried above are all that there are.
#[test]
fn origins_should_be_those_of_accounts_and_of_governance() {
	let metadata = metadata();
	let origins = metadata
		.types
		.types
		.iter()
		.find(|ty| ty.ty.path.ident().as_deref() == Some("OriginCaller"))
		.expect("calls name it");
	let TypeDef::Variant(variants) = &origins.ty.type_def else { panic!("an enum") };
	let names: Vec<_> = variants.variants.iter().map(|variant| variant.name.as_str()).collect();
	assert_eq!(names, ["system", "Governance"]);
}

// Protects: the room and the priority of operational calls are for the chain. A transaction can
// have none that fails, since it could fill that room for ever at one price. The code of an
// authorised upgrade is the one that doesn't.
#[test]
fn operational_calls_should_be_open_to_the_authorised_upgrade_only() {
	type Open = <Runtime as pallet_fees::Config>::OperationalCalls;
	let operational = |call: &RuntimeCall| call.get_dispatch_info().class == Operational;
	state_of("development").execute_with(|| {
		let calls: Vec<_> = calls().into_iter().map(|(_, call)| call).filter(operational).collect();
		assert!(calls.len() > 8);
		assert!(!calls.iter().any(Open::contains));

		let apply = |code: &[u8]| {
			RuntimeCall::from(frame_system::Call::apply_authorized_upgrade { code: code.to_vec() })
		};
		let hash = H256(sp_io::hashing::blake2_256(b"code"));
		frame_system::Pallet::<Runtime>::do_authorize_upgrade(hash, true);
		assert!(Open::contains(&apply(b"code")));
		assert!(!Open::contains(&apply(b"other code")));
	});
}
