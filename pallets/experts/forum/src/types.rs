//! What the forum stores and shows. No Config.

use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use witan_experts::{
	forum::{Authors, Citations, Content},
	ids::{DomainId, PoolId, PostId},
	shares::Shares,
};
use witan_primitives::Balance;

/// How many steps one call of `propagate` makes at most.
pub const MAX_STEPS: u32 = 64;

/// How many steps a domain has run in its turn when the next domain with steps that wait has one.
pub const TURN: u32 = 8;

/// How many citations an amount goes along at most, whatever [`Config::MaxDepth`](crate::Config::MaxDepth) says: a
/// reward causes up to 16^depth steps.
pub const MAX_DEPTH: u8 = 4;

/// How much a domain's posts may be given altogether, in units of the era: more than any ledger holds, and so much less than
/// the largest number that no sum in this pallet overflows. Every leach takes at most what the credit behind it brings, and an
/// amount is credited at most once for each depth.
pub const MAX_PUT_IN: u128 = 1 << 112;

/// A post without its text.
#[derive(
	Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Post<AccountId, BlockNumber, Ticket> {
	/// Who made it, and paid the deposit.
	pub poster: AccountId,
	/// The domain in which it is.
	pub domain: DomainId,
	/// Who wrote it.
	pub authors: Authors<AccountId>,
	/// What it cites.
	pub citations: Citations,
	/// The deposit for its storage.
	pub ticket: Ticket,
	/// The block in which it was made.
	pub at: BlockNumber,
}

/// Where a post stands: all that changes of it.
#[derive(
	Clone,
	Copy,
	Debug,
	Default,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Standing {
	/// The REP that the post has and has not passed on: what its authors got for it and nobody took.
	pub value: Shares,
	/// The REP that pools gave to it, counted when they give it and not when its step runs.
	pub received: Shares,
	/// How many posts cite it.
	pub cited_by: u32,
	/// How often it is kept from being removed.
	pub pins: u32,
	/// How many credits were carried into a later era before their step ran. Each lost less than a unit.
	pub roundings: u32,
}

/// Work of propagation that waits. Its cost depends on one post's own citations and authors.
#[derive(
	Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub enum Step {
	/// An amount comes to a post.
	Credit {
		/// The post.
		post: PostId,
		/// What comes.
		amount: Shares,
		/// How many citations it has come along.
		depth: u8,
		/// The pool that gave it.
		pool: PoolId,
	},
	/// The authors of a post that was leached lose what was taken.
	Debit {
		/// The post.
		post: PostId,
		/// What was taken.
		amount: Shares,
		/// The pool that gave what leached.
		pool: PoolId,
	},
}

impl Step {
	/// The post that it works on.
	pub fn post(&self) -> PostId {
		match self {
			Self::Credit { post, .. } | Self::Debit { post, .. } => *post,
		}
	}
}

/// Where something starts and ends that is put on at one end and taken off at the other, under numbers that rise.
#[derive(
	Clone,
	Copy,
	Debug,
	Default,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Ends {
	/// The number of the first. That of the next one if there is none.
	pub head: u64,
	/// The number that the next one gets.
	pub tail: u64,
}

impl Ends {
	/// How many are between them.
	pub fn length(&self) -> u64 {
		self.tail.saturating_sub(self.head)
	}

	/// Whether none is between them.
	pub fn is_empty(&self) -> bool {
		self.head >= self.tail
	}

	/// One is put on; its number. A chain does not live to see 2^64 of them.
	pub(crate) fn push(&mut self) -> u64 {
		let number = self.tail;
		self.tail += 1;
		number
	}

	/// The first is taken off; its number.
	pub(crate) fn pop(&mut self) -> u64 {
		let number = self.head;
		self.head += 1;
		number
	}
}

/// The domains that take turns.
#[derive(
	Clone,
	Copy,
	Debug,
	Default,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Ring {
	/// The turns to come; the first is under way.
	pub turns: Ends,
	/// How many steps the first has run: less than [`TURN`].
	pub ran: u32,
	/// How many steps wait in all domains.
	pub waiting: u64,
}

/// What was done with REP in a domain's forum since its first post.
#[derive(
	Clone,
	Copy,
	Debug,
	Default,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Totals {
	/// Given to posts by pools.
	pub put_in: Shares,
	/// Taken from cited posts by citing ones.
	pub leached: Shares,
	/// Minted to authors.
	pub minted: Shares,
	/// Given to the incinerator, or refused by the ledger.
	pub incinerated: Shares,
	/// Taken from authors of leached posts, or spared because the ledger refused.
	pub debited: Shares,
	/// How many steps' amounts were carried into a later era before they ran. Each lost less than a unit.
	pub roundings: u32,
}

impl Totals {
	/// The same in units of `era`.
	pub fn carried_to(self, era: u32) -> Self {
		Self {
			put_in: self.put_in.carried_to(era),
			leached: self.leached.carried_to(era),
			minted: self.minted.carried_to(era),
			incinerated: self.incinerated.carried_to(era),
			debited: self.debited.carried_to(era),
			roundings: self.roundings,
		}
	}
}

/// A citation, and what went along it.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct CitationInfo {
	/// The post that is cited.
	pub post: PostId,
	/// Parts per million: positive gives, negative takes.
	pub weight: i32,
	/// REP given along a positive citation, or taken along a negative one, so far.
	pub balance: Balance,
}

/// What there is to know of a post. Amounts are REP of this block.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct PostInfo<AccountId, BlockNumber, Directive> {
	/// The domain in which it is.
	pub domain: DomainId,
	/// Who made it, and paid the deposit.
	pub poster: AccountId,
	/// Who wrote it, with weights in parts per million.
	pub authors: Authors<AccountId>,
	/// What it cites.
	pub citations: Vec<CitationInfo>,
	/// What it says.
	pub content: Content,
	/// What it does when it is ratified by a governance pool.
	pub directive: Option<Directive>,
	/// The REP that it has and has not passed on.
	pub value: Balance,
	/// The REP that pools gave to it.
	pub received: Balance,
	/// How many posts cite it.
	pub cited_by: u32,
	/// How often it is kept from being removed.
	pub pins: u32,
	/// The block in which it was made.
	pub at: BlockNumber,
}

/// A domain's [`Totals`] as REP of this block: `minted + incinerated + queued = put_in + leached`, but for rounding.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct Conservation {
	/// Given to posts by pools.
	pub put_in: Balance,
	/// Taken from cited posts by citing ones.
	pub leached: Balance,
	/// Minted to authors.
	pub minted: Balance,
	/// Given to the incinerator, or refused by the ledger.
	pub incinerated: Balance,
	/// On its way to a post: what the other four leave.
	pub queued: Balance,
	/// Taken from authors of leached posts, or spared because the ledger refused.
	pub debited: Balance,
}
