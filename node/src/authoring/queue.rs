//! The pool's transactions, in the order in which an author tries them, some at a time.
//!
//! Knows what the pool says of transactions: their order, and which needs which. Knows nothing of
//! what becomes of them.

use super::size::BlockSize;
use codec::Encode;
use sc_transaction_pool_api::{InPoolTransaction, ReadyTransactions};
use sp_runtime::transaction_validity::TransactionTag;
use std::{
	collections::{HashSet, VecDeque},
	sync::Arc,
};

/// The most transactions in a batch.
pub const BATCH: usize = 64;
/// The most bytes of a batch, unless its first transaction has more.
pub const BATCH_BYTES: usize = 256 * 1024;

/// The pool's transactions that are still to be tried.
pub struct Queue<'a, Ready: ?Sized, Transaction> {
	ready: &'a mut Ready,
	/// Transactions that were taken from the pool, but not tried. They come before the pool's.
	returned: VecDeque<Arc<Transaction>>,
	/// The tags that transactions would have provided if they were in the block.
	missing: HashSet<TransactionTag>,
	/// The most transactions of the next batch. It grows again after each that was tried whole.
	///
	/// What follows a refused transaction in its batch is handed to the runtime again. If the pool
	/// were full of transactions that are refused, trying each would cost as much as a batch.
	most: usize,
	/// The number of the next transactions that get a batch of their own.
	apart: usize,
}

impl<'a, Ready, Transaction, Extrinsic> Queue<'a, Ready, Transaction>
where
	Ready: ReadyTransactions<Item = Arc<Transaction>> + ?Sized,
	Transaction: InPoolTransaction<Transaction = Arc<Extrinsic>>,
	Extrinsic: Encode,
{
	/// Makes the queue of what is ready in the pool.
	pub fn new(ready: &'a mut Ready) -> Self {
		Self { ready, returned: VecDeque::new(), missing: HashSet::new(), most: BATCH, apart: 0 }
	}

	/// Takes the next transactions, with which a block of `size` has at most `limit` bytes. The
	/// first is taken however long it is. Returns an empty batch if there is none.
	pub fn next_batch(&mut self, mut size: BlockSize, limit: usize) -> Vec<Arc<Transaction>> {
		let limit = limit.min(size.bytes().saturating_add(BATCH_BYTES));
		let most = self.most_now();
		let mut batch = Vec::new();
		while batch.len() < most {
			let Some(transaction) = self.next() else { break };
			size = size.with(&**transaction.data());
			if size.bytes() > limit && !batch.is_empty() {
				self.returned.push_front(transaction);
				break;
			}
			batch.push(transaction);
		}
		batch
	}

	/// Returns the most transactions of the batch that is taken now, and lets the one after it be
	/// longer.
	fn most_now(&mut self) -> usize {
		let most = if self.apart == 0 { self.most } else { 1 };
		self.apart = self.apart.saturating_sub(1);
		self.most = self.most.saturating_mul(2).min(BATCH);
		most
	}

	/// Takes the next transaction that needs no refused one. Passes over those that do.
	fn next(&mut self) -> Option<Arc<Transaction>> {
		loop {
			let transaction = self.returned.pop_front().or_else(|| self.ready.next())?;
			if !transaction.requires().iter().any(|tag| self.missing.contains(tag)) {
				return Some(transaction);
			}
			self.pass_over(&transaction);
		}
	}

	/// Notes that a transaction was refused, and passes over those that need it.
	pub fn refused(&mut self, transaction: &Arc<Transaction>) {
		self.most = 1;
		self.pass_over(transaction);
	}

	/// Passes over a transaction, and over those that need it.
	///
	/// The pool's iterator skips those that it has not returned yet. Some may be in the batch.
	fn pass_over(&mut self, transaction: &Arc<Transaction>) {
		self.ready.report_invalid(transaction);
		self.missing.extend(transaction.provides().iter().cloned());
	}

	/// Takes back what was not tried of the last batch.
	pub fn give_back(&mut self, transactions: impl DoubleEndedIterator<Item = Arc<Transaction>>) {
		for transaction in transactions.rev() {
			self.returned.push_front(transaction);
		}
	}

	/// Takes back a batch. Each of its transactions gets a batch of its own.
	pub fn give_back_apart(&mut self, batch: Vec<Arc<Transaction>>) {
		self.apart = batch.len();
		self.give_back(batch.into_iter());
	}
}
