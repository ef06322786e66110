//! Tests of what needs no running chain. What does is tested in `tests/` of the repository.

#[path = "node/signatures.rs"]
mod signatures;

// Protects: modules can be read and moved one at a time. What two of them share is in a third.
mod modules {
	use std::{
		collections::{BTreeMap, BTreeSet},
		fs,
		path::Path,
	};

	/// Adds the sources in `folder` to those of their modules. A module is a file or a folder of
	/// `src`.
	fn read(folder: &Path, module: Option<&str>, sources: &mut BTreeMap<String, String>) {
		for entry in fs::read_dir(folder).expect("a folder of sources") {
			let path = entry.expect("an entry").path();
			let stem = path.file_stem().and_then(|stem| stem.to_str()).expect("a plain name");
			let module = module.unwrap_or(stem);
			if path.is_dir() {
				read(&path, Some(module), sources);
			} else {
				let source = fs::read_to_string(&path).expect("a readable source");
				sources.entry(module.into()).or_default().push_str(&source);
			}
		}
	}

	/// Returns the names that stand in `source` after `crate::`, alone or in braces.
	fn imports(source: &str) -> BTreeSet<&str> {
		source
			.split("crate::")
			.skip(1)
			.flat_map(|rest| match rest.strip_prefix('{') {
				Some(group) => group.split(';').next().unwrap_or_default().split(',').collect(),
				None => vec![rest],
			})
			.filter_map(|item| {
				item.trim().split(|c: char| !(c.is_alphanumeric() || c == '_')).next()
			})
			.collect()
	}

	// Protects: each module of the node can be read before those that use it.
	#[test]
	fn imports_should_make_no_circle() {
		let mut sources = BTreeMap::new();
		read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), None, &mut sources);
		assert!(imports(&sources["service"]).contains("client"), "imports are not found");

		let mut left: BTreeSet<&str> = sources.keys().map(String::as_str).collect();
		let needs_one_of = |module: &str, left: &BTreeSet<&str>| {
			imports(&sources[module]).iter().any(|name| *name != module && left.contains(name))
		};
		while let Some(leaf) = left.iter().find(|module| !needs_one_of(module, &left)).copied() {
			left.remove(leaf);
		}
		assert!(left.is_empty(), "in a circle, or behind one: {left:?}");
	}
}

mod errors {
	use sc_cli::Error;
	use std::io;
	use witan_node::errors::explain;

	#[derive(Debug)]
	struct Outer(io::Error);
	impl std::fmt::Display for Outer {
		fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
			write!(f, "the database\ndid not open")
		}
	}
	impl std::error::Error for Outer {
		fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
			Some(&self.0)
		}
	}

	fn application(error: impl std::error::Error + Send + Sync + 'static) -> Error {
		Error::Application(Box::new(error))
	}

	// Protects: an operator reads at once what went wrong and what to do.
	#[test]
	fn error_should_be_one_line_with_cause_and_remedy() {
		let text = explain(&application(Outer(io::Error::other("Database file is in use."))));
		assert_eq!(text.lines().count(), 1);
		assert!(text.starts_with("the database did not open: Database file is in use."), "{text}");
		assert!(text.contains("--base-path"), "{text}");
	}

	// Protects: an operator who mistyped a path is told that it is the path.
	#[test]
	fn path_that_is_none_should_be_named_as_the_mistake() {
		for (kind, remedy) in [
			(io::Error::from_raw_os_error(20), "a part of the path given is a file"),
			(io::Error::from_raw_os_error(2), "check the path"),
		] {
			let text = explain(&application(Outer(kind)));
			assert!(text.contains(remedy), "{text}");
		}
	}

	// Protects: a cause that the error repeats is not read twice.
	#[test]
	fn error_should_say_a_cause_once() {
		let error = application(io::Error::other("the database did not open"));
		assert_eq!(explain(&error), "the database did not open");
	}

	// Protects: the cause does not drown in the whole genesis, which the SDK appends.
	#[test]
	fn error_should_not_repeat_the_genesis() {
		let error =
			application(io::Error::other("slotDuration is 5 ms for blob: {\"balances\": []}"));
		assert_eq!(explain(&error), "slotDuration is 5 ms");
	}

	// Protects: a new validator is not stuck at its first start, and can copy the command.
	#[test]
	fn missing_network_key_should_come_with_the_command_that_makes_it() {
		let text = explain(&Error::NetworkKeyNotFound("/data/secret_ed25519".into()));
		assert!(text.contains("key generate-node-key --file /data/secret_ed25519"), "{text}");
		assert_eq!(text.lines().count(), 1);
	}
}

mod sealing {
	use std::time::Duration;
	use witan_node::sealing::Sealing;

	// Protects: blocks come as asked for, and a pace that no node keeps is refused.
	#[test]
	fn sealing_should_be_read_from_its_text() {
		assert_eq!("instant".parse(), Ok(Sealing::Instant));
		assert_eq!("interval=10".parse(), Ok(Sealing::Interval(Duration::from_millis(10))));
		for wrong in
			["", "Instant", "interval", "interval=", "interval=9", "interval=1s", "interval=-5"]
		{
			assert!(wrong.parse::<Sealing>().is_err(), "{wrong}");
		}
	}
}

mod ports {
	use std::net::{Ipv4Addr, TcpListener};
	use witan_node::ports::check_claim;

	// Protects: an operator learns which port is taken and how to choose another, instead of
	// running without it.
	#[test]
	fn port_should_be_refused_by_its_purpose_when_taken() {
		let taken = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("some port is free");
		let address = taken.local_addr().expect("bound");
		let error = check_claim(("RPC", "--rpc-port", address)).expect_err("taken").to_string();
		assert!(error.contains(&format!("port {} for RPC is in use", address.port())), "{error}");
		assert!(error.contains("--rpc-port"), "{error}");
		drop(taken);
		assert!(check_claim(("RPC", "--rpc-port", address)).is_ok());
	}
}

mod clock {
	use sp_consensus_babe::SlotDuration;
	use witan_node::clock::{judge, LONGEST_WAIT};

	/// Returns the judgement on a clock that is `behind` milliseconds before the slot of the last
	/// block, of 3 s.
	fn behind(behind: u64) -> Result<Option<String>, String> {
		judge(1_000.into(), SlotDuration::from_millis(3_000), (3_000_000 - behind).into())
			.map_err(|error| error.to_string())
	}

	// Protects: clocks that differ by a slot, as they may, are no mistake.
	#[test]
	fn clock_should_be_right_from_a_slot_before_that_of_the_last_block() {
		assert_eq!(behind(0), Ok(None));
		assert_eq!(behind(3_000), Ok(None));
		let later = judge(1_000.into(), SlotDuration::from_millis(3_000), 9_000_000.into());
		assert_eq!(later.map_err(|error| error.to_string()), Ok(None));
	}

	// Protects: a node that stands still for some seconds says so, and for how long.
	#[test]
	fn clock_that_soon_catches_up_should_be_warned_of() {
		let warning = behind(42_000).expect("no failure").expect("a warning");
		assert!(warning.contains("42 s ahead") && warning.contains("--sealing"), "{warning}");
		assert!(behind(LONGEST_WAIT.as_millis() as u64).is_ok_and(|warning| warning.is_some()));
	}

	// Protects: a chain that was sealed ahead of the clock does not stand still in silence.
	#[test]
	fn clock_that_nobody_waits_for_should_be_refused() {
		let error = behind(LONGEST_WAIT.as_millis() as u64 + 1_000).expect_err("a refusal");
		for part in ["61 s ahead", "clock is wrong", "--sealing", "purge-chain", "--base-path"] {
			assert!(error.contains(part), "{part}: {error}");
		}
	}
}

mod pruning {
	use sc_client_api::AuxStore;
	use sc_service::config::BlocksPruning::{self, KeepAll, KeepFinalized, Some as Last};
	use std::{cell::RefCell, collections::HashMap};
	use witan_node::pruning::check;

	/// A database's store of values beside its blocks.
	#[derive(Default)]
	struct Store(RefCell<HashMap<Vec<u8>, Vec<u8>>>);

	impl AuxStore for Store {
		fn insert_aux<
			'a,
			'b: 'a,
			'c: 'a,
			I: IntoIterator<Item = &'a (&'c [u8], &'c [u8])>,
			D: IntoIterator<Item = &'a &'b [u8]>,
		>(
			&self,
			insert: I,
			_: D,
		) -> sp_blockchain::Result<()> {
			self.0.borrow_mut().extend(insert.into_iter().map(|(k, v)| (k.to_vec(), v.to_vec())));
			Ok(())
		}

		fn get_aux(&self, key: &[u8]) -> sp_blockchain::Result<Option<Vec<u8>>> {
			Ok(self.0.borrow().get(key).cloned())
		}
	}

	/// Opens a new database with each of the choices in turn. Returns the last one's result.
	fn open(choices: &[BlocksPruning]) -> Result<(), String> {
		let store = Store::default();
		let results = choices.iter().map(|choice| check(&store, *choice));
		results.last().expect("a choice").map_err(|error| error.to_string())
	}

	// Protects: a restart with the same options works, and more blocks may be kept from now on.
	#[test]
	fn same_choice_and_more_blocks_should_be_accepted() {
		for same in [KeepAll, KeepFinalized, Last(50)] {
			assert_eq!(open(&[same, same]), Ok(()));
		}
		assert_eq!(open(&[Last(50), Last(60), Last(60)]), Ok(()));
	}

	// Protects: no gap comes into the blocks unnoticed. The operator reads which choice was made.
	#[test]
	fn other_choice_should_be_refused_by_both() {
		for (first, then, texts) in [
			(KeepFinalized, Last(50), ["archive-canonical", "50"]),
			(KeepFinalized, KeepAll, ["archive-canonical", "archive"]),
			(KeepAll, KeepFinalized, ["archive", "archive-canonical"]),
			(Last(50), KeepFinalized, ["50", "archive-canonical"]),
			(Last(50), KeepAll, ["50", "archive"]),
			(Last(60), Last(50), ["60", "50"]),
		] {
			let error = open(&[first, then]).expect_err("a refusal");
			let [stored, asked] = texts;
			assert!(error.contains(&format!("made with --blocks-pruning {stored},")), "{error}");
			assert!(error.contains(&format!("--blocks-pruning {asked} would")), "{error}");
			assert_eq!(open(&[first, then, first]), Ok(()), "a refusal changes nothing");
		}
	}

	// Protects: a number that was raised is not lowered again unnoticed.
	#[test]
	fn larger_number_should_be_kept_to() {
		assert!(open(&[Last(50), Last(60), Last(50)]).is_err());
	}
}

mod chain_spec {
	use witan_node::chain_spec::load;

	// Protects: the chains that the README starts do start.
	#[test]
	fn development_and_local_should_build_a_genesis() {
		for id in ["dev", "development", "local"] {
			let storage =
				load(id).expect("the chain is known").build_storage().expect("it has a genesis");
			assert!(storage.top.contains_key(sp_core::storage::well_known_keys::CODE));
		}
	}

	// Protects: a chain without validators, which would never make a block, does not start.
	#[test]
	fn production_should_be_refused_when_not_filled_in() {
		let error = load("production").expect("the template is known").build_storage().unwrap_err();
		assert!(error.contains("names no validators"), "{error}");
	}

	// Protects: a typing error in the name of a chain is found at once.
	#[test]
	fn unknown_chain_should_be_named_in_the_error() {
		let Err(error) = load("no-such-chain") else { panic!("loaded") };
		assert!(error.contains("no-such-chain"), "{error}");
	}

	// Protects: an operator knows which file is broken.
	#[test]
	fn file_should_be_named_in_the_error_when_it_is_no_specification() {
		let file = tempfile::NamedTempFile::new().expect("a temporary file");
		std::fs::write(file.path(), "{ not json").expect("written");
		let path = file.path().to_str().expect("a plain path");
		let Err(error) = load(path) else { panic!("loaded") };
		assert!(error.contains(path) && error.contains("not a chain specification"), "{error}");
	}
}

// Protects: nobody ends a node by bytes at which its copy of the runtime panics.
mod guard {
	use std::{env, process::Command};
	use witan_node::guard::caught;

	/// The variable by which this test tells the process that it starts to panic.
	const PANICS: &str = "WITAN_TEST_PANICS";

	// Protects: the node goes on after a panic, though the SDK's handler ends its process at one.
	#[test]
	fn process_should_go_on_when_work_panics() {
		if env::var_os(PANICS).is_some() {
			sp_panic_handler::set("nowhere", "0");
			assert_eq!(caught::<()>(|| panic!("at bytes of others")), None);
			return;
		}
		let this = env::current_exe().expect("a program");
		let test = ["--exact", "guard::process_should_go_on_when_work_panics"];
		let output = Command::new(this).args(test).env(PANICS, "").output().expect("it starts");
		let text = String::from_utf8_lossy(&output.stdout);
		assert!(output.status.success() && text.contains("1 passed"), "{text}");
	}

	// Protects: work that does not panic is not lost.
	#[test]
	fn result_should_be_that_of_the_work() {
		assert_eq!(caught(|| 7), Some(7));
	}
}

// Protects: the node's copy of the runtime says only what the wasm says.
mod executor {
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
		for call in [large, deep] {
			assert_eq!(validate(&arguments(Alice, call, 0)), (true, false));
		}
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
}

// Protects: an operator learns that the pool is slower than it could be.
mod native_check {
	use witan_node::native_check::{change, Change};
	use witan_primitives::Hash;

	// Protects: the log tells of each change once, and of nothing when all is well.
	#[test]
	fn operator_should_be_told_when_the_chains_code_changes() {
		let [own, next, after] = [1, 2, 3].map(Hash::repeat_byte);
		for (before, now, expected) in [
			(None, own, None),
			(None, next, Some(Change::Off)),
			(Some(own), own, None),
			(Some(own), next, Some(Change::Off)),
			(Some(next), next, None),
			(Some(next), after, Some(Change::Off)),
			(Some(next), own, Some(Change::On)),
		] {
			assert_eq!(change(before, now, Some(own)), expected, "{before:?} to {now:?}");
		}
		assert_eq!(change(None, own, None), Some(Change::Off));
	}

	// Protects: the metrics that alerts and dashboards name are there.
	#[test]
	fn metrics_should_have_the_names_that_alerts_use() {
		let registry = substrate_prometheus_endpoint::Registry::new();
		witan_node::metrics::Metrics::register(&registry, Default::default()).expect("new names");
		witan_node::signatures::remember();
		let names: Vec<_> =
			registry.gather().iter().map(|metric| metric.get_name().to_owned()).collect();
		assert_eq!(
			names,
			["witan_native_check", "witan_pool_checks_total", "witan_signature_lookups_total"]
		);
		let alerts = include_str!("../../docs/alerts.yml");
		assert!(alerts.contains("witan_native_check == 0"));
	}
}

// Protects: a full block is made, sent and checked within a slot. Otherwise the next author builds
// beside it, and one of both blocks is lost.
mod author_time {
	use frame_support::dispatch::DispatchClass;
	use pallet_chain_config::SLOT_DURATION_BOUNDS;
	use std::time::Duration;
	use witan_node::authoring::time::{author_time, slot_portion, transactions_time, SENDING};
	use witan_runtime::systems::chain::block_limits::{BlockWeights, IDLE};

	/// The part of its time that BABE's worker keeps for handing the block over.
	const MARGIN: f32 = 0.02;

	/// Returns the slots that a genesis can choose, from the shortest to the longest.
	fn slots() -> [Duration; 2] {
		[*SLOT_DURATION_BOUNDS.start(), *SLOT_DURATION_BOUNDS.end()].map(Duration::from_millis)
	}

	fn duration(picoseconds: u64) -> Duration {
		Duration::from_nanos(picoseconds / 1_000)
	}

	// Protects: an author finds the block before its own imported, whatever slot genesis chose.
	#[test]
	fn block_should_be_made_sent_and_imported_within_its_slot() {
		for slot in slots() {
			let import = author_time(slot);
			assert!(author_time(slot) + SENDING + import <= slot, "{slot:?}");
		}
	}

	// Protects: BABE's worker is told of the same time.
	#[test]
	fn slot_portion_should_be_the_time_of_the_author() {
		for slot in slots() {
			let told = slot.mul_f32(slot_portion(slot).get());
			assert!(told.abs_diff(author_time(slot)) < Duration::from_millis(1), "{told:?}");
		}
	}

	// Protects: no genesis can choose a slot in which a full block would be late.
	#[test]
	fn full_block_should_weigh_no_more_than_an_author_has_time_for() {
		let weight = duration((BlockWeights::get().max_block + IDLE).ref_time());
		let time = author_time(slots()[0]);
		assert!(weight <= time, "{time:?} for a block of {weight:?}");
	}

	// Protects: blocks can be filled: an author has time for as much as transactions may weigh.
	#[test]
	fn as_much_as_transactions_may_weigh_should_fit_into_the_shortest_slot() {
		let normal = BlockWeights::get().get(DispatchClass::Normal).max_total;
		let weight = duration(normal.expect("transactions are limited").ref_time());
		let time = transactions_time(author_time(slots()[0]).mul_f32(1.0 - MARGIN));
		assert!(weight <= time, "{time:?} for transactions of {weight:?}");
	}

	// Protects: blocks are done in time under load: an author keeps time for `on_idle` and the
	// state root.
	#[test]
	fn author_should_have_a_fifth_of_its_time_left_to_finish() {
		let time = Duration::from_secs(1);
		assert!(time - transactions_time(time) >= time / 5);
	}
}

// Protects: a block holds what it has time and room for, and the pool is told what no block holds.
mod filling {
	use codec::Encode;
	use sc_proposer_metrics::EndProposingReason::{
		self, HitBlockSizeLimit, HitBlockWeightLimit, HitDeadline, NoMoreTransactions,
	};
	use sc_transaction_pool_api::{InPoolTransaction, ReadyTransactions};
	use sp_blockchain::{ApplyExtrinsicFailed, Error};
	use sp_runtime::{
		transaction_validity::{
			InvalidTransaction, TransactionLongevity, TransactionPriority, TransactionTag,
		},
		OpaqueExtrinsic,
	};
	use std::{
		sync::Arc,
		time::{Duration, Instant},
	};
	use witan_node::authoring::{fill, BlockSize, Limits, PASSED_OVER};
	use witan_primitives::{Header, OpaqueBlock};

	/// An extrinsic, by what becomes of it when it is applied, and bytes that it takes.
	type Extrinsic = (u8, Vec<u8>);

	const FITS: u8 = 0;
	const TOO_HEAVY: u8 = 1;
	const STALE: u8 = 2;

	fn apply(extrinsic: &Extrinsic) -> Result<(), Error> {
		let refused = |reason: InvalidTransaction| {
			Err(Error::from(ApplyExtrinsicFailed::Validity(reason.into())))
		};
		match extrinsic.0 {
			TOO_HEAVY => refused(InvalidTransaction::ExhaustsResources),
			STALE => refused(InvalidTransaction::Stale),
			_ => Ok(()),
		}
	}

	/// A transaction in the pool. Its hash is its place there.
	struct Transaction {
		hash: usize,
		extrinsic: Arc<Extrinsic>,
	}

	impl InPoolTransaction for Transaction {
		type Transaction = Arc<Extrinsic>;
		type Hash = usize;

		fn data(&self) -> &Arc<Extrinsic> {
			&self.extrinsic
		}
		fn hash(&self) -> &usize {
			&self.hash
		}
		fn priority(&self) -> &TransactionPriority {
			&0
		}
		fn longevity(&self) -> &TransactionLongevity {
			&0
		}
		fn requires(&self) -> &[TransactionTag] {
			&[]
		}
		fn provides(&self) -> &[TransactionTag] {
			&[]
		}
		fn is_propagable(&self) -> bool {
			true
		}
	}

	/// The pool's transactions, in order, and the hashes of those that were not added.
	struct Ready {
		transactions: std::vec::IntoIter<Transaction>,
		reported: Vec<usize>,
	}

	impl Iterator for Ready {
		type Item = Arc<Transaction>;

		fn next(&mut self) -> Option<Self::Item> {
			self.transactions.next().map(Arc::new)
		}
	}

	impl ReadyTransactions for Ready {
		fn report_invalid(&mut self, transaction: &Self::Item) {
			self.reported.push(transaction.hash);
		}
	}

	/// The outcome of filling a block, by places in the pool.
	#[derive(Debug, PartialEq, Eq)]
	struct Outcome {
		end: EndProposingReason,
		/// Transactions that were tried, whether or not they are in the block.
		tried: usize,
		added: usize,
		reported: Vec<usize>,
		invalid: Vec<usize>,
	}

	/// Fills a block with these extrinsics.
	fn filled(extrinsics: Vec<Extrinsic>, limits: Limits) -> Outcome {
		let transactions: Vec<_> = extrinsics
			.into_iter()
			.enumerate()
			.map(|(hash, extrinsic)| Transaction { hash, extrinsic: Arc::new(extrinsic) })
			.collect();
		let mut ready = Ready { transactions: transactions.into_iter(), reported: Vec::new() };
		let mut tried = 0;
		let filled = fill(&mut ready, &limits, BlockSize::new(0), |extrinsic: Extrinsic| {
			tried += 1;
			apply(&extrinsic)
		});
		let invalid = filled.invalid.into_keys().collect();
		Outcome { end: filled.end, tried, added: filled.added, reported: ready.reported, invalid }
	}

	/// Returns limits that no test reaches by chance: an hour, and room for everything.
	fn limits() -> Limits {
		let later = Instant::now() + Duration::from_secs(3_600);
		Limits { end: later, full_from: later, size: 1 << 20 }
	}

	/// Returns the same limits late in the author's time.
	fn late() -> Limits {
		Limits { full_from: past(), ..limits() }
	}

	fn past() -> Instant {
		Instant::now() - Duration::from_millis(1)
	}

	fn of(kind: u8) -> Extrinsic {
		(kind, Vec::new())
	}

	// Protects: every transaction that can be in the block is.
	#[test]
	fn block_should_hold_the_whole_pool_when_there_is_room() {
		let outcome = filled(vec![of(FITS); 20], limits());
		assert_eq!((outcome.end, outcome.added), (NoMoreTransactions, 20));
		assert_eq!((outcome.reported, outcome.invalid), (vec![], vec![]));
	}

	// Protects: an author stops in time to finish its block.
	#[test]
	fn block_should_take_no_transaction_when_its_time_is_up() {
		let outcome = filled(vec![of(FITS)], Limits { end: past(), ..limits() });
		assert_eq!((outcome.end, outcome.tried), (HitDeadline, 0));
	}

	// Protects: the pool forgets transactions that no block can hold, and those only.
	#[test]
	fn only_what_is_not_valid_should_be_forgotten() {
		let outcome = filled(vec![of(STALE), of(TOO_HEAVY), of(FITS)], limits());
		let expected = Outcome {
			end: NoMoreTransactions,
			tried: 3,
			added: 1,
			reported: vec![0, 1],
			invalid: vec![0],
		};
		assert_eq!(outcome, expected);
	}

	// Protects: a few heavy transactions don't keep light ones out of a block that has room.
	#[test]
	fn light_transaction_should_be_added_when_heavy_ones_before_it_have_no_room() {
		let mut extrinsics = vec![of(TOO_HEAVY); PASSED_OVER];
		extrinsics.push(of(FITS));
		let outcome = filled(extrinsics, late());
		assert_eq!((outcome.end, outcome.added), (NoMoreTransactions, 1));
	}

	// Protects: heavy transactions, refused one after the other, don't use up the time for a block.
	#[test]
	fn block_should_be_full_when_too_many_transactions_had_no_room() {
		let mut extrinsics = vec![of(TOO_HEAVY); PASSED_OVER + 1];
		extrinsics.push(of(FITS));
		let outcome = filled(extrinsics.clone(), late());
		assert_eq!((outcome.end, outcome.tried), (HitBlockWeightLimit, PASSED_OVER + 1));
		assert_eq!(filled(extrinsics, limits()).added, 1, "while there is time, more are tried");
	}

	// Protects: a block is never longer than its limit, and has room for what fits.
	#[test]
	fn block_should_take_what_fits_into_its_bytes() {
		let (long, short) = ((FITS, vec![0; 1_000]), (FITS, vec![0; 10]));
		let size = BlockSize::new(0).with(&long).with(&short).bytes();
		let extrinsics = vec![long.clone(), long, short.clone(), short];
		let outcome = filled(extrinsics, Limits { size, ..limits() });
		assert_eq!((outcome.end, outcome.tried, outcome.added), (HitBlockSizeLimit, 2, 2));
		assert_eq!((outcome.reported, outcome.invalid), (vec![1, 3], vec![]));
	}

	// Protects: a block that others would refuse for its length is never made.
	#[test]
	fn size_should_be_that_of_the_encoded_block() {
		let header = Header {
			parent_hash: Default::default(),
			number: 7,
			state_root: Default::default(),
			extrinsics_root: Default::default(),
			digest: Default::default(),
		};
		let mut block = OpaqueBlock { header, extrinsics: Vec::new() };
		let mut size = BlockSize::new(block.encoded_size());
		for length in (0..300).chain([70_000]) {
			let extrinsic = OpaqueExtrinsic::from_blob(vec![0; length]);
			size = size.with(&extrinsic);
			block.extrinsics.push(extrinsic);
			let encoded = block.encoded_size();
			assert!((encoded..=encoded + 4).contains(&size.bytes()), "{encoded}, {size:?}");
		}
	}
}

// Protects: what an operator is told of a validator's blocks is true.
mod author_report {
	use futures::channel::oneshot;
	use sc_proposer_metrics::EndProposingReason::NoMoreTransactions;
	use std::time::Duration;
	use substrate_prometheus_endpoint::{prometheus::TextEncoder, Registry};
	use witan_node::authoring::{Prepared, Reporter};
	use witan_primitives::Header;

	fn block() -> Prepared {
		let header = Header {
			parent_hash: Default::default(),
			number: 7,
			state_root: Default::default(),
			extrinsics_root: Default::default(),
			digest: Default::default(),
		};
		let took = Duration::from_secs(2);
		Prepared { header, extrinsics: 3, end: NoMoreTransactions, took }
	}

	/// Returns the value that Prometheus is told of a metric without labels.
	fn value(registry: &Registry, name: &str) -> Option<String> {
		let text = TextEncoder::new().encode_to_string(&registry.gather()).expect("a text");
		let value = text.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(' '));
		value.map(str::to_owned)
	}

	// Protects: a validator whose blocks all come too late is not taken for one that makes blocks.
	#[test]
	fn block_should_count_as_given_up_and_not_as_made_when_nobody_waits_for_it() {
		let registry = Registry::new();
		let reporter = Reporter::new(Some(&registry), None).expect("new names");
		let counts = || {
			["witan_blocks_given_up_total", "substrate_proposer_block_constructed_count"]
				.map(|name| value(&registry, name).expect("a metric"))
		};
		assert_eq!(counts(), ["0", "0"]);

		let (sender, mut receiver) = oneshot::channel::<Result<&str, ()>>();
		reporter.hand_over("block", &block(), sender);
		assert_eq!(receiver.try_recv(), Ok(Some(Ok("block"))));
		assert_eq!(counts(), ["0", "1"]);

		let (sender, receiver) = oneshot::channel::<Result<&str, ()>>();
		drop(receiver);
		reporter.hand_over("block", &block(), sender);
		assert_eq!(counts(), ["1", "1"]);
	}
}

// Protects: the pool forgets no transactions that only the views below a final block hold.
mod pool {
	use witan_node::pool::HeldFinality;

	const NONE: Vec<&str> = Vec::new();

	// Protects: finality removes no view that alone holds a transaction.
	#[test]
	fn finality_should_wait_for_a_view_of_a_later_block() {
		let mut held = HeldFinality::new(16);
		assert_eq!(held.built(5), NONE);
		assert_eq!(held.finalised(5, "5"), NONE);
		assert_eq!(held.built(5), NONE, "a sibling of the final block is no later one");
		assert_eq!(held.built(6), vec!["5"]);
	}

	// Protects: watchers hear of finality as soon as no view is at risk.
	#[test]
	fn finality_should_not_wait_when_a_later_block_is_known() {
		let mut held = HeldFinality::new(16);
		assert_eq!(held.built(9), NONE);
		assert_eq!(held.finalised(7, "7"), vec!["7"]);
		assert_eq!(held.finalised(8, "8"), vec!["8"]);
	}

	// Protects: a long sync holds back a bounded number of events, and never one before an earlier
	// one.
	#[test]
	fn finality_should_keep_its_order_and_go_ahead_beyond_the_limit() {
		let mut held = HeldFinality::new(2);
		assert_eq!(held.finalised(1, "1"), NONE);
		assert_eq!(held.finalised(2, "2"), NONE);
		assert_eq!(held.finalised(3, "3"), vec!["1"]);
		assert_eq!(held.built(4), vec!["2", "3"]);
	}

	// Protects: a chain that seals on demand needs no next block to hear of finality.
	#[test]
	fn finality_should_not_wait_when_nothing_is_to_be_held() {
		assert_eq!(HeldFinality::new(0).finalised(1, "1"), vec!["1"]);
	}
}

// Protects: a user is told the truth about a file that claims to be the chain's client.
mod client_bundle {
	use sp_core::H256;
	use sp_io::hashing::blake2_256;
	use std::{
		collections::BTreeSet,
		io::{self, Read},
		path::Path,
	};
	use witan_node::client_bundle::{command::report, hash, printable, RatifiedClient};

	fn ratified(hash: H256) -> RatifiedClient {
		let uri = "ipfs://bundle".into();
		RatifiedClient { hash, uri, post: H256::repeat_byte(7), at: 5 }
	}

	/// A reader of its bytes, a few at a time, and then of an error if it has one.
	struct Slow<'a>(&'a [u8], Option<io::ErrorKind>);
	impl Read for Slow<'_> {
		fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
			let end = buffer.len().min(7);
			match (self.0.read(&mut buffer[..end])?, self.1) {
				(0, Some(error)) => Err(error.into()),
				(read, _) => Ok(read),
			}
		}
	}

	// Protects: a file of any size has the hash that voters ratified, however the disk returns it.
	#[test]
	fn hash_should_be_that_of_the_whole_however_it_is_read() {
		let bytes: Vec<u8> = (0..1_000_003u32).map(|index| index as u8).collect();
		for length in [0, 1, 127, 128, 129, 8_192, bytes.len()] {
			let bytes = &bytes[..length];
			assert_eq!(hash(bytes).expect("read").0, blake2_256(bytes), "{length} bytes");
			assert_eq!(hash(Slow(bytes, None)).expect("read").0, blake2_256(bytes));
		}
	}

	// Protects: a part of a file does not pass for the whole.
	#[test]
	fn hash_should_fail_when_reading_does() {
		let error = hash(Slow(b"half of it", Some(io::ErrorKind::BrokenPipe))).unwrap_err();
		assert_eq!(error.kind(), io::ErrorKind::BrokenPipe);
	}

	// Protects: a file passes only if its bytes are those that were ratified.
	#[test]
	fn file_should_be_the_ratified_client_by_its_hash_alone() {
		let [right, other] = [1, 2].map(H256::repeat_byte);
		let check = |file: H256, client: Option<RatifiedClient>| {
			report(3, Some((Path::new("a.zip"), file)), client.as_ref())
		};

		let (text, code) = check(right, Some(ratified(right)));
		assert_eq!(code, 0);
		assert!(text.ends_with("\na.zip is the ratified client"), "{text}");

		let (text, code) = check(other, Some(ratified(right)));
		let verdict = format!("\na.zip is NOT the ratified client: its hash is {other:?}");
		assert_eq!(code, 1);
		assert!(text.ends_with(&verdict), "{text}");

		let (text, code) = check(H256::zero(), None);
		assert_eq!(code, 1);
		assert!(text.starts_with("domain 3 has ratified no client\na.zip is NOT"), "{text}");
	}

	// Protects: a user can see what is ratified without having a file.
	#[test]
	fn bundle_should_be_shown_without_a_file() {
		let hash = H256::repeat_byte(0xab);
		let post = H256::repeat_byte(7);
		assert_eq!(
			report(0, None, Some(&ratified(hash))),
			(format!("hash: {hash:?}\nuri: ipfs://bundle\npost: {post:?}\nblock: 5"), 0)
		);
		assert_eq!(report(0, None, None), ("domain 0 has ratified no client".into(), 0));
	}

	// Protects: an address does not look like a line that the program prints. Whoever has a bundle
	// ratified chooses it.
	#[test]
	fn address_should_stay_on_its_line() {
		let uri = "x\nx is the ratified client\u{1b}[2K\u{202e}".to_string();
		let (text, _) = report(0, None, Some(&RatifiedClient { uri, ..ratified(H256::zero()) }));
		assert_eq!(text.lines().count(), 4, "{text}");
		assert!(text.bytes().all(|byte| byte == b'\n' || (b' '..=b'~').contains(&byte)), "{text}");
		assert_eq!(printable("b\u{fc}cher \u{1b}~"), "b\\u{fc}cher \\u{1b}~");
	}

	// Protects: programs that call `client_ratified` find its fields.
	#[test]
	fn clients_should_read_it_in_camel_case() {
		let client = ratified(H256::zero());
		let json = serde_json::to_value(&client).expect("plain values");
		let keys: BTreeSet<_> = json.as_object().expect("a struct").keys().cloned().collect();
		assert_eq!(keys, ["at", "hash", "post", "uri"].map(String::from).into());
		assert_eq!(serde_json::from_value::<RatifiedClient>(json).expect("its own"), client);
	}
}

mod metrics {
	use witan_node::service::metrics::{Heights, Place};

	// Protects: an operator sees how many slots were lost, also when several blocks become final at
	// once.
	#[test]
	fn slots_should_count_as_lost_when_the_chain_has_no_block_of_them() {
		let ancestor = Place { number: 10, slot: 1_000 };
		let lost = |number, slot| Place { number, slot }.slots_lost_since(ancestor);
		assert_eq!((lost(11, 1_001), lost(14, 1_004)), (0, 0));
		assert_eq!((lost(11, 1_004), lost(14, 1_010)), (3, 6));
		assert_eq!(lost(10, 1_000), 0);
	}

	// Protects: the share of lost slots is one of all slots, also when several blocks become final
	// at once.
	#[test]
	fn blocks_and_lost_slots_should_add_up_to_the_slots_between() {
		let ancestor = Place { number: 10, slot: 1_000 };
		let place = Place { number: 14, slot: 1_010 };
		assert_eq!((place.blocks_since(ancestor), place.slots_lost_since(ancestor)), (4, 6));
		assert_eq!(ancestor.blocks_since(ancestor), 0);
	}

	// Protects: an operator sees blocks that were made twice, and not the blocks of one chain.
	#[test]
	fn height_should_be_known_when_a_block_of_it_was_imported() {
		let mut heights = Heights::new(7);
		let known = [8, 9, 9, 8, 10, 7, 11].map(|number| heights.note(number));
		assert_eq!(known, [false, false, true, true, false, true, false]);
	}
}

mod cli {
	use clap::{CommandFactory, FromArgMatches};
	use std::time::Duration;
	use witan_node::{
		cli::{with_defaults, Cli},
		sealing::Sealing,
	};

	fn parse(arguments: &[&str]) -> Result<Cli, clap::Error> {
		let matches = with_defaults(Cli::command())
			.try_get_matches_from(std::iter::once(&"witan-node").chain(arguments))?;
		Cli::from_arg_matches(&matches)
	}

	// Protects: no two options collide, which would stop the node at its start.
	#[test]
	fn arguments_should_be_consistent() {
		with_defaults(Cli::command()).debug_assert();
	}

	// Protects: a burst of a few full blocks is not refused by default.
	#[test]
	fn pool_should_hold_several_full_blocks_unless_told_otherwise() {
		let limit = |cli: Cli| cli.run.pool_config.pool_limit;
		assert_eq!(limit(parse(&["--dev"]).unwrap()), 32_768);
		assert_eq!(limit(parse(&["--dev", "--pool-limit", "7"]).unwrap()), 7);
	}

	// Protects: no real chain is run without consensus.
	#[test]
	fn sealing_should_be_refused_outside_development() {
		assert!(parse(&["--chain", "local", "--sealing", "instant"]).is_err());
		assert!(parse(&["--dev", "--sealing", "sometimes"]).is_err());
		assert_eq!(
			parse(&["--dev", "--sealing", "interval=500"]).unwrap().sealing,
			Some(Sealing::Interval(Duration::from_millis(500)))
		);
	}
}
