//! The order of steps: each domain has rewards and a stack, and the domains in which steps wait
//! take turns.

use crate::{
	pallet::{Queues, Rewards, Stacks},
	Config, Credit, Pallet, Step, TurnRing, Turns, TURN,
};
use alloc::vec::Vec;
use frame_support::{defensive, traits::DefensiveSaturating};
use witan_experts::ids::DomainId;

impl<T: Config> Pallet<T> {
	/// Puts a reward behind all others of a domain. A domain in which nothing waited gets its turn
	/// after all others.
	pub(crate) fn enqueue(domain: DomainId, reward: Credit) {
		let mut queue = Queues::<T>::get(domain);
		let mut ring = TurnRing::<T>::get();
		if queue.is_empty() {
			Turns::<T>::insert(ring.turns.push(), domain);
		}
		Rewards::<T>::insert(domain, queue.rewards.push(), reward);
		ring.waiting = ring.waiting.defensive_saturating_add(1);
		Queues::<T>::insert(domain, queue);
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

	/// Returns the next step of a domain: the top of its stack, or else its first reward. It waits
	/// on while it runs, so that the domain keeps its place in the ring. [`Self::end_step`] takes
	/// it out.
	pub(crate) fn next_step(domain: DomainId) -> Option<Step> {
		let queue = Queues::<T>::get(domain);
		match queue.top() {
			Some(top) => Stacks::<T>::get(domain, top),
			None => Rewards::<T>::get(domain, queue.rewards.head).map(Step::Credit),
		}
	}

	/// Replaces the step that has run, of the domain in turn, by the steps that it put off. Their
	/// first is the domain's next. Ends the turn if it was its last step or if no step is left.
	pub(crate) fn end_step(domain: DomainId, put_off: Vec<Step>) {
		let mut queue = Queues::<T>::get(domain);
		let before = queue.length();
		match queue.top() {
			Some(top) => {
				Stacks::<T>::remove(domain, top);
				queue.stacked = top;
			},
			None => Rewards::<T>::remove(domain, queue.rewards.pop()),
		}
		for step in put_off.into_iter().rev() {
			Stacks::<T>::insert(domain, queue.push(), step);
		}
		let left = !queue.is_empty();
		match left {
			true => Queues::<T>::insert(domain, queue),
			false => Queues::<T>::remove(domain),
		}
		let mut ring = TurnRing::<T>::get();
		let others = ring.waiting.defensive_saturating_sub(before);
		ring.waiting = others.defensive_saturating_add(queue.length());
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
