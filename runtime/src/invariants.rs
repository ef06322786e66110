//! What is true of several pallets together and can't be seen by one of them alone: whatever an account has held is what the
//! pallets remember that they hold, and no tokens appear or vanish. Each pallet's own invariants are in its `try_state`.

use crate::*;
use alloc::{collections::BTreeMap, vec::Vec};
use codec::{Decode, Encode};
use frame_support::ensure;
use sp_runtime::TryRuntimeError;
use witan_primitives::{
	forum::PostId,
	reputation::{DomainId, ReputationLedger, Units},
};

/// Checks them all. Reads all that is stored of tokens and of bodies of experts.
pub fn check() -> Result<(), TryRuntimeError> {
	check_stakes()?;
	check_assigned()?;
	check_pins()?;
	check_ballots()?;
	check_holds()?;
	check_issuance()
}

/// Stakes of one account in one domain for one reason.
#[derive(Default)]
struct Stakes {
	units: u128,
	count: u32,
}

/// What each account has staked is what the pallets that took the stakes remember, for each reason in number and amount. In a
/// domain that has had a new era it may be more: what rounding leaves of each stake stays until the reason's last stake ends.
fn check_stakes() -> Result<(), TryRuntimeError> {
	let mut remembered = BTreeMap::<Vec<u8>, Stakes>::new();
	let mut remember =
		|domain: DomainId, who: AccountId, reason: RuntimeHoldReason, stake: Units| {
			let stakes = remembered.entry((domain, who, reason).encode()).or_default();
			stakes.units = stakes.units.saturating_add(stake.in_era(Reputation::era(domain)));
			stakes.count = stakes.count.saturating_add(1);
		};
	for (pool, who, vote) in pallet_validation_pool::Votes::<Runtime>::iter() {
		let pool =
			pallet_validation_pool::Pools::<Runtime>::get(pool).ok_or("a vote's pool is gone")?;
		remember(pool.domain, who, pallet_validation_pool::HoldReason::Pool.into(), vote.stake);
	}
	for (domain, who, offer) in pallet_availability::Offers::<Runtime>::iter() {
		remember(domain, who, pallet_availability::HoldReason::Availability.into(), offer.stake);
	}
	for request in pallet_business::Requests::<Runtime>::iter_values() {
		if let pallet_business::State::Assigned { expert, stake, .. } = request.state {
			remember(request.domain, expert, pallet_business::HoldReason::Work.into(), stake);
		}
	}
	for (domain, who, account) in pallet_reputation::Accounts::<Runtime>::iter() {
		for hold in account.holds {
			let stakes =
				remembered.remove(&(domain, &who, hold.reason).encode()).unwrap_or_default();
			ensure!(stakes.count == hold.stakes, "REP is held for another number of stakes");
			let held = Units::new(hold.units, account.era).in_era(Reputation::era(domain));
			let rounded =
				held.checked_sub(stakes.units).ok_or("less REP is held than is staked")?;
			ensure!(rounded == 0 || Reputation::era(domain) > 0, "more REP is held than is staked");
		}
	}
	ensure!(remembered.is_empty(), "a stake is not held");
	Ok(())
}

/// Experts are at as many works as requests were drawn for them and have not ended.
fn check_assigned() -> Result<(), TryRuntimeError> {
	let mut works = BTreeMap::<(DomainId, AccountId), u32>::new();
	for request in pallet_business::Requests::<Runtime>::iter_values() {
		use pallet_business::State;
		if let State::Assigned { expert, .. } | State::Validating { expert, .. } = request.state {
			let count = works.entry((request.domain, expert)).or_default();
			*count = count.saturating_add(1);
		}
	}
	for (domain, who, count) in pallet_availability::Assigned::<Runtime>::iter() {
		let works = works.remove(&(domain, who));
		ensure!(works == Some(count), "an expert is counted at another number of works");
	}
	ensure!(works.is_empty(), "an expert is at a work that is not counted");
	Ok(())
}

/// Each post is kept by as many pins as pools vote on it, and by one more if a governance pool has ratified it.
fn check_pins() -> Result<(), TryRuntimeError> {
	let mut pins = BTreeMap::<PostId, u32>::new();
	let pools = pallet_validation_pool::Pools::<Runtime>::iter_values().map(|pool| pool.post);
	for post in pools.chain(pallet_governance::Ratifications::<Runtime>::iter_keys()) {
		let count = pins.entry(post).or_default();
		*count = count.saturating_add(1);
	}
	for (post, standing) in pallet_forum::Standings::<Runtime>::iter() {
		let pins = pins.remove(&post).unwrap_or_default();
		ensure!(standing.pins == pins, "a post is pinned more or less often than it is needed");
	}
	ensure!(pins.is_empty(), "a post that is needed is not there");
	Ok(())
}

/// Who ratified a post can be read: when its pool is settled, there are as many ballots as there were voters, with no more for and
/// against the post than the pool counted.
fn check_ballots() -> Result<(), TryRuntimeError> {
	use pallet_validation_pool::{Ballots, Choice, Pools};
	use witan_primitives::pool::Side;

	for record in pallet_governance::Ratifications::<Runtime>::iter_values() {
		if Pools::<Runtime>::contains_key(record.pool) {
			continue;
		}
		let (mut voters, mut up, mut down) = (0u32, 0u128, 0u128);
		for ballot in Ballots::<Runtime>::iter_prefix_values(record.pool) {
			ensure!(ballot.domain == record.domain, "a ballot of another domain");
			let stake = ballot.vote.stake.in_era(record.up.era);
			voters = voters.saturating_add(1);
			match ballot.vote.choice {
				Choice::Open(Side::For) => up = up.saturating_add(stake),
				Choice::Open(Side::Against) => down = down.saturating_add(stake),
				Choice::Sealed { .. } => {},
			}
		}
		ensure!(voters == record.voters, "another number of ballots than of voters");
		let rounding = u128::from(voters);
		for (ballots, counted) in [(up, record.up.value), (down, record.down.value)] {
			let missing = counted.checked_sub(ballots).ok_or("ballots exceed what was counted")?;
			ensure!(missing <= rounding, "ballots are less than what was counted");
		}
	}
	Ok(())
}

/// Tokens that are held from each account for each reason.
#[derive(Default)]
struct Owed(BTreeMap<Vec<u8>, Balance>);

impl Owed {
	fn add(&mut self, who: AccountId, reason: impl Into<RuntimeHoldReason>, amount: Balance) {
		let owed = self.0.entry((who, reason.into()).encode()).or_default();
		*owed = owed.saturating_add(amount);
	}

	/// A deposit, of which the ticket is the amount.
	fn add_ticket(
		&mut self,
		who: AccountId,
		reason: impl Into<RuntimeHoldReason>,
		ticket: impl Encode,
	) -> Result<(), TryRuntimeError> {
		let amount = Balance::decode(&mut &ticket.encode()[..]);
		self.add(who, reason, amount.map_err(|_| "a ticket is no amount")?);
		Ok(())
	}
}

/// Fees and deposits are held from whom, for what and in the amount that the pallets remember.
fn check_holds() -> Result<(), TryRuntimeError> {
	let mut owed = owed()?;
	for (who, holds) in pallet_balances::Holds::<Runtime>::iter() {
		for hold in holds.into_iter().filter(|hold| is_of_bodies(&hold.id)) {
			let remembered = owed.0.remove(&(&who, hold.id).encode());
			ensure!(remembered == Some(hold.amount), "a hold is not what a pallet remembers");
		}
	}
	ensure!(owed.0.into_values().all(|amount| amount == 0), "a fee or a deposit is not held");
	Ok(())
}

fn is_of_bodies(reason: &RuntimeHoldReason) -> bool {
	matches!(
		reason,
		RuntimeHoldReason::Reputation(_)
			| RuntimeHoldReason::Forum(_)
			| RuntimeHoldReason::ValidationPool(_)
			| RuntimeHoldReason::Availability(_)
			| RuntimeHoldReason::Business(_)
	)
}

/// What the pallets of bodies of experts remember of tokens that they hold.
fn owed() -> Result<Owed, TryRuntimeError> {
	let mut owed = Owed::default();
	for profile in pallet_reputation::Profiles::<Runtime>::iter_values() {
		if let Some(ticket) = profile.ticket {
			owed.add_ticket(profile.founder, pallet_reputation::HoldReason::Domain, ticket)?;
		}
	}
	for post in pallet_forum::Posts::<Runtime>::iter_values() {
		owed.add_ticket(post.poster, pallet_forum::HoldReason::Post, post.ticket)?;
	}
	for pool in pallet_validation_pool::Pools::<Runtime>::iter_values() {
		let voting = pool.state == pallet_validation_pool::PoolState::Voting;
		if let (pallet_validation_pool::Sponsor::Opener { deposit }, true) = (pool.sponsor, voting)
		{
			owed.add(pool.opener.clone(), pallet_validation_pool::HoldReason::Deposit, deposit);
			owed.add(pool.opener, pallet_validation_pool::HoldReason::Fee, pool.fee);
		}
	}
	for (_, who, offer) in pallet_availability::Offers::<Runtime>::iter() {
		owed.add_ticket(who, pallet_availability::HoldReason::OfferDeposit, offer.ticket)?;
	}
	for service in pallet_business::Services::<Runtime>::iter_values() {
		owed.add_ticket(
			service.owner,
			pallet_business::HoldReason::ServiceDeposit,
			service.ticket,
		)?;
	}
	for request in pallet_business::Requests::<Runtime>::iter_values() {
		let reason = pallet_business::HoldReason::RequestDeposit;
		owed.add_ticket(request.customer.clone(), reason, request.ticket)?;
		owed.add(request.customer, pallet_business::HoldReason::Fee, request.fee);
	}
	Ok(owed)
}

/// Accounts have the tokens that were issued.
fn check_issuance() -> Result<(), TryRuntimeError> {
	let of_accounts = frame_system::Account::<Runtime>::iter_values()
		.map(|account| account.data.free.saturating_add(account.data.reserved))
		.fold(0, Balance::saturating_add);
	let issued = pallet_balances::TotalIssuance::<Runtime>::get();
	ensure!(of_accounts == issued, "accounts have other tokens than were issued");
	Ok(())
}
