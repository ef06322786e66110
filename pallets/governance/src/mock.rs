//! A chain of this pallet, the scheduler, preimages and balances.

use crate as pallet_governance;
use crate::{
	CancelSlashes, CheckCall, EnsureConstitution, Error, FindTasks, ParameterInfo, SetParameter,
	State, TaskPlace,
};
use frame_support::{
	derive_impl,
	migrations::MultiStepMigrator,
	parameter_types,
	traits::{
		fungible::HoldConsideration, ConstU32, EnsureOrigin, EqualPrivilegeOnly, Hooks,
		LinearStoragePrice,
	},
	weights::{constants::WEIGHT_REF_TIME_PER_MILLIS, Weight},
};
use sp_runtime::{
	AccountId32, ArithmeticError, BuildStorage, DispatchError, DispatchResult, Perbill,
};
use witan_experts::{
	domain::InspectDomains,
	forum::{Citation, Citations},
	ids::{DomainId, PoolId, PostId},
	pool::{Decision, InspectStanding, OnPoolOutcome, Tier, Verdict},
	shares::{Shares, MILLION},
};
use witan_governance::{Action, Directive, Task};
use witan_mocks::{
	domains::{default_parameters, set_parameters, MockDomains, DOMAINS},
	posts::MockPosts,
};
use witan_primitives::Balance;

pub type AccountId = witan_mocks::AccountId;

#[frame_support::runtime]
mod runtime {
	#[runtime::runtime]
	#[runtime::derive(
		RuntimeCall,
		RuntimeEvent,
		RuntimeError,
		RuntimeOrigin,
		RuntimeHoldReason,
		RuntimeFreezeReason,
		RuntimeTask,
		RuntimeViewFunction
	)]
	pub struct Test;

	#[runtime::pallet_index(0)]
	pub type System = frame_system;
	#[runtime::pallet_index(1)]
	pub type Balances = pallet_balances;
	#[runtime::pallet_index(2)]
	pub type Utility = pallet_utility;
	#[runtime::pallet_index(3)]
	pub type Preimage = pallet_preimage;
	#[runtime::pallet_index(4)]
	pub type Scheduler = pallet_scheduler;
	#[runtime::pallet_index(5)]
	pub type Governance = pallet_governance;
	#[runtime::pallet_index(6)]
	pub type Governed = pallet_governed;
}

/// Calls that only the constitution may make.
#[frame_support::pallet]
pub mod pallet_governed {
	use super::{pallet_governance, passed, EnsureConstitution, OnPoolOutcome, PostId};
	use frame_support::pallet_prelude::*;
	use frame_support::traits::EnsureOrigin;
	use frame_system::pallet_prelude::*;
	use witan_experts::forum::Posts;

	#[pallet::pallet]
	pub struct Pallet<T>(_);

	#[pallet::config]
	pub trait Config: frame_system::Config + pallet_governance::Config {}

	/// The number of times that `work` was called.
	#[pallet::storage]
	pub type Worked<T: Config> = StorageValue<_, u32, ValueQuery>;

	#[pallet::call]
	impl<T: Config> Pallet<T> {
		/// Declares a weight, and uses another.
		#[pallet::call_index(0)]
		#[pallet::weight(*weight)]
		pub fn work(
			origin: OriginFor<T>,
			weight: Weight,
			taken: Weight,
		) -> DispatchResultWithPostInfo {
			let _ = weight;
			EnsureConstitution::ensure_origin(origin)?;
			Worked::<T>::mutate(|worked| *worked += 1);
			Ok(Some(taken).into())
		}

		/// Ratifies a post.
		#[pallet::call_index(1)]
		#[pallet::weight(Weight::zero())]
		pub fn ratify(origin: OriginFor<T>, post: PostId) -> DispatchResult {
			EnsureConstitution::ensure_origin(origin)?;
			let domain = T::Posts::domain(&post).ok_or(DispatchError::CannotLookup)?;
			pallet_governance::Pallet::<T>::on_pool_outcome(&passed(6, domain, post));
			Ok(())
		}
	}
}

impl pallet_governed::Config for Test {}

/// The greatest weight of a block.
const BLOCK: Weight = Weight::from_parts(2_000 * WEIGHT_REF_TIME_PER_MILLIS, u64::MAX);
/// The greatest weight of a directive's call: one fits into a block, two don't.
pub const DISPATCH: Weight = Weight::from_parts(1_000 * WEIGHT_REF_TIME_PER_MILLIS, 1 << 32);
/// The blocks from ratification to enactment.
pub const DELAY: u64 = 10;
/// The blocks from ratification to enactment of upgrades and dispatches.
pub const LONG_DELAY: u64 = 20;
/// The delay of an `Undo` directive, in blocks.
pub const UNDO_DELAY: u64 = 3;
/// The shortest governance vote, in blocks: so short that the delays count.
pub const SHORT_VOTE: u64 = 6;
/// The greatest number of tasks in a block.
pub const AGENDA: u32 = 4;

parameter_types! {
	pub BlockWeights: frame_system::limits::BlockWeights =
		frame_system::limits::BlockWeights::simple_max(BLOCK);
	pub SchedulerWeight: Weight = Perbill::from_percent(80) * BLOCK;
	pub const MaxDispatchWeight: Weight = DISPATCH;
	pub storage EnactmentDelay: u64 = DELAY;
	pub const UpgradeDelay: u64 = LONG_DELAY;
	pub const UndoDelay: u64 = UNDO_DELAY;
	/// True during a migration of many blocks.
	pub storage Migrating: bool = false;
	/// The REP that stands for every directive, if it is not what ratified it.
	pub storage Stands: Option<Shares> = None;
	/// The slashes that are not applied yet: the era in which they are due, and the validator.
	pub storage Unapplied: Vec<(u32, AccountId32)> = Vec::new();
	pub const PreimageReason: RuntimeHoldReason =
		RuntimeHoldReason::Preimage(pallet_preimage::HoldReason::Preimage);
	pub const DepositBase: Balance = 100;
	pub const DepositPerByte: Balance = 1;
	/// The chain's only parameter.
	pub storage Fee: u32 = 10;
	/// The greatest value of [`Fee`].
	pub storage MaxFee: u32 = 100;
	/// Every value that [`Fee`] was set to.
	pub storage Fees: Vec<u32> = Vec::new();
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type Block = frame_system::mocking::MockBlock<Test>;
	type AccountData = pallet_balances::AccountData<Balance>;
	type BlockWeights = BlockWeights;
	type MultiBlockMigrator = Migrator;
}

/// A migration that goes on as long as [`Migrating`] says so.
pub struct Migrator;
impl MultiStepMigrator for Migrator {
	fn ongoing() -> bool {
		Migrating::get()
	}

	fn step() -> Weight {
		Weight::zero()
	}
}

#[derive_impl(pallet_balances::config_preludes::TestDefaultConfig)]
impl pallet_balances::Config for Test {
	type AccountStore = System;
	type Balance = Balance;
	type ExistentialDeposit = frame_support::traits::ConstU128<1>;
}

impl pallet_utility::Config for Test {
	type RuntimeEvent = RuntimeEvent;
	type RuntimeCall = RuntimeCall;
	type PalletsOrigin = OriginCaller;
	type WeightInfo = ();
}

impl pallet_preimage::Config for Test {
	type RuntimeEvent = RuntimeEvent;
	type WeightInfo = ();
	type Currency = Balances;
	type ManagerOrigin = EnsureConstitution;
	type Consideration = HoldConsideration<
		AccountId,
		Balances,
		PreimageReason,
		LinearStoragePrice<DepositBase, DepositPerByte, Balance>,
	>;
}

impl pallet_scheduler::Config for Test {
	type RuntimeEvent = RuntimeEvent;
	type RuntimeOrigin = RuntimeOrigin;
	type PalletsOrigin = OriginCaller;
	type RuntimeCall = RuntimeCall;
	type MaximumWeight = SchedulerWeight;
	type ScheduleOrigin = EnsureConstitution;
	type OriginPrivilegeCmp = EqualPrivilegeOnly;
	type MaxScheduledPerBlock = ConstU32<AGENDA>;
	type WeightInfo = ();
	type Preimages = Preimage;
	type BlockNumberProvider = System;
}

/// A value for [`Fee`], or its default.
#[frame_support::stored]
#[derive(Copy)]
pub struct Parameter(pub Option<u32>);

pub const OUT_OF_RANGE: DispatchError = DispatchError::Arithmetic(ArithmeticError::Overflow);
pub const HALF_WAY: DispatchError = DispatchError::Exhausted;
/// The error of a call that [`Calls`] refuses.
pub const REFUSED: DispatchError = DispatchError::Unavailable;
/// An error of the mocks between pallets, as a record keeps it: without its text.
pub const OTHER: DispatchError = DispatchError::Other("");

/// Sets [`Fee`], and fails half way if the value is 13.
pub struct Parameters;
impl SetParameter<Parameter> for Parameters {
	fn check(parameter: &Parameter) -> DispatchResult {
		match parameter.0 {
			Some(fee) if fee > MaxFee::get() => Err(OUT_OF_RANGE),
			Some(_) | None => Ok(()),
		}
	}

	/// Returns true for a fee of 7, which stands for a parameter of governance.
	fn is_root(parameter: &Parameter) -> bool {
		parameter.0 == Some(7)
	}

	fn parameters() -> Vec<ParameterInfo> {
		vec![ParameterInfo {
			name: "test.Fee",
			what: "A fee.",
			unit: "units",
			range: Some((0, 100)),
		}]
	}

	fn set(Parameter(fee): Parameter) -> DispatchResult {
		let fee = fee.unwrap_or(10);
		Fee::set(&fee);
		if fee == 13 {
			return Err(HALF_WAY);
		}
		let mut fees = Fees::get();
		fees.push(fee);
		Fees::set(&fees);
		Ok(())
	}

	fn weight() -> Weight {
		Weight::from_parts(7_000_000, 700)
	}
}

/// The REP that stands for directives, by the choice of tests.
pub struct Standing;
impl InspectStanding for Standing {
	fn standing(_: PoolId) -> Option<Shares> {
		Stands::get()
	}
}

/// Cancels [`Unapplied`] slashes.
pub struct Slashes;
impl CancelSlashes<RuntimeOrigin> for Slashes {
	fn cancel(origin: RuntimeOrigin, era: u32, validators: &[AccountId32]) -> DispatchResult {
		EnsureConstitution::ensure_origin(origin)?;
		let (cancelled, left): (Vec<_>, Vec<_>) = Unapplied::get()
			.into_iter()
			.partition(|(due, validator)| *due == era && validators.contains(validator));
		if cancelled.is_empty() {
			return Err(Error::<Test>::NoSuchSlash.into());
		}
		Unapplied::set(&left);
		Ok(())
	}

	fn weight() -> Weight {
		Weight::from_parts(3_000_000, 300)
	}
}

/// Refuses to write into the state.
pub struct Calls;
impl CheckCall<RuntimeCall> for Calls {
	fn check(call: &RuntimeCall) -> DispatchResult {
		match call {
			RuntimeCall::System(frame_system::Call::set_storage { .. }) => Err(REFUSED),
			_ => Ok(()),
		}
	}
}

/// Finds the scheduler's tasks.
pub struct Tasks;
impl FindTasks<u64> for Tasks {
	fn find(task: &Task<u64>) -> Option<(TaskPlace<u64>, Option<[u8; 32]>)> {
		let (block, index) = match *task {
			Task::Named(name) => pallet_scheduler::Lookup::<Test>::get(name)?,
			Task::At { block, index } => (block, index),
		};
		let agenda = pallet_scheduler::Agenda::<Test>::get(block);
		let task = agenda.get(index as usize)?.as_ref()?;
		Some(((block, index), task.maybe_id))
	}
}

impl pallet_governance::Config for Test {
	type Parameter = Parameter;
	type SetParameter = Parameters;
	type Domains = MockDomains;
	type Posts = MockPosts;
	type Scheduler = Scheduler;
	type CheckCall = Calls;
	type Preimages = Preimage;
	type Standing = Standing;
	type Slashes = Slashes;
	type Tasks = Tasks;
	type EnactmentDelay = EnactmentDelay;
	type UpgradeDelay = UpgradeDelay;
	type UndoDelay = UndoDelay;
	type MaxDispatchWeight = MaxDispatchWeight;
	type WeightInfo = ();
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = Helper;
}

#[cfg(feature = "runtime-benchmarks")]
pub struct Helper;
#[cfg(feature = "runtime-benchmarks")]
impl pallet_governance::BenchmarkHelper<RuntimeCall, Parameter, u64> for Helper {
	fn make_post(citations: Citations, directive: Option<TestDirective>) -> PostId {
		make_post(0, citations, directive)
	}

	fn either(main: RuntimeCall, fallback: RuntimeCall) -> RuntimeCall {
		let (main, fallback) = (Box::new(main), Box::new(fallback));
		pallet_utility::Call::<Test>::if_else { main, fallback }.into()
	}
}

pub type TestAction = Action<Parameter, u64>;
pub type TestDirective = Directive<Parameter, u64>;

/// Makes a post unlike every other.
pub fn make_post(
	domain: DomainId,
	citations: Citations,
	directive: Option<TestDirective>,
) -> PostId {
	parameter_types! {
		storage Made: u32 = 0;
	}
	let made = Made::get();
	Made::set(&(made + 1));
	let post = MockPosts::make(domain, 1, &made.to_string());
	MockPosts::set_citations(&post, citations);
	if let Some(directive) = directive {
		MockPosts::set_directive(&post, directive);
	}
	post
}

/// Makes a post whose directive asks for this as soon as possible.
pub fn asks(domain: DomainId, action: TestAction) -> PostId {
	make_post(domain, Citations::default(), Some(Directive { action, activate_at: None }))
}

/// Sets the shortest governance vote of a domain.
pub fn vote_lasts(domain: DomainId, duration: u64) {
	let mut parameters = MockDomains::parameters(domain).unwrap_or_else(default_parameters);
	parameters.governance.duration = duration;
	set_parameters(domain, parameters);
}

/// Makes a post without a directive that cites others.
pub fn cites(domain: DomainId, cited: &[(PostId, i32)]) -> PostId {
	make_post(domain, citations(cited), None)
}

pub fn citations(cited: &[(PostId, i32)]) -> Citations {
	let all: Vec<_> = cited.iter().map(|&(post, weight)| Citation { post, weight }).collect();
	all.try_into().expect("few enough")
}

/// Returns the decision of a governance pool of the post's domain that has passed.
pub fn passed(pool: PoolId, domain: DomainId, post: PostId) -> Decision {
	Decision {
		pool,
		post,
		domain,
		verdict: Verdict::Passed,
		tier: Some(Tier::Root),
		ayes: Shares::new(60, 1),
		nays: Shares::new(20, 1),
		base: Shares::new(100, 1),
		fee_share: MILLION,
		voters: 7,
	}
}

/// Ratifies a post.
pub fn ratify(domain: DomainId, post: PostId) {
	Governance::on_pool_outcome(&passed(5, domain, post));
}

/// Makes and ratifies a post that asks for this.
pub fn ratified(domain: DomainId, action: TestAction) -> PostId {
	let post = asks(domain, action);
	ratify(domain, post);
	post
}

/// Returns the state of a ratified post's directive.
pub fn state(post: PostId) -> State<u64> {
	pallet_governance::Ratifications::<Test>::get(post).expect("ratified").state
}

/// Runs to a block, with the tasks of all blocks on the way.
pub fn run_to(block: u64) {
	while System::block_number() < block {
		let next = System::block_number() + 1;
		System::set_block_number(next);
		Scheduler::on_initialize(next);
	}
}

/// Starts a chain at block 1.
#[derive(Default)]
pub struct ExtBuilder;

impl ExtBuilder {
	pub fn build(self) -> sp_io::TestExternalities {
		let balances = vec![(1, 10_000_000), (2, 1_000)];
		let storage = RuntimeGenesisConfig {
			system: Default::default(),
			balances: pallet_balances::GenesisConfig { balances, ..Default::default() },
		}
		.build_storage()
		.expect("a genesis");
		let mut chain = sp_io::TestExternalities::new(storage);
		chain.execute_with(|| {
			System::set_block_number(1);
			for domain in 0..DOMAINS {
				vote_lasts(domain, SHORT_VOTE);
			}
		});
		chain
	}

	/// Runs a test, and then checks the pallet's invariants.
	pub fn build_and_execute(self, test: impl FnOnce()) {
		self.build().execute_with(|| {
			test();
			Governance::do_try_state().expect("invariants hold");
		});
	}
}
