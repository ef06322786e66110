//! Mocks of the traits between Witan's pallets, for their unit tests.
//!
//! They keep their state in storage. A failed call therefore undoes its effect on them too, and the
//! storage root covers them.
//!
//! - [`ledger`]: reputation in domains whose era a test can move, with stakes and snapshots;
//! - [`domains`]: facts about domains, and a record of the fees that were paid to them;
//! - [`experts`]: experts in a queue, and a record of the calls;
//! - [`pools`]: pools on evidence, whose verdicts a test chooses;
//! - [`posts`]: posts, pins, rewards and directives;
//! - [`migrations`]: runs of a migration in steps;
//! - [`assertions`]: checks that a refusal changes nothing, and that `try_state` finds a broken
//!   invariant.
//!
//! # Programming the ledger
//!
//! A pallet's mock runtime names [`ledger::MockLedger`] where its `Config` asks for a trait of the
//! ledger. Tests mint to members by the trait, and change the ledger's behaviour by these
//! functions:
//!
//! - [`set_era`](ledger::MockLedger::set_era) moves a domain to a later era; each new era divides
//!   all its REP by 2^16;
//! - [`close_account`](ledger::MockLedger::close_account) makes mints and burns of one account, and
//!   ends of its stakes, fail with [`CLOSED`](ledger::CLOSED);
//!   [`reopen_account`](ledger::MockLedger::reopen_account) undoes that;
//! - [`fill`](ledger::MockLedger::fill) makes every mint of more than zero fail, to whomever;
//! - [`limit_minting`](ledger::MockLedger::limit_minting) bounds what a domain mints against fees;
//! - [`staked`](ledger::MockLedger::staked) returns the stakes of an account for one reason;
//! - [`opened`](ledger::MockLedger::opened) returns the half-life of a ledger that was opened; a
//!   half-life of 0 is refused with [`NO_HALF_LIFE`](ledger::NO_HALF_LIFE);
//! - [`snapshot_reads`](ledger::MockLedger::snapshot_reads) counts reads of snapshots, for tests
//!   that a call needs none.
//!
//! ```
//! use sp_io::TestExternalities;
//! use witan_experts::{
//!     ledger::{InspectReputation, MintReputation, StakeReputation},
//!     shares::Shares,
//! };
//! use witan_mocks::ledger::{MockLedger, CLOSED};
//!
//! // The reasons for stakes are whatever the pallet under test holds them for.
//! type Ledger = MockLedger<&'static str>;
//! const DOMAIN: u32 = 0;
//! const ALICE: u64 = 1;
//!
//! TestExternalities::default().execute_with(|| {
//!     Ledger::mint(DOMAIN, &ALICE, Shares::new(100, 0)).unwrap();
//!     Ledger::open_stake(DOMAIN, &ALICE, &"vote", 40).unwrap();
//!     assert_eq!(Ledger::staked(DOMAIN, ALICE, "vote"), (40, 1));
//!
//!     // One account is refused, and nothing of it has changed.
//!     Ledger::close_account(ALICE);
//!     assert_eq!(Ledger::mint(DOMAIN, &ALICE, Shares::new(1, 0)), Err(CLOSED));
//!     Ledger::reopen_account(ALICE);
//!     assert_eq!(Ledger::free(DOMAIN, &ALICE), Shares::new(60, 0));
//!
//!     // A new era makes everything 2^16 times smaller.
//!     Ledger::mint(DOMAIN, &ALICE, Shares::new(3 << 16, 0)).unwrap();
//!     Ledger::set_era(DOMAIN, 1);
//!     assert_eq!(Ledger::free(DOMAIN, &ALICE), Shares::new(3, 1));
//!
//!     // A full ledger mints to nobody.
//!     Ledger::fill();
//!     assert!(Ledger::mint(DOMAIN, &ALICE, Shares::new(1, 1)).is_err());
//!     assert_eq!(Ledger::mint(DOMAIN, &ALICE, Shares::zero()), Ok(()));
//! });
//! ```

#![deny(rustdoc::broken_intra_doc_links)]

pub mod assertions;
pub mod domains;
pub mod experts;
pub mod ledger;
pub mod migrations;
pub mod pools;
pub mod posts;

use codec::{Decode, Encode};
use frame_support::storage::unhashed;

/// Accounts of the tests.
pub type AccountId = u64;
/// Blocks of the tests.
pub type BlockNumber = u64;

/// Returns the value in storage under a name and a key.
pub(crate) fn get<T: Decode>(name: &str, key: impl Encode) -> Option<T> {
	unhashed::get(&(b"mock", name, key).encode())
}

/// Stores a value under a name and a key.
pub(crate) fn put<T: Encode>(name: &str, key: impl Encode, value: T) {
	unhashed::put(&(b"mock", name, key).encode(), &value);
}

/// Removes the value under a name and a key.
pub(crate) fn kill(name: &str, key: impl Encode) {
	unhashed::kill(&(b"mock", name, key).encode());
}
