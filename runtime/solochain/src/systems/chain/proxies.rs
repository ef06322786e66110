//! Types of proxies, and the calls that each may make in an account's name.
//!
//! A limited type admits the calls that are named here, and no others. So nobody's proxy may make a
//! call that an SDK release or a new pallet brings, until it is added. `docs/proxies.md` lists what
//! each type admits.
//!
//! A filter sees one call at a time, and not its sender. It never looks into a batch: the calls in
//! it meet the filter when they are made. So its cost is constant, however large a batch is.

use crate::*;
use frame_support::traits::InstanceFilter;
use pallet_staking::RewardDestination;

/// The calls that a proxy may make in an account's name.
#[derive(
	Copy,
	Clone,
	Eq,
	PartialEq,
	Ord,
	PartialOrd,
	Default,
	Debug,
	codec::Encode,
	codec::Decode,
	codec::DecodeWithMemTracking,
	codec::MaxEncodedLen,
	scale_info::TypeInfo,
)]
pub enum ProxyType {
	/// Everything.
	#[default]
	Any,
	/// Staking, an expert's work and notes: nothing that sends tokens to another account, or names
	/// another for rewards. No session keys: a thief's would get the account slashed.
	NonTransfer,
	/// Staking, with rewards that the account keeps. No session keys.
	Staking,
	/// Rejecting announced calls of other proxies.
	CancelProxy,
	/// An expert's and voter's daily calls: offers, evidence, posts of its own, votes. None has a
	/// fee of its own.
	Expert,
	/// Announcing and removing session keys.
	SessionKeys,
}

/// Returns true for a call that makes other calls, each of which meets the same filter. So does the
/// call in `as_derivative`, which changes the account and nothing else. A multisig's call would
/// meet no filter.
fn is_bundle(call: &RuntimeCall) -> bool {
	use pallet_utility::Call;
	matches!(
		call,
		RuntimeCall::Utility(
			Call::batch { .. }
				| Call::batch_all { .. }
				| Call::force_batch { .. }
				| Call::if_else { .. }
				| Call::as_derivative { .. }
		)
	)
}

/// Returns true for a call that only notes something, at most for a deposit.
fn is_note(call: &RuntimeCall) -> bool {
	use frame_system::Call as System;
	use pallet_preimage::Call as Preimage;
	matches!(
		call,
		RuntimeCall::System(System::remark { .. } | System::remark_with_event { .. })
			| RuntimeCall::Preimage(
				Preimage::note_preimage { .. } | Preimage::unnote_preimage { .. }
			)
	)
}

/// Returns true for a call of staking, or of the list of voters, by which rewards go where they
/// went. A first bond pays them to the stash.
fn is_staking(call: &RuntimeCall) -> bool {
	use pallet_bags_list::Call as VoterList;
	use pallet_staking::Call as Staking;
	matches!(
		call,
		RuntimeCall::Staking(
			Staking::bond { payee: RewardDestination::Staked | RewardDestination::Stash, .. }
				| Staking::bond_extra { .. }
				| Staking::unbond { .. }
				| Staking::withdraw_unbonded { .. }
				| Staking::rebond { .. }
				| Staking::validate { .. }
				| Staking::nominate { .. }
				| Staking::chill { .. }
				| Staking::kick { .. }
				| Staking::payout_stakers { .. }
				| Staking::payout_stakers_by_page { .. }
		) | RuntimeCall::VoterList(
			VoterList::rebag { .. }
				| VoterList::put_in_front_of { .. }
				| VoterList::put_in_front_of_other { .. }
		)
	)
}

/// Returns true for a call that announces or removes session keys.
fn is_session_keys(call: &RuntimeCall) -> bool {
	use pallet_session::Call;
	matches!(call, RuntimeCall::Session(Call::set_keys { .. } | Call::purge_keys { .. }))
}

/// Returns true for a call that rejects what another proxy has announced.
fn is_rejection(call: &RuntimeCall) -> bool {
	use pallet_proxy::Call;
	matches!(call, RuntimeCall::Proxy(Call::reject_announcement { .. }))
}

/// Returns true for a call of an expert's work. It may hold deposits and stake REP, and pays no fee
/// to anyone.
fn is_expert_work(call: &RuntimeCall) -> bool {
	is_offer(call) || is_job(call) || is_vote(call) || is_own_post(call)
}

/// Returns true for a call about offers, which stake the account's own REP.
fn is_offer(call: &RuntimeCall) -> bool {
	use pallet_availability::Call;
	matches!(
		call,
		RuntimeCall::Availability(
			Call::offer { .. }
				| Call::top_up { .. }
				| Call::extend { .. }
				| Call::withdraw { .. }
				| Call::prune { .. }
				| Call::lower { .. }
				| Call::pause { .. }
				| Call::resume { .. }
				| Call::set_max_jobs { .. }
		)
	)
}

/// Returns true for a call by which an expert does a job. The fee and the authorship of the
/// evidence are the expert's, whoever calls.
fn is_job(call: &RuntimeCall) -> bool {
	use pallet_business::Call;
	matches!(
		call,
		RuntimeCall::Business(Call::submit { .. } | Call::decline { .. } | Call::poke { .. })
	)
}

/// Returns true for a call by which an account votes, or gets what its REP has earned. Opening a
/// pool is none: it has a fee.
fn is_vote(call: &RuntimeCall) -> bool {
	use pallet_reputation::Call as Reputation;
	use pallet_validation_pool::Call as Pool;
	matches!(
		call,
		RuntimeCall::ValidationPool(
			Pool::stake { .. } | Pool::commit { .. } | Pool::reveal { .. } | Pool::settle { .. }
		) | RuntimeCall::Reputation(Reputation::claim_dividends { .. })
	)
}

/// Returns true for a call about posts of the sender alone. A post that names authors could name
/// others, to whom its REP would go; one that names none is its sender's.
fn is_own_post(call: &RuntimeCall) -> bool {
	use pallet_forum::Call;
	match call {
		RuntimeCall::Forum(Call::post { authors, .. }) => authors.is_empty(),
		RuntimeCall::Forum(Call::propagate { .. } | Call::remove { .. }) => true,
		_ => false,
	}
}

impl InstanceFilter<RuntimeCall> for ProxyType {
	fn filter(&self, call: &RuntimeCall) -> bool {
		match self {
			Self::Any => true,
			Self::NonTransfer => {
				is_bundle(call)
					|| is_note(call)
					|| is_staking(call)
					|| is_rejection(call)
					|| is_expert_work(call)
			},
			Self::Staking => is_bundle(call) || is_staking(call),
			Self::CancelProxy => is_bundle(call) || is_rejection(call),
			Self::Expert => is_bundle(call) || is_expert_work(call),
			Self::SessionKeys => is_bundle(call) || is_session_keys(call),
		}
	}

	fn is_superset(&self, other: &Self) -> bool {
		match (self, other) {
			(Self::Any, _)
			| (Self::NonTransfer, Self::Staking | Self::CancelProxy | Self::Expert) => true,
			(
				Self::NonTransfer
				| Self::Staking
				| Self::CancelProxy
				| Self::Expert
				| Self::SessionKeys,
				theirs,
			) => self == theirs,
		}
	}
}
