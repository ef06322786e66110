//! What a block, an extrinsic and the database cost beside the calls. Written by `scripts/weights`: 2026-11-21, Intel(R) Xeon(R) Processor.

use frame_support::{
	parameter_types,
	weights::{constants::WEIGHT_REF_TIME_PER_NANOS, RuntimeDbWeight, Weight},
};

parameter_types! {
	/// Executing an empty block: median of the repetitions.
	pub const BlockExecutionWeight: Weight = Weight::from_parts(WEIGHT_REF_TIME_PER_NANOS * 310_415, 0);
	/// Executing an extrinsic that does nothing, its signature included: the median of the repetitions, 150_834 ns, less
	/// the 113_137 ns that its transaction extensions weigh by themselves.
	pub const ExtrinsicBaseWeight: Weight = Weight::from_parts(WEIGHT_REF_TIME_PER_NANOS * 37_697, 0);
	/// Reading and writing an item of ParityDB: median over 20 000 items in a state of 100 000 accounts.
	pub const DbWeight: RuntimeDbWeight = RuntimeDbWeight {
		read: WEIGHT_REF_TIME_PER_NANOS * 5_160,
		write: WEIGHT_REF_TIME_PER_NANOS * 19_616,
	};
}
