//! Bodies of experts: the parameters that a domain begins with, deposits, and the answers of
//! runtime APIs.

#[cfg(feature = "runtime-benchmarks")]
pub mod benchmarks;
pub mod invariants;

use crate::{systems::chain::storage_deposit, time::DAY};
use alloc::{format, string::String};
use core::marker::PhantomData;
use frame_support::{
	traits::{Footprint, Get},
	PalletId,
};
use frame_system::pallet_prelude::BlockNumberFor;
use pallet_domains::{Pallet as Domains, ProfileInfo};
use pallet_reputation::Pallet as Reputation;
use sp_runtime::traits::Convert;
use witan_experts::{
	domain::{DomainParameters, FeeSplit, GovernanceBounds, Minting, PoolBounds, WorkBounds},
	ids::DomainId,
	shares::{MILLION, REP},
};
use witan_primitives::{Balance, BlockNumber, WIT};
use witan_runtime_apis::experts::{DomainInfo, Standing};

/// The account in which dividends wait.
pub const DIVIDENDS_PALLET_ID: PalletId = PalletId(*b"wtn/divi");
/// The account through which fees go from customers to experts.
pub const BUSINESS_PALLET_ID: PalletId = PalletId(*b"wtn/busi");

/// Default parameters of a new domain. Pools stay open for at least a day, so that members in every
/// time zone can vote. Bounds on terms limit an expert's loss by terms that somebody else sets.
pub const DEFAULT_PARAMETERS: DomainParameters<BlockNumber> = DomainParameters {
	pool: PoolBounds {
		min_duration: DAY,
		max_duration: 30 * DAY,
		min_quorum: MILLION / 10,
		max_quorum: 2 * MILLION / 3,
		min_win_ratio: MILLION / 2,
		max_win_ratio: 3 * MILLION / 4,
		min_binding: MILLION / 10,
		max_binding: MILLION,
	},
	work: WorkBounds {
		min_fee: WIT,
		min_period: DAY,
		max_no_show_penalty: MILLION / 5,
		open: true,
		max_stake: 100 * REP,
		min_offer: REP,
		no_show_share: MILLION / 20,
		rejected_share: MILLION / 10,
	},
	governance: GovernanceBounds {
		duration: 3 * DAY,
		quorum: MILLION / 5,
		win_ratio: 2 * MILLION / 3,
		age: 0,
	},
	minting_ratio: MILLION,
	author_share: MILLION / 2,
	fee_split: FeeSplit { worker: MILLION / 2, holders: MILLION / 2, treasury: 0 },
	minting: Minting { depth: MILLION / 10, rate: MILLION / 50 },
};

/// Default parameters of domain 0, which governs the chain: those of others, but that its REP takes
/// time. It is seven days old when it votes, grows by a thousandth a day, and nobody orders work.
pub const CONSTITUTION_PARAMETERS: DomainParameters<BlockNumber> = DomainParameters {
	work: WorkBounds { open: false, ..DEFAULT_PARAMETERS.work },
	governance: GovernanceBounds { age: 7 * DAY, ..DEFAULT_PARAMETERS.governance },
	minting: Minting { depth: MILLION / 100, rate: MILLION / 1_000 },
	..DEFAULT_PARAMETERS
};

/// Returns the longest duration of domain 0's shortest vote with which a wrong slash can be undone
/// in time, if slashes wait for so many slots and undoing has such a delay.
///
/// Whoever sees a wrong slash has a day to have a vote of a third of that duration opened. It can
/// be extended once, and the delay follows. Votes count blocks, and the fault that slashes many may
/// leave a third of the slots without one.
pub fn longest_vote(slashes_wait: u64, undo_delay: BlockNumber) -> BlockNumber {
	let blocks = slashes_wait.saturating_mul(2).checked_div(3).unwrap_or_default();
	let left = blocks.saturating_sub(u64::from(undo_delay)).saturating_sub(u64::from(DAY));
	BlockNumber::try_from((left / 2).saturating_mul(3)).unwrap_or(BlockNumber::MAX)
}

/// The deposit for stored items, by the prices of an item and of a byte.
pub struct ItemsAndBytes<PerItem, PerByte>(PhantomData<(PerItem, PerByte)>);

impl<PerItem: Get<Balance>, PerByte: Get<Balance>> Convert<Footprint, Balance>
	for ItemsAndBytes<PerItem, PerByte>
{
	fn convert(Footprint { count, size }: Footprint) -> Balance {
		storage_deposit::<PerItem, PerByte>(count, size)
	}
}

/// Checks the domains of a genesis, and their members. The error says how to fix them.
pub fn check_domains<T: pallet_domains::Config + pallet_reputation::Config>(
	domains: &pallet_domains::GenesisConfig<T>,
	reputation: &pallet_reputation::GenesisConfig<T>,
) -> Result<(), String> {
	domains.check().map_err(|invalid| format!("domains.domains: {invalid}"))?;
	let count = domains.domains.len();
	reputation.check(count).map_err(|invalid| format!("reputation.members: {invalid}"))?;
	if count == 0 {
		return Err("domains.domains: there is no domain 0, which governs the chain: \
			name its founder and its members (docs/operator.md says how)"
			.into());
	}
	Ok(())
}

/// Returns a domain with its ledger.
pub fn domain<T: pallet_domains::Config + pallet_reputation::Config>(
	domain: DomainId,
) -> Option<DomainInfo<T::AccountId, BlockNumberFor<T>>> {
	let ProfileInfo { founder, metadata } = Domains::<T>::profile(domain)?;
	let ledger = Reputation::<T>::ledger(domain)?;
	Some(DomainInfo {
		founder,
		metadata,
		half_life: ledger.half_life,
		parameters: Domains::<T>::parameters(domain)?,
		supply: ledger.supply,
		shares: ledger.shares,
		era: ledger.era,
		era_start: ledger.era_start,
		accounts: ledger.accounts,
		paid_in: ledger.paid_in,
		claimed: ledger.claimed,
		snapshot: ledger.snapshot,
	})
}

/// Returns an account's holdings in a domain.
pub fn standing<T: pallet_reputation::Config>(
	domain: DomainId,
	who: T::AccountId,
) -> Standing<T::RuntimeHoldReason> {
	Standing {
		free: Reputation::<T>::balance(domain, who.clone()),
		held: Reputation::<T>::held(domain, who.clone()),
		total: Reputation::<T>::total(domain, who.clone()),
		debt: Reputation::<T>::debt(domain, who.clone()),
		pending_dividends: Reputation::<T>::pending_dividends(domain, who),
	}
}
