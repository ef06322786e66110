//! Random operations of all kinds, in a domain whose eras pass quickly and in one without a
//! half-life.
//!
//! The invariants are checked after each, and a replica is kept from events only.

use super::*;
use crate::{
	mint_log::{MAX_MINT_ENTRIES, SNAPSHOT_WINDOW},
	mock::*,
	Event,
};
use frame_support::traits::{
	fungibles::{hold::Mutate as _, Mutate as _},
	tokens::{Fortitude::Polite, Precision::BestEffort, Preservation::Expendable},
};
use proptest::prelude::*;
use sp_runtime::{DispatchResult, Permill, StateVersion};
use std::collections::BTreeMap;
use witan_experts::{
	domain::{DomainParameter, GovernDomains as _, PoolBounds, MAX_DURATION},
	ids::DomainId,
	ledger::{
		InspectReputation, MintReputation, PayBody, Snapshot, SnapshotReputation, StakeEnd,
		StakeReputation, StakeSplit,
	},
	shares::{Ppm, MILLION},
};
use witan_mocks::domains::{default_parameters, MockDomains};

/// The reason that only the standard traits use.
const HELD: Reason = Reason::Work;

#[derive(Clone, Debug)]
enum Step {
	Skip(BlockNumber),
	Mint(AccountId, u128),
	BurnOrOwe(AccountId, u128),
	Burn(AccountId, Balance),
	Open(AccountId, Reason, Ppm),
	OfStake(usize, StakeStep),
	Hold(AccountId, Ppm),
	Release(AccountId, Balance),
	BurnHeld(AccountId, Balance),
	Pay(Balance, Option<AccountId>),
	Claim(AccountId),
	Snapshot,
	Longest(BlockNumber),
}

/// A step with a stake.
#[derive(Clone, Debug)]
enum StakeStep {
	Raise(Ppm),
	Split(Ppm, Reason),
	Move(Reason),
	End(Ppm, u128),
}

fn who() -> impl Strategy<Value = AccountId> {
	1..5u64
}

fn reason() -> impl Strategy<Value = Reason> {
	prop_oneof![Just(Reason::Offer), Just(Reason::Pool)]
}

fn amount() -> impl Strategy<Value = u128> {
	prop_oneof![0..10u128, 0..1u128 << 20, 0..1u128 << 40, Just(1u128 << 79)]
}

fn tokens() -> impl Strategy<Value = Balance> {
	prop_oneof![0..100u128, 0..1_000_000u128, Just(rep(1_000))]
}

fn part() -> impl Strategy<Value = Ppm> {
	prop_oneof![Just(0), Just(MILLION), 0..=MILLION]
}

fn stake_step() -> impl Strategy<Value = StakeStep> {
	use StakeStep::*;
	prop_oneof![
		2 => part().prop_map(Raise),
		2 => (part(), reason()).prop_map(|(part, to)| Split(part, to)),
		2 => reason().prop_map(Move),
		3 => (part(), amount()).prop_map(|(burned, minted)| End(burned, minted)),
	]
}

fn step() -> impl Strategy<Value = Step> {
	use Step::*;
	prop_oneof![
		4 => prop_oneof![
			6 => 1..10u64,
			3 => ERA..3 * ERA,
			3 => Just(9 * ERA),
			1 => 1..BlockNumber::from(SNAPSHOT_WINDOW) + 10,
		]
		.prop_map(Skip),
		4 => (who(), amount()).prop_map(|(who, shares)| Mint(who, shares)),
		2 => (who(), amount()).prop_map(|(who, shares)| BurnOrOwe(who, shares)),
		1 => (who(), amount()).prop_map(|(who, amount)| Burn(who, amount)),
		4 => (who(), reason(), part()).prop_map(|(who, reason, part)| Open(who, reason, part)),
		9 => (any::<usize>(), stake_step()).prop_map(|(stake, step)| OfStake(stake, step)),
		1 => (who(), part()).prop_map(|(who, part)| Hold(who, part)),
		1 => (who(), amount()).prop_map(|(who, amount)| Release(who, amount)),
		1 => (who(), amount()).prop_map(|(who, amount)| BurnHeld(who, amount)),
		3 => (tokens(), prop::option::of(who())).prop_map(|(fee, worker)| Pay(fee, worker)),
		2 => who().prop_map(Claim),
		4 => Just(Snapshot),
		1 => prop_oneof![20..100u64, Just(1_000), Just(MAX_DURATION.into())].prop_map(Longest),
	]
}

fn part_of(amount: u128, part: Ppm) -> u128 {
	Permill::from_parts(part).mul_floor(amount)
}

/// A stake as the pallet that took it remembers it.
#[derive(Clone, Copy)]
struct Stake {
	who: AccountId,
	reason: Reason,
	shares: Shares,
}

/// The holdings of accounts when a snapshot was taken.
struct Moment {
	id: u32,
	/// The last block in which the snapshot was asked for.
	asked: BlockNumber,
	totals: BTreeMap<AccountId, Shares>,
	/// REP minted to each since that did not pay debt.
	minted: BTreeMap<AccountId, u128>,
}

/// A domain, with the stakes and snapshots that its users remember.
struct World {
	domain: DomainId,
	stakes: Vec<Stake>,
	moments: Vec<Moment>,
}

impl World {
	fn pick(&self, index: usize) -> Option<(usize, Stake)> {
		let index = index.checked_rem(self.stakes.len())?;
		Some((index, self.stakes[index]))
	}

	/// Does a step, which may fail.
	fn act(&mut self, step: Step) -> DispatchResult {
		let domain = self.domain;
		let of_era = |value| Shares::new(value, Reputation::era(domain));
		let free = |who| Reputation::balance(domain, who);
		match step {
			Step::Skip(blocks) => skip(blocks),
			Step::Mint(who, value) => Reputation::mint(domain, &who, of_era(value))?,
			Step::BurnOrOwe(who, value) => {
				let before = Reputation::free(domain, &who).value;
				let burned = Reputation::burn_or_owe(domain, &who, of_era(value))?;
				assert_eq!(burned, of_era(value.min(before)));
			},
			Step::Burn(who, amount) => {
				let before = free(who);
				let burned =
					Reputation::burn_from(domain, &who, amount, Expendable, BestEffort, Polite)?;
				assert_eq!(burned, amount.min(before));
				assert_eq!(free(who), before - burned);
			},
			Step::Open(who, reason, part) => {
				// REP that is shown as free can be staked, and is then shown as staked.
				let amount = part_of(free(who), part);
				let shares = Reputation::open_stake(domain, &who, &reason, amount)
					.expect("free REP can be staked");
				assert_eq!(Reputation::to_amount(domain, shares), amount);
				self.stakes.push(Stake { who, reason, shares });
			},
			Step::OfStake(index, step) => self.act_on_stake(index, step)?,
			Step::Hold(who, part) => {
				Reputation::hold(domain, &HELD, &who, part_of(free(who), part))?;
			},
			Step::Release(who, amount) => {
				Reputation::release(domain, &HELD, &who, amount, BestEffort)?;
			},
			Step::BurnHeld(who, amount) => {
				Reputation::burn_held(domain, &HELD, &who, amount, BestEffort, Polite)?;
			},
			Step::Pay(fee, worker) => {
				let issuance = Balances::total_issuance();
				let authors = [(3, MILLION / 3), (4, MILLION - MILLION / 3)];
				let paid = Reputation::pay(domain, &PAYER, fee, worker.as_ref(), &authors)?;
				assert_eq!(paid.worker + paid.holders + paid.treasury, fee);
				assert_eq!(Balances::total_issuance(), issuance);
			},
			Step::Claim(who) => Self::claim(domain, who)?,
			Step::Snapshot => self.ask(Reputation::snapshot(domain)?),
			Step::Longest(max_duration) => {
				let pool = PoolBounds { max_duration, ..default_parameters().pool };
				MockDomains::set_parameter(domain, DomainParameter::Pool(pool))
					.expect("such pools can be");
			},
		}
		Ok(())
	}

	/// Does a step with a stake, if there is one.
	fn act_on_stake(&mut self, index: usize, step: StakeStep) -> DispatchResult {
		let domain = self.domain;
		let Some((index, Stake { who, reason, shares })) = self.pick(index) else { return Ok(()) };
		match step {
			StakeStep::Raise(part) => {
				let amount = part_of(Reputation::balance(domain, who), part);
				let shares = Reputation::raise_stake(domain, &who, &reason, shares, amount)
					.expect("free REP can be staked");
				self.stakes[index].shares = shares;
			},
			StakeStep::Split(part, to) => {
				let part = Shares { value: part_of(shares.value, part), ..shares };
				let StakeSplit { rest, part } =
					Reputation::split_stake(domain, &who, &reason, shares, part, &to)
						.expect("a stake can be split");
				self.stakes[index].shares = rest;
				self.stakes.push(Stake { who, reason: to, shares: part });
			},
			StakeStep::Move(to) => {
				let shares = Reputation::move_stake(domain, &who, &reason, shares, &to)
					.expect("a stake can be moved");
				self.stakes[index] = Stake { who, reason: to, shares };
			},
			StakeStep::End(burned, minted) => {
				let burned = Shares { value: part_of(shares.value, burned), ..shares };
				let minted = Shares::new(minted, Reputation::era(domain));
				let end = StakeEnd { burned, minted };
				Reputation::end_stake(domain, &who, &reason, shares, end)?;
				self.stakes.swap_remove(index);
			},
		}
		Ok(())
	}

	/// Claims, and checks that exactly what was shown is paid and that no empty record stays.
	fn claim(domain: DomainId, who: AccountId) -> DispatchResult {
		let pending = Reputation::pending_dividends(domain, who);
		let before = Balances::free_balance(who);
		let is_spent = Self::is_spent(domain, who);
		let claimed = Reputation::claim_dividends(RuntimeOrigin::signed(4), domain, who);
		assert_eq!(claimed.is_ok(), pending > 0 || is_spent);
		assert_eq!(Balances::free_balance(who), before + pending);
		if is_spent {
			assert!(!crate::Accounts::<Test>::contains_key(domain, who));
		}
		claimed.map(|_| ()).map_err(|failed| failed.error)
	}

	/// Notes that a pool was opened with a snapshot: that of the last moment, or of a new one.
	fn ask(&mut self, snapshot: Snapshot) {
		let (asked, domain) = (System::block_number(), self.domain);
		let total = |who| (who, <Reputation as InspectReputation<_>>::total(domain, &who));
		if self.moments.last().is_none_or(|moment| moment.id < snapshot.id) {
			assert_eq!(snapshot.supply, Reputation::supply(domain));
			let (id, totals) = (snapshot.id, (1..5).map(total).collect());
			self.moments.push(Moment { id, asked, totals, minted: BTreeMap::new() });
		}
		let last = self.moments.last_mut().unwrap();
		assert_eq!(last.id, snapshot.id);
		last.asked = asked;
	}

	/// Notes REP that was minted, also if it paid a debt.
	fn hear(&mut self, events: &[Event<Test>]) {
		let is_mint = |event: &Event<Test>| matches!(event, Event::Minted { .. });
		let Some(position) = events.iter().position(is_mint) else { return };
		let Event::Minted { who, shares, .. } = events[position] else { return };
		for moment in &mut self.moments {
			*moment.minted.entry(who).or_default() += shares.value;
		}
	}

	/// Checks that no account can vote with more than it had at a snapshot that a pool can ask for.
	///
	/// If nothing was minted to it, nothing is counted as minted. Without eras, the log is exact to
	/// the last share.
	fn check_minted(&self) {
		let (now, domain) = (System::block_number(), self.domain);
		for moment in &self.moments {
			if now > moment.asked + BlockNumber::from(MAX_DURATION) {
				continue;
			}
			for (who, had) in &moment.totals {
				let total = <Reputation as InspectReputation<_>>::total(domain, who);
				let minted = Reputation::minted_since(domain, who, moment.id);
				let counts = total.checked_sub(minted).expect("at most what it has");
				assert!(had.checked_sub(counts).is_some());
				let heard = moment.minted.get(who).copied().unwrap_or_default();
				if heard == 0 {
					assert!(minted.is_zero());
				}
				let later = self.moments.iter().filter(|later| later.id >= moment.id).count();
				if domain == STABLE && later < MAX_MINT_ENTRIES as usize {
					assert_eq!(minted.value, heard.min(total.value));
				}
			}
		}
	}

	/// Returns true if an account has a record without shares, debt and stakes.
	fn is_spent(domain: DomainId, who: AccountId) -> bool {
		let total = <Reputation as InspectReputation<AccountId>>::total(domain, &who);
		let debt = <Reputation as InspectReputation<AccountId>>::debt(domain, &who);
		crate::Accounts::<Test>::get(domain, who)
			.is_some_and(|account| account.holds.is_empty() && total.is_zero() && debt.is_zero())
	}

	/// Checks that every stake that was taken is held, with its reason.
	fn check_stakes(&self) {
		let era = Reputation::era(self.domain);
		let mut sums = BTreeMap::<(AccountId, u8), (u128, u32)>::new();
		for stake in &self.stakes {
			let (shares, stakes) = sums.entry((stake.who, stake.reason as u8)).or_default();
			*shares += stake.shares.in_era(era);
			*stakes += 1;
		}
		for who in 1..5 {
			let account = crate::Accounts::<Test>::get(self.domain, who);
			let holds = account.iter().flat_map(|account| {
				let era_of = account.era;
				account.holds.iter().map(move |hold| (hold, era_of))
			});
			for (hold, hold_era) in holds.filter(|(hold, _)| hold.reason != HELD) {
				let (shares, stakes) = sums.remove(&(who, hold.reason as u8)).unwrap();
				let held = Shares::new(hold.shares, hold_era).in_era(era);
				assert_eq!(hold.stakes, stakes);
				assert!(shares <= held);
			}
		}
		assert!(sums.is_empty());
	}
}

/// An account as events describe it.
#[derive(Clone, Debug, Default, PartialEq)]
struct Told {
	free: u128,
	debt: u128,
	holds: BTreeMap<u8, (u128, u32)>,
}

/// A domain as events describe it.
#[derive(Default)]
struct Replica {
	era: u32,
	supply: u128,
	accounts: BTreeMap<AccountId, Told>,
}

impl Replica {
	fn carry(&mut self, era: u32) {
		let carry = |value: &mut u128| *value = Shares::new(*value, self.era).in_era(era);
		carry(&mut self.supply);
		for account in self.accounts.values_mut() {
			carry(&mut account.free);
			carry(&mut account.debt);
			account.holds.values_mut().for_each(|(shares, _)| carry(shares));
		}
		self.era = era;
	}

	fn leave(account: &mut Told, reason: Reason, shares: u128, ends: bool) {
		let hold = account.holds.get_mut(&(reason as u8)).unwrap();
		hold.0 -= shares;
		hold.1 -= u32::from(ends);
		if hold.1 == 0 {
			assert_eq!(hold.0, 0);
			account.holds.remove(&(reason as u8));
		}
	}

	fn join(account: &mut Told, reason: Reason, shares: u128, opens: bool) {
		let hold = account.holds.entry(reason as u8).or_default();
		hold.0 += shares;
		hold.1 += u32::from(opens);
	}

	fn hear(&mut self, event: Event<Test>) {
		let era = self.era;
		let value = |shares: Shares| {
			assert_eq!(shares.era, era);
			shares.value
		};
		match event {
			Event::EraStarted { era, .. } => self.carry(era),
			Event::Minted { who, shares, .. } => {
				self.accounts.entry(who).or_default().free += value(shares);
				self.supply += value(shares);
			},
			Event::Burned { who, shares, .. } => {
				self.accounts.entry(who).or_default().free -= value(shares);
				self.supply -= value(shares);
			},
			Event::DebtIncurred { who, shares, .. } => {
				self.accounts.entry(who).or_default().debt += value(shares);
			},
			Event::DebtPaid { who, shares, .. } => {
				let account = self.accounts.entry(who).or_default();
				account.debt -= value(shares);
				account.free -= value(shares);
				self.supply -= value(shares);
			},
			Event::Staked { who, reason, shares, .. } => {
				let account = self.accounts.entry(who).or_default();
				account.free -= value(shares);
				Self::join(account, reason, value(shares), true);
			},
			Event::StakeRaised { who, reason, shares, .. } => {
				let account = self.accounts.entry(who).or_default();
				account.free -= value(shares);
				Self::join(account, reason, value(shares), false);
			},
			Event::StakeSplit { who, from, to, shares, .. } => {
				let account = self.accounts.entry(who).or_default();
				Self::leave(account, from, value(shares), false);
				Self::join(account, to, value(shares), true);
			},
			Event::StakeMoved { who, from, to, shares, freed, .. } => {
				let account = self.accounts.entry(who).or_default();
				account.free += value(freed);
				Self::leave(account, from, value(shares) + value(freed), true);
				Self::join(account, to, value(shares), true);
			},
			Event::Released { who, reason, freed, burned, .. } => {
				let account = self.accounts.entry(who).or_default();
				account.free += value(freed);
				self.supply -= value(burned);
				Self::leave(account, reason, value(freed) + value(burned), true);
			},
			Event::StakeLowered { who, reason, freed, burned, .. } => {
				let account = self.accounts.entry(who).or_default();
				account.free += value(freed);
				self.supply -= value(burned);
				Self::leave(account, reason, value(freed) + value(burned), false);
			},
			Event::RoundingDropped { shares, .. } => self.supply -= value(shares),
			Event::SnapshotTaken { supply, .. } => assert_eq!(value(supply), self.supply),
			Event::FeePaid { .. }
			| Event::AccountReaped { .. }
			| Event::DividendPaid { .. }
			| Event::DividendClaimed { .. } => (),
			Event::__Ignore(..) => unreachable!(),
		}
	}

	/// Checks that events described what is stored.
	fn check(&mut self, domain: DomainId) {
		let era = Reputation::era(domain);
		let stored = crate::Ledgers::<Test>::get(domain).unwrap();
		assert_eq!((stored.era, stored.shares), (self.era, self.supply));
		for who in 1..5 {
			let mut account = crate::Accounts::<Test>::get(domain, who);
			let mut told = Replica { era: self.era, supply: 0, accounts: self.accounts.clone() };
			told.carry(era);
			let told = told.accounts.remove(&who).unwrap_or_default();
			if let Some(account) = &mut account {
				let index = account.index;
				account.carry_to(era, index, |_| None).unwrap();
			}
			let stored = account.map_or(Told::default(), |account| Told {
				free: account.free,
				debt: account.debt,
				holds: account
					.holds
					.iter()
					.map(|hold| (hold.reason as u8, (hold.shares, hold.stakes)))
					.collect(),
			});
			assert_eq!(stored, told);
		}
	}
}

fn run(domain: DomainId, steps: Vec<Step>) {
	ExtBuilder::default().build_and_execute(|| {
		let mut world = World { domain, stakes: vec![], moments: vec![] };
		let mut replica = Replica::default();
		world.act(Step::Longest(20)).unwrap();
		for step in steps {
			let before = sp_io::storage::root(StateVersion::V1);
			if world.act(step).is_err() {
				assert_eq!(sp_io::storage::root(StateVersion::V1), before);
			}
			world.hear(&events());
			events().into_iter().for_each(|event| replica.hear(event));
			System::reset_events();
			Reputation::do_try_state().unwrap();
			world.check_stakes();
			world.check_minted();
			replica.check(domain);
		}
		// Whatever happened, every stake can be ended, every account can claim what it is shown,
		// and no empty record stays.
		for Stake { who, reason, shares } in std::mem::take(&mut world.stakes) {
			let end = StakeEnd::default();
			Reputation::end_stake(domain, &who, &reason, shares, end).unwrap();
		}
		world.check_stakes();
		if domain == DECAYING {
			skip(10 * ERA);
		}
		for who in 1..5 {
			if Reputation::pending_dividends(domain, who) > 0 || World::is_spent(domain, who) {
				Reputation::claim_dividends(RuntimeOrigin::signed(4), domain, who).unwrap();
			}
		}
		let mut left = crate::Accounts::<Test>::iter_prefix_values(domain);
		assert!(left.all(|account| domain == STABLE || !account.holds.is_empty()));
	});
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(192))]

	// Protects: the invariants, under a half-life that makes eras pass within a sequence.
	#[test]
	fn invariants_should_hold_when_eras_pass(steps in prop::collection::vec(step(), 1..60)) {
		run(DECAYING, steps);
	}

	// Protects: the invariants without decay, where nothing is ever rounded.
	#[test]
	fn invariants_should_hold_without_decay(steps in prop::collection::vec(step(), 1..60)) {
		run(STABLE, steps);
	}
}
