//! The bytes that the signer of a transaction signed, by the node's own copy of the runtime.

use codec::{DecodeLimit, Encode};
use sp_core::sr25519;
use sp_io::hashing::blake2_256;
use sp_runtime::{
	generic::{Era, Preamble},
	traits::TransactionExtension,
	MultiAddress, MultiSignature,
};
use witan_primitives::{BlockNumber, Hash};
use witan_runtime::{RuntimeCall, TxExtension, UncheckedExtrinsic, VERSION};

/// Bytes of a transaction up to which the copy reads it. The wasm could only exhaust a memory and a
/// stack of its own, the copy those of the node.
pub const MAX_BYTES: usize = 2048;
/// Levels of nesting in a transaction up to which the copy reads it, for the same reason.
pub const MAX_DEPTH: u32 = 16;
/// Bytes of a payload from which on its hash is signed. The SDK has no constant for it.
const MAX_PLAIN: usize = 256;

/// The part of a payload that is signed without being in the transaction.
pub type Implicit = <TxExtension as TransactionExtension<RuntimeCall>>::Implicit;

/// Returns the implicit part of a transaction without a metadata hash, whose lifetime begins with
/// the block `birth`.
pub fn implicit(genesis: Hash, birth: Hash) -> Implicit {
	let (spec, transaction) = (VERSION.spec_version, VERSION.transaction_version);
	((), (), spec, transaction, genesis, birth, (), (), (), None, ())
}

/// Returns the number of the block with which a transaction's lifetime begins, if the transaction
/// is in block `number`.
pub fn birth(extension: &TxExtension, number: BlockNumber) -> Option<BlockNumber> {
	let (_, _, _, _, _, lifetime, ..) = extension;
	let era: Era = lifetime.0;
	BlockNumber::try_from(era.birth(number.into())).ok()
}

/// Decodes a transaction from the bytes behind its length. Returns none if it is too large or too
/// deep for the node's copy of the runtime, or can't be decoded.
pub fn decode(bytes: &[u8]) -> Option<UncheckedExtrinsic> {
	if bytes.len() > MAX_BYTES {
		return None;
	}
	UncheckedExtrinsic::decode_with_depth_limit(MAX_DEPTH, &mut &bytes.encode()[..]).ok()
}

/// A transaction's sr25519 signature, valid or not, with what it is verified against.
pub struct Signed {
	pub signature: sr25519::Signature,
	pub message: Vec<u8>,
	pub key: sr25519::Public,
}

impl Signed {
	/// Returns a transaction's signature. Returns none if it has none of sr25519, or no implicit
	/// part.
	///
	/// The message is the one that the runtime verifies, byte for byte. So it has the call as it
	/// was received: decoding may forget how a call was written.
	pub fn of(
		transaction: UncheckedExtrinsic,
		implicit: impl FnOnce(&TxExtension) -> Option<Implicit>,
	) -> Option<Self> {
		let UncheckedExtrinsic { preamble, function, encoded_call, .. } = transaction;
		let Preamble::Signed(
			MultiAddress::Id(account),
			MultiSignature::Sr25519(signature),
			extension,
		) = preamble
		else {
			return None;
		};
		let implicit = implicit(&extension)?;
		let mut message = encoded_call.unwrap_or_else(|| function.encode());
		(extension, implicit).encode_to(&mut message);
		if message.len() > MAX_PLAIN {
			message = blake2_256(&message).to_vec();
		}
		let key: [u8; 32] = account.into();
		Some(Self { signature, message, key: key.into() })
	}
}
