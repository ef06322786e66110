//! Tests that a block holds what it has time and room for, and that the pool is told what no block
//! holds.

use crate::common::header;
use codec::Encode;
use sc_proposer_metrics::EndProposingReason::{
	self, HitBlockSizeLimit, HitBlockWeightLimit, HitDeadline, NoMoreTransactions,
};
use sc_transaction_pool_api::{InPoolTransaction, ReadyTransactions};
use sp_blockchain::Error;
use sp_runtime::{
	transaction_validity::{
		InvalidTransaction, TransactionLongevity, TransactionPriority, TransactionTag,
	},
	ApplyExtrinsicResult, OpaqueExtrinsic,
};
use std::{
	sync::Arc,
	thread,
	time::{Duration, Instant},
};
use witan_node::authoring::{fill, BlockSize, Limits, BATCH, BATCH_BYTES, PASSED_OVER};
use witan_primitives::OpaqueBlock;

/// An extrinsic, by what becomes of it when it is applied, and bytes that it takes.
type Extrinsic = (u8, Vec<u8>);

const FITS: u8 = 0;
const TOO_HEAVY: u8 = 1;
const STALE: u8 = 2;
const TRAP: u8 = 3;

/// The runtime's part in a block.
struct Runtime {
	/// The most extrinsics that it applies in one call.
	budget: usize,
	/// The number of extrinsics of each call.
	calls: Vec<usize>,
	/// The number of extrinsics that it has come to.
	tried: usize,
	block: Vec<Extrinsic>,
}

impl Runtime {
	fn new(budget: usize) -> Self {
		Self { budget, calls: Vec::new(), tried: 0, block: Vec::new() }
	}

	fn apply(&mut self, batch: Vec<Extrinsic>) -> Result<Vec<ApplyExtrinsicResult>, Error> {
		self.calls.push(batch.len());
		let before = self.block.len();
		let mut results = Vec::new();
		for extrinsic in batch.into_iter().take(self.budget) {
			self.tried += 1;
			let refusal = match extrinsic.0 {
				FITS => {
					self.block.push(extrinsic);
					results.push(Ok(Ok(())));
					continue;
				},
				TOO_HEAVY => InvalidTransaction::ExhaustsResources,
				STALE => InvalidTransaction::Stale,
				_ => {
					self.block.truncate(before);
					return Err(Error::Application("a trap".into()));
				},
			};
			results.push(Err(refusal.into()));
			break;
		}
		Ok(results)
	}
}

/// A transaction in the pool. Its hash is its place there.
struct Transaction {
	hash: usize,
	extrinsic: Arc<Extrinsic>,
	requires: Vec<TransactionTag>,
	provides: Vec<TransactionTag>,
}

impl InPoolTransaction for Transaction {
	type Transaction = Arc<Extrinsic>;
	type Hash = usize;

	fn data(&self) -> &Arc<Extrinsic> {
		&self.extrinsic
	}
	fn hash(&self) -> &usize {
		&self.hash
	}
	fn priority(&self) -> &TransactionPriority {
		&0
	}
	fn longevity(&self) -> &TransactionLongevity {
		&0
	}
	fn requires(&self) -> &[TransactionTag] {
		&self.requires
	}
	fn provides(&self) -> &[TransactionTag] {
		&self.provides
	}
	fn is_propagable(&self) -> bool {
		true
	}
}

/// The pool's transactions, in order, and the hashes of those that were not added.
struct Ready {
	transactions: std::vec::IntoIter<Transaction>,
	reported: Vec<usize>,
}

impl Iterator for Ready {
	type Item = Arc<Transaction>;

	fn next(&mut self) -> Option<Self::Item> {
		self.transactions.next().map(Arc::new)
	}
}

impl ReadyTransactions for Ready {
	fn report_invalid(&mut self, transaction: &Self::Item) {
		self.reported.push(transaction.hash);
	}
}

/// The outcome of filling a block, by places in the pool.
#[derive(Debug, PartialEq, Eq)]
struct Outcome {
	end: EndProposingReason,
	/// Transactions that were tried, whether or not they are in the block.
	tried: usize,
	added: usize,
	reported: Vec<usize>,
	invalid: Vec<usize>,
}

/// Makes transactions that need none of each other.
fn pool(extrinsics: Vec<Extrinsic>) -> Vec<Transaction> {
	let transaction = |(hash, extrinsic)| Transaction {
		hash,
		extrinsic: Arc::new(extrinsic),
		requires: Vec::new(),
		provides: Vec::new(),
	};
	extrinsics.into_iter().enumerate().map(transaction).collect()
}

/// Fills a block of the runtime with transactions.
fn filled_by(runtime: &mut Runtime, pool: Vec<Transaction>, limits: Limits) -> Outcome {
	let mut ready = Ready { transactions: pool.into_iter(), reported: Vec::new() };
	let filled = fill(&mut ready, &limits, BlockSize::new(0), |batch| runtime.apply(batch));
	assert_eq!(filled.added, runtime.block.len());
	Outcome {
		end: filled.end,
		tried: runtime.tried,
		added: filled.added,
		reported: ready.reported,
		invalid: filled.invalid.into_keys().collect(),
	}
}

/// Fills a block with these extrinsics.
fn filled(extrinsics: Vec<Extrinsic>, limits: Limits) -> Outcome {
	filled_by(&mut Runtime::new(usize::MAX), pool(extrinsics), limits)
}

/// Returns limits that no test reaches by chance: an hour, and room for everything.
fn limits() -> Limits {
	let later = Instant::now() + Duration::from_secs(3_600);
	Limits { deadline: later, full_from: later, bytes: 1 << 20 }
}

/// Returns the same limits late in the author's time.
fn late() -> Limits {
	Limits { full_from: past(), ..limits() }
}

fn past() -> Instant {
	Instant::now() - Duration::from_millis(1)
}

fn of(kind: u8) -> Extrinsic {
	(kind, Vec::new())
}

/// Returns extrinsics that fit, each with a number of its own.
fn numbered(count: usize) -> Vec<Extrinsic> {
	(0..count as u32).map(|number| (FITS, number.encode())).collect()
}

// Protects: every transaction that can be in the block is.
#[test]
fn block_should_hold_the_whole_pool_when_there_is_room() {
	let outcome = filled(vec![of(FITS); 20], limits());
	assert_eq!((outcome.end, outcome.added), (NoMoreTransactions, 20));
	assert_eq!((outcome.reported, outcome.invalid), (vec![], vec![]));
}

// Protects: an author stops in time to finish its block.
#[test]
fn block_should_take_no_transaction_when_its_time_is_up() {
	let outcome = filled(vec![of(FITS)], Limits { deadline: past(), ..limits() });
	assert_eq!((outcome.end, outcome.tried), (HitDeadline, 0));
}

// Protects: the pool forgets transactions that no block can hold, and those only.
#[test]
fn only_what_is_not_valid_should_be_forgotten() {
	let outcome = filled(vec![of(STALE), of(TOO_HEAVY), of(FITS)], limits());
	let expected = Outcome {
		end: NoMoreTransactions,
		tried: 3,
		added: 1,
		reported: vec![0, 1],
		invalid: vec![0],
	};
	assert_eq!(outcome, expected);
}

// Protects: a few heavy transactions don't keep light ones out of a block that has room.
#[test]
fn light_transaction_should_be_added_when_heavy_ones_before_it_have_no_room() {
	let mut extrinsics = vec![of(TOO_HEAVY); PASSED_OVER];
	extrinsics.push(of(FITS));
	let outcome = filled(extrinsics, late());
	assert_eq!((outcome.end, outcome.added), (NoMoreTransactions, 1));
}

// Protects: heavy transactions, refused one after the other, don't use up the time for a block.
#[test]
fn block_should_be_full_when_too_many_transactions_had_no_room() {
	let mut extrinsics = vec![of(TOO_HEAVY); PASSED_OVER + 1];
	extrinsics.push(of(FITS));
	let outcome = filled(extrinsics.clone(), late());
	assert_eq!((outcome.end, outcome.tried), (HitBlockWeightLimit, PASSED_OVER + 1));
	assert_eq!(filled(extrinsics, limits()).added, 1, "while there is time, more are tried");
}

// Protects: a block is never longer than its limit, and has room for what fits.
#[test]
fn block_should_take_what_fits_into_its_bytes() {
	let (long, short) = ((FITS, vec![0; 1_000]), (FITS, vec![0; 10]));
	let bytes = BlockSize::new(0).with(&long).with(&short).bytes();
	let extrinsics = vec![long.clone(), long, short.clone(), short];
	let outcome = filled(extrinsics, Limits { bytes, ..limits() });
	assert_eq!((outcome.end, outcome.tried, outcome.added), (HitBlockSizeLimit, 2, 2));
	assert_eq!((outcome.reported, outcome.invalid), (vec![1, 3], vec![]));
}

// Protects: a call of the runtime, which takes time to begin, is not made for each transaction.
#[test]
fn transactions_should_be_applied_in_batches() {
	let mut runtime = Runtime::new(usize::MAX);
	filled_by(&mut runtime, pool(vec![of(FITS); 2 * BATCH + 1]), limits());
	assert_eq!(runtime.calls, [BATCH, BATCH, 1]);
}

// Protects: a pool of transactions that no block has room for makes blocks no slower to fill than
// if each were tried alone, but for a factor of two.
#[test]
fn batches_should_be_short_after_a_refusal() {
	let mut runtime = Runtime::new(usize::MAX);
	let outcome = filled_by(&mut runtime, pool(vec![of(TOO_HEAVY); 500]), limits());
	assert_eq!((outcome.end, outcome.tried), (HitBlockWeightLimit, 500));
	assert!(runtime.calls.iter().sum::<usize>() <= BATCH + 2 * 500, "{:?}", runtime.calls);
}

// Protects: batches are long again soon after a refusal.
#[test]
fn batches_should_grow_while_none_is_refused() {
	let mut runtime = Runtime::new(usize::MAX);
	let transactions = [vec![of(STALE)], vec![of(FITS); 3 * BATCH]].concat();
	filled_by(&mut runtime, pool(transactions), limits());
	assert_eq!(runtime.calls[..9], [BATCH, 1, 2, 4, 8, 16, 32, BATCH, BATCH]);
}

// Protects: a batch costs little memory and time, and a long transaction is not kept out.
#[test]
fn batch_should_have_few_bytes_unless_it_is_one_transaction() {
	let mut runtime = Runtime::new(usize::MAX);
	let lengths = [100_000, 100_000, 100_000, BATCH_BYTES, 10, 10];
	let extrinsics = lengths.map(|length| (FITS, vec![0; length])).to_vec();
	let outcome = filled_by(&mut runtime, pool(extrinsics), limits());
	assert_eq!((outcome.end, outcome.added), (NoMoreTransactions, lengths.len()));
	assert_eq!(runtime.calls, [2, 1, 1, 2]);
}

// Protects: transactions stay in the pool's order, whatever the runtime leaves of a batch.
#[test]
fn block_should_keep_the_order_when_the_runtime_leaves_some_of_a_batch() {
	for budget in [1, 3, BATCH - 1] {
		let mut runtime = Runtime::new(budget);
		let extrinsics = numbered(3 * BATCH);
		let outcome = filled_by(&mut runtime, pool(extrinsics.clone()), limits());
		assert_eq!(outcome.end, NoMoreTransactions);
		assert_eq!(runtime.block, extrinsics, "by {budget}");
		assert_eq!(runtime.tried, extrinsics.len(), "none is applied twice");
	}
}

// Protects: those that follow a refused transaction in its batch are added in their order.
#[test]
fn block_should_keep_the_order_when_one_of_a_batch_is_refused() {
	let mut runtime = Runtime::new(usize::MAX);
	let valid = numbered(2 * BATCH);
	let mut extrinsics = valid.clone();
	extrinsics.insert(5, of(STALE));
	let outcome = filled_by(&mut runtime, pool(extrinsics), limits());
	assert_eq!((outcome.reported, outcome.invalid), (vec![5], vec![5]));
	assert_eq!(runtime.block, valid);
}

// Protects: the pool keeps an account's later transactions if an earlier one has no room,
// though they were in its batch. Tried without it they would look wrong.
#[test]
fn transactions_that_need_a_refused_one_should_be_passed_over_in_silence() {
	for (refused, invalid) in [(TOO_HEAVY, vec![]), (STALE, vec![0])] {
		let mut transactions = pool(vec![of(refused), of(FITS), of(FITS), of(FITS)]);
		for place in 0..3u8 {
			let transaction = &mut transactions[usize::from(place)];
			transaction.provides = vec![vec![place]];
			transaction.requires = place.checked_sub(1).map(|tag| vec![tag]).into_iter().collect();
		}
		let outcome = filled_by(&mut Runtime::new(usize::MAX), transactions, limits());
		assert_eq!((outcome.tried, outcome.added), (2, 1));
		assert_eq!((outcome.reported, outcome.invalid), (vec![0, 1, 2], invalid));
	}
}

// Protects: one transaction at which the runtime fails keeps no other out of the block, and the
// pool forgets it and no other.
#[test]
fn transaction_should_be_found_when_the_runtime_fails_at_it() {
	let mut runtime = Runtime::new(usize::MAX);
	let valid = numbered(2 * BATCH);
	let mut extrinsics = valid.clone();
	extrinsics.insert(5, of(TRAP));
	let outcome = filled_by(&mut runtime, pool(extrinsics), limits());
	assert_eq!(outcome.end, NoMoreTransactions);
	assert_eq!((outcome.reported, outcome.invalid), (vec![5], vec![5]));
	assert_eq!(runtime.block, valid);
	let expected = [vec![BATCH], vec![1; BATCH], vec![BATCH, 1]].concat();
	assert_eq!(runtime.calls, expected, "one batch is tried one by one, and no more");
}

// Protects: an author is late by a batch at most.
#[test]
fn block_should_take_no_further_batch_when_its_time_is_up() {
	let mut runtime = Runtime::new(usize::MAX);
	let mut ready =
		Ready { transactions: pool(vec![of(FITS); 2 * BATCH]).into_iter(), reported: vec![] };
	let limits = Limits { deadline: Instant::now() + Duration::from_millis(500), ..limits() };
	let filled = fill(&mut ready, &limits, BlockSize::new(0), |batch: Vec<Extrinsic>| {
		thread::sleep(Duration::from_millis(600));
		runtime.apply(batch)
	});
	assert_eq!((filled.end, filled.added), (HitDeadline, BATCH));
	assert!(filled.invalid.is_empty() && ready.reported.is_empty());
}

// Protects: a block that others would refuse for its length is never made.
#[test]
fn size_should_be_that_of_the_encoded_block() {
	let mut block = OpaqueBlock { header: header(), extrinsics: Vec::new() };
	let mut size = BlockSize::new(block.encoded_size());
	for length in (0..300).chain([70_000]) {
		let extrinsic = OpaqueExtrinsic::from_blob(vec![0; length]);
		size = size.with(&extrinsic);
		block.extrinsics.push(extrinsic);
		let encoded = block.encoded_size();
		assert!((encoded..=encoded + 4).contains(&size.bytes()), "{encoded}, {size:?}");
	}
}
