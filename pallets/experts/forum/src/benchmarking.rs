//! Benchmarks of calls and steps in their most expensive cases.
//!
//! The ledger has not touched authors for so long that nothing is left of their REP, and each for
//! other eras. So a step reads the ends of other eras for each of them. Whoever founds a domain can
//! bring that about: its REP may halve in every block.

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
	shares::{Ppm, Shares, ERA_SHIFT, MILLION},
};

/// Access of the forum's benchmarks to other pallets.
pub trait BenchmarkHelper<AccountId, Directive> {
	/// Returns a domain in which posts can be made. It is created if necessary, and the same each
	/// time.
	fn domain() -> DomainId;

	/// Returns the largest directive. `None` if no directives exist.
	fn directive() -> Option<Directive>;

	/// Fills the log of minted REP of an account that the ledger knows.
	fn fill_mint_log(domain: DomainId, who: &AccountId);

	/// Goes to the last block of the domain's era, in which an amount has the most shares.
	fn last_block(domain: DomainId);

	/// Pays a dividend if there is REP, and goes to the first block of the domain's next era. There
	/// nothing has touched the ledger yet.
	fn end_era(domain: DomainId);
}

/// 10^6 REP in shares of the first era.
const AMOUNT: u128 = 1_000_000_000_000_000;
/// Bits of a body's shares: all of them together are below 2^96.
const SHARE_BITS: u32 = 96;
/// The most eras that a touch of an account settles: after as many, none of its shares are left.
const ERAS_HELD: u32 = SHARE_BITS / ERA_SHIFT;
/// The most eras after which something is left of an account's shares.
const ERAS_WORTH: u32 = ERAS_HELD - 1;
/// Shares that are worth something for [`ERAS_WORTH`] eras.
const OLD: u128 = 1 << 93;

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
	let authors = weigh::<T>(name, count);
	authors.iter().for_each(|(author, _)| mint::<T>(author, AMOUNT));
	authors
}

/// Returns `count` accounts with about the same weight as authors.
fn weigh<T: Config>(name: &'static str, count: u32) -> Authors<T::AccountId> {
	let weight = MILLION / count;
	let rest = |index| if index == 0 { MILLION % count } else { 0 };
	let authors = (0..count).map(|index| (account(name, index, 0), weight + rest(index)));
	Authors::truncate_from(authors.collect())
}

fn mint<T: Config>(who: &T::AccountId, value: u128) {
	T::Reputation::mint(domain::<T>(), who, shares::<T>(value)).expect("there is room");
}

/// Mints to an account in the last block of an era, and fills its log.
fn remember<T: Config>(who: &T::AccountId, value: u128) {
	Helper::<T>::last_block(domain::<T>());
	mint::<T>(who, value);
	Helper::<T>::fill_mint_log(domain::<T>(), who);
}

fn pass_eras<T: Config>(eras: u32) {
	for _ in 0..eras {
		Helper::<T>::end_era(domain::<T>());
	}
}

/// Lets the ledger know accounts, one after the other, and lets all REP of each decay before the
/// next: no two are behind by the same eras.
fn forget<T: Config>(authors: &[(T::AccountId, Ppm)]) {
	for (author, _) in authors {
		remember::<T>(author, OLD);
		pass_eras::<T>(ERAS_HELD);
	}
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
		d: Linear<0, 1>,
	) -> Result<(), BenchmarkError> {
		let (authors, citations) = (authors::<T>(a), citations::<T>(c));
		let domain = domain::<T>();
		let directive = Helper::<T>::directive().filter(|_| d == 1);
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
		let (authors, citations) = (weigh::<T>("author", a), citations::<T>(c));
		forget::<T>(&authors);
		let id = make::<T>(authors, citations.clone(), MAX_INLINE, None);
		citations.iter().for_each(|citation| give::<T>(&citation.post));
		Helper::<T>::end_era(domain::<T>());
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

	/// The first author of the cited post has some free REP, and less than it loses. The others are
	/// forgotten: the post's value came from rewards of which they got no whole share. Those of the
	/// citing post got their part of its credit as long ago as leaves something of the debit.
	#[benchmark]
	fn debit_step(
		a: Linear<1, MAX_AUTHORS>,
		b: Linear<1, MAX_AUTHORS>,
	) -> Result<(), BenchmarkError> {
		let (debited, credited) = (weigh::<T>("author", a), weigh::<T>("citing", b));
		let (first, others) = debited.split_first().ok_or("nobody wrote it")?;
		forget::<T>(others);
		remember::<T>(&first.0, OLD / (2 * u128::from(MAX_AUTHORS)));
		let cited = make::<T>(debited.clone(), Citations::default(), MAX_INLINE, None);
		Pallet::<T>::change_state(&cited, |state| {
			state.value = shares::<T>(OLD);
			Ok(())
		})?;
		credited.iter().for_each(|(author, _)| remember::<T>(author, 1));
		let citations = vec![Citation { post: cited, weight: -(MILLION as i32) }];
		let citing = make::<T>(credited, Citations::truncate_from(citations), MAX_INLINE, None);
		Pallet::<T>::do_reward(&citing, 0, shares::<T>(OLD))?;
		Pallet::<T>::do_reward(&citing, 0, shares::<T>(OLD))?;
		Pallet::<T>::do_step().expect("a reward waits");
		pass_eras::<T>(ERAS_WORTH);
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
