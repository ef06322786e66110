//! Types that the pallet stores and passes.

use crate::{
	classes::{class_of, CLASSES},
	sum_tree::Root,
};
use codec::{Decode, Encode};
use scale_info::TypeInfo;
use sp_core::ConstU32;
use sp_runtime::BoundedBTreeMap;
use witan_experts::shares::{Ppm, Shares};
use witan_primitives::Balance;

/// The most jobs at a time that an expert's offer says, unless its owner sets another number.
pub const DEFAULT_MAX_JOBS: u32 = 4;
/// The greatest number of jobs at a time that an owner can set.
pub const MOST_JOBS: u32 = 64;
/// The most offers that a draw looks at. It bounds the weight of a draw.
///
/// The last is one that can take the job by its class. While nobody is excluded, at least half of
/// the weight can be drawn: fewer than one of 2^7 draws come to the last one.
pub const ATTEMPTS: u32 = 8;
/// The last of them.
pub const LAST_ATTEMPT: u32 = ATTEMPTS - 1;
/// The most offers that `on_idle` ends in a block, even if more weight remains.
pub const EXPIRY_PAGE: u32 = 128;
/// The most blocks that `on_idle` searches for expired offers.
pub const EXPIRY_BLOCKS: u32 = 16;
/// The items of an offer that its deposit is for: the offer with its part of the tree, its leaf,
/// and its expiry.
pub const OFFER_ITEMS: usize = 3;

/// The trees of a domain's offers whose stakes were last changed in the same era.
#[frame_support::stored]
#[derive(Copy, PartialOrd, Ord)]
pub enum Forest {
	/// Offers of zero that were made while the domain had no REP. Each weighs 1, unless it is
	/// paused or its owner has as many jobs as it does at a time.
	Bootstrap,
	/// Offers of this era. Each weighs as many shares of the era as it offers, with the same
	/// exceptions.
	Era(u32),
}

/// One of a domain's trees of offers.
#[frame_support::stored]
#[derive(Copy, PartialOrd, Ord)]
pub struct Tree {
	/// The era of the stakes.
	pub forest: Forest,
	/// The class of the stakes, see [`class_of`].
	pub class: u8,
}

impl Tree {
	/// The tree of all offers of zero that were made while the domain had no REP.
	pub const BOOTSTRAP: Self = Self { forest: Forest::Bootstrap, class: 0 };

	/// Returns the tree of an offer with this stake.
	pub fn of(stake: Shares) -> Self {
		Self { forest: Forest::Era(stake.era), class: class_of(stake.value) }
	}
}

/// The roots of a forest's trees, by their classes.
pub type Roots = BoundedBTreeMap<u8, Root, ConstU32<CLASSES>>;

/// An expert's offer.
#[frame_support::stored(no_skip_type_params)]
pub struct Offer<BlockNumber, Ticket> {
	/// The offered stake that no job has taken. Of the era and class of its tree, and zero in
	/// [`Tree::BOOTSTRAP`].
	pub stake: Shares,
	/// The first block in which the offer is no longer open.
	pub until: BlockNumber,
	/// The tree that has the offer's leaf.
	pub tree: Tree,
	/// The number of the offer's leaf in that tree.
	pub leaf: u32,
	/// The most jobs in the domain that the owner does at a time. With as many, the offer weighs
	/// nothing. From 1 to [`MOST_JOBS`].
	pub max_jobs: u32,
	/// True if the owner takes no more jobs for now. The offer then weighs nothing.
	pub paused: bool,
	/// The deposit for the offer's storage.
	pub ticket: Ticket,
}

impl<BlockNumber: PartialOrd, Ticket> Offer<BlockNumber, Ticket> {
	/// Returns the weight of the offer's leaf while its owner has this many jobs.
	pub fn weight(&self, jobs: u32) -> u128 {
		if self.paused || jobs >= self.max_jobs {
			return 0;
		}
		match self.tree.forest {
			Forest::Bootstrap => 1,
			Forest::Era(_) => self.stake.value,
		}
	}

	/// Returns true if the offer is no longer open at a block.
	pub fn is_expired(&self, now: BlockNumber) -> bool {
		now >= self.until
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
	/// See [`Offer::max_jobs`].
	pub max_jobs: u32,
	/// See [`Offer::paused`].
	pub paused: bool,
	/// The part that the offer has of the weight of all offers, in parts per million, rounded down.
	/// It is the least chance of being drawn for a job that the offer can take. Draws are made only
	/// if such offers weigh at least half of all, so that the chance is at most twice this part.
	/// Offers that have expired and not yet ended count among the others.
	pub chance: Ppm,
}
