#![doc = include_str!("../README.md")]
#![cfg_attr(not(feature = "std"), no_std)]
#![deny(rustdoc::broken_intra_doc_links)]
#![cfg_attr(
	not(test),
	deny(clippy::unwrap_used, clippy::indexing_slicing, clippy::arithmetic_side_effects)
)]

extern crate alloc;

pub mod migrations;
pub mod outcome;
pub mod schedule;
pub mod tiers;
pub mod types;
pub mod weights;

mod deciding;
mod governing;
mod opening;
mod settling;
mod standing;
#[cfg(any(test, feature = "try-runtime", feature = "std"))]
mod try_state;
mod views;
mod voting;

#[cfg(feature = "runtime-benchmarks")]
pub mod benchmarking;
#[cfg(test)]
mod mock;
#[cfg(test)]
mod tests;

pub use pallet::*;
pub use types::*;
pub use weights::WeightInfo;

/// Maximum number of votes that one call of `settle` settles, so that its weight is bounded.
pub const SETTLE_PAGE: u32 = 64;
/// Maximum number of items that one view function lists, so that a read is bounded.
pub const LIST_PAGE: u32 = 64;
/// Number of blocks that one search of `on_idle` for due pools covers.
pub const IDLE_BLOCKS: u32 = 16;
/// Maximum number of due pools that one search of `on_idle` returns.
pub const IDLE_POOLS: u32 = 32;
/// Maximum REP that may be minted against one fee, in units of 10^-9: as much as a whole ledger
/// holds.
pub const MAX_MINT: witan_primitives::Balance = 1 << 80;

#[frame_support::pallet]
pub mod pallet {
	use crate::{
		tiers::COUNTED_OPENINGS,
		types::{
			Ballot, BallotInfo, MotionInfo, OpenPool, OpenPools, Pool, PoolInfo, Preview,
			Settlement, Standing, Vote, VoteInfo,
		},
		weights::WeightInfo,
		SETTLE_PAGE,
	};
	use alloc::vec::Vec;
	use frame_support::{
		pallet_prelude::*,
		traits::{fungible, Get},
	};
	use frame_system::pallet_prelude::*;
	use sp_core::H256;
	use witan_experts::{
		domain::InspectDomains,
		forum::Posts,
		ids::{DomainId, PoolId, PostId},
		ledger::{
			FeePaid, MintBudget, MintReputation, PayBody, Snapshot, SnapshotReputation,
			StakeReputation,
		},
		pool::{InspectMotions, OnPoolOutcome, PoolParams, Side, Tier, Verdict},
		shares::Shares,
	};
	use witan_primitives::Balance;

	/// A pool, with the types of a runtime.
	pub type PoolOf<T> = Pool<<T as frame_system::Config>::AccountId, BlockNumberFor<T>>;
	/// The REP that stands for a directive, with the types of a runtime.
	pub type StandingOf<T> = Standing<BlockNumberFor<T>>;
	/// A settlement, with the types of a runtime.
	pub type SettlementOf<T> = Settlement<<T as frame_system::Config>::AccountId>;
	/// The public state of a pool, with the types of a runtime.
	pub type PoolInfoOf<T> = PoolInfo<<T as frame_system::Config>::AccountId, BlockNumberFor<T>>;
	/// A pool in which an account can act, with the types of a runtime.
	pub type OpenPoolOf<T> = OpenPool<<T as frame_system::Config>::AccountId, BlockNumberFor<T>>;
	/// A page of such pools, with the types of a runtime.
	pub type OpenPoolsOf<T> = OpenPools<<T as frame_system::Config>::AccountId, BlockNumberFor<T>>;

	/// The version of what is stored. The [migrations](crate::migrations) lead to it.
	const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	#[pallet::config]
	pub trait Config: frame_system::Config<RuntimeEvent: From<Event<Self>>> {
		/// The runtime's reasons for which tokens and REP are held.
		type RuntimeHoldReason: From<HoldReason>;

		/// The tokens of fees and deposits.
		type Currency: fungible::Mutate<Self::AccountId>
			+ fungible::Inspect<Self::AccountId, Balance = Balance>
			+ fungible::MutateHold<Self::AccountId, Reason = Self::RuntimeHoldReason>;

		/// The ledger of REP.
		type Reputation: StakeReputation<Self::AccountId, Reason = Self::RuntimeHoldReason>
			+ MintReputation<Self::AccountId>
			+ SnapshotReputation<Self::AccountId>
			+ MintBudget;

		/// The founders of domains, and their bounds for pools.
		type Domains: InspectDomains<Self::AccountId, BlockNumberFor<Self>>;

		/// The payment of fees to a body of experts.
		type Body: PayBody<Self::AccountId>;

		/// The posts that pools vote on.
		type Posts: Posts<Self::AccountId>;

		/// The bars that posts set for governance.
		type Motions: InspectMotions<BlockNumberFor<Self>>;

		/// The pallets that act on verdicts.
		type OnOutcome: OnPoolOutcome;

		/// Tokens held from the opener of a pool that is neither on a job nor for governance: see
		/// [`HoldReason::Deposit`].
		type PoolDeposit: Get<Balance>;

		/// Tokens held from the opener of a pool for governance, at the least: see
		/// [`HoldReason::Deposit`].
		type GovernanceDeposit: Get<Balance>;

		/// The account that receives the deposits that are not returned.
		#[pallet::constant]
		type Treasury: Get<Self::AccountId>;

		/// Weights of the calls and of the steps that hooks take.
		type WeightInfo: WeightInfo;

		/// Maker of domains, posts and members for benchmarks.
		#[cfg(feature = "runtime-benchmarks")]
		type BenchmarkHelper: crate::benchmarking::BenchmarkHelper<Self::AccountId>;
	}

	/// Reasons for which this pallet holds REP and tokens.
	#[pallet::composite_enum]
	pub enum HoldReason {
		/// REP staked in pools that are not for governance.
		Pool,
		/// Tokens that the opener of a pool pays for the vote.
		Fee,
		/// Deposit of the opener of a pool that is not on a job. It is returned if the pool passes
		/// or rejects the post, for governance only if it passes. It is also returned if the REP in
		/// favour reaches half of the need. The treasury gets it otherwise.
		Deposit,
	}

	/// The id of the next pool. Written when a pool is opened.
	#[pallet::storage]
	pub type NextPool<T: Config> = StorageValue<_, PoolId, ValueQuery>;

	/// Every pool that is not settled, by its id. Written when the pool is opened, staked in and
	/// decided; removed with its last vote.
	#[pallet::storage]
	pub type Pools<T: Config> = StorageMap<_, Twox64Concat, PoolId, PoolOf<T>>;

	/// Stakes by pool and account. Written when an account stakes, commits or reveals; removed when
	/// the stake is settled, or moved when the pool is reopened. In a pool for governance that
	/// passed, a settled vote becomes one of the [`Ballots`].
	#[pallet::storage]
	pub type Votes<T: Config> =
		StorageDoubleMap<_, Twox64Concat, PoolId, Blake2_128Concat, T::AccountId, Vote>;

	/// Every undecided pool under the block in which it was due when it was last listed. Written
	/// when the pool is opened and when it is met here before it is due, removed when it is
	/// decided.
	#[pallet::storage]
	pub type Agenda<T: Config> =
		StorageDoubleMap<_, Twox64Concat, BlockNumberFor<T>, Twox64Concat, PoolId, ()>;

	/// The first block whose due pools are not all decided. Written by `on_idle`, and read when a
	/// pool is opened.
	#[pallet::storage]
	pub type AgendaCursor<T: Config> = StorageValue<_, BlockNumberFor<T>, ValueQuery>;

	/// The progress of settling each decided pool. Written when the pool is decided and with each
	/// page of votes; removed with its last vote.
	#[pallet::storage]
	pub type Settlements<T: Config> = StorageMap<_, Twox64Concat, PoolId, SettlementOf<T>>;

	/// Decided pools in the order of their decisions, by their place in the queue. Written when a
	/// pool is decided, removed with its last vote.
	#[pallet::storage]
	pub type Queue<T: Config> = StorageMap<_, Twox64Concat, u64, PoolId>;

	/// The first place of the queue that may be taken, and the first that has never been taken.
	/// Written when a pool is decided and when it is settled.
	#[pallet::storage]
	pub type QueueEnds<T: Config> = StorageValue<_, (u64, u64), ValueQuery>;

	/// The undecided pool for governance of each post that has one. Written when it is opened,
	/// removed when it is decided.
	#[pallet::storage]
	pub type GovernancePools<T: Config> = StorageMap<_, Blake2_128Concat, PostId, PoolId>;

	/// The blocks of a domain's last openings of pools of the tiers `Parameter` and `Root`, the
	/// oldest first. Written when one is opened, never removed.
	#[pallet::storage]
	pub type GovernanceOpenings<T: Config> = StorageMap<
		_,
		Twox64Concat,
		DomainId,
		BoundedVec<BlockNumberFor<T>, ConstU32<COUNTED_OPENINGS>>,
		ValueQuery,
	>;

	/// The REP that stands for a directive, by the pool that ratified its post. Written when a pool
	/// that would cancel the directive is opened, staked against and decided. Removed when the
	/// directive can't be cancelled any more.
	#[pallet::storage]
	pub type Standings<T: Config> = StorageMap<_, Twox64Concat, PoolId, StandingOf<T>>;

	/// The greatest pledge of an account against cancelling a directive, by the pool that ratified
	/// the directive's post, if it is more than the account pledged for the directive. Written when
	/// the account pledges, removed some time after the directive can't be cancelled any more.
	#[pallet::storage]
	pub type StandingPledges<T: Config> =
		StorageDoubleMap<_, Twox64Concat, PoolId, Blake2_128Concat, T::AccountId, Shares>;

	/// Every directive of [`Standings`] under the block from which it can't be cancelled. Written
	/// and removed with it.
	#[pallet::storage]
	pub type StandingsDue<T: Config> =
		StorageDoubleMap<_, Twox64Concat, BlockNumberFor<T>, Twox64Concat, PoolId, ()>;

	/// The first block whose entries of [`StandingsDue`] are not all dealt with. Written by
	/// `on_idle`, and read when a directive gets an entry.
	#[pallet::storage]
	pub type StandingsCursor<T: Config> = StorageValue<_, BlockNumberFor<T>, ValueQuery>;

	/// The votes of pools for governance that passed by stakes, by pool and account: who ratified
	/// what the chain does, and with what stake. Votes whose side was not shown are kept too.
	/// Written when a vote is settled; never removed.
	#[pallet::storage]
	pub type Ballots<T: Config> =
		StorageDoubleMap<_, Twox64Concat, PoolId, Blake2_128Concat, T::AccountId, Ballot>;

	#[pallet::event]
	#[pallet::generate_deposit(pub(super) fn deposit_event)]
	pub enum Event<T: Config> {
		/// A pool was opened.
		Opened {
			/// The new pool.
			pool: PoolId,
			/// The post that it votes on.
			post: PostId,
			/// The post's domain, whose REP votes.
			domain: DomainId,
			/// The account in whose name it was opened.
			opener: T::AccountId,
			/// The expert whose job the post is the evidence of. None in a sponsor's pool.
			worker: Option<T::AccountId>,
			/// The rules of the vote.
			params: PoolParams<BlockNumberFor<T>>,
			/// The price of the vote, in units of a token.
			fee: Balance,
			/// The most REP that is minted against the fee. The domain's limit may leave less when
			/// the pool is decided.
			mint: Balance,
			/// Tokens held from the opener besides the fee.
			deposit: Balance,
			/// The first block in which no stakes are taken.
			stakes_until: BlockNumberFor<T>,
			/// The first block in which the pool can be decided.
			decides_at: BlockNumberFor<T>,
			/// The tier of a pool for governance.
			tier: Option<Tier>,
			/// The ledger's snapshot of a pool for governance: REP that is minted later does not
			/// count in it.
			snapshot: Option<Snapshot>,
		},
		/// An account staked on a side that everybody sees. In a pool for governance the stake is a
		/// pledge, which is not held.
		Staked {
			/// The pool staked in.
			pool: PoolId,
			/// The voter.
			who: T::AccountId,
			/// The side staked on.
			side: Side,
			/// The REP added by this stake.
			stake: Shares,
			/// The voter's whole stake in the pool.
			total: Shares,
		},
		/// An account staked on a side that it will show later.
		Committed {
			/// The pool staked in.
			pool: PoolId,
			/// The voter.
			who: T::AccountId,
			/// The commitment: see the view function `commit_hash`.
			hash: H256,
			/// The REP staked.
			stake: Shares,
			/// The same in units of 10^-9 REP, as in the hash.
			amount: Balance,
		},
		/// An account showed its side.
		Revealed {
			/// The pool voted in.
			pool: PoolId,
			/// The voter.
			who: T::AccountId,
			/// The side shown.
			side: Side,
			/// The REP staked on it.
			stake: Shares,
		},
		/// The verdict turned late, and the pool takes stakes for longer, so that the other side
		/// can answer.
		Extended {
			/// The extended pool.
			pool: PoolId,
			/// The present verdict.
			verdict: Verdict,
			/// The first block in which no stakes are taken.
			stakes_until: BlockNumberFor<T>,
		},
		/// A pool was decided.
		Decided {
			/// The decided pool.
			pool: PoolId,
			/// The post voted on.
			post: PostId,
			/// The decision.
			verdict: Verdict,
			/// REP staked for the post, with the worker's stake.
			ayes: Shares,
			/// REP against it, with `standing`.
			nays: Shares,
			/// REP among `nays` that is not staked in the pool: it stands for the directive that
			/// the post would cancel.
			standing: Shares,
			/// REP staked on sides that were not shown.
			unrevealed: Shares,
			/// The worker's stake on its evidence.
			bond: Shares,
			/// The REP that could judge. If it is zero, nobody could, or the domain had no REP and
			/// its founder's decision, or the lack of one, made the verdict.
			base: Shares,
			/// REP minted to the winners.
			minted: Shares,
			/// REP given to the post.
			to_post: Shares,
		},
		/// The fee of a pool was shared.
		FeePaid {
			/// The decided pool.
			pool: PoolId,
			/// The account that paid.
			payer: T::AccountId,
			/// The parts of worker, holders and treasury.
			paid: FeePaid,
		},
		/// The fee of a pool was returned, because the pool did not decide.
		FeeReturned {
			/// The decided pool.
			pool: PoolId,
			/// The account that the fee was returned to.
			payer: T::AccountId,
			/// Tokens returned.
			fee: Balance,
		},
		/// The fee of a pool could not be paid and was returned. Nothing is minted against it.
		FeeNotPaid {
			/// The decided pool.
			pool: PoolId,
			/// The account that the fee was returned to.
			payer: T::AccountId,
			/// Tokens returned.
			fee: Balance,
			/// The error of the payment.
			error: DispatchError,
		},
		/// The deposit of a pool was returned.
		DepositReturned {
			/// The decided pool.
			pool: PoolId,
			/// The account that the deposit was returned to.
			opener: T::AccountId,
			/// Tokens returned.
			deposit: Balance,
		},
		/// The deposit of a pool went to the treasury. The pool ended undecided, or was for
		/// governance and rejected the post, and less than half of the need was in favour.
		DepositForfeited {
			/// The decided pool.
			pool: PoolId,
			/// The account that lost the deposit.
			opener: T::AccountId,
			/// Tokens lost.
			deposit: Balance,
		},
		/// A stake was settled. Amounts are of the era in which the pool was decided.
		VoteSettled {
			/// The decided pool.
			pool: PoolId,
			/// The voter.
			who: T::AccountId,
			/// The lost part of the stake.
			burned: Shares,
			/// The REP won.
			minted: Shares,
			/// The part of the stake that became free.
			returned: Shares,
		},
		/// The last stake of a pool was settled, and the pool removed.
		Settled {
			/// The settled pool.
			pool: PoolId,
			/// The pool's decision.
			verdict: Verdict,
			/// REP that was left over, and given to the post.
			to_post: Shares,
		},
		/// A pool was opened in place of one that ended undecided. The worker's stake moved to it.
		Reopened {
			/// The pool that ended undecided.
			from: PoolId,
			/// The new pool.
			to: PoolId,
		},
	}

	/// Only from traits: [`Error::AlreadyDecided`], [`Error::NotForGovernance`],
	/// [`Error::NotReopenable`].
	#[pallet::error]
	pub enum Error<T> {
		/// No post has this id.
		UnknownPost,
		/// No domain has this id.
		UnknownDomain,
		/// No pool has this id, or it has been settled and removed.
		UnknownPool,
		/// The account is not the domain's founder. While the domain has no REP, only its founder
		/// opens pools by call, and only the founder decides them.
		NotFounder,
		/// The duration must be at least 1 block, and within the domain's `min_duration` and
		/// `max_duration`. In a pool for governance it must be within those that the view function
		/// `motion` returns for the post.
		DurationOutOfBounds,
		/// The quorum must be within the domain's `min_quorum` and `max_quorum`.
		QuorumOutOfBounds,
		/// The win ratio must be within the domain's `min_win_ratio` and `max_win_ratio`.
		WinRatioOutOfBounds,
		/// The part that a worker loses must be within the domain's `min_binding` and
		/// `max_binding`.
		BindingOutOfBounds,
		/// The quorum, win ratio or binding is above 1 000 000 parts per million, which is the
		/// whole.
		RatioOutOfRange,
		/// The reveal period must be at least 1 block, and within the domain's `min_duration` and
		/// `max_duration`.
		RevealPeriodOutOfBounds,
		/// A pool for governance must show its sides: who ratifies something stands for it.
		SidesMustBeOpen,
		/// A pool for governance takes no fee: REP minted to who votes would be a bribe.
		FeeInGovernance,
		/// Only the post's authors open a pool for governance on it.
		NotTheAuthor,
		/// A pool for governance is open on the post.
		AlreadyOpen,
		/// A pool for governance has ratified the post already.
		AlreadyRatified,
		/// Twice the duration must end before the directive that the post cancels takes effect.
		TooLateToCancel,
		/// A pool for governance needs REP in the domain when it is opened: the founder's decision
		/// does not govern.
		GovernanceNeedsReputation,
		/// A job pool can't be for governance: the customer of the job pays for its verdict.
		NotForGovernance,
		/// The whole stake must be REP from before the pool's snapshot, taken at its opening or
		/// before. REP that was minted to the account since does not count in a pool for
		/// governance, nor does what pays the account's debt.
		MintedAfterOpening,
		/// The fee would mint more than 2^80 units of 10^-9 REP, or more than the ledger can count.
		FeeTooHigh,
		/// The amount is zero. A stake must be at least one unit of 10^-9 REP.
		ZeroStake,
		/// The account has no REP in the domain.
		NotAMember,
		/// The amount is above the account's free REP in the domain. In a pool for governance the
		/// whole stake is above all that the account has there.
		NotEnoughReputation,
		/// The account's stake in this pool is on the other side. An account stakes on one side
		/// only.
		OtherSide,
		/// The sides of this pool are secret while stakes are taken: use `commit`.
		SidesAreSecret,
		/// The sides of this pool are open, so that there is nothing to commit or reveal: use
		/// `stake`.
		SidesAreOpen,
		/// The account has a stake in this pool already, and a commitment can't change it.
		AlreadyCommitted,
		/// The account has no commitment in this pool.
		NothingCommitted,
		/// The account's side is shown already.
		AlreadyRevealed,
		/// The side and the salt are not those of the account's commitment.
		HashMismatch,
		/// The account did the job that the pool judges. Nobody votes on its own work.
		OwnWork,
		/// The stake would make the post pass so late that nobody could object for a quarter of the
		/// duration before `ends_by`.
		TooLateToTurn,
		/// Stakes are still taken. Sides can be shown from the block `stakes_until` on.
		TooEarly,
		/// The period is over. Stakes and the founder's decision are taken before the block
		/// `stakes_until`, and sides are shown before `decides_at`.
		TooLate,
		/// The pool can't be decided before the block `decides_at`.
		NotDue,
		/// The pool is decided already.
		AlreadyDecided,
		/// The pool is not a job pool, or has not ended, or has passed or rejected the evidence.
		/// Only a job pool that ended undecided can be reopened.
		NotReopenable,
		/// Every id below 2^64 - 1 has been given to a pool.
		NoMoreIds,
		/// The pool has 2^32 - 1 votes, the most that it can count.
		TooManyVoters,
		/// Somebody has REP in the domain, so that stakes decide its pools, and not its founder.
		DomainHasReputation,
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		fn on_idle(now: BlockNumberFor<T>, remaining: Weight) -> Weight {
			Self::do_on_idle(now, remaining)
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}

	#[pallet::call]
	impl<T: Config> Pallet<T> {
		/// Opens a pool on a post, for a fee and a deposit. The body of experts shares the fee if
		/// the pool decides. The deposit is returned then, and also if the REP in favour reaches
		/// half of the need.
		///
		/// While the domain has no REP only its founder may open a pool. Opening it is then the
		/// founder's decision: the pool passes at once (see [`Self::founder_decide`]).
		///
		/// A pool for governance takes a snapshot of the domain's REP, or one before if the domain
		/// demands an age. REP that is minted after the snapshot does not count in the pool. All
		/// its parameters but the duration are those of the post's tier: see the view function
		/// [`Self::motion`]. It is opened by one of the post's authors, one at a time, without a
		/// fee. Its deposit is returned only if the post passes, or if the REP in favour reaches
		/// half of the need.
		///
		/// # Errors
		///
		/// - [`Error::UnknownPost`]: no post has this id.
		/// - [`Error::UnknownDomain`]: the post's domain does not exist.
		/// - [`Error::RatioOutOfRange`]: a ratio is above the whole.
		/// - [`Error::DurationOutOfBounds`]: the domain does not allow the duration.
		/// - [`Error::QuorumOutOfBounds`]: the domain does not allow the quorum.
		/// - [`Error::WinRatioOutOfBounds`]: the domain does not allow the win ratio.
		/// - [`Error::BindingOutOfBounds`]: the domain does not allow the binding.
		/// - [`Error::RevealPeriodOutOfBounds`]: the domain does not allow the reveal period.
		/// - [`Error::NotFounder`]: the domain has no REP, and the account is not its founder.
		/// - [`Error::GovernanceNeedsReputation`]: the pool is for governance, and the domain has
		///   no REP.
		/// - [`Error::SidesMustBeOpen`]: the pool is for governance, and its sides are secret.
		/// - [`Error::FeeInGovernance`]: the pool is for governance, and has a fee.
		/// - [`Error::NotTheAuthor`]: the pool is for governance, and the account is no author of
		///   the post.
		/// - [`Error::AlreadyOpen`]: a pool for governance is open on the post.
		/// - [`Error::AlreadyRatified`]: the post is ratified.
		/// - [`Error::TooLateToCancel`]: the vote could end after the directive that the post
		///   cancels has taken effect.
		/// - [`Error::FeeTooHigh`]: the fee would mint too much REP.
		/// - [`Error::NoMoreIds`]: every id has been given.
		/// - errors of taking a snapshot, of pinning the post and of holding tokens
		///
		/// # Events
		///
		/// - [`Event::Opened`]
		/// - [`Event::Decided`]: if it passes at once
		/// - [`Event::DepositReturned`]: if it passes at once
		/// - [`Event::FeePaid`]: if it passes at once
		/// - [`Event::FeeNotPaid`]: if it passes at once
		///
		/// # Complexity
		///
		/// O(1), and O(authors of the post) if it passes at once.
		#[pallet::call_index(0)]
		#[pallet::weight(
			T::WeightInfo::open()
				.saturating_add(Pallet::<T>::founder_decision_weight())
				.max(
					Pallet::<T>::open_for_governance_weight()
				)
		)]
		pub fn open(
			origin: OriginFor<T>,
			post: PostId,
			params: PoolParams<BlockNumberFor<T>>,
			#[pallet::compact] fee: Balance,
		) -> DispatchResultWithPostInfo {
			let who = ensure_signed(origin)?;
			let used = Self::do_open(who, post, params, fee)?;
			Ok(Some(used).into())
		}

		/// Stakes REP on a side, or raises the account's stake on the same side.
		///
		/// The REP stays staked until the pool is settled. The stake that leaves nothing of the
		/// domain's REP unstaked decides the pool.
		///
		/// In a pool for governance the stake is a pledge. The REP is not held, may be held for
		/// something else, and counts in all open pools for governance at once. Only a pledge for a
		/// post that is rejected loses something: a tenth. Who has pledged for a directive, or
		/// against cancelling it, stands against every pool that would cancel it, unless it votes
		/// for cancelling.
		///
		/// A stake after which the verdict would be another one is a turn: the pool then takes
		/// stakes for at least a quarter of its duration, up to `ends_by`. A turn into passing is
		/// refused if no quarter is left. A rejection that has not stood for a quarter in which it
		/// could be answered leaves the pool undecided.
		///
		/// # Errors
		///
		/// - [`Error::ZeroStake`]: the amount is zero.
		/// - [`Error::UnknownPool`]: no pool has this id.
		/// - [`Error::SidesAreSecret`]: the pool takes commitments.
		/// - [`Error::TooLate`]: the pool takes no more stakes.
		/// - [`Error::OwnWork`]: the pool judges the account's own work.
		/// - [`Error::OtherSide`]: the account has a stake on the other side.
		/// - [`Error::NotAMember`]: the account has no REP in the domain.
		/// - [`Error::NotEnoughReputation`]: the amount is above the account's free REP.
		/// - [`Error::MintedAfterOpening`]: the pool is for governance, and some of the stake is
		///   newer than its snapshot.
		/// - [`Error::TooManyVoters`]: the pool can't count another vote.
		/// - [`Error::TooLateToTurn`]: the stake would make the post pass so late that nobody could
		///   object.
		/// - errors of the ledger
		///
		/// # Events
		///
		/// - [`Event::Staked`]
		/// - [`Event::Extended`]: if the verdict turns late
		/// - [`Event::Decided`]: if the stake decides the pool
		/// - [`Event::DepositReturned`]: if the stake decides the pool
		/// - [`Event::DepositForfeited`]: if the stake decides the pool
		/// - [`Event::FeePaid`]: if the stake decides the pool
		/// - [`Event::FeeNotPaid`]: if the stake decides the pool
		/// - [`Event::FeeReturned`]: if the stake decides the pool
		///
		/// # Complexity
		///
		/// O(1).
		#[pallet::call_index(1)]
		#[pallet::weight(
			Pallet::<T>::stake_weight().saturating_add(Pallet::<T>::decision_weight())
		)]
		pub fn stake(
			origin: OriginFor<T>,
			#[pallet::compact] pool: PoolId,
			side: Side,
			#[pallet::compact] amount: Balance,
		) -> DispatchResultWithPostInfo {
			let who = ensure_signed(origin)?;
			let used = Self::do_stake(who, pool, side, amount)?;
			Ok(Some(used).into())
		}

		/// Stakes REP on a secret side, which the account shows with [`Self::reveal`] when no more
		/// stakes are taken.
		///
		/// `hash` is the result of the view function `commit_hash`. A stake whose side is not shown
		/// is lost, whatever the verdict.
		///
		/// # Errors
		///
		/// - [`Error::ZeroStake`]: the amount is zero.
		/// - [`Error::UnknownPool`]: no pool has this id.
		/// - [`Error::SidesAreOpen`]: the pool takes open stakes.
		/// - [`Error::TooLate`]: the pool takes no more stakes, or leaves no time to reveal.
		/// - [`Error::OwnWork`]: the pool judges the account's own work.
		/// - [`Error::AlreadyCommitted`]: the account has a stake in the pool.
		/// - [`Error::NotAMember`]: the account has no REP in the domain.
		/// - [`Error::NotEnoughReputation`]: the amount is above the account's free REP.
		/// - [`Error::TooManyVoters`]: the pool can't count another vote.
		/// - errors of the ledger
		///
		/// # Events
		///
		/// - [`Event::Committed`]
		///
		/// # Complexity
		///
		/// O(1).
		#[pallet::call_index(2)]
		#[pallet::weight(T::WeightInfo::commit())]
		pub fn commit(
			origin: OriginFor<T>,
			#[pallet::compact] pool: PoolId,
			hash: H256,
			#[pallet::compact] amount: Balance,
		) -> DispatchResultWithPostInfo {
			let who = ensure_signed(origin)?;
			let used = Self::do_commit(who, pool, hash, amount)?;
			Ok(Some(used).into())
		}

		/// Shows the side that the account has committed to.
		///
		/// # Errors
		///
		/// - [`Error::UnknownPool`]: no pool has this id.
		/// - [`Error::SidesAreOpen`]: the pool has no commitments.
		/// - [`Error::TooEarly`]: the pool still takes stakes.
		/// - [`Error::TooLate`]: the reveal period is over.
		/// - [`Error::NothingCommitted`]: the account has no stake in the pool.
		/// - [`Error::AlreadyRevealed`]: the account's side is shown.
		/// - [`Error::HashMismatch`]: the side or the salt is not the committed one.
		///
		/// # Events
		///
		/// - [`Event::Revealed`]
		///
		/// # Complexity
		///
		/// O(1).
		#[pallet::call_index(3)]
		#[pallet::weight(T::WeightInfo::reveal())]
		pub fn reveal(
			origin: OriginFor<T>,
			#[pallet::compact] pool: PoolId,
			side: Side,
			salt: [u8; 32],
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_reveal(who, pool, side, salt)
		}

		/// Decides a pool that is due, and settles up to [`SETTLE_PAGE`] votes of a decided one.
		///
		/// Anyone may call it; `on_idle` does the same unasked. A pool whose verdict has changed
		/// without a stake, because REP was burned or has decayed, takes stakes again instead, for
		/// a quarter of its duration.
		///
		/// # Errors
		///
		/// - [`Error::UnknownPool`]: no pool has this id.
		/// - [`Error::NotDue`]: the pool can't be decided yet.
		///
		/// # Events
		///
		/// - [`Event::Decided`]: if the pool was due
		/// - [`Event::Extended`]: if its verdict has changed without a stake
		/// - [`Event::DepositReturned`]: if the pool was due
		/// - [`Event::DepositForfeited`]: if the pool was due
		/// - [`Event::FeePaid`]: if the pool was due
		/// - [`Event::FeeNotPaid`]: if the pool was due
		/// - [`Event::FeeReturned`]: if the pool was due
		/// - [`Event::VoteSettled`]: for each vote
		/// - [`Event::Settled`]: with the last vote
		///
		/// # Complexity
		///
		/// O(votes settled).
		#[pallet::call_index(4)]
		#[pallet::weight(
			T::WeightInfo::settle()
				.saturating_add(Pallet::<T>::decision_weight())
				.saturating_add(Pallet::<T>::weight_of_vote(true).saturating_mul(SETTLE_PAGE.into()))
		)]
		pub fn settle(
			origin: OriginFor<T>,
			#[pallet::compact] pool: PoolId,
		) -> DispatchResultWithPostInfo {
			ensure_signed(origin)?;
			let used = Self::do_settle(pool)?;
			Ok(Some(used).into())
		}

		/// Decides a pool while its domain has no REP, so that nobody can stake. Only the domain's
		/// founder may.
		///
		/// `Aye` passes and `Nay` rejects, at once, whatever the pool demands and whether its sides
		/// are secret. The decision is taken as long as stakes would be. It does not govern: no
		/// directive takes effect by it.
		///
		/// # Errors
		///
		/// - [`Error::UnknownPool`]: no pool has this id.
		/// - [`Error::NotFounder`]: the account is not the domain's founder.
		/// - [`Error::DomainHasReputation`]: somebody has REP in the domain.
		/// - [`Error::TooLate`]: the pool takes no more stakes.
		///
		/// # Events
		///
		/// - [`Event::Decided`]
		/// - [`Event::DepositReturned`]: in a sponsor's pool
		/// - [`Event::DepositForfeited`]: instead, if a pool for governance rejects a post that has
		///   nothing in favour
		/// - [`Event::FeePaid`]: in a sponsor's pool
		/// - [`Event::FeeNotPaid`]: in a sponsor's pool
		///
		/// # Complexity
		///
		/// O(authors of the post), which share a sponsor's fee.
		#[pallet::call_index(5)]
		#[pallet::weight(Pallet::<T>::founder_decision_weight())]
		pub fn founder_decide(
			origin: OriginFor<T>,
			#[pallet::compact] pool: PoolId,
			side: Side,
		) -> DispatchResultWithPostInfo {
			let who = ensure_signed(origin)?;
			let used = Self::do_founder_decide(&who, pool, side)?;
			Ok(Some(used).into())
		}

		/// Shows the side that another account has committed to. Anyone who knows the salt may: an
		/// open page, a second device, or a keeper whom the voter trusts with it.
		///
		/// # Errors
		///
		/// - [`Error::UnknownPool`]: no pool has this id.
		/// - [`Error::SidesAreOpen`]: the pool has no commitments.
		/// - [`Error::TooEarly`]: the pool still takes stakes.
		/// - [`Error::TooLate`]: the reveal period is over.
		/// - [`Error::NothingCommitted`]: the account has no stake in the pool.
		/// - [`Error::AlreadyRevealed`]: the account's side is shown.
		/// - [`Error::HashMismatch`]: the side or the salt is not the committed one.
		///
		/// # Events
		///
		/// - [`Event::Revealed`]
		///
		/// # Complexity
		///
		/// O(1).
		#[pallet::call_index(6)]
		#[pallet::weight(T::WeightInfo::reveal())]
		pub fn reveal_for(
			origin: OriginFor<T>,
			#[pallet::compact] pool: PoolId,
			who: T::AccountId,
			side: Side,
			salt: [u8; 32],
		) -> DispatchResult {
			ensure_signed(origin)?;
			Self::do_reveal(who, pool, side, salt)
		}
	}

	#[pallet::view_functions]
	impl<T: Config> Pallet<T> {
		/// Returns a pool that is not settled.
		pub fn pool(pool: PoolId) -> Option<PoolInfoOf<T>> {
			Self::pool_info(pool)
		}

		/// Returns an account's stake in a pool that is not settled.
		pub fn vote(pool: PoolId, who: T::AccountId) -> Option<VoteInfo> {
			Self::vote_info(pool, &who)
		}

		/// Returns the ids of pools that are not settled: up to `limit`, at most
		/// [`LIST_PAGE`](crate::LIST_PAGE), of those after `after` in an unspecified but fixed
		/// order. The last id is `after` of the next page, even if that pool is settled meanwhile.
		pub fn open_pools(after: Option<PoolId>, limit: u32) -> Vec<PoolId> {
			Self::list_pools(after, limit)
		}

		/// Returns the pools in which an account can stake, commit, reveal or make its founder's
		/// decision in the next block, with its stake in each. They are those among `limit` pools,
		/// 1 to [`LIST_PAGE`](crate::LIST_PAGE), that come after `after`.
		pub fn pools_open_to(
			who: T::AccountId,
			after: Option<PoolId>,
			limit: u32,
		) -> OpenPoolsOf<T> {
			Self::list_pools_open_to(&who, after, limit)
		}

		/// Returns an account's losses and gains if the pool were decided now, without a founder's
		/// decision. Of a decided pool they are those that settling will bring.
		pub fn preview(pool: PoolId, who: T::AccountId) -> Option<Preview> {
			Self::preview_vote(pool, &who)
		}

		/// Returns the same if the account first staked `amount` REP on a side in the next block,
		/// or raised its stake by it. It need not have as much: [`Self::countable`] returns what it
		/// has. Returns `None` if the pool takes no stakes in that block or not this one so late,
		/// if the amount is zero, if the account did the job that the pool judges, and if its stake
		/// in the pool is on the other side or secret.
		pub fn preview_stake(
			pool: PoolId,
			who: T::AccountId,
			side: Side,
			amount: Balance,
		) -> Option<Preview> {
			Self::preview_of_stake(pool, &who, side, amount)
		}

		/// Returns how much more REP an account can stake or commit in a pool in the next block:
		/// its free REP. In a pool for governance it is all REP from before the snapshot, free and
		/// held. Returns 0 if the pool takes nothing from the account.
		pub fn countable(pool: PoolId, who: T::AccountId) -> Balance {
			Self::amount_countable(pool, &who).unwrap_or_default()
		}

		/// Returns ballots of a pool for governance that passed, with the present amount of each
		/// stake. They are up to `limit`, at most [`LIST_PAGE`](crate::LIST_PAGE), of those after
		/// `after` in an unspecified but fixed order. The last ballot's account is `after` of the
		/// next page. The list is complete when the pool is settled.
		pub fn ballots(
			pool: PoolId,
			after: Option<T::AccountId>,
			limit: u32,
		) -> Vec<BallotInfo<T::AccountId>> {
			Self::list_ballots(pool, after, limit)
		}

		/// Returns the hash of a commitment: BLAKE2b-256 of the SCALE encoding of the genesis
		/// block's hash and the arguments.
		pub fn commit_hash(
			pool: PoolId,
			who: T::AccountId,
			side: Side,
			amount: Balance,
			salt: [u8; 32],
		) -> H256 {
			Self::hash_of(pool, &who, side, amount, &salt)
		}

		/// Returns the rules of a pool for governance that is opened on a post now. Returns `None`
		/// if there is no such post.
		pub fn motion(post: PostId) -> Option<MotionInfo<BlockNumberFor<T>>> {
			Self::motion_info(post)
		}

		/// Returns the weakest parameters that the domain accepts, with open sides and the least
		/// loss for losers. For governance they are those of the shortest vote of the tier
		/// `Parameter`.
		pub fn least_params(
			domain: DomainId,
			governance: bool,
		) -> Option<PoolParams<BlockNumberFor<T>>> {
			Self::weakest_params(domain, governance)
		}
	}

	impl<T: Config> Pallet<T> {
		/// Returns the maximum weight of deciding a pool without its founder, with the pallets that
		/// act on the verdict.
		pub fn decision_weight() -> Weight {
			T::WeightInfo::decide().saturating_add(T::OnOutcome::weight())
		}

		/// Returns the maximum weight of a founder's decision, with the pallets that act on the
		/// verdict.
		pub fn founder_decision_weight() -> Weight {
			T::WeightInfo::founder_decide().saturating_add(T::OnOutcome::weight())
		}

		/// Returns the maximum weight of settling a vote without keeping a ballot.
		pub fn vote_weight() -> Weight {
			T::WeightInfo::settle_vote_won()
				.max(T::WeightInfo::settle_vote_lost())
				.max(T::WeightInfo::settle_pledge())
		}

		/// Returns the maximum weight of settling a vote.
		pub(crate) fn weight_of_vote(keeps_ballot: bool) -> Weight {
			let ballot = T::WeightInfo::keep_ballot();
			Self::vote_weight().saturating_add(if keeps_ballot { ballot } else { Weight::zero() })
		}
	}
}
