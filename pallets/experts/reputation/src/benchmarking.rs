//! Costs of the call.
//!
//! `claim_dividends` is measured with an account up to six eras behind: with each era an account's
//! shares lose 16 of at most 96 bits. The account has a full mint log, which is carried from era to
//! era, too. The claim is the first change in an era, which also writes the end of the last one.

use crate::{
	decay::MAX_ERAS_HELD, ledger::Entry, mint_log::MAX_MINT_ENTRIES, Call, Config, Pallet,
};
use frame_benchmarking::v2::*;
use frame_support::traits::{
	fungible::{Inspect, Mutate},
	Get,
};
use frame_system::{pallet_prelude::BlockNumberFor, RawOrigin};
use witan_experts::{
	ids::DomainId,
	ledger::{MintReputation, PayBody, SnapshotReputation},
	shares::{Shares, ERA_SHIFT},
};
use witan_primitives::Balance;

/// Makes domains for the benchmarks.
pub trait BenchmarkHelper {
	/// Makes a domain with a half-life of one block. Its pools are open for two blocks at most, so
	/// that each block has its own snapshot.
	fn fast_domain() -> DomainId;
}

/// Returns a dividend, the largest part of which is enough for an account to exist.
fn dividend<T: Config>() -> Balance {
	T::Currency::minimum_balance().saturating_mul(1_000)
}

/// Goes to a later block.
fn skip<T: Config>(blocks: u32) {
	let now = frame_system::Pallet::<T>::block_number();
	frame_system::Pallet::<T>::set_block_number(now + BlockNumberFor::<T>::from(blocks));
}

/// Shares of each entry of the mint log: all of them are below what a body can have in the first
/// block of an era.
const LOGGED: u128 = 1 << 75;

/// Mints to an account in as many blocks as a mint log has entries, each after a snapshot, the last
/// of them in `blocks` blocks. Returns the number of shares.
fn mint_since_snapshots<T: Config>(
	domain: DomainId,
	who: &T::AccountId,
	blocks: u32,
) -> Result<u128, BenchmarkError> {
	let shares = Shares::new(LOGGED, 0);
	skip::<T>(blocks.saturating_sub(MAX_MINT_ENTRIES - 1));
	Pallet::<T>::mint(domain, who, shares)?;
	for snapshot in 0..MAX_MINT_ENTRIES {
		skip::<T>(u32::from(snapshot > 0));
		Pallet::<T>::snapshot(domain)?;
		Pallet::<T>::mint(domain, who, shares)?;
	}
	Ok(shares.value.saturating_mul(u128::from(MAX_MINT_ENTRIES) + 1))
}

/// Pays a dividend.
fn pay<T: Config>(domain: DomainId) -> Result<(), BenchmarkError> {
	let payer: T::AccountId = account("payer", 0, 0);
	T::Currency::set_balance(&payer, dividend::<T>().saturating_mul(2));
	<Pallet<T> as PayBody<T::AccountId>>::pay(domain, &payer, dividend::<T>(), None, &[])?;
	Ok(())
}

#[benchmarks]
mod benchmarks {
	use super::*;

	#[benchmark]
	fn claim_dividends(e: Linear<0, MAX_ERAS_HELD>) -> Result<(), BenchmarkError> {
		let least = T::Currency::minimum_balance();
		T::Currency::set_balance(&Pallet::<T>::pot(), least);
		T::Currency::set_balance(&T::Treasury::get(), least);
		let domain = T::BenchmarkHelper::fast_domain();
		let caller: T::AccountId = whitelisted_caller();
		let holder: T::AccountId = account("holder", 0, 0);
		// The last block of an era has the most shares for an amount.
		let minted = mint_since_snapshots::<T>(domain, &holder, ERA_SHIFT - 1)?;
		pay::<T>(domain)?;
		// This settles the first dividend. Without another one, no era is settled by the claim.
		Pallet::<T>::mint(domain, &holder, Shares::new((1 << 95) - 1 - minted, 0))?;
		for era in 0..e.max(1) {
			if e > 0 {
				pay::<T>(domain)?;
			}
			skip::<T>(if era == 0 { 1 } else { ERA_SHIFT });
		}
		let entry = Entry::<T>::read(domain, &holder)?;
		let (looked_at, entries) = (entry.eras_walked, entry.account.mint_log.len());

		#[extrinsic_call]
		_(RawOrigin::Signed(caller), domain, holder.clone());

		assert_eq!(looked_at, e);
		assert_eq!(entries, MAX_MINT_ENTRIES as usize);
		assert!(T::Currency::balance(&holder) > least);
		Ok(())
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::new_test_ext(), crate::mock::Test);
}
