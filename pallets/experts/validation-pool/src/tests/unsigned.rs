use super::*;
use frame_support::traits::GetCallName;
use witan_mocks::domains::FOUNDER;

// Protects: every call is made by an account, and neither by nobody nor by the chain itself. Just
// the same call is taken from an account.
#[test]
fn calls_should_be_refused_when_unsigned() {
	ExtBuilder::default().with_reputation(&[(1, 600), (2, 300)]).build_and_execute(|| {
		let (open, hidden) = (open_pool(params(), 0), open_pool(secret(), 0));
		let hash = ValidationPool::commit_hash(hidden, 1, Side::Aye, 5, salt(1));
		commit(2, hidden, Side::Nay, 5);
		let (empty, _) = empty_job(PoolParams { duration: 20, ..params() }, 0);
		let calls = [
			(1, 1, Call::open { post: post(), params: params(), fee: 5 }),
			(1, 1, Call::stake { pool: open, side: Side::Aye, amount: 5 }),
			(1, 1, Call::commit { pool: hidden, hash, amount: 5 }),
			(11, 1, Call::reveal { pool: hidden, side: Side::Aye, salt: salt(1) }),
			(11, 1, Call::settle { pool: open }),
			(11, FOUNDER, Call::founder_decide { pool: empty, side: Side::Aye }),
			(11, 1, Call::reveal_for { pool: hidden, who: 2, side: Side::Nay, salt: salt(2) }),
		];
		assert_eq!(calls.each_ref().map(|(.., call)| call.get_call_name()), Call::get_call_names());
		for (block, who, signed) in calls {
			System::set_block_number(block);
			for origin in [RuntimeOrigin::none(), RuntimeOrigin::root()] {
				let error = DispatchError::BadOrigin;
				assertions::assert_refused::<RuntimeCall>(origin, signed.clone(), error);
			}
			call(who, signed).expect("an account may");
		}
	});
}
