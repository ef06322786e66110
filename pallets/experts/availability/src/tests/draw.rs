//! Draws.

use super::*;

// Protects: the only expert is drawn again and again until its offer is used up, and each job
// holds its stake.
#[test]
fn only_expert_should_be_drawn_until_its_offer_is_used_up() {
	ExtBuilder::default().member(1, 100).build_and_execute(|| {
		assert_eq!(draw(0, 0, &[]), Drawn::Nobody);
		offer(1, 50, 10);
		events();
		for (job, left) in [(0, 30), (1, 10)] {
			let stake = Shares::new(20, 0);
			assert_eq!(draw(job, 20, &[]), Drawn::Expert { who: 1, stake });
			let left = Shares::new(left, 0);
			assert_eq!(events(), [Event::Drawn { domain: DOMAIN, who: 1, stake, left }]);
		}
		assert_eq!(draw(2, 20, &[]), Drawn::Nobody, "10 are not enough");
		assert!(draw(3, 10, &[]).is_expert());
		assert_eq!(draw(4, 0, &[]), Drawn::Nobody, "nothing is left to weigh");
		assert_eq!(Ledger::staked(DOMAIN, 1, Reason::Work), (50, 3));
		assert_eq!((free(1), Assigned::<Test>::get(DOMAIN, 1)), (50, 3));
		assert_ok!(Availability::top_up(RuntimeOrigin::signed(1), DOMAIN, 5));
		assert!(draw(5, 5, &[]).is_expert());
	});
}

// Protects: an excluded expert is never drawn, nor counted among the candidates.
#[test]
fn excluded_expert_should_not_be_drawn() {
	ExtBuilder::default().member(1, 1 << 80).member(2, 5).build_and_execute(|| {
		offer(1, 1 << 80, 10);
		assert_eq!(draw(0, 1, &[1]), Drawn::Nobody);
		offer(2, 5, 10);
		for job in 1..5 {
			assert_eq!(drawn(job, 1, &[1, 1, 9]), Some(2));
		}
		assert_eq!(draw(6, 1, &[1, 2]), Drawn::Nobody);
	});
}

// Protects: nobody sells or orders to be drawn. Who owns the service or ordered it is drawn while
// nobody else's offer weighs anything, and not because all others are excluded or have too little.
#[test]
fn avoided_expert_should_be_drawn_only_when_nobody_else_offers() {
	ExtBuilder::default().member(1, 1_000).member(2, 40).member(3, 1_000).build_and_execute(|| {
		offer(1, 1_000, 10);
		assert!(draw_avoiding(0, 1, &[], &[3, 1]).is_expert());
		offer(2, 40, 10);
		for job in 1..100 {
			assert!(matches!(
				draw_avoiding(job, 0, &[], &[1, 3]),
				Drawn::Expert { who: 2, .. } | Drawn::Nobody
			));
			assert_eq!(draw_avoiding(job, 0, &[2], &[1, 3]), Drawn::Nobody);
			assert_eq!(draw_avoiding(job, 41, &[], &[1, 3]), Drawn::Nobody);
			if Assigned::<Test>::get(DOMAIN, 2) == 1 {
				Availability::job_ended(DOMAIN, &2);
			}
		}
		assert_ok!(Availability::pause(RuntimeOrigin::signed(2), DOMAIN));
		assert!(draw_avoiding(100, 1, &[], &[1, 3]).is_expert());
		assert_eq!(draw_avoiding(101, 1, &[1], &[1, 3]), Drawn::Nobody);
	});
}

// Protects: the cost of a draw is bounded, whoever asks for it.
#[test]
fn draw_should_be_refused_when_too_many_are_excluded() {
	ExtBuilder::default().member(1, 5).build_and_execute(|| {
		offer(1, 5, 10);
		let draw = |excluded: &[AccountId], avoided: &[AccountId]| {
			let draw = JobDraw { domain: DOMAIN, seed: seed(0), stake: 0, excluded, avoided };
			Availability::draw(draw, &Reason::Work)
		};
		assert_fails(|| draw(&[2; 9], &[]), Refused::TooManyExcluded);
		assert_fails(|| draw(&[], &[2; 3]), Refused::TooManyExcluded);
		assert!(draw(&[2; 8], &[2; 2]).unwrap().is_expert());
	});
}

// Protects: a draw passes over offers of less than the job's stake, and looks at a bounded number
// of them.
#[test]
fn draw_should_pass_over_offers_that_are_too_small() {
	let members = (0..20).fold(ExtBuilder::default(), |chain, who| chain.member(who, 100));
	members.build_and_execute(|| {
		for who in 0..7 {
			offer(who, 9, 10);
		}
		assert_eq!(draw(0, 10, &[]), Drawn::Nobody);
		offer(7, 10, 10);
		assert_eq!(drawn(1, 10, &[]), Some(7), "the eighth attempt at the latest");
		for who in 8..20 {
			offer(who, 9, 10);
		}
		assert_eq!(draw(2, 10, &[]), Drawn::TryAgain);
		assert!(draw(3, 9, &[]).is_expert());
	});
}

// Protects: an expired offer is never drawn, and a draw ends those that it meets.
#[test]
fn draw_should_end_expired_offers() {
	ExtBuilder::default().member(1, 1 << 80).member(2, 5).build_and_execute(|| {
		offer(1, 1 << 80, 10);
		offer(2, 5, 11);
		System::set_block_number(10);
		assert_eq!(drawn(0, 5, &[]), Some(2));
		assert_eq!((Offers::<Test>::get(DOMAIN, 1), free(1)), (None, 1 << 80));
		System::set_block_number(11);
		assert_eq!(draw(1, 0, &[]), Drawn::Nobody);
		assert!(
			Offers::<Test>::contains_key(DOMAIN, 2),
			"it weighs nothing, so that no draw meets it"
		);
	});
}

// Protects: the right expert is drawn and stored when its leaf takes the place of one that the draw
// ends.
#[test]
fn draw_should_find_its_expert_when_offers_before_it_end() {
	let members = (0..8).fold(ExtBuilder::default(), |chain, who| chain.member(who, 1 << 40));
	members.build_and_execute(|| {
		for who in 0..7 {
			offer(who, 1 << 40, 10);
		}
		offer(7, 5, 20);
		System::set_block_number(10);
		assert_eq!(drawn(0, 5, &[]), Some(7));
		assert_eq!(Offers::<Test>::iter().count(), 1);
		assert_eq!((stored(7).leaf, stored(7).stake.value), (0, 0));
	});
}

// Protects: experts are drawn in exact proportion to their offers.
#[test]
fn experts_should_be_drawn_in_proportion_to_their_offers() {
	const EXPERTS: u64 = 40;
	const DRAWS: u64 = 20_000;
	let members = (1..=EXPERTS).fold(ExtBuilder::default(), |chain, who| chain.member(who, 100));
	members.build_and_execute(|| {
		for who in 1..=EXPERTS {
			offer(who, who.into(), 10);
		}
		let mut counts = vec![0u64; EXPERTS as usize + 1];
		for job in 0..DRAWS {
			counts[would_draw(job, 0, &[]).unwrap() as usize] += 1;
		}
		let total = (EXPERTS * (EXPERTS + 1) / 2) as f64;
		let counts: Vec<_> = (1..=EXPERTS)
			.map(|who| (counts[who as usize], DRAWS as f64 * who as f64 / total))
			.collect();
		let statistic = chi_square(&counts);
		assert!(statistic < chi_square_bound(counts.len()), "chi-square is {statistic}");
	});
}

// Protects: an offer of an earlier era weighs as much as it is worth in the current one.
#[test]
fn experts_should_be_drawn_in_proportion_to_their_offers_when_made_in_several_eras() {
	const DRAWS: u64 = 4_000;
	let offers = [(1, 7u128 << 32, 0), (2, 3 << 16, 1), (3, 1 << 16, 1), (4, 5, 2)];
	ExtBuilder::default().build_and_execute(|| {
		for (who, shares, era) in offers {
			if Ledger::era(DOMAIN) < era {
				Ledger::set_era(DOMAIN, era);
			}
			mint(who, shares);
			offer(who, shares, 10);
		}
		let weights = [7.0, 3.0, 1.0, 5.0];
		let mut counts = [0u64; 4];
		for job in 0..DRAWS {
			counts[would_draw(job, 1, &[]).unwrap() as usize - 1] += 1;
		}
		let counts: Vec<_> =
			counts.into_iter().zip(weights.map(|weight| DRAWS as f64 * weight / 16.0)).collect();
		let statistic = chi_square(&counts);
		assert!(statistic < chi_square_bound(counts.len()), "chi-square is {statistic}");
	});
}

// Protects: an offer is drawn in later eras and moves to the current one's tree. After eight eras
// it is worth nothing.
#[test]
fn offer_should_be_drawn_until_it_is_worth_nothing() {
	ExtBuilder::default().member(1, 1 << 111).build_and_execute(|| {
		offer(1, 1 << 111, 10);
		Ledger::set_era(DOMAIN, 6);
		assert_eq!(draw(1, 2, &[]), Drawn::Expert { who: 1, stake: Shares::new(2, 6) });
		assert_eq!(stored(1).stake, Shares::new((1 << 15) - 2, 6));
		assert_eq!(stored(1).tree, Tree::Era(6));
		Ledger::set_era(DOMAIN, 14);
		assert_eq!(draw(2, 0, &[]), Drawn::Nobody);
		assert_ok!(Availability::extend(RuntimeOrigin::signed(1), DOMAIN, 20));
		assert_eq!(stored(1).stake, Shares::new(0, 14));
	});
}

// Protects: while a domain has no REP, all offers of zero have the same chance and a stake of zero.
// Afterwards they are no longer drawn.
#[test]
fn offers_of_zero_should_have_the_same_chance_while_the_domain_has_no_rep() {
	const EXPERTS: u64 = 20;
	const DRAWS: u64 = 4_000;
	ExtBuilder::default().build_and_execute(|| {
		let mut counts = vec![0u64; EXPERTS as usize];
		for who in 0..EXPERTS {
			offer(who, 0, 10);
		}
		Ledger::set_era(DOMAIN, 3);
		for job in 0..DRAWS {
			counts[would_draw(job, 1_000, &[]).expect("an expert") as usize] += 1;
		}
		assert!(matches!(draw(0, 1_000, &[]), Drawn::Expert { stake, .. } if stake.is_zero()));
		let expected = DRAWS as f64 / EXPERTS as f64;
		let counts: Vec<_> = counts.into_iter().map(|count| (count, expected)).collect();
		assert!(chi_square(&counts) < chi_square_bound(counts.len()));
		mint(30, 10);
		assert_eq!(draw(0, 0, &[]), Drawn::Nobody);
		offer(30, 10, 10);
		assert_eq!(drawn(0, 10, &[]), Some(30));
	});
}

// Protects: a draw that fails changes nothing.
#[test]
fn draw_should_change_nothing_when_the_ledger_refuses() {
	ExtBuilder::default().member(1, 100).build_and_execute(|| {
		offer(1, 50, 10);
		System::set_block_number(10);
		let draw = || {
			let (excluded, avoided, stake) = (&[][..], &[][..], u128::MAX);
			let draw = JobDraw { domain: DOMAIN, seed: seed(0), stake, excluded, avoided };
			Availability::draw(draw, &Reason::Work)
		};
		assert_fails(draw, sp_runtime::ArithmeticError::Overflow);
	});
}

// Protects: the same seed draws the same expert, on every node.
#[test]
fn draw_should_be_decided_by_its_seed() {
	let members = (0..50).fold(ExtBuilder::default(), |chain, who| chain.member(who, 100));
	members.build_and_execute(|| {
		for who in 0..50 {
			offer(who, 7, 10);
		}
		let other: Vec<_> = (0..30).map(|job| would_draw(job, 0, &[])).collect();
		assert_eq!(other, (0..30).map(|job| would_draw(job, 0, &[])).collect::<Vec<_>>());
		assert!(other.iter().any(|who| *who != other[0]));
	});
}
