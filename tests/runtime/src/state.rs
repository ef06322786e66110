//! The things on the chain that actions can be about, always in the same order.

use crate::chain::{player, PLAYERS};
use pallet_governance::Ratifications;
use std::collections::BTreeSet;
use witan_experts::ids::{DomainId, PoolId, PostId, RequestId, ServiceId};
use witan_primitives::{AccountId, BlockNumber};
use witan_runtime::*;

/// A pool, as stored.
pub type Pool = pallet_validation_pool::PoolOf<Runtime>;
/// A request, as stored.
pub type Request = pallet_business::RequestOf<Runtime>;

/// Returns all domains.
pub fn domains() -> Vec<DomainId> {
	(0..pallet_domains::NextDomain::<Runtime>::get()).collect()
}

/// Returns true if a domain has no REP, so that only its founder can decide in it.
pub fn is_empty(domain: DomainId) -> bool {
	Reputation::ledger(domain).is_some_and(|of| of.supply == 0)
}

/// Returns the maker of a domain.
pub fn founder(domain: DomainId) -> Option<AccountId> {
	pallet_domains::Profiles::<Runtime>::get(domain).map(|of| of.founder)
}

/// Returns all posts with their domains, the oldest first.
pub fn posts() -> Vec<(PostId, DomainId)> {
	let mut posts: Vec<_> = pallet_forum::Posts::<Runtime>::iter().collect();
	posts.sort_by_key(|(id, post)| (post.at, *id));
	posts.into_iter().map(|(id, post)| (id, post.domain)).collect()
}

/// Returns all pools, the oldest first.
pub fn pools() -> Vec<(PoolId, Pool)> {
	let mut pools: Vec<_> = pallet_validation_pool::Pools::<Runtime>::iter().collect();
	pools.sort_by_key(|(id, _)| *id);
	pools
}

/// Returns true if a governance pool has ratified a post.
pub fn is_ratified(post: PostId) -> bool {
	Ratifications::<Runtime>::contains_key(post)
}

/// Returns the ratified posts whose directives wait, with their domains and the blocks in which
/// they are due, by due block.
pub fn waiting() -> Vec<(PostId, DomainId, BlockNumber)> {
	let mut waiting: Vec<_> = Ratifications::<Runtime>::iter()
		.filter_map(|(post, record)| match record.state {
			pallet_governance::State::Scheduled { at } => Some((post, record.domain, at)),
			_ => None,
		})
		.collect();
	waiting.sort_by_key(|(post, _, at)| (*at, *post));
	waiting
}

/// Returns all services, the oldest first.
pub fn services() -> Vec<(ServiceId, pallet_business::ServiceOf<Runtime>)> {
	let mut services: Vec<_> = pallet_business::Services::<Runtime>::iter().collect();
	services.sort_by_key(|(id, _)| *id);
	services
}

/// Returns all requests, the oldest first.
pub fn requests() -> Vec<(RequestId, Request)> {
	let mut requests: Vec<_> = pallet_business::Requests::<Runtime>::iter().collect();
	requests.sort_by_key(|(id, _)| *id);
	requests
}

/// Returns all offers: the domain, the owner, and the first block in which the offer is not open
/// any more.
pub fn offers() -> Vec<(DomainId, AccountId, BlockNumber)> {
	let mut offers: Vec<_> = pallet_availability::Offers::<Runtime>::iter()
		.map(|(domain, who, offer)| (domain, who, offer.until))
		.collect();
	offers.sort();
	offers
}

/// Returns each player in each domain.
pub fn memberships() -> Vec<(DomainId, AccountId)> {
	let players = 0..PLAYERS.len() as u8;
	domains()
		.into_iter()
		.flat_map(|domain| players.clone().map(move |index| (domain, player(index))))
		.collect()
}

/// Returns the future blocks in which something of a request, a pool, an offer or a directive
/// begins or is due, the next one first.
pub fn deadlines() -> Vec<BlockNumber> {
	let of_requests = requests().into_iter().map(|(_, request)| request.deadline);
	let of_pools = pools()
		.into_iter()
		.flat_map(|(_, pool)| [pool.schedule.stakes_until, pool.schedule.decides_at]);
	let of_offers = offers().into_iter().map(|(_, _, until)| until);
	let of_directives = waiting().into_iter().map(|(_, _, at)| at);
	let all: BTreeSet<BlockNumber> =
		of_requests.chain(of_pools).chain(of_offers).chain(of_directives).collect();
	all.range(System::block_number() + 1..).copied().collect()
}
