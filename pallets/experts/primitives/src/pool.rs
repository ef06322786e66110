//! Validation pools: staked votes on posts, and what other pallets ask of them.

use crate::{
	ids::{DomainId, PoolId, PostId},
	shares::{Ppm, Shares},
};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use sp_runtime::{DispatchError, DispatchResult};
use sp_weights::Weight;
use witan_primitives::Balance;

/// How a pool votes.
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
pub struct PoolParams<BlockNumber> {
	/// Blocks during which stakes are taken.
	pub duration: BlockNumber,
	/// Staked part of the domain's REP without which nothing is decided, in parts per million.
	pub quorum: Ppm,
	/// Part that must be in favour, in parts per million: of the stakes and, unless it is a governance pool, of what is minted.
	/// Exactly that much is enough.
	pub win_ratio: Ppm,
	/// The part of a losing stake that its owner loses, in parts per million.
	pub binding: Ppm,
	/// Whether what losers lose goes to the winners; it is burned otherwise.
	pub redistribute: bool,
	/// Whether sides are shown while stakes are taken.
	pub secrecy: Secrecy<BlockNumber>,
	/// Whether the post's directive takes effect if it is ratified. Demands at least what the domain demands of that.
	pub governance: bool,
}

/// Whether a pool shows sides while stakes are taken.
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
pub enum Secrecy<BlockNumber> {
	/// Every stake shows its side.
	Open,
	/// Stakes show their amounts, and their sides in a period that follows. A side that is not shown loses.
	CommitReveal {
		/// Blocks of the period that follows.
		reveal_period: BlockNumber,
	},
}

/// What a stake says of the post.
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
pub enum Side {
	/// In favour of ratifying it.
	Aye,
	/// Against it.
	Nay,
}

/// What a pool decided.
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
pub enum Verdict {
	/// The post is ratified.
	Passed,
	/// It is not.
	Rejected,
	/// Too little was staked to decide.
	NotQuorate,
}

/// A pool on the evidence of a work, which the pallet that sold the work opens. Its fee stays with that pallet, which pays
/// it if the pool passes, and not otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JobPool<AccountId, BlockNumber, Reason> {
	/// In whose name it is opened.
	pub opener: AccountId,
	/// The evidence.
	pub post: PostId,
	/// How it votes.
	pub params: PoolParams<BlockNumber>,
	/// What the customer pays if it passes, in tokens: reputation is minted against it.
	pub fee: Balance,
	/// Who did the work: its stake is the first vote in favour.
	pub worker: AccountId,
	/// The worker's stake. May be zero.
	pub stake: Shares,
	/// The reason with which that stake is held so far.
	pub reason: Reason,
}

/// Opens pools for pallets that sell work, and drives them.
pub trait ValidationPools<AccountId, BlockNumber> {
	/// What the worker's stake is held for.
	type Reason;

	/// Whether the domain lets a pool have these parameters.
	fn check_params(domain: DomainId, params: &PoolParams<BlockNumber>) -> DispatchResult;

	/// Opens a pool on evidence. The outcome comes by [`OnPoolOutcome`], never during this call.
	fn open_for_job(
		pool: JobPool<AccountId, BlockNumber, Self::Reason>,
	) -> Result<PoolId, DispatchError>;

	/// Opens another pool like one on evidence that has just been decided [`Verdict::NotQuorate`], with another duration; the
	/// worker's stake goes over as its first vote. To be called from [`OnPoolOutcome`] alone.
	fn reopen(pool: PoolId, duration: BlockNumber) -> Result<PoolId, DispatchError>;

	/// Decides the pool if it is due; an error if it is not.
	fn decide(pool: PoolId) -> DispatchResult;

	/// The worst weight of [`Self::decide`], without what [`OnPoolOutcome`] takes.
	fn decide_weight() -> Weight;
}

/// What a pool decided, and by how much. Amounts are as counted: what was minted since a governance pool was opened is in
/// none of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decision {
	/// The pool.
	pub pool: PoolId,
	/// What it voted on.
	pub post: PostId,
	/// Whose reputation voted: the post's domain.
	pub domain: DomainId,
	/// What it decided.
	pub verdict: Verdict,
	/// Whether the post's directive takes effect if it passed. Not true of a pool that its domain's founder decided by a word.
	pub governance: bool,
	/// What was staked for the post.
	pub ayes: Shares,
	/// What was staked against it.
	pub nays: Shares,
	/// The REP of the domain that the quorum was a part of.
	pub supply: Shares,
	/// How many voted.
	pub voters: u32,
}

/// Hears what pools decided.
pub trait OnPoolOutcome {
	/// A pool has decided. Told once of each pool, before any stake is settled.
	fn on_pool_outcome(decision: &Decision);

	/// The most weight that this takes.
	fn weight() -> Weight;
}

#[impl_trait_for_tuples::impl_for_tuples(4)]
impl OnPoolOutcome for Tuple {
	fn on_pool_outcome(decision: &Decision) {
		for_tuples!( #( Tuple::on_pool_outcome(decision); )* );
	}

	fn weight() -> Weight {
		let mut weight = Weight::zero();
		for_tuples!( #( weight = weight.saturating_add(Tuple::weight()); )* );
		weight
	}
}
