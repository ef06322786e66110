use super::*;
use crate::{Choice, Preview, Votes};
use codec::Encode;
use sp_core::H256;
use sp_io::hashing::blake2_256;
use witan_experts::shares::Shares;

fn chain() -> ExtBuilder {
	ExtBuilder::default().with_reputation(&[(1, 600), (2, 300), (3, 100)])
}

// Protects: the hash is of the documented encoding, so that a client's own hash is accepted.
#[test]
fn hash_should_be_of_the_documented_encoding_when_computed() {
	chain().build_and_execute(|| {
		let hash = ValidationPool::commit_hash(7, 1, Side::Nay, 30, [5; 32]);
		let genesis = System::block_hash(0);
		let encoded = (genesis, 7u64, 1u64, Side::Nay, 30u128, [5u8; 32]).encode();
		assert_eq!(hash, H256::from(blake2_256(&encoded)));
		assert_eq!(encoded.len(), 32 + 8 + 8 + 1 + 16 + 32);
	});
}

// Protects: a commitment shows the amount and hides the side; revealing moves it to its side.
#[test]
fn side_should_count_when_it_is_revealed() {
	chain().build_and_execute(|| {
		let pool = open_pool(secret(), 0);
		commit(1, pool, Side::Nay, 200);
		assert_eq!((free(1), staked(1)), (400, (200, 1)));
		let tally = Pools::<Test>::get(pool).unwrap().tally;
		assert_eq!((tally.ayes, tally.nays, tally.committed), (0, 0, 200));
		System::set_block_number(11);
		reveal(1, pool, Side::Nay);
		let tally = Pools::<Test>::get(pool).unwrap().tally;
		assert_eq!((tally.ayes, tally.nays, tally.committed), (0, 200, 0));
		assert_eq!(Votes::<Test>::get(pool, 1).unwrap().choice, Choice::Open(Side::Nay));
		let stake = Shares::new(200, 0);
		assert!(has_event(Event::Revealed { pool, who: 1, side: Side::Nay, stake }));
	});
}

// Protects: each reason for which a commitment can't be taken has its own error.
#[test]
fn commit_should_be_refused_when_it_cannot_be_taken() {
	chain().build_and_execute(|| {
		let pool = open_pool(secret(), 0);
		let open = open_pool(params(), 0);
		let commit = |pool, amount| Call::commit { pool, hash: H256::zero(), amount };
		assert_refused(1, commit(pool, 0), Error::<Test>::ZeroStake);
		assert_refused(1, commit(99, 1), Error::<Test>::UnknownPool);
		assert_refused(1, commit(open, 1), Error::<Test>::SidesAreOpen);
		assert_refused(4, commit(pool, 1), Error::<Test>::NotAMember);
		assert_refused(1, commit(pool, 601), Error::<Test>::NotEnoughReputation);
		call(1, commit(pool, 5)).unwrap();
		assert_refused(1, commit(pool, 1), Error::<Test>::AlreadyCommitted);
		System::set_block_number(11);
		assert_refused(2, commit(pool, 1), Error::<Test>::TooLate);
	});
}

// Protects: an amount that no ledger counts is refused like any other that is too great, and
// commits to nothing.
#[test]
fn commit_should_be_refused_when_the_amount_is_the_greatest_number() {
	chain().build_and_execute(|| {
		let pool = open_pool(secret(), 0);
		for amount in [u128::MAX, u128::MAX - 1, 1 << 127, 1 << 96] {
			let hash = ValidationPool::commit_hash(pool, 1, Side::Aye, amount, salt(1));
			let commit = Call::commit { pool, hash, amount };
			assert_refused(1, commit.clone(), Error::<Test>::NotEnoughReputation);
			assert_refused(4, commit, Error::<Test>::NotAMember);
		}
		commit(1, pool, Side::Aye, 600);
		assert_eq!(Pools::<Test>::get(pool).unwrap().tally.committed, 600);
	});
}

// Protects: a side is shown only in its period, by the account that committed to it, once, and as
// committed.
#[test]
fn reveal_should_be_refused_when_it_does_not_fit() {
	chain().build_and_execute(|| {
		let pool = open_pool(secret(), 0);
		let open = open_pool(params(), 0);
		commit(1, pool, Side::Aye, 5);
		commit(2, pool, Side::Aye, 5);
		let showing = |pool, side, salt| Call::reveal { pool, side, salt };
		assert_refused(1, showing(99, Side::Aye, salt(1)), Error::<Test>::UnknownPool);
		assert_refused(1, showing(open, Side::Aye, salt(1)), Error::<Test>::SidesAreOpen);
		System::set_block_number(10);
		assert_refused(1, showing(pool, Side::Aye, salt(1)), Error::<Test>::TooEarly);
		System::set_block_number(11);
		assert_refused(3, showing(pool, Side::Aye, salt(3)), Error::<Test>::NothingCommitted);
		assert_refused(1, showing(pool, Side::Nay, salt(1)), Error::<Test>::HashMismatch);
		assert_refused(1, showing(pool, Side::Aye, salt(2)), Error::<Test>::HashMismatch);
		reveal(1, pool, Side::Aye);
		assert_refused(1, showing(pool, Side::Aye, salt(1)), Error::<Test>::AlreadyRevealed);
		System::set_block_number(16);
		assert_refused(2, showing(pool, Side::Aye, salt(2)), Error::<Test>::TooLate);
	});
}

// Protects: nobody votes by the hash of another account or of another pool.
#[test]
fn reveal_should_be_refused_when_the_hash_was_copied() {
	chain().build_and_execute(|| {
		let pool = open_pool(secret(), 0);
		let hash = ValidationPool::commit_hash(pool, 1, Side::Aye, 5, salt(1));
		call(2, Call::commit { pool, hash, amount: 5 }).unwrap();
		System::set_block_number(11);
		let showing = Call::reveal { pool, side: Side::Aye, salt: salt(1) };
		assert_refused(2, showing, Error::<Test>::HashMismatch);
	});
}

// Protects: a pool whose sides are not all shown is decided after the reveal period. A side that
// was not shown loses its whole stake, does not help the quorum, and is nobody's gain.
#[test]
fn unrevealed_commit_should_lose_when_the_pool_is_quorate() {
	chain().build_and_execute(|| {
		let pool = open_pool(secret(), 0);
		commit(1, pool, Side::Aye, 300);
		commit(2, pool, Side::Aye, 200);
		commit(3, pool, Side::Nay, 100);
		System::set_block_number(11);
		reveal(1, pool, Side::Aye);
		reveal(3, pool, Side::Nay);
		System::set_block_number(15);
		assert_refused(20, Call::settle { pool }, Error::<Test>::NotDue);
		settle_when_due(pool);
		assert_eq!((free(1), free(2), free(3)), (600, 300 - 200, 100 - 10));
		assert_eq!(supply(), 1_000 - 200 - 10);
	});
}

// Protects: nobody undoes a quorum for free by not showing its side. Shown stakes are returned
// whole. The others are lost whole, whatever the binding, and nobody receives them.
#[test]
fn unrevealed_commit_should_lose_everything_when_the_pool_is_not_quorate() {
	for redistribute in [true, false] {
		chain().build_and_execute(|| {
			let pool = open_pool(PoolParams { binding: 333_333, redistribute, ..secret() }, 100);
			commit(1, pool, Side::Aye, 299);
			commit(2, pool, Side::Aye, 200);
			commit(3, pool, Side::Nay, 100);
			System::set_block_number(11);
			reveal(1, pool, Side::Aye);
			let expected =
				Preview { verdict: Verdict::NotQuorate, burned: 200, minted: 0, returned: 0 };
			assert_eq!(ValidationPool::preview(pool, 2), Some(expected));
			settle_when_due(pool);
			assert_eq!(verdict_of(pool), Some(Verdict::NotQuorate));
			assert_eq!((free(1), free(2), free(3)), (600, 300 - 200, 0));
			assert_eq!(supply(), 1_000 - 200 - 100);
			assert!(MockPosts::rewards().is_empty());
			assert!(has_event(Event::VoteSettled {
				pool,
				who: 2,
				burned: Shares::new(200, 0),
				minted: Shares::zero(),
				returned: Shares::zero(),
			}));
		});
	}
}

// Protects: nobody commits to a side that it could never show. A secret job pool that opened with
// all REP staked has no reveal period, and REP may be minted to others in that block.
#[test]
fn commit_should_be_refused_when_there_is_no_time_to_reveal() {
	ExtBuilder::default().with_reputation(&[(1, 600)]).build_and_execute(|| {
		let reason = RuntimeHoldReason::from(HoldReason::Deposit);
		let stake = Ledger::open_stake(DOMAIN, &1, &reason, 600).unwrap();
		let params = secret();
		let job = JobPool { opener: 5, post: post(), params, fee: 0, worker: 1, stake, reason };
		let pool = ValidationPool::open_for_job(job).unwrap();
		Ledger::mint(DOMAIN, &2, Shares::new(1_000, 0)).unwrap();
		let late = Call::commit { pool, hash: H256::zero(), amount: 5 };
		assert_refused(2, late, Error::<Test>::TooLate);
	});
}
