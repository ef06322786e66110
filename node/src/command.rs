//! The work of each subcommand.

use crate::{
	chain_spec,
	cli::{self, Cli, Subcommand},
	client::{FullBackend, FullClient, Handles},
	service::{self, Parts},
	signatures,
};
use clap::{CommandFactory, FromArgMatches};
use sc_cli::{CliConfiguration, KeySubcommand, Result, SubstrateCli};
use sc_consensus::DefaultImportQueue;
use sc_service::config::Configuration;
use std::{future::Future, process::ExitCode, sync::Arc};
use witan_primitives::{BlockNumber, OpaqueBlock as Block};

impl SubstrateCli for Cli {
	fn impl_name() -> String {
		"Witan Node".into()
	}

	fn impl_version() -> String {
		env!("SUBSTRATE_CLI_IMPL_VERSION").into()
	}

	fn description() -> String {
		env!("CARGO_PKG_DESCRIPTION").into()
	}

	fn author() -> String {
		env!("CARGO_PKG_AUTHORS").into()
	}

	fn support_url() -> String {
		"the project's issue tracker".into()
	}

	fn copyright_start_year() -> i32 {
		2026
	}

	fn load_spec(&self, id: &str) -> std::result::Result<Box<dyn sc_service::ChainSpec>, String> {
		// A network key is made for no chain in particular, but the command asks for one.
		let key_alone =
			matches!(self.subcommand, Some(Subcommand::Key(KeySubcommand::GenerateNodeKey(_))));
		chain_spec::load(if id.is_empty() && key_alone { "development" } else { id })
	}
}

/// Reads the arguments and does what they say. Returns the program's exit code.
pub fn run() -> Result<ExitCode> {
	let command = cli::with_defaults(Cli::setup_command(Cli::command()));
	let cli = Cli::from_arg_matches(&command.get_matches()).unwrap_or_else(|error| error.exit());

	match &cli.subcommand {
		None => run_node(&cli),
		Some(Subcommand::Key(cmd)) => cmd.run(&cli),
		#[allow(deprecated)]
		Some(Subcommand::BuildSpec(cmd)) => {
			let runner = cli.create_runner(cmd)?;
			runner.sync_run(|config| cmd.run(config.chain_spec, config.network))
		},
		Some(Subcommand::ExportChainSpec(cmd)) => {
			let spec = cli.load_spec(&cmd.chain)?;
			for warning in chain_spec::warnings(&*spec) {
				eprintln!("Warning: {warning}");
			}
			cmd.run(spec)
		},
		Some(Subcommand::CheckBlock(cmd)) => {
			on_database(&cli, cmd, |_, handles, queue| cmd.run(handles.client, queue))
		},
		Some(Subcommand::ExportBlocks(cmd)) => {
			on_database(&cli, cmd, |config, handles, _| cmd.run(handles.client, config.database))
		},
		Some(Subcommand::ExportState(cmd)) => {
			on_database(&cli, cmd, |config, handles, _| cmd.run(handles.client, config.chain_spec))
		},
		Some(Subcommand::ImportBlocks(cmd)) => {
			signatures::remember();
			on_database(&cli, cmd, |_, handles, queue| cmd.run(handles.client, queue))
		},
		Some(Subcommand::PurgeChain(cmd)) => {
			let runner = cli.create_runner(cmd)?;
			runner.sync_run(|config| cmd.run(config.database))
		},
		Some(Subcommand::Revert(cmd)) => on_database(&cli, cmd, |_, handles, _| {
			cmd.run(handles.client, handles.backend, Some(Box::new(revert_consensus)))
		}),
		Some(Subcommand::ChainInfo(cmd)) => {
			let runner = cli.create_runner(cmd)?;
			runner.sync_run(|config| cmd.run::<Block>(&config))
		},
		Some(Subcommand::Client(cmd)) => return Ok(cmd.run()),
		#[cfg(feature = "benchmarking")]
		Some(Subcommand::Benchmark(cmd)) => crate::benchmarking::run(&cli, cmd),
	}
	.map(|()| ExitCode::SUCCESS)
}

/// Runs a node until it is told to stop, or can't go on.
fn run_node(cli: &Cli) -> Result<()> {
	let runner = cli.create_runner(&cli.run)?;
	let options = service::Options {
		sealing: cli.sealing,
		measure_hardware: !cli.no_hardware_benchmarks,
		storage_monitor: cli.storage_monitor.clone(),
	};
	runner.run_node_until_exit(|config| async move {
		service::new_full(config, options).map_err(sc_cli::Error::Service)
	})
}

/// Opens the database that `cmd` is about, and runs what `work` returns to its end.
fn on_database<Cmd, Work>(
	cli: &Cli,
	cmd: &Cmd,
	work: impl FnOnce(Configuration, Handles, DefaultImportQueue<Block>) -> Work,
) -> Result<()>
where
	Cmd: CliConfiguration,
	Work: Future<Output = Result<()>>,
{
	cli.create_runner(cmd)?.async_run(|config| {
		let Parts { handles, import_queue, task_manager, .. } = service::new_parts(&config)?;
		Ok((work(config, handles, import_queue), task_manager))
	})
}

/// Reverts what BABE and GRANDPA store about the last `blocks` blocks.
fn revert_consensus(
	client: Arc<FullClient>,
	backend: Arc<FullBackend>,
	blocks: BlockNumber,
) -> Result<()> {
	sc_consensus_babe::revert(client.clone(), backend, blocks)?;
	sc_consensus_grandpa::revert(client, blocks)?;
	Ok(())
}
