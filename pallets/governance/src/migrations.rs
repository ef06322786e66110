//! Migrations over many blocks, in steps that each have a known weight.

use crate::{Config, Ratification, Ratifications, WeightInfo};
use core::marker::PhantomData;
use frame_support::{
	migrations::{MigrationId, SteppedMigration, SteppedMigrationError},
	weights::WeightMeter,
};
use frame_system::pallet_prelude::BlockNumberFor;
use witan_experts::{
	domain::InspectDomains,
	migration::{take_steps, translate_next, Key},
	pool::Tier,
};

/// The records before [`RememberVotes`].
pub mod v0 {
	use crate::State;
	use witan_experts::{
		ids::{DomainId, PoolId},
		shares::Shares,
	};

	/// The ratification of a post.
	#[frame_support::stored(no_skip_type_params)]
	pub struct Ratification<BlockNumber> {
		/// The post's domain.
		pub domain: DomainId,
		/// The pool that ratified it.
		pub pool: PoolId,
		/// The block in which it did.
		pub at: BlockNumber,
		/// The stakes for it.
		pub ayes: Shares,
		/// The stakes against it.
		pub nays: Shares,
		/// All REP of the domain.
		pub supply: Shares,
		/// The number of voters.
		pub voters: u32,
		/// The state of the post's directive.
		pub state: State<BlockNumber>,
	}
}

/// Adds the tier, and the duration of its domain's shortest vote, to each ratification. No
/// directive's state changes.
///
/// It reads parameters of domains, and runs after their migration.
pub struct RememberVotes<T>(PhantomData<T>);

impl<T: Config> RememberVotes<T> {
	/// Converts the ratification after this one, in the order of the map, or the first. Returns its
	/// key, or `None` if there is none.
	fn advance(last: Option<Key>) -> Option<Option<Key>> {
		translate_next::<Ratifications<T>, _, _, _>(last, |_, old| Self::convert(old))
	}

	fn convert(old: v0::Ratification<BlockNumberFor<T>>) -> Ratification<BlockNumberFor<T>> {
		let v0::Ratification { domain, pool, at, ayes, nays, supply, voters, state } = old;
		let vote =
			T::Domains::parameters(domain).map(|of| of.governance.duration).unwrap_or_default();
		// There was one bar, which is that of this tier now.
		let tier = Tier::Parameter;
		Ratification { domain, pool, at, tier, ayes, nays, supply, voters, vote, state }
	}
}

impl<T: Config> SteppedMigration for RememberVotes<T> {
	type Cursor = Option<Key>;
	type Identifier = MigrationId<10>;

	fn id() -> Self::Identifier {
		MigrationId { pallet_id: *b"governance", version_from: 0, version_to: 1 }
	}

	fn step(
		cursor: Option<Self::Cursor>,
		meter: &mut WeightMeter,
	) -> Result<Option<Self::Cursor>, SteppedMigrationError> {
		// The outcome of a pool reads a domain and writes a ratification, too.
		let required = T::WeightInfo::on_pool_outcome();
		take_steps(cursor.unwrap_or_default(), meter, required, Self::advance)
	}

	#[cfg(feature = "try-runtime")]
	fn pre_upgrade() -> Result<alloc::vec::Vec<u8>, sp_runtime::TryRuntimeError> {
		let keys: alloc::vec::Vec<_> = Ratifications::<T>::iter_keys().collect();
		Ok(codec::Encode::encode(&keys))
	}

	#[cfg(feature = "try-runtime")]
	fn post_upgrade(state: alloc::vec::Vec<u8>) -> Result<(), sp_runtime::TryRuntimeError> {
		let before: alloc::vec::Vec<witan_experts::ids::PostId> =
			codec::Decode::decode(&mut &state[..]).map_err(|_| "no state")?;
		let are_there = before.iter().all(|post| Ratifications::<T>::get(post).is_some());
		frame_support::ensure!(are_there, "a ratification can't be read");
		crate::Pallet::<T>::do_try_state()
	}
}
