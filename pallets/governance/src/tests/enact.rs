//! Enactment of directives.

use super::*;
use witan_experts::domain::InspectDomains;
use witan_mocks::{domains::MockDomains, posts::MockPosts};

// Protects: a parameter is set to the ratified value, or to its default, in the block that was
// announced and not before.
#[test]
fn parameter_should_be_set_when_its_directive_is_due() {
	ExtBuilder.build_and_execute(|| {
		let post = ratified(0, fee(20));
		run_to(DUE - 1);
		assert_eq!(Fee::get(), 10);
		events();
		run_to(DUE);
		assert_eq!((Fee::get(), state(post)), (20, State::Enacted { at: DUE }));
		assert_eq!(events(), [Event::Enacted { post }]);
		ratified(0, Action::SetParameter(Parameter(None)));
		run_to(2 * DUE);
		assert_eq!(Fees::get(), [20, 10]);
	});
}

// Protects: a domain changes its own parameters, one by one, and no other domain's.
#[test]
fn domain_should_change_only_its_own_parameters_when_it_ratifies_that() {
	ExtBuilder.build_and_execute(|| {
		let before = [0, 1].map(|domain| MockDomains::parameters(domain).unwrap());
		ratified(1, author_share(7));
		ratified(1, Action::SetDomain(DomainParameter::MintingRatio(8)));
		run_to(DUE);
		let after = [0, 1].map(|domain| MockDomains::parameters(domain).unwrap());
		assert_eq!(after[0], before[0]);
		assert_eq!((after[1].author_share, after[1].minting_ratio), (7, 8));
		assert_eq!((after[1].pool, after[1].governance), (before[1].pool, before[1].governance));
	});
}

// Protects: an upgrade is authorised with the check of its version, for anyone to apply.
#[test]
fn upgrade_should_be_authorized_when_its_directive_is_due() {
	ExtBuilder.build_and_execute(|| {
		let code = vec![1, 2, 3];
		let code_hash = BlakeTwo256::hash(&code);
		let post = ratified(0, Action::AuthorizeUpgrade { code_hash });
		run_to(LONG_DUE - 1);
		let apply = |code| frame_system::Call::<Test>::apply_authorized_upgrade { code };
		let none = frame_system::Error::<Test>::NothingAuthorized;
		assert_refused::<RuntimeCall>(RuntimeOrigin::signed(2), apply(code.clone()), none);
		run_to(LONG_DUE);
		assert_eq!(state(post), State::Enacted { at: LONG_DUE });
		System::assert_has_event(
			frame_system::Event::UpgradeAuthorized { code_hash, check_version: true }.into(),
		);
		let other = frame_system::Error::<Test>::Unauthorized;
		assert_refused::<RuntimeCall>(RuntimeOrigin::signed(2), apply(vec![1, 2]), other);
	});
}

// Protects: every domain has a client of its own, and the chain's is the constitution's.
#[test]
fn client_should_be_replaced_when_its_directive_is_due() {
	ExtBuilder.build_and_execute(|| {
		let (first, other) = (ratified(0, client("one")), ratified(1, client("two")));
		run_to(DUE);
		let stored = |text: &str, post, at| {
			let Action::ReplaceClient { hash, uri } = client(text) else { unreachable!() };
			Some(Client { hash, uri, post, at })
		};
		assert_eq!(Governance::client(0), stored("one", first, DUE));
		assert_eq!(Governance::client(1), stored("two", other, DUE));
		let next = ratified(0, client("three"));
		events();
		run_to(2 * DUE);
		assert_eq!(Governance::client(0), stored("three", next, DUE + DELAY));
		assert_eq!(Governance::client(1), stored("two", other, DUE));
		let Action::ReplaceClient { hash, uri } = client("three") else { unreachable!() };
		let replaced = Event::ClientReplaced { domain: 0, hash, uri, post: next };
		assert_eq!(events(), [replaced, Event::Enacted { post: next }]);
	});
}

// Protects: a value that was in range when the post was made, and is not when it is due, is not
// set. The cause is on record.
#[test]
fn directive_should_fail_when_it_is_out_of_range_by_then() {
	ExtBuilder.build_and_execute(|| {
		let directive = Directive { action: fee(90), activate_at: None };
		assert_ok!(<Governance as CheckDirective<_>>::check(0, &directive));
		let post = ratified(0, directive.action);
		MaxFee::set(&80);
		events();
		run_to(DUE);
		assert_eq!((Fee::get(), state(post)), (10, failed(DUE, OUT_OF_RANGE)));
		assert_eq!(events(), [Event::EnactmentFailed { post, error: OUT_OF_RANGE }]);
		run_to(3 * DUE);
		assert_eq!(state(post), failed(DUE, OUT_OF_RANGE));
	});
}

// Protects: a domain's value that is out of range when it is due is not set: its other parameters
// may have changed.
#[test]
fn directive_of_a_domain_should_fail_when_it_is_out_of_range_by_then() {
	ExtBuilder.build_and_execute(|| {
		let mut parameters = MockDomains::parameters(1).unwrap();
		parameters.governance.duration = 500;
		let post =
			ratified(1, Action::SetDomain(DomainParameter::Governance(parameters.governance)));
		let mut shorter = MockDomains::parameters(1).unwrap();
		shorter.pool.max_duration = 400;
		witan_mocks::domains::set_parameters(1, shorter);
		run_to(LONG_DUE);
		assert_eq!(state(post), failed(LONG_DUE, OTHER));
		assert_eq!(MockDomains::parameters(1), Some(shorter));
	});
}

// Protects: an enactment that fails half way leaves nothing of it.
#[test]
fn directive_should_leave_nothing_when_it_fails_half_way() {
	ExtBuilder.build_and_execute(|| {
		let post = ratified(0, fee(13));
		run_to(DUE);
		assert_eq!((state(post), Fee::get()), (failed(DUE, HALF_WAY), 10));
	});
}

// Protects: the record says so if a directive does not exist any more when it is due, which a pin
// prevents.
#[test]
fn directive_should_fail_when_it_is_gone() {
	ExtBuilder.build_and_execute(|| {
		let post = ratified(0, fee(20));
		frame_support::storage::unhashed::kill(&(b"mock", "directives", post).encode());
		run_to(DUE);
		assert_eq!((state(post), Fee::get()), (failed(DUE, Refused::NoDirective), 10));
	});
}

// Protects: the record says so if the domain does not exist any more.
#[test]
fn directive_should_fail_when_its_domain_is_gone() {
	ExtBuilder.build_and_execute(|| {
		let parameters = MockDomains::parameters(1).unwrap();
		witan_mocks::domains::set_parameters(7, parameters);
		let post = ratified(7, client("a"));
		frame_support::storage::unhashed::kill(&(b"mock", "parameters", 7u32).encode());
		run_to(DUE);
		assert_eq!(state(post), failed(DUE, Refused::UnknownDomain));
		assert_eq!(Governance::client(7), None);
		witan_mocks::domains::set_parameters(7, parameters);
	});
}

// Protects: only the scheduler enacts, in the name of that very post: no account, not root, no
// other post.
#[test]
fn enact_should_be_refused_when_another_origin_calls() {
	ExtBuilder.build_and_execute(|| {
		let (post, other) = (ratified(0, fee(20)), ratified(0, fee(30)));
		let enact = || Call::enact { post, weight: Weight::zero() };
		let theirs = ratified(1, client("a"));
		for origin in [
			RuntimeOrigin::signed(1),
			RuntimeOrigin::root(),
			RuntimeOrigin::none(),
			origin_of(0, other),
			origin_of(1, theirs),
		] {
			assert_refused::<RuntimeCall>(origin, enact(), BadOrigin);
		}
		assert_refused::<RuntimeCall>(origin_of(1, post), enact(), Refused::NotScheduled);
	});
}

// Protects: a directive takes effect once: not again when it is called again, and not when it was
// cancelled, failed or never ratified.
#[test]
fn enact_should_be_refused_when_the_directive_is_not_scheduled() {
	ExtBuilder.build_and_execute(|| {
		let (enacted, fails) = (ratified(0, fee(20)), ratified(0, fee(13)));
		let cancelled = ratified(0, fee(30));
		let by = cites(0, &[(cancelled, -500_000)]);
		ratify(0, by);
		run_to(DUE);
		for post in [enacted, fails, cancelled, by, asks(0, fee(40)), PostId::zero()] {
			let enact = Call::enact { post, weight: Weight::MAX };
			assert_refused::<RuntimeCall>(origin_of(0, post), enact, Refused::NotScheduled);
		}
		let origin = origin_of(0, MockPosts::make(0, 1, "unknown"));
		assert_refused::<RuntimeCall>(
			origin,
			Call::enact { post: enacted, weight: Weight::MAX },
			BadOrigin,
		);
		assert_eq!(Fees::get(), [20]);
	});
}

// Protects: the scheduler counts the most weight that an enactment may use, and then what it used.
#[test]
fn enact_should_return_weight_when_it_takes_less() {
	ExtBuilder.build_and_execute(|| {
		let base = <()>::enact_undo() + Slashes::weight();
		assert!(base.all_gte(<()>::enact_set_domain()));
		assert!(base.all_gte(<()>::enact_authorize_upgrade()));
		assert!(base.all_gte(<()>::enact_replace_client()));
		let extra = Weight::from_parts(5, 6);
		let taken = |post| {
			let call = RuntimeCall::from(Call::enact { post, weight: extra });
			let declared = call.get_dispatch_info().call_weight;
			assert_eq!(declared, base + Parameters::weight() + extra);
			let domain = Ratifications::<Test>::get(post).unwrap().domain;
			call.dispatch(origin_of(domain, post)).unwrap().actual_weight.unwrap()
		};
		let upgrade = Action::AuthorizeUpgrade { code_hash: H256::zero() };
		assert_eq!(taken(ratified(0, fee(20))), base + Parameters::weight());
		assert_eq!(taken(ratified(0, fee(13))), base + Parameters::weight());
		assert_eq!(taken(ratified(1, author_share(1))), <()>::enact_set_domain());
		assert_eq!(taken(ratified(1, client("a"))), <()>::enact_replace_client());
		assert_eq!(taken(ratified(0, upgrade)), <()>::enact_authorize_upgrade());
		let void = Action::Undo(Undo::VoidUpgrade);
		assert_eq!(taken(ratified(0, void)), <()>::enact_undo());
	});
}
