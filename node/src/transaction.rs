//! Signed transactions of development accounts, for benchmarks and tests.

use crate::payload;
use codec::Encode;
use sp_core::{sr25519, Pair};
use sp_keyring::Sr25519Keyring;
use sp_runtime::generic::Era;
use witan_primitives::{AccountId, Hash, Nonce, Signature};
use witan_runtime::{
	systems::chain::transactions::tx_extension, RuntimeCall, SignedPayload, UncheckedExtrinsic,
};

/// Returns the immortal transaction that a development account makes of `call`, without a tip.
pub fn signed(
	genesis: Hash,
	signer: Sr25519Keyring,
	call: RuntimeCall,
	nonce: Nonce,
) -> UncheckedExtrinsic {
	let signer: sr25519::Pair = signer.pair();
	let extension = tx_extension(Era::Immortal, nonce, 0);
	let implicit = payload::implicit(genesis, genesis);
	let payload = SignedPayload::from_raw(call.clone(), extension.clone(), implicit);
	let signature = payload.using_encoded(|bytes| signer.sign(bytes));
	UncheckedExtrinsic::new_signed(
		call,
		AccountId::from(signer.public()).into(),
		Signature::Sr25519(signature),
		extension,
	)
}
