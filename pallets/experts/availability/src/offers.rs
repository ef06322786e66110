//! The beginning, changes and end of offers.

use crate::{
	pallet::{Assigned, Config, Error, Event, Expiries, HoldReason, Offers, Pallet},
	types::{weight, OfferEnd, Tree, OFFER_ITEMS},
	OfferOf,
};
use codec::MaxEncodedLen;
use frame_support::{
	ensure,
	traits::{Consideration, Footprint},
};
use frame_system::pallet_prelude::BlockNumberFor;
use sp_runtime::{DispatchError, DispatchResult};
use witan_experts::{
	domain::InspectDomains,
	ids::DomainId,
	ledger::{InspectReputation, Lack, StakeEnd, StakeReputation},
};
use witan_primitives::Balance;

impl<T: Config> Pallet<T> {
	/// Returns the most that an offer stores: itself, its leaf, its expiry, and its part of the
	/// tree's nodes.
	pub(crate) fn footprint() -> Footprint {
		let account = T::AccountId::max_encoded_len();
		let bytes = OfferOf::<T>::max_encoded_len()
			.saturating_add(account.saturating_mul(3))
			.saturating_add(u128::max_encoded_len());
		Footprint::from_parts(OFFER_ITEMS, bytes)
	}

	/// Returns the reason for which an offer's stake is held.
	pub(crate) fn hold_reason() -> T::RuntimeHoldReason {
		HoldReason::Availability.into()
	}

	/// Returns the current block.
	pub(crate) fn now() -> BlockNumberFor<T> {
		frame_system::Pallet::<T>::block_number()
	}

	fn check_offer(domain: DomainId, who: &T::AccountId) -> Result<OfferOf<T>, DispatchError> {
		Ok(Offers::<T>::get(domain, who).ok_or(Error::<T>::NoOffer)?)
	}

	fn check_open_offer(domain: DomainId, who: &T::AccountId) -> Result<OfferOf<T>, DispatchError> {
		let offer = Self::check_offer(domain, who)?;
		ensure!(!offer.is_expired(Self::now()), Error::<T>::OfferExpired);
		Ok(offer)
	}

	/// See [`Pallet::offer`].
	pub(crate) fn do_offer(
		who: T::AccountId,
		domain: DomainId,
		amount: Balance,
		until: BlockNumberFor<T>,
	) -> DispatchResult {
		ensure!(T::Domains::founder(domain).is_some(), Error::<T>::UnknownDomain);
		ensure!(!Offers::<T>::contains_key(domain, &who), Error::<T>::AlreadyOffered);
		ensure!(until > Self::now(), Error::<T>::UntilPast);
		ensure!(amount > 0 || T::Reputation::supply(domain).is_zero(), Error::<T>::ZeroOffer);
		let ticket = T::Consideration::new(&who, Self::footprint())?;
		let stake = T::Reputation::open_stake(domain, &who, &Self::hold_reason(), amount)
			.map_err(|error| Self::why_not_held(domain, &who, amount, error))?;
		let tree = if amount == 0 { Tree::Bootstrap } else { Tree::Era(stake.era) };
		let leaf = Self::put_leaf(domain, tree, &who, weight(tree, stake))?;
		// The cursor is at most at the next block, so that `on_idle` looks in the block of every
		// expiry.
		Expiries::<T>::insert(until, (domain, &who), ());
		Offers::<T>::insert(domain, &who, OfferOf::<T> { stake, until, tree, leaf, ticket });
		Self::deposit_event(Event::Offered { domain, who, stake, until });
		Ok(())
	}

	/// Returns the error for an account whose REP can't be held. The cause is looked up only after
	/// the failure.
	fn why_not_held(
		domain: DomainId,
		who: &T::AccountId,
		amount: Balance,
		error: DispatchError,
	) -> DispatchError {
		match T::Reputation::lacks(domain, who, amount) {
			Some(Lack::Membership) => Error::<T>::NotAMember.into(),
			Some(Lack::Reputation) => Error::<T>::NotEnoughReputation.into(),
			None => error,
		}
	}

	/// See [`Pallet::top_up`].
	pub(crate) fn do_top_up(
		who: T::AccountId,
		domain: DomainId,
		amount: Balance,
	) -> DispatchResult {
		let mut offer = Self::check_open_offer(domain, &who)?;
		ensure!(amount > 0, Error::<T>::ZeroOffer);
		let reason = Self::hold_reason();
		let stake = T::Reputation::raise_stake(domain, &who, &reason, offer.stake, amount)
			.map_err(|error| Self::why_not_held(domain, &who, amount, error))?;
		Self::restake(domain, &who, &mut offer, stake)?;
		Offers::<T>::insert(domain, &who, offer);
		Self::deposit_event(Event::ToppedUp { domain, who, stake });
		Ok(())
	}

	/// See [`Pallet::extend`].
	pub(crate) fn do_extend(
		who: T::AccountId,
		domain: DomainId,
		until: BlockNumberFor<T>,
	) -> DispatchResult {
		let mut offer = Self::check_open_offer(domain, &who)?;
		ensure!(until > offer.until, Error::<T>::NotLater);
		ensure!(T::Reputation::debt(domain, &who).is_zero(), Error::<T>::InDebt);
		ensure!(!Self::is_idle(domain, &offer), Error::<T>::ZeroOffer);
		if offer.tree != Tree::Bootstrap {
			let stake = offer.stake.carried_to(T::Reputation::era(domain));
			Self::restake(domain, &who, &mut offer, stake)?;
		}
		let stake = offer.stake;
		Expiries::<T>::remove(offer.until, (domain, &who));
		Expiries::<T>::insert(until, (domain, &who), ());
		offer.until = until;
		Offers::<T>::insert(domain, &who, offer);
		Self::deposit_event(Event::Extended { domain, who, stake, until });
		Ok(())
	}

	/// See [`Pallet::withdraw`].
	pub(crate) fn do_withdraw(who: T::AccountId, domain: DomainId) -> DispatchResult {
		let offer = Self::check_offer(domain, &who)?;
		let has_job = Assigned::<T>::get(domain, &who) > 0;
		ensure!(offer.is_expired(Self::now()) || !has_job, Error::<T>::JobAssigned);
		Self::do_end(who, domain, offer, OfferEnd::Withdrawn)
	}

	/// See [`Pallet::prune`].
	pub(crate) fn do_prune(who: T::AccountId, domain: DomainId) -> DispatchResult {
		let offer = Self::check_offer(domain, &who)?;
		let reason = Self::reason_to_prune(domain, &who, &offer).ok_or(Error::<T>::NotExpired)?;
		Self::do_end(who, domain, offer, reason)
	}

	/// Returns the reason for which anyone can end the offer now, if there is one.
	fn reason_to_prune(
		domain: DomainId,
		who: &T::AccountId,
		offer: &OfferOf<T>,
	) -> Option<OfferEnd> {
		if offer.is_expired(Self::now()) {
			return Some(OfferEnd::Expired);
		}
		if Self::is_idle(domain, offer) {
			return Some(OfferEnd::Idle);
		}
		let owes = !T::Reputation::debt(domain, who).is_zero();
		let has_job = Assigned::<T>::get(domain, who) > 0;
		(owes && !has_job).then_some(OfferEnd::Debt)
	}

	/// Returns true if the offer is of zero and the domain has REP by now.
	fn is_idle(domain: DomainId, offer: &OfferOf<T>) -> bool {
		offer.tree == Tree::Bootstrap && !T::Reputation::supply(domain).is_zero()
	}

	/// Ends an offer: releases its stake and returns its deposit.
	pub(crate) fn do_end(
		who: T::AccountId,
		domain: DomainId,
		offer: OfferOf<T>,
		reason: OfferEnd,
	) -> DispatchResult {
		let stake = offer.stake;
		Self::take_leaf(domain, offer.tree, offer.leaf)?;
		Expiries::<T>::remove(offer.until, (domain, &who));
		Offers::<T>::remove(domain, &who);
		let end = StakeEnd::default();
		T::Reputation::end_stake(domain, &who, &Self::hold_reason(), stake, end)?;
		offer.ticket.drop(&who)?;
		Self::deposit_event(Event::OfferEnded { domain, who, stake, reason });
		Ok(())
	}
}
