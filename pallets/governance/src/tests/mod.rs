mod cancel;
mod check;
mod dispatch;
mod enact;
mod invariants;
mod migrations;
mod motions;
mod ratify;
mod root;
mod undo;
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
	pool::{Decision, InspectMotions, Motion, OnPoolOutcome, Tier, Verdict, Waiting},
	shares::{Shares, MILLION},
};
use witan_governance::{Action, CheckDirective, Directive, Task, Undo};
use witan_mocks::assertions::{assert_broken, assert_refused};

type Call = pallet::Call<Test>;
type Refused = Error<Test>;

/// Returns the origin of a post's directive.
fn origin_of(domain: u32, post: PostId) -> RuntimeOrigin {
	Origin::Ratified { domain, post }.into()
}

/// Returns the pallet's events since the last call, and forgets them.
fn events() -> Vec<Event<Test>> {
	let events = System::read_events_for_pallet::<Event<Test>>();
	System::reset_events();
	events
}

/// Returns the action that sets the chain's fee.
fn fee(fee: u32) -> TestAction {
	Action::SetParameter(Parameter(Some(fee)))
}

/// Returns the action that sets the author share of a domain.
fn author_share(share: u32) -> TestAction {
	Action::SetDomain(DomainParameter::AuthorShare(share))
}

/// Returns the action that recommends a client.
fn client(text: &str) -> TestAction {
	let uri = text.as_bytes().to_vec().try_into().expect("short");
	Action::ReplaceClient { hash: BlakeTwo256::hash(text.as_bytes()), uri }
}

/// Returns the action that dispatches the call of these bytes, noted or not.
fn dispatch_bytes(bytes: &[u8], weight: Weight) -> TestAction {
	Action::Dispatch { hash: BlakeTwo256::hash(bytes), len: bytes.len() as u32, weight }
}

/// Notes a call by account 1, and returns the action that dispatches it.
fn dispatch(call: impl Into<RuntimeCall>) -> TestAction {
	let call = call.into();
	let bytes = call.encode();
	note(&bytes);
	dispatch_bytes(&bytes, call.get_dispatch_info().call_weight)
}

fn note(bytes: &[u8]) {
	assert_ok!(Preimage::note_preimage(RuntimeOrigin::signed(1), bytes.to_vec()));
}

/// Returns a call that declares this weight and uses half of it.
fn work(weight: Weight) -> RuntimeCall {
	pallet_governed::Call::work { weight, taken: weight / 2 }.into()
}

/// Returns a call as root that endows account 9.
fn endow() -> RuntimeCall {
	let call = pallet_balances::Call::force_set_balance { who: 9, new_free: 77 };
	Call::dispatch_as_root { call: Box::new(call.into()) }.into()
}

/// Returns a call as root that fails.
fn fail() -> RuntimeCall {
	let call = pallet_balances::Call::transfer_allow_death { dest: 9, value: 1 };
	Call::dispatch_as_root { call: Box::new(call.into()) }.into()
}

/// Returns a call of more than `len` bytes that no directive may dispatch.
fn refused(len: u32) -> RuntimeCall {
	let items = vec![(b"key".to_vec(), vec![0; len as usize])];
	frame_system::Call::set_storage { items }.into()
}

/// Returns the state of a directive that failed.
fn failed(at: u64, error: impl Into<DispatchError>) -> State<u64> {
	State::Failed { at, error: error.into() }
}

/// The block in which a directive is due that is ratified in block 1.
const DUE: u64 = 1 + DELAY;
/// The block in which an upgrade or a dispatch is due that is ratified in block 1.
const LONG_DUE: u64 = 1 + LONG_DELAY;
