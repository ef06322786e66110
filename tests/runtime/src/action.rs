//! Anything that may happen, from a few bytes: so that random tests shrink it and a fuzzer mutates it.

use crate::chain::{begin_block, dispatch, end_block, player, PLENTY};
use codec::{Decode, Encode};
use frame_support::weights::Weight;
use sp_core::H256;
use std::collections::BTreeMap;
use witan_primitives::{
	forum::{Authors, Citation, Citations, Content, PostId, INCINERATOR},
	pool::{PoolId, PoolParams, Secrecy, Side},
	reputation::{DomainId, DomainParameters, MILLION, REP},
	work::RequestId,
	AccountId, Balance, BlockNumber, MILLI_WIT, WIT,
};
use witan_runtime::*;

/// What happens next. Every value of every field means something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
pub struct Action {
	/// What.
	pub kind: u8,
	/// Who does it.
	pub who: u8,
	/// To which of those that there are.
	pub target: u8,
	/// In which way.
	pub way: u8,
	/// How much.
	pub amount: u16,
}

/// How many kinds of actions there are.
pub const KINDS: u8 = 26;

/// What whoever acts has to remember between actions.
#[derive(Default)]
pub struct Memory {
	/// What was committed: side and salt.
	secrets: BTreeMap<(PoolId, AccountId), (Side, [u8; 32])>,
	/// Makes posts differ.
	posts: u32,
}

/// One of a list; counts around.
fn pick<T: Clone>(list: &[T], index: u8) -> Option<T> {
	(!list.is_empty()).then(|| list[usize::from(index) % list.len()].clone())
}

fn posts() -> Vec<PostId> {
	let mut posts: Vec<(BlockNumber, PostId)> =
		pallet_forum::Posts::<Runtime>::iter().map(|(id, post)| (post.at, id)).collect();
	posts.sort();
	posts.into_iter().map(|(_, id)| id).collect()
}

fn pools() -> Vec<PoolId> {
	let mut pools: Vec<PoolId> = pallet_validation_pool::Pools::<Runtime>::iter_keys().collect();
	pools.sort();
	pools
}

fn requests() -> Vec<RequestId> {
	let mut requests: Vec<RequestId> = pallet_business::Requests::<Runtime>::iter_keys().collect();
	requests.sort();
	requests
}

fn domain(index: u8) -> DomainId {
	// One more than there are, now and then.
	let domains = pallet_reputation::NextDomain::<Runtime>::get();
	DomainId::from(index) % (domains + u32::from(index > 250))
}

/// REP: mostly a part of what a member starts with, sometimes nothing or far too much.
fn rep(amount: u16) -> Balance {
	match amount {
		u16::MAX => Balance::MAX,
		0xff00..=0xfffe => Balance::from(amount) << 70,
		_ => Balance::from(amount) * REP / 32,
	}
}

/// Tokens: from nothing to a few thousand, sometimes more than anyone has.
fn tokens(amount: u16) -> Balance {
	match amount {
		u16::MAX => Balance::MAX,
		0xff00..=0xfffe => Balance::from(amount) * 1_000_000 * WIT,
		_ => Balance::from(amount) * Balance::from(amount) * MILLI_WIT / 7,
	}
}

fn params(way: u8, amount: u16) -> PoolParams<BlockNumber> {
	let ratio = |bits: u8| {
		[0, 1, MILLION / 3, MILLION / 2, 2 * MILLION / 3, MILLION][usize::from(bits % 6)]
	};
	PoolParams {
		duration: 2 + BlockNumber::from(way % 16),
		quorum: ratio(way / 8),
		win_ratio: ratio((amount % 251) as u8),
		binding: ratio((amount / 7 % 251) as u8),
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
		work: pallet_business::WorkTerms {
			work_period: 1 + BlockNumber::from(way % 8),
			draw_period: 2 + BlockNumber::from(amount % 8),
			pool: params(way, amount),
			no_show_penalty: u32::from(way) * 4_000,
			max_draws: 1 + u32::from(way % 4),
			stake_per_work: rep(amount % 1_024),
		},
	}
}

/// Parameters under which pools are short and works cheap: those of a development domain.
fn easy() -> DomainParameters<BlockNumber> {
	Reputation::parameters(0).expect("domain 0 is there")
}

fn citations(way: u8, amount: u16) -> Citations {
	let posts = posts();
	let weights = [300_000, -300_000, 500_000, -1, 0, 1_000_000];
	let mut list: Vec<Citation> = Vec::new();
	for index in 0..(way % 4) {
		let post = if amount & (1 << index) == 0 && amount & 0x100 != 0 {
			INCINERATOR
		} else {
			let Some(post) = pick(&posts, (amount >> (index * 2)) as u8) else { break };
			post
		};
		let weight = weights[usize::from((way >> 2).wrapping_add(index)) % weights.len()];
		list.push(Citation { post, weight });
	}
	Citations::truncate_from(list)
}

impl Action {
	/// Lets it happen. What can't happen is refused, and has changed nothing.
	pub fn apply(self, memory: &mut Memory) {
		let who = player(self.who);
		match self.kind % KINDS {
			0 | 1 => self.stake(who),
			2 | 3 => self.post(memory, who),
			4 | 5 => self.open_pool(who),
			6 => self.on_pool(|pool| pallet_validation_pool::Call::settle { pool }.into(), who),
			7 => {
				let steps = u32::from(self.amount % 70);
				refusable(pallet_forum::Call::propagate { steps }, who);
			},
			8 => self.offer(who),
			9 => {
				let (domain, amount) = (domain(self.target), rep(self.amount));
				refusable(pallet_availability::Call::top_up { domain, amount }, who);
			},
			10 => {
				let (domain, until) = (domain(self.target), self.later());
				refusable(pallet_availability::Call::extend { domain, until }, who);
			},
			11 => {
				let domain = domain(self.target);
				refusable(pallet_availability::Call::withdraw { domain }, who);
			},
			12 => {
				let domain = domain(self.target);
				refusable(pallet_availability::Call::prune { domain, who: player(self.way) }, who);
			},
			13 => {
				let (domain, terms) = (domain(self.target), terms(self.way, self.amount));
				refusable(pallet_business::Call::open_service { domain, terms }, who);
			},
			14 => self.change_service(who),
			15 | 16 => {
				let service = u32::from(self.target % 4);
				let (brief, fee) = (Default::default(), tokens(self.amount));
				let version =
					pallet_business::Services::<Runtime>::get(service).map(|of| of.version);
				// Mostly of the terms as they are.
				let version = version.filter(|_| !self.way.is_multiple_of(8)).unwrap_or_default();
				refusable(pallet_business::Call::request { service, brief, fee, version }, who);
			},
			17 => self.on_request(|request| pallet_business::Call::cancel { request }.into(), who),
			18 | 19 => self.submit(memory, who),
			20 => self.on_request(|request| self.remark(request), who),
			21 => self.on_request(|request| pallet_business::Call::poke { request }.into(), who),
			22 => {
				let (domain, of) = (domain(self.target), player(self.way));
				refusable(pallet_reputation::Call::claim_dividends { domain, who: of }, who);
			},
			23 => self.commit_or_reveal(memory, who),
			24 => self.rare(who),
			_ => self.pass_blocks(),
		}
	}

	fn later(self) -> BlockNumber {
		System::block_number() + BlockNumber::from(self.way % 24)
	}

	fn on_pool(self, call: impl FnOnce(PoolId) -> RuntimeCall, who: AccountId) {
		if let Some(pool) = pick(&pools(), self.target) {
			refusable(call(pool), who);
		}
	}

	fn on_request(self, call: impl FnOnce(RequestId) -> RuntimeCall, who: AccountId) {
		if let Some(request) = pick(&requests(), self.target) {
			// Mostly by its customer.
			let customer = pallet_business::Requests::<Runtime>::get(request).map(|of| of.customer);
			let who = customer.filter(|_| !self.way.is_multiple_of(4)).unwrap_or(who);
			refusable(call(request), who);
		}
	}

	fn side(self) -> Side {
		if self.way & 1 == 0 {
			Side::For
		} else {
			Side::Against
		}
	}

	fn stake(self, who: AccountId) {
		// Nothing is a founder's word.
		let amount = if self.way & 48 == 48 { 0 } else { rep(self.amount) };
		let side = self.side();
		self.on_pool(|pool| pallet_validation_pool::Call::stake { pool, side, amount }.into(), who);
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
			citations: citations(self.way, self.amount),
			content: memory.text(self.way & 64 == 0),
			directive: None,
		};
		refusable(call, who);
	}

	fn open_pool(self, who: AccountId) {
		if let Some(post) = pick(&posts(), self.target) {
			let (params, fee) = (params(self.way, self.amount), tokens(self.amount));
			refusable(pallet_validation_pool::Call::open { post, params, fee }, who);
		}
	}

	fn offer(self, who: AccountId) {
		let (domain, amount, until) = (domain(self.target), rep(self.amount), self.later());
		refusable(pallet_availability::Call::offer { domain, amount, until }, who);
	}

	fn change_service(self, who: AccountId) {
		let service = u32::from(self.target % 4);
		let owner = pallet_business::Services::<Runtime>::get(service).map(|of| of.owner);
		let who = owner.filter(|_| !self.way.is_multiple_of(4)).unwrap_or(who);
		if self.way & 16 == 0 {
			let terms = terms(self.way, self.amount);
			refusable(pallet_business::Call::update_service { service, terms }, who);
		} else {
			refusable(pallet_business::Call::close_service { service }, who);
		}
	}

	fn submit(self, memory: &mut Memory, who: AccountId) {
		let Some(request) = pick(&requests(), self.target) else { return };
		let state = pallet_business::Requests::<Runtime>::get(request).map(|of| of.state);
		let who = match state {
			Some(pallet_business::State::Assigned { expert, .. })
				if !self.way.is_multiple_of(8) =>
			{
				expert
			},
			_ => who,
		};
		let call = pallet_business::Call::submit {
			request,
			content: memory.text(self.way & 64 == 0),
			citations: citations(self.way, self.amount),
		};
		refusable(call, who);
	}

	fn remark(self, request: RequestId) -> RuntimeCall {
		let verdict = pallet_business::Opinion::Satisfied;
		pallet_business::Call::remark { request, verdict, note: Default::default() }.into()
	}

	fn commit_or_reveal(self, memory: &mut Memory, who: AccountId) {
		let Some(pool) = pick(&pools(), self.target) else { return };
		let key = (pool, who.clone());
		match memory.secrets.get(&key) {
			Some((side, salt)) if self.way & 2 == 0 => {
				let (side, salt) = (*side, *salt);
				refusable(pallet_validation_pool::Call::reveal { pool, side, salt }, who);
			},
			_ => {
				let (side, salt, amount) = (self.side(), [self.way; 32], rep(self.amount));
				let hash = ValidationPool::commit_hash(pool, who.clone(), side, amount, salt);
				if refusable(pallet_validation_pool::Call::commit { pool, hash, amount }, who) {
					memory.secrets.insert(key, (side, salt));
				}
			},
		}
	}

	/// What happens seldom.
	fn rare(self, who: AccountId) {
		match self.way % 4 {
			0 => {
				let half_life =
					(self.amount & 1 == 0).then_some(BlockNumber::from(self.amount % 9));
				let (metadata, parameters) = (Default::default(), (self.way & 4 == 0).then(easy));
				let call =
					pallet_reputation::Call::create_domain { metadata, half_life, parameters };
				refusable(call, who);
			},
			1 => {
				let Some(post) = pick(&posts(), self.target) else { return };
				refusable(pallet_forum::Call::remove { post }, who);
			},
			2 => {
				let dest = player(self.target).into();
				let call = pallet_balances::Call::transfer_all { dest, keep_alive: false };
				refusable(call, who);
			},
			_ => {
				let hash = H256::repeat_byte(self.target);
				let amount = rep(self.amount);
				self.on_pool(
					|pool| pallet_validation_pool::Call::commit { pool, hash, amount }.into(),
					who,
				);
			},
		}
	}

	fn pass_blocks(self) {
		let remaining = match self.way % 4 {
			0 => Weight::zero(),
			1 => Weight::from_parts(u64::from(self.amount) * 100_000, u64::MAX),
			_ => PLENTY,
		};
		for _ in 0..=(self.target % 8) {
			end_block(remaining);
			begin_block();
		}
	}
}

impl Memory {
	/// A text that no post has yet, or the last one again: as evidence that somebody else has posted.
	fn text(&mut self, new: bool) -> Content {
		self.posts += u32::from(new);
		let text = format!("post {}", self.posts).into_bytes();
		Content::Inline(text.try_into().expect("short enough"))
	}
}

/// Whether a call was let through.
fn refusable(call: impl Into<RuntimeCall>, who: AccountId) -> bool {
	dispatch(call, who).is_ok()
}
