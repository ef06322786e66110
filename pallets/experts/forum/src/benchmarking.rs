//! Benchmarks of calls and steps in their most expensive cases.

#![allow(clippy::arithmetic_side_effects)]

use crate::{
	Call, Config, DomainTotals, NewPost, Pallet, PostSize, PostStates, Posts, TurnRing, TURN,
};
use alloc::vec;
use frame_benchmarking::v2::*;
use frame_support::traits::{Consideration, Hooks};
use frame_system::RawOrigin;
use sp_runtime::BoundedVec;
use witan_experts::{
	forum::{Authors, Citation, Citations, Content, MAX_AUTHORS, MAX_CITATIONS, MAX_INLINE},
	ids::{DomainId, PostId},
	ledger::{InspectReputation, MintReputation},
	shares::{Shares, MILLION},
};

/// Access of the forum's benchmarks to other pallets.
pub trait BenchmarkHelper<Directive> {
	/// Returns a domain in which posts can be made. It is created if necessary, and the same each
	/// time.
	fn domain() -> DomainId;

	/// Returns the largest directive. `None` if no directives exist.
	fn directive() -> Option<Directive>;

	/// Lets time pass in the domain until the ledger has the most to do when it next touches an
	/// account that it knows. Does nothing for a ledger that time doesn't change.
	fn age(domain: DomainId) {
		let _ = domain;
	}
}

/// 10^6 REP in shares of the first era.
const AMOUNT: u128 = 1_000_000_000_000_000;

type Helper<T> = <T as Config>::BenchmarkHelper;

fn domain<T: Config>() -> DomainId {
	Helper::<T>::domain()
}

fn shares<T: Config>(amount: u128) -> Shares {
	Shares::new(amount, T::Reputation::era(domain::<T>()))
}

/// Returns `count` authors of about the same weight, whom the ledger knows.
fn authors<T: Config>(count: u32) -> Authors<T::AccountId> {
	authors_named::<T>("author", count)
}

fn authors_named<T: Config>(name: &'static str, count: u32) -> Authors<T::AccountId> {
	let weight = MILLION / count;
	let rest = |index| if index == 0 { MILLION % count } else { 0 };
	let authors = (0..count).map(|index| (account(name, index, 0), weight + rest(index)));
	let authors = Authors::truncate_from(authors.collect());
	for (author, _) in &authors {
		T::Reputation::mint(domain::<T>(), author, shares::<T>(AMOUNT)).expect("there is room");
	}
	authors
}

fn inline(bytes: u32) -> Content {
	Content::Inline(BoundedVec::truncate_from(vec![b'x'; bytes.max(1) as usize]))
}

/// Returns the account that pays for posts, with tokens for one more of any size.
fn poster<T: Config>() -> T::AccountId {
	let poster = whitelisted_caller();
	let directive = Helper::<T>::directive().is_some();
	let most = PostSize {
		bytes: 2 * MAX_INLINE as usize,
		citations: MAX_CITATIONS as usize,
		has_directive: directive,
	};
	T::Consideration::ensure_successful(&poster, most.footprint());
	poster
}

fn make<T: Config>(
	authors: Authors<T::AccountId>,
	citations: Citations,
	bytes: u32,
	directive: Option<T::Directive>,
) -> PostId {
	let (domain, content) = (domain::<T>(), inline(bytes));
	let new = NewPost { domain, authors, citations, content, directive };
	Pallet::<T>::do_post(&poster::<T>(), new).expect("it is in order")
}

/// Returns citations of `count` new posts, with negative weights. Taking is a little more expensive
/// than giving: both write a step and one more item, and taking reads its item twice.
fn citations<T: Config>(count: u32) -> Citations {
	let weight = -((MILLION / MAX_CITATIONS) as i32);
	let cite = |index| Citation {
		post: make::<T>(authors_named::<T>("cited", 1), Citations::default(), index + 1, None),
		weight,
	};
	Citations::truncate_from((0..count).map(cite).collect())
}

/// Rewards a post and runs the step, which is the only one that waits and gives nothing on.
fn give<T: Config>(post: &PostId) {
	Pallet::<T>::do_reward(post, 0, shares::<T>(AMOUNT)).expect("it is not too much");
	Pallet::<T>::do_step().expect("a step waits");
}

/// Makes the next step the last of its domain's turn. The domain then moves from the start of the
/// ring to its end, which is more expensive than leaving the ring.
fn end_turn_with_next_step<T: Config>() {
	TurnRing::<T>::mutate(|ring| ring.ran = TURN - 1);
}

fn value<T: Config>(post: &PostId) -> u128 {
	PostStates::<T>::get(post).expect("a post has a state").value.value
}

#[benchmarks]
mod benchmarks {
	use super::*;

	#[benchmark]
	fn post(
		c: Linear<0, MAX_CITATIONS>,
		a: Linear<1, MAX_AUTHORS>,
		l: Linear<1, MAX_INLINE>,
	) -> Result<(), BenchmarkError> {
		let (authors, citations) = (authors::<T>(a), citations::<T>(c));
		let (domain, directive) = (domain::<T>(), Helper::<T>::directive());
		let poster = poster::<T>();
		let before = Posts::<T>::iter_keys().count();

		#[extrinsic_call]
		_(RawOrigin::Signed(poster), domain, authors, citations, inline(l), directive);

		assert_eq!(Posts::<T>::iter_keys().count(), before + 1);
		Ok(())
	}

	/// Includes the cheapest step, so that the call is charged a little too much and never too
	/// little.
	#[benchmark]
	fn propagate() -> Result<(), BenchmarkError> {
		let id = make::<T>(authors::<T>(1), Citations::default(), 1, None);
		Pallet::<T>::do_reward(&id, 0, shares::<T>(AMOUNT))?;
		let caller: T::AccountId = whitelisted_caller();

		#[extrinsic_call]
		_(RawOrigin::Signed(caller), 1);

		assert_eq!(Pallet::<T>::queue_length(), 0);
		Ok(())
	}

	#[benchmark]
	fn remove(c: Linear<0, MAX_CITATIONS>) -> Result<(), BenchmarkError> {
		let citations = citations::<T>(c);
		let directive = Helper::<T>::directive();
		let id = make::<T>(authors::<T>(MAX_AUTHORS), citations, MAX_INLINE, directive);
		let poster: T::AccountId = whitelisted_caller();

		#[extrinsic_call]
		_(RawOrigin::Signed(poster), id);

		assert!(!Posts::<T>::contains_key(id));
		Ok(())
	}

	#[benchmark]
	fn credit_step(
		c: Linear<0, MAX_CITATIONS>,
		a: Linear<1, MAX_AUTHORS>,
	) -> Result<(), BenchmarkError> {
		let citations = citations::<T>(c);
		let id = make::<T>(authors::<T>(a), citations.clone(), MAX_INLINE, None);
		Helper::<T>::age(domain::<T>());
		citations.iter().for_each(|citation| give::<T>(&citation.post));
		Pallet::<T>::do_reward(&id, 0, shares::<T>(AMOUNT))?;
		Pallet::<T>::do_reward(&id, 0, shares::<T>(AMOUNT))?;
		end_turn_with_next_step::<T>();

		#[block]
		{
			Pallet::<T>::do_step();
		}

		assert_eq!(Pallet::<T>::queue_length(), u64::from(c) + 1);
		assert_eq!(TurnRing::<T>::get().ran, 0);
		assert!(value::<T>(&id) >= AMOUNT);
		Ok(())
	}

	/// Each author of the cited post has some free REP, and less than it loses.
	#[benchmark]
	fn debit_step(
		a: Linear<1, MAX_AUTHORS>,
		b: Linear<1, MAX_AUTHORS>,
	) -> Result<(), BenchmarkError> {
		let debited = authors::<T>(a);
		let cited = make::<T>(debited.clone(), Citations::default(), MAX_INLINE, None);
		give::<T>(&cited);
		for (author, _) in &debited {
			let free = T::Reputation::free(domain::<T>(), author).value;
			let burned = shares::<T>(free - AMOUNT / (2 * u128::from(MAX_AUTHORS)));
			T::Reputation::burn_or_owe(domain::<T>(), author, burned)?;
		}
		let citations = vec![Citation { post: cited, weight: -(MILLION as i32) }];
		let credited = authors_named::<T>("citing", b);
		let citing = make::<T>(credited, Citations::truncate_from(citations), MAX_INLINE, None);
		Pallet::<T>::do_reward(&citing, 0, shares::<T>(AMOUNT))?;
		Pallet::<T>::do_reward(&citing, 0, shares::<T>(AMOUNT))?;
		Pallet::<T>::do_step().expect("a reward waits");
		Helper::<T>::age(domain::<T>());
		end_turn_with_next_step::<T>();

		#[block]
		{
			Pallet::<T>::do_step();
		}

		let totals = DomainTotals::<T>::get(domain::<T>());
		assert!(!totals.leached.is_zero() && !totals.owed.is_zero());
		assert_eq!(Pallet::<T>::queue_length(), 1);
		assert_eq!(TurnRing::<T>::get().ran, 0);
		Ok(())
	}

	#[benchmark]
	fn idle() -> Result<(), BenchmarkError> {
		#[block]
		{
			Pallet::<T>::on_idle(1u32.into(), frame_support::weights::Weight::MAX);
		}

		assert_eq!(Pallet::<T>::queue_length(), 0);
		Ok(())
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::ExtBuilder::build(), crate::mock::Test);
}
