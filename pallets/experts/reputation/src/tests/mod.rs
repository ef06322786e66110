mod age;
mod claim_dividends;
mod debt;
mod eras;
mod fees;
mod fungibles;
mod genesis;
mod invariants;
mod migrations;
mod minting;
mod open_ledger;
mod origins;
mod snapshots;
mod stakes;
mod supply;
mod try_state;
mod unsigned;

use crate::mock::{BlockNumber, System};
use witan_experts::shares::{Shares, REP};
use witan_mocks::assertions::{assert_broken, assert_fails, assert_refused};
use witan_primitives::Balance;

/// Returns REP in units of 10^-9.
pub fn rep(amount: Balance) -> Balance {
	amount * REP
}

/// Returns REP as shares of the first era, at its start.
pub fn shares(amount: Balance) -> Shares {
	Shares::new(rep(amount), 0)
}

/// Goes to a later block.
pub fn skip(blocks: BlockNumber) {
	System::set_block_number(System::block_number() + blocks);
}
