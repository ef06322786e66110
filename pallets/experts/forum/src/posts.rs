//! Making, pinning and removing posts.

use crate::*;
use codec::MaxEncodedLen;
use frame_support::{defensive, ensure, storage::with_storage_layer, weights::Weight};
use sp_io::hashing::blake2_256;
use sp_runtime::{ArithmeticError, DispatchError, DispatchResult};
use witan_experts::{
	forum,
	forum::{Authors, Citation, Citations, Content, DirectivePosts, INCINERATOR},
	ids::{DomainId, PoolId, PostId},
	shares::{Shares, MILLION},
};
use witan_governance::CheckDirective;

impl<T: Config> Pallet<T> {
	/// What the call `post` costs.
	pub(crate) fn post_weight(
		authors: &Authors<T::AccountId>,
		citations: &Citations,
		content: &Content,
		directive: &Option<T::Directive>,
	) -> Weight {
		let bytes = match content {
			Content::Inline(text) => text.len(),
			Content::External { uri, .. } => uri.len(),
		};
		// None of the three is above 4096.
		let weight =
			T::WeightInfo::post(citations.len() as u32, authors.len() as u32, bytes as u32);
		match directive {
			None => weight,
			Some(_) => weight.saturating_add(T::CheckDirective::weight()),
		}
	}

	/// The id of a post that says this.
	pub(crate) fn id_of(said: &[u8]) -> PostId {
		PostId::from(blake2_256(said))
	}

	/// What a post takes of storage, a future edge for each citation among it. `said` is how many bytes it says.
	pub(crate) fn footprint(said: usize, citations: usize, has_directive: bool) -> Footprint {
		// A post, what it says and where it stands; an edge has two keys. No sum comes near the limit.
		let items = 3 + citations + usize::from(has_directive);
		let edge = 2 * PostId::max_encoded_len() + Shares::max_encoded_len();
		Footprint::from_parts(items, said + Standing::max_encoded_len() + citations * edge)
	}

	/// Makes a post that is not there yet.
	pub(crate) fn do_post(
		poster: &T::AccountId,
		domain: DomainId,
		authors: Authors<T::AccountId>,
		citations: Citations,
		content: Content,
		directive: Option<T::Directive>,
	) -> Result<PostId, DispatchError> {
		let (post, is_new) =
			Self::find_or_make(poster, domain, authors, citations, content, directive)?;
		ensure!(is_new, Error::<T>::AlreadyPosted);
		Ok(post)
	}

	/// The post that says this: the one that is there, whoever made it and at nobody's cost, or else a new one. Gives whether it
	/// is new.
	fn find_or_make(
		poster: &T::AccountId,
		domain: DomainId,
		authors: Authors<T::AccountId>,
		citations: Citations,
		content: Content,
		directive: Option<T::Directive>,
	) -> Result<(PostId, bool), DispatchError> {
		let said = Self::said(domain, &authors, &citations, &content, directive.as_ref());
		let post = Self::id_of(&said);
		if Posts::<T>::contains_key(post) {
			return Ok((post, false));
		}
		ensure!(T::Domains::parameters(domain).is_some(), Error::<T>::UnknownDomain);
		Self::check_content(&content)?;
		Self::check_authors(&authors)?;
		Self::check_citations(domain, &citations)?;
		if let Some(directive) = &directive {
			T::CheckDirective::check(domain, directive)?;
		}
		let footprint = Self::footprint(said.len(), citations.len(), directive.is_some());
		let ticket = T::Consideration::new(poster, footprint)?;
		for citation in citations.iter().filter(|citation| citation.post != INCINERATOR) {
			Self::change_standing(&citation.post, |standing| {
				standing.cited_by =
					standing.cited_by.checked_add(1).ok_or(Error::<T>::CitedTooOften)?;
				Ok(())
			})?;
		}
		let at = frame_system::Pallet::<T>::block_number();
		let poster = poster.clone();
		Self::deposit_event(Event::Posted { post, domain, poster: poster.clone() });
		Posts::<T>::insert(post, Post { poster, domain, authors, citations, ticket, at });
		Contents::<T>::insert(post, content);
		Standings::<T>::insert(post, Standing::default());
		if let Some(directive) = directive {
			Directives::<T>::insert(post, directive);
		}
		Ok((post, true))
	}

	/// Removes a post on which nothing depends; gives the number of its citations.
	pub(crate) fn do_remove(who: &T::AccountId, post: &PostId) -> Result<u32, DispatchError> {
		let header = Posts::<T>::take(post).ok_or(Error::<T>::UnknownPost)?;
		let standing = Standings::<T>::take(post).ok_or(Error::<T>::UnknownPost)?;
		ensure!(header.poster == *who, Error::<T>::NotPoster);
		// A post that was neither given anything nor is cited has no value, no edges and no steps that wait.
		ensure!(standing.received.is_zero(), Error::<T>::HasReceived);
		ensure!(standing.cited_by == 0, Error::<T>::IsCited);
		ensure!(standing.pins == 0, Error::<T>::IsPinned);
		for citation in header.citations.iter().filter(|citation| citation.post != INCINERATOR) {
			Self::change_standing(&citation.post, |standing| {
				standing.cited_by =
					standing.cited_by.checked_sub(1).ok_or(ArithmeticError::Underflow)?;
				Ok(())
			})?;
		}
		Contents::<T>::remove(post);
		Directives::<T>::remove(post);
		header.ticket.drop(&header.poster)?;
		Self::deposit_event(Event::Removed {
			post: *post,
			domain: header.domain,
			poster: header.poster,
		});
		// At most 16.
		Ok(header.citations.len() as u32)
	}

	/// Changes where a post stands.
	pub(crate) fn change_standing(
		post: &PostId,
		change: impl FnOnce(&mut Standing) -> DispatchResult,
	) -> DispatchResult {
		Standings::<T>::try_mutate(post, |standing| {
			change(standing.as_mut().ok_or(Error::<T>::UnknownPost)?)
		})
	}

	fn check_content(content: &Content) -> DispatchResult {
		match content {
			Content::Inline(text) => ensure!(!text.is_empty(), Error::<T>::EmptyContent),
			Content::External { uri, .. } => ensure!(!uri.is_empty(), Error::<T>::EmptyUri),
		}
		Ok(())
	}

	/// Whether a post can have these authors.
	pub(crate) fn check_authors(authors: &Authors<T::AccountId>) -> DispatchResult {
		ensure!(!authors.is_empty(), Error::<T>::NoAuthors);
		let mut sum = 0u64;
		for (index, (author, weight)) in authors.iter().enumerate() {
			let twice = authors.iter().take(index).any(|(earlier, _)| earlier == author);
			ensure!(!twice, Error::<T>::AuthorTwice);
			ensure!(*weight > 0, Error::<T>::AuthorWithoutWeight);
			// Of 16 numbers of 32 bits.
			sum += u64::from(*weight);
		}
		ensure!(sum == u64::from(MILLION), Error::<T>::AuthorWeights);
		Ok(())
	}

	/// Whether a post of the domain can cite these.
	pub(crate) fn check_citations(domain: DomainId, citations: &[Citation]) -> DispatchResult {
		let mut sum = 0u32;
		for (index, citation) in citations.iter().enumerate() {
			let size = citation.weight.unsigned_abs();
			ensure!(size <= MILLION, Error::<T>::CitationWeight);
			// At most two million, because the sum before was at most one.
			sum += size;
			ensure!(sum <= MILLION, Error::<T>::CitationWeights);
			let twice = citations.iter().take(index).any(|earlier| earlier.post == citation.post);
			ensure!(!twice, Error::<T>::CitedTwice);
			if citation.post != INCINERATOR {
				let cited = Posts::<T>::get(citation.post).ok_or(Error::<T>::UnknownCitedPost)?;
				ensure!(cited.domain == domain, Error::<T>::CitedFromOtherDomain);
			}
		}
		Ok(())
	}
}

impl<T: Config> forum::Posts<T::AccountId> for Pallet<T> {
	fn domain(post: &PostId) -> Option<DomainId> {
		Posts::<T>::get(post).map(|header| header.domain)
	}

	fn authors(post: &PostId) -> Option<Authors<T::AccountId>> {
		Posts::<T>::get(post).map(|header| header.authors)
	}

	fn pin(post: &PostId) -> DispatchResult {
		Self::change_standing(post, |standing| {
			standing.pins = standing.pins.checked_add(1).ok_or(Error::<T>::PinnedTooOften)?;
			Ok(())
		})
	}

	fn unpin(post: &PostId) {
		let unpinned = Self::change_standing(post, |standing| {
			standing.pins = standing.pins.checked_sub(1).ok_or(ArithmeticError::Underflow)?;
			Ok(())
		});
		if let Err(error) = unpinned {
			defensive!("unpinned more often than pinned", error);
		}
	}

	fn reward(post: &PostId, pool: PoolId, amount: Shares) -> DispatchResult {
		Self::do_reward(post, pool, amount)
	}
}

impl<T: Config> DirectivePosts<T::Directive> for Pallet<T> {
	fn directive(post: &PostId) -> Option<T::Directive> {
		Directives::<T>::get(post)
	}

	fn citations(post: &PostId) -> Option<Citations> {
		Posts::<T>::get(post).map(|header| header.citations)
	}
}

impl<T: Config> forum::Publish<T::AccountId> for Pallet<T> {
	fn publish(
		poster: &T::AccountId,
		domain: DomainId,
		authors: Authors<T::AccountId>,
		citations: Citations,
		content: Content,
	) -> Result<PostId, DispatchError> {
		with_storage_layer(|| {
			Self::find_or_make(poster, domain, authors, citations, content, None)
				.map(|(post, _)| post)
		})
	}
}
