//! What the view functions show: amounts as REP of this block.

use crate::*;
use witan_experts::{
	ids::{DomainId, PostId},
	shares::Shares,
};
use witan_primitives::Balance;

impl<T: Config> Pallet<T> {
	pub(crate) fn info_of(
		post: &PostId,
	) -> Option<PostInfo<T::AccountId, BlockNumberFor<T>, T::Directive>> {
		let Post { poster, domain, authors, citations, at, .. } = Posts::<T>::get(post)?;
		let standing = Standings::<T>::get(post)?;
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
			value: amount(standing.value),
			received: amount(standing.received),
			cited_by: standing.cited_by,
			pins: standing.pins,
			at,
		})
	}

	pub(crate) fn edge_balance(citing: &PostId, cited: &PostId) -> Option<Balance> {
		let domain = Posts::<T>::get(citing)?.domain;
		Edges::<T>::get(citing, cited).map(|shares| T::Reputation::to_amount(domain, shares))
	}

	pub(crate) fn totals_info(domain: DomainId) -> Conservation {
		let era = T::Reputation::era(domain);
		let totals = DomainTotals::<T>::get(domain).carried_to(era);
		let amount = |shares: Shares| T::Reputation::to_amount(domain, shares);
		// Neither sum is above 2^122 (see MAX_PUT_IN); rounding in later eras can leave the first a little below the second.
		let came = totals.put_in.value + totals.leached.value;
		let went = totals.minted.value + totals.incinerated.value;
		Conservation {
			put_in: amount(totals.put_in),
			leached: amount(totals.leached),
			minted: amount(totals.minted),
			incinerated: amount(totals.incinerated),
			queued: amount(Shares::new(came.saturating_sub(went), era)),
			debited: amount(totals.debited),
		}
	}
}
