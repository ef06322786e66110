//! Origins of calls.

use super::*;
use frame_support::traits::GetCallName;

// Protects: every call needs a signed origin: neither unsigned transactions nor root can make it,
// and an account can make the same call.
#[test]
fn calls_should_be_refused_when_unsigned() {
	let members = ExtBuilder::default().member(1, 100).member(2, 100).member(3, 100);
	members.build_and_execute(|| {
		offer(2, 50, 10);
		offer(3, 50, 20);
		let calls = [
			(1, 1, Call::offer { domain: DOMAIN, amount: 5, until: 10 }),
			(1, 1, Call::top_up { domain: DOMAIN, amount: 1 }),
			(1, 1, Call::extend { domain: DOMAIN, until: 20 }),
			(1, 1, Call::withdraw { domain: DOMAIN }),
			(10, 1, Call::prune { domain: DOMAIN, who: 2 }),
			(10, 3, Call::lower { domain: DOMAIN, amount: 40 }),
			(10, 3, Call::pause { domain: DOMAIN }),
			(10, 3, Call::resume { domain: DOMAIN }),
			(10, 3, Call::set_max_jobs { domain: DOMAIN, max_jobs: 1 }),
		];
		let names = calls.each_ref().map(|(_, _, call)| call.get_call_name());
		assert_eq!(names, Call::get_call_names());
		for (block, who, call) in calls {
			System::set_block_number(block);
			for origin in [RuntimeOrigin::none(), RuntimeOrigin::root()] {
				assert_refused::<RuntimeCall>(origin, call.clone(), DispatchError::BadOrigin);
			}
			assert_ok!(RuntimeCall::from(call).dispatch(RuntimeOrigin::signed(who)));
		}
	});
}
