//! Extrinsics for a block in the making: many in one call of the runtime, because each call takes
//! time to set up.

use alloc::vec::Vec;
use frame_support::weights::Weight;
use frame_system::BlockWeight;
use sp_io::storage::{commit_transaction, rollback_transaction, start_transaction};
use sp_runtime::{
	traits::LazyExtrinsic, transaction_validity::InvalidTransaction, ApplyExtrinsicResult,
	OpaqueExtrinsic,
};

/// Applies extrinsics in their order by `apply`, until one is refused or the block's weight has
/// grown by `budget`. Returns the results of those that it came to.
///
/// Each is decoded when its turn comes, as in the import of a block. So those whose turn does not
/// come cost next to nothing, and one that can't be decoded is refused without the others.
pub fn apply_extrinsics<T, Extrinsic>(
	extrinsics: Vec<OpaqueExtrinsic>,
	budget: Weight,
	apply: impl Fn(Extrinsic) -> ApplyExtrinsicResult,
) -> Vec<ApplyExtrinsicResult>
where
	T: frame_system::Config,
	Extrinsic: LazyExtrinsic,
{
	let weight = || BlockWeight::<T>::get().total();
	let before = weight();
	let mut results = Vec::new();
	for extrinsic in extrinsics {
		let result = in_layer(|| {
			let extrinsic = Extrinsic::decode_unprefixed(extrinsic.inner())
				.map_err(|_| InvalidTransaction::Call)?;
			apply(extrinsic)
		});
		let refused = result.is_err();
		results.push(result);
		if refused || weight().saturating_sub(before).any_gte(budget) {
			break;
		}
	}
	results
}

/// Applies an extrinsic in a storage layer of its own. If the extrinsic is refused, the layer is
/// dropped.
///
/// Otherwise a refused extrinsic would leave its bytes behind, and as a block's first transaction
/// more than that. One whose call fails is not refused: it stays in the block, with its fee.
///
/// FRAME's own layers are counted in the state, and limited. Within one of them an extrinsic could
/// end otherwise than in the import of the block, which has none around it.
fn in_layer(apply: impl FnOnce() -> ApplyExtrinsicResult) -> ApplyExtrinsicResult {
	start_transaction();
	let result = apply();
	match result {
		Ok(_) => commit_transaction(),
		Err(_) => rollback_transaction(),
	}
	result
}
