//! The client bundle that a domain has ratified: which one it is, and whether a file is it.
//!
//! A post's directive names a bundle's hash. When a governance pool has ratified the post and the
//! directive took effect, that bundle is the domain's. Domain 0's is the chain's own.
//!
//! - [`rpc`] tells it of any block, as `client_ratified`;
//! - [`command`] asks a running node for it, as `witan-node client`.

pub mod command;
pub mod rpc;

use serde::{Deserialize, Serialize};
use sp_core::H256;
use std::io::{self, Read};
use witan_experts::ids::DomainId;
use witan_primitives::{BlockNumber, Hash};

/// The bundle that a domain ratified last.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RatifiedClient {
	/// BLAKE2b-256 of the bundle's bytes.
	pub hash: H256,
	/// An address to get it from. Bytes that are no UTF-8 are replaced.
	pub uri: String,
	/// The post whose directive it is.
	pub post: Hash,
	/// The block since which it is the domain's.
	pub at: BlockNumber,
}

/// Computes BLAKE2b-256 of all that `reader` reads. No more than a buffer of it is in memory.
pub fn hash(mut reader: impl Read) -> io::Result<H256> {
	let mut state = blake2b_simd::Params::new().hash_length(H256::len_bytes()).to_state();
	io::copy(&mut reader, &mut state)?;
	Ok(H256::from_slice(state.finalize().as_bytes()))
}

/// Returns true if a file with this hash is the bundle that the domain ratified last.
pub fn is_ratified(hash: &H256, ratified: Option<&RatifiedClient>) -> bool {
	ratified.is_some_and(|client| client.hash == *hash)
}

/// Describes the bundle that a domain has ratified, in lines `name: value`.
pub fn describe(domain: DomainId, ratified: Option<&RatifiedClient>) -> String {
	match ratified {
		Some(RatifiedClient { hash, uri, post, at }) => {
			format!("hash: {hash:?}\nuri: {}\npost: {post:?}\nblock: {at}", printable(uri))
		},
		None => format!("domain {domain} has ratified no client"),
	}
}

/// Describes in a sentence whether a file with this hash is the bundle that the domain ratified
/// last.
pub fn describe_file(file: &str, hash: &H256, ratified: Option<&RatifiedClient>) -> String {
	if is_ratified(hash, ratified) {
		format!("{file} is the ratified client")
	} else {
		format!("{file} is NOT the ratified client: its hash is {hash:?}")
	}
}

/// Returns the text on one line of printable ASCII.
///
/// It was written by others, and must not pass for lines or colours of this program. Nor may one of
/// its letters pass for another that looks like it.
pub fn printable(text: &str) -> String {
	text.chars()
		.flat_map(|character| match character {
			' '..='~' => vec![character],
			_ => character.escape_unicode().collect(),
		})
		.collect()
}
