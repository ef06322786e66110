//! Weights of the forum's calls and steps.

use core::marker::PhantomData;
use frame_support::{
	traits::Get,
	weights::{constants::RocksDbWeight, RuntimeDbWeight, Weight},
};

/// Weights, measured for the runtime. `()` is for tests.
pub trait WeightInfo {
	/// A post with `c` citations, `a` authors, `l` bytes of inline content and `d` directives, of
	/// which it has one or none.
	fn post(c: u32, a: u32, l: u32, d: u32) -> Weight;
	/// The call `propagate`, without its steps.
	fn propagate() -> Weight;
	/// The removal of a post with `c` citations.
	fn remove(c: u32) -> Weight;
	/// A credit to a post with `c` citations and `a` authors that ends its domain's turn and leaves
	/// steps.
	fn credit_step(c: u32, a: u32) -> Weight;
	/// A debit of a post with `a` authors for one with `b` authors that ends its domain's turn and
	/// leaves steps.
	fn debit_step(a: u32, b: u32) -> Weight;
	/// A check of the turns when none exists.
	fn idle() -> Weight;
}

/// Estimates by hand: reads and writes are counted, execution and proof size are generous guesses.
struct ByHand<Db>(PhantomData<Db>);

impl<Db: Get<RuntimeDbWeight>> ByHand<Db> {
	fn of(micros: u64, reads: u64, writes: u64) -> Weight {
		Weight::from_parts(micros.saturating_mul(1_000_000), reads.saturating_mul(3_500))
			.saturating_add(Db::get().reads_writes(reads, writes))
	}
}

// The arguments are at most 4096.
#[allow(clippy::arithmetic_side_effects)]
impl WeightInfo for () {
	fn post(c: u32, a: u32, l: u32, d: u32) -> Weight {
		let (c, a, l, d) = (u64::from(c), u64::from(a), u64::from(l), u64::from(d));
		ByHand::<RocksDbWeight>::of(60 + 12 * c + 2 * a + l / 64, 5 + 2 * c, 5 + c + d)
	}

	fn propagate() -> Weight {
		ByHand::<RocksDbWeight>::of(30, 1, 1)
	}

	fn remove(c: u32) -> Weight {
		ByHand::<RocksDbWeight>::of(60 + 8 * u64::from(c), 5 + u64::from(c), 6 + u64::from(c))
	}

	fn credit_step(c: u32, a: u32) -> Weight {
		let (c, a) = (u64::from(c), u64::from(a));
		ByHand::<RocksDbWeight>::of(60 + 25 * c + 30 * a, 9 + 3 * c + 4 * a, 8 + 3 * c + 4 * a)
	}

	fn debit_step(a: u32, b: u32) -> Weight {
		let authors = u64::from(a) + u64::from(b);
		ByHand::<RocksDbWeight>::of(90 + 30 * authors, 13 + 4 * authors, 10 + 4 * authors)
	}

	fn idle() -> Weight {
		ByHand::<RocksDbWeight>::of(5, 1, 0)
	}
}
