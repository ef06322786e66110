//! Invariants of governance together with the pools and posts that it keeps.

use frame_support::ensure;
use pallet_governance::Ratifications;
use pallet_validation_pool::{Ballots, Choice, Pools};
use sp_runtime::TryRuntimeError;
use witan_experts::{ids::PostId, pool::Side};

/// A runtime that has governance, and the pools that ratify.
pub trait Config: pallet_governance::Config + pallet_validation_pool::Config {}

impl<T: pallet_governance::Config + pallet_validation_pool::Config> Config for T {}

/// Returns the posts that governance keeps from being removed.
pub fn kept_posts<T: Config>() -> impl Iterator<Item = PostId> {
	Ratifications::<T>::iter_keys()
}

/// Checks that the ratifiers of a post can be read. Once its pool is settled, there are as many
/// ballots as there were voters. They are for no more and against no more than the pool counted.
pub fn check_ballots<T: Config>() -> Result<(), TryRuntimeError> {
	for record in Ratifications::<T>::iter_values() {
		if Pools::<T>::contains_key(record.pool) {
			continue;
		}
		let (mut voters, mut ayes, mut nays) = (0u32, 0u128, 0u128);
		for ballot in Ballots::<T>::iter_prefix_values(record.pool) {
			ensure!(ballot.domain == record.domain, "a ballot of another domain");
			let stake = ballot.vote.stake.in_era(record.ayes.era);
			voters = voters.saturating_add(1);
			match ballot.vote.choice {
				Choice::Open(Side::Aye) => ayes = ayes.saturating_add(stake),
				Choice::Open(Side::Nay) => nays = nays.saturating_add(stake),
				Choice::Sealed { .. } => {},
			}
		}
		ensure!(voters == record.voters, "another number of ballots than of voters");
		let rounding = u128::from(voters);
		for (ballots, counted) in [(ayes, record.ayes.value), (nays, record.nays.value)] {
			let missing = counted.checked_sub(ballots).ok_or("ballots exceed what was counted")?;
			ensure!(missing <= rounding, "ballots are less than what was counted");
		}
	}
	Ok(())
}
