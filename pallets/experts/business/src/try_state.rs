//! The pallet's invariants.

use crate::{
	pallet::{
		Agenda, AgendaCursor, AssignedTo, Backlogs, Briefs, Config, Draws, HoldReason, JudgedBy,
		NextRequest, NextService, OverdueBlocks, Pallet, Remarks, RequestedBy, Requests, Services,
		Turns, TurnsCursor,
	},
	types::{prepaid_draws, Backlog, State},
	AccountIdOf, RequestOf,
};
use alloc::{
	collections::{BTreeMap, BTreeSet},
	vec::Vec,
};
use codec::Encode;
use frame_support::{ensure, traits::fungible::InspectHold};
use sp_runtime::TryRuntimeError;
use witan_experts::{
	ids::{RequestId, ServiceId},
	job::MAX_DRAWS,
};
use witan_primitives::Balance;

impl<T: Config> Pallet<T> {
	/// Checks all invariants of the pallet.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		Self::check_deadlines()?;
		Self::check_turns()?;
		Self::check_indexes()?;
		Self::check_services()?;
		Self::check_terms_of_all()?;
		Self::check_fees()
	}

	/// Checks that every request has one deadline, in a block that is not finished. It is among the
	/// draws if it waits for one, and otherwise on the agenda.
	fn check_deadlines() -> Result<(), TryRuntimeError> {
		let (mut draws, mut others) = (0usize, 0usize);
		for (request, record) in Requests::<T>::iter() {
			let count = match record.state {
				State::Requested { .. } => &mut draws,
				State::Assigned { .. } | State::Validating { .. } => &mut others,
			};
			*count = count.saturating_add(1);
			Self::check_deadline(request, &record)?;
			ensure!(request < NextRequest::<T>::get(), "a request's id has not been assigned");
			ensure!(
				record.excluded.len() < record.terms.max_draws.min(MAX_DRAWS) as usize,
				"a request with as many no-shows as draws has not ended"
			);
		}
		ensure!(
			Draws::<T>::iter_keys().count() == draws,
			"a draw has no request that waits for it"
		);
		ensure!(
			Agenda::<T>::iter_keys().count() == others,
			"an entry of the agenda has no request that waits for it"
		);
		Ok(())
	}

	fn check_deadline(request: RequestId, record: &RequestOf<T>) -> Result<(), TryRuntimeError> {
		let deadline = record.deadline;
		let (listed, cursor) = match record.state {
			State::Requested { .. } => {
				ensure!(record.draws_left() > 0, "a request waits for a draw that is not paid for");
				(Draws::<T>::contains_key((record.domain, deadline, request)), deadline)
			},
			State::Assigned { .. } | State::Validating { .. } => {
				(Agenda::<T>::contains_key(deadline, request), AgendaCursor::<T>::get())
			},
		};
		ensure!(listed, "a request is not listed under its deadline");
		ensure!(deadline >= cursor, "a request's deadline is in a block that is finished");
		let earliest = match record.state {
			State::Requested { since, draw_at, .. } => {
				ensure!(draw_at > since, "a draw is not after the block that scheduled it");
				draw_at
			},
			State::Assigned { due, .. } => due,
			State::Validating { .. } => deadline,
		};
		ensure!(deadline >= earliest, "a request is listed before it is due");
		Ok(())
	}

	/// Checks that every draw is in its domain's queue or listed in its block, that a domain with a
	/// queue has a turn in a block that is not finished, and that no queue has a gap.
	fn check_turns() -> Result<(), TryRuntimeError> {
		let cursor = TurnsCursor::<T>::get();
		let mut listed = BTreeSet::new();
		for (block, domain) in Turns::<T>::iter_keys() {
			ensure!(block >= cursor, "a turn is in a block that is finished");
			listed.insert((domain, block.encode()));
		}
		let has_turn = |domain| listed.iter().any(|(of, _)| *of == domain);
		for (domain, block, _) in Draws::<T>::iter_keys() {
			let queued = OverdueBlocks::<T>::iter_prefix_values(domain).any(|of| of == block);
			let turn = listed.contains(&(domain, block.encode()));
			ensure!(turn || queued, "a draw has no turn");
		}
		for (domain, Backlog { first, next }) in Backlogs::<T>::iter() {
			ensure!(has_turn(domain), "a backlog has no turn");
			ensure!(first < next, "a queue is empty");
			let mut places: Vec<_> = OverdueBlocks::<T>::iter_key_prefix(domain).collect();
			places.sort_unstable();
			ensure!((first..next).eq(places), "a queue has a gap");
		}
		let lost = OverdueBlocks::<T>::iter_keys().any(|(of, _)| !Backlogs::<T>::contains_key(of));
		ensure!(!lost, "a queue has a gap");
		Ok(())
	}

	/// Checks that the indexes have what requests say, and nothing else.
	fn check_indexes() -> Result<(), TryRuntimeError> {
		let (mut assigned, mut judged, mut requests) = (0usize, 0usize, BTreeSet::new());
		for (request, record) in Requests::<T>::iter() {
			requests.insert(request);
			ensure!(Briefs::<T>::contains_key(request), "a request has no brief");
			ensure!(
				RequestedBy::<T>::contains_key(&record.customer, request),
				"a request is not listed under its customer"
			);
			let validating = matches!(record.state, State::Validating { .. });
			ensure!(
				validating || !Remarks::<T>::contains_key(request),
				"a remark is on a request that is not judged"
			);
			match record.state {
				State::Requested { .. } => {},
				State::Assigned { expert, .. } => {
					assigned = assigned.saturating_add(1);
					let listed = AssignedTo::<T>::contains_key(expert, request);
					ensure!(listed, "an assigned request is not listed under its expert");
				},
				State::Validating { pool, .. } => {
					judged = judged.saturating_add(1);
					let found = JudgedBy::<T>::get(pool) == Some(request);
					ensure!(found, "a request is not listed under its pool");
				},
			}
		}
		let count = requests.len();
		ensure!(Briefs::<T>::iter_keys().count() == count, "a brief has no request");
		ensure!(
			RequestedBy::<T>::iter_keys().count() == count,
			"an entry under a customer has no request"
		);
		ensure!(
			AssignedTo::<T>::iter_keys().count() == assigned,
			"an entry under an expert has no request"
		);
		ensure!(
			JudgedBy::<T>::iter_keys().count() == judged,
			"an entry under a pool has no request"
		);
		ensure!(
			Remarks::<T>::iter_keys().all(|request| requests.contains(&request)),
			"a remark has no request"
		);
		Ok(())
	}

	/// Checks that services count their requests, and that a closed one still has some.
	fn check_services() -> Result<(), TryRuntimeError> {
		let mut counts = BTreeMap::<ServiceId, u32>::new();
		for record in Requests::<T>::iter_values() {
			let count = counts.entry(record.service).or_default();
			*count = count.saturating_add(1);
		}
		for (service, record) in Services::<T>::iter() {
			ensure!(service < NextService::<T>::get(), "a service's id has not been assigned");
			let count = counts.remove(&service).unwrap_or_default();
			ensure!(record.requests == count, "a service does not count its requests");
			ensure!(!record.closed || count > 0, "a closed service without requests is stored");
		}
		ensure!(counts.is_empty(), "a request's service is missing");
		Ok(())
	}

	/// Checks that no terms, of services or of requests, are for governance: nobody buys a
	/// directive.
	fn check_terms_of_all() -> Result<(), TryRuntimeError> {
		let sold = Services::<T>::iter_values().any(|record| record.terms.work.pool.governance);
		ensure!(!sold, "a service sells a governance pool");
		let ordered = Requests::<T>::iter_values().any(|record| record.terms.pool.governance);
		ensure!(!ordered, "a request is for a governance pool");
		Ok(())
	}

	/// Checks that the sum of the fees of a customer's requests, and of the price of their draws to
	/// come, is held from it. No request has had more draws than it paid for.
	fn check_fees() -> Result<(), TryRuntimeError> {
		let mut fees = BTreeMap::<Vec<u8>, (AccountIdOf<T>, Balance)>::new();
		for record in Requests::<T>::iter_values() {
			let key = record.customer.encode();
			let (_, sum) = fees.entry(key).or_insert((record.customer.clone(), 0));
			ensure!(
				record.attempts <= prepaid_draws(record.terms.max_draws),
				"a request has had more draws than it paid for"
			);
			*sum = sum
				.checked_add(record.held())
				.ok_or("the fees of a customer's requests overflow")?;
		}
		for (customer, sum) in fees.into_values() {
			let held = T::Currency::balance_on_hold(&HoldReason::Fee.into(), &customer);
			ensure!(held == sum, "the fees of a customer's requests are not held");
		}
		Ok(())
	}
}
