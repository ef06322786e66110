#![doc = include_str!("../README.md")]
#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

#[cfg(feature = "runtime-benchmarks")]
pub mod benchmarking;
pub mod chance;
mod draw;
mod expiry;
mod offers;
pub mod sum_tree;
mod trees;
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
pub use pallet::*;
pub use types::*;
pub use weights::WeightInfo;

use frame_system::pallet_prelude::BlockNumberFor;

/// An offer as it is stored.
pub type OfferOf<T> = Offer<BlockNumberFor<T>, <T as Config>::Consideration>;

#[frame_support::pallet]
pub mod pallet {
	use super::*;
	use crate::sum_tree::{Node, Root};
	use frame_support::{
		pallet_prelude::*,
		traits::{Consideration, Footprint},
	};
	use frame_system::pallet_prelude::*;
	use witan_experts::{
		domain::InspectDomains, ids::DomainId, ledger::StakeReputation, shares::Shares,
	};
	use witan_primitives::Balance;

	#[pallet::pallet]
	pub struct Pallet<T>(_);

	#[pallet::config]
	pub trait Config: frame_system::Config<RuntimeEvent: From<Event<Self>>> {
		/// What calls, draws and the steps of `on_idle` weigh.
		type WeightInfo: WeightInfo;

		/// What reputation and tokens are held for.
		type RuntimeHoldReason: From<HoldReason>;

		/// Where offered reputation is held.
		type Reputation: StakeReputation<Self::AccountId, Reason = Self::RuntimeHoldReason>;

		/// Which domains there are.
		type Domains: InspectDomains<Self::AccountId, BlockNumberFor<Self>>;

		/// The deposit for the storage of an offer.
		type Consideration: Consideration<Self::AccountId, Footprint>;

		/// Domains and reputation for benchmarks.
		#[cfg(feature = "runtime-benchmarks")]
		type BenchmarkHelper: BenchmarkHelper<Self::AccountId, Self::RuntimeHoldReason>;
	}

	/// What this pallet holds.
	#[pallet::composite_enum]
	pub enum HoldReason {
		/// Reputation that an expert offers and that is not at work.
		Availability,
		/// Tokens: the deposit for the storage of an offer.
		OfferDeposit,
	}

	/// An account's offer in a domain. Written by the calls of its owner, and by draws that take a part of it or move another's
	/// leaf; removed when it ends.
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

	/// Sum and number of the leaves of one of a domain's trees. Written with every change of a leaf, removed with the last
	/// leaf.
	#[pallet::storage]
	pub type Trees<T: Config> =
		StorageDoubleMap<_, Twox64Concat, DomainId, Twox64Concat, Tree, Root, ValueQuery>;

	/// A node of a tree, by its level (0: right above the leaves) and its number there: the sums of its 16 children. Written
	/// with every change of a leaf below it, removed with the last leaf below it.
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

	/// Whose offer a leaf of a tree is. Written when a leaf is put in or takes the place of another, removed when it is taken
	/// out.
	#[pallet::storage]
	pub type Leaves<T: Config> = StorageNMap<
		_,
		(NMapKey<Twox64Concat, DomainId>, NMapKey<Twox64Concat, Tree>, NMapKey<Twox64Concat, u32>),
		T::AccountId,
		OptionQuery,
	>;

	/// The offers that are open until a block. Written with an offer and by `extend`, removed when the offer ends.
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

	/// The first block in [`Expiries`] that `on_idle` is not done with: at most the one after the present. Written by
	/// `on_idle`, never removed.
	#[pallet::storage]
	pub type ExpiryCursor<T: Config> = StorageValue<_, BlockNumberFor<T>, ValueQuery>;

	/// How many works an expert was drawn for in a domain that have not ended. Written by draws and when a work ends, removed
	/// with the last of them.
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
		/// An expert is on offer.
		Offered {
			/// Where.
			domain: DomainId,
			/// Who.
			who: T::AccountId,
			/// What it offers. Of nothing, it is an offer that weighs 1 while the domain has no REP.
			stake: Shares,
			/// The first block in which it is not open any more.
			until: BlockNumberFor<T>,
		},
		/// An offer grew.
		ToppedUp {
			/// Where.
			domain: DomainId,
			/// Whose.
			who: T::AccountId,
			/// All that it offers now.
			stake: Shares,
		},
		/// An offer is open for longer.
		Extended {
			/// Where.
			domain: DomainId,
			/// Whose.
			who: T::AccountId,
			/// What it offers, carried over to the domain's era.
			stake: Shares,
			/// The first block in which it is not open any more.
			until: BlockNumberFor<T>,
		},
		/// An expert was drawn for a work.
		Drawn {
			/// Where.
			domain: DomainId,
			/// Who.
			who: T::AccountId,
			/// What was taken from the offer and is held for the work.
			stake: Shares,
			/// What is left of the offer.
			left: Shares,
		},
		/// A work that an expert was drawn for ended.
		JobEnded {
			/// Where.
			domain: DomainId,
			/// Who.
			who: T::AccountId,
			/// Works that are still under way.
			assigned: u32,
		},
		/// An offer ended; what it offered is free.
		OfferEnded {
			/// Where.
			domain: DomainId,
			/// Whose.
			who: T::AccountId,
			/// What it offered.
			stake: Shares,
			/// Why.
			reason: OfferEnd,
		},
	}

	#[pallet::error]
	pub enum Error<T> {
		/// There is no such domain.
		UnknownDomain,
		/// The account has an offer in this domain: top it up, extend or withdraw it.
		AlreadyOffered,
		/// Nothing is offered, and the domain has REP. While it has none, an offer of nothing may be made and extended.
		ZeroOffer,
		/// The block until which the offer would be open has come.
		UntilPast,
		/// The account has no offer in this domain.
		NoOffer,
		/// The offer is over: withdraw it and make another.
		OfferExpired,
		/// The offer is open until that block already.
		NotLater,
		/// The account owes REP in the domain, which what it offers would pay as soon as it is free.
		InDebt,
		/// A work that the expert was drawn for is under way, and the offer is not over.
		JobAssigned,
		/// The offer is open, and its owner owes nothing or is at work.
		NotExpired,
		/// The domain's tree has as many offers as it can hold.
		TooManyOffers,
		/// A draw excludes more accounts than a request draws.
		TooManyExcluded,
		/// The account has no REP in the domain.
		NotAMember,
		/// The account has less free REP in the domain than it wants to offer.
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
		/// Offers `amount` REP until block `until`, for a deposit. A draw takes what a work needs from it.
		///
		/// By anyone who has the REP. An amount of 0 may be offered while the domain has no REP.
		/// Errors: `UnknownDomain`, `AlreadyOffered`, `UntilPast`, `ZeroOffer`, `NotAMember`, `NotEnoughReputation`,
		/// `TooManyOffers`, and those of the deposit. Event: `Offered`. O(log n) of n offers.
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
		/// By its owner. Errors: `NoOffer`, `OfferExpired`, `ZeroOffer`, `NotAMember`, `NotEnoughReputation`,
		/// `TooManyOffers`. Event: `ToppedUp`. O(log n) of n offers.
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
		/// By its owner, unless it owes REP in the domain: what an offer holds would pay the debt as soon as it is free.
		/// Errors: `NoOffer`, `OfferExpired`, `NotLater`, `InDebt`, `ZeroOffer`, `TooManyOffers`. Event: `Extended`. O(log n)
		/// of n offers.
		#[pallet::call_index(2)]
		pub fn extend(
			origin: OriginFor<T>,
			domain: DomainId,
			until: BlockNumberFor<T>,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_extend(who, domain, until)
		}

		/// Ends an offer that is over, or one whose expert has no work under way; what it offers becomes free and the deposit
		/// returns.
		///
		/// By its owner. Errors: `NoOffer`, `JobAssigned`. Event: `OfferEnded`. O(log n) of n offers.
		#[pallet::call_index(3)]
		pub fn withdraw(origin: OriginFor<T>, domain: DomainId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_withdraw(who, domain)
		}

		/// Ends the offer of `who` that is over, or that offers nothing although the domain has REP, or whose owner owes REP of the
		/// domain and has no work assigned; what it offers becomes free and the deposit returns to its owner.
		///
		/// By anyone. Errors: `NoOffer`, `NotExpired`. Event: `OfferEnded`. O(log n) of n offers.
		#[pallet::call_index(4)]
		pub fn prune(origin: OriginFor<T>, domain: DomainId, who: T::AccountId) -> DispatchResult {
			ensure_signed(origin)?;
			Self::do_prune(who, domain)
		}
	}

	#[pallet::view_functions]
	impl<T: Config> Pallet<T> {
		/// An account's offer in a domain.
		pub fn offer_of(
			domain: DomainId,
			who: T::AccountId,
		) -> Option<OfferInfo<BlockNumberFor<T>>> {
			Self::offer_info(domain, &who)
		}

		/// REP that is on offer in a domain and not at work, in offers that have not ended.
		pub fn total_offered(domain: DomainId) -> Balance {
			Self::offered(domain)
		}

		/// How many offers of a domain have not ended.
		pub fn offers_count(domain: DomainId) -> u32 {
			Trees::<T>::iter_prefix_values(domain)
				.fold(0, |count: u32, root| count.saturating_add(root.leaves))
		}

		/// How many works an expert was drawn for in a domain that have not ended. Its offer may have.
		pub fn assigned(domain: DomainId, who: T::AccountId) -> u32 {
			Assigned::<T>::get(domain, who)
		}
	}
}
