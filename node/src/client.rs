//! The chain as a node holds it: the types that the node is made of, handles to them, and the
//! database that they rest on.
//!
//! It knows how the runtime is executed and what a database keeps, and nothing of the modules that
//! work on a chain.

use crate::{
	executor::{Checks, Executor, HostFunctions},
	pruning,
};
use sc_client_api::{StorageKey, StorageProvider};
use sc_service::{
	config::Configuration, BuildGenesisBlock, Error as ServiceError, GenesisBlockBuilder,
	TaskManager,
};
use sc_telemetry::TelemetryHandle;
use sp_core::storage::well_known_keys;
use sp_keystore::KeystorePtr;
use sp_runtime::traits::Block as _;
use std::{path::Path, sync::Arc};
use witan_primitives::{Hash, OpaqueBlock as Block};
use witan_runtime::apis::RuntimeApi;

pub type FullClient = sc_service::TFullClient<Block, RuntimeApi, Executor>;
pub type FullBackend = sc_service::TFullBackend<Block>;
pub type SelectChain = sc_consensus::LongestChain<FullBackend, Block>;
pub type TransactionPool = sc_transaction_pool::TransactionPoolHandle<Block, FullClient>;
pub type GrandpaLink = sc_consensus_grandpa::LinkHalf<Block, FullClient, SelectChain>;

/// Handles that most of a node's services share. Clones are cheap and refer to the same chain.
#[derive(Clone)]
pub struct Handles {
	pub client: Arc<FullClient>,
	pub backend: Arc<FullBackend>,
	pub select_chain: SelectChain,
	pub transaction_pool: Arc<TransactionPool>,
	pub keystore: KeystorePtr,
}

impl Handles {
	/// Returns the hash of the block that the chain began with.
	pub fn genesis_hash(&self) -> Hash {
		self.client.chain_info().genesis_hash
	}
}

/// An open database, and what is made along with it.
pub struct Database {
	pub client: Arc<FullClient>,
	pub backend: Arc<FullBackend>,
	pub keystore: KeystorePtr,
	pub task_manager: TaskManager,
	/// Counts of what checks transactions for the pool.
	pub checks: Arc<Checks>,
}

/// Returns the hash of the runtime's code in the state of a block. Returns none if the node does
/// not have that state.
pub fn code_hash(client: &FullClient, block: Hash) -> Option<Hash> {
	let key = StorageKey(well_known_keys::CODE.to_vec());
	client.storage_hash(block, &key).ok().flatten()
}

/// Opens the database. A new one gets the genesis of the chain specification.
///
/// Fails if another specification made the database: the node would follow a chain other than the
/// one it was told to. Fails, too, if the database keeps other blocks than the configuration says.
pub fn open_database(
	config: &Configuration,
	telemetry: Option<TelemetryHandle>,
) -> Result<Database, ServiceError> {
	let executor = Executor::new(sc_service::new_wasm_executor::<HostFunctions>(&config.executor));
	let backend = sc_service::new_db_backend::<Block>(config.db_config())?;
	pruning::check(&*backend, config.blocks_pruning)?;
	let genesis = config
		.chain_spec
		.build_storage()
		.map_err(|error| ServiceError::Other(format!("the chain specification: {error}")))?;
	let builder = |storage| {
		GenesisBlockBuilder::<Block, _, _>::new_with_storage(
			storage,
			!config.no_genesis(),
			backend.clone(),
			executor.clone(),
		)
	};
	let (expected, _) = builder(genesis.clone())?.build_genesis_block()?;
	let (client, backend, keystore_container, task_manager) =
		sc_service::new_full_parts_with_genesis_builder::<Block, RuntimeApi, _, _>(
			config,
			telemetry,
			executor.clone(),
			backend.clone(),
			builder(genesis)?,
			false,
		)?;
	check_genesis(config, client.chain_info().genesis_hash, expected.header().hash())?;
	let keystore = keystore_container.keystore();
	let checks = executor.checks();
	Ok(Database { client: Arc::new(client), backend, keystore, task_manager, checks })
}

/// Checks that the database's genesis is that of the chain specification.
fn check_genesis(config: &Configuration, found: Hash, expected: Hash) -> Result<(), ServiceError> {
	if found == expected {
		return Ok(());
	}
	let database = config.database.path().unwrap_or(Path::new("?")).display();
	Err(ServiceError::Other(format!(
		"the database in {database} belongs to another chain: its genesis is {found:?}, that of \
		 the chain specification is {expected:?}; use the specification it was made with, another \
		 --base-path, or remove it with purge-chain"
	)))
}
