//! Making a block: inherents, then the pool's transactions for as long as there is time and room.
//!
//! BABE and sealing say when a block is made, and on which parent. The SDK's author encodes the
//! whole block again before each transaction, which takes longer the fuller the block is. It also
//! calls the runtime for each, and leaves too little time to finish a full block. Ours keeps the
//! block's size as a sum, adds transactions in batches, and knows its deadlines.

mod builder;
mod filling;
mod queue;
mod report;
mod size;
pub mod time;

pub use filling::{fill, Filled, Limits, PASSED_OVER};
pub use queue::{BATCH, BATCH_BYTES};
pub use report::{Prepared, Reporter};
pub use size::BlockSize;

use crate::client::{FullClient, TransactionPool};
use builder::Builder;
use filling::exhausts_block;
use futures::{
	channel::oneshot,
	future::{ready, FutureExt, Ready},
};
use sc_proposer_metrics::EndProposingReason;
use sc_service::SpawnTaskHandle;
use sc_telemetry::TelemetryHandle;
use sc_transaction_pool_api::TransactionPool as _;
use sp_blockchain::{ApplyExtrinsicFailed, Error};
use sp_consensus::{Environment, Proposal, ProposeArgs, Proposer};
use sp_inherents::InherentData;
use sp_runtime::ExtrinsicInclusionMode;
use std::{
	future::Future,
	pin::Pin,
	sync::Arc,
	time::{Duration, Instant},
};
use substrate_prometheus_endpoint::{PrometheusError, Registry};
use time::{author_time, Finishing};
use witan_primitives::{Header, OpaqueBlock as Block};

/// The most bytes that an author puts into a block. It is more than any runtime of this chain
/// allows (5 MiB of transactions now), so that each enforces its own limit.
///
/// With the SDK's 4 MiB, a new runtime's code would stay in the pool for ever.
const BLOCK_SIZE_LIMIT: usize = 8 * 1024 * 1024;

/// The parts of a node that making blocks needs.
pub struct AuthorParams<'a> {
	pub client: Arc<FullClient>,
	pub pool: Arc<TransactionPool>,
	pub spawner: SpawnTaskHandle,
	/// The duration of the chain's slots.
	pub slot: Duration,
	pub registry: Option<&'a Registry>,
	pub telemetry: Option<TelemetryHandle>,
}

/// A maker of authors, one for each block.
#[derive(Clone)]
pub struct AuthorFactory {
	client: Arc<FullClient>,
	pool: Arc<TransactionPool>,
	spawner: SpawnTaskHandle,
	finishing: Arc<Finishing>,
	reporter: Reporter,
}

impl AuthorFactory {
	/// Makes the factory of a node. Fails if its metrics are registered already.
	pub fn new(params: AuthorParams) -> Result<Self, PrometheusError> {
		let AuthorParams { client, pool, spawner, slot, registry, telemetry } = params;
		let reporter = Reporter::new(registry, telemetry)?;
		let finishing = Arc::new(Finishing::new(author_time(slot)));
		Ok(Self { client, pool, spawner, finishing, reporter })
	}
}

impl Environment<Block> for AuthorFactory {
	type Proposer = Author;
	type CreateProposer = Ready<Result<Author, Error>>;
	type Error = Error;

	fn init(&mut self, parent: &Header) -> Self::CreateProposer {
		self.reporter.begun(parent);
		ready(Ok(Author { node: self.clone(), parent: parent.clone() }))
	}
}

/// An author of one block.
pub struct Author {
	node: AuthorFactory,
	parent: Header,
}

impl Proposer<Block> for Author {
	type Error = Error;
	type Proposal = Pin<Box<dyn Future<Output = Result<Proposal<Block>, Error>> + Send>>;

	/// Makes the block on a thread of its own, so that whoever waits for it can give up.
	///
	/// After missed slots BABE gives more time, for work that the runtime must do. Transactions get
	/// no more of it: what takes longer to make takes longer to check, and the next slot would be
	/// missed, too. A recorder of storage proofs is left unused: this chain has no use for proofs.
	fn propose(self, args: ProposeArgs<Block>) -> Self::Proposal {
		let time = self.node.finishing.transactions_time(args.max_duration);
		let deadline = Instant::now() + time;
		let (sender, receiver) = oneshot::channel();
		let AuthorFactory { spawner, reporter, .. } = self.node.clone();
		spawner.spawn_blocking("author", Some("block-authoring"), async move {
			match self.make(args, deadline).await {
				Ok((proposal, block)) => reporter.hand_over(proposal, &block, sender),
				Err(error) => {
					if let Err(Err(error)) = sender.send(Err(error)) {
						log::warn!("A block could not be made, and was late: {error}");
					}
				},
			}
		});
		receiver.map(|made| made.unwrap_or_else(|cancelled| Err(cancelled.into()))).boxed()
	}
}

impl Author {
	/// Makes the block, with transactions that are added until the deadline.
	async fn make(
		self,
		args: ProposeArgs<Block>,
		deadline: Instant,
	) -> Result<(Proposal<Block>, Prepared), Error> {
		let begun = Instant::now();
		let ProposeArgs { inherent_data, inherent_digests, block_size_limit, .. } = args;
		let mut builder = Builder::new(&self.node.client, &self.parent, inherent_digests)?;

		self.add_inherents(&mut builder, inherent_data)?;
		let limit = block_size_limit.unwrap_or(BLOCK_SIZE_LIMIT);
		let end = match builder.mode() {
			ExtrinsicInclusionMode::AllExtrinsics => {
				self.add_transactions(&mut builder, deadline, limit).await
			},
			ExtrinsicInclusionMode::OnlyInherents => EndProposingReason::TransactionForbidden,
		};

		let filled = Instant::now();
		let (block, storage_changes) = builder.build()?;
		self.node.finishing.note(filled.min(deadline).elapsed());
		let prepared = Prepared {
			header: block.header.clone(),
			extrinsics: block.extrinsics.len(),
			end,
			took: begun.elapsed(),
		};
		Ok((Proposal { block, storage_changes }, prepared))
	}

	/// Adds the inherents that the runtime makes of the data. Fails if a mandatory one does; a
	/// block can go without others.
	fn add_inherents(&self, builder: &mut Builder<'_>, data: InherentData) -> Result<(), Error> {
		let begun = Instant::now();
		let inherents = builder.create_inherents(data)?;
		self.node.reporter.inherents(begun.elapsed());

		for inherent in inherents {
			match builder.push(inherent) {
				Ok(()) => {},
				Err(error) if is_mandatory(&error) => {
					log::error!("❌️ No block can be made: a mandatory inherent failed: {error}");
					return Err(error);
				},
				Err(error) if exhausts_block(&error) => {
					log::warn!("⚠️  The block has no room for an inherent, and goes without it");
				},
				Err(error) => {
					log::warn!("❗️ An inherent failed, and the block goes without it: {error}");
				},
			}
		}
		Ok(())
	}

	/// Adds the pool's transactions until the deadline, up to a block of `limit` bytes. Tells the
	/// pool of those that are not valid, and returns the reason why no more were added.
	async fn add_transactions(
		&self,
		builder: &mut Builder<'_>,
		deadline: Instant,
		limit: usize,
	) -> EndProposingReason {
		let now = Instant::now();
		let left = deadline.saturating_duration_since(now);
		let limits = Limits { deadline, full_from: now + left / 2, bytes: limit };
		// The pool may still be taking in the parent.
		let parent = self.parent.hash();
		let mut ready = self.node.pool.ready_at_with_timeout(parent, left / 8).await;

		let inherents = BlockSize::new(builder.size());
		let Filled { end, invalid, added } =
			fill(&mut *ready, &limits, inherents, |batch| builder.apply(batch));
		if added == 0 && matches!(end, EndProposingReason::HitBlockSizeLimit) {
			log::warn!("No transaction fits into the {limit} bytes of a block");
		}
		self.node.pool.report_invalid(Some(parent), invalid).await;
		end
	}
}

/// Returns true if an inherent failed without which the block is not valid.
fn is_mandatory(error: &Error) -> bool {
	matches!(
		error,
		Error::ApplyExtrinsicFailed(ApplyExtrinsicFailed::Validity(reason))
			if reason.was_mandatory()
	)
}
