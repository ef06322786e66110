//! Rules, and the types that the pallet stores and passes. No storage.

use alloc::vec::Vec;
use codec::{Decode, Encode};
use frame_support::{traits::schedule::v3::TaskName, weights::Weight};
use scale_info::TypeInfo;
use sp_core::{ConstU32, H256};
use sp_runtime::{AccountId32, BoundedVec, DispatchError, DispatchResult};
use witan_experts::{
	forum::MAX_URI,
	ids::{DomainId, PoolId, PostId},
	pool::Tier,
	shares::{Shares, MILLION},
};
use witan_governance::{Directive, Task};
use witan_primitives::time::DAY;

/// The greatest weight of a citation by which a ratified post cancels the cited one, in parts per
/// million. It is half of all that a post may cite with, so that no post cancels many.
pub const CANCEL_WEIGHT: i32 = -500_000;
/// The most posts that one post cancels: the sizes of its citations' weights sum to a million at
/// most.
pub const MAX_CANCELLATIONS: u32 = MILLION / CANCEL_WEIGHT.unsigned_abs();
/// The most blocks from a post to the activation that its directive names: 365 days of blocks of
/// 3 s. Nobody ratifies now what takes effect when all have forgotten it.
pub const MAX_DELAY: u32 = 365 * DAY;
/// The blocks in which an authorised upgrade can be applied: 30 days of blocks of 3 s. Nobody
/// applies what all have forgotten.
pub const UPGRADE_PERIOD: u32 = 30 * DAY;
/// The time to object, as a divisor. A directive waits at least for the shortest governance vote of
/// its domain and a third of that, unless it undoes. In that time whoever objects posts, opens a
/// vote of a third of that duration, and sees it extended once.
pub const OBJECTION_MARGIN: u32 = 3;
/// The number of blocks that are tried for a task: the one in which it is due, and those that
/// follow. One full block then delays a directive and does not stop it.
pub const SCHEDULING_BLOCKS: u32 = 16;
/// The most blocks in which a directive that found no room can be scheduled after it was due: a day
/// of blocks of 3 s. Nobody brings back what was forgotten.
pub const MAX_WAIT: u32 = DAY;
/// The period of the constitution's blocks: only its directives are enacted in a block whose
/// number is a multiple of this. It is the number of blocks that are tried, so that one of them is
/// always the constitution's, and nobody else can fill them all.
pub const CONSTITUTION_PERIOD: u32 = SCHEDULING_BLOCKS;
/// The greatest length of an encoded call that a directive dispatches, in bytes: 4 MiB.
pub const MAX_CALL_LEN: u32 = 4 * 1024 * 1024;
/// The most memory that such a call may take when it is decoded, in bytes: 16 MiB, as for a
/// transaction.
pub const MAX_CALL_MEMORY: usize = 16 * 1024 * 1024;
/// The greatest length of a noted call that is looked into when its directive is posted, in bytes:
/// 1 KiB. A post pays for one short read.
pub const MAX_CHECKED_LEN: u32 = 1024;

/// Sets the chain's parameters.
pub trait SetParameter<Parameter> {
	/// Checks that the parameter may have this value.
	fn check(parameter: &Parameter) -> DispatchResult;

	/// Sets the parameter to this value, or fails and changes nothing.
	fn set(parameter: Parameter) -> DispatchResult;

	/// Returns true for a parameter on which the others rest: one of governance, of deposits or of
	/// inflation.
	///
	/// Such a directive is of the tier `Root`: it needs as much support as a call, and waits as
	/// long. Otherwise a delay could be shortened before what waits for it could be cancelled.
	fn is_root(parameter: &Parameter) -> bool;

	/// Returns every parameter that there is, for clients: a constant of the metadata.
	fn parameters() -> Vec<ParameterInfo>;

	/// Returns the most weight that [`Self::check`] and [`Self::set`] take together.
	fn weight() -> Weight;
}

/// Checks calls that directives dispatch.
pub trait CheckCall<Call> {
	/// Checks that a directive may dispatch a call, and all calls within it. Its time is at most
	/// proportional to the size of the call.
	fn check(call: &Call) -> DispatchResult;
}

/// Cancels slashes of validators.
pub trait CancelSlashes<Origin> {
	/// Cancels all slashes of these validators that are due in an era, or fails and changes
	/// nothing. The origin is that of a ratified directive.
	fn cancel(origin: Origin, era: u32, validators: &[AccountId32]) -> DispatchResult;

	/// Returns the most weight that cancelling takes.
	fn weight() -> Weight;
}

/// The place of a task in the scheduler: its block and its index in the agenda of that block.
pub type TaskPlace<BlockNumber> = (BlockNumber, u32);

/// Finds tasks of the scheduler.
pub trait FindTasks<BlockNumber> {
	/// Returns the place of a task, and its name if it has one. `None` if there is no such task.
	fn find(task: &Task<BlockNumber>) -> Option<(TaskPlace<BlockNumber>, Option<TaskName>)>;
}

/// The end of an authorised upgrade.
#[frame_support::stored(no_skip_type_params)]
#[derive(Copy)]
pub struct UpgradeExpiry<BlockNumber> {
	/// BLAKE2b-256 of the code.
	pub code_hash: H256,
	/// The block from which the code can't be applied.
	pub at: BlockNumber,
}

/// The description of a parameter of the chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, TypeInfo)]
pub struct ParameterInfo {
	/// The parameter's group and name.
	pub name: &'static str,
	/// The parameter's effect.
	pub what: &'static str,
	/// The unit of the value, or the type that states it for each of its fields.
	pub unit: &'static str,
	/// The least and the greatest value. `None` if the value is not one number: then the type's own
	/// rules hold.
	pub range: Option<(u128, u128)>,
}

/// The state of a ratified post's directive.
#[frame_support::stored(no_skip_type_params)]
pub enum State<BlockNumber> {
	/// The post has no directive.
	NoDirective,
	/// The directive waits for its block.
	Scheduled {
		/// The block of the enactment, or of the first attempt if that block has no weight left.
		at: BlockNumber,
	},
	/// The directive took effect.
	Enacted {
		/// The block of the enactment.
		at: BlockNumber,
	},
	/// The directive could not be scheduled, or could not take effect. Nothing of it did.
	Failed {
		/// The block of the failure.
		at: BlockNumber,
		/// The cause.
		error: DispatchError,
	},
	/// Another post cancelled the directive before it took effect.
	Cancelled {
		/// The block of the cancellation.
		at: BlockNumber,
		/// The ratified post that cancelled it.
		by: PostId,
	},
	/// No block that was tried had room for the directive. Anyone may have it scheduled.
	Unscheduled {
		/// The block in which the directive was due.
		due: BlockNumber,
	},
}

/// The record of a post's ratification. Shares are as its pool counted them.
#[frame_support::stored(no_skip_type_params)]
pub struct Ratification<BlockNumber> {
	/// The post's domain, whose reputation ratified it.
	pub domain: DomainId,
	/// The pool that ratified the post.
	pub pool: PoolId,
	/// The block in which the pool was decided.
	pub at: BlockNumber,
	/// The tier of the pool, and so the bars that it met: `Parameter` for what was ratified before
	/// there were tiers. A post that only cancels another needs
	/// less support than any: that is no consent to what else it says.
	pub tier: Tier,
	/// The REP that was pledged for the post.
	pub ayes: Shares,
	/// The REP that was pledged against the post.
	pub nays: Shares,
	/// The domain's REP from which the quorum was computed.
	pub supply: Shares,
	/// The number of voters.
	pub voters: u32,
	/// The duration of the domain's shortest vote at that time. A vote on cancelling the directive
	/// lasts a third of it or more.
	pub vote: BlockNumber,
	/// The state of the post's directive.
	pub state: State<BlockNumber>,
}

/// The client that a domain recommends.
#[frame_support::stored(no_skip_type_params)]
pub struct Client<BlockNumber> {
	/// BLAKE2b-256 of the bundle.
	pub hash: H256,
	/// The address of the bundle.
	pub uri: BoundedVec<u8, ConstU32<MAX_URI>>,
	/// The post whose directive recommends it.
	pub post: PostId,
	/// The block since which it is recommended.
	pub at: BlockNumber,
}

/// A ratified post as shown to clients.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct RatificationInfo<Parameter, BlockNumber> {
	/// The record of the ratification.
	pub ratification: Ratification<BlockNumber>,
	/// The post's directive, if it has one.
	pub directive: Option<Directive<Parameter, BlockNumber>>,
}
