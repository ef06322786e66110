//! Signed transactions of development accounts, for benchmarks and tests.

use crate::payload::{self, Implicit};
use codec::Encode;
use sp_core::{sr25519, Pair};
use sp_keyring::Sr25519Keyring;
use sp_runtime::generic::Era;
use witan_primitives::{AccountId, Hash, Nonce, Signature};
use witan_runtime::{
	systems::chain::transactions::tx_extension, RuntimeCall, SignedPayload, TxExtension,
	UncheckedExtrinsic,
};

/// Returns the immortal transaction that a development account makes of `call`, without a tip.
pub fn signed(
	genesis: Hash,
	signer: Sr25519Keyring,
	call: RuntimeCall,
	nonce: Nonce,
) -> UncheckedExtrinsic {
	let extension = tx_extension(Era::Immortal, nonce, 0);
	signed_with(signer, call, extension, payload::implicit(genesis, genesis))
}

/// Returns the transaction that a development account makes of `call`, with these extensions and
/// the implicit part that goes with them.
pub fn signed_with(
	signer: Sr25519Keyring,
	call: RuntimeCall,
	extension: TxExtension,
	implicit: Implicit,
) -> UncheckedExtrinsic {
	let signer: sr25519::Pair = signer.pair();
	let payload = SignedPayload::from_raw(call.clone(), extension.clone(), implicit);
	let signature = payload.using_encoded(|bytes| signer.sign(bytes));
	UncheckedExtrinsic::new_signed(
		call,
		AccountId::from(signer.public()).into(),
		Signature::Sr25519(signature),
		extension,
	)
}
