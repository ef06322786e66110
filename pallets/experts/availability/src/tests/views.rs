//! View functions.

use super::*;

// Protects: views show offers as they are stored, and chances as parts of the whole.
#[test]
fn views_should_show_offers() {
	ExtBuilder::default().member(1, 100).member(2, 100).build_and_execute(|| {
		assert_eq!(Availability::offer_of(DOMAIN, 1), None);
		assert_eq!(
			(Availability::total_offered(DOMAIN), Availability::offers_count(DOMAIN)),
			(0, 0)
		);
		offer(1, 75, 10);
		offer(2, 25, 12);
		let info = |amount, until, assigned, chance| {
			let (max_jobs, paused) = (DEFAULT_MAX_JOBS, false);
			Some(OfferInfo { amount, until, assigned, max_jobs, paused, chance })
		};
		assert_eq!(Availability::offer_of(DOMAIN, 1), info(75, 10, 0, 750_000));
		assert_eq!(Availability::offer_of(DOMAIN, 2), info(25, 12, 0, 250_000));
		assert_eq!(drawn(0, 5, &[1]), Some(2));
		assert_eq!(Availability::offer_of(DOMAIN, 2), info(20, 12, 1, 210_526));
		assert_eq!(Availability::assigned(DOMAIN, 2), 1);
		assert_eq!(
			(Availability::total_offered(DOMAIN), Availability::offers_count(DOMAIN)),
			(95, 2)
		);
		assert_eq!((Availability::total_offered(0), Availability::offers_count(0)), (0, 0));
	});
}

// Protects: views show offers of earlier eras at their current worth.
#[test]
fn views_should_carry_offers_over_when_the_era_has_changed() {
	ExtBuilder::default().member(1, 30 << 16).build_and_execute(|| {
		offer(1, 30 << 16, 10);
		Ledger::set_era(DOMAIN, 1);
		mint(2, 10);
		offer(2, 10, 10);
		let shown = Availability::offer_of(DOMAIN, 1).unwrap();
		assert_eq!((shown.amount, shown.chance), (30, 750_000));
		assert_eq!(Availability::total_offered(DOMAIN), 40);
		Ledger::set_era(DOMAIN, 20);
		let shown = Availability::offer_of(DOMAIN, 1).unwrap();
		assert_eq!((shown.amount, shown.chance), (0, 0));
		assert_eq!(
			(Availability::total_offered(DOMAIN), Availability::offers_count(DOMAIN)),
			(0, 2)
		);
	});
}

// Protects: an offer of zero has a chance while the domain has no REP, and none afterwards.
#[test]
fn views_should_show_no_chance_of_an_offer_of_zero_when_the_domain_has_rep() {
	ExtBuilder::default().build_and_execute(|| {
		offer(1, 0, 10);
		offer(2, 0, 10);
		let chance = || Availability::offer_of(DOMAIN, 1).unwrap().chance;
		assert_eq!((chance(), Availability::total_offered(DOMAIN)), (500_000, 0));
		mint(3, 1);
		assert_eq!(chance(), 0);
	});
}
