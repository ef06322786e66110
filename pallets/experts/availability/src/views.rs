//! Reads for users, each named as its view function.

use crate::{
	candidates::{weight_in, Candidates, TreeView},
	chance,
	pallet::{Assigned, Config, Offers, Trees},
	types::{Forest, OfferInfo},
};
use frame_system::pallet_prelude::BlockNumberFor;
use witan_experts::{ids::DomainId, ledger::InspectReputation, shares::Shares};
use witan_primitives::Balance;

pub(crate) fn offer_of<T: Config>(
	domain: DomainId,
	who: &T::AccountId,
) -> Option<OfferInfo<BlockNumberFor<T>>> {
	let offer = Offers::<T>::get(domain, who)?;
	let assigned = Assigned::<T>::get(domain, who);
	let mut candidates = Candidates::<T>::of(domain);
	let weight = match candidates.view(offer.tree) {
		Some(_) => weight_in(offer.tree.forest, offer.weight(assigned), candidates.era),
		None => 0,
	};
	Some(OfferInfo {
		amount: T::Reputation::to_amount(domain, offer.stake),
		until: offer.until,
		assigned,
		max_jobs: offer.max_jobs,
		paused: offer.paused,
		chance: chance::part(weight, candidates.weight().ok()?),
	})
}

pub(crate) fn total_offered<T: Config>(domain: DomainId) -> Balance {
	let amount = |view: &TreeView| match view.tree.forest {
		Forest::Bootstrap => 0,
		Forest::Era(era) => T::Reputation::to_amount(domain, Shares::new(view.root.total, era)),
	};
	let candidates = Candidates::<T>::of(domain);
	candidates.views.iter().fold(0, |sum: Balance, view| sum.saturating_add(amount(view)))
}

pub(crate) fn offers_count<T: Config>(domain: DomainId) -> u32 {
	let forests = Trees::<T>::iter_prefix_values(domain);
	forests
		.flat_map(|roots| roots.into_inner().into_values())
		.fold(0, |count: u32, root| count.saturating_add(root.leaves))
}
