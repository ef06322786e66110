#![doc = include_str!("../README.md")]
#![cfg_attr(not(feature = "std"), no_std)]
#![deny(rustdoc::broken_intra_doc_links)]
#![cfg_attr(
	not(any(test, feature = "runtime-benchmarks")),
	deny(clippy::unwrap_used, clippy::indexing_slicing, clippy::arithmetic_side_effects)
)]

extern crate alloc;

pub mod decay;
pub mod dividends;
mod domains;
mod fees;
mod fungibles;
mod genesis;
mod ledger;
pub mod migrations;
pub mod mint_log;
pub mod origins;
pub mod tally;
pub mod types;
mod views;
pub mod weights;

#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
#[cfg(test)]
mod mock;
#[cfg(test)]
mod tests;
#[cfg(any(test, feature = "try-runtime", feature = "std"))]
mod try_state;

pub use genesis::{GenesisDomain, InvalidDomain};
pub use origins::{EnsureReputation, EnsureReputationOf};
pub use pallet::*;
pub use tally::Tally;
pub use types::*;
pub use weights::WeightInfo;

use frame_support::traits::VariantCountOf;

/// An account as it is stored.
pub type AccountOf<T> =
	Account<<T as Config>::RuntimeHoldReason, VariantCountOf<<T as Config>::RuntimeHoldReason>>;

#[frame_support::pallet]
pub mod pallet {
	use super::{AccountOf, Domain, DomainInfo, GenesisDomain, Metadata, Profile, WeightInfo};
	use crate::{decay::MAX_ERAS_HELD, ledger::Entry};
	use alloc::vec::Vec;
	use frame_support::{
		pallet_prelude::*,
		traits::{fungible, Consideration, Footprint, VariantCount},
		DefaultNoBound, PalletId,
	};
	use frame_system::pallet_prelude::*;
	use sp_core::U256;
	use witan_experts::{
		domain::{DomainParameter, DomainParameters},
		ids::DomainId,
		ledger::{FeePaid, InspectReputation},
		shares::Shares,
	};
	use witan_primitives::Balance;

	#[pallet::pallet]
	pub struct Pallet<T>(_);

	#[pallet::config]
	pub trait Config: frame_system::Config<RuntimeEvent: From<Event<Self>>> {
		/// The tokens that fees and dividends are paid in.
		type Currency: fungible::Inspect<Self::AccountId, Balance = Balance>
			+ fungible::Mutate<Self::AccountId>;

		/// The reasons for which REP is staked. An account has at most one entry for each.
		type RuntimeHoldReason: Parameter + Member + MaxEncodedLen + Copy + VariantCount;

		/// The deposit for a domain.
		type Consideration: Consideration<Self::AccountId, Footprint>;

		/// The source of the pot's account, in which dividends wait until they are claimed. Genesis
		/// endows it with the least balance, so that it never dies.
		#[pallet::constant]
		type PalletId: Get<PalletId>;

		/// The receiver of the treasury's part of fees. It must have an account.
		type Treasury: Get<Self::AccountId>;

		/// The parameters of a new domain whose founder chooses none.
		type DefaultParameters: Get<DomainParameters<BlockNumberFor<Self>>>;

		/// Weights of the calls.
		type WeightInfo: WeightInfo;
	}

	/// The reasons for which tokens are held.
	#[pallet::composite_enum]
	pub enum HoldReason {
		/// The deposit for a domain's records.
		Domain,
	}

	/// The id of the next domain. Written when a domain is made, never removed.
	#[pallet::storage]
	pub type NextDomain<T: Config> = StorageValue<_, DomainId, ValueQuery>;

	/// The part of each domain that every touch of an account reads.
	///
	/// Written when the domain is made and at the first touch in a new era. Also written when a
	/// snapshot is taken, and when the supply, the number of accounts or dividends change. Never
	/// removed.
	#[pallet::storage]
	pub type Domains<T: Config> =
		StorageMap<_, Twox64Concat, DomainId, Domain<BlockNumberFor<T>>, OptionQuery>;

	/// The founder, metadata and deposit of each domain. Written when the domain is made, never
	/// removed.
	#[pallet::storage]
	pub type Profiles<T: Config> =
		StorageMap<_, Twox64Concat, DomainId, Profile<T::AccountId, T::Consideration>, OptionQuery>;

	/// The parameters that each domain has decided for itself. Written when the domain is made and
	/// when it is governed, never removed.
	#[pallet::storage]
	pub type Parameters<T: Config> =
		StorageMap<_, Twox64Concat, DomainId, DomainParameters<BlockNumberFor<T>>, OptionQuery>;

	/// The accounts of each domain.
	///
	/// Written by every change of REP. Removed when nothing is left: no shares, no stakes, no debt
	/// and less than one token unit of dividends.
	#[pallet::storage]
	pub type Accounts<T: Config> = StorageDoubleMap<
		_,
		Twox64Concat,
		DomainId,
		Blake2_128Concat,
		T::AccountId,
		AccountOf<T>,
		OptionQuery,
	>;

	/// The dividend index at the end of each past era in which a domain paid a dividend, by domain
	/// and era.
	///
	/// Written at the first touch of the domain in a later era. Kept until an upgrade runs
	/// [`migrations::SettleAccounts`](crate::migrations::SettleAccounts), because an account may
	/// have earned something in the era and not claimed it yet.
	#[pallet::storage]
	pub type EraEnds<T: Config> =
		StorageDoubleMap<_, Twox64Concat, DomainId, Twox64Concat, u32, U256, OptionQuery>;

	/// Amounts of REP are in shares of the domain's era.
	#[pallet::event]
	#[pallet::generate_deposit(pub(super) fn deposit_event)]
	pub enum Event<T: Config> {
		/// A domain was made.
		DomainCreated {
			domain: DomainId,
			founder: T::AccountId,
			/// Blocks in which its REP halves, if it decays.
			half_life: Option<BlockNumberFor<T>>,
			/// The parameters that it starts with.
			parameters: DomainParameters<BlockNumberFor<T>>,
		},
		/// A domain was touched for the first time in a new era. For each era that passed, a share
		/// is worth 2^16 times as much, and all numbers of shares are 2^16 times less, rounded
		/// down.
		EraStarted {
			domain: DomainId,
			/// The era that the domain is in now.
			era: u32,
		},
		/// REP was minted to an account. Debt is paid from it: see [`Event::DebtPaid`].
		Minted { domain: DomainId, who: T::AccountId, shares: Shares },
		/// Free REP of an account was burned.
		Burned { domain: DomainId, who: T::AccountId, shares: Shares },
		/// The debt of an account rose, because its free REP did not cover a burn.
		DebtIncurred {
			domain: DomainId,
			who: T::AccountId,
			/// The rise of the debt.
			shares: Shares,
		},
		/// REP that became free was burned to pay debt.
		DebtPaid {
			domain: DomainId,
			who: T::AccountId,
			/// The fall of the debt.
			shares: Shares,
		},
		/// A stake was opened with free REP.
		Staked { domain: DomainId, who: T::AccountId, reason: T::RuntimeHoldReason, shares: Shares },
		/// Free REP was added to a stake.
		StakeRaised {
			domain: DomainId,
			who: T::AccountId,
			reason: T::RuntimeHoldReason,
			/// The REP that was added.
			shares: Shares,
		},
		/// A part of a stake became a stake of its own.
		StakeSplit {
			domain: DomainId,
			who: T::AccountId,
			/// The reason for the whole.
			from: T::RuntimeHoldReason,
			/// The reason for the part.
			to: T::RuntimeHoldReason,
			/// The part.
			shares: Shares,
		},
		/// A stake is held for another reason.
		StakeMoved {
			domain: DomainId,
			who: T::AccountId,
			/// The reason before.
			from: T::RuntimeHoldReason,
			/// The reason from now on.
			to: T::RuntimeHoldReason,
			/// The stake.
			shares: Shares,
			/// The rest that rounding had left with the old reason, free since its last stake left.
			freed: Shares,
		},
		/// A stake ended.
		Released {
			domain: DomainId,
			who: T::AccountId,
			reason: T::RuntimeHoldReason,
			/// REP that became free, with the rest that rounding had left if this was the reason's
			/// last stake.
			freed: Shares,
			/// REP of the stake that was burned.
			burned: Shares,
		},
		/// A stake became smaller.
		StakeLowered {
			domain: DomainId,
			who: T::AccountId,
			reason: T::RuntimeHoldReason,
			/// REP that became free.
			freed: Shares,
			/// REP that was burned.
			burned: Shares,
		},
		/// A domain's last account was removed, and with it the rest that rounding had left of the
		/// supply.
		RoundingDropped {
			domain: DomainId,
			/// The rest.
			shares: Shares,
		},
		/// A claim removed the record of an account of which nothing was left.
		AccountReaped { domain: DomainId, who: T::AccountId },
		/// A fee was paid to a body of experts.
		FeePaid {
			domain: DomainId,
			payer: T::AccountId,
			/// The parts of the fee, in tokens.
			paid: FeePaid,
		},
		/// Tokens were shared among all holders of REP.
		DividendPaid {
			domain: DomainId,
			/// The dividend, in tokens.
			amount: Balance,
			/// All shares, among which it is divided.
			shares: Shares,
		},
		/// An account was paid the dividends that it had earned.
		DividendClaimed {
			domain: DomainId,
			who: T::AccountId,
			/// The payment, in tokens.
			amount: Balance,
		},
		/// A snapshot was taken. Until a later one, accounts log REP that is minted to them under
		/// its id.
		SnapshotTaken {
			domain: DomainId,
			id: u32,
			/// All REP of the domain.
			supply: Shares,
		},
		/// A domain changed one of its parameters.
		ParameterSet {
			domain: DomainId,
			/// The parameter with its new value.
			parameter: DomainParameter<BlockNumberFor<T>>,
		},
	}

	/// Only from traits: [`Error::NotEnoughReputation`], [`Error::SupplyOverflow`],
	/// [`Error::DebtOverflow`], [`Error::UnknownStake`], [`Error::MoreThanStaked`],
	/// [`Error::NotTransferable`], [`Error::NothingToSnapshot`].
	#[pallet::error]
	pub enum Error<T> {
		/// Unknown domain: no domain has this id.
		UnknownDomain,
		/// Too many domains: the limit is 2^32 - 1.
		TooManyDomains,
		/// Half-life of 0: it must be at least 1 block.
		HalfLifeZero,
		/// Half-life too long: the limit is 2^32 - 1 blocks.
		HalfLifeTooLong,
		/// Invalid ratio: each but the minting ratio must be at most 1 000 000 parts per million,
		/// and no minimum may exceed its maximum. The quorum and win ratio of governance pools must
		/// be at least 1 and at most the maximum of pools.
		RatioOutOfRange,
		/// Invalid duration: each, and the minimum period of a job, must be between 1 block and
		/// 90 days (2 592 000 blocks). The minimum must not exceed the maximum, and the governance
		/// duration must not exceed the maximum pool duration.
		DurationOutOfRange,
		/// Invalid fee split: its parts must sum to 1 000 000 parts per million.
		FeeSplitNotWhole,
		/// Not enough REP: the account has less free REP than the amount.
		NotEnoughReputation,
		/// Too much REP: a domain's supply must stay below 2^80 units of 10^-9 REP.
		SupplyOverflow,
		/// Too much debt: an account can't owe more than 2^128 - 1 shares.
		DebtOverflow,
		/// Unknown stake: the account has no such stake for this reason.
		UnknownStake,
		/// Amount too large: it exceeds the stake.
		MoreThanStaked,
		/// Not transferable: REP stays with the account that earned it.
		NotTransferable,
		/// Nothing to claim: the account has less than one token unit of unpaid dividends, and no
		/// empty record to remove.
		NothingToClaim,
		/// Governance would be locked out: its pools can demand a quorum of at most 666 666 and a
		/// win ratio of at most 800 000 parts per million. The minting ratio must be at least 1.
		/// Otherwise the domain might never change its parameters again.
		GovernanceLockedOut,
		/// Nothing to snapshot: the domain has no REP.
		NothingToSnapshot,
	}

	#[pallet::genesis_config]
	#[derive(DefaultNoBound)]
	pub struct GenesisConfig<T: Config> {
		/// The domains that exist from the start, with ids from 0 on.
		pub domains: Vec<GenesisDomain<T::AccountId, BlockNumberFor<T>>>,
	}

	#[pallet::genesis_build]
	impl<T: Config> BuildGenesisConfig for GenesisConfig<T> {
		fn build(&self) {
			if let Err(invalid) = self.check().and_then(|()| self.do_build()) {
				panic!("chain specification, reputation: {invalid}");
			}
		}
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}

	#[pallet::call]
	impl<T: Config> Pallet<T> {
		/// Makes a domain, of which the caller is the founder, for a deposit that is held as long
		/// as the domain exists.
		///
		/// `half_life` is the number of blocks in which its REP halves; without one, REP doesn't
		/// decay. `parameters` are the rules for its pools, services and fees; without them, the
		/// domain has the chain's defaults. The half-life never changes. Parameters are changed by
		/// directives that the domain ratifies.
		///
		/// # Errors
		///
		/// - [`Error::HalfLifeZero`]: `half_life` is 0.
		/// - [`Error::HalfLifeTooLong`]: `half_life` is above
		///   [`MAX_HALF_LIFE`](crate::decay::MAX_HALF_LIFE).
		/// - [`Error::RatioOutOfRange`]: a ratio is too large, or a minimum exceeds its maximum.
		/// - [`Error::GovernanceLockedOut`]: the domain might never change its parameters again.
		/// - [`Error::DurationOutOfRange`]: a duration is 0 or too long.
		/// - [`Error::FeeSplitNotWhole`]: the parts of the fee don't sum to the whole.
		/// - [`Error::TooManyDomains`]: all ids are taken.
		/// - errors of the deposit
		///
		/// # Events
		///
		/// - [`Event::DomainCreated`]
		///
		/// # Complexity
		///
		/// O(m) in the bytes of metadata.
		#[pallet::call_index(0)]
		#[pallet::weight(T::WeightInfo::create_domain(metadata.len() as u32))]
		pub fn create_domain(
			origin: OriginFor<T>,
			metadata: Metadata,
			half_life: Option<BlockNumberFor<T>>,
			parameters: Option<DomainParameters<BlockNumberFor<T>>>,
		) -> DispatchResult {
			let founder = ensure_signed(origin)?;
			Self::do_create_domain(founder, metadata, half_life, parameters)?;
			Ok(())
		}

		/// Pays an account the dividends that it has earned in a domain, and removes its record if
		/// nothing is left of it.
		///
		/// Nothing is left of an account without REP, stakes and debt. The record of an account
		/// whose REP has decayed can be removed even if it has earned nothing. Anyone may call this
		/// for anyone.
		///
		/// An account without tokens can't receive less than the existential deposit. Until it has
		/// tokens, or has earned that much, its dividends stay pending and the call is refused.
		///
		/// # Errors
		///
		/// - [`Error::UnknownDomain`]: no domain has this id.
		/// - [`Error::NothingToClaim`]: there is no dividend to pay and no empty record to remove.
		/// - errors of the transfer: `Token.BelowMinimum` if the account could not exist with the
		///   payment
		///
		/// # Events
		///
		/// - [`Event::DividendClaimed`]
		/// - [`Event::AccountReaped`]
		/// - [`Event::EraStarted`]
		/// - [`Event::RoundingDropped`]
		///
		/// # Complexity
		///
		/// O(e) in the eras with a dividend that the account is behind: at most [`MAX_ERAS_HELD`].
		#[pallet::call_index(1)]
		#[pallet::weight(T::WeightInfo::claim_dividends(MAX_ERAS_HELD))]
		pub fn claim_dividends(
			origin: OriginFor<T>,
			domain: DomainId,
			who: T::AccountId,
		) -> DispatchResultWithPostInfo {
			ensure_signed(origin)?;
			let weight = Self::do_claim(domain, &who)?;
			Ok(Some(weight).into())
		}
	}

	/// Amounts of REP are in units of 10^-9 REP at this block, and zero in an unknown domain.
	#[pallet::view_functions]
	impl<T: Config> Pallet<T> {
		/// Returns all about a domain but its accounts.
		pub fn domain(domain: DomainId) -> Option<DomainInfo<T::AccountId, BlockNumberFor<T>>> {
			Self::domain_info(domain)
		}

		/// Returns the parameters that a domain has decided for itself.
		pub fn parameters(domain: DomainId) -> Option<DomainParameters<BlockNumberFor<T>>> {
			Parameters::<T>::get(domain)
		}

		/// Returns the REP that an account can stake.
		pub fn balance(domain: DomainId, who: T::AccountId) -> Balance {
			Self::read_amount(domain, &who, |entry| entry.account.free)
		}

		/// Returns the REP that an account has staked, for each reason with anything left at this
		/// block.
		pub fn held(domain: DomainId, who: T::AccountId) -> Vec<(T::RuntimeHoldReason, Balance)> {
			Self::held_by_reason(domain, &who)
		}

		/// Returns all REP of an account, free and staked.
		pub fn total(domain: DomainId, who: T::AccountId) -> Balance {
			Self::read_amount(domain, &who, Entry::total)
		}

		/// Returns the REP that an account owes: its next free REP pays it.
		pub fn debt(domain: DomainId, who: T::AccountId) -> Balance {
			Self::read_amount(domain, &who, |entry| entry.account.debt)
		}

		/// Returns the tokens that an account has earned and not claimed. A claim is refused while
		/// they are less than the existential deposit and the account has no tokens.
		pub fn pending_dividends(domain: DomainId, who: T::AccountId) -> Balance {
			Self::whole_dividends(domain, &who)
		}

		/// Returns the REP that shares, as events and other pallets' records have them, are worth.
		pub fn to_amount(domain: DomainId, shares: Shares) -> Balance {
			<Self as InspectReputation<T::AccountId>>::to_amount(domain, shares)
		}
	}
}
