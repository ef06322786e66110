//! What pools store and show.

use crate::outcome::{Count, Outcome, Rules};
use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use sp_core::H256;
use witan_experts::{
	ids::{DomainId, PoolId, PostId},
	ledger::Snapshot,
	pool::{PoolParams, Secrecy, Side, Verdict},
	shares::{Ppm, Shares},
};
use witan_primitives::Balance;

/// A pool that is not settled.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Pool<AccountId, BlockNumber> {
	/// In whose name it was opened.
	pub opener: AccountId,
	/// What it votes on.
	pub post: PostId,
	/// Whose reputation votes: the post's domain.
	#[codec(compact)]
	pub domain: DomainId,
	/// How it votes.
	pub params: PoolParams<BlockNumber>,
	/// What is paid for the vote, in tokens.
	#[codec(compact)]
	pub fee: Balance,
	/// What is minted against the fee, in REP, by the domain's minting ratio when the pool was opened.
	#[codec(compact)]
	pub mint: Balance,
	/// The part of it that goes to the post, by the domain's parameters when the pool was opened.
	pub author_share: Ppm,
	/// Who answers for it.
	pub sponsor: Sponsor<AccountId>,
	/// Of a pool for governance, and of no other: the moment since which what is minted does not count in it.
	pub snapshot: Option<Snapshot>,
	/// What has been staked.
	pub tally: Tally,
	/// How many votes there are, until it is decided.
	#[codec(compact)]
	pub voters: u32,
	/// The block in which it was opened.
	pub opened_at: BlockNumber,
	/// The first block in which nothing can be staked.
	pub stakes_until: BlockNumber,
	/// The first block in which it can be decided: `stakes_until`, or the end of the reveal period.
	pub decides_at: BlockNumber,
	/// Whether it is decided.
	pub state: PoolState,
}

impl<AccountId, BlockNumber> Pool<AccountId, BlockNumber> {
	/// Whether sides are secret while stakes are taken.
	pub fn is_secret(&self) -> bool {
		!matches!(self.params.secrecy, Secrecy::Open)
	}

	/// By what it decides.
	pub fn rules(&self) -> Rules {
		Rules {
			quorum: self.params.quorum,
			win_ratio: self.params.win_ratio,
			binding: self.params.binding,
			redistribute: self.params.redistribute,
			author_share: self.author_share,
			stakes_alone: self.params.governance,
		}
	}

	/// Who did the work that the post is the evidence of, if it is of one.
	pub fn worker(&self) -> Option<&AccountId> {
		match &self.sponsor {
			Sponsor::Opener { .. } => None,
			Sponsor::Work { worker } => Some(worker),
		}
	}
}

/// Who answers for a pool.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub enum Sponsor<AccountId> {
	/// Its opener, from whom its fee and this deposit are held until it is decided.
	Opener {
		/// Tokens.
		#[codec(compact)]
		deposit: Balance,
	},
	/// A pallet that sold a work, and that keeps the fee.
	Work {
		/// Who did the work.
		worker: AccountId,
	},
}

/// Where a pool is in its life.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub enum PoolState {
	/// Stakes or sides are being taken, or it is due.
	Voting,
	/// It is decided, and its votes are being settled.
	Settling,
}

/// Sums of stakes, in units of one era. Each is at least the sum of its votes, carried over one by one, and exceeds it by at
/// most a unit for each vote of the pool.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Tally {
	/// The era of the domain.
	#[codec(compact)]
	pub era: u32,
	/// For the post.
	#[codec(compact)]
	pub ayes: u128,
	/// Against it.
	#[codec(compact)]
	pub nays: u128,
	/// On sides that are not shown yet.
	#[codec(compact)]
	pub committed: u128,
}

impl Tally {
	/// The same in units of a later era.
	pub fn carried_to(&self, era: u32) -> Self {
		let era = era.max(self.era);
		let carry = |value: u128| Shares::new(value, self.era).in_era(era);
		Self {
			era,
			ayes: carry(self.ayes),
			nays: carry(self.nays),
			committed: carry(self.committed),
		}
	}

	/// The sum of a side.
	pub fn side_mut(&mut self, side: Side) -> &mut u128 {
		match side {
			Side::Aye => &mut self.ayes,
			Side::Nay => &mut self.nays,
		}
	}

	/// What to decide by, in the domain's supply's era or the tally's own, whichever is later; and that era.
	pub fn count(&self, supply: Shares) -> (Count, u32) {
		let Self { era, ayes, nays, committed } = self.carried_to(supply.era);
		(Count { ayes, nays, unrevealed: committed, supply: supply.in_era(era) }, era)
	}
}

/// An account's stake in a pool.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Vote {
	/// How much, held in the ledger with the reason `Pool`.
	pub stake: Shares,
	/// On what.
	pub choice: Choice,
}

/// What a stake is on.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub enum Choice {
	/// A side.
	Open(Side),
	/// A side that has not been shown.
	Sealed {
		/// What the account has committed itself to: see `commit_hash`.
		hash: H256,
		/// The amount of REP that the hash speaks of.
		#[codec(compact)]
		amount: Balance,
	},
}

impl Choice {
	/// The side, if it is shown.
	pub fn side(&self) -> Option<Side> {
		match self {
			Self::Open(side) => Some(*side),
			Self::Sealed { .. } => None,
		}
	}
}

/// How an account voted in a pool for governance that passed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Ballot {
	/// Whose REP the stake was: the domain of the pool's post.
	#[codec(compact)]
	pub domain: DomainId,
	/// The vote as it was cast. The stake is in units of the era in which it was made or raised last.
	pub vote: Vote,
}

/// How far a decided pool is settled.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Settlement<AccountId> {
	/// The pool's domain.
	#[codec(compact)]
	pub domain: DomainId,
	/// The domain's era in which it was decided; amounts are of this era.
	#[codec(compact)]
	pub era: u32,
	/// What was decided.
	pub outcome: Outcome,
	/// Whether votes are kept as ballots when they are settled: the pool was for governance, passed, and not by a word.
	pub keeps_ballots: bool,
	/// How many votes are left.
	#[codec(compact)]
	pub unsettled: u32,
	/// What losers have lost so far.
	#[codec(compact)]
	pub collected: u128,
	/// What winners have got so far.
	#[codec(compact)]
	pub paid: u128,
	/// Whose vote was settled last, in the order of the map of votes.
	pub cursor: Option<AccountId>,
	/// Its place in the queue.
	#[codec(compact)]
	pub position: u64,
}

/// Where a pool is in its life, at the block that asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub enum Phase {
	/// Stakes are taken.
	Open,
	/// Sides are shown.
	Revealing,
	/// It can be decided.
	Due,
	/// It is decided, and its votes are being settled.
	Settling(Verdict),
}

/// What a view function tells of a pool. Amounts of REP are of the block that asks.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct PoolInfo<AccountId, BlockNumber> {
	/// In whose name it was opened.
	pub opener: AccountId,
	/// Whose work the post is the evidence of, if of one.
	pub worker: Option<AccountId>,
	/// What it votes on.
	pub post: PostId,
	/// Whose reputation votes.
	pub domain: DomainId,
	/// How it votes.
	pub params: PoolParams<BlockNumber>,
	/// What is paid for the vote, in tokens.
	pub fee: Balance,
	/// What of the opener's tokens comes back if the quorum is met.
	pub deposit: Balance,
	/// REP that is minted against the fee.
	pub mint: Balance,
	/// The part of it that goes to the post, in parts per million.
	pub author_share: Ppm,
	/// Where it is in its life.
	pub phase: Phase,
	/// REP for the post.
	pub ayes: Balance,
	/// REP against it.
	pub nays: Balance,
	/// REP on sides that are not shown.
	pub committed: Balance,
	/// The REP that the quorum is a part of: all of the domain, but in a pool for governance not what there is more of than at
	/// its snapshot. While there is none the pool is not quorate; while the domain has none its founder's word decides.
	pub supply: Balance,
	/// Of a pool for governance: the moment since which what is minted does not count in it.
	pub snapshot: Option<Snapshot>,
	/// The REP that the quorum lacks. None while there is none.
	pub quorum_lacks: Balance,
	/// How many votes there are, or are left to settle.
	pub voters: u32,
	/// The block in which it was opened.
	pub opened_at: BlockNumber,
	/// The first block in which nothing can be staked.
	pub stakes_until: BlockNumber,
	/// The first block in which no side can be shown, if sides are secret.
	pub reveals_until: Option<BlockNumber>,
}

/// What a view function tells of a vote.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct VoteInfo {
	/// REP at stake, at the block that asks.
	pub amount: Balance,
	/// The same, exactly.
	pub stake: Shares,
	/// On what.
	pub choice: Choice,
}

/// What a view function tells of a ballot.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct BallotInfo<AccountId> {
	/// Who voted.
	pub who: AccountId,
	/// How, and what the stake would be worth now.
	pub vote: VoteInfo,
}

/// A pool in which an account can do something now.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct OpenPool<AccountId, BlockNumber> {
	/// Its id.
	pub pool: PoolId,
	/// What there is to know of it.
	pub info: PoolInfo<AccountId, BlockNumber>,
	/// The account's stake in it.
	pub vote: Option<VoteInfo>,
}

/// A page of pools in which an account can do something now.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct OpenPools<AccountId, BlockNumber> {
	/// Those among the pools that were looked at. There may be none, and more on the next page.
	pub pools: Vec<OpenPool<AccountId, BlockNumber>>,
	/// Where the next page begins: its `after`. `None` if all were looked at.
	pub next: Option<PoolId>,
}

/// What would come of a vote if its pool were decided now, without a word of the founder's. REP of the block that asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct Preview {
	/// What would be decided.
	pub verdict: Verdict,
	/// What would be lost of the stake.
	pub burned: Balance,
	/// What would be won.
	pub minted: Balance,
	/// What of the stake would become free.
	pub returned: Balance,
}
