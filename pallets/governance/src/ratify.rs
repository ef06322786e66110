//! What follows from the outcome of a governance pool: ratified posts, tasks, and cancelled tasks.

use crate::{pallet::*, types::*, ActionOf, WeightInfo};
use frame_support::{
	storage::with_storage_layer,
	traits::{
		schedule::{v3::Named, DispatchTime, Priority, HARD_DEADLINE, LOWEST_PRIORITY},
		Get, OriginTrait, QueryPreimage, StorePreimage,
	},
	weights::Weight,
};
use frame_system::pallet_prelude::{BlockNumberFor, RuntimeCallFor};
use sp_runtime::{
	traits::{One, Saturating, Zero},
	DispatchError,
};
use witan_primitives::{
	forum::{PostId, Posts},
	governance::{Action, DirectivePosts, CONSTITUTION},
	pool::{Decision, OnPoolOutcome, Verdict},
	reputation::DomainId,
};

impl<T: Config> OnPoolOutcome for Pallet<T> {
	fn on_pool_outcome(decision: &Decision) {
		match decision.verdict {
			Verdict::Passed if decision.governance => Self::do_ratify(decision),
			Verdict::Passed | Verdict::Rejected | Verdict::NotQuorate => {},
		}
	}

	fn weight() -> Weight {
		T::WeightInfo::on_pool_outcome()
	}
}

impl<T: Config> Pallet<T> {
	/// The present block.
	pub(crate) fn now() -> BlockNumberFor<T> {
		frame_system::Pallet::<T>::block_number()
	}

	/// Never fails as a whole: the pool has decided. What can't be done is recorded.
	fn do_ratify(decision: &Decision) {
		let Decision { pool, post, domain, up, down, supply, voters, verdict: _, governance: _ } =
			*decision;
		if Ratifications::<T>::contains_key(post) {
			Self::deposit_event(Event::AlreadyRatified { post, pool });
			return;
		}
		Self::deposit_event(Event::Ratified { post, domain, pool, up, down, supply, voters });
		let at = Self::now();
		// The directive is read again when it is due, and whoever reads the record wants to read the post.
		let pinned = T::Posts::pin(&post);
		Self::cancel_cited(domain, post);
		let state = match pinned.and_then(|()| Self::do_schedule(domain, post)) {
			Ok(None) => State::NoDirective,
			Ok(Some(at)) => {
				Self::deposit_event(Event::Scheduled { post, at });
				State::Scheduled { at }
			},
			Err(error) => {
				Self::deposit_event(Event::EnactmentFailed { post, error });
				State::Failed { at, error }
			},
		};
		let record = Ratification { domain, pool, at, up, down, supply, voters, state };
		Ratifications::<T>::insert(post, record);
	}

	/// Schedules the enactment of a post's directive, and has a call that it dispatches kept. Gives the block.
	fn do_schedule(
		domain: DomainId,
		post: PostId,
	) -> Result<Option<BlockNumberFor<T>>, DispatchError> {
		let Some(directive) = T::Posts::directive(&post) else { return Ok(None) };
		Self::check_form(domain, &directive.action)?;
		let (delay, weight) = match &directive.action {
			Action::SetParameter(_) | Action::SetDomain(_) | Action::ReplaceClient { .. } => {
				(T::EnactmentDelay::get(), Weight::zero())
			},
			Action::AuthorizeUpgrade { .. } => (T::UpgradeDelay::get(), Weight::zero()),
			Action::Dispatch { len, weight, .. } => {
				let fetched = T::WeightInfo::enact_dispatch(*len);
				(T::UpgradeDelay::get(), fetched.saturating_add(*weight))
			},
		};
		let earliest = Self::now().saturating_add(delay.max(One::one()));
		let due = directive.activate_at.map_or(earliest, |at| at.max(earliest));
		with_storage_layer(|| {
			let at = Self::place_task(domain, post, due, weight)?;
			if let Action::Dispatch { hash, .. } = directive.action {
				T::Preimages::request(&hash);
			}
			Ok(Some(at))
		})
	}

	/// Puts the task into the first block with room.
	fn place_task(
		domain: DomainId,
		post: PostId,
		due: BlockNumberFor<T>,
		weight: Weight,
	) -> Result<BlockNumberFor<T>, DispatchError> {
		let call = T::Preimages::bound(RuntimeCallFor::<T>::from(Call::enact { post, weight }))?;
		let origin = T::RuntimeOrigin::from(Origin::Ratified { domain, post }).into_caller();
		for offset in 0..SCHEDULING_BLOCKS {
			let at = due.saturating_add(offset.into());
			if domain != CONSTITUTION && (at % CONSTITUTION_PERIOD.into()).is_zero() {
				continue;
			}
			let (time, priority) = (DispatchTime::At(at), Self::priority(domain));
			let (call, origin) = (call.clone(), origin.clone());
			match T::Scheduler::schedule_named(post.0, time, None, priority, origin, call) {
				Ok(_) => return Ok(at),
				Err(DispatchError::Exhausted) => continue,
				Err(error) => return Err(error),
			}
		}
		Err(Error::<T>::AgendaFull.into())
	}

	/// Within a block the constitution goes first.
	fn priority(domain: DomainId) -> Priority {
		if domain == CONSTITUTION {
			HARD_DEADLINE
		} else {
			LOWEST_PRIORITY
		}
	}

	/// Cancels what a ratified post cites with the weight for it.
	fn cancel_cited(domain: DomainId, by: PostId) {
		let citations = T::Posts::citations(&by).unwrap_or_default();
		let cancelled = citations.iter().filter(|citation| citation.weight <= CANCEL_WEIGHT);
		for citation in cancelled.take(MAX_CANCELLATIONS as usize) {
			Self::do_cancel(domain, citation.post, by);
		}
	}

	fn do_cancel(domain: DomainId, post: PostId, by: PostId) {
		let Some(mut record) = Ratifications::<T>::get(post) else { return };
		let scheduled = matches!(record.state, State::Scheduled { .. });
		if !scheduled || record.domain != domain {
			return;
		}
		// Of a task that it put off to a later block, the scheduler has forgotten the name: that one stays, and `enact` finds
		// that it is cancelled.
		if let Err(error) = T::Scheduler::cancel_named(post.0) {
			log::debug!(target: "witan::governance", "the task of {post:?} can't be removed: {error:?}");
		}
		if let Some(directive) = T::Posts::directive(&post) {
			Self::release(&directive.action);
		}
		record.state = State::Cancelled { at: Self::now(), by };
		Ratifications::<T>::insert(post, record);
		Self::deposit_event(Event::Cancelled { post, by });
	}

	/// Lets go of what was kept for an action that waited for its enactment.
	pub(crate) fn release(action: &ActionOf<T>) {
		if let Action::Dispatch { hash, .. } = action {
			// The constitution may have let go of it before, by a call of its own.
			if T::Preimages::is_requested(hash) {
				T::Preimages::unrequest(hash);
			}
		}
	}
}
