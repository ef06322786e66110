//! Tests of the choice of blocks that a database keeps.

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
