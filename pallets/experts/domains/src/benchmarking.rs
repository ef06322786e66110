//! Costs of the call, with those of opening a ledger.

use crate::{Call, Config, Metadata, NextDomain, Pallet, Profiles, MAX_METADATA};
use alloc::vec;
use frame_benchmarking::v2::*;
use frame_support::traits::Consideration;
use frame_system::RawOrigin;
use sp_runtime::traits::One;

#[benchmarks]
mod benchmarks {
	use super::*;

	/// Uses the chain's defaults, which may have to be read, and are checked like those of a
	/// founder.
	#[benchmark]
	fn create_domain(m: Linear<0, MAX_METADATA>) -> Result<(), BenchmarkError> {
		let founder: T::AccountId = whitelisted_caller();
		let metadata: Metadata =
			vec![7; m as usize].try_into().map_err(|_| BenchmarkError::Stop("too long"))?;
		T::Consideration::ensure_successful(&founder, Pallet::<T>::footprint(&metadata));
		let domain = NextDomain::<T>::get();

		#[extrinsic_call]
		_(RawOrigin::Signed(founder.clone()), metadata, Some(One::one()), None);

		assert_eq!(Profiles::<T>::get(domain).map(|profile| profile.founder), Some(founder));
		Ok(())
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::new_test_ext(), crate::mock::Test);
}
