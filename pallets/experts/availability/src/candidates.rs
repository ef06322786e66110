//! The offers from which a draw chooses.

use crate::{
	chance,
	classes::{fit, least_before, Fit, AMPLE},
	pallet::{Assigned, Config, Leaves, Offers, Trees},
	sum_tree::{self, Root},
	trees::TreeNodes,
	types::{Forest, Tree},
	OfferOf,
};
use alloc::vec::Vec;
use codec::Encode;
use core::marker::PhantomData;
use frame_support::traits::DefensiveOption;
use sp_core::H256;
use sp_io::hashing::blake2_256;
use sp_runtime::{ArithmeticError, DispatchError};
use witan_experts::{
	ids::DomainId,
	ledger::InspectReputation,
	shares::{Shares, MAX_ERAS},
};

/// A tree as a draw sees it.
pub(crate) struct TreeView {
	pub tree: Tree,
	pub root: Root,
	/// Leaves that this draw does not choose, with their weights.
	skipped: Vec<(u32, u128)>,
}

impl TreeView {
	/// Returns the weight of the leaves that are not skipped, in shares of the tree's own era.
	fn left(&self) -> u128 {
		let skipped =
			self.skipped.iter().fold(0u128, |sum, (_, weight)| sum.saturating_add(*weight));
		self.root.total.saturating_sub(skipped)
	}

	/// Returns the same weight in shares of another era, rounded down.
	fn weight(&self, era: u32) -> u128 {
		weight_in(self.tree.forest, self.left(), era)
	}

	/// Returns the offers of the tree that have at least `stake`, if there is such a stake.
	fn fit(&self, stake: Option<Shares>) -> Fit {
		match (self.tree.forest, stake) {
			(Forest::Bootstrap, _) => Fit::All,
			(Forest::Era(_), None) => Fit::None,
			(Forest::Era(era), Some(stake)) => {
				fit(self.tree.class, least_before(stake.value, stake.era.saturating_sub(era)))
			},
		}
	}
}

/// Returns a weight of a forest in shares of an era, rounded down.
pub(crate) fn weight_in(forest: Forest, weight: u128, era: u32) -> u128 {
	match forest {
		Forest::Bootstrap => weight,
		Forest::Era(of) => Shares::new(weight, of).in_era(era),
	}
}

/// The offers from which a draw chooses: while the domain has no REP the offers of zero, and
/// afterwards those of the last eras.
pub(crate) struct Candidates<T> {
	domain: DomainId,
	pub era: u32,
	pub views: Vec<TreeView>,
	pallet: PhantomData<T>,
}

impl<T: Config> Candidates<T> {
	/// Returns all candidates of a domain. Trees whose offers weigh nothing by now are left out:
	/// nobody is drawn from them.
	pub(crate) fn of(domain: DomainId) -> Self {
		let supply = T::Reputation::supply(domain);
		let era = supply.era;
		let forests: Vec<Forest> = if supply.is_zero() {
			[Forest::Bootstrap].into()
		} else {
			(0..MAX_ERAS).filter_map(|age| era.checked_sub(age)).map(Forest::Era).collect()
		};
		let roots = |forest| Trees::<T>::get(domain, forest).into_inner().into_iter();
		let views = forests
			.into_iter()
			.flat_map(|forest| roots(forest).map(move |(class, root)| (forest, class, root)))
			.map(|(forest, class, root)| TreeView {
				tree: Tree { forest, class },
				root,
				skipped: Vec::new(),
			})
			.filter(|view| view.weight(era) > 0)
			.collect();
		Self { domain, era, views, pallet: PhantomData }
	}

	/// Returns the view of a tree, if the draw chooses from it.
	pub(crate) fn view(&mut self, tree: Tree) -> Option<&mut TreeView> {
		self.views.iter_mut().find(|view| view.tree == tree)
	}

	/// Takes an offer with the weight of its leaf out of the candidates.
	pub(crate) fn skip(&mut self, offer: &OfferOf<T>, weight: u128) {
		if let Some(view) = self.view(offer.tree) {
			if !view.skipped.iter().any(|(leaf, _)| *leaf == offer.leaf) {
				view.skipped.push((offer.leaf, weight));
			}
		}
	}

	/// Takes accounts' offers out of the candidates.
	pub(crate) fn skip_all(&mut self, accounts: &[T::AccountId]) {
		for who in accounts {
			if let Some(offer) = Offers::<T>::get(self.domain, who) {
				self.skip(&offer, offer.weight(Assigned::<T>::get(self.domain, who)));
			}
		}
	}

	/// Takes all offers back among the candidates.
	pub(crate) fn skip_nobody(&mut self) {
		self.views.iter_mut().for_each(|view| view.skipped.clear());
	}

	/// Returns the weight of all candidates, in shares of the domain's era.
	pub(crate) fn weight(&self) -> Result<u128, DispatchError> {
		self.weight_of(|_| true)
	}

	fn weight_of(&self, counts: impl Fn(&TreeView) -> bool) -> Result<u128, DispatchError> {
		let mut weights =
			self.views.iter().filter(|view| counts(view)).map(|view| view.weight(self.era));
		weights
			.try_fold(0u128, |sum, weight| sum.checked_add(weight))
			.ok_or(ArithmeticError::Overflow.into())
	}

	/// Returns true if draws are made for jobs with this stake. Offers of at least [`AMPLE`] times
	/// as much must weigh at least half of all. An offer counts if others of its class are as
	/// large, so that some count which have more than half of that.
	pub(crate) fn are_ample_for(&self, stake: Shares) -> Result<bool, DispatchError> {
		let ample = stake.value.checked_mul(AMPLE).map(|value| Shares::new(value, stake.era));
		let (mut large, mut all) = (0u128, 0u128);
		for view in &self.views {
			let weight = view.weight(self.era);
			all = all.checked_add(weight).ok_or(ArithmeticError::Overflow)?;
			if view.fit(ample) != Fit::None {
				large = large.saturating_add(weight);
			}
		}
		Ok(large >= all.saturating_sub(large))
	}

	/// Leaves only offers that may have a stake.
	pub(crate) fn keep_those_with(&mut self, stake: Shares) {
		self.views.retain(|view| view.fit(Some(stake)) != Fit::None);
	}

	/// Leaves only offers that certainly have a stake by their classes, if there are any.
	pub(crate) fn prefer_those_with(&mut self, stake: Shares) -> Result<(), DispatchError> {
		let certain = |view: &TreeView| view.fit(Some(stake)) == Fit::All;
		if self.weight_of(certain)? > 0 {
			self.views.retain(certain);
		}
		Ok(())
	}

	/// Returns the owner of the offer that the seed chooses: first a tree, then a leaf in it.
	/// `None` if no candidate is left.
	pub(crate) fn choose(
		&self,
		seed: H256,
		attempt: u32,
	) -> Result<Option<T::AccountId>, DispatchError> {
		let random = |step: u8| H256(blake2_256(&(seed, attempt, step).encode()));
		let Some(position) = chance::uniform(random(0), self.weight()?) else { return Ok(None) };
		let views = self.views.iter().map(|view| (view, view.weight(self.era)));
		let who = chance::pick(views, position).and_then(|view| {
			let nodes = TreeNodes::<T>::of(self.domain, view.tree);
			let position = chance::uniform(random(1), view.left())?;
			let leaf = sum_tree::find(&nodes, &view.root, position, &view.skipped)?;
			Leaves::<T>::get((self.domain, view.tree, leaf))
		});
		who.map(Some).defensive_ok_or(DispatchError::Corruption)
	}
}
