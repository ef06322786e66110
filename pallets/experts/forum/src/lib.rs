#![doc = include_str!("../README.md")]
#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

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

use frame_support::traits::{Consideration, Footprint, Get};
use frame_system::pallet_prelude::BlockNumberFor;
use witan_experts::{
	domain::InspectDomains,
	ledger::{InspectReputation, MintReputation},
};
use witan_governance::CheckDirective;

/// What is stored of a post but its text.
pub type PostOf<T> =
	Post<<T as frame_system::Config>::AccountId, BlockNumberFor<T>, <T as Config>::Consideration>;

#[frame_support::pallet]
pub mod pallet {
	use super::*;
	use alloc::vec::Vec;
	use frame_support::{
		dispatch::{DispatchResultWithPostInfo, WithPostDispatchInfo},
		pallet_prelude::*,
	};
	use frame_system::pallet_prelude::*;
	use witan_experts::{
		forum::{Authors, Citations, Content},
		ids::{DomainId, PoolId, PostId},
		shares::Shares,
	};
	use witan_primitives::Balance;

	#[pallet::pallet]
	pub struct Pallet<T>(_);

	#[pallet::config]
	pub trait Config: frame_system::Config<RuntimeEvent: From<Event<Self>>> {
		/// The ledger in which authors' REP is minted and burned.
		type Reputation: MintReputation<Self::AccountId>;

		/// The domains in which there can be posts.
		type Domains: InspectDomains<Self::AccountId, BlockNumberFor<Self>>;

		/// What a poster pays for storage as long as the post is stored. The footprint counts the stored items, a future edge
		/// for each citation among them, and the bytes of all of them together.
		type Consideration: Consideration<Self::AccountId, Footprint>;

		/// A machine-readable instruction in a post.
		type Directive: Parameter + MaxEncodedLen;

		/// Says which directives a post may carry.
		type CheckDirective: CheckDirective<Self::Directive>;

		/// How many citations an amount goes along before it stays with the authors. At most [`MAX_DEPTH`]; read when a step
		/// runs.
		type MaxDepth: Get<u8>;

		/// What calls and steps cost.
		type WeightInfo: WeightInfo;

		/// What benchmarks need of other pallets.
		#[cfg(feature = "runtime-benchmarks")]
		type BenchmarkHelper: crate::benchmarking::BenchmarkHelper<Self::Directive>;
	}

	/// Why tokens are held.
	#[pallet::composite_enum]
	pub enum HoldReason {
		/// A post is stored.
		Post,
	}

	/// Posts by their ids. Written when a post is made, removed with it.
	#[pallet::storage]
	pub type Posts<T: Config> = StorageMap<_, Blake2_128Concat, PostId, PostOf<T>>;

	/// What posts say, by their ids: apart, because propagation has no use for it. Written when a post is made, removed with
	/// it.
	#[pallet::storage]
	pub type Contents<T: Config> = StorageMap<_, Blake2_128Concat, PostId, Content>;

	/// The directives of those posts that have one. Written when a post is made, removed with it.
	#[pallet::storage]
	pub type Directives<T: Config> = StorageMap<_, Blake2_128Concat, PostId, T::Directive>;

	/// What changes of a post, by its id. Written when the post is made, cited, pinned, given to and taken from; removed with
	/// it.
	#[pallet::storage]
	pub type Standings<T: Config> = StorageMap<_, Blake2_128Concat, PostId, Standing>;

	/// What went along a citation so far, by the citing and the cited post: taken from the cited post if the citation's weight
	/// is negative, given to it otherwise. Towards the incinerator it is what the citing post had destroyed, cited or not,
	/// whatever the weight. Written when something goes along it for the first time, which is when the citing post's step
	/// runs; never removed, because what has received REP is never removed.
	#[pallet::storage]
	pub type Edges<T: Config> =
		StorageDoubleMap<_, Blake2_128Concat, PostId, Blake2_128Concat, PostId, Shares>;

	/// Steps that wait, by the domain of their post and in the order of their numbers. Written by rewards and by steps, removed
	/// when a step has run.
	#[pallet::storage]
	pub type Queue<T: Config> =
		StorageDoubleMap<_, Twox64Concat, DomainId, Twox64Concat, u64, Step>;

	/// Where the queue of a domain starts and ends, for domains in which steps wait. Written when one is put off and when one
	/// has run; removed with the last, so that the next one has number 0 again.
	#[pallet::storage]
	pub type QueueEnds<T: Config> = StorageMap<_, Twox64Concat, DomainId, Ends, ValueQuery>;

	/// The domains in which steps wait, each once, in the order of their turns. Written when a step is put off in a domain in
	/// which none waits, and at the end of a turn that leaves steps; removed at the end of a turn.
	#[pallet::storage]
	pub type Turns<T: Config> = StorageMap<_, Twox64Concat, u64, DomainId>;

	/// Where the order of turns starts and ends, how far the turn at its start is, and how many steps wait. Written when a step
	/// is put off and when one has run, never removed.
	#[pallet::storage]
	pub type TurnRing<T: Config> = StorageValue<_, Ring, ValueQuery>;

	/// What was done with REP in a domain's forum. Written by rewards and by steps, never removed.
	#[pallet::storage]
	pub type DomainTotals<T: Config> = StorageMap<_, Twox64Concat, DomainId, Totals, ValueQuery>;

	#[pallet::event]
	#[pallet::generate_deposit(pub(super) fn deposit_event)]
	pub enum Event<T: Config> {
		/// A post was made.
		Posted {
			/// Its id.
			post: PostId,
			/// Its domain.
			domain: DomainId,
			/// Who made it.
			poster: T::AccountId,
		},
		/// A post was removed, and its deposit given back.
		Removed {
			/// Its id.
			post: PostId,
			/// Its domain.
			domain: DomainId,
			/// Who made it.
			poster: T::AccountId,
		},
		/// A pool gave REP to a post. It is on its way.
		Rewarded {
			/// The post.
			post: PostId,
			/// The pool.
			pool: PoolId,
			/// How much.
			amount: Shares,
		},
		/// A post took REP from one that it cites. The cited post's authors are going to lose it.
		Leached {
			/// The pool that gave what took.
			pool: PoolId,
			/// The citing post, which took.
			from: PostId,
			/// The cited post, which lost.
			to: PostId,
			/// How much.
			amount: Shares,
		},
		/// A post gave REP to one that it cites. It is on its way.
		Donated {
			/// The pool that gave it to the first post.
			pool: PoolId,
			/// The citing post, which gave.
			from: PostId,
			/// The cited post, which gets.
			to: PostId,
			/// How much.
			amount: Shares,
			/// How many citations it has come along, this one among them.
			depth: u8,
		},
		/// A post gave REP to the incinerator.
		Incinerated {
			/// The pool that gave it to the first post.
			pool: PoolId,
			/// The post that had it destroyed.
			post: PostId,
			/// How much.
			amount: Shares,
		},
		/// REP was minted to an author.
		Earned {
			/// The pool that gave it to the first post.
			pool: PoolId,
			/// The post for which.
			post: PostId,
			/// To whom.
			author: T::AccountId,
			/// How much.
			amount: Shares,
		},
		/// The ledger refused to mint to an author: the part counts as given to the incinerator.
		Forfeited {
			/// The pool that gave it to the first post.
			pool: PoolId,
			/// The post for which.
			post: PostId,
			/// Who would have got it.
			author: T::AccountId,
			/// How much.
			amount: Shares,
			/// Why the ledger refused.
			error: DispatchError,
		},
		/// An author of a post that was leached lost REP.
		Debited {
			/// The pool that gave what took.
			pool: PoolId,
			/// The post that was leached.
			post: PostId,
			/// Who lost.
			author: T::AccountId,
			/// How much.
			amount: Shares,
			/// What of it was not free and became a debt.
			owed: Shares,
		},
		/// The ledger refused to take from an author of a post that was leached.
		Spared {
			/// The pool that gave what took.
			pool: PoolId,
			/// The post that was leached.
			post: PostId,
			/// Who would have lost.
			author: T::AccountId,
			/// How much.
			amount: Shares,
			/// Why the ledger refused.
			error: DispatchError,
		},
	}

	#[pallet::error]
	#[derive(PartialEq)]
	pub enum Error<T> {
		/// There is no such domain.
		UnknownDomain,
		/// There is no such post.
		UnknownPost,
		/// A post that says just that is there already.
		AlreadyPosted,
		/// The inline content is empty.
		EmptyContent,
		/// The address of external content is empty.
		EmptyUri,
		/// A post needs an author.
		NoAuthors,
		/// An account is named twice among the authors.
		AuthorTwice,
		/// An author's weight is zero.
		AuthorWithoutWeight,
		/// The authors' weights don't sum to a million.
		AuthorWeights,
		/// A cited post is not there.
		UnknownCitedPost,
		/// A post is cited twice.
		CitedTwice,
		/// A cited post is of another domain.
		CitedFromOtherDomain,
		/// A citation's weight is below minus a million or above a million.
		CitationWeight,
		/// The sizes of the citations' weights sum to more than a million.
		CitationWeights,
		/// Only who made a post removes it.
		NotPoster,
		/// A post that was given REP stays.
		HasReceived,
		/// A post that is cited stays.
		IsCited,
		/// Something that is not finished depends on the post.
		IsPinned,
		/// No step waits.
		NothingToPropagate,
		/// The number of steps is zero.
		NoSteps,
		/// More steps than one call makes.
		TooManySteps,
		/// A domain's posts were given more than its ledger could hold.
		TooMuchReputation,
		/// A cited post is cited by as many posts as it can count.
		CitedTooOften,
		/// As many unfinished things depend on the post as it can count.
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
		/// Makes a post, for a deposit that is held while it is stored. Anyone may.
		///
		/// `authors`: accounts with weights in parts per million that sum to a million. `citations`: posts of the same domain, or
		/// the incinerator, with weights in parts per million whose sizes sum to a million at most. `directive`: what takes effect
		/// if a governance pool ratifies the post. Emits [`Event::Posted`].
		///
		/// Errors: [`Error::UnknownDomain`], [`Error::EmptyContent`], [`Error::EmptyUri`], [`Error::NoAuthors`],
		/// [`Error::AuthorTwice`], [`Error::AuthorWithoutWeight`], [`Error::AuthorWeights`], [`Error::CitationWeight`],
		/// [`Error::CitationWeights`], [`Error::CitedTwice`], [`Error::UnknownCitedPost`], [`Error::CitedFromOtherDomain`],
		/// [`Error::CitedTooOften`], [`Error::AlreadyPosted`], what governance says of the directive, and what the deposit's
		/// currency says.
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
			Self::do_post(&poster, domain, authors, citations, content, directive)?;
			Ok(())
		}

		/// Runs the next `steps` steps of propagation that wait, or as many as there are; at most [`MAX_STEPS`]. Domains take turns
		/// of [`TURN`] steps; a turn that the call does not finish goes on with the next one. Anyone may. What the steps did not
		/// need of the weight is given back.
		///
		/// Errors: [`Error::NoSteps`], [`Error::TooManySteps`], [`Error::NothingToPropagate`].
		#[pallet::call_index(1)]
		#[pallet::weight(Pallet::<T>::propagate_weight(*steps))]
		pub fn propagate(origin: OriginFor<T>, steps: u32) -> DispatchResultWithPostInfo {
			ensure_signed(origin)?;
			let weight = Self::do_propagate(steps)
				.map_err(|error| error.with_weight(T::WeightInfo::propagate()))?;
			Ok(Some(weight).into())
		}

		/// Removes a post on which nothing depends, and gives its deposit back. Only who made it may. Emits [`Event::Removed`].
		///
		/// Errors: [`Error::UnknownPost`], [`Error::NotPoster`], [`Error::HasReceived`], [`Error::IsCited`],
		/// [`Error::IsPinned`].
		#[pallet::call_index(2)]
		#[pallet::weight(T::WeightInfo::remove(witan_experts::forum::MAX_CITATIONS))]
		pub fn remove(origin: OriginFor<T>, post: PostId) -> DispatchResultWithPostInfo {
			let who = ensure_signed(origin)?;
			let citations = Self::do_remove(&who, &post)?;
			Ok(Some(T::WeightInfo::remove(citations)).into())
		}
	}

	#[pallet::view_functions]
	impl<T: Config> Pallet<T> {
		/// What there is to know of a post. `None` if it is not there.
		pub fn post_info(
			post: PostId,
		) -> Option<PostInfo<T::AccountId, BlockNumberFor<T>, T::Directive>> {
			Self::info_of(&post)
		}

		/// What went along a citation so far, in REP. `None` if nothing did.
		pub fn edge(citing: PostId, cited: PostId) -> Option<Balance> {
			Self::edge_balance(&citing, &cited)
		}

		/// How many steps of propagation wait, in all domains.
		pub fn queue_length() -> u64 {
			TurnRing::<T>::get().waiting
		}

		/// How many steps of propagation wait in a domain.
		pub fn waiting(domain: DomainId) -> u64 {
			QueueEnds::<T>::get(domain).length()
		}

		/// What was done with REP in a domain's forum.
		pub fn conservation(domain: DomainId) -> Conservation {
			Self::totals_info(domain)
		}

		/// The id that a post gets which says this.
		pub fn post_id(
			domain: DomainId,
			authors: Authors<T::AccountId>,
			citations: Citations,
			content: Content,
			directive: Option<T::Directive>,
		) -> PostId {
			Self::id_of(&Self::said(domain, &authors, &citations, &content, directive.as_ref()))
		}
	}

	impl<T: Config> Pallet<T> {
		/// What a post says, as bytes: its id is their hash.
		pub(crate) fn said(
			domain: DomainId,
			authors: &Authors<T::AccountId>,
			citations: &Citations,
			content: &Content,
			directive: Option<&T::Directive>,
		) -> Vec<u8> {
			(domain, authors, citations, content, directive).encode()
		}
	}
}
