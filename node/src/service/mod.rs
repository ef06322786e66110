//! A running node, put together room by room.
//!
//! - [`parts`] opens the database and imports blocks, for subcommands too;
//! - [`network`] has the protocols, sync, and how validators find each other;
//! - [`metrics`] tells Prometheus of the chain's own work;
//! - [`offchain`] runs the runtime's off-chain workers;
//! - [`rpc`] has the methods beyond those of every Substrate node;
//! - [`consensus`] makes blocks and votes for those that become final.
//!
//! A room is given its handles here, and starts its own tasks. No room knows this module.

pub mod consensus;
pub mod metrics;
pub mod network;
pub mod offchain;
pub mod parts;
pub mod rpc;

pub use parts::{new_parts, Import, Parts};

use crate::{
	authoring::AuthorFactory,
	client::{FullClient, Handles, TransactionPool},
	clock, hardware, native_check,
	pool::FinalityAfterNextBlock,
	ports,
	sealing::{self, Sealing, SealingParams},
	signatures,
};
use consensus::{AuthoringParams, FinalityParams};
use network::{DiscoveryParams, GrandpaProtocol, Plan, PlanParams};
use offchain::OffchainParams;
use rpc::RpcParams;
use sc_authority_discovery::WorkerConfig as DiscoveryConfig;
use sc_consensus_grandpa::SharedVoterState;
use sc_network::{
	config::NetworkBackendType, service::traits::NetworkService, Litep2pNetworkBackend,
	NetworkBackend, NetworkWorker,
};
use sc_network_sync::SyncingService;
use sc_service::{
	config::Configuration, Error as ServiceError, Role, SpawnTasksParams, TaskManager,
};
use sc_storage_monitor::{StorageMonitorParams, StorageMonitorService};
use sc_telemetry::Telemetry;
use std::{path::Path, sync::Arc, time::Duration};
use substrate_prometheus_endpoint::Registry;
use witan_primitives::{Hash, OpaqueBlock as Block};

/// The operator's choices that the configuration of a Substrate node has no place for.
pub struct Options {
	/// Blocks on demand, instead of BABE and GRANDPA.
	pub sealing: Option<Sealing>,
	/// True if the machine is measured before the node starts.
	pub measure_hardware: bool,
	pub storage_monitor: StorageMonitorParams,
}

/// Starts a node with the network backend that its configuration names.
pub fn new_full(config: Configuration, options: Options) -> Result<TaskManager, ServiceError> {
	ports::check(&config)?;
	signatures::remember();
	let Options { sealing, measure_hardware, storage_monitor } = options;
	let database = config.database.path().map(Path::to_path_buf);
	let measured = database.as_deref().filter(|_| measure_hardware).map(hardware::measure);
	let consensus_config = ConsensusConfig::new(&config);

	let node = match config.network.network_backend {
		NetworkBackendType::Libp2p => start::<NetworkWorker<Block, Hash>>(config, sealing)?,
		NetworkBackendType::Litep2p => start::<Litep2pNetworkBackend>(config, sealing)?,
	};
	if consensus_config.is_validator() && sealing.is_none() {
		consensus::warn_of_missing_keys(&node.handles.keystore);
	}
	if let Some(measured) = measured {
		let telemetry = node.telemetry.as_ref();
		hardware::report(measured, &consensus_config.role, &node.task_manager, telemetry);
	}
	let task_manager = start_consensus(node, consensus_config, sealing)?;

	if let Some(path) = database {
		let spawner = task_manager.spawn_essential_handle();
		StorageMonitorService::try_spawn(storage_monitor, path, &spawner)
			.map_err(|error| ServiceError::Application(error.into()))?;
	}
	Ok(task_manager)
}

/// A node that follows the chain and answers. It makes no blocks yet, and casts no votes.
struct Node {
	handles: Handles,
	task_manager: TaskManager,
	telemetry: Option<Telemetry>,
	import: Import,
	network: Arc<dyn NetworkService>,
	sync: Arc<SyncingService<Block>>,
	grandpa_protocol: GrandpaProtocol,
	voter_state: SharedVoterState,
}

/// Starts what every node has: parts, network, its own tasks, RPC, and the SDK's tasks.
fn start<N: NetworkBackend<Block, Hash>>(
	config: Configuration,
	sealing: Option<Sealing>,
) -> Result<Node, ServiceError> {
	let Parts { handles, mut task_manager, import_queue, import, mut telemetry, .. } =
		open(&config, sealing)?;
	let Plan { build, grandpa_protocol } = network::plan::<N>(PlanParams {
		config: &config,
		handles: &handles,
		grandpa_link: &import.grandpa_link,
		import_queue,
		task_manager: &task_manager,
	});
	let (network, system_rpc_tx, tx_handler_controller, sync, _) =
		sc_service::build_network(build)?;
	start_own_tasks(&config, &handles, &network, &sync, &task_manager)?;

	let voter_state = SharedVoterState::empty();
	let Handles { client, backend, keystore, .. } = handles.clone();
	sc_service::spawn_tasks(SpawnTasksParams {
		rpc_builder: new_rpc(&config, &handles, &import, &voter_state),
		config,
		client,
		backend,
		task_manager: &mut task_manager,
		keystore,
		transaction_pool: Arc::new(informed_pool(&handles, sealing)),
		network: network.clone(),
		system_rpc_tx,
		tx_handler_controller,
		sync_service: sync.clone(),
		telemetry: telemetry.as_mut(),
		tracing_execute_block: None,
	})?;

	Ok(Node {
		handles,
		task_manager,
		telemetry,
		import,
		network,
		sync,
		grandpa_protocol,
		voter_state,
	})
}

/// Opens the chain, checks the clock against it, and starts the watch on the chain's code.
fn open(config: &Configuration, sealing: Option<Sealing>) -> Result<Parts, ServiceError> {
	let ahead = sealing.map_or(Duration::ZERO, |_| sealing::LEAD_OVER_CLOCK);
	let parts = parts::new_parts_accepting(config, ahead)?;
	let client = &parts.handles.client;
	if sealing.is_none() {
		clock::check(client, parts.import.babe_link.config())?;
	}
	native_check::start(config, client.clone(), parts.checks.clone(), &parts.task_manager)?;
	Ok(parts)
}

/// Starts the off-chain workers and the metrics, if the configuration asks for them.
fn start_own_tasks(
	config: &Configuration,
	handles: &Handles,
	network: &Arc<dyn NetworkService>,
	sync: &Arc<SyncingService<Block>>,
	task_manager: &TaskManager,
) -> Result<(), ServiceError> {
	if config.offchain_worker.enabled {
		let is_validator = config.role.is_authority();
		offchain::start(OffchainParams { handles, network, is_validator, task_manager })?;
	}
	if let Some(registry) = config.prometheus_registry() {
		metrics::start(handles, sync.clone(), task_manager, registry)?;
	}
	Ok(())
}

/// Returns the maker of the node's own RPC methods.
fn new_rpc(
	config: &Configuration,
	handles: &Handles,
	import: &Import,
	voter_state: &SharedVoterState,
) -> rpc::Builder {
	rpc::builder(RpcParams {
		handles: handles.clone(),
		chain_spec: config.chain_spec.cloned_box(),
		babe_worker_handle: import.babe_worker_handle.clone(),
		grandpa_link: &import.grandpa_link,
		voter_state: voter_state.clone(),
	})
}

/// Returns the transaction pool as the SDK's tasks tell it of blocks.
fn informed_pool(
	handles: &Handles,
	sealing: Option<Sealing>,
) -> FinalityAfterNextBlock<TransactionPool, FullClient> {
	let Handles { transaction_pool, client, .. } = handles.clone();
	match sealing {
		Some(_) => FinalityAfterNextBlock::without_delay(transaction_pool, client),
		None => FinalityAfterNextBlock::new(transaction_pool, client),
	}
}

/// The configuration of a node's part in consensus, kept from what the SDK's tasks consume.
struct ConsensusConfig {
	role: Role,
	name: String,
	force_authoring: bool,
	finality: bool,
	discovery: DiscoveryConfig,
	registry: Option<Registry>,
}

impl ConsensusConfig {
	fn new(config: &Configuration) -> Self {
		Self {
			role: config.role,
			name: config.network.node_name.clone(),
			force_authoring: config.force_authoring,
			finality: !config.disable_grandpa,
			discovery: network::discovery_config(&config.network),
			registry: config.prometheus_registry().cloned(),
		}
	}

	fn is_validator(&self) -> bool {
		self.role.is_authority()
	}
}

/// Starts the node's part in making blocks and in finality: sealing, or else BABE and GRANDPA.
fn start_consensus(
	node: Node,
	config: ConsensusConfig,
	sealing: Option<Sealing>,
) -> Result<TaskManager, ServiceError> {
	let authors = consensus::new_authors(
		&node.handles,
		&node.import.babe_link,
		&node.task_manager,
		config.registry.as_ref(),
		node.telemetry.as_ref().map(Telemetry::handle),
	)?;
	match sealing {
		Some(sealing) => start_sealing(node, authors, sealing),
		None => start_babe_and_grandpa(node, authors, config),
	}
}

/// Starts making blocks on demand.
fn start_sealing(
	node: Node,
	authors: AuthorFactory,
	sealing: Sealing,
) -> Result<TaskManager, ServiceError> {
	let Node { handles, task_manager, .. } = node;
	let Import { block_import, babe_link, .. } = node.import;
	sealing::start(SealingParams {
		sealing,
		handles,
		authors,
		block_import,
		babe_link,
		task_manager: &task_manager,
	})?;
	Ok(task_manager)
}

/// Starts authoring and discovery on a validator, and finality on every node.
fn start_babe_and_grandpa(
	node: Node,
	authors: AuthorFactory,
	config: ConsensusConfig,
) -> Result<TaskManager, ServiceError> {
	let Node { handles, task_manager, network, sync, .. } = node;
	let Import { block_import, babe_link, grandpa_link, .. } = node.import;
	let telemetry = node.telemetry.as_ref().map(Telemetry::handle);
	let registry = config.registry.as_ref();

	if config.is_validator() {
		consensus::start_authoring(AuthoringParams {
			handles: &handles,
			authors,
			block_import,
			babe_link,
			sync: sync.clone(),
			force: config.force_authoring,
			task_manager: &task_manager,
			telemetry: telemetry.clone(),
		})?;
		network::start_discovery(DiscoveryParams {
			config: config.discovery,
			handles: &handles,
			network: &network,
			task_manager: &task_manager,
			registry,
		});
	}

	if config.finality {
		consensus::start_finality(FinalityParams {
			handles,
			name: config.name,
			role: config.role,
			grandpa_link,
			protocol: node.grandpa_protocol,
			network,
			sync,
			voter_state: node.voter_state,
			task_manager: &task_manager,
			registry,
			telemetry,
		})?;
	}
	Ok(task_manager)
}
