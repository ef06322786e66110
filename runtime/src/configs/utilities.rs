//! Batches, multisigs, proxies, preimages and scheduled calls.

use crate::*;
use configs::parameters::{dynamic_params::deposits, StorageDeposit};
use frame_support::{
	parameter_types,
	traits::{
		fungible::HoldConsideration, ConstU32, EqualPrivilegeOnly, InstanceFilter,
		LinearStoragePrice,
	},
	weights::Weight,
};
use frame_system::EnsureNever;
use pallet_governance::EnsureConstitution;
use sp_runtime::{traits::BlakeTwo256, Perbill};

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

/// What a proxy may do in an account's name.
#[derive(
	Copy,
	Clone,
	Eq,
	PartialEq,
	Ord,
	PartialOrd,
	Default,
	Debug,
	codec::Encode,
	codec::Decode,
	codec::DecodeWithMemTracking,
	codec::MaxEncodedLen,
	scale_info::TypeInfo,
)]
pub enum ProxyType {
	/// Everything.
	#[default]
	Any,
	/// Everything that can't move tokens to another account.
	NonTransfer,
	/// Staking and session keys.
	Staking,
	/// Rejecting announced calls of other proxies.
	CancelProxy,
	/// What an expert and voter does day by day: offers, evidence, posts, votes. No fee of its own.
	Expert,
}

/// Whether a call is one of an expert's work: it may hold deposits and stake REP, and pays no fee to anyone.
fn is_expert_work(call: &RuntimeCall) -> bool {
	matches!(
		call,
		RuntimeCall::Availability(..)
			| RuntimeCall::Forum(..)
			| RuntimeCall::Reputation(pallet_reputation::Call::claim_dividends { .. })
			| RuntimeCall::Business(
				pallet_business::Call::submit { .. } | pallet_business::Call::poke { .. }
			) | RuntimeCall::ValidationPool(
			pallet_validation_pool::Call::stake { .. }
				| pallet_validation_pool::Call::commit { .. }
				| pallet_validation_pool::Call::reveal { .. }
				| pallet_validation_pool::Call::settle { .. }
		)
	)
}

impl InstanceFilter<RuntimeCall> for ProxyType {
	fn filter(&self, call: &RuntimeCall) -> bool {
		match self {
			Self::Any => true,
			Self::NonTransfer => {
				matches!(
					call,
					RuntimeCall::System(..)
						| RuntimeCall::Staking(..)
						| RuntimeCall::Session(..)
						| RuntimeCall::VoterList(..)
						| RuntimeCall::Utility(..)
						| RuntimeCall::Multisig(..)
						| RuntimeCall::Preimage(..)
						| RuntimeCall::Proxy(pallet_proxy::Call::reject_announcement { .. })
				) || is_expert_work(call)
			},
			Self::Staking => matches!(
				call,
				RuntimeCall::Staking(..)
					| RuntimeCall::Session(..)
					| RuntimeCall::VoterList(..)
					| RuntimeCall::Utility(..)
			),
			Self::CancelProxy => matches!(
				call,
				RuntimeCall::Proxy(pallet_proxy::Call::reject_announcement { .. })
					| RuntimeCall::Utility(..)
			),
			Self::Expert => is_expert_work(call) || matches!(call, RuntimeCall::Utility(..)),
		}
	}

	fn is_superset(&self, other: &Self) -> bool {
		match (self, other) {
			(Self::Any, _) => true,
			(_, Self::Any) => false,
			(Self::NonTransfer, _) => true,
			(mine, theirs) => mine == theirs,
		}
	}
}

impl pallet_proxy::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type RuntimeCall = RuntimeCall;
	type Currency = Balances;
	type ProxyType = ProxyType;
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
	/// Scheduled calls may take four fifths of a block at most.
	pub MaximumSchedulerWeight: Weight =
		Perbill::from_percent(80) * weights::block_limits::BlockWeights::get().max_block;
}

impl pallet_preimage::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type WeightInfo = weights::pallet_preimage::WeightInfo<Runtime>;
	type Currency = Balances;
	// Nobody: a post's directive could let go of the call that another's waits for. Governance requests calls by itself.
	type ManagerOrigin = EnsureNever<()>;
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
	type MaximumWeight = MaximumSchedulerWeight;
	type ScheduleOrigin = EnsureConstitution;
	type OriginPrivilegeCmp = EqualPrivilegeOnly;
	type MaxScheduledPerBlock = ConstU32<50>;
	type WeightInfo = weights::pallet_scheduler::WeightInfo<Runtime>;
	type Preimages = Preimage;
	type BlockNumberProvider = System;
}
