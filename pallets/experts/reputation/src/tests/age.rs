//! The age that a domain demands of the snapshots by which it governs.

use super::*;
use crate::{
	mint_log::{KEPT_SNAPSHOTS, MAX_MINT_ENTRIES, REACH, SNAPSHOT_PERIODS},
	mock::*,
	GenesisConfig, Ledgers,
};
use frame_support::{assert_ok, traits::BuildGenesisConfig};
use proptest::prelude::*;
use witan_experts::{
	domain::{DomainParameter, GovernDomains as _, GovernanceBounds, PoolBounds},
	ledger::{
		InspectReputation, MintReputation, OpenLedger, Snapshot, SnapshotReputation,
		StakeReputation,
	},
};
use witan_mocks::domains::{default_parameters, MockDomains};

const CAROL: AccountId = 3;
/// The longest pool of the tests, the greatest age, and the blocks for which a snapshot serves.
const LONGEST: BlockNumber = 1_200;
const GREATEST_AGE: BlockNumber = LONGEST / 4;
const PERIOD: BlockNumber = LONGEST.div_ceil(SNAPSHOT_PERIODS as BlockNumber);

fn demand(age: BlockNumber) {
	let defaults = default_parameters();
	let pool = PoolBounds { max_duration: LONGEST, ..defaults.pool };
	let governance = GovernanceBounds { age, ..defaults.governance };
	assert_ok!(MockDomains::set_parameter(STABLE, DomainParameter::Pool(pool)));
	assert_ok!(MockDomains::set_parameter(STABLE, DomainParameter::Governance(governance)));
	Reputation::follow_parameters(STABLE);
}

fn mint(who: AccountId, amount: Balance) {
	assert_ok!(Reputation::mint(STABLE, &who, Shares::new(amount, 0)));
}

fn take() -> Snapshot {
	Reputation::snapshot(STABLE).expect("there is REP")
}

/// Returns the REP with which an account can govern by a snapshot.
fn governs_with(who: AccountId, snapshot: Snapshot) -> u128 {
	let total = <Reputation as InspectReputation<_>>::total(STABLE, &who);
	let debt = <Reputation as InspectReputation<_>>::debt(STABLE, &who);
	let minted = Reputation::minted_since(STABLE, &who, snapshot.id);
	total.saturating_sub(debt).saturating_sub(minted).value
}

fn kept() -> Vec<(BlockNumber, u32)> {
	let ledger = Ledgers::<Test>::get(STABLE).expect("it is open");
	ledger.snapshots.iter().map(|record| (record.at, record.snapshot.id)).collect()
}

fn with_alice(test: impl FnOnce()) {
	ExtBuilder::default().members(&[(ALICE, rep(10))]).build_and_execute(test);
}

// Protects: REP that is bought today does not govern tomorrow: it counts when it is as old as the
// domain demands, and not before.
#[test]
fn new_reputation_should_govern_when_it_is_old_enough() {
	with_alice(|| {
		demand(2 * PERIOD);
		System::set_block_number(50);
		mint(BOB, 7);
		for (block, counts) in [(51, 0), (149, 0), (250, 0)] {
			System::set_block_number(block);
			mint(ALICE, 1);
			assert_eq!(governs_with(BOB, take()), counts, "in block {block}");
		}
		// The snapshot of block 149 or later has it.
		System::set_block_number(149 + 2 * PERIOD + 2);
		assert_eq!(governs_with(BOB, take()), 7);
		assert!(take().supply.value > 10);
	});
}

// Protects: setting an age takes a snapshot, so that what is minted from then on has to wait.
#[test]
fn setting_an_age_should_take_a_snapshot() {
	with_alice(|| {
		System::set_block_number(30);
		assert_eq!(kept(), []);
		demand(PERIOD);
		assert_eq!(kept(), [(30, 0)]);
		mint(BOB, 5);
		assert_eq!((governs_with(BOB, take()), governs_with(ALICE, take())), (0, rep(10)));
		demand(PERIOD / 2);
		assert_eq!(kept(), [(30, 0)]);
	});
}

// Protects: REP that pays a debt is as new as any other. An account with REP at stake and a debt
// does not govern with what was minted after the snapshot.
#[test]
fn reputation_that_pays_a_debt_should_count_as_minted() {
	with_alice(|| {
		let reason = Reason::Work;
		mint(BOB, 100);
		assert_ok!(Reputation::open_stake(STABLE, &BOB, &reason, 100));
		assert_ok!(Reputation::burn_or_owe(STABLE, &BOB, Shares::new(30, 0)));
		let snapshot = take();
		assert_eq!(governs_with(BOB, snapshot), 70);
		mint(BOB, 30);
		assert_eq!(governs_with(BOB, snapshot), 70);
		mint(BOB, 5);
		assert_eq!(governs_with(BOB, snapshot), 70);
	});
}

// Protects: a snapshot that is too old for minted REP to be told apart is not used. Without one in
// reach, the opening takes one.
#[test]
fn snapshot_should_be_taken_when_none_is_in_reach() {
	with_alice(|| {
		demand(PERIOD);
		let first = take();
		System::set_block_number(1 + BlockNumber::from(REACH));
		assert_eq!(take(), first);
		System::set_block_number(2 + BlockNumber::from(REACH));
		let second = take();
		assert_eq!(second.id, first.id + 1);
		mint(BOB, 5);
		assert_eq!((governs_with(BOB, second), governs_with(ALICE, second)), (0, rep(10)));
	});
}

// Protects: all members of a genesis govern from the start.
#[test]
fn members_of_genesis_should_govern_at_once() {
	ExtBuilder::default().members(&[(ALICE, rep(10)), (BOB, rep(5))]).build_and_execute(|| {
		demand(GREATEST_AGE);
		mint(CAROL, 9);
		let counts = [ALICE, BOB, CAROL].map(|who| governs_with(who, take()));
		assert_eq!(counts, [rep(10), rep(5), 0]);
	});
}

// Protects: the same in a domain that demands an age from the start. Before, all but its first
// member governed with nothing for nine days.
#[test]
fn members_of_genesis_should_govern_at_once_when_an_age_is_demanded() {
	ExtBuilder::default().build_and_execute(|| {
		demand(GREATEST_AGE);
		let members = [(STABLE, ALICE, rep(10)), (STABLE, BOB, rep(5)), (STABLE, CAROL, 7)];
		GenesisConfig::<Test> { members: members.to_vec() }.build();
		assert_eq!(kept(), [(1, 0)]);
		let snapshot = take();
		assert_eq!(snapshot.supply, Shares::new(rep(15) + 7, 0));
		System::set_block_number(2);
		mint(CAROL, 9);
		let counts = [ALICE, BOB, CAROL].map(|who| governs_with(who, snapshot));
		assert_eq!(counts, [rep(10), rep(5), 7]);
	});
}

// Protects: the log has room for all that a vote asks for. Who is minted REP all the time governs
// to the end of the longest pool with what is as old as the greatest age.
#[test]
fn old_reputation_should_count_to_the_end_of_the_longest_pool() {
	with_alice(|| {
		demand(GREATEST_AGE);
		let minted_at = |count| 2 + PERIOD * (1 + count);
		let old = BlockNumber::from(MAX_MINT_ENTRIES);
		// The snapshot before the next mint is as old as that of a pool can be: the one after it
		// misses the age by a block.
		let opened = minted_at(old) + PERIOD + GREATEST_AGE - 1;
		let mut snapshot = None;
		for (count, block) in (0..).map(|count| (count, minted_at(count))) {
			if block >= opened + LONGEST {
				assert!(count > old + SNAPSHOT_PERIODS as BlockNumber);
				break;
			}
			if block > opened && snapshot.is_none() {
				System::set_block_number(opened);
				snapshot = Some(take());
			}
			System::set_block_number(block);
			mint(BOB, 7);
			if let Some(snapshot) = snapshot {
				assert_eq!(governs_with(BOB, snapshot), u128::from(old) * 7, "in block {block}");
			}
		}
	});
}

#[derive(Clone, Debug)]
enum Step {
	Mint(AccountId, u128),
	Pool,
	Blocks(BlockNumber),
}

fn step() -> impl Strategy<Value = Step> {
	let who = prop_oneof![Just(ALICE), Just(BOB), Just(CAROL)];
	prop_oneof![
		4 => (who, 1..1_000u128).prop_map(|(who, amount)| Step::Mint(who, amount)),
		1 => Just(Step::Pool),
		4 => prop_oneof![1..40 * PERIOD / 100, 1..PERIOD, 1..4 * PERIOD].prop_map(Step::Blocks),
	]
}

proptest! {
	// Protects: nobody ever governs with REP that is younger than the age, and what everybody had
	// at the snapshot counts to the share as long as a pool can be open.
	#[test]
	fn governing_reputation_should_be_as_old_as_demanded(
		age in 1..=GREATEST_AGE,
		steps in prop::collection::vec(step(), 1..60),
	) {
		with_alice(|| {
			demand(age);
			let mut minted: Vec<(AccountId, BlockNumber, u128)> = Vec::new();
			// The snapshots of pools, with the block in which they were opened.
			let mut pools: Vec<(Snapshot, BlockNumber)> = Vec::new();
			// The blocks in which a snapshot was taken if it was time.
			let mut seen: Vec<BlockNumber> = Vec::new();
			for step in steps {
				let now = System::block_number();
				match step {
					Step::Mint(who, amount) => {
						mint(who, amount);
						minted.push((who, now, amount));
						seen.push(now);
					},
					Step::Pool => {
						pools.push((take(), now));
						seen.push(now);
					},
					Step::Blocks(blocks) => System::set_block_number(now + blocks),
				}
				let now = System::block_number();
				assert!(kept().len() <= KEPT_SNAPSHOTS as usize);
				for (snapshot, opened) in pools.iter().filter(|(_, at)| now < at + LONGEST) {
					for who in [ALICE, BOB, CAROL] {
						let old: u128 = minted
							.iter()
							.filter(|(to, at, _)| *to == who && at + age <= *opened)
							.map(|(.., amount)| amount)
							.sum();
						let first = if who == ALICE { rep(10) } else { 0 };
						let counts = governs_with(who, *snapshot);
						assert!(counts <= first + old, "{who} governs with new REP");
						// It counts once there was a mint or a pool a period after it, and that is
						// old enough.
						let counted = |at: BlockNumber| {
							seen.iter().any(|event| at + PERIOD <= *event && event + age <= *opened)
						};
						let grown: u128 = minted
							.iter()
							.filter(|(to, at, _)| *to == who && counted(*at))
							.map(|(.., amount)| amount)
							.sum();
						assert!(counts >= grown, "{who} has {grown} of old, and {counts} count");
					}
				}
			}
		});
	}
}
