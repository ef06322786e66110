//! Tests of the look at ports before they are used.

use std::net::{Ipv4Addr, TcpListener};
use witan_node::ports::check_claim;

// Protects: an operator learns which port is taken and how to choose another, instead of
// running without it.
#[test]
fn port_should_be_refused_by_its_purpose_when_taken() {
	let taken = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("some port is free");
	let address = taken.local_addr().expect("bound");
	let error = check_claim(("RPC", "--rpc-port", address)).expect_err("taken").to_string();
	assert!(error.contains(&format!("port {} for RPC is in use", address.port())), "{error}");
	assert!(error.contains("--rpc-port"), "{error}");
	drop(taken);
	assert!(check_claim(("RPC", "--rpc-port", address)).is_ok());
}
