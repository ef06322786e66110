//! A runtime with the pallet, token balances, and mocks of the other pallets.

use crate as pallet_validation_pool;
use codec::{Decode, Encode};
use frame_support::{derive_impl, parameter_types, storage::unhashed, weights::Weight};
use sp_runtime::BuildStorage;
use witan_experts::{
	domain::{DomainParameters, GovernanceBounds, PoolBounds},
	ids::{DomainId, PoolId, PostId},
	ledger::MintReputation,
	pool::{
		Decision, InspectMotions, Motion, OnPoolOutcome, Tier, ValidationPools, Verdict, Waiting,
	},
	shares::{Ppm, Shares},
};
use witan_mocks::{
	domains::{default_parameters, set_parameters, MockBody, MockDomains, BODY, FOUNDER},
	ledger::MockLedger,
	posts::MockPosts,
};
use witan_primitives::Balance;

pub use witan_mocks::{AccountId, BlockNumber};

/// The account that receives forfeited deposits.
pub const TREASURY: AccountId = 1_002;
/// Tokens held from openers: less than the least balance, so that a treasury without tokens can't
/// receive them.
pub const DEPOSIT: Balance = 50;
/// Tokens held from openers of pools for governance, at the least.
pub const GOVERNANCE_DEPOSIT: Balance = 200;
/// Tokens that every account of the tests has at first.
pub const TOKENS: Balance = 1_000_000;

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
	pub type ValidationPool = pallet_validation_pool;
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
	type FreezeIdentifier = RuntimeHoldReason;
	type ExistentialDeposit = frame_support::traits::ConstU128<100>;
	type MaxFreezes = frame_support::traits::ConstU32<2>;
}

parameter_types! {
	pub const PoolDeposit: Balance = DEPOSIT;
	pub const GovernanceDeposit: Balance = GOVERNANCE_DEPOSIT;
	pub const Treasury: AccountId = TREASURY;
}

impl pallet_validation_pool::Config for Test {
	type RuntimeHoldReason = RuntimeHoldReason;
	type Currency = Balances;
	type Reputation = Ledger;
	type Domains = MockDomains;
	type Body = MockBody<Balances>;
	type Posts = MockPosts;
	type Motions = MockMotions;
	type OnOutcome = Outcomes;
	type PoolDeposit = PoolDeposit;
	type GovernanceDeposit = GovernanceDeposit;
	type Treasury = Treasury;
	type WeightInfo = ();
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = Helper;
}

/// The ledger of the tests.
pub type Ledger = MockLedger<RuntimeHoldReason>;

/// The motions of posts, by the choice of tests: the tier `Parameter`, unless a test sets another.
pub struct MockMotions;

impl MockMotions {
	/// Sets what a post does.
	pub fn set(post: &PostId, motion: Motion<BlockNumber>) {
		let cancels = motion.cancels.map(|waiting| waiting.encode());
		unhashed::put(&Self::key(post), &(motion.tier, cancels));
	}

	fn key(post: &PostId) -> Vec<u8> {
		(b"motions", post).encode()
	}
}

impl InspectMotions<BlockNumber> for MockMotions {
	fn motion(_: DomainId, post: &PostId) -> Motion<BlockNumber> {
		let (tier, cancels): (Tier, Option<Vec<u8>>) =
			unhashed::get(&Self::key(post)).unwrap_or((Tier::Parameter, None));
		let cancels = cancels
			.map(|waiting| Waiting::decode(&mut waiting.as_slice()).expect("it was encoded"));
		Motion { tier, cancels }
	}

	fn is_ratified(post: &PostId) -> bool {
		let ratified = |decision: &Decision| {
			decision.post == *post && decision.tier.is_some() && decision.verdict == Verdict::Passed
		};
		Outcomes::decisions().iter().any(ratified)
	}

	fn weight() -> Weight {
		Weight::from_parts(2_000, 0)
	}
}

type Told =
	((PoolId, PostId, DomainId), (Verdict, Option<Tier>), (Shares, Shares, Shares), u32, Ppm);

/// A record of what pools decided. It reopens pools if a test wants it, as a pallet that sells work
/// does.
pub struct Outcomes;

impl Outcomes {
	const TOLD: &'static [u8] = b"outcomes";
	const REOPEN: &'static [u8] = b"reopen";

	/// Returns the verdicts that were told, in order.
	pub fn told() -> Vec<(PoolId, PostId, Verdict)> {
		Self::decisions().iter().map(|told| (told.pool, told.post, told.verdict)).collect()
	}

	/// Returns everything that was told, in order.
	pub fn decisions() -> Vec<Decision> {
		let told: Vec<Told> = unhashed::get_or_default(Self::TOLD);
		let decision =
			|((pool, post, domain), (verdict, tier), (ayes, nays, base), voters, fee_share)| {
				Decision { pool, post, domain, verdict, tier, ayes, nays, base, voters, fee_share }
			};
		told.into_iter().map(decision).collect()
	}

	/// Reopens the next job pool that ends undecided, with this duration.
	pub fn reopen_next(duration: BlockNumber) {
		unhashed::put(Self::REOPEN, &duration);
	}
}

impl OnPoolOutcome for Outcomes {
	fn on_pool_outcome(decision: &Decision) {
		let Decision { pool, post, domain, verdict, tier, ayes, nays, base, voters, fee_share } =
			*decision;
		let mut told: Vec<Told> = unhashed::get_or_default(Self::TOLD);
		told.push(((pool, post, domain), (verdict, tier), (ayes, nays, base), voters, fee_share));
		unhashed::put(Self::TOLD, &told);
		let is_of_job = crate::Pools::<Test>::get(pool).is_some_and(|pool| pool.worker().is_some());
		if is_of_job && verdict == Verdict::NotQuorate {
			if let Some(duration) = unhashed::take::<BlockNumber>(Self::REOPEN) {
				ValidationPool::reopen(pool, duration).expect("it can be reopened");
			}
		}
	}

	fn weight() -> Weight {
		Weight::from_parts(1_000, 0)
	}
}

/// Maker of what benchmarks need of the mocks.
#[cfg(feature = "runtime-benchmarks")]
pub struct Helper;

#[cfg(feature = "runtime-benchmarks")]
impl crate::benchmarking::BenchmarkHelper<AccountId> for Helper {
	fn domain() -> DomainId {
		1
	}

	fn post(domain: DomainId) -> PostId {
		use witan_experts::{
			forum::{Authors, Content, Publish, MAX_AUTHORS},
			shares::MILLION,
		};
		let authors = (1..=MAX_AUTHORS).map(|who| (who.into(), MILLION / MAX_AUTHORS));
		let authors = Authors::truncate_from(authors.collect());
		let content = Content::Inline(Default::default());
		MockPosts::publish(&1, domain, authors, Default::default(), content).expect("a new post")
	}

	fn member(domain: DomainId, index: u32, amount: Balance) -> AccountId {
		use witan_experts::ledger::InspectReputation;
		let who = 10_000 + AccountId::from(index);
		let shares = Shares::new(amount, Ledger::era(domain));
		Ledger::mint(domain, &who, shares).expect("it can be minted");
		who
	}

	/// Pays none: the mock's accounts earn nothing.
	fn pay_dividend(_: DomainId) {}

	/// Stays where it is: within an era the mock's amounts don't decay.
	fn last_block(_: DomainId) {}

	fn end_era(domain: DomainId) {
		use witan_experts::ledger::InspectReputation;
		Ledger::set_era(domain, Ledger::era(domain) + 1);
	}
}

/// Builder of chains for tests.
#[derive(Default)]
pub struct ExtBuilder {
	reputation: Vec<(DomainId, AccountId, u128)>,
}

impl ExtBuilder {
	/// Mints REP of domain 1 to accounts.
	pub fn with_reputation(mut self, reputation: &[(AccountId, u128)]) -> Self {
		self.reputation.extend(reputation.iter().map(|(who, shares)| (1, *who, *shares)));
		self
	}

	/// Starts a chain at block 1, on which accounts 1 to 20 and those with names have tokens.
	pub fn build(self) -> sp_io::TestExternalities {
		let accounts = (1..=20).chain([FOUNDER, BODY, TREASURY]);
		let storage = RuntimeGenesisConfig {
			balances: pallet_balances::GenesisConfig {
				balances: accounts.map(|who| (who, TOKENS)).collect(),
				..Default::default()
			},
			..Default::default()
		}
		.build_storage()
		.expect("the genesis of the tests is well formed");
		let mut chain = sp_io::TestExternalities::new(storage);
		chain.execute_with(|| {
			System::set_block_number(1);
			let defaults = default_parameters();
			let pool = PoolBounds { min_binding: 100_000, ..defaults.pool };
			let governance = GovernanceBounds { quorum: 300_000, ..defaults.governance };
			set_parameters(1, DomainParameters { pool, governance, ..defaults });
			for (domain, who, shares) in self.reputation {
				Ledger::mint(domain, &who, Shares::new(shares, 0)).expect("it can be minted");
			}
		});
		chain
	}

	/// Runs `test`, and checks the pallet's invariants after it.
	pub fn build_and_execute(self, test: impl FnOnce()) {
		self.build().execute_with(|| {
			test();
			ValidationPool::do_try_state().expect("invariants hold");
		});
	}
}
