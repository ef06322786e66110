//! Transactions of accounts that were reaped, as the runtime takes them from a block.

#[path = "common/first_block.rs"]
mod first_block;

use codec::Encode;
use first_block::on_a_chain;
use frame_support::assert_ok;
use sp_core::Pair;
use sp_keyring::Sr25519Keyring::{self, Alice, Dave, Eve};
use sp_runtime::{
	generic::Era,
	transaction_validity::{InvalidTransaction, TransactionSource},
	ApplyExtrinsicResult,
};
use witan_primitives::{Signature, WIT};
use witan_runtime::{systems::chain::transactions::tx_extension, *};

/// Returns the immortal transaction of all tokens of an account.
fn transfer_all(from: Sr25519Keyring, to: Sr25519Keyring, nonce: Nonce) -> UncheckedExtrinsic {
	let call: RuntimeCall =
		pallet_balances::Call::transfer_all { dest: to.to_account_id().into(), keep_alive: false }
			.into();
	let extension = tx_extension(Era::Immortal, nonce, 0);
	let payload = SignedPayload::new(call.clone(), extension.clone()).expect("a known genesis");
	let signature = Signature::Sr25519(payload.using_encoded(|bytes| from.pair().sign(bytes)));
	UncheckedExtrinsic::new_signed(call, from.to_account_id().into(), signature, extension)
}

fn give(to: Sr25519Keyring) {
	assert_ok!(Balances::transfer_allow_death(
		RuntimeOrigin::signed(Alice.to_account_id()),
		to.to_account_id().into(),
		WIT,
	));
}

fn apply(transaction: UncheckedExtrinsic) -> ApplyExtrinsicResult {
	Executive::apply_extrinsic(transaction)
}

fn next_nonce(who: Sr25519Keyring) -> Nonce {
	use frame_system_rpc_runtime_api::runtime_decl_for_account_nonce_api::AccountNonceApiV1;
	<Runtime as AccountNonceApiV1<Block, AccountId, Nonce>>::account_nonce(who.to_account_id())
}

// Protects: whoever brings a reaped account back to life can't send its old transactions again, not
// even the one that emptied it.
#[test]
fn old_transaction_should_be_stale_when_its_reaped_account_lives_again() {
	on_a_chain(|| {
		give(Dave);
		let old = transfer_all(Dave, Eve, 0);
		assert_eq!(apply(old.clone()), Ok(Ok(())));
		assert!(!System::account_exists(&Dave.to_account_id()));
		assert_eq!(apply(old.clone()), Err(InvalidTransaction::Payment.into()));
		give(Dave);
		assert_eq!(apply(old.clone()), Err(InvalidTransaction::Stale.into()));
		let local = TransactionSource::External;
		let checked = Executive::validate_transaction(local, old, System::parent_hash());
		assert_eq!(checked, Err(InvalidTransaction::Stale.into()));
		assert_eq!(Balances::free_balance(Dave.to_account_id()), WIT);

		assert_eq!(next_nonce(Dave), 1);
		assert_eq!(apply(transfer_all(Dave, Eve, 1)), Ok(Ok(())));
	});
}

// Protects: clients learn the nonce of an account that is new, before and after it exists.
#[test]
fn next_nonce_should_be_told_when_an_account_is_new() {
	on_a_chain(|| {
		assert_eq!(next_nonce(Eve), 0);
		give(Dave);
		assert_eq!(apply(transfer_all(Dave, Alice, 0)), Ok(Ok(())));
		assert_eq!((next_nonce(Dave), next_nonce(Eve), next_nonce(Alice)), (1, 1, 0));
		give(Eve);
		assert_eq!(next_nonce(Eve), 1);
	});
}

// Protects: the metadata of a version of the runtime is one, for clients that keep it or compile
// against it.
#[test]
fn metadata_should_stay_when_accounts_are_reaped() {
	use sp_api::runtime_decl_for_metadata::MetadataV2;
	on_a_chain(|| {
		let metadata = || {
			let versions = <Runtime as MetadataV2<Block>>::metadata_versions().into_iter();
			let each = versions.map(<Runtime as MetadataV2<Block>>::metadata_at_version);
			(<Runtime as MetadataV2<Block>>::metadata(), each.collect::<Vec<_>>())
		};
		let before = metadata();
		give(Dave);
		assert_eq!(apply(transfer_all(Dave, Alice, 0)), Ok(Ok(())));
		assert_eq!(metadata().encode(), before.encode());
		assert_eq!(pallet_nonces::Highest::<Runtime>::get(), 1);
	});
}
