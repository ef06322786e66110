//! The election of validators goes on, however many want to be elected or to vote.

use frame_election_provider_support::{ElectionProvider, SortedListProvider};
use frame_support::{assert_ok, traits::fungible::Mutate};
use pallet_staking::{RewardDestination, ValidatorPrefs, Validators};
use sp_runtime::BuildStorage;
use std::collections::BTreeSet;
use witan_primitives::{AccountId, Balance, WIT};
use witan_runtime::{
	systems::chain::{
		consensus::MAX_AUTHORITIES,
		election::{BestBacked, MAX_CANDIDATES, MAX_VOTERS},
	},
	Balances, Runtime, RuntimeGenesisConfig, RuntimeOrigin, Staking, System, VoterList,
};

/// Runs `test` on a chain without validators, with a hundred seats.
fn on_a_chain(test: impl FnOnce()) {
	let genesis = RuntimeGenesisConfig::default();
	let mut state: sp_io::TestExternalities = genesis.build_storage().expect("builds").into();
	state.execute_with(|| {
		System::set_block_number(1);
		pallet_staking::ValidatorCount::<Runtime>::put(MAX_AUTHORITIES);
		test();
	});
}

fn account(kind: &str, index: u32) -> AccountId {
	AccountId::new(sp_io::hashing::blake2_256(format!("{kind} {index}").as_bytes()))
}

/// Bonds tokens of a new account.
fn bond(who: &AccountId, amount: Balance) {
	Balances::set_balance(who, amount + WIT);
	let origin = RuntimeOrigin::signed(who.clone());
	assert_ok!(Staking::bond(origin, amount, RewardDestination::Staked));
}

fn candidate(kind: &str, index: u32, amount: Balance) -> AccountId {
	let who = account(kind, index);
	bond(&who, amount);
	assert_ok!(Staking::validate(RuntimeOrigin::signed(who.clone()), ValidatorPrefs::default()));
	who
}

fn nominator(kind: &str, index: u32, amount: Balance, named: &[AccountId]) {
	let who = account(kind, index);
	bond(&who, amount);
	let named = named.iter().map(|who| who.clone().into()).collect();
	assert_ok!(Staking::nominate(RuntimeOrigin::signed(who), named));
}

fn elected() -> BTreeSet<AccountId> {
	let supports = BestBacked::elect(0).expect("no number of candidates makes it fail");
	supports.into_iter().map(|(who, _)| who).collect()
}

// Protects: popularity can't stop the chain. With far more candidates than are heard eras go on,
// nobody is refused, and those with most stake are elected.
#[test]
fn best_candidates_should_be_elected_when_there_are_a_thousand() {
	on_a_chain(|| {
		let candidates: Vec<_> = (0..1_000u32)
			.map(|of| candidate("candidate", of, WIT * u128::from(1_000 + of)))
			.collect();
		assert_eq!(Validators::<Runtime>::count(), 1_000);
		let best = candidates[1_000 - MAX_AUTHORITIES as usize..].iter().cloned().collect();
		assert_eq!(elected(), best);
	});
}

// Protects: as many nominators as want to vote can. Those with most stake are heard.
#[test]
fn candidates_should_be_elected_by_the_greatest_stakes_when_there_are_20_000_nominators() {
	on_a_chain(|| {
		let candidates: Vec<_> = (0..300).map(|of| candidate("candidate", of, WIT)).collect();
		let (favourites, others) = candidates.split_at(MAX_AUTHORITIES as usize);
		for of in 0..20_000 {
			nominator("small", of, 10 * WIT, &others[..16]);
		}
		for of in 0..MAX_VOTERS {
			let first = of as usize % (favourites.len() - 15);
			nominator("great", of, 1_000 * WIT, &favourites[first..first + 16]);
		}
		assert_eq!(VoterList::count(), 300 + 20_000 + MAX_VOTERS);
		assert_eq!(elected(), favourites.iter().cloned().collect());
	});
}

// Protects: nobody is kept from being heard by many accounts that bond a little more than it. The
// stake behind a candidate counts, not what it bonds itself.
#[test]
fn candidate_should_be_elected_when_many_others_bond_more_but_have_less_behind_them() {
	on_a_chain(|| {
		let honest = candidate("honest", 0, 1_000 * WIT);
		for of in 0..2 * MAX_CANDIDATES {
			candidate("crowd", of, 1_001 * WIT);
		}
		nominator("nominator", 0, 2_000 * WIT, std::slice::from_ref(&honest));
		assert!(elected().contains(&honest));
	});
}

// Protects: seats go to stake. A crowd of puppets, each named by one of a few voters, keeps nobody
// out who has the stake of a seat behind it.
#[test]
fn seats_should_go_to_stake_when_few_voters_name_many_puppets() {
	on_a_chain(|| {
		let honest: BTreeSet<_> =
			(0..MAX_AUTHORITIES).map(|of| candidate("honest", of, 1_000 * WIT)).collect();
		let puppets: Vec<_> = (0..208).map(|of| candidate("puppet", of, WIT)).collect();
		for (of, named) in puppets.chunks(16).enumerate() {
			nominator("attacker", of as u32, 1_001 * WIT, named);
		}
		let seats = elected().intersection(&honest).count();
		assert!(seats >= 85, "{seats} seats for 88 % of the stake");
	});
}

// Protects: a name that a voter gives twice counts once.
#[test]
fn candidate_should_not_have_more_behind_it_when_it_is_named_twice() {
	on_a_chain(|| {
		pallet_staking::ValidatorCount::<Runtime>::put(1);
		let (once, twice) = (candidate("once", 0, 1_500 * WIT), candidate("twice", 0, WIT));
		nominator("nominator", 0, 1_000 * WIT, &[twice.clone(), twice]);
		assert_eq!(elected(), [once].into());
	});
}

// Protects: votes for accounts that are no candidates elect nobody, and keep nobody from being
// heard.
#[test]
fn accounts_should_not_be_heard_when_they_are_no_candidates() {
	on_a_chain(|| {
		let honest = candidate("honest", 0, 1_000 * WIT);
		let mut gone = Vec::new();
		for of in 0..2 * MAX_CANDIDATES {
			gone.push(candidate("gone", of, WIT));
		}
		for (of, named) in gone.chunks(16).enumerate() {
			nominator("nominator", of as u32, 5_000 * WIT, named);
		}
		for who in gone {
			assert_ok!(Staking::chill(RuntimeOrigin::signed(who)));
		}
		assert_eq!(elected(), [honest].into());
	});
}
