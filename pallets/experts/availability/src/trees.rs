//! The sum trees in storage, and the offers that their leaves stand for.

use crate::{
	pallet::{Assigned, Config, Error, Leaves, Nodes, Offers, Pallet, Trees},
	sum_tree::{self, Node, NodeStore, Root, TreeError},
	types::Tree,
	OfferOf,
};
use core::marker::PhantomData;
use frame_support::{defensive, traits::DefensiveOption};
use sp_runtime::{ArithmeticError, DispatchError, DispatchResult};
use witan_experts::{ids::DomainId, shares::Shares};

/// The nodes of one tree.
pub(crate) struct TreeNodes<T>(DomainId, Tree, PhantomData<T>);

impl<T> TreeNodes<T> {
	/// Returns the nodes of a domain's tree.
	pub(crate) fn of(domain: DomainId, tree: Tree) -> Self {
		Self(domain, tree, PhantomData)
	}
}

impl<T: Config> NodeStore for TreeNodes<T> {
	fn get(&self, level: u32, index: u32) -> Node {
		Nodes::<T>::get((self.0, self.1, (level, index)))
	}

	fn set(&mut self, level: u32, index: u32, node: Node) {
		Nodes::<T>::insert((self.0, self.1, (level, index)), node);
	}

	fn remove(&mut self, level: u32, index: u32) {
		Nodes::<T>::remove((self.0, self.1, (level, index)));
	}
}

impl<T: Config> Pallet<T> {
	fn tree_error(error: TreeError) -> DispatchError {
		match error {
			TreeError::Full => Error::<T>::TooManyOffers.into(),
			TreeError::TooHeavy => ArithmeticError::Overflow.into(),
			TreeError::NoSuchLeaf | TreeError::Corrupt => {
				defensive!("a tree is not what its offers say");
				DispatchError::Corruption
			},
		}
	}

	/// Changes a tree by what works on its nodes and its root.
	fn change_tree<R>(
		domain: DomainId,
		tree: Tree,
		change: impl FnOnce(&mut TreeNodes<T>, &mut Root) -> Result<R, TreeError>,
	) -> Result<R, DispatchError> {
		let mut roots = Trees::<T>::get(domain, tree.forest);
		let mut root = roots.get(&tree.class).copied().unwrap_or_default();
		let changed =
			change(&mut TreeNodes::of(domain, tree), &mut root).map_err(Self::tree_error)?;
		if root.leaves == 0 {
			roots.remove(&tree.class);
		} else if roots.try_insert(tree.class, root).is_err() {
			defensive!("a forest has more trees than there are classes");
		}
		match roots.is_empty() {
			true => Trees::<T>::remove(domain, tree.forest),
			false => Trees::<T>::insert(domain, tree.forest, roots),
		}
		Ok(changed)
	}

	/// Adds a leaf for an account's offer to a tree. Returns the leaf's number.
	pub(crate) fn put_leaf(
		domain: DomainId,
		tree: Tree,
		who: &T::AccountId,
		weight: u128,
	) -> Result<u32, DispatchError> {
		let push = |nodes: &mut _, root: &mut _| sum_tree::push(nodes, root, weight);
		let leaf = Self::change_tree(domain, tree, push)?;
		Leaves::<T>::insert((domain, tree, leaf), who);
		Ok(leaf)
	}

	/// Removes a leaf from its tree, and updates the offer whose leaf takes its place.
	pub(crate) fn take_leaf(domain: DomainId, tree: Tree, leaf: u32) -> DispatchResult {
		let remove = |nodes: &mut _, root: &mut _| sum_tree::swap_remove(nodes, root, leaf);
		let moved = Self::change_tree(domain, tree, remove)?;
		let Some(last) = moved else {
			Leaves::<T>::remove((domain, tree, leaf));
			return Ok(());
		};
		let owner =
			Leaves::<T>::take((domain, tree, last)).defensive_ok_or(DispatchError::Corruption)?;
		Leaves::<T>::insert((domain, tree, leaf), &owner);
		Offers::<T>::try_mutate(domain, owner, |offer| {
			let offer = offer.as_mut().defensive_ok_or(DispatchError::Corruption)?;
			offer.leaf = leaf;
			Ok(())
		})
	}

	/// Sets the stake of an offer, and its leaf in the tree of that stake. An offer of zero that
	/// was made while the domain had no REP stays where it is. The caller stores the offer.
	pub(crate) fn restake(
		domain: DomainId,
		who: &T::AccountId,
		offer: &mut OfferOf<T>,
		stake: Shares,
	) -> DispatchResult {
		let from = offer.tree;
		offer.stake = stake;
		if from != Tree::BOOTSTRAP || !stake.is_zero() {
			offer.tree = Tree::of(stake);
		}
		if offer.tree == from {
			return Self::reweigh(domain, who, offer);
		}
		Self::take_leaf(domain, from, offer.leaf)?;
		let weight = offer.weight(Assigned::<T>::get(domain, who));
		offer.leaf = Self::put_leaf(domain, offer.tree, who, weight)?;
		Ok(())
	}

	/// Sets the weight of an offer's leaf to what the offer weighs with its owner's present jobs.
	pub(crate) fn reweigh(
		domain: DomainId,
		who: &T::AccountId,
		offer: &OfferOf<T>,
	) -> DispatchResult {
		let weight = offer.weight(Assigned::<T>::get(domain, who));
		Self::change_tree(domain, offer.tree, |nodes, root| {
			sum_tree::set(nodes, root, offer.leaf, weight)
		})
	}
}
