use super::*;
use crate::{mock::*, Call};
use frame_support::{assert_ok, traits::GetCallName};
use sp_runtime::{traits::Dispatchable, DispatchError};
use witan_experts::ledger::PayBody;

// Protects: every call is for signed accounts only, not for unsigned or root origins. The same call
// passes from an account.
#[test]
fn calls_should_be_refused_when_unsigned() {
	ExtBuilder::default().members(&[(ALICE, rep(1))]).build_and_execute(|| {
		assert_ok!(Reputation::pay(STABLE, &PAYER, 1_000, None, &[]));
		let calls = [Call::<Test>::claim_dividends { domain: STABLE, who: ALICE }];
		assert_eq!(
			calls.each_ref().map(|call| call.get_call_name()),
			Call::<Test>::get_call_names()
		);
		for call in calls.map(RuntimeCall::from) {
			for origin in [RuntimeOrigin::none(), RuntimeOrigin::root()] {
				assert_refused::<RuntimeCall>(origin, call.clone(), DispatchError::BadOrigin);
			}
			assert_ok!(call.dispatch(RuntimeOrigin::signed(BOB)));
		}
	});
}
