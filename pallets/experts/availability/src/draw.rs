//! Draws of experts for jobs.

use crate::{
	chance,
	pallet::{Assigned, Config, Error, Event, Leaves, Offers, Pallet, Trees},
	sum_tree::{self, Root},
	trees::TreeNodes,
	types::{OfferEnd, Tree, ATTEMPTS},
	weights::WeightInfo,
	OfferOf,
};
use alloc::vec::Vec;
use codec::Encode;
use core::marker::PhantomData;
use frame_support::{
	defensive, ensure, storage::with_storage_layer, traits::DefensiveOption, weights::Weight,
};
use sp_core::H256;
use sp_io::hashing::blake2_256;
use sp_runtime::{ArithmeticError, DispatchError, DispatchResult};
use witan_experts::{
	ids::DomainId,
	job::{Drawn, Experts, JobDraw, MAX_AVOIDED, MAX_DRAWS},
	ledger::{InspectReputation, StakeEnd, StakeReputation, StakeSplit},
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
		weight_in(self.tree, self.left(), era)
	}
}

/// Returns a weight of a tree in shares of an era, rounded down.
pub(crate) fn weight_in(tree: Tree, weight: u128, era: u32) -> u128 {
	match tree {
		Tree::Bootstrap => weight,
		Tree::Era(of) => Shares::new(weight, of).in_era(era),
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
	/// Returns all candidates of a domain.
	pub(crate) fn of(domain: DomainId) -> Self {
		let era = T::Reputation::era(domain);
		let trees: Vec<Tree> = if T::Reputation::supply(domain).is_zero() {
			[Tree::Bootstrap].into()
		} else {
			(0..MAX_ERAS).filter_map(|age| era.checked_sub(age)).map(Tree::Era).collect()
		};
		let views = trees
			.into_iter()
			.map(|tree| (tree, Trees::<T>::get(domain, tree)))
			.filter(|(_, root)| root.leaves > 0)
			.map(|(tree, root)| TreeView { tree, root, skipped: Vec::new() })
			.collect();
		Self { domain, era, views, pallet: PhantomData }
	}

	/// Returns the view of a tree, if the draw chooses from it.
	pub(crate) fn view(&mut self, tree: Tree) -> Option<&mut TreeView> {
		self.views.iter_mut().find(|view| view.tree == tree)
	}

	/// Takes an account's offer out of the candidates.
	fn skip(&mut self, who: &T::AccountId, offer: &OfferOf<T>) {
		let weight = offer.weight(Assigned::<T>::get(self.domain, who));
		if let Some(view) = self.view(offer.tree) {
			if !view.skipped.iter().any(|(leaf, _)| *leaf == offer.leaf) {
				view.skipped.push((offer.leaf, weight));
			}
		}
	}

	/// Takes accounts' offers out of the candidates.
	fn skip_all(&mut self, accounts: &[T::AccountId]) {
		for who in accounts {
			if let Some(offer) = Offers::<T>::get(self.domain, who) {
				self.skip(who, &offer);
			}
		}
	}

	/// Takes all offers back among the candidates.
	fn skip_nobody(&mut self) {
		self.views.iter_mut().for_each(|view| view.skipped.clear());
	}

	/// Returns the weight of all candidates, in shares of the domain's era.
	pub(crate) fn weight(&self) -> Result<u128, DispatchError> {
		let mut weights = self.views.iter().map(|view| view.weight(self.era));
		weights
			.try_fold(0u128, |sum, weight| sum.checked_add(weight))
			.ok_or(ArithmeticError::Overflow.into())
	}

	/// Returns the owner of the offer that the seed chooses: first a tree, then a leaf in it.
	/// `None` if no candidate is left.
	fn choose(&self, seed: H256, attempt: u32) -> Result<Option<T::AccountId>, DispatchError> {
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

impl<T: Config> Pallet<T> {
	/// Draws an offer, and takes the stake from it for a job.
	fn do_draw(
		draw: JobDraw<T::AccountId>,
		reason: &T::RuntimeHoldReason,
	) -> Result<Drawn<T::AccountId>, DispatchError> {
		let JobDraw { domain, seed, stake, excluded, avoided } = draw;
		ensure!(
			excluded.len() <= MAX_DRAWS as usize && avoided.len() <= MAX_AVOIDED as usize,
			Error::<T>::TooManyExcluded
		);
		let mut candidates = Candidates::<T>::of(domain);
		candidates.skip_all(avoided);
		if candidates.weight()? == 0 {
			candidates.skip_nobody();
		}
		candidates.skip_all(excluded);
		let stake = if T::Reputation::supply(domain).is_zero() {
			Shares::zero()
		} else {
			T::Reputation::to_shares(domain, stake)?
		};
		let mut expired = Vec::new();
		let mut drawn = Drawn::TryAgain;
		for attempt in 0..ATTEMPTS {
			let Some(who) = candidates.choose(seed, attempt)? else {
				drawn = Drawn::Nobody;
				break;
			};
			let offer =
				Offers::<T>::get(domain, &who).defensive_ok_or(DispatchError::Corruption)?;
			candidates.skip(&who, &offer);
			if offer.is_expired(Self::now()) {
				expired.push(who);
			} else if offer.stake.checked_sub(stake).is_some() {
				drawn = Drawn::Expert { who, stake };
				break;
			}
		}
		// Only after the choice, because other leaves take the places of those that end.
		for who in expired {
			Self::end_expired(domain, &who);
		}
		match drawn {
			Drawn::Expert { who, stake } => Self::do_assign(domain, who, stake, reason),
			Drawn::Nobody | Drawn::TryAgain => Ok(drawn),
		}
	}

	/// Takes a stake from an offer for a job.
	fn do_assign(
		domain: DomainId,
		who: T::AccountId,
		stake: Shares,
		reason: &T::RuntimeHoldReason,
	) -> Result<Drawn<T::AccountId>, DispatchError> {
		let mut offer =
			Offers::<T>::get(domain, &who).defensive_ok_or(DispatchError::Corruption)?;
		let from = Self::hold_reason();
		let StakeSplit { rest: left, part: stake } =
			T::Reputation::split_stake(domain, &who, &from, offer.stake, stake, reason)?;
		// Before the offer is weighed: with as many jobs as its owner does, it weighs nothing.
		Assigned::<T>::try_mutate(domain, &who, |jobs| -> DispatchResult {
			*jobs = jobs.checked_add(1).ok_or(ArithmeticError::Overflow)?;
			Ok(())
		})?;
		Self::restake(domain, &who, &mut offer, left)?;
		Offers::<T>::insert(domain, &who, offer);
		Self::deposit_event(Event::Drawn { domain, who: who.clone(), stake, left });
		Ok(Drawn::Expert { who, stake })
	}
}

impl<T: Config> Pallet<T> {
	/// Counts a job that has ended.
	fn count_end_of_job(domain: DomainId, who: &T::AccountId) {
		let Some(assigned) = Assigned::<T>::get(domain, who).checked_sub(1) else {
			defensive!("more jobs ended than an expert was drawn for");
			return;
		};
		if assigned == 0 {
			Assigned::<T>::remove(domain, who);
		} else {
			Assigned::<T>::insert(domain, who, assigned);
		}
		Self::reweigh_after_a_job(domain, who, assigned);
		Self::deposit_event(Event::JobEnded { domain, who: who.clone(), assigned });
	}

	/// Adds a stake that has become free to its owner's offer, if that is open. What a debt took of
	/// it is missing.
	fn offer_again(domain: DomainId, who: &T::AccountId, stake: Shares) -> DispatchResult {
		let open = Offers::<T>::get(domain, who).filter(|offer| !offer.is_expired(Self::now()));
		let Some(mut offer) = open else { return Ok(()) };
		let free = T::Reputation::free(domain, who);
		let amount = T::Reputation::to_amount(domain, stake.min(free));
		if amount == 0 {
			return Ok(());
		}
		let reason = Self::hold_reason();
		let stake = T::Reputation::raise_stake(domain, who, &reason, offer.stake, amount)?;
		Self::restake(domain, who, &mut offer, stake)?;
		Offers::<T>::insert(domain, who, offer);
		Self::deposit_event(Event::StakeReturned { domain, who: who.clone(), stake });
		Ok(())
	}

	/// Lets an offer weigh something again whose owner had as many jobs as it does at a time, until
	/// one of them ended.
	fn reweigh_after_a_job(domain: DomainId, who: &T::AccountId, assigned: u32) {
		let Some(offer) = Offers::<T>::get(domain, who) else { return };
		if offer.weight(assigned) == offer.weight(assigned.saturating_add(1)) {
			return;
		}
		if with_storage_layer(|| Self::reweigh(domain, who, &offer)).is_err() {
			defensive!("an offer can't be weighed");
		}
	}
}

impl<T: Config> Experts<T::AccountId> for Pallet<T> {
	type Reason = T::RuntimeHoldReason;

	fn draw(
		draw: JobDraw<T::AccountId>,
		reason: &Self::Reason,
	) -> Result<Drawn<T::AccountId>, DispatchError> {
		with_storage_layer(|| Self::do_draw(draw, reason))
	}

	fn job_ended(domain: DomainId, who: &T::AccountId) {
		Self::count_end_of_job(domain, who);
	}

	fn job_declined(
		domain: DomainId,
		who: &T::AccountId,
		stake: Shares,
		reason: &Self::Reason,
	) -> DispatchResult {
		with_storage_layer(|| {
			T::Reputation::end_stake(domain, who, reason, stake, StakeEnd::default())?;
			Self::count_end_of_job(domain, who);
			Self::offer_again(domain, who, stake)
		})
	}

	fn end_offer(domain: DomainId, who: &T::AccountId) -> DispatchResult {
		match Offers::<T>::get(domain, who) {
			Some(offer) => {
				with_storage_layer(|| Self::do_end(who.clone(), domain, offer, OfferEnd::NoShow))
			},
			None => Ok(()),
		}
	}

	fn draw_weight() -> Weight {
		T::WeightInfo::draw()
	}

	fn job_ended_weight() -> Weight {
		T::WeightInfo::job_ended()
	}

	fn job_declined_weight() -> Weight {
		T::WeightInfo::job_declined()
	}
}
