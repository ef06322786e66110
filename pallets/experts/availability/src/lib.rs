#![doc = include_str!("../README.md")]
#![cfg_attr(not(feature = "std"), no_std)]
#![cfg_attr(
	not(test),
	deny(clippy::unwrap_used, clippy::indexing_slicing, clippy::arithmetic_side_effects)
)]
#![deny(rustdoc::broken_intra_doc_links)]

extern crate alloc;

// Benchmarks panic instead of failing silently, and calculate with values that they chose.
#[cfg(feature = "runtime-benchmarks")]
#[allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::arithmetic_side_effects)]
pub mod benchmarking;
mod candidates;
pub mod chance;
pub mod classes;
mod draw;
mod expiry;
pub mod migrations;
mod offers;
pub mod sum_tree;
mod trees;
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
pub use pallet::*;
pub use types::*;
pub use weights::WeightInfo;

use frame_system::pallet_prelude::BlockNumberFor;

/// An offer as it is stored.
pub type OfferOf<T> = Offer<BlockNumberFor<T>, <T as Config>::Consideration>;

#[frame_support::pallet]
pub mod pallet {
	#[cfg(feature = "runtime-benchmarks")]
	use crate::BenchmarkHelper;
	use crate::{
		sum_tree::Node,
		types::{Forest, OfferEnd, OfferInfo, Roots, Tree},
		views,
		weights::WeightInfo,
		OfferOf,
	};
	use frame_support::{
		pallet_prelude::*,
		traits::{Consideration, Footprint},
	};
	use frame_system::pallet_prelude::*;
	use witan_experts::{
		domain::InspectDomains, ids::DomainId, job::Experts, ledger::StakeReputation,
		shares::Shares,
	};
	use witan_primitives::Balance;

	/// The version of what is stored. The [migrations](crate::migrations) lead to it.
	const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	#[pallet::config]
	pub trait Config: frame_system::Config<RuntimeEvent: From<Event<Self>>> {
		/// The reasons for which the runtime holds reputation and tokens.
		type RuntimeHoldReason: From<HoldReason>;

		/// The ledger that holds offered reputation.
		type Reputation: StakeReputation<Self::AccountId, Reason = Self::RuntimeHoldReason>;

		/// The domains that exist.
		type Domains: InspectDomains<Self::AccountId, BlockNumberFor<Self>>;

		/// The deposit for the storage of an offer.
		type Consideration: Consideration<Self::AccountId, Footprint>;

		/// Weights of calls, of draws and of the steps of `on_idle`.
		type WeightInfo: WeightInfo;

		/// Domains and reputation for benchmarks.
		#[cfg(feature = "runtime-benchmarks")]
		type BenchmarkHelper: BenchmarkHelper<Self::AccountId, Self::RuntimeHoldReason>;
	}

	/// Reasons for this pallet's holds.
	#[pallet::composite_enum]
	pub enum HoldReason {
		/// Reputation that an expert offers and that no job has taken.
		Availability,
		/// Tokens: the deposit for the storage of an offer.
		OfferDeposit,
	}

	/// An account's offer in a domain. Written by the calls of its owner, and by draws that take a
	/// part of it or move another offer's leaf. Removed when the offer ends.
	#[pallet::storage]
	pub type Offers<T: Config> = StorageDoubleMap<
		_,
		Twox64Concat,
		DomainId,
		Blake2_128Concat,
		T::AccountId,
		OfferOf<T>,
		OptionQuery,
	>;

	/// Sums and numbers of the leaves of a domain's trees of an era, by their classes. Written with
	/// every change of a leaf, removed with the last leaf.
	#[pallet::storage]
	pub type Trees<T: Config> =
		StorageDoubleMap<_, Twox64Concat, DomainId, Twox64Concat, Forest, Roots, ValueQuery>;

	/// A node of a tree: the sums of its 16 children. The key has the node's level (0 is right
	/// above the leaves) and its number there. Written with every change of a leaf below it,
	/// removed with the last leaf below it.
	#[pallet::storage]
	pub type Nodes<T: Config> = StorageNMap<
		_,
		(
			NMapKey<Twox64Concat, DomainId>,
			NMapKey<Twox64Concat, Tree>,
			NMapKey<Twox64Concat, (u32, u32)>,
		),
		Node,
		ValueQuery,
	>;

	/// The owner of the offer that a leaf of a tree stands for. Written when a leaf is added or
	/// takes the place of another, removed when the leaf is.
	#[pallet::storage]
	pub type Leaves<T: Config> = StorageNMap<
		_,
		(NMapKey<Twox64Concat, DomainId>, NMapKey<Twox64Concat, Tree>, NMapKey<Twox64Concat, u32>),
		T::AccountId,
		OptionQuery,
	>;

	/// The offers that are open until a block. Written with an offer and by `extend`, removed when
	/// the offer ends.
	#[pallet::storage]
	pub type Expiries<T: Config> = StorageDoubleMap<
		_,
		Twox64Concat,
		BlockNumberFor<T>,
		Blake2_128Concat,
		(DomainId, T::AccountId),
		(),
		OptionQuery,
	>;

	/// The first block in [`Expiries`] that `on_idle` has not finished: at most the one after the
	/// current block. Written by `on_idle`, never removed.
	#[pallet::storage]
	pub type ExpiryCursor<T: Config> = StorageValue<_, BlockNumberFor<T>, ValueQuery>;

	/// The number of an expert's jobs in a domain that have not ended. Written by draws and when a
	/// job ends, removed with the last job.
	#[pallet::storage]
	pub type Assigned<T: Config> = StorageDoubleMap<
		_,
		Twox64Concat,
		DomainId,
		Blake2_128Concat,
		T::AccountId,
		u32,
		ValueQuery,
	>;

	#[pallet::event]
	#[pallet::generate_deposit(pub(super) fn deposit_event)]
	pub enum Event<T: Config> {
		/// An expert made an offer.
		Offered {
			/// The domain of the offer.
			domain: DomainId,
			/// The owner of the offer.
			who: T::AccountId,
			/// The offered stake. If it is zero, the offer weighs 1 while the domain has no REP.
			stake: Shares,
			/// The first block in which the offer is no longer open.
			until: BlockNumberFor<T>,
		},
		/// An offer grew.
		ToppedUp {
			/// The domain of the offer.
			domain: DomainId,
			/// The owner of the offer.
			who: T::AccountId,
			/// The whole stake on offer after the change.
			stake: Shares,
		},
		/// An offer stays open for longer.
		Extended {
			/// The domain of the offer.
			domain: DomainId,
			/// The owner of the offer.
			who: T::AccountId,
			/// The stake on offer, carried over to the domain's current era.
			stake: Shares,
			/// The first block in which the offer is no longer open.
			until: BlockNumberFor<T>,
		},
		/// An offer was lowered; the rest of its stake was released.
		Lowered {
			/// The domain of the offer.
			domain: DomainId,
			/// The owner of the offer.
			who: T::AccountId,
			/// The whole stake on offer after the change.
			stake: Shares,
		},
		/// An offer was paused: it weighs nothing until it is resumed.
		Paused {
			/// The domain of the offer.
			domain: DomainId,
			/// The owner of the offer.
			who: T::AccountId,
		},
		/// An offer was resumed.
		Resumed {
			/// The domain of the offer.
			domain: DomainId,
			/// The owner of the offer.
			who: T::AccountId,
		},
		/// An offer is for another number of jobs at a time.
		MaxJobsSet {
			/// The domain of the offer.
			domain: DomainId,
			/// The owner of the offer.
			who: T::AccountId,
			/// The most jobs at a time. With as many, the offer weighs nothing.
			max_jobs: u32,
		},
		/// An expert was drawn for a job.
		Drawn {
			/// The domain of the job.
			domain: DomainId,
			/// The expert that was drawn.
			who: T::AccountId,
			/// The stake that left the offer and is held for the job.
			stake: Shares,
			/// The stake that remains on offer.
			left: Shares,
		},
		/// An expert declined a job, and its stake went back to the offer.
		StakeReturned {
			/// The domain of the offer.
			domain: DomainId,
			/// The owner of the offer.
			who: T::AccountId,
			/// The whole stake on offer after the change.
			stake: Shares,
		},
		/// A job that an expert was drawn for ended.
		JobEnded {
			/// The domain of the job.
			domain: DomainId,
			/// The expert that was drawn for the job.
			who: T::AccountId,
			/// The number of the expert's jobs in the domain that have not ended.
			assigned: u32,
		},
		/// An offer ended; its stake was released and its deposit returned.
		OfferEnded {
			/// The domain of the offer.
			domain: DomainId,
			/// The owner of the offer.
			who: T::AccountId,
			/// The stake that was released.
			stake: Shares,
			/// The reason for the end.
			reason: OfferEnd,
		},
	}

	/// Only from traits: [`Error::TooManyExcluded`], returned by draws.
	#[pallet::error]
	pub enum Error<T> {
		/// No domain has this id.
		UnknownDomain,
		/// The account already has an offer in this domain. Top it up, extend it or withdraw it.
		AlreadyOffered,
		/// The amount is zero. An offer of zero can be made and extended only while the domain has
		/// no REP; a top-up is always more than zero.
		ZeroOffer,
		/// The amount is below the domain's `work.min_offer`. An offer can also be lowered to zero
		/// or withdrawn.
		OfferTooSmall,
		/// The offer is not larger than the amount to which it should be lowered.
		NotLower,
		/// The offer is already paused.
		AlreadyPaused,
		/// The offer is not paused.
		NotPaused,
		/// The number of jobs at a time is not from 1 to 64.
		MaxJobsOutOfRange,
		/// The offer would end in the past: `until` must be later than the current block.
		UntilPast,
		/// The account has no offer in this domain.
		NoOffer,
		/// The offer has expired. Withdraw it and make another.
		OfferExpired,
		/// The offer is already open until this block or a later one.
		NotLater,
		/// The owner owes REP in this domain. The REP on offer would pay the debt as soon as it is
		/// released, so the offer can't be extended.
		InDebt,
		/// A job is assigned to the expert, and the offer has not expired. It can be paused, or
		/// lowered to zero.
		JobAssigned,
		/// The offer can't be pruned: it has not expired. Before that, only an offer of zero in a
		/// domain with REP, or the offer of a debtor without a job, can be.
		NotExpired,
		/// The tree for this offer is full: it holds at most 16 777 216 offers.
		TooManyOffers,
		/// The draw excludes more than 8 accounts, the most experts drawn for one request, or
		/// avoids more than 2.
		TooManyExcluded,
		/// The account has no REP in this domain.
		NotAMember,
		/// The account has less free REP in this domain than the amount.
		NotEnoughReputation,
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		fn on_idle(now: BlockNumberFor<T>, remaining: Weight) -> Weight {
			Self::end_expired_offers(now, remaining)
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}

	#[pallet::call(weight(<T as Config>::WeightInfo))]
	impl<T: Config> Pallet<T> {
		/// Offers `amount` REP until block `until`, for a deposit.
		///
		/// Any account that has the REP can call this. A draw takes the stake of a job from the
		/// offer. While the domain has no REP, an amount of 0 can be offered, by anyone.
		///
		/// # Errors
		///
		/// - [`Error::UnknownDomain`]: no domain has this id.
		/// - [`Error::AlreadyOffered`]: the caller already has an offer in the domain.
		/// - [`Error::UntilPast`]: `until` is not later than the current block.
		/// - [`Error::ZeroOffer`]: `amount` is 0 and the domain has REP.
		/// - [`Error::OfferTooSmall`]: `amount` is below the domain's minimum.
		/// - [`Error::NotAMember`]: the caller has no REP in the domain.
		/// - [`Error::NotEnoughReputation`]: the caller has less free REP than `amount`.
		/// - [`Error::TooManyOffers`]: the tree of the domain's era is full.
		/// - errors of taking the deposit
		///
		/// # Events
		///
		/// - [`Event::Offered`]
		///
		/// # Complexity
		///
		/// O(log n) of n offers.
		#[pallet::call_index(0)]
		pub fn offer(
			origin: OriginFor<T>,
			domain: DomainId,
			#[pallet::compact] amount: Balance,
			until: BlockNumberFor<T>,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_offer(who, domain, amount, until)
		}

		/// Adds `amount` REP to an open offer.
		///
		/// Only the owner of the offer can call this.
		///
		/// # Errors
		///
		/// - [`Error::NoOffer`]: the caller has no offer in the domain.
		/// - [`Error::OfferExpired`]: the offer has expired.
		/// - [`Error::ZeroOffer`]: `amount` is 0.
		/// - [`Error::OfferTooSmall`]: the offer would still be below the domain's minimum.
		/// - [`Error::NotAMember`]: the caller has no REP in the domain.
		/// - [`Error::NotEnoughReputation`]: the caller has less free REP than `amount`.
		/// - [`Error::TooManyOffers`]: the tree of the domain's era, to which the offer moves, is
		///   full.
		///
		/// # Events
		///
		/// - [`Event::ToppedUp`]
		///
		/// # Complexity
		///
		/// O(log n) of n offers.
		#[pallet::call_index(1)]
		pub fn top_up(
			origin: OriginFor<T>,
			domain: DomainId,
			#[pallet::compact] amount: Balance,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_top_up(who, domain, amount)
		}

		/// Keeps an open offer open until a later block.
		///
		/// Only the owner of the offer can call this, and only without a debt in the domain. The
		/// REP on offer would pay the debt as soon as it is released.
		///
		/// # Errors
		///
		/// - [`Error::NoOffer`]: the caller has no offer in the domain.
		/// - [`Error::OfferExpired`]: the offer has expired.
		/// - [`Error::NotLater`]: the offer is already open until this block or a later one.
		/// - [`Error::InDebt`]: the caller owes REP in the domain.
		/// - [`Error::ZeroOffer`]: the offer is of zero, and the domain has REP.
		/// - [`Error::TooManyOffers`]: the tree of the domain's era, to which the offer moves, is
		///   full.
		///
		/// # Events
		///
		/// - [`Event::Extended`]
		///
		/// # Complexity
		///
		/// O(log n) of n offers.
		#[pallet::call_index(2)]
		pub fn extend(
			origin: OriginFor<T>,
			domain: DomainId,
			until: BlockNumberFor<T>,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_extend(who, domain, until)
		}

		/// Ends the caller's offer: its stake is released and its deposit returned.
		///
		/// Only the owner of the offer can call this. Before the offer has expired, it can do so
		/// only while it has no job assigned.
		///
		/// # Errors
		///
		/// - [`Error::NoOffer`]: the caller has no offer in the domain.
		/// - [`Error::JobAssigned`]: a job is assigned, and the offer has not expired.
		///
		/// # Events
		///
		/// - [`Event::OfferEnded`]
		///
		/// # Complexity
		///
		/// O(log n) of n offers.
		#[pallet::call_index(3)]
		pub fn withdraw(origin: OriginFor<T>, domain: DomainId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_withdraw(who, domain)
		}

		/// Ends an offer of `who` that should not stay: its stake is released and its deposit
		/// returned to its owner.
		///
		/// Anyone can call this. It ends an offer in one of three cases:
		///
		/// - the offer has expired;
		/// - it is an offer of zero, and the domain has REP by now;
		/// - its owner owes REP in the domain and has no job assigned.
		///
		/// # Errors
		///
		/// - [`Error::NoOffer`]: `who` has no offer in the domain.
		/// - [`Error::NotExpired`]: none of the three cases applies.
		///
		/// # Events
		///
		/// - [`Event::OfferEnded`]
		///
		/// # Complexity
		///
		/// O(log n) of n offers.
		#[pallet::call_index(4)]
		pub fn prune(origin: OriginFor<T>, domain: DomainId, who: T::AccountId) -> DispatchResult {
			ensure_signed(origin)?;
			Self::do_prune(who, domain)
		}

		/// Lowers an offer to `amount` REP, and releases the rest of its stake at once.
		///
		/// Only the owner of the offer can call this, whatever jobs are assigned. Their stakes have
		/// left the offer already. An amount of 0 releases all; the offer stays, and can be topped
		/// up again.
		///
		/// # Errors
		///
		/// - [`Error::NoOffer`]: the caller has no offer in the domain.
		/// - [`Error::OfferExpired`]: the offer has expired.
		/// - [`Error::NotLower`]: the offer is not larger than `amount`.
		/// - [`Error::OfferTooSmall`]: `amount` is below the domain's minimum, and not 0.
		/// - [`Error::TooManyOffers`]: the tree of the domain's era, to which the offer moves, is
		///   full.
		///
		/// # Events
		///
		/// - [`Event::Lowered`]
		///
		/// # Complexity
		///
		/// O(log n) of n offers.
		#[pallet::call_index(5)]
		pub fn lower(
			origin: OriginFor<T>,
			domain: DomainId,
			#[pallet::compact] amount: Balance,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_lower(who, domain, amount)
		}

		/// Pauses an offer at once: no draw finds it until it is resumed.
		///
		/// Only the owner of the offer can call this. Jobs that are assigned go on.
		///
		/// # Errors
		///
		/// - [`Error::NoOffer`]: the caller has no offer in the domain.
		/// - [`Error::OfferExpired`]: the offer has expired.
		/// - [`Error::AlreadyPaused`]: the offer is already paused.
		///
		/// # Events
		///
		/// - [`Event::Paused`]
		///
		/// # Complexity
		///
		/// O(log n) of n offers.
		#[pallet::call_index(6)]
		pub fn pause(origin: OriginFor<T>, domain: DomainId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_pause(who, domain, true)
		}

		/// Resumes a paused offer.
		///
		/// Only the owner of the offer can call this.
		///
		/// # Errors
		///
		/// - [`Error::NoOffer`]: the caller has no offer in the domain.
		/// - [`Error::OfferExpired`]: the offer has expired.
		/// - [`Error::NotPaused`]: the offer is not paused.
		///
		/// # Events
		///
		/// - [`Event::Resumed`]
		///
		/// # Complexity
		///
		/// O(log n) of n offers.
		#[pallet::call_index(7)]
		pub fn resume(origin: OriginFor<T>, domain: DomainId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_pause(who, domain, false)
		}

		/// Sets the most jobs that the caller does in a domain at a time: 4 if it is never called.
		///
		/// Only the owner of an offer can call this. An offer whose owner has as many jobs, or
		/// more, is not drawn.
		///
		/// # Errors
		///
		/// - [`Error::MaxJobsOutOfRange`]: `max_jobs` is not from 1 to 64.
		/// - [`Error::NoOffer`]: the caller has no offer in the domain.
		/// - [`Error::OfferExpired`]: the offer has expired.
		///
		/// # Events
		///
		/// - [`Event::MaxJobsSet`]
		///
		/// # Complexity
		///
		/// O(log n) of n offers.
		#[pallet::call_index(8)]
		pub fn set_max_jobs(
			origin: OriginFor<T>,
			domain: DomainId,
			max_jobs: u32,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_set_max_jobs(who, domain, max_jobs)
		}
	}

	#[pallet::view_functions]
	impl<T: Config> Pallet<T> {
		/// Returns an account's offer in a domain.
		pub fn offer_of(
			domain: DomainId,
			who: T::AccountId,
		) -> Option<OfferInfo<BlockNumberFor<T>>> {
			views::offer_of::<T>(domain, &who)
		}

		/// Returns the REP of the offers that weigh something in a domain's draws. REP that jobs
		/// have taken is not part of it. Nor are offers that are paused, or whose owners have as
		/// many jobs as they do.
		pub fn total_offered(domain: DomainId) -> Balance {
			views::total_offered::<T>(domain)
		}

		/// Returns the number of a domain's offers that have not ended.
		pub fn offers_count(domain: DomainId) -> u32 {
			views::offers_count::<T>(domain)
		}

		/// Returns true if draws are made in a domain for jobs with this stake. Offers of at least
		/// four times as much, by their classes, must weigh half of all. It is true, too, while no
		/// offer weighs anything.
		pub fn can_draw(domain: DomainId, stake: Balance) -> bool {
			<Self as Experts<T::AccountId>>::can_draw(domain, stake)
		}

		/// Returns the number of an expert's jobs in a domain that have not ended. The expert's
		/// offer may have ended before them.
		pub fn assigned(domain: DomainId, who: T::AccountId) -> u32 {
			Assigned::<T>::get(domain, who)
		}
	}
}
