//! Block production (BABE), finality (GRANDPA), sessions, and offences of validators.

use crate::*;
use alloc::vec::Vec;
use frame_support::{
	parameter_types,
	traits::{ConstU32, ConstU64},
	weights::Weight,
};
use pallet_im_online::weights::SubstrateWeight as SdkHeartbeatWeight;
use pallet_session::disabling::{
	DisablingDecision, DisablingStrategy, UpToLimitWithReEnablingDisablingStrategy,
};
use sp_consensus_babe::AllowedSlots;
use sp_runtime::{
	traits::{ConvertInto, OpaqueKeys},
	transaction_validity::TransactionPriority,
};
use sp_staking::offence::OffenceSeverity;

/// The maximum number of validators. It bounds the work at a session change, which grows with it.
pub const MAX_AUTHORITIES: u32 = 100;
/// The most sessions for which stake stays bonded. GRANDPA remembers the validator sets of as many,
/// and an equivocation of an older set can't be reported.
pub const MAX_BONDED_SESSIONS: u32 = 1_000;
/// The only way to give slots to authors in which every block has its author's VRF, with which
/// experts are drawn.
pub const SLOTS: AllowedSlots = AllowedSlots::PrimaryAndSecondaryVRFSlots;
/// Bytes of a validator's session keys: four public keys.
const SESSION_KEYS_BYTES: u32 = 4 * 32;

parameter_types! {
	/// Heartbeats go first. They are free, one for each validator and session, and soon too late.
	pub const ImOnlineUnsignedPriority: TransactionPriority = TransactionPriority::MAX;
}

/// Returns true if BABE can draw primary authors with this `c`: from 1/10 000 to a half.
///
/// Nodes compute each author's chance with floating point, for a `c` below a half, and panic if it
/// is as good as 1. If it is as good as 0 nobody is drawn, and each author is known beforehand.
pub fn is_lottery((numerator, denominator): (u64, u64)) -> bool {
	let least = denominator.div_ceil(10_000).max(1);
	(least..=denominator / 2).contains(&numerator)
}

impl pallet_babe::Config for Runtime {
	type EpochDuration = pallet_chain_config::get::EpochLength<Runtime>;
	type ExpectedBlockTime = pallet_chain_config::get::SlotDuration<Runtime>;
	// Sessions follow epochs.
	type EpochChangeTrigger = pallet_babe::ExternalTrigger;
	type DisabledValidators = Session;
	type WeightInfo = ();
	type MaxAuthorities = ConstU32<MAX_AUTHORITIES>;
	type MaxNominators = ConstU32<{ super::staking::MAX_EXPOSURE_PAGE_SIZE }>;
	type KeyOwnerProof = sp_session::MembershipProof;
	type EquivocationReportSystem = pallet_babe::EquivocationReportSystem<
		Self,
		Offences,
		Historical,
		pallet_chain_config::get::ReportLongevity<Runtime>,
	>;
}

impl pallet_grandpa::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type WeightInfo = ();
	type MaxAuthorities = ConstU32<MAX_AUTHORITIES>;
	type MaxNominators = ConstU32<{ super::staking::MAX_EXPOSURE_PAGE_SIZE }>;
	// Validator sets older than any bonded stake need no lookup.
	type MaxSetIdSessionEntries = ConstU64<{ MAX_BONDED_SESSIONS as u64 }>;
	type KeyOwnerProof = sp_session::MembershipProof;
	type EquivocationReportSystem = pallet_grandpa::EquivocationReportSystem<
		Self,
		Offences,
		Historical,
		pallet_chain_config::get::ReportLongevity<Runtime>,
	>;
}

impl pallet_authorship::Config for Runtime {
	type FindAuthor = pallet_session::FindAccountFromAuthorIndex<Self, Babe>;
	type EventHandler = (super::staking::BlockRewards, ImOnline);
}

impl pallet_session::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type ValidatorId = AccountId;
	type ValidatorIdOf = ConvertInto;
	type ShouldEndSession = Babe;
	type NextSessionRotation = Babe;
	type SessionManager =
		pallet_session::historical::NoteHistoricalRoot<Self, super::staking::ValidatorSelection>;
	type SessionHandler = <SessionKeys as OpaqueKeys>::KeyTypeIdProviders;
	type Keys = SessionKeys;
	type DisablingStrategy = DisableWhoIsSlashed;
	type WeightInfo = weights::pallet_session::WeightInfo<Runtime>;
	type Currency = Balances;
	type KeyDeposit = parameters::StorageDeposit<1, SESSION_KEYS_BYTES>;
}

/// Disables equivocators until the era ends, up to a third of the validators, the worst first. An
/// offence that costs nothing disables no one: only `staking.manual_slash` can report one.
pub struct DisableWhoIsSlashed;
impl DisablingStrategy<Runtime> for DisableWhoIsSlashed {
	fn decision(
		offender: &AccountId,
		severity: OffenceSeverity,
		disabled: &Vec<(u32, OffenceSeverity)>,
	) -> DisablingDecision {
		if severity.0.is_zero() {
			return DisablingDecision { disable: None, reenable: None };
		}
		<UpToLimitWithReEnablingDisablingStrategy as DisablingStrategy<Runtime>>::decision(
			offender, severity, disabled,
		)
	}
}

impl pallet_session::historical::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type FullIdentification = super::staking::ValidatorIdentification;
	type FullIdentificationOf = super::staking::ValidatorIdentificationOf;
}

impl pallet_offences::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type IdentificationTuple = pallet_session::historical::IdentificationTuple<Self>;
	type OnOffenceHandler = super::staking::Slashing;
}

impl pallet_im_online::Config for Runtime {
	type AuthorityId = pallet_im_online::sr25519::AuthorityId;
	type RuntimeEvent = RuntimeEvent;
	type ValidatorSet = Historical;
	type NextSessionRotation = Babe;
	// Nobody is slashed for being offline. A split network or an outage would take the stake of
	// honest validators in the very case in which they can't help it. They earn nothing meanwhile.
	type ReportUnresponsiveness = ();
	type UnsignedPriority = ImOnlineUnsignedPriority;
	type WeightInfo = HeartbeatWeight;
	type MaxKeys = ConstU32<MAX_AUTHORITIES>;
	type MaxPeerInHeartbeats = ConstU32<{ 10 * MAX_AUTHORITIES }>;
}

/// The SDK's weights of heartbeats, without their proof sizes. A solochain has no proofs, and a
/// block's bytes are for transactions.
pub struct HeartbeatWeight;
impl pallet_im_online::WeightInfo for HeartbeatWeight {
	fn heartbeat(keys: u32) -> Weight {
		SdkHeartbeatWeight::<Runtime>::heartbeat(keys).set_proof_size(0)
	}

	fn authorize_heartbeat(keys: u32) -> Weight {
		SdkHeartbeatWeight::<Runtime>::authorize_heartbeat(keys).set_proof_size(0)
	}
}

impl pallet_authority_discovery::Config for Runtime {
	type MaxAuthorities = ConstU32<MAX_AUTHORITIES>;
}
