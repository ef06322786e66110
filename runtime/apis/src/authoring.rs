//! Authoring: what a node asks of the runtime while it makes a block.

use alloc::vec::Vec;
use sp_runtime::{ApplyExtrinsicResult, OpaqueExtrinsic, Weight};

sp_api::decl_runtime_apis! {
	/// A block in the making, for its author.
	pub trait AuthoringApi {
		/// Applies extrinsics in their order to the block, each as
		/// `BlockBuilder_apply_extrinsic` does. A refused one changes nothing.
		///
		/// Ends after the first that is refused, and as soon as the block's weight has grown by
		/// `budget` in time or in size of proof. Returns the results of those that it came to: at
		/// least one, if there is any.
		fn apply_extrinsics(extrinsics: Vec<OpaqueExtrinsic>, budget: Weight) -> Vec<ApplyExtrinsicResult>;
	}
}
