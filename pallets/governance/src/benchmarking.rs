//! Benchmarks: an enactment of every kind, a call as root, a late scheduling, an outcome and a
//! check.
#![allow(clippy::arithmetic_side_effects)]

use crate::{
	ActionOf, Call, Config, Origin, Pallet, Ratifications, State, UpgradeExpiries, CANCEL_WEIGHT,
	MAX_CALL_LEN, MAX_CANCELLATIONS, MAX_CHECKED_LEN, SCHEDULING_BLOCKS,
};
use alloc::{boxed::Box, vec, vec::Vec};
use codec::Encode;
use frame_benchmarking::v2::*;
use frame_support::{
	dispatch::GetDispatchInfo,
	traits::{
		schedule::{v3::Named, DispatchTime, LOWEST_PRIORITY},
		Get, OriginTrait, QueryPreimage, StorePreimage,
	},
	weights::Weight,
	BoundedVec,
};
use frame_system::{
	pallet_prelude::{BlockNumberFor, RuntimeCallFor},
	Call as SystemCall, RawOrigin,
};
use sp_core::H256;
use sp_runtime::{
	traits::{Hash, One},
	Saturating,
};
use witan_experts::{
	domain::DomainParameter,
	forum::{Citation, Citations, MAX_URI},
	ids::PostId,
	pool::{Decision, InspectMotions, OnPoolOutcome, Tier, Verdict},
	shares::{Shares, MILLION},
};
use witan_governance::{Action, CheckDirective, Directive, Task, Undo, CONSTITUTION};

/// Makes the posts that benchmarks need of the forum, and calls of other pallets.
pub trait BenchmarkHelper<RuntimeCall, Parameter, BlockNumber> {
	/// Makes a post of the constitution with these citations and this directive, and the
	/// constitution if there is none. No two posts are alike, whatever they say.
	fn make_post(
		citations: Citations,
		directive: Option<Directive<Parameter, BlockNumber>>,
	) -> PostId;

	/// Returns a call that makes one of two calls. It has two bytes more than they have together.
	fn either(main: RuntimeCall, fallback: RuntimeCall) -> RuntimeCall;
}

type Helper<T> = <T as Config>::BenchmarkHelper;

/// Makes a post with a directive.
fn post<T: Config>(
	citations: Citations,
	action: ActionOf<T>,
	activate_at: Option<BlockNumberFor<T>>,
) -> PostId {
	Helper::<T>::make_post(citations, Some(Directive { action, activate_at }))
}

/// Returns the decision of a pool that ratifies the post.
fn decision(post: PostId) -> Decision {
	Decision {
		pool: u64::MAX,
		post,
		domain: CONSTITUTION,
		verdict: Verdict::Passed,
		tier: Some(Tier::Root),
		ayes: Shares::new(u128::MAX, u32::MAX),
		nays: Shares::new(u128::MAX, u32::MAX),
		base: Shares::new(u128::MAX, u32::MAX),
		fee_share: MILLION,
		voters: u32::MAX,
	}
}

/// Makes a ratified post whose directive waits for its enactment.
fn ratified<T: Config>(action: ActionOf<T>) -> PostId {
	let post = post::<T>(Citations::default(), action, None);
	Pallet::<T>::on_pool_outcome(&decision(post));
	post
}

/// Returns the origin of a post's directive.
fn origin<T: Config>(post: PostId) -> T::RuntimeOrigin {
	Origin::Ratified { domain: CONSTITUTION, post }.into()
}

/// Returns a call that does nothing.
fn remark<T: Config>(text: Vec<u8>) -> RuntimeCallFor<T> {
	SystemCall::<T>::remark { remark: text }.into()
}

/// Returns the call that has the most calls within it of all that are checked with a post: two
/// chains of them, each as deep as a call can be decoded. A link takes two bytes.
fn nested<T: Config>() -> RuntimeCallFor<T> {
	let end = remark::<T>(Vec::new());
	let links = (MAX_CHECKED_LEN as usize - 2 - 2 * end.encoded_size()) / 4;
	let chain =
		(0..links).fold(end, |call, _| Call::<T>::dispatch_as_root { call: Box::new(call) }.into());
	Helper::<T>::either(chain.clone(), chain)
}

/// Notes a call of about `len` bytes, and returns the action that dispatches it.
fn noted<T: Config>(len: u32, byte: u8) -> ActionOf<T> {
	let call = remark::<T>(vec![byte; len.saturating_sub(8) as usize]);
	let bytes = call.encode();
	let len = bytes.len() as u32;
	let hash = T::Preimages::note(bytes.into()).expect("it is short enough");
	let weight = call.get_dispatch_info().call_weight;
	Action::Dispatch { hash, len, weight: weight.min(T::MaxDispatchWeight::get()) }
}

/// Returns the name of a task that fills a block's agenda.
fn filler<T: Config>(at: BlockNumberFor<T>, index: u32) -> [u8; 32] {
	T::Hashing::hash_of(&(b"filler", at, index)).0
}

/// Fills the agenda of a block except for `free` tasks.
fn fill<T: Config>(at: BlockNumberFor<T>, free: usize) {
	let call = remark::<T>(Vec::new());
	let call = T::Preimages::bound(call).expect("it is short");
	let origin = || T::RuntimeOrigin::root().into_caller();
	let mut names = Vec::new();
	loop {
		let name = filler::<T>(at, names.len() as u32);
		let time = DispatchTime::At(at);
		let priority = LOWEST_PRIORITY;
		if T::Scheduler::schedule_named(name, time, None, priority, origin(), call.clone()).is_err()
		{
			break;
		}
		names.push(name);
	}
	for name in names.into_iter().rev().take(free) {
		T::Scheduler::cancel_named(name).expect("it was scheduled");
	}
}

fn is_enacted<T: Config>(post: PostId) -> bool {
	Ratifications::<T>::get(post)
		.is_some_and(|record| matches!(record.state, State::Enacted { .. }))
}

#[benchmarks]
mod benchmarks {
	use super::*;

	#[benchmark]
	fn enact_set_domain() {
		let parameter = DomainParameter::AuthorShare(MILLION / 4);
		let post = ratified::<T>(Action::SetDomain(parameter));

		#[extrinsic_call]
		enact(origin::<T>(post), post, Weight::zero());

		assert!(is_enacted::<T>(post));
	}

	#[benchmark]
	fn enact_authorize_upgrade() {
		let post = ratified::<T>(Action::AuthorizeUpgrade { code_hash: H256::repeat_byte(1) });

		#[extrinsic_call]
		enact(origin::<T>(post), post, Weight::zero());

		assert!(is_enacted::<T>(post));
	}

	#[benchmark]
	fn enact_replace_client() {
		let uri = BoundedVec::truncate_from(vec![b'a'; MAX_URI as usize]);
		let post = ratified::<T>(Action::ReplaceClient { hash: H256::repeat_byte(1), uri });

		#[extrinsic_call]
		enact(origin::<T>(post), post, Weight::zero());

		assert!(is_enacted::<T>(post));
	}

	// A task is cancelled in a block that has as many as it may. It has a name, so that its place
	// has to be found.
	#[benchmark]
	fn enact_undo() {
		let at = Pallet::<T>::now().saturating_add(1_000u32.into());
		fill::<T>(at, 0);
		let post = ratified::<T>(Action::Undo(Undo::CancelTask(Task::Named(filler::<T>(at, 0)))));

		#[extrinsic_call]
		enact(origin::<T>(post), post, Weight::zero());

		assert!(is_enacted::<T>(post));
	}

	#[benchmark]
	fn motion() {
		let cited = ratified::<T>(noted::<T>(64, 0));
		let citation = Citation { post: cited, weight: CANCEL_WEIGHT };
		let citations = Citations::truncate_from(vec![citation]);
		let post = Helper::<T>::make_post(citations, None);
		let (found, is_ratified);

		#[block]
		{
			found = Pallet::<T>::motion(CONSTITUTION, &post);
			is_ratified = Pallet::<T>::is_ratified(&post);
		}

		assert!(found.tier == Tier::Cancel && !is_ratified);
	}

	#[benchmark]
	fn on_initialize() {
		Pallet::<T>::authorize_upgrade(H256::repeat_byte(1));
		let expiry = UpgradeExpiries::<T>::get().expect("an upgrade is authorised");

		#[block]
		{
			Pallet::<T>::expire_upgrade(expiry.at);
		}

		assert!(UpgradeExpiries::<T>::get().is_none());
	}

	#[benchmark]
	fn enact_dispatch(l: Linear<16, MAX_CALL_LEN>) {
		let action = noted::<T>(l, 0);
		let post = ratified::<T>(action.clone());
		// Drops the request of the note itself, so that the enactment releases the last request,
		// which removes the call.
		if let Action::Dispatch { hash, .. } = &action {
			T::Preimages::unrequest(hash);
		}

		#[extrinsic_call]
		enact(origin::<T>(post), post, Weight::MAX);

		assert!(is_enacted::<T>(post));
		assert!(
			matches!(action, Action::Dispatch { hash, .. } if T::Preimages::len(&hash).is_none())
		);
	}

	#[benchmark]
	fn dispatch_as_root() {
		let call = remark::<T>(Vec::new());
		let origin = origin::<T>(PostId::repeat_byte(1));

		#[extrinsic_call]
		_(origin, Box::new(call));
	}

	#[benchmark]
	fn schedule() {
		let due = Pallet::<T>::now()
			.saturating_add(T::UpgradeDelay::get().max(One::one()))
			.saturating_add(SCHEDULING_BLOCKS.into());
		let last = due.saturating_add((SCHEDULING_BLOCKS - 1).into());
		for offset in 0..SCHEDULING_BLOCKS {
			fill::<T>(due.saturating_add(offset.into()), 0);
		}
		let post = post::<T>(Citations::default(), noted::<T>(64, 0), Some(due));
		Pallet::<T>::on_pool_outcome(&decision(post));
		assert!(Ratifications::<T>::get(post)
			.is_some_and(|record| matches!(record.state, State::Unscheduled { .. })));
		T::Scheduler::cancel_named(filler::<T>(last, 0)).expect("it was scheduled");

		#[extrinsic_call]
		_(RawOrigin::Signed(whitelisted_caller()), post);

		assert_eq!(Pallet::<T>::enacts_at(post), Some(last));
	}

	#[benchmark]
	fn on_pool_outcome() {
		let mut citations = Citations::default();
		let due = Pallet::<T>::now()
			.saturating_add(T::UpgradeDelay::get().max(One::one()))
			.saturating_add((2 * SCHEDULING_BLOCKS).into());
		for index in 0..MAX_CANCELLATIONS {
			let at = due.saturating_add(index.into());
			let action = noted::<T>(64, index as u8);
			let cited = post::<T>(Citations::default(), action.clone(), Some(at));
			Pallet::<T>::on_pool_outcome(&decision(cited));
			if let Action::Dispatch { hash, .. } = &action {
				T::Preimages::unrequest(hash);
			}
			fill::<T>(at, 0);
			citations
				.try_push(Citation { post: cited, weight: CANCEL_WEIGHT })
				.expect("a post may cite that many");
		}
		let due = due.saturating_add(SCHEDULING_BLOCKS.into());
		let last = due.saturating_add((SCHEDULING_BLOCKS - 1).into());
		for offset in 0..SCHEDULING_BLOCKS - 1 {
			fill::<T>(due.saturating_add(offset.into()), 0);
		}
		fill::<T>(last, 1);
		let cited = citations.clone();
		let post = post::<T>(citations, noted::<T>(64, u8::MAX), Some(due));
		let decision = decision(post);

		#[block]
		{
			Pallet::<T>::on_pool_outcome(&decision);
		}

		assert_eq!(Pallet::<T>::enacts_at(post), Some(last));
		assert!(cited.iter().all(|citation| Ratifications::<T>::get(citation.post)
			.is_some_and(|record| matches!(record.state, State::Cancelled { .. }))));
	}

	// The call is noted, so that it is decoded and looked through.
	#[benchmark]
	fn check() {
		let bytes = nested::<T>().encode();
		let len = bytes.len() as u32;
		let hash = T::Preimages::note(bytes.into()).expect("it is short enough");
		let action: ActionOf<T> = Action::Dispatch { hash, len, weight: Weight::zero() };
		let directive = Directive { action, activate_at: Some(Pallet::<T>::now()) };
		Helper::<T>::make_post(Citations::default(), Some(directive.clone()));
		let checked;

		#[block]
		{
			checked = <Pallet<T> as CheckDirective<_>>::check(CONSTITUTION, &directive);
		}

		assert_eq!(checked, Ok(()));
		assert!(len <= MAX_CHECKED_LEN && Pallet::<T>::noted_call(&hash, len).is_ok());
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::ExtBuilder.build(), crate::mock::Test);
}
