//! Parts of which pallets make migrations over many blocks, in steps that each have a known weight.

use alloc::vec::Vec;
use codec::Decode;
use core::marker::PhantomData;
use frame_support::{
	migrations::{SteppedMigration, SteppedMigrationError},
	storage::IterableStorageMap,
	traits::{GetStorageVersion, PalletInfoAccess, StorageVersion},
	weights::{Weight, WeightMeter},
	BoundedVec,
};
use sp_core::ConstU32;

/// Raw key of storage.
pub type Key = BoundedVec<u8, ConstU32<256>>;

/// Takes steps of weight `required` from `cursor` on, as many as there is room for, until `advance`
/// returns `None`.
///
/// Fails if there is no room for one.
pub fn take_steps<Cursor>(
	mut cursor: Cursor,
	meter: &mut WeightMeter,
	required: Weight,
	advance: impl Fn(Cursor) -> Option<Cursor>,
) -> Result<Option<Cursor>, SteppedMigrationError> {
	if !meter.can_consume(required) {
		return Err(SteppedMigrationError::InsufficientWeight { required });
	}
	while meter.try_consume(required).is_ok() {
		match advance(cursor) {
			Some(next) => cursor = next,
			None => return Ok(None),
		}
	}
	Ok(Some(cursor))
}

/// Converts the value after the one with the key `last`, in the order of a map, or the first.
/// Returns its key, or `None` if there is none.
///
/// A value that can't be decoded stays, and the log says so.
pub fn translate_next<Map, K, New, Old>(
	last: Option<Key>,
	convert: impl Fn(K, Old) -> New,
) -> Option<Option<Key>>
where
	Map: IterableStorageMap<K, New>,
	K: codec::FullCodec,
	New: codec::FullCodec,
	Old: Decode,
{
	let last = last.map(Vec::from);
	let key = Map::translate_next(last, |key, old| Some(convert(key, old)))?;
	Some(Some(Key::truncate_from(key)))
}

/// Migration `M` of a pallet's storage to `VERSION`. Does nothing if the storage has that version
/// already, as on a chain that was launched with it.
pub struct ToVersion<const VERSION: u16, Pallet, M>(PhantomData<(Pallet, M)>);

impl<const VERSION: u16, Pallet, M> ToVersion<VERSION, Pallet, M>
where
	Pallet: GetStorageVersion + PalletInfoAccess,
{
	fn is_done() -> bool {
		Pallet::on_chain_storage_version() >= VERSION
	}
}

impl<const VERSION: u16, Pallet, M> SteppedMigration for ToVersion<VERSION, Pallet, M>
where
	Pallet: GetStorageVersion + PalletInfoAccess,
	M: SteppedMigration,
{
	type Cursor = M::Cursor;
	type Identifier = M::Identifier;

	fn id() -> Self::Identifier {
		M::id()
	}

	fn max_steps() -> Option<u32> {
		M::max_steps()
	}

	fn step(
		cursor: Option<Self::Cursor>,
		meter: &mut WeightMeter,
	) -> Result<Option<Self::Cursor>, SteppedMigrationError> {
		if Self::is_done() {
			return Ok(None);
		}
		let next = M::step(cursor, meter)?;
		if next.is_none() {
			StorageVersion::new(VERSION).put::<Pallet>();
		}
		Ok(next)
	}

	#[cfg(feature = "try-runtime")]
	fn pre_upgrade() -> Result<Vec<u8>, sp_runtime::TryRuntimeError> {
		let state = if Self::is_done() { None } else { Some(M::pre_upgrade()?) };
		Ok(codec::Encode::encode(&state))
	}

	#[cfg(feature = "try-runtime")]
	fn post_upgrade(state: Vec<u8>) -> Result<(), sp_runtime::TryRuntimeError> {
		let state = Option::<Vec<u8>>::decode(&mut &state[..]).map_err(|_| "no state")?;
		frame_support::ensure!(Self::is_done(), "the storage is not of the version");
		state.map_or(Ok(()), M::post_upgrade)
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use frame_support::{storage::unhashed, storage_alias, Twox64Concat};
	use sp_io::TestExternalities;

	#[storage_alias]
	type Values = StorageMap<Prefix, Twox64Concat, u32, u64>;

	const STEP: Weight = Weight::from_parts(10, 10);

	/// Doubles all values, with room for so many steps in a run. Returns the number of runs.
	fn double_all(steps: u64) -> u32 {
		let mut cursor = None;
		for runs in 1.. {
			let mut meter = WeightMeter::with_limit(STEP * steps);
			let advance =
				|last| translate_next::<Values, _, _, u16>(last, |_, old| 2 * u64::from(old));
			let next = take_steps(cursor, &mut meter, STEP, advance).expect("there is room");
			match next {
				Some(next) => cursor = next,
				None => return runs,
			}
		}
		unreachable!()
	}

	// Protects: however little room a block leaves, each value is converted once, and one that
	// can't be read stays as it is.
	#[test]
	fn values_should_be_converted_once_whatever_the_room() {
		for (steps, runs) in [(1, 12), (2, 6), (100, 1)] {
			TestExternalities::default().execute_with(|| {
				(0..10u32)
					.for_each(|key| unhashed::put(&Values::hashed_key_for(key), &(key as u16)));
				unhashed::put_raw(&Values::hashed_key_for(10), &[7]);
				assert_eq!(double_all(steps), runs);
				assert!((0..10).all(|key| Values::get(key) == Some(2 * u64::from(key))));
				assert_eq!(unhashed::get_raw(&Values::hashed_key_for(10)), Some(vec![7]));
			});
		}
	}

	// Protects: a block that has no room says so, and nothing is lost.
	#[test]
	fn step_should_be_refused_when_there_is_no_room() {
		let result = take_steps(0, &mut WeightMeter::with_limit(STEP / 2), STEP, Some);
		assert_eq!(result, Err(SteppedMigrationError::InsufficientWeight { required: STEP }));
	}
}
