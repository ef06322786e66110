//! A chain with a forum, tokens for deposits, and mocks of the ledger and the domains.

use crate::{self as pallet_forum, *};
use frame_support::{
	derive_impl,
	dispatch::DispatchResultWithPostInfo,
	ensure, parameter_types,
	traits::{
		fungible::{HoldConsideration, InspectHold},
		ConstU128, Footprint,
	},
	weights::Weight,
};
use sp_runtime::{
	traits::{Convert, Dispatchable},
	BuildStorage, DispatchError, DispatchResult,
};
use std::collections::BTreeMap;
use witan_experts::{
	forum::{Authors, Citation, Citations, Content, Posts as _, MAX_INLINE},
	ids::{DomainId, PostId},
	ledger::InspectReputation,
	shares::{Ppm, Shares, MILLION},
};
use witan_governance::CheckDirective;
use witan_mocks::{
	domains::{default_parameters, set_parameters, MockDomains},
	ledger::MockLedger,
};
use witan_primitives::Balance;

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
	pub type Forum = pallet_forum;
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type Block = frame_system::mocking::MockBlock<Test>;
	type AccountData = pallet_balances::AccountData<Balance>;
}

#[derive_impl(pallet_balances::config_preludes::TestDefaultConfig)]
impl pallet_balances::Config for Test {
	type Balance = Balance;
	type ExistentialDeposit = ConstU128<1>;
	type AccountStore = System;
}

parameter_types! {
	/// Can be changed by a test.
	pub static DepthLimit: u8 = 3;
	pub const PostDeposit: RuntimeHoldReason = RuntimeHoldReason::Forum(HoldReason::Post);
}

/// The price of storage: 100 tokens for an item and 1 for a byte.
pub struct Price;
impl Convert<Footprint, Balance> for Price {
	fn convert(footprint: Footprint) -> Balance {
		Balance::from(100 * footprint.count + footprint.size)
	}
}

impl pallet_forum::Config for Test {
	type Reputation = Ledger;
	type Domains = MockDomains;
	type Consideration = HoldConsideration<u64, Balances, PostDeposit, Price>;
	type Directive = u32;
	type CheckDirective = NotAboveTen;
	type MaxDepth = DepthLimit;
	type WeightInfo = ();
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = Helper;
}

#[cfg(feature = "runtime-benchmarks")]
pub struct Helper;
#[cfg(feature = "runtime-benchmarks")]
impl crate::benchmarking::BenchmarkHelper<u64, u32> for Helper {
	fn domain() -> DomainId {
		DOMAIN
	}

	fn directive() -> Option<u32> {
		Some(10)
	}

	/// Does nothing: the mock's accounts log every mint.
	fn fill_mint_log(_: DomainId, _: &u64) {}

	/// Stays where it is: within an era the mock's amounts don't decay.
	fn last_block(_: DomainId) {}

	fn end_era(domain: DomainId) {
		Ledger::set_era(domain, Ledger::era(domain) + 1);
	}
}

/// Directives above 10 can't take effect.
pub struct NotAboveTen;
impl CheckDirective<u32> for NotAboveTen {
	fn check(_: DomainId, directive: &u32) -> DispatchResult {
		ensure!(*directive <= 10, DispatchError::Other("above 10"));
		Ok(())
	}

	fn weight() -> Weight {
		CHECK_WEIGHT
	}
}

/// The weight of checking a directive.
pub const CHECK_WEIGHT: Weight = Weight::from_parts(77, 7);

/// A reason for which stakes are held.
pub type Reason = u8;
/// The ledger of the tests.
pub type Ledger = MockLedger<Reason>;

/// The domain of most tests.
pub const DOMAIN: DomainId = 0;
/// Another domain.
pub const OTHER_DOMAIN: DomainId = 1;
/// A third domain.
pub const THIRD_DOMAIN: DomainId = 2;
/// The first account of the tests. Each of the four starts with [`TOKENS`], any other account
/// without tokens.
pub const ALICE: u64 = 1;
pub const BOB: u64 = 2;
pub const CAROL: u64 = 3;
pub const DAVE: u64 = 4;
/// The tokens with which an account of the tests starts.
pub const TOKENS: Balance = 1_000_000_000;

/// A chain that is checked after the test.
pub struct ExtBuilder;

impl ExtBuilder {
	/// Returns a chain at block 1.
	pub fn build() -> sp_io::TestExternalities {
		let balances = (ALICE..=DAVE).map(|who| (who, TOKENS)).collect();
		let balances = pallet_balances::GenesisConfig { balances, ..Default::default() };
		let storage = RuntimeGenesisConfig { system: Default::default(), balances }
			.build_storage()
			.expect("accounts are unique");
		let mut ext = sp_io::TestExternalities::new(storage);
		ext.execute_with(|| {
			System::set_block_number(1);
			set_parameters(THIRD_DOMAIN, default_parameters());
		});
		ext
	}

	/// Runs the test on a new chain, and checks the invariants afterwards.
	pub fn build_and_execute<R>(test: impl FnOnce() -> R) -> R {
		Self::build().execute_with(|| {
			let result = test();
			check();
			result
		})
	}
}

/// Checks the pallet's invariants, and that the deposit of every stored post is held.
pub fn check() {
	Forum::do_try_state().expect("the invariants hold");
	let mut deposits = BTreeMap::<u64, Balance>::new();
	for (post, header) in Posts::<Test>::iter() {
		let new = NewPost {
			domain: header.domain,
			authors: header.authors,
			citations: header.citations,
			content: Contents::<Test>::get(post).expect("a post has a content"),
			directive: Directives::<Test>::get(post),
		};
		let footprint = new.size().footprint();
		*deposits.entry(header.poster).or_default() += Price::convert(footprint);
	}
	for who in ALICE..=DAVE {
		let held = Balances::balance_on_hold(&PostDeposit::get(), &who);
		assert_eq!(held, deposits.remove(&who).unwrap_or_default());
	}
	assert!(deposits.is_empty());
}

/// Dispatches a signed call.
pub fn dispatch(who: u64, call: impl Into<RuntimeCall>) -> DispatchResultWithPostInfo {
	call.into().dispatch(RuntimeOrigin::signed(who))
}

/// Returns inline content.
pub fn text(text: &str) -> Content {
	assert!(text.len() <= MAX_INLINE as usize);
	Content::Inline(text.as_bytes().to_vec().try_into().expect("short enough"))
}

/// Returns authors with their weights.
pub fn authors(authors: &[(u64, Ppm)]) -> Authors<u64> {
	authors.to_vec().try_into().expect("few enough")
}

/// Returns citations with their weights.
pub fn citations(citations: &[(PostId, i32)]) -> Citations {
	let citations =
		citations.iter().map(|(post, weight)| Citation { post: *post, weight: *weight });
	citations.collect::<Vec<_>>().try_into().expect("few enough")
}

/// Returns a post that is to be made.
pub fn new_post(
	domain: DomainId,
	by: &[(u64, Ppm)],
	cites: &[(PostId, i32)],
	content: Content,
	directive: Option<u32>,
) -> NewPost<u64, u32> {
	let (authors, citations) = (authors(by), citations(cites));
	NewPost { domain, authors, citations, content, directive }
}

/// Makes a post in [`DOMAIN`] with these authors and unique content. Alice pays.
pub fn post_by(by: &[(u64, Ppm)], cites: &[(PostId, i32)]) -> PostId {
	post_in(DOMAIN, by, cites)
}

/// Makes a post as [`post_by`] does, in any domain.
pub fn post_in(domain: DomainId, by: &[(u64, Ppm)], cites: &[(PostId, i32)]) -> PostId {
	let content = text(&format!("post {}", Posts::<Test>::iter_keys().count()));
	Forum::do_post(&ALICE, new_post(domain, by, cites, content, None)).expect("a new post")
}

/// Makes a post of one author.
pub fn post(author: u64, cites: &[(PostId, i32)]) -> PostId {
	post_by(&[(author, MILLION)], cites)
}

/// Rewards a post in the name of pool 7, in shares of the era.
pub fn reward(post: PostId, amount: u128) {
	let domain = Forum::domain(&post).expect("a post");
	Forum::reward(&post, 7, Shares::new(amount, Ledger::era(domain))).expect("not too much");
}

/// Runs all waiting steps.
pub fn run() {
	while Forum::do_step().is_some() {}
}

/// Rewards a post and runs all waiting steps.
pub fn give(post: PostId, amount: u128) {
	reward(post, amount);
	run();
}

/// Returns a post's state.
pub fn state(post: PostId) -> PostState {
	PostStates::<Test>::get(post).expect("a post")
}

/// Returns a post's value, in shares of its own era.
pub fn value(post: PostId) -> u128 {
	state(post).value.value
}

/// Returns the total that moved along a citation, in shares of its own era.
pub fn edge(citing: PostId, cited: PostId) -> u128 {
	Edges::<Test>::get(citing, cited).unwrap_or_default().value
}

/// Returns an account's free REP in [`DOMAIN`].
pub fn free(who: u64) -> u128 {
	Ledger::free(DOMAIN, &who).value
}

/// Returns an account's debt in [`DOMAIN`].
pub fn debt(who: u64) -> u128 {
	Ledger::debt(DOMAIN, &who).value
}

/// Returns the forum's events, and forgets all events.
pub fn take_events() -> Vec<Event<Test>> {
	let events = System::read_events_for_pallet();
	System::reset_events();
	events
}
