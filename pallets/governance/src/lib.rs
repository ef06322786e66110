#![doc = include_str!("../README.md")]
#![cfg_attr(not(feature = "std"), no_std)]
#![cfg_attr(
	not(test),
	deny(clippy::unwrap_used, clippy::indexing_slicing, clippy::arithmetic_side_effects)
)]
#![deny(rustdoc::broken_intra_doc_links)]

extern crate alloc;

#[cfg(feature = "runtime-benchmarks")]
pub mod benchmarking;
mod check;
mod enact;
mod expiry;
pub mod migrations;
mod motions;
mod origin;
mod ratify;
#[cfg(any(test, feature = "try-runtime", feature = "std"))]
mod try_state;
mod types;
mod views;
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

/// The instruction in a post.
pub type DirectiveOf<T> = Directive<<T as Config>::Parameter, BlockNumberFor<T>>;
/// The action of a directive.
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
		migrations::MultiStepMigrator,
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
		pool::InspectStanding,
		shares::Shares,
	};

	/// The version of what is stored. The [migrations](crate::migrations) lead to it.
	const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
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
		/// A parameter of the chain with a value, or without one for its default.
		type Parameter: Parameter + MaxEncodedLen;

		/// Sets the chain's parameters.
		type SetParameter: SetParameter<Self::Parameter>;

		/// The domains and their parameters.
		type Domains: GovernDomains<Self::AccountId, BlockNumberFor<Self>>;

		/// The posts that carry directives.
		type Posts: Posts<Self::AccountId> + DirectivePosts<DirectiveOf<Self>>;

		/// Calls [`Pallet::enact`] when a directive is due.
		type Scheduler: schedule::v3::Named<
				BlockNumberFor<Self>,
				<Self as frame_system::Config>::RuntimeCall,
				PalletsOriginOf<Self>,
				Hasher = Self::Hashing,
			> + schedule::v3::Anon<
				BlockNumberFor<Self>,
				<Self as frame_system::Config>::RuntimeCall,
				PalletsOriginOf<Self>,
				Hasher = Self::Hashing,
				Address = TaskPlace<BlockNumberFor<Self>>,
			>;

		/// Finds tasks of the scheduler that a directive cancels.
		type Tasks: FindTasks<BlockNumberFor<Self>>;

		/// The REP that stands for ratified directives, against cancelling them.
		type Standing: InspectStanding;

		/// Cancels slashes that a directive undoes.
		type Slashes: CancelSlashes<Self::RuntimeOrigin>;

		/// Checks calls that directives dispatch.
		type CheckCall: CheckCall<<Self as frame_system::Config>::RuntimeCall>;

		/// Keeps calls that directives dispatch.
		type Preimages: QueryPreimage<H = Self::Hashing> + StorePreimage;

		/// The least number of blocks from ratification to enactment.
		///
		/// [`Config::UpgradeDelay`] holds instead for a directive of the tier `Root`, and
		/// [`Config::UndoDelay`] for one that undoes. No other directive waits for less than
		/// [`OBJECTION_MARGIN`] demands.
		type EnactmentDelay: Get<BlockNumberFor<Self>>;

		/// The delay of a directive of the tier `Root`, in blocks. It is never taken for less than
		/// [`Config::EnactmentDelay`].
		type UpgradeDelay: Get<BlockNumberFor<Self>>;

		/// The delay of a directive that undoes, in blocks.
		type UndoDelay: Get<BlockNumberFor<Self>>;

		/// The greatest weight of a call that a directive dispatches.
		///
		/// The scheduler must be able to run such a call in a block that holds nothing else. It
		/// needs more room than these take together: this weight, its own of the fullest agenda,
		/// and [`Pallet::enact`] with the longest call to fetch.
		#[pallet::constant]
		type MaxDispatchWeight: Get<Weight>;

		/// The weights of calls and outcomes.
		type WeightInfo: WeightInfo;

		/// Posts and calls for benchmarks.
		#[cfg(feature = "runtime-benchmarks")]
		type BenchmarkHelper: BenchmarkHelper<
			RuntimeCallFor<Self>,
			Self::Parameter,
			BlockNumberFor<Self>,
		>;
	}

	/// The origin of a ratified directive. No key has it.
	#[pallet::origin]
	#[frame_support::stored]
	pub enum Origin {
		/// A post that a governance pool ratified.
		Ratified {
			/// The post's domain.
			domain: DomainId,
			/// The ratified post.
			post: PostId,
		},
	}

	/// The record of every post that a governance pool ratified. Written when the pool is decided,
	/// and when the directive is scheduled late, enacted or cancelled; never removed.
	#[pallet::storage]
	pub type Ratifications<T: Config> =
		StorageMap<_, Blake2_128Concat, PostId, Ratification<BlockNumberFor<T>>, OptionQuery>;

	/// The end of the authorised upgrade, if there is one. Written when an upgrade is authorised,
	/// or in the next block if a call did that; removed when it is applied or void.
	#[pallet::storage]
	pub type UpgradeExpiries<T: Config> =
		StorageValue<_, UpgradeExpiry<BlockNumberFor<T>>, OptionQuery>;

	/// The client that a domain ratified last. Written when such a directive is enacted, never
	/// removed.
	#[pallet::storage]
	pub type Clients<T: Config> =
		StorageMap<_, Twox64Concat, DomainId, Client<BlockNumberFor<T>>, OptionQuery>;

	#[pallet::event]
	#[pallet::generate_deposit(pub(super) fn deposit_event)]
	pub enum Event<T: Config> {
		/// A governance pool ratified a post.
		Ratified {
			/// The ratified post.
			post: PostId,
			/// The post's domain.
			domain: DomainId,
			/// The pool that ratified it.
			pool: PoolId,
			/// The REP that was pledged for the post.
			ayes: Shares,
			/// The REP that was pledged against the post.
			nays: Shares,
			/// The domain's REP from which the quorum was computed.
			supply: Shares,
			/// The number of voters.
			voters: u32,
		},
		/// A governance pool ratified a post that was ratified before. That changes nothing.
		AlreadyRatified {
			/// The ratified post.
			post: PostId,
			/// The pool that ratified it again.
			pool: PoolId,
		},
		/// A directive was scheduled.
		Scheduled {
			/// The ratified post.
			post: PostId,
			/// The block of the enactment, or of the first attempt if that block has no weight
			/// left.
			at: BlockNumberFor<T>,
		},
		/// None of the blocks that were tried for a directive has room. It waits until anyone calls
		/// [`Pallet::schedule`].
		Unscheduled {
			/// The ratified post.
			post: PostId,
		},
		/// A directive took effect.
		Enacted {
			/// The ratified post.
			post: PostId,
		},
		/// A directive could not be scheduled, or could not take effect. Nothing of it did.
		EnactmentFailed {
			/// The ratified post.
			post: PostId,
			/// The cause.
			error: DispatchError,
		},
		/// A directive was cancelled before it took effect.
		Cancelled {
			/// The post whose directive it was.
			post: PostId,
			/// The ratified post that cancelled it.
			by: PostId,
		},
		/// A ratified post cites a directive so that it would cancel it, but more REP stands for
		/// the directive than ratified the post.
		NotCancelled {
			/// The post whose directive goes on waiting.
			post: PostId,
			/// The ratified post.
			by: PostId,
		},
		/// An upgrade was authorised, by a directive or by a call as root.
		UpgradeAuthorized {
			/// BLAKE2b-256 of the code.
			code_hash: H256,
			/// The block from which the code can't be applied any more.
			until: BlockNumberFor<T>,
		},
		/// An authorised upgrade was not applied in time, and can't be applied any more.
		UpgradeExpired {
			/// BLAKE2b-256 of the code.
			code_hash: H256,
		},
		/// A directive voided an authorised upgrade, which can't be applied any more.
		UpgradeVoided {
			/// BLAKE2b-256 of the code.
			code_hash: H256,
		},
		/// A domain recommends another client.
		ClientReplaced {
			/// The domain that recommends it; domain 0's client is the chain's.
			domain: DomainId,
			/// BLAKE2b-256 of the bundle.
			hash: H256,
			/// The address of the bundle.
			uri: BoundedVec<u8, ConstU32<MAX_URI>>,
			/// The post whose directive recommends it.
			post: PostId,
		},
		/// A directive made a call as root.
		DispatchedAsRoot {
			/// The ratified post.
			post: PostId,
		},
	}

	/// The causes of failure.
	///
	/// Only from traits: [`Error::NotPermitted`], [`Error::UnknownDomain`],
	/// [`Error::ActivationTooLate`], [`Error::EmptyUri`], [`Error::CallTooLong`],
	/// [`Error::CallTooHeavy`], [`Error::PreimageMissing`], [`Error::CallUndecodable`],
	/// [`Error::ParameterOutOfRange`], [`Error::IsADirective`], [`Error::DelayBelowFloor`],
	/// [`Error::NoSuchSlash`], [`Error::TooManySlashes`], [`Error::NoSuchTask`],
	/// [`Error::NothingAuthorized`].
	///
	/// [`CheckDirective`](witan_governance::CheckDirective) and [`SetParameter`] return them. The
	/// record of a directive that failed can have them, too. Only it has `PreimageMissing`,
	/// `CallUndecodable`, and the last four, of what can't be undone.
	#[pallet::error]
	pub enum Error<T> {
		/// Not permitted: only a directive of domain 0, the constitution, may do this.
		NotPermitted,
		/// Unknown domain: no domain has this id.
		UnknownDomain,
		/// The activation is too late: at most 365 days (10 512 000 blocks) ahead.
		ActivationTooLate,
		/// The address of the client is empty.
		EmptyUri,
		/// The encoded call is too long: at most 4 MiB (4 194 304 bytes).
		CallTooLong,
		/// The call is too heavy: it may weigh at most what its directive states, and that at most
		/// `MaxDispatchWeight`.
		CallTooHeavy,
		/// The call is missing: no preimage of this hash and length is noted.
		PreimageMissing,
		/// The noted preimage does not decode to one call, within the depth of a transaction and 16
		/// MiB of memory.
		CallUndecodable,
		/// Not scheduled: the post has no directive that waits for its enactment.
		NotScheduled,
		/// No directive: the post, or its directive, does not exist any more.
		NoDirective,
		/// The agenda is full, in the block in which the directive is due and in the 15 that
		/// follow. Try again later.
		AgendaFull,
		/// Not unscheduled: the post has no directive that waits for room in the agenda.
		NotUnscheduled,
		/// The name is a directive's: a post cancels a directive by citing the directive's post.
		IsADirective,
		/// Below the floor: unless the chain has no floors, a directive that does not undo waits
		/// for at least a day (28 800 blocks).
		DelayBelowFloor,
		/// No such slash: none of these validators has a slash that is due in this era. It may be
		/// applied, or cancelled already.
		NoSuchSlash,
		/// Too many slashes: at most 1 000 can be cancelled at once. Name fewer validators.
		TooManySlashes,
		/// No such task: the scheduler has none of this name, or at this place. It may be done, or
		/// cancelled already. A task that was put off has a place and no name.
		NoSuchTask,
		/// Nothing authorised: there is no upgrade to be voided. It may be applied, expired or void
		/// already.
		NothingAuthorized,
		/// Parameter out of range: the constant `Parameters` in the metadata states the least and
		/// the greatest value.
		ParameterOutOfRange,
	}

	#[pallet::extra_constants]
	impl<T: Config> Pallet<T> {
		/// The chain's parameters, each with its effect, unit and range. Values are in
		/// `Parameters.Parameters`; a parameter without a value there has its default.
		#[pallet::constant_name(Parameters)]
		fn parameters() -> alloc::vec::Vec<ParameterInfo> {
			T::SetParameter::parameters()
		}
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		fn on_initialize(now: BlockNumberFor<T>) -> Weight {
			// During a migration of many blocks state is only partly migrated. Whatever expires
			// then does so in the block after it.
			if T::MultiBlockMigrator::ongoing() {
				return T::DbWeight::get().reads(1);
			}
			Self::expire_upgrade(now).saturating_add(T::DbWeight::get().reads(1))
		}

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
		/// Enacts a post's directive, as a whole or not at all.
		///
		/// Only the post itself has this origin: the scheduler calls in its name in the block that
		/// the directive was scheduled for. `weight` is the most that a call that the directive
		/// dispatches may take, with its fetching.
		///
		/// A directive that can't take effect is no error of the call. It is recorded as
		/// [`State::Failed`] with the cause.
		///
		/// # Errors
		///
		/// - [`Error::NotScheduled`]: the post has no directive that waits for its enactment.
		///
		/// # Events
		///
		/// - [`Event::Enacted`]
		/// - [`Event::EnactmentFailed`]
		/// - [`Event::ClientReplaced`]
		/// - [`Event::UpgradeAuthorized`]
		/// - [`Event::UpgradeVoided`]
		/// - events of what the directive does
		///
		/// # Complexity
		///
		/// O(l) in the length of a call that the directive dispatches, and what that call takes;
		/// otherwise O(1).
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
		/// Only a ratified post of the constitution may: its directive dispatches this call.
		///
		/// # Errors
		///
		/// - errors of the call that is made
		///
		/// # Events
		///
		/// - [`Event::DispatchedAsRoot`]
		/// - events of the call that is made
		///
		/// # Complexity
		///
		/// O(1), and what the call takes.
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

		/// Schedules a ratified post's directive for which the agenda had no room.
		///
		/// Anyone may call this. The block in which the directive is due is tried first, or the
		/// next one if that is past, and then the others of [`SCHEDULING_BLOCKS`]. A directive that
		/// was due more than [`MAX_WAIT`] blocks ago fails instead.
		///
		/// # Errors
		///
		/// - [`Error::NotUnscheduled`]: the post has no directive that waits for room.
		/// - [`Error::NoDirective`]: the post, or its directive, does not exist any more.
		/// - [`Error::AgendaFull`]: none of the blocks that were tried has room.
		/// - errors of the scheduler
		///
		/// # Events
		///
		/// - [`Event::Scheduled`]
		/// - [`Event::EnactmentFailed`]
		///
		/// # Complexity
		///
		/// O(b), where b is [`SCHEDULING_BLOCKS`].
		#[pallet::call_index(2)]
		pub fn schedule(origin: OriginFor<T>, post: PostId) -> DispatchResult {
			ensure_signed(origin)?;
			Self::do_schedule_again(post)
		}
	}

	#[pallet::view_functions]
	impl<T: Config> Pallet<T> {
		/// Returns a ratified post's record and directive. `None` if the post was not ratified.
		pub fn ratification(
			post: PostId,
		) -> Option<RatificationInfo<T::Parameter, BlockNumberFor<T>>> {
			Self::info_of_ratification(post)
		}

		/// Returns the block that a post's directive is scheduled for. `None` if it is not
		/// scheduled.
		pub fn enacts_at(post: PostId) -> Option<BlockNumberFor<T>> {
			Self::block_of_enactment(post)
		}

		/// Returns the authorised upgrade, and the block from which it can't be applied. `None` if
		/// no upgrade is authorised.
		pub fn authorized_upgrade() -> Option<UpgradeExpiry<BlockNumberFor<T>>> {
			UpgradeExpiries::<T>::get()
				.filter(|expiry| Self::authorized() == Some(expiry.code_hash))
		}

		/// Returns the client that a domain recommends. The constitution's is the chain's.
		pub fn client(domain: DomainId) -> Option<Client<BlockNumberFor<T>>> {
			Clients::<T>::get(domain)
		}
	}
}
