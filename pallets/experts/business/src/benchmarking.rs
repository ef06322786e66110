//! Benchmarks of calls and steps, each at its worst: the longest texts, as many no-shows as
//! possible, and the last request of a closed service.

use crate::{
	draws::Seed,
	types::{JobTerms, Opinion, Remark, State, Step, Terms, MAX_BLOCKS},
	AccountIdOf, Backlogs, Beacon, Call, Config, Error, JudgedBy, NextService, Pallet, Remarks,
	Requests, Services, TermsOf, Turns, TurnsCursor,
};
use frame_benchmarking::v2::*;
use frame_support::traits::{
	fungible::{Inspect, Mutate},
	Get,
};
use frame_system::{Pallet as System, RawOrigin};
use sp_runtime::{
	traits::{Hash, One, Saturating},
	BoundedVec,
};
use witan_experts::{
	agenda,
	domain::{InspectDomains, MAX_FAILURE_SHARE},
	forum::{Authors, Citation, Citations, Content, Publish, MAX_CITATIONS, MAX_INLINE},
	ids::{DomainId, PoolId, PostId, RequestId, ServiceId},
	job::{MAX_BRIEF, MAX_DRAWS},
	ledger::InspectReputation,
	pool::{Decision, OnPoolOutcome, PoolParams, Verdict},
	shares::{Shares, MILLION},
};
use witan_primitives::{Balance, WIT};

/// The parts of other pallets that benchmarks need.
pub trait BenchmarkHelper<AccountId, BlockNumber> {
	/// Makes a domain in which `member` has REP, and whose services can have periods of up to
	/// [`Config::MaxPeriod`].
	fn domain(member: &AccountId) -> DomainId;

	/// Makes an expert's offer in a domain that [`Self::domain`] made, with an amount of REP that
	/// the expert gets for that. It is the only offer, so that a draw finds it.
	fn offer(domain: DomainId, expert: &AccountId, amount: Balance);

	/// Lets eras pass, and fills those at whose offers an order looks with as many kinds of offers
	/// as there can be.
	fn fill_forests(domain: DomainId);

	/// Lets as many eras pass as leave something of a stake of eight in a body. Accounts are then
	/// far behind.
	fn age_stakes(domain: DomainId);

	/// Returns parameters of pools that such a domain allows.
	fn pool_params(domain: DomainId) -> PoolParams<BlockNumber>;

	/// Brings a pool to the moment in which it reports that it ended undecided and can be repeated,
	/// without the report.
	fn not_quorate(pool: PoolId);
}

const RICH: Balance = 1_000_000 * WIT;
const FEE: Balance = 100 * WIT;
/// A stake that outlasts eras: eight of it are almost as much as a body can have.
const STAKE: Balance = 1 << 76;

fn rich<T: Config>(name: &'static str) -> Result<AccountIdOf<T>, BenchmarkError> {
	let who: AccountIdOf<T> = account(name, 0, 0);
	T::Currency::mint_into(&who, RICH)?;
	Ok(who)
}

fn bytes<const N: u32>(byte: u8) -> BoundedVec<u8, sp_core::ConstU32<N>> {
	BoundedVec::truncate_from(alloc::vec![byte; N as usize])
}

/// Returns terms that a domain allows.
fn terms<T: Config>(domain: DomainId) -> Result<TermsOf<T>, BenchmarkError> {
	let bounds = T::Domains::parameters(domain).ok_or("the domain is there")?.work;
	Ok(Terms {
		metadata: bytes(7),
		min_fee: bounds.min_fee.max(FEE),
		work: JobTerms {
			job_period: T::MaxPeriod::get(),
			draw_period: T::MaxPeriod::get(),
			pool: T::BenchmarkHelper::pool_params(domain),
			no_show_penalty: bounds.max_no_show_penalty.min(MILLION / 2),
			max_draws: MAX_DRAWS,
			stake_per_job: STAKE,
		},
	})
}

/// Opens a service. Returns it with its owner and its domain.
fn service<T: Config>() -> Result<(ServiceId, AccountIdOf<T>, DomainId), BenchmarkError> {
	let owner = rich::<T>("owner")?;
	let domain = T::BenchmarkHelper::domain(&owner);
	let service = NextService::<T>::get();
	Pallet::<T>::do_open_service(owner.clone(), domain, terms::<T>(domain)?)?;
	Ok((service, owner, domain))
}

/// Makes the only request of a closed service.
fn last_request<T: Config>() -> Result<(RequestId, AccountIdOf<T>, DomainId), BenchmarkError> {
	let (service, owner, domain) = service::<T>()?;
	let customer = rich::<T>("customer")?;
	let fee = terms::<T>(domain)?.min_fee;
	let request = Pallet::<T>::do_request(customer.clone(), service, bytes(8), fee, Some(0))?;
	Pallet::<T>::do_close_service(owner, service)?;
	Ok((request, customer, domain))
}

/// Brings a request to the block of its draw.
fn to_draw<T: Config>(request: RequestId) -> Result<(), BenchmarkError> {
	let record = Requests::<T>::get(request).ok_or("the request is there")?;
	let State::Requested { draw_at, .. } = record.state else {
		return Err("the request waits for a draw".into());
	};
	System::<T>::set_block_number(draw_at);
	Ok(())
}

/// Makes the draw of a request as the beginning of this block would, with new randomness.
fn draw<T: Config>(request: RequestId) -> Option<Step> {
	let now = System::<T>::block_number();
	let at = Requests::<T>::get(request).map(|record| record.deadline).unwrap_or_default();
	let seed = Seed { beacon: Beacon::<T>::get(), known_since: now };
	Pallet::<T>::draw_for(at, request, now, seed).map(|(step, _)| step)
}

/// Excludes as many experts as possible before the last, so that a part of the fee is left if the
/// request ends without evidence.
fn after_no_shows<T: Config>(request: RequestId) -> Result<(), BenchmarkError> {
	Requests::<T>::mutate(request, |record| {
		let record = record.as_mut().ok_or("the request is there")?;
		let absent = (1..MAX_DRAWS).map(|index| account("absent", index, 0)).collect();
		record.excluded = BoundedVec::truncate_from(absent);
		record.no_show_share = MAX_FAILURE_SHARE;
		Ok(())
	})
}

/// Makes a request for which an expert has been drawn.
fn assigned<T: Config>() -> Result<(RequestId, AccountIdOf<T>, DomainId), BenchmarkError> {
	let (request, _, domain) = last_request::<T>()?;
	let expert = rich::<T>("expert")?;
	T::BenchmarkHelper::offer(domain, &expert, STAKE.saturating_mul(8));
	to_draw::<T>(request)?;
	match draw::<T>(request) {
		Some(Step::Drawn) => Ok((request, expert, domain)),
		_ => Err("the only expert is drawn".into()),
	}
}

/// Brings a request to the block in which its expert is late.
fn to_due<T: Config>(request: RequestId) -> Result<(), BenchmarkError> {
	let record = Requests::<T>::get(request).ok_or("the request is there")?;
	System::<T>::set_block_number(record.deadline);
	Ok(())
}

fn evidence() -> Content {
	Content::Inline(bytes::<MAX_INLINE>(9))
}

/// Returns as many citations as possible, each of another post.
fn citations<T: Config>(
	domain: DomainId,
	author: &AccountIdOf<T>,
) -> Result<Citations, BenchmarkError> {
	let mut citations = Citations::default();
	for index in 0..MAX_CITATIONS {
		let authors = Authors::truncate_from(alloc::vec![(author.clone(), MILLION)]);
		let text = BoundedVec::truncate_from(index.to_le_bytes().to_vec());
		let content = Content::Inline(text);
		let post = T::Forum::publish(author, domain, authors, Citations::default(), content)?;
		let weight = if index % 2 == 0 { 62_500 } else { -62_500 };
		citations
			.try_push(Citation { post, weight })
			.map_err(|_| "as many citations as possible")?;
	}
	Ok(citations)
}

/// Makes a request whose evidence is judged, with a remark. Returns its pool and post too.
fn judged<T: Config>() -> Result<(RequestId, PoolId, PostId), BenchmarkError> {
	let (request, expert, _) = assigned::<T>()?;
	Pallet::<T>::do_submit(expert, request, evidence(), Citations::default())?;
	let remark = Remark { verdict: Opinion::Satisfied, note: bytes(1) };
	Remarks::<T>::insert(request, remark);
	let record = Requests::<T>::get(request).ok_or("the request is there")?;
	match record.state {
		State::Validating { pool, post, .. } => Ok((request, pool, post)),
		State::Requested { .. } | State::Assigned { .. } => Err("the evidence is judged".into()),
	}
}

fn ended<T: Config>(request: RequestId) -> bool {
	!Requests::<T>::contains_key(request) && Services::<T>::iter().next().is_none()
}

/// Returns the report of a pool on evidence in which only its worker voted.
fn decision<T: Config>(pool: PoolId, post: PostId, verdict: Verdict) -> Decision {
	let request = JudgedBy::<T>::get(pool).and_then(Requests::<T>::get);
	let domain = request.map(|record| record.domain).unwrap_or_default();
	let (ayes, nays, base) = (Shares::new(STAKE, 0), Shares::zero(), T::Reputation::supply(domain));
	Decision {
		pool,
		post,
		domain,
		verdict,
		tier: None,
		ayes,
		nays,
		base,
		voters: 1,
		fee_share: MAX_FAILURE_SHARE,
	}
}

#[benchmarks]
mod benchmarks {
	use super::*;

	#[benchmark]
	fn open_service() -> Result<(), BenchmarkError> {
		let owner = rich::<T>("owner")?;
		let domain = T::BenchmarkHelper::domain(&owner);
		let terms = terms::<T>(domain)?;

		#[extrinsic_call]
		_(RawOrigin::Signed(owner), domain, terms);

		assert_eq!(Services::<T>::iter().count(), 1);
		Ok(())
	}

	#[benchmark]
	fn update_service() -> Result<(), BenchmarkError> {
		let (service, owner, domain) = service::<T>()?;
		let mut terms = terms::<T>(domain)?;
		terms.metadata = bytes(8);

		#[extrinsic_call]
		_(RawOrigin::Signed(owner), service, terms.clone());

		assert_eq!(Services::<T>::get(service).map(|service| service.terms), Some(terms));
		Ok(())
	}

	#[benchmark]
	fn close_service() -> Result<(), BenchmarkError> {
		let (service, owner, _) = service::<T>()?;

		#[extrinsic_call]
		_(RawOrigin::Signed(owner), service);

		assert!(!Services::<T>::contains_key(service));
		Ok(())
	}

	#[benchmark]
	fn request() -> Result<(), BenchmarkError> {
		let (service, _, domain) = service::<T>()?;
		T::BenchmarkHelper::fill_forests(domain);
		let expert = rich::<T>("expert")?;
		T::BenchmarkHelper::offer(domain, &expert, STAKE.saturating_mul(8));
		let customer = rich::<T>("customer")?;
		let fee = terms::<T>(domain)?.min_fee;

		#[extrinsic_call]
		_(RawOrigin::Signed(customer), service, bytes::<MAX_BRIEF>(8), fee, 0);

		assert_eq!(Requests::<T>::iter().count(), 1);
		Ok(())
	}

	#[benchmark]
	fn cancel() -> Result<(), BenchmarkError> {
		let (id, customer, _) = last_request::<T>()?;
		after_no_shows::<T>(id)?;
		to_draw::<T>(id)?;

		#[extrinsic_call]
		_(RawOrigin::Signed(customer), id);

		assert!(ended::<T>(id));
		Ok(())
	}

	#[benchmark]
	fn submit() -> Result<(), BenchmarkError> {
		let (id, expert, domain) = assigned::<T>()?;
		after_no_shows::<T>(id)?;
		let citations = citations::<T>(domain, &expert)?;
		T::BenchmarkHelper::age_stakes(domain);

		#[extrinsic_call]
		_(RawOrigin::Signed(expert), id, evidence(), citations);

		assert_eq!(JudgedBy::<T>::iter().count(), 1);
		Ok(())
	}

	#[benchmark]
	fn remark() -> Result<(), BenchmarkError> {
		let (id, _, _) = judged::<T>()?;
		after_no_shows::<T>(id)?;
		Remarks::<T>::remove(id);
		let customer = Requests::<T>::get(id).ok_or("the request is there")?.customer;

		#[extrinsic_call]
		_(RawOrigin::Signed(customer), id, Opinion::Unsatisfied, bytes(2));

		assert!(Remarks::<T>::contains_key(id));
		Ok(())
	}

	#[benchmark]
	fn decline() -> Result<(), BenchmarkError> {
		let (id, expert, _) = assigned::<T>()?;
		after_no_shows::<T>(id)?;

		#[extrinsic_call]
		_(RawOrigin::Signed(expert), id);

		assert!(ended::<T>(id));
		Ok(())
	}

	#[benchmark]
	fn on_initialize() -> Result<(), BenchmarkError> {
		System::<T>::set_block_number(T::DrawDelay::get());
		let before = T::Hashing::hash(b"before");
		Beacon::<T>::put(before);

		#[block]
		{
			Pallet::<T>::mix_randomness();
		}

		assert_ne!(Beacon::<T>::get(), before);
		Ok(())
	}

	#[benchmark]
	fn search() -> Result<(), BenchmarkError> {
		let start = T::DrawDelay::get();
		let now = start.saturating_add(MAX_BLOCKS.into());
		Turns::<T>::insert(now.saturating_sub(One::one()), 0, ());
		TurnsCursor::<T>::put(start);
		let due;

		#[block]
		{
			due = agenda::due::<_, _, Turns<T>, TurnsCursor<T>>(now, MAX_BLOCKS, 1);
		}

		assert_eq!(due.len(), 1);
		Ok(())
	}

	// A domain that has more draws than a block has room for.
	#[benchmark]
	fn turn() -> Result<(), BenchmarkError> {
		let domain = 0;
		let now = T::DrawDelay::get();
		Turns::<T>::insert(now, domain, ());

		#[block]
		{
			Pallet::<T>::queue(now, domain);
			Pallet::<T>::go_on_in_next_block(now, domain);
		}

		assert!(Backlogs::<T>::contains_key(domain));
		Ok(())
	}

	#[benchmark]
	fn draw_assigns() -> Result<(), BenchmarkError> {
		let (id, _, domain) = last_request::<T>()?;
		let expert = rich::<T>("expert")?;
		T::BenchmarkHelper::offer(domain, &expert, STAKE.saturating_mul(8));
		after_no_shows::<T>(id)?;
		to_draw::<T>(id)?;
		let step;

		#[block]
		{
			step = draw::<T>(id);
		}

		assert_eq!(step, Some(Step::Drawn));
		Ok(())
	}

	#[benchmark]
	fn draw_finds_nobody() -> Result<(), BenchmarkError> {
		let (id, _, _) = last_request::<T>()?;
		after_no_shows::<T>(id)?;
		to_draw::<T>(id)?;
		let step;

		#[block]
		{
			step = draw::<T>(id);
		}

		assert_eq!(step, Some(Step::Postponed));
		Ok(())
	}

	#[benchmark]
	fn draw_gives_up() -> Result<(), BenchmarkError> {
		let (id, _, _) = last_request::<T>()?;
		after_no_shows::<T>(id)?;
		to_draw::<T>(id)?;
		System::<T>::set_block_number(
			System::<T>::block_number().saturating_add(T::MaxPeriod::get()),
		);
		let step;

		#[block]
		{
			step = draw::<T>(id);
		}

		assert_eq!(step, Some(Step::GaveUp));
		assert!(ended::<T>(id));
		Ok(())
	}

	#[benchmark]
	fn no_show() -> Result<(), BenchmarkError> {
		let (id, _, _) = assigned::<T>()?;
		to_due::<T>(id)?;
		let step;

		#[block]
		{
			step = Pallet::<T>::do_step(id).ok();
		}

		assert_eq!(step, Some(Step::NoShow));
		Ok(())
	}

	#[benchmark]
	fn last_no_show() -> Result<(), BenchmarkError> {
		let (id, _, _) = assigned::<T>()?;
		after_no_shows::<T>(id)?;
		to_due::<T>(id)?;
		let step;

		#[block]
		{
			step = Pallet::<T>::do_step(id).ok();
		}

		assert_eq!(step, Some(Step::LastNoShow));
		assert!(ended::<T>(id));
		Ok(())
	}

	#[benchmark]
	fn ask_verdict() -> Result<(), BenchmarkError> {
		let (id, _, _) = judged::<T>()?;
		after_no_shows::<T>(id)?;
		let step;

		#[block]
		{
			step = Some(Pallet::<T>::do_step(id));
		}

		assert_eq!(step, Some(Err(Error::<T>::NotDue.into())));
		Ok(())
	}

	#[benchmark]
	fn await_verdict() -> Result<(), BenchmarkError> {
		let (id, _, _) = judged::<T>()?;
		after_no_shows::<T>(id)?;
		to_due::<T>(id)?;
		let now = System::<T>::block_number();
		let record = Requests::<T>::get(id).ok_or("the request is there")?;

		#[block]
		{
			Pallet::<T>::await_verdict(id, record, now);
		}

		assert!(Requests::<T>::get(id).is_some_and(|record| record.deadline > now));
		Ok(())
	}

	#[benchmark]
	fn outcome_passed() -> Result<(), BenchmarkError> {
		let (id, pool, post) = judged::<T>()?;
		after_no_shows::<T>(id)?;
		let expert = account::<AccountIdOf<T>>("expert", 0, 0);
		let before = T::Currency::balance(&expert);
		let decision = decision::<T>(pool, post, Verdict::Passed);

		#[block]
		{
			Pallet::<T>::on_pool_outcome(&decision);
		}

		assert!(ended::<T>(id));
		assert!(T::Currency::balance(&expert) > before);
		Ok(())
	}

	#[benchmark]
	fn outcome_rejected() -> Result<(), BenchmarkError> {
		let (id, pool, post) = judged::<T>()?;
		after_no_shows::<T>(id)?;
		let decision = decision::<T>(pool, post, Verdict::Rejected);

		#[block]
		{
			Pallet::<T>::on_pool_outcome(&decision);
		}

		assert!(ended::<T>(id));
		Ok(())
	}

	#[benchmark]
	fn outcome_not_quorate() -> Result<(), BenchmarkError> {
		let (id, pool, post) = judged::<T>()?;
		after_no_shows::<T>(id)?;
		T::BenchmarkHelper::not_quorate(pool);
		let decision = decision::<T>(pool, post, Verdict::NotQuorate);

		#[block]
		{
			Pallet::<T>::on_pool_outcome(&decision);
		}

		let state = Requests::<T>::get(id).map(|record| record.state);
		assert!(matches!(state, Some(State::Validating { reopened: true, .. })));
		Ok(())
	}

	#[benchmark]
	fn outcome_not_quorate_twice() -> Result<(), BenchmarkError> {
		let (id, pool, post) = judged::<T>()?;
		after_no_shows::<T>(id)?;
		Requests::<T>::mutate(id, |record| {
			if let Some(State::Validating { reopened, .. }) =
				record.as_mut().map(|record| &mut record.state)
			{
				*reopened = true;
			}
		});
		let decision = decision::<T>(pool, post, Verdict::NotQuorate);

		#[block]
		{
			Pallet::<T>::on_pool_outcome(&decision);
		}

		assert!(ended::<T>(id));
		Ok(())
	}

	impl_benchmark_test_suite! {
		Pallet,
		crate::mock::ExtBuilder::default().build(),
		crate::mock::Test
	}
}
