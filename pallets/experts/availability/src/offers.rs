//! The beginning, changes and end of offers.

use crate::{
	pallet::{Assigned, Config, Error, Event, Expiries, HoldReason, Offers, Pallet},
	sum_tree::Root,
	types::{OfferEnd, Tree, DEFAULT_MAX_JOBS, MOST_JOBS, OFFER_ITEMS},
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
	ledger::{InspectReputation, Lack, StakeEnd, StakeReputation, StakeSplit},
};
use witan_primitives::Balance;

impl<T: Config> Pallet<T> {
	/// Returns the most that an offer stores: itself, its leaf, its expiry, and its part of the
	/// tree's nodes and of its root.
	pub(crate) fn footprint() -> Footprint {
		let account = T::AccountId::max_encoded_len();
		let bytes = OfferOf::<T>::max_encoded_len()
			.saturating_add(account.saturating_mul(3))
			.saturating_add(u128::max_encoded_len())
			.saturating_add(<(u8, Root)>::max_encoded_len());
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
		Self::check_size(domain, amount)?;
		let ticket = T::Consideration::new(&who, Self::footprint())?;
		let stake = T::Reputation::open_stake(domain, &who, &Self::hold_reason(), amount)
			.map_err(|error| Self::why_not_held(domain, &who, amount, error))?;
		let tree = if amount == 0 { Tree::BOOTSTRAP } else { Tree::of(stake) };
		let (max_jobs, paused) = (DEFAULT_MAX_JOBS, false);
		let mut offer = OfferOf::<T> { stake, until, tree, leaf: 0, max_jobs, paused, ticket };
		let weight = offer.weight(Assigned::<T>::get(domain, &who));
		offer.leaf = Self::put_leaf(domain, tree, &who, weight)?;
		// The cursor is at most at the next block, so that `on_idle` looks in the block of every
		// expiry.
		Expiries::<T>::insert(until, (domain, &who), ());
		Offers::<T>::insert(domain, &who, offer);
		Self::deposit_event(Event::Offered { domain, who, stake, until });
		Ok(())
	}

	/// Checks that the domain allows offers of an amount.
	fn check_size(domain: DomainId, amount: Balance) -> DispatchResult {
		let least = T::Domains::parameters(domain).ok_or(Error::<T>::UnknownDomain)?.work.min_offer;
		let any = amount >= least || T::Reputation::supply(domain).is_zero();
		ensure!(any, Error::<T>::OfferTooSmall);
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
		Self::check_size(domain, T::Reputation::to_amount(domain, stake))?;
		Self::restake(domain, &who, &mut offer, stake)?;
		Offers::<T>::insert(domain, &who, offer);
		Self::deposit_event(Event::ToppedUp { domain, who, stake });
		Ok(())
	}

	/// See [`Pallet::lower`].
	pub(crate) fn do_lower(who: T::AccountId, domain: DomainId, amount: Balance) -> DispatchResult {
		let mut offer = Self::check_open_offer(domain, &who)?;
		let offered = T::Reputation::to_amount(domain, offer.stake);
		ensure!(amount < offered, Error::<T>::NotLower);
		if amount > 0 {
			Self::check_size(domain, amount)?;
		}
		let reason = Self::hold_reason();
		// What is left is at most the offer: no smaller number of shares is worth `amount`.
		let part = offer.stake.saturating_sub(T::Reputation::to_shares(domain, amount)?);
		let StakeSplit { rest, part } =
			T::Reputation::split_stake(domain, &who, &reason, offer.stake, part, &reason)?;
		T::Reputation::end_stake(domain, &who, &reason, part, StakeEnd::default())?;
		Self::restake(domain, &who, &mut offer, rest)?;
		Offers::<T>::insert(domain, &who, offer);
		Self::deposit_event(Event::Lowered { domain, who, stake: rest });
		Ok(())
	}

	/// See [`Pallet::pause`] and [`Pallet::resume`].
	pub(crate) fn do_pause(who: T::AccountId, domain: DomainId, pause: bool) -> DispatchResult {
		let mut offer = Self::check_open_offer(domain, &who)?;
		let already = if pause { Error::<T>::AlreadyPaused } else { Error::<T>::NotPaused };
		ensure!(offer.paused != pause, already);
		offer.paused = pause;
		Self::reweigh(domain, &who, &offer)?;
		Offers::<T>::insert(domain, &who, offer);
		Self::deposit_event(match pause {
			true => Event::Paused { domain, who },
			false => Event::Resumed { domain, who },
		});
		Ok(())
	}

	/// See [`Pallet::set_max_jobs`].
	pub(crate) fn do_set_max_jobs(
		who: T::AccountId,
		domain: DomainId,
		max_jobs: u32,
	) -> DispatchResult {
		ensure!((1..=MOST_JOBS).contains(&max_jobs), Error::<T>::MaxJobsOutOfRange);
		let mut offer = Self::check_open_offer(domain, &who)?;
		offer.max_jobs = max_jobs;
		Self::reweigh(domain, &who, &offer)?;
		Offers::<T>::insert(domain, &who, offer);
		Self::deposit_event(Event::MaxJobsSet { domain, who, max_jobs });
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
		if offer.tree != Tree::BOOTSTRAP {
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
		offer.tree == Tree::BOOTSTRAP && !T::Reputation::supply(domain).is_zero()
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
