//! The outcome of a governance pool: ratified posts, scheduled tasks, and cancelled tasks.

use crate::{
	ActionOf, Call, Config, DirectiveOf, Error, Event, Origin, Pallet, Ratification, Ratifications,
	State, WeightInfo, CANCEL_WEIGHT, CONSTITUTION_PERIOD, MAX_CANCELLATIONS, MAX_WAIT,
	OBJECTION_MARGIN, SCHEDULING_BLOCKS,
};
use frame_support::{
	traits::{
		schedule::{v3::Named, DispatchTime, Priority, HARD_DEADLINE, LOWEST_PRIORITY},
		Get, OriginTrait, QueryPreimage, StorePreimage,
	},
	weights::Weight,
};
use frame_system::pallet_prelude::{BlockNumberFor, RuntimeCallFor};
use sp_runtime::{
	traits::{One, Saturating, Zero},
	DispatchError, DispatchResult,
};
use witan_experts::{
	domain::InspectDomains,
	forum::{DirectivePosts, Posts},
	ids::{DomainId, PostId},
	pool::{Decision, InspectStanding, OnPoolOutcome, Tier, Verdict},
};
use witan_governance::{Action, CONSTITUTION};

impl<T: Config> OnPoolOutcome for Pallet<T> {
	fn on_pool_outcome(decision: &Decision) {
		match (decision.verdict, decision.tier) {
			(Verdict::Passed, Some(tier)) => Self::do_ratify(decision, tier),
			(Verdict::Passed, None) | (Verdict::Rejected | Verdict::NotQuorate, _) => {},
		}
	}

	fn weight() -> Weight {
		T::WeightInfo::on_pool_outcome()
	}
}

impl<T: Config> Pallet<T> {
	/// Returns the number of the current block.
	pub(crate) fn now() -> BlockNumberFor<T> {
		frame_system::Pallet::<T>::block_number()
	}

	/// Records the ratification of a post and schedules its directive. Never fails, because the
	/// pool has decided: the record says what could not be done.
	fn do_ratify(decision: &Decision, tier: Tier) {
		let Decision { pool, post, domain, ayes, nays, base: supply, voters, .. } = *decision;
		if Ratifications::<T>::contains_key(post) {
			Self::deposit_event(Event::AlreadyRatified { post, pool });
			return;
		}
		Self::deposit_event(Event::Ratified { post, domain, pool, ayes, nays, supply, voters });
		let at = Self::now();
		// The directive is read again when it is due, and whoever reads the record wants to read
		// the post.
		let pinned = T::Posts::pin(&post);
		Self::cancel_cited(decision);
		let scheduled = pinned.and_then(|()| Self::do_schedule(domain, post));
		let state = scheduled.unwrap_or_else(|error| {
			Self::deposit_event(Event::EnactmentFailed { post, error });
			State::Failed { at, error }
		});
		let vote = Self::shortest_vote(domain);
		let record =
			Ratification { domain, pool, at, tier, ayes, nays, supply, voters, vote, state };
		Ratifications::<T>::insert(post, record);
	}

	/// Schedules the enactment of a ratified post's directive, keeps the call that it dispatches,
	/// and returns the directive's state.
	fn do_schedule(
		domain: DomainId,
		post: PostId,
	) -> Result<State<BlockNumberFor<T>>, DispatchError> {
		let Some(directive) = T::Posts::directive(&post) else { return Ok(State::NoDirective) };
		Self::check_form(domain, &directive.action)?;
		let due = Self::due(domain, &directive);
		let placed = Self::place_task(domain, post, due, &directive)?;
		if let Action::Dispatch { hash, .. } = directive.action {
			T::Preimages::request(&hash);
		}
		Ok(match placed {
			Some(at) => {
				Self::deposit_event(Event::Scheduled { post, at });
				State::Scheduled { at }
			},
			None => {
				Self::deposit_event(Event::Unscheduled { post });
				State::Unscheduled { due }
			},
		})
	}

	/// Schedules a directive that found no room before, or fails it if [`MAX_WAIT`] has passed
	/// since it was due.
	pub(crate) fn do_schedule_again(post: PostId) -> DispatchResult {
		let now = Self::now();
		Ratifications::<T>::try_mutate(post, |record| {
			let record = record.as_mut().ok_or(Error::<T>::NotUnscheduled)?;
			let State::Unscheduled { due } = record.state else {
				return Err(Error::<T>::NotUnscheduled.into());
			};
			let directive = T::Posts::directive(&post).ok_or(Error::<T>::NoDirective)?;
			if now > due.saturating_add(MAX_WAIT.into()) {
				let error = Error::<T>::AgendaFull.into();
				record.state = State::Failed { at: now, error };
				Self::release(&directive.action);
				Self::deposit_event(Event::EnactmentFailed { post, error });
				return Ok(());
			}
			let placed = Self::place_task(record.domain, post, due, &directive)?;
			let at = placed.ok_or(Error::<T>::AgendaFull)?;
			record.state = State::Scheduled { at };
			Self::deposit_event(Event::Scheduled { post, at });
			Ok(())
		})
	}

	/// Returns the least number of blocks that an action waits: the delay of its tier. If it does
	/// not undo, it is no less than the time to object.
	fn delay(domain: DomainId, action: &ActionOf<T>) -> BlockNumberFor<T> {
		let short = T::EnactmentDelay::get();
		let of_tier = match Self::tier(action) {
			Tier::Undo => return T::UndoDelay::get(),
			Tier::Root => short.max(T::UpgradeDelay::get()),
			Tier::Parameter | Tier::Cancel => short,
		};
		of_tier.max(Self::objection_time(domain))
	}

	/// Returns the duration of the domain's shortest vote.
	fn shortest_vote(domain: DomainId) -> BlockNumberFor<T> {
		T::Domains::parameters(domain).map_or_else(Zero::zero, |of| of.governance.duration)
	}

	/// Returns the blocks in which members can object to what was ratified: the shortest governance
	/// vote of the domain, and the [`OBJECTION_MARGIN`], rounded up.
	#[allow(clippy::arithmetic_side_effects, reason = "a constant divisor that is not zero")]
	fn objection_time(domain: DomainId) -> BlockNumberFor<T> {
		let vote = Self::shortest_vote(domain);
		let rounding = OBJECTION_MARGIN.saturating_sub(1);
		vote.saturating_add(vote.saturating_add(rounding.into()) / OBJECTION_MARGIN.into())
	}

	/// Returns the block in which the directive of a post that is ratified now is due.
	fn due(domain: DomainId, directive: &DirectiveOf<T>) -> BlockNumberFor<T> {
		let earliest = Self::now().saturating_add(Self::delay(domain, &directive.action));
		directive.activate_at.unwrap_or_default().max(earliest)
	}

	/// Puts the task into the first block with room, and returns that block. `None` if none of the
	/// [`SCHEDULING_BLOCKS`] has room.
	fn place_task(
		domain: DomainId,
		post: PostId,
		due: BlockNumberFor<T>,
		directive: &DirectiveOf<T>,
	) -> Result<Option<BlockNumberFor<T>>, DispatchError> {
		let due = due.max(Self::now().saturating_add(One::one()));
		let weight = match &directive.action {
			Action::Dispatch { len, weight, .. } => {
				T::WeightInfo::enact_dispatch(*len).saturating_add(*weight)
			},
			Action::SetParameter(_)
			| Action::SetDomain(_)
			| Action::ReplaceClient { .. }
			| Action::AuthorizeUpgrade { .. }
			| Action::Undo(_) => Weight::zero(),
		};
		let call = T::Preimages::bound(RuntimeCallFor::<T>::from(Call::enact { post, weight }))?;
		let origin = T::RuntimeOrigin::from(Origin::Ratified { domain, post }).into_caller();
		for offset in 0..SCHEDULING_BLOCKS {
			let at = due.saturating_add(offset.into());
			if domain != CONSTITUTION && Self::is_reserved(at) {
				continue;
			}
			let (time, priority) = (DispatchTime::At(at), Self::priority(domain));
			let (call, origin) = (call.clone(), origin.clone());
			match T::Scheduler::schedule_named(post.0, time, None, priority, origin, call) {
				Ok(_) => return Ok(Some(at)),
				Err(DispatchError::Exhausted) => continue,
				Err(error) => return Err(error),
			}
		}
		Ok(None)
	}

	/// Returns true for a block of the constitution: see [`CONSTITUTION_PERIOD`].
	#[allow(clippy::arithmetic_side_effects, reason = "a constant divisor that is not zero")]
	fn is_reserved(at: BlockNumberFor<T>) -> bool {
		(at % CONSTITUTION_PERIOD.into()).is_zero()
	}

	/// Returns the priority of a domain's tasks within a block: the constitution goes first.
	fn priority(domain: DomainId) -> Priority {
		if domain == CONSTITUTION {
			HARD_DEADLINE
		} else {
			LOWEST_PRIORITY
		}
	}

	/// Cancels the directives that a ratified post cites with [`CANCEL_WEIGHT`] or less.
	fn cancel_cited(decision: &Decision) {
		let citations = T::Posts::citations(&decision.post).unwrap_or_default();
		let cancelled = citations.iter().filter(|citation| citation.weight <= CANCEL_WEIGHT);
		for citation in cancelled.take(MAX_CANCELLATIONS as usize) {
			Self::do_cancel(decision, citation.post);
		}
	}

	/// Cancels a directive of the same domain that waits, and otherwise does nothing.
	///
	/// A pool of the tier `Cancel` has counted what stands for the directive. A post of another
	/// tier must be ratified with as much.
	fn do_cancel(decision: &Decision, post: PostId) {
		let Decision { post: by, domain, tier, ayes, .. } = *decision;
		let Some(mut record) = Ratifications::<T>::get(post) else { return };
		if record.due().is_none() || record.domain != domain {
			return;
		}
		let stands = || T::Standing::standing(record.pool).unwrap_or(record.ayes);
		if tier != Some(Tier::Cancel) && ayes.checked_sub(stands()).is_none() {
			Self::deposit_event(Event::NotCancelled { post, by });
			return;
		}
		// The scheduler forgets the name of a task that a block had no weight for. Such a task
		// stays, and `enact` finds that it is cancelled. A directive that found no room has no
		// task.
		if let Err(error) = T::Scheduler::cancel_named(post.0) {
			log::debug!(
				target: "witan::governance",
				"the task of {post:?} can't be removed: {error:?}",
			);
		}
		if let Some(directive) = T::Posts::directive(&post) {
			Self::release(&directive.action);
		}
		record.state = State::Cancelled { at: Self::now(), by };
		Ratifications::<T>::insert(post, record);
		Self::deposit_event(Event::Cancelled { post, by });
	}

	/// Releases the call that was kept for an action.
	pub(crate) fn release(action: &ActionOf<T>) {
		if let Action::Dispatch { hash, .. } = action {
			// The constitution may have released it before, by a call of its own.
			if T::Preimages::is_requested(hash) {
				T::Preimages::unrequest(hash);
			}
		}
	}
}
