//! Invariants of the experts' pallets together, which none of them can see by itself. What an
//! account has held must equal what the pallets remember. Each pallet's own invariants are in its
//! `try_state`.

use alloc::{collections::BTreeMap, vec::Vec};
use codec::{Decode, Encode};
use core::marker::PhantomData;
use frame_support::{ensure, traits::PalletInfoAccess};
use pallet_availability as availability;
use pallet_business as business;
use pallet_domains as domains;
use pallet_forum as forum;
use pallet_reputation as reputation;
use pallet_validation_pool as pool;
use sp_runtime::TryRuntimeError;
use witan_experts::{
	ids::{DomainId, PostId},
	ledger::InspectReputation,
	shares::Shares,
};
use witan_primitives::Balance;

/// A runtime that has the experts' pallets.
pub trait Config:
	pallet_balances::Config<
		Balance = Balance,
		RuntimeHoldReason: From<domains::HoldReason>
		                       + From<forum::HoldReason>
		                       + From<pool::HoldReason>
		                       + From<availability::HoldReason>
		                       + From<business::HoldReason>,
	> + domains::Config
	+ reputation::Config
	+ forum::Config
	+ pool::Config
	+ availability::Config
	+ business::Config
{
}

impl<T> Config for T where
	T: pallet_balances::Config<
			Balance = Balance,
			RuntimeHoldReason: From<domains::HoldReason>
			                       + From<forum::HoldReason>
			                       + From<pool::HoldReason>
			                       + From<availability::HoldReason>
			                       + From<business::HoldReason>,
		> + domains::Config
		+ reputation::Config
		+ forum::Config
		+ pool::Config
		+ availability::Config
		+ business::Config
{
}

/// Checks them all. `kept` are posts that other systems need, each as often as it is needed.
///
/// Reads the whole storage of these pallets.
pub fn check<T: Config>(kept: impl Iterator<Item = PostId>) -> Result<(), TryRuntimeError> {
	check_ledgers::<T>()?;
	check_stakes::<T>()?;
	check_assigned::<T>()?;
	check_pins::<T>(kept)?;
	check_holds::<T>()
}

/// Checks that each domain has a ledger, and that there are no others.
fn check_ledgers<T: Config>() -> Result<(), TryRuntimeError> {
	let domains = domains::NextDomain::<T>::get();
	ensure!((0..domains).all(reputation::Ledgers::<T>::contains_key), "a domain without a ledger");
	let ledgers = reputation::Ledgers::<T>::iter_keys().count();
	ensure!(ledgers == domains as usize, "a ledger of no domain");
	Ok(())
}

/// The reason of a hold or a stake, as the runtime encodes it.
type Reason<T> = <T as pallet_balances::Config>::RuntimeHoldReason;

/// Returns the era of a domain.
fn era<T: Config>(domain: DomainId) -> u32 {
	<reputation::Pallet<T> as InspectReputation<T::AccountId>>::era(domain)
}

/// Stakes of one account in one domain for one reason.
#[derive(Default)]
struct Stakes {
	shares: u128,
	count: u32,
}

/// Checks that each account's stakes match the records of the pallets that took them, by reason, in
/// number and amount. In a domain that has had a new era the amount may be greater. What rounding
/// leaves of each stake stays until the reason's last stake ends.
fn check_stakes<T: Config>() -> Result<(), TryRuntimeError> {
	let mut remembered = BTreeMap::<Vec<u8>, Stakes>::new();
	let mut remember = |domain: DomainId, who: T::AccountId, reason: Reason<T>, stake: Shares| {
		let stakes = remembered.entry((domain, who, reason).encode()).or_default();
		stakes.shares = stakes.shares.saturating_add(stake.in_era(era::<T>(domain)));
		stakes.count = stakes.count.saturating_add(1);
	};
	for (pool, who, vote) in pool::Votes::<T>::iter() {
		let pool = pool::Pools::<T>::get(pool).ok_or("a vote's pool is gone")?;
		// A pledge in a pool for governance is not held.
		if pool.governance.is_none() {
			remember(pool.domain, who, pool::HoldReason::Pool.into(), vote.stake);
		}
	}
	for (domain, who, offer) in availability::Offers::<T>::iter() {
		remember(domain, who, availability::HoldReason::Availability.into(), offer.stake);
	}
	for request in business::Requests::<T>::iter_values() {
		if let business::State::Assigned { expert, stake, .. } = request.state {
			remember(request.domain, expert, business::HoldReason::Work.into(), stake);
		}
	}
	for (domain, who, account) in reputation::Accounts::<T>::iter() {
		for hold in account.holds {
			let stakes =
				remembered.remove(&(domain, &who, hold.reason).encode()).unwrap_or_default();
			ensure!(stakes.count == hold.stakes, "REP is held for another number of stakes");
			let held = Shares::new(hold.shares, account.era).in_era(era::<T>(domain));
			let rounded =
				held.checked_sub(stakes.shares).ok_or("less REP is held than is staked")?;
			ensure!(rounded == 0 || era::<T>(domain) > 0, "more REP is held than is staked");
		}
	}
	ensure!(remembered.is_empty(), "a stake is not held");
	Ok(())
}

/// Checks that each expert is assigned as many jobs as requests drew that expert and have not
/// ended.
fn check_assigned<T: Config>() -> Result<(), TryRuntimeError> {
	let mut jobs = BTreeMap::<(DomainId, T::AccountId), u32>::new();
	for request in business::Requests::<T>::iter_values() {
		use business::State;
		if let State::Assigned { expert, .. } | State::Validating { expert, .. } = request.state {
			let count = jobs.entry((request.domain, expert)).or_default();
			*count = count.saturating_add(1);
		}
	}
	for (domain, who, count) in availability::Assigned::<T>::iter() {
		let jobs = jobs.remove(&(domain, who));
		ensure!(jobs == Some(count), "an expert is counted at another number of jobs");
	}
	ensure!(jobs.is_empty(), "an expert has a job that is not counted");
	Ok(())
}

/// Checks the pins of posts. A post has one for each of its pools that is not settled, and one more
/// if a governance pool has ratified it.
fn check_pins<T: Config>(kept: impl Iterator<Item = PostId>) -> Result<(), TryRuntimeError> {
	let mut pins = BTreeMap::<PostId, u32>::new();
	let pools = pool::Pools::<T>::iter_values().map(|pool| pool.post);
	for post in pools.chain(kept) {
		let count = pins.entry(post).or_default();
		*count = count.saturating_add(1);
	}
	for (post, state) in forum::PostStates::<T>::iter() {
		let pins = pins.remove(&post).unwrap_or_default();
		ensure!(state.pins == pins, "a post is pinned more or less often than it is needed");
	}
	ensure!(pins.is_empty(), "a post that is needed is not there");
	Ok(())
}

/// Tokens that are held from each account for each reason.
struct Owed<T>(BTreeMap<Vec<u8>, Balance>, PhantomData<T>);

impl<T: Config> Owed<T> {
	fn add(&mut self, who: T::AccountId, reason: impl Into<Reason<T>>, amount: Balance) {
		let owed = self.0.entry((who, reason.into()).encode()).or_default();
		*owed = owed.saturating_add(amount);
	}

	/// Adds a deposit, whose ticket is the amount.
	fn add_ticket(
		&mut self,
		who: T::AccountId,
		reason: impl Into<Reason<T>>,
		ticket: impl Encode,
	) -> Result<(), TryRuntimeError> {
		let amount = Balance::decode(&mut &ticket.encode()[..]);
		self.add(who, reason, amount.map_err(|_| "a ticket is no amount")?);
		Ok(())
	}
}

/// Checks that fees and deposits are held from the accounts, for the reasons and in the amounts
/// that the pallets remember.
fn check_holds<T: Config>() -> Result<(), TryRuntimeError> {
	let mut owed = owed::<T>()?;
	for (who, holds) in pallet_balances::Holds::<T>::iter() {
		for hold in holds.into_iter().filter(|hold| is_of_experts::<T>(&hold.id)) {
			let remembered = owed.0.remove(&(&who, hold.id).encode());
			ensure!(remembered == Some(hold.amount), "a hold is not what a pallet remembers");
		}
	}
	ensure!(owed.0.into_values().all(|amount| amount == 0), "a fee or a deposit is not held");
	Ok(())
}

/// Returns true if one of the experts' pallets holds for this reason, which begins with the index
/// of its pallet.
fn is_of_experts<T: Config>(reason: &Reason<T>) -> bool {
	let indices = [
		domains::Pallet::<T>::index(),
		forum::Pallet::<T>::index(),
		pool::Pallet::<T>::index(),
		availability::Pallet::<T>::index(),
		business::Pallet::<T>::index(),
	];
	reason.using_encoded(|bytes| {
		bytes.first().is_some_and(|first| indices.contains(&usize::from(*first)))
	})
}

/// Returns the tokens that the experts' pallets remember to hold.
fn owed<T: Config>() -> Result<Owed<T>, TryRuntimeError> {
	let mut owed = Owed::<T>(BTreeMap::new(), PhantomData);
	for profile in domains::Profiles::<T>::iter_values() {
		if let Some(ticket) = profile.ticket {
			owed.add_ticket(profile.founder, domains::HoldReason::Domain, ticket)?;
		}
	}
	for post in forum::Posts::<T>::iter_values() {
		owed.add_ticket(post.poster, forum::HoldReason::Post, post.ticket)?;
	}
	for pool in pool::Pools::<T>::iter_values() {
		let voting = pool.state == pool::PoolState::Voting;
		if let (pool::Sponsor::Opener { deposit }, true) = (pool.sponsor, voting) {
			owed.add(pool.opener.clone(), pool::HoldReason::Deposit, deposit);
			owed.add(pool.opener, pool::HoldReason::Fee, pool.fee);
		}
	}
	for (_, who, offer) in availability::Offers::<T>::iter() {
		owed.add_ticket(who, availability::HoldReason::OfferDeposit, offer.ticket)?;
	}
	for service in business::Services::<T>::iter_values() {
		owed.add_ticket(service.owner, business::HoldReason::ServiceDeposit, service.ticket)?;
	}
	for request in business::Requests::<T>::iter_values() {
		let reason = business::HoldReason::RequestDeposit;
		let held = request.held();
		owed.add_ticket(request.customer.clone(), reason, request.ticket)?;
		owed.add(request.customer, business::HoldReason::Fee, held);
	}
	Ok(owed)
}
