//! The pallet's invariants.

use crate::{
	pallet::{Assigned, Config, Expiries, ExpiryCursor, Leaves, Nodes, Offers, Pallet, Trees},
	sum_tree::{depth, Node, Root, ARITY},
	types::{Forest, Tree, MOST_JOBS},
};
use alloc::{collections::BTreeMap, vec::Vec};
use frame_support::ensure;
use sp_runtime::TryRuntimeError;
use witan_experts::{ids::DomainId, ledger::InspectReputation, shares::Shares};

impl<T: Config> Pallet<T> {
	/// Checks all invariants of the pallet.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		Self::check_offers_have_leaves()?;
		Self::check_roots_are_sums_of_leaves()?;
		Self::check_offers_are_staked()?;
		Self::check_expiries()?;
		Self::check_assigned()
	}

	/// Returns the roots of all trees. An empty record of a forest counts as a tree without leaves.
	fn all_roots() -> impl Iterator<Item = (DomainId, Tree, Root)> {
		Trees::<T>::iter().flat_map(|(domain, forest, roots)| {
			let empty = roots.is_empty().then_some((0, Root::default()));
			let roots = roots.into_inner().into_iter().chain(empty);
			roots.map(move |(class, root)| (domain, Tree { forest, class }, root))
		})
	}

	/// Checks that every offer has one leaf and every leaf one offer, without gaps.
	fn check_offers_have_leaves() -> Result<(), TryRuntimeError> {
		let mut leaves = BTreeMap::<(DomainId, Tree), u32>::new();
		for (domain, who, offer) in Offers::<T>::iter() {
			let owner = Leaves::<T>::get((domain, offer.tree, offer.leaf));
			ensure!(owner == Some(who), "an offer's leaf is another's, or missing");
			let roots = Trees::<T>::get(domain, offer.tree.forest);
			let leaves_of = roots.get(&offer.tree.class).map_or(0, |root| root.leaves);
			ensure!(offer.leaf < leaves_of, "an offer's leaf is out of its tree");
			let count = leaves.entry((domain, offer.tree)).or_default();
			*count = count.saturating_add(1);
		}
		for (domain, tree, root) in Self::all_roots() {
			let count = leaves.remove(&(domain, tree)).unwrap_or_default();
			ensure!(count > 0 && root.leaves == count, "a tree counts leaves without offers");
			let stored = Leaves::<T>::iter_prefix((domain, tree)).count();
			ensure!(stored == count as usize, "a tree has leaves that it does not count");
		}
		let stored = Leaves::<T>::iter_keys().count();
		ensure!(stored == Offers::<T>::iter_keys().count(), "a leaf is of a tree that is missing");
		Ok(())
	}

	/// Checks that every node has the sums of its children, and every root the sum of all leaves.
	/// An offer that is paused or has as many jobs as it is for weighs nothing. No node is stored
	/// without a leaf below it.
	fn check_roots_are_sums_of_leaves() -> Result<(), TryRuntimeError> {
		let mut nodes: BTreeMap<_, Node> = Nodes::<T>::iter().collect();
		let mut weights = BTreeMap::<(DomainId, Tree), BTreeMap<u32, u128>>::new();
		for (domain, who, offer) in Offers::<T>::iter() {
			let weight = offer.weight(Assigned::<T>::get(domain, who));
			weights.entry((domain, offer.tree)).or_default().insert(offer.leaf, weight);
		}
		for (domain, tree, root) in Self::all_roots() {
			let leaves = weights.remove(&(domain, tree)).unwrap_or_default();
			let mut sums: Vec<u128> = leaves.into_values().collect();
			for level in 0..depth(root.leaves) {
				let mut above = Vec::new();
				for (index, children) in (0u32..).zip(sums.chunks(ARITY)) {
					let mut node = Node::default();
					node.iter_mut().zip(children).for_each(|(sum, child)| *sum = *child);
					let stored = nodes.remove(&(domain, tree, (level, index)));
					ensure!(stored == Some(node), "a node does not have the sums of its children");
					above.push(Self::sum(children)?);
				}
				sums = above;
			}
			ensure!(sums == [root.total], "a root is not the sum of its leaves");
		}
		ensure!(nodes.is_empty(), "a node has no leaf below it");
		Ok(())
	}

	fn sum(weights: &[u128]) -> Result<u128, TryRuntimeError> {
		weights
			.iter()
			.try_fold(0u128, |sum, weight| sum.checked_add(*weight))
			.ok_or("the weights of a tree overflow".into())
	}

	/// Checks that an offer's stake is of the era and class of its tree, and that the account has
	/// it. The offer is for a possible number of jobs.
	fn check_offers_are_staked() -> Result<(), TryRuntimeError> {
		for (domain, who, offer) in Offers::<T>::iter() {
			let right = match offer.tree.forest {
				Forest::Bootstrap => offer.stake.is_zero() && offer.tree == Tree::BOOTSTRAP,
				Forest::Era(era) => {
					offer.tree == Tree::of(offer.stake) && era <= T::Reputation::era(domain)
				},
			};
			ensure!(right, "an offer's stake does not belong in its tree");
			let jobs = (1..=MOST_JOBS).contains(&offer.max_jobs);
			ensure!(jobs, "an offer's number of jobs is out of range");
			let total: Shares = T::Reputation::total(domain, &who);
			ensure!(total.checked_sub(offer.stake).is_some(), "an account offers more than it has");
		}
		Ok(())
	}

	/// Checks that every offer expires in one block that `on_idle` has not finished, and that
	/// nothing else expires.
	fn check_expiries() -> Result<(), TryRuntimeError> {
		let cursor = ExpiryCursor::<T>::get();
		for (domain, who, offer) in Offers::<T>::iter() {
			let listed = Expiries::<T>::contains_key(offer.until, (domain, who));
			ensure!(listed, "an offer has no expiry");
			ensure!(offer.until >= cursor, "an offer expires in a block that is finished");
		}
		let expiries = Expiries::<T>::iter_keys().count();
		ensure!(expiries == Offers::<T>::iter_keys().count(), "an expiry has no offer");
		Ok(())
	}

	/// Checks that no count of jobs is stored as zero.
	fn check_assigned() -> Result<(), TryRuntimeError> {
		ensure!(Assigned::<T>::iter_values().all(|jobs| jobs > 0), "a count of jobs is zero");
		Ok(())
	}
}
