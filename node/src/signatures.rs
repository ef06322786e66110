//! Signatures that this process has found valid, and the host function of the runtime that looks
//! there first.
//!
//! Verifying an sr25519 signature takes about 35 µs, a sixth of what importing a transfer takes. A
//! node meets each signature several times: in its pool, and in a block that it makes or imports.
//! With a memory of them the wasm verifies none again.
//!
//! A verdict never depends on the memory. Only signatures that were found valid are in it, each
//! under a hash of signature, key and message. Such a hash is as hard to forge as the signature.
//! One that is not there is verified.
//!
//! The memory is off until [`remember`] is called. Benchmarks leave it off, so that weights pay for
//! every signature.

use sp_core::{sr25519, Pair};
use sp_io::hashing::blake2_256;
use sp_runtime_interface::{
	pass_by::{PassFatPointerAndRead, PassPointerAndRead},
	runtime_interface,
	sp_wasm_interface::ExtendedHostFunctions,
};
use std::{
	collections::HashSet,
	mem,
	sync::{
		atomic::{AtomicU64, Ordering},
		Mutex, MutexGuard, OnceLock, PoisonError,
	},
};

/// Functions of the node that the runtime's wasm may call. Those of [`crypto`] take the place of
/// the SDK's of the same name.
pub type HostFunctions =
	ExtendedHostFunctions<sp_io::SubstrateHostFunctions, crypto::HostFunctions>;

/// Signatures of a generation in a running node: more than are in the pool (32 768) and in a block
/// of today's limits together. Two generations take 4.3 MB.
const CAPACITY: usize = 50_000;

/// Prefix of what is hashed, so that no other scheme's signature can have the same hash.
const SCHEME: &[u8] = b"sr25519";

static REMEMBERED: OnceLock<Signatures> = OnceLock::new();

/// Makes this process remember valid signatures from now on.
pub fn remember() {
	REMEMBERED.get_or_init(|| Signatures::new(CAPACITY));
}

/// Returns the signatures that this process remembers. Returns none if it remembers none.
pub fn remembered() -> Option<&'static Signatures> {
	REMEMBERED.get()
}

/// Hash of a signature with its key and message.
type Id = [u8; 32];

/// Returns the hash under which a signature is remembered. Scheme, signature and key have fixed
/// lengths, so no two signatures are hashed from the same bytes.
fn id(signature: &sr25519::Signature, message: &[u8], key: &sr25519::Public) -> Id {
	blake2_256(&[SCHEME, &signature[..], &key[..], message].concat())
}

/// Valid signatures in two generations. When the younger is full, it takes the place of the older.
#[derive(Default)]
struct Generations {
	younger: HashSet<Id>,
	older: HashSet<Id>,
}

/// A bounded memory of valid signatures. Once it is full, it keeps the newest of them: at least as
/// many as its capacity, and at most twice as many.
pub struct Signatures {
	capacity: usize,
	generations: Mutex<Generations>,
	hits: AtomicU64,
	misses: AtomicU64,
}

impl Signatures {
	/// Makes an empty memory. One without capacity stays empty.
	pub fn new(capacity: usize) -> Self {
		Self {
			capacity,
			generations: Mutex::default(),
			hits: AtomicU64::new(0),
			misses: AtomicU64::new(0),
		}
	}

	/// Returns true if the signature is valid. Counts a hit if that was known, else a miss.
	pub fn verify(
		&self,
		signature: &sr25519::Signature,
		message: &[u8],
		key: &sr25519::Public,
	) -> bool {
		let id = id(signature, message, key);
		let known = self.has(&id);
		let counter = if known { &self.hits } else { &self.misses };
		counter.fetch_add(1, Ordering::Relaxed);
		known || self.verify_anew(id, signature, message, key)
	}

	/// Verifies a signature that may be asked for soon, unless it is known to be valid.
	pub fn verify_ahead(
		&self,
		signature: &sr25519::Signature,
		message: &[u8],
		key: &sr25519::Public,
	) {
		let id = id(signature, message, key);
		if !self.has(&id) {
			self.verify_anew(id, signature, message, key);
		}
	}

	/// Remembers a signature that the caller knows to be valid for exactly these bytes. With any
	/// others the node would accept blocks that no other node accepts.
	pub fn insert(&self, signature: &sr25519::Signature, message: &[u8], key: &sr25519::Public) {
		self.keep(id(signature, message, key));
	}

	/// Returns true if the signature is remembered.
	pub fn contains(
		&self,
		signature: &sr25519::Signature,
		message: &[u8],
		key: &sr25519::Public,
	) -> bool {
		self.has(&id(signature, message, key))
	}

	/// Returns the number of signatures that were known to be valid when they were asked for.
	pub fn hits(&self) -> u64 {
		self.hits.load(Ordering::Relaxed)
	}

	/// Returns the number of signatures that were verified when they were asked for.
	pub fn misses(&self) -> u64 {
		self.misses.load(Ordering::Relaxed)
	}

	fn verify_anew(
		&self,
		id: Id,
		signature: &sr25519::Signature,
		message: &[u8],
		key: &sr25519::Public,
	) -> bool {
		let valid = sr25519::Pair::verify(signature, message, key);
		if valid {
			self.keep(id);
		}
		valid
	}

	fn has(&self, id: &Id) -> bool {
		let generations = self.generations();
		generations.younger.contains(id) || generations.older.contains(id)
	}

	fn keep(&self, id: Id) {
		if self.capacity == 0 {
			return;
		}
		let mut generations = self.generations();
		let Generations { younger, older } = &mut *generations;
		if younger.len() >= self.capacity {
			mem::swap(younger, older);
			younger.clear();
		}
		younger.insert(id);
	}

	/// Returns the generations. A thread that panicked in the midst of a change may have lost some
	/// signatures, which does no harm.
	fn generations(&self) -> MutexGuard<'_, Generations> {
		self.generations.lock().unwrap_or_else(PoisonError::into_inner)
	}
}

/// Returns true if the signature is valid. Looks among those that are remembered, if any are.
fn verify(signature: &sr25519::Signature, message: &[u8], key: &sr25519::Public) -> bool {
	match remembered() {
		Some(signatures) => signatures.verify(signature, message, key),
		None => sr25519::Pair::verify(signature, message, key),
	}
}

/// The host function `ext_crypto_sr25519_verify_version_2`, called like the SDK's.
#[runtime_interface(no_tracing)]
pub trait Crypto {
	/// Returns what the SDK's first version returns. It is here because a second version can't be
	/// declared without a first; no runtime of this chain calls it.
	#[version(1, register_only)]
	fn sr25519_verify(
		sig: PassPointerAndRead<&sr25519::Signature, 64>,
		msg: PassFatPointerAndRead<&[u8]>,
		pub_key: PassPointerAndRead<&sr25519::Public, 32>,
	) -> bool {
		sr25519::Pair::verify_deprecated(sig, msg, pub_key)
	}

	/// Returns true if the signature is valid.
	#[version(2)]
	fn sr25519_verify(
		sig: PassPointerAndRead<&sr25519::Signature, 64>,
		msg: PassFatPointerAndRead<&[u8]>,
		pub_key: PassPointerAndRead<&sr25519::Public, 32>,
	) -> bool {
		verify(sig, msg, pub_key)
	}
}
