//! The chain itself: fees, deposits, and the checks of balances in a genesis.

use alloc::{collections::BTreeSet, format, string::String};
use core::{marker::PhantomData, ops::RangeInclusive};
use frame_support::{
	ensure,
	traits::{
		fungible::Mutate,
		tokens::{Pay, PaymentStatus, Preservation},
		Get,
	},
};
use pallet_balances::AccountData;
use sp_core::crypto::Ss58Codec;
use sp_runtime::{DispatchError, TryRuntimeError};
use witan_primitives::{AccountId, Balance, EXISTENTIAL_DEPOSIT};

/// The deposit for `ITEMS` stored items of `BYTES` bytes together, by the prices of an item and of
/// a byte.
pub struct StorageDeposit<PerItem, PerByte, const ITEMS: u32, const BYTES: u32>(
	PhantomData<(PerItem, PerByte)>,
);

impl<PerItem: Get<Balance>, PerByte: Get<Balance>, const ITEMS: u32, const BYTES: u32> Get<Balance>
	for StorageDeposit<PerItem, PerByte, ITEMS, BYTES>
{
	fn get() -> Balance {
		storage_deposit::<PerItem, PerByte>(ITEMS.into(), BYTES.into())
	}
}

/// Returns the deposit for stored items of `bytes` bytes in all. Saturates at the greatest balance.
pub fn storage_deposit<PerItem: Get<Balance>, PerByte: Get<Balance>>(
	items: u64,
	bytes: u64,
) -> Balance {
	let items = PerItem::get().saturating_mul(items.into());
	items.saturating_add(PerByte::get().saturating_mul(bytes.into()))
}

/// Payments from an account that must live on, which they can't empty below the least balance.
///
/// An account that was emptied refuses small amounts. A fee of which it gets a part could not be
/// paid then.
pub struct PayAndLive<Currency, Source>(PhantomData<(Currency, Source)>);

impl<Currency, Source> Pay for PayAndLive<Currency, Source>
where
	Currency: Mutate<AccountId>,
	Source: Get<AccountId>,
{
	type Balance = Currency::Balance;
	type Beneficiary = AccountId;
	type AssetKind = ();
	type Id = ();
	type Error = DispatchError;

	fn pay(who: &AccountId, (): (), amount: Self::Balance) -> Result<(), DispatchError> {
		Currency::transfer(&Source::get(), who, amount, Preservation::Preserve)?;
		Ok(())
	}

	fn check_payment((): ()) -> PaymentStatus {
		PaymentStatus::Success
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn ensure_successful(_: &AccountId, (): (), amount: Self::Balance) {
		for minted in [Currency::minimum_balance(), amount] {
			Currency::mint_into(&Source::get(), minted).expect("the account can receive tokens");
		}
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn ensure_concluded((): ()) {}
}

/// Checks that a genesis sets a deposit that governance could set too.
pub fn check_deposit(
	name: &str,
	amount: Balance,
	range: RangeInclusive<Balance>,
) -> Result<(), String> {
	if range.contains(&amount) {
		return Ok(());
	}
	Err(format!("chainConfig: {name} is {amount} units, must be in {range:?}"))
}

/// Checks that each account of a genesis is listed once, with at least the existential deposit.
pub fn check_balances<'a>(
	balances: impl IntoIterator<Item = (&'a AccountId, Balance)>,
) -> Result<(), String> {
	let least = EXISTENTIAL_DEPOSIT;
	let mut seen = BTreeSet::new();
	for (account, balance) in balances {
		if balance < least {
			return Err(format!(
				"balances.balances: {} gets {balance} units, less than the existential deposit of {least}",
				account.to_ss58check()
			));
		}
		if !seen.insert(account) {
			return Err(format!("balances.balances: {} is there twice", account.to_ss58check()));
		}
	}
	Ok(())
}

/// Checks that accounts have the tokens that were issued.
pub fn check_issuance<T>() -> Result<(), TryRuntimeError>
where
	T: frame_system::Config<AccountData = AccountData<Balance>>
		+ pallet_balances::Config<Balance = Balance>,
{
	let of_accounts = frame_system::Account::<T>::iter_values()
		.map(|account| account.data.free.saturating_add(account.data.reserved))
		.fold(0, Balance::saturating_add);
	let issued = pallet_balances::TotalIssuance::<T>::get();
	ensure!(of_accounts == issued, "accounts have other tokens than were issued");
	Ok(())
}
