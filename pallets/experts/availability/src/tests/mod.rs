mod draw;
mod ends;
mod expiry;
mod invariants;
mod limits;
mod migrations;
mod offer;
mod unsigned;
mod views;

use crate::{mock::*, *};
use frame_support::{assert_ok, storage::with_transaction, traits::Hooks, weights::Weight};
use sp_core::H256;
use sp_io::hashing::blake2_256;
use sp_runtime::{traits::Dispatchable, DispatchError, StateVersion, TransactionOutcome};
use witan_experts::{
	job::{Drawn, Experts, JobDraw},
	ledger::{InspectReputation, MintReputation},
	shares::Shares,
};
use witan_mocks::assertions::{assert_broken, assert_fails, assert_refused};
use witan_primitives::Balance;

type Call = pallet::Call<Test>;
type Refused = Error<Test>;

fn offer(who: AccountId, amount: Balance, until: u64) {
	assert_ok!(Availability::offer(RuntimeOrigin::signed(who), DOMAIN, amount, until));
}

fn stored(who: AccountId) -> OfferOf<Test> {
	Offers::<Test>::get(DOMAIN, who).expect("an offer")
}

fn seed(of: u64) -> H256 {
	H256(blake2_256(&of.to_le_bytes()))
}

fn draw(of: u64, stake: Balance, excluded: &[AccountId]) -> Drawn<AccountId> {
	draw_avoiding(of, stake, excluded, &[])
}

fn draw_avoiding(
	of: u64,
	stake: Balance,
	excluded: &[AccountId],
	avoided: &[AccountId],
) -> Drawn<AccountId> {
	let draw = JobDraw { domain: DOMAIN, seed: seed(of), stake, excluded, avoided };
	Availability::draw(draw, &Reason::Work).expect("a draw").0
}

/// Returns the expert that a draw finds.
fn drawn(of: u64, stake: Balance, excluded: &[AccountId]) -> Option<AccountId> {
	match draw(of, stake, excluded) {
		Drawn::Expert { who, .. } => Some(who),
		Drawn::Nobody | Drawn::TryAgain => None,
	}
}

/// Returns the expert that a draw would find. Its changes are undone.
fn would_draw(of: u64, stake: Balance, excluded: &[AccountId]) -> Option<AccountId> {
	let drawn = with_transaction(|| {
		TransactionOutcome::Rollback(Ok::<_, DispatchError>(drawn(of, stake, excluded)))
	});
	drawn.expect("a draw")
}

/// Returns the tree of an offer of this many shares of an era.
fn tree(shares: u128, era: u32) -> Tree {
	Tree::of(Shares::new(shares, era))
}

/// Returns the weight of all offers of a forest.
fn weight_of(forest: Forest) -> u128 {
	Trees::<Test>::get(DOMAIN, forest).values().map(|root| root.total).sum()
}

/// Returns the weight of all offers of an era.
fn weight_in(era: u32) -> u128 {
	weight_of(Forest::Era(era))
}

fn change_root(tree: Tree, change: impl FnOnce(&mut sum_tree::Root)) {
	Trees::<Test>::mutate(DOMAIN, tree.forest, |roots| {
		change(roots.get_mut(&tree.class).expect("a tree"));
	});
}

/// Makes a tree count as many leaves as it can have. Returns the number that it has.
fn fill(tree: Tree) -> u32 {
	let mut leaves = sum_tree::MAX_LEAVES;
	change_root(tree, |root| core::mem::swap(&mut root.leaves, &mut leaves));
	leaves
}

fn free(who: AccountId) -> u128 {
	Ledger::free(DOMAIN, &who).value
}

/// Returns this pallet's events since the last call.
fn events() -> Vec<Event<Test>> {
	let events = System::read_events_for_pallet::<Event<Test>>();
	System::reset_events();
	events
}

/// Returns a bound of Pearson's statistic: its mean and seven standard deviations.
fn chi_square_bound(categories: usize) -> f64 {
	let freedom = (categories - 1) as f64;
	freedom + 7.0 * (2.0 * freedom).sqrt()
}

/// Returns Pearson's statistic of counts and their expected values.
fn chi_square(counts: &[(u64, f64)]) -> f64 {
	counts.iter().map(|(count, expected)| (*count as f64 - expected).powi(2) / expected).sum()
}
