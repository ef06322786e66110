//! The Witan node. A library, so that it is compiled once for the program and for its tests.
//!
//! - [`cli`] has the arguments;
//! - [`command`] says what each subcommand does;
//! - [`chain_spec`] has the chains that the node knows by name;
//! - [`service`] puts a node together;
//! - [`executor`] says how the runtime is executed;
//! - [`authoring`] says how long an author works on a block;
//! - [`sealing`] makes blocks on demand, for the development of dapps;
//! - `benchmarking`, behind the feature of that name, is the subcommand `benchmark`;
//! - [`hardware`] measures this machine, [`transaction`] signs for development accounts;
//! - [`rpc`] has the methods beyond those that every Substrate node has;
//! - [`client_bundle`] tells which client bundle the chain has ratified, and whether a file is it;
//! - [`pool`] tells the transaction pool of finality when it can bear it;
//! - [`ports`] checks those that it listens on;
//! - [`errors`] says what an operator reads when something is wrong.

pub mod authoring;
#[cfg(feature = "benchmarking")]
pub mod benchmarking;
pub mod chain_spec;
pub mod cli;
pub mod client_bundle;
pub mod command;
pub mod errors;
pub mod executor;
pub mod hardware;
pub mod pool;
pub mod ports;
pub mod rpc;
pub mod sealing;
pub mod service;
pub mod transaction;

// The feature `disable-logging` of the runtime, set in a native build, would silence the node.
const _: () = assert!(log::STATIC_MAX_LEVEL as usize >= log::LevelFilter::Info as usize);
