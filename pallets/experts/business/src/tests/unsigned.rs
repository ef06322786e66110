use crate::{mock::*, *};
use frame_support::traits::GetCallName;
use sp_runtime::{traits::Dispatchable, DispatchError};
use std::collections::BTreeSet;
use witan_experts::pool::Verdict;
use witan_mocks::experts::Next;

// Protects: calls are of accounts, all of them, and neither of nobody nor of the chain itself; just the same call is taken from
// an account.
#[test]
fn calls_should_be_refused_when_unsigned() {
	ExtBuilder::default().build_and_execute(|| {
		let mut names = BTreeSet::new();
		let mut takes_from_accounts_alone = |who, call: Call<Test>| {
			names.insert(call.get_call_name());
			for origin in [RuntimeOrigin::none(), RuntimeOrigin::root()] {
				let unsigned = RuntimeCall::Business(call.clone());
				let refused = || unsigned.dispatch(origin).map_err(|refused| refused.error);
				fails(refused, DispatchError::BadOrigin);
			}
			assert_eq!(dispatch(who, call), Ok(()));
		};
		takes_from_accounts_alone(OWNER, Call::open_service { domain: DOMAIN, terms: terms() });
		takes_from_accounts_alone(OWNER, Call::update_service { service: 0, terms: terms() });
		takes_from_accounts_alone(CUSTOMER, ordering(0, 150));
		takes_from_accounts_alone(CUSTOMER, Call::cancel { request: 0 });
		let request = order(0, 150);
		Offered::push(DOMAIN, Next::Expert(EXPERT));
		run_to(3);
		let (content, citations) = (content("done"), Citations::default());
		takes_from_accounts_alone(EXPERT, Call::submit { request, content, citations });
		let (verdict, note) = (Opinion::Satisfied, Note::default());
		takes_from_accounts_alone(CUSTOMER, Call::remark { request, verdict, note });
		Pools::make_due(0, Verdict::Passed);
		takes_from_accounts_alone(STRANGER, Call::poke { request });
		takes_from_accounts_alone(OWNER, Call::close_service { service: 0 });
		assert_eq!(names, BTreeSet::from_iter(Call::<Test>::get_call_names().iter().copied()));
	});
}
