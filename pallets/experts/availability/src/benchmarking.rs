//! Benchmarks of every call, of a draw and of the steps of `on_idle`, in trees of the greatest
//! depth.
//!
//! Accounts whose REP is touched are as many eras behind as the touch can settle. A draw has a tree
//! of each class in each era that it looks at. Whoever founds a domain can bring both about.

#[cfg(test)]
use crate::mock;
use crate::{
	candidates::Candidates,
	sum_tree::{depth, Node, NodeStore, Root, ARITY, MAX_DEPTH, MAX_LEAVES},
	trees::TreeNodes,
	types::{Forest, Tree, ATTEMPTS, EXPIRY_BLOCKS, LAST_ATTEMPT},
	Assigned, Call, Config, Expiries, ExpiryCursor, Leaves, OfferOf, Offers, Pallet, Trees,
};
use alloc::vec::Vec;
use frame_benchmarking::v2::*;
use frame_support::{storage::with_storage_layer, traits::Consideration, weights::Weight};
use frame_system::{pallet_prelude::BlockNumberFor, Pallet as System, RawOrigin};
use sp_core::H256;
use sp_runtime::{
	traits::{Bounded, One},
	DispatchError, Saturating,
};
use witan_experts::{
	ids::DomainId,
	job::{Experts, JobDraw, MAX_AVOIDED, MAX_DRAWS},
	ledger::{InspectReputation, StakeReputation},
	shares::{Shares, ERA_SHIFT, MAX_ERAS, REP},
};
use witan_primitives::Balance;

/// The part of the ledger of reputation that benchmarks need.
pub trait BenchmarkHelper<AccountId, Reason> {
	/// Makes a domain whose REP decays, and in which nobody has any.
	fn make_domain() -> DomainId;

	/// Mints REP of a domain to an account, as an amount at this block.
	fn endow(domain: DomainId, who: &AccountId, amount: Balance);

	/// Lets an account that has no free REP owe as many shares.
	fn owe(domain: DomainId, who: &AccountId, shares: Shares);

	/// Goes to the last block of the domain's era, in which an amount has the most shares.
	fn last_block(domain: DomainId);

	/// Goes to the first block of the domain's next era.
	fn next_era(domain: DomainId);

	/// Returns the reason for which a job's stake is held.
	fn work_reason() -> Reason;
}

type Helper<T> = <T as Config>::BenchmarkHelper;

/// The amount of most offers: so large that a draw meets no small offer before them.
const MUCH: Balance = 1_000_000 * REP;

/// Bits of a body's shares: all of them together are below 2^96. No offer is of a greater class.
const SHARE_BITS: u32 = 96;
/// The most eras that a touch of an account settles: after as many, none of its shares are left.
const ERAS_HELD: u32 = SHARE_BITS / ERA_SHIFT;
/// The most eras after which something is left of an account's shares.
const ERAS_WORTH: u32 = ERAS_HELD - 1;
/// Shares of an old offer: worth something for [`ERAS_WORTH`] eras, in a body that has forty times
/// as many.
const OLD: u128 = 3 << 89;
/// Eras after which an old offer still outweighs the trees of [`fill_forests`], so that a draw
/// finds it.
const ERAS_DRAWN: u32 = 4;
/// The most leaves of a tree that a draw skips.
const MAX_SKIPPED: u32 = MAX_DRAWS + MAX_AVOIDED + LAST_ATTEMPT;

/// Returns the present amount of [`OLD`] shares.
fn old_amount<T: Config>(domain: DomainId) -> Balance {
	T::Reputation::to_amount(domain, Shares::new(OLD, T::Reputation::era(domain)))
}

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
	for class in 0..SHARE_BITS as u8 {
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
fn first_of_deep_tree<T: Config>(domain: DomainId, amount: Balance) -> T::AccountId {
	let first = expert::<T>(domain, 0, amount);
	deepen::<T>(domain);
	expert::<T>(domain, 1, amount);
	expert::<T>(domain, 2, amount);
	first
}

/// Does the same with offers of [`OLD`] shares.
fn first_of_old_tree<T: Config>(domain: DomainId) -> T::AccountId {
	Helper::<T>::last_block(domain);
	first_of_deep_tree::<T>(domain, old_amount::<T>(domain))
}

/// Lets eras pass, and makes an expert in the last of them: the ledger is in that era.
fn pass_eras<T: Config>(domain: DomainId, eras: u32) {
	for _ in 0..eras {
		Helper::<T>::next_era(domain);
	}
	expert::<T>(domain, 3, MUCH);
}

/// Does the same, with deep trees in the last era.
fn pass_eras_and_deepen<T: Config>(domain: DomainId, eras: u32) {
	pass_eras::<T>(domain, eras);
	deepen::<T>(domain);
}

/// Fills the forests of all eras that a draw looks at: a tree of each class, if none has a weight.
/// Those whose offers can still be worth something weigh one share of the current era.
pub fn fill_forests<T: Config>(domain: DomainId) {
	let era = T::Reputation::era(domain);
	for age in 0..MAX_ERAS.min(era + 1) {
		let forest = Forest::Era(era - age);
		let mut roots = Trees::<T>::get(domain, forest);
		for class in 0..SHARE_BITS as u8 {
			let root = roots.get(&class).copied().unwrap_or_default();
			if root.total == 0 {
				let total = 1 << u32::from(class).min(age * ERA_SHIFT);
				let light = Root { total, leaves: root.leaves.max(1) };
				roots.try_insert(class, light).expect("one for each class");
			}
		}
		Trees::<T>::insert(domain, forest, roots);
	}
}

/// Makes an offer the last leaf of a full tree, which is the last that a draw counts and outweighs
/// all others.
fn move_to_last_leaf<T: Config>(domain: DomainId, who: &T::AccountId) {
	let forest = Forest::Era(T::Reputation::era(domain) - ERAS_WORTH);
	let tree = Tree { forest, class: SHARE_BITS as u8 - 1 };
	let root = Root { total: u128::MAX >> 1, leaves: MAX_LEAVES };
	let mut roots = Trees::<T>::get(domain, forest);
	roots.try_insert(tree.class, root).expect("one for each class");
	Trees::<T>::insert(domain, forest, roots);
	let leaf = MAX_LEAVES - 1;
	for level in 0..MAX_DEPTH {
		let mut node = Node::default();
		node[ARITY - 1] = root.total;
		let index = leaf / (ARITY as u32).pow(level + 1);
		TreeNodes::<T>::of(domain, tree).set(level, index, node);
	}
	Leaves::<T>::insert((domain, tree, leaf), who);
	let mut offer = stored::<T>(domain, who);
	(offer.tree, offer.leaf) = (tree, leaf);
	Offers::<T>::insert(domain, who, offer);
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
		Helper::<T>::last_block(domain);
		let who = member::<T>(domain, 1, old_amount::<T>(domain));
		pass_eras_and_deepen::<T>(domain, ERAS_WORTH);
		let left = T::Reputation::to_amount(domain, T::Reputation::free(domain, &who));
		let until = Bounded::max_value();

		#[extrinsic_call]
		offer(RawOrigin::Signed(who.clone()), domain, left, until);

		assert!(Offers::<T>::contains_key(domain, who));
	}

	#[benchmark]
	fn top_up() {
		let domain = Helper::<T>::make_domain();
		let who = first_of_old_tree::<T>(domain);
		Helper::<T>::endow(domain, &who, old_amount::<T>(domain));
		pass_eras_and_deepen::<T>(domain, ERAS_WORTH);
		let left = T::Reputation::to_amount(domain, T::Reputation::free(domain, &who));

		#[extrinsic_call]
		top_up(RawOrigin::Signed(who.clone()), domain, left);

		let forest = Forest::Era(T::Reputation::era(domain));
		assert_eq!(stored::<T>(domain, &who).tree.forest, forest);
	}

	#[benchmark]
	fn extend() {
		let domain = Helper::<T>::make_domain();
		let who = first_of_old_tree::<T>(domain);
		pass_eras_and_deepen::<T>(domain, ERAS_HELD);
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
		let who = first_of_old_tree::<T>(domain);
		pass_eras::<T>(domain, ERAS_HELD);

		#[extrinsic_call]
		withdraw(RawOrigin::Signed(who.clone()), domain);

		assert!(!Offers::<T>::contains_key(domain, who));
	}

	// The offer of a debtor: its owner's REP is settled to read the debt, and again to pay it.
	#[benchmark]
	fn prune() {
		let domain = Helper::<T>::make_domain();
		let who = first_of_old_tree::<T>(domain);
		Helper::<T>::owe(domain, &who, Shares::new(OLD, T::Reputation::era(domain)));
		pass_eras::<T>(domain, ERAS_WORTH);

		#[extrinsic_call]
		prune(RawOrigin::Signed(whitelisted_caller()), domain, who.clone());

		assert!(!Offers::<T>::contains_key(domain, who));
	}

	#[benchmark]
	fn lower() {
		let domain = Helper::<T>::make_domain();
		let who = first_of_old_tree::<T>(domain);
		pass_eras_and_deepen::<T>(domain, ERAS_WORTH);

		#[extrinsic_call]
		lower(RawOrigin::Signed(who.clone()), domain, 0);

		let forest = Forest::Era(T::Reputation::era(domain));
		assert_eq!(stored::<T>(domain, &who).tree.forest, forest);
	}

	#[benchmark]
	fn pause() {
		let domain = Helper::<T>::make_domain();
		let who = first_of_deep_tree::<T>(domain, MUCH);

		#[extrinsic_call]
		pause(RawOrigin::Signed(who.clone()), domain);

		assert!(stored::<T>(domain, &who).paused);
	}

	#[benchmark]
	fn resume() {
		let domain = Helper::<T>::make_domain();
		let who = first_of_deep_tree::<T>(domain, MUCH);
		Pallet::<T>::do_pause(who.clone(), domain, true).expect("it is open");

		#[extrinsic_call]
		resume(RawOrigin::Signed(who.clone()), domain);

		assert!(!stored::<T>(domain, &who).paused);
	}

	#[benchmark]
	fn set_max_jobs() {
		let domain = Helper::<T>::make_domain();
		let who = first_of_deep_tree::<T>(domain, MUCH);
		Assigned::<T>::insert(domain, &who, 1);

		#[extrinsic_call]
		set_max_jobs(RawOrigin::Signed(who.clone()), domain, 1);

		assert_eq!(stored::<T>(domain, &who).max_jobs, 1);
	}

	#[benchmark]
	fn job_ended() {
		let domain = Helper::<T>::make_domain();
		let who = first_of_deep_tree::<T>(domain, MUCH);
		Assigned::<T>::insert(domain, &who, 2);
		Pallet::<T>::do_set_max_jobs(who.clone(), domain, 2).expect("it is open");

		#[block]
		{
			<Pallet<T> as Experts<_>>::job_ended(domain, &who);
		}

		assert_eq!(Assigned::<T>::get(domain, who), 1);
	}

	// The offer is for one job at a time: its leaf changes when the job ends, and again when the
	// stake returns.
	#[benchmark]
	fn job_declined() {
		let domain = Helper::<T>::make_domain();
		let who = first_of_old_tree::<T>(domain);
		let amount = old_amount::<T>(domain);
		Helper::<T>::endow(domain, &who, amount);
		let reason = Helper::<T>::work_reason();
		let stake = T::Reputation::open_stake(domain, &who, &reason, amount).expect("it is free");
		Assigned::<T>::insert(domain, &who, 1);
		Pallet::<T>::do_set_max_jobs(who.clone(), domain, 1).expect("it is open");
		pass_eras_and_deepen::<T>(domain, ERAS_WORTH);

		#[block]
		{
			<Pallet<T> as Experts<_>>::job_declined(domain, &who, stake, &reason).expect("it may");
		}

		let forest = Forest::Era(T::Reputation::era(domain));
		assert_eq!(stored::<T>(domain, &who).tree.forest, forest);
	}

	// All attempts but the last meet expired offers of an earlier era, and the last one finds a
	// smaller one.
	#[benchmark]
	fn draw() {
		let domain = Helper::<T>::make_domain();
		let excluded: Vec<_> = (0..MAX_DRAWS).map(|who| expert::<T>(domain, who, MUCH)).collect();
		let avoided: Vec<_> =
			(0..MAX_AVOIDED).map(|who| expert::<T>(domain, 70 + who, MUCH)).collect();
		for _ in 0..MAX_ERAS - 1 - ERAS_DRAWN {
			Helper::<T>::next_era(domain);
		}
		Helper::<T>::last_block(domain);
		let amount = old_amount::<T>(domain);
		let over: Vec<_> =
			(0..LAST_ATTEMPT).map(|who| expert::<T>(domain, 10 + who, amount)).collect();
		// Little compared with the others, and much compared with the light trees.
		let little = amount >> 9;
		let who = expert::<T>(domain, 20, little);
		deepen::<T>(domain);
		// Their leaves take the places of those that end. They weigh nothing.
		for (last, amount) in (0..ATTEMPTS).map(|last| (last, amount)).chain([(ATTEMPTS, little)]) {
			let last = expert::<T>(domain, 30 + last, amount);
			Pallet::<T>::do_pause(last, domain, true).expect("it is open");
		}
		for _ in 0..ERAS_DRAWN {
			Helper::<T>::next_era(domain);
		}
		deepen::<T>(domain);
		fill_forests::<T>(domain);
		for who in &over {
			expire::<T>(domain, who);
		}
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

	// The skipped offers are so old that all trees are searched for theirs. What only the last
	// attempt does counts here, so that it counts once.
	#[benchmark]
	fn draw_search(x: Linear<0, 10>) {
		let domain = Helper::<T>::make_domain();
		let skipped: Vec<_> = (0..x).map(|who| expert::<T>(domain, 10 + who, MUCH)).collect();
		pass_eras::<T>(domain, MAX_ERAS);
		fill_forests::<T>(domain);
		let (excluded, avoided) = skipped.split_at(skipped.len().min(MAX_DRAWS as usize));
		let wanted = JobDraw { domain, seed: H256::zero(), stake: 1, excluded, avoided };
		let found;

		#[block]
		{
			found = with_storage_layer(|| -> Result<_, DispatchError> {
				let stake = Pallet::<T>::stake_on_job(domain, wanted.stake)?;
				let mut found = Pallet::<T>::candidates_for(&wanted, stake)?;
				if let Some(candidates) = &mut found {
					candidates.prefer_those_with(stake)?;
				}
				Ok(found)
			});
		}

		let trees = found.ok().flatten().map(|candidates| candidates.views.len());
		assert!(trees.is_some_and(|trees| trees > SHARE_BITS as usize));
	}

	#[benchmark]
	fn draw_looks() {
		let domain = Helper::<T>::make_domain();
		for _ in 0..MAX_ERAS - 1 {
			Helper::<T>::next_era(domain);
		}
		let who = expert::<T>(domain, 0, 1);
		fill_forests::<T>(domain);
		move_to_last_leaf::<T>(domain, &who);
		let mut candidates = Candidates::<T>::of(domain);
		let mut skipped = stored::<T>(domain, &who);
		for leaf in 0..MAX_SKIPPED {
			skipped.leaf = leaf;
			candidates.skip(&skipped, 0);
		}
		let found;

		#[block]
		{
			let who = candidates.choose(H256::zero(), 0).ok().flatten();
			found = who.and_then(|who| Offers::<T>::get(domain, who));
			if let Some(met) = &found {
				candidates.skip(met, met.weight(0));
			}
		}

		assert!(found.is_some());
	}

	#[benchmark]
	fn draw_assigns() {
		let domain = Helper::<T>::make_domain();
		let who = first_of_old_tree::<T>(domain);
		pass_eras_and_deepen::<T>(domain, ERAS_WORTH);
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
		let who = first_of_old_tree::<T>(domain);
		pass_eras::<T>(domain, ERAS_HELD);
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
