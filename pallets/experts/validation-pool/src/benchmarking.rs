//! Weights of the calls and of the steps that settling takes.
//!
//! Accounts whose REP is touched are as many eras behind as leave something of it, and have a full
//! log of minted REP. The first change in an era also writes the end of the last one. Whoever
//! founds a domain can bring both about: its REP may halve in every block.

use crate::{
	migrations::{old, Cursor, PledgesAndTurns},
	tiers::Cancels,
	Agenda, AgendaCursor, Ballots, Call, Choice, Config, GovernanceOpenings, HoldReason, NextPool,
	Pallet, PoolState, Pools, QueueEnds, Settlements, Standing, StandingPledges, Standings,
	StandingsDue, Vote, VoteEnd, Votes, WeightInfo, IDLE_BLOCKS, IDLE_POOLS,
};
use alloc::vec::Vec;
use frame_benchmarking::v2::*;
use frame_support::{
	traits::{
		fungible::{InspectHold, Mutate},
		Get,
	},
	weights::WeightMeter,
};
use frame_system::{pallet_prelude::BlockNumberFor, Pallet as System, RawOrigin};
use sp_runtime::traits::{One, Saturating, Zero};
use witan_experts::{
	agenda,
	domain::InspectDomains,
	forum::{Posts, MAX_AUTHORS},
	ids::{DomainId, PoolId, PostId},
	ledger::{InspectReputation, MintReputation, SnapshotReputation, StakeReputation},
	pool::{JobPool, PoolParams, Secrecy, Side, ValidationPools, Verdict, Waiting},
	shares::{Shares, MILLION},
};
use witan_primitives::{Balance, WIT};

/// Maker of what the benchmarks need of other pallets.
pub trait BenchmarkHelper<AccountId> {
	/// Returns a domain with a half-life, in which nobody has REP yet and losing stakes may be
	/// lost. Its fees have parts for holders and treasury.
	fn domain() -> DomainId;

	/// Returns a new post of the domain, which can be rewarded, by as many authors as a post may
	/// have.
	fn post(domain: DomainId) -> PostId;

	/// Returns an account to which `amount` of free REP in the domain is minted, with as long a log
	/// of minted REP as there can be. None of the log counts for a pool that is opened later. There
	/// is another account for each `index`.
	fn member(domain: DomainId, index: u32, amount: Balance) -> AccountId;

	/// Pays a dividend in the domain's era.
	fn pay_dividend(domain: DomainId);

	/// Goes to the last block of the domain's era, in which an amount has the most shares.
	fn last_block(domain: DomainId);

	/// Pays a dividend, and goes to the first block of the domain's next era. There nothing has
	/// touched the domain yet.
	fn end_era(domain: DomainId);
}

const FEE: Balance = 1_000 * WIT;
/// Shares of a member: worth something for [`ERAS_WORTH`] eras, in a body that has room for seven
/// times as many.
const OLD: u128 = 1 << 93;
/// The most eras after which something is left of an account's shares. All of a body's are below
/// 2^96, and lose 16 bits with each.
const ERAS_WORTH: u32 = 5;
/// An amount of which every member has more, however old.
const LITTLE: Balance = 10;

type Helper<T> = <T as Config>::BenchmarkHelper;

/// Returns an account with tokens.
fn opener<T: Config>() -> T::AccountId {
	with_tokens::<T>(account("opener", 0, 0))
}

/// Returns the same account, with tokens for pools. The treasury has some too.
fn with_tokens<T: Config>(who: T::AccountId) -> T::AccountId {
	let deposit = T::PoolDeposit::get().max(T::GovernanceDeposit::get());
	let tokens = FEE.saturating_add(deposit).saturating_mul(10);
	T::Currency::mint_into(&who, tokens).expect("tokens can be minted");
	T::Currency::mint_into(&T::Treasury::get(), tokens).expect("tokens can be minted");
	who
}

/// Returns parameters that the domain accepts, with the greatest loss for losers. Stakes are taken
/// for so long that eras pass.
fn params<T: Config>(domain: DomainId, secret: bool) -> PoolParams<BlockNumberFor<T>> {
	let least = Pallet::<T>::least_params(domain, false).expect("the domain has parameters");
	let secrecy = if secret {
		Secrecy::CommitReveal { reveal_period: least.duration }
	} else {
		Secrecy::Open
	};
	let bounds = T::Domains::parameters(domain).expect("the domain has parameters").pool;
	let (duration, binding) = (bounds.max_duration, bounds.max_binding);
	PoolParams { duration, binding, redistribute: true, secrecy, ..least }
}

/// Opens a pool of a domain with so many members. Returns it with them.
fn pool<T: Config>(secret: bool, count: u32) -> (PoolId, Vec<T::AccountId>) {
	let domain = Helper::<T>::domain();
	let members = members::<T>(domain, count);
	let (id, post) = (NextPool::<T>::get(), Helper::<T>::post(domain));
	let params = params::<T>(domain, secret);
	let used = Pallet::<T>::do_open(opener::<T>(), post, params, FEE);
	assert_eq!(used, Ok(T::WeightInfo::open()));
	(id, members)
}

/// Opens a pool on the job of one of a domain's two members.
fn job_pool<T: Config>(domain: DomainId) -> PoolId {
	let worker = member::<T>(domain, 0);
	member::<T>(domain, 1);
	let reason = HoldReason::Pool.into();
	let stake = T::Reputation::open_stake(domain, &worker, &reason, old_amount::<T>(domain))
		.expect("it is free");
	let (opener, post) = (opener::<T>(), Helper::<T>::post(domain));
	let params = params::<T>(domain, false);
	let job = JobPool { opener, post, params, fee: FEE, worker, stake, reason };
	Pallet::<T>::do_open_for_job(job).expect("it may be opened")
}

/// Returns the present amount of [`OLD`] shares.
fn old_amount<T: Config>(domain: DomainId) -> Balance {
	T::Reputation::to_amount(domain, shares::<T>(domain, OLD))
}

/// Returns shares of the domain's era.
fn shares<T: Config>(domain: DomainId, value: u128) -> Shares {
	Shares::new(value, T::Reputation::era(domain))
}

/// Returns an account to which [`OLD`] shares are minted in the last block of the domain's era.
fn member<T: Config>(domain: DomainId, index: u32) -> T::AccountId {
	Helper::<T>::last_block(domain);
	Helper::<T>::member(domain, index, old_amount::<T>(domain))
}

/// Returns so many such accounts.
fn members<T: Config>(domain: DomainId, count: u32) -> Vec<T::AccountId> {
	(0..count).map(|index| member::<T>(domain, index)).collect()
}

/// Lets as many eras pass as leave something of the members' shares.
fn pass_eras<T: Config>(domain: DomainId) {
	for _ in 0..ERAS_WORTH {
		Helper::<T>::end_era(domain);
	}
}

/// Lets as many eras pass in a pool's domain.
fn age<T: Config>(id: PoolId) {
	pass_eras::<T>(Pools::<T>::get(id).expect("the pool is there").domain);
}

/// Lets an account owe more than it has staked: what becomes free and what it wins pay for it.
fn owe<T: Config>(domain: DomainId, who: &T::AccountId) {
	let debt = shares::<T>(domain, 2 * OLD);
	T::Reputation::burn_or_owe(domain, who, debt).expect("an account may owe as much");
}

/// Makes a pool due at this block.
fn make_due<T: Config>(id: PoolId) {
	let now = System::<T>::block_number();
	Pools::<T>::mutate(id, |pool| {
		pool.as_mut().expect("the pool is there").schedule.decides_at = now;
	});
}

/// Returns the last author of a post, with tokens for pools.
fn author<T: Config>(post: &PostId) -> T::AccountId {
	let authors = T::Posts::authors(post).expect("the post is there");
	let (author, _) = authors.last().expect("somebody wrote it").clone();
	with_tokens::<T>(author)
}

/// Opens a pool for governance of a domain with so many members. Returns it with them.
fn governance_pool<T: Config>(count: u32) -> (PoolId, Vec<T::AccountId>) {
	let domain = Helper::<T>::domain();
	let members = members::<T>(domain, count);
	let (id, post) = (NextPool::<T>::get(), Helper::<T>::post(domain));
	let params = Pallet::<T>::least_params(domain, true).expect("the domain has parameters");
	let opened = Pallet::<T>::do_open(author::<T>(&post), post, params, 0);
	assert!(opened.is_ok());
	(id, members)
}

/// Makes a pool for governance one that cancels a directive for which `who` has pledged.
fn let_cancel<T: Config>(id: PoolId, who: &T::AccountId) {
	let ratified_by = id.saturating_add(1);
	let mut pool = Pools::<T>::get(id).expect("the pool is there");
	let total = Shares::new(1, T::Reputation::era(pool.domain));
	pool.set_cancels(Cancels { ratified_by, ..Default::default() });
	let vote = Vote { stake: total, choice: Choice::Open(Side::Aye) };
	// The vote is not settled: its ballot is looked for first.
	Votes::<T>::insert(ratified_by, who, vote);
	let due = pool.schedule.ends_by;
	Standings::<T>::insert(ratified_by, Standing { total, open: 1, due });
	StandingsDue::<T>::insert(due, ratified_by, ());
	Pools::<T>::insert(id, pool);
}

/// Opens a pool in which two accounts stake in favour and a third does not, and goes to the block
/// in which it is due, eras later. Both owe more than they have.
fn due_pool<T: Config>() -> PoolId {
	let (id, members) = pool::<T>(false, 3);
	let domain = Pools::<T>::get(id).expect("the pool is there").domain;
	for who in members.into_iter().take(2) {
		let used = Pallet::<T>::do_stake(who.clone(), id, Side::Aye, old_amount::<T>(domain));
		assert_eq!(used, Ok(T::WeightInfo::stake_in_era()));
		owe::<T>(domain, &who);
	}
	pass_eras::<T>(domain);
	make_due::<T>(id);
	id
}

#[benchmarks]
mod benchmarks {
	use super::*;

	#[benchmark]
	fn open() {
		let domain = Helper::<T>::domain();
		member::<T>(domain, 0);
		let (id, post) = (NextPool::<T>::get(), Helper::<T>::post(domain));
		let (opener, params) = (opener::<T>(), params::<T>(domain, true));

		#[extrinsic_call]
		_(RawOrigin::Signed(opener), post, params, FEE);

		assert!(Pools::<T>::contains_key(id));
	}

	// A new snapshot is taken, as the first change in an era, and as many openings are counted as
	// there can be. What a pool adds that cancels a directive is written besides.
	#[benchmark]
	fn open_for_governance() {
		let domain = Helper::<T>::domain();
		member::<T>(domain, 0);
		Helper::<T>::end_era(domain);
		let (id, post) = (NextPool::<T>::get(), Helper::<T>::post(domain));
		let author = author::<T>(&post);
		let params = Pallet::<T>::least_params(domain, true).expect("the domain has parameters");
		GovernanceOpenings::<T>::mutate(domain, |openings| {
			while openings.try_push(BlockNumberFor::<T>::zero()).is_ok() {}
		});
		let era = T::Reputation::era(domain);
		let waiting = Waiting {
			pool: id,
			ayes: Shares::new(1, era),
			due: params.duration,
			vote: params.duration,
		};
		let opened;

		#[block]
		{
			opened = Pallet::<T>::do_open(author, post, params, 0);
			Pallet::<T>::begin_cancelling(&waiting);
		}

		assert!(opened.is_ok() && Pools::<T>::contains_key(id));
		assert!(Standings::<T>::contains_key(id));
	}

	// The worker's REP, from an era before, is settled to be set aside. So little is left unstaked
	// that its amount must be computed.
	#[benchmark]
	fn stake() {
		let domain = Helper::<T>::domain();
		let id = job_pool::<T>(domain);
		Helper::<T>::end_era(domain);
		let who = member::<T>(domain, 2);
		pass_eras::<T>(domain);

		#[extrinsic_call]
		_(RawOrigin::Signed(who.clone()), id, Side::Aye, LITTLE);

		assert!(Votes::<T>::contains_key(id, who));
		assert_eq!(Pools::<T>::get(id).map(|pool| pool.state), Some(PoolState::Voting));
	}

	// So little is left unstaked that its amount must be computed.
	#[benchmark]
	fn stake_in_era() {
		let domain = Helper::<T>::domain();
		let id = job_pool::<T>(domain);
		let who = Helper::<T>::member(domain, 2, 100 * LITTLE);
		let other = Helper::<T>::member(domain, 1, LITTLE);
		Helper::<T>::pay_dividend(domain);
		let used = Pallet::<T>::do_stake(other, id, Side::Aye, old_amount::<T>(domain));
		assert_eq!(used, Ok(T::WeightInfo::stake_in_era()));

		#[extrinsic_call]
		stake(RawOrigin::Signed(who.clone()), id, Side::Aye, LITTLE);

		assert!(Votes::<T>::contains_key(id, who));
		assert_eq!(Pools::<T>::get(id).map(|pool| pool.state), Some(PoolState::Voting));
	}

	#[benchmark]
	fn commit() {
		let (id, members) = pool::<T>(true, 1);
		let [who] = members.try_into().expect("one member");
		let hash = sp_core::H256::repeat_byte(1);
		age::<T>(id);

		#[extrinsic_call]
		_(RawOrigin::Signed(who.clone()), id, hash, LITTLE);

		assert!(Votes::<T>::contains_key(id, who));
	}

	#[benchmark]
	fn commit_in_era() {
		let (id, members) = pool::<T>(true, 1);
		let [who] = members.try_into().expect("one member");
		let domain = Pools::<T>::get(id).expect("the pool is there").domain;
		Helper::<T>::pay_dividend(domain);
		assert!(T::Reputation::is_in_era(domain, &who));
		let hash = sp_core::H256::repeat_byte(1);

		#[extrinsic_call]
		commit(RawOrigin::Signed(who.clone()), id, hash, LITTLE);

		assert!(Votes::<T>::contains_key(id, who));
	}

	// The account has old REP, and REP that was minted to it since the snapshot.
	#[benchmark]
	fn pledge() {
		let (id, members) = governance_pool::<T>(2);
		let [who, _] = members.try_into().expect("two members");
		let pool = Pools::<T>::get(id).expect("the pool is there");
		let snapshot = pool.snapshot().expect("it is for governance");
		T::Reputation::mint(pool.domain, &who, shares::<T>(pool.domain, 1)).expect("there is room");
		age::<T>(id);
		let minted = T::Reputation::minted_since(pool.domain, &who, snapshot.id);
		assert!(!minted.is_zero());

		#[extrinsic_call]
		stake(RawOrigin::Signed(who.clone()), id, Side::Nay, LITTLE);

		assert!(Votes::<T>::contains_key(id, who));
	}

	// The account has pledged for the directive, and pledges more against cancelling it.
	#[benchmark]
	fn pledge_on_cancelling() {
		let (id, members) = governance_pool::<T>(2);
		let [who, _] = members.try_into().expect("two members");
		let domain = Pools::<T>::get(id).expect("the pool is there").domain;
		T::Reputation::mint(domain, &who, shares::<T>(domain, 1)).expect("there is room");
		age::<T>(id);
		let_cancel::<T>(id, &who);

		#[extrinsic_call]
		stake(RawOrigin::Signed(who.clone()), id, Side::Nay, LITTLE);

		assert!(StandingPledges::<T>::contains_key(id.saturating_add(1), who));
	}

	#[benchmark]
	fn reveal() {
		let (id, members) = pool::<T>(true, 1);
		let [who] = members.try_into().expect("one member");
		let salt = [7; 32];
		let hash = Pallet::<T>::hash_of(id, &who, Side::Nay, LITTLE, &salt);
		let used = Pallet::<T>::do_commit(who.clone(), id, hash, LITTLE);
		assert!(used.is_ok());
		let stakes_until = Pools::<T>::get(id).expect("the pool is there").schedule.stakes_until;
		System::<T>::set_block_number(stakes_until);

		#[extrinsic_call]
		_(RawOrigin::Signed(who.clone()), id, Side::Nay, salt);

		let vote = Votes::<T>::get(id, who).expect("the vote is there");
		assert_eq!(vote.choice, Choice::Open(Side::Nay));
	}

	// A pool whose last vote is settled, with a remainder for the post.
	#[benchmark]
	fn settle() {
		let (id, _) = pool::<T>(false, 1);
		make_due::<T>(id);
		assert_eq!(Pallet::<T>::do_decide(id), Ok(()));
		Settlements::<T>::mutate(id, |settlement| {
			let outcome = &mut settlement.as_mut().expect("the pool is decided").outcome;
			outcome.verdict = Verdict::Passed;
			outcome.minted = 1;
		});
		let caller: T::AccountId = whitelisted_caller();

		#[extrinsic_call]
		_(RawOrigin::Signed(caller), id);

		assert!(!Pools::<T>::contains_key(id));
	}

	// A sponsor's pool that passes, as the first change in an era: its deposit is returned, its fee
	// shared, its post rewarded. In a job pool the worker's REP is settled instead, which is less.
	#[benchmark]
	fn decide() {
		let id = due_pool::<T>();

		#[block]
		{
			<Pallet<T> as ValidationPools<_, _>>::decide(id).expect("the pool is due");
		}

		let outcome = Settlements::<T>::get(id).expect("the pool is decided").outcome;
		assert_eq!(outcome.verdict, Verdict::Passed);
	}

	// A sponsor's pool in a domain whose REP has all decayed: its deposit is returned, its fee
	// shared by the authors, its post rewarded. A domain that never had REP has no era to end.
	#[benchmark]
	fn founder_decide() {
		let domain = Helper::<T>::domain();
		Helper::<T>::member(domain, 0, 1);
		Helper::<T>::end_era(domain);
		let post = Helper::<T>::post(domain);
		let authors = T::Posts::authors(&post).expect("the post is there");
		assert_eq!(authors.len(), MAX_AUTHORS as usize);
		assert!(T::Reputation::supply(domain).is_zero());
		let founder = T::Domains::founder(domain).expect("the domain has a founder");
		let founder = with_tokens::<T>(founder);
		let params = params::<T>(domain, true);
		let (id, _) = Pallet::<T>::open_for_sponsor(founder.clone(), post, params, FEE)
			.expect("the founder may open it");

		#[extrinsic_call]
		_(RawOrigin::Signed(founder.clone()), id, Side::Aye);

		let outcome = Settlements::<T>::get(id).expect("the pool is decided").outcome;
		assert_eq!(outcome.verdict, Verdict::Passed);
		assert!(T::Currency::balance_on_hold(&HoldReason::Fee.into(), &founder).is_zero());
	}

	// The ledger is in the era already. Only the first vote of a page can be the first change in an
	// era; what that writes is less than the settlement, which `settle` counts once more.
	#[benchmark]
	fn settle_vote_won() {
		let id = due_pool::<T>();
		assert_eq!(Pallet::<T>::do_decide(id), Ok(()));

		#[block]
		{
			Pallet::<T>::settle_page(id, |_| 1);
		}

		let settlement = Settlements::<T>::get(id).expect("a vote is left");
		assert!(settlement.unsettled == 1 && settlement.paid > 0);
	}

	// A part is lost, the rest pays debt.
	#[benchmark]
	fn settle_vote_lost() {
		let id = due_pool::<T>();
		assert_eq!(Pallet::<T>::do_decide(id), Ok(()));
		Settlements::<T>::mutate(id, |settlement| {
			let outcome = &mut settlement.as_mut().expect("the pool is decided").outcome;
			outcome.verdict = Verdict::Rejected;
			outcome.least_binding = MILLION / 2;
		});

		#[block]
		{
			Pallet::<T>::settle_page(id, |_| 1);
		}

		let settlement = Settlements::<T>::get(id).expect("a vote is left");
		assert!(settlement.unsettled == 1 && settlement.paid == 0);
	}

	// Most of the account's REP is staked elsewhere: a part of what it loses is free, and it owes
	// the rest.
	#[benchmark]
	fn settle_pledge() {
		let (id, members) = governance_pool::<T>(3);
		let domain = Pools::<T>::get(id).expect("the pool is there").domain;
		let quarter = old_amount::<T>(domain) / 4;
		let voters: Vec<_> = members.into_iter().take(2).collect();
		for who in &voters {
			let pledged = Pallet::<T>::do_stake(who.clone(), id, Side::Aye, 2 * quarter);
			assert_eq!(pledged, Ok(T::WeightInfo::pledge()));
			let reason = HoldReason::Pool.into();
			T::Reputation::open_stake(domain, who, &reason, 3 * quarter).expect("it is free");
		}
		pass_eras::<T>(domain);
		make_due::<T>(id);
		assert_eq!(Pallet::<T>::do_decide(id), Ok(()));
		Settlements::<T>::mutate(id, |settlement| {
			let settlement = settlement.as_mut().expect("the pool is decided");
			settlement.votes = VoteEnd::Pledge;
			settlement.outcome.verdict = Verdict::Rejected;
			settlement.outcome.least_binding = MILLION;
		});

		#[block]
		{
			Pallet::<T>::settle_page(id, |_| 1);
		}

		let settlement = Settlements::<T>::get(id).expect("a vote is left");
		assert_eq!(settlement.unsettled, 1);
		assert!(voters.iter().any(|who| !T::Reputation::debt(domain, who).is_zero()));
	}

	#[benchmark]
	fn forget_pledge() {
		let ratified_by: PoolId = 1;
		let due = BlockNumberFor::<T>::one();
		let total = Shares::new(1, 0);
		Standings::<T>::insert(ratified_by, Standing { total, open: 0, due });
		StandingsDue::<T>::insert(due, ratified_by, ());
		StandingPledges::<T>::insert(ratified_by, opener::<T>(), total);
		let mut meter = WeightMeter::new();

		#[block]
		{
			Pallet::<T>::forget_standings(due, &mut meter);
		}

		assert!(!Standings::<T>::contains_key(ratified_by));
	}

	#[benchmark]
	fn keep_ballot() {
		let id = due_pool::<T>();
		assert_eq!(Pallet::<T>::do_decide(id), Ok(()));
		let domain = Pools::<T>::get(id).expect("the pool is decided").domain;
		let (who, vote) = Votes::<T>::iter_prefix(id).next().expect("accounts have voted");
		let choice = Choice::Sealed { hash: sp_core::H256::repeat_byte(1), amount: OLD };
		let vote = Vote { choice, ..vote };

		#[block]
		{
			Pallet::<T>::keep_ballot(id, domain, &who, vote);
		}

		assert_eq!(Ballots::<T>::get(id, who).map(|ballot| ballot.vote), Some(vote));
	}

	// A secret job pool, in which the worker has a stake besides, which pays its debt.
	#[benchmark]
	fn migrate_pool() {
		let (id, members) = pool::<T>(true, 2);
		let [who, _] = members.try_into().expect("two members");
		let domain = Pools::<T>::get(id).expect("the pool is there").domain;
		let hash = sp_core::H256::repeat_byte(1);
		let used = Pallet::<T>::do_commit(who.clone(), id, hash, old_amount::<T>(domain));
		assert!(used.is_ok());
		owe::<T>(domain, &who);
		pass_eras::<T>(domain);
		let pool = Pools::<T>::get(id).expect("the pool is there");
		let sponsor = old::Sponsor::Work { worker: who.clone() };
		old::Pools::<T>::insert(id, old::PoolOf::<T> { sponsor, ..pool.into() });

		#[block]
		{
			PledgesAndTurns::<T>::advance(Cursor::After(None));
		}

		assert!(!Votes::<T>::contains_key(id, who));
		assert_eq!(Pools::<T>::get(id).map(|pool| pool.voters), Some(0));
	}

	#[benchmark]
	fn on_idle_base() {
		let mut block = BlockNumberFor::<T>::zero();
		let mut id: PoolId = 0;
		for _ in 0..IDLE_BLOCKS {
			block.saturating_inc();
			for _ in 0..IDLE_POOLS / IDLE_BLOCKS {
				Agenda::<T>::insert(block, id, ());
				id = id.saturating_add(1);
			}
		}
		AgendaCursor::<T>::put(BlockNumberFor::<T>::one());
		let found;

		#[block]
		{
			found = agenda::due::<_, _, Agenda<T>, AgendaCursor<T>>(block, IDLE_BLOCKS, IDLE_POOLS);
			QueueEnds::<T>::get();
		}

		assert_eq!(found.len(), IDLE_POOLS as usize);
	}

	impl_benchmark_test_suite!(
		Pallet,
		crate::mock::ExtBuilder::default().build(),
		crate::mock::Test
	);
}
