use crate as pallet_reputation;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{
	derive_impl, parameter_types,
	traits::{fungibles::Mutate as _, VariantCount},
	PalletId,
};
use scale_info::TypeInfo;
use sp_runtime::BuildStorage;
use witan_experts::{
	domain::{DomainParameters, FeeSplit},
	ids::DomainId,
	ledger::OpenLedger as _,
	shares::REP,
};
use witan_mocks::domains::{default_parameters, set_parameters, MockDomains};
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
	type Domains = MockDomains;
	type RuntimeHoldReason = Reason;
	type PalletId = Pot;
	type Treasury = TreasuryAccount;
	type WeightInfo = ();
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = Helper;
}

#[cfg(feature = "runtime-benchmarks")]
pub struct Helper;

#[cfg(feature = "runtime-benchmarks")]
impl pallet_reputation::BenchmarkHelper for Helper {
	fn fast_domain() -> DomainId {
		const FAST: DomainId = 2;
		let mut parameters = default_parameters();
		parameters.pool.max_duration = 1;
		set_parameters(FAST, parameters);
		Reputation::open_ledger(FAST, Some(1)).expect("it is new");
		FAST
	}
}

pub const EXISTENTIAL_DEPOSIT: Balance = 10;
pub const TREASURY: AccountId = 99;
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

/// Opens the ledgers of domains from 0 on: by default of [`STABLE`] and [`DECAYING`].
pub struct ExtBuilder {
	half_lives: Vec<Option<BlockNumber>>,
	members: Vec<(AccountId, Balance)>,
	parameters: DomainParameters<BlockNumber>,
}

impl Default for ExtBuilder {
	fn default() -> Self {
		Self {
			half_lives: vec![None, Some(HALF_LIFE)],
			members: vec![],
			parameters: default_parameters(),
		}
	}
}

impl ExtBuilder {
	/// Mints REP to accounts in all domains.
	pub fn members(mut self, members: &[(AccountId, Balance)]) -> Self {
		self.members = members.to_vec();
		self
	}

	/// Sets the fee split of all domains.
	pub fn fee_split(mut self, fee_split: FeeSplit) -> Self {
		self.parameters.fee_split = fee_split;
		self
	}

	/// Opens ledgers with these half-lives instead.
	pub fn half_lives(mut self, half_lives: &[Option<BlockNumber>]) -> Self {
		self.half_lives = half_lives.to_vec();
		self
	}

	pub fn build(self) -> sp_io::TestExternalities {
		let rich = |who| (who, 1_000_000 * REP);
		let balances = [ALICE, BOB, 3, 4, PAYER].map(rich);
		let treasury = [(TREASURY, EXISTENTIAL_DEPOSIT)];
		let storage = RuntimeGenesisConfig {
			system: Default::default(),
			balances: pallet_balances::GenesisConfig {
				balances: balances.into_iter().chain(treasury).collect(),
				..Default::default()
			},
			reputation: Default::default(),
		}
		.build_storage()
		.expect("the genesis under test can be built");
		let mut chain = sp_io::TestExternalities::new(storage);
		chain.execute_with(|| {
			for (domain, half_life) in (0..).zip(self.half_lives) {
				set_parameters(domain, self.parameters);
				Reputation::open_ledger(domain, half_life).expect("the half-life is in range");
				for (who, amount) in &self.members {
					Reputation::mint_into(domain, who, *amount).expect("there is room");
				}
			}
			System::reset_events();
			System::set_block_number(1);
		});
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
