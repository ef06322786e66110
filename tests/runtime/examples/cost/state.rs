//! Chains to measure, with given numbers of accounts, voters, offers and posts, in a trie.

use crate::steps::{
	account, author, offer, params, post_id, sign, stake, text, Weights, DOMAIN, DUE,
};
use frame_support::traits::{fungible::Mutate, OnIdle};
use pallet_validation_pool::WeightInfo;
use sp_io::TestExternalities;
use witan_experts::{
	forum::{Citations, Publish},
	ledger::MintReputation,
	shares::{Shares, REP},
};
use witan_primitives::{Balance, WIT};
use witan_runtime::*;
use witan_runtime_tests::chain::{self, genesis, player};

/// Blocks until the pool with all votes is due.
const DURATION: u32 = 1_000;
/// Accounts between two commits. Few would rewrite the trie's upper nodes for a little below them;
/// many take as much memory as the whole trie.
const CHUNK: u32 = 100_000;

/// Makes a chain with `size` members, each with an offer, a post, and a vote in a pool that is
/// decided, and `spare` members more. An eighth of the offers is not drawn. Each member does
/// everything at once, so that its state is written into the trie only once.
pub fn make(size: u32, spare: u32) -> TestExternalities {
	let mut state = TestExternalities::new(genesis());
	state.execute_with(|| {
		chain::begin_block();
		Balances::mint_into(&player(0), Balance::from(size) * 10 * WIT).expect("it has room");
		// Somebody must have REP before there are pools; they would pass at once otherwise.
		join(0);
		publish(0);
		for duration in [500 * DURATION, DURATION] {
			let (post, params) = (post_id(0), params(duration));
			sign(pallet_validation_pool::Call::open { post, params, fee: WIT }, player(0));
		}
		take_part(0);
	});
	for_each(&mut state, 1..size, |index| {
		join(index);
		publish(index);
		take_part(index);
	});
	for_each(&mut state, size..size + spare, join);
	state.execute_with(|| {
		System::set_block_number(2 * DURATION);
		let weight = Weights::on_idle_base() + ValidationPool::decision_weight();
		ValidationPool::on_idle(2 * DURATION, weight);
		let params = ValidationPool::least_params(DOMAIN, true).expect("it has members");
		// Only its author opens a vote on a post.
		Balances::mint_into(&account(0), 100 * WIT).expect("it has room");
		let post = post_id(0);
		sign(pallet_validation_pool::Call::open { post, params, fee: 0 }, account(0));
	});
	commit(&mut state);
	state
}

/// Writes what the SDK writes at the beginning of each block, so that no read of it is measured.
pub fn begin_block<T: frame_system::Config>() {
	let now = frame_system::Pallet::<T>::block_number();
	frame_system::Pallet::<T>::set_block_number(now);
	frame_system::Pallet::<T>::reset_events();
	frame_system::Pallet::<T>::note_finished_initialize();
}

/// Writes all changes into the trie.
pub fn commit(state: &mut TestExternalities) {
	// Nobody reads these events, and no block has so many.
	state.execute_with(System::reset_events);
	state.commit_all().expect("commits");
}

fn for_each(state: &mut TestExternalities, indices: core::ops::Range<u32>, step: impl Fn(u32)) {
	for first in indices.clone().step_by(CHUNK as usize) {
		state.execute_with(|| (first..indices.end.min(first + CHUNK)).for_each(&step));
		commit(state);
		// Otherwise nodes of former tries would stay.
		state.backend.backend_storage_mut().purge();
	}
}

fn join(index: u32) {
	let who = account(index);
	Reputation::mint(DOMAIN, &who, Shares::new(10 * REP, 0)).expect("it has room");
	Balances::mint_into(&who, 10 * WIT).expect("it has room");
}

fn publish(index: u32) {
	Forum::publish(&player(0), DOMAIN, author(index), Citations::default(), text(index))
		.expect("a new post");
}

/// Part of the offers that stand but can't be drawn, as those with as many jobs as they allow.
const FULL: u32 = 8;

fn take_part(index: u32) {
	offer(account(index));
	if index % FULL == 1 {
		sign(pallet_availability::Call::pause { domain: DOMAIN }, account(index));
	}
	stake(DUE, account(index));
}
