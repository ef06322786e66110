//! Tests by call, and what they share.

mod commit;
mod governance;
mod idle;
mod invariants;
mod open;
mod reads;
mod settle;
mod stake;
mod unsigned;
mod word;
mod work;

use crate::{mock::*, Error, Event, HoldReason, Pools};
use frame_support::{traits::fungible::InspectHold, weights::Weight};
use sp_runtime::{traits::Dispatchable, DispatchError, StateVersion};
use witan_experts::{
	ids::{PoolId, PostId},
	ledger::{InspectReputation, StakeReputation},
	pool::{JobPool, PoolParams, Secrecy, Side, ValidationPools, Verdict},
	shares::MILLION,
};
use witan_mocks::{ledger::MockLedger, posts::MockPosts};
use witan_primitives::Balance;

/// The domain of the tests, in which accounts have REP.
const DOMAIN: u32 = 1;
/// The domain in which nobody has any.
const EMPTY: u32 = 0;

/// Ten blocks, a quorum of 30 %, a simple majority, and all of a losing stake to the winners.
fn params() -> PoolParams<BlockNumber> {
	PoolParams {
		duration: 10,
		quorum: 300_000,
		win_ratio: 500_000,
		binding: MILLION,
		redistribute: true,
		secrecy: Secrecy::Open,
		governance: false,
	}
}

/// The same, with sides that are shown in five blocks after the ten.
fn secret() -> PoolParams<BlockNumber> {
	PoolParams { secrecy: Secrecy::CommitReveal { reveal_period: 5 }, ..params() }
}

fn post() -> PostId {
	let text = format!("post of pool {}", crate::NextPool::<Test>::get());
	MockPosts::make(DOMAIN, 9, &text)
}

/// A pool of account 10's on a new post.
fn open_pool(params: PoolParams<BlockNumber>, fee: Balance) -> PoolId {
	let id = crate::NextPool::<Test>::get();
	call(10, Call::open { post: post(), params, fee }).expect("the pool can be opened");
	id
}

/// A pool of account 5's on a work of account 1's in the domain without REP, and its post.
fn empty_work(params: PoolParams<BlockNumber>, fee: Balance) -> (PoolId, PostId) {
	let post =
		MockPosts::make(EMPTY, 9, &format!("work of pool {}", crate::NextPool::<Test>::get()));
	let reason = RuntimeHoldReason::from(HoldReason::Deposit);
	let stake = Ledger::open_stake(EMPTY, &1, &reason, 0).unwrap();
	let work = JobPool { opener: 5, post, params, fee, worker: 1, stake, reason };
	(ValidationPool::open_for_job(work).unwrap(), post)
}

fn stake(who: AccountId, pool: PoolId, side: Side, amount: Balance) {
	call(who, Call::stake { pool, side, amount }).expect("it can be staked");
}

fn salt(who: AccountId) -> [u8; 32] {
	[who as u8; 32]
}

fn commit(who: AccountId, pool: PoolId, side: Side, amount: Balance) {
	let hash = ValidationPool::commit_hash(pool, who, side, amount, salt(who));
	call(who, Call::commit { pool, hash, amount }).expect("it can be committed");
}

fn reveal(who: AccountId, pool: PoolId, side: Side) {
	call(who, Call::reveal { pool, side, salt: salt(who) }).expect("it can be shown");
}

/// Goes to the block in which the pool is due, and settles it.
fn settle_when_due(pool: PoolId) {
	let due = Pools::<Test>::get(pool).expect("the pool is there").decides_at;
	System::set_block_number(due);
	settle(pool);
}

fn settle(pool: PoolId) {
	call(20, Call::settle { pool }).expect("it can be settled");
}

type Call = crate::Call<Test>;

fn call(
	who: AccountId,
	call: Call,
) -> Result<frame_support::dispatch::PostDispatchInfo, DispatchError> {
	RuntimeCall::ValidationPool(call).dispatch(RuntimeOrigin::signed(who)).map_err(|e| e.error)
}

/// The call fails with this error and changes nothing.
#[track_caller]
fn assert_refused(who: AccountId, refused: Call, error: impl Into<DispatchError>) {
	assert_fails(|| call(who, refused), error);
}

/// What fails with this error changes nothing. Of functions that other pallets call: also without a call around them, which
/// would undo it.
#[track_caller]
fn assert_fails<R: core::fmt::Debug + PartialEq>(
	does: impl FnOnce() -> Result<R, DispatchError>,
	error: impl Into<DispatchError>,
) {
	let before = sp_io::storage::root(StateVersion::V1);
	assert_eq!(does(), Err(error.into()));
	assert_eq!(sp_io::storage::root(StateVersion::V1), before, "what is refused changes nothing");
}

/// REP of the domain that an account can stake.
fn free(who: AccountId) -> u128 {
	Ledger::free(DOMAIN, &who).value
}

/// REP that an account has in pools, and in how many.
fn staked(who: AccountId) -> (u128, u32) {
	MockLedger::staked(DOMAIN, who, RuntimeHoldReason::from(HoldReason::Pool))
}

fn supply() -> u128 {
	Ledger::supply(DOMAIN).value
}

fn held(who: AccountId, reason: HoldReason) -> Balance {
	Balances::balance_on_hold(&reason.into(), &who)
}

fn events() -> Vec<Event<Test>> {
	let events = System::events().into_iter().filter_map(|record| match record.event {
		RuntimeEvent::ValidationPool(event) => Some(event),
		RuntimeEvent::System(_) | RuntimeEvent::Balances(_) => None,
	});
	events.collect()
}

fn has_event(event: Event<Test>) -> bool {
	events().contains(&event)
}

fn verdict_of(pool: PoolId) -> Option<Verdict> {
	events().into_iter().find_map(|event| match event {
		Event::Decided { pool: id, verdict, .. } if id == pool => Some(verdict),
		_ => None,
	})
}

/// Lets `on_idle` have all the weight it wants.
fn idle() {
	use frame_support::traits::Hooks;
	ValidationPool::on_idle(System::block_number(), Weight::MAX);
}
