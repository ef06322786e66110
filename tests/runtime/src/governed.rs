//! An observer of governance over a sequence, for what the state at one moment can't show.

use crate::{
	chain::{player, PLAYERS},
	reach::{Landmark::*, Reached},
	state::waiting,
};
use frame_support::storage::unhashed;
use pallet_governance::{Event, Ratifications};
use pallet_validation_pool::{Ballots, Event as PoolEvent, Votes};
use sp_runtime::DispatchError;
use std::collections::{BTreeMap, BTreeSet};
use witan_experts::{
	ids::{DomainId, PoolId, PostId},
	ledger::InspectReputation,
	shares::Shares,
};
use witan_governance::{Action, CONSTITUTION};
use witan_primitives::{AccountId, BlockNumber};
use witan_runtime::*;

/// The key that a call writes before it fails half way. Nothing of it may be left.
pub const HALF_DONE: &[u8] = b"half done";

/// The fates of directives, and the votes that accounts may cast.
#[derive(Default)]
pub struct Governed {
	/// Ratified posts.
	ratified: BTreeSet<PostId>,
	/// The blocks in which their directives are due.
	due: BTreeMap<PostId, BlockNumber>,
	/// Posts whose directives took effect, failed or were cancelled.
	ended: BTreeSet<PostId>,
	/// Posts whose directives called as root.
	as_root: BTreeSet<PostId>,
	/// Pools for governance: the domain, and each player's shares when the pool was opened.
	voters: BTreeMap<PoolId, (DomainId, BTreeMap<AccountId, Shares>)>,
}

impl Governed {
	/// Looks at the posts that a scene has ratified in blocks whose events are gone.
	pub fn begin(&mut self) {
		let now = System::block_number();
		let before = Ratifications::<Runtime>::iter().filter(|(_, record)| record.at < now);
		self.ratified = before.map(|(post, _)| post).collect();
		self.due = waiting().into_iter().map(|(post, _, at)| (post, at)).collect();
	}

	/// Looks at an event of a directive. A post is ratified once, and its directive ends in one
	/// way.
	pub fn look(&mut self, event: Event<Runtime>, reached: &mut Reached) {
		match event {
			Event::Ratified { post, .. } => {
				assert!(self.ratified.insert(post), "{post:?} is ratified twice");
				reached.note(PostRatified);
			},
			Event::AlreadyRatified { post, .. } => panic!("{post:?} is put to the vote again"),
			Event::Scheduled { post, at } => {
				self.due.insert(post, at);
			},
			Event::Enacted { post } => {
				self.end(post);
				self.note_enacted(post, reached);
			},
			Event::EnactmentFailed { post, error } => {
				self.end(post);
				assert!(!self.as_root.contains(&post), "{post:?} failed and left something");
				if self.due.contains_key(&post) {
					reached.note(FailedAtEnactment);
				}
				if error == failure() {
					reached.note(FailedHalfWay);
				}
			},
			Event::Cancelled { post, .. } => {
				self.end(post);
				reached.note(DirectiveCancelled);
			},
			Event::NotCancelled { .. } => reached.note(DirectiveStood),
			Event::DispatchedAsRoot { post } => {
				self.as_root.insert(post);
				reached.note(DispatchedAsRoot);
			},
			_ => (),
		}
	}

	fn end(&mut self, post: PostId) {
		assert!(self.ended.insert(post), "the directive of {post:?} ends twice");
	}

	fn note_enacted(&self, post: PostId, reached: &mut Reached) {
		let directive = pallet_forum::Directives::<Runtime>::get(post).expect("it was enacted");
		let domain = Ratifications::<Runtime>::get(post).map(|record| record.domain);
		reached.note(match directive.action {
			Action::SetParameter(_) => ParameterSet,
			Action::SetDomain(_) if domain != Some(CONSTITUTION) => SmallDomainSet,
			Action::SetDomain(_) => ConstitutionSet,
			Action::AuthorizeUpgrade { .. } => UpgradeAuthorized,
			Action::Dispatch { .. } => CallDispatched,
			Action::ReplaceClient { .. } => ClientReplaced,
			Action::Undo(_) => Undone,
		});
		if self.due.get(&post).is_some_and(|at| *at < System::block_number()) {
			reached.note(EnactedLate);
		}
	}

	/// Looks at an event of a pool.
	pub fn look_at_pool(&mut self, event: &PoolEvent<Runtime>, reached: &mut Reached) {
		match event {
			PoolEvent::Opened { pool, domain, snapshot: Some(_), .. } => {
				let players = (0..PLAYERS.len() as u8).map(player);
				let total = <Reputation as InspectReputation<AccountId>>::total;
				let had = players.map(|who| (who.clone(), total(*domain, &who))).collect();
				self.voters.insert(*pool, (*domain, had));
			},
			PoolEvent::Decided { pool, .. } => {
				let cancels = pallet_validation_pool::Pools::<Runtime>::get(pool)
					.is_some_and(|pool| pool.cancels().is_some());
				if cancels {
					reached.note(CancellingDecided);
				}
			},
			PoolEvent::VoteSettled { pool, burned, .. }
				if self.voters.contains_key(pool) && !burned.is_zero() =>
			{
				reached.note(PledgeLost);
			},
			PoolEvent::Settled { pool, .. } => {
				let Some((_, had)) = self.voters.remove(pool) else { return };
				let mut kept = false;
				for (who, ballot) in Ballots::<Runtime>::iter_prefix(pool) {
					check_stake(&had, &who, ballot.vote.stake, ballot.vote.stake.era);
					kept = true;
				}
				if kept {
					reached.note(BallotsKept);
				}
			},
			_ => (),
		}
	}

	/// Checks that nobody votes on governance with more than it had when the pool was opened. No
	/// directive that failed may have left anything.
	pub fn check(&self) {
		for (pool, (domain, had)) in &self.voters {
			let era = Reputation::era(*domain);
			for (who, vote) in Votes::<Runtime>::iter_prefix(pool) {
				check_stake(had, &who, vote.stake, era);
			}
		}
		assert!(!unhashed::exists(HALF_DONE), "half of a call is done");
	}
}

fn check_stake(had: &BTreeMap<AccountId, Shares>, who: &AccountId, stake: Shares, era: u32) {
	let most = had.get(who).map_or(0, |had| had.in_era(era));
	let staked = stake.in_era(era);
	assert!(staked <= most, "{who} had {most} when the pool was opened and votes with {staked}");
}

/// Returns the error of a call that fails half way.
fn failure() -> DispatchError {
	pallet_scheduler::Error::<Runtime>::NotFound.into()
}
