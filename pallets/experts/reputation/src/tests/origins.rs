use super::*;
use crate::{mock::*, EnsureReputation, EnsureReputationOf, Tally};
use frame_support::{
	assert_ok, parameter_types,
	traits::{EnsureOrigin, EnsureOriginWithArg, VoteTally},
};
use sp_runtime::Perbill;
use witan_experts::{
	ids::DomainId,
	ledger::{InspectReputation, MintReputation, StakeReputation},
};

parameter_types! {
	pub const Domain: DomainId = DECAYING;
	pub const Min: Balance = 2 * witan_experts::shares::REP;
}

type Ensure = EnsureReputation<Test, Domain, Min>;
type EnsureOf = EnsureReputationOf<Test, Min>;

// Protects: only accounts with enough REP in the domain pass, staked or not, and only while they
// have it.
#[test]
fn origin_should_be_an_account_with_enough_reputation() {
	let members = [(ALICE, rep(2)), (BOB, rep(2) - 1)];
	ExtBuilder::default().members(&members).build_and_execute(|| {
		System::set_block_number(0);
		assert_ok!(Reputation::open_stake(DECAYING, &ALICE, &Reason::Pool, rep(1)));
		let signed = RuntimeOrigin::signed;
		assert_eq!(Ensure::ensure_origin(signed(ALICE)).ok(), Some(ALICE));
		assert!(Ensure::ensure_origin(signed(BOB)).is_err());
		assert!(Ensure::ensure_origin(signed(3)).is_err());
		assert!(Ensure::ensure_origin(RuntimeOrigin::root()).is_err());
		assert!(Ensure::ensure_origin(RuntimeOrigin::none()).is_err());
		assert_eq!(EnsureOf::ensure_origin(signed(ALICE), &STABLE).ok(), Some(ALICE));
		assert!(EnsureOf::ensure_origin(signed(BOB), &STABLE).is_err());
		assert!(EnsureOf::ensure_origin(signed(ALICE), &9).is_err());
		skip(1);
		assert!(Ensure::ensure_origin(signed(ALICE)).is_err());
		assert_eq!(EnsureOf::ensure_origin(signed(ALICE), &STABLE).ok(), Some(ALICE));
	});
}

// Protects: staked REP that is owed has no power: it is gone as soon as it is free.
#[test]
fn origin_should_be_refused_when_what_it_owes_leaves_too_little() {
	ExtBuilder::default().members(&[(ALICE, rep(4))]).build_and_execute(|| {
		let ensure = || EnsureOf::ensure_origin(RuntimeOrigin::signed(ALICE), &STABLE).ok();
		assert_ok!(Reputation::open_stake(STABLE, &ALICE, &Reason::Pool, rep(4)));
		assert_ok!(Reputation::burn_or_owe(STABLE, &ALICE, shares(2)));
		assert_eq!(ensure(), Some(ALICE));
		assert_ok!(Reputation::burn_or_owe(STABLE, &ALICE, Shares::new(1, 0)));
		assert_eq!(Reputation::total(STABLE, ALICE), rep(4));
		assert_eq!(ensure(), None);
		// It owes more than it has.
		assert_ok!(Reputation::burn_or_owe(STABLE, &ALICE, shares(7)));
		assert_eq!(ensure(), None);
	});
}

// Protects: a referendum weighs votes by REP: approval by the votes cast, support by the supply.
#[test]
fn tally_should_weigh_votes_by_reputation() {
	let members = [(ALICE, rep(3)), (BOB, rep(1)), (3, rep(4))];
	ExtBuilder::default().members(&members).build_and_execute(|| {
		System::set_block_number(0);
		let vote = |who| <Reputation as InspectReputation<AccountId>>::total(DECAYING, &who);
		let mut tally = Tally::<Test>::new(DECAYING);
		assert_eq!(tally.approval(DECAYING), Perbill::zero());
		assert_eq!(tally.support(9), Perbill::zero());
		assert_eq!(tally.add(true, vote(ALICE)), Some(()));
		assert_eq!(tally.add(false, vote(BOB)), Some(()));
		assert_eq!(tally.approval(DECAYING), Perbill::from_percent(75));
		assert_eq!(tally.support(DECAYING), Perbill::from_rational(3u32, 8));
		assert_eq!(tally.ayes(DECAYING), rep(3));
		// Votes of an earlier era weigh what they are worth.
		System::set_block_number(ERA);
		assert_eq!(tally.approval(DECAYING), Perbill::from_rational(45_776u32, 45_776 + 15_258));
		assert_eq!(tally.ayes(DECAYING), rep(3) >> 16);
		assert_eq!(tally.remove(false, vote(BOB)), Some(()));
		assert_eq!(tally.approval(DECAYING), Perbill::one());
		assert_eq!(tally.remove(false, vote(BOB)), None);
		assert_eq!(tally.add(true, Shares::new(u128::MAX, 1)), None);
	});
}
