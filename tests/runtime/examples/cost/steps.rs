//! The steps that are measured.

use frame_support::traits::OnIdle;
use pallet_validation_pool::WeightInfo;
use sp_runtime::traits::Dispatchable;
use witan_experts::{
	forum::{Authors, Citation, Citations, Content, Posts, Publish},
	ids::PostId,
	job::{Drawn, Experts, JobDraw},
	ledger::PayBody,
	pool::{PoolParams, Secrecy, Side},
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

/// A step, with the code of one round over a number of accounts. No round may be done twice.
pub struct Step {
	pub name: &'static str,
	pub round: fn(round: u32, size: u32),
}

/// All steps, in the order in which they are done: a claim needs a dividend.
pub const STEPS: [Step; 9] = [
	Step { name: "transfer", round: |round, size| transfer(far(round, size)) },
	Step { name: "stake", round: |round, size| stake(OPEN, far(round, size)) },
	Step { name: "settle a vote", round: |_, _| settle_one() },
	Step { name: "offer", round: |round, size| offer(account(size + round)) },
	Step { name: "draw", round: |round, _| draw(round) },
	Step { name: "pay a dividend", round: |_, _| pay_dividend() },
	Step { name: "claim", round: |round, size| claim(far(round, size)) },
	Step { name: "post", round: |round, size| post(round, size) },
	Step { name: "propagation step", round: |round, _| propagate(round) },
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
