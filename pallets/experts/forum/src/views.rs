//! The reads behind the view functions. Amounts are REP of this block.

use crate::{
	CitationInfo, Config, Conservation, Contents, Directives, DomainTotals, Edges, Post, PostInfo,
	PostStates, Posts,
};
use frame_system::pallet_prelude::BlockNumberFor;
use witan_experts::{
	ids::{DomainId, PostId},
	ledger::InspectReputation,
	shares::Shares,
};
use witan_primitives::Balance;

pub(crate) fn post_info<T: Config>(
	post: &PostId,
) -> Option<PostInfo<T::AccountId, BlockNumberFor<T>, T::Directive>> {
	let Post { poster, domain, authors, citations, at, .. } = Posts::<T>::get(post)?;
	let state = PostStates::<T>::get(post)?;
	let amount = |shares: Shares| T::Reputation::to_amount(domain, shares);
	let along = |cited: &PostId| Edges::<T>::get(post, cited).map_or(0, amount);
	let citations = citations.iter().map(|citation| CitationInfo {
		post: citation.post,
		weight: citation.weight,
		balance: along(&citation.post),
	});
	Some(PostInfo {
		domain,
		poster,
		authors,
		citations: citations.collect(),
		content: Contents::<T>::get(post)?,
		directive: Directives::<T>::get(post),
		value: amount(state.value),
		received: amount(state.received),
		cited_by: state.cited_by,
		pins: state.pins,
		at,
	})
}

pub(crate) fn edge<T: Config>(citing: &PostId, cited: &PostId) -> Option<Balance> {
	let domain = Posts::<T>::get(citing)?.domain;
	Edges::<T>::get(citing, cited).map(|shares| T::Reputation::to_amount(domain, shares))
}

pub(crate) fn conservation<T: Config>(domain: DomainId) -> Conservation {
	let era = T::Reputation::era(domain);
	let totals = DomainTotals::<T>::get(domain).carried_to(era);
	let amount = |shares: Shares| T::Reputation::to_amount(domain, shares);
	// Neither sum is above 2^122 (see MAX_PUT_IN). Rounding in later eras can leave the first a
	// little below the second.
	let came = totals.put_in.value.saturating_add(totals.leached.value);
	let went = totals.minted.value.saturating_add(totals.incinerated.value);
	Conservation {
		put_in: amount(totals.put_in),
		reserved: amount(totals.reserved),
		leached: amount(totals.leached),
		owed: amount(totals.owed),
		minted: amount(totals.minted),
		incinerated: amount(totals.incinerated),
		queued: amount(Shares::new(came.saturating_sub(went), era)),
	}
}
