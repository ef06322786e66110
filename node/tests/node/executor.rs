//! Tests that the node's copy of the runtime says only what the wasm says.

use codec::{Decode, Encode};
use sc_executor::WasmExecutor;
use sp_core::{
	sr25519,
	storage::{StateVersion, Storage},
	traits::{CallContext, CodeExecutor, RuntimeCode, WrappedRuntimeCode},
	Pair,
};
use sp_externalities::Externalities;
use sp_io::{hashing::blake2_256, TestExternalities};
use sp_keyring::Sr25519Keyring::{self, Alice, Bob};
use sp_runtime::{
	generic::{Era, Preamble},
	transaction_validity::{TransactionSource, TransactionValidity},
};
use std::sync::LazyLock;
use witan_node::{
	chain_spec::load,
	executor::{Executor, HostFunctions},
	payload::{implicit, Signed},
	signatures::{remember, remembered, Signatures},
	transaction::{signed, signed_with},
};
use witan_primitives::{Hash, Nonce, Signature};
use witan_runtime::{
	systems::chain::transactions::tx_extension, RuntimeCall, UncheckedExtrinsic, WASM_BINARY,
};

const GENESIS: Hash = Hash::repeat_byte(7);
const VALIDATE: &str = "TaggedTransactionQueue_validate_transaction";

static WASM: LazyLock<WasmExecutor<HostFunctions>> =
	LazyLock::new(|| WasmExecutor::builder().build());
static STORAGE: LazyLock<Storage> =
	LazyLock::new(|| load("dev").expect("a known chain").build_storage().expect("a genesis"));

fn own_code() -> &'static [u8] {
	WASM_BINARY.expect("built with its wasm")
}

/// Returns the answer of a chain whose code has this hash, and true if the node's copy of the
/// runtime gave it.
///
/// Checks that the wasm returns the same answer, and that the copy changes nothing.
fn call(hash: [u8; 32], data: &[u8], context: CallContext) -> (Result<Vec<u8>, ()>, bool) {
	let code_fetcher = &WrappedRuntimeCode(own_code().into());
	let code = &RuntimeCode { code_fetcher, hash: hash.to_vec(), heap_pages: None };
	let mut ext = TestExternalities::from(STORAGE.clone());
	let before = ext.ext().storage_root(StateVersion::V1);
	let (found, own) =
		Executor::new(WASM.clone()).call(&mut ext.ext(), code, VALIDATE, data, context);
	assert!(!own || ext.ext().storage_root(StateVersion::V1) == before, "storage changed");

	let mut ext = TestExternalities::from(STORAGE.clone());
	let (expected, _) = WASM.call(&mut ext.ext(), code, VALIDATE, data, context);
	let (found, expected) = (found.map_err(drop), expected.map_err(drop));
	assert_eq!(found, expected);
	(found, own)
}

fn arguments(signer: Sr25519Keyring, call: RuntimeCall, nonce: Nonce) -> Vec<u8> {
	let transaction = signed(GENESIS, signer, call, nonce);
	(TransactionSource::External, transaction, GENESIS).encode()
}

fn transfer() -> RuntimeCall {
	let dest = Bob.to_account_id().into();
	pallet_balances::Call::transfer_keep_alive { dest, value: 1_000_000_000_000 }.into()
}

/// Returns true if the transaction is valid, and true if the node's copy of the runtime said
/// so.
fn validate(arguments: &[u8]) -> (bool, bool) {
	let (result, own) = call(blake2_256(own_code()), arguments, CallContext::Offchain);
	let validity = TransactionValidity::decode(&mut &result.expect("no panic")[..]);
	(validity.expect("a validity").is_ok(), own)
}

// Protects: the pool is fast: the common transaction is not checked by the wasm.
#[test]
fn valid_transaction_should_be_accepted_by_the_nodes_copy() {
	assert_eq!(validate(&arguments(Alice, transfer(), 0)), (true, true));
	assert_eq!(validate(&arguments(Alice, transfer(), 3)), (true, true));
}

// Protects: the node's copy turns no transaction away: only the chain's code does.
#[test]
fn refusal_should_be_that_of_the_wasm() {
	let unfunded = arguments(Sr25519Keyring::One, transfer(), 0);
	let of_another_chain = {
		let transaction = signed(Hash::zero(), Alice, transfer(), 0);
		(TransactionSource::External, transaction, GENESIS).encode()
	};
	for refused in [unfunded, of_another_chain] {
		assert_eq!(validate(&refused), (false, false));
	}
}

// Protects: bytes of others can't make the node's own copy fail.
#[test]
fn bytes_that_are_no_transaction_should_be_left_to_the_wasm() {
	let mut cut = arguments(Alice, transfer(), 0);
	cut.truncate(cut.len() / 2);
	let (result, own) = call(blake2_256(own_code()), &cut, CallContext::Offchain);
	assert_eq!((result, own), (Err(()), false));
}

/// Returns the error of a function of the chain's runtime. The chain's code has this hash.
fn error(function: &str, hash: [u8; 32], data: &[u8], context: CallContext) -> String {
	let code_fetcher = &WrappedRuntimeCode(own_code().into());
	let code = &RuntimeCode { code_fetcher, hash: hash.to_vec(), heap_pages: None };
	let mut ext = TestExternalities::from(STORAGE.clone());
	let executor = Executor::new(WASM.clone());
	let (result, _) = executor.call(&mut ext.ext(), code, function, data, context);
	result.expect_err("an error").to_string()
}

/// Returns the bytes, without their length, of a transfer whose amount is cut off.
fn cut_transfer() -> Vec<u8> {
	let whole = signed(GENESIS, Alice, transfer(), 0).encode();
	let mut bytes = Vec::<u8>::decode(&mut &whole[..]).expect("bytes behind their length");
	bytes.pop();
	bytes
}

// Protects: whoever sends a transaction that can't be decoded reads which argument is wrong,
// and no backtrace.
#[test]
fn transaction_that_can_not_be_decoded_should_be_explained_by_its_argument() {
	let own = blake2_256(own_code());
	let checked = (TransactionSource::External, cut_transfer(), GENESIS).encode();
	let priced = (cut_transfer(), 0u32).encode();
	let applied = cut_transfer().encode();
	for (function, data) in [
		(VALIDATE, checked),
		("TransactionPaymentApi_query_info", priced.clone()),
		("TransactionPaymentApi_query_fee_details", priced),
		("BlockBuilder_apply_extrinsic", applied),
	] {
		let text = error(function, own, &data, CallContext::Offchain);
		let argument = "`Call::transfer_keep_alive::value`";
		assert!(text.starts_with("the transaction can't be decoded: "), "{function}: {text}");
		assert!(text.contains(argument) && text.contains("spec_version"), "{text}");
		assert!(!text.contains('\n') && text.len() < 300, "{text}");
	}
}

// Protects: where the node can't tell which argument is wrong, it still says that one may be.
#[test]
fn arguments_that_the_node_can_not_decode_should_be_suspected_in_one_line() {
	let checked = (TransactionSource::External, cut_transfer(), GENESIS).encode();
	for (function, hash, data) in [
		(VALIDATE, blake2_256(b"upgraded"), &checked[..]),
		("ReputationApi_standing", blake2_256(own_code()), &[1][..]),
	] {
		let text = error(function, hash, data, CallContext::Offchain);
		assert!(text.starts_with(&format!("{function} failed. Most likely ")), "{text}");
		assert!(text.contains("can't be decoded") && !text.contains('\n'), "{text}");
	}
}

// Protects: a fault of the runtime in a block is not put down to whoever sent something.
#[test]
fn failure_in_a_block_should_be_told_in_the_executors_words() {
	let context = CallContext::Onchain { import: false };
	let own = blake2_256(own_code());
	let text = error("BlockBuilder_apply_extrinsic", own, &cut_transfer().encode(), context);
	assert!(text.contains("Execution aborted"), "{text}");
}

// Protects: a transaction can exhaust a sandbox's memory and stack, and not the node's.
#[test]
fn large_or_deep_transactions_should_be_left_to_the_wasm() {
	let large = frame_system::Call::remark { remark: vec![0; 2048] }.into();
	let deep = (0..20)
		.fold(transfer(), |call, _| pallet_utility::Call::batch { calls: vec![call] }.into());
	assert_eq!(validate(&arguments(Alice, large, 0)), (true, false));
	assert_eq!(validate(&arguments(Alice, deep, 0)), (false, false), "it is nested too deep");
}

// Protects: consensus rests on the chain's code alone, never on the node's copy.
#[test]
fn blocks_should_be_left_to_the_wasm() {
	let arguments = arguments(Alice, transfer(), 0);
	let context = CallContext::Onchain { import: false };
	let (result, own) = call(blake2_256(own_code()), &arguments, context);
	assert!(result.is_ok() && !own);
}

// Protects: after an upgrade the pool checks by the new rules, whatever the node was built
// with.
#[test]
fn code_that_the_node_was_not_built_with_should_be_left_to_the_wasm() {
	let arguments = arguments(Alice, transfer(), 0);
	let (result, own) = call(blake2_256(b"upgraded"), &arguments, CallContext::Offchain);
	assert!(result.is_ok() && !own);
}

/// Returns true if the wasm, asked without the node's copy, accepts the transaction.
fn wasm_accepts(transaction: &UncheckedExtrinsic) -> bool {
	let code_fetcher = &WrappedRuntimeCode(own_code().into());
	let hash = blake2_256(own_code()).to_vec();
	let code = &RuntimeCode { code_fetcher, hash, heap_pages: None };
	let data = (TransactionSource::External, transaction, GENESIS).encode();
	let mut ext = TestExternalities::from(STORAGE.clone());
	let (result, _) = WASM.call(&mut ext.ext(), code, VALIDATE, &data, CallContext::Offchain);
	let validity = TransactionValidity::decode(&mut &result.expect("no panic")[..]);
	validity.expect("a validity").is_ok()
}

fn signed_by(transaction: &UncheckedExtrinsic) -> Signed {
	Signed::of(transaction.clone(), |_| Some(implicit(GENESIS, GENESIS))).expect("a signature")
}

/// Makes this process remember signatures. Returns them, and what tells of one if it is there.
fn memory() -> (&'static Signatures, impl Fn(&Signed) -> bool) {
	remember();
	let signatures = remembered().expect("a memory");
	(signatures, move |signed: &Signed| {
		signatures.contains(&signed.signature, &signed.message, &signed.key)
	})
}

// Protects: a signature that the pool found valid costs nothing again when a block is made.
#[test]
fn wasm_should_look_signatures_up_and_remember_those_it_verified() {
	let (signatures, remembers) = memory();
	let transaction = signed(GENESIS, Alice, transfer(), 5);
	assert!(!remembers(&signed_by(&transaction)));

	assert!(wasm_accepts(&transaction));
	assert!(remembers(&signed_by(&transaction)), "the SDK's host function was called");
	let hits = signatures.hits();
	assert!(wasm_accepts(&transaction));
	assert!(signatures.hits() > hits);
}

// Protects: no transaction gets into a block by the signature of another one.
#[test]
fn wasm_should_refuse_a_bad_signature_whose_good_twin_is_remembered() {
	let (_, remembers) = memory();
	let good = signed(GENESIS, Alice, transfer(), 6);
	assert!(wasm_accepts(&good) && remembers(&signed_by(&good)));

	let mut of_another_call = good.clone();
	of_another_call.function = frame_system::Call::remark { remark: vec![1] }.into();
	let mut altered = good.clone();
	let Preamble::Signed(_, Signature::Sr25519(signature), _) = &mut altered.preamble else {
		panic!("a signature of sr25519");
	};
	signature.0[0] ^= 1;
	for bad in [of_another_call, altered] {
		assert!(!wasm_accepts(&bad) && !remembers(&signed_by(&bad)));
	}
}

// Protects: what the node's copy accepts is found by the wasm, and valid, whether the payload
// is signed as it is or by its hash, for ever or for a time, with a tip or without.
#[test]
fn signature_that_the_nodes_copy_accepted_should_be_remembered_as_the_wasm_asks_for_it() {
	let (signatures, remembers) = memory();
	let long = RuntimeCall::from(frame_system::Call::remark { remark: vec![7; 300] });
	let kinds = [
		(transfer(), Era::Immortal, 0),
		(transfer(), Era::mortal(64, 0), 0),
		(transfer(), Era::Immortal, 1_000_000_000),
		(long.clone(), Era::Immortal, 0),
		(long, Era::mortal(64, 0), 1_000_000_000),
	];
	for (nonce, (call, era, tip)) in (8..).zip(kinds) {
		let extension = tx_extension(era, nonce, tip);
		let transaction = signed_with(Alice, call, extension, implicit(GENESIS, GENESIS));
		let arguments = (TransactionSource::External, &transaction, GENESIS).encode();
		let code_fetcher = &WrappedRuntimeCode(own_code().into());
		let hash = blake2_256(own_code()).to_vec();
		let code = &RuntimeCode { code_fetcher, hash, heap_pages: None };
		let mut ext = TestExternalities::from(STORAGE.clone());
		let executor = Executor::new(WASM.clone());
		let context = CallContext::Offchain;
		let (_, own) = executor.call(&mut ext.ext(), code, VALIDATE, &arguments, context);
		assert!(own && (executor.checks().native(), executor.checks().wasm()) == (1, 0));

		let Signed { signature, message, key } = signed_by(&transaction);
		assert!(sr25519::Pair::verify(&signature, &message, &key));
		assert!(remembers(&signed_by(&transaction)));
		let hits = signatures.hits();
		assert!(wasm_accepts(&transaction) && signatures.hits() > hits);
	}
}
