//! Tests of how a chain is found by its name or its file.

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
