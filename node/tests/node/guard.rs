//! Tests that nobody ends a node by bytes at which its copy of the runtime panics.

use std::{env, process::Command};
use witan_node::guard::caught;

/// The variable by which this test tells the process that it starts to panic.
const PANICS: &str = "WITAN_TEST_PANICS";

// Protects: the node goes on after a panic, though the SDK's handler ends its process at one.
#[test]
fn process_should_go_on_when_work_panics() {
	if env::var_os(PANICS).is_some() {
		sp_panic_handler::set("nowhere", "0");
		assert_eq!(caught::<()>(|| panic!("at bytes of others")), None);
		return;
	}
	let this = env::current_exe().expect("a program");
	let test = ["--exact", "guard::process_should_go_on_when_work_panics"];
	let output = Command::new(this).args(test).env(PANICS, "").output().expect("it starts");
	let text = String::from_utf8_lossy(&output.stdout);
	assert!(output.status.success() && text.contains("1 passed"), "{text}");
}

// Protects: work that does not panic is not lost.
#[test]
fn result_should_be_that_of_the_work() {
	assert_eq!(caught(|| 7), Some(7));
}
