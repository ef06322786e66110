//! Every invariant of the design: each pallet's own, and those that no pallet can see alone.

use witan_primitives::Balance;
use witan_runtime::*;

/// Panics with what is broken. No test makes or destroys tokens: there are still as many as at genesis.
pub fn check_all(issuance: Balance) {
	for (name, result) in [
		("reputation", Reputation::do_try_state()),
		("forum", Forum::do_try_state()),
		("validation pool", ValidationPool::do_try_state()),
		("availability", Availability::do_try_state()),
		("business", Business::do_try_state()),
		("all together", invariants::check()),
	] {
		assert!(result.is_ok(), "block {}: {name}: {result:?}", System::block_number());
	}
	assert_eq!(pallet_balances::TotalIssuance::<Runtime>::get(), issuance);
}
