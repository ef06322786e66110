//! Experts on offer, and the market on which their work is sold.

use crate::{
	ids::{DomainId, RequestId, ServiceId},
	shares::Shares,
};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use sp_core::{ConstU32, H256};
use sp_runtime::{BoundedVec, DispatchError, DispatchResult};
use sp_weights::Weight;
use witan_primitives::Balance;

/// How many bytes a brief has at most.
pub const MAX_BRIEF: u32 = 1_024;
/// How many experts are drawn for one request at most.
pub const MAX_DRAWS: u32 = 8;

/// What a customer asks for: a text, or where to find one.
pub type Brief = BoundedVec<u8, ConstU32<MAX_BRIEF>>;

/// What came of a draw.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Drawn<AccountId> {
	/// An expert, and the stake that was taken from its offer for the work.
	Expert {
		/// Who.
		who: AccountId,
		/// Its stake, held with the reason that was asked for.
		stake: Shares,
	},
	/// No offer is open, or none that may be drawn.
	Nobody,
	/// The attempts were used up by offers that could not be drawn: try again with other randomness.
	TryAgain,
}

/// Draws experts for work.
pub trait Experts<AccountId> {
	/// What a drawn expert's stake is held for.
	type Reason;

	/// Draws one of a domain's offers, weighted by what they offer, and takes `stake` REP of it for the work. Offers of less
	/// than that, and those of `excluded` accounts, are not drawn. Expired offers that it meets are removed. While the
	/// domain has no REP, an offer of nothing is drawn too, with a stake of nothing.
	fn draw(
		domain: DomainId,
		seed: H256,
		stake: Balance,
		excluded: &[AccountId],
		reason: &Self::Reason,
	) -> Result<Drawn<AccountId>, DispatchError>;

	/// The work that an expert was drawn for has ended. Its offer, if it is still there, may be withdrawn again.
	fn job_ended(domain: DomainId, who: &AccountId);

	/// Ends the offer of an expert who did not do a work; what it offered becomes free.
	fn end_offer(domain: DomainId, who: &AccountId) -> DispatchResult;

	/// The most weight that [`Self::draw`] takes.
	fn draw_weight() -> Weight;
}

impl<AccountId> Drawn<AccountId> {
	/// Whether an expert was drawn.
	pub fn is_expert(&self) -> bool {
		matches!(self, Self::Expert { .. })
	}
}

/// How a request ended.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub enum RequestEnd {
	/// The evidence was ratified and the fee paid.
	Completed,
	/// The evidence was rejected and the fee given back.
	Rejected,
	/// The customer took the request back.
	Cancelled,
	/// Nobody did the work in time, or nobody judged it; the fee was given back.
	Expired,
}

/// Sells work without extrinsics, for pallets whose work experts do.
pub trait WorkMarket<AccountId> {
	/// Orders a service; the fee is held from the customer.
	fn request(
		customer: &AccountId,
		service: ServiceId,
		brief: Brief,
		fee: Balance,
	) -> Result<RequestId, DispatchError>;

	/// Takes back a request that no expert was drawn for.
	fn cancel(customer: &AccountId, request: RequestId) -> DispatchResult;
}

/// Hears how requests ended.
pub trait OnRequestEnd {
	/// A request ended. Told once of each.
	fn on_request_end(request: RequestId, end: RequestEnd);

	/// The most weight that this takes.
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
