//! Filling a block with the pool's transactions, up to limits of time and size.
//!
//! Knows the pool's order and the limits. Knows nothing of the runtime: it is told what becomes of
//! a transaction that it applies.

use codec::Encode;
use sc_proposer_metrics::EndProposingReason;
use sc_transaction_pool_api::{InPoolTransaction, ReadyTransactions, TxInvalidityReportMap};
use sp_blockchain::{ApplyExtrinsicFailed, Error};
use sp_runtime::transaction_validity::TransactionValidityError;
use std::{fmt::Debug, sync::Arc, time::Instant};

/// Transactions without room that are passed over in any case: a smaller one may follow.
pub const PASSED_OVER: usize = 8;

/// Bytes by which the count of extrinsics, which precedes them in an encoded block, can grow.
const COUNT_GROWTH: usize = 4;

/// The encoded size of a block in bytes, as a sum, so that a transaction costs the same in a block
/// of any length. Never less than the block's, and at most 4 bytes more.
#[derive(Clone, Copy, Debug)]
pub struct BlockSize(usize);

impl BlockSize {
	/// Makes the size of a block that has `encoded` bytes so far.
	pub fn new(encoded: usize) -> Self {
		Self(encoded.saturating_add(COUNT_GROWTH))
	}

	/// Returns the size with one more extrinsic.
	pub fn with(self, extrinsic: &impl Encode) -> Self {
		Self(self.0.saturating_add(extrinsic.encoded_size()))
	}

	/// Returns the number of bytes.
	pub fn bytes(self) -> usize {
		self.0
	}
}

/// The limits of a block that is being filled.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
	/// The end of the time for transactions.
	pub end: Instant,
	/// The moment from which a block is full if it lacked room for [`PASSED_OVER`] transactions.
	/// Before it, more are passed over.
	pub full_from: Instant,
	/// The bytes that the block may have.
	pub size: usize,
}

/// The outcome of filling a block.
#[derive(Debug)]
pub struct Filled<Hash> {
	/// The reason why no more transactions were added.
	pub end: EndProposingReason,
	/// Transactions that no block can hold, for the pool to forget.
	pub invalid: TxInvalidityReportMap<Hash>,
	/// The number of transactions added.
	pub added: usize,
}

/// The reason why a transaction is not in the block.
enum Refusal {
	/// The block has no room for it.
	NoRoom(EndProposingReason),
	/// It can't be applied to the block's state.
	Invalid(Error),
}

/// Adds ready transactions to a block of `size` by `apply`, in their order and within `limits`.
///
/// A transaction that is not added is reported to `ready`, which then skips those that need it.
pub fn fill<Ready, Transaction, Extrinsic>(
	ready: &mut Ready,
	limits: &Limits,
	mut size: BlockSize,
	mut apply: impl FnMut(Extrinsic) -> Result<(), Error>,
) -> Filled<Transaction::Hash>
where
	Ready: ReadyTransactions<Item = Arc<Transaction>> + ?Sized,
	Transaction: InPoolTransaction<Transaction = Arc<Extrinsic>>,
	Transaction::Hash: Clone + Debug + Eq + std::hash::Hash,
	Extrinsic: Clone + Encode,
{
	let mut patience = Patience::new(limits.full_from);
	let mut invalid = TxInvalidityReportMap::new();
	let mut added = 0;
	let end = loop {
		let Some(transaction) = ready.next() else {
			break patience.no_room.unwrap_or(EndProposingReason::NoMoreTransactions);
		};
		if Instant::now() > limits.end {
			break patience.no_room.unwrap_or(EndProposingReason::HitDeadline);
		}
		let extrinsic = Extrinsic::clone(transaction.data());
		match add(extrinsic, limits.size, &mut size, &mut apply) {
			Ok(()) => {
				added += 1;
				patience.no_room = None;
			},
			Err(Refusal::NoRoom(reason)) => {
				ready.report_invalid(&transaction);
				if !patience.passes_over(reason) {
					break reason;
				}
			},
			Err(Refusal::Invalid(error)) => {
				ready.report_invalid(&transaction);
				log::debug!("[{:?}] Invalid transaction: {error}", transaction.hash());
				invalid.insert(transaction.hash().clone(), validity(error));
			},
		}
	};
	Filled { end, invalid, added }
}

/// Applies the extrinsic, and adds it to the size, if the block has room for it.
fn add<Extrinsic: Encode>(
	extrinsic: Extrinsic,
	limit: usize,
	size: &mut BlockSize,
	apply: &mut impl FnMut(Extrinsic) -> Result<(), Error>,
) -> Result<(), Refusal> {
	let larger = size.with(&extrinsic);
	if larger.bytes() > limit {
		return Err(Refusal::NoRoom(EndProposingReason::HitBlockSizeLimit));
	}
	apply(extrinsic).map_err(|error| {
		if exhausts_block(&error) {
			Refusal::NoRoom(EndProposingReason::HitBlockWeightLimit)
		} else {
			Refusal::Invalid(error)
		}
	})?;
	*size = larger;
	Ok(())
}

/// Returns true if an extrinsic failed because the block is too full for it.
pub fn exhausts_block(error: &Error) -> bool {
	matches!(
		error,
		Error::ApplyExtrinsicFailed(ApplyExtrinsicFailed::Validity(reason))
			if reason.exhausted_resources()
	)
}

/// Returns the runtime's reason against a transaction, if the runtime gave one.
fn validity(error: Error) -> Option<TransactionValidityError> {
	match error {
		Error::ApplyExtrinsicFailed(ApplyExtrinsicFailed::Validity(reason)) => Some(reason),
		_ => None,
	}
}

/// The author's patience with transactions that its block has no room for.
struct Patience {
	ends: Instant,
	left: usize,
	/// The room that the last transaction lacked, if the block lacked any.
	no_room: Option<EndProposingReason>,
}

impl Patience {
	fn new(ends: Instant) -> Self {
		Self { ends, left: PASSED_OVER, no_room: None }
	}

	/// Notes a transaction without room. Returns false if the block is to be taken for full.
	fn passes_over(&mut self, reason: EndProposingReason) -> bool {
		self.no_room = Some(reason);
		let passed = self.left > 0 || Instant::now() < self.ends;
		self.left = self.left.saturating_sub(1);
		passed
	}
}
