#![doc = include_str!("../README.md")]
#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

#[cfg(feature = "runtime-benchmarks")]
pub mod benchmarking;
mod check;
mod enact;
mod origin;
mod ratify;
#[cfg(any(test, feature = "try-runtime", feature = "std"))]
mod try_state;
mod types;
pub mod weights;

#[cfg(test)]
mod mock;
#[cfg(test)]
mod tests;

#[cfg(feature = "runtime-benchmarks")]
pub use benchmarking::BenchmarkHelper;
pub use origin::{EnsureConstitution, EnsureRatified};
pub use pallet::*;
pub use types::*;
pub use weights::WeightInfo;

use frame_support::traits::OriginTrait;
use frame_system::pallet_prelude::BlockNumberFor;
use witan_governance::{Action, Directive};

/// What a post can ask for.
pub type DirectiveOf<T> = Directive<<T as Config>::Parameter, BlockNumberFor<T>>;
/// What a directive does.
pub type ActionOf<T> = Action<<T as Config>::Parameter, BlockNumberFor<T>>;
/// The origins of all pallets.
pub type PalletsOriginOf<T> =
	<<T as frame_system::Config>::RuntimeOrigin as OriginTrait>::PalletsOrigin;

#[frame_support::pallet]
pub mod pallet {
	use super::*;
	use alloc::boxed::Box;
	use frame_support::{
		dispatch::PostDispatchInfo,
		pallet_prelude::*,
		traits::{schedule, QueryPreimage, StorePreimage},
	};
	use frame_system::pallet_prelude::*;
	use sp_core::H256;
	use sp_runtime::traits::{BadOrigin, Dispatchable};
	use witan_experts::{
		domain::GovernDomains,
		forum::{DirectivePosts, Posts, MAX_URI},
		ids::{DomainId, PoolId, PostId},
		shares::Shares,
	};

	#[pallet::pallet]
	pub struct Pallet<T>(_);

	#[pallet::config]
	pub trait Config:
		frame_system::Config<
		RuntimeEvent: From<Event<Self>>,
		RuntimeOrigin: From<Origin>
		                   + Into<Result<Origin, <Self as frame_system::Config>::RuntimeOrigin>>,
		RuntimeCall: From<Call<Self>> + Dispatchable<PostInfo = PostDispatchInfo>,
		Hash = H256,
	>
	{
		/// What calls and outcomes weigh.
		type WeightInfo: WeightInfo;

		/// A parameter of the chain with a value, or without one for its default.
		type Parameter: Parameter + MaxEncodedLen;

		/// Sets the chain's parameters.
		type SetParameter: SetParameter<Self::Parameter>;

		/// Which domains there are, and their parameters.
		type Domains: GovernDomains<Self::AccountId, BlockNumberFor<Self>>;

		/// The posts that carry directives.
		type Posts: Posts<Self::AccountId> + DirectivePosts<DirectiveOf<Self>>;

		/// Calls [`Pallet::enact`] when a directive is due.
		type Scheduler: schedule::v3::Named<
			BlockNumberFor<Self>,
			<Self as frame_system::Config>::RuntimeCall,
			PalletsOriginOf<Self>,
			Hasher = Self::Hashing,
		>;

		/// Keeps calls that directives dispatch.
		type Preimages: QueryPreimage<H = Self::Hashing> + StorePreimage;

		/// How many blocks after its ratification a directive takes effect at the earliest, unless it upgrades the chain or
		/// dispatches a call, or sets a delay; and never before as many as its domain's shortest vote on governance takes, and a
		/// third of that, have passed.
		type EnactmentDelay: Get<BlockNumberFor<Self>>;

		/// The same of a directive that upgrades the chain, dispatches a call or sets a delay, if it is more.
		type UpgradeDelay: Get<BlockNumberFor<Self>>;

		/// The greatest weight of a call that a directive dispatches. The scheduler must be able to run one in a block that
		/// holds nothing else: what it may use of a block must exceed this, [`Pallet::enact`] without a call but with the fetching
		/// of the longest one, and its own cost of the fullest agenda, together.
		#[pallet::constant]
		type MaxDispatchWeight: Get<Weight>;

		/// Posts for benchmarks.
		#[cfg(feature = "runtime-benchmarks")]
		type BenchmarkHelper: BenchmarkHelper<Self::Parameter, BlockNumberFor<Self>>;
	}

	/// Who a ratified directive acts as. No key has this origin.
	#[pallet::origin]
	#[derive(
		Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
	)]
	pub enum Origin {
		/// A post that a governance pool ratified.
		Ratified {
			/// The post's domain.
			domain: DomainId,
			/// The post.
			post: PostId,
		},
	}

	/// Every post that a governance pool ratified. Written when the pool is decided, when the directive is enacted and when it is
	/// cancelled; never removed.
	#[pallet::storage]
	pub type Ratifications<T: Config> =
		StorageMap<_, Blake2_128Concat, PostId, Ratification<BlockNumberFor<T>>, OptionQuery>;

	/// The client that a domain ratified last. Written when such a directive is enacted, never removed.
	#[pallet::storage]
	pub type Clients<T: Config> =
		StorageMap<_, Twox64Concat, DomainId, Client<BlockNumberFor<T>>, OptionQuery>;

	#[pallet::event]
	#[pallet::generate_deposit(pub(super) fn deposit_event)]
	pub enum Event<T: Config> {
		/// A governance pool ratified a post.
		Ratified {
			/// Which.
			post: PostId,
			/// Its domain.
			domain: DomainId,
			/// The pool.
			pool: PoolId,
			/// What was staked for it.
			ayes: Shares,
			/// What was staked against it.
			nays: Shares,
			/// The REP of the domain that the quorum was a part of.
			supply: Shares,
			/// How many voted.
			voters: u32,
		},
		/// A governance pool ratified a post that was ratified before. That changes nothing.
		AlreadyRatified {
			/// Which.
			post: PostId,
			/// The pool.
			pool: PoolId,
		},
		/// A directive is to be enacted.
		Scheduled {
			/// Whose.
			post: PostId,
			/// In this block, or a later one if this has no room.
			at: BlockNumberFor<T>,
		},
		/// A directive is to be enacted, and none of the blocks that were tried has room for it: it waits until anyone calls
		/// [`Pallet::schedule`].
		Unscheduled {
			/// Whose.
			post: PostId,
		},
		/// A directive took effect.
		Enacted {
			/// Whose.
			post: PostId,
		},
		/// A directive could not be scheduled, or could not take effect. Nothing of it did.
		EnactmentFailed {
			/// Whose.
			post: PostId,
			/// Why.
			error: DispatchError,
		},
		/// A directive will not take effect.
		Cancelled {
			/// Whose.
			post: PostId,
			/// The ratified post that cancelled it.
			by: PostId,
		},
		/// A domain recommends another client.
		ClientReplaced {
			/// Which domain.
			domain: DomainId,
			/// BLAKE2b-256 of the bundle.
			hash: H256,
			/// Where it can be had.
			uri: BoundedVec<u8, ConstU32<MAX_URI>>,
			/// Whose directive it is.
			post: PostId,
		},
		/// A directive made a call as root.
		DispatchedAsRoot {
			/// Whose.
			post: PostId,
		},
	}

	#[pallet::error]
	pub enum Error<T> {
		/// Only the constitution's directives reach the chain itself.
		NotPermitted,
		/// There is no such domain.
		UnknownDomain,
		/// The activation is too far ahead.
		ActivationTooLate,
		/// The address of the client is empty.
		EmptyUri,
		/// The encoded call is longer than calls may be.
		CallTooLong,
		/// The call weighs more than its directive allows, or than calls of directives may.
		CallTooHeavy,
		/// No call of that hash and length is noted.
		PreimageMissing,
		/// What is noted is no call, or one that takes too much memory.
		CallUndecodable,
		/// The post has no directive that waits for its enactment.
		NotScheduled,
		/// The post, or its directive, is not there any more.
		NoDirective,
		/// Too much is scheduled for the block in which the directive is due, and for those that follow. Try again later.
		AgendaFull,
		/// The post has no directive that waits for room in the agenda.
		NotUnscheduled,
		/// A parameter of the chain can't have this value: its range is in the metadata.
		ParameterOutOfRange,
	}

	#[pallet::extra_constants]
	impl<T: Config> Pallet<T> {
		/// The chain's parameters: what each does, its unit and its range. Values are in `Parameters.Parameters`; what is not there
		/// has its default.
		#[pallet::constant_name(Parameters)]
		fn parameters() -> alloc::vec::Vec<ParameterInfo> {
			T::SetParameter::parameters()
		}
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		fn integrity_test() {
			Self::check_bounds();
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}

	#[pallet::call(weight(<T as Config>::WeightInfo))]
	impl<T: Config> Pallet<T> {
		/// Lets a post's directive take effect, as a whole or not at all.
		///
		/// By the post itself, when the block has come that it was scheduled for: nobody else has that origin. `weight`: what a
		/// call that the directive dispatches takes at most, with its fetching.
		/// Errors: `NotScheduled`. Why a directive can't take effect is no error of the call, but recorded. Events: `Enacted` or
		/// `EnactmentFailed`, and those of what it does.
		#[pallet::call_index(0)]
		#[pallet::weight(Pallet::<T>::enact_weight(*weight))]
		pub fn enact(
			origin: OriginFor<T>,
			post: PostId,
			weight: Weight,
		) -> DispatchResultWithPostInfo {
			let Origin::Ratified { domain, post: by } = origin.into().map_err(|_| BadOrigin)?;
			ensure!(by == post, BadOrigin);
			Self::do_enact(domain, post, weight)
		}

		/// Makes a call as root, for calls that know no other origin.
		///
		/// By a ratified post of the constitution: a directive dispatches it. Errors: those of the call. Event:
		/// `DispatchedAsRoot`.
		#[pallet::call_index(1)]
		#[pallet::weight(
			T::WeightInfo::dispatch_as_root().saturating_add(call.get_dispatch_info().call_weight)
		)]
		pub fn dispatch_as_root(
			origin: OriginFor<T>,
			call: Box<RuntimeCallFor<T>>,
		) -> DispatchResultWithPostInfo {
			let post = EnsureConstitution::ensure_origin(origin)?;
			Self::do_dispatch_as_root(post, *call)
		}

		/// Schedules a ratified post's directive for which the agenda had no room, in the block in which it is due or, if that is
		/// past, in the next one, or in one of the 15 that follow. One that was due more than [`MAX_WAIT`] blocks ago fails instead.
		///
		/// By anyone. Errors: `NotUnscheduled`, `AgendaFull`. Event: `Scheduled` or `EnactmentFailed`.
		#[pallet::call_index(2)]
		pub fn schedule(origin: OriginFor<T>, post: PostId) -> DispatchResult {
			ensure_signed(origin)?;
			Self::do_schedule_again(post)
		}
	}

	#[pallet::view_functions]
	impl<T: Config> Pallet<T> {
		/// How a post was ratified, what it asks for, and what became of that. `None` if it was not ratified.
		pub fn ratification(
			post: PostId,
		) -> Option<RatificationInfo<T::Parameter, BlockNumberFor<T>>> {
			let ratification = Ratifications::<T>::get(post)?;
			Some(RatificationInfo { ratification, directive: T::Posts::directive(&post) })
		}

		/// The block that a post's directive is scheduled for. `None` if it does not wait for its enactment.
		pub fn enacts_at(post: PostId) -> Option<BlockNumberFor<T>> {
			match Ratifications::<T>::get(post)?.state {
				State::Scheduled { at } => Some(at),
				State::NoDirective
				| State::Unscheduled { .. }
				| State::Enacted { .. }
				| State::Failed { .. }
				| State::Cancelled { .. } => None,
			}
		}

		/// The client that a domain recommends: the chain's, of the constitution.
		pub fn client(domain: DomainId) -> Option<Client<BlockNumberFor<T>>> {
			Clients::<T>::get(domain)
		}
	}
}
