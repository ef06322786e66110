//! The Witan node. A library, so that it is compiled once for the program and for its tests.
//!
//! The command line:
//!
//! - [`cli`] has the arguments, [`command`] the work of each subcommand;
//! - [`chain_spec`] has the chains that the node knows by name;
//! - [`errors`] has the text that an operator reads when something is wrong;
//! - `benchmarking`, behind the feature of that name, is the subcommand `benchmark`.
//!
//! A running node:
//!
//! - [`service`] puts it together, one room for each subject;
//! - [`client`] has the types and handles that the others share;
//! - [`executor`] executes the runtime, [`undecodable`] explains bytes that it can't read,
//!   [`guard`] keeps the node alive if its own copy panics;
//! - [`signatures`] remembers those that are valid, [`payload`] tells what was signed, [`ahead`]
//!   verifies a block's on other cores;
//! - [`native_check`] tells when the node's own copy of the runtime is of no use;
//! - [`metrics`] tells Prometheus how transactions are checked;
//! - [`pool`] tells the transaction pool of finality after the next block, when it loses nothing by
//!   it;
//! - [`authoring`] makes blocks of the pool's transactions, within the time that an author has;
//! - [`sealing`] makes blocks on demand, for the development of dapps;
//! - [`ports`] checks those that it listens on, [`clock`] the time against the chain's, [`pruning`]
//!   the blocks that its database keeps; [`hardware`] measures the machine.
//!
//! Beside it:
//!
//! - [`client_bundle`] tells which client bundle the chain has ratified, and if a file is it;
//! - [`transaction`] signs for development accounts.
//!
//! Imports make no circle: what two modules share is in `client`, which imports neither.

pub mod ahead;
pub mod authoring;
#[cfg(feature = "benchmarking")]
pub mod benchmarking;
pub mod chain_spec;
pub mod cli;
pub mod client;
pub mod client_bundle;
pub mod clock;
pub mod command;
pub mod errors;
pub mod executor;
pub mod guard;
pub mod hardware;
pub mod metrics;
pub mod native_check;
pub mod payload;
pub mod pool;
pub mod ports;
pub mod pruning;
pub mod sealing;
pub mod service;
pub mod signatures;
pub mod transaction;
pub mod undecodable;

// The feature `disable-logging` of the runtime, set in a native build, would silence the node.
const _: () = assert!(log::STATIC_MAX_LEVEL as usize >= log::LevelFilter::Info as usize);
