//! Tests that a user is told the truth about a file that claims to be the chain's client.

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
