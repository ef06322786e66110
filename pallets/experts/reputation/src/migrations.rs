//! Migrations over many blocks, in steps that each have a known weight.

#[cfg(any(test, feature = "try-runtime"))]
use crate::eras::parts_of_account;
use crate::{
	decay::MAX_ERAS_HELD, eras::Current, ledger::Entry, types::Ledger, Accounts, Config, EraEnds,
	Ledgers, Pallet, WeightInfo,
};
#[cfg(any(test, feature = "try-runtime"))]
use codec::{Decode, Encode};
use core::marker::PhantomData;
use frame_support::{
	defensive,
	migrations::{MigrationId, SteppedMigration, SteppedMigrationError},
	weights::WeightMeter,
};
use frame_system::pallet_prelude::BlockNumberFor;
use sp_runtime::DispatchResult;
use witan_experts::{ids::DomainId, migration::take_steps};
#[cfg(any(test, feature = "try-runtime"))]
use witan_experts::{ledger::InspectReputation, shares::Shares};
#[cfg(any(test, feature = "try-runtime"))]
use witan_primitives::Balance;

/// Settles every account and forgets past eras. Nobody's REP or dividends change.
///
/// It carries each account to the era that its domain is in, with the dividends that it earned
/// until now. Afterwards no account needs the dividend index at the ends of earlier eras, which is
/// removed. Without this migration it is kept for good, for accounts that have not been touched
/// since.
pub struct SettleAccounts<T>(PhantomData<T>);

/// The progress of [`SettleAccounts`].
#[frame_support::stored]
pub struct Cursor<AccountId> {
	/// The domain in turn; those before it are done.
	domain: DomainId,
	/// The era of the domain when its turn began. All its accounts will be of this era or a later
	/// one, whatever the chain does between two steps.
	era: u32,
	/// The work to do next.
	stage: Stage<AccountId>,
}

/// The work in a domain.
#[frame_support::stored]
enum Stage<AccountId> {
	/// Settles the account after this one, in the order of the map, or the first.
	Settle(Option<AccountId>),
	/// Forgets the end of the era after this one, in the order of the map, or the first.
	Forget(Option<u32>),
}

impl<T: Config> SettleAccounts<T> {
	/// Begins a domain's turn.
	fn begin(domain: DomainId) -> Cursor<T::AccountId> {
		let era = Current::<T>::read(domain).map_or(0, |current| current.ledger.era);
		Cursor { domain, era, stage: Stage::Settle(None) }
	}

	/// Does one step: one account, one end of an era, or the next domain. `None` if all is done.
	fn advance(cursor: Cursor<T::AccountId>) -> Option<Cursor<T::AccountId>> {
		let Cursor { domain, era, stage } = cursor;
		// Ids of domains have no gaps.
		if !Ledgers::<T>::contains_key(domain) {
			return None;
		}
		let next = match stage {
			Stage::Settle(last) => Self::settle_next(domain, last),
			Stage::Forget(last) => Self::forget_next(domain, last, era),
		};
		let cursor = next.map(|stage| Cursor { domain, era, stage });
		Some(cursor.unwrap_or_else(|| Self::begin(domain.saturating_add(1))))
	}

	/// Settles the next account. `None` if that failed, which ends the domain's turn.
	fn settle_next(domain: DomainId, last: Option<T::AccountId>) -> Option<Stage<T::AccountId>> {
		let mut accounts = match last {
			None => Accounts::<T>::iter_key_prefix(domain),
			Some(who) => Accounts::<T>::iter_key_prefix_from(
				domain,
				Accounts::<T>::hashed_key_for(domain, who),
			),
		};
		let Some(who) = accounts.next() else { return Some(Stage::Forget(None)) };
		if let Err(error) = Self::settle(domain, &who) {
			defensive!("an account that can be read can be carried over", error);
			// As long as it is not settled it needs the ends of earlier eras.
			return None;
		}
		Some(Stage::Settle(Some(who)))
	}

	/// Forgets the next end of an era before `current`. `None` if there are no more ends.
	fn forget_next(
		domain: DomainId,
		last: Option<u32>,
		current: u32,
	) -> Option<Stage<T::AccountId>> {
		let mut eras = match last {
			None => EraEnds::<T>::iter_key_prefix(domain),
			Some(era) => EraEnds::<T>::iter_key_prefix_from(
				domain,
				EraEnds::<T>::hashed_key_for(domain, era),
			),
		};
		let era = eras.next()?;
		// Accounts may still need the end of the current era and of later ones.
		if era < current {
			EraEnds::<T>::remove(domain, era);
		}
		Some(Stage::Forget(Some(era)))
	}

	/// Carries an account to the current era and stores it.
	fn settle(domain: DomainId, who: &T::AccountId) -> DispatchResult {
		Entry::<T>::read(domain, who)?.write()
	}
}

impl<T: Config> SteppedMigration for SettleAccounts<T> {
	type Cursor = Cursor<T::AccountId>;
	type Identifier = MigrationId<10>;

	fn id() -> Self::Identifier {
		MigrationId { pallet_id: *b"reputation", version_from: 0, version_to: 1 }
	}

	fn step(
		cursor: Option<Self::Cursor>,
		meter: &mut WeightMeter,
	) -> Result<Option<Self::Cursor>, SteppedMigrationError> {
		// A claim does all that a step does, and also pays.
		let required = T::WeightInfo::claim_dividends(MAX_ERAS_HELD);
		take_steps(cursor.unwrap_or_else(|| Self::begin(0)), meter, required, Self::advance)
	}

	#[cfg(feature = "try-runtime")]
	fn pre_upgrade() -> Result<alloc::vec::Vec<u8>, sp_runtime::TryRuntimeError> {
		Ok(Self::holdings().encode())
	}

	#[cfg(feature = "try-runtime")]
	fn post_upgrade(state: alloc::vec::Vec<u8>) -> Result<(), sp_runtime::TryRuntimeError> {
		let before = Holdings::<T>::decode(&mut &state[..]).map_err(|_| "no state")?;
		Self::check(&before)
	}
}

/// The holdings of an account: REP and debt in shares, which passing blocks don't change, and
/// dividends to claim.
#[cfg(any(test, feature = "try-runtime"))]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode)]
pub struct Held {
	total: Shares,
	debt: Shares,
	pub(crate) dividends: Balance,
}

#[cfg(any(test, feature = "try-runtime"))]
impl Held {
	/// Returns the same holdings in a later era. Zero shares have no era.
	fn in_era(self, era: u32) -> Self {
		let carried = |shares: Shares| match shares.in_era(era) {
			0 => Shares::zero(),
			value => Shares::new(value, era),
		};
		Self { total: carried(self.total), debt: carried(self.debt), ..self }
	}
}

/// The holdings of each account of each domain.
#[cfg(any(test, feature = "try-runtime"))]
pub type Holdings<T> =
	alloc::collections::BTreeMap<(DomainId, <T as frame_system::Config>::AccountId), Held>;

#[cfg(any(test, feature = "try-runtime"))]
impl<T: Config> SettleAccounts<T> {
	/// Returns the holdings of all accounts.
	pub fn holdings() -> Holdings<T> {
		let of = |(domain, who): (DomainId, T::AccountId)| {
			let held = Held {
				total: <Pallet<T> as InspectReputation<_>>::total(domain, &who),
				debt: <Pallet<T> as InspectReputation<_>>::debt(domain, &who),
				dividends: Pallet::<T>::pending_dividends(domain, who.clone()),
			};
			let era = <Pallet<T> as InspectReputation<_>>::era(domain);
			((domain, who), held.in_era(era))
		};
		Accounts::<T>::iter_keys().map(of).collect()
	}

	/// Checks that every account has what it had before, whatever blocks and eras have passed.
	///
	/// It may have fewer shares by what its parts, free and held, round to when an era ends.
	pub(crate) fn check(before: &Holdings<T>) -> Result<(), sp_runtime::TryRuntimeError> {
		let parts = parts_of_account::<T>().into();
		let after = Self::holdings();
		let kept = before.iter().all(|(key @ (domain, _), held)| {
			let held = held.in_era(<Pallet<T> as InspectReputation<_>>::era(*domain));
			let has = after.get(key).copied().unwrap_or_default();
			let rounded = held.total.value.checked_sub(has.total.value);
			rounded.is_some_and(|shares| shares <= parts)
				&& (has.debt, has.dividends) == (held.debt, held.dividends)
		});
		frame_support::ensure!(kept, "an account has other REP or dividends than before");
		Ok(())
	}
}

/// Storage before [`ListSnapshots`].
pub(crate) mod v0 {
	use crate::{types::SnapshotRecord, Config, Pallet};
	use frame_support::{storage_alias, Twox64Concat};
	use frame_system::pallet_prelude::BlockNumberFor;
	use sp_core::U256;
	use witan_experts::ids::DomainId;

	/// A ledger with its last snapshot alone.
	#[frame_support::stored(no_skip_type_params)]
	pub struct Ledger<BlockNumber> {
		pub half_life: Option<BlockNumber>,
		#[codec(compact)]
		pub era: u32,
		pub era_start: BlockNumber,
		#[codec(compact)]
		pub shares: u128,
		#[codec(compact)]
		pub roundings: u128,
		#[codec(compact)]
		pub accounts: u64,
		pub paid_this_era: bool,
		pub index: U256,
		#[codec(compact)]
		pub paid_in: u128,
		#[codec(compact)]
		pub claimed: u128,
		#[codec(compact)]
		pub unassigned: u128,
		pub snapshot: Option<SnapshotRecord<BlockNumber>>,
	}

	#[storage_alias]
	pub type Ledgers<T: Config> =
		StorageMap<Pallet<T>, Twox64Concat, DomainId, Ledger<BlockNumberFor<T>>>;
}

/// Makes the last snapshot of each ledger the first of a list, and takes another one if the domain
/// demands an age of snapshots. No REP changes.
///
/// A domain may mint against fees as if it had not minted for long.
///
/// It reads parameters of domains, and runs after their migration. Nothing reads a ledger before it
/// is converted: neither calls nor hooks touch REP while migrations run.
pub struct ListSnapshots<T>(PhantomData<T>);

impl<T: Config> ListSnapshots<T> {
	/// Converts the ledger of a domain, and returns the next domain. `None` if there is no ledger:
	/// ids of domains have no gaps.
	fn advance(domain: DomainId) -> Option<DomainId> {
		if !Ledgers::<T>::contains_key(domain) {
			return None;
		}
		match v0::Ledgers::<T>::get(domain) {
			Some(old) => {
				Ledgers::<T>::insert(domain, Self::convert(old));
				Pallet::<T>::do_follow_parameters(domain);
			},
			None => {
				defensive!("a ledger is of the release before");
			},
		}
		Some(domain.saturating_add(1))
	}

	fn convert(old: v0::Ledger<BlockNumberFor<T>>) -> Ledger<BlockNumberFor<T>> {
		let v0::Ledger { half_life, era, era_start, shares, roundings, accounts, .. } = old;
		let v0::Ledger { paid_this_era, index, paid_in, claimed, unassigned, snapshot, .. } = old;
		let now = frame_system::Pallet::<T>::block_number();
		let mut ledger = Ledger {
			half_life,
			era,
			era_start,
			shares,
			roundings,
			accounts,
			paid_this_era,
			index,
			paid_in,
			claimed,
			unassigned,
			..Ledger::new(half_life, now)
		};
		if let Some(snapshot) = snapshot {
			ledger.keep_snapshot(snapshot);
		}
		ledger
	}
}

impl<T: Config> SteppedMigration for ListSnapshots<T> {
	/// The next domain.
	type Cursor = DomainId;
	type Identifier = MigrationId<10>;

	fn id() -> Self::Identifier {
		MigrationId { pallet_id: *b"reputation", version_from: 1, version_to: 2 }
	}

	fn step(
		cursor: Option<Self::Cursor>,
		meter: &mut WeightMeter,
	) -> Result<Option<Self::Cursor>, SteppedMigrationError> {
		// A claim reads and writes a ledger and more.
		let required = T::WeightInfo::claim_dividends(MAX_ERAS_HELD);
		take_steps(cursor.unwrap_or_default(), meter, required, Self::advance)
	}

	#[cfg(feature = "try-runtime")]
	fn pre_upgrade() -> Result<alloc::vec::Vec<u8>, sp_runtime::TryRuntimeError> {
		Ok(v0::Ledgers::<T>::iter().collect::<alloc::vec::Vec<_>>().encode())
	}

	#[cfg(feature = "try-runtime")]
	fn post_upgrade(state: alloc::vec::Vec<u8>) -> Result<(), sp_runtime::TryRuntimeError> {
		let before = Decode::decode(&mut &state[..]).map_err(|_| "no state")?;
		Self::check(before)
	}
}

#[cfg(any(test, feature = "try-runtime"))]
impl<T: Config> ListSnapshots<T> {
	/// Checks that every domain has the REP and the dividends that it had before, and its last
	/// snapshot, and that every invariant of the pallet holds.
	pub(crate) fn check(
		before: alloc::vec::Vec<(DomainId, v0::Ledger<BlockNumberFor<T>>)>,
	) -> Result<(), sp_runtime::TryRuntimeError> {
		for (domain, old) in before {
			let kept = old.snapshot;
			let mut old = Self::convert(old);
			let now = frame_system::Pallet::<T>::block_number();
			old.carry_to(now, parts_of_account::<T>());
			let new = Ledgers::<T>::get(domain).ok_or("a ledger can't be read")?;
			let snapshots = new.snapshots.clone();
			let (spacing, missing_at) = (new.spacing, old.missing_at);
			let as_before = Ledger { snapshots: old.snapshots.clone(), missing_at, ..new };
			frame_support::ensure!(
				as_before == Ledger { spacing, ..old },
				"a ledger is not what it was"
			);
			let has_last = kept.is_none_or(|last| snapshots.contains(&last));
			frame_support::ensure!(has_last, "a snapshot was lost");
		}
		Pallet::<T>::do_try_state()
	}
}
