//! Tests by call, and their helpers.

mod attacks;
mod cancel;
mod commit;
mod founder_decide;
mod governance;
mod idle;
mod invariants;
mod job;
mod migrations;
mod open;
mod pledges;
mod rules;
mod settle;
mod stake;
mod try_state;
mod unsigned;
mod views;

use crate::{mock::*, Error, Event, HoldReason, Pools};
use frame_support::{traits::fungible::InspectHold, weights::Weight};
use sp_runtime::{traits::Dispatchable, DispatchError};
use witan_experts::{
	ids::{PoolId, PostId},
	ledger::{InspectReputation, MintReputation, StakeReputation},
	pool::{JobPool, OnPoolOutcome, PoolParams, Secrecy, Side, ValidationPools, Verdict},
	shares::MILLION,
};
use witan_mocks::{
	assertions::{self, assert_fails},
	posts::MockPosts,
};
use witan_primitives::Balance;

/// The domain of the tests, in which accounts have REP.
const DOMAIN: u32 = 1;
/// The domain in which nobody has any.
const EMPTY: u32 = 0;

/// Returns parameters: ten blocks, a quorum of 30 % and a simple majority. A rejection takes all of
/// the worker's bond, for the winners.
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

/// Returns the same, with sides that are shown in five blocks after the ten.
fn secret() -> PoolParams<BlockNumber> {
	PoolParams { secrecy: Secrecy::CommitReveal { reveal_period: 5 }, ..params() }
}

/// Returns the reason with which the tests hold a worker's stake before its pool opens.
fn reason() -> RuntimeHoldReason {
	HoldReason::Deposit.into()
}

/// Returns a job of account 1, which has this much at stake.
fn job(
	params: PoolParams<BlockNumber>,
	stake: u128,
	fee: Balance,
) -> JobPool<AccountId, BlockNumber, RuntimeHoldReason> {
	let stake = Ledger::open_stake(DOMAIN, &1, &reason(), stake).expect("the worker has it");
	JobPool { opener: 5, post: post(), params, fee, worker: 1, stake, reason: reason() }
}

fn open_job(params: PoolParams<BlockNumber>, stake: u128, fee: Balance) -> PoolId {
	ValidationPool::open_for_job(job(params, stake, fee)).expect("the pool can be opened")
}

fn post() -> PostId {
	let text = format!("post of pool {}", crate::NextPool::<Test>::get());
	MockPosts::make(DOMAIN, 10, &text)
}

/// Opens a pool for account 10 on a new post.
fn open_pool(params: PoolParams<BlockNumber>, fee: Balance) -> PoolId {
	let id = crate::NextPool::<Test>::get();
	call(10, Call::open { post: post(), params, fee }).expect("the pool can be opened");
	id
}

/// Opens a pool on a job that account 5 ordered of account 1, in the domain without REP. Returns it
/// with its post.
fn empty_job(params: PoolParams<BlockNumber>, fee: Balance) -> (PoolId, PostId) {
	let text = format!("job of pool {}", crate::NextPool::<Test>::get());
	let post = MockPosts::make(EMPTY, 9, &text);
	let reason = RuntimeHoldReason::from(HoldReason::Deposit);
	let stake = Ledger::open_stake(EMPTY, &1, &reason, 0).unwrap();
	let job = JobPool { opener: 5, post, params, fee, worker: 1, stake, reason };
	(ValidationPool::open_for_job(job).unwrap(), post)
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
	let due = Pools::<Test>::get(pool).expect("the pool is there").schedule.decides_at;
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

/// Checks that an account's call is refused with this error, and changes nothing.
#[track_caller]
fn assert_refused(who: AccountId, refused: Call, error: impl Into<DispatchError>) {
	assertions::assert_refused::<RuntimeCall>(RuntimeOrigin::signed(who), refused, error);
}

/// Returns the REP of the domain that an account can stake.
fn free(who: AccountId) -> u128 {
	Ledger::free(DOMAIN, &who).value
}

/// Returns the REP that an account has in pools, and in how many.
fn staked(who: AccountId) -> (u128, u32) {
	Ledger::staked(DOMAIN, who, RuntimeHoldReason::from(HoldReason::Pool))
}

fn supply() -> u128 {
	Ledger::supply(DOMAIN).value
}

fn held(who: AccountId, reason: HoldReason) -> Balance {
	Balances::balance_on_hold(&reason.into(), &who)
}

fn events() -> Vec<Event<Test>> {
	System::read_events_for_pallet()
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

/// Runs `on_idle` with all the weight it wants.
fn idle() {
	use frame_support::traits::Hooks;
	ValidationPool::on_idle(System::block_number(), Weight::MAX);
}
