//! Proof of stake: validators, their earnings and their losses.
//!
//! Everything that touches `pallet-staking` is in this module and [`election`](super::election).
//! The rest of the runtime knows it by the traits behind the type aliases below:
//! [`ValidatorSelection`], [`BlockRewards`], [`Slashing`], [`ValidatorIdentificationOf`]. Another
//! staking pallet would replace it only here.

use crate::{parameters::dynamic_params::inflation, *};
use frame_election_provider_support::VoteWeight;
use frame_support::{
	derive_impl, ensure, parameter_types,
	traits::{ConstU32, Get},
	weights::Weight,
};
use pallet_governance::{CancelSlashes, EnsureConstitution};
use sp_runtime::{DispatchResult, Perbill, Perquintill};
use sp_staking::{currency_to_vote::U128CurrencyToVote, EraPayout};
use witan_runtime_apis::health::Staking as StakingHealth;

/// The selector of each session's validators.
pub type ValidatorSelection = Staking;
/// The recipient of notices about block authors.
pub type BlockRewards = Staking;
/// The slasher of a validator, and of its nominators, for an offence.
pub type Slashing = Staking;
/// The memory of past sessions about a validator: only that it was one.
pub type ValidatorIdentification = ();
/// The test of an account for being a validator.
pub type ValidatorIdentificationOf = pallet_staking::UnitIdentificationOf<Runtime>;

/// The number of a validator's nominators that one call pays out, and that a slash touches.
pub const MAX_EXPOSURE_PAGE_SIZE: u32 = 256;
/// Validators that one account may nominate.
pub const MAX_NOMINATIONS: u32 = 16;
/// The eras of which rewards can be claimed, and in which an offence can be slashed.
pub const HISTORY_DEPTH: u32 = 84;
/// Milliseconds in a Julian year.
const MILLISECONDS_PER_YEAR: u64 = 1_000 * 3_600 * 24 * 36_525 / 100;

parameter_types! {
	pub const BagThresholds: &'static [VoteWeight] = &BAG_THRESHOLDS;
}

/// The origin that administers staking: a ratified directive of domain 0.
#[cfg(not(feature = "runtime-benchmarks"))]
pub type Administrator = EnsureConstitution;
/// The same, or root, as which the SDK's benchmarks of staking call.
#[cfg(feature = "runtime-benchmarks")]
pub type Administrator =
	frame_support::traits::EitherOfDiverse<frame_system::EnsureRoot<AccountId>, EnsureConstitution>;

/// The numbers of accounts for which an election's cost is measured.
pub struct BenchmarkSizes;
impl pallet_staking::BenchmarkingConfig for BenchmarkSizes {
	type MaxValidators = ConstU32<{ super::consensus::MAX_AUTHORITIES }>;
	type MaxNominators = ConstU32<{ super::election::MAX_VOTERS }>;
}

#[derive_impl(pallet_staking::config_preludes::TestDefaultConfig)]
impl pallet_staking::Config for Runtime {
	type OldCurrency = Balances;
	type Currency = Balances;
	type CurrencyBalance = Balance;
	type RuntimeHoldReason = RuntimeHoldReason;
	type UnixTime = Timestamp;
	type CurrencyToVote = U128CurrencyToVote;
	type ElectionProvider = super::election::BestBacked;
	type GenesisElectionProvider = super::election::BestBacked;
	type NominationsQuota = pallet_staking::FixedNominationsQuota<MAX_NOMINATIONS>;
	type HistoryDepth = ConstU32<HISTORY_DEPTH>;
	type RewardRemainder = super::money::ToTreasury;
	type RuntimeEvent = RuntimeEvent;
	type Slash = super::money::ToTreasury;
	// Rewards are minted.
	type Reward = ();
	type SessionsPerEra = pallet_chain_config::get::SessionsPerEra<Runtime>;
	type BondingDuration = pallet_chain_config::get::BondingDuration<Runtime>;
	type SlashDeferDuration = pallet_chain_config::get::SlashDeferDuration<Runtime>;
	type AdminOrigin = Administrator;
	type SessionInterface = Self;
	type EraPayout = Inflation;
	type NextNewSession = Session;
	type MaxExposurePageSize = ConstU32<MAX_EXPOSURE_PAGE_SIZE>;
	type MaxValidatorSet = ConstU32<{ super::consensus::MAX_AUTHORITIES }>;
	type VoterList = VoterList;
	type TargetList = pallet_staking::UseValidatorsMap<Self>;
	type MaxUnlockingChunks = ConstU32<32>;
	type MaxControllersInDeprecationBatch = ConstU32<100>;
	type EventListeners = ();
	type Filter = frame_support::traits::Nothing;
	type BenchmarkingConfig = BenchmarkSizes;
	type WeightInfo = weights::pallet_staking::WeightInfo<Runtime>;
}

impl pallet_bags_list::Config<pallet_bags_list::Instance1> for Runtime {
	type RuntimeEvent = RuntimeEvent;
	// Staking knows what an account's vote weighs; the list only keeps accounts in order of it.
	type ScoreProvider = Staking;
	type BagThresholds = BagThresholds;
	type MaxAutoRebagPerBlock = ConstU32<0>;
	type Score = VoteWeight;
	type WeightInfo = weights::pallet_bags_list::WeightInfo<Runtime>;
}

/// The maximum number of slashes that a directive cancels at once. A fault that hits 100 validators
/// in one slot causes 661. Up to the 34th, with which all is slashed, each new offender adds a
/// slash to those before it.
const MAX_CANCELLED_SLASHES: u32 = 1_000;

// A fault of a client can hit all who have a seat.
const _: () = assert!(witan_governance::MAX_SPARED >= super::consensus::MAX_AUTHORITIES);

/// Slashes that are not applied yet, which governance can cancel.
pub struct DeferredSlashes;
impl CancelSlashes<RuntimeOrigin> for DeferredSlashes {
	fn cancel(origin: RuntimeOrigin, era: u32, validators: &[AccountId]) -> DispatchResult {
		let indices: Vec<u32> = (0..)
			.zip(pallet_staking::UnappliedSlashes::<Runtime>::get(era))
			.filter(|(_, slash)| validators.contains(&slash.validator))
			.map(|(index, _)| index)
			.collect();
		ensure!(!indices.is_empty(), pallet_governance::Error::<Runtime>::NoSuchSlash);
		ensure!(
			indices.len() <= MAX_CANCELLED_SLASHES as usize,
			pallet_governance::Error::<Runtime>::TooManySlashes
		);
		Staking::cancel_deferred_slash(origin, era, indices)
	}

	fn weight() -> Weight {
		use pallet_staking::WeightInfo;

		<Runtime as pallet_staking::Config>::WeightInfo::cancel_deferred_slash(
			MAX_CANCELLED_SLASHES,
		)
		.saturating_add(<Runtime as frame_system::Config>::DbWeight::get().reads(1))
	}
}

/// Returns the state of elections, and the numbers of those who want to be elected and who vote.
pub fn health() -> StakingHealth {
	use pallet_staking::{ActiveEra, CurrentEra, ErasStartSessionIndex, Nominators, Validators};

	let session = pallet_session::CurrentIndex::<Runtime>::get();
	let elected_era = CurrentEra::<Runtime>::get().unwrap_or_default();
	let started = ErasStartSessionIndex::<Runtime>::get(elected_era).unwrap_or_default();
	let per_era = pallet_chain_config::SessionsPerEra::<Runtime>::get();
	StakingHealth {
		session,
		active_era: ActiveEra::<Runtime>::get().map_or(0, |era| era.index),
		elected_era,
		overdue_sessions: overdue_sessions(session, started, per_era),
		candidates: Validators::<Runtime>::count(),
		nominators: Nominators::<Runtime>::count(),
	}
}

/// Returns the sessions by which the next election is late, if the last one that succeeded was for
/// an era from session `started` on.
///
/// Each session plans the next one. So the last session of an era elects the validators of the era
/// after it, which then starts in a session that is still to come.
pub fn overdue_sessions(session: u32, started: u32, per_era: u32) -> u32 {
	let planned = session.saturating_add(1).saturating_sub(started);
	planned.saturating_add(1).saturating_sub(per_era)
}

/// The minting of an era, and the part of it that goes to stakers.
///
/// Between the parameters `minimum` and `maximum`, the yearly rate to stakers rises with the staked
/// share up to `ideal_stake`. It falls off exponentially beyond it (Web3 Foundation, "Token
/// economics", section on inflation). The treasury gets the part of the maximum that stakers don't.
pub struct Inflation;
impl EraPayout<Balance> for Inflation {
	fn era_payout(
		total_staked: Balance,
		total_issuance: Balance,
		era_duration_millis: u64,
	) -> (Balance, Balance) {
		era_payout(
			total_staked,
			total_issuance,
			era_duration_millis,
			inflation::Minimum::get(),
			inflation::Maximum::get(),
			inflation::IdealStake::get(),
			inflation::Falloff::get(),
		)
	}
}

/// Returns `(to stakers, to the treasury)`, which together are `maximum · issuance · era / year`.
pub fn era_payout(
	total_staked: Balance,
	total_issuance: Balance,
	era_duration_millis: u64,
	minimum: Perbill,
	maximum: Perbill,
	ideal_stake: Perbill,
	falloff: Perbill,
) -> (Balance, Balance) {
	let quintill =
		|ratio: Perbill| Perquintill::from_rational(u64::from(ratio.deconstruct()), 1_000_000_000);
	// A stalled chain does not mint more than a year's worth at once.
	let era = Perquintill::from_rational(
		era_duration_millis.min(MILLISECONDS_PER_YEAR),
		MILLISECONDS_PER_YEAR,
	);
	let (minimum, maximum) = (quintill(minimum.min(maximum)), quintill(maximum));
	let staked = Perquintill::from_rational(total_staked, total_issuance.max(1));
	let adjustment = pallet_staking_reward_fn::compute_inflation(
		staked,
		quintill(ideal_stake),
		quintill(falloff),
	);
	let to_stakers = minimum + (maximum - minimum) * adjustment;
	let minted = era * (maximum * total_issuance);
	let staking = (era * (to_stakers * total_issuance)).min(minted);
	(staking, minted - staking)
}

/// Bags of the voter list. Each holds accounts whose vote weighs up to an eighth more than those of
/// the bag below. They range from 10^6 units (an existential deposit) to the whole of `u64`.
const BAG_THRESHOLDS: [VoteWeight; BAGS] = bag_thresholds();
const BAGS: usize = 260;
const LOWEST_BAG: VoteWeight = 1_000_000;

const fn bag_thresholds() -> [VoteWeight; BAGS] {
	let mut thresholds = [VoteWeight::MAX; BAGS];
	let mut threshold = LOWEST_BAG;
	let mut bag = 0;
	while bag < BAGS - 1 {
		thresholds[bag] = threshold;
		threshold += threshold / 8;
		bag += 1;
	}
	thresholds
}
