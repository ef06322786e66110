//! The checks of a rehearsed upgrade.

use super::{old, PledgesAndTurns};
use crate::{
	Choice, Config, HoldReason, Pallet, PoolOf, PoolState, Pools, Settlements, Sponsor, Votes,
};
use alloc::collections::BTreeMap;
use codec::{Decode, Encode};
use frame_support::{
	ensure,
	traits::fungible::{Inspect, InspectHold},
};
use sp_runtime::TryRuntimeError;
use witan_experts::{
	ids::DomainId,
	ledger::InspectReputation,
	pool::{Side, Verdict},
	shares::Shares,
};
use witan_primitives::Balance;

/// Shares that an account's parts, free, held and owed, may round to in an era that ends.
const ROUNDINGS: u128 = 8;

/// The holdings of an account before the migration, and what the migration may change.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode)]
pub struct Held {
	/// All its REP.
	pub total: Shares,
	/// The held part.
	pub held: Shares,
	/// Its debt, which REP that becomes free pays.
	pub debt: Shares,
	/// Its stakes that end.
	pub ended: Shares,
	/// Its losses by decided pools.
	pub burned: Shares,
	/// Its gains by them.
	pub minted: Shares,
	/// The number of its votes.
	pub votes: u32,
}

/// The holdings of accounts before the migration.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub struct Before<AccountId> {
	/// REP of voters.
	pub voters: BTreeMap<(DomainId, AccountId), Held>,
	/// Tokens of openers, free and held.
	pub openers: BTreeMap<AccountId, Balance>,
}

impl<T: Config> PledgesAndTurns<T> {
	/// Returns what accounts have before the migration.
	pub(crate) fn before() -> Before<T::AccountId> {
		let mut before = Before { voters: BTreeMap::new(), openers: BTreeMap::new() };
		for (id, pool) in old::Pools::<T>::iter() {
			let settlement = old::Settlements::<T>::get(id);
			let tokens = T::Currency::total_balance(&pool.opener);
			before.openers.insert(pool.opener.clone(), tokens);
			for (who, vote) in Votes::<T>::iter_prefix(id) {
				let stake = vote.stake;
				let held = before
					.voters
					.entry((pool.domain, who.clone()))
					.or_insert_with(|| Self::held(pool.domain, &who));
				held.votes = held.votes.saturating_add(1);
				if let Some(old::Settlement { outcome, era, .. }) = &settlement {
					let payout = outcome.payout(vote.choice.side(), stake.in_era(*era));
					held.burned = add(held.burned, Shares::new(payout.burned, *era));
					held.minted = add(held.minted, Shares::new(payout.minted, *era));
				}
				let own = match &pool.sponsor {
					old::Sponsor::Work { worker } => *worker == who,
					old::Sponsor::Opener { .. } => false,
				};
				let returned = own && vote.choice != Choice::Open(Side::Aye);
				let settles = pool.state == PoolState::Settling;
				if settles || returned || pool.snapshot.is_some() {
					held.ended = add(held.ended, stake);
				}
			}
		}
		before
	}

	fn held(domain: DomainId, who: &T::AccountId) -> Held {
		let total = T::Reputation::total(domain, who);
		let held = total.saturating_sub(T::Reputation::free(domain, who));
		let debt = T::Reputation::debt(domain, who);
		Held { total, held, debt, ..Held::default() }
	}

	/// Checks that every pool is of the present layout, that nobody has lost or gained REP but
	/// by pools that were decided, that the REP of all stakes that ended is free, that openers
	/// have all their tokens, and that every invariant of the pallet holds.
	pub(crate) fn check(before: &Before<T::AccountId>) -> Result<(), TryRuntimeError> {
		let pools = Pools::<T>::iter_keys().count();
		ensure!(Pools::<T>::iter_values().count() == pools, "a pool was not converted");
		for ((domain, who), held) in &before.voters {
			Self::check_voter(*domain, held, &Self::held(*domain, who))?;
		}
		for (opener, tokens) in &before.openers {
			Self::check_opener(opener, *tokens)?;
		}
		for (id, settlement) in Settlements::<T>::iter() {
			let ends = settlement.outcome.verdict == Verdict::NotQuorate
				&& settlement.outcome.least_binding == 0
				&& Votes::<T>::iter_prefix_values(id)
					.all(|vote| matches!(vote.choice, Choice::Open(_)));
			ensure!(ends, "a pool that ended takes or gives something");
		}
		Pallet::<T>::do_try_state()
	}

	fn check_voter(domain: DomainId, before: &Held, after: &Held) -> Result<(), TryRuntimeError> {
		let era = T::Reputation::era(domain);
		let of = |shares: Shares| shares.in_era(era);
		let rounded = u128::from(before.votes).saturating_add(ROUNDINGS);
		let least = of(before.total)
			.saturating_sub(of(before.burned))
			.saturating_sub(of(before.debt))
			.saturating_sub(rounded);
		let most = of(before.total).saturating_add(of(before.minted)).saturating_add(rounded);
		let total = of(after.total);
		ensure!((least..=most).contains(&total), "an account has other REP than it should");
		let held = of(before.held).saturating_sub(of(before.ended));
		ensure!(
			of(after.held).abs_diff(held) <= rounded,
			"other REP is held than that of stakes that go on"
		);
		Ok(())
	}

	fn check_opener(opener: &T::AccountId, before: Balance) -> Result<(), TryRuntimeError> {
		let total = T::Currency::total_balance(opener);
		ensure!(total >= before, "an opener has lost tokens");
		let (mut fees, mut deposits): (Balance, Balance) = (0, 0);
		let own = |pool: &PoolOf<T>| pool.opener == *opener && pool.state == PoolState::Voting;
		for pool in Pools::<T>::iter_values().filter(own) {
			if let Sponsor::Opener { deposit } = pool.sponsor {
				fees = fees.saturating_add(pool.fee);
				deposits = deposits.saturating_add(deposit);
			}
		}
		let held = |reason: HoldReason| T::Currency::balance_on_hold(&reason.into(), opener);
		ensure!(held(HoldReason::Fee) == fees, "other fees are held than those of pools");
		ensure!(
			held(HoldReason::Deposit) == deposits,
			"other deposits are held than those of pools"
		);
		Ok(())
	}
}

fn add(one: Shares, other: Shares) -> Shares {
	let era = one.era.max(other.era);
	Shares::new(one.in_era(era).saturating_add(other.in_era(era)), era)
}
