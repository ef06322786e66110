//! The Witan node.
//!
//! - [`cli`]: arguments;
//! - [`command`]: what each subcommand does;
//! - [`chain_spec`]: which chains the node knows by name;
//! - [`service`]: how a node is put together;
//! - [`sealing`]: blocks on demand, for the development of dapps;
//! - [`rpc`]: methods beyond those that every Substrate node has;
//! - [`ports`]: those that it listens on;
//! - [`errors`]: what an operator reads when something is wrong.

mod benchmarking;
mod chain_spec;
mod cli;
mod command;
mod errors;
mod ports;
mod rpc;
mod sealing;
mod service;

use std::process::ExitCode;

fn main() -> ExitCode {
	match command::run() {
		Ok(()) => ExitCode::SUCCESS,
		Err(error) => {
			eprintln!("Error: {}", errors::explain(&error));
			ExitCode::FAILURE
		},
	}
}
