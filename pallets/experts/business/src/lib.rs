#![doc = include_str!("../README.md")]
#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

mod draws;
pub mod formulas;
mod outcome;
mod requests;
mod services;
mod steps;
#[cfg(any(test, feature = "try-runtime", feature = "std"))]
mod try_state;
mod types;
mod views;
pub mod weights;

#[cfg(feature = "runtime-benchmarks")]
pub mod benchmarking;
#[cfg(test)]
mod mock;
#[cfg(test)]
mod tests;

#[cfg(feature = "runtime-benchmarks")]
pub use benchmarking::BenchmarkHelper;
pub use pallet::*;
pub use types::*;
pub use weights::WeightInfo;

use alloc::vec::Vec;
use frame_support::{
	traits::{
		fungible::{self, Inspect, Mutate},
		Consideration, Footprint, Randomness,
	},
	weights::Weight,
	PalletId,
};
use frame_system::pallet_prelude::BlockNumberFor;
use witan_experts::{
	domain::InspectDomains,
	forum::{Citations, Content, Publish},
	ids::{DomainId, PoolId, PostId, RequestId, ServiceId},
	job::{Brief, Experts, OnRequestEnd},
	ledger::{FeePaid, InspectReputation, PayBody, StakeReputation},
	pool::ValidationPools,
	shares::Shares,
};
use witan_primitives::Balance;

/// An account of the runtime.
pub type AccountIdOf<T> = <T as frame_system::Config>::AccountId;
/// The terms of a service of the runtime.
pub type TermsOf<T> = Terms<BlockNumberFor<T>>;
/// A service of the runtime.
pub type ServiceOf<T> =
	Service<AccountIdOf<T>, BlockNumberFor<T>, <T as Config>::ServiceConsideration>;
/// A request of the runtime.
pub type RequestOf<T> =
	Request<AccountIdOf<T>, BlockNumberFor<T>, <T as Config>::RequestConsideration>;
/// What a request of the runtime waits for.
pub type StateOf<T> = State<AccountIdOf<T>, BlockNumberFor<T>>;
/// A service of the runtime, as shown to users.
pub type ServiceInfoOf<T> = ServiceInfo<AccountIdOf<T>, BlockNumberFor<T>>;
/// A request of the runtime, as shown to users.
pub type RequestInfoOf<T> = RequestInfo<AccountIdOf<T>, BlockNumberFor<T>>;

#[frame_support::pallet]
pub mod pallet {
	use super::*;
	use frame_support::{pallet_prelude::*, traits::VariantCount};
	use frame_system::pallet_prelude::*;
	use sp_runtime::traits::Zero;

	#[pallet::pallet]
	pub struct Pallet<T>(_);

	#[pallet::config]
	pub trait Config: frame_system::Config<RuntimeEvent: From<Event<Self>>> {
		/// What tokens and reputation are held for.
		type RuntimeHoldReason: From<HoldReason>
			+ Parameter
			+ Member
			+ MaxEncodedLen
			+ Copy
			+ VariantCount;

		/// Tokens, of which fees are paid.
		type Currency: fungible::Inspect<AccountIdOf<Self>, Balance = Balance>
			+ fungible::Mutate<AccountIdOf<Self>>
			+ fungible::MutateHold<AccountIdOf<Self>, Reason = Self::RuntimeHoldReason>;

		/// Reputation, of which experts stake a part on a work.
		type Reputation: StakeReputation<AccountIdOf<Self>, Reason = Self::RuntimeHoldReason>;

		/// Facts about domains, and their bounds on terms.
		type Domains: InspectDomains<AccountIdOf<Self>, BlockNumberFor<Self>>;

		/// Shares the fee for a work that was ratified.
		type Body: PayBody<AccountIdOf<Self>>;

		/// Draws experts.
		type Experts: Experts<AccountIdOf<Self>, Reason = Self::RuntimeHoldReason>;

		/// Makes the posts that are the evidence.
		type Forum: Publish<AccountIdOf<Self>>;

		/// Judges the evidence. Tells its verdicts to this pallet ([`witan_experts::pool::OnPoolOutcome`]).
		type Pools: ValidationPools<
			AccountIdOf<Self>,
			BlockNumberFor<Self>,
			Reason = Self::RuntimeHoldReason,
		>;

		/// Randomness that is new in every block or at least from time to time, and the first block in which somebody could
		/// know it. Asked once at the beginning of each block, and mixed into the [`Beacon`]. A draw waits until some has come
		/// that nobody knew when it was arranged.
		type Randomness: Randomness<Self::Hash, BlockNumberFor<Self>>;

		/// Hears how requests ended.
		type OnRequestEnd: OnRequestEnd;

		/// The deposit for a service.
		type ServiceConsideration: Consideration<AccountIdOf<Self>, Footprint>;

		/// The deposit for a request.
		type RequestConsideration: Consideration<AccountIdOf<Self>, Footprint>;

		/// The account through which fees go on their way from a customer's hold to the body. Holds the least balance, which
		/// it gets at genesis, and nothing else between calls.
		#[pallet::constant]
		type PalletId: Get<PalletId>;

		/// Blocks between a request and its draw. At least 2, so that between the block of the request and that of the draw
		/// there is one whose randomness is not known yet when the request is made.
		#[pallet::constant]
		type DrawDelay: Get<BlockNumberFor<Self>>;

		/// The longest work period and draw period, in blocks.
		type MaxPeriod: Get<BlockNumberFor<Self>>;

		/// The weights of calls and steps.
		type WeightInfo: WeightInfo;

		/// What benchmarks need of other pallets.
		#[cfg(feature = "runtime-benchmarks")]
		type BenchmarkHelper: BenchmarkHelper<AccountIdOf<Self>, BlockNumberFor<Self>>;
	}

	/// What this pallet holds tokens and reputation for.
	#[pallet::composite_enum]
	pub enum HoldReason {
		/// Tokens: the fee for a request.
		Fee,
		/// Tokens: the deposit for a service.
		ServiceDeposit,
		/// Tokens: the deposit for a request.
		RequestDeposit,
		/// Reputation: an expert's stake on a work, from the draw to the evidence.
		Work,
	}

	/// The id of the next service. Written by `open_service`, never removed.
	#[pallet::storage]
	pub type NextService<T: Config> = StorageValue<_, ServiceId, ValueQuery>;

	/// Services by their ids. Written by `open_service`, `update_service`, `close_service`, and as requests begin and end;
	/// removed when a service is closed and its last request has ended.
	#[pallet::storage]
	pub type Services<T: Config> = StorageMap<_, Twox64Concat, ServiceId, ServiceOf<T>>;

	/// The id of the next request. Written by `request`, never removed.
	#[pallet::storage]
	pub type NextRequest<T: Config> = StorageValue<_, RequestId, ValueQuery>;

	/// Requests by their ids. Written by every step of a request, removed when it ends.
	#[pallet::storage]
	pub type Requests<T: Config> = StorageMap<_, Twox64Concat, RequestId, RequestOf<T>>;

	/// What is asked for, by request. Written by `request`, removed when it ends.
	#[pallet::storage]
	pub type Briefs<T: Config> = StorageMap<_, Twox64Concat, RequestId, Brief>;

	/// What the customer said of the evidence, by request. Written by `remark`, removed when the request ends.
	#[pallet::storage]
	pub type Remarks<T: Config> = StorageMap<_, Twox64Concat, RequestId, Remark>;

	/// The requests of a customer that have not ended. Written by `request`, removed when they end.
	#[pallet::storage]
	pub type RequestedBy<T: Config> = StorageDoubleMap<
		_,
		Blake2_128Concat,
		AccountIdOf<T>,
		Twox64Concat,
		RequestId,
		(),
		OptionQuery,
	>;

	/// The requests that wait for an expert's evidence. Written by the draw, removed by `submit` and by the no-show.
	#[pallet::storage]
	pub type AssignedTo<T: Config> = StorageDoubleMap<
		_,
		Blake2_128Concat,
		AccountIdOf<T>,
		Twox64Concat,
		RequestId,
		(),
		OptionQuery,
	>;

	/// The request whose evidence a pool judges. Written when the pool opens, removed when it has decided.
	#[pallet::storage]
	pub type JudgedBy<T: Config> = StorageMap<_, Twox64Concat, PoolId, RequestId>;

	/// Which requests are due in which block: each that has not ended and waits for anything but a draw is under its deadline,
	/// and nowhere else. Written with every change of a deadline.
	#[pallet::storage]
	pub type Agenda<T: Config> = StorageDoubleMap<
		_,
		Twox64Concat,
		BlockNumberFor<T>,
		Twox64Concat,
		RequestId,
		(),
		OptionQuery,
	>;

	/// The first block of the agenda that is not done with. Written by `on_idle`, never removed.
	#[pallet::storage]
	pub type AgendaCursor<T: Config> = StorageValue<_, BlockNumberFor<T>, ValueQuery>;

	/// Which requests are to be drawn for in which block: each that waits for a draw is under its deadline, and nowhere else.
	/// Written when a draw is arranged; removed when it is done, or the request is cancelled.
	#[pallet::storage]
	pub type Draws<T: Config> = StorageDoubleMap<
		_,
		Twox64Concat,
		BlockNumberFor<T>,
		Twox64Concat,
		RequestId,
		(),
		OptionQuery,
	>;

	/// The first block of the draws that is not done with. Written by `on_initialize`, never removed.
	#[pallet::storage]
	pub type DrawsCursor<T: Config> = StorageValue<_, BlockNumberFor<T>, ValueQuery>;

	/// The mix of the randomness of every block so far, with which draws are made: the hash of what it was before and of the
	/// newest. Written by `on_initialize` of every block, before its draws; never removed.
	#[pallet::storage]
	pub type Beacon<T: Config> = StorageValue<_, T::Hash, ValueQuery>;

	#[pallet::event]
	#[pallet::generate_deposit(pub(super) fn deposit_event)]
	pub enum Event<T: Config> {
		/// A service was opened.
		ServiceOpened {
			/// The service.
			service: ServiceId,
			/// Who opened it.
			owner: AccountIdOf<T>,
			/// Whose experts do the work.
			domain: DomainId,
			/// Its terms, of version 0.
			terms: TermsOf<T>,
		},
		/// Later requests of a service have other terms.
		ServiceUpdated {
			/// The service.
			service: ServiceId,
			/// Which terms these are: how often they were updated.
			version: u32,
			/// Its terms.
			terms: TermsOf<T>,
		},
		/// A service takes no more requests.
		ServiceClosed {
			/// The service.
			service: ServiceId,
		},
		/// A closed service has no more requests, and its deposit was returned.
		ServiceRemoved {
			/// The service.
			service: ServiceId,
		},
		/// A service was ordered, and its fee is held.
		Requested {
			/// The request.
			request: RequestId,
			/// What was ordered.
			service: ServiceId,
			/// Who ordered it.
			customer: AccountIdOf<T>,
			/// The fee, in tokens.
			fee: Balance,
			/// What is asked for.
			brief: Brief,
			/// The terms that it keeps.
			terms: JobTerms<BlockNumberFor<T>>,
		},
		/// An expert will be drawn.
		DrawScheduled {
			/// The request.
			request: RequestId,
			/// The block at whose beginning it is; a later one if more than [`MAX_DRAWS_PER_BLOCK`] are due then.
			draw_at: BlockNumberFor<T>,
			/// A draw in or after this block that finds nobody is the last.
			gives_up_at: BlockNumberFor<T>,
		},
		/// An expert was drawn for a request.
		Assigned {
			/// The request.
			request: RequestId,
			/// Who was drawn.
			expert: AccountIdOf<T>,
			/// What the expert has at stake.
			stake: Shares,
			/// The first block in which it is too late to submit.
			due: BlockNumberFor<T>,
		},
		/// An expert did not submit in time.
		NoShow {
			/// The request.
			request: RequestId,
			/// Who.
			expert: AccountIdOf<T>,
			/// What of its stake was burned; the rest is free.
			burned: Shares,
		},
		/// An expert submitted evidence.
		Submitted {
			/// The request.
			request: RequestId,
			/// Who.
			expert: AccountIdOf<T>,
			/// The evidence.
			post: PostId,
		},
		/// A pool judges the evidence.
		Validating {
			/// The request.
			request: RequestId,
			/// The pool.
			pool: PoolId,
			/// The block in which the pool is asked for its verdict, unless it gives one before.
			until: BlockNumberFor<T>,
		},
		/// The pool was not quorate; another judges the evidence.
		Reopened {
			/// The request.
			request: RequestId,
			/// The pool.
			from: PoolId,
			/// The pool that follows.
			to: PoolId,
			/// As in [`Event::Validating`].
			until: BlockNumberFor<T>,
		},
		/// The pool had no verdict when it was asked; it will be asked again.
		VerdictAwaited {
			/// The request.
			request: RequestId,
			/// The block in which it will be asked.
			until: BlockNumberFor<T>,
		},
		/// A customer said what it thinks of the evidence.
		Remarked {
			/// The request.
			request: RequestId,
			/// In a word.
			verdict: Opinion,
			/// In more.
			note: Note,
		},
		/// The evidence was ratified and the fee paid; the request ended and its deposit was returned.
		Completed {
			/// The request.
			request: RequestId,
			/// Who ordered it.
			customer: AccountIdOf<T>,
			/// Who did the work.
			expert: AccountIdOf<T>,
			/// Where the fee went.
			paid: FeePaid,
		},
		/// The evidence was rejected; the request ended, and its fee and deposit were returned.
		Rejected {
			/// The request.
			request: RequestId,
			/// Who ordered it.
			customer: AccountIdOf<T>,
			/// Whose evidence it was.
			expert: AccountIdOf<T>,
			/// The fee, in tokens.
			fee: Balance,
		},
		/// The customer took the request back; its fee and deposit were returned.
		Cancelled {
			/// The request.
			request: RequestId,
			/// Who ordered it.
			customer: AccountIdOf<T>,
			/// The fee, in tokens.
			fee: Balance,
		},
		/// The request ended without a verdict; its fee and deposit were returned.
		Expired {
			/// The request.
			request: RequestId,
			/// Who ordered it.
			customer: AccountIdOf<T>,
			/// The fee, in tokens.
			fee: Balance,
			/// Why.
			reason: Expiry,
		},
	}

	#[pallet::error]
	pub enum Error<T> {
		/// There is no such domain.
		UnknownDomain,
		/// There is no such service, or no more.
		UnknownService,
		/// There is no such request, or no more.
		UnknownRequest,
		/// Who opens a service must hold REP of its domain or, while the domain has none, be its founder.
		NotAMember,
		/// The service is somebody else's.
		NotOwner,
		/// The service takes no more requests.
		ServiceClosed,
		/// While a domain has no REP only its founder orders work of it: whoever gets the first REP decides alone for a while, and
		/// nobody else's fee shall depend on that.
		NoReputation,
		/// The terms of the service are not of the version that the customer has seen.
		TermsChanged,
		/// Evidence can't be governance: the pool's parameters say that it is.
		GovernanceNotForSale,
		/// The least fee is less than that of services of the domain may be.
		FeeOutOfBounds,
		/// The penalty is greater than that of services of the domain may be.
		PenaltyOutOfBounds,
		/// There must be 1 to [`MAX_DRAWS`] draws.
		MaxDrawsOutOfRange,
		/// The work period must be as long as that of services of the domain must be, and at most [`Config::MaxPeriod`] blocks.
		JobPeriodOutOfBounds,
		/// The draw period must be [`Config::DrawDelay`] to [`Config::MaxPeriod`] blocks.
		DrawPeriodOutOfBounds,
		/// The fee is less than the service's least.
		FeeTooLow,
		/// The request is somebody else's.
		NotCustomer,
		/// An expert has been drawn: the request can't be taken back.
		AlreadyAssigned,
		/// The caller is not the expert that was drawn for the request.
		NotAssigned,
		/// The evidence for the request has been submitted.
		AlreadySubmitted,
		/// The time for the work is over.
		TooLate,
		/// No evidence of the request is being judged.
		NotValidating,
		/// A customer remarks once.
		AlreadyRemarked,
		/// Nothing that anyone could do is due of the request now. A draw never is.
		NotDue,
		/// All ids have been used.
		NoMoreIds,
		/// The terms of the service have been updated as often as they can be counted.
		NoMoreVersions,
		/// The service has as many requests that have not ended as it can count.
		TooManyRequests,
	}

	#[pallet::genesis_config]
	#[derive(frame_support::DefaultNoBound)]
	pub struct GenesisConfig<T: Config> {
		#[serde(skip)]
		_config: core::marker::PhantomData<T>,
	}

	#[pallet::genesis_build]
	impl<T: Config> BuildGenesisConfig for GenesisConfig<T> {
		fn build(&self) {
			let pot = Pallet::<T>::pot();
			let least = T::Currency::minimum_balance();
			if T::Currency::balance(&pot) < least {
				if let Err(error) = T::Currency::mint_into(&pot, least) {
					panic!("business: the pallet's account can't be made: {error:?}");
				}
			}
		}
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		fn on_initialize(now: BlockNumberFor<T>) -> Weight {
			let seed = Self::mix_randomness();
			T::WeightInfo::on_initialize().saturating_add(Self::draw_what_is_due(now, seed))
		}

		fn on_idle(now: BlockNumberFor<T>, remaining: Weight) -> Weight {
			Self::do_what_is_due(now, remaining)
		}

		fn integrity_test() {
			assert!(T::DrawDelay::get() >= 2u32.into(), "draws must not be known to who orders");
			assert!(T::MaxPeriod::get() >= T::DrawDelay::get(), "a draw must fit in its period");
			assert!(!T::MaxPeriod::get().is_zero(), "a work must fit in its period");
			let block = T::BlockWeights::get().max_block;
			assert!(Self::max_begin_weight().all_lte(block), "a block's draws must fit in it");
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}

	#[pallet::call]
	impl<T: Config> Pallet<T> {
		/// Opens a service of a domain's experts. By who holds REP of the domain or, while it has none, its founder; for a
		/// deposit.
		///
		/// Errors: [`Error::UnknownDomain`], [`Error::NotAMember`], those of the terms ([`Error::GovernanceNotForSale`],
		/// [`Error::FeeOutOfBounds`], [`Error::PenaltyOutOfBounds`], [`Error::MaxDrawsOutOfRange`],
		/// [`Error::JobPeriodOutOfBounds`], [`Error::DrawPeriodOutOfBounds`], and those of the pool's parameters),
		/// [`Error::NoMoreIds`], those of the deposit.
		///
		/// Event: [`Event::ServiceOpened`].
		#[pallet::call_index(0)]
		#[pallet::weight(T::WeightInfo::open_service())]
		pub fn open_service(
			origin: OriginFor<T>,
			domain: DomainId,
			terms: TermsOf<T>,
		) -> DispatchResult {
			let owner = ensure_signed(origin)?;
			Self::do_open_service(owner, domain, terms)
		}

		/// Gives later requests of a service other terms, which have the next version. By its owner.
		///
		/// Errors: [`Error::UnknownService`], [`Error::NotOwner`], [`Error::ServiceClosed`], those of the terms, as in
		/// [`Pallet::open_service`], [`Error::NoMoreVersions`].
		///
		/// Event: [`Event::ServiceUpdated`].
		#[pallet::call_index(1)]
		#[pallet::weight(T::WeightInfo::update_service())]
		pub fn update_service(
			origin: OriginFor<T>,
			service: ServiceId,
			terms: TermsOf<T>,
		) -> DispatchResult {
			let owner = ensure_signed(origin)?;
			Self::do_update_service(owner, service, terms)
		}

		/// Closes a service to later requests; those that have been made go on. Its deposit returns when the last has ended.
		/// By its owner.
		///
		/// Errors: [`Error::UnknownService`], [`Error::NotOwner`], [`Error::ServiceClosed`].
		///
		/// Events: [`Event::ServiceClosed`], [`Event::ServiceRemoved`] if it has no requests.
		#[pallet::call_index(2)]
		#[pallet::weight(T::WeightInfo::close_service())]
		pub fn close_service(origin: OriginFor<T>, service: ServiceId) -> DispatchResult {
			let owner = ensure_signed(origin)?;
			Self::do_close_service(owner, service)
		}

		/// Orders a service: the fee is held until the work is judged, and a deposit until the request ends. `version` is that
		/// of the terms that the customer has seen: nobody is bound to others by an update that came before the order. The
		/// terms must be within what the domain allows now, which may be other than when they were made. By anyone or,
		/// while the domain has no REP, its founder.
		///
		/// Errors: [`Error::UnknownService`], [`Error::ServiceClosed`], [`Error::TermsChanged`], [`Error::FeeTooLow`], those
		/// of the terms, as in [`Pallet::open_service`], [`Error::NoReputation`], [`Error::NoMoreIds`],
		/// [`Error::TooManyRequests`], those of the hold and of the deposit.
		///
		/// Events: [`Event::Requested`], [`Event::DrawScheduled`].
		#[pallet::call_index(3)]
		#[pallet::weight(T::WeightInfo::request())]
		pub fn request(
			origin: OriginFor<T>,
			service: ServiceId,
			brief: Brief,
			fee: Balance,
			#[pallet::compact] version: u32,
		) -> DispatchResult {
			let customer = ensure_signed(origin)?;
			Self::do_request(customer, service, brief, fee, Some(version)).map(|_| ())
		}

		/// Takes a request back that no expert is assigned to; fee and deposit return. By its customer.
		///
		/// Errors: [`Error::UnknownRequest`], [`Error::NotCustomer`], [`Error::AlreadyAssigned`].
		///
		/// Event: [`Event::Cancelled`].
		#[pallet::call_index(4)]
		#[pallet::weight(T::WeightInfo::cancel().saturating_add(T::OnRequestEnd::weight()))]
		pub fn cancel(origin: OriginFor<T>, request: RequestId) -> DispatchResult {
			let customer = ensure_signed(origin)?;
			Self::do_cancel(&customer, request)
		}

		/// Submits the evidence of a work: a post by the expert, whose storage the expert pays unless somebody has posted just
		/// that, and a pool on it, in which the expert's stake is the first vote in favour. By the assigned expert, before its
		/// deadline.
		///
		/// Errors: [`Error::UnknownRequest`], [`Error::NotAssigned`], [`Error::AlreadySubmitted`], [`Error::TooLate`], those
		/// of the post and of the pool.
		///
		/// Events: [`Event::Submitted`], [`Event::Validating`].
		#[pallet::call_index(5)]
		#[pallet::weight(T::WeightInfo::submit())]
		pub fn submit(
			origin: OriginFor<T>,
			request: RequestId,
			content: Content,
			citations: Citations,
		) -> DispatchResult {
			let expert = ensure_signed(origin)?;
			Self::do_submit(expert, request, content, citations)
		}

		/// Says what the customer thinks of the evidence, for those who judge it. By the customer, once, while it is judged.
		///
		/// Errors: [`Error::UnknownRequest`], [`Error::NotCustomer`], [`Error::NotValidating`], [`Error::AlreadyRemarked`].
		///
		/// Event: [`Event::Remarked`].
		#[pallet::call_index(6)]
		#[pallet::weight(T::WeightInfo::remark())]
		pub fn remark(
			origin: OriginFor<T>,
			request: RequestId,
			verdict: Opinion,
			note: Note,
		) -> DispatchResult {
			let customer = ensure_signed(origin)?;
			Self::do_remark(&customer, request, Remark { verdict, note })
		}

		/// Does what is due of a request: the no-show, the decision of the pool. By anyone.
		///
		/// Not the draw, however late: who could have it done could choose its moment, and offer or withdraw in the light of
		/// the randomness. Draws are made at the beginning of blocks, before all transactions, whether or not anybody asks.
		///
		/// Errors: [`Error::UnknownRequest`], [`Error::NotDue`].
		///
		/// Events: those of what is done.
		#[pallet::call_index(7)]
		#[pallet::weight(Pallet::<T>::max_step_weight())]
		pub fn poke(origin: OriginFor<T>, request: RequestId) -> DispatchResultWithPostInfo {
			ensure_signed(origin)?;
			let step = Self::do_step(request)?;
			Ok(Some(Self::step_weight(step)).into())
		}
	}

	#[pallet::view_functions]
	impl<T: Config> Pallet<T> {
		/// A service, until it is closed and its last request has ended.
		pub fn service(service: ServiceId) -> Option<ServiceInfoOf<T>> {
			Self::service_info(service)
		}

		/// A request, until it ends.
		pub fn request_info(request: RequestId) -> Option<RequestInfoOf<T>> {
			Self::info_of_request(request)
		}

		/// A customer's requests that have not ended, in no particular order: those after `start` in it, or from the first
		/// one, at most `limit` and [`MAX_LISTED`].
		pub fn requests_of(
			customer: AccountIdOf<T>,
			start: Option<RequestId>,
			limit: u32,
		) -> Vec<RequestId> {
			Self::list_requests_of(&customer, start, limit)
		}

		/// The requests that wait for an expert's evidence, listed as in `requests_of`.
		pub fn waiting_for(
			expert: AccountIdOf<T>,
			start: Option<RequestId>,
			limit: u32,
		) -> Vec<RequestId> {
			Self::list_waiting_for(&expert, start, limit)
		}
	}
}
