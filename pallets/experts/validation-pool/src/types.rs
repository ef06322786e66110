//! Stored types, and those that view functions return.

use crate::{
	outcome::{Count, Outcome, Payer, Rules, Stake},
	schedule::Schedule,
	tiers::{Cancels, Governance},
};
use alloc::vec::Vec;
use codec::{Decode, Encode};
use frame_support::stored;
use scale_info::TypeInfo;
use sp_core::H256;
use witan_experts::{
	ids::{DomainId, PoolId, PostId},
	ledger::Snapshot,
	pool::{PoolParams, Secrecy, Side, Tier, Verdict},
	shares::{Ppm, Shares},
};
use witan_primitives::Balance;

/// A pool that is not settled.
#[stored(no_skip_type_params)]
pub struct Pool<AccountId, BlockNumber> {
	/// The account in whose name it was opened.
	pub opener: AccountId,
	/// The post that it votes on.
	pub post: PostId,
	/// The post's domain, whose REP votes.
	#[codec(compact)]
	pub domain: DomainId,
	/// The rules of the vote.
	pub params: PoolParams<BlockNumber>,
	/// The price of the vote, in units of a token.
	#[codec(compact)]
	pub fee: Balance,
	/// The most REP that is minted against the fee, by the domain's minting ratio when the pool was
	/// opened.
	#[codec(compact)]
	pub mint: Balance,
	/// The part of `mint` that goes to the post, by the domain's parameters when the pool was
	/// opened.
	pub author_share: Ppm,
	/// The part of a losing vote that is lost, by the domain's parameters when the pool was opened.
	pub least_binding: Ppm,
	/// The part of the base that must be against the post to reject it: the quorum, or in a pool
	/// for governance the domain's for that when the pool was opened.
	pub rejection_quorum: Ppm,
	/// The opener with its deposit, or the worker of a job.
	pub sponsor: Sponsor<AccountId>,
	/// The rules of a pool for governance, and of no other.
	pub governance: Option<Governance>,
	/// All REP of the domain when the pool was opened.
	pub opening_supply: Shares,
	/// The worker's REP when the pool was opened, which can't judge. Zero in a sponsor's pool.
	pub aside: Shares,
	/// The worker's stake on its evidence. Zero in a sponsor's pool.
	pub bond: Shares,
	/// Sums of the stakes.
	pub tally: Tally,
	/// The number of votes, until it is decided.
	#[codec(compact)]
	pub voters: u32,
	/// Its times.
	pub schedule: Schedule<BlockNumber>,
	/// The block under which it is on the agenda. At most `schedule.decides_at`, which a stake
	/// moves without touching the agenda.
	pub listed_at: BlockNumber,
	/// Its stage: voting or settling.
	pub state: PoolState,
}

impl<AccountId, BlockNumber> Pool<AccountId, BlockNumber> {
	/// Returns true if sides are secret while stakes are taken.
	pub fn is_secret(&self) -> bool {
		!matches!(self.params.secrecy, Secrecy::Open)
	}

	/// Returns the rules of its decision.
	pub fn rules(&self) -> Rules {
		Rules {
			quorum: self.params.quorum,
			rejection_quorum: self.rejection_quorum,
			win_ratio: self.params.win_ratio,
			binding: self.params.binding,
			least_binding: self.least_binding,
			redistribute: self.params.redistribute,
			author_share: self.author_share,
			payer: match self.sponsor {
				Sponsor::Opener { .. } if self.governance.is_some() => Payer::Nobody,
				Sponsor::Opener { .. } => Payer::Sponsor,
				Sponsor::Work { rejected_share, reopened, .. } => {
					Payer::Customer { rejected_share, last: reopened }
				},
			},
		}
	}

	/// Returns the directive that it cancels if it passes.
	pub fn cancels(&self) -> Option<Cancels> {
		self.governance.and_then(|governance| governance.cancels)
	}

	/// Replaces the directive that it cancels.
	pub(crate) fn set_cancels(&mut self, cancels: Cancels) {
		if let Some(governance) = &mut self.governance {
			governance.cancels = Some(cancels);
		}
	}

	/// Returns the ledger's snapshot, in a pool for governance and in no other.
	pub fn snapshot(&self) -> Option<Snapshot> {
		self.governance.map(|governance| governance.snapshot)
	}

	/// Returns false if all REP of the domain was the worker's when the pool was opened, so that
	/// nobody can judge. A domain without REP is no such case: there its founder decides.
	pub fn has_judges(&self) -> bool {
		self.opening_supply.is_zero() || self.opening_supply != self.aside
	}

	/// Returns the expert whose job the post is the evidence of, or `None` in a sponsor's pool.
	pub fn worker(&self) -> Option<&AccountId> {
		match &self.sponsor {
			Sponsor::Opener { .. } => None,
			Sponsor::Work { worker, .. } => Some(worker),
		}
	}
}

/// The party that answers for a pool.
#[stored(no_skip_type_params)]
pub enum Sponsor<AccountId> {
	/// The opener, from whom the fee and this deposit are held until the pool is decided.
	Opener {
		/// Tokens held besides the fee.
		#[codec(compact)]
		deposit: Balance,
	},
	/// A pallet that sold a job, and that keeps the fee.
	Work {
		/// The expert who did the job.
		worker: AccountId,
		/// The part of the fee that the job leaves if its evidence is rejected, by the domain's
		/// parameters when the pool was opened.
		rejected_share: Ppm,
		/// True if the pool was opened in place of one that ended undecided.
		reopened: bool,
	},
}

/// The stage of a pool that is not settled.
#[stored]
#[derive(Copy)]
pub enum PoolState {
	/// Stakes or sides are being taken, or it is due.
	Voting,
	/// It is decided, and its votes are being settled.
	Settling,
}

/// Sums of stakes, in shares of one era. Each is at least the sum of its votes, carried over one by
/// one. It exceeds that by at most a share for each vote of the pool.
#[stored]
#[derive(Copy, Default)]
pub struct Tally {
	/// The era of the domain.
	#[codec(compact)]
	pub era: u32,
	/// Stakes for the post.
	#[codec(compact)]
	pub ayes: u128,
	/// Stakes against it.
	#[codec(compact)]
	pub nays: u128,
	/// Stakes on sides that are not shown yet.
	#[codec(compact)]
	pub committed: u128,
}

impl Tally {
	/// Returns the same sums in shares of a later era.
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

	/// Adds a stake to a side, in the later of both eras. Returns `None` if that is too much to
	/// count.
	pub fn with(&self, side: Side, stake: Shares) -> Option<Self> {
		let mut tally = self.carried_to(stake.era);
		let added = stake.in_era(tally.era);
		let sum = tally.side_mut(side);
		*sum = sum.checked_add(added)?;
		Some(tally)
	}

	/// Returns the sum of a side.
	pub fn side_mut(&mut self, side: Side) -> &mut u128 {
		match side {
			Side::Aye => &mut self.ayes,
			Side::Nay => &mut self.nays,
		}
	}
}

impl<AccountId, BlockNumber> Pool<AccountId, BlockNumber> {
	/// Returns the numbers to decide by when the domain has `supply` REP, the worker's that can't
	/// judge is `aside`, and `standing` is against a pool that cancels. They are in the supply's
	/// era or the tally's own, whichever is later.
	pub fn count(&self, supply: Shares, aside: Shares, standing: Shares) -> CountOfEra {
		let Tally { era, ayes, nays, committed } = self.tally.carried_to(supply.era);
		let count = Count {
			ayes,
			nays: nays.max(standing.in_era(era)),
			standing: standing.in_era(era).saturating_sub(nays),
			unrevealed: committed,
			bond: self.bond.in_era(era),
			supply: supply.in_era(era),
			base: self.base(supply.in_era(era), aside.in_era(era), era),
		};
		CountOfEra { count, era }
	}

	/// Returns the REP that can judge. In a pool for governance it is the supply at its snapshot.
	/// In another one it is the lesser of the supplies at the opening and now, without the
	/// worker's. Where there are judges it is at least one share.
	fn base(&self, supply: u128, aside: u128, era: u32) -> u128 {
		if let Some(snapshot) = self.snapshot().filter(|_| supply > 0) {
			return snapshot.supply.in_era(era).max(1);
		}
		if supply == 0 || !self.has_judges() {
			return 0;
		}
		let opening = self.opening_supply;
		let least = if opening.is_zero() { supply } else { supply.min(opening.in_era(era)) };
		least.saturating_sub(aside).max(1)
	}

	/// Returns the REP that is not staked, and could have been by somebody other than the worker.
	/// In a pool for governance only that of its snapshot can.
	pub fn unstaked(&self, counted: &CountOfEra) -> u128 {
		let CountOfEra { count, era } = *counted;
		let most = match self.snapshot() {
			Some(snapshot) => snapshot.supply.in_era(era),
			None => count.supply.max(self.opening_supply.in_era(era)),
		};
		let staked = count.support().saturating_add(count.staked_against());
		most.saturating_sub(self.aside.in_era(era)).saturating_sub(staked)
	}
}

/// The numbers that a pool is decided by, with the era of their shares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CountOfEra {
	/// Stakes and supply.
	pub count: Count,
	/// The era of the domain.
	pub era: u32,
}

impl CountOfEra {
	/// Returns a number of the same era as shares.
	pub fn shares(&self, value: u128) -> Shares {
		Shares::new(value, self.era)
	}
}

/// An account's stake in a pool.
#[stored]
#[derive(Copy)]
pub struct Vote {
	/// The REP staked, held in the ledger with the reason `Pool`. In a pool for governance it is
	/// a pledge, which is not held.
	pub stake: Shares,
	/// The side, or the commitment to one.
	pub choice: Choice,
}

/// The side of a stake, shown or secret.
#[stored]
#[derive(Copy)]
pub enum Choice {
	/// A side that is shown.
	Open(Side),
	/// A side that has not been shown.
	Sealed {
		/// The account's commitment: see `commit_hash`.
		hash: H256,
		/// The amount of REP in the hash.
		#[codec(compact)]
		amount: Balance,
	},
}

impl Choice {
	/// Returns the side, if it is shown.
	pub fn side(&self) -> Option<Side> {
		match self {
			Self::Open(side) => Some(*side),
			Self::Sealed { .. } => None,
		}
	}

	/// Returns the kind of a stake that is not a bond.
	pub fn kind(&self) -> Stake {
		self.side().map_or(Stake::Unshown, Stake::Shown)
	}
}

/// An account's vote in a pool for governance that passed.
#[stored]
#[derive(Copy)]
pub struct Ballot {
	/// The domain of the pool's post, whose REP was staked.
	#[codec(compact)]
	pub domain: DomainId,
	/// The vote as it was cast. The stake is in shares of the era in which it was made or raised
	/// last.
	pub vote: Vote,
}

/// The REP that stands for a directive while it can be cancelled.
#[stored(no_skip_type_params)]
pub struct Standing<BlockNumber> {
	/// The sum: of each account the greatest of its pledges for the directive and against
	/// cancelling it.
	pub total: Shares,
	/// The undecided pools that would cancel the directive.
	#[codec(compact)]
	pub open: u32,
	/// The block from which it can't be cancelled, and this is forgotten.
	pub due: BlockNumber,
}

/// The end of votes that are settled.
#[stored]
#[derive(Copy)]
pub enum VoteEnd {
	/// Stakes end in the ledger.
	Stake,
	/// Pledges end. Some lose a part, which is burned or owed.
	Pledge,
	/// Pledges end, and are kept as ballots.
	Ballot,
}

/// The progress of settling a decided pool.
#[stored(no_skip_type_params)]
pub struct Settlement<AccountId> {
	/// The pool's domain.
	#[codec(compact)]
	pub domain: DomainId,
	/// The domain's era in which the pool was decided; amounts are of this era.
	#[codec(compact)]
	pub era: u32,
	/// The decision, and the rules of the payouts.
	pub outcome: Outcome,
	/// The expert whose stake is the bond.
	pub worker: Option<AccountId>,
	/// The end of its votes. They become ballots if the pool ratified its post.
	pub votes: VoteEnd,
	/// The number of votes that are left.
	#[codec(compact)]
	pub unsettled: u32,
	/// The sum of what winners have received so far.
	#[codec(compact)]
	pub paid: u128,
	/// The voter settled last, in the order of the map of votes.
	pub cursor: Option<AccountId>,
	/// The pool's place in the queue.
	#[codec(compact)]
	pub position: u64,
}

/// The stage of a pool at the current block.
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

/// The public state of a pool. Amounts of REP are of the current block.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct PoolInfo<AccountId, BlockNumber> {
	/// The account in whose name it was opened.
	pub opener: AccountId,
	/// The expert whose job the post is the evidence of. None in a sponsor's pool.
	pub worker: Option<AccountId>,
	/// The post that it votes on.
	pub post: PostId,
	/// The post's domain, whose REP votes.
	pub domain: DomainId,
	/// The rules of the vote.
	pub params: PoolParams<BlockNumber>,
	/// The price of the vote, in units of a token.
	pub fee: Balance,
	/// The opener's tokens that are held besides the fee: see [`crate::HoldReason::Deposit`].
	pub deposit: Balance,
	/// The most REP that is minted against the fee.
	pub mint: Balance,
	/// The part of `mint` that goes to the post, in parts per million.
	pub author_share: Ppm,
	/// The part of a losing vote that is lost, in parts per million. The worker's stake loses
	/// `params.binding`.
	pub least_binding: Ppm,
	/// Its stage.
	pub phase: Phase,
	/// The verdict of the stakes so far, or the pool's if it is decided.
	pub verdict: Verdict,
	/// REP for the post, with the worker's stake.
	pub ayes: Balance,
	/// REP against it, with `standing`.
	pub nays: Balance,
	/// REP among `nays` that is not staked in this pool: it stands for the directive that the post
	/// would cancel.
	pub standing: Balance,
	/// REP on sides that are not shown.
	pub committed: Balance,
	/// The worker's stake on its evidence, which does not count for the quorum.
	pub bond: Balance,
	/// The REP that can judge: all of the domain but the worker's, at the opening or now, whichever
	/// is less. In a pool for governance all of its snapshot. While the domain has none its founder
	/// decides.
	pub base: Balance,
	/// The least REP for the post, without `bond`, with which it passes. Zero while `base` is.
	pub need: Balance,
	/// The tier of a pool for governance.
	pub tier: Option<Tier>,
	/// The ledger's snapshot of a pool for governance: REP that was minted since does not count in
	/// it.
	pub snapshot: Option<Snapshot>,
	/// The part of `need` that is missing.
	pub quorum_lacks: Balance,
	/// The number of votes, or of those left to settle.
	pub voters: u32,
	/// The block in which it was opened.
	pub opened_at: BlockNumber,
	/// The first block in which no stakes are taken, unless a turn extends that.
	pub stakes_until: BlockNumber,
	/// The block beyond which no turn extends the pool.
	pub ends_by: BlockNumber,
	/// The first block in which no side can be shown, if sides are secret.
	pub reveals_until: Option<BlockNumber>,
}

/// The rules of a pool for governance that is opened on a post now.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct MotionInfo<BlockNumber> {
	/// The tier of the post.
	pub tier: Tier,
	/// The parameters of the shortest vote.
	pub shortest: PoolParams<BlockNumber>,
	/// The parameters of the longest vote. On cancelling, the longest that is opened in the next
	/// block and is decided before `due`; if even the shortest is not, nobody can open one
	/// (`TooLateToCancel`).
	pub longest: PoolParams<BlockNumber>,
	/// Tokens held from the opener: see [`crate::HoldReason::Deposit`].
	pub deposit: Balance,
	/// The pool that ratified the directive which the post would cancel.
	pub cancels: Option<PoolId>,
	/// The first block in which that directive may take effect.
	pub due: Option<BlockNumber>,
	/// The pool for governance that is open on the post.
	pub open: Option<PoolId>,
}

/// The public state of a vote.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct VoteInfo {
	/// REP at stake, at the current block.
	pub amount: Balance,
	/// The same, exactly.
	pub stake: Shares,
	/// The side, or the commitment to one.
	pub choice: Choice,
}

/// The public state of a ballot.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct BallotInfo<AccountId> {
	/// The voter.
	pub who: AccountId,
	/// The vote as it was cast, with what the stake would be worth now.
	pub vote: VoteInfo,
}

/// A pool in which an account can act in the next block.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct OpenPool<AccountId, BlockNumber> {
	/// The pool's id.
	pub pool: PoolId,
	/// The pool's public state.
	pub info: PoolInfo<AccountId, BlockNumber>,
	/// The account's stake in it.
	pub vote: Option<VoteInfo>,
}

/// A page of pools in which an account can act in the next block.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct OpenPools<AccountId, BlockNumber> {
	/// Those among the pools of the page. There may be none, and more on the next page.
	pub pools: Vec<OpenPool<AccountId, BlockNumber>>,
	/// The next page's `after`, or `None` if this is the last page.
	pub next: Option<PoolId>,
}

/// The result of a vote if its pool were decided now, without a founder's decision. REP is of the
/// current block.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct Preview {
	/// The decision.
	pub verdict: Verdict,
	/// The part of the stake that would be lost.
	pub burned: Balance,
	/// The REP that would be won.
	pub minted: Balance,
	/// The part of the stake that would not be lost. It becomes free; a pledge was never held.
	pub returned: Balance,
}
