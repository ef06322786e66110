//! Tests of the memory of valid signatures, and of what fills it.

// Protects: a signature is verified once, and a wrong one is never taken for valid.
mod memory {
	use sp_keyring::Sr25519Keyring::{Alice, Bob};
	use witan_node::signatures::Signatures;

	// Protects: only what was found valid is remembered, and it is found again.
	#[test]
	fn memory_should_hold_valid_signatures_only() {
		let signatures = Signatures::new(10);
		let (good, bad) = (Alice.sign(b"a"), Bob.sign(b"a"));
		for _ in 0..2 {
			assert!(signatures.verify(&good, b"a", &Alice.public()));
			assert!(!signatures.verify(&bad, b"a", &Alice.public()));
		}
		assert!(signatures.contains(&good, b"a", &Alice.public()));
		assert!(!signatures.contains(&bad, b"a", &Alice.public()));
		assert_eq!((signatures.hits(), signatures.misses()), (1, 3));
	}

	// Protects: a valid signature says nothing of another message, key or signature.
	#[test]
	fn memory_should_tell_signatures_messages_and_keys_apart() {
		let signatures = Signatures::new(10);
		let signature = Alice.sign(b"ab");
		signatures.insert(&signature, b"ab", &Alice.public());
		assert!(!signatures.contains(&Alice.sign(b"ab"), b"ab", &Alice.public()));
		assert!(!signatures.contains(&signature, b"abc", &Alice.public()));
		assert!(!signatures.contains(&signature, b"ab", &Bob.public()));
	}

	// Protects: the memory is bounded, and holds the newest.
	#[test]
	fn memory_should_forget_the_oldest_beyond_twice_its_capacity() {
		let signatures = Signatures::new(2);
		let signature = Alice.sign(b"any");
		for message in 0..5u8 {
			signatures.insert(&signature, &[message], &Alice.public());
		}
		let held: Vec<u8> = (0..5)
			.filter(|message| signatures.contains(&signature, &[*message], &Alice.public()))
			.collect();
		assert_eq!(held, [2, 3, 4]);
	}

	// Protects: the memory can be switched off; verdicts stay the same.
	#[test]
	fn memory_without_capacity_should_hold_nothing() {
		let signatures = Signatures::new(0);
		let signature = Alice.sign(b"a");
		for _ in 0..2 {
			assert!(signatures.verify(&signature, b"a", &Alice.public()));
		}
		assert!(!signatures.contains(&signature, b"a", &Alice.public()));
		assert_eq!((signatures.hits(), signatures.misses()), (0, 2));
	}
}

// Protects: other cores verify a block's signatures before the wasm asks for them.
mod ahead {
	use codec::Encode;
	use sp_keyring::Sr25519Keyring::Alice;
	use sp_runtime::{generic::Era, OpaqueExtrinsic};
	use witan_node::{
		ahead::Body,
		payload::{birth, implicit, Signed},
		signatures::Signatures,
		transaction::{signed, signed_with},
	};
	use witan_primitives::{BlockNumber, Hash, Nonce};
	use witan_runtime::{
		systems::chain::transactions::tx_extension, RuntimeCall, UncheckedExtrinsic,
	};

	const NUMBER: BlockNumber = 110;

	fn hash(number: BlockNumber) -> Option<Hash> {
		Some(Hash::from_low_u64_be(u64::from(number) + 1))
	}

	fn genesis() -> Hash {
		hash(0).expect("a hash")
	}

	fn remark(bytes: usize) -> RuntimeCall {
		frame_system::Call::remark { remark: vec![0; bytes] }.into()
	}

	/// Returns Alice's remark that is valid from block 100 on.
	fn mortal() -> UncheckedExtrinsic {
		let extension = tx_extension(Era::mortal(64, 100), 0, 0);
		assert_eq!(birth(&extension, NUMBER), Some(100));
		let implicit = implicit(genesis(), hash(100).expect("a hash"));
		signed_with(Alice, remark(0), extension, implicit)
	}

	fn is_remembered(transaction: &UncheckedExtrinsic, signatures: &Signatures) -> bool {
		let signed = Signed::of(transaction.clone(), |extension| {
			Some(implicit(genesis(), hash(birth(extension, NUMBER)?)?))
		});
		let Signed { signature, message, key } = signed.expect("a signature");
		signatures.contains(&signature, &message, &key)
	}

	// Protects: each signature of a block is verified, by whichever thread, and bad ones count for
	// nothing.
	#[test]
	fn body_should_have_its_valid_signatures_remembered() {
		let mut good: Vec<_> =
			(0..40).map(|nonce: Nonce| signed(genesis(), Alice, remark(1), nonce)).collect();
		good.push(mortal());
		let of_another_chain = signed(Hash::zero(), Alice, remark(1), 0);
		let large = signed(genesis(), Alice, remark(2_048), 0);
		let unsigned = UncheckedExtrinsic::new_bare(remark(0));

		let transactions = good.iter().chain([&of_another_chain, &large, &unsigned]);
		let mut extrinsics: Vec<_> = transactions
			.map(|transaction| {
				OpaqueExtrinsic::try_from_encoded_extrinsic(&transaction.encode()).expect("bytes")
			})
			.collect();
		extrinsics.insert(0, OpaqueExtrinsic::from_blob(vec![0xff; 9]));

		let signatures = Signatures::new(100);
		let body = Body::new(NUMBER, extrinsics);
		std::thread::scope(|threads| {
			for _ in 0..3 {
				threads.spawn(|| body.verify(&signatures, hash));
			}
		});
		assert!(good.iter().all(|transaction| is_remembered(transaction, &signatures)));
		assert!(!is_remembered(&of_another_chain, &signatures));
		assert!(!is_remembered(&large, &signatures));
		assert_eq!((signatures.hits(), signatures.misses()), (0, 0), "counted as the wasm's");
	}

	// Protects: a transaction at which the node's copy panics ends neither the thread nor the node.
	#[test]
	fn signatures_should_be_verified_when_the_work_on_one_before_them_panics() {
		let good = signed(genesis(), Alice, remark(1), 0);
		let extrinsics = [mortal(), good.clone()].map(|transaction| {
			OpaqueExtrinsic::try_from_encoded_extrinsic(&transaction.encode()).expect("bytes")
		});
		let signatures = Signatures::new(100);
		Body::new(NUMBER, extrinsics.into()).verify(&signatures, |number| match number {
			0 => hash(0),
			_ => panic!("at the block with which the first lifetime begins"),
		});
		assert!(is_remembered(&good, &signatures) && !is_remembered(&mortal(), &signatures));
	}
}

// Protects: what a signature is compared with is what the runtime verifies it against.
mod payload {
	use sp_keyring::Sr25519Keyring::Alice;
	use witan_node::{
		payload::{implicit, Signed},
		transaction::signed,
	};
	use witan_primitives::Hash;

	// Protects: nodes agree on transactions whose call was not written in the usual way.
	#[test]
	fn message_should_begin_with_the_call_as_it_was_received() {
		let call = frame_system::Call::remark { remark: vec![] }.into();
		let mut transaction = signed(Hash::zero(), Alice, call, 0);
		transaction.encoded_call = Some(vec![0xab; 5]);
		let signed = Signed::of(transaction, |_| Some(implicit(Hash::zero(), Hash::zero())));
		assert!(signed.expect("a signature").message.starts_with(&[0xab; 5]));
	}
}
