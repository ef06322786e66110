//! How long an author works on a block.
//!
//! The SDK's author adds transactions until a tenth of its time is left, and throws the whole block away if it is not done by
//! the end. What remains to be done then, `on_idle` and the state root, takes longer the more the block holds: under load a tenth
//! was not enough, and slots went by without a block. So the author is told of less time than it has.

use sc_consensus_babe::SlotProportion;
use sp_consensus::{Environment, ProposeArgs, Proposer};
use sp_runtime::traits::Block as BlockT;
use std::{future::Future, pin::Pin, time::Duration};

/// The part of a slot that an author may spend on its block: in the shortest slot, of 3 s, enough to execute as much as
/// transactions may weigh (1.5 s) and to finish. The rest is for sending and checking the block.
const PROPOSAL_SLOT_PORTION: f32 = 0.75;
/// The part of its time that an author is told of. It keeps a tenth of that itself: seven tenths of its time are for transactions,
/// and the rest, 0.7 s in the shortest slot, for `on_idle`, which may weigh 0.2 s, and for the state root.
const TOLD: f32 = 0.77;

/// How many bytes an author lets a block have: more than any runtime of this chain, which refuses what is too long itself (5 MiB of
/// transactions now). The SDK's 4 MiB would leave a new runtime's code in the pool for ever.
pub const BLOCK_SIZE_LIMIT: usize = 8 * 1024 * 1024;

/// The part of a slot that an author may spend on its block.
pub fn slot_portion() -> SlotProportion {
	SlotProportion::new(PROPOSAL_SLOT_PORTION)
}

/// The time that an author is told of when this much is left before its block must be done.
pub fn told(left: Duration) -> Duration {
	left.mul_f32(TOLD)
}

/// Makes authors that finish in time.
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
