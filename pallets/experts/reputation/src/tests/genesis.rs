use super::*;
use crate::{
	decay::{MAX_HALF_LIFE, MAX_SUPPLY},
	mock::*,
	GenesisDomain, InvalidDomain, Profiles,
};

type Genesis = GenesisDomain<AccountId, BlockNumber>;

// Protects: a chain can start with bodies and their members.
#[test]
fn domains_should_be_there_when_given_at_genesis() {
	let mut parameters = DefaultParameters::get();
	parameters.minting_ratio = 7;
	let first = Genesis {
		metadata: "constitution".into(),
		members: vec![(ALICE, rep(3)), (BOB, 1)],
		parameters: Some(parameters),
		..genesis_domain(Some(50))
	};
	let domains = vec![first, genesis_domain(None)];
	ExtBuilder::default().domains(domains).build_and_execute(|| {
		System::set_block_number(0);
		let info = Reputation::domain(0).unwrap();
		assert_eq!(info.metadata, b"constitution");
		assert_eq!((info.founder, info.half_life), (FOUNDER, Some(50)));
		assert_eq!((info.supply, info.accounts), (rep(3) + 1, 2));
		assert_eq!(info.parameters, parameters);
		assert_eq!(Reputation::balance(0, ALICE), rep(3));
		assert_eq!(Reputation::parameters(1), Some(DefaultParameters::get()));
		assert_eq!(Reputation::domain(2), None);
		assert_eq!(Profiles::<Test>::get(0).unwrap().ticket, None);
		assert_eq!(Balances::free_balance(Reputation::pot()), EXISTENTIAL_DEPOSIT);
	});
}

// Protects: an impossible domain in a chain specification is refused, with its id and the cause.
#[test]
fn genesis_should_be_refused_with_its_cause_when_a_domain_cannot_be() {
	let good = genesis_domain(None);
	let mut parameters = DefaultParameters::get();
	parameters.author_share = 2_000_000;
	let mut locked_out = DefaultParameters::get();
	locked_out.governance.win_ratio = 800_001;
	let members =
		|members: &[(AccountId, Balance)]| Genesis { members: members.to_vec(), ..good.clone() };
	let cases = [
		(Genesis { metadata: "x".repeat(257), ..good.clone() }, InvalidDomain::Metadata(1, 257)),
		(genesis_domain(Some(0)), InvalidDomain::HalfLife(1)),
		(genesis_domain(Some(MAX_HALF_LIFE + 1)), InvalidDomain::HalfLife(1)),
		(Genesis { parameters: Some(parameters), ..good.clone() }, InvalidDomain::Parameters(1)),
		(Genesis { parameters: Some(locked_out), ..good.clone() }, InvalidDomain::Parameters(1)),
		(members(&[(ALICE, 1), (ALICE, 2)]), InvalidDomain::MemberTwice(1)),
		(members(&[(ALICE, 0)]), InvalidDomain::MemberOfNothing(1)),
		(members(&[(ALICE, MAX_SUPPLY - 1), (BOB, 1)]), InvalidDomain::Supply(1)),
	];
	for (domain, cause) in cases {
		let genesis = crate::GenesisConfig::<Test> { domains: vec![good.clone(), domain] };
		assert_eq!(genesis.check(), Err(cause));
		assert!(cause.to_string().contains("domain 1"));
	}
	let most = members(&[(ALICE, MAX_SUPPLY - 1)]);
	assert_eq!(crate::GenesisConfig::<Test> { domains: vec![most] }.check(), Ok(()));
}

// Protects: a node doesn't start with an invalid domain.
#[test]
#[should_panic(expected = "reputation: halfLife of domain 0 must be in 1..=4294967295 blocks")]
fn genesis_should_name_the_cause_when_it_is_refused() {
	ExtBuilder::default().domains(vec![genesis_domain(Some(0))]).build();
}
