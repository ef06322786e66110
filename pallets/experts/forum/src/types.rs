//! Types that the forum stores and shows. No Config.

use alloc::vec::Vec;
use codec::{Decode, Encode, MaxEncodedLen};
use frame_support::traits::Footprint;
use scale_info::TypeInfo;
use sp_io::hashing::blake2_256;
use witan_experts::{
	forum::{Authors, Citations, Content, MAX_CITATIONS},
	ids::{DomainId, PoolId, PostId},
	shares::Shares,
};
use witan_primitives::Balance;

/// The largest number of steps that one call of `propagate` runs. It bounds the weight of the call.
pub const MAX_STEPS: u32 = 64;

/// The number of steps that a domain runs in its turn before the next domain with waiting steps has
/// one. Turns bound the delay that one domain's flood of steps causes to others.
pub const TURN: u32 = 8;

/// The largest number of citations that an amount passes, whatever
/// [`Config::MaxDepth`](crate::Config::MaxDepth) says. It bounds the steps that a reward causes,
/// which are up to 16^depth.
pub const MAX_DEPTH: u8 = 4;

/// The most steps that a domain's stack has. A step puts off at most one for each citation. Since
/// the top runs first, at most 15 of those wait at each depth while the sixteenth is under way.
pub const MAX_STACK: u32 = MAX_CITATIONS + (MAX_CITATIONS - 1) * MAX_DEPTH as u32;

/// The most shares that pools can give to a domain's posts altogether. That is more than any ledger
/// holds, and so small that no sum in this pallet overflows. A leach takes at most the credit
/// behind it, and an amount is credited at most once for each depth.
pub const MAX_PUT_IN: u128 = 1 << 112;

/// A stored post without its content.
#[frame_support::stored(no_skip_type_params)]
pub struct Post<AccountId, BlockNumber, Ticket> {
	/// The account that made it or took it over, and paid the deposit.
	pub poster: AccountId,
	/// The domain to which it belongs.
	pub domain: DomainId,
	/// Its authors, with weights in parts per million.
	pub authors: Authors<AccountId>,
	/// The posts that it cites.
	pub citations: Citations,
	/// The deposit for its storage.
	pub ticket: Ticket,
	/// The block in which it was made.
	pub at: BlockNumber,
}

impl<AccountId: PartialEq, BlockNumber, Ticket> Post<AccountId, BlockNumber, Ticket> {
	/// Returns true if the account may take the post over from its poster: it is an author, and the
	/// poster is none. So a post changes hands at most once.
	pub fn yields_to(&self, who: &AccountId) -> bool {
		let is_author = |account| self.authors.iter().any(|(author, _)| author == account);
		is_author(who) && !is_author(&self.poster)
	}
}

/// A post that is to be made. Its encoded form is hashed to the post's id.
#[derive(Clone, Encode)]
pub struct NewPost<AccountId, Directive> {
	/// The domain to which it belongs.
	pub domain: DomainId,
	/// Its authors, with weights in parts per million.
	pub authors: Authors<AccountId>,
	/// The posts that it cites.
	pub citations: Citations,
	/// Its content.
	pub content: Content,
	/// An instruction that takes effect if a governance pool ratifies the post.
	pub directive: Option<Directive>,
}

impl<AccountId: Encode, Directive: Encode> NewPost<AccountId, Directive> {
	/// Returns the id that the post has.
	pub fn id(&self) -> PostId {
		PostId::from(blake2_256(&self.encode()))
	}

	/// Returns the storage that the post takes.
	pub fn size(&self) -> PostSize {
		PostSize {
			bytes: self.encoded_size(),
			citations: self.citations.len(),
			has_directive: self.directive.is_some(),
		}
	}
}

/// The size of a post, which its deposit covers.
#[derive(Clone, Copy, Debug)]
pub struct PostSize {
	/// The encoded length of the [`NewPost`].
	pub bytes: usize,
	/// The number of its citations, each of which may become an edge.
	pub citations: usize,
	/// True if it has a directive.
	pub has_directive: bool,
}

impl PostSize {
	/// Returns the storage that the deposit covers, a future edge for each citation included.
	pub fn footprint(&self) -> Footprint {
		// The post, its content and its state are three items. An edge has two keys.
		let items =
			3usize.saturating_add(self.citations).saturating_add(usize::from(self.has_directive));
		let edge =
			PostId::max_encoded_len().saturating_mul(2).saturating_add(Shares::max_encoded_len());
		let bytes = self
			.bytes
			.saturating_add(PostState::max_encoded_len())
			.saturating_add(self.citations.saturating_mul(edge));
		Footprint::from_parts(items, bytes)
	}
}

/// The mutable part of a post: its value, its pins and the citations of it.
#[frame_support::stored]
#[derive(Copy, Default)]
pub struct PostState {
	/// The REP that the post has kept: the part that its authors earned by it and that nobody took.
	pub value: Shares,
	/// The REP that pools gave to it, counted when they give it and not when its step runs.
	pub received: Shares,
	/// The number of posts that cite it.
	pub cited_by: u32,
	/// The number of reasons for which it can't be removed.
	pub pins: u32,
	/// The number of credits and debits that were carried into a later era before their step ran.
	/// Each lost less than one share.
	pub roundings: u32,
}

/// An amount that arrives at a post.
#[frame_support::stored]
#[derive(Copy)]
pub struct Credit {
	/// The post.
	pub post: PostId,
	/// The amount that arrives.
	pub amount: Shares,
	/// The number of citations that it has passed.
	pub depth: u8,
	/// The pool whose reward caused it.
	pub pool: PoolId,
}

impl Credit {
	/// Returns the same credit in shares of `era`.
	pub fn carried_to(self, era: u32) -> Self {
		Self { amount: self.amount.carried_to(era), ..self }
	}
}

/// A part of a cited post's value that a citing post has reserved, and that the cited post's
/// authors are to lose.
#[frame_support::stored]
#[derive(Copy)]
pub struct Debit {
	/// The citing post, whose authors get the part of it that is burned.
	pub citing: PostId,
	/// The cited post, whose authors lose it.
	pub cited: PostId,
	/// The amount that was reserved.
	pub amount: Shares,
	/// The pool whose reward caused it.
	pub pool: PoolId,
}

impl Debit {
	/// Returns the same debit in shares of `era`.
	pub fn carried_to(self, era: u32) -> Self {
		Self { amount: self.amount.carried_to(era), ..self }
	}
}

/// A step of propagation. Its cost depends only on the citations and authors of one post, or on the
/// authors of two.
#[frame_support::stored]
pub enum Step {
	/// An amount arrives at a post.
	Credit(Credit),
	/// The authors of a cited post lose an amount.
	Debit(Debit),
}

/// The ends of a queue whose items have rising numbers.
#[frame_support::stored]
#[derive(Copy, Default)]
pub struct Ends {
	/// The number of the first item, or of the next one if there is none.
	pub head: u64,
	/// The number that the next item gets.
	pub tail: u64,
}

impl Ends {
	/// Returns the number of items between the ends.
	pub fn length(&self) -> u64 {
		self.tail.saturating_sub(self.head)
	}

	/// Returns true if no item is between the ends.
	pub fn is_empty(&self) -> bool {
		self.head >= self.tail
	}

	/// Adds an item at the tail and returns its number. No chain lives long enough to reach 2^64
	/// items.
	pub(crate) fn push(&mut self) -> u64 {
		let number = self.tail;
		self.tail = number.saturating_add(1);
		number
	}

	/// Takes the item at the head off and returns its number.
	pub(crate) fn pop(&mut self) -> u64 {
		let number = self.head;
		self.head = number.saturating_add(1);
		number
	}
}

/// The numbers of the steps that wait in a domain.
#[frame_support::stored]
#[derive(Copy, Default)]
pub struct Queue {
	/// The rewards, which run in order while nothing is on the stack.
	pub rewards: Ends,
	/// The number of steps on the stack.
	pub stacked: u32,
}

impl Queue {
	/// Returns the number of waiting steps.
	pub fn length(&self) -> u64 {
		self.rewards.length().saturating_add(self.stacked.into())
	}

	/// Returns true if no step waits.
	pub fn is_empty(&self) -> bool {
		self.stacked == 0 && self.rewards.is_empty()
	}

	/// Returns the number of the step on top of the stack. `None` if the stack is empty.
	pub fn top(&self) -> Option<u32> {
		self.stacked.checked_sub(1)
	}

	/// Puts a step on the stack and returns its number, at most [`MAX_STACK`].
	pub(crate) fn push(&mut self) -> u32 {
		let number = self.stacked;
		self.stacked = number.saturating_add(1);
		number
	}
}

/// The order in which domains take turns.
#[frame_support::stored]
#[derive(Copy, Default)]
pub struct Ring {
	/// The turns to come; the first is under way.
	pub turns: Ends,
	/// The number of steps that the first turn has run, less than [`TURN`].
	pub ran: u32,
	/// The number of waiting steps in all domains.
	pub waiting: u64,
}

/// Totals of REP in a domain's forum since its first post.
#[frame_support::stored]
#[derive(Copy, Default)]
pub struct Totals {
	/// Given to posts by pools.
	pub put_in: Shares,
	/// Reserved of cited posts' values by citing posts.
	pub reserved: Shares,
	/// The part of it that was burned of cited posts' authors, for citing posts.
	pub leached: Shares,
	/// The part of it that was not free and so came to nobody: owed by authors, or spared because
	/// the ledger refused.
	pub owed: Shares,
	/// Minted to authors.
	pub minted: Shares,
	/// Given to the incinerator, or refused by the ledger.
	pub incinerated: Shares,
	/// The number of steps whose amounts were carried into a later era before they ran. Each lost
	/// less than one share.
	pub roundings: u32,
}

impl Totals {
	/// Returns the same totals in shares of `era`.
	pub fn carried_to(self, era: u32) -> Self {
		Self {
			put_in: self.put_in.carried_to(era),
			reserved: self.reserved.carried_to(era),
			leached: self.leached.carried_to(era),
			owed: self.owed.carried_to(era),
			minted: self.minted.carried_to(era),
			incinerated: self.incinerated.carried_to(era),
			roundings: self.roundings,
		}
	}
}

/// A citation, and the REP that moved along it.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct CitationInfo {
	/// The cited post.
	pub post: PostId,
	/// Parts per million: positive gives, negative takes.
	pub weight: i32,
	/// The REP given along a positive citation, or burned and got along a negative one, so far.
	pub balance: Balance,
}

/// A post as views show it. Amounts are REP of this block.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct PostInfo<AccountId, BlockNumber, Directive> {
	/// The domain to which it belongs.
	pub domain: DomainId,
	/// The account that made it or took it over, and paid the deposit.
	pub poster: AccountId,
	/// Its authors, with weights in parts per million.
	pub authors: Authors<AccountId>,
	/// Its citations.
	pub citations: Vec<CitationInfo>,
	/// Its content.
	pub content: Content,
	/// An instruction that takes effect if a governance pool ratifies the post.
	pub directive: Option<Directive>,
	/// The REP that the post has kept.
	pub value: Balance,
	/// The REP that pools gave to it.
	pub received: Balance,
	/// The number of posts that cite it.
	pub cited_by: u32,
	/// The number of reasons for which it can't be removed.
	pub pins: u32,
	/// The block in which it was made.
	pub at: BlockNumber,
}

/// A domain's [`Totals`] as REP of this block. Apart from rounding,
/// `minted + incinerated + queued = put_in + leached`, and `leached + owed` is the part of
/// `reserved` whose debits have run.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct Conservation {
	/// Given to posts by pools.
	pub put_in: Balance,
	/// Reserved of cited posts' values by citing posts.
	pub reserved: Balance,
	/// The part of it that was burned of cited posts' authors, for citing posts.
	pub leached: Balance,
	/// The part of it that was not free and so came to nobody: owed by authors, or spared because
	/// the ledger refused.
	pub owed: Balance,
	/// Minted to authors.
	pub minted: Balance,
	/// Given to the incinerator, or refused by the ledger.
	pub incinerated: Balance,
	/// On its way to a post: the difference that the other four leave.
	pub queued: Balance,
}
