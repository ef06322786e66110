//! The posts and calls that the benchmarks of governance need.

use alloc::{boxed::Box, vec};
use codec::Encode;
use core::marker::PhantomData;
use frame_benchmarking::account;
use frame_support::traits::fungible::Mutate;
use frame_system::{pallet_prelude::RuntimeCallFor, Pallet as System, RawOrigin};
use pallet_balances::Pallet as Balances;
use pallet_forum::Pallet as Forum;
use pallet_utility::Call as Utility;
use witan_experts::{
	forum::{Authors, Citations, Content},
	ids::PostId,
	shares::MILLION,
};
use witan_governance::{Directive, CONSTITUTION};
use witan_primitives::{AccountId, Balance, BlockNumber, WIT};

/// A runtime that has a forum, with tokens for its deposits, and calls of calls.
pub trait Config:
	frame_system::Config<AccountId = AccountId, RuntimeCall: From<Utility<Self>>>
	+ pallet_balances::Config<Balance = Balance>
	+ pallet_forum::Config
	+ pallet_utility::Config<RuntimeCall = RuntimeCallFor<Self>>
{
}

impl<T> Config for T where
	T: frame_system::Config<AccountId = AccountId, RuntimeCall: From<Utility<T>>>
		+ pallet_balances::Config<Balance = Balance>
		+ pallet_forum::Config
		+ pallet_utility::Config<RuntimeCall = RuntimeCallFor<T>>
{
}

/// Posts for benchmarks.
pub struct Posts<T>(PhantomData<T>);

impl<T, Parameter> pallet_governance::BenchmarkHelper<RuntimeCallFor<T>, Parameter, BlockNumber>
	for Posts<T>
where
	T: Config<Directive = Directive<Parameter, BlockNumber>>,
	Parameter: Clone,
{
	fn make_post(
		citations: Citations,
		directive: Option<Directive<Parameter, BlockNumber>>,
	) -> PostId {
		let poster: AccountId = account("poster", 0, 0);
		Balances::<T>::mint_into(&poster, 1_000 * WIT).expect("it has room");
		System::<T>::inc_account_nonce(&poster);
		let content =
			System::<T>::account_nonce(&poster).encode().try_into().expect("short enough");
		let content = Content::Inline(content);
		let authors = Authors::truncate_from(vec![(poster.clone(), MILLION)]);
		let said = (authors, citations, content, directive);
		let (authors, citations, content, directive) = said.clone();
		Forum::<T>::post(
			RawOrigin::Signed(poster).into(),
			CONSTITUTION,
			authors,
			citations,
			content,
			directive,
		)
		.expect("it is in order");
		let (authors, citations, content, directive) = said;
		Forum::<T>::post_id(CONSTITUTION, authors, citations, content, directive)
	}

	fn either(main: RuntimeCallFor<T>, fallback: RuntimeCallFor<T>) -> RuntimeCallFor<T> {
		Utility::<T>::if_else { main: Box::new(main), fallback: Box::new(fallback) }.into()
	}
}
