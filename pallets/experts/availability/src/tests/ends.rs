//! `withdraw`, `prune`, and what businesses end.

use super::*;

fn ended(who: AccountId, stake: u128, reason: OfferEnd) -> Event<Test> {
	Event::OfferEnded { domain: DOMAIN, who, stake: Shares::new(stake, 0), reason }
}

// Protects: an offer that is taken back leaves nothing stored, and its owner has REP and deposit again.
#[test]
fn withdraw_should_free_stake_and_deposit() {
	ExtBuilder::default().member(1, 100).build_and_execute(|| {
		offer(1, 60, 10);
		events();
		assert_ok!(Availability::withdraw(RuntimeOrigin::signed(1), DOMAIN));
		assert_eq!((free(1), Balances::free_balance(1)), (100, TOKENS));
		assert_eq!(events(), [ended(1, 60, OfferEnd::Withdrawn)]);
		assert_eq!(Offers::<Test>::iter().count() + Leaves::<Test>::iter().count(), 0);
		assert_eq!(Nodes::<Test>::iter().count() + Trees::<Test>::iter().count(), 0);
		refuse(1, Call::withdraw { domain: DOMAIN }, Refused::NoOffer);
	});
}

// Protects: nobody leaves between being drawn and the end of the work, except when the offer is over; the works' stakes stay.
#[test]
fn withdraw_should_be_refused_while_work_is_assigned() {
	ExtBuilder::default().member(1, 100).build_and_execute(|| {
		offer(1, 60, 10);
		assert_eq!(drawn(0, 10, &[]), Some(1));
		assert_eq!(drawn(1, 10, &[]), Some(1));
		refuse(1, Call::withdraw { domain: DOMAIN }, Refused::JobAssigned);
		Availability::job_ended(DOMAIN, &1);
		refuse(1, Call::withdraw { domain: DOMAIN }, Refused::JobAssigned);
		System::set_block_number(10);
		assert_ok!(Availability::withdraw(RuntimeOrigin::signed(1), DOMAIN));
		assert_eq!(free(1), 80);
		assert_eq!(Ledger::staked(DOMAIN, 1, Reason::Work), (20, 2));
		assert_eq!(Assigned::<Test>::get(DOMAIN, 1), 1);
		Availability::job_ended(DOMAIN, &1);
		assert!(!Assigned::<Test>::contains_key(DOMAIN, 1));
	});
}

// Protects: works are counted until they end, with events that tell how many are left.
#[test]
fn offer_should_be_withdrawn_when_the_last_work_has_ended() {
	ExtBuilder::default().member(1, 100).build_and_execute(|| {
		offer(1, 60, 10);
		assert_eq!(drawn(0, 10, &[]), Some(1));
		events();
		Availability::job_ended(DOMAIN, &1);
		assert_eq!(events(), [Event::JobEnded { domain: DOMAIN, who: 1, assigned: 0 }]);
		assert_ok!(Availability::withdraw(RuntimeOrigin::signed(1), DOMAIN));
	});
}

// Protects: anyone ends what is over, nobody what is open, and the deposit goes to its owner.
#[test]
fn prune_should_end_an_offer_when_it_is_over() {
	ExtBuilder::default().member(1, 100).build_and_execute(|| {
		let prune = Call::prune { domain: DOMAIN, who: 1 };
		refuse(2, prune.clone(), Refused::NoOffer);
		offer(1, 60, 10);
		System::set_block_number(9);
		refuse(2, prune, Refused::NotExpired);
		System::set_block_number(10);
		events();
		assert_ok!(Availability::prune(RuntimeOrigin::signed(2), DOMAIN, 1));
		assert_eq!(events(), [ended(1, 60, OfferEnd::Expired)]);
		assert_eq!((free(1), Balances::free_balance(1)), (100, TOKENS));
	});
}

// Protects: an offer ends once, so that nobody has more freed than it offered, whoever ends it and however.
#[test]
fn prune_should_be_refused_when_the_offer_has_ended() {
	ExtBuilder::default().member(1, 100).member(2, 100).build_and_execute(|| {
		let prune = |who| Call::prune { domain: DOMAIN, who };
		for who in [1, 2] {
			offer(who, 60, 10);
		}
		System::set_block_number(10);
		assert_ok!(Availability::prune(RuntimeOrigin::signed(3), DOMAIN, 1));
		for who in [1, 2, 3] {
			refuse(who, prune(1), Refused::NoOffer);
		}
		refuse(1, Call::withdraw { domain: DOMAIN }, Refused::NoOffer);
		assert_eq!((free(1), free(2)), (100, 40));
		assert_ok!(Availability::withdraw(RuntimeOrigin::signed(2), DOMAIN));
		refuse(3, prune(2), Refused::NoOffer);
	});
}

// Protects: an offer of nothing stays while the domain has no REP, and anyone removes it afterwards.
#[test]
fn prune_should_end_an_offer_of_nothing_when_the_domain_has_rep() {
	ExtBuilder::default().build_and_execute(|| {
		offer(1, 0, 10);
		refuse(2, Call::prune { domain: DOMAIN, who: 1 }, Refused::NotExpired);
		mint(3, 1);
		events();
		assert_ok!(Availability::prune(RuntimeOrigin::signed(2), DOMAIN, 1));
		assert_eq!(events(), [ended(1, 0, OfferEnd::Idle)]);
	});
}

// Protects: who does not do a work is not drawn again by the same offer; an offer that is gone already is no error.
#[test]
fn offer_should_end_when_its_expert_does_not_show_up() {
	ExtBuilder::default().member(1, 100).build_and_execute(|| {
		offer(1, 60, 10);
		assert_eq!(drawn(0, 10, &[]), Some(1));
		events();
		assert_ok!(Availability::end_offer(DOMAIN, &1));
		assert_eq!(events(), [ended(1, 50, OfferEnd::NoShow)]);
		assert_eq!(draw(1, 10, &[]), Drawn::Nobody);
		assert_eq!((free(1), Ledger::staked(DOMAIN, 1, Reason::Work)), (90, (10, 1)));
		assert_ok!(Availability::end_offer(DOMAIN, &1));
		assert_eq!(events(), []);
	});
}

// Protects: a work that nobody was drawn for is a defect of the caller, and is not counted below zero.
#[test]
#[should_panic(expected = "more jobs ended than an expert was drawn for")]
fn work_should_not_end_when_nobody_was_drawn_for_it() {
	ExtBuilder::default().build().execute_with(|| Availability::job_ended(DOMAIN, &1));
}
