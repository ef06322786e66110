#![doc = include_str!("../README.md")]
#![cfg_attr(not(feature = "std"), no_std)]
#![deny(rustdoc::broken_intra_doc_links)]
#![cfg_attr(
	not(any(test, feature = "runtime-benchmarks")),
	deny(clippy::unwrap_used, clippy::indexing_slicing, clippy::arithmetic_side_effects)
)]

extern crate alloc;

mod creating;
mod genesis;
mod governing;
pub mod migrations;
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
pub use pallet::*;
pub use types::*;
pub use weights::WeightInfo;

#[frame_support::pallet]
pub mod pallet {
	use super::{GenesisDomain, Metadata, Profile, ProfileInfo, WeightInfo};
	use alloc::vec::Vec;
	use frame_support::{
		pallet_prelude::*,
		traits::{Consideration, Footprint},
		DefaultNoBound,
	};
	use frame_system::pallet_prelude::*;
	use witan_experts::{
		domain::{DomainParameter, DomainParameters, Limits},
		ids::DomainId,
		ledger::OpenLedger,
	};

	/// The version of what is stored. The [migrations](crate::migrations) lead to it.
	const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	#[pallet::config]
	pub trait Config: frame_system::Config<RuntimeEvent: From<Event<Self>>> {
		/// The ledgers of reputation, one of which is opened with each domain.
		type Reputation: OpenLedger<BlockNumberFor<Self>>;

		/// The deposit for a domain.
		type Consideration: Consideration<Self::AccountId, Footprint>;

		/// The parameters of a new domain whose founder chooses none.
		type DefaultParameters: Get<DomainParameters<BlockNumberFor<Self>>>;

		/// The parameters of the first domain, if genesis chooses none.
		type FirstParameters: Get<DomainParameters<BlockNumberFor<Self>>>;

		/// The limits that the chain sets to the domain that governs it, if it sets any.
		type Limits: Get<Option<Limits<BlockNumberFor<Self>>>>;

		/// Weights of the calls.
		type WeightInfo: WeightInfo;
	}

	/// The reasons for which tokens are held.
	#[pallet::composite_enum]
	pub enum HoldReason {
		/// The deposit for the records of a domain and its ledger.
		Domain,
	}

	/// The id of the next domain. Written when a domain is made, never removed.
	#[pallet::storage]
	pub type NextDomain<T: Config> = StorageValue<_, DomainId, ValueQuery>;

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
		/// A domain changed one of its parameters.
		ParameterSet {
			domain: DomainId,
			/// The parameter with its new value.
			parameter: DomainParameter<BlockNumberFor<T>>,
		},
	}

	/// Only from traits: [`Error::UnknownDomain`], [`Error::BelowFloor`],
	/// [`Error::VoteTooLongToUndo`].
	#[pallet::error]
	pub enum Error<T> {
		/// Unknown domain: no domain has this id.
		UnknownDomain,
		/// Too many domains: the limit is 2^32 - 1.
		TooManyDomains,
		/// Invalid ratio: each but the minting ratio must be at most 1 000 000 parts per million,
		/// and no minimum may exceed its maximum. The quorum and win ratio of governance pools must
		/// be at least 1 and at most the maximum of pools. A failed job can leave at most 250 000
		/// parts per million of its fee.
		RatioOutOfRange,
		/// Invalid duration: each, and the minimum period of a job, must be between 1 block and
		/// 90 days (2 592 000 blocks). The minimum must not exceed the maximum. The governance
		/// duration must not exceed half of the maximum pool duration, and the age a quarter of it.
		DurationOutOfRange,
		/// Invalid fee split: its parts must sum to 1 000 000 parts per million.
		FeeSplitNotWhole,
		/// Governance would be locked out: its pools can demand a quorum of at most 666 666 and a
		/// win ratio of at most 800 000 parts per million. The minting ratio, depth and rate must
		/// be at least 1. Otherwise the domain might never change its parameters again.
		GovernanceLockedOut,
		/// Below a floor of the domain that governs the chain: votes on governance take at least a
		/// day, 10 % of the REP and half of the pledges, and count REP that is at least a day old.
		/// Other pools take at least 8 hours. At most 5 % of the supply may be minted at a moment
		/// and 1 % in a day, and no services may be sold.
		BelowFloor,
		/// The shortest vote of the domain that governs the chain would take too long to undo a
		/// wrong slash before it is applied.
		VoteTooLongToUndo,
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
				panic!("chain specification, domains: {invalid}");
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
		/// - [`Error::RatioOutOfRange`]: a ratio is too large, or a minimum exceeds its maximum.
		/// - [`Error::GovernanceLockedOut`]: the domain might never change its parameters again.
		/// - [`Error::DurationOutOfRange`]: a duration is 0 or too long.
		/// - [`Error::FeeSplitNotWhole`]: the parts of the fee don't sum to the whole.
		/// - [`Error::TooManyDomains`]: all ids are taken.
		/// - errors of the ledger: `HalfLifeZero` if `half_life` is 0, `HalfLifeTooLong` if it is
		///   too long
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
			Self::do_create_domain(founder, metadata, half_life, parameters)
		}
	}

	#[pallet::view_functions]
	impl<T: Config> Pallet<T> {
		/// Returns a domain's founder and metadata.
		pub fn profile(domain: DomainId) -> Option<ProfileInfo<T::AccountId>> {
			Profiles::<T>::get(domain).map(ProfileInfo::from)
		}

		/// Returns the parameters that a domain has decided for itself.
		pub fn parameters(domain: DomainId) -> Option<DomainParameters<BlockNumberFor<T>>> {
			Parameters::<T>::get(domain)
		}
	}
}
