use crate::{self as pallet_domains, GenesisDomain};
use frame_support::{
	derive_impl, parameter_types,
	traits::{fungible::HoldConsideration, LinearStoragePrice},
};
use sp_runtime::BuildStorage;
use witan_experts::{
	domain::{DomainParameters, Limits},
	ids::DomainId,
	shares::REP,
};
use witan_mocks::ledger::MockLedger;
use witan_primitives::Balance;

pub type AccountId = u64;
pub type BlockNumber = u64;
pub type Ledger = MockLedger<()>;

#[frame_support::runtime]
mod runtime {
	#[runtime::runtime]
	#[runtime::derive(
		RuntimeCall,
		RuntimeEvent,
		RuntimeError,
		RuntimeOrigin,
		RuntimeTask,
		RuntimeHoldReason,
		RuntimeFreezeReason,
		RuntimeViewFunction
	)]
	pub struct Test;

	#[runtime::pallet_index(0)]
	pub type System = frame_system;
	#[runtime::pallet_index(1)]
	pub type Balances = pallet_balances;
	#[runtime::pallet_index(2)]
	pub type Domains = pallet_domains;
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type Block = frame_system::mocking::MockBlock<Test>;
	type AccountData = pallet_balances::AccountData<Balance>;
}

parameter_types! {
	pub const DomainDeposit: RuntimeHoldReason =
		RuntimeHoldReason::Domains(pallet_domains::HoldReason::Domain);
	pub const DepositBase: Balance = 1_000;
	pub const DepositSlope: Balance = 1;
	pub DefaultParameters: DomainParameters<BlockNumber> = witan_mocks::domains::default_parameters();
	/// The limits of the first domain, by the choice of tests.
	pub storage LongestVote: Option<BlockNumber> = None;
	pub FirstLimits: Option<Limits<BlockNumber>> =
		LongestVote::get().map(|longest_vote| Limits { domain: FIRST, longest_vote });
}

#[derive_impl(pallet_balances::config_preludes::TestDefaultConfig)]
impl pallet_balances::Config for Test {
	type Balance = Balance;
	type AccountStore = System;
}

impl pallet_domains::Config for Test {
	type Reputation = Ledger;
	type Consideration = HoldConsideration<
		AccountId,
		Balances,
		DomainDeposit,
		LinearStoragePrice<DepositBase, DepositSlope, Balance>,
	>;
	type DefaultParameters = DefaultParameters;
	type FirstParameters = DefaultParameters;
	type Limits = FirstLimits;
	type WeightInfo = ();
}

pub const FOUNDER: AccountId = 100;
/// An account without tokens.
pub const PAUPER: AccountId = 102;
pub const ALICE: AccountId = 1;

/// The domains that exist from the start.
pub const FIRST: DomainId = 0;
pub const SECOND: DomainId = 1;

/// A genesis with two domains.
pub struct ExtBuilder {
	domains: Vec<GenesisDomain<AccountId, BlockNumber>>,
}

pub fn genesis_domain(half_life: Option<BlockNumber>) -> GenesisDomain<AccountId, BlockNumber> {
	GenesisDomain { metadata: "a body".into(), founder: FOUNDER, half_life, parameters: None }
}

impl Default for ExtBuilder {
	fn default() -> Self {
		Self { domains: vec![genesis_domain(None), genesis_domain(Some(3))] }
	}
}

impl ExtBuilder {
	pub fn domains(mut self, domains: Vec<GenesisDomain<AccountId, BlockNumber>>) -> Self {
		self.domains = domains;
		self
	}

	pub fn build(self) -> sp_io::TestExternalities {
		let storage = RuntimeGenesisConfig {
			system: Default::default(),
			balances: pallet_balances::GenesisConfig {
				balances: vec![(ALICE, 1_000_000 * REP)],
				..Default::default()
			},
			domains: pallet_domains::GenesisConfig { domains: self.domains },
		}
		.build_storage()
		.expect("the genesis under test can be built");
		let mut chain = sp_io::TestExternalities::new(storage);
		chain.execute_with(|| System::set_block_number(1));
		chain
	}

	/// Runs a test, and then checks the invariants.
	pub fn build_and_execute(self, test: impl FnOnce()) {
		self.build().execute_with(|| {
			test();
			Domains::do_try_state().expect("the invariants hold");
		});
	}
}

/// Returns the pallet's events so far.
pub fn events() -> Vec<crate::Event<Test>> {
	System::read_events_for_pallet()
}

/// Returns the chain of the benchmarks.
#[cfg(feature = "runtime-benchmarks")]
pub fn new_test_ext() -> sp_io::TestExternalities {
	ExtBuilder::default().build()
}
