//! Costs of a block, an extrinsic and the database, beside the calls. Written by `scripts/weights`: 2026-11-28, Intel(R) Xeon(R) Processor.

use frame_support::{
	parameter_types,
	weights::{constants::WEIGHT_REF_TIME_PER_NANOS, RuntimeDbWeight, Weight},
};

parameter_types! {
	/// Executing an empty block: mean of the repetitions.
	pub const BlockExecutionWeight: Weight = Weight::from_parts(WEIGHT_REF_TIME_PER_NANOS * 359_602, 0);
	/// Executing an extrinsic that does nothing, its signature included. It is the mean of the
	/// repetitions, 95_438 ns, less the computation of its transaction extensions,
	/// 47_536 ns.
	pub const ExtrinsicBaseWeight: Weight = Weight::from_parts(WEIGHT_REF_TIME_PER_NANOS * 47_902, 0);
	/// Reading and writing an item of ParityDB in a state of 1_000_000 accounts.
	/// Means; the reads are from the disk.
	pub const DbWeight: RuntimeDbWeight = RuntimeDbWeight {
		read: WEIGHT_REF_TIME_PER_NANOS * 4_809,
		write: WEIGHT_REF_TIME_PER_NANOS * 16_817,
	};
}
