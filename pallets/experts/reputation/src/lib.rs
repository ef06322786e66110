#![doc = include_str!("../README.md")]
#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

pub mod attenuation;
pub mod dividends;
mod domains;
mod fees;
mod fungibles;
mod genesis;
mod ledger;
pub mod migrations;
pub mod minted;
pub mod origins;
pub mod tally;
pub mod types;
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
	use super::*;
	use crate::{attenuation::MAX_ERAS_HELD, domains::Current, ledger::Entry};
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

		/// What REP is staked for. An account has at most one entry for each reason.
		type RuntimeHoldReason: Parameter + Member + MaxEncodedLen + Copy + VariantCount;

		/// The deposit for a domain.
		type Consideration: Consideration<Self::AccountId, Footprint>;

		/// Where dividends wait until they are claimed. Genesis gives its account the least balance, so that it never dies.
		#[pallet::constant]
		type PalletId: Get<PalletId>;

		/// Who gets the treasury's part of fees. It must have an account.
		type Treasury: Get<Self::AccountId>;

		/// The parameters of a new domain whose founder chooses none.
		type DefaultParameters: Get<DomainParameters<BlockNumberFor<Self>>>;

		/// Weights of the calls.
		type WeightInfo: WeightInfo;
	}

	/// What tokens are held for.
	#[pallet::composite_enum]
	pub enum HoldReason {
		/// The deposit for a domain's records.
		Domain,
	}

	/// The id of the next domain. Written when a domain is made, never removed.
	#[pallet::storage]
	pub type NextDomain<T: Config> = StorageValue<_, DomainId, ValueQuery>;

	/// Of each domain what every touch of an account reads. Written when the domain is made, when its supply, its number
	/// of accounts or its dividends change, when a snapshot is taken, and at the first touch in a new era; never removed.
	#[pallet::storage]
	pub type Domains<T: Config> =
		StorageMap<_, Twox64Concat, DomainId, Domain<BlockNumberFor<T>>, OptionQuery>;

	/// Of each domain its founder, metadata and deposit. Written when the domain is made, never removed.
	#[pallet::storage]
	pub type Profiles<T: Config> =
		StorageMap<_, Twox64Concat, DomainId, Profile<T::AccountId, T::Consideration>, OptionQuery>;

	/// What each domain has decided for itself. Written when the domain is made and when it is governed, never removed.
	#[pallet::storage]
	pub type Parameters<T: Config> =
		StorageMap<_, Twox64Concat, DomainId, DomainParameters<BlockNumberFor<T>>, OptionQuery>;

	/// The accounts of each domain. Written by every change of REP, removed when nothing is left: no units, no stakes, no
	/// debt and no dividend of a whole amount of tokens.
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

	/// Of each domain and each past era in which a dividend was paid: the dividend index at its end. Written at the first
	/// touch of the domain in a later era; kept until an upgrade runs [`migrations::SettleAccounts`], because somebody may have
	/// earned something in it and not claimed it yet.
	#[pallet::storage]
	pub type EraEnds<T: Config> =
		StorageDoubleMap<_, Twox64Concat, DomainId, Twox64Concat, u32, U256, OptionQuery>;

	/// Amounts of REP are in units of the domain's era.
	#[pallet::event]
	#[pallet::generate_deposit(pub(super) fn deposit_event)]
	pub enum Event<T: Config> {
		/// A domain was made.
		DomainCreated {
			/// Its id.
			domain: DomainId,
			/// Who made it.
			founder: T::AccountId,
			/// Blocks in which its REP halves, if it does.
			half_life: Option<BlockNumberFor<T>>,
			/// What it has decided for itself.
			parameters: DomainParameters<BlockNumberFor<T>>,
		},
		/// A domain was touched for the first time in a new era: its units, those of its accounts and of all that is stored
		/// are 2^16 times as large for each era, and as many times fewer, rounded down.
		EraStarted {
			/// The domain.
			domain: DomainId,
			/// The era that it is in now.
			era: u32,
		},
		/// REP was minted to an account. What it owed is paid from this: see [`Event::DebtPaid`].
		Minted {
			/// The domain.
			domain: DomainId,
			/// Whose.
			who: T::AccountId,
			/// How much.
			shares: Shares,
		},
		/// Free REP of an account was burned.
		Burned {
			/// The domain.
			domain: DomainId,
			/// Whose.
			who: T::AccountId,
			/// How much.
			shares: Shares,
		},
		/// An account owes REP that it has not free.
		DebtIncurred {
			/// The domain.
			domain: DomainId,
			/// Who owes.
			who: T::AccountId,
			/// How much more than before.
			shares: Shares,
		},
		/// REP that became free was burned because it was owed.
		DebtPaid {
			/// The domain.
			domain: DomainId,
			/// Who owed.
			who: T::AccountId,
			/// How much less than before.
			shares: Shares,
		},
		/// A stake was opened with free REP.
		Staked {
			/// The domain.
			domain: DomainId,
			/// Whose.
			who: T::AccountId,
			/// What for.
			reason: T::RuntimeHoldReason,
			/// How much.
			shares: Shares,
		},
		/// Free REP was added to a stake.
		StakeRaised {
			/// The domain.
			domain: DomainId,
			/// Whose.
			who: T::AccountId,
			/// What for.
			reason: T::RuntimeHoldReason,
			/// How much was added.
			shares: Shares,
		},
		/// A part of a stake became a stake of its own.
		StakeSplit {
			/// The domain.
			domain: DomainId,
			/// Whose.
			who: T::AccountId,
			/// What the whole was for.
			from: T::RuntimeHoldReason,
			/// What the part is for.
			to: T::RuntimeHoldReason,
			/// The part.
			shares: Shares,
		},
		/// A stake is held for another reason.
		StakeMoved {
			/// The domain.
			domain: DomainId,
			/// Whose.
			who: T::AccountId,
			/// What it was for.
			from: T::RuntimeHoldReason,
			/// What it is for.
			to: T::RuntimeHoldReason,
			/// The stake.
			shares: Shares,
			/// What rounding had left with the old reason and became free with its last stake.
			freed: Shares,
		},
		/// A stake ended.
		Released {
			/// The domain.
			domain: DomainId,
			/// Whose.
			who: T::AccountId,
			/// What it was for.
			reason: T::RuntimeHoldReason,
			/// What became free, with what rounding had left if it was the reason's last stake.
			freed: Shares,
			/// What of it was burned.
			burned: Shares,
		},
		/// A stake became less.
		StakeLowered {
			/// The domain.
			domain: DomainId,
			/// Whose.
			who: T::AccountId,
			/// What it is for.
			reason: T::RuntimeHoldReason,
			/// What became free.
			freed: Shares,
			/// What was burned.
			burned: Shares,
		},
		/// A domain's last account was removed, and with it what rounding had left of the supply.
		RoundingDropped {
			/// The domain.
			domain: DomainId,
			/// How much.
			shares: Shares,
		},
		/// Nothing was left of an account, and a claim removed its record.
		AccountReaped {
			/// The domain.
			domain: DomainId,
			/// Whose.
			who: T::AccountId,
		},
		/// A fee was paid to a body of experts.
		FeePaid {
			/// The domain.
			domain: DomainId,
			/// By whom.
			payer: T::AccountId,
			/// Where it went, in tokens.
			paid: FeePaid,
		},
		/// Tokens were shared among all holders of REP.
		DividendPaid {
			/// The domain.
			domain: DomainId,
			/// How many tokens.
			amount: Balance,
			/// By how many units they are shared.
			shares: Shares,
		},
		/// An account was paid what it had earned.
		DividendClaimed {
			/// The domain.
			domain: DomainId,
			/// Who was paid.
			who: T::AccountId,
			/// How many tokens.
			amount: Balance,
		},
		/// From now on, until there is a later snapshot, accounts keep what is minted to them under this one.
		SnapshotTaken {
			/// The domain.
			domain: DomainId,
			/// The snapshot.
			id: u32,
			/// All REP of the domain.
			supply: Shares,
		},
		/// A domain changed one of its parameters.
		ParameterSet {
			/// The domain.
			domain: DomainId,
			/// What it is now.
			parameter: DomainParameter<BlockNumberFor<T>>,
		},
	}

	#[pallet::error]
	pub enum Error<T> {
		/// There is no such domain.
		UnknownDomain,
		/// There are as many domains as can be told apart.
		TooManyDomains,
		/// A half-life must be at least one block.
		HalfLifeZero,
		/// A half-life must be below 2^32 blocks.
		HalfLifeTooLong,
		/// In the parameters a ratio is above a million, a least ratio is above the greatest, or the quorum or win ratio of
		/// governance pools is 0 or above the greatest.
		RatioOutOfRange,
		/// In the parameters a duration or the least period of a work is 0 or above ninety days of blocks of 3 s, the least
		/// duration is above the longest, or that of governance pools is.
		DurationOutOfRange,
		/// The parts of the fee don't sum to a million.
		FeeSplitNotWhole,
		/// The account has less free REP.
		NotEnoughReputation,
		/// A domain can't have so much REP: the limit is 2^80 of 10^-9 REP.
		SupplyOverflow,
		/// An account can't owe so much.
		DebtOverflow,
		/// The account has no such stake for this reason.
		UnknownStake,
		/// A part of a stake can't be more than the stake.
		MoreThanStaked,
		/// Reputation stays with who earned it.
		NotTransferable,
		/// The account has earned no whole amount of tokens that it was not paid, and has no record of which nothing is left.
		NothingToClaim,
		/// In the parameters governance pools would have to demand a quorum above two thirds or a win ratio above four fifths,
		/// or the minting ratio is 0: the domain could be unable to ever change its parameters again.
		GovernanceLockedOut,
		/// The domain has no REP of which a snapshot could be taken.
		NothingToSnapshot,
	}

	#[pallet::genesis_config]
	#[derive(DefaultNoBound)]
	pub struct GenesisConfig<T: Config> {
		/// Domains that are there from the start, from id 0 on.
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
		/// Makes a domain, whose founder the caller is, for a deposit that is held as long as the domain is there.
		///
		/// `half_life` is the blocks in which its REP halves; without, it doesn't attenuate. `parameters` are the rules by which
		/// its pools and services work and its fees are shared; without, the chain's defaults. The half-life stays; parameters are changed by directives
		/// that the domain ratifies.
		///
		/// Errors: [`Error::HalfLifeZero`], [`Error::HalfLifeTooLong`], [`Error::RatioOutOfRange`],
		/// [`Error::GovernanceLockedOut`], [`Error::DurationOutOfRange`], [`Error::FeeSplitNotWhole`],
		/// [`Error::TooManyDomains`], and those of the deposit.
		/// Emits [`Event::DomainCreated`].
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

		/// Pays an account the dividends that it has earned in a domain, and removes its record if then nothing is left of it: no
		/// REP, stakes or debt. So the record of an account whose REP decayed can be removed even if it has earned nothing.
		/// Anyone may call it for anyone.
		///
		/// Errors: [`Error::UnknownDomain`], [`Error::NothingToClaim`], and those of the transfer. Emits
		/// [`Event::DividendClaimed`] if it pays, [`Event::AccountReaped`] if it removes. Looks at no more than
		/// [`MAX_ERAS_HELD`] eras, however late it is called.
		#[pallet::call_index(1)]
		#[pallet::weight(T::WeightInfo::claim_dividends(MAX_ERAS_HELD))]
		pub fn claim_dividends(
			origin: OriginFor<T>,
			domain: DomainId,
			who: T::AccountId,
		) -> DispatchResultWithPostInfo {
			ensure_signed(origin)?;
			let looked_at = Self::do_claim(domain, &who)?;
			Ok(Some(T::WeightInfo::claim_dividends(looked_at)).into())
		}
	}

	/// Amounts are in 10^-9 REP at this block, and zero where there is no such domain.
	#[pallet::view_functions]
	impl<T: Config> Pallet<T> {
		/// All about a domain but its accounts.
		pub fn domain(domain: DomainId) -> Option<DomainInfo<T::AccountId, BlockNumberFor<T>>> {
			let current = Current::<T>::read(domain).ok()?;
			let profile = Profiles::<T>::get(domain)?;
			let supply = current.scale().amount(current.domain.shares);
			Some(DomainInfo {
				founder: profile.founder,
				metadata: profile.metadata.into_inner(),
				half_life: current.domain.half_life,
				parameters: Parameters::<T>::get(domain)?,
				supply,
				shares: current.shares(current.domain.shares),
				era: current.domain.era,
				era_start: current.domain.era_start,
				accounts: current.domain.accounts,
				paid_in: current.domain.paid_in,
				claimed: current.domain.claimed,
				snapshot: current.domain.snapshot,
			})
		}

		/// What a domain has decided for itself.
		pub fn parameters(domain: DomainId) -> Option<DomainParameters<BlockNumberFor<T>>> {
			Parameters::<T>::get(domain)
		}

		/// What an account can stake.
		pub fn balance(domain: DomainId, who: T::AccountId) -> Balance {
			Entry::<T>::read(domain, &who).map_or(0, |entry| entry.amount(entry.account.free))
		}

		/// What an account has staked, for each reason of which anything is left at this block.
		pub fn held(domain: DomainId, who: T::AccountId) -> Vec<(T::RuntimeHoldReason, Balance)> {
			let Ok(entry) = Entry::<T>::read(domain, &who) else { return Vec::new() };
			let holds = entry.account.holds.iter();
			holds
				.map(|hold| (hold.reason, entry.amount(hold.shares)))
				.filter(|(_, amount)| *amount > 0)
				.collect()
		}

		/// All that an account has, free and staked.
		pub fn total(domain: DomainId, who: T::AccountId) -> Balance {
			Entry::<T>::read(domain, &who).map_or(0, |entry| entry.amount(entry.total()))
		}

		/// What an account owes: its next free REP pays it.
		pub fn debt(domain: DomainId, who: T::AccountId) -> Balance {
			Entry::<T>::read(domain, &who).map_or(0, |entry| entry.amount(entry.account.debt))
		}

		/// Tokens that an account has earned and can claim.
		pub fn pending_dividends(domain: DomainId, who: T::AccountId) -> Balance {
			Entry::<T>::read(domain, &who).map_or(0, |entry| dividends::whole(entry.account.earned))
		}

		/// What units, as events and other pallets' records have them, are worth.
		pub fn to_amount(domain: DomainId, shares: Shares) -> Balance {
			<Self as InspectReputation<T::AccountId>>::to_amount(domain, shares)
		}
	}
}
