//! The migrations of this runtime, each of which runs once, after the first upgrade to a runtime
//! that has it. It is removed when every chain has passed it.
//!
//! A chain that was launched with this runtime has nothing to convert: its pallets' storage has the
//! version to which they lead.

use crate::{
	dynamic_params::{domains, governance},
	parameters::{DefaultDomainParameters, RuntimeParametersValue},
	systems::{experts::ConstitutionLimits, governance::Directive},
	*,
};
use codec::{Decode, DecodeAll, Input};
use frame_support::{
	migrations::{MigrationId, SteppedMigration, SteppedMigrationError},
	traits::{dynamic_params::AggregatedKeyValue, Get, OnRuntimeUpgrade},
	weights::{Weight, WeightMeter},
};
use pallet_chain_config::{DEFAULT_UNDO_DELAY, DELAY_FLOOR};
use pallet_forum::WeightInfo as _;
use witan_experts::{
	domain::{v0::with_room_for_votes, DomainParameter},
	ids::PostId,
	migration::{take_steps, translate_next, Key, ToVersion},
};
use witan_governance::{Action, CONSTITUTION};
use witan_runtime_common::systems::experts::DEFAULT_PARAMETERS;

/// Migrations that take many blocks, in which the chain takes no transactions.
///
/// Their order matters. What the others read comes first: parameters, and then ledgers. Pools come
/// after the forum, in which their settlement queues rewards, and after directives and
/// ratifications, by which they have their tier.
pub type MultiBlockMigrations = (
	ToVersion<1, Domains, pallet_domains::migrations::AddRules<Runtime>>,
	ToVersion<2, Reputation, pallet_reputation::migrations::ListSnapshots<Runtime>>,
	pallet_reputation::migrations::SettleAccounts<Runtime>,
	ToVersion<1, Forum, ConvertDirectives>,
	ToVersion<2, Forum, pallet_forum::migrations::DepthFirst<Runtime>>,
	ToVersion<1, Governance, pallet_governance::migrations::RememberVotes<Runtime>>,
	ToVersion<1, Availability, pallet_availability::migrations::ClassifyOffers<Runtime>>,
	ToVersion<1, Business, pallet_business::migrations::TakeTurns<Runtime>>,
	ToVersion<1, ValidationPool, pallet_validation_pool::migrations::PledgesAndTurns<Runtime>>,
	ToVersion<1, ChainConfig, ChooseFloors>,
);

/// Migrations that run whole in the block of an upgrade.
pub type SingleBlockMigrations = ConvertDefaults;

/// Layouts of spec 1: `WorkBounds` and `GovernanceBounds` had fewer fields. All other directives
/// and values are encoded as they were.
pub mod v0 {
	use crate::BlockNumber;
	use codec::{Decode, Encode};
	use witan_experts::domain::v0::{GovernanceBounds, WorkBounds};

	/// A parameter of the chain with its value, or its reset.
	#[derive(Encode, Decode)]
	pub enum Parameter {
		/// A default of new domains.
		#[codec(index = 3)]
		Domains(Default),
	}

	/// A default of new domains with its value, or its reset.
	#[derive(Encode, Decode)]
	pub enum Default {
		/// The rules of the market.
		#[codec(index = 1)]
		Work(Option<WorkBounds<BlockNumber>>),
		/// The parameters of governance.
		#[codec(index = 2)]
		Governance(Option<GovernanceBounds<BlockNumber>>),
	}

	/// A stored value of a parameter of the chain.
	#[derive(Encode, Decode)]
	pub enum Value {
		/// A default of new domains.
		#[codec(index = 3)]
		Domains(DefaultValue),
	}

	/// A stored default of new domains.
	#[derive(Encode, Decode)]
	pub enum DefaultValue {
		/// The rules of the market.
		#[codec(index = 1)]
		Work(WorkBounds<BlockNumber>),
		/// The parameters of governance.
		#[codec(index = 2)]
		Governance(GovernanceBounds<BlockNumber>),
	}

	/// A parameter of a domain.
	#[derive(Encode, Decode)]
	pub enum DomainParameter {
		/// The rules of the market.
		#[codec(index = 1)]
		Work(WorkBounds<BlockNumber>),
		/// The parameters of governance.
		#[codec(index = 2)]
		Governance(GovernanceBounds<BlockNumber>),
	}

	/// The effect of a directive.
	#[derive(Encode, Decode)]
	pub enum Action {
		/// Sets a parameter of the chain.
		#[codec(index = 0)]
		SetParameter(Parameter),
		/// Sets a parameter of the post's own domain.
		#[codec(index = 1)]
		SetDomain(DomainParameter),
	}

	/// A directive.
	#[derive(Encode, Decode)]
	pub struct Directive {
		/// The effect.
		pub action: Action,
		/// The earliest block in which it takes effect.
		pub activate_at: Option<BlockNumber>,
	}
}

/// A stored value in its old layout, or one whose layout has not changed.
enum Stored<Old, New> {
	Old(Old),
	Same(New),
}

impl<Old: Decode, New: Decode> Decode for Stored<Old, New> {
	fn decode<I: Input>(input: &mut I) -> Result<Self, codec::Error> {
		let length = input.remaining_len()?.ok_or("the length is not known")?;
		let mut bytes = alloc::vec![0; length];
		input.read(&mut bytes)?;
		match Old::decode_all(&mut &bytes[..]) {
			Ok(old) => Ok(Self::Old(old)),
			Err(_) => New::decode_all(&mut &bytes[..]).map(Self::Same),
		}
	}
}

/// Adds to directives that set rules of a market or parameters of governance the fields that these
/// have now, with the values of their domain or the chain's default. What they set does not change,
/// and their posts keep their ids.
///
/// It reads parameters of domains, and runs after their migration.
pub struct ConvertDirectives;

impl ConvertDirectives {
	/// Converts the directive after this one, in the order of the map, or the first. Returns its
	/// key, or `None` if there is none.
	fn advance(last: Option<Key>) -> Option<Option<Key>> {
		translate_next::<pallet_forum::Directives<Runtime>, _, _, _>(last, Self::convert)
	}

	fn convert(post: PostId, stored: Stored<v0::Directive, Directive>) -> Directive {
		let v0::Directive { action, activate_at } = match stored {
			Stored::Same(directive) => return directive,
			Stored::Old(directive) => directive,
		};
		pallet_forum::DirectivesConvertedAt::<Runtime>::put(System::block_number());
		let defaults = DefaultDomainParameters::get();
		let action = match action {
			v0::Action::SetParameter(v0::Parameter::Domains(parameter)) => {
				let parameter = match parameter {
					v0::Default::Work(work) => {
						let work = work.map(|work| work.with(defaults.work));
						domains::Parameters::Work(domains::Work, work)
					},
					v0::Default::Governance(governance) => {
						let age = defaults.governance.age;
						let governance = governance.map(|governance| governance.with(age));
						domains::Parameters::Governance(domains::Governance, governance)
					},
				};
				Action::SetParameter(RuntimeParameters::Domains(parameter))
			},
			v0::Action::SetDomain(parameter) => {
				let domain = pallet_forum::Posts::<Runtime>::get(post).map(|post| post.domain);
				let own = domain.and_then(Domains::parameters).unwrap_or(defaults);
				Action::SetDomain(match parameter {
					v0::DomainParameter::Work(work) => DomainParameter::Work(work.with(own.work)),
					v0::DomainParameter::Governance(governance) => {
						DomainParameter::Governance(governance.with(own.governance.age))
					},
				})
			},
		};
		Directive { action, activate_at }
	}
}

impl SteppedMigration for ConvertDirectives {
	type Cursor = Option<Key>;
	type Identifier = MigrationId<10>;

	fn id() -> Self::Identifier {
		MigrationId { pallet_id: *b"directives", version_from: 0, version_to: 1 }
	}

	fn step(
		cursor: Option<Self::Cursor>,
		meter: &mut WeightMeter,
	) -> Result<Option<Self::Cursor>, SteppedMigrationError> {
		// Making a post reads a domain and writes a directive, too.
		let required = weights::pallet_forum::WeightInfo::<Runtime>::post(0, 1, 0, 1);
		take_steps(cursor.unwrap_or_default(), meter, required, Self::advance)
	}

	#[cfg(feature = "try-runtime")]
	fn pre_upgrade() -> Result<Vec<u8>, sp_runtime::TryRuntimeError> {
		use codec::Encode;

		Ok(pallet_forum::Directives::<Runtime>::iter_keys().collect::<Vec<_>>().encode())
	}

	#[cfg(feature = "try-runtime")]
	fn post_upgrade(state: Vec<u8>) -> Result<(), sp_runtime::TryRuntimeError> {
		let posts = Vec::<PostId>::decode(&mut &state[..]).map_err(|_| "no state")?;
		let are_there =
			posts.iter().all(|post| pallet_forum::Directives::<Runtime>::get(post).is_some());
		frame_support::ensure!(are_there, "a directive can't be read");
		Ok(())
	}
}

/// Adds to the defaults of new domains, as far as governance has set them, the fields that they
/// have now, with the values that nobody has set. Makes room for two votes in the longest pool.
pub struct ConvertDefaults;

impl ConvertDefaults {
	fn convert(stored: Stored<v0::Value, RuntimeParametersValue>) -> RuntimeParametersValue {
		let v0::Value::Domains(value) = match stored {
			Stored::Same(value) => return value,
			Stored::Old(value) => value,
		};
		let first = DEFAULT_PARAMETERS;
		RuntimeParametersValue::Domains(match value {
			v0::DefaultValue::Work(work) => domains::ParametersValue::Work(work.with(first.work)),
			v0::DefaultValue::Governance(governance) => {
				domains::ParametersValue::Governance(governance.with(first.governance.age))
			},
		})
	}

	/// Sets the defaults of pools and of governance so that two votes fit into the longest pool, if
	/// they don't.
	fn make_room() {
		let defaults = DefaultDomainParameters::get();
		let fit = with_room_for_votes(defaults);
		if fit.pool != defaults.pool {
			set(domains::Parameters::Pool(domains::Pool, Some(fit.pool)));
		}
		if fit.governance != defaults.governance {
			set(domains::Parameters::Governance(domains::Governance, Some(fit.governance)));
		}
	}
}

/// Sets a default of new domains.
fn set(parameter: domains::Parameters) {
	let (key, value) = RuntimeParameters::Domains(parameter).into_parts();
	pallet_parameters::Parameters::<Runtime>::set(key, value);
}

impl OnRuntimeUpgrade for ConvertDefaults {
	fn on_runtime_upgrade() -> Weight {
		let mut values = 0;
		pallet_parameters::Parameters::<Runtime>::translate_values(|stored| {
			values += 1;
			Some(Self::convert(stored))
		});
		Self::make_room();
		// The defaults are seven parameters.
		<Runtime as frame_system::Config>::DbWeight::get().reads_writes(values + 8, values + 2)
	}
}

/// Sets `UndoDelay`, and `Floors` to whether domain 0's parameters and both delays are within the
/// floors. Nothing that the chain has chosen changes.
///
/// It reads parameters of domain 0, and runs after their migration.
pub struct ChooseFloors;

impl ChooseFloors {
	fn choose() {
		let shortest = governance::EnactmentDelay::get().min(governance::UpgradeDelay::get());
		let undo = DEFAULT_UNDO_DELAY.min(shortest);
		pallet_chain_config::UndoDelay::<Runtime>::put(undo);
		pallet_chain_config::Floors::<Runtime>::put(true);
		let holds = ConstitutionLimits::with(undo)
			.zip(Domains::parameters(CONSTITUTION))
			.is_some_and(|(limits, parameters)| parameters.check_limits(&limits).is_ok());
		pallet_chain_config::Floors::<Runtime>::put(holds && shortest >= DELAY_FLOOR);
	}
}

impl SteppedMigration for ChooseFloors {
	type Cursor = ();
	type Identifier = MigrationId<12>;

	fn id() -> Self::Identifier {
		MigrationId { pallet_id: *b"chain-config", version_from: 0, version_to: 1 }
	}

	fn step(
		_: Option<Self::Cursor>,
		meter: &mut WeightMeter,
	) -> Result<Option<Self::Cursor>, SteppedMigrationError> {
		let required = <Runtime as frame_system::Config>::DbWeight::get().reads_writes(9, 2);
		take_steps((), meter, required, |()| {
			Self::choose();
			None
		})
	}
}
