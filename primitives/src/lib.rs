//! Types and constants of the chain, which all systems share. A system's own are in its folder.

#![cfg_attr(not(feature = "std"), no_std)]
#![deny(rustdoc::broken_intra_doc_links)]
#![cfg_attr(
	not(test),
	deny(clippy::unwrap_used, clippy::indexing_slicing, clippy::arithmetic_side_effects)
)]

pub mod time;

use sp_runtime::{
	generic,
	traits::{BlakeTwo256, IdentifyAccount, Verify},
	MultiAddress, MultiSignature, OpaqueExtrinsic,
};

/// Number of a block. Genesis is block 0.
pub type BlockNumber = u32;
/// A signature by any of the schemes that an account may use: sr25519, ed25519 or ECDSA.
pub type Signature = MultiSignature;
/// The 32 bytes that identify an account.
pub type AccountId = <<Signature as Verify>::Signer as IdentifyAccount>::AccountId;
/// An account as transactions name it.
pub type Address = MultiAddress<AccountId, ()>;
/// Tokens, in units of 10^-9 WIT.
pub type Balance = u128;
/// Number of an account's next transaction. It rises by one with each.
pub type Nonce = u32;
/// Milliseconds since the Unix epoch, or a time span in milliseconds.
pub type Moment = u64;
/// BLAKE2b-256, the chain's hash.
pub type Hash = sp_core::H256;
/// A block header.
pub type Header = generic::Header<BlockNumber, BlakeTwo256>;
/// A block as the node sees it: its extrinsics are bytes that only the runtime can read.
pub type OpaqueBlock = generic::Block<Header, OpaqueExtrinsic>;

/// One token in units: 1 WIT = 10^9 units.
pub const WIT: Balance = 1_000_000_000;
/// A thousandth of a token, in units.
pub const MILLI_WIT: Balance = WIT / 1_000;
/// A millionth of a token, in units.
pub const MICRO_WIT: Balance = WIT / 1_000_000;
/// Minimum balance of an account, in units. It is a constant of the runtime and not of a genesis,
/// because every change of a balance reads it several times.
pub const EXISTENTIAL_DEPOSIT: Balance = MILLI_WIT;
/// Decimal places of a token.
pub const TOKEN_DECIMALS: u32 = 9;
/// The token's symbol, which wallets show behind an amount.
pub const TOKEN_SYMBOL: &str = "WIT";
/// The network's byte in SS58 addresses: 42, which Substrate leaves to chains without a registered
/// prefix.
pub const SS58_PREFIX: u16 = 42;
