//! Verifies the signatures of a block on other cores while the block is being imported.
//!
//! The wasm applies a block's transactions one after the other on one core. Meanwhile the other
//! cores go through the same transactions and verify their signatures, four times as fast as one
//! core applies them. The wasm finds them [remembered](crate::signatures) when it gets there.
//!
//! Nothing depends on it. The node's copy of the runtime tells what was signed, if the chain's code
//! is the code that the node was built with. A signature that was verified against other bytes than
//! the wasm's counts as unknown there.

use crate::{
	client::{code_hash, FullClient},
	executor::own_code,
	guard,
	payload::{self, Signed},
	signatures::{self, Signatures},
};
use sc_consensus::{BlockCheckParams, BlockImport, BlockImportParams, ImportResult, StateAction};
use sc_service::SpawnTaskHandle;
use sp_blockchain::HeaderBackend;
use sp_consensus::Error as ConsensusError;
use sp_runtime::OpaqueExtrinsic;
use std::{
	collections::HashMap,
	num::NonZeroUsize,
	sync::{
		atomic::{AtomicUsize, Ordering},
		Arc,
	},
	thread::available_parallelism,
};
use witan_primitives::{BlockNumber, Hash, OpaqueBlock as Block};

/// The least number of extrinsics for which it is worth waking other threads.
const MIN_EXTRINSICS: usize = 16;

/// Extrinsics that a thread takes at a time: few, since the wasm wants the first ones at once.
const PART: usize = 8;

/// Extrinsics of a block, whose signatures several threads verify.
pub struct Body {
	number: BlockNumber,
	extrinsics: Vec<OpaqueExtrinsic>,
	/// The number of parts that threads have taken.
	taken: AtomicUsize,
}

impl Body {
	/// Makes the body of block `number`, of which no thread has taken a part.
	pub fn new(number: BlockNumber, extrinsics: Vec<OpaqueExtrinsic>) -> Self {
		Self { number, extrinsics, taken: AtomicUsize::new(0) }
	}

	/// Verifies signatures until the other threads and this one have taken all parts. `hash`
	/// returns a block's hash by its number.
	pub fn verify(&self, signatures: &Signatures, hash: impl Fn(BlockNumber) -> Option<Hash>) {
		let mut hashes = HashMap::new();
		let mut hash = |number| *hashes.entry(number).or_insert_with(|| hash(number));
		while let Some(part) = self.take() {
			for extrinsic in part {
				let signed = guard::caught(|| self.signed(extrinsic, &mut hash)).flatten();
				if let Some(signed) = signed {
					signatures.verify_ahead(&signed.signature, &signed.message, &signed.key);
				}
			}
		}
	}

	/// Leaves no part for the threads.
	fn stop(&self) {
		self.taken.store(self.extrinsics.len(), Ordering::Relaxed);
	}

	fn take(&self) -> Option<&[OpaqueExtrinsic]> {
		self.extrinsics.chunks(PART).nth(self.taken.fetch_add(1, Ordering::Relaxed))
	}

	fn signed(
		&self,
		extrinsic: &OpaqueExtrinsic,
		hash: &mut impl FnMut(BlockNumber) -> Option<Hash>,
	) -> Option<Signed> {
		Signed::of(payload::decode(extrinsic.inner())?, |extension| {
			let birth = payload::birth(extension, self.number)?;
			Some(payload::implicit(hash(0)?, hash(birth)?))
		})
	}
}

/// A body that is being worked on. The threads stop when it is dropped.
struct Working(Arc<Body>);

impl Drop for Working {
	fn drop(&mut self) {
		self.0.stop();
	}
}

/// An import of blocks that lets other cores verify their signatures meanwhile. It is not for
/// blocks that the node makes itself, whose signatures its pool has verified.
pub struct VerifyAhead<Import> {
	import: Import,
	client: Arc<FullClient>,
	spawner: SpawnTaskHandle,
	/// The most threads that verify: one for each core besides the one that imports.
	threads: usize,
}

impl<Import> VerifyAhead<Import> {
	/// Wraps the import that a queue hands its blocks to.
	pub fn new(import: Import, client: Arc<FullClient>, spawner: SpawnTaskHandle) -> Self {
		let cores = available_parallelism().map_or(1, NonZeroUsize::get);
		Self { import, client, spawner, threads: cores.saturating_sub(1) }
	}

	/// Starts to verify the signatures of a block that is going to be executed. Returns none if
	/// there is nothing to gain, or if the node can't tell what was signed.
	fn start(&self, block: &BlockImportParams<Block>) -> Option<Working> {
		let signatures = signatures::remembered()?;
		let executed =
			matches!(block.state_action, StateAction::Execute | StateAction::ExecuteIfPossible);
		let extrinsics =
			block.body.as_ref().filter(|body| executed && body.len() >= MIN_EXTRINSICS)?;
		let own = own_code()?;
		if code_hash(&self.client, block.header.parent_hash) != Some(own) {
			return None;
		}
		let body = Arc::new(Body::new(block.header.number, extrinsics.clone()));
		for _ in 0..self.threads.min(extrinsics.len() / PART) {
			let (body, client) = (body.clone(), self.client.clone());
			self.spawner.spawn_blocking("verify-ahead", Some("block-import"), async move {
				body.verify(signatures, |number| client.hash(number).ok().flatten());
			});
		}
		Some(Working(body))
	}
}

#[async_trait::async_trait]
impl<Import> BlockImport<Block> for VerifyAhead<Import>
where
	Import: BlockImport<Block, Error = ConsensusError> + Send + Sync,
{
	type Error = ConsensusError;

	async fn check_block(
		&self,
		block: BlockCheckParams<Block>,
	) -> Result<ImportResult, ConsensusError> {
		self.import.check_block(block).await
	}

	async fn import_block(
		&self,
		block: BlockImportParams<Block>,
	) -> Result<ImportResult, ConsensusError> {
		let _working = self.start(&block);
		self.import.import_block(block).await
	}
}
