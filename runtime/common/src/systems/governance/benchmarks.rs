//! The posts that the benchmarks of governance need.

use alloc::vec;
use codec::Encode;
use core::marker::PhantomData;
use frame_benchmarking::account;
use frame_support::traits::fungible::Mutate;
use frame_system::{Pallet as System, RawOrigin};
use pallet_balances::Pallet as Balances;
use pallet_forum::Pallet as Forum;
use witan_experts::{
	forum::{Authors, Citations, Content},
	ids::PostId,
	shares::MILLION,
};
use witan_governance::{Directive, CONSTITUTION};
use witan_primitives::{AccountId, Balance, BlockNumber, WIT};

/// A runtime that has a forum, with tokens for its deposits.
pub trait Config:
	frame_system::Config<AccountId = AccountId>
	+ pallet_balances::Config<Balance = Balance>
	+ pallet_forum::Config
{
}

impl<T> Config for T where
	T: frame_system::Config<AccountId = AccountId>
		+ pallet_balances::Config<Balance = Balance>
		+ pallet_forum::Config
{
}

/// Posts for benchmarks.
pub struct Posts<T>(PhantomData<T>);

impl<T, Parameter> pallet_governance::BenchmarkHelper<Parameter, BlockNumber> for Posts<T>
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
}
