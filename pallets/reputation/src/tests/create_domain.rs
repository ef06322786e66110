use crate::{attenuation::MAX_HALF_LIFE, mock::*, Error, Event, NextDomain, Profiles};
use frame_support::{assert_ok, traits::fungible::InspectHold};
use sp_runtime::TokenError;
use witan_primitives::reputation::Domains as _;

fn create(half_life: Option<BlockNumber>) -> RuntimeCall {
	crate::Call::create_domain { metadata: b"masons".to_vec().try_into().unwrap(), half_life }
		.into()
}

// Protects: anyone can make a body of experts and is its founder, for a deposit.
#[test]
fn domain_should_be_there_when_created() {
	ExtBuilder::default().build_and_execute(|| {
		let metadata = b"masons".to_vec();
		assert_ok!(Reputation::create_domain(
			RuntimeOrigin::signed(ALICE),
			metadata.clone().try_into().unwrap(),
			Some(100),
		));
		let info = Reputation::domain(2).unwrap();
		assert_eq!(info.founder, ALICE);
		assert_eq!(info.metadata, metadata);
		assert_eq!(info.half_life, Some(100));
		assert_eq!(info.parameters, DefaultParameters::get());
		assert_eq!((info.supply, info.era, info.era_start, info.accounts), (0, 0, 1, 0));
		assert_eq!(
			<Reputation as witan_primitives::reputation::Domains<_, _>>::founder(2),
			Some(ALICE)
		);
		assert_eq!(Reputation::parameters(2), Some(DefaultParameters::get()));
		assert_eq!(Reputation::founder(3), None);
		let held = Balances::balance_on_hold(&DomainDeposit::get(), &ALICE);
		assert!(held > DepositBase::get());
		assert!(Profiles::<Test>::get(2).unwrap().ticket.is_some());
		assert_eq!(
			events(),
			[Event::DomainCreated { domain: 2, founder: ALICE, half_life: Some(100) }]
		);
	});
}

// Protects: a half-life that could not be computed with is refused.
#[test]
fn domain_should_be_refused_when_its_half_life_is_out_of_range() {
	ExtBuilder::default().build_and_execute(|| {
		let alice = || RuntimeOrigin::signed(ALICE);
		assert_refused(alice(), create(Some(0)), Error::<Test>::HalfLifeZero);
		let long = create(Some(MAX_HALF_LIFE + 1));
		assert_refused(alice(), long, Error::<Test>::HalfLifeTooLong);
		assert_ok!(Reputation::create_domain(alice(), Default::default(), Some(MAX_HALF_LIFE)));
		assert_ok!(Reputation::create_domain(alice(), Default::default(), Some(1)));
		assert_ok!(Reputation::create_domain(alice(), Default::default(), None));
	});
}

// Protects: ids are never used twice, and storage is paid for.
#[test]
fn domain_should_be_refused_when_ids_or_tokens_run_out() {
	ExtBuilder::default().build_and_execute(|| {
		let pauper = RuntimeOrigin::signed(PAUPER);
		assert_refused(pauper, create(None), TokenError::FundsUnavailable);
		assert_refused(RuntimeOrigin::none(), create(None), sp_runtime::traits::BadOrigin);
		NextDomain::<Test>::put(u32::MAX);
		assert_refused(RuntimeOrigin::signed(ALICE), create(None), Error::<Test>::TooManyDomains);
		NextDomain::<Test>::put(2);
	});
}
