//! Invariants of several pallets together. Each pallet's own are in its `try_state`.

use crate::systems::{chain, experts, governance};
use pallet_balances::AccountData;
use sp_runtime::TryRuntimeError;
use witan_primitives::Balance;

/// Checks them all. Reads the whole storage of tokens, of bodies of experts and of governance.
pub fn check<T>() -> Result<(), TryRuntimeError>
where
	T: frame_system::Config<AccountData = AccountData<Balance>>
		+ experts::invariants::Config
		+ governance::invariants::Config,
{
	experts::invariants::check::<T>(governance::invariants::kept_posts::<T>())?;
	governance::invariants::check_ballots::<T>()?;
	chain::check_issuance::<T>()
}
