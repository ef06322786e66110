//! Domains with parameters and founders, and a record of the fees that were paid to them.

use crate::{get, put, AccountId, BlockNumber};
use core::marker::PhantomData;
use frame_support::traits::{
	fungible::{Inspect, Mutate},
	tokens::Preservation,
};
use sp_runtime::{DispatchError, DispatchResult};
use witan_experts::{
	domain::{
		DomainParameter, DomainParameters, FeeSplit, GovernDomains, GovernanceBounds,
		InspectDomains, Minting, PoolBounds, WorkBounds,
	},
	ids::DomainId,
	ledger::{FeePaid, PayBody},
	shares::{Ppm, MILLION},
};
use witan_primitives::Balance;

/// Founder of every domain.
pub const FOUNDER: AccountId = 1_000;
/// Account to which the mock pays the parts of holders and treasury.
pub const BODY: AccountId = 1_001;
/// Number of domains, unless a test makes more.
pub const DOMAINS: DomainId = 2;

/// Returns the parameters of a domain to which a test gives no others.
pub fn default_parameters() -> DomainParameters<BlockNumber> {
	DomainParameters {
		pool: PoolBounds {
			min_duration: 2,
			max_duration: 1_000,
			min_quorum: 0,
			max_quorum: MILLION,
			min_win_ratio: 0,
			max_win_ratio: MILLION,
			min_binding: 0,
			max_binding: MILLION,
		},
		work: WorkBounds {
			min_fee: 0,
			min_period: 1,
			max_no_show_penalty: MILLION,
			open: true,
			max_stake: Balance::MAX,
			min_offer: 0,
			no_show_share: 0,
			rejected_share: 0,
		},
		governance: GovernanceBounds { duration: 10, quorum: 100_000, win_ratio: 666_667, age: 0 },
		minting_ratio: MILLION,
		author_share: MILLION / 2,
		fee_split: FeeSplit::default(),
		minting: Minting { depth: MILLION, rate: MILLION },
	}
}

/// Sets the parameters of a domain. Makes the domain if there is none.
pub fn set_parameters(domain: DomainId, parameters: DomainParameters<BlockNumber>) {
	put("parameters", domain, parameters);
}

/// Domains 0 and 1, and those that [`set_parameters`] made.
pub struct MockDomains;

impl InspectDomains<AccountId, BlockNumber> for MockDomains {
	fn parameters(domain: DomainId) -> Option<DomainParameters<BlockNumber>> {
		get("parameters", domain).or((domain < DOMAINS).then(default_parameters))
	}

	fn founder(domain: DomainId) -> Option<AccountId> {
		Self::parameters(domain).map(|_| FOUNDER)
	}
}

impl GovernDomains<AccountId, BlockNumber> for MockDomains {
	fn check_parameter(
		domain: DomainId,
		parameter: &DomainParameter<BlockNumber>,
	) -> DispatchResult {
		let parameters = Self::parameters(domain).ok_or(DispatchError::Other("no such domain"))?;
		parameter
			.apply(parameters)
			.check()
			.map_err(|_| DispatchError::Other("parameters that can't be"))
	}

	fn set_parameter(domain: DomainId, parameter: DomainParameter<BlockNumber>) -> DispatchResult {
		Self::check_parameter(domain, &parameter)?;
		let parameters = Self::parameters(domain).ok_or(DispatchError::Other("no such domain"))?;
		set_parameters(domain, parameter.apply(parameters));
		Ok(())
	}
}

/// A fee that was paid: domain, payer, amount, worker, authors with their weights.
pub type Payment = (DomainId, AccountId, Balance, Option<AccountId>, Vec<(AccountId, Ppm)>);

/// A body of experts that pays half of every fee to the worker, if there is one, and the rest to
/// [`BODY`].
pub struct MockBody<Currency>(PhantomData<Currency>);

impl<Currency> MockBody<Currency> {
	/// Returns every fee that was paid, in order.
	pub fn payments() -> Vec<Payment> {
		get("payments", ()).unwrap_or_default()
	}
}

impl<Currency: Mutate<AccountId> + Inspect<AccountId, Balance = Balance>> PayBody<AccountId>
	for MockBody<Currency>
{
	fn pay(
		domain: DomainId,
		payer: &AccountId,
		amount: Balance,
		worker: Option<&AccountId>,
		authors: &[(AccountId, Ppm)],
	) -> Result<FeePaid, DispatchError> {
		let part = worker.map_or(0, |_| amount / 2);
		if let Some(worker) = worker {
			Currency::transfer(payer, worker, part, Preservation::Expendable)?;
		}
		Currency::transfer(payer, &BODY, amount - part, Preservation::Expendable)?;
		let mut payments = Self::payments();
		payments.push((domain, *payer, amount, worker.copied(), authors.to_vec()));
		put("payments", (), payments);
		Ok(FeePaid { worker: part, holders: amount - part, treasury: 0 })
	}
}
