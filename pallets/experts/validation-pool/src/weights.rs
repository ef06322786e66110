//! What calls and steps weigh.

use frame_support::weights::{constants::RocksDbWeight, Weight};

/// Weights of the calls, and of the steps that calls and `on_idle` are made of.
pub trait WeightInfo {
	/// `open` of a pool for governance, which takes a new snapshot, without deciding.
	fn open() -> Weight;
	/// `stake`, without deciding, in a pool that is not for governance.
	fn stake() -> Weight;
	/// `commit`, in a pool that is not for governance.
	fn commit() -> Weight;
	/// What a stake or a commitment takes on top in a pool for governance: finding out what was minted to the account.
	fn check_counts() -> Weight;
	/// `reveal`.
	fn reveal() -> Weight;
	/// `settle` of a decided pool without votes, which is removed.
	fn settle() -> Weight;
	/// Deciding a pool by its votes or for want of them, without those who hear of it.
	fn decide() -> Weight;
	/// Deciding a pool by the founder's word, without those who hear of it. The fee is paid to as many authors as a post may
	/// have, because nobody else has a part in the domain.
	fn decide_by_word() -> Weight;
	/// Settling a vote that won.
	fn settle_vote_won() -> Weight;
	/// Settling a vote that lost.
	fn settle_vote_lost() -> Weight;
	/// What settling a vote takes on top in a pool for governance that passed: keeping the ballot.
	fn keep_ballot() -> Weight;
	/// Searching for due pools, and finding as many as one search gives.
	fn on_idle_base() -> Weight;
}

/// Estimates for tests: reads and writes, and 10 µs each call or step.
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

	fn decide_by_word() -> Weight {
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
