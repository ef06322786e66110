//! The parts of a node that work on its database: what a running node and the subcommands share.
//!
//! Knows how blocks are imported. Knows nothing of the network, of RPC, or of who makes blocks.

use crate::{
	ahead::VerifyAhead,
	client::{open_database, Database, FullClient, GrandpaLink, Handles, TransactionPool},
	executor::Checks,
};
use sc_consensus::{BoxBlockImport, DefaultImportQueue};
use sc_consensus_babe::{BabeLink, BabeWorkerHandle};
use sc_service::{config::Configuration, Error as ServiceError, TaskManager};
use sc_telemetry::{Telemetry, TelemetryHandle, TelemetryWorker};
use sc_transaction_pool_api::OffchainTransactionPoolFactory;
use sp_consensus_babe::inherents::InherentDataProvider as SlotInherent;
use std::{sync::Arc, time::Duration};
use witan_primitives::OpaqueBlock as Block;

/// Blocks between two justifications that are stored without anybody asking for them. Warp sync
/// and finality proofs start from these.
pub const JUSTIFICATION_PERIOD: u32 = 512;

/// Telemetry messages that may wait until they are sent; any more are dropped.
const TELEMETRY_BUFFER: usize = 16;

/// An open chain, and everything that reads or writes its blocks.
pub struct Parts {
	pub handles: Handles,
	pub task_manager: TaskManager,
	pub import_queue: DefaultImportQueue<Block>,
	pub import: Import,
	pub telemetry: Option<Telemetry>,
	/// Counts of what checks transactions for the pool.
	pub checks: Arc<Checks>,
}

/// The way of a block into the database, behind the queue: BABE's checks, then GRANDPA's.
pub struct Import {
	pub block_import: BoxBlockImport<Block>,
	pub babe_link: BabeLink<Block>,
	pub babe_worker_handle: BabeWorkerHandle<Block>,
	pub grandpa_link: GrandpaLink,
}

/// Opens the database and makes everything that reads or writes blocks.
pub fn new_parts(config: &Configuration) -> Result<Parts, ServiceError> {
	new_parts_accepting(config, Duration::ZERO)
}

/// Makes the same as [`new_parts`], but accepts blocks of up to `ahead` after this machine's time.
pub fn new_parts_accepting(config: &Configuration, ahead: Duration) -> Result<Parts, ServiceError> {
	let telemetry = new_telemetry(config)?;
	let handle = telemetry.as_ref().map(|(_, telemetry)| telemetry.handle());
	let Database { client, backend, keystore, task_manager, checks } =
		open_database(config, handle.clone())?;
	let telemetry = telemetry.map(|(worker, telemetry)| {
		task_manager.spawn_handle().spawn("telemetry", None, worker.run());
		telemetry
	});

	let select_chain = sc_consensus::LongestChain::new(backend.clone());
	let transaction_pool = new_transaction_pool(config, client.clone(), &task_manager);
	let handles = Handles { client, backend, select_chain, transaction_pool, keystore };
	let (import_queue, import) = new_import(config, &handles, ahead, &task_manager, handle)?;
	Ok(Parts { handles, task_manager, import_queue, import, telemetry, checks })
}

/// Connects to the telemetry servers, if the configuration names any.
fn new_telemetry(
	config: &Configuration,
) -> Result<Option<(TelemetryWorker, Telemetry)>, sc_telemetry::Error> {
	let Some(endpoints) = config.telemetry_endpoints.clone().filter(|them| !them.is_empty()) else {
		return Ok(None);
	};
	let worker = TelemetryWorker::new(TELEMETRY_BUFFER)?;
	let telemetry = worker.handle().new_telemetry(endpoints);
	Ok(Some((worker, telemetry)))
}

/// Makes the pool, with the limits and the metrics that the configuration asks for.
fn new_transaction_pool(
	config: &Configuration,
	client: Arc<FullClient>,
	task_manager: &TaskManager,
) -> Arc<TransactionPool> {
	let spawner = task_manager.spawn_essential_handle();
	let is_validator = config.role.is_authority().into();
	Arc::from(
		sc_transaction_pool::Builder::new(spawner, client, is_validator)
			.with_options(config.transaction_pool.clone())
			.with_prometheus(config.prometheus_registry())
			.build(),
	)
}

/// Makes the queue, and the way of a block into the database behind it. It is open to blocks of up
/// to `ahead` after this machine's time.
fn new_import(
	config: &Configuration,
	handles: &Handles,
	ahead: Duration,
	task_manager: &TaskManager,
	telemetry: Option<TelemetryHandle>,
) -> Result<(DefaultImportQueue<Block>, Import), ServiceError> {
	let Handles { client, select_chain, transaction_pool, .. } = handles;
	let (grandpa_block_import, grandpa_link) = sc_consensus_grandpa::block_import(
		client.clone(),
		JUSTIFICATION_PERIOD,
		client,
		select_chain.clone(),
		telemetry.clone(),
	)?;
	let justification_import = Box::new(grandpa_block_import.clone());

	let babe_config = sc_consensus_babe::configuration(&**client)?;
	let slot_duration = babe_config.slot_duration();
	let (block_import, babe_link) = sc_consensus_babe::block_import(
		babe_config,
		grandpa_block_import,
		client.clone(),
		move |_, ()| async move {
			let now = sp_timestamp::Timestamp::current().as_duration();
			let timestamp = sp_timestamp::InherentDataProvider::new((now + ahead).into());
			let slot = SlotInherent::from_timestamp_and_slot_duration(*timestamp, slot_duration);
			Ok((slot, timestamp))
		},
		select_chain.clone(),
		OffchainTransactionPoolFactory::new(transaction_pool.clone()),
	)?;
	let queued_import =
		VerifyAhead::new(block_import.clone(), client.clone(), task_manager.spawn_handle());
	let (import_queue, babe_worker_handle) =
		sc_consensus_babe::import_queue(sc_consensus_babe::ImportQueueParams {
			link: babe_link.clone(),
			block_import: queued_import,
			justification_import: Some(justification_import),
			client: client.clone(),
			slot_duration,
			spawner: &task_manager.spawn_essential_handle(),
			registry: config.prometheus_registry(),
			telemetry,
		})?;
	let block_import = Box::new(block_import);
	Ok((import_queue, Import { block_import, babe_link, babe_worker_handle, grandpa_link }))
}
