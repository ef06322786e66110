//! The forum's posts, and what other pallets ask of them.

use crate::{
	ids::{DomainId, PoolId, PostId},
	shares::{Ppm, Shares},
};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use sp_core::{ConstU32, H256};
use sp_runtime::{BoundedVec, DispatchError, DispatchResult};

/// A post that is not there, and that every post may cite: reputation given to it is destroyed.
pub const INCINERATOR: PostId = H256::zero();

/// How many authors a post has at most.
pub const MAX_AUTHORS: u32 = 16;
/// How many posts a post cites at most.
pub const MAX_CITATIONS: u32 = 16;
/// How many bytes of content are stored on chain at most.
pub const MAX_INLINE: u32 = 4_096;
/// How many bytes the address of content that is elsewhere has at most.
pub const MAX_URI: u32 = 256;

/// Who wrote a post, with weights that sum to a million.
pub type Authors<AccountId> = BoundedVec<(AccountId, Ppm), ConstU32<MAX_AUTHORS>>;
/// What a post cites.
pub type Citations = BoundedVec<Citation, ConstU32<MAX_CITATIONS>>;

/// An edge of the forum's graph: from a post to one that was there before.
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
pub struct Citation {
	/// The post that is cited, of the same domain, or the [`INCINERATOR`].
	pub post: PostId,
	/// Parts per million of what reaches the citing post: given to the cited post if positive, taken from it if negative.
	pub weight: i32,
}

/// What a post says.
#[derive(
	Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub enum Content {
	/// The text itself.
	Inline(BoundedVec<u8, ConstU32<MAX_INLINE>>),
	/// A text that is kept elsewhere.
	External {
		/// BLAKE2b-256 of the text.
		hash: H256,
		/// Where it can be read.
		uri: BoundedVec<u8, ConstU32<MAX_URI>>,
	},
}

/// What pools and businesses ask of posts.
pub trait Posts<AccountId> {
	/// The post's domain. `None` if there is no such post.
	fn domain(post: &PostId) -> Option<DomainId>;

	/// Who wrote the post. `None` if there is no such post.
	fn authors(post: &PostId) -> Option<Authors<AccountId>>;

	/// Keeps the post from being removed while something depends on it, once for each call.
	fn pin(post: &PostId) -> DispatchResult;

	/// Undoes one [`Self::pin`].
	fn unpin(post: &PostId);

	/// Gives reputation to the post, which it shares among the posts that it cites and its authors, in later blocks.
	/// Nothing is minted before that.
	fn reward(post: &PostId, pool: PoolId, amount: Shares) -> DispatchResult;
}

/// Makes posts for other pallets.
pub trait Publish<AccountId> {
	/// Makes a post without a directive; `poster` pays its storage deposit. If a post that says just that is there already,
	/// whoever made it, it is that one, and nobody pays: so nobody keeps a text from being published by publishing it first.
	fn publish(
		poster: &AccountId,
		domain: DomainId,
		authors: Authors<AccountId>,
		citations: Citations,
		content: Content,
	) -> Result<PostId, DispatchError>;
}

/// What governance asks of posts.
pub trait DirectivePosts<Directive> {
	/// The post's directive. `None` if it has none, or there is no such post.
	fn directive(post: &PostId) -> Option<Directive>;

	/// What the post cites. `None` if there is no such post.
	fn citations(post: &PostId) -> Option<Citations>;
}
