//! Origins of calls.

use super::*;
use frame_support::traits::GetCallName;

// Protects: every call needs a signed origin: neither unsigned transactions nor root can make it,
// and an account can make the same call.
#[test]
fn calls_should_be_refused_when_unsigned() {
	ExtBuilder::default().member(1, 100).member(2, 100).build_and_execute(|| {
		offer(2, 50, 10);
		let calls = [
			(1, Call::offer { domain: DOMAIN, amount: 5, until: 10 }),
			(1, Call::top_up { domain: DOMAIN, amount: 1 }),
			(1, Call::extend { domain: DOMAIN, until: 20 }),
			(1, Call::withdraw { domain: DOMAIN }),
			(10, Call::prune { domain: DOMAIN, who: 2 }),
		];
		assert_eq!(calls.each_ref().map(|(_, call)| call.get_call_name()), Call::get_call_names());
		for (block, call) in calls {
			System::set_block_number(block);
			for origin in [RuntimeOrigin::none(), RuntimeOrigin::root()] {
				assert_refused::<RuntimeCall>(origin, call.clone(), DispatchError::BadOrigin);
			}
			assert_ok!(RuntimeCall::from(call).dispatch(RuntimeOrigin::signed(1)));
		}
	});
}
