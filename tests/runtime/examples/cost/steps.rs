//! The steps that are measured.

use frame_support::traits::OnIdle;
use pallet_validation_pool::WeightInfo;
use sp_runtime::traits::Dispatchable;
use witan_experts::{
	forum::{Authors, Citation, Citations, Content, Posts, Publish},
	ids::PostId,
	job::{Drawn, Experts, JobDraw},
	ledger::PayBody,
	pool::{PoolParams, Secrecy, Side, ValidationPools},
	shares::{Shares, MILLION, REP},
};
use witan_primitives::{AccountId, WIT};
use witan_runtime::*;
use witan_runtime_tests::chain::player;

/// The domain without REP at genesis. Everything in it comes from this program.
pub const DOMAIN: u32 = 1;
/// A pool that is open while steps are measured.
pub const OPEN: u64 = 0;
/// A pool with as many voters as there are accounts, which is decided.
pub const DUE: u64 = 1;
/// A pool for governance that is open while steps are measured.
pub const GOVERNANCE: u64 = 2;

/// A step, with the code of one round over a number of accounts. No round may be done twice.
pub struct Step {
	pub name: &'static str,
	/// The preparation of a round, which is not measured.
	pub prepare: fn(round: u32, size: u32),
	pub round: fn(round: u32, size: u32),
}

impl Step {
	const fn of(name: &'static str, round: fn(u32, u32)) -> Self {
		Self { name, prepare: |_, _| (), round }
	}
}

/// All steps, in the order in which they are done: a claim needs a dividend, and decisions come
/// last because they move the chain on.
pub const STEPS: [Step; 11] = [
	Step::of("transfer", |round, size| transfer(far(round, size))),
	Step::of("stake", |round, size| stake(OPEN, far(round, size))),
	Step::of("pledge", |round, size| stake(GOVERNANCE, far(round, size))),
	Step::of("settle a vote", |_, _| settle_one()),
	Step::of("offer", |round, size| offer(account(size + round))),
	Step::of("draw", |round, _| draw(round)),
	Step::of("pay a dividend", |_, _| pay_dividend()),
	Step::of("claim", |round, size| claim(far(round, size))),
	Step::of("post", post),
	Step::of("propagation step", |round, _| propagate(round)),
	Step { name: "decision", prepare: open_and_stake, round: |_, _| decide() },
];

/// Returns an account by its number.
pub fn account(index: u32) -> AccountId {
	AccountId::new(sp_io::hashing::blake2_256(&index.to_le_bytes()))
}

/// Returns accounts in an order in which neighbours are far apart.
pub fn far(round: u32, size: u32) -> AccountId {
	account((u64::from(round) * 7_919 % u64::from(size)) as u32)
}

pub fn params(duration: u32) -> PoolParams<u32> {
	PoolParams {
		duration,
		quorum: 0,
		win_ratio: MILLION / 2,
		binding: MILLION,
		redistribute: true,
		secrecy: Secrecy::Open,
		governance: false,
	}
}

pub fn sign(call: impl Into<RuntimeCall>, who: AccountId) {
	call.into().dispatch(RuntimeOrigin::signed(who)).expect("it may");
}

fn transfer(to: AccountId) {
	let call = pallet_balances::Call::transfer_allow_death { dest: to.into(), value: WIT };
	sign(call, player(1));
}

pub fn stake(pool: u64, who: AccountId) {
	let call = pallet_validation_pool::Call::stake { pool, side: Side::Aye, amount: REP / 10 };
	sign(call, who);
}

pub type Weights = <Runtime as pallet_validation_pool::Config>::WeightInfo;

/// Settles one vote of the decided pool, as `on_idle` does when it has weight for one.
fn settle_one() {
	let left = || pallet_validation_pool::Settlements::<Runtime>::get(DUE).map(|of| of.unsettled);
	let before = left();
	let one = Weights::on_idle_base() + Weights::settle() + ValidationPool::vote_weight();
	ValidationPool::on_idle(System::block_number(), one);
	assert_eq!(left(), before.map(|votes| votes - 1), "one vote was settled");
}

pub fn offer(who: AccountId) {
	let call = pallet_availability::Call::offer { domain: DOMAIN, amount: REP, until: 1_000_000 };
	sign(call, who);
}

fn draw(round: u32) {
	let seed = sp_io::hashing::blake2_256(&round.to_le_bytes()).into();
	let reason = RuntimeHoldReason::Business(pallet_business::HoldReason::Work);
	let draw = JobDraw { domain: DOMAIN, seed, stake: REP / 4, excluded: &[], avoided: &[] };
	let drawn = Availability::draw(draw, &reason);
	assert!(matches!(drawn, Ok((Drawn::Expert { .. } | Drawn::TryAgain, _))), "{drawn:?}");
}

/// Opens a sponsor's pool in which one account stakes, and goes to the block in which it is due.
fn open_and_stake(round: u32, size: u32) {
	let (post, params) = (post_id(round), params(1_000));
	let pool = pallet_validation_pool::NextPool::<Runtime>::get();
	sign(pallet_validation_pool::Call::open { post, params, fee: WIT }, player(0));
	stake(pool, far(round, size));
	System::set_block_number(System::block_number() + params.duration);
}

/// Decides the last pool.
fn decide() {
	let last = pallet_validation_pool::NextPool::<Runtime>::get() - 1;
	<ValidationPool as ValidationPools<_, _>>::decide(last).expect("it is due");
}

fn pay_dividend() {
	Reputation::pay(DOMAIN, &player(0), WIT, None, &[]).expect("Alice has it");
}

fn claim(who: AccountId) {
	sign(pallet_reputation::Call::claim_dividends { domain: DOMAIN, who }, player(0));
}

pub fn text(index: u32) -> Content {
	Content::Inline(index.to_le_bytes().to_vec().try_into().expect("short"))
}

pub fn author(index: u32) -> Authors<AccountId> {
	Authors::truncate_from(vec![(account(index), MILLION)])
}

/// Returns the post with this number, among those that the state was made with.
pub fn post_id(index: u32) -> PostId {
	Forum::post_id(DOMAIN, author(index), Citations::default(), text(index), None)
}

fn post(round: u32, size: u32) {
	let cite = |index: u32| Citation { post: post_id(index % size), weight: 250_000 };
	let citations = Citations::truncate_from(vec![cite(round * 7_919), cite(round * 7_919 + 1)]);
	Forum::publish(&player(0), DOMAIN, author(round), citations, text(u32::MAX - round))
		.expect("a new post");
}

fn propagate(round: u32) {
	let post = post_id(round);
	Forum::reward(&post, 0, Shares::new(REP, 0)).expect("a post");
	sign(pallet_forum::Call::propagate { steps: 1 }, player(0));
}
