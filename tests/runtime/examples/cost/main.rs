//! What the steps of bodies of experts cost as the chain grows: each measured natively on the real runtime, over a state
//! that is in a trie, with so many accounts, voters, offers and posts; and the ratio to the smallest.
//!
//! Beside them a transfer, and a vote of the SDK's `pallet-conviction-voting`, each over as many accounts.
//!
//! usage: cost [SIZE...]      default: 1000 100000 1000000

mod conviction;

use frame_support::traits::OnIdle;
use pallet_validation_pool::WeightInfo;
use std::time::{Duration, Instant};
use witan_primitives::{
	forum::{Authors, Citation, Citations, Content, Posts, Publish},
	pool::{PoolParams, Secrecy, Side},
	reputation::{PayBody, ReputationLedger, Units, MILLION, REP},
	work::{Drawn, Experts},
	AccountId, Balance, WIT,
};
use witan_runtime::*;
use witan_runtime_tests::chain::{begin_block, genesis, player};

/// The domain without REP at genesis: what is in it, this program put there.
const DOMAIN: u32 = 1;
/// How often each step is measured. The figure is the median.
const ROUNDS: u32 = 301;

fn account(index: u32) -> AccountId {
	AccountId::new(sp_io::hashing::blake2_256(&index.to_le_bytes()))
}

/// A step, and what one round of it does.
struct Step {
	name: &'static str,
	round: fn(u32, u32),
}

/// Accounts in an order in which neighbours are far apart.
fn far(round: u32, size: u32) -> AccountId {
	account((u64::from(round) * 7_919 % u64::from(size)) as u32)
}

const STEPS: [Step; 9] = [
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

/// A pool that is open while steps are measured.
const OPEN: u64 = 0;
/// A pool with as many voters as there are accounts, which is decided.
const DUE: u64 = 1;

fn params(duration: u32) -> PoolParams<u32> {
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

fn sign(call: impl Into<RuntimeCall>, who: AccountId) {
	use sp_runtime::traits::Dispatchable;

	call.into().dispatch(RuntimeOrigin::signed(who)).expect("it may");
}

fn transfer(to: AccountId) {
	let call = pallet_balances::Call::transfer_allow_death { dest: to.into(), value: WIT };
	sign(call, player(1));
}

fn stake(pool: u64, who: AccountId) {
	let call = pallet_validation_pool::Call::stake { pool, side: Side::For, amount: REP / 10 };
	sign(call, who);
}

type Weights = <Runtime as pallet_validation_pool::Config>::WeightInfo;

/// Settles one vote of the decided pool, as `on_idle` does when it has weight for one.
fn settle_one() {
	let left = || pallet_validation_pool::Settlements::<Runtime>::get(DUE).map(|of| of.unsettled);
	let before = left();
	let one = Weights::on_idle_base() + Weights::settle() + ValidationPool::vote_weight();
	ValidationPool::on_idle(System::block_number(), one);
	assert_eq!(left(), before.map(|votes| votes - 1), "one vote was settled");
}

fn offer(who: AccountId) {
	let call = pallet_availability::Call::offer { domain: DOMAIN, amount: REP, until: 1_000_000 };
	sign(call, who);
}

fn draw(round: u32) {
	let seed = sp_io::hashing::blake2_256(&round.to_le_bytes()).into();
	let reason = RuntimeHoldReason::Business(pallet_business::HoldReason::Work);
	let drawn = Availability::draw(DOMAIN, seed, REP / 2, &[], &reason);
	assert!(matches!(drawn, Ok(Drawn::Expert { .. } | Drawn::TryAgain)), "{drawn:?}");
}

fn pay_dividend() {
	Reputation::pay(DOMAIN, &player(0), WIT, None, &[]).expect("Alice has it");
}

fn claim(who: AccountId) {
	sign(pallet_reputation::Call::claim_dividends { domain: DOMAIN, who }, player(0));
}

fn text(index: u32) -> Content {
	Content::Inline(index.to_le_bytes().to_vec().try_into().expect("short"))
}

fn authors(index: u32) -> Authors<AccountId> {
	Authors::truncate_from(vec![(account(index), MILLION)])
}

/// The post with this number, of those that the state was made with.
fn post_id(index: u32) -> witan_primitives::forum::PostId {
	Forum::post_id(DOMAIN, authors(index), Citations::default(), text(index), None)
}

fn post(round: u32, size: u32) {
	let cite = |index: u32| Citation { post: post_id(index % size), weight: 250_000 };
	let citations = Citations::truncate_from(vec![cite(round * 7_919), cite(round * 7_919 + 1)]);
	Forum::publish(&player(0), DOMAIN, authors(round), citations, text(u32::MAX - round))
		.expect("a new post");
}

fn propagate(round: u32) {
	let post = post_id(round);
	Forum::reward(&post, 0, Units::new(REP, 0)).expect("a post");
	sign(pallet_forum::Call::propagate { steps: 1 }, player(0));
}

/// Does a step for each account, and puts what changed into the trie from time to time.
fn for_each(state: &mut sp_io::TestExternalities, size: u32, step: impl Fn(u32)) {
	const CHUNK: u32 = 10_000;
	for first in (0..size).step_by(CHUNK as usize) {
		state.execute_with(|| {
			(first..size.min(first + CHUNK)).for_each(&step);
			// Nobody reads them, and no block has so many.
			System::reset_events();
		});
		state.commit_all().expect("commits");
	}
}

/// A state with `size` members, voters of a decided pool, offers and posts, in a trie.
fn state_of(size: u32) -> sp_io::TestExternalities {
	use frame_support::traits::fungible::Mutate;

	let mut state = sp_io::TestExternalities::new(genesis());
	state.execute_with(|| {
		begin_block();
		Balances::mint_into(&player(0), Balance::from(size) * 10 * WIT).expect("it has room");
	});
	for_each(&mut state, size + ROUNDS, |index| {
		let who = account(index);
		Reputation::mint(DOMAIN, &who, Units::new(10 * REP, 0)).expect("it has room");
		Balances::mint_into(&who, 10 * WIT).expect("it has room");
	});
	for_each(&mut state, size, |index| {
		offer(account(index));
		Forum::publish(&player(0), DOMAIN, authors(index), Citations::default(), text(index))
			.expect("a new post");
	});
	state.execute_with(|| {
		for duration in [500_000, 1_000] {
			let (post, params) = (post_id(0), params(duration));
			sign(pallet_validation_pool::Call::open { post, params, fee: WIT }, player(0));
		}
	});
	for_each(&mut state, size, |index| stake(DUE, account(index)));
	state.execute_with(|| {
		System::set_block_number(2_000);
		ValidationPool::on_idle(2_000, Weights::on_idle_base() + ValidationPool::decision_weight());
	});
	state.commit_all().expect("commits");
	state
}

fn median(mut times: Vec<Duration>) -> Duration {
	times.sort();
	times[times.len() / 2]
}

/// What each step takes over a state of that size.
fn measure(size: u32) -> Vec<Duration> {
	let mut state = state_of(size);
	let measured = STEPS.iter().map(|step| {
		// What one step has changed must not be cheaper to read for the next.
		state.commit_all().expect("commits");
		state.execute_with(|| {
			let round = |round| {
				let start = Instant::now();
				(step.round)(round, size);
				start.elapsed()
			};
			median((0..ROUNDS).map(round).collect())
		})
	});
	measured.chain(core::iter::once(measure_conviction(size))).collect()
}

fn measure_conviction(size: u32) -> Duration {
	let accounts: Vec<AccountId> = (0..size).map(account).collect();
	let mut state = conviction::state(&accounts);
	state.execute_with(|| {
		let round = |round| {
			let who = far(round, size);
			let start = Instant::now();
			conviction::vote(who);
			start.elapsed()
		};
		median((0..ROUNDS).map(round).collect())
	})
}

fn main() {
	let sizes: Vec<u32> =
		std::env::args().skip(1).map(|size| size.parse().expect("a size is a number")).collect();
	let sizes = if sizes.is_empty() { vec![1_000, 100_000, 1_000_000] } else { sizes };
	let columns: Vec<Vec<Duration>> = sizes
		.iter()
		.map(|size| {
			eprintln!("a state of {size} accounts, voters, offers and posts");
			measure(*size)
		})
		.collect();
	print!("{:<18}", "us, median");
	sizes.iter().for_each(|size| print!("{size:>12}"));
	println!("{:>8}", "ratio");
	let names = STEPS.iter().map(|step| step.name).chain(["conviction vote"]);
	for (index, name) in names.enumerate() {
		print!("{name:<18}");
		let times: Vec<f64> =
			columns.iter().map(|column| column[index].as_secs_f64() * 1e6).collect();
		times.iter().for_each(|time| print!("{time:>12.1}"));
		let (Some(first), Some(last)) = (times.first(), times.last()) else { continue };
		println!("{:>8.2}", last / first);
	}
}
