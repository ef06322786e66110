//! Migrations over many blocks, in steps that each have a known weight.

use crate::{Config, Credit, DomainTotals, Pallet, Posts, Totals, TurnRing, Turns, WeightInfo};
use core::marker::PhantomData;
use frame_support::{
	defensive,
	migrations::{MigrationId, SteppedMigration, SteppedMigrationError},
	traits::DefensiveSaturating,
	weights::WeightMeter,
};
use witan_experts::{
	forum::MAX_AUTHORS,
	ids::{DomainId, PoolId, PostId},
	ledger::InspectReputation,
	migration::take_steps,
	shares::Shares,
};

/// Storage before the migration.
pub(crate) mod old {
	use super::{Config, Credit, DomainId, Pallet, PoolId, PostId, Shares};
	use crate::Ends;
	use frame_support::{pallet_prelude::ValueQuery, storage_alias, Twox64Concat};

	#[frame_support::stored]
	pub enum Step {
		Credit(Credit),
		/// A debit of authors, for an amount that the citing post's authors had got already.
		Debit {
			post: PostId,
			amount: Shares,
			pool: PoolId,
		},
	}

	#[frame_support::stored]
	pub struct Totals {
		pub put_in: Shares,
		pub leached: Shares,
		pub minted: Shares,
		pub incinerated: Shares,
		pub debited: Shares,
		pub roundings: u32,
	}

	#[storage_alias]
	pub type Queue<T: Config> =
		StorageDoubleMap<Pallet<T>, Twox64Concat, DomainId, Twox64Concat, u64, Step>;

	#[storage_alias]
	pub type QueueEnds<T: Config> = StorageMap<Pallet<T>, Twox64Concat, DomainId, Ends, ValueQuery>;

	#[storage_alias]
	pub type DomainTotals<T: Config> = StorageMap<Pallet<T>, Twox64Concat, DomainId, Totals>;
}

/// Makes the credits that wait rewards, in their order, and runs the debits that wait.
///
/// Citing posts' authors got what they leached before the debits. So each total of REP leached is
/// one of REP reserved too, and nothing of it is owed for nobody. Totals, edges and values stay.
///
/// Neither calls nor hooks reward posts while migrations run.
pub struct DepthFirst<T>(PhantomData<T>);

/// The progress of [`DepthFirst`].
#[frame_support::stored]
#[derive(Copy)]
pub enum Cursor {
	/// Converts the totals of the domain after this one, in the order of the map, or of the first.
	Totals(Option<DomainId>),
	/// Moves the steps of the domains in turn, up to the turn with this number. Turns from there on
	/// are of domains whose rewards have been moved.
	Turns(u64),
}

impl<T: Config> DepthFirst<T> {
	/// Does one step: one domain's totals, one waiting step, or the end of one turn. `None` if all
	/// is done.
	fn advance(cursor: Cursor) -> Option<Cursor> {
		match cursor {
			Cursor::Totals(last) => Some(Self::convert_next(last)),
			Cursor::Turns(end) => Self::move_next(end).map(|()| cursor),
		}
	}

	fn convert_next(last: Option<DomainId>) -> Cursor {
		let mut domains = match last {
			None => DomainTotals::<T>::iter_keys(),
			Some(domain) => {
				DomainTotals::<T>::iter_keys_from(DomainTotals::<T>::hashed_key_for(domain))
			},
		};
		let Some(domain) = domains.next() else {
			return Cursor::Turns(TurnRing::<T>::get().turns.tail);
		};
		if let Some(totals) = old::DomainTotals::<T>::get(domain) {
			let old::Totals { put_in, leached, minted, incinerated, roundings, .. } = totals;
			let (reserved, owed) = (leached, Shares::zero());
			let totals = Totals { put_in, reserved, leached, owed, minted, incinerated, roundings };
			DomainTotals::<T>::insert(domain, totals);
		}
		Cursor::Totals(Some(domain))
	}

	/// Moves the next step of the domain in turn, or ends its turn if none is left. `None` at the
	/// turn with the number `end`.
	fn move_next(end: u64) -> Option<()> {
		let mut ring = TurnRing::<T>::get();
		if ring.turns.head >= end {
			return None;
		}
		let domain = Turns::<T>::get(ring.turns.head).unwrap_or_default();
		let mut ends = old::QueueEnds::<T>::get(domain);
		if ends.is_empty() {
			old::QueueEnds::<T>::remove(domain);
			Turns::<T>::remove(ring.turns.pop());
			ring.ran = 0;
			TurnRing::<T>::put(ring);
			return Some(());
		}
		ring.waiting = ring.waiting.defensive_saturating_sub(1);
		TurnRing::<T>::put(ring);
		match old::Queue::<T>::take(domain, ends.pop()) {
			Some(old::Step::Credit(credit)) => Pallet::<T>::enqueue(domain, credit),
			Some(old::Step::Debit { post, amount, pool }) => Self::debit(post, amount, pool),
			None => {
				defensive!("a queue has no gaps");
			},
		}
		old::QueueEnds::<T>::insert(domain, ends);
		Some(())
	}

	/// Takes an amount from a post's authors, for nobody: the citing post's authors have it.
	fn debit(post: PostId, amount: Shares, pool: PoolId) {
		let Some(header) = Posts::<T>::get(post) else {
			defensive!("a post on which a step works is not removed");
			return;
		};
		let amount = amount.carried_to(T::Reputation::era(header.domain));
		if let Err(error) = Pallet::<T>::burn_of_authors(&header, post, pool, amount) {
			defensive!("MAX_PUT_IN bounds every sum", error);
		}
	}
}

impl<T: Config> SteppedMigration for DepthFirst<T> {
	type Cursor = Cursor;
	type Identifier = MigrationId<5>;

	fn id() -> Self::Identifier {
		MigrationId { pallet_id: *b"forum", version_from: 1, version_to: 2 }
	}

	fn step(
		cursor: Option<Self::Cursor>,
		meter: &mut WeightMeter,
	) -> Result<Option<Self::Cursor>, SteppedMigrationError> {
		// A debit does all that a step does, and also mints.
		let required = T::WeightInfo::debit_step(MAX_AUTHORS, 1);
		take_steps(cursor.unwrap_or(Cursor::Totals(None)), meter, required, Self::advance)
	}

	#[cfg(feature = "try-runtime")]
	fn pre_upgrade() -> Result<alloc::vec::Vec<u8>, sp_runtime::TryRuntimeError> {
		Ok(codec::Encode::encode(&Self::credits()))
	}

	#[cfg(feature = "try-runtime")]
	fn post_upgrade(state: alloc::vec::Vec<u8>) -> Result<(), sp_runtime::TryRuntimeError> {
		let before = codec::Decode::decode(&mut &state[..]).map_err(|_| "no state")?;
		Self::check(&before)
	}
}

/// The credits that wait in each domain, in their order.
#[cfg(any(test, feature = "try-runtime"))]
pub(crate) type Credits = alloc::collections::BTreeMap<DomainId, alloc::vec::Vec<Credit>>;

#[cfg(any(test, feature = "try-runtime"))]
impl<T: Config> DepthFirst<T> {
	/// Returns the credits that wait before the migration.
	pub(crate) fn credits() -> Credits {
		let mut credits = Credits::new();
		for (domain, ends) in old::QueueEnds::<T>::iter() {
			let steps =
				(ends.head..ends.tail).filter_map(|number| old::Queue::<T>::get(domain, number));
			let waiting = steps.filter_map(|step| match step {
				old::Step::Credit(credit) => Some(credit),
				old::Step::Debit { .. } => None,
			});
			let waiting: alloc::vec::Vec<_> = waiting.collect();
			if !waiting.is_empty() {
				credits.insert(domain, waiting);
			}
		}
		credits
	}

	/// Checks that those credits are rewards after the migration, that nothing else waits, and that
	/// every invariant of the pallet holds.
	pub(crate) fn check(before: &Credits) -> Result<(), sp_runtime::TryRuntimeError> {
		use crate::{Queues, Rewards};

		let rewards = |(domain, queue): (DomainId, crate::Queue)| {
			let numbers = queue.rewards.head..queue.rewards.tail;
			(domain, numbers.filter_map(|number| Rewards::<T>::get(domain, number)).collect())
		};
		let after: Credits = Queues::<T>::iter().map(rewards).collect();
		frame_support::ensure!(after == *before, "other rewards wait than before");
		let left = old::Queue::<T>::iter_keys().next().is_some()
			|| old::QueueEnds::<T>::iter_keys().next().is_some();
		frame_support::ensure!(!left, "old queues are left");
		Pallet::<T>::do_try_state()
	}
}
