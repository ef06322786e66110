//! Invariants of the pallet's storage at the end of every block and call.

use crate::{
	Agenda, AgendaCursor, Ballots, Choice, Config, GovernancePools, HoldReason, NextPool, Pallet,
	PoolState, Pools, Queue, QueueEnds, Settlements, Sponsor, StandingPledges, Standings,
	StandingsCursor, StandingsDue, VoteEnd, Votes,
};
use alloc::collections::BTreeMap;
use frame_support::{ensure, traits::fungible::InspectHold};
use sp_runtime::TryRuntimeError;
use witan_experts::{
	forum::Posts,
	ledger::InspectReputation,
	pool::{Side, Verdict},
	shares::Shares,
};

impl<T: Config> Pallet<T> {
	/// Checks the pallet's invariants.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		Self::check_pools()?;
		Self::check_governance()?;
		Self::check_governance_pools()?;
		Self::check_standings()?;
		Self::check_tallies()?;
		Self::check_votes()?;
		Self::check_agenda()?;
		Self::check_settlements()?;
		Self::check_ballots()?;
		Self::check_tokens()
	}

	/// Checks that ids are below the next one, that posts exist, and that blocks are in order.
	fn check_pools() -> Result<(), TryRuntimeError> {
		for (id, pool) in Pools::<T>::iter() {
			ensure!(id < NextPool::<T>::get(), "a pool has an id that was never given");
			ensure!(
				T::Posts::domain(&pool.post) == Some(pool.domain),
				"a pool's post is not there"
			);
			let times = pool.schedule;
			ensure!(times.stakes_until > times.opened_at, "a pool takes no stakes");
			ensure!(
				times.decides_at >= times.stakes_until,
				"a pool is decided while it takes stakes"
			);
			ensure!(times.stakes_until <= times.ends_by, "a pool takes stakes after its end");
			ensure!(
				!pool.is_secret() || times.decides_at == times.ends_by,
				"a pool in which no stake turns the verdict has another end"
			);
			ensure!(
				pool.bond.in_era(pool.tally.era) <= pool.tally.ayes,
				"a bond is not among the stakes in favour"
			);
		}
		Ok(())
	}

	/// Checks that pools for governance, and no others, have a snapshot, and that none is a job
	/// pool. No more is staked in one than the supply at its snapshot, except for what new eras
	/// round off.
	fn check_governance() -> Result<(), TryRuntimeError> {
		for pool in Pools::<T>::iter_values() {
			ensure!(
				pool.params.governance == pool.governance.is_some(),
				"a pool has a tier if it is for governance, and not otherwise"
			);
			let Some(snapshot) = pool.snapshot() else { continue };
			ensure!(!pool.is_secret(), "a pool for governance hides its sides");
			ensure!(pool.fee == 0 && pool.mint == 0, "a pool for governance has a fee");
			ensure!(pool.worker().is_none(), "a job pool is for governance");
			ensure!(!snapshot.supply.is_zero(), "a domain without REP is governed");
			let era = pool.tally.era.max(snapshot.supply.era);
			let tally = pool.tally.carried_to(era);
			let staked = tally.ayes.saturating_add(tally.nays).saturating_add(tally.committed);
			let most = snapshot.supply.in_era(era).saturating_add(pool.voters.into());
			ensure!(staked <= most, "more is staked than there was before the pool was opened");
		}
		Ok(())
	}

	/// Checks that a post has at most one undecided pool for governance, and that it is known.
	fn check_governance_pools() -> Result<(), TryRuntimeError> {
		let mut voting = 0usize;
		for (id, pool) in Pools::<T>::iter() {
			if pool.governance.is_none() || pool.state != PoolState::Voting {
				continue;
			}
			let known = GovernancePools::<T>::get(pool.post) == Some(id);
			ensure!(known, "a post has a pool for governance that is not known");
			voting = voting.saturating_add(1);
		}
		let known = GovernancePools::<T>::iter().count();
		ensure!(voting == known, "a post has no pool for governance, but an entry");
		Ok(())
	}

	/// Checks that what stands for a directive is the sum of each account's greatest pledge, except
	/// for rounding, and is kept as long as pools would cancel it.
	fn check_standings() -> Result<(), TryRuntimeError> {
		for (ratified_by, standing) in Standings::<T>::iter() {
			let open = Self::open_cancellations(ratified_by);
			ensure!(open == standing.open as usize, "the votes on cancelling are miscounted");
			ensure!(
				StandingsDue::<T>::contains_key(standing.due, ratified_by),
				"what stands for a directive is never forgotten"
			);
			ensure!(
				standing.due >= StandingsCursor::<T>::get(),
				"what stands for a directive has been passed by"
			);
			let era = standing.total.era;
			let mut greatest = BTreeMap::new();
			let votes = Votes::<T>::iter_prefix(ratified_by);
			let ballots =
				Ballots::<T>::iter_prefix(ratified_by).map(|(who, ballot)| (who, ballot.vote));
			let pledges = votes
				.chain(ballots)
				.filter(|(_, vote)| vote.choice == Choice::Open(Side::Aye))
				.map(|(who, vote)| (who, vote.stake))
				.chain(StandingPledges::<T>::iter_prefix(ratified_by));
			for (who, pledge) in pledges {
				ensure!(pledge.era <= era || pledge.is_zero(), "a pledge is newer than its sum");
				let most: &mut u128 = greatest.entry(who).or_default();
				*most = (*most).max(pledge.in_era(era));
			}
			let sum = greatest.values().fold(0u128, |sum, pledge| sum.saturating_add(*pledge));
			let rounded = standing
				.total
				.value
				.checked_sub(sum)
				.ok_or("more is pledged for a directive than stands for it")?;
			ensure!(
				rounded <= (greatest.len() as u128).saturating_mul(2),
				"more stands for a directive than is pledged for it"
			);
		}
		for (ratified_by, _, _) in StandingPledges::<T>::iter() {
			ensure!(
				Standings::<T>::contains_key(ratified_by),
				"a pledge stands for a directive that can't be cancelled"
			);
		}
		let due = StandingsDue::<T>::iter().count();
		ensure!(due == Standings::<T>::iter().count(), "a directive is due that nobody stands for");
		Ok(())
	}

	/// Checks that the sums of a voting pool are those of its votes, except for rounding. New eras
	/// take less than a share from each vote.
	fn check_tallies() -> Result<(), TryRuntimeError> {
		for (id, pool) in Pools::<T>::iter().filter(|(_, pool)| pool.state == PoolState::Voting) {
			let (mut ayes, mut nays, mut committed, mut voters) = (0u128, 0u128, 0u128, 0u32);
			for vote in Votes::<T>::iter_prefix_values(id) {
				let sum = match vote.choice.side() {
					Some(Side::Aye) => &mut ayes,
					Some(Side::Nay) => &mut nays,
					None => &mut committed,
				};
				ensure!(vote.stake.era <= pool.tally.era, "a vote is newer than its pool's sums");
				ensure!(!vote.stake.is_zero(), "a vote stakes nothing");
				*sum = sum.saturating_add(vote.stake.in_era(pool.tally.era));
				voters = voters.saturating_add(1);
			}
			ensure!(voters == pool.voters, "a pool miscounts its voters");
			let tally = pool.tally;
			for (sum, votes) in
				[(tally.ayes, ayes), (tally.nays, nays), (tally.committed, committed)]
			{
				let rounded = sum.checked_sub(votes).ok_or("a pool's votes exceed their sum")?;
				ensure!(rounded <= voters.into(), "a pool's votes fall short of their sum");
			}
		}
		Ok(())
	}

	/// Checks that votes belong to pools, and that accounts have the REP that they stake. Pledges
	/// in pools for governance are not held, and can be of REP that has been burned since.
	fn check_votes() -> Result<(), TryRuntimeError> {
		let mut staked = BTreeMap::new();
		for (id, who, vote) in Votes::<T>::iter() {
			let pool = Pools::<T>::get(id).ok_or("a vote is in a pool that is not there")?;
			if pool.governance.is_some() {
				continue;
			}
			let sum: &mut u128 = staked.entry((pool.domain, who)).or_default();
			*sum = sum.saturating_add(vote.stake.in_era(T::Reputation::era(pool.domain)));
		}
		for ((domain, who), stake) in staked {
			let total = T::Reputation::total(domain, &who);
			let stake = Shares::new(stake, T::Reputation::era(domain));
			ensure!(total.checked_sub(stake).is_some(), "an account has staked more than it has");
		}
		Ok(())
	}

	/// Checks that every undecided pool, and nothing else, is due in some block.
	fn check_agenda() -> Result<(), TryRuntimeError> {
		let mut entries = 0usize;
		for (block, id, ()) in Agenda::<T>::iter() {
			let pool = Pools::<T>::get(id).ok_or("a pool is due that is not there")?;
			ensure!(pool.state == PoolState::Voting, "a decided pool is due");
			ensure!(pool.listed_at == block, "a pool is listed under another block");
			ensure!(block <= pool.schedule.decides_at, "a pool is listed after it is due");
			ensure!(block >= AgendaCursor::<T>::get(), "a due pool has been passed by");
			entries = entries.saturating_add(1);
		}
		let voting = Pools::<T>::iter_values().filter(|pool| pool.state == PoolState::Voting);
		ensure!(entries == voting.count(), "an undecided pool is due in no block");
		Ok(())
	}

	/// Checks that every decided pool, and nothing else, is in the queue, with the number of votes
	/// that are left.
	fn check_settlements() -> Result<(), TryRuntimeError> {
		let (head, tail) = QueueEnds::<T>::get();
		let mut settling = 0usize;
		for (id, pool) in Pools::<T>::iter().filter(|(_, pool)| pool.state == PoolState::Settling) {
			let settlement = Settlements::<T>::get(id).ok_or("a decided pool is not settled")?;
			ensure!(settlement.domain == pool.domain, "a pool is settled in another domain");
			ensure!(
				Queue::<T>::get(settlement.position) == Some(id),
				"a decided pool is not queued"
			);
			let within = settlement.position >= head && settlement.position < tail;
			ensure!(within, "a decided pool is outside the queue");
			let left = Votes::<T>::iter_prefix_values(id).count();
			ensure!(left == settlement.unsettled as usize, "a settlement miscounts its votes");
			settling = settling.saturating_add(1);
		}
		ensure!(
			settling == Settlements::<T>::iter().count(),
			"a pool is settled that is not there"
		);
		ensure!(settling == Queue::<T>::iter().count(), "a pool is queued that is not there");
		Ok(())
	}

	/// Checks that ballots are settled votes of pools for governance that passed.
	fn check_ballots() -> Result<(), TryRuntimeError> {
		let keeping =
			Settlements::<T>::iter().filter(|(_, settlement)| settlement.votes == VoteEnd::Ballot);
		for (id, settlement) in keeping {
			// A settlement without a pool was found before.
			let Some(pool) = Pools::<T>::get(id) else { continue };
			ensure!(
				pool.params.governance,
				"ballots are kept of a pool that is not for governance"
			);
			ensure!(
				settlement.outcome.verdict == Verdict::Passed,
				"ballots are kept of a pool that did not pass"
			);
			let kept = Ballots::<T>::iter_prefix_values(id).count();
			ensure!(
				kept.checked_add(settlement.unsettled as usize) == Some(pool.voters as usize),
				"a settled vote of a pool for governance was not kept"
			);
		}
		for (id, who, ballot) in Ballots::<T>::iter() {
			ensure!(id < NextPool::<T>::get(), "a ballot is of a pool that never was");
			ensure!(
				!Votes::<T>::contains_key(id, who),
				"a ballot is of a vote that is not settled"
			);
			ensure!(!ballot.vote.stake.is_zero(), "a ballot is of nothing");
			let Some(pool) = Pools::<T>::get(id) else { continue };
			ensure!(pool.domain == ballot.domain, "a ballot is of another domain than its pool");
			let settlement = Settlements::<T>::get(id);
			ensure!(
				settlement.is_some_and(|settlement| settlement.votes == VoteEnd::Ballot),
				"a ballot is of a pool that keeps none, or is still voting"
			);
		}
		Ok(())
	}

	/// Checks that the tokens held from openers are the fees and deposits of their undecided pools.
	fn check_tokens() -> Result<(), TryRuntimeError> {
		let mut owed = BTreeMap::new();
		for pool in Pools::<T>::iter_values() {
			let sums: &mut (u128, u128) = owed.entry(pool.opener).or_default();
			if let (Sponsor::Opener { deposit }, PoolState::Voting) = (&pool.sponsor, pool.state) {
				sums.0 = sums.0.saturating_add(pool.fee);
				sums.1 = sums.1.saturating_add(*deposit);
			}
		}
		for (opener, (fees, deposits)) in owed {
			let held = |reason: HoldReason| T::Currency::balance_on_hold(&reason.into(), &opener);
			ensure!(held(HoldReason::Fee) == fees, "other fees are held than those of pools");
			ensure!(
				held(HoldReason::Deposit) == deposits,
				"other deposits are held than those of pools"
			);
		}
		Ok(())
	}
}
