//! Helpers by which the benchmarks of the experts' pallets use each other's pallets.

use super::{invariants, DEFAULT_PARAMETERS};
use alloc::{vec, vec::Vec};
use core::marker::PhantomData;
use frame_benchmarking::account;
use frame_support::traits::{fungible::Mutate, fungibles::Mutate as _};
use frame_system::{Pallet as System, RawOrigin};
use pallet_availability::{benchmarking::fill_forests, Offers, Pallet as Availability};
use pallet_balances::Pallet as Balances;
use pallet_domains::{NextDomain, Pallet as Domains};
use pallet_forum::Pallet as Forum;
use pallet_reputation::{
	mint_log::{MintEntry, MintLog, MAX_MINT_ENTRIES},
	Accounts, Ledgers, Pallet as Reputation, SnapshotRecord,
};
use pallet_validation_pool::{
	outcome::Outcome, Agenda, Pallet as ValidationPool, PoolState, Pools, Settlement, Settlements,
};
use sp_core::H256;
use sp_runtime::traits::HeaderProvider;
use witan_experts::{
	domain::{DomainParameters, FeeSplit, GovernanceBounds, PoolBounds, WorkBounds},
	forum::{Authors, Citations, Content, Publish, MAX_AUTHORS, MAX_URI},
	ids::{DomainId, PoolId, PostId},
	ledger::{InspectReputation, MintReputation, PayBody, Snapshot},
	pool::{PoolParams, Secrecy, Verdict},
	shares::{Shares, ERA_SHIFT, MAX_ERAS, MILLION, REP},
};
use witan_governance::{Action, Directive};
use witan_primitives::{AccountId, Balance, BlockNumber, Header, WIT};

/// Blocks in which REP of a benchmark's domain halves; an era has 16 times as many.
const HALF_LIFE: BlockNumber = 1_000;
/// Eras after which something is left of the stakes in the benchmarks of the market: REP below 2^80
/// units loses 16 bits with each.
const ERAS_STAKED: u32 = 4;
/// Domains that the preset has.
const PRESET_DOMAINS: DomainId = 2;

/// A runtime whose experts' pallets are measured.
pub trait Config:
	frame_system::Config<AccountId = AccountId, Block: HeaderProvider<HeaderT = Header>>
	+ invariants::Config
{
}

impl<T> Config for T where
	T: frame_system::Config<AccountId = AccountId, Block: HeaderProvider<HeaderT = Header>>
		+ invariants::Config
{
}

/// Domains, members, posts and pools for benchmarks.
pub struct Experts<T>(PhantomData<T>);

/// Makes a domain whose REP decays, which shares fees among workers, holders and treasury, and
/// which allows any terms of work.
fn new_domain<T: Config>() -> DomainId {
	// Benchmarks measure in block 1 at the earliest; REP must not decay between block 0 and that.
	System::<T>::set_block_number(System::<T>::block_number().max(1));
	let third = MILLION / 3;
	let parameters = DomainParameters {
		fee_split: FeeSplit { worker: third, holders: third, treasury: MILLION - 2 * third },
		work: WorkBounds {
			min_fee: 0,
			min_period: 1,
			max_no_show_penalty: MILLION,
			max_stake: Balance::MAX,
			min_offer: 0,
			..DEFAULT_PARAMETERS.work
		},
		..DEFAULT_PARAMETERS
	};
	create_domain::<T>(HALF_LIFE, parameters)
}

fn create_domain<T: Config>(
	half_life: BlockNumber,
	parameters: DomainParameters<BlockNumber>,
) -> DomainId {
	let founder: AccountId = account("founder", 0, 0);
	Balances::<T>::mint_into(&founder, 1_000_000 * WIT).expect("it has room");
	let domain = NextDomain::<T>::get();
	let (origin, metadata) = (RawOrigin::Signed(founder).into(), Default::default());
	Domains::<T>::create_domain(origin, metadata, Some(half_life), Some(parameters))
		.expect("the founder can pay for it");
	domain
}

/// Returns the first block of the next era of a domain that [`new_domain`] made.
fn end_of_era<T: Config>(domain: DomainId) -> BlockNumber {
	let ledger = Reputation::<T>::ledger(domain).expect("there is such a domain");
	ledger.era_start + HALF_LIFE * ERA_SHIFT
}

/// Pays a dividend, if the domain has REP.
fn pay_dividend<T: Config>(domain: DomainId) {
	if Reputation::<T>::supply(domain).is_zero() {
		return;
	}
	let payer: AccountId = account("payer", 0, 0);
	Balances::<T>::mint_into(&payer, 10 * WIT).expect("it has room");
	Reputation::<T>::pay(domain, &payer, WIT, None, &[]).expect("it has as much");
}

/// Goes to the last block of the domain's era.
fn last_block<T: Config>(domain: DomainId) {
	System::<T>::set_block_number(end_of_era::<T>(domain) - 1);
}

/// Pays a dividend in the domain's era, and goes to the first block of the next one. The next
/// account that is touched is carried over, and its earlier earnings are settled apart. The first
/// change carries the ledger over, too.
fn end_era<T: Config>(domain: DomainId) {
	pay_dividend::<T>(domain);
	System::<T>::set_block_number(end_of_era::<T>(domain));
}

/// Does the same, and pays a dividend in the next era, too: the ledger is then in that era.
fn next_era<T: Config>(domain: DomainId) {
	end_era::<T>(domain);
	pay_dividend::<T>(domain);
}

/// Endows an account with REP, and with enough tokens for fees and deposits.
fn endow<T: Config>(domain: DomainId, who: &AccountId, amount: Balance) {
	Balances::<T>::mint_into(who, 1_000 * WIT).expect("it has room");
	Reputation::<T>::mint_into(domain, who, amount).expect("it has room");
}

/// Fills an account's log of minted REP, all of which is carried from era to era. None of it counts
/// for a pool that is opened later.
fn fill_mint_log<T: Config>(domain: DomainId, who: &AccountId) {
	Ledgers::<T>::mutate(domain, |ledger| {
		let ledger = ledger.as_mut().expect("there is such a domain");
		// Without a recent snapshot the log would be dropped. A new pool takes another one, because
		// there is no REP in this one.
		let snapshot = Snapshot { id: MAX_MINT_ENTRIES, supply: Shares::zero() };
		ledger.keep_snapshot(SnapshotRecord { at: System::<T>::block_number(), snapshot });
	});
	let shares = u128::MAX >> ERA_SHIFT;
	let entries: Vec<_> =
		(0..MAX_MINT_ENTRIES).map(|snapshot| MintEntry { snapshot, shares }).collect();
	Accounts::<T>::mutate(domain, who, |account| {
		account.as_mut().expect("it has REP").mint_log = MintLog::truncate_from(entries);
	});
}

fn params<T: Config>(domain: DomainId) -> PoolParams<BlockNumber> {
	let least = ValidationPool::<T>::least_params(domain, false).expect("there is such a domain");
	PoolParams { binding: MILLION, redistribute: true, secrecy: Secrecy::Open, ..least }
}

impl<T: Config> pallet_reputation::BenchmarkHelper for Experts<T> {
	fn fast_domain() -> DomainId {
		let DomainParameters { pool, governance, .. } = DEFAULT_PARAMETERS;
		let parameters = DomainParameters {
			pool: PoolBounds { min_duration: 1, max_duration: 2, ..pool },
			governance: GovernanceBounds { duration: 1, ..governance },
			..DEFAULT_PARAMETERS
		};
		create_domain::<T>(1, parameters)
	}
}

impl<T: Config, Reason: From<pallet_business::HoldReason>>
	pallet_availability::BenchmarkHelper<AccountId, Reason> for Experts<T>
{
	fn make_domain() -> DomainId {
		new_domain::<T>()
	}

	fn endow(domain: DomainId, who: &AccountId, amount: Balance) {
		endow::<T>(domain, who, amount);
		fill_mint_log::<T>(domain, who);
	}

	fn owe(domain: DomainId, who: &AccountId, shares: Shares) {
		Reputation::<T>::burn_or_owe(domain, who, shares).expect("there is such a domain");
	}

	fn last_block(domain: DomainId) {
		last_block::<T>(domain)
	}

	fn next_era(domain: DomainId) {
		next_era::<T>(domain)
	}

	fn work_reason() -> Reason {
		pallet_business::HoldReason::Work.into()
	}
}

impl<T: Config, Parameter>
	pallet_forum::benchmarking::BenchmarkHelper<AccountId, Directive<Parameter, BlockNumber>>
	for Experts<T>
{
	fn domain() -> DomainId {
		let last = NextDomain::<T>::get() - 1;
		if last < PRESET_DOMAINS {
			new_domain::<T>()
		} else {
			last
		}
	}

	/// Returns a directive that recommends a client with the longest possible address.
	fn directive() -> Option<Directive<Parameter, BlockNumber>> {
		let uri = vec![b'u'; MAX_URI as usize].try_into().expect("not too long");
		Some(Directive {
			action: Action::ReplaceClient { hash: H256::repeat_byte(1), uri },
			activate_at: Some(1),
		})
	}

	fn fill_mint_log(domain: DomainId, who: &AccountId) {
		fill_mint_log::<T>(domain, who)
	}

	fn last_block(domain: DomainId) {
		last_block::<T>(domain)
	}

	fn end_era(domain: DomainId) {
		end_era::<T>(domain)
	}
}

impl<T: Config> pallet_validation_pool::benchmarking::BenchmarkHelper<AccountId> for Experts<T> {
	fn domain() -> DomainId {
		new_domain::<T>()
	}

	fn post(domain: DomainId) -> PostId {
		let poster: AccountId = account("poster", 0, 0);
		Balances::<T>::mint_into(&poster, 1_000 * WIT).expect("it has room");
		let weight = MILLION / MAX_AUTHORS;
		let authors = (0..MAX_AUTHORS).map(|index| (account("author", index, 0), weight)).collect();
		let content = Content::Inline(vec![7; 64].try_into().expect("short enough"));
		let authors = Authors::truncate_from(authors);
		Forum::<T>::publish(&poster, domain, authors, Citations::default(), content)
			.expect("it may")
	}

	fn member(domain: DomainId, index: u32, amount: Balance) -> AccountId {
		let who = account("member", index, 0);
		endow::<T>(domain, &who, amount);
		fill_mint_log::<T>(domain, &who);
		who
	}

	fn pay_dividend(domain: DomainId) {
		pay_dividend::<T>(domain)
	}

	fn last_block(domain: DomainId) {
		last_block::<T>(domain)
	}

	fn end_era(domain: DomainId) {
		end_era::<T>(domain)
	}
}

impl<T: Config> pallet_business::BenchmarkHelper<AccountId, BlockNumber> for Experts<T> {
	fn domain(member: &AccountId) -> DomainId {
		let domain = new_domain::<T>();
		endow::<T>(domain, member, REP << ERA_SHIFT);
		domain
	}

	fn offer(domain: DomainId, expert: &AccountId, amount: Balance) {
		endow::<T>(domain, expert, amount);
		Availability::<T>::offer(
			RawOrigin::Signed(expert.clone()).into(),
			domain,
			amount,
			BlockNumber::MAX,
		)
		.expect("it may");
		assert!(Offers::<T>::contains_key(domain, expert));
	}

	fn fill_forests(domain: DomainId) {
		for _ in 1..MAX_ERAS {
			next_era::<T>(domain);
		}
		fill_forests::<T>(domain);
	}

	fn age_stakes(domain: DomainId) {
		for _ in 0..ERAS_STAKED {
			next_era::<T>(domain);
		}
	}

	fn pool_params(domain: DomainId) -> PoolParams<BlockNumber> {
		params::<T>(domain)
	}

	fn not_quorate(pool: PoolId) {
		let mut decided = Pools::<T>::get(pool).expect("there is such a pool");
		Agenda::<T>::remove(decided.listed_at, pool);
		decided.state = PoolState::Settling;
		let settlement = Settlement {
			domain: decided.domain,
			era: Reputation::<T>::era(decided.domain),
			outcome: Outcome {
				verdict: Verdict::NotQuorate,
				binding: decided.params.binding,
				least_binding: decided.least_binding,
				asked: 0,
				granted: 0,
				winning: 0,
				minted: 0,
				forfeited: 0,
				to_post: 0,
			},
			worker: decided.worker().cloned(),
			unsettled: decided.voters,
			paid: 0,
			cursor: None,
			position: 0,
			votes: pallet_validation_pool::VoteEnd::Stake,
		};
		Settlements::<T>::insert(pool, settlement);
		Pools::<T>::insert(pool, decided);
	}
}
