//! A runtime with this pallet and tokens, and mocks of its other neighbours.

use crate::{self as pallet_business, *};
use codec::Encode;
use frame_support::{
	derive_impl, parameter_types,
	traits::{
		fungible::{HoldConsideration, Inspect, InspectHold},
		ConstU128, ConstU64, Footprint, Hooks, Randomness, VariantCountOf,
	},
	weights::{constants::WEIGHT_REF_TIME_PER_SECOND, Weight},
	PalletId,
};
use sp_core::H256;
use sp_io::hashing::blake2_256;
use sp_runtime::{
	traits::{Convert, Dispatchable},
	BuildStorage, DispatchError,
};
use witan_experts::{
	domain::{DomainParameters, WorkBounds},
	forum::{Authors, Citations, Content, Publish},
	ids::{DomainId, PoolId, PostId, RequestId, ServiceId},
	job::{Brief, OnRequestEnd, RequestEnd},
	ledger::{InspectReputation, MintReputation},
	pool::{PoolParams, Secrecy},
	shares::{Shares, MILLION},
};
use witan_mocks::{
	domains::{default_parameters, set_parameters, MockBody, MockDomains, BODY, FOUNDER},
	experts::{MockExperts, Next},
	ledger::MockLedger,
	pools::MockPools,
	posts::MockPosts,
};

pub use witan_mocks::AccountId;

/// A pallet with the hold reason of the mock of pools, and a freeze of tokens.
#[frame_support::pallet]
pub mod elsewhere {
	#[pallet::pallet]
	pub struct Pallet<T>(_);

	#[pallet::config]
	pub trait Config: frame_system::Config {}

	#[pallet::composite_enum]
	pub enum HoldReason {
		/// A stake in a pool.
		Pool,
	}

	#[pallet::composite_enum]
	pub enum FreezeReason {
		/// A freeze for any reason.
		Promise,
	}
}

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
	pub type Elsewhere = elsewhere;
	#[runtime::pallet_index(3)]
	pub type Business = pallet_business;
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type Block = frame_system::mocking::MockBlock<Test>;
	type AccountData = pallet_balances::AccountData<u128>;
}

#[derive_impl(pallet_balances::config_preludes::TestDefaultConfig)]
impl pallet_balances::Config for Test {
	type AccountStore = System;
	type Balance = u128;
	type ExistentialDeposit = ConstU128<10>;
	type FreezeIdentifier = RuntimeFreezeReason;
	type MaxFreezes = VariantCountOf<RuntimeFreezeReason>;
}

impl elsewhere::Config for Test {}

/// The randomness of every block, different in each. A test chooses how long before the block
/// somebody could know it.
pub struct BlockRandomness;
impl Randomness<H256, u64> for BlockRandomness {
	fn random(subject: &[u8]) -> (H256, u64) {
		let now = System::block_number();
		(randomness_of(subject, now), now.saturating_sub(KnownBefore::get()))
	}
}

fn randomness_of(subject: &[u8], block: u64) -> H256 {
	(subject, block, OtherIn::get() == Some(block)).using_encoded(blake2_256).into()
}

/// Returns the mix of the randomness of every block since the second, in which tests begin.
pub fn beacon(block: u64) -> H256 {
	(2..=block).fold(H256::zero(), |beacon, block| {
		(beacon, randomness_of(b"witan/business/draw", block)).using_encoded(blake2_256).into()
	})
}

/// Returns the seed of a draw in `block`.
pub fn seed(block: u64, request: RequestId, attempt: u32) -> H256 {
	formulas::draw_seed(beacon(block), request, attempt)
}

/// A record of the ends of requests, in storage, so that a failed call undoes it.
pub struct Ends;
impl OnRequestEnd for Ends {
	fn on_request_end(request: RequestId, end: RequestEnd) {
		let mut ends = EndsTold::get();
		ends.push((request, end));
		EndsTold::set(&ends);
	}

	fn weight() -> Weight {
		Weight::from_parts(1_000, 0)
	}
}

/// The mock of posts, which a test can make refuse every post.
pub struct Forum;
impl Publish<AccountId> for Forum {
	fn publish(
		poster: &AccountId,
		domain: DomainId,
		authors: Authors<AccountId>,
		citations: Citations,
		content: Content,
	) -> Result<PostId, DispatchError> {
		if RefusesPosts::get() {
			return Err(DispatchError::Other("no such post"));
		}
		MockPosts::publish(poster, domain, authors, citations, content)
	}
}

/// The price of stored items of this many bytes.
pub struct Price;
impl Convert<Footprint, u128> for Price {
	fn convert(Footprint { count, size }: Footprint) -> u128 {
		u128::from(50 * count + size)
	}
}

parameter_types! {
	pub static KnownBefore: u64 = 1;
	pub static RefusesPosts: bool = false;
	pub static DrawPrice: u128 = 0;
	pub static Migrating: bool = false;
	pub static DrawsWeight: Weight = Weight::from_parts(WEIGHT_REF_TIME_PER_SECOND, u64::MAX);
	/// A block whose randomness a test changes.
	pub static OtherIn: Option<u64> = None;
	pub storage EndsTold: Vec<(RequestId, RequestEnd)> = Vec::new();
	pub const Pot: PalletId = PalletId(*b"wtn/busi");
	pub const PoolReason: RuntimeHoldReason = RuntimeHoldReason::Elsewhere(elsewhere::HoldReason::Pool);
	pub const ServiceReason: RuntimeHoldReason = RuntimeHoldReason::Business(HoldReason::ServiceDeposit);
	pub const RequestReason: RuntimeHoldReason = RuntimeHoldReason::Business(HoldReason::RequestDeposit);
}

pub type Ledger = MockLedger<RuntimeHoldReason>;
pub type Offered = MockExperts<Ledger>;
pub type Pools = MockPools<Ledger, PoolReason, Business>;
pub type Body = MockBody<Balances>;

impl Config for Test {
	type RuntimeHoldReason = RuntimeHoldReason;
	type Currency = Balances;
	type Reputation = Ledger;
	type Domains = MockDomains;
	type Body = Body;
	type Experts = Offered;
	type Forum = Forum;
	type Pools = Pools;
	type Randomness = BlockRandomness;
	type Treasury = ConstU64<TREASURY>;
	type OnRequestEnd = Ends;
	type ServiceConsideration = HoldConsideration<AccountId, Balances, ServiceReason, Price>;
	type RequestConsideration = HoldConsideration<AccountId, Balances, RequestReason, Price>;
	type PalletId = Pot;
	type DrawDelay = ConstU64<2>;
	type MaxPeriod = ConstU64<1_000>;
	type DrawFee = DrawPrice;
	type MaxDrawsWeight = DrawsWeight;
	type Paused = Migrating;
	type WeightInfo = ();
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = Bench;
}

/// The owner of services, with REP.
pub const OWNER: AccountId = 1;
/// Customers.
pub const CUSTOMER: AccountId = 2;
pub const OTHER_CUSTOMER: AccountId = 3;
/// Experts with free REP.
pub const EXPERT: AccountId = 11;
pub const SECOND: AccountId = 12;
pub const THIRD: AccountId = 13;
/// An account without tokens or REP.
pub const STRANGER: AccountId = 21;
/// The domain in which the owner and the experts have REP.
pub const DOMAIN: DomainId = 1;
/// The account of the treasury.
pub const TREASURY: AccountId = 1_002;
/// A domain without REP, whose founder is [`FOUNDER`].
pub const EMPTY: DomainId = 0;
/// The tokens with which every account that has tokens begins.
pub const TOKENS: u128 = 1_000_000;
/// The REP with which every account that has REP begins.
pub const REPUTATION: u128 = 10_000;
/// An expert's stake on a job of [`terms`].
pub const STAKE: u128 = 1_000;

const RICH: [AccountId; 9] =
	[OWNER, CUSTOMER, OTHER_CUSTOMER, EXPERT, SECOND, THIRD, FOUNDER, BODY, TREASURY];
const REPUTED: [AccountId; 4] = [OWNER, EXPERT, SECOND, THIRD];

/// Returns terms within every bound.
pub fn terms() -> TermsOf<Test> {
	Terms {
		metadata: b"a sequence".to_vec().try_into().expect("short enough"),
		min_fee: 100,
		work: JobTerms {
			job_period: 20,
			draw_period: 64,
			pool: PoolParams {
				duration: 30,
				quorum: 100_000,
				win_ratio: 500_000,
				binding: MILLION,
				redistribute: true,
				secrecy: Secrecy::Open,
				governance: false,
			},
			no_show_penalty: 250_001,
			max_draws: 3,
			stake_per_job: STAKE,
		},
	}
}

/// Returns [`terms`] with a change.
pub fn changed(change: impl FnOnce(&mut TermsOf<Test>)) -> TermsOf<Test> {
	let mut terms = terms();
	change(&mut terms);
	terms
}

/// Sets [`DOMAIN`]'s bounds on the terms of services.
pub fn set_bounds(work: WorkBounds<u64>) {
	set_parameters(DOMAIN, DomainParameters { work, ..default_parameters() });
}

#[derive(Default)]
pub struct ExtBuilder {
	no_reputation: bool,
}

impl ExtBuilder {
	/// Returns a builder of a chain on which nobody has REP.
	pub fn without_reputation() -> Self {
		Self { no_reputation: true }
	}

	pub fn build(self) -> sp_io::TestExternalities {
		let mut storage = frame_system::GenesisConfig::<Test>::default()
			.build_storage()
			.expect("a system's genesis");
		let balances = RICH.iter().map(|who| (*who, TOKENS)).collect();
		pallet_balances::GenesisConfig::<Test> { balances, ..Default::default() }
			.assimilate_storage(&mut storage)
			.expect("a genesis of balances");
		GenesisConfig::<Test>::default().assimilate_storage(&mut storage).expect("a genesis");
		let mut externalities = sp_io::TestExternalities::new(storage);
		externalities.execute_with(|| {
			KnownBefore::set(1);
			RefusesPosts::set(false);
			DrawPrice::set(0);
			Migrating::set(false);
			OtherIn::set(None);
			System::set_block_number(1);
			if !self.no_reputation {
				for who in REPUTED {
					Ledger::mint(DOMAIN, &who, Shares::new(REPUTATION, 0)).expect("it fits");
				}
			}
		});
		externalities
	}

	/// Runs a test, then all checks.
	pub fn build_and_execute(self, test: impl FnOnce()) {
		self.build().execute_with(|| {
			test();
			check();
		});
	}
}

/// Checks the invariants of this pallet, and the tokens and stakes that its neighbours hold.
pub fn check() {
	Business::do_try_state().expect("invariants hold");
	check_tokens();
	check_stakes();
}

/// Checks that no token was made or lost, and that none stays in the pallet's account.
fn check_tokens() {
	let pot = Business::pot();
	assert_eq!(Balances::free_balance(pot), 10, "the pallet's account has the least balance");
	assert_eq!(Balances::total_issuance(), TOKENS * RICH.len() as u128 + 10);
	let all: u128 = RICH.iter().map(Balances::total_balance).sum();
	assert_eq!(all + 10, Balances::total_issuance(), "nobody else got tokens");
	for who in RICH {
		let deposits = Requests::<Test>::iter_values()
			.filter(|request| request.customer == who)
			.map(|request| request.ticket.encode())
			.fold(0, |sum, ticket| {
				sum + u128::from_le_bytes(ticket.try_into().expect("a balance"))
			});
		assert_eq!(Balances::balance_on_hold(&RequestReason::get(), &who), deposits);
		let services = Services::<Test>::iter_values().filter(|service| service.owner == who);
		let price = Price::convert(Business::service_footprint());
		assert_eq!(
			Balances::balance_on_hold(&ServiceReason::get(), &who),
			services.count() as u128 * price
		);
		let fees: u128 = Requests::<Test>::iter_values()
			.filter(|request| request.customer == who)
			.map(|request| request.held())
			.sum();
		assert_eq!(Balances::balance_on_hold(&HoldReason::Fee.into(), &who), fees);
	}
}

/// Checks that experts' stakes are held for jobs that wait for evidence and for no others, and that
/// experts' jobs are counted.
fn check_stakes() {
	for domain in [EMPTY, DOMAIN] {
		let era = Ledger::era(domain);
		for who in RICH {
			let of_expert = |request: &RequestOf<Test>| match &request.state {
				State::Assigned { expert, stake, .. } if *expert == who => {
					Some((true, stake.in_era(era)))
				},
				State::Validating { expert, .. } if *expert == who => Some((false, 0)),
				_ => None,
			};
			let jobs: Vec<_> = Requests::<Test>::iter_values()
				.filter(|request| request.domain == domain)
				.filter_map(|request| of_expert(&request))
				.collect();
			let waiting = jobs.iter().filter(|(waits, _)| *waits).count() as u32;
			let staked = jobs.iter().map(|(_, stake)| stake).sum::<u128>();
			let held = Ledger::staked(domain, who, HoldReason::Work.into());
			assert_eq!(held.1, waiting, "stakes of {who} in {domain}");
			assert!(held.0 >= staked && held.0 - staked <= u128::from(waiting));
			assert_eq!(Offered::assigned(domain, who), jobs.len() as u32, "jobs of {who}");
		}
	}
}

/// Runs blocks before `block`, with weight for everything in each, and begins `block`.
pub fn run_to(block: u64) {
	while System::block_number() < block {
		idle();
		begin_next();
	}
}

/// Does the same without weight for `on_idle`.
pub fn run_busy_to(block: u64) {
	while System::block_number() < block {
		begin_next();
	}
}

/// Ends the block with weight for everything.
pub fn idle() {
	Business::on_idle(System::block_number(), Weight::from_parts(u64::MAX / 4, u64::MAX / 4));
}

fn begin_next() {
	System::set_block_number(System::block_number() + 1);
	let weight = Business::on_initialize(System::block_number());
	assert!(
		weight.all_lte(DrawsWeight::get()),
		"the beginning of a block takes more than its maximum"
	);
}

/// Dispatches a call as a signed transaction.
pub fn dispatch(who: AccountId, call: Call<Test>) -> Result<(), DispatchError> {
	let call = RuntimeCall::Business(call);
	call.dispatch(RuntimeOrigin::signed(who)).map(|_| ()).map_err(|error| error.error)
}

/// Returns this pallet's events since the last call.
pub fn events() -> Vec<Event<Test>> {
	let events = System::read_events_for_pallet::<Event<Test>>();
	System::reset_events();
	events
}

pub fn brief() -> Brief {
	b"sort this".to_vec().try_into().expect("short enough")
}

pub fn content(text: &str) -> Content {
	Content::Inline(text.as_bytes().to_vec().try_into().expect("short enough"))
}

/// Opens a service of [`OWNER`] with [`terms`].
pub fn open() -> ServiceId {
	let service = NextService::<Test>::get();
	let call = Call::open_service { domain: DOMAIN, terms: terms() };
	assert_eq!(dispatch(OWNER, call), Ok(()));
	service
}

/// Returns an order of a service on its present terms.
pub fn ordering(service: ServiceId, fee: u128) -> Call<Test> {
	let version = Services::<Test>::get(service).map_or(0, |service| service.version);
	Call::request { service, brief: brief(), fee, version }
}

/// Makes a request of [`CUSTOMER`].
pub fn order(service: ServiceId, fee: u128) -> RequestId {
	let request = NextRequest::<Test>::get();
	assert_eq!(dispatch(CUSTOMER, ordering(service, fee)), Ok(()));
	request
}

/// Makes a request of [`CUSTOMER`] for which `expert` is drawn two blocks later.
pub fn assigned(expert: AccountId, fee: u128) -> RequestId {
	let request = order(open(), fee);
	Offered::push(DOMAIN, Next::Expert(expert));
	run_to(System::block_number() + 2);
	assert!(matches!(state(request), Some(State::Assigned { expert: who, .. }) if who == expert));
	request
}

/// Makes a request of [`CUSTOMER`] with evidence by `expert`, and a pool on it.
pub fn submitted(expert: AccountId, fee: u128) -> (RequestId, PoolId) {
	let request = assigned(expert, fee);
	assert_eq!(submit(expert, request), Ok(()));
	(request, Pools::opened().len() as PoolId - 1)
}

pub fn submit(who: AccountId, request: RequestId) -> Result<(), DispatchError> {
	let content = content(&format!("done: {request}, {who}"));
	dispatch(who, Call::submit { request, content, citations: Citations::default() })
}

pub fn state(request: RequestId) -> Option<StateOf<Test>> {
	Requests::<Test>::get(request).map(|request| request.state)
}

/// The part of the mocks that benchmarks need.
#[cfg(feature = "runtime-benchmarks")]
pub struct Bench;
#[cfg(feature = "runtime-benchmarks")]
impl BenchmarkHelper<AccountId, u64> for Bench {
	fn domain(member: &AccountId) -> DomainId {
		Ledger::mint(DOMAIN, member, Shares::new(REPUTATION, 0)).expect("it fits");
		DOMAIN
	}

	fn offer(domain: DomainId, expert: &AccountId, amount: u128) {
		Ledger::mint(domain, expert, Shares::new(amount, 0)).expect("it fits");
		Offered::push(domain, Next::Expert(*expert));
	}

	/// Does nothing: the mock's experts are a queue.
	fn fill_forests(_domain: DomainId) {}

	/// Does nothing: nothing that the mock's ledger does depends on an account's age.
	fn age_stakes(_domain: DomainId) {}

	fn pool_params(_domain: DomainId) -> PoolParams<u64> {
		terms().work.pool
	}

	fn not_quorate(pool: PoolId) {
		Pools::begin_telling(pool, witan_experts::pool::Verdict::NotQuorate);
	}
}
