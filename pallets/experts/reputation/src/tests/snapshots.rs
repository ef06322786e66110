use super::*;
use crate::{
	mint_log::{period, MintEntry, MAX_MINT_ENTRIES, SNAPSHOT_WINDOW},
	mock::*,
	Accounts, Error, Event, Ledgers, SnapshotRecord,
};
use frame_support::{
	assert_ok,
	traits::{
		fungibles::{hold::Mutate as _, hold::Unbalanced as _, Mutate as _, Unbalanced as _},
		tokens::Precision::{BestEffort, Exact},
	},
};
use sp_runtime::{ArithmeticError, DispatchError, StateVersion};
use witan_experts::{
	domain::{DomainParameter, GovernDomains as _, PoolBounds, MAX_DURATION},
	ids::DomainId,
	ledger::{
		InspectReputation, MintReputation, Snapshot, SnapshotReputation, StakeEnd, StakeReputation,
		StakeSplit,
	},
};
use witan_mocks::domains::{default_parameters, MockDomains};

/// Blocks for which a snapshot serves in the tests' domains, whose pools are open for at most 1000.
const PERIOD: BlockNumber = 91;

fn take(domain: DomainId) -> Snapshot {
	Reputation::snapshot(domain).unwrap()
}

fn mint(who: AccountId, amount: Balance) {
	assert_ok!(Reputation::mint(STABLE, &who, shares(amount)));
}

fn since(who: AccountId, snapshot: u32) -> Shares {
	Reputation::minted_since(STABLE, &who, snapshot)
}

fn entries(domain: DomainId, who: AccountId) -> Vec<(u32, u128)> {
	let account = Accounts::<Test>::get(domain, who).unwrap();
	account.mint_log.iter().map(|minted| (minted.snapshot, minted.shares)).collect()
}

fn set_longest(domain: DomainId, max_duration: BlockNumber) {
	let pool = PoolBounds { max_duration, ..default_parameters().pool };
	assert_ok!(MockDomains::set_parameter(domain, DomainParameter::Pool(pool)));
}

fn with_alice(test: impl FnOnce()) {
	ExtBuilder::default().members(&[(ALICE, rep(10))]).build_and_execute(test);
}

// Protects: REP that an account had when a vote was opened is told from REP minted later, to the
// block and within it.
#[test]
fn minted_should_count_what_came_after_the_snapshot() {
	with_alice(|| {
		mint(ALICE, 3);
		assert_eq!(take(STABLE), Snapshot { id: 0, supply: shares(13) });
		assert_eq!(since(ALICE, 0), shares(0));
		mint(ALICE, 2);
		skip(7);
		mint(ALICE, 4);
		mint(BOB, 5);
		assert_eq!(
			(since(ALICE, 0), since(BOB, 0), since(3, 0)),
			(shares(6), shares(5), shares(0))
		);
		assert_eq!(entries(STABLE, ALICE), [(0, rep(6))]);
		assert_eq!(Reputation::total(STABLE, ALICE), rep(19));
		let taken = Event::SnapshotTaken { domain: STABLE, id: 0, supply: shares(13) };
		assert_eq!(events().into_iter().filter(|event| *event == taken).count(), 1);
		let record = SnapshotRecord { at: 1, snapshot: Snapshot { id: 0, supply: shares(13) } };
		assert_eq!(Reputation::ledger(STABLE).unwrap().snapshot, Some(record));
	});
}

// Protects: no log is kept where no vote asks for one, nor for members at genesis.
#[test]
fn minted_should_not_be_kept_when_there_is_no_snapshot() {
	with_alice(|| {
		mint(ALICE, 3);
		take(DECAYING);
		mint(BOB, 3);
		for who in [ALICE, BOB] {
			assert_eq!(entries(STABLE, who), []);
			assert_eq!(since(who, 0), shares(0));
		}
		assert_eq!(entries(DECAYING, ALICE), []);
	});
}

// Protects: a mint log needs no more entries than it has room for: a snapshot serves for an
// eleventh of the longest duration.
#[test]
fn snapshot_should_serve_again_when_it_is_young() {
	with_alice(|| {
		let first = take(STABLE);
		mint(ALICE, 1);
		let before = sp_io::storage::root(StateVersion::V1);
		assert_eq!(take(STABLE), first);
		skip(PERIOD - 1);
		let late = sp_io::storage::root(StateVersion::V1);
		assert_eq!(take(STABLE), first);
		assert_eq!(sp_io::storage::root(StateVersion::V1), late);
		assert_ne!(before, late);
		skip(1);
		assert_eq!(take(STABLE), Snapshot { id: 1, supply: shares(11) });
		mint(ALICE, 2);
		assert_eq!(
			(since(ALICE, 0), since(ALICE, 1), since(ALICE, 2)),
			(shares(3), shares(2), shares(0))
		);
		assert_eq!(entries(STABLE, ALICE), [(0, rep(1)), (1, rep(2))]);
	});
}

// Protects: a domain can change how long its pools are open, and open pools still find what was
// minted since their snapshots.
#[test]
fn snapshots_should_be_right_when_the_longest_duration_changes() {
	with_alice(|| {
		assert_eq!(take(STABLE).id, 0);
		mint(ALICE, 1);
		set_longest(STABLE, 20);
		assert_eq!(take(STABLE).id, 0);
		skip(2);
		assert_eq!(take(STABLE).id, 1);
		mint(ALICE, 2);
		set_longest(STABLE, MAX_DURATION.into());
		skip(period(MAX_DURATION.into()) - 1);
		assert_eq!(take(STABLE).id, 1);
		mint(ALICE, 4);
		skip(1);
		assert_eq!(take(STABLE).id, 2);
		mint(ALICE, 8);
		assert_eq!([0, 1, 2].map(|id| since(ALICE, id)), [shares(15), shares(14), shares(8)]);
	});
}

// Protects: minted REP that pays debt is as new as the rest. What was held before is worth no more
// for it.
#[test]
fn minted_should_count_what_pays_debt() {
	with_alice(|| {
		take(STABLE);
		assert_ok!(Reputation::burn_or_owe(STABLE, &BOB, shares(5)));
		mint(BOB, 2);
		assert_eq!(entries(STABLE, BOB), [(0, rep(2))]);
		mint(BOB, 4);
		assert_eq!(entries(STABLE, BOB), [(0, rep(6))]);
		let stake = Reputation::open_stake(STABLE, &ALICE, &Reason::Pool, rep(10)).unwrap();
		assert_ok!(Reputation::burn_or_owe(STABLE, &ALICE, shares(12)));
		let end = StakeEnd { burned: shares(1), minted: shares(7) };
		assert_ok!(Reputation::end_stake(STABLE, &ALICE, &Reason::Pool, stake, end));
		assert_eq!((Reputation::total(STABLE, ALICE), since(ALICE, 0)), (rep(4), shares(4)));
	});
}

// Protects: the winner of a stake votes with the stake and not with the gain. A stake that is
// returned is no mint.
#[test]
fn minted_should_count_what_a_stake_wins() {
	with_alice(|| {
		let open = || Reputation::open_stake(STABLE, &ALICE, &Reason::Pool, rep(4)).unwrap();
		let end = |stake, burned, minted| {
			let end = StakeEnd { burned: shares(burned), minted: shares(minted) };
			assert_ok!(Reputation::end_stake(STABLE, &ALICE, &Reason::Pool, stake, end));
		};
		let stake = open();
		take(STABLE);
		end(stake, 0, 0);
		assert_eq!(entries(STABLE, ALICE), []);
		end(open(), 0, 3);
		assert_eq!(since(ALICE, 0), shares(3));
		// Burning does not undo a mint: the rest may be what was minted.
		end(open(), 2, 1);
		assert_eq!(since(ALICE, 0), shares(4));
		let stake = Reputation::move_stake(STABLE, &ALICE, &Reason::Pool, open(), &Reason::Work);
		let StakeSplit { rest, part } = Reputation::split_stake(
			STABLE,
			&ALICE,
			&Reason::Work,
			stake.unwrap(),
			shares(1),
			&Reason::Offer,
		)
		.unwrap();
		assert_ok!(Reputation::raise_stake(STABLE, &ALICE, &Reason::Work, rest, 1));
		assert_eq!((part, since(ALICE, 0)), (shares(1), shares(4)));
	});
}

// Protects: the standard traits mint nothing past the log.
#[test]
fn minted_should_count_what_the_standard_traits_mint() {
	with_alice(|| {
		take(STABLE);
		assert_ok!(Reputation::mint_into(STABLE, &ALICE, 1));
		assert_eq!(entries(STABLE, ALICE), [(0, 1)]);
		assert_ok!(Reputation::write_balance(STABLE, &ALICE, rep(10) + 21));
		assert_eq!(entries(STABLE, ALICE), [(0, 21)]);
		assert_ok!(Reputation::set_balance_on_hold(STABLE, &Reason::Offer, &ALICE, 300));
		assert_eq!(entries(STABLE, ALICE), [(0, 321)]);
		assert_ok!(Reputation::increase_balance_on_hold(
			STABLE,
			&Reason::Offer,
			&ALICE,
			4_000,
			Exact
		));
		assert_eq!(entries(STABLE, ALICE), [(0, 4_321)]);
		assert_ok!(Reputation::hold(STABLE, &Reason::Offer, &ALICE, 1));
		assert_ok!(Reputation::release(STABLE, &Reason::Offer, &ALICE, rep(1), BestEffort));
		assert_ok!(Reputation::write_balance(STABLE, &ALICE, rep(1)));
		assert_eq!(entries(STABLE, ALICE), [(0, 4_321)]);
	});
}

// Protects: the record of an account that always earns stays small, and counts more rather than
// less as minted.
#[test]
fn entries_should_merge_when_there_are_too_many_snapshots() {
	with_alice(|| {
		for id in 0..=MAX_MINT_ENTRIES {
			assert_eq!(take(STABLE).id, id);
			mint(ALICE, 1);
			skip(PERIOD);
		}
		assert_eq!(entries(STABLE, ALICE).len(), MAX_MINT_ENTRIES as usize);
		assert_eq!(entries(STABLE, ALICE)[0], (1, rep(2)));
		assert_eq!([0, 1, 2, 16].map(|id| since(ALICE, id)), [17, 17, 15, 1].map(shares));
	});
}

// Protects: logged REP decays like REP and never faster, so that rounding raises nobody's weight.
#[test]
fn minted_should_be_carried_over_to_a_new_era() {
	ExtBuilder::default().members(&[(ALICE, 10 << 32)]).build_and_execute(|| {
		let shares = |value, era| Shares::new(value, era);
		let since = |id| Reputation::minted_since(DECAYING, &ALICE, id);
		let first = take(DECAYING);
		assert_eq!(first.supply, shares(10 << 32, 0));
		assert_ok!(Reputation::mint(DECAYING, &ALICE, shares((3 << 32) + 1, 0)));
		assert_eq!(since(first.id), shares((3 << 32) + 1, 0));
		System::set_block_number(ERA);
		assert_eq!(since(first.id), shares((3 << 16) + 1, 1));
		assert_eq!(take(DECAYING), first);
		assert_ok!(Reputation::mint(DECAYING, &ALICE, shares(2, 1)));
		assert_eq!(entries(DECAYING, ALICE), [(0, (3 << 16) + 3)]);
		assert_eq!(Reputation::free(DECAYING, &ALICE), shares((13 << 16) + 2, 1));
		System::set_block_number(PERIOD + 1);
		assert_eq!(take(DECAYING), Snapshot { id: 1, supply: shares((13 << 16) + 2, 1) });
		assert_eq!((since(0), since(1)), (shares((3 << 16) + 3, 1), shares(0, 1)));
		System::set_block_number(2 * ERA);
		assert_eq!(since(0), shares(4, 2));
		assert_eq!(Reputation::free(DECAYING, &ALICE), shares(13, 2));
		// Nothing is left of the REP, and no record stays for the log.
		System::set_block_number(3 * ERA);
		assert_eq!(since(0), shares(0, 3));
		assert_ok!(Reputation::mint(DECAYING, &ALICE, shares(0, 3)));
		assert_eq!(Accounts::<Test>::get(DECAYING, ALICE), None);
	});
}

// Protects: the log is kept as long as a pool that asks for it can be open, and no longer.
#[test]
fn minted_should_be_dropped_when_no_pool_can_ask_for_it() {
	with_alice(|| {
		take(STABLE);
		mint(ALICE, 1);
		skip(SNAPSHOT_WINDOW.into());
		mint(ALICE, 2);
		assert_eq!((since(ALICE, 0), since(BOB, 0)), (shares(3), shares(0)));
		skip(1);
		assert_eq!(since(ALICE, 0), shares(0));
		mint(BOB, 2);
		assert_eq!(entries(STABLE, BOB), []);
		assert_eq!(entries(STABLE, ALICE), [(0, rep(3))]);
		mint(ALICE, 4);
		assert_eq!(entries(STABLE, ALICE), []);
		assert_eq!(take(STABLE), Snapshot { id: 1, supply: shares(19) });
		mint(ALICE, 8);
		assert_eq!(since(ALICE, 1), shares(8));
	});
}

// Protects: the longest pool, opened with the oldest snapshot, counts until its end what was minted
// since.
#[test]
fn minted_should_be_kept_until_the_longest_pool_ends() {
	with_alice(|| {
		set_longest(STABLE, MAX_DURATION.into());
		take(STABLE);
		skip(period(MAX_DURATION.into()) - 1);
		assert_eq!(take(STABLE).id, 0);
		mint(BOB, 1);
		skip(MAX_DURATION.into());
		mint(BOB, 2);
		mint(3, 4);
		assert_eq!((since(BOB, 0), since(3, 0)), (shares(3), shares(4)));
	});
}

// Protects: entries from a time without snapshots say nothing about later ones.
#[test]
fn minted_should_be_right_when_snapshots_begin_again() {
	with_alice(|| {
		take(STABLE);
		mint(ALICE, 1);
		skip(BlockNumber::from(SNAPSHOT_WINDOW) + 1);
		assert_eq!(take(STABLE).id, 1);
		assert_eq!(since(ALICE, 1), shares(0));
		mint(ALICE, 2);
		assert_eq!((since(ALICE, 0), since(ALICE, 1)), (shares(3), shares(2)));
	});
}

// Protects: an account that lost everything and earned again has nothing from before.
#[test]
fn minted_should_be_all_when_the_account_is_new() {
	with_alice(|| {
		take(STABLE);
		mint(ALICE, 3);
		assert_ok!(Reputation::burn_or_owe(STABLE, &ALICE, shares(9)));
		assert_eq!((Reputation::total(STABLE, ALICE), since(ALICE, 0)), (rep(4), shares(3)));
		assert_ok!(Reputation::burn_or_owe(STABLE, &ALICE, shares(2)));
		// At most what the account has.
		assert_eq!(since(ALICE, 0), shares(2));
		assert_ok!(Reputation::burn_or_owe(STABLE, &ALICE, shares(2)));
		assert_eq!(Accounts::<Test>::get(STABLE, ALICE), None);
		assert_eq!(since(ALICE, 0), shares(0));
		mint(ALICE, 5);
		assert_eq!(since(ALICE, 0), shares(5));
	});
}

// Protects: a vote is never measured by a supply of zero, and an unknown domain is refused.
#[test]
fn snapshot_should_be_refused_when_there_is_no_reputation() {
	ExtBuilder::default().build_and_execute(|| {
		let nothing = DispatchError::from(Error::<Test>::NothingToSnapshot);
		assert_fails(|| Reputation::snapshot(STABLE), nothing);
		assert_fails(|| Reputation::snapshot(9), Error::<Test>::UnknownDomain);
		assert_eq!(Reputation::minted_since(9, &ALICE, 0), Shares::zero());
		assert_eq!(since(ALICE, 0), Shares::zero());
		// The shares are worth nothing by now.
		assert_ok!(Reputation::mint(DECAYING, &ALICE, Shares::new(1 << 10, 0)));
		System::set_block_number(11 * HALF_LIFE);
		assert_fails(|| Reputation::snapshot(DECAYING), nothing);
		// An earlier snapshot does not help.
		mint(ALICE, 1);
		take(STABLE);
		assert_ok!(Reputation::burn_or_owe(STABLE, &ALICE, shares(1)));
		assert_fails(|| Reputation::snapshot(STABLE), nothing);
	});
}

// Protects: a domain that begins again after its REP decayed does not vote by a worthless snapshot.
#[test]
fn snapshot_should_be_taken_again_when_the_last_is_worth_nothing() {
	ExtBuilder::default().members(&[(ALICE, 1 << 10)]).build_and_execute(|| {
		assert_eq!(take(DECAYING).id, 0);
		// In this block the supply is worth 10^-9 REP.
		System::set_block_number(10 * HALF_LIFE);
		assert_ok!(Reputation::mint(DECAYING, &BOB, Shares::new(1 << 20, 0)));
		assert_eq!(take(DECAYING).id, 0);
		skip(1);
		let all = Shares::new((1 << 10) + (1 << 20), 0);
		assert_eq!(take(DECAYING), Snapshot { id: 1, supply: all });
		assert_eq!(take(DECAYING).id, 1);
		assert_eq!(Reputation::minted_since(DECAYING, &BOB, 1), Shares::zero());
	});
}

// Protects: ids are never used twice.
#[test]
fn snapshot_should_be_refused_when_ids_run_out() {
	with_alice(|| {
		take(STABLE);
		let set = |id| {
			Ledgers::<Test>::mutate(STABLE, |domain| {
				domain.as_mut().unwrap().snapshots.last_mut().unwrap().snapshot.id = id;
			})
		};
		set(u32::MAX - 1);
		skip(PERIOD);
		assert_eq!(take(STABLE).id, u32::MAX);
		skip(PERIOD);
		assert_fails(|| Reputation::snapshot(STABLE), ArithmeticError::Overflow);
	});
}

// Protects: with snapshots, too, a stake writes only the account.
#[test]
fn stake_should_write_only_the_account_when_there_is_a_snapshot() {
	with_alice(|| {
		take(DECAYING);
		assert_ok!(Reputation::mint(DECAYING, &ALICE, shares(1)));
		let domain = Ledgers::<Test>::get(DECAYING);
		skip(5);
		let stake = Reputation::open_stake(DECAYING, &ALICE, &Reason::Pool, 7).unwrap();
		let end = StakeEnd::default();
		assert_ok!(Reputation::end_stake(DECAYING, &ALICE, &Reason::Pool, stake, end));
		assert_eq!(Ledgers::<Test>::get(DECAYING), domain);
	});
}

// Protects: the invariants of snapshots accept what can be, and nothing else.
#[test]
fn try_state_should_accept_only_entries_that_can_be() {
	with_alice(|| {
		let entry = |snapshot, shares| MintEntry { snapshot, shares };
		let check = |all: Vec<MintEntry>| {
			Accounts::<Test>::mutate(STABLE, ALICE, |account| {
				account.as_mut().unwrap().mint_log = all.try_into().unwrap();
			});
			Reputation::do_try_state().is_ok()
		};
		assert!(!check(vec![entry(0, 1)]));
		take(STABLE);
		skip(PERIOD);
		take(STABLE);
		assert!(check(vec![entry(0, 1), entry(1, 1)]));
		assert!(!check(vec![entry(0, 1), entry(2, 1)]));
		assert!(!check(vec![entry(1, 1), entry(0, 1)]));
		assert!(!check(vec![entry(1, 1), entry(1, 1)]));
		assert!(!check(vec![entry(1, 0)]));
		assert!(check(vec![]));
		let record = |change: fn(&mut SnapshotRecord<BlockNumber>)| {
			let before = Ledgers::<Test>::get(STABLE).unwrap();
			let mut domain = before.clone();
			change(domain.snapshots.last_mut().unwrap());
			Ledgers::<Test>::insert(STABLE, domain);
			let holds = Reputation::do_try_state().is_ok();
			Ledgers::<Test>::insert(STABLE, before);
			holds
		};
		assert!(record(|_| ()));
		assert!(!record(|last| last.at += 1));
		assert!(!record(|last| last.snapshot.supply.value = 0));
		assert!(!record(|last| last.snapshot.supply.era = 1));
	});
}
