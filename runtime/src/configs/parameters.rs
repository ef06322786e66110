//! Parameters of the runtime that governance sets while the chain runs. Each has a type that carries its range; a
//! parameter that no one has set has the value given here.

use crate::*;
use frame_support::dynamic_params::{dynamic_pallet_params, dynamic_params};
use sp_runtime::Perbill;

#[dynamic_params(RuntimeParameters, pallet_parameters::Parameters::<Runtime>)]
pub mod dynamic_params {
	use super::*;

	/// What the chain mints in a year, as a share of the issuance.
	#[dynamic_pallet_params]
	#[codec(index = 0)]
	pub mod inflation {
		/// Yearly rate to stakers when nothing is staked.
		#[codec(index = 0)]
		pub static Minimum: Perbill = Perbill::from_perthousand(25);

		/// Yearly rate of all that is minted, and to stakers when `IdealStake` is staked.
		#[codec(index = 1)]
		pub static Maximum: Perbill = Perbill::from_percent(10);

		/// Staked share of the issuance at which stakers get the most.
		#[codec(index = 2)]
		pub static IdealStake: Perbill = Perbill::from_percent(50);

		/// How far above `IdealStake` the adjustment halves. Not below 1 %.
		#[codec(index = 3)]
		pub static Falloff: Perbill = Perbill::from_percent(5);
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
	type AdminOrigin = SetByRoot;
	type WeightInfo = weights::pallet_parameters::WeightInfo<Runtime>;
}

/// Any parameter may be set by root, which only governance reaches.
pub struct SetByRoot;
impl frame_support::traits::EnsureOriginWithArg<RuntimeOrigin, RuntimeParametersKey> for SetByRoot {
	type Success = ();

	fn try_origin(origin: RuntimeOrigin, _: &RuntimeParametersKey) -> Result<(), RuntimeOrigin> {
		frame_system::ensure_root(origin.clone()).map_err(|_| origin)
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn try_successful_origin(_: &RuntimeParametersKey) -> Result<RuntimeOrigin, ()> {
		Ok(RuntimeOrigin::root())
	}
}
