//! Runs of a migration in steps.

use frame_support::{
	migrations::SteppedMigration,
	weights::{Weight, WeightMeter},
};

/// Runs a migration to its end with `room` in each block. Returns the number of blocks.
pub fn migrate<M: SteppedMigration>(room: Weight) -> u32 {
	migrate_while::<M>(room, || ())
}

/// Runs a migration like [`migrate`], with `between` between each two of its blocks.
pub fn migrate_while<M: SteppedMigration>(room: Weight, mut between: impl FnMut()) -> u32 {
	let mut cursor = None;
	for blocks in 1.. {
		let mut meter = WeightMeter::with_limit(room);
		cursor = M::step(cursor, &mut meter).expect("there is room for a step");
		if cursor.is_none() {
			return blocks;
		}
		between();
	}
	unreachable!()
}
