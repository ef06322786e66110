//! How a node is put together: the parts that subcommands share, then the network, RPC, block production and finality.

use crate::{
	authoring::{self, FinishInTime},
	executor::{Executor, HostFunctions},
	hardware,
	pool::FinalityAfterNextBlock,
	rpc,
	sealing::{self, Sealing, SealingParams},
};
use futures::{FutureExt, StreamExt};
use sc_client_api::Backend;
use sc_consensus::BoxBlockImport;
use sc_consensus_babe::{BabeLink, BabeWorkerHandle};
use sc_consensus_grandpa::{FinalityProofProvider, SharedVoterState, VotingRulesBuilder};
use sc_network::{
	config::{FullNetworkConfiguration, NetworkBackendType},
	service::traits::NetworkService,
	Event, NetworkBackend, NetworkEventStream,
};
use sc_network_sync::strategy::warp::WarpSyncConfig;
use sc_service::{
	config::Configuration, BuildGenesisBlock, Error as ServiceError, GenesisBlockBuilder,
	KeystoreContainer, TaskManager,
};
use sc_storage_monitor::{StorageMonitorParams, StorageMonitorService};
use sc_telemetry::{Telemetry, TelemetryWorker};
use sc_transaction_pool_api::OffchainTransactionPoolFactory;
use sp_consensus_babe::inherents::InherentDataProvider as SlotInherent;
use sp_keystore::KeystorePtr;
use sp_runtime::traits::Block as _;
use std::{path::Path, sync::Arc, time::Duration};
use witan_primitives::{Hash, OpaqueBlock as Block};

pub type FullClient = sc_service::TFullClient<Block, witan_runtime::apis::RuntimeApi, Executor>;
pub type FullBackend = sc_service::TFullBackend<Block>;
pub type SelectChain = sc_consensus::LongestChain<FullBackend, Block>;
pub type TransactionPool = sc_transaction_pool::TransactionPoolHandle<Block, FullClient>;
type GrandpaLink = sc_consensus_grandpa::LinkHalf<Block, FullClient, SelectChain>;

/// A justification is stored every so many blocks even if no one asked for it, so that warp sync and finality proofs have
/// one to start from.
const JUSTIFICATION_PERIOD: u32 = 512;
/// How long a vote may take to reach the other voters; a GRANDPA round takes four times that.
const GOSSIP_DURATION: Duration = Duration::from_millis(333);

/// What both a running node and the subcommands on its database need.
pub struct Parts {
	pub client: Arc<FullClient>,
	pub backend: Arc<FullBackend>,
	pub task_manager: TaskManager,
	pub keystore_container: KeystoreContainer,
	pub select_chain: SelectChain,
	pub import_queue: sc_consensus::DefaultImportQueue<Block>,
	pub transaction_pool: Arc<TransactionPool>,
	pub block_import: BoxBlockImport<Block>,
	pub babe_link: BabeLink<Block>,
	pub babe_worker_handle: BabeWorkerHandle<Block>,
	pub grandpa_link: GrandpaLink,
	pub telemetry: Option<Telemetry>,
}

/// Opens the database and makes everything that reads or writes blocks.
pub fn new_parts(config: &Configuration) -> Result<Parts, ServiceError> {
	new_parts_accepting(config, Duration::ZERO)
}

/// The same, with blocks accepted that were made up to `ahead` after this machine's time.
fn new_parts_accepting(config: &Configuration, ahead: Duration) -> Result<Parts, ServiceError> {
	let telemetry = config
		.telemetry_endpoints
		.clone()
		.filter(|endpoints| !endpoints.is_empty())
		.map(|endpoints| -> Result<_, sc_telemetry::Error> {
			let worker = TelemetryWorker::new(16)?;
			let telemetry = worker.handle().new_telemetry(endpoints);
			Ok((worker, telemetry))
		})
		.transpose()?;

	let executor = Executor::new(sc_service::new_wasm_executor::<HostFunctions>(&config.executor));
	let (client, backend, keystore_container, task_manager) = open_database(
		config,
		telemetry.as_ref().map(|(_, telemetry)| telemetry.handle()),
		executor,
	)?;

	let telemetry = telemetry.map(|(worker, telemetry)| {
		task_manager.spawn_handle().spawn("telemetry", None, worker.run());
		telemetry
	});
	let telemetry_handle = || telemetry.as_ref().map(|telemetry| telemetry.handle());

	let select_chain = sc_consensus::LongestChain::new(backend.clone());
	let transaction_pool = Arc::from(
		sc_transaction_pool::Builder::new(
			task_manager.spawn_essential_handle(),
			client.clone(),
			config.role.is_authority().into(),
		)
		.with_options(config.transaction_pool.clone())
		.with_prometheus(config.prometheus_registry())
		.build(),
	);

	let (grandpa_block_import, grandpa_link) = sc_consensus_grandpa::block_import(
		client.clone(),
		JUSTIFICATION_PERIOD,
		&client,
		select_chain.clone(),
		telemetry_handle(),
	)?;
	let justification_import = Box::new(grandpa_block_import.clone());

	let babe_config = sc_consensus_babe::configuration(&*client)?;
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

	let (import_queue, babe_worker_handle) =
		sc_consensus_babe::import_queue(sc_consensus_babe::ImportQueueParams {
			link: babe_link.clone(),
			block_import: block_import.clone(),
			justification_import: Some(justification_import),
			client: client.clone(),
			slot_duration,
			spawner: &task_manager.spawn_essential_handle(),
			registry: config.prometheus_registry(),
			telemetry: telemetry_handle(),
		})?;

	Ok(Parts {
		client,
		backend,
		task_manager,
		keystore_container,
		select_chain,
		import_queue,
		transaction_pool,
		block_import: Box::new(block_import),
		babe_link,
		babe_worker_handle,
		grandpa_link,
		telemetry,
	})
}

type Database = (Arc<FullClient>, Arc<FullBackend>, KeystoreContainer, TaskManager);

/// Opens the database, with the genesis of the chain specification if it is new. A database that another specification
/// made is refused: the node would follow a chain other than the one it was told to.
fn open_database(
	config: &Configuration,
	telemetry: Option<sc_telemetry::TelemetryHandle>,
	executor: Executor,
) -> Result<Database, ServiceError> {
	let backend = sc_service::new_db_backend::<Block>(config.db_config())?;
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
	let (block, _) = builder(genesis.clone())?.build_genesis_block()?;
	let (client, backend, keystore_container, task_manager) =
		sc_service::new_full_parts_with_genesis_builder::<
			Block,
			witan_runtime::apis::RuntimeApi,
			_,
			_,
		>(config, telemetry, executor.clone(), backend.clone(), builder(genesis)?, false)?;

	let (expected, found) = (block.header().hash(), client.chain_info().genesis_hash);
	if expected != found {
		let database = config.database.path().unwrap_or(Path::new("?")).display();
		return Err(ServiceError::Other(format!(
			"the database in {database} belongs to another chain: its genesis is {found:?}, that of the chain \
			 specification is {expected:?}; use the specification it was made with, another --base-path, or remove it \
			 with purge-chain"
		)));
	}
	Ok((Arc::new(client), backend, keystore_container, task_manager))
}

/// Starts a node with the network backend that its configuration names.
pub fn new_full(
	config: Configuration,
	sealing: Option<Sealing>,
	hwbench: bool,
	storage_monitor: StorageMonitorParams,
) -> Result<TaskManager, ServiceError> {
	crate::ports::check(&config)?;
	let database_path = config.database.path().map(Path::to_path_buf);
	let task_manager = match config.network.network_backend {
		NetworkBackendType::Libp2p => {
			start::<sc_network::NetworkWorker<Block, Hash>>(config, sealing, hwbench)?
		},
		NetworkBackendType::Litep2p => {
			start::<sc_network::Litep2pNetworkBackend>(config, sealing, hwbench)?
		},
	};
	if let Some(path) = database_path {
		StorageMonitorService::try_spawn(
			storage_monitor,
			path,
			&task_manager.spawn_essential_handle(),
		)
		.map_err(|error| ServiceError::Application(error.into()))?;
	}
	Ok(task_manager)
}

fn start<N: NetworkBackend<Block, Hash>>(
	config: Configuration,
	sealing: Option<Sealing>,
	hwbench: bool,
) -> Result<TaskManager, ServiceError> {
	let hwbench = hwbench.then(|| config.database.path().map(hardware::measure)).flatten();

	let Parts {
		client,
		backend,
		mut task_manager,
		keystore_container,
		select_chain,
		import_queue,
		transaction_pool,
		block_import,
		babe_link,
		babe_worker_handle,
		grandpa_link,
		mut telemetry,
	} = new_parts_accepting(&config, sealing.map_or(Duration::ZERO, |_| sealing::LEAD_OVER_CLOCK))?;

	let role = config.role;
	let name = config.network.node_name.clone();
	let force_authoring = config.force_authoring;
	let grandpa_enabled = !config.disable_grandpa && sealing.is_none();
	let offchain_worker_enabled = config.offchain_worker.enabled;
	let prometheus_registry = config.prometheus_registry().cloned();
	let publish_non_global_ips = config.network.allow_non_globals_in_dht;
	let public_addresses = config.network.public_addresses.clone();
	let network_path = config.network.net_config_path.clone();
	let keystore = keystore_container.keystore();

	let metrics = N::register_notification_metrics(prometheus_registry.as_ref());
	let mut net_config =
		FullNetworkConfiguration::<_, _, N>::new(&config.network, prometheus_registry.clone());
	let genesis_hash = client.chain_info().genesis_hash;
	let grandpa_protocol_name =
		sc_consensus_grandpa::protocol_standard_name(&genesis_hash, &config.chain_spec);
	let (grandpa_protocol, grandpa_notification_service) =
		sc_consensus_grandpa::grandpa_peers_set_config::<_, N>(
			grandpa_protocol_name.clone(),
			metrics.clone(),
			net_config.peer_store_handle(),
		);
	net_config.add_notification_protocol(grandpa_protocol);

	let warp_sync = Arc::new(sc_consensus_grandpa::warp_proof::NetworkProvider::new(
		backend.clone(),
		grandpa_link.shared_authority_set().clone(),
		Vec::new(),
	));
	let (network, system_rpc_tx, tx_handler_controller, sync_service, _) =
		sc_service::build_network(sc_service::BuildNetworkParams {
			config: &config,
			net_config,
			client: client.clone(),
			transaction_pool: transaction_pool.clone(),
			spawn_handle: task_manager.spawn_handle(),
			spawn_essential_handle: task_manager.spawn_essential_handle(),
			import_queue,
			block_announce_validator_builder: None,
			warp_sync_config: Some(WarpSyncConfig::WithProvider(warp_sync)),
			block_relay: None,
			metrics,
			gap_sync_body_policy: None,
		})?;

	if offchain_worker_enabled {
		let offchain_workers =
			sc_offchain::OffchainWorkers::new(sc_offchain::OffchainWorkerOptions {
				runtime_api_provider: client.clone(),
				keystore: Some(keystore.clone()),
				offchain_db: backend.offchain_storage(),
				transaction_pool: Some(OffchainTransactionPoolFactory::new(
					transaction_pool.clone(),
				)),
				network_provider: Arc::new(network.clone()),
				is_validator: role.is_authority(),
				enable_http_requests: false,
				custom_extensions: |_| vec![],
			})?;
		task_manager.spawn_handle().spawn(
			"offchain-workers-runner",
			"offchain-worker",
			offchain_workers.run(client.clone(), task_manager.spawn_handle()).boxed(),
		);
	}

	let shared_voter_state = SharedVoterState::empty();
	let rpc_builder = {
		let client = client.clone();
		let pool = transaction_pool.clone();
		let select_chain = select_chain.clone();
		let keystore = keystore.clone();
		let chain_spec = config.chain_spec.cloned_box();
		let grandpa = rpc::GrandpaDeps {
			shared_voter_state: shared_voter_state.clone(),
			shared_authority_set: grandpa_link.shared_authority_set().clone(),
			justification_stream: grandpa_link.justification_stream(),
			finality_provider: FinalityProofProvider::new_for_service(
				backend.clone(),
				Some(grandpa_link.shared_authority_set().clone()),
			),
		};
		move |executor| {
			let deps = rpc::Deps {
				client: client.clone(),
				pool: pool.clone(),
				select_chain: select_chain.clone(),
				chain_spec: chain_spec.cloned_box(),
				keystore: keystore.clone(),
				babe_worker_handle: babe_worker_handle.clone(),
				grandpa: grandpa.clone(),
			};
			rpc::create(deps, executor).map_err(Into::into)
		}
	};

	let informed_pool = match sealing {
		Some(_) => FinalityAfterNextBlock::without_delay(transaction_pool.clone(), client.clone()),
		None => FinalityAfterNextBlock::new(transaction_pool.clone(), client.clone()),
	};
	sc_service::spawn_tasks(sc_service::SpawnTasksParams {
		config,
		client: client.clone(),
		backend: backend.clone(),
		task_manager: &mut task_manager,
		keystore: keystore.clone(),
		transaction_pool: Arc::new(informed_pool),
		rpc_builder: Box::new(rpc_builder),
		network: network.clone(),
		system_rpc_tx,
		tx_handler_controller,
		sync_service: sync_service.clone(),
		telemetry: telemetry.as_mut(),
		tracing_execute_block: None,
	})?;

	if role.is_authority() && sealing.is_none() {
		warn_without_keys(&keystore);
	}
	if let Some(hwbench) = hwbench {
		hardware::report(hwbench, &role, &task_manager, telemetry.as_ref());
	}

	let telemetry_handle = || telemetry.as_ref().map(|telemetry| telemetry.handle());
	let mut proposer = sc_basic_authorship::ProposerFactory::new(
		task_manager.spawn_handle(),
		client.clone(),
		transaction_pool.clone(),
		prometheus_registry.as_ref(),
		telemetry_handle(),
	);
	proposer.set_default_block_size_limit(authoring::BLOCK_SIZE_LIMIT);

	if let Some(sealing) = sealing {
		sealing::start(SealingParams {
			sealing,
			client,
			pool: transaction_pool,
			select_chain,
			block_import,
			babe_link,
			keystore,
			proposer,
			task_manager: &task_manager,
		})?;
		return Ok(task_manager);
	}

	if role.is_authority() {
		let slot_duration = babe_link.config().slot_duration();
		let babe = sc_consensus_babe::start_babe(sc_consensus_babe::BabeParams {
			keystore: keystore.clone(),
			client: client.clone(),
			select_chain,
			env: FinishInTime(proposer),
			block_import,
			sync_oracle: sync_service.clone(),
			justification_sync_link: sync_service.clone(),
			create_inherent_data_providers: move |_, ()| async move {
				let timestamp = sp_timestamp::InherentDataProvider::from_system_time();
				let slot =
					SlotInherent::from_timestamp_and_slot_duration(*timestamp, slot_duration);
				Ok((slot, timestamp))
			},
			force_authoring,
			backoff_authoring_blocks: Some(
				sc_consensus_slots::BackoffAuthoringOnFinalizedHeadLagging::default(),
			),
			babe_link,
			block_proposal_slot_portion: authoring::slot_portion(),
			max_block_proposal_slot_portion: None,
			telemetry: telemetry_handle(),
		})?;
		task_manager.spawn_essential_handle().spawn_blocking(
			"babe-proposer",
			Some("block-authoring"),
			babe,
		);
		start_authority_discovery(
			sc_authority_discovery::WorkerConfig {
				publish_non_global_ips,
				public_addresses,
				strict_record_validation: true,
				persisted_cache_directory: network_path,
				..Default::default()
			},
			&client,
			&network,
			keystore.clone(),
			&task_manager,
			prometheus_registry.clone(),
		);
	}

	if grandpa_enabled {
		let voter = sc_consensus_grandpa::run_grandpa_voter(sc_consensus_grandpa::GrandpaParams {
			config: sc_consensus_grandpa::Config {
				gossip_duration: GOSSIP_DURATION,
				justification_generation_period: JUSTIFICATION_PERIOD,
				name: Some(name),
				observer_enabled: false,
				// A node that does not take part in consensus needs no keys for it.
				keystore: role.is_authority().then_some(keystore),
				local_role: role,
				telemetry: telemetry_handle(),
				protocol_name: grandpa_protocol_name,
			},
			link: grandpa_link,
			network,
			sync: Arc::new(sync_service),
			notification_service: grandpa_notification_service,
			telemetry: telemetry_handle(),
			// Vote for the best block there is. The SDK's default rules hold votes back by two blocks and by a quarter of
			// what is not final yet, which buys fewer votes for blocks that a fork overtakes; safety never rests on them.
			voting_rule: VotingRulesBuilder::new().build(),
			prometheus_registry,
			shared_voter_state,
			offchain_tx_pool_factory: OffchainTransactionPoolFactory::new(transaction_pool),
		})?;
		task_manager.spawn_essential_handle().spawn_blocking("grandpa-voter", None, voter);
	}

	Ok(task_manager)
}

/// A validator whose keystore lacks a key takes no part in what the key is for, and nothing else would say so.
fn warn_without_keys(keystore: &KeystorePtr) {
	let sr25519 = |key_type| keystore.sr25519_public_keys(key_type).is_empty();
	let ed25519 = |key_type| keystore.ed25519_public_keys(key_type).is_empty();
	let missing: Vec<&str> = [
		("babe", sr25519(sp_core::crypto::key_types::BABE)),
		("gran", ed25519(sp_core::crypto::key_types::GRANDPA)),
		("imon", sr25519(sp_core::crypto::key_types::IM_ONLINE)),
		("audi", sr25519(sp_core::crypto::key_types::AUTHORITY_DISCOVERY)),
	]
	.into_iter()
	.filter_map(|(name, is_missing): (&str, bool)| is_missing.then_some(name))
	.collect();
	if !missing.is_empty() {
		log::warn!(
			"🔑 This validator has no session keys of type {}: it will make no blocks and cast no votes until they are in \
			 its keystore (author_rotateKeysWithOwner makes them, then announce them with Session.setKeys; or key insert)",
			missing.join(", ")
		);
	}
}

/// Publishes this validator's addresses in the DHT, and finds those of the others.
fn start_authority_discovery(
	config: sc_authority_discovery::WorkerConfig,
	client: &Arc<FullClient>,
	network: &Arc<dyn NetworkService>,
	keystore: KeystorePtr,
	task_manager: &TaskManager,
	prometheus_registry: Option<substrate_prometheus_endpoint::Registry>,
) {
	let dht_events = network.event_stream("authority-discovery").filter_map(|event| async move {
		match event {
			Event::Dht(event) => Some(event),
			_ => None,
		}
	});
	let (worker, _) = sc_authority_discovery::new_worker_and_service_with_config(
		config,
		client.clone(),
		Arc::new(network.clone()),
		Box::pin(dht_events),
		sc_authority_discovery::Role::PublishAndDiscover(keystore),
		prometheus_registry,
		task_manager.spawn_handle(),
	);
	task_manager.spawn_handle().spawn(
		"authority-discovery-worker",
		Some("networking"),
		worker.run(),
	);
}
