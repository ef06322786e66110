//! Migrations that take as many blocks as there are accounts, in steps that each have a known weight.

use crate::{
	attenuation::MAX_ERAS_HELD, domains::Current, ledger::Entry, Accounts, Config, EraEnds,
	NextDomain, WeightInfo,
};
use codec::{Decode, Encode, MaxEncodedLen};
use core::marker::PhantomData;
use frame_support::{
	defensive,
	migrations::{MigrationId, SteppedMigration, SteppedMigrationError},
	weights::WeightMeter,
};
use sp_runtime::DispatchResult;
use witan_experts::ids::DomainId;
#[cfg(any(test, feature = "try-runtime"))]
use witan_experts::{ledger::InspectReputation, shares::Shares};
#[cfg(any(test, feature = "try-runtime"))]
use witan_primitives::Balance;

/// Settles every account: carries it over to the era that its domain is in, with the dividends that it earned until now.
/// Then nobody asks any more for the dividend index at the ends of the eras before, which is forgotten; without this it is
/// kept for good, for whoever has not been touched since. Nobody's REP or dividends change.
pub struct SettleAccounts<T>(PhantomData<T>);

/// How far [`SettleAccounts`] is.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen)]
pub struct Cursor<AccountId> {
	/// The domain whose turn it is; those before it are done.
	domain: DomainId,
	/// The era that it was in when its turn began. All its accounts will be of this era or a later one, whatever the chain does
	/// between two steps.
	era: u32,
	/// What to do next.
	stage: Stage<AccountId>,
}

/// What is done in a domain.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen)]
enum Stage<AccountId> {
	/// The account after this one, in the order of the map, or the first.
	Settle(Option<AccountId>),
	/// The end of the era after this one, in the order of the map, or the first.
	Forget(Option<u32>),
}

impl<T: Config> SettleAccounts<T> {
	/// The beginning of a domain's turn.
	fn begin(domain: DomainId) -> Cursor<T::AccountId> {
		let era = Current::<T>::read(domain).map_or(0, |current| current.domain.era);
		Cursor { domain, era, stage: Stage::Settle(None) }
	}

	/// One step: one account, one end of an era, or the next domain. `None` if all is done.
	fn advance(mut cursor: Cursor<T::AccountId>) -> Option<Cursor<T::AccountId>> {
		let domain = cursor.domain;
		if domain >= NextDomain::<T>::get() {
			return None;
		}
		match &cursor.stage {
			Stage::Settle(last) => {
				let next = match last {
					None => Accounts::<T>::iter_key_prefix(domain).next(),
					Some(who) => {
						let from = Accounts::<T>::hashed_key_for(domain, who);
						Accounts::<T>::iter_key_prefix_from(domain, from).next()
					},
				};
				cursor.stage = match next {
					None => Stage::Forget(None),
					Some(who) => {
						if let Err(error) = Self::settle(domain, &who) {
							defensive!("what can be read can be carried over", error);
							// Its earlier eras are needed as long as it is not settled.
							return Some(Self::begin(domain.saturating_add(1)));
						}
						Stage::Settle(Some(who))
					},
				};
			},
			Stage::Forget(last) => {
				let next = match last {
					None => EraEnds::<T>::iter_key_prefix(domain).next(),
					Some(era) => {
						let from = EraEnds::<T>::hashed_key_for(domain, era);
						EraEnds::<T>::iter_key_prefix_from(domain, from).next()
					},
				};
				let Some(era) = next else {
					return Some(Self::begin(domain.saturating_add(1)));
				};
				// Of this era and later ones the end is still asked for.
				if era < cursor.era {
					EraEnds::<T>::remove(domain, era);
				}
				cursor.stage = Stage::Forget(Some(era));
			},
		}
		Some(cursor)
	}

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
		// A claim does all that a step does, and pays besides.
		let required = T::WeightInfo::claim_dividends(MAX_ERAS_HELD);
		if !meter.can_consume(required) {
			return Err(SteppedMigrationError::InsufficientWeight { required });
		}
		let mut cursor = cursor.unwrap_or_else(|| Self::begin(0));
		while meter.try_consume(required).is_ok() {
			match Self::advance(cursor) {
				Some(next) => cursor = next,
				None => return Ok(None),
			}
		}
		Ok(Some(cursor))
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

/// What an account has: REP and debt in units, which blocks that pass don't change, and dividends to claim.
#[cfg(any(test, feature = "try-runtime"))]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode)]
pub struct Held {
	total: Shares,
	debt: Shares,
	pub(crate) dividends: Balance,
}

#[cfg(any(test, feature = "try-runtime"))]
impl Held {
	/// The same, written down in a later era. Nothing is of no era.
	fn in_era(self, era: u32) -> Self {
		let carried = |shares: Shares| match shares.in_era(era) {
			0 => Shares::zero(),
			value => Shares::new(value, era),
		};
		Self { total: carried(self.total), debt: carried(self.debt), ..self }
	}
}

/// What each account of each domain has.
#[cfg(any(test, feature = "try-runtime"))]
pub type Holdings<T> =
	alloc::collections::BTreeMap<(DomainId, <T as frame_system::Config>::AccountId), Held>;

#[cfg(any(test, feature = "try-runtime"))]
impl<T: Config> SettleAccounts<T> {
	/// See [`Holdings`].
	pub fn holdings() -> Holdings<T> {
		use crate::Pallet;

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

	/// Whether everybody has what was held before, however many blocks and eras have passed: less only by what the parts of an
	/// account, free and held, round to when an era ends.
	pub(crate) fn check(before: &Holdings<T>) -> Result<(), sp_runtime::TryRuntimeError> {
		use crate::{domains::parts_of_account, Pallet};

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
