//! Opening pools: for a sponsor, on a job, and again.

use crate::{
	outcome::mint_of_fee,
	schedule::Schedule,
	tiers::{Governance, PLEDGE_LOSS},
	Agenda, AgendaCursor, Choice, Config, Error, Event, HoldReason, NextPool, Pallet, Pool, PoolOf,
	PoolState, Pools, Settlements, Sponsor, Tally, Vote, Votes, WeightInfo, MAX_MINT,
};
use frame_support::{
	dispatch::{DispatchErrorWithPostInfo, WithPostDispatchInfo},
	ensure,
	traits::{fungible::MutateHold, Get},
	weights::Weight,
};
use frame_system::pallet_prelude::BlockNumberFor;
use sp_runtime::{
	traits::{CheckedDiv, One, Saturating, Zero},
	ArithmeticError, DispatchError, DispatchResult,
};
use witan_experts::{
	agenda,
	domain::{DomainParameters, InspectDomains},
	forum::Posts,
	ids::{DomainId, PoolId, PostId},
	ledger::{InspectReputation, StakeEnd, StakeReputation},
	pool::{JobPool, PoolParams, Secrecy, Side, Verdict},
	shares::{Ppm, Shares, MILLION},
};
use witan_primitives::Balance;

type JobPoolOf<T> = JobPool<
	<T as frame_system::Config>::AccountId,
	BlockNumberFor<T>,
	<T as Config>::RuntimeHoldReason,
>;

/// The fee of a new pool, and what it mints.
pub(crate) struct FeeTerms {
	/// The price of the vote, in units of a token.
	pub fee: Balance,
	/// REP minted against the fee.
	pub mint: Balance,
	/// The part of `mint` that goes to the post.
	pub author_share: Ppm,
}

/// The facts that make a new pool.
pub(crate) struct NewPool<T: Config> {
	pub opener: T::AccountId,
	pub post: PostId,
	pub domain: DomainId,
	pub params: PoolParams<BlockNumberFor<T>>,
	pub terms: FeeTerms,
	pub sponsor: Sponsor<T::AccountId>,
	/// The rules of a pool for governance.
	pub governance: Option<Governance>,
	/// The parameters of the domain.
	pub parameters: DomainParameters<BlockNumberFor<T>>,
}

impl<T: Config> NewPool<T> {
	/// Returns the pool without stakes, opened at the current block.
	pub fn open_now(self) -> PoolOf<T> {
		let Self { opener, post, domain, params, terms, sponsor, governance, parameters } = self;
		let FeeTerms { fee, mint, author_share } = terms;
		let reveal_period = match params.secrecy {
			Secrecy::Open => None,
			Secrecy::CommitReveal { reveal_period } => Some(reveal_period),
		};
		let now = frame_system::Pallet::<T>::block_number();
		// A vote for governance may always double: its duration leaves room for that.
		let longest = match governance {
			None => parameters.pool.max_duration,
			Some(_) => params.duration.saturating_add(params.duration),
		};
		let schedule = Schedule::new(now, params.duration, reveal_period, longest);
		let aside = match &sponsor {
			Sponsor::Opener { .. } => Shares::zero(),
			Sponsor::Work { worker, .. } => T::Reputation::total(domain, worker),
		};
		Pool {
			opener,
			post,
			domain,
			params,
			fee,
			mint,
			author_share,
			least_binding: match governance {
				None => parameters.pool.min_binding,
				Some(_) => PLEDGE_LOSS,
			},
			rejection_quorum: match governance {
				None => params.quorum,
				Some(_) => parameters.governance.quorum,
			},
			sponsor,
			governance,
			opening_supply: T::Reputation::supply(domain),
			aside,
			bond: Shares::zero(),
			tally: Tally { era: T::Reputation::era(domain), ..Tally::default() },
			voters: 0,
			listed_at: schedule.decides_at,
			schedule,
			state: PoolState::Voting,
		}
	}
}

impl<T: Config> Pallet<T> {
	/// Opens a sponsor's pool. While its domain has no REP, opening it is its founder's decision.
	/// Returns the weight used.
	pub(crate) fn do_open(
		who: T::AccountId,
		post: PostId,
		params: PoolParams<BlockNumberFor<T>>,
		fee: Balance,
	) -> Result<Weight, DispatchErrorWithPostInfo> {
		if params.governance {
			return Self::do_open_for_governance(who, post, params, fee);
		}
		let base = T::WeightInfo::open();
		let (id, pool) = Self::open_for_sponsor(who, post, params, fee)
			.map_err(|error| error.with_weight(base))?;
		if !T::Reputation::supply(pool.domain).is_zero() {
			return Ok(base);
		}
		Self::decide_now(id, pool, Some(Side::Aye));
		Ok(base.saturating_add(Self::founder_decision_weight()))
	}

	/// Opens a sponsor's pool that is not for governance, without deciding it.
	pub(crate) fn open_for_sponsor(
		who: T::AccountId,
		post: PostId,
		params: PoolParams<BlockNumberFor<T>>,
		fee: Balance,
	) -> Result<(PoolId, PoolOf<T>), DispatchError> {
		let (domain, parameters) = Self::post_domain(&post)?;
		Self::check_params_of(&parameters, &params)?;
		let supply = T::Reputation::supply(domain);
		let founder = || T::Domains::founder(domain);
		ensure!(!supply.is_zero() || founder().as_ref() == Some(&who), Error::<T>::NotFounder);
		let deposit = T::PoolDeposit::get();
		let new = NewPool::<T> {
			opener: who.clone(),
			post,
			domain,
			params,
			terms: Self::terms_of(domain, fee, &parameters)?,
			sponsor: Sponsor::Opener { deposit },
			governance: None,
			parameters,
		};
		for (reason, amount) in [(HoldReason::Deposit, deposit), (HoldReason::Fee, fee)] {
			if !amount.is_zero() {
				T::Currency::hold(&reason.into(), &who, amount)?;
			}
		}
		Self::insert_pool(new.open_now())
	}

	/// Opens a job pool. See `ValidationPools::open_for_job`.
	pub(crate) fn do_open_for_job(job: JobPoolOf<T>) -> Result<PoolId, DispatchError> {
		let JobPool { opener, post, params, fee, worker, stake, reason } = job;
		let (domain, parameters) = Self::post_domain(&post)?;
		Self::check_ratios(&params)?;
		ensure!(!params.governance, Error::<T>::NotForGovernance);
		let new = NewPool::<T> {
			opener,
			post,
			domain,
			params,
			terms: Self::terms_of(domain, fee, &parameters)?,
			sponsor: Sponsor::Work {
				worker: worker.clone(),
				rejected_share: parameters.work.rejected_share,
				reopened: false,
			},
			governance: None,
			parameters,
		};
		// A small stake may have decayed to nothing since it was made.
		let nothing = stake.in_era(T::Reputation::era(domain)) == 0;
		let pool = new.open_now();
		let first = if nothing {
			T::Reputation::end_stake(domain, &worker, &reason, stake, StakeEnd::default())?;
			None
		} else {
			let to = HoldReason::Pool.into();
			let stake = T::Reputation::move_stake(domain, &worker, &reason, stake, &to)?;
			Some(Vote { stake, choice: Choice::Open(Side::Aye) })
		};
		Self::insert_job_pool(pool, worker, first)
	}

	/// Opens a pool in place of one that ended undecided. See `ValidationPools::reopen`.
	pub(crate) fn do_reopen(
		from: PoolId,
		duration: BlockNumberFor<T>,
	) -> Result<PoolId, DispatchError> {
		let old = Pools::<T>::get(from).ok_or(Error::<T>::UnknownPool)?;
		let worker = old.worker().cloned().ok_or(Error::<T>::NotReopenable)?;
		let mut settlement = Settlements::<T>::get(from).ok_or(Error::<T>::NotReopenable)?;
		ensure!(settlement.outcome.verdict == Verdict::NotQuorate, Error::<T>::NotReopenable);
		let parameters = T::Domains::parameters(old.domain).ok_or(Error::<T>::UnknownDomain)?;
		let sponsor = match old.sponsor {
			Sponsor::Work { worker, rejected_share, .. } => {
				Sponsor::Work { worker, rejected_share, reopened: true }
			},
			Sponsor::Opener { .. } => return Err(Error::<T>::NotReopenable.into()),
		};
		let half = parameters.pool.max_duration.checked_div(&2u32.into()).unwrap_or_default();
		let duration = duration.min(half).max(One::one());
		let params = PoolParams { duration, ..old.params };
		let new = NewPool::<T> {
			opener: old.opener,
			post: old.post,
			domain: old.domain,
			params,
			terms: FeeTerms { fee: old.fee, mint: old.mint, author_share: old.author_share },
			sponsor,
			governance: None,
			parameters,
		};
		let first =
			Votes::<T>::get(from, &worker).filter(|vote| vote.choice == Choice::Open(Side::Aye));
		if first.is_some() {
			Votes::<T>::remove(from, &worker);
			settlement.unsettled =
				settlement.unsettled.checked_sub(1).ok_or(ArithmeticError::Underflow)?;
			Settlements::<T>::insert(from, settlement);
		}
		let to = Self::insert_job_pool(new.open_now(), worker, first)?;
		Self::deposit_event(Event::Reopened { from, to });
		Ok(to)
	}

	/// Checks parameters against the bounds of a domain.
	pub(crate) fn do_check_params(
		domain: DomainId,
		params: &PoolParams<BlockNumberFor<T>>,
	) -> DispatchResult {
		ensure!(!params.governance, Error::<T>::NotForGovernance);
		let parameters = T::Domains::parameters(domain).ok_or(Error::<T>::UnknownDomain)?;
		Self::check_params_of(&parameters, params)
	}

	fn check_params_of(
		parameters: &DomainParameters<BlockNumberFor<T>>,
		params: &PoolParams<BlockNumberFor<T>>,
	) -> DispatchResult {
		let bounds = parameters.pool;
		let within = |blocks: BlockNumberFor<T>| {
			!blocks.is_zero() && blocks >= bounds.min_duration && blocks <= bounds.max_duration
		};
		Self::check_ratios(params)?;
		ensure!(within(params.duration), Error::<T>::DurationOutOfBounds);
		let quorums = bounds.min_quorum..=bounds.max_quorum;
		ensure!(quorums.contains(&params.quorum), Error::<T>::QuorumOutOfBounds);
		let win_ratios = bounds.min_win_ratio..=bounds.max_win_ratio;
		ensure!(win_ratios.contains(&params.win_ratio), Error::<T>::WinRatioOutOfBounds);
		let bindings = bounds.min_binding..=bounds.max_binding;
		ensure!(bindings.contains(&params.binding), Error::<T>::BindingOutOfBounds);
		if let Secrecy::CommitReveal { reveal_period } = params.secrecy {
			ensure!(within(reveal_period), Error::<T>::RevealPeriodOutOfBounds);
		}
		Ok(())
	}

	fn check_ratios(params: &PoolParams<BlockNumberFor<T>>) -> DispatchResult {
		let ratios = [params.quorum, params.win_ratio, params.binding];
		ensure!(ratios.iter().all(|ratio| *ratio <= MILLION), Error::<T>::RatioOutOfRange);
		Ok(())
	}

	pub(crate) fn post_domain(
		post: &PostId,
	) -> Result<(DomainId, DomainParameters<BlockNumberFor<T>>), DispatchError> {
		let domain = T::Posts::domain(post).ok_or(Error::<T>::UnknownPost)?;
		let parameters = T::Domains::parameters(domain).ok_or(Error::<T>::UnknownDomain)?;
		Ok((domain, parameters))
	}

	/// Returns a fee with what it mints by the domain's parameters.
	fn terms_of(
		domain: DomainId,
		fee: Balance,
		parameters: &DomainParameters<BlockNumberFor<T>>,
	) -> Result<FeeTerms, DispatchError> {
		let mint = mint_of_fee(fee, parameters.minting_ratio)
			.filter(|mint| *mint <= MAX_MINT && T::Reputation::to_shares(domain, *mint).is_ok())
			.ok_or(Error::<T>::FeeTooHigh)?;
		Ok(FeeTerms { fee, mint, author_share: parameters.author_share })
	}

	/// Inserts a job pool with the worker's bond. If all REP of the domain is the worker's, nobody
	/// can judge, and the pool is due in the next block. It is not due at once, because the pallet
	/// that opens it must first know its id.
	fn insert_job_pool(
		mut pool: PoolOf<T>,
		worker: T::AccountId,
		first: Option<Vote>,
	) -> Result<PoolId, DispatchError> {
		if let Some(vote) = &first {
			pool.tally = Tally { era: vote.stake.era, ayes: vote.stake.value, ..Tally::default() };
			pool.bond = vote.stake;
			pool.voters = 1;
		}
		let others = pool.opening_supply.saturating_sub(pool.aside);
		if !pool.aside.is_zero() && T::Reputation::to_amount(pool.domain, others) == 0 {
			pool.aside = pool.opening_supply;
			let next = pool.schedule.opened_at.saturating_plus_one();
			pool.schedule.stakes_until = next;
			pool.schedule.decides_at = next;
			pool.schedule.ends_by = next;
			pool.schedule.verdict = Verdict::Passed;
		}
		let (id, _) = Self::insert_pool(pool)?;
		if let Some(vote) = first {
			Votes::<T>::insert(id, &worker, vote);
			let (stake, total) = (vote.stake, vote.stake);
			Self::deposit_event(Event::Staked {
				pool: id,
				who: worker,
				side: Side::Aye,
				stake,
				total,
			});
		}
		Ok(id)
	}

	/// Numbers and stores a pool, pins its post and puts it on the agenda.
	pub(crate) fn insert_pool(mut pool: PoolOf<T>) -> Result<(PoolId, PoolOf<T>), DispatchError> {
		T::Posts::pin(&pool.post)?;
		let id = NextPool::<T>::get();
		NextPool::<T>::put(id.checked_add(1).ok_or(Error::<T>::NoMoreIds)?);
		pool.schedule.decides_at =
			agenda::insert::<_, _, Agenda<T>, AgendaCursor<T>>(pool.schedule.decides_at, id);
		pool.listed_at = pool.schedule.decides_at;
		Pools::<T>::insert(id, &pool);
		Self::deposit_event(Event::Opened {
			pool: id,
			post: pool.post,
			domain: pool.domain,
			opener: pool.opener.clone(),
			worker: pool.worker().cloned(),
			params: pool.params,
			fee: pool.fee,
			mint: pool.mint,
			deposit: match pool.sponsor {
				Sponsor::Opener { deposit } => deposit,
				Sponsor::Work { .. } => 0,
			},
			stakes_until: pool.schedule.stakes_until,
			decides_at: pool.schedule.decides_at,
			tier: pool.governance.map(|governance| governance.tier),
			snapshot: pool.snapshot(),
		});
		Ok((id, pool))
	}
}
