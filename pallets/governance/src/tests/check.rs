//! The check of a directive that a post may carry.

use super::*;

fn check(domain: u32, action: TestAction) -> sp_runtime::DispatchResult {
	<Governance as CheckDirective<_>>::check(domain, &Directive { action, activate_at: None })
}

fn check_at(at: u64) -> sp_runtime::DispatchResult {
	let directive = Directive { action: client("a"), activate_at: Some(at) };
	<Governance as CheckDirective<_>>::check(1, &directive)
}

// Protects: the constitution may ask for everything.
#[test]
fn directive_should_be_accepted_when_it_is_of_the_constitution() {
	ExtBuilder.build_and_execute(|| {
		for action in [
			fee(100),
			Action::SetParameter(Parameter(None)),
			author_share(MILLION),
			Action::AuthorizeUpgrade { code_hash: H256::zero() },
			dispatch_bytes(&[], DISPATCH),
			Action::Dispatch { hash: H256::zero(), len: MAX_CALL_LEN, weight: Weight::zero() },
			client("a"),
		] {
			assert_eq!(check(0, action), Ok(()));
		}
	});
}

// Protects: a domain that is not the constitution can't even ask for what concerns the chain.
#[test]
fn directive_should_be_refused_when_its_domain_may_not_govern_the_chain() {
	ExtBuilder.build_and_execute(|| {
		for action in [
			fee(100),
			fee(101),
			Action::AuthorizeUpgrade { code_hash: H256::zero() },
			dispatch_bytes(&[], Weight::zero()),
		] {
			assert_eq!(check(1, action), Err(Refused::NotPermitted.into()));
		}
		for action in [author_share(1), client("a")] {
			assert_eq!(check(1, action), Ok(()));
		}
	});
}

// Protects: a directive that could not take effect is refused before anyone votes on it, with the
// reason.
#[test]
fn directive_should_be_refused_when_it_is_out_of_range() {
	ExtBuilder.build_and_execute(|| {
		assert_eq!(check(0, fee(101)), Err(OUT_OF_RANGE));
		let other = DispatchError::Other("parameters that can't be");
		assert_eq!(check(1, author_share(MILLION + 1)), Err(other));
		assert_eq!(check(1, client("")), Err(Refused::EmptyUri.into()));
		for action in [author_share(1), client("a"), fee(1)] {
			assert_eq!(check(2, action), Err(Refused::UnknownDomain.into()));
		}
		for weight in [DISPATCH + Weight::from_parts(1, 0), DISPATCH + Weight::from_parts(0, 1)] {
			assert_eq!(check(0, dispatch_bytes(&[], weight)), Err(Refused::CallTooHeavy.into()));
		}
		let (hash, weight) = (H256::zero(), Weight::zero());
		let long = Action::Dispatch { hash, len: MAX_CALL_LEN + 1, weight };
		assert_eq!(check(0, long), Err(Refused::CallTooLong.into()));
	});
}

// Protects: nobody votes on a call that would be refused in the end, if the call is there to look
// into. One that is not noted yet, or is too long for a post to pay for, is checked at its
// enactment.
#[test]
fn directive_should_be_refused_when_its_noted_call_would_be() {
	ExtBuilder.build_and_execute(|| {
		let bytes = refused(0).encode();
		let action = dispatch_bytes(&bytes, DISPATCH);
		assert_eq!(check(0, action.clone()), Ok(()));
		note(&bytes);
		assert_eq!(check(0, action), Err(REFUSED));
		assert_eq!(check(0, dispatch(endow())), Ok(()));
		assert_eq!(check(0, dispatch(refused(MAX_CHECKED_LEN))), Ok(()));
		note(&[255; 9]);
		assert_eq!(check(0, dispatch_bytes(&[255; 9], DISPATCH)), Ok(()));
	});
}

// Protects: nobody ratifies now what takes effect when all have forgotten it. An activation in the
// past is accepted.
#[test]
fn directive_should_be_refused_when_its_activation_is_too_late() {
	ExtBuilder.build_and_execute(|| {
		System::set_block_number(1_000);
		let latest = 1_000 + u64::from(MAX_DELAY);
		for at in [0, 999, 1_000, latest] {
			assert_eq!(check_at(at), Ok(()));
		}
		for at in [latest + 1, u64::MAX] {
			assert_eq!(check_at(at), Err(Refused::ActivationTooLate.into()));
		}
	});
}

// Protects: the forum counts the weight of a check, and pools that of an outcome.
#[test]
fn weights_should_cover_the_parameters_of_the_chain() {
	let check = <Governance as CheckDirective<TestDirective>>::weight();
	assert_eq!(check, <()>::check() + Parameters::weight());
	assert_eq!(<Governance as OnPoolOutcome>::weight(), <() as WeightInfo>::on_pool_outcome());
}
