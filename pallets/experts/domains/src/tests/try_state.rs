//! Negative tests of `try_state`: each breaks what one of its checks protects.

use super::*;
use crate::{mock::*, NextDomain, Parameters, Profiles};
use witan_experts::shares::MILLION;

/// An id that no domain has.
const NOWHERE: u32 = 7;

fn broken(message: &'static str, act: impl FnOnce()) {
	assert_broken(ExtBuilder::default().build(), Domains::do_try_state, message, act);
}

// Protects: a domain without one of its records is found, and a record without a domain.
#[test]
fn try_state_should_fail_when_records_are_broken() {
	broken("a domain without a profile", || Profiles::<Test>::remove(FIRST));
	broken("a domain without parameters", || Parameters::<Test>::remove(FIRST));
	broken("a domain can't work with its parameters", || {
		Parameters::<Test>::mutate(FIRST, |parameters| {
			parameters.as_mut().unwrap().author_share = MILLION + 1;
		});
	});
	broken("a profile of no domain", || {
		Profiles::<Test>::insert(NOWHERE, Profiles::<Test>::get(FIRST).unwrap());
	});
	broken("a profile of no domain", || NextDomain::<Test>::put(SECOND));
	broken("parameters of no domain", || {
		Parameters::<Test>::insert(NOWHERE, DefaultParameters::get());
	});
}
