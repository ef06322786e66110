//! What each subcommand does.

use crate::{
	chain_spec,
	cli::{self, Cli, Subcommand},
	service::{self, FullClient, Parts},
};
use clap::{CommandFactory, FromArgMatches};
use sc_cli::{KeySubcommand, Result, SubstrateCli};
use std::{process::ExitCode, sync::Arc};
use witan_primitives::OpaqueBlock as Block;

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

/// Reads the arguments and does what they say; gives the program's exit code.
pub fn run() -> Result<ExitCode> {
	let command = cli::with_defaults(Cli::setup_command(Cli::command()));
	let cli = Cli::from_arg_matches(&command.get_matches()).unwrap_or_else(|error| error.exit());

	match &cli.subcommand {
		None => {
			let runner = cli.create_runner(&cli.run)?;
			let (sealing, hwbench) = (cli.sealing, !cli.no_hardware_benchmarks);
			let storage_monitor = cli.storage_monitor.clone();
			runner.run_node_until_exit(|config| async move {
				service::new_full(config, sealing, hwbench, storage_monitor)
					.map_err(sc_cli::Error::Service)
			})
		},
		Some(Subcommand::Key(cmd)) => cmd.run(&cli),
		#[allow(deprecated)]
		Some(Subcommand::BuildSpec(cmd)) => {
			let runner = cli.create_runner(cmd)?;
			runner.sync_run(|config| cmd.run(config.chain_spec, config.network))
		},
		Some(Subcommand::ExportChainSpec(cmd)) => cmd.run(cli.load_spec(&cmd.chain)?),
		Some(Subcommand::CheckBlock(cmd)) => {
			let runner = cli.create_runner(cmd)?;
			runner.async_run(|config| {
				let Parts { client, task_manager, import_queue, .. } = service::new_parts(&config)?;
				Ok((cmd.run(client, import_queue), task_manager))
			})
		},
		Some(Subcommand::ExportBlocks(cmd)) => {
			let runner = cli.create_runner(cmd)?;
			runner.async_run(|config| {
				let Parts { client, task_manager, .. } = service::new_parts(&config)?;
				Ok((cmd.run(client, config.database), task_manager))
			})
		},
		Some(Subcommand::ExportState(cmd)) => {
			let runner = cli.create_runner(cmd)?;
			runner.async_run(|config| {
				let Parts { client, task_manager, .. } = service::new_parts(&config)?;
				Ok((cmd.run(client, config.chain_spec), task_manager))
			})
		},
		Some(Subcommand::ImportBlocks(cmd)) => {
			let runner = cli.create_runner(cmd)?;
			runner.async_run(|config| {
				let Parts { client, task_manager, import_queue, .. } = service::new_parts(&config)?;
				Ok((cmd.run(client, import_queue), task_manager))
			})
		},
		Some(Subcommand::PurgeChain(cmd)) => {
			let runner = cli.create_runner(cmd)?;
			runner.sync_run(|config| cmd.run(config.database))
		},
		Some(Subcommand::Revert(cmd)) => {
			let runner = cli.create_runner(cmd)?;
			runner.async_run(|config| {
				let Parts { client, task_manager, backend, .. } = service::new_parts(&config)?;
				let revert_consensus = Box::new(|client: Arc<FullClient>, backend, blocks| {
					sc_consensus_babe::revert(client.clone(), backend, blocks)?;
					sc_consensus_grandpa::revert(client, blocks)?;
					Ok(())
				});
				Ok((cmd.run(client, backend, Some(revert_consensus)), task_manager))
			})
		},
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
