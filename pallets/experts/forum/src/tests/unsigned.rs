use crate::{mock::*, *};
use frame_support::{assert_ok, traits::GetCallName};
use sp_runtime::DispatchError;
use witan_experts::shares::MILLION;
use witan_mocks::assertions::assert_refused;

// Protects: every call needs a signed origin, neither none nor root. The same call succeeds when an
// account signs it.
#[test]
fn calls_should_be_refused_when_unsigned() {
	ExtBuilder::build_and_execute(|| {
		let removable = post(BOB, &[]);
		reward(post(BOB, &[]), 1);
		let posted = Call::<Test>::post {
			domain: DOMAIN,
			authors: authors(&[(ALICE, MILLION)]),
			citations: citations(&[]),
			content: text("signed"),
			directive: None,
		};
		let calls = [posted, Call::propagate { steps: 1 }, Call::remove { post: removable }];
		assert_eq!(
			calls.each_ref().map(|call| call.get_call_name()),
			Call::<Test>::get_call_names()
		);
		for call in calls {
			for origin in [RuntimeOrigin::none(), RuntimeOrigin::root()] {
				assert_refused::<RuntimeCall>(origin, call.clone(), DispatchError::BadOrigin);
			}
			assert_ok!(dispatch(ALICE, call));
		}
	});
}
