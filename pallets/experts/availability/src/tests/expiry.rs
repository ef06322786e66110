//! Expired offers that `on_idle` ends.

use super::*;
use frame_support::assert_storage_noop;
use std::collections::BTreeSet;

const MANY: u64 = 1_000;

fn crowd() -> ExtBuilder {
	(0..=MANY).fold(ExtBuilder::default(), |chain, who| chain.member(who, 100))
}

/// Returns the weight in which `on_idle` ends this many offers.
fn room(offers: u64) -> Weight {
	<() as WeightInfo>::search_expired() + <() as WeightInfo>::end_expired() * offers
}

// Protects: however many offers expire in one block, they end in pages, and none of them is drawn
// before that.
#[test]
fn offers_should_end_in_pages_when_a_thousand_expire_in_one_block() {
	crowd().build_and_execute(|| {
		for who in 0..MANY {
			offer(who, 50, 10);
		}
		offer(MANY, 50, 1_000);
		assert_ok!(Availability::set_max_jobs(RuntimeOrigin::signed(MANY), DOMAIN, MOST_JOBS));
		let mut block = 10;
		let mut left = MANY as usize;
		while left > 0 {
			System::set_block_number(block);
			// A draw also ends up to eight offers that it meets. Only the open offer can be drawn.
			let before = Offers::<Test>::iter().count();
			assert!(matches!(drawn(block, 0, &[]), None | Some(MANY)));
			assert!(before - Offers::<Test>::iter().count() <= ATTEMPTS as usize);
			let before = Offers::<Test>::iter().count();
			let taken = Availability::on_idle(block, room(100));
			assert!(taken.all_lte(room(100)));
			left = Offers::<Test>::iter().count() - 1;
			assert_eq!(before - 1 - left, (before - 1).min(100));
			check_invariants();
			block += 1;
		}
		assert!(block <= 21, "a hundred in each block, and some by draws");
		assert_eq!(drawn(block, 0, &[]), Some(MANY));
		assert!((0..MANY).all(|who| free(who) == 100));
	});
}

// Protects: a page is bounded even if a block has weight for more.
#[test]
fn page_should_be_bounded_when_there_is_weight_for_all() {
	crowd().build_and_execute(|| {
		for who in 0..300 {
			offer(who, 50, 10);
		}
		System::set_block_number(10);
		assert_eq!(Availability::on_idle(10, Weight::MAX), room(EXPIRY_PAGE.into()));
		assert_eq!(Offers::<Test>::iter().count(), 300 - EXPIRY_PAGE as usize);
	});
}

// Protects: without weight for one offer nothing changes, and nothing is lost.
#[test]
fn on_idle_should_do_nothing_when_there_is_no_weight() {
	crowd().build_and_execute(|| {
		offer(1, 50, 10);
		System::set_block_number(10);
		for short in [Weight::zero(), room(0), room(1).saturating_sub(Weight::from_parts(1, 0))] {
			assert_storage_noop!(assert_eq!(Availability::on_idle(10, short), Weight::zero()));
		}
		assert_eq!(Availability::on_idle(10, room(1)), room(1));
		assert_eq!(Offers::<Test>::iter().count(), 0);
	});
}

// Protects: offers that expired in blocks without weight end later, in the order of their blocks.
#[test]
fn offers_should_end_late_when_blocks_were_full() {
	crowd().build_and_execute(|| {
		for who in 0..60 {
			offer(who, 50, 10 + who);
		}
		System::set_block_number(100);
		let mut ended = BTreeSet::new();
		for block in 100..200 {
			System::set_block_number(block);
			events();
			Availability::on_idle(block, room(7));
			for event in events() {
				let Event::OfferEnded { who, reason: OfferEnd::Expired, .. } = event else {
					panic!("an offer expires")
				};
				assert!(ended.iter().all(|earlier| *earlier < who));
				ended.insert(who);
			}
			check_invariants_of(0..60);
		}
		assert_eq!(ended, (0..60).collect());
	});
}

// Protects: an entry without an offer, which would be a defect, does not stop the others. The test
// makes the entry by hand.
#[test]
fn offers_should_end_when_one_before_them_can_not() {
	crowd().build_and_execute(|| {
		Expiries::<Test>::insert(9, (DOMAIN, 7), ());
		offer(1, 50, 10);
		System::set_block_number(10);
		Availability::on_idle(10, room(2));
		assert_eq!(Expiries::<Test>::iter().count(), 0);
		assert_eq!(Offers::<Test>::iter().count(), 0);
	});
}
