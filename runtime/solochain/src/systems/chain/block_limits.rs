//! Limits of a block's weight, which follow from the measured base weights.

use crate::weights::{BlockExecutionWeight, ExtrinsicBaseWeight};
use frame_support::{
	dispatch::DispatchClass,
	parameter_types,
	weights::{constants::WEIGHT_REF_TIME_PER_MILLIS, Weight},
};
use sp_runtime::Perbill;
use witan_runtime_common::systems::chain::NORMAL_DISPATCH_RATIO;

/// The maximum weight of a block: two thirds of the shortest slot. An author may spend three
/// quarters on a block. Others need no longer to check it, and do so while the next author makes
/// the next. A solochain has no use for a bound on proof size.
pub const MAXIMUM_BLOCK_WEIGHT: Weight =
	Weight::from_parts(2_000 * WEIGHT_REF_TIME_PER_MILLIS, u64::MAX);

/// The part of a block that `on_initialize` is expected to use on average.
const AVERAGE_ON_INITIALIZE_RATIO: Perbill = Perbill::from_percent(5);

parameter_types! {
	/// Limits per class of calls.
	pub BlockWeights: frame_system::limits::BlockWeights = {
		let normal = NORMAL_DISPATCH_RATIO * MAXIMUM_BLOCK_WEIGHT;
		frame_system::limits::BlockWeights::builder()
			.base_block(BlockExecutionWeight::get())
			.for_class(DispatchClass::all(), |limits| {
				limits.base_extrinsic = ExtrinsicBaseWeight::get();
			})
			.for_class(DispatchClass::Normal, |limits| {
				limits.max_total = Some(normal);
			})
			.for_class(DispatchClass::Operational, |limits| {
				limits.max_total = Some(MAXIMUM_BLOCK_WEIGHT);
				// The rest is reserved for operational calls.
				limits.reserved = Some(MAXIMUM_BLOCK_WEIGHT - normal);
			})
			.avg_block_initialization(AVERAGE_ON_INITIALIZE_RATIO)
			.build_or_panic()
	};
}
