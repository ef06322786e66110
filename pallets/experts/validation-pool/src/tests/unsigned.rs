use super::*;
use frame_support::traits::GetCallName;

// Protects: calls are of accounts, all of them, and neither of nobody nor of the chain itself; just the same call is taken from
// an account.
#[test]
fn calls_should_be_refused_when_unsigned() {
	ExtBuilder::default().with_reputation(&[(1, 600), (2, 300)]).build_and_execute(|| {
		let (open, hidden) = (open_pool(params(), 0), open_pool(secret(), 0));
		let hash = ValidationPool::commit_hash(hidden, 1, Side::Aye, 5, salt(1));
		let calls = [
			(1, Call::open { post: post(), params: params(), fee: 5 }),
			(1, Call::stake { pool: open, side: Side::Aye, amount: 5 }),
			(1, Call::commit { pool: hidden, hash, amount: 5 }),
			(11, Call::reveal { pool: hidden, side: Side::Aye, salt: salt(1) }),
			(11, Call::settle { pool: open }),
		];
		assert_eq!(calls.each_ref().map(|(_, call)| call.get_call_name()), Call::get_call_names());
		for (block, signed) in calls {
			System::set_block_number(block);
			for origin in [RuntimeOrigin::none(), RuntimeOrigin::root()] {
				let unsigned = RuntimeCall::from(signed.clone());
				let refused = || unsigned.dispatch(origin).map_err(|refused| refused.error);
				assert_fails(refused, DispatchError::BadOrigin);
			}
			call(1, signed).expect("an account may");
		}
	});
}
