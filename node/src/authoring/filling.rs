//! Filling a block with the pool's transactions, up to limits of time and size.
//!
//! Knows the pool's order and the limits. Knows nothing of the runtime: it is told what becomes of
//! a transaction that it applies.

use super::{queue::Queue, size::BlockSize};
use codec::Encode;
use sc_proposer_metrics::EndProposingReason;
use sc_transaction_pool_api::{InPoolTransaction, ReadyTransactions, TxInvalidityReportMap};
use sp_blockchain::{ApplyExtrinsicFailed, Error};
use sp_runtime::{transaction_validity::TransactionValidityError, ApplyExtrinsicResult};
use std::{fmt::Debug, sync::Arc, time::Instant};

/// Transactions without room that are passed over in any case: a smaller one may follow. So many
/// take a few milliseconds. A pool holds fewer that are a third of a block's bytes, so that those
/// can't end blocks for others.
pub const PASSED_OVER: usize = 64;

/// The limits of a block that is being filled.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
	/// The moment after which no more transactions are added.
	pub deadline: Instant,
	/// The moment from which a block is full if it lacked room for [`PASSED_OVER`] transactions.
	/// Before it, more are passed over.
	pub full_from: Instant,
	/// The most bytes of the block.
	pub bytes: usize,
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

impl From<Error> for Refusal {
	fn from(error: Error) -> Self {
		if exhausts_block(&error) {
			Self::NoRoom(EndProposingReason::HitBlockWeightLimit)
		} else {
			Self::Invalid(error)
		}
	}
}

/// Adds ready transactions to a block of `size` by `apply`, in their order and within `limits`.
///
/// `apply` is handed a batch of them, and returns the results of those that it came to: some from
/// the front, at least one. If it fails, it has added none. A batch that fails is tried again one
/// transaction at a time, to find the one that is to blame.
///
/// A transaction that is not added is reported to `ready`. Those that need it are passed over.
pub fn fill<Ready, Transaction, Extrinsic>(
	ready: &mut Ready,
	limits: &Limits,
	size: BlockSize,
	mut apply: impl FnMut(Vec<Extrinsic>) -> Result<Vec<ApplyExtrinsicResult>, Error>,
) -> Filled<Transaction::Hash>
where
	Ready: ReadyTransactions<Item = Arc<Transaction>> + ?Sized,
	Transaction: InPoolTransaction<Transaction = Arc<Extrinsic>>,
	Transaction::Hash: Clone + Debug + Eq + std::hash::Hash,
	Extrinsic: Clone + Encode,
{
	let mut queue = Queue::new(ready);
	let mut block = Filling::new(size, limits);
	let end = 'filling: loop {
		let batch = queue.next_batch(block.size, limits.bytes);
		if batch.is_empty() {
			break block.no_room().unwrap_or(EndProposingReason::NoMoreTransactions);
		}
		if Instant::now() > limits.deadline {
			break block.no_room().unwrap_or(EndProposingReason::HitDeadline);
		}
		let extrinsics = batch.iter().map(|transaction| Extrinsic::clone(transaction.data()));
		let Some(outcomes) = add(extrinsics.collect(), limits.bytes, block.size, &mut apply) else {
			queue.give_back_apart(batch);
			continue;
		};
		let mut left = batch.into_iter();
		for (outcome, transaction) in outcomes.into_iter().zip(left.by_ref()) {
			let Err(refusal) = outcome else {
				block.added(&**transaction.data());
				continue;
			};
			queue.refused(&transaction);
			if let Some(reason) = block.refused(transaction.hash(), refusal) {
				break 'filling reason;
			}
		}
		queue.give_back(left);
	};
	Filled { end, invalid: block.invalid, added: block.added }
}

/// Applies a batch to a block of `size`, if it has room for the first extrinsic within `limit`
/// bytes. Returns the outcome of each extrinsic that `apply` came to. Returns none if `apply`
/// failed and any of several may be to blame.
fn add<Extrinsic: Encode>(
	batch: Vec<Extrinsic>,
	limit: usize,
	size: BlockSize,
	apply: &mut impl FnMut(Vec<Extrinsic>) -> Result<Vec<ApplyExtrinsicResult>, Error>,
) -> Option<Vec<Result<(), Refusal>>> {
	if batch.first().is_some_and(|first| size.with(first).bytes() > limit) {
		return Some(vec![Err(Refusal::NoRoom(EndProposingReason::HitBlockSizeLimit))]);
	}
	let single = batch.len() == 1;
	match apply(batch) {
		Ok(results) => Some(results.into_iter().map(outcome).collect()),
		Err(error) if single => Some(vec![Err(error.into())]),
		Err(error) => {
			log::debug!("A batch of transactions failed, and each is tried alone: {error}");
			None
		},
	}
}

/// Returns what a result of the runtime means for the block. A transaction whose call failed is in
/// it, too.
fn outcome(result: ApplyExtrinsicResult) -> Result<(), Refusal> {
	match result {
		Ok(_) => Ok(()),
		Err(reason) => Err(Error::from(ApplyExtrinsicFailed::Validity(reason)).into()),
	}
}

/// A block that is being filled.
struct Filling<Hash> {
	size: BlockSize,
	patience: Patience,
	invalid: TxInvalidityReportMap<Hash>,
	added: usize,
}

impl<Hash: Clone + Debug + Eq + std::hash::Hash> Filling<Hash> {
	fn new(size: BlockSize, limits: &Limits) -> Self {
		let patience = Patience::new(limits.full_from);
		Self { size, patience, invalid: TxInvalidityReportMap::new(), added: 0 }
	}

	/// Returns the room that the last transaction lacked, if the block lacked any.
	fn no_room(&self) -> Option<EndProposingReason> {
		self.patience.no_room
	}

	/// Notes that an extrinsic is in the block.
	fn added(&mut self, extrinsic: &impl Encode) {
		self.size = self.size.with(extrinsic);
		self.added += 1;
		self.patience.no_room = None;
	}

	/// Notes that a transaction is not in the block. Returns the room that it lacked if the block
	/// is to be taken for full.
	fn refused(&mut self, hash: &Hash, refusal: Refusal) -> Option<EndProposingReason> {
		match refusal {
			Refusal::NoRoom(reason) => (!self.patience.passes_over(reason)).then_some(reason),
			Refusal::Invalid(error) => {
				log::debug!("[{hash:?}] Invalid transaction: {error}");
				self.invalid.insert(hash.clone(), validity(error));
				None
			},
		}
	}
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
	/// The moment until which any number of them is passed over.
	until: Instant,
	/// The number of them that are passed over in any case, from now on.
	left: usize,
	/// The room that the last transaction lacked, if the block lacked any.
	no_room: Option<EndProposingReason>,
}

impl Patience {
	fn new(until: Instant) -> Self {
		Self { until, left: PASSED_OVER, no_room: None }
	}

	/// Notes a transaction without room. Returns false if the block is to be taken for full.
	fn passes_over(&mut self, reason: EndProposingReason) -> bool {
		self.no_room = Some(reason);
		let passed = self.left > 0 || Instant::now() < self.until;
		self.left = self.left.saturating_sub(1);
		passed
	}
}
