#![doc = include_str!("../README.md")]
#![cfg_attr(not(feature = "std"), no_std)]
#![cfg_attr(
	not(test),
	deny(clippy::unwrap_used, clippy::indexing_slicing, clippy::arithmetic_side_effects)
)]
#![deny(rustdoc::broken_intra_doc_links)]

extern crate alloc;

mod draws;
mod fees;
pub mod formulas;
pub mod migrations;
mod outcome;
mod pauses;
mod requests;
mod services;
mod steps;
#[cfg(any(test, feature = "try-runtime", feature = "std"))]
mod try_state;
mod turns;
mod types;
mod views;
pub mod weights;

// Benchmarks calculate with values that they chose.
#[cfg(feature = "runtime-benchmarks")]
#[allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::arithmetic_side_effects)]
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

use frame_system::pallet_prelude::BlockNumberFor;

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
/// An event for which a request of the runtime waits.
pub type StateOf<T> = State<AccountIdOf<T>, BlockNumberFor<T>>;
/// A service of the runtime, as shown to users.
pub type ServiceInfoOf<T> = ServiceInfo<AccountIdOf<T>, BlockNumberFor<T>>;
/// A request of the runtime, as shown to users.
pub type RequestInfoOf<T> = RequestInfo<AccountIdOf<T>, BlockNumberFor<T>>;

#[frame_support::pallet]
pub mod pallet {
	#[cfg(feature = "runtime-benchmarks")]
	use crate::BenchmarkHelper;
	use crate::{
		types::{Backlog, Expiry, JobTerms, Note, Opinion, Pause, Remark, MIN_DRAW_DELAY},
		views,
		weights::WeightInfo,
		AccountIdOf, RequestInfoOf, RequestOf, ServiceInfoOf, ServiceOf, TermsOf,
	};
	use alloc::vec::Vec;
	use frame_support::{
		pallet_prelude::*,
		traits::{
			fungible::{self, Inspect, Mutate},
			Consideration, Footprint, Randomness, VariantCount,
		},
		PalletId,
	};
	use frame_system::pallet_prelude::*;
	use sp_runtime::traits::Zero;
	use witan_experts::{
		domain::InspectDomains,
		forum::{Citations, Content, Publish},
		ids::{DomainId, PoolId, PostId, RequestId, ServiceId},
		job::{Brief, Experts, OnRequestEnd},
		ledger::{FeePaid, PayBody, StakeReputation},
		pool::ValidationPools,
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
		/// The reasons for which the runtime holds tokens and reputation.
		type RuntimeHoldReason: From<HoldReason>
			+ Parameter
			+ Member
			+ MaxEncodedLen
			+ Copy
			+ VariantCount;

		/// The tokens in which fees are paid.
		type Currency: fungible::Inspect<AccountIdOf<Self>, Balance = Balance>
			+ fungible::Mutate<AccountIdOf<Self>>
			+ fungible::MutateHold<AccountIdOf<Self>, Reason = Self::RuntimeHoldReason>;

		/// The ledger of the reputation that experts stake on jobs.
		type Reputation: StakeReputation<AccountIdOf<Self>, Reason = Self::RuntimeHoldReason>;

		/// The domains that exist, and their bounds on terms.
		type Domains: InspectDomains<AccountIdOf<Self>, BlockNumberFor<Self>>;

		/// The body that shares the fee for a ratified job.
		type Body: PayBody<AccountIdOf<Self>>;

		/// The experts on offer, and their draws.
		type Experts: Experts<AccountIdOf<Self>, Reason = Self::RuntimeHoldReason>;

		/// The forum that publishes the evidence.
		type Forum: Publish<AccountIdOf<Self>>;

		/// The pools that judge the evidence. They tell their verdicts to this pallet
		/// ([`witan_experts::pool::OnPoolOutcome`]).
		type Pools: ValidationPools<
			AccountIdOf<Self>,
			BlockNumberFor<Self>,
			Reason = Self::RuntimeHoldReason,
		>;

		/// Randomness that is new in every block, or at least from time to time, and the first
		/// block in which somebody could know it. Read once at the beginning of each block, and
		/// mixed into the [`Beacon`]. A draw waits for randomness that nobody knew when the draw
		/// was scheduled.
		type Randomness: Randomness<Self::Hash, BlockNumberFor<Self>>;

		/// The account that gets the part of a fee that a request without evidence leaves.
		type Treasury: Get<AccountIdOf<Self>>;

		/// The listeners to the ends of requests.
		type OnRequestEnd: OnRequestEnd;

		/// The deposit for a service.
		type ServiceConsideration: Consideration<AccountIdOf<Self>, Footprint>;

		/// The deposit for a request.
		type RequestConsideration: Consideration<AccountIdOf<Self>, Footprint>;

		/// The account through which fees go from a customer's hold to the body. Between calls it
		/// has only the minimum balance, which it gets at genesis.
		#[pallet::constant]
		type PalletId: Get<PalletId>;

		/// Blocks between a request and its draw, at least [`MIN_DRAW_DELAY`].
		#[pallet::constant]
		type DrawDelay: Get<BlockNumberFor<Self>>;

		/// The price of a draw, in tokens. An order pays for the most draws that it can cause.
		type DrawFee: Get<Balance>;

		/// The most weight of a block's draws, and of mixing the beacon before them. Draws for
		/// which it is not enough are made in later blocks.
		type MaxDrawsWeight: Get<Weight>;

		/// True while nothing may be drawn and nothing falls due: while records are being migrated,
		/// or while there is no randomness.
		type Paused: Get<bool>;

		/// The longest job period and draw period, in blocks.
		type MaxPeriod: Get<BlockNumberFor<Self>>;

		/// Weights of calls and steps.
		type WeightInfo: WeightInfo;

		/// The parts of other pallets that benchmarks need.
		#[cfg(feature = "runtime-benchmarks")]
		type BenchmarkHelper: BenchmarkHelper<AccountIdOf<Self>, BlockNumberFor<Self>>;
	}

	/// Reasons for this pallet's holds.
	#[pallet::composite_enum]
	pub enum HoldReason {
		/// Tokens: the fee for a request, and the price of its draws to come.
		Fee,
		/// Tokens: the deposit for a service.
		ServiceDeposit,
		/// Tokens: the deposit for a request.
		RequestDeposit,
		/// Reputation: an expert's stake on a job, from the draw to the evidence.
		Work,
	}

	/// The id of the next service. Written by `open_service`, never removed.
	#[pallet::storage]
	pub type NextService<T: Config> = StorageValue<_, ServiceId, ValueQuery>;

	/// Services by their ids. Written by `open_service`, `update_service`, `close_service`, and
	/// when requests begin and end. Removed when a service is closed and its last request has
	/// ended.
	#[pallet::storage]
	pub type Services<T: Config> = StorageMap<_, Twox64Concat, ServiceId, ServiceOf<T>>;

	/// The id of the next request. Written by `request`, never removed.
	#[pallet::storage]
	pub type NextRequest<T: Config> = StorageValue<_, RequestId, ValueQuery>;

	/// Requests by their ids. Written by every step of a request, removed when it ends.
	#[pallet::storage]
	pub type Requests<T: Config> = StorageMap<_, Twox64Concat, RequestId, RequestOf<T>>;

	/// Texts of orders, by request. Written by `request`, removed when it ends.
	#[pallet::storage]
	pub type Briefs<T: Config> = StorageMap<_, Twox64Concat, RequestId, Brief>;

	/// Remarks of customers on the evidence, by request. Written by `remark`, removed when the
	/// request ends.
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

	/// The requests that wait for an expert's evidence. Written by the draw, removed by `submit`,
	/// by `decline` and by the no-show.
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

	/// The request whose evidence a pool judges. Written when the pool opens, removed when it has
	/// decided.
	#[pallet::storage]
	pub type JudgedBy<T: Config> = StorageMap<_, Twox64Concat, PoolId, RequestId>;

	/// Requests by the block in which they are due. Each request that has not ended and does not
	/// wait for a draw is under its deadline, and nowhere else. Written with every change of a
	/// deadline, removed with the next change or the end.
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

	/// The first block of the agenda that is not finished. Written by `on_idle`, never removed.
	#[pallet::storage]
	pub type AgendaCursor<T: Config> = StorageValue<_, BlockNumberFor<T>, ValueQuery>;

	/// Requests by their domain and the block of their draw. Each request that waits for a draw is
	/// under its deadline, and nowhere else. Written when a draw is scheduled; removed when it is
	/// made, or the request is cancelled.
	#[pallet::storage]
	pub type Draws<T: Config> = StorageNMap<
		_,
		(
			NMapKey<Twox64Concat, DomainId>,
			NMapKey<Twox64Concat, BlockNumberFor<T>>,
			NMapKey<Twox64Concat, RequestId>,
		),
		(),
		OptionQuery,
	>;

	/// Domains by the blocks in which they have a turn of draws: those of their draws, and the next
	/// one while they have a queue. Written when a draw is scheduled and after a turn that was not
	/// enough, removed when the turn comes.
	#[pallet::storage]
	pub type Turns<T: Config> = StorageDoubleMap<
		_,
		Twox64Concat,
		BlockNumberFor<T>,
		Twox64Concat,
		DomainId,
		(),
		OptionQuery,
	>;

	/// The first block of the turns that is not finished. Written by `on_initialize`, never
	/// removed.
	#[pallet::storage]
	pub type TurnsCursor<T: Config> = StorageValue<_, BlockNumberFor<T>, ValueQuery>;

	/// The queues of domains with overdue draws. Written in the turns of a domain, removed when its
	/// queue is empty.
	#[pallet::storage]
	pub type Backlogs<T: Config> = StorageMap<_, Twox64Concat, DomainId, Backlog, OptionQuery>;

	/// The blocks in a domain's queue, whose draws are overdue, by their places in it. Written when
	/// a turn of the domain comes, removed when no draw of the block is left.
	#[pallet::storage]
	pub type OverdueBlocks<T: Config> = StorageDoubleMap<
		_,
		Twox64Concat,
		DomainId,
		Twox64Concat,
		u32,
		BlockNumberFor<T>,
		OptionQuery,
	>;

	/// The last time in which nothing was drawn or fell due. Written by `on_initialize` in each
	/// block of it, never removed.
	#[pallet::storage]
	pub type LastPause<T: Config> = StorageValue<_, Pause<BlockNumberFor<T>>, OptionQuery>;

	/// The mix of the randomness of every block so far, from which draws are made: the hash of its
	/// previous value and the newest randomness. Written by `on_initialize` of every block, before
	/// its draws; never removed.
	#[pallet::storage]
	pub type Beacon<T: Config> = StorageValue<_, T::Hash, ValueQuery>;

	#[pallet::event]
	#[pallet::generate_deposit(pub(super) fn deposit_event)]
	pub enum Event<T: Config> {
		/// A service was opened.
		ServiceOpened {
			/// The service.
			service: ServiceId,
			/// The account that opened it.
			owner: AccountIdOf<T>,
			/// The domain whose experts do the jobs.
			domain: DomainId,
			/// The terms, of version 0.
			terms: TermsOf<T>,
		},
		/// A service has new terms for later requests.
		ServiceUpdated {
			/// The service.
			service: ServiceId,
			/// The version of the terms: the number of their updates.
			version: u32,
			/// The new terms.
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
		/// A service was ordered, and its fee and the price of its draws are held.
		Requested {
			/// The request.
			request: RequestId,
			/// The ordered service.
			service: ServiceId,
			/// The account that ordered.
			customer: AccountIdOf<T>,
			/// The fee, in tokens.
			fee: Balance,
			/// The tokens that each draw costs. As much is held for each of `max_draws` and 16
			/// more.
			draw_fee: Balance,
			/// The text of the order.
			brief: Brief,
			/// The terms that the request keeps.
			terms: JobTerms<BlockNumberFor<T>>,
		},
		/// A draw of an expert was scheduled.
		DrawScheduled {
			/// The request.
			request: RequestId,
			/// The block at whose beginning the draw is made. A later one, if more draws are due
			/// then than there are turns for, or nothing is drawn.
			draw_at: BlockNumberFor<T>,
			/// The block from which on a draw that finds nobody is the last.
			gives_up_at: BlockNumberFor<T>,
		},
		/// An expert was drawn for a request.
		Assigned {
			/// The request.
			request: RequestId,
			/// The expert that was drawn.
			expert: AccountIdOf<T>,
			/// The expert's stake on the job.
			stake: Shares,
			/// The last block in which the expert can decline.
			decline_by: BlockNumberFor<T>,
			/// The first block in which it is too late to submit.
			due: BlockNumberFor<T>,
		},
		/// An expert declined a job.
		Declined {
			/// The request.
			request: RequestId,
			/// The expert that was drawn.
			expert: AccountIdOf<T>,
			/// Its stake on the job, which was returned.
			stake: Shares,
		},
		/// An expert has longer, because the deadline fell into a time in which nothing falls due.
		Prolonged {
			/// The request.
			request: RequestId,
			/// The last block in which the expert can decline.
			decline_by: BlockNumberFor<T>,
			/// The first block in which it is too late to submit.
			due: BlockNumberFor<T>,
		},
		/// An expert did not submit in time.
		NoShow {
			/// The request.
			request: RequestId,
			/// The expert that was drawn.
			expert: AccountIdOf<T>,
			/// The part of its stake that was burned; the rest was released.
			burned: Shares,
		},
		/// An expert submitted evidence.
		Submitted {
			/// The request.
			request: RequestId,
			/// The expert that did the job.
			expert: AccountIdOf<T>,
			/// The post with the evidence.
			post: PostId,
		},
		/// A pool judges the evidence.
		Validating {
			/// The request.
			request: RequestId,
			/// The pool.
			pool: PoolId,
			/// The block in which the pool is asked for its verdict, unless it decides before that.
			until: BlockNumberFor<T>,
		},
		/// The pool ended undecided; another judges the evidence.
		Reopened {
			/// The request.
			request: RequestId,
			/// The pool that ended undecided.
			from: PoolId,
			/// The pool that judges next.
			to: PoolId,
			/// The block in which that pool is asked for its verdict, unless it decides before
			/// that.
			until: BlockNumberFor<T>,
		},
		/// The pool had no verdict when it was asked; it will be asked again.
		VerdictAwaited {
			/// The request.
			request: RequestId,
			/// The block in which the pool is asked again.
			until: BlockNumberFor<T>,
		},
		/// A customer remarked on the evidence.
		Remarked {
			/// The request.
			request: RequestId,
			/// The customer's overall opinion.
			verdict: Opinion,
			/// A free-text explanation.
			note: Note,
		},
		/// The evidence was ratified and the fee paid; the request ended and its deposit was
		/// returned.
		Completed {
			/// The request.
			request: RequestId,
			/// The account that ordered.
			customer: AccountIdOf<T>,
			/// The expert that did the job.
			expert: AccountIdOf<T>,
			/// The shares of the fee that were paid.
			paid: FeePaid,
		},
		/// The evidence was rejected; the request ended, and its deposit was returned.
		Rejected {
			/// The request.
			request: RequestId,
			/// The account that ordered.
			customer: AccountIdOf<T>,
			/// The expert that submitted the evidence.
			expert: AccountIdOf<T>,
			/// The part of the fee that was returned.
			fee: Balance,
			/// The rest, which was paid to the body for its judgement.
			paid: FeePaid,
		},
		/// The customer took the request back; its deposit was returned.
		Cancelled {
			/// The request.
			request: RequestId,
			/// The account that ordered.
			customer: AccountIdOf<T>,
			/// The part of the fee that was returned.
			fee: Balance,
			/// The rest, which was paid to the treasury because an expert had been drawn.
			paid: FeePaid,
		},
		/// The request ended without a verdict; its deposit was returned.
		Expired {
			/// The request.
			request: RequestId,
			/// The account that ordered.
			customer: AccountIdOf<T>,
			/// The part of the fee that was returned.
			fee: Balance,
			/// The rest, which was paid: to the treasury if an expert had been drawn and none
			/// submitted, or to the body that judged the evidence.
			paid: FeePaid,
			/// The reason for the end.
			reason: Expiry,
		},
	}

	#[pallet::error]
	pub enum Error<T> {
		/// No domain has this id.
		UnknownDomain,
		/// No service has this id, or it was closed and its last request has ended.
		UnknownService,
		/// No request has this id, or it has ended.
		UnknownRequest,
		/// The caller has no REP in the domain. While the domain has no REP, only its founder can
		/// open a service.
		NotAMember,
		/// The service belongs to another account.
		NotOwner,
		/// The service is closed: it takes no more requests or updates.
		ServiceClosed,
		/// The domain has no REP, and the caller is not its founder. Until somebody has REP, only
		/// the founder can order. The first holder decides every verdict for a while, and no other
		/// customer's fee should depend on that.
		NoReputation,
		/// The terms of the service are not of the version that the customer named.
		TermsChanged,
		/// The domain sells no services: its `work.open` is false.
		SellsNothing,
		/// The pool in the terms is for governance. No service can sell a governance pool.
		GovernanceNotForSale,
		/// The minimum fee in the terms is below the domain's `work.min_fee`.
		FeeOutOfBounds,
		/// The no-show penalty in the terms is above the domain's `work.max_no_show_penalty`.
		PenaltyOutOfBounds,
		/// The stake on a job in the terms is above the domain's `work.max_stake`.
		StakeOutOfBounds,
		/// The number of draws in the terms is not from 1 to 8.
		MaxDrawsOutOfRange,
		/// The job period in the terms is below the domain's `work.min_period`, or above the
		/// chain's parameter `work.MaxPeriod`.
		JobPeriodOutOfBounds,
		/// The draw period in the terms is below the constant `DrawDelay`, or above the chain's
		/// parameter `work.MaxPeriod`.
		DrawPeriodOutOfBounds,
		/// The stake on the job is so high that no draw would be made for it. Offers of at least
		/// four times as much weigh less than half of all in the domain.
		StakeTooHigh,
		/// The fee is below the service's minimum fee.
		FeeTooLow,
		/// The request belongs to another customer.
		NotCustomer,
		/// An expert has been drawn, so the request can't be cancelled.
		AlreadyAssigned,
		/// The caller is not the expert that was drawn for the request.
		NotAssigned,
		/// The evidence for the request has already been submitted.
		AlreadySubmitted,
		/// The deadline for the evidence has passed.
		TooLate,
		/// The job can no longer be declined. That is possible for an eighth of the job period, at
		/// most a day (28 800 blocks). If you neither decline nor submit in time, you are a
		/// no-show.
		TooLateToDecline,
		/// The request has no evidence that is being judged.
		NotValidating,
		/// The customer has already made its one remark on this request.
		AlreadyRemarked,
		/// The request has no step that is due now. Draws can't be poked.
		NotDue,
		/// Every id has been given: 2^32 - 1 to services, or 2^64 - 1 to requests.
		NoMoreIds,
		/// The terms of the service were updated 2^32 - 1 times, the most that it can count.
		NoMoreVersions,
		/// The service has 2^32 - 1 requests that have not ended, the most that it can count.
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
			let weight = T::WeightInfo::on_initialize();
			if T::Paused::get() {
				Self::pause(now);
				return weight;
			}
			weight.saturating_add(Self::draw_what_is_due(now, seed))
		}

		fn on_idle(now: BlockNumberFor<T>, remaining: Weight) -> Weight {
			Self::do_what_is_due(now, remaining)
		}

		fn integrity_test() {
			assert!(
				T::DrawDelay::get() >= MIN_DRAW_DELAY.into(),
				"the draw delay is so short that customers could know their draws"
			);
			assert!(
				T::MaxPeriod::get() >= T::DrawDelay::get(),
				"the maximum period is shorter than the draw delay"
			);
			assert!(!T::MaxPeriod::get().is_zero(), "the maximum period is zero");
			assert!(
				Self::min_begin_weight().all_lte(T::MaxDrawsWeight::get()),
				"a draw does not fit into the weight of a block's draws"
			);
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}

	#[pallet::call]
	impl<T: Config> Pallet<T> {
		/// Opens a service of a domain's experts, for a deposit.
		///
		/// Any account with REP in the domain can call this. While the domain has no REP, only its
		/// founder can.
		///
		/// # Errors
		///
		/// - [`Error::UnknownDomain`]: no domain has this id.
		/// - [`Error::NotAMember`]: the caller has no REP in the domain or, while it has none, is
		///   not its founder.
		/// - [`Error::SellsNothing`]: the domain sells no services.
		/// - [`Error::GovernanceNotForSale`]: the pool in the terms is for governance.
		/// - [`Error::FeeOutOfBounds`]: the minimum fee is below the domain's minimum.
		/// - [`Error::PenaltyOutOfBounds`]: the no-show penalty is above the domain's maximum.
		/// - [`Error::MaxDrawsOutOfRange`]: the number of draws is not from 1 to 8.
		/// - [`Error::StakeOutOfBounds`]: the stake on a job is above the domain's maximum.
		/// - [`Error::JobPeriodOutOfBounds`]: the job period is out of the bounds of domain and
		///   chain.
		/// - [`Error::DrawPeriodOutOfBounds`]: the draw period is not from [`Config::DrawDelay`] to
		///   [`Config::MaxPeriod`].
		/// - errors of checking the parameters of the pool
		/// - [`Error::NoMoreIds`]: all ids of services have been used.
		/// - errors of taking the deposit
		///
		/// # Events
		///
		/// - [`Event::ServiceOpened`]
		///
		/// # Complexity
		///
		/// O(1).
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

		/// Replaces the terms for later requests of a service, and raises their version by one.
		///
		/// Only the owner of the service can call this.
		///
		/// # Errors
		///
		/// - [`Error::UnknownService`]: no service has this id.
		/// - [`Error::NotOwner`]: the service belongs to another account.
		/// - [`Error::ServiceClosed`]: the service is closed.
		/// - [`Error::SellsNothing`]: the domain sells no services.
		/// - [`Error::GovernanceNotForSale`]: the pool in the terms is for governance.
		/// - [`Error::FeeOutOfBounds`]: the minimum fee is below the domain's minimum.
		/// - [`Error::PenaltyOutOfBounds`]: the no-show penalty is above the domain's maximum.
		/// - [`Error::MaxDrawsOutOfRange`]: the number of draws is not from 1 to 8.
		/// - [`Error::StakeOutOfBounds`]: the stake on a job is above the domain's maximum.
		/// - [`Error::JobPeriodOutOfBounds`]: the job period is out of the bounds of domain and
		///   chain.
		/// - [`Error::DrawPeriodOutOfBounds`]: the draw period is not from [`Config::DrawDelay`] to
		///   [`Config::MaxPeriod`].
		/// - errors of checking the parameters of the pool
		/// - [`Error::NoMoreVersions`]: all versions of the service's terms have been used.
		///
		/// # Events
		///
		/// - [`Event::ServiceUpdated`]
		///
		/// # Complexity
		///
		/// O(1).
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

		/// Closes a service to later requests.
		///
		/// Only the owner of the service can call this. Requests that have been made go on. The
		/// deposit returns when the last of them has ended.
		///
		/// # Errors
		///
		/// - [`Error::UnknownService`]: no service has this id.
		/// - [`Error::NotOwner`]: the service belongs to another account.
		/// - [`Error::ServiceClosed`]: the service is already closed.
		///
		/// # Events
		///
		/// - [`Event::ServiceClosed`]
		/// - [`Event::ServiceRemoved`]: if the service has no requests
		///
		/// # Complexity
		///
		/// O(1).
		#[pallet::call_index(2)]
		#[pallet::weight(T::WeightInfo::close_service())]
		pub fn close_service(origin: OriginFor<T>, service: ServiceId) -> DispatchResult {
			let owner = ensure_signed(origin)?;
			Self::do_close_service(owner, service)
		}

		/// Orders a service: holds the fee, the price of its draws and a deposit until the request
		/// ends.
		///
		/// The price is [`Config::DrawFee`] for each of the `max_draws` of the terms and 16 more.
		/// Each draw takes one; what is left is returned.
		///
		/// Anyone can call this. While the domain has no REP, only its founder can. `version` is
		/// that of the terms that the customer has seen, so that an update before the order binds
		/// nobody to other terms. The terms must be within the present bounds of the domain, which
		/// can differ from those at the time of the terms.
		///
		/// # Errors
		///
		/// - [`Error::UnknownService`]: no service has this id.
		/// - [`Error::ServiceClosed`]: the service is closed.
		/// - [`Error::TermsChanged`]: the terms are not of this version.
		/// - [`Error::FeeTooLow`]: the fee is below the service's minimum fee.
		/// - [`Error::SellsNothing`]: the domain sells no services.
		/// - [`Error::GovernanceNotForSale`]: the pool in the terms is for governance.
		/// - [`Error::FeeOutOfBounds`]: the minimum fee is below the domain's minimum.
		/// - [`Error::PenaltyOutOfBounds`]: the no-show penalty is above the domain's maximum.
		/// - [`Error::MaxDrawsOutOfRange`]: the number of draws is not from 1 to 8.
		/// - [`Error::StakeOutOfBounds`]: the stake on a job is above the domain's maximum.
		/// - [`Error::JobPeriodOutOfBounds`]: the job period is out of the bounds of domain and
		///   chain.
		/// - [`Error::DrawPeriodOutOfBounds`]: the draw period is not from [`Config::DrawDelay`] to
		///   [`Config::MaxPeriod`].
		/// - errors of checking the parameters of the pool
		/// - [`Error::NoReputation`]: the domain has no REP, and the caller is not its founder.
		/// - [`Error::StakeTooHigh`]: too few offers are ample for the stake on a job.
		/// - [`Error::NoMoreIds`]: all ids of requests have been used.
		/// - [`Error::TooManyRequests`]: the service can't count another request.
		/// - errors of holding the fee and the price of the draws
		/// - errors of taking the deposit
		///
		/// # Events
		///
		/// - [`Event::Requested`]
		/// - [`Event::DrawScheduled`]
		///
		/// # Complexity
		///
		/// O(1).
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

		/// Cancels a request that no expert is assigned to, and returns its fee and deposit. If an
		/// expert had been drawn before, a part of the fee goes to the treasury.
		///
		/// Only the customer of the request can call this.
		///
		/// # Errors
		///
		/// - [`Error::UnknownRequest`]: no request has this id.
		/// - [`Error::NotCustomer`]: the request belongs to another customer.
		/// - [`Error::AlreadyAssigned`]: an expert has been drawn.
		///
		/// # Events
		///
		/// - [`Event::Cancelled`]
		/// - [`Event::ServiceRemoved`]: if this was the last request of a closed service
		///
		/// # Complexity
		///
		/// O(1).
		#[pallet::call_index(4)]
		#[pallet::weight(T::WeightInfo::cancel().saturating_add(T::OnRequestEnd::weight()))]
		pub fn cancel(origin: OriginFor<T>, request: RequestId) -> DispatchResult {
			let customer = ensure_signed(origin)?;
			Self::do_cancel(&customer, request)
		}

		/// Submits the evidence of a job: publishes a post, and opens a pool that judges it.
		///
		/// Only the assigned expert can call this, before its deadline. The expert is the author of
		/// the post and pays for its storage, unless somebody has already posted exactly that. The
		/// expert's stake is the pool's first vote in favour.
		///
		/// # Errors
		///
		/// - [`Error::UnknownRequest`]: no request has this id.
		/// - [`Error::NotAssigned`]: the caller is not the expert that was drawn.
		/// - [`Error::AlreadySubmitted`]: the caller has already submitted.
		/// - [`Error::TooLate`]: the deadline has passed.
		/// - errors of publishing the post
		/// - errors of opening the pool
		///
		/// # Events
		///
		/// - [`Event::Submitted`]
		/// - [`Event::Validating`]
		///
		/// # Complexity
		///
		/// That of publishing the post and opening the pool.
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

		/// Remarks on the evidence, for those who judge it.
		///
		/// Only the customer of the request can call this, once, while the evidence is judged. A
		/// remark is no vote.
		///
		/// # Errors
		///
		/// - [`Error::UnknownRequest`]: no request has this id.
		/// - [`Error::NotCustomer`]: the request belongs to another customer.
		/// - [`Error::NotValidating`]: no evidence is being judged.
		/// - [`Error::AlreadyRemarked`]: the customer has already remarked.
		///
		/// # Events
		///
		/// - [`Event::Remarked`]
		///
		/// # Complexity
		///
		/// O(1).
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

		/// Does the due step of a request: the no-show, or the pool's decision.
		///
		/// A pool whose verdict has changed without a stake may take stakes for longer instead of
		/// deciding. The call then succeeds, and the request goes on waiting.
		///
		/// Anyone can call this. It never makes a draw, however late that is. A caller who could
		/// choose the moment of a draw could offer or withdraw in the light of the randomness.
		/// Draws are made at the beginning of blocks, before all transactions.
		///
		/// # Errors
		///
		/// - [`Error::UnknownRequest`]: no request has this id.
		/// - [`Error::NotDue`]: no step of the request is due, or it waits for a draw.
		///
		/// # Events
		///
		/// - [`Event::NoShow`]: if the expert is late
		/// - [`Event::DrawScheduled`]: if another expert is drawn after the no-show
		/// - [`Event::Completed`]: if the evidence was ratified
		/// - [`Event::Rejected`]: if the evidence was rejected
		/// - [`Event::Reopened`]: if the first pool ended undecided
		/// - [`Event::Expired`]: if no other expert is drawn after the no-show, if the second pool
		///   ended undecided, or if the fee can't be paid
		/// - [`Event::ServiceRemoved`]: if this ended the last request of a closed service
		///
		/// # Complexity
		///
		/// That of deciding the pool, and otherwise O(1).
		#[pallet::call_index(7)]
		#[pallet::weight(Pallet::<T>::max_step_weight())]
		pub fn poke(origin: OriginFor<T>, request: RequestId) -> DispatchResultWithPostInfo {
			ensure_signed(origin)?;
			let used = Self::do_poke(request)?;
			Ok(Some(used).into())
		}

		/// Declines a job that the caller was drawn for. Its stake goes back to its offer, if that
		/// is open, and the next expert is drawn.
		///
		/// Only the assigned expert can call this, for an eighth of the job period after the draw.
		/// That is at least a block, and at most a day (28 800 blocks). It is never drawn again for
		/// this request.
		///
		/// # Errors
		///
		/// - [`Error::UnknownRequest`]: no request has this id.
		/// - [`Error::NotAssigned`]: the caller is not the expert that was drawn.
		/// - [`Error::AlreadySubmitted`]: the caller has already submitted.
		/// - [`Error::TooLateToDecline`]: the time to decline has passed.
		/// - errors of returning the stake
		///
		/// # Events
		///
		/// - [`Event::Declined`]
		/// - [`Event::DrawScheduled`]: if another expert is drawn
		/// - [`Event::Expired`]: if as many experts as the terms allow have been drawn, or if the
		///   draws that were paid for are used up
		/// - [`Event::ServiceRemoved`]: if this ended the last request of a closed service
		///
		/// # Complexity
		///
		/// That of returning the stake.
		#[pallet::call_index(8)]
		#[pallet::weight(
			T::WeightInfo::decline()
				.saturating_add(T::Experts::job_declined_weight())
				.saturating_add(T::OnRequestEnd::weight())
		)]
		pub fn decline(origin: OriginFor<T>, request: RequestId) -> DispatchResult {
			let expert = ensure_signed(origin)?;
			Self::do_decline(expert, request)
		}
	}

	#[pallet::view_functions]
	impl<T: Config> Pallet<T> {
		/// Returns a service, until it is closed and its last request has ended.
		pub fn service(service: ServiceId) -> Option<ServiceInfoOf<T>> {
			views::service::<T>(service)
		}

		/// Returns a request, until it ends.
		pub fn request_info(request: RequestId) -> Option<RequestInfoOf<T>> {
			views::request_info::<T>(request)
		}

		/// Returns a customer's requests that have not ended, in the order of storage: at most
		/// `limit` and [`MAX_LISTED`](crate::MAX_LISTED), after `start` or from the first one.
		pub fn requests_of(
			customer: AccountIdOf<T>,
			start: Option<RequestId>,
			limit: u32,
		) -> Vec<RequestId> {
			views::requests_of::<T>(&customer, start, limit)
		}

		/// Returns the requests that wait for an expert's evidence, listed as in `requests_of`.
		pub fn waiting_for(
			expert: AccountIdOf<T>,
			start: Option<RequestId>,
			limit: u32,
		) -> Vec<RequestId> {
			views::waiting_for::<T>(&expert, start, limit)
		}
	}
}
