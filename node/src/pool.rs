//! The transaction pool as it is told of blocks: of finality only after the next block.
//!
//! The fork-aware pool has a view of its transactions at each recent block. A transaction that
//! arrives while a view is being built goes into the one before, and later into the one after.
//! Finality removes the views below it. A transaction that only such a view holds is kept if it was
//! ready there, and forgotten if its nonce was still to come.
//!
//! With the SDK's voting rules finality is two blocks late, and that never happens. Witan finalises
//! a block before the next is made. So the pool hears of a block's finality when it has built its
//! view of a later one, which holds all of them.
//!
//! If blocks are sealed on demand, finality can't wait for a next block: a transaction that no view
//! holds would call for none. There, transactions that arrive while a view is being built wait
//! until it is there.

use futures::lock::Mutex;
use jsonrpsee::tokio::sync::{RwLock, RwLockReadGuard};
use sc_transaction_pool_api::{
	ChainEvent, ImportNotificationStream, MaintainedTransactionPool, PoolStatus, ReadyTransactions,
	TransactionFor, TransactionPool, TransactionSource, TransactionStatusStreamFor, TxHash,
	TxInvalidityReportMap,
};
use sp_blockchain::HeaderBackend;
use sp_runtime::traits::Block as BlockT;
use std::{
	collections::{HashMap, VecDeque},
	pin::Pin,
	sync::Arc,
	time::Duration,
};

/// The most blocks whose finality is held back from the pool. In a sync blocks come without being
/// announced; there finality goes ahead.
const MAX_HELD: usize = 16;

/// Events of finality that wait for the next block, by the number of the block that is final.
#[derive(Debug)]
pub struct HeldFinality<Event> {
	limit: usize,
	best: u32,
	held: VecDeque<(u32, Event)>,
}

impl<Event> HeldFinality<Event> {
	/// Makes a queue for at most `limit` events. With one more, the oldest waits no longer.
	pub fn new(limit: usize) -> Self {
		Self { limit, best: 0, held: VecDeque::new() }
	}

	/// Notes that a view of best block `number` has been built. Returns the events that no longer
	/// need to wait, oldest first.
	pub fn built(&mut self, number: u32) -> Vec<Event> {
		self.best = number;
		self.release()
	}

	/// Notes that block `number` is final. Returns the events that no longer need to wait, oldest
	/// first.
	pub fn finalised(&mut self, number: u32, event: Event) -> Vec<Event> {
		self.held.push_back((number, event));
		self.release()
	}

	fn release(&mut self) -> Vec<Event> {
		let excess = self.held.len().saturating_sub(self.limit);
		let later = self.held.iter().take_while(|(number, _)| *number < self.best).count();
		self.held.drain(..excess.max(later)).map(|(_, event)| event).collect()
	}
}

/// A pool that hears of finality after the next block; all else is the pool's own.
pub struct FinalityAfterNextBlock<Pool: TransactionPool, Client> {
	pool: Arc<Pool>,
	client: Arc<Client>,
	held: Mutex<HeldFinality<ChainEvent<Pool::Block>>>,
	/// A lock that keeps transactions out while the pool takes in a block, if there is need for it.
	/// A block is its writer, and goes before transactions that come after it.
	intake: Option<RwLock<()>>,
}

impl<Pool, Client> FinalityAfterNextBlock<Pool, Client>
where
	Pool: TransactionPool,
	Client: HeaderBackend<Pool::Block>,
	<<Pool::Block as BlockT>::Header as sp_runtime::traits::Header>::Number: Into<u32>,
{
	/// Wraps the pool of a chain on which a block becomes final before the next is made.
	pub fn new(pool: Arc<Pool>, client: Arc<Client>) -> Self {
		Self { pool, client, held: Mutex::new(HeldFinality::new(MAX_HELD)), intake: None }
	}

	/// Wraps the pool of a chain whose blocks are sealed on demand. Each is final at once, and
	/// there may be no next one to wait for.
	pub fn without_delay(pool: Arc<Pool>, client: Arc<Client>) -> Self {
		let intake = Some(RwLock::default());
		Self { pool, client, held: Mutex::new(HeldFinality::new(0)), intake }
	}

	/// Returns the block's number, or 0, for which nothing waits, if the client no longer knows it.
	fn number(&self, hash: <Pool::Block as BlockT>::Hash) -> u32 {
		self.client.number(hash).ok().flatten().map_or(0, Into::into)
	}
}

impl<Pool: TransactionPool, Client> FinalityAfterNextBlock<Pool, Client> {
	/// Waits until transactions may be submitted. From then on they may, until the guard is
	/// dropped.
	async fn open_for_transactions(&self) -> Option<RwLockReadGuard<'_, ()>> {
		match &self.intake {
			Some(intake) => Some(intake.read().await),
			None => None,
		}
	}
}

#[async_trait::async_trait]
impl<Pool, Client> MaintainedTransactionPool for FinalityAfterNextBlock<Pool, Client>
where
	Pool: MaintainedTransactionPool,
	Client: HeaderBackend<Pool::Block>,
	<<Pool::Block as BlockT>::Header as sp_runtime::traits::Header>::Number: Into<u32>,
{
	async fn maintain(&self, event: ChainEvent<Self::Block>) {
		// The lock keeps the order of events, which come one at a time anyway.
		let mut held = self.held.lock().await;
		let _no_transactions = match &self.intake {
			Some(intake) => Some(intake.write().await),
			None => None,
		};
		let released = match event {
			ChainEvent::Finalized { hash, .. } => held.finalised(self.number(hash), event),
			ChainEvent::NewBestBlock { hash, .. } => {
				self.pool.maintain(event).await;
				held.built(self.number(hash))
			},
			ChainEvent::NewBlock { .. } => vec![event],
		};
		for event in released {
			self.pool.maintain(event).await;
		}
	}
}

#[async_trait::async_trait]
impl<Pool, Client> TransactionPool for FinalityAfterNextBlock<Pool, Client>
where
	Pool: TransactionPool,
	Client: HeaderBackend<Pool::Block>,
{
	type Block = Pool::Block;
	type Hash = Pool::Hash;
	type InPoolTransaction = Pool::InPoolTransaction;
	type Error = Pool::Error;

	async fn submit_at(
		&self,
		at: <Self::Block as BlockT>::Hash,
		source: TransactionSource,
		xts: Vec<TransactionFor<Self>>,
	) -> Result<Vec<Result<TxHash<Self>, Self::Error>>, Self::Error> {
		let _open = self.open_for_transactions().await;
		self.pool.submit_at(at, source, xts).await
	}

	async fn submit_one(
		&self,
		at: <Self::Block as BlockT>::Hash,
		source: TransactionSource,
		xt: TransactionFor<Self>,
	) -> Result<TxHash<Self>, Self::Error> {
		let _open = self.open_for_transactions().await;
		self.pool.submit_one(at, source, xt).await
	}

	async fn submit_and_watch(
		&self,
		at: <Self::Block as BlockT>::Hash,
		source: TransactionSource,
		xt: TransactionFor<Self>,
	) -> Result<Pin<Box<TransactionStatusStreamFor<Self>>>, Self::Error> {
		let _open = self.open_for_transactions().await;
		self.pool.submit_and_watch(at, source, xt).await
	}

	async fn ready_at(
		&self,
		at: <Self::Block as BlockT>::Hash,
	) -> Box<dyn ReadyTransactions<Item = Arc<Self::InPoolTransaction>> + Send> {
		self.pool.ready_at(at).await
	}

	fn ready(&self) -> Box<dyn ReadyTransactions<Item = Arc<Self::InPoolTransaction>> + Send> {
		self.pool.ready()
	}

	async fn report_invalid(
		&self,
		at: Option<<Self::Block as BlockT>::Hash>,
		invalid_tx_errors: TxInvalidityReportMap<TxHash<Self>>,
	) -> Vec<Arc<Self::InPoolTransaction>> {
		self.pool.report_invalid(at, invalid_tx_errors).await
	}

	fn futures(&self) -> Vec<Self::InPoolTransaction> {
		self.pool.futures()
	}

	fn status(&self) -> PoolStatus {
		self.pool.status()
	}

	fn import_notification_stream(&self) -> ImportNotificationStream<TxHash<Self>> {
		self.pool.import_notification_stream()
	}

	fn on_broadcasted(&self, propagations: HashMap<TxHash<Self>, Vec<String>>) {
		self.pool.on_broadcasted(propagations)
	}

	fn hash_of(&self, xt: &TransactionFor<Self>) -> TxHash<Self> {
		self.pool.hash_of(xt)
	}

	fn ready_transaction(&self, hash: &TxHash<Self>) -> Option<Arc<Self::InPoolTransaction>> {
		self.pool.ready_transaction(hash)
	}

	async fn ready_at_with_timeout(
		&self,
		at: <Self::Block as BlockT>::Hash,
		timeout: Duration,
	) -> Box<dyn ReadyTransactions<Item = Arc<Self::InPoolTransaction>> + Send> {
		self.pool.ready_at_with_timeout(at, timeout).await
	}
}
