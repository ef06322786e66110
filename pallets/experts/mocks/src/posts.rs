//! Posts that a test or a pallet made, with their pins, rewards and directives.

use crate::{get, kill, put, AccountId};
use codec::{Codec, Encode};
use sp_io::hashing::blake2_256;
use sp_runtime::{DispatchError, DispatchResult};
use witan_experts::{
	forum::{Authors, Citations, Content, DirectivePosts, Posts, Publish},
	ids::{DomainId, PoolId, PostId},
	shares::{Shares, MILLION},
};

/// The posts that were made.
pub struct MockPosts;

impl MockPosts {
	/// Returns the account that published a post.
	pub fn poster(post: &PostId) -> Option<AccountId> {
		get("posters", post)
	}

	/// Makes a post of a domain by one author.
	pub fn make(domain: DomainId, author: AccountId, text: &str) -> PostId {
		let authors = Authors::truncate_from(vec![(author, MILLION)]);
		let content = Content::Inline(text.as_bytes().to_vec().try_into().expect("short enough"));
		Self::publish(&author, domain, authors, Citations::default(), content).expect("a new post")
	}

	/// Sets the directive of a post.
	pub fn set_directive(post: &PostId, directive: impl Encode) {
		put("directives", post, directive);
	}

	/// Sets the citations of a post.
	pub fn set_citations(post: &PostId, citations: Citations) {
		put("citations", post, citations);
	}

	/// Returns the number of a post's pins.
	pub fn pins(post: &PostId) -> u32 {
		get("pins", post).unwrap_or_default()
	}

	/// Returns the rewards of posts, in order.
	pub fn rewards() -> Vec<(PostId, PoolId, Shares)> {
		get("rewards", ()).unwrap_or_default()
	}
}

impl Posts<AccountId> for MockPosts {
	fn domain(post: &PostId) -> Option<DomainId> {
		get::<(DomainId, Authors<AccountId>)>("posts", post).map(|(domain, _)| domain)
	}

	fn authors(post: &PostId) -> Option<Authors<AccountId>> {
		get::<(DomainId, Authors<AccountId>)>("posts", post).map(|(_, authors)| authors)
	}

	fn pin(post: &PostId) -> DispatchResult {
		Self::domain(post).ok_or(DispatchError::Other("no such post"))?;
		put("pins", post, Self::pins(post) + 1);
		Ok(())
	}

	fn unpin(post: &PostId) {
		match Self::pins(post) {
			0 => panic!("unpinned more often than pinned"),
			1 => kill("pins", post),
			pins => put("pins", post, pins - 1),
		}
	}

	fn reward(post: &PostId, pool: PoolId, amount: Shares) -> DispatchResult {
		Self::domain(post).ok_or(DispatchError::Other("no such post"))?;
		let mut rewards = Self::rewards();
		rewards.push((*post, pool, amount));
		put("rewards", (), rewards);
		Ok(())
	}
}

impl<Directive: Codec> DirectivePosts<Directive> for MockPosts {
	fn directive(post: &PostId) -> Option<Directive> {
		get("directives", post)
	}

	fn citations(post: &PostId) -> Option<Citations> {
		Self::domain(post)?;
		Some(get("citations", post).unwrap_or_default())
	}
}

impl Publish<AccountId> for MockPosts {
	fn publish(
		poster: &AccountId,
		domain: DomainId,
		authors: Authors<AccountId>,
		citations: Citations,
		content: Content,
	) -> Result<PostId, DispatchError> {
		let post = PostId::from(blake2_256(&(domain, &authors, &citations, content).encode()));
		let is_author = |account: &AccountId| authors.iter().any(|(author, _)| author == account);
		if Self::poster(&post).is_none_or(|old| is_author(poster) && !is_author(&old)) {
			put("posters", post, poster);
		}
		Self::set_citations(&post, citations);
		put("posts", post, (domain, authors));
		Ok(post)
	}
}
