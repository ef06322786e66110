//! The chain of one scenario. As on a node that seals on demand, each transaction is a block. A
//! step reads the state at the end of the last one.

use crate::definition::{leading, units};
use frame_support::{
	traits::fungible::{Inspect, InspectHold},
	weights::Weight,
};
use pallet_business::{HoldReason, JobTerms, State, Terms};
use sp_core::{sr25519::Pair, Pair as _};
use sp_keyring::Sr25519Keyring;
use sp_runtime::traits::Dispatchable;
use std::collections::BTreeMap;
use witan_experts::{
	forum::{Authors, Content},
	ids::{DomainId, PoolId, PostId, RequestId, ServiceId},
	pool::{PoolParams, Secrecy, Side},
	shares::{MILLION, REP},
};
use witan_governance::CONSTITUTION;
use witan_primitives::{AccountId, Balance, BlockNumber, WIT};
use witan_runtime::*;
use witan_runtime_tests::{
	chain::{begin_block, dispatch, end_block, issuance, PLENTY},
	check::check_all,
};

/// Tokens of a person at first.
const ENDOWMENT: Balance = 5_000 * WIT;
/// The number of blocks within which everything queued in a scenario is done.
const MOST_BLOCKS: u32 = 50;
/// Blocks of a vote that is paid for, and of each half of a secret one.
const VOTE: BlockNumber = 10;

/// A chain in memory, and what its scenario speaks of.
pub struct World {
	issuance: Balance,
	people: BTreeMap<String, Person>,
	/// The events of all blocks, each with its block.
	events: Vec<(BlockNumber, RuntimeEvent)>,
	pub(crate) domain: Option<DomainId>,
	pub(crate) service: Option<ServiceId>,
	pub(crate) request: Option<RequestId>,
	pub(crate) pool: Option<PoolId>,
	pub(crate) posts: BTreeMap<String, PostId>,
	/// The sides and amounts of commitments.
	pub(crate) commitments: BTreeMap<String, (Side, Balance)>,
}

/// A person of a scenario, with the REP and the tokens of the beginning.
struct Person {
	account: AccountId,
	rep: Balance,
	tokens: Balance,
}

impl World {
	/// Makes a chain that has its first block.
	pub fn new() -> Self {
		begin_block();
		let mut world = Self {
			issuance: issuance(),
			people: BTreeMap::new(),
			events: Vec::new(),
			domain: None,
			service: None,
			request: None,
			pool: None,
			posts: BTreeMap::new(),
			commitments: BTreeMap::new(),
		};
		world.end_block(PLENTY);
		world
	}

	/// Checks every invariant of the chain.
	pub fn check(&self) {
		check_all(self.issuance);
	}

	/// Compares later changes with the present.
	pub fn begin(&mut self) {
		let domain = self.domain;
		for Person { account, rep, tokens } in self.people.values_mut() {
			*rep = domain.map_or(0, |domain| Reputation::total(domain, account.clone()));
			*tokens = Balances::total_balance(account);
		}
	}

	/// Returns the account of a person, who gets tokens when first spoken of.
	pub fn account(&mut self, name: &str) -> AccountId {
		if let Some(person) = self.people.get(name) {
			return person.account.clone();
		}
		let pair = Pair::from_string(&format!("//{name}//scenario"), None).expect("a path");
		let account = AccountId::from(pair.public());
		let dest = account.clone().into();
		let endow = pallet_balances::Call::transfer_keep_alive { dest, value: ENDOWMENT };
		self.send_as(endow, Sr25519Keyring::AliceStash.to_account_id());
		let person = Person { account: account.clone(), rep: 0, tokens: ENDOWMENT };
		self.people.insert(name.into(), person);
		account
	}

	/// Returns a person's REP and tokens of now, less those of the beginning.
	pub fn changes(&mut self, name: &str) -> [i128; 2] {
		let account = self.account(name);
		let now = [self.rep(name), Balances::total_balance(&account)];
		let Person { rep, tokens, .. } = &self.people[name];
		let change = |now: Balance, before: Balance| now as i128 - before as i128;
		[change(now[0], *rep), change(now[1], *tokens)]
	}

	/// Makes a block with a person's transaction, which must succeed.
	pub fn send(&mut self, call: impl Into<RuntimeCall>, name: &str) {
		let account = self.account(name);
		self.send_as(call, account);
	}

	fn send_as(&mut self, call: impl Into<RuntimeCall>, who: AccountId) {
		begin_block();
		if let Err(refused) = dispatch(call, who) {
			panic!("refused: {:?}", refused.error);
		}
		self.end_block(PLENTY);
	}

	/// Makes a block with an upgrade. It takes the rest of its block, whatever weight the call has
	/// announced.
	pub fn upgrade(&mut self, code: Vec<u8>, name: &str) {
		let origin = RuntimeOrigin::signed(self.account(name));
		begin_block();
		let call = RuntimeCall::from(frame_system::Call::apply_authorized_upgrade { code });
		let taken = call.dispatch(origin).expect("it is accepted").actual_weight;
		assert_eq!(taken, Some(<Runtime as frame_system::Config>::BlockWeights::get().max_block));
		self.end_block(Weight::zero());
	}

	fn end_block(&mut self, remaining: Weight) {
		end_block(remaining);
		let block = System::block_number();
		self.events.extend(System::events().into_iter().map(|record| (block, record.event)));
	}

	/// Makes blocks without transactions.
	pub fn advance(&mut self, blocks: u32) {
		for _ in 0..blocks {
			begin_block();
			self.end_block(PLENTY);
		}
	}

	/// Makes blocks until the last one is `block`.
	pub fn advance_to(&mut self, block: BlockNumber) {
		self.advance(block.saturating_sub(System::block_number()));
	}

	/// Makes blocks until the last vote is settled and no reward is on its way.
	pub fn settle(&mut self) {
		let pool = self.pool.expect("a vote");
		for _ in 0..MOST_BLOCKS {
			if ValidationPool::pool(pool).is_none() && Forum::queue_length() == 0 {
				return;
			}
			self.advance(1);
		}
		panic!("the vote is not settled after {MOST_BLOCKS} blocks");
	}

	/// Returns the last event that is one of those to look for, with its block.
	pub fn last<T>(&self, find: impl Fn(&RuntimeEvent) -> Option<T>) -> Option<(BlockNumber, T)> {
		self.events.iter().rev().find_map(|(block, event)| Some((*block, find(event)?)))
	}

	pub fn domain(&self) -> DomainId {
		self.domain.expect("the scenario has a domain")
	}

	/// Returns the post with a title.
	pub fn post_of(&self, title: &str) -> PostId {
		*self.posts.get(title).unwrap_or_else(|| panic!("nobody has posted {title:?}"))
	}

	/// Returns the state of the last request.
	pub fn state(&self) -> Option<(State<AccountId, BlockNumber>, BlockNumber)> {
		let request = self.request.expect("a job was ordered");
		let of = pallet_business::Requests::<Runtime>::get(request)?;
		Some((of.state, of.deadline))
	}
}

/// The beginnings of scenarios.
impl World {
	/// Makes a domain with the rules of domain 0.
	pub fn found(&mut self, founder: &str, half_life: Option<BlockNumber>) {
		let parameters = Domains::parameters(CONSTITUTION);
		let metadata = Default::default();
		self.send(pallet_domains::Call::create_domain { metadata, half_life, parameters }, founder);
		let made = self.last(|event| match event {
			RuntimeEvent::Domains(pallet_domains::Event::DomainCreated { domain, .. }) => {
				Some(*domain)
			},
			_ => None,
		});
		self.domain = made.map(|(_, domain)| domain);
	}

	/// Makes a domain whose founder has a post of all members ratified.
	pub fn found_with(&mut self, members: &[[&str; 2]]) {
		let [founder, _] = members[0];
		self.found(founder, None);
		let amounts: Vec<_> = members.iter().map(|[_, rep]| units(rep) as Balance).collect();
		let supply: Balance = amounts.iter().sum();
		let authors = members.iter().zip(&amounts).map(|([name, _], amount)| {
			(self.account(name), (amount * Balance::from(MILLION) / supply) as u32)
		});
		let authors = Authors::truncate_from(authors.collect());
		self.publish(founder, "who we are", authors, Default::default(), None);
		self.open(founder, "who we are", vote(Secrecy::Open), supply);
		self.check_members(members);
	}

	/// Takes the development accounts, who are the members of domain 0.
	pub fn enter_constitution(&mut self, members: &[[&str; 2]]) {
		self.domain = Some(CONSTITUTION);
		for [name, _] in members {
			let pair = Pair::from_string(&format!("//{name}"), None).expect("a path");
			let person = Person { account: pair.public().into(), rep: 0, tokens: 0 };
			self.people.insert((*name).into(), person);
		}
		self.check_members(members);
	}

	/// Opens a service on the terms of a table.
	pub fn sell(&mut self, owner: &str, terms: &[[&str; 2]]) {
		let names = terms.iter().map(|[name, _]| *name).collect::<Vec<_>>();
		let expected = [
			"the expert stakes",
			"the expert has",
			"a no-show costs",
			"draws",
			"a vote takes",
			"the quorum",
		];
		assert_eq!(names, expected, "the terms of a job");
		let [stake, period, penalty, draws, duration, quorum] =
			std::array::from_fn(|index| leading(terms[index][1]));
		let percent = MILLION / 100;
		let work = JobTerms {
			job_period: period,
			draw_period: 40,
			pool: PoolParams { duration, quorum: quorum * percent, ..vote(Secrecy::Open) },
			no_show_penalty: penalty * percent,
			max_draws: draws,
			stake_per_job: Balance::from(stake) * REP,
		};
		let terms = Terms { metadata: Default::default(), min_fee: 0, work };
		let domain = self.domain();
		self.send(pallet_business::Call::open_service { domain, terms }, owner);
		let opened = self.last(|event| match event {
			RuntimeEvent::Business(pallet_business::Event::ServiceOpened { service, .. }) => {
				Some(*service)
			},
			_ => None,
		});
		self.service = opened.map(|(_, service)| service);
	}

	/// Checks that the domain has these members, and all of its REP.
	fn check_members(&mut self, members: &[[&str; 2]]) {
		let mut sum = 0;
		for [name, rep] in members {
			assert_eq!(self.rep(name) as i128, units(rep), "REP of {name}");
			sum += self.rep(name);
		}
		assert_eq!(self.supply(), sum, "REP of the domain");
	}

	/// Returns the REP of a person, staked or not.
	pub fn rep(&mut self, name: &str) -> Balance {
		let account = self.account(name);
		Reputation::total(self.domain(), account)
	}

	/// Returns the REP of the domain.
	pub fn supply(&self) -> Balance {
		Reputation::ledger(self.domain()).expect("it is there").supply
	}

	/// Returns the tokens that are held from a person for the fees of jobs.
	pub fn held_fee(&mut self, name: &str) -> Balance {
		let account = self.account(name);
		Balances::balance_on_hold(&RuntimeHoldReason::Business(HoldReason::Fee), &account)
	}
}

/// Returns the rules of a vote that is paid for.
pub fn vote(secrecy: Secrecy<BlockNumber>) -> PoolParams<BlockNumber> {
	PoolParams {
		duration: VOTE,
		quorum: MILLION / 10,
		win_ratio: MILLION / 2,
		binding: MILLION,
		redistribute: true,
		secrecy,
		governance: false,
	}
}

/// Returns the rules of a secret vote that is paid for.
pub fn secret_vote() -> PoolParams<BlockNumber> {
	vote(Secrecy::CommitReveal { reveal_period: VOTE })
}

/// Returns a post's text.
pub fn content(title: &str) -> Content {
	Content::Inline(title.as_bytes().to_vec().try_into().expect("short"))
}
