//! Health: what the node's operator watches of the chain's own work.

use codec::{Decode, Encode};
use scale_info::TypeInfo;
use sp_runtime::FixedU128;
use witan_primitives::BlockNumber;

/// The chain's own work at the end of a block: what waits, and how long it has.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct Health {
	/// The number of the block.
	pub block: BlockNumber,
	/// Draws of experts that are due and not made.
	pub draws: Draws,
	/// Blocks of the agenda of orders that are not finished: no-shows and verdicts to ask for.
	pub orders_lag: BlockNumber,
	/// Blocks of the agenda of validation pools that are not finished: pools to decide.
	pub pools_lag: BlockNumber,
	/// Decided pools whose votes are not all settled.
	pub settlement: Settlement,
	/// Steps of propagation that wait in all domains' forums.
	pub propagation: u64,
	/// Blocks of the scheduler's agenda that are not finished: directives and other tasks.
	pub tasks_lag: BlockNumber,
	/// The migration of many blocks, if one is under way.
	pub migration: Migration,
	/// The weight that the block used, and the most that it could.
	pub weight: WeightUsed,
	/// The number by which the next block's fees for weight and bytes are multiplied.
	pub fee_multiplier: FixedU128,
	/// Elections of validators, and those who want to be elected.
	pub staking: Staking,
}

/// Draws of experts that are due and not made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct Draws {
	/// The number of them, up to a bound of the pallet that makes them.
	pub overdue: u32,
	/// Blocks since the first of them was due.
	pub lag: BlockNumber,
}

/// Decided pools whose votes are not all settled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct Settlement {
	/// Places of the queue from the first to the last. Pools that were settled by call before
	/// their turn are among them.
	pub pools: u64,
	/// Votes of the first pool that are not settled.
	pub votes: u32,
}

/// The migration of many blocks that converts the chain's records.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub enum Migration {
	/// None is under way.
	None,
	/// One is under way, and transactions wait for it.
	UnderWay {
		/// Blocks since it began.
		blocks: BlockNumber,
	},
	/// One has failed, and no transaction is possible until the chain is repaired.
	Stuck,
}

/// The weight of a block by class, in picoseconds of the reference machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct WeightUsed {
	/// Transactions of users.
	pub normal: u64,
	/// Operational transactions.
	pub operational: u64,
	/// Inherents and hooks. The beginning of the block, scheduled calls and `on_idle` are among
	/// them.
	pub mandatory: u64,
	/// The most that all classes may use together, without `on_idle`, whose weight is set aside.
	pub most: u64,
}

/// Elections of validators, and those who want to be elected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct Staking {
	/// The current session.
	pub session: u32,
	/// The era whose validators make blocks.
	pub active_era: u32,
	/// The era of the last election that succeeded.
	pub elected_era: u32,
	/// Sessions by which the next election is late. More than zero means that the last one failed,
	/// or that eras are stopped.
	pub overdue_sessions: u32,
	/// Accounts that want to be validators.
	pub candidates: u32,
	/// Accounts that nominate validators.
	pub nominators: u32,
}

sp_api::decl_runtime_apis! {
	/// Health of the chain, for the operators of its nodes.
	pub trait HealthApi {
		/// Returns the chain's health at the end of a block. Its cost is bounded, whatever the
		/// chain keeps.
		fn health() -> Health;
	}
}
