//! Limits of a block's weight and length, which follow from the shortest slot.
//!
//! An author begins its block with the parent that it has imported at the beginning of its slot.
//! So one slot must be enough to make a block, to send it, and to execute it again:
//! `author + sending + import <= slot`. Others need as long for a block as its author, and the root
//! of the state is calculated by both. With [`SENDING`] of the shortest slot set aside, half of the
//! rest is for a block's weight ([`BLOCK_TIME`]). The node's `authoring` follows the same rule.
//!
//! | part of a block | weight |
//! | --- | --- |
//! | transactions of users | [`NORMAL`] |
//! | draws, at the beginning | [`DRAWS`] |
//! | `on_idle`, at the end | [`IDLE`] |
//! | operational calls, inherents, and the base of the block | what is left |
//!
//! Scheduled calls, which only governance makes, run before transactions. They may take all that
//! draws, `on_idle` and an [`ELECTION`] leave ([`SCHEDULED`]). The block of an election has no
//! transactions. During a migration of many blocks there are no transactions, no scheduled calls
//! and no draws, and its steps take [`MIGRATION`].

use crate::weights::{BlockExecutionWeight, ExtrinsicBaseWeight};
use frame_support::{
	dispatch::DispatchClass,
	parameter_types,
	weights::{constants::WEIGHT_REF_TIME_PER_MILLIS, Weight},
};
use frame_system::limits::BlockLength;
use pallet_chain_config::SLOT_DURATION_BOUNDS;
use sp_runtime::Perbill;

/// The time in a slot for sending a block to all validators, in milliseconds.
pub const SENDING: u64 = 400;
/// The time for all of a block's work, in milliseconds: half of the shortest slot without the time
/// for sending.
pub const BLOCK_TIME: u64 = (*SLOT_DURATION_BOUNDS.start() - SENDING) / 2;

/// The bytes of a block's transactions: 5 MiB.
const MAXIMUM_BLOCK_LENGTH: u32 = 5 * 1024 * 1024;
// An import keeps the whole block in memory. If that filled the arena, it would be slower than the
// weights, which are measured with short blocks.
const _: () = assert!(witan_runtime_allocator::ARENA >= 3 * MAXIMUM_BLOCK_LENGTH as usize);
/// The bytes that users' transactions may fill. The rest is for operational ones.
const NORMAL_BLOCK_LENGTH: u32 = MAXIMUM_BLOCK_LENGTH / 4 * 3;

/// Returns a weight of this time. A solochain has no proofs. Transactions have their length as
/// proof size instead, so that the price follows bytes as it follows time.
const fn milliseconds(time: u64) -> Weight {
	Weight::from_parts(time * WEIGHT_REF_TIME_PER_MILLIS, 0)
}

/// Returns a weight with room for so many bytes.
const fn with_bytes(weight: Weight, bytes: u32) -> Weight {
	weight.set_proof_size(bytes as u64)
}

/// The most weight of `on_idle`, which is set aside for it in each block.
pub const IDLE: Weight = milliseconds(100);
/// The maximum weight of a block without `on_idle`. Its proof size is the length of transactions.
pub const MAXIMUM_BLOCK_WEIGHT: Weight = with_bytes(
	milliseconds(BLOCK_TIME - IDLE.ref_time() / WEIGHT_REF_TIME_PER_MILLIS),
	MAXIMUM_BLOCK_LENGTH,
);
/// The most weight of users' transactions.
pub const NORMAL: Weight = with_bytes(milliseconds(1_000), NORMAL_BLOCK_LENGTH);
/// The most of one transaction of users: a quarter of their time, and all bytes that it is sure to
/// have room for.
///
/// Authors pass over a transaction that lacks room, and its sender pays nothing. What it claims can
/// be far more than it takes. With this limit it lacks room only in a block that is three quarters
/// full. An author that begins it late is kept from its end for no longer than that.
pub const TRANSACTION: Weight =
	with_bytes(milliseconds(250), NORMAL_BLOCK_LENGTH - MAXIMUM_BLOCK_LENGTH / 20);
/// The most proof size that a transaction may claim beside its length, in bytes. No call needs any,
/// but a multisig's `max_weight` lets its sender claim some: wallets that know parachains do.
pub const PROOF: u64 = 64 * 1024;
/// The most weight of draws of experts.
pub const DRAWS: Weight = milliseconds(130);
/// The most weight of the election of validators, in the block in which an era's last session
/// begins.
pub const ELECTION: Weight = milliseconds(350);
/// The most weight of scheduled calls. They are in no transaction, and take no bytes of a block.
pub const SCHEDULED: Weight = Weight::from_parts(
	MAXIMUM_BLOCK_WEIGHT.ref_time() - DRAWS.ref_time() - ELECTION.ref_time(),
	u64::MAX,
);
/// The most weight of the steps of a migration of many blocks.
pub const MIGRATION: Weight = with_bytes(milliseconds(500), MAXIMUM_BLOCK_LENGTH);

// Transactions don't take the weight of hooks, or more than is left of a block beside them.
const _: () = assert!(NORMAL.ref_time() + DRAWS.ref_time() < MAXIMUM_BLOCK_WEIGHT.ref_time());
const _: () = assert!(MIGRATION.ref_time() < MAXIMUM_BLOCK_WEIGHT.ref_time());

/// The part of a block that `on_initialize` is expected to use on average.
const AVERAGE_ON_INITIALIZE_RATIO: Perbill = Perbill::from_percent(5);

parameter_types! {
	/// Limits per class of calls.
	pub BlockWeights: frame_system::limits::BlockWeights =
		frame_system::limits::BlockWeights::builder()
			.base_block(BlockExecutionWeight::get())
			.for_class(DispatchClass::all(), |limits| {
				limits.base_extrinsic = ExtrinsicBaseWeight::get();
			})
			.for_class(DispatchClass::Normal, |limits| {
				limits.max_total = Some(NORMAL);
				limits.max_extrinsic = Some(TRANSACTION);
			})
			.for_class(DispatchClass::Operational, |limits| {
				limits.max_total = Some(MAXIMUM_BLOCK_WEIGHT);
				// What draws and users' transactions can't take.
				limits.reserved = Some(MAXIMUM_BLOCK_WEIGHT - NORMAL - DRAWS);
			})
			.avg_block_initialization(AVERAGE_ON_INITIALIZE_RATIO)
			.build_or_panic();
	pub RuntimeBlockLength: BlockLength = BlockLength::builder()
		.max_length(MAXIMUM_BLOCK_LENGTH)
		.modify_max_length_for_class(DispatchClass::Normal, |max| {
			*max = NORMAL_BLOCK_LENGTH
		})
		.build();
}
