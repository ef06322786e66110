//! How offers begin, change and end.

use crate::{
	pallet::*,
	types::{weight, OfferEnd, Tree},
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
	/// What an offer stores: itself, its leaf, its expiry, and its part of the tree's nodes.
	pub(crate) fn footprint() -> Footprint {
		let account = T::AccountId::max_encoded_len();
		let bytes = OfferOf::<T>::max_encoded_len()
			.saturating_add(account.saturating_mul(3))
			.saturating_add(u128::max_encoded_len());
		Footprint::from_parts(3, bytes)
	}

	/// What an offer's stake is held for.
	pub(crate) fn hold_reason() -> T::RuntimeHoldReason {
		HoldReason::Availability.into()
	}

	/// The present block.
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
		// The cursor is at most at the next block, so that `on_idle` looks in the block of every expiry.
		Expiries::<T>::insert(until, (domain, &who), ());
		Offers::<T>::insert(domain, &who, OfferOf::<T> { stake, until, tree, leaf, ticket });
		Self::deposit_event(Event::Offered { domain, who, stake, until });
		Ok(())
	}

	/// What to tell an account whose REP can't be held. It is found out only then.
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

	pub(crate) fn do_withdraw(who: T::AccountId, domain: DomainId) -> DispatchResult {
		let offer = Self::check_offer(domain, &who)?;
		let may = offer.is_expired(Self::now()) || Assigned::<T>::get(domain, &who) == 0;
		ensure!(may, Error::<T>::JobAssigned);
		Self::do_end(who, domain, offer, OfferEnd::Withdrawn)
	}

	pub(crate) fn do_prune(who: T::AccountId, domain: DomainId) -> DispatchResult {
		let offer = Self::check_offer(domain, &who)?;
		let reason = if offer.is_expired(Self::now()) {
			OfferEnd::Expired
		} else if Self::is_idle(domain, &offer) {
			OfferEnd::Idle
		} else {
			let owes = !T::Reputation::debt(domain, &who).is_zero();
			let free = Assigned::<T>::get(domain, &who) == 0;
			ensure!(owes && free, Error::<T>::NotExpired);
			OfferEnd::Debt
		};
		Self::do_end(who, domain, offer, reason)
	}

	/// Whether an offer of nothing outlived the time in which the domain had no REP.
	fn is_idle(domain: DomainId, offer: &OfferOf<T>) -> bool {
		offer.tree == Tree::Bootstrap && !T::Reputation::supply(domain).is_zero()
	}

	/// Ends an offer: its stake becomes free, its deposit returns.
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
