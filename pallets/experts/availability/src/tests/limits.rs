//! `lower`, `pause`, `resume` and `set_max_jobs`: what an expert can do whatever jobs it has.

use super::*;
use witan_experts::domain::{DomainParameters, WorkBounds};
use witan_mocks::domains::{default_parameters, set_parameters};

fn set_min_offer(min_offer: Balance) {
	let work = WorkBounds { min_offer, ..default_parameters().work };
	set_parameters(DOMAIN, DomainParameters { work, ..default_parameters() });
}

fn refused(who: AccountId, call: Call, error: Refused) {
	assert_refused::<RuntimeCall>(RuntimeOrigin::signed(who), call, error);
}

fn sign(who: AccountId, call: Call) {
	assert_ok!(RuntimeCall::from(call).dispatch(RuntimeOrigin::signed(who)));
}

// Protects: no flood of orders reaches more of an expert than it set. With as many jobs as that it
// is not drawn, and it is again as soon as one has ended.
#[test]
fn expert_should_not_be_drawn_when_it_has_as_many_jobs_as_it_does() {
	ExtBuilder::default().member(1, 1_000).build_and_execute(|| {
		offer(1, 1_000, 10);
		for job in 0..DEFAULT_MAX_JOBS {
			assert_eq!(drawn(job.into(), 10, &[]), Some(1));
		}
		for job in 100..200 {
			assert_eq!(draw(job, 10, &[]), Drawn::Nobody);
		}
		assert_eq!((weight_in(0), stored(1).stake.value), (0, 960));
		Availability::job_ended(DOMAIN, &1);
		assert_eq!(weight_in(0), 960);
		assert_eq!(drawn(200, 10, &[]), Some(1));
		sign(1, Call::set_max_jobs { domain: DOMAIN, max_jobs: 5 });
		assert_eq!(drawn(201, 10, &[]), Some(1));
		sign(1, Call::set_max_jobs { domain: DOMAIN, max_jobs: 1 });
		Availability::job_ended(DOMAIN, &1);
		assert_eq!((draw(202, 10, &[]), weight_in(0)), (Drawn::Nobody, 0));
		let shown = Availability::offer_of(DOMAIN, 1).expect("an offer");
		assert_eq!((shown.assigned, shown.max_jobs, shown.chance), (4, 1, 0));
	});
}

// Protects: jobs count against a new offer too, so that nobody gets more of them by another offer.
#[test]
fn expert_should_not_be_drawn_when_its_jobs_are_of_an_offer_that_has_ended() {
	ExtBuilder::default().member(1, 1_000).build_and_execute(|| {
		offer(1, 500, 10);
		for job in 0..DEFAULT_MAX_JOBS {
			assert_eq!(drawn(job.into(), 10, &[]), Some(1));
		}
		System::set_block_number(10);
		sign(1, Call::withdraw { domain: DOMAIN });
		offer(1, 500, 20);
		assert_eq!((draw(9, 10, &[]), weight_in(0)), (Drawn::Nobody, 0));
		sign(1, Call::top_up { domain: DOMAIN, amount: 100 });
		assert_eq!(weight_in(0), 0);
		Availability::job_ended(DOMAIN, &1);
		assert_eq!(weight_in(0), 600);
	});
}

// Protects: while a domain has no REP the limit holds too.
#[test]
fn expert_should_not_be_drawn_for_too_many_jobs_when_the_domain_has_no_rep() {
	ExtBuilder::default().build_and_execute(|| {
		offer(1, 0, 10);
		sign(1, Call::set_max_jobs { domain: DOMAIN, max_jobs: 1 });
		assert_eq!(drawn(0, 10, &[]), Some(1));
		assert_eq!(draw(1, 10, &[]), Drawn::Nobody);
		Availability::job_ended(DOMAIN, &1);
		assert_eq!(drawn(2, 10, &[]), Some(1));
	});
}

// Protects: a paused offer is drawn by nobody, at once and with jobs assigned, and is as it was
// when it is resumed.
#[test]
fn offer_should_weigh_nothing_while_it_is_paused() {
	ExtBuilder::default().member(1, 100 << 16).build_and_execute(|| {
		offer(1, 60 << 16, 10);
		assert_eq!(drawn(0, 1 << 16, &[]), Some(1));
		events();
		sign(1, Call::pause { domain: DOMAIN });
		assert_eq!(events(), [Event::Paused { domain: DOMAIN, who: 1 }]);
		assert_eq!((draw(1, 1, &[]), weight_in(0)), (Drawn::Nobody, 0));
		assert_eq!(Availability::offer_of(DOMAIN, 1).map(|offer| offer.chance), Some(0));
		refused(1, Call::pause { domain: DOMAIN }, Refused::AlreadyPaused);
		// It can change, move to a later era and lose a job, and is still paused.
		Ledger::set_era(DOMAIN, 1);
		sign(1, Call::top_up { domain: DOMAIN, amount: 1 });
		sign(1, Call::extend { domain: DOMAIN, until: 20 });
		sign(1, Call::set_max_jobs { domain: DOMAIN, max_jobs: 2 });
		Availability::job_ended(DOMAIN, &1);
		assert_eq!((draw(2, 1, &[]), weight_in(1)), (Drawn::Nobody, 0));
		events();
		sign(1, Call::resume { domain: DOMAIN });
		assert_eq!(events(), [Event::Resumed { domain: DOMAIN, who: 1 }]);
		assert_eq!(weight_in(1), 60);
		assert_eq!(drawn(3, 1, &[]), Some(1));
		refused(1, Call::resume { domain: DOMAIN }, Refused::NotPaused);
	});
}

// Protects: what no job has taken is the expert's at once, whatever jobs are assigned.
#[test]
fn lower_should_release_the_rest_when_jobs_are_assigned() {
	ExtBuilder::default().member(1, 100).build_and_execute(|| {
		offer(1, 60, 10);
		for job in 0..4 {
			assert_eq!(drawn(job, 5, &[]), Some(1));
		}
		refused(1, Call::withdraw { domain: DOMAIN }, Refused::JobAssigned);
		events();
		sign(1, Call::lower { domain: DOMAIN, amount: 15 });
		let lowered =
			|shares| Event::Lowered { domain: DOMAIN, who: 1, stake: Shares::new(shares, 0) };
		assert_eq!(events(), [lowered(15)]);
		assert_eq!((stored(1).stake.value, free(1)), (15, 65));
		sign(1, Call::lower { domain: DOMAIN, amount: 0 });
		assert_eq!(events(), [lowered(0)]);
		assert_eq!((stored(1).stake.value, free(1)), (0, 80));
		assert_eq!(Ledger::staked(DOMAIN, 1, Reason::Work), (20, 4));
		refused(1, Call::lower { domain: DOMAIN, amount: 0 }, Refused::NotLower);
		Availability::job_ended(DOMAIN, &1);
		assert_eq!(draw(9, 0, &[]), Drawn::Nobody);
		sign(1, Call::top_up { domain: DOMAIN, amount: 7 });
		assert_eq!(drawn(10, 1, &[]), Some(1));
	});
}

// Protects: a lowered offer of an earlier era is worth the amount that its owner named, and a
// debtor's released REP pays.
#[test]
fn lower_should_leave_the_amount_when_the_offer_is_of_an_earlier_era() {
	ExtBuilder::default().member(1, 100 << 16).member(2, 100 << 16).build_and_execute(|| {
		for who in [1, 2] {
			offer(who, 60 << 16, 10);
		}
		Ledger::set_era(DOMAIN, 1);
		sign(1, Call::lower { domain: DOMAIN, amount: 20 });
		assert_eq!((stored(1).stake, stored(1).tree), (Shares::new(20, 1), tree(20, 1)));
		assert_eq!((free(1), weight_in(0), weight_in(1)), (80, 60 << 16, 20));
		assert_ok!(Ledger::burn_or_owe(DOMAIN, &2, Shares::new(70, 1)));
		sign(2, Call::lower { domain: DOMAIN, amount: 20 });
		assert_eq!((free(2), Ledger::debt(DOMAIN, &2)), (10, Shares::new(0, 1)));
	});
}

// Protects: offers of dust are refused, so that nobody fills trees and draws with them. The rest
// of an offer can always be taken out whole.
#[test]
fn offer_should_be_refused_when_it_is_below_the_least_of_the_domain() {
	ExtBuilder::default().member(1, 100).build_and_execute(|| {
		set_min_offer(20);
		let offering = |amount| Call::offer { domain: DOMAIN, amount, until: 10 };
		refused(1, offering(19), Refused::OfferTooSmall);
		sign(1, offering(20));
		assert_eq!(drawn(0, 5, &[]), Some(1));
		refused(1, Call::top_up { domain: DOMAIN, amount: 4 }, Refused::OfferTooSmall);
		sign(1, Call::top_up { domain: DOMAIN, amount: 25 });
		refused(1, Call::lower { domain: DOMAIN, amount: 19 }, Refused::OfferTooSmall);
		refused(1, Call::lower { domain: DOMAIN, amount: 40 }, Refused::NotLower);
		refused(1, Call::lower { domain: DOMAIN, amount: Balance::MAX }, Refused::NotLower);
		sign(1, Call::lower { domain: DOMAIN, amount: 20 });
		sign(1, Call::lower { domain: DOMAIN, amount: 0 });
		// The least is of domains with REP.
		let work = WorkBounds { min_offer: 20, ..default_parameters().work };
		set_parameters(0, DomainParameters { work, ..default_parameters() });
		sign(2, Call::offer { domain: 0, amount: 0, until: 10 });
	});
}

// Protects: each invalid change has its own error.
#[test]
fn changes_should_be_refused_when_they_are_invalid() {
	ExtBuilder::default().member(1, 100).build_and_execute(|| {
		let domain = DOMAIN;
		let jobs = |max_jobs| Call::set_max_jobs { domain, max_jobs };
		let calls = || {
			[
				Call::lower { domain, amount: 1 },
				Call::pause { domain },
				Call::resume { domain },
				jobs(1),
			]
		};
		for call in calls() {
			refused(1, call, Refused::NoOffer);
		}
		offer(1, 60, 10);
		for max_jobs in [0, MOST_JOBS + 1, u32::MAX] {
			refused(1, jobs(max_jobs), Refused::MaxJobsOutOfRange);
		}
		for max_jobs in [1, MOST_JOBS] {
			sign(1, jobs(max_jobs));
		}
		events();
		sign(1, jobs(3));
		assert_eq!(events(), [Event::MaxJobsSet { domain, who: 1, max_jobs: 3 }]);
		refused(1, Call::resume { domain }, Refused::NotPaused);
		System::set_block_number(10);
		for call in calls() {
			refused(1, call, Refused::OfferExpired);
		}
	});
}
