mod draw;
mod ends;
mod expiry;
mod invariants;
mod offer;
mod unsigned;
mod views;

use crate::{mock::*, *};
use frame_support::{assert_ok, traits::Hooks, weights::Weight};
use sp_core::H256;
use sp_io::hashing::blake2_256;
use sp_runtime::{traits::Dispatchable, DispatchError, StateVersion};
use witan_experts::{
	job::{Drawn, Experts},
	ledger::InspectReputation,
	shares::Shares,
};
use witan_primitives::Balance;

type Call = pallet::Call<Test>;
type Refused = Error<Test>;

/// Dispatches a call that must fail with `error` and change nothing.
#[track_caller]
fn refuse(who: AccountId, call: Call, error: impl Into<DispatchError>) {
	refuse_from(RuntimeOrigin::signed(who), call, error);
}

/// The same of any origin.
#[track_caller]
fn refuse_from(origin: RuntimeOrigin, call: Call, error: impl Into<DispatchError>) {
	let before = sp_io::storage::root(StateVersion::V1);
	let call: RuntimeCall = call.into();
	let refused = call.dispatch(origin).expect_err("refused");
	assert_eq!(refused.error, error.into());
	assert_eq!(sp_io::storage::root(StateVersion::V1), before, "a refused call changed something");
}

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
	Availability::draw(DOMAIN, seed(of), stake, excluded, &Reason::Work).expect("a draw")
}

/// Who a draw gives.
fn drawn(of: u64, stake: Balance, excluded: &[AccountId]) -> Option<AccountId> {
	match draw(of, stake, excluded) {
		Drawn::Expert { who, .. } => Some(who),
		Drawn::Nobody | Drawn::TryAgain => None,
	}
}

fn free(who: AccountId) -> u128 {
	Ledger::free(DOMAIN, &who).value
}

fn events() -> Vec<Event<Test>> {
	let events = System::read_events_for_pallet::<Event<Test>>();
	System::reset_events();
	events
}

/// What Pearson's statistic stays below: its mean and seven standard deviations.
fn chi_square_bound(categories: usize) -> f64 {
	let freedom = (categories - 1) as f64;
	freedom + 7.0 * (2.0 * freedom).sqrt()
}

/// Pearson's statistic of counts against what was expected.
fn chi_square(counts: &[(u64, f64)]) -> f64 {
	counts.iter().map(|(count, expected)| (*count as f64 - expected).powi(2) / expected).sum()
}
