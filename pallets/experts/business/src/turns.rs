//! The order of draws: the domains in which draws are due take turns.

use crate::{
	draws::SeedOf,
	pallet::{Backlogs, Config, Draws, Pallet, Turns, TurnsCursor},
	types::{Overdue, Step, MAX_BLOCKS, MAX_COUNTED, MAX_DRAWS_PER_BLOCK, MAX_LOOKS, TURN},
	weights::WeightInfo,
};
use alloc::{
	collections::{BTreeSet, VecDeque},
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
	/// The block under which its turn is listed, until the turn comes.
	listed: Option<BlockNumber>,
	/// The first block that may have draws left. Known as soon as a turn has come.
	from: BlockNumber,
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
			if let Some(listed) = turn.listed.take() {
				turn.from = Self::begin_turn(listed, turn.domain);
				room.used.saturating_accrue(T::WeightInfo::turn());
			}
			// Nobody waits for the end of the last domain's turn.
			let most = if waiting.is_empty() { room.draws } else { TURN.min(room.draws) };
			Self::take_turn(&mut turn, most, (now, seed), &mut room);
			if turn.from <= now {
				waiting.push_back(turn);
			}
		}
		// Who had a turn and is not through goes on in the next block, after those that wait
		// longer.
		for turn in waiting.into_iter().filter(|turn| turn.listed.is_none()) {
			Self::go_on_in_next_block(now, turn.domain, turn.from);
		}
		room.used
	}

	/// Begins the turns of a domain in this block. Returns the first block that may have draws
	/// left.
	pub(crate) fn begin_turn(listed: BlockNumberFor<T>, domain: DomainId) -> BlockNumberFor<T> {
		Turns::<T>::remove(listed, domain);
		Backlogs::<T>::take(domain).map_or(listed, |left| left.min(listed))
	}

	/// Lists a domain for a turn in the next block, for draws from a block on.
	pub(crate) fn go_on_in_next_block(
		now: BlockNumberFor<T>,
		domain: DomainId,
		from: BlockNumberFor<T>,
	) {
		Backlogs::<T>::insert(domain, from);
		Turns::<T>::insert(now.saturating_add(One::one()), domain, ());
	}

	/// Returns the domains with due draws, each once, in the order of the blocks in which they have
	/// their turns. A turn that a domain has later, too, comes then with nothing left to do.
	fn in_order(due: Vec<(BlockNumberFor<T>, DomainId)>) -> VecDeque<Waiting<BlockNumberFor<T>>> {
		let mut seen = BTreeSet::new();
		due.into_iter()
			.filter(|(_, domain)| seen.insert(*domain))
			.map(|(block, domain)| Waiting { domain, listed: Some(block), from: block })
			.collect()
	}

	/// Makes up to so many draws of a domain, those of earlier blocks first.
	fn take_turn(
		turn: &mut Waiting<BlockNumberFor<T>>,
		most: u32,
		(now, seed): (BlockNumberFor<T>, SeedOf<T>),
		room: &mut Room,
	) {
		let mut left = most;
		while turn.from <= now && room.looks > 0 {
			let most = left.min(room.draws_that_fit());
			if most == 0 {
				break;
			}
			room.looks = room.looks.saturating_sub(1);
			room.used.saturating_accrue(T::DbWeight::get().reads(1));
			let requests: Vec<_> =
				Draws::<T>::iter_key_prefix((turn.domain, turn.from)).take(most as usize).collect();
			let drawn = u32::try_from(requests.len()).unwrap_or(u32::MAX);
			for request in requests {
				let weight = Self::draw_or_forget((turn.domain, turn.from, request), now, seed);
				room.used.saturating_accrue(weight);
			}
			if drawn < most {
				turn.from.saturating_inc();
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
		// A domain with a backlog has its turn in the next block.
		let turns: Vec<_> = Self::blocks(TurnsCursor::<T>::get(), next)
			.take(MAX_BLOCKS as usize)
			.flat_map(|block| Turns::<T>::iter_key_prefix(block).map(move |domain| (block, domain)))
			.take(MAX_DRAWS_PER_BLOCK as usize)
			.collect();
		Self::in_order(turns)
			.into_iter()
			.flat_map(|Waiting { domain, from: listed, .. }| {
				let from = Backlogs::<T>::get(domain).map_or(listed, |left| left.min(listed));
				Self::blocks(from, now).map(move |block| (domain, block))
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

	/// Returns the blocks from the first to the last, in their order.
	fn blocks(
		first: BlockNumberFor<T>,
		last: BlockNumberFor<T>,
	) -> impl Iterator<Item = BlockNumberFor<T>> {
		iter::successors(Some(first), |block| Some((*block).saturating_add(One::one())))
			.take_while(move |block| *block <= last)
	}

	/// Returns the most weight of a turn in which one draw is made, after one look.
	fn max_turn_weight() -> Weight {
		Self::max_of([Step::Drawn, Step::Postponed, Step::GaveUp])
			.saturating_add(T::Experts::draw_weight())
			.saturating_add(T::WeightInfo::turn())
			.saturating_add(T::DbWeight::get().reads(2))
	}

	/// Returns the most weight of the beginning of a block in which one draw is made: what
	/// [`Config::MaxDrawsWeight`] must allow, so that draws go on.
	pub(crate) fn min_begin_weight() -> Weight {
		let reads = MAX_LOOKS.saturating_add(MAX_DRAWS_PER_BLOCK);
		T::WeightInfo::on_initialize()
			.saturating_add(T::WeightInfo::search())
			.saturating_add(T::DbWeight::get().reads(reads.into()))
			.saturating_add(Self::max_turn_weight())
	}
}
