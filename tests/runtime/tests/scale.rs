//! Many at once on the real runtime, with its measured weights. No block takes more than it has,
//! nobody is forgotten, and every invariant holds after it.

use frame_support::traits::fungible::Mutate;
use sp_runtime::traits::Dispatchable;
use witan_experts::{
	forum::{Authors, Citations, Content, Publish},
	ids::PostId,
	ledger::MintReputation,
	pool::{PoolParams, Secrecy, Side},
	shares::{Shares, MILLION, REP},
};
use witan_primitives::{AccountId, Balance, BlockNumber, WIT};
use witan_runtime::{systems::chain::block_limits::IDLE, *};
use witan_runtime_tests::{
	chain::{begin_block, dispatch, end_block, genesis, issuance, player, run, run_to},
	check::check_all,
};

/// A domain without a half-life that has members.
const DOMAIN: u32 = 0;
const VOTERS: u32 = 10_000;
const EXPERTS: u32 = 1_000;

fn account(index: u32) -> AccountId {
	AccountId::new(sp_io::hashing::blake2_256(&index.to_le_bytes()))
}

/// Makes an account with REP of the domain and some tokens.
fn member(index: u32) -> AccountId {
	let who = account(index);
	Reputation::mint(DOMAIN, &who, Shares::new(10 * REP, 0)).expect("it has room");
	Balances::mint_into(&who, 10 * WIT).expect("it has room");
	who
}

fn sign(call: impl Into<RuntimeCall>, who: AccountId) {
	call.into().dispatch(RuntimeOrigin::signed(who)).expect("it may");
}

fn write(author: AccountId) -> PostId {
	let authors = Authors::truncate_from(vec![(author.clone(), MILLION)]);
	let content = Content::Inline(b"what many judge".to_vec().try_into().expect("short"));
	Forum::publish(&author, DOMAIN, authors, Citations::default(), content).expect("it may")
}

/// Passes blocks as long as `goes_on`. Returns their number.
fn blocks_while(goes_on: impl Fn() -> bool) -> u32 {
	let mut blocks = 0;
	while goes_on() {
		end_block(IDLE);
		begin_block();
		blocks += 1;
		assert!(blocks < 1_000, "it does not end");
	}
	blocks
}

// Protects: a vote of ten thousand is settled in the weight that each block sets aside, however
// full blocks are. Winners and losers get what the rules say, though none of them does anything.
#[test]
fn ten_thousand_votes_should_be_settled_in_what_blocks_set_aside() {
	run(genesis(), || {
		let post = write(player(0));
		let params = PoolParams::<BlockNumber> {
			duration: 10,
			quorum: 0,
			win_ratio: MILLION / 2,
			binding: MILLION / 2,
			redistribute: true,
			secrecy: Secrecy::Open,
			governance: false,
		};
		let voters: Vec<AccountId> = (0..VOTERS).map(member).collect();
		let issuance = issuance();
		sign(pallet_validation_pool::Call::open { post, params, fee: 0 }, player(0));
		for (index, who) in voters.iter().enumerate() {
			let side = if index % 4 == 0 { Side::Nay } else { Side::Aye };
			let call = pallet_validation_pool::Call::stake { pool: 0, side, amount: 6 * REP };
			sign(call, who.clone());
		}
		run_to(11);
		let unsettled = || pallet_validation_pool::Pools::<Runtime>::contains_key(0);
		let blocks = blocks_while(unsettled);
		assert!(blocks > 1, "it was not settled in pages");
		assert_eq!(pallet_validation_pool::Votes::<Runtime>::iter().count(), 0);
		// A tenth of 6 REP of each of 2 500 is burned.
		for (index, who) in voters.into_iter().enumerate() {
			let expected = if index % 4 == 0 { 10 * REP - 6 * REP / 10 } else { 10 * REP };
			assert_eq!(Reputation::balance(DOMAIN, who), expected, "voter {index}");
		}
		check_all(issuance);
	});
}

// Protects: offers that all end in one block are all ended, in blocks that have little to spare,
// and what they held is free.
#[test]
fn thousand_offers_should_end_that_expire_in_one_block() {
	run(genesis(), || {
		let experts: Vec<AccountId> = (0..EXPERTS).map(member).collect();
		let issuance = issuance();
		let deposits_before: Balance = experts.iter().map(Balances::free_balance).sum();
		for who in &experts {
			let call = pallet_availability::Call::offer { domain: DOMAIN, amount: REP, until: 20 };
			sign(call, who.clone());
		}
		assert_eq!(Availability::total_offered(DOMAIN), Balance::from(EXPERTS) * REP);
		run_to(19);
		assert_eq!(Availability::offers_count(DOMAIN), EXPERTS);
		let blocks = blocks_while(|| Availability::offers_count(DOMAIN) > 0);
		assert!(blocks > 1, "they were not ended in pages");
		for who in &experts {
			assert_eq!(Reputation::balance(DOMAIN, who.clone()), 10 * REP);
		}
		let deposits_after: Balance = experts.iter().map(Balances::free_balance).sum();
		assert_eq!(deposits_after, deposits_before);
		check_all(issuance);
	});
}

// Protects: when far more requests are due for a draw than a block draws for, all are drawn for in
// turn, and none is lost.
#[test]
fn requests_should_be_drawn_in_later_blocks_when_too_many_are_due() {
	run(genesis(), || {
		let limit = pallet_business::MAX_DRAWS_PER_BLOCK;
		let requests = 2 * limit + 1;
		for index in 0..requests {
			let who = member(index);
			let call = pallet_availability::Call::offer { domain: DOMAIN, amount: REP, until: 500 };
			sign(call, who);
		}
		let issuance = issuance();
		let pool = PoolParams::<BlockNumber> {
			duration: 10,
			quorum: 0,
			win_ratio: MILLION / 2,
			binding: MILLION / 10,
			redistribute: true,
			secrecy: Secrecy::Open,
			governance: false,
		};
		let work = pallet_business::JobTerms {
			job_period: 100,
			draw_period: 100,
			pool,
			no_show_penalty: 0,
			max_draws: 1,
			stake_per_job: REP / 4,
		};
		let terms = pallet_business::Terms { metadata: Default::default(), min_fee: 0, work };
		let opened = pallet_business::Call::open_service { domain: DOMAIN, terms };
		dispatch(opened, player(0)).expect("it may");
		for _ in 0..requests {
			let (brief, fee) = (Default::default(), WIT);
			sign(pallet_business::Call::request { service: 0, brief, fee, version: 0 }, player(1));
		}
		let waiting = || pallet_business::Draws::<Runtime>::iter().count() as u32;
		begin_block();
		assert_eq!(waiting(), requests);
		let mut before = requests;
		// At least a fifth of the most that a block can draw fits into the weight of draws.
		for _ in 0..requests.div_ceil(limit / 5) {
			begin_block();
			let drawn = before - waiting();
			assert!(drawn <= limit && (drawn >= limit / 5 || waiting() == 0), "{drawn} were drawn");
			before = waiting();
		}
		assert_eq!(before, 0);
		assert_eq!(pallet_business::AssignedTo::<Runtime>::iter().count() as u32, requests);
		check_all(issuance);
	});
}
