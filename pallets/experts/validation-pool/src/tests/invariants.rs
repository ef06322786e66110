//! Random calls on several pools by several accounts.

use super::{governance::governing, *};
use crate::{Ballots, Choice, PoolOf, Tally, Votes};
use frame_support::traits::Hooks;
use proptest::prelude::*;
use std::collections::BTreeMap;
use witan_experts::{
	domain::{DomainParameters, GovernanceBounds},
	pool::{Motion, Tier},
	shares::Shares,
};
use witan_mocks::domains::{default_parameters, set_parameters, FOUNDER};

/// A step of a random sequence.
#[derive(Clone, Debug)]
enum Step {
	Open { params: PoolParams<BlockNumber>, fee: Balance },
	Job { worker: AccountId, part: u32, params: PoolParams<BlockNumber>, fee: Balance },
	EmptyJob { params: PoolParams<BlockNumber>, fee: Balance },
	Govern { duration: BlockNumber, tier: Tier },
	FounderDecide { pool: usize, side: Side },
	Stake { who: AccountId, pool: usize, side: Side, part: u32 },
	Commit { who: AccountId, pool: usize, side: Side, part: u32 },
	Reveal { pick: usize, lies: bool, by: AccountId },
	LimitMinting { shares: u128 },
	Settle { pool: usize },
	Reopen { duration: BlockNumber },
	Mint { who: AccountId, amount: Balance },
	Idle { votes: u64 },
	Blocks { blocks: BlockNumber },
	Eras { eras: u32 },
}

const ACCOUNTS: std::ops::RangeInclusive<AccountId> = 1..=5;
/// An account without REP at first.
const NEWCOMER: AccountId = 6;
/// Bounds under which pools for governance need demand next to nothing.
const LAX: GovernanceBounds<BlockNumber> =
	GovernanceBounds { duration: 2, quorum: 1, win_ratio: 1, age: 0 };

/// The REP that each account, and all together, had when a pool for governance was opened, by pool.
type Before = BTreeMap<PoolId, (BTreeMap<AccountId, Shares>, Shares)>;

fn params_of_any_kind() -> impl Strategy<Value = PoolParams<BlockNumber>> {
	let ppm = || prop_oneof![Just(0), Just(MILLION), 0..=MILLION];
	let secrecy = prop_oneof![
		2 => Just(Secrecy::Open),
		2 => (2..8u64).prop_map(|reveal_period| Secrecy::CommitReveal { reveal_period }),
	];
	let flags = || (any::<bool>(), any::<bool>());
	(2..12u64, prop_oneof![Just(0), 0..600_000u32], ppm(), ppm(), flags(), secrecy).prop_map(
		|(duration, quorum, win_ratio, binding, (redistribute, governance), secrecy)| PoolParams {
			duration,
			quorum: quorum.max(governance.into()),
			win_ratio: win_ratio.max(governance.into()),
			binding,
			redistribute,
			secrecy,
			governance,
		},
	)
}

fn tier() -> impl Strategy<Value = Tier> {
	prop_oneof![Just(Tier::Parameter), Just(Tier::Root), Just(Tier::Undo)]
}

fn step() -> impl Strategy<Value = Step> {
	let side = || prop_oneof![3 => Just(Side::Aye), 2 => Just(Side::Nay)];
	// The first pools again and again, so that several vote in each.
	let pool = || prop_oneof![5 => 0..3usize, 1 => 3..8usize];
	let part =
		|| prop_oneof![Just(0), 1..MILLION, MILLION / 3..MILLION, Just(MILLION), Just(MILLION + 1)];
	let voter = || prop_oneof![3 => ACCOUNTS, 1 => Just(NEWCOMER)];
	let newcomer_or_any = prop_oneof![Just(NEWCOMER), ACCOUNTS];
	prop_oneof![
		3 => (params_of_any_kind(), 0..5_000u128)
			.prop_map(|(params, fee)| Step::Open { params, fee }),
		3 => (ACCOUNTS, part(), params_of_any_kind(), 0..5_000u128)
			.prop_map(|(worker, part, params, fee)| Step::Job { worker, part, params, fee }),
		5 => (1..12u64, tier()).prop_map(|(duration, tier)| Step::Govern { duration, tier }),
		1 => (params_of_any_kind(), 0..5_000u128)
			.prop_map(|(params, fee)| Step::EmptyJob { params, fee }),
		1 => (pool(), side()).prop_map(|(pool, side)| Step::FounderDecide { pool, side }),
		16 => (voter(), pool(), side(), part())
			.prop_map(|(who, pool, side, part)| Step::Stake { who, pool, side, part }),
		12 => (voter(), pool(), side(), part())
			.prop_map(|(who, pool, side, part)| Step::Commit { who, pool, side, part }),
		16 => (0..6usize, prop::bool::weighted(0.1), 1..=20u64)
			.prop_map(|(pick, lies, by)| Step::Reveal { pick, lies, by }),
		1 => prop_oneof![Just(0), 0..4_000u128].prop_map(|shares| Step::LimitMinting { shares }),
		2 => pool().prop_map(|pool| Step::Settle { pool }),
		1 => (0..9u64).prop_map(|duration| Step::Reopen { duration }),
		6 => (newcomer_or_any, 0..3_000u128).prop_map(|(who, amount)| Step::Mint { who, amount }),
		2 => (0..4u64).prop_map(|votes| Step::Idle { votes }),
		10 => (1..3u64).prop_map(|blocks| Step::Blocks { blocks }),
		1 => (1..3u32).prop_map(|eras| Step::Eras { eras }),
	]
}

/// Returns the pool with this index, from the oldest, of those that are not settled, or one that
/// does not exist.
fn nth_pool(index: usize) -> PoolId {
	let mut pools: Vec<_> = Pools::<Test>::iter_keys().collect();
	pools.sort_unstable();
	pools.get(index).copied().unwrap_or(PoolId::MAX)
}

/// Returns a part of an account's free REP; `part` is in parts per million.
fn part_of(who: AccountId, part: u32) -> Balance {
	free(who) * u128::from(part) / u128::from(MILLION)
}

/// Returns one of the votes whose side can be shown, and the side, or one that does not exist.
fn nth_sealed(index: usize) -> (AccountId, PoolId, Side) {
	let now = System::block_number();
	let mut sealed: Vec<_> = Votes::<Test>::iter()
		.filter_map(|(pool, who, vote)| match vote.choice {
			Choice::Sealed { hash, amount } => Some((who, pool, hash, amount)),
			Choice::Open(_) => None,
		})
		.filter(|(_, pool, ..)| {
			Pools::<Test>::get(pool).is_some_and(|pool| {
				pool.schedule.stakes_until <= now && now < pool.schedule.decides_at
			})
		})
		.collect();
	sealed.sort_unstable();
	let Some((who, pool, hash, amount)) = sealed.get(index % sealed.len().max(1)).copied() else {
		return (1, nth_pool(index), Side::Aye);
	};
	let says_for = hash == ValidationPool::commit_hash(pool, who, Side::Aye, amount, salt(who));
	(who, pool, if says_for { Side::Aye } else { Side::Nay })
}

fn other(side: Side) -> Side {
	match side {
		Side::Aye => Side::Nay,
		Side::Nay => Side::Aye,
	}
}

/// Shows one of the sides that can be shown, or the other one, in the name of who has committed to
/// it.
fn show(pick: usize, lies: bool, by: AccountId) -> Result<(), DispatchError> {
	let (who, pool, side) = nth_sealed(pick);
	let side = if lies { other(side) } else { side };
	let salt = salt(who);
	let shown = match by == who {
		true => Call::reveal { pool, side, salt },
		false => Call::reveal_for { pool, who, side, salt },
	};
	call(by, shown).map(|_| ())
}

/// Opens a pool on a job of a worker who stakes a part of its REP, if it can. None is opened for
/// governance.
fn order(worker: AccountId, part: u32, params: PoolParams<BlockNumber>, fee: Balance) {
	let reason = RuntimeHoldReason::from(HoldReason::Deposit);
	let staked = Ledger::open_stake(DOMAIN, &worker, &reason, part_of(worker, part));
	let Ok(stake) = staked else { return };
	let job = JobPool { opener: 5, post: post(), params, fee, worker, stake, reason };
	if params.governance {
		let refused = Error::<Test>::NotForGovernance;
		assert_fails(|| ValidationPool::open_for_job(job.clone()), refused);
	}
	let params = PoolParams { governance: false, ..params };
	ValidationPool::open_for_job(JobPool { params, ..job }).expect("a job pool opens");
}

/// Decides a pool as its domain's founder, who may where there is no REP alone.
fn founder_decides(pool: PoolId, side: Side) -> Result<(), DispatchError> {
	let domain = Pools::<Test>::get(pool).map(|pool| pool.domain);
	let result = call(FOUNDER, Call::founder_decide { pool, side }).map(|_| ());
	let may = domain.is_some_and(|domain| Ledger::supply(domain).is_zero());
	assert!(may || result.is_err(), "the founder decides only where there is no REP");
	result
}

/// Opens a pool for governance on a post of this tier, if the duration is right for that.
fn govern(duration: BlockNumber, tier: Tier) {
	let post = post();
	MockMotions::set(&post, Motion { tier, cancels: None });
	let params = PoolParams { duration, ..governing() };
	let _ = call(10, Call::open { post, params, fee: 0 });
}

/// Takes a step, and checks that steps that the pallet refuses change nothing.
fn take(step: Step) {
	let root = || sp_io::storage::root(sp_runtime::StateVersion::V1);
	let before = root();
	let result = match step {
		Step::Open { params, fee } => {
			call(10, Call::open { post: post(), params, fee }).map(|_| ()).or(Ok(()))
		},
		Step::Govern { duration, tier } => {
			govern(duration, tier);
			Ok(())
		},
		Step::Job { worker, part, params, fee } => {
			order(worker, part, params, fee);
			Ok(())
		},
		Step::EmptyJob { params, fee } => {
			empty_job(PoolParams { governance: false, ..params }, fee);
			Ok(())
		},
		Step::FounderDecide { pool, side } => founder_decides(nth_pool(pool), side),
		Step::Stake { who, pool, side, part } => {
			let (pool, amount) = (nth_pool(pool), part_of(who, part));
			call(who, Call::stake { pool, side, amount }).map(|_| ())
		},
		Step::Commit { who, pool, side, part } => {
			let (pool, amount) = (nth_pool(pool), part_of(who, part));
			let hash = ValidationPool::commit_hash(pool, who, side, amount, salt(who));
			call(who, Call::commit { pool, hash, amount }).map(|_| ())
		},
		Step::Reveal { pick, lies, by } => show(pick, lies, by),
		Step::LimitMinting { shares } => {
			Ledger::limit_minting(DOMAIN, shares);
			Ok(())
		},
		Step::Settle { pool } => call(20, Call::settle { pool: nth_pool(pool) }).map(|_| ()),
		Step::Reopen { duration } => {
			Outcomes::reopen_next(duration);
			Ok(())
		},
		Step::Mint { who, amount } => {
			Ledger::mint(DOMAIN, &who, Shares::new(amount, Ledger::era(DOMAIN)))
				.expect("there is room");
			Ok(())
		},
		Step::Idle { votes } => {
			use crate::WeightInfo;
			let limit = <()>::on_idle_base()
				+ ValidationPool::decision_weight()
				+ <()>::settle()
				+ ValidationPool::vote_weight() * votes;
			assert!(ValidationPool::on_idle(System::block_number(), limit).all_lte(limit));
			Ok(())
		},
		Step::Blocks { blocks } => {
			System::set_block_number(System::block_number() + blocks);
			Ok(())
		},
		Step::Eras { eras } => {
			Ledger::set_era(DOMAIN, Ledger::era(DOMAIN) + eras);
			Ok(())
		},
	};
	if result.is_err() {
		assert_eq!(root(), before, "a refused step changes nothing");
	}
}

fn governs(pool: PoolId) -> bool {
	Pools::<Test>::get(pool).is_some_and(|pool| pool.governance.is_some())
}

/// Checks that every stake of an ordinary pool that is not settled is held with the right reason
/// and amount, and none of a settled pool.
fn check_stakes() {
	let era = Ledger::era(DOMAIN);
	for who in 1..=NEWCOMER {
		let votes: Vec<_> = Votes::<Test>::iter()
			.filter(|(pool, voter, _)| *voter == who && !governs(*pool))
			.map(|(_, _, vote)| vote)
			.collect();
		let sum: u128 = votes.iter().map(|vote| vote.stake.in_era(era)).sum();
		let (shares, stakes) = staked(who);
		assert_eq!(stakes as usize, votes.len());
		assert!(shares >= sum && shares - sum <= stakes.into(), "{shares} held for {sum} staked");
	}
}

/// Checks that nobody has more at stake in a pool for governance than it had when that was opened.
/// The quorum refers to no more than all had then.
fn check_nothing_new_is_staked(before: &mut Before) {
	let governance = |(id, pool): (PoolId, PoolOf<Test>)| pool.params.governance.then_some(id);
	for id in Pools::<Test>::iter().filter_map(governance) {
		let (had, _) = before.entry(id).or_insert_with(|| {
			assert_eq!(Votes::<Test>::iter_prefix(id).count(), 0, "it has just been opened");
			let had = (1..=NEWCOMER).map(|who| (who, Ledger::total(DOMAIN, &who))).collect();
			(had, Ledger::supply(DOMAIN))
		});
		for (who, vote) in Votes::<Test>::iter_prefix(id) {
			assert!(had[&who].checked_sub(vote.stake).is_some(), "{who} staked what is new");
		}
	}
	for decision in Outcomes::decisions() {
		let Some((_, all)) = before.get(&decision.pool) else {
			assert!(decision.tier.is_none(), "only a pool for governance governs");
			continue;
		};
		// A base is at least one share, even if all has decayed since.
		let new = all.checked_sub(decision.base).is_none() && decision.base.value > 1;
		assert!(!new, "the quorum is of what is new");
		let founder = decision.base.is_zero() && decision.verdict != Verdict::NotQuorate;
		assert!(decision.tier.is_some() || founder, "only a founder's decision does not govern");
	}
}

/// Checks that in the end there is a ballot of each vote of a pool for governance that passed, and
/// no other.
fn check_ballots(with_eras: bool) {
	let mut kept = 0;
	for decision in Outcomes::decisions() {
		let ballots: Vec<_> = Ballots::<Test>::iter_prefix_values(decision.pool).collect();
		let passed = decision.tier.is_some() && decision.verdict == Verdict::Passed;
		assert_eq!(ballots.len(), if passed { decision.voters as usize } else { 0 });
		kept += ballots.len();
		if passed && !with_eras {
			let sum = |side| -> u128 {
				let of_side = ballots.iter().filter(|ballot| ballot.vote.choice.side() == side);
				of_side.map(|ballot| ballot.vote.stake.value).sum()
			};
			assert_eq!(sum(Some(Side::Aye)), decision.ayes.value);
			assert_eq!(sum(Some(Side::Nay)), decision.nays.value);
		}
	}
	assert_eq!(Ballots::<Test>::iter().count(), kept);
}

/// Checks that what every decision mints is within what its fee asks for, and that a pool which can
/// still be decided takes no stakes after its end.
fn check_bounds() {
	for pool in Pools::<Test>::iter_values().filter(|pool| !pool.is_secret()) {
		assert!(!pool.has_judges() || pool.schedule.stakes_until <= pool.schedule.ends_by);
	}
	for settlement in crate::Settlements::<Test>::iter_values() {
		let outcome = settlement.outcome;
		assert!(outcome.minted + outcome.to_post <= outcome.granted);
		assert!(outcome.granted <= outcome.asked && outcome.forfeited <= outcome.minted);
	}
}

/// Returns the REP that was minted and burned according to events.
fn minted_by_events() -> (u128, u128) {
	events().iter().fold((0, 0), |(minted, burned), event| match event {
		Event::VoteSettled { minted: more, burned: less, .. } => {
			(minted + more.value, burned + less.value)
		},
		_ => (minted, burned),
	})
}

/// Decides and settles everything, and checks that nothing is left.
fn finish() {
	for _ in 0..50 {
		System::set_block_number(System::block_number() + 10);
		idle();
	}
	assert_eq!(Pools::<Test>::iter().count(), 0);
	assert_eq!(Votes::<Test>::iter().count(), 0);
	for who in 1..=NEWCOMER {
		assert_eq!(staked(who), (0, 0));
		assert!(Ledger::debt(DOMAIN, &who).is_zero());
	}
	assert_eq!(Balances::total_balance_on_hold(&10), 0);
}

fn run(steps: Vec<Step>, with_eras: bool) {
	let scale = if with_eras { 1 << 40 } else { 1 };
	let members: Vec<_> = ACCOUNTS.map(|who| (who, u128::from(who) * 1_000 * scale)).collect();
	let mut all: u128 = members.iter().map(|(_, shares)| shares).sum();
	ExtBuilder::default().with_reputation(&members).build_and_execute(|| {
		set_parameters(DOMAIN, DomainParameters { governance: LAX, ..default_parameters() });
		let tokens = Balances::total_issuance();
		let mut before = Before::new();
		for step in steps {
			let step = match step {
				Step::Mint { who, amount } => Step::Mint { who, amount: amount * scale },
				step => step,
			};
			if matches!(step, Step::Eras { .. }) && !with_eras {
				continue;
			}
			if let Step::Mint { amount, .. } = step {
				all += amount;
			}
			take(step);
			check_nothing_new_is_staked(&mut before);
			check_bounds();
			ValidationPool::do_try_state().expect("invariants hold");
			check_stakes();
			assert_eq!(Balances::total_issuance(), tokens);
			if !with_eras {
				let (minted, burned) = minted_by_events();
				assert_eq!(supply() + burned, all + minted);
			}
		}
		finish();
		check_nothing_new_is_staked(&mut before);
		check_ballots(with_eras);
		if !with_eras {
			let rewards: u128 =
				MockPosts::rewards().iter().map(|(_, _, shares)| shares.value).sum();
			assert!(supply() + rewards <= all + minted_against_fees());
		}
	});
}

/// Returns the most that decided pools may have minted.
fn minted_against_fees() -> u128 {
	let mints = events().into_iter().map(|event| match event {
		Event::Opened { mint, .. } => mint,
		_ => 0,
	});
	mints.sum()
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(128))]

	// Protects: whatever is called in whatever order, tallies, stakes, tokens and REP add up after
	// every step. Refused calls change nothing, and in the end every stake is settled.
	#[test]
	fn pools_should_keep_their_invariants_for_any_calls(steps in prop::collection::vec(step(), 1..80)) {
		run(steps, false);
	}

	// Protects: the same, except for rounding, when new eras begin in between.
	#[test]
	fn pools_should_keep_their_invariants_when_eras_begin(steps in prop::collection::vec(step(), 1..80)) {
		run(steps, true);
	}

	// Protects: stakes of any size, carried over any number of eras, stay at most their pool's sum,
	// and within a share each.
	#[test]
	fn tally_should_cover_its_votes_when_eras_begin(
		votes in prop::collection::vec((0..u128::MAX >> 40, 0..3u32), 1..20),
		late in 0..3u32,
	) {
		let mut tally = Tally::default();
		let mut stakes: Vec<Shares> = Vec::new();
		let mut era = 0;
		for (value, eras) in votes {
			era += eras;
			tally = tally.carried_to(era);
			tally.ayes += value;
			stakes.push(Shares::new(value, era));
		}
		let last = era + late;
		let sum: u128 = stakes.iter().map(|stake| stake.in_era(last)).sum();
		let ayes = tally.carried_to(last).ayes;
		prop_assert!(ayes >= sum && ayes - sum <= stakes.len() as u128);
	}
}
