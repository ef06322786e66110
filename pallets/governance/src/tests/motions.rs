//! The tiers of posts.

use super::*;
use witan_experts::domain::{DomainParameter, InspectDomains};
use witan_mocks::domains::MockDomains;

fn tier(action: TestAction) -> Tier {
	let post = asks(0, action);
	let Motion { tier, cancels } = Governance::motion(0, &post);
	assert_eq!(cancels, None);
	tier
}

// Protects: what upgrades the chain, makes calls or changes the rules of votes needs the support of
// the tier `Root`, and what can only undo has a tier of its own.
#[test]
fn tier_should_be_that_of_the_action() {
	ExtBuilder.build_and_execute(|| {
		let parameters = MockDomains::parameters(0).expect("it is there");
		let set = |parameter| Action::SetDomain(parameter);
		for (action, expected) in [
			(fee(1), Tier::Parameter),
			(fee(7), Tier::Root),
			(author_share(1), Tier::Parameter),
			(set(DomainParameter::Governance(parameters.governance)), Tier::Root),
			(set(DomainParameter::Pool(parameters.pool)), Tier::Root),
			(set(DomainParameter::Minting(parameters.minting)), Tier::Root),
			(set(DomainParameter::Work(parameters.work)), Tier::Parameter),
			(client("a"), Tier::Parameter),
			(Action::AuthorizeUpgrade { code_hash: H256::zero() }, Tier::Root),
			(dispatch_bytes(b"a", Weight::zero()), Tier::Root),
			(Action::Undo(Undo::VoidUpgrade), Tier::Undo),
		] {
			assert_eq!(tier(action), expected);
		}
		assert_eq!(Governance::motion(0, &cites(0, &[])).tier, Tier::Parameter);
		assert_eq!(Governance::motion(0, &PostId::zero()).tier, Tier::Parameter);
	});
}

// Protects: a post without a directive that cites just one that waits is a vote on cancelling it,
// with the numbers of the ratification, whatever the domain's vote lasts by now.
#[test]
fn motion_should_cancel_when_one_waiting_directive_is_cited() {
	ExtBuilder.build_and_execute(|| {
		let (post, other) = (ratified(0, fee(20)), ratified(0, fee(30)));
		vote_lasts(0, 3 * SHORT_VOTE);
		let waiting = Waiting { pool: 5, ayes: Shares::new(60, 1), due: DUE, vote: SHORT_VOTE };
		let motion = |cited: &[(PostId, i32)]| Governance::motion(0, &cites(0, cited));
		let cancels = Motion { tier: Tier::Cancel, cancels: Some(waiting) };
		assert_eq!(motion(&[(post, -500_000), (other, 500_000)]), cancels);
		assert_eq!(motion(&[(post, -500_000), (other, -499_999)]), cancels);
		let ordinary = Motion { tier: Tier::Parameter, cancels: None };
		assert_eq!(motion(&[(post, -500_000), (other, -500_000)]), ordinary);
		assert_eq!(motion(&[(post, -499_999)]), ordinary);
		assert_eq!(motion(&[(cites(0, &[]), -500_000)]), ordinary);
		assert_eq!(Governance::motion(1, &cites(1, &[(post, -500_000)])), ordinary);
		let directive = Some(Directive { action: fee(3), activate_at: None });
		let asks_too = make_post(0, citations(&[(post, -500_000)]), directive);
		assert_eq!(Governance::motion(0, &asks_too), ordinary);
		assert!(Governance::is_ratified(&post) && !Governance::is_ratified(&asks_too));
		// A directive that its block could not run is cancelled by a post of another tier.
		System::set_block_number(DUE);
		assert_eq!(state(post), State::Scheduled { at: DUE });
		assert_eq!(motion(&[(post, -500_000)]), ordinary);
		System::set_block_number(DUE - 1);
		run_to(DUE);
		assert_eq!(motion(&[(post, -500_000)]), ordinary);
	});
}
