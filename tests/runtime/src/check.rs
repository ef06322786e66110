//! Every invariant of the design: each pallet's own, and those that no pallet can see alone.

use std::collections::BTreeMap;
use witan_primitives::{
	reputation::{DomainId, ReputationLedger, Units},
	AccountId, Balance,
};
use witan_runtime::*;

/// Panics with what is broken.
pub fn check_all(issuance: Balance) {
	for (name, result) in [
		("reputation", Reputation::do_try_state()),
		("forum", Forum::do_try_state()),
		("validation pool", ValidationPool::do_try_state()),
		("availability", Availability::do_try_state()),
		("business", Business::do_try_state()),
	] {
		assert!(result.is_ok(), "block {}: {name}: {result:?}", System::block_number());
	}
	check_stakes();
	check_tokens(issuance);
}

/// A stake that a pallet remembers: where, whose, what for.
type Key = (DomainId, AccountId, RuntimeHoldReason);

/// What each account has staked is what the pallets that took the stakes remember, one by one (invariant 5). Rounding by a
/// new era leaves less than a unit for each stake.
fn check_stakes() {
	let mut remembered = BTreeMap::<Vec<u8>, (u128, u32)>::new();
	let mut remember = |key: Key, stake: Units| {
		let entry = remembered.entry(codec::Encode::encode(&key)).or_default();
		entry.0 += stake.in_era(Reputation::era(key.0));
		entry.1 += 1;
	};
	let pool = RuntimeHoldReason::ValidationPool(pallet_validation_pool::HoldReason::Pool);
	let offer = RuntimeHoldReason::Availability(pallet_availability::HoldReason::Availability);
	let work = RuntimeHoldReason::Business(pallet_business::HoldReason::Work);
	for (id, who, vote) in pallet_validation_pool::Votes::<Runtime>::iter() {
		let domain =
			pallet_validation_pool::Pools::<Runtime>::get(id).expect("a vote's pool").domain;
		remember((domain, who, pool), vote.stake);
	}
	for (domain, who, offered) in pallet_availability::Offers::<Runtime>::iter() {
		remember((domain, who, offer), offered.stake);
	}
	for request in pallet_business::Requests::<Runtime>::iter_values() {
		if let pallet_business::State::Assigned { expert, stake, .. } = request.state {
			remember((request.domain, expert, work), stake);
		}
	}
	for (domain, who, account) in pallet_reputation::Accounts::<Runtime>::iter() {
		let era = Reputation::era(domain);
		for hold in account.holds {
			let key = codec::Encode::encode(&(domain, &who, hold.reason));
			let (sum, stakes) = remembered.remove(&key).unwrap_or_default();
			let held = Units::new(hold.units, account.era).in_era(era);
			assert_eq!(stakes, hold.stakes, "stakes of {who} in {domain} for {:?}", hold.reason);
			assert!(
				sum <= held && held - sum <= stakes.into(),
				"{who} in {domain} for {:?}: {held} held, {sum} remembered",
				hold.reason
			);
		}
	}
	assert!(remembered.is_empty(), "{} stakes are not held", remembered.len());
}

/// No token is made or lost (invariant 2).
fn check_tokens(issuance: Balance) {
	assert_eq!(pallet_balances::TotalIssuance::<Runtime>::get(), issuance);
	let sum: Balance = frame_system::Account::<Runtime>::iter_values()
		.map(|account| account.data.free + account.data.reserved)
		.sum();
	assert_eq!(sum, issuance);
}
