//! A runtime with this pallet and tokens, and mocks of its other neighbours.

use crate as pallet_availability;
use frame_support::{
	derive_impl, parameter_types,
	traits::{fungible::HoldConsideration, LinearStoragePrice},
};
use sp_runtime::BuildStorage;
use witan_experts::{
	ids::DomainId,
	ledger::{InspectReputation, MintReputation},
	shares::Shares,
};
use witan_mocks::{domains::MockDomains, ledger::MockLedger};
use witan_primitives::Balance;

pub type AccountId = witan_mocks::AccountId;
pub type Ledger = MockLedger<Reason>;

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
	pub type Availability = pallet_availability;
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type Block = frame_system::mocking::MockBlock<Test>;
	type AccountData = pallet_balances::AccountData<Balance>;
}

#[derive_impl(pallet_balances::config_preludes::TestDefaultConfig)]
impl pallet_balances::Config for Test {
	type AccountStore = System;
	type Balance = Balance;
	type ExistentialDeposit = frame_support::traits::ConstU128<1>;
}

/// Reasons for holding stakes: this pallet's own, and another pallet's for jobs.
#[frame_support::stored]
#[derive(Copy)]
pub enum Reason {
	Own(RuntimeHoldReason),
	Work,
}

impl From<pallet_availability::HoldReason> for Reason {
	fn from(reason: pallet_availability::HoldReason) -> Self {
		Self::Own(reason.into())
	}
}

parameter_types! {
	pub const DepositReason: RuntimeHoldReason =
		RuntimeHoldReason::Availability(pallet_availability::HoldReason::OfferDeposit);
	pub const DepositBase: Balance = 100;
	pub const DepositPerByte: Balance = 1;
}

impl pallet_availability::Config for Test {
	type RuntimeHoldReason = Reason;
	type Reputation = Ledger;
	type Domains = MockDomains;
	type Consideration = HoldConsideration<
		AccountId,
		Balances,
		DepositReason,
		LinearStoragePrice<DepositBase, DepositPerByte, Balance>,
	>;
	type WeightInfo = ();
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = Helper;
}

#[cfg(feature = "runtime-benchmarks")]
pub struct Helper;

#[cfg(feature = "runtime-benchmarks")]
impl pallet_availability::BenchmarkHelper<AccountId, Reason> for Helper {
	fn make_domain() -> DomainId {
		0
	}

	fn endow(domain: DomainId, who: &AccountId, amount: Balance) {
		Ledger::mint(domain, who, Shares::new(amount, Ledger::era(domain))).unwrap();
	}

	fn owe(domain: DomainId, who: &AccountId, shares: Shares) {
		Ledger::burn_or_owe(domain, who, shares).expect("it may");
	}

	/// Stays where it is: within an era the mock's amounts don't decay.
	fn last_block(_: DomainId) {}

	fn next_era(domain: DomainId) {
		Ledger::set_era(domain, Ledger::era(domain) + 1);
	}

	fn work_reason() -> Reason {
		Reason::Work
	}
}

/// The domain of most tests.
pub const DOMAIN: DomainId = 1;
/// The tokens that accounts 0..1200 start with.
pub const TOKENS: Balance = 1_000_000;

/// A builder of a chain at block 1 on which accounts have REP in [`DOMAIN`].
#[derive(Default)]
pub struct ExtBuilder {
	members: Vec<(AccountId, Balance)>,
}

impl ExtBuilder {
	pub fn member(mut self, who: AccountId, shares: Balance) -> Self {
		self.members.push((who, shares));
		self
	}

	pub fn build(self) -> sp_io::TestExternalities {
		let balances = (0..1_200).map(|who| (who, TOKENS)).collect();
		let storage = RuntimeGenesisConfig {
			system: Default::default(),
			balances: pallet_balances::GenesisConfig { balances, ..Default::default() },
		}
		.build_storage()
		.expect("a genesis");
		let mut chain = sp_io::TestExternalities::new(storage);
		chain.execute_with(|| {
			System::set_block_number(1);
			for (who, shares) in self.members {
				mint(who, shares);
			}
		});
		chain
	}

	/// Runs a test, then checks the pallet's invariants.
	pub fn build_and_execute(self, test: impl FnOnce()) {
		self.build().execute_with(|| {
			test();
			check_invariants();
		});
	}
}

/// Mints shares of [`DOMAIN`]'s era to an account.
pub fn mint(who: AccountId, shares: Balance) {
	Ledger::mint(DOMAIN, &who, Shares::new(shares, Ledger::era(DOMAIN))).expect("minted");
}

/// See [`check_invariants_of`].
pub fn check_invariants() {
	check_invariants_of(0..1_200);
}

/// Checks the pallet's invariants, and that ledger and balances hold for these accounts exactly
/// what their offers say.
pub fn check_invariants_of(accounts: core::ops::Range<AccountId>) {
	Availability::do_try_state().expect("invariants hold");
	let own = Reason::from(pallet_availability::HoldReason::Availability);
	for who in accounts {
		let mut offers = 0;
		for domain in 0..2 {
			let offer = pallet_availability::Offers::<Test>::get(domain, who);
			let stake = offer.map(|offer| offer.stake.in_era(Ledger::era(domain)));
			let stakes = stake.map_or(0, |_| 1);
			assert_eq!(
				Ledger::staked(domain, who, own),
				(stake.unwrap_or_default(), stakes),
				"what {who} holds in {domain}"
			);
			offers += Balance::from(stakes);
		}
		let held: Balance =
			pallet_balances::Holds::<Test>::get(who).iter().map(|hold| hold.amount).sum();
		assert_eq!(offers * deposit(), held, "deposits of {who}");
	}
}

/// Returns the deposit of an offer.
pub fn deposit() -> Balance {
	use sp_runtime::traits::Convert;
	LinearStoragePrice::<DepositBase, DepositPerByte, Balance>::convert(Availability::footprint())
}
