//! Blocks on demand, each final at once, with the digests that BABE's runtime expects. For the
//! development of dapps.

use crate::{
	authoring::AuthorFactory,
	client::{FullBackend, FullClient, Handles, TransactionPool},
};
use futures::{
	future::{select, Either},
	stream::ReadyChunks,
	Stream, StreamExt,
};
use sc_consensus::BoxBlockImport;
use sc_consensus_babe::BabeLink;
use sc_consensus_manual_seal::{
	consensus::{babe::BabeConsensusDataProvider, timestamp::SlotTimestampProvider},
	run_manual_seal, EngineCommand, ManualSealParams,
};
use sc_service::{Error as ServiceError, TaskManager};
use sc_transaction_pool_api::{ImportNotificationStream, TransactionPool as _};
use sp_blockchain::HeaderBackend;
use sp_core::H256;
use std::{str::FromStr, sync::Arc, time::Duration};
use witan_primitives::OpaqueBlock as Block;

/// The occasion on which a block is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sealing {
	/// A transaction in the pool that can go into a block.
	Instant,
	/// The end of this time since the block before, with or without transactions.
	Interval(Duration),
}

/// Bounds of an interval, in milliseconds.
const INTERVAL_BOUNDS: std::ops::RangeInclusive<u64> = 10..=3_600_000;

impl FromStr for Sealing {
	type Err = String;

	fn from_str(text: &str) -> Result<Self, String> {
		if text == "instant" {
			return Ok(Self::Instant);
		}
		text.strip_prefix("interval=")
			.and_then(|milliseconds| milliseconds.parse().ok())
			.filter(|milliseconds| INTERVAL_BOUNDS.contains(milliseconds))
			.map(|milliseconds| Self::Interval(Duration::from_millis(milliseconds)))
			.ok_or_else(|| {
				format!(
					"'{text}' is neither `instant` nor `interval=MS` with MS in {INTERVAL_BOUNDS:?}"
				)
			})
	}
}

/// The most that the chain's time may run ahead of the clock: a century. Each block moves that time
/// on by a slot, however soon it comes.
pub const LEAD_OVER_CLOCK: Duration = Duration::from_secs(100 * 365 * 24 * 3_600);

/// The time that the pool has to take in a block. After that it answers by what it knew before.
const PATIENCE_WITH_POOL: Duration = Duration::from_secs(5);

/// The time after which the pool is asked without an announcement. It announces nothing that it
/// finds late.
const ASK_AGAIN: Duration = Duration::from_secs(1);

/// Announcements that are taken at once: as many as the pool keeps for a listener.
const ANNOUNCEMENTS: usize = 1_024;

/// The parts of a node that sealing needs.
pub struct SealingParams<'a> {
	pub sealing: Sealing,
	pub handles: Handles,
	pub authors: AuthorFactory,
	pub block_import: BoxBlockImport<Block>,
	pub babe_link: BabeLink<Block>,
	pub task_manager: &'a TaskManager,
}

/// Starts the task that makes blocks.
pub fn start(params: SealingParams) -> Result<(), ServiceError> {
	let SealingParams { sealing, handles, authors, block_import, babe_link, task_manager } = params;
	let Handles { client, select_chain, transaction_pool: pool, keystore, .. } = handles;

	let consensus_data_provider = BabeConsensusDataProvider::new(
		client.clone(),
		keystore,
		babe_link.epoch_changes().clone(),
		babe_link.config().authorities.clone(),
	)
	.map_err(|error| ServiceError::Other(error.to_string()))?;

	let clock = client.clone();
	let create_inherent_data_providers = move |_, ()| {
		let clock = clock.clone();
		async move {
			// Every block is one slot later than its parent, however soon it comes.
			let timestamp =
				SlotTimestampProvider::new_babe(clock).map_err(|error| error.to_string())?;
			let slot = sp_consensus_babe::inherents::InherentDataProvider::new(timestamp.slot());
			Ok((slot, timestamp))
		}
	};

	let task = run_manual_seal::<_, _, FullBackend, _, _, _, _, _, _>(ManualSealParams {
		block_import,
		env: authors,
		client: client.clone(),
		pool: pool.clone(),
		commands_stream: commands(sealing, client, pool),
		select_chain,
		consensus_data_provider: Some(Box::new(consensus_data_provider)),
		create_inherent_data_providers,
	});
	task_manager.spawn_essential_handle().spawn_blocking("sealing", Some("block-authoring"), task);
	Ok(())
}

/// Returns a stream of commands, one for each block to make.
fn commands(
	sealing: Sealing,
	client: Arc<FullClient>,
	pool: Arc<TransactionPool>,
) -> std::pin::Pin<Box<dyn Stream<Item = EngineCommand<H256>> + Send>> {
	// The sealer takes a block for empty if it has no more extrinsics than there are inherent data.
	// BABE's slot is such data without an extrinsic, so a block of one transaction would be
	// discarded. That is why emptiness is checked here.
	let seal = || EngineCommand::SealNewBlock {
		create_empty: true,
		finalize: true,
		parent_hash: None,
		sender: None,
	};
	match sealing {
		Sealing::Instant => {
			let announced = announcements(&pool);
			futures::stream::unfold(announced, move |mut announced| {
				let (client, pool) = (client.clone(), pool.clone());
				async move {
					// A block may leave transactions over: the first of an epoch takes none. So the
					// pool is asked before it is waited for.
					while !anything_ready(&client, &pool).await {
						let again = futures_timer::Delay::new(ASK_AGAIN);
						if let Either::Left((None, _)) = select(announced.next(), again).await {
							announced = announcements(&pool);
						}
					}
					Some((seal(), announced))
				}
			})
			.boxed()
		},
		Sealing::Interval(period) => futures::stream::unfold((), move |()| async move {
			futures_timer::Delay::new(period).await;
			Some((seal(), ()))
		})
		.boxed(),
	}
}

/// Returns the transactions that become ready from now on. The pool ends the stream when a thousand
/// wait in it, and they do while a block is made.
fn announcements(pool: &TransactionPool) -> ReadyChunks<ImportNotificationStream<H256>> {
	pool.import_notification_stream().ready_chunks(ANNOUNCEMENTS)
}

/// Returns true if a transaction can go into the block after the best one.
async fn anything_ready(client: &FullClient, pool: &TransactionPool) -> bool {
	// Without a bound the pool would never answer for a block that it has already left behind.
	let mut ready = pool.ready_at_with_timeout(client.info().best_hash, PATIENCE_WITH_POOL).await;
	ready.next().is_some()
}
