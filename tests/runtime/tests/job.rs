//! The main job on the real runtime, from the offer to the fee, to the unit; and what happens in it
//! when things go wrong.

use frame_support::{assert_ok, traits::fungible::Inspect};
use pallet_business::{JobTerms, Opinion, State, Terms};
use witan_experts::{
	forum::{Authors, Citation, Citations, Content},
	ids::PostId,
	pool::{PoolParams, Secrecy, Side},
	shares::{MILLION, REP},
};
use witan_primitives::{AccountId, Balance, BlockNumber, MILLI_WIT, WIT};
use witan_runtime::*;
use witan_runtime_tests::{
	chain::{
		dispatch, end_block, genesis, issuance, pass_blocks, player, run, run_to, HALF_LIFE,
		MEMBERS_REP, PLENTY,
	},
	check::check_all,
};

const FEE: Balance = 100 * WIT;
/// The price of a draw for the customer.
const DRAW: Balance = 10 * MILLI_WIT;
const STAKE: Balance = 50 * REP;
const DOMAIN: u32 = 0;

fn alice() -> AccountId {
	player(0)
}
fn bob() -> AccountId {
	player(1)
}
fn charlie() -> AccountId {
	player(2)
}
fn dave() -> AccountId {
	player(3)
}

fn pool_params() -> PoolParams<BlockNumber> {
	PoolParams {
		duration: 5,
		quorum: MILLION / 100,
		win_ratio: MILLION / 2,
		binding: MILLION / 2,
		redistribute: true,
		secrecy: Secrecy::Open,
		governance: false,
	}
}

fn content(text: &str) -> Content {
	Content::Inline(text.as_bytes().to_vec().try_into().expect("short"))
}

/// Runs a test on a chain with a service of Alice's, and checks every invariant after it.
fn with_service(test: impl FnOnce()) {
	run(genesis(), || {
		let issuance = issuance();
		let work = JobTerms {
			job_period: 10,
			draw_period: 20,
			pool: pool_params(),
			no_show_penalty: MILLION / 5,
			max_draws: 2,
			stake_per_job: STAKE,
		};
		let terms = Terms { metadata: Default::default(), min_fee: WIT, work };
		assert_ok!(dispatch(
			pallet_business::Call::open_service { domain: DOMAIN, terms },
			alice()
		));
		test();
		check_all(issuance);
	})
}

fn offer(who: AccountId, amount: Balance) {
	let call = pallet_availability::Call::offer { domain: DOMAIN, amount, until: 500 };
	assert_ok!(dispatch(call, who));
}

fn request(customer: AccountId) {
	let (brief, fee) = (Default::default(), FEE);
	let call = pallet_business::Call::request { service: 0, brief, fee, version: 0 };
	assert_ok!(dispatch(call, customer));
}

fn state() -> Option<State<AccountId, BlockNumber>> {
	pallet_business::Requests::<Runtime>::get(0).map(|request| request.state)
}

fn submit(expert: AccountId, citations: Vec<Citation>) -> PostId {
	let call = pallet_business::Call::submit {
		request: 0,
		content: content("the evidence"),
		citations: Citations::truncate_from(citations),
	};
	assert_ok!(dispatch(call, expert));
	match state() {
		Some(State::Validating { post, .. }) => post,
		other => panic!("{other:?}"),
	}
}

fn stake(who: AccountId, side: Side, amount: Balance) {
	let call = pallet_validation_pool::Call::stake { pool: 0, side, amount };
	assert_ok!(dispatch(call, who));
}

fn tokens(who: &AccountId) -> Balance {
	Balances::total_balance(who)
}

// Protects: the whole job, and that each party gets what the design says, to the unit.
#[test]
fn job_should_pay_everyone_when_ratified() {
	with_service(|| {
		offer(bob(), 200 * REP);
		request(dave());
		let before = [alice(), bob(), charlie(), dave()].map(|who| tokens(&who));
		pass_blocks(2, PLENTY);
		assert!(matches!(state(), Some(State::Assigned { expert, .. }) if expert == bob()));

		submit(bob(), vec![]);
		stake(alice(), Side::Aye, 50 * REP);
		stake(charlie(), Side::Nay, 20 * REP);
		pass_blocks(8, PLENTY);

		assert_eq!(state(), None);
		// Minted: 100 REP for 100 WIT. Half to the post, whose author is the worker; half to those
		// in favour, by equal stakes. A tenth of Charlie's stake is burned.
		let won = 25 * REP;
		let total = |who| Reputation::total(DOMAIN, who);
		assert_eq!(total(bob()), MEMBERS_REP + 50 * REP + won);
		assert_eq!(total(alice()), MEMBERS_REP + won);
		assert_eq!(total(charlie()), MEMBERS_REP - 2 * REP);
		assert_eq!(
			Reputation::ledger(DOMAIN).map(|of| of.supply),
			Some(6 * MEMBERS_REP + 98 * REP)
		);
		// Half of the fee to the worker, half to all holders by what they held before.
		assert_eq!(tokens(&bob()), before[1] + FEE / 2);
		assert_eq!(tokens(&dave()), before[3] - FEE - DRAW);
		let share = FEE / 2 / 6;
		assert_eq!(Reputation::pending_dividends(DOMAIN, charlie()), share);
		assert_ok!(dispatch(
			pallet_reputation::Call::claim_dividends { domain: DOMAIN, who: charlie() },
			dave()
		));
		assert_eq!(tokens(&charlie()), before[2] + share);
	});
}

// Protects: whom a body rejects is not paid. The customer is made whole but for a tenth, against
// which REP is minted to who rejected, with as much again of the worker's loss, and for the draw.
#[test]
fn job_should_make_the_customer_whole_when_rejected() {
	with_service(|| {
		offer(bob(), 200 * REP);
		let before = tokens(&dave());
		request(dave());
		pass_blocks(2, PLENTY);
		submit(bob(), vec![]);
		assert_ok!(dispatch(
			pallet_business::Call::remark {
				request: 0,
				verdict: Opinion::Unsatisfied,
				note: Default::default()
			},
			dave()
		));
		stake(charlie(), Side::Nay, 200 * REP);
		pass_blocks(8, PLENTY);
		assert_eq!(state(), None);
		assert_eq!(tokens(&dave()), before - FEE / 10 - DRAW);
		assert_eq!(Reputation::total(DOMAIN, bob()), MEMBERS_REP - 25 * REP);
		assert_eq!(Reputation::total(DOMAIN, charlie()), MEMBERS_REP + 20 * REP);
		let supply = Reputation::ledger(DOMAIN).map(|of| of.supply);
		assert_eq!(supply, Some(6 * MEMBERS_REP - 5 * REP));
	});
}

// Protects: an expert who stays away pays, and the customer gets another, then the fee back but for
// a twentieth.
#[test]
fn job_should_draw_again_and_give_up_when_experts_stay_away() {
	with_service(|| {
		offer(bob(), 200 * REP);
		offer(charlie(), 200 * REP);
		let before = tokens(&dave());
		request(dave());
		pass_blocks(40, PLENTY);
		assert_eq!(state(), None);
		assert_eq!(tokens(&dave()), before - FEE / 20 - 2 * DRAW);
		for expert in [bob(), charlie()] {
			assert_eq!(Reputation::total(DOMAIN, expert.clone()), MEMBERS_REP - 10 * REP);
			assert_eq!(Reputation::balance(DOMAIN, expert), MEMBERS_REP - 10 * REP);
		}
	});
}

// Protects: too few votes decide nothing: the pool is repeated once for twice as long, then
// everyone gets everything back.
#[test]
fn job_should_return_everything_when_twice_not_quorate() {
	with_service(|| {
		offer(bob(), 200 * REP);
		let before = tokens(&dave());
		request(dave());
		pass_blocks(2, PLENTY);
		submit(bob(), vec![]);
		// Bob's 50 of 6 000 REP are 0.83 %, less than the quorum of 1 %.
		pass_blocks(6, PLENTY);
		assert!(matches!(state(), Some(State::Validating { reopened: true, pool: 1, .. })));
		assert_eq!(Reputation::balance(DOMAIN, bob()), MEMBERS_REP - 200 * REP);
		pass_blocks(12, PLENTY);
		assert_eq!(state(), None);
		assert_eq!(tokens(&dave()), before - DRAW);
		assert_eq!(Reputation::total(DOMAIN, bob()), MEMBERS_REP);
	});
}

// Protects: a customer can take back a request up to the block before the draw, and no expert is
// bound then. The draw is the first thing in its block: whoever cancels in that block is too late,
// and changes nothing.
#[test]
fn request_should_be_cancelled_until_the_draw_and_not_in_its_block() {
	let cancel = |request| dispatch(pallet_business::Call::cancel { request }, dave());
	with_service(|| {
		offer(bob(), 200 * REP);
		let before = tokens(&dave());
		request(dave());
		let Some(State::Requested { draw_at, .. }) = state() else { panic!("requested") };
		run_to(draw_at - 1);
		assert_ok!(cancel(0));
		pass_blocks(5, PLENTY);
		assert_eq!(tokens(&dave()), before);
		assert_eq!(Availability::assigned(DOMAIN, bob()), 0);
	});
	with_service(|| {
		offer(bob(), 200 * REP);
		request(dave());
		let Some(State::Requested { draw_at, .. }) = state() else { panic!("requested") };
		run_to(draw_at);
		let late = cancel(0).map_err(|failed| failed.error);
		assert_eq!(late, Err(pallet_business::Error::<Runtime>::AlreadyAssigned.into()));
		assert!(matches!(state(), Some(State::Assigned { expert, .. }) if expert == bob()));
	});
}

// Protects: whoever has all REP in stakes can't hide it from a leach: the debt is paid as soon as
// something is free, for nobody.
#[test]
fn leach_should_become_a_debt_when_all_is_at_stake() {
	with_service(|| {
		// Bob earns 50 REP for a post.
		let call = pallet_forum::Call::post {
			domain: DOMAIN,
			authors: Authors::truncate_from(vec![(bob(), MILLION)]),
			citations: Citations::default(),
			content: content("a good post"),
			directive: None,
		};
		assert_ok!(dispatch(call, bob()));
		let post = pallet_forum::Posts::<Runtime>::iter_keys().next().expect("one");
		let open = |post, duration| pallet_validation_pool::Call::open {
			post,
			params: PoolParams { duration, quorum: 0, ..pool_params() },
			fee: FEE,
		};
		let vote =
			|pool| pallet_validation_pool::Call::stake { pool, side: Side::Aye, amount: REP };
		assert_ok!(dispatch(open(post, 3), alice()));
		assert_ok!(dispatch(vote(0), alice()));
		pass_blocks(5, PLENTY);
		// Half of what is minted goes to the post.
		assert_eq!(Reputation::total(DOMAIN, bob()), MEMBERS_REP + FEE / WIT * REP / 2);

		// Now all that Bob has is on offer, and a post takes half of what reaches it from his.
		offer(bob(), MEMBERS_REP + 50 * REP);
		let call = pallet_forum::Call::post {
			domain: DOMAIN,
			authors: Authors::truncate_from(vec![(charlie(), MILLION)]),
			citations: Citations::truncate_from(vec![Citation { post, weight: -500_000 }]),
			content: content("it was not good"),
			directive: None,
		};
		assert_ok!(dispatch(call, charlie()));
		let second =
			pallet_forum::Posts::<Runtime>::iter_keys().find(|id| *id != post).expect("one");
		assert_ok!(dispatch(open(second, 3), alice()));
		assert_ok!(dispatch(vote(1), alice()));
		pass_blocks(5, PLENTY);
		assert_eq!(Reputation::debt(DOMAIN, bob()), 25 * REP);
		assert_eq!(Reputation::total(DOMAIN, charlie()), MEMBERS_REP + 50 * REP);
		assert_eq!(Forum::post_info(post).map(|of| of.value), Some(25 * REP));

		assert_ok!(dispatch(pallet_availability::Call::withdraw { domain: DOMAIN }, bob()));
		assert_eq!(Reputation::debt(DOMAIN, bob()), 0);
		assert_eq!(Reputation::total(DOMAIN, bob()), MEMBERS_REP + 25 * REP);
	});
}

// Protects: who keeps all others busy to be drawn for certain pays for it what the guide for
// experts says: a twentieth of the least fee and a draw for each of their jobs. Who declines is
// drawn again at once.
#[test]
fn others_jobs_should_cost_their_customer_when_nobody_does_them() {
	with_service(|| {
		let work = pallet_business::Services::<Runtime>::get(0).expect("open").terms.work;
		let work = JobTerms { max_draws: 1, stake_per_job: REP, ..work };
		let terms = Terms { metadata: Default::default(), min_fee: WIT, work };
		let open = pallet_business::Call::open_service { domain: DOMAIN, terms };
		assert_ok!(dispatch(open, alice()));
		let order = |customer: AccountId| {
			let (brief, fee) = (Default::default(), WIT);
			let call = pallet_business::Call::request { service: 1, brief, fee, version: 0 };
			assert_ok!(dispatch(call, customer));
		};
		let chance = |who| Availability::offer_of(DOMAIN, who).map(|offer| offer.chance);
		let accomplice = player(4);
		for who in [bob(), charlie()] {
			offer(who, 250 * REP);
		}
		let before = tokens(&dave());
		(0..8).for_each(|_| order(dave()));
		pass_blocks(2, PLENTY);
		assert_eq!([bob(), charlie()].map(|who| Availability::assigned(DOMAIN, who)), [4, 4]);

		offer(accomplice.clone(), 200 * REP);
		assert_eq!([bob(), accomplice.clone()].map(chance), [Some(0), Some(MILLION)]);
		let (request, _) = pallet_business::Requests::<Runtime>::iter()
			.find(
				|(_, request)| matches!(&request.state, State::Assigned { expert, .. } if *expert == bob()),
			)
			.expect("four are Bob's");
		assert_ok!(dispatch(pallet_business::Call::decline { request }, bob()));
		assert_eq!([bob(), accomplice].map(chance), [Some(552_572), Some(447_427)]);
		pass_blocks(12, PLENTY);
		assert_eq!(pallet_business::Requests::<Runtime>::iter_keys().count(), 0);
		assert_eq!(tokens(&dave()), before - 8 * (WIT / 20 + DRAW));
	});
}

// Protects: a body whose REP has decayed to less than any amount of it is not dead until its next
// era, when its last shares go. Its founder's decision counts again, and REP is minted.
#[test]
fn decayed_domain_should_begin_anew() {
	run(genesis(), || {
		let issuance = issuance();
		let decayed = 2;
		let info = || Reputation::ledger(decayed).expect("there");
		// 6 000 REP are 2^42.4 of the smallest amount: after 43 half-lives less than one is left.
		run_to(1 + 43 * HALF_LIFE);
		assert_eq!(info().supply, 0);
		assert!(pallet_reputation::Ledgers::<Runtime>::get(decayed).expect("there").shares > 0);
		let founder = Domains::profile(decayed).expect("there").founder;
		let call = pallet_forum::Call::post {
			domain: decayed,
			authors: Authors::truncate_from(vec![(bob(), MILLION)]),
			citations: Citations::default(),
			content: content("a new beginning"),
			directive: None,
		};
		assert_ok!(dispatch(call, bob()));
		let post = pallet_forum::Posts::<Runtime>::iter_keys().next().expect("one");
		let open = pallet_validation_pool::Call::open { post, params: pool_params(), fee: FEE };
		let refused = dispatch(open.clone(), charlie()).map_err(|failed| failed.error);
		assert_eq!(refused, Err(pallet_validation_pool::Error::<Runtime>::NotFounder.into()));
		assert_ok!(dispatch(open, founder));
		end_block(PLENTY);
		// All of it is the author's: nobody voted.
		assert_eq!(Reputation::total(decayed, bob()), FEE / WIT * REP);
		assert_eq!(info().supply, FEE / WIT * REP);
		check_all(issuance);
	});
}

// Protects: a body begins with its founder's first job, done by somebody who has no REP yet either.
// It begins when its founder says so, and not before.
#[test]
fn empty_domain_should_begin_with_the_first_work() {
	run(genesis(), || {
		let issuance = issuance();
		let work = JobTerms {
			job_period: 10,
			draw_period: 20,
			pool: pool_params(),
			no_show_penalty: MILLION,
			max_draws: 1,
			stake_per_job: STAKE,
		};
		let terms = Terms { metadata: Default::default(), min_fee: 0, work };
		assert_ok!(dispatch(pallet_business::Call::open_service { domain: 1, terms }, alice()));
		let until = 100;
		assert_ok!(dispatch(
			pallet_availability::Call::offer { domain: 1, amount: 0, until },
			bob()
		));
		request(alice());
		pass_blocks(2, PLENTY);
		let before = tokens(&bob());
		submit(bob(), vec![]);
		pass_blocks(4, PLENTY);
		assert!(state().is_some());
		assert_eq!(tokens(&bob()), before);
		let decision = pallet_validation_pool::Call::founder_decide { pool: 0, side: Side::Aye };
		assert_ok!(dispatch(decision, alice()));
		assert_eq!(state(), None);
		pass_blocks(1, PLENTY);
		assert_eq!(Reputation::total(1, bob()), 100 * REP);
		assert_eq!(Reputation::ledger(1).map(|of| of.supply), Some(100 * REP));
		// Nobody held REP when the fee was paid: all of it is the worker's.
		assert_eq!(tokens(&bob()), before + FEE);
		check_all(issuance);
	});
}
