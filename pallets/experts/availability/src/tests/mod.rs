mod draw;
mod ends;
mod expiry;
mod invariants;
mod limits;
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
	Availability::draw(draw, &Reason::Work).expect("a draw")
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
