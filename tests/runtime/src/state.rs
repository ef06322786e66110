//! What there is on the chain that actions can be about, always in the same order.

use crate::chain::{player, PLAYERS};
use std::collections::BTreeSet;
use witan_primitives::{
	forum::PostId,
	pool::PoolId,
	reputation::DomainId,
	work::{RequestId, ServiceId},
	AccountId, BlockNumber,
};
use witan_runtime::*;

/// A pool, as stored.
pub type Pool = pallet_validation_pool::PoolOf<Runtime>;
/// A request, as stored.
pub type Request = pallet_business::RequestOf<Runtime>;

/// All domains.
pub fn domains() -> Vec<DomainId> {
	(0..pallet_reputation::NextDomain::<Runtime>::get()).collect()
}

/// Whether a domain has no REP, so that nothing but its founder's word decides in it.
pub fn is_empty(domain: DomainId) -> bool {
	Reputation::domain(domain).is_some_and(|of| of.supply == 0)
}

/// Who made a domain.
pub fn founder(domain: DomainId) -> Option<AccountId> {
	pallet_reputation::Profiles::<Runtime>::get(domain).map(|of| of.founder)
}

/// All posts with their domains, the oldest first.
pub fn posts() -> Vec<(PostId, DomainId)> {
	let mut posts: Vec<_> = pallet_forum::Posts::<Runtime>::iter().collect();
	posts.sort_by_key(|(id, post)| (post.at, *id));
	posts.into_iter().map(|(id, post)| (id, post.domain)).collect()
}

/// All pools, the oldest first.
pub fn pools() -> Vec<(PoolId, Pool)> {
	let mut pools: Vec<_> = pallet_validation_pool::Pools::<Runtime>::iter().collect();
	pools.sort_by_key(|(id, _)| *id);
	pools
}

/// All services, the oldest first.
pub fn services() -> Vec<(ServiceId, pallet_business::ServiceOf<Runtime>)> {
	let mut services: Vec<_> = pallet_business::Services::<Runtime>::iter().collect();
	services.sort_by_key(|(id, _)| *id);
	services
}

/// All requests, the oldest first.
pub fn requests() -> Vec<(RequestId, Request)> {
	let mut requests: Vec<_> = pallet_business::Requests::<Runtime>::iter().collect();
	requests.sort_by_key(|(id, _)| *id);
	requests
}

/// All offers: where, whose, and the first block in which it is not open any more.
pub fn offers() -> Vec<(DomainId, AccountId, BlockNumber)> {
	let mut offers: Vec<_> = pallet_availability::Offers::<Runtime>::iter()
		.map(|(domain, who, offer)| (domain, who, offer.until))
		.collect();
	offers.sort();
	offers
}

/// Each player in each domain.
pub fn memberships() -> Vec<(DomainId, AccountId)> {
	let players = 0..PLAYERS.len() as u8;
	domains()
		.into_iter()
		.flat_map(|domain| players.clone().map(move |index| (domain, player(index))))
		.collect()
}

/// The blocks to come in which something of a request, a pool or an offer begins or is due, the next one first.
pub fn deadlines() -> Vec<BlockNumber> {
	let of_requests = requests().into_iter().map(|(_, request)| request.deadline);
	let of_pools = pools().into_iter().flat_map(|(_, pool)| [pool.closes_at, pool.decides_at]);
	let of_offers = offers().into_iter().map(|(_, _, until)| until);
	let all: BTreeSet<BlockNumber> = of_requests.chain(of_pools).chain(of_offers).collect();
	all.range(System::block_number() + 1..).copied().collect()
}
