//! Costs of a payment and of the end of a block.

use super::*;
use crate::pallet::{Collected, Pallet};
use frame_benchmarking::v2::*;
use frame_support::{
	dispatch::{DispatchInfo, Pays, PostDispatchInfo},
	traits::{tokens::Precision, Hooks, OriginTrait},
};
use frame_system::Pallet as System;
use sp_runtime::traits::{DispatchTransaction, Dispatchable};
use witan_primitives::WIT;

#[benchmarks(where T::RuntimeCall: Dispatchable<Info = DispatchInfo, PostInfo = PostDispatchInfo>)]
mod benchmarks {
	use super::*;

	/// A call that uses less than announced, so that a part returns.
	///
	/// The sender's account is not counted: the check of its nonce weighs that it is read and
	/// written, and a block does either once.
	#[benchmark]
	fn charge_transaction_payment() {
		let caller: T::AccountId = account("caller", 0, 0);
		T::Currency::increase_balance(&caller, 1_000 * WIT, Precision::Exact).unwrap();
		System::<T>::inc_providers(&caller);
		let account = frame_system::Account::<T>::hashed_key_for(&caller);
		frame_benchmarking::benchmarking::add_to_whitelist(account.into());
		let call = T::RuntimeCall::from(frame_system::Call::remark { remark: Default::default() });
		let info = DispatchInfo {
			call_weight: Weight::from_parts(1_000_000_000, 0),
			pays_fee: Pays::Yes,
			..Default::default()
		};
		let half = Weight::from_parts(500_000_000, 0);
		let origin = T::RuntimeOrigin::signed(caller);
		let payment = ChargeTransactionPayment::<T>::from(WIT);

		#[block]
		{
			payment
				.test_run(origin, &call, &info, 100, 0, |_| {
					Ok(PostDispatchInfo { actual_weight: Some(half), pays_fee: Pays::Yes })
				})
				.unwrap()
				.unwrap();
		}

		assert!(Collected::<T>::get().fees > 0);
		assert_eq!(Collected::<T>::get().tips, WIT);
	}

	#[benchmark]
	fn on_finalize() {
		T::Currency::increase_balance(&T::Treasury::get(), WIT, Precision::Exact).unwrap();
		Collected::<T>::put(Takings { fees: 100 * WIT, tips: WIT });

		#[block]
		{
			Pallet::<T>::on_finalize(1u32.into());
		}

		assert_eq!(Collected::<T>::get(), Takings::default());
	}
}
