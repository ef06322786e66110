//! Weights of the calls, and of the steps that calls and `on_idle` are made of.

use frame_support::weights::{constants::RocksDbWeight, Weight};

/// Weights of the calls, and of the steps that calls and `on_idle` are made of.
pub trait WeightInfo {
	/// Returns the weight of `open`, without deciding, of a pool that is not for governance.
	fn open() -> Weight;
	/// Returns the weight of `open` for governance, which takes a new snapshot and cancels a
	/// directive, without what it asks of the post and without a pool that it replaces.
	fn open_for_governance() -> Weight;
	/// Returns the weight of `stake`, without deciding, in a pool that is not for governance: a job
	/// pool, in which the worker's REP is read besides.
	fn stake() -> Weight;
	/// Returns the same if all REP that is touched is of the present era.
	fn stake_in_era() -> Weight;
	/// Returns the weight of `stake`, without deciding, in a pool for governance that cancels
	/// nothing.
	fn pledge() -> Weight;
	/// Returns the weight of `stake`, without deciding, in a pool that cancels a directive.
	fn pledge_on_cancelling() -> Weight;
	/// Returns the weight of `commit`.
	fn commit() -> Weight;
	/// Returns the same if all REP that is touched is of the present era.
	fn commit_in_era() -> Weight;
	/// Returns the weight of `reveal`.
	fn reveal() -> Weight;
	/// Returns the weight of `settle` of a decided pool without votes, which is removed.
	fn settle() -> Weight;
	/// Returns the weight of deciding a pool without its founder, and without the pallets that act
	/// on the verdict.
	fn decide() -> Weight;
	/// Returns the weight of `founder_decide`, without the pallets that act on the verdict. The fee
	/// is paid to as many authors as a post may have, because nobody else has a part in the domain.
	fn founder_decide() -> Weight;
	/// Returns the weight of settling a vote that won.
	fn settle_vote_won() -> Weight;
	/// Returns the weight of settling a vote that lost.
	fn settle_vote_lost() -> Weight;
	/// Returns the weight of settling a pledge of which a part is lost.
	fn settle_pledge() -> Weight;
	/// Returns the weight of forgetting a pledge against cancelling a directive.
	fn forget_pledge() -> Weight;
	/// Returns the extra weight of settling a vote in a pool for governance that passed: keeping
	/// the ballot.
	fn keep_ballot() -> Weight;
	/// Returns the weight of giving an undecided pool of the release before the present layout.
	fn migrate_pool() -> Weight;
	/// Returns the weight of searching for due pools, and finding as many as one search returns.
	fn on_idle_base() -> Weight;
}

/// Estimates for tests: reads and writes, and 10 µs for each call or step.
impl WeightInfo for () {
	fn open() -> Weight {
		step(10, 7)
	}

	fn open_for_governance() -> Weight {
		step(16, 12)
	}

	fn stake() -> Weight {
		step(5, 4)
	}

	fn stake_in_era() -> Weight {
		step(5, 3)
	}

	fn pledge() -> Weight {
		step(5, 3)
	}

	fn pledge_on_cancelling() -> Weight {
		step(9, 5)
	}

	fn commit() -> Weight {
		step(4, 4)
	}

	fn commit_in_era() -> Weight {
		step(4, 3)
	}

	fn reveal() -> Weight {
		step(3, 2)
	}

	fn settle() -> Weight {
		step(5, 6)
	}

	fn decide() -> Weight {
		step(16, 14)
	}

	fn founder_decide() -> Weight {
		step(30, 30)
	}

	fn settle_vote_won() -> Weight {
		step(3, 3)
	}

	fn settle_vote_lost() -> Weight {
		step(3, 3)
	}

	fn settle_pledge() -> Weight {
		step(3, 3)
	}

	fn forget_pledge() -> Weight {
		step(1, 1)
	}

	fn keep_ballot() -> Weight {
		step(0, 1)
	}

	fn migrate_pool() -> Weight {
		step(6, 4)
	}

	fn on_idle_base() -> Weight {
		step((crate::IDLE_BLOCKS + crate::IDLE_POOLS).into(), 1)
	}
}

fn step(reads: u64, writes: u64) -> Weight {
	let proof = 3_000u64.saturating_mul(reads);
	Weight::from_parts(10_000_000, proof)
		.saturating_add(RocksDbWeight::get().reads_writes(reads, writes))
}
