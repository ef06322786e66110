use crate::{self as pallet_reputation, GenesisDomain};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{
	derive_impl, parameter_types,
	traits::{fungible::HoldConsideration, LinearStoragePrice, VariantCount},
	PalletId,
};
use scale_info::TypeInfo;
use sp_runtime::BuildStorage;
use witan_experts::{
	domain::{DomainParameters, FeeSplit},
	ids::DomainId,
	shares::REP,
};
use witan_primitives::Balance;

pub type AccountId = u64;
pub type BlockNumber = u64;

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
	pub type Reputation = pallet_reputation;
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type Block = frame_system::mocking::MockBlock<Test>;
	type AccountData = pallet_balances::AccountData<Balance>;
}

parameter_types! {
	pub const ExistentialDeposit: Balance = EXISTENTIAL_DEPOSIT;
	pub const Pot: PalletId = PalletId(*b"test/rep");
	pub const TreasuryAccount: AccountId = TREASURY;
	pub const DomainDeposit: RuntimeHoldReason =
		RuntimeHoldReason::Reputation(pallet_reputation::HoldReason::Domain);
	pub const DepositBase: Balance = 1_000;
	pub const DepositSlope: Balance = 1;
	pub DefaultParameters: DomainParameters<BlockNumber> = witan_mocks::domains::default_parameters();
}

#[derive_impl(pallet_balances::config_preludes::TestDefaultConfig)]
impl pallet_balances::Config for Test {
	type Balance = Balance;
	type AccountStore = System;
	type ExistentialDeposit = ExistentialDeposit;
}

/// The reasons for which the tests stake.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub enum Reason {
	Offer,
	Work,
	Pool,
}

impl VariantCount for Reason {
	const VARIANT_COUNT: u32 = 3;
}

impl pallet_reputation::Config for Test {
	type Currency = Balances;
	type RuntimeHoldReason = Reason;
	type Consideration = HoldConsideration<
		AccountId,
		Balances,
		DomainDeposit,
		LinearStoragePrice<DepositBase, DepositSlope, Balance>,
	>;
	type PalletId = Pot;
	type Treasury = TreasuryAccount;
	type DefaultParameters = DefaultParameters;
	type WeightInfo = ();
}

pub const EXISTENTIAL_DEPOSIT: Balance = 10;
pub const TREASURY: AccountId = 99;
pub const FOUNDER: AccountId = 100;
/// The payer of fees.
pub const PAYER: AccountId = 101;
/// An account without tokens.
pub const PAUPER: AccountId = 102;
pub const ALICE: AccountId = 1;
pub const BOB: AccountId = 2;

/// A domain in which REP doesn't decay.
pub const STABLE: DomainId = 0;
/// A domain in which REP decays, with a half-life of [`HALF_LIFE`] blocks.
pub const DECAYING: DomainId = 1;
pub const HALF_LIFE: BlockNumber = 3;
/// The length of an era of [`DECAYING`], in blocks.
pub const ERA: BlockNumber = 16 * HALF_LIFE;

/// A genesis with two domains.
pub struct ExtBuilder {
	domains: Vec<GenesisDomain<AccountId, BlockNumber>>,
}

pub fn genesis_domain(half_life: Option<BlockNumber>) -> GenesisDomain<AccountId, BlockNumber> {
	GenesisDomain {
		metadata: "a body".into(),
		founder: FOUNDER,
		half_life,
		parameters: None,
		members: vec![],
	}
}

impl Default for ExtBuilder {
	fn default() -> Self {
		Self { domains: vec![genesis_domain(None), genesis_domain(Some(HALF_LIFE))] }
	}
}

impl ExtBuilder {
	/// Mints REP to accounts in both domains.
	pub fn members(mut self, members: &[(AccountId, Balance)]) -> Self {
		self.domains.iter_mut().for_each(|domain| domain.members = members.to_vec());
		self
	}

	/// Sets the fee split of both domains.
	pub fn fee_split(mut self, fee_split: FeeSplit) -> Self {
		let parameters = DomainParameters { fee_split, ..DefaultParameters::get() };
		self.domains.iter_mut().for_each(|domain| domain.parameters = Some(parameters));
		self
	}

	pub fn domains(mut self, domains: Vec<GenesisDomain<AccountId, BlockNumber>>) -> Self {
		self.domains = domains;
		self
	}

	pub fn build(self) -> sp_io::TestExternalities {
		let rich = |who| (who, 1_000_000 * REP);
		let balances = [ALICE, BOB, 3, 4, FOUNDER, PAYER].map(rich);
		let treasury = [(TREASURY, EXISTENTIAL_DEPOSIT)];
		let storage = RuntimeGenesisConfig {
			system: Default::default(),
			balances: pallet_balances::GenesisConfig {
				balances: balances.into_iter().chain(treasury).collect(),
				..Default::default()
			},
			reputation: pallet_reputation::GenesisConfig { domains: self.domains },
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
			Reputation::do_try_state().expect("the invariants hold");
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
