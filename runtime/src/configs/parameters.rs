//! Parameters of the chain, which governance sets while it runs. A parameter that nobody has set has the value given here.
//!
//! A directive is the only way to set one: each is checked against its range before a post that would set it is accepted,
//! and again when that takes effect. What each is, its unit and its range say [`PARAMETERS`], which is a constant of the chain's
//! metadata; `runtime/tests/parameters.rs` compares it with what is checked, and makes `docs/parameters.md` of it.

use crate::*;
use core::ops::RangeInclusive;
use frame_support::{
	dynamic_params::{dynamic_pallet_params, dynamic_params},
	ensure,
	traits::{dynamic_params::AggregatedKeyValue, Get},
	weights::Weight,
};
use pallet_governance::{ParameterInfo, SetParameter};
use sp_runtime::{DispatchResult, Perbill};
use witan_primitives::{
	governance::DomainParameter,
	reputation::{DomainParameters, FeeSplit, GovernanceBounds, PoolBounds, Ppm, WorkBounds},
	MILLI_WIT, WIT,
};

use configs::bodies::DEFAULT_PARAMETERS;

#[dynamic_params(RuntimeParameters, pallet_parameters::Parameters::<Runtime>)]
pub mod dynamic_params {
	use super::*;

	/// What the chain mints in a year, as a share of the issuance.
	#[dynamic_pallet_params]
	#[codec(index = 0)]
	pub mod inflation {
		#[codec(index = 0)]
		pub static Minimum: Perbill = Perbill::from_perthousand(25);

		#[codec(index = 1)]
		pub static Maximum: Perbill = Perbill::from_percent(10);

		#[codec(index = 2)]
		pub static IdealStake: Perbill = Perbill::from_percent(50);

		#[codec(index = 3)]
		pub static Falloff: Perbill = Perbill::from_percent(5);
	}

	/// What transactions pay, and who gets it.
	#[dynamic_pallet_params]
	#[codec(index = 1)]
	pub mod fees {
		#[codec(index = 0)]
		pub static PerByte: Balance = witan_primitives::MICRO_WIT;

		#[codec(index = 1)]
		pub static PerMillisecond: Balance = 10 * MILLI_WIT;

		#[codec(index = 2)]
		pub static TreasuryShare: Perbill = Perbill::zero();
	}

	/// What is held as long as something is stored or under way. What is held already stays what it is.
	#[dynamic_pallet_params]
	#[codec(index = 2)]
	pub mod deposits {
		#[codec(index = 0)]
		pub static PerItem: Balance = pallet_chain_config::DepositPerItem::<Runtime>::get();

		#[codec(index = 1)]
		pub static PerByte: Balance = pallet_chain_config::DepositPerByte::<Runtime>::get();

		#[codec(index = 2)]
		pub static Pool: Balance = WIT;
	}

	/// What a new domain decides unless its founder does. Each domain changes its own by its own governance.
	#[dynamic_pallet_params]
	#[codec(index = 3)]
	pub mod domains {
		#[codec(index = 0)]
		pub static Pool: PoolBounds<BlockNumber> = DEFAULT_PARAMETERS.pool;

		#[codec(index = 1)]
		pub static Work: WorkBounds<BlockNumber> = DEFAULT_PARAMETERS.work;

		#[codec(index = 2)]
		pub static Governance: GovernanceBounds<BlockNumber> = DEFAULT_PARAMETERS.governance;

		#[codec(index = 3)]
		pub static MintingRatio: Ppm = DEFAULT_PARAMETERS.minting_ratio;

		#[codec(index = 4)]
		pub static AuthorShare: Ppm = DEFAULT_PARAMETERS.author_share;

		#[codec(index = 5)]
		pub static FeeSplit: super::FeeSplit = DEFAULT_PARAMETERS.fee_split;
	}

	/// The forum.
	#[dynamic_pallet_params]
	#[codec(index = 4)]
	pub mod forum {
		#[codec(index = 0)]
		pub static MaxDepth: u8 = 3;
	}

	/// Governance itself.
	#[dynamic_pallet_params]
	#[codec(index = 5)]
	pub mod governance {
		#[codec(index = 0)]
		pub static EnactmentDelay: BlockNumber =
			pallet_chain_config::EnactmentDelay::<Runtime>::get();

		#[codec(index = 1)]
		pub static UpgradeDelay: BlockNumber = pallet_chain_config::UpgradeDelay::<Runtime>::get();
	}

	/// Works.
	#[dynamic_pallet_params]
	#[codec(index = 6)]
	pub mod work {
		#[codec(index = 0)]
		pub static MaxPeriod: BlockNumber = 90 * configs::bodies::DAY;
	}
}

/// Every parameter, in the order of its group and number.
pub const PARAMETERS: [ParameterInfo; 20] = [
	info("inflation.Minimum", "Yearly rate to stakers when nothing is staked.", BILLIONTH, of_u32(range::RATE)),
	info("inflation.Maximum", "Yearly rate of all that is minted, and to stakers when IdealStake is staked. What stakers don't get of it goes to the treasury.", BILLIONTH, of_u32(range::RATE)),
	info("inflation.IdealStake", "Staked share of the issuance at which stakers get the most.", BILLIONTH, of_u32(range::IDEAL_STAKE)),
	info("inflation.Falloff", "How far above IdealStake the adjustment halves.", BILLIONTH, of_u32(range::FALLOFF)),
	info("fees.PerByte", "What each byte of a transaction costs.", UNITS, of_balance(range::FEE_PER_BYTE)),
	info("fees.PerMillisecond", "What each millisecond of weight costs, before the factor by which fees rise when blocks are full.", UNITS, of_balance(range::FEE_PER_MILLISECOND)),
	info("fees.TreasuryShare", "The treasury's part of a block's fees and tips. The rest is its author's.", BILLIONTH, of_u32(range::TREASURY_SHARE)),
	info("deposits.PerItem", "Held for a stored item, whatever its size. What is held already stays what it is; but for an account's proxies, whose deposit is reckoned anew when one is added or removed. The default is the genesis' choice.", UNITS, of_balance(range::DEPOSIT_PER_ITEM)),
	info("deposits.PerByte", "Held for a stored byte. The default is the genesis' choice.", UNITS, of_balance(range::DEPOSIT_PER_BYTE)),
	info("deposits.Pool", "Held for a validation pool that is not on a work. The treasury gets it if the pool is not quorate.", UNITS, of_balance(range::POOL_DEPOSIT)),
	info("domains.Pool", "Bounds on how pools of a new domain vote, unless its founder chooses: durations in blocks, ratios in parts per million.", "PoolBounds", None),
	info("domains.Work", "Bounds on the terms of a new domain's services: fees in 10^-9 WIT, periods in blocks, the greatest penalty of an expert who does not submit in parts per million.", "WorkBounds", None),
	info("domains.Governance", "What governance pools of a new domain must demand: a duration in blocks, ratios in parts per million.", "GovernanceBounds", None),
	info("domains.MintingRatio", "REP that a new domain mints for each token of a pool's fee.", MILLIONTH, of_u32(range::MINTING_RATIO)),
	info("domains.AuthorShare", "The part of what a new domain's pool mints that goes to the post and not to the voters.", MILLIONTH, of_u32(range::AUTHOR_SHARE)),
	info("domains.FeeSplit", "How a new domain's fees are shared by worker, holders and treasury, in parts per million that sum to a million.", "FeeSplit", None),
	info("forum.MaxDepth", "How many citations an amount of REP goes along before it stays with the authors.", "citations", of_u8(range::DEPTH)),
	info("governance.EnactmentDelay", "How long after a post is ratified its directive takes effect at the earliest, if it sets a parameter of its domain, or one of the chain but no delay, or replaces a client; at least four thirds of what votes of its domain on governance must last. The default is the genesis' choice.", BLOCKS, of_u32(range::DELAY)),
	info("governance.UpgradeDelay", "The same, if it authorises a runtime upgrade, dispatches a call or sets a delay; at least EnactmentDelay. The default is the genesis' choice.", BLOCKS, of_u32(range::DELAY)),
	info("work.MaxPeriod", "The longest that a work, or the search for an expert, may take.", BLOCKS, of_u32(range::PERIOD)),
];

const BILLIONTH: &str = "parts per billion";
const MILLIONTH: &str = "parts per million";
const UNITS: &str = "10^-9 WIT";
const BLOCKS: &str = "blocks";

const fn info(
	name: &'static str,
	what: &'static str,
	unit: &'static str,
	range: Option<(u128, u128)>,
) -> ParameterInfo {
	ParameterInfo { name, what, unit, range }
}

const fn of_u8(range: RangeInclusive<u8>) -> Option<(u128, u128)> {
	Some((*range.start() as u128, *range.end() as u128))
}

const fn of_u32(range: RangeInclusive<u32>) -> Option<(u128, u128)> {
	Some((*range.start() as u128, *range.end() as u128))
}

const fn of_balance(range: RangeInclusive<Balance>) -> Option<(u128, u128)> {
	Some((*range.start(), *range.end()))
}

/// What each parameter may be.
pub(crate) mod range {
	use super::*;
	use witan_primitives::{
		reputation::{MAX_DURATION, MILLION},
		MICRO_WIT,
	};

	/// Parts per billion.
	pub const RATE: RangeInclusive<u32> = 0..=200_000_000;
	/// Parts per billion.
	pub const IDEAL_STAKE: RangeInclusive<u32> = 100_000_000..=900_000_000;
	/// Parts per billion.
	pub const FALLOFF: RangeInclusive<u32> = 10_000_000..=1_000_000_000;
	pub const FEE_PER_BYTE: RangeInclusive<Balance> = 1..=MILLI_WIT;
	pub const FEE_PER_MILLISECOND: RangeInclusive<Balance> = 10 * MICRO_WIT..=WIT;
	/// Parts per billion. Nobody makes blocks for nothing.
	pub const TREASURY_SHARE: RangeInclusive<u32> = 0..=900_000_000;
	/// Never nothing: whoever stores for nothing fills the state.
	pub const DEPOSIT_PER_ITEM: RangeInclusive<Balance> = MICRO_WIT..=100 * WIT;
	pub const DEPOSIT_PER_BYTE: RangeInclusive<Balance> = 10..=WIT / 10;
	/// Never so much that nobody can open the pool that would lower it.
	pub const POOL_DEPOSIT: RangeInclusive<Balance> = MILLI_WIT..=1_000 * WIT;
	/// Never nothing: a domain that has no REP could never have any.
	pub const MINTING_RATIO: RangeInclusive<Ppm> = 1..=Ppm::MAX;
	pub const AUTHOR_SHARE: RangeInclusive<Ppm> = 0..=MILLION;
	pub const DEPTH: RangeInclusive<u8> = 0..=pallet_forum::MAX_DEPTH;
	/// Blocks. Never so long that no decision could be undone within a season.
	pub const DELAY: RangeInclusive<BlockNumber> = 1..=MAX_DURATION;
	/// Blocks.
	pub const PERIOD: RangeInclusive<BlockNumber> = configs::bodies::DAY..=MAX_DURATION;
}

/// What a new domain decides unless its founder does.
pub struct DefaultDomainParameters;
impl Get<DomainParameters<BlockNumber>> for DefaultDomainParameters {
	fn get() -> DomainParameters<BlockNumber> {
		use dynamic_params::domains;

		DomainParameters {
			pool: domains::Pool::get(),
			work: domains::Work::get(),
			governance: domains::Governance::get(),
			minting_ratio: domains::MintingRatio::get(),
			author_share: domains::AuthorShare::get(),
			fee_split: domains::FeeSplit::get(),
		}
	}
}

/// What so many stored items of so many bytes in all cost. A price so high that the sum overflows is the highest there is.
pub fn storage_deposit(items: u64, bytes: u64) -> Balance {
	use dynamic_params::deposits::{PerByte, PerItem};

	let items = PerItem::get().saturating_mul(items.into());
	items.saturating_add(PerByte::get().saturating_mul(bytes.into()))
}

/// The deposit for `ITEMS` stored items of `BYTES` bytes together.
pub struct StorageDeposit<const ITEMS: u32, const BYTES: u32>;
impl<const ITEMS: u32, const BYTES: u32> Get<Balance> for StorageDeposit<ITEMS, BYTES> {
	fn get() -> Balance {
		storage_deposit(ITEMS.into(), BYTES.into())
	}
}

/// Whether a parameter may have a value. To have its default again is always possible, but for a domain's: those must go
/// together.
fn is_in_range(parameter: &RuntimeParameters) -> bool {
	use dynamic_params::{deposits, domains, fees, forum, governance, inflation, work};

	fn within<V: PartialOrd>(value: &Option<V>, range: RangeInclusive<V>) -> bool {
		value.as_ref().is_none_or(|value| range.contains(value))
	}
	let rate = |value: &Option<Perbill>, range| within(&value.map(Perbill::deconstruct), range);
	match parameter {
		RuntimeParameters::Inflation(parameter) => match parameter {
			inflation::Parameters::Minimum(_, value) | inflation::Parameters::Maximum(_, value) => {
				rate(value, range::RATE)
			},
			inflation::Parameters::IdealStake(_, value) => rate(value, range::IDEAL_STAKE),
			inflation::Parameters::Falloff(_, value) => rate(value, range::FALLOFF),
		},
		RuntimeParameters::Fees(parameter) => match parameter {
			fees::Parameters::PerByte(_, value) => within(value, range::FEE_PER_BYTE),
			fees::Parameters::PerMillisecond(_, value) => within(value, range::FEE_PER_MILLISECOND),
			fees::Parameters::TreasuryShare(_, value) => rate(value, range::TREASURY_SHARE),
		},
		RuntimeParameters::Deposits(parameter) => match parameter {
			deposits::Parameters::PerItem(_, value) => within(value, range::DEPOSIT_PER_ITEM),
			deposits::Parameters::PerByte(_, value) => within(value, range::DEPOSIT_PER_BYTE),
			deposits::Parameters::Pool(_, value) => within(value, range::POOL_DEPOSIT),
		},
		RuntimeParameters::Domains(parameter) => {
			let defaults = DEFAULT_PARAMETERS;
			let changed = match parameter.clone() {
				domains::Parameters::Pool(_, value) => {
					DomainParameter::Pool(value.unwrap_or(defaults.pool))
				},
				domains::Parameters::Work(_, value) => {
					DomainParameter::Work(value.unwrap_or(defaults.work))
				},
				domains::Parameters::Governance(_, value) => {
					DomainParameter::Governance(value.unwrap_or(defaults.governance))
				},
				domains::Parameters::MintingRatio(_, value) => {
					DomainParameter::MintingRatio(value.unwrap_or(defaults.minting_ratio))
				},
				domains::Parameters::AuthorShare(_, value) => {
					DomainParameter::AuthorShare(value.unwrap_or(defaults.author_share))
				},
				domains::Parameters::FeeSplit(_, value) => {
					DomainParameter::FeeSplit(value.unwrap_or(defaults.fee_split))
				},
			};
			changed.apply(DefaultDomainParameters::get()).check().is_ok()
		},
		RuntimeParameters::Forum(forum::Parameters::MaxDepth(_, value)) => {
			within(value, range::DEPTH)
		},
		RuntimeParameters::Governance(parameter) => match parameter {
			governance::Parameters::EnactmentDelay(_, value)
			| governance::Parameters::UpgradeDelay(_, value) => within(value, range::DELAY),
		},
		RuntimeParameters::Work(work::Parameters::MaxPeriod(_, value)) => {
			within(value, range::PERIOD)
		},
	}
}

/// Sets the chain's parameters for governance.
pub struct ChainParameters;
impl SetParameter<RuntimeParameters> for ChainParameters {
	fn check(parameter: &RuntimeParameters) -> DispatchResult {
		ensure!(is_in_range(parameter), pallet_governance::Error::<Runtime>::ParameterOutOfRange);
		Ok(())
	}

	fn set(parameter: RuntimeParameters) -> DispatchResult {
		Self::check(&parameter)?;
		let (key, new_value) = parameter.into_parts();
		let old_value = pallet_parameters::Parameters::<Runtime>::get(&key);
		pallet_parameters::Parameters::<Runtime>::set(&key, new_value.clone());
		System::deposit_event(pallet_parameters::Event::<Runtime>::Updated {
			key,
			old_value,
			new_value,
		});
		Ok(())
	}

	fn is_delay(parameter: &RuntimeParameters) -> bool {
		use dynamic_params::governance::Parameters::{EnactmentDelay, UpgradeDelay};

		match parameter {
			RuntimeParameters::Governance(EnactmentDelay(..) | UpgradeDelay(..)) => true,
			RuntimeParameters::Inflation(_)
			| RuntimeParameters::Fees(_)
			| RuntimeParameters::Deposits(_)
			| RuntimeParameters::Domains(_)
			| RuntimeParameters::Forum(_)
			| RuntimeParameters::Work(_) => false,
		}
	}

	fn parameters() -> Vec<ParameterInfo> {
		PARAMETERS.to_vec()
	}

	fn weight() -> Weight {
		use pallet_parameters::WeightInfo;

		// The check of a domain's default reads the other five.
		weights::pallet_parameters::WeightInfo::<Runtime>::set_parameter()
			.saturating_add(<Runtime as frame_system::Config>::DbWeight::get().reads(6))
	}
}

#[cfg(feature = "runtime-benchmarks")]
impl Default for RuntimeParameters {
	fn default() -> Self {
		RuntimeParameters::Inflation(dynamic_params::inflation::Parameters::Minimum(
			dynamic_params::inflation::Minimum,
			Some(Perbill::from_perthousand(25)),
		))
	}
}

impl pallet_parameters::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type RuntimeParameters = RuntimeParameters;
	type AdminOrigin = NotByCall;
	type WeightInfo = weights::pallet_parameters::WeightInfo<Runtime>;
}

/// No origin sets a parameter by the pallet's own call, which knows no ranges: a directive does, see [`ChainParameters`].
pub struct NotByCall;
impl frame_support::traits::EnsureOriginWithArg<RuntimeOrigin, RuntimeParametersKey> for NotByCall {
	type Success = ();

	#[cfg(not(feature = "runtime-benchmarks"))]
	fn try_origin(origin: RuntimeOrigin, _: &RuntimeParametersKey) -> Result<(), RuntimeOrigin> {
		Err(origin)
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn try_origin(origin: RuntimeOrigin, _: &RuntimeParametersKey) -> Result<(), RuntimeOrigin> {
		frame_system::ensure_root(origin.clone()).map_err(|_| origin)
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn try_successful_origin(_: &RuntimeParametersKey) -> Result<RuntimeOrigin, ()> {
		Ok(RuntimeOrigin::root())
	}
}
