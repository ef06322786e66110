//! Fees and dividends, in tokens.

use crate::{
	dividends::{self, Recipients},
	eras::Current,
	ledger::Entry,
	Config, Error, Event, Pallet, WeightInfo,
};
use frame_support::{
	ensure,
	storage::with_storage_layer,
	traits::{
		fungible::{Inspect, Mutate},
		tokens::{DepositConsequence, Preservation, Provenance},
		Get,
	},
	weights::Weight,
};
use sp_runtime::{
	traits::AccountIdConversion, ArithmeticError, DispatchError, DispatchResult, Permill,
};
use witan_experts::{
	domain::InspectDomains,
	ids::DomainId,
	ledger::{FeePaid, PayBody},
	shares::Ppm,
};
use witan_primitives::Balance;

impl<T: Config> Pallet<T> {
	/// Returns the account in which dividends wait.
	pub fn pot() -> T::AccountId {
		T::PalletId::get().into_account_truncating()
	}

	/// Pays an account its dividends, and removes its record if nothing is left of it. Returns the
	/// weight used.
	///
	/// Must be called where an error rolls storage back.
	pub(crate) fn do_claim(domain: DomainId, who: &T::AccountId) -> Result<Weight, DispatchError> {
		let mut entry = Entry::<T>::read(domain, who)?;
		let weight = T::WeightInfo::claim_dividends(entry.eras_walked);
		let amount = entry.take_dividends()?;
		let reaps = entry.is_spent();
		ensure!(amount > 0 || reaps, Error::<T>::NothingToClaim);
		if reaps {
			entry.event(|domain, who| Event::AccountReaped { domain, who });
		}
		entry.write()?;
		if amount > 0 {
			T::Currency::transfer(&Self::pot(), who, amount, Preservation::Preserve)?;
		}
		Ok(weight)
	}

	/// Pays a part of a fee, if the account can receive it. Returns the payment.
	fn pay_part(who: &T::AccountId, part: Balance) -> Result<Balance, DispatchError> {
		if part == 0
			|| T::Currency::can_deposit(who, part, Provenance::Extant)
				!= DepositConsequence::Success
		{
			return Ok(0);
		}
		T::Currency::transfer(&Self::pot(), who, part, Preservation::Preserve)
	}

	/// Pays authors by their weights, the last one the rest. Returns the sum of the payments.
	fn pay_authors(
		authors: &[(T::AccountId, Ppm)],
		amount: Balance,
	) -> Result<Balance, DispatchError> {
		let (mut left, mut paid) = (amount, 0);
		for (position, (author, weight)) in authors.iter().enumerate() {
			let is_last = position.saturating_add(1) == authors.len();
			let part = if is_last {
				left
			} else {
				Permill::from_parts(*weight).mul_floor(amount).min(left)
			};
			left = left.saturating_sub(part);
			// At most the sum of the parts, which is the amount.
			paid = Self::pay_part(author, part)?.saturating_add(paid);
		}
		Ok(paid)
	}

	/// Divides tokens that are in the pot already among all shares of a domain.
	fn pay_dividend(mut current: Current<T>, id: DomainId, amount: Balance) -> DispatchResult {
		let ledger = &mut current.ledger;
		let (shares, roundings) = (ledger.shares, ledger.roundings);
		let rise = dividends::rise(amount, shares).ok_or(ArithmeticError::DivisionByZero)?;
		let unassigned = dividends::unassigned(amount, shares, roundings);
		ledger.index = ledger.index.checked_add(rise).ok_or(ArithmeticError::Overflow)?;
		ledger.paid_in = ledger.paid_in.checked_add(amount).ok_or(ArithmeticError::Overflow)?;
		ledger.unassigned = ledger.unassigned.saturating_add(unassigned);
		ledger.paid_this_era = true;
		let shares = current.shares(shares);
		current.write();
		Self::deposit_event(Event::DividendPaid { domain: id, amount, shares });
		Ok(())
	}

	fn do_pay(
		domain: DomainId,
		payer: &T::AccountId,
		amount: Balance,
		worker: Option<&T::AccountId>,
		authors: &[(T::AccountId, Ppm)],
	) -> Result<FeePaid, DispatchError> {
		let current = Current::<T>::read(domain)?;
		let split = T::Domains::parameters(domain).ok_or(Error::<T>::UnknownDomain)?.fee_split;
		let recipients = Recipients { worker: worker.is_some(), holders: !current.is_worthless() };
		let mut paid = dividends::split_fee(amount, &split, recipients);
		// The whole fee goes through the pot, which always lives: a payer that falls below the
		// least balance is gone after the first transfer.
		T::Currency::transfer(payer, &Self::pot(), amount, Preservation::Expendable)?;
		let received = match worker {
			Some(worker) => Self::pay_part(worker, paid.worker)?,
			None => Self::pay_authors(authors, paid.worker)?,
		};
		let undeliverable = paid.worker.saturating_sub(received);
		paid.worker = received;
		paid.treasury =
			paid.treasury.checked_add(undeliverable).ok_or(ArithmeticError::Overflow)?;
		if paid.treasury > 0 {
			let treasury = T::Treasury::get();
			T::Currency::transfer(&Self::pot(), &treasury, paid.treasury, Preservation::Preserve)?;
		}
		if paid.holders > 0 {
			Self::pay_dividend(current, domain, paid.holders)?;
		}
		let (payer, event) = (payer.clone(), paid.clone());
		Self::deposit_event(Event::FeePaid { domain, payer, paid: event });
		Ok(paid)
	}
}

impl<T: Config> PayBody<T::AccountId> for Pallet<T> {
	fn pay(
		domain: DomainId,
		payer: &T::AccountId,
		amount: Balance,
		worker: Option<&T::AccountId>,
		authors: &[(T::AccountId, Ppm)],
	) -> Result<FeePaid, DispatchError> {
		with_storage_layer(|| Self::do_pay(domain, payer, amount, worker, authors))
	}
}
