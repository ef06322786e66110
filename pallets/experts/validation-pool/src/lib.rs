#![doc = include_str!("../README.md")]
#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

pub mod outcome;
pub mod types;
pub mod weights;

mod deciding;
mod opening;
mod reads;
mod settling;
#[cfg(any(test, feature = "try-runtime", feature = "std"))]
mod try_state;
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

/// How many votes one call of `settle` settles at most.
pub const SETTLE_PAGE: u32 = 64;
/// How many pools one view function lists at most.
pub const LIST_PAGE: u32 = 64;
/// How many blocks one search of `on_idle` for due pools looks at.
pub const IDLE_BLOCKS: u32 = 16;
/// How many due pools one search gives at most.
pub const IDLE_POOLS: u32 = 32;
/// The most REP, in units of 10^-9, that may be minted against one fee: as much as a whole ledger holds.
pub const MAX_MINT: witan_primitives::Balance = 1 << 80;

#[frame_support::pallet]
pub mod pallet {
	use super::*;
	use alloc::vec::Vec;
	use frame_support::{
		dispatch::WithPostDispatchInfo,
		pallet_prelude::*,
		traits::{fungible, Get},
	};
	use frame_system::pallet_prelude::*;
	use sp_core::H256;
	use witan_experts::{
		domain::InspectDomains,
		forum::Posts,
		ids::{DomainId, PoolId, PostId},
		ledger::{FeePaid, PayBody, Snapshot, SnapshotReputation, StakeReputation},
		pool::{OnPoolOutcome, PoolParams, Side, Verdict},
		shares::Shares,
	};
	use witan_primitives::Balance;

	/// A pool of a runtime.
	pub type PoolOf<T> = Pool<<T as frame_system::Config>::AccountId, BlockNumberFor<T>>;
	/// A settlement of a runtime.
	pub type SettlementOf<T> = Settlement<<T as frame_system::Config>::AccountId>;
	/// What a view function tells of a pool of a runtime.
	pub type PoolInfoOf<T> = PoolInfo<<T as frame_system::Config>::AccountId, BlockNumberFor<T>>;
	pub type OpenPoolOf<T> = OpenPool<<T as frame_system::Config>::AccountId, BlockNumberFor<T>>;
	pub type OpenPoolsOf<T> = OpenPools<<T as frame_system::Config>::AccountId, BlockNumberFor<T>>;

	#[pallet::pallet]
	pub struct Pallet<T>(_);

	#[pallet::config]
	pub trait Config: frame_system::Config<RuntimeEvent: From<Event<Self>>> {
		/// What tokens and REP are held for.
		type RuntimeHoldReason: From<HoldReason>;

		/// The tokens of fees and deposits.
		type Currency: fungible::Mutate<Self::AccountId>
			+ fungible::Inspect<Self::AccountId, Balance = Balance>
			+ fungible::MutateHold<Self::AccountId, Reason = Self::RuntimeHoldReason>;

		/// The ledger of REP.
		type Reputation: StakeReputation<Self::AccountId, Reason = Self::RuntimeHoldReason>
			+ SnapshotReputation<Self::AccountId>;

		/// What domains demand of pools.
		type Domains: InspectDomains<Self::AccountId, BlockNumberFor<Self>>;

		/// Shares the fees.
		type Body: PayBody<Self::AccountId>;

		/// What pools vote on.
		type Posts: Posts<Self::AccountId>;

		/// Hears what pools decide.
		type OnOutcome: OnPoolOutcome;

		/// Tokens held from the opener of a pool, which come back if the quorum is met.
		type PoolDeposit: Get<Balance>;

		/// Gets the deposits of pools that did not meet their quorum.
		#[pallet::constant]
		type Treasury: Get<Self::AccountId>;

		/// Weights of the calls and of the steps that hooks take.
		type WeightInfo: WeightInfo;

		/// Makes what benchmarks need of other pallets.
		#[cfg(feature = "runtime-benchmarks")]
		type BenchmarkHelper: crate::benchmarking::BenchmarkHelper<Self::AccountId>;
	}

	/// What is held.
	#[pallet::composite_enum]
	pub enum HoldReason {
		/// REP staked in pools.
		Pool,
		/// Tokens that the opener of a pool pays for the vote.
		Fee,
		/// Tokens that the opener of a pool loses if too little is staked in it.
		Deposit,
	}

	/// The id of the next pool. Written when a pool is opened.
	#[pallet::storage]
	pub type NextPool<T: Config> = StorageValue<_, PoolId, ValueQuery>;

	/// Every pool that is not settled, by its id. Written when it is opened, staked in and decided; removed with its last
	/// vote.
	#[pallet::storage]
	pub type Pools<T: Config> = StorageMap<_, Twox64Concat, PoolId, PoolOf<T>>;

	/// Stakes by pool and account. Written when an account stakes, commits or reveals; removed when the stake is settled (in a
	/// pool for governance that passed it becomes one of the [`Ballots`]), or moved when the pool is reopened.
	#[pallet::storage]
	pub type Votes<T: Config> =
		StorageDoubleMap<_, Twox64Concat, PoolId, Blake2_128Concat, T::AccountId, Vote>;

	/// Every undecided pool under the block in which it is due. Written when it is opened, removed when it is decided.
	#[pallet::storage]
	pub type Agenda<T: Config> =
		StorageDoubleMap<_, Twox64Concat, BlockNumberFor<T>, Twox64Concat, PoolId, ()>;

	/// The first block whose due pools are not all decided. Written by `on_idle`, and read where pools are opened.
	#[pallet::storage]
	pub type AgendaCursor<T: Config> = StorageValue<_, BlockNumberFor<T>, ValueQuery>;

	/// How far each decided pool is settled. Written when it is decided and with each page of votes; removed with its last
	/// vote.
	#[pallet::storage]
	pub type Settlements<T: Config> = StorageMap<_, Twox64Concat, PoolId, SettlementOf<T>>;

	/// Decided pools in the order in which they were decided, by their place in the queue. Written when a pool is decided,
	/// removed with its last vote.
	#[pallet::storage]
	pub type Queue<T: Config> = StorageMap<_, Twox64Concat, u64, PoolId>;

	/// The first place of the queue that may be taken, and the first that has never been. Written when a pool is decided and
	/// when it is settled.
	#[pallet::storage]
	pub type QueueEnds<T: Config> = StorageValue<_, (u64, u64), ValueQuery>;

	/// How everybody voted in pools for governance that passed, also who did not show a side, by pool and account: who ratified
	/// what the chain does, and with what stake. Written when a vote is settled, after the pool has passed otherwise than by its
	/// founder's word; never removed.
	#[pallet::storage]
	pub type Ballots<T: Config> =
		StorageDoubleMap<_, Twox64Concat, PoolId, Blake2_128Concat, T::AccountId, Ballot>;

	#[pallet::event]
	#[pallet::generate_deposit(pub(super) fn deposit_event)]
	pub enum Event<T: Config> {
		/// A pool was opened.
		Opened {
			/// The pool.
			pool: PoolId,
			/// What it votes on.
			post: PostId,
			/// Whose reputation votes.
			domain: DomainId,
			/// In whose name it was opened.
			opener: T::AccountId,
			/// Whose work the post is the evidence of, if of one.
			worker: Option<T::AccountId>,
			/// How it votes.
			params: PoolParams<BlockNumberFor<T>>,
			/// What is paid for the vote, in tokens.
			fee: Balance,
			/// REP that is minted against the fee.
			mint: Balance,
			/// Tokens held from the opener besides the fee.
			deposit: Balance,
			/// The first block in which nothing can be staked.
			stakes_until: BlockNumberFor<T>,
			/// The first block in which it can be decided.
			decides_at: BlockNumberFor<T>,
			/// Of a pool for governance: the moment since which what is minted does not count in it.
			snapshot: Option<Snapshot>,
		},
		/// An account staked on a side that everybody sees.
		Staked {
			/// The pool.
			pool: PoolId,
			/// Who.
			who: T::AccountId,
			/// On what.
			side: Side,
			/// What was added.
			stake: Shares,
			/// The whole stake.
			total: Shares,
		},
		/// An account staked on a side that it will show later.
		Committed {
			/// The pool.
			pool: PoolId,
			/// Who.
			who: T::AccountId,
			/// What it has committed itself to.
			hash: H256,
			/// What was staked.
			stake: Shares,
			/// The same in REP, as in the hash.
			amount: Balance,
		},
		/// An account showed its side.
		Revealed {
			/// The pool.
			pool: PoolId,
			/// Who.
			who: T::AccountId,
			/// The side.
			side: Side,
			/// What is staked on it.
			stake: Shares,
		},
		/// A pool was decided.
		Decided {
			/// The pool.
			pool: PoolId,
			/// What it voted on.
			post: PostId,
			/// The verdict.
			verdict: Verdict,
			/// What was staked for the post.
			ayes: Shares,
			/// What was staked against it.
			nays: Shares,
			/// What was staked on sides that were not shown.
			unrevealed: Shares,
			/// The REP that the quorum was a part of: all of the domain, but in a pool for governance not what there was more of
			/// than at its snapshot. If there was none, the founder's word decided, or nothing did.
			supply: Shares,
			/// What is minted to the winners.
			minted: Shares,
			/// What was given to the post.
			to_post: Shares,
		},
		/// The fee of a pool was shared.
		FeePaid {
			/// The pool.
			pool: PoolId,
			/// Who paid.
			payer: T::AccountId,
			/// Who got what.
			paid: FeePaid,
		},
		/// The fee of a pool became free again, because the quorum was not met.
		FeeReturned {
			/// The pool.
			pool: PoolId,
			/// Whose it is.
			payer: T::AccountId,
			/// Tokens.
			fee: Balance,
		},
		/// The fee of a pool could not be paid, and became free again; nothing is minted against it.
		FeeNotPaid {
			/// The pool.
			pool: PoolId,
			/// Whose it is.
			payer: T::AccountId,
			/// Tokens.
			fee: Balance,
			/// Why.
			error: DispatchError,
		},
		/// The deposit of a pool became free again.
		DepositReturned {
			/// The pool.
			pool: PoolId,
			/// Whose it is.
			opener: T::AccountId,
			/// Tokens.
			deposit: Balance,
		},
		/// The deposit of a pool went to the treasury, because the quorum was not met.
		DepositForfeited {
			/// The pool.
			pool: PoolId,
			/// Whose it was.
			opener: T::AccountId,
			/// Tokens.
			deposit: Balance,
		},
		/// A stake was settled. Amounts are of the era in which the pool was decided.
		VoteSettled {
			/// The pool.
			pool: PoolId,
			/// Who.
			who: T::AccountId,
			/// What was burned of the stake.
			burned: Shares,
			/// What was minted on top.
			minted: Shares,
			/// What of the stake became free.
			returned: Shares,
		},
		/// The last stake of a pool was settled, and the pool removed.
		Settled {
			/// The pool.
			pool: PoolId,
			/// What it had decided.
			verdict: Verdict,
			/// What was left, and given to the post.
			to_post: Shares,
		},
		/// A pool was opened in place of one that did not meet its quorum. The worker's stake went over.
		Reopened {
			/// The pool that did not decide.
			from: PoolId,
			/// The pool that was opened.
			to: PoolId,
		},
	}

	#[pallet::error]
	pub enum Error<T> {
		/// There is no such post.
		UnknownPost,
		/// There is no such domain.
		UnknownDomain,
		/// There is no such pool, or it is settled.
		UnknownPool,
		/// While nobody has REP in the domain, only its founder opens pools by call.
		NotFounder,
		/// The duration is outside the domain's bounds.
		DurationOutOfBounds,
		/// The quorum is outside the domain's bounds.
		QuorumOutOfBounds,
		/// The win ratio is outside the domain's bounds.
		WinRatioOutOfBounds,
		/// The part that losers lose is outside the domain's bounds.
		BindingOutOfBounds,
		/// A ratio is above a million parts per million.
		RatioOutOfRange,
		/// The reveal period is outside the domain's bounds of durations.
		RevealPeriodOutOfBounds,
		/// The duration, quorum or win ratio is below what the domain demands of governance.
		GovernanceTooWeak,
		/// A pool for governance needs REP in the domain from the beginning: the founder's word does not govern.
		GovernanceNeedsReputation,
		/// A pool on a work can't be for governance: its verdict is paid for by who ordered the work.
		NotForGovernance,
		/// In a pool for governance nothing counts that was minted since its snapshot, which was taken when it was opened or
		/// shortly before: of the account's REP, less is older than it would have staked.
		MintedAfterOpening,
		/// More REP would be minted against the fee than a ledger holds.
		FeeTooHigh,
		/// A stake of nothing, which is no word either: there is REP in the domain, or the account is not its founder.
		ZeroStake,
		/// The account has no REP in the domain.
		NotAMember,
		/// The account has less free REP in the domain than it wants to stake.
		NotEnoughReputation,
		/// The account has a stake on the other side.
		OtherSide,
		/// Sides are secret in this pool: commit.
		SidesAreSecret,
		/// Sides are open in this pool: stake.
		SidesAreOpen,
		/// The account has a stake in this pool, which a commitment can't change.
		AlreadyCommitted,
		/// The account has committed itself to nothing in this pool.
		NothingCommitted,
		/// The account has shown its side.
		AlreadyRevealed,
		/// The side and the salt are not what the account has committed itself to.
		HashMismatch,
		/// Sides can't be shown while stakes are taken.
		TooEarly,
		/// The period for this is over.
		TooLate,
		/// The pool can't be decided yet.
		NotDue,
		/// The pool is decided.
		AlreadyDecided,
		/// Only a pool on a work that did not meet its quorum can be reopened.
		NotReopenable,
		/// Every id of a pool was given.
		NoMoreIds,
		/// More accounts vote in the pool than it counts.
		TooManyVoters,
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
		/// Opens a pool on a post, for a fee that is shared by the body of experts if the pool decides, and for a deposit
		/// that comes back then. In a domain without REP only its founder may, and the pool passes at once: opening it is the
		/// founder's word (see [`Self::stake`]).
		///
		/// A pool for governance takes a snapshot of the domain's REP, or the last one if that is young: what is minted later
		/// does not count in it.
		///
		/// Errors: `UnknownPost`, `UnknownDomain`, `NotFounder`, `GovernanceNeedsReputation`, `FeeTooHigh`, `NoMoreIds`, an error
		/// for each of `params` that the domain does not let be, and those of pinning the post and of holding tokens. Emits
		/// `Opened`. O(1).
		#[pallet::call_index(0)]
		#[pallet::weight(T::WeightInfo::open().saturating_add(Pallet::<T>::word_weight()))]
		pub fn open(
			origin: OriginFor<T>,
			post: PostId,
			params: PoolParams<BlockNumberFor<T>>,
			#[pallet::compact] fee: Balance,
		) -> DispatchResultWithPostInfo {
			let who = ensure_signed(origin)?;
			let decided = Self::do_open(who, post, params, fee)
				.map_err(|error| error.with_weight(T::WeightInfo::open()))?;
			let decision = if decided { Self::word_weight() } else { Weight::zero() };
			Ok(Some(T::WeightInfo::open().saturating_add(decision)).into())
		}

		/// Stakes REP on a side, or more of it on the same side. It stays staked until the pool is settled. The stake that
		/// leaves nothing of the domain's REP unstaked decides the pool.
		///
		/// An amount of 0 is the word of the domain's founder, while the domain has no REP and so nobody can stake: it decides
		/// the pool at once, whatever the pool demands and whether its sides are secret.
		///
		/// Errors: `ZeroStake`, `UnknownPool`, `SidesAreSecret`, `TooLate`, `OtherSide`, `NotAMember`,
		/// `NotEnoughReputation`, `MintedAfterOpening`, `TooManyVoters`. Emits `Staked`, or for a word `Decided` and what follows
		/// from it. O(1).
		#[pallet::call_index(1)]
		#[pallet::weight(T::WeightInfo::stake().saturating_add(if *amount == 0 {
			Pallet::<T>::word_weight()
		} else {
			T::WeightInfo::check_counts().saturating_add(Pallet::<T>::decision_weight())
		}))]
		pub fn stake(
			origin: OriginFor<T>,
			#[pallet::compact] pool: PoolId,
			side: Side,
			#[pallet::compact] amount: Balance,
		) -> DispatchResultWithPostInfo {
			let who = ensure_signed(origin)?;
			let base = T::WeightInfo::stake();
			let more = if amount == 0 {
				Self::do_decide_by_word(&who, pool, side)
					.map(|()| Self::word_weight())
					.map_err(|error| error.with_weight(base))?
			} else {
				// What is refused may have been refused by the check of what counts.
				let most = base.saturating_add(T::WeightInfo::check_counts());
				let (decided, governance) = Self::do_stake(who, pool, side, amount)
					.map_err(|error| error.with_weight(most))?;
				Self::check_weight(governance).saturating_add(Self::weight_if(decided))
			};
			Ok(Some(base.saturating_add(more)).into())
		}

		/// Stakes REP on a side that only the account knows, which it shows with [`Self::reveal`] when no more stakes are
		/// taken. `hash` is what the view function `commit_hash` gives. A side that is not shown loses, whatever comes of the
		/// pool.
		///
		/// Errors: `ZeroStake`, `UnknownPool`, `SidesAreOpen`, `TooLate`, `AlreadyCommitted`, `NotAMember`,
		/// `NotEnoughReputation`, `MintedAfterOpening`, `TooManyVoters`. Emits `Committed`. O(1).
		#[pallet::call_index(2)]
		#[pallet::weight(T::WeightInfo::commit().saturating_add(T::WeightInfo::check_counts()))]
		pub fn commit(
			origin: OriginFor<T>,
			#[pallet::compact] pool: PoolId,
			hash: H256,
			#[pallet::compact] amount: Balance,
		) -> DispatchResultWithPostInfo {
			let who = ensure_signed(origin)?;
			let governance = Self::do_commit(who, pool, hash, amount)?;
			let check = Self::check_weight(governance);
			Ok(Some(T::WeightInfo::commit().saturating_add(check)).into())
		}

		/// Shows the side that the account has committed itself to.
		///
		/// Errors: `UnknownPool`, `SidesAreOpen`, `TooEarly`, `TooLate`, `NothingCommitted`, `AlreadyRevealed`,
		/// `HashMismatch`. Emits `Revealed`. O(1).
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

		/// Decides a pool that is due, and settles up to [`SETTLE_PAGE`] votes of a decided one. By anyone; `on_idle` does
		/// the same unasked.
		///
		/// Errors: `UnknownPool`, `NotDue`. Emits `Decided`, `VoteSettled`, `Settled`. O(votes of the page).
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
			let (decided, votes) = Self::do_settle(pool)
				.map_err(|error| error.with_weight(T::WeightInfo::settle()))?;
			let decision = Self::weight_if(decided);
			Ok(Some(T::WeightInfo::settle().saturating_add(decision).saturating_add(votes)).into())
		}
	}

	#[pallet::view_functions]
	impl<T: Config> Pallet<T> {
		/// A pool that is not settled.
		pub fn pool(pool: PoolId) -> Option<PoolInfoOf<T>> {
			Self::pool_info(pool)
		}

		/// An account's stake in a pool that is not settled.
		pub fn vote(pool: PoolId, who: T::AccountId) -> Option<VoteInfo> {
			Self::vote_info(pool, &who)
		}

		/// Pools that are not settled: up to `limit`, at most [`LIST_PAGE`], of those after `after` in an order of their
		/// own. The last one is `after` of the next page, even when it is settled meanwhile.
		pub fn open_pools(after: Option<PoolId>, limit: u32) -> Vec<PoolId> {
			Self::list_pools(after, limit)
		}

		/// The pools in which an account can stake, commit itself, show its side or give its founder's word now, with its stake
		/// in each: those among `limit` pools, 1 to [`LIST_PAGE`], that come after `after`.
		pub fn pools_open_to(
			who: T::AccountId,
			after: Option<PoolId>,
			limit: u32,
		) -> OpenPoolsOf<T> {
			Self::list_pools_open_to(&who, after, limit)
		}

		/// What an account would lose and win if the pool were decided now without a word of the founder's, or will because
		/// it is decided.
		pub fn preview(pool: PoolId, who: T::AccountId) -> Option<Preview> {
			Self::preview_vote(pool, &who)
		}

		/// The same if the account staked `amount` REP on a side first, or as much more on its side, whether or not it has as
		/// much. `None` if the pool takes no stakes, and if the account's stake in it is on the other side or secret.
		pub fn preview_stake(
			pool: PoolId,
			who: T::AccountId,
			side: Side,
			amount: Balance,
		) -> Option<Preview> {
			Self::preview_of_stake(pool, &who, side, amount)
		}

		/// How much more REP an account can stake or commit in a pool now: what of its REP is free, and in a pool for governance
		/// old enough. 0 if the pool takes nothing of it.
		pub fn countable(pool: PoolId, who: T::AccountId) -> Balance {
			Self::amount_countable(pool, &who).unwrap_or_default()
		}

		/// Who voted how in a pool for governance that passed, with what stake, and what that would be worth now: up to `limit`
		/// ballots, at most [`LIST_PAGE`], of those after `after` in an order of their own. The last one's account is `after`
		/// of the next page. All are there when the pool is settled.
		pub fn ballots(
			pool: PoolId,
			after: Option<T::AccountId>,
			limit: u32,
		) -> Vec<BallotInfo<T::AccountId>> {
			Self::list_ballots(pool, after, limit)
		}

		/// What to commit oneself to: BLAKE2b-256 of the SCALE encoding of the genesis block's hash and the arguments.
		pub fn commit_hash(
			pool: PoolId,
			who: T::AccountId,
			side: Side,
			amount: Balance,
			salt: [u8; 32],
		) -> H256 {
			Self::hash_of(pool, &who, side, amount, &salt)
		}

		/// The weakest parameters that the domain lets a pool have, with open sides and the least at risk for losers.
		pub fn least_params(
			domain: DomainId,
			governance: bool,
		) -> Option<PoolParams<BlockNumberFor<T>>> {
			Self::weakest_params(domain, governance)
		}
	}

	impl<T: Config> Pallet<T> {
		/// The most weight that deciding a pool takes otherwise than by the founder's word, with what those who hear of it do.
		pub fn decision_weight() -> Weight {
			T::WeightInfo::decide().saturating_add(T::OnOutcome::weight())
		}

		/// The most weight that deciding a pool by the founder's word takes, with what those who hear of it do.
		pub fn word_weight() -> Weight {
			T::WeightInfo::decide_by_word().saturating_add(T::OnOutcome::weight())
		}

		/// The most weight that settling a vote takes of which no ballot is kept.
		pub fn vote_weight() -> Weight {
			T::WeightInfo::settle_vote_won().max(T::WeightInfo::settle_vote_lost())
		}

		/// The most weight that settling a vote takes if its ballot is kept, or if not.
		pub(crate) fn weight_of_vote(keeps_ballot: bool) -> Weight {
			let ballot = T::WeightInfo::keep_ballot();
			Self::vote_weight().saturating_add(if keeps_ballot { ballot } else { Weight::zero() })
		}

		/// What a stake takes on top if its pool is for governance, or if not.
		fn check_weight(governance: bool) -> Weight {
			if governance {
				T::WeightInfo::check_counts()
			} else {
				Weight::zero()
			}
		}

		fn weight_if(decided: bool) -> Weight {
			if decided {
				Self::decision_weight()
			} else {
				Weight::zero()
			}
		}
	}
}
