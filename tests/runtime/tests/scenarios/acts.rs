//! The steps that begin with `When`.

use crate::world::{content, secret_vote, vote, World};
use pallet_business::State;
use sp_core::H256;
use sp_io::hashing::blake2_256;
use sp_version::{embed::embed_runtime_version, RuntimeVersion};
use std::sync::OnceLock;
use witan_experts::{
	forum::{Authors, Citation, Citations},
	ids::PostId,
	pool::{PoolParams, Secrecy, Side},
	shares::MILLION,
};
use witan_governance::{Action, Directive};
use witan_primitives::{AccountId, Balance, BlockNumber};
use witan_runtime::*;

type RuntimeAction = Action<RuntimeParameters, BlockNumber>;

/// Blocks for which an offer is made: longer than a story lasts.
const LONG: BlockNumber = 1_000;
/// The salt of all commitments.
const SALT: [u8; 32] = [7; 32];

/// Jobs.
impl World {
	pub fn offer(&mut self, expert: &str, amount: Balance) {
		let (domain, until) = (self.domain(), System::block_number() + LONG);
		self.send(pallet_availability::Call::offer { domain, amount, until }, expert);
	}

	pub fn withdraw(&mut self, expert: &str) {
		let domain = self.domain();
		self.send(pallet_availability::Call::withdraw { domain }, expert);
	}

	pub fn order(&mut self, customer: &str, fee: Balance) {
		let service = self.service.expect("somebody sells a job");
		let brief = Default::default();
		self.send(pallet_business::Call::request { service, brief, fee, version: 0 }, customer);
		let ordered = self.last(|event| match event {
			RuntimeEvent::Business(pallet_business::Event::Requested { request, .. }) => {
				Some(*request)
			},
			_ => None,
		});
		self.request = ordered.map(|(_, request)| request);
	}

	/// Makes blocks until the one of the draw.
	pub fn draw(&mut self) {
		let Some((State::Requested { .. }, draw_at)) = self.state() else {
			panic!("no draw is to be made")
		};
		self.advance_to(draw_at);
	}

	/// Makes blocks until the first in which evidence comes too late.
	pub fn pass_due(&mut self) {
		let Some((State::Assigned { .. }, due)) = self.state() else {
			panic!("nobody has the job")
		};
		self.advance_to(due);
	}

	pub fn submit(&mut self, expert: &str, title: &str) {
		let request = self.request.expect("a job was ordered");
		let (content, citations) = (content(title), Citations::default());
		self.send(pallet_business::Call::submit { request, content, citations }, expert);
		let Some((State::Validating { post, pool, .. }, _)) = self.state() else {
			panic!("no vote on the evidence")
		};
		self.posts.insert(title.into(), post);
		self.pool = Some(pool);
	}
}

/// Posts and votes.
impl World {
	/// Makes a post of a person. It can cite another, by title and weight, and carry a directive.
	pub fn post(
		&mut self,
		author: &str,
		title: &str,
		cited: Option<(&str, i32)>,
		action: Option<RuntimeAction>,
	) {
		let citations = cited.map(|(title, weight)| Citation { post: self.post_of(title), weight });
		let authors = Authors::truncate_from(vec![(self.account(author), MILLION)]);
		let citations = Citations::truncate_from(citations.into_iter().collect());
		self.publish(author, title, authors, citations, action);
	}

	/// Makes a post.
	pub fn publish(
		&mut self,
		poster: &str,
		title: &str,
		authors: Authors<AccountId>,
		citations: Citations,
		action: Option<RuntimeAction>,
	) {
		let (domain, content) = (self.domain(), content(title));
		let directive = action.map(|action| Directive { action, activate_at: None });
		let call = pallet_forum::Call::post { domain, authors, citations, content, directive };
		self.send(call, poster);
		let posted = self.last(|event| match event {
			RuntimeEvent::Forum(pallet_forum::Event::Posted { post, .. }) => Some(*post),
			_ => None,
		});
		let (_, post) = posted.expect("it was posted");
		self.posts.insert(title.into(), post);
	}

	pub fn pay_for_vote(&mut self, sponsor: &str, fee: Balance, title: &str, secret: bool) {
		let params = if secret { secret_vote() } else { vote(Secrecy::Open) };
		self.open(sponsor, title, params, fee);
	}

	pub fn open_governance_vote(&mut self, opener: &str, title: &str) {
		let motion = ValidationPool::motion(self.post_of(title)).expect("it is there");
		self.open(opener, title, motion.shortest, 0);
	}

	/// Opens a vote on a post. While nobody has REP it is decided at once.
	pub fn open(
		&mut self,
		opener: &str,
		title: &str,
		params: PoolParams<BlockNumber>,
		fee: Balance,
	) {
		let post: PostId = self.post_of(title);
		self.send(pallet_validation_pool::Call::open { post, params, fee }, opener);
		let opened = self.last(|event| match event {
			RuntimeEvent::ValidationPool(pallet_validation_pool::Event::Opened {
				pool, ..
			}) => Some(*pool),
			_ => None,
		});
		self.pool = opened.map(|(_, pool)| pool);
		if self.is_decided() {
			self.settle();
		}
	}

	pub fn stake(&mut self, voter: &str, side: Side, amount: Balance) {
		let pool = self.pool.expect("a vote");
		self.send(pallet_validation_pool::Call::stake { pool, side, amount }, voter);
	}

	pub fn commit(&mut self, voter: &str, side: Side, amount: Balance) {
		let pool = self.pool.expect("a vote");
		let hash = ValidationPool::commit_hash(pool, self.account(voter), side, amount, SALT);
		self.send(pallet_validation_pool::Call::commit { pool, hash, amount }, voter);
		self.commitments.insert(voter.into(), (side, amount));
	}

	/// Makes blocks until sides can be revealed.
	pub fn pass_commitments(&mut self) {
		let pool = ValidationPool::pool(self.pool.expect("a vote")).expect("it is open");
		assert!(pool.reveals_until.is_some(), "the vote is not secret");
		self.advance_to(pool.stakes_until);
	}

	pub fn reveal(&mut self, voter: &str) {
		let pool = self.pool.expect("a vote");
		let (side, _) = self.commitments.remove(voter).expect("a commitment");
		self.send(pallet_validation_pool::Call::reveal { pool, side, salt: SALT }, voter);
	}

	/// Makes blocks until the vote is decided and settled.
	pub fn end_vote(&mut self) {
		let pool = ValidationPool::pool(self.pool.expect("a vote")).expect("it is open");
		self.advance_to(pool.reveals_until.unwrap_or(pool.stakes_until));
		self.settle();
	}

	pub fn decide_as_founder(&mut self, founder: &str) {
		let pool = self.pool.expect("a vote");
		let side = Side::Aye;
		self.send(pallet_validation_pool::Call::founder_decide { pool, side }, founder);
		self.settle();
	}

	pub fn claim(&mut self, claimant: &str, member: &str) {
		let (domain, who) = (self.domain(), self.account(member));
		self.send(pallet_reputation::Call::claim_dividends { domain, who }, claimant);
	}
}

/// The runtime that is upgraded to.
impl World {
	/// Returns the code of this runtime with the next version in it. What is compared with the
	/// version that runs is the one in the code.
	pub fn next_runtime() -> &'static [u8] {
		static CODE: OnceLock<Vec<u8>> = OnceLock::new();
		CODE.get_or_init(|| {
			let code = WASM_BINARY_BLOATY.expect("the runtime was built with its wasm");
			let version = RuntimeVersion { spec_version: VERSION.spec_version + 1, ..VERSION };
			embed_runtime_version(code, version).expect("it is wasm")
		})
	}

	pub fn next_runtime_hash() -> H256 {
		blake2_256(Self::next_runtime()).into()
	}

	pub fn submit_code(&mut self, who: &str) {
		self.upgrade(Self::next_runtime().to_vec(), who);
	}
}
