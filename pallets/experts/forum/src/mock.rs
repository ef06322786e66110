//! A chain with a forum, tokens for deposits, and mocks of the ledger and the domains.

use crate::{self as pallet_forum, *};
use codec::Encode;
use frame_support::{
	derive_impl,
	dispatch::DispatchResultWithPostInfo,
	ensure, parameter_types,
	storage::unhashed,
	traits::{
		fungible::{HoldConsideration, InspectHold},
		ConstU128,
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
	ledger::{Snapshot, StakeEnd},
	shares::{Ppm, Shares, MILLION},
};
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
	/// A test may change it.
	pub static DepthLimit: u8 = 3;
	pub const PostDeposit: RuntimeHoldReason = RuntimeHoldReason::Forum(HoldReason::Post);
}

/// Tokens for storage: 100 for an item and 1 for a byte.
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
impl crate::benchmarking::BenchmarkHelper<u32> for Helper {
	fn domain() -> DomainId {
		DOMAIN
	}

	fn directive() -> Option<u32> {
		Some(10)
	}

	fn age(domain: DomainId) {
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

/// What the check of a directive weighs.
pub const CHECK_WEIGHT: Weight = Weight::from_parts(77, 7);

/// What stakes are held for.
pub type Reason = u8;
pub type Ledger = MockLedger<Reason>;

/// The domain of most tests.
pub const DOMAIN: DomainId = 0;
/// Another one.
pub const OTHER_DOMAIN: DomainId = 1;
/// A third one.
pub const THIRD_DOMAIN: DomainId = 2;
/// Accounts of the tests; each has [`TOKENS`], and an account of any other number none.
pub const ALICE: u64 = 1;
pub const BOB: u64 = 2;
pub const CAROL: u64 = 3;
pub const DAVE: u64 = 4;
/// What an account of the tests starts with.
pub const TOKENS: Balance = 1_000_000_000;

/// Starts the chain, runs the test and checks what the pallet promises.
pub struct ExtBuilder;

impl ExtBuilder {
	/// A chain at block 1.
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

	/// Runs the test on a new chain.
	pub fn build_and_execute<R>(test: impl FnOnce() -> R) -> R {
		Self::build().execute_with(|| {
			let result = test();
			check();
			result
		})
	}
}

/// What the pallet promises, and that every stored post has its deposit held.
pub fn check() {
	Forum::do_try_state().expect("what the pallet promises");
	let mut deposits = BTreeMap::<u64, Balance>::new();
	for (post, header) in Posts::<Test>::iter() {
		let content = Contents::<Test>::get(post).expect("a post has a text");
		let directive = Directives::<Test>::get(post);
		let said = Forum::said(
			header.domain,
			&header.authors,
			&header.citations,
			&content,
			directive.as_ref(),
		);
		let footprint = Forum::footprint(said.len(), header.citations.len(), directive.is_some());
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

/// A signed call is refused for this cause and changes nothing.
#[track_caller]
pub fn assert_refused(who: u64, call: impl Into<RuntimeCall>, cause: impl Into<DispatchError>) {
	assert_refused_from(RuntimeOrigin::signed(who), call, cause);
}

/// The same of any origin.
#[track_caller]
pub fn assert_refused_from(
	origin: RuntimeOrigin,
	call: impl Into<RuntimeCall>,
	cause: impl Into<DispatchError>,
) {
	let root = || sp_io::storage::root(sp_runtime::StateVersion::V1);
	let before = root();
	let refusal = call.into().dispatch(origin).expect_err("the call is refused");
	assert_eq!(refusal.error, cause.into());
	assert_eq!(before, root());
}

/// Inline content.
pub fn text(text: &str) -> Content {
	assert!(text.len() <= MAX_INLINE as usize);
	Content::Inline(text.as_bytes().to_vec().try_into().expect("short enough"))
}

pub fn authors(authors: &[(u64, Ppm)]) -> Authors<u64> {
	authors.to_vec().try_into().expect("few enough")
}

pub fn citations(citations: &[(PostId, i32)]) -> Citations {
	let citations =
		citations.iter().map(|(post, weight)| Citation { post: *post, weight: *weight });
	citations.collect::<Vec<_>>().try_into().expect("few enough")
}

/// A post in [`DOMAIN`] that Alice makes, of these authors, which says what no other says.
pub fn post_by(by: &[(u64, Ppm)], cites: &[(PostId, i32)]) -> PostId {
	post_in(DOMAIN, by, cites)
}

/// The same in any domain.
pub fn post_in(domain: DomainId, by: &[(u64, Ppm)], cites: &[(PostId, i32)]) -> PostId {
	let content = text(&format!("post {}", Posts::<Test>::iter_keys().count()));
	let (authors, citations) = (authors(by), citations(cites));
	Forum::do_post(&ALICE, domain, authors, citations, content, None).expect("a new post")
}

/// A post of one author.
pub fn post(author: u64, cites: &[(PostId, i32)]) -> PostId {
	post_by(&[(author, MILLION)], cites)
}

/// Gives to a post in the name of pool 7, in units of the era.
pub fn reward(post: PostId, amount: u128) {
	let domain = Forum::domain(&post).expect("a post");
	Forum::reward(&post, 7, Shares::new(amount, Ledger::era(domain))).expect("not too much");
}

/// Runs all that waits.
pub fn run() {
	while Forum::do_step().is_some() {}
}

/// Gives to a post and runs all that waits.
pub fn give(post: PostId, amount: u128) {
	reward(post, amount);
	run();
}

/// A post's value in units of its own era.
pub fn value(post: PostId) -> u128 {
	Standings::<Test>::get(post).expect("a post").value.value
}

/// What went along a citation, in units of its own era.
pub fn edge(citing: PostId, cited: PostId) -> u128 {
	Edges::<Test>::get(citing, cited).unwrap_or_default().value
}

/// An account's free REP in [`DOMAIN`].
pub fn free(who: u64) -> u128 {
	Ledger::free(DOMAIN, &who).value
}

/// An account's debt in [`DOMAIN`].
pub fn debt(who: u64) -> u128 {
	Ledger::debt(DOMAIN, &who).value
}

/// The forum's events, which are forgotten thereby.
pub fn take_events() -> Vec<Event<Test>> {
	let events = System::events().into_iter().filter_map(|record| match record.event {
		RuntimeEvent::Forum(event) => Some(event),
		_ => None,
	});
	let events = events.collect();
	System::reset_events();
	events
}
