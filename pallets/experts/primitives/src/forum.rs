//! The forum's posts, and the traits by which other pallets use them.

use crate::{
	ids::{DomainId, PoolId, PostId},
	shares::{Ppm, Shares, MILLION},
};
use sp_core::{ConstU32, H256};
use sp_runtime::{BoundedVec, DispatchError, DispatchResult};

/// A post that doesn't exist and that every post may cite: reputation given to it is destroyed.
pub const INCINERATOR: PostId = H256::zero();

/// Maximum number of a post's authors.
pub const MAX_AUTHORS: u32 = 16;
/// Maximum number of posts that a post cites.
pub const MAX_CITATIONS: u32 = 16;
/// Maximum length of content that is stored on chain, in bytes.
pub const MAX_INLINE: u32 = 4_096;
/// Maximum length of the address of content that is kept elsewhere, in bytes.
pub const MAX_URI: u32 = 256;

/// Authors of a post, with weights that sum to a million.
pub type Authors<AccountId> = BoundedVec<(AccountId, Ppm), ConstU32<MAX_AUTHORS>>;
/// Citations of a post.
pub type Citations = BoundedVec<Citation, ConstU32<MAX_CITATIONS>>;

/// Returns the authors of a post that one account has written.
pub fn sole_author<AccountId>(account: AccountId) -> Authors<AccountId> {
	Authors::truncate_from(alloc::vec![(account, MILLION)])
}

/// An edge of the forum's graph: from a post to an older one.
#[frame_support::stored]
#[derive(Copy)]
pub struct Citation {
	/// The cited post, of the same domain, or the [`INCINERATOR`].
	pub post: PostId,
	/// Parts per million of the REP that reaches the citing post. They are given to the cited post
	/// if positive, and taken from it if negative.
	pub weight: i32,
}

/// Content of a post.
#[frame_support::stored]
pub enum Content {
	/// The text itself.
	Inline(BoundedVec<u8, ConstU32<MAX_INLINE>>),
	/// A text that is kept elsewhere.
	External {
		/// BLAKE2b-256 of the text.
		hash: H256,
		/// Address of the text.
		uri: BoundedVec<u8, ConstU32<MAX_URI>>,
	},
}

/// Reads, pins and rewards posts, for pools and governance.
pub trait Posts<AccountId> {
	/// Returns the post's domain, or `None` if there is no such post.
	fn domain(post: &PostId) -> Option<DomainId>;

	/// Returns the post's authors, or `None` if there is no such post.
	fn authors(post: &PostId) -> Option<Authors<AccountId>>;

	/// Keeps the post from being removed while something depends on it, once for each call.
	fn pin(post: &PostId) -> DispatchResult;

	/// Undoes one [`Self::pin`].
	fn unpin(post: &PostId);

	/// Queues a reward of REP for the post. In later blocks the post shares it among its authors
	/// and the posts that it cites; nothing is minted before that.
	fn reward(post: &PostId, pool: PoolId, amount: Shares) -> DispatchResult;
}

/// Publishes posts for other pallets.
pub trait Publish<AccountId> {
	/// Publishes a post without a directive; `poster` pays its storage deposit.
	///
	/// If an identical post exists already, returns that post, and nobody pays. But if `poster` is
	/// an author, and who published it is none, `poster` takes it over and pays. So nobody keeps a
	/// text from being published by publishing it first, or removes it afterwards.
	fn publish(
		poster: &AccountId,
		domain: DomainId,
		authors: Authors<AccountId>,
		citations: Citations,
		content: Content,
	) -> Result<PostId, DispatchError>;
}

/// Reads posts for governance.
pub trait DirectivePosts<Directive> {
	/// Returns the post's directive, or `None` if it has none or there is no such post.
	fn directive(post: &PostId) -> Option<Directive>;

	/// Returns the post's citations, or `None` if there is no such post.
	fn citations(post: &PostId) -> Option<Citations>;
}
