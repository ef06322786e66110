//! Origins of calls.

use super::*;
use frame_support::traits::GetCallName;
use sp_runtime::DispatchError;
use std::collections::BTreeSet;
use witan_experts::pool::Verdict;
use witan_mocks::experts::Next;

// Protects: every call needs a signed origin: neither unsigned transactions nor root can make it,
// and an account can make the same call.
#[test]
fn calls_should_be_refused_when_unsigned() {
	ExtBuilder::default().build_and_execute(|| {
		let mut names = BTreeSet::new();
		let mut check_signed_only = |who, call: Call<Test>| {
			names.insert(call.get_call_name());
			for origin in [RuntimeOrigin::none(), RuntimeOrigin::root()] {
				assert_refused::<RuntimeCall>(origin, call.clone(), DispatchError::BadOrigin);
			}
			assert_eq!(dispatch(who, call), Ok(()));
		};
		check_signed_only(OWNER, Call::open_service { domain: DOMAIN, terms: terms() });
		check_signed_only(OWNER, Call::update_service { service: 0, terms: terms() });
		check_signed_only(CUSTOMER, ordering(0, 150));
		check_signed_only(CUSTOMER, Call::cancel { request: 0 });
		let request = order(0, 150);
		Offered::push(DOMAIN, Next::Expert(SECOND));
		run_to(3);
		check_signed_only(SECOND, Call::decline { request });
		Offered::push(DOMAIN, Next::Expert(EXPERT));
		run_to(5);
		let (content, citations) = (content("done"), Citations::default());
		check_signed_only(EXPERT, Call::submit { request, content, citations });
		let (verdict, note) = (Opinion::Satisfied, Note::default());
		check_signed_only(CUSTOMER, Call::remark { request, verdict, note });
		Pools::make_due(0, Verdict::Passed);
		check_signed_only(STRANGER, Call::poke { request });
		check_signed_only(OWNER, Call::close_service { service: 0 });
		assert_eq!(names, BTreeSet::from_iter(Call::<Test>::get_call_names().iter().copied()));
	});
}
