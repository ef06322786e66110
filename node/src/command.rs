//! What each subcommand does.

use crate::{
	benchmarking::{inherent_data, RemarkBuilder, TransferKeepAliveBuilder},
	chain_spec,
	cli::{self, Cli, Subcommand},
	service::{self, FullClient, Parts},
};
use clap::{CommandFactory, FromArgMatches};
use frame_benchmarking_cli::{BenchmarkCmd, ExtrinsicFactory, SUBSTRATE_REFERENCE_HARDWARE};
use sc_cli::{KeySubcommand, Result, SubstrateCli};
use sp_keyring::Sr25519Keyring;
use sp_runtime::{generic::DigestItem, traits::HashingFor};
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
		Some(Subcommand::Benchmark(cmd)) => benchmark(&cli, cmd),
	}
	.map(|()| ExitCode::SUCCESS)
}

fn benchmark(cli: &Cli, cmd: &BenchmarkCmd) -> Result<()> {
	let runner = cli.create_runner(cmd)?;
	runner.sync_run(|config| match cmd {
		// The runtime to measure is given with --runtime; it must have been built with its `runtime-benchmarks` feature.
		// Its genesis comes from there too, not from the runtime that this node carries.
		BenchmarkCmd::Pallet(cmd) => cmd.run_with_spec::<HashingFor<Block>, ()>(None),
		BenchmarkCmd::Block(cmd) => {
			let parts = service::new_parts(&config)?;
			cmd.run(parts.client)
		},
		BenchmarkCmd::Storage(cmd) => {
			let parts = service::new_parts(&config)?;
			let db = parts.backend.expose_db();
			let storage = parts.backend.expose_storage();
			let shared_trie_cache = parts.backend.expose_shared_trie_cache();
			cmd.run(config, parts.client, db, storage, shared_trie_cache)
		},
		BenchmarkCmd::Overhead(cmd) => {
			let parts = service::new_parts(&config)?;
			let builder = RemarkBuilder { client: parts.client.clone() };
			cmd.run(
				config.chain_spec.name().into(),
				parts.client.clone(),
				inherent_data(&parts.client)?,
				first_slot_digest(),
				&builder,
				false,
			)
		},
		BenchmarkCmd::Extrinsic(cmd) => {
			let parts = service::new_parts(&config)?;
			let factory = ExtrinsicFactory(vec![
				Box::new(RemarkBuilder { client: parts.client.clone() }),
				Box::new(TransferKeepAliveBuilder {
					client: parts.client.clone(),
					dest: Sr25519Keyring::Alice.to_account_id(),
					value: witan_primitives::MILLI_WIT,
				}),
			]);
			cmd.run(
				parts.client.clone(),
				inherent_data(&parts.client)?,
				first_slot_digest(),
				&factory,
			)
		},
		BenchmarkCmd::Machine(cmd) => cmd.run(&config, SUBSTRATE_REFERENCE_HARDWARE.clone()),
	})
}

/// The digest by which BABE's runtime knows that a block belongs to slot 1 and to the first authority.
fn first_slot_digest() -> Vec<DigestItem> {
	use sc_consensus_babe::CompatibleDigestItem;
	use sp_consensus_babe::digests::{PreDigest, SecondaryPlainPreDigest};

	let claim = SecondaryPlainPreDigest { authority_index: 0, slot: 1.into() };
	vec![DigestItem::babe_pre_digest(PreDigest::SecondaryPlain(claim))]
}
