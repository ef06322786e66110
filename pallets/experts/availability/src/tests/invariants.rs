//! Random sequences of everything that changes offers, and invariants that are broken by hand.

use super::*;
use crate::sum_tree::Node;
use proptest::prelude::*;

const ACCOUNTS: AccountId = 12;

#[derive(Clone, Debug)]
enum Step {
	Mint(AccountId, u128),
	Owe(AccountId, u128),
	Offer(AccountId, u128, u64),
	TopUp(AccountId, u128),
	Extend(AccountId, u64),
	Withdraw(AccountId),
	Prune(AccountId),
	Lower(AccountId, u128),
	Pause(AccountId, bool),
	MaxJobs(AccountId, u32),
	Draw(u64, u128, Vec<AccountId>, Vec<AccountId>),
	JobEnded(AccountId),
	Decline(AccountId, u128),
	EndOffer(AccountId),
	NextBlock(u64),
	NextEra(u32),
}

fn step() -> impl Strategy<Value = Step> {
	let who = || 0..ACCOUNTS;
	let amount = || prop_oneof![0..4u128, 0..1u128 << 40];
	let stake = || prop_oneof![0..4u128, 0..1u128 << 36, 0..1u128 << 40];
	let accounts = |most: usize| prop::collection::vec(who(), 0..=most);
	prop_oneof![
		2 => (who(), amount()).prop_map(|(who, amount)| Step::Mint(who, amount)),
		4 => (who(), 0..1u128 << 45).prop_map(|(who, amount)| Step::Owe(who, amount)),
		8 => (who(), amount(), 0..6u64).prop_map(|(who, amount, after)| Step::Offer(who, amount, after)),
		3 => (who(), amount()).prop_map(|(who, amount)| Step::TopUp(who, amount)),
		6 => (who(), 0..9u64).prop_map(|(who, after)| Step::Extend(who, after)),
		2 => who().prop_map(Step::Withdraw),
		2 => who().prop_map(Step::Prune),
		3 => (who(), amount()).prop_map(|(who, amount)| Step::Lower(who, amount)),
		3 => (who(), any::<bool>()).prop_map(|(who, pause)| Step::Pause(who, pause)),
		2 => (who(), 0..4u32).prop_map(|(who, jobs)| Step::MaxJobs(who, jobs)),
		12 => (any::<u64>(), stake(), accounts(4), accounts(2)).prop_map(
			|(seed, stake, excluded, avoided)| Step::Draw(seed, stake, excluded, avoided),
		),
		2 => who().prop_map(Step::JobEnded),
		2 => (who(), amount()).prop_map(|(who, stake)| Step::Decline(who, stake)),
		1 => who().prop_map(Step::EndOffer),
		4 => (0..3u64).prop_map(Step::NextBlock),
		1 => (1..3u32).prop_map(Step::NextEra),
	]
}

fn dispatch(who: AccountId, call: Call) -> bool {
	let before = sp_io::storage::root(StateVersion::V1);
	let called = RuntimeCall::from(call).dispatch(RuntimeOrigin::signed(who));
	if called.is_err() {
		assert_eq!(sp_io::storage::root(StateVersion::V1), before);
	}
	called.is_ok()
}

fn check_extend(who: AccountId, until: u64) {
	let owes = !Ledger::debt(DOMAIN, &who).is_zero();
	let extended = dispatch(who, Call::extend { domain: DOMAIN, until });
	assert!(!(extended && owes), "a debtor keeps its offer");
}

/// Returns the REP that an account has beyond its debt.
fn own(who: AccountId) -> i128 {
	Ledger::total(DOMAIN, &who).value as i128 - Ledger::debt(DOMAIN, &who).value as i128
}

/// The offers before a draw, and what their owners do.
struct Before {
	offers: Vec<Option<OfferOf<Test>>>,
	jobs: Vec<u32>,
}

impl Before {
	fn look() -> Self {
		let offers = (0..ACCOUNTS).map(|who| Offers::<Test>::get(DOMAIN, who)).collect();
		let jobs = (0..ACCOUNTS).map(|who| Assigned::<Test>::get(DOMAIN, who)).collect();
		Self { offers, jobs }
	}

	/// Returns what an account's offer is worth to a draw.
	fn weight(&self, who: AccountId) -> u128 {
		let Some(offer) = &self.offers[who as usize] else { return 0 };
		let bootstrap = offer.tree == Tree::BOOTSTRAP;
		if offer.paused || self.jobs[who as usize] >= offer.max_jobs {
			return 0;
		}
		match Ledger::supply(DOMAIN).is_zero() {
			true => bootstrap.into(),
			false => offer.stake.in_era(Ledger::era(DOMAIN)),
		}
	}

	/// Returns true if draws should be made for a stake, found without any tree.
	fn are_ample_for(&self, stake: u128) -> bool {
		let mut classes = std::collections::BTreeMap::<Tree, u128>::new();
		for who in (0..ACCOUNTS).filter(|who| self.weight(*who) > 0) {
			let offer = self.offers[who as usize].as_ref().expect("it weighs something");
			*classes.entry(offer.tree).or_default() += offer.stake.value;
		}
		let era = Ledger::era(DOMAIN);
		let (mut large, mut all) = (0, 0);
		for (tree, sum) in classes {
			let Forest::Era(of) = tree.forest else { return true };
			let weight = Shares::new(sum, of).in_era(era);
			let largest = Shares::new(u128::MAX >> (127 - tree.class), of).in_era(era);
			all += weight;
			large += if largest >= 4 * stake { weight } else { 0 };
		}
		2 * large >= all
	}

	/// Returns true if an account may be drawn for a stake.
	fn may_be_drawn(&self, who: AccountId, stake: u128, kept_out: &[AccountId]) -> bool {
		let Some(offer) = &self.offers[who as usize] else { return false };
		let bootstrap = Ledger::supply(DOMAIN).is_zero();
		let enough = bootstrap || offer.stake.in_era(Ledger::era(DOMAIN)) >= stake;
		let open = !offer.is_expired(System::block_number());
		self.weight(who) > 0 && enough && open && !kept_out.contains(&who)
	}
}

fn check_draw(of: u64, stake: u128, excluded: &[AccountId], avoided: &[AccountId]) {
	let before = Before::look();
	let mut kept_out = excluded.to_vec();
	if (0..ACCOUNTS).any(|who| !avoided.contains(&who) && before.weight(who) > 0) {
		kept_out.extend(avoided);
	}
	let can_draw = Availability::can_draw(DOMAIN, stake);
	assert_eq!(can_draw, before.are_ample_for(stake));
	match draw_avoiding(of, stake, excluded, avoided) {
		Drawn::Expert { who, stake: taken } => {
			assert!(can_draw && before.may_be_drawn(who, stake, &kept_out), "{who} may not");
			let offer = before.offers[who as usize].as_ref().expect("it offered");
			let bootstrap = Ledger::supply(DOMAIN).is_zero();
			assert_eq!(offer.tree == Tree::BOOTSTRAP, bootstrap);
			let expected = if bootstrap { 0 } else { stake };
			assert_eq!(taken, Shares::new(expected, Ledger::era(DOMAIN)).carried_to(taken.era));
			let left = offer.stake.checked_sub(taken).expect("it offered as much");
			assert_eq!(stored(who).stake, left.carried_to(stored(who).stake.era));
		},
		// No candidate is left: all offers have expired, are kept out or offer too little.
		Drawn::Nobody => {
			let may = (0..ACCOUNTS).find(|who| before.may_be_drawn(*who, stake, &kept_out));
			assert!(!can_draw || may.is_none(), "{may:?} may be drawn");
		},
		Drawn::TryAgain => {
			let passed = before.offers.iter().flatten().count();
			assert!(can_draw && passed >= ATTEMPTS as usize);
		},
	}
}

/// Declines a job, with a stake of at most as much.
fn check_decline(who: AccountId, most: u128) {
	let (held, stakes) = Ledger::staked(DOMAIN, who, Reason::Work);
	if Assigned::<Test>::get(DOMAIN, who) == 0 || stakes == 0 {
		return;
	}
	let stake = Shares::new(most.min(held), Ledger::era(DOMAIN));
	assert_ok!(Availability::job_declined(DOMAIN, &who, stake, &Reason::Work));
	assert_eq!(Ledger::staked(DOMAIN, who, Reason::Work).1, stakes - 1);
}

fn run(step: Step) {
	let now = System::block_number();
	let domain = DOMAIN;
	match step {
		Step::Mint(who, amount) => mint(who, amount),
		Step::Owe(who, amount) => {
			let shares = Shares::new(amount, Ledger::era(domain));
			assert_ok!(Ledger::burn_or_owe(domain, &who, shares));
		},
		Step::Offer(who, amount, after) => {
			dispatch(who, Call::offer { domain, amount, until: now + after });
		},
		Step::TopUp(who, amount) => {
			dispatch(who, Call::top_up { domain, amount });
		},
		Step::Extend(who, after) => check_extend(who, now + after),
		Step::Withdraw(who) => {
			dispatch(who, Call::withdraw { domain });
		},
		Step::Prune(who) => {
			dispatch(0, Call::prune { domain, who });
		},
		Step::Lower(who, amount) => {
			dispatch(who, Call::lower { domain, amount });
		},
		Step::Pause(who, true) => {
			dispatch(who, Call::pause { domain });
		},
		Step::Pause(who, false) => {
			dispatch(who, Call::resume { domain });
		},
		Step::MaxJobs(who, max_jobs) => {
			dispatch(who, Call::set_max_jobs { domain, max_jobs });
		},
		Step::Draw(of, stake, excluded, avoided) => check_draw(of, stake, &excluded, &avoided),
		Step::JobEnded(who) => {
			if Assigned::<Test>::get(domain, who) > 0 {
				Availability::job_ended(domain, &who);
			}
		},
		Step::Decline(who, most) => check_decline(who, most),
		Step::EndOffer(who) => Availability::end_offer(domain, &who).expect("it ends"),
		Step::NextBlock(offers) => {
			System::set_block_number(now + 1);
			let room =
				<() as WeightInfo>::search_expired() + <() as WeightInfo>::end_expired() * offers;
			assert!(Availability::on_idle(now + 1, room).all_lte(room));
		},
		Step::NextEra(eras) => Ledger::set_era(domain, Ledger::era(domain) + eras),
	}
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(96))]

	// Protects: after every step every root is the sum of its leaves, and every offer has its
	// stake, deposit and expiry. No reputation is made or lost, in any order of steps and eras.
	#[test]
	fn invariants_should_hold_when_offers_change_at_random(
		founded: bool, steps in prop::collection::vec(step(), 1..70),
	) {
		let mut chain = ExtBuilder::default();
		if founded {
			for who in 0..ACCOUNTS {
				chain = chain.member(who, 1 << 42);
			}
		}
		chain.build().execute_with(|| {
			for step in steps {
				let totals = || (0..ACCOUNTS).map(own).collect::<Vec<_>>();
				let before = totals();
				let changes = matches!(step, Step::Mint(..) | Step::Owe(..) | Step::NextEra(_));
				run(step);
				check_invariants_of(0..ACCOUNTS);
				assert!(changes || before == totals(), "reputation was made or lost");
			}
		});
	}
}

/// Checks that `try_state` finds a change of a chain with two offers, of 50 and 40, until block 10.
#[track_caller]
fn broken(message: &'static str, act: impl FnOnce()) {
	let mut chain = ExtBuilder::default().member(1, 100).member(2, 100).build();
	chain.execute_with(|| {
		offer(1, 50, 10);
		offer(2, 40, 10);
		Availability::do_try_state().expect("invariants hold before the change");
	});
	assert_broken(chain, Availability::do_try_state, message, act);
}

fn change(who: AccountId, change: impl FnOnce(&mut OfferOf<Test>)) {
	Offers::<Test>::mutate(DOMAIN, who, |offer| change(offer.as_mut().expect("an offer")));
}

fn change_node(change: impl FnOnce(&mut Node)) {
	Nodes::<Test>::mutate((DOMAIN, tree(50, 0), (0, 0)), change);
}

/// Sets the stake of account 1 in its offer and in the tree, but not in the ledger.
fn restake(shares: u128) {
	let mut offer = stored(1);
	assert_ok!(Availability::restake(DOMAIN, &1, &mut offer, Shares::new(shares, 0)));
	Offers::<Test>::insert(DOMAIN, 1, offer);
}

// Protects: `try_state` finds offers and leaves that do not belong together.
#[test]
fn try_state_should_find_offers_without_leaves_and_leaves_without_offers() {
	let (its, later) = (tree(50, 0), tree(50, 9));
	broken("an offer's leaf is another's, or missing", || change(1, |offer| offer.leaf = 1));
	broken("an offer's leaf is another's, or missing", || Leaves::<Test>::remove((DOMAIN, its, 1)));
	broken("an offer's leaf is out of its tree", || change_root(its, |root| root.leaves = 1));
	broken("an offer's leaf is out of its tree", || Trees::<Test>::remove(DOMAIN, its.forest));
	broken("a tree counts leaves without offers", || change_root(its, |root| root.leaves = 3));
	broken("a tree counts leaves without offers", || {
		Trees::<Test>::insert(DOMAIN, later.forest, Trees::<Test>::get(DOMAIN, its.forest))
	});
	broken("a tree counts leaves without offers", || {
		Trees::<Test>::insert(DOMAIN, later.forest, Roots::default())
	});
	broken("a tree has leaves that it does not count", || {
		Leaves::<Test>::insert((DOMAIN, its, 2), 3)
	});
	broken("a leaf is of a tree that is missing", || Leaves::<Test>::insert((DOMAIN, later, 0), 3));
}

// Protects: `try_state` finds sums that are not those of the leaves.
#[test]
fn try_state_should_find_wrong_sums() {
	broken("a node does not have the sums of its children", || change_node(|node| node[0] += 1));
	broken("a node does not have the sums of its children", || change_node(|node| node[2] = 1));
	broken("the weights of a tree overflow", || {
		change(1, |offer| offer.stake.value = u128::MAX);
		change_node(|node| node[0] = u128::MAX);
	});
	broken("a node does not have the sums of its children", || {
		change(1, |offer| offer.paused = true)
	});
	broken("a node does not have the sums of its children", || {
		Assigned::<Test>::insert(DOMAIN, 1, 4)
	});
	broken("a root is not the sum of its leaves", || {
		change_root(tree(50, 0), |root| root.total += 1)
	});
	broken("a node has no leaf below it", || {
		Nodes::<Test>::insert((DOMAIN, tree(50, 9), (0, 0)), Node::default())
	});
	broken("a node has no leaf below it", || {
		Nodes::<Test>::insert((DOMAIN, tree(50, 0), (1, 0)), Node::default())
	});
}

// Protects: `try_state` finds offers that are not staked, in the era of their tree.
#[test]
fn try_state_should_find_offers_that_are_not_staked() {
	broken("an offer's stake does not belong in its tree", || {
		change(1, |offer| offer.stake.era = 1)
	});
	for max_jobs in [0, 65] {
		broken("an offer's number of jobs is out of range", || {
			change(1, |offer| offer.max_jobs = max_jobs);
			assert_ok!(Availability::reweigh(DOMAIN, &1, &stored(1)));
		});
	}
	broken("an offer's stake does not belong in its tree", || {
		change(1, |offer| offer.stake.value = 70);
		assert_ok!(Availability::reweigh(DOMAIN, &1, &stored(1)));
	});
	broken("an account offers more than it has", || restake(101));
}

// Protects: `try_state` finds offers that would never expire, expiries of nothing, and idle counts.
#[test]
fn try_state_should_find_wrong_expiries_and_counts() {
	broken("an offer has no expiry", || Expiries::<Test>::remove(10, (DOMAIN, 1)));
	broken("an offer expires in a block that is finished", || ExpiryCursor::<Test>::put(11));
	broken("an expiry has no offer", || Expiries::<Test>::insert(11, (DOMAIN, 1), ()));
	broken("a count of jobs is zero", || Assigned::<Test>::insert(DOMAIN, 1, 0));
}
