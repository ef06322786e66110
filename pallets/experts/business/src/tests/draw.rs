//! Draws.

use super::*;
use frame_support::{
	traits::{Get, Hooks},
	weights::RuntimeDbWeight,
};
use sp_core::H256;
use witan_experts::ids::DomainId;
use witan_experts::{
	job::{Drawn, RequestEnd},
	ledger::FeePaid,
};
use witan_mocks::{
	domains::{default_parameters, set_parameters, FOUNDER},
	experts::{Asked, Next},
};

fn seeds_asked() -> Vec<H256> {
	let seeds = Offered::asked().into_iter().filter_map(|asked| match asked {
		Asked::Draw { seed, .. } => Some(seed),
		_ => None,
	});
	seeds.collect()
}

// Protects: an expert is drawn with its stake, at the beginning of the scheduled block and not
// before.
#[test]
fn expert_should_be_assigned_when_drawn() {
	ExtBuilder::default().build_and_execute(|| {
		let request = order(open(), 150);
		Offered::push(DOMAIN, Next::Expert(EXPERT));
		run_to(2);
		idle();
		assert!(matches!(state(request), Some(State::Requested { .. })));
		assert_eq!(Draws::<Test>::iter_keys().collect::<Vec<_>>(), [(DOMAIN, 3, request)]);
		assert_eq!(Agenda::<Test>::iter_keys().count(), 0);
		events();
		run_busy_to(3);
		let stake = Shares::new(STAKE, 0);
		let (decline_by, due) = (5, 23);
		let drawn = Event::Assigned { request, expert: EXPERT, stake, decline_by, due };
		assert_eq!(events(), [drawn]);
		assert_eq!(
			Offered::asked(),
			[Asked::Draw {
				domain: DOMAIN,
				seed: seed(3, request, 0),
				stake: STAKE,
				excluded: vec![],
				avoided: vec![OWNER, CUSTOMER]
			}]
		);
		assert_eq!(Draws::<Test>::iter_keys().count(), 0);
		assert_eq!(Agenda::<Test>::iter_keys().collect::<Vec<_>>(), [(23, request)]);
	});
}

// Protects: no draw uses randomness that somebody could have known when it was scheduled.
#[test]
fn draw_should_wait_when_its_randomness_was_known_at_the_request() {
	ExtBuilder::default().build_and_execute(|| {
		let request = order(open(), 150);
		Offered::push(DOMAIN, Next::Expert(EXPERT));
		// In block 3 the newest randomness is of block 1, in which the request was made.
		run_to(2);
		events();
		KnownBefore::set(2);
		run_to(3);
		assert_eq!(events(), [Event::DrawScheduled { request, draw_at: 7, gives_up_at: 65 }]);
		assert_eq!(Offered::asked(), []);
		check();
		KnownBefore::set(1);
		run_to(7);
		assert!(matches!(state(request), Some(State::Assigned { .. })));
		assert_eq!(seeds_asked(), [seed(7, request, 1)]);
	});
}

// Protects: nobody chooses the moment of a draw. A poke makes none, neither before its block nor
// when more draws are due than a block can make.
#[test]
fn poke_should_be_refused_when_the_request_waits_for_its_draw() {
	ExtBuilder::default().build_and_execute(|| {
		let service = open();
		let requests: Vec<_> = (0..=MAX_DRAWS_PER_BLOCK).map(|_| order(service, 150)).collect();
		for block in 1..3 {
			run_busy_to(block);
			assert_refused::<RuntimeCall>(
				RuntimeOrigin::signed(STRANGER),
				Call::poke { request: requests[0] },
				Error::<Test>::NotDue,
			);
		}
		run_busy_to(3);
		let overdue = |request: &&RequestId| {
			Requests::<Test>::get(**request).is_some_and(|record| record.deadline == 3)
		};
		let left = *requests.iter().find(overdue).expect("one is left over");
		assert_refused::<RuntimeCall>(
			RuntimeOrigin::signed(STRANGER),
			Call::poke { request: left },
			Error::<Test>::NotDue,
		);
		assert_eq!(Offered::asked().len(), MAX_DRAWS_PER_BLOCK as usize);
		run_busy_to(4);
		assert_eq!(seeds_asked().last(), Some(&seed(4, left, 0)));
	});
}

// Protects: operators see how many draws a block could not make, and since when they are due.
#[test]
fn overdue_draws_should_be_counted_when_a_block_has_no_room_for_all() {
	ExtBuilder::default().build_and_execute(|| {
		let service = open();
		for _ in 0..MAX_DRAWS_PER_BLOCK + 2 {
			order(service, 150);
		}
		let none = Overdue { count: 0, oldest: None };
		run_busy_to(2);
		assert_eq!(Business::overdue_draws(), none);
		run_busy_to(3);
		assert_eq!(Business::overdue_draws(), Overdue { count: 2, oldest: Some(3) });
		run_busy_to(4);
		assert_eq!(Business::overdue_draws(), none);
	});
}

// Protects: operators see draws that wait for the end of a migration, however long that takes.
#[test]
fn overdue_draws_should_be_counted_from_the_first_when_nothing_is_drawn() {
	ExtBuilder::default().build_and_execute(|| {
		let service = open();
		order(service, 150);
		run_to(2);
		order(service, 150);
		Migrating::set(true);
		run_to(40);
		assert_eq!(Business::overdue_draws(), Overdue { count: 2, oldest: Some(3) });
		Migrating::set(false);
		run_to(41);
		assert_eq!(Business::overdue_draws(), Overdue { count: 0, oldest: None });
	});
}

/// Returns the result of a draw for a request of block 1 with EXPERT on offer, and the questions to
/// the experts. Somebody acts in the block of the draw.
fn drawn_when(in_the_block: impl FnOnce()) -> (Option<StateOf<Test>>, Vec<Asked>) {
	let mut drawn = None;
	ExtBuilder::default().build_and_execute(|| {
		let request = order(open(), 150);
		Offered::push(DOMAIN, Next::Expert(EXPERT));
		run_to(3);
		in_the_block();
		let _ = dispatch(STRANGER, Call::poke { request });
		idle();
		let asked = Offered::asked();
		drawn = Some((state(request), asked));
	});
	drawn.expect("it ran")
}

// Protects: nobody can act on the randomness in the block of the draw. An offer that is made or
// withdrawn in that block does not change the drawn expert.
#[test]
fn expert_should_be_the_same_when_offers_change_in_the_block_of_the_draw() {
	let undisturbed = drawn_when(|| ());
	assert!(matches!(undisturbed.0, Some(State::Assigned { expert: EXPERT, .. })));
	let made = drawn_when(|| Offered::push(DOMAIN, Next::Expert(SECOND)));
	assert_eq!(made, undisturbed);
	// The mock of experts passes over an expert without enough free REP, as if it had withdrawn.
	let withdrawn = drawn_when(|| {
		let free = Ledger::free(DOMAIN, &EXPERT);
		Ledger::burn_or_owe(DOMAIN, &EXPERT, free).expect("it is there");
	});
	assert_eq!(withdrawn, undisturbed);
}

// Protects: a change of an offer counts in the draws of later blocks. An expert who withdraws
// before the block of the draw is not drawn, and one who offers in that block waits for the next
// draw.
#[test]
fn offers_should_count_when_made_or_withdrawn_before_the_block_of_the_draw() {
	ExtBuilder::default().build_and_execute(|| {
		let request = order(open(), 150);
		Offered::push(DOMAIN, Next::Expert(EXPERT));
		run_to(2);
		Ledger::burn_or_owe(DOMAIN, &EXPERT, Ledger::free(DOMAIN, &EXPERT)).expect("it is there");
		run_to(3);
		Offered::push(DOMAIN, Next::Expert(SECOND));
		run_to(4);
		assert!(matches!(state(request), Some(State::Requested { draw_at: 7, .. })));
		run_to(7);
		assert!(matches!(state(request), Some(State::Assigned { expert: SECOND, .. })));
	});
}

// Protects: a block has a bounded number of draws, and none is lost. The others are made in the
// next block with its beacon, before any that became due later.
#[test]
fn requests_should_all_be_drawn_for_in_order_when_more_are_due_than_a_block_may_have() {
	ExtBuilder::default().build_and_execute(|| {
		let most = MAX_DRAWS_PER_BLOCK as usize;
		let service = open();
		let order_many =
			|count: usize| -> Vec<_> { (0..count).map(|_| order(service, 100)).collect() };
		let first = order_many(2 * most + 5);
		run_busy_to(2);
		let second = order_many(most);
		Ledger::mint(DOMAIN, &EXPERT, Shares::new(STAKE * 4 * most as u128, 0)).expect("it fits");
		for _ in first.iter().chain(&second) {
			Offered::push(DOMAIN, Next::Expert(EXPERT));
		}
		let waiting = |requests: &[RequestId]| {
			let waits =
				|request: &&RequestId| matches!(state(**request), Some(State::Requested { .. }));
			requests.iter().filter(waits).count()
		};
		let expected = [(3, most + 5, most), (4, 5, most), (5, 0, 5), (6, 0, 0)];
		let mut drawn = 0;
		for (block, left_of_first, left_of_second) in expected {
			run_busy_to(block);
			assert_eq!(waiting(&first), left_of_first, "in block {block}");
			assert_eq!(waiting(&second), left_of_second, "in block {block}");
			let seeds = seeds_asked();
			for used in &seeds[drawn..] {
				let of_block = first.iter().chain(&second).any(|id| seed(block, *id, 0) == *used);
				assert!(of_block, "drawn with the beacon of block {block}");
			}
			drawn = seeds.len();
			check();
		}
		assert_eq!(drawn, first.len() + second.len());
		let dues = first.iter().filter_map(|id| Requests::<Test>::get(id).map(|of| of.deadline));
		assert_eq!(dues.max(), Some(25));
		run_busy_to(8);
		assert!(TurnsCursor::<Test>::get() > 4);
		assert_eq!(Turns::<Test>::iter().count() + Backlogs::<Test>::iter().count(), 0);
	});
}

// Protects: a block's draws leave room for the rest of the block. Draws that don't fit into their
// weight are made in the next blocks, and none is lost.
#[test]
fn draws_should_wait_for_the_next_block_when_their_weight_is_used() {
	ExtBuilder::default().build_and_execute(|| {
		let service = open();
		let most = MAX_DRAWS_PER_BLOCK as usize;
		let requests: Vec<_> = (0..most).map(|_| order(service, 150)).collect();
		run_busy_to(2);
		// Room for what draws cost at the least, and for about ten draws.
		DrawsWeight::set(Business::min_begin_weight().saturating_mul(10));
		run_busy_to(3);
		let in_first = Offered::asked().len();
		assert!((1..most).contains(&in_first), "{in_first} draws");
		for block in 4..4 + 128 {
			run_busy_to(block);
			check();
		}
		let waits =
			|id: &&RequestId| Requests::<Test>::get(**id).is_some_and(|of| of.attempts == 0);
		assert_eq!(requests.iter().filter(waits).count(), 0);
		assert!(Offered::asked().len() >= most);
	});
}

// Protects: many orders in one domain do not delay the draws of others while a block has room for
// all.
#[test]
fn draw_should_be_in_its_block_when_another_domain_has_127_in_it() {
	ExtBuilder::default().build_and_execute(|| {
		let call = Call::open_service { domain: EMPTY, terms: terms() };
		assert_eq!(dispatch(FOUNDER, call), Ok(()));
		for _ in 0..127 {
			assert_eq!(dispatch(FOUNDER, ordering(0, 100)), Ok(()));
		}
		let request = order(open(), 150);
		Offered::push(DOMAIN, Next::Expert(EXPERT));
		run_busy_to(3);
		assert!(matches!(state(request), Some(State::Assigned { expert: EXPERT, .. })));
		assert!(Requests::<Test>::iter_values().all(|request| request.deadline > 3));
	});
}

// Protects: a flood of orders in one domain delays no draw of another. Domains with due draws take
// turns, and nobody gets more than its own while others wait.
#[test]
fn draw_should_be_in_its_block_when_another_domain_has_a_flood() {
	ExtBuilder::default().build_and_execute(|| {
		// That domain has no offers, and each request has a draw in every other block.
		Ledger::mint(EMPTY, &FOUNDER, Shares::new(1, 0)).expect("it has room");
		let hasty = changed(|terms| terms.work.draw_period = 32);
		let call = Call::open_service { domain: EMPTY, terms: hasty };
		assert_eq!(dispatch(FOUNDER, call), Ok(()));
		for customer in [FOUNDER, OTHER_CUSTOMER, THIRD] {
			for _ in 0..128 {
				assert_eq!(dispatch(customer, ordering(0, 100)), Ok(()));
			}
		}
		run_busy_to(2);
		let service = open();
		let requests: Vec<_> = (0..TURN).map(|_| order(service, 150)).collect();
		for _ in &requests {
			Offered::push(DOMAIN, Next::Expert(EXPERT));
		}
		run_busy_to(4);
		for request in requests {
			assert!(matches!(state(request), Some(State::Assigned { expert: EXPERT, .. })));
		}
		// The flood had the rest of each block.
		assert_eq!(Offered::asked().len(), 2 * MAX_DRAWS_PER_BLOCK as usize);
		check();
	});
}

/// Returns a service of [`FOUNDER`] in a domain of its own.
fn open_elsewhere(domain: DomainId) -> ServiceId {
	set_parameters(domain, default_parameters());
	let service = NextService::<Test>::get();
	let call = Call::open_service { domain, terms: terms() };
	assert_eq!(dispatch(FOUNDER, call), Ok(()));
	service
}

// Protects: 256 idle requests take no more than their domain's turns, whatever their number. With
// more domains than a block has turns for, each waits for those before it and no longer.
#[test]
fn domains_should_take_turns_of_draws() {
	ExtBuilder::default().build_and_execute(|| {
		let services: Vec<_> = (100..120).map(open_elsewhere).collect();
		for _ in 0..256 {
			assert_eq!(dispatch(FOUNDER, ordering(services[0], 100)), Ok(()));
		}
		for service in &services[1..] {
			for _ in 0..10 {
				assert_eq!(dispatch(FOUNDER, ordering(*service, 100)), Ok(()));
			}
		}
		let drawn = || {
			let mut drawn = std::collections::BTreeMap::<DomainId, u32>::new();
			for asked in Offered::asked() {
				let Asked::Draw { domain, .. } = asked else { continue };
				*drawn.entry(domain).or_default() += 1;
			}
			drawn
		};
		run_busy_to(3);
		// 16 domains had a turn of 8.
		assert_eq!(drawn().len(), 16);
		assert!(drawn().values().all(|draws| *draws == TURN));
		check();
		run_busy_to(4);
		// The other four had theirs first; then all go on.
		assert_eq!(drawn().len(), 20);
		assert!((101..120).all(|domain| drawn()[&domain] >= TURN));
		assert_eq!(drawn().values().sum::<u32>(), 2 * MAX_DRAWS_PER_BLOCK);
		check();
		run_busy_to(5);
		assert!((101..120).all(|domain| drawn()[&domain] == 10));
		run_busy_to(6);
		assert_eq!(drawn()[&100], 256);
		check();
	});
}

// Protects: lateness ends. However many domains have had draws in however many blocks, each block
// of draws is dealt with once, and then draws are in time again.
#[test]
fn draws_should_be_in_time_again_when_a_flood_of_many_domains_is_over() {
	ExtBuilder::default().build_and_execute(|| {
		// Each request has two draws: nobody is on offer.
		let hasty = changed(|terms| terms.work.draw_period = 2);
		let services: Vec<_> = (100..140)
			.map(|domain| {
				let service = open_elsewhere(domain);
				let call = Call::update_service { service, terms: hasty.clone() };
				assert_eq!(dispatch(FOUNDER, call), Ok(()));
				service
			})
			.collect();
		DrawsWeight::set(Business::min_begin_weight().saturating_mul(20));
		for block in 1..=30 {
			for service in &services {
				assert_eq!(dispatch(FOUNDER, ordering(*service, 100)), Ok(()));
			}
			run_busy_to(block + 1);
		}
		let mut ended = 31;
		while Backlogs::<Test>::iter().next().is_some() {
			ended += 1;
			assert!(ended < 1_000, "draws are late for good");
			run_busy_to(ended);
		}
		check();
		let request = order(open(), 150);
		Offered::push(DOMAIN, Next::Expert(EXPERT));
		run_busy_to(ended + 4);
		assert!(matches!(state(request), Some(State::Assigned { .. })));
	});
}

// Protects: a long pause delays no later draw. A domain with a draw due in each block of it does
// not keep others waiting.
#[test]
fn draw_of_another_domain_should_be_in_its_block_when_a_long_pause_is_over() {
	ExtBuilder::default().build_and_execute(|| {
		let elsewhere = open_elsewhere(100);
		for block in 1..=300 {
			assert_eq!(dispatch(FOUNDER, ordering(elsewhere, 100)), Ok(()));
			if block == 2 {
				Migrating::set(true);
			}
			run_busy_to(block + 1);
		}
		Migrating::set(false);
		let service = open();
		// The search for due draws has caught up with the pause.
		run_busy_to(400);
		let request = order(service, 150);
		Offered::push(DOMAIN, Next::Expert(EXPERT));
		run_busy_to(402);
		assert!(matches!(state(request), Some(State::Assigned { .. })));
	});
}

// Protects: draws that were cancelled while they waited for a turn are no burden, and a domain
// without draws has no turn for long.
#[test]
fn turns_should_end_when_the_requests_are_cancelled() {
	ExtBuilder::default().build_and_execute(|| {
		let service = open();
		let requests: Vec<_> = (0..300).map(|_| order(service, 100)).collect();
		run_busy_to(3);
		assert_eq!(OverdueBlocks::<Test>::get(DOMAIN, 0), Some(3));
		for request in requests {
			assert_eq!(dispatch(CUSTOMER, Call::cancel { request }), Ok(()));
			check();
		}
		let search = <() as WeightInfo>::search();
		run_busy_to(40);
		assert_eq!(Turns::<Test>::iter().count() + Backlogs::<Test>::iter().count(), 0);
		System::set_block_number(41);
		let idle = <() as WeightInfo>::on_initialize().saturating_add(search);
		assert_eq!(Business::on_initialize(41), idle);
	});
}

// Protects: a draw depends on the randomness of every block up to its own, so that nobody can know
// it without knowing all of them.
#[test]
fn beacon_should_depend_on_every_block() {
	let drawn_with = |other: Option<u64>| {
		let (mut beacons, mut seeds) = (Vec::new(), Vec::new());
		ExtBuilder::default().build_and_execute(|| {
			OtherIn::set(other);
			run_busy_to(4);
			order(open(), 150);
			while System::block_number() < 9 {
				run_busy_to(System::block_number() + 1);
				assert_eq!(Beacon::<Test>::get(), beacon(System::block_number()));
				beacons.push(Beacon::<Test>::get());
			}
			seeds = seeds_asked();
			OtherIn::set(None);
		});
		(beacons, seeds[0])
	};
	let plain = drawn_with(None);
	assert_eq!(plain.0.iter().collect::<std::collections::BTreeSet<_>>().len(), 5);
	for block in 2..=9 {
		let (beacons, first_draw) = drawn_with(Some(block));
		for (index, at) in (5..=9).enumerate() {
			assert_eq!(
				beacons[index] == plain.0[index],
				at < block,
				"block {at}, changed in {block}"
			);
		}
		// Requested in block 4, drawn in block 6.
		assert_eq!(first_draw == plain.1, block > 6, "changed in {block}");
	}
}

// Protects: the beginning of a block is charged for its base, the search, the result of each draw,
// and what the draw itself weighed.
#[test]
fn beginning_should_be_charged_for_what_it_did() {
	ExtBuilder::default().build_and_execute(|| {
		let service = open();
		let base = <() as WeightInfo>::on_initialize().saturating_add(<() as WeightInfo>::search());
		let database: RuntimeDbWeight = <Test as frame_system::Config>::DbWeight::get();
		let read = database.reads(1);
		let drawn = Drawn::Expert { who: EXPERT, stake: Shares::zero() };
		let (assigning, in_vain) = (Offered::weight_of(&drawn), Offered::weight_of(&Drawn::Nobody));
		for _ in 0..3 {
			order(service, 150);
		}
		Offered::push(DOMAIN, Next::Expert(EXPERT));
		run_busy_to(2);
		System::set_block_number(3);
		// A turn with a look at one block.
		let turn = <() as WeightInfo>::turn().saturating_add(read).saturating_add(read);
		let begun = base.saturating_add(turn);
		let expected =
			[Step::Drawn, Step::Postponed, Step::Postponed].into_iter().fold(begun, |sum, step| {
				let drawing = if step == Step::Drawn { assigning } else { in_vain };
				sum.saturating_add(read)
					.saturating_add(Business::step_weight(step))
					.saturating_add(drawing)
			});
		assert_eq!(Business::on_initialize(3), expected);
		System::set_block_number(4);
		assert_eq!(Business::on_initialize(4), base);
		System::set_block_number(80);
		let ended =
			read.saturating_add(Business::step_weight(Step::GaveUp)).saturating_add(in_vain);
		assert_eq!(Business::on_initialize(80), begun.saturating_add(ended.saturating_mul(2)));
	});
}

// Protects: a draw that finds nobody, for any reason, is tried again with the randomness of a later
// block.
#[test]
fn draw_should_be_tried_again_when_it_finds_nobody() {
	for next in [Next::Nobody, Next::TryAgain, Next::Error] {
		ExtBuilder::default().build_and_execute(|| {
			let request = order(open(), 150);
			Offered::push(DOMAIN, next);
			Offered::push(DOMAIN, Next::Expert(EXPERT));
			run_to(3);
			assert_eq!(
				state(request),
				Some(State::Requested { since: 3, draw_at: 7, gives_up_at: 65 })
			);
			check();
			// A failed draw takes nothing from the mock's queue.
			if next == Next::Error {
				run_to(7);
				assert!(matches!(state(request), Some(State::Requested { draw_at: 11, .. })));
				return;
			}
			assert_eq!(seeds_asked(), [seed(3, request, 0)]);
			run_to(7);
			assert!(matches!(state(request), Some(State::Assigned { due: 27, .. })));
			assert_eq!(seeds_asked(), [seed(3, request, 0), seed(7, request, 1)]);
		});
	}
}

// Protects: a customer whose request finds no expert gets everything back, after the period in the
// terms and a bounded number of draws.
#[test]
fn request_should_expire_when_nobody_is_on_offer() {
	ExtBuilder::default().build_and_execute(|| {
		let request = order(open(), 150);
		run_to(64);
		assert!(matches!(state(request), Some(State::Requested { .. })));
		check();
		events();
		run_to(65);
		assert_eq!(
			events(),
			[Event::Expired {
				request,
				customer: CUSTOMER,
				fee: 150,
				paid: FeePaid::default(),
				reason: Expiry::NobodyDrawn
			}]
		);
		assert_eq!(pallet_balances::Pallet::<Test>::free_balance(CUSTOMER), TOKENS);
		assert_eq!(EndsTold::get(), [(request, RequestEnd::Expired)]);
		assert_eq!(seeds_asked().len(), 17);
	});
}

// Protects: full blocks make draws too, and end a request that finds no expert.
#[test]
fn request_should_expire_when_blocks_are_full_and_nobody_is_on_offer() {
	ExtBuilder::default().build_and_execute(|| {
		let request = order(open(), 150);
		run_busy_to(65);
		assert_eq!(state(request), None);
		assert_eq!(pallet_balances::Pallet::<Test>::free_balance(CUSTOMER), TOKENS);
	});
}

// Protects: a customer can be drawn for its own request like any expert, with the same stake and
// fee.
#[test]
fn customer_can_be_drawn_for_its_own_request_when_an_expert() {
	ExtBuilder::default().build_and_execute(|| {
		let service = open();
		assert_eq!(dispatch(EXPERT, ordering(service, 1_000)), Ok(()));
		Offered::push(DOMAIN, Next::Expert(EXPERT));
		run_to(4);
		assert!(matches!(state(0), Some(State::Assigned { expert: EXPERT, .. })));
		check();
		assert_refused::<RuntimeCall>(
			RuntimeOrigin::signed(EXPERT),
			Call::cancel { request: 0 },
			Error::<Test>::AlreadyAssigned,
		);
		assert_eq!(submit(EXPERT, 0), Ok(()));
		let note = Note::default();
		let call = Call::remark { request: 0, verdict: Opinion::Satisfied, note };
		assert_eq!(dispatch(EXPERT, call), Ok(()));
		Pools::announce(0, witan_experts::pool::Verdict::Passed);
		// It gets half of the fee as the worker.
		assert_eq!(pallet_balances::Pallet::<Test>::free_balance(EXPERT), TOKENS - 500);
		assert_eq!(Ledger::free(DOMAIN, &EXPERT), Shares::new(REPUTATION, 0));
	});
}
