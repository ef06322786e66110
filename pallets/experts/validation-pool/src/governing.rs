//! Opening pools for governance.

use crate::{
	opening::{FeeTerms, NewPool},
	outcome, schedule, tiers, Config, Error, GovernanceOpenings, GovernancePools, HoldReason,
	Pallet, Sponsor, Standings, WeightInfo,
};
use frame_support::{
	dispatch::{DispatchErrorWithPostInfo, WithPostDispatchInfo},
	ensure,
	traits::{fungible::MutateHold, Get},
	weights::Weight,
};
use frame_system::pallet_prelude::BlockNumberFor;
use sp_runtime::{traits::Saturating, DispatchResult};
use tiers::{Cancels, Governance};
use witan_experts::{
	domain::DomainParameters,
	forum::Posts,
	ids::{DomainId, PostId},
	ledger::{InspectReputation, SnapshotReputation},
	pool::{InspectMotions, Motion, PoolParams, Secrecy, Tier},
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
		let used = Self::open_for_governance_weight();
		Self::open_for_governance(who, post, params, fee)
			.map_err(|error| error.with_weight(used))?;
		Ok(used)
	}

	/// Returns the weight of opening a pool for governance.
	pub(crate) fn open_for_governance_weight() -> Weight {
		T::WeightInfo::open_for_governance().saturating_add(T::Motions::weight())
	}

	fn open_for_governance(
		who: T::AccountId,
		post: PostId,
		params: PoolParams<BlockNumberFor<T>>,
		fee: Balance,
	) -> DispatchResult {
		let (domain, parameters) = Self::post_domain(&post)?;
		ensure!(params.secrecy == Secrecy::Open, Error::<T>::SidesMustBeOpen);
		ensure!(fee == 0, Error::<T>::FeeInGovernance);
		// A domain without REP has nobody to govern it: its founder's decision does not.
		let supply = T::Reputation::supply(domain);
		ensure!(!supply.is_zero(), Error::<T>::GovernanceNeedsReputation);
		ensure!(!T::Motions::is_ratified(&post), Error::<T>::AlreadyRatified);
		Self::check_opener(&who, &post)?;
		let motion = T::Motions::motion(domain, &post);
		let durations = tiers::durations(&motion, &parameters);
		ensure!(durations.contains(&params.duration), Error::<T>::DurationOutOfBounds);
		Self::check_time_to_cancel(&motion, params.duration)?;
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
		pool.schedule.verdict = outcome::verdict(&pool.rules(), &count, None);
		let (id, _) = Self::insert_pool(pool)?;
		GovernancePools::<T>::insert(post, id);
		Ok(())
	}

	/// Checks that an account may open a pool for governance on a post: its authors may, while no
	/// other is open.
	///
	/// Who has only published the post may not. Else a stranger would copy a text before it is in a
	/// block, open the vote, and choose how long it lasts.
	fn check_opener(who: &T::AccountId, post: &PostId) -> DispatchResult {
		let authors = T::Posts::authors(post).unwrap_or_default();
		ensure!(authors.iter().any(|(author, _)| author == who), Error::<T>::NotTheAuthor);
		ensure!(!GovernancePools::<T>::contains_key(post), Error::<T>::AlreadyOpen);
		Ok(())
	}

	/// Checks that a vote on cancelling is decided before the directive is due, which takes effect
	/// at the beginning of its block.
	fn check_time_to_cancel(motion: &MotionOf<T>, duration: BlockNumberFor<T>) -> DispatchResult {
		let Some(waiting) = motion.cancels else { return Ok(()) };
		let now = frame_system::Pallet::<T>::block_number();
		let decided_by = now.saturating_add(schedule::blocks_to_decide(duration));
		ensure!(decided_by <= waiting.due, Error::<T>::TooLateToCancel);
		Ok(())
	}

	/// Returns the deposit of a pool that is opened now.
	///
	/// It doubles with every fourth opening of the last days, as many as the shortest vote has, or
	/// with each vote that is open on cancelling the same directive.
	pub(crate) fn governance_deposit(
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
}
