//! Experts on offer, and the market on which their work is sold.

use crate::{
	ids::{DomainId, RequestId, ServiceId},
	shares::Shares,
};
use sp_core::{ConstU32, H256};
use sp_runtime::{BoundedVec, DispatchError, DispatchResult};
use sp_weights::Weight;
use witan_primitives::Balance;

/// Maximum length of a brief, in bytes.
pub const MAX_BRIEF: u32 = 1_024;
/// Maximum number of experts drawn for one request.
pub const MAX_DRAWS: u32 = 8;

/// Maximum number of accounts that a draw avoids: the owner of the service, and the customer.
pub const MAX_AVOIDED: u32 = 2;

/// A customer's brief: a text, or the address of one.
pub type Brief = BoundedVec<u8, ConstU32<MAX_BRIEF>>;

/// Result of a draw.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Drawn<AccountId> {
	/// An expert, and the stake that was taken from its offer for the job.
	Expert {
		/// The expert.
		who: AccountId,
		/// The expert's stake, held with the reason that the caller named.
		stake: Shares,
	},
	/// No offer is open, or none that may be drawn.
	Nobody,
	/// The attempts were used up by offers that could not be drawn: try again with other
	/// randomness.
	TryAgain,
}

impl<AccountId> Drawn<AccountId> {
	/// Returns true if an expert was drawn.
	pub fn is_expert(&self) -> bool {
		matches!(self, Self::Expert { .. })
	}
}

/// A draw to be made for a job.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct JobDraw<'a, AccountId> {
	/// Domain of the experts.
	pub domain: DomainId,
	/// Randomness of the draw.
	pub seed: H256,
	/// REP that the expert stakes.
	pub stake: Balance,
	/// Accounts that are not drawn: at most [`MAX_DRAWS`].
	pub excluded: &'a [AccountId],
	/// Accounts that are drawn only while nobody else's offer weighs anything: at most
	/// [`MAX_AVOIDED`].
	pub avoided: &'a [AccountId],
}

/// Draws experts for jobs.
pub trait Experts<AccountId> {
	/// Reason for holding the stakes of drawn experts.
	type Reason;

	/// Draws one of a domain's offers, weighted by their REP, and takes the stake from it for the
	/// job.
	///
	/// Offers below that stake are not drawn. Expired offers that the draw meets are removed. While
	/// the domain has no REP, offers of zero are drawn too, with a stake of zero. Finds nobody if
	/// [`Self::can_draw`] is false. Returns the weight of the draw too; one that fails weighs at
	/// most [`Self::draw_weight`].
	fn draw(
		draw: JobDraw<AccountId>,
		reason: &Self::Reason,
	) -> Result<(Drawn<AccountId>, Weight), DispatchError>;

	/// Returns true if draws are made for jobs with this stake: if large enough offers weigh
	/// enough, or nobody offers anything yet.
	fn can_draw(domain: DomainId, stake: Balance) -> bool;

	/// Records that a job for which an expert was drawn has ended. The expert's offer, if it still
	/// exists, may be drawn or withdrawn again.
	fn job_ended(domain: DomainId, who: &AccountId);

	/// Records that an expert declined a job. Its stake, held with `reason`, goes back to its offer
	/// if that is open, and otherwise becomes free.
	fn job_declined(
		domain: DomainId,
		who: &AccountId,
		stake: Shares,
		reason: &Self::Reason,
	) -> DispatchResult;

	/// Ends the offer of an expert who did not do a job. REP on offer becomes free.
	fn end_offer(domain: DomainId, who: &AccountId) -> DispatchResult;

	/// Returns the maximum weight of [`Self::draw`].
	fn draw_weight() -> Weight;

	/// Returns the maximum weight of [`Self::job_ended`].
	fn job_ended_weight() -> Weight;

	/// Returns the maximum weight of [`Self::end_offer`].
	fn end_offer_weight() -> Weight;

	/// Returns the maximum weight of [`Self::job_declined`].
	fn job_declined_weight() -> Weight;
}

/// Outcome of a request.
#[frame_support::stored]
#[derive(Copy)]
pub enum RequestEnd {
	/// The evidence was ratified and the fee paid.
	Completed,
	/// The evidence was rejected. The body that judged it keeps a part of the fee; the rest was
	/// returned.
	Rejected,
	/// The customer cancelled the request. If an expert had been drawn for it, the treasury keeps a
	/// part of the fee; the rest was returned.
	Cancelled,
	/// The request ended without a verdict, because nobody did the job in time, or no pool decided
	/// on the evidence, or the fee could not be paid.
	///
	/// The fee was returned, except for a part. The treasury keeps it if an expert had been drawn
	/// and none submitted, and the body if enough supported the evidence.
	Expired,
}

/// Orders work without extrinsics, for pallets whose work experts do.
pub trait WorkMarket<AccountId> {
	/// Orders a service. Holds the fee, the price of the draws and a deposit from the customer's
	/// tokens.
	fn request(
		customer: &AccountId,
		service: ServiceId,
		brief: Brief,
		fee: Balance,
	) -> Result<RequestId, DispatchError>;

	/// Cancels a request to which no expert is assigned. If one had been drawn for it, the domain's
	/// `no_show_share` of the fee stays with the treasury. The rest is returned.
	fn cancel(customer: &AccountId, request: RequestId) -> DispatchResult;
}

/// Handles the ends of requests.
pub trait OnRequestEnd {
	/// Handles the end of a request. Called once for each.
	fn on_request_end(request: RequestId, end: RequestEnd);

	/// Returns the maximum weight of [`Self::on_request_end`].
	fn weight() -> Weight;
}

#[impl_trait_for_tuples::impl_for_tuples(4)]
impl OnRequestEnd for Tuple {
	fn on_request_end(request: RequestId, end: RequestEnd) {
		for_tuples!( #( Tuple::on_request_end(request, end); )* );
	}

	fn weight() -> Weight {
		let mut weight = Weight::zero();
		for_tuples!( #( weight = weight.saturating_add(Tuple::weight()); )* );
		weight
	}
}
