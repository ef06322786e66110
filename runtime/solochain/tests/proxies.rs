//! The calls that proxies may make: every call of the runtime is tried with every type of proxy.
//!
//! `docs/proxies.md` says what each type is for, and lists the calls that it admits.
//! `UPDATE_SNAPSHOT=1 cargo test --workspace --test proxies` rewrites it.

#[path = "common/calls.rs"]
mod calls;
mod common;
#[path = "common/preset.rs"]
mod preset;

use calls::calls;
use codec::Encode;
use common::{check_snapshot, metadata};
use frame_support::{assert_ok, traits::InstanceFilter};
use pallet_staking::RewardDestination;
use preset::state_of;
use scale_info::TypeDef;
use sp_keyring::Sr25519Keyring::{Alice, Bob, Charlie};
use std::{collections::BTreeMap, fmt::Write};
use witan_experts::{
	forum::{sole_author, Authors, Content},
	shares::MILLION,
};
use witan_primitives::{AccountId, MILLI_WIT, WIT};
use witan_runtime::{
	systems::chain::proxies::ProxyType, Balances, Proxy, Runtime, RuntimeCall, RuntimeOrigin,
	System,
};

/// All types in the order of their indices, each with its purpose.
const TYPES: [(ProxyType, &str); 6] = [
	(ProxyType::Any, "everything, also adding and removing proxies"),
	(
		ProxyType::NonTransfer,
		"staking, an expert's work, rejecting announced calls, notes: sends no tokens to another \
		 account, and names none for rewards",
	),
	(ProxyType::Staking, "staking, with rewards that the account keeps"),
	(ProxyType::CancelProxy, "rejecting announced calls of other proxies"),
	(
		ProxyType::Expert,
		"an expert's and voter's daily calls: offers, evidence, posts of its own, votes",
	),
	(ProxyType::SessionKeys, "announcing and removing session keys"),
];

const OF_A_BUNDLE: &str = "a call in it is made only if the type admits it, too";

/// Calls of which a limited type admits some forms, with the condition.
const CONDITIONS: [(&str, &str); 7] = [
	("Staking.bond", "the payee is `Staked` or `Stash`"),
	("Utility.batch", OF_A_BUNDLE),
	("Utility.as_derivative", OF_A_BUNDLE),
	("Utility.batch_all", OF_A_BUNDLE),
	("Utility.force_batch", OF_A_BUNDLE),
	("Utility.if_else", OF_A_BUNDLE),
	("Forum.post", "it names no authors, so that the account is the only one"),
];

const BEFORE_TYPES: &str = "\
# What proxies may do

Made by trying every call of the runtime with every type of proxy, compared by a test: don't edit.
An account lets another make calls in its name by `proxy.addProxy`, with a type and a delay. The
other makes them by `proxy.proxy`, and pays the fees of transactions. With a delay it first
announces them, and the account can reject them meanwhile.

| type | for |
| --- | --- |
";

const AFTER_TYPES: &str = "
A limited type, each but `Any`, admits the calls that the table lists, and no others. No type could
limit what the call of a multisig does, so only a proxy of the type `Any` makes it.

A limited proxy has to be trusted with some things all the same:

- Who stakes chooses validators. These decide what the account earns, and their faults are its
  losses. A reporter gets a part of what is slashed.
- Who does an expert's work stakes REP, which a lost vote, a rejected job or a missed one takes.
  What it posts is in the account's name, and citations pass on REP that a post or a job earns.
- Who announces session keys can announce its own, and get the account slashed by them.
- Bonds and deposits hold tokens of the account. They come back to no other account.

## Calls of limited types

A proxy of the type `Any` makes these, too.

| call | types | if |
| --- | --- | --- |
";

const BEFORE_OTHERS: &str = "
## Calls of no limited type

Only a proxy of the type `Any` makes these, and no account makes [some of them](origins.md).

";

/// Returns the names of the limited types that admit a call.
fn limited_types(call: &RuntimeCall) -> Vec<String> {
	let limited = TYPES.iter().map(|(kind, _)| kind).filter(|kind| **kind != ProxyType::Any);
	limited.filter(|kind| kind.filter(call)).map(|kind| format!("`{kind:?}`")).collect()
}

/// Returns the condition under which limited types admit a call, or nothing if there is none.
fn condition(name: &str) -> &'static str {
	CONDITIONS.iter().find(|(call, _)| *call == name).map_or("", |(_, condition)| condition)
}

// Protects: nobody's proxy gets to make a call that was not meant for it. A call that an SDK
// release or a new pallet brings shows up here, and so does one that a type gains or loses.
#[test]
fn calls_of_each_type_should_be_as_in_the_documentation() {
	let mut text = String::from(BEFORE_TYPES);
	for (kind, purpose) in TYPES {
		writeln!(text, "| `{kind:?}` | {purpose} |").expect("a string takes any text");
	}
	text += AFTER_TYPES;
	let mut others = BTreeMap::<String, Vec<String>>::new();
	for (name, call) in calls() {
		assert!(ProxyType::Any.filter(&call), "{name}");
		let types = limited_types(&call);
		if types.is_empty() {
			assert_eq!(condition(&name), "", "{name}");
			let (pallet, call) = name.split_once('.').expect("a pallet and a call");
			others.entry(pallet.into()).or_default().push(format!("`{call}`"));
			continue;
		}
		let (types, condition) = (types.join(", "), condition(&name));
		writeln!(text, "| `{name}` | {types} | {condition} |").expect("a string takes any text");
	}
	text += BEFORE_OTHERS;
	for (pallet, calls) in others {
		writeln!(text, "- `{pallet}`: {}", calls.join(", ")).expect("a string takes any text");
	}
	check_snapshot("docs/proxies.md", "proxies", &text);
}

// Protects: the types tried here are all that there are. A stored proxy keeps its type, because
// none changes its index.
#[test]
fn types_should_be_those_of_the_metadata() {
	let metadata = metadata();
	let types = metadata
		.types
		.types
		.iter()
		.find(|ty| ty.ty.path.ident().as_deref() == Some("ProxyType"))
		.expect("calls name it");
	let TypeDef::Variant(variants) = &types.ty.type_def else { panic!("an enum") };
	let known: Vec<_> =
		variants.variants.iter().map(|variant| (variant.name.clone(), variant.index)).collect();
	let tried: Vec<_> =
		(0u8..).zip(TYPES).map(|(index, (kind, _))| (format!("{kind:?}"), index)).collect();
	assert_eq!(known, tried);
	for (index, (kind, _)) in (0u8..).zip(TYPES) {
		assert_eq!(kind.encode(), [index]);
	}
}

fn bond(payee: RewardDestination<AccountId>) -> RuntimeCall {
	pallet_staking::Call::<Runtime>::bond { value: WIT, payee }.into()
}

fn post(authors: Authors<AccountId>) -> RuntimeCall {
	pallet_forum::Call::<Runtime>::post {
		domain: 0,
		authors,
		citations: Default::default(),
		content: Content::Inline(b"written".to_vec().try_into().expect("short")),
		directive: None,
	}
	.into()
}

/// Returns the forms of a bond whose rewards would leave the stash and the stake.
fn bonds_for_others() -> [RuntimeCall; 3] {
	#[allow(deprecated)]
	let controller = RewardDestination::Controller;
	let other = RewardDestination::Account(Bob.to_account_id());
	[bond(other), bond(RewardDestination::None), bond(controller)]
}

/// Returns posts that name authors, of whom a filter can't tell who they are.
fn posts_of_named_authors() -> [RuntimeCall; 2] {
	let (alice, bob) = (Alice.to_account_id(), Bob.to_account_id());
	let both = vec![(alice.clone(), MILLION - 1), (bob, 1)];
	[post(sole_author(alice)), post(both.try_into().expect("two"))]
}

// Protects: a proxy that stakes can't take the account's rewards, neither by a first bond nor by
// another payee.
#[test]
fn rewards_should_stay_with_the_account_when_a_limited_proxy_stakes() {
	for own in [RewardDestination::Staked, RewardDestination::Stash] {
		assert_eq!(limited_types(&bond(own)), ["`NonTransfer`", "`Staking`"]);
	}
	let payee = RewardDestination::Account(Bob.to_account_id());
	let set: RuntimeCall = pallet_staking::Call::<Runtime>::set_payee { payee }.into();
	for refused in bonds_for_others().into_iter().chain([set]) {
		assert!(limited_types(&refused).is_empty(), "{refused:?}");
	}
}

// Protects: a limited proxy writes posts for nobody but the account.
#[test]
fn posts_should_be_refused_to_a_limited_proxy_when_they_name_authors() {
	assert_eq!(limited_types(&post(Authors::default())), ["`NonTransfer`", "`Expert`"]);
	for refused in posts_of_named_authors() {
		assert!(limited_types(&refused).is_empty(), "{refused:?}");
	}
}

// Protects: one type is above another exactly if it admits all calls that the other admits, in each
// form. So nobody's proxy would get more by adding another.
#[test]
fn type_should_be_a_superset_when_it_admits_all_of_the_other() {
	let named = calls().into_iter().map(|(_, call)| call);
	let calls: Vec<RuntimeCall> =
		named.chain(bonds_for_others()).chain(posts_of_named_authors()).collect();
	for (larger, _) in TYPES {
		for (smaller, _) in TYPES {
			let admits_all = calls.iter().all(|call| larger.filter(call) || !smaller.filter(call));
			assert_eq!(larger.is_superset(&smaller), admits_all, "{larger:?} {smaller:?}");
		}
	}
}

/// Returns the account as which Alice calls by `as_derivative`.
fn derivative() -> AccountId {
	pallet_utility::derivative_account_id(Alice.to_account_id(), 0)
}

/// Returns the state of a development chain on which Bob, Alice's proxy of this type, has made a
/// call. Alice's derivative account has a token.
fn state_after(kind: ProxyType, call: RuntimeCall) -> sp_io::TestExternalities {
	let mut state = state_of("development");
	state.execute_with(|| {
		System::set_block_number(1);
		let (alice, bob) = (Alice.to_account_id(), Bob.to_account_id());
		let by_alice = || RuntimeOrigin::signed(alice.clone());
		assert_ok!(Balances::transfer_allow_death(by_alice(), derivative().into(), WIT));
		assert_ok!(Proxy::add_proxy(by_alice(), bob.clone().into(), kind, 0));
		let by_bob = RuntimeOrigin::signed(bob);
		assert_ok!(Proxy::proxy(by_bob, alice.clone().into(), None, Box::new(call)));
	});
	state
}

/// Returns calls that make a call, in each way that a limited type admits.
fn bundles_of(call: RuntimeCall) -> [RuntimeCall; 6] {
	type Call = pallet_utility::Call<Runtime>;
	let (calls, boxed) = (vec![call.clone()], Box::new(call));
	let nested = vec![Call::batch { calls: calls.clone() }.into()];
	[
		Call::batch { calls: calls.clone() }.into(),
		Call::batch_all { calls: calls.clone() }.into(),
		Call::force_batch { calls }.into(),
		Call::batch { calls: nested }.into(),
		Call::if_else { main: boxed.clone(), fallback: boxed.clone() }.into(),
		Call::as_derivative { index: 0, call: boxed }.into(),
	]
}

// Protects: a limited proxy can't send the account's tokens by wrapping the transfer in a call that
// it may make.
#[test]
fn transfer_should_be_refused_to_a_limited_proxy_when_another_call_makes_it() {
	let charlie = Charlie.to_account_id();
	let dest = charlie.clone().into();
	let transfer: RuntimeCall =
		pallet_balances::Call::<Runtime>::transfer_allow_death { dest, value: MILLI_WIT }.into();
	let before = state_of("development").execute_with(|| Balances::free_balance(&charlie));
	for bundle in bundles_of(transfer) {
		for (kind, _) in TYPES {
			let mut state = state_after(kind, bundle.clone());
			let sent = state.execute_with(|| Balances::free_balance(&charlie)) - before;
			let expected = if kind == ProxyType::Any { MILLI_WIT } else { 0 };
			assert_eq!(sent, expected, "{kind:?} {bundle:?}");
		}
	}
}

// Protects: what an expert's proxy posts is the account's own work, and its deposit the account's.
#[test]
fn post_should_be_of_the_account_when_its_proxy_makes_it() {
	let alice = Alice.to_account_id();
	state_after(ProxyType::Expert, post(Authors::default())).execute_with(|| {
		let posts: Vec<_> = pallet_forum::Posts::<Runtime>::iter_values().collect();
		assert_eq!(posts.len(), 1);
		assert_eq!((&posts[0].poster, &posts[0].authors), (&alice, &sole_author(alice.clone())));
	});
}
