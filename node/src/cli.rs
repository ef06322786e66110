//! The node's arguments.

use crate::{client_bundle::command::ClientCmd, sealing::Sealing};

/// Transactions that the pool holds by default: enough for several full blocks of transfers.
const POOL_LIMIT: &str = "32768";
/// Kibibytes that they may take together.
const POOL_KBYTES: &str = "65536";
/// The way in which a node reads the state into memory when it starts: it makes and imports blocks
/// meanwhile.
const WARM_UP: &str = "non-blocking";
/// The filter of the log. The pool warns of each transaction of which it can't tell others at
/// once: in a flood that is thousands of lines a second.
const LOG_FILTER: &str = "txpool=error";

/// `witan-node [options]`, or `witan-node <subcommand> [options]`.
#[derive(Debug, clap::Parser)]
pub struct Cli {
	#[command(subcommand)]
	pub subcommand: Option<Subcommand>,

	#[clap(flatten)]
	pub run: sc_cli::RunCmd,

	/// Make blocks on demand instead of by BABE, and finalise each at once: `instant`, one block
	/// for each transaction; or `interval=MS`, one every MS milliseconds. For the development of
	/// dapps: needs `--dev`, and takes no part in a network.
	#[arg(long, value_name = "instant|interval=MS", requires = "dev")]
	pub sealing: Option<Sealing>,

	/// Don't measure the machine when the node starts.
	#[arg(long)]
	pub no_hardware_benchmarks: bool,

	#[clap(flatten)]
	pub storage_monitor: sc_storage_monitor::StorageMonitorParams,
}

/// Changes the defaults that are too small for this chain's blocks, or too loud for a full pool,
/// and has a node read the state into memory when it starts. Without that, its first blocks would
/// take longer than they weigh.
pub fn with_defaults(command: clap::Command) -> clap::Command {
	command
		.mut_arg("pool_limit", |arg| arg.default_value(POOL_LIMIT))
		.mut_arg("pool_kbytes", |arg| arg.default_value(POOL_KBYTES))
		.mut_arg("warm_up_trie_cache", |arg| arg.default_value(WARM_UP))
		.mut_arg("log", |arg| arg.default_value(LOG_FILTER))
}

#[derive(Debug, clap::Subcommand)]
pub enum Subcommand {
	/// Generate, inspect and insert keys.
	#[command(subcommand)]
	Key(sc_cli::KeySubcommand),

	/// Build a chain specification. (Deprecated upstream in favour of `export-chain-spec`; kept for
	/// tools that call it.)
	#[allow(deprecated)]
	BuildSpec(sc_cli::BuildSpecCmd),

	/// Write a chain specification, plain or raw.
	ExportChainSpec(sc_cli::ExportChainSpecCmd),

	/// Execute a block again and compare.
	CheckBlock(sc_cli::CheckBlockCmd),

	/// Write blocks to a file.
	ExportBlocks(sc_cli::ExportBlocksCmd),

	/// Write the state at a block as a chain specification.
	ExportState(sc_cli::ExportStateCmd),

	/// Import blocks from a file.
	ImportBlocks(sc_cli::ImportBlocksCmd),

	/// Remove a chain's database.
	PurgeChain(sc_cli::PurgeChainCmd),

	/// Go back by a number of blocks that are not finalised.
	Revert(sc_cli::RevertCmd),

	/// Show where a database stands.
	ChainInfo(sc_cli::ChainInfoCmd),

	/// Show the client bundle that the chain has ratified, and check a file against it.
	Client(ClientCmd),

	/// Measure weights, the database and the machine.
	#[cfg(feature = "benchmarking")]
	#[command(subcommand)]
	Benchmark(Box<frame_benchmarking_cli::BenchmarkCmd>),
}
