//! What the pallet stores and passes.

use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::weights::Weight;
use scale_info::TypeInfo;
use sp_core::{ConstU32, H256};
use sp_runtime::{BoundedVec, DispatchError, DispatchResult};
use witan_experts::{
	forum::MAX_URI,
	ids::{DomainId, PoolId, PostId},
	shares::{Shares, MILLION},
};
use witan_governance::Directive;

/// A ratified post that cites a scheduled one with this weight or less cancels it. Parts per million.
pub const CANCEL_WEIGHT: i32 = -500_000;
/// How many posts a post cancels at most: the sizes of its citations' weights sum to a million at most.
pub const MAX_CANCELLATIONS: u32 = MILLION / CANCEL_WEIGHT.unsigned_abs();
/// How far ahead a directive may put its activation: 365 days of blocks of 3 s.
pub const MAX_DELAY: u32 = 365 * 28_800;
/// How many blocks are tried for a task: the one that it is due in, and those that follow.
pub const SCHEDULING_BLOCKS: u32 = 16;
/// How long after it was due a directive that found no room can still be scheduled: a day of blocks of 3 s.
pub const MAX_WAIT: u32 = 28_800;
/// In every block whose number this divides, only directives of the constitution are enacted: nobody else's can fill all the
/// blocks that are tried for one of them.
pub const CONSTITUTION_PERIOD: u32 = SCHEDULING_BLOCKS;
/// How long an encoded call that a directive dispatches may be, in bytes: 4 MiB.
pub const MAX_CALL_LEN: u32 = 4 * 1024 * 1024;
/// How many bytes such a call may take when it is decoded: 16 MiB, like that of a transaction.
pub const MAX_CALL_MEMORY: usize = 16 * 1024 * 1024;

/// Sets the chain's parameters.
pub trait SetParameter<Parameter> {
	/// Whether the parameter may have this value.
	fn check(parameter: &Parameter) -> DispatchResult;

	/// Gives the parameter this value, or fails and changes nothing.
	fn set(parameter: Parameter) -> DispatchResult;

	/// Whether it is a delay of governance itself. Such a directive waits for the longest delay that there is, or a delay could be
	/// shortened before what waits for it could be cancelled.
	fn is_delay(parameter: &Parameter) -> bool;

	/// Every parameter that there is, for clients: a constant of the metadata.
	fn parameters() -> Vec<ParameterInfo>;

	/// The most weight that [`Self::check`] and [`Self::set`] take together.
	fn weight() -> Weight;
}

/// What a parameter of the chain is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, TypeInfo)]
pub struct ParameterInfo {
	/// Its group and name.
	pub name: &'static str,
	/// What it does.
	pub what: &'static str,
	/// In what it is counted, or the type that says so for each of its fields.
	pub unit: &'static str,
	/// The least and the greatest value that it may have. `None` if it is not one number: then the type's own rules hold.
	pub range: Option<(u128, u128)>,
}

/// What became of a ratified post's directive.
#[derive(
	Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub enum State<BlockNumber> {
	/// The post has none.
	NoDirective,
	/// It is to be enacted.
	Scheduled {
		/// In this block, or a later one if this has no room.
		at: BlockNumber,
	},
	/// It took effect.
	Enacted {
		/// In this block.
		at: BlockNumber,
	},
	/// It could not be scheduled, or could not take effect. Nothing of it did.
	Failed {
		/// In this block.
		at: BlockNumber,
		/// Why.
		error: DispatchError,
	},
	/// Another post cancelled it before it took effect.
	Cancelled {
		/// In this block.
		at: BlockNumber,
		/// That post.
		by: PostId,
	},
	/// It is to be enacted, and no block that was tried had room for it. Anyone has it scheduled.
	Unscheduled {
		/// The block in which it was due.
		due: BlockNumber,
	},
}

/// How a post was ratified, and what became of it. Amounts are as its pool counted them.
#[derive(
	Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Ratification<BlockNumber> {
	/// Whose reputation ratified it: the post's domain.
	pub domain: DomainId,
	/// In which pool.
	pub pool: PoolId,
	/// The block in which the pool was decided.
	pub at: BlockNumber,
	/// What was staked for it.
	pub ayes: Shares,
	/// What was staked against it.
	pub nays: Shares,
	/// The REP of the domain that the quorum was a part of.
	pub supply: Shares,
	/// How many voted.
	pub voters: u32,
	/// What became of its directive.
	pub state: State<BlockNumber>,
}

/// The client that a domain recommends.
#[derive(
	Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Client<BlockNumber> {
	/// BLAKE2b-256 of the bundle.
	pub hash: H256,
	/// Where it can be had.
	pub uri: BoundedVec<u8, ConstU32<MAX_URI>>,
	/// The post whose directive it is.
	pub post: PostId,
	/// The block since which it is recommended.
	pub at: BlockNumber,
}

/// What is shown of a ratified post.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct RatificationInfo<Parameter, BlockNumber> {
	/// How it was ratified, and what became of it.
	pub ratification: Ratification<BlockNumber>,
	/// What it asks for.
	pub directive: Option<Directive<Parameter, BlockNumber>>,
}
