//! Pools on evidence, whose verdicts a test chooses.

use crate::{domains::MockDomains, get, kill, posts::MockPosts, put, AccountId, BlockNumber};
use codec::{Decode, Encode};
use core::marker::PhantomData;
use frame_support::{storage::with_storage_layer, traits::Get, weights::Weight};
use sp_runtime::{DispatchError, DispatchResult, Permill};
use witan_experts::{
	domain::InspectDomains,
	forum::Posts,
	ids::{DomainId, PoolId, PostId},
	ledger::{StakeEnd, StakeReputation},
	pool::{Decision, JobPool, OnPoolOutcome, PoolParams, ValidationPools, Verdict},
	shares::{Ppm, Shares, MILLION},
};
use witan_primitives::Balance;

/// A pool that was opened.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub struct Opened {
	/// Account in whose name it was opened.
	pub opener: AccountId,
	/// The evidence.
	pub post: PostId,
	/// The domain of the evidence.
	pub domain: DomainId,
	/// Parameters of its vote.
	pub params: PoolParams<BlockNumber>,
	/// Fee that the customer pays if it passes.
	pub fee: Balance,
	/// Expert who did the job.
	pub worker: AccountId,
	/// The worker's stake, held with the mock's reason.
	pub stake: Shares,
	/// The pool that it repeats.
	pub repeats: Option<PoolId>,
}

/// Pools that decide when a test says so, and tell `Listener`. The workers' stakes are held in
/// `Ledger` with `Reason`.
pub struct MockPools<Ledger, Reason, Listener>(PhantomData<(Ledger, Reason, Listener)>);

impl<Ledger, Reason, Listener> MockPools<Ledger, Reason, Listener> {
	/// Returns every pool that was opened; the index is its id.
	pub fn opened() -> Vec<Opened> {
		get("pools", ()).unwrap_or_default()
	}

	/// Makes [`ValidationPools::decide`] decide the pool from now on.
	pub fn make_due(pool: PoolId, verdict: Verdict) {
		put("pools-due", pool, verdict);
	}

	/// Makes [`ValidationPools::reopen`] fail from now on.
	pub fn refuse_to_reopen() {
		put("pools-refuse", (), true);
	}

	/// Makes [`ValidationPools::open_for_job`] fail from now on, or work again.
	pub fn refuse_to_open(refuse: bool) {
		put("pools-refuse-to-open", (), refuse);
	}

	/// Brings a pool to the moment in which it tells its verdict, without telling it.
	pub fn begin_telling(pool: PoolId, verdict: Verdict) {
		put("pools-outcome", (), (pool, verdict));
	}

	/// Sets the part of a job's fee that the domain is paid although the evidence did not pass.
	pub fn leave_of_fees(share: Ppm) {
		put("pools-fee-share", (), share);
	}

	/// Returns true if the pool has decided.
	pub fn is_decided(pool: PoolId) -> bool {
		get("pools-decided", pool).unwrap_or_default()
	}

	fn find(pool: PoolId) -> Result<Opened, DispatchError> {
		usize::try_from(pool)
			.ok()
			.and_then(|index| Self::opened().get(index).cloned())
			.ok_or(DispatchError::Other("no such pool"))
	}

	fn push(opened: Opened) -> PoolId {
		let mut pools = Self::opened();
		pools.push(opened);
		put("pools", (), &pools);
		pools.len() as PoolId - 1
	}
}

impl<Ledger, Reason, Listener> MockPools<Ledger, Reason, Listener>
where
	Ledger: StakeReputation<AccountId>,
	Reason: Get<Ledger::Reason>,
	Listener: OnPoolOutcome,
{
	/// Decides a pool in which only the worker voted: tells `Listener`, then ends the worker's
	/// stake, of which `binding` is burned if the pool rejected.
	pub fn announce(pool: PoolId, verdict: Verdict) {
		let opened = Self::find(pool).expect("a pool that was opened");
		assert!(!Self::is_decided(pool), "a pool decides once");
		put("pools-decided", pool, true);
		Self::begin_telling(pool, verdict);
		Listener::on_pool_outcome(&Decision {
			pool,
			post: opened.post,
			domain: opened.domain,
			verdict,
			tier: None,
			ayes: opened.stake,
			nays: Shares::zero(),
			base: Ledger::supply(opened.domain),
			voters: 1,
			fee_share: match verdict {
				Verdict::Passed => MILLION,
				Verdict::Rejected | Verdict::NotQuorate => {
					get("pools-fee-share", ()).unwrap_or_default()
				},
			},
		});
		kill("pools-outcome", ());
		if Self::opened().iter().any(|later| later.repeats == Some(pool)) {
			return;
		}
		let binding = if verdict == Verdict::Rejected { opened.params.binding } else { 0 };
		let stake = opened.stake.carried_to(Ledger::era(opened.domain));
		let burned = Permill::from_parts(binding).mul_ceil(stake.value);
		let end = StakeEnd { burned: Shares::new(burned, stake.era), minted: Shares::zero() };
		Ledger::end_stake(opened.domain, &opened.worker, &Reason::get(), stake, end)
			.expect("a pool has its worker's stake");
	}
}

impl<Ledger, Reason, Listener> ValidationPools<AccountId, BlockNumber>
	for MockPools<Ledger, Reason, Listener>
where
	Ledger: StakeReputation<AccountId>,
	Reason: Get<Ledger::Reason>,
	Listener: OnPoolOutcome,
{
	type Reason = Ledger::Reason;

	fn check_params(domain: DomainId, params: &PoolParams<BlockNumber>) -> DispatchResult {
		let bounds =
			MockDomains::parameters(domain).ok_or(DispatchError::Other("no such domain"))?.pool;
		if (bounds.min_duration..=bounds.max_duration).contains(&params.duration) {
			Ok(())
		} else {
			Err(DispatchError::Other("duration out of bounds"))
		}
	}

	fn open_for_job(
		pool: JobPool<AccountId, BlockNumber, Self::Reason>,
	) -> Result<PoolId, DispatchError> {
		let JobPool { opener, post, params, fee, worker, stake, reason } = pool;
		if get("pools-refuse-to-open", ()).unwrap_or_default() {
			return Err(DispatchError::Other("no pool"));
		}
		let domain = MockPosts::domain(&post).ok_or(DispatchError::Other("no such post"))?;
		let stake = Ledger::move_stake(domain, &worker, &reason, stake, &Reason::get())?;
		let repeats = None;
		Ok(Self::push(Opened { opener, post, domain, params, fee, worker, stake, repeats }))
	}

	fn reopen(pool: PoolId, duration: BlockNumber) -> Result<PoolId, DispatchError> {
		if get("pools-outcome", ()) != Some((pool, Verdict::NotQuorate)) {
			return Err(DispatchError::Other("not while its outcome is told"));
		}
		if get("pools-refuse", ()).unwrap_or_default() {
			return Err(DispatchError::Other("no"));
		}
		let mut opened = Self::find(pool)?;
		opened.params.duration = duration;
		opened.repeats = Some(pool);
		Ok(Self::push(opened))
	}

	fn decide(pool: PoolId) -> DispatchResult {
		let Some(verdict) = get("pools-due", pool) else {
			return Err(DispatchError::Other("not due"));
		};
		with_storage_layer(|| {
			Self::announce(pool, verdict);
			Ok(())
		})
	}

	fn decide_weight() -> Weight {
		Weight::from_parts(200_000_000, 20_000)
	}
}
