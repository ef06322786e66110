//! The program: does what the command line says, and explains what went wrong.

use std::process::ExitCode;
use witan_node::{command, errors};

/// An allocator for many threads. glibc's makes them wait for each other, and keeps memory that
/// they have freed.
#[cfg(target_os = "linux")]
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

fn main() -> ExitCode {
	match command::run() {
		Ok(code) => code,
		Err(error) => {
			eprintln!("Error: {}", errors::explain(&error));
			ExitCode::FAILURE
		},
	}
}
