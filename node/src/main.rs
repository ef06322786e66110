//! The program: does what the command line says, and explains what went wrong.

use std::process::ExitCode;
use witan_node::{command, errors};

fn main() -> ExitCode {
	match command::run() {
		Ok(code) => code,
		Err(error) => {
			eprintln!("Error: {}", errors::explain(&error));
			ExitCode::FAILURE
		},
	}
}
