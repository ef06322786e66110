//! Experts in a queue that a test fills, and a record of the calls.

use crate::{get, put, AccountId};
use codec::{Decode, Encode};
use core::marker::PhantomData;
use frame_support::weights::Weight;
use sp_core::H256;
use sp_runtime::{DispatchError, DispatchResult};
use witan_experts::{
	ids::DomainId,
	job::{Drawn, Experts, JobDraw},
	ledger::{StakeEnd, StakeReputation},
	shares::Shares,
};
use witan_primitives::Balance;

/// Result of a draw that is to come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
pub enum Next {
	/// This expert, its stake taken from its free REP. Passed over if it is excluded or has less
	/// free REP than that.
	Expert(AccountId),
	/// [`Drawn::TryAgain`].
	TryAgain,
	/// [`Drawn::Nobody`].
	Nobody,
	/// An error.
	Error,
}

/// A call of [`MockExperts`].
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub enum Asked {
	/// [`Experts::draw`].
	Draw {
		/// The domain of the experts.
		domain: DomainId,
		/// The randomness.
		seed: H256,
		/// REP to take for the job.
		stake: Balance,
		/// Accounts that were not to be drawn.
		excluded: Vec<AccountId>,
		/// Accounts that were to be drawn only in need. The mock draws them as any other.
		avoided: Vec<AccountId>,
	},
	/// [`Experts::job_ended`].
	JobEnded(DomainId, AccountId),
	/// [`Experts::job_declined`].
	JobDeclined(DomainId, AccountId, Shares),
	/// [`Experts::end_offer`].
	EndOffer(DomainId, AccountId),
}

/// Experts whose draws take the next results of the domain's queue, and nobody from an empty one.
/// Stakes are opened in `Ledger`; while it has no supply in the domain, they are zero.
pub struct MockExperts<Ledger>(PhantomData<Ledger>);

impl<Ledger> MockExperts<Ledger> {
	/// Puts the result of a later draw at the end of a domain's queue.
	pub fn push(domain: DomainId, next: Next) {
		let mut queue = Self::queue(domain);
		queue.push(next);
		put("experts-queue", domain, queue);
	}

	/// Makes [`Experts::can_draw`] say no to stakes above `most` from now on.
	pub fn refuse_stakes_above(domain: DomainId, most: Balance) {
		put("experts-most", domain, most);
	}

	/// Returns the weight of a draw with this result: less than [`Experts::draw_weight`].
	pub fn weight_of(drawn: &Drawn<AccountId>) -> Weight {
		match drawn {
			Drawn::Expert { .. } => Weight::from_parts(80_000_000, 8_000),
			Drawn::TryAgain => Weight::from_parts(50_000_000, 5_000),
			Drawn::Nobody => Weight::from_parts(20_000_000, 2_000),
		}
	}

	/// Returns the results of the next draws in a domain.
	pub fn queue(domain: DomainId) -> Vec<Next> {
		get("experts-queue", domain).unwrap_or_default()
	}

	/// Returns the calls, in order. An error that undid its caller's changes undid its record too.
	pub fn asked() -> Vec<Asked> {
		get("experts-asked", ()).unwrap_or_default()
	}

	/// Returns the number of jobs for which an expert was drawn and that have not ended.
	pub fn assigned(domain: DomainId, who: AccountId) -> u32 {
		get("experts-assigned", (domain, who)).unwrap_or_default()
	}

	fn count_end(domain: DomainId, who: AccountId) {
		let assigned = Self::assigned(domain, who);
		assert!(assigned > 0, "more jobs of {who} ended than it was drawn for");
		put("experts-assigned", (domain, who), assigned - 1);
	}

	fn record(asked: Asked) {
		let mut all = Self::asked();
		all.push(asked);
		put("experts-asked", (), all);
	}
}

impl<Ledger: StakeReputation<AccountId>> MockExperts<Ledger> {
	fn take(
		domain: DomainId,
		stake: Balance,
		excluded: &[AccountId],
		reason: &Ledger::Reason,
	) -> Result<Drawn<AccountId>, DispatchError> {
		let stake = if Ledger::supply(domain).is_zero() {
			Shares::zero()
		} else {
			Ledger::to_shares(domain, stake)?
		};
		let mut queue = Self::queue(domain).into_iter();
		let drawn = loop {
			match queue.next() {
				Some(Next::Expert(who)) => {
					let free = Ledger::free(domain, &who);
					if !excluded.contains(&who) && free.checked_sub(stake).is_some() {
						break Drawn::Expert { who, stake };
					}
				},
				Some(Next::TryAgain) => break Drawn::TryAgain,
				Some(Next::Error) => return Err(DispatchError::Other("a failing draw")),
				Some(Next::Nobody) | None => break Drawn::Nobody,
			}
		};
		put("experts-queue", domain, queue.collect::<Vec<_>>());
		let Drawn::Expert { who, stake } = drawn else { return Ok(drawn) };
		let stake = Ledger::open_stake(domain, &who, reason, Ledger::to_amount(domain, stake))?;
		put("experts-assigned", (domain, who), Self::assigned(domain, who) + 1);
		Ok(Drawn::Expert { who, stake })
	}
}

impl<Ledger: StakeReputation<AccountId>> Experts<AccountId> for MockExperts<Ledger> {
	type Reason = Ledger::Reason;

	fn draw(
		draw: JobDraw<AccountId>,
		reason: &Self::Reason,
	) -> Result<(Drawn<AccountId>, Weight), DispatchError> {
		let JobDraw { domain, seed, stake, excluded, avoided } = draw;
		let (excluded, avoided) = (excluded.to_vec(), avoided.to_vec());
		Self::record(Asked::Draw { domain, seed, stake, excluded, avoided });
		let drawn = Self::take(domain, stake, draw.excluded, reason)?;
		let weight = Self::weight_of(&drawn);
		Ok((drawn, weight))
	}

	fn can_draw(domain: DomainId, stake: Balance) -> bool {
		get("experts-most", domain).is_none_or(|most: Balance| stake <= most)
	}

	fn job_ended(domain: DomainId, who: &AccountId) {
		Self::record(Asked::JobEnded(domain, *who));
		Self::count_end(domain, *who);
	}

	/// Frees the stake: the mock's experts have no offers.
	fn job_declined(
		domain: DomainId,
		who: &AccountId,
		stake: Shares,
		reason: &Self::Reason,
	) -> DispatchResult {
		Self::record(Asked::JobDeclined(domain, *who, stake));
		Self::count_end(domain, *who);
		Ledger::end_stake(domain, who, reason, stake, StakeEnd::default())
	}

	fn end_offer(domain: DomainId, who: &AccountId) -> DispatchResult {
		Self::record(Asked::EndOffer(domain, *who));
		Ok(())
	}

	fn draw_weight() -> Weight {
		Weight::from_parts(100_000_000, 10_000)
	}

	fn job_ended_weight() -> Weight {
		Weight::from_parts(10_000_000, 1_000)
	}

	fn end_offer_weight() -> Weight {
		Weight::from_parts(15_000_000, 1_500)
	}

	fn job_declined_weight() -> Weight {
		Weight::from_parts(20_000_000, 2_000)
	}
}
