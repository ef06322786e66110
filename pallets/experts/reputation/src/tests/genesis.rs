use super::*;
use crate::{decay::MAX_SUPPLY, mock::*, GenesisConfig, InvalidMembers};
use frame_support::traits::BuildGenesisConfig;

fn genesis(members: &[(u32, AccountId, Balance)]) -> GenesisConfig<Test> {
	GenesisConfig { members: members.to_vec() }
}

// Protects: bodies can start with members.
#[test]
fn members_should_have_reputation_when_given_at_genesis() {
	ExtBuilder::default().build_and_execute(|| {
		let members = [(STABLE, ALICE, rep(3)), (STABLE, BOB, 1), (DECAYING, BOB, 1 << 20)];
		genesis(&members).build();
		let ledger = Reputation::ledger(STABLE).unwrap();
		assert_eq!((ledger.supply, ledger.accounts), (rep(3) + 1, 2));
		assert_eq!(Reputation::balance(STABLE, ALICE), rep(3));
		assert_eq!(Reputation::ledger(DECAYING).unwrap().supply, 1 << 20);
		assert_eq!(Balances::free_balance(Reputation::pot()), EXISTENTIAL_DEPOSIT);
	});
}

// Protects: impossible members in a chain specification are refused, with their domain and the
// cause.
#[test]
fn genesis_should_be_refused_with_its_cause_when_members_cannot_be() {
	let check = |members: &[_]| genesis(members).check(2);
	let good = (0, ALICE, 1);
	let cases = [
		(vec![good, (2, ALICE, 1)], InvalidMembers::UnknownDomain(2)),
		(vec![good, (1, BOB, 1), (1, BOB, 2)], InvalidMembers::MemberTwice(1)),
		(vec![good, (1, ALICE, 0)], InvalidMembers::MemberOfNothing(1)),
		(vec![good, (1, ALICE, MAX_SUPPLY - 1), (1, BOB, 1)], InvalidMembers::Supply(1)),
	];
	for (members, cause) in cases {
		assert_eq!(check(&members), Err(cause));
		let (InvalidMembers::UnknownDomain(domain)
		| InvalidMembers::MemberTwice(domain)
		| InvalidMembers::MemberOfNothing(domain)
		| InvalidMembers::Supply(domain)) = cause;
		assert!(cause.to_string().contains(&format!("domain {domain}")));
	}
	assert_eq!(check(&[(0, ALICE, MAX_SUPPLY - 1), (1, ALICE, MAX_SUPPLY - 1)]), Ok(()));
}

// Protects: a node doesn't start with members of a domain that is not there.
#[test]
#[should_panic(expected = "reputation: there is no domain 9")]
fn genesis_should_name_the_cause_when_it_is_refused() {
	ExtBuilder::default().build().execute_with(|| genesis(&[(9, ALICE, 1)]).build());
}
