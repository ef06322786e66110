//! What the pallet stores and passes.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
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

/// How many bytes the metadata of a service has at most.
pub const MAX_METADATA: u32 = 256;
/// How many bytes the note of a remark has at most.
pub const MAX_NOTE: u32 = 256;
/// Into how many waits a request's draw period is divided at most: so often is a draw that found nobody tried again. The fewer,
/// the less one order makes the chain do.
pub const MAX_WAITS: u32 = 16;
/// How many draws are made at the beginning of a block at most, of all domains; what is due beyond is drawn in the next, with
/// that block's randomness. A flood of orders must outrun this before anybody else waits for it.
pub const MAX_DRAWS_PER_BLOCK: u32 = 128;
/// How many blocks a search for what is due looks at at most.
pub const MAX_BLOCKS: u32 = 16;
/// How many requests a view function lists at most.
pub const MAX_LISTED: u32 = 64;

/// What a service is: a text, or where to find one.
pub type Metadata = BoundedVec<u8, ConstU32<MAX_METADATA>>;
/// What a customer says of a work.
pub type Note = BoundedVec<u8, ConstU32<MAX_NOTE>>;

/// On what terms a service is sold.
#[derive(
	Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Terms<BlockNumber> {
	/// What is sold.
	pub metadata: Metadata,
	/// The least fee, in tokens. At least that of the domain's services.
	pub min_fee: Balance,
	/// How the work is done and judged.
	pub work: JobTerms<BlockNumber>,
}

/// What a request keeps of a service's terms.
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
pub struct JobTerms<BlockNumber> {
	/// Blocks that an expert has for the work, from the block in which it is drawn. At least the shortest of the domain's
	/// services.
	pub job_period: BlockNumber,
	/// Blocks after which a request that nobody could be drawn for is given up, from the request or from the last no-show.
	pub draw_period: BlockNumber,
	/// How the pool on the evidence votes. Not for governance.
	pub pool: PoolParams<BlockNumber>,
	/// The part of its stake for the work that an expert who does not submit loses, in parts per million. At most the greatest
	/// of the domain's services.
	pub no_show_penalty: Ppm,
	/// How many experts are drawn at most, one after the other: 1 to [`MAX_DRAWS`].
	pub max_draws: u32,
	/// REP that an expert stakes on the work; offers of less are not drawn. Nothing while the domain has no REP.
	pub stake_per_job: Balance,
}

/// A service.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Service<AccountId, BlockNumber, Ticket> {
	/// Who opened it, and alone may change and close it.
	pub owner: AccountId,
	/// Whose experts do the work.
	pub domain: DomainId,
	/// The terms of later requests.
	pub terms: Terms<BlockNumber>,
	/// Which terms these are: how often they were updated.
	pub version: u32,
	/// Whether it takes no more requests.
	pub closed: bool,
	/// How many of its requests have not ended.
	pub requests: u32,
	/// The owner's deposit.
	pub ticket: Ticket,
}

/// A request that has not ended.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Request<AccountId, BlockNumber, Ticket> {
	/// What was ordered.
	pub service: ServiceId,
	/// The service's domain.
	pub domain: DomainId,
	/// Who ordered it.
	pub customer: AccountId,
	/// Tokens that are held from the customer for the work.
	pub fee: Balance,
	/// The service's terms at the time of the request.
	pub terms: JobTerms<BlockNumber>,
	/// How often experts were drawn, whether or not the draw found one.
	pub attempts: u32,
	/// Experts who were drawn and did not submit. Never drawn again.
	pub excluded: BoundedVec<AccountId, ConstU32<MAX_DRAWS>>,
	/// What it waits for.
	pub state: State<AccountId, BlockNumber>,
	/// The block under which it is among the draws or on the agenda: when what it waits for is due, or overdue.
	pub deadline: BlockNumber,
	/// The customer's deposit.
	pub ticket: Ticket,
}

/// What a request waits for.
#[derive(
	Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub enum State<AccountId, BlockNumber> {
	/// To be drawn for.
	Requested {
		/// The block in which this was arranged: only what was unknown then draws.
		since: BlockNumber,
		/// The first block in which to draw.
		draw_at: BlockNumber,
		/// A draw in or after this block that finds nobody is the last.
		gives_up_at: BlockNumber,
	},
	/// For the evidence.
	Assigned {
		/// Who was drawn.
		expert: AccountId,
		/// The expert's stake, held with [`crate::HoldReason::Work`].
		stake: Shares,
		/// The first block in which it is too late.
		due: BlockNumber,
	},
	/// For the verdict.
	Validating {
		/// Who did the work.
		expert: AccountId,
		/// The evidence.
		post: PostId,
		/// The pool that judges it, which has the expert's stake.
		pool: PoolId,
		/// Whether this is the second pool, because the first was not quorate.
		reopened: bool,
	},
}

/// A customer's view of the evidence, for those who judge it.
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
pub enum Opinion {
	/// It is what was asked for.
	Satisfied,
	/// Something is missing or wrong.
	PartlySatisfied,
	/// It is not what was asked for.
	Unsatisfied,
}

/// What a customer said of the evidence. Evidence itself, and no vote.
#[derive(
	Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Remark {
	/// In a word.
	pub verdict: Opinion,
	/// In more.
	pub note: Note,
}

/// Why a request ended without a verdict.
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
pub enum Expiry {
	/// Nobody could be drawn within the draw period.
	NobodyDrawn,
	/// As many experts as the terms allow were drawn, and none submitted.
	NoShows,
	/// Neither the pool nor its repetition was quorate.
	NotQuorate,
	/// The evidence was ratified, but the fee could not be paid. Fees are held, so that this does not happen.
	Unpaid,
}

/// What was due of a request and has been done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
	/// An expert was drawn.
	Drawn,
	/// Nobody was drawn; it will be tried again.
	Postponed,
	/// Nobody was drawn, and the request ended.
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
	/// What is asked for.
	pub brief: Brief,
	/// See [`Request::terms`].
	pub terms: JobTerms<BlockNumber>,
	/// See [`Request::attempts`].
	pub attempts: u32,
	/// See [`Request::excluded`].
	pub excluded: BoundedVec<AccountId, ConstU32<MAX_DRAWS>>,
	/// See [`Request::state`].
	pub state: State<AccountId, BlockNumber>,
	/// See [`Request::deadline`].
	pub deadline: BlockNumber,
	/// REP that the assigned expert has at stake with this pallet now. Nothing while a pool has it.
	pub stake: Balance,
	/// What the customer said of the evidence.
	pub remark: Option<Remark>,
}
