//! Weights of the calls, and of the steps that calls and `on_idle` are made of.

use frame_support::weights::{constants::RocksDbWeight, Weight};

/// Weights of the calls, and of the steps that calls and `on_idle` are made of.
pub trait WeightInfo {
	/// Returns the weight of `open` for governance, which takes a new snapshot, without deciding.
	fn open() -> Weight;
	/// Returns the weight of `stake`, without deciding, in a pool that is not for governance.
	fn stake() -> Weight;
	/// Returns the weight of `commit`, in a pool that is not for governance.
	fn commit() -> Weight;
	/// Returns the extra weight of a stake or a commitment in a pool for governance: finding out
	/// what was minted to the account.
	fn check_counts() -> Weight;
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
	/// Returns the extra weight of settling a vote in a pool for governance that passed: keeping
	/// the ballot.
	fn keep_ballot() -> Weight;
	/// Returns the weight of searching for due pools, and finding as many as one search returns.
	fn on_idle_base() -> Weight;
}

/// Estimates for tests: reads and writes, and 10 µs for each call or step.
impl WeightInfo for () {
	fn open() -> Weight {
		step(12, 8)
	}

	fn stake() -> Weight {
		step(4, 4)
	}

	fn commit() -> Weight {
		step(4, 4)
	}

	fn check_counts() -> Weight {
		step(2, 0)
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

	fn keep_ballot() -> Weight {
		step(0, 1)
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
