//! What the pallet stores and passes.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use witan_experts::shares::{Ppm, Shares};
use witan_primitives::Balance;

/// How many offers a draw looks at.
pub const ATTEMPTS: u32 = 8;
/// How many offers `on_idle` ends in a block, whatever weight is left.
pub const EXPIRY_PAGE: u32 = 128;
/// How many blocks `on_idle` looks for expired offers in.
pub const EXPIRY_BLOCKS: u32 = 16;

/// One of a domain's trees of offers.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	PartialOrd,
	Ord,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub enum Tree {
	/// Offers of nothing, that were made while the domain had no REP. Each weighs 1.
	Bootstrap,
	/// Offers that were last changed in an era. Each weighs as many units of that era as it offers.
	Era(u32),
}

/// An expert's offer.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Offer<BlockNumber, Ticket> {
	/// What is offered and not at work. Of the era of its tree, and nothing in [`Tree::Bootstrap`].
	pub stake: Shares,
	/// The first block in which it is not open any more.
	pub until: BlockNumber,
	/// The tree it is drawn from.
	pub tree: Tree,
	/// Its leaf there.
	pub leaf: u32,
	/// The deposit for its storage.
	pub ticket: Ticket,
}

impl<BlockNumber: PartialOrd, Ticket> Offer<BlockNumber, Ticket> {
	/// What its leaf weighs.
	pub fn weight(&self) -> u128 {
		weight(self.tree, self.stake)
	}

	/// Whether it is over at a block.
	pub fn is_expired(&self, now: BlockNumber) -> bool {
		now >= self.until
	}
}

/// What an offer's leaf weighs.
pub fn weight(tree: Tree, stake: Shares) -> u128 {
	match tree {
		Tree::Bootstrap => 1,
		Tree::Era(_) => stake.value,
	}
}

/// Why an offer ended.
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
pub enum OfferEnd {
	/// Its owner took it back.
	Withdrawn,
	/// It was open until this block, or an earlier one.
	Expired,
	/// It offered nothing, and the domain has REP by now.
	Idle,
	/// The expert did not do a work that it was drawn for.
	NoShow,
	/// Its owner owed REP, which what it offered pays.
	Debt,
}

/// What is shown of an offer.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct OfferInfo<BlockNumber> {
	/// REP that is offered and not at work.
	pub amount: Balance,
	/// The first block in which it is not open any more.
	pub until: BlockNumber,
	/// Works under way that the expert was drawn for.
	pub assigned: u32,
	/// How likely a draw is to look at this offer first, in parts per million, rounded down. Offers that are over and not yet
	/// ended count among the others.
	pub chance: Ppm,
}
