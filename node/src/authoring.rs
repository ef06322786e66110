//! The time that an author has for a block.
//!
//! The SDK's author adds transactions until a tenth of its time is left. If the block is not done
//! by the end, it is thrown away. `on_idle` and the state root have only that tenth, and take
//! longer the more the block holds. Under load a tenth was not enough, and slots went by without a
//! block. So the author is told of less time than it has.

use sc_consensus_babe::SlotProportion;
use sp_consensus::{Environment, ProposeArgs, Proposer};
use sp_runtime::traits::Block as BlockT;
use std::{future::Future, pin::Pin, time::Duration};

/// The part of a slot that an author may spend on its block. The rest is for sending and checking
/// the block.
///
/// In the shortest slot, of 3 s, it is enough to execute as much as transactions may weigh (1.5 s)
/// and to finish.
const PROPOSAL_SLOT_PORTION: f32 = 0.75;
/// The part of its time that an author is told of. The author keeps a tenth of that itself, so
/// seven tenths of its time are for transactions.
///
/// The rest, 0.7 s in the shortest slot, is for `on_idle`, which may weigh 0.2 s, and for the state
/// root.
const TOLD: f32 = 0.77;

/// Bytes that an author lets a block have. No runtime of this chain allows as many: each refuses
/// what is too long itself (5 MiB of transactions now).
///
/// With the SDK's 4 MiB, a new runtime's code would stay in the pool for ever.
pub const BLOCK_SIZE_LIMIT: usize = 8 * 1024 * 1024;

/// Returns the part of a slot that an author may spend on its block.
pub fn slot_portion() -> SlotProportion {
	SlotProportion::new(PROPOSAL_SLOT_PORTION)
}

/// Returns the time that an author is told of when `left` remains until its block must be done.
pub fn told(left: Duration) -> Duration {
	left.mul_f32(TOLD)
}

/// An author, or a maker of authors, that finishes in time.
pub struct FinishInTime<Inner>(pub Inner);

impl<Block, Inner> Environment<Block> for FinishInTime<Inner>
where
	Block: BlockT,
	Inner: Environment<Block>,
{
	type Proposer = FinishInTime<Inner::Proposer>;
	type CreateProposer = Pin<Box<dyn Future<Output = Result<Self::Proposer, Self::Error>> + Send>>;
	type Error = Inner::Error;

	fn init(&mut self, parent: &Block::Header) -> Self::CreateProposer {
		let proposer = self.0.init(parent);
		Box::pin(async move { Ok(FinishInTime(proposer.await?)) })
	}
}

impl<Block, Inner> Proposer<Block> for FinishInTime<Inner>
where
	Block: BlockT,
	Inner: Proposer<Block>,
{
	type Error = Inner::Error;
	type Proposal = Inner::Proposal;

	fn propose(self, args: ProposeArgs<Block>) -> Self::Proposal {
		self.0.propose(ProposeArgs { max_duration: told(args.max_duration), ..args })
	}
}
