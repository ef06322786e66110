//! Batches, multisigs, proxies, preimages and scheduled calls.

use crate::*;
use core::cmp::Ordering;
use frame_support::{
	migrations::MultiStepMigrator,
	parameter_types,
	traits::{
		fungible::HoldConsideration, ConstU32, EitherOfDiverse, Get, LinearStoragePrice,
		PrivilegeCmp,
	},
	weights::Weight,
};
#[cfg(not(feature = "runtime-benchmarks"))]
use frame_system::EnsureNever;
use frame_system::{EnsureRoot, RawOrigin};
use pallet_governance::EnsureConstitution;
use parameters::{dynamic_params::deposits, StorageDeposit};
use sp_runtime::traits::BlakeTwo256;
use systems::chain::block_limits::SCHEDULED;

/// Bytes of an account id.
const ACCOUNT: u32 = 32;

impl pallet_utility::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type RuntimeCall = RuntimeCall;
	type PalletsOrigin = OriginCaller;
	type WeightInfo = weights::pallet_utility::WeightInfo<Runtime>;
}

impl pallet_multisig::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type RuntimeCall = RuntimeCall;
	type Currency = Balances;
	// The key (account, call hash) and what is stored once: time point, deposit, depositor.
	type DepositBase = StorageDeposit<1, { ACCOUNT + 32 + 8 + 16 + ACCOUNT }>;
	type DepositFactor = StorageDeposit<0, ACCOUNT>;
	type MaxSignatories = ConstU32<100>;
	type WeightInfo = weights::pallet_multisig::WeightInfo<Runtime>;
	type BlockNumberProvider = System;
}

impl pallet_proxy::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type RuntimeCall = RuntimeCall;
	type Currency = Balances;
	type ProxyType = super::proxies::ProxyType;
	type ProxyDepositBase = StorageDeposit<1, { ACCOUNT + 16 }>;
	type ProxyDepositFactor = StorageDeposit<0, { ACCOUNT + 1 + 4 }>;
	type MaxProxies = ConstU32<32>;
	type MaxPending = ConstU32<32>;
	type WeightInfo = weights::pallet_proxy::WeightInfo<Runtime>;
	type CallHasher = BlakeTwo256;
	type AnnouncementDepositBase = StorageDeposit<1, { ACCOUNT + 16 }>;
	type AnnouncementDepositFactor = StorageDeposit<0, { ACCOUNT + 32 + 4 }>;
	type BlockNumberProvider = System;
}

parameter_types! {
	pub const PreimageHoldReason: RuntimeHoldReason =
		RuntimeHoldReason::Preimage(pallet_preimage::HoldReason::Preimage);
}

/// The weight that scheduled calls may take of a block: none during a migration of many blocks.
/// They would meet state that is only partly migrated; so they wait, like transactions.
pub struct SchedulerWeight;
impl Get<Weight> for SchedulerWeight {
	fn get() -> Weight {
		if Migrations::ongoing() {
			return Weight::zero();
		}
		SCHEDULED
	}
}

/// The rank of origins for cancelling scheduled calls. Root, which a post of the constitution
/// becomes by `Governance.dispatch_as_root`, may cancel those of any post. Each post may cancel its
/// own.
pub struct RootIsAbovePosts;
impl PrivilegeCmp<OriginCaller> for RootIsAbovePosts {
	fn cmp_privilege(left: &OriginCaller, right: &OriginCaller) -> Option<Ordering> {
		match (left, right) {
			(left, right) if left == right => Some(Ordering::Equal),
			(OriginCaller::system(RawOrigin::Root), _) => Some(Ordering::Greater),
			(_, OriginCaller::system(RawOrigin::Root)) => Some(Ordering::Less),
			_ => None,
		}
	}
}

impl pallet_preimage::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type WeightInfo = weights::pallet_preimage::WeightInfo<Runtime>;
	type Currency = Balances;
	// Nobody: a post's directive could unrequest the call that another's waits for. Governance
	// requests calls by itself.
	#[cfg(not(feature = "runtime-benchmarks"))]
	type ManagerOrigin = EnsureNever<()>;
	// The calls of managers have to be measured all the same.
	#[cfg(feature = "runtime-benchmarks")]
	type ManagerOrigin = EnsureRoot<AccountId>;
	type Consideration = HoldConsideration<
		AccountId,
		Balances,
		PreimageHoldReason,
		LinearStoragePrice<deposits::PerItem, deposits::PerByte, Balance>,
	>;
}

impl pallet_scheduler::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type RuntimeOrigin = RuntimeOrigin;
	type PalletsOrigin = OriginCaller;
	type RuntimeCall = RuntimeCall;
	type MaximumWeight = SchedulerWeight;
	type ScheduleOrigin = EitherOfDiverse<EnsureRoot<AccountId>, EnsureConstitution>;
	type OriginPrivilegeCmp = RootIsAbovePosts;
	type MaxScheduledPerBlock = ConstU32<50>;
	type WeightInfo = weights::pallet_scheduler::WeightInfo<Runtime>;
	type Preimages = Preimage;
	type BlockNumberProvider = System;
}
