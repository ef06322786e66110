//! Mocks of the traits between Witan's pallets, for their unit tests. They keep what they are told in storage, so that what
//! a failed call did is undone in them too and a storage root covers them.
//!
//! - [`ledger::MockLedger`]: reputation that does not decay, in a domain whose era a test can move, with its snapshots; a test
//!   can have it refuse an account, or all that is minted;
//! - [`domains`]: the facts of domains, and fees that are paid to them;
//! - [`experts`]: experts in a queue, and what was asked of them;
//! - [`pools`]: pools on evidence, whose verdicts a test chooses;
//! - [`posts`]: posts, pins, rewards and directives;
//! - [`assertions`]: that a refusal changes nothing, and that a broken invariant is found.

pub mod assertions;
pub mod domains;
pub mod experts;
pub mod ledger;
pub mod pools;
pub mod posts;

use codec::{Decode, Encode};
use frame_support::storage::unhashed;

/// Accounts of the tests.
pub type AccountId = u64;
/// Blocks of the tests.
pub type BlockNumber = u64;

/// A value in storage under a name and a key.
pub(crate) fn get<T: Decode>(name: &str, key: impl Encode) -> Option<T> {
	unhashed::get(&(b"mock", name, key).encode())
}

/// See [`get`].
pub(crate) fn put<T: Encode>(name: &str, key: impl Encode, value: T) {
	unhashed::put(&(b"mock", name, key).encode(), &value);
}

/// See [`get`].
pub(crate) fn kill(name: &str, key: impl Encode) {
	unhashed::kill(&(b"mock", name, key).encode());
}
