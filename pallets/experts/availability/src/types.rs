//! Types that the pallet stores and passes.

use codec::{Decode, Encode};
use scale_info::TypeInfo;
use witan_experts::shares::{Ppm, Shares};
use witan_primitives::Balance;

/// The most offers that a draw looks at. It bounds the weight of a draw.
pub const ATTEMPTS: u32 = 8;
/// The most offers that `on_idle` ends in a block, even if more weight remains.
pub const EXPIRY_PAGE: u32 = 128;
/// The most blocks that `on_idle` searches for expired offers.
pub const EXPIRY_BLOCKS: u32 = 16;
/// The items of an offer that its deposit is for: the offer with its part of the tree, its leaf,
/// and its expiry.
pub const OFFER_ITEMS: usize = 3;

/// One of a domain's trees of offers.
#[frame_support::stored]
#[derive(Copy, PartialOrd, Ord)]
pub enum Tree {
	/// Offers of zero that were made while the domain had no REP. Each weighs 1.
	Bootstrap,
	/// Offers that were last changed in this era. Each weighs as many shares of the era as it
	/// offers.
	Era(u32),
}

/// An expert's offer.
#[frame_support::stored(no_skip_type_params)]
pub struct Offer<BlockNumber, Ticket> {
	/// The offered stake that no job has taken. Of the era of its tree, and zero in
	/// [`Tree::Bootstrap`].
	pub stake: Shares,
	/// The first block in which the offer is no longer open.
	pub until: BlockNumber,
	/// The tree that has the offer's leaf.
	pub tree: Tree,
	/// The number of the offer's leaf in that tree.
	pub leaf: u32,
	/// The deposit for the offer's storage.
	pub ticket: Ticket,
}

impl<BlockNumber: PartialOrd, Ticket> Offer<BlockNumber, Ticket> {
	/// Returns the weight of the offer's leaf.
	pub fn weight(&self) -> u128 {
		weight(self.tree, self.stake)
	}

	/// Returns true if the offer is no longer open at a block.
	pub fn is_expired(&self, now: BlockNumber) -> bool {
		now >= self.until
	}
}

/// Returns the weight of the leaf of an offer.
pub fn weight(tree: Tree, stake: Shares) -> u128 {
	match tree {
		Tree::Bootstrap => 1,
		Tree::Era(_) => stake.value,
	}
}

/// A reason for the end of an offer.
#[frame_support::stored]
#[derive(Copy)]
pub enum OfferEnd {
	/// The owner withdrew the offer.
	Withdrawn,
	/// The offer was open until this block or an earlier one.
	Expired,
	/// The offer was of zero, and the domain has REP by now.
	Idle,
	/// The expert did not do a job that it was drawn for.
	NoShow,
	/// The owner owed REP, and the released stake pays the debt.
	Debt,
}

/// An offer, as shown to users.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct OfferInfo<BlockNumber> {
	/// The offered REP that no job has taken.
	pub amount: Balance,
	/// The first block in which the offer is no longer open.
	pub until: BlockNumber,
	/// The number of the expert's jobs in the domain that have not ended.
	pub assigned: u32,
	/// The chance that a draw looks at this offer first, in parts per million, rounded down.
	/// Offers that have expired and not yet ended count among the others.
	pub chance: Ppm,
}
