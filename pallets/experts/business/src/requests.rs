//! Requests: the acts of their customers and experts, and their changes.

use crate::{
	formulas,
	pallet::{
		Agenda, AgendaCursor, AssignedTo, Briefs, Config, Draws, Error, Event, HoldReason,
		JudgedBy, NextRequest, Pallet, Remarks, RequestedBy, Requests, Services, Turns,
	},
	types::{prepaid_draws, JobTerms, Remark, Request, State, REQUEST_ITEMS},
	AccountIdOf, RequestOf, StateOf,
};
use codec::{Encode, MaxEncodedLen};
use frame_support::{
	defensive, ensure,
	storage::with_storage_layer,
	traits::{Consideration, Footprint, Get},
};
use frame_system::{pallet_prelude::BlockNumberFor, Pallet as System};
use sp_runtime::{traits::Saturating, DispatchError, DispatchResult};
use witan_experts::{
	agenda,
	domain::InspectDomains,
	forum::{self, Citations, Content, Publish},
	ids::{DomainId, PoolId, RequestId, ServiceId},
	job::{Brief, Experts, OnRequestEnd, RequestEnd, WorkMarket},
	ledger::InspectReputation,
	pool::{JobPool, ValidationPools},
	shares::Shares,
};
use witan_primitives::Balance;

/// A draw that is scheduled: the fields of [`State::Requested`].
#[derive(Clone, Copy)]
pub(crate) struct DrawSchedule<BlockNumber> {
	pub since: BlockNumber,
	pub draw_at: BlockNumber,
	pub gives_up_at: BlockNumber,
}

impl<AccountId, BlockNumber> From<DrawSchedule<BlockNumber>> for State<AccountId, BlockNumber> {
	fn from(schedule: DrawSchedule<BlockNumber>) -> Self {
		let DrawSchedule { since, draw_at, gives_up_at } = schedule;
		Self::Requested { since, draw_at, gives_up_at }
	}
}

/// A drawn expert's stake and times.
struct Assignment<BlockNumber> {
	stake: Shares,
	/// The first block in which it is too late to submit.
	due: BlockNumber,
	/// The last block in which the expert can decline.
	decline_by: BlockNumber,
}

pub(crate) type DrawScheduleOf<T> = DrawSchedule<BlockNumberFor<T>>;

impl<T: Config> Pallet<T> {
	/// See [`Pallet::request`]. Without a version, the present terms are accepted.
	pub(crate) fn do_request(
		customer: AccountIdOf<T>,
		service: ServiceId,
		brief: Brief,
		fee: Balance,
		version: Option<u32>,
	) -> Result<RequestId, DispatchError> {
		let mut record = Services::<T>::get(service).ok_or(Error::<T>::UnknownService)?;
		ensure!(!record.closed, Error::<T>::ServiceClosed);
		let seen = version.is_none_or(|version| version == record.version);
		ensure!(seen, Error::<T>::TermsChanged);
		ensure!(fee >= record.terms.min_fee, Error::<T>::FeeTooLow);
		let no_show_share = Self::check_terms(record.domain, &record.terms)?.no_show_share;
		Self::check_customer(record.domain, &customer)?;
		let can_draw = T::Experts::can_draw(record.domain, record.terms.work.stake_per_job);
		ensure!(can_draw, Error::<T>::StakeTooHigh);
		let request = NextRequest::<T>::get();
		let next = request.checked_add(1).ok_or(Error::<T>::NoMoreIds)?;
		let requests = record.requests.checked_add(1).ok_or(Error::<T>::TooManyRequests)?;
		let draw_fee = T::DrawFee::get();
		let draws = prepaid_draws(record.terms.work.max_draws).into();
		Self::hold_fee(&customer, fee.saturating_add(draw_fee.saturating_mul(draws)))?;
		let ticket = T::RequestConsideration::new(&customer, Self::request_footprint(&brief))?;

		NextRequest::<T>::put(next);
		let (domain, terms) = (record.domain, record.terms.work);
		record.requests = requests;
		Services::<T>::insert(service, record);
		Briefs::<T>::insert(request, &brief);
		RequestedBy::<T>::insert(&customer, request, ());
		Self::deposit_event(Event::Requested {
			request,
			service,
			customer: customer.clone(),
			fee,
			draw_fee,
			brief,
			terms,
		});
		let draw = Self::first_draw(&terms);
		let mut made = Request {
			service,
			domain,
			customer,
			fee,
			terms,
			no_show_share,
			draw_fee,
			attempts: 0,
			excluded: Default::default(),
			state: draw.into(),
			deadline: draw.draw_at,
			ticket,
		};
		Self::enter(request, &mut made);
		Self::emit_draw_scheduled(request, draw);
		Requests::<T>::insert(request, made);
		Ok(request)
	}

	/// See [`Pallet::cancel`].
	pub(crate) fn do_cancel(customer: &AccountIdOf<T>, request: RequestId) -> DispatchResult {
		let record = Requests::<T>::get(request).ok_or(Error::<T>::UnknownRequest)?;
		ensure!(record.customer == *customer, Error::<T>::NotCustomer);
		ensure!(matches!(record.state, State::Requested { .. }), Error::<T>::AlreadyAssigned);
		let left = Self::left_without_evidence(&record);
		let (fee, paid) = Self::settle_fee(request, &record, left);
		Self::deposit_event(Event::Cancelled { request, customer: customer.clone(), fee, paid });
		Self::end(request, record, RequestEnd::Cancelled);
		Ok(())
	}

	/// Returns an expert's assignment to a request, before evidence is submitted.
	fn assignment(
		record: &RequestOf<T>,
		who: &AccountIdOf<T>,
	) -> Result<Assignment<BlockNumberFor<T>>, Error<T>> {
		match record.state {
			State::Assigned { ref expert, stake, due, decline_by } if expert == who => {
				Ok(Assignment { stake, due, decline_by })
			},
			State::Validating { ref expert, .. } if expert == who => {
				Err(Error::<T>::AlreadySubmitted)
			},
			State::Requested { .. } | State::Assigned { .. } | State::Validating { .. } => {
				Err(Error::<T>::NotAssigned)
			},
		}
	}

	/// See [`Pallet::submit`].
	pub(crate) fn do_submit(
		worker: AccountIdOf<T>,
		request: RequestId,
		content: Content,
		citations: Citations,
	) -> DispatchResult {
		let mut record = Requests::<T>::get(request).ok_or(Error::<T>::UnknownRequest)?;
		let now = System::<T>::block_number();
		let Assignment { stake, due, .. } = Self::assignment(&record, &worker)?;
		ensure!(now < Self::after_pause(due), Error::<T>::TooLate);
		let opener = Services::<T>::get(record.service).ok_or(Error::<T>::UnknownService)?.owner;
		let authors = forum::sole_author(worker.clone());
		let post = T::Forum::publish(&worker, record.domain, authors, citations, content)?;
		let params = record.terms.pool;
		let pool = T::Pools::open_for_job(JobPool {
			opener,
			post,
			params,
			fee: record.fee,
			worker: worker.clone(),
			stake,
			reason: HoldReason::Work.into(),
		})?;
		Self::deposit_event(Event::Submitted { request, expert: worker.clone(), post });
		let until = formulas::pool_end(now, params.duration, &params);
		let state = State::Validating { expert: worker, post, pool, reopened: false };
		let until = Self::change(request, &mut record, state, until);
		Self::deposit_event(Event::Validating { request, pool, until });
		Ok(())
	}

	/// See [`Pallet::decline`].
	pub(crate) fn do_decline(who: AccountIdOf<T>, request: RequestId) -> DispatchResult {
		let record = Requests::<T>::get(request).ok_or(Error::<T>::UnknownRequest)?;
		let Assignment { stake, decline_by, .. } = Self::assignment(&record, &who)?;
		let now = System::<T>::block_number();
		ensure!(now <= Self::after_pause(decline_by), Error::<T>::TooLateToDecline);
		let reason = HoldReason::Work.into();
		T::Experts::job_declined(record.domain, &who, stake, &reason)?;
		Self::deposit_event(Event::Declined { request, expert: who.clone(), stake });
		Self::exclude(request, record, who);
		Ok(())
	}

	/// See [`Pallet::remark`].
	pub(crate) fn do_remark(
		customer: &AccountIdOf<T>,
		request: RequestId,
		remark: Remark,
	) -> DispatchResult {
		let record = Requests::<T>::get(request).ok_or(Error::<T>::UnknownRequest)?;
		ensure!(record.customer == *customer, Error::<T>::NotCustomer);
		ensure!(matches!(record.state, State::Validating { .. }), Error::<T>::NotValidating);
		ensure!(!Remarks::<T>::contains_key(request), Error::<T>::AlreadyRemarked);
		Remarks::<T>::insert(request, &remark);
		let Remark { verdict, note } = remark;
		Self::deposit_event(Event::Remarked { request, verdict, note });
		Ok(())
	}

	/// Returns the schedule of the first draw for a new request, or after a decline or a no-show in
	/// this block.
	pub(crate) fn first_draw(terms: &JobTerms<BlockNumberFor<T>>) -> DrawScheduleOf<T> {
		let since = System::<T>::block_number();
		DrawSchedule {
			since,
			draw_at: since.saturating_add(T::DrawDelay::get()),
			gives_up_at: since.saturating_add(terms.draw_period),
		}
	}

	/// Makes a request wait for a draw, and emits the schedule.
	pub(crate) fn schedule_draw(
		request: RequestId,
		record: &mut RequestOf<T>,
		draw: DrawScheduleOf<T>,
	) {
		Self::change(request, record, draw.into(), draw.draw_at);
		Self::emit_draw_scheduled(request, draw);
	}

	fn emit_draw_scheduled(request: RequestId, draw: DrawScheduleOf<T>) {
		let DrawSchedule { draw_at, gives_up_at, .. } = draw;
		Self::deposit_event(Event::DrawScheduled { request, draw_at, gives_up_at });
	}

	/// Makes a request wait for another event, until `deadline` or a little later. Returns the
	/// deadline under which it is listed.
	pub(crate) fn change(
		request: RequestId,
		record: &mut RequestOf<T>,
		state: StateOf<T>,
		deadline: BlockNumberFor<T>,
	) -> BlockNumberFor<T> {
		Self::leave(request, record);
		record.state = state;
		record.deadline = deadline;
		Self::enter(request, record);
		Requests::<T>::insert(request, &*record);
		record.deadline
	}

	/// Ends a request: removes all that is stored for it, and returns its deposit and what was held
	/// for draws. The caller has already settled the fee.
	pub(crate) fn end(request: RequestId, record: RequestOf<T>, end: RequestEnd) {
		Self::leave(request, &record);
		Requests::<T>::remove(request);
		Briefs::<T>::remove(request);
		Remarks::<T>::remove(request);
		RequestedBy::<T>::remove(&record.customer, request);
		Self::return_prepaid(&record);
		if with_storage_layer(|| record.ticket.drop(&record.customer)).is_err() {
			defensive!("a request's deposit is not held");
		}
		Self::leave_service(record.service);
		T::OnRequestEnd::on_request_end(request, end);
	}

	/// Undoes [`Self::enter`].
	fn leave(request: RequestId, record: &RequestOf<T>) {
		match &record.state {
			State::Requested { .. } => {
				return Draws::<T>::remove((record.domain, record.deadline, request))
			},
			State::Assigned { expert, .. } => AssignedTo::<T>::remove(expert, request),
			State::Validating { pool, .. } => JudgedBy::<T>::remove(pool),
		}
		Agenda::<T>::remove(record.deadline, request);
	}

	/// Adds a request to the draws, or to the agenda and the index of the expert or pool that it
	/// waits for.
	fn enter(request: RequestId, record: &mut RequestOf<T>) {
		let at = record.deadline;
		record.deadline = match &record.state {
			State::Requested { .. } => {
				Draws::<T>::insert((record.domain, at, request), ());
				// Later than the cursor: no draw is scheduled for this block or the next.
				Turns::<T>::insert(at, record.domain, ());
				at
			},
			State::Assigned { expert, .. } => {
				AssignedTo::<T>::insert(expert, request, ());
				agenda::insert::<_, _, Agenda<T>, AgendaCursor<T>>(at, request)
			},
			State::Validating { pool, .. } => {
				JudgedBy::<T>::insert(pool, request);
				agenda::insert::<_, _, Agenda<T>, AgendaCursor<T>>(at, request)
			},
		};
	}

	fn check_customer(domain: DomainId, customer: &AccountIdOf<T>) -> DispatchResult {
		if T::Reputation::supply(domain).is_zero() {
			let founder = T::Domains::founder(domain).ok_or(Error::<T>::UnknownDomain)?;
			ensure!(*customer == founder, Error::<T>::NoReputation);
		}
		Ok(())
	}

	/// Returns the most that a request stores at any time: the items of [`REQUEST_ITEMS`]. Entries
	/// consist of keys only, which count as bytes here.
	pub(crate) fn request_footprint(brief: &Brief) -> Footprint {
		let request = RequestId::max_encoded_len();
		let account = AccountIdOf::<T>::max_encoded_len();
		let size = [
			RequestOf::<T>::max_encoded_len(),
			brief.encoded_size(),
			Remark::max_encoded_len(),
			account.saturating_add(request),
			BlockNumberFor::<T>::max_encoded_len().saturating_add(request),
			account.max(PoolId::max_encoded_len()).saturating_add(request),
		];
		Footprint::from_parts(REQUEST_ITEMS, size.into_iter().fold(0, usize::saturating_add))
	}
}

impl<T: Config> WorkMarket<AccountIdOf<T>> for Pallet<T> {
	fn request(
		customer: &AccountIdOf<T>,
		service: ServiceId,
		brief: Brief,
		fee: Balance,
	) -> Result<RequestId, DispatchError> {
		with_storage_layer(|| Self::do_request(customer.clone(), service, brief, fee, None))
	}

	fn cancel(customer: &AccountIdOf<T>, request: RequestId) -> DispatchResult {
		with_storage_layer(|| Self::do_cancel(customer, request))
	}
}
