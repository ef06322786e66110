mod cancel;
mod check;
mod dispatch;
mod enact;
mod invariants;
mod ratify;
mod root;
mod views;

use crate::{mock::*, *};
use codec::Encode;
use frame_support::{
	assert_ok,
	dispatch::GetDispatchInfo,
	traits::{OriginTrait, QueryPreimage},
	weights::Weight,
};
use pallet_governed::Worked;
use sp_core::H256;
use sp_runtime::{
	traits::{BadOrigin, BlakeTwo256, Dispatchable, Hash},
	DispatchError, StateVersion,
};
use witan_experts::{
	domain::DomainParameter,
	ids::PostId,
	pool::{Decision, OnPoolOutcome, Verdict},
	shares::{Shares, MILLION},
};
use witan_governance::{Action, CheckDirective, Directive};

type Call = pallet::Call<Test>;
type Refused = Error<Test>;

/// Dispatches a call that must fail with `error` and change nothing.
#[track_caller]
fn refuse_from(
	origin: RuntimeOrigin,
	call: impl Into<RuntimeCall>,
	error: impl Into<DispatchError>,
) {
	let before = sp_io::storage::root(StateVersion::V1);
	let refused = call.into().dispatch(origin).expect_err("refused");
	assert_eq!(refused.error, error.into());
	assert_eq!(sp_io::storage::root(StateVersion::V1), before, "a refused call changed something");
}

/// Whose origin it is when a post's directive acts.
fn origin_of(domain: u32, post: PostId) -> RuntimeOrigin {
	Origin::Ratified { domain, post }.into()
}

fn events() -> Vec<Event<Test>> {
	let events = System::read_events_for_pallet::<Event<Test>>();
	System::reset_events();
	events
}

/// Sets the chain's fee.
fn fee(fee: u32) -> TestAction {
	Action::SetParameter(Parameter(Some(fee)))
}

/// Sets a parameter of a domain.
fn author_share(share: u32) -> TestAction {
	Action::SetDomain(DomainParameter::AuthorShare(share))
}

fn client(text: &str) -> TestAction {
	let uri = text.as_bytes().to_vec().try_into().expect("short");
	Action::ReplaceClient { hash: BlakeTwo256::hash(text.as_bytes()), uri }
}

/// Dispatches what has these bytes, whether anyone noted it or not.
fn dispatch_bytes(bytes: &[u8], weight: Weight) -> TestAction {
	Action::Dispatch { hash: BlakeTwo256::hash(bytes), len: bytes.len() as u32, weight }
}

/// Notes a call by account 1, and dispatches it.
fn dispatch(call: impl Into<RuntimeCall>) -> TestAction {
	let call = call.into();
	let bytes = call.encode();
	note(&bytes);
	dispatch_bytes(&bytes, call.get_dispatch_info().call_weight)
}

fn note(bytes: &[u8]) {
	assert_ok!(Preimage::note_preimage(RuntimeOrigin::signed(1), bytes.to_vec()));
}

/// A call that weighs this and takes half of it.
fn work(weight: Weight) -> RuntimeCall {
	pallet_governed::Call::work { weight, taken: weight / 2 }.into()
}

/// A call as root that gives account 9 tokens.
fn endow() -> RuntimeCall {
	let call = pallet_balances::Call::force_set_balance { who: 9, new_free: 77 };
	Call::dispatch_as_root { call: Box::new(call.into()) }.into()
}

/// A call as root that fails.
fn fail() -> RuntimeCall {
	let call = pallet_balances::Call::transfer_allow_death { dest: 9, value: 1 };
	Call::dispatch_as_root { call: Box::new(call.into()) }.into()
}

fn failed(at: u64, error: impl Into<DispatchError>) -> State<u64> {
	State::Failed { at, error: error.into() }
}

/// The block of a directive that is ratified in block 1.
const DUE: u64 = 1 + DELAY;
/// The same of an upgrade or dispatch.
const LONG_DUE: u64 = 1 + LONG_DELAY;
