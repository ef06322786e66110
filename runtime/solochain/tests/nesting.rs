//! Calls within calls of a transaction.

#[path = "common/first_block.rs"]
mod first_block;
#[path = "common/wraps.rs"]
mod wraps;

use codec::Encode;
use first_block::on_a_chain;
use frame_support::dispatch::GetDispatchInfo;
use pallet_fees::ChargeTransactionPayment;
use sp_keyring::Sr25519Keyring::Alice;
use sp_runtime::{
	generic::Era,
	traits::DispatchTransaction,
	transaction_validity::{InvalidTransaction, TransactionSource, TransactionValidityError},
};
use sp_transaction_pool::runtime_api::runtime_decl_for_tagged_transaction_queue::TaggedTransactionQueueV3;
use witan_runtime::{
	systems::chain::{nesting::MAX_NESTING, transactions::tx_extension},
	*,
};
use wraps::{remark, Wrap, AS_AN_ACCOUNT, WRAPS};

/// Returns a call that has so many levels of calls within it.
fn nested(wrap: Wrap, levels: u32) -> RuntimeCall {
	(0..levels).fold(remark(), |call, _| wrap(call))
}

/// Returns what the check of a payment says to a transaction of Alice's.
fn checked(call: &RuntimeCall) -> Result<(), TransactionValidityError> {
	let payment = ChargeTransactionPayment::<Runtime>::from(0);
	let origin = RuntimeOrigin::signed(Alice.to_account_id());
	let (info, len) = (call.get_dispatch_info(), call.encoded_size());
	payment.validate_only(origin, call, &info, len, TransactionSource::External, 0).map(|_| ())
}

/// Returns the refusal of a call.
fn refused() -> Result<(), TransactionValidityError> {
	Err(InvalidTransaction::Call.into())
}

// Protects: nobody takes authors their slots for the price of a remark. Calls that are nested deep
// are looked at so often that a block takes a thousand times as long as its weight says.
#[test]
fn transaction_should_be_refused_when_its_calls_are_nested_too_deep() {
	on_a_chain(|| {
		for (name, wrap) in WRAPS.iter().chain(&AS_AN_ACCOUNT) {
			assert_eq!(checked(&nested(*wrap, MAX_NESTING)), Ok(()), "{name}");
			assert_eq!(checked(&nested(*wrap, MAX_NESTING + 1)), refused(), "{name}");
		}
	});
}

// Protects: nobody keeps nodes busy for nothing. A call that is nested too deep is refused before
// its weight is asked for, and even its signature.
#[test]
fn pool_should_refuse_a_call_that_is_nested_too_deep_before_all_else() {
	let (_, batch) = WRAPS[0];
	let checked = |levels| {
		let signature = Signature::Sr25519(Default::default());
		let extension = tx_extension(Era::Immortal, 0, 0);
		let (call, sender) = (nested(batch, levels), Alice.to_account_id().into());
		let transaction = UncheckedExtrinsic::new_signed(call, sender, signature, extension);
		let (source, block) = (TransactionSource::External, Hash::zero());
		let validity = on_a_chain(|| {
			<Runtime as TaggedTransactionQueueV3<Block>>::validate_transaction(
				source,
				transaction,
				block,
			)
		});
		validity.map(|_| ())
	};
	assert_eq!(checked(MAX_NESTING), Err(InvalidTransaction::BadProof.into()));
	assert_eq!(checked(MAX_NESTING + 1), refused());
}

// Protects: no place in a bundle hides calls that are nested too deep.
#[test]
fn transaction_should_be_refused_when_one_call_of_many_is_nested_too_deep() {
	let (_, batch) = WRAPS[0];
	let deep = || Box::new(nested(batch, MAX_NESTING));
	let shallow = || Box::new(remark());
	let either =
		|main, fallback| RuntimeCall::Utility(pallet_utility::Call::if_else { main, fallback });
	on_a_chain(|| {
		assert_eq!(checked(&either(deep(), shallow())), refused());
		assert_eq!(checked(&either(shallow(), deep())), refused());
		assert_eq!(checked(&either(shallow(), shallow())), Ok(()));
	});
}
