//! `withdraw`, `prune`, and the ends that other pallets cause.

use super::*;

fn ended(who: AccountId, stake: u128, reason: OfferEnd) -> Event<Test> {
	Event::OfferEnded { domain: DOMAIN, who, stake: Shares::new(stake, 0), reason }
}

// Protects: a withdrawn offer leaves nothing stored, and its owner has REP and deposit again.
#[test]
fn withdraw_should_release_stake_and_deposit() {
	ExtBuilder::default().member(1, 100).build_and_execute(|| {
		offer(1, 60, 10);
		events();
		assert_ok!(Availability::withdraw(RuntimeOrigin::signed(1), DOMAIN));
		assert_eq!((free(1), Balances::free_balance(1)), (100, TOKENS));
		assert_eq!(events(), [ended(1, 60, OfferEnd::Withdrawn)]);
		assert_eq!(Offers::<Test>::iter().count() + Leaves::<Test>::iter().count(), 0);
		assert_eq!(Nodes::<Test>::iter().count() + Trees::<Test>::iter().count(), 0);
		assert_refused::<RuntimeCall>(
			RuntimeOrigin::signed(1),
			Call::withdraw { domain: DOMAIN },
			Refused::NoOffer,
		);
	});
}

// Protects: no expert withdraws between a draw and the end of the job, unless the offer has
// expired. The stakes of the jobs stay held.
#[test]
fn withdraw_should_be_refused_while_a_job_is_assigned() {
	ExtBuilder::default().member(1, 100).build_and_execute(|| {
		offer(1, 60, 10);
		assert_eq!(drawn(0, 10, &[]), Some(1));
		assert_eq!(drawn(1, 10, &[]), Some(1));
		assert_refused::<RuntimeCall>(
			RuntimeOrigin::signed(1),
			Call::withdraw { domain: DOMAIN },
			Refused::JobAssigned,
		);
		Availability::job_ended(DOMAIN, &1);
		assert_refused::<RuntimeCall>(
			RuntimeOrigin::signed(1),
			Call::withdraw { domain: DOMAIN },
			Refused::JobAssigned,
		);
		System::set_block_number(10);
		assert_ok!(Availability::withdraw(RuntimeOrigin::signed(1), DOMAIN));
		assert_eq!(free(1), 80);
		assert_eq!(Ledger::staked(DOMAIN, 1, Reason::Work), (20, 2));
		assert_eq!(Assigned::<Test>::get(DOMAIN, 1), 1);
		Availability::job_ended(DOMAIN, &1);
		assert!(!Assigned::<Test>::contains_key(DOMAIN, 1));
	});
}

// Protects: jobs are counted until they end, and events say how many are left.
#[test]
fn offer_can_be_withdrawn_when_the_last_job_has_ended() {
	ExtBuilder::default().member(1, 100).build_and_execute(|| {
		offer(1, 60, 10);
		assert_eq!(drawn(0, 10, &[]), Some(1));
		events();
		Availability::job_ended(DOMAIN, &1);
		assert_eq!(events(), [Event::JobEnded { domain: DOMAIN, who: 1, assigned: 0 }]);
		assert_ok!(Availability::withdraw(RuntimeOrigin::signed(1), DOMAIN));
	});
}

// Protects: anyone can end an expired offer and nobody an open one, and the deposit returns to the
// owner.
#[test]
fn prune_should_end_an_offer_when_it_has_expired() {
	ExtBuilder::default().member(1, 100).build_and_execute(|| {
		let prune = Call::prune { domain: DOMAIN, who: 1 };
		assert_refused::<RuntimeCall>(RuntimeOrigin::signed(2), prune.clone(), Refused::NoOffer);
		offer(1, 60, 10);
		System::set_block_number(9);
		assert_refused::<RuntimeCall>(RuntimeOrigin::signed(2), prune, Refused::NotExpired);
		System::set_block_number(10);
		events();
		assert_ok!(Availability::prune(RuntimeOrigin::signed(2), DOMAIN, 1));
		assert_eq!(events(), [ended(1, 60, OfferEnd::Expired)]);
		assert_eq!((free(1), Balances::free_balance(1)), (100, TOKENS));
	});
}

// Protects: an offer ends only once, so that no account has more released than it offered.
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
			assert_refused::<RuntimeCall>(RuntimeOrigin::signed(who), prune(1), Refused::NoOffer);
		}
		assert_refused::<RuntimeCall>(
			RuntimeOrigin::signed(1),
			Call::withdraw { domain: DOMAIN },
			Refused::NoOffer,
		);
		assert_eq!((free(1), free(2)), (100, 40));
		assert_ok!(Availability::withdraw(RuntimeOrigin::signed(2), DOMAIN));
		assert_refused::<RuntimeCall>(RuntimeOrigin::signed(3), prune(2), Refused::NoOffer);
	});
}

// Protects: an offer of zero stays while the domain has no REP, and anyone can remove it
// afterwards.
#[test]
fn prune_should_end_an_offer_of_zero_when_the_domain_has_rep() {
	ExtBuilder::default().build_and_execute(|| {
		offer(1, 0, 10);
		assert_refused::<RuntimeCall>(
			RuntimeOrigin::signed(2),
			Call::prune { domain: DOMAIN, who: 1 },
			Refused::NotExpired,
		);
		mint(3, 1);
		events();
		assert_ok!(Availability::prune(RuntimeOrigin::signed(2), DOMAIN, 1));
		assert_eq!(events(), [ended(1, 0, OfferEnd::Idle)]);
	});
}

// Protects: an expert who does not do a job is not drawn again by the same offer. A missing offer
// is no error.
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

// Protects: ending a job that nobody was drawn for is a defect of the caller, and no count falls
// below zero.
#[test]
#[should_panic(expected = "more jobs ended than an expert was drawn for")]
fn job_should_not_end_when_nobody_was_drawn_for_it() {
	ExtBuilder::default().build().execute_with(|| Availability::job_ended(DOMAIN, &1));
}

fn decline(who: AccountId, stake: Shares) {
	assert_ok!(Availability::job_declined(DOMAIN, &who, stake, &Reason::Work));
}

// Protects: who declines a job has its whole stake on offer again, and weighs as before.
#[test]
fn stake_should_return_to_the_offer_when_a_job_is_declined() {
	ExtBuilder::default().member(1, 100).build_and_execute(|| {
		offer(1, 60, 10);
		assert_ok!(Availability::set_max_jobs(RuntimeOrigin::signed(1), DOMAIN, 1));
		let before = stored(1);
		assert_eq!(drawn(0, 10, &[]), Some(1));
		events();
		decline(1, Shares::new(10, 0));
		let stake = Shares::new(60, 0);
		assert_eq!(
			events(),
			[
				Event::JobEnded { domain: DOMAIN, who: 1, assigned: 0 },
				Event::StakeReturned { domain: DOMAIN, who: 1, stake },
			]
		);
		assert_eq!((stored(1), free(1)), (before, 40));
		assert_eq!(Availability::offer_of(DOMAIN, 1).map(|offer| offer.chance), Some(1_000_000));
		assert_eq!(Ledger::staked(DOMAIN, 1, Reason::Work), (0, 0));
		assert_eq!(drawn(1, 10, &[]), Some(1));
	});
}

// Protects: the stake of a declined job is free when its offer has ended or expired, and pays a
// debt before it is offered again.
#[test]
fn stake_should_be_free_when_a_job_is_declined_without_an_offer() {
	let members = ExtBuilder::default().member(1, 100 << 16).member(2, 100 << 16);
	members.member(3, 100 << 16).build_and_execute(|| {
		let job = 10 << 16;
		for who in [1, 2, 3] {
			offer(who, 60 << 16, 10);
		}
		for (who, others) in [(1, [2, 3]), (2, [1, 3]), (3, [1, 2])] {
			assert_eq!(drawn(who, job, &others), Some(who));
		}
		assert_ok!(Availability::end_offer(DOMAIN, &1));
		Ledger::set_era(DOMAIN, 1);
		decline(1, Shares::new(job, 0));
		assert_eq!((free(1), Offers::<Test>::get(DOMAIN, 1)), (100, None));
		// It has 40 free, owes 43, and gets 10 back.
		assert_ok!(Ledger::burn_or_owe(DOMAIN, &3, Shares::new(43, 1)));
		decline(3, Shares::new(job, 0));
		assert_eq!((free(3), stored(3).stake), (0, Shares::new(57, 1)));
		System::set_block_number(10);
		decline(2, Shares::new(job, 0));
		assert_eq!((free(2), stored(2).stake), (50, Shares::new(50 << 16, 0)));
	});
}
