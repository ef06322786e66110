//! The Witan node.
//!
//! - [`cli`] has the arguments;
//! - [`command`] says what each subcommand does;
//! - [`chain_spec`] has the chains that the node knows by name;
//! - [`service`] puts a node together;
//! - [`sealing`] makes blocks on demand, for the development of dapps;
//! - [`rpc`] has the methods beyond those that every Substrate node has;
//! - [`ports`] checks those that it listens on;
//! - [`errors`] says what an operator reads when something is wrong.

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
