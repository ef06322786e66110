//! What the benchmarks of bodies of experts need of each other's pallets.

use crate::{configs::governance::Directive, *};
use alloc::vec;
use codec::Encode;
use frame_benchmarking::account;
use frame_support::traits::{fungible::Mutate, fungibles::Mutate as _};
use pallet_availability::Offers;
use pallet_reputation::NextDomain;
use pallet_validation_pool::{outcome::Outcome, Agenda, PoolState, Pools, Settlement, Settlements};
use sp_core::H256;
use witan_primitives::{
	forum::{Authors, Citations, Content, PostId, Publish, MAX_AUTHORS, MAX_URI},
	governance::{Action, CONSTITUTION},
	pool::{PoolId, PoolParams, Secrecy, Verdict},
	reputation::{
		DomainId, DomainParameters, FeeSplit, PayBody, ReputationLedger, WorkBounds, ERA_SHIFT,
		MILLION, REP,
	},
	WIT,
};

/// Blocks in which REP of a benchmark's domain halves; an era has 16 times as many.
const HALF_LIFE: BlockNumber = 1_000;
/// Domains that the preset has.
const PRESET_DOMAINS: DomainId = 2;

/// Makes domains, members, posts and pools for benchmarks.
pub struct Bodies;

/// A new domain that attenuates, whose fees go to workers, holders and treasury alike, and which allows any terms of work.
fn new_domain() -> DomainId {
	// Benchmarks measure in block 1 at the earliest; REP must not decay between block 0 and that.
	System::set_block_number(System::block_number().max(1));
	let founder: AccountId = account("founder", 0, 0);
	Balances::mint_into(&founder, 1_000_000 * WIT).expect("it has room");
	let domain = NextDomain::<Runtime>::get();
	let third = MILLION / 3;
	let parameters = DomainParameters {
		fee_split: FeeSplit { worker: third, holders: third, treasury: MILLION - 2 * third },
		work: WorkBounds { min_fee: 0, min_period: 1, max_no_show_penalty: MILLION },
		..configs::bodies::DEFAULT_PARAMETERS
	};
	let (origin, metadata) = (RuntimeOrigin::signed(founder), Default::default());
	Reputation::create_domain(origin, metadata, Some(HALF_LIFE), Some(parameters))
		.expect("the founder can pay for it");
	domain
}

/// Goes to the first block of the domain's next era, paying a dividend in this one: whoever is touched next is carried over,
/// and what it earned before is settled apart.
fn next_era(domain: DomainId) {
	let payer: AccountId = account("payer", 0, 0);
	Balances::mint_into(&payer, 10 * WIT).expect("it has room");
	if !Reputation::supply(domain).is_zero() {
		Reputation::pay(domain, &payer, WIT, None, &[]).expect("it has as much");
	}
	System::set_block_number(System::block_number() + HALF_LIFE * ERA_SHIFT);
	if !Reputation::supply(domain).is_zero() {
		Reputation::pay(domain, &payer, WIT, None, &[]).expect("it has as much");
	}
}

/// Gives REP and enough tokens for fees and deposits.
fn endow(domain: DomainId, who: &AccountId, amount: Balance) {
	Balances::mint_into(who, 1_000 * WIT).expect("it has room");
	Reputation::mint_into(domain, who, amount).expect("it has room");
}

fn params(domain: DomainId) -> PoolParams<BlockNumber> {
	let least = ValidationPool::least_params(domain, false).expect("there is such a domain");
	PoolParams { binding: MILLION, redistribute: true, secrecy: Secrecy::Open, ..least }
}

impl pallet_availability::BenchmarkHelper<AccountId, RuntimeHoldReason> for Bodies {
	fn make_domain() -> DomainId {
		new_domain()
	}

	fn endow(domain: DomainId, who: &AccountId, amount: Balance) {
		endow(domain, who, amount)
	}

	fn next_era(domain: DomainId) {
		next_era(domain)
	}

	fn work_reason() -> RuntimeHoldReason {
		pallet_business::HoldReason::Work.into()
	}
}

impl pallet_forum::benchmarking::BenchmarkHelper<Directive> for Bodies {
	fn domain() -> DomainId {
		let last = NextDomain::<Runtime>::get() - 1;
		if last < PRESET_DOMAINS {
			new_domain()
		} else {
			last
		}
	}

	/// A client with an address as long as it can be.
	fn directive() -> Option<Directive> {
		let uri = vec![b'u'; MAX_URI as usize].try_into().expect("not too long");
		Some(Directive {
			action: Action::ReplaceClient { hash: H256::repeat_byte(1), uri },
			activate_at: Some(1),
		})
	}

	fn age(domain: DomainId) {
		next_era(domain)
	}
}

impl pallet_governance::BenchmarkHelper<RuntimeParameters, BlockNumber> for Bodies {
	fn make_post(citations: Citations, directive: Option<Directive>) -> PostId {
		let poster: AccountId = account("poster", 0, 0);
		Balances::mint_into(&poster, 1_000 * WIT).expect("it has room");
		System::inc_account_nonce(&poster);
		let content = System::account_nonce(&poster).encode().try_into().expect("short enough");
		let content = Content::Inline(content);
		let authors = Authors::truncate_from(vec![(poster.clone(), MILLION)]);
		let said = (authors, citations, content, directive);
		let (authors, citations, content, directive) = said.clone();
		Forum::post(
			RuntimeOrigin::signed(poster),
			CONSTITUTION,
			authors,
			citations,
			content,
			directive,
		)
		.expect("it is in order");
		let (authors, citations, content, directive) = said;
		Forum::post_id(CONSTITUTION, authors, citations, content, directive)
	}
}

impl pallet_validation_pool::benchmarking::BenchmarkHelper<AccountId> for Bodies {
	fn domain() -> DomainId {
		new_domain()
	}

	/// Members come before the post: by then they are of an era that is past, and have earned something in it.
	fn post(domain: DomainId) -> PostId {
		next_era(domain);
		let poster: AccountId = account("poster", 0, 0);
		Balances::mint_into(&poster, 1_000 * WIT).expect("it has room");
		let weight = MILLION / MAX_AUTHORS;
		let authors = (0..MAX_AUTHORS).map(|index| (account("author", index, 0), weight)).collect();
		let content = Content::Inline(vec![7; 64].try_into().expect("short enough"));
		let authors = Authors::truncate_from(authors);
		Forum::publish(&poster, domain, authors, Citations::default(), content).expect("it may")
	}

	fn member(domain: DomainId, index: u32, amount: Balance) -> AccountId {
		let who = account("member", index, 0);
		endow(domain, &who, amount << ERA_SHIFT);
		who
	}
}

impl pallet_business::BenchmarkHelper<AccountId, BlockNumber> for Bodies {
	fn domain(member: &AccountId) -> DomainId {
		let domain = new_domain();
		endow(domain, member, REP << ERA_SHIFT);
		domain
	}

	fn offer(domain: DomainId, expert: &AccountId, amount: Balance) {
		endow(domain, expert, amount);
		Availability::offer(
			RuntimeOrigin::signed(expert.clone()),
			domain,
			amount,
			BlockNumber::MAX,
		)
		.expect("it may");
		assert!(Offers::<Runtime>::contains_key(domain, expert));
	}

	fn pool_params(domain: DomainId) -> PoolParams<BlockNumber> {
		params(domain)
	}

	fn not_quorate(pool: PoolId) {
		let mut decided = Pools::<Runtime>::get(pool).expect("there is such a pool");
		Agenda::<Runtime>::remove(decided.decides_at, pool);
		decided.state = PoolState::Settling;
		let settlement = Settlement {
			domain: decided.domain,
			era: Reputation::era(decided.domain),
			outcome: Outcome {
				verdict: Verdict::NotQuorate,
				binding: decided.params.binding,
				redistribute: decided.params.redistribute,
				winning: 0,
				minted: 0,
				forfeited: 0,
				to_post: 0,
			},
			unsettled: decided.voters,
			collected: 0,
			paid: 0,
			cursor: None,
			position: 0,
			keeps_ballots: false,
		};
		Settlements::<Runtime>::insert(pool, settlement);
		Pools::<Runtime>::insert(pool, decided);
	}
}
