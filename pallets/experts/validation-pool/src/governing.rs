//! Opening pools for governance.

use crate::{
	opening::{FeeTerms, NewPool},
	outcome, tiers, Config, Error, GovernanceOpenings, GovernancePools, HoldReason, MotionInfo,
	Pallet, PoolOf, Pools, Sponsor, Standings, WeightInfo,
};
use frame_support::{
	dispatch::{DispatchErrorWithPostInfo, WithPostDispatchInfo},
	ensure,
	traits::{fungible::MutateHold, Get},
	weights::Weight,
};
use frame_system::pallet_prelude::BlockNumberFor;
use sp_runtime::{traits::Saturating, DispatchError, DispatchResult};
use tiers::{Cancels, Governance};
use witan_experts::{
	domain::DomainParameters,
	forum::Posts,
	ids::{DomainId, PoolId, PostId},
	ledger::{InspectReputation, SnapshotReputation},
	pool::{InspectMotions, Motion, PoolParams, Secrecy, Tier, Verdict},
};
use witan_primitives::Balance;

type MotionOf<T> = Motion<BlockNumberFor<T>>;

impl<T: Config> Pallet<T> {
	/// Opens a pool for governance. Returns the weight used.
	pub(crate) fn do_open_for_governance(
		who: T::AccountId,
		post: PostId,
		params: PoolParams<BlockNumberFor<T>>,
		fee: Balance,
	) -> Result<Weight, DispatchErrorWithPostInfo> {
		let base = T::WeightInfo::open_for_governance().saturating_add(T::Motions::weight());
		let most = base.saturating_add(Self::decision_weight());
		let replaced = Self::open_for_governance(who, post, params, fee)
			.map_err(|error| error.with_weight(most))?;
		Ok(if replaced { most } else { base })
	}

	/// Opens a pool for governance. Returns true if it has replaced another one.
	fn open_for_governance(
		who: T::AccountId,
		post: PostId,
		params: PoolParams<BlockNumberFor<T>>,
		fee: Balance,
	) -> Result<bool, DispatchError> {
		let (domain, parameters) = Self::post_domain(&post)?;
		ensure!(params.secrecy == Secrecy::Open, Error::<T>::SidesMustBeOpen);
		ensure!(fee == 0, Error::<T>::FeeInGovernance);
		// A domain without REP has nobody to govern it: its founder's decision does not.
		let supply = T::Reputation::supply(domain);
		ensure!(!supply.is_zero(), Error::<T>::GovernanceNeedsReputation);
		ensure!(!T::Motions::is_ratified(&post), Error::<T>::AlreadyRatified);
		let replaced = Self::check_opener(&who, &post)?;
		let motion = T::Motions::motion(domain, &post);
		let durations = tiers::durations(&motion, &parameters);
		ensure!(durations.contains(&params.duration), Error::<T>::DurationOutOfBounds);
		Self::check_time_to_cancel(&motion, params.duration)?;
		let is_replacing = replaced.is_some();
		if let Some((id, pool)) = replaced {
			let counted = Self::count_of(&pool);
			Self::decide_as(id, pool, counted, Verdict::NotQuorate, false);
		}
		let deposit = Self::governance_deposit(domain, &motion, &parameters);
		let governance = Governance {
			tier: motion.tier,
			snapshot: T::Reputation::snapshot(domain)?,
			cancels: motion
				.cancels
				.map(|waiting| Cancels { ratified_by: waiting.pool, ..Default::default() }),
		};
		let new = NewPool::<T> {
			opener: who.clone(),
			post,
			domain,
			params: tiers::params(&motion, &parameters, params.duration),
			terms: FeeTerms { fee: 0, mint: 0, author_share: parameters.author_share },
			sponsor: Sponsor::Opener { deposit },
			governance: Some(governance),
			parameters,
		};
		T::Currency::hold(&HoldReason::Deposit.into(), &who, deposit)?;
		match motion.cancels {
			Some(waiting) => Self::begin_cancelling(&waiting),
			None if motion.tier != Tier::Undo => Self::note_opening(domain),
			None => {},
		}
		let mut pool = new.open_now();
		// What stands for a directive may reject cancelling it before anyone has voted.
		let count = Self::count_of(&pool).count;
		pool.schedule.standing = outcome::verdict(&pool.rules(), &count, None);
		let (id, _) = Self::insert_pool(pool)?;
		GovernancePools::<T>::insert(post, id);
		Ok(is_replacing)
	}

	/// Checks that an account may open a pool for governance on a post: its poster and its authors
	/// may, while no other is open. Returns the pool that an author replaces: one of a poster who
	/// is no author, in which nobody has voted.
	fn check_opener(
		who: &T::AccountId,
		post: &PostId,
	) -> Result<Option<(PoolId, PoolOf<T>)>, DispatchError> {
		let authors = T::Posts::authors(post).unwrap_or_default();
		let is_author =
			|account: &T::AccountId| authors.iter().any(|(author, _)| author == account);
		let may_open = is_author(who) || T::Posts::poster(post).as_ref() == Some(who);
		ensure!(may_open, Error::<T>::NotTheAuthor);
		let open = GovernancePools::<T>::get(post);
		let Some((id, pool)) = open.and_then(|id| Pools::<T>::get(id).map(|pool| (id, pool)))
		else {
			return Ok(None);
		};
		let yields = is_author(who) && !is_author(&pool.opener) && pool.voters == 0;
		ensure!(yields, Error::<T>::AlreadyOpen);
		Ok(Some((id, pool)))
	}

	/// Checks that a vote on cancelling, extended as far as it can be, ends before the directive is
	/// due.
	fn check_time_to_cancel(motion: &MotionOf<T>, duration: BlockNumberFor<T>) -> DispatchResult {
		let Some(waiting) = motion.cancels else { return Ok(()) };
		let now = frame_system::Pallet::<T>::block_number();
		let ends_by = now.saturating_add(duration).saturating_add(duration);
		ensure!(ends_by <= waiting.due, Error::<T>::TooLateToCancel);
		Ok(())
	}

	/// Returns the deposit of a pool that is opened now.
	///
	/// It doubles with every fourth opening of the last days, as many as the shortest vote has, or
	/// with each vote that is open on cancelling the same directive.
	fn governance_deposit(
		domain: DomainId,
		motion: &MotionOf<T>,
		parameters: &DomainParameters<BlockNumberFor<T>>,
	) -> Balance {
		let least = T::GovernanceDeposit::get();
		let open = match (motion.tier, motion.cancels) {
			(Tier::Parameter | Tier::Root, _) => {
				Self::recent_openings(domain, parameters.governance.duration)
					.checked_div(tiers::DEPOSIT_STEP)
					.unwrap_or_default()
			},
			(Tier::Cancel, Some(waiting)) => {
				Standings::<T>::get(waiting.pool).map_or(0, |standing| standing.open)
			},
			(Tier::Cancel, None) | (Tier::Undo, _) => 0,
		};
		tiers::doubled(least, open)
	}

	/// Returns the number of pools of the tiers `Parameter` and `Root` that were opened in a domain
	/// during the last `blocks`, of those that are counted.
	fn recent_openings(domain: DomainId, blocks: BlockNumberFor<T>) -> u32 {
		let now = frame_system::Pallet::<T>::block_number();
		let openings = GovernanceOpenings::<T>::get(domain);
		let recent = openings.iter().filter(|at| at.saturating_add(blocks) > now).count();
		u32::try_from(recent).unwrap_or(u32::MAX)
	}

	/// Notes the opening of a pool of the tier `Parameter` or `Root`.
	fn note_opening(domain: DomainId) {
		let now = frame_system::Pallet::<T>::block_number();
		GovernanceOpenings::<T>::mutate(domain, |openings| {
			if openings.is_full() {
				openings.remove(0);
			}
			if openings.try_push(now).is_err() {
				frame_support::defensive!("a full list has lost its first entry");
			}
		});
	}

	pub(crate) fn motion_info(post: PostId) -> Option<MotionInfo<BlockNumberFor<T>>> {
		let (domain, parameters) = Self::post_domain(&post).ok()?;
		let motion = T::Motions::motion(domain, &post);
		let durations = tiers::durations(&motion, &parameters);
		Some(MotionInfo {
			tier: motion.tier,
			shortest: tiers::params(&motion, &parameters, *durations.start()),
			longest: tiers::params(&motion, &parameters, *durations.end()),
			deposit: Self::governance_deposit(domain, &motion, &parameters),
			cancels: motion.cancels.map(|waiting| waiting.pool),
			due: motion.cancels.map(|waiting| waiting.due),
			open: GovernancePools::<T>::get(post),
		})
	}
}
