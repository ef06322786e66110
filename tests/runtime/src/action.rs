//! Anything that may happen, from a few bytes, so that random tests shrink it and a fuzzer mutates
//! it.

mod directive;
mod govern;

pub use directive::{failing_call, heavy_call};

use crate::{
	chain::{begin_block, dispatch, end_block, player, PLAYERS, PLENTY},
	reach::{Observer, Reached},
	state::{
		deadlines, founder, is_empty, memberships, offers, pools, posts, requests, services, Pool,
		Request,
	},
};
use codec::{Decode, Encode};
use frame_support::weights::Weight;
use pallet_business::State;
use pallet_validation_pool::PoolState;
use sp_core::H256;
use std::collections::{BTreeMap, BTreeSet};
use witan_experts::{
	domain::DomainParameters,
	forum::{Authors, Citation, Citations, Content, INCINERATOR},
	ids::{DomainId, PoolId, PostId, ServiceId},
	pool::{PoolParams, Secrecy, Side},
	shares::{MILLION, REP},
};
use witan_primitives::{AccountId, Balance, BlockNumber, MILLI_WIT, WIT};
use witan_runtime::*;

/// One thing to happen. Every value of every field means something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
pub struct Action {
	/// The kind of action.
	pub kind: u8,
	/// The player who acts.
	pub who: u8,
	/// The target, as an index into those that exist.
	pub target: u8,
	/// The variant of the action.
	pub way: u8,
	/// The size of the action.
	pub amount: u16,
}

/// The number of kinds of actions. Likelier kinds are counted more than once.
pub const KINDS: u8 = 54;

/// The first of governance's kinds.
const GOVERNANCE: u8 = 44;

/// The maximum number of blocks that pass at once.
const LONGEST_PASS: BlockNumber = 60;

/// The players' memory between actions.
#[derive(Default)]
pub struct Memory {
	/// Committed sides with their salts.
	secrets: BTreeMap<(PoolId, AccountId), (Side, [u8; 32])>,
	/// Calls that directives dispatch.
	calls: BTreeSet<Vec<u8>>,
	/// A counter that makes posts differ.
	posts: u32,
	/// The observer of what comes of the actions.
	observer: Observer,
}

/// Picks one of a list; the index wraps around.
fn pick<T: Clone>(list: &[T], index: u8) -> Option<T> {
	(!list.is_empty()).then(|| list[usize::from(index) % list.len()].clone())
}

fn domain(index: u8) -> DomainId {
	// Now and then, one more than there are.
	let domains = pallet_domains::NextDomain::<Runtime>::get();
	DomainId::from(index) % (domains + u32::from(index > 250))
}

/// Returns an amount of REP. Mostly it is a part of an account's free REP, and now and then all of
/// it. Or it is up to a half of a member's initial REP; sometimes it is nothing or far too much.
fn rep(domain: DomainId, who: &AccountId, amount: u16) -> Balance {
	match amount {
		u16::MAX => Balance::MAX,
		0xff00..=0xfffe => Balance::from(amount) << 70,
		_ if amount.is_multiple_of(4) => Balance::from(amount) * REP / 128,
		_ => {
			let free = Reputation::balance(domain, who.clone());
			if amount % 8 == 7 {
				free
			} else {
				free * Balance::from(amount % 256) / 256
			}
		},
	}
}

/// Returns an amount of tokens: mostly up to a few hundred, some hundreds of thousands now and
/// then. Sometimes it is more than anyone has.
fn tokens(amount: u16) -> Balance {
	let part = Balance::from(amount % 2_048);
	match amount {
		u16::MAX => Balance::MAX,
		0xfe00..=0xfeff => Balance::from(amount) * Balance::from(amount) * MILLI_WIT / 7,
		0xff00..=0xfffe => Balance::from(amount) * 1_000_000 * WIT,
		_ => part * part * MILLI_WIT / 7,
	}
}

fn params(way: u8, amount: u16) -> PoolParams<BlockNumber> {
	let one_of = |ratios: [u32; 6], bits: u16| ratios[usize::from(bits % 6)];
	// Mostly a quorum that a few voters can meet.
	let quorum = one_of([0, 1, 10_000, 50_000, MILLION / 3, MILLION], u16::from(way / 8));
	let ratio = |bits| one_of([0, 1, MILLION / 3, MILLION / 2, 2 * MILLION / 3, MILLION], bits);
	PoolParams {
		duration: 2 + BlockNumber::from(way % 16),
		quorum,
		win_ratio: ratio(amount % 251),
		binding: ratio(amount / 7 % 251).max(MILLION / 10),
		redistribute: amount & 1 == 0,
		secrecy: if way & 1 == 0 {
			Secrecy::Open
		} else {
			Secrecy::CommitReveal { reveal_period: 2 + BlockNumber::from(way % 5) }
		},
		governance: way == 255,
	}
}

fn terms(way: u8, amount: u16) -> pallet_business::TermsOf<Runtime> {
	pallet_business::Terms {
		metadata: Default::default(),
		min_fee: tokens(amount % 64),
		work: pallet_business::JobTerms {
			job_period: 1 + BlockNumber::from(way % 8),
			draw_period: 2 + BlockNumber::from(amount % 8),
			pool: params(way, amount),
			no_show_penalty: u32::from(way) * 4_000,
			max_draws: 1 + u32::from(way % 4),
			// Mostly little enough for draws.
			stake_per_job: Balance::from(amount % 1_024) * REP / 256,
		},
	}
}

/// Returns parameters under which pools are short and jobs cheap: those of a development domain.
fn easy() -> DomainParameters<BlockNumber> {
	Domains::parameters(0).expect("domain 0 is there")
}

/// Returns true if a pool takes stakes now.
fn takes_stakes(pool: &Pool) -> bool {
	pool.state == PoolState::Voting && System::block_number() < pool.schedule.stakes_until
}

/// Returns true if sides are revealed in a pool now.
fn takes_sides(pool: &Pool) -> bool {
	let now = System::block_number();
	pool.state == PoolState::Voting
		&& pool.schedule.stakes_until <= now
		&& now < pool.schedule.decides_at
}

impl Action {
	/// Performs the action. An impossible action is refused, and has changed nothing.
	pub fn apply(self, memory: &mut Memory) {
		let who = player(self.who);
		match self.kind % KINDS {
			0..=7 => self.pass_blocks(memory),
			8..=13 => self.stake(memory, who),
			14 | 15 => self.post(memory, who),
			16 | 17 => self.open_pool(who),
			18 => self.settle(who),
			19 => {
				let steps = u32::from(self.amount % 70);
				refusable(pallet_forum::Call::propagate { steps }, who);
			},
			20 => self.offer(who),
			21..=23 => self.on_offer(who),
			24 => {
				let (domain, terms) = (domain(self.target), terms(self.way, self.amount));
				refusable(pallet_business::Call::open_service { domain, terms }, who);
			},
			25 => self.change_service(who),
			26..=28 => self.request(who),
			29 => self.cancel(who),
			30..=34 => self.submit_or_request(memory, who),
			35 => self.remark(who),
			36 => self.poke(who),
			37 | 38 => self.claim(who),
			39..=42 => self.commit_or_reveal(memory, who),
			GOVERNANCE.. => self.govern(memory, who),
			_ => self.rare(who),
		}
		memory.observer.look();
		memory.observer.check();
	}

	/// Returns true if the action chooses its actor and target well, so that it is likely to
	/// succeed. Mostly.
	fn is_apt(self) -> bool {
		self.who / PLAYERS.len() as u8 % 8 != 7
	}

	/// Returns one of those that fit, if the action chooses well and any does. Otherwise returns
	/// any.
	fn choose<T: Clone>(self, all: &[T], fits: impl Fn(&T) -> bool) -> Option<T> {
		let fitting: Vec<T> = all.iter().filter(|item| fits(item)).cloned().collect();
		let list = if self.is_apt() && !fitting.is_empty() { &fitting } else { all };
		pick(list, self.target)
	}

	/// Returns the service, or now and then, if the action does not choose well, an unknown one.
	fn or_unknown(self, service: ServiceId) -> ServiceId {
		let unknown = !self.is_apt() && self.way.is_multiple_of(4);
		service + if unknown { 1_000 } else { 0 }
	}

	/// Returns an account that may act, if the action chooses well and there is one.
	fn by(self, who: AccountId, may: Option<AccountId>) -> AccountId {
		may.filter(|_| self.is_apt()).unwrap_or(who)
	}

	/// Returns the domain's founder if nobody else counts in it.
	fn by_member(self, who: AccountId, domain: DomainId) -> AccountId {
		let founder = founder(domain).filter(|_| is_empty(domain));
		self.by(who, founder)
	}

	fn later(self) -> BlockNumber {
		System::block_number() + BlockNumber::from(self.way % 24)
	}

	fn side(self) -> Side {
		if self.way & 1 == 0 {
			Side::Aye
		} else {
			Side::Nay
		}
	}

	fn stake(self, memory: &mut Memory, who: AccountId) {
		let open = |(_, pool): &(PoolId, Pool)| takes_stakes(pool) && !pool.is_secret();
		let Some((id, pool)) = self.choose(&pools(), open) else { return };
		let who = self.by_member(who, pool.domain);
		let side = self.side();
		if self.way & 56 == 56 || (self.is_apt() && is_empty(pool.domain)) {
			refusable(pallet_validation_pool::Call::founder_decide { pool: id, side }, who);
		} else {
			let amount = rep(pool.domain, &who, self.amount);
			memory.stake(id, who, side, amount);
		}
	}

	fn settle(self, who: AccountId) {
		let now = System::block_number();
		let due = |(_, pool): &(PoolId, Pool)| {
			pool.state == PoolState::Settling || pool.schedule.decides_at <= now
		};
		let Some((pool, _)) = self.choose(&pools(), due) else { return };
		refusable(pallet_validation_pool::Call::settle { pool }, who);
	}

	fn post(self, memory: &mut Memory, who: AccountId) {
		let domain = domain(self.target % 3);
		let other = player(self.way);
		let authors = if self.way & 8 == 0 || other == who {
			vec![(who.clone(), MILLION)]
		} else {
			vec![(who.clone(), 333_333), (other, 666_667)]
		};
		let call = pallet_forum::Call::post {
			domain,
			authors: Authors::truncate_from(authors),
			citations: self.citations(domain),
			content: memory.text(self.way & 64 == 0),
			directive: None,
		};
		refusable(call, who);
	}

	/// Returns citations, mostly of posts of the same domain, none twice.
	fn citations(self, domain: DomainId) -> Citations {
		let posts: Vec<PostId> = posts()
			.into_iter()
			.filter(|(_, of)| *of == domain || !self.is_apt())
			.map(|(post, _)| post)
			.collect();
		let weights = [300_000, -300_000, 400_000, -1, 0, 1_000_000, -500_000];
		let mut list: Vec<Citation> = Vec::new();
		for index in 0..(self.way % 4) {
			let post = if self.amount & (1 << index) == 0 && self.amount & 0x300 == 0x300 {
				INCINERATOR
			} else {
				let again = self.is_apt() && usize::from(index) >= posts.len();
				let cited = pick(&posts, (self.amount as u8).wrapping_add(index));
				let Some(post) = cited.filter(|_| !again) else { break };
				post
			};
			let weight = weights[usize::from((self.way >> 2).wrapping_add(index)) % weights.len()];
			list.push(Citation { post, weight });
		}
		Citations::truncate_from(list)
	}

	fn open_pool(self, who: AccountId) {
		let Some((post, domain)) = pick(&posts(), self.target) else { return };
		let who = self.by_member(who, domain);
		let (params, fee) = (params(self.way, self.amount), tokens(self.amount));
		refusable(pallet_validation_pool::Call::open { post, params, fee }, who);
	}

	fn offer(self, who: AccountId) {
		let domain = domain(self.target);
		let nothing = self.is_apt() && is_empty(domain);
		let amount = if nothing { 0 } else { rep(domain, &who, self.amount) };
		let until = self.later();
		refusable(pallet_availability::Call::offer { domain, amount, until }, who);
	}

	/// Acts on an offer after it was made, mostly as its owner.
	fn on_offer(self, who: AccountId) {
		let now = System::block_number();
		let ends = self.way % 4 == 3;
		let fits = |(_, _, until): &(DomainId, AccountId, BlockNumber)| !ends || *until <= now;
		let any = || (domain(self.target), player(self.way / 4), 0);
		let chosen = self.choose(&offers(), fits).filter(|_| self.is_apt());
		let (domain, whose, _) = chosen.unwrap_or_else(any);
		if ends {
			refusable(pallet_availability::Call::prune { domain, who: whose }, who);
			return;
		}
		let who = self.by(who, Some(whose));
		let amount = rep(domain, &who, self.amount);
		let call = match (self.way % 4, self.way / 64) {
			(0, 0) => pallet_availability::Call::lower { domain, amount: amount / 2 },
			(0, 1) => pallet_availability::Call::lower { domain, amount: 0 },
			(0, _) => pallet_availability::Call::top_up { domain, amount },
			(1, 0) => pallet_availability::Call::pause { domain },
			(1, 1) => pallet_availability::Call::resume { domain },
			(1, _) => pallet_availability::Call::extend { domain, until: self.later() },
			(_, 0) => {
				let max_jobs = u32::from(self.amount % 8);
				pallet_availability::Call::set_max_jobs { domain, max_jobs }
			},
			_ => pallet_availability::Call::withdraw { domain },
		};
		refusable(call, who);
	}

	fn change_service(self, who: AccountId) {
		let Some((service, of)) = pick(&services(), self.target) else { return };
		let service = self.or_unknown(service);
		let who = self.by(who, Some(of.owner));
		if self.way & 48 != 48 {
			let terms = terms(self.way, self.amount);
			refusable(pallet_business::Call::update_service { service, terms }, who);
		} else {
			refusable(pallet_business::Call::close_service { service }, who);
		}
	}

	fn request(self, who: AccountId) {
		let Some((service, of)) = self.choose(&services(), |(_, of)| !of.closed) else { return };
		let service = self.or_unknown(service);
		let who = self.by_member(who, of.domain);
		// The current terms.
		let (version, least) = if self.is_apt() { (of.version, of.terms.min_fee) } else { (1, 0) };
		let fee = least.saturating_add(tokens(self.amount));
		let brief = Default::default();
		refusable(pallet_business::Call::request { service, brief, fee, version }, who);
	}

	fn cancel(self, who: AccountId) {
		let waits = |(_, of): &(_, Request)| matches!(of.state, State::Requested { .. });
		let Some((request, of)) = self.choose(&requests(), waits) else { return };
		refusable(pallet_business::Call::cancel { request }, self.by(who, Some(of.customer)));
	}

	/// Submits evidence as soon as an expert is assigned, or now and then declines the job. Until
	/// one is, a customer requests a job.
	fn submit_or_request(self, memory: &mut Memory, who: AccountId) {
		let assigned = |(_, of): &(_, Request)| matches!(of.state, State::Assigned { .. });
		let requests = requests();
		if self.is_apt() && !requests.iter().any(assigned) {
			return self.request(who);
		}
		let Some((request, of)) = self.choose(&requests, assigned) else { return };
		let expert = match of.state {
			State::Assigned { expert, .. } => Some(expert),
			State::Requested { .. } | State::Validating { .. } => None,
		};
		let call = match self.way % 8 {
			7 => pallet_business::Call::decline { request },
			_ => pallet_business::Call::submit {
				request,
				content: memory.text(self.way & 48 != 48),
				citations: self.citations(of.domain),
			},
		};
		refusable(call, self.by(who, expert));
	}

	fn remark(self, who: AccountId) {
		let judged = |(_, of): &(_, Request)| matches!(of.state, State::Validating { .. });
		let Some((request, of)) = self.choose(&requests(), judged) else { return };
		let verdict = pallet_business::Opinion::Satisfied;
		let call = pallet_business::Call::remark { request, verdict, note: Default::default() };
		refusable(call, self.by(who, Some(of.customer)));
	}

	fn poke(self, who: AccountId) {
		let now = System::block_number();
		let due = |(_, of): &(_, Request)| of.deadline <= now;
		let Some((request, _)) = self.choose(&requests(), due) else { return };
		refusable(pallet_business::Call::poke { request }, who);
	}

	fn claim(self, by: AccountId) {
		let earned = |(domain, who): &(DomainId, AccountId)| {
			Reputation::pending_dividends(*domain, who.clone()) > 0
		};
		let Some((domain, who)) = self.choose(&memberships(), earned) else { return };
		refusable(pallet_reputation::Call::claim_dividends { domain, who }, by);
	}

	fn commit(self, memory: &mut Memory, who: AccountId) {
		let secret = |(_, pool): &(PoolId, Pool)| takes_stakes(pool) && pool.is_secret();
		let Some((id, pool)) = self.choose(&pools(), secret) else { return };
		let amount = rep(pool.domain, &who, self.amount);
		memory.commit(id, who, self.side(), amount, self.way);
	}

	/// Reveals a side where that can be done now. If it can't be done anywhere, commits to one.
	fn commit_or_reveal(self, memory: &mut Memory, who: AccountId) {
		let shows = |pool: PoolId| {
			pallet_validation_pool::Pools::<Runtime>::get(pool).is_some_and(|of| takes_sides(&of))
		};
		let secrets: Vec<_> = memory
			.secrets
			.iter()
			.filter(|((pool, _), _)| shows(*pool) || !self.is_apt())
			.map(|((pool, who), (side, salt))| (*pool, who.clone(), *side, *salt))
			.collect();
		let Some((pool, owner, side, salt)) = pick(&secrets, self.target) else {
			return self.commit(memory, who);
		};
		let side = if self.is_apt() { side } else { self.side() };
		refusable(pallet_validation_pool::Call::reveal { pool, side, salt }, owner);
	}

	/// Performs one of the rare actions.
	fn rare(self, who: AccountId) {
		match self.way % 4 {
			0 => {
				let half_life =
					(self.amount & 1 == 0).then_some(BlockNumber::from(self.amount % 9));
				let (metadata, parameters) = (Default::default(), (self.way & 4 == 0).then(easy));
				let call = pallet_domains::Call::create_domain { metadata, half_life, parameters };
				refusable(call, who);
			},
			1 => {
				let Some((post, _)) = pick(&posts(), self.target) else { return };
				let poster = pallet_forum::Posts::<Runtime>::get(post).map(|of| of.poster);
				refusable(pallet_forum::Call::remove { post }, self.by(who, poster));
			},
			2 => {
				let dest = player(self.target).into();
				let call = pallet_balances::Call::transfer_all { dest, keep_alive: false };
				refusable(call, who);
			},
			_ => {
				// A side that nobody can ever reveal.
				let Some((id, pool)) = pick(&pools(), self.target) else { return };
				let hash = H256::repeat_byte(self.target);
				let amount = rep(pool.domain, &who, self.amount);
				let call = pallet_validation_pool::Call::commit { pool: id, hash, amount };
				refusable(call, who);
			},
		}
	}

	fn pass_blocks(self, memory: &mut Memory) {
		let remaining = match self.way % 4 {
			0 => Weight::zero(),
			1 => Weight::from_parts(u64::from(self.amount) * 100_000, u64::MAX),
			_ => PLENTY,
		};
		for _ in 0..self.blocks() {
			end_block(remaining);
			memory.observer.look();
			begin_block();
			memory.observer.look();
		}
	}

	/// Returns the number of blocks that pass: one, a few, many, or as many as remain until
	/// something is due. To be there just in time, it may be one less.
	fn blocks(self) -> BlockNumber {
		let some = BlockNumber::from(self.target);
		match self.way / 4 % 16 {
			0..=4 => 1,
			5..=8 => 2 + some % 4,
			9 => 1 + some % LONGEST_PASS,
			way => {
				let due = pick(&deadlines(), self.target % 4);
				let just_before = BlockNumber::from(way < 12);
				let left = due.map_or(1, |due| due - System::block_number() - just_before);
				left.clamp(1, LONGEST_PASS)
			},
		}
	}
}

impl Memory {
	/// Returns the landmarks that were reached.
	pub fn reached(self) -> Reached {
		self.observer.reached
	}

	/// Looks at the state before the first action.
	pub fn begin(&mut self) {
		self.observer.begin();
	}

	fn stake(&mut self, pool: PoolId, who: AccountId, side: Side, amount: Balance) {
		let call = pallet_validation_pool::Call::stake { pool, side, amount };
		self.observer.look_at_stake(&dispatch(call, who));
	}

	fn commit(&mut self, pool: PoolId, who: AccountId, side: Side, amount: Balance, salt: u8) {
		let salt = [salt; 32];
		let hash = ValidationPool::commit_hash(pool, who.clone(), side, amount, salt);
		let call = pallet_validation_pool::Call::commit { pool, hash, amount };
		let result = dispatch(call, who.clone());
		self.observer.look_at_stake(&result);
		if result.is_ok() {
			self.secrets.insert((pool, who), (side, salt));
		}
	}

	/// Stakes on a side or commits to one, depending on the pool.
	fn vote(
		&mut self,
		(pool, of): (PoolId, &Pool),
		who: AccountId,
		side: Side,
		amount: Balance,
		salt: u8,
	) {
		if of.is_secret() {
			self.commit(pool, who, side, amount, salt);
		} else {
			self.stake(pool, who, side, amount);
		}
	}

	/// Returns a text that no post has yet, or the last one again: as evidence that somebody else
	/// has posted.
	fn text(&mut self, new: bool) -> Content {
		self.posts += u32::from(new);
		let text = format!("post {}", self.posts).into_bytes();
		Content::Inline(text.try_into().expect("short enough"))
	}
}

/// Returns true if a call succeeded.
fn refusable(call: impl Into<RuntimeCall>, who: AccountId) -> bool {
	dispatch(call, who).is_ok()
}
