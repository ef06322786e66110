#![doc = include_str!("../README.md")]
#![cfg_attr(not(feature = "std"), no_std)]
#![deny(rustdoc::broken_intra_doc_links)]
#![cfg_attr(
	not(any(test, feature = "runtime-benchmarks")),
	deny(clippy::unwrap_used, clippy::indexing_slicing, clippy::arithmetic_side_effects)
)]

extern crate alloc;

mod budget;
pub mod decay;
pub mod dividends;
mod eras;
mod fees;
mod fungibles;
mod genesis;
mod ledger;
pub mod migrations;
pub mod mint_log;
mod minting;
pub mod origins;
mod snapshots;
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

#[cfg(feature = "runtime-benchmarks")]
pub use benchmarking::BenchmarkHelper;
pub use genesis::InvalidMembers;
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
	#[cfg(feature = "runtime-benchmarks")]
	use super::BenchmarkHelper;
	use super::{AccountOf, Ledger, LedgerInfo, WeightInfo};
	use crate::{decay::MAX_ERAS_HELD, ledger::Entry};
	use alloc::vec::Vec;
	use frame_support::{
		pallet_prelude::*,
		traits::{fungible, VariantCount},
		DefaultNoBound, PalletId,
	};
	use frame_system::pallet_prelude::*;
	use sp_core::U256;
	use witan_experts::{
		domain::InspectDomains,
		ids::DomainId,
		ledger::{FeePaid, InspectReputation},
		shares::Shares,
	};
	use witan_primitives::Balance;

	/// The version of what is stored. The [migrations](crate::migrations) lead to it.
	const STORAGE_VERSION: StorageVersion = StorageVersion::new(2);

	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	#[pallet::config]
	pub trait Config: frame_system::Config<RuntimeEvent: From<Event<Self>>> {
		/// The tokens that fees and dividends are paid in.
		type Currency: fungible::Inspect<Self::AccountId, Balance = Balance>
			+ fungible::Mutate<Self::AccountId>;

		/// The reasons for which REP is staked. An account has at most one entry for each.
		type RuntimeHoldReason: Parameter + Member + MaxEncodedLen + Copy + VariantCount;

		/// The parameters of domains: how fees are split, and how long pools can be open.
		type Domains: InspectDomains<Self::AccountId, BlockNumberFor<Self>>;

		/// The source of the pot's account, in which dividends wait until they are claimed. Genesis
		/// endows it with the least balance, so that it never dies.
		#[pallet::constant]
		type PalletId: Get<PalletId>;

		/// The receiver of the treasury's part of fees. It must have an account.
		type Treasury: Get<Self::AccountId>;

		/// Weights of the calls.
		type WeightInfo: WeightInfo;

		/// Domains for benchmarks.
		#[cfg(feature = "runtime-benchmarks")]
		type BenchmarkHelper: BenchmarkHelper;
	}

	/// The ledger of each domain, which every touch of one of its accounts reads.
	///
	/// Written when the ledger is opened and at the first touch in a new era. Also written when a
	/// snapshot is taken, and when the supply, the number of accounts or dividends change. Never
	/// removed.
	#[pallet::storage]
	pub type Ledgers<T: Config> =
		StorageMap<_, Twox64Concat, DomainId, Ledger<BlockNumberFor<T>>, OptionQuery>;

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
	}

	/// Only from traits: [`Error::HalfLifeZero`], [`Error::HalfLifeTooLong`],
	/// [`Error::NotEnoughReputation`], [`Error::SupplyOverflow`],
	/// [`Error::DebtOverflow`], [`Error::UnknownStake`], [`Error::MoreThanStaked`],
	/// [`Error::NotTransferable`], [`Error::NothingToSnapshot`].
	#[pallet::error]
	pub enum Error<T> {
		/// Unknown domain: no domain has this id.
		UnknownDomain,
		/// Half-life of 0: it must be at least 1 block.
		HalfLifeZero,
		/// Half-life too long: the limit is 2^32 - 1 blocks.
		HalfLifeTooLong,
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
		/// Nothing to snapshot: the domain has no REP.
		NothingToSnapshot,
	}

	#[pallet::genesis_config]
	#[derive(DefaultNoBound)]
	pub struct GenesisConfig<T: Config> {
		/// The members that domains have from the start: domain, account, REP in units of 10^-9.
		pub members: Vec<(DomainId, T::AccountId, Balance)>,
	}

	#[pallet::genesis_build]
	impl<T: Config> BuildGenesisConfig for GenesisConfig<T> {
		fn build(&self) {
			if let Err(invalid) = self.do_build() {
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
		/// Returns a domain's ledger without its accounts.
		pub fn ledger(domain: DomainId) -> Option<LedgerInfo<BlockNumberFor<T>>> {
			Self::ledger_info(domain)
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
