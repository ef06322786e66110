//! The order of steps: each domain has a queue, and the domains in which steps wait take turns.

use crate::{pallet::Queue, Config, Pallet, QueueEnds, Step, TurnRing, Turns, TURN};
use frame_support::{defensive, traits::DefensiveSaturating};
use witan_experts::ids::DomainId;

impl<T: Config> Pallet<T> {
	/// Puts a step at the end of a domain's queue. A domain without waiting steps gets its turn
	/// after all others.
	pub(crate) fn enqueue(domain: DomainId, step: Step) {
		let mut ends = QueueEnds::<T>::get(domain);
		let mut ring = TurnRing::<T>::get();
		if ends.is_empty() {
			Turns::<T>::insert(ring.turns.push(), domain);
		}
		Queue::<T>::insert(domain, ends.push(), step);
		ring.waiting = ring.waiting.defensive_saturating_add(1);
		QueueEnds::<T>::insert(domain, ends);
		TurnRing::<T>::put(ring);
	}

	/// Returns the domain in turn. `None` if no step waits.
	pub(crate) fn domain_in_turn() -> Option<DomainId> {
		let mut ring = TurnRing::<T>::get();
		if ring.turns.is_empty() {
			return None;
		}
		let domain = Turns::<T>::get(ring.turns.head);
		if domain.is_none() {
			defensive!("the ring has no gaps");
			ring.turns.pop();
			TurnRing::<T>::put(ring);
		}
		domain
	}

	/// Returns the next step of a domain. It stays in the queue while it runs, so that the domain
	/// keeps its place in the ring whatever the step queues. [`Self::end_step`] takes it out.
	pub(crate) fn next_step(domain: DomainId) -> Option<Step> {
		Queue::<T>::get(domain, QueueEnds::<T>::get(domain).head)
	}

	/// Takes the step that has run out of the queue of the domain in turn. Ends the turn if it was
	/// its last step or if no step is left.
	pub(crate) fn end_step(domain: DomainId) {
		let mut ends = QueueEnds::<T>::get(domain);
		Queue::<T>::remove(domain, ends.pop());
		let left = !ends.is_empty();
		match left {
			true => QueueEnds::<T>::insert(domain, ends),
			false => QueueEnds::<T>::remove(domain),
		}
		let mut ring = TurnRing::<T>::get();
		ring.waiting = ring.waiting.defensive_saturating_sub(1);
		// At most TURN.
		ring.ran = ring.ran.saturating_add(1);
		if ring.ran >= TURN || !left {
			Turns::<T>::remove(ring.turns.pop());
			ring.ran = 0;
			if left {
				Turns::<T>::insert(ring.turns.push(), domain);
			}
		}
		TurnRing::<T>::put(ring);
	}
}
