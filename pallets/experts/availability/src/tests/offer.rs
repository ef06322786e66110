//! `offer`, `top_up` and `extend`.

use super::*;
use sp_runtime::TokenError;

// Protects: an offer holds its REP and deposit, emits its event, and has a leaf in its tree.
#[test]
fn offer_should_hold_stake_and_deposit() {
	ExtBuilder::default().member(1, 100).build_and_execute(|| {
		offer(1, 60, 10);
		assert_eq!(free(1), 40);
		assert_eq!(Balances::free_balance(1), TOKENS - deposit());
		let expected = Offer {
			stake: Shares::new(60, 0),
			until: 10,
			tree: tree(60, 0),
			leaf: 0,
			max_jobs: 4,
			paused: false,
			ticket: stored(1).ticket,
		};
		assert_eq!(stored(1), expected);
		assert_eq!(weight_in(0), 60);
		let stake = Shares::new(60, 0);
		assert_eq!(events(), [Event::Offered { domain: DOMAIN, who: 1, stake, until: 10 }]);
	});
}

// Protects: each invalid offer has its own error and leaves no hold, deposit or leaf behind.
#[test]
fn offer_should_be_refused_when_it_is_invalid() {
	ExtBuilder::default().member(1, 100).member(2, 100).member(5_000, 5).build_and_execute(|| {
		offer(2, 1, 10);
		let offer = |domain, amount, until| Call::offer { domain, amount, until };
		assert_refused::<RuntimeCall>(
			RuntimeOrigin::signed(1),
			offer(7, 10, 10),
			Refused::UnknownDomain,
		);
		assert_refused::<RuntimeCall>(
			RuntimeOrigin::signed(2),
			offer(DOMAIN, 10, 10),
			Refused::AlreadyOffered,
		);
		assert_refused::<RuntimeCall>(
			RuntimeOrigin::signed(1),
			offer(DOMAIN, 10, 1),
			Refused::UntilPast,
		);
		assert_refused::<RuntimeCall>(
			RuntimeOrigin::signed(1),
			offer(DOMAIN, 10, 0),
			Refused::UntilPast,
		);
		assert_refused::<RuntimeCall>(
			RuntimeOrigin::signed(1),
			offer(DOMAIN, 0, 10),
			Refused::ZeroOffer,
		);
		assert_refused::<RuntimeCall>(
			RuntimeOrigin::signed(1),
			offer(DOMAIN, 101, 10),
			Refused::NotEnoughReputation,
		);
		assert_refused::<RuntimeCall>(
			RuntimeOrigin::signed(3),
			offer(DOMAIN, 1, 10),
			Refused::NotAMember,
		);
		assert_refused::<RuntimeCall>(
			RuntimeOrigin::signed(5_000),
			offer(DOMAIN, 1, 10),
			TokenError::FundsUnavailable,
		);
	});
}

// Protects: an account's offers in two domains are independent.
#[test]
fn offers_of_one_account_should_be_independent_when_in_two_domains() {
	ExtBuilder::default().member(1, 100).build_and_execute(|| {
		Ledger::mint(0, &1, Shares::new(7, 0)).unwrap();
		offer(1, 100, 10);
		assert_ok!(Availability::offer(RuntimeOrigin::signed(1), 0, 7, 20));
		assert_ok!(Availability::withdraw(RuntimeOrigin::signed(1), DOMAIN));
		assert_eq!(Offers::<Test>::get(0, 1).map(|offer| offer.stake.value), Some(7));
		assert_eq!(Offers::<Test>::get(DOMAIN, 1), None);
	});
}

// Protects: while a domain has no REP, anyone can offer zero, and nobody can offer more.
#[test]
fn offer_of_zero_can_be_made_when_the_domain_has_no_rep() {
	ExtBuilder::default().build_and_execute(|| {
		offer(1, 0, 10);
		assert_eq!(stored(1).tree, Tree::BOOTSTRAP);
		assert_eq!(weight_of(Forest::Bootstrap), 1);
		let call = Call::offer { domain: DOMAIN, amount: 1, until: 10 };
		assert_refused::<RuntimeCall>(RuntimeOrigin::signed(2), call, Refused::NotAMember);
		assert_ok!(Availability::extend(RuntimeOrigin::signed(1), DOMAIN, 20));
		assert_eq!(weight_of(Forest::Bootstrap), 1);
	});
}

// Protects: once the domain has REP, an offer of zero can't be extended, but it can be topped up.
#[test]
fn offer_of_zero_should_move_to_the_era_when_topped_up() {
	ExtBuilder::default().build_and_execute(|| {
		offer(1, 0, 10);
		mint(1, 50);
		assert_refused::<RuntimeCall>(
			RuntimeOrigin::signed(1),
			Call::extend { domain: DOMAIN, until: 20 },
			Refused::ZeroOffer,
		);
		assert_refused::<RuntimeCall>(
			RuntimeOrigin::signed(1),
			Call::offer { domain: DOMAIN, amount: 5, until: 20 },
			Refused::AlreadyOffered,
		);
		assert_ok!(Availability::top_up(RuntimeOrigin::signed(1), DOMAIN, 50));
		assert_eq!((stored(1).tree, stored(1).stake), (tree(50, 0), Shares::new(50, 0)));
		assert_ok!(Availability::extend(RuntimeOrigin::signed(1), DOMAIN, 20));
		assert_eq!(drawn(0, 10, &[]), Some(1));
	});
}

// Protects: after a top-up the offer holds and weighs the whole, in its own era and in a later one.
#[test]
fn top_up_should_add_to_the_offer() {
	ExtBuilder::default().member(1, 10 << 16).member(2, 10 << 16).build_and_execute(|| {
		offer(1, 4 << 16, 10);
		offer(2, 5 << 16, 10);
		assert_ok!(Availability::top_up(RuntimeOrigin::signed(1), DOMAIN, 1 << 16));
		assert_eq!((stored(1).stake, stored(1).leaf), (Shares::new(5 << 16, 0), 0));
		Ledger::set_era(DOMAIN, 1);
		events();
		assert_ok!(Availability::top_up(RuntimeOrigin::signed(1), DOMAIN, 2));
		let stake = Shares::new(7, 1);
		assert_eq!((stored(1).stake, stored(1).tree), (stake, tree(7, 1)));
		assert_eq!(events(), [Event::ToppedUp { domain: DOMAIN, who: 1, stake }]);
		assert_eq!(weight_in(0), 5 << 16);
		assert_eq!(stored(2).leaf, 0, "the last leaf took the place of the one that left");
		assert_eq!(free(1), 3);
	});
}

// Protects: an offer that outgrows its class, or shrinks below it, moves to the tree of the other,
// and weighs there what it offers.
#[test]
fn offer_should_move_to_another_tree_when_its_size_changes() {
	ExtBuilder::default().member(1, 1_000).build_and_execute(|| {
		offer(1, 63, 10);
		assert_ok!(Availability::top_up(RuntimeOrigin::signed(1), DOMAIN, 1));
		assert_eq!((stored(1).tree, weight_in(0)), (tree(64, 0), 64));
		assert_eq!(Trees::<Test>::get(DOMAIN, Forest::Era(0)).len(), 1);
		assert_eq!(drawn(0, 1, &[]), Some(1));
		assert_eq!((stored(1).tree, weight_in(0)), (tree(63, 0), 63));
		assert_ok!(Availability::lower(RuntimeOrigin::signed(1), DOMAIN, 0));
		assert_eq!((stored(1).tree, weight_in(0)), (tree(0, 0), 0));
		assert_ok!(Availability::top_up(RuntimeOrigin::signed(1), DOMAIN, 900));
		assert_eq!((stored(1).tree, weight_in(0)), (tree(900, 0), 900));
	});
}

// Protects: each invalid top-up has its own error.
#[test]
fn top_up_should_be_refused_when_it_is_invalid() {
	ExtBuilder::default().member(1, 100).build_and_execute(|| {
		let top_up = |amount| Call::top_up { domain: DOMAIN, amount };
		assert_refused::<RuntimeCall>(RuntimeOrigin::signed(1), top_up(1), Refused::NoOffer);
		offer(1, 60, 10);
		assert_refused::<RuntimeCall>(RuntimeOrigin::signed(1), top_up(0), Refused::ZeroOffer);
		assert_refused::<RuntimeCall>(
			RuntimeOrigin::signed(1),
			top_up(41),
			Refused::NotEnoughReputation,
		);
		System::set_block_number(10);
		assert_refused::<RuntimeCall>(RuntimeOrigin::signed(1), top_up(1), Refused::OfferExpired);
	});
}

// Protects: an extended offer is open for longer, and expires only once, at its new end.
#[test]
fn extend_should_move_the_expiry() {
	ExtBuilder::default().member(1, 100 << 16).build_and_execute(|| {
		offer(1, 60 << 16, 10);
		Ledger::set_era(DOMAIN, 1);
		events();
		assert_ok!(Availability::extend(RuntimeOrigin::signed(1), DOMAIN, 20));
		let stake = Shares::new(60, 1);
		let expected = Event::Extended { domain: DOMAIN, who: 1, stake, until: 20 };
		assert_eq!(events(), [expected]);
		System::set_block_number(10);
		Availability::on_idle(10, Weight::MAX);
		assert_eq!((stored(1).until, stored(1).tree), (20, tree(60, 1)));
		System::set_block_number(20);
		Availability::on_idle(20, Weight::MAX);
		assert_eq!(Offers::<Test>::get(DOMAIN, 1), None);
		assert_eq!(free(1), 100);
	});
}

// Protects: each invalid extension has its own error.
#[test]
fn extend_should_be_refused_when_it_is_invalid() {
	ExtBuilder::default().member(1, 100).build_and_execute(|| {
		let extend = |until| Call::extend { domain: DOMAIN, until };
		assert_refused::<RuntimeCall>(RuntimeOrigin::signed(1), extend(20), Refused::NoOffer);
		offer(1, 60, 10);
		assert_refused::<RuntimeCall>(RuntimeOrigin::signed(1), extend(10), Refused::NotLater);
		assert_refused::<RuntimeCall>(RuntimeOrigin::signed(1), extend(9), Refused::NotLater);
		System::set_block_number(10);
		assert_refused::<RuntimeCall>(RuntimeOrigin::signed(1), extend(20), Refused::OfferExpired);
	});
}

// Protects: a debtor can't keep REP from its debt by offering it for ever. The offer ends, and the
// released REP pays.
#[test]
fn extend_should_be_refused_when_the_owner_is_in_debt() {
	ExtBuilder::default().member(1, 100).member(2, 100).build_and_execute(|| {
		let extend = |until| Call::extend { domain: DOMAIN, until };
		offer(1, 100, 10);
		offer(2, 100, 10);
		assert_ok!(Ledger::burn_or_owe(DOMAIN, &1, Shares::new(30, 0)));
		assert_refused::<RuntimeCall>(RuntimeOrigin::signed(1), extend(20), Refused::InDebt);
		assert_ok!(Availability::extend(RuntimeOrigin::signed(2), DOMAIN, 20));
		// A debt in another domain does not count.
		assert_ok!(Ledger::burn_or_owe(0, &2, Shares::new(30, 0)));
		assert_ok!(Availability::extend(RuntimeOrigin::signed(2), DOMAIN, 30));
		System::set_block_number(10);
		assert_ok!(Availability::prune(RuntimeOrigin::signed(2), DOMAIN, 1));
		assert_eq!((free(1), Ledger::debt(DOMAIN, &1)), (70, Shares::zero()));
		offer(1, 70, 20);
		assert_ok!(Availability::extend(RuntimeOrigin::signed(1), DOMAIN, 30));
	});
}

// Protects: nobody keeps REP from a debt by an offer without an end. Anyone can end it, unless a
// job is assigned.
#[test]
fn offer_can_be_pruned_when_its_owner_is_in_debt_and_has_no_job() {
	ExtBuilder::default().member(1, 100).build_and_execute(|| {
		let prune = || Call::prune { domain: DOMAIN, who: 1 };
		offer(1, 100, u64::MAX);
		assert_refused::<RuntimeCall>(RuntimeOrigin::signed(2), prune(), Refused::NotExpired);
		assert_ok!(Ledger::burn_or_owe(DOMAIN, &1, Shares::new(30, 0)));
		crate::Assigned::<Test>::insert(DOMAIN, 1, 1);
		assert_refused::<RuntimeCall>(RuntimeOrigin::signed(2), prune(), Refused::NotExpired);
		crate::Assigned::<Test>::remove(DOMAIN, 1);
		assert_ok!(Availability::prune(RuntimeOrigin::signed(2), DOMAIN, 1));
		assert_eq!((free(1), Ledger::debt(DOMAIN, &1)), (70, Shares::zero()));
	});
}

// Protects: as soon as the debt is gone, by payment or by decay, the offer can be extended.
#[test]
fn offer_can_be_extended_again_when_the_debt_is_gone() {
	ExtBuilder::default().member(1, 100 << 16).member(2, 100 << 16).build_and_execute(|| {
		let extend = |until| Call::extend { domain: DOMAIN, until };
		for who in [1, 2] {
			offer(who, 100 << 16, 10);
			assert_ok!(Ledger::burn_or_owe(DOMAIN, &who, Shares::new(30, 0)));
		}
		mint(1, 29);
		assert_refused::<RuntimeCall>(RuntimeOrigin::signed(1), extend(20), Refused::InDebt);
		mint(1, 1);
		assert_ok!(Availability::extend(RuntimeOrigin::signed(1), DOMAIN, 20));
		assert_refused::<RuntimeCall>(RuntimeOrigin::signed(2), extend(20), Refused::InDebt);
		Ledger::set_era(DOMAIN, 1);
		assert_ok!(Availability::extend(RuntimeOrigin::signed(2), DOMAIN, 20));
	});
}

// Protects: a full tree refuses offers with its own error.
#[test]
fn offer_should_be_refused_when_the_tree_is_full() {
	ExtBuilder::default().member(1, 100).member(2, 100).build_and_execute(|| {
		offer(1, 60, 10);
		let leaves = fill(tree(60, 0));
		let call = Call::offer { domain: DOMAIN, amount: 60, until: 10 };
		assert_refused::<RuntimeCall>(RuntimeOrigin::signed(2), call, Refused::TooManyOffers);
		change_root(tree(60, 0), |root| root.leaves = leaves);
	});
}

// Protects: an offer that would move to a full tree stays whole in the tree of the earlier era, and
// its owner gets the reason.
#[test]
fn offer_should_stay_where_it_is_when_the_tree_of_the_later_era_is_full() {
	let members = ExtBuilder::default().member(1, 100 << 16).member(2, 100 << 16);
	members.member(3, 100 << 16).build_and_execute(|| {
		// The one that would move is neither the only nor the last leaf of its tree.
		offer(1, 60 << 16, 10);
		offer(2, 60 << 16, 10);
		Ledger::set_era(DOMAIN, 1);
		offer(3, 60, 10);
		let leaves = fill(tree(60, 1));
		assert_refused::<RuntimeCall>(
			RuntimeOrigin::signed(1),
			Call::top_up { domain: DOMAIN, amount: 1 },
			Refused::TooManyOffers,
		);
		assert_refused::<RuntimeCall>(
			RuntimeOrigin::signed(1),
			Call::extend { domain: DOMAIN, until: 20 },
			Refused::TooManyOffers,
		);
		let stake = Shares::new(60 << 16, 0);
		assert_eq!((stored(1).tree, stored(1).leaf, stored(1).until), (tree(60 << 16, 0), 0, 10));
		assert_eq!((stored(1).stake, stored(2).leaf, free(1)), (stake, 1, 40));
		change_root(tree(60, 1), |root| root.leaves = leaves);
		assert_ok!(Availability::top_up(RuntimeOrigin::signed(1), DOMAIN, 1));
		assert_ok!(Availability::extend(RuntimeOrigin::signed(2), DOMAIN, 20));
		assert_eq!((stored(1).stake, stored(1).tree), (Shares::new(61, 1), tree(61, 1)));
	});
}

// Protects: the same for an offer of zero, which would move when the domain has REP.
#[test]
fn offer_of_zero_should_stay_where_it_is_when_the_tree_of_the_era_is_full() {
	ExtBuilder::default().build_and_execute(|| {
		offer(1, 0, 10);
		mint(1, 50);
		mint(2, 50);
		offer(2, 50, 10);
		let leaves = fill(tree(60, 0));
		assert_refused::<RuntimeCall>(
			RuntimeOrigin::signed(1),
			Call::top_up { domain: DOMAIN, amount: 50 },
			Refused::TooManyOffers,
		);
		assert_eq!((stored(1).tree, free(1)), (Tree::BOOTSTRAP, 50));
		change_root(tree(60, 0), |root| root.leaves = leaves);
	});
}

// Protects: an amount beyond the ledger's range is refused like any that is too large, with an
// offer and without.
#[test]
fn offer_and_top_up_should_be_refused_when_the_amount_is_the_greatest_number() {
	ExtBuilder::default().member(1, 100).member(2, 100).build_and_execute(|| {
		offer(2, 60, 10);
		for amount in [u128::MAX, (u128::MAX >> 16) + 1, u128::MAX >> 16, 1 << 96] {
			let offer = Call::offer { domain: DOMAIN, amount, until: 10 };
			assert_refused::<RuntimeCall>(
				RuntimeOrigin::signed(1),
				offer.clone(),
				Refused::NotEnoughReputation,
			);
			assert_refused::<RuntimeCall>(RuntimeOrigin::signed(3), offer, Refused::NotAMember);
			assert_refused::<RuntimeCall>(
				RuntimeOrigin::signed(2),
				Call::top_up { domain: DOMAIN, amount },
				Refused::NotEnoughReputation,
			);
		}
		assert_eq!((stored(2).stake, free(1), free(2)), (Shares::new(60, 0), 100, 40));
	});
}

// Protects: an offer can be open until the greatest block number. It is open in the block before
// that one, has expired in that one, and can't be extended beyond it.
#[test]
fn offer_should_be_open_when_it_is_until_the_greatest_block() {
	ExtBuilder::default().member(1, 100).member(2, 100).member(3, 100).build_and_execute(|| {
		let extend = Call::extend { domain: DOMAIN, until: u64::MAX };
		offer(1, 60, u64::MAX);
		offer(2, 60, 10);
		assert_ok!(Availability::extend(RuntimeOrigin::signed(2), DOMAIN, u64::MAX));
		for who in [1, 2] {
			assert_refused::<RuntimeCall>(
				RuntimeOrigin::signed(who),
				extend.clone(),
				Refused::NotLater,
			);
		}
		System::set_block_number(u64::MAX - 1);
		assert_refused::<RuntimeCall>(
			RuntimeOrigin::signed(3),
			Call::prune { domain: DOMAIN, who: 1 },
			Refused::NotExpired,
		);
		assert_ok!(Availability::top_up(RuntimeOrigin::signed(1), DOMAIN, 1));
		assert_eq!(drawn(0, 5, &[2]), Some(1));
		offer(3, 60, u64::MAX);
		System::set_block_number(u64::MAX);
		assert_refused::<RuntimeCall>(
			RuntimeOrigin::signed(1),
			Call::top_up { domain: DOMAIN, amount: 1 },
			Refused::OfferExpired,
		);
		assert_ok!(Availability::prune(RuntimeOrigin::signed(3), DOMAIN, 1));
		for who in [2, 3] {
			assert_ok!(Availability::withdraw(RuntimeOrigin::signed(who), DOMAIN));
		}
		assert_eq!((free(1), free(2), free(3)), (95, 100, 100));
		let late = Call::offer { domain: DOMAIN, amount: 60, until: u64::MAX };
		assert_refused::<RuntimeCall>(RuntimeOrigin::signed(1), late, Refused::UntilPast);
		Availability::job_ended(DOMAIN, &1);
	});
}

// Protects: nobody changes or ends the offer of another account. A call only affects the caller's
// own offer, in the domain that it names.
#[test]
fn offer_should_not_change_when_another_account_calls() {
	ExtBuilder::default().member(1, 100).member(2, 100).build_and_execute(|| {
		Ledger::mint(0, &1, Shares::new(7, 0)).unwrap();
		offer(1, 60, 10);
		let calls = |domain| {
			[
				Call::top_up { domain, amount: 1 },
				Call::extend { domain, until: 20 },
				Call::withdraw { domain },
			]
		};
		for block in [1, 10] {
			System::set_block_number(block);
			// One has REP, and one has nothing.
			for who in [2, 3] {
				for call in calls(DOMAIN) {
					assert_refused::<RuntimeCall>(
						RuntimeOrigin::signed(who),
						call,
						Refused::NoOffer,
					);
				}
			}
			for call in calls(0).into_iter().chain(calls(7)) {
				assert_refused::<RuntimeCall>(RuntimeOrigin::signed(1), call, Refused::NoOffer);
			}
		}
		let record = (stored(1).stake, stored(1).until);
		assert_eq!(record, (Shares::new(60, 0), 10));
	});
}
