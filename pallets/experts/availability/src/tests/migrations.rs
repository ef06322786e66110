//! Migrations.

use super::*;
use crate::migrations::{v0, ClassifyOffers};
use frame_support::{
	migrations::{SteppedMigration, SteppedMigrationError},
	storage::StoragePrefixedMap,
	weights::WeightMeter,
};
use std::collections::BTreeMap;
use witan_mocks::migrations::migrate;

/// Writes offers as they were stored before they had classes, with records of trees that have the
/// keys of then.
fn go_back() {
	let offers: Vec<_> = Offers::<Test>::iter().collect();
	let _ = Trees::<Test>::clear(u32::MAX, None);
	let _ = Nodes::<Test>::clear(u32::MAX, None);
	let _ = Leaves::<Test>::clear(u32::MAX, None);
	for (leaf, (domain, who, offer)) in (0..).zip(offers) {
		let OfferOf::<Test> { stake, until, ticket, .. } = offer;
		let tree = match offer.tree.forest {
			Forest::Bootstrap => v0::Tree::Bootstrap,
			Forest::Era(era) => v0::Tree::Era(era),
		};
		v0::Offers::<Test>::insert(domain, who, v0::Offer { stake, until, tree, leaf, ticket });
		// Roots had keys like those of forests, and leaves and nodes shorter ones than now.
		let root = [Trees::<Test>::final_prefix().to_vec(), vec![leaf as u8; 9]].concat();
		let node = [Nodes::<Test>::final_prefix().to_vec(), vec![leaf as u8; 20]].concat();
		let end = [Leaves::<Test>::final_prefix().to_vec(), vec![leaf as u8; 15]].concat();
		for key in [root, node, end] {
			sp_io::storage::set(&key, &[1, 2, 3]);
		}
	}
}

fn some_offers() {
	for who in 20..30 {
		assert_ok!(Availability::offer(RuntimeOrigin::signed(who), 0, 0, 10));
	}
	for who in 0..20 {
		mint(who, 100 << 16);
		offer(who, (1 + Balance::from(who)) << 16, 10 + who);
		if who == 10 {
			Ledger::set_era(DOMAIN, 1);
		}
	}
	assert_eq!(drawn(0, 1, &[]).map(|_| ()), Some(()));
}

fn all() -> BTreeMap<(u32, AccountId), (Shares, u64, Tree)> {
	let offers = Offers::<Test>::iter();
	offers.map(|(domain, who, of)| ((domain, who), (of.stake, of.until, of.tree))).collect()
}

// Protects: every offer is as it was and in the tree of its class, in however many blocks, and
// nothing is left of the trees of before.
#[test]
fn offers_should_be_classified_in_any_number_of_steps() {
	for steps in [1, 2, 7, 10_000] {
		ExtBuilder::default().build_and_execute(|| {
			some_offers();
			let (before, weights) = (all(), (weight_in(0), weight_in(1)));
			go_back();
			let one = <() as WeightInfo>::offer();
			let short = one - Weight::from_parts(1, 0);
			let mut meter = WeightMeter::with_limit(short);
			let error = SteppedMigrationError::InsufficientWeight { required: one };
			assert_eq!(ClassifyOffers::<Test>::step(None, &mut meter), Err(error));
			migrate::<ClassifyOffers<Test>>(one * steps);
			Availability::do_try_state().expect("the invariants hold");
			assert_eq!((all(), (weight_in(0), weight_in(1))), (before, weights));
			assert!(Offers::<Test>::iter_values().all(|of| of.max_jobs == 4 && !of.paused));
			assert!(would_draw(1, 1, &[]).is_some());
		});
	}
}
