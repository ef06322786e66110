use crate::{
	decay::MAX_ERAS_HELD,
	migrations::{v0, Held, ListSnapshots, SettleAccounts},
	mock::*,
	*,
};
use frame_support::{
	assert_ok,
	migrations::{SteppedMigration, SteppedMigrationError},
	weights::{Weight, WeightMeter},
};
use witan_experts::{
	domain::{DomainParameter, GovernDomains as _, GovernanceBounds},
	ids::DomainId,
	ledger::{InspectReputation, MintReputation, PayBody, SnapshotReputation, StakeReputation},
	shares::{Shares, REP},
};
use witan_mocks::{
	domains::{default_parameters, MockDomains},
	migrations::{migrate, migrate_while},
};
use witan_primitives::Balance;

type Migration = SettleAccounts<Test>;

fn one_step() -> Weight {
	<() as WeightInfo>::claim_dividends(MAX_ERAS_HELD)
}

/// Runs the migration with `steps` in each block, and `between` between each two of them. Returns
/// the number of blocks.
fn run(steps: u64, mut between: impl FnMut()) -> u32 {
	let check = || Reputation::do_try_state().expect("the invariants hold");
	let blocks = migrate_while::<Migration>(one_step() * steps, || {
		check();
		between();
	});
	check();
	blocks
}

/// Makes members who were last touched in different eras, each with a dividend.
fn stale() {
	for era in 0..6u64 {
		System::set_block_number(era * ERA + 1);
		assert_ok!(Reputation::pay(DECAYING, &PAYER, 1_000_003, None, &[]));
		let minted = Reputation::to_shares(DECAYING, 8 * REP).expect("it fits");
		assert_ok!(Reputation::mint(DECAYING, &(1_000 + era), minted));
	}
	System::set_block_number(6 * ERA + 5);
	assert_ok!(Reputation::pay(DECAYING, &PAYER, 77, None, &[]));
}

fn members() -> Vec<(u64, Balance)> {
	(0..20).map(|who| (who, (1 << 60) + u128::from(who))).collect()
}

// Protects: the migration changes nobody's REP, debt or dividends, now or later, and removes the
// record of past eras.
#[test]
fn settling_should_forget_past_eras_and_take_nothing_from_anyone() {
	let claims = |migrate: bool| {
		let mut claimed = None;
		ExtBuilder::default().members(&members()).build_and_execute(|| {
			stale();
			let before = Migration::holdings();
			assert!(EraEnds::<Test>::iter().count() >= 6);
			if migrate {
				assert!(run(3, || ()) > 7);
				assert_eq!(EraEnds::<Test>::iter().count(), 0);
				let after = Migration::holdings();
				assert!(after.iter().all(|(who, held)| before.get(who) == Some(held)));
				let gone = before.iter().filter(|(who, _)| !after.contains_key(who));
				assert!(gone.clone().all(|(_, held)| *held == Held::default()));
				assert!(Accounts::<Test>::iter()
					.all(|(domain, _, account)| { domain == STABLE || account.era == 6 }));
			}
			System::set_block_number(8 * ERA);
			assert_ok!(Reputation::pay(DECAYING, &PAYER, 5_000, None, &[]));
			let after =
				Migration::holdings().into_iter().filter(|(_, held)| *held != Held::default());
			claimed = Some(after.collect::<Vec<_>>());
		});
		claimed
	};
	assert_eq!(claims(true), claims(false));
}

// Protects: whatever the chain does during the migration, dividends of eras that pass are not lost.
#[test]
fn settling_should_lose_nothing_that_is_earned_meanwhile() {
	ExtBuilder::default().members(&members()).build_and_execute(|| {
		stale();
		let mut paid = 0;
		run(2, || {
			System::set_block_number(System::block_number() + ERA / 3);
			assert_ok!(Reputation::pay(DECAYING, &PAYER, 1_000_000, None, &[]));
			paid += 1;
		});
		assert!(paid > 6, "eras pass while it runs");
		let domain = Ledgers::<Test>::get(DECAYING).expect("it is there");
		let pending: Balance = Migration::holdings()
			.into_iter()
			.filter(|((domain, _), _)| *domain == DECAYING)
			.map(|(_, held)| held.dividends)
			.sum();
		assert!(domain.paid_in - domain.claimed - pending < 200, "all but rounding can be claimed");
	});
}

// Protects: a domain that paid dividends for years is settled: no end of an era is passed over, and
// each takes one step.
#[test]
fn settling_should_take_one_step_for_each_past_era() {
	const ERAS: u64 = 1_000;
	ExtBuilder::default().build_and_execute(|| {
		for era in 0..=ERAS {
			System::set_block_number(era * ERA + 1);
			assert_ok!(Reputation::mint(DECAYING, &ALICE, Shares::new(8 * REP, era as u32)));
			assert_ok!(Reputation::pay(DECAYING, &PAYER, 1_000_003, None, &[]));
		}
		let before = Migration::holdings();
		assert_eq!(EraEnds::<Test>::iter().count() as u64, ERAS);
		let (mut cursor, mut steps) = (None, 0);
		loop {
			cursor = Migration::step(cursor, &mut WeightMeter::with_limit(one_step()))
				.expect("there is room for a step");
			steps += 1;
			let left = EraEnds::<Test>::iter().count() as u64;
			assert!(left >= ERAS.saturating_sub(steps), "a step removes one at most");
			if cursor.is_none() {
				break;
			}
		}
		// More steps: one account; the end of the accounts and of the eras of each domain; the end
		// of all domains.
		assert_eq!(steps, ERAS + 6);
		assert_eq!(EraEnds::<Test>::iter().count(), 0);
		assert_eq!(Migration::holdings(), before);
	});
}

// Protects: the check of a rehearsed upgrade finds every loss, and none where blocks and eras only
// pass.
#[test]
fn check_after_settling_should_find_what_was_lost_and_nothing_else() {
	ExtBuilder::default().members(&members()).build_and_execute(|| {
		stale();
		// Each part of an account rounds by itself: in the next era 2^16 + 2^15 shares twice are 2,
		// one less than their sum.
		let who = 2_000;
		assert_ok!(Reputation::mint(DECAYING, &who, Shares::new(3 << 16, 6)));
		let half = Reputation::to_amount(DECAYING, Shares::new(3 << 15, 6));
		assert_ok!(Reputation::open_stake(DECAYING, &who, &Reason::Pool, half));
		let before = Migration::holdings();
		run(2, || System::set_block_number(System::block_number() + ERA / 3));
		assert_ok!(Migration::check(&before));
		let lost = |lose: fn()| {
			frame_support::storage::with_transaction(|| {
				lose();
				let found = Migration::check(&before).is_err();
				sp_runtime::TransactionOutcome::Rollback(Ok::<_, sp_runtime::DispatchError>(found))
			})
		};
		assert_eq!(lost(|| ()), Ok(false));
		for lose in [
			|| {
				let signed = RuntimeOrigin::signed(ALICE);
				assert_ok!(Reputation::claim_dividends(signed, DECAYING, ALICE));
			},
			|| Accounts::<Test>::remove(STABLE, ALICE),
			|| {
				assert_ok!(Reputation::burn_or_owe(STABLE, &ALICE, Shares::new(5, 0)));
			},
			|| {
				assert_ok!(Reputation::mint(STABLE, &ALICE, Shares::new(1, 0)));
			},
		] {
			assert_eq!(lost(lose), Ok(true));
		}
	});
}

// Protects: the migration needs weight for one step, and takes no more than it is given.
#[test]
fn settling_should_take_no_more_weight_than_it_is_given() {
	ExtBuilder::default().members(&members()).build_and_execute(|| {
		stale();
		let small = one_step() - Weight::from_parts(1, 0);
		let mut meter = WeightMeter::with_limit(small);
		assert_eq!(
			Migration::step(None, &mut meter),
			Err(SteppedMigrationError::InsufficientWeight { required: one_step() })
		);
		assert_eq!(meter.consumed(), Weight::zero());
		let before = Accounts::<Test>::iter().filter(|(_, _, account)| account.era > 0).count();
		let mut meter = WeightMeter::with_limit(one_step() * 30 - Weight::from_parts(1, 0));
		assert!(Migration::step(None, &mut meter).expect("there is room").is_some());
		assert_eq!(meter.consumed(), one_step() * 29);
		assert!(
			Accounts::<Test>::iter().filter(|(_, _, account)| account.era > 0).count() > before
		);
	});
}

// Protects: on a chain without domains, or without decay, the migration has nothing to do.
#[test]
fn settling_should_end_at_once_when_there_is_nothing_to_do() {
	ExtBuilder::default().half_lives(&[]).build_and_execute(|| assert_eq!(run(1, || ()), 1));
	ExtBuilder::default().half_lives(&[None]).build_and_execute(|| {
		assert_ok!(Reputation::mint(STABLE, &ALICE, Shares::new(5, 0)));
		let before = Migration::holdings();
		run(1, || ());
		assert_eq!(Migration::holdings(), before);
	});
}

/// Writes all ledgers as they were before [`ListSnapshots`], and returns them.
fn go_back() -> Vec<(DomainId, v0::Ledger<BlockNumber>)> {
	let ledgers: Vec<_> = Ledgers::<Test>::iter().collect();
	for (domain, ledger) in ledgers {
		let snapshot = ledger.last_snapshot();
		let Ledger { half_life, era, era_start, shares, roundings, accounts, .. } = ledger;
		let Ledger { paid_this_era, index, paid_in, claimed, unassigned, .. } = ledger;
		let old = v0::Ledger {
			half_life,
			era,
			era_start,
			shares,
			roundings,
			accounts,
			paid_this_era,
			index,
			paid_in,
			claimed,
			unassigned,
			snapshot,
		};
		v0::Ledgers::<Test>::insert(domain, old);
	}
	v0::Ledgers::<Test>::iter().collect()
}

// Protects: ledgers of the release before have all that they had, their snapshot still serves, and
// a domain that demands an age has a snapshot from the upgrade on.
#[test]
fn ledgers_should_have_what_they_had_and_take_snapshots() {
	for steps in [1, 100] {
		ExtBuilder::default().members(&members()).build_and_execute(|| {
			stale();
			assert_ok!(Reputation::snapshot(DECAYING));
			let holdings = Migration::holdings();
			let before = go_back();
			assert!(before.iter().any(|(_, ledger)| ledger.snapshot.is_some()));
			let defaults = default_parameters();
			let governance = GovernanceBounds { age: 5, ..defaults.governance };
			let parameter = DomainParameter::Governance(governance);
			assert_ok!(MockDomains::set_parameter(STABLE, parameter));
			// The decaying domain enters an era meanwhile.
			System::set_block_number(System::block_number() + ERA);
			let blocks = migrate::<ListSnapshots<Test>>(one_step() * steps);

			assert_eq!(blocks, if steps == 1 { before.len() as u32 + 1 } else { 1 });
			assert_ok!(ListSnapshots::<Test>::check(before));
			assert_ok!(Migration::check(&holdings));
			let taken = |domain| Ledgers::<Test>::get(domain).expect("it is there").snapshots.len();
			assert_eq!((taken(DECAYING), taken(STABLE)), (1, 1));
		});
	}
}
