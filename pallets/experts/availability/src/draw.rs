//! Draws of experts for work.

use crate::{
	chance,
	pallet::*,
	sum_tree::{self, Root},
	trees::TreeNodes,
	types::*,
	weights::WeightInfo,
	OfferOf,
};
use alloc::vec::Vec;
use codec::Encode;
use frame_support::{
	defensive, ensure, storage::with_storage_layer, traits::DefensiveOption, weights::Weight,
};
use frame_system::pallet_prelude::BlockNumberFor;
use sp_core::H256;
use sp_io::hashing::blake2_256;
use sp_runtime::{ArithmeticError, DispatchError, DispatchResult};
use witan_experts::{
	ids::DomainId,
	job::{Drawn, Experts, MAX_DRAWS},
	ledger::{InspectReputation, StakeReputation, StakeSplit},
	shares::{Shares, MAX_ERAS},
};
use witan_primitives::Balance;

/// A tree as a draw sees it.
struct Ballot {
	tree: Tree,
	root: Root,
	/// Leaves that this draw does not choose, with their weights.
	skipped: Vec<(u32, u128)>,
}

impl Ballot {
	/// What its other leaves weigh, in its own units.
	fn left(&self) -> u128 {
		let skipped =
			self.skipped.iter().fold(0u128, |sum, (_, weight)| sum.saturating_add(*weight));
		self.root.total.saturating_sub(skipped)
	}

	/// What they weigh beside other trees: in units of an era, rounded down.
	fn weight(&self, era: u32) -> u128 {
		weight_in(self.tree, self.left(), era)
	}
}

/// What a weight of a tree is in an era.
fn weight_in(tree: Tree, weight: u128, era: u32) -> u128 {
	match tree {
		Tree::Bootstrap => weight,
		Tree::Era(of) => Shares::new(weight, of).in_era(era),
	}
}

/// What a draw chooses from: while the domain has no REP the offers of nothing, and then those of the last eras.
struct Urn<T> {
	domain: DomainId,
	era: u32,
	ballots: Vec<Ballot>,
	pallet: core::marker::PhantomData<T>,
}

impl<T: Config> Urn<T> {
	fn of(domain: DomainId) -> Self {
		let era = T::Reputation::era(domain);
		let trees: Vec<Tree> = if T::Reputation::supply(domain).is_zero() {
			[Tree::Bootstrap].into()
		} else {
			(0..MAX_ERAS).filter_map(|age| era.checked_sub(age)).map(Tree::Era).collect()
		};
		let ballots = trees
			.into_iter()
			.map(|tree| (tree, Trees::<T>::get(domain, tree)))
			.filter(|(_, root)| root.leaves > 0)
			.map(|(tree, root)| Ballot { tree, root, skipped: Vec::new() })
			.collect();
		Self { domain, era, ballots, pallet: core::marker::PhantomData }
	}

	fn ballot(&mut self, tree: Tree) -> Option<&mut Ballot> {
		self.ballots.iter_mut().find(|ballot| ballot.tree == tree)
	}

	/// Does not choose an offer from now on.
	fn skip(&mut self, offer: &OfferOf<T>) {
		if let Some(ballot) = self.ballot(offer.tree) {
			if !ballot.skipped.iter().any(|(leaf, _)| *leaf == offer.leaf) {
				ballot.skipped.push((offer.leaf, offer.weight()));
			}
		}
	}

	fn weight(&self) -> Result<u128, DispatchError> {
		let mut weights = self.ballots.iter().map(|ballot| ballot.weight(self.era));
		weights
			.try_fold(0u128, |sum, weight| sum.checked_add(weight))
			.ok_or(ArithmeticError::Overflow.into())
	}

	/// Whose offer the seed chooses: first a tree, then a leaf in it. `None` if nothing is left.
	fn choose(&self, seed: H256, attempt: u32) -> Result<Option<T::AccountId>, DispatchError> {
		let random = |step: u8| H256(blake2_256(&(seed, attempt, step).encode()));
		let Some(position) = chance::uniform(random(0), self.weight()?) else { return Ok(None) };
		let ballots = self.ballots.iter().map(|ballot| (ballot, ballot.weight(self.era)));
		let who = chance::pick(ballots, position).and_then(|ballot| {
			let nodes = TreeNodes::<T>::of(self.domain, ballot.tree);
			let position = chance::uniform(random(1), ballot.left())?;
			let leaf = sum_tree::find(&nodes, &ballot.root, position, &ballot.skipped)?;
			Leaves::<T>::get((self.domain, ballot.tree, leaf))
		});
		who.map(Some).defensive_ok_or(DispatchError::Corruption)
	}
}

impl<T: Config> Pallet<T> {
	/// Draws an offer, and takes `stake` REP of it for a work.
	fn do_draw(
		domain: DomainId,
		seed: H256,
		stake: Balance,
		excluded: &[T::AccountId],
		reason: &T::RuntimeHoldReason,
	) -> Result<Drawn<T::AccountId>, DispatchError> {
		ensure!(excluded.len() <= MAX_DRAWS as usize, Error::<T>::TooManyExcluded);
		let mut urn = Urn::<T>::of(domain);
		let stake = if T::Reputation::supply(domain).is_zero() {
			Shares::zero()
		} else {
			T::Reputation::to_shares(domain, stake)?
		};
		for offer in excluded.iter().filter_map(|who| Offers::<T>::get(domain, who)) {
			urn.skip(&offer);
		}
		let mut expired = Vec::new();
		let mut drawn = Drawn::TryAgain;
		for attempt in 0..ATTEMPTS {
			let Some(who) = urn.choose(seed, attempt)? else {
				drawn = Drawn::Nobody;
				break;
			};
			let offer =
				Offers::<T>::get(domain, &who).defensive_ok_or(DispatchError::Corruption)?;
			urn.skip(&offer);
			if offer.is_expired(Self::now()) {
				expired.push(who);
			} else if offer.stake.checked_sub(stake).is_some() {
				drawn = Drawn::Expert { who, stake };
				break;
			}
		}
		// Only now: other leaves take the places of those that end.
		for who in expired {
			Self::end_expired(domain, &who);
		}
		match drawn {
			Drawn::Expert { who, stake } => Self::do_assign(domain, who, stake, reason),
			Drawn::Nobody | Drawn::TryAgain => Ok(drawn),
		}
	}

	/// Takes a stake off an offer for a work.
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
		match offer.tree {
			Tree::Bootstrap => offer.stake = left,
			Tree::Era(_) => Self::restake(domain, &who, &mut offer, left)?,
		}
		Offers::<T>::insert(domain, &who, offer);
		Assigned::<T>::try_mutate(domain, &who, |jobs| -> DispatchResult {
			*jobs = jobs.checked_add(1).ok_or(ArithmeticError::Overflow)?;
			Ok(())
		})?;
		Self::deposit_event(Event::Drawn { domain, who: who.clone(), stake, left });
		Ok(Drawn::Expert { who, stake })
	}

	/// What is shown of an offer.
	pub(crate) fn offer_info(
		domain: DomainId,
		who: &T::AccountId,
	) -> Option<OfferInfo<BlockNumberFor<T>>> {
		let offer = Offers::<T>::get(domain, who)?;
		let mut urn = Urn::<T>::of(domain);
		let weight = match urn.ballot(offer.tree) {
			Some(_) => weight_in(offer.tree, offer.weight(), urn.era),
			None => 0,
		};
		Some(OfferInfo {
			amount: T::Reputation::to_amount(domain, offer.stake),
			until: offer.until,
			assigned: Assigned::<T>::get(domain, who),
			chance: chance::part(weight, urn.weight().ok()?),
		})
	}

	/// REP on offer in a domain.
	pub(crate) fn offered(domain: DomainId) -> Balance {
		let urn = Urn::<T>::of(domain);
		let amount = |ballot: &Ballot| match ballot.tree {
			Tree::Bootstrap => 0,
			Tree::Era(era) => T::Reputation::to_amount(domain, Shares::new(ballot.root.total, era)),
		};
		urn.ballots.iter().fold(0, |sum: Balance, ballot| sum.saturating_add(amount(ballot)))
	}
}

impl<T: Config> Experts<T::AccountId> for Pallet<T> {
	type Reason = T::RuntimeHoldReason;

	fn draw(
		domain: DomainId,
		seed: H256,
		stake: Balance,
		excluded: &[T::AccountId],
		reason: &Self::Reason,
	) -> Result<Drawn<T::AccountId>, DispatchError> {
		with_storage_layer(|| Self::do_draw(domain, seed, stake, excluded, reason))
	}

	fn job_ended(domain: DomainId, who: &T::AccountId) {
		let Some(assigned) = Assigned::<T>::get(domain, who).checked_sub(1) else {
			defensive!("more jobs ended than an expert was drawn for");
			return;
		};
		if assigned == 0 {
			Assigned::<T>::remove(domain, who);
		} else {
			Assigned::<T>::insert(domain, who, assigned);
		}
		Self::deposit_event(Event::JobEnded { domain, who: who.clone(), assigned });
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
}
