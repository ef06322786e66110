use crate::{mock::*, GenesisDomain, InvalidDomain, Profiles};
use witan_experts::ledger::MAX_HALF_LIFE;
use witan_mocks::ledger::NO_HALF_LIFE;

type Genesis = GenesisDomain<AccountId, BlockNumber>;

// Protects: a chain can start with bodies, whose ledgers are open.
#[test]
fn domains_should_be_there_when_given_at_genesis() {
	let mut parameters = DefaultParameters::get();
	parameters.minting_ratio = 7;
	let first = Genesis {
		metadata: "constitution".into(),
		parameters: Some(parameters),
		..genesis_domain(Some(50))
	};
	let domains = vec![first, genesis_domain(None)];
	ExtBuilder::default().domains(domains).build_and_execute(|| {
		let profile = Domains::profile(0).unwrap();
		assert_eq!((profile.founder, profile.metadata), (FOUNDER, b"constitution".to_vec()));
		assert_eq!(Domains::parameters(0), Some(parameters));
		assert_eq!(Domains::parameters(1), Some(DefaultParameters::get()));
		assert_eq!([0, 1, 2].map(Ledger::opened), [Some(Some(50)), Some(None), None]);
		assert_eq!((Domains::profile(2), Domains::parameters(2)), (None, None));
		assert_eq!(Profiles::<Test>::get(0).unwrap().ticket, None);
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
	let cases = [
		(Genesis { metadata: "x".repeat(257), ..good.clone() }, InvalidDomain::Metadata(1, 257)),
		(genesis_domain(Some(0)), InvalidDomain::HalfLife(1)),
		(genesis_domain(Some(MAX_HALF_LIFE + 1)), InvalidDomain::HalfLife(1)),
		(Genesis { parameters: Some(parameters), ..good.clone() }, InvalidDomain::Parameters(1)),
		(Genesis { parameters: Some(locked_out), ..good.clone() }, InvalidDomain::Parameters(1)),
	];
	for (domain, cause) in cases {
		let genesis = crate::GenesisConfig::<Test> { domains: vec![good.clone(), domain] };
		assert_eq!(genesis.check(), Err(cause));
		assert!(cause.to_string().contains("domain 1"));
	}
	let longest = genesis_domain(Some(MAX_HALF_LIFE));
	assert_eq!(crate::GenesisConfig::<Test> { domains: vec![longest] }.check(), Ok(()));
}

// Protects: a domain is never stored without its ledger.
#[test]
fn genesis_should_be_refused_when_the_ledger_refuses() {
	ExtBuilder::default().domains(vec![]).build().execute_with(|| {
		let genesis = crate::GenesisConfig::<Test> { domains: vec![genesis_domain(Some(0))] };
		let refused = InvalidDomain::Refused(0, NO_HALF_LIFE);
		assert_eq!(genesis.do_build(), Err(refused));
		assert_eq!(refused.to_string(), "domain 0 is refused: a half-life of 0");
		assert_eq!(Domains::profile(0), None);
	});
}

// Protects: a node doesn't start with an invalid domain.
#[test]
#[should_panic(expected = "domains: halfLife of domain 0 must be in 1..=4294967295 blocks")]
fn genesis_should_name_the_cause_when_it_is_refused() {
	ExtBuilder::default().domains(vec![genesis_domain(Some(0))]).build();
}
