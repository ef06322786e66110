//! The steps that begin with `Then`.

use crate::{definition::units, world::World};
use pallet_business::{Event, Expiry, State};
use pallet_validation_pool::Event as PoolEvent;
use sp_core::storage::well_known_keys::CODE;
use sp_keyring::Sr25519Keyring;
use sp_runtime::traits::Dispatchable;
use witan_experts::{pool::Verdict, shares::Ppm};
use witan_primitives::{Balance, BlockNumber};
use witan_runtime::*;

impl World {
	pub fn check_expert(&mut self, name: &str) {
		let account = self.account(name);
		let state = self.state().map(|(state, _)| state);
		assert!(
			matches!(&state, Some(State::Assigned { expert, .. }) if *expert == account),
			"{state:?}"
		);
	}

	/// Returns true if the last vote is decided.
	pub fn is_decided(&self) -> bool {
		self.decided().is_some()
	}

	fn decided(&self) -> Option<(BlockNumber, Verdict)> {
		self.last(|event| match event {
			RuntimeEvent::ValidationPool(PoolEvent::Decided { pool, verdict, .. })
				if Some(*pool) == self.pool =>
			{
				Some(*verdict)
			},
			_ => None,
		})
	}

	/// Returns the verdict of the last vote.
	pub fn verdict(&self) -> &'static str {
		let (_, verdict) = self.decided().expect("the vote is decided");
		in_words(verdict)
	}

	/// Returns the verdict of the last vote on a post.
	pub fn verdict_on(&self, title: &str) -> &'static str {
		let about = self.post_of(title);
		let decided = self.last(|event| match event {
			RuntimeEvent::ValidationPool(PoolEvent::Decided { post, verdict, .. })
				if *post == about =>
			{
				Some(*verdict)
			},
			_ => None,
		});
		let (_, verdict) = decided.expect("the vote is decided");
		in_words(verdict)
	}

	/// Returns the blocks of the vote that repeats the last one, and is the last one from now on.
	pub fn repeated_for(&mut self) -> BlockNumber {
		let last = self.pool;
		let reopened = self.last(|event| match event {
			RuntimeEvent::Business(Event::Reopened { from, to, .. }) if Some(*from) == last => {
				Some(*to)
			},
			_ => None,
		});
		let (block, to) = reopened.expect("the vote is repeated");
		self.pool = Some(to);
		ValidationPool::pool(to).expect("it is open").stakes_until - block
	}

	/// Returns the end of the last request.
	pub fn end_of_job(&self) -> &'static str {
		let ended = self.last(|event| match event {
			RuntimeEvent::Business(event) => match event {
				Event::Completed { request, .. } => Some((*request, "paid")),
				Event::Rejected { request, .. } => Some((*request, "rejected")),
				Event::Expired {
					request, reason: Expiry::NoShows | Expiry::NotQuorate, ..
				} => Some((*request, "given up")),
				_ => None,
			},
			_ => None,
		});
		let (_, (request, end)) = ended.expect("a job has ended");
		assert_eq!(Some(request), self.request, "the request that ended");
		end
	}

	/// Compares the changes of REP and tokens since the beginning.
	pub fn check_changes(&mut self, rows: &[[&str; 3]]) {
		for [name, rep, wit] in rows {
			assert_eq!(self.changes(name), [units(rep), units(wit)], "REP and WIT of {name}");
		}
	}

	pub fn debt(&mut self, name: &str) -> Balance {
		let account = self.account(name);
		Reputation::debt(self.domain(), account)
	}

	/// Compares the tokens that members can claim.
	pub fn check_dividends(&mut self, rows: &[[&str; 2]]) {
		for [name, wit] in rows {
			let account = self.account(name);
			let dividends = Reputation::pending_dividends(self.domain(), account);
			assert_eq!(dividends as i128, units(wit), "dividends of {name}");
		}
	}

	fn directive(&self, title: &str) -> (BlockNumber, pallet_governance::State<BlockNumber>) {
		let post = self.post_of(title);
		let found = Governance::ratification(post).expect("the post is ratified").ratification;
		(found.at, found.state)
	}

	/// Returns the blocks between a post's ratification and the effect of its directive.
	pub fn delay(&self, title: &str) -> BlockNumber {
		match self.directive(title) {
			(ratified, pallet_governance::State::Scheduled { at }) => at - ratified,
			(_, state) => panic!("the directive does not wait: {state:?}"),
		}
	}

	/// Returns the fate of a post's directive.
	pub fn fate(&self, title: &str) -> &'static str {
		match self.directive(title).1 {
			pallet_governance::State::Enacted { .. } => "enacted",
			pallet_governance::State::Cancelled { .. } => "cancelled",
			state => panic!("the directive is neither enacted nor cancelled: {state:?}"),
		}
	}

	pub fn author_share(&self) -> Ppm {
		Domains::parameters(self.domain()).expect("it is there").author_share
	}

	pub fn check_authorized() {
		let authorized = System::authorized_upgrade().expect("an upgrade is authorised");
		assert_eq!(*authorized.code_hash(), Self::next_runtime_hash());
	}

	pub fn check_code_refused() {
		let code = Self::next_runtime().to_vec();
		let call = RuntimeCall::from(frame_system::Call::apply_authorized_upgrade { code });
		let anyone = RuntimeOrigin::signed(Sr25519Keyring::BobStash.to_account_id());
		let refused = call.dispatch(anyone).expect_err("it is another code").error;
		assert_eq!(refused, frame_system::Error::<Runtime>::Unauthorized.into());
	}

	pub fn check_code() {
		let code = sp_io::storage::get(CODE).expect("the chain has code");
		assert!(code[..] == *Self::next_runtime(), "the chain has other code");
		assert!(System::authorized_upgrade().is_none(), "the upgrade is still to come");
	}
}

fn in_words(verdict: Verdict) -> &'static str {
	match verdict {
		Verdict::Passed => "passed",
		Verdict::Rejected => "rejected",
		Verdict::NotQuorate => "not quorate",
	}
}
