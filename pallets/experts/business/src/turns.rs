//! The order of draws: the domains in which draws are due take turns.
//!
//! A domain is listed under each block in which it has draws. When its turn comes, these blocks
//! move to a queue of its own, and its draws are made in the order of the queue. So each block of
//! draws is looked at as often as it has draws left, and once more, however late the turn is.

use crate::{
	draws::SeedOf,
	pallet::{Backlogs, Config, Draws, OverdueBlocks, Pallet, Turns, TurnsCursor},
	types::{
		Backlog, Overdue, Step, MAX_BLOCKS, MAX_COUNTED, MAX_DRAWS_PER_BLOCK, MAX_LOOKS, TURN,
	},
	weights::WeightInfo,
};
use alloc::{
	collections::{BTreeMap, VecDeque},
	vec::Vec,
};
use core::iter;
use frame_support::{defensive, traits::Get, weights::Weight};
use frame_system::{pallet_prelude::BlockNumberFor, Pallet as System};
use sp_runtime::traits::{One, Saturating};
use witan_experts::{
	agenda,
	ids::{DomainId, RequestId},
	job::Experts,
};

/// A domain that waits for a turn in this block.
struct Waiting<BlockNumber> {
	domain: DomainId,
	/// The blocks under which it is listed, until they are in its queue.
	listed: VecDeque<BlockNumber>,
	/// True if it has had a turn in this block.
	had_turn: bool,
}

/// The draws and looks that a block has left, and the weight used.
struct Room {
	draws: u32,
	looks: u32,
	used: Weight,
	/// The most weight of a turn with one draw.
	each: Weight,
	/// The most weight of all turns.
	most: Weight,
}

impl Room {
	/// Returns the number of draws that fit, however much each weighs.
	fn draws_that_fit(&self) -> u32 {
		let left = self.most.saturating_sub(self.used);
		let fit = left.checked_div_per_component(&self.each).unwrap_or(u64::MAX);
		self.draws.min(u32::try_from(fit).unwrap_or(u32::MAX))
	}
}

impl<T: Config> Pallet<T> {
	/// Makes the due draws, in turns of [`TURN`] for each domain. They are at most
	/// [`MAX_DRAWS_PER_BLOCK`], and at most what fits into [`Config::MaxDrawsWeight`]. Returns the
	/// weight used.
	pub(crate) fn draw_what_is_due(now: BlockNumberFor<T>, seed: SeedOf<T>) -> Weight {
		let most = MAX_DRAWS_PER_BLOCK;
		let due = agenda::due::<_, _, Turns<T>, TurnsCursor<T>>(now, MAX_BLOCKS, most);
		let items = u64::try_from(due.len()).unwrap_or(u64::MAX);
		let used = T::WeightInfo::search().saturating_add(T::DbWeight::get().reads(items));
		let mut room = Room {
			draws: most,
			looks: MAX_LOOKS,
			used,
			each: Self::max_turn_weight(),
			most: T::MaxDrawsWeight::get().saturating_sub(T::WeightInfo::on_initialize()),
		};
		let mut waiting = Self::in_order(due);
		while room.draws_that_fit() > 0 && room.looks > 0 {
			let Some(mut turn) = waiting.pop_front() else { break };
			Self::queue_listed(&mut turn, &mut room);
			// Nobody waits for the end of the last domain's turn.
			let most = if waiting.is_empty() { room.draws } else { TURN.min(room.draws) };
			let is_through = Self::take_turn(turn.domain, most, (now, seed), &mut room);
			turn.had_turn = true;
			if !(is_through && turn.listed.is_empty()) {
				waiting.push_back(turn);
			}
		}
		// Who had a turn and is not through goes on in the next block, after those that wait
		// longer.
		for turn in waiting.into_iter().filter(|turn| turn.had_turn) {
			Self::go_on_in_next_block(now, turn.domain);
		}
		room.used
	}

	/// Moves the blocks under which a domain is listed to its queue, as far as there is room.
	fn queue_listed(turn: &mut Waiting<BlockNumberFor<T>>, room: &mut Room) {
		while room.draws_that_fit() > 0 {
			let Some(listed) = turn.listed.pop_front() else { break };
			Self::queue(listed, turn.domain);
			room.used.saturating_accrue(T::WeightInfo::turn());
		}
	}

	/// Moves a block of a domain's draws from the turns to the domain's queue.
	pub(crate) fn queue(listed: BlockNumberFor<T>, domain: DomainId) {
		Turns::<T>::remove(listed, domain);
		let mut backlog = Backlogs::<T>::get(domain).unwrap_or_default();
		OverdueBlocks::<T>::insert(domain, backlog.next, listed);
		backlog.next = backlog.next.saturating_add(1);
		Backlogs::<T>::insert(domain, backlog);
	}

	/// Returns the first block of a domain's queue, and the queue. `None` if it is empty.
	fn first_overdue(domain: DomainId) -> Option<(BlockNumberFor<T>, Backlog)> {
		let backlog = Backlogs::<T>::get(domain)?;
		let Some(block) = OverdueBlocks::<T>::get(domain, backlog.first) else {
			defensive!("a queue has a gap");
			Backlogs::<T>::remove(domain);
			return None;
		};
		Some((block, backlog))
	}

	/// Removes the first block of a domain's queue.
	fn leave_queue(domain: DomainId, mut backlog: Backlog) {
		OverdueBlocks::<T>::remove(domain, backlog.first);
		backlog.first = backlog.first.saturating_add(1);
		match backlog.first < backlog.next {
			true => Backlogs::<T>::insert(domain, backlog),
			false => Backlogs::<T>::remove(domain),
		}
	}

	/// Lists a domain for a turn in the next block, if it has a queue. If it is not listed there
	/// for draws of that block, there are none: its queue has an empty block more.
	pub(crate) fn go_on_in_next_block(now: BlockNumberFor<T>, domain: DomainId) {
		if Backlogs::<T>::contains_key(domain) {
			Turns::<T>::insert(now.saturating_add(One::one()), domain, ());
		}
	}

	/// Returns the domains with due draws, each once, in the order of the first blocks in which
	/// they have turns.
	fn in_order(due: Vec<(BlockNumberFor<T>, DomainId)>) -> VecDeque<Waiting<BlockNumberFor<T>>> {
		let mut places = BTreeMap::new();
		let mut waiting = VecDeque::<Waiting<_>>::new();
		for (block, domain) in due {
			let place = *places.entry(domain).or_insert(waiting.len());
			match waiting.get_mut(place) {
				Some(turn) => turn.listed.push_back(block),
				None => {
					let listed = iter::once(block).collect();
					waiting.push_back(Waiting { domain, listed, had_turn: false });
				},
			}
		}
		waiting
	}

	/// Makes up to so many draws of a domain's queue. Returns true if nothing is left in it.
	fn take_turn(
		domain: DomainId,
		most: u32,
		(now, seed): (BlockNumberFor<T>, SeedOf<T>),
		room: &mut Room,
	) -> bool {
		let mut left = most;
		loop {
			let Some((block, backlog)) = Self::first_overdue(domain) else { return true };
			let most = left.min(room.draws_that_fit());
			if most == 0 || room.looks == 0 {
				return false;
			}
			room.looks = room.looks.saturating_sub(1);
			room.used.saturating_accrue(Self::look_weight());
			let requests: Vec<_> =
				Draws::<T>::iter_key_prefix((domain, block)).take(most as usize).collect();
			let drawn = u32::try_from(requests.len()).unwrap_or(u32::MAX);
			for request in requests {
				let weight = Self::draw_or_forget((domain, block, request), now, seed);
				room.used.saturating_accrue(weight);
			}
			if drawn < most {
				Self::leave_queue(domain, backlog);
			}
			room.draws = room.draws.saturating_sub(drawn);
			left = left.saturating_sub(drawn);
		}
	}

	/// Makes a due draw. Returns the weight used.
	fn draw_or_forget(
		(domain, at, request): (DomainId, BlockNumberFor<T>, RequestId),
		now: BlockNumberFor<T>,
		seed: SeedOf<T>,
	) -> Weight {
		let (step, drawing) = Self::draw_for(at, request, now, seed).unwrap_or_else(|| {
			defensive!("a request among the draws does not wait for one");
			Draws::<T>::remove((domain, at, request));
			(Step::Postponed, Weight::zero())
		});
		T::DbWeight::get().reads(1).saturating_add(Self::step_weight(step)).saturating_add(drawing)
	}

	/// Returns the draws that are due and not made, for those who watch the chain.
	///
	/// # Complexity
	///
	/// Reads at most [`MAX_BLOCKS`] blocks of turns, [`MAX_DRAWS_PER_BLOCK`] domains of them,
	/// [`MAX_LOOKS`] blocks of these domains' draws, and [`MAX_COUNTED`] draws. Draws beyond that
	/// are not counted: those of domains whose turns come later.
	pub fn overdue_draws() -> Overdue<BlockNumberFor<T>> {
		let now = System::<T>::block_number();
		let next = now.saturating_add(One::one());
		// A domain with a queue has its turn in the next block.
		let turns: Vec<_> = iter::successors(Some(TurnsCursor::<T>::get()), |block| {
			Some((*block).saturating_add(One::one()))
		})
		.take_while(|block| *block <= next)
		.take(MAX_BLOCKS as usize)
		.flat_map(|block| Turns::<T>::iter_key_prefix(block).map(move |domain| (block, domain)))
		.take(MAX_DRAWS_PER_BLOCK as usize)
		.collect();
		Self::in_order(turns)
			.into_iter()
			.flat_map(|Waiting { domain, listed, .. }| {
				let queue = Backlogs::<T>::get(domain).unwrap_or_default();
				let queued = (queue.first..queue.next)
					.filter_map(move |place| OverdueBlocks::<T>::get(domain, place));
				let listed = listed.into_iter().filter(move |block| *block <= now);
				queued.chain(listed).map(move |block| (domain, block))
			})
			.take(MAX_LOOKS as usize)
			.flat_map(|(domain, block)| {
				Draws::<T>::iter_key_prefix((domain, block)).map(move |_: RequestId| block)
			})
			.take(MAX_COUNTED as usize)
			.fold(Overdue { count: 0, oldest: None }, |overdue, block| Overdue {
				count: overdue.count.saturating_add(1),
				oldest: Some(overdue.oldest.map_or(block, |oldest| oldest.min(block))),
			})
	}

	/// Returns the weight of a look at the first block of a domain's queue: the queue, its block,
	/// the first draw, and the block's removal from the queue.
	fn look_weight() -> Weight {
		T::DbWeight::get().reads_writes(3, 2)
	}

	/// Returns the most weight of a turn in which one draw is made, after one look.
	fn max_turn_weight() -> Weight {
		Self::max_of([Step::Drawn, Step::Postponed, Step::GaveUp])
			.saturating_add(T::Experts::draw_weight())
			.saturating_add(T::WeightInfo::turn())
			.saturating_add(Self::look_weight())
			.saturating_add(T::DbWeight::get().reads(1))
	}

	/// Returns the most weight of the beginning of a block in which one draw is made: what
	/// [`Config::MaxDrawsWeight`] must allow, so that draws go on.
	pub(crate) fn min_begin_weight() -> Weight {
		T::WeightInfo::on_initialize()
			.saturating_add(T::WeightInfo::search())
			.saturating_add(T::DbWeight::get().reads(MAX_DRAWS_PER_BLOCK.into()))
			.saturating_add(Self::max_turn_weight())
	}
}
