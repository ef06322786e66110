//! Every invariant of the design: each pallet's own, and those that span several pallets.

use codec::{Decode, Encode};
use frame_support::ensure;
use pallet_governance::SetParameter;
use sp_runtime::TryRuntimeError;
use witan_primitives::Balance;
use witan_runtime::{parameters::ChainParameters, *};
use witan_runtime_common::invariants;

/// Checks every invariant and panics with the broken one. No test makes or destroys tokens: there
/// are still as many as at genesis.
pub fn check_all(issuance: Balance) {
	for (name, result) in [
		("domains", Domains::do_try_state()),
		("reputation", Reputation::do_try_state()),
		("forum", Forum::do_try_state()),
		("validation pool", ValidationPool::do_try_state()),
		("availability", Availability::do_try_state()),
		("business", Business::do_try_state()),
		("governance", Governance::do_try_state()),
		("parameters", check_parameters()),
		("all together", invariants::check::<Runtime>()),
	] {
		assert!(result.is_ok(), "block {}: {name}: {result:?}", System::block_number());
	}
	assert_eq!(pallet_balances::TotalIssuance::<Runtime>::get(), issuance);
}

/// Checks that each domain can work with its parameters whatever was decided. Each of the chain's
/// parameters that was set must be in range.
fn check_parameters() -> Result<(), TryRuntimeError> {
	for parameters in pallet_domains::Parameters::<Runtime>::iter_values() {
		ensure!(parameters.check().is_ok(), "a domain's parameters are out of range");
	}
	for (key, value) in pallet_parameters::Parameters::<Runtime>::iter() {
		// A parameter is its key and maybe its value, which begins with the same two indices.
		let (key, value) = (key.encode(), value.encode());
		let encoded = [&key[..], &[1], &value[key.len()..]].concat();
		let parameter = RuntimeParameters::decode(&mut &encoded[..]).map_err(|_| "no parameter")?;
		ChainParameters::check(&parameter)?;
	}
	Ok(())
}
