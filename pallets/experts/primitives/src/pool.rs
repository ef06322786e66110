//! Validation pools: staked votes on posts, and the traits by which other pallets use them.

use crate::{
	ids::{DomainId, PoolId, PostId},
	shares::{Ppm, Shares},
};
use sp_runtime::{DispatchError, DispatchResult};
use sp_weights::Weight;
use witan_primitives::Balance;

/// Parameters of a pool's vote.
#[frame_support::stored(no_skip_type_params)]
#[derive(Copy)]
pub struct PoolParams<BlockNumber> {
	/// Blocks during which stakes are taken.
	pub duration: BlockNumber,
	/// Part of the REP that can judge that must support the post for it to pass, and be against it
	/// for it to be rejected, in parts per million.
	pub quorum: Ppm,
	/// Part of the stakes that must be in favour, in parts per million. Exactly that part is
	/// enough.
	pub win_ratio: Ppm,
	/// Part of its stake that a worker loses if its evidence is rejected, in parts per million.
	/// Voters lose the domain's minimum.
	pub binding: Ppm,
	/// True if the winners get what the worker loses, up to as much as is minted. It is burned
	/// otherwise.
	pub redistribute: bool,
	/// Visibility of sides while stakes are taken.
	pub secrecy: Secrecy<BlockNumber>,
	/// True if the post's directive takes effect when it is ratified. All parameters but the
	/// duration are then those of the post's [`Tier`].
	pub governance: bool,
}

/// Visibility of a pool's sides while stakes are taken.
#[frame_support::stored(no_skip_type_params)]
#[derive(Copy)]
pub enum Secrecy<BlockNumber> {
	/// Every stake shows its side.
	Open,
	/// Stakes show their amounts, and their sides in a period that follows. A side that is not
	/// shown loses.
	CommitReveal {
		/// Blocks of the period that follows.
		reveal_period: BlockNumber,
	},
}

/// Side of a stake.
#[frame_support::stored]
#[derive(Copy)]
pub enum Side {
	/// Support for ratifying the post.
	Aye,
	/// Opposition to ratifying the post.
	Nay,
}

/// Verdict of a pool.
#[frame_support::stored]
#[derive(Copy)]
pub enum Verdict {
	/// The post is ratified.
	Passed,
	/// A majority that meets the quorum is against the post.
	Rejected,
	/// Undecided: neither side has what it needs, be it the quorum, the win ratio or the time in
	/// which others could answer.
	NotQuorate,
}

/// Bar that a pool for governance sets, by what its post does.
#[frame_support::stored]
#[derive(Copy)]
pub enum Tier {
	/// Sets a parameter of the chain or the domain, recommends a client, or has no directive.
	Parameter,
	/// Upgrades the chain, dispatches a call, or sets a parameter on which the others rest.
	Root,
	/// Cancels a directive that waits for its enactment.
	Cancel,
	/// Undoes a slash, a task or an authorised upgrade, and can do nothing else.
	Undo,
}

/// Directive that waits for its enactment.
#[frame_support::stored(no_skip_type_params)]
#[derive(Copy)]
pub struct Waiting<BlockNumber> {
	/// Pool that ratified the directive's post.
	pub pool: PoolId,
	/// REP that was pledged for the post.
	pub ayes: Shares,
	/// First block in which the directive may take effect.
	pub due: BlockNumber,
	/// Duration of the domain's governance pools when the post was ratified, in blocks.
	pub vote: BlockNumber,
}

/// Subject of a pool for governance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Motion<BlockNumber> {
	/// Tier of the post.
	pub tier: Tier,
	/// Directive that the post cancels, if the tier is [`Tier::Cancel`].
	pub cancels: Option<Waiting<BlockNumber>>,
}

/// Reads posts that pools for governance vote on.
pub trait InspectMotions<BlockNumber> {
	/// Returns the tier of a domain's post, by its directive and citations.
	fn motion(domain: DomainId, post: &PostId) -> Motion<BlockNumber>;

	/// Returns true if a pool for governance has ratified the post.
	fn is_ratified(post: &PostId) -> bool;

	/// Returns the maximum weight of [`Self::motion`] and [`Self::is_ratified`] together.
	fn weight() -> Weight;
}

/// Reads the REP that stands for ratified directives.
pub trait InspectStanding {
	/// Returns the REP that stands against cancelling the directive that a pool ratified. `None`
	/// until the first pool of the tier [`Tier::Cancel`] is opened on it: until then, what was
	/// pledged for the directive stands for it.
	fn standing(ratified_by: PoolId) -> Option<Shares>;
}

/// A pool on the evidence of a job, to be opened by the pallet that sold the job.
///
/// The fee stays with that pallet, which pays the part that [`Decision::fee_share`] says: all of it
/// if the pool passes, and a part to the body if the evidence is rejected. That part is paid, too,
/// if a second pool ends undecided although the evidence has the support that it needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JobPool<AccountId, BlockNumber, Reason> {
	/// Account in whose name the pool is opened.
	pub opener: AccountId,
	/// The evidence.
	pub post: PostId,
	/// Parameters of the vote.
	pub params: PoolParams<BlockNumber>,
	/// Fee for the job, in units of 10^-9 tokens. Reputation is minted against what is paid of it.
	pub fee: Balance,
	/// Expert who did the job: its stake is the first vote in favour.
	pub worker: AccountId,
	/// The worker's stake. May be zero.
	pub stake: Shares,
	/// Reason with which that stake is held so far.
	pub reason: Reason,
}

/// Opens pools for pallets that sell work, and drives them.
pub trait ValidationPools<AccountId, BlockNumber> {
	/// Reason for holding the worker's stake.
	type Reason;

	/// Checks that the domain lets a pool have these parameters.
	fn check_params(domain: DomainId, params: &PoolParams<BlockNumber>) -> DispatchResult;

	/// Opens a pool on evidence. The outcome comes by [`OnPoolOutcome`], never during this call.
	fn open_for_job(
		pool: JobPool<AccountId, BlockNumber, Self::Reason>,
	) -> Result<PoolId, DispatchError>;

	/// Opens another pool like a pool on evidence that has just ended undecided
	/// ([`Verdict::NotQuorate`]), with another duration. The worker's stake goes over as its first
	/// vote. Only to be called from [`OnPoolOutcome`].
	fn reopen(pool: PoolId, duration: BlockNumber) -> Result<PoolId, DispatchError>;

	/// Decides a pool that is due. If its verdict has changed without a stake, the pool may take
	/// stakes for longer instead: then this returns `Ok` without an outcome. Fails if the pool is
	/// not due.
	fn decide(pool: PoolId) -> DispatchResult;

	/// Returns the maximum weight of [`Self::decide`], without that of [`OnPoolOutcome`].
	fn decide_weight() -> Weight;
}

/// Decision of a pool, and the stakes behind it.
///
/// Amounts are as counted: those of a pool for governance leave out REP minted since its
/// snapshot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decision {
	/// The pool.
	pub pool: PoolId,
	/// The post that it voted on.
	pub post: PostId,
	/// The post's domain, whose reputation voted.
	pub domain: DomainId,
	/// The verdict.
	pub verdict: Verdict,
	/// Tier of a pool for governance, and `None` for another one.
	pub tier: Option<Tier>,
	/// Stakes for the post.
	pub ayes: Shares,
	/// Stakes against the post, without what stands against it in other pools.
	pub nays: Shares,
	/// REP that could judge, to which the quorum applied.
	pub base: Shares,
	/// Number of voters.
	pub voters: u32,
	/// Part of a job's fee that the domain is paid, in parts per million: all of it if the evidence
	/// passed, and maybe a part if it did not. REP is minted against this part.
	pub fee_share: Ppm,
}

/// Handles the decisions of pools.
pub trait OnPoolOutcome {
	/// Handles a decision. Called once for each pool, before any stake is settled.
	fn on_pool_outcome(decision: &Decision);

	/// Returns the maximum weight of [`Self::on_pool_outcome`].
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
