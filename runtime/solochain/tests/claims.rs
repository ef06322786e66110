//! Limits of what a transaction may claim of a block without needing it.

#[path = "common/calls.rs"]
mod calls;
#[expect(dead_code, reason = "nothing is compared with a file here")]
mod common;
#[path = "common/first_block.rs"]
mod first_block;

use calls::calls;
use codec::Encode;
use first_block::on_a_chain;
use frame_support::{dispatch::GetDispatchInfo, weights::Weight};
use pallet_fees::ChargeTransactionPayment;
use sp_keyring::Sr25519Keyring::{Alice, Bob};
use sp_runtime::{
	traits::DispatchTransaction,
	transaction_validity::{InvalidTransaction, TransactionSource, TransactionValidityError},
};
use witan_runtime::{systems::chain::block_limits::PROOF, *};

/// Returns what the check of a payment says to a multisig of Alice's that claims so much proof.
fn claimed(proof: u64) -> Result<(), TransactionValidityError> {
	let remark = RuntimeCall::System(frame_system::Call::remark { remark: vec![] });
	let call = RuntimeCall::Multisig(pallet_multisig::Call::as_multi {
		threshold: 2,
		other_signatories: vec![Bob.to_account_id()],
		maybe_timepoint: None,
		call: Box::new(remark),
		max_weight: Weight::from_parts(0, proof),
	});
	let payment = ChargeTransactionPayment::<Runtime>::from(0);
	let origin = RuntimeOrigin::signed(Alice.to_account_id());
	let (info, len) = (call.get_dispatch_info(), call.encoded_size());
	payment.validate_only(origin, &call, &info, len, TransactionSource::External, 0).map(|_| ())
}

// Protects: authors don't try a transaction in vain, and unpaid, that would fit only into an empty
// block for the proof that it claims.
#[test]
fn multisig_should_be_refused_when_it_claims_more_proof_than_any_call_needs() {
	on_a_chain(|| {
		assert_eq!(claimed(PROOF), Ok(()));
		assert_eq!(claimed(PROOF + 1), Err(InvalidTransaction::ExhaustsResources.into()));
	});
}

// Protects: no call of the runtime is refused for what it needs itself. A solochain has no proofs.
#[test]
fn call_should_need_no_proof() {
	for (name, call) in calls() {
		assert_eq!(call.get_dispatch_info().call_weight.proof_size(), 0, "{name}");
	}
}
