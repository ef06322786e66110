//! Due steps other than draws: no-shows, and verdicts that nobody asked for.

use crate::{
	fees::Left,
	formulas,
	pallet::{Agenda, AgendaCursor, Config, Error, Event, HoldReason, Pallet, Requests},
	types::{Expiry, State, Step, MAX_BLOCKS},
	weights::WeightInfo,
	AccountIdOf, RequestOf,
};
use frame_support::{defensive, ensure, storage::with_storage_layer, traits::Get, weights::Weight};
use frame_system::{pallet_prelude::BlockNumberFor, Pallet as System};
use sp_runtime::{
	traits::{One, Saturating},
	DispatchError,
};
use witan_experts::{
	agenda,
	ids::RequestId,
	job::{Experts, OnRequestEnd, RequestEnd},
	ledger::{InspectReputation, StakeEnd, StakeReputation},
	pool::{OnPoolOutcome, ValidationPools},
	shares::Shares,
};

impl<T: Config> Pallet<T> {
	/// Does the due steps that fit into `remaining`. Returns the weight used.
	pub(crate) fn do_what_is_due(now: BlockNumberFor<T>, remaining: Weight) -> Weight {
		let search = T::WeightInfo::search();
		let most = Self::max_item_weight();
		let room =
			remaining.checked_sub(&search).and_then(|room| room.checked_div_per_component(&most));
		if T::Paused::get() {
			return Weight::zero();
		}
		let Some(items @ 1..) = room.map(|items| u32::try_from(items).unwrap_or(u32::MAX)) else {
			return Weight::zero();
		};
		let due = agenda::due::<_, _, Agenda<T>, AgendaCursor<T>>(now, MAX_BLOCKS, items);
		due.into_iter().fold(search, |used, (_, request)| {
			used.saturating_add(Self::step_or_wait(request, now))
		})
	}

	/// Does the due step of a request, and makes sure that the request is due later or not at all.
	/// Returns the weight used.
	fn step_or_wait(request: RequestId, now: BlockNumberFor<T>) -> Weight {
		let step = with_storage_layer(|| Self::do_step(request)).unwrap_or(Step::Asked);
		let weight = T::DbWeight::get().reads(1).saturating_add(Self::step_weight(step));
		match Requests::<T>::get(request) {
			Some(record) if record.deadline <= now => {
				Self::wait(request, record, now);
				weight.saturating_add(T::WeightInfo::await_verdict())
			},
			Some(_) | None => weight,
		}
	}

	/// Makes a request that is listed as due wait: for evidence that has longer because of a pause,
	/// or for the verdict.
	fn wait(request: RequestId, mut record: RequestOf<T>, now: BlockNumberFor<T>) {
		let State::Assigned { expert, stake, decline_by, due } = record.state.clone() else {
			return Self::await_verdict(request, record, now);
		};
		let (decline_by, due) = (Self::after_pause(decline_by), Self::after_pause(due));
		let state = State::Assigned { expert, stake, decline_by, due };
		Self::change(request, &mut record, state, due);
		Self::deposit_event(Event::Prolonged { request, decline_by, due });
	}

	/// See [`Pallet::poke`]. Returns the weight used.
	pub(crate) fn do_poke(request: RequestId) -> Result<Weight, DispatchError> {
		Self::do_step(request).map(Self::step_weight)
	}

	/// Does the due step of a request, unless that is a draw.
	pub(crate) fn do_step(request: RequestId) -> Result<Step, DispatchError> {
		let record = Requests::<T>::get(request).ok_or(Error::<T>::UnknownRequest)?;
		let now = System::<T>::block_number();
		match record.state.clone() {
			State::Requested { .. } => Err(Error::<T>::NotDue.into()),
			State::Assigned { expert, stake, due, .. } => {
				ensure!(now >= Self::after_pause(due), Error::<T>::NotDue);
				Ok(Self::no_show(request, record, expert, stake))
			},
			State::Validating { pool, .. } => {
				T::Pools::decide(pool).map_err(|_| Error::<T>::NotDue)?;
				Ok(Step::Asked)
			},
		}
	}

	/// Punishes an expert who did not submit, and schedules the next draw if there is one.
	fn no_show(
		request: RequestId,
		record: RequestOf<T>,
		expert: AccountIdOf<T>,
		stake: Shares,
	) -> Step {
		let domain = record.domain;
		let stake = stake.carried_to(T::Reputation::era(domain));
		let burned = formulas::penalty(stake, record.terms.no_show_penalty);
		let end = StakeEnd { burned, minted: Shares::zero() };
		let reason = HoldReason::Work.into();
		let ended =
			with_storage_layer(|| T::Reputation::end_stake(domain, &expert, &reason, stake, end));
		if ended.is_err() {
			defensive!("an assigned expert's stake is not held");
		}
		T::Experts::job_ended(domain, &expert);
		// The offer may have expired since the draw.
		if with_storage_layer(|| T::Experts::end_offer(domain, &expert)).is_err() {
			log::debug!(target: "witan::business", "request {request}: no offer to end");
		}
		Self::deposit_event(Event::NoShow { request, expert: expert.clone(), burned });
		match Self::exclude(request, record, expert) {
			true => Step::NoShow,
			false => Step::LastNoShow,
		}
	}

	/// Excludes an expert who does not do the job, and schedules the draw of the next. If it was
	/// the last, ends the request and returns false.
	pub(crate) fn exclude(
		request: RequestId,
		mut record: RequestOf<T>,
		expert: AccountIdOf<T>,
	) -> bool {
		let full = record.excluded.try_push(expert).is_err();
		let reason = if full || record.excluded.len() >= record.terms.max_draws as usize {
			Some(Expiry::NoShows)
		} else if record.draws_left() == 0 {
			Some(Expiry::NobodyDrawn)
		} else {
			None
		};
		if let Some(reason) = reason {
			let left = Self::left_without_evidence(&record);
			Self::expire(request, record, reason, left);
			return false;
		}
		let draw = Self::first_draw(&record.terms);
		Self::schedule_draw(request, &mut record, draw);
		true
	}

	/// Ends a request without a verdict, with a part of its fee left.
	pub(crate) fn expire(request: RequestId, record: RequestOf<T>, reason: Expiry, left: Left) {
		let (fee, paid) = Self::settle_fee(request, &record, left);
		let customer = record.customer.clone();
		Self::deposit_event(Event::Expired { request, customer, fee, paid, reason });
		Self::end(request, record, RequestEnd::Expired);
	}

	/// Postpones a request whose pool has no verdict yet, by the duration of the pool.
	pub(crate) fn await_verdict(
		request: RequestId,
		mut record: RequestOf<T>,
		now: BlockNumberFor<T>,
	) {
		let wait = record.terms.pool.duration.max(One::one());
		let state = record.state.clone();
		let until = Self::change(request, &mut record, state, now.saturating_add(wait));
		Self::deposit_event(Event::VerdictAwaited { request, until });
	}

	/// Returns the weight of a step that was done. A draw tells its own, which comes on top.
	pub(crate) fn step_weight(step: Step) -> Weight {
		let ended = T::OnRequestEnd::weight();
		let absent = T::Experts::job_ended_weight().saturating_add(T::Experts::end_offer_weight());
		match step {
			Step::Drawn => T::WeightInfo::draw_assigns(),
			Step::Postponed => T::WeightInfo::draw_finds_nobody(),
			Step::GaveUp => T::WeightInfo::draw_gives_up().saturating_add(ended),
			Step::NoShow => T::WeightInfo::no_show().saturating_add(absent),
			Step::LastNoShow => {
				T::WeightInfo::last_no_show().saturating_add(absent).saturating_add(ended)
			},
			Step::Asked => T::WeightInfo::ask_verdict()
				.saturating_add(T::Pools::decide_weight())
				.saturating_add(<Self as OnPoolOutcome>::weight()),
		}
	}

	/// Returns the most weight of an item of the agenda: to read its key, do a step, and postpone
	/// it.
	pub(crate) fn max_item_weight() -> Weight {
		T::DbWeight::get()
			.reads(1)
			.saturating_add(Self::max_step_weight())
			.saturating_add(T::WeightInfo::await_verdict())
	}

	/// Returns the most weight of a step other than a draw.
	pub(crate) fn max_step_weight() -> Weight {
		Self::max_of([Step::NoShow, Step::LastNoShow, Step::Asked])
	}

	/// Returns the most weight of one of these steps.
	pub(crate) fn max_of(steps: [Step; 3]) -> Weight {
		steps.into_iter().fold(Weight::zero(), |most, step| most.max(Self::step_weight(step)))
	}
}
