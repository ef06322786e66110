//! Landmarks that sequences of actions reach: a test that never gets anywhere protects nothing.

use crate::{
	chain::{DECAYING_DOMAIN, EMPTY_DOMAIN},
	governed::Governed,
};
use frame_support::dispatch::DispatchResultWithPostInfo;
use pallet_availability::OfferEnd;
use pallet_business::Expiry;
use std::{
	collections::{BTreeMap, BTreeSet},
	fmt,
};
use witan_experts::{
	ids::{PoolId, RequestId},
	pool::Verdict,
};
use witan_primitives::BlockNumber;
use witan_runtime::*;

/// The outcomes that random sequences must reach, and not only pallets' own tests.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Landmark {
	/// The evidence of a job was ratified, and its fee paid.
	WorkCompleted,
	/// The same in the domain whose REP decays.
	WorkCompletedWhileDecaying,
	/// The evidence of a job was rejected.
	WorkRejected,
	/// An expert did not submit, and lost a part of its stake.
	NoShowPenalised,
	/// Another expert was drawn after that.
	DrawnAfterNoShow,
	/// An expert declined a job.
	Declined,
	/// A request ended because nobody could be drawn.
	ExpiredWithNobodyDrawn,
	/// A request ended because experts did not submit.
	ExpiredWithNoShows,
	/// A request ended because twice the quorum was not met.
	ExpiredNotQuorate,
	/// A customer took a request back.
	Cancelled,
	/// A second pool was opened on the evidence of a job.
	Reopened,
	/// A pool was settled in which a committed side was revealed.
	RevealedSettled,
	/// A pool was settled in which a committed side was not revealed.
	UnrevealedSettled,
	/// A stake was settled in a later era than it was made in.
	VoteSettledInLaterEra,
	/// An offer ended because its time was over.
	OfferExpired,
	/// The domain whose REP decays entered an era.
	EraStarted,
	/// Authors lost REP because their post was cited against.
	LeachDebited,
	/// An account came to owe REP.
	DebtIncurred,
	/// An account paid some of the REP that it owed.
	DebtPaid,
	/// An account was paid its part of fees.
	DividendClaimed,
	/// A pool passed by the decision of the founder of a domain without REP.
	FoundersDecision,
	/// REP was minted in the domain that had none at genesis.
	EmptyDomainBegun,
	/// A governance pool ratified a post.
	PostRatified,
	/// A vote on cancelling a directive was decided.
	CancellingDecided,
	/// A directive went on waiting, because more stands for it than ratified the post that would
	/// cancel it.
	DirectiveStood,
	/// A pledge for what was rejected lost a part.
	PledgeLost,
	/// A parameter of the chain was set.
	ParameterSet,
	/// A parameter of the constitution was set.
	ConstitutionSet,
	/// A parameter of another domain was set.
	SmallDomainSet,
	/// An upgrade was authorised.
	UpgradeAuthorized,
	/// A call was dispatched.
	CallDispatched,
	/// A call was made as root.
	DispatchedAsRoot,
	/// A domain recommended another client.
	ClientReplaced,
	/// A directive undid something.
	Undone,
	/// A directive took effect later than it was due, because its block had no room.
	EnactedLate,
	/// A directive that had waited failed.
	FailedAtEnactment,
	/// The call of one failed after it had done something.
	FailedHalfWay,
	/// A directive that waited was cancelled.
	DirectiveCancelled,
	/// A stake in a governance pool was refused because of REP that was minted since.
	MintedAfterOpening,
	/// A governance pool was settled, and its votes are on record.
	BallotsKept,
}

use Landmark::*;

impl Landmark {
	/// All landmarks.
	pub const ALL: [Self; 40] = [
		WorkCompleted,
		WorkCompletedWhileDecaying,
		WorkRejected,
		NoShowPenalised,
		DrawnAfterNoShow,
		Declined,
		ExpiredWithNobodyDrawn,
		ExpiredWithNoShows,
		ExpiredNotQuorate,
		Cancelled,
		Reopened,
		RevealedSettled,
		UnrevealedSettled,
		VoteSettledInLaterEra,
		OfferExpired,
		EraStarted,
		LeachDebited,
		DebtIncurred,
		DebtPaid,
		DividendClaimed,
		FoundersDecision,
		EmptyDomainBegun,
		PostRatified,
		CancellingDecided,
		DirectiveStood,
		PledgeLost,
		ParameterSet,
		ConstitutionSet,
		SmallDomainSet,
		UpgradeAuthorized,
		CallDispatched,
		DispatchedAsRoot,
		ClientReplaced,
		Undone,
		EnactedLate,
		FailedAtEnactment,
		FailedHalfWay,
		DirectiveCancelled,
		MintedAfterOpening,
		BallotsKept,
	];
}

/// The number of times that each landmark was reached.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reached(BTreeMap<Landmark, u32>);

impl Reached {
	/// Returns the landmarks that were never reached.
	pub fn missing(&self) -> Vec<Landmark> {
		Landmark::ALL.into_iter().filter(|landmark| !self.0.contains_key(landmark)).collect()
	}

	/// Adds the landmarks of another sequence.
	pub fn add(&mut self, other: Self) {
		for (landmark, times) in other.0 {
			*self.0.entry(landmark).or_default() += times;
		}
	}

	pub(crate) fn note(&mut self, landmark: Landmark) {
		*self.0.entry(landmark).or_default() += 1;
	}
}

impl fmt::Display for Reached {
	fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
		Landmark::ALL.iter().try_for_each(|landmark| {
			writeln!(f, "{:>7} {landmark:?}", self.0.get(landmark).copied().unwrap_or_default())
		})
	}
}

/// An observer of one sequence's events.
#[derive(Default)]
pub struct Observer {
	/// The landmarks that it has seen.
	pub reached: Reached,
	/// The number of this block's events that it has looked at.
	looked_at: (BlockNumber, usize),
	/// Requests whose expert did not submit.
	no_shows: BTreeSet<RequestId>,
	/// Requests of the domain whose REP decays.
	decaying: BTreeSet<RequestId>,
	/// Pools in which a side was revealed.
	revealed: BTreeSet<PoolId>,
	/// Pools that were decided before all sides were revealed.
	unrevealed: BTreeSet<PoolId>,
	/// The era of a pool's first stake.
	eras: BTreeMap<PoolId, u32>,
	/// The record of governance.
	governed: Governed,
}

impl Observer {
	/// Looks at the state before the first action.
	pub fn begin(&mut self) {
		self.governed.begin();
		self.look();
	}

	/// Looks at the events since the last time. A new block forgets its parent's events.
	pub fn look(&mut self) {
		let now = System::block_number();
		let skipped = if self.looked_at.0 == now { self.looked_at.1 } else { 0 };
		let events = System::events();
		self.looked_at = (now, events.len());
		for record in events.into_iter().skip(skipped) {
			match record.event {
				RuntimeEvent::Business(event) => self.look_at_work(event),
				RuntimeEvent::ValidationPool(event) => {
					self.governed.look_at_pool(&event, &mut self.reached);
					self.look_at_pool(event);
				},
				RuntimeEvent::Governance(event) => self.governed.look(event, &mut self.reached),
				RuntimeEvent::Reputation(event) => self.look_at_reputation(event),
				RuntimeEvent::Forum(pallet_forum::Event::Debited { .. }) => {
					self.reached.note(LeachDebited)
				},
				RuntimeEvent::Availability(pallet_availability::Event::OfferEnded {
					reason: OfferEnd::Expired,
					..
				}) => self.reached.note(OfferExpired),
				_ => (),
			}
		}
	}

	/// Looks at the outcome of a stake.
	pub fn look_at_stake(&mut self, result: &DispatchResultWithPostInfo) {
		let refusal = pallet_validation_pool::Error::<Runtime>::MintedAfterOpening.into();
		if result.is_err_and(|failed| failed.error == refusal) {
			self.reached.note(MintedAfterOpening);
		}
	}

	/// Checks what must be true over the whole sequence.
	pub fn check(&self) {
		self.governed.check();
	}

	fn look_at_work(&mut self, event: pallet_business::Event<Runtime>) {
		use pallet_business::Event;
		match event {
			Event::Requested { request, service, .. } => {
				let domain = pallet_business::Services::<Runtime>::get(service).map(|of| of.domain);
				if domain == Some(DECAYING_DOMAIN) {
					self.decaying.insert(request);
				}
			},
			Event::Assigned { request, .. } if self.no_shows.contains(&request) => {
				self.reached.note(DrawnAfterNoShow)
			},
			Event::NoShow { request, burned, .. } => {
				self.no_shows.insert(request);
				if !burned.is_zero() {
					self.reached.note(NoShowPenalised);
				}
			},
			Event::Completed { request, .. } => {
				self.reached.note(WorkCompleted);
				if self.decaying.contains(&request) {
					self.reached.note(WorkCompletedWhileDecaying);
				}
			},
			Event::Declined { .. } => self.reached.note(Declined),
			Event::Rejected { .. } => self.reached.note(WorkRejected),
			Event::Cancelled { .. } => self.reached.note(Cancelled),
			Event::Reopened { .. } => self.reached.note(Reopened),
			Event::Expired { reason, .. } => match reason {
				Expiry::NobodyDrawn => self.reached.note(ExpiredWithNobodyDrawn),
				Expiry::NoShows => self.reached.note(ExpiredWithNoShows),
				Expiry::NotQuorate => self.reached.note(ExpiredNotQuorate),
				Expiry::Unpaid => (),
			},
			_ => (),
		}
	}

	fn look_at_pool(&mut self, event: pallet_validation_pool::Event<Runtime>) {
		use pallet_validation_pool::Event;
		match event {
			Event::Staked { pool, stake, .. } | Event::Committed { pool, stake, .. } => {
				self.eras.entry(pool).or_insert(stake.era);
			},
			Event::Revealed { pool, .. } => {
				self.revealed.insert(pool);
			},
			Event::Decided { pool, verdict, unrevealed, ayes, base, .. } => {
				if !unrevealed.is_zero() {
					self.unrevealed.insert(pool);
				}
				if base.is_zero() && ayes.is_zero() && verdict == Verdict::Passed {
					self.reached.note(FoundersDecision);
				}
			},
			Event::VoteSettled { pool, returned, .. }
				if self.eras.get(&pool).is_some_and(|era| *era < returned.era) =>
			{
				self.reached.note(VoteSettledInLaterEra);
			},
			Event::Settled { pool, .. } => {
				if self.revealed.contains(&pool) {
					self.reached.note(RevealedSettled);
				}
				if self.unrevealed.contains(&pool) {
					self.reached.note(UnrevealedSettled);
				}
			},
			_ => (),
		}
	}

	fn look_at_reputation(&mut self, event: pallet_reputation::Event<Runtime>) {
		use pallet_reputation::Event;
		match event {
			Event::EraStarted { domain: DECAYING_DOMAIN, .. } => self.reached.note(EraStarted),
			Event::Minted { domain: EMPTY_DOMAIN, .. } => self.reached.note(EmptyDomainBegun),
			Event::DebtIncurred { .. } => self.reached.note(DebtIncurred),
			Event::DebtPaid { .. } => self.reached.note(DebtPaid),
			Event::DividendClaimed { .. } => self.reached.note(DividendClaimed),
			_ => (),
		}
	}
}
