//! The Witan solochain runtime: its pallets, how they are wired, and what the node may ask of them.
//!
//! - [`systems`]: every pallet's configuration, by system;
//! - [`parameters`]: values that governance sets while the chain runs;
//! - [`migrations`]: what converts the state of a chain that is upgraded;
//! - [`apis`]: the runtime APIs;
//! - [`genesis`]: the presets from which chain specifications are made, and the checks of a
//!   genesis;
//! - [`weights`]: costs of calls, blocks and storage, measured by `scripts/weights`.
//!
//! Whatever names no runtime is in `witan-runtime-common`, and is shared by all runtimes.

#![cfg_attr(not(feature = "std"), no_std)]
// `impl_runtime_apis!` and the runtime macro expand to many small generic items.
#![recursion_limit = "512"]

extern crate alloc;
// Its global allocator is the wasm's.
#[cfg(substrate_runtime)]
extern crate witan_runtime_allocator;

#[cfg(feature = "std")]
include!(concat!(env!("OUT_DIR"), "/wasm_binary.rs"));

pub mod apis;
#[cfg(feature = "runtime-benchmarks")]
mod benchmarks;
pub mod genesis;
pub mod hooks;
pub mod migrations;
pub mod parameters;
pub mod systems;
pub mod weights;

use alloc::{borrow::Cow, vec::Vec};
use sp_runtime::{generic, impl_opaque_keys};
use sp_version::RuntimeVersion;
pub use witan_primitives::{
	AccountId, Address, Balance, BlockNumber, Hash, Header, Moment, Nonce, Signature,
};

#[cfg(any(feature = "std", test))]
pub use sp_runtime::BuildStorage;

pub use parameters::{dynamic_params, RuntimeParameters};

macro_rules! runtime_version {
	($spec_version:tt) => {
		/// The runtime's name and versions. `spec_version` rises with every change of behaviour.
		/// `transaction_version` rises when transactions signed before a change would mean
		/// something else after it.
		#[sp_version::runtime_version]
		pub const VERSION: RuntimeVersion = RuntimeVersion {
			spec_name: Cow::Borrowed("witan"),
			impl_name: Cow::Borrowed("witan-node"),
			authoring_version: 1,
			spec_version: $spec_version,
			impl_version: 0,
			apis: apis::RUNTIME_API_VERSIONS,
			transaction_version: 2,
			// Light clients (smoldot) and the tools that embed one refuse a chain whose version is
			// above 1. What they would not know changes nothing that users see. Version 2 hashes a
			// block's transactions by another trie. Version 3 stores a new runtime as pending for a
			// block before it becomes the chain's code.
			system_version: 1,
		};
	};
}

#[cfg(not(feature = "next-version"))]
runtime_version!(2);
// The version with which upgrades are rehearsed: `scripts/next-runtime`.
#[cfg(feature = "next-version")]
runtime_version!(3);

impl_opaque_keys! {
	/// The keys with which a validator takes part in consensus. They are generated on the
	/// validator's own node and announced with `Session.set_keys`.
	pub struct SessionKeys {
		/// The key that signs blocks (sr25519).
		pub babe: Babe,
		/// The key that votes on finality (ed25519).
		pub grandpa: Grandpa,
		/// The key that signs heartbeats, which say that the validator is online (sr25519).
		pub im_online: ImOnline,
		/// The key that signs the validator's published network addresses (sr25519).
		pub authority_discovery: AuthorityDiscovery,
	}
}

/// The parts of a signed transaction besides its call, in the order in which they are checked.
pub type TxExtension = (
	frame_system::AuthorizeCall<Runtime>,
	frame_system::CheckNonZeroSender<Runtime>,
	frame_system::CheckSpecVersion<Runtime>,
	frame_system::CheckTxVersion<Runtime>,
	frame_system::CheckGenesis<Runtime>,
	frame_system::CheckEra<Runtime>,
	frame_system::CheckNonce<Runtime>,
	frame_system::CheckWeight<Runtime>,
	pallet_fees::ChargeTransactionPayment<Runtime>,
	frame_metadata_hash_extension::CheckMetadataHash<Runtime>,
	frame_system::WeightReclaim<Runtime>,
);

/// A transaction, or an inherent, as it stands in a block.
pub type UncheckedExtrinsic =
	generic::UncheckedExtrinsic<Address, RuntimeCall, Signature, TxExtension>;
/// The payload that a transaction's signer signs.
pub type SignedPayload = generic::SignedPayload<RuntimeCall, TxExtension>;
/// A block of this runtime.
pub type Block = generic::Block<Header, UncheckedExtrinsic>;

/// The executor of blocks, extrinsics and hooks.
pub type Executive = frame_executive::Executive<
	Runtime,
	Block,
	frame_system::ChainContext<Runtime>,
	Runtime,
	hooks::Pallets,
>;

/// Every pallet and its index. An index is part of every encoded call: it never changes once a
/// chain runs.
#[frame_support::runtime]
mod runtime {
	#[runtime::runtime]
	#[runtime::derive(
		RuntimeCall,
		RuntimeEvent,
		RuntimeError,
		RuntimeOrigin,
		RuntimeFreezeReason,
		RuntimeHoldReason,
		RuntimeSlashReason,
		RuntimeLockId,
		RuntimeTask,
		RuntimeViewFunction
	)]
	pub struct Runtime;

	// The chain itself.
	#[runtime::pallet_index(0)]
	pub type System = frame_system;
	#[runtime::pallet_index(1)]
	pub type ChainConfig = pallet_chain_config;
	#[runtime::pallet_index(2)]
	pub type Timestamp = pallet_timestamp;
	#[runtime::pallet_index(3)]
	pub type Parameters = pallet_parameters;
	#[runtime::pallet_index(4)]
	pub type Migrations = pallet_migrations;
	#[runtime::pallet_index(5)]
	pub type Nonces = pallet_nonces;

	// Money.
	#[runtime::pallet_index(10)]
	pub type Balances = pallet_balances;
	#[runtime::pallet_index(11)]
	pub type TransactionPayment = pallet_transaction_payment;
	#[runtime::pallet_index(12)]
	pub type Treasury = pallet_treasury;
	// After TransactionPayment, whose multiplier at the end of a block counts in the next block's
	// prices.
	#[runtime::pallet_index(13)]
	pub type Fees = pallet_fees;

	// Consensus. Authorship and BABE come before Session, whose rotation they feed; Staking before
	// it too, so that an era is planned by the session that ends it.
	#[runtime::pallet_index(20)]
	pub type Babe = pallet_babe;
	#[runtime::pallet_index(21)]
	pub type Authorship = pallet_authorship;
	#[runtime::pallet_index(22)]
	pub type Staking = pallet_staking;
	#[runtime::pallet_index(23)]
	pub type VoterList = pallet_bags_list<Instance1>;
	#[runtime::pallet_index(24)]
	pub type Offences = pallet_offences;
	#[runtime::pallet_index(25)]
	pub type Historical = pallet_session::historical;
	#[runtime::pallet_index(26)]
	pub type Session = pallet_session;
	#[runtime::pallet_index(27)]
	pub type Grandpa = pallet_grandpa;
	#[runtime::pallet_index(28)]
	pub type ImOnline = pallet_im_online;
	#[runtime::pallet_index(29)]
	pub type AuthorityDiscovery = pallet_authority_discovery;

	// Tools for accounts and for governance.
	#[runtime::pallet_index(40)]
	pub type Utility = pallet_utility;
	#[runtime::pallet_index(41)]
	pub type Multisig = pallet_multisig;
	#[runtime::pallet_index(42)]
	pub type Proxy = pallet_proxy;
	#[runtime::pallet_index(43)]
	pub type Preimage = pallet_preimage;
	#[runtime::pallet_index(44)]
	pub type Scheduler = pallet_scheduler;

	// Bodies of experts. Domains come before Reputation, which mints to their members at genesis.
	#[runtime::pallet_index(59)]
	pub type Domains = pallet_domains;
	#[runtime::pallet_index(60)]
	pub type Reputation = pallet_reputation;
	#[runtime::pallet_index(61)]
	pub type ValidationPool = pallet_validation_pool;
	#[runtime::pallet_index(62)]
	pub type Business = pallet_business;
	#[runtime::pallet_index(63)]
	pub type Availability = pallet_availability;
	#[runtime::pallet_index(64)]
	pub type Forum = pallet_forum;
	#[runtime::pallet_index(65)]
	pub type Governance = pallet_governance;
}
