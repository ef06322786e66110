//! The blocks that a database keeps: chosen at its first start, and kept to from then on.
//!
//! The SDK stores which states a database keeps, and refuses another choice. It does not store
//! which blocks: another choice would take effect at once, and leave gaps that nothing fills.

use sc_client_api::AuxStore;
use sc_service::{config::BlocksPruning, Error as ServiceError};

/// The key under which a database stores the choice, as the option's value.
const KEY: &[u8] = b"witan/blocks-pruning";

/// Checks that the database keeps the blocks that `asked` says. One that has no choice stored, as
/// when it is new, stores this one.
pub fn check(database: &impl AuxStore, asked: BlocksPruning) -> Result<(), ServiceError> {
	let value = option_value(asked);
	let stored = database.get_aux(KEY)?.map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
	match stored {
		Some(stored) if stored == value => return Ok(()),
		Some(stored) if !is_larger_number(asked, &stored) => {
			return Err(ServiceError::Other(format!(
				"this database was made with --blocks-pruning {stored}, and --blocks-pruning \
				 {value} would leave gaps in its blocks (without the option, that is \
				 {default}): start with --blocks-pruning {stored}; or purge-chain, or another \
				 --base-path, and sync",
				default = option_value(BlocksPruning::KeepFinalized),
			)))
		},
		_ => {},
	}
	database.insert_aux(&[(KEY, value.as_bytes())], &[])?;
	Ok(())
}

/// Returns true if both are numbers of blocks and more are to be kept from now on. Nothing else can
/// change: a smaller number would leave the blocks between the two for ever.
fn is_larger_number(asked: BlocksPruning, stored: &str) -> bool {
	match asked {
		BlocksPruning::Some(asked) => stored.parse().is_ok_and(|stored: u32| asked > stored),
		BlocksPruning::KeepAll | BlocksPruning::KeepFinalized => false,
	}
}

/// Returns the value of `--blocks-pruning` that means this choice.
fn option_value(choice: BlocksPruning) -> String {
	match choice {
		BlocksPruning::KeepAll => "archive".into(),
		BlocksPruning::KeepFinalized => "archive-canonical".into(),
		BlocksPruning::Some(blocks) => blocks.to_string(),
	}
}
