//! Making, pinning and removing posts.

use crate::{
	pallet::{Contents, Directives, Posts},
	Config, Error, Event, NewPost, NewPostOf, Pallet, Post, PostOf, PostSize, PostState,
	PostStates, WeightInfo,
};
use frame_support::{
	defensive, ensure, storage::with_storage_layer, traits::Consideration, weights::Weight,
};
use sp_runtime::{ArithmeticError, DispatchError, DispatchResult};
use witan_experts::{
	domain::InspectDomains,
	forum,
	forum::{Authors, Citation, Citations, Content, DirectivePosts, INCINERATOR},
	ids::{DomainId, PoolId, PostId},
	shares::{Shares, MILLION},
};
use witan_governance::CheckDirective;

impl<T: Config> Pallet<T> {
	/// Returns the weight of the call `post`.
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
		// None of the three is above 4096. Taking a post over is charged like making it. It writes
		// as many items, the account and the hold of the old poster instead of content and state,
		// and reads one more, but checks neither domain nor citations.
		let weight = T::WeightInfo::post(
			citations.len() as u32,
			authors.len().max(1) as u32,
			bytes as u32,
			directive.is_some().into(),
		);
		match directive {
			None => weight,
			Some(_) => weight.saturating_add(T::CheckDirective::weight()),
		}
	}

	/// Makes a post that doesn't exist yet, or takes it over for one of its authors. Returns its
	/// id.
	pub(crate) fn do_post(
		poster: &T::AccountId,
		new: NewPostOf<T>,
	) -> Result<PostId, DispatchError> {
		let post = new.id();
		if let Some(header) = Posts::<T>::get(post) {
			ensure!(header.yields_to(poster), Error::<T>::AlreadyPosted);
			Self::take_over(post, header, poster, new.size())?;
			return Ok(post);
		}
		Self::check_post(&new)?;
		let ticket = T::Consideration::new(poster, new.size().footprint())?;
		for cited in cited_posts(&new.citations) {
			Self::change_state(&cited, |state| {
				state.cited_by = state.cited_by.checked_add(1).ok_or(Error::<T>::CitedTooOften)?;
				Ok(())
			})?;
		}
		let NewPost { domain, authors, citations, content, directive } = new;
		let at = frame_system::Pallet::<T>::block_number();
		let poster = poster.clone();
		Self::deposit_event(Event::Posted { post, domain, poster: poster.clone() });
		Posts::<T>::insert(post, Post { poster, domain, authors, citations, ticket, at });
		Contents::<T>::insert(post, content);
		PostStates::<T>::insert(post, PostState::default());
		if let Some(directive) = directive {
			Directives::<T>::insert(post, directive);
		}
		Ok(post)
	}

	/// Makes an account the poster of a stored post. It pays a deposit of today's price, and the
	/// old poster gets its own back. Nothing else of the post changes.
	fn take_over(
		post: PostId,
		header: PostOf<T>,
		poster: &T::AccountId,
		size: PostSize,
	) -> DispatchResult {
		let ticket = T::Consideration::new(poster, size.footprint())?;
		header.ticket.drop(&header.poster)?;
		Self::deposit_event(Event::Posted { post, domain: header.domain, poster: poster.clone() });
		Posts::<T>::insert(post, Post { poster: poster.clone(), ticket, ..header });
		Ok(())
	}

	/// Removes a post on which nothing depends, and returns the weight used.
	pub(crate) fn do_remove(who: &T::AccountId, post: &PostId) -> Result<Weight, DispatchError> {
		let header = Posts::<T>::take(post).ok_or(Error::<T>::UnknownPost)?;
		let state = PostStates::<T>::take(post).ok_or(Error::<T>::UnknownPost)?;
		ensure!(header.poster == *who, Error::<T>::NotPoster);
		// A post without rewards and citations of it has no value, no edges and no waiting steps.
		ensure!(state.received.is_zero(), Error::<T>::HasReceived);
		ensure!(state.cited_by == 0, Error::<T>::IsCited);
		ensure!(state.pins == 0, Error::<T>::IsPinned);
		for cited in cited_posts(&header.citations) {
			Self::change_state(&cited, |state| {
				state.cited_by = state.cited_by.checked_sub(1).ok_or(ArithmeticError::Underflow)?;
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
		// There are at most 16.
		Ok(T::WeightInfo::remove(header.citations.len() as u32))
	}

	/// Changes the state of a post.
	pub(crate) fn change_state(
		post: &PostId,
		change: impl FnOnce(&mut PostState) -> DispatchResult,
	) -> DispatchResult {
		PostStates::<T>::try_mutate(post, |state| {
			change(state.as_mut().ok_or(Error::<T>::UnknownPost)?)
		})
	}

	/// Checks that a post can be made, apart from its deposit.
	fn check_post(new: &NewPostOf<T>) -> DispatchResult {
		ensure!(T::Domains::parameters(new.domain).is_some(), Error::<T>::UnknownDomain);
		Self::check_content(&new.content)?;
		Self::check_authors(&new.authors)?;
		Self::check_citations(new.domain, &new.citations)?;
		match &new.directive {
			Some(directive) => T::CheckDirective::check(new.domain, directive),
			None => Ok(()),
		}
	}

	fn check_content(content: &Content) -> DispatchResult {
		match content {
			Content::Inline(text) => ensure!(!text.is_empty(), Error::<T>::EmptyContent),
			Content::External { uri, .. } => ensure!(!uri.is_empty(), Error::<T>::EmptyUri),
		}
		Ok(())
	}

	/// Checks that a post can have these authors.
	pub(crate) fn check_authors(authors: &Authors<T::AccountId>) -> DispatchResult {
		ensure!(!authors.is_empty(), Error::<T>::NoAuthors);
		let mut sum = 0u64;
		for (index, (author, weight)) in authors.iter().enumerate() {
			let twice = authors.iter().take(index).any(|(earlier, _)| earlier == author);
			ensure!(!twice, Error::<T>::AuthorTwice);
			ensure!(*weight > 0, Error::<T>::AuthorWithoutWeight);
			// The sum of 16 numbers of 32 bits does not saturate.
			sum = sum.saturating_add(u64::from(*weight));
		}
		ensure!(sum == u64::from(MILLION), Error::<T>::AuthorWeights);
		Ok(())
	}

	/// Checks that a post of the domain can have these citations.
	pub(crate) fn check_citations(domain: DomainId, citations: &[Citation]) -> DispatchResult {
		let mut sum = 0u32;
		for (index, citation) in citations.iter().enumerate() {
			let size = citation.weight.unsigned_abs();
			ensure!(size <= MILLION, Error::<T>::CitationWeight);
			// At most two million, because the sum before was at most one.
			sum = sum.saturating_add(size);
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

/// Returns the posts that are cited, without the incinerator.
fn cited_posts(citations: &[Citation]) -> impl Iterator<Item = PostId> + '_ {
	citations.iter().map(|citation| citation.post).filter(|post| *post != INCINERATOR)
}

impl<T: Config> forum::Posts<T::AccountId> for Pallet<T> {
	fn domain(post: &PostId) -> Option<DomainId> {
		Posts::<T>::get(post).map(|header| header.domain)
	}

	fn authors(post: &PostId) -> Option<Authors<T::AccountId>> {
		Posts::<T>::get(post).map(|header| header.authors)
	}

	fn pin(post: &PostId) -> DispatchResult {
		Self::change_state(post, |state| {
			state.pins = state.pins.checked_add(1).ok_or(Error::<T>::PinnedTooOften)?;
			Ok(())
		})
	}

	fn unpin(post: &PostId) {
		let unpinned = Self::change_state(post, |state| {
			state.pins = state.pins.checked_sub(1).ok_or(ArithmeticError::Underflow)?;
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
		let new = NewPost { domain, authors, citations, content, directive: None };
		let post = new.id();
		if Posts::<T>::get(post).is_some_and(|header| !header.yields_to(poster)) {
			return Ok(post);
		}
		with_storage_layer(|| Self::do_post(poster, new))
	}
}
