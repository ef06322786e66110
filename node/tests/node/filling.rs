//! Tests that a block holds what it has time and room for, and that the pool is told what no block
//! holds.

use codec::Encode;
use sc_proposer_metrics::EndProposingReason::{
	self, HitBlockSizeLimit, HitBlockWeightLimit, HitDeadline, NoMoreTransactions,
};
use sc_transaction_pool_api::{InPoolTransaction, ReadyTransactions};
use sp_blockchain::{ApplyExtrinsicFailed, Error};
use sp_runtime::{
	transaction_validity::{
		InvalidTransaction, TransactionLongevity, TransactionPriority, TransactionTag,
	},
	OpaqueExtrinsic,
};
use std::{
	sync::Arc,
	time::{Duration, Instant},
};
use witan_node::authoring::{fill, BlockSize, Limits, PASSED_OVER};
use witan_primitives::{Header, OpaqueBlock};

/// An extrinsic, by what becomes of it when it is applied, and bytes that it takes.
type Extrinsic = (u8, Vec<u8>);

const FITS: u8 = 0;
const TOO_HEAVY: u8 = 1;
const STALE: u8 = 2;

fn apply(extrinsic: &Extrinsic) -> Result<(), Error> {
	let refused = |reason: InvalidTransaction| {
		Err(Error::from(ApplyExtrinsicFailed::Validity(reason.into())))
	};
	match extrinsic.0 {
		TOO_HEAVY => refused(InvalidTransaction::ExhaustsResources),
		STALE => refused(InvalidTransaction::Stale),
		_ => Ok(()),
	}
}

/// A transaction in the pool. Its hash is its place there.
struct Transaction {
	hash: usize,
	extrinsic: Arc<Extrinsic>,
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
		&[]
	}
	fn provides(&self) -> &[TransactionTag] {
		&[]
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

/// Fills a block with these extrinsics.
fn filled(extrinsics: Vec<Extrinsic>, limits: Limits) -> Outcome {
	let transactions: Vec<_> = extrinsics
		.into_iter()
		.enumerate()
		.map(|(hash, extrinsic)| Transaction { hash, extrinsic: Arc::new(extrinsic) })
		.collect();
	let mut ready = Ready { transactions: transactions.into_iter(), reported: Vec::new() };
	let mut tried = 0;
	let filled = fill(&mut ready, &limits, BlockSize::new(0), |extrinsic: Extrinsic| {
		tried += 1;
		apply(&extrinsic)
	});
	let invalid = filled.invalid.into_keys().collect();
	Outcome { end: filled.end, tried, added: filled.added, reported: ready.reported, invalid }
}

/// Returns limits that no test reaches by chance: an hour, and room for everything.
fn limits() -> Limits {
	let later = Instant::now() + Duration::from_secs(3_600);
	Limits { end: later, full_from: later, size: 1 << 20 }
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
	let outcome = filled(vec![of(FITS)], Limits { end: past(), ..limits() });
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
	let size = BlockSize::new(0).with(&long).with(&short).bytes();
	let extrinsics = vec![long.clone(), long, short.clone(), short];
	let outcome = filled(extrinsics, Limits { size, ..limits() });
	assert_eq!((outcome.end, outcome.tried, outcome.added), (HitBlockSizeLimit, 2, 2));
	assert_eq!((outcome.reported, outcome.invalid), (vec![1, 3], vec![]));
}

// Protects: a block that others would refuse for its length is never made.
#[test]
fn size_should_be_that_of_the_encoded_block() {
	let header = Header {
		parent_hash: Default::default(),
		number: 7,
		state_root: Default::default(),
		extrinsics_root: Default::default(),
		digest: Default::default(),
	};
	let mut block = OpaqueBlock { header, extrinsics: Vec::new() };
	let mut size = BlockSize::new(block.encoded_size());
	for length in (0..300).chain([70_000]) {
		let extrinsic = OpaqueExtrinsic::from_blob(vec![0; length]);
		size = size.with(&extrinsic);
		block.extrinsics.push(extrinsic);
		let encoded = block.encoded_size();
		assert!((encoded..=encoded + 4).contains(&size.bytes()), "{encoded}, {size:?}");
	}
}
