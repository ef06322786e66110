//! Parameters of the chain, which governance sets while it runs. A parameter that nobody has set
//! has the value given here.
//!
//! A directive is the only way to set one. Each is checked against its range before a post that
//! would set it is accepted, and again when it takes effect. [`PARAMETERS`] of the crate that all
//! runtimes share tells the meaning, unit and range of each. It is a constant of the chain's
//! metadata. `runtime/solochain/tests/parameters.rs` compares it with what is checked, and makes
//! `docs/parameters.md` of it.

use crate::{systems::experts::ConstitutionLimits, *};
use core::ops::RangeInclusive;
use frame_support::{
	dynamic_params::{dynamic_pallet_params, dynamic_params},
	ensure,
	traits::{dynamic_params::AggregatedKeyValue, Get},
	weights::Weight,
};
use pallet_chain_config::DELAY_FLOOR;
use pallet_governance::{ParameterInfo, SetParameter};
use sp_runtime::{DispatchResult, Perbill};
use witan_experts::{
	domain::{
		DomainParameter, DomainParameters, FeeSplit, GovernanceBounds, Minting, PoolBounds,
		WorkBounds,
	},
	shares::Ppm,
};
use witan_governance::CONSTITUTION;
use witan_primitives::{MILLI_WIT, WIT};
use witan_runtime_common::{
	parameters::{range, PARAMETERS},
	systems::{chain, experts::DEFAULT_PARAMETERS},
	time::DAY,
};

#[dynamic_params(RuntimeParameters, pallet_parameters::Parameters::<Runtime>)]
pub mod dynamic_params {
	use super::*;

	/// The chain's yearly minting, as a share of the issuance.
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

	/// The fees of transactions, and their recipients.
	#[dynamic_pallet_params]
	#[codec(index = 1)]
	pub mod fees {
		#[codec(index = 0)]
		pub static PerByte: Balance = witan_primitives::MICRO_WIT;

		#[codec(index = 1)]
		pub static PerMillisecond: Balance = 10 * MILLI_WIT;

		#[codec(index = 2)]
		pub static TreasuryShare: Perbill = Perbill::from_percent(80);
	}

	/// Deposits held as long as something is stored or under way. A change does not touch deposits
	/// that are already held.
	#[dynamic_pallet_params]
	#[codec(index = 2)]
	pub mod deposits {
		#[codec(index = 0)]
		pub static PerItem: Balance = pallet_chain_config::DepositPerItem::<Runtime>::get();

		#[codec(index = 1)]
		pub static PerByte: Balance = pallet_chain_config::DepositPerByte::<Runtime>::get();

		#[codec(index = 2)]
		pub static Pool: Balance = WIT;

		#[codec(index = 3)]
		pub static Governance: Balance = 10 * WIT;
	}

	/// Defaults of a new domain, unless its founder chooses others. Each domain changes its own by
	/// its own governance.
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

		#[codec(index = 6)]
		pub static Minting: super::Minting = DEFAULT_PARAMETERS.minting;
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

		#[codec(index = 2)]
		pub static UndoDelay: BlockNumber = pallet_chain_config::UndoDelay::<Runtime>::get();
	}

	/// Jobs.
	#[dynamic_pallet_params]
	#[codec(index = 6)]
	pub mod work {
		#[codec(index = 0)]
		pub static MaxPeriod: BlockNumber = 90 * DAY;

		#[codec(index = 1)]
		pub static DrawFee: Balance = 10 * MILLI_WIT;
	}
}

/// The defaults of a new domain, unless its founder chooses others.
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
			minting: domains::Minting::get(),
		}
	}
}

/// The deposit for `ITEMS` stored items of `BYTES` bytes together.
pub type StorageDeposit<const ITEMS: u32, const BYTES: u32> = chain::StorageDeposit<
	dynamic_params::deposits::PerItem,
	dynamic_params::deposits::PerByte,
	ITEMS,
	BYTES,
>;

/// Returns true if a parameter may have a value. A reset to the default is always possible, except
/// for a domain's, which must fit together.
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
			deposits::Parameters::Pool(_, value) | deposits::Parameters::Governance(_, value) => {
				within(value, range::POOL_DEPOSIT)
			},
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
				domains::Parameters::Minting(_, value) => {
					DomainParameter::Minting(value.unwrap_or(defaults.minting))
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
			governance::Parameters::UndoDelay(_, value) => within(value, range::UNDO_DELAY),
		},
		RuntimeParameters::Work(parameter) => match parameter {
			work::Parameters::MaxPeriod(_, value) => within(value, range::PERIOD),
			work::Parameters::DrawFee(_, value) => within(value, range::DRAW_FEE),
		},
	}
}

/// Checks that a delay of governance is not below the chain's floor, and that undoing comes in
/// time.
fn check_floors(parameter: &RuntimeParameters) -> DispatchResult {
	use dynamic_params::governance::Parameters::{EnactmentDelay, UndoDelay, UpgradeDelay};

	let floors = pallet_chain_config::Floors::<Runtime>::get();
	match parameter {
		RuntimeParameters::Governance(
			EnactmentDelay(_, Some(delay)) | UpgradeDelay(_, Some(delay)),
		) => {
			let is_long = !floors || *delay >= DELAY_FLOOR;
			ensure!(is_long, pallet_governance::Error::<Runtime>::DelayBelowFloor);
		},
		RuntimeParameters::Governance(UndoDelay(_, delay)) => {
			let delay = delay.unwrap_or_else(pallet_chain_config::UndoDelay::<Runtime>::get);
			let vote = Domains::parameters(CONSTITUTION).map(|of| of.governance.duration);
			let limits = ConstitutionLimits::with(delay);
			let in_time = limits.is_none_or(|limits| vote <= Some(limits.longest_vote));
			ensure!(in_time, pallet_domains::Error::<Runtime>::VoteTooLongToUndo);
		},
		_ => {},
	}
	Ok(())
}

/// The setter of the chain's parameters for governance.
pub struct ChainParameters;
impl SetParameter<RuntimeParameters> for ChainParameters {
	fn check(parameter: &RuntimeParameters) -> DispatchResult {
		ensure!(is_in_range(parameter), pallet_governance::Error::<Runtime>::ParameterOutOfRange);
		check_floors(parameter)
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

	fn is_root(parameter: &RuntimeParameters) -> bool {
		match parameter {
			RuntimeParameters::Governance(_)
			| RuntimeParameters::Deposits(_)
			| RuntimeParameters::Inflation(_) => true,
			RuntimeParameters::Fees(_)
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

		// The check of a domain's default reads the other six.
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

/// The origin of the pallet's own call, which knows no ranges: none. A directive sets parameters
/// instead, see [`ChainParameters`].
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
