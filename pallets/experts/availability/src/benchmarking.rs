//! Benchmarks of every call, of a draw and of the steps of `on_idle`, in trees of the greatest
//! depth.

#[cfg(test)]
use crate::mock;
use crate::{
	candidates::Candidates,
	classes::CLASSES,
	sum_tree::{depth, Node, NodeStore, ARITY, MAX_DEPTH, MAX_LEAVES},
	trees::TreeNodes,
	types::{Forest, Tree, ATTEMPTS, EXPIRY_BLOCKS, LAST_ATTEMPT},
	Assigned, Call, Config, Expiries, ExpiryCursor, OfferOf, Offers, Pallet, Trees,
};
use alloc::vec::Vec;
use frame_benchmarking::v2::*;
use frame_support::{traits::Consideration, weights::Weight};
use frame_system::{pallet_prelude::BlockNumberFor, Pallet as System, RawOrigin};
use sp_core::H256;
use sp_runtime::{
	traits::{Bounded, One},
	Saturating,
};
use witan_experts::{
	ids::DomainId,
	job::{Drawn, Experts, JobDraw, MAX_AVOIDED, MAX_DRAWS},
	ledger::{InspectReputation, StakeReputation},
	shares::{MAX_ERAS, REP},
};
use witan_primitives::Balance;

/// The part of the ledger of reputation that benchmarks need.
pub trait BenchmarkHelper<AccountId, Reason> {
	/// Makes a domain whose REP decays, and in which nobody has any.
	fn make_domain() -> DomainId;

	/// Mints REP of a domain to an account, as an amount at this block.
	fn endow(domain: DomainId, who: &AccountId, amount: Balance);

	/// Goes to the first block of the domain's next era.
	fn next_era(domain: DomainId);

	/// Returns the reason for which a job's stake is held.
	fn work_reason() -> Reason;
}

type Helper<T> = <T as Config>::BenchmarkHelper;

/// The amount of most offers: so large that a draw meets no small offer before them.
const MUCH: Balance = 1_000_000 * REP;

/// Makes an account with an offer that does not expire.
fn expert<T: Config>(domain: DomainId, index: u32, amount: Balance) -> T::AccountId {
	let who = member::<T>(domain, index, amount);
	Pallet::<T>::do_offer(who.clone(), domain, amount, Bounded::max_value())
		.expect("the expert can offer");
	who
}

/// Makes an account that can make an offer.
fn member<T: Config>(domain: DomainId, index: u32, amount: Balance) -> T::AccountId {
	let who = account("expert", index, 0);
	Helper::<T>::endow(domain, &who, amount);
	T::Consideration::ensure_successful(&who, Pallet::<T>::footprint());
	who
}

/// Fills the trees of a domain's era with leaves of weight zero and without an owner, in all
/// classes. The next leaf is then added to, and removed from, a tree of the greatest depth.
fn deepen<T: Config>(domain: DomainId) {
	let forest = Forest::Era(T::Reputation::era(domain));
	let mut roots = Trees::<T>::get(domain, forest);
	for class in 0..CLASSES as u8 {
		let mut root = roots.get(&class).copied().unwrap_or_default();
		for level in depth(root.leaves)..MAX_DEPTH - 1 {
			let mut node = Node::default();
			node[0] = root.total;
			TreeNodes::<T>::of(domain, Tree { forest, class }).set(level, 0, node);
		}
		root.leaves = MAX_LEAVES / ARITY as u32;
		roots.try_insert(class, root).expect("one for each class");
	}
	Trees::<T>::insert(domain, forest, roots);
}

/// Makes the experts of a deep tree. Returns the first, whose leaf the last one replaces.
fn first_of_deep_tree<T: Config>(domain: DomainId) -> T::AccountId {
	let first = expert::<T>(domain, 0, MUCH);
	deepen::<T>(domain);
	expert::<T>(domain, 1, MUCH);
	expert::<T>(domain, 2, MUCH);
	first
}

/// Does the same in an earlier era of a domain whose current tree is as deep.
fn first_of_earlier_era<T: Config>(domain: DomainId) -> T::AccountId {
	let first = first_of_deep_tree::<T>(domain);
	Helper::<T>::next_era(domain);
	expert::<T>(domain, 3, MUCH);
	deepen::<T>(domain);
	first
}

/// Sets the block until which an offer is open.
fn reschedule<T: Config>(domain: DomainId, who: &T::AccountId, until: BlockNumberFor<T>) {
	let mut offer = stored::<T>(domain, who);
	Expiries::<T>::remove(offer.until, (domain, who));
	Expiries::<T>::insert(until, (domain, who), ());
	offer.until = until;
	Offers::<T>::insert(domain, who, offer);
}

/// Makes an offer expire in the current block.
fn expire<T: Config>(domain: DomainId, who: &T::AccountId) {
	reschedule::<T>(domain, who, System::<T>::block_number());
}

fn stored<T: Config>(domain: DomainId, who: &T::AccountId) -> OfferOf<T> {
	Offers::<T>::get(domain, who).expect("an offer")
}

/// Goes to a block from which `on_idle` searches as many blocks as it can.
fn fall_behind<T: Config>() {
	let cursor = System::<T>::block_number().saturating_add(One::one());
	ExpiryCursor::<T>::put(cursor);
	System::<T>::set_block_number(cursor.saturating_add(EXPIRY_BLOCKS.into()));
}

#[benchmarks]
mod benchmarks {
	use super::*;

	#[benchmark]
	fn offer() {
		let domain = Helper::<T>::make_domain();
		expert::<T>(domain, 0, MUCH);
		deepen::<T>(domain);
		let who = member::<T>(domain, 1, MUCH);
		let until = Bounded::max_value();

		#[extrinsic_call]
		offer(RawOrigin::Signed(who.clone()), domain, MUCH, until);

		assert!(Offers::<T>::contains_key(domain, who));
	}

	#[benchmark]
	fn top_up() {
		let domain = Helper::<T>::make_domain();
		let who = first_of_earlier_era::<T>(domain);
		Helper::<T>::endow(domain, &who, MUCH);

		#[extrinsic_call]
		top_up(RawOrigin::Signed(who.clone()), domain, MUCH);

		let forest = Forest::Era(T::Reputation::era(domain));
		assert_eq!(stored::<T>(domain, &who).tree.forest, forest);
	}

	#[benchmark]
	fn extend() {
		let domain = Helper::<T>::make_domain();
		let who = first_of_earlier_era::<T>(domain);
		let until = System::<T>::block_number().saturating_add(One::one());
		reschedule::<T>(domain, &who, until);
		let until: BlockNumberFor<T> = Bounded::max_value();

		#[extrinsic_call]
		extend(RawOrigin::Signed(who.clone()), domain, until);

		assert_eq!(stored::<T>(domain, &who).until, until);
	}

	#[benchmark]
	fn withdraw() {
		let domain = Helper::<T>::make_domain();
		let who = first_of_deep_tree::<T>(domain);

		#[extrinsic_call]
		withdraw(RawOrigin::Signed(who.clone()), domain);

		assert!(!Offers::<T>::contains_key(domain, who));
	}

	#[benchmark]
	fn prune() {
		let domain = Helper::<T>::make_domain();
		let who = first_of_deep_tree::<T>(domain);
		expire::<T>(domain, &who);

		#[extrinsic_call]
		prune(RawOrigin::Signed(whitelisted_caller()), domain, who.clone());

		assert!(!Offers::<T>::contains_key(domain, who));
	}

	#[benchmark]
	fn lower() {
		let domain = Helper::<T>::make_domain();
		let who = first_of_earlier_era::<T>(domain);

		#[extrinsic_call]
		lower(RawOrigin::Signed(who.clone()), domain, 0);

		let forest = Forest::Era(T::Reputation::era(domain));
		assert_eq!(stored::<T>(domain, &who).tree.forest, forest);
	}

	#[benchmark]
	fn pause() {
		let domain = Helper::<T>::make_domain();
		let who = first_of_deep_tree::<T>(domain);

		#[extrinsic_call]
		pause(RawOrigin::Signed(who.clone()), domain);

		assert!(stored::<T>(domain, &who).paused);
	}

	#[benchmark]
	fn resume() {
		let domain = Helper::<T>::make_domain();
		let who = first_of_deep_tree::<T>(domain);
		Pallet::<T>::do_pause(who.clone(), domain, true).expect("it is open");

		#[extrinsic_call]
		resume(RawOrigin::Signed(who.clone()), domain);

		assert!(!stored::<T>(domain, &who).paused);
	}

	#[benchmark]
	fn set_max_jobs() {
		let domain = Helper::<T>::make_domain();
		let who = first_of_deep_tree::<T>(domain);
		Assigned::<T>::insert(domain, &who, 1);

		#[extrinsic_call]
		set_max_jobs(RawOrigin::Signed(who.clone()), domain, 1);

		assert_eq!(stored::<T>(domain, &who).max_jobs, 1);
	}

	#[benchmark]
	fn job_ended() {
		let domain = Helper::<T>::make_domain();
		let who = first_of_deep_tree::<T>(domain);
		Assigned::<T>::insert(domain, &who, 2);
		Pallet::<T>::do_set_max_jobs(who.clone(), domain, 2).expect("it is open");

		#[block]
		{
			<Pallet<T> as Experts<_>>::job_ended(domain, &who);
		}

		assert_eq!(Assigned::<T>::get(domain, who), 1);
	}

	#[benchmark]
	fn job_declined() {
		let domain = Helper::<T>::make_domain();
		let who = first_of_earlier_era::<T>(domain);
		Helper::<T>::endow(domain, &who, MUCH);
		let reason = Helper::<T>::work_reason();
		let stake = T::Reputation::open_stake(domain, &who, &reason, MUCH).expect("it is free");
		Assigned::<T>::insert(domain, &who, 1);

		#[block]
		{
			<Pallet<T> as Experts<_>>::job_declined(domain, &who, stake, &reason).expect("it may");
		}

		let forest = Forest::Era(T::Reputation::era(domain));
		assert_eq!(stored::<T>(domain, &who).tree.forest, forest);
	}

	// All attempts but the last meet expired offers. The last one finds an offer of an earlier era,
	// with trees of all eras whose offers are still worth something.
	#[benchmark]
	fn draw() {
		let domain = Helper::<T>::make_domain();
		for era in 0..MAX_ERAS - 2 {
			expert::<T>(domain, 100 + era, REP);
			Helper::<T>::next_era(domain);
		}
		let excluded: Vec<_> = (0..MAX_DRAWS).map(|who| expert::<T>(domain, who, MUCH)).collect();
		let avoided: Vec<_> =
			(0..MAX_AVOIDED).map(|who| expert::<T>(domain, 70 + who, MUCH)).collect();
		let over: Vec<_> =
			(0..LAST_ATTEMPT).map(|who| expert::<T>(domain, 10 + who, MUCH)).collect();
		// Worth something in the next era, and still little compared with the others.
		let who = expert::<T>(domain, 20, 1 << 24);
		deepen::<T>(domain);
		// Their leaves take the places of those that end. They weigh nothing.
		for last in 0..=ATTEMPTS {
			let last = expert::<T>(domain, 30 + last, MUCH);
			Pallet::<T>::do_pause(last, domain, true).expect("it is open");
		}
		expert::<T>(domain, 60, 1 << 24);
		Helper::<T>::next_era(domain);
		expert::<T>(domain, 50, 1);
		deepen::<T>(domain);
		for who in &over {
			expire::<T>(domain, who);
		}
		Pallet::<T>::do_pause(account("expert", 60, 0), domain, true).expect("it is open");
		let reason = Helper::<T>::work_reason();
		let drawn;

		#[block]
		{
			let (seed, avoided) = (H256::zero(), &avoided[..]);
			let wanted = JobDraw { domain, seed, stake: 1, excluded: &excluded, avoided };
			drawn = <Pallet<T> as Experts<_>>::draw(wanted, &reason);
		}

		assert!(drawn.is_ok_and(|(drawn, _)| drawn.is_expert()));
		assert_eq!(Assigned::<T>::get(domain, who), 1);
		assert!(over.iter().all(|who| !Offers::<T>::contains_key(domain, who)));
	}

	// Nobody is left: the other offers of each era are paused.
	#[benchmark]
	fn draw_search(x: Linear<0, 10>) {
		let domain = Helper::<T>::make_domain();
		for era in 0..MAX_ERAS {
			let idle = expert::<T>(domain, 100 + era, MUCH);
			Pallet::<T>::do_pause(idle, domain, true).expect("it is open");
			if era < MAX_ERAS - 1 {
				Helper::<T>::next_era(domain);
			}
		}
		let skipped: Vec<_> = (0..x).map(|who| expert::<T>(domain, who, MUCH)).collect();
		let (excluded, avoided) = skipped.split_at(skipped.len().min(MAX_DRAWS as usize));
		let reason = Helper::<T>::work_reason();
		let drawn;

		#[block]
		{
			let job = JobDraw { domain, seed: H256::zero(), stake: 1, excluded, avoided };
			drawn = <Pallet<T> as Experts<_>>::draw(job, &reason);
		}

		assert!(drawn.is_ok_and(|(drawn, _)| drawn == Drawn::Nobody));
	}

	#[benchmark]
	fn draw_looks() {
		let domain = Helper::<T>::make_domain();
		first_of_earlier_era::<T>(domain);
		let candidates = Candidates::<T>::of(domain);
		let found;

		#[block]
		{
			let who = candidates.choose(H256::zero(), 0).ok().flatten();
			found = who.and_then(|who| Offers::<T>::get(domain, who));
		}

		assert!(found.is_some());
	}

	#[benchmark]
	fn draw_assigns() {
		let domain = Helper::<T>::make_domain();
		let who = first_of_earlier_era::<T>(domain);
		let stake = T::Reputation::to_shares(domain, 1).expect("it is small");
		let reason = Helper::<T>::work_reason();

		#[block]
		{
			Pallet::<T>::do_assign(domain, who.clone(), stake, &reason).expect("it has as much");
		}

		assert_eq!(Assigned::<T>::get(domain, who), 1);
	}

	#[benchmark]
	fn search_expired() {
		fall_behind::<T>();
		let now = System::<T>::block_number();

		#[block]
		{
			Pallet::<T>::end_expired_offers(now, Weight::MAX);
		}

		assert!(ExpiryCursor::<T>::get() >= now);
	}

	#[benchmark]
	fn end_expired() {
		let domain = Helper::<T>::make_domain();
		let who = first_of_deep_tree::<T>(domain);
		expire::<T>(domain, &who);
		let now = System::<T>::block_number();
		ExpiryCursor::<T>::put(now);

		#[block]
		{
			Pallet::<T>::end_expired_offers(now, Weight::MAX);
		}

		assert!(!Offers::<T>::contains_key(domain, who));
	}

	impl_benchmark_test_suite!(Pallet, mock::ExtBuilder::default().build(), mock::Test);
}
