//! Fees and dividends, in tokens.

use crate::{dividends, domains::Current, ledger::Entry, Config, Error, Event, Pallet, Parameters};
use frame_support::{
	ensure,
	storage::with_storage_layer,
	traits::{
		fungible::{Inspect, Mutate},
		tokens::{DepositConsequence, Preservation, Provenance},
		Get,
	},
};
use sp_runtime::{traits::AccountIdConversion, ArithmeticError, DispatchError, DispatchResult};
use witan_experts::{
	ids::DomainId,
	ledger::{FeePaid, PayBody},
	shares::Ppm,
};
use witan_primitives::Balance;

impl<T: Config> Pallet<T> {
	/// The account in which dividends wait.
	pub fn pot() -> T::AccountId {
		T::PalletId::get().into_account_truncating()
	}

	/// Pays an account what it earned, and removes its record if nothing is left of it; gives how many eras that looked at. To be
	/// called where an error undoes what it did.
	pub(crate) fn do_claim(domain: DomainId, who: &T::AccountId) -> Result<u32, DispatchError> {
		let mut entry = Entry::<T>::read(domain, who)?;
		let looked_at = entry.looked_at;
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
		Ok(looked_at)
	}

	/// Pays a part of a fee, if the account can receive it; gives what it received.
	fn give(who: &T::AccountId, part: Balance) -> Result<Balance, DispatchError> {
		if part == 0
			|| T::Currency::can_deposit(who, part, Provenance::Extant)
				!= DepositConsequence::Success
		{
			return Ok(0);
		}
		T::Currency::transfer(&Self::pot(), who, part, Preservation::Preserve)
	}

	/// Pays authors by their weights, the last what the others leave; gives what they received.
	fn give_authors(
		authors: &[(T::AccountId, Ppm)],
		amount: Balance,
	) -> Result<Balance, DispatchError> {
		let (mut left, mut given) = (amount, 0);
		for (position, (author, weight)) in authors.iter().enumerate() {
			let is_last = position.saturating_add(1) == authors.len();
			let part = if is_last { left } else { dividends::part(amount, *weight).min(left) };
			left = left.saturating_sub(part);
			// At most the sum of the parts, which is the amount.
			given = Self::give(author, part)?.saturating_add(given);
		}
		Ok(given)
	}

	/// Shares tokens that are in the pot already among all units of a domain.
	fn pay_dividend(mut current: Current<T>, id: DomainId, amount: Balance) -> DispatchResult {
		let domain = &mut current.domain;
		let (shares, roundings) = (domain.shares, domain.roundings);
		let rise = dividends::rise(amount, shares).ok_or(ArithmeticError::DivisionByZero)?;
		let unassigned = dividends::unassigned(amount, shares, roundings);
		domain.index = domain.index.checked_add(rise).ok_or(ArithmeticError::Overflow)?;
		domain.paid_in = domain.paid_in.checked_add(amount).ok_or(ArithmeticError::Overflow)?;
		domain.unassigned = domain.unassigned.saturating_add(unassigned);
		domain.paid_this_era = true;
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
		let split = Parameters::<T>::get(domain).ok_or(Error::<T>::UnknownDomain)?.fee_split;
		let has_holders = !current.has_nothing();
		let mut paid = dividends::share(amount, &split, worker.is_some(), has_holders);
		// All of it goes through the pot, which always lives: a payer that this leaves below the least balance is gone
		// after the first transfer.
		T::Currency::transfer(payer, &Self::pot(), amount, Preservation::Expendable)?;
		let given = match worker {
			Some(worker) => Self::give(worker, paid.worker)?,
			None => Self::give_authors(authors, paid.worker)?,
		};
		let undeliverable = paid.worker.saturating_sub(given);
		paid.worker = given;
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
