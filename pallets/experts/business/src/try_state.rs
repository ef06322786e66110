//! What always holds.

use crate::*;
use alloc::collections::{BTreeMap, BTreeSet};
use frame_support::{ensure, traits::fungible::InspectHold};
use sp_runtime::TryRuntimeError;
use witan_experts::job::MAX_DRAWS;

impl<T: Config> Pallet<T> {
	/// Every check of the pallet's storage.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		Self::check_deadlines()?;
		Self::check_indexes()?;
		Self::check_services()?;
		Self::check_terms_of_all()?;
		Self::check_fees()
	}

	/// No request without a deadline: each is among the draws if it waits for one, or else on the agenda, and in that once,
	/// under its deadline, in a block that is not done with.
	fn check_deadlines() -> Result<(), TryRuntimeError> {
		let (mut drawn_for, mut others) = (0usize, 0usize);
		for (request, record) in Requests::<T>::iter() {
			let deadline = record.deadline;
			let (listed, cursor, least) = match record.state {
				State::Requested { since, draw_at, .. } => {
					drawn_for = drawn_for.saturating_add(1);
					ensure!(draw_at > since, "a draw comes after it was arranged");
					(Draws::<T>::contains_key(deadline, request), DrawsCursor::<T>::get(), draw_at)
				},
				State::Assigned { due, .. } => {
					others = others.saturating_add(1);
					(Agenda::<T>::contains_key(deadline, request), AgendaCursor::<T>::get(), due)
				},
				State::Validating { .. } => {
					others = others.saturating_add(1);
					(
						Agenda::<T>::contains_key(deadline, request),
						AgendaCursor::<T>::get(),
						deadline,
					)
				},
			};
			ensure!(listed, "a request is among the draws or on the agenda, under its deadline");
			ensure!(deadline >= cursor, "a request's deadline is not passed over");
			ensure!(deadline >= least, "a request is due when it is listed");
			ensure!(request < NextRequest::<T>::get(), "ids of requests are given out in order");
			ensure!(
				record.excluded.len() < record.terms.max_draws.min(MAX_DRAWS) as usize,
				"a request with as many no-shows as draws has ended"
			);
		}
		ensure!(
			Draws::<T>::iter_keys().count() == drawn_for,
			"a draw is of a request that waits for it"
		);
		ensure!(Agenda::<T>::iter_keys().count() == others, "a request is on the agenda once");
		Ok(())
	}

	/// The indexes have what requests say, and nothing else.
	fn check_indexes() -> Result<(), TryRuntimeError> {
		let (mut assigned, mut judged, mut requests) = (0usize, 0usize, BTreeSet::new());
		for (request, record) in Requests::<T>::iter() {
			requests.insert(request);
			ensure!(Briefs::<T>::contains_key(request), "a request has a brief");
			ensure!(
				RequestedBy::<T>::contains_key(&record.customer, request),
				"a request is listed under its customer"
			);
			let validating = matches!(record.state, State::Validating { .. });
			ensure!(
				validating || !Remarks::<T>::contains_key(request),
				"remarks are on evidence that is judged"
			);
			match record.state {
				State::Requested { .. } => {},
				State::Assigned { expert, .. } => {
					assigned = assigned.saturating_add(1);
					let listed = AssignedTo::<T>::contains_key(expert, request);
					ensure!(listed, "an assigned request is listed under its expert");
				},
				State::Validating { pool, .. } => {
					judged = judged.saturating_add(1);
					let found = JudgedBy::<T>::get(pool) == Some(request);
					ensure!(found, "a pool on evidence is found by its id");
				},
			}
		}
		let count = requests.len();
		ensure!(Briefs::<T>::iter_keys().count() == count, "a brief is of a request");
		ensure!(RequestedBy::<T>::iter_keys().count() == count, "a customer's requests are there");
		ensure!(
			AssignedTo::<T>::iter_keys().count() == assigned,
			"an expert's requests wait for it"
		);
		ensure!(JudgedBy::<T>::iter_keys().count() == judged, "a pool is of a request");
		ensure!(
			Remarks::<T>::iter_keys().all(|request| requests.contains(&request)),
			"a remark is of a request"
		);
		Ok(())
	}

	/// Services count their requests, and go with the last when they are closed.
	fn check_services() -> Result<(), TryRuntimeError> {
		let mut counts = BTreeMap::<ServiceId, u32>::new();
		for record in Requests::<T>::iter_values() {
			let count = counts.entry(record.service).or_default();
			*count = count.saturating_add(1);
		}
		for (service, record) in Services::<T>::iter() {
			ensure!(service < NextService::<T>::get(), "ids of services are given out in order");
			let count = counts.remove(&service).unwrap_or_default();
			ensure!(record.requests == count, "a service counts its requests");
			ensure!(!record.closed || count > 0, "a closed service goes with its last request");
		}
		ensure!(counts.is_empty(), "a request is of a service");
		Ok(())
	}

	/// No terms, neither of services nor of requests, are for governance: nobody buys a directive.
	fn check_terms_of_all() -> Result<(), TryRuntimeError> {
		let sold = Services::<T>::iter_values().any(|record| record.terms.work.pool.governance);
		let ordered = Requests::<T>::iter_values().any(|record| record.terms.pool.governance);
		ensure!(!sold && !ordered, "work is not judged for governance");
		Ok(())
	}

	/// What is held from a customer for fees is the sum of the fees of its requests.
	fn check_fees() -> Result<(), TryRuntimeError> {
		let mut fees = BTreeMap::<Vec<u8>, (AccountIdOf<T>, Balance)>::new();
		for record in Requests::<T>::iter_values() {
			let key = codec::Encode::encode(&record.customer);
			let (_, sum) = fees.entry(key).or_insert((record.customer, 0));
			*sum = sum.checked_add(record.fee).ok_or("fees are what is held")?;
		}
		for (customer, sum) in fees.into_values() {
			let held = T::Currency::balance_on_hold(&HoldReason::Fee.into(), &customer);
			ensure!(held == sum, "the fees of a customer's requests are held");
		}
		Ok(())
	}
}
