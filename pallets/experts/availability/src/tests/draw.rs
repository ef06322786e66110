//! Draws.

use super::*;

// Protects: the only expert is drawn again and again while its offer is ample for the stake, and
// for smaller stakes until it is used up. Each job holds its stake.
#[test]
fn only_expert_should_be_drawn_until_its_offer_is_used_up() {
	ExtBuilder::default().member(1, 200).build_and_execute(|| {
		assert_eq!(draw(0, 0, &[]), Drawn::Nobody);
		offer(1, 100, 10);
		assert_ok!(Availability::set_max_jobs(RuntimeOrigin::signed(1), DOMAIN, MOST_JOBS));
		events();
		for (job, left) in [(0, 80), (1, 60)] {
			let stake = Shares::new(20, 0);
			assert_eq!(draw(job, 20, &[]), Drawn::Expert { who: 1, stake });
			let left = Shares::new(left, 0);
			assert_eq!(events(), [Event::Drawn { domain: DOMAIN, who: 1, stake, left }]);
		}
		assert_eq!(draw(2, 20, &[]), Drawn::Nobody, "60 are less than four times as much");
		for job in 3..60 {
			assert!(draw(job, 1, &[]).is_expert());
		}
		assert_eq!(draw(60, 1, &[]), Drawn::Nobody, "3 are less than four times as much");
		assert_eq!(Ledger::staked(DOMAIN, 1, Reason::Work), (97, 59));
		assert_eq!((stored(1).stake.value, free(1)), (3, 100));
		assert!(draw(61, 0, &[]).is_expert());
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
			let found = draw_avoiding(job, 0, &[], &[1, 3]);
			assert!(matches!(found, Drawn::Expert { who: 2, .. }));
			assert_eq!(draw_avoiding(job, 0, &[2], &[1, 3]), Drawn::Nobody);
			assert_eq!(draw_avoiding(job, 41, &[], &[1, 3]), Drawn::Nobody);
			Availability::job_ended(DOMAIN, &2);
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
		assert!(draw(&[2; 8], &[2; 2]).unwrap().0.is_expert());
	});
}

// Protects: a draw finds who can be drawn if there is somebody, however many offers are too small,
// those of its own class among them. It looks at a bounded number.
#[test]
fn draw_should_find_who_can_be_drawn_among_many_offers_that_are_too_small() {
	let members = (0..400).fold(ExtBuilder::default(), |chain, who| chain.member(who, 10_000));
	members.build_and_execute(|| {
		// 11 and 15 are of one class; the job takes 12.
		for who in 0..300 {
			offer(who, if who % 2 == 0 { 11 } else { 1 }, 10);
		}
		offer(300, 3_000, 10);
		for job in 0..1_000 {
			assert_eq!(would_draw(job, 12, &[]), Some(300));
			assert_eq!(would_draw(job, 2_000 / 4, &[]), Some(300));
		}
		assert_eq!(would_draw(0, 12, &[300]), None);
		offer(301, 15, 10);
		assert!((0..1_000).any(|job| would_draw(job, 12, &[]) == Some(301)));
	});
}

// Protects: nobody chooses an expert by a stake that others' offers do not reach. Draws are made
// only if offers of four times the stake, or of their class, weigh half of all.
#[test]
fn draw_should_find_nobody_when_too_little_weighs_enough() {
	let members = (0..30).fold(ExtBuilder::default(), |chain, who| chain.member(who, 10_000));
	members.build_and_execute(|| {
		let draws = |stake| {
			let can = Availability::can_draw(DOMAIN, stake);
			assert!((0..50).all(|job| would_draw(job, stake, &[]).is_some() == can));
			can
		};
		assert!(Availability::can_draw(DOMAIN, Balance::MAX >> 20), "nobody offers yet");
		// A big one among many is no majority.
		for who in 0..19 {
			offer(who, 50, 10);
		}
		offer(19, 60, 10);
		assert!([0, 1, 8, 12, 15].into_iter().all(draws));
		assert!([16, 30, 49, 50, 55, 60, 61, 1 << 90].into_iter().all(|stake| !draws(stake)));
		assert!(!Availability::can_draw(DOMAIN, Balance::MAX));
		// Dust doesn't stop a service: seven offers of 1 beside the others.
		for who in 20..27 {
			offer(who, 1, 10);
		}
		assert!(draws(12) && !draws(16));
		// Half of the weight is enough.
		offer(27, 1_017, 10);
		assert!(draws(100) && draws(254) && !draws(256));
		assert_ok!(Availability::lower(RuntimeOrigin::signed(27), DOMAIN, 1_016));
		assert!(!draws(100) && draws(12));
		// What weighs nothing does not count.
		for who in 0..19 {
			assert_ok!(Availability::pause(RuntimeOrigin::signed(who), DOMAIN));
		}
		assert!(draws(100));
	});
}

// Protects: with 60 REP among nineteen offers of 50, a seller is drawn as often as it weighs:
// 5.94 % of 10 000 draws, within three standard deviations, for every stake that it can ask.
#[test]
fn seller_should_be_drawn_as_often_as_it_weighs() {
	let members = (0..20).fold(ExtBuilder::default(), |chain, who| chain.member(who, 100));
	members.build_and_execute(|| {
		for who in 0..19 {
			offer(who, 50, 10);
		}
		offer(19, 60, 10);
		for stake in [1, 10, 15] {
			let draws = (0..10_000).map(|job| would_draw(job + 100_000 * stake as u64, stake, &[]));
			let of_seller = draws.filter(|who| *who == Some(19)).count() as f64;
			let part: f64 = 60.0 / 1_010.0;
			let deviation = (10_000.0 * part * (1.0 - part)).sqrt();
			let off = (of_seller - 10_000.0 * part).abs();
			assert!(off < 3.0 * deviation, "{of_seller} draws of 10 000");
		}
	});
}

// Protects: who can be drawn is drawn in exact proportion, also if others of its class can't.
#[test]
fn experts_should_be_drawn_in_proportion_when_others_of_their_class_can_not() {
	const DRAWS: u64 = 20_000;
	let offers = [8, 9, 10, 11, 12, 13, 14, 15, 40, 41, 63, 3];
	let members = (0..12).fold(ExtBuilder::default(), |chain, who| chain.member(who, 100));
	members.build_and_execute(|| {
		for (who, amount) in (0..).zip(offers) {
			offer(who, amount, 10);
		}
		let mut counts = [0u64; 12];
		for job in 0..DRAWS {
			counts[would_draw(job, 12, &[]).expect("an expert") as usize] += 1;
		}
		let can: Vec<_> = (0..12).filter(|who| offers[*who] >= 12).collect();
		let total: u128 = can.iter().map(|who| offers[*who]).sum();
		let expected = |who: usize| DRAWS as f64 * offers[who] as f64 / total as f64;
		let counted: Vec<_> = can.iter().map(|who| (counts[*who], expected(*who))).collect();
		assert_eq!(counted.iter().map(|(count, _)| count).sum::<u64>(), DRAWS);
		let statistic = chi_square(&counted);
		assert!(statistic < chi_square_bound(counted.len()), "chi-square is {statistic}");
	});
}

// Protects: making others busy is no way to be drawn for certain with a small offer. Once their
// offers are no longer ample nobody is drawn for that stake, and each order was paid.
#[test]
fn draw_should_find_nobody_when_the_others_were_made_busy() {
	ExtBuilder::default().member(1, 200).member(2, 200).member(3, 50).build_and_execute(|| {
		offer(1, 200, 10);
		offer(2, 200, 10);
		let busy = (0..20).take_while(|job| draw(*job, 50, &[]).is_expert()).count();
		assert!((4..=6).contains(&busy), "{busy} jobs");
		offer(3, 50, 10);
		for job in 100..200 {
			assert_eq!(draw(job, 50, &[]), Drawn::Nobody);
		}
	});
}

// Protects: the weight of a draw is that of what it did, and at most the weight of the worst.
#[test]
fn draw_should_weigh_what_it_did() {
	ExtBuilder::default().member(1, 1 << 40).member(2, 1 << 20).build_and_execute(|| {
		let weighed = |excluded: &[AccountId]| {
			let draw = JobDraw { domain: DOMAIN, seed: seed(0), stake: 5, excluded, avoided: &[9] };
			Availability::draw(draw, &Reason::Work).expect("a draw").1
		};
		let search = |accounts| <() as WeightInfo>::draw_search(accounts);
		let (look, end) = (<() as WeightInfo>::draw_looks(), <() as WeightInfo>::end_expired());
		assert_eq!(weighed(&[]), search(1));
		offer(2, 1, 20);
		assert_eq!(weighed(&[1, 2]), search(0), "too little weighs enough");
		offer(1, 1 << 40, 10);
		assert_eq!(weighed(&[1, 2]), search(3));
		assert_ok!(Availability::top_up(RuntimeOrigin::signed(2), DOMAIN, 1 << 15));
		System::set_block_number(10);
		let all = search(1) + look * 2 + end + <() as WeightInfo>::draw_assigns();
		assert_eq!(weighed(&[]), all.min(<() as WeightInfo>::draw()));
		assert!(all.all_lte(Availability::draw_weight()));
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
		assert_eq!(stored(1).tree, tree((1 << 15) - 2, 6));
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
		assert_eq!(drawn(0, 2, &[]), Some(30));
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
