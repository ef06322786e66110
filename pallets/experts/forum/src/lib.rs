#![doc = include_str!("../README.md")]
#![cfg_attr(not(feature = "std"), no_std)]
#![cfg_attr(
	not(test),
	deny(clippy::unwrap_used, clippy::indexing_slicing, clippy::arithmetic_side_effects)
)]
#![deny(rustdoc::broken_intra_doc_links)]

extern crate alloc;

mod leaching;
pub mod migrations;
mod posts;
mod propagation;
pub mod split;
#[cfg(any(test, feature = "try-runtime", feature = "std"))]
mod try_state;
mod turns;
mod types;
mod views;
pub mod weights;

#[cfg(feature = "runtime-benchmarks")]
pub mod benchmarking;
#[cfg(test)]
mod mock;
#[cfg(test)]
mod tests;

pub use pallet::*;
pub use types::*;
pub use weights::WeightInfo;

use frame_system::pallet_prelude::BlockNumberFor;

/// A stored post without its content.
pub type PostOf<T> =
	Post<<T as frame_system::Config>::AccountId, BlockNumberFor<T>, <T as Config>::Consideration>;

/// The content of a post that is to be made.
pub type NewPostOf<T> = NewPost<<T as frame_system::Config>::AccountId, <T as Config>::Directive>;

#[frame_support::pallet]
pub mod pallet {
	use super::{
		views, Conservation, Credit, NewPost, PostInfo, PostOf, PostState, Queue, Ring, Step,
		Totals, WeightInfo,
	};
	use frame_support::{
		dispatch::{DispatchResultWithPostInfo, WithPostDispatchInfo},
		pallet_prelude::*,
		traits::{Consideration, Footprint},
	};
	use frame_system::pallet_prelude::*;
	use witan_experts::{
		domain::InspectDomains,
		forum::{sole_author, Authors, Citations, Content, MAX_CITATIONS},
		ids::{DomainId, PoolId, PostId},
		ledger::MintReputation,
		shares::Shares,
	};
	use witan_governance::CheckDirective;
	use witan_primitives::Balance;

	/// The version of what is stored. The [migrations](crate::migrations) lead to it.
	const STORAGE_VERSION: StorageVersion = StorageVersion::new(2);

	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	#[pallet::config]
	pub trait Config: frame_system::Config<RuntimeEvent: From<Event<Self>>> {
		/// The ledger in which authors' REP is minted and burned.
		type Reputation: MintReputation<Self::AccountId>;

		/// The domains in which posts can be made.
		type Domains: InspectDomains<Self::AccountId, BlockNumberFor<Self>>;

		/// The deposit that a poster pays while the post is stored. The footprint counts the stored
		/// items and their bytes, a future edge for each citation included.
		type Consideration: Consideration<Self::AccountId, Footprint>;

		/// A machine-readable instruction in a post.
		type Directive: Parameter + MaxEncodedLen;

		/// The rules for directives that a post may carry.
		type CheckDirective: CheckDirective<Self::Directive>;

		/// The number of citations along which an amount can travel before it stays with the
		/// authors. Values above [`MAX_DEPTH`](crate::MAX_DEPTH) count as that. It is read when a
		/// step runs.
		type MaxDepth: Get<u8>;

		/// Weights of calls and steps.
		type WeightInfo: WeightInfo;

		/// The benchmarks' access to other pallets.
		#[cfg(feature = "runtime-benchmarks")]
		type BenchmarkHelper: crate::benchmarking::BenchmarkHelper<Self::AccountId, Self::Directive>;
	}

	/// Reasons for which tokens are held.
	#[pallet::composite_enum]
	pub enum HoldReason {
		/// The deposit for a stored post.
		Post,
	}

	/// Posts by their ids. Written when a post is made, removed with it.
	#[pallet::storage]
	pub type Posts<T: Config> = StorageMap<_, Blake2_128Concat, PostId, PostOf<T>>;

	/// Contents of posts by their ids; kept apart because propagation doesn't read them. Written
	/// when a post is made, removed with it.
	#[pallet::storage]
	pub type Contents<T: Config> = StorageMap<_, Blake2_128Concat, PostId, Content>;

	/// The directives of those posts that have one. Written when a post is made, removed with it.
	#[pallet::storage]
	pub type Directives<T: Config> = StorageMap<_, Blake2_128Concat, PostId, T::Directive>;

	/// The block in which a migration has given directives another layout, if one has. The id of a
	/// post that is older and has a directive is the hash of the content as it was encoded before.
	/// Written by such a migration.
	#[pallet::storage]
	pub type DirectivesConvertedAt<T: Config> = StorageValue<_, BlockNumberFor<T>, OptionQuery>;

	/// The mutable part of each post, by its id. Written when the post is made, cited, pinned,
	/// rewarded, given REP or leached; removed with it.
	#[pallet::storage]
	pub type PostStates<T: Config> = StorageMap<_, Blake2_128Concat, PostId, PostState>;

	/// The total that has moved along a citation, by the citing and the cited post. If the weight
	/// is negative, it was burned of the cited post's authors for the citing post's. Otherwise it
	/// was given to the cited post.
	///
	/// Towards the incinerator it is the total that a post lost to nobody, even without a citation.
	/// That is REP given to the incinerator, refused by the ledger, or reserved and not free.
	///
	/// Written when a step first moves something along it. Never removed, because a post that has
	/// received REP is never removed.
	#[pallet::storage]
	pub type Edges<T: Config> =
		StorageDoubleMap<_, Blake2_128Concat, PostId, Blake2_128Concat, PostId, Shares>;

	/// Rewards that wait, by the domain of their post and in the order of their numbers. Written
	/// when a pool rewards a post, removed when the reward's step has run.
	#[pallet::storage]
	pub type Rewards<T: Config> =
		StorageDoubleMap<_, Twox64Concat, DomainId, Twox64Concat, u64, Credit>;

	/// Steps that other steps put off, by the domain of their posts. The one with the largest
	/// number is next. Written by steps, removed when a step has run. At most
	/// [`MAX_STACK`](crate::MAX_STACK) in a domain.
	#[pallet::storage]
	pub type Stacks<T: Config> =
		StorageDoubleMap<_, Twox64Concat, DomainId, Twox64Concat, u32, Step>;

	/// The numbers of each domain's waiting rewards and steps, for domains in which any wait.
	/// Written when a reward is queued and when a step has run. Removed with the last step, so that
	/// the next reward has number 0 again.
	#[pallet::storage]
	pub type Queues<T: Config> = StorageMap<_, Twox64Concat, DomainId, Queue, ValueQuery>;

	/// The domains in which steps wait, each once, in the order of their turns. Written when a
	/// reward is queued in a domain in which no step waits, and at the end of a turn that leaves
	/// steps. Removed at the end of a turn.
	#[pallet::storage]
	pub type Turns<T: Config> = StorageMap<_, Twox64Concat, u64, DomainId>;

	/// The ends of the order of turns, the progress of the first turn, and the number of waiting
	/// steps. Written when a reward is queued and when a step has run, never removed.
	#[pallet::storage]
	pub type TurnRing<T: Config> = StorageValue<_, Ring, ValueQuery>;

	/// Totals of REP in each domain's forum. Written by rewards and by steps, never removed.
	#[pallet::storage]
	pub type DomainTotals<T: Config> = StorageMap<_, Twox64Concat, DomainId, Totals, ValueQuery>;

	#[pallet::event]
	#[pallet::generate_deposit(pub(super) fn deposit_event)]
	pub enum Event<T: Config> {
		/// A post was made, or one of its authors took it over from a poster who is none.
		Posted {
			/// The post's id.
			post: PostId,
			/// The post's domain.
			domain: DomainId,
			/// The account that made it or took it over, and paid the deposit.
			poster: T::AccountId,
		},
		/// A post was removed, and its deposit returned.
		Removed {
			/// The post's id.
			post: PostId,
			/// The post's domain.
			domain: DomainId,
			/// The poster, who gets the deposit back.
			poster: T::AccountId,
		},
		/// A pool rewarded a post with REP. The reward waits for propagation.
		Rewarded {
			/// The rewarded post.
			post: PostId,
			/// The pool that rewards it.
			pool: PoolId,
			/// The reward.
			amount: Shares,
		},
		/// A post reserved a part of the value of a post that it cites. The cited post's authors
		/// lose it in a later step.
		Reserved {
			/// The pool whose reward caused it.
			pool: PoolId,
			/// The citing post, which reserves.
			from: PostId,
			/// The cited post, which loses value.
			to: PostId,
			/// The amount reserved.
			amount: Shares,
		},
		/// A post took REP from a post that it cites: the part of the amount reserved that was free
		/// of the cited post's authors. It is minted to the citing post's authors.
		Leached {
			/// The pool whose reward caused it.
			pool: PoolId,
			/// The citing post, which takes.
			from: PostId,
			/// The cited post, which loses.
			to: PostId,
			/// The amount taken.
			amount: Shares,
		},
		/// A post gave REP to a post that it cites. The amount waits for propagation.
		Donated {
			/// The pool whose reward caused it.
			pool: PoolId,
			/// The citing post, which gives.
			from: PostId,
			/// The cited post, which receives.
			to: PostId,
			/// The amount given.
			amount: Shares,
			/// The number of citations that the amount has passed, this one included.
			depth: u8,
		},
		/// A post gave REP to the incinerator, which destroys it.
		Incinerated {
			/// The pool whose reward caused it.
			pool: PoolId,
			/// The post that had it destroyed.
			post: PostId,
			/// The amount destroyed.
			amount: Shares,
		},
		/// REP was minted to an author.
		Earned {
			/// The pool whose reward caused it.
			pool: PoolId,
			/// The post that the author wrote.
			post: PostId,
			/// The author.
			author: T::AccountId,
			/// The amount minted.
			amount: Shares,
		},
		/// The ledger refused to mint to an author. The author's part counts as given to the
		/// incinerator.
		Forfeited {
			/// The pool whose reward caused it.
			pool: PoolId,
			/// The post that the author wrote.
			post: PostId,
			/// The author.
			author: T::AccountId,
			/// The author's part.
			amount: Shares,
			/// The ledger's reason.
			error: DispatchError,
		},
		/// An author of a leached post lost REP.
		Debited {
			/// The pool whose reward caused it.
			pool: PoolId,
			/// The leached post.
			post: PostId,
			/// The author.
			author: T::AccountId,
			/// The amount lost.
			amount: Shares,
			/// The part of it that free REP did not cover and that became a debt. Nobody gets it
			/// when it is paid.
			owed: Shares,
		},
		/// The ledger refused to take REP from an author of a leached post. Nobody gets that part.
		Spared {
			/// The pool whose reward caused it.
			pool: PoolId,
			/// The leached post.
			post: PostId,
			/// The author.
			author: T::AccountId,
			/// The amount that the author would have lost.
			amount: Shares,
			/// The ledger's reason.
			error: DispatchError,
		},
	}

	/// Causes for which the forum refuses.
	///
	/// Only from traits: [`Error::NoAuthors`], [`Error::TooMuchReputation`],
	/// [`Error::PinnedTooOften`].
	#[pallet::error]
	#[derive(PartialEq)]
	pub enum Error<T> {
		/// No domain has this id.
		UnknownDomain,
		/// No post has this id.
		UnknownPost,
		/// A post with the same domain, authors, citations, content and directive exists already.
		/// Only one of its authors can take it over, and only from a poster who is not an author.
		AlreadyPosted,
		/// The inline content is empty: it needs at least one byte.
		EmptyContent,
		/// The address of external content is empty: it needs at least one byte.
		EmptyUri,
		/// The post has no author: it needs at least one.
		NoAuthors,
		/// An account is listed twice among the authors.
		AuthorTwice,
		/// An author's weight is zero: each needs at least one part per million.
		AuthorWithoutWeight,
		/// The authors' weights don't sum to exactly one million.
		AuthorWeights,
		/// A cited post doesn't exist.
		UnknownCitedPost,
		/// A post is cited twice.
		CitedTwice,
		/// A cited post belongs to another domain.
		CitedFromOtherDomain,
		/// A citation's weight is out of range: each must be between minus one million and one
		/// million.
		CitationWeight,
		/// The citations' weights, without their signs, sum to more than one million.
		CitationWeights,
		/// The account is not the post's poster: only its poster can remove it.
		NotPoster,
		/// The post has received REP: such a post can't be removed.
		HasReceived,
		/// Another post cites the post: a cited post can't be removed.
		IsCited,
		/// A pool on the post is not settled, or a governance pool ratified the post: a pinned post
		/// can't be removed.
		IsPinned,
		/// No step of propagation waits.
		NothingToPropagate,
		/// The number of steps is zero: a call runs at least one.
		NoSteps,
		/// The number of steps is above 64, the most that one call runs.
		TooManySteps,
		/// The rewards of all posts in the domain would exceed 2^112 shares.
		TooMuchReputation,
		/// A cited post is cited by 2^32 - 1 posts already, the most that it can count.
		CitedTooOften,
		/// The post has 2^32 - 1 pins already, the most that it can count.
		PinnedTooOften,
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		fn on_idle(_: BlockNumberFor<T>, remaining: Weight) -> Weight {
			Self::propagate_within(remaining)
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}

	#[pallet::call]
	impl<T: Config> Pallet<T> {
		/// Makes a post, for a deposit that is held while the post is stored. Anyone may call it.
		///
		/// If the same post exists already, an author takes it over from a poster who is not an
		/// author. The caller pays the deposit, and the old poster gets its own back.
		///
		/// - `authors`: accounts with weights in parts per million that sum to one million. If none
		///   is named, the caller is the only author.
		/// - `citations`: posts of the same domain, or the incinerator, with weights in parts per
		///   million. Without their signs they sum to at most one million.
		/// - `directive`: an instruction that takes effect if a governance pool ratifies the post.
		///
		/// # Errors
		///
		/// - [`Error::UnknownDomain`]: no domain has this id.
		/// - [`Error::EmptyContent`]: the inline content is empty.
		/// - [`Error::EmptyUri`]: the address of external content is empty.
		/// - [`Error::AuthorTwice`]: an account is listed twice.
		/// - [`Error::AuthorWithoutWeight`]: an author's weight is zero.
		/// - [`Error::AuthorWeights`]: the authors' weights don't sum to one million.
		/// - [`Error::CitationWeight`]: a weight is below minus one million or above one million.
		/// - [`Error::CitationWeights`]: the weights without signs sum to more than one million.
		/// - [`Error::CitedTwice`]: a post is cited twice.
		/// - [`Error::UnknownCitedPost`]: a cited post doesn't exist.
		/// - [`Error::CitedFromOtherDomain`]: a cited post belongs to another domain.
		/// - [`Error::CitedTooOften`]: a cited post can't count one more citation.
		/// - [`Error::AlreadyPosted`]: the same post exists already, and the caller can't take it
		///   over.
		/// - errors of checking the directive
		/// - errors of holding tokens
		///
		/// # Events
		///
		/// - [`Event::Posted`]
		///
		/// # Complexity
		///
		/// O(A² + C² + L) for A authors, C citations and L bytes of content, with one read and one
		/// write for each citation. A and C are at most 16, L at most 4096.
		#[pallet::call_index(0)]
		#[pallet::weight(Pallet::<T>::post_weight(authors, citations, content, directive))]
		pub fn post(
			origin: OriginFor<T>,
			domain: DomainId,
			authors: Authors<T::AccountId>,
			citations: Citations,
			content: Content,
			directive: Option<T::Directive>,
		) -> DispatchResult {
			let poster = ensure_signed(origin)?;
			let authors = if authors.is_empty() { sole_author(poster.clone()) } else { authors };
			Self::do_post(&poster, NewPost { domain, authors, citations, content, directive })?;
			Ok(())
		}

		/// Runs the next `steps` waiting steps of propagation, or all of them if fewer wait. Anyone
		/// may call it.
		///
		/// One call runs at most [`MAX_STEPS`](crate::MAX_STEPS) steps. Domains take turns of
		/// [`TURN`](crate::TURN) steps; a turn that the call does not finish continues with the
		/// next one. In a domain the steps that a step puts off run before its other rewards.
		/// Unused weight is refunded.
		///
		/// # Errors
		///
		/// - [`Error::NoSteps`]: `steps` is zero.
		/// - [`Error::TooManySteps`]: `steps` is above 64.
		/// - [`Error::NothingToPropagate`]: no step waits in any domain.
		///
		/// # Events
		///
		/// - [`Event::Reserved`]
		/// - [`Event::Leached`]
		/// - [`Event::Donated`]
		/// - [`Event::Incinerated`]
		/// - [`Event::Earned`]
		/// - [`Event::Forfeited`]
		/// - [`Event::Debited`]
		/// - [`Event::Spared`]
		///
		/// # Complexity
		///
		/// O(N · (C + A)) for N steps on posts with at most C citations and A authors, both at most
		/// 16.
		#[pallet::call_index(1)]
		#[pallet::weight(Pallet::<T>::propagate_weight(*steps))]
		pub fn propagate(origin: OriginFor<T>, steps: u32) -> DispatchResultWithPostInfo {
			ensure_signed(origin)?;
			let weight = Self::do_propagate(steps)
				.map_err(|error| error.with_weight(T::WeightInfo::propagate()))?;
			Ok(Some(weight).into())
		}

		/// Removes a post on which nothing depends, and returns its deposit. Only its poster may
		/// call it.
		///
		/// # Errors
		///
		/// - [`Error::UnknownPost`]: no post has this id.
		/// - [`Error::NotPoster`]: the caller is not the post's poster.
		/// - [`Error::HasReceived`]: the post has received REP.
		/// - [`Error::IsCited`]: another post cites it.
		/// - [`Error::IsPinned`]: an unfinished process depends on it.
		/// - errors of releasing held tokens
		///
		/// # Events
		///
		/// - [`Event::Removed`]
		///
		/// # Complexity
		///
		/// O(C) for C citations, at most 16.
		#[pallet::call_index(2)]
		#[pallet::weight(T::WeightInfo::remove(MAX_CITATIONS))]
		pub fn remove(origin: OriginFor<T>, post: PostId) -> DispatchResultWithPostInfo {
			let who = ensure_signed(origin)?;
			let weight = Self::do_remove(&who, &post)?;
			Ok(Some(weight).into())
		}
	}

	#[pallet::view_functions]
	impl<T: Config> Pallet<T> {
		/// Returns a post with its value and the REP that moved along its citations. `None` if
		/// there is no such post.
		pub fn post_info(
			post: PostId,
		) -> Option<PostInfo<T::AccountId, BlockNumberFor<T>, T::Directive>> {
			views::post_info::<T>(&post)
		}

		/// Returns the REP that has moved along a citation. `None` if none has.
		pub fn edge(citing: PostId, cited: PostId) -> Option<Balance> {
			views::edge::<T>(&citing, &cited)
		}

		/// Returns the number of waiting steps of propagation in all domains.
		pub fn queue_length() -> u64 {
			TurnRing::<T>::get().waiting
		}

		/// Returns the number of waiting steps of propagation in a domain.
		pub fn waiting(domain: DomainId) -> u64 {
			Queues::<T>::get(domain).length()
		}

		/// Returns the totals of REP in a domain's forum.
		pub fn conservation(domain: DomainId) -> Conservation {
			views::conservation::<T>(domain)
		}

		/// Returns the id that a post with this domain, authors, citations, content and directive
		/// has. A post always has authors: the caller of `post`, if that named none.
		pub fn post_id(
			domain: DomainId,
			authors: Authors<T::AccountId>,
			citations: Citations,
			content: Content,
			directive: Option<T::Directive>,
		) -> PostId {
			NewPost { domain, authors, citations, content, directive }.id()
		}
	}
}
