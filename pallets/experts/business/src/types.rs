//! Types that the pallet stores and passes.

use codec::{Decode, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use sp_core::ConstU32;
use sp_runtime::BoundedVec;
use witan_experts::{
	ids::{DomainId, PoolId, PostId, ServiceId},
	job::{Brief, MAX_DRAWS},
	pool::PoolParams,
	shares::{Ppm, Shares},
};
use witan_primitives::Balance;

/// The most bytes of a service's metadata.
pub const MAX_METADATA: u32 = 256;
/// The most bytes of a remark's note.
pub const MAX_NOTE: u32 = 256;
/// The most waits in a request's draw period, and so the most times that a draw which found nobody
/// is tried again. The fewer, the less one order makes the chain do.
pub const MAX_WAITS: u32 = 16;
/// The most draws at the beginning of a block, for all domains together. Draws beyond that are made
/// in the next block, with that block's randomness.
pub const MAX_DRAWS_PER_BLOCK: u32 = 128;
/// The draws that a domain has in its turn, if another domain with due draws waits. A flood
/// of orders in one domain delays no other while a block has room for a turn of each that has due
/// draws: for 16, if their weight allows.
pub const TURN: u32 = 8;
/// The most blocks of a domain's draws that the beginning of a block looks at, in all turns.
pub const MAX_LOOKS: u32 = 2 * MAX_DRAWS_PER_BLOCK;
/// The most overdue draws that are counted: those of four blocks.
pub const MAX_COUNTED: u32 = 4 * MAX_DRAWS_PER_BLOCK;
/// The most blocks after a draw in which the expert can decline.
pub const MAX_DECLINE: u32 = witan_primitives::time::DAY;
/// The least blocks between a request and its draw. With 2, the block between them has randomness
/// that is unknown when the request is made.
pub const MIN_DRAW_DELAY: u32 = 2;
/// The most blocks that a search for due requests looks at.
pub const MAX_BLOCKS: u32 = 16;
/// The most requests that a view function lists.
pub const MAX_LISTED: u32 = 64;
/// The items of a request that its deposit is for: the most that it stores at any time. They are
/// itself, its brief, its remark, and its entry under its customer. One more is among the draws or
/// on the agenda, and one under its expert or its pool.
pub const REQUEST_ITEMS: usize = 6;

/// The description of a service: a text, or the address of one.
pub type Metadata = BoundedVec<u8, ConstU32<MAX_METADATA>>;
/// A customer's text on the evidence.
pub type Note = BoundedVec<u8, ConstU32<MAX_NOTE>>;

/// The terms on which a service is sold.
#[frame_support::stored(no_skip_type_params)]
pub struct Terms<BlockNumber> {
	/// The description of the service.
	pub metadata: Metadata,
	/// The minimum fee, in tokens. At least the domain's minimum.
	pub min_fee: Balance,
	/// The terms on which each job is done and judged.
	pub work: JobTerms<BlockNumber>,
}

/// The part of a service's terms that a request keeps.
#[frame_support::stored(no_skip_type_params)]
#[derive(Copy)]
pub struct JobTerms<BlockNumber> {
	/// Blocks that an expert has for the job, from the block of the draw. At least the domain's
	/// minimum.
	pub job_period: BlockNumber,
	/// Blocks after which a request without an expert is given up, from the request or from the
	/// last decline or no-show.
	pub draw_period: BlockNumber,
	/// Parameters of the pool on the evidence. Never for governance.
	pub pool: PoolParams<BlockNumber>,
	/// The part of its stake that an expert who does not submit loses, in parts per million. At
	/// most the domain's maximum.
	pub no_show_penalty: Ppm,
	/// The most experts that are drawn, one after the other: 1 to [`MAX_DRAWS`].
	pub max_draws: u32,
	/// REP that an expert stakes on the job; offers of less are not drawn. Zero while the domain
	/// has no REP.
	pub stake_per_job: Balance,
}

/// A service.
#[frame_support::stored(no_skip_type_params)]
pub struct Service<AccountId, BlockNumber, Ticket> {
	/// The account that opened the service. Only it can update and close the service.
	pub owner: AccountId,
	/// The domain whose experts do the jobs.
	pub domain: DomainId,
	/// The terms of later requests.
	pub terms: Terms<BlockNumber>,
	/// The version of the terms: the number of their updates.
	pub version: u32,
	/// True if the service takes no more requests.
	pub closed: bool,
	/// The number of its requests that have not ended.
	pub requests: u32,
	/// The owner's deposit.
	pub ticket: Ticket,
}

/// A request that has not ended.
#[frame_support::stored(no_skip_type_params)]
pub struct Request<AccountId, BlockNumber, Ticket> {
	/// The ordered service.
	pub service: ServiceId,
	/// The service's domain.
	pub domain: DomainId,
	/// The account that ordered.
	pub customer: AccountId,
	/// The fee for the job, held from the customer.
	pub fee: Balance,
	/// The service's terms at the time of the request.
	pub terms: JobTerms<BlockNumber>,
	/// The part of the fee that the treasury gets if somebody is drawn and no evidence is
	/// submitted, in parts per million. The domain's `work.no_show_share` at the time of the
	/// request.
	pub no_show_share: Ppm,
	/// Tokens that each draw takes from what is held for them.
	pub draw_fee: Balance,
	/// The number of draws so far, with or without a result.
	pub attempts: u32,
	/// Experts who were drawn, and declined or did not submit. They are never drawn again for this
	/// request.
	pub excluded: BoundedVec<AccountId, ConstU32<MAX_DRAWS>>,
	/// The event for which the request waits.
	pub state: State<AccountId, BlockNumber>,
	/// The block under which the request is among the draws or on the agenda. The event is due
	/// then, or overdue.
	pub deadline: BlockNumber,
	/// The customer's deposit.
	pub ticket: Ticket,
}

impl<AccountId, BlockNumber, Ticket> Request<AccountId, BlockNumber, Ticket> {
	/// Returns the number of draws that are paid for and have not been made.
	pub fn draws_left(&self) -> u32 {
		prepaid_draws(self.terms.max_draws).saturating_sub(self.attempts)
	}

	/// Returns the tokens that are held for these draws.
	pub fn prepaid(&self) -> Balance {
		self.draw_fee.saturating_mul(self.draws_left().into())
	}

	/// Returns the tokens that are held for the request: its fee, and for draws.
	pub fn held(&self) -> Balance {
		self.fee.saturating_add(self.prepaid())
	}
}

/// Returns the number of draws that an order pays for in advance, and so the most that it can
/// cause. There is one for each expert, and those that find nobody.
pub fn prepaid_draws(max_draws: u32) -> u32 {
	max_draws.saturating_add(MAX_WAITS)
}

/// A time in which nothing was drawn or fell due.
#[frame_support::stored(no_skip_type_params)]
#[derive(Copy)]
pub struct Pause<BlockNumber> {
	/// The first block of it.
	pub start: BlockNumber,
	/// The first block after it.
	pub end: BlockNumber,
}

/// The queue of a domain's blocks with overdue draws: the places from the first to before the next.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Backlog {
	/// The place of the block whose draws are made first.
	pub first: u32,
	/// The place of the next block that is queued.
	pub next: u32,
}

/// Draws that are due and not made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Overdue<BlockNumber> {
	/// The number of them, at most [`MAX_COUNTED`].
	pub count: u32,
	/// The block in which the first of them was due.
	pub oldest: Option<BlockNumber>,
}

/// An event for which a request waits.
#[frame_support::stored(no_skip_type_params)]
pub enum State<AccountId, BlockNumber> {
	/// A draw.
	Requested {
		/// The block in which the draw was scheduled. Only randomness that was unknown then is
		/// used.
		since: BlockNumber,
		/// The first block in which to make the draw.
		draw_at: BlockNumber,
		/// The block from which on a draw that finds nobody is the last.
		gives_up_at: BlockNumber,
	},
	/// The evidence.
	Assigned {
		/// The expert that was drawn.
		expert: AccountId,
		/// The expert's stake, held with [`crate::HoldReason::Work`].
		stake: Shares,
		/// The last block in which the expert can decline.
		decline_by: BlockNumber,
		/// The first block in which it is too late to submit.
		due: BlockNumber,
	},
	/// The verdict.
	Validating {
		/// The expert that did the job.
		expert: AccountId,
		/// The post with the evidence.
		post: PostId,
		/// The pool that judges the evidence and has the expert's stake.
		pool: PoolId,
		/// True if this is the second pool, because the first ended undecided.
		reopened: bool,
	},
}

/// A customer's opinion of the evidence, for those who judge it.
#[frame_support::stored]
#[derive(Copy)]
pub enum Opinion {
	/// The evidence is as ordered.
	Satisfied,
	/// Something is missing or wrong.
	PartlySatisfied,
	/// The evidence is not as ordered.
	Unsatisfied,
}

/// A customer's remark on the evidence. It is no vote.
#[frame_support::stored]
pub struct Remark {
	/// The overall opinion.
	pub verdict: Opinion,
	/// A free-text explanation.
	pub note: Note,
}

/// A reason for the expiry of a request.
#[frame_support::stored]
#[derive(Copy)]
pub enum Expiry {
	/// No expert was found within the draw period, or by the draws that were paid for.
	NobodyDrawn,
	/// As many experts as the terms allow were drawn, and each declined or did not submit evidence.
	NoShows,
	/// The pool ended undecided, and so did its repetition.
	NotQuorate,
	/// The evidence was ratified, but the fee could not be paid. Fees are held so that this does
	/// not happen.
	Unpaid,
}

/// A step of a request that was due and has been done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
	/// An expert was drawn.
	Drawn,
	/// No expert was drawn, and the draw will be tried again.
	Postponed,
	/// No expert was drawn, and the request ended.
	GaveUp,
	/// An expert did not submit; another will be drawn.
	NoShow,
	/// An expert did not submit, and the request ended.
	LastNoShow,
	/// The pool was asked for its verdict.
	Asked,
}

/// A service, as shown to users.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct ServiceInfo<AccountId, BlockNumber> {
	/// See [`Service::owner`].
	pub owner: AccountId,
	/// See [`Service::domain`].
	pub domain: DomainId,
	/// See [`Service::terms`].
	pub terms: Terms<BlockNumber>,
	/// See [`Service::version`].
	pub version: u32,
	/// See [`Service::closed`].
	pub closed: bool,
	/// See [`Service::requests`].
	pub requests: u32,
}

/// A request, as shown to users.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct RequestInfo<AccountId, BlockNumber> {
	/// See [`Request::service`].
	pub service: ServiceId,
	/// See [`Request::domain`].
	pub domain: DomainId,
	/// See [`Request::customer`].
	pub customer: AccountId,
	/// See [`Request::fee`].
	pub fee: Balance,
	/// The text of the order.
	pub brief: Brief,
	/// See [`Request::terms`].
	pub terms: JobTerms<BlockNumber>,
	/// See [`Request::no_show_share`].
	pub no_show_share: Ppm,
	/// Tokens that are held for draws to come. What is left of them returns.
	pub prepaid: Balance,
	/// See [`Request::attempts`].
	pub attempts: u32,
	/// See [`Request::excluded`].
	pub excluded: BoundedVec<AccountId, ConstU32<MAX_DRAWS>>,
	/// See [`Request::state`].
	pub state: State<AccountId, BlockNumber>,
	/// See [`Request::deadline`].
	pub deadline: BlockNumber,
	/// REP that the assigned expert has at stake with this pallet now. Zero while a pool has it.
	pub stake: Balance,
	/// The customer's remark on the evidence.
	pub remark: Option<Remark>,
}
